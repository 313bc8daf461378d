/*
 * What the commands without expressions share (nix-store, nix-hash,
 * nix-collect-garbage): settings from files, environment and options, the
 * store that they name, and how an error ends the program. They start
 * without an evaluator.
 */
#ifndef CLI_TOOL_H
#define CLI_TOOL_H

#include "base/err.h"
#include "engine/cli/cli.h"
#include "engine/store/store.h"

/* Live as long as the program. */
extern Arena tool_arena;
extern Err tool_err;

/*
 * tool_init: defaults, nix.conf, NIX_CONFIG. name is the command for
 * messages ("nix-store").
 */
void tool_init(const char *name);
/*
 * tool_args: the arguments with grouped short options apart ("-qR" as
 * "-q" "-R", "-j4" as "-j" "4"), argv[0] left out.
 */
StrList tool_args(int argc, char **argv);
/*
 * tool_option: if args[*i] is an option that every command has (-v, -j N,
 * -K, --option NAME VALUE, --store URI, --SETTING [VALUE]...), obey it,
 * leave *i at its last argument, and return true.
 */
bool tool_option(const StrList *args, size_t *i);
/* tool_value: the argument after args[*i], which must be there. */
Str tool_value(const StrList *args, size_t *i);
/* tool_number: the same as a number, with K, M, G or T after it. */
uint64_t tool_number(const StrList *args, size_t *i);
/* tool_store: open the store that options and environment name. */
Store *tool_store(void);
/* tool_store_if_open: the same if it is open already, else NULL. */
Store *tool_store_if_open(void);

/* tool_fail: print tool_err and leave with its exit code. */
void tool_fail(void) __attribute__((noreturn));
/* tool_usage: an error in the command line. */
void tool_usage(const char *fmt, ...)
	__attribute__((noreturn, format(printf, 1, 2)));
/* tool_check: tool_fail unless rc is 0. */
void tool_check(int rc);
/* tool_done: flush standard output, close the store; the exit code. */
int tool_done(int code);
/* tool_print: a line to standard output. */
void tool_print(Str line);
/* tool_version: "NAME (Nix) VERSION". */
int tool_version(const char *name);
/* tool_help: text of a command. */
int tool_help(const char *text);

#endif
