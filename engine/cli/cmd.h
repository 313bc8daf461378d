/*
 * What the commands share: how they start and end, the options that all
 * of them have, expressions on the command line.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "engine/build/build.h"
#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/eval/eval.h"
#include "engine/eval/world.h"

/*
 * cmd_run: fn with the evaluator, settings and signals set up, on a large
 * stack; errors that it throws are printed. Returns the exit code.
 */
int cmd_run(const char *program, int (*fn)(void), int argc, char **argv);

/* What the options on the command line said. */
typedef struct {
	const char *program;
	int argc;
	char **argv;
	int at;                 /* the argument that is looked at */
	bool new_style;         /* "nix ..." */
	bool begun;             /* cmd_begin was called */
	bool print_missing;
} Cmdline;

extern Cmdline cmd;

/* cmd_next: the next argument, or NULL. "-abc" comes as "-a", "-b"... */
char *cmd_next(void);
/* cmd_value: the argument that belongs to option; throws if none. */
char *cmd_value(const char *option);
/*
 * cmd_common: is arg (with what follows) an option that every command
 * has? Then it is done. False: not known here.
 */
bool cmd_common(const char *arg);
/* cmd_bad: "unrecognised flag"; throws. */
_Noreturn void cmd_bad(const char *arg);
_Noreturn void cmd_usage(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
/* cmd_ok: throws err if rc is not 0. */
void cmd_ok(int rc, const Err *err);
/* cmd_fail: throws an error with that text. */
_Noreturn void cmd_fail(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
/* cmd_help: text to standard output, or through a pager. */
void cmd_help(const char *text);
void cmd_version(const char *program);

/*
 * cmd_begin: the options are read. cmd_store and whatever evaluates call it
 * by themselves.
 */
void cmd_begin(void);
/* cmd_store: the store of the command; opened when first asked for. */
Store *cmd_store(void);
/* cmd_out: text to standard output. */
void cmd_out(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void cmd_puts(Str s);
/* cmd_auto_args: the set that --arg and --argstr make. */
Attrs *cmd_auto_args(void);
/* cmd_expr: the value of an expression given as text. */
V cmd_expr(Str text);
/* cmd_file: of a file, folder or <name>. */
V cmd_file(const char *name);
/* cmd_abs: an absolute path of a name. */
Str cmd_abs(Str name);
/* cmd_cwd: where we are. */
Str cmd_cwd(void);
/* cmd_tmp_dir: a folder that goes away when the command ends. */
Str cmd_tmp_dir(void);

/*
 * cmd_build: say what is missing, then build (unless dry); throws.
 */
void cmd_build(const BuildRequest *r, size_t n, BuildMode mode, bool dry);
/* cmd_output_path: of an output of a derivation. */
Str cmd_output_path(Str drv, Str output);
/* cmd_add_root: link to path, as an indirect root. */
void cmd_add_root(Str link, Str path);
/* cmd_shell_quote: '...' for sh. */
void cmd_shell_quote(StrBuf *b, Str s);
/* cmd_exec: become another program; throws if that fails. */
_Noreturn void cmd_exec(const char *program, char **argv);

#endif
