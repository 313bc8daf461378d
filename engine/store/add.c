/* Adding files, folders and NARs to the store: see store.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

int remove_store_file(Store *s, const char *base, uint64_t *freed, Err *err)
{
	return os_remove_tree(s->fd, base, freed, err);
}

/* Everything that must hold before files of path may be written. */
static int begin_path(Store *s, Arena *a, Str path, bool repair,
		      StoreLocks **lock, bool *valid, Err *err)
{
	StrList one = { NULL, 0, 0 };
	int rc = need_writable(s, err);

	*lock = NULL;
	*valid = false;
	if (rc == 0)
		rc = store_temp_root(s, path, err);
	if (rc == 0)
		rc = store_valid(s, path, valid, err);
	if (rc || (*valid && !repair))
		return rc;
	strlist_add(a, &one, path);
	rc = store_lock(s, &one, true, lock, err);
	if (rc == 0)
		rc = store_valid(s, path, valid, err);
	if (rc == 0 && *valid && !repair) {
		store_unlock(s, *lock, true);
		*lock = NULL;
	} else if (rc == 0) {
		/* what is there is garbage, or broken */
		rc = remove_store_file(s, str_z(a, path_base(path)), NULL,
				       err);
	}
	return rc;
}

/* Register what was written; on failure take it away again. */
static int end_path(Store *s, Arena *a, const PathInfo *info, int rc,
		    StoreLocks *lock, Err *err)
{
	OptimiseStats st;

	if (rc == 0 && store_settings.auto_optimise_store)
		rc = store_optimise_path(s, info->path, &st, err);
	if (rc == 0)
		rc = store_register(s, info, 1, err);
	if (rc)
		remove_store_file(s, str_z(a, path_base(info->path)), NULL,
				  NULL);
	store_unlock(s, lock, true);
	return rc;
}

/* Two hashes of one dump: the one asked for, and SHA-256. */
typedef struct {
	HashSink want;
	HashSink nar;
	TeeSink tee;
	bool same;
} TwoHashes;

static Sink *two_hashes(TwoHashes *t, HashAlgo algo)
{
	t->same = algo == HASH_SHA256;
	hash_sink(&t->want, algo);
	hash_sink(&t->nar, HASH_SHA256);
	if (t->same)
		return &t->nar.sink;
	tee_sink(&t->tee, &t->want.sink, &t->nar.sink);
	return &t->tee.sink;
}

static void two_results(TwoHashes *t, Hash *want, Hash *nar)
{
	*nar = hash_final(&t->nar.h);
	*want = t->same ? *nar : hash_final(&t->want.h);
}

/* The copy of a flat file, with its NAR hash; fd is the source. */
static int copy_flat(Store *s, Arena *a, int fd, PathInfo *info,
		     HashAlgo algo, Hash *flat, Err *err)
{
	static const uint8_t zeros[8];
	const char *base = str_z(a, path_base(info->path));
	uint8_t *buf = arena_alloc(a, 65536, 64);
	const char *const head[] = {
		"nix-archive-1", "(", "type", "regular", "contents"
	};
	HashSink nar;
	HashCtx h;
	OsStat st;
	uint64_t left;
	ptrdiff_t n = 0;
	size_t i;
	int out, rc = 0;

	if (os_fstat(fd, &st))
		return err_os(err, "examining", base);
	out = os_create(s->fd, base, 0600);
	if (out < 0)
		return err_os(err, "creating", base);
	hash_sink(&nar, HASH_SHA256);
	hash_init(&h, algo);
	for (i = 0; i < 5; i++)
		wire_put_str(&nar.sink, str_c(head[i]), err);
	wire_put_u64(&nar.sink, st.size, err);
	for (left = st.size; left > 0 && rc == 0; left -= (uint64_t)n) {
		n = os_read(fd, buf, left < 65536 ? (size_t)left : 65536);
		if (n <= 0)
			rc = err_set(err, ERR_FAIL, "file changed while it "
				     "was copied to '%s'", base);
		else if (os_write_all(out, buf, (size_t)n))
			rc = err_os(err, "writing", base);
		if (rc)
			break;
		hash_update(&h, buf, (size_t)n);
		nar.sink.write(&nar.sink, buf, (size_t)n, err);
	}
	if (st.size % 8)
		nar.sink.write(&nar.sink, zeros, 8 - st.size % 8, err);
	wire_put_str(&nar.sink, STR(")"), err);
	if (rc == 0 && (fchmod(out, 0444) ||
			(store_settings.fsync_store_paths && os_sync(out))))
		rc = err_os(err, "finishing", base);
	os_close(out);
	if (rc == 0 && os_set_mtime(s->fd, base, 1))
		rc = err_os(err, "finishing", base);
	info->nar_hash = hash_final(&nar.h);
	info->nar_size = nar.total;
	*flat = hash_final(&h);
	return rc;
}

static int write_path(Store *s, Arena *a, int dir, const char *file,
		      bool recursive, HashAlgo algo, NarFilter *filter,
		      void *ctx, PathInfo *info, Hash *want, Err *err)
{
	TwoHashes two;
	int fd, rc;

	if (recursive) {
		rc = nar_copy(dir, file, s->fd,
			      str_z(a, path_base(info->path)),
			      store_settings.fsync_store_paths,
			      two_hashes(&two, algo), filter, ctx, err);
		two_results(&two, want, &info->nar_hash);
		info->nar_size = two.nar.total;
		return rc;
	}
	fd = os_open_follow(dir, file);
	if (fd < 0)
		return err_os(err, "opening file", file);
	rc = copy_flat(s, a, fd, info, algo, want, err);
	os_close(fd);
	return rc;
}

static int hash_source(int dir, const char *file, bool recursive,
		       HashAlgo algo, NarFilter *filter, void *ctx,
		       Hash *hash, Err *err)
{
	HashSink h;
	int rc;

	if (!recursive)
		return nar_hash_flat(dir, file, algo, hash, NULL, err);
	hash_sink(&h, algo);
	rc = nar_dump(dir, file, &h.sink, filter, ctx, err);
	*hash = hash_final(&h.h);
	return rc;
}

int store_add_path(Store *s, Arena *a, Str name, int dir, const char *file,
		   bool recursive, HashAlgo algo, NarFilter *filter,
		   void *ctx, const StrList *refs, bool repair, Str *path,
		   Err *err)
{
	Arena tmp = { 0 };
	PathInfo info;
	StoreLocks *lock = NULL;
	Hash hash, again;
	bool valid = false;
	int rc = hash_source(dir, file, recursive, algo, filter, ctx, &hash,
			     err);

	if (rc == 0)
		rc = path_fixed(a, s->where.store, name, recursive, &hash,
				refs, false, path, err);
	if (rc || s->read_only)
		return rc ? rc : only_path(s, err);
	rc = begin_path(s, &tmp, *path, repair, &lock, &valid, err);
	if (rc || !lock) {
		store_unlock(s, lock, true);
		arena_free(&tmp);
		return rc;
	}
	memset(&info, 0, sizeof info);
	info.path = *path;
	if (refs)
		info.refs = *refs;
	info.ca = ca_fixed(&tmp, recursive, &hash);
	rc = write_path(s, &tmp, dir, file, recursive, algo, filter, ctx,
			&info, &again, err);
	if (rc == 0 && !hash_eq(&hash, &again))
		rc = err_set(err, ERR_FAIL, "file '%s' changed while it was "
			     "copied to the store", file);
	rc = end_path(s, &tmp, &info, rc, lock, err);
	arena_free(&tmp);
	return rc;
}

/* Does the path follow from its content address? */
static bool ca_matches(Store *s, const PathInfo *info)
{
	Arena a = { 0 };
	StrList others = { NULL, 0, 0 };
	Str path = STR("");
	Str text = info->ca;
	bool recursive = false;
	bool self = false;
	Hash h;
	size_t i;
	int rc = -1;

	for (i = 0; i < info->refs.n; i++) {
		if (str_eq(info->refs.v[i], info->path))
			self = true;
		else
			strlist_add(&a, &others, info->refs.v[i]);
	}
	if (str_starts(text, STR("text:"))) {
		if (!self && hash_parse(&h, str_from(text, 5), HASH_NONE,
					NULL) == 0)
			rc = path_text(&a, s->where.store,
				       path_name(info->path), &h, &others,
				       &path, NULL);
	} else if (str_starts(text, STR("fixed:"))) {
		text = str_from(text, 6);
		if (str_starts(text, STR("r:"))) {
			recursive = true;
			text = str_from(text, 2);
		}
		if (hash_parse(&h, text, HASH_NONE, NULL) == 0)
			rc = path_fixed(&a, s->where.store,
					path_name(info->path), recursive, &h,
					&others, self, &path, NULL);
	}
	rc = rc == 0 && str_eq(path, info->path);
	arena_free(&a);
	return rc;
}

static int check_trust(Store *s, const PathInfo *info, Err *err)
{
	Arena a = { 0 };
	Str fp = fingerprint(&a, info);
	bool good = info->ca.n && ca_matches(s, info);
	size_t i;

	for (i = 0; !good && i < info->sigs.n; i++)
		good = sign_check(info->sigs.v[i], fp,
				  store_settings.trusted_keys,
				  store_settings.trusted_keys_n);
	arena_free(&a);
	if (good)
		return 0;
	return err_set(err, ERR_NOT_VALID, "cannot add path '" STR_F "' "
		       "because it lacks a signature by a trusted key",
		       STR_A(info->path));
}

static int drain_nar(Source *from, Err *err)
{
	static const NarEvents nothing;

	return nar_read(from, &nothing, NULL, err);
}

static int check_nar(const PathInfo *info, HashSink *h, Err *err)
{
	Arena a = { 0 };
	Hash got = hash_final(&h->h);
	int rc = 0;

	if (!hash_eq(&got, &info->nar_hash))
		rc = err_set(err, ERR_HASH, "hash mismatch importing path '"
			     STR_F "';\n         specified: " STR_F
			     "\n         got:       " STR_F,
			     STR_A(info->path),
			     STR_A(hash_print(&a, &info->nar_hash, ENC_NIX32,
					      true)),
			     STR_A(hash_print(&a, &got, ENC_NIX32, true)));
	else if (info->nar_size && h->total != info->nar_size)
		rc = err_set(err, ERR_HASH, "size mismatch importing path '"
			     STR_F "';\n         specified: %llu\n"
			     "         got:       %llu", STR_A(info->path),
			     (unsigned long long)info->nar_size,
			     (unsigned long long)h->total);
	arena_free(&a);
	return rc;
}

int store_add_nar(Store *s, const PathInfo *given, Source *from, bool repair,
		  bool check_sigs, Err *err)
{
	Arena tmp = { 0 };
	PathInfo info = *given;
	StoreLocks *lock = NULL;
	HashSink *h = ARENA_NEW(&tmp, HashSink);
	TeeSource tee;
	bool valid;
	int rc = path_check(s->where.store, info.path, err);

	if (rc == 0 && check_sigs && store_settings.require_sigs)
		rc = check_trust(s, &info, err);
	if (rc == 0)
		rc = begin_path(s, &tmp, info.path, repair, &lock, &valid,
				err);
	if (rc || !lock) {
		store_unlock(s, lock, true);
		if (rc == 0)
			rc = drain_nar(from, err);
		arena_free(&tmp);
		return rc;
	}
	hash_sink(h, HASH_SHA256);
	tee_source(&tee, from, &h->sink);
	rc = nar_restore(&tee.source, s->fd, str_z(&tmp, path_base(info.path)),
			 true, store_settings.fsync_store_paths, err);
	if (rc == 0)
		rc = check_nar(&info, h, err);
	info.nar_size = h->total;
	rc = end_path(s, &tmp, &info, rc, lock, err);
	arena_free(&tmp);
	return rc;
}

int store_nar(Store *s, Str path, Sink *to, Err *err)
{
	Arena tmp = { 0 };
	PathInfo info;
	HashSink h;
	TeeSink tee;
	Hash got;
	int rc;

	rc = store_flush(s, err);
	if (rc == 0)
		rc = store_info(s, &tmp, path, &info, err);
	hash_sink(&h, HASH_SHA256);
	tee_sink(&tee, &h.sink, to);
	if (rc == 0)
		rc = nar_dump(s->fd, str_z(&tmp, path_base(path)), &tee.sink,
			      NULL, NULL, err);
	got = hash_final(&h.h);
	if (rc == 0 && !hash_eq(&got, &info.nar_hash))
		rc = err_set(err, ERR_HASH, "hash of path '" STR_F "' has "
			     "changed from '" STR_F "' to '" STR_F "'!",
			     STR_A(path),
			     STR_A(hash_print(&tmp, &info.nar_hash, ENC_NIX32,
					      true)),
			     STR_A(hash_print(&tmp, &got, ENC_NIX32, true)));
	arena_free(&tmp);
	return rc;
}
