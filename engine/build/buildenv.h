/* builtin:buildenv: one tree of links into many packages. */
#ifndef BUILD_BUILDENV_H
#define BUILD_BUILDENV_H

#include "base/str.h"
#include "base/err.h"

/*
 * buildenv: list is "ACTIVE PRIORITY N PATH..." for each package, as
 * nix-env writes it; manifest becomes out/manifest.nix.
 */
int buildenv(Str out, Str list, Str manifest, Err *err);

typedef struct {
	Str path;
	bool active;
	int64_t priority;
} EnvPackage;

/* buildenv_links: the links alone, for profiles with manifest.json. */
int buildenv_links(Str out, EnvPackage *v, size_t n, Err *err);

#endif
