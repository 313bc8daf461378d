/* Finding and replacing hash parts: see scan.h. */
#define _GNU_SOURCE
#include "engine/build/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/fmt/path.h"

enum { CHUNK = 1 << 16, DEPTH_MAX = 1000 };

/* Is it a nix32 digit? */
static bool digit[256];

static void digits_init(void)
{
	static const char all[] = "0123456789abcdfghijklmnpqrsvwxyz";
	const char *p;

	for (p = all; *p; p++)
		digit[(unsigned char)*p] = true;
}

/*
 * Look at the end of each window first: one byte that is no digit moves
 * the window past itself.
 */
static void search(ScanSink *s, const uint8_t *p, size_t n)
{
	size_t i = 0;
	int j;

	while (i + PATH_HASH_LEN <= n) {
		for (j = PATH_HASH_LEN - 1; j >= 0 && digit[p[i + (size_t)j]];
		     j--)
			;
		if (j >= 0) {
			i += (size_t)j + 1;
			continue;
		}
		MapEntry *e = map_get(&s->want, str_of((const char *)p + i,
						       PATH_HASH_LEN));

		if (e)
			s->found[e->v.num - 1] = true;
		i++;
	}
}

static int scan_write(Sink *sink, const void *data, size_t n, Err *err)
{
	ScanSink *s = (ScanSink *)sink;
	const uint8_t *p = data;
	uint8_t join[128];
	size_t take, keep = PATH_HASH_LEN - 1;

	(void)err;
	take = n < keep ? n : keep;
	memcpy(join, s->tail, s->tail_n);
	memcpy(join + s->tail_n, p, take);
	search(s, join, s->tail_n + take);
	if (n >= keep) {
		search(s, p, n);
		memcpy(s->tail, p + n - keep, keep);
		s->tail_n = keep;
		return 0;
	}
	take = s->tail_n + n;
	if (take > keep) {
		memmove(s->tail, join + take - keep, keep);
		s->tail_n = keep;
	} else {
		memcpy(s->tail, join, take);
		s->tail_n = take;
	}
	return 0;
}

void scan_sink(ScanSink *s, Arena *a, const StrList *paths)
{
	MapEntry *e;
	size_t i;

	digits_init();
	memset(s, 0, sizeof *s);
	s->sink.write = scan_write;
	s->want.a = a;
	s->n = paths->n;
	s->found = ARENA_ARRAY(a, bool, paths->n + 1);
	for (i = 0; i < paths->n; i++) {
		e = map_put(&s->want, path_hash_part(paths->v[i]), NULL);
		e->v.num = i + 1;
	}
}

StrList scan_found(const ScanSink *s, Arena *a, const StrList *paths)
{
	StrList l = { 0 };
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->found[i])
			strlist_add(a, &l, paths->v[i]);
	strlist_sort(&l);
	return l;
}

void rewrites_add(Rewrites *r, Str from, Str to)
{
	if (str_eq(from, to))
		return;
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 8;

		r->v = arena_grow(r->a, r->v, r->cap * sizeof *r->v,
				  cap * sizeof *r->v);
		r->cap = cap;
	}
	r->v[r->n].from = str_dup(r->a, from);
	r->v[r->n++].to = str_dup(r->a, to);
}

static Str replace(Arena *a, Str t, Str from, Str to)
{
	ptrdiff_t at = str_find(t, from);
	StrBuf b = sb_in(a);

	if (at < 0)
		return t;
	for (; at >= 0; at = str_find(t, from)) {
		sb_put(&b, str_sub(t, 0, (size_t)at));
		sb_put(&b, to);
		t = str_from(t, (size_t)at + from.n);
	}
	sb_put(&b, t);
	return sb_str(&b);
}

Str rewrites_apply(const Rewrites *r, Arena *a, Str text)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		text = replace(a, text, r->v[i].from, r->v[i].to);
	return text;
}

/* Replace in place; true if anything was there. */
static bool replace_in(const Rewrites *r, char *p, size_t n)
{
	bool any = false;
	size_t i;
	char *at;

	for (i = 0; i < r->n; i++) {
		at = p;
		while ((at = memmem(at, n - (size_t)(at - p),
				    r->v[i].from.p, r->v[i].from.n))) {
			memcpy(at, r->v[i].to.p, r->v[i].to.n);
			at += r->v[i].to.n;
			any = true;
		}
	}
	return any;
}

static int copy_tail(int in, int out, char *buf, size_t keep,
		     const Rewrites *r, Err *err)
{
	size_t have = 0;
	ptrdiff_t n;

	/* the last keep bytes wait, as a match may go on after them */
	while ((n = os_read(in, buf + have, CHUNK)) > 0) {
		have += (size_t)n;
		replace_in(r, buf, have);
		if (have <= keep)
			continue;
		if (os_write_all(out, buf, have - keep))
			return err_os(err, "writing", "rewritten file");
		memmove(buf, buf + have - keep, keep);
		have = keep;
	}
	if (n < 0)
		return err_os(err, "reading", "file to rewrite");
	if (os_write_all(out, buf, have))
		return err_os(err, "writing", "rewritten file");
	return 0;
}

static bool file_has(const Rewrites *r, int fd, char *buf, size_t keep)
{
	size_t have = 0, i;
	ptrdiff_t n;

	while ((n = os_read(fd, buf + have, CHUNK)) > 0) {
		have += (size_t)n;
		for (i = 0; i < r->n; i++)
			if (memmem(buf, have, r->v[i].from.p,
				   r->v[i].from.n))
				return true;
		if (have > keep) {
			memmove(buf, buf + have - keep, keep);
			have = keep;
		}
	}
	return false;
}

static int rewrite_file(const Rewrites *r, int dir, const char *name,
			const OsStat *st, Err *err)
{
	char tmp[OS_TEMP_MAX];
	size_t keep = 0, i;
	char *buf;
	int in, out, rc = 0;

	for (i = 0; i < r->n; i++)
		if (r->v[i].from.n > keep + 1)
			keep = r->v[i].from.n - 1;
	in = os_open_read(dir, name);
	if (in < 0)
		return err_os(err, "opening", name);
	buf = malloc(CHUNK + keep);
	if (!buf)
		arena_oom(CHUNK);
	if (file_has(r, in, buf, keep) && lseek(in, 0, SEEK_SET) == 0) {
		out = os_create_temp(dir, ".rewrite", tmp);
		if (out < 0)
			rc = err_os(err, "creating", tmp);
		else
			rc = copy_tail(in, out, buf, keep, r, err);
		os_close(out);
		if (!rc && (os_chmod(dir, tmp, st->mode) ||
			    os_rename(dir, tmp, dir, name)))
			rc = err_os(err, "rewriting", name);
	}
	free(buf);
	os_close(in);
	return rc;
}

static int rewrite_at(const Rewrites *r, int dir, const char *name,
		      int depth, Err *err);

static int rewrite_dir(const Rewrites *r, int dir, const char *name,
		       const OsStat *st, int depth, Err *err)
{
	Arena a = { 0 };
	StrList names;
	size_t i;
	int fd, rc = 0;
	Str to;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "directory '%s' is too deep",
			       name);
	if ((st->mode & 0700) != 0700)
		os_chmod(dir, name, st->mode | 0700);
	fd = os_open_dir(dir, name);
	if (fd < 0)
		return err_os(err, "opening directory", name);
	if (os_list_fd(&a, fd, &names))
		rc = err_os(err, "reading directory", name);
	for (i = 0; !rc && i < names.n; i++) {
		rc = rewrite_at(r, fd, names.v[i].p, depth + 1, err);
		to = str_dup(&a, rewrites_apply(r, &a, names.v[i]));
		if (!rc && !str_eq(to, names.v[i]) &&
		    os_rename(fd, names.v[i].p, fd, to.p))
			rc = err_os(err, "renaming", names.v[i].p);
	}
	if ((st->mode & 0700) != 0700)
		os_chmod(dir, name, st->mode);
	os_close(fd);
	arena_free(&a);
	return rc;
}

static int rewrite_at(const Rewrites *r, int dir, const char *name,
		      int depth, Err *err)
{
	Arena a = { 0 };
	OsStat st;
	Str target, to;
	int rc = 0;

	if (os_lstat(dir, name, &st))
		return err_os(err, "examining", name);
	if (st.type == OS_DIR)
		return rewrite_dir(r, dir, name, &st, depth, err);
	if (st.type == OS_FILE)
		return rewrite_file(r, dir, name, &st, err);
	if (st.type != OS_LINK)
		return 0;
	if (os_readlink(&a, dir, name, &target)) {
		rc = err_os(err, "reading", name);
	} else {
		to = rewrites_apply(r, &a, target);
		if (!str_eq(to, target))
			rc = os_replace_link(str_z(&a, to), dir, name, err);
	}
	arena_free(&a);
	return rc;
}

int rewrites_tree(const Rewrites *r, const char *path, Err *err)
{
	return r->n ? rewrite_at(r, OS_CWD, path, 0, err) : 0;
}
