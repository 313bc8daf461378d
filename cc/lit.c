/*
 * lit.c: the values of integer, character and string literals (C11 6.4.4 and
 * 6.4.5, with GCC's binary constants and \e).
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

void utf8_add(Buf *b, u32 c)
{
	if (c < 0x80) {
		buf_byte(b, c);
		return;
	}
	if (c < 0x800) {
		buf_byte(b, 0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			buf_byte(b, 0xe0 | c >> 12);
		} else {
			buf_byte(b, 0xf0 | (c >> 18 & 7));
			buf_byte(b, 0x80 | (c >> 12 & 63));
		}
		buf_byte(b, 0x80 | (c >> 6 & 63));
	}
	buf_byte(b, 0x80 | (c & 63));
}

/* The character at *p, before end; a byte that is not UTF-8 is itself. */
static u32 utf8_get(const u8 **p, const u8 *end)
{
	const u8 *s = *p;
	u32 c = *s;
	int more = c >= 0xf0 && c < 0xf8 ? 3 : c >= 0xe0 ? 2 : 1;

	*p = s + 1;
	if (c < 0xc0 || c >= 0xf8 || end - s <= more)
		return c;
	c &= 0x3f >> more;
	for (int i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return *s;
		c = c << 6 | (s[i] & 63);
	}
	*p = s + more + 1;
	return c;
}

static int lit_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return 99;
}

/* ---- integers ---------------------------------------------------- */

int lit_is_float(const Tok *t)
{
	int hex = t->len > 1 && t->text[0] == '0'
		&& (t->text[1] | 32) == 'x';
	int c;

	for (u32 i = 0; i < t->len; i++) {
		c = t->text[i] | 32;
		if (t->text[i] == '.' || c == (hex ? 'p' : 'e'))
			return 1;
	}
	return 0;
}

/* The suffix [s, end): *longs, *uns; 0 if it is not one. */
static int lit_suffix(const char *s, const char *end, int *longs, int *uns)
{
	int imaginary = 0;

	*longs = 0;
	*uns = 0;
	while (s < end) {
		if ((*s | 32) == 'u' && !*uns) {
			*uns = 1;
		} else if ((*s | 32) == 'l' && !*longs) {
			*longs = 1;
			if (s + 1 < end && s[1] == s[0]) {
				*longs = 2;
				s++;
			}
		} else if (((*s | 32) == 'i' || (*s | 32) == 'j')
		&& !imaginary) {
			imaginary = 1;
		} else {
			return 0;
		}
		s++;
	}
	return 1;
}

/* The narrowest of the types that 6.4.4.1 lists for a constant. */
static int lit_int_type(u64 v, int decimal, int longs, int uns)
{
	if (longs == 2)
		return uns || (v >> 63) ? TY_ULLONG : TY_LLONG;
	if (!longs) {
		if (!uns && v <= 0x7fffffff)
			return TY_INT;
		if ((uns || !decimal) && v <= 0xffffffff)
			return TY_UINT;
	}
	return uns || v >> 63 ? TY_ULONG : TY_LONG;
}

u64 lit_int(const Tok *t, int *type)
{
	const char *s = t->text;
	const char *end = s + t->len;
	u64 v = 0;
	u64 base = 10;
	int over = 0;
	int longs;
	int uns;
	u64 d;

	if (*s == '0') {
		base = 8;
		if (t->len > 2 && (s[1] | 32) == 'x')
			base = 16;
		else if (t->len > 2 && (s[1] | 32) == 'b')
			base = 2;
		if (base != 8)
			s += 2;
	}
	while (s < end && (d = lit_digit(*s)) < (base == 16 ? 16 : 10)) {
		if (d >= base)
			error_at(t->pos, "invalid digit in %s constant",
				base == 8 ? "octal" : "binary", 0);
		if (v > (~0ul - d) / base)
			over = 1;
		v = v * base + d;
		s++;
	}
	if (!lit_suffix(s, end, &longs, &uns))
		error_at(t->pos, "invalid suffix '%s' on integer constant",
			str_dup(s, end - s), 0);
	if (over)
		warn_at(t->pos, "integer constant is too large for its type",
			0, 0);
	else if (base == 10 && !uns && v >> 63)
		warn_at(t->pos, "integer constant is so large that it is "
			"unsigned", 0, 0);
	*type = lit_int_type(v, base == 10, longs, uns);
	return v;
}

/* ---- characters -------------------------------------------------- */

/* Bytes of an element, and its type, by the prefix at s; *n: its length. */
static int lit_prefix(const char *s, int *type, int *n)
{
	*n = 1;
	*type = TY_INT;
	if (*s == 'L')
		return 4;
	*type = TY_UINT;
	if (*s == 'U')
		return 4;
	*type = TY_USHORT;
	if (*s == 'u' && s[1] != '8')
		return 2;
	*n = *s == 'u' ? 2 : 0;
	*type = TY_CHAR;
	return 1;
}

static u32 lit_universal(const u8 **p, const u8 *end, int n, Pos pos)
{
	u32 v = 0;

	for (int i = 0; i < n; i++) {
		if (*p >= end || lit_digit(**p) > 15) {
			error_at(pos, "incomplete universal character name",
				0, 0);
			return v;
		}
		v = v << 4 | (u32)lit_digit(**p);
		(*p)++;
	}
	if (v > 0x10ffff || (v >= 0xd800 && v < 0xe000))
		error_at(pos, "not a valid universal character", 0, 0);
	return v;
}

/*
 * The escape sequence at *p, behind its backslash. *ucn is set when the
 * value is a character to be encoded and not the value of one element.
 */
static u32 lit_escape(const u8 **p, const u8 *end, int width, int *ucn,
	Pos pos)
{
	u32 c = **p;
	u32 v = 0;
	int n = 0;
	char shown[2];

	(*p)++;
	*ucn = 0;
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case 'a':
		return 7;
	case 'b':
		return 8;
	case 'f':
		return 12;
	case 'v':
		return 11;
	case 'e':
	case 'E':
		return 27;
	case '\\':
	case '\'':
	case '"':
	case '?':
		return c;
	case 'u':
	case 'U':
		*ucn = 1;
		return lit_universal(p, end, c == 'u' ? 4 : 8, pos);
	case 'x':
		while (*p < end && lit_digit(**p) < 16) {
			n |= v >> 28 != 0;
			v = v << 4 | (u32)lit_digit(**p);
			(*p)++;
		}
		if ((*p)[-1] == 'x')
			error_at(pos, "\\x used with no following hex digits",
				0, 0);
		if (n || (width < 4 && v >> width * 8))
			warn_at(pos, "hex escape sequence out of range", 0, 0);
		return v;
	}
	if (c >= '0' && c <= '7') {
		v = c - '0';
		while (n < 2 && *p < end && **p >= '0' && **p <= '7') {
			v = v << 3 | (u32)(**p - '0');
			(*p)++;
			n++;
		}
		if (width == 1 && v > 255)
			warn_at(pos, "octal escape sequence out of range",
				0, 0);
		return v;
	}
	shown[0] = (char)c;
	shown[1] = 0;
	warn_at(pos, "unknown escape sequence: '\\%s'", shown, 0);
	return c;
}

/* Appends character c as elements of width bytes. */
static void lit_put(Buf *b, u32 c, int width)
{
	if (width == 1) {
		utf8_add(b, c);
	} else if (width == 2 && c >= 0x10000) {
		c -= 0x10000;
		buf_le(b, 0xd800 + (c >> 10), 2);
		buf_le(b, 0xdc00 + (c & 0x3ff), 2);
	} else {
		buf_le(b, c, width);
	}
}

/* The elements between p and end, without the quotes. */
static void lit_elements(Buf *b, const u8 *p, const u8 *end, int width,
	Pos pos)
{
	const u8 *run;
	u32 c;
	int ucn;

	while (p < end) {
		if (width == 1 && *p != '\\') {
			run = p;
			while (p < end && *p != '\\')
				p++;
			buf_add(b, run, p - run);
			continue;
		}
		if (*p != '\\') {
			lit_put(b, utf8_get(&p, end), width);
			continue;
		}
		p++;
		c = lit_escape(&p, end, width, &ucn, pos);
		if (ucn)
			lit_put(b, c, width);
		else
			buf_le(b, c, width);
	}
}

i64 lit_char(const Tok *t, int *type)
{
	const u8 *p = (const u8 *)t->text;
	Buf b;
	i64 v = 0;
	int n;
	int width = lit_prefix(t->text, type, &n);
	u64 count;

	memset(&b, 0, sizeof b);
	lit_elements(&b, p + n + 1, p + t->len - 1, width, t->pos);
	count = b.n / width;
	if (!count)
		error_at(t->pos, "empty character constant", 0, 0);
	else if (width > 1)
		v = get_le(b.p + b.n - width, width);
	else if (count == 1)
		v = b.p[0];
	else
		for (u64 i = 0; i < count; i++)
			v = (v << 8 | b.p[i]) & 0xffffffff;
	if (count > 4 || (width > 1 && count > 1))
		warn_at(t->pos, "character constant too long for its type",
			0, 0);
	else if (count > 1)
		warn_at(t->pos, "multi-character character constant", 0, 0);
	buf_free(&b);
	if (width == 1) {
		if (n)
			*type = TY_UCHAR;
		else
			*type = TY_INT;
		if (count == 1 && !n && !opt.unsigned_char)
			v = (v ^ 0x80) - 0x80;
	}
	if (*type == TY_INT)
		v = (v ^ 0x80000000l) - 0x80000000l;
	return v;
}

/* ---- strings ----------------------------------------------------- */

void lit_strings(Buf *out, int *width, int *type)
{
	Vec parts;
	Tok *t;
	const u8 *p;
	int n;
	int w;
	int ty;

	memset(&parts, 0, sizeof parts);
	*width = 1;
	*type = TY_CHAR;
	do {
		w = lit_prefix(tok.text, &ty, &n);
		if (w > 1) {
			if (*width > 1 && ty != *type)
				error_at(tok.pos, "strings with different "
					"prefixes cannot be joined", 0, 0);
			*width = w;
			*type = ty;
		}
		vec_add(&parts, &tok);
		tok_next();
	} while (tok.kind == T_STR);
	for (int i = 0; i < parts.n; i++) {
		t = parts.t + i;
		lit_prefix(t->text, &ty, &n);
		p = (const u8 *)t->text;
		lit_elements(out, p + n + 1, p + t->len - 1, *width, t->pos);
	}
	buf_zero(out, *width);
	if (parts.cap)
		free(parts.t);
}

void lit_text(Buf *b, const Tok *t)
{
	const u8 *p = (const u8 *)t->text;
	int type;
	int n;
	int width = lit_prefix(t->text, &type, &n);

	lit_elements(b, p + n + 1, p + t->len - 1, width, t->pos);
}
