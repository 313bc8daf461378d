/* Programs of the user that are run around builds: see hooks.h. */
#define _GNU_SOURCE
#include "engine/build/hooks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/build/log.h"

extern char **environ;

/* Run a program with both outputs in one pipe; lines go to line(). */
typedef struct {
	char *const *argv;
	char **env;
	bool as_user;
	uid_t uid;
	gid_t gid;
	const char *dir;
	void (*line)(void *ctx, Str line);
	void *ctx;
} HookRun;

static _Noreturn void child(const HookRun *h, int out)
{
	if (dup2(out, 1) < 0 || dup2(out, 2) < 0)
		_exit(126);
	if (h->as_user && (setgid(h->gid) || setuid(h->uid)))
		_exit(126);
	if (h->dir && chdir(h->dir))
		_exit(126);
	environ = h->env ? h->env : environ;
	execvp(h->argv[0], h->argv);
	_exit(127);
}

static int run(Arena *a, const HookRun *h, int *status, Err *err)
{
	StrBuf b = sb_in(a);
	char buf[4096];
	ssize_t n;
	int p[2], i;
	pid_t pid;

	if (pipe2(p, O_CLOEXEC))
		return err_os(err, "making a pipe for", h->argv[0]);
	pid = fork();
	if (pid == 0)
		child(h, p[1]);
	close(p[1]);
	if (pid < 0) {
		close(p[0]);
		return err_os(err, "starting", h->argv[0]);
	}
	while ((n = read(p[0], buf, sizeof buf)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		for (i = 0; i < n; i++) {
			if (buf[i] != '\n') {
				sb_putc(&b, buf[i]);
				continue;
			}
			h->line(h->ctx, sb_str(&b));
			b.n = 0;
		}
	}
	if (b.n)
		h->line(h->ctx, sb_str(&b));
	close(p[0]);
	while (waitpid(pid, status, 0) < 0)
		if (errno != EINTR)
			return err_os(err, "waiting for", h->argv[0]);
	return 0;
}

static char *var(Arena *a, const char *name, Str value)
{
	return str_z(a, str_cat3(a, str_c(name), STR("="), value));
}

static void post_line(void *ctx, Str line)
{
	act_line(*(uint64_t *)ctx, RES_POST_LINE, line);
}

int post_build_hook(Goal *g, Err *err)
{
	Arena *a = &g->w->a;
	char *argv[2] = { str_z(a, config.post_build_hook), NULL };
	StrBuf outs = sb_in(a), conf = sb_in(a);
	HookRun h = { argv, NULL, false, 0, 0, NULL, post_line, NULL };
	LogField f = LF_S(g->path);
	uint64_t act;
	size_t i, n;
	int status = 0, rc;

	if (config.post_build_hook.n == 0)
		return 0;
	act = act_start(LVL_INFO, ACT_POST_HOOK, g->act, str_fmt(a,
			"running post-build-hook '%s'", argv[0]), &f, 1);
	for (i = 0; i < g->outs_n; i++)
		if (g->outs[i].wanted)
			sb_fmt(&outs, "%s" STR_F, outs.n ? " " : "",
			       STR_A(g->outs[i].path));
	config_show(&conf);
	for (n = 0; environ[n]; n++)
		;
	h.env = ARENA_ARRAY(a, char *, n + 4);
	for (i = n = 0; environ[i]; i++)
		if (strncmp(environ[i], "NIX_CONFIG=", 11) != 0)
			h.env[n++] = environ[i];
	h.env[n++] = var(a, "DRV_PATH", g->path);
	h.env[n++] = var(a, "OUT_PATHS", sb_str(&outs));
	h.env[n++] = var(a, "NIX_CONFIG", sb_str(&conf));
	h.ctx = &act;
	rc = run(a, &h, &status, err);
	act_stop(act);
	if (rc)
		return rc;
	if (status)
		return err_set(err, ERR_FAIL, "program '%s' " STR_F, argv[0],
			       STR_A(status_text(a, status)));
	return 0;
}

static void diff_line(void *ctx, Str line)
{
	(void)ctx;
	log_line(LVL_ERROR, line);
}

void diff_hook(Goal *g, Str one, Str two)
{
	Arena *a = &g->w->a;
	char *argv[6] = {
		str_z(a, config.diff_hook), str_z(a, one), str_z(a, two),
		str_z(a, g->path), str_z(a, g->tmp), NULL
	};
	HookRun h = { argv, NULL, g->user.on, g->user.uid, g->user.gid, "/",
		      diff_line, NULL };
	int status = 0;
	Err err;

	if (!config.run_diff_hook || config.diff_hook.n == 0)
		return;
	if (run(a, &h, &status, &err))
		log_err(&err);
	else if (status)
		log_msg(LVL_ERROR, "error: diff hook execution failed: "
			"diff-hook program '%s' " STR_F, argv[0],
			STR_A(status_text(a, status)));
}

int hook_outputs(Goal *g, Err *err)
{
	bool all;
	int rc = drv_goal_check(g, &all, err);

	if (!rc && !all)
		rc = err_set(err, ERR_BUILD,
			     "some outputs are unexpectedly invalid");
	return rc;
}
