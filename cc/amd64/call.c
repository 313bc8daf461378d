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

/* ---- the places of arguments --------------------------------------- */

static int place_ints;		/* registers given so far */
static int place_floats;
static i64 place_stack;		/* bytes on the stack so far */
static int place_parts;		/* the argument at hand: 0 is on the stack, */
static i64 place_off;		/* there */
static int place_regs[2];
static int place_modes[2];

static void place_begin(void)
{
	place_ints = 0;
	place_floats = 0;
	place_stack = 0;
}

/* mode of the i-th eightbyte; whole where its bytes are not one access */
static int place_mode(Type *t, int i, int class)
{
	i64 left = t->size - 8 * i;

	if (class == ABI_X87)
		return M_FLD;
	if (class == ABI_SSE)
		return left == 4 ? M_F32 : M_F64;
	return left == 1 ? M_U8 : left == 2 ? M_U16 : left == 4 ? M_U32 :
		M_I64;
}

/* Gives the next argument, of the mode or else of type t, its place. */
static void place_next(Type *t, int mode)
{
	i64 size = mode == M_BLK ? t->size : mode_bytes[mode];
	int ints = 0;
	int floats = 0;
	int i;
	u8 class[2];

	place_parts = mode != M_FLD;
	class[0] = mode_float(mode) ? ABI_SSE : ABI_INT;
	if (mode == M_BLK)
		place_parts = abi_classify(t, class);
	for (i = 0; i < place_parts; i++) {
		ints += class[i] == ABI_INT;
		floats += class[i] == ABI_SSE;
	}
	if (ints + floats < place_parts || place_ints + ints > ABI_INTS ||
	    place_floats + floats > ABI_FLOATS)
		place_parts = 0;
	for (i = 0; i < place_parts; i++) {
		place_modes[i] = mode == M_BLK ? place_mode(t, i, class[i]) :
			mode;
		place_regs[i] = class[i] == ABI_SSE ? XMM0 + place_floats++ :
			call_ints[place_ints++];
	}
	if (place_parts)
		return;
	if (mode == M_FLD || (mode == M_BLK && t->align > 8))
		place_stack = (place_stack + 15) & -16;
	place_off = place_stack;
	place_stack += (size + 7) & -8;
}

/* ---- statements around calls --------------------------------------- */

/* n, safe to be written twice; computed before s if need be */
static Node *call_hold(Stmt *s, Node *n)
{
	Var *v;

	if (n->op == N_LOCAL || n->op == N_FRAME || n->op == N_ADDR)
		return n;
	v = prep_temp(M_I64);
	stmt_as_set(stmt_before(s, ST_SET), v, n);
	return node_local(v);
}

static Var *call_block(i64 size, u32 align)
{
	Var *v = prep_temp(M_BLK);

	v->size = size;
	v->align = align;
	v->addressed = 1;
	return v;
}

/* does t end in bytes that are not one access? */
static int call_is_odd(Type *t)
{
	i64 left = t->size & 7;

	return left == 3 || left > 4;
}

/* The address of the aggregate at n, so that whole parts can be read. */
static Node *call_pad(Stmt *s, Node *n, Type *t)
{
	Node *at;

	if (!call_is_odd(t))
		return call_hold(s, n);
	at = node_frame(call_block(16, 8), 0);
	stmt_as_copy(stmt_before(s, ST_COPY), at, n, t);
	return at;
}

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

static void lower_arg(Stmt *s, Node *val, Type *t, int mode)
{
	Arg *p;
	Node *at;
	int i;

	if (mode == M_BLK && t->size == 0)
		return;
	place_next(t, mode);
	if (!place_parts) {
		p = lower_part(val, mode, -1);
		p->off = place_off;
		p->type = t;
	} else if (mode != M_BLK) {
		lower_part(val, mode, place_regs[0]);
	} else {
		at = call_pad(s, val, t);
		for (i = 0; i < place_parts; i++)
			lower_part(node_load(place_modes[i], at, 8 * i),
				place_modes[i], place_regs[i]);
	}
}

/* As abi_classify, for results: complex long double is two parts here. */
static int lower_classify(Type *t, u8 *class)
{
	int parts = abi_classify(t, class);

	if (t->kind != TY_COMPLEX || t->base->kind != TY_LDOUBLE)
		return parts && class[0] == ABI_X87 ? 1 : parts;
	class[0] = ABI_X87;
	class[1] = ABI_X87;
	return 2;
}

/* the result, an aggregate in registers, arrives in temporaries */
static void lower_result(Stmt *s, Call *c, u8 *class, int parts)
{
	Type *t = c->result;
	Node *to = call_hold(s, c->ret_addr);
	Var *v[2];
	int reg[2];
	int ints = 0;
	int floats = 0;
	int i;

	if (call_is_odd(t)) {
		Node *at = node_frame(call_block(16, 8), 0);

		stmt_as_copy(stmt_after(s, ST_COPY), to, at, t);
		to = at;
	}
	for (i = 0; i < parts; i++) {
		int mode = place_mode(t, i, class[i]);

		v[i] = prep_temp(mode_int(mode) ? M_I64 : mode);
		reg[i] = mode == M_FLD ? RET_X87 : mode_float(mode) ?
			XMM0 + floats++ : ints++ ? RDX : RAX;
		stmt_as_store(stmt_after(s, ST_STORE), mode, to,
			(mode == M_FLD ? 16 : 8) * i, mode_int(mode) ?
			node_conv(mode, node_local(v[i])) :
			node_local(v[i]));
	}
	c->ret = v[0];
	c->retreg = reg[0];
	c->ret2 = parts > 1 ? v[1] : 0;
	c->retreg2 = parts > 1 ? reg[1] : 0;
}

void call_lower(Stmt *s)
{
	Call *c = s->u.call;
	Arg *arg;
	u8 class[2];
	int parts;
	int mode = type_mode(c->result);

	place_begin();
	lower_first = 0;
	lower_last = 0;
	c->retreg = mode == M_FLD ? RET_X87 : mode_float(mode) ? XMM0 : RAX;
	if (mode == M_BLK && c->result->size > 0) {
		parts = lower_classify(c->result, class);
		if (!parts)
			lower_arg(s, c->ret_addr, 0, M_I64);
		else
			lower_result(s, c, class, parts);
	}
	for (arg = c->args; arg; arg = arg->next)
		lower_arg(s, arg->val, arg->type, arg->type &&
			type_mode(arg->type) == M_BLK ? M_BLK :
			arg->val->mode);
	c->args = lower_first;
	place_stack = (place_stack + 15) & -16;
	if (place_stack > am_out_size)
		am_out_size = place_stack;
	am_calls = 1;
	c->nfloats = c->type->variadic || c->type->oldstyle ?
		place_floats : -1;
}

void call_lower_ret(Stmt *s)
{
	Type *t = func->type->base;
	Node *at = s->a;
	u8 class[2];
	int parts;
	int mode;

	if (!at || type_mode(t) != M_BLK)
		return;
	s->a = 0;
	if (t->size == 0)
		return;
	parts = lower_classify(t, class);
	if (!parts) {
		s->a = node_local(call_hidden);
		stmt_as_copy(stmt_before(s, ST_COPY), s->a, at, t);
		return;
	}
	at = call_pad(s, at, t);
	mode = place_mode(t, 0, class[0]);
	s->a = node_load(mode, at, 0);
	if (parts > 1)
		s->b = node_load(place_mode(t, 1, class[1]), at,
			mode == M_FLD ? 16 : 8);
}

/* ---- what calls want of registers ---------------------------------- */

void call_wants(Stmt *s)
{
	Call *c = s->u.call;
	Arg *p;
	u32 need = 0;

	s->clobber = (c->returns_twice ? 0xffffffff : ~target_saved) &
		~(1U << RSP);
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

/* ---- a call -------------------------------------------------------- */

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
static int call_from;
static int call_to;
static int call_nmoved;

/* a variable that lives in call_from lives in call_to now, until the call */
static void call_move(Var *v)
{
	if (v->reg != call_from || call_nmoved == CALL_PARTS)
		return;
	call_moved[call_nmoved++] = v;
	v->last = v->reg;
	v->reg = call_to;
}

static void call_unmove(void)
{
	Var *v;

	while (call_nmoved > 0) {
		v = call_moved[--call_nmoved];
		v->reg = v->last;
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

	while (n > 0) {
		for (i = 0; i < n; i++)
			uses[i] = am_regs(part[i]->val);
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
			call_from = part[0]->reg;
			call_to = am_scratch(call_from >= XMM0);
			am_move(call_from >= XMM0 ? M_F64 : M_I64, call_from,
				call_to);
			for (i = 1; i < n; i++)
				tree_vars(part[i]->val, call_move);
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
	call_unmove();
	call_results(c);
}

/* values of a return to their registers; the epilogue is the caller's */
void call_ret(Stmt *s)
{
	Arg a[2];
	Arg *part[2];
	int n = 0;
	int ints = 0;
	int floats = 0;
	int i;

	if (s->a && s->a->mode == M_FLD) {
		if (s->b)
			xv(s->b);
		xv(s->a);
		return;
	}
	memset(a, 0, sizeof(a));
	a[0].val = s->a;
	a[1].val = s->b;
	for (i = 0; i < 2 && a[i].val; i++) {
		a[i].mode = a[i].val->mode;
		a[i].reg = mode_float(a[i].mode) ? XMM0 + floats++ :
			ints++ ? RDX : RAX;
		am_targets |= 1U << a[i].reg;
		part[n++] = &a[i];
	}
	am_avail &= ~am_targets;
	call_nmoved = 0;
	call_assign(part, n);
	call_unmove();
}

/* ---- function entry ------------------------------------------------ */

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

static void in_param(Var *v)
{
	int i;

	if (v->size == 0)
		return;
	place_next(v->type, v->mode);
	if (!place_parts) {
		/* the caller's stack is its place, in memory */
		v->off = 8 + place_off;
		v->first = 1;
		if (v->mode != M_BLK)
			in_add(v, 0, v->mode, -1);
	} else if (v->mode != M_BLK) {
		in_add(v, 0, v->mode, place_regs[0]);
	} else {
		/* whole eightbytes are stored */
		v->size = 8 * place_parts;
		if (v->align < 8)
			v->align = 8;
		for (i = 0; i < place_parts; i++)
			in_add(v, 8 * i, place_regs[i] >= XMM0 ? M_F64 :
				M_I64, place_regs[i]);
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
	place_begin();
	if (type_mode(t) == M_BLK && t->size > 0 &&
	    !lower_classify(t, class)) {
		call_hidden = prep_temp(M_I64);
		in_param(call_hidden);
	}
	for (v = f->params, i = 0; i < f->nparams; v = v->next, i++)
		in_param(v);
	if (!f->type->variadic)
		return;
	call_named_ints = place_ints;
	call_named_floats = place_floats;
	call_save = call_block(ABI_SAVE, 16);
	call_save->used = 1;
	call_rest = call_block(0, 8);
	call_rest->first = 1;
	call_rest->off = 8 + place_stack;
}

void target_params(void)
{
	In *in;

	for (in = call_in; in; in = in->next)
		if (in->reg >= 0 && in->var->mode != M_BLK)
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

/* ---- va_start ------------------------------------------------------ */

static void va_store(Stmt *s, Node *ap, i64 off, Node *val)
{
	stmt_as_store(stmt_before(s, ST_STORE), val->mode, ap, off, val);
}

/* ST_VASTART becomes the stores that it stands for */
void call_lower_va(Stmt *s)
{
	Node *ap = call_hold(s, s->a);

	if (!call_save)
		fatal_at(s->pos, "va_start in a function without `...'", 0,
			0);
	va_store(s, ap, 0, node_const(M_U32, 8 * call_named_ints));
	va_store(s, ap, 4, node_const(M_U32, 48 + 16 * call_named_floats));
	va_store(s, ap, 8, node_frame(call_rest, 0));
	va_store(s, ap, 16, node_frame(call_save, 0));
	stmt_remove(s);
}
