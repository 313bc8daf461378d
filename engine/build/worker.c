/* The loop that runs goals and listens to their children: see goal.h. */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

#define SECOND 1000000000u

void worker_init(Worker *w, Store *s)
{
	memset(w, 0, sizeof *w);
	w->s = s;
	w->by_key.a = &w->a;
	w->good.a = &w->a;
	w->act = act_start(LVL_DEBUG, ACT_REALISE, 0, STR(""), NULL, 0);
	w->act_builds = act_start(LVL_DEBUG, ACT_BUILDS, 0, STR(""), NULL, 0);
	w->act_substs = act_start(LVL_DEBUG, ACT_COPY_PATHS, 0, STR(""),
				  NULL, 0);
}

static void kill_child(Goal *g)
{
	if (g->kind == GOAL_DRV)
		local_kill(g);
	else
		subst_kill(g);
}

void worker_free(Worker *w)
{
	Goal *g;

	for (g = w->goals; g; g = g->next) {
		if (g->pid > 0 || g->hook)
			kill_child(g);
		if (g->locks)
			store_unlock(w->s, g->locks, false);
		g->locks = NULL;
		act_stop(g->act);
		act_stop(g->act_wait);
		local_forget_lines(g);
	}
	hook_close(w);
	act_stop(w->act_substs);
	act_stop(w->act_builds);
	act_stop(w->act);
	if (w->caches)
		caches_close(w->caches);
	arena_free(&w->a);
}

Caches *worker_caches(Worker *w)
{
	Err err;

	if (!w->caches_tried && config.substitute) {
		w->caches_tried = true;
		if (caches_open(w->s, &config.substituters, &w->caches, &err))
			log_err(&err);
	}
	return w->caches;
}

int worker_exit_code(const Worker *w)
{
	int mask = 0;

	if (w->permanent_failure || w->timed_out || w->hash_mismatch)
		mask |= 4;
	if (w->timed_out)
		mask |= 1;
	if (w->hash_mismatch)
		mask |= 2;
	if (w->check_mismatch)
		mask |= 8;
	return mask ? mask | 0x60 : 1;
}

void worker_progress(Worker *w)
{
	act_progress(w->act_builds, w->builds_done,
		     w->builds_expected + w->builds_done, w->builds_run,
		     w->builds_failed);
	act_progress(w->act_substs, w->substs_done,
		     w->substs_expected + w->substs_done, w->substs_run,
		     w->substs_failed);
	act_expected(w->act, ACT_FILE_TRANSFER, w->bytes_expected);
}

bool worker_good(Worker *w, Str path)
{
	bool fresh;
	MapEntry *e = map_put(&w->good, path, &fresh);
	PathInfo info;
	Hash h;
	Err err;

	if (!fresh)
		return e->v.num == 2;
	log_msg(LVL_INFO, "checking path '" STR_F "'...", STR_A(path));
	e->v.num = 1;
	if (!store_info(w->s, &w->a, path, &info, &err) &&
	    !nar_hash(OS_CWD, store_real(w->s, &w->a, path).p, HASH_SHA256,
		      &h, NULL, &err) && hash_eq(&h, &info.nar_hash))
		e->v.num = 2;
	if (e->v.num != 2)
		log_msg(LVL_ERROR, "path '" STR_F
			"' is corrupted or missing!", STR_A(path));
	return e->v.num == 2;
}

/* --- goals ----------------------------------------------------------- */

static Goal *goal_new(Worker *w, GoalKind kind, Str key, Str path)
{
	Goal *g = ARENA_NEW(&w->a, Goal);

	g->w = w;
	g->kind = kind;
	g->key = key;
	g->path = str_dup(&w->a, path);
	g->fd = g->fd2 = g->tmp_lock = -1;
	g->user.fd = -1;
	g->round = 1;
	g->rewrites.a = &w->a;
	g->next = w->goals;
	w->goals = g;
	return g;
}

static bool wants_all(const Goal *g, const StrList *wanted)
{
	size_t i;

	if (g->wanted.n == 0)
		return true;
	for (i = 0; wanted && i < wanted->n; i++)
		if (strlist_find(&g->wanted, wanted->v[i]) < 0)
			return false;
	return wanted && wanted->n > 0;
}

static void want(Goal *g, const StrList *wanted)
{
	size_t i;

	if (!wanted || wanted->n == 0)
		g->wanted.n = 0;
	for (i = 0; wanted && i < wanted->n; i++)
		strlist_add(&g->w->a, &g->wanted,
			    str_dup(&g->w->a, wanted->v[i]));
	strlist_sort(&g->wanted);
}

/*
 * Goals run in the order of their keys: substitutions first ("a"), then
 * builds ("b") by the derivation's name.
 */
Goal *goal_drv(Worker *w, Str path, const StrList *wanted, BuildMode mode)
{
	Str key = str_fmt(&w->a, "b$" STR_F "$" STR_F "%s",
			  STR_A(path_name(path)), STR_A(path),
			  mode == BUILD_NORMAL ? "" : mode == BUILD_CHECK ?
			  "$check" : "$repair");
	bool fresh;
	MapEntry *e = map_put(&w->by_key, key, &fresh);
	Goal *g = e->v.ptr;
	StrList had = { 0 };

	if (!fresh && wants_all(g, wanted))
		return g;
	if (!fresh && g->end == END_NONE) {
		want(g, wanted);
		g->restart = true;
		return g;
	}
	/* one that is over and wanted less is no help: another round */
	if (!fresh)
		had = g->wanted;
	g = goal_new(w, GOAL_DRV, key, path);
	e->v.ptr = g;
	g->mode = mode;
	if (had.n)
		want(g, &had);
	want(g, wanted);
	g->step = drv_goal_start;
	w->builds_expected++;
	goal_wake(g);
	return g;
}

Goal *goal_subst(Worker *w, Str path, bool repair)
{
	Str key = str_fmt(&w->a, "a$" STR_F "$" STR_F, STR_A(path_name(path)),
			  STR_A(path));
	bool fresh;
	MapEntry *e = map_put(&w->by_key, key, &fresh);
	Goal *g = e->v.ptr;

	/*
	 * What could not be had because it, or a reference, was in no cache
	 * may have been built since: that is asked again.
	 */
	if (!fresh && g->end != END_NO_SUBSTITUTERS &&
	    g->end != END_INCOMPLETE)
		return g;
	g = goal_new(w, GOAL_SUBST, key, path);
	e->v.ptr = g;
	g->mode = repair ? BUILD_REPAIR : BUILD_NORMAL;
	g->step = subst_start;
	goal_wake(g);
	return g;
}

void goal_top(Goal *g)
{
	if (g->top)
		return;
	g->top = true;
	g->w->tops++;
}

static void push(Arena *a, Goal ***v, size_t *n, size_t *cap, Goal *g)
{
	size_t more;

	if (*n == *cap) {
		more = *cap ? *cap * 2 : 8;
		*v = arena_grow(a, *v, *cap * sizeof **v, more * sizeof **v);
		*cap = more;
	}
	(*v)[(*n)++] = g;
}

void goal_wake(Goal *g)
{
	Worker *w = g->w;

	if (g->awake || g->end != END_NONE)
		return;
	g->awake = true;
	g->sleeping = false;
	g->want_slot = false;
	push(&w->a, &w->awake, &w->awake_n, &w->awake_cap, g);
}

static void count_end(Goal *g, const Goal *other)
{
	if (other->end != END_OK)
		g->failed++;
	if (other->end == END_NO_SUBSTITUTERS)
		g->no_subst++;
	if (other->end == END_INCOMPLETE)
		g->incomplete++;
}

void goal_wait_for(Goal *g, Goal *other)
{
	size_t i;

	if (other->end != END_NONE) {
		count_end(g, other);
		return;
	}
	for (i = other->waiters_n; i > 0; i--)
		if (other->waiters[i - 1] == g)
			return;
	push(&g->w->a, &other->waiters, &other->waiters_n,
	     &other->waiters_cap, g);
	g->waitees++;
}

void goal_sleep(Goal *g)
{
	g->sleeping = true;
}

void goal_wait_slot(Goal *g)
{
	g->want_slot = true;
}

void goal_end(Goal *g, GoalEnd end, BuildStatus status, const Err *err)
{
	Worker *w = g->w;
	size_t i;

	if (g->end != END_NONE)
		return;
	g->end = end;
	g->status = status;
	if (err)
		g->error = str_dup(&w->a, err_message(err));
	act_stop(g->act);
	act_stop(g->act_wait);
	g->act = g->act_wait = 0;
	if (g->top) {
		w->tops--;
		if (end != END_OK && !config.keep_going)
			w->stop = true;
	}
	for (i = 0; i < g->waiters_n; i++) {
		Goal *o = g->waiters[i];

		if (o->end != END_NONE)
			continue;
		count_end(o, g);
		if (o->waitees)
			o->waitees--;
		/* one failure is enough, unless told to go on */
		if (end == END_FAILED && !config.keep_going)
			o->waitees = 0;
		if (o->waitees == 0)
			goal_wake(o);
	}
	worker_progress(w);
}

void goal_child(Goal *g, bool in_slot, bool timed)
{
	Worker *w = g->w;

	push(&w->a, &w->children, &w->children_n, &w->children_cap, g);
	g->started = g->spoke = os_now_ns();
	g->in_slot = in_slot;
	g->timed = timed;
	if (in_slot)
		w->slots++;
}

void goal_child_gone(Goal *g)
{
	Worker *w = g->w;
	Goal *o;
	size_t i;

	for (i = 0; i < w->children_n; i++)
		if (w->children[i] == g)
			break;
	if (i == w->children_n)
		return;
	w->children[i] = w->children[--w->children_n];
	if (g->in_slot)
		w->slots--;
	g->in_slot = false;
	for (o = w->goals; o; o = o->next)
		if (o->want_slot || o->sleeping)
			goal_wake(o);
}

/* --- the loop --------------------------------------------------------- */

static int goal_cmp(const void *a, const void *b)
{
	return str_cmp((*(Goal *const *)a)->key, (*(Goal *const *)b)->key);
}

static void run_awake(Worker *w)
{
	Goal **now;
	size_t i, n;

	while (w->awake_n && !w->stop && w->tops) {
		n = w->awake_n;
		now = ARENA_ARRAY(&w->a, Goal *, n);
		memcpy(now, w->awake, n * sizeof *now);
		w->awake_n = 0;
		qsort(now, n, sizeof *now, goal_cmp);
		for (i = 0; i < n; i++)
			now[i]->awake = false;
		for (i = 0; i < n; i++) {
			if (store_interrupted || w->stop)
				return;
			if (now[i]->end == END_NONE)
				now[i]->step(now[i]);
		}
	}
}

/* Milliseconds until somebody's time is up; -1: never. */
static int64_t next_deadline(const Worker *w, bool sleepers)
{
	uint64_t now = os_now_ns(), at = UINT64_MAX;
	size_t i;

	for (i = 0; i < w->children_n; i++) {
		const Goal *g = w->children[i];

		if (!g->timed)
			continue;
		if (config.max_silent &&
		    g->spoke + config.max_silent * SECOND < at)
			at = g->spoke + config.max_silent * SECOND;
		if (config.timeout &&
		    g->started + config.timeout * SECOND < at)
			at = g->started + config.timeout * SECOND;
	}
	if (sleepers && w->last_wake + config.poll_interval * SECOND < at)
		at = w->last_wake + config.poll_interval * SECOND;
	if (config.min_free &&
	    w->last_gc + config.min_free_interval * SECOND < at)
		at = w->last_gc + config.min_free_interval * SECOND;
	if (at == UINT64_MAX)
		return -1;
	return at <= now ? 0 : (int64_t)((at - now) / 1000000u + 1);
}

static void check_time(Goal *g, uint64_t now)
{
	const char *what = g->hook ? "remote building" : "building";
	Err err;

	if (!g->timed || g->end != END_NONE)
		return;
	if (config.max_silent &&
	    now - g->spoke >= config.max_silent * SECOND) {
		err_set(&err, ERR_TIMEOUT, "%s of '" STR_F "' timed out "
			"after %llu seconds of silence", what,
			STR_A(g->path),
			(unsigned long long)config.max_silent);
		local_timeout(g, &err);
	} else if (config.timeout &&
		   now - g->started >= config.timeout * SECOND) {
		err_set(&err, ERR_TIMEOUT, "%s of '" STR_F "' timed out "
			"after %llu seconds", what, STR_A(g->path),
			(unsigned long long)config.timeout);
		local_timeout(g, &err);
	}
}

static void hear(Goal *g, int fd)
{
	char buf[16384];
	ssize_t n;

	do
		n = read(fd, buf, sizeof buf);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n > 0) {
		g->spoke = os_now_ns();
		if (fd == g->fd2)
			hook_output(g, buf, (size_t)n);
		else if (g->kind == GOAL_DRV)
			local_output(g, buf, (size_t)n);
		else
			subst_output(g, buf, (size_t)n);
		return;
	}
	/* a pseudoterminal ends with EIO */
	if (fd == g->fd2) {
		os_close(g->fd2);
		g->fd2 = -1;
		if (g->fd >= 0)
			return;
	} else if (g->kind == GOAL_DRV) {
		if (g->line_n)
			local_flush_line(g);
		os_close(g->fd);
		g->fd = -1;
		if (g->fd2 >= 0)
			return;
	}
	if (g->kind == GOAL_DRV)
		local_eof(g);
	else
		subst_eof(g);
}

static void wait_input(Worker *w)
{
	struct pollfd *p;
	Goal **who, *g;
	bool sleepers = false;
	int64_t ms;
	size_t i, n = 0;
	uint64_t now;

	for (g = w->goals; g && !sleepers; g = g->next)
		sleepers = g->sleeping && g->end == END_NONE;
	if (sleepers && w->last_wake == 0)
		w->last_wake = os_now_ns();
	if (w->children_n * 2 > w->polls_cap) {
		w->polls_cap = w->children_n * 4;
		w->polls = ARENA_ARRAY(&w->a, struct pollfd, w->polls_cap);
		w->polls_who = ARENA_ARRAY(&w->a, Goal *, w->polls_cap);
	}
	p = w->polls;
	who = w->polls_who;
	for (i = 0; i < w->children_n; i++) {
		g = w->children[i];
		if (g->fd >= 0) {
			p[n].fd = g->fd;
			p[n].events = POLLIN;
			who[n++] = g;
		}
		if (g->fd2 >= 0) {
			p[n].fd = g->fd2;
			p[n].events = POLLIN;
			who[n++] = g;
		}
	}
	ms = next_deadline(w, sleepers);
	/* the bar shows times, so it is drawn when nothing happens too */
	if (log_bar_on() && (ms < 0 || ms > 200))
		ms = 200;
	if (poll(p, n, ms > 60000 ? 60000 : (int)ms) < 0)
		n = 0;
	if (log_bar_on())
		bar_draw(false);
	for (i = 0; i < n; i++)
		if (p[i].revents && who[i]->end == END_NONE &&
		    (p[i].fd == who[i]->fd || p[i].fd == who[i]->fd2))
			hear(who[i], p[i].fd);
	now = os_now_ns();
	for (i = w->children_n; i > 0; i--)
		if (i <= w->children_n)
			check_time(w->children[i - 1], now);
	if (sleepers && now - w->last_wake >= config.poll_interval * SECOND) {
		w->last_wake = 0;
		for (g = w->goals; g; g = g->next)
			if (g->sleeping)
				goal_wake(g);
	}
}

/* Free bytes of the store's disk; tests pretend with a file. */
static uint64_t free_bytes(Worker *w)
{
	const char *fake = os_env("_NIX_TEST_FREE_SPACE_FILE");
	struct statvfs st;
	Arena a = { 0 };
	uint64_t n = UINT64_MAX;
	Str text;
	Err err;

	if (fake) {
		if (os_read_file(&a, OS_CWD, fake, &text, &err) ||
		    !str_u64(str_trim(text), &n))
			n = UINT64_MAX;
		arena_free(&a);
	} else if (statvfs(store_where(w->s)->real.p, &st) == 0) {
		n = (uint64_t)st.f_bavail * st.f_frsize;
	}
	return n;
}

static void note_gc(void *ctx, Str path)
{
	(void)ctx;
	log_msg(LVL_INFO, "deleting '" STR_F "'", STR_A(path));
}

/* min-free and max-free: make room when the disk gets full. */
static void auto_gc(Worker *w)
{
	uint64_t now = os_now_ns(), free;
	GcOptions o = { 0 };
	Arena a = { 0 };
	GcResult r;
	Err err;

	if (config.min_free == 0 || (w->last_gc && now - w->last_gc <
				     config.min_free_interval * SECOND))
		return;
	w->last_gc = now;
	free = free_bytes(w);
	if (free >= config.min_free || free >= (config.max_free ?
					config.max_free : UINT64_MAX))
		return;
	/* no more after a run that did not help */
	if (w->free_after_gc && free > w->free_after_gc / 100 * 97)
		return;
	o.action = GC_DELETE_DEAD;
	o.max_freed = config.max_free ? config.max_free - free : UINT64_MAX;
	o.deleting = note_gc;
	log_msg(LVL_INFO, "running auto-GC to free %llu bytes",
		(unsigned long long)o.max_freed);
	if (store_gc(w->s, &a, &o, &r, &err))
		log_err(&err);
	w->free_after_gc = free_bytes(w);
	arena_free(&a);
}

int worker_run(Worker *w, Err *err)
{
	Goal *g;
	bool sleepers;

	worker_progress(w);
	while (w->tops && !w->stop) {
		if (store_interrupted)
			return err_set(err, ERR_INTERRUPTED,
				       "interrupted by the user");
		auto_gc(w);
		run_awake(w);
		if (w->stop || !w->tops)
			break;
		sleepers = false;
		for (g = w->goals; g && !sleepers; g = g->next)
			sleepers = g->sleeping;
		if (w->children_n || sleepers) {
			wait_input(w);
			continue;
		}
		if (w->awake_n)
			continue;
		if (config.max_jobs == 0)
			return err_set(err, ERR_FAIL, "unable to start any "
				       "build; either increase '--max-jobs' "
				       "or enable remote builds");
		return err_set(err, ERR_FAIL, "nothing left to do, but some "
			       "goals are not reached; dependencies form a "
			       "cycle");
	}
	return 0;
}
