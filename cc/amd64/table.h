/*
 * table.h: the one table of instructions: what ins.c encodes from, parse.c
 * looks names up in and print.c names them by. Facts: AMD64 Architecture
 * Programmer's Manual, volumes 3 to 5; names are GNU as's.
 */
#ifndef CC_AMD64_TABLE_H
#define CC_AMD64_TABLE_H

/*
 * A form is one way to encode a template. ops has a letter for each operand,
 * sources first:
 *   r e  general register; register or memory: of the instruction's width
 *   m    memory
 *   B W L Q  register or memory of 1 2 4 8 bytes, whatever the width
 *   k R P  register of 4, of 8 bytes; of 8 in the r/m field
 *   a A c d z  the accumulator; %ax; %cl; %dx; not the accumulator
 *   i    immediate of the width, at most 4 bytes, sign-extended
 *   b    immediate that one sign-extended byte holds
 *   u v q  immediate of 1, 2, 8 bytes
 *   1    the immediate 1
 *   x y X Z  XMM register; the same or memory; in the r/m field; %xmm0
 *   n o N  MMX register likewise
 *   s 0  x87 register; %st
 *   g C D  segment, control, debug register
 *   j J  jump target of 4, of 1 byte
 *   *    an indirect target: register or memory of 8 bytes
 * In code the opcode bytes are the low 24 bits, and a mandatory prefix above
 * them.
 */
struct Form {
	u8 template;
	const char *ops;
	u32 code;
	u8 widths;		/* operand sizes it has, or'ed; 0: no size */
	u16 flags;
};
typedef struct Form Form;

enum {
	F_ADD = 1,	/* the instruction's code is added to the form's */
	F_DIGIT = 2,	/* bits 3..5 of it are the reg field of the ModRM */
	F_W = 4,	/* opcode + 1 when wider than a byte */
	F_PLUS = 8,	/* the register is in the opcode */
	F_64 = 16,	/* 8 bytes wide without a REX prefix */
	F_REXW = 32,	/* always with REX.W */
	F_TWICE = 64,	/* one register is both operands */
	F_MODRM = 128,	/* the code is opcode << 8 | digit << 3 */
	F_LOW = 256,	/* the code's low three bits are added */
	F_PREFIX = 512,	/* the code's prefix is added */
	F_NO66 = 1024	/* no prefix although 2 bytes wide */
};

struct Ins {
	const char *name;
	u16 op;			/* I_..., 0: the assembler's only */
	u8 template;
	u32 code;
};
typedef struct Ins Ins;

extern const Form ins_forms[];
extern const Ins ins_table[];	/* up to one without a name */
extern const char ins_conditions[];	/* two letters each, in order */

/* The first form of a template; forms of one stand together. */
const Form *ins_form(int template);
/* Is o what letter stands for, at that width? */
int ins_fits(int letter, const Opnd *o, int width);
int ins_matches(const Form *f, int width, const Opnd *ops, int n);
/* The form for these operands, which there must be; 0 widths are filled in. */
const Form *ins_pick(const Ins *ins, int *width, const Opnd *ops, int n);
void ins_encode(const Form *f, u32 code, int width, Opnd *ops, int n);
/* The table's row of op; *code gets its code, with the condition in it. */
const Ins *ins_of(int op, u32 *code);
/* -S: appends the instruction as text to sec_cur */
void ins_print(int op, int width, const Opnd *ops, int n);

#endif
