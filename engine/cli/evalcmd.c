/*
 * What the commands that evaluate have in common.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/build/build.h"
#include "engine/build/config.h"
#include "engine/cli/cli.h"
#include "engine/cli/evalcmd.h"
#include "engine/cli/unpack.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"
#include "engine/store/store.h"

typedef struct {
	const char *name;
	const char *value;
	char kind;              /* 'e' expression, 's' string, 'f' file */
} AutoArg;

/* A smaller program has no downloader; these are NULL there. */
extern int unpack_download(Arena *a, Str url, Str *file, Err *err)
	__attribute__((weak));
extern int unpack_single(Str file, Str dir, Err *err)
	__attribute__((weak));

static AutoArg auto_args[256];
static size_t n_auto_args;
static const char *store_uri = "";

typedef struct {
	const char *program;
	int (*body)(void *);
	void *arg;
	int code;
} Run;

static bool other_setting(Str name, Str value)
{
	Err err;

	err_clear(&err);
	if (!config_option(name, value, &err))
		return false;
	if (err.code)
		err_from(&err);
	return true;
}

static int build_outputs(Store *s, const StrList *drvs, Err *err)
{
	BuildRequest *r = ARENA_ARRAY(&ev.perm, BuildRequest, drvs->n);
	size_t i;

	for (i = 0; i < drvs->n; i++)
		r[i] = build_request(&ev.perm, drvs->v[i]);
	return build_paths(s, r, drvs->n, BUILD_NORMAL, err);
}

static void run_body(void *arg)
{
	Run *r = arg;

	settings_other = other_setting;
	world_hooks.build = build_outputs;
	world_hooks.ensure = build_ensure;
	world_hooks.download = unpack_download;
	world_hooks.unpack = unpack_single;
	config_init();
	settings_init();
	r->code = r->body(r->arg);
}

static int run_start(void *arg)
{
	Run *r = arg;

	if (err_try(run_body, r))
		return r->code;
	err_print();
	if (ev.error->kind == EK_USAGE)
		fprintf(stderr, "Try '%s --help' for more information.\n",
		    r->program);
	return ev.error->exit_code ? ev.error->exit_code : 1;
}

int evalcmd_run(const char *program, int (*body)(void *), void *arg)
{
	Run r = { program, body, arg, 1 };
	const char *term = getenv("TERM");
	int code;

	err_color = isatty(2) && term && strcmp(term, "dumb") &&
	    !getenv("NO_COLOR") && !getenv("NOCOLOR");
	mem_init();
	value_init();
	sym_init();
	code = stack_run(run_start, &r);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("error: writing to standard output failed\n", stderr);
		return 1;
	}
	return code;
}

void evalcmd_usage(const char *fmt, const char *what)
{
	err_throw(EK_USAGE, 0, fmt, what);
}

const char *evalcmd_arg(int argc, char **argv, int *i)
{
	if (*i + 1 >= argc)
		evalcmd_usage("'%s' requires an argument", argv[*i]);
	return argv[++*i];
}

static void auto_arg(int argc, char **argv, int *i, char kind)
{
	if (n_auto_args == sizeof(auto_args) / sizeof(*auto_args))
		evalcmd_usage("too many '%s' options", argv[*i]);
	auto_args[n_auto_args].kind = kind;
	auto_args[n_auto_args].name = evalcmd_arg(argc, argv, i);
	auto_args[n_auto_args].value = kind == 'i' ? "" :
	    evalcmd_arg(argc, argv, i);
	n_auto_args++;
}

static void set(const char *name, const char *value)
{
	if (!settings_set(str_c(name), str_c(value)))
		err_warn("unknown setting '%s'", name);
}

/* Short names and older names of settings. */
static const struct {
	const char *option, *setting, *value;   /* value NULL: follows */
} aliases[] = {
	{ "--show-trace", "show-trace", "true" },
	{ "--no-show-trace", "show-trace", "false" },
	{ "--impure", "pure-eval", "false" },
	{ "--pure-eval", "pure-eval", "true" },
	{ "--trace-verbose", "trace-verbose", "true" },
	{ "--restrict-eval", "restrict-eval", "true" },
	{ "--keep-failed", "keep-failed", "true" },
	{ "-K", "keep-failed", "true" },
	{ "--keep-going", "keep-going", "true" },
	{ "-k", "keep-going", "true" },
	{ "--fallback", "fallback", "true" },
	{ "--max-jobs", "max-jobs", NULL },
	{ "-j", "max-jobs", NULL },
	{ "--cores", "cores", NULL },
	{ "--max-silent-time", "max-silent-time", NULL },
	{ "--timeout", "timeout", NULL },
	{ "--system", "system", NULL },
	{ "--eval-system", "eval-system", NULL },
	{ "--offline", "substitute", "false" }
};

static bool alias(int argc, char **argv, int *i)
{
	size_t k;

	for (k = 0; k < sizeof(aliases) / sizeof(*aliases); k++) {
		if (strcmp(argv[*i], aliases[k].option))
			continue;
		set(aliases[k].setting, aliases[k].value ? aliases[k].value :
		    evalcmd_arg(argc, argv, i));
		return true;
	}
	return false;
}

/* --NAME VALUE, --NAME, --no-NAME, for any setting. */
static bool setting_option(int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2;
	const char *plain = strncmp(name, "no-", 3) ? NULL : name + 3;

	if (strncmp(argv[*i], "--", 2))
		return false;
	if (settings_is_bool(str_c(name))) {
		set(name, "true");
		return true;
	}
	if (plain && settings_is_bool(str_c(plain))) {
		set(plain, "false");
		return true;
	}
	if (settings_known(str_c(name))) {
		set(name, evalcmd_arg(argc, argv, i));
		return true;
	}
	return false;
}

/* The same for those of the builder. */
static bool build_option(int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2;
	const char *plain = strncmp(name, "no-", 3) ? name : name + 3;
	Str old;

	if (strncmp(argv[*i], "--", 2))
		return false;
	if (!config_get(&ev.perm, str_c(plain), &old) &&
	    strncmp(plain, "extra-", 6))
		return false;
	if (str_eqc(old, "true") || str_eqc(old, "false")) {
		set(plain, plain == name ? "true" : "false");
		return true;
	}
	if (plain != name || *i + 1 >= argc)
		return false;
	return settings_set(str_c(name), str_c(argv[++*i]));
}

bool evalcmd_option(int argc, char **argv, int *i)
{
	const char *a = argv[*i];

	if (!strcmp(a, "--option")) {
		const char *name = evalcmd_arg(argc, argv, i);

		set(name, evalcmd_arg(argc, argv, i));
	} else if (!strcmp(a, "-I") || !strcmp(a, "--include")) {
		strlist_add(&ev.perm, &settings.cli_path,
		    str_c(evalcmd_arg(argc, argv, i)));
	} else if (!strncmp(a, "-I", 2)) {
		strlist_add(&ev.perm, &settings.cli_path, str_c(a + 2));
	} else if (!strcmp(a, "--arg")) {
		auto_arg(argc, argv, i, 'e');
	} else if (!strcmp(a, "--argstr")) {
		auto_arg(argc, argv, i, 's');
	} else if (!strcmp(a, "--arg-from-file")) {
		auto_arg(argc, argv, i, 'f');
	} else if (!strcmp(a, "--arg-from-stdin")) {
		auto_arg(argc, argv, i, 'i');
	} else if (!strcmp(a, "--store") || !strcmp(a, "--eval-store")) {
		store_uri = evalcmd_arg(argc, argv, i);
	} else if (!strcmp(a, "--log-format")) {
		evalcmd_arg(argc, argv, i);
	} else if (!strcmp(a, "-v") || !strcmp(a, "--verbose")) {
		settings.verbosity++;
	} else if (!strcmp(a, "-vv") || !strcmp(a, "-vvv")) {
		settings.verbosity += (int)strlen(a) - 1;
	} else if (!strcmp(a, "--quiet")) {
		settings.verbosity--;
	} else if (!strcmp(a, "--debug")) {
		settings.verbosity = 7;
	} else {
		return alias(argc, argv, i) ||
		    setting_option(argc, argv, i) ||
		    build_option(argc, argv, i);
	}
	return true;
}

void evalcmd_begin(void)
{
	if (!settings.system.n)
		settings.system = config.system;
	world_init(str_c(store_uri));
	fs_init();
	eval_init();
}

Str evalcmd_cwd(void)
{
	static Str cwd;
	Err err;

	if (!cwd.p && os_cwd(&ev.perm, &cwd, &err))
		err_from(&err);
	return cwd;
}

static Str read_stdin(void)
{
	Str text;
	Err err;

	if (os_read_fd(&ev.perm, 0, (size_t)1 << 32, &text, &err))
		err_from(&err);
	return text;
}

Attrs *evalcmd_auto_args(void)
{
	Attr *list = ARENA_ARRAY(&ev.perm, Attr, n_auto_args + 1);
	size_t i, k, n = 0;

	for (i = 0; i < n_auto_args; i++) {
		const AutoArg *a = &auto_args[i];
		Sym name = sym_of(str_c(a->name));
		Str text;
		Err err;
		V v;

		if (a->kind == 'e') {
			v = v_thunk_of(parse_string(str_c(a->value),
			    evalcmd_cwd(), NULL), ev.base_env);
		} else if (a->kind == 's') {
			v = v_new_str(str_c(a->value), 0);
		} else if (a->kind == 'i') {
			v = v_new_str(read_stdin(), 0);
		} else {
			if (os_read_file(&ev.perm, OS_CWD, a->value, &text,
			    &err))
				err_from(&err);
			v = v_new_str(text, 0);
		}
		for (k = 0; k < n && list[k].name != name; k++)
			continue;
		list[k].name = name;
		list[k].v = v;
		if (k == n)
			n++;
	}
	return v_attrs(attrs_build(list, n, 0));
}

Expr *evalcmd_stdin(void)
{
	Str text = read_stdin();
	SrcFile *src = source_add(SRC_STDIN, 0, text, text.n);

	return parse_text(text, src, evalcmd_cwd(), NULL);
}

void evalcmd_out(Str s)
{
	fwrite(s.p, 1, s.n, stdout);
}

void evalcmd_end(void)
{
	const char *stats = getenv("NIX_SHOW_STATS");

	world_commit();
	prof_finish();
	if (stats && *stats && strcmp(stats, "0"))
		stats_print();
}
