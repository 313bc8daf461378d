/*
 * conv.c: typed expressions: making them, reading and writing the objects
 * that they name, and conversions between types (C11 6.3, 6.5.16.1).
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

Expr *ex_new(int kind, Type *t)
{
	Expr *e = fn_new(sizeof(Expr));

	e->kind = kind;
	e->type = t;
	e->pos = tok.pos;
	return e;
}

Expr *ex_val(Type *t, Node *a)
{
	Expr *e = ex_new(EX_VAL, t);

	e->a = a;
	return e;
}

Expr *ex_pair(Type *t, Node *a, Node *b)
{
	Expr *e = ex_val(t, a);

	e->b = b;
	return e;
}

Expr *ex_int(i64 v)
{
	return ex_val(type_int, node_const(M_I32, v));
}

Expr *ex_mem(Type *t, Node *addr, i64 off)
{
	Expr *e = ex_new(EX_MEM, t);

	e->a = addr;
	e->off = off;
	e->lvalue = 1;
	return e;
}

/* The object v, declared as t. */
Expr *ex_of_var(Var *v, Type *t)
{
	Expr *e;

	if (v->mode == M_BLK || (t->quals & Q_ATOMIC)) {
		e = ex_mem(t, node_frame(v, 0), 0);
	} else {
		e = ex_new(EX_VAR, t);
		e->lvalue = 1;
	}
	e->var = v;
	return e;
}

Expr *ex_bad(void)
{
	return ex_val(type_bad, node_const(M_I32, 0));
}

Expr *ex_copy(Expr *e)
{
	Expr *c = fn_new(sizeof(Expr));

	memcpy(c, e, sizeof(Expr));
	return c;
}

int ex_is_bad(Expr *e)
{
	return e->type == type_bad;
}

int ex_is_const(Expr *e)
{
	return e->kind == EX_VAL && type_is_int(e->type)
		&& node_is_const(e->a) && (!e->b || node_is_const(e->b));
}

int ex_is_null(Expr *e)
{
	if (e->kind != EX_VAL || !node_is_zero(e->a) || e->b)
		return 0;
	return type_is_int(e->type) || (e->type->kind == TY_PTR
		&& e->type->base == type_void);
}

/* ---- reading ---------------------------------------------------- */

/* The literal's bytes get their place in the object. */
static void ex_place(Expr *e)
{
	Type *of = e->type->base;

	e->a = node_addr(init_string(e->str, type_size(of)), 0);
	e->off = 0;
	e->kind = EX_MEM;
}

Node *ex_addr(Expr *e)
{
	if (e->kind == EX_STR)
		ex_place(e);
	if (e->kind == EX_VAR)
		return node_frame(e->var, 0);
	return node_offset(e->a, e->off);
}

static void ex_become(Expr *e, Type *t, Node *a)
{
	e->kind = EX_VAL;
	e->lvalue = 0;
	e->type = t;
	e->a = a;
	e->b = 0;
	e->off = 0;
}

/* A volatile read happens now, once. */
static Node *ex_read_now(Node *n)
{
	Var *t = var_temp(n->mode);

	emit_set(t, n);
	if (func && func->last && func->last->var == t)
		func->last->is_volatile = 1;
	return node_local(t);
}

static void ex_read_mem(Expr *e)
{
	Type *t = type_plain(e->type);
	int is_volatile = e->type->quals & Q_VOLATILE;
	int mode = type_mode(t);
	Node *n;

	if (t->kind == TY_ARRAY) {
		t = type_ptr(e->type->base);
		ex_become(e, t, ex_addr(e));
		return;
	}
	if (t->kind == TY_FUNC) {
		ex_become(e, type_ptr(t), ex_addr(e));
		return;
	}
	if (t->kind == TY_VOID) {
		ex_become(e, t, 0);
		return;
	}
	if (e->type->quals & Q_ATOMIC) {
		Expr *v = atomic_load(e);

		memcpy(e, v, sizeof(Expr));
		return;
	}
	if (type_is_pair(t)) {
		Node *hi;

		mode = type_mode(type_part(t));
		n = node_load(mode, e->a, e->off);
		hi = node_load(mode, e->a, e->off + type_size(t) / 2);
		ex_become(e, t, is_volatile ? ex_read_now(n) : n);
		e->b = is_volatile ? ex_read_now(hi) : hi;
		return;
	}
	if (mode == M_BLK) {
		if (type_size(t) < 0)
			error_at(e->pos, "'%s' is an incomplete type",
				type_name(t), 0);
		e->lvalue = 0;
		e->type = t;
		return;
	}
	n = node_load(mode, e->a, e->off);
	ex_become(e, t, is_volatile ? ex_read_now(n) : n);
}

/* 0 or 1, from where control came. */
static void ex_read_cond(Expr *e)
{
	Label *end;
	Var *t;

	if ((!e->yes || !e->yes->jumps) && (!e->no || !e->no->jumps)) {
		ex_become(e, type_int, e->a);
		return;
	}
	end = label_new();
	t = var_temp(M_I32);
	emit_set(t, e->a);
	emit_jump(end);
	if (e->yes) {
		emit_label(e->yes);
		emit_set(t, node_const(M_I32, 1));
		if (e->no && e->no->jumps)
			emit_jump(end);
	}
	if (e->no) {
		emit_label(e->no);
		emit_set(t, node_const(M_I32, 0));
	}
	emit_label(end);
	ex_become(e, type_int, node_local(t));
}

static void ex_read_late(Expr *e)
{
	Stmt *at = e->at;
	Var *t;

	if (e->a->op == N_CONST) {
		ex_become(e, e->type, e->a);
		return;
	}
	t = emit_before(at, e->a);
	if (at->op == ST_STORE && at->b == e->a)
		at->b = node_local(t);
	ex_become(e, e->type, node_local(t));
}

void ex_value(Expr *e)
{
	Node *n;
	Call *c;

	switch (e->kind) {
	case EX_VAL:
		e->type = type_plain(e->type);
		break;
	case EX_VAR:
		n = node_local(e->var);
		if (e->var->is_volatile)
			n = ex_read_now(n);
		ex_become(e, type_plain(e->type), n);
		break;
	case EX_STR:
		ex_place(e);
		ex_read_mem(e);
		break;
	case EX_MEM:
		ex_read_mem(e);
		break;
	case EX_BIT:
		n = bit_load(e);
		if (e->type->quals & Q_VOLATILE)
			n = ex_read_now(n);
		ex_become(e, bit_type(e), n);
		break;
	case EX_COND:
		ex_read_cond(e);
		break;
	case EX_LATE:
		ex_read_late(e);
		break;
	case EX_CALL:
		c = e->at->u.call;
		if (!c->ret)
			c->ret = var_temp(type_mode(e->type));
		ex_become(e, type_plain(e->type), node_local(c->ret));
		break;
	case EX_FUNC:
		ex_become(e, type_ptr(e->type), e->a);
		break;
	}
}

Node *ex_scalar(Expr *e)
{
	ex_value(e);
	if (!e->a || e->kind != EX_VAL || e->b) {
		if (!ex_is_bad(e))
			error_at(e->pos, "a value of type '%s' is used where "
				"a scalar is wanted", type_name(e->type), 0);
		ex_become(e, type_bad, node_const(M_I32, 0));
	}
	return e->a;
}

void ex_branch(Expr *e)
{
	Node *n;

	if (e->kind == EX_COND)
		return;
	ex_value(e);
	if (e->kind == EX_VAL && e->b) {
		if (e->type->kind == TY_COMPLEX)
			n = node_binary(N_OR, M_I32, node_bool(e->a),
				node_bool(e->b));
		else
			n = node_bool(node_binary(N_OR, M_U64, e->a, e->b));
	} else {
		n = node_bool(ex_scalar(e));
	}
	ex_become(e, type_int, n);
	e->kind = EX_COND;
	e->yes = 0;
	e->no = 0;
}

void ex_if(Expr *e, int sense, Label *to)
{
	ex_branch(e);
	emit_branch(e->a, sense, to);
	if (e->yes && !sense)
		emit_label(e->yes);
	if (e->no && sense)
		emit_label(e->no);
	if (e->yes && sense)
		label_forward(e->yes, to);
	if (e->no && !sense)
		label_forward(e->no, to);
}

/* The value is not wanted; a volatile object is read all the same. */
void ex_discard(Expr *e)
{
	if (e->kind == EX_COND) {
		if (e->yes)
			emit_label(e->yes);
		if (e->no)
			emit_label(e->no);
		return;
	}
	if (e->kind == EX_MEM && type_is_record(e->type)
			&& type_size(e->type) < 0)
		error_at(e->pos, "'%s' is an incomplete type",
			type_name(e->type), 0);
	if ((e->kind == EX_MEM || e->kind == EX_VAR || e->kind == EX_BIT)
			&& (e->type->quals & Q_VOLATILE)
			&& type_is_scalar(e->type))
		ex_value(e);
}

Expr *ex_temp(Expr *e)
{
	ex_value(e);
	if (e->kind != EX_VAL || !e->a)
		return e;
	e->a = node_temp(e->a);
	if (e->b)
		e->b = node_temp(e->b);
	return e;
}

/* ---- writing ---------------------------------------------------- */

/* The volatile flag of the statement that was emitted last. */
static void ex_mark_volatile(Type *t, Stmt *before)
{
	if ((t->quals & Q_VOLATILE) && func && func->last != before
			&& func->last)
		func->last->is_volatile = 1;
}

static void ex_store_pair(Node *addr, i64 off, Expr *val)
{
	Type *t = type_plain(val->type);
	int mode = type_mode(type_part(t));

	/* the second half may read what storing the first one changes */
	val->a = node_temp(val->a);
	val->b = node_temp(val->b);
	emit_store(mode, addr, off, val->a);
	emit_store(mode, addr, off + type_size(t) / 2, val->b);
}

void ex_store(Expr *to, Expr *val)
{
	Stmt *before = func ? func->last : 0;

	if (to->kind == EX_VAR) {
		emit_set(to->var, val->a);
		return;
	}
	if (to->kind == EX_BIT) {
		bit_store(to, val->a);
		ex_mark_volatile(to->type, before);
		return;
	}
	if (to->type->quals & Q_ATOMIC) {
		atomic_store(to, val);
		return;
	}
	if (val->b) {
		ex_store_pair(to->a, to->off, val);
	} else if (type_mode(type_plain(to->type)) == M_BLK) {
		if (val->kind == EX_MEM)
			emit_copy(ex_addr(to), ex_addr(val),
				type_size(to->type), type_align(to->type),
				(to->type->quals & Q_VOLATILE) != 0);
	} else if (val->a) {
		emit_store(type_mode(type_plain(to->type)), to->a, to->off,
			val->a);
	}
	ex_mark_volatile(to->type, before);
}

Node *ex_block(Expr *e)
{
	Expr *m;

	if (e->kind == EX_MEM)
		return ex_addr(e);
	m = ex_mem(type_plain(e->type), node_frame(var_block(
		type_size(e->type), type_align(e->type)), 0), 0);
	ex_store(m, e);
	return m->a;
}

/* ---- conversions ------------------------------------------------ */

static void ex_cast_bad(Expr *e, Type *t)
{
	if (!ex_is_bad(e) && t != type_bad)
		error_at(e->pos, "cannot convert '%s' to '%s'",
			type_name(e->type), type_name(t));
	ex_become(e, type_bad, node_const(M_I32, 0));
}

/* GNU: a value as the union that has a member of its type. */
static int ex_cast_union(Expr *e, Type *t)
{
	for (Member *m = type_members(t); m; m = m->next) {
		Expr *u;
		Expr *part;

		if (!type_same(m->type, e->type))
			continue;
		u = ex_mem(t, node_frame(var_block(type_size(t),
			type_align(t)), 0), 0);
		part = ex_mem(type_plain(m->type), u->a, 0);
		ex_store(part, e);
		u->lvalue = 0;
		memcpy(e, u, sizeof(Expr));
		return 1;
	}
	return 0;
}

/* The same bytes, seen as a vector or from one. */
static void ex_cast_vector(Expr *e, Type *t)
{
	Expr *m;

	if (e->type->kind != TY_VECTOR && !type_is_int(e->type)) {
		ex_cast_bad(e, t);
		return;
	}
	if (type_size(t) != type_size(e->type)
			|| (t->kind != TY_VECTOR && !type_is_int(t))) {
		ex_cast_bad(e, t);
		return;
	}
	m = ex_mem(t, ex_block(e), 0);
	m->lvalue = 0;
	ex_value(m);
	memcpy(e, m, sizeof(Expr));
}

void ex_cast(Expr *e, Type *t)
{
	Pos pos = e->pos;

	ex_value(e);
	e->pos = pos;
	t = type_plain(t);
	if (t == type_void) {
		ex_become(e, t, 0);
		return;
	}
	if (ex_is_bad(e) || t == type_bad) {
		ex_become(e, type_bad, node_const(M_I32, 0));
		return;
	}
	if (e->type->kind == TY_VOID || t->kind == TY_ARRAY
			|| t->kind == TY_FUNC) {
		ex_cast_bad(e, t);
		return;
	}
	if (type_is_record(t) || type_is_record(e->type)) {
		if (type_same(t, e->type)) {
			e->type = t;
			return;
		}
		if (t->kind != TY_UNION || !ex_cast_union(e, t))
			ex_cast_bad(e, t);
		return;
	}
	if (t->kind == TY_VECTOR || e->type->kind == TY_VECTOR) {
		if (type_same(t, e->type))
			e->type = t;
		else
			ex_cast_vector(e, t);
		return;
	}
	if (type_real(t)->kind == TY_BOOL) {
		if (type_real(e->type)->kind != TY_BOOL)
			ex_branch(e);
		ex_value(e);
		ex_become(e, t, node_conv(M_U8, e->a));
		return;
	}
	if (t->kind == TY_COMPLEX || e->type->kind == TY_COMPLEX) {
		cplx_cast(e, t);
		return;
	}
	if (e->b || type_is_pair(t)) {
		wide_cast(e, t);
		return;
	}
	if ((t->kind == TY_PTR && type_is_float(e->type))
			|| (type_is_float(t) && e->type->kind == TY_PTR)) {
		ex_cast_bad(e, t);
		return;
	}
	ex_become(e, t, node_conv(type_mode(t), e->a));
	ex_narrow(e);
}

/* A value of a narrow type keeps to its bits. */
Expr *ex_narrow(Expr *e)
{
	if (type_is_narrow(e->type))
		e->a = node_conv(e->a->mode, bit_extend(e->a, e->type->count,
			!type_is_unsigned(e->type)));
	return e;
}

void ex_promote(Expr *e)
{
	ex_value(e);
	if (type_is_int(e->type) && !ex_is_bad(e) && !e->b)
		ex_cast(e, type_promote(e->type));
}

/* ---- as if by assignment ---------------------------------------- */

static void ex_warn_types(Pos pos, const char *text, const char *what,
	Type *from, Type *to)
{
	Buf b;

	memset(&b, 0, sizeof b);
	buf_str(&b, what);
	buf_str(&b, text);
	buf_str(&b, " (from '");
	buf_str(&b, type_name(from));
	buf_str(&b, "' to '");
	buf_str(&b, type_name(to));
	buf_str(&b, "')");
	buf_byte(&b, 0);
	warn_at(pos, "%s", (const char *)b.p, 0);
}

static void ex_check_pointers(Expr *e, Type *t, Pos pos, const char *what)
{
	Type *from = e->type->base;
	Type *to = t->base;
	int lost = type_quals(from) & ~type_quals(to)
		& (Q_CONST | Q_VOLATILE);

	if (ex_is_null(e))
		return;
	if (from->kind != TY_VOID && to->kind != TY_VOID
			&& !type_same(from, to)) {
		Type *x = type_real(from);
		Type *y = type_real(to);

		/* pointers to integers that differ in sign only: silently */
		if (!type_is_int(x) || !type_is_int(y) || x->size != y->size
				|| x->kind == TY_BOOL || y->kind == TY_BOOL) {
			ex_warn_types(pos, " from incompatible pointer type",
				what, e->type, t);
			return;
		}
	}
	if (lost)
		ex_warn_types(pos, lost & Q_CONST
			? " discards 'const' qualifier from pointer target"
			: " discards 'volatile' qualifier from pointer "
			"target", what, e->type, t);
}

/* An argument for a transparent union is one for a member of it. */
static int ex_to_transparent(Expr *e, Type *t)
{
	for (Member *m = type_members(t); m; m = m->next) {
		if (type_same(m->type, e->type)
				|| (m->type->kind == TY_PTR
				&& (e->type->kind == TY_PTR
				|| ex_is_null(e)))) {
			ex_cast(e, m->type);
			return ex_cast_union(e, t);
		}
	}
	return 0;
}

void ex_assign_to(Expr *e, Type *t, Pos pos, const char *what,
	const char *name)
{
	Type *from;

	ex_value(e);
	e->pos = pos;
	t = type_plain(t);
	from = e->type;
	if (ex_is_bad(e) || t == type_bad) {
		ex_become(e, type_bad, node_const(M_I32, 0));
		return;
	}
	if (from->kind == TY_VOID) {
		error_at(pos, "void value not ignored as it ought to be", 0,
			0);
		ex_become(e, type_bad, node_const(M_I32, 0));
		return;
	}
	if (t->kind == TY_UNION && t->transparent && !type_same(t, from)
			&& ex_to_transparent(e, t))
		return;
	if (type_is_arith(t) && type_is_arith(from)) {
		ex_cast(e, t);
		return;
	}
	if (t->kind == TY_PTR && from->kind == TY_PTR) {
		ex_check_pointers(e, t, pos, what);
	} else if (t->kind == TY_PTR && type_is_int(from) && !e->b) {
		if (!ex_is_null(e))
			ex_warn_types(pos, " makes pointer from integer "
				"without a cast", what, from, t);
	} else if (from->kind == TY_PTR && type_is_int(t)
			&& !type_is_pair(t)) {
		if (t->kind != TY_BOOL)
			ex_warn_types(pos, " makes integer from pointer "
				"without a cast", what, from, t);
	} else if (!type_same(t, from)
			&& !(t->kind == TY_VECTOR && from->kind == TY_VECTOR
			&& t->size == from->size)) {
		error_at(pos, "incompatible types: '%s' cannot become '%s'",
			type_name(from), type_name(t));
		if (name)
			note_at(pos, "this is for '%s'", name, 0);
		ex_become(e, type_bad, node_const(M_I32, 0));
		return;
	}
	ex_cast(e, t);
}
