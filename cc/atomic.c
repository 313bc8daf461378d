/*
 * atomic.c: _Atomic objects (C11 6.2.6.1, 7.17) and GNU's __sync_ and
 * __atomic_ builtins, for what the machine does at once: up to 8 bytes. All
 * orders are taken as sequentially consistent.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

enum {
	AB_SYNC_FETCH, AB_SYNC_RESULT, AB_SYNC_BOOL_CAS, AB_SYNC_VAL_CAS,
	AB_SYNC_TEST_SET, AB_SYNC_RELEASE, AB_SYNCHRONIZE, AB_LOAD_N, AB_LOAD,
	AB_STORE_N, AB_STORE, AB_EXCHANGE_N, AB_EXCHANGE, AB_CAS_N, AB_CAS,
	AB_FETCH, AB_RESULT, AB_TEST_SET, AB_CLEAR, AB_FENCE, AB_SIGNAL,
	AB_LOCK_FREE
};

struct Atomic {
	const char *name;
	u8 what;
	u8 op;			/* A_ADD and so on */
};

static const struct Atomic atomic_table[] = {
	{ "__sync_fetch_and_add", AB_SYNC_FETCH, A_ADD },
	{ "__sync_fetch_and_sub", AB_SYNC_FETCH, A_SUB },
	{ "__sync_fetch_and_and", AB_SYNC_FETCH, A_AND },
	{ "__sync_fetch_and_or", AB_SYNC_FETCH, A_OR },
	{ "__sync_fetch_and_xor", AB_SYNC_FETCH, A_XOR },
	{ "__sync_fetch_and_nand", AB_SYNC_FETCH, A_NAND },
	{ "__sync_add_and_fetch", AB_SYNC_RESULT, A_ADD },
	{ "__sync_sub_and_fetch", AB_SYNC_RESULT, A_SUB },
	{ "__sync_and_and_fetch", AB_SYNC_RESULT, A_AND },
	{ "__sync_or_and_fetch", AB_SYNC_RESULT, A_OR },
	{ "__sync_xor_and_fetch", AB_SYNC_RESULT, A_XOR },
	{ "__sync_nand_and_fetch", AB_SYNC_RESULT, A_NAND },
	{ "__sync_bool_compare_and_swap", AB_SYNC_BOOL_CAS, A_CAS },
	{ "__sync_val_compare_and_swap", AB_SYNC_VAL_CAS, A_CAS },
	{ "__sync_lock_test_and_set", AB_SYNC_TEST_SET, A_XCHG },
	{ "__sync_lock_release", AB_SYNC_RELEASE, A_STORE },
	{ "__sync_synchronize", AB_SYNCHRONIZE, 0 },
	{ "__atomic_load_n", AB_LOAD_N, A_LOAD },
	{ "__atomic_load", AB_LOAD, A_LOAD },
	{ "__atomic_store_n", AB_STORE_N, A_STORE },
	{ "__atomic_store", AB_STORE, A_STORE },
	{ "__atomic_exchange_n", AB_EXCHANGE_N, A_XCHG },
	{ "__atomic_exchange", AB_EXCHANGE, A_XCHG },
	{ "__atomic_compare_exchange_n", AB_CAS_N, A_CAS },
	{ "__atomic_compare_exchange", AB_CAS, A_CAS },
	{ "__atomic_fetch_add", AB_FETCH, A_ADD },
	{ "__atomic_fetch_sub", AB_FETCH, A_SUB },
	{ "__atomic_fetch_and", AB_FETCH, A_AND },
	{ "__atomic_fetch_or", AB_FETCH, A_OR },
	{ "__atomic_fetch_xor", AB_FETCH, A_XOR },
	{ "__atomic_fetch_nand", AB_FETCH, A_NAND },
	{ "__atomic_add_fetch", AB_RESULT, A_ADD },
	{ "__atomic_sub_fetch", AB_RESULT, A_SUB },
	{ "__atomic_and_fetch", AB_RESULT, A_AND },
	{ "__atomic_or_fetch", AB_RESULT, A_OR },
	{ "__atomic_xor_fetch", AB_RESULT, A_XOR },
	{ "__atomic_nand_fetch", AB_RESULT, A_NAND },
	{ "__atomic_test_and_set", AB_TEST_SET, A_XCHG },
	{ "__atomic_clear", AB_CLEAR, A_STORE },
	{ "__atomic_thread_fence", AB_FENCE, 0 },
	{ "__atomic_signal_fence", AB_SIGNAL, 0 },
	{ "__atomic_always_lock_free", AB_LOCK_FREE, 0 },
	{ "__atomic_is_lock_free", AB_LOCK_FREE, 0 },
	{ 0, 0, 0 }
};

/* Numbers from first on go to the names. */
void atomic_begin(int first)
{
	for (int i = 0; atomic_table[i].name; i++)
		ident_str(atomic_table[i].name)->builtin = first + i;
}

/* ---- operations on memory --------------------------------------- */

/* The integer mode that an object of type t is exchanged in. */
static int atomic_mode(Type *t, Pos pos)
{
	int mode;

	if (type_is_int(t) && !type_is_pair(t))
		return type_mode(type_plain(t));
	switch (type_size(t)) {
	case 1:
		mode = M_U8;
		break;
	case 2:
		mode = M_U16;
		break;
	case 4:
		mode = M_U32;
		break;
	case 8:
		mode = M_U64;
		break;
	default:
		error_at(pos, "an object of type '%s' is not atomic here",
			type_name(t), 0);
		mode = M_U64;
	}
	return mode;
}

static Node *atomic_emit(int sub, int mode, Node *at, Node *val, Node *cmp)
{
	Var *v = sub == A_STORE ? 0 : var_temp(mode);
	Stmt *s = emit(ST_ATOMIC);

	s->sub = sub;
	s->mode = mode;
	s->var = v;
	s->a = at;
	s->b = val ? node_conv(mode, val) : 0;
	s->c = cmp ? node_conv(mode, cmp) : 0;
	return v ? node_local(v) : 0;
}

/* A value's bits as an integer of the mode. */
static Node *atomic_bits(Expr *e, int mode)
{
	if (e->kind == EX_VAL && !e->b && !mode_is_float(e->a->mode))
		return node_conv(mode, e->a);
	return node_load(mode, ex_block(e), 0);
}

/* Bits as a value of type t. */
static Expr *atomic_value(Type *t, Node *bits)
{
	Expr *e;
	Node *at;

	t = type_plain(t);
	if (type_is_int(t) || t->kind == TY_PTR)
		return ex_val(t, node_conv(type_mode(t), bits));
	at = node_frame(var_block(8, 8), 0);
	emit_store(bits->mode, at, 0, bits);
	e = ex_mem(t, at, 0);
	e->lvalue = 0;
	ex_value(e);
	return e;
}

Expr *atomic_load(Expr *e)
{
	int mode = atomic_mode(e->type, e->pos);

	return atomic_value(e->type, atomic_emit(A_LOAD, mode, ex_addr(e), 0,
		0));
}

void atomic_store(Expr *to, Expr *val)
{
	int mode = atomic_mode(to->type, to->pos);

	atomic_emit(A_STORE, mode, ex_addr(to), atomic_bits(val, mode), 0);
}

static int atomic_simple(int op)
{
	switch (op) {
	case '+':
		return A_ADD;
	case '-':
		return A_SUB;
	case '&':
		return A_AND;
	case '|':
		return A_OR;
	case '^':
		return A_XOR;
	}
	return 0;
}

/* to op= val, or its value before that; any operation, in a loop. */
Expr *atomic_update(int op, Expr *to, Expr *val, int post, Pos pos)
{
	Type *t = type_plain(to->type);
	int mode = atomic_mode(t, pos);
	Node *at = node_temp(ex_addr(to));
	Var *seen = var_temp(mode);
	Label *again = label_new();
	Expr *old;
	Expr *sum;
	Node *was;

	ex_value(val);
	if (atomic_simple(op) && type_is_int(t) && type_is_int(val->type)
			&& type_real(t)->kind != TY_BOOL) {
		ex_cast(val, t);
		val = ex_temp(val);
		old = ex_val(t, atomic_emit(atomic_simple(op), mode, at,
			val->a, 0));
		if (post)
			return old;
		sum = expr_binary_op(op, old, val, pos);
		ex_cast(sum, t);
		return sum;
	}
	val = ex_temp(val);
	emit_set(seen, atomic_emit(A_LOAD, mode, at, 0, 0));
	emit_label_loop(again);
	old = atomic_value(t, node_local(seen));
	sum = expr_binary_op(op, ex_copy(old), ex_copy(val), pos);
	ex_cast(sum, t);
	sum = ex_temp(sum);
	old = ex_temp(old);
	was = atomic_emit(A_CAS, mode, at, atomic_bits(sum, mode),
		node_local(seen));
	sum = post ? old : sum;
	{
		Label *done = label_new();

		emit_branch(node_binary(N_EQ, M_I32, node_conv(mode, was),
			node_local(seen)), 1, done);
		emit_set(seen, was);
		emit_jump(again);
		emit_label(done);
	}
	return sum;
}

/* ---- builtins --------------------------------------------------- */

/* The object that the first argument points to. */
static Expr *atomic_target(void)
{
	Expr *e = expr_assign();

	ex_value(e);
	parse_accept(',');
	if (e->type->kind != TY_PTR) {
		if (!ex_is_bad(e))
			error_at(e->pos, "an atomic operation wants a "
				"pointer", 0, 0);
		return 0;
	}
	e = ex_mem(type_plain(e->type->base), node_temp(e->a), 0);
	if (e->type->kind == TY_VOID)
		e->type = type_basic(TY_UCHAR);
	return e;
}

static Expr *atomic_arg(Type *t)
{
	Expr *e = expr_assign();

	ex_value(e);
	if (t)
		ex_cast(e, t);
	parse_accept(',');
	return e;
}

/* An argument that points to a value like that of `like`. */
static Expr *atomic_pointee(Expr *like)
{
	Expr *e = atomic_arg(0);

	return ex_mem(like->type, ex_scalar(e), 0);
}

static Node *atomic_combine(int op, int mode, Node *a, Node *b)
{
	switch (op) {
	case A_ADD:
		return node_binary(N_ADD, mode, a, b);
	case A_SUB:
		return node_binary(N_SUB, mode, a, b);
	case A_AND:
		return node_binary(N_AND, mode, a, b);
	case A_OR:
		return node_binary(N_OR, mode, a, b);
	case A_XOR:
		return node_binary(N_XOR, mode, a, b);
	}
	return node_unary(N_COM, mode, node_binary(N_AND, mode, a, b));
}

/* fetch_op and op_fetch; pointers count in bytes. */
static Expr *atomic_fetch(const struct Atomic *b, Expr *to, int mode)
{
	Type *t = to->type;
	Node *val = node_temp(node_conv(mode, ex_scalar(atomic_arg(0))));
	Node *old = atomic_emit(b->op, mode, to->a, val, 0);
	int wide = mode_size(mode) < 4 ? M_I32 : mode;

	if (b->what == AB_SYNC_RESULT || b->what == AB_RESULT)
		old = node_conv(mode, atomic_combine(b->op, wide,
			node_conv(wide, old), node_conv(wide, val)));
	return ex_val(t, node_conv(type_mode(t), old));
}

static Expr *atomic_sync_cas(const struct Atomic *b, Expr *to, int mode)
{
	Node *expect = node_temp(atomic_bits(atomic_arg(to->type), mode));
	Node *val = atomic_bits(atomic_arg(to->type), mode);
	Node *old = atomic_emit(A_CAS, mode, to->a, val, expect);

	if (b->what == AB_SYNC_VAL_CAS)
		return atomic_value(to->type, old);
	return ex_val(type_basic(TY_BOOL), node_conv(M_U8,
		node_binary(N_EQ, M_I32, old, node_conv(mode, expect))));
}

/* *expected is updated when the exchange fails. */
static Expr *atomic_cas(const struct Atomic *b, Expr *to, int mode)
{
	Expr *expect = atomic_pointee(to);
	Node *want;
	Node *val;
	Node *old;
	Node *ok;
	Label *done = label_new();

	expect->a = node_temp(expect->a);
	if (b->what == AB_CAS_N)
		val = atomic_bits(atomic_arg(to->type), mode);
	else
		val = node_load(mode, atomic_pointee(to)->a, 0);
	want = node_temp(node_load(mode, expect->a, 0));
	old = atomic_emit(A_CAS, mode, to->a, val, want);
	ok = node_temp(node_binary(N_EQ, M_I32, old, want));
	emit_branch(ok, 1, done);
	emit_store(mode, expect->a, 0, old);
	emit_label(done);
	return ex_val(type_basic(TY_BOOL), node_conv(M_U8, ok));
}

static Expr *atomic_on(const struct Atomic *b, Expr *to)
{
	int mode = atomic_mode(to->type, tok.pos);
	Node *n;
	Expr *e;

	switch (b->what) {
	case AB_SYNC_FETCH:
	case AB_SYNC_RESULT:
	case AB_FETCH:
	case AB_RESULT:
		return atomic_fetch(b, to, mode);
	case AB_SYNC_BOOL_CAS:
	case AB_SYNC_VAL_CAS:
		return atomic_sync_cas(b, to, mode);
	case AB_CAS_N:
	case AB_CAS:
		return atomic_cas(b, to, mode);
	case AB_LOAD_N:
		return atomic_value(to->type, atomic_emit(A_LOAD, mode,
			to->a, 0, 0));
	case AB_LOAD:
		e = atomic_pointee(to);
		emit_store(mode, e->a, 0, atomic_emit(A_LOAD, mode, to->a, 0,
			0));
		break;
	case AB_SYNC_TEST_SET:
	case AB_EXCHANGE_N:
		n = atomic_bits(atomic_arg(to->type), mode);
		return atomic_value(to->type, atomic_emit(A_XCHG, mode,
			to->a, n, 0));
	case AB_EXCHANGE:
		n = node_load(mode, atomic_pointee(to)->a, 0);
		e = atomic_pointee(to);
		e->a = node_temp(e->a);
		emit_store(mode, e->a, 0, atomic_emit(A_XCHG, mode, to->a,
			n, 0));
		break;
	case AB_STORE_N:
		n = atomic_bits(atomic_arg(to->type), mode);
		atomic_emit(A_STORE, mode, to->a, n, 0);
		break;
	case AB_STORE:
		n = node_load(mode, atomic_pointee(to)->a, 0);
		atomic_emit(A_STORE, mode, to->a, n, 0);
		break;
	case AB_SYNC_RELEASE:
	case AB_CLEAR:
		atomic_emit(A_STORE, mode, to->a, node_const(mode, 0), 0);
		break;
	case AB_TEST_SET:
		n = atomic_emit(A_XCHG, M_U8, to->a, node_const(M_U8, 1), 0);
		return ex_val(type_basic(TY_BOOL), n);
	}
	return ex_val(type_void, 0);
}

/* After the `(` of the builtin of that number. */
Expr *atomic_call(int which, Pos pos)
{
	const struct Atomic *b = &atomic_table[which];
	Expr *e;
	Expr *to;

	switch (b->what) {
	case AB_SYNCHRONIZE:
	case AB_FENCE:
	case AB_SIGNAL:
		while (tok.kind != ')' && tok.kind != T_EOF)
			ex_discard(atomic_arg(0));
		emit(ST_FENCE);
		return ex_val(type_void, 0);
	case AB_LOCK_FREE:
		e = atomic_arg(type_long);
		ex_discard(atomic_arg(0));
		return ex_val(type_basic(TY_BOOL), node_const(M_U8,
			node_is_const(e->a) && e->a->ival <= 8));
	}
	lower_pos = pos;
	to = atomic_target();
	e = to ? atomic_on(b, to) : ex_bad();
	/* memory orders, all taken as the strongest */
	while (tok.kind != ')' && tok.kind != T_EOF) {
		ex_discard(expr_assign());
		if (!parse_accept(','))
			break;
	}
	return e;
}
