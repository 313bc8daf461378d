/*
 * The export format (libstore/export-import.cc) and registration text.
 * In an export a path's NAR comes before its name, so it is restored into
 * a temporary folder of the store and moved when the name is known:
 * nothing is held in memory.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

enum {
	EXPORT_MAGIC = 0x4558494e,
	EXPORT_PATH_MAX = 4096,
	EXPORT_REFS_MAX = 1000000,
	EXPORT_SIG_MAX = 65536
};

static int export_path(Store *s, Str path, Sink *to, Err *err)
{
	Arena a = { 0 };
	PathInfo info;
	size_t i;
	int rc = store_info(s, &a, path, &info, err);

	if (rc == 0)
		rc = wire_put_u64(to, 1, err);
	if (rc == 0)
		rc = store_nar(s, path, to, err);
	if (rc == 0)
		rc = wire_put_u64(to, EXPORT_MAGIC, err);
	if (rc == 0)
		rc = wire_put_str(to, path, err);
	if (rc == 0)
		rc = wire_put_u64(to, info.refs.n, err);
	for (i = 0; rc == 0 && i < info.refs.n; i++)
		rc = wire_put_str(to, info.refs.v[i], err);
	if (rc == 0)
		rc = wire_put_str(to, info.deriver, err);
	/* no signature: they moved to narinfo long ago */
	if (rc == 0)
		rc = wire_put_u64(to, 0, err);
	arena_free(&a);
	return rc;
}

int store_export(Store *s, const StrList *paths, Sink *to, Err *err)
{
	size_t i;
	int rc = store_flush(s, err);

	for (i = 0; rc == 0 && i < paths->n; i++)
		rc = export_path(s, paths->v[i], to, err);
	return rc ? rc : wire_put_u64(to, 0, err);
}

/* A folder in the store that collectors leave alone while we hold it. */
typedef struct {
	char name[OS_TEMP_MAX];
	int fd;
} TempDir;

static int open_temp_dir(Store *s, TempDir *t, Err *err)
{
	if (os_make_temp_dir(s->fd, "tmp", t->name))
		return err_os(err, "creating a temporary folder in",
			      "the store");
	t->fd = os_open_dir(s->fd, t->name);
	if (t->fd < 0)
		return err_os(err, "opening", t->name);
	os_lock(t->fd, false);
	return 0;
}

static int import_meta(Store *s, Arena *a, Source *from, PathInfo *info,
		       Err *err)
{
	uint64_t magic, n;
	Str text;
	int rc = wire_get_u64(from, &magic, err);

	if (rc == 0 && magic != EXPORT_MAGIC)
		return err_set(err, ERR_FORMAT,
			       "Nix archive cannot be imported; wrong format");
	if (rc == 0)
		rc = wire_get_str(a, from, EXPORT_PATH_MAX, &info->path, err);
	if (rc == 0)
		rc = path_check(s->where.store, info->path, err);
	if (rc == 0)
		rc = wire_get_u64(from, &n, err);
	if (rc == 0 && n > EXPORT_REFS_MAX)
		return err_set(err, ERR_LIMIT, "too many references");
	for (; rc == 0 && n > 0; n--) {
		rc = wire_get_str(a, from, EXPORT_PATH_MAX, &text, err);
		if (rc == 0)
			rc = path_check(s->where.store, text, err);
		strlist_add(a, &info->refs, text);
	}
	strlist_sort(&info->refs);
	if (rc == 0)
		rc = wire_get_str(a, from, EXPORT_PATH_MAX, &info->deriver,
				  err);
	if (rc == 0 && info->deriver.n)
		rc = path_check(s->where.store, info->deriver, err);
	/* an old signature, which nobody looks at */
	if (rc == 0)
		rc = wire_get_u64(from, &n, err);
	if (rc == 0 && n == 1)
		rc = wire_get_str(a, from, EXPORT_SIG_MAX, &text, err);
	return rc;
}

/* Move what was restored to its place, unless it is valid by now. */
static int place_import(Store *s, Arena *a, TempDir *t, PathInfo *info,
			Err *err)
{
	const char *base = str_z(a, path_base(info->path));
	StrList one = { NULL, 0, 0 };
	StoreLocks *lock;
	OptimiseStats opt;
	bool valid;
	OsStat st;
	int rc = store_temp_root(s, info->path, err);

	strlist_add(a, &one, info->path);
	if (rc == 0)
		rc = store_lock(s, &one, true, &lock, err);
	if (rc)
		return rc;
	rc = store_valid(s, info->path, &valid, err);
	if (rc || valid)
		goto out;
	rc = remove_store_file(s, base, NULL, err);
	if (rc)
		goto out;
	/* moving a folder changes its "..": it must be writable */
	if (os_lstat(t->fd, "x", &st) ||
	    (st.type == OS_DIR && os_chmod(t->fd, "x", 0755)) ||
	    os_rename(t->fd, "x", s->fd, base) ||
	    (st.type == OS_DIR && (os_chmod(s->fd, base, 0555) ||
				   os_set_mtime(s->fd, base, 1)))) {
		rc = err_os(err, "moving into place", base);
		goto out;
	}
	if (store_settings.auto_optimise_store)
		rc = store_optimise_path(s, info->path, &opt, err);
	if (rc == 0)
		rc = store_register(s, info, 1, err);
	if (rc)
		remove_store_file(s, base, NULL, NULL);
out:
	store_unlock(s, lock, true);
	return rc;
}

static int import_one(Store *s, Arena *a, Source *from, Str *path, Err *err)
{
	Arena tmp = { 0 };
	HashSink *h = ARENA_NEW(&tmp, HashSink);
	TeeSource tee;
	PathInfo info;
	TempDir t = { .fd = -1 };
	int rc = open_temp_dir(s, &t, err);

	memset(&info, 0, sizeof info);
	hash_sink(h, HASH_SHA256);
	tee_source(&tee, from, &h->sink);
	if (rc == 0)
		rc = nar_restore(&tee.source, t.fd, "x", true,
				 store_settings.fsync_store_paths, err);
	info.nar_hash = hash_final(&h->h);
	info.nar_size = h->total;
	if (rc == 0)
		rc = import_meta(s, &tmp, from, &info, err);
	if (rc == 0)
		rc = place_import(s, &tmp, &t, &info, err);
	os_close(t.fd);
	if (t.name[0])
		remove_store_file(s, t.name, NULL, NULL);
	*path = str_dup(a, info.path);
	arena_free(&tmp);
	return rc;
}

int store_import(Store *s, Arena *a, Source *from, bool check_sigs,
		 StrList *paths, Err *err)
{
	uint64_t more;
	Str path;
	int rc = need_writable(s, err);

	paths->v = NULL;
	paths->n = paths->cap = 0;
	if (rc == 0 && check_sigs && store_settings.require_sigs)
		return err_set(err, ERR_NOT_VALID, "exports carry no "
			       "signatures that could be checked");
	while (rc == 0) {
		rc = wire_get_u64(from, &more, err);
		if (rc || more == 0)
			break;
		if (more != 1)
			return err_set(err, ERR_FORMAT, "input doesn't look "
				       "like something created by 'nix-store "
				       "--export'");
		rc = import_one(s, a, from, &path, err);
		if (rc == 0)
			strlist_add(a, paths, path);
	}
	return rc;
}

int store_dump_db(Store *s, const StrList *only, Sink *to, Err *err)
{
	Arena a = { 0 };
	StrList all;
	const StrList *paths = only;
	ArenaMark m;
	size_t i;
	int rc = 0;

	if (!only || only->n == 0) {
		rc = store_all_valid(s, &a, &all, err);
		paths = &all;
	}
	for (i = 0; rc == 0 && i < paths->n; i++) {
		PathInfo info;
		StrBuf b;

		m = arena_mark(&a);
		b = sb_in(&a);
		rc = store_info(s, &a, paths->v[i], &info, err);
		if (rc == 0) {
			reginfo_print(&info, &b);
			rc = to->write(to, b.p, b.n, err);
		}
		arena_release(&a, m);
	}
	arena_free(&a);
	return rc;
}

int store_load_registration(Store *s, Str text, bool hash_given,
			    bool canonicalise, bool reregister, Err *err)
{
	Arena a = { 0 };
	PathInfo *infos = NULL;
	size_t n = 0;
	size_t cap = 0;
	bool more = true;
	bool valid;
	PathInfo one;
	int rc = need_writable(s, err);

	while (rc == 0) {
		rc = reginfo_parse(&a, s->where.store, &text, hash_given,
				   &one, &more, err);
		if (rc || !more)
			break;
		rc = store_valid(s, one.path, &valid, err);
		if (rc || (valid && !reregister))
			continue;
		if (canonicalise)
			rc = store_canonicalise(s->fd, str_z(&a,
						path_base(one.path)), -1,
						err);
		if (rc == 0 && !hash_given)
			rc = nar_hash(s->fd, str_z(&a, path_base(one.path)),
				      HASH_SHA256, &one.nar_hash,
				      &one.nar_size, err);
		if (n == cap) {
			infos = arena_grow(&a, infos, cap * sizeof one,
					   (cap * 2 + 64) * sizeof one);
			cap = cap * 2 + 64;
		}
		infos[n++] = one;
	}
	if (rc == 0)
		rc = store_register(s, infos, n, err);
	arena_free(&a);
	return rc;
}
