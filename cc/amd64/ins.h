/*
 * ins.h: amd64 instructions as the code generator and the assembler both say
 * them; one table (ins.c) knows their bytes and, for -S, their names.
 * Facts: AMD64 Architecture Programmer's Manual, volumes 3 to 5.
 */
#ifndef CC_AMD64_INS_H
#define CC_AMD64_INS_H

/* registers, by their number in the encoding */
enum {
	RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI,
	R8, R9, R10, R11, R12, R13, R14, R15
};

enum {
	OP_NONE,
	OP_REG,		/* general register; width from the instruction */
	OP_HIGH,	/* ah ch dh bh: reg 4..7 of the assembler's %ah.. */
	OP_XMM,
	OP_ST,		/* x87 stack register */
	OP_SEG, OP_CR, OP_DR, OP_MMX,
	OP_IMM,		/* disp, plus sym when not 0 */
	OP_MEM,		/* seg:disp+sym(base, index, scale) */
	OP_LABEL	/* target of a jump or call: sym + disp */
};

struct Opnd {
	u8 kind;
	u8 reg;
	u8 base;	/* 0xff: none; 0xfe: rip (sym or disp) */
	u8 index;	/* 0xff: none */
	u8 scale;	/* 1 2 4 8 */
	u8 seg;		/* 0xff: none; else es cs ss ds fs gs = 0..5 */
	u8 star;	/* indirect jump or call operand, in assembler */
	u8 rtype;	/* @-suffix: R_X86_64_ type, 0: the usual one */
	u8 width;	/* OP_REG: bytes; 0: from the instruction */
	i64 disp;
	ObjSym *sym;
};
typedef struct Opnd Opnd;

/* Condition codes: the low nibble of jcc, setcc, cmovcc. */
enum {
	CC_O, CC_NO, CC_B, CC_AE, CC_E, CC_NE, CC_BE, CC_A,
	CC_S, CC_NS, CC_P, CC_NP, CC_L, CC_GE, CC_LE, CC_G
};

/*
 * Operations that the code generator uses; the assembler's table has all of
 * these and more (their numbers follow I_LAST). Operand order is AT&T's:
 * sources first, destination last.
 */
enum {
	I_NONE,
	I_MOV, I_MOVABS, I_LEA, I_MOVZB, I_MOVZW, I_MOVSB, I_MOVSW, I_MOVSL,
	I_ADD, I_OR, I_ADC, I_SBB, I_AND, I_SUB, I_XOR, I_CMP, I_TEST,
	I_NEG, I_NOT, I_INC, I_DEC, I_MUL, I_IMUL, I_DIV, I_IDIV,
	I_SHL, I_SHR, I_SAR, I_ROL, I_ROR, I_SHLD, I_SHRD,
	I_CLTD, I_CQTO, I_CLTQ,
	I_PUSH, I_POP, I_CALL, I_RET, I_LEAVE, I_JMP,
	I_JCC, I_SETCC = I_JCC + 16, I_CMOV = I_SETCC + 16,
	I_BSF = I_CMOV + 16, I_BSR, I_BSWAP, I_POPCNT, I_XCHG, I_XADD,
	I_CMPXCHG, I_LOCK, I_REP, I_REPNE, I_MOVSQ_STR, I_MOVSB_STR,
	I_STOSQ, I_STOSB, I_MFENCE, I_PAUSE, I_UD2, I_NOP,
	/* SSE: scalar */
	I_MOVSS, I_MOVSD, I_MOVAPS, I_MOVUPS, I_MOVDQA, I_MOVDQU,
	I_MOVD, I_MOVQ,
	I_ADDSS, I_ADDSD, I_SUBSS, I_SUBSD, I_MULSS, I_MULSD, I_DIVSS,
	I_DIVSD, I_SQRTSS, I_SQRTSD, I_UCOMISS, I_UCOMISD, I_XORPS, I_XORPD,
	I_ANDPS, I_ANDPD, I_CVTSI2SS, I_CVTSI2SD, I_CVTTSS2SI, I_CVTTSD2SI,
	I_CVTSS2SD, I_CVTSD2SS,
	/* x87 */
	I_FLDS, I_FLDL, I_FLDT, I_FSTPS, I_FSTPL, I_FSTPT, I_FLD_ST,
	I_FSTP_ST, I_FILDS, I_FILDL, I_FILDLL, I_FISTPS, I_FISTPL, I_FISTPLL,
	I_FISTTPLL, I_FLDZ, I_FLD1, I_FCHS, I_FABS, I_FSQRT, I_FADDP,
	I_FSUBP, I_FSUBRP, I_FMULP, I_FDIVP, I_FDIVRP, I_FXCH, I_FUCOMIP,
	I_FNSTCW, I_FLDCW,
	I_LAST
};

/*
 * Emits one instruction at the end of sec_cur. width: operand size in bytes
 * (1 2 4 8), 0 when the operation implies it. Operands that do not fit are
 * a bug() in the compiler. I_JCC + cc, I_JMP and I_CALL take an OP_LABEL:
 * a backward jump in the section is short when it reaches.
 * Under opt.text (-S) the text goes to the assembly output instead.
 */
void ins0(int op);
void ins1(int op, int width, const Opnd *a);
void ins2(int op, int width, const Opnd *src, const Opnd *dst);
void ins3(int op, int width, const Opnd *imm, const Opnd *src,
	const Opnd *dst);

#endif
