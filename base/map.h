/*
 * Hash table from strings to pointers or numbers, in an arena. Keys are
 * views that the caller keeps alive. Iteration is in insertion order, so
 * that nothing depends on hashes.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

typedef struct {
	Str key;
	uint64_t hash;
	union {
		void *ptr;
		uint64_t num;
	} v;
} MapEntry;

/* Zero-initialise and set a. */
typedef struct {
	Arena *a;
	MapEntry *entries;      /* n of them, in insertion order */
	size_t n;
	size_t cap;
	uint32_t *slots;        /* index + 1 into entries; 0 is empty */
	size_t mask;
} Map;

/* map_get: the entry of key, or NULL. Valid until the next map_put. */
MapEntry *map_get(const Map *m, Str key);
/*
 * map_put: the entry of key, made (with v all zero) when it is not there;
 * *fresh (may be NULL) says which.
 */
MapEntry *map_put(Map *m, Str key, bool *fresh);

#endif
