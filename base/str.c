/* Strings and buffers: see str.h. */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

int str_cmp(Str a, Str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

int str_cmp_qsort(const void *a, const void *b)
{
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

bool str_starts(Str s, Str prefix)
{
	return s.n >= prefix.n && str_eq(str_of(s.p, prefix.n), prefix);
}

bool str_ends(Str s, Str suffix)
{
	return s.n >= suffix.n &&
	       str_eq(str_of(s.p + s.n - suffix.n, suffix.n), suffix);
}

ptrdiff_t str_find(Str s, Str needle)
{
	size_t at = 0;
	const char *hit;

	if (needle.n == 0)
		return 0;
	while (s.n - at >= needle.n && at <= s.n) {
		hit = memchr(s.p + at, needle.p[0], s.n - at - needle.n + 1);
		if (!hit)
			return -1;
		if (memcmp(hit, needle.p, needle.n) == 0)
			return hit - s.p;
		at = (size_t)(hit - s.p) + 1;
	}
	return -1;
}

ptrdiff_t str_chr(Str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;

	return hit ? hit - s.p : -1;
}

ptrdiff_t str_rchr(Str s, char c)
{
	size_t i = s.n;

	while (i > 0)
		if (s.p[--i] == c)
			return (ptrdiff_t)i;
	return -1;
}

Str str_sub(Str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return str_of(s.p + from, to - from);
}

Str str_from(Str s, size_t n)
{
	return str_sub(s, n, s.n);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Str str_trim(Str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_token(Str *rest, const char *seps, Str *token)
{
	size_t i = 0;
	size_t j;
	Str s = *rest;

	while (i < s.n && s.p[i] && strchr(seps, s.p[i]))
		i++;
	j = i;
	while (j < s.n && !(s.p[j] && strchr(seps, s.p[j])))
		j++;
	*token = str_sub(s, i, j);
	*rest = str_from(s, j);
	return j > i;
}

bool str_line(Str *rest, Str *line)
{
	ptrdiff_t nl;

	if (rest->n == 0)
		return false;
	nl = str_chr(*rest, '\n');
	*line = nl < 0 ? *rest : str_sub(*rest, 0, (size_t)nl);
	*rest = str_from(*rest, line->n + 1);
	return true;
}

Str str_dup(Arena *a, Str s)
{
	char *p = arena_alloc(a, s.n + 1, 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return str_of(p, s.n);
}

char *str_z(Arena *a, Str s)
{
	return (char *)str_dup(a, s).p;
}

Str str_cat3(Arena *a, Str s, Str t, Str u)
{
	size_t n = s.n + t.n + u.n;
	char *p = arena_alloc(a, n + 1, 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	if (t.n)
		memcpy(p + s.n, t.p, t.n);
	if (u.n)
		memcpy(p + s.n + t.n, u.p, u.n);
	p[n] = 0;
	return str_of(p, n);
}

Str str_cat2(Arena *a, Str s, Str t)
{
	return str_cat3(a, s, t, STR(""));
}

Str str_vfmt(Arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		n = 0;
	p = arena_alloc(a, (size_t)n + 1, 1);
	p[0] = 0;
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return str_of(p, (size_t)n);
}

Str str_fmt(Arena *a, const char *fmt, ...)
{
	va_list ap;
	Str s;

	va_start(ap, fmt);
	s = str_vfmt(a, fmt, ap);
	va_end(ap);
	return s;
}

bool str_u64(Str s, uint64_t *v)
{
	uint64_t r = 0;
	size_t i;
	unsigned d;

	if (s.n == 0)
		return false;
	for (i = 0; i < s.n; i++) {
		d = (unsigned char)s.p[i] - '0';
		if (d > 9 || r > UINT64_MAX / 10 ||
		    (r == UINT64_MAX / 10 && d > UINT64_MAX % 10))
			return false;
		r = r * 10 + d;
	}
	*v = r;
	return true;
}

bool str_i64(Str s, int64_t *v)
{
	bool neg = s.n > 0 && s.p[0] == '-';
	uint64_t u;

	if (neg)
		s = str_from(s, 1);
	if (!str_u64(s, &u) || u > (uint64_t)INT64_MAX + neg)
		return false;
	*v = neg ? (int64_t)(0 - u) : (int64_t)u;
	return true;
}

uint64_t str_hash(Str s)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
	uint64_t w;
	const char *p = s.p;
	size_t n = s.n;

	for (; n >= 8; n -= 8) {
		memcpy(&w, p, 8);
		p += 8;
		h = (h ^ w) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	if (n) {
		w = 0;
		memcpy(&w, p, n);
		h = (h ^ w) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 29;
}

void strlist_add(Arena *a, StrList *l, Str s)
{
	size_t cap;

	if (l->n == l->cap) {
		cap = l->cap ? l->cap * 2 : 8;
		l->v = arena_grow(a, l->v, l->n * sizeof(Str),
				  cap * sizeof(Str));
		l->cap = cap;
	}
	l->v[l->n++] = s;
}

void strlist_sort(StrList *l)
{
	size_t i;
	size_t n = 0;

	if (l->n < 2)
		return;
	qsort(l->v, l->n, sizeof(Str), str_cmp_qsort);
	for (i = 0; i < l->n; i++)
		if (n == 0 || !str_eq(l->v[n - 1], l->v[i]))
			l->v[n++] = l->v[i];
	l->n = n;
}

ptrdiff_t strlist_find(const StrList *l, Str s)
{
	size_t lo = 0;
	size_t hi = l->n;
	size_t mid;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = str_cmp(l->v[mid], s);
		if (c == 0)
			return (ptrdiff_t)mid;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

void sb_room(StrBuf *b, size_t n)
{
	size_t cap = b->cap < 64 ? 64 : b->cap;

	if (n <= b->cap - b->n)
		return;
	if (n > SIZE_MAX / 4 - b->n)
		arena_oom(n);
	while (cap - b->n < n)
		cap *= 2;
	b->p = arena_grow(b->a, b->p, b->cap, cap);
	b->cap = cap;
}

void sb_mem(StrBuf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	sb_room(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void sb_put(StrBuf *b, Str s)
{
	sb_mem(b, s.p, s.n);
}

void sb_puts(StrBuf *b, const char *s)
{
	sb_mem(b, s, strlen(s));
}

void sb_fmt(StrBuf *b, const char *fmt, ...)
{
	va_list ap;
	char none[1];
	int n;

	va_start(ap, fmt);
	n = vsnprintf(none, 0, fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	sb_room(b, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void sb_u64(StrBuf *b, uint64_t v)
{
	char tmp[20];
	size_t i = sizeof tmp;

	do {
		tmp[--i] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	sb_mem(b, tmp + i, sizeof tmp - i);
}

void sb_i64(StrBuf *b, int64_t v)
{
	if (v < 0)
		sb_putc(b, '-');
	sb_u64(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

Str sb_str(StrBuf *b)
{
	sb_room(b, 1);
	b->p[b->n] = 0;
	return str_of(b->p, b->n);
}
