/*
 * complex.c: complex arithmetic on pairs of parts (C11 6.3.1.6 to 8, annex
 * G): sums in line, products and quotients of two complex numbers by the
 * runtime library, which minds infinities and NaNs.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

static Expr *cplx_call(int op, Type *t, Expr *a, Expr *b)
{
	Expr *args[4];
	Type *p = t->base;
	const char *name;

	args[0] = ex_val(p, a->a);
	args[1] = ex_val(p, a->b);
	args[2] = ex_val(p, b->a);
	args[3] = ex_val(p, b->b);
	switch (p->kind) {
	case TY_FLOAT:
		name = op == '*' ? "__mulsc3" : "__divsc3";
		break;
	case TY_DOUBLE:
		name = op == '*' ? "__muldc3" : "__divdc3";
		break;
	default:
		name = op == '*' ? "__mulxc3" : "__divxc3";
		break;
	}
	return expr_runtime(name, t, args, 4);
}

static int cplx_is_const(Node *n)
{
	return n->op == N_CONST || n->op == N_FCONST;
}

static Expr *cplx_mul(Type *t, Expr *a, Expr *b)
{
	int mode = type_mode(t->base);
	int all = cplx_is_const(a->a) && cplx_is_const(a->b)
		&& cplx_is_const(b->a) && cplx_is_const(b->b);

	if (type_is_float(t->base) && !all)
		return cplx_call('*', t, a, b);
	ex_temp(a);
	ex_temp(b);
	return ex_pair(t, node_binary(N_SUB, mode,
			node_binary(N_MUL, mode, a->a, b->a),
			node_binary(N_MUL, mode, a->b, b->b)),
		node_binary(N_ADD, mode,
			node_binary(N_MUL, mode, a->a, b->b),
			node_binary(N_MUL, mode, a->b, b->a)));
}

static Expr *cplx_div(Type *t, Expr *a, Expr *b)
{
	int mode = type_mode(t->base);
	int all = cplx_is_const(a->a) && cplx_is_const(a->b)
		&& cplx_is_const(b->a) && cplx_is_const(b->b);
	Node *d;
	Node *re;
	Node *im;

	if (type_is_float(t->base) && !all)
		return cplx_call('/', t, a, b);
	ex_temp(a);
	ex_temp(b);
	d = node_temp(node_binary(N_ADD, mode,
		node_binary(N_MUL, mode, b->a, b->a),
		node_binary(N_MUL, mode, b->b, b->b)));
	re = node_binary(N_ADD, mode, node_binary(N_MUL, mode, a->a, b->a),
		node_binary(N_MUL, mode, a->b, b->b));
	im = node_binary(N_SUB, mode, node_binary(N_MUL, mode, a->b, b->a),
		node_binary(N_MUL, mode, a->a, b->b));
	return ex_pair(t, node_binary(N_DIV, mode, re, d),
		node_binary(N_DIV, mode, im, d));
}

/* One operand may be real: then it is not widened to a complex one. */
static Expr *cplx_with_real(int op, Type *t, Expr *a, Expr *b)
{
	int mode = type_mode(t->base);
	Node *im;

	if (b->b) {		/* real op complex; not a quotient */
		ex_cast(a, t->base);
		ex_cast(b, t);
		if (op == '*') {
			ex_temp(a);
			return ex_pair(t, node_binary(N_MUL, mode, a->a,
				b->a), node_binary(N_MUL, mode, a->a, b->b));
		}
		im = op == '-' ? node_unary(N_NEG, mode, b->b) : b->b;
		return ex_pair(t, node_binary(op == '-' ? N_SUB : N_ADD,
			mode, a->a, b->a), im);
	}
	ex_cast(a, t);
	ex_cast(b, t->base);
	ex_temp(b);
	switch (op) {
	case '*':
		return ex_pair(t, node_binary(N_MUL, mode, a->a, b->a),
			node_binary(N_MUL, mode, a->b, b->a));
	case '/':
		return ex_pair(t, node_binary(N_DIV, mode, a->a, b->a),
			node_binary(N_DIV, mode, a->b, b->a));
	}
	return ex_pair(t, node_binary(op == '-' ? N_SUB : N_ADD, mode, a->a,
		b->a), a->b);
}

/* + - * / == != */
Expr *cplx_binary(int op, Expr *a, Expr *b)
{
	Type *t = type_common(a->type, b->type);
	int mode = type_mode(t->base);
	int node = op == '+' ? N_ADD : N_SUB;

	if (op == T_EQ || op == T_NE) {
		int cmp = op == T_EQ ? N_EQ : N_NE;

		ex_cast(a, t);
		ex_cast(b, t);
		return ex_val(type_int, node_binary(op == T_EQ ? N_AND : N_OR,
			M_I32, node_binary(cmp, M_I32, a->a, b->a),
			node_binary(cmp, M_I32, a->b, b->b)));
	}
	if (type_is_float(t->base) && (b->type->kind != TY_COMPLEX
			|| (a->type->kind != TY_COMPLEX && op != '/')))
		return cplx_with_real(op, t, a, b);
	ex_cast(a, t);
	ex_cast(b, t);
	if (op == '*')
		return cplx_mul(t, a, b);
	if (op == '/')
		return cplx_div(t, a, b);
	return ex_pair(t, node_binary(node, mode, a->a, b->a),
		node_binary(node, mode, a->b, b->b));
}

/* To or from a complex type. */
void cplx_cast(Expr *e, Type *t)
{
	Expr *re;
	Expr *im;

	if (t->kind != TY_COMPLEX) {
		re = ex_val(e->type->base, e->a);
		ex_cast(re, t);
		memcpy(e, re, sizeof(Expr));
		return;
	}
	if (e->type->kind == TY_COMPLEX) {
		re = ex_val(e->type->base, e->a);
		im = ex_val(e->type->base, e->b);
		ex_cast(re, t->base);
		ex_cast(im, t->base);
		memcpy(e, ex_pair(t, re->a, im->a), sizeof(Expr));
		return;
	}
	if (!type_is_arith(e->type)) {
		error_at(e->pos, "cannot convert '%s' to '%s'",
			type_name(e->type), type_name(t));
		memcpy(e, ex_bad(), sizeof(Expr));
		return;
	}
	ex_cast(e, t->base);
	memcpy(e, ex_pair(t, e->a, node_conv(type_mode(t->base),
		node_const(M_I32, 0))), sizeof(Expr));
}
