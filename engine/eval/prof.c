/*
 * What an evaluation spent: a sampling profiler whose output are collapsed
 * stacks for flame graphs, and the counters of NIX_SHOW_STATS.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>

#include "engine/eval/eval.h"
#include "engine/fmt/json.h"

enum { PROF_DEPTH = 1 << 16 };

typedef struct {
	V fun;
	Pos pos;
} ProfFrame;

static ProfFrame *stack;
static FILE *out;
static volatile sig_atomic_t due;
static Map samples;

static void tick(int sig)
{
	(void)sig;
	due = 1;
}

static void put_frame(StrBuf *b, const ProfFrame *f)
{
	if (v_tag(f->fun) == TAG_FUN && v_fun_kind(f->fun) == FUN_LAMBDA) {
		const ExprLambda *l = (const ExprLambda *)v_fun(f->fun)->p;

		pos_show(b, l->h.pos);
		if (l->name) {
			sb_putc(b, ':');
			sb_put(b, sym_text(l->name));
		}
	} else if (v_tag(f->fun) == TAG_FUN) {
		if (f->pos) {
			pos_show(b, f->pos);
			sb_putc(b, ':');
		}
		sb_puts(b, "primop ");
		sb_puts(b, v_fun_kind(f->fun) == FUN_PRIMOP ?
		    ((const Primop *)v_fun(f->fun)->p)->name :
		    ((Papp *)v_fun(f->fun))->op->name);
	} else {
		pos_show(b, f->pos);
		sb_puts(b, ":functor");
	}
}

static void sample(uint32_t depth)
{
	StrBuf b = sb_in(&ev.perm);
	MapEntry *e;
	uint32_t i;

	for (i = 0; i <= depth && i < PROF_DEPTH; i++) {
		if (!stack[i].fun)
			continue;
		if (b.n)
			sb_putc(&b, ';');
		put_frame(&b, &stack[i]);
	}
	e = map_put(&samples, sb_str(&b), NULL);
	e->v.num++;
}

/* --trace-function-calls */
static void trace_call(const char *what, Pos pos)
{
	StrBuf b = sb_in(&ev.perm);
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	sb_fmt(&b, "function-trace %s ", what);
	pos_show(&b, pos);
	sb_fmt(&b, " at %lld", (long long)t.tv_sec * 1000000000 + t.tv_nsec);
	err_log(sb_str(&b));
}

void prof_enter(V fun, Pos pos)
{
	if (settings.trace_calls)
		trace_call("entered", pos);
	if (ev.depth < PROF_DEPTH) {
		stack[ev.depth].fun = fun;
		stack[ev.depth].pos = pos;
	}
	if (due) {
		due = 0;
		sample(ev.depth);
	}
}

void prof_leave(void)
{
	if (settings.trace_calls && ev.depth < PROF_DEPTH)
		trace_call("exited", stack[ev.depth].pos);
	if (due) {
		due = 0;
		sample(ev.depth);
	}
	if (ev.depth < PROF_DEPTH)
		stack[ev.depth].fun = 0;
}

void prof_init(const char *file, int frequency)
{
	struct itimerval t;
	struct sigaction sa;

	stack = ARENA_ARRAY(&ev.perm, ProfFrame, PROF_DEPTH);
	samples.a = &ev.perm;
	ev.profiling = true;
	if (!file)
		return;
	out = fopen(file, "w");
	if (!out)
		err_throw(EK_ERROR, 0, "cannot write the profile '%s'", file);
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = tick;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGPROF, &sa, NULL);
	if (frequency < 1)
		frequency = 1;
	t.it_interval.tv_sec = 0;
	t.it_interval.tv_usec = frequency > 1 ? 1000000 / frequency : 999999;
	t.it_value = t.it_interval;
	setitimer(ITIMER_PROF, &t, NULL);
}

void prof_finish(void)
{
	struct itimerval off;
	size_t i;

	if (!out)
		return;
	memset(&off, 0, sizeof(off));
	setitimer(ITIMER_PROF, &off, NULL);
	for (i = 0; i < samples.n; i++)
		fprintf(out, STR_F " %llu\n", STR_A(samples.entries[i].key),
		    (unsigned long long)samples.entries[i].v.num);
	fclose(out);
	out = NULL;
}

static void stat_group(StrBuf *b, const char *name, const char *const *keys,
    const uint64_t *values)
{
	int i;

	sb_fmt(b, "  \"%s\": {\n", name);
	for (i = 0; keys[i]; i++)
		sb_fmt(b, "    \"%s\": %llu%s\n", keys[i],
		    (unsigned long long)values[i], keys[i + 1] ? "," : "");
	sb_puts(b, "  },\n");
}

static void stat_one(StrBuf *b, const char *name, uint64_t v, bool last)
{
	sb_fmt(b, "  \"%s\": %llu%s\n", name, (unsigned long long)v,
	    last ? "" : ",");
}

void stats_print(void)
{
	static const char *const two[] = { "bytes", "elements", "number",
		NULL };
	static const char *const list[] = { "bytes", "concats", "elements",
		NULL };
	static const char *const mem[] = { "permanent", "scratch",
		"values", NULL };
	static const char *const syms[] = { "number", NULL };
	const Stats *s = &ev.stats;
	const char *path = getenv("NIX_SHOW_STATS_PATH");
	StrBuf b = sb_in(&ev.perm);
	struct rusage u;
	double cpu;
	FILE *f = stderr;

	getrusage(RUSAGE_SELF, &u);
	cpu = (double)u.ru_utime.tv_sec + u.ru_utime.tv_usec * 1e-6;
	sb_fmt(&b, "{\n  \"cpuTime\": %g,\n", cpu);
	stat_group(&b, "envs", two, (uint64_t[]){ s->envs * 8 +
	    s->env_slots * 8, s->env_slots, s->envs });
	stat_group(&b, "list", list, (uint64_t[]){ s->list_elems * 8,
	    s->concats, s->list_elems });
	stat_group(&b, "memory", mem, (uint64_t[]){ ev.perm.total,
	    ev.tmp.total, mem_used() });
	stat_one(&b, "nrAvoided", s->avoided, false);
	stat_one(&b, "nrExprs", s->exprs, false);
	stat_one(&b, "nrFunctionCalls", s->calls, false);
	stat_one(&b, "nrLookups", s->lookups, false);
	stat_one(&b, "nrOpUpdateValuesCopied", s->update_copied, false);
	stat_one(&b, "nrOpUpdates", s->updates, false);
	stat_one(&b, "nrPrimOpCalls", s->prim_calls, false);
	stat_one(&b, "nrThunks", s->thunks, false);
	stat_group(&b, "sets", two, (uint64_t[]){ s->attrs_elems * 8 +
	    s->attrsets * 16, s->attrs_elems, s->attrsets });
	stat_group(&b, "symbols", syms, (uint64_t[]){ sym_count() });
	sb_fmt(&b, "  \"time\": {\n    \"cpu\": %g\n  }\n}\n", cpu);
	if (path && strcmp(path, "-")) {
		f = fopen(path, "w");
		if (!f)
			return;
	}
	fwrite(b.p, 1, b.n, f);
	if (f != stderr)
		fclose(f);
}
