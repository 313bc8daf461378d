/*
 * Memory for values: one large reservation that grows from the bottom and
 * is never given back, and the stack that evaluation runs on.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/eval/eval.h"

/* Address space asked for at once; taken from the kernel in steps. */
#define REGION ((size_t)64 << 30)
#define STEP ((size_t)2 << 20)       /* also the size of a huge page */
#define STACK_SIZE ((size_t)1 << 30)
#define STACK_RESERVE ((size_t)256 << 10)
#define FRAMES_SIZE ((size_t)1 << 30)

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif
#ifndef MADV_HUGEPAGE
#define MADV_HUGEPAGE 14
#endif

Ev ev;

static char *region_end;
static uint64_t used_before;    /* in regions that are full */
static char *region_start;

static void *reserve(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

static void *reserve_some(size_t most, size_t least, size_t *got)
{
	size_t n;

	for (n = most; n >= least; n /= 2) {
		void *p = reserve(n);

		if (p) {
			*got = n;
			return p;
		}
	}
	return NULL;
}

static _Noreturn void out_of_memory(void)
{
	if (ev.trap)
		err_throw(EK_OVERFLOW, 0, "out of memory");
	fputs("error: out of memory\n", stderr);
	exit(1);
}

static void on_arena_oom(size_t size)
{
	(void)size;
	fputs("error: out of memory\n", stderr);
	exit(1);
}

static void region_new(size_t least)
{
	size_t got;
	char *p = reserve_some(REGION, least + 2 * STEP, &got), *aligned;

	if (!p)
		out_of_memory();
	aligned = (char *)(((uintptr_t)p + STEP - 1) & ~(uintptr_t)(STEP - 1));
	got -= (size_t)(aligned - p);
	p = aligned;
	madvise(p, got, MADV_HUGEPAGE);
	used_before += (uint64_t)(ev.mem_p - region_start);
	region_start = p;
	region_end = p + got;
	ev.mem_p = p;
	ev.mem_end = p;
}

void *mem_slow(size_t n)
{
	size_t want;
	char *p;

	if (n > (size_t)1 << 40)
		out_of_memory();
	if (n > (size_t)(region_end - ev.mem_p))
		region_new(n);
	want = (size_t)(ev.mem_p + n - ev.mem_end);
	want = (want + STEP - 1) & ~(STEP - 1);
	if (want > (size_t)(region_end - ev.mem_end))
		want = (size_t)(region_end - ev.mem_end);
	/*
	 * One call for many pages is far cheaper than a fault for each;
	 * kernels that do not know it fault as ever.
	 */
	if (want <= 64 * STEP)
		madvise(ev.mem_end, want, MADV_POPULATE_WRITE);
	ev.mem_end += want;
	p = ev.mem_p;
	ev.mem_p += n;
	return p;
}

uint64_t mem_used(void)
{
	return used_before + (uint64_t)(ev.mem_p - region_start);
}

void mem_init(void)
{
	size_t got;
	char *p = reserve_some(FRAMES_SIZE, (size_t)1 << 20, &got);

	arena_oom = on_arena_oom;
	region_new(STEP);
	if (!p)
		out_of_memory();
	ev.fp = (Frame *)p;
	ev.frame_end = (Frame *)(p + got);
}

typedef struct {
	int (*fn)(void *);
	void *arg;
	int result;
} Run;

static void *run_start(void *arg)
{
	Run *run = arg;

	run->result = run->fn(run->arg);
	return NULL;
}

/* Without a stack of our own: as much as others usually have. */
static int run_here(int (*fn)(void *), void *arg)
{
	char probe;

	ev.stack_size = (size_t)8 << 20;
	ev.stack_low = (char *)((uintptr_t)&probe + STACK_RESERVE -
	    ev.stack_size);
	ev.stack_limit = ev.stack_low + 2 * STACK_RESERVE;
	return fn(arg);
}

int stack_run(int (*fn)(void *), void *arg)
{
	Run run = { fn, arg, 1 };
	pthread_attr_t attr;
	pthread_t thread;
	size_t got = 0;
	char *stack = reserve_some(STACK_SIZE, (size_t)1 << 20, &got);

	if (!stack || pthread_attr_init(&attr) ||
	    pthread_attr_setstack(&attr, stack, got))
		return run_here(fn, arg);
	/*
	 * What is below the limit is for the C library and for the
	 * functions that do not check.
	 */
	ev.stack_limit = stack + STACK_RESERVE;
	ev.stack_low = stack;
	ev.stack_size = got;
	if (pthread_create(&thread, &attr, run_start, &run))
		return run_here(fn, arg);
	pthread_join(thread, NULL);
	return run.result;
}
