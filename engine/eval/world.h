/*
 * The store as the evaluator sees it: the one border between the two. The
 * store is opened when something first needs it; --eval of plain
 * expressions never does.
 */
#ifndef EVAL_WORLD_H
#define EVAL_WORLD_H

#include "engine/eval/eval.h"
#include "engine/fmt/drv.h"
#include "engine/store/store.h"

/* world_init: uri as --store has it ("" for the default). */
void world_init(Str uri);
/* world_store: the open store; errors throw. */
Store *world_store(void);
/* world_store_dir: "/nix/store". */
Str world_store_dir(void);
Str world_state_dir(void);
/* world_real_name: where a path below the store really is (ev.tmp). */
const char *world_real_name(Str path);
/* world_in_store: path = store path + rest. */
bool world_in_store(Str path, Str *store_path, Str *rest);
/* world_commit: everything instantiated so far goes to disk. */
void world_commit(void);

/* world_show_ctx: a context element for people. */
Str world_show_ctx(const CtxElem *e);
/* world_copy_path: a path value as a string in the store; cached. */
V world_copy_path(V path, uint32_t *ctx);
/*
 * world_add_path: what builtins.path does. filter is a function or 0;
 * expect a hash or NULL. Gives the store path as a string with context.
 */
V world_add_path(Str name, V path, V filter, bool recursive,
    const Hash *expect, uint32_t ctx);
V world_add_text(Str name, Str text, uint32_t ctx);
/* world_path_value: a store path as a string that knows its origin. */
V world_path_value(Str store_path);
bool world_is_valid(Str store_path);
/* world_add_drv: write it (or not, in read-only mode); its path. */
Str world_add_drv(Drv *drv);
DrvHashes *world_hashes(void);
void world_read_drv(Arena *a, Str path, Drv *drv);
void world_closure(Arena *a, StrList *paths);
/*
 * world_realise: make valid what ctx names, building it if it is an
 * output. Errors throw.
 */
void world_realise(uint32_t ctx);
/* world_refs_of: references of a valid store path that text mentions. */
uint32_t world_refs_in(Str store_path, Str text);

/* world_fetch_tarball: the store path of an unpacked tarball. */
Str world_fetch_tarball(Str url, Str name);

/*
 * What other rooms do for the evaluator; the program sets these. build:
 * realise "/nix/store/X.drv!out" entries. ensure: substitute a path.
 * download: the contents of url as a file at *file, which the callee keeps
 * until the end. unpack: a tarball into dir, which does not exist yet,
 * without its single top folder.
 */
typedef struct {
	int (*build)(Store *s, const StrList *drvs, Err *err);
	int (*ensure)(Store *s, Str path, Err *err);
	int (*download)(Arena *a, Str url, Str *file, Err *err);
	int (*unpack)(Str file, Str dir, Err *err);
} WorldHooks;

extern WorldHooks world_hooks;

#endif
