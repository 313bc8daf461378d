/*
 * vector.c: GNU vectors, element by element, in memory.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

static int vec_compares(int op)
{
	return op == T_EQ || op == T_NE || op == '<' || op == '>'
		|| op == T_LE || op == T_GE;
}

static Expr *vec_result(Type *t)
{
	Var *v = var_block(type_size(t), type_align(t));
	Expr *e;

	v->type = t;
	e = ex_mem(t, node_frame(v, 0), 0);
	e->lvalue = 0;
	return e;
}

/* Element i of an operand; a scalar stands for all of them. */
static Expr *vec_element(Expr *e, i64 i, Type *of)
{
	Expr *x;

	if (e->type->kind == TY_VECTOR) {
		x = ex_mem(e->type->base, e->a, e->off
			+ i * type_size(e->type->base));
	} else {
		x = ex_copy(e);
	}
	ex_value(x);
	if (e->type->kind != TY_VECTOR)
		ex_cast(x, of);
	return x;
}

/* Once, so that elements do not compute it again. */
static void vec_operand(Expr *e)
{
	if (e->kind == EX_MEM) {
		if (!node_is_simple(e->a))
			e->a = node_temp(e->a);
	} else {
		ex_temp(e);
	}
}

Expr *vec_binary(int op, Expr *a, Expr *b, Pos pos)
{
	Type *t = a->type->kind == TY_VECTOR ? a->type : b->type;
	Type *el = t->base;
	Type *result = t;
	Expr *r;

	if ((a->type->kind == TY_VECTOR && b->type->kind == TY_VECTOR
			&& (a->type->count != b->type->count
			|| a->type->size != b->type->size))
			|| (a->type->kind != TY_VECTOR
			&& !type_is_arith(a->type))
			|| (b->type->kind != TY_VECTOR
			&& !type_is_arith(b->type))) {
		error_at(pos, "invalid operands of a vector operation ('%s' "
			"and '%s')", type_name(a->type), type_name(b->type));
		return ex_bad();
	}
	if (vec_compares(op))
		result = type_vector(type_of_width(type_size(el), 0),
			t->size);
	vec_operand(a);
	vec_operand(b);
	r = vec_result(result);
	for (i64 i = 0; i < t->count; i++) {
		Expr *x = expr_binary_op(op, vec_element(a, i, el),
			vec_element(b, i, el), pos);

		if (ex_is_bad(x))
			return x;
		if (vec_compares(op))
			x = expr_unary_op('-', x, pos);
		ex_cast(x, result->base);
		ex_store(ex_mem(result->base, r->a,
			i * type_size(result->base)), x);
	}
	return r;
}

Expr *vec_unary(int op, Expr *e)
{
	Type *t = e->type;
	Expr *r = vec_result(t);

	vec_operand(e);
	for (i64 i = 0; i < t->count; i++) {
		Expr *x = expr_unary_op(op, vec_element(e, i, t->base),
			e->pos);

		if (ex_is_bad(x))
			return x;
		ex_cast(x, t->base);
		ex_store(ex_mem(t->base, r->a, i * type_size(t->base)), x);
	}
	return r;
}
