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

static Section *dir_previous;
static Section *dir_stack[DIR_STACK];
static Section *dir_stack_previous[DIR_STACK];
static int dir_depth;

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
static void dir_octa(int arg)
{
	(void)arg;
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

static void dir_space(int arg)
{
	i64 n = as_const();
	i64 fill = as_take(',') ? as_const() : 0;

	(void)arg;
	dir_bytes(n, fill);
}

static void dir_fill(int arg)
{
	i64 repeat = as_const();
	i64 size = as_take(',') ? as_const_or(1) : 1;
	i64 value = as_take(',') ? as_const_or(0) : 0;
	i64 i;

	(void)arg;
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

static void dir_org(int arg)
{
	AsmVal v;
	i64 fill;
	i64 to;

	(void)arg;
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

static void dir_push(int arg)
{
	(void)arg;
	if (dir_depth == DIR_STACK) {
		asm_error(".pushsection is nested too deep", 0, 0);
		return;
	}
	dir_stack[dir_depth] = sec_cur;
	dir_stack_previous[dir_depth++] = dir_previous;
	dir_go(dir_section());
}

static void dir_pop(int arg)
{
	(void)arg;
	if (dir_depth == 0) {
		asm_error(".popsection without .pushsection", 0, 0);
		return;
	}
	sec_cur = dir_stack[--dir_depth];
	dir_previous = dir_stack_previous[dir_depth];
}

static void dir_to_section(int arg)
{
	(void)arg;
	dir_go(dir_section());
}

static void dir_back(int arg)
{
	(void)arg;
	if (dir_previous)
		dir_go(dir_previous);
}

static void dir_subsection(int arg)
{
	(void)arg;
	dir_go(obj_section_in(sec_cur->name, sec_cur->type, sec_cur->flags,
		sec_cur->group, as_const()));
}

/* ---- symbols ------------------------------------------------------- */

void asm_assign(Ident *name, int once)
{
	ObjSym *s = obj_sym(name);
	AsmVal v;

	if (name->len == 1 && name->name[0] == '.') {
		dir_org(0);
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

static void dir_weakref(int arg)
{
	Ident *id = as_need_name();
	Ident *target;
	ObjSym *s;

	(void)arg;
	as_expect(',');
	target = as_name();
	if (id == 0 || target == 0)
		return;
	s = obj_sym(id);
	s->alias = obj_sym(target);
	s->is_weakref = 1;
}

static void dir_symbol_type(int arg)
{
	Ident *id = as_need_name();
	Ident *type;
	ObjSym *s;

	(void)arg;
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

static void dir_size(int arg)
{
	Ident *id = as_need_name();
	AsmVal v;

	(void)arg;
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
static void dir_file(int arg)
{
	Buf b;

	(void)arg;
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

static void dir_ident(int arg)
{
	(void)arg;
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

static void dir_include(int arg)
{
	char *path;
	Buf b;
	i64 line = as.line;
	int file = as.file;

	(void)arg;
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

static void dir_incbin(int arg)
{
	char *path;
	i64 skip;
	i64 count;
	Buf b;

	(void)arg;
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

static void dir_message(int what)
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
	else
		note_at(as.pos, "%s", text, 0);
	buf_free(&b);
}

static void dir_ignore(int arg)
{
	(void)arg;
	as.p = as.end;
}

static void dir_end(int arg)
{
	(void)arg;
	as.next = as.limit;
}

struct Directive {
	const char *name;
	void (*run)(int arg);
	int arg;
};

static const struct Directive dir_table[] = {
	{ ".byte", dir_data, 1 }, { ".2byte", dir_data, 2 },
	{ ".short", dir_data, 2 }, { ".value", dir_data, 2 },
	{ ".hword", dir_data, 2 }, { ".word", dir_data, 2 },
	{ ".4byte", dir_data, 4 }, { ".long", dir_data, 4 },
	{ ".int", dir_data, 4 }, { ".8byte", dir_data, 8 },
	{ ".quad", dir_data, 8 }, { ".xword", dir_data, 8 },
	{ ".octa", dir_octa, 0 }, { ".16byte", dir_octa, 0 },
	{ ".uleb128", dir_leb, FRAG_ULEB }, { ".sleb128", dir_leb, FRAG_SLEB },
	{ ".ascii", dir_ascii, 0 }, { ".asciz", dir_ascii, 1 },
	{ ".string", dir_ascii, 1 }, { ".string8", dir_ascii, 1 },
	{ ".float", dir_float, 4 }, { ".single", dir_float, 4 },
	{ ".double", dir_float, 8 }, { ".tfloat", dir_float, 10 },
	{ ".zero", dir_space, 0 }, { ".skip", dir_space, 0 },
	{ ".space", dir_space, 0 }, { ".fill", dir_fill, 0 },
	{ ".align", dir_align, 0 }, { ".balign", dir_align, 0 },
	{ ".balignw", dir_align, 0 }, { ".balignl", dir_align, 0 },
	{ ".p2align", dir_align, 1 }, { ".org", dir_org, 0 },
	{ ".section", dir_to_section, 0 }, { ".text", dir_known_section, 0 },
	{ ".data", dir_known_section, 1 }, { ".bss", dir_known_section, 2 },
	{ ".rodata", dir_known_section, 3 }, { ".pushsection", dir_push, 0 },
	{ ".popsection", dir_pop, 0 }, { ".previous", dir_back, 0 },
	{ ".subsection", dir_subsection, 0 }, { ".set", dir_set, 0 },
	{ ".equ", dir_set, 0 }, { ".equiv", dir_set, 1 },
	{ ".eqv", dir_set, 1 }, { ".globl", dir_bind, STB_GLOBAL },
	{ ".global", dir_bind, STB_GLOBAL }, { ".weak", dir_bind, STB_WEAK },
	{ ".local", dir_bind, STB_LOCAL }, { ".weakref", dir_weakref, 0 },
	{ ".hidden", dir_vis, STV_HIDDEN },
	{ ".protected", dir_vis, STV_PROTECTED },
	{ ".internal", dir_vis, STV_INTERNAL },
	{ ".type", dir_symbol_type, 0 }, { ".size", dir_size, 0 },
	{ ".comm", dir_comm, 0 }, { ".common", dir_comm, 0 },
	{ ".lcomm", dir_comm, 1 }, { ".file", dir_file, 0 },
	{ ".ident", dir_ident, 0 }, { ".include", dir_include, 0 },
	{ ".incbin", dir_incbin, 0 }, { ".error", dir_message, 1 },
	{ ".err", dir_message, 1 }, { ".warning", dir_message, 0 },
	{ ".print", dir_message, 2 }, { ".end", dir_end, 0 },
	{ ".symver", dir_ignore, 0 }, { ".loc", dir_ignore, 0 },
	{ ".stabs", dir_ignore, 0 }, { ".stabn", dir_ignore, 0 },
	{ ".line", dir_ignore, 0 }, { ".ln", dir_ignore, 0 },
	{ ".def", dir_ignore, 0 }, { ".version", dir_ignore, 0 },
	{ ".extern", dir_ignore, 0 }, { ".att_syntax", dir_ignore, 0 },
	{ ".code64", dir_ignore, 0 }, { ".title", dir_ignore, 0 },
	{ ".list", dir_ignore, 0 }, { ".nolist", dir_ignore, 0 },
	{ ".eject", dir_ignore, 0 }, { ".psize", dir_ignore, 0 },
	{ ".sbttl", dir_ignore, 0 }, { ".arch", dir_ignore, 0 },
	{ ".addrsig", dir_ignore, 0 }, { ".addrsig_sym", dir_ignore, 0 },
	{ ".allow_index_reg", dir_ignore, 0 },
	{ ".att_mnemonic", dir_ignore, 0 }, { ".noaltmacro", dir_ignore, 0 },
	{ ".attach_to_group", dir_ignore, 0 },
	{ 0, 0, 0 }
};

void asm_directives_begin(void)
{
	const struct Directive *d;

	/* such names cannot be C's, so kw is free in them */
	for (d = dir_table; d->name; d++)
		ident_str(d->name)->kw = d - dir_table + 1;
	dir_depth = 0;
	dir_previous = 0;
}

void asm_directive(Ident *name)
{
	const struct Directive *d;

	if (asm_macro_directive(name))
		return;
	if (name->kw) {
		d = &dir_table[name->kw - 1];
		d->run(d->arg);
	} else if (str_starts(name->name, ".cfi_")) {
		as.p = as.end;
	} else {
		asm_error("the directive %s is not known", name->name, 0);
	}
}
