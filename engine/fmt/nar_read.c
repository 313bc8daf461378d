/*
 * Reading and restoring NARs: see nar.h. What is refused here is what a
 * hostile archive could use: names that lead elsewhere, entries out of
 * order or twice, sizes that lie, nesting without end.
 */
#define _GNU_SOURCE
#include "base/map.h"
#include "engine/fmt/nar.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

enum { WORD_MAX = 32, DATA_MAX = 256 * 1024 };

typedef struct {
	Source *from;
	const NarEvents *ev;
	void *ctx;
	Err *err;
	char name[NAR_TARGET_MAX + 8 + 1];
	uint8_t *data;
} Read;

static int bad(Read *r, const char *what)
{
	return err_set(r->err, ERR_FORMAT, "bad archive: %s", what);
}

/* get: a padded string of at most max bytes, in r->name. */
static int get(Read *r, size_t max, Str *s)
{
	uint64_t n;
	size_t padded, i;
	int rc = wire_get_u64(r->from, &n, r->err);

	if (rc)
		return rc;
	if (n > max)
		return bad(r, "a name or tag is too long");
	padded = ((size_t)n + 7) & ~(size_t)7;
	rc = source_exact(r->from, r->name, padded, r->err);
	if (rc)
		return rc;
	for (i = (size_t)n; i < padded; i++)
		if (r->name[i])
			return bad(r, "non-zero padding");
	r->name[n] = 0;
	*s = str_of(r->name, (size_t)n);
	return 0;
}

static int want(Read *r, const char *word)
{
	Str s;
	int rc = get(r, WORD_MAX, &s);

	if (rc || str_eqc(s, word))
		return rc;
	return err_set(r->err, ERR_FORMAT, "bad archive: expected '%s', got '"
		       STR_F "'", word, STR_A(s));
}

static int read_data(Read *r, uint64_t size)
{
	uint64_t left = size;
	size_t got, i;
	size_t pad = (8 - size % 8) % 8;
	uint8_t zeros[8];
	int rc = 0;

	while (rc == 0 && left > 0) {
		rc = r->from->read(r->from, r->data,
				   left < DATA_MAX ? (size_t)left : DATA_MAX,
				   &got, r->err);
		if (rc == 0 && got == 0)
			return bad(r, "unexpected end of a file's contents");
		if (rc == 0 && r->ev->data)
			rc = r->ev->data(r->ctx, r->data, got, r->err);
		left -= got;
	}
	if (rc == 0 && pad)
		rc = source_exact(r->from, zeros, pad, r->err);
	for (i = 0; rc == 0 && i < pad; i++)
		if (zeros[i])
			return bad(r, "non-zero padding");
	return rc;
}

/* After "regular": executable, contents, and the closing parenthesis. */
static int read_file(Read *r)
{
	bool executable = false;
	bool any = false;
	uint64_t size = 0;
	Str s;
	int rc = get(r, WORD_MAX, &s);

	if (rc == 0 && str_eqc(s, "executable")) {
		executable = true;
		rc = want(r, "");
		if (rc == 0)
			rc = get(r, WORD_MAX, &s);
	}
	if (rc == 0 && str_eqc(s, "contents")) {
		any = true;
		rc = wire_get_u64(r->from, &size, r->err);
	} else if (rc == 0 && !str_eqc(s, ")")) {
		return bad(r, "unknown tag in a file");
	}
	if (rc == 0 && size > INT64_MAX)
		return bad(r, "a file's size is impossible");
	if (rc == 0 && r->ev->file_begin)
		rc = r->ev->file_begin(r->ctx, executable, size, r->err);
	if (rc == 0 && any)
		rc = read_data(r, size);
	if (rc == 0 && r->ev->file_end)
		rc = r->ev->file_end(r->ctx, r->err);
	if (rc == 0 && any)
		rc = want(r, ")");
	return rc;
}

static int read_link(Read *r)
{
	Str target;
	int rc = want(r, "target");

	if (rc == 0)
		rc = get(r, NAR_TARGET_MAX, &target);
	if (rc)
		return rc;
	if (target.n == 0 || memchr(target.p, 0, target.n))
		return bad(r, "a symlink's target is empty or has a NUL");
	if (r->ev->symlink)
		rc = r->ev->symlink(r->ctx, target, r->err);
	return rc ? rc : want(r, ")");
}

static int check_name(Read *r, Str name, Str before)
{
	if (name.n == 0 || str_eqc(name, ".") || str_eqc(name, "..") ||
	    memchr(name.p, '/', name.n) || memchr(name.p, 0, name.n))
		return err_set(r->err, ERR_FORMAT, "NAR contains invalid "
			       "file name '" STR_F "'", STR_A(name));
	if (before.n && str_cmp(name, before) <= 0)
		return err_set(r->err, ERR_FORMAT, "NAR directory is not "
			       "sorted: '" STR_F "' after '" STR_F "'",
			       STR_A(name), STR_A(before));
	return 0;
}

static int read_node(Read *r, int depth);

static int read_dir(Read *r, int depth)
{
	char before_buf[NAR_NAME_MAX];
	Str before = { before_buf, 0 };
	Str s;
	int rc = r->ev->dir_begin ? r->ev->dir_begin(r->ctx, r->err) : 0;

	while (rc == 0) {
		rc = get(r, WORD_MAX, &s);
		if (rc)
			return rc;
		if (str_eqc(s, ")"))
			break;
		if (!str_eqc(s, "entry"))
			return bad(r, "unknown tag in a directory");
		rc = want(r, "(");
		if (rc == 0)
			rc = want(r, "name");
		if (rc == 0)
			rc = get(r, NAR_NAME_MAX, &s);
		if (rc == 0)
			rc = check_name(r, s, before);
		if (rc)
			return rc;
		memcpy(before_buf, s.p, s.n);
		before.n = s.n;
		if (r->ev->entry)
			rc = r->ev->entry(r->ctx, s, r->err);
		if (rc == 0)
			rc = want(r, "node");
		if (rc == 0)
			rc = read_node(r, depth + 1);
		if (rc == 0)
			rc = want(r, ")");
	}
	if (rc == 0 && r->ev->dir_end)
		rc = r->ev->dir_end(r->ctx, r->err);
	return rc;
}

static int read_node(Read *r, int depth)
{
	Str s;
	int rc;

	if (depth > NAR_DEPTH_MAX)
		return bad(r, "folders nest too deep");
	rc = want(r, "(");
	if (rc == 0)
		rc = want(r, "type");
	if (rc == 0)
		rc = get(r, WORD_MAX, &s);
	if (rc)
		return rc;
	if (str_eqc(s, "regular"))
		return read_file(r);
	if (str_eqc(s, "directory"))
		return read_dir(r, depth);
	if (str_eqc(s, "symlink"))
		return read_link(r);
	return bad(r, "unknown file type");
}

int nar_read(Source *from, const NarEvents *ev, void *ctx, Err *err)
{
	Arena a = { 0 };
	Read *r = ARENA_NEW(&a, Read);
	Str s;
	int rc;

	r->from = from;
	r->ev = ev;
	r->ctx = ctx;
	r->err = err;
	r->data = arena_alloc(&a, DATA_MAX, 64);
	rc = get(r, WORD_MAX, &s);
	if (rc || !str_eqc(s, "nix-archive-1"))
		rc = err_set(err, ERR_FORMAT,
			     "input doesn't look like a Nix archive");
	else
		rc = read_node(r, 0);
	arena_free(&a);
	return rc;
}

/* Restoring: a stack of open folders, and the name that comes next. */
typedef struct {
	int dirs[NAR_DEPTH_MAX + 2];
	int depth;              /* dirs[depth] is the current folder */
	int fd;                 /* the file being written, or -1 */
	bool executable;
	bool canonical;
	bool sync;
	char name[4096];
	size_t names[NAR_DEPTH_MAX + 2];
	Arena a;
	StrBuf path;            /* names of open folders, NUL separated */
	Arena lower_arena;
	Map lower[NAR_DEPTH_MAX + 2];   /* nar_case_hack: names so far */
} Restore;

static const struct timespec CANONICAL[2] = {
	{ 0, UTIME_OMIT },
	{ 1, 0 }
};

static int on_file(void *ctx, bool executable, uint64_t size, Err *err)
{
	Restore *r = ctx;

	r->executable = executable;
	r->fd = os_create(r->dirs[r->depth], r->name, executable ? 0777 :
			  0666);
	if (r->fd < 0)
		return err_os(err, "creating file", r->name);
	(void)size;
	return 0;
}

static int on_data(void *ctx, const void *p, size_t n, Err *err)
{
	Restore *r = ctx;

	return os_write_all(r->fd, p, n) ?
	       err_os(err, "writing", r->name) : 0;
}

static int on_file_end(void *ctx, Err *err)
{
	Restore *r = ctx;
	int fd = r->fd;
	int rc = 0;

	r->fd = -1;
	if (r->canonical && (fchmod(fd, r->executable ? 0555 : 0444) ||
			     futimens(fd, CANONICAL)))
		rc = err_os(err, "setting the mode of", r->name);
	if (rc == 0 && r->sync && os_sync(fd))
		rc = err_os(err, "syncing", r->name);
	os_close(fd);
	return rc;
}

static int on_symlink(void *ctx, Str target, Err *err)
{
	Restore *r = ctx;

	if (os_symlink(target.p, r->dirs[r->depth], r->name))
		return err_os(err, "creating symlink", r->name);
	if (r->canonical && os_set_mtime(r->dirs[r->depth], r->name, 1))
		return err_os(err, "setting the time of", r->name);
	return 0;
}

static int on_dir(void *ctx, Err *err)
{
	Restore *r = ctx;
	int dir = r->dirs[r->depth];
	int fd;

	if (os_mkdir(dir, r->name, 0777))
		return err_os(err, "creating directory", r->name);
	fd = os_open_dir(dir, r->name);
	if (fd < 0)
		return err_os(err, "opening directory", r->name);
	r->names[r->depth] = r->path.n;
	sb_mem(&r->path, r->name, strlen(r->name) + 1);
	r->dirs[++r->depth] = fd;
	r->lower[r->depth] = (Map){ .a = &r->lower_arena };
	return 0;
}

/* Another name than those so far, also where case does not count. */
static void hack_name(Restore *r, size_t n)
{
	Str low = str_dup(&r->lower_arena, str_of(r->name, n));
	char *p = (char *)low.p;
	MapEntry *e;
	bool fresh;
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] += 32;
	e = map_put(&r->lower[r->depth], low, &fresh);
	if (!fresh)
		snprintf(r->name + n, sizeof r->name - n,
			 "~nix~case~hack~%llu",
			 (unsigned long long)++e->v.num);
}

static int on_entry(void *ctx, Str name, Err *err)
{
	Restore *r = ctx;

	(void)err;
	memcpy(r->name, name.p, name.n);
	r->name[name.n] = 0;
	if (nar_case_hack)
		hack_name(r, name.n);
	return 0;
}

static int on_dir_end(void *ctx, Err *err)
{
	Restore *r = ctx;
	int fd = r->dirs[r->depth--];
	const char *name = r->path.p + r->names[r->depth];
	int rc = 0;

	if (r->canonical && (fchmod(fd, 0555) || futimens(fd, CANONICAL)))
		rc = err_os(err, "setting the mode of", name);
	if (rc == 0 && r->sync && os_sync(fd))
		rc = err_os(err, "syncing", name);
	os_close(fd);
	r->path.n = r->names[r->depth];
	return rc;
}

int nar_restore(Source *from, int dir, const char *name, bool canonical,
		bool sync, Err *err)
{
	static const NarEvents ev = {
		on_file, on_data, on_file_end, on_symlink, on_dir, on_entry,
		on_dir_end
	};
	Arena a = { 0 };
	Restore *r = ARENA_NEW(&a, Restore);
	size_t n = strlen(name);
	int rc;

	if (n >= sizeof r->name) {
		arena_free(&a);
		return err_set(err, ERR_LIMIT, "path '%s' is too long", name);
	}
	memcpy(r->name, name, n + 1);
	r->dirs[0] = dir;
	r->fd = -1;
	r->canonical = canonical;
	r->sync = sync;
	r->path = sb_in(&r->a);
	rc = nar_read(from, &ev, r, err);
	os_close(r->fd);
	while (r->depth > 0)
		os_close(r->dirs[r->depth--]);
	arena_free(&r->a);
	arena_free(&r->lower_arena);
	arena_free(&a);
	return rc;
}
