/* nix run, nix shell: programs with packages in PATH. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/enter.h"
#include "engine/cli/nix.h"

extern char **environ;

static struct {
	StrList command, keep, unset;
	bool ignore_env;
} o;

/* The rest of the command line belongs to the command. */
static void take_rest(StrList *l)
{
	while (cmd.at + 1 < cmd.argc)
		strlist_add(&ev.perm, l, str_c(cmd.argv[++cmd.at]));
}

static bool own(const char *arg)
{
	if (!strcmp(arg, "-c") || !strcmp(arg, "--command")) {
		strlist_add(&ev.perm, &o.command, str_c(cmd_value(arg)));
		take_rest(&o.command);
	} else if (!strcmp(arg, "-i") || !strcmp(arg,
						 "--ignore-environment")) {
		o.ignore_env = true;
	} else if (!strcmp(arg, "-k") || !strcmp(arg, "--keep")) {
		strlist_add(&ev.perm, &o.keep, str_c(cmd_value(arg)));
	} else if (!strcmp(arg, "-u") || !strcmp(arg, "--unset")) {
		strlist_add(&ev.perm, &o.unset, str_c(cmd_value(arg)));
	} else {
		return inst_option(arg);
	}
	return true;
}

static void set_environment(void)
{
	StrList kept = { 0 };
	size_t i;

	for (i = 0; i < o.unset.n; i++)
		unsetenv(o.unset.v[i].p);
	if (!o.ignore_env)
		return;
	for (i = 0; i < o.keep.n; i++) {
		const char *v = getenv(o.keep.v[i].p);

		if (v)
			strlist_add(&ev.perm, &kept, str_fmt(&ev.perm,
				    "%s=%s", o.keep.v[i].p, v));
	}
	clearenv();
	for (i = 0; i < kept.n; i++)
		putenv((char *)kept.v[i].p);
}

/* PATH gets the bin folders, also of what packages propagate. */
static void extend_path(const StrList *paths)
{
	StrBuf b = sb_in(&ev.perm);
	StrList todo = { 0 };
	const char *old = getenv("PATH");
	Map seen = { 0 };
	Str text, token;
	bool fresh;
	size_t at, i;
	Err err;

	seen.a = &ev.perm;
	for (i = 0; i < paths->n; i++)
		strlist_add(&ev.perm, &todo, paths->v[i]);
	for (at = 0; at < todo.n; at++) {
		Str real;

		map_put(&seen, todo.v[at], &fresh);
		if (!fresh)
			continue;
		sb_fmt(&b, "%s" STR_F "/bin", b.n ? ":" : "",
		       STR_A(todo.v[at]));
		real = str_cat2(&ev.perm, store_real(cmd_store(), &ev.perm,
			todo.v[at]), STR("/nix-support/"
					 "propagated-user-env-packages"));
		if (os_exists(OS_CWD, real.p) &&
		    !os_read_file(&ev.perm, OS_CWD, real.p, &text, &err))
			while (str_token(&text, " \t\n", &token))
				strlist_add(&ev.perm, &todo, token);
	}
	if (old && *old)
		sb_fmt(&b, ":%s", old);
	setenv("PATH", sb_str(&b).p, 1);
}

static char **arguments(const StrList *l)
{
	char **v = ARENA_ARRAY(&ev.perm, char *, l->n + 1);
	size_t i;

	for (i = 0; i < l->n; i++)
		v[i] = str_z(&ev.perm, l->v[i]);
	return v;
}

int nix_cmd_shell(void)
{
	StrList args = nix_options(own), paths;
	const char *shell = os_env("SHELL");
	size_t n;
	Inst *v;

	v = inst_get(&args, "default.nix", true, &n);
	paths = inst_paths(v, n, true, false);
	set_environment();
	extend_path(&paths);
	if (o.command.n == 0)
		strlist_add(&ev.perm, &o.command, str_c(shell ? shell :
							"bash"));
	enter_store();
	cmd_exec(o.command.v[0].p, arguments(&o.command));
}

/* The package's main program: meta.mainProgram, pname, or its name. */
static Str main_program(V set)
{
	V *slot;
	V v = drvs_meta(set, STR("mainProgram"));
	Str name;
	size_t i;

	if (v && v_is_string(v))
		return v_text(v);
	slot = attrs_find(v_attrs(set), sym_of(STR("pname")));
	if (slot && v_is_string(v = eval_force(*slot, 0)))
		return v_text(v);
	name = drvs_name(set);
	for (i = 0; i + 1 < name.n; i++)
		if (name.p[i] == '-' && !(name.p[i + 1] >= 'a' &&
		    name.p[i + 1] <= 'z') && !(name.p[i + 1] >= 'A' &&
		    name.p[i + 1] <= 'Z'))
			return str_sub(name, 0, i);
	return name;
}

int nix_cmd_run(void)
{
	StrList args = { 0 }, first = { 0 }, paths;
	bool raw = false;
	char *arg;
	size_t n, i;
	Inst *v;
	V set;

	/* options before the installable are ours, the rest the program's */
	while (!raw && (arg = cmd_next())) {
		if (!strcmp(arg, "--")) {
			raw = true;
		} else if (!strcmp(arg, "--help")) {
			nix_help();
			return 0;
		} else if (arg[0] != '-') {
			strlist_add(&ev.perm, &first, str_c(arg));
			raw = true;
		} else if (!own(arg) && !cmd_common(arg)) {
			cmd_bad(arg);
		}
	}
	take_rest(&args);
	if (args.n && str_eqc(args.v[0], "--")) {
		args.v++;
		args.n--;
	}
	v = inst_get(&first, "default.nix", true, &n);
	if (n != 1 || !v[0].has_value)
		cmd_usage("'nix run' wants one package, named with -f or "
			  "--expr");
	set = eval_force(v[0].value, 0);
	paths = inst_paths(v, n, true, false);
	set_environment();
	first.n = 0;
	strlist_add(&ev.perm, &first, str_fmt(&ev.perm, STR_F "/bin/" STR_F,
		    STR_A(paths.v[0]), STR_A(main_program(set))));
	for (i = 0; i < args.n; i++)
		strlist_add(&ev.perm, &first, args.v[i]);
	enter_store();
	cmd_exec(first.v[0].p, arguments(&first));
}
