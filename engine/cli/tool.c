/* What the commands without expressions share: see tool.h. */
#define _GNU_SOURCE
#include "engine/cli/tool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/build/build.h"
#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/eval/settings.h"

Arena tool_arena;
Err tool_err;

static const char *program = "mote";
static Str store_uri;
static Store *the_store;

static bool other_setting(Str name, Str value)
{
	Err err = { 0 };

	if (!config_option(name, value, &err))
		return false;
	if (err.code) {
		tool_err = err;
		tool_fail();
	}
	return true;
}

extern bool (*settings_other)(Str name, Str value);

void tool_init(const char *name)
{
	program = name;
	config_init();
	settings_other = other_setting;
	settings_init();
	build_signals();
}

StrList tool_args(int argc, char **argv)
{
	StrList out = { NULL, 0, 0 };
	Str arg;
	size_t k;
	int i;

	for (i = 1; i < argc; i++) {
		arg = str_c(argv[i]);
		if (arg.n <= 2 || arg.p[0] != '-' || arg.p[1] == '-' ||
		    !((arg.p[1] >= 'a' && arg.p[1] <= 'z') ||
		      (arg.p[1] >= 'A' && arg.p[1] <= 'Z'))) {
			strlist_add(&tool_arena, &out, arg);
			continue;
		}
		for (k = 1; k < arg.n; k++) {
			char c = arg.p[k];

			if (!((c >= 'a' && c <= 'z') ||
			      (c >= 'A' && c <= 'Z'))) {
				/* the rest is the last option's value */
				strlist_add(&tool_arena, &out,
					    str_from(arg, k));
				break;
			}
			strlist_add(&tool_arena, &out,
				    str_fmt(&tool_arena, "-%c", c));
		}
	}
	return out;
}

Str tool_value(const StrList *args, size_t *i)
{
	Str option = args->v[*i];

	if (*i + 1 >= args->n)
		tool_usage("'" STR_F "' requires an argument", STR_A(option));
	return args->v[++*i];
}

uint64_t tool_number(const StrList *args, size_t *i)
{
	Str option = args->v[*i];
	Str text = tool_value(args, i);
	uint64_t unit = 1;
	uint64_t v;
	int64_t below;

	if (text.n) {
		switch (text.p[text.n - 1]) {
		case 'k': case 'K':
			unit = 1u << 10;
			break;
		case 'm': case 'M':
			unit = 1u << 20;
			break;
		case 'g': case 'G':
			unit = 1u << 30;
			break;
		case 't': case 'T':
			unit = (uint64_t)1 << 40;
			break;
		}
		if (unit > 1)
			text.n--;
	}
	/* what is below zero counts as nothing */
	if (str_i64(text, &below) && below < 0)
		return 0;
	if (!str_u64(text, &v) || v > UINT64_MAX / unit)
		tool_usage("'" STR_F "' requires an integer argument",
			  STR_A(option));
	return v * unit;
}

static void set(const char *name, Str value)
{
	if (!settings_set(str_c(name), value))
		tool_usage("unknown setting '%s'", name);
}

/* Options of the old commands that stand for settings. */
static const struct {
	const char *option;
	const char *setting;
	const char *value;      /* NULL: the next argument */
} ALIASES[] = {
	{ "-K", "keep-failed", "true" },
	{ "-k", "keep-going", "true" },
	{ "-j", "max-jobs", NULL },
	{ "--fallback", "fallback", "true" },
	{ "--cores", "cores", NULL },
	{ "--max-silent-time", "max-silent-time", NULL },
	{ "--timeout", "timeout", NULL },
};

/* --NAME, --no-NAME or --NAME VALUE of a setting. */
static bool setting_option(const StrList *args, size_t *i)
{
	Str name = str_from(args->v[*i], 2);
	bool no = str_starts(name, STR("no-"));
	const ConfigInfo *info;
	bool known = false;
	bool boolean = false;
	size_t k;
	Str bare = no ? str_from(name, 3) : name;
	Str plain = str_starts(bare, STR("extra-")) ? str_from(bare, 6) :
		    bare;

	if (settings_known(plain)) {
		known = true;
		boolean = settings_is_bool(plain);
	}
	for (k = 0; !known && (info = config_info(k)) != NULL; k++) {
		if (!str_eqc(plain, info->name))
			continue;
		known = true;
		boolean = info->is_bool;
	}
	for (k = 0; !known; k++) {
		Str shown;
		const char *s = store_setting_show(&tool_arena, k, &shown);

		if (!s)
			break;
		if (str_eqc(plain, s))
			known = boolean = true;
	}
	if (!known || (no && !boolean))
		return false;
	if (boolean)
		set(str_z(&tool_arena, bare), no ? STR("false") : STR("true"));
	else
		set(str_z(&tool_arena, bare), tool_value(args, i));
	return true;
}

static void log_level(int by)
{
	int level = (int)log_verbosity + by;

	log_verbosity = (LogLevel)(level < 0 ? 0 : level > LVL_VOMIT ?
				   LVL_VOMIT : level);
}

bool tool_option(const StrList *args, size_t *i)
{
	Str a = args->v[*i];
	LogFormat format;
	size_t k;
	Str name;

	if (a.n < 2 || a.p[0] != '-')
		return false;
	if (str_eqc(a, "-v") || str_eqc(a, "--verbose")) {
		log_level(1);
	} else if (str_eqc(a, "--quiet")) {
		log_level(log_verbosity > LVL_ERROR ? -1 : 0);
	} else if (str_eqc(a, "--debug")) {
		log_verbosity = LVL_DEBUG;
	} else if (str_eqc(a, "--option")) {
		name = tool_value(args, i);
		name = str_dup(&tool_arena, name);
		if (!settings_set(name, tool_value(args, i)))
			log_msg(LVL_WARN, "warning: unknown setting '" STR_F
				"'", STR_A(name));
	} else if (str_eqc(a, "--log-format")) {
		name = tool_value(args, i);
		if (!log_format_parse(name, &format))
			tool_usage("option 'log-format' has an invalid value "
				  "'" STR_F "'", STR_A(name));
		log_format(format);
	} else if (str_eqc(a, "--store")) {
		store_uri = tool_value(args, i);
	} else if (str_eqc(a, "-Q") || str_eqc(a, "--no-build-output")) {
		log_level(log_verbosity > LVL_NOTICE ? -1 : 0);
	} else if (str_eqc(a, "-L") || str_eqc(a, "--print-build-logs")) {
		log_format(LOG_BAR_LOGS);
	} else if (str_eqc(a, "--readonly-mode")) {
		settings.read_only = true;
	} else if (str_eqc(a, "--show-trace")) {
		set("show-trace", STR("true"));
	} else if (str_eqc(a, "--no-gc-warning")) {
		return true;
	} else {
		for (k = 0; k < sizeof ALIASES / sizeof ALIASES[0]; k++) {
			if (!str_eqc(a, ALIASES[k].option))
				continue;
			set(ALIASES[k].setting, ALIASES[k].value ?
			    str_c(ALIASES[k].value) : tool_value(args, i));
			return true;
		}
		return a.p[1] == '-' && a.n > 2 && setting_option(args, i);
	}
	return true;
}

Store *tool_store(void)
{
	StorePlaces p = { 0 };
	StoreOpen how = { settings.read_only };
	int rc;

	if (the_store)
		return the_store;
	rc = store_places(&tool_arena, store_uri, &p, &tool_err);
	if (rc == 0)
		rc = store_open(&p, how, &the_store, &tool_err);
	tool_check(rc);
	return the_store;
}

Store *tool_store_if_open(void)
{
	return the_store;
}

void tool_print(Str line)
{
	fwrite(line.p, 1, line.n, stdout);
	putchar('\n');
}

int tool_done(int code)
{
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "error: writing to standard output: %s\n",
			strerror(errno));
		code = 1;
	}
	log_stop();
	store_close(the_store);
	the_store = NULL;
	return code;
}

void tool_fail(void)
{
	int code = tool_err.exit_code ? tool_err.exit_code : 1;

	fflush(stdout);
	log_stop();
	fprintf(stderr, "%s\n", err_show(&tool_err, &tool_arena).p);
	store_close(the_store);
	exit(code);
}

void tool_check(int rc)
{
	if (rc)
		tool_fail();
}

void tool_usage(const char *fmt, ...)
{
	va_list ap;
	Str text;

	va_start(ap, fmt);
	text = str_vfmt(&tool_arena, fmt, ap);
	va_end(ap);
	fflush(stdout);
	log_stop();
	fprintf(stderr, "error: %s\nTry '%s --help' for more information.\n",
		text.p, program);
	store_close(the_store);
	exit(1);
}

int tool_version(const char *name)
{
	printf("%s (Nix) %s\n", name, CLI_VERSION);
	return tool_done(0);
}

int tool_help(const char *text)
{
	fputs(text, stdout);
	return tool_done(0);
}
