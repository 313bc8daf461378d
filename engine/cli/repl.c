/*
 * mote repl: expressions typed in, values printed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/os.h"
#include "engine/cli/cli.h"
#include "engine/cli/evalcmd.h"
#include "engine/cli/line.h"
#include "engine/eval/call.h"
#include "engine/eval/drvs.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"

enum { REPL_VARS = 1 << 16 };

typedef struct {
	int argc;
	char **argv;
	Scope scope;
	Var *vars;
	Env *env;
	uint32_t n_slots;
	Attrs *args;
	StrList loaded;         /* files, for :r */
	bool quit;
} Repl;

static Repl repl;

static const char help[] =
"  EXPR            evaluate and print\n"
"  X = EXPR        bind a variable\n"
"  :a, :add EXPR   add the attributes of a set to the scope\n"
"  :b EXPR         build a derivation\n"
"  :l, :load FILE  add the attributes of a file's set to the scope\n"
"  :p, :print EXPR evaluate and print, all the way down\n"
"  :q, :quit       leave\n"
"  :r, :reload     load all files again\n"
"  :t EXPR         say what type a value is of\n"
"  :te             show traces, or not\n"
"  :?, :help       this\n";

static void var_set(Sym name, V v)
{
	uint32_t i;

	for (i = 0; i < repl.scope.n; i++)
		if (repl.vars[i].name == name)
			break;
	if (i == repl.scope.n)
		repl.scope.n++;
	/* a new slot each time: functions keep the values that they saw */
	if (repl.n_slots == REPL_VARS)
		err_throw(EK_ERROR, 0, "too many variables");
	repl.vars[i].name = name;
	repl.vars[i].slot = repl.n_slots;
	repl.env->v[repl.n_slots++] = v;
}

static void add_attrs(V v)
{
	Attrs *a = attrs_flat(need_attrs(v, 0,
	    "while evaluating an attribute set to be merged in the global "
	    "scope"));
	uint32_t i;

	for (i = 0; i < a->n; i++)
		var_set(a->shape->names[i], a->v[i]);
	printf("Added %u variables.\n", a->n);
}

static Expr *parse(Str s)
{
	return parse_string(s, evalcmd_cwd(), &repl.scope);
}

static V evaluate(Str s)
{
	return eval_expr(parse(s), repl.env);
}

static void print(V v, bool deep)
{
	PrintOpts o = { true, true, true, true, false, err_color, UINT32_MAX,
		UINT32_MAX, UINT32_MAX, UINT32_MAX, 2 };
	StrBuf b = sb_in(&ev.perm);

	if (!deep)
		o.max_depth = 1;
	print_value(&b, v, &o);
	sb_putc(&b, '\n');
	evalcmd_out(sb_str(&b));
}

static void load(Str file)
{
	V v = eval_file(fs_file_arg(file));

	add_attrs(eval_auto_call(repl.args, v));
}

static void build(Str s)
{
	V v = evaluate(s);
	Str drv = drvs_path(v);
	DrvOut *outs;
	size_t n, i;

	outs = drvs_outputs(v, true, false, &n);
	for (i = 0; i < n; i++)
		world_realise(ctx_single(CTX_BUILT,
		    str_from(drv, world_store_dir().n + 1), outs[i].name));
	puts("\nThis derivation produced the following outputs:");
	for (i = 0; i < n; i++)
		printf("  " STR_F " -> " STR_F "\n", STR_A(outs[i].name),
		    STR_A(outs[i].path));
}

static const char *type_words(V v)
{
	if (v_tag(v) == TAG_FUN && v_fun_kind(v) != FUN_LAMBDA)
		return NULL;
	return type_name(v_type(v), true);
}

static void show_type(Str s)
{
	V v = evaluate(s);
	const char *words = type_words(v);

	if (words)
		puts(words);
	else
		printf(STR_F "\n", STR_A(type_show(v)));
}

static void reload(void)
{
	StrList again = repl.loaded;
	size_t i;

	repl.scope.n = 0;
	eval_forget_files();
	for (i = 0; i < again.n; i++)
		load(again.v[i]);
}

static bool is(Str word, const char *a, const char *b)
{
	return str_eqc(word, a) || (b && str_eqc(word, b));
}

static void command(Str line)
{
	Str rest = line, word = STR("");

	str_token(&rest, " \t", &word);
	rest = str_trim(rest);
	if (is(word, ":?", ":help")) {
		fputs(help, stdout);
	} else if (is(word, ":q", ":quit")) {
		repl.quit = true;
	} else if (is(word, ":a", ":add")) {
		add_attrs(evaluate(rest));
	} else if (is(word, ":l", ":load")) {
		strlist_add(&ev.perm, &repl.loaded, str_dup(&ev.perm, rest));
		load(rest);
	} else if (is(word, ":r", ":reload")) {
		reload();
	} else if (is(word, ":t", NULL)) {
		show_type(rest);
	} else if (is(word, ":p", ":print")) {
		print(evaluate(rest), true);
	} else if (is(word, ":b", NULL)) {
		build(rest);
	} else if (is(word, ":te", ":trace-enable")) {
		settings.show_trace = ev.show_trace = !ev.show_trace;
		puts(ev.show_trace ? "showing error traces" :
		    "not showing error traces");
	} else {
		err_throw(EK_ERROR, 0, "unknown command '%S'", &word);
	}
}

/* NAME = ..., also a.b = ... and inherit ... */
static bool is_binding(Str s)
{
	size_t i = 0;

	if (str_starts(s, STR("inherit ")))
		return true;
	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') ||
	    (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
	    (s.p[i] >= '0' && s.p[i] <= '9') || strchr("_.'-\"", s.p[i])))
		i++;
	if (i == 0)
		return false;
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i < s.n && s.p[i] == '=' && !(i + 1 < s.n &&
	    s.p[i + 1] == '=');
}

static void bindings(Str line)
{
	Str text = line;
	SrcFile *src;
	Attrs *a;
	uint32_t i;

	if (!str_ends(text, STR(";")))
		text = str_cat2(&ev.perm, text, STR(";"));
	src = source_add(SRC_STRING, 0, text, text.n);
	a = attrs_flat(v_attrs(eval_expr(&parse_bindings(text, src,
	    evalcmd_cwd(), &repl.scope)->h, repl.env)));
	for (i = 0; i < a->n; i++)
		var_set(a->shape->names[i], a->v[i]);
}

static void run_line(void *arg)
{
	Str line = *(Str *)arg;

	if (line.p[0] == ':')
		command(line);
	else if (is_binding(line))
		bindings(line);
	else
		print(evaluate(line), false);
}

static bool unfinished(void)
{
	return ev.error->kind == EK_PARSE && str_starts(ev.error->msg,
	    STR("syntax error, unexpected end of file"));
}

/* --- completion -------------------------------------------------------------- */

typedef struct {
	Str left, word;
	void (*add)(const char *, size_t);
} Completion;

static void offer(Completion *c, Str prefix, Str name)
{
	Str whole = prefix.n ? str_cat3(&ev.perm, prefix, STR("."), name) :
	    name;

	if (str_starts(name, c->word))
		c->add(whole.p, whole.n);
}

static void complete_job(void *arg)
{
	Completion *c = arg;
	Attrs *a;
	uint32_t i;

	if (c->left.n) {
		V v = evaluate(c->left);

		if (!v_is_attrs(v))
			return;
		a = attrs_flat(v_attrs(v));
		for (i = 0; i < a->n; i++)
			offer(c, c->left, sym_text(a->shape->names[i]));
		return;
	}
	for (i = 0; i < repl.scope.n; i++)
		offer(c, STR(""), sym_text(repl.vars[i].name));
	a = v_attrs(ev.builtins);
	for (i = 0; i < a->n; i++)
		offer(c, STR(""), sym_text(a->shape->names[i]));
}

static void complete(const char *word, size_t n,
    void (*add)(const char *, size_t))
{
	Str s = str_dup(&ev.perm, str_of(word, n));
	ptrdiff_t dot = str_rchr(s, '.');
	Completion c = { STR_INIT(""), s, add };

	if (dot >= 0) {
		c.left = str_sub(s, 0, (size_t)dot);
		c.word = str_from(s, (size_t)dot + 1);
	}
	err_try(complete_job, &c);
}

static const char *history_file(void)
{
	const char *data = os_env("XDG_DATA_HOME");
	Str dir = data ? str_c(data) : str_cat2(&ev.perm, settings_home(),
	    STR("/.local/share"));
	Err err;

	dir = str_cat2(&ev.perm, dir, STR("/nix"));
	if (os_make_dirs(str_z(&ev.perm, dir), 0755, &err))
		return NULL;
	return str_z(&ev.perm, str_cat2(&ev.perm, dir,
	    STR("/mote-repl-history")));
}

static void load_job(void *arg)
{
	load(*(Str *)arg);
}

static void loop(void)
{
	StrBuf text = sb_in(&ev.perm);

	while (!repl.quit) {
		char *more = line_read(text.n ? "          " : "nix-repl> ");
		Str line;

		if (!more && text.n == 0)
			break;
		if (more) {
			if (text.n)
				sb_putc(&text, '\n');
			sb_puts(&text, more);
		}
		line = str_trim(str_dup(&ev.perm, sb_str(&text)));
		if (line.n && !err_try(run_line, &line)) {
			if (more && unfinished())
				continue;
			err_print();
		}
		text = sb_in(&ev.perm);
		fflush(stdout);
		if (!more)
			break;
	}
}

static int body(void *arg)
{
	int i;

	(void)arg;
	for (i = 1; i < repl.argc; i++) {
		const char *a = repl.argv[i];

		if (!strcmp(a, "--help")) {
			fputs("usage: mote repl [OPTIONS] [FILES...]\n",
			    stdout);
			fputs(help, stdout);
			return 0;
		}
		if (evalcmd_option(repl.argc, repl.argv, &i))
			continue;
		if (a[0] == '-' && a[1])
			evalcmd_usage("unrecognised option '%s'", a);
		strlist_add(&ev.perm, &repl.loaded, str_c(a));
	}
	evalcmd_begin();
	repl.args = evalcmd_auto_args();
	repl.vars = ARENA_ARRAY(&ev.perm, Var, REPL_VARS);
	repl.scope.vars = repl.vars;
	repl.env = eval_env_new(ev.base_env, REPL_VARS);
	line_open("mote", history_file(), complete);
	printf("mote " CLI_VERSION ": type :? for help.\n");
	for (i = 0; i < (int)repl.loaded.n; i++)
		if (!err_try(load_job, &repl.loaded.v[i]))
			err_print();
	loop();
	line_close();
	evalcmd_end();
	return 0;
}

int cli_repl(int argc, char **argv)
{
	repl.argc = argc;
	repl.argv = argv;
	return evalcmd_run("mote repl", body, NULL);
}
