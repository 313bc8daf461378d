/*
 * Binary caches and other stores to substitute from. What a build needs
 * of the network goes through here; without the libraries for it (or with
 * CORE=1) there is only file:// and other stores on this machine.
 */
#ifndef FETCH_CACHE_H
#define FETCH_CACHE_H

#include "engine/fmt/io.h"
#include "engine/fmt/narinfo.h"
#include "engine/store/store.h"

typedef struct Caches Caches;
typedef struct Cache Cache;

/*
 * caches_open: those that uris name, in order of priority. One that cannot
 * be reached is warned about and left out.
 */
int caches_open(Store *s, const StrList *uris, Caches **out, Err *err);
/* cache_open: one; an error if it cannot be had. */
int cache_open(Store *s, Str uri, Cache **out, Err *err);
void caches_close(Caches *c);
size_t caches_n(const Caches *c);
Cache *caches_at(Caches *c, size_t i);
/*
 * caches_ask: find out, for all paths at once and in parallel, which cache
 * has what. Known answers (memory, disk) are not asked again.
 */
void caches_ask(Caches *c, const StrList *paths);
/* cache_info: what caches_ask found, or NULL. Asks if it did not yet. */
const NarInfo *cache_info(Cache *c, Str path);

Str cache_uri(const Cache *c);
/* cache_mass_query: does it like to be asked about many paths? */
bool cache_mass_query(const Cache *c);
bool cache_trusted(const Cache *c);
/* cache_is_local: another store on this machine. */
bool cache_is_local(const Cache *c);
/* cache_local_path: where the files of a path of such a store are. */
Str cache_local_path(Cache *c, Arena *a, Str path);

/*
 * cache_nar: the decompressed NAR of a path, streaming, to a sink. The
 * compressed file's hash is checked; that of the NAR is not. progress (may
 * be NULL) is told of bytes that came over the wire.
 */
typedef void CacheProgress(void *ctx, uint64_t done, uint64_t expected);
int cache_nar(Cache *c, const NarInfo *info, Sink *to,
	      CacheProgress *progress, void *ctx, Err *err);
/*
 * The same as a source. cache_nar_finish: after the NAR, all of the file is
 * read and its hash checked.
 */
int cache_nar_source(Cache *c, const NarInfo *info, CacheProgress *progress,
		     void *ctx, Source **out, Err *err);
int cache_nar_finish(Source *s, Err *err);
void cache_nar_close(Source *s);
/* cache_file: a file of the cache whole, e.g. "nix-cache-info". */
int cache_file(Cache *c, Arena *a, Str name, Str *text, Err *err);

/*
 * Writing a cache (file:// only). cache_put: the store's path, compressed
 * and signed as the URI's parameters say (compression=, secret-key=,
 * compression-level=). What is there already is left alone.
 */
int cache_put(Cache *c, Store *s, const PathInfo *info, Err *err);
bool cache_has(Cache *c, Str path);
/* cache_add_sigs: to what a cache says of a path. */
int cache_add_sigs(Cache *c, Str path, const StrList *sigs, Err *err);
int cache_put_log(Cache *c, Str name, Str text, Err *err);

#endif
