/* What others call to have things built: see build.h. */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <signal.h>
#include <stdlib.h>

#include "engine/build/log.h"
#include "engine/fmt/path.h"

BuildRequest build_request(Arena *a, Str text)
{
	BuildRequest r = { text, { 0 } };
	ptrdiff_t at = str_rchr(text, '!');
	Str names, token;

	if (at < 0)
		at = str_rchr(text, '^');
	if (at < 0)
		return r;
	names = str_from(text, (size_t)at + 1);
	r.path = str_sub(text, 0, (size_t)at);
	if (str_eqc(names, "*"))
		return r;
	while (str_token(&names, ",", &token))
		strlist_add(a, &r.outputs, token);
	strlist_sort(&r.outputs);
	return r;
}

static void on_signal(int sig)
{
	(void)sig;
	store_interrupted = 1;
}

void build_signals(void)
{
	static const int all[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction sa;
	size_t i;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on_signal;
	for (i = 0; i < 3; i++)
		sigaction(all[i], &sa, NULL);
	sa.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &sa, NULL);
}

/* One failed: its error. More: each said, and an error that names them. */
static int sum_up(Worker *w, Goal **goals, size_t n, Err *err)
{
	StrBuf names = sb_in(&w->a);
	StrList failed = { 0 };
	size_t i, errors = 0;
	Str first = STR("");

	for (i = 0; i < n; i++) {
		if (goals[i]->error.n && errors++ == 0)
			first = goals[i]->error;
		else if (goals[i]->error.n)
			log_msg(LVL_ERROR, "error: " STR_F,
				STR_A(goals[i]->error));
		if (goals[i]->end != END_OK)
			strlist_add(&w->a, &failed, goals[i]->path);
	}
	strlist_sort(&failed);
	if (failed.n == 0)
		return 0;
	if (failed.n == 1 && first.n) {
		err_set(err, ERR_BUILD, STR_F, STR_A(first));
	} else {
		if (first.n)
			log_msg(LVL_ERROR, "error: " STR_F, STR_A(first));
		for (i = 0; i < failed.n; i++)
			sb_fmt(&names, "%s'" STR_F "'", i ? ", " : "",
			       STR_A(failed.v[i]));
		err_set(err, ERR_BUILD, "build of " STR_F " failed",
			STR_A(sb_str(&names)));
	}
	err->exit_code = worker_exit_code(w);
	return ERR_BUILD;
}

static int goal_cmp(const void *a, const void *b)
{
	return str_cmp((*(Goal *const *)a)->key, (*(Goal *const *)b)->key);
}

/*
 * Ask the caches about everything at once, before the goals ask for one
 * path after the other.
 */
static void ask_first(Worker *w, const BuildRequest *r, size_t n)
{
	Missing m;
	Err err;

	if (worker_caches(w) && caches_n(w->caches))
		missing_ask(w->s, &w->a, w->caches, r, n, &m, &err);
}

int build_paths(Store *s, const BuildRequest *r, size_t n, BuildMode mode,
		Err *err)
{
	Worker *w;
	Arena a = { 0 };
	Goal **goals;
	size_t i;
	int rc = store_flush(s, err);

	if (rc || n == 0)
		return rc;
	w = ARENA_NEW(&a, Worker);
	goals = ARENA_ARRAY(&a, Goal *, n);
	worker_init(w, s);
	ask_first(w, r, n);
	for (i = 0; i < n; i++) {
		goals[i] = path_is_drv(r[i].path) ?
			   goal_drv(w, r[i].path, &r[i].outputs, mode) :
			   goal_subst(w, r[i].path, mode == BUILD_REPAIR);
		goal_top(goals[i]);
	}
	/* the same goal may have been asked for twice */
	qsort(goals, n, sizeof *goals, goal_cmp);
	for (i = 1; i < n; i++)
		if (goals[i] == goals[i - 1]) {
			memmove(goals + i, goals + i + 1,
				(n - i - 1) * sizeof *goals);
			n--;
			i--;
		}
	rc = worker_run(w, err);
	if (rc)
		err->exit_code = worker_exit_code(w);
	else
		rc = sum_up(w, goals, n, err);
	worker_free(w);
	arena_free(&a);
	return rc;
}

static int ensure(Store *s, Str path, bool repair, Err *err)
{
	BuildRequest r = { path, { 0 } };
	Worker *w;
	Arena a = { 0 };
	Goal *g;
	int rc;

	w = ARENA_NEW(&a, Worker);
	worker_init(w, s);
	ask_first(w, &r, 1);
	g = goal_subst(w, path, repair);
	goal_top(g);
	rc = worker_run(w, err);
	if (!rc && g->end != END_OK) {
		if (g->error.n)
			rc = err_set(err, ERR_BUILD, STR_F, STR_A(g->error));
		else
			rc = err_set(err, ERR_BUILD, "path '" STR_F "' does "
				     "not exist and cannot be created",
				     STR_A(path));
		err->exit_code = worker_exit_code(w);
	}
	worker_free(w);
	arena_free(&a);
	return rc;
}

int build_ensure(Store *s, Str path, Err *err)
{
	bool valid;

	if (store_valid(s, path, &valid, err))
		return err->code;
	return valid ? 0 : ensure(s, path, false, err);
}

int build_repair(Store *s, Str path, Err *err)
{
	Arena a = { 0 };
	BuildRequest r = { 0 };
	PathInfo info;
	bool valid = false;
	int rc;

	if (ensure(s, path, true, err) == 0)
		return 0;
	/* no substitute: the derivation that made it, if we have it */
	rc = store_info(s, &a, path, &info, err);
	if (!rc && info.deriver.n)
		rc = store_valid(s, info.deriver, &valid, err);
	if (!rc && valid) {
		r.path = info.deriver;
		rc = build_paths(s, &r, 1, BUILD_REPAIR, err);
	} else if (!rc) {
		rc = err_set(err, ERR_BUILD, "cannot repair path '" STR_F
			     "'", STR_A(path));
	}
	arena_free(&a);
	return rc;
}

int build_derivation(Store *s, Arena *a, Str path, const Drv *drv,
		     BuildMode mode, BuildResult *out, Err *err)
{
	Worker *w;
	Arena own = { 0 };
	Goal *g;
	int rc = store_flush(s, err);

	if (rc)
		return rc;
	memset(out, 0, sizeof *out);
	w = ARENA_NEW(&own, Worker);
	worker_init(w, s);
	g = goal_drv(w, path, NULL, mode);
	g->in_memory = true;
	g->drv = *drv;
	goal_top(g);
	rc = store_temp_root(s, path, err);
	if (!rc)
		rc = worker_run(w, err);
	if (rc) {
		out->status = RESULT_MISC_FAILURE;
		out->message = str_dup(a, err_message(err));
	} else {
		out->status = g->status;
		out->message = str_dup(a, g->error);
		out->times_built = g->status == RESULT_BUILT;
		out->start = g->start_time;
		out->stop = g->stop_time;
	}
	worker_free(w);
	arena_free(&own);
	return 0;
}
