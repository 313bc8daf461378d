/* Arenas over mmap: see arena.h. */
#define _GNU_SOURCE
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
	CHUNK_FIRST = 64 * 1024,
	CHUNK_LARGEST = 4 * 1024 * 1024
};

struct ArenaChunk {
	ArenaChunk *older;
	size_t size;
	char *end;
	void *pad;
};

static void oom_default(size_t size)
{
	fprintf(stderr, "error: out of memory (%zu bytes wanted)\n", size);
	exit(1);
}

void (*arena_oom)(size_t size) = oom_default;

void *arena_slow(Arena *a, size_t size, size_t align)
{
	size_t want = a->next_size ? a->next_size : CHUNK_FIRST;
	size_t need;
	ArenaChunk *c;

	if (size > SIZE_MAX / 2 || align > 1 << 20)
		arena_oom(size);
	need = size + align + sizeof(ArenaChunk);
	if (want < need)
		want = (need + 65535) & ~(size_t)65535;
	c = a->spare;
	if (c && c->size >= need) {
		a->spare = NULL;
		c->older = a->chunk;
		a->chunk = c;
		a->p = (char *)(c + 1);
		a->end = c->end;
		return arena_alloc(a, size, align);
	}
	c = mmap(NULL, want, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (c == MAP_FAILED)
		arena_oom(want);
	c->older = a->chunk;
	c->size = want;
	c->end = (char *)c + want;
	a->chunk = c;
	a->p = (char *)(c + 1);
	a->end = c->end;
	a->total += want;
	a->next_size = want >= CHUNK_LARGEST / 2 ? CHUNK_LARGEST : want * 2;
	return arena_alloc(a, size, align);
}

void *arena_zalloc(Arena *a, size_t size, size_t align)
{
	return memset(arena_alloc(a, size, align), 0, size);
}

void *arena_array(Arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		arena_oom(SIZE_MAX);
	return arena_zalloc(a, count * size, 16);
}

void *arena_grow(Arena *a, void *old, size_t old_size, size_t new_size)
{
	void *p;

	if (old && (char *)old + old_size == a->p &&
	    new_size <= (size_t)(a->end - (char *)old)) {
		a->p = (char *)old + new_size;
		return old;
	}
	p = arena_alloc(a, new_size, 16);
	if (old_size)
		memcpy(p, old, old_size < new_size ? old_size : new_size);
	return p;
}

ArenaMark arena_mark(Arena *a)
{
	ArenaMark m = { a->chunk, a->p };

	return m;
}

static void drop_chunk(Arena *a, ArenaChunk *c)
{
	a->total -= c->size;
	munmap(c, c->size);
}

void arena_release(Arena *a, ArenaMark m)
{
	ArenaChunk *c;

	while (a->chunk != m.chunk) {
		c = a->chunk;
		a->chunk = c->older;
		/* or a mark near the end of a chunk would cost a map each */
		if (!a->spare && m.chunk && c->size <= CHUNK_LARGEST)
			a->spare = c;
		else
			drop_chunk(a, c);
	}
	a->p = m.p;
	a->end = a->chunk ? a->chunk->end : NULL;
}

void arena_free(Arena *a)
{
	ArenaMark none = { NULL, NULL };

	arena_release(a, none);
	if (a->spare)
		drop_chunk(a, a->spare);
	a->spare = NULL;
	a->next_size = 0;
}
