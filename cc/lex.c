/*
 * lex.c: characters to preprocessing tokens (C11 6.4, phases 2 and 3). Works
 * straight on the file's bytes: spellings are views into them. Line splices
 * in the middle of a token are rare and take a slow path over a clean copy.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

enum {
	CL_OTHER, CL_SPACE, CL_NEWLINE, CL_END, CL_ID, CL_DIGIT, CL_DOT,
	CL_QUOTE, CL_SLASH, CL_BACKSLASH, CL_SINGLE, CL_PUNCT
};

Lex lx;
int pp_asm;

static int lex_has_digraphs;
static u8 lex_class[256];
static u8 lex_idch[256];	/* part of an identifier */
static u8 lex_plain[256];	/* unremarkable inside a block comment */

static void lex_classify(const char *chars, int class)
{
	for (; *chars; chars++)
		lex_class[(u8)*chars] = (u8)class;
}

void lex_begin(void)
{
	int i;

	lex_has_digraphs = !pp_asm && (opt.std != 89 || opt.gnu);
	for (i = 0; i < 256; i++) {
		lex_class[i] = CL_OTHER;
		if ((i | 32) >= 'a' && (i | 32) <= 'z')
			lex_class[i] = CL_ID;
		if (i >= 128)
			lex_class[i] = CL_ID;
		if (i >= '0' && i <= '9')
			lex_class[i] = CL_DIGIT;
	}
	lex_class['_'] = CL_ID;
	/* in assembly, $NAME is an immediate whose NAME may be a macro */
	lex_class['$'] = pp_asm ? CL_OTHER : CL_ID;
	lex_classify(" \t\f\v\r", CL_SPACE);
	lex_class['\n'] = CL_NEWLINE;
	lex_class[0] = CL_END;
	lex_class['.'] = CL_DOT;
	lex_classify("\"'", CL_QUOTE);
	lex_class['/'] = CL_SLASH;
	lex_class['\\'] = CL_BACKSLASH;
	lex_classify("()[]{};,?~", CL_SINGLE);
	lex_classify("+-*%<>=!&|^:#", CL_PUNCT);
	for (i = 0; i < 256; i++) {
		lex_idch[i] = lex_class[i] == CL_ID
			|| lex_class[i] == CL_DIGIT;
		lex_plain[i] = i != '*' && i != '\n' && i != 0;
	}
}

void lex_open(const u8 *text, u64 n, int file)
{
	lx.p = text;
	lx.end = text + n;
	lx.line = text;
	lx.base = (Pos)file << 40 | 1 << 16;
	lx.bol = 1;
	lx.directive = 0;
	/* a byte order mark is not part of the text */
	if (n >= 3 && text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf)
		lx.p += 3;
}

/* p is just behind a newline. Lines beyond 2^24 all count as the last. */
static void lex_newline(const u8 *p)
{
	if ((lx.base & 0xffffff0000) != 0xffffff0000)
		lx.base += 1 << 16;
	lx.line = p;
}

static Pos lex_pos(const u8 *p)
{
	u64 col = p - lx.line + 1;

	return lx.base | (col > 0xffff ? 0xffff : col);
}

/* Blanks between the backslash and the newline are allowed, as by GCC. */
u64 lex_splice(const u8 *p)
{
	const u8 *q = p + 1;

	if (*p != '\\')
		return 0;
	while (*q == ' ' || *q == '\t' || *q == '\r')
		q++;
	return *q == '\n' ? (u64)(q + 1 - p) : 0;
}

/* p, moved over splices, which are counted. */
static const u8 *lex_over(const u8 *p)
{
	u64 n;

	while ((n = lex_splice(p)) != 0) {
		p += n;
		lex_newline(p);
	}
	return p;
}

/* ---- comments --------------------------------------------------- */

/* p is behind the opening; returns what is behind the comment. */
static const u8 *lex_comment(const u8 *p, Pos start)
{
	u64 n;

	for (;;) {
		while (lex_plain[*p])
			p++;
		if (*p == '*') {
			p++;
			if (*p == '/')
				return p + 1;
			n = lex_splice(p);
			if (n && p[n] == '/') {
				lex_newline(p + n);
				return p + n + 1;
			}
		} else if (*p == '\n') {
			p++;
			lex_newline(p);
		} else if (p >= lx.end) {
			error_at(start, "unterminated comment", 0, 0);
			return p;
		} else {
			p++;
		}
	}
}

/* To the newline that ends a // comment, or a line that is skipped. */
static const u8 *lex_rest(const u8 *p)
{
	u64 n;

	for (;;) {
		while (*p != '\n' && *p != '\\' && *p)
			p++;
		if (*p == '\n' || (!*p && p >= lx.end))
			return p;
		n = lex_splice(p);
		if (n) {
			p += n;
			lex_newline(p);
		} else {
			p++;
		}
	}
}

/*
 * Moves to the newline that ends the line, passing over comments, which may
 * hold newlines, and quoted text, which may hold what looks like a comment.
 */
void lex_skip_line(void)
{
	const u8 *p = lx.p;
	u8 quote;

	for (;;) {
		while (*p != '\n' && *p != '\\' && *p != '/' && *p != '"'
		&& *p != '\'' && *p)
			p++;
		if (*p == '\n' || (!*p && p >= lx.end))
			break;
		if (*p == '\\') {
			if (lex_splice(p))
				p = lex_over(p);
			else
				p++;
		} else if (*p == '/') {
			p = lex_over(p + 1);
			if (*p == '*')
				p = lex_comment(p + 1, lex_pos(p));
			else if (*p == '/')
				p = lex_rest(p);
		} else if (*p) {
			quote = *p;
			p++;
			while (*p != quote && *p != '\n' && *p) {
				if (lex_splice(p))
					p = lex_over(p);
				else
					p += *p == '\\' && p[1] ? 2 : 1;
			}
			p += *p == quote;
		} else {
			p++;
		}
	}
	lx.p = p;
}

/* Moves to the start of the next line; 0 at the end of the file. */
int lex_next_line(void)
{
	lex_skip_line();
	if (lx.p >= lx.end)
		return 0;
	lx.p++;
	lex_newline(lx.p);
	while (*lx.p == ' ' || *lx.p == '\t')
		lx.p++;
	return 1;
}

/* ---- tokens ----------------------------------------------------- */


static int lex_hex(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

/* The length of a universal character name at p, or 0. */
static int lex_ucn(const u8 *p, u32 *value)
{
	int n = p[1] == 'u' ? 4 : p[1] == 'U' ? 8 : 0;
	u32 v = 0;

	if (*p != '\\' || !n)
		return 0;
	for (int i = 0; i < n; i++) {
		if (lex_hex(p[2 + i]) < 0)
			return 0;
		v = v << 4 | (u32)lex_hex(p[2 + i]);
	}
	*value = v;
	return n + 2;
}

static Buf lex_copy;		/* text without splices, */
static Buf lex_where;		/* and where each byte of it came from */

static void lex_copy_byte(u64 c, u64 from)
{
	buf_byte(&lex_copy, c);
	buf_le(&lex_where, from, 4);
}

/* Copies what a token that begins with class first may reach; its end. */
static const u8 *lex_gather(const u8 *start, int first)
{
	const u8 *p = start;
	Buf utf;
	u64 splice;
	u32 ucn;
	int n;

	lex_copy.n = 0;
	lex_where.n = 0;
	memset(&utf, 0, sizeof utf);
	while (*p != '\n' && p < lx.end) {
		splice = lex_splice(p);
		if (splice) {
			p += splice;
			continue;
		}
		if (first == CL_ID || first == CL_DIGIT || first == CL_DOT) {
			n = lex_ucn(p, &ucn);
			if (n) {
				utf.n = 0;
				utf8_add(&utf, ucn);
				for (u64 i = 0; i < utf.n; i++)
					lex_copy_byte(utf.p[i], p - start);
				p += n;
				continue;
			}
			if (!lex_idch[*p] && !strchr(".+-\"'", *p))
				break;
			if (*p == '"' || *p == '\'')
				first = CL_QUOTE;
		} else if (first != CL_QUOTE && lex_copy.n >= 4) {
			break;
		}
		lex_copy_byte(*p, p - start);
		p++;
	}
	buf_free(&utf);
	return p;
}

/*
 * A token with a splice or a universal character name in it: lexes it from
 * a clean copy, then follows in the original to where it ended.
 */
static void lex_slow(Tok *t, const u8 *start)
{
	int first = lex_class[*start];
	const u8 *end = lex_gather(start, first == CL_BACKSLASH ? CL_ID : first);
	const u8 *p = start;
	u64 n = lex_copy.n;
	u8 *copy = mem_new(n + 8);
	Tok inner;
	Lex saved;
	u64 used;

	memcpy(copy, lex_copy.p, n);
	memcpy(&saved, &lx, sizeof lx);
	lx.p = copy;
	lx.end = copy + n;
	lx.line = copy;
	lx.directive = 1;
	lex_next(&inner);
	used = lx.p - copy;
	memcpy(&lx, &saved, sizeof lx);
	t->kind = inner.kind;
	t->id = inner.id;
	t->text = inner.text;
	t->len = inner.len;
	if (used < n)
		end = start + get_le(lex_where.p + used * 4, 4);
	while (p < end) {
		if (lex_splice(p))
			p = lex_over(p);
		else
			p++;
	}
	lx.p = p;
}

/* Does the identifier [s, s + n) before a quote belong to the literal? */
static int lex_is_prefix(const u8 *s, u64 n)
{
	if (pp_asm)
		return 0;
	if (n == 1 && *s == 'L')
		return 1;
	if (opt.std == 89)
		return 0;
	return n == 1 ? *s == 'u' || *s == 'U'
		: n == 2 && s[0] == 'u' && s[1] == '8';
}

/*
 * A string or character constant from start, whose quote is at p. Without a
 * closing quote the rest of the line is one T_OTHER, as in GCC.
 */
static void lex_quoted(Tok *t, const u8 *start, const u8 *p)
{
	u8 quote = *p;

	p++;
	while (*p != quote) {
		if (*p == '\\') {
			if (lex_splice(p)) {
				lex_slow(t, start);
				return;
			}
			p++;
		}
		if (*p == '\n' || (!*p && p >= lx.end))
			break;
		p++;
	}
	t->kind = T_OTHER;
	if (*p == quote) {
		t->kind = quote == '"' ? T_STR : T_CHAR;
		p++;
	}
	t->text = (const char *)start;
	t->len = (u32)(p - start);
	lx.p = p;
}

static void lex_number(Tok *t, const u8 *start)
{
	const u8 *p = start;
	int last;

	do {
		last = *p | 32;
		p++;
	} while (lex_idch[*p] || *p == '.'
		|| ((*p == '+' || *p == '-') && (last == 'e' || last == 'p')));
	if (lex_splice(p)) {
		lex_slow(t, start);
		return;
	}
	t->kind = T_NUM;
	t->text = (const char *)start;
	t->len = (u32)(p - start);
	lx.p = p;
}

/* c followed by itself, by =, or by neither */
static int lex_double(const u8 *p, int twice, int eq, u64 *n)
{
	*n = 2;
	if (p[1] == p[0] && twice)
		return twice;
	if (p[1] == '=' && eq)
		return eq;
	*n = 1;
	return *p;
}

static int lex_digraph(const u8 *p, u64 *n)
{
	*n = 2;
	if (p[0] == '<' && p[1] == ':')
		return '[';
	if (p[0] == ':' && p[1] == '>')
		return ']';
	if (p[0] == '<' && p[1] == '%')
		return '{';
	if (p[0] == '%' && p[1] == '>')
		return '}';
	if (p[0] == '%' && p[1] == ':') {
		if (p[2] != '%' || p[3] != ':')
			return '#';
		*n = 4;
		return T_HASHHASH;
	}
	return 0;
}

static int lex_punct(const u8 *p, u64 *n)
{
	switch (*p) {
	case '+':
		return lex_double(p, T_INC, T_ADDEQ, n);
	case '-':
		if (p[1] == '>') {
			*n = 2;
			return T_ARROW;
		}
		return lex_double(p, T_DEC, T_SUBEQ, n);
	case '<':
		if (p[1] == '<' && p[2] == '=') {
			*n = 3;
			return T_SHLEQ;
		}
		return lex_double(p, T_SHL, T_LE, n);
	case '>':
		if (p[1] == '>' && p[2] == '=') {
			*n = 3;
			return T_SHREQ;
		}
		return lex_double(p, T_SHR, T_GE, n);
	case '=':
		return lex_double(p, T_EQ, 0, n);
	case '!':
		return lex_double(p, 0, T_NE, n);
	case '&':
		return lex_double(p, T_ANDAND, T_ANDEQ, n);
	case '|':
		return lex_double(p, T_OROR, T_OREQ, n);
	case '*':
		return lex_double(p, 0, T_MULEQ, n);
	case '%':
		return lex_double(p, 0, T_MODEQ, n);
	case '^':
		return lex_double(p, 0, T_XOREQ, n);
	case '#':
		return lex_double(p, T_HASHHASH, 0, n);
	}
	*n = 1;
	return *p;
}

static void lex_operator(Tok *t, const u8 *p)
{
	u64 n;
	int kind;

	if (lex_splice(p + 1)
	|| (lex_class[p[1]] == CL_PUNCT && lex_splice(p + 2))) {
		lex_slow(t, p);
		return;
	}
	kind = lex_has_digraphs ? lex_digraph(p, &n) : 0;
	if (kind) {
		t->text = (const char *)p;
		t->len = (u32)n;
	} else {
		kind = lex_punct(p, &n);
	}
	t->kind = kind;
	lx.p = p + n;
}

static void lex_other(Tok *t, const u8 *p)
{
	t->kind = T_OTHER;
	t->text = (const char *)p;
	t->len = 1;
	lx.p = p + 1;
}

void lex_next(Tok *t)
{
	const u8 *p = lx.p;
	const u8 *start;
	u32 h;

	t->space = 0;
	t->noexpand = 0;
	t->id = 0;
	t->text = 0;
	t->len = 0;
	for (;;) {
		switch (lex_class[*p]) {
		case CL_SPACE:
			t->space = 1;
			p++;
			continue;
		case CL_NEWLINE:
			if (lx.directive) {
				t->kind = T_NEWLINE;
				goto edge;
			}
			p++;
			lex_newline(p);
			lx.bol = 1;
			t->space = 0;
			continue;
		case CL_END:
			if (p >= lx.end) {
				t->kind = lx.directive ? T_NEWLINE : T_EOF;
				goto edge;
			}
			t->space = 1;
			p++;
			continue;
		case CL_BACKSLASH:
			if (lex_splice(p)) {
				p = lex_over(p);
				continue;
			}
			t->pos = lex_pos(p);
			if (lex_ucn(p, &h) && !pp_asm)
				lex_slow(t, p);
			else
				lex_other(t, p);
			goto done;
		case CL_SLASH:
			start = p;
			t->pos = lex_pos(p);
			p++;
			if (*p == '\\')
				p = lex_over(p);
			if (*p == '*') {
				p = lex_comment(p + 1, t->pos);
				t->space = 1;
				continue;
			}
			if (*p == '/' && (opt.std != 89 || opt.gnu)) {
				p = lex_rest(p);
				t->space = 1;
				continue;
			}
			t->kind = '/';
			lx.p = start + 1;
			if (*p == '=') {
				t->kind = T_DIVEQ;
				lx.p = p + 1;
			}
			goto done;
		case CL_ID:
			t->pos = lex_pos(p);
			start = p;
			h = 0;
			do {
				h = h * 33 + *p;
				p++;
			} while (lex_idch[*p]);
			if (*p == '\\' && (lex_splice(p) || lex_ucn(p, &h))) {
				lex_slow(t, start);
				goto done;
			}
			if ((*p == '"' || *p == '\'')
			&& lex_is_prefix(start, p - start)) {
				lex_quoted(t, start, p);
				goto done;
			}
			t->kind = T_IDENT;
			t->id = ident_hashed(start, p - start, h);
			lx.p = p;
			goto done;
		case CL_DOT:
			t->pos = lex_pos(p);
			if (lex_class[p[1]] == CL_DIGIT) {
				lex_number(t, p);
				goto done;
			}
			if (lex_splice(p + 1)) {
				lex_slow(t, p);
				goto done;
			}
			t->kind = '.';
			lx.p = p + 1;
			if (p[1] == '.' && p[2] == '.') {
				t->kind = T_ELLIPSIS;
				lx.p = p + 3;
			}
			goto done;
		case CL_DIGIT:
			t->pos = lex_pos(p);
			lex_number(t, p);
			goto done;
		case CL_QUOTE:
			t->pos = lex_pos(p);
			lex_quoted(t, p, p);
			goto done;
		case CL_SINGLE:
			t->pos = lex_pos(p);
			t->kind = *p;
			lx.p = p + 1;
			goto done;
		case CL_PUNCT:
			t->pos = lex_pos(p);
			lex_operator(t, p);
			goto done;
		default:
			t->pos = lex_pos(p);
			lex_other(t, p);
			goto done;
		}
	}
edge:
	t->pos = lex_pos(p);
	lx.p = p;
done:
	t->bol = lx.bol;
	lx.bol = 0;
}

/* ---- spellings -------------------------------------------------- */

/* of T_ARROW and on */
static const char *lex_spelling[] = {
	"->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
	"...", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=",
	"##"
};

static const char lex_single[] =
	" !\"#$%&'()*+,-./0123456789:;<=>?"
	"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

const char *tok_spell(const Tok *t, u64 *n)
{
	const char *s;

	if (t->text) {
		*n = t->len;
		return t->text;
	}
	if (t->kind == T_IDENT) {
		*n = t->id->len;
		return t->id->name;
	}
	if (t->kind > ' ' && t->kind < 127) {
		*n = 1;
		return lex_single + t->kind - ' ';
	}
	if (t->kind < T_ARROW || t->kind > T_HASHHASH) {
		*n = 0;
		return "";
	}
	s = lex_spelling[t->kind - T_ARROW];
	*n = strlen(s);
	return s;
}

void tok_add(Buf *b, const Tok *t)
{
	u64 n;
	const char *s = tok_spell(t, &n);

	buf_add(b, s, n);
}

int tok_is(const Tok *t, const char *name)
{
	return t->kind == T_IDENT && str_eq(t->id->name, name);
}

/* ---- keywords --------------------------------------------------- */

typedef struct Keyword Keyword;

struct Keyword {
	const char *name;
	int kw;
	int when;
};

/* when a word is a keyword */
enum {
	KW_ALWAYS, KW_GNU, KW_C99
};

static Keyword kw_table[] = {
	{ "auto", K_AUTO, KW_ALWAYS },
	{ "break", K_BREAK, KW_ALWAYS },
	{ "case", K_CASE, KW_ALWAYS },
	{ "char", K_CHAR, KW_ALWAYS },
	{ "const", K_CONST, KW_ALWAYS },
	{ "__const", K_CONST, KW_ALWAYS },
	{ "__const__", K_CONST, KW_ALWAYS },
	{ "continue", K_CONTINUE, KW_ALWAYS },
	{ "default", K_DEFAULT, KW_ALWAYS },
	{ "do", K_DO, KW_ALWAYS },
	{ "double", K_DOUBLE, KW_ALWAYS },
	{ "else", K_ELSE, KW_ALWAYS },
	{ "enum", K_ENUM, KW_ALWAYS },
	{ "extern", K_EXTERN, KW_ALWAYS },
	{ "float", K_FLOAT, KW_ALWAYS },
	{ "for", K_FOR, KW_ALWAYS },
	{ "goto", K_GOTO, KW_ALWAYS },
	{ "if", K_IF, KW_ALWAYS },
	{ "inline", K_INLINE, KW_C99 },
	{ "__inline", K_INLINE, KW_ALWAYS },
	{ "__inline__", K_INLINE, KW_ALWAYS },
	{ "int", K_INT, KW_ALWAYS },
	{ "long", K_LONG, KW_ALWAYS },
	{ "register", K_REGISTER, KW_ALWAYS },
	{ "restrict", K_RESTRICT, KW_C99 },
	{ "__restrict", K_RESTRICT, KW_ALWAYS },
	{ "__restrict__", K_RESTRICT, KW_ALWAYS },
	{ "return", K_RETURN, KW_ALWAYS },
	{ "short", K_SHORT, KW_ALWAYS },
	{ "signed", K_SIGNED, KW_ALWAYS },
	{ "__signed", K_SIGNED, KW_ALWAYS },
	{ "__signed__", K_SIGNED, KW_ALWAYS },
	{ "sizeof", K_SIZEOF, KW_ALWAYS },
	{ "static", K_STATIC, KW_ALWAYS },
	{ "struct", K_STRUCT, KW_ALWAYS },
	{ "switch", K_SWITCH, KW_ALWAYS },
	{ "typedef", K_TYPEDEF, KW_ALWAYS },
	{ "union", K_UNION, KW_ALWAYS },
	{ "unsigned", K_UNSIGNED, KW_ALWAYS },
	{ "void", K_VOID, KW_ALWAYS },
	{ "volatile", K_VOLATILE, KW_ALWAYS },
	{ "__volatile", K_VOLATILE, KW_ALWAYS },
	{ "__volatile__", K_VOLATILE, KW_ALWAYS },
	{ "while", K_WHILE, KW_ALWAYS },
	{ "_Alignas", K_ALIGNAS, KW_ALWAYS },
	{ "_Alignof", K_ALIGNOF, KW_ALWAYS },
	{ "__alignof", K_ALIGNOF, KW_ALWAYS },
	{ "__alignof__", K_ALIGNOF, KW_ALWAYS },
	{ "_Atomic", K_ATOMIC, KW_ALWAYS },
	{ "_Bool", K_BOOL, KW_ALWAYS },
	{ "_Complex", K_COMPLEX, KW_ALWAYS },
	{ "__complex", K_COMPLEX, KW_ALWAYS },
	{ "__complex__", K_COMPLEX, KW_ALWAYS },
	{ "_Generic", K_GENERIC, KW_ALWAYS },
	{ "_Imaginary", K_IMAGINARY, KW_ALWAYS },
	{ "_Noreturn", K_NORETURN, KW_ALWAYS },
	{ "_Static_assert", K_STATIC_ASSERT, KW_ALWAYS },
	{ "_Thread_local", K_THREAD, KW_ALWAYS },
	{ "__thread", K_THREAD, KW_ALWAYS },
	{ "typeof", K_TYPEOF, KW_GNU },
	{ "__typeof", K_TYPEOF, KW_ALWAYS },
	{ "__typeof__", K_TYPEOF, KW_ALWAYS },
	{ "__attribute", K_ATTRIBUTE, KW_ALWAYS },
	{ "__attribute__", K_ATTRIBUTE, KW_ALWAYS },
	{ "asm", K_ASM, KW_GNU },
	{ "__asm", K_ASM, KW_ALWAYS },
	{ "__asm__", K_ASM, KW_ALWAYS },
	{ "__extension__", K_EXTENSION, KW_ALWAYS },
	{ "__int128", K_INT128, KW_ALWAYS },
	{ "__label__", K_LABEL, KW_ALWAYS },
	{ "__real", K_REAL, KW_ALWAYS },
	{ "__real__", K_REAL, KW_ALWAYS },
	{ "__imag", K_IMAG, KW_ALWAYS },
	{ "__imag__", K_IMAG, KW_ALWAYS },
	{ "__auto_type", K_AUTO_TYPE, KW_ALWAYS },
	{ "__func__", K_FUNC_NAME, KW_ALWAYS },
	{ "__FUNCTION__", K_FUNC_NAME, KW_ALWAYS },
	{ "__PRETTY_FUNCTION__", K_FUNC_NAME, KW_ALWAYS },
	{ 0, 0, 0 }
};

void kw_begin(void)
{
	int when;

	for (int i = 0; kw_table[i].name; i++) {
		when = kw_table[i].when;
		if (when == KW_GNU && !opt.gnu)
			continue;
		if (when == KW_C99 && opt.std == 89
		&& !(opt.gnu && kw_table[i].kw == K_INLINE))
			continue;
		ident_str(kw_table[i].name)->kw = kw_table[i].kw;
	}
}
