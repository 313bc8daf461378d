/*
 * Symbols: every name is a small number, the same for the same text. Their
 * order is that of first appearance, which is also the order in which
 * attribute sets keep them.
 */
#include "engine/eval/eval.h"

static V *values;               /* the text of each, as a string value */
static uint32_t count;
static uint32_t cap;
static Sym *table;
static uint32_t mask;

static uint32_t hash_text(const char *p, size_t n)
{
	uint32_t h = 2166136261u ^ (uint32_t)n;

	for (; n >= 4; n -= 4, p += 4) {
		uint32_t w;

		memcpy(&w, p, 4);
		h = (h ^ w) * 0x9e3779b1u;
		h ^= h >> 15;
	}
	for (; n; n--)
		h = (h ^ (uint8_t)*p++) * 16777619u;
	return h ^ h >> 13;
}

static void table_grow(void)
{
	uint32_t size = mask ? (mask + 1) * 2 : 8192;
	Sym i;

	table = arena_alloc(&ev.perm, size * sizeof(Sym), 64);
	memset(table, 0, size * sizeof(Sym));
	mask = size - 1;
	for (i = 1; i < count; i++) {
		Str s = v_text(values[i]);
		uint32_t at = hash_text(s.p, s.n) & mask;

		while (table[at])
			at = (at + 1) & mask;
		table[at] = i;
	}
}

static uint32_t slot_of(Str s)
{
	uint32_t at = hash_text(s.p, s.n) & mask;

	while (table[at]) {
		String *t = v_str(values[table[at]]);

		if (t->n == s.n && memcmp(t->p, s.p, s.n) == 0)
			break;
		at = (at + 1) & mask;
	}
	return at;
}

Sym sym_of(Str s)
{
	uint32_t at = slot_of(s);

	if (table[at])
		return table[at];
	if (count == cap) {
		uint32_t bigger = cap ? cap * 2 : 4096;

		values = arena_grow(&ev.perm, values, cap * sizeof(V),
		    bigger * sizeof(V));
		cap = bigger;
	}
	values[count] = v_new_str(s, 0);
	table[at] = count++;
	if (count * 2 > mask)
		table_grow();
	return count - 1;
}

Sym sym_find(Str s)
{
	return table[slot_of(s)];
}

Str sym_text(Sym s)
{
	return v_text(values[s]);
}

V sym_value(Sym s)
{
	return values[s];
}

int sym_cmp_text(Sym a, Sym b)
{
	return a == b ? 0 : str_cmp(sym_text(a), sym_text(b));
}

uint32_t sym_count(void)
{
	return count - 1;
}

void sym_init(void)
{
#define X(id, text) STR_INIT(text),
	static const Str names[] = { STATIC_SYMBOLS(X) };
#undef X
	size_t i;

	table_grow();
	cap = 4096;
	values = arena_alloc(&ev.perm, cap * sizeof(V), 64);
	values[0] = v_new_str(STR(""), 0);
	count = 1;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		sym_of(names[i]);
}
