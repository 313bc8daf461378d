/*
 * Settings of the evaluator by their nix.conf names, and the files and
 * variables that settings come from.
 */
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/eval/eval.h"
#include "engine/eval/settings.h"
#include "engine/fmt/conf.h"

Settings settings;
bool (*settings_other)(Str name, Str value);

typedef enum { K_BOOL, K_INT, K_STR, K_LIST, K_LINT, K_IFD } Kind;

static const struct {
	const char *name;
	Kind kind;
	void *at;
} table[] = {
	{ "pure-eval", K_BOOL, &settings.pure_eval },
	{ "restrict-eval", K_BOOL, &settings.restrict_eval },
	{ "read-only-mode", K_BOOL, &settings.read_only },
	{ "allow-import-from-derivation", K_BOOL, &settings.allow_ifd },
	{ "trace-import-from-derivation", K_BOOL, &settings.trace_ifd },
	{ "trace-verbose", K_BOOL, &settings.trace_verbose },
	{ "abort-on-warn", K_BOOL, &settings.abort_on_warn },
	{ "allow-unsafe-native-code-during-evaluation", K_BOOL,
	    &settings.native_code },
	{ "trace-function-calls", K_BOOL, &settings.trace_calls },
	{ "show-trace", K_BOOL, &settings.show_trace },
	{ "max-call-depth", K_INT, &settings.max_call_depth },
	{ "lint-url-literals", K_LINT, &settings.lint_url },
	{ "lint-short-path-literals", K_LINT, &settings.lint_short_path },
	{ "lint-absolute-path-literals", K_LINT, &settings.lint_abs_path },
	{ "eval-system", K_STR, &settings.system },
	{ "experimental-features", K_LIST, &settings.features },
	{ "allowed-uris", K_LIST, &settings.allowed_uris },
	{ "nix-path", K_LIST, &settings.nix_path },
	{ "eval-profiler", K_STR, &settings.profiler },
	{ "eval-profile-file", K_STR, &settings.profile_file },
	{ "eval-profiler-frequency", K_INT, &settings.profile_hz }
};

enum { N_TABLE = sizeof(table) / sizeof(*table) };

Str settings_home(void)
{
	const char *home = getenv("HOME");
	struct passwd *pw;

	if (home && *home)
		return str_c(home);
	pw = getpwuid(geteuid());
	return str_c(pw ? pw->pw_dir : "/");
}

static bool parse_bool(Str name, Str value)
{
	if (str_eqc(value, "true") || str_eqc(value, "yes") ||
	    str_eqc(value, "1"))
		return true;
	if (str_eqc(value, "false") || str_eqc(value, "no") ||
	    str_eqc(value, "0"))
		return false;
	err_throw(EK_USAGE, 0, "Boolean setting '%S' has invalid value '%S'",
	    &name, &value);
}

static int parse_lint(Str name, Str value)
{
	if (str_eqc(value, "ignore"))
		return LINT_IGNORE;
	if (str_eqc(value, "warn"))
		return LINT_WARN;
	if (str_eqc(value, "fatal"))
		return LINT_FATAL;
	err_throw(EK_USAGE, 0, "option '%S' has invalid value '%S' (expected "
	    "'ignore', 'warn', or 'fatal')", &name, &value);
}

static int64_t parse_int(Str name, Str value)
{
	int64_t i;

	if (!str_i64(value, &i))
		err_throw(EK_USAGE, 0, "setting '%S' has invalid value '%S'",
		    &name, &value);
	return i;
}

static void parse_list(StrList *list, Str value, bool append)
{
	Str word;

	value = str_dup(&ev.perm, value);
	if (!append)
		list->n = 0;
	while (str_token(&value, " \t\r\n", &word))
		strlist_add(&ev.perm, list, word);
}

static void assign(size_t i, Str name, Str value, bool append)
{
	switch (table[i].kind) {
	case K_BOOL:
	case K_IFD:
		*(bool *)table[i].at = parse_bool(name, value);
		break;
	case K_INT:
		*(int64_t *)table[i].at = parse_int(name, value);
		break;
	case K_STR:
		*(Str *)table[i].at = str_dup(&ev.perm, value);
		break;
	case K_LIST:
		parse_list(table[i].at, value, append);
		break;
	case K_LINT:
		*(int *)table[i].at = parse_lint(name, value);
		break;
	}
	ev.max_depth = (uint32_t)settings.max_call_depth;
	ev.show_trace = settings.show_trace;
}

static ptrdiff_t find(Str name)
{
	size_t i;

	for (i = 0; i < N_TABLE; i++)
		if (str_eqc(name, table[i].name))
			return (ptrdiff_t)i;
	return -1;
}

bool settings_set(Str name, Str value)
{
	bool extra = str_starts(name, STR("extra-"));
	ptrdiff_t i = find(extra ? str_from(name, 6) : name);

	if (i < 0)
		return settings_other && settings_other(name, value);
	assign((size_t)i, name, value, extra);
	return true;
}

bool settings_known(Str name)
{
	if (str_starts(name, STR("extra-")))
		name = str_from(name, 6);
	return find(name) >= 0;
}

bool settings_is_bool(Str name)
{
	ptrdiff_t i = find(name);

	return i >= 0 && table[i].kind == K_BOOL;
}

bool settings_feature(const char *name)
{
	size_t i;

	for (i = 0; i < settings.features.n; i++)
		if (str_eqc(settings.features.v[i], name))
			return true;
	return false;
}

static int conf_set(void *ctx, Str name, Str value, Err *err)
{
	(void)ctx;
	(void)err;
	if (!settings_set(name, value))
		err_warn("unknown setting '" STR_F "'", STR_A(name));
	return 0;
}

static void conf_file(Str file, bool required);

static int conf_include(void *ctx, Str file, bool required, Err *err)
{
	Str base = *(Str *)ctx;
	ptrdiff_t slash = str_rchr(base, '/');

	(void)err;
	if (file.n && file.p[0] != '/' && slash >= 0)
		file = str_cat2(&ev.perm, str_sub(base, 0, (size_t)slash + 1),
		    file);
	conf_file(file, required);
	return 0;
}

static void conf_text(Str text, Str file)
{
	ConfEvents events = { conf_set, conf_include, &file };
	Err err;

	if (conf_parse(text, str_z(&ev.perm, file), &events, &err))
		err_from(&err);
}

static void conf_file(Str file, bool required)
{
	Str text;
	Err err;

	if (!os_exists(OS_CWD, str_z(&ev.perm, file))) {
		if (required)
			err_throw(EK_USAGE, 0, "file '%S' included but not "
			    "found", &file);
		return;
	}
	if (os_read_file(&ev.perm, OS_CWD, str_z(&ev.perm, file), &text,
	    &err) == 0)
		conf_text(text, file);
}

/* NIX_PATH is separated by colons, but URLs have colons too. */
static void nix_path(Str s)
{
	size_t i = 0;

	settings.nix_path.n = 0;
	while (i < s.n) {
		size_t start = i, value = i;
		Str rest;

		while (i < s.n && s.p[i] != ':') {
			if (s.p[i] == '=')
				value = i + 1;
			i++;
		}
		rest = str_from(s, value);
		if (i < s.n && (str_starts(rest, STR("channel:")) ||
		    str_starts(str_from(s, i), STR("://")) ||
		    str_starts(rest, STR("flake:")))) {
			i++;
			while (i < s.n && s.p[i] != ':')
				i++;
		}
		if (i > start)
			strlist_add(&ev.perm, &settings.nix_path,
			    str_sub(s, start, i));
		i++;
	}
}

static void user_files(void)
{
	const char *files = os_env("NIX_USER_CONF_FILES");
	const char *dirs = getenv("XDG_CONFIG_DIRS");
	const char *home = os_env("XDG_CONFIG_HOME");
	Str list[64], rest, one;
	size_t n = 0;

	if (files) {
		rest = str_c(files);
		while (n < 64 && str_token(&rest, ":", &one))
			list[n++] = one;
	} else {
		list[n++] = home ? str_cat2(&ev.perm, str_c(home),
		    STR("/nix/nix.conf")) : str_cat2(&ev.perm,
		    settings_home(), STR("/.config/nix/nix.conf"));
		rest = str_c(dirs && *dirs ? dirs : "/etc/xdg");
		while (n < 64 && str_token(&rest, ":", &one))
			list[n++] = str_cat2(&ev.perm, one,
			    STR("/nix/nix.conf"));
	}
	while (n)
		conf_file(list[--n], false);
}

void settings_init(void)
{
	const char *dir = os_env("NIX_CONF_DIR");
	const char *s;

	memset(&settings, 0, sizeof(settings));
	settings.allow_ifd = true;
	settings.max_call_depth = 10000;
	settings.profile_hz = 99;
	settings.profile_file = STR("nix.profile");
	ev.max_depth = 10000;
	conf_file(str_cat2(&ev.perm, str_c(dir ? dir : "/etc/nix"),
	    STR("/nix.conf")), false);
	user_files();
	s = getenv("NIX_CONFIG");
	if (s)
		conf_text(str_c(s), STR("NIX_CONFIG"));
	s = getenv("NIX_PATH");
	if (s)
		nix_path(str_c(s));
	s = getenv("NIX_ABORT_ON_WARN");
	if (s && (!strcmp(s, "1") || !strcmp(s, "yes") || !strcmp(s, "true")))
		settings.abort_on_warn = true;
}
