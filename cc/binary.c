/*
 * binary.c: what operators mean for each kind of operand (C11 6.5.3 to
 * 6.5.16): arithmetic, pointers, comparison, selection and assignment.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

static Expr *binary_bad(int op, Expr *a, Expr *b, Pos pos)
{
	Tok t;
	Buf m;

	if (ex_is_bad(a) || ex_is_bad(b))
		return ex_bad();
	memset(&t, 0, sizeof t);
	memset(&m, 0, sizeof m);
	t.kind = op;
	buf_str(&m, "invalid operands to binary ");
	buf_str(&m, parse_token(&t));
	buf_str(&m, " (have '%s' and '%s')");
	buf_byte(&m, 0);
	error_at(pos, (const char *)m.p, type_name(a->type),
		type_name(b->type));
	return ex_bad();
}

static int binary_node_op(int op)
{
	switch (op) {
	case '+':
		return N_ADD;
	case '-':
		return N_SUB;
	case '*':
		return N_MUL;
	case '/':
		return N_DIV;
	case '%':
		return N_MOD;
	case '&':
		return N_AND;
	case '|':
		return N_OR;
	case '^':
		return N_XOR;
	case T_SHL:
		return N_SHL;
	case T_SHR:
		return N_SHR;
	case T_EQ:
		return N_EQ;
	case T_NE:
		return N_NE;
	case '<':
		return N_LT;
	case T_LE:
		return N_LE;
	case '>':
		return N_GT;
	}
	return N_GE;
}

static int binary_compares(int op)
{
	return op == T_EQ || op == T_NE || op == '<' || op == '>'
		|| op == T_LE || op == T_GE;
}

/* ---- pointers --------------------------------------------------- */

/* The size of what a pointer steps over: a constant, or a VLA's. */
Node *expr_size_node(Type *t)
{
	if (t->kind == TY_ARRAY && t->vla)
		return node_local(t->vla);
	if (t->kind == TY_ARRAY && type_is_vla(t))
		return node_binary(N_MUL, M_I64, expr_size_node(t->base),
			node_const(M_I64, t->count < 0 ? 0 : t->count));
	return node_const(M_I64, type_size(t));
}

static int binary_steps(Type *ptr, Pos pos)
{
	if (type_size(ptr->base) >= 0 || type_is_vla(ptr->base))
		return 1;
	error_at(pos, "arithmetic on a pointer to the incomplete type '%s'",
		type_name(ptr->base), 0);
	return 0;
}

/* idx * size as I64; idx is promoted. Constant parts come out as the last
   addend, to be folded into the address. */
static Node *binary_scale(Node *idx, Node *size)
{
	Node *rest = 0;

	/* a signed index does not overflow: i + c widens to i and c */
	if (idx->mode == M_I32 && idx->op == N_ADD && node_is_const(idx->b)) {
		rest = node_conv(M_I64, idx->b);
		idx = idx->a;
	}
	idx = node_conv(M_I64, idx);
	if (idx->op == N_ADD && node_is_const(idx->b)) {
		rest = rest ? node_binary(N_ADD, M_I64, rest, idx->b)
			: idx->b;
		idx = idx->a;
	}
	idx = node_binary(N_MUL, M_I64, idx, size);
	if (rest)
		idx = node_binary(N_ADD, M_I64, idx,
			node_binary(N_MUL, M_I64, rest, size));
	return idx;
}

static Expr *binary_pointer_add(int op, Expr *p, Expr *i, Pos pos)
{
	Node *n;

	if (!binary_steps(p->type, pos))
		return ex_bad();
	ex_promote(i);
	if (i->b)
		ex_cast(i, type_long);
	n = binary_scale(i->a, expr_size_node(p->type->base));
	if (op == '-')
		n = node_unary(N_NEG, M_I64, n);
	if (op == '-' && n->op == N_NEG)
		return ex_val(p->type, node_binary(N_SUB, M_I64, p->a, n->a));
	return ex_val(p->type, node_binary(N_ADD, M_I64, p->a, n));
}

static Expr *binary_pointer_sub(Expr *a, Expr *b, Pos pos)
{
	Node *n;
	Node *size;

	if (!type_same(a->type->base, b->type->base))
		return binary_bad('-', a, b, pos);
	if (!binary_steps(a->type, pos))
		return ex_bad();
	n = node_binary(N_SUB, M_I64, a->a, b->a);
	size = expr_size_node(a->type->base);
	if (node_is_const(size)) {
		i64 s = size->ival;
		int shift = 0;

		if (s == 0)
			return ex_val(type_long, node_const(M_I64, 0));
		while ((1L << shift) < s)
			shift++;
		if (1L << shift == s)	/* the division is exact */
			return ex_val(type_long, node_binary(N_SHR, M_I64, n,
				node_const(M_I32, shift)));
	}
	return ex_val(type_long, node_binary(N_DIV, M_I64, n, size));
}

static Expr *binary_pointer_compare(int op, Expr *a, Expr *b, Pos pos)
{
	int both = a->type->kind == TY_PTR && b->type->kind == TY_PTR;
	int mode = op == T_EQ || op == T_NE ? M_I64 : M_U64;

	if (both) {
		Type *x = a->type->base;
		Type *y = b->type->base;

		if (!type_same(x, y) && x->kind != TY_VOID
				&& y->kind != TY_VOID && !ex_is_null(a)
				&& !ex_is_null(b))
			warn_at(pos, "comparison of distinct pointer types "
				"lacks a cast ('%s' and '%s')",
				type_name(a->type), type_name(b->type));
	} else {
		Expr *i = a->type->kind == TY_PTR ? b : a;

		if (!type_is_int(i->type))
			return binary_bad(op, a, b, pos);
		if (!ex_is_null(i))
			warn_at(pos, "comparison between pointer and integer",
				0, 0);
		ex_cast(i, type_long);
	}
	return ex_val(type_int, node_binary(binary_node_op(op), M_I32,
		node_conv(mode, a->a), node_conv(mode, b->a)));
}

/* ---- arithmetic ------------------------------------------------- */

static Expr *binary_shift(int op, Expr *a, Expr *b, Pos pos)
{
	if (!type_is_int(a->type) || !type_is_int(b->type))
		return binary_bad(op, a, b, pos);
	if (type_is_pair(a->type)) {
		ex_cast(b, type_int);
		return wide_binary(op, a, b);
	}
	ex_promote(a);
	ex_cast(b, type_int);
	if (b->a->op == N_CONST && (b->a->ival < 0
			|| b->a->ival >= a->type->size * 8) && !lower_off
			&& !lower_dead)
		warn_at(pos, b->a->ival < 0 ? "shift count is negative"
			: "shift count >= width of type", 0, 0);
	return ex_narrow(ex_val(a->type, node_binary(binary_node_op(op),
		type_mode(a->type), a->a, b->a)));
}

static Expr *binary_arith(int op, Expr *a, Expr *b, Pos pos)
{
	Type *t = type_common(a->type, b->type);
	int mode;
	int compares = binary_compares(op);

	if (t->kind == TY_COMPLEX) {
		if (compares ? op != T_EQ && op != T_NE : op != '+'
				&& op != '-' && op != '*' && op != '/')
			return binary_bad(op, a, b, pos);
		return cplx_binary(op, a, b);
	}
	if (type_is_float(t) && (op == '%' || op == '&' || op == '|'
			|| op == '^'))
		return binary_bad(op, a, b, pos);
	ex_cast(a, t);
	ex_cast(b, t);
	if (type_is_pair(t))
		return compares ? wide_compare(op, a, b)
			: wide_binary(op, a, b);
	if ((op == '/' || op == '%') && node_is_zero(b->a) && !lower_off
			&& !lower_dead)
		warn_at(pos, "division by zero", 0, 0);
	mode = type_mode(t);
	return ex_narrow(ex_val(compares ? type_int : t, node_binary(
		binary_node_op(op), mode, a->a, b->a)));
}

/* op: a token; the operands are consumed. */
Expr *expr_binary_op(int op, Expr *a, Expr *b, Pos pos)
{
	ex_value(a);
	ex_value(b);
	if (ex_is_bad(a) || ex_is_bad(b))
		return ex_bad();
	if (a->type->kind == TY_VECTOR || b->type->kind == TY_VECTOR)
		return vec_binary(op, a, b, pos);
	if (a->type->kind == TY_PTR || b->type->kind == TY_PTR) {
		if (!type_is_scalar(a->type) || !type_is_scalar(b->type))
			return binary_bad(op, a, b, pos);
		if (binary_compares(op))
			return binary_pointer_compare(op, a, b, pos);
		if (op == '-' && a->type->kind == b->type->kind)
			return binary_pointer_sub(a, b, pos);
		if (op == '+' && type_is_int(a->type))
			return binary_pointer_add(op, b, a, pos);
		if ((op == '+' || op == '-') && type_is_int(b->type))
			return binary_pointer_add(op, a, b, pos);
		return binary_bad(op, a, b, pos);
	}
	if (!type_is_arith(a->type) || !type_is_arith(b->type))
		return binary_bad(op, a, b, pos);
	if (op == T_SHL || op == T_SHR)
		return binary_shift(op, a, b, pos);
	return binary_arith(op, a, b, pos);
}

Expr *expr_unary_op(int op, Expr *a, Pos pos)
{
	Expr *e;

	if (op == '!') {
		Label *l;

		ex_branch(a);
		l = a->yes;
		a->yes = a->no;
		a->no = l;
		a->a = node_not(a->a);
		return a;
	}
	ex_value(a);
	if (ex_is_bad(a))
		return ex_bad();
	if (a->type->kind == TY_VECTOR)
		return vec_unary(op, a);
	if (!type_is_arith(a->type) || (op == '~'
			&& !type_is_int(a->type)
			&& a->type->kind != TY_COMPLEX)) {
		error_at(pos, "wrong type argument '%s' to this operator",
			type_name(a->type), 0);
		return ex_bad();
	}
	if (a->type->kind == TY_COMPLEX) {
		int mode = type_mode(a->type->base);

		if (op == '+')
			return a;
		/* ~ is the conjugate */
		return ex_pair(a->type, op == '~' ? a->a
			: node_unary(N_NEG, mode, a->a),
			node_unary(N_NEG, mode, a->b));
	}
	ex_promote(a);
	if (op == '+')
		return a;
	if (a->b)
		return wide_unary(op, a);
	e = ex_val(a->type, node_unary(op == '-' ? N_NEG : N_COM,
		type_mode(a->type), a->a));
	return ex_narrow(e);
}

/* ---- objects ---------------------------------------------------- */

Expr *expr_deref(Expr *e, Pos pos)
{
	Type *t;

	ex_value(e);
	if (ex_is_bad(e))
		return ex_bad();
	t = e->type;
	if (t->kind != TY_PTR) {
		error_at(pos, "invalid type argument of unary '*' (have "
			"'%s')", type_name(t), 0);
		return ex_bad();
	}
	if (t->base->kind == TY_FUNC) {
		Expr *f = ex_new(EX_FUNC, t->base);

		f->a = e->a;
		return f;
	}
	return ex_mem(t->base, e->a, 0);
}

Expr *expr_index(Expr *a, Expr *b, Pos pos)
{
	Expr *p;

	/* an element of a vector is an object if the vector is one */
	if (a->kind == EX_MEM && a->type->kind == TY_VECTOR) {
		Expr *m;

		ex_value(b);
		ex_promote(b);
		if (!type_is_int(b->type)) {
			error_at(pos, "array subscript is not an integer", 0,
				0);
			return ex_bad();
		}
		m = ex_mem(type_qual(a->type->base, type_quals(a->type)),
			node_binary(N_ADD, M_I64, ex_addr(a), binary_scale(
			b->a, node_const(M_I64, a->type->base->size))), 0);
		m->lvalue = a->lvalue;
		return m;
	}
	ex_value(a);
	ex_value(b);
	if (ex_is_bad(a) || ex_is_bad(b))
		return ex_bad();
	if (a->type->kind != TY_PTR && b->type->kind != TY_PTR) {
		error_at(pos, "subscripted value is neither array nor "
			"pointer nor vector", 0, 0);
		return ex_bad();
	}
	if (!type_is_int(a->type) && !type_is_int(b->type)) {
		error_at(pos, "array subscript is not an integer", 0, 0);
		return ex_bad();
	}
	p = expr_binary_op('+', a, b, pos);
	return expr_deref(p, pos);
}

Expr *expr_member(Expr *e, Ident *name, Pos pos)
{
	Type *t = e->type;
	i64 off = 0;
	Member *m;
	Expr *r;

	if (e->kind == EX_CALL || e->kind == EX_LATE)
		ex_value(e);
	if (ex_is_bad(e))
		return ex_bad();
	if (!type_is_record(t) || e->kind != EX_MEM) {
		error_at(pos, "request for member '%s' in something not a "
			"structure or union", name->name, 0);
		return ex_bad();
	}
	if (type_size(t) < 0) {
		error_at(pos, "'%s' is incomplete here", type_name(t), 0);
		return ex_bad();
	}
	m = member_find(t, name, &off);
	if (!m) {
		error_at(pos, "'%s' has no member named '%s'", type_name(t),
			name->name);
		return ex_bad();
	}
	r = ex_mem(type_qual(m->type, t->quals & ~Q_RESTRICT & ~Q_ATOMIC),
		e->a, e->off + off);
	r->lvalue = e->lvalue;
	r->is_register = e->is_register;
	if (m->width >= 0) {
		r->kind = EX_BIT;
		r->bit = m->bit;
		r->width = m->width;
		r->packed = type_align(t) < type_size(m->type);
	}
	return r;
}

Expr *expr_addr_of(Expr *e, Pos pos)
{
	if (ex_is_bad(e))
		return ex_bad();
	if (e->kind == EX_FUNC)
		return ex_val(type_ptr(e->type), e->a);
	if (e->kind == EX_BIT) {
		error_at(pos, "cannot take address of bit-field", 0, 0);
		return ex_bad();
	}
	if (e->kind != EX_STR && (!e->lvalue || (e->kind != EX_VAR
			&& e->kind != EX_MEM)) && !(e->kind == EX_MEM
			&& e->type->kind == TY_ARRAY)) {
		error_at(pos, "lvalue required as unary '&' operand", 0, 0);
		return ex_bad();
	}
	if (e->is_register) {
		error_at(pos, "address of register variable requested", 0, 0);
		return ex_bad();
	}
	return ex_val(type_ptr(e->type), ex_addr(e));
}

/* ---- selection -------------------------------------------------- */

static Type *select_pointer(Expr *a, Expr *b, Pos pos)
{
	Type *x = a->type;
	Type *y = b->type;
	int quals;

	if (x->kind != TY_PTR || y->kind != TY_PTR) {
		Expr *i = x->kind == TY_PTR ? b : a;

		if (!type_is_int(i->type) || type_is_pair(i->type)) {
			error_at(pos, "type mismatch in conditional "
				"expression ('%s' and '%s')", type_name(x),
				type_name(y));
			return type_bad;
		}
		if (!ex_is_null(i))
			warn_at(pos, "pointer/integer type mismatch in "
				"conditional expression", 0, 0);
		return x->kind == TY_PTR ? x : y;
	}
	if (ex_is_null(a) && x->base == type_void)
		return y;
	if (ex_is_null(b) && y->base == type_void)
		return x;
	quals = type_quals(x->base) | type_quals(y->base);
	if (x->base->kind == TY_VOID || y->base->kind == TY_VOID)
		return type_ptr(type_qual(type_void, quals));
	if (!type_same(x->base, y->base)) {
		warn_at(pos, "pointer type mismatch in conditional "
			"expression ('%s' and '%s')", type_name(x),
			type_name(y));
		return type_ptr(type_qual(type_void, quals));
	}
	return type_ptr(type_qual(type_composite(x->base, y->base), quals));
}

static Type *select_type(Expr *a, Expr *b, Pos pos)
{
	if (ex_is_bad(a) || ex_is_bad(b))
		return type_bad;
	if (a->type->kind == TY_VOID || b->type->kind == TY_VOID)
		return type_void;
	if (type_is_arith(a->type) && type_is_arith(b->type))
		return type_common(a->type, b->type);
	if (a->type->kind == TY_PTR || b->type->kind == TY_PTR)
		return select_pointer(a, b, pos);
	if (type_same(a->type, b->type))
		return a->type;
	error_at(pos, "type mismatch in conditional expression ('%s' and "
		"'%s')", type_name(a->type), type_name(b->type));
	return type_bad;
}

/* Sets t, t2 to a value of type, however it is held. */
static void select_set(Expr *e, Type *type, Var *t, Var *t2)
{
	ex_cast(e, type);
	if (!t)
		return;
	if (e->kind == EX_MEM) {
		emit_set(t, ex_addr(e));
	} else if (e->a) {
		emit_set(t, e->a);
		if (t2 && e->b)
			emit_set(t2, e->b);
	}
}

/* The condition is a constant: only one branch is compiled. */
static Expr *select_const(Expr *c, Expr *same, Pos pos)
{
	int truth = c->a->ival != 0;
	Expr *a = same;
	Expr *b;
	Type *t;

	if (!same) {
		lower_off += !truth;
		a = expr_parse();
		ex_value(a);
		lower_off -= !truth;
	}
	parse_expect(':');
	lower_off += truth;
	b = expr_cond();
	ex_value(b);
	lower_off -= truth;
	t = select_type(a, b, pos);
	c = truth ? a : b;
	ex_cast(c, t);
	c->lvalue = 0;
	return c;
}

/* At the token after the `?` that follows c. */
Expr *expr_select(Expr *c, Pos pos)
{
	struct Side first;
	struct Side second;
	Expr *a = 0;
	Expr *b;
	Label *no;
	Label *end;
	Type *type;
	Var *t = 0;
	Var *t2 = 0;
	int mode;

	if (tok.kind == ':')		/* GNU: c ?: b */
		a = ex_copy(ex_temp(c));
	ex_branch(c);
	if (c->a->op == N_CONST && !c->yes && !c->no)
		return select_const(c, a, pos);
	no = label_new();
	end = label_new();
	ex_if(c, 0, no);
	side_begin(&first);
	if (!a)
		a = expr_parse();
	ex_value(a);
	side_end(&first);
	parse_expect(':');
	side_begin(&second);
	b = expr_cond();
	ex_value(b);
	side_end(&second);
	type = select_type(a, b, pos);
	mode = type_mode(type);
	if (type_is_pair(type)) {
		mode = type_mode(type_part(type));
		t2 = var_temp(mode);
	} else if (mode == M_BLK) {
		mode = M_I64;
	}
	if (mode != M_VOID)
		t = var_temp(mode);
	side_emit(&first);
	select_set(a, type, t, t2);
	emit_jump(end);
	emit_label(no);
	side_emit(&second);
	select_set(b, type, t, t2);
	emit_label(end);
	if (!t)
		return ex_val(type_void, 0);
	if (type_mode(type) == M_BLK && !t2) {
		c = ex_mem(type, node_local(t), 0);
		c->lvalue = 0;
		return c;
	}
	return ex_pair(type, node_local(t), t2 ? node_local(t2) : 0);
}

/* ---- assignment ------------------------------------------------- */

static int assign_check(Expr *to, Pos pos, const char *what)
{
	Type *t = to->type;

	if (ex_is_bad(to))
		return 0;
	if (!to->lvalue || (to->kind != EX_VAR && to->kind != EX_MEM
			&& to->kind != EX_BIT)) {
		error_at(pos, "lvalue required as %s", what, 0);
		return 0;
	}
	if (t->kind == TY_ARRAY) {
		error_at(pos, "assignment to expression with array type", 0,
			0);
		return 0;
	}
	if (t->kind == TY_VOID || type_size(t) < 0) {
		error_at(pos, "assignment to an object of incomplete type",
			0, 0);
		return 0;
	}
	if (t->quals & Q_CONST) {
		if (to->sym && to->sym->name)
			error_at(pos, "assignment of read-only variable '%s'",
				to->sym->name->name, 0);
		else
			error_at(pos, "assignment of read-only location", 0,
				0);
		return 0;
	}
	return 1;
}

/* The value of an assignment that stored val by the last statement. */
static Expr *assign_result(Expr *to, Expr *val, Stmt *before)
{
	Stmt *at = func ? func->last : 0;
	Type *t = type_plain(to->type);
	Expr *r;

	if (val->b)
		return ex_pair(t, val->a, val->b);
	if (type_mode(t) == M_BLK) {
		r = ex_mem(t, ex_addr(to), 0);
		r->lvalue = 0;
		return r;
	}
	if (to->kind == EX_VAR && !to->var->is_volatile)
		return ex_val(t, node_local(to->var));
	r = ex_val(t, val->a);
	if (at == before || !at || (to->type->quals & Q_ATOMIC))
		return r;
	if (to->kind == EX_BIT) {
		Node *n = node_conv(M_I64, val->a);
		int unused = 64 - to->width;

		n = node_binary(N_SHL, M_I64, n, node_const(M_I32, unused));
		n = node_binary(N_SHR, type_is_unsigned(t) ? M_U64 : M_I64,
			node_conv(type_is_unsigned(t) ? M_U64 : M_I64, n),
			node_const(M_I32, unused));
		r->type = bit_type(to);
		r->a = node_conv(type_mode(r->type), n);
		/* an element of a packed field was stored in pieces */
		while (at->prev && at->prev != before)
			at = at->prev;
	}
	if (at->op == ST_STORE && to->kind == EX_MEM)
		r->a = at->b;
	r->kind = EX_LATE;
	r->at = at;
	return r;
}

/* x = f() needs no temporary when the call came last. */
int assign_from_call(Expr *to, Expr *val)
{
	Call *c;

	if (to->kind != EX_VAR || val->kind != EX_CALL
			|| to->var->is_volatile || !func
			|| func->last != val->at || to->var->asm_reg)
		return 0;
	c = val->at->u.call;
	if (c->ret || type_mode(val->type) != to->var->mode
			|| (type_real(to->type)->kind == TY_BOOL)
			!= (type_real(val->type)->kind == TY_BOOL))
		return 0;
	if ((to->type->kind == TY_PTR || val->type->kind == TY_PTR)
			&& !type_same(to->type, val->type))
		return 0;
	c->ret = to->var;
	return 1;
}

static Expr *assign_compound(int op, Expr *to, Expr *val, int post, Pos pos)
{
	Expr *old;
	Expr *r;
	Expr *sum;
	Stmt *before;
	int quals = to->type->quals;

	if (quals & Q_ATOMIC)
		return atomic_update(op, to, val, post, pos);
	if ((to->kind == EX_MEM || to->kind == EX_BIT)
			&& !node_is_simple(to->a))
		to->a = node_temp(to->a);
	old = ex_copy(to);
	ex_value(old);
	if (post && old->b)
		old = ex_temp(old);
	sum = expr_binary_op(op, ex_copy(old), val, pos);
	if (ex_is_bad(sum))
		return ex_bad();
	if (to->type->kind == TY_PTR && sum->type->kind != TY_PTR) {
		error_at(pos, "invalid operands to this assignment", 0, 0);
		return ex_bad();
	}
	ex_cast(sum, to->type);
	before = func ? func->last : 0;
	ex_store(to, sum);
	if (!post)
		return assign_result(to, sum, before);
	if (old->b || old->kind == EX_MEM || !func || func->last == before)
		return old;
	r = ex_val(old->type, old->a);
	if (to->type->quals & Q_VOLATILE)
		return r;
	r->kind = EX_LATE;
	r->at = before ? before->next : func->first;
	return r;
}

/* op: '=' or the binary operator of a compound assignment. */
Expr *expr_assign_op(int op, Expr *to, Expr *val, Pos pos)
{
	Stmt *before;

	if (!assign_check(to, pos, "left operand of assignment"))
		return ex_bad();
	if (op != '=') {
		ex_value(val);
		return assign_compound(op, to, val, 0, pos);
	}
	if (assign_from_call(to, val))
		return ex_val(type_plain(to->type), node_local(to->var));
	ex_assign_to(val, to->type, pos, "assignment", 0);
	if (ex_is_bad(val))
		return ex_bad();
	if (to->type->quals & Q_VOLATILE && val->kind == EX_VAL)
		val = ex_temp(val);
	before = func ? func->last : 0;
	ex_store(to, val);
	return assign_result(to, val, before);
}

/* ++ and --; op is '+' or '-'. */
Expr *expr_step(Expr *e, int op, int post, Pos pos)
{
	if (!assign_check(e, pos, op == '+' ? "increment operand"
			: "decrement operand"))
		return ex_bad();
	if (!type_is_scalar(e->type)) {
		error_at(pos, "wrong type argument to increment", 0, 0);
		return ex_bad();
	}
	return assign_compound(op, e, ex_int(1), post, pos);
}
