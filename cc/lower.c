/*
 * lower.c: building trees, folding constants on the way, and the linear list
 * of statements.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

/* a tree higher than this is cut by a temporary: the backend recurses */
enum { NODE_HEIGHT_MAX = 200 };

Func *func;
int lower_off;
u8 lower_dead;
int lower_effects;
Pos lower_pos;
static Stmt lower_scratch;	/* takes what is not to be emitted */
static Label *lower_labels_end;
static Var *lower_vars_end;
static u8 lower_forwarded;

static const u8 mode_sizes[] = { 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 16, 0 };

void lower_begin(void)
{
	func = 0;
	lower_off = 0;
	lower_dead = 0;
	lower_effects = 0;
}

void *fn_new(u64 n)
{
	return stmt_func_held ? mem_new(n) : mem_fn(n);
}

/* ---- modes ------------------------------------------------------ */

int mode_size(int mode)
{
	return mode_sizes[mode];
}

int mode_is_signed(int mode)
{
	return mode == M_I8 || mode == M_I16 || mode == M_I32
		|| mode == M_I64;
}

int mode_is_float(int mode)
{
	return mode == M_F32 || mode == M_F64 || mode == M_FLD;
}

/* v as a value of the mode, extended to 64 bits. */
i64 mode_wrap(int mode, i64 v)
{
	switch (mode) {
	case M_I8:
		v &= 255;
		return v >= 128 ? v - 256 : v;
	case M_U8:
		return v & 255;
	case M_I16:
		v &= 65535;
		return v >= 32768 ? v - 65536 : v;
	case M_U16:
		return v & 65535;
	case M_I32:
		v &= 4294967295L;
		return v >= 2147483648L ? v - 4294967296L : v;
	case M_U32:
		return v & 4294967295L;
	}
	return v;
}

/* ---- nodes ------------------------------------------------------ */

Node *node_new(int op, int mode)
{
	Node *n = fn_new(sizeof(Node));

	n->op = op;
	n->mode = mode;
	return n;
}

Node *node_const(int mode, i64 v)
{
	Node *n = node_new(N_CONST, mode);

	n->ival = mode_wrap(mode, v);
	return n;
}

Node *node_float(int mode, u64 bits, int fexp)
{
	Node *n = node_new(N_FCONST, mode);

	n->ival = bits;
	n->fexp = fexp;
	return n;
}

int node_is_const(Node *n)
{
	return n && n->op == N_CONST;
}

int node_is_zero(Node *n)
{
	return n && n->op == N_CONST && n->ival == 0;
}

Node *node_local(Var *v)
{
	Node *n = node_new(N_LOCAL, v->mode);

	n->var = v;
	return n;
}

Node *node_frame(Var *v, i64 off)
{
	Node *n = node_new(N_FRAME, M_I64);

	v->addressed = 1;
	n->var = v;
	n->ival = off;
	return n;
}

Node *node_addr(ObjSym *s, i64 off)
{
	Node *n = node_new(N_ADDR, M_I64);

	n->sym = s;
	n->ival = off;
	return n;
}

/* Height of a tree: kept in fexp, which only N_FCONST uses otherwise. */
static int node_height(Node *n)
{
	return !n || n->op == N_FCONST ? 0 : n->fexp;
}

static Node *node_finish(Node *n, Node *a, Node *b)
{
	int x = node_height(a);
	int y = node_height(b);

	n->a = a;
	n->b = b;
	n->fexp = (x > y ? x : y) + 1;
	if (n->fexp <= NODE_HEIGHT_MAX || !func)
		return n;
	return node_temp(n);
}

static Node *node_variant(Node *n, int mode)
{
	Node *c = fn_new(sizeof(Node));

	memcpy(c, n, sizeof(Node));
	c->mode = mode;
	/* what the backend noted is of n alone */
	c->rep = 0;
	c->nodes = 0;
	c->stamp = 0;
	return c;
}

/* Conversion between integer modes. */
static Node *node_conv_int(int mode, Node *a)
{
	int size = mode_size(mode);
	Node *n;

	if (a->op == N_CONST)
		return node_const(mode, a->ival);
	if (size == mode_size(a->mode)) {
		switch (a->op) {
		case N_LOAD:
		case N_ADD:
		case N_SUB:
		case N_MUL:
		case N_AND:
		case N_OR:
		case N_XOR:
		case N_SHL:
		case N_NEG:
		case N_COM:
		case N_ADDR:
		case N_FRAME:
		case N_LABEL:
		case N_EQ:
		case N_NE:
		case N_LT:
		case N_LE:
		case N_GT:
		case N_GE:
			return node_variant(a, mode);
		}
	}
	if (a->op == N_CONV && !mode_is_float(a->a->mode)) {
		int mid = mode_size(a->mode);
		int in = mode_size(a->a->mode);

		if (size <= mid || (in < mid
				&& (!mode_is_signed(a->a->mode)
				|| mode_is_signed(a->mode))))
			return node_conv(mode, a->a);
	}
	n = node_new(N_CONV, mode);
	return node_finish(n, a, 0);
}

Node *node_conv(int mode, Node *a)
{
	Node *r = 0;

	if (a->mode == mode || mode == M_VOID || mode == M_BLK)
		return a;
	if (!mode_is_float(mode) && !mode_is_float(a->mode))
		return node_conv_int(mode, a);
	if (mode_is_float(mode) && mode_is_float(a->mode)) {
		if (a->op == N_FCONST)
			return flt_to_flt(mode, a);
		/* a widening is undone exactly */
		if (a->op == N_CONV && a->a->mode == mode
				&& mode_size(mode) < mode_size(a->mode))
			return a->a;
	} else if (mode_is_float(mode)) {
		if (mode_size(a->mode) < 4)
			a = node_conv(M_I32, a);
		if (a->op == N_CONST)
			return flt_from_int(mode, a);
	} else {
		if (a->op == N_FCONST)
			r = flt_to_int(mode, a);
		if (r)
			return r;
		if (mode_size(mode) < 4)
			return node_conv(mode, node_conv(M_I32, a));
	}
	return node_finish(node_new(N_CONV, mode), a, 0);
}

/* v wide as an operand: modes under 32 bits hold no arithmetic. */
static Node *node_widen(Node *a)
{
	return mode_size(a->mode) < 4 && !mode_is_float(a->mode)
		? node_conv(M_I32, a) : a;
}

Node *node_unary(int op, int mode, Node *a)
{
	if (a->op == N_CONST) {
		if (op == N_NEG)
			return node_const(mode, -(u64)a->ival);
		if (op == N_COM)
			return node_const(mode, ~a->ival);
	}
	if (a->op == N_FCONST && op == N_NEG)
		return flt_neg(a);
	if (a->op == op && (op == N_NEG || op == N_COM))
		return node_conv(mode, a->a);
	return node_finish(node_new(op, mode), a, 0);
}

static int node_commutes(int op)
{
	return op == N_ADD || op == N_MUL || op == N_AND || op == N_OR
		|| op == N_XOR || op == N_EQ || op == N_NE;
}

static int node_compares(int op)
{
	return op >= N_EQ && op <= N_GE;
}

static int node_swapped(int op)
{
	switch (op) {
	case N_LT:
		return N_GT;
	case N_LE:
		return N_GE;
	case N_GT:
		return N_LT;
	case N_GE:
		return N_LE;
	}
	return op;
}

static i64 node_fold_compare(int op, i64 x, i64 y, int is_signed)
{
	int less = is_signed ? x < y : (u64)x < (u64)y;

	switch (op) {
	case N_EQ:
		return x == y;
	case N_NE:
		return x != y;
	case N_LT:
		return less;
	case N_LE:
		return less || x == y;
	case N_GT:
		return !less && x != y;
	}
	return !less;
}

static u64 node_abs(i64 v)
{
	return v < 0 ? -(u64)v : (u64)v;
}

static Node *node_fold_divide(int op, int mode, i64 x, i64 y)
{
	u64 q;
	u64 r;

	if (y == 0)
		return 0;
	if (!mode_is_signed(mode))
		return node_const(mode, op == N_DIV ? (u64)x / (u64)y
			: (u64)x % (u64)y);
	q = node_abs(x) / node_abs(y);
	r = node_abs(x) % node_abs(y);
	if (op == N_MOD)
		return node_const(mode, x < 0 ? -r : r);
	return node_const(mode, (x < 0) != (y < 0) ? -q : q);
}

static Node *node_fold(int op, int mode, Node *a, Node *b)
{
	i64 x = a->ival;
	i64 y = b->ival;
	int bits = mode_size(mode) * 8;

	if (node_compares(op))
		return node_const(M_I32, node_fold_compare(op, x, y,
			mode_is_signed(a->mode)));
	switch (op) {
	case N_ADD:
		return node_const(mode, (u64)x + (u64)y);
	case N_SUB:
		return node_const(mode, (u64)x - (u64)y);
	case N_MUL:
		return node_const(mode, (u64)x * (u64)y);
	case N_DIV:
	case N_MOD:
		return node_fold_divide(op, mode, x, y);
	case N_AND:
		return node_const(mode, x & y);
	case N_OR:
		return node_const(mode, x | y);
	case N_XOR:
		return node_const(mode, x ^ y);
	case N_SHL:
		if (y < 0 || y >= bits)
			return 0;
		return node_const(mode, (u64)x << y);
	case N_SHR:
		if (y < 0 || y >= bits)
			return 0;
		if (!mode_is_signed(mode) || x >= 0)
			return node_const(mode, (u64)x >> y);
		return node_const(mode, ~(~(u64)x >> y));
	}
	return 0;
}

/* Offsets further than this do not go into an instruction. */
static int node_is_near(i64 off)
{
	return off >= -(1L << 30) && off <= 1L << 30;
}

/* a op c for a constant c, when it is simpler than that. */
static Node *node_identity(int op, int mode, Node *a, Node *b)
{
	i64 c = b->ival;

	switch (op) {
	case N_ADD:
	case N_SUB:
		if (c == 0)
			return a;
		if (a->op == N_ADD && node_is_const(a->b)) {
			if (op == N_SUB)
				c = -(u64)c;
			return node_binary(N_ADD, mode, a->a,
				node_const(mode, (u64)a->b->ival + (u64)c));
		}
		if (op == N_SUB)
			return node_binary(N_ADD, mode, a,
				node_const(mode, -(u64)c));
		if ((a->op == N_ADDR || a->op == N_FRAME)
				&& node_is_near((u64)a->ival + (u64)c)) {
			Node *n = node_variant(a, mode);

			n->ival += c;
			return n;
		}
		break;
	case N_MUL:
		if (c == 1)
			return a;
		if (c == 0)
			return b;
		break;
	case N_DIV:
		if (c == 1)
			return a;
		break;
	case N_AND:
		if (c == 0)
			return b;
		if (c == mode_wrap(mode, -1))
			return a;
		if (a->op == N_AND && node_is_const(a->b))
			return node_binary(N_AND, mode, a->a,
				node_const(mode, a->b->ival & c));
		break;
	case N_OR:
	case N_XOR:
	case N_SHL:
	case N_SHR:
		if (c == 0)
			return a;
		break;
	case N_EQ:
	case N_NE:
		/* a widening does not change what is zero */
		if (c == 0 && a->op == N_CONV && !mode_is_float(a->a->mode)
				&& mode_size(a->a->mode) >= 4
				&& mode_size(a->a->mode) <= mode_size(a->mode))
			return node_binary(op, M_I32, a->a,
				node_const(a->a->mode, 0));
		break;
	case N_LT:
		if (c == 0 && !mode_is_signed(a->mode))
			return node_const(M_I32, 0);
		break;
	case N_GE:
		if (c == 0 && !mode_is_signed(a->mode))
			return node_const(M_I32, 1);
		break;
	}
	return 0;
}

Node *node_binary(int op, int mode, Node *a, Node *b)
{
	Node *r = 0;

	if (node_compares(op)) {
		mode = M_I32;
		a = node_widen(a);
		b = node_widen(b);
	}
	if (a->op == N_CONST && b->op == N_CONST)
		r = node_fold(op, mode, a, b);
	else if (a->op == N_FCONST && b->op == N_FCONST)
		r = flt_binary(op, a, b);
	if (r)
		return r;
	if (a->op == N_CONST && (node_commutes(op) || node_compares(op))) {
		Node *t = a;

		a = b;
		b = t;
		op = node_swapped(op);
	}
	if (b->op == N_CONST && !mode_is_float(a->mode))
		r = node_identity(op, mode, a, b);
	if (!r && op == N_SUB && a->op == N_ADDR && b->op == N_ADDR
			&& a->sym == b->sym)
		r = node_const(mode, a->ival - b->ival);
	if (!r && op == N_ADD && b->op == N_ADD && node_is_const(b->b)) {
		/* constants float outward, to be folded into addresses */
		r = node_binary(N_ADD, mode, node_binary(N_ADD, mode, a,
			b->a), b->b);
	}
	if (!r && op == N_ADD && a->op == N_ADD && node_is_const(a->b)
			&& b->op != N_CONST) {
		r = node_binary(N_ADD, mode, node_binary(N_ADD, mode, a->a,
			b), a->b);
	}
	if (r)
		return r;
	return node_finish(node_new(op, mode), a, b);
}

Node *node_offset(Node *a, i64 off)
{
	return off ? node_binary(N_ADD, M_I64, a, node_const(M_I64, off))
		: a;
}

/* *addr + off in another division, a constant part apart; returns that. */
static i64 node_split(Node **addr, i64 off)
{
	Node *a = node_offset(*addr, off);

	*addr = a;
	if (a->op != N_ADD || !node_is_const(a->b)
			|| !node_is_near(a->b->ival))
		return 0;
	*addr = a->a;
	return a->b->ival;
}

Node *node_load(int mode, Node *addr, i64 off)
{
	Node *n = node_new(N_LOAD, mode);

	n->ival = node_split(&addr, off);
	return node_finish(n, addr, 0);
}

Node *node_bool(Node *a)
{
	if (node_compares(a->op))
		return a->mode == M_I32 ? a : node_conv(M_I32, a);
	a = node_widen(a);
	if (mode_is_float(a->mode))
		return node_binary(N_NE, M_I32, a, flt_special(a->mode, '0'));
	return node_binary(N_NE, M_I32, a, node_const(a->mode, 0));
}

/* of N_EQ.. */
static const u8 node_opposite[] = {
	N_NE, N_EQ, N_GE, N_GT, N_LE, N_LT
};

Node *node_not(Node *a)
{
	a = node_bool(a);
	if (a->op == N_CONST)
		return node_const(M_I32, !a->ival);
	if (!mode_is_float(a->a->mode) || a->op == N_EQ || a->op == N_NE)
		return node_binary(node_opposite[a->op - N_EQ], M_I32, a->a,
			a->b);
	return node_binary(N_EQ, M_I32, a, node_const(M_I32, 0));
}

static int node_is_leaf(Node *n)
{
	return n->op == N_LOCAL || n->op == N_CONST || n->op == N_ADDR
		|| n->op == N_FRAME
		|| (n->op == N_CONV && n->a->op == N_LOCAL);
}

int node_is_simple(Node *n)
{
	if (n->op == N_ADD && node_is_const(n->b))
		n = n->a;
	if (node_is_leaf(n))
		return 1;
	if (n->op != N_ADD || !node_is_leaf(n->a))
		return 0;
	n = n->b;
	if ((n->op == N_MUL || n->op == N_SHL) && node_is_const(n->b))
		n = n->a;
	return node_is_leaf(n);
}

Node *node_temp(Node *n)
{
	Var *t;

	if (n->op == N_CONST || n->op == N_FCONST || n->op == N_ADDR
			|| n->op == N_FRAME || (n->op == N_LOCAL
			&& !n->var->name))
		return n;
	t = var_temp(n->mode);
	emit_set(t, n);
	return node_local(t);
}

/* ---- variables and labels --------------------------------------- */

static Var *var_link(Var *v)
{
	if (!func)
		return v;
	v->index = func->nvars++;
	if (!func->vars)
		func->vars = v;
	else
		lower_vars_end->next = v;
	lower_vars_end = v;
	return v;
}

Var *var_new(Ident *name, Type *type)
{
	Var *v = fn_new(sizeof(Var));

	type = type_plain(type);
	v->name = name;
	v->type = type;
	v->mode = type_mode(type);
	v->size = type_size(type);
	v->align = type_align(type);
	if (v->mode == M_BLK) {
		v->addressed = 1;
		if (v->size >= 16 && v->align < 16
				&& type->kind == TY_ARRAY)
			v->align = 16;
	}
	return var_link(v);
}

Var *var_temp(int mode)
{
	Var *v = fn_new(sizeof(Var));

	v->mode = mode;
	v->size = mode_size(mode);
	v->align = v->size ? v->size : 1;
	return var_link(v);
}

Var *var_block(i64 size, u32 align)
{
	Var *v = fn_new(sizeof(Var));

	v->mode = M_BLK;
	v->addressed = 1;
	v->size = size;
	v->align = align ? align : 1;
	return var_link(v);
}

Label *label_new(void)
{
	Label *l = fn_new(sizeof(Label));

	if (!func)
		return l;
	l->index = func->nlabels++;
	if (!func->labels)
		func->labels = l;
	else
		lower_labels_end->next = l;
	lower_labels_end = l;
	return l;
}

/* Makes f the function at hand again: the backend adds to its lists. */
void func_resume(Func *f)
{
	func = f;
	lower_vars_end = f->vars;
	while (lower_vars_end && lower_vars_end->next)
		lower_vars_end = lower_vars_end->next;
	lower_labels_end = f->labels;
	while (lower_labels_end && lower_labels_end->next)
		lower_labels_end = lower_labels_end->next;
}

static Label *label_final(Label *l)
{
	while (l->fwd)
		l = l->fwd;
	return l;
}

/* All jumps to from, so far and to come, go to to. */
void label_forward(Label *from, Label *to)
{
	from = label_final(from);
	to = label_final(to);
	if (from == to)
		return;
	from->fwd = to;
	to->jumps += from->jumps;
	lower_forwarded = 1;
}

void func_new(void)
{
	func = fn_new(sizeof(Func));
	lower_dead = 0;
	lower_forwarded = 0;
	lower_vars_end = 0;
	lower_labels_end = 0;
}

/* Puts the n parameters first among the function's variables. */
void func_params(Var **params, int n)
{
	Var *rest = 0;
	Var **end = &rest;
	Var *next;

	for (Var *v = func->vars; v; v = next) {
		next = v->next;
		v->next = 0;
		if (v->is_param)
			continue;
		*end = v;
		end = &v->next;
	}
	end = &func->vars;
	for (int i = 0; i < n; i++) {
		*end = params[i];
		end = &params[i]->next;
	}
	*end = rest;
	func->nvars = 0;
	for (Var *v = func->vars; v; v = v->next) {
		v->index = func->nvars++;
		lower_vars_end = v;
	}
	func->params = n ? func->vars : 0;
	func->nparams = n;
}

void func_resolve(void)
{
	if (!lower_forwarded)
		return;
	for (Stmt *s = func->first; s; s = s->next)
		if (s->label)
			s->label = label_final(s->label);
}

/* ---- statements ------------------------------------------------- */

Stmt *emit(int op)
{
	Stmt *s;

	lower_effects++;
	if (lower_off || lower_dead || !func) {
		memset(&lower_scratch, 0, sizeof lower_scratch);
		return &lower_scratch;
	}
	s = fn_new(sizeof(Stmt));
	s->op = op;
	s->pos = lower_pos;
	s->prev = func->last;
	if (func->last)
		func->last->next = s;
	else
		func->first = s;
	func->last = s;
	switch (op) {
	case ST_JUMP:
	case ST_RET:
	case ST_IJUMP:
	case ST_SWITCH:
	case ST_TRAP:
	case ST_UNREACHABLE:
		lower_dead = 1;
	}
	return s;
}

/* t = val in front of a statement that is there already. */
Var *emit_before(Stmt *at, Node *val)
{
	Var *t = var_temp(val->mode);
	Stmt *s;

	if (at == &lower_scratch || !func)
		return t;
	s = fn_new(sizeof(Stmt));
	s->op = ST_SET;
	s->pos = at->pos;
	s->var = t;
	s->a = val;
	s->next = at;
	s->prev = at->prev;
	at->prev = s;
	if (s->prev)
		s->prev->next = s;
	else
		func->first = s;
	return t;
}

void emit_set(Var *v, Node *val)
{
	Stmt *s = emit(ST_SET);

	s->var = v;
	s->a = node_conv(v->mode, val);
	s->is_volatile = v->is_volatile;
}

void emit_store(int mode, Node *addr, i64 off, Node *val)
{
	Stmt *s = emit(ST_STORE);

	s->mode = mode;
	s->ival = node_split(&addr, off);
	s->a = addr;
	s->b = node_conv(mode, val);
}

void emit_copy(Node *to, Node *from, i64 size, u32 align, int is_volatile)
{
	Stmt *s;

	if (size <= 0)
		return;
	s = emit(ST_COPY);
	s->a = to;
	s->b = from;
	s->size = size;
	s->align = align;
	s->is_volatile = is_volatile;
}

void emit_zero(Node *at, i64 size, u32 align)
{
	Stmt *s;

	if (size <= 0)
		return;
	s = emit(ST_ZERO);
	s->a = at;
	s->size = size;
	s->align = align;
}

/* Not placed, and control does not come back, if nothing jumps to it. */
void emit_label(Label *l)
{
	Stmt *s;

	l = label_final(l);
	if (lower_off || l->defined || (!l->jumps && !l->user))
		return;
	lower_dead = 0;
	l->defined = 1;
	s = emit(ST_LABEL);
	s->label = l;
	l->at = s;
}

void emit_label_loop(Label *l)
{
	l->jumps++;
	emit_label(l);
}

void emit_jump(Label *l)
{
	l = label_final(l);
	if (lower_off || lower_dead)
		return;
	l->jumps++;
	emit(ST_JUMP)->label = l;
}

void emit_branch(Node *cond, int sense, Label *l)
{
	Stmt *s;

	l = label_final(l);
	while ((cond->op == N_EQ || cond->op == N_NE)
			&& node_is_zero(cond->b)) {
		if (cond->op == N_EQ)
			sense = !sense;
		cond = cond->a;
		if (cond->op == N_CONV && !mode_is_float(cond->a->mode)
				&& cond->a->op >= N_EQ)
			cond = cond->a;
	}
	if (cond->op == N_CONST) {
		if ((cond->ival != 0) == (sense != 0))
			emit_jump(l);
		return;
	}
	if (lower_off || lower_dead)
		return;
	l->jumps++;
	s = emit(ST_BRANCH);
	s->a = node_bool(cond);
	s->ival = sense != 0;
	s->label = l;
}

void side_begin(struct Side *s)
{
	s->first = func ? func->first : 0;
	s->last = func ? func->last : 0;
	s->dead = lower_dead;
	if (func) {
		func->first = 0;
		func->last = 0;
	}
}

void side_end(struct Side *s)
{
	Stmt *first;
	Stmt *last;
	u8 dead = lower_dead;

	lower_dead = s->dead;
	s->dead = dead;
	if (!func)
		return;
	first = func->first;
	last = func->last;
	func->first = s->first;
	func->last = s->last;
	s->first = first;
	s->last = last;
}

/* Appends what side_end gave; nothing, where control does not get. */
void side_emit(struct Side *s)
{
	if (!func || lower_dead || !s->first) {
		if (!lower_dead)
			lower_dead = s->dead;
		return;
	}
	s->first->prev = func->last;
	if (func->last)
		func->last->next = s->first;
	else
		func->first = s->first;
	func->last = s->last;
	lower_dead = s->dead;
}
