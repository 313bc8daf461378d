/*
 * stmt.c: statements to amd64 instructions, function frames, and what the
 * common part asks about the processor.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "back.h"

enum {
	EPILOGUE_SHORT = 3	/* registers to pop: repeated at each return */
};

const char target_macros[] =
	"__x86_64 1\n__x86_64__ 1\n__amd64 1\n__amd64__ 1\n__k8 1\n"
	"__k8__ 1\n__SSE__ 1\n__SSE2__ 1\n__SSE_MATH__ 1\n"
	"__SSE2_MATH__ 1\n__MMX__ 1\n__FXSR__ 1\n__code_model_small__ 1\n"
	"__SEG_FS 1\n__SEG_GS 1\n";
const char target_triple[] = "x86_64-linux-musl";

static int am_framed;		/* rbp is the frame pointer */
static i64 am_align;		/* the frame is aligned to; 16 is usual */
static i64 am_size;		/* from the pushed registers to rsp */
static u8 am_pushed[8];
static int am_npushed;
static ObjSym *am_exit;		/* the shared epilogue */

/* ---- trees that the processor cannot do ---------------------------- */

static Node *lower_fconst(int mode, u64 bits, int fexp)
{
	Node *n = mem_fn(sizeof(Node));

	n->op = N_FCONST;
	n->mode = mode;
	n->ival = bits;
	n->fexp = fexp;
	return n;
}

/* unsigned 64 bits to double: two exact halves and one rounding */
static Node *lower_from_u64(Node *n)
{
	Node *x = n->a;
	Node *hi;
	Node *lo;

	if (n->mode == M_F32) {
		n = node_unary(N_CONV, M_FLD, x);
		return node_unary(N_CONV, M_F32, n);
	}
	x = prep_leaf(x);
	hi = node_binary(N_SHR, M_U64, x, node_const(M_I32, 32));
	lo = node_binary(N_AND, M_U64, x, node_const(M_U64, 0xffffffff));
	hi = node_unary(N_CONV, M_F64, node_conv(M_I64, hi));
	lo = node_unary(N_CONV, M_F64, node_conv(M_I64, lo));
	hi = node_binary(N_MUL, M_F64, hi,
		lower_fconst(M_F64, 0x41f0000000000000, 0));
	return node_binary(N_ADD, M_F64, hi, lo);
}

/*
 * To unsigned 64 bits: of x and of x - 2^63 one converts as a signed number;
 * what is out of range converts to the sign bit alone.
 */
static Node *lower_to_u64(Node *n)
{
	Node *x = n->a;
	Node *big;
	Node *a;
	Node *b;

	x = prep_leaf(x);
	if (x->mode == M_FLD)
		big = lower_fconst(M_FLD, 0x8000000000000000, 16383 + 63);
	else if (x->mode == M_F64)
		big = lower_fconst(M_F64, 0x43e0000000000000, 0);
	else
		big = lower_fconst(M_F32, 0x5f000000, 0);
	a = prep_leaf(node_unary(N_CONV, M_I64, x));
	b = node_unary(N_CONV, M_I64, node_binary(N_SUB, x->mode, x, big));
	b = node_binary(N_AND, M_I64, b, node_binary(N_SHR, M_I64, a,
		node_const(M_I32, 63)));
	return node_conv(M_U64, node_binary(N_OR, M_I64, a, b));
}

static Node *lower_mask(int mode, u64 m)
{
	return node_const(mode, mode_bytes[mode] == 4 ? m & 0xffffffff : m);
}

/* bits are counted in pairs, then in fours, then in bytes */
static Node *lower_popcount(Node *n)
{
	int m = n->mode;
	Node *x = prep_leaf(n->a);
	Node *t;

	t = node_binary(N_AND, m, node_binary(N_SHR, m, x,
		node_const(M_I32, 1)), lower_mask(m, 0x5555555555555555));
	x = prep_leaf(node_binary(N_SUB, m, x, t));
	t = node_binary(N_AND, m, node_binary(N_SHR, m, x,
		node_const(M_I32, 2)), lower_mask(m, 0x3333333333333333));
	x = node_binary(N_AND, m, x, lower_mask(m, 0x3333333333333333));
	x = prep_leaf(node_binary(N_ADD, m, x, t));
	x = node_binary(N_ADD, m, x, node_binary(N_SHR, m, x,
		node_const(M_I32, 4)));
	x = node_binary(N_AND, m, x, lower_mask(m, 0x0f0f0f0f0f0f0f0f));
	x = node_binary(N_MUL, m, x, lower_mask(m, 0x0101010101010101));
	return node_binary(N_SHR, m, x, node_const(M_I32,
		mode_bytes[m] * 8 - 8));
}

Node *target_simplify(Node *n)
{
	if (n->op == N_POPCOUNT)
		return lower_popcount(n);
	if (n->op != N_CONV)
		return n;
	if (mode_float(n->mode) && n->a->mode == M_U64)
		return lower_from_u64(n);
	if (n->mode == M_U64 && (mode_float(n->a->mode) ||
	    n->a->mode == M_FLD))
		return lower_to_u64(n);
	return n;
}

void target_lower(Stmt *s)
{
	switch (s->op) {
	case ST_CALL:
		call_lower(s);
		break;
	case ST_RET:
		call_lower_ret(s);
		break;
	case ST_VASTART:
		call_lower_va(s);
		break;
	case ST_ASM:
		am_calls = 1;
		asm_lower(s);
		break;
	}
}

/* ---- what statements want ------------------------------------------ */

static u32 want_regs(int n)
{
	u32 m = 0;

	if (n > 0)
		m |= 1 << RAX;
	if (n > 1)
		m |= 1 << RCX;
	if (n > 2)
		m |= 1 << RDX;
	if (n > 3)
		m |= 1 << RSI;
	return m;
}

static int want_value(Node *n)
{
	return n->op == N_LOCAL || n->op == N_CONST ? 0 : n->need;
}

static void want_mates(Var *a, Var *b)
{
	if (!a->mate)
		a->mate = b;
	if (!b->mate)
		b->mate = a;
}

/* the registers of var = n */
static void want_set(Stmt *s)
{
	Node *n = s->a;
	Node *a = n;
	int need;

	if (target_alone(n)) {
		if (n->op == N_SHL || n->op == N_SHR) {
			s->scratch = want_regs(2);
		} else {
			s->scratch = want_regs(3);
			if (!s->var->hint)
				s->var->hint = n->op == N_DIV ? RAX + 1 :
					RDX + 1;
		}
		return;
	}
	while (a->a && a->op != N_LOAD && mode_int(a->mode))
		a = a->a;
	if (a->op == N_LOCAL && mode_int(a->mode) == mode_int(s->var->mode))
		want_mates(s->var, a->var);
	if (n->op == N_LOCAL || n->op == N_CONST)
		return;
	if (n->op == N_LOAD)
		need = ev_addr_need(n->a);
	else if (mode_int(s->var->mode) && n->need < 3)
		need = n->need - 1;
	else
		need = n->need;
	s->scratch = want_regs(need);
}

void target_wants(Stmt *s)
{
	int n;

	s->scratch = 0;
	s->clobber = 0;
	ev_count_wide(s);
	switch (s->op) {
	case ST_SET:
		want_set(s);
		break;
	case ST_STORE:
		n = ev_addr_need(s->a) + (want_value(s->b) > 0);
		if (n < want_value(s->b))
			n = want_value(s->b);
		s->scratch = want_regs(n);
		break;
	case ST_COPY:
	case ST_ZERO:
		s->scratch = want_regs(s->op == ST_COPY ? 3 : 2);
		if (block_is_big(s->size))
			s->scratch |= 1 << RSI | 1 << RDI | 1 << RCX |
				1 << RAX | 1 << RDX;
		break;
	case ST_CALL:
		call_wants(s);
		break;
	case ST_BRANCH:
		n = s->a->need;
		if (s->a->b && !want_value(s->a->b) && s->a->a)
			n = want_value(s->a->a);
		else if (s->a->b && !want_value(s->a->a))
			n = want_value(s->a->b);
		else if (!s->a->b)
			n = want_value(s->a);
		s->scratch = want_regs(n);
		break;
	case ST_SWITCH:
	case ST_IJUMP:
		s->scratch = want_regs(s->a->need > 0 ? s->a->need : 1);
		break;
	case ST_RET:
		if (s->a && s->a->op == N_LOCAL && !s->a->var->hint)
			s->a->var->hint = mode_float(s->a->mode) ? XMM0 + 1 :
				RAX + 1;
		if (s->a)
			s->scratch = want_regs(want_value(s->a));
		break;
	case ST_ASM:
		asm_wants(s);
		break;
	case ST_ALLOCA:
		s->scratch = want_regs(2);
		break;
	case ST_ATOMIC:
		s->scratch = want_regs(4) | 1 << RDI;
		break;
	}
	s->scratch |= am_fixed & 0xffff;
}

/* ---- frame --------------------------------------------------------- */

void target_begin(Func *f)
{
	Var *v;

	am_out_size = 0;
	am_calls = 0;
	call_begin(f);
	am_align = 16;
	for (v = f->vars; v; v = v->next)
		if (v->align > am_align && !v->is_param)
			am_align = v->align;
	if (am_align > 16 && f->uses_alloca)
		am_align = 16;
	am_framed = f->uses_alloca || f->keep_frame || am_align > 16;
	am_fixed = 1 << RSP | am_framed << RBP;
}

/* A place for v below low, the lowest used so far; both from the return
   address, which is 8 below a multiple of 16, or the aligned frame's top. */
static i64 frame_place(Var *v, i64 low)
{
	i64 align = v->align > 0 ? v->align : 1;
	i64 top = am_align > 16 ? 0 : 8;
	i64 n;

	if (align > am_align)
		align = am_align;
	n = v->size - low - top;
	n = (n + align - 1) & -align;
	v->off = -(n + top);
	return v->off;
}

static const u8 frame_saved[] = { RBX, RBP, R12, R13, R14, R15 };

void target_frame(Func *f)
{
	i64 low;
	i64 total;
	int big;
	unsigned i;
	Var *v;

	am_npushed = 0;
	if (am_framed)
		am_pushed[am_npushed++] = RBP;
	for (i = 0; i < sizeof(frame_saved); i++)
		if (reg_used >> frame_saved[i] & 1 && !(am_framed &&
		    frame_saved[i] == RBP))
			am_pushed[am_npushed++] = frame_saved[i];
	low = am_align > 16 ? 0 : -8 * am_npushed;
	for (big = 1; big >= 0; big--)
		for (v = f->vars; v; v = v->next)
			if (v->used && v->reg < 0 && !v->first &&
			    (v->size > 32) == big)
				low = frame_place(v, low);
	total = am_out_size - low;
	if (total > 0x7ff00000)
		fatal_at(f->pos, "the frame of `%s' is too large",
			f->name->name, 0);
	if (am_align > 16)
		total = (total + am_align - 1) & -am_align;
	else if (am_calls || f->uses_alloca)
		total = ((total + 8 + 15) & -16) - 8;
	else
		total = (total + 7) & -8;
	am_size = am_align > 16 ? total : total - 8 * am_npushed;
	am_frame_reg = f->uses_alloca ? RBP : RSP;
	am_frame_bias = f->uses_alloca ? 8 : total;
}

/* the base register of v's place, and in *off how far from it */
int am_frame_base(Var *v, i64 *off)
{
	if (v->off > 0 && am_framed) {
		*off = v->off + 8;
		return RBP;
	}
	*off = v->off + am_frame_bias;
	return am_frame_reg;
}

void target_enter(Func *f)
{
	int i;

	am_stmt = f->first;
	am_avail = 0;
	am_exit = 0;
	for (i = 0; i < am_npushed; i++) {
		am_r(I_PUSH, 8, am_pushed[i]);
		if (i == 0 && am_framed)
			am_rr(I_MOV, 8, RSP, RBP);
	}
	if (am_align > 16)
		am_ir(I_AND, 8, -am_align, RSP);
	if (am_size)
		am_ir(I_SUB, 8, am_size, RSP);
	call_enter(f);
}

static void stmt_epilogue(Func *f)
{
	Opnd o;
	int i;

	if (am_align > 16 || f->uses_alloca) {
		op_mem(&o, RBP, -8 * (am_npushed - 1));
		am_mr(I_LEA, 8, &o, RSP);
	} else if (am_size) {
		am_ir(I_ADD, 8, am_size, RSP);
	}
	for (i = am_npushed - 1; i >= 0; i--)
		am_r(I_POP, 8, am_pushed[i]);
	ins0(I_RET);
}

void target_leave(Func *f)
{
	if (!am_exit)
		return;
	obj_place(am_exit);
	stmt_epilogue(f);
}

/* ---- statements ---------------------------------------------------- */

static void stmt_ret(Stmt *s)
{
	call_ret(s);
	am_return();
	if (am_npushed <= EPILOGUE_SHORT) {
		stmt_epilogue(func);
		return;
	}
	if (!am_exit)
		am_exit = obj_label();
	if (s->next)
		am_jump(I_JMP, am_exit);
}

/* x / y, x % y, the upper half of x * y: by rax and rdx */
static void stmt_divide(Node *n, int dst)
{
	int w = mode_bytes[n->mode] == 8 ? 8 : 4;
	int is_signed = mode_signed(n->mode);
	Opnd o;

	am_avail &= ~(1U << RAX | 1U << RDX);
	ev_operand(n->b, w, &o);
	if (o.kind == OP_IMM)
		op_reg(&o, ev(n->b));
	ev_to(n->a, RAX);
	if (n->op == N_MULH) {
		ins1(is_signed ? I_IMUL : I_MUL, w, &o);
	} else if (is_signed) {
		ins0(w == 8 ? I_CQTO : I_CLTD);
		ins1(I_IDIV, w, &o);
	} else {
		am_rr(I_XOR, 4, RDX, RDX);
		ins1(I_DIV, w, &o);
	}
	am_move(n->mode, n->op == N_DIV ? RAX : RDX, dst);
}

static void stmt_shift(Node *n, int dst)
{
	int op = n->op == N_SHL ? I_SHL : mode_signed(n->mode) ? I_SAR :
		I_SHR;
	int w = mode_bytes[n->mode] == 8 ? 8 : 4;
	int d = dst;
	Opnd cl;
	Opnd to;

	am_avail &= ~(1U << RCX);
	ev_to(n->b, RCX);
	if (d == RCX)
		d = am_scratch(0);
	ev_to(n->a, d);
	op_reg(&cl, RCX);
	cl.width = 1;
	op_reg(&to, d);
	ins2(op, w, &cl, &to);
	am_move(n->mode, d, dst);
}

static void stmt_set(Stmt *s)
{
	Var *v = s->var;
	int dst = v->reg;
	int alone = target_alone(s->a);
	Opnd o;

	if (v->mode == M_FLD) {
		xv(s->a);
		op_var(&o, v, 0);
		xv_pop(M_FLD, &o);
		return;
	}
	if (mode_float(v->mode)) {
		op_var(&o, v, 0);
		if (dst >= 0) {
			am_keep(dst);
			fv_to(s->a, dst);
		} else {
			am_save(v->mode, fv(s->a), &o);
		}
		return;
	}
	if (dst < 0 && !alone) {
		if (s->a->op == N_LOCAL && s->a->var->reg < 0 &&
		    mode_bytes[v->mode] >= 4) {
			op_var(&o, s->a->var, 0);
			am_load(mode_bytes[v->mode] == 8 ? M_F64 : M_F32, &o,
				XMM_TEMP);
			op_var(&o, v, 0);
			am_save(mode_bytes[v->mode] == 8 ? M_F64 : M_F32,
				XMM_TEMP, &o);
			return;
		}
		ev_store(v->mode, 0, 0, v, s->a);
		return;
	}
	if (dst >= 0) {
		am_targets |= 1U << dst;
		am_keep(dst);
	} else {
		dst = s->a->op == N_SHL || s->a->op == N_SHR ? RAX : RDX;
		am_keep(dst);
	}
	if (!alone && v->reg >= 0 && v->mode == M_I32 && v->wide > 0) {
		ev_to_wide(v, s->a);
		return;
	}
	if (!alone)
		ev_to(s->a, dst);
	else if (s->a->op == N_SHL || s->a->op == N_SHR)
		stmt_shift(s->a, dst);
	else
		stmt_divide(s->a, dst);
	ev_widen(v);
	if (v->reg < 0) {
		op_var(&o, v, 0);
		am_save(v->mode, dst, &o);
	}
}

static void stmt_store(Stmt *s)
{
	Opnd o;
	int r;

	if (s->mode == M_FLD) {
		xv(s->b);
		ev_addr(s->a, s->ival, &o);
		xv_pop(M_FLD, &o);
	} else if (mode_float(s->mode)) {
		if (s->b->op == N_FCONST && s->mode == M_F32) {
			ev_addr(s->a, s->ival, &o);
			am_im(I_MOV, 4, (int)s->b->ival, &o);
			return;
		}
		r = fv(s->b);
		ev_addr(s->a, s->ival, &o);
		am_save(s->mode, r, &o);
	} else {
		ev_store(s->mode, s->a, s->ival, 0, s->b);
	}
}

static void stmt_branch(Stmt *s)
{
	Node *n = s->a;
	Node zero;
	Node test;
	int cc;
	ObjSym *to = am_label(s->label);
	ObjSym *skip;

	if (n->op < N_EQ || n->op > N_GE) {
		memset(&zero, 0, sizeof(Node));
		memset(&test, 0, sizeof(Node));
		zero.op = mode_int(n->mode) ? N_CONST : N_FCONST;
		zero.mode = n->mode;
		test.op = N_NE;
		test.mode = M_I32;
		test.a = n;
		test.b = &zero;
		n = &test;
	}
	cc = ev_cond(n);
	am_return();
	if (!(cc & CC_PARITY)) {
		am_jump(I_JCC + (s->ival ? cc : cc ^ 1), to);
		return;
	}
	cc &= 15;
	if ((cc == CC_E) == s->ival) {
		/* equal and ordered */
		skip = obj_label();
		am_jump(I_JCC + CC_P, skip);
		am_jump(I_JCC + CC_E, to);
		obj_place(skip);
	} else {
		am_jump(I_JCC + CC_P, to);
		am_jump(I_JCC + CC_NE, to);
	}
}

/* a dense switch: s->a counts from the first of s->size cases */
static void am_switch(Stmt *s)
{
	ObjSym *table = obj_label();
	Case *c = s->u.cases;
	Label *l;
	i64 i;
	Opnd o;

	sec_align(sec_rodata, 8);
	obj_define(table, sec_rodata, sec_here(sec_rodata), 8 * s->size,
		STT_OBJECT);
	for (i = 0; i < s->size; i++) {
		while (c && c->hi < s->ival + i)
			c = c->next;
		l = c && c->lo <= s->ival + i ? c->label : s->label;
		obj_reloc_abs(sec_rodata, sec_here(sec_rodata), am_label(l),
			0, 8);
	}
	op_mem(&o, 0xff, 0);
	o.sym = table;
	o.index = ev(s->a);
	o.scale = 8;
	o.star = 1;
	am_return();
	ins1(I_JMP, 8, &o);
}

static void stmt_ijump(Stmt *s)
{
	Opnd o;

	ev_operand(s->a, 8, &o);
	if (o.kind == OP_IMM)
		op_reg(&o, ev(s->a));
	o.star = 1;
	am_return();
	ins1(I_JMP, 8, &o);
}

static void am_block(Stmt *s)
{
	Opnd to;
	Opnd from;

	if (s->size <= 0)
		return;
	if (block_is_big(s->size))
		am_avail &= ~(1U << RDI | 1U << RSI | 1U << RCX);
	ev_addr(s->a, 0, &to);
	if (s->op == ST_ZERO) {
		block_zero(&to, s->size);
		return;
	}
	ev_addr(s->b, 0, &from);
	block_copy(&to, &from, s->size);
}

static void stmt_alloca(Stmt *s)
{
	i64 align = s->ival > 16 ? s->ival : 16;
	Opnd o;
	int r = am_scratch(0);

	ev_to(s->a, r);
	am_ir(I_ADD, 8, 15 + (align > 16 ? align : 0), r);
	am_ir(I_AND, 8, -16, r);
	am_return();
	am_rr(I_SUB, 8, r, RSP);
	op_mem(&o, RSP, am_out_size + (align > 16 ? align - 1 : 0));
	am_mr(I_LEA, 8, &o, r);
	if (align > 16)
		am_ir(I_AND, 8, -align, r);
	op_var(&o, s->var, 0);
	if (s->var->reg >= 0)
		am_rr(I_MOV, 8, r, s->var->reg);
	else
		am_save(M_I64, r, &o);
}

static void stmt_stack(Stmt *s)
{
	Opnd o;

	op_var(&o, s->var, 0);
	if (s->op == ST_SPSAVE) {
		if (s->var->reg >= 0)
			am_rr(I_MOV, 8, RSP, s->var->reg);
		else
			am_rm(I_MOV, 8, RSP, &o);
	} else if (s->var->reg >= 0) {
		am_rr(I_MOV, 8, s->var->reg, RSP);
	} else {
		am_mr(I_MOV, 8, &o, RSP);
	}
}

/* ---- atomics ------------------------------------------------------- */

static void atomic_result(Stmt *s, int from)
{
	Opnd o;

	if (!s->var)
		return;
	if (s->var->reg >= 0) {
		am_extend(s->mode, from, s->var->reg);
	} else {
		op_var(&o, s->var, 0);
		am_save(s->mode, from, &o);
	}
}

/* from A_ADD on */
static const u16 atomic_ops[] = { I_ADD, I_SUB, I_AND, I_OR, I_XOR, I_AND };

/* a loop around cmpxchg, for what has no instruction with a result */
static void atomic_loop(Stmt *s, const Opnd *m, int b)
{
	ObjSym *again = obj_label();
	int w = mode_bytes[s->mode];

	am_mr(I_MOV, w, m, RAX);
	obj_place(again);
	am_rr(I_MOV, 8, RAX, RDX);
	am_rr(atomic_ops[s->sub - A_ADD], w < 4 ? 4 : w, b, RDX);
	if (s->sub == A_NAND)
		am_r(I_NOT, w < 4 ? 4 : w, RDX);
	ins0(I_LOCK);
	am_rm(I_CMPXCHG, w, RDX, m);
	am_jump(I_JCC + CC_NE, again);
	atomic_result(s, RAX);
}

static void stmt_atomic(Stmt *s)
{
	int w = mode_bytes[s->mode];
	Opnd m;

	am_avail &= ~(1U << RAX | 1U << RCX | 1U << RDX);
	ev_addr(s->a, s->ival, &m);
	if (s->b)
		ev_to(s->b, RCX);
	switch (s->sub) {
	case A_LOAD:
		am_load(s->mode, &m, RAX);
		atomic_result(s, RAX);
		return;
	case A_STORE:
	case A_XCHG:
		am_rm(I_XCHG, w, RCX, &m);
		if (s->sub == A_XCHG)
			atomic_result(s, RCX);
		return;
	case A_CAS:
		ev_to(s->c, RAX);
		ins0(I_LOCK);
		am_rm(I_CMPXCHG, w, RCX, &m);
		atomic_result(s, RAX);
		return;
	}
	if (!s->var && s->sub != A_NAND) {
		ins0(I_LOCK);
		am_rm(atomic_ops[s->sub - A_ADD], w, RCX, &m);
	} else if (s->sub == A_ADD || s->sub == A_SUB) {
		if (s->sub == A_SUB)
			am_r(I_NEG, w < 4 ? 4 : w, RCX);
		ins0(I_LOCK);
		am_rm(I_XADD, w, RCX, &m);
		atomic_result(s, RCX);
	} else {
		atomic_loop(s, &m, RCX);
	}
}

/* ---- all of them --------------------------------------------------- */

void target_stmt(Stmt *s)
{
	am_stmt = s;
	am_targets = 0;
	am_avail = reg_free(s) & ~am_fixed & (~target_saved | reg_used);
	switch (s->op) {
	case ST_SET:
		stmt_set(s);
		break;
	case ST_STORE:
		stmt_store(s);
		break;
	case ST_COPY:
	case ST_ZERO:
		am_block(s);
		break;
	case ST_CALL:
		call_gen(s);
		break;
	case ST_LABEL:
		obj_place(am_label(s->label));
		break;
	case ST_JUMP:
		am_jump(I_JMP, am_label(s->label));
		break;
	case ST_BRANCH:
		stmt_branch(s);
		break;
	case ST_SWITCH:
		am_switch(s);
		break;
	case ST_IJUMP:
		stmt_ijump(s);
		break;
	case ST_RET:
		stmt_ret(s);
		break;
	case ST_ASM:
		asm_gen(s);
		break;
	case ST_ALLOCA:
		stmt_alloca(s);
		break;
	case ST_SPSAVE:
	case ST_SPRESTORE:
		stmt_stack(s);
		break;
	case ST_ATOMIC:
		stmt_atomic(s);
		break;
	case ST_FENCE:
		ins0(I_MFENCE);
		break;
	case ST_TRAP:
		ins0(I_UD2);
		break;
	}
	if (s->op != ST_SET && s->op != ST_BORN)
		stmt_defs(s, ev_widen);
	am_return();
}
