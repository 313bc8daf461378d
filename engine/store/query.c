/* Questions to the database: see store.h. */
#include <stdlib.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

static int fail_code(Err *err)
{
	return err && err->code ? err->code : ERR_OS;
}

/* Step through rows of one text column. */
static int collect(Store *s, sqlite3_stmt *st, Arena *a, StrList *out,
		   Err *err)
{
	int rc;

	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		strlist_add(a, out, str_dup(a, db_text(st, 0)));
	if (rc != SQLITE_DONE)
		return db_error(s, "querying", err);
	sqlite3_reset(st);
	strlist_sort(out);
	return 0;
}

static void list_clear(StrList *l)
{
	l->v = NULL;
	l->n = 0;
	l->cap = 0;
}

int store_valid(Store *s, Str path, bool *valid, Err *err)
{
	int64_t id;
	int rc;

	*valid = false;
	if (store_pending(s, path, NULL)) {
		*valid = true;
		return 0;
	}
	if (!s->db)
		return 0;
	rc = db_path_id(s, path, &id, err);
	*valid = id != 0;
	return rc;
}

static int not_valid(Str path, Err *err)
{
	return err_set(err, ERR_NOT_VALID, "path '" STR_F "' is not valid",
		       STR_A(path));
}

static int fill_info(Store *s, Arena *a, sqlite3_stmt *st, Str path,
		     PathInfo *info, Err *err)
{
	Str sigs, sig;
	int64_t id = sqlite3_column_int64(st, 0);
	sqlite3_stmt *refs;
	int rc;

	memset(info, 0, sizeof *info);
	info->path = str_dup(a, path);
	rc = hash_parse(&info->nar_hash, db_text(st, 1), HASH_NONE, err);
	if (rc) {
		err_while(err, "reading the hash of", info->path.p);
		return rc;
	}
	info->registered = sqlite3_column_int64(st, 2);
	info->deriver = str_dup(a, db_text(st, 3));
	info->nar_size = (uint64_t)sqlite3_column_int64(st, 4);
	info->ultimate = sqlite3_column_int(st, 5) == 1;
	sigs = str_dup(a, db_text(st, 6));
	while (str_token(&sigs, " ", &sig))
		strlist_add(a, &info->sigs, sig);
	info->ca = str_dup(a, db_text(st, 7));
	refs = db_get(s, SQL_REFERENCES, err);
	if (!refs)
		return fail_code(err);
	sqlite3_bind_int64(refs, 1, id);
	return collect(s, refs, a, &info->refs, err);
}

int store_info(Store *s, Arena *a, Str path, PathInfo *info, Err *err)
{
	sqlite3_stmt *st;
	MapEntry *e;
	int rc;

	e = s->batch_depth ? map_get(&s->batch, path) : NULL;
	if (e) {
		*info = ((Pending *)e->v.ptr)->info;
		nar_hash_text(((Pending *)e->v.ptr)->text, &info->nar_hash,
			      &info->nar_size);
		return 0;
	}
	if (!s->db)
		return not_valid(path, err);
	st = db_get(s, SQL_PATH_INFO, err);
	if (!st)
		return fail_code(err);
	db_bind(st, 1, path);
	rc = sqlite3_step(st);
	if (rc == SQLITE_DONE)
		return not_valid(path, err);
	if (rc != SQLITE_ROW)
		return db_error(s, "querying a path", err);
	rc = fill_info(s, a, st, path, info, err);
	sqlite3_reset(st);
	return rc;
}

int store_all_valid(Store *s, Arena *a, StrList *paths, Err *err)
{
	sqlite3_stmt *st;

	list_clear(paths);
	if (!s->db)
		return 0;
	st = db_get(s, SQL_ALL_VALID, err);
	return st ? collect(s, st, a, paths, err) : fail_code(err);
}

void forget_refs(Store *s)
{
	arena_free(&s->refs_arena);
	s->refs = (Map){ .a = &s->refs_arena };
}

/* The references of a path, from the database, kept for the next time. */
static int load_refs(Store *s, Str path, StrList *out, Err *err)
{
	Arena *a = &s->refs_arena;
	sqlite3_stmt *st;
	MapEntry *e;
	StrList *l;
	int64_t id;
	int rc = db_path_id(s, path, &id, err);

	if (rc)
		return rc;
	if (id == 0)
		return not_valid(path, err);
	st = db_get(s, SQL_REFERENCES, err);
	if (!st)
		return fail_code(err);
	sqlite3_bind_int64(st, 1, id);
	l = ARENA_NEW(a, StrList);
	rc = collect(s, st, a, l, err);
	if (rc)
		return rc;
	e = map_put(&s->refs, str_dup(a, path), NULL);
	e->v.ptr = l;
	*out = *l;
	return 0;
}

int store_references(Store *s, Arena *a, Str path, StrList *out, Err *err)
{
	PathInfo info;
	MapEntry *e;
	StrList kept = { NULL, 0, 0 };
	size_t i;
	int rc = 0;

	list_clear(out);
	if (!s->db || store_pending(s, path, NULL)) {
		rc = store_info(s, a, path, &info, err);
		*out = info.refs;
		return rc;
	}
	e = map_get(&s->refs, path);
	if (e)
		kept = *(StrList *)e->v.ptr;
	else
		rc = load_refs(s, path, &kept, err);
	/* what is kept may be forgotten before the caller is done */
	for (i = 0; rc == 0 && i < kept.n; i++)
		strlist_add(a, out, str_dup(a, kept.v[i]));
	return rc;
}

static int by_path(Store *s, SqlId id, Arena *a, Str path, StrList *out,
		   Err *err)
{
	sqlite3_stmt *st;

	list_clear(out);
	if (!s->db)
		return 0;
	st = db_get(s, id, err);
	if (!st)
		return fail_code(err);
	db_bind(st, 1, path);
	return collect(s, st, a, out, err);
}

int store_referrers(Store *s, Arena *a, Str path, StrList *out, Err *err)
{
	return by_path(s, SQL_REFERRERS, a, path, out, err);
}

int store_derivers(Store *s, Arena *a, Str path, StrList *out, Err *err)
{
	return by_path(s, SQL_DERIVERS, a, path, out, err);
}

static int cmp_output(const void *a, const void *b)
{
	return str_cmp(((const StoreOutput *)a)->name,
		       ((const StoreOutput *)b)->name);
}

/* Outputs of a derivation in the open batch. */
static size_t pending_outputs(Arena *a, const Pending *p, StoreOutput **out)
{
	size_t i;

	*out = ARENA_ARRAY(a, StoreOutput, p->outputs_n + 1);
	for (i = 0; i < p->outputs_n; i++) {
		(*out)[i].name = p->outputs[i].name;
		(*out)[i].path = p->outputs[i].path;
	}
	return p->outputs_n;
}

int store_outputs(Store *s, Arena *a, Str drv, StoreOutput **out, size_t *n,
		  Err *err)
{
	sqlite3_stmt *st;
	size_t cap = 0;
	int64_t id;
	MapEntry *e;
	int rc;

	*out = NULL;
	*n = 0;
	e = s->batch_depth ? map_get(&s->batch, drv) : NULL;
	if (e) {
		*n = pending_outputs(a, e->v.ptr, out);
		return 0;
	}
	if (!s->db)
		return not_valid(drv, err);
	rc = db_path_id(s, drv, &id, err);
	if (rc || id == 0)
		return rc ? rc : not_valid(drv, err);
	st = db_get(s, SQL_OUTPUTS, err);
	if (!st)
		return fail_code(err);
	sqlite3_bind_int64(st, 1, id);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (*n == cap) {
			*out = arena_grow(a, *out, cap * sizeof **out,
					  (cap * 2 + 2) * sizeof **out);
			cap = cap * 2 + 2;
		}
		(*out)[*n].name = str_dup(a, db_text(st, 0));
		(*out)[*n].path = str_dup(a, db_text(st, 1));
		++*n;
	}
	if (rc != SQLITE_DONE)
		return db_error(s, "querying outputs", err);
	sqlite3_reset(st);
	if (*n)
		qsort(*out, *n, sizeof **out, cmp_output);
	return 0;
}

int store_by_hash_part(Store *s, Arena *a, Str hash_part, Str *path,
		       Err *err)
{
	Str prefix = str_cat3(a, s->where.store, STR("/"), hash_part);
	sqlite3_stmt *st;
	int rc;

	*path = STR("");
	if (hash_part.n != PATH_HASH_LEN)
		return err_set(err, ERR_FORMAT, "invalid hash part");
	if (!s->db)
		return 0;
	st = db_get(s, SQL_FROM_HASH_PART, err);
	if (!st)
		return fail_code(err);
	db_bind(st, 1, prefix);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW && str_starts(db_text(st, 0), prefix))
		*path = str_dup(a, db_text(st, 0));
	else if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return db_error(s, "querying a hash part", err);
	sqlite3_reset(st);
	return 0;
}

int store_read_drv(Store *s, Arena *a, Str path, Drv *drv, Err *err)
{
	Str name = path_name(path);
	Str text;
	int rc;

	if (!path_is_drv(path))
		return err_set(err, ERR_FORMAT, "path '" STR_F "' is not a "
			       "valid derivation path", STR_A(path));
	name.n -= 4;
	if (!store_pending(s, path, &text)) {
		if (s->fd < 0)
			return not_valid(path, err);
		rc = os_read_file(a, s->fd, str_z(a, path_base(path)), &text,
				  err);
		if (rc)
			return rc;
	}
	rc = drv_parse(a, s->where.store, text, name, drv, err);
	return rc ? err_while(err, "reading", str_z(a, path)) : 0;
}
