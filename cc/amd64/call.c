/*
 * call.c: calls, returns and function entry after the System V ABI, AMD64
 * supplement, section 3.2. Aggregates are cut into parts, one for each place,
 * before registers are given out; then every part is a scalar.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "back.h"
#include "abi.h"

enum {
	CALL_PARTS = 16,	/* in registers, and the function's address */
	RET_X87 = 64		/* in place of a register */
};

const u8 call_ints[] = { RDI, RSI, RDX, RCX, R8, R9 };

/* where a parameter, or a part of one, comes from */
typedef struct In In;
struct In {
	In *next;
	Var *var;
	i64 off;		/* in the variable */
	int mode;
	int reg;		/* -1: on the stack, at the variable's place */
};

static In *call_in;
static In *call_in_last;
static Var *call_hidden;	/* the address where an aggregate returns */
static Var *call_save;		/* the register save area */
static Var *call_rest;		/* the arguments after the named ones */
static int call_named_ints;
static int call_named_floats;

/* ---- parts ---------------------------------------------------------------------- */

/* mode of the i-th eightbyte; M_VOID if its bytes are not one access */
static int part_mode(Type *t, int i, int class)
{
	i64 left = t->size - 8 * i;

	if (left >= 8)
		return class == ABI_SSE ? M_F64 : M_I64;
	if (class == ABI_SSE)
		return left == 4 ? M_F32 : M_VOID;
	switch (left) {
	case 1: return M_U8;
	case 2: return M_U16;
	case 4: return M_U32;
	}
	return M_VOID;
}

/* n, safe to be written twice; computed before s if need be */
static Node *call_hold(Stmt *s, Node *n)
{
	Stmt *set;

	if (n->op == N_LOCAL || n->op == N_FRAME || n->op == N_ADDR)
		return n;
	set = stmt_before(s, ST_SET);
	set->mode = M_I64;
	set->var = prep_temp(M_I64);
	set->a = n;
	return node_local(set->var);
}

static Var *call_block(i64 size, u32 align)
{
	Var *v = prep_temp(M_BLK);

	v->size = size;
	v->align = align;
	v->addressed = 1;
	return v;
}

/* The address of the aggregate at n, padded so that 8 bytes can be read. */
static Node *call_pad(Stmt *s, Node *n, Type *t, int parts, u8 *class)
{
	Stmt *copy;
	Var *v;

	if (part_mode(t, parts - 1, class[parts - 1]) != M_VOID)
		return call_hold(s, n);
	v = call_block(16, 8);
	copy = stmt_before(s, ST_COPY);
	copy->a = node_frame(v, 0);
	copy->b = n;
	copy->size = t->size;
	copy->align = t->align;
	return node_frame(v, 0);
}

static int part_load_mode(Type *t, int i, int class)
{
	int mode = part_mode(t, i, class);

	if (mode == M_VOID)
		return class == ABI_SSE ? M_F64 : M_I64;
	return mode;
}

/* stores part v, the i-th eightbyte of the aggregate at address to */
static void part_store(Stmt *after, Node *to, Type *t, int i, int class,
	Var *v)
{
	int mode = part_mode(t, i, class);
	i64 left = t->size - 8 * i;
	i64 at = 0;
	Node *n = node_local(v);
	Stmt *s;

	if (mode != M_VOID) {
		s = stmt_after(after, ST_STORE);
		s->mode = mode;
		s->a = to;
		s->ival = 8 * i;
		s->b = mode_int(mode) ? node_conv(mode, n) : n;
		return;
	}
	while (left > 0) {
		mode = left >= 4 ? M_U32 : left >= 2 ? M_U16 : M_U8;
		s = stmt_after(after, ST_STORE);
		s->mode = mode;
		s->a = to;
		s->ival = 8 * i + at;
		s->b = node_conv(mode, node_binary(N_SHR, M_U64,
			node_conv(M_U64, n), node_const(M_I32, 8 * at)));
		at += mode_bytes[mode];
		left -= mode_bytes[mode];
	}
}

/* ---- a call before registers ------------------------------------------------------ */

static int lower_ints;
static int lower_floats;
static i64 lower_stack;
static Arg *lower_first;
static Arg *lower_last;

static Arg *lower_part(Node *val, int mode, int reg)
{
	Arg *p = mem_fn(sizeof(Arg));

	p->val = val;
	p->mode = mode;
	p->reg = reg;
	if (lower_last)
		lower_last->next = p;
	else
		lower_first = p;
	lower_last = p;
	return p;
}

static Arg *lower_on_stack(Node *val, int mode, i64 size, i64 align)
{
	Arg *p = lower_part(val, mode, -1);

	if (align > 8)
		lower_stack = (lower_stack + 15) & -16;
	p->off = lower_stack;
	lower_stack += (size + 7) & -8;
	return p;
}

static void lower_aggregate(Stmt *s, Arg *arg)
{
	Type *t = arg->type;
	u8 class[2];
	int parts;
	int ints = 0;
	int floats = 0;
	int i;
	Node *at;

	if (t->size == 0)
		return;
	parts = abi_classify(t, class);
	for (i = 0; i < parts; i++) {
		ints += class[i] == ABI_INT;
		floats += class[i] == ABI_SSE;
	}
	if (ints + floats < parts || !parts ||
	    lower_ints + ints > ABI_INTS ||
	    lower_floats + floats > ABI_FLOATS) {
		lower_on_stack(arg->val, M_BLK, t->size, t->align)->type = t;
		return;
	}
	at = call_pad(s, arg->val, t, parts, class);
	for (i = 0; i < parts; i++)
		lower_part(node_load(part_load_mode(t, i, class[i]), at,
			8 * i), part_load_mode(t, i, class[i]),
			class[i] == ABI_SSE ? XMM0 + lower_floats++ :
			call_ints[lower_ints++]);
}

static void lower_scalar(Node *val)
{
	int mode = val->mode;

	if (mode_int(mode) && lower_ints < ABI_INTS)
		lower_part(val, mode, call_ints[lower_ints++]);
	else if (mode_float(mode) && lower_floats < ABI_FLOATS)
		lower_part(val, mode, XMM0 + lower_floats++);
	else
		lower_on_stack(val, mode, mode_bytes[mode],
			mode == M_FLD ? 16 : 8);
}

/* the result, an aggregate in registers, arrives in temporaries */
static void lower_result(Stmt *s, Call *c, u8 *class, int parts)
{
	int ints = 0;
	int floats = 0;
	int i;
	int reg;
	Var *v;
	Node *to = call_hold(s, c->ret_addr);

	for (i = 0; i < parts; i++) {
		if (class[i] == ABI_X87) {
			v = prep_temp(M_FLD);
			reg = RET_X87;
			if (c->result->kind != TY_COMPLEX && i)
				break;
		} else if (class[i] == ABI_SSE) {
			v = prep_temp(part_mode(c->result, i, ABI_SSE) ==
				M_F32 ? M_F32 : M_F64);
			reg = XMM0 + floats++;
		} else {
			v = prep_temp(M_I64);
			reg = ints++ ? RDX : RAX;
		}
		if (i == 0) {
			c->ret = v;
			c->retreg = reg;
		} else {
			c->ret2 = v;
			c->retreg2 = reg;
		}
		if (class[i] == ABI_X87) {
			Stmt *st = stmt_after(s, ST_STORE);

			st->mode = M_FLD;
			st->a = to;
			st->ival = 16 * i;
			st->b = node_local(v);
		} else {
			part_store(s, to, c->result, i, class[i], v);
		}
	}
}

/* complex long double comes back in two x87 registers: as two parts */
static int lower_x87_pair(Type *t, u8 *class)
{
	if (t->kind != TY_COMPLEX || t->base->kind != TY_LDOUBLE)
		return 0;
	class[0] = ABI_X87;
	class[1] = ABI_X87;
	return 2;
}

Stmt *call_lower(Stmt *s)
{
	Call *c = s->u.call;
	Stmt *before = s->prev;
	Arg *arg;
	u8 class[2];
	int parts;
	int mode = type_mode(c->result);

	s->done = 1;
	lower_ints = 0;
	lower_floats = 0;
	lower_stack = 0;
	lower_first = 0;
	lower_last = 0;
	c->retreg = mode == M_FLD ? RET_X87 : mode_float(mode) ? XMM0 : RAX;
	if (mode == M_BLK && c->result->size > 0) {
		parts = lower_x87_pair(c->result, class);
		if (!parts)
			parts = abi_classify(c->result, class);
		if (!parts)
			lower_scalar(c->ret_addr);
		else
			lower_result(s, c, class, parts);
	}
	for (arg = c->args; arg; arg = arg->next) {
		if (arg->type && type_mode(arg->type) == M_BLK)
			lower_aggregate(s, arg);
		else
			lower_scalar(arg->val);
	}
	c->args = lower_first;
	c->stack = (lower_stack + 15) & -16;
	c->nfloats = c->type->variadic || c->type->oldstyle ?
		lower_floats : -1;
	return before ? before->next : func->first;
}

Stmt *call_lower_ret(Stmt *s)
{
	Type *t = func->type->base;
	Stmt *before = s->prev;
	Stmt *copy;
	Node *at;
	u8 class[2];
	int parts;

	s->done = 1;
	if (!s->a || type_mode(t) != M_BLK)
		return s;
	if (t->size == 0) {
		s->a = 0;
		return s;
	}
	parts = lower_x87_pair(t, class);
	if (!parts)
		parts = abi_classify(t, class);
	if (!parts) {
		copy = stmt_before(s, ST_COPY);
		copy->a = node_local(call_hidden);
		copy->b = s->a;
		copy->size = t->size;
		copy->align = t->align;
		s->a = node_local(call_hidden);
	} else if (class[0] == ABI_X87) {
		at = call_hold(s, s->a);
		s->a = node_load(M_FLD, at, 0);
		s->b = t->kind == TY_COMPLEX ? node_load(M_FLD, at, 16) : 0;
	} else {
		at = call_pad(s, s->a, t, parts, class);
		s->a = node_load(part_load_mode(t, 0, class[0]), at, 0);
		if (parts > 1)
			s->b = node_load(part_load_mode(t, 1, class[1]), at,
				8);
	}
	return before ? before->next : func->first;
}

/* ---- what calls want of registers ---------------------------------------------------- */

static u32 call_lost(void)
{
	return ~target_saved & ~(1U << RSP);
}

void call_wants(Stmt *s)
{
	Call *c = s->u.call;
	Arg *p;
	u32 need = 0;

	s->clobber = c->returns_twice ? ~(1U << RSP) : call_lost();
	for (p = c->args; p; p = p->next) {
		if (p->val->op == N_LOCAL && p->reg >= 0) {
			if (!p->val->var->hint)
				p->val->var->hint = p->reg + 1;
		} else if (p->val->nodes > 1) {
			need |= 1 << RAX;
			if (p->val->need > 1)
				need |= 1 << R10 | 1 << R11;
		}
		if (p != c->args)
			need |= 1 << RAX;
		if (p->mode == M_BLK && block_is_big(p->type->size))
			need |= 1 << RSI | 1 << RDI | 1 << RCX;
		if (p->mode == M_BLK)
			need |= 1 << RAX | 1 << R10;
	}
	if (c->fn && c->fn->op != N_LOCAL)
		need |= 1 << R11;
	s->scratch = need;
	if (c->ret && !c->ret->hint && c->retreg < RET_X87)
		c->ret->hint = c->retreg + 1;
	if (c->ret2 && !c->ret2->hint && c->retreg2 < RET_X87)
		c->ret2->hint = c->retreg2 + 1;
}

i64 call_out_size(Func *f)
{
	i64 n = 0;
	Stmt *s;

	for (s = f->first; s; s = s->next)
		if (s->op == ST_CALL && s->u.call->stack > n)
			n = s->u.call->stack;
	return n;
}

/* ---- a call ---------------------------------------------------------------------------- */

static u32 call_regs(Node *n)
{
	u32 m = 0;

	while (n) {
		if (n->op == N_LOCAL && n->var->reg >= 0)
			m |= 1U << n->var->reg;
		if (n->b)
			m |= call_regs(n->b);
		n = n->a;
	}
	return m;
}

static void call_stack_part(Arg *p)
{
	u32 mark = am_avail;
	Opnd to;
	Opnd from;
	Node *n = p->val;

	op_mem(&to, RSP, p->off);
	if (p->mode == M_BLK) {
		if (block_is_big(p->type->size))
			am_avail &= ~(1U << RSI | 1U << RDI | 1U << RCX);
		ev_addr(n, 0, &from);
		block_copy(&to, &from, p->type->size);
	} else if (p->mode == M_FLD) {
		xv(n);
		xv_pop(M_FLD, &to);
	} else if (mode_float(p->mode)) {
		am_save(p->mode, fv(n), &to);
	} else if (n->op == N_CONST && n->ival >= -2147483648L &&
	    n->ival <= 2147483647L) {
		am_im(I_MOV, 8, n->ival, &to);
	} else {
		am_save(M_I64, ev(n), &to);
	}
	am_avail = mark;
}

static Var *call_moved[CALL_PARTS];
static int call_moved_from[CALL_PARTS];
static int call_nmoved;

/* variables in the tree that live in r live in t now, until the call */
static void call_rename(Node *n, int r, int t)
{
	while (n) {
		if (n->op == N_LOCAL && n->var->reg == r &&
		    call_nmoved < CALL_PARTS) {
			call_moved[call_nmoved] = n->var;
			call_moved_from[call_nmoved++] = r;
			n->var->reg = t;
		}
		if (n->b)
			call_rename(n->b, r, t);
		n = n->a;
	}
}

static void call_part(Arg *p)
{
	u32 mark = am_avail;

	if (mode_float(p->mode))
		fv_to(p->val, p->reg);
	else
		ev_to(p->val, p->reg);
	am_avail = mark;
}

/* all parts into their registers, in an order that loses nothing */
static void call_assign(Arg **part, int n)
{
	u32 uses[CALL_PARTS];
	int best;
	int i;
	int j;
	int t;

	while (n > 0) {
		for (i = 0; i < n; i++)
			uses[i] = call_regs(part[i]->val);
		best = -1;
		for (i = 0; i < n; i++) {
			for (j = 0; j < n; j++)
				if (j != i && uses[j] >> part[i]->reg & 1)
					break;
			if (j == n && (best < 0 || part[i]->val->need >
			    part[best]->val->need))
				best = i;
		}
		if (best < 0) {
			/* a cycle: what is in the way moves aside */
			t = am_scratch(part[0]->reg >= XMM0);
			am_move(part[0]->reg >= XMM0 ? M_F64 : M_I64,
				part[0]->reg, t);
			for (i = 1; i < n; i++)
				call_rename(part[i]->val, part[0]->reg, t);
			best = 0;
		}
		call_part(part[best]);
		n--;
		for (i = best; i < n; i++)
			part[i] = part[i + 1];
	}
}

/* where the function's address is at the call, if it needs no part */
static int call_is_direct(Node *fn)
{
	if (fn->op != N_LOCAL)
		return fn->op == N_LOAD && fn->a->op == N_ADDR &&
			!ev_tls(fn->a->sym);
	return fn->var->reg < 0 || target_saved >> fn->var->reg & 1;
}

static void call_place(Var *v, int from)
{
	Opnd o;

	if (from == RET_X87) {
		op_var(&o, v, 0);
		xv_pop(M_FLD, &o);
	} else if (v->reg < 0 && v->used) {
		op_var(&o, v, 0);
		am_save(v->mode, from, &o);
	} else if (v->reg >= 0 && mode_bytes[v->mode] < 4) {
		am_extend(v->mode, from, v->reg);
	}
}

static void call_results(Call *c)
{
	int src[2];
	int dst[2];
	int n = 0;
	Opnd st;

	if (!c->ret) {
		if (c->retreg == RET_X87) {
			op_reg(&st, 0);
			st.kind = OP_ST;
			ins1(I_FSTP_ST, 0, &st);
		}
		return;
	}
	call_place(c->ret, c->retreg);
	if (c->ret2)
		call_place(c->ret2, c->retreg2);
	if (c->ret->reg >= 0 && mode_bytes[c->ret->mode] >= 4) {
		src[n] = c->retreg;
		dst[n++] = c->ret->reg;
	}
	if (c->ret2 && c->ret2->reg >= 0) {
		src[n] = c->retreg2;
		dst[n++] = c->ret2->reg;
	}
	am_moves(n, src, dst);
}

void call_gen(Stmt *s)
{
	Call *c = s->u.call;
	Arg *part[CALL_PARTS];
	Arg target;
	Arg *p;
	Opnd o;
	int n = 0;
	int in_reg = 0;

	call_nmoved = 0;
	for (p = c->args; p; p = p->next)
		if (p->reg >= 0) {
			am_targets |= 1U << p->reg;
			part[n++] = p;
		}
	if (c->fn && !call_is_direct(c->fn)) {
		memset(&target, 0, sizeof(Arg));
		target.val = c->fn;
		target.mode = M_I64;
		target.reg = R11;
		part[n++] = &target;
		am_targets |= 1 << R11;
		in_reg = 1;
	}
	for (p = c->args; p; p = p->next)
		if (p->reg < 0)
			call_stack_part(p);
	am_avail &= ~am_targets;
	call_assign(part, n);
	am_return();
	if (c->nfloats >= 0)
		am_const(c->nfloats, 4, RAX);
	if (c->direct) {
		am_jump(I_CALL, c->direct);
	} else {
		if (in_reg)
			op_reg(&o, R11);
		else if (c->fn->op == N_LOAD)
			ev_addr(c->fn->a, c->fn->ival, &o);
		else if (c->fn->var->reg >= 0)
			op_reg(&o, c->fn->var->reg);
		else
			op_var(&o, c->fn->var, 0);
		o.star = 1;
		ins1(I_CALL, 8, &o);
	}
	while (call_nmoved > 0) {
		call_nmoved--;
		call_moved[call_nmoved]->reg = call_moved_from[call_nmoved];
	}
	call_results(c);
}

/* values of a return to their registers; the epilogue is the caller's */
void call_ret(Stmt *s)
{
	Arg a;
	Arg b;
	Arg *part[2];
	int n = 1;

	if (!s->a)
		return;
	if (s->a->mode == M_FLD) {
		if (s->b)
			xv(s->b);
		xv(s->a);
		return;
	}
	memset(&a, 0, sizeof(Arg));
	memset(&b, 0, sizeof(Arg));
	call_nmoved = 0;
	a.val = s->a;
	a.mode = s->a->mode;
	a.reg = mode_float(a.mode) ? XMM0 : RAX;
	part[0] = &a;
	if (s->b) {
		b.val = s->b;
		b.mode = s->b->mode;
		if (mode_float(b.mode))
			b.reg = mode_float(a.mode) ? XMM0 + 1 : XMM0;
		else
			b.reg = mode_float(a.mode) ? RAX : RDX;
		part[n++] = &b;
	}
	am_targets |= 1U << a.reg | (s->b ? 1U << b.reg : 0);
	am_avail &= ~am_targets;
	call_assign(part, n);
	while (call_nmoved > 0) {
		call_nmoved--;
		call_moved[call_nmoved]->reg = call_moved_from[call_nmoved];
	}
}

/* ---- function entry ----------------------------------------------------------------------- */

static void in_add(Var *v, i64 off, int mode, int reg)
{
	In *in = mem_fn(sizeof(In));

	in->var = v;
	in->off = off;
	in->mode = mode;
	in->reg = reg;
	if (call_in_last)
		call_in_last->next = in;
	else
		call_in = in;
	call_in_last = in;
}

/* v comes on the stack: that is its place, in memory */
static void in_stack(Var *v, i64 size, i64 align)
{
	if (align > 8)
		lower_stack = (lower_stack + 15) & -16;
	v->off = 8 + lower_stack;
	v->first = 1;
	lower_stack += (size + 7) & -8;
}

static void in_aggregate(Var *v)
{
	u8 class[2];
	int parts;
	int ints = 0;
	int floats = 0;
	int i;

	if (v->size == 0)
		return;
	parts = abi_classify(v->type, class);
	for (i = 0; i < parts; i++) {
		ints += class[i] == ABI_INT;
		floats += class[i] == ABI_SSE;
	}
	if (ints + floats < parts || !parts ||
	    lower_ints + ints > ABI_INTS ||
	    lower_floats + floats > ABI_FLOATS) {
		in_stack(v, v->size, v->type->align);
		return;
	}
	/* whole eightbytes are stored */
	v->size = (v->size + 7) & -8;
	if (v->align < 8)
		v->align = 8;
	for (i = 0; i < parts; i++)
		in_add(v, 8 * i, class[i] == ABI_SSE ? M_F64 : M_I64,
			class[i] == ABI_SSE ? XMM0 + lower_floats++ :
			call_ints[lower_ints++]);
}

static void in_param(Var *v)
{
	if (v->mode == M_BLK)
		in_aggregate(v);
	else if (mode_int(v->mode) && lower_ints < ABI_INTS)
		in_add(v, 0, v->mode, call_ints[lower_ints++]);
	else if (mode_float(v->mode) && lower_floats < ABI_FLOATS)
		in_add(v, 0, v->mode, XMM0 + lower_floats++);
	else {
		in_stack(v, mode_bytes[v->mode], v->mode == M_FLD ? 16 : 8);
		in_add(v, 0, v->mode, -1);
	}
}

void call_begin(Func *f)
{
	Type *t = f->type->base;
	u8 class[2];
	Var *v;
	int i;

	call_in = 0;
	call_in_last = 0;
	call_hidden = 0;
	call_save = 0;
	lower_ints = 0;
	lower_floats = 0;
	lower_stack = 0;
	if (type_mode(t) == M_BLK && t->size > 0 &&
	    !lower_x87_pair(t, class) && !abi_classify(t, class)) {
		call_hidden = prep_temp(M_I64);
		in_param(call_hidden);
	}
	for (v = f->params, i = 0; i < f->nparams; v = v->next, i++)
		in_param(v);
	if (!f->type->variadic)
		return;
	call_named_ints = lower_ints;
	call_named_floats = lower_floats;
	call_save = call_block(ABI_SAVE, 16);
	call_save->used = 1;
	call_rest = call_block(0, 8);
	call_rest->first = 1;
	call_rest->off = 8 + lower_stack;
}

void target_params(Func *f)
{
	In *in;

	for (in = call_in; in; in = in->next)
		if (in->reg >= 0 && f && in->var->mode != M_BLK)
			in->var->hint = in->reg + 1;
}

static void enter_save_area(void)
{
	ObjSym *skip = obj_label();
	Opnd o;
	int i;

	for (i = call_named_ints; i < ABI_INTS; i++) {
		op_var(&o, call_save, 8 * i);
		am_rm(I_MOV, 8, call_ints[i], &o);
	}
	if (call_named_floats == ABI_FLOATS)
		return;
	am_rr(I_TEST, 1, RAX, RAX);
	am_jump(I_JCC + CC_E, skip);
	for (i = call_named_floats; i < ABI_FLOATS; i++) {
		op_var(&o, call_save, 48 + 16 * i);
		am_rm(I_MOVAPS, 0, XMM0 + i, &o);
	}
	obj_place(skip);
}

/* is the value that the caller gave ever read? */
static int in_wanted(In *in)
{
	Var *v = in->var;

	if (v->mode == M_BLK || v->reg < 0)
		return v->used;
	return v->segs && v->segs->from <= AT_DEF;
}

void call_enter(Func *f)
{
	int src[CALL_PARTS];
	int dst[CALL_PARTS];
	int n = 0;
	In *in;
	Opnd o;

	if (f->type->variadic)
		enter_save_area();
	for (in = call_in; in; in = in->next) {
		if (in->reg < 0 || !in_wanted(in))
			continue;
		if (in->var->reg < 0) {
			op_var(&o, in->var, in->off);
			am_save(in->mode, in->reg, &o);
		} else {
			src[n] = in->reg;
			dst[n++] = in->var->reg;
		}
	}
	am_moves(n, src, dst);
	for (in = call_in; in; in = in->next) {
		if (in->var->reg < 0 || !in_wanted(in))
			continue;
		if (in->reg < 0) {
			op_var(&o, in->var, 0);
			am_load(in->mode, &o, in->var->reg);
		} else if (mode_bytes[in->mode] < 4) {
			am_extend(in->mode, in->var->reg, in->var->reg);
		}
		ev_widen(in->var);
	}
}

/* ---- va_start ---------------------------------------------------------------------------------- */

static Stmt *va_store(Stmt *s, Node *ap, i64 off, Node *val)
{
	Stmt *st = stmt_before(s, ST_STORE);

	st->mode = val->mode;
	st->a = ap;
	st->ival = off;
	st->b = val;
	return st;
}

/* ST_VASTART becomes the stores that it stands for */
Stmt *call_lower_va(Stmt *s)
{
	Stmt *before = s->prev;
	Node *ap = call_hold(s, s->a);

	if (!call_save)
		fatal_at(s->pos, "va_start in a function without `...'", 0,
			0);
	va_store(s, ap, 0, node_const(M_U32, 8 * call_named_ints));
	va_store(s, ap, 4, node_const(M_U32, 48 + 16 * call_named_floats));
	va_store(s, ap, 8, node_frame(call_rest, 0));
	va_store(s, ap, 16, node_frame(call_save, 0));
	stmt_remove(s);
	return before ? before->next : func->first;
}
