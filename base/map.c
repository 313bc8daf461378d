/* Insertion-ordered hash table: see map.h. */
#include "base/map.h"

static void map_rehash(Map *m, size_t size)
{
	size_t i;
	size_t s;

	m->slots = ARENA_ARRAY(m->a, uint32_t, size);
	m->mask = size - 1;
	for (i = 0; i < m->n; i++) {
		s = m->entries[i].hash & m->mask;
		while (m->slots[s])
			s = (s + 1) & m->mask;
		m->slots[s] = (uint32_t)(i + 1);
	}
}

static MapEntry *map_find(const Map *m, Str key, uint64_t h, size_t *slot)
{
	size_t s = h & m->mask;
	MapEntry *e;

	for (; m->slots[s]; s = (s + 1) & m->mask) {
		e = &m->entries[m->slots[s] - 1];
		if (e->hash == h && str_eq(e->key, key))
			return e;
	}
	*slot = s;
	return NULL;
}

MapEntry *map_get(const Map *m, Str key)
{
	size_t slot;

	return m->slots ? map_find(m, key, str_hash(key), &slot) : NULL;
}

MapEntry *map_put(Map *m, Str key, bool *fresh)
{
	uint64_t h = str_hash(key);
	size_t slot = 0;
	size_t cap;
	MapEntry *e;

	if (!m->slots || (m->n + 1) * 2 > m->mask)
		map_rehash(m, m->slots ? (m->mask + 1) * 2 : 16);
	e = map_find(m, key, h, &slot);
	if (fresh)
		*fresh = e == NULL;
	if (e)
		return e;
	if (m->n == m->cap) {
		cap = m->cap ? m->cap * 2 : 16;
		m->entries = arena_grow(m->a, m->entries,
					m->n * sizeof(MapEntry),
					cap * sizeof(MapEntry));
		m->cap = cap;
	}
	e = &m->entries[m->n++];
	e->key = key;
	e->hash = h;
	e->v.num = 0;
	e->v.ptr = NULL;
	m->slots[slot] = (uint32_t)m->n;
	return e;
}
