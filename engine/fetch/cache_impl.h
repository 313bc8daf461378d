/* What cache.c and put.c share. */
#ifndef FETCH_CACHE_IMPL_H
#define FETCH_CACHE_IMPL_H

#include "base/map.h"
#include "engine/fetch/cache.h"

typedef enum { CACHE_FILE, CACHE_HTTP, CACHE_STORE } CacheKind;

struct Cache {
	Arena a;
	Store *store;           /* the one that asks */
	CacheKind kind;
	Str uri;                /* as given */
	Str base;               /* without parameters */
	Str dir;                /* of file:// */
	Store *other;           /* of CACHE_STORE */
	bool mass_query, mass_given, trusted, use_disk, dead;
	unsigned failures;
	int64_t priority;
	bool priority_given;
	int64_t disk_id;
	Map known;              /* hash part -> NarInfo or NULL */
	/* for writing */
	Str compression;
	int level;
	bool sign, listing;
	SignKey key;
};

Str cache_url(Cache *c, Arena *a, Str name);
void cache_close(Cache *c);

#endif
