/* nix-store, in several files: what they share. */
#ifndef CLI_STORE_H
#define CLI_STORE_H

#include "engine/cli/tool.h"

/* The command line of one operation. */
typedef struct {
	StrList flags;
	StrList args;
	Str root;               /* --add-root, absolute */
	bool no_output;
} StoreArgs;

/* store_flag: remove a flag; was it there? */
bool store_flag(StoreArgs *a, const char *name);
/* store_no_flags, store_no_args: complain about what is left. */
void store_no_flags(const StoreArgs *a);
void store_no_args(const StoreArgs *a);
/* store_arg: the store path that the i-th argument leads to. */
Str store_arg(const StoreArgs *a, size_t i);
/* store_realise_path: build or fetch, make roots, give the outputs. */
StrList store_realise_path(StoreArgs *a, Str path, bool build);
/* store_collect: collect and print what was freed. */
void store_collect(const GcOptions *o);

int op_query(StoreArgs *a);

#endif
