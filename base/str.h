/*
 * Strings: Str is a view by value (no NUL at the end, owns nothing);
 * StrBuf is a growing buffer in an arena.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct {
	const char *p;
	size_t n;
} Str;

/* STR: a view of a literal. STR_INIT: the same for static initialisers. */
#define STR(lit) ((Str){ (lit), sizeof(lit) - 1 })
#define STR_INIT(lit) { (lit), sizeof(lit) - 1 }
/* STR_F, STR_A: print a Str with "%.*s". */
#define STR_F "%.*s"
#define STR_A(s) (int)(s).n, (s).p

static inline Str str_of(const char *p, size_t n)
{
	Str s = { p, n };

	return s;
}

/* str_c: a view of a C string; NULL gives the empty view. */
static inline Str str_c(const char *p)
{
	return str_of(p ? p : "", p ? strlen(p) : 0);
}

static inline bool str_eq(Str a, Str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_eqc(Str a, const char *b)
{
	return str_eq(a, str_c(b));
}

/* str_cmp: by bytes, shorter first: the order of every Nix format. */
int str_cmp(Str a, Str b);
/* str_cmp_qsort: the same over Str elements, for qsort. */
int str_cmp_qsort(const void *a, const void *b);

bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
/* str_find, str_chr, str_rchr: index of the first (last) hit, or -1. */
ptrdiff_t str_find(Str s, Str needle);
ptrdiff_t str_chr(Str s, char c);
ptrdiff_t str_rchr(Str s, char c);
/* str_sub: bytes from (clamped) to end (clamped). */
Str str_sub(Str s, size_t from, size_t to);
/* str_from: the rest after the first n bytes. */
Str str_from(Str s, size_t n);
/* str_trim: without white space (space \t \n \r) at both ends. */
Str str_trim(Str s);
/*
 * str_token: cut the next token off *rest at any byte of seps; empty
 * tokens are skipped. Returns false when there is none left.
 */
bool str_token(Str *rest, const char *seps, Str *token);
/* str_line: cut the next line off *rest, without its \n. */
bool str_line(Str *rest, Str *line);

/* str_dup: a copy in the arena, with a NUL after it (not counted). */
Str str_dup(Arena *a, Str s);
/* str_z: the same as a C string. */
char *str_z(Arena *a, Str s);
Str str_cat2(Arena *a, Str s, Str t);
Str str_cat3(Arena *a, Str s, Str t, Str u);
/* str_fmt: printf into the arena. */
Str str_fmt(Arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
Str str_vfmt(Arena *a, const char *fmt, va_list ap);
/* str_u64: all of s as decimal digits (no sign, no overflow). */
bool str_u64(Str s, uint64_t *v);
bool str_i64(Str s, int64_t *v);
/* str_hash: 64 bits for tables; not stable between versions. */
uint64_t str_hash(Str s);

/* Sorted arrays of strings. */
typedef struct {
	Str *v;
	size_t n;
	size_t cap;
} StrList;

void strlist_add(Arena *a, StrList *l, Str s);
/* strlist_sort: by bytes, duplicates removed. */
void strlist_sort(StrList *l);
/* strlist_find: index in a sorted list, or -1. */
ptrdiff_t strlist_find(const StrList *l, Str s);

/* A growing buffer. Zero-initialise and set a; never freed by itself. */
typedef struct {
	char *p;
	size_t n;
	size_t cap;
	Arena *a;
} StrBuf;

static inline StrBuf sb_in(Arena *a)
{
	StrBuf b = { NULL, 0, 0, a };

	return b;
}

/* sb_room: at least n more bytes of capacity. */
void sb_room(StrBuf *b, size_t n);

static inline void sb_putc(StrBuf *b, char c)
{
	if (b->n == b->cap)
		sb_room(b, 1);
	b->p[b->n++] = c;
}

void sb_put(StrBuf *b, Str s);
void sb_puts(StrBuf *b, const char *s);
void sb_mem(StrBuf *b, const void *p, size_t n);
void sb_fmt(StrBuf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void sb_u64(StrBuf *b, uint64_t v);
void sb_i64(StrBuf *b, int64_t v);
/* sb_str: the contents so far; a NUL follows them. */
Str sb_str(StrBuf *b);

#endif
