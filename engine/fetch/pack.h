/*
 * Compression by name ("none", "xz", "bzip2", "zstd", "br", "gzip"), as
 * streams. What a method's library is not built in for gives an error that
 * says so.
 */
#ifndef FETCH_PACK_H
#define FETCH_PACK_H

#include "engine/fmt/io.h"

/* unpack_open: decompresses what from gives. "" is "none". */
int unpack_open(Str method, Source *from, Source **out, Err *err);
void unpack_close(Source *s);

/* pack_open: what is written goes to to, compressed. level -1: default. */
int pack_open(Str method, int level, Sink *to, Sink **out, Err *err);
/* pack_finish: the rest of it out; frees s also on error. */
int pack_finish(Sink *s, Err *err);
/* pack_suffix: ".xz" and so on, "" for none; NULL if unknown. */
const char *pack_suffix(Str method);

#endif
