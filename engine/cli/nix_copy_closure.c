/* nix-copy-closure: to and from other machines, over ssh. */
#include <stdlib.h>

#include "engine/cli/cli.h"
#include "engine/cli/nix.h"
#include "engine/cli/remote.h"

static const char help[] =
"usage: nix-copy-closure [--to | --from] [--gzip] [--include-outputs]\n"
"  [--use-substitutes | -s] HOST PATHS...\n"
"\n"
"Copies PATHS with all that they depend on to (or from) the store of\n"
"another machine that has nix-store and can be reached with ssh.\n";

static int body(void)
{
	bool from = false, outputs = false;
	const char *host = NULL;
	StrList paths = { 0 };
	Place here, there;
	Str uri, path;
	char *arg;
	size_t i;
	Err err;

	while ((arg = cmd_next())) {
		if (!strcmp(arg, "--help")) {
			cmd_help(help);
			return 0;
		} else if (!strcmp(arg, "--version")) {
			cmd_version("nix-copy-closure");
			return 0;
		} else if (!strcmp(arg, "--to")) {
			from = false;
		} else if (!strcmp(arg, "--from")) {
			from = true;
		} else if (!strcmp(arg, "--include-outputs")) {
			outputs = true;
		} else if (!strcmp(arg, "--gzip") || !strcmp(arg, "--bzip2")
			   || !strcmp(arg, "--xz") ||
			   !strcmp(arg, "--show-progress") ||
			   !strcmp(arg, "--sign") || !strcmp(arg, "-s") ||
			   !strcmp(arg, "--use-substitutes")) {
			;       /* compression is ssh's business */
		} else if (cmd_common(arg)) {
			;
		} else if (arg[0] == '-') {
			cmd_bad(arg);
		} else if (!host) {
			host = arg;
		} else {
			strlist_add(&ev.perm, &paths, str_c(arg));
		}
	}
	if (!host)
		cmd_usage("no host name specified");
	uri = str_starts(str_c(host), STR("ssh://")) ? str_c(host) :
	      str_cat2(&ev.perm, STR("ssh://"), str_c(host));
	here = place_open(STR(""), true);
	there = place_open(uri, true);
	for (i = 0; i < paths.n; i++) {
		if (from)
			continue;
		cmd_ok(store_follow(here.store, &ev.perm, paths.v[i], &path,
				    &err), &err);
		paths.v[i] = path;
	}
	strlist_sort(&paths);
	if (outputs && !from)
		cmd_ok(store_closure(here.store, &ev.perm, &paths,
				     CLOSURE_OUTPUTS, &err), &err);
	place_closure(from ? &there : &here, &paths);
	place_copy(from ? &there : &here, from ? &here : &there, &paths,
		   false);
	place_close(&there);
	return 0;
}

int cli_nix_copy_closure(int argc, char **argv)
{
	return cmd_run("nix-copy-closure", body, argc, argv);
}
