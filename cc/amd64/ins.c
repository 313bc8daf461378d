/*
 * ins.c: amd64 instructions to bytes: finds the form that fits the operands
 * and encodes it. Facts: AMD64 Architecture Programmer's Manual, volume 3,
 * chapter 1 and appendix A.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../elf.h"
#include "ins.h"
#include "table.h"
#include "reloc.h"

enum { INS_MAX_TEMPLATE = 128, FWAIT = 0x9b };

static const Form *ins_first_form[INS_MAX_TEMPLATE];
static const Ins *ins_by_op[I_LAST];
static int ins_ready;

static void ins_init(void)
{
	const Form *f;
	const Ins *i;

	ins_ready = 1;
	for (f = ins_forms; f->ops; f++)
		if (ins_first_form[f->template] == 0)
			ins_first_form[f->template] = f;
	for (i = ins_table; i->name; i++)
		if (i->op)
			ins_by_op[i->op] = i;
}

const Form *ins_form(int template)
{
	if (!ins_ready)
		ins_init();
	return ins_first_form[template];
}

const Ins *ins_of(int op, u32 *code)
{
	u32 cc = 0;

	if (!ins_ready)
		ins_init();
	if (op >= I_JCC && op < I_CMOV + 16) {
		cc = (op - I_JCC) & 15;
		op -= cc;
	}
	if (ins_by_op[op] == 0)
		bug("ins: no such operation");
	*code = ins_by_op[op]->code + cc;
	return ins_by_op[op];
}

/* ---- which form ---------------------------------------------------------- */

/* Does v stand for the same n bytes when extended from bits, with sign? */
static int imm_fits(i64 v, int width, int bits)
{
	if (width == 4 && v > 0x7fffffff && v <= 0xffffffff)
		v -= 0x100000000;
	else if (width == 2 && v > 0x7fff && v <= 0xffff)
		v -= 0x10000;
	return v >> (bits - 1) == (v < 0 ? -1 : 0);
}

static int imm_fits_width(const Opnd *o, int width)
{
	i64 v = o->disp;

	if (o->sym)
		return 1;
	if (width == 1)
		return v >= -128 && v <= 255;
	if (width == 2)
		return v >= -32768 && v <= 65535;
	return imm_fits(v, width, 32);
}

static int reg_fits(const Opnd *o, int width)
{
	if (o->kind == OP_HIGH)
		return width == 1;
	return o->kind == OP_REG && (o->width == 0 || o->width == width);
}

int ins_fits(int letter, const Opnd *o, int width)
{
	int kind = o->kind;

	switch (letter) {
	case 'r':
		return reg_fits(o, width);
	case 'e':
		return kind == OP_MEM || reg_fits(o, width);
	case 'm':
		return kind == OP_MEM;
	case 'B':
		return kind == OP_MEM || reg_fits(o, 1);
	case 'W':
		return kind == OP_MEM || reg_fits(o, 2);
	case 'L':
		return kind == OP_MEM || reg_fits(o, 4);
	case 'Q':
	case '*':
		return kind == OP_MEM || reg_fits(o, 8);
	case 'k':
		return reg_fits(o, 4);
	case 'R':
	case 'P':
		return reg_fits(o, 8);
	case 'a':
		return kind == OP_REG && o->reg == RAX && reg_fits(o, width);
	case 'A':
		return kind == OP_REG && o->reg == RAX && reg_fits(o, 2);
	case 'z':
		return kind == OP_REG && o->reg != RAX && reg_fits(o, width);
	case 'c':
		return kind == OP_REG && o->reg == RCX && reg_fits(o, 1);
	case 'd':
		return kind == OP_REG && o->reg == RDX && reg_fits(o, 2);
	case 'i':
		return kind == OP_IMM && imm_fits_width(o, width);
	case 'b':
		return kind == OP_IMM && o->sym == 0
			&& imm_fits(o->disp, width, 8);
	case 'u':
		return kind == OP_IMM && imm_fits_width(o, 1);
	case 'v':
		return kind == OP_IMM && imm_fits_width(o, 2);
	case 'q':
		return kind == OP_IMM;
	case '1':
		return kind == OP_IMM && o->disp == 1 && o->sym == 0;
	case 'y':
		return kind == OP_XMM || kind == OP_MEM;
	case 'x':
	case 'X':
		return kind == OP_XMM;
	case 'Z':
		return kind == OP_XMM && o->reg == 0;
	case 'o':
		return kind == OP_MMX || kind == OP_MEM;
	case 'n':
	case 'N':
		return kind == OP_MMX;
	case 's':
		return kind == OP_ST;
	case '0':
		return kind == OP_ST && o->reg == 0;
	case 'g':
		return kind == OP_SEG;
	case 'C':
		return kind == OP_CR;
	case 'D':
		return kind == OP_DR;
	case 'j':
	case 'J':
		return kind == OP_LABEL;
	}
	return 0;
}

int ins_matches(const Form *f, int width, const Opnd *ops, int n)
{
	int i;

	if (f->widths && (f->widths & width) == 0)
		return 0;
	for (i = 0; i < n; i++)
		if (!ins_fits(f->ops[i], &ops[i], width))
			return 0;
	return f->ops[n] == 0;
}

/* ---- bytes --------------------------------------------------------- */

/* One instruction on its way. */
struct Enc {
	u8 b[32];
	int n;
	int rex;
	const Opnd *rm;
	int reg;
	const Opnd *imm;
	int imm_size;
	u32 imm_rel;
	const Opnd *imm2;	/* enter: a byte behind */
	int disp_at;		/* where a relocated displacement is; -1 */
	u32 disp_rel;
};
typedef struct Enc Enc;

static void enc_byte(Enc *e, int b)
{
	e->b[e->n++] = b;
}

static void enc_le(Enc *e, i64 v, int n)
{
	put_le(e->b + e->n, v, n);
	e->n += n;
}

/* A byte register: 4..7 are spl bpl sil dil with a REX prefix only. */
static void enc_byte_reg(Enc *e, const Opnd *o)
{
	if (o->kind == OP_REG && o->reg >= RSP && o->reg <= RDI)
		e->rex |= 0x40;
}

static void enc_imm(Enc *e, const Opnd *o, int size, u32 rel)
{
	e->imm = o;
	e->imm_size = size;
	e->imm_rel = o->rtype ? o->rtype : rel;
}

/* What operand o is to the encoding, by its letter. */
static void enc_operand(Enc *e, const Form *f, int letter, const Opnd *o,
	int width)
{
	switch (letter) {
	case 'r':
	case 'k':
	case 'R':
	case 'z':
		if (width == 1 && letter == 'r')
			enc_byte_reg(e, o);
		if (f->flags & (F_PLUS | F_DIGIT | F_MODRM))
			e->rm = o;
		else
			e->reg = o->reg;
		if (f->flags & F_TWICE)
			e->rm = o;
		break;
	case 'x':
	case 'n':
	case 'g':
	case 'C':
	case 'D':
		e->reg = o->reg;
		break;
	case 'B':
		enc_byte_reg(e, o);
		e->rm = o;
		break;
	case 'e':
		if (width == 1)
			enc_byte_reg(e, o);
		e->rm = o;
		break;
	case 'm': case 'P': case 'W': case 'L': case 'Q': case '*':
	case 'y': case 'X': case 'o': case 'N': case 's':
		e->rm = o;
		break;
	case 'i':
		enc_imm(e, o, width > 4 ? 4 : width, width == 8
			? R_X86_64_32S : width == 4 ? R_X86_64_32
			: width == 2 ? R_X86_64_16 : R_X86_64_8);
		break;
	case 'b':
	case 'u':
		if (e->imm)
			e->imm2 = o;
		else
			enc_imm(e, o, 1, R_X86_64_8);
		break;
	case 'v':
		enc_imm(e, o, 2, R_X86_64_16);
		break;
	case 'q':
		enc_imm(e, o, 8, R_X86_64_64);
		if (o->rtype == R_X86_64_TPOFF32)
			e->imm_rel = R_X86_64_TPOFF64;
		else if (o->rtype == R_X86_64_DTPOFF32)
			e->imm_rel = R_X86_64_DTPOFF64;
		else if (o->rtype == R_X86_64_GOT32)
			e->imm_rel = R_X86_64_GOT64;
		break;
	case 'j':
		enc_imm(e, o, 4, R_X86_64_PLT32);
		break;
	case 'J':
		enc_imm(e, o, 1, R_X86_64_PC8);
		break;
	}
}

static void enc_modrm(Enc *e, int mod, int rm)
{
	enc_byte(e, mod << 6 | (e->reg & 7) << 3 | (rm & 7));
}

static void enc_disp(Enc *e, const Opnd *o, u32 rel)
{
	if (o->sym) {
		e->disp_at = e->n;
		e->disp_rel = o->rtype ? o->rtype : rel;
		enc_le(e, 0, 4);
	} else {
		enc_le(e, o->disp, 4);
	}
}

static int scale_bits(int scale)
{
	return scale == 8 ? 3 : scale == 4 ? 2 : scale == 2 ? 1 : 0;
}

static void enc_memory(Enc *e, const Opnd *o)
{
	int has_index = o->index != 0xff;
	int index = has_index ? o->index & 7 : 4;
	int mod = 2;

	if (o->base == 0xfe) {
		enc_modrm(e, 0, 5);
		enc_disp(e, o, R_X86_64_PC32);
		return;
	}
	if (o->base == 0xff) {
		/* absolute: by a SIB byte, since rm 5 is relative to rip */
		enc_modrm(e, 0, 4);
		enc_byte(e, scale_bits(o->scale) << 6 | index << 3 | 5);
		enc_disp(e, o, R_X86_64_32S);
		return;
	}
	if (o->sym == 0 && o->disp == 0 && (o->base & 7) != RBP)
		mod = 0;
	else if (o->sym == 0 && o->disp >= -128 && o->disp <= 127)
		mod = 1;
	if (has_index || (o->base & 7) == RSP) {
		enc_modrm(e, mod, 4);
		enc_byte(e, scale_bits(o->scale) << 6 | index << 3
			| (o->base & 7));
	} else {
		enc_modrm(e, mod, o->base);
	}
	if (mod == 1)
		enc_byte(e, o->disp);
	else if (mod == 2)
		enc_disp(e, o, R_X86_64_32S);
}

static const u8 enc_segments[] = { 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65 };

/* All prefixes; the order is GNU as's. */
static void enc_prefixes(Enc *e, const Form *f, u32 code, int width)
{
	const Opnd *rm = e->rm;

	/* that one is an instruction of its own */
	if (code >> 24 == FWAIT)
		enc_byte(e, FWAIT);
	if (rm && rm->kind == OP_MEM) {
		if (rm->seg != 0xff)
			enc_byte(e, enc_segments[rm->seg]);
		if (rm->width == 4)
			enc_byte(e, 0x67);
		if (rm->base < 16 && rm->base & 8)
			e->rex |= 0x41;
		if (rm->index < 16 && rm->index & 8)
			e->rex |= 0x42;
	} else if (rm && rm->reg & 8) {
		e->rex |= 0x41;
	}
	if (e->reg & 8)
		e->rex |= 0x44;
	if (f->flags & F_REXW || (width == 8 && f->widths & 8
			&& (f->flags & F_64) == 0))
		e->rex |= 0x48;
	if (width == 2 && f->widths & 2 && (f->flags & F_NO66) == 0)
		enc_byte(e, 0x66);
	if (code >> 24 && code >> 24 != FWAIT)
		enc_byte(e, code >> 24);
	if (e->rex)
		enc_byte(e, e->rex);
}

/* A relocation of a field of this instruction, which starts at start. */
static void enc_reloc(Enc *e, u64 start, int at, const Opnd *o, u32 rel)
{
	i64 addend = o->disp;

	if (target_reloc(rel)->kind != RK_ABS && o->base == 0xfe)
		addend -= e->n - at;
	else if (o->kind == OP_LABEL)
		addend -= e->n - at;
	obj_reloc(sec_cur, start + at, o->sym, rel, addend);
}

/* GNU as tells the linker which loads from the GOT it may rewrite. */
static u32 enc_got(Enc *e, u32 rel, u32 op)
{
	if (rel != R_X86_64_GOTPCREL || e->rm->disp)
		return rel;
	if (op == 0xff && e->reg != 2 && e->reg != 4)
		return rel;
	if (op != 0xff && op != 0x8b && op != 0x85
			&& ((op & 0xc7) != 3 || op > 0x3f))
		return rel;
	return e->rex ? R_X86_64_REX_GOTPCRELX : R_X86_64_GOTPCRELX;
}

void ins_encode(const Form *f, u32 code, int width, Opnd *ops, int n)
{
	u64 start = sec_cur->data.n;
	u32 full = f->flags & F_ADD ? f->code + code : f->code;
	int imm_at;
	int i;
	Enc e;

	e.n = 0;
	e.rex = 0;
	e.rm = 0;
	e.reg = 0;
	e.imm = 0;
	e.imm2 = 0;
	e.disp_at = -1;
	if (f->flags & (F_DIGIT | F_MODRM))
		e.reg = code >> 3 & 7;
	if (f->flags & F_MODRM)
		full += (code & 0xff000000) + (code >> 8 & 0xffff);
	if (f->flags & F_LOW)
		full += code & 7;
	if (f->flags & F_PREFIX)
		full += code & 0xff000000;
	for (i = 0; i < n; i++)
		enc_operand(&e, f, f->ops[i], &ops[i], width);
	if (f->flags & F_W && width > 1)
		full++;
	enc_prefixes(&e, f, full, width);
	full &= 0xffffff;
	if (e.rm && f->flags & F_PLUS)
		full += e.rm->reg & 7;
	if (full > 0xffff)
		enc_byte(&e, full >> 16);
	if (full > 0xff)
		enc_byte(&e, full >> 8);
	enc_byte(&e, full);
	if (e.rm && (f->flags & F_PLUS) == 0) {
		if (e.rm->kind == OP_MEM)
			enc_memory(&e, e.rm);
		else
			enc_modrm(&e, 3, e.rm->reg);
	}
	imm_at = e.n;
	if (e.imm)
		enc_le(&e, e.imm->sym ? 0 : e.imm->disp, e.imm_size);
	if (e.imm2)
		enc_byte(&e, e.imm2->disp);
	buf_add(&sec_cur->data, e.b, e.n);
	if (e.disp_at >= 0)
		enc_reloc(&e, start, e.disp_at, e.rm,
			enc_got(&e, e.disp_rel, full & 0xff));
	if (e.imm == 0 || e.imm->sym == 0)
		return;
	if (e.imm->kind == OP_LABEL && (full & 0xff) != 0xe8
			&& e.imm_size == 4 && e.imm->rtype == 0)
		sec_jump(sec_cur, start, e.n, e.imm->sym, e.imm->disp);
	else
		enc_reloc(&e, start, imm_at, e.imm, e.imm_rel);
}

/* ---- the code generator's way in ----------------------------------- */

const Form *ins_pick(const Ins *ins, int *width, const Opnd *ops, int n)
{
	const Form *f;

	for (f = ins_first_form[ins->template]; f->template == ins->template;
			f++) {
		/* jumps and stack operations imply 8 */
		int w = *width == 0 && f->flags & F_64 ? 8 : *width;

		if (ins_matches(f, w, ops, n)) {
			*width = w;
			return f;
		}
	}
	bug(ins->name);
}

static void ins_emit(int op, int width, Opnd *ops, int n)
{
	u32 code;
	const Ins *ins = ins_of(op, &code);
	const Form *f;

	if (opt.text) {
		ins_print(op, width, ops, n);
		return;
	}
	f = ins_pick(ins, &width, ops, n);
	ins_encode(f, code, width, ops, n);
}

void ins0(int op)
{
	ins_emit(op, 0, 0, 0);
}

void ins1(int op, int width, const Opnd *a)
{
	Opnd ops[1];

	memcpy(&ops[0], a, sizeof(Opnd));
	ins_emit(op, width, ops, 1);
}

void ins2(int op, int width, const Opnd *src, const Opnd *dst)
{
	Opnd ops[2];

	memcpy(&ops[0], src, sizeof(Opnd));
	memcpy(&ops[1], dst, sizeof(Opnd));
	ins_emit(op, width, ops, 2);
}

void ins3(int op, int width, const Opnd *imm, const Opnd *src,
	const Opnd *dst)
{
	Opnd ops[3];

	memcpy(&ops[0], imm, sizeof(Opnd));
	memcpy(&ops[1], src, sizeof(Opnd));
	memcpy(&ops[2], dst, sizeof(Opnd));
	ins_emit(op, width, ops, 3);
}
