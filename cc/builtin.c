/*
 * builtin.c: the __builtin_ functions of GNU C that need the compiler.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

enum {
	BI_NONE,
	BI_VA_START, BI_VA_END, BI_VA_COPY, BI_VA_ARG, BI_OFFSETOF,
	BI_CONSTANT_P, BI_EXPECT, BI_COMPATIBLE, BI_CHOOSE, BI_ALLOCA,
	BI_BSWAP16, BI_BSWAP32, BI_BSWAP64, BI_CLZ, BI_CTZ, BI_POPCOUNT,
	BI_PARITY, BI_FFS, BI_CLRSB, BI_ADD_OVERFLOW, BI_SUB_OVERFLOW,
	BI_MUL_OVERFLOW, BI_INF, BI_NAN, BI_NANS, BI_FABS, BI_COPYSIGN,
	BI_SIGNBIT, BI_ISNAN, BI_ISINF, BI_ISINF_SIGN, BI_ISFINITE,
	BI_ISNORMAL, BI_GREATER, BI_GREATEREQUAL, BI_LESS, BI_LESSEQUAL,
	BI_LESSGREATER, BI_UNORDERED, BI_TRAP, BI_UNREACHABLE, BI_PREFETCH,
	BI_FRAME, BI_RETADDR, BI_SAME, BI_OBJECT_SIZE, BI_CLASSIFY, BI_ABS,
	BI_COMPLEX, BI_CONJ, BI_CREAL, BI_CIMAG, BI_ATOMIC
};

/* variants end in a type: l and ll, or f and l */
enum { BV_NONE, BV_INT, BV_FLOAT };

struct Builtin {
	const char *name;
	u8 code;
	u8 variants;
};

/* after the prefix __builtin_ */
static const struct Builtin builtin_table[] = {
	{ "va_start", BI_VA_START, BV_NONE },
	{ "c23_va_start", BI_VA_START, BV_NONE },
	{ "stdarg_start", BI_VA_START, BV_NONE },
	{ "va_end", BI_VA_END, BV_NONE },
	{ "va_copy", BI_VA_COPY, BV_NONE },
	{ "va_arg", BI_VA_ARG, BV_NONE },
	{ "offsetof", BI_OFFSETOF, BV_NONE },
	{ "constant_p", BI_CONSTANT_P, BV_NONE },
	{ "expect", BI_EXPECT, BV_NONE },
	{ "expect_with_probability", BI_EXPECT, BV_NONE },
	{ "types_compatible_p", BI_COMPATIBLE, BV_NONE },
	{ "choose_expr", BI_CHOOSE, BV_NONE },
	{ "alloca", BI_ALLOCA, BV_NONE },
	{ "alloca_with_align", BI_ALLOCA, BV_NONE },
	{ "bswap16", BI_BSWAP16, BV_NONE },
	{ "bswap32", BI_BSWAP32, BV_NONE },
	{ "bswap64", BI_BSWAP64, BV_NONE },
	{ "clz", BI_CLZ, BV_INT },
	{ "ctz", BI_CTZ, BV_INT },
	{ "popcount", BI_POPCOUNT, BV_INT },
	{ "parity", BI_PARITY, BV_INT },
	{ "ffs", BI_FFS, BV_INT },
	{ "clrsb", BI_CLRSB, BV_INT },
	{ "add_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "sub_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "mul_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "add_overflow_p", BI_ADD_OVERFLOW, BV_NONE },
	{ "sub_overflow_p", BI_SUB_OVERFLOW, BV_NONE },
	{ "mul_overflow_p", BI_MUL_OVERFLOW, BV_NONE },
	{ "sadd_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "saddl_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "saddll_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "uadd_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "uaddl_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "uaddll_overflow", BI_ADD_OVERFLOW, BV_NONE },
	{ "ssub_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "ssubl_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "ssubll_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "usub_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "usubl_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "usubll_overflow", BI_SUB_OVERFLOW, BV_NONE },
	{ "smul_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "smull_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "smulll_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "umul_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "umull_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "umulll_overflow", BI_MUL_OVERFLOW, BV_NONE },
	{ "inf", BI_INF, BV_FLOAT },
	{ "huge_val", BI_INF, BV_FLOAT },
	{ "nan", BI_NAN, BV_FLOAT },
	{ "nans", BI_NANS, BV_FLOAT },
	{ "fabs", BI_FABS, BV_FLOAT },
	{ "copysign", BI_COPYSIGN, BV_FLOAT },
	{ "signbit", BI_SIGNBIT, BV_FLOAT },
	{ "isnan", BI_ISNAN, BV_FLOAT },
	{ "isinf", BI_ISINF, BV_FLOAT },
	{ "isinf_sign", BI_ISINF_SIGN, BV_NONE },
	{ "isfinite", BI_ISFINITE, BV_NONE },
	{ "finite", BI_ISFINITE, BV_FLOAT },
	{ "isnormal", BI_ISNORMAL, BV_NONE },
	{ "isgreater", BI_GREATER, BV_NONE },
	{ "isgreaterequal", BI_GREATEREQUAL, BV_NONE },
	{ "isless", BI_LESS, BV_NONE },
	{ "islessequal", BI_LESSEQUAL, BV_NONE },
	{ "islessgreater", BI_LESSGREATER, BV_NONE },
	{ "isunordered", BI_UNORDERED, BV_NONE },
	{ "trap", BI_TRAP, BV_NONE },
	{ "unreachable", BI_UNREACHABLE, BV_NONE },
	{ "prefetch", BI_PREFETCH, BV_NONE },
	{ "frame_address", BI_FRAME, BV_NONE },
	{ "return_address", BI_RETADDR, BV_NONE },
	{ "extract_return_addr", BI_SAME, BV_NONE },
	{ "assume_aligned", BI_SAME, BV_NONE },
	{ "object_size", BI_OBJECT_SIZE, BV_NONE },
	{ "dynamic_object_size", BI_OBJECT_SIZE, BV_NONE },
	{ "classify_type", BI_CLASSIFY, BV_NONE },
	{ "abs", BI_ABS, BV_NONE },
	{ "labs", BI_ABS, BV_NONE },
	{ "llabs", BI_ABS, BV_NONE },
	{ "complex", BI_COMPLEX, BV_NONE },
	{ "conj", BI_CONJ, BV_FLOAT },
	{ "creal", BI_CREAL, BV_FLOAT },
	{ "cimag", BI_CIMAG, BV_FLOAT },
	{ 0, 0, 0 }
};

static const char builtin_prefix[] = "__builtin_";
enum { PREFIX = 10 };

static void builtin_name(const char *name, const char *suffix, int code)
{
	Buf b;

	memset(&b, 0, sizeof b);
	buf_str(&b, builtin_prefix);
	buf_str(&b, name);
	buf_str(&b, suffix);
	ident((const char *)b.p, b.n)->builtin = code;
}

void builtin_begin(void)
{
	const struct Builtin *t = builtin_table;

	for (; t->name; t++) {
		builtin_name(t->name, "", t->code);
		if (t->variants == BV_INT) {
			builtin_name(t->name, "l", t->code);
			builtin_name(t->name, "ll", t->code);
		} else if (t->variants == BV_FLOAT) {
			builtin_name(t->name, "f", t->code);
			builtin_name(t->name, "l", t->code);
		}
	}
	ident_str("alloca")->builtin = BI_ALLOCA;
	atomic_begin(BI_ATOMIC);
	scope_add(S_TYPEDEF, ident_str("__builtin_va_list"),
		target_va_list(), 0);
	scope_add(S_TYPEDEF, ident_str("__int128_t"), type_basic(TY_INT128),
		0);
	scope_add(S_TYPEDEF, ident_str("__uint128_t"),
		type_basic(TY_UINT128), 0);
}

/* ---- arguments -------------------------------------------------- */

static Expr *builtin_arg(void)
{
	Expr *e = expr_assign();

	if (!parse_accept(',') && tok.kind != ')') {
		parse_expected("',' or ')'");
		/* callers ask again until there is a `)' */
		tok_next();
	}
	return e;
}

static Expr *builtin_value(Type *t)
{
	Expr *e = builtin_arg();

	ex_value(e);
	if (t)
		ex_cast(e, t);
	return e;
}

/* A real floating argument. */
static Expr *builtin_float(void)
{
	Expr *e = builtin_value(0);

	if (!type_is_float(e->type) && !type_is_int(e->type))
		return ex_val(type_basic(TY_DOUBLE), flt_special(M_F64,
			'0'));
	if (!type_is_float(e->type))
		ex_cast(e, type_basic(TY_DOUBLE));
	return ex_temp(e);
}

/* The float that the last letter of a name stands for. */
static int builtin_suffix(Ident *id)
{
	int c = id->name[id->len - 1];

	if (str_eq(id->name + PREFIX, "huge_val"))
		return TY_DOUBLE;
	if (c == 'f' && !str_eq(id->name + PREFIX, "inf"))
		return TY_FLOAT;
	return c == 'l' ? TY_LDOUBLE : TY_DOUBLE;
}

static Node *builtin_ap(Expr *e)
{
	ex_value(e);
	if (e->kind == EX_MEM)
		return ex_addr(e);
	return ex_scalar(e);
}

/* ---- varargs, offsetof, choices --------------------------------- */

static Expr *builtin_va_arg(void)
{
	Node *ap = builtin_ap(builtin_arg());
	Pos pos = tok.pos;
	Type *t = type_plain(decl_type_name());
	Expr *e;

	if (type_size(t) < 0 || t->kind == TY_VOID || t->kind == TY_FUNC) {
		error_at(pos, "va_arg of an unsuitable type", 0, 0);
		return ex_bad();
	}
	if (t->kind == TY_ARRAY)
		t = type_ptr(t->base);
	e = ex_mem(t, target_va_arg(node_temp(ap), t), 0);
	e->lvalue = 0;
	return e;
}

static Expr *builtin_offsetof(void)
{
	Type *t = decl_type_name();
	Expr *e = ex_mem(t, node_const(M_I64, 0), 0);
	int first = 1;

	parse_expect(',');
	for (;;) {
		Pos pos = tok.pos;

		if (first || parse_accept('.')) {
			Ident *name = tok.id;

			if (tok.kind != T_IDENT) {
				parse_expected("a member name");
				break;
			}
			tok_next();
			e = expr_member(e, name, pos);
		} else if (parse_accept('[')) {
			Expr *i = expr_parse();

			parse_expect(']');
			e = expr_index(e, i, pos);
		} else if (parse_accept(T_ARROW)) {
			Ident *name = tok.id;

			tok_next();
			e = expr_member(expr_deref(e, pos), name, pos);
		} else {
			break;
		}
		first = 0;
		if (ex_is_bad(e))
			return e;
	}
	if (e->kind == EX_BIT) {
		error_at(tok.pos, "offsetof a bit-field", 0, 0);
		return ex_bad();
	}
	return ex_val(type_size_t, node_conv(M_U64, ex_addr(e)));
}

static Expr *builtin_constant_p(void)
{
	Expr *e;
	int r;

	lower_off++;
	e = expr_assign();
	r = e->kind == EX_STR;
	ex_value(e);
	lower_off--;
	if (e->kind == EX_VAL && e->a && (e->a->op == N_CONST
			|| e->a->op == N_FCONST))
		r = 1;
	return ex_int(r);
}

static Expr *builtin_expect(void)
{
	Expr *e = builtin_arg();

	while (tok.kind != ')' && tok.kind != T_EOF)
		ex_discard(builtin_arg());
	if (e->kind != EX_COND)
		ex_cast(e, type_long);
	return e;
}

static Expr *builtin_compatible(void)
{
	Type *a = decl_type_name();
	Type *b;

	parse_expect(',');
	b = decl_type_name();
	return ex_int(type_same(a, b) && (a->kind != TY_ENUM
		|| b->kind != TY_ENUM || type_plain(a) == type_plain(b)));
}

static Expr *builtin_choose(void)
{
	i64 c = expr_const("the first argument");
	Expr *a;
	Expr *b;

	parse_expect(',');
	lower_off += c == 0;
	a = builtin_arg();
	lower_off -= c == 0;
	lower_off += c != 0;
	b = expr_assign();
	lower_off -= c != 0;
	return c ? a : b;
}

static Expr *builtin_alloca(void)
{
	Expr *n = builtin_value(type_size_t);
	i64 align = 0;
	Stmt *s;
	Var *v;

	if (tok.kind != ')')
		align = expr_const("alignment") / 8;
	v = var_temp(M_I64);
	s = emit(ST_ALLOCA);
	s->var = v;
	s->a = node_conv(M_I64, n->a);
	s->ival = align > 16 ? align : 0;
	if (func)
		func->uses_alloca = 1;
	return ex_val(type_ptr(type_void), node_local(v));
}

/* ---- bits ------------------------------------------------------- */

static i64 bits_fold(int op, u64 v, int bits)
{
	i64 n = 0;

	switch (op) {
	case N_CLZ:
		while (n < bits && !(v >> (bits - 1 - n) & 1))
			n++;
		break;
	case N_CTZ:
		while (n < bits && !(v >> n & 1))
			n++;
		break;
	case N_POPCOUNT:
		for (; v; v &= v - 1)
			n++;
		break;
	case N_BSWAP:
		for (int i = 0; i < bits; i += 8)
			n |= (v >> i & 255) << (bits - 8 - i);
		break;
	}
	return n;
}

static Node *bits_node(int op, int mode, Node *a)
{
	if (a->op == N_CONST)
		return node_const(mode, bits_fold(op, a->ival,
			mode_size(mode) * 8));
	return node_unary(op, mode, a);
}

static Expr *builtin_bswap(int mode)
{
	int kind = mode == M_U16 ? TY_USHORT : mode == M_U32 ? TY_UINT
		: TY_ULONG;
	Expr *e = builtin_value(type_basic(kind));

	return ex_val(type_basic(kind), bits_node(N_BSWAP, mode, e->a));
}

static Expr *builtin_bits(int code, Ident *id)
{
	int is_long = id->name[id->len - 1] == 'l';
	int mode = is_long ? M_U64 : M_U32;
	int smode = is_long ? M_I64 : M_I32;
	Node *n = builtin_value(type_basic(is_long ? TY_ULONG : TY_UINT))->a;
	Node *one = node_const(mode, 1);
	Node *s;

	switch (code) {
	case BI_CLZ:
		n = bits_node(N_CLZ, mode, n);
		break;
	case BI_CTZ:
		n = bits_node(N_CTZ, mode, n);
		break;
	case BI_POPCOUNT:
		n = bits_node(N_POPCOUNT, mode, n);
		break;
	case BI_PARITY:
		n = node_binary(N_AND, mode, bits_node(N_POPCOUNT, mode, n),
			one);
		break;
	case BI_FFS:
		/* masked to nothing when no bit is set */
		n = node_temp(n);
		s = node_conv(mode, node_bool(n));
		n = node_binary(N_AND, mode, node_binary(N_ADD, mode,
			bits_node(N_CTZ, mode, n), one),
			node_unary(N_NEG, mode, s));
		break;
	default:
		n = node_temp(node_conv(smode, n));
		s = node_binary(N_SHR, smode, n, node_const(M_I32,
			is_long ? 63 : 31));
		n = node_conv(mode, node_binary(N_XOR, smode, n, s));
		n = node_binary(N_OR, mode, node_binary(N_SHL, mode, n,
			node_const(M_I32, 1)), one);
		n = bits_node(N_CLZ, mode, n);
	}
	return ex_val(type_int, node_conv(M_I32, n));
}

Expr *builtin_abs(Expr *e)
{
	int mode = type_mode(e->type);
	Node *n = node_temp(e->a);
	Node *s = node_binary(N_SHR, mode, n, node_const(M_I32,
		mode_size(mode) * 8 - 1));

	s = node_temp(s);
	return ex_val(e->type, node_binary(N_SUB, mode,
		node_binary(N_XOR, mode, n, s), s));
}

/* ---- overflow --------------------------------------------------- */

static int overflow_op(int code)
{
	return code == BI_ADD_OVERFLOW ? '+' : code == BI_SUB_OVERFLOW ? '-'
		: '*';
}

/* a op b in t, when all of the types are t, of 4 or 8 bytes. */
static Expr *overflow_same(int op, Type *t, Expr *a, Expr *b, Node **over)
{
	int mode = type_mode(t);
	Node *r = node_temp(node_binary(op == '+' ? N_ADD : N_SUB, mode,
		a->a, b->a));
	Node *x;

	if (type_is_unsigned(t)) {
		*over = op == '+' ? node_binary(N_LT, M_I32, r, a->a)
			: node_binary(N_LT, M_I32, a->a, b->a);
	} else {
		x = op == '+' ? node_binary(N_XOR, mode, b->a, r)
			: node_binary(N_XOR, mode, a->a, b->a);
		x = node_binary(N_AND, mode, node_binary(N_XOR, mode, a->a,
			r), x);
		*over = node_binary(N_LT, M_I32, x, node_const(mode, 0));
	}
	return ex_val(t, r);
}

static Expr *builtin_overflow(int code, Ident *id)
{
	int op = overflow_op(code);
	Pos pos = tok.pos;
	int query = id->name[id->len - 1] == 'p'
		&& id->name[id->len - 2] == '_';
	Expr *a = ex_temp(builtin_value(0));
	Expr *b = ex_temp(builtin_value(0));
	Expr *to = builtin_value(0);
	Type *t = query ? to->type : to->type->kind == TY_PTR
		? type_plain(to->type->base) : type_bad;
	Type *wide;
	Expr *r;
	Node *over = 0;

	if (!type_is_int(a->type) || !type_is_int(b->type)
			|| !type_is_int(t) || t == type_bad) {
		error_at(pos, "overflow builtins want integers", 0, 0);
		return ex_bad();
	}
	if (op != '*' && !type_is_pair(t) && type_size(t) >= 4
			&& type_real(a->type)->kind == type_real(t)->kind
			&& type_real(b->type)->kind == type_real(t)->kind) {
		r = overflow_same(op, t, a, b, &over);
	} else {
		int is_u = type_is_unsigned(a->type)
			&& type_is_unsigned(b->type) && op != '-';

		if (type_size(t) < 8 && type_size(a->type) < 8
				&& type_size(b->type) < 8)
			wide = type_basic(is_u ? TY_ULONG : TY_LONG);
		else
			wide = type_basic(is_u ? TY_UINT128 : TY_INT128);
		ex_cast(a, wide);
		ex_cast(b, wide);
		r = ex_temp(expr_binary_op(op, a, b, pos));
		a = ex_copy(r);
		ex_cast(r, t);
		r = ex_temp(r);
		b = ex_copy(r);
		/* a sign that the wide type has and t has not */
		if (is_u && !type_is_unsigned(t)) {
			Expr *neg = expr_binary_op('<', ex_copy(r),
				ex_int(0), pos);

			ex_cast(b, wide);
			over = node_binary(N_OR, M_I32, ex_scalar(
				expr_binary_op(T_NE, a, b, pos)), neg->a);
		} else {
			ex_cast(b, wide);
			over = ex_scalar(expr_binary_op(T_NE, a, b, pos));
		}
	}
	over = node_temp(over);
	if (!query)
		ex_store(ex_mem(t, to->a, 0), r);
	return ex_val(type_basic(TY_BOOL), node_conv(M_U8, over));
}

/* ---- floating --------------------------------------------------- */

Node *float_abs(Expr *e)
{
	Node *n = e->a;

	if (n->op == N_FCONST) {
		Node *low = flt_neg(n);

		if (n->mode == M_FLD)
			return n->fexp & 0x8000 ? low : n;
		return (u64)n->ival >> (n->mode == M_F64 ? 63 : 31) & 1
			? low : n;
	}
	return node_unary(N_FABS, n->mode, n);
}

/* The sign bit: that of an integer laid over the number's last bytes. */
static Node *float_sign(Expr *e, Node **at)
{
	int mode = type_mode(e->type);
	Node *m = ex_block(e);
	int size = mode == M_F32 ? 4 : mode == M_F64 ? 8 : 10;

	*at = node_offset(m, size - 2);
	return node_conv(M_I32, node_load(M_I16, *at, 0));
}

static Expr *builtin_copysign(int kind)
{
	Type *t = type_basic(kind);
	Expr *x = builtin_value(t);
	Expr *y = builtin_value(t);
	Node *to;
	Node *from;
	Node *sign = float_sign(y, &from);
	Node *low;
	Expr *r;
	Node *m;

	sign = node_binary(N_AND, M_I32, sign, node_const(M_I32, 0x8000));
	m = ex_block(x);
	to = node_offset(m, kind == TY_FLOAT ? 2 : kind == TY_DOUBLE ? 6
		: 8);
	low = node_binary(N_AND, M_I32, node_conv(M_I32, node_load(M_I16,
		to, 0)), node_const(M_I32, 0x7fff));
	emit_store(M_I16, to, 0, node_binary(N_OR, M_I32, low, sign));
	r = ex_mem(t, m, 0);
	ex_value(r);
	return r;
}

static Expr *builtin_nan(int code, int kind)
{
	Buf b;
	int width;
	int type;
	u64 v = 0;
	Tok t;

	memset(&b, 0, sizeof b);
	if (tok.kind == T_STR)
		lit_strings(&b, &width, &type);
	else
		parse_expected("a string");
	if (b.n > 1) {
		memset(&t, 0, sizeof t);
		t.kind = T_NUM;
		t.text = (const char *)b.p;
		t.len = b.n - 1;
		v = lit_int(&t, &type);
	}
	return ex_val(type_basic(kind), flt_nan(type_mode(type_basic(kind)),
		v, code == BI_NANS));
}

static Node *float_infinite(Expr *e)
{
	return node_binary(N_EQ, M_I32, float_abs(e),
		flt_special(type_mode(e->type), 'i'));
}

/* The least normal number of the format. */
static Node *float_least(int mode)
{
	if (mode == M_FLD)
		return node_float(mode, (u64)1 << 63, 1);
	return node_float(mode, mode == M_F64 ? 1L << 52 : 1L << 23, 0);
}

static Expr *builtin_classify_float(int code)
{
	Expr *e = builtin_float();
	int mode = type_mode(e->type);
	Node *n = 0;
	Node *at;

	switch (code) {
	case BI_SIGNBIT:
		n = node_binary(N_LT, M_I32, float_sign(e, &at),
			node_const(M_I32, 0));
		break;
	case BI_ISNAN:
		n = node_binary(N_NE, M_I32, e->a, e->a);
		break;
	case BI_ISINF:
		n = float_infinite(e);
		break;
	case BI_ISINF_SIGN:
		n = node_binary(N_SUB, M_I32,
			node_binary(N_EQ, M_I32, e->a,
				flt_special(mode, 'i')),
			node_binary(N_EQ, M_I32, e->a,
				flt_neg(flt_special(mode, 'i'))));
		break;
	case BI_ISFINITE:
		n = node_binary(N_LT, M_I32, float_abs(e),
			flt_special(mode, 'i'));
		break;
	default:
		at = float_abs(e);
		n = node_binary(N_AND, M_I32, node_binary(N_LT, M_I32, at,
			flt_special(mode, 'i')), node_binary(N_GE, M_I32, at,
			float_least(mode)));
	}
	return ex_val(type_int, n);
}

static Expr *builtin_compare(int code)
{
	Expr *a = builtin_float();
	Expr *b = builtin_float();
	Type *t = type_common(a->type, b->type);
	Node *x;
	Node *y;

	ex_cast(a, t);
	ex_cast(b, t);
	x = node_temp(a->a);
	y = node_temp(b->a);
	switch (code) {
	case BI_GREATER:
		return ex_val(type_int, node_binary(N_GT, M_I32, x, y));
	case BI_GREATEREQUAL:
		return ex_val(type_int, node_binary(N_GE, M_I32, x, y));
	case BI_LESS:
		return ex_val(type_int, node_binary(N_LT, M_I32, x, y));
	case BI_LESSEQUAL:
		return ex_val(type_int, node_binary(N_LE, M_I32, x, y));
	case BI_LESSGREATER:
		return ex_val(type_int, node_binary(N_OR, M_I32,
			node_binary(N_LT, M_I32, x, y),
			node_binary(N_GT, M_I32, x, y)));
	}
	return ex_val(type_int, node_binary(N_OR, M_I32,
		node_binary(N_NE, M_I32, x, x),
		node_binary(N_NE, M_I32, y, y)));
}

/* ---- the rest --------------------------------------------------- */

static Expr *builtin_classify_type(void)
{
	Expr *e;
	int c = 1;

	lower_off++;
	e = expr_assign();
	ex_value(e);
	lower_off--;
	switch (e->type->kind) {
	case TY_VOID:
		c = 0;
		break;
	case TY_PTR:
		c = 5;
		break;
	case TY_FLOAT:
	case TY_DOUBLE:
	case TY_LDOUBLE:
		c = 8;
		break;
	case TY_COMPLEX:
		c = 9;
		break;
	case TY_STRUCT:
		c = 12;
		break;
	case TY_UNION:
		c = 13;
		break;
	case TY_VECTOR:
		c = 15;
		break;
	}
	return ex_int(c);
}

static Expr *builtin_object_size(void)
{
	i64 type;

	ex_discard(builtin_arg());
	type = expr_const("the second argument");
	return ex_val(type_size_t, node_const(M_U64, type & 2 ? 0 : -1));
}

static Expr *builtin_frame(int op)
{
	Node *n = node_new(op, M_I64);

	n->ival = expr_const("the argument");
	if (func)
		func->keep_frame = 1;
	return ex_val(type_ptr(type_void), n);
}

static Expr *builtin_complex(void)
{
	Expr *a = builtin_float();
	Expr *b = builtin_float();

	ex_cast(b, a->type);
	return ex_pair(type_complex(a->type), a->a, b->a);
}

static Expr *builtin_void(int op)
{
	if (op)
		emit(op);
	return ex_val(type_void, 0);
}

static Expr *builtin_one(int code, Ident *id, Pos pos)
{
	Expr *e;
	Expr *from;

	switch (code) {
	case BI_VA_START:
		e = builtin_arg();
		emit(ST_VASTART)->a = builtin_ap(e);
		if (tok.kind != ')') {
			lower_off++;
			expr_assign();
			lower_off--;
		}
		return builtin_void(0);
	case BI_VA_END:
		ex_discard(builtin_arg());
		return builtin_void(0);
	case BI_VA_COPY:
		e = builtin_arg();
		from = builtin_arg();
		emit_copy(builtin_ap(e), builtin_ap(from),
			type_size(target_va_list()), 8, 0);
		return builtin_void(0);
	case BI_VA_ARG:
		return builtin_va_arg();
	case BI_OFFSETOF:
		return builtin_offsetof();
	case BI_CONSTANT_P:
		return builtin_constant_p();
	case BI_EXPECT:
		return builtin_expect();
	case BI_COMPATIBLE:
		return builtin_compatible();
	case BI_CHOOSE:
		return builtin_choose();
	case BI_ALLOCA:
		return builtin_alloca();
	case BI_BSWAP16:
		return builtin_bswap(M_U16);
	case BI_BSWAP32:
		return builtin_bswap(M_U32);
	case BI_BSWAP64:
		return builtin_bswap(M_U64);
	case BI_CLZ:
	case BI_CTZ:
	case BI_POPCOUNT:
	case BI_PARITY:
	case BI_FFS:
	case BI_CLRSB:
		return builtin_bits(code, id);
	case BI_ADD_OVERFLOW:
	case BI_SUB_OVERFLOW:
	case BI_MUL_OVERFLOW:
		return builtin_overflow(code, id);
	case BI_INF:
		code = builtin_suffix(id);
		return ex_val(type_basic(code), flt_special(type_mode(
			type_basic(code)), 'i'));
	case BI_NAN:
	case BI_NANS:
		return builtin_nan(code, builtin_suffix(id));
	case BI_FABS:
		e = builtin_value(type_basic(builtin_suffix(id)));
		return ex_val(e->type, float_abs(e));
	case BI_COPYSIGN:
		return builtin_copysign(builtin_suffix(id));
	case BI_SIGNBIT:
	case BI_ISNAN:
	case BI_ISINF:
	case BI_ISINF_SIGN:
	case BI_ISFINITE:
	case BI_ISNORMAL:
		return builtin_classify_float(code);
	case BI_GREATER:
	case BI_GREATEREQUAL:
	case BI_LESS:
	case BI_LESSEQUAL:
	case BI_LESSGREATER:
	case BI_UNORDERED:
		return builtin_compare(code);
	case BI_TRAP:
		return builtin_void(ST_TRAP);
	case BI_UNREACHABLE:
		return builtin_void(ST_UNREACHABLE);
	case BI_PREFETCH:
		while (tok.kind != ')' && tok.kind != T_EOF)
			ex_discard(builtin_arg());
		return builtin_void(0);
	case BI_FRAME:
		return builtin_frame(N_FRAMEADDR);
	case BI_RETADDR:
		return builtin_frame(N_RETADDR);
	case BI_SAME:
		e = builtin_value(type_ptr(type_void));
		while (tok.kind != ')' && tok.kind != T_EOF)
			ex_discard(builtin_arg());
		return e;
	case BI_OBJECT_SIZE:
		return builtin_object_size();
	case BI_CLASSIFY:
		return builtin_classify_type();
	case BI_ABS:
		return builtin_abs(builtin_value(str_eq(id->name + PREFIX,
			"abs") ? type_int : type_long));
	case BI_COMPLEX:
		return builtin_complex();
	case BI_CONJ:
	case BI_CREAL:
	case BI_CIMAG:
		e = builtin_value(type_complex(type_basic(
			builtin_suffix(id))));
		if (code == BI_CONJ)
			return expr_unary_op('~', e, pos);
		return ex_val(e->type->base, code == BI_CREAL ? e->a : e->b);
	}
	return ex_bad();
}

/* A call of a builtin, at its `(`; 0 if it is none of these. */
Expr *builtin_call(Ident *id, Pos pos)
{
	int code = id->builtin;
	Expr *e;

	if (code == BI_ALLOCA && id->name[0] == 'a' && id->sym
			&& id->sym->defined)
		return 0;	/* a function of the program's own */
	tok_next();
	lower_pos = pos;
	if (code >= BI_ATOMIC)
		e = atomic_call(code - BI_ATOMIC, pos);
	else
		e = builtin_one(code, id, pos);
	if (e->kind == EX_COND)
		ex_value(e);
	e->pos = pos;
	if (tok.kind != ')') {
		parse_expected("')'");
		parse_skip_parens();
	} else {
		tok_next();
	}
	return e;
}
