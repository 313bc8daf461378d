/*
 * The build hook protocol: a program that is offered each build and may
 * take it to another machine (Nix's libstore/build/hook-instance.cc and
 * tryBuildHook). It reads requests on standard input, answers "# accept"
 * and so on on standard error, writes the build's log to descriptor 4.
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
#include "engine/build/hooks.h"
#include "engine/build/log.h"

struct Hook {
	pid_t pid;
	int to;                 /* requests */
	int from;               /* its messages */
	int out;                /* the builder's log */
	char line[8192];
	size_t n;
};

static Str hook_program(Arena *a)
{
	if (config.build_hook.n)
		return config.build_hook;
	return str_fmt(a, "%s", "");
}

static _Noreturn void hook_child(const char *prog, int in, int msg, int out)
{
	char level[16];
	char *argv[3] = { NULL, level, NULL };

	argv[0] = (char *)prog;
	snprintf(level, sizeof level, "%d", (int)log_verbosity);
	setsid();
	if (dup2(in, 0) < 0 || dup2(msg, 2) < 0 || dup2(msg, 1) < 0)
		_exit(126);
	/* 4: the log; 5: kept for hooks that look for it */
	if (dup2(out, 4) < 0 || dup2(out, 5) < 0)
		_exit(126);
	signal(SIGPIPE, SIG_DFL);
	execvp(prog, argv);
	_exit(127);
}

static bool put_u64(int fd, uint64_t v)
{
	uint8_t b[8];
	int i;

	for (i = 0; i < 8; i++)
		b[i] = (uint8_t)(v >> (8 * i));
	return os_write_all(fd, b, 8) == 0;
}

static bool put_str(int fd, Str s)
{
	static const char zero[8];
	size_t pad = (8 - s.n % 8) % 8;

	return put_u64(fd, s.n) && !os_write_all(fd, s.p, s.n) &&
	       !os_write_all(fd, zero, pad);
}

static bool put_list(int fd, const StrList *l)
{
	bool ok = put_u64(fd, l->n);
	size_t i;

	for (i = 0; ok && i < l->n; i++)
		ok = put_str(fd, l->v[i]);
	return ok;
}

/* All settings, as NAME VALUE pairs, each announced by 1; then 0. */
static bool put_settings(Arena *a, int fd)
{
	const ConfigInfo *c;
	bool ok = true;
	size_t i;
	Str v;

	for (i = 0; ok && (c = config_info(i)); i++) {
		if (!config_get(a, str_c(c->name), &v))
			continue;
		ok = put_u64(fd, 1) && put_str(fd, str_c(c->name)) &&
		     put_str(fd, v);
	}
	return ok && put_u64(fd, 0);
}

static Hook *hook_start(Worker *w, Err *err)
{
	Str prog = hook_program(&w->a);
	int in[2] = { -1, -1 }, msg[2] = { -1, -1 }, out[2] = { -1, -1 };
	Hook *h;

	if (pipe2(in, O_CLOEXEC) || pipe2(msg, O_CLOEXEC) ||
	    pipe2(out, O_CLOEXEC)) {
		err_os(err, "making pipes for", str_z(&w->a, prog));
		return NULL;
	}
	h = calloc(1, sizeof *h);
	if (!h)
		arena_oom(sizeof *h);
	h->pid = fork();
	if (h->pid == 0)
		hook_child(str_z(&w->a, prog), in[0], msg[1], out[1]);
	os_close(in[0]);
	os_close(msg[1]);
	os_close(out[1]);
	h->to = in[1];
	h->from = msg[0];
	h->out = out[0];
	if (h->pid < 0 || !put_settings(&w->a, h->to))
		err_set(err, ERR_FAIL, "the build hook '" STR_F
			"' does not listen", STR_A(prog));
	return h;
}

static int hook_stop(Hook *h)
{
	int status = 0;

	os_close(h->to);
	os_close(h->from);
	os_close(h->out);
	if (h->pid > 0) {
		kill(h->pid, SIGKILL);
		while (waitpid(h->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	free(h);
	return status;
}

/* One line of the hook's messages; false at their end. */
static bool read_line(Hook *h, Str *line)
{
	char c;

	h->n = 0;
	for (;;) {
		if (os_read(h->from, &c, 1) != 1)
			return false;
		if (c == '\n')
			break;
		if (h->n < sizeof h->line)
			h->line[h->n++] = c;
	}
	*line = str_of(h->line, h->n);
	return true;
}

static void hook_says(Str line)
{
	if (!str_starts(line, STR("@nix ")))
		log_line(LVL_ERROR, line);
}

static int ask(Goal *g, Hook *h, Str *reply, Err *err)
{
	Worker *w = g->w;
	StrList features;
	Str line;

	if (attrs_features(&g->attrs, &w->a, &features, err))
		return err->code;
	if (!put_str(h->to, STR("try")) ||
	    !put_u64(h->to, w->slots < config.max_jobs ? 1 : 0) ||
	    !put_str(h->to, g->drv.platform) || !put_str(h->to, g->path) ||
	    !put_list(h->to, &features))
		return err_set(err, ERR_FAIL, "build hook died unexpectedly");
	for (;;) {
		if (!read_line(h, &line))
			return err_set(err, ERR_FAIL,
				       "build hook died unexpectedly");
		if (str_starts(line, STR("# ")))
			break;
		hook_says(line);
	}
	*reply = str_dup(&w->a, str_from(line, 2));
	return 0;
}

static int hand_over(Goal *g, Hook *h, Err *err)
{
	Worker *w = g->w;
	StrList missing = { 0 };
	size_t i;
	Str line;

	if (!read_line(h, &line))
		return err_set(err, ERR_FAIL, "build hook died while naming "
			       "its machine");
	g->machine = str_dup(&w->a, line);
	for (i = 0; i < g->outs_n; i++)
		if (!g->outs[i].present)
			strlist_add(&w->a, &missing, g->outs[i].name);
	if (!put_list(h->to, &g->inputs) || !put_list(h->to, &missing))
		return err_set(err, ERR_FAIL, "build hook died while taking "
			       "a build");
	os_close(h->to);
	h->to = -1;
	if (config.keep_log) {
		g->log = buildlog_open(w->s, &w->a, g->path, err);
		if (!g->log)
			return err->code;
	}
	g->hook = h;
	g->fd = h->out;
	g->fd2 = h->from;
	h->n = 0;
	g->start_time = os_now();
	return 0;
}

HookReply hook_try(Goal *g, Err *err)
{
	Worker *w = g->w;
	Hook *h;
	Str reply = STR("");

	if (!config.use_hook || w->hook_off || g->in_memory ||
	    hook_program(&w->a).n == 0)
		return HOOK_DECLINE;
	if (!w->hook)
		w->hook = hook_start(w, err);
	h = w->hook;
	if (!h || ask(g, h, &reply, err)) {
		log_err(err);
		hook_close(w);
		return HOOK_DECLINE;
	}
	if (str_eqc(reply, "decline"))
		return HOOK_DECLINE;
	if (str_eqc(reply, "decline-permanently")) {
		hook_close(w);
		w->hook_off = true;
		return HOOK_DECLINE;
	}
	if (str_eqc(reply, "postpone"))
		return HOOK_POSTPONE;
	if (!str_eqc(reply, "accept")) {
		log_msg(LVL_ERROR, "error: bad hook reply '" STR_F "'",
			STR_A(reply));
		hook_close(w);
		return HOOK_DECLINE;
	}
	w->hook = NULL;
	if (hand_over(g, h, err)) {
		log_err(err);
		g->hook = NULL;
		g->fd = g->fd2 = -1;
		hook_stop(h);
		return HOOK_DECLINE;
	}
	local_say_start(g);
	goal_child(g, false, false);
	return HOOK_ACCEPT;
}

void hook_output(Goal *g, const char *p, size_t n)
{
	Hook *h = g->hook;
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] == '\n') {
			hook_says(str_of(h->line, h->n));
			h->n = 0;
		} else if (h->n < sizeof h->line) {
			h->line[h->n++] = p[i];
		}
	}
}

int hook_end(Goal *g)
{
	Hook *h = g->hook;
	int status = 0;

	/* its output ended: it has ended or is about to */
	while (h->pid > 0 && waitpid(h->pid, &status, 0) < 0 &&
	       errno == EINTR)
		;
	h->pid = 0;
	if (g->fd2 >= 0)
		os_close(g->fd2);
	if (g->fd >= 0)
		os_close(g->fd);
	h->from = h->out = -1;
	g->fd = g->fd2 = -1;
	return status;
}

void hook_release(Goal *g)
{
	if (!g->hook)
		return;
	free(g->hook);
	g->hook = NULL;
}

void hook_close(Worker *w)
{
	if (w->hook)
		hook_stop(w->hook);
	w->hook = NULL;
}
