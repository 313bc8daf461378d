/* "nix": finds its command, and the options that stand before it. */
#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/cli/cli.h"
#include "engine/cli/nix.h"

static const NixCommand commands[] = {
	{ "build", nix_cmd_build, "[-f FILE | --expr E] [INSTALLABLES...] "
	  "[-o LINK] [--no-link] [--json] [--print-out-paths] [--dry-run] "
	  "[--rebuild]", "build a derivation or fetch a store path" },
	{ "develop", nix_cmd_develop, "[-f FILE] [INSTALLABLE] "
	  "[-c COMMAND ARGS...] [-i] [--unpack | --build | ...]",
	  "run a bash shell that provides the build environment" },
	{ "shell", nix_cmd_shell, "[-f FILE] [INSTALLABLES...] "
	  "[-c COMMAND ARGS...] [-i] [-k NAME]",
	  "run a shell in which the packages are available" },
	{ "run", nix_cmd_run, "[-f FILE] [INSTALLABLE] [ARGS...]",
	  "run a package's main program" },
	{ "eval", nix_cmd_eval, "[-f FILE | --expr E] [ATTR] [--raw | "
	  "--json] [--apply F] [--write-to PATH]", "evaluate an expression" },
	{ "log", nix_cmd_log, "INSTALLABLE", "show a build log" },
	{ "path-info", nix_cmd_path_info, "[-r] [-s] [-S] [-h] [--sigs] "
	  "[--json] [--all] INSTALLABLES...",
	  "query information about store paths" },
	{ "why-depends", nix_cmd_why, "[--all] [--precise] PACKAGE "
	  "DEPENDENCY", "show why a package has another in its closure" },
	{ "copy", nix_cmd_copy, "[--from URI] [--to URI] [--all] "
	  "[--no-check-sigs] INSTALLABLES...",
	  "copy paths between stores" },
	{ "search", nix_cmd_search, "[-f FILE] [--json] [-e REGEX] "
	  "INSTALLABLE REGEX...", "search for packages" },
	{ "derivation show", nix_cmd_drv_show, "[-r] INSTALLABLES...",
	  "show the contents of store derivations" },
	{ "hash path", nix_cmd_hash_path, "[--type ALGO] [--base16 | "
	  "--base32 | --base64 | --sri] PATHS...",
	  "hash of the NAR of paths" },
	{ "hash file", nix_cmd_hash_file, "[--type ALGO] [--base16 | "
	  "--base32 | --base64 | --sri] FILES...", "hash of files" },
	{ "hash convert", nix_cmd_hash_convert, "[--hash-algo ALGO] "
	  "[--to FORMAT] HASHES...", "hashes in another format" },
	{ "hash to-base16", nix_cmd_to_base16, "[--type ALGO] HASHES...",
	  "hashes in base 16" },
	{ "hash to-base32", nix_cmd_to_base32, "[--type ALGO] HASHES...",
	  "hashes in Nix's base 32" },
	{ "hash to-base64", nix_cmd_to_base64, "[--type ALGO] HASHES...",
	  "hashes in base 64" },
	{ "hash to-sri", nix_cmd_to_sri, "[--type ALGO] HASHES...",
	  "hashes as SRI" },
	{ "store gc", nix_cmd_store_gc, "[--dry-run] [--max N]",
	  "delete unreachable store paths" },
	{ "store ls", nix_cmd_store_ls, "[-l] [-R] [-d] [--json] PATH",
	  "list a folder in the store" },
	{ "store cat", nix_cmd_store_cat, "PATH",
	  "print a file in the store" },
	{ "store add", nix_cmd_store_add, "[--name NAME] [--mode MODE] PATH",
	  "add a file or folder to the store" },
	{ "store add-path", nix_cmd_store_add, "[--name NAME] PATH",
	  "add a file or folder to the store" },
	{ "store add-file", nix_cmd_store_add, "[--name NAME] PATH",
	  "add a file to the store" },
	{ "store verify", nix_cmd_store_verify, "[--all] [-r] "
	  "[--no-contents] [--no-trust] [-k KEY] [-n N] [INSTALLABLES...]",
	  "check contents and signatures of store paths" },
	{ "store optimise", nix_cmd_store_optimise, "",
	  "replace equal files by hard links" },
	{ "store sign", nix_cmd_store_sign, "-k FILE [--all] [-r] "
	  "INSTALLABLES...", "sign store paths" },
	{ "store ping", nix_cmd_store_ping, "", "is the store there?" },
	{ "store info", nix_cmd_store_ping, "", "is the store there?" },
	{ "store delete", nix_cmd_store_delete, "[--ignore-liveness] "
	  "PATHS...", "delete paths from the store" },
	{ "store dump-path", nix_cmd_store_dump, "PATH",
	  "write a store path as a NAR" },
	{ "store diff-closures", nix_cmd_store_diff, "BEFORE AFTER",
	  "what packages changed between two closures" },
	{ "store repair", nix_cmd_store_repair, "PATHS...",
	  "fetch or build damaged paths again" },
	{ "store copy-sigs", nix_cmd_store_copy_sigs, "-s URI "
	  "INSTALLABLES...", "copy signatures from caches" },
	{ "store copy-log", nix_cmd_store_copy_log, "--to URI "
	  "INSTALLABLES...", "copy build logs" },
	{ "store prefetch-file", nix_cmd_store_prefetch, "[--json] "
	  "[--name NAME] [--hash-type ALGO] [--executable] URL",
	  "download a file into the store" },
	{ "nar ls", nix_cmd_nar_ls, "[-l] [-R] [-d] [--json] NAR PATH",
	  "list a folder in a NAR" },
	{ "nar cat", nix_cmd_nar_cat, "NAR PATH", "print a file in a NAR" },
	{ "nar dump-path", nix_cmd_store_dump, "PATH",
	  "write a path as a NAR" },
	{ "key generate-secret", nix_cmd_key_generate, "--key-name NAME",
	  "make a key to sign with" },
	{ "key convert-secret-to-public", nix_cmd_key_convert, "",
	  "the public half of a key on standard input" },
	{ "config show", nix_cmd_config, "[--json] [NAME]",
	  "show the settings" },
	{ "config check", nix_cmd_doctor, "", "check the installation" },
	{ "doctor", nix_cmd_doctor, "", "check the installation" },
	{ "print-dev-env", nix_cmd_print_env, "[-f FILE] [--json] "
	  "INSTALLABLE", "the build environment as shell code" },
	{ NULL, NULL, NULL, NULL }
};

/* Names of old. */
static const char *const aliases[][2] = {
	{ "dev-shell", "develop" }, { "add-to-store", "store add-path" },
	{ "cat-nar", "nar cat" }, { "cat-store", "store cat" },
	{ "copy-sigs", "store copy-sigs" }, { "dump-path", "store dump-path" },
	{ "hash-file", "hash file" }, { "hash-path", "hash path" },
	{ "ls-nar", "nar ls" }, { "ls-store", "store ls" },
	{ "optimise-store", "store optimise" }, { "ping-store", "store ping" },
	{ "show-config", "config show" }, { "sign-paths", "store sign" },
	{ "show-derivation", "derivation show" },
	{ "to-base16", "hash to-base16" }, { "to-base32", "hash to-base32" },
	{ "to-base64", "hash to-base64" }, { "to-sri", "hash to-sri" },
	{ "verify", "store verify" }, { "diff-closures",
	  "store diff-closures" }, { "app", "run" }
};

static const NixCommand *current;

static void overview(FILE *to)
{
	const NixCommand *c;

	fputs("usage: nix [OPTIONS] COMMAND ARGUMENTS...\n\ncommands:\n", to);
	for (c = commands; c->name; c++)
		fprintf(to, "  %-28s %s\n", c->name, c->about);
	if (cli_find("repl"))
		fprintf(to, "  %-28s %s\n", "repl",
			"evaluate expressions interactively");
	fputs("\n'nix COMMAND --help' tells more.\n", to);
}

void nix_help(void)
{
	cmd_out("usage: nix %s %s\n\nnix %s: %s\n\nCommon options: "
		"--option NAME VALUE, --store URI, -v, --quiet, -L, "
		"--log-format FORMAT,\n-j N, --cores N, -I PATH, --arg NAME "
		"EXPR, --argstr NAME STRING.\n", current->name,
		current->usage, current->name, current->about);
}

StrList nix_options(bool (*own)(const char *arg))
{
	StrList left = { 0 };
	bool raw = false;
	char *arg;

	while ((arg = cmd_next())) {
		if (!raw && !strcmp(arg, "--")) {
			raw = true;
		} else if (raw || arg[0] != '-' || arg[1] == 0) {
			strlist_add(&ev.perm, &left, str_c(arg));
		} else if (!strcmp(arg, "--help")) {
			nix_help();
			exit(0);
		} else if (!(own && own(arg)) && !cmd_common(arg)) {
			cmd_bad(arg);
		}
	}
	return left;
}

/* How many values an option before the command takes. */
static int values(const char *opt)
{
	static const char *const one[] = {
		"--store", "--log-format", "--max-jobs", "-j", "--cores",
		"--experimental-features", "--extra-experimental-features",
		"-I", "--include", "--substituters", "--eval-store",
		"--timeout", "--system"
	};
	size_t i;

	if (!strcmp(opt, "--option"))
		return 2;
	for (i = 0; i < sizeof one / sizeof *one; i++)
		if (!strcmp(opt, one[i]))
			return 1;
	return 0;
}

static const NixCommand *find(const char *word, const char *next,
			      int *words)
{
	const NixCommand *c;
	char both[128];
	size_t i;

	for (i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (!strcmp(word, aliases[i][0]))
			word = aliases[i][1];
	snprintf(both, sizeof both, "%s %s", word, next ? next : "");
	for (c = commands; c->name; c++) {
		*words = 1;
		if (!strcmp(c->name, word))
			return c;
		*words = 2;
		if (next && !strcmp(c->name, both))
			return c;
	}
	return NULL;
}

static int body(void)
{
	cmd.new_style = true;
	log_verbosity = LVL_NOTICE;
	log_format(LOG_BAR);
	cmd.print_missing = false;
	/* -f and --impure take this back */
	settings_set(STR("pure-eval"), STR("true"));
	return current->run();
}

static int unknown(const char *word, const char *next)
{
	const NixCommand *c;
	size_t n = strlen(word);
	bool group = false;

	for (c = commands; c->name; c++)
		group |= !strncmp(c->name, word, n) && c->name[n] == ' ';
	if (group && !next)
		fprintf(stderr, "error: no subcommand of 'nix %s' "
			"specified\n", word);
	else
		fprintf(stderr, "error: '%s%s%s' is not a recognised "
			"command\n", word, group ? " " : "",
			group ? next : "");
	fputs("Try 'nix --help' for more information.\n", stderr);
	return 1;
}

int cli_nix(int argc, char **argv)
{
	char **v = calloc((size_t)argc + 2, sizeof *v);
	int i = 1, at, words, n = 0;

	if (!v)
		return 1;
	while (i < argc && argv[i][0] == '-') {
		if (!strcmp(argv[i], "--help")) {
			overview(stdout);
			return 0;
		}
		if (!strcmp(argv[i], "--version")) {
			printf("nix (Nix) %s\n", CLI_VERSION);
			return 0;
		}
		i += 1 + values(argv[i]);
	}
	if (i >= argc) {
		overview(stderr);
		return 1;
	}
	at = i;
	if (!strcmp(argv[at], "repl") && cli_find("repl"))
		return cli_find("repl")(argc - at, argv + at);
	current = find(argv[at], at + 1 < argc ? argv[at + 1] : NULL, &words);
	if (!current)
		return unknown(argv[at], at + 1 < argc ? argv[at + 1] : NULL);
	/* nix OPTIONS COMMAND ARGUMENTS: the options go behind */
	v[n++] = argv[at + words - 1];
	for (i = 1; i < at; i++)
		v[n++] = argv[i];
	for (i = at + words; i < argc; i++)
		v[n++] = argv[i];
	return cmd_run("nix", body, n, v);
}
