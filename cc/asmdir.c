/*
 * asmdir.c: the assembler's directives. Facts: Using as, the manual of GNU
 * as 2.40, chapter 7.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "asm.h"
#include "parse.h"

enum { DIR_STACK = 64, DIR_MAX_BYTES = 1 << 28 };

enum {
	D_NONE, D_IGNORE, D_DATA, D_LEB, D_ASCII, D_OCTA, D_FLOAT, D_SPACE,
	D_FILL, D_ALIGN, D_P2ALIGN, D_ORG, D_SECTION, D_KNOWN, D_PUSH, D_POP,
	D_PREVIOUS, D_SUBSECTION, D_SET, D_EQUIV, D_BIND, D_VIS, D_TYPE,
	D_SIZE, D_COMM, D_LCOMM, D_FILE, D_IDENT, D_INCLUDE, D_INCBIN,
	D_ERROR, D_END, D_MACRO, D_WEAKREF
};

struct Directive {
	const char *name;
	u8 what;
	u8 arg;
};

static const struct Directive dir_table[] = {
	{ ".byte", D_DATA, 1 }, { ".2byte", D_DATA, 2 },
	{ ".short", D_DATA, 2 }, { ".value", D_DATA, 2 },
	{ ".hword", D_DATA, 2 }, { ".word", D_DATA, 2 },
	{ ".4byte", D_DATA, 4 }, { ".long", D_DATA, 4 },
	{ ".int", D_DATA, 4 }, { ".8byte", D_DATA, 8 },
	{ ".quad", D_DATA, 8 }, { ".xword", D_DATA, 8 },
	{ ".octa", D_OCTA, 16 }, { ".16byte", D_OCTA, 16 },
	{ ".uleb128", D_LEB, FRAG_ULEB }, { ".sleb128", D_LEB, FRAG_SLEB },
	{ ".ascii", D_ASCII, 0 }, { ".asciz", D_ASCII, 1 },
	{ ".string", D_ASCII, 1 }, { ".string8", D_ASCII, 1 },
	{ ".float", D_FLOAT, 4 }, { ".single", D_FLOAT, 4 },
	{ ".double", D_FLOAT, 8 }, { ".tfloat", D_FLOAT, 10 },
	{ ".zero", D_SPACE, 0 }, { ".skip", D_SPACE, 0 },
	{ ".space", D_SPACE, 0 }, { ".fill", D_FILL, 0 },
	{ ".align", D_ALIGN, 0 }, { ".balign", D_ALIGN, 1 },
	{ ".balignw", D_ALIGN, 2 }, { ".balignl", D_ALIGN, 4 },
	{ ".p2align", D_P2ALIGN, 1 }, { ".org", D_ORG, 0 },
	{ ".section", D_SECTION, 0 }, { ".text", D_KNOWN, 0 },
	{ ".data", D_KNOWN, 1 }, { ".bss", D_KNOWN, 2 },
	{ ".rodata", D_KNOWN, 3 },
	{ ".pushsection", D_PUSH, 0 }, { ".popsection", D_POP, 0 },
	{ ".previous", D_PREVIOUS, 0 }, { ".subsection", D_SUBSECTION, 0 },
	{ ".set", D_SET, 0 }, { ".equ", D_SET, 0 }, { ".equiv", D_SET, 1 },
	{ ".eqv", D_SET, 1 },
	{ ".globl", D_BIND, STB_GLOBAL }, { ".global", D_BIND, STB_GLOBAL },
	{ ".weak", D_BIND, STB_WEAK }, { ".local", D_BIND, STB_LOCAL },
	{ ".weakref", D_WEAKREF, 0 },
	{ ".hidden", D_VIS, STV_HIDDEN },
	{ ".protected", D_VIS, STV_PROTECTED },
	{ ".internal", D_VIS, STV_INTERNAL },
	{ ".type", D_TYPE, 0 }, { ".size", D_SIZE, 0 },
	{ ".comm", D_COMM, 0 }, { ".common", D_COMM, 0 },
	{ ".lcomm", D_LCOMM, 0 }, { ".file", D_FILE, 0 },
	{ ".ident", D_IDENT, 0 }, { ".include", D_INCLUDE, 0 },
	{ ".incbin", D_INCBIN, 0 },
	{ ".error", D_ERROR, 1 }, { ".err", D_ERROR, 1 },
	{ ".warning", D_ERROR, 0 }, { ".print", D_ERROR, 2 },
	{ ".end", D_END, 0 },
	{ ".symver", D_IGNORE, 0 }, { ".loc", D_IGNORE, 0 },
	{ ".stabs", D_IGNORE, 0 }, { ".stabn", D_IGNORE, 0 },
	{ ".line", D_IGNORE, 0 }, { ".ln", D_IGNORE, 0 },
	{ ".def", D_IGNORE, 0 }, { ".version", D_IGNORE, 0 },
	{ ".extern", D_IGNORE, 0 }, { ".att_syntax", D_IGNORE, 0 },
	{ ".code64", D_IGNORE, 0 }, { ".title", D_IGNORE, 0 },
	{ ".list", D_IGNORE, 0 }, { ".nolist", D_IGNORE, 0 },
	{ ".eject", D_IGNORE, 0 }, { ".psize", D_IGNORE, 0 },
	{ ".sbttl", D_IGNORE, 0 }, { ".arch", D_IGNORE, 0 },
	{ ".addrsig", D_IGNORE, 0 }, { ".addrsig_sym", D_IGNORE, 0 },
	{ ".allow_index_reg", D_IGNORE, 0 }, { ".att_mnemonic", D_IGNORE, 0 },
	{ ".noaltmacro", D_IGNORE, 0 }, { ".attach_to_group", D_IGNORE, 0 },
	{ 0, 0, 0 }
};

static Section *dir_previous;
static Section *dir_stack[DIR_STACK];
static Section *dir_stack_previous[DIR_STACK];
static int dir_depth;

void asm_directives_begin(void)
{
	const struct Directive *d;

	/* such names cannot be C's, so kw is free in them */
	for (d = dir_table; d->name; d++)
		ident_str(d->name)->kw = d - dir_table + 1;
	dir_depth = 0;
	dir_previous = 0;
}

/* ---- data ---------------------------------------------------------- */

/* Room for n bytes of contents; 0 and an error where there can be none. */
static int dir_can_hold(u64 n)
{
	if (n > DIR_MAX_BYTES) {
		asm_error("more than any section may hold", 0, 0);
		return 0;
	}
	if (sec_cur->type != SHT_NOBITS)
		return 1;
	asm_error("%s has no contents: nothing but zeros can be in it",
		sec_cur->name, 0);
	return 0;
}

static void dir_value(AsmVal *v, int n)
{
	u64 at = sec_cur->data.n;
	int type = target_reloc_abs(n);

	if (sec_cur->type == SHT_NOBITS) {
		if (v->sym || v->sub || v->v)
			dir_can_hold(n);
		sec_cur->size += n;
		return;
	}
	if (asm_known(v)) {
		buf_le(&sec_cur->data, v->v, n);
		return;
	}
	buf_zero(&sec_cur->data, n);
	if (v->sub) {
		obj_fix(sec_cur, at, n, v->sym, v->sub, v->v, as.pos);
		return;
	}
	if (v->suffix)
		type = target_reloc_name(v->suffix, v->suffix_len, n);
	if (type < 0)
		asm_error("%s has a suffix that is not known here",
			v->sym->name ? v->sym->name->name : "a label", 0);
	else
		obj_reloc(sec_cur, at, v->sym, type, v->v);
}

static void dir_data(int n)
{
	AsmVal v;

	if (as_end())
		return;
	do {
		as_expr(&v);
		dir_value(&v, n);
	} while (as_take(','));
}

/* 16 bytes: a hexadecimal number may need them all. */
static void dir_octa(void)
{
	do {
		u64 hi = 0;
		u64 lo = 0;

		as_space();
		if (as.p + 1 < as.end && as.p[0] == '0'
				&& (as.p[1] | 32) == 'x') {
			as.p += 2;
			for (; as.p < as.end && as_name_char(*as.p); as.p++) {
				int c = *as.p | 32;

				hi = hi << 4 | lo >> 60;
				lo = lo << 4 | (c <= '9' ? c - '0'
					: c - 'a' + 10);
			}
		} else {
			lo = as_const();
			hi = (i64)lo < 0 ? -1 : 0;
		}
		if (!dir_can_hold(16))
			return;
		buf_le(&sec_cur->data, lo, 8);
		buf_le(&sec_cur->data, hi, 8);
	} while (as_take(','));
}

static void dir_leb(int kind)
{
	do {
		AsmVal v;
		u8 bytes[10];

		as_expr(&v);
		if (!dir_can_hold(10))
			return;
		if (!asm_known(&v)) {
			obj_leb(sec_cur, kind, v.sym, v.sub, v.v);
			continue;
		}
		buf_add(&sec_cur->data, bytes, leb_put(bytes, kind, v.v));
	} while (as_take(','));
}

static void dir_ascii(int nul)
{
	if (as_end() || !dir_can_hold(1))
		return;
	do {
		as_string(&sec_cur->data);
		/* adjacent strings are one */
		while (!as_end() && *as.p == '"')
			as_string(&sec_cur->data);
		if (nul)
			buf_byte(&sec_cur->data, 0);
	} while (as_take(','));
}

/* .float, .double, .tfloat: n is 4, 8 or 10 bytes. */
static void dir_float(int n)
{
	do {
		const u8 *start;
		Buf b;
		Tok t;
		Node *v;
		int mode;
		int imaginary;
		int minus;

		memset(&b, 0, sizeof b);
		memset(&t, 0, sizeof t);
		minus = as_take('-');
		as_take('+');
		as_space();
		/* a letter after 0 names a format to old assemblers: 0d1.5 */
		if (as.p + 1 < as.end && as.p[0] == '0' && (as.p[1] | 32) > 'b'
				&& (as.p[1] | 32) != 'x')
			as.p += 2;
		start = as.p;
		while (as.p < as.end && (as_name_char(*as.p) || *as.p == '+'
				|| *as.p == '-'))
			as.p++;
		if (!dir_can_hold(n))
			return;
		if (start == as.p || *start > '9') {
			asm_error("a number expected", 0, 0);
			return;
		}
		buf_add(&b, start, as.p - start);
		if (n != 8)
			buf_byte(&b, n == 4 ? 'f' : 'l');
		buf_zero(&b, 1);
		t.kind = T_NUM;
		t.pos = as.pos;
		t.text = (const char *)b.p;
		t.len = b.n - 1;
		v = flt_literal(&t, &mode, &imaginary);
		if (minus)
			v = flt_neg(v);
		buf_le(&sec_cur->data, v->ival, n < 8 ? n : 8);
		if (n == 10)
			buf_le(&sec_cur->data, v->fexp, 2);
		buf_free(&b);
	} while (as_take(','));
}

static void dir_bytes(i64 count, int fill)
{
	if (count < 0) {
		asm_warn("a negative size is taken as 0", 0, 0);
		return;
	}
	if (sec_cur->type == SHT_NOBITS && fill == 0) {
		sec_cur->size += count;
		return;
	}
	if (count == 0 || !dir_can_hold(count))
		return;
	memset(buf_room(&sec_cur->data, count), fill, count);
	sec_cur->data.n += count;
}

static void dir_space(void)
{
	i64 n = as_const();
	i64 fill = as_take(',') ? as_const() : 0;

	dir_bytes(n, fill);
}

static void dir_fill(void)
{
	i64 repeat = as_const();
	i64 size = as_take(',') ? as_const_or(1) : 1;
	i64 value = as_take(',') ? as_const_or(0) : 0;
	i64 i;

	if (size < 0 || size > 8)
		size = 8;
	if (repeat < 0)
		asm_warn("a negative count is taken as 0", 0, 0);
	if (repeat <= 0 || size == 0)
		return;
	if (repeat > DIR_MAX_BYTES)
		repeat = DIR_MAX_BYTES + 1;
	if (value == 0) {
		dir_bytes(repeat * size, 0);
		return;
	}
	if (!dir_can_hold(repeat * size))
		return;
	for (i = 0; i < repeat; i++)
		buf_le(&sec_cur->data, value, size);
}

static void dir_align(int log2)
{
	i64 n = as_const_or(0);
	i64 fill = as_take(',') ? as_const_or(-1) : -1;
	i64 limit = as_take(',') ? as_const() : 0;

	if (log2 && n >= 0 && n < 32)
		n = 1l << n;
	else if (log2)
		n = -1;
	if (n < 0 || n & (n - 1) || n > 1 << 30) {
		asm_error("an alignment is a power of two", 0, 0);
		return;
	}
	if (fill < 0 && (sec_cur->flags & SHF_EXECINSTR) == 0)
		fill = 0;
	sec_pad(sec_cur, n ? n : 1, fill < 0 ? -1 : fill & 255, limit);
}

static void dir_org(void)
{
	AsmVal v;
	i64 fill;
	i64 to;

	as_expr(&v);
	fill = as_take(',') ? as_const() : 0;
	if (v.sub || (v.sym && v.sym->sec != sec_cur)) {
		asm_error(".org wants a place in this section", 0, 0);
		return;
	}
	relax_freeze(sec_cur);
	to = v.v + (v.sym ? v.sym->value : 0);
	if (to < (i64)sec_here(sec_cur))
		asm_error(".org cannot go back", 0, 0);
	else
		dir_bytes(to - sec_here(sec_cur), fill);
}

/* ---- sections ------------------------------------------------------ */

static void dir_go(Section *s)
{
	dir_previous = sec_cur;
	sec_cur = s;
}

/* What a section is when only its name is given; prefixes stand for NAME.* */
struct KnownSection {
	const char *name;
	u32 type;
	u32 flags;
};

static const struct KnownSection dir_known[] = {
	{ ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR },
	{ ".init", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR },
	{ ".fini", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR },
	{ ".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE },
	{ ".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE },
	{ ".rodata", SHT_PROGBITS, SHF_ALLOC },
	{ ".tdata", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE | SHF_TLS },
	{ ".tbss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE | SHF_TLS },
	{ ".init_array", SHT_INIT_ARRAY, SHF_ALLOC | SHF_WRITE },
	{ ".fini_array", SHT_FINI_ARRAY, SHF_ALLOC | SHF_WRITE },
	{ ".preinit_array", SHT_PREINIT_ARRAY, SHF_ALLOC | SHF_WRITE },
	{ ".ctors", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE },
	{ ".dtors", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE },
	{ ".eh_frame", SHT_PROGBITS, SHF_ALLOC },
	{ ".note.GNU-stack", SHT_PROGBITS, 0 },
	{ ".note", SHT_NOTE, 0 },
	{ 0, 0, 0 }
};

static const struct KnownSection *dir_lookup(const char *name)
{
	const struct KnownSection *k;

	for (k = dir_known; k->name; k++) {
		u64 n = strlen(k->name);

		if (strncmp(name, k->name, n) == 0 && (name[n] == 0
				|| name[n] == '.'))
			return k;
	}
	return 0;
}

static u64 dir_flags(int *group)
{
	Buf b;
	u64 flags = 0;
	u64 i;

	memset(&b, 0, sizeof b);
	as_string(&b);
	for (i = 0; i < b.n; i++) {
		switch (b.p[i]) {
		case 'a':
			flags |= SHF_ALLOC;
			break;
		case 'w':
			flags |= SHF_WRITE;
			break;
		case 'x':
			flags |= SHF_EXECINSTR;
			break;
		case 'M':
			flags |= SHF_MERGE;
			break;
		case 'S':
			flags |= SHF_STRINGS;
			break;
		case 'T':
			flags |= SHF_TLS;
			break;
		case 'e':
			flags |= 0x80000000;
			break;
		case 'G':
			*group = 1;
			break;
		case 'R':
		case 'o':
		case '?':
			break;
		default:
			asm_error("a section flag is not known", 0, 0);
		}
	}
	buf_free(&b);
	return flags;
}

static u32 dir_type(void)
{
	Ident *id;

	/* the character before it depends on who wrote the text */
	if (!as_take('@') && !as_take('%'))
		if (as_end() || *as.p < '0' || *as.p > '9') {
			asm_error("a section type expected", 0, 0);
			return SHT_PROGBITS;
		}
	if (!as_end() && *as.p >= '0' && *as.p <= '9')
		return as_const();
	id = as_need_name();
	if (id == 0)
		return SHT_PROGBITS;
	if (str_eq(id->name, "nobits"))
		return SHT_NOBITS;
	if (str_eq(id->name, "note"))
		return SHT_NOTE;
	if (str_eq(id->name, "init_array"))
		return SHT_INIT_ARRAY;
	if (str_eq(id->name, "fini_array"))
		return SHT_FINI_ARRAY;
	if (str_eq(id->name, "preinit_array"))
		return SHT_PREINIT_ARRAY;
	if (!str_eq(id->name, "progbits") && !str_eq(id->name, "unwind"))
		asm_error("the section type %s is not known", id->name, 0);
	return SHT_PROGBITS;
}

/* Names of sections may hold more than names of symbols: up to , or blank. */
static Ident *dir_section_name(void)
{
	const u8 *start;

	as_space();
	if (as.p < as.end && *as.p == '"')
		return as_name();
	start = as.p;
	while (as.p < as.end && *as.p != ',' && *as.p != ' ' && *as.p != '\t')
		as.p++;
	if (as.p == start) {
		asm_error("a section's name expected", 0, 0);
		return 0;
	}
	return ident((const char *)start, as.p - start);
}

/* NAME [, "flags" [, @type [, entsize] [, group [, comdat]]]] */
static Section *dir_section(void)
{
	Ident *name = dir_section_name();
	const struct KnownSection *k;
	u32 type = SHT_PROGBITS;
	u64 flags = 0;
	u64 entsize = 0;
	ObjSym *sig = 0;
	int subsection = 0;
	int comdat = 0;
	int group = 0;
	int more;
	Section *s;

	if (name == 0)
		return sec_cur;
	k = dir_lookup(name->name);
	if (k) {
		type = k->type;
		flags = k->flags;
	}
	more = as_take(',');
	if (more && !as_end() && *as.p == '"') {
		u64 given = dir_flags(&group);

		flags = k ? flags | given : given;
		if (k && k->flags == 0)
			flags = given;
		more = as_take(',');
		if (more && !as_end()) {
			type = dir_type();
			more = as_take(',');
		}
		if (flags & SHF_MERGE && more) {
			entsize = as_const();
			more = as_take(',');
		}
		if (group && more) {
			Ident *id = as_need_name();

			if (id)
				sig = obj_sym(id);
			more = as_take(',');
		}
		if (more) {
			Ident *id = as_name();

			comdat = id && str_eq(id->name, "comdat");
		}
	} else if (more && !as_end() && (*as.p == '@' || *as.p == '%')) {
		type = dir_type();
	} else if (more) {
		subsection = as_const();
	}
	s = obj_section_in(name->name, type, flags, sig, subsection);
	s->optional = 0;
	if (entsize)
		s->entsize = entsize;
	if (comdat)
		s->comdat = 1;
	return s;
}

static void dir_known_section(int which)
{
	Section *s = which == 0 ? sec_text : which == 1 ? sec_data
		: which == 2 ? sec_bss : sec_rodata;
	int n = as_const_or(0);

	if (n)
		s = obj_section_in(s->name, s->type, s->flags, 0, n);
	dir_go(s);
}

static void dir_push(void)
{
	if (dir_depth == DIR_STACK) {
		asm_error(".pushsection is nested too deep", 0, 0);
		return;
	}
	dir_stack[dir_depth] = sec_cur;
	dir_stack_previous[dir_depth++] = dir_previous;
	dir_go(dir_section());
}

static void dir_pop(void)
{
	if (dir_depth == 0) {
		asm_error(".popsection without .pushsection", 0, 0);
		return;
	}
	sec_cur = dir_stack[--dir_depth];
	dir_previous = dir_stack_previous[dir_depth];
}

/* ---- symbols ------------------------------------------------------- */

void asm_assign(Ident *name, int once)
{
	ObjSym *s = obj_sym(name);
	AsmVal v;

	if (name->len == 1 && name->name[0] == '.') {
		dir_org();
		return;
	}
	as_expr(&v);
	if ((s->sec || s->alias || s->is_abs) && (!s->is_set || once)) {
		asm_error("%s is defined already", name->name, 0);
		return;
	}
	s->is_set = 1;
	s->is_abs = 0;
	s->sec = 0;
	s->alias = 0;
	if (v.sub && v.sym && v.sym->sec && v.sym->sec == v.sub->sec) {
		relax_freeze(v.sym->sec);
		asm_known(&v);
	}
	if (v.sub) {
		asm_error("the value of %s is not a constant or a place",
			name->name, 0);
	} else if (v.sym && v.sym->name == 0 && v.sym->sec) {
		/* `.`: is where that is */
		s->sec = v.sym->sec;
		s->value = v.sym->value + v.v;
	} else if (v.sym) {
		s->alias = v.sym;
		s->value = v.v;
	} else {
		s->is_abs = 1;
		s->value = v.v;
	}
}

static void dir_set(int once)
{
	Ident *id = as_need_name();

	if (id == 0)
		return;
	as_expect(',');
	asm_assign(id, once);
}

static void dir_bind(int bind)
{
	do {
		Ident *id = as_need_name();
		ObjSym *s;

		if (id == 0)
			return;
		s = obj_sym(id);
		if (bind == STB_GLOBAL)
			obj_global(s);
		else
			s->bind = bind;
		s->forced_local = bind == STB_LOCAL;
	} while (as_take(','));
}

static void dir_vis(int vis)
{
	do {
		Ident *id = as_need_name();

		if (id == 0)
			return;
		obj_sym(id)->vis = vis;
	} while (as_take(','));
}

static void dir_weakref(void)
{
	Ident *id = as_need_name();
	Ident *target;
	ObjSym *s;

	as_expect(',');
	target = as_name();
	if (id == 0 || target == 0)
		return;
	s = obj_sym(id);
	s->alias = obj_sym(target);
	s->is_weakref = 1;
}

static void dir_symbol_type(void)
{
	Ident *id = as_need_name();
	Ident *type;
	ObjSym *s;

	as_take(',');
	if (!as_take('@'))
		as_take('%');
	type = as_name();
	if (id == 0 || type == 0)
		return;
	s = obj_sym(id);
	if (str_eq(type->name, "function") || str_eq(type->name, "STT_FUNC"))
		s->type = STT_FUNC;
	else if (str_eq(type->name, "object")
			|| str_eq(type->name, "STT_OBJECT"))
		s->type = STT_OBJECT;
	else if (str_eq(type->name, "tls_object"))
		s->type = STT_TLS;
	else if (str_eq(type->name, "gnu_indirect_function"))
		s->type = STT_GNU_IFUNC;
	else if (str_eq(type->name, "gnu_unique_object"))
		s->type = STT_OBJECT;
	else if (!str_eq(type->name, "notype") && !str_eq(type->name, "common"))
		asm_error("the symbol type %s is not known", type->name, 0);
}

static void dir_size(void)
{
	Ident *id = as_need_name();
	AsmVal v;

	as_expect(',');
	if (id == 0)
		return;
	as_expr(&v);
	if (asm_known(&v))
		obj_sym(id)->size = v.v;
	else
		obj_fix_size(obj_sym(id), v.sym, v.sub, v.v, as.pos);
}

static void dir_comm(int local)
{
	Ident *id = as_need_name();
	ObjSym *s;
	i64 size;
	i64 align;

	as_expect(',');
	if (id == 0)
		return;
	size = as_const();
	align = 1;
	if (as_take(','))
		align = as_const();
	else
		while (!local && align < size && align < 16)
			align *= 2;
	if (size < 0 || align <= 0 || align & (align - 1)
			|| align > 1 << 30) {
		asm_error("%s: the size or alignment is out of range",
			id->name, 0);
		return;
	}
	s = obj_sym(id);
	if (s->sec || s->is_abs || s->alias) {
		asm_error("%s is defined already", id->name, 0);
		return;
	}
	if (!local && !s->forced_local)
		obj_global(s);
	s->type = STT_OBJECT;
	s->is_common = 1;
	if (!s->size || (u64)size > s->size)
		s->size = size;
	s->value = align;
}

/* ---- the rest ------------------------------------------------------ */

/* `.file "name"` names the source; `.file 1 "name"` is for debuggers. */
static void dir_file(void)
{
	Buf b;

	as_space();
	if (as.p < as.end && *as.p == '"') {
		memset(&b, 0, sizeof b);
		as_string(&b);
		buf_byte(&b, 0);
		obj_sym_new(ident_str((char *)b.p))->type = STT_FILE;
		buf_free(&b);
	}
	as.p = as.end;
}

static void dir_ident(void)
{
	Section *s = obj_section(".comment", SHT_PROGBITS, SHF_MERGE
		| SHF_STRINGS);

	s->entsize = 1;
	if (s->data.n == 0)
		buf_byte(&s->data, 0);
	as_string(&s->data);
	buf_byte(&s->data, 0);
}

/* The file named by the string at hand, here or in the -I folders. */
static int dir_open(Buf *b, char **path)
{
	Buf name;
	int i;

	memset(&name, 0, sizeof name);
	as_string(&name);
	buf_byte(&name, 0);
	*path = str_dup((char *)name.p, name.n);
	buf_free(&name);
	if (file_read(*path, b))
		return 1;
	for (i = 0; i < asm_ndirs; i++) {
		char *full = str_join(asm_dirs[i], "/", *path);

		if (file_read(full, b)) {
			*path = full;
			return 1;
		}
	}
	asm_error("cannot read %s", *path, 0);
	return 0;
}

static void dir_include(void)
{
	char *path;
	Buf b;
	i64 line = as.line;
	int file = as.file;

	if (!dir_open(&b, &path))
		return;
	if (as.file) {
		as.file = src_add(path, b.p, b.n, as.pos, 0);
		as.line = 1;
	}
	asm_run(b.p, b.n);
	as.file = file;
	as.line = line;
}

static void dir_incbin(void)
{
	char *path;
	i64 skip;
	i64 count;
	Buf b;

	if (!dir_open(&b, &path))
		return;
	skip = as_take(',') ? as_const_or(0) : 0;
	count = as_take(',') ? as_const() : -1;
	if (skip < 0 || (u64)skip > b.n)
		asm_error("%s is not that long", path, 0);
	else if (dir_can_hold(1))
		buf_add(&sec_cur->data, b.p + skip, count < 0
			|| (u64)count > b.n - skip ? b.n - skip : (u64)count);
	buf_free(&b);
}

static void dir_message(Ident *name, int what)
{
	Buf b;
	char *text = ".err was met";

	memset(&b, 0, sizeof b);
	if (!as_end()) {
		as_string(&b);
		buf_byte(&b, 0);
		text = str_dup((char *)b.p, b.n);
	}
	if (what == 1)
		asm_error("%s", text, 0);
	else if (what == 0)
		asm_warn("%s", text, 0);
	else if (name)
		note_at(as.pos, "%s", text, 0);
	buf_free(&b);
}

void asm_directive(Ident *name)
{
	const struct Directive *d;
	int arg;

	if (asm_macro_directive(name))
		return;
	if (name->kw == 0) {
		if (str_starts(name->name, ".cfi_"))
			as.p = as.end;
		else
			asm_error("the directive %s is not known", name->name,
				0);
		return;
	}
	d = &dir_table[name->kw - 1];
	arg = d->arg;
	switch (d->what) {
	case D_IGNORE:
		as.p = as.end;
		break;
	case D_DATA:
		dir_data(arg);
		break;
	case D_OCTA:
		dir_octa();
		break;
	case D_LEB:
		dir_leb(arg);
		break;
	case D_ASCII:
		dir_ascii(arg);
		break;
	case D_FLOAT:
		dir_float(arg);
		break;
	case D_SPACE:
		dir_space();
		break;
	case D_FILL:
		dir_fill();
		break;
	case D_ALIGN:
		dir_align(0);
		break;
	case D_P2ALIGN:
		dir_align(1);
		break;
	case D_ORG:
		dir_org();
		break;
	case D_SECTION:
		dir_go(dir_section());
		break;
	case D_KNOWN:
		dir_known_section(arg);
		break;
	case D_PUSH:
		dir_push();
		break;
	case D_POP:
		dir_pop();
		break;
	case D_PREVIOUS:
		if (dir_previous)
			dir_go(dir_previous);
		break;
	case D_SUBSECTION:
		dir_go(obj_section_in(sec_cur->name, sec_cur->type,
			sec_cur->flags, sec_cur->group, as_const()));
		break;
	case D_SET:
		dir_set(arg);
		break;
	case D_BIND:
		dir_bind(arg);
		break;
	case D_VIS:
		dir_vis(arg);
		break;
	case D_WEAKREF:
		dir_weakref();
		break;
	case D_TYPE:
		dir_symbol_type();
		break;
	case D_SIZE:
		dir_size();
		break;
	case D_COMM:
		dir_comm(0);
		break;
	case D_LCOMM:
		dir_comm(1);
		break;
	case D_FILE:
		dir_file();
		break;
	case D_IDENT:
		dir_ident();
		break;
	case D_INCLUDE:
		dir_include();
		break;
	case D_INCBIN:
		dir_incbin();
		break;
	case D_ERROR:
		dir_message(name, arg);
		break;
	case D_END:
		as.next = as.limit;
		break;
	}
}
