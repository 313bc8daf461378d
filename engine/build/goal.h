/*
 * Goals: what has to come about before what. A worker holds all of them,
 * wakes those whose dependencies are done, and listens to their children.
 */
#ifndef BUILD_GOAL_H
#define BUILD_GOAL_H

#include <sys/types.h>

#include "base/map.h"
#include "engine/build/attrs.h"
#include "engine/build/build.h"
#include "engine/build/users.h"
#include "engine/fetch/cache.h"

typedef struct Worker Worker;
typedef struct Goal Goal;
typedef struct Hook Hook;
typedef struct BuildLog BuildLog;

typedef enum { GOAL_DRV, GOAL_SUBST } GoalKind;

typedef enum {
	END_NONE,               /* still under way */
	END_OK,
	END_FAILED,
	END_NO_SUBSTITUTERS,
	END_INCOMPLETE          /* a reference could not be had */
} GoalEnd;

typedef struct {
	Str name;
	Str path;
	bool wanted;
	bool present;           /* registered */
	bool good;              /* and, when repairing, intact */
	Str scratch;            /* where the builder puts it */
} GoalOutput;

struct Goal {
	Goal *next;
	Worker *w;
	GoalKind kind;
	Str key;                /* the order in which goals run */
	Str path;
	BuildMode mode;
	GoalEnd end;
	BuildStatus status;
	Str error;              /* what went wrong */
	void (*step)(Goal *g);
	bool awake, top, sleeping, want_slot;

	Goal **waiters;
	size_t waiters_n, waiters_cap;
	size_t waitees;         /* not done yet */
	size_t failed, no_subst, incomplete;

	/* a child, when there is one */
	pid_t pid;
	int fd;                 /* of its output; -1: none */
	int fd2;                /* of the hook's messages; -1: none */
	bool in_slot, timed;
	uint64_t started, spoke;        /* os_now_ns */
	uint64_t act;
	uint64_t act_wait;
	int64_t start_time, stop_time;

	/* --- derivations --- */
	bool in_memory;         /* no .drv file */
	Drv drv;
	DrvAttrs attrs;
	bool fixed;
	StrList wanted;         /* outputs; empty: all */
	bool restart;
	bool retry_subst, retried_subst;
	GoalOutput *outs;
	size_t outs_n;
	StrList inputs;         /* closure of all inputs */
	StoreLocks *locks;
	BuildUser user;
	bool chroot;
	Str chroot_dir;         /* DRV.chroot */
	Str root;               /* DRV.chroot/root */
	Str tmp_top;            /* build-dir/nix-build-..., ours alone */
	Str tmp;                /* the build folder in it */
	int tmp_lock;           /* on tmp_top, while it is in use */
	Rewrites rewrites;
	BuildLog *log;
	uint64_t log_size;
	char *line;             /* being received; malloced */
	size_t line_n, line_at, line_cap;
	char *tail[64];         /* the last lines, a ring, malloced */
	size_t tail_n;          /* lines ever put in it */
	Hook *hook;
	Str machine;
	uint64_t round;
	Hash *prev;             /* NAR hashes of the round before */

	/* --- substitution --- */
	Cache **tries;
	size_t tries_n, try_at;
	const NarInfo *info;
	Str temp;               /* where the NAR is unpacked */
	char heard[512];        /* from the child */
	size_t heard_n;
	bool fetch_failed;
	uint64_t bytes_done;
};

struct Worker {
	Store *s;
	Arena a;
	Goal *goals;            /* all */
	Map by_key;
	Goal **awake;
	size_t awake_n, awake_cap;
	Goal **children;
	size_t children_n, children_cap;
	struct pollfd *polls;
	Goal **polls_who;
	size_t polls_cap;
	size_t slots, substs;   /* in use */
	size_t tops;            /* not done yet */
	bool stop;              /* a top goal failed, nothing more */
	bool permanent_failure, timed_out, hash_mismatch, check_mismatch;
	Caches *caches;
	bool caches_tried;
	Hook *hook;             /* idle */
	bool hook_off;
	uint64_t last_wake, last_gc, free_after_gc;
	uint64_t act, act_builds, act_substs;
	uint64_t builds_expected, builds_done, builds_failed, builds_run;
	uint64_t substs_expected, substs_done, substs_failed, substs_run;
	uint64_t bytes_expected, bytes_done;
	Map good;               /* path -> contents checked and good */
};

/* worker.c */
void worker_init(Worker *w, Store *s);
void worker_free(Worker *w);
int worker_run(Worker *w, Err *err);
int worker_exit_code(const Worker *w);
Caches *worker_caches(Worker *w);
void worker_progress(Worker *w);
/* worker_good: does the path's contents match its hash? */
bool worker_good(Worker *w, Str path);

Goal *goal_drv(Worker *w, Str path, const StrList *wanted, BuildMode mode);
Goal *goal_subst(Worker *w, Str path, bool repair);
void goal_top(Goal *g);
void goal_wait_for(Goal *g, Goal *other);
void goal_wake(Goal *g);
/* goal_sleep: woken when any child ends or after the poll interval. */
void goal_sleep(Goal *g);
void goal_wait_slot(Goal *g);
/* goal_end: done; waiters are told. Err may be NULL. */
void goal_end(Goal *g, GoalEnd end, BuildStatus status, const Err *err);
void goal_child(Goal *g, bool in_slot, bool timed);
void goal_child_gone(Goal *g);

/* missing.c: as build_missing, with caches that are open (or NULL) */
int missing_ask(Store *s, Arena *a, Caches *caches, const BuildRequest *r,
		size_t n, Missing *out, Err *err);

/* drv_goal.c */
void drv_goal_start(Goal *g);
void drv_goal_fail(Goal *g, BuildStatus status, const Err *err);
int drv_goal_check(Goal *g, bool *all, Err *err);
/* local.c: building on this machine */
void local_try(Goal *g);
void local_output(Goal *g, const char *p, size_t n);
void local_eof(Goal *g);
void local_timeout(Goal *g, const Err *err);
void local_kill(Goal *g);
void local_flush_line(Goal *g);
void local_forget_lines(Goal *g);
Str status_text(Arena *a, int status);
/* tmpdir.c */
int local_make_dirs(Goal *g, Err *err);
void local_remove_dirs(Goal *g, bool failed);
/* output.c */
int output_register(Goal *g, Err *err);
/* subst.c */
void subst_start(Goal *g);
void subst_output(Goal *g, const char *p, size_t n);
void subst_eof(Goal *g);
void subst_kill(Goal *g);
/* hook.c */
typedef enum { HOOK_DECLINE, HOOK_ACCEPT, HOOK_POSTPONE } HookReply;
HookReply hook_try(Goal *g, Err *err);
void hook_output(Goal *g, const char *p, size_t n);
int hook_end(Goal *g);
void hook_close(Worker *w);
void hook_release(Goal *g);
/* buildlog.c */
BuildLog *buildlog_open(Store *s, Arena *a, Str drv, Err *err);
void buildlog_write(BuildLog *l, const char *p, size_t n);
void buildlog_close(BuildLog *l);
/* builtin.c: runs in the child */
bool builtin_known(Str builder);
typedef struct {
	Goal *g;
	BuildEnv *env;
	Str netrc;
} BuiltinRun;
int builtin_run(void *ctx);

#endif
