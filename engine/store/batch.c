/*
 * Text files, one or a thousand: see store.h. A batch costs one append to
 * the temporary roots, one transaction, and for each new file an open, a
 * write, a time stamp and a close.
 *
 * No PATH.lock is taken here. The transaction excludes everybody else from
 * registering these paths while the files are written, and a file that
 * somebody else writes at the same moment has the same bytes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

enum { BATCH_BYTES_MAX = 64 * 1024 * 1024 };

void store_batch_begin(Store *s)
{
	s->batch_depth++;
}

bool store_pending(Store *s, Str path, Str *text)
{
	MapEntry *e = s->batch.n ? map_get(&s->batch, path) : NULL;

	if (e && text)
		*text = ((Pending *)e->v.ptr)->text;
	return e != NULL;
}

static void drop_batch(Store *s)
{
	Map empty = { .a = &s->batch_arena };

	arena_free(&s->batch_arena);
	s->batch = empty;
}

static const struct timespec CANONICAL[2] = {
	{ 0, UTIME_OMIT },
	{ 1, 0 }
};

static int fill_file(int fd, Str text)
{
	return os_write_all(fd, text.p, text.n) || futimens(fd, CANONICAL) ?
	       -1 : 0;
}

/*
 * Replace whatever is at base: a leftover, or a file to be repaired. The
 * temporary name starts with the same hash, so that the temporary root
 * keeps collectors away from it.
 */
static int replace_text(Store *s, const char *base, Str text, Err *err)
{
	Arena a = { 0 };
	const char *tmp = str_cat2(&a, str_c(base), STR(".tmp")).p;
	OsStat st;
	int fd;
	int rc = remove_store_file(s, tmp, NULL, err);

	if (rc == 0 && os_lstat(s->fd, base, &st) == 0 && st.type == OS_DIR)
		rc = remove_store_file(s, base, NULL, err);
	fd = rc ? -1 : os_create(s->fd, tmp, 0444);
	if (rc == 0 && fd < 0)
		rc = err_os(err, "creating", base);
	if (rc == 0 && (fchmod(fd, 0444) || fill_file(fd, text)))
		rc = err_os(err, "writing", base);
	os_close(fd);
	if (rc == 0 && os_rename(s->fd, tmp, s->fd, base))
		rc = err_os(err, "publishing", base);
	if (rc)
		unlinkat(s->fd, tmp, 0);
	arena_free(&a);
	return rc;
}

static int write_text(Store *s, const char *base, Str text, Err *err)
{
	int fd = os_create(s->fd, base, 0444);
	int rc = 0;

	if (fd < 0 && errno == EEXIST)
		return replace_text(s, base, text, err);
	if (fd < 0)
		return err_os(err, "creating", base);
	if (fill_file(fd, text))
		rc = err_os(err, "writing", base);
	os_close(fd);
	if (rc)
		os_remove(s->fd, base);
	return rc;
}

/* Which of the batch are not valid yet; ids of the rest are noted. */
static int find_missing(Store *s, int64_t *ids, size_t *missing, Err *err)
{
	size_t i;
	int rc = db_begin(s, false, err);

	*missing = 0;
	if (rc)
		return rc;
	for (i = 0; rc == 0 && i < s->batch.n; i++) {
		Pending *p = s->batch.entries[i].v.ptr;

		rc = db_path_id(s, s->batch.entries[i].key, &ids[i], err);
		if (ids[i] == 0 || p->repair)
			++*missing;
	}
	if (rc == 0)
		return db_commit(s, err);
	db_rollback(s);
	return rc;
}

static int register_pending(Store *s, Pending *p, int64_t *id, Err *err)
{
	const char *base = path_base(p->info.path).p;
	size_t i;
	int rc = db_path_id(s, p->info.path, id, err);

	if (rc || (*id && !p->repair))
		return rc;
	rc = p->repair ? replace_text(s, base, p->text, err) :
	     write_text(s, base, p->text, err);
	if (rc)
		return rc;
	nar_hash_text(p->text, &p->info.nar_hash, &p->info.nar_size);
	rc = register_path(s, &p->info, id, err);
	for (i = 0; rc == 0 && i < p->outputs_n; i++)
		if (p->outputs[i].path.n)
			rc = register_output(s, *id, p->outputs[i].name,
					     p->outputs[i].path, err);
	return rc;
}

/* References within the batch are found without asking the database. */
static int ref_id(Store *s, const int64_t *ids, Map *known, Str ref,
		  int64_t *id, Err *err)
{
	MapEntry *e = map_get(&s->batch, ref);
	bool fresh;
	int rc;

	if (e) {
		*id = ids[e - s->batch.entries];
		return 0;
	}
	e = map_put(known, ref, &fresh);
	if (fresh) {
		rc = db_path_id(s, ref, id, err);
		if (rc)
			return rc;
		if (*id == 0)
			return err_set(err, ERR_NOT_VALID, "path '" STR_F
				       "' is not valid", STR_A(ref));
		e->v.num = (uint64_t)*id;
	}
	*id = (int64_t)e->v.num;
	return 0;
}

static int write_missing(Store *s, int64_t *ids, const bool *is_new,
			 Err *err)
{
	Map known = { .a = &s->batch_arena };
	OptimiseStats st;
	Pending *p;
	int64_t to;
	size_t i, j;
	int rc = 0;

	for (i = 0; rc == 0 && i < s->batch.n; i++)
		if (is_new[i])
			rc = register_pending(s, s->batch.entries[i].v.ptr,
					      &ids[i], err);
	for (i = 0; rc == 0 && i < s->batch.n; i++) {
		if (!is_new[i])
			continue;
		p = s->batch.entries[i].v.ptr;
		for (j = 0; rc == 0 && j < p->info.refs.n; j++) {
			rc = ref_id(s, ids, &known, p->info.refs.v[j], &to,
				    err);
			if (rc == 0)
				rc = register_ref(s, ids[i], to, err);
		}
		if (rc)
			err_while(err, "adding", p->info.path.p);
		else if (store_settings.auto_optimise_store)
			rc = store_optimise_path(s, p->info.path, &st, err);
	}
	if (rc == 0 && store_settings.fsync_store_paths && syncfs(s->fd))
		rc = err_os(err, "syncing", "the store");
	return rc;
}

int store_flush(Store *s, Err *err)
{
	Arena *a = &s->batch_arena;
	int64_t *ids;
	bool *is_new;
	Str *paths;
	size_t missing = 0;
	size_t i;
	int rc;

	if (s->batch.n == 0)
		return 0;
	rc = need_writable(s, err);
	if (rc)
		return rc;
	ids = ARENA_ARRAY(a, int64_t, s->batch.n);
	is_new = ARENA_ARRAY(a, bool, s->batch.n);
	paths = ARENA_ARRAY(a, Str, s->batch.n);
	for (i = 0; i < s->batch.n; i++)
		paths[i] = s->batch.entries[i].key;
	rc = temp_roots_add(s, paths, s->batch.n, err);
	if (rc == 0)
		rc = find_missing(s, ids, &missing, err);
	if (rc == 0 && missing) {
		for (i = 0; i < s->batch.n; i++)
			is_new[i] = ids[i] == 0 ||
				((Pending *)s->batch.entries[i].v.ptr)->repair;
		rc = db_begin(s, true, err);
		if (rc == 0)
			rc = write_missing(s, ids, is_new, err);
		if (rc == 0)
			rc = db_commit(s, err);
		else
			db_rollback(s);
	}
	drop_batch(s);
	return rc;
}

int store_batch_commit(Store *s, Err *err)
{
	if (s->batch_depth > 0 && --s->batch_depth > 0)
		return 0;
	return store_flush(s, err);
}

static StrList dup_list(Arena *a, const StrList *l)
{
	StrList out = { NULL, 0, 0 };
	size_t i;

	if (!l || l->n == 0)
		return out;
	out.v = ARENA_ARRAY(a, Str, l->n);
	out.n = out.cap = l->n;
	for (i = 0; i < l->n; i++)
		out.v[i] = str_dup(a, l->v[i]);
	return out;
}

static Pending *note(Store *s, Str path, Str text, const Hash *h,
		     const StrList *refs, bool repair)
{
	Arena *a = &s->batch_arena;
	bool fresh;
	MapEntry *e = map_put(&s->batch, path, &fresh);
	Pending *p;

	if (!fresh) {
		p = e->v.ptr;
		p->repair |= repair;
		return p;
	}
	p = ARENA_NEW(a, Pending);
	p->info.path = str_dup(a, path);
	p->info.refs = dup_list(a, refs);
	p->info.ca = ca_text(a, h);
	p->text = str_dup(a, text);
	p->repair = repair;
	e->key = p->info.path;
	e->v.ptr = p;
	return p;
}

/* Outside a batch what was noted goes out at once. */
static int settle(Store *s, Err *err)
{
	if (s->batch_depth == 0 ||
	    s->batch_arena.total > BATCH_BYTES_MAX)
		return store_flush(s, err);
	return 0;
}

int store_add_text(Store *s, Arena *a, Str name, Str text,
		   const StrList *refs, bool repair, Str *path, Err *err)
{
	Hash h = hash_of(HASH_SHA256, text);
	int rc = path_text(a, s->where.store, name, &h, refs, path, err);

	if (rc || s->read_only)
		return rc ? rc : only_path(s, err);
	note(s, *path, text, &h, refs, repair);
	return settle(s, err);
}

int store_add_drv(Store *s, Arena *a, const Drv *drv, bool repair,
		  Str *path, Err *err)
{
	ArenaMark mark = arena_mark(&s->scratch);
	StrBuf b = sb_in(&s->scratch);
	StrList refs = { NULL, 0, 0 };
	Arena *ba = &s->batch_arena;
	Pending *p;
	Hash h;
	size_t i;
	int rc;

	drv_print(drv, &b);
	rc = drv_path(&s->scratch, s->where.store, drv, sb_str(&b), &refs, path,
		      err);
	if (rc == 0)
		*path = str_dup(a, *path);
	if (rc || s->read_only) {
		arena_release(&s->scratch, mark);
		return rc ? rc : only_path(s, err);
	}
	h = hash_of(HASH_SHA256, sb_str(&b));
	p = note(s, *path, sb_str(&b), &h, &refs, repair);
	if (!p->outputs) {
		p->outputs = ARENA_ARRAY(ba, DrvOutput, drv->outputs_n + 1);
		p->outputs_n = drv->outputs_n;
		for (i = 0; i < drv->outputs_n; i++) {
			p->outputs[i].name = str_dup(ba,
						     drv->outputs[i].name);
			p->outputs[i].path = str_dup(ba,
						     drv->outputs[i].path);
		}
	}
	arena_release(&s->scratch, mark);
	return settle(s, err);
}
