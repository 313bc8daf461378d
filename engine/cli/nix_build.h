/* What nix-build and nix-shell have in common. */
#ifndef CLI_NIX_BUILD_H
#define CLI_NIX_BUILD_H

#include "engine/cli/cmd.h"
#include "engine/eval/drvs.h"

/* A derivation to build: from an expression, or named on the command line. */
typedef struct {
	Str drv;
	Str output;
} BuildItem;

typedef struct {
	bool shell;             /* nix-shell */
	bool dry_run, from_args, packages, read_stdin;
	bool pure, interactive;
	BuildMode mode;
	Str out_link;           /* "" for none */
	StrList attrs, left, keep, exclude;
	Str command;            /* --run or --command */
	Str script;             /* of a #! line */
	StrList script_args;
	BuildItem *items;
	size_t items_n;
} BuildCmd;

/* shell_run: what nix-shell does once its derivation is known. */
int shell_run(BuildCmd *c);
/* shell_shebang: are we a script's interpreter? Then its arguments. */
void shell_shebang(BuildCmd *c);
/* shell_option: options that only nix-shell has. */
bool shell_option(BuildCmd *c, const char *arg);

#endif
