/*
 * String contexts: which store paths a string came from. A context is a
 * sorted set of elements; sets are interned, so that a string carries one
 * number and joining two equal ones costs nothing.
 */
#include "engine/eval/eval.h"

typedef struct {
	uint32_t n;
	const CtxElem *e[];
} CtxSet;

static Map elems;               /* text to CtxElem */
static Map sets;                /* bytes of the element pointers to id */
static CtxSet **by_id;
static uint32_t count = 1;
static uint32_t cap;

enum { JOIN_CACHE = 4096 };
static struct {
	uint32_t a, b, joined;
} joins[JOIN_CACHE];

static uint32_t set_intern(const CtxElem **list, uint32_t n)
{
	Str key = str_of((const char *)list, n * sizeof(*list));
	MapEntry *e;
	CtxSet *set;

	if (n == 0)
		return 0;
	sets.a = &ev.perm;
	e = map_get(&sets, key);
	if (e)
		return (uint32_t)e->v.num;
	set = arena_alloc(&ev.perm, sizeof(*set) + key.n, 8);
	set->n = n;
	memcpy(set->e, list, key.n);
	e = map_put(&sets, str_of((const char *)set->e, key.n), NULL);
	if (count >= cap) {
		uint32_t bigger = cap ? cap * 2 : 256;

		by_id = arena_grow(&ev.perm, by_id, cap * sizeof(*by_id),
		    bigger * sizeof(*by_id));
		cap = bigger;
	}
	by_id[count] = set;
	e->v.num = count;
	return count++;
}

const CtxElem *ctx_parse(Str text)
{
	CtxElem *e;
	MapEntry *m;
	bool fresh;
	ptrdiff_t bang;

	elems.a = &ev.perm;
	m = map_get(&elems, text);
	if (m)
		return m->v.ptr;
	if (text.n == 0)
		return NULL;
	e = ARENA_NEW(&ev.perm, CtxElem);
	e->text = str_dup(&ev.perm, text);
	if (text.p[0] == '=') {
		e->kind = CTX_DEEP;
		e->path = str_from(e->text, 1);
	} else if (text.p[0] == '!') {
		Str rest = str_from(e->text, 1);

		bang = str_chr(rest, '!');
		if (bang < 0)
			return NULL;
		e->kind = CTX_BUILT;
		e->output = str_sub(rest, 0, (size_t)bang);
		e->path = str_from(rest, (size_t)bang + 1);
		if (str_chr(e->path, '!') >= 0) {
			Str inner = str_cat2(&ev.perm, STR("!"), e->path);

			e->drv = ctx_parse(inner);
			if (!e->drv)
				return NULL;
			e->path = e->drv->path;
		}
	} else {
		if (str_chr(text, '!') >= 0)
			return NULL;
		e->kind = CTX_OPAQUE;
		e->path = e->text;
	}
	m = map_put(&elems, e->text, &fresh);
	m->v.ptr = e;
	return e;
}

uint32_t ctx_elem_of(const CtxElem *e)
{
	return set_intern(&e, 1);
}

uint32_t ctx_single(CtxKind kind, Str path, Str output)
{
	ArenaMark m = arena_mark(&ev.tmp);
	Str text = path;
	uint32_t id;

	if (kind == CTX_DEEP) {
		text = str_cat2(&ev.tmp, STR("="), path);
	} else if (kind == CTX_BUILT) {
		text = str_cat3(&ev.tmp, STR("!"), output, STR("!"));
		text = str_cat2(&ev.tmp, text, path);
	}
	id = ctx_elem_of(ctx_parse(text));
	arena_release(&ev.tmp, m);
	return id;
}

static uint32_t join_sets(const CtxSet *x, const CtxSet *y)
{
	ArenaMark m = arena_mark(&ev.tmp);
	const CtxElem **out = ARENA_ARRAY(&ev.tmp, const CtxElem *,
	    x->n + y->n);
	uint32_t i = 0, j = 0, n = 0, id;

	while (i < x->n || j < y->n) {
		if (j == y->n) {
			out[n++] = x->e[i++];
		} else if (i == x->n) {
			out[n++] = y->e[j++];
		} else if (x->e[i] == y->e[j]) {
			out[n++] = x->e[i++];
			j++;
		} else if (str_cmp(x->e[i]->text, y->e[j]->text) < 0) {
			out[n++] = x->e[i++];
		} else {
			out[n++] = y->e[j++];
		}
	}
	id = set_intern(out, n);
	arena_release(&ev.tmp, m);
	return id;
}

uint32_t ctx_join(uint32_t a, uint32_t b)
{
	uint32_t at;

	if (a == b || b == 0)
		return a;
	if (a == 0)
		return b;
	at = (a * 2654435761u ^ b * 40503u) % JOIN_CACHE;
	if (joins[at].a != a || joins[at].b != b) {
		joins[at].joined = join_sets(by_id[a], by_id[b]);
		joins[at].a = a;
		joins[at].b = b;
	}
	return joins[at].joined;
}

size_t ctx_list(uint32_t ctx, const CtxElem *const **list)
{
	if (ctx == 0) {
		*list = NULL;
		return 0;
	}
	*list = (const CtxElem *const *)by_id[ctx]->e;
	return by_id[ctx]->n;
}
