/*
 * What caches answered, kept on disk: XDG_CACHE_HOME/nix/
 * binary-cache-v6.sqlite, the tables of Nix's nar-info-disk-cache.cc. It is
 * only a help: when it cannot be had, everything is asked again.
 */
#ifndef FETCH_DISK_H
#define FETCH_DISK_H

#include "engine/fmt/narinfo.h"

typedef struct {
	int64_t id;             /* 0: unknown */
	bool mass_query;
	int64_t priority;
	Str store_dir;
} DiskCache;

/* disk_cache: what is known of the cache with this URL; id 0 if nothing. */
void disk_cache(Arena *a, Str url, DiskCache *out);
void disk_put_cache(Str url, DiskCache *c);

typedef enum { DISK_UNKNOWN, DISK_ABSENT, DISK_PRESENT } DiskAnswer;
DiskAnswer disk_narinfo(Arena *a, int64_t cache, Str store_dir,
			Str hash_part, NarInfo *out);
/* disk_begin, disk_end: puts between them are one transaction. */
void disk_begin(void);
void disk_put(int64_t cache, Str store_dir, const NarInfo *info);
void disk_put_absent(int64_t cache, Str hash_part);
void disk_end(void);

#endif
