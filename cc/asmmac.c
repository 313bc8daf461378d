/*
 * asmmac.c: the assembler's macros, repetitions and conditions. A body is
 * taken as text, its arguments are put in, and the result is assembled.
 * Facts: Using as, the manual of GNU as 2.40, sections 7.36 to 7.62.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "asm.h"

enum { MAC_PARAMS = 64, COND_DEPTH = 64, MAC_REPEAT = 1 << 24 };

typedef struct AsmMacro AsmMacro;
struct AsmMacro {
	AsmMacro *next;
	Ident *name;
	const u8 *body;
	u64 n;
	int nparams;
	Ident *params[MAC_PARAMS];
	Buf defaults[MAC_PARAMS];
	int vararg;		/* the last takes all that is left */
};

/* One open .if: what it does now, and whether an arm was taken before. */
struct AsmCond {
	u8 skip;
	u8 taken;
	u8 nested;		/* all of it is inside a skipped one */
	u8 had_else;
};

static AsmMacro *mac_list;
static struct AsmCond cond_stack[COND_DEPTH];
static int cond_depth;
static int mac_count;

enum {
	MD_IF = 1, MD_ELSEIF, MD_ELSE, MD_ENDIF, MD_MACRO, MD_ENDM, MD_REPT,
	MD_IRP, MD_IRPC, MD_ENDR, MD_EXITM, MD_PURGEM
};

/* What .if compares: see cond_true. */
struct MacDirective {
	const char *name;
	u8 what;
	u8 arg;
};

static const struct MacDirective mac_table[] = {
	{ ".if", MD_IF, 'n' }, { ".ifne", MD_IF, 'n' }, { ".ifeq", MD_IF, 'e' },
	{ ".ifgt", MD_IF, '>' }, { ".ifge", MD_IF, 'g' },
	{ ".iflt", MD_IF, '<' }, { ".ifle", MD_IF, 'l' },
	{ ".ifdef", MD_IF, 'd' }, { ".ifndef", MD_IF, 'D' },
	{ ".ifnotdef", MD_IF, 'D' }, { ".ifb", MD_IF, 'b' },
	{ ".ifnb", MD_IF, 'B' }, { ".ifc", MD_IF, 'c' },
	{ ".ifnc", MD_IF, 'C' }, { ".ifeqs", MD_IF, 's' },
	{ ".ifnes", MD_IF, 'S' }, { ".elseif", MD_ELSEIF, 0 },
	{ ".else", MD_ELSE, 0 }, { ".endif", MD_ENDIF, 0 },
	{ ".macro", MD_MACRO, 0 }, { ".endm", MD_ENDM, 0 },
	{ ".endmacro", MD_ENDM, 0 }, { ".rept", MD_REPT, 0 },
	{ ".rep", MD_REPT, 0 }, { ".irp", MD_IRP, 0 }, { ".irpc", MD_IRPC, 0 },
	{ ".endr", MD_ENDR, 0 }, { ".exitm", MD_EXITM, 0 },
	{ ".purgem", MD_PURGEM, 0 }, { 0, 0, 0 }
};

enum { MAC_KW = 256 };		/* kw of these is MAC_KW + index */

void asm_macros_begin(void)
{
	const struct MacDirective *d;

	for (d = mac_table; d->name; d++)
		ident_str(d->name)->kw = MAC_KW + (d - mac_table);
	mac_list = 0;
	cond_depth = 0;
	mac_count = 0;
}

static const struct MacDirective *mac_of(Ident *id)
{
	return id->name[0] == '.' && id->kw >= MAC_KW
		? &mac_table[id->kw - MAC_KW] : 0;
}

/* ---- conditions ---------------------------------------------------- */

int asm_skipping(void)
{
	return cond_depth && cond_stack[cond_depth - 1].skip;
}

int asm_conditions(void)
{
	return cond_depth;
}

/* The text up to stop (or the end), without the blanks around it. */
static void mac_raw(Buf *b, int stop)
{
	const u8 *start;
	const u8 *end;

	as_space();
	start = as.p;
	while (as.p < as.end && *as.p != stop)
		as.p++;
	end = as.p;
	while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	buf_add(b, start, end - start);
}

static int mac_same(int strings)
{
	Buf a;
	Buf b;
	int same;

	memset(&a, 0, sizeof a);
	memset(&b, 0, sizeof b);
	if (strings)
		as_string(&a);
	else
		mac_raw(&a, ',');
	as_expect(',');
	if (strings)
		as_string(&b);
	else
		mac_raw(&b, 256);
	same = a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
	buf_free(&a);
	buf_free(&b);
	return same;
}

static int mac_defined(void)
{
	Ident *id = as_need_name();
	ObjSym *s = id ? id->obj : 0;

	return s && (s->sec || s->is_abs || s->alias || s->is_common);
}

static int cond_true(int kind)
{
	int blank;

	switch (kind) {
	case 'n':
		return as_const() != 0;
	case 'e':
		return as_const() == 0;
	case '>':
		return as_const() > 0;
	case 'g':
		return as_const() >= 0;
	case '<':
		return as_const() < 0;
	case 'l':
		return as_const() <= 0;
	case 'd':
		return mac_defined();
	case 'D':
		return !mac_defined();
	case 'b':
	case 'B':
		blank = as_end();
		as.p = as.end;
		return blank == (kind == 'b');
	case 'c':
		return mac_same(0);
	case 'C':
		return !mac_same(0);
	case 's':
		return mac_same(1);
	}
	return !mac_same(1);
}

static void cond_push(int kind)
{
	struct AsmCond *c;
	int nested = asm_skipping();

	if (cond_depth == COND_DEPTH)
		fatal_at(as.pos, ".if is nested too deep", 0, 0);
	c = &cond_stack[cond_depth];
	memset(c, 0, sizeof(struct AsmCond));
	c->nested = nested;
	c->taken = !nested && cond_true(kind);
	c->skip = !c->taken;
	cond_depth++;
	if (nested)
		as.p = as.end;
}

static void cond_next(int what)
{
	struct AsmCond *c;

	if (cond_depth == 0) {
		asm_error("there is no .if before", 0, 0);
		return;
	}
	c = &cond_stack[cond_depth - 1];
	if (what == MD_ENDIF) {
		cond_depth--;
		return;
	}
	if (c->had_else)
		asm_error("there was an .else before", 0, 0);
	if (what == MD_ELSE)
		c->had_else = 1;
	if (c->nested || c->taken) {
		c->skip = 1;
		as.p = as.end;
		return;
	}
	c->skip = 0;
	c->taken = what == MD_ELSE || as_const() != 0;
	c->skip = !c->taken;
}

void asm_skip(Ident *name)
{
	const struct MacDirective *d = mac_of(name);

	if (d && d->what == MD_IF)
		cond_push(d->arg);
	else if (d && d->what <= MD_ENDIF)
		cond_next(d->what);
	else
		as.p = as.end;
}

/* ---- bodies -------------------------------------------------------- */

static int mac_opens(int what)
{
	return what == MD_MACRO || what == MD_REPT || what == MD_IRP
		|| what == MD_IRPC;
}

/* The first word of the statement [p, end), after labels. */
static Ident *mac_word(const u8 *p, const u8 *end)
{
	const u8 *start;

	for (;;) {
		while (p < end && (*p == ' ' || *p == '\t'))
			p++;
		start = p;
		while (p < end && as_name_char(*p))
			p++;
		if (p < end && *p == ':' && p > start)
			p++;
		else
			return p > start ? ident((const char *)start,
				p - start) : 0;
	}
}

/*
 * Takes the statements up to the one that ends this body: *n bytes of it.
 * Reading goes on behind.
 */
static const u8 *mac_body(u64 *n)
{
	const u8 *start = as.next < as.limit ? as.next : as.limit;
	const u8 *p = start;
	const u8 *q;
	int depth = 0;

	*n = 0;
	while (p < as.limit) {
		const u8 *end = asm_statement_end(p, as.limit);
		Ident *id = mac_word(p, end);
		const struct MacDirective *d = id ? mac_of(id) : 0;

		if (d && mac_opens(d->what))
			depth++;
		if (d && (d->what == MD_ENDM || d->what == MD_ENDR)
				&& depth-- == 0) {
			*n = p - start;
			for (q = start - 1; q < end; q++) {
				if (*q != '\n')
					continue;
				as.line++;
				as.bol = q + 1;
			}
			as.next = end + 1;
			return start;
		}
		p = end + 1;
	}
	asm_error("its end (.endm or .endr) is missing", 0, 0);
	as.next = as.limit;
	return start;
}

/* Appends the body with \name replaced by its value. */
static void mac_expand(Buf *out, const u8 *p, u64 n, Ident **params,
	Buf *values, int nparams)
{
	const u8 *end = p + n;

	while (p < end) {
		const u8 *name = p + 1;
		const u8 *q = name;
		int i;

		if (*p != '\\' || name >= end) {
			buf_byte(out, *p++);
			continue;
		}
		if (*name == '@') {
			buf_num(out, mac_count);
			p += 2;
			continue;
		}
		if (*name == '(' && name + 1 < end && name[1] == ')') {
			p += 3;
			continue;
		}
		while (q < end && as_name_char(*q) && *q != '.')
			q++;
		for (i = 0; i < nparams; i++)
			if (params[i]->len == q - name && memcmp(
					params[i]->name, name, q - name) == 0)
				break;
		if (i < nparams) {
			buf_add(out, values[i].p, values[i].n);
			p = q;
		} else {
			buf_byte(out, *p++);
		}
	}
}

/* Assembles text made from a body; messages go to where it was asked for. */
static void mac_run(Buf *b)
{
	int file = as.file;

	as.file = 0;
	asm_run(b->p, b->n);
	as.file = file;
	b->n = 0;
}

/* ---- macros -------------------------------------------------------- */

/*
 * One argument: up to a comma, or to blanks that no operator follows; quotes
 * come off, brackets hold together. all: everything that is left.
 */
static void mac_argument(Buf *b, int all)
{
	int depth = 0;

	as_space();
	if (all) {
		mac_raw(b, 256);
		return;
	}
	if (as.p < as.end && *as.p == '"') {
		as_string(b);
		return;
	}
	for (; as.p < as.end; as.p++) {
		int c = *as.p;

		if (c == '(' || c == '[')
			depth++;
		if (c == ')' || c == ']')
			depth--;
		if (depth <= 0 && c == ',')
			return;
		if (depth <= 0 && (c == ' ' || c == '\t')) {
			int last = b->n ? b->p[b->n - 1] : 0;

			as_space();
			if (as.p >= as.end)
				return;
			if (strchr("+-*/|&^<>=", last) == 0 && (as_name_char(
					*as.p) || strchr("%\"\\(", *as.p)))
				return;
			c = *as.p;
			if (c == ',')
				return;
		}
		buf_byte(b, c);
	}
}

/* .macro NAME [PARAM[=DEFAULT | :req | :vararg]][, ...] */
static void mac_define(void)
{
	AsmMacro *m = mem_new(sizeof(AsmMacro));

	m->name = as_need_name();
	if (m->name == 0)
		return;
	as_take(',');
	while (!as_end()) {
		Ident *id;

		if (m->nparams == MAC_PARAMS) {
			asm_error("too many parameters", 0, 0);
			return;
		}
		id = as_need_name();
		if (id == 0)
			return;
		m->params[m->nparams] = id;
		if (as_take(':')) {
			id = as_need_name();
			if (id && str_eq(id->name, "vararg"))
				m->vararg = 1;
		}
		if (as_take('='))
			mac_argument(&m->defaults[m->nparams], 0);
		m->nparams++;
		as_take(',');
	}
	m->body = mac_body(&m->n);
	m->next = mac_list;
	mac_list = m;
}

/* `param=` at hand: which parameter; -1: none. */
static int mac_keyword(AsmMacro *m)
{
	const u8 *p = as.p;
	int i;

	while (p < as.end && as_name_char(*p))
		p++;
	if (p == as.p || p >= as.end || *p != '=')
		return -1;
	for (i = 0; i < m->nparams; i++) {
		if (m->params[i]->len == p - as.p && memcmp(m->params[i]->name,
				as.p, p - as.p) == 0) {
			as.p = p + 1;
			return i;
		}
	}
	return -1;
}

int asm_macro_call(Ident *name)
{
	AsmMacro *m;
	Buf *values;
	Buf out;
	int conds = cond_depth;
	int n = 0;
	int i;

	for (m = mac_list; m; m = m->next)
		if (m->name == name)
			break;
	if (m == 0)
		return 0;
	values = mem_new((m->nparams + 1) * sizeof(Buf));
	while (!as_end()) {
		int k = mac_keyword(m);

		if (k < 0)
			k = n++;
		if (k >= m->nparams) {
			asm_error("too many arguments for %s", name->name, 0);
			return 1;
		}
		mac_argument(&values[k], m->vararg && k == m->nparams - 1);
		as_take(',');
	}
	for (i = 0; i < m->nparams; i++)
		if (values[i].n == 0)
			memcpy(&values[i], &m->defaults[i], sizeof(Buf));
	memset(&out, 0, sizeof out);
	mac_expand(&out, m->body, m->n, m->params, values, m->nparams);
	mac_count++;
	mac_run(&out);
	buf_free(&out);
	cond_depth = conds;
	return 1;
}

static void mac_purge(void)
{
	Ident *id = as_need_name();
	AsmMacro **at = &mac_list;

	while (*at && (*at)->name != id)
		at = &(*at)->next;
	if (*at)
		*at = (*at)->next;
}

/* ---- repetitions --------------------------------------------------- */

static void mac_repeat(void)
{
	i64 count = as_const();
	const u8 *body;
	Buf out;
	u64 n;
	i64 i;

	body = mac_body(&n);
	if (count > MAC_REPEAT || (count > 0 && n * count >> 28)) {
		asm_error("too many repetitions", 0, 0);
		return;
	}
	memset(&out, 0, sizeof out);
	for (i = 0; i < count; i++)
		buf_add(&out, body, n);
	if (out.n)
		mac_run(&out);
	buf_free(&out);
}

/* .irp SYM, VALUE, ... and .irpc SYM, CHARACTERS */
static void mac_each(int chars)
{
	Ident *id = as_need_name();
	const u8 *body;
	Buf values;
	Buf value;
	Buf out;
	const u8 *list;
	const u8 *end;
	u64 n;

	memset(&value, 0, sizeof value);
	memset(&values, 0, sizeof values);
	memset(&out, 0, sizeof out);
	as_take(',');
	as_space();
	list = as.p;
	end = as.end;
	as.p = as.end;
	body = mac_body(&n);
	if (id == 0)
		return;
	as.p = list;
	do {
		value.n = 0;
		if (chars && as.p < end)
			buf_byte(&value, *as.p++);
		else if (!chars)
			mac_argument(&value, 0);
		mac_expand(&out, body, n, &id, &value, 1);
		mac_count++;
		if (!chars) {
			as_take(',');
			as_space();
		}
	} while (as.p < end && *as.p != '\n');
	mac_run(&out);
	buf_free(&out);
	buf_free(&value);
}

int asm_macro_directive(Ident *name)
{
	const struct MacDirective *d = mac_of(name);

	if (d == 0)
		return 0;
	switch (d->what) {
	case MD_IF:
		cond_push(d->arg);
		break;
	case MD_ELSEIF:
	case MD_ELSE:
	case MD_ENDIF:
		cond_next(d->what);
		break;
	case MD_MACRO:
		mac_define();
		break;
	case MD_REPT:
		mac_repeat();
		break;
	case MD_IRP:
		mac_each(0);
		break;
	case MD_IRPC:
		mac_each(1);
		break;
	case MD_EXITM:
		as.next = as.limit + 1;
		break;
	case MD_PURGEM:
		mac_purge();
		break;
	default:
		asm_error("%s without its beginning", name->name, 0);
	}
	return 1;
}
