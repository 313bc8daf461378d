/* What the commands share: see cmd.h. */
#define _GNU_SOURCE
#include "engine/cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/cli.h"
#include "engine/cli/evalcmd.h"
#include "engine/cli/unpack.h"
#include "engine/eval/fs.h"
#include "engine/fmt/path.h"

Cmdline cmd;

static Arena *const perm = &ev.perm;
static Str tmp_dir;
static pid_t tmp_owner;
static const char *split_rest;  /* of "-abc" */

/* --- beginning and end --------------------------------------------------- */

static void remove_tmp(void)
{
	Err err;

	if (tmp_dir.n && tmp_owner == getpid())
		os_remove_tree(OS_CWD, tmp_dir.p, NULL, &err);
	tmp_dir.n = 0;
}

typedef struct {
	int (*fn)(void);
	int code;
} Run;

static void run_inner(void *arg)
{
	Run *r = arg;

	world_hooks.download = unpack_download;
	world_hooks.unpack = unpack_single;
	build_signals();
	r->code = r->fn();
	if (cmd.begun)
		evalcmd_end();
}

static int run_body(void *arg)
{
	Run *r = arg;
	bool ok = err_try(run_inner, r);

	/* the live view must be off the screen before an error is on it */
	log_stop();
	remove_tmp();
	if (!ok)
		err_raise();
	return r->code;
}

int cmd_run(const char *program, int (*fn)(void), int argc, char **argv)
{
	Run r = { fn, 1 };

	memset(&cmd, 0, sizeof cmd);
	cmd.program = program;
	cmd.argc = argc;
	cmd.argv = argv;
	cmd.print_missing = true;
	return evalcmd_run(program, run_body, &r);
}

void cmd_begin(void)
{
	if (cmd.begun)
		return;
	cmd.begun = true;
	evalcmd_begin();
}

void cmd_ok(int rc, const Err *err)
{
	if (rc)
		err_from(err);
}

void cmd_fail(const char *fmt, ...)
{
	Err err;
	Arena a = { 0 };
	va_list ap;
	Str s;

	va_start(ap, fmt);
	s = str_vfmt(&a, fmt, ap);
	va_end(ap);
	err_set(&err, ERR_FAIL, STR_F, STR_A(s));
	err_from(&err);
}

void cmd_usage(const char *fmt, ...)
{
	va_list ap;
	Str s;

	va_start(ap, fmt);
	s = str_vfmt(perm, fmt, ap);
	va_end(ap);
	err_throw(EK_USAGE, 0, "%S", &s);
}

void cmd_bad(const char *arg)
{
	cmd_usage("unrecognised flag '%s'", arg);
}

/* --- options --------------------------------------------------------------- */

/* Letters that may be written together, as "-vvv" or "-kK". */
static bool may_split(const char *arg)
{
	const char *p;

	if (arg[0] != '-' || arg[1] == '-' || arg[1] == 0 || arg[2] == 0)
		return false;
	if (arg[1] == 'j' || arg[1] == 'I')
		return false;
	for (p = arg + 1; *p; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')))
			return false;
	return true;
}

char *cmd_next(void)
{
	char split[3] = "-?";
	char *arg;

	if (split_rest && *split_rest) {
		split[1] = *split_rest++;
		return str_z(perm, str_c(split));
	}
	split_rest = NULL;
	if (cmd.at + 1 >= cmd.argc)
		return NULL;
	arg = cmd.argv[++cmd.at];
	if (may_split(arg)) {
		split_rest = arg + 1;
		return cmd_next();
	}
	return arg;
}

char *cmd_value(const char *option)
{
	if (cmd.at + 1 >= cmd.argc)
		cmd_usage("flag '%s' requires 1 argument(s)", option);
	return cmd.argv[++cmd.at];
}

static void set(const char *name, Str value)
{
	if (!settings_set(str_c(name), value))
		err_warn("unknown setting '%s'", name);
}

static bool verbosity(const char *arg)
{
	LogFormat f = log_format_now();

	if (!strcmp(arg, "-v") || !strcmp(arg, "--verbose")) {
		if (log_verbosity < LVL_VOMIT)
			log_verbosity++;
	} else if (!strcmp(arg, "--quiet")) {
		if (log_verbosity > LVL_ERROR)
			log_verbosity--;
	} else if (!strcmp(arg, "--debug")) {
		log_verbosity = LVL_DEBUG;
	} else if (!strcmp(arg, "--no-build-output") ||
		   (!strcmp(arg, "-Q") && !cmd.new_style)) {
		log_format(f == LOG_BAR_LOGS ? LOG_BAR : LOG_RAW);
	} else if (!strcmp(arg, "--print-build-logs") ||
		   !strcmp(arg, "-L")) {
		log_format(f == LOG_BAR ? LOG_BAR_LOGS :
			   f == LOG_RAW ? LOG_RAW_LOGS : f);
	} else {
		return false;
	}
	return true;
}

bool cmd_common(const char *arg)
{
	LogFormat f;
	const char *value;

	if (verbosity(arg))
		return true;
	if (!strcmp(arg, "--log-format")) {
		value = cmd_value(arg);
		if (!log_format_parse(str_c(value), &f))
			cmd_usage("option 'log-format' has an invalid value "
				  "'%s'", value);
		log_format(f);
	} else if (arg[0] == '-' && arg[1] == 'j' && arg[2]) {
		set("max-jobs", str_c(arg + 2));
	} else if (!strcmp(arg, "--readonly-mode")) {
		settings.read_only = true;
	} else if (!strcmp(arg, "--no-build-hook")) {
		config.use_hook = false;
	} else if (!strcmp(arg, "--no-gc-warning") ||
		   !strcmp(arg, "--accept-flake-config") ||
		   (cmd.new_style && !strcmp(arg, "--refresh"))) {
		;
	} else if (arg != cmd.argv[cmd.at]) {
		/* one letter of "-kK": as an argument of its own */
		char *one[2] = { (char *)arg, NULL };
		int i = 0;

		return evalcmd_option(1, one, &i);
	} else {
		return evalcmd_option(cmd.argc, cmd.argv, &cmd.at);
	}
	return true;
}

void cmd_version(const char *program)
{
	cmd_out("%s (Nix) %s\n", program, CLI_VERSION);
}

void cmd_help(const char *text)
{
	cmd_puts(str_c(text));
}

/* --- output and places ------------------------------------------------------- */

void cmd_puts(Str s)
{
	log_out(s);
}

void cmd_out(const char *fmt, ...)
{
	Arena a = { 0 };
	va_list ap;

	va_start(ap, fmt);
	log_out(str_vfmt(&a, fmt, ap));
	va_end(ap);
	arena_free(&a);
}

Store *cmd_store(void)
{
	cmd_begin();
	return world_store();
}

Str cmd_cwd(void)
{
	return evalcmd_cwd();
}

Str cmd_abs(Str name)
{
	return fs_canon(perm, name, cmd_cwd());
}

Str cmd_tmp_dir(void)
{
	const char *base = os_env("TMPDIR");
	char name[OS_TEMP_MAX];
	int fd;

	if (tmp_dir.n)
		return tmp_dir;
	if (!base)
		base = "/tmp";
	fd = os_open_follow(OS_CWD, base);
	if (fd < 0 || os_make_temp_dir(fd, cmd.program, name))
		cmd_fail("cannot make a folder in '%s': %s", base,
			 strerror(errno));
	os_close(fd);
	tmp_owner = getpid();
	return tmp_dir = str_fmt(perm, "%s/%s", base, name);
}

/* --- expressions --------------------------------------------------------------- */

V cmd_expr(Str text)
{
	cmd_begin();
	return eval_expr(parse_string(str_dup(perm, text), cmd_cwd(), NULL),
			 ev.base_env);
}

V cmd_file(const char *name)
{
	cmd_begin();
	return eval_expr(parse_file(fs_expr(fs_file_arg(str_c(name))), NULL),
			 ev.base_env);
}

Attrs *cmd_auto_args(void)
{
	cmd_begin();
	return evalcmd_auto_args();
}

/* --- building -------------------------------------------------------------------- */

void cmd_build(const BuildRequest *r, size_t n, BuildMode mode, bool dry)
{
	Store *s = cmd_store();
	Arena a = { 0 };
	Missing m;
	Err err;

	if (cmd.print_missing || dry) {
		cmd_ok(build_missing(s, &a, r, n, &m, &err), &err);
		missing_print(s, &m);
		arena_free(&a);
	}
	if (!dry)
		cmd_ok(build_paths(s, r, n, mode, &err), &err);
}

Str cmd_output_path(Str drv, Str output)
{
	DrvOutput *o;
	Drv d;
	Err err;

	cmd_ok(store_flush(cmd_store(), &err), &err);
	cmd_ok(store_read_drv(cmd_store(), perm, drv, &d, &err), &err);
	o = drv_output(&d, output);
	if (!o || o->path.n == 0)
		cmd_fail("derivation '" STR_F "' has no output '" STR_F "'",
			 STR_A(drv), STR_A(output));
	return o->path;
}

void cmd_add_root(Str link, Str path)
{
	Err err;

	cmd_ok(store_add_root(cmd_store(), perm, cmd_abs(link), path, &err),
	       &err);
}

void cmd_shell_quote(StrBuf *b, Str s)
{
	size_t i;

	sb_putc(b, '\'');
	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			sb_puts(b, "'\\''");
		else
			sb_putc(b, s.p[i]);
	sb_putc(b, '\'');
}

void cmd_exec(const char *program, char **argv)
{
	log_stop();
	fflush(NULL);
	execvp(program, argv);
	cmd_fail("unable to execute '%s': %s", program, strerror(errno));
}
