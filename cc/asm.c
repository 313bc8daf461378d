/*
 * asm.c: the assembler's lines, labels and expressions, in GNU as's syntax.
 * Facts: Using as, the manual of GNU as 2.40, chapters 3 to 6.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "asm.h"

enum { ASM_DEPTH = 100, ASM_EXPR_DEPTH = 200 };

struct Asm as;

/* 1: 2: and so on: the last one before, and the next one to come. */
typedef struct NumLabel NumLabel;
struct NumLabel {
	NumLabel *next;
	u64 number;
	ObjSym *before;
	ObjSym *after;
};

static NumLabel *asm_numbers;
static int asm_started;
static int asm_nest;		/* of expressions */

void asm_begin(void)
{
	memset(&as, 0, sizeof as);
	asm_numbers = 0;
	asm_started = 0;
}

void asm_error(const char *text, const char *a, const char *b)
{
	error_at(as.pos, text, a, b);
	as.p = as.end;
}

void asm_warn(const char *text, const char *a, const char *b)
{
	warn_at(as.pos, text, a, b);
}

/* ---- characters and words ------------------------------------------ */

void as_space(void)
{
	while (as.p < as.end && (*as.p == ' ' || *as.p == '\t'
			|| *as.p == '\r' || *as.p == '\f'))
		as.p++;
}

int as_end(void)
{
	as_space();
	return as.p >= as.end;
}

int as_take(int c)
{
	as_space();
	if (as.p >= as.end || *as.p != c)
		return 0;
	as.p++;
	return 1;
}

void as_expect(int c)
{
	char s[2];

	if (as_take(c))
		return;
	s[0] = c;
	s[1] = 0;
	if (as.p < as.end)
		asm_error("%s expected", s, 0);
	else
		asm_error("%s expected at the end of the line", s, 0);
}

int as_name_char(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '$'
		|| c >= 128;
}

static int as_digit(int c)
{
	return c >= '0' && c <= '9';
}

Ident *as_name(void)
{
	const u8 *start;
	Buf b;
	Ident *id;

	as_space();
	if (as.p < as.end && *as.p == '"') {
		memset(&b, 0, sizeof b);
		as_string(&b);
		buf_byte(&b, 0);
		id = ident((char *)b.p, b.n - 1);
		buf_free(&b);
		return id;
	}
	start = as.p;
	if (as.p >= as.end || as_digit(*as.p))
		return 0;
	while (as.p < as.end && as_name_char(*as.p))
		as.p++;
	if (as.p == start)
		return 0;
	return ident((const char *)start, as.p - start);
}

Ident *as_need_name(void)
{
	Ident *id = as_name();

	if (id == 0)
		asm_error("a name expected", 0, 0);
	return id;
}

static int as_hex(int c)
{
	if (as_digit(c))
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* The character after a backslash, undone. */
static int as_escape(void)
{
	int c = as.p < as.end ? *as.p++ : '\\';
	int v = 0;
	int i;

	switch (c) {
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'v':
		return '\v';
	case 'x':
	case 'X':
		while (as.p < as.end && as_hex(*as.p) < 16)
			v = v * 16 + as_hex(*as.p++);
		return v & 255;
	}
	if (c < '0' || c > '7')
		return c;
	v = c - '0';
	for (i = 0; i < 2 && as.p < as.end && *as.p >= '0' && *as.p <= '7';
			i++)
		v = v * 8 + *as.p++ - '0';
	return v & 255;
}

void as_string(Buf *b)
{
	as_space();
	if (as.p >= as.end || *as.p != '"') {
		asm_error("a string expected", 0, 0);
		return;
	}
	for (as.p++; as.p < as.end && *as.p != '"';) {
		int c = *as.p++;

		buf_byte(b, c == '\\' ? as_escape() : c);
	}
	if (as.p >= as.end)
		asm_error("the string has no end", 0, 0);
	else
		as.p++;
}

/* ---- labels -------------------------------------------------------- */

ObjSym *asm_here(void)
{
	ObjSym *s = obj_label();

	obj_place(s);
	return s;
}

static NumLabel *asm_number(u64 number)
{
	NumLabel *n;

	for (n = asm_numbers; n; n = n->next)
		if (n->number == number)
			return n;
	n = mem_new(sizeof(NumLabel));
	n->number = number;
	n->after = obj_label();
	n->next = asm_numbers;
	asm_numbers = n;
	return n;
}

static void asm_number_here(u64 number)
{
	NumLabel *n = asm_number(number);

	obj_place(n->after);
	n->before = n->after;
	n->after = obj_label();
}

static void asm_label(Ident *name)
{
	ObjSym *s = obj_sym(name);

	if (s->sec || s->is_abs || s->alias)
		asm_error("%s is defined twice", name->name, 0);
	else
		obj_place(s);
}

/* ---- expressions --------------------------------------------------- */

int asm_known(AsmVal *v)
{
	ObjSym *a = v->sym;
	ObjSym *b = v->sub;

	if (a && a->is_abs && a->bind == STB_LOCAL) {
		v->v += a->value;
		v->sym = a = 0;
	}
	if (b && b->is_abs) {
		v->v -= b->value;
		v->sub = b = 0;
	}
	if (a == 0 && b == 0)
		return 1;
	if (a && a == b) {
		v->sym = 0;
		v->sub = 0;
		return 1;
	}
	if (a == 0 || b == 0 || a->sec == 0 || a->sec != b->sec || a->alias
			|| b->alias)
		return 0;
	if (!relax_settled(a->sec, a->value, b->value))
		return 0;
	v->v += a->value - b->value;
	v->sym = 0;
	v->sub = 0;
	return 1;
}

static void as_expr_level(AsmVal *v, int level);

/* A number; a label such as 1f; 0 if it is none. */
static int as_number(AsmVal *v)
{
	const u8 *p = as.p;
	u64 n = 0;
	int base = 10;

	if (p + 1 < as.end && *p == '0' && (p[1] | 32) == 'x') {
		base = 16;
		p += 2;
	} else if (p + 2 < as.end && *p == '0' && (p[1] | 32) == 'b'
			&& (p[2] == '0' || p[2] == '1')) {
		base = 2;
		p += 2;
	} else if (*p == '0') {
		base = 8;
	}
	while (p < as.end && as_hex(*p) < base)
		n = n * base + as_hex(*p++);
	as.p = p;
	if (base > 8 || (base == 8 && n == 0)) {
		int c = p < as.end ? *p : 0;
		int after = p + 1 < as.end ? p[1] : 0;

		if (base != 16 && (c == 'f' || c == 'b')
				&& !as_name_char(after)) {
			NumLabel *l = asm_number(n);

			as.p++;
			v->sym = c == 'f' ? l->after : l->before;
			if (v->sym == 0)
				asm_error("there is no such label before", 0,
					0);
			return 1;
		}
	}
	if (as.p < as.end && as_digit(*as.p))
		asm_error("not a number", 0, 0);
	v->v = n;
	return 1;
}

static void as_char(AsmVal *v)
{
	int c;

	as.p++;
	if (as.p >= as.end) {
		asm_error("a character expected", 0, 0);
		return;
	}
	c = *as.p++;
	if (c == '\\')
		c = as_escape();
	if (as.p < as.end && *as.p == '\'')
		as.p++;
	v->v = c;
}

static void as_symbol(AsmVal *v)
{
	Ident *id = as_name();
	ObjSym *s;

	if (id == 0) {
		asm_error(as.p < as.end ? "an expression expected"
			: "an expression expected at the end of the line", 0,
			0);
		return;
	}
	if (id->len == 1 && id->name[0] == '.') {
		v->sym = asm_here();
		return;
	}
	s = obj_sym(id);
	if (s->is_set && s->is_abs)
		v->v = s->value;
	else
		v->sym = s;
	if (as.p + 1 < as.end && *as.p == '@' && as_name_char(as.p[1])) {
		as.p++;
		v->suffix = (const char *)as.p;
		while (as.p < as.end && as_name_char(*as.p))
			as.p++;
		v->suffix_len = (const char *)as.p - v->suffix;
	}
}

static void as_need_const(AsmVal *v)
{
	if (asm_known(v))
		return;
	/* both defined: then nothing between them may change any more */
	if (v->sym && v->sub && v->sym->sec && v->sym->sec == v->sub->sec) {
		relax_freeze(v->sym->sec);
		if (asm_known(v))
			return;
	}
	asm_error("a constant expected", 0, 0);
	memset(v, 0, sizeof(AsmVal));
}

static void as_primary(AsmVal *v)
{
	int c;

	memset(v, 0, sizeof(AsmVal));
	as_space();
	c = as.p < as.end ? *as.p : 0;
	if (++asm_nest > ASM_EXPR_DEPTH)
		fatal_at(as.pos, "an expression is nested too deep", 0, 0);
	if (as_digit(c)) {
		as_number(v);
	} else if (c == '\'') {
		as_char(v);
	} else if (c == '(') {
		as.p++;
		as_expr_level(v, 0);
		as_expect(')');
	} else if (c == '-' || c == '~' || c == '!' || c == '+') {
		as.p++;
		as_primary(v);
		if (c == '-' && v->sym && v->sub == 0) {
			v->sub = v->sym;
			v->sym = 0;
			v->v = -(u64)v->v;
		} else if (c != '+') {
			as_need_const(v);
			v->v = c == '-' ? (i64)-(u64)v->v : c == '~' ? ~v->v
				: !v->v;
		}
	} else {
		as_symbol(v);
	}
	asm_nest--;
}

/* Operators, and how strongly each binds. */
enum {
	AO_NONE, AO_OROR, AO_ANDAND, AO_EQ, AO_NE, AO_LT, AO_LE, AO_GE, AO_GT,
	AO_ADD, AO_SUB, AO_OR, AO_XOR, AO_AND, AO_ORNOT, AO_MUL, AO_DIV,
	AO_MOD, AO_SHL, AO_SHR
};

static const u8 asm_level[] = {
	0, 1, 2, 3, 3, 3, 3, 3, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6
};

/* The operator at hand and, in *n, its length. */
static int as_operator(int *n)
{
	int c;
	int d;

	as_space();
	c = as.p < as.end ? *as.p : 0;
	d = as.p + 1 < as.end ? as.p[1] : 0;
	*n = 2;
	switch (c) {
	case '|':
		if (d == '|')
			return AO_OROR;
		break;
	case '&':
		if (d == '&')
			return AO_ANDAND;
		break;
	case '=':
		return d == '=' ? AO_EQ : AO_NONE;
	case '!':
		if (d == '=')
			return AO_NE;
		break;
	case '<':
		if (d == '>')
			return AO_NE;
		if (d == '=')
			return AO_LE;
		if (d == '<')
			return AO_SHL;
		break;
	case '>':
		if (d == '=')
			return AO_GE;
		if (d == '>')
			return AO_SHR;
		break;
	}
	*n = 1;
	switch (c) {
	case '<':
		return AO_LT;
	case '>':
		return AO_GT;
	case '+':
		return AO_ADD;
	case '-':
		return AO_SUB;
	case '|':
		return AO_OR;
	case '^':
		return AO_XOR;
	case '&':
		return AO_AND;
	case '!':
		return AO_ORNOT;
	case '*':
		return AO_MUL;
	case '/':
		return AO_DIV;
	case '%':
		return AO_MOD;
	}
	return AO_NONE;
}

static void as_add(AsmVal *a, AsmVal *b)
{
	if ((a->sym && b->sym) || (a->sub && b->sub)) {
		asm_known(a);
		asm_known(b);
	}
	if (a->sym && b->sym && a->sym == b->sub)
		a->sym = b->sub = 0;
	if (b->sym && a->sub == b->sym)
		a->sub = b->sym = 0;
	if ((a->sym && b->sym) || (a->sub && b->sub)) {
		asm_error("two symbols cannot be added", 0, 0);
		return;
	}
	if (b->sym) {
		a->sym = b->sym;
		a->suffix = b->suffix;
		a->suffix_len = b->suffix_len;
	}
	if (b->sub)
		a->sub = b->sub;
	a->v = (u64)a->v + b->v;
	if (a->sym && a->sub)
		asm_known(a);
}

/* Comparisons are -1 where true, as GNU as has them. */
static i64 as_compute(int op, i64 a, i64 b)
{
	switch (op) {
	case AO_OROR:
		return a || b;
	case AO_ANDAND:
		return a && b;
	case AO_EQ:
		return -(a == b);
	case AO_NE:
		return -(a != b);
	case AO_LT:
		return -(a < b);
	case AO_LE:
		return -(a <= b);
	case AO_GE:
		return -(a >= b);
	case AO_GT:
		return -(a > b);
	case AO_OR:
		return a | b;
	case AO_XOR:
		return a ^ b;
	case AO_AND:
		return a & b;
	case AO_ORNOT:
		return a | ~b;
	case AO_MUL:
		return (u64)a * b;
	case AO_SHL:
		return b < 0 || b > 63 ? 0 : (u64)a << b;
	case AO_SHR:
		return b < 0 || b > 63 ? 0 : (u64)a >> b;
	}
	if (b == 0) {
		asm_error("division by zero", 0, 0);
		return 0;
	}
	if (b == -1)
		return op == AO_DIV ? (i64)-(u64)a : 0;
	return op == AO_DIV ? a / b : a % b;
}

static void as_expr_level(AsmVal *v, int level)
{
	AsmVal b;
	ObjSym *t;
	int op;
	int n;

	as_primary(v);
	if (++asm_nest > ASM_EXPR_DEPTH)
		fatal_at(as.pos, "an expression is nested too deep", 0, 0);
	for (;;) {
		op = as_operator(&n);
		if (op == AO_NONE || asm_level[op] <= level)
			break;
		as.p += n;
		as_expr_level(&b, asm_level[op]);
		if (op == AO_SUB) {
			t = b.sym;
			b.sym = b.sub;
			b.sub = t;
			b.v = -(u64)b.v;
		}
		if (op == AO_ADD || op == AO_SUB) {
			as_add(v, &b);
			continue;
		}
		as_need_const(v);
		as_need_const(&b);
		v->v = as_compute(op, v->v, b.v);
	}
	asm_nest--;
}

void as_expr(AsmVal *v)
{
	as_expr_level(v, 0);
	if (v->sym == 0 || v->sub)
		asm_known(v);
}

i64 as_const(void)
{
	AsmVal v;

	as_expr(&v);
	as_need_const(&v);
	return v.v;
}

i64 as_const_or(i64 otherwise)
{
	if (as_end() || *as.p == ',')
		return otherwise;
	return as_const();
}

/* ---- statements ---------------------------------------------------- */

/* `1:`; does nothing and returns 0 if it is something else. */
static int asm_number_label(void)
{
	const u8 *p = as.p;
	u64 n = 0;

	while (p < as.end && as_digit(*p) && n < 100000000)
		n = n * 10 + *p++ - '0';
	if (p == as.p || p >= as.end || *p != ':')
		return 0;
	as.p = p + 1;
	asm_number_here(n);
	return 1;
}

void asm_line(void)
{
	const u8 *start;
	Ident *id;

	for (;;) {
		if (as_end())
			return;
		if (as_digit(*as.p)) {
			if (asm_skipping()) {
				while (as.p < as.end && as_digit(*as.p))
					as.p++;
				as_take(':');
				continue;
			}
			if (asm_number_label())
				continue;
			break;
		}
		start = as.p;
		id = as_name();
		if (id == 0)
			break;
		if (as.p < as.end && *as.p == ':') {
			as.p++;
			if (!asm_skipping())
				asm_label(id);
			continue;
		}
		if (asm_skipping()) {
			asm_skip(id);
			return;
		}
		as_space();
		if (as.p < as.end && *as.p == '=') {
			as.p++;
			asm_assign(id, as_take('='));
			return;
		}
		if (asm_macro_call(id))
			return;
		if (id->name[0] == '.')
			asm_directive(id);
		else
			target_instruction((const char *)start, id->len);
		return;
	}
	if (!asm_skipping())
		asm_error("an instruction expected", 0, 0);
	as.p = as.end;
}

/* `# 12 "file"`: the lines that follow come from there. */
static void asm_line_marker(void)
{
	Buf b;
	i64 n;

	as.p++;
	as_space();
	if (as.p >= as.end || !as_digit(*as.p) || as.file == 0)
		return;
	n = as_const();
	as_space();
	memset(&b, 0, sizeof b);
	if (as.p < as.end && *as.p == '"')
		as_string(&b);
	/* the marker names the next line, which is one on in the file too */
	as.file = src_shift((as.pos & ~0xfffful) + (1 << 16),
		b.n ? str_dup((char *)b.p, b.n) : 0, n, 0);
	buf_free(&b);
}

/* The end of the statement at p: an unquoted newline or semicolon. */
const u8 *asm_statement_end(const u8 *p, const u8 *limit)
{
	for (; p < limit && *p != '\n' && *p != ';'; p++) {
		if (*p == '"') {
			for (p++; p < limit && *p != '"' && *p != '\n'; p++)
				if (*p == '\\' && p + 1 < limit)
					p++;
			if (p >= limit || *p == '\n')
				return p;
		} else if (*p == '\'' && p + 1 < limit && p[1] != '\n') {
			p += p[1] == '\\' && p + 2 < limit ? 2 : 1;
		}
	}
	return p;
}

/* Blanks the comment that begins at i; returns where its last byte is. */
static u64 asm_strip_comment(u8 *out, u64 i, u64 n)
{
	u64 end = i + 2;

	while (end < n && (out[end] != '*' || end + 1 >= n
			|| out[end + 1] != '/'))
		end++;
	end = end < n ? end + 2 : n;
	for (; i < end; i++)
		if (out[i] != '\n')
			out[i] = ' ';
	return end - 1;
}

/*
 * A copy of the text in which comments are blanks, so that columns stay.
 * A # or / at the start of a line is kept if it is a line marker.
 */
static u8 *asm_strip(const u8 *text, u64 n)
{
	u8 *out = mem_new(n + 1);
	int bol = 1;
	u64 i;

	if (n)
		memcpy(out, text, n);
	for (i = 0; i < n; i++) {
		int c = out[i];
		int line = c == '#' || (c == '/' && bol && (i + 1 >= n
			|| out[i + 1] != '*'));

		if (c == '"') {
			for (i++; i < n && out[i] != '"' && out[i] != '\n';
					i++)
				if (out[i] == '\\' && i + 1 < n)
					i++;
		} else if (c == '\'' && i + 1 < n && out[i + 1] != '\n') {
			i += out[i + 1] == '\\' && i + 2 < n ? 2 : 1;
		} else if (line) {
			u64 k = i + 1;

			while (k < n && (out[k] == ' ' || out[k] == '\t'))
				k++;
			/* a marker stays */
			if (c == '#' && (i == 0 || out[i - 1] == '\n')
					&& k < n && as_digit(out[k])) {
				while (i < n && out[i] != '\n')
					i++;
			} else {
				while (i < n && out[i] != '\n')
					out[i++] = ' ';
			}
		} else if (c == '/' && i + 1 < n && out[i + 1] == '*') {
			i = asm_strip_comment(out, i, n);
			continue;
		}
		if (i < n)
			bol = out[i] == '\n' || (bol && (out[i] == ' '
				|| out[i] == '\t'));
	}
	return out;
}

void asm_run(const u8 *text, u64 n)
{
	struct Asm outer;

	memcpy(&outer, &as, sizeof as);
	if (!asm_started) {
		asm_started = 1;
		asm_directives_begin();
		asm_macros_begin();
		target_asm_begin();
	}
	if (++as.depth > ASM_DEPTH)
		fatal_at(as.pos, "macros or includes are nested too deep", 0,
			0);
	as.next = asm_strip(text, n);
	as.limit = as.next + n;
	as.bol = as.next;
	while (as.next < as.limit) {
		const u8 *start = as.next;

		as.p = start;
		as.end = asm_statement_end(start, as.limit);
		as.next = as.end + 1;
		as_space();
		if (as.file)
			as.pos = (u64)as.file << 40 | (u64)as.line << 16
				| (as.p - as.bol < 0xffff
				? as.p - as.bol + 1 : 0);
		if (as.p < as.end && *as.p == '#') {
			asm_line_marker();
		} else {
			asm_line();
			if (!as_end())
				asm_error("something is left over at the end"
					" of the line", 0, 0);
		}
		if (as.next - 1 < as.limit && as.next[-1] == '\n') {
			as.line++;
			as.bol = as.next;
		}
	}
	memcpy(&as, &outer, sizeof as);
}

void asm_text(const char *text, u64 n, Pos pos)
{
	if (opt.text) {
		buf_str(&sec_cur->data, "#APP\n\t");
		buf_add(&sec_cur->data, text, n);
		buf_str(&sec_cur->data, "\n#NO_APP\n");
		return;
	}
	as.pos = pos;
	as.file = 0;
	asm_run((const u8 *)text, n);
}

void asm_file(const char *text, u64 n, const char *file)
{
	obj_is_asm = 1;
	as.file = src_add(file, (const u8 *)text, n, 0, 0);
	as.line = 1;
	asm_run((const u8 *)text, n);
	if (asm_conditions())
		asm_error("an .if has no .endif", 0, 0);
}
