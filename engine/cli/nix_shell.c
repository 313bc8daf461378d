/* nix-shell: the environment of a builder, with a shell in it. */
#define _GNU_SOURCE
#include "engine/cli/nix_build.h"

#include <stdlib.h>
#include <unistd.h>

#include "engine/build/attrs.h"
#include "engine/fmt/path.h"
#include "engine/fmt/regex.h"

extern char **environ;

/* Words as a shell would take them: quotes and backslashes. */
static void words(Arena *a, Str line, StrList *out)
{
	StrBuf b = sb_in(a);
	char quote = 0;
	bool any = false;
	size_t i;

	for (i = 0; i < line.n; i++) {
		char c = line.p[i];

		if (quote && c == quote) {
			quote = 0;
		} else if (!quote && (c == '\'' || c == '"')) {
			quote = c;
			any = true;
		} else if (c == '\\' && quote != '\'' && i + 1 < line.n) {
			sb_putc(&b, line.p[++i]);
			any = true;
		} else if (!quote && (c == ' ' || c == '\t')) {
			if (any)
				strlist_add(a, out, str_dup(a, sb_str(&b)));
			b.n = 0;
			any = false;
		} else {
			sb_putc(&b, c);
			any = true;
		}
	}
	if (any)
		strlist_add(a, out, str_dup(a, sb_str(&b)));
}

/* "#! nix-shell ARGUMENTS" */
static bool shebang_line(Str line, Str *args)
{
	if (!str_starts(line, STR("#!")))
		return false;
	line = str_trim(str_from(line, 2));
	if (!str_starts(line, STR("nix-shell ")))
		return false;
	*args = str_from(line, 10);
	return true;
}

void shell_shebang(BuildCmd *c)
{
	Arena *a = &ev.perm;
	StrList args = { 0 };
	Str text, line, rest;
	char **argv;
	size_t i;
	Err err;
	OsStat st;

	if (cmd.argc < 2 || os_stat(OS_CWD, cmd.argv[1], &st) ||
	    st.type != OS_FILE ||
	    os_read_file(a, OS_CWD, cmd.argv[1], &text, &err) ||
	    !str_starts(text, STR("#!")))
		return;
	c->script = str_c(cmd.argv[1]);
	for (i = 2; i < (size_t)cmd.argc; i++)
		strlist_add(a, &c->script_args, str_c(cmd.argv[i]));
	str_line(&text, &line);
	while (str_line(&text, &line))
		if (shebang_line(line, &rest))
			words(a, rest, &args);
	argv = ARENA_ARRAY(a, char *, args.n + 2);
	argv[0] = cmd.argv[0];
	for (i = 0; i < args.n; i++)
		argv[i + 1] = str_z(a, args.v[i]);
	cmd.argc = (int)args.n + 1;
	cmd.argv = argv;
}

/* What runs the script; perl and ruby look at the #! line themselves. */
static void interpreter(BuildCmd *c, Str name)
{
	StrBuf b = sb_in(&ev.perm);
	bool perl = str_find(name, STR("perl")) >= 0;
	bool ruby = str_find(name, STR("ruby")) >= 0;
	size_t i;

	sb_fmt(&b, "exec %s " STR_F " ", perl ? "-a PERL" : "", STR_A(name));
	if (ruby)
		sb_puts(&b, "-e 'load(ARGV.shift)' -- ");
	cmd_shell_quote(&b, c->script);
	for (i = 0; i < c->script_args.n; i++) {
		sb_putc(&b, ' ');
		cmd_shell_quote(&b, c->script_args.v[i]);
	}
	c->command = sb_str(&b);
	c->interactive = false;
}

bool shell_option(BuildCmd *c, const char *arg)
{
	Arena *a = &ev.perm;

	if (!strcmp(arg, "--command") || !strcmp(arg, "--run")) {
		if (!strcmp(arg, "--run"))
			c->interactive = false;
		c->command = str_cat2(a, str_c(cmd_value(arg)),
				      STR("\nexit"));
	} else if (!strcmp(arg, "--exclude")) {
		strlist_add(a, &c->exclude, str_c(cmd_value(arg)));
	} else if (!strcmp(arg, "--packages") || !strcmp(arg, "-p")) {
		c->packages = true;
	} else if (!strcmp(arg, "-i") && c->script.n) {
		interpreter(c, str_c(cmd_value(arg)));
	} else if (!strcmp(arg, "--keep")) {
		strlist_add(a, &c->keep, str_c(cmd_value(arg)));
	} else {
		return false;
	}
	return true;
}

/* --- the shell itself ---------------------------------------------------- */

/* nixpkgs' interactive bash, or what the environment has. */
static void eval_bash(void *arg)
{
	*(Str *)arg = drvs_path(eval_force(cmd_expr(STR(
		"(import <nixpkgs> {}).bashInteractive")), 0));
}

static Str find_bash(Str *drv)
{
	const char *shell = os_env("NIX_BUILD_SHELL");

	drv->n = 0;
	if (shell)
		return str_c(shell);
	if (err_try(eval_bash, drv))
		return STR("");
	err_print();
	log_msg(LVL_NOTICE, "will use bash from your environment");
	return STR("bash");
}

static bool excluded(const BuildCmd *c, Str path)
{
	Regex *re;
	size_t i;
	Err err;

	for (i = 0; i < c->exclude.n; i++) {
		cmd_ok(regex_compile(&ev.perm, c->exclude.v[i], &re, &err),
		       &err);
		if (regex_search(re, path, 0, NULL))
			return true;
	}
	return false;
}

static void build_inputs(BuildCmd *c, const Drv *d, Str bash)
{
	BuildRequest *r = ARENA_ARRAY(&ev.perm, BuildRequest,
				      d->inputs_n + d->srcs.n + 1);
	size_t i, n = 0;

	if (bash.n)
		r[n++].path = bash;
	for (i = 0; i < d->inputs_n; i++) {
		if (excluded(c, d->inputs[i].path))
			continue;
		r[n].path = d->inputs[i].path;
		r[n++].outputs = d->inputs[i].outputs;
	}
	for (i = 0; i < d->srcs.n; i++)
		r[n++].path = d->srcs.v[i];
	cmd_build(r, n, BUILD_NORMAL, c->dry_run);
}

static bool kept(const BuildCmd *c, Str name)
{
	static const char *const always[] = {
		"HOME", "XDG_RUNTIME_DIR", "USER", "LOGNAME", "DISPLAY",
		"WAYLAND_DISPLAY", "WAYLAND_SOCKET", "PATH", "TERM",
		"IN_NIX_SHELL", "NIX_SHELL_PRESERVE_PROMPT", "TZ", "PAGER",
		"NIX_BUILD_SHELL", "SHLVL", "http_proxy", "https_proxy",
		"ftp_proxy", "all_proxy", "no_proxy"
	};
	size_t i;

	for (i = 0; i < sizeof always / sizeof *always; i++)
		if (str_eqc(name, always[i]))
			return true;
	for (i = 0; i < c->keep.n; i++)
		if (str_eq(name, c->keep.v[i]))
			return true;
	return false;
}

static void purify(const BuildCmd *c)
{
	StrList drop = { 0 };
	size_t i;

	for (i = 0; environ[i]; i++) {
		Str v = str_c(environ[i]);
		ptrdiff_t eq = str_chr(v, '=');

		if (eq > 0 && !kept(c, str_sub(v, 0, (size_t)eq)))
			strlist_add(&ev.perm, &drop, str_dup(&ev.perm,
				    str_sub(v, 0, (size_t)eq)));
	}
	for (i = 0; i < drop.n; i++)
		unsetenv(drop.v[i].p);
	/* keeps NixOS's /etc/bashrc from reading /etc/profile */
	setenv("__ETC_PROFILE_SOURCED", "1", 1);
}

static void put_file(Str name, Str text)
{
	Err err;

	cmd_ok(os_replace_file(OS_CWD, name.p, text, 0644, &err), &err);
}

/* The derivation's environment into ours; true if files belong to it. */
static bool set_env(const BuildCmd *c, Str path, const Drv *d,
		    Str *attrs_rc)
{
	static const char *const tmps[] = {
		"NIX_BUILD_TOP", "TMPDIR", "TEMPDIR", "TMP", "TEMP"
	};
	Arena *a = &ev.perm;
	const char *tmp = os_env("TMPDIR");
	Store *s = cmd_store();
	StrList inputs = { 0 };
	Rewrites none = { 0 };
	DrvAttrs attrs;
	BuildEnv env;
	size_t i, k;
	Err err;

	if (!tmp)
		tmp = os_env("XDG_RUNTIME_DIR");
	if (!tmp)
		tmp = "/tmp";
	tmp = str_z(a, str_c(tmp));
	if (c->pure)
		purify(c);
	for (i = 0; i < d->inputs_n; i++)
		for (k = 0; k < d->inputs[i].outputs.n; k++)
			if (!excluded(c, d->inputs[i].path))
				strlist_add(a, &inputs, cmd_output_path(
					d->inputs[i].path,
					d->inputs[i].outputs.v[k]));
	for (i = 0; i < d->srcs.n; i++)
		strlist_add(a, &inputs, d->srcs.v[i]);
	if (inputs.n)
		cmd_ok(store_closure(s, a, &inputs, 0, &err), &err);
	cmd_ok(attrs_init(a, path, d, &attrs, &err), &err);
	none.a = a;
	*attrs_rc = STR("");
	cmd_ok(env_make(s, a, &attrs, cmd_tmp_dir().p, &inputs, &none, &env,
			&err), &err);
	for (i = 0; i < env.env_n; i++) {
		Str key = env.env[i].key;

		/* what only a builder gets */
		if (str_eqc(key, "PATH") || str_eqc(key, "HOME") ||
		    str_eqc(key, "NIX_LOG_FD") || str_eqc(key, "TERM") ||
		    str_eqc(key, "PWD") || str_eqc(key,
						   "NIX_OUTPUT_CHECKED"))
			if (!drv_env(d, key))
				continue;
		setenv(str_z(a, key), str_z(a, env.env[i].value), 1);
	}
	for (i = 0; i < sizeof tmps / sizeof *tmps; i++)
		setenv(tmps[i], tmp, 1);
	setenv("NIX_BUILD_CORES", str_fmt(a, "%llu", (unsigned long long)
		config.cores).p, 1);
	for (i = 0; i < env.files_n; i++) {
		put_file(str_fmt(a, STR_F "/" STR_F, STR_A(cmd_tmp_dir()),
				 STR_A(env.files[i].name)),
			 env.files[i].text);
		if (str_eqc(env.files[i].name, ".attrs.sh"))
			*attrs_rc = env.files[i].text;
	}
	return env.files_n > 0;
}

static Str rc_text(const BuildCmd *c, Str shell, bool files, Str attrs_rc)
{
	Arena *a = &ev.perm;
	StrBuf b = sb_in(a);
	ptrdiff_t slash = str_rchr(shell, '/');
	const char *tz = getenv("TZ");

	sb_puts(&b, "_nix_shell_clean_tmpdir() { command rm -rf ");
	cmd_shell_quote(&b, cmd_tmp_dir());
	sb_puts(&b, "; }; ");
	if (files)
		sb_puts(&b, "trap _nix_shell_clean_tmpdir EXIT; "
			"exitHooks+=(_nix_shell_clean_tmpdir); "
			"failureHooks+=(_nix_shell_clean_tmpdir); ");
	else
		sb_puts(&b, "_nix_shell_clean_tmpdir; ");
	if (!c->pure)
		sb_puts(&b, "[ -n \"$PS1\" ] && [ -e ~/.bashrc ] && "
			"source ~/.bashrc; p=$PATH; ");
	sb_puts(&b, "unset PATH; dontAddDisableDepTrack=1;\n");
	sb_put(&b, attrs_rc);
	sb_puts(&b, "\n[ -e $stdenv/setup ] && source $stdenv/setup; ");
	if (!c->pure)
		sb_puts(&b, "PATH=$PATH:$p; unset p; ");
	sb_puts(&b, "PATH=");
	cmd_shell_quote(&b, slash > 0 ? str_sub(shell, 0, (size_t)slash) :
			STR("."));
	sb_puts(&b, ":\"$PATH\"; SHELL=");
	cmd_shell_quote(&b, shell);
	sb_puts(&b, "; BASH=");
	cmd_shell_quote(&b, shell);
	sb_puts(&b, "; set +e; [ -n \"$PS1\" -a -z "
		"\"$NIX_SHELL_PRESERVE_PROMPT\" ] && "
		"PS1='\\n\\[\\033[1;32m\\][nix-shell:\\w]\\$\\[\\033[0m\\] "
		"'; if [ \"$(type -t runHook)\" = function ]; then runHook "
		"shellHook; fi; unset NIX_ENFORCE_PURITY; shopt -u "
		"nullglob; unset TZ; ");
	if (tz) {
		sb_puts(&b, "export TZ=");
		cmd_shell_quote(&b, str_c(tz));
		sb_puts(&b, "; ");
	}
	sb_puts(&b, "shopt -s execfail;");
	sb_put(&b, c->command);
	return sb_str(&b);
}

int shell_run(BuildCmd *c)
{
	Arena *a = &ev.perm;
	Str bash, shell, attrs_rc, rc;
	char *argv[4] = { (char *)"bash", NULL, NULL, NULL };
	bool files;
	Drv d;
	Err err;

	if (c->items_n != 1)
		cmd_usage("nix-shell requires a single derivation");
	cmd_ok(store_flush(cmd_store(), &err), &err);
	cmd_ok(store_read_drv(cmd_store(), a, c->items[0].drv, &d, &err),
	       &err);
	shell = find_bash(&bash);
	build_inputs(c, &d, bash);
	if (c->dry_run)
		return 0;
	if (bash.n)
		shell = str_cat2(a, cmd_output_path(bash, STR("out")),
				 STR("/bin/bash"));
	files = set_env(c, c->items[0].drv, &d, &attrs_rc);
	rc = str_fmt(a, STR_F "/rc", STR_A(cmd_tmp_dir()));
	put_file(rc, rc_text(c, shell, files, attrs_rc));
	if (c->interactive) {
		argv[1] = (char *)"--rcfile";
		argv[2] = str_z(a, rc);
	} else {
		argv[1] = str_z(a, rc);
	}
	cmd_exec(str_z(a, shell), argv);
}
