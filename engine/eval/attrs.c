/*
 * Attribute sets: shapes, lookup, and the update operator, which puts
 * small sets as layers on large ones and merges layers of similar size, so
 * that n updates in a row copy n log n attributes, not n squared.
 */
#include <stdlib.h>

#include "engine/eval/attrs.h"
#include "engine/eval/ptrset.h"

/* Shapes up to this size are shared when they are equal. */
enum { INTERN_MAX = 1 << 16, INTERN_TABLE = 1 << 15 };

static const Shape *interned[INTERN_TABLE];

bool ptrset_add(PtrSet *s, V v)
{
	size_t i, at;

	if (s->n * 2 >= s->mask) {
		size_t size = s->mask ? (s->mask + 1) * 2 : 64;
		V *old = s->slots;
		size_t old_size = s->mask ? s->mask + 1 : 0;

		s->slots = ARENA_ARRAY(&ev.tmp, V, size);
		s->mask = size - 1;
		for (i = 0; i < old_size; i++) {
			if (!old[i])
				continue;
			at = (old[i] * 0x9e3779b97f4a7c15u) >> 32 & s->mask;
			while (s->slots[at])
				at = (at + 1) & s->mask;
			s->slots[at] = old[i];
		}
	}
	at = (v * 0x9e3779b97f4a7c15u) >> 32 & s->mask;
	while (s->slots[at]) {
		if (s->slots[at] == v)
			return false;
		at = (at + 1) & s->mask;
	}
	s->slots[at] = v;
	s->n++;
	return true;
}

const Shape *shape_new(size_t n, Pos pos, bool with_pos, Sym **names,
    Pos **poss)
{
	size_t words = (n * (with_pos ? 8 : 4) + 7) & ~(size_t)7;
	Shape *s = mem_alloc(sizeof(*s) + words);
	Sym *p = (Sym *)(s + 1);

	s->n = (uint32_t)n;
	s->pos = pos;
	s->names = p;
	s->poss = with_pos ? p + n : NULL;
	*names = p;
	if (with_pos)
		*poss = p + n;
	return s;
}

static bool shape_is(const Shape *s, const Sym *names, const Pos *poss,
    uint32_t n, Pos pos)
{
	if (s->n != n || s->pos != pos || !s->poss != !poss)
		return false;
	return memcmp(s->names, names, n * sizeof(Sym)) == 0 &&
	    (!poss || memcmp(s->poss, poss, n * sizeof(Pos)) == 0);
}

/* The shape with these names, perhaps one made before. poss may be NULL. */
const Shape *shape_of(const Sym *names, const Pos *poss, uint32_t n, Pos pos)
{
	uint32_t h = n * 0x9e3779b1u ^ pos, i;
	const Shape **at = NULL;
	const Shape *s;
	Sym *to;
	Pos *to_pos = NULL;

	if (n <= INTERN_MAX) {
		for (i = 0; i < n; i++) {
			h = (h ^ names[i]) * 0x85ebca6bu;
			if (poss)
				h = (h ^ poss[i]) * 0xc2b2ae35u;
		}
		at = &interned[(h ^ h >> 16) % INTERN_TABLE];
		if (*at && shape_is(*at, names, poss, n, pos))
			return *at;
	}
	s = shape_new(n, pos, poss != NULL, &to, &to_pos);
	memcpy(to, names, n * sizeof(Sym));
	if (poss)
		memcpy(to_pos, poss, n * sizeof(Pos));
	if (at)
		*at = s;
	return s;
}

Attrs *attrs_new(const Shape *shape)
{
	Attrs *a = mem_alloc(sizeof(*a) + shape->n * sizeof(V));

	a->shape = shape;
	a->n = shape->n;
	ev.stats.attrsets++;
	ev.stats.attrs_elems += shape->n;
	return a;
}

V *attrs_find(Attrs *a, Sym name)
{
	for (;;) {
		uint32_t at;

		if (a->depth != ATTRS_MOVED) {
			at = shape_find(a->shape, name);
			if (at < a->shape->n)
				return &a->v[at];
			if (a->depth == 0)
				return NULL;
		}
		a = v_attrs(a->v[a->shape->n]);
	}
}

V *attrs_find_pos(Attrs *a, Sym name, Pos *pos)
{
	for (;;) {
		uint32_t at;

		if (a->depth != ATTRS_MOVED) {
			at = shape_find(a->shape, name);
			if (at < a->shape->n) {
				*pos = attrs_pos_at(a, at);
				return &a->v[at];
			}
			if (a->depth == 0)
				return NULL;
		}
		a = v_attrs(a->v[a->shape->n]);
	}
}

typedef struct {
	Sym *names;
	Pos *poss;
	V *v;
	uint32_t n;
	bool any_pos;
} Cols;

static Cols cols_new(uint32_t n)
{
	Cols c;

	c.names = arena_alloc(&ev.tmp, n * sizeof(Sym), 8);
	c.poss = arena_alloc(&ev.tmp, n * sizeof(Pos), 8);
	c.v = arena_alloc(&ev.tmp, n * sizeof(V), 8);
	c.n = 0;
	c.any_pos = false;
	return c;
}

static Cols cols_of(const Attrs *a)
{
	Cols c;

	c.names = (Sym *)a->shape->names;
	c.poss = (Pos *)a->shape->poss;
	c.v = (V *)a->v;
	c.n = a->shape->n;
	c.any_pos = c.poss != NULL;
	return c;
}

static inline void cols_put(Cols *out, const Cols *in, uint32_t i)
{
	Pos pos = in->poss ? in->poss[i] : 0;

	out->names[out->n] = in->names[i];
	out->poss[out->n] = pos;
	out->v[out->n++] = in->v[i];
	out->any_pos |= pos != 0;
}

/* b over a, both one layer. */
static Cols cols_merge(const Cols *a, const Cols *b)
{
	Cols out = cols_new(a->n + b->n);
	uint32_t i = 0, j = 0;

	while (i < a->n && j < b->n) {
		if (a->names[i] < b->names[j]) {
			cols_put(&out, a, i++);
		} else {
			i += a->names[i] == b->names[j];
			cols_put(&out, b, j++);
		}
	}
	while (i < a->n)
		cols_put(&out, a, i++);
	while (j < b->n)
		cols_put(&out, b, j++);
	return out;
}

static const Shape *cols_shape(const Cols *c)
{
	return shape_of(c->names, c->any_pos ? c->poss : NULL, c->n, 0);
}

static Attrs *cols_attrs(const Cols *c)
{
	Attrs *a = attrs_new(cols_shape(c));

	memcpy(a->v, c->v, c->n * sizeof(V));
	return a;
}

Attrs *attrs_flat_slow(Attrs *a)
{
	ArenaMark m;
	Attrs *layers[64], *flat, *l = a;
	uint32_t n = 0;
	Cols c;

	if (a->depth == ATTRS_MOVED)
		return v_attrs(a->v[a->shape->n]);
	m = arena_mark(&ev.tmp);
	while (l->depth && l->depth != ATTRS_MOVED) {
		layers[n++] = l;
		l = v_attrs(l->v[l->shape->n]);
	}
	c = cols_of(attrs_flat(l));
	while (n) {
		Cols top = cols_of(layers[--n]);

		c = cols_merge(&c, &top);
	}
	flat = cols_attrs(&c);
	a->v[a->shape->n] = v_of_attrs(flat);
	a->depth = ATTRS_MOVED;
	arena_release(&ev.tmp, m);
	return flat;
}

static V layer(Attrs *below, const Shape *shape, const V *v)
{
	Attrs *a = mem_alloc(sizeof(*a) + (shape->n + 1) * sizeof(V));
	uint32_t i, n = below->n;

	for (i = 0; i < shape->n; i++)
		n += attrs_find(below, shape->names[i]) == NULL;
	a->shape = shape;
	a->n = n;
	a->depth = below->depth + 1;
	memcpy(a->v, v, shape->n * sizeof(V));
	a->v[shape->n] = v_of_attrs(below);
	ev.stats.attrsets++;
	ev.stats.attrs_elems += shape->n;
	return v_of_attrs(a);
}

V attrs_update(V va, V vb)
{
	Attrs *a = v_attrs(va), *b = v_attrs(vb);
	ArenaMark m;
	Cols top;
	V out;

	ev.stats.updates++;
	if (a->n == 0)
		return vb;
	if (b->n == 0)
		return va;
	b = attrs_flat(b);
	if (a->depth == ATTRS_MOVED)
		a = attrs_flat(a);
	if (a->shape->n > 2 * b->n) {
		ev.stats.update_copied += b->n;
		return layer(a, b->shape, b->v);
	}
	m = arena_mark(&ev.tmp);
	top = cols_of(b);
	for (;;) {
		Cols under = cols_of(a);

		top = cols_merge(&under, &top);
		if (a->depth == 0) {
			out = v_of_attrs(cols_attrs(&top));
			break;
		}
		a = v_attrs(a->v[a->shape->n]);
		if (a->depth == ATTRS_MOVED)
			a = attrs_flat(a);
		if (a->shape->n > 2 * top.n) {
			out = layer(a, cols_shape(&top), top.v);
			break;
		}
	}
	ev.stats.update_copied += top.n;
	arena_release(&ev.tmp, m);
	return out;
}

static int attr_cmp(const void *a, const void *b)
{
	const Attr *x = a, *y = b;

	return x->name < y->name ? -1 : x->name > y->name;
}

V attrs_build_sorted(const Attr *list, size_t n, Pos pos)
{
	ArenaMark m = arena_mark(&ev.tmp);
	Cols c = cols_new((uint32_t)n);
	size_t i;
	Attrs *a;

	for (i = 0; i < n; i++) {
		c.names[i] = list[i].name;
		c.poss[i] = list[i].pos;
		c.v[i] = list[i].v;
		c.any_pos |= list[i].pos != 0;
	}
	c.n = (uint32_t)n;
	a = attrs_new(shape_of(c.names, c.any_pos ? c.poss : NULL, c.n, pos));
	memcpy(a->v, c.v, n * sizeof(V));
	arena_release(&ev.tmp, m);
	return v_of_attrs(a);
}

V attrs_build(Attr *list, size_t n, Pos pos)
{
	size_t i;

	if (n == 0 && pos == 0)
		return v_empty_attrs;
	for (i = 1; i < n; i++)
		if (list[i - 1].name > list[i].name)
			break;
	if (i < n)
		qsort(list, n, sizeof(*list), attr_cmp);
	return attrs_build_sorted(list, n, pos);
}

/* The place in the list stands in for pos while sorting. */
static int attr_cmp_stable(const void *a, const void *b)
{
	const Attr *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x->pos < y->pos ? -1 : x->pos > y->pos;
}

V attrs_build_last(Attr *list, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		list[i].pos = (Pos)i;
	qsort(list, n, sizeof(*list), attr_cmp_stable);
	for (i = 0; i < n; i++) {
		if (k && list[k - 1].name == list[i].name)
			k--;
		list[k] = list[i];
		list[k++].pos = 0;
	}
	return k ? attrs_build_sorted(list, k, 0) : v_empty_attrs;
}

static const Attrs *order_of;

static int order_cmp(const void *a, const void *b)
{
	return sym_cmp_text(order_of->shape->names[*(const uint32_t *)a],
	    order_of->shape->names[*(const uint32_t *)b]);
}

uint32_t *attrs_order(const Attrs *a, Arena *arena)
{
	uint32_t *order = ARENA_ARRAY(arena, uint32_t, a->n + 1);
	uint32_t i;

	for (i = 0; i < a->n; i++)
		order[i] = i;
	order_of = a;
	qsort(order, a->n, sizeof(*order), order_cmp);
	return order;
}
