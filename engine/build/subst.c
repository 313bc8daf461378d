/*
 * Substitution of one path: find a cache that has it and may be trusted,
 * see to its references, then let a child process fetch, unpack and hash.
 * The child touches no database; we register what it unpacked.
 */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/build/copy.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

enum { SUBSTS_MAX = 16 };

static void next_try(Goal *g);
static void refs_done(Goal *g);
static void try_run(Goal *g);

static void fail(Goal *g, GoalEnd end, const Err *err)
{
	Worker *w = g->w;

	if (g->locks)
		store_unlock(w->s, g->locks, false);
	g->locks = NULL;
	if (end == END_FAILED)
		w->substs_failed++;
	goal_end(g, end, end == END_NO_SUBSTITUTERS ?
		 RESULT_NO_SUBSTITUTERS : RESULT_MISC_FAILURE, err);
}

void subst_start(Goal *g)
{
	Worker *w = g->w;
	bool valid;
	Err err;

	if (store_temp_root(w->s, g->path, &err) ||
	    store_valid(w->s, g->path, &valid, &err)) {
		fail(g, END_FAILED, &err);
		return;
	}
	if (valid && g->mode != BUILD_REPAIR) {
		goal_end(g, END_OK, RESULT_ALREADY_VALID, NULL);
		return;
	}
	worker_caches(w);
	next_try(g);
}

/* --- trust ----------------------------------------------------------------- */

/* The hash that a content address names; false when it is none. */
static bool ca_parse(Str ca, bool *recursive, bool *text, Hash *h)
{
	Err err;

	*text = str_starts(ca, STR("text:"));
	*recursive = false;
	if (*text) {
		ca = str_from(ca, 5);
	} else if (str_starts(ca, STR("fixed:"))) {
		ca = str_from(ca, 6);
		*recursive = str_starts(ca, STR("r:"));
		if (*recursive)
			ca = str_from(ca, 2);
	} else {
		return false;
	}
	return hash_parse(h, ca, HASH_NONE, &err) == 0;
}

/* Does the path follow from its content address? */
static bool ca_matches(Worker *w, const PathInfo *in)
{
	bool recursive, text, self = false;
	StrList refs = { 0 };
	Hash h;
	Str path;
	size_t i;
	Err err;

	if (!ca_parse(in->ca, &recursive, &text, &h))
		return false;
	for (i = 0; i < in->refs.n; i++) {
		if (str_eq(in->refs.v[i], in->path))
			self = true;
		else
			strlist_add(&w->a, &refs, in->refs.v[i]);
	}
	if (self)
		return false;   /* its hash cannot be checked plainly */
	if (text ? path_text(&w->a, store_dir(w->s), path_name(in->path), &h,
			     &refs, &path, &err) :
	    path_fixed(&w->a, store_dir(w->s), path_name(in->path),
		       recursive, &h, &refs, false, &path, &err))
		return false;
	return str_eq(path, in->path);
}

static bool signed_well(Worker *w, const PathInfo *in)
{
	SignKey *keys = ARENA_ARRAY(&w->a, SignKey,
				    config.trusted_keys.n + 1);
	Str print = fingerprint(&w->a, in);
	size_t i, n = 0;
	Err err;

	for (i = 0; i < config.trusted_keys.n; i++)
		if (!signkey_parse(&w->a, config.trusted_keys.v[i], false,
				   &keys[n], &err))
			n++;
	for (i = 0; i < in->sigs.n; i++)
		if (sign_check(in->sigs.v[i], print, keys, n))
			return true;
	return false;
}

/* A fixed output may be had from anywhere if its contents are checked. */
static bool trusted(Goal *g, Cache *c, const NarInfo *info)
{
	if (!config.require_sigs || cache_trusted(c))
		return true;
	return ca_matches(g->w, &info->info) ||
	       signed_well(g->w, &info->info);
}

static void next_try(Goal *g)
{
	Worker *w = g->w;
	size_t i, n = w->caches ? caches_n(w->caches) : 0;
	Err err;

	for (; g->try_at < n; g->try_at++) {
		Cache *c = caches_at(w->caches, g->try_at);

		g->info = cache_info(c, g->path);
		if (!g->info)
			continue;
		if (!trusted(g, c, g->info)) {
			log_msg(LVL_WARN, "warning: the substitute for '"
				STR_F "' from '" STR_F "' is not signed by "
				"any of the keys in 'trusted-public-keys'",
				STR_A(g->path), STR_A(cache_uri(c)));
			continue;
		}
		break;
	}
	if (g->try_at >= n) {
		if (!g->fetch_failed)
			err_set(&err, ERR_NOT_FOUND, "path '" STR_F "' is "
				"required, but there is no substituter that "
				"can build it", STR_A(g->path));
		else
			err_set(&err, ERR_FAIL, STR_F, STR_A(g->error));
		fail(g, g->fetch_failed ? END_FAILED : END_NO_SUBSTITUTERS,
		     &err);
		return;
	}
	g->failed = g->no_subst = g->incomplete = 0;
	for (i = 0; i < g->info->info.refs.n; i++)
		if (!str_eq(g->info->info.refs.v[i], g->path))
			goal_wait_for(g, goal_subst(w,
				g->info->info.refs.v[i], false));
	g->step = refs_done;
	if (g->waitees == 0)
		refs_done(g);
}

static void refs_done(Goal *g)
{
	Err err;

	if (g->failed) {
		err_set(&err, ERR_FAIL, "some references of path '" STR_F
			"' could not be realised", STR_A(g->path));
		fail(g, g->no_subst || g->incomplete ? END_INCOMPLETE :
		     END_FAILED, &err);
		return;
	}
	g->step = try_run;
	goal_wake(g);
}

/* --- the child ---------------------------------------------------------------- */

typedef struct {
	int fd;
	uint64_t told;
} Report;

static void report(Report *r, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
static void report(Report *r, const char *fmt, ...)
{
	char text[480];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (n > 0 && os_write_all(r->fd, text, (size_t)n < sizeof text ?
				  (size_t)n : sizeof text - 1))
		_exit(1);
}

static void progress(void *ctx, uint64_t done, uint64_t expected)
{
	Report *r = ctx;
	uint64_t now = os_now_ns();

	if (now - r->told < 100000000u)
		return;
	r->told = now;
	report(r, "p %llu %llu\n", (unsigned long long)done,
	       (unsigned long long)expected);
}

static int fetch_local(Goal *g, Cache *c, Hash *h, uint64_t *size, Err *err)
{
	Str from = cache_local_path(c, &g->w->a, g->path);
	int rc = copy_tree(from.p, g->temp.p, err);

	if (!rc)
		rc = store_canonicalise(OS_CWD, g->temp.p, -1, err);
	return rc ? rc : nar_hash(OS_CWD, g->temp.p, HASH_SHA256, h, size,
				  err);
}

static int fetch_nar(Goal *g, Cache *c, Report *r, Hash *h, uint64_t *size,
		     Err *err)
{
	static HashSink hash;
	TeeSource tee;
	Source *src;
	int rc = cache_nar_source(c, g->info, progress, r, &src, err);

	if (rc)
		return rc;
	hash_sink(&hash, HASH_SHA256);
	tee_source(&tee, src, &hash.sink);
	rc = nar_restore(&tee.source, OS_CWD, g->temp.p, true,
			 store_settings.fsync_store_paths, err);
	if (!rc)
		rc = cache_nar_finish(src, err);
	cache_nar_close(src);
	*h = hash_final(&hash.h);
	*size = hash.total;
	return rc;
}

/* Contents that only their address vouches for are checked against it. */
static int check_ca(Goal *g, Err *err)
{
	const PathInfo *in = &g->info->info;
	bool recursive, text;
	Hash want, got;
	int rc;

	if (!ca_parse(in->ca, &recursive, &text, &want))
		return 0;
	rc = recursive ? nar_hash(OS_CWD, g->temp.p, want.algo, &got, NULL,
				  err) :
	     nar_hash_flat(OS_CWD, g->temp.p, want.algo, &got, NULL, err);
	if (!rc && !hash_eq(&want, &got))
		rc = err_set(err, ERR_HASH, "contents of path '" STR_F "' do "
			     "not match its content address",
			     STR_A(in->path));
	return rc;
}

static _Noreturn void child(Goal *g, int fd)
{
	Cache *c = caches_at(g->w->caches, g->try_at);
	Report r = { fd, 0 };
	bool self = false;
	uint64_t size = 0;
	Hash h;
	Err err;
	size_t i;
	int rc;

	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	rc = cache_is_local(c) ? fetch_local(g, c, &h, &size, &err) :
	     fetch_nar(g, c, &r, &h, &size, &err);
	for (i = 0; i < g->info->info.refs.n; i++)
		self |= str_eq(g->info->info.refs.v[i], g->path);
	if (!rc && !self)
		rc = check_ca(g, &err);
	if (rc)
		report(&r, "%c " STR_F "\n", err.code == ERR_NOT_FOUND ?
		       'g' : 'e', STR_A(err_message(&err)));
	else
		report(&r, "d " STR_F " %llu\n",
		       STR_A(hash_print(&g->w->a, &h, ENC_BASE16, false)),
		       (unsigned long long)size);
	_exit(rc != 0);
}

static int start(Goal *g, Err *err)
{
	Worker *w = g->w;
	int p[2];

	g->temp = store_real(w->s, &w->a, g->path);
	if (g->mode == BUILD_REPAIR)
		g->temp = str_fmt(&w->a, STR_F ".tmp-%ld", STR_A(g->temp),
				  (long)getpid());
	if (os_remove_tree(OS_CWD, g->temp.p, NULL, err))
		return err->code;
	if (pipe2(p, O_CLOEXEC))
		return err_os(err, "making", "a pipe");
	g->pid = fork();
	if (g->pid == 0) {
		close(p[0]);
		child(g, p[1]);
	}
	close(p[1]);
	if (g->pid < 0) {
		g->pid = 0;
		close(p[0]);
		return err_os(err, "starting", "a download");
	}
	g->fd = p[0];
	g->heard_n = 0;
	return 0;
}

static void try_run(Goal *g)
{
	Worker *w = g->w;
	Cache *c = caches_at(w->caches, g->try_at);
	LogField f[3] = {
		LF_S(g->path), LF_S(cache_uri(c)), LF_S(store_dir(w->s))
	};
	StrList one = { 0 };
	bool valid;
	Err err;
	int rc;

	if (w->substs_run >= SUBSTS_MAX) {
		goal_wait_slot(g);
		return;
	}
	strlist_add(&w->a, &one, g->path);
	rc = g->locks ? 0 : store_lock(w->s, &one, false, &g->locks, &err);
	if (rc == ERR_BUSY) {
		goal_sleep(g);
		return;
	}
	if (!rc)
		rc = store_valid(w->s, g->path, &valid, &err);
	if (!rc && valid && g->mode != BUILD_REPAIR) {
		store_unlock(w->s, g->locks, true);
		g->locks = NULL;
		goal_end(g, END_OK, RESULT_ALREADY_VALID, NULL);
		return;
	}
	if (!rc)
		rc = start(g, &err);
	if (rc) {
		fail(g, END_FAILED, &err);
		return;
	}
	w->substs_run++;
	g->act = act_start(LVL_INFO, ACT_SUBSTITUTE, w->act_substs,
			   STR(""), f, 2);
	if (!g->act_wait)
		g->act_wait = act_start(LVL_INFO, ACT_COPY_PATH, g->act,
			str_fmt(&w->a, "copying path '" STR_F "' from '"
				STR_F "'", STR_A(g->path),
				STR_A(cache_uri(c))), f, 3);
	worker_progress(w);
	goal_child(g, false, false);
}

/* --- what the child says -------------------------------------------------------- */

static void line(Goal *g, Str l)
{
	Str rest = str_from(l, 2), a, b;
	uint64_t done, all;

	if (!str_starts(l, STR("p ")) || !str_token(&rest, " ", &a) ||
	    !str_token(&rest, " ", &b) || !str_u64(a, &done) ||
	    !str_u64(b, &all)) {
		/* the last word: kept for subst_eof */
		g->error = str_dup(&g->w->a, l);
		return;
	}
	act_progress(g->act, done, all, 0, 0);
}

void subst_output(Goal *g, const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] == '\n') {
			line(g, str_of(g->heard, g->heard_n));
			g->heard_n = 0;
		} else if (g->heard_n < sizeof g->heard) {
			g->heard[g->heard_n++] = p[i];
		}
	}
}

static void reap(Goal *g)
{
	if (g->pid <= 0)
		return;
	/* it says its last word just before it exits: no need to hurry it */
	if (!str_starts(g->error, STR("d ")))
		kill(g->pid, SIGKILL);
	while (waitpid(g->pid, NULL, 0) < 0 && errno == EINTR)
		;
	g->pid = 0;
	os_close(g->fd);
	g->fd = -1;
	if (g->w->substs_run)
		g->w->substs_run--;
	goal_child_gone(g);
}

void subst_kill(Goal *g)
{
	Err err;

	reap(g);
	os_remove_tree(OS_CWD, g->temp.p, NULL, &err);
}

/* Swap the repaired path in. */
static int replace(Goal *g, Err *err)
{
	Worker *w = g->w;
	Str to = store_real(w->s, &w->a, g->path);
	Str old = str_fmt(&w->a, STR_F ".old-%ld", STR_A(to),
			  (long)getpid());
	int rc;

	if (g->mode != BUILD_REPAIR)
		return 0;
	if (os_exists(OS_CWD, to.p) && move_path(to.p, old.p, err))
		return err->code;
	rc = move_path(g->temp.p, to.p, err);
	if (rc) {
		Err ignored;

		move_path(old.p, to.p, &ignored);
		return rc;
	}
	return os_remove_tree(OS_CWD, old.p, NULL, err);
}

static int finish(Goal *g, Str said, Err *err)
{
	Worker *w = g->w;
	PathInfo info = g->info->info;
	OptimiseStats freed = { 0 };
	Str hash, size, rest;
	Hash h;
	int rc;

	/* a NAR that is gone is no failure, only no substitute */
	if (str_starts(said, STR("g ")))
		return err_set(err, ERR_NOT_FOUND, STR_F,
			       STR_A(str_from(said, 2)));
	if (!str_starts(said, STR("d ")))
		return err_set(err, ERR_FAIL, STR_F, STR_A(
			       str_starts(said, STR("e ")) ?
			       str_from(said, 2) :
			       STR("the process that fetched it died")));
	rest = str_from(said, 2);
	if (!str_token(&rest, " ", &hash) || !str_token(&rest, " ", &size) ||
	    hash_parse(&h, hash, HASH_SHA256, err) ||
	    !str_u64(size, &info.nar_size))
		return err_set(err, ERR_FAIL, "bad report of a download");
	if (!hash_eq(&h, &g->info->info.nar_hash))
		return err_set(err, ERR_HASH, "hash mismatch importing path "
			"'" STR_F "';\n  specified: " STR_F "\n  got:       "
			STR_F, STR_A(g->path),
			STR_A(hash_print(&w->a, &g->info->info.nar_hash,
					 ENC_NIX32, true)),
			STR_A(hash_print(&w->a, &h, ENC_NIX32, true)));
	if (g->info->info.nar_size &&
	    g->info->info.nar_size != info.nar_size)
		return err_set(err, ERR_HASH, "size mismatch importing path "
			"'" STR_F "';\n  specified: %llu\n  got:       %llu",
			STR_A(g->path),
			(unsigned long long)g->info->info.nar_size,
			(unsigned long long)info.nar_size);
	info.path = g->path;
	info.ultimate = false;
	info.registered = os_now();
	rc = replace(g, err);
	/* what is repaired may be what .links has wrong */
	if (!rc && config.auto_optimise && g->mode != BUILD_REPAIR)
		store_optimise_path(w->s, store_real(w->s, &w->a, g->path),
				    &freed, err);
	return rc ? rc : store_register(w->s, &info, 1, err);
}

void subst_eof(Goal *g)
{
	Worker *w = g->w;
	Str said = g->error, text;
	Err err, ignored;
	int rc;

	reap(g);
	g->error.n = 0;
	rc = finish(g, said, &err);
	act_stop(g->act_wait);
	act_stop(g->act);
	g->act = g->act_wait = 0;
	if (rc) {
		os_remove_tree(OS_CWD, g->temp.p, NULL, &ignored);
		text = str_dup(&w->a, err_message(&err));
		log_msg(LVL_ERROR, "%s: " STR_F, config.fallback ||
			rc == ERR_NOT_FOUND ? "warning" : "error",
			STR_A(text));
		g->error = str_fmt(&w->a, "failed to fetch '" STR_F "': "
				   STR_F, STR_A(g->path), STR_A(text));
		/* the next cache may do better */
		g->fetch_failed |= rc != ERR_NOT_FOUND;
		g->try_at++;
		next_try(g);
		return;
	}
	store_unlock(w->s, g->locks, true);
	g->locks = NULL;
	w->substs_done++;
	g->error.n = 0;
	goal_end(g, END_OK, RESULT_SUBSTITUTED, NULL);
}
