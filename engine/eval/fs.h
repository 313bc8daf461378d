/*
 * Paths as the language sees them: canonical, absolute, perhaps on one of
 * the built-in file systems.
 */
#ifndef EVAL_FS_H
#define EVAL_FS_H

#include "engine/eval/value.h"
#include "base/err.h"

/* fs_canon: absolute and without ".", ".." and empty parts. */
Str fs_canon(Arena *a, Str s, Str base);
/* fs_show: as it is printed, also «nix-internal»/... and <nix/...>. */
Str fs_show(V path);
/* fs_text_of: the string that toString gives. */
/* fs_read: a file's contents. The error names the path. */
int fs_read(Str path, Arena *a, Str *text, Err *err);

typedef enum { PT_MISSING, PT_FILE, PT_DIR, PT_LINK, PT_OTHER } PathType;
/* fs_lstat: never fails; what cannot be looked at is missing. */
PathType fs_lstat(Str path);
/*
 * fs_resolve: links followed; all: also the last part. Errors throw.
 */
Str fs_resolve(Arena *a, Str path, bool all);
V fs_parent(V path);
Str fs_base(Str path);
/* fs_expr: what import reads for a path: links, default.nix. */
V fs_expr(V path);
/* fs_find: search the lookup path entries for <name>. */
V fs_find(Str name, Pos pos);
V fs_find_in(const Str *prefixes, const Str *paths, size_t n, Str name,
    Pos pos);
/* fs_lookup_list: the value of __nixPath. */
V fs_lookup_list(void);
void fs_init(void);
/* fs_check: throws when restricted or pure mode forbids the path. */
void fs_check(Str path);
void fs_allow(Str path);
/* fs_corefile: text of a file of the built-in file systems. */
bool fs_corefile(V path, Str *text);
/* fs_file_arg: a file name or <name> on the command line. */
V fs_file_arg(Str arg);

#endif
