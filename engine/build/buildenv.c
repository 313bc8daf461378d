/*
 * builtin:buildenv: see buildenv.h. Folders that only one package has are
 * one link; where two meet, the folder becomes real and is merged. Rules of
 * collision: Nix's libstore/builtins/buildenv.cc.
 */
#define _GNU_SOURCE
#include "engine/build/buildenv.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "base/os.h"

enum { DEPTH_MAX = 200 };

typedef struct {
	Arena a;
	Map priority;           /* of each link made */
	Map done;               /* packages */
	StrList later;          /* propagated packages */
} Env;

static bool special(Str src)
{
	static const char *const ends[] = {
		"/propagated-build-inputs", "/nix-support", "/perllocal.pod",
		"/info/dir", "/log", "/manifest.nix", "/manifest.json"
	};
	size_t i;

	for (i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(src, str_c(ends[i])))
			return true;
	return false;
}

static int links(Env *e, Str src, Str dst, int64_t priority, int depth,
		 Err *err);

static int put_link(Env *e, Str src, Str dst, int64_t priority, Err *err)
{
	if (os_symlink(src.p, OS_CWD, dst.p))
		return err_os(err, "creating symlink", dst.p);
	map_put(&e->priority, dst, NULL)->v.num = (uint64_t)priority;
	return 0;
}

/* A folder where there is a link already: both become one real folder. */
static int merge_dir(Env *e, Str src, Str dst, int64_t priority, int depth,
		     const struct stat *st, Err *err)
{
	char real[PATH_MAX];
	struct stat target;
	MapEntry *old = map_get(&e->priority, dst);
	int rc;

	if (S_ISDIR(st->st_mode))
		return links(e, src, dst, priority, depth, err);
	if (!S_ISLNK(st->st_mode) || !realpath(dst.p, real) ||
	    lstat(real, &target) || !S_ISDIR(target.st_mode))
		return err_set(err, ERR_FAIL, "collision between '" STR_F
			       "' and non-directory '" STR_F "'", STR_A(src),
			       STR_A(dst));
	if (os_remove(OS_CWD, dst.p) || os_mkdir(OS_CWD, dst.p, 0755))
		return err_os(err, "creating directory", dst.p);
	rc = links(e, str_dup(&e->a, str_c(real)), dst,
		   old ? (int64_t)old->v.num : 0, depth, err);
	return rc ? rc : links(e, src, dst, priority, depth, err);
}

static int merge_file(Env *e, Str src, Str dst, int64_t priority,
		      const struct stat *st, Err *err)
{
	MapEntry *old = map_get(&e->priority, dst);
	int64_t had = old ? (int64_t)old->v.num : 0;
	Str target;

	if (S_ISDIR(st->st_mode))
		return err_set(err, ERR_FAIL, "collision between "
			       "non-directory '" STR_F "' and directory '"
			       STR_F "'", STR_A(src), STR_A(dst));
	if (!S_ISLNK(st->st_mode))
		return 0;
	if (had == priority) {
		if (os_readlink(&e->a, OS_CWD, dst.p, &target))
			target = dst;
		return err_set(err, ERR_FAIL, "files '" STR_F "' and '"
			STR_F "' have the same priority %lld; use 'nix-env "
			"--set-flag priority NUMBER INSTALLED_PKGNAME' or "
			"type 'nix profile install --help' if using 'nix "
			"profile' to find out how to change the priority of "
			"one of the conflicting packages (0 being the "
			"highest priority)", STR_A(src), STR_A(target),
			(long long)priority);
	}
	if (had < priority)
		return 0;
	if (os_remove(OS_CWD, dst.p))
		return err_os(err, "removing", dst.p);
	return put_link(e, src, dst, priority, err);
}

static int entry(Env *e, Str src, Str dst, int64_t priority, int depth,
		 Err *err)
{
	struct stat st, there;
	bool exists;

	if (special(src))
		return 0;
	if (stat(src.p, &st)) {
		if (errno == ENOENT || errno == ENOTDIR) {
			fprintf(stderr, "warning: skipping dangling symlink "
				"'" STR_F "'\n", STR_A(dst));
			return 0;
		}
		return err_os(err, "getting status of", src.p);
	}
	exists = lstat(dst.p, &there) == 0;
	if (!exists && errno != ENOENT)
		return err_os(err, "getting status of", dst.p);
	if (!exists)
		return put_link(e, src, dst, priority, err);
	if (S_ISDIR(st.st_mode))
		return merge_dir(e, src, dst, priority, depth + 1, &there,
				 err);
	return merge_file(e, src, dst, priority, &there, err);
}

static int links(Env *e, Str src, Str dst, int64_t priority, int depth,
		 Err *err)
{
	StrList names;
	size_t i;
	int rc = 0;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "directory '" STR_F "' is "
			       "too deep", STR_A(src));
	if (os_list(&e->a, OS_CWD, src.p, &names)) {
		if (errno == ENOTDIR) {
			fprintf(stderr, "warning: not including '" STR_F
				"' in the user environment because it's not "
				"a directory\n", STR_A(src));
			return 0;
		}
		return err_os(err, "reading directory", src.p);
	}
	for (i = 0; !rc && i < names.n; i++) {
		if (names.v[i].p[0] == '.')
			continue;
		rc = entry(e, str_fmt(&e->a, STR_F "/" STR_F, STR_A(src),
				      STR_A(names.v[i])),
			   str_fmt(&e->a, STR_F "/" STR_F, STR_A(dst),
				   STR_A(names.v[i])), priority, depth, err);
	}
	return rc;
}

static int add(Env *e, Str pkg, Str out, int64_t priority, Err *err)
{
	Str file, text, token;
	bool fresh;
	int rc;

	map_put(&e->done, pkg, &fresh);
	if (!fresh)
		return 0;
	rc = links(e, pkg, out, priority, 0, err);
	file = str_cat2(&e->a, pkg,
			STR("/nix-support/propagated-user-env-packages"));
	if (rc || os_read_file(&e->a, OS_CWD, file.p, &text, err))
		return rc;
	while (str_token(&text, " \t\n\r", &token))
		strlist_add(&e->a, &e->later, str_dup(&e->a, token));
	return 0;
}

static int by_priority(const void *x, const void *y)
{
	const EnvPackage *a = x, *b = y;

	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	return str_cmp(a->path, b->path);
}

int buildenv_links(Str out, EnvPackage *v, size_t n, Err *err)
{
	Env e;
	StrList now;
	int64_t next = 1000;
	size_t i;
	int rc;

	memset(&e, 0, sizeof e);
	e.priority.a = e.done.a = &e.a;
	rc = os_make_dirs(str_z(&e.a, out), 0755, err);
	qsort(v, n, sizeof *v, by_priority);
	for (i = 0; !rc && i < n; i++)
		if (v[i].active)
			rc = add(&e, str_dup(&e.a, v[i].path), out,
				 v[i].priority, err);
	/* what packages propagate yields to all of them */
	while (!rc && e.later.n) {
		now = e.later;
		memset(&e.later, 0, sizeof e.later);
		strlist_sort(&now);
		for (i = 0; !rc && i < now.n; i++)
			rc = add(&e, now.v[i], out, next++, err);
	}
	arena_free(&e.a);
	return rc;
}

int buildenv(Str out, Str list, Str manifest, Err *err)
{
	Arena a = { 0 };
	EnvPackage *v = NULL;
	size_t n = 0, cap = 0, more;
	Str active, priority, count, path;
	int64_t p, k;
	int rc;

	while (str_token(&list, " \t\n\r", &active)) {
		if (!str_token(&list, " \t\n\r", &priority) ||
		    !str_token(&list, " \t\n\r", &count) ||
		    !str_i64(priority, &p) || !str_i64(count, &k))
			return err_set(err, ERR_FORMAT, "attribute "
				       "'derivations' is malformed");
		while (k-- > 0) {
			if (!str_token(&list, " \t\n\r", &path))
				return err_set(err, ERR_FORMAT, "attribute "
					"'derivations' is cut short");
			if (n == cap) {
				more = cap ? cap * 2 : 16;
				v = arena_grow(&a, v, cap * sizeof *v,
					       more * sizeof *v);
				cap = more;
			}
			v[n].path = path;
			v[n].active = !str_eqc(active, "false");
			v[n++].priority = p;
		}
	}
	rc = buildenv_links(out, v, n, err);
	if (!rc && os_symlink(str_z(&a, manifest), OS_CWD, str_fmt(&a,
		STR_F "/manifest.nix", STR_A(out)).p))
		rc = err_os(err, "creating", "manifest.nix");
	arena_free(&a);
	return rc;
}
