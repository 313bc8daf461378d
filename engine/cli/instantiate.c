/*
 * nix-instantiate, also as "mote eval": evaluate, parse, find files, and
 * write store derivations.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/cli/cli.h"
#include "engine/cli/evalcmd.h"
#include "engine/eval/drvs.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"

enum { OUT_PLAIN, OUT_RAW, OUT_XML, OUT_JSON };

typedef struct {
	int argc;
	char **argv;
	bool eval_only, parse_only, find_file, exprs, from_stdin;
	bool strict, read_write, no_location;
	int out;
	StrList files, attrs;
	const char *root;
	int roots;
	Attrs *args;
} Cmd;

static const char help[] =
"usage: nix-instantiate [--parse | --eval [--strict] [--raw | --json |\n"
"  --xml]] [--read-write-mode] [--find-file] [-A ATTRPATH] [-E]\n"
"  [--arg NAME VALUE] [--argstr NAME VALUE] [-I PATH]\n"
"  [--add-root PATH] [--option NAME VALUE] [--show-trace] [FILES... | -]\n"
"\n"
"Writes the store derivations that the expressions in FILES evaluate to\n"
"and prints their paths. With --eval prints values instead.\n";

static bool flag(Cmd *c, const char *a)
{
	if (!strcmp(a, "-")) {
		c->from_stdin = true;
	} else if (!strcmp(a, "--expr") || !strcmp(a, "-E")) {
		c->exprs = true;
	} else if (!strcmp(a, "--eval") || !strcmp(a, "--eval-only")) {
		c->eval_only = true;
	} else if (!strcmp(a, "--parse") || !strcmp(a, "--parse-only")) {
		c->parse_only = c->eval_only = true;
	} else if (!strcmp(a, "--read-write-mode")) {
		c->read_write = true;
	} else if (!strcmp(a, "--find-file")) {
		c->find_file = true;
	} else if (!strcmp(a, "--raw")) {
		c->out = OUT_RAW;
	} else if (!strcmp(a, "--xml")) {
		c->out = OUT_XML;
	} else if (!strcmp(a, "--json")) {
		c->out = OUT_JSON;
	} else if (!strcmp(a, "--no-location")) {
		c->no_location = true;
	} else if (!strcmp(a, "--strict")) {
		c->strict = true;
	} else if (!strcmp(a, "--dry-run")) {
		settings.read_only = true;
	} else if (strcmp(a, "--indirect")) {
		return false;
	}
	return true;
}

/* Returns false when the option said all there is to do. */
static bool options(Cmd *c)
{
	int i;

	for (i = 1; i < c->argc; i++) {
		const char *a = c->argv[i];

		if (!strcmp(a, "--help")) {
			fputs(help, stdout);
			return false;
		}
		if (!strcmp(a, "--version")) {
			puts("nix-instantiate (Nix) " CLI_VERSION);
			return false;
		}
		if (flag(c, a))
			continue;
		if (!strcmp(a, "--attr") || !strcmp(a, "-A"))
			strlist_add(&ev.perm, &c->attrs,
			    str_c(evalcmd_arg(c->argc, c->argv, &i)));
		else if (!strcmp(a, "--add-root"))
			c->root = evalcmd_arg(c->argc, c->argv, &i);
		else if (evalcmd_option(c->argc, c->argv, &i))
			continue;
		else if (a[0] == '-' && a[1])
			evalcmd_usage("unrecognised option '%s'", a);
		else
			strlist_add(&ev.perm, &c->files, str_c(a));
	}
	return true;
}

static void print_drv(Cmd *c, V set)
{
	Str path = drvs_path(set), name = drvs_output_name(set), shown = path;
	StrBuf b = sb_in(&ev.perm);

	if (!name.n)
		err_throw(EK_ERROR, 0, "derivation '%S' lacks an "
		    "'outputName' attribute", &path);
	if (!settings.read_only && !world_is_valid(path))
		err_throw(EK_INVALID_PATH, 0, "path '%S' is not valid",
		    &path);
	if (c->root) {
		Str root = fs_canon(&ev.perm, str_c(c->root), evalcmd_cwd());
		Err err;

		if (++c->roots > 1)
			root = str_fmt(&ev.perm, STR_F "-%d", STR_A(root),
			    c->roots);
		if (store_flush(world_store(), &err) ||
		    store_add_root(world_store(), &ev.perm, root, path,
		    &err))
			err_from(&err);
		shown = root;
	}
	sb_put(&b, shown);
	if (!str_eqc(name, "out")) {
		sb_putc(&b, '!');
		sb_put(&b, name);
	}
	sb_putc(&b, '\n');
	evalcmd_out(sb_str(&b));
}

static void print_eval(Cmd *c, V v)
{
	StrBuf b = sb_in(&ev.perm);
	uint32_t ctx = 0;

	if (c->args->n)
		v = eval_auto_call(c->args, v);
	switch (c->out) {
	case OUT_RAW:
		sb_put(&b, v_text(coerce_string(0, v, &ctx, "while generating "
		    "the nix-instantiate output", COERCE_COPY)));
		break;
	case OUT_XML:
		print_xml(&b, v, c->strict, !c->no_location, &ctx, 0);
		break;
	case OUT_JSON:
		print_json(&b, v, c->strict, value_pos(v, 0), &ctx, true);
		sb_putc(&b, '\n');
		break;
	default:
		if (c->strict)
			eval_deep(v);
		print_ambiguous(&b, v, &ctx);
		sb_putc(&b, '\n');
	}
	evalcmd_out(sb_str(&b));
}

static void process(Cmd *c, Expr *e)
{
	size_t i, k;
	V root;

	if (c->parse_only) {
		StrBuf b = sb_in(&ev.perm);

		expr_show(&b, e);
		sb_putc(&b, '\n');
		evalcmd_out(sb_str(&b));
		return;
	}
	root = eval_expr(e, ev.base_env);
	for (i = 0; i < c->attrs.n; i++) {
		V v = attrpath_find(c->attrs.v[i], c->args, root, NULL);
		DrvList drvs = { 0 };

		v = eval_force(v, value_pos(v, 0));
		if (c->eval_only) {
			print_eval(c, v);
			continue;
		}
		drvs_collect(&drvs, v, STR(""), c->args, false);
		for (k = 0; k < drvs.n; k++)
			print_drv(c, drvs.v[k].set);
	}
}

static void find_files(Cmd *c)
{
	size_t i;

	for (i = 0; i < c->files.n; i++) {
		V v = fs_find(c->files.v[i], 0);
		Str s = fs_show(v);

		if (v_box(v)->u.path.fs != FS_ROOT)
			err_throw(EK_ERROR, 0, "'%S' has no physical path",
			    &s);
		evalcmd_out(str_cat2(&ev.perm, s, STR("\n")));
	}
}

static int body(void *arg)
{
	Cmd *c = arg;
	size_t i;

	if (!options(c))
		return 0;
	if (c->eval_only && !c->read_write)
		settings.read_only = true;
	evalcmd_begin();
	c->args = evalcmd_auto_args();
	if (c->attrs.n == 0)
		strlist_add(&ev.perm, &c->attrs, STR(""));
	if (c->find_file) {
		find_files(c);
		return 0;
	}
	if (c->from_stdin)
		process(c, evalcmd_stdin());
	else if (c->files.n == 0 && !c->exprs)
		strlist_add(&ev.perm, &c->files, STR("./default.nix"));
	for (i = 0; i < c->files.n; i++)
		process(c, c->exprs ? parse_string(c->files.v[i],
		    evalcmd_cwd(), NULL) :
		    parse_file(fs_expr(fs_file_arg(c->files.v[i])), NULL));
	evalcmd_end();
	return 0;
}

int cli_nix_instantiate(int argc, char **argv)
{
	Cmd c;

	memset(&c, 0, sizeof(c));
	c.argc = argc;
	c.argv = argv;
	return evalcmd_run("nix-instantiate", body, &c);
}

int cli_eval(int argc, char **argv)
{
	char **more = calloc((size_t)argc + 2, sizeof(char *));
	int code, i;

	if (!more)
		return 1;
	more[0] = argv[0];
	more[1] = "--eval";
	for (i = 1; i < argc; i++)
		more[i + 1] = argv[i];
	code = cli_nix_instantiate(argc + 1, more);
	free(more);
	return code;
}
