/*
 * sse.c: float and double in vector registers, long double on the x87 stack,
 * and the conversions between these and integers.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "back.h"

/* ---- constants in memory ------------------------------------------- */

typedef struct Pool Pool;
struct Pool {
	Pool *next;
	u64 lo;
	u64 hi;
	int size;
	ObjSym *sym;
};

enum {
	POOL_HASH = 64
};

void fv_pool(Opnd *o, u64 lo, u64 hi, int size)
{
	int h = (lo ^ lo >> 17 ^ lo >> 32 ^ lo >> 52 ^ hi ^ size) %
		POOL_HASH;
	Section *s = sec_rodata;
	Pool **pools;
	Pool *p;

	if (!s->pool)
		s->pool = mem_new(POOL_HASH * sizeof(Pool *));
	pools = s->pool;
	for (p = pools[h]; p; p = p->next)
		if (p->lo == lo && p->hi == hi && p->size == size)
			break;
	if (!p) {
		p = mem_new(sizeof(Pool));
		p->lo = lo;
		p->hi = hi;
		p->size = size;
		p->next = pools[h];
		pools[h] = p;
		p->sym = obj_label();
		sec_align(s, size);
		obj_define(p->sym, s, sec_here(s), size, STT_OBJECT);
		buf_le(&s->data, lo, size < 8 ? size : 8);
		if (size > 8)
			buf_le(&s->data, hi, 8);
	}
	op_sym(o, p->sym);
}

/* ---- vector registers ---------------------------------------------- */

static void fv_place(Node *n, Opnd *o)
{
	if (n->op == N_LOCAL)
		op_var(o, n->var, 0);
	else if (n->op == N_LOAD)
		ev_addr(n->a, n->ival, o);
	else
		fv_pool(o, n->ival, 0, mode_bytes[n->mode]);
}

static int fv_in_memory(const Node *n)
{
	return n->op == N_LOAD || (n->op == N_FCONST && n->ival) ||
		(n->op == N_LOCAL && n->var->reg < 0);
}

int fv(Node *n)
{
	int r;

	if (n->op == N_LOCAL && n->var->reg >= 0)
		return n->var->reg;
	r = am_scratch(1);
	fv_to(n, r);
	return r;
}

static void fv_operand(Node *n, Opnd *o)
{
	if (fv_in_memory(n))
		fv_place(n, o);
	else
		op_reg(o, fv(n));
}

static void fv_from_int(Node *n, int dst)
{
	Node *a = n->a;
	int w = mode_bytes[a->mode] == 8 || a->mode == M_U32 ? 8 : 4;
	u32 mark = am_avail;
	Opnd o;
	int r;

	if (a->mode == M_U32) {
		r = am_scratch(0);
		ev_to(a, r);
		am_rr(I_MOV, 4, r, r);
		op_reg(&o, r);
	} else if (mode_bytes[a->mode] >= 4) {
		ev_operand(a, w, &o);
		if (o.kind == OP_IMM)
			op_reg(&o, ev(a));
	} else {
		op_reg(&o, ev(a));
	}
	am_rr(I_XORPS, 0, dst, dst);
	am_mr(n->mode == M_F64 ? I_CVTSI2SD : I_CVTSI2SS, w, &o, dst);
	am_avail = mark;
}

static void fv_conv(Node *n, int dst)
{
	Node *a = n->a;
	u32 mark = am_avail;
	Opnd o;

	ev_lend(n, dst);
	if (mode_int(a->mode)) {
		fv_from_int(n, dst);
	} else if (a->mode == M_FLD) {
		xv(a);
		op_mem(&o, RSP, RED_ZONE);
		xv_pop(n->mode, &o);
		am_load(n->mode, &o, dst);
	} else if (a->mode == n->mode) {
		fv_to(a, dst);
	} else {
		fv_operand(a, &o);
		if (o.kind == OP_MEM)
			am_rr(I_XORPS, 0, dst, dst);
		am_mr(n->mode == M_F64 ? I_CVTSS2SD : I_CVTSD2SS, 0, &o, dst);
	}
	am_avail = mark;
}

/* sign bits changed by a mask in memory */
static void fv_sign(Node *n, int dst)
{
	u64 mask = n->mode == M_F64 ? 0x8000000000000000UL : 0x80000000UL;
	Opnd o;

	if (n->op == N_FABS)
		mask = n->mode == M_F64 ? ~mask : 0x7fffffff;
	fv_to(n->a, dst);
	fv_pool(&o, mask, n->op == N_FABS ? 0xffffffffffffffffUL : 0, 16);
	am_mr(n->op == N_FABS ? I_ANDPS : I_XORPS, 0, &o, dst);
}

static const u16 fv_opcodes[] = {
	I_ADDSS, I_SUBSS, I_MULSS, I_DIVSS, I_ADDSD, I_SUBSD, I_MULSD, I_DIVSD
};

static void fv_binary(Node *n, int dst)
{
	Node *a = n->a;
	Node *b = n->b;
	int d = dst;
	u32 mark = am_avail;
	Opnd o;

	if ((n->op == N_ADD || n->op == N_MUL) && ev_uses(b, dst) &&
	    !ev_uses(a, dst)) {
		a = n->b;
		b = n->a;
	}
	if (ev_uses(b, dst) && !(a->op == N_LOCAL && a->var->reg == dst))
		d = am_scratch(1);
	if (b->need > a->need) {
		fv_operand(b, &o);
		fv_to(a, d);
	} else {
		fv_to(a, d);
		fv_operand(b, &o);
	}
	am_mr(fv_opcodes[n->op - N_ADD + (n->mode == M_F64) * 4], 0, &o, d);
	am_avail = mark;
	am_move(n->mode, d, dst);
}

void fv_to(Node *n, int dst)
{
	u32 mark = am_avail;
	Opnd o;

	switch (n->op) {
	case N_FCONST:
		if (n->ival == 0) {
			am_rr(I_XORPS, 0, dst, dst);
			return;
		}
		break;
	case N_LOCAL:
		if (n->var->reg >= 0) {
			am_move(n->mode, n->var->reg, dst);
			return;
		}
		break;
	case N_LOAD:
		break;
	case N_CONV:
		fv_conv(n, dst);
		return;
	case N_NEG:
	case N_FABS:
		fv_sign(n, dst);
		return;
	case N_SQRT:
		fv_operand(n->a, &o);
		am_mr(n->mode == M_F64 ? I_SQRTSD : I_SQRTSS, 0, &o, dst);
		am_avail = mark;
		return;
	default:
		fv_binary(n, dst);
		return;
	}
	fv_place(n, &o);
	am_load(n->mode, &o, dst);
	am_avail = mark;
}

/* "Above" is the one order that is false of what is unordered. */
static const u8 fv_codes[] = {
	CC_E | CC_PARITY, CC_NE | CC_PARITY, CC_A, CC_AE, CC_A, CC_AE
};

int fv_cond(Node *n)
{
	Node *a = n->a;
	Node *b = n->b;
	int r;
	Opnd o;

	if (n->op == N_LT || n->op == N_LE) {
		a = n->b;
		b = n->a;
	}
	if (b->need > a->need) {
		fv_operand(b, &o);
		r = fv(a);
	} else {
		r = fv(a);
		fv_operand(b, &o);
	}
	am_mr(a->mode == M_F64 ? I_UCOMISD : I_UCOMISS, 0, &o, r);
	return fv_codes[n->op - N_EQ];
}

/* U64 is target_simplify's; U32 is the low half of a 64-bit result */
void fv_to_int(Node *n, int dst)
{
	int w = mode_bytes[n->mode] == 8 || n->mode == M_U32 ? 8 : 4;
	u32 mark = am_avail;
	Opnd o;

	fv_operand(n->a, &o);
	am_mr(n->a->mode == M_F64 ? I_CVTTSD2SI : I_CVTTSS2SI, w, &o,
		dst);
	if (mode_bytes[n->mode] < 4)
		am_extend(n->mode, dst, dst);
	am_avail = mark;
}

/* ---- the x87 stack ------------------------------------------------- */

/* by mode: what pushes it from memory, what pops it to memory */
static const u16 xv_pushes[] = {
	0, 0, 0, I_FILDS, 0, I_FILDL, 0, I_FILDLL, 0, I_FLDS, I_FLDL, I_FLDT
};
static const u16 xv_pops[] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, I_FSTPS, I_FSTPL, I_FSTPT
};

static void xv_push(int mode, const Opnd *m)
{
	ins1(xv_pushes[mode], 0, m);
}

void xv_pop(int mode, const Opnd *m)
{
	ins1(xv_pops[mode], 0, m);
}

/* an unsigned 64-bit number: what fild takes for negative is 2^64 short */
static void xv_from_u64(Node *a)
{
	u32 mark = am_avail;
	int r = am_scratch(0);
	Opnd o;

	ev_to(a, r);
	op_mem(&o, RSP, RED_ZONE);
	am_save(M_I64, r, &o);
	xv_push(M_I64, &o);
	am_ir(I_SHR, 8, 63, r);
	fv_pool(&o, 0x5f80000000000000UL, 0, 8);
	o.base = 0xff;
	o.index = r;
	o.scale = 4;
	xv_push(M_F32, &o);
	ins0(I_FADDP);
	am_avail = mark;
}

static void xv_conv(Node *n)
{
	Node *a = n->a;
	int mode = a->mode;
	u32 mark = am_avail;
	Opnd o;
	int r;

	if (mode == M_FLD) {
		xv(a);
		return;
	}
	if (mode == M_U64) {
		xv_from_u64(a);
		return;
	}
	if (mode_float(mode)) {
		if (fv_in_memory(a)) {
			fv_place(a, &o);
		} else {
			op_mem(&o, RSP, RED_ZONE);
			am_save(mode, fv(a), &o);
		}
	} else if (fv_in_memory(a) && xv_pushes[mode]) {
		fv_place(a, &o);
	} else {
		r = am_scratch(0);
		ev_to(a, r);
		if (mode == M_U32)
			am_rr(I_MOV, 4, r, r);
		mode = mode_bytes[mode] == 8 || mode == M_U32 ? M_I64 : M_I32;
		op_mem(&o, RSP, RED_ZONE);
		am_save(mode, r, &o);
	}
	xv_push(mode, &o);
	am_avail = mark;
}

/* from N_NEG on */
static const u16 xv_ops[] = {
	I_FCHS, 0, 0, 0, 0, 0, 0, I_FABS, I_FSQRT, I_FADDP, I_FSUBRP, I_FMULP,
	I_FDIVRP
};

void xv(Node *n)
{
	u32 mark = am_avail;
	Opnd o;

	switch (n->op) {
	case N_FCONST:
		if (n->fexp == 0 && n->ival == 0) {
			ins0(I_FLDZ);
			return;
		}
		fv_pool(&o, n->ival, n->fexp, 16);
		xv_push(M_FLD, &o);
		return;
	case N_LOCAL:
		op_var(&o, n->var, 0);
		xv_push(n->mode, &o);
		return;
	case N_LOAD:
		ev_addr(n->a, n->ival, &o);
		xv_push(n->mode, &o);
		am_avail = mark;
		return;
	case N_CONV:
		xv_conv(n);
		return;
	}
	xv(n->a);
	if (n->b)
		xv(n->b);
	if (!xv_ops[n->op - N_NEG])
		bug("xv");
	ins0(xv_ops[n->op - N_NEG]);
}

void xv_float(Node *n)
{
	Node conv;

	memset(&conv, 0, sizeof(Node));
	conv.op = N_CONV;
	conv.mode = M_FLD;
	conv.a = n;
	xv(n->mode == M_FLD ? n : &conv);
}

int xv_cond(Node *n)
{
	Opnd o;
	int swap = n->op == N_LT || n->op == N_LE;

	xv(swap ? n->a : n->b);
	xv(swap ? n->b : n->a);
	op_reg(&o, 1);
	o.kind = OP_ST;
	ins1(I_FUCOMIP, 0, &o);
	o.reg = 0;
	ins1(I_FSTP_ST, 0, &o);
	return fv_codes[n->op - N_EQ];
}

void xv_to_int(Node *n, int dst)
{
	Opnd o;

	xv(n->a);
	op_mem(&o, RSP, RED_ZONE);
	ins1(I_FISTTPLL, 0, &o);
	am_load(n->mode, &o, dst);
}
