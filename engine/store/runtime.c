/*
 * What living processes use, from /proc: their programs, current folders,
 * open files, mapped files and environments (libstore/local-gc.cc).
 */
#include <stdio.h>
#include <stdlib.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

typedef struct {
	Store *s;
	Arena *a;
	StrList *targets;
	StrList *from;
	Map seen;
} Proc;

static void hit(Proc *p, Str target, const char *from)
{
	Str whole, rest;
	bool fresh;
	MapEntry *e;

	if (!path_split(p->s->where.store, target, &whole, &rest))
		return;
	e = map_put(&p->seen, whole, &fresh);
	if (!fresh)
		return;
	e->key = str_dup(p->a, whole);
	strlist_add(p->a, p->targets, e->key);
	strlist_add(p->a, p->from, str_dup(p->a, str_c(from)));
}

static void link_target(Proc *p, const char *name)
{
	Str target;

	if (os_readlink(p->a, OS_CWD, name, &target) == 0)
		hit(p, target, name);
}

/* The file at the end of each line of maps. */
static void maps(Proc *p, const char *name)
{
	Str text, line;
	ptrdiff_t slash;

	if (os_read_file(p->a, OS_CWD, name, &text, NULL))
		return;
	while (str_line(&text, &line)) {
		slash = str_chr(line, '/');
		if (slash >= 0)
			hit(p, str_trim(str_from(line, (size_t)slash)), name);
	}
}

static bool path_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (c && strchr("+-._?=", c));
}

/* Store paths anywhere in a text. */
static void scan_text(Proc *p, Str text, const char *from)
{
	Str store = str_cat2(p->a, p->s->where.store, STR("/"));
	ptrdiff_t at;
	size_t end;

	while ((at = str_find(text, store)) >= 0) {
		end = (size_t)at + store.n;
		while (end < text.n && path_char(text.p[end]))
			end++;
		hit(p, str_sub(text, (size_t)at, end), from);
		text = str_from(text, end);
	}
}

static void one_process(Proc *p, Str pid)
{
	char name[96];
	char dir[64];
	StrList fds;
	Str text;
	size_t i;

	snprintf(name, sizeof name, "/proc/%s/exe", pid.p);
	link_target(p, name);
	snprintf(name, sizeof name, "/proc/%s/cwd", pid.p);
	link_target(p, name);
	snprintf(dir, sizeof dir, "/proc/%s/fd", pid.p);
	if (os_list(p->a, OS_CWD, dir, &fds) == 0) {
		for (i = 0; i < fds.n; i++) {
			snprintf(name, sizeof name, "%s/%.20s", dir,
				 fds.v[i].p);
			link_target(p, name);
		}
	}
	snprintf(name, sizeof name, "/proc/%s/maps", pid.p);
	maps(p, name);
	snprintf(name, sizeof name, "/proc/%s/environ", pid.p);
	if (os_read_file(p->a, OS_CWD, name, &text, NULL) == 0)
		scan_text(p, text, name);
}

int runtime_roots(Store *s, Arena *a, StrList *targets, StrList *from,
		  Err *err)
{
	static const char *const files[] = {
		"/proc/sys/kernel/modprobe", "/proc/sys/kernel/fbsplash",
		"/proc/sys/kernel/poweroff_cmd"
	};
	Proc p = { s, a, targets, from, { .a = a } };
	StrList pids;
	Str text;
	size_t i;

	(void)err;
	if (os_list(a, OS_CWD, "/proc", &pids))
		return 0;
	for (i = 0; i < pids.n; i++)
		if (pids.v[i].p[0] >= '1' && pids.v[i].p[0] <= '9')
			one_process(&p, pids.v[i]);
	for (i = 0; i < sizeof files / sizeof files[0]; i++)
		if (os_read_file(a, OS_CWD, files[i], &text, NULL) == 0)
			hit(&p, str_trim(text), files[i]);
	return 0;
}
