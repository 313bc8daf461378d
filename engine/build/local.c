/* Building on this machine: from the locks held to the outputs checked. */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/build/hooks.h"
#include "engine/build/log.h"
#include "engine/build/sandbox.h"
#include "engine/fmt/json.h"
#include "engine/fmt/path.h"

static int wrong_platform(Goal *g, Err *err)
{
	Arena *a = &g->w->a;
	StrBuf need = sb_in(a), have = sb_in(a);
	StrList f, mine = config.system_features;
	size_t i;

	if (attrs_features(&g->attrs, a, &f, err))
		return err->code;
	strlist_sort(&mine);
	for (i = 0; i < f.n; i++)
		sb_fmt(&need, "%s" STR_F, i ? ", " : "", STR_A(f.v[i]));
	for (i = 0; i < mine.n; i++)
		sb_fmt(&have, "%s" STR_F, i ? ", " : "", STR_A(mine.v[i]));
	return err_set(err, ERR_FAIL, "a '" STR_F "' with features {" STR_F
		       "} is required to build '" STR_F "', but I am a '"
		       STR_F "' with features {" STR_F "}",
		       STR_A(g->drv.platform), STR_A(sb_str(&need)),
		       STR_A(g->path), STR_A(config.system),
		       STR_A(sb_str(&have)));
}

static int choose_sandbox(Goal *g, Err *err)
{
	const StorePlaces *p = store_where(g->w->s);
	bool none = attrs_bool(&g->attrs, "__noChroot", false);

	if (config.sandbox == SANDBOX_ON && none)
		return err_set(err, ERR_BUILD, "derivation '" STR_F "' has "
			       "'__noChroot' set, but that's not allowed "
			       "when 'sandbox' is 'true'", STR_A(g->path));
	g->chroot = config.sandbox == SANDBOX_ON ||
		    (config.sandbox == SANDBOX_RELAXED && !g->fixed && !none);
	/* a store that is elsewhere can only be seen at its place inside */
	if (!str_eq(p->store, p->real))
		g->chroot = true;
	return 0;
}

/*
 * Where each output is made: in its place if we may, else under another
 * name of the same length, to be rewritten afterwards.
 */
static void choose_scratch(Goal *g)
{
	Worker *w = g->w;
	Arena *a = &w->a;
	Hash zero = { HASH_SHA256, 32, { 0 } };
	size_t i;

	g->rewrites.n = 0;
	for (i = 0; i < g->outs_n; i++) {
		GoalOutput *o = &g->outs[i];

		if (g->chroot || !o->present)
			o->scratch = o->path;
		else
			o->scratch = path_make(a, store_dir(w->s), str_fmt(a,
				"rewrite:" STR_F ":" STR_F,
				STR_A(path_base(g->path)),
				STR_A(path_base(o->path))), &zero,
				path_name(o->path));
		rewrites_add(&g->rewrites, placeholder(a, o->name),
			     o->scratch);
		rewrites_add(&g->rewrites, path_hash_part(o->path),
			     path_hash_part(o->scratch));
	}
}

static int remove_scratch(Goal *g, Err *err)
{
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < g->outs_n; i++)
		if (!str_eq(g->outs[i].scratch, g->outs[i].path))
			rc = os_remove_tree(OS_CWD, store_real(g->w->s,
				&g->w->a, g->outs[i].scratch).p, NULL, err);
	return rc;
}

static int write_files(Goal *g, const BuildEnv *e, Err *err)
{
	size_t i;
	int fd;

	for (i = 0; i < e->files_n; i++) {
		Str name = str_fmt(&g->w->a, STR_F "/" STR_F, STR_A(g->tmp),
				   STR_A(e->files[i].name));

		fd = os_create(OS_CWD, name.p, 0644);
		if (fd < 0)
			return err_os(err, "creating", name.p);
		if (os_write_all(fd, e->files[i].text.p,
				 e->files[i].text.n)) {
			err_os(err, "writing", name.p);
			os_close(fd);
			return ERR_OS;
		}
		if (g->user.on && fchown(fd, g->user.uid, g->user.gid))
			log_msg(LVL_DEBUG, "cannot hand over %s", name.p);
		os_close(fd);
	}
	return 0;
}

static bool is_output(const Goal *g, Str path)
{
	size_t i;

	for (i = 0; i < g->outs_n; i++)
		if (str_eq(g->outs[i].path, path))
			return true;
	return false;
}

static int add_mount(Goal *g, Sandbox *b, Str target, Str source,
		     bool optional)
{
	BindMount *v;

	v = ARENA_ARRAY(&g->w->a, BindMount, b->mounts_n + 1);
	memcpy(v, b->mounts, b->mounts_n * sizeof *v);
	v[b->mounts_n].target = str_dup(&g->w->a, target);
	v[b->mounts_n].source = str_dup(&g->w->a, source);
	v[b->mounts_n].optional = optional;
	b->mounts = v;
	b->mounts_n++;
	return 0;
}

static int host_deps(Goal *g, Sandbox *b, Err *err)
{
	StrList l;
	bool given;
	size_t i, k;
	int rc = attrs_list(&g->attrs, &g->w->a, "__impureHostDeps", &given,
			    &l, err);

	for (i = 0; !rc && i < l.n; i++) {
		for (k = 0; k < config.impure_prefixes.n; k++) {
			Str p = config.impure_prefixes.v[k];

			if (str_starts(l.v[i], p) &&
			    (l.v[i].n == p.n || l.v[i].p[p.n] == '/') &&
			    str_find(l.v[i], STR("/../")) < 0)
				break;
		}
		if (k == config.impure_prefixes.n)
			return err_set(err, ERR_FAIL, "derivation '" STR_F
				"' requested impure path '" STR_F "', but it "
				"was not in allowed-impure-host-deps",
				STR_A(g->path), STR_A(l.v[i]));
		add_mount(g, b, l.v[i], l.v[i], true);
	}
	return rc;
}

/* sandbox-paths, and the closures of those that lie in the store. */
static int add_mounts(Goal *g, Sandbox *b, StrList *inputs, Err *err)
{
	Worker *w = g->w;
	StrList more = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; i < config.sandbox_paths.n; i++) {
		Str p = config.sandbox_paths.v[i], src, base, rest;
		bool optional = str_ends(p, STR("?"));
		ptrdiff_t eq;
		bool valid;

		if (optional)
			p.n--;
		eq = str_chr(p, '=');
		src = eq < 0 ? p : str_from(p, (size_t)eq + 1);
		if (eq >= 0)
			p.n = (size_t)eq;
		if (p.n == 0)
			continue;
		if (path_split(store_dir(w->s), src, &base, &rest) &&
		    !store_valid(w->s, base, &valid, err) && valid) {
			strlist_add(&w->a, &more, base);
			src = str_cat2(&w->a, store_real(w->s, &w->a, base),
				       rest);
		}
		if (path_split(store_dir(w->s), p, &base, &rest) &&
		    rest.n == 0)
			continue;
		add_mount(g, b, p, src, optional);
	}
	if (more.n)
		rc = store_closure(w->s, &w->a, &more, 0, err);
	for (i = 0; i < g->inputs.n; i++)
		strlist_add(&w->a, inputs, g->inputs.v[i]);
	for (i = 0; !rc && i < more.n; i++)
		if (!is_output(g, more.v[i]))
			strlist_add(&w->a, inputs, more.v[i]);
	strlist_sort(inputs);
	if (!rc)
		rc = host_deps(g, b, err);
	return rc;
}

static int pre_build_hook(Goal *g, Sandbox *b, Err *err)
{
	Arena *a = &g->w->a;
	char *argv[4] = {
		str_z(a, config.pre_build_hook), str_z(a, g->path),
		g->chroot ? str_z(a, g->root) : NULL, NULL
	};
	bool dirs = false;
	Str out, line;
	int status;

	if (config.pre_build_hook.n == 0)
		return 0;
	if (os_run(a, argv, STR(""), &out, &status, err))
		return err->code;
	if (status)
		return err_set(err, ERR_BUILD, "program '%s' failed with "
			       "exit code %d", argv[0], status);
	while (str_line(&out, &line)) {
		ptrdiff_t eq = str_chr(line, '=');

		if (line.n == 0)
			dirs = false;
		else if (dirs)
			add_mount(g, b, eq < 0 ? line :
				  str_sub(line, 0, (size_t)eq),
				  eq < 0 ? line :
				  str_from(line, (size_t)eq + 1), false);
		else if (str_eqc(line, "extra-sandbox-paths") ||
			 str_eqc(line, "extra-chroot-dirs"))
			dirs = true;
		else
			return err_set(err, ERR_BUILD, "unknown pre-build "
				       "hook command '" STR_F "'",
				       STR_A(line));
	}
	return 0;
}

/* A raw pseudoterminal: master in *m, the builder's side in *slave. */
static int open_pty(Goal *g, int *m, int *slave, Err *err)
{
	struct termios t;
	char name[128];

	*slave = -1;
	*m = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*m < 0)
		return err_os(err, "opening", "pseudoterminal master");
	if (unlockpt(*m) || ptsname_r(*m, name, sizeof name))
		return err_os(err, "unlocking", "pseudoterminal");
	if (g->user.on && (chmod(name, 0600) || chown(name, g->user.uid, 0)))
		return err_os(err, "changing the owner of", name);
	*slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*slave < 0)
		return err_os(err, "opening", "pseudoterminal slave");
	if (tcgetattr(*slave, &t))
		return err_os(err, "getting attributes of", name);
	cfmakeraw(&t);
	if (tcsetattr(*slave, TCSANOW, &t))
		return err_os(err, "making raw", name);
	return 0;
}

static char **arguments(Goal *g)
{
	Arena *a = &g->w->a;
	char **v = ARENA_ARRAY(a, char *, g->drv.args.n + 2);
	Str b = g->drv.builder;
	ptrdiff_t slash = str_rchr(b, '/');
	size_t i;

	v[0] = str_z(a, str_from(b, (size_t)(slash + 1)));
	for (i = 0; i < g->drv.args.n; i++)
		v[i + 1] = str_z(a, rewrites_apply(&g->rewrites, a,
						   g->drv.args.v[i]));
	return v;
}

static char **environment(Goal *g, const BuildEnv *e)
{
	Arena *a = &g->w->a;
	char **v = ARENA_ARRAY(a, char *, e->env_n + 1);
	size_t i;

	for (i = 0; i < e->env_n; i++)
		v[i] = str_z(a, str_cat3(a, rewrites_apply(&g->rewrites, a,
			     e->env[i].key), STR("="), e->env[i].value));
	return v;
}

static void fill_platform(Goal *g, Sandbox *b)
{
	Str p = g->drv.platform;

	b->linux32 = (str_eqc(p, "i686-linux") &&
		      str_eqc(config.system, "x86_64-linux")) ||
		     str_eqc(p, "armv7l-linux") || str_eqc(p, "armv6l-linux");
	b->linux26 = config.impersonate_26 &&
		     (str_eqc(p, "i686-linux") || str_eqc(p, "x86_64-linux"));
	b->filter = config.filter_syscalls;
	b->new_privileges = config.allow_new_privileges;
	b->has_user = g->user.on;
	b->uid = g->user.uid;
	b->gid = g->user.gid;
	b->groups = g->user.groups;
	b->groups_n = g->user.groups_n;
	b->kvm = config_has_feature(STR("kvm"));
}

static int read_netrc(Goal *g, BuiltinRun *run)
{
	Err err;

	run->netrc = STR("");
	if (config.netrc_file.n && os_exists(OS_CWD, config.netrc_file.p))
		os_read_file(&g->w->a, OS_CWD, config.netrc_file.p,
			     &run->netrc, &err);
	return 0;
}

static int start(Goal *g, Err *err)
{
	Worker *w = g->w;
	Arena *a = &w->a;
	const StorePlaces *places = store_where(w->s);
	const char *inside;
	BuildEnv *env = ARENA_NEW(a, BuildEnv);
	BuiltinRun *run = ARENA_NEW(a, BuiltinRun);
	Sandbox *b = ARENA_NEW(a, Sandbox);
	StrList *inputs = ARENA_NEW(a, StrList);
	int slave = -1, rc;

	if (!g->chroot && os_exists(OS_CWD, "/homeless-shelter"))
		return err_set(err, ERR_FAIL, "home directory "
			       "'/homeless-shelter' exists; please remove it "
			       "to assure purity of builds without "
			       "sandboxing");
	rc = local_make_dirs(g, err);
	if (rc)
		return rc;
	choose_scratch(g);
	rc = remove_scratch(g, err);
	inside = g->chroot ? str_z(a, config.sandbox_build_dir) :
		 str_z(a, g->tmp);
	if (!rc)
		rc = env_make(w->s, a, &g->attrs, inside, &g->inputs,
			      &g->rewrites, env, err);
	if (!rc)
		rc = write_files(g, env, err);
	if (rc)
		return rc;
	fill_platform(g, b);
	b->chroot = g->chroot;
	b->network = g->fixed;
	b->build_host = str_z(a, g->tmp);
	b->build_dir = inside;
	b->argv = arguments(g);
	b->envp = environment(g, env);
	b->program = str_z(a, g->drv.builder);
	if (str_starts(g->drv.builder, STR("builtin:"))) {
		run->g = g;
		run->env = env;
		read_netrc(g, run);
		b->builtin = builtin_run;
		b->ctx = run;
	}
	if (g->chroot) {
		b->root = str_z(a, g->root);
		b->staging = str_z(a, str_cat2(a, g->chroot_dir,
					       STR("/store")));
		b->store = str_z(a, places->store);
		b->store_host = str_z(a, places->real);
		b->shm_size = str_z(a, config.sandbox_shm_size);
		b->inputs = inputs;
		rc = add_mounts(g, b, inputs, err);
		if (!rc)
			rc = sandbox_prepare(b, err);
	}
	if (!rc)
		rc = pre_build_hook(g, b, err);
	if (rc)
		return rc;
	if (config.keep_log) {
		g->log = buildlog_open(w->s, a, g->path, err);
		if (!g->log)
			return err->code;
	}
	rc = open_pty(g, &g->fd, &slave, err);
	b->out = slave;
	g->start_time = os_now();
	if (!rc)
		rc = sandbox_start(b, &g->pid, err);
	os_close(slave);
	if (rc) {
		os_close(g->fd);
		g->fd = -1;
		g->pid = 0;
		buildlog_close(g->log);
		g->log = NULL;
	}
	return rc;
}

static void say_start(Goal *g)
{
	Arena *a = &g->w->a;
	uint64_t rounds = g->fixed ? 1 : config.repeat + 1;
	LogField f[4] = {
		LF_S(g->path), LF_S(g->machine), LF_I(g->round), LF_I(rounds)
	};
	Str text = str_fmt(a, "%s'" STR_F "'",
			   g->mode == BUILD_REPAIR ? "repairing outputs of " :
			   g->mode == BUILD_CHECK ? "checking outputs of " :
			   "building ", STR_A(g->path));

	if (rounds > 1 && g->mode == BUILD_NORMAL)
		text = str_fmt(a, STR_F " (round %llu/%llu)", STR_A(text),
			       (unsigned long long)g->round,
			       (unsigned long long)rounds);
	if (g->machine.n)
		text = str_fmt(a, STR_F " on '" STR_F "'", STR_A(text),
			       STR_A(g->machine));
	g->act = act_start(LVL_INFO, ACT_BUILD, g->w->act_builds, text, f, 4);
	g->w->builds_run++;
	worker_progress(g->w);
}

static void refuse(Goal *g, const Err *err)
{
	user_release(&g->user);
	local_remove_dirs(g, false);
	drv_goal_fail(g, RESULT_INPUT_REJECTED, err);
}

void local_try(Goal *g)
{
	Worker *w = g->w;
	Err err;
	int rc;

	if (!attrs_can_build(&g->attrs, &w->a)) {
		wrong_platform(g, &err);
		refuse(g, &err);
		return;
	}
	if (choose_sandbox(g, &err)) {
		refuse(g, &err);
		return;
	}
	if (user_wanted() && !g->user.on) {
		rc = user_take(&g->user, store_where(w->s)->state, &err);
		if (rc == ERR_BUSY) {
			store_unlock(w->s, g->locks, false);
			g->locks = NULL;
			goal_sleep(g);
			return;
		}
		if (rc) {
			refuse(g, &err);
			return;
		}
		user_kill(&g->user);
	}
	rc = start(g, &err);
	if (rc == ERR_NOT_FOUND && config.sandbox_fallback && g->chroot &&
	    str_eq(store_where(w->s)->store, store_where(w->s)->real)) {
		log_msg(LVL_WARN, "warning: building '" STR_F "' without a "
			"sandbox: " STR_F, STR_A(g->path),
			STR_A(err_message(&err)));
		local_remove_dirs(g, false);
		g->chroot = false;
		rc = start(g, &err);
	}
	if (rc) {
		if (err.code == ERR_BUILD)
			w->permanent_failure = true;
		refuse(g, &err);
		return;
	}
	say_start(g);
	goal_child(g, true, true);
}

void local_say_start(Goal *g)
{
	say_start(g);
}

/* --- while it runs ------------------------------------------------------- */

/* "@nix {...}" lines by builders; true if it was one. */
static bool json_line(Goal *g, Str line)
{
	Arena a = { 0 };
	Str action, text;
	int64_t level;
	Tree t;
	Err err;
	LogField f;

	if (!str_starts(line, STR("@nix ")))
		return false;
	if (json_parse(&a, str_from(line, 5), &t, &err) ||
	    t.type != TREE_MAP || !tree_str(&t, "action", &action)) {
		log_msg(LVL_ERROR, "bad JSON log message from builder");
	} else if (str_eqc(action, "setPhase") &&
		   tree_str(&t, "phase", &text)) {
		f = LF_S(text);
		act_result(g->act, RES_PHASE, &f, 1);
	} else if (str_eqc(action, "msg") && tree_str(&t, "msg", &text) &&
		   tree_int(&t, "level", &level)) {
		log_line((LogLevel)level, text);
	}
	arena_free(&a);
	return true;
}

void local_flush_line(Goal *g)
{
	Str line = str_of(g->line, g->line_n);
	size_t keep = config.log_lines < 64 ? config.log_lines : 64;
	char **slot;

	g->line_n = g->line_at = 0;
	if (json_line(g, line))
		return;
	if (keep) {
		slot = &g->tail[g->tail_n++ % keep];
		free(*slot);
		*slot = malloc(line.n + 1);
		if (*slot) {
			memcpy(*slot, line.p, line.n);
			(*slot)[line.n] = 0;
		}
	}
	act_line(g->act, RES_BUILD_LINE, line);
}

void local_forget_lines(Goal *g)
{
	size_t i;

	for (i = 0; i < 64; i++) {
		free(g->tail[i]);
		g->tail[i] = NULL;
	}
	g->tail_n = 0;
	free(g->line);
	g->line = NULL;
	g->line_cap = g->line_n = g->line_at = 0;
}

static void put_char(Goal *g, char c)
{
	char *p;

	if (g->line_at == g->line_cap) {
		p = realloc(g->line, g->line_cap ? g->line_cap * 2 : 256);
		if (!p)
			arena_oom(g->line_cap);
		g->line = p;
		g->line_cap = g->line_cap ? g->line_cap * 2 : 256;
	}
	g->line[g->line_at++] = c;
	if (g->line_at > g->line_n)
		g->line_n = g->line_at;
}

void local_output(Goal *g, const char *p, size_t n)
{
	size_t i;
	Err err;

	g->log_size += n;
	if (config.max_log && g->log_size > config.max_log) {
		err_set(&err, ERR_BUILD, "building of '" STR_F "' killed "
			"after writing more than %llu bytes of log output",
			STR_A(g->path), (unsigned long long)config.max_log);
		local_kill(g);
		drv_goal_fail(g, RESULT_LOG_LIMIT, &err);
		return;
	}
	for (i = 0; i < n; i++) {
		if (p[i] == '\r') {
			g->line_at = 0;
		} else if (p[i] == '\n') {
			local_flush_line(g);
		} else {
			put_char(g, p[i]);
		}
	}
	buildlog_write(g->log, p, n);
}

/*
 * Many programs close their output just before they exit, so the end of
 * the output is not yet the end of the process: give it two seconds.
 */
static void let_end(pid_t pid)
{
	struct timespec pause = { 0, 50000 };
	uint64_t until = os_now_ns() + 2000000000u;
	siginfo_t si;

	for (;;) {
		si.si_pid = 0;
		if (waitid(P_PID, (id_t)pid, &si, WEXITED | WNOHANG |
			   WNOWAIT) || si.si_pid == pid ||
		    os_now_ns() > until)
			return;
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < 20000000)
			pause.tv_nsec *= 2;
	}
}

static int reap(Goal *g, bool ended)
{
	int status = 0;

	if (g->pid <= 0)
		return 0;
	if (ended)
		let_end(g->pid);
	kill(-g->pid, SIGKILL);
	kill(g->pid, SIGKILL);
	while (waitpid(g->pid, &status, 0) < 0 && errno == EINTR)
		;
	g->pid = 0;
	return status;
}

static int stop_child(Goal *g, bool ended)
{
	int status = g->hook ? hook_end(g) : reap(g, ended);

	if (g->fd >= 0)
		os_close(g->fd);
	g->fd = -1;
	goal_child_gone(g);
	if (g->w->builds_run)
		g->w->builds_run--;
	buildlog_close(g->log);
	g->log = NULL;
	g->stop_time = os_now();
	user_kill(&g->user);
	return status;
}

void local_kill(Goal *g)
{
	stop_child(g, false);
	local_remove_dirs(g, false);
	user_release(&g->user);
}

void local_timeout(Goal *g, const Err *err)
{
	stop_child(g, false);
	local_remove_dirs(g, true);
	user_release(&g->user);
	drv_goal_fail(g, RESULT_TIMED_OUT, err);
}

/* --- when it ends --------------------------------------------------------- */

Str status_text(Arena *a, int status)
{
	int n;

	if (WIFEXITED(status))
		return str_fmt(a, "failed with exit code %d",
			       WEXITSTATUS(status));
	if (!WIFSIGNALED(status))
		return STR("died abnormally");
	n = WTERMSIG(status);
	return str_fmt(a, "failed due to signal %d (%s)", n, strsignal(n));
}

static bool disk_full(Goal *g)
{
	const uint64_t enough = 8u << 20;
	struct statvfs st;

	if (statvfs(store_where(g->w->s)->real.p, &st) == 0 &&
	    (uint64_t)st.f_bavail * st.f_bsize < enough)
		return true;
	return g->tmp.n && statvfs(g->tmp.p, &st) == 0 &&
	       (uint64_t)st.f_bavail * st.f_bsize < enough;
}

static void builder_failed(Goal *g, int status, bool full)
{
	Arena *a = &g->w->a;
	StrBuf b = sb_in(a);
	size_t keep = config.log_lines < 64 ? config.log_lines : 64;
	size_t i, n;
	Err err;
	BuildStatus st = RESULT_PERMANENT_FAILURE;

	sb_fmt(&b, "builder for '" STR_F "' " STR_F, STR_A(g->path),
	       STR_A(status_text(a, status)));
	n = g->tail_n < keep ? g->tail_n : keep;
	if (!log_shows_lines() && n) {
		sb_fmt(&b, ";\nlast %zu log lines:\n", n);
		for (i = g->tail_n - n; i < g->tail_n; i++)
			sb_fmt(&b, "> %s\n", g->tail[i % keep]);
		sb_fmt(&b, "For full logs, run 'nix log " STR_F "'.",
		       STR_A(g->path));
	}
	if (full)
		sb_puts(&b, "\nnote: build failure may have been caused by "
			"lack of free disk space");
	err_set(&err, ERR_BUILD, STR_F, STR_A(sb_str(&b)));
	if (g->hook && WIFEXITED(status) && WEXITSTATUS(status) == 101)
		st = RESULT_TIMED_OUT;
	else if (g->hook && !(WIFEXITED(status) &&
			      WEXITSTATUS(status) == 100))
		st = RESULT_MISC_FAILURE;
	else if (g->fixed || full)
		st = RESULT_TRANSIENT_FAILURE;
	drv_goal_fail(g, st, &err);
}

static void next_round(Goal *g)
{
	Worker *w = g->w;

	local_remove_dirs(g, false);
	user_release(&g->user);
	act_stop(g->act);
	g->act = 0;
	store_unlock(w->s, g->locks, false);
	g->locks = NULL;
	local_forget_lines(g);
	goal_wake(g);
}

void local_eof(Goal *g)
{
	Worker *w = g->w;
	bool remote = g->hook != NULL, full;
	int status = stop_child(g, true), rc;
	uint64_t rounds = g->fixed || remote || g->mode != BUILD_NORMAL ? 1 :
			  config.repeat + 1;
	Err err;

	if (status) {
		full = disk_full(g);
		local_remove_dirs(g, true);
		user_release(&g->user);
		builder_failed(g, status, full);
		hook_release(g);
		return;
	}
	rc = remote ? hook_outputs(g, &err) : output_register(g, &err);
	hook_release(g);
	if (!rc && g->mode != BUILD_CHECK && g->round < rounds) {
		g->round++;
		next_round(g);
		return;
	}
	if (!rc && g->mode != BUILD_CHECK)
		rc = post_build_hook(g, &err);
	local_remove_dirs(g, rc != 0);
	user_release(&g->user);
	if (rc) {
		drv_goal_fail(g, w->check_mismatch ?
			      RESULT_NOT_DETERMINISTIC : rc == ERR_BUILD ?
			      RESULT_OUTPUT_REJECTED : RESULT_MISC_FAILURE,
			      &err);
		return;
	}
	/*
	 * Whoever waits on these locks will find valid outputs, so the
	 * files can go.
	 */
	store_unlock(w->s, g->locks, g->mode != BUILD_CHECK);
	g->locks = NULL;
	w->builds_done++;
	if (w->builds_expected)
		w->builds_expected--;
	goal_end(g, END_OK, RESULT_BUILT, NULL);
}
