/* Copies and moves of trees of files. */
#ifndef BUILD_COPY_H
#define BUILD_COPY_H

#include "base/err.h"

/*
 * copy_tree: files (with their executable bit), folders and links; anything
 * else is an error. to must not exist.
 */
int copy_tree(const char *from, const char *to, Err *err);
/*
 * move_path: rename; a folder is made writable for it, as a folder's ".."
 * changes with its place.
 */
int move_path(const char *from, const char *to, Err *err);

#endif
