/*
 * prep.c: trees and statements made simple before registers are given out.
 * Constants move to the right and into addresses, divisions by constants
 * become multiplications, switches become comparisons and dense tables; what
 * wants fixed registers, and what would need too many, is computed by a
 * statement of its own into a temporary. Trees are shared and have no
 * effects, so a changed node is always a new one.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "target.h"

enum {
	PREP_NODES = 24,	/* a larger tree is cut: its variables and
				   what computes it must find registers */
	PREP_ALWAYS = -1	/* stamp: holds in every statement */
};

const u8 mode_bytes[] = { 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 16, 0 };

static Stmt *prep_at;
static u32 prep_stamp;
static Var *prep_tail;

int mode_int(int mode)
{
	return mode >= M_I8 && mode <= M_U64;
}

int mode_signed(int mode)
{
	return mode == M_I8 || mode == M_I16 || mode == M_I32 ||
		mode == M_I64;
}

int mode_float(int mode)
{
	return mode == M_F32 || mode == M_F64;
}

/* ---- the list of statements ------------------------------------------- */

Stmt *stmt_before(Stmt *at, int op)
{
	Stmt *s = mem_fn(sizeof(Stmt));

	s->op = op;
	s->pos = at->pos;
	s->next = at;
	s->prev = at->prev;
	if (at->prev)
		at->prev->next = s;
	else
		func->first = s;
	at->prev = s;
	return s;
}

Stmt *stmt_after(Stmt *at, int op)
{
	Stmt *s = mem_fn(sizeof(Stmt));

	s->op = op;
	s->pos = at->pos;
	s->prev = at;
	s->next = at->next;
	if (at->next)
		at->next->prev = s;
	else
		func->last = s;
	at->next = s;
	return s;
}

void stmt_as_set(Stmt *s, Var *v, Node *n)
{
	s->mode = v->mode;
	s->var = v;
	s->a = n;
}

void stmt_as_store(Stmt *s, int mode, Node *a, i64 off, Node *n)
{
	s->mode = mode;
	s->a = a;
	s->ival = off;
	s->b = n;
}

void stmt_as_copy(Stmt *s, Node *to, Node *from, Type *t)
{
	s->a = to;
	s->b = from;
	s->size = t->size;
	s->align = t->align;
}

void stmt_remove(Stmt *s)
{
	if (s->prev)
		s->prev->next = s->next;
	else
		func->first = s->next;
	if (s->next)
		s->next->prev = s->prev;
	else
		func->last = s->prev;
}

void stmt_trees(Stmt *s, void (*fn)(Node **slot))
{
	Arg *arg;
	AsmOp *op;
	int i;

	if (s->op == ST_CALL) {
		if (s->u.call->fn)
			fn(&s->u.call->fn);
		for (arg = s->u.call->args; arg; arg = arg->next)
			fn(&arg->val);
		return;
	}
	if (s->op == ST_ASM) {
		for (i = 0; i < s->u.as->nops; i++) {
			op = &s->u.as->ops[i];
			if (op->val)
				fn(&op->val);
			if (op->addr)
				fn(&op->addr);
		}
		return;
	}
	if (s->a)
		fn(&s->a);
	if (s->b)
		fn(&s->b);
	if (s->c)
		fn(&s->c);
}

/* ---- temporaries ------------------------------------------------------- */

Var *prep_temp(int mode)
{
	Var *v = mem_fn(sizeof(Var));

	v->mode = mode;
	v->size = mode_bytes[mode];
	v->align = mode_bytes[mode];
	v->index = func->nvars++;
	v->reg = -1;
	if (prep_tail)
		prep_tail->next = v;
	else
		func->vars = v;
	prep_tail = v;
	return v;
}

static Node *prep_local(Var *v)
{
	Node *n = mem_fn(sizeof(Node));

	n->op = N_LOCAL;
	n->mode = v->mode;
	n->var = v;
	n->nodes = 1;
	n->need = 1;
	n->rep = n;
	n->stamp = prep_stamp;
	n->flag = 1;
	return n;
}

static Node *prep_hoist(Node *n)
{
	Var *v = prep_temp(n->mode);
	Stmt *s = stmt_before(prep_at, ST_SET);

	s->done = 1;
	stmt_as_set(s, v, n);
	return prep_local(v);
}

Node *prep_leaf(Node *n)
{
	if (n->op == N_LOCAL || n->op == N_CONST)
		return n;
	return prep_hoist(n);
}

int tree_same(Node *a, Node *b)
{
	if (a == b)
		return 1;
	if (!a || !b || a->op != b->op || a->mode != b->mode ||
	    a->ival != b->ival || a->var != b->var || a->sym != b->sym ||
	    a->label != b->label || a->fexp != b->fexp)
		return 0;
	return tree_same(a->a, b->a) && tree_same(a->b, b->b);
}

/* ---- simpler trees ------------------------------------------------------ */

/* log2 of v if it is a power of two, else -1 */
static int prep_log2(u64 v)
{
	int k = 0;

	if (!v || (v & (v - 1)))
		return -1;
	while (v > 1) {
		v = v >> 1;
		k++;
	}
	return k;
}

/* (x + c) * k = x * k + c * k: constants move outward, into addresses */
static Node *prep_spread(Node *n, i64 k)
{
	Node *x = n->a;

	if (mode_bytes[n->mode] < 8 || x->op != N_ADD || x->b->op != N_CONST)
		return n;
	return node_binary(N_ADD, n->mode, node_binary(n->op, n->mode, x->a,
		n->b), node_const(n->mode, (u64)x->b->ival * k));
}

static Node *prep_shift(Node *x, int k)
{
	return node_binary(N_SHL, x->mode, x, node_const(M_I32, k));
}

static Node *prep_mul(Node *n)
{
	u64 c = n->b->ival;
	int k = prep_log2(mode_bytes[n->mode] == 4 ? c & 0xffffffff : c);

	if (k >= 0)
		return prep_shift(n->a, k);
	/* 2^k + 1 and 2^k - 1, where a shift and an addition are faster */
	if (n->a->op == N_LOCAL && c > 9 && c < 0x7fffffff) {
		k = prep_log2(c - 1);
		if (k > 0)
			return node_binary(N_ADD, n->mode, prep_shift(n->a,
				k), n->a);
		k = prep_log2(c + 1);
		if (k > 0)
			return node_binary(N_SUB, n->mode, prep_shift(n->a,
				k), n->a);
	}
	return prep_spread(n, c);
}

/* an integer conversion of an integer */
static Node *prep_conv(Node *n)
{
	Node *a = n->a;

	/* (long)(i + c) = (long)i + c: an int does not overflow */
	if (a->op == N_ADD && a->mode == M_I32 && mode_bytes[n->mode] == 8 &&
	    a->b->op == N_CONST && !opt.wrapv)
		return node_binary(N_ADD, n->mode, node_conv(n->mode, a->a),
			node_const(n->mode, (int)a->b->ival));
	return n;
}

/* x == 0 for what was only widened, x - y == 0 for a difference */
static Node *prep_compare(Node *n)
{
	Node *a = n->a;

	if (n->b->ival)
		return n;
	if (a->op == N_CONV && mode_int(a->a->mode) &&
	    mode_bytes[a->a->mode] >= 4 &&
	    mode_bytes[a->mode] > mode_bytes[a->a->mode])
		return node_binary(n->op, n->mode, a->a,
			node_const(a->a->mode, 0));
	if (a->op == N_SUB && mode_int(a->mode))
		return node_binary(n->op, n->mode, a->a, a->b);
	return n;
}

/* n's children are simple; an equal tree that is simpler, or n */
static Node *prep_simplify(Node *n)
{
	Node *t;

	if (n->op == N_CONV && mode_int(n->mode) && mode_int(n->a->mode))
		return prep_conv(n);
	if (!n->b || n->b->op != N_CONST)
		return n;
	switch (n->op) {
	case N_MUL:
		return prep_mul(n);
	case N_SHL:
		return prep_spread(n, (u64)1 << (n->b->ival & 63));
	case N_DIV:
	case N_MOD:
		t = divide_const(n->op, n->mode, n->a, n->b->ival);
		return t ? t : n;
	case N_EQ:
	case N_NE:
		return prep_compare(n);
	}
	return n;
}

/* ---- legal trees --------------------------------------------------------- */

static void prep_measure(Node *n)
{
	n->nodes = 1;
	if (n->a)
		n->nodes += n->a->nodes;
	if (n->b)
		n->nodes += n->b->nodes;
	n->need = target_need(n);
	/* the height, which node_binary goes by */
	if (n->op != N_FCONST)
		n->fexp = n->nodes;
}

static Node *prep_copy(Node *n, Node *a, Node *b)
{
	Node *r = mem_fn(sizeof(Node));

	memcpy(r, n, sizeof(Node));
	r->a = a;
	r->b = b;
	r->rep = 0;
	r->nodes = 0;
	return r;
}

/* r with simple children is simple itself; cut it until it is small enough */
static Node *prep_cut(Node *r)
{
	int limit = r->mode == M_FLD ? 6 : NEED_MAX;

	prep_measure(r);
	while (r->need > limit || r->nodes > PREP_NODES) {
		r = prep_copy(r, r->a, r->b);
		if (r->b && (r->b->need > r->a->need || (r->need <= limit &&
		    r->b->nodes > r->a->nodes)))
			r->b = prep_hoist(r->b);
		else if (r->a && r->a->op != N_LOCAL)
			r->a = prep_hoist(r->a);
		else if (r->b && r->b->op != N_LOCAL)
			r->b = prep_hoist(r->b);
		else
			break;
		prep_measure(r);
	}
	r->flag = (r->a && r->a->flag) || (r->b && r->b->flag);
	return r;
}

/* n with the simple children a and b, or what that folds to */
static Node *prep_rebuild(Node *n, Node *a, Node *b)
{
	if (a == n->a && b == n->b)
		return n;
	if (b)
		return node_conv(n->mode, node_binary(n->op, n->mode, a, b));
	return prep_copy(n, a, b);
}

/*
 * The simple form of n, whose children are anything. It is remembered: for
 * this statement if it names temporaries of the statement, else for good.
 */
static Node *prep_tree(Node *n, int root)
{
	Node *r = n->rep;
	Node *t;
	Node *a;
	Node *b;

	if (!r || (n->stamp != prep_stamp && n->stamp != (u32)PREP_ALWAYS)) {
		a = n->a ? prep_tree(n->a, 0) : 0;
		b = n->b ? prep_tree(n->b, 0) : 0;
		r = prep_rebuild(n, a, b);
		t = r;
		if (!r->nodes && r->a == a && r->b == b) {
			t = prep_simplify(r);
			if (t == r)
				t = target_simplify(r);
			if (t == r) {
				r = prep_cut(r);
				t = r;
			}
		}
		r = t->nodes ? t : prep_tree(t, root);
	}
	if (!root && target_alone(r))
		r = prep_hoist(r);
	n->rep = r;
	n->stamp = r->flag ? prep_stamp : (u32)PREP_ALWAYS;
	r->rep = r;
	r->stamp = n->stamp;
	return r;
}

static void prep_slot(Node **slot)
{
	*slot = prep_tree(*slot, 0);
}

/* ---- switches ------------------------------------------------------ */

enum {
	SWITCH_TABLE = 5,	/* cases that are worth a table */
	SWITCH_SPARSE = 4	/* entries of a table for each case */
};

static int switch_mode;

static int switch_less(i64 a, i64 b)
{
	return mode_signed(switch_mode) ? a < b : (u64)a < (u64)b;
}

/* a list of n cases, sorted by value, by merging */
static Case *switch_sort(Case *list, int n)
{
	Case *half = list;
	Case *out = 0;
	Case *tail = 0;
	Case *take;
	Case *before;
	int i;

	if (n < 2) {
		if (list)
			list->next = 0;
		return list;
	}
	for (i = 1; i < n / 2; i++)
		half = half->next;
	before = half;
	half = half->next;
	before->next = 0;
	half = switch_sort(half, n - n / 2);
	list = switch_sort(list, n / 2);
	while (list || half) {
		if (!half || (list && switch_less(list->lo, half->lo))) {
			take = list;
			list = list->next;
		} else {
			take = half;
			half = half->next;
		}
		take->next = 0;
		if (tail)
			tail->next = take;
		else
			out = take;
		tail = take;
	}
	return out;
}

static void switch_branch(Stmt *at, Node *cond, Label *l)
{
	Stmt *s = stmt_before(at, ST_BRANCH);

	s->a = cond;
	s->ival = 1;
	s->label = l;
}

static Node *switch_compare(int op, Node *x, i64 v)
{
	return node_binary(op, M_I32, x, node_const(switch_mode, v));
}

static void switch_jump(Stmt *at, Label *l)
{
	stmt_before(at, ST_JUMP)->label = l;
}

/* the table for cases first..last, which lie close together */
static void switch_table(Stmt *at, Node *x, Case *first, Case *last,
	Label *other)
{
	int half = mode_bytes[switch_mode] == 8 ? M_U64 : M_U32;
	Stmt *s = stmt_before(at, ST_SET);
	Node *n;

	n = node_binary(N_SUB, half, node_conv(half, x),
		node_const(half, first->lo));
	stmt_as_set(s, prep_temp(M_U64), node_conv(M_U64, n));
	n = node_local(s->var);
	switch_branch(at, node_binary(N_GT, M_I32, n,
		node_const(M_U64, last->hi - first->lo)), other);
	s = stmt_before(at, ST_SWITCH);
	s->a = n;
	s->u.cases = first;
	s->ival = first->lo;
	s->size = last->hi - first->lo + 1;
	s->label = other;
	s->done = 1;
}

/*
 * Cases are clusters now: in groups[i] begins the i-th, which is a single
 * range or a table. Chooses among those from lo to hi - 1.
 */
static void switch_choose(Stmt *at, Node *x, Case **groups, int lo, int hi,
	Label *other)
{
	Case *first = groups[lo];
	Case *last = first;
	Label *right;
	Stmt *s;
	int mid;

	for (mid = lo; mid < hi; mid++)
		if (groups[mid]->next != groups[mid + 1] ||
		    groups[mid]->lo != groups[mid]->hi)
			break;
	if (mid == hi && hi - lo <= 3) {
		for (mid = lo; mid < hi; mid++)
			switch_branch(at, switch_compare(N_EQ, x,
				groups[mid]->lo), groups[mid]->label);
		switch_jump(at, other);
		return;
	}
	if (hi - lo > 1) {
		mid = (lo + hi) / 2;
		right = label_new();
		switch_branch(at, switch_compare(N_GE, x, groups[mid]->lo),
			right);
		switch_choose(at, x, groups, lo, mid, other);
		s = stmt_before(at, ST_LABEL);
		s->label = right;
		right->defined = 1;
		switch_choose(at, x, groups, mid, hi, other);
		return;
	}
	while (last->next && last->next != groups[lo + 1])
		last = last->next;
	if (first != last) {
		switch_table(at, x, first, last, other);
		return;
	}
	if (first->lo == first->hi) {
		switch_branch(at, switch_compare(N_EQ, x, first->lo),
			first->label);
	} else {
		switch_branch(at, switch_compare(N_LT, x, first->lo), other);
		switch_branch(at, switch_compare(N_LE, x, first->hi),
			first->label);
	}
	switch_jump(at, other);
}

/* replaces the switch s by comparisons and tables */
static void switch_lower(Stmt *s)
{
	Stmt *start = stmt_before(s, ST_SET);
	Case **groups;
	Case *c;
	Case *first;
	Case *best;
	Node *x;
	u64 span;
	int n = 0;
	int ngroups = 0;
	int count;
	int fit;

	switch_mode = s->a->mode;
	stmt_as_set(start, prep_temp(switch_mode), s->a);
	x = node_local(start->var);
	for (c = s->u.cases; c; c = c->next)
		n++;
	c = switch_sort(s->u.cases, n);
	groups = mem_fn((n + 1) * sizeof(Case *));
	while (c) {
		/* the longest run from c on that is dense enough */
		best = c;
		count = 0;
		fit = 1;
		for (first = c; first; first = first->next) {
			count++;
			span = (u64)first->hi - (u64)c->lo;
			if (span / SWITCH_SPARSE >= (u64)count + 64 ||
			    count > 2 * fit + 300)
				break;
			if (span < (u64)count * SWITCH_SPARSE &&
			    count >= SWITCH_TABLE) {
				best = first;
				fit = count;
			}
		}
		groups[ngroups++] = c;
		c = fit > 1 ? best->next : c->next;
	}
	groups[ngroups] = 0;
	if (ngroups)
		switch_choose(s, x, groups, 0, ngroups, s->label);
	else
		switch_jump(s, s->label);
	stmt_remove(s);
}

/* ---- a function ---------------------------------------------------- */

void prep_func(Func *f)
{
	Stmt *s;
	Stmt *next;
	Stmt *before;
	Var *v;

	prep_tail = 0;
	for (v = f->vars; v; v = v->next)
		prep_tail = v;
	target_begin(f);
	for (s = f->first; s; s = next) {
		if (!s->done) {
			/* it may become several, which follow its place */
			s->done = 1;
			before = s->prev;
			if (s->op == ST_SWITCH)
				switch_lower(s);
			else
				target_lower(s);
			next = before ? before->next : f->first;
			continue;
		}
		prep_at = s;
		prep_stamp++;
		if (prep_stamp >= 0xfffffff0U)
			prep_stamp = 1;
		if (s->op == ST_SET)
			s->a = prep_tree(s->a, 1);
		else
			stmt_trees(s, prep_slot);
		next = s->next;
	}
}
