/*
 * What the commands that evaluate have in common: starting the evaluator,
 * the options that all of them take, and how they end.
 */
#ifndef CLI_EVALCMD_H
#define CLI_EVALCMD_H

#include "engine/eval/eval.h"

/*
 * evalcmd_run: body(arg) on the evaluator's stack, with symbols, settings
 * (nix.conf, environment) ready. Errors it throws are printed; the result
 * is the exit code. program: for messages.
 */
int evalcmd_run(const char *program, int (*body)(void *), void *arg);

/*
 * evalcmd_option: if argv[*i] is one of the common options (--option, -I,
 * --arg, --argstr, --show-trace, --SETTING ..., -v, --store, ...), take it
 * and its values, leave *i at the last of them, and return true. Throws a
 * usage error when a value is missing.
 */
bool evalcmd_option(int argc, char **argv, int *i);
/* evalcmd_arg: the value that must follow argv[*i]. */
const char *evalcmd_arg(int argc, char **argv, int *i);
/* evalcmd_begin: options are read: make the builtins. */
void evalcmd_begin(void);
/* evalcmd_auto_args: what --arg and --argstr gave. */
Attrs *evalcmd_auto_args(void);
/* evalcmd_end: write out what was instantiated, print statistics. */
void evalcmd_end(void);
/* evalcmd_out: text on standard output. */
void evalcmd_out(Str s);
/* evalcmd_stdin: the expression on standard input. */
Expr *evalcmd_stdin(void);
/* evalcmd_cwd: the folder that relative paths in -E are relative to. */
Str evalcmd_cwd(void);
_Noreturn void evalcmd_usage(const char *fmt, const char *what);

#endif
