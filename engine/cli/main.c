/*
 * The program: one file that is all commands, by the name it is called by.
 */
#include <stdio.h>
#include <string.h>

#include "engine/cli/cli.h"

static const struct {
	const char *name;
	CliCommand run;
} commands[] = {
#define X(name, fn) { name, fn },
	CLI_COMMANDS(X)
#undef X
};

enum { N_COMMANDS = sizeof(commands) / sizeof(*commands) };

CliCommand cli_find(const char *name)
{
	size_t i;

	for (i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return commands[i].run;
	return NULL;
}

static void list_commands(FILE *to)
{
	size_t i;

	fputs("usage: mote COMMAND ARGUMENTS...\ncommands:", to);
	for (i = 0; i < N_COMMANDS; i++)
		if (commands[i].run)
			fprintf(to, " %s", commands[i].name);
	fputc('\n', to);
}

int main(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const char *name = slash ? slash + 1 : argc > 0 ? argv[0] : "mote";
	CliCommand run = cli_find(name);

	if (run)
		return run(argc, argv);
	if (argc < 2) {
		list_commands(stderr);
		return 1;
	}
	if (!strcmp(argv[1], "--help")) {
		list_commands(stdout);
		return 0;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("mote (Nix) " CLI_VERSION);
		return 0;
	}
	run = cli_find(argv[1]);
	if (!run && cli_nix)
		return cli_nix(argc, argv);
	if (!run) {
		fprintf(stderr, "error: '%s' is not a command\n", argv[1]);
		list_commands(stderr);
		return 1;
	}
	return run(argc - 1, argv + 1);
}
