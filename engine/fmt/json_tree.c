/* JSON into a Tree, and the pieces of a printer: see json.h. */
#include "engine/fmt/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A container under way; its members collect in a shared stack. */
typedef struct {
	size_t base;            /* of its members in Builder.members */
	TreeType type;
} Level;

typedef struct {
	Arena *a;
	Str text;
	Level *levels;
	size_t depth, depth_cap;
	TreeMember *members;
	size_t n, cap;
	Str key;
} Builder;

static Tree *place(Builder *b)
{
	TreeMember *m;

	if (b->n == b->cap) {
		b->members = arena_grow(b->a, b->members,
					b->cap * sizeof *m,
					(b->cap * 2 + 64) * sizeof *m);
		b->cap = b->cap * 2 + 64;
	}
	m = &b->members[b->n++];
	m->key = b->key;
	return &m->value;
}

static Str keep(Builder *b, Str s)
{
	if (s.p >= b->text.p && s.p <= b->text.p + b->text.n)
		return s;
	return str_dup(b->a, s);
}

static int on_null(void *ctx)
{
	place(ctx)->type = TREE_NULL;
	return 0;
}

static int on_boolean(void *ctx, bool v)
{
	Tree *t = place(ctx);

	t->type = TREE_BOOL;
	t->u.b = v;
	return 0;
}

static int on_integer(void *ctx, int64_t v)
{
	Tree *t = place(ctx);

	t->type = TREE_INT;
	t->u.i = v;
	return 0;
}

static int on_uinteger(void *ctx, uint64_t v)
{
	Tree *t = place(ctx);

	t->type = TREE_UINT;
	t->u.i = (int64_t)v;
	return 0;
}

static int on_number(void *ctx, double v)
{
	Tree *t = place(ctx);

	t->type = TREE_FLOAT;
	t->u.f = v;
	return 0;
}

static int on_string(void *ctx, Str s)
{
	Tree *t = place(ctx);

	t->type = TREE_STRING;
	t->u.s = keep(ctx, s);
	return 0;
}

static int on_key(void *ctx, Str s)
{
	Builder *b = ctx;

	b->key = keep(b, s);
	return 0;
}

static int begin(Builder *b, TreeType type)
{
	Level *l;

	/* the container's own place holds its key until it is closed */
	place(b)->type = type;
	if (b->depth == b->depth_cap) {
		b->levels = arena_grow(b->a, b->levels,
				       b->depth_cap * sizeof *l,
				       (b->depth_cap * 2 + 16) * sizeof *l);
		b->depth_cap = b->depth_cap * 2 + 16;
	}
	l = &b->levels[b->depth++];
	l->base = b->n;
	l->type = type;
	return 0;
}

static int on_list(void *ctx)
{
	return begin(ctx, TREE_LIST);
}

static int on_map(void *ctx)
{
	return begin(ctx, TREE_MAP);
}

static int on_end(void *ctx)
{
	Builder *b = ctx;
	Level *l = &b->levels[--b->depth];
	Tree *t = &b->members[l->base - 1].value;
	size_t n = b->n - l->base;
	size_t i;

	if (l->type == TREE_MAP) {
		t->u.map.n = n;
		t->u.map.v = arena_alloc(b->a, n * sizeof(TreeMember), 8);
		if (n)
			memcpy(t->u.map.v, b->members + l->base,
			       n * sizeof(TreeMember));
	} else {
		t->u.list.n = n;
		t->u.list.v = arena_alloc(b->a, n * sizeof(Tree), 8);
		for (i = 0; i < n; i++)
			t->u.list.v[i] = b->members[l->base + i].value;
	}
	b->n = l->base;
	return 0;
}

int json_parse(Arena *a, Str text, Tree *out, Err *err)
{
	static const JsonEvents ev = {
		on_null, on_boolean, on_integer, on_uinteger, on_number,
		on_string, on_key, on_list, on_end, on_map, on_end
	};
	Builder b = { .a = a, .text = text };
	int rc = json_read(a, text, &ev, &b, err);

	if (rc == 0)
		*out = b.members[0].value;
	return rc;
}

size_t utf8_check(Str s)
{
	size_t i = 0;
	size_t n, k;
	unsigned char c;
	unsigned lo, hi;

	while (i < s.n) {
		c = (unsigned char)s.p[i];
		if (c < 0x80) {
			i++;
			continue;
		}
		lo = 0x80;
		hi = 0xbf;
		if (c >= 0xc2 && c <= 0xdf) {
			n = 1;
		} else if (c >= 0xe0 && c <= 0xef) {
			n = 2;
			lo = c == 0xe0 ? 0xa0 : 0x80;
			hi = c == 0xed ? 0x9f : 0xbf;
		} else if (c >= 0xf0 && c <= 0xf4) {
			n = 3;
			lo = c == 0xf0 ? 0x90 : 0x80;
			hi = c == 0xf4 ? 0x8f : 0xbf;
		} else {
			return i;
		}
		for (k = 1; k <= n; k++) {
			if (i + k >= s.n)
				return s.n - 1 > i ? i + k - 1 : i;
			c = (unsigned char)s.p[i + k];
			if (c < lo || c > hi)
				return i + k;
			lo = 0x80;
			hi = 0xbf;
		}
		i += n + 1;
	}
	return s.n;
}

static void put_escape(StrBuf *b, unsigned char c)
{
	switch (c) {
	case '"':
		sb_mem(b, "\\\"", 2);
		break;
	case '\\':
		sb_mem(b, "\\\\", 2);
		break;
	case '\b':
		sb_mem(b, "\\b", 2);
		break;
	case '\f':
		sb_mem(b, "\\f", 2);
		break;
	case '\n':
		sb_mem(b, "\\n", 2);
		break;
	case '\r':
		sb_mem(b, "\\r", 2);
		break;
	case '\t':
		sb_mem(b, "\\t", 2);
		break;
	default:
		sb_fmt(b, "\\u%04x", c);
	}
}

int json_put_string(StrBuf *b, Str s, size_t *bad)
{
	size_t at = utf8_check(s);
	size_t i = 0;
	size_t from;
	unsigned char c;

	if (at < s.n) {
		if (bad)
			*bad = at;
		return -1;
	}
	sb_putc(b, '"');
	while (i < s.n) {
		from = i;
		while (i < s.n && (c = (unsigned char)s.p[i]) >= 0x20 &&
		       c != '"' && c != '\\')
			i++;
		sb_mem(b, s.p + from, i - from);
		if (i < s.n)
			put_escape(b, (unsigned char)s.p[i++]);
	}
	sb_putc(b, '"');
	return 0;
}

/* The fewest digits that read back, and the power of ten after them. */
static int shortest(double f, char digits[32], int *point)
{
	char tmp[64];
	const char *p;
	char *e;
	int prec;
	int n = 0;

	for (prec = 0; prec < 17; prec++) {
		snprintf(tmp, sizeof tmp, "%.*e", prec, f);
		if (strtod(tmp, NULL) == f)
			break;
	}
	e = strchr(tmp, 'e');
	for (p = tmp; p < e; p++)
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	*point = atoi(e + 1) + 1;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	return n;
}

void json_put_float(StrBuf *b, double f)
{
	char digits[32];
	int n, point, i;

	if (isnan(f) || isinf(f)) {
		sb_puts(b, "null");
		return;
	}
	if (signbit(f)) {
		sb_putc(b, '-');
		f = -f;
	}
	if (f == 0) {
		sb_puts(b, "0.0");
		return;
	}
	n = shortest(f, digits, &point);
	/* nlohmann's format_buffer: plain from 1e-4 to below 1e15 */
	if (n <= point && point <= 15) {
		sb_mem(b, digits, (size_t)n);
		for (i = n; i < point; i++)
			sb_putc(b, '0');
		sb_puts(b, ".0");
	} else if (point > 0 && point <= 15) {
		sb_mem(b, digits, (size_t)point);
		sb_putc(b, '.');
		sb_mem(b, digits + point, (size_t)(n - point));
	} else if (point > -4 && point <= 0) {
		sb_puts(b, "0.");
		for (i = point; i < 0; i++)
			sb_putc(b, '0');
		sb_mem(b, digits, (size_t)n);
	} else {
		sb_putc(b, digits[0]);
		if (n > 1) {
			sb_putc(b, '.');
			sb_mem(b, digits + 1, (size_t)n - 1);
		}
		sb_fmt(b, "e%c%02d", point < 1 ? '-' : '+', abs(point - 1));
	}
}

static void newline(StrBuf *b, int indent, int depth)
{
	int i;

	if (indent <= 0)
		return;
	sb_putc(b, '\n');
	for (i = 0; i < indent * depth; i++)
		sb_putc(b, ' ');
}

static void put_at(StrBuf *b, const Tree *t, int indent, int depth)
{
	size_t i;

	switch (t->type) {
	case TREE_NULL:
		sb_puts(b, "null");
		break;
	case TREE_BOOL:
		sb_puts(b, t->u.b ? "true" : "false");
		break;
	case TREE_INT:
		sb_i64(b, t->u.i);
		break;
	case TREE_UINT:
		sb_u64(b, (uint64_t)t->u.i);
		break;
	case TREE_FLOAT:
		json_put_float(b, t->u.f);
		break;
	case TREE_STRING:
	case TREE_TIME:
		if (json_put_string(b, t->u.s, NULL))
			sb_puts(b, "null");
		break;
	case TREE_LIST:
		sb_putc(b, '[');
		for (i = 0; i < t->u.list.n; i++) {
			if (i)
				sb_putc(b, ',');
			newline(b, indent, depth + 1);
			put_at(b, &t->u.list.v[i], indent, depth + 1);
		}
		if (t->u.list.n)
			newline(b, indent, depth);
		sb_putc(b, ']');
		break;
	case TREE_MAP:
		sb_putc(b, '{');
		for (i = 0; i < t->u.map.n; i++) {
			if (i)
				sb_putc(b, ',');
			newline(b, indent, depth + 1);
			if (json_put_string(b, t->u.map.v[i].key, NULL))
				sb_puts(b, "\"\"");
			sb_puts(b, indent > 0 ? ": " : ":");
			put_at(b, &t->u.map.v[i].value, indent, depth + 1);
		}
		if (t->u.map.n)
			newline(b, indent, depth);
		sb_putc(b, '}');
		break;
	}
}

void json_put_tree(StrBuf *b, const Tree *t, int indent)
{
	put_at(b, t, indent, 0);
}
