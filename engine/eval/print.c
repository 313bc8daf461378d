/*
 * Values as text: as messages and the prompt show them, and as
 * nix-instantiate --eval always has.
 */
#include <stdlib.h>

#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/ptrset.h"
#include "engine/eval/world.h"

#define C_NORMAL "\033[0m"
#define C_FAINT "\033[2m"
#define C_RED "\033[31;1m"
#define C_GREEN "\033[32;1m"
#define C_BLUE "\033[34;1m"
#define C_MAGENTA "\033[35;1m"
#define C_CYAN "\033[36;1m"

#define LQ "\xc2\xab"           /* angle quotes */
#define RQ "\xc2\xbb"

const PrintOpts print_error_opts = {
	false, false, true, false, false, true, 10, 10, 10, 1024, 0
};

static bool is_keyword(Str s)
{
	static const char *const words[] = {
		"if", "then", "else", "assert", "with", "let", "in", "rec",
		"inherit"
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eqc(s, words[i]))
			return true;
	return false;
}

static void put_char(StrBuf *b, Str s, size_t i)
{
	char c = s.p[i];

	if (c == '"' || c == '\\') {
		sb_putc(b, '\\');
		sb_putc(b, c);
	} else if (c == '\n') {
		sb_puts(b, "\\n");
	} else if (c == '\r') {
		sb_puts(b, "\\r");
	} else if (c == '\t') {
		sb_puts(b, "\\t");
	} else if (c == '$' && i + 1 < s.n && s.p[i + 1] == '{') {
		sb_puts(b, "\\$");
	} else {
		sb_putc(b, c);
	}
}

void print_string(StrBuf *b, Str s)
{
	size_t i;

	sb_putc(b, '"');
	for (i = 0; i < s.n; i++)
		put_char(b, s, i);
	sb_putc(b, '"');
}

void print_name(StrBuf *b, Str s)
{
	size_t i;
	bool plain = s.n > 0 && !is_keyword(s);

	for (i = 0; i < s.n && plain; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || c == '_';

		plain = letter || (i && ((c >= '0' && c <= '9') ||
		    c == '\'' || c == '-'));
	}
	if (plain)
		sb_put(b, s);
	else
		print_string(b, s);
}

/* --- the way of messages ------------------------------------------- */

typedef struct {
	StrBuf *b;
	PrintOpts o;
	PtrSet seen;
	uint32_t attrs, items, indent;
} Printer;

static void print(Printer *p, V v, uint32_t depth);

static void colored(Printer *p, const char *color, const char *text)
{
	if (p->o.color)
		sb_puts(p->b, color);
	sb_puts(p->b, text);
	if (p->o.color)
		sb_puts(p->b, C_NORMAL);
}

static void color_on(Printer *p, const char *color)
{
	if (p->o.color)
		sb_puts(p->b, color);
}

static void elided(Printer *p, size_t n, const char *one, const char *many)
{
	color_on(p, C_FAINT);
	sb_fmt(p->b, LQ "%u %s elided" RQ, (unsigned)n, n == 1 ? one : many);
	color_on(p, C_NORMAL);
}

static void string_cut(Printer *p, Str s)
{
	size_t i;

	color_on(p, C_MAGENTA);
	sb_putc(p->b, '"');
	for (i = 0; i < s.n; i++) {
		if (i >= p->o.max_string) {
			sb_puts(p->b, "\" ");
			elided(p, s.n - i, "byte", "bytes");
			return;
		}
		put_char(p->b, s, i);
	}
	sb_putc(p->b, '"');
	color_on(p, C_NORMAL);
}

static void space(Printer *p, bool pretty)
{
	uint32_t i;

	if (!pretty) {
		sb_putc(p->b, ' ');
		return;
	}
	sb_putc(p->b, '\n');
	for (i = 0; i < p->indent; i++)
		sb_putc(p->b, ' ');
}

/* One thing in it that is itself nested, or several things. */
static bool want_pretty(Printer *p, V first, size_t n)
{
	if (!p->o.indent || n == 0)
		return false;
	if (n > 1)
		return true;
	first = eval_force(first, value_pos(first, 0));
	return v_is_list(first) || v_is_attrs(first);
}

static void print_drv(Printer *p, V v)
{
	Pos pos = 0;
	V *slot = attrs_find_pos(v_attrs(v), S_DRVPATH, &pos);

	color_on(p, C_GREEN);
	sb_puts(p->b, LQ "derivation");
	if (slot) {
		uint32_t ctx = 0;
		V path = coerce_string(pos, *slot, &ctx, "while evaluating "
		    "the drvPath of a derivation", 0);

		sb_putc(p->b, ' ');
		sb_put(p->b, v_text(path));
	}
	sb_puts(p->b, RQ);
	color_on(p, C_NORMAL);
}

static bool important(Str s)
{
	return str_eqc(s, "type") || str_eqc(s, "_type");
}

/* "type" and "_type" first, when not everything will be shown. */
static void important_first(const Attrs *a, uint32_t *order)
{
	uint32_t i, j, to = 0;

	for (i = 0; i < a->n; i++) {
		uint32_t x = order[i];

		if (!important(sym_text(a->shape->names[x])))
			continue;
		for (j = i; j > to; j--)
			order[j] = order[j - 1];
		order[to++] = x;
	}
}

static void print_attrs(Printer *p, V v, uint32_t depth)
{
	Attrs *a;
	uint32_t *order, i;
	bool pretty;

	if (p->o.track && v_attrs(v)->n && !ptrset_add(&p->seen, v)) {
		colored(p, C_MAGENTA, LQ "repeated" RQ);
		return;
	}
	if (p->o.force && p->o.drv_paths && value_is_drv(v)) {
		print_drv(p, v);
		return;
	}
	if (depth >= p->o.max_depth) {
		sb_puts(p->b, "{ ... }");
		return;
	}
	a = attrs_flat(v_attrs(v));
	order = attrs_order(a, &ev.perm);
	if (p->o.max_attrs != UINT32_MAX)
		important_first(a, order);
	p->indent += p->o.indent;
	sb_putc(p->b, '{');
	pretty = want_pretty(p, a->n ? a->v[order[0]] : 0, a->n);
	for (i = 0; i < a->n; i++) {
		space(p, pretty);
		if (p->attrs >= p->o.max_attrs) {
			elided(p, a->n - i, "attribute", "attributes");
			break;
		}
		print_name(p->b, sym_text(a->shape->names[order[i]]));
		sb_puts(p->b, " = ");
		print(p, a->v[order[i]], depth + 1);
		sb_putc(p->b, ';');
		p->attrs++;
	}
	p->indent -= p->o.indent;
	space(p, pretty);
	sb_putc(p->b, '}');
}

/*
 * A list is known by the cell that holds it, not by its elements, as it
 * always was: cell is what v was found in.
 */
static void print_list(Printer *p, V v, V cell, uint32_t depth)
{
	List *l = v_list(v);
	size_t i;
	bool pretty;

	if (p->o.track && l->n && !ptrset_add(&p->seen, cell)) {
		colored(p, C_MAGENTA, LQ "repeated" RQ);
		return;
	}
	if (depth >= p->o.max_depth) {
		sb_puts(p->b, "[ ... ]");
		return;
	}
	p->indent += p->o.indent;
	sb_putc(p->b, '[');
	pretty = want_pretty(p, l->n ? l->v[0] : 0, l->n);
	for (i = 0; i < l->n; i++) {
		space(p, pretty);
		if (p->items >= p->o.max_items) {
			elided(p, l->n - i, "item", "items");
			break;
		}
		print(p, l->v[i], depth + 1);
		p->items++;
	}
	p->indent -= p->o.indent;
	space(p, pretty);
	sb_putc(p->b, ']');
}

static void print_fun(Printer *p, V v)
{
	color_on(p, C_BLUE);
	sb_puts(p->b, LQ);
	if (v_fun_kind(v) == FUN_LAMBDA) {
		const ExprLambda *l = (const ExprLambda *)v_fun(v)->p;

		sb_puts(p->b, "lambda");
		if (l->name) {
			sb_putc(p->b, ' ');
			sb_put(p->b, sym_text(l->name));
		}
		sb_puts(p->b, " @ ");
		pos_show(p->b, l->h.pos);
	} else if (v_fun_kind(v) == FUN_PRIMOP) {
		sb_puts(p->b, "primop ");
		sb_puts(p->b, ((const Primop *)v_fun(v)->p)->name);
	} else {
		sb_puts(p->b, "partially applied primop ");
		sb_puts(p->b, ((Papp *)v_fun(v))->op->name);
	}
	sb_puts(p->b, RQ);
	color_on(p, C_NORMAL);
}

static void print_plain(Printer *p, V v, V cell, uint32_t depth)
{
	switch (v_type(v)) {
	case T_INT:
		color_on(p, C_CYAN);
		sb_i64(p->b, v_int(v));
		color_on(p, C_NORMAL);
		break;
	case T_FLOAT:
		color_on(p, C_CYAN);
		sb_fmt(p->b, "%g", v_float(v));
		color_on(p, C_NORMAL);
		break;
	case T_BOOL:
		colored(p, C_CYAN, v == V_TRUE ? "true" : "false");
		break;
	case T_NULL:
		colored(p, C_CYAN, "null");
		break;
	case T_STRING:
		string_cut(p, v_text(v));
		break;
	case T_PATH:
		color_on(p, C_GREEN);
		sb_put(p->b, fs_show(v));
		color_on(p, C_NORMAL);
		break;
	case T_ATTRS:
		print_attrs(p, v, depth);
		break;
	case T_LIST:
		print_list(p, v, cell, depth);
		break;
	case T_FUNCTION:
		print_fun(p, v);
		break;
	default:
		if (v && (v_thunk(v)->w0 & 7) == TH_BLACK)
			colored(p, C_RED,
			    LQ "potential infinite recursion" RQ);
		else
			colored(p, C_MAGENTA, LQ "thunk" RQ);
	}
}

typedef struct {
	Printer *p;
	V v;
	uint32_t depth;
} PrintJob;

static void print_job(void *arg)
{
	PrintJob *j = arg;
	V v = eval_force(j->v, value_pos(j->v, 0));

	print_plain(j->p, v, j->v, j->depth);
}

static void print(Printer *p, V v, uint32_t depth)
{
	PrintJob job = { p, v, depth };
	Str s;

	stack_check(0);
	if (depth > settings.max_call_depth)
		err_overflow(value_pos(v, 0));
	if (!p->o.force) {
		print_plain(p, v_resolve(v), v, depth);
		return;
	}
	if (p->o.throw_all || (p->o.throw_top && depth == 0)) {
		print_job(&job);
		return;
	}
	if (err_try(print_job, &job))
		return;
	if (ev.error->kind == EK_OVERFLOW)
		err_raise();
	color_on(p, C_RED);
	sb_puts(p->b, LQ "error: ");
	s = err_strip(ev.error->msg);
	sb_put(p->b, s);
	sb_puts(p->b, RQ);
	color_on(p, C_NORMAL);
}

void print_value(StrBuf *b, V v, const PrintOpts *opts)
{
	Printer p;

	memset(&p, 0, sizeof(p));
	p.b = b;
	p.o = *opts;
	print(&p, v, 0);
}

/* --- the way of nix-instantiate --eval ----------------------------- */

static void ambiguous(StrBuf *b, V v, PtrSet *seen, uint32_t *ctx,
    uint32_t depth);

static void ambiguous_attrs(StrBuf *b, V v, PtrSet *seen, uint32_t *ctx,
    uint32_t depth)
{
	Attrs *a;
	uint32_t *order, i;

	if (v_attrs(v)->n && !ptrset_add(seen, v)) {
		sb_puts(b, LQ "repeated" RQ);
		return;
	}
	a = attrs_flat(v_attrs(v));
	order = attrs_order(a, &ev.perm);
	sb_puts(b, "{ ");
	for (i = 0; i < a->n; i++) {
		print_name(b, sym_text(a->shape->names[order[i]]));
		sb_puts(b, " = ");
		ambiguous(b, a->v[order[i]], seen, ctx, depth + 1);
		sb_puts(b, "; ");
	}
	sb_putc(b, '}');
}

static void ambiguous_list(StrBuf *b, V v, V cell, PtrSet *seen,
    uint32_t *ctx, uint32_t depth)
{
	List *l = v_list(v);
	size_t i;

	if (l->n && !ptrset_add(seen, cell)) {
		sb_puts(b, LQ "repeated" RQ);
		return;
	}
	sb_puts(b, "[ ");
	for (i = 0; i < l->n; i++) {
		ambiguous(b, l->v[i], seen, ctx, depth + 1);
		sb_putc(b, ' ');
	}
	sb_putc(b, ']');
}

static void ambiguous(StrBuf *b, V v, PtrSet *seen, uint32_t *ctx,
    uint32_t depth)
{
	V cell = v;

	stack_check(0);
	if (depth > settings.max_call_depth)
		err_overflow(value_pos(v, 0));
	v = v_resolve(v);
	switch (v_type(v)) {
	case T_INT:
		sb_i64(b, v_int(v));
		break;
	case T_FLOAT:
		sb_fmt(b, "%g", v_float(v));
		break;
	case T_BOOL:
		sb_puts(b, v == V_TRUE ? "true" : "false");
		break;
	case T_NULL:
		sb_puts(b, "null");
		break;
	case T_STRING:
		print_string(b, v_text(v));
		*ctx = ctx_join(*ctx, v_str(v)->ctx);
		break;
	case T_PATH:
		sb_put(b, fs_show(v));
		break;
	case T_ATTRS:
		ambiguous_attrs(b, v, seen, ctx, depth);
		break;
	case T_LIST:
		ambiguous_list(b, v, cell, seen, ctx, depth);
		break;
	case T_FUNCTION:
		sb_puts(b, v_fun_kind(v) == FUN_LAMBDA ? "<LAMBDA>" :
		    v_fun_kind(v) == FUN_PRIMOP ? "<PRIMOP>" :
		    "<PRIMOP-APP>");
		break;
	default:
		if (v && (v_thunk(v)->w0 & 7) == TH_BLACK)
			sb_puts(b, LQ "potential infinite recursion" RQ);
		else
			sb_puts(b, "<CODE>");
	}
}

void print_ambiguous(StrBuf *b, V v, uint32_t *ctx)
{
	PtrSet seen = { 0 };

	ambiguous(b, v, &seen, ctx, 0);
}
