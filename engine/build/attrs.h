/*
 * What a derivation asks of its builder: attributes, from the environment
 * or from structured attributes, and the environment that results.
 */
#ifndef BUILD_ATTRS_H
#define BUILD_ATTRS_H

#include "engine/build/scan.h"
#include "engine/fmt/drv.h"
#include "engine/fmt/tree.h"
#include "engine/store/store.h"

typedef struct {
	Str path;               /* of the .drv */
	const Drv *drv;
	bool structured;
	Tree json;              /* of __json */
} DrvAttrs;

/* attrs_init: reads __json if there is one. Gives ERR_FORMAT. */
int attrs_init(Arena *a, Str path, const Drv *drv, DrvAttrs *out, Err *err);
bool attrs_str(const DrvAttrs *d, const char *name, Str *value);
bool attrs_bool(const DrvAttrs *d, const char *name, bool other);
/* attrs_list: *given says whether the attribute is there at all. */
int attrs_list(const DrvAttrs *d, Arena *a, const char *name, bool *given,
	       StrList *out, Err *err);
/* attrs_can_build: here, with our platforms and features. */
bool attrs_can_build(const DrvAttrs *d, Arena *a);
int attrs_features(const DrvAttrs *d, Arena *a, StrList *out, Err *err);

/* A file that the build folder has before the builder starts. */
typedef struct {
	Str name, text;
} BuildFile;

typedef struct {
	DrvEnv *env;            /* sorted by name */
	size_t env_n;
	BuildFile *files;
	size_t files_n;
} BuildEnv;

/*
 * env_make: everything as Nix gives it (libstore/unix/build/
 * derivation-builder.cc, build/derivation-env-desugar.cc). dir is the
 * build folder as the builder sees it; inputs the closure of its inputs.
 * The rewrites are applied to all values and files.
 */
int env_make(Store *s, Arena *a, const DrvAttrs *d, const char *dir,
	     const StrList *inputs, const Rewrites *rw, BuildEnv *out,
	     Err *err);

/* The checks that a derivation wants of one output. */
typedef struct {
	bool has_size, has_closure_size;
	uint64_t size, closure_size;
	/* by index: allowedReferences, allowedRequisites,
	 * disallowedReferences, disallowedRequisites */
	bool given[4];
	StrList list[4];
	bool ignore_self;
	bool discard_refs;      /* unsafeDiscardReferences */
} OutputChecks;

int attrs_checks(const DrvAttrs *d, Arena *a, Str output, OutputChecks *out,
		 Err *err);

#endif
