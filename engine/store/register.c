/* Making paths valid, and not: see store.h. */
#include "engine/fmt/path.h"
#include "engine/store/internal.h"

static int fail_code(Err *err)
{
	return err && err->code ? err->code : ERR_OS;
}

static void bind_or_null(sqlite3_stmt *st, int at, Str text)
{
	if (text.n)
		db_bind(st, at, text);
	else
		sqlite3_bind_null(st, at);
}

static Str join_sigs(Arena *a, const StrList *sigs)
{
	StrBuf b = sb_in(a);
	size_t i;

	for (i = 0; i < sigs->n; i++) {
		if (i)
			sb_putc(&b, ' ');
		sb_put(&b, sigs->v[i]);
	}
	return sb_str(&b);
}

static int step_done(Store *s, sqlite3_stmt *st, const char *what, Err *err)
{
	int rc = sqlite3_step(st);

	if (rc != SQLITE_DONE) {
		rc = db_error(s, what, err);
		sqlite3_reset(st);
		return rc;
	}
	sqlite3_reset(st);
	return 0;
}

static int update_path(Store *s, const PathInfo *info, Str hash, Str sigs,
		       Err *err)
{
	sqlite3_stmt *st = db_get(s, SQL_UPDATE_PATH, err);

	if (!st)
		return fail_code(err);
	db_bind(st, 1, info->path);
	if (info->nar_size)
		sqlite3_bind_int64(st, 2, (int64_t)info->nar_size);
	else
		sqlite3_bind_null(st, 2);
	db_bind(st, 3, hash);
	if (info->ultimate)
		sqlite3_bind_int(st, 4, 1);
	else
		sqlite3_bind_null(st, 4);
	bind_or_null(st, 5, sigs);
	bind_or_null(st, 6, info->ca);
	return step_done(s, st, "updating a path", err);
}

static int insert_path(Store *s, const PathInfo *info, Str hash, Str sigs,
		       int64_t *id, Err *err)
{
	sqlite3_stmt *st = db_get(s, SQL_INSERT_PATH, err);
	int rc;

	if (!st)
		return fail_code(err);
	db_bind(st, 1, info->path);
	db_bind(st, 2, hash);
	sqlite3_bind_int64(st, 3, info->registered ? info->registered :
			   os_now());
	bind_or_null(st, 4, info->deriver);
	if (info->nar_size)
		sqlite3_bind_int64(st, 5, (int64_t)info->nar_size);
	else
		sqlite3_bind_null(st, 5);
	if (info->ultimate)
		sqlite3_bind_int(st, 6, 1);
	else
		sqlite3_bind_null(st, 6);
	bind_or_null(st, 7, sigs);
	bind_or_null(st, 8, info->ca);
	rc = step_done(s, st, "registering a path", err);
	*id = sqlite3_last_insert_rowid(s->db);
	return rc;
}

int register_path(Store *s, const PathInfo *info, int64_t *id, Err *err)
{
	char text[8 + 2 * HASH_MAX] = "sha256:";
	Str hash = { text, 7 + enc16_len(info->nar_hash.size) };
	Arena tmp = { 0 };
	Str sigs = STR("");
	int rc;

	if (info->nar_hash.algo != HASH_SHA256)
		return err_set(err, ERR_FORMAT, "the hash of '" STR_F "' is "
			       "not SHA-256", STR_A(info->path));
	enc16(text + 7, info->nar_hash.b, info->nar_hash.size);
	if (info->sigs.n)
		sigs = join_sigs(&tmp, &info->sigs);
	rc = db_path_id(s, info->path, id, err);
	if (rc == 0)
		rc = *id ? update_path(s, info, hash, sigs, err) :
		     insert_path(s, info, hash, sigs, id, err);
	arena_free(&tmp);
	return rc;
}

int register_ref(Store *s, int64_t from, int64_t to, Err *err)
{
	sqlite3_stmt *st = db_get(s, SQL_INSERT_REF, err);

	if (!st)
		return fail_code(err);
	sqlite3_bind_int64(st, 1, from);
	sqlite3_bind_int64(st, 2, to);
	return step_done(s, st, "registering a reference", err);
}

int register_output(Store *s, int64_t drv, Str name, Str path, Err *err)
{
	sqlite3_stmt *st = db_get(s, SQL_INSERT_OUTPUT, err);

	if (!st)
		return fail_code(err);
	sqlite3_bind_int64(st, 1, drv);
	db_bind(st, 2, name);
	db_bind(st, 3, path);
	return step_done(s, st, "registering an output", err);
}

/* The outputs of a derivation that becomes valid. */
static int register_drv(Store *s, const PathInfo *info, int64_t id, Err *err)
{
	Arena tmp = { 0 };
	Drv drv;
	size_t i;
	int rc = store_read_drv(s, &tmp, info->path, &drv, err);

	/* outputs that do not follow from the rest would be a forgery */
	if (rc == 0)
		rc = drv_check_outputs(&s->hashes, s->where.store, &drv, err);
	for (i = 0; rc == 0 && i < drv.outputs_n; i++)
		if (drv.outputs[i].path.n)
			rc = register_output(s, id, drv.outputs[i].name,
					     drv.outputs[i].path, err);
	if (rc)
		err_while(err, "registering derivation", str_z(&tmp,
							       info->path));
	arena_free(&tmp);
	return rc;
}

static int register_refs(Store *s, const PathInfo *info, int64_t id,
			 Err *err)
{
	int64_t to;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < info->refs.n; i++) {
		rc = db_path_id(s, info->refs.v[i], &to, err);
		if (rc == 0 && to == 0)
			rc = err_set(err, ERR_NOT_VALID, "cannot register "
				     "'" STR_F "': its reference '" STR_F
				     "' is not valid", STR_A(info->path),
				     STR_A(info->refs.v[i]));
		if (rc == 0)
			rc = register_ref(s, id, to, err);
	}
	return rc;
}

int store_register(Store *s, const PathInfo *infos, size_t n, Err *err)
{
	Arena tmp = { 0 };
	int64_t *ids = ARENA_ARRAY(&tmp, int64_t, n + 1);
	StrList paths = { NULL, 0, 0 };
	size_t i;
	int rc = need_writable(s, err);

	forget_refs(s);
	if (rc == 0)
		rc = db_begin(s, true, err);
	if (rc) {
		arena_free(&tmp);
		return rc;
	}
	for (i = 0; rc == 0 && i < n; i++) {
		rc = register_path(s, &infos[i], &ids[i], err);
		strlist_add(&tmp, &paths, infos[i].path);
	}
	for (i = 0; rc == 0 && i < n; i++)
		rc = register_refs(s, &infos[i], ids[i], err);
	for (i = 0; rc == 0 && i < n; i++)
		if (path_is_drv(infos[i].path))
			rc = register_drv(s, &infos[i], ids[i], err);
	/* cycles would make the graph impossible to delete */
	forget_refs(s);
	if (rc == 0 && n > 1)
		rc = store_topo(s, &tmp, &paths, err);
	if (rc == 0)
		rc = db_commit(s, err);
	else
		db_rollback(s);
	arena_free(&tmp);
	return rc;
}

int store_update(Store *s, const PathInfo *info, Err *err)
{
	int64_t id;
	int rc = need_writable(s, err);

	if (rc == 0)
		rc = db_begin(s, true, err);
	if (rc)
		return rc;
	rc = db_path_id(s, info->path, &id, err);
	if (rc == 0 && id == 0)
		rc = err_set(err, ERR_NOT_VALID, "path '" STR_F "' is not "
			     "valid", STR_A(info->path));
	if (rc == 0)
		rc = register_path(s, info, &id, err);
	if (rc == 0)
		return db_commit(s, err);
	db_rollback(s);
	return rc;
}

int store_add_sigs(Store *s, Str path, const StrList *sigs, Err *err)
{
	Arena a = { 0 };
	PathInfo info;
	size_t i;
	int rc = store_info(s, &a, path, &info, err);

	for (i = 0; rc == 0 && i < sigs->n; i++)
		strlist_add(&a, &info.sigs, sigs->v[i]);
	if (rc == 0) {
		strlist_sort(&info.sigs);
		rc = store_update(s, &info, err);
	}
	arena_free(&a);
	return rc;
}

int store_sign(Store *s, Arena *a, PathInfo *info)
{
	Str fp = fingerprint(a, info);
	size_t i;

	(void)s;
	for (i = 0; i < store_settings.secret_keys_n; i++)
		strlist_add(a, &info->sigs,
			    sign(a, &store_settings.secret_keys[i], fp));
	strlist_sort(&info->sigs);
	return 0;
}

int store_invalidate(Store *s, Str path, Err *err)
{
	sqlite3_stmt *st;
	int rc = need_writable(s, err);

	if (rc)
		return rc;
	forget_refs(s);
	st = db_get(s, SQL_DELETE_PATH, err);
	if (!st)
		return fail_code(err);
	db_bind(st, 1, path);
	return step_done(s, st, "invalidating a path", err);
}
