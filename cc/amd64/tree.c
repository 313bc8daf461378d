/*
 * tree.c: integer trees to amd64 instructions. Addresses fold into operands,
 * constants into immediates, conversions into loads. A value narrower than
 * 32 bits is in a register extended to 32, as its mode says; what lies above
 * a 32-bit value is not known.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "reloc.h"
#include "back.h"

static int ev_no_segment;	/* the address is wanted as a value */

static int ev_width(int mode)
{
	return mode_bytes[mode] == 8 ? 8 : 4;
}

static int ev_is_imm(i64 v, int w)
{
	return w < 8 || (v >= -2147483648L && v <= 2147483647L);
}

int ev_tls(const ObjSym *s)
{
	return s->type == STT_TLS;
}

/* the register that holds n's value already, or -1 */
static int ev_reg(const Node *n)
{
	Node *a = n->a;
	int to = mode_bytes[n->mode];

	if (n->op == N_CONV && a->op == N_LOCAL && (to == 8 || to == 4) &&
	    ((a->mode == M_I32 && to == 8 && a->var->wide > 0) ||
	    (mode_int(a->mode) && mode_bytes[a->mode] < 4 &&
	    (to == 4 || !mode_signed(a->mode)))))
		n = a;
	return n->op == N_LOCAL ? n->var->reg : -1;
}

static int ev_in_memory(const Node *n)
{
	return n->op == N_LOAD || (n->op == N_LOCAL && n->var->reg < 0);
}

/* does any variable in the tree live in r? */
int ev_uses(Node *n, int r)
{
	return am_regs(n) >> r & 1;
}

/* n without conversions that change nothing in its low w bytes, w >= 4 */
static Node *ev_strip(Node *n, int w)
{
	while (n->op == N_CONV && mode_int(n->mode) &&
	    mode_int(n->a->mode) && mode_bytes[n->a->mode] >= w)
		n = n->a;
	return n;
}

/* ---- how many registers -------------------------------------------- */

static int ev_is_scaled(const Node *n)
{
	return n->op == N_SHL && n->b->op == N_CONST && n->b->ival <= 3;
}

static int ev_part_need(const Node *n)
{
	if (ev_is_scaled(n))
		n = n->a;
	if (n->op == N_LOCAL || n->op == N_FRAME || n->op == N_CONST)
		return 0;
	if (n->op == N_ADDR)
		return ev_tls(n->sym);
	return n->need;
}

int ev_addr_need(const Node *a)
{
	int x;
	int y;

	if (a->op == N_ADD && a->b->op == N_CONST)
		a = a->a;
	if (a->op != N_ADD)
		return ev_part_need(a);
	x = ev_part_need(a->a);
	y = ev_part_need(a->b);
	if (x == y && x > 0)
		return x + 1;
	return x > y ? x : y;
}

static int ev_operand_need(const Node *n)
{
	if (n->op == N_CONST)
		return !ev_is_imm(n->ival, 8);
	if (n->op == N_LOCAL || n->op == N_FCONST)
		return 0;
	if (n->op == N_LOAD && (mode_bytes[n->mode] >= 4))
		return ev_addr_need(n->a);
	return n->need;
}

int target_need(const Node *n)
{
	int x;
	int y;

	if (!n->a)
		return 1;
	if (n->op == N_LOAD) {
		x = ev_addr_need(n->a);
		return x > 1 ? x : 1;
	}
	x = n->a->need;
	if (!n->b)
		return x > 1 ? x : 1;
	y = n->mode == M_FLD || n->a->mode == M_FLD ? n->b->need :
		ev_operand_need(n->b);
	if (x == y)
		return x + 1;
	return x > y ? x : y;
}

int target_alone(const Node *n)
{
	switch (n->op) {
	case N_DIV:
	case N_MOD:
	case N_MULH:
		return mode_int(n->mode);
	case N_SHL:
	case N_SHR:
		return n->b->op != N_CONST;
	}
	return 0;
}

/* ---- addresses ----------------------------------------------------- */

static int addr_disp(Opnd *o, i64 v)
{
	i64 sum = o->disp + v;

	if (v < -0x40000000 || v > 0x40000000 || sum < -0x40000000 ||
	    sum > 0x40000000)
		return 0;
	o->disp = sum;
	return 1;
}

static void addr_reg(Opnd *o, int r, int scale)
{
	Opnd sum;
	int t;

	if (scale == 1 && o->base == 0xff) {
		o->base = r;
		return;
	}
	if (o->index != 0xff && o->scale == 1 && o->base == 0xff) {
		o->base = o->index;
		o->index = 0xff;
	}
	if (o->index != 0xff) {
		op_mem(&sum, o->base, 0);
		sum.index = o->index;
		sum.scale = o->scale;
		t = am_is_scratch(o->base) ? o->base :
			am_is_scratch(o->index) ? o->index : am_scratch(0);
		am_mr(I_LEA, 8, &sum, t);
		o->base = t;
	}
	o->index = r;
	o->scale = scale;
}

static void addr_part(Opnd *o, Node *n)
{
	i64 off;
	int base;

	while (n->op == N_ADD && n->b->op == N_CONST &&
	    addr_disp(o, n->b->ival))
		n = n->a;
	if (n->op == N_CONST && addr_disp(o, n->ival))
		return;
	if (n->op == N_ADDR && !o->sym && ev_tls(n->sym) && !ev_no_segment &&
	    o->seg == 0xff && addr_disp(o, n->ival)) {
		o->seg = SEG_FS;
		o->sym = n->sym;
		o->rtype = R_X86_64_TPOFF32;
		return;
	}
	if (n->op == N_ADDR && !o->sym && !ev_tls(n->sym) &&
	    o->seg == 0xff && addr_disp(o, n->ival)) {
		o->sym = n->sym;
		return;
	}
	if (n->op == N_FRAME && (o->base == 0xff || o->index == 0xff)) {
		base = am_frame_base(n->var, &off);
		if (addr_disp(o, n->ival + off)) {
			if (o->base != 0xff) {
				o->index = o->base;
				o->scale = 1;
			}
			o->base = base;
			return;
		}
	}
	if (n->op == N_ADD) {
		if (n->b->need > n->a->need) {
			addr_part(o, n->b);
			addr_part(o, n->a);
		} else {
			addr_part(o, n->a);
			addr_part(o, n->b);
		}
		return;
	}
	if (ev_is_scaled(n))
		addr_reg(o, ev(n->a), 1 << n->b->ival);
	else
		addr_reg(o, ev(n), 1);
}

/* the memory at address a + off */
void ev_addr(Node *a, i64 off, Opnd *o)
{
	op_mem(o, 0xff, 0);
	if (!addr_disp(o, off)) {
		o->base = am_scratch(0);
		am_const(off, 8, o->base);
	}
	addr_part(o, a);
	if (o->sym && o->base == 0xff && o->index == 0xff && o->seg == 0xff)
		o->base = 0xfe;
}

/* n, which is in memory, as an operand */
static void ev_place(Node *n, Opnd *o)
{
	if (n->op == N_LOCAL)
		op_var(o, n->var, 0);
	else
		ev_addr(n->a, n->ival, o);
}

/* n as the source of an instruction of w >= 4 bytes */
void ev_operand(Node *n, int w, Opnd *o)
{
	n = ev_strip(n, w);
	if (n->op == N_CONST && ev_is_imm(n->ival, w)) {
		op_imm(o, n->ival);
		if (w == 4)
			o->disp = (int)o->disp;
	} else if (n->op == N_ADDR && !ev_tls(n->sym) && w == 8) {
		op_imm(o, n->ival);
		o->sym = n->sym;
	} else if (ev_in_memory(n) && mode_bytes[n->mode] >= w) {
		ev_place(n, o);
	} else {
		op_reg(o, ev(n));
	}
}

/* ---- values -------------------------------------------------------- */

/* the register that holds n's low bytes: a variable's own, or a free one */
int ev(Node *n)
{
	int r;

	if (mode_bytes[n->mode] >= 4)
		n = ev_strip(n, mode_bytes[n->mode]);
	r = ev_reg(n);
	if (r >= 0)
		return r;
	r = am_scratch(0);
	ev_to(n, r);
	return r;
}

/* n in dst, or where it is already */
static int ev_near(Node *n, int dst)
{
	if (ev_reg(n) >= 0)
		return ev_reg(n);
	ev_to(n, dst);
	return dst;
}

/* is bit 32 and up of n's register 0? */
static int ev_clean(const Node *n)
{
	if (mode_bytes[n->mode] < 4)
		return !mode_signed(n->mode);
	return mode_bytes[n->mode] == 4 && n->op != N_CONV &&
		n->op != N_LOCAL;
}

/* is n, computed as an int, never negative? */
static int ev_positive(const Node *n)
{
	return (n->op >= N_EQ && n->op <= N_GE) || (n->op == N_AND &&
		n->b->op == N_CONST && !(n->b->ival & 0x80000000));
}

static void ev_conv(Node *n, int dst)
{
	Node *a = n->a;
	int to = mode_bytes[n->mode];
	int from = mode_bytes[a->mode];
	Opnd o;

	if (a->mode == M_FLD || mode_float(a->mode)) {
		ev_lend(n, dst);
		if (a->mode == M_FLD)
			xv_to_int(n, dst);
		else
			fv_to_int(n, dst);
	} else if (ev_in_memory(a) && to <= from) {
		ev_place(a, &o);
		am_load(n->mode, &o, dst);
	} else if (to <= from || n->mode == M_U16) {
		if (to >= 4)
			ev_to(a, dst);
		else
			am_extend(n->mode, ev_near(a, dst), dst);
	} else if (to < 8 || !mode_signed(a->mode) || ev_positive(a)) {
		if (from < 4 || ev_clean(a) || ev_in_memory(a))
			ev_to(a, dst);
		else
			am_rr(I_MOV, 4, ev_near(a, dst), dst);
	} else if (ev_in_memory(a)) {
		ev_place(a, &o);
		am_mr(from == 1 ? I_MOVSB : from == 2 ? I_MOVSW : I_MOVSL, 8,
			&o, dst);
	} else if (ev_reg(n) >= 0) {
		am_rr(I_MOV, 8, ev_reg(n), dst);
	} else {
		am_rr(I_MOVSL, 8, ev_near(a, dst), dst);
	}
}

static const u16 ev_opcodes[] = {
	I_ADD, I_SUB, I_IMUL, 0, 0, I_AND, I_OR, I_XOR, I_SHL, I_SHR
};

static int ev_opcode(int op, int mode)
{
	return op == N_SHR && mode_signed(mode) ? I_SAR :
		ev_opcodes[op - N_ADD];
}

static int ev_swaps(int op)
{
	return op == N_ADD || op == N_MUL || op == N_AND || op == N_OR ||
		op == N_XOR;
}

/* is an address computation better than an addition to dst? */
static int ev_is_lea(Node *n, int dst)
{
	Node *a = n->a;
	Node *b = n->b;

	if (b->op == N_CONST && !ev_is_imm(b->ival, 8))
		return 0;
	if ((a->op == N_ADDR && ev_tls(a->sym)) ||
	    (b->op == N_ADDR && ev_tls(b->sym)))
		return 0;
	if (b->op == N_CONST)
		return (ev_reg(a) >= 0 && ev_reg(a) != dst) ||
			(a->op == N_ADD && ev_is_lea(a, dst));
	if (ev_is_scaled(a) || ev_is_scaled(b))
		return 1;
	if (mode_bytes[n->mode] == 8 && (a->op == N_FRAME ||
	    b->op == N_FRAME || a->op == N_ADDR))
		return 1;
	return ev_reg(a) >= 0 && ev_reg(b) >= 0 && ev_reg(a) != dst &&
		ev_reg(b) != dst;
}

static void ev_lea(Node *n, int dst)
{
	Opnd o;
	u32 mark = am_avail;

	ev_no_segment++;
	ev_addr(n, 0, &o);
	ev_no_segment--;
	am_mr(I_LEA, ev_width(n->mode), &o, dst);
	am_avail = mark;
}

/* multiplication by a constant that lea can do, or by any */
static void ev_mul_const(Node *n, int dst)
{
	i64 c = n->b->ival;
	int w = ev_width(n->mode);
	Opnd imm;
	Opnd src;
	Opnd to;
	u32 mark = am_avail;

	if (c == 3 || c == 5 || c == 9) {
		op_mem(&src, ev_near(n->a, dst), 0);
		src.index = src.base;
		src.scale = c - 1;
		am_mr(I_LEA, w, &src, dst);
		return;
	}
	if (ev_in_memory(n->a) && mode_bytes[n->a->mode] >= w)
		ev_place(n->a, &src);
	else
		op_reg(&src, ev_near(n->a, dst));
	op_imm(&imm, c);
	op_reg(&to, dst);
	ins3(I_IMUL, w, &imm, &src, &to);
	am_avail = mark;
}

/* x << k | x >> w - k */
static int ev_rotate(Node *n, int w, int dst)
{
	Node *l = n->a;
	Node *r = n->b;

	if (l->op == N_SHR) {
		l = n->b;
		r = n->a;
	}
	if (l->op != N_SHL || r->op != N_SHR || mode_signed(r->mode) ||
	    l->b->op != N_CONST || r->b->op != N_CONST ||
	    l->b->ival + r->b->ival != 8 * w || !l->b->ival ||
	    !tree_same(l->a, r->a))
		return 0;
	ev_to(l->a, dst);
	am_ir(I_ROL, w, l->b->ival, dst);
	return 1;
}

static void ev_binary(Node *n, int dst)
{
	Node *a = n->a;
	Node *b = n->b;
	int op = ev_opcode(n->op, n->mode);
	int w = ev_width(n->mode);
	int d = dst;
	u32 mark = am_avail;
	Opnd o;
	Opnd to;

	if (n->op == N_ADD && ev_is_lea(n, dst)) {
		ev_lea(n, dst);
		return;
	}
	if ((n->op == N_OR || n->op == N_ADD || n->op == N_XOR) &&
	    ev_rotate(n, w, dst))
		return;
	if (n->op == N_MUL && b->op == N_CONST && ev_is_imm(b->ival, w)) {
		ev_mul_const(n, dst);
		return;
	}
	if (n->op == N_AND && b->op == N_CONST && (b->ival == 255 ||
	    b->ival == 65535)) {
		am_extend(b->ival == 255 ? M_U8 : M_U16, ev_near(a, dst),
			dst);
		return;
	}
	if (n->op == N_AND && b->op == N_CONST && w == 8 &&
	    b->ival == 0xffffffff) {
		am_rr(I_MOV, 4, ev_near(a, dst), dst);
		return;
	}
	if (n->op == N_SHL || n->op == N_SHR) {
		ev_to(a, d);
		if (n->op == N_SHL && b->ival == 1)
			am_rr(I_ADD, w, d, d);
		else
			am_ir(op, w, b->ival & (w * 8 - 1), d);
		return;
	}
	if (ev_swaps(n->op) && ev_reg(a) != dst && b->op != N_CONST &&
	    (ev_reg(b) == dst || (ev_uses(b, dst) && !ev_uses(a, dst)))) {
		a = n->b;
		b = n->a;
	}
	if (ev_uses(b, dst) && ev_reg(a) != dst)
		d = am_scratch(0);
	if (b->need > a->need || ev_operand_need(b) == 0) {
		ev_operand(b, w, &o);
		ev_to(a, d);
	} else {
		ev_to(a, d);
		ev_operand(b, w, &o);
	}
	op_reg(&to, d);
	ins2(op, w, &o, &to);
	am_avail = mark;
	if (d != dst)
		am_rr(I_MOV, w, d, dst);
}

static void ev_address(Node *n, int dst)
{
	Opnd o;

	if (n->op == N_ADDR && ev_tls(n->sym)) {
		op_mem(&o, 0xff, 0);
		o.seg = SEG_FS;
		am_mr(I_MOV, 8, &o, dst);
		op_mem(&o, dst, n->ival);
		o.sym = n->sym;
		o.rtype = R_X86_64_TPOFF32;
		am_mr(I_LEA, 8, &o, dst);
		return;
	}
	if (n->op == N_FRAME) {
		op_var(&o, n->var, n->ival);
		am_mr(I_LEA, 8, &o, dst);
		return;
	}
	op_imm(&o, n->ival);
	o.sym = n->op == N_LABEL ? am_label(n->label) : n->sym;
	am_mr(I_MOV, 4, &o, dst);
}

/* the frame or return address of this function's lvl-th caller */
static void ev_frame_walk(Node *n, int dst)
{
	Opnd o;
	i64 k;

	am_rr(I_MOV, 8, RBP, dst);
	op_mem(&o, dst, 0);
	for (k = 0; k < n->ival && k < 1000; k++)
		am_mr(I_MOV, 8, &o, dst);
	o.disp = 8;
	if (n->op == N_RETADDR)
		am_mr(I_MOV, 8, &o, dst);
}

static void ev_bits(Node *n, int dst)
{
	int w = ev_width(n->mode);
	Opnd o;
	u32 mark = am_avail;

	if (n->op == N_BSWAP) {
		ev_to(n->a, dst);
		if (n->mode == M_U16) {
			am_ir(I_ROL, 2, 8, dst);
			am_extend(M_U16, dst, dst);
		} else {
			am_r(I_BSWAP, w, dst);
		}
		return;
	}
	ev_operand(n->a, w, &o);
	if (o.kind == OP_IMM) {
		am_const(o.disp, w, dst);
		op_reg(&o, dst);
	}
	am_mr(n->op == N_CTZ ? I_BSF : I_BSR, w, &o, dst);
	if (n->op == N_CLZ)
		am_ir(I_XOR, w, w * 8 - 1, dst);
	am_avail = mark;
}

/* dst, which n goes to, may serve on the way if no variable of n is in it */
void ev_lend(Node *n, int dst)
{
	if (!ev_uses(n, dst))
		am_avail |= 1U << dst & ~am_fixed;
}

/* n in dst, which nothing else needs any more except variables in n */
void ev_to(Node *n, int dst)
{
	u32 mark = am_avail;
	int cc;
	Opnd o;

	switch (n->op) {
	case N_CONST:
		am_const(n->ival, ev_width(n->mode), dst);
		return;
	case N_ADDR:
	case N_FRAME:
	case N_LABEL:
		ev_address(n, dst);
		return;
	case N_FRAMEADDR:
	case N_RETADDR:
		ev_frame_walk(n, dst);
		return;
	case N_LOCAL:
		if (n->var->reg >= 0) {
			am_move(n->mode, n->var->reg, dst);
			return;
		}
		op_var(&o, n->var, 0);
		am_load(n->mode, &o, dst);
		return;
	case N_LOAD:
		ev_lend(n, dst);
		ev_addr(n->a, n->ival, &o);
		am_load(n->mode, &o, dst);
		am_avail = mark;
		return;
	case N_CONV:
		ev_conv(n, dst);
		am_avail = mark;
		return;
	case N_NEG:
	case N_COM:
		ev_to(n->a, dst);
		am_r(n->op == N_NEG ? I_NEG : I_NOT, ev_width(n->mode), dst);
		return;
	case N_BSWAP:
	case N_CLZ:
	case N_CTZ:
		ev_bits(n, dst);
		return;
	case N_ADD: case N_SUB: case N_MUL: case N_AND: case N_OR:
	case N_XOR: case N_SHL: case N_SHR:
		ev_binary(n, dst);
		return;
	case N_EQ: case N_NE: case N_LT: case N_LE: case N_GT: case N_GE:
		ev_lend(n, dst);
		cc = ev_cond(n);
		am_avail = mark;
		ev_set(cc, dst);
		return;
	}
	bug("ev_to");
}

/* ---- conditions ---------------------------------------------------- */

static const u8 cond_codes[] = {
	CC_E, CC_NE, CC_B, CC_BE, CC_A, CC_AE,
	CC_E, CC_NE, CC_L, CC_LE, CC_G, CC_GE
};

static int cond_code(int op, int is_signed)
{
	return cond_codes[op - N_EQ + 6 * (is_signed != 0)];
}

/* the comparison of something narrow in memory with a number: no widening */
static int cond_narrow(Node *n)
{
	Node *a = n->a;
	i64 c = n->b->ival;
	int bytes;
	Opnd o;

	if (a->op != N_CONV || !mode_int(a->a->mode) ||
	    !ev_in_memory(a->a))
		return -1;
	if (mode_bytes[a->mode] == 4)
		c = mode_signed(a->mode) ? (int)c : c & 0xffffffff;
	a = a->a;
	bytes = mode_bytes[a->mode];
	if (bytes > 2)
		return -1;
	if (mode_signed(a->mode) ? c < -(128 << 8 * (bytes - 1)) ||
	    c >= 128 << 8 * (bytes - 1) : c < 0 || c >= 256 << 8 * (bytes - 1))
		return -1;
	if (bytes == 2 && c)
		return -1;	/* a 16-bit immediate stalls the decoder */
	ev_place(a, &o);
	am_im(I_CMP, bytes, c, &o);
	return cond_code(n->op, mode_signed(a->mode) &&
		mode_signed(n->a->mode));
}

/* (x & y) against 0 */
static int cond_test(Node *n)
{
	Node *a = ev_strip(n->a->a, mode_bytes[n->a->mode]);
	Node *b = n->a->b;
	int w = ev_width(n->a->mode);
	Opnd o;
	Opnd r;

	if (b->op == N_CONST && ev_is_imm(b->ival, w)) {
		if (a->op == N_CONV && ev_in_memory(a->a) &&
		    mode_bytes[a->a->mode] == 1 && b->ival > 0 &&
		    b->ival < 256 && (b->ival < 128 ||
		    !mode_signed(a->a->mode))) {
			ev_place(a->a, &o);
			am_im(I_TEST, 1, b->ival, &o);
		} else if (ev_in_memory(a) && mode_bytes[a->mode] >= w) {
			ev_place(a, &o);
			if (b->ival > 0 && b->ival < 128)
				am_im(I_TEST, 1, b->ival, &o);
			else
				am_im(I_TEST, w, w == 4 ? (int)b->ival :
					b->ival, &o);
		} else {
			am_ir(I_TEST, b->ival > 0 && b->ival < 128 ? 1 : w,
				w == 4 ? (int)b->ival : b->ival, ev(a));
		}
	} else if (b->need > a->need) {
		op_reg(&o, ev(b));
		ev_operand(a, w, &r);
		ins2(I_TEST, w, &o, &r);
	} else {
		op_reg(&r, ev(a));
		ev_operand(b, w, &o);
		if (o.kind == OP_MEM)
			ins2(I_TEST, w, &r, &o);
		else
			ins2(I_TEST, w, &o, &r);
	}
	return cond_code(n->op, 0);
}

/* emits the comparison n; which condition of the flags is its value */
int ev_cond(Node *n)
{
	Node *a = n->a;
	Node *b = n->b;
	int w;
	int cc;
	int r;
	Opnd x;
	Opnd y;

	if (a->mode == M_FLD)
		return xv_cond(n);
	if (mode_float(a->mode))
		return fv_cond(n);
	w = ev_width(a->mode);
	cc = cond_code(n->op, mode_signed(a->mode));
	a = ev_strip(a, w);
	b = ev_strip(b, w);
	if (b->op == N_CONST) {
		if (b->ival == 0 && (cc == CC_E || cc == CC_NE) &&
		    n->a->op == N_AND)
			return cond_test(n);
		r = cond_narrow(n);
		if (r >= 0)
			return r;
		if (b->ival == 0 && !(ev_in_memory(a) &&
		    mode_bytes[a->mode] >= w)) {
			r = ev(a);
			am_rr(I_TEST, w, r, r);
			return cc;
		}
	}
	if (b->op == N_CONST && ev_is_imm(b->ival, w)) {
		op_imm(&y, w == 4 ? (int)b->ival : b->ival);
		ev_operand(a, w, &x);
		if (x.kind == OP_IMM)
			op_reg(&x, ev(a));
	} else if (ev_in_memory(a) && ev_reg(b) >= 0 &&
	    mode_bytes[a->mode] >= w) {
		ev_place(a, &x);
		op_reg(&y, ev_reg(b));
	} else if (b->need > a->need) {
		ev_operand(b, w, &y);
		op_reg(&x, ev(a));
	} else {
		op_reg(&x, ev(a));
		ev_operand(b, w, &y);
	}
	ins2(I_CMP, w, &y, &x);
	return cc;
}

void ev_set(int cc, int dst)
{
	int t;
	u32 mark = am_avail;

	if (cc & CC_PARITY) {
		t = am_scratch(0);
		cc &= 15;
		am_r(I_SETCC + (cc == CC_E ? CC_NP : CC_P), 1, t);
		am_r(I_SETCC + cc, 1, dst);
		am_rr(cc == CC_E ? I_AND : I_OR, 1, t, dst);
	} else {
		am_r(I_SETCC + cc, 1, dst);
	}
	am_rr(I_MOVZB, 4, dst, dst);
	am_avail = mark;
}

/* ---- ints kept in 64 bits ------------------------------------------ */

/*
 * An int that indexes arrays is kept extended in its register, if that costs
 * less where it is set than it saves where it is used. Adding a constant
 * extends by itself: an int does not overflow.
 */
static int wide_is_free(Var *v, Node *n)
{
	if (n->op == N_ADD && n->a->op == N_LOCAL && n->a->var == v &&
	    n->b->op == N_CONST)
		return !opt.wrapv;
	return n->op == N_CONST || n->op == N_LOAD || ev_positive(n);
}

static int wide_weight;

static void wide_use(Node **slot)
{
	Node *n = *slot;

	while (n) {
		if (n->op == N_CONV && mode_bytes[n->mode] == 8 &&
		    n->a->op == N_LOCAL && n->a->mode == M_I32)
			n->a->var->wide += wide_weight;
		if (n->b)
			wide_use(&n->b);
		n = n->a;
	}
}

static void wide_def(Var *v)
{
	v->wide -= wide_weight;
}

void ev_count_wide(Stmt *s)
{
	wide_weight = stmt_weight(s);
	stmt_trees(s, wide_use);
	if (s->op != ST_SET || !wide_is_free(s->var, s->a))
		stmt_defs(s, wide_def);
}

/* v has been set as an int */
void ev_widen(Var *v)
{
	if (v->reg >= 0 && v->mode == M_I32 && v->wide > 0)
		am_rr(I_MOVSL, 8, v->reg, v->reg);
}

/* the int v, kept in 64 bits, becomes n */
void ev_to_wide(Var *v, Node *n)
{
	Opnd o;

	if (n->op == N_LOAD) {
		ev_place(n, &o);
		am_mr(I_MOVSL, 8, &o, v->reg);
	} else if (n->op == N_CONST) {
		am_const((int)n->ival, 8, v->reg);
	} else if (n->op == N_ADD && wide_is_free(v, n)) {
		am_ir(I_ADD, 8, (int)n->b->ival, v->reg);
	} else if (n->op == N_LOCAL && n->var->wide > 0 &&
	    n->var->reg >= 0) {
		am_rr(I_MOV, 8, n->var->reg, v->reg);
	} else {
		ev_to(n, v->reg);
		if (!wide_is_free(v, n))
			ev_widen(v);
	}
}

/* ---- stores -------------------------------------------------------- */

static void store_place(Node *addr, i64 off, Var *v, Opnd *o)
{
	if (v)
		op_var(o, v, 0);
	else
		ev_addr(addr, off, o);
}

/* is n what is in memory there? */
static int store_is_same(Node *n, int mode, Node *addr, i64 off, Var *v)
{
	while (n->op == N_CONV && mode_int(n->mode) &&
	    mode_int(n->a->mode) && mode_bytes[n->a->mode] >=
	    mode_bytes[mode])
		n = n->a;
	if (mode_bytes[n->mode] != mode_bytes[mode] || !mode_int(n->mode))
		return 0;
	if (v)
		return n->op == N_LOCAL && n->var == v;
	return n->op == N_LOAD && n->ival == off && tree_same(n->a, addr);
}

/* place = place op n->b, in one instruction */
static int store_update(int mode, Node *addr, i64 off, Var *v, Node *n)
{
	Node *b = n->b;
	int w = mode_bytes[mode];
	Opnd o;
	int r;

	switch (n->op) {
	case N_ADD: case N_AND: case N_OR: case N_XOR:
		if (store_is_same(n->a, mode, addr, off, v))
			break;
		if (!store_is_same(b, mode, addr, off, v))
			return 0;
		b = n->a;
		break;
	case N_SUB:
		if (!store_is_same(n->a, mode, addr, off, v))
			return 0;
		break;
	case N_SHL:
	case N_SHR:
		if (!store_is_same(n->a, mode, addr, off, v) ||
		    mode_bytes[n->mode] != w || b->op != N_CONST)
			return 0;
		break;
	case N_NEG:
	case N_COM:
		if (!store_is_same(n->a, mode, addr, off, v))
			return 0;
		store_place(addr, off, v, &o);
		ins1(n->op == N_NEG ? I_NEG : I_NOT, w, &o);
		return 1;
	default:
		return 0;
	}
	if (b->op == N_CONST && ev_is_imm(b->ival, w)) {
		store_place(addr, off, v, &o);
		am_im(ev_opcode(n->op, n->mode), w, w == 1 ?
			(signed char)b->ival : w == 2 ? (short)b->ival :
			w == 4 ? (int)b->ival : b->ival, &o);
		return 1;
	}
	r = ev(b);
	store_place(addr, off, v, &o);
	am_rm(ev_opcode(n->op, n->mode), w, r, &o);
	return 1;
}

void ev_store(int mode, Node *addr, i64 off, Var *v, Node *n)
{
	int w = mode_bytes[mode];
	Opnd o;
	int r;

	while (n->op == N_CONV && mode_int(n->mode) &&
	    mode_int(n->a->mode) && mode_bytes[n->a->mode] >= w)
		n = n->a;
	if (store_update(mode, addr, off, v, n))
		return;
	if (n->op == N_CONST && ev_is_imm(n->ival, w)) {
		store_place(addr, off, v, &o);
		am_im(I_MOV, w, w == 1 ? (signed char)n->ival : w == 2 ?
			(short)n->ival : w == 4 ? (int)n->ival : n->ival, &o);
		return;
	}
	r = ev(n);
	store_place(addr, off, v, &o);
	am_save(mode, r, &o);
}
