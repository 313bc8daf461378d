/*
 * Finding and replacing hash parts of store paths in bytes that flow past.
 * Source: Nix's libstore/references.cc.
 */
#ifndef BUILD_SCAN_H
#define BUILD_SCAN_H

#include "base/map.h"
#include "engine/fmt/io.h"

/* A sink that notes which of a set of hash parts come by. */
typedef struct {
	Sink sink;
	Map want;               /* hash part -> index into found + 1 */
	bool *found;
	size_t n;
	uint8_t tail[64];       /* the last bytes of what came before */
	size_t tail_n;
} ScanSink;

/* scan_sink: for references to any of paths. */
void scan_sink(ScanSink *s, Arena *a, const StrList *paths);
/* scan_found: those of paths (the same list) that were seen. */
StrList scan_found(const ScanSink *s, Arena *a, const StrList *paths);

/* Pairs of texts: each from is to become to. */
typedef struct {
	Str from, to;
} Rewrite;

typedef struct {
	Arena *a;
	Rewrite *v;
	size_t n, cap;
} Rewrites;

void rewrites_add(Rewrites *r, Str from, Str to);
/* rewrites_apply: text with all of them done (text itself if none hit). */
Str rewrites_apply(const Rewrites *r, Arena *a, Str text);
/*
 * rewrites_tree: the same to the contents of files, targets of links and
 * names below path, itself included. All pairs must be of equal lengths.
 * Files that hold none are left alone.
 */
int rewrites_tree(const Rewrites *r, const char *path, Err *err);

#endif
