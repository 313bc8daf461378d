/*
 * Profiles: PROFILE is a link to PROFILE-N-link, which is a link into the
 * store, for each generation N. Facts: libstore/profiles.cc.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

static void split_name(Str profile, Str *dir, Str *base)
{
	ptrdiff_t slash = str_rchr(profile, '/');

	*base = str_from(profile, (size_t)(slash + 1));
	*dir = slash < 0 ? STR(".") : slash == 0 ? STR("/") :
	       str_sub(profile, 0, (size_t)slash);
}

/* N of "BASE-N-link", or 0. */
static uint64_t generation_number(Str base, Str name)
{
	uint64_t n;

	if (!str_starts(name, base) || !str_ends(name, STR("-link")) ||
	    name.n < base.n + 7 || name.p[base.n] != '-')
		return 0;
	name = str_sub(name, base.n + 1, name.n - 5);
	return str_u64(name, &n) ? n : 0;
}

static int cmp_generation(const void *a, const void *b)
{
	uint64_t x = ((const Generation *)a)->number;
	uint64_t y = ((const Generation *)b)->number;

	return (x > y) - (x < y);
}

int profile_generations(Arena *a, Str profile, Generation **out, size_t *n,
			uint64_t *current, Err *err)
{
	Str dir, base, target;
	StrList names;
	uint64_t number;
	OsStat st;
	Generation *g;
	size_t i;

	split_name(profile, &dir, &base);
	*n = 0;
	*current = 0;
	if (os_list(a, OS_CWD, str_z(a, dir), &names)) {
		*out = NULL;
		return errno == ENOENT ? 0 :
		       err_os(err, "reading directory", str_z(a, dir));
	}
	*out = ARENA_ARRAY(a, Generation, names.n + 1);
	for (i = 0; i < names.n; i++) {
		number = generation_number(base, names.v[i]);
		if (number == 0)
			continue;
		g = &(*out)[*n];
		g->number = number;
		g->path = str_cat3(a, dir, STR("/"), names.v[i]);
		if (os_lstat(OS_CWD, g->path.p, &st))
			continue;
		g->created = st.mtime;
		++*n;
	}
	qsort(*out, *n, sizeof **out, cmp_generation);
	if (os_readlink(a, OS_CWD, str_z(a, profile), &target) == 0)
		*current = generation_number(base, path_base(target));
	return 0;
}

int profile_lock(Arena *a, Str profile, int *lock, Err *err)
{
	const char *name = str_cat2(a, profile, STR(".lock")).p;
	Str dir, base;
	OsStat st;
	int rc;

	split_name(profile, &dir, &base);
	rc = os_make_dirs(str_z(a, dir), 0755, err);
	if (rc)
		return rc;
	for (;;) {
		*lock = os_open_lock(OS_CWD, name, 0600);
		if (*lock < 0)
			return err_os(err, "opening lock file", name);
		if (os_lock(*lock, true))
			return err_os(err, "locking", name);
		/* it may have been deleted while we waited */
		if (os_fstat(*lock, &st) == 0 && st.size == 0)
			return 0;
		os_close(*lock);
	}
}

int profile_create(Store *s, Arena *a, Str profile, Str path,
		   Str *generation, Err *err)
{
	Generation *g;
	uint64_t current;
	uint64_t number = 1;
	Str target;
	size_t n;
	int rc = profile_generations(a, profile, &g, &n, &current, err);

	if (rc)
		return rc;
	if (n > 0) {
		/* the newest one again: no new generation */
		if (os_readlink(a, OS_CWD, g[n - 1].path.p, &target) == 0 &&
		    str_eq(target, path)) {
			*generation = g[n - 1].path;
			return 0;
		}
		number = g[n - 1].number + 1;
	}
	*generation = str_fmt(a, STR_F "-%llu-link", STR_A(profile),
			      (unsigned long long)number);
	/*
	 * It is a root at once where the profile is below the state
	 * directory; elsewhere it is made an indirect one.
	 */
	rc = store_temp_root(s, path, err);
	if (rc == 0)
		rc = os_replace_link(str_z(a, path), OS_CWD, generation->p,
				     err);
	if (rc == 0 && !str_starts(profile, str_cat2(a, s->where.state,
						    STR("/"))))
		rc = store_add_indirect_root(s, *generation, err);
	return rc;
}

int profile_switch(Str profile, Str generation, Err *err)
{
	Arena a = { 0 };
	Str dir, base, gdir, gbase, target;
	int rc;

	split_name(profile, &dir, &base);
	split_name(generation, &gdir, &gbase);
	/* relative where possible, so that profiles can be moved */
	target = str_eq(dir, gdir) ? gbase : generation;
	rc = os_replace_link(str_z(&a, target), OS_CWD, str_z(&a, profile),
			     err);
	arena_free(&a);
	return rc;
}

int profile_switch_to(Arena *a, Str profile, uint64_t number, Err *err)
{
	Generation *g;
	uint64_t current;
	size_t n, i;
	int lock;
	int rc = profile_lock(a, profile, &lock, err);

	if (rc)
		return rc;
	rc = profile_generations(a, profile, &g, &n, &current, err);
	for (i = 0; rc == 0 && i < n; i++)
		if (g[i].number == number)
			break;
	if (rc == 0 && i == n)
		rc = err_set(err, ERR_NOT_FOUND, "profile version %llu does "
			     "not exist", (unsigned long long)number);
	if (rc == 0)
		rc = profile_switch(profile, g[i].path, err);
	os_close(lock);
	return rc;
}

int profile_rollback(Arena *a, Str profile, uint64_t *from, uint64_t *to,
		     Err *err)
{
	Generation *g;
	Generation *best = NULL;
	size_t n, i;
	int lock;
	int rc = profile_lock(a, profile, &lock, err);

	if (rc)
		return rc;
	rc = profile_generations(a, profile, &g, &n, from, err);
	for (i = 0; rc == 0 && i < n; i++)
		if (g[i].number < *from)
			best = &g[i];
	if (rc == 0 && !best)
		rc = *from == 0 ?
		     err_set(err, ERR_NOT_FOUND, "no profile version to roll "
			     "back to exists") :
		     err_set(err, ERR_NOT_FOUND, "no profile version older "
			     "than the current (%llu) exists",
			     (unsigned long long)*from);
	if (rc == 0) {
		*to = best->number;
		rc = profile_switch(profile, best->path, err);
	}
	os_close(lock);
	return rc;
}

/* Deleting: what picks generations, given them and the current one. */
typedef struct {
	const uint64_t *numbers;
	size_t numbers_n;
	uint64_t keep;          /* newest ones, when by_count */
	int64_t when;           /* when by_age */
	enum { BY_NUMBER, BY_OLD, BY_AGE, BY_COUNT } by;
} Pick;

static void pick(const Pick *p, const Generation *g, size_t n,
		 uint64_t current, bool *out, bool *bad)
{
	bool past = false;
	uint64_t kept = 0;
	size_t i, k;

	*bad = false;
	for (i = n; i > 0; i--) {
		const Generation *one = &g[i - 1];

		switch (p->by) {
		case BY_NUMBER:
			for (k = 0; k < p->numbers_n; k++)
				if (p->numbers[k] == one->number)
					out[i - 1] = true;
			if (out[i - 1] && one->number == current)
				*bad = true;
			break;
		case BY_OLD:
			out[i - 1] = one->number != current;
			break;
		case BY_AGE:
			/* the first one older was in use then: keep it */
			if (past)
				out[i - 1] = one->number != current;
			else if (one->created < p->when)
				past = true;
			break;
		case BY_COUNT:
			if (one->number > current)
				break;
			if (kept < p->keep)
				kept++;
			else
				out[i - 1] = one->number != current;
			break;
		}
	}
}

static int delete_picked(Arena *a, Str profile, const Pick *p, bool dry,
			 ProfileNote *note, void *ctx, Err *err)
{
	Generation *g;
	uint64_t current;
	bool *out;
	bool bad;
	size_t n, i;
	int lock;
	int rc = profile_lock(a, profile, &lock, err);

	if (rc)
		return rc;
	rc = profile_generations(a, profile, &g, &n, &current, err);
	if (rc == 0) {
		out = ARENA_ARRAY(a, bool, n + 1);
		pick(p, g, n, current, out, &bad);
		if (bad)
			rc = err_set(err, ERR_ALIVE, "cannot delete current "
				     "version of profile '" STR_F "'",
				     STR_A(profile));
		for (i = 0; rc == 0 && i < n; i++) {
			if (!out[i])
				continue;
			if (note)
				note(ctx, profile, g[i].number);
			if (!dry && os_remove(OS_CWD, g[i].path.p))
				rc = err_os(err, "removing", g[i].path.p);
		}
	}
	os_close(lock);
	return rc;
}

int profile_delete(Arena *a, Str profile, const uint64_t *numbers,
		   size_t n, bool dry, ProfileNote *note, void *ctx,
		   Err *err)
{
	Pick p = { .numbers = numbers, .numbers_n = n, .by = BY_NUMBER };

	return delete_picked(a, profile, &p, dry, note, ctx, err);
}

int profile_delete_old(Arena *a, Str profile, bool dry, ProfileNote *note,
		       void *ctx, Err *err)
{
	Pick p = { .by = BY_OLD };

	return delete_picked(a, profile, &p, dry, note, ctx, err);
}

int profile_delete_older(Arena *a, Str profile, int64_t when, bool dry,
			 ProfileNote *note, void *ctx, Err *err)
{
	Pick p = { .when = when, .by = BY_AGE };

	return delete_picked(a, profile, &p, dry, note, ctx, err);
}

int profile_delete_all_but(Arena *a, Str profile, uint64_t keep, bool dry,
			   ProfileNote *note, void *ctx, Err *err)
{
	Pick p = { .keep = keep, .by = BY_COUNT };

	if (keep == 0)
		return err_set(err, ERR_USAGE, "Must keep at least one "
			       "generation, otherwise the current one would "
			       "be deleted");
	return delete_picked(a, profile, &p, dry, note, ctx, err);
}

int profile_default(Store *s, Arena *a, Str *profile, Err *err)
{
	const char *home = os_env("HOME");
	Str link, target, dir;
	const char *user = os_env("USER");
	int rc;

	if (!home)
		return err_set(err, ERR_USAGE, "HOME is not set");
	link = str_fmt(a, "%s/.nix-profile", home);
	if (os_readlink(a, OS_CWD, link.p, &target)) {
		if (geteuid() == 0) {
			target = str_cat2(a, s->where.state,
					  STR("/profiles/default"));
		} else {
			dir = str_fmt(a, STR_F "/profiles/per-user/%s",
				      STR_A(s->where.state),
				      user ? user : "nobody");
			rc = os_make_dirs(dir.p, 0755, err);
			if (rc)
				return rc;
			target = str_cat2(a, dir, STR("/profile"));
		}
		rc = os_replace_link(target.p, OS_CWD, link.p, err);
		if (rc)
			return rc;
	}
	if (target.p[0] != '/')
		target = str_fmt(a, "%s/%s", home, target.p);
	*profile = target;
	return 0;
}
