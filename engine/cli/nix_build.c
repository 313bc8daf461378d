/* nix-build, and the part of nix-shell that finds the derivation. */
#define _GNU_SOURCE
#include "engine/cli/nix_build.h"

#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/cli.h"
#include "engine/cli/evalcmd.h"
#include "engine/eval/fs.h"
#include "engine/fmt/path.h"

static const char build_help[] =
"usage: nix-build [PATHS...] [-E EXPRS...] [-A ATTRPATH]...\n"
"  [--arg NAME VALUE] [--argstr NAME VALUE] [--out-link LINK | -o LINK]\n"
"  [--no-out-link] [--dry-run] [--check] [--repair] [-K] [-k] [-j N]\n"
"  [--cores N] [--timeout S] [--max-silent-time S] [--option NAME VALUE]\n"
"\n"
"Builds the derivations that the Nix expressions in PATHS (./default.nix\n"
"by default) evaluate to, prints the output paths, and makes a link\n"
"'result' to each, which keeps it from being collected as garbage.\n";

static const char shell_help[] =
"usage: nix-shell [PATH] [-A ATTRPATH] [-E EXPR] [--pure]\n"
"  [--run COMMAND | --command COMMAND] [--exclude REGEX] [--keep NAME]\n"
"  [{--packages | -p} PACKAGES...] [--arg NAME VALUE] [-I PATH]\n"
"\n"
"Builds what a derivation depends on and starts a shell with the\n"
"environment that its builder would have. Without PATH, shell.nix or\n"
"default.nix is used. As the interpreter of a script, further lines\n"
"\"#! nix-shell -i INTERPRETER -p PACKAGES\" give the arguments.\n";

static BuildCmd bc;

static void options(BuildCmd *c)
{
	Arena *a = &ev.perm;
	char *arg;

	while ((arg = cmd_next())) {
		if (!strcmp(arg, "--help")) {
			cmd_help(c->shell ? shell_help : build_help);
			exit(0);
		} else if (!strcmp(arg, "--version")) {
			cmd_version(cmd.program);
			exit(0);
		} else if (!strcmp(arg, "--add-drv-link") ||
			   !strcmp(arg, "--indirect")) {
			;       /* of old, without effect */
		} else if (!strcmp(arg, "--drv-link") ||
			   !strcmp(arg, "--add-root")) {
			cmd_value(arg);
		} else if (!strcmp(arg, "--no-out-link") ||
			   !strcmp(arg, "--no-link")) {
			c->out_link.n = 0;
		} else if (!strcmp(arg, "--attr") || !strcmp(arg, "-A")) {
			strlist_add(a, &c->attrs, str_c(cmd_value(arg)));
		} else if (!strcmp(arg, "--out-link") || !strcmp(arg, "-o")) {
			c->out_link = str_c(cmd_value(arg));
		} else if (!strcmp(arg, "--dry-run")) {
			c->dry_run = true;
		} else if (!strcmp(arg, "--repair")) {
			c->mode = BUILD_REPAIR;
		} else if (!strcmp(arg, "--check")) {
			c->mode = BUILD_CHECK;
		} else if (!strcmp(arg, "--run-env")) {
			c->shell = true;
		} else if (!strcmp(arg, "--expr") || !strcmp(arg, "-E")) {
			c->from_args = true;
		} else if (!strcmp(arg, "--pure")) {
			c->pure = true;
		} else if (!strcmp(arg, "--impure")) {
			c->pure = false;
		} else if (!strcmp(arg, "-")) {
			c->read_stdin = true;
		} else if (c->shell && shell_option(c, arg)) {
			;
		} else if (cmd_common(arg)) {
			;
		} else if (arg[0] == '-') {
			cmd_bad(arg);
		} else {
			strlist_add(a, &c->left, str_c(arg));
		}
	}
}

static void add_item(BuildCmd *c, Str drv, Str output)
{
	BuildItem *v = ARENA_ARRAY(&ev.perm, BuildItem, c->items_n + 1);

	memcpy(v, c->items, c->items_n * sizeof *v);
	v[c->items_n].drv = drv;
	v[c->items_n++].output = output;
	c->items = v;
}

static void evaluate(BuildCmd *c, Expr *e, Attrs *args)
{
	V root = eval_expr(e, ev.base_env);
	size_t i, k;

	for (i = 0; i < c->attrs.n; i++) {
		V v = attrpath_find(c->attrs.v[i], args, root, NULL);
		DrvList found = { 0 };

		drvs_collect(&found, eval_force(v, 0), STR(""), args, false);
		for (k = 0; k < found.n; k++) {
			V set = found.v[k].set;
			Str drv = drvs_path(set);
			Str out = c->shell ? STR("out") :
				  drvs_output_name(set);

			if (out.n == 0)
				cmd_fail("derivation '" STR_F "' lacks an "
					 "'outputName' attribute",
					 STR_A(drv));
			add_item(c, drv, out);
		}
	}
}

/* "/nix/store/X.drv" or "/nix/store/X.drv!out", perhaps through links. */
static bool drv_named(BuildCmd *c, Str name)
{
	BuildRequest r = build_request(&ev.perm, name);
	Str real, base, rest;
	Err err;
	size_t i;

	if (!os_exists(OS_CWD, str_z(&ev.perm, r.path)) ||
	    os_real_path(&ev.perm, str_z(&ev.perm, r.path), &real, &err) ||
	    !path_split(store_dir(cmd_store()), real, &base, &rest) ||
	    rest.n || !path_is_drv(base))
		return false;
	if (r.outputs.n == 0)
		add_item(c, base, STR("out"));
	for (i = 0; i < r.outputs.n; i++)
		add_item(c, base, r.outputs.v[i]);
	return true;
}

static Attrs *with_in_shell(BuildCmd *c, Attrs *args)
{
	Attr one = { sym_of(STR("inNixShell")), 0, V_TRUE };

	if (!c->shell)
		return args;
	return v_attrs(attrs_update(attrs_build(&one, 1, 0),
				    v_of_attrs(args)));
}

static void find_all(BuildCmd *c)
{
	Attrs *args;
	size_t i;
	Str name;

	args = with_in_shell(c, cmd_auto_args());
	if (c->read_stdin)
		evaluate(c, evalcmd_stdin(), args);
	for (i = 0; i < c->left.n; i++) {
		name = c->left.v[i];
		if (c->from_args) {
			evaluate(c, parse_string(str_dup(&ev.perm, name),
						 cmd_cwd(), NULL), args);
			continue;
		}
		if (drv_named(c, name))
			continue;
		/* of a script: relative to it */
		if (c->script.n && !c->packages && name.p[0] != '/' &&
		    name.p[0] != '<') {
			ptrdiff_t slash = str_rchr(c->script, '/');

			name = fs_canon(&ev.perm, name, cmd_abs(slash < 0 ?
				STR(".") : str_sub(c->script, 0,
						   (size_t)slash + 1)));
		}
		evaluate(c, parse_file(fs_expr(fs_file_arg(name)), NULL),
			 args);
	}
}

static void defaults(BuildCmd *c)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;

	if (c->packages && c->from_args)
		cmd_usage("'-p' and '-E' are mutually exclusive");
	if (c->packages) {
		sb_puts(&b, "{...}@args: with import <nixpkgs> args; "
			"(pkgs.runCommandCC or pkgs.runCommand) \"shell\" { "
			"buildInputs = [ ");
		for (i = 0; i < c->left.n; i++)
			sb_fmt(&b, "(" STR_F ") ", STR_A(c->left.v[i]));
		sb_puts(&b, "]; } \"\"");
		c->from_args = true;
		c->left.n = 0;
		strlist_add(&ev.perm, &c->left, sb_str(&b));
	} else if (!c->from_args && c->left.n == 0 && !c->read_stdin) {
		strlist_add(&ev.perm, &c->left,
			    c->shell && os_exists(OS_CWD, "shell.nix") ?
			    STR("./shell.nix") : STR("./default.nix"));
	}
	if (c->attrs.n == 0)
		strlist_add(&ev.perm, &c->attrs, STR(""));
}

/* result, result-2, result-2-dev... */
static Str link_name(const BuildCmd *c, size_t i)
{
	const BuildItem *it = &c->items[i];
	StrBuf b = sb_in(&ev.perm);
	size_t k, n = 0;
	Map seen = { 0 };
	bool fresh;

	seen.a = &ev.perm;
	for (k = 0; k < c->items_n; k++) {
		map_put(&seen, c->items[k].drv, &fresh);
		n += fresh;
		if (str_eq(c->items[k].drv, it->drv))
			break;
	}
	sb_put(&b, c->out_link);
	if (n > 1)
		sb_fmt(&b, "-%zu", n);
	if (!str_eqc(it->output, "out"))
		sb_fmt(&b, "-" STR_F, STR_A(it->output));
	return sb_str(&b);
}

static int build_all(BuildCmd *c)
{
	BuildRequest *r = ARENA_ARRAY(&ev.perm, BuildRequest, c->items_n);
	StrBuf out = sb_in(&ev.perm);
	size_t i;

	for (i = 0; i < c->items_n; i++) {
		r[i].path = c->items[i].drv;
		strlist_add(&ev.perm, &r[i].outputs, c->items[i].output);
	}
	cmd_build(r, c->items_n, c->mode, c->dry_run);
	if (c->dry_run)
		return 0;
	for (i = 0; i < c->items_n; i++) {
		Str path = cmd_output_path(c->items[i].drv,
					   c->items[i].output);

		if (c->out_link.n)
			cmd_add_root(link_name(c, i), path);
		sb_put(&out, path);
		sb_putc(&out, '\n');
	}
	log_stop();
	cmd_puts(sb_str(&out));
	return 0;
}

static int body(void)
{
	BuildCmd *c = &bc;
	LogFormat f = log_format_now();

	if (f == LOG_RAW_LOGS && isatty(2))
		log_format(LOG_BAR_LOGS);
	if (c->shell)
		shell_shebang(c);
	options(c);
	defaults(c);
	if (c->shell)
		setenv("IN_NIX_SHELL", c->pure ? "pure" : "impure", 1);
	find_all(c);
	return c->shell ? shell_run(c) : build_all(c);
}

static void begin(bool shell)
{
	memset(&bc, 0, sizeof bc);
	bc.shell = shell;
	bc.interactive = isatty(0) && isatty(2);
	bc.out_link = STR("./result");
}

int cli_nix_build(int argc, char **argv)
{
	begin(false);
	return cmd_run("nix-build", body, argc, argv);
}

int cli_nix_shell(int argc, char **argv)
{
	begin(true);
	return cmd_run("nix-shell", body, argc, argv);
}
