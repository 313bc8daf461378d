/*
 * Roots: links below gcroots and profiles, indirect ones, those of living
 * processes, and temporary ones. Facts: libstore/gc.cc and local-gc.cc.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

static const char *state_file(Store *s, Arena *a, const char *name)
{
	return str_cat2(a, s->where.state, str_c(name)).p;
}

int open_gc_lock(Store *s, Err *err)
{
	const char *name;

	if (s->gc_lock >= 0)
		return 0;
	name = state_file(s, &s->arena, "/gc.lock");
	s->gc_lock = os_open_lock(OS_CWD, name, 0600);
	return s->gc_lock < 0 ? err_os(err, "opening lock file", name) : 0;
}

/* The file of this process's temporary roots, locked while we live. */
static int open_temp_roots(Store *s, Err *err)
{
	Arena *a = &s->arena;
	const char *name;
	OsStat st;

	if (s->pid != getpid()) {
		/* a forked child needs one of its own */
		s->pid = getpid();
		os_close(s->temp_fd);
		s->temp_fd = -1;
		s->temp_roots = (Map){ .a = a };
	}
	if (s->temp_fd >= 0)
		return 0;
	name = str_fmt(a, STR_F "/temproots/%ld", STR_A(s->where.state),
		       s->pid).p;
	for (;;) {
		/* one that is there is stale: pids are unique */
		os_remove(OS_CWD, name);
		s->temp_fd = os_open_lock(OS_CWD, name, 0600);
		if (s->temp_fd < 0)
			return err_os(err, "opening lock file", name);
		if (os_lock(s->temp_fd, true))
			return err_os(err, "locking", name);
		if (os_fstat(s->temp_fd, &st) == 0 && st.size == 0)
			return 0;
		/* a collector took it away before we had the lock */
		os_close(s->temp_fd);
	}
}

static int connect_collector(Store *s)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	Arena tmp = { 0 };
	const char *name = state_file(s, &tmp, "/gc-socket/socket");
	int fd = -1;
	int rc = -1;

	if (strlen(name) < sizeof sa.sun_path) {
		strcpy(sa.sun_path, name);
		fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		rc = connect(fd, (struct sockaddr *)&sa, sizeof sa);
	}
	if (rc) {
		os_close(fd);
		fd = -1;
	}
	s->gc_socket = fd;
	arena_free(&tmp);
	return rc;
}

/* Tell a running collector, one line a path, each acknowledged by "1". */
static bool tell_collector(Store *s, const Str *paths, size_t n)
{
	char line[4200];
	size_t i, len;
	char c;

	for (i = 0; i < n; i++) {
		if (paths[i].n + 1 > sizeof line)
			return false;
		memcpy(line, paths[i].p, paths[i].n);
		line[paths[i].n] = '\n';
		len = paths[i].n + 1;
		if (send(s->gc_socket, line, len, MSG_NOSIGNAL) !=
		    (ssize_t)len || read(s->gc_socket, &c, 1) != 1 ||
		    c != '1') {
			os_close(s->gc_socket);
			s->gc_socket = -1;
			return false;
		}
	}
	return true;
}

/*
 * Until the roots are in our file, either no collector runs (we hold its
 * lock shared) or it has heard of them.
 */
static int reach_collector(Store *s, const Str *paths, size_t n,
			   bool *locked)
{
	struct timespec pause = { 0, 100 * 1000 * 1000 };

	for (;;) {
		*locked = os_try_lock(s->gc_lock, false);
		if (*locked)
			return 0;
		if (s->gc_socket < 0 && connect_collector(s)) {
			nanosleep(&pause, NULL);
			continue;
		}
		if (tell_collector(s, paths, n))
			return 0;
	}
}

int temp_roots_add(Store *s, const Str *paths, size_t n, Err *err)
{
	Arena tmp = { 0 };
	StrBuf b = sb_in(&tmp);
	Str *fresh_paths = ARENA_ARRAY(&tmp, Str, n + 1);
	MapEntry *e;
	size_t fresh_n = 0;
	bool fresh, locked;
	size_t i;
	int rc = open_temp_roots(s, err);

	if (rc == 0)
		rc = open_gc_lock(s, err);
	for (i = 0; rc == 0 && i < n; i++) {
		e = map_put(&s->temp_roots, paths[i], &fresh);
		if (!fresh)
			continue;
		e->key = str_dup(&s->arena, paths[i]);
		fresh_paths[fresh_n++] = e->key;
		sb_put(&b, paths[i]);
		sb_putc(&b, 0);
	}
	if (rc == 0 && fresh_n) {
		rc = reach_collector(s, fresh_paths, fresh_n, &locked);
		if (rc == 0 && os_write_all(s->temp_fd, b.p, b.n))
			rc = err_os(err, "writing", "temporary roots");
		if (locked)
			os_unlock(s->gc_lock);
	}
	arena_free(&tmp);
	return rc;
}

int store_temp_root(Store *s, Str path, Err *err)
{
	if (s->read_only)
		return 0;
	return temp_roots_add(s, &path, 1, err);
}

int store_add_indirect_root(Store *s, Str link, Err *err)
{
	Arena tmp = { 0 };
	Hash h = hash_of(HASH_SHA1, link);
	Str name = str_cat3(&tmp, s->where.state, STR("/gcroots/auto/"),
			    hash_print(&tmp, &h, ENC_NIX32, false));
	int rc = need_writable(s, err);

	if (rc == 0)
		rc = os_replace_link(str_z(&tmp, link), OS_CWD, name.p, err);
	arena_free(&tmp);
	return rc;
}

int store_add_root(Store *s, Arena *a, Str link, Str path, Err *err)
{
	Str roots = str_cat2(a, s->where.state, STR("/gcroots/"));
	Str target, dir, store_path, rest;
	ptrdiff_t slash;
	OsStat st;
	int rc;

	if (link.n == 0 || link.p[0] != '/') {
		rc = os_cwd(a, &dir, err);
		if (rc)
			return rc;
		link = str_cat3(a, dir, STR("/"), link);
	}
	link = str_dup(a, link);
	if (path_split(s->where.store, link, &store_path, &rest))
		return err_set(err, ERR_USAGE, "creating a garbage collector "
			       "root (" STR_F ") in the Nix store is "
			       "forbidden (are you running nix-build inside "
			       "the store?)", STR_A(link));
	/* only what looks like an old root may be replaced */
	if (os_lstat(OS_CWD, link.p, &st) == 0 &&
	    (st.type != OS_LINK ||
	     os_readlink(a, OS_CWD, link.p, &target) ||
	     !path_split(s->where.store, target, &store_path, &rest)))
		return err_set(err, ERR_FAIL, "cannot create symlink '" STR_F
			       "'; already exists", STR_A(link));
	rc = store_temp_root(s, path, err);
	slash = str_rchr(link, '/');
	dir = str_sub(link, 0, slash > 0 ? (size_t)slash : 1);
	if (rc == 0)
		rc = os_make_dirs(str_z(a, dir), 0755, err);
	if (rc == 0)
		rc = os_replace_link(str_z(a, path), OS_CWD, link.p, err);
	if (rc == 0 && !str_starts(link, roots))
		rc = store_add_indirect_root(s, link, err);
	return rc;
}

/* --- finding roots --- */

typedef struct {
	Store *s;
	Arena *a;
	Arena tmp;
	StoreRoot *v;
	size_t n, cap;
	Err *err;
} Find;

static int found(Find *f, Str path, Str link)
{
	bool valid;
	Str rest, whole;
	int rc;

	if (!path_split(f->s->where.store, path, &whole, &rest))
		return 0;
	rc = store_valid(f->s, whole, &valid, f->err);
	if (rc || !valid)
		return rc;
	if (f->n == f->cap) {
		f->v = arena_grow(f->a, f->v, f->cap * sizeof *f->v,
				  (f->cap * 2 + 32) * sizeof *f->v);
		f->cap = f->cap * 2 + 32;
	}
	f->v[f->n].path = str_dup(f->a, whole);
	f->v[f->n].link = str_dup(f->a, link);
	f->n++;
	return 0;
}

static int indirect(Find *f, Str link, Str target)
{
	Str autos = str_cat2(&f->tmp, f->s->where.state,
			     STR("/gcroots/auto/"));
	ptrdiff_t slash = str_rchr(link, '/');
	Str second;
	OsStat st;

	if (target.n && target.p[0] != '/')
		target = str_cat2(&f->tmp,
				  str_sub(link, 0, (size_t)slash + 1),
				  target);
	if (os_lstat(OS_CWD, str_z(&f->tmp, target), &st)) {
		/* the link that it stood for is gone */
		if (errno == ENOENT && str_starts(link, autos))
			os_remove(OS_CWD, str_z(&f->tmp, link));
		return 0;
	}
	if (st.type != OS_LINK ||
	    os_readlink(&f->tmp, OS_CWD, str_z(&f->tmp, target), &second))
		return 0;
	return found(f, second, target);
}

static int walk(Find *f, Str path, int depth)
{
	ArenaMark m = arena_mark(&f->tmp);
	const char *name = str_z(&f->tmp, path);
	Str target, whole, rest;
	StrList names;
	OsStat st;
	size_t i;
	int rc = 0;

	if (depth > 64 || os_lstat(OS_CWD, name, &st))
		return 0;
	if (st.type == OS_DIR) {
		/* what cannot be read cannot be a root of ours */
		if (os_list(&f->tmp, OS_CWD, name, &names))
			names.n = 0;
		for (i = 0; rc == 0 && i < names.n; i++)
			rc = walk(f, str_cat3(&f->tmp, path, STR("/"),
					      names.v[i]), depth + 1);
	} else if (st.type == OS_LINK) {
		if (os_readlink(&f->tmp, OS_CWD, name, &target) == 0) {
			if (path_split(f->s->where.store, target, &whole,
				       &rest))
				rc = found(f, target, path);
			else
				rc = indirect(f, path, target);
		}
	} else if (st.type == OS_FILE) {
		whole = str_cat3(&f->tmp, f->s->where.store, STR("/"),
				 path_base(path));
		if (path_is_store(f->s->where.store, whole))
			rc = found(f, whole, path);
	}
	arena_release(&f->tmp, m);
	return rc;
}

/* Roots of one file of temproots; dead owners' files are removed. */
static int temp_file(Find *f, const char *dir, Str name)
{
	const char *file = str_fmt(&f->tmp, "%s/" STR_F, dir,
				   STR_A(name)).p;
	Str text, one;
	Str link = str_fmt(f->a, "{temp:" STR_F "}", STR_A(name));
	int fd, rc = 0;

	if (name.p[0] == '.')
		return 0;
	if (f->s->temp_fd >= 0 && name.n < 20 &&
	    atol(name.p) == f->s->pid)
		fd = os_open_follow(OS_CWD, file);
	else
		fd = os_open_lock(OS_CWD, file, 0600);
	if (fd < 0)
		return 0;
	if (os_try_lock(fd, true)) {
		os_remove(OS_CWD, file);
		os_write_all(fd, "d", 1);
		os_close(fd);
		return 0;
	}
	rc = os_read_fd(&f->tmp, fd, 1u << 30, &text, f->err);
	os_close(fd);
	while (rc == 0 && text.n) {
		ptrdiff_t nul = str_chr(text, 0);

		if (nul < 0)
			break;
		one = str_sub(text, 0, (size_t)nul);
		text = str_from(text, (size_t)nul + 1);
		if (f->n == f->cap) {
			f->v = arena_grow(f->a, f->v, f->cap * sizeof *f->v,
					  (f->cap * 2 + 32) * sizeof *f->v);
			f->cap = f->cap * 2 + 32;
		}
		/* not valid yet, perhaps: being built or added */
		f->v[f->n].path = str_dup(f->a, one);
		f->v[f->n++].link = link;
	}
	return rc;
}

static int cmp_root(const void *x, const void *y)
{
	const StoreRoot *a = x;
	const StoreRoot *b = y;
	int c = str_cmp(a->path, b->path);

	return c ? c : str_cmp(a->link, b->link);
}

int find_roots(Store *s, Arena *a, bool temp, bool censor, StoreRoot **out,
	       size_t *n, Err *err)
{
	Find f = { .s = s, .a = a, .err = err };
	StrList targets = { NULL, 0, 0 };
	StrList from = { NULL, 0, 0 };
	StrList names;
	const char *dir;
	size_t i, to;
	int rc;

	rc = walk(&f, str_cat2(a, s->where.state, STR("/gcroots")), 0);
	if (rc == 0)
		rc = walk(&f, str_cat2(a, s->where.state, STR("/profiles")),
			  0);
	if (rc == 0)
		rc = runtime_roots(s, &f.tmp, &targets, &from, err);
	for (i = 0; rc == 0 && i < targets.n; i++)
		rc = found(&f, targets.v[i], censor ? STR("{censored}") :
			   from.v[i]);
	dir = state_file(s, a, "/temproots");
	if (rc == 0 && temp && os_list(&f.tmp, OS_CWD, dir, &names) == 0)
		for (i = 0; rc == 0 && i < names.n; i++)
			rc = temp_file(&f, dir, names.v[i]);
	if (f.n)
		qsort(f.v, f.n, sizeof *f.v, cmp_root);
	for (i = 0, to = 0; i < f.n; i++)
		if (to == 0 || cmp_root(&f.v[to - 1], &f.v[i]) != 0)
			f.v[to++] = f.v[i];
	*out = f.v;
	*n = to;
	arena_free(&f.tmp);
	return rc;
}

int store_roots(Store *s, Arena *a, bool censor, StoreRoot **out, size_t *n,
		Err *err)
{
	*out = NULL;
	*n = 0;
	return s->db ? find_roots(s, a, true, censor, out, n, err) : 0;
}
