/*
 * Expressions as text: what --parse prints and failed assertions quote.
 */
#include <stdlib.h>

#include "engine/eval/eval.h"

void expr_set_name(Expr *e, Sym name)
{
	while (e->kind == E_LAMBDA) {
		((ExprLambda *)e)->name = name;
		e = ((ExprLambda *)e)->body;
	}
}

static void show_name(StrBuf *b, Sym name)
{
	print_name(b, sym_text(name));
}

void expr_show_path(StrBuf *b, const AttrName *path, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (i)
			sb_putc(b, '.');
		if (path[i].sym) {
			show_name(b, path[i].sym);
		} else {
			sb_puts(b, "\"${");
			expr_show(b, path[i].e);
			sb_puts(b, "}\"");
		}
	}
}

static int def_cmp(const void *a, const void *b)
{
	return sym_cmp_text((*(AttrDef *const *)a)->name,
	    (*(AttrDef *const *)b)->name);
}

static void show_froms(StrBuf *b, const ExprAttrs *a, AttrDef **sorted)
{
	uint32_t f, i;

	for (f = 0; f < a->n_from; f++) {
		bool any = false;

		for (i = 0; i < a->n; i++) {
			AttrDef *d = sorted[i];

			if (d->kind != DEF_FROM ||
			    ((ExprVar *)((ExprSelect *)d->e)->e)->slot != f)
				continue;
			if (!any) {
				sb_puts(b, "inherit (");
				expr_show(b, a->froms[f]);
				sb_putc(b, ')');
				any = true;
			}
			sb_putc(b, ' ');
			show_name(b, d->name);
		}
		if (any)
			sb_puts(b, "; ");
	}
}

static void show_bindings(StrBuf *b, const ExprAttrs *a)
{
	AttrDef **sorted = ARENA_ARRAY(&ev.perm, AttrDef *, a->n + 1);
	bool any = false;
	uint32_t i;

	for (i = 0; i < a->n; i++)
		sorted[i] = &a->defs[i];
	qsort(sorted, a->n, sizeof(*sorted), def_cmp);
	for (i = 0; i < a->n; i++) {
		if (sorted[i]->kind != DEF_INHERIT)
			continue;
		sb_puts(b, any ? " " : "inherit ");
		show_name(b, sorted[i]->name);
		any = true;
	}
	if (any)
		sb_puts(b, "; ");
	show_froms(b, a, sorted);
	for (i = 0; i < a->n; i++) {
		if (sorted[i]->kind != DEF_PLAIN)
			continue;
		show_name(b, sorted[i]->name);
		sb_puts(b, " = ");
		expr_show(b, sorted[i]->e);
		sb_puts(b, "; ");
	}
	for (i = 0; i < a->n_dyn; i++) {
		sb_puts(b, "\"${");
		expr_show(b, a->dyns[i].name);
		sb_puts(b, "}\" = ");
		expr_show(b, a->dyns[i].e);
		sb_puts(b, "; ");
	}
}

static int formal_cmp(const void *a, const void *b)
{
	return sym_cmp_text((*(Formal *const *)a)->name,
	    (*(Formal *const *)b)->name);
}

static void show_lambda(StrBuf *b, const ExprLambda *l)
{
	uint32_t i;

	sb_putc(b, '(');
	if (l->formals_on) {
		Formal **sorted = ARENA_ARRAY(&ev.perm, Formal *, l->n + 1);

		for (i = 0; i < l->n; i++)
			sorted[i] = &l->formals[i];
		qsort(sorted, l->n, sizeof(*sorted), formal_cmp);
		sb_puts(b, "{ ");
		for (i = 0; i < l->n; i++) {
			if (i)
				sb_puts(b, ", ");
			show_name(b, sorted[i]->name);
			if (sorted[i]->def) {
				sb_puts(b, " ? ");
				expr_show(b, sorted[i]->def);
			}
		}
		if (l->ellipsis)
			sb_puts(b, l->n ? ", ..." : "...");
		sb_puts(b, " }");
		if (l->arg)
			sb_puts(b, " @ ");
	}
	if (l->arg)
		show_name(b, l->arg);
	sb_puts(b, ": ");
	expr_show(b, l->body);
	sb_putc(b, ')');
}

static void show_const(StrBuf *b, V v)
{
	if (v_is_string(v))
		print_string(b, v_text(v));
	else if (v_is_int(v))
		sb_i64(b, v_int(v));
	else if (v_is_float(v))
		sb_fmt(b, "%g", v_float(v));
	else if (v_is_path(v))
		sb_put(b, v_path_text(v));
}

static void show_bin(StrBuf *b, const ExprBin *e, const char *op)
{
	sb_putc(b, '(');
	expr_show(b, e->a);
	sb_putc(b, ' ');
	sb_puts(b, op);
	sb_putc(b, ' ');
	expr_show(b, e->b);
	sb_putc(b, ')');
}

static void show_select(StrBuf *b, const ExprSelect *s)
{
	sb_putc(b, '(');
	expr_show(b, s->e);
	sb_puts(b, ").");
	expr_show_path(b, s->path, s->n);
	if (s->def) {
		sb_puts(b, " or (");
		expr_show(b, s->def);
		sb_putc(b, ')');
	}
}

static void show_call(StrBuf *b, const ExprCall *c)
{
	uint32_t i;

	sb_putc(b, '(');
	expr_show(b, c->fun);
	for (i = 0; i < c->n; i++) {
		sb_putc(b, ' ');
		expr_show(b, c->args[i]);
	}
	sb_putc(b, ')');
}

static const char *op_text(int kind)
{
	switch (kind) {
	case E_EQ:
		return "==";
	case E_NEQ:
		return "!=";
	case E_AND:
		return "&&";
	case E_OR:
		return "||";
	case E_IMPL:
		return "->";
	case E_UPDATE:
		return "//";
	default:
		return "++";
	}
}

static void show_interp(StrBuf *b, const ExprInterp *x)
{
	uint32_t i;

	sb_putc(b, '(');
	for (i = 0; i < x->n; i++) {
		if (i)
			sb_puts(b, " + ");
		expr_show(b, x->parts[i].e);
	}
	sb_putc(b, ')');
}

static void show_blocks(StrBuf *b, const Expr *e)
{
	const ExprBin *x = (const ExprBin *)e;
	const ExprIf *f = (const ExprIf *)e;
	const ExprLet *l = (const ExprLet *)e;
	const ExprWith *w = (const ExprWith *)e;

	switch (e->kind) {
	case E_LET:
		sb_puts(b, "(let ");
		show_bindings(b, l->attrs);
		sb_puts(b, "in ");
		expr_show(b, l->body);
		sb_putc(b, ')');
		break;
	case E_WITH:
		sb_puts(b, "(with ");
		expr_show(b, w->attrs);
		sb_puts(b, "; ");
		expr_show(b, w->body);
		sb_putc(b, ')');
		break;
	case E_IF:
		sb_puts(b, "(if ");
		expr_show(b, f->cond);
		sb_puts(b, " then ");
		expr_show(b, f->then);
		sb_puts(b, " else ");
		expr_show(b, f->other);
		sb_putc(b, ')');
		break;
	case E_ASSERT:
		sb_puts(b, "assert ");
		expr_show(b, x->a);
		sb_puts(b, "; ");
		expr_show(b, x->b);
		break;
	case E_NOT:
		sb_puts(b, "(! ");
		expr_show(b, x->a);
		sb_putc(b, ')');
		break;
	}
}

void expr_show(StrBuf *b, const Expr *e)
{
	uint32_t i;

	switch (e->kind) {
	case E_CONST:
		show_const(b, ((const ExprConst *)e)->v);
		break;
	case E_BASE:
		show_name(b, ((const ExprConst *)e)->name);
		break;
	case E_VAR: case E_LOCAL: case E_LOCAL0: case E_LOCAL1:
	case E_LOCAL2: case E_WITHVAR:
		show_name(b, ((const ExprVar *)e)->name);
		break;
	case E_SELECT:
	case E_SELECT1:
		show_select(b, (const ExprSelect *)e);
		break;
	case E_HASATTR: {
		const ExprHasAttr *h = (const ExprHasAttr *)e;

		sb_puts(b, "((");
		expr_show(b, h->e);
		sb_puts(b, ") ? ");
		expr_show_path(b, h->path, h->n);
		sb_putc(b, ')');
		break;
	}
	case E_ATTRS:
		if (((const ExprAttrs *)e)->rec)
			sb_puts(b, "rec ");
		sb_puts(b, "{ ");
		show_bindings(b, (const ExprAttrs *)e);
		sb_putc(b, '}');
		break;
	case E_LIST:
		sb_puts(b, "[ ");
		for (i = 0; i < ((const ExprList *)e)->n; i++) {
			sb_putc(b, '(');
			expr_show(b, ((const ExprList *)e)->e[i]);
			sb_puts(b, ") ");
		}
		sb_putc(b, ']');
		break;
	case E_LAMBDA:
		show_lambda(b, (const ExprLambda *)e);
		break;
	case E_CALL:
		show_call(b, (const ExprCall *)e);
		break;
	case E_ARITH:
		show_call(b, (const ExprCall *)((const ExprArith *)e)->call);
		break;
	case E_PLUS:
	case E_INTERP:
		show_interp(b, (const ExprInterp *)e);
		break;
	case E_POS:
		sb_puts(b, "__curPos");
		break;
	case E_EQ: case E_NEQ: case E_AND: case E_OR: case E_IMPL:
	case E_UPDATE: case E_APPEND:
		show_bin(b, (const ExprBin *)e, op_text(e->kind));
		break;
	default:
		show_blocks(b, e);
	}
}
