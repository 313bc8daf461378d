/* Files and folders below a store path: listings and searches. */
#ifndef CLI_WALK_H
#define CLI_WALK_H

#include "base/str.h"

/* walk_hits: where below path a hash part occurs, as "file: ...text...". */
void walk_hits(Str path, Str hash_part, StrList *out);

typedef struct {
	bool json, recursive, is_long, dirs;
	Str nar;                /* of a NAR: the top that name is in */
} ListOptions;

/* walk_list: what "nix store ls" prints of name (real path). */
void walk_list(Str name, Str shown, const ListOptions *o);

#endif
