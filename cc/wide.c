/*
 * wide.c: 128-bit integers as pairs of unsigned 64-bit halves, low and high.
 * What is short is done in line, the rest by the runtime library, whose
 * names are those that GCC's has.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

static Node *wide_node(int op, Node *a, Node *b)
{
	return node_binary(op, M_U64, a, b);
}

/* Both halves in temporaries, since they are used more than once. */
static void wide_temp(Expr *e)
{
	e->a = node_temp(node_conv(M_U64, e->a));
	e->b = node_temp(node_conv(M_U64, e->b));
}

static Expr *wide_call(const char *name, Type *result, Expr *a, Expr *b)
{
	Expr *args[2];

	args[0] = a;
	args[1] = b;
	return expr_runtime(name, result, args, b ? 2 : 1);
}

static Expr *wide_add(Type *t, Expr *a, Expr *b)
{
	Node *lo;
	Node *carry;

	wide_temp(a);
	wide_temp(b);
	lo = node_temp(wide_node(N_ADD, a->a, b->a));
	carry = node_conv(M_U64, node_binary(N_LT, M_I32, lo, a->a));
	return ex_pair(t, lo, wide_node(N_ADD, wide_node(N_ADD, a->b, b->b),
		carry));
}

static Expr *wide_sub(Type *t, Expr *a, Expr *b)
{
	Node *borrow;

	wide_temp(a);
	wide_temp(b);
	borrow = node_conv(M_U64, node_binary(N_LT, M_I32, a->a, b->a));
	return ex_pair(t, wide_node(N_SUB, a->a, b->a), wide_node(N_SUB,
		wide_node(N_SUB, a->b, b->b), borrow));
}

static Expr *wide_each(int op, Type *t, Expr *a, Expr *b)
{
	return ex_pair(t, wide_node(op, a->a, b->a),
		wide_node(op, a->b, b->b));
}

static Node *wide_count(int n)
{
	return node_const(M_I32, n);
}

/* By a constant number of places. */
static Expr *wide_shift_const(int op, Type *t, Expr *a, int n)
{
	int is_signed = !type_is_unsigned(t);
	Node *hi;
	Node *sign;

	wide_temp(a);
	if (n == 0)
		return ex_pair(t, a->a, a->b);
	if (op == T_SHL) {
		if (n >= 64)
			return ex_pair(t, node_const(M_U64, 0),
				wide_node(N_SHL, a->a, wide_count(n - 64)));
		hi = wide_node(N_OR, wide_node(N_SHL, a->b, wide_count(n)),
			wide_node(N_SHR, a->a, wide_count(64 - n)));
		return ex_pair(t, wide_node(N_SHL, a->a, wide_count(n)), hi);
	}
	hi = is_signed ? node_conv(M_I64, a->b) : a->b;
	sign = is_signed ? node_conv(M_U64, node_binary(N_SHR, M_I64, hi,
		wide_count(63))) : node_const(M_U64, 0);
	if (n >= 64)
		return ex_pair(t, node_conv(M_U64, node_binary(N_SHR,
			hi->mode, hi, wide_count(n - 64))), sign);
	return ex_pair(t, wide_node(N_OR, wide_node(N_SHR, a->a,
		wide_count(n)), wide_node(N_SHL, a->b, wide_count(64 - n))),
		node_conv(M_U64, node_binary(N_SHR, hi->mode, hi,
		wide_count(n))));
}

/* By n, from 0 to 63, without a shift by 64. */
static void wide_shift_less(int op, int mode, Expr *a, Node *n, Var *lo,
	Var *hi)
{
	Node *rest = node_binary(N_SUB, M_I32, wide_count(63), n);
	Node *one = wide_count(1);

	if (op == T_SHL) {
		emit_set(lo, wide_node(N_SHL, a->a, n));
		emit_set(hi, wide_node(N_OR, wide_node(N_SHL, a->b, n),
			wide_node(N_SHR, wide_node(N_SHR, a->a, one), rest)));
	} else {
		emit_set(lo, wide_node(N_OR, wide_node(N_SHR, a->a, n),
			wide_node(N_SHL, wide_node(N_SHL, a->b, one), rest)));
		emit_set(hi, node_binary(N_SHR, mode, node_conv(mode, a->b),
			n));
	}
}

static Expr *wide_shift(int op, Expr *a, Expr *b)
{
	Type *t = a->type;
	int mode = type_is_unsigned(t) ? M_U64 : M_I64;
	Var *lo;
	Var *hi;
	Label *less;
	Label *end;
	Node *n;

	if (b->a->op == N_CONST && b->a->ival >= 0 && b->a->ival < 128)
		return wide_shift_const(op, t, a, b->a->ival);
	wide_temp(a);
	lo = var_temp(M_U64);
	hi = var_temp(M_U64);
	less = label_new();
	end = label_new();
	n = node_temp(b->a);
	emit_branch(node_binary(N_LT, M_I32, n, wide_count(64)), 1, less);
	n = node_binary(N_SUB, M_I32, n, wide_count(64));
	if (op == T_SHL) {
		emit_set(hi, wide_node(N_SHL, a->a, n));
		emit_set(lo, node_const(M_U64, 0));
	} else {
		emit_set(lo, node_binary(N_SHR, mode, node_conv(mode, a->b),
			n));
		emit_set(hi, mode == M_U64 ? node_const(M_U64, 0)
			: node_binary(N_SHR, mode, node_conv(mode, a->b),
			wide_count(63)));
	}
	emit_jump(end);
	emit_label(less);
	wide_shift_less(op, mode, a, node_temp(b->a), lo, hi);
	emit_label(end);
	return ex_pair(t, node_local(lo), node_local(hi));
}

/* 64-bit halves multiply to 128 bits here when all is constant. */
static Expr *wide_mul_const(Type *t, Expr *a, Expr *b)
{
	u64 x = a->a->ival;
	u64 y = b->a->ival;
	u64 m = 0xffffffffU;
	u64 p = (x & m) * (y & m);
	u64 q = (x >> 32) * (y & m);
	u64 r = (x & m) * (y >> 32);
	u64 mid = (p >> 32) + (q & m) + (r & m);
	u64 hi = (x >> 32) * (y >> 32) + (q >> 32) + (r >> 32) + (mid >> 32);

	hi += x * (u64)b->b->ival + y * (u64)a->b->ival;
	return ex_pair(t, node_const(M_U64, x * y), node_const(M_U64, hi));
}

static int wide_is_const(Expr *e)
{
	return node_is_const(e->a) && node_is_const(e->b);
}

/* Unsigned constant division; *rem gets the remainder. */
static void wide_divide(u64 *hi, u64 *lo, u64 dhi, u64 dlo, u64 *rhi,
	u64 *rlo)
{
	u64 qh = 0;
	u64 ql = 0;

	*rhi = 0;
	*rlo = 0;
	for (int i = 127; i >= 0; i--) {
		u64 bit = i >= 64 ? *hi >> (i - 64) & 1 : *lo >> i & 1;
		u64 over = *rhi >> 63;

		*rhi = *rhi << 1 | *rlo >> 63;
		*rlo = *rlo << 1 | bit;
		qh = qh << 1 | ql >> 63;
		ql <<= 1;
		if (over || *rhi > dhi || (*rhi == dhi && *rlo >= dlo)) {
			*rhi = *rhi - dhi - (*rlo < dlo);
			*rlo -= dlo;
			ql |= 1;
		}
	}
	*hi = qh;
	*lo = ql;
}

static void wide_negate(u64 *hi, u64 *lo)
{
	*lo = -*lo;
	*hi = ~*hi + (*lo == 0);
}

static Expr *wide_div_const(int op, Type *t, Expr *a, Expr *b)
{
	u64 hi = a->b->ival;
	u64 lo = a->a->ival;
	u64 dhi = b->b->ival;
	u64 dlo = b->a->ival;
	u64 rhi;
	u64 rlo;
	int is_signed = !type_is_unsigned(t);
	int na = is_signed && hi >> 63;
	int nb = is_signed && dhi >> 63;

	if (na)
		wide_negate(&hi, &lo);
	if (nb)
		wide_negate(&dhi, &dlo);
	wide_divide(&hi, &lo, dhi, dlo, &rhi, &rlo);
	if (na != nb)
		wide_negate(&hi, &lo);
	if (na)
		wide_negate(&rhi, &rlo);
	if (op == '%')
		return ex_pair(t, node_const(M_U64, rlo),
			node_const(M_U64, rhi));
	return ex_pair(t, node_const(M_U64, lo), node_const(M_U64, hi));
}

/* Operands are of one 128-bit type, but a shift's count is an int. */
Expr *wide_binary(int op, Expr *a, Expr *b)
{
	Type *t = type_real(a->type);
	int both;

	if (op == T_SHL || op == T_SHR)
		return wide_shift(op, a, b);
	both = wide_is_const(a) && wide_is_const(b);
	switch (op) {
	case '+':
		return wide_add(t, a, b);
	case '-':
		return wide_sub(t, a, b);
	case '&':
		return wide_each(N_AND, t, a, b);
	case '|':
		return wide_each(N_OR, t, a, b);
	case '^':
		return wide_each(N_XOR, t, a, b);
	case '*':
		if (both)
			return wide_mul_const(t, a, b);
		return wide_call("__multi3", t, a, b);
	}
	if (both && (b->a->ival || b->b->ival))
		return wide_div_const(op, t, a, b);
	if (op == '/')
		return wide_call(type_is_unsigned(t) ? "__udivti3"
			: "__divti3", t, a, b);
	return wide_call(type_is_unsigned(t) ? "__umodti3" : "__modti3", t,
		a, b);
}

Expr *wide_compare(int op, Expr *a, Expr *b)
{
	int mode = type_is_unsigned(a->type) ? M_U64 : M_I64;
	Node *n;
	Expr *t;

	if (op == T_EQ || op == T_NE) {
		n = wide_node(N_OR, wide_node(N_XOR, a->a, b->a),
			wide_node(N_XOR, a->b, b->b));
		return ex_val(type_int, node_binary(op == T_EQ ? N_EQ : N_NE,
			M_I32, n, node_const(M_U64, 0)));
	}
	if (op == '>' || op == T_LE) {
		t = a;
		a = b;
		b = t;
	}
	/* a < b, or its opposite */
	wide_temp(a);
	wide_temp(b);
	n = node_binary(N_OR, M_I32,
		node_binary(N_LT, M_I32, node_conv(mode, a->b),
			node_conv(mode, b->b)),
		node_binary(N_AND, M_I32,
			node_binary(N_EQ, M_I32, a->b, b->b),
			node_binary(N_LT, M_I32, a->a, b->a)));
	if (op == T_LE || op == T_GE)
		n = node_binary(N_EQ, M_I32, n, node_const(M_I32, 0));
	return ex_val(type_int, n);
}

Expr *wide_unary(int op, Expr *e)
{
	Type *t = type_real(e->type);

	if (op == '~')
		return ex_pair(t, node_unary(N_COM, M_U64, e->a),
			node_unary(N_COM, M_U64, e->b));
	return wide_sub(t, ex_pair(t, node_const(M_U64, 0),
		node_const(M_U64, 0)), e);
}

static void wide_set(Expr *e, Expr *from)
{
	memcpy(e, from, sizeof(Expr));
}

/* 2^64 times the high half plus the low half; exact for what fits. */
static Node *wide_const_float(int mode, Expr *e, int is_signed)
{
	Node *two32 = flt_from_int(M_FLD, node_const(M_U64, 1L << 32));
	Node *hi = flt_from_int(M_FLD, node_const(is_signed ? M_I64 : M_U64,
		e->b->ival));
	Node *lo = flt_from_int(M_FLD, node_const(M_U64, e->a->ival));

	hi = flt_binary(N_MUL, flt_binary(N_MUL, hi, two32), two32);
	return flt_to_flt(mode, flt_binary(N_ADD, hi, lo));
}

/* A floating constant, truncated: its magnitude by words, then its sign. */
static Expr *wide_const_int(Type *t, Node *x)
{
	Node *two32 = flt_from_int(M_FLD, node_const(M_U64, 1L << 32));
	Node *zero = flt_special(M_FLD, '0');
	Node *hi;
	u64 h;
	u64 l;
	int neg;

	x = flt_to_flt(M_FLD, x);
	neg = flt_binary(N_LT, x, zero)->ival != 0;
	if (neg)
		x = flt_neg(x);
	hi = flt_binary(N_DIV, flt_binary(N_DIV, x, two32), two32);
	h = flt_to_int(M_U64, hi)->ival;
	hi = flt_from_int(M_FLD, node_const(M_U64, h));
	hi = flt_binary(N_MUL, flt_binary(N_MUL, hi, two32), two32);
	l = flt_to_int(M_U64, flt_binary(N_SUB, x, hi))->ival;
	if (neg)
		wide_negate(&h, &l);
	return ex_pair(t, node_const(M_U64, l), node_const(M_U64, h));
}

static const char *wide_float_name(int kind, int is_unsigned, int to_int)
{
	switch (kind) {
	case TY_FLOAT:
		if (to_int)
			return is_unsigned ? "__fixunssfti" : "__fixsfti";
		return is_unsigned ? "__floatuntisf" : "__floattisf";
	case TY_DOUBLE:
		if (to_int)
			return is_unsigned ? "__fixunsdfti" : "__fixdfti";
		return is_unsigned ? "__floatuntidf" : "__floattidf";
	}
	if (to_int)
		return is_unsigned ? "__fixunsxfti" : "__fixxfti";
	return is_unsigned ? "__floatuntixf" : "__floattixf";
}

/* Between a 128-bit type and another arithmetic type or a pointer. */
void wide_cast(Expr *e, Type *t)
{
	Type *from = type_real(e->type);
	Type *to = type_real(t);
	Node *hi;

	if (!type_is_pair(to)) {
		if (!type_is_float(to)) {
			wide_set(e, ex_val(t, node_conv(type_mode(t), e->a)));
		} else if (wide_is_const(e)) {
			wide_set(e, ex_val(t, wide_const_float(type_mode(t),
				e, !type_is_unsigned(from))));
		} else {
			e->type = from;
			wide_set(e, wide_call(wide_float_name(to->kind,
				type_is_unsigned(from), 0), to, e, 0));
			e->type = t;
		}
		return;
	}
	if (type_is_pair(from)) {
		e->type = t;
		return;
	}
	if (type_is_float(from)) {
		if (e->a->op == N_FCONST)
			wide_set(e, wide_const_int(t, e->a));
		else
			wide_set(e, wide_call(wide_float_name(from->kind,
				type_is_unsigned(to), 1), to, e, 0));
		e->type = t;
		return;
	}
	if (type_is_unsigned(from) && from->kind != TY_PTR) {
		e->a = node_conv(M_U64, e->a);
		hi = node_const(M_U64, 0);
	} else {
		Node *n = node_temp(node_conv(M_I64, e->a));

		e->a = node_conv(M_U64, n);
		hi = node_conv(M_U64, node_binary(N_SHR, M_I64, n,
			node_const(M_I32, 63)));
	}
	wide_set(e, ex_pair(t, e->a, hi));
}
