/* Downloads and tarballs for the evaluator and for nix-prefetch-url. */
#ifndef CLI_UNPACK_H
#define CLI_UNPACK_H

#include "base/err.h"
#include "base/str.h"

/* unpack_download: url to a file that is kept until the command ends. */
int unpack_download(Arena *a, Str url, Str *file, Err *err);
/* unpack_single: a tarball into dir, without its one top folder. */
int unpack_single(Str file, Str dir, Err *err);

#endif
