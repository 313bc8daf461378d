/*
 * print.c: instructions as the GNU assembler's text, for -S.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../elf.h"
#include "ins.h"
#include "table.h"

static const char print_words[] = "axcxdxbxspbpsidi";
static const char print_bytes[] = "alcldlblspbpsidi";
static const char print_segs[] = "escsssdsfsgs";

static void print_reg(Buf *b, int reg, int width)
{
	if (reg >= 8) {
		buf_byte(b, 'r');
		buf_num(b, reg);
		if (width < 8)
			buf_byte(b, width == 4 ? 'd' : width == 2 ? 'w' : 'b');
		return;
	}
	if (width == 1) {
		buf_add(b, print_bytes + reg * 2, 2);
		if (reg >= 4)
			buf_byte(b, 'l');
		return;
	}
	if (width > 2)
		buf_byte(b, width == 4 ? 'e' : 'r');
	buf_add(b, print_words + reg * 2, 2);
}

static void print_value(Buf *b, const Opnd *o)
{
	if (o->sym) {
		/* which functions are emitted at all depends on this */
		o->sym->referenced = 1;
		text_sym(b, o->sym);
		if (o->rtype)
			text_suffix(b, o->rtype);
		if (o->disp == 0)
			return;
		if (o->disp > 0)
			buf_byte(b, '+');
	}
	buf_num(b, o->disp);
}

static void print_memory(Buf *b, const Opnd *o)
{
	if (o->seg != 0xff) {
		buf_byte(b, '%');
		buf_add(b, print_segs + o->seg * 2, 2);
		buf_byte(b, ':');
	}
	if (o->sym || o->disp || (o->base == 0xff && o->index == 0xff))
		print_value(b, o);
	if (o->base == 0xff && o->index == 0xff)
		return;
	buf_byte(b, '(');
	if (o->base == 0xfe) {
		buf_str(b, "%rip");
	} else if (o->base != 0xff) {
		buf_byte(b, '%');
		print_reg(b, o->base, o->width == 4 ? 4 : 8);
	}
	if (o->index != 0xff) {
		buf_str(b, ",%");
		print_reg(b, o->index, o->width == 4 ? 4 : 8);
		buf_byte(b, ',');
		buf_num(b, o->scale ? o->scale : 1);
	}
	buf_byte(b, ')');
}

/* letter: of the form, which knows the width where the operand does not */
static void print_operand(Buf *b, const Opnd *o, int letter, int width)
{
	if (letter == 'B' || letter == 'c')
		width = 1;
	else if (letter == 'W' || letter == 'd')
		width = 2;
	else if (letter == 'L' || letter == 'k')
		width = 4;
	else if (letter == 'Q' || letter == 'R' || letter == '*')
		width = 8;
	if (letter == '*')
		buf_byte(b, '*');
	switch (o->kind) {
	case OP_REG:
		buf_byte(b, '%');
		print_reg(b, o->reg, o->width ? o->width : width);
		break;
	case OP_HIGH:
		buf_byte(b, '%');
		buf_byte(b, print_bytes[(o->reg - 4) * 2]);
		buf_byte(b, 'h');
		break;
	case OP_XMM:
		buf_str(b, "%xmm");
		buf_num(b, o->reg);
		break;
	case OP_ST:
		buf_str(b, "%st(");
		buf_num(b, o->reg);
		buf_byte(b, ')');
		break;
	case OP_IMM:
		buf_byte(b, '$');
		print_value(b, o);
		break;
	case OP_MEM:
		print_memory(b, o);
		break;
	case OP_LABEL:
		print_value(b, o);
		break;
	default:
		bug("ins: an operand that has no text");
	}
}

static void print_suffix(Buf *b, int width)
{
	buf_byte(b, width == 1 ? 'b' : width == 2 ? 'w' : width == 4 ? 'l'
		: 'q');
}

void ins_print(int op, int width, const Opnd *ops, int n)
{
	Buf *b = &sec_cur->data;
	u32 code;
	const Ins *ins = ins_of(op, &code);
	const Form *f = ins_pick(ins, &width, ops, n);
	int i;

	buf_byte(b, '\t');
	buf_str(b, ins->name);
	if (op >= I_JCC && op < I_CMOV + 16) {
		code -= ins->code;
		buf_byte(b, ins_conditions[code * 2]);
		if (ins_conditions[code * 2 + 1] != ' ')
			buf_byte(b, ins_conditions[code * 2 + 1]);
	}
	if (f->widths && (f->flags & F_64) == 0)
		print_suffix(b, width);
	for (i = 0; i < n; i++) {
		buf_str(b, i ? ", " : "\t");
		print_operand(b, &ops[i], f->ops[i], width);
	}
	buf_byte(b, '\n');
}
