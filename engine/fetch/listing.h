/* Listings of what is in a NAR, as JSON: HASH.ls in caches, nix store ls. */
#ifndef FETCH_LISTING_H
#define FETCH_LISTING_H

#include "base/err.h"
#include "base/str.h"

/*
 * listing_json: of the file or folder at path. deep: with all below. Gives
 * narOffset of files, counted from the start of the NAR of path.
 */
int listing_json(const char *path, bool deep, StrBuf *out, Err *err);

#endif
