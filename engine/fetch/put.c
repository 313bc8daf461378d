/*
 * Writing a binary cache: nar/HASH.nar.xz first, HASH-PART.narinfo last,
 * each by a rename, so that a reader never sees half of anything.
 */
#define _GNU_SOURCE
#include "engine/fetch/cache_impl.h"

#include <stdlib.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/fetch/http.h"
#include "engine/fetch/listing.h"
#include "engine/fetch/pack.h"
#include "engine/fmt/path.h"

static int put_file(Cache *c, Str name, Str text, Err *err)
{
	Arena a = { 0 };
	Str path;
	int rc;

	if (c->kind == CACHE_HTTP) {
		rc = http_put(cache_url(c, &a, name), text, err);
	} else {
		path = str_fmt(&a, STR_F "/" STR_F, STR_A(c->dir),
			       STR_A(name));
		rc = os_replace_file(OS_CWD, path.p, text, 0644, err);
	}
	arena_free(&a);
	return rc;
}

static int begin(Cache *c, Err *err)
{
	Arena a = { 0 };
	Str nar = str_cat2(&a, c->dir, STR("/nar"));
	Str info = str_cat2(&a, c->dir, STR("/nix-cache-info"));
	int rc = 0;

	if (c->kind == CACHE_STORE)
		rc = err_set(err, ERR_FAIL, "'" STR_F "' is not a binary "
			     "cache", STR_A(c->uri));
	if (!rc && c->kind == CACHE_FILE) {
		rc = os_make_dirs(nar.p, 0777, err);
		if (!rc && !os_exists(OS_CWD, info.p))
			rc = put_file(c, STR("nix-cache-info"), str_fmt(&a,
				      "StoreDir: " STR_F "\n",
				      STR_A(store_dir(c->store))), err);
	}
	arena_free(&a);
	return rc;
}

typedef struct {
	Sink sink;
	FdSink *to;
	HashSink hash;
} FileSink;

static int file_write(Sink *s, const void *p, size_t n, Err *err)
{
	FileSink *f = (FileSink *)s;
	int rc = f->hash.sink.write(&f->hash.sink, p, n, err);

	return rc ? rc : f->to->sink.write(&f->to->sink, p, n, err);
}

/* The compressed NAR into an open file. */
static int pack_into(Cache *c, Store *s, const PathInfo *info, int fd,
		     NarInfo *out, Err *err)
{
	FdSink *to = calloc(1, sizeof *to);
	HashSink nar;
	FileSink file;
	TeeSink tee;
	Sink *packed;
	int rc;

	if (!to)
		arena_oom(sizeof *to);
	fd_sink(to, fd, "binary cache");
	file.sink.write = file_write;
	file.to = to;
	hash_sink(&file.hash, HASH_SHA256);
	hash_sink(&nar, HASH_SHA256);
	rc = pack_open(c->compression, c->level, &file.sink, &packed, err);
	if (!rc) {
		tee_sink(&tee, &nar.sink, packed);
		rc = store_nar(s, info->path, &tee.sink, err);
		if (rc) {
			Err ignored;

			pack_finish(packed, &ignored);
		} else {
			rc = pack_finish(packed, err);
		}
	}
	if (!rc)
		rc = fd_sink_flush(to, err);
	free(to);
	out->info.nar_hash = hash_final(&nar.h);
	out->info.nar_size = nar.total;
	out->file_hash = hash_final(&file.hash.h);
	out->file_size = file.hash.total;
	if (!rc && !hash_eq(&out->info.nar_hash, &info->nar_hash))
		rc = err_set(err, ERR_HASH, "hash of path '" STR_F "' has "
			     "changed; is the store corrupted?",
			     STR_A(info->path));
	return rc;
}

static int publish_nar(Cache *c, Arena *a, int dir, const char *tmp,
		       const NarInfo *n, int fd, Err *err)
{
	Str text, to;

	if (c->kind == CACHE_HTTP) {
		if (lseek(fd, 0, SEEK_SET) < 0 ||
		    os_read_fd(a, fd, SIZE_MAX / 4, &text, err))
			return err_os(err, "reading", tmp);
		os_remove(dir, tmp);
		return http_put(cache_url(c, a, n->url), text, err);
	}
	to = str_fmt(a, STR_F "/" STR_F, STR_A(c->dir), STR_A(n->url));
	if (os_exists(OS_CWD, to.p)) {
		os_remove(dir, tmp);
		return 0;
	}
	if (os_sync(fd) || os_chmod(dir, tmp, 0644) ||
	    os_rename(dir, tmp, OS_CWD, to.p))
		return err_os(err, "publishing", to.p);
	return 0;
}

static int check_refs(Cache *c, const PathInfo *info, Err *err)
{
	size_t i;

	for (i = 0; i < info->refs.n; i++)
		if (!str_eq(info->refs.v[i], info->path) &&
		    !cache_has(c, info->refs.v[i]))
			return err_set(err, ERR_FAIL, "cannot add '" STR_F
				"' to the binary cache because the reference "
				"'" STR_F "' is not valid",
				STR_A(info->path), STR_A(info->refs.v[i]));
	return 0;
}

static int put_info(Cache *c, Arena *a, NarInfo *n, Err *err)
{
	StrBuf b = sb_in(a);
	NarInfo *keep;
	MapEntry *e;
	size_t i;
	int rc;

	if (c->sign) {
		Str sig = sign(a, &c->key, fingerprint(a, &n->info));

		for (i = 0; i < n->info.sigs.n; i++)
			if (str_eq(n->info.sigs.v[i], sig))
				break;
		if (i == n->info.sigs.n)
			strlist_add(a, &n->info.sigs, sig);
		strlist_sort(&n->info.sigs);
	}
	narinfo_print(n, &b);
	rc = put_file(c, str_cat2(a, path_hash_part(n->info.path),
				  STR(".narinfo")), sb_str(&b), err);
	if (rc)
		return rc;
	keep = ARENA_NEW(&c->a, NarInfo);
	*keep = *n;
	keep->info.path = str_dup(&c->a, n->info.path);
	e = map_put(&c->known, path_hash_part(keep->info.path), NULL);
	e->v.ptr = keep;
	return 0;
}

int cache_put(Cache *c, Store *s, const PathInfo *info, Err *err)
{
	Arena *a = &c->a;       /* what is remembered points into it */
	char tmp[OS_TEMP_MAX];
	NarInfo n;
	StrBuf b;
	Str dir;
	size_t i;
	int fd = -1, at, rc;

	if (cache_has(c, info->path))
		return 0;
	rc = begin(c, err);
	if (!rc)
		rc = check_refs(c, info, err);
	if (rc)
		return rc;
	memset(&n, 0, sizeof n);
	n.info = *info;
	n.info.sigs.v = NULL;
	n.info.sigs.n = n.info.sigs.cap = 0;
	for (i = 0; i < info->sigs.n; i++)
		strlist_add(a, &n.info.sigs, str_dup(a, info->sigs.v[i]));
	n.compression = c->compression;
	dir = c->kind == CACHE_HTTP ? STR("/tmp") :
	      str_cat2(a, c->dir, STR("/nar"));
	at = os_open_follow(OS_CWD, str_z(a, dir));
	if (at >= 0)
		fd = os_create_temp(at, ".tmp", tmp);
	if (fd < 0)
		return err_os(err, "creating a file in", str_z(a, dir));
	os_close(fd);
	fd = os_open_lock(at, tmp, 0644);
	rc = pack_into(c, s, info, fd, &n, err);
	n.url = str_fmt(a, "nar/" STR_F ".nar%s",
			STR_A(hash_print(a, &n.file_hash, ENC_NIX32, false)),
			pack_suffix(c->compression));
	if (!rc)
		rc = publish_nar(c, a, at, tmp, &n, fd, err);
	os_close(fd);
	if (rc)
		os_remove(at, tmp);
	os_close(at);
	if (!rc && c->listing) {
		b = sb_in(a);
		rc = listing_json(store_real(s, a, info->path).p, true, &b,
				  err);
		if (!rc)
			rc = put_file(c, str_cat2(a,
				path_hash_part(info->path), STR(".ls")),
				str_fmt(a, "{\"root\":" STR_F
					",\"version\":1}", STR_A(sb_str(&b))),
				err);
	}
	return rc ? rc : put_info(c, a, &n, err);
}

int cache_put_log(Cache *c, Str name, Str text, Err *err)
{
	Arena a = { 0 };
	BufSink to;
	Sink *packed;
	int rc = begin(c, err);

	if (!rc && c->kind == CACHE_FILE)
		rc = os_make_dirs(str_cat2(&a, c->dir, STR("/log")).p, 0777,
				  err);
	buf_sink(&to, &a);
	if (!rc)
		rc = pack_open(STR("none"), -1, &to.sink, &packed, err);
	if (!rc)
		rc = packed->write(packed, text.p, text.n, err);
	if (!rc)
		rc = pack_finish(packed, err);
	if (!rc)
		rc = put_file(c, str_cat2(&a, STR("log/"), name),
			      sb_str(&to.b), err);
	arena_free(&a);
	return rc;
}

int cache_add_sigs(Cache *c, Str path, const StrList *sigs, Err *err)
{
	const NarInfo *have = cache_info(c, path);
	NarInfo n;
	size_t i;

	if (!have)
		return err_set(err, ERR_NOT_VALID, "path '" STR_F "' is not "
			       "valid", STR_A(path));
	n = *have;
	memset(&n.info.sigs, 0, sizeof n.info.sigs);
	for (i = 0; i < have->info.sigs.n; i++)
		strlist_add(&c->a, &n.info.sigs, have->info.sigs.v[i]);
	for (i = 0; i < sigs->n; i++)
		strlist_add(&c->a, &n.info.sigs, str_dup(&c->a, sigs->v[i]));
	strlist_sort(&n.info.sigs);
	return put_info(c, &c->a, &n, err);
}
