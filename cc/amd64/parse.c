/*
 * parse.c: amd64 instructions in AT&T syntax, for the assembler: operands,
 * the instruction's name, and its width where the name does not say it.
 * Facts: Using as, the manual of GNU as 2.40, section 9.16.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../elf.h"
#include "../asm.h"
#include "ins.h"
#include "table.h"
#include "reloc.h"

enum { NAME_BUCKETS = 1024, NAME_MAX = 1024, MAX_OPERANDS = 4 };

/* rows of ins_table by hash of their names: index + 1 */
static u16 name_bucket[NAME_BUCKETS];
static u16 name_chain[NAME_MAX];
static int name_ready;

static u32 name_hash(const char *s, u64 n)
{
	u32 h = 0;
	u64 i;

	for (i = 0; i < n; i++)
		h = h * 31 + (u8)s[i];
	return h % NAME_BUCKETS;
}

void target_asm_begin(void)
{
	int i;

	if (name_ready)
		return;
	name_ready = 1;
	for (i = 0; ins_table[i].name; i++) {
		u32 h = name_hash(ins_table[i].name,
			strlen(ins_table[i].name));
		u16 *at = &name_bucket[h];

		while (*at)
			at = &name_chain[*at - 1];
		*at = i + 1;
	}
}

static int name_is(const Ins *i, const char *s, u64 n)
{
	return strncmp(i->name, s, n) == 0 && i->name[n] == 0;
}

/* ---- registers ----------------------------------------------------- */

static const char reg_words[] = "axcxdxbxspbpsidi";
static const char reg_bytes[] = "alcldlblahchdhbh";
static const char reg_segs[] = "escsssdsfsgs";

static int reg_pair(const char *list, int count, const char *s)
{
	int i;

	for (i = 0; i < count; i++)
		if (list[i * 2] == s[0] && list[i * 2 + 1] == s[1])
			return i;
	return -1;
}

static void reg_set(Opnd *o, int kind, int reg, int width)
{
	o->kind = kind;
	o->reg = reg;
	o->width = width;
}

/* "12" -> 12; -1 if s of n characters is no number below limit. */
static int reg_number(const char *s, u64 n, int limit)
{
	int v = 0;
	u64 i;

	if (n == 0 || n > 2)
		return -1;
	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + s[i] - '0';
	}
	return v < limit ? v : -1;
}

/* rax, r10, r10d, spl and so on */
static int reg_general(const char *s, u64 n, Opnd *o)
{
	int r;

	if (n == 3 && (s[0] == 'r' || s[0] == 'e')) {
		r = reg_pair(reg_words, 8, s + 1);
		if (r >= 0) {
			reg_set(o, OP_REG, r, s[0] == 'r' ? 8 : 4);
			return 1;
		}
	}
	if (n == 2) {
		r = reg_pair(reg_words, 8, s);
		if (r >= 0) {
			reg_set(o, OP_REG, r, 2);
			return 1;
		}
		r = reg_pair(reg_bytes, 8, s);
		if (r >= 0) {
			reg_set(o, r < 4 ? OP_REG : OP_HIGH, r, 1);
			return 1;
		}
	}
	if (n == 3 && s[2] == 'l') {
		r = reg_pair(reg_words, 8, s);
		if (r >= 4) {
			reg_set(o, OP_REG, r, 1);
			return 1;
		}
	}
	if (s[0] == 'r' && n > 1) {
		int last = s[n - 1];
		int width = last == 'd' ? 4 : last == 'w' ? 2 : last == 'b'
			|| last == 'l' ? 1 : 8;

		r = reg_number(s + 1, width == 8 ? n - 1 : n - 2, 16);
		if (r >= 8) {
			reg_set(o, OP_REG, r, width);
			return 1;
		}
	}
	return 0;
}

static int reg_lookup(const char *s, u64 n, Opnd *o)
{
	int r;

	if (reg_general(s, n, o))
		return 1;
	if (n == 2) {
		r = reg_pair(reg_segs, 6, s);
		if (r >= 0) {
			reg_set(o, OP_SEG, r, 0);
			return 1;
		}
		if (s[0] == 's' && s[1] == 't') {
			reg_set(o, OP_ST, 0, 0);
			return 1;
		}
	}
	if (n > 3 && memcmp(s, "xmm", 3) == 0) {
		r = reg_number(s + 3, n - 3, 16);
		reg_set(o, OP_XMM, r, 0);
		return r >= 0;
	}
	if (n > 2 && memcmp(s, "mm", 2) == 0) {
		r = reg_number(s + 2, n - 2, 8);
		reg_set(o, OP_MMX, r, 0);
		return r >= 0;
	}
	if (n > 2 && memcmp(s, "cr", 2) == 0) {
		r = reg_number(s + 2, n - 2, 16);
		reg_set(o, OP_CR, r, 0);
		return r >= 0;
	}
	if (n > 2 && (memcmp(s, "db", 2) == 0 || memcmp(s, "dr", 2) == 0)) {
		r = reg_number(s + 2, n - 2, 8);
		reg_set(o, OP_DR, r, 0);
		return r >= 0;
	}
	return 0;
}

/* ---- operands ------------------------------------------------------ */

/* %name at hand; 0 after a message if it is no register. */
static int opnd_register(Opnd *o)
{
	const u8 *start = ++as.p;
	char *name;

	while (as.p < as.end && as_name_char(*as.p))
		as.p++;
	name = str_dup((const char *)start, as.p - start);
	if (!reg_lookup(name, as.p - start, o)) {
		asm_error("%%s is not a register", name, 0);
		return 0;
	}
	if (o->kind == OP_ST && as_take('(')) {
		o->reg = as_const();
		as_expect(')');
		if (o->reg > 7)
			asm_error("there are eight x87 registers", 0, 0);
	}
	return 1;
}

/* The value of an immediate or displacement. */
static void opnd_value(Opnd *o)
{
	AsmVal v;

	as_expr(&v);
	o->disp = v.v;
	o->sym = v.sym;
	if (v.sub)
		asm_error("a difference that is not known yet cannot be in an"
			" instruction", 0, 0);
	if (v.suffix) {
		int type = target_reloc_name(v.suffix, v.suffix_len, 4);

		if (type < 0)
			asm_error("the suffix @%s is not known",
				str_dup(v.suffix, v.suffix_len), 0);
		o->rtype = type;
	}
}

/* A register of an address: its number; its width goes to o. */
static int opnd_address_register(Opnd *o)
{
	Opnd r;

	memset(&r, 0, sizeof r);
	as_space();
	if (as.p + 3 < as.end && memcmp(as.p, "%rip", 4) == 0
			&& !as_name_char(as.p + 4 < as.end ? as.p[4] : 0)) {
		as.p += 4;
		return 0xfe;
	}
	if (as.p >= as.end || *as.p != '%' || !opnd_register(&r)) {
		asm_error("a register expected", 0, 0);
		return 0xff;
	}
	if (r.kind == OP_REG && r.width == 2 && r.reg == RDX) {
		o->kind = OP_REG;
		o->width = 2;
		return RDX;
	}
	if (r.kind != OP_REG || r.width < 4)
		asm_error("an address wants a 64-bit or 32-bit register", 0,
			0);
	if (r.width == 4)
		o->width = 4;
	return r.reg;
}

/* (base, index, scale), the bracket not yet taken */
static void opnd_brackets(Opnd *o)
{
	as_expect('(');
	as_space();
	if (as.p < as.end && *as.p != ',')
		o->base = opnd_address_register(o);
	if (o->kind == OP_REG) {
		/* (%dx), the port */
		o->reg = o->base;
		as_expect(')');
		return;
	}
	if (as_take(',')) {
		as_space();
		if (as.p < as.end && *as.p == '%')
			o->index = opnd_address_register(o);
		if (as_take(','))
			o->scale = as_const();
	}
	as_expect(')');
	if (o->index == RSP && o->scale == 1) {
		/* rsp cannot be an index, but sums have no order */
		o->index = o->base;
		o->base = RSP;
	}
	if (o->index == RSP || o->index == 0xfe)
		asm_error("this register cannot be an index", 0, 0);
	if (o->scale != 1 && o->scale != 2 && o->scale != 4 && o->scale != 8)
		asm_error("a scale is 1, 2, 4 or 8", 0, 0);
}

static int opnd_opens_address(void)
{
	const u8 *p = as.p + 1;

	if (as.p >= as.end || *as.p != '(')
		return 0;
	while (p < as.end && (*p == ' ' || *p == '\t'))
		p++;
	return p < as.end && (*p == '%' || *p == ',');
}

static void opnd_memory(Opnd *o)
{
	o->kind = OP_MEM;
	as_space();
	if (!opnd_opens_address())
		opnd_value(o);
	as_space();
	if (as.p < as.end && *as.p == '(')
		opnd_brackets(o);
	/* addresses are 32 bits, sign-extended */
	if (o->sym == 0 && o->disp > 0x7fffffff && o->disp <= 0xffffffff)
		o->disp -= 0x100000000;
	if (o->disp < -0x80000000l || o->disp > 0x7fffffff)
		asm_error("a displacement has 32 bits", 0, 0);
}

static void opnd_parse(Opnd *o)
{
	memset(o, 0, sizeof(Opnd));
	o->base = 0xff;
	o->index = 0xff;
	o->seg = 0xff;
	o->scale = 1;
	if (as_take('*'))
		o->star = 1;
	if (as_take('$')) {
		o->kind = OP_IMM;
		opnd_value(o);
		return;
	}
	as_space();
	if (as.p < as.end && *as.p == '%') {
		if (!opnd_register(o) || o->kind != OP_SEG || !as_take(':'))
			return;
		o->seg = o->reg;
		o->reg = 0;
	}
	opnd_memory(o);
}

/* ---- the instruction ----------------------------------------------- */

/* The width that the operands give the form; 0: none does. */
static int ins_width(const Form *f, const Opnd *ops, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		int c = f->ops[i];

		if ((c == 'r' || c == 'e' || c == 'a' || c == 'z')
				&& (ops[i].kind == OP_REG
				|| ops[i].kind == OP_HIGH))
			return ops[i].width;
	}
	if ((f->widths & (f->widths - 1)) == 0)
		return f->widths;
	if (f->flags & F_64)
		return 8;
	/* of an integer in memory to be converted, GNU as takes 4 bytes */
	for (i = 0; i < n; i++)
		if (f->ops[i] == 'x' && f->ops[0] == 'e')
			return 4;
	return 0;
}

/* Makes plain addresses jump targets where the form wants one. */
static void ins_targets(const Form *f, Opnd *ops, int n)
{
	Opnd *o = &ops[0];

	if (n != 1 || (f->ops[0] != 'j' && f->ops[0] != 'J'))
		return;
	if (o->kind != OP_MEM || o->star || o->base != 0xff
			|| o->index != 0xff || o->seg != 0xff)
		return;
	o->kind = OP_LABEL;
	if (o->sym == 0) {
		o->sym = obj_absolute(o->disp);
		o->disp = 0;
	}
}

/* Bytes ah ch dh bh cannot be in an instruction with a REX prefix. */
static void ins_check_high(const Form *f, int width, const Opnd *ops, int n)
{
	int high = 0;
	int rex = f->flags & F_REXW || (width == 8 && f->widths & 8);
	int i;

	for (i = 0; i < n; i++) {
		const Opnd *o = &ops[i];

		high |= o->kind == OP_HIGH;
		rex |= o->kind == OP_REG && (o->reg > 7 || (o->width == 1
			&& o->reg >= RSP));
		rex |= o->kind == OP_MEM && ((o->base < 16 && o->base > 7)
			|| (o->index < 16 && o->index > 7));
	}
	if (high && rex)
		asm_error("%ah, %bh, %ch or %dh cannot be used with these"
			" operands", 0, 0);
}

/* Encodes by the row i if a form fits. *vague: only the width is missing. */
static int ins_try(const Ins *i, u32 code, int width, Opnd *ops, int n,
	int *vague)
{
	const Form *f;

	for (f = ins_form(i->template); f->template == i->template; f++) {
		int w = width;

		if (w && (f->widths & w) == 0)
			continue;
		ins_targets(f, ops, n);
		if (w == 0 && f->widths && strlen(f->ops) == (u64)n) {
			w = ins_width(f, ops, n);
			if (w == 0) {
				if (ins_matches(f, f->widths & 4 ? 4 : 2, ops,
						n))
					*vague = 1;
				continue;
			}
		}
		if (!ins_matches(f, w, ops, n))
			continue;
		ins_check_high(f, w, ops, n);
		ins_encode(f, code, w, ops, n);
		return 1;
	}
	return 0;
}

static int ins_by_name(const char *s, u64 n, int width, Opnd *ops, int nops,
	int *known, int *vague)
{
	int i;

	for (i = name_bucket[name_hash(s, n)]; i; i = name_chain[i - 1]) {
		const Ins *row = &ins_table[i - 1];

		if (!name_is(row, s, n))
			continue;
		*known = 1;
		if (ins_try(row, row->code, width, ops, nops, vague))
			return 1;
	}
	return 0;
}

/* Other names of conditions, after those in ins_conditions. */
static const char cond_more[] = "c \2nc\3z \4nz\5na\6nb\3"
	"pe\12po\13";

/* The condition that s of n letters names; -1: none. */
static int ins_condition(const char *s, u64 n)
{
	const char *p;
	int i;

	if (n == 3 && s[0] == 'n') {
		/* nae nbe nge nle */
		if (s[2] != 'e')
			return -1;
		i = ins_condition(s + 1, 2);
		return i < 0 ? -1 : i ^ 1;
	}
	if (n == 0 || n > 2)
		return -1;
	for (i = 0; i < 16; i++) {
		p = ins_conditions + i * 2;
		if (p[0] == s[0] && p[1] == (n == 2 ? s[1] : ' '))
			return i;
	}
	for (p = cond_more; *p; p += 3)
		if (p[0] == s[0] && p[1] == (n == 2 ? s[1] : ' '))
			return p[2];
	if (n == 2 && s[0] == 'n') {
		i = ins_condition(s + 1, 1);
		return i < 0 ? -1 : i ^ 1;
	}
	return -1;
}

/* jCC, setCC, cmovCC; the name without suffix */
static int ins_conditional(const char *s, u64 n, int width, Opnd *ops,
	int nops, int *known, int *vague)
{
	int op = 0;
	u64 skip = 0;
	const Ins *row;
	u32 code;
	int cc;

	if (n > 1 && s[0] == 'j') {
		op = I_JCC;
		skip = 1;
	} else if (n > 3 && memcmp(s, "set", 3) == 0) {
		op = I_SETCC;
		skip = 3;
	} else if (n > 4 && memcmp(s, "cmov", 4) == 0) {
		op = I_CMOV;
		skip = 4;
	} else {
		return 0;
	}
	cc = ins_condition(s + skip, n - skip);
	if (cc < 0)
		return 0;
	*known = 1;
	row = ins_of(op + cc, &code);
	return ins_try(row, code, width, ops, nops, vague);
}

static const char compare_names[] =
	"eq\0   lt\0   le\0   unord\0" "neq\0  nlt\0  nle\0  ord\0  ";

/* cmpltsd and kin: cmpsd with the comparison as its first operand */
static int ins_compare(const char *s, u64 n, Opnd *ops, int nops, int *vague)
{
	char name[6];
	int known = 0;
	int i;

	if (n < 7 || nops != 2 || memcmp(s, "cmp", 3) != 0)
		return 0;
	for (i = 0; i < 8; i++) {
		const char *p = compare_names + i * 6;

		if (strlen(p) == n - 5 && memcmp(p, s + 3, n - 5) == 0)
			break;
	}
	if (i == 8)
		return 0;
	memcpy(name, "cmp", 3);
	name[3] = s[n - 2];
	name[4] = s[n - 1];
	memmove(&ops[1], &ops[0], 2 * sizeof(Opnd));
	memset(&ops[0], 0, sizeof(Opnd));
	ops[0].kind = OP_IMM;
	ops[0].disp = i;
	return ins_by_name(name, 5, 0, ops, 3, &known, vague);
}

static int suffix_width(int c)
{
	return c == 'b' ? 1 : c == 'w' ? 2 : c == 'l' ? 4 : c == 'q' ? 8 : 0;
}

static void ins_find(const char *s, u64 n, Opnd *ops, int nops)
{
	int known = 0;
	int vague = 0;
	int width = suffix_width(s[n - 1]);

	if (ins_by_name(s, n, 0, ops, nops, &known, &vague)
			|| ins_conditional(s, n, 0, ops, nops, &known, &vague))
		return;
	if (width && n > 1 && (ins_by_name(s, n - 1, width, ops, nops, &known,
			&vague) || ins_conditional(s, n - 1, width, ops, nops,
			&known, &vague)))
		return;
	if (ins_compare(s, n, ops, nops, &vague))
		return;
	if (vague && ins_by_name(s, n, 4, ops, nops, &known, &vague)) {
		asm_warn("%s: nothing says how wide it is: 4 bytes (l) are"
			" taken", str_dup(s, n), 0);
		return;
	}
	s = str_dup(s, n);
	if (known)
		asm_error("%s cannot have these operands", s, 0);
	else
		asm_error("the instruction %s is not known", s, 0);
}

struct PrefixName {
	const char *name;
	u8 code;
};

static const struct PrefixName prefix_names[] = {
	{ "lock", 0xf0 }, { "rep", 0xf3 }, { "repe", 0xf3 }, { "repz", 0xf3 },
	{ "repne", 0xf2 }, { "repnz", 0xf2 }, { "cs", 0x2e }, { "ds", 0x3e },
	{ "es", 0x26 }, { "fs", 0x64 }, { "gs", 0x65 }, { "ss", 0x36 },
	{ "data16", 0x66 }, { "addr32", 0x67 }, { "rex64", 0x48 },
	{ "rex.W", 0x48 }, { "notrack", 0x3e }, { "bnd", 0xf2 },
	{ "xacquire", 0xf2 }, { "xrelease", 0xf3 }, { "wait", 0x9b },
	{ 0, 0 }
};

void target_instruction(const char *name, u64 n)
{
	const struct PrefixName *p;
	Opnd ops[MAX_OPERANDS];
	int nops = 0;
	int errors = diag_errors;
	const char *s;

	if (sec_cur->type == SHT_NOBITS) {
		asm_error("%s has no contents: no code can be in it",
			sec_cur->name, 0);
		return;
	}
	for (p = prefix_names; p->name; p++) {
		if (strlen(p->name) != n || memcmp(p->name, name, n) != 0)
			continue;
		buf_byte(&sec_cur->data, p->code);
		if (as_end())
			return;
		s = (const char *)as.p;
		while (as.p < as.end && as_name_char(*as.p))
			as.p++;
		if ((const char *)as.p == s)
			asm_error("an instruction expected", 0, 0);
		else
			target_instruction(s, (const char *)as.p - s);
		return;
	}
	if (!as_end()) {
		do {
			if (nops == MAX_OPERANDS - 1) {
				asm_error("too many operands", 0, 0);
				return;
			}
			opnd_parse(&ops[nops++]);
		} while (as_take(','));
	}
	if (diag_errors == errors)
		ins_find(name, n, ops, nops);
}
