/*
 * Commands: each is a function that gets its arguments as main does and
 * returns the exit code. The program runs the one whose name it was called
 * by, or the one that its first argument names.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/*
 * Those that a build leaves out are NULL there: a smaller program has fewer
 * of these files.
 */
#define CLI_COMMANDS(X) \
	X("nix-instantiate", cli_nix_instantiate) \
	X("nix-build", cli_nix_build) \
	X("nix-shell", cli_nix_shell) \
	X("nix-store", cli_nix_store) \
	X("nix-env", cli_nix_env) \
	X("nix-hash", cli_nix_hash) \
	X("nix-collect-garbage", cli_nix_collect_garbage) \
	X("nix-copy-closure", cli_nix_copy_closure) \
	X("nix-prefetch-url", cli_nix_prefetch_url) \
	X("nix-channel", cli_nix_channel) \
	X("nix-daemon", cli_nix_daemon) \
	X("nix", cli_nix) \
	X("eval", cli_eval) \
	X("repl", cli_repl) \
	X("trace", cli_trace) \
	X("sources", cli_sources) \
	X("check", cli_check) \
	X("pack", cli_pack) \
	X("image", cli_image)

#define X(name, fn) \
	int fn(int argc, char **argv) __attribute__((weak));
CLI_COMMANDS(X)
#undef X

#define CLI_VERSION "2.34.8"

/* cli_find: the command of that name, or NULL. */
typedef int (*CliCommand)(int argc, char **argv);
CliCommand cli_find(const char *name);

#endif
