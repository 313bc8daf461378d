/*
 * Derivations found in values, and values found by attribute paths: what
 * the commands look for in what they evaluated.
 */
#ifndef EVAL_DRVS_H
#define EVAL_DRVS_H

#include "engine/eval/eval.h"

typedef struct {
	Str attr_path;
	V set;                  /* an evaluated set of type "derivation" */
} DrvFound;

typedef struct {
	DrvFound *v;
	size_t n, cap;
} DrvList;

/*
 * drvs_collect: as nix-env and nix-build do: v itself, else the elements
 * of a list or the attributes of a set, deeper where
 * recurseForDerivations is true. ignore_assert: those whose evaluation
 * fails an assertion are left out.
 */
void drvs_collect(DrvList *out, V v, Str prefix, Attrs *auto_args,
    bool ignore_assert);
Str drvs_name(V set);
/* drvs_system: "unknown" if it has none. */
Str drvs_system(V set);
/* drvs_path: the drvPath; throws when there is none. */
Str drvs_path(V set);
Str drvs_out_path(V set);
Str drvs_output_name(V set);
/* drvs_meta: an attribute of meta that is plain data, or 0. */
V drvs_meta(V set, Str name);

typedef struct {
	Str name;
	Str path;               /* empty unless asked for */
} DrvOut;

/* drvs_outputs: to_install: only meta.outputsToInstall. In ev.perm. */
DrvOut *drvs_outputs(V set, bool paths, bool to_install, size_t *n);

/* attrpath_find: path is "a.b.\"c d\".0"; *pos may be NULL. Throws. */
V attrpath_find(Str path, Attrs *auto_args, V v, Pos *pos);
/* attrpath_split: its parts, in ev.perm. */
StrList attrpath_split(Str path);

#endif
