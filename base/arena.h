/*
 * Arenas: memory by lifetime. An arena hands out bytes by moving a pointer
 * and gives them all back at once. Chunks come from the kernel in growing
 * sizes and are zero when new; memory reused after arena_release is not.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ArenaChunk ArenaChunk;

typedef struct {
	char *p;                /* next free byte */
	char *end;              /* one past the last byte of this chunk */
	ArenaChunk *chunk;      /* newest chunk; older ones hang from it */
	ArenaChunk *spare;      /* one given back, kept for the next time */
	size_t next_size;       /* how large the next chunk wants to be */
	size_t total;           /* bytes taken from the kernel so far */
} Arena;

/* A place in an arena to which arena_release goes back. */
typedef struct {
	ArenaChunk *chunk;
	char *p;
} ArenaMark;

/*
 * arena_oom: called with the size that could not be had; must not return.
 * The default says "out of memory" and exits with 1.
 */
extern void (*arena_oom)(size_t size);

/* arena_slow: the rest of arena_alloc, for when the chunk is full. */
void *arena_slow(Arena *a, size_t size, size_t align);

/*
 * arena_alloc: size bytes at a multiple of align (a power of two). Not
 * cleared. Never returns NULL. An all-zero Arena is a valid empty one.
 */
static inline void *arena_alloc(Arena *a, size_t size, size_t align)
{
	uintptr_t at = ((uintptr_t)a->p + align - 1) & ~(uintptr_t)(align - 1);

	if (a->p == NULL || at > (uintptr_t)a->end ||
	    size > (uintptr_t)a->end - at)
		return arena_slow(a, size, align);
	a->p = (char *)at + size;
	return (char *)at;
}

/* arena_zalloc: the same, cleared. */
void *arena_zalloc(Arena *a, size_t size, size_t align);

/* arena_array: count * size bytes, cleared; overflow is out of memory. */
void *arena_array(Arena *a, size_t count, size_t size);

/*
 * arena_grow: make the block at old (old_size bytes, may be NULL) at least
 * new_size; in place when it is the newest block, else by a copy.
 */
void *arena_grow(Arena *a, void *old, size_t old_size, size_t new_size);

ArenaMark arena_mark(Arena *a);
/* arena_release: everything allocated after the mark is gone. */
void arena_release(Arena *a, ArenaMark m);
/* arena_free: all of it back to the kernel; the arena is empty again. */
void arena_free(Arena *a);

#define ARENA_NEW(a, T) ((T *)arena_zalloc((a), sizeof(T), sizeof(void *)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

#endif
