/*
 * am.c: operands, single instructions, and the registers that are free while
 * a statement is computed.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "back.h"

enum {
	AM_LENT = 16
};

/* rax, rcx and rdx come first: long lives do not fit there anyway */
const u8 target_int_order[] = {
	RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11, RBX, RBP, R12, R14, R15,
	R13, 0xff
};
const u8 target_float_order[] = {
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 0xff
};
/* the last three never hold a variable */
static const u8 am_float_scratch[] = {
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 0xff
};
const u32 target_saved = 1 << RBX | 1 << RBP | 1 << R12 | 1 << R13 |
	1 << R14 | 1 << R15;

u32 am_avail;
u32 am_targets;
u32 am_fixed;
Stmt *am_stmt;
int am_frame_reg;
i64 am_frame_bias;
i64 am_out_size;
int am_calls;

static int am_lent[AM_LENT];
static int am_nlent;

/* ---- operands ------------------------------------------------------ */

static void op_clear(Opnd *o, int kind)
{
	memset(o, 0, sizeof(Opnd));
	o->kind = kind;
	o->base = 0xff;
	o->index = 0xff;
	o->seg = 0xff;
	o->scale = 1;
}

void op_reg(Opnd *o, int r)
{
	op_clear(o, r >= XMM0 ? OP_XMM : OP_REG);
	o->reg = r & 15;
}

void op_imm(Opnd *o, i64 v)
{
	op_clear(o, OP_IMM);
	o->disp = v;
}

void op_mem(Opnd *o, int base, i64 disp)
{
	op_clear(o, OP_MEM);
	o->base = base;
	o->disp = disp;
}

void op_sym(Opnd *o, ObjSym *s)
{
	op_mem(o, 0xfe, 0);
	o->sym = s;
}

void op_var(Opnd *o, Var *v, i64 off)
{
	i64 at;
	int base = am_frame_base(v, &at);

	op_mem(o, base, at + off);
}

/* ---- instructions -------------------------------------------------- */

void am_rr(int op, int w, int src, int dst)
{
	Opnd a;
	Opnd b;

	if (op == I_MOV && src == dst && w == 8)
		return;
	op_reg(&a, src);
	op_reg(&b, dst);
	ins2(op, w, &a, &b);
}

void am_ir(int op, int w, i64 v, int dst)
{
	Opnd a;
	Opnd b;

	op_imm(&a, v);
	op_reg(&b, dst);
	ins2(op, w, &a, &b);
}

void am_mr(int op, int w, const Opnd *m, int dst)
{
	Opnd b;

	op_reg(&b, dst);
	ins2(op, w, m, &b);
}

void am_rm(int op, int w, int src, const Opnd *m)
{
	Opnd a;

	op_reg(&a, src);
	ins2(op, w, &a, m);
}

void am_im(int op, int w, i64 v, const Opnd *m)
{
	Opnd a;

	op_imm(&a, v);
	ins2(op, w, &a, m);
}

void am_r(int op, int w, int r)
{
	Opnd a;

	op_reg(&a, r);
	ins1(op, w, &a);
}

void am_const(i64 v, int w, int dst)
{
	if (w <= 4)
		v &= 0xffffffff;
	if (v == 0)
		am_rr(I_XOR, 4, dst, dst);
	else if (v > 0 && v <= 0xffffffff)
		am_ir(I_MOV, 4, v, dst);
	else if (v >= -2147483648L && v < 0)
		am_ir(I_MOV, 8, v, dst);
	else
		am_ir(I_MOVABS, 8, v, dst);
}

void am_move(int mode, int src, int dst)
{
	if (src == dst)
		return;
	if (mode_float(mode))
		am_rr(I_MOVAPS, 0, src, dst);
	else
		am_rr(I_MOV, mode_bytes[mode] == 8 ? 8 : 4, src, dst);
}

/* by mode: what loads it into a register, at which width */
static const u16 am_loads[] = {
	0, I_MOVSB, I_MOVZB, I_MOVSW, I_MOVZW, I_MOV, I_MOV, I_MOV, I_MOV,
	I_MOVSS, I_MOVSD
};
static const u8 am_widths[] = { 0, 4, 4, 4, 4, 4, 4, 8, 8, 0, 0 };

void am_load(int mode, const Opnd *m, int dst)
{
	am_mr(am_loads[mode], am_widths[mode], m, dst);
}

void am_save(int mode, int src, const Opnd *m)
{
	if (mode_float(mode))
		am_rm(am_loads[mode], 0, src, m);
	else
		am_rm(I_MOV, mode_bytes[mode], src, m);
}

void am_extend(int mode, int src, int dst)
{
	if (mode_bytes[mode] < 4)
		am_rr(am_loads[mode], 4, src, dst);
	else
		am_move(mode, src, dst);
}

/*
 * A move whose target no other waits to read can be done; when there is
 * none left, all the rest are cycles, and an exchange shortens one.
 */
void am_moves(int n, int *src, int *dst)
{
	int left = n;
	int found;
	int i;
	int j;

	while (left > 0) {
		found = -1;
		for (i = 0; i < left && found < 0; i++) {
			for (j = 0; j < left; j++)
				if (j != i && src[j] == dst[i])
					break;
			if (j == left || src[i] == dst[i])
				found = i;
		}
		i = found < 0 ? 0 : found;
		if (src[i] != dst[i] && found >= 0) {
			am_move(src[i] >= XMM0 ? M_F64 : M_I64, src[i],
				dst[i]);
		} else if (src[i] != dst[i]) {
			if (src[i] < XMM0) {
				am_rr(I_XCHG, 8, src[i], dst[i]);
				found = src[i];
			} else {
				am_move(M_F64, dst[i], XMM_TEMP);
				am_move(M_F64, src[i], dst[i]);
				found = XMM_TEMP;
			}
			for (j = 1; j < left; j++)
				if (src[j] == dst[0])
					src[j] = found;
		}
		left--;
		src[i] = src[left];
		dst[i] = dst[left];
	}
}

ObjSym *am_label(Label *l)
{
	if (!l->obj)
		l->obj = obj_label();
	return l->obj;
}

void am_jump(int op, ObjSym *to)
{
	Opnd o;

	op_clear(&o, OP_LABEL);
	o.sym = to;
	ins1(op, 0, &o);
}

/* ---- free registers ------------------------------------------------ */

static u32 am_named;

static void am_name(Var *v)
{
	if (v->reg >= 0)
		am_named |= 1U << v->reg;
}

u32 am_regs(Node *n)
{
	am_named = 0;
	tree_vars(n, am_name);
	return am_named;
}

/*
 * No register is free: one that this statement does not name is lent, its
 * value put below the stack pointer until am_return. Rare: what a statement
 * needs was kept free for it as far as could be foreseen.
 */
static int am_borrow(void)
{
	Opnd o;
	int r;
	int i;

	am_named = am_targets | am_fixed;
	stmt_uses(am_stmt, am_name);
	stmt_defs(am_stmt, am_name);
	for (i = 0; i < am_nlent; i++)
		am_named |= 1 << am_lent[i];
	/* in use, though no variable is in it */
	am_named |= reg_free(am_stmt) & (~target_saved | reg_used);
	for (r = R15; r >= 0; r--)
		if (!(am_named >> r & 1))
			break;
	if (r < 0 || am_nlent == AM_LENT - 4)
		fatal_at(am_stmt->pos, "statement needs too many registers",
			0, 0);
	op_mem(&o, RSP, RED_ZONE - 8 * (am_nlent + 1));
	am_rm(I_MOV, 8, r, &o);
	am_lent[am_nlent++] = r;
	return r;
}

void am_return(void)
{
	Opnd o;

	while (am_nlent > 0) {
		op_mem(&o, RSP, RED_ZONE - 8 * am_nlent);
		am_mr(I_MOV, 8, &o, am_lent[--am_nlent]);
	}
}

int am_is_scratch(int r)
{
	return r < XMM0 && (reg_free(am_stmt) & ~am_fixed) >> r & 1;
}

int am_scratch(int is_float)
{
	const u8 *p = is_float ? am_float_scratch : target_int_order;

	for (; *p != 0xff; p++)
		if (am_avail >> *p & 1) {
			am_avail &= ~(1U << *p);
			return *p;
		}
	if (is_float)
		bug("no vector register");
	return am_borrow();
}

void am_keep(int r)
{
	am_avail &= ~(1U << r);
}
