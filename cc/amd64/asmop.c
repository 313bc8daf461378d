/*
 * asmop.c: extended asm: operands get registers, memory or immediates after
 * their constraints, and the template becomes text for the assembler. Facts:
 * GCC's manual, "Extended Asm" and "Constraints for x86".
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "reloc.h"
#include "back.h"

/* where an operand is: AsmOp.where */
enum {
	ASM_REG,
	ASM_XMM,
	ASM_ST,		/* reg is 0 or 1 */
	ASM_MEM,
	ASM_IMM
};

/* %0 as a register is written by width: 1 2 4 8 */
static const char *const asm_names[] = {
	"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil",
	"r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b",
	"ax", "cx", "dx", "bx", "sp", "bp", "si", "di",
	"r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w",
	"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi",
	"r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d",
	"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
	"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"
};
static const char asm_letters[] = "acdbSD";
static const u8 asm_letter_regs[] = { RAX, RCX, RDX, RBX, RSI, RDI };

static Opnd *asm_opnd;		/* of the statement's operands */
static int asm_count;		/* for %= */

int target_reg(const char *name)
{
	int n = 0;
	int i;

	if (*name == '%')
		name++;
	for (i = 0; i < 64; i++)
		if (str_eq(name, asm_names[i]))
			return i & 15;
	if (strncmp(name, "xmm", 3) || !name[3])
		return -1;
	for (name += 3; *name >= '0' && *name <= '9' && n < 100; name++)
		n = n * 10 + *name - '0';
	return *name || n > 15 ? -1 : XMM0 + n;
}

/* ---- constraints --------------------------------------------------- */

static int asm_has(AsmOp *op, const char *letters)
{
	const char *p;

	for (p = op->constraint; *p; p++)
		if (strchr(letters, *p))
			return 1;
	return 0;
}

static int asm_takes_memory(AsmOp *op)
{
	return asm_has(op, "moVg<>X");
}

/* the one register that the operand may be in, or -1 */
static int asm_fixed(AsmOp *op)
{
	const char *p;
	const char *q;
	Var *v = op->var;

	if (op->val && op->val->op == N_LOCAL && !v)
		v = op->val->var;
	if (v && v->asm_reg)
		return v->asm_reg - 1;
	if (asm_has(op, "rqQRlgx"))
		return -1;
	for (p = op->constraint; *p; p++) {
		if (*p == 'A')
			return RAX;
		q = strchr(asm_letters, *p);
		if (q)
			return asm_letter_regs[q - asm_letters];
	}
	return -1;
}

/* the ranges of constants that letters admit; the first four, addresses too */
static const char range_letters[] = "igXsIJKLMNeZ";
static const i64 range_low[] = {
	-2147483648L, -2147483648L, -2147483648L, -2147483648L, 0, 0, -128,
	255, 0, 0, -2147483648L, 0
};
static const i64 range_high[] = {
	2147483647, 2147483647, 2147483647, 2147483647, 31, 63, 127,
	0xffffffff, 3, 255, 2147483647, 0xffffffff
};

/* does the constraint admit the constant or address n? */
static int asm_admits(AsmOp *op, Node *n)
{
	const char *p;
	const char *q;
	i64 v = n->ival;

	for (p = op->constraint; *p; p++) {
		if ((*p == 'i' || *p == 'n') && n->op == N_CONST)
			return 1;
		q = strchr(range_letters, *p);
		if (q && v >= range_low[q - range_letters] &&
		    v <= range_high[q - range_letters] &&
		    (n->op == N_CONST || q - range_letters < 4))
			return 1;
	}
	return 0;
}

static int asm_is_imm(AsmOp *op)
{
	Node *n = op->val;

	while (n && n->op == N_CONV && mode_int(n->mode) &&
	    mode_int(n->a->mode))
		n = n->a;
	if (op->is_output || op->tied >= 0 || !n)
		return 0;
	if (n->op != N_CONST && (n->op != N_ADDR || !n->sym->name ||
	    ev_tls(n->sym)))
		return 0;
	return asm_admits(op, n);
}

static int asm_where(AsmOp *op)
{
	if (op->addr && asm_takes_memory(op))
		return ASM_MEM;
	if (asm_is_imm(op))
		return ASM_IMM;
	if (asm_has(op, "tuf"))
		return ASM_ST;
	if (asm_has(op, "xvY") && !asm_has(op, "r"))
		return ASM_XMM;
	if (asm_fixed(op) >= XMM0)
		return ASM_XMM;
	return ASM_REG;
}

/* Outputs to memory that must be in a register go by a temporary. */
void asm_lower(Stmt *s)
{
	AsmStmt *as = s->u.as;
	AsmOp *op;
	int i;

	for (i = 0; i < as->nops; i++) {
		op = &as->ops[i];
		if (!op->addr || asm_takes_memory(op))
			continue;
		if (op->is_output) {
			op->var = prep_temp(op->mode);
			stmt_as_store(stmt_after(s, ST_STORE), op->mode,
				op->addr, 0, node_local(op->var));
		}
		op->addr = 0;
		if (op->is_inout) {
			stmt_as_set(stmt_before(s, ST_SET), op->var, op->val);
			op->val = node_local(op->var);
		}
	}
}

static u32 operand_clobbers(AsmStmt *as)
{
	u32 m = 0;
	int i;
	int r;

	for (i = 0; i < as->nclobbers; i++) {
		r = target_reg(as->clobbers[i]);
		if (r >= 0)
			m |= 1U << r;
	}
	return m;
}

void asm_wants(Stmt *s)
{
	AsmStmt *as = s->u.as;
	AsmOp *op;
	u32 m = operand_clobbers(as);
	int i;
	int r;

	if (as->nops)
		m |= ~target_saved & 0xffff;
	for (i = 0; i < as->nops; i++) {
		op = &as->ops[i];
		r = asm_fixed(op);
		if (r >= 0)
			m |= 1U << r;
		if (asm_where(op) == ASM_XMM)
			m |= 0xffff0000;
		if (r >= 0 && op->is_output && op->var && !op->var->hint)
			op->var->hint = r + 1;
	}
	s->scratch = m & ~am_fixed;
	reg_used |= s->scratch & target_saved;
}

/* ---- registers for the operands ------------------------------------ */

static u32 asm_lost;		/* clobbered: no operand goes there */
static u32 asm_in;		/* registers of inputs */
static u32 asm_out;		/* registers of outputs */

static int asm_pick(u32 among)
{
	int r;

	for (r = 0; r < REG_MAX; r++)
		if (among >> r & 1)
			return r;
	return -1;
}

static void asm_take(AsmOp *op, int r)
{
	op->reg = r;
	if (op->is_output)
		asm_out |= 1U << r;
	if (!op->is_output || op->is_inout || strchr(op->constraint, '&'))
		asm_in |= 1U << r;
}

static void asm_register(Stmt *s, AsmOp *op)
{
	u32 class = op->where == ASM_XMM ? 0xffff0000 : 0xffff;
	u32 avail = s->scratch & class & ~asm_lost & ~am_fixed;
	int r;

	if (op->where == ASM_REG && asm_has(op, "Qq") &&
	    !asm_has(op, "rR"))
		avail &= 1 << RAX | 1 << RCX | 1 << RDX | 1 << RBX |
			1 << RSI | 1 << RDI;
	r = asm_pick(avail & ~asm_in & ~asm_out);
	if (r < 0)
		r = asm_pick(avail & ~(op->is_output && !op->is_inout ?
			asm_out : asm_in));
	if (r < 0)
		fatal_at(s->pos, "asm needs too many registers", 0, 0);
	asm_take(op, r);
}

static void asm_registers(Stmt *s)
{
	AsmStmt *as = s->u.as;
	AsmOp *op;
	int i;
	int r;

	asm_lost = operand_clobbers(as);
	asm_in = 0;
	asm_out = 0;
	for (i = 0; i < as->nops; i++) {
		op = &as->ops[i];
		op->reg = -1;
		op->where = asm_where(op);
		if (op->tied >= 0 && op->tied < as->nout)
			continue;
		if (op->where == ASM_ST)
			op->reg = asm_has(op, "u") && !asm_has(op, "t");
		r = asm_fixed(op);
		if (r >= 0 && (op->where == ASM_REG ||
		    op->where == ASM_XMM))
			asm_take(op, r);
	}
	for (i = 0; i < as->nops; i++) {
		op = &as->ops[i];
		if (op->tied >= 0 && op->tied < as->nout) {
			op->where = as->ops[op->tied].where;
			op->reg = as->ops[op->tied].reg;
			if (op->reg >= 0 && op->where != ASM_ST)
				asm_in |= 1U << op->reg;
		} else if (op->reg < 0 && (op->where == ASM_REG ||
		    op->where == ASM_XMM)) {
			asm_register(s, op);
		}
	}
}

/* ---- text ---------------------------------------------------------- */

static void text_reg(Buf *b, int r, int w)
{
	int row = w == 1 ? 0 : w == 2 ? 16 : w == 4 ? 32 : 48;

	buf_byte(b, '%');
	if (r >= XMM0) {
		buf_str(b, "xmm");
		buf_num(b, r - XMM0);
	} else {
		buf_str(b, asm_names[row + r]);
	}
}

static void text_named(Buf *b, ObjSym *s, i64 off)
{
	buf_str(b, s->name->name);
	if (off > 0)
		buf_byte(b, '+');
	if (off)
		buf_num(b, off);
}

static void text_memory(Buf *b, Opnd *o, i64 more)
{
	if (o->seg == SEG_FS)
		buf_str(b, "%fs:");
	if (o->sym) {
		text_named(b, o->sym, 0);
		if (o->rtype == R_X86_64_TPOFF32)
			buf_str(b, "@tpoff");
		if (o->disp + more > 0)
			buf_byte(b, '+');
		if (o->disp + more)
			buf_num(b, o->disp + more);
	} else if (o->disp + more || o->base == 0xff) {
		buf_num(b, o->disp + more);
	}
	if (o->base == 0xfe) {
		buf_str(b, "(%rip)");
		return;
	}
	if (o->base == 0xff && o->index == 0xff)
		return;
	buf_byte(b, '(');
	if (o->base != 0xff)
		text_reg(b, o->base, 8);
	if (o->index != 0xff) {
		buf_byte(b, ',');
		text_reg(b, o->index, 8);
		buf_byte(b, ',');
		buf_num(b, o->scale);
	}
	buf_byte(b, ')');
}

static int text_width(AsmOp *op, int mod)
{
	switch (mod) {
	case 'b': return 1;
	case 'w': return 2;
	case 'k': return 4;
	case 'q': return 8;
	}
	return mode_bytes[op->mode] ? mode_bytes[op->mode] : 8;
}

static void text_operand(Buf *b, AsmOp *op, int i, int mod)
{
	Opnd *o = &asm_opnd[i];
	Node *n = op->val;

	if (mod == 'z') {
		i = mode_bytes[op->mode];
		buf_byte(b, i == 1 ? 'b' : i == 2 ? 'w' : i == 4 ? 'l' :
			'q');
		return;
	}
	switch (op->where) {
	case ASM_ST:
		buf_str(b, op->reg ? "%st(1)" : "%st");
		break;
	case ASM_XMM:
		text_reg(b, op->reg, 16);
		break;
	case ASM_REG:
		if (mod == 'a')
			buf_byte(b, '(');
		if (mod == 'h' && op->reg < 4) {
			buf_byte(b, '%');
			buf_byte(b, "acdb"[op->reg]);
			buf_byte(b, 'h');
		} else {
			text_reg(b, op->reg, mod == 'a' ? 8 :
				text_width(op, mod));
		}
		if (mod == 'a')
			buf_byte(b, ')');
		break;
	case ASM_MEM:
		text_memory(b, o, mod == 'H' ? 8 : 0);
		break;
	case ASM_IMM:
		while (n->op == N_CONV)
			n = n->a;
		if (!strchr("cPanlp", mod) || !mod)
			buf_byte(b, '$');
		if (n->op == N_ADDR)
			text_named(b, n->sym, n->ival);
		else
			buf_num(b, mod == 'n' ? -n->ival : n->ival);
		break;
	}
}

/* the operand that p names, and in *end what follows */
static int text_which(Stmt *s, const char *p, const char **end)
{
	AsmStmt *as = s->u.as;
	int n = 0;
	int i;

	if (*p == '[') {
		p++;
		while (p[n] && p[n] != ']')
			n++;
		*end = p + n + (p[n] == ']');
		for (i = 0; i < as->nops; i++)
			if (as->ops[i].name && as->ops[i].name->len ==
			    (u32)n && !memcmp(as->ops[i].name->name, p, n))
				return i;
	} else if (*p >= '0' && *p <= '9') {
		while (*p >= '0' && *p <= '9' && n < 1000)
			n = n * 10 + *p++ - '0';
		*end = p;
		if (n < as->nops)
			return n;
	}
	error_at(s->pos, "asm names an operand that is not there", 0, 0);
	return -1;
}

static void text_template(Stmt *s, Buf *b)
{
	const char *p = s->u.as->text;
	int mod;
	int i;

	while (*p) {
		if (*p == '{') {
			p++;
			continue;
		}
		if (*p == '|' && strchr(p, '}')) {
			p = strchr(p, '}') + 1;
			continue;
		}
		if (*p == '}') {
			p++;
			continue;
		}
		if (*p != '%') {
			buf_byte(b, *p++);
			continue;
		}
		p++;
		if (!*p)
			break;
		if (strchr("%{|}", *p)) {
			buf_byte(b, *p++);
			continue;
		}
		if (*p == '=') {
			buf_num(b, asm_count);
			p++;
			continue;
		}
		mod = 0;
		if (*p != '[' && (*p < '0' || *p > '9'))
			mod = *p++;
		i = text_which(s, p, &p);
		if (i < 0)
			return;
		text_operand(b, &s->u.as->ops[i], i, mod);
	}
}

/* ---- an asm statement ---------------------------------------------- */

/* between a general and a vector register, bits as they are */
static void operand_cross(int mode, int src, int dst)
{
	am_rr(mode_bytes[mode] == 8 ? I_MOVQ : I_MOVD, 0, src, dst);
}

static void operand_input(AsmOp *op)
{
	u32 mark = am_avail;
	int is_float = mode_float(op->val->mode);

	if (op->where != ASM_XMM && op->where != ASM_REG)
		return;
	if (is_float != (op->where == ASM_XMM))
		operand_cross(op->val->mode, is_float ? fv(op->val) :
			ev(op->val), op->reg);
	else if (is_float)
		fv_to(op->val, op->reg);
	else
		ev_to(op->val, op->reg);
	am_avail = mark;
}

static void asm_address(AsmOp *op, Opnd *o)
{
	int r;

	ev_addr(op->addr, 0, o);
	if (o->sym && !o->sym->name) {
		r = am_scratch(0);
		am_mr(I_LEA, 8, o, r);
		op_mem(o, r, 0);
	}
}

static void asm_inputs(AsmStmt *as)
{
	AsmOp *op;
	int st;
	int i;

	for (i = 0; i < as->nops; i++) {
		op = &as->ops[i];
		if (op->where == ASM_MEM && op->addr)
			asm_address(op, &asm_opnd[i]);
	}
	for (i = 0; i < as->nops; i++) {
		op = &as->ops[i];
		if (op->where == ASM_MEM && !op->addr && op->tied >= 0)
			memcpy(&asm_opnd[i], &asm_opnd[op->tied],
				sizeof(Opnd));
		if (op->val && (!op->is_output || op->is_inout))
			operand_input(op);
	}
	for (st = 1; st >= 0; st--)
		for (i = 0; i < as->nops; i++) {
			op = &as->ops[i];
			if (op->where == ASM_ST && op->reg == st && op->val &&
			    (!op->is_output || op->is_inout))
				xv_float(op->val);
		}
}

/* x87 operands: outputs are popped, and inputs that the asm left there */
static void asm_pops(AsmStmt *as)
{
	AsmOp *op;
	Opnd o;
	int left = 0;
	int st;
	int i;
	int j;

	for (i = 0; i < as->nclobbers; i++)
		if (!strncmp(as->clobbers[i], "st", 2))
			left--;
	for (i = as->nout; i < as->nops; i++)
		if (as->ops[i].where == ASM_ST && as->ops[i].tied < 0)
			left++;
	for (st = 0; st < 2; st++)
		for (i = 0; i < as->nout; i++) {
			op = &as->ops[i];
			if (op->where != ASM_ST || op->reg != st || !op->var)
				continue;
			op_var(&o, op->var, 0);
			if (op->var->reg >= 0)
				op_mem(&o, RSP, RED_ZONE);
			xv_pop(op->var->mode, &o);
			if (op->var->reg >= 0)
				am_load(op->var->mode, &o, op->var->reg);
		}
	for (j = 0; j < left; j++) {
		op_reg(&o, 0);
		o.kind = OP_ST;
		ins1(I_FSTP_ST, 0, &o);
	}
}

static void asm_outputs(AsmStmt *as)
{
	int *src = mem_fn((as->nout + 1) * sizeof(int));
	int *dst = mem_fn((as->nout + 1) * sizeof(int));
	AsmOp *op;
	Opnd o;
	int n = 0;
	int cross;
	int mode;
	int i;

	for (i = 0; i < as->nout; i++) {
		op = &as->ops[i];
		if (!op->var || (op->where != ASM_REG &&
		    op->where != ASM_XMM))
			continue;
		cross = mode_float(op->var->mode) != (op->where == ASM_XMM);
		mode = op->var->mode;
		if (op->var->reg < 0) {
			if (cross)
				mode = mode_bytes[mode] == 8 ?
					mode_float(mode) ? M_I64 : M_F64 :
					mode_float(mode) ? M_I32 : M_F32;
			op_var(&o, op->var, 0);
			am_save(mode, op->reg, &o);
		} else if (cross) {
			operand_cross(mode, op->reg, op->var->reg);
		} else {
			src[n] = op->reg;
			dst[n++] = op->var->reg;
		}
	}
	am_moves(n, src, dst);
	for (i = 0; i < as->nout; i++) {
		op = &as->ops[i];
		if (op->var && op->where == ASM_REG && op->var->reg >= 0 &&
		    mode_bytes[op->var->mode] < 4)
			am_extend(op->var->mode, op->var->reg, op->var->reg);
	}
}

void asm_gen(Stmt *s)
{
	AsmStmt *as = s->u.as;
	Buf b;

	asm_count++;
	if (as->is_basic) {
		asm_text(as->text, strlen(as->text), s->pos);
		return;
	}
	asm_opnd = mem_fn((as->nops + 1) * sizeof(Opnd));
	asm_registers(s);
	am_targets |= asm_in | asm_out | asm_lost;
	am_avail &= ~am_targets;
	asm_inputs(as);
	memset(&b, 0, sizeof(Buf));
	text_template(s, &b);
	asm_text((const char *)b.p, b.n, s->pos);
	asm_pops(as);
	am_return();
	asm_outputs(as);
}
