/*
 * obj.c: the object being made: its sections, symbols and relocations, and
 * the ELF relocatable file that they become. Facts: System V ABI, chapter 4;
 * the order of things in the file is GNU as's.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "asm.h"
#include "elf.h"

enum { OBJ_BUCKETS = 1024, OBJ_ALIAS_DEPTH = 1000 };

Section *sec_text;
Section *sec_data;
Section *sec_bss;
Section *sec_rodata;
Section *sec_cur;
Section *obj_sections;
ObjSym *obj_symbols;
int obj_is_asm;
int obj_keep;
Fix *obj_fixes;

static Section *obj_last_section;
static ObjSym *obj_last_symbol;
static Section *obj_bucket[OBJ_BUCKETS];
static Fix *obj_last_fix;
static int obj_nlabels;

static Section *obj_standard(const char *name, u32 type, u64 flags)
{
	Section *s = obj_section(name, type, flags);

	s->optional = 1;
	return s;
}

void obj_begin(void)
{
	memset(obj_bucket, 0, sizeof obj_bucket);
	obj_sections = 0;
	obj_last_section = 0;
	obj_symbols = 0;
	obj_last_symbol = 0;
	obj_fixes = 0;
	obj_last_fix = 0;
	obj_nlabels = 0;
	obj_is_asm = 0;
	obj_keep = 0;
	sec_text = obj_standard(".text", SHT_PROGBITS,
		SHF_ALLOC | SHF_EXECINSTR);
	sec_data = obj_standard(".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE);
	sec_bss = obj_standard(".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE);
	sec_rodata = obj_standard(".rodata", SHT_PROGBITS, SHF_ALLOC);
	sec_cur = sec_text;
	asm_begin();
}

/* ---- sections and symbols ------------------------------------------- */

static Section *obj_section_new(const char *name, u32 type, u64 flags)
{
	Section *s = mem_new(sizeof(Section));

	s->name = str_dup(name, strlen(name));
	s->type = type;
	s->flags = flags;
	s->align = 1;
	if (obj_last_section)
		obj_last_section->next = s;
	else
		obj_sections = s;
	obj_last_section = s;
	return s;
}

Section *obj_section_in(const char *name, u32 type, u64 flags, ObjSym *group,
	int subsection)
{
	Section *s;
	Section *base = 0;
	u32 h = 0;
	u64 i;

	for (i = 0; name[i]; i++)
		h = h * 31 + (u8)name[i];
	h %= OBJ_BUCKETS;
	for (s = obj_bucket[h]; s; s = s->chain) {
		if (s->group != group || !str_eq(s->name, name))
			continue;
		if (s->subsection == subsection)
			return s;
		if (s->subsection == 0)
			base = s;
	}
	if (subsection && base == 0)
		base = obj_section_in(name, type, flags, group, 0);
	s = obj_section_new(name, type, flags);
	s->group = group;
	s->subsection = subsection;
	s->parent = base;
	if (base) {
		s->type = base->type;
		s->flags = base->flags;
	}
	s->chain = obj_bucket[h];
	obj_bucket[h] = s;
	return s;
}

Section *obj_section(const char *name, u32 type, u64 flags)
{
	return obj_section_in(name, type, flags, 0, 0);
}

ObjSym *obj_sym_new(Ident *name)
{
	ObjSym *s = mem_new(sizeof(ObjSym));

	s->name = name;
	if (name && name->len >= 2 && name->name[0] == '.'
			&& name->name[1] == 'L')
		s->is_local_label = 1;
	if (obj_last_symbol)
		obj_last_symbol->next = s;
	else
		obj_symbols = s;
	obj_last_symbol = s;
	return s;
}

ObjSym *obj_sym(Ident *name)
{
	if (name->obj == 0)
		name->obj = obj_sym_new(name);
	return name->obj;
}

ObjSym *obj_label(void)
{
	ObjSym *s = obj_sym_new(0);

	s->is_local_label = 1;
	s->index = ++obj_nlabels;
	return s;
}

ObjSym *obj_absolute(i64 value)
{
	ObjSym *s = obj_label();

	s->is_abs = 1;
	s->value = value;
	return s;
}

void obj_global(ObjSym *s)
{
	if (s->bind == STB_LOCAL)
		s->bind = STB_GLOBAL;
}

void obj_define(ObjSym *s, Section *sec, u64 value, u64 size, int type)
{
	s->sec = sec;
	s->value = value;
	s->size = size;
	s->type = type;
	s->is_common = 0;
	s->alias = 0;
	if (sec->flags & SHF_TLS)
		s->type = STT_TLS;
}

void obj_place(ObjSym *s)
{
	obj_define(s, sec_cur, sec_here(sec_cur), s->size, s->type);
}

u64 sec_here(Section *s)
{
	return s->type == SHT_NOBITS ? s->size : s->data.n;
}

void obj_reloc(Section *sec, u64 off, ObjSym *s, u32 type, i64 addend)
{
	Reloc *r;

	if (sec->nrelocs == sec->cap) {
		int cap = sec->cap ? sec->cap * 2 : 16;
		Reloc *p = mem_new(cap * sizeof(Reloc));

		if (sec->nrelocs)
			memcpy(p, sec->relocs, sec->nrelocs * sizeof(Reloc));
		sec->relocs = p;
		sec->cap = cap;
	}
	r = &sec->relocs[sec->nrelocs++];
	r->off = off;
	r->sym = s;
	r->addend = addend;
	r->type = type;
	s->referenced = 1;
	if (s->type == STT_NOTYPE && s->sec == 0) {
		int kind = target_reloc(type)->kind;

		if (kind >= RK_TPOFF && kind <= RK_TLSLD)
			s->type = STT_TLS;
	}
}

void obj_reloc_abs(Section *sec, u64 off, ObjSym *s, i64 addend, int n)
{
	if (off + n > sec->data.n)
		buf_zero(&sec->data, off + n - sec->data.n);
	else
		put_le(sec->data.p + off, 0, n);
	obj_reloc(sec, off, s, target_reloc_abs(n), addend);
}

static Fix *obj_fix_new(ObjSym *sym, ObjSym *sub, i64 addend, Pos pos)
{
	Fix *f = mem_new(sizeof(Fix));

	f->sym = sym;
	f->sub = sub;
	f->addend = addend;
	f->pos = pos;
	if (sym)
		sym->referenced = 1;
	if (obj_last_fix)
		obj_last_fix->next = f;
	else
		obj_fixes = f;
	obj_last_fix = f;
	return f;
}

void obj_fix(Section *s, u64 off, int n, ObjSym *sym, ObjSym *sub, i64 addend,
	Pos pos)
{
	Fix *f = obj_fix_new(sym, sub, addend, pos);

	f->sec = s;
	f->off = off;
	f->n = n;
}

void obj_fix_size(ObjSym *of, ObjSym *sym, ObjSym *sub, i64 addend, Pos pos)
{
	obj_fix_new(sym, sub, addend, pos)->size_of = of;
}

/* ---- what is settled at the end ------------------------------------- */

/* Symbols name for messages. */
static const char *obj_name(ObjSym *s)
{
	return s->name ? s->name->name : "a label";
}

static void obj_resolve(ObjSym *s, int depth)
{
	ObjSym *t = s->alias;

	if (t == 0)
		return;
	if (depth > OBJ_ALIAS_DEPTH)
		fatal("%s is defined by itself", obj_name(s), 0);
	obj_resolve(t, depth + 1);
	if (t->sec == 0 && !t->is_abs) {
		/* an undefined one: relocations go on to it */
		if (s->is_weakref) {
			if (t->bind == STB_LOCAL && !t->referenced)
				t->bind = STB_WEAK;
			if (s->referenced)
				t->referenced = 1;
		} else if (s->bind != STB_LOCAL) {
			error_cmd("%s is an alias of %s, which is not defined"
				" here", obj_name(s), obj_name(t));
		}
		return;
	}
	s->sec = t->sec;
	s->is_abs = t->is_abs;
	s->value += t->value;
	s->like = t;
	if (s->type == STT_NOTYPE)
		s->type = t->type;
	s->alias = 0;
}

static void obj_commons(void)
{
	ObjSym *s;

	for (s = obj_symbols; s; s = s->next) {
		u32 align = s->value;

		if (!s->is_common || s->bind != STB_LOCAL)
			continue;
		sec_align(sec_bss, align ? align : 1);
		obj_define(s, sec_bss, sec_bss->size, s->size, STT_OBJECT);
		sec_bss->size += s->size;
	}
}

/* Appends subsections, in the order of their numbers, to their parents. */
static void obj_subsection(Section *s)
{
	Section *p = s->parent;
	ObjSym *y;
	Fix *f;
	u64 off;
	int i;

	sec_align(p, s->align);
	off = sec_here(p);
	if (p->type == SHT_NOBITS)
		p->size += s->size;
	else
		buf_add(&p->data, s->data.p, s->data.n);
	for (i = 0; i < s->nfrags; i++)
		relax_move(p, &s->frags[i], off);
	for (i = 0; i < s->nrelocs; i++) {
		Reloc *r = &s->relocs[i];

		obj_reloc(p, r->off + off, r->sym, r->type, r->addend);
	}
	for (y = obj_symbols; y; y = y->next) {
		if (y->sec != s)
			continue;
		y->sec = p;
		y->value += off;
	}
	for (f = obj_fixes; f; f = f->next) {
		if (f->sec != s)
			continue;
		f->off += off;
		f->sec = p;
	}
}

static void obj_subsections(void)
{
	Section **link = &obj_sections;
	Section *s;
	int last = -1;

	for (;;) {
		Section *best = 0;

		for (s = obj_sections; s; s = s->next)
			if (s->parent && s->subsection > last && (best == 0
					|| s->subsection < best->subsection))
				best = s;
		if (best == 0)
			break;
		last = best->subsection;
		for (s = best; s; s = s->next) {
			if (s->parent == 0 || s->subsection != last)
				continue;
			obj_subsection(s);
		}
	}
	while (*link) {
		if ((*link)->parent)
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
}

/* Is the difference of the two known now (in one section, or absolute)? */
static int fix_known(Fix *f, i64 *v)
{
	ObjSym *a = f->sym;
	ObjSym *b = f->sub;

	*v = f->addend;
	if (a && a->alias == 0 && (a->is_abs || a->sec))
		*v += a->value;
	else if (a)
		return 0;
	if (b && b->alias == 0 && (b->is_abs || b->sec))
		*v -= b->value;
	else if (b)
		return 0;
	return (a ? a->sec : 0) == (b ? b->sec : 0);
}

static void obj_fix_one(Fix *f)
{
	i64 v;

	if (fix_known(f, &v)) {
		if (f->size_of)
			f->size_of->size = v;
		else
			put_le(f->sec->data.p + f->off, v, f->n);
		return;
	}
	if (f->sec && f->sub && f->sub->sec == f->sec && f->sym
			&& target_reloc_pc(f->n)) {
		obj_reloc(f->sec, f->off, f->sym, target_reloc_pc(f->n),
			f->addend + (i64)f->off - (i64)f->sub->value);
		return;
	}
	error_at(f->pos, "the difference of %s and %s is not a constant",
		f->sym ? obj_name(f->sym) : "0",
		f->sub ? obj_name(f->sub) : "0");
}

static int obj_fits(i64 v, int n, int range)
{
	if (n == 8 || range == 0)
		return 1;
	if (range == 'u')
		return (u64)v >> (n * 8) == 0;
	if (range == 'e' && (u64)v >> (n * 8) == 0)
		return 1;
	return v >> (n * 8 - 1) == (v < 0 ? -1 : 0);
}

ObjSym *obj_section_sym(Section *sec)
{
	if (sec->sym == 0) {
		sec->sym = mem_new(sizeof(ObjSym));
		sec->sym->sec = sec;
		sec->sym->type = STT_SECTION;
	}
	sec->sym->needed = 1;
	return sec->sym;
}

/* Settles r if it can be; returns 0 when nothing of it is left. */
static int obj_reloc_settle(Section *sec, Reloc *r)
{
	const RelocInfo *info = target_reloc(r->type);
	ObjSym *s = r->sym;
	int pc = info->kind == RK_PC || info->kind == RK_PLT;

	if (obj_keep)
		goto keep;
	while (s->alias && s->bind == STB_LOCAL) {
		r->addend += s->value;
		s = s->alias;
	}
	r->sym = s;
	if (s->bind != STB_LOCAL || (s->sec == 0 && !s->is_abs)
			|| (!pc && info->kind != RK_ABS))
		goto keep;
	if ((s->is_abs && !pc) || (pc && s->sec == sec)) {
		i64 v = s->value + r->addend - (pc ? r->off : 0);

		if (!obj_fits(v, info->size, info->range))
			error_cmd("a value of %s does not fit in its field"
				" in %s", obj_name(s), sec->name);
		put_le(sec->data.p + r->off, v, info->size);
		return 0;
	}
	if (s->is_abs)
		goto keep;
	if (info->kind == RK_PLT)
		r->type = target_reloc_pc(info->size);
	if ((s->sec->flags & SHF_MERGE) && (pc || r->addend))
		goto keep;
	r->addend += s->value;
	r->sym = obj_section_sym(s->sec);
	return 1;
keep:
	s->needed = 1;
	return 1;
}

static void obj_relocs(Section *sec)
{
	int n = 0;
	int i;

	for (i = 0; i < sec->nrelocs; i++) {
		Reloc *r = &sec->relocs[i];

		if (!obj_reloc_settle(sec, r))
			continue;
		if (n != i)
			memcpy(&sec->relocs[n], r, sizeof(Reloc));
		n++;
	}
	sec->nrelocs = n;
}

static void obj_settle(void)
{
	Section *s;
	ObjSym *like;
	ObjSym *y;
	Fix *f;

	for (y = obj_symbols; y; y = y->next)
		obj_resolve(y, 0);
	obj_commons();
	obj_subsections();
	relax_run();
	for (f = obj_fixes; f; f = f->next) {
		if (f->sec)
			f->off = relax_map(f->sec, f->off);
		obj_fix_one(f);
	}
	for (y = obj_symbols; y; y = y->next)
		for (like = y; like && y->size == 0; like = like->like)
			y->size = like->size;
	for (s = obj_sections; s; s = s->next)
		obj_relocs(s);
}

/* ---- the file ---------------------------------------------------------- */

typedef struct ObjOut ObjOut;
struct ObjOut {
	Buf *out;
	u64 base;		/* where the file starts in out */
	Buf heads;		/* section headers */
	Buf names;		/* .shstrtab */
	Buf syms;
	Buf strings;
	int nsections;
	int nsyms;
	int nlocals;
	int symtab;		/* its section number */
};

void elf_section(Buf *b, u64 name, u32 type, u64 flags, u64 addr, u64 off,
	u64 size, u32 link, u32 info, u64 align, u64 entsize)
{
	buf_le(b, name, 4);
	buf_le(b, type, 4);
	buf_le(b, flags, 8);
	buf_le(b, addr, 8);
	buf_le(b, off, 8);
	buf_le(b, size, 8);
	buf_le(b, link, 4);
	buf_le(b, info, 4);
	buf_le(b, align, 8);
	buf_le(b, entsize, 8);
}

void elf_symbol(Buf *b, u64 name, int info, int vis, u32 shndx, u64 value,
	u64 size)
{
	buf_le(b, name, 4);
	buf_le(b, info, 1);
	buf_le(b, vis, 1);
	buf_le(b, shndx, 2);
	buf_le(b, value, 8);
	buf_le(b, size, 8);
}

void elf_header(u8 *p, int type, u64 shoff, int nsections)
{
	memcpy(p, "\177ELF\2\1\1", 7);
	put_le(p + 16, type, 2);
	put_le(p + 18, TARGET_MACHINE, 2);
	put_le(p + 20, 1, 4);
	put_le(p + 40, shoff, 8);
	put_le(p + 52, EHDR_SIZE, 2);
	put_le(p + 58, SHDR_SIZE, 2);
	put_le(p + 60, nsections, 2);
	put_le(p + 62, nsections - 1, 2);
}

static void out_header(ObjOut *o, u64 name, u32 type, u64 flags, u64 off,
	u64 size, u32 link, u32 info, u64 align, u64 entsize)
{
	elf_section(&o->heads, name, type, flags, 0, off, size, link, info,
		align, entsize);
}

static u64 out_string(Buf *b, const char *s)
{
	u64 at = b->n;

	buf_str(b, s);
	buf_byte(b, 0);
	return at;
}

static u64 out_align(ObjOut *o, u64 align)
{
	u64 n = o->out->n - o->base;

	buf_zero(o->out, -n & (align - 1));
	return o->out->n - o->base;
}

static void out_symbol(ObjOut *o, ObjSym *s)
{
	u64 name = 0;
	u32 shndx = 0;
	int bind = s->bind;
	int type = s->type;

	if (s->type != STT_SECTION) {
		name = o->strings.n;
		if (s->name) {
			buf_str(&o->strings, s->name->name);
		} else {
			buf_str(&o->strings, ".L");
			buf_num(&o->strings, s->index);
		}
		buf_byte(&o->strings, 0);
	}
	if (s->is_common)
		shndx = SHN_COMMON;
	else if (s->is_abs || s->type == STT_FILE)
		shndx = SHN_ABS;
	else if (s->sec)
		shndx = s->sec->index;
	else if (s->is_signature)
		shndx = s->index;	/* of its group: out_number */
	else if (bind == STB_LOCAL)
		bind = STB_GLOBAL;
	/* what is not here may be of another kind (STT_GNU_IFUNC) */
	if (!shndx && type != STT_TLS)
		type = STT_NOTYPE;
	elf_symbol(&o->syms, name, bind << 4 | type, s->vis, shndx, s->value,
		s->size);
	s->index = o->nsyms++;
}

static int sym_is_local(ObjSym *s)
{
	return s->bind == STB_LOCAL && (s->sec || s->is_abs
		|| s->is_signature);
}

/* Is s in the table at all? */
static int sym_is_written(ObjSym *s)
{
	if (s->type == STT_FILE)
		return 1;
	if (s->needed || obj_keep)
		return 1;
	if (s->alias)
		return 0;
	if (sym_is_local(s))
		return !s->is_local_label && s->name;
	if (s->sec || s->is_abs || s->is_common)
		return 1;
	return s->bind == STB_WEAK;
}

static void out_symbols(ObjOut *o)
{
	Section *sec;
	ObjSym *s;

	buf_zero(&o->syms, SYM_SIZE);
	buf_byte(&o->strings, 0);
	o->nsyms = 1;
	for (s = obj_symbols; s; s = s->next)
		if (s->type == STT_FILE)
			out_symbol(o, s);
	for (sec = obj_sections; sec; sec = sec->next)
		if (sec->sym && sec->sym->needed)
			out_symbol(o, sec->sym);
	for (s = obj_symbols; s; s = s->next)
		if (s->type != STT_FILE && sym_is_local(s)
				&& sym_is_written(s))
			out_symbol(o, s);
	o->nlocals = o->nsyms;
	for (s = obj_symbols; s; s = s->next)
		if (s->type != STT_FILE && !sym_is_local(s)
				&& sym_is_written(s))
			out_symbol(o, s);
}

static void out_relocs(ObjOut *o, Section *s, u64 name)
{
	u64 at = out_align(o, 8);
	int i;

	for (i = 0; i < s->nrelocs; i++) {
		Reloc *r = &s->relocs[i];
		u8 *p = buf_room(o->out, RELA_SIZE);

		put_le(p, r->off, 8);
		put_le(p + 8, (u64)r->sym->index << 32 | r->type, 8);
		put_le(p + 16, r->addend, 8);
		o->out->n += RELA_SIZE;
	}
	out_header(o, name, SHT_RELA, s->group ? 64 | SHF_GROUP : 64, at,
		(u64)s->nrelocs * RELA_SIZE, o->symtab, s->index, 8,
		RELA_SIZE);
}

/* The members of group sig; first is the first of them. */
static void out_group(ObjOut *o, Section *first)
{
	u64 at = out_align(o, 4);
	Section *s;

	buf_le(o->out, first->comdat ? GRP_COMDAT : 0, 4);
	for (s = first; s; s = s->next) {
		if (s->group != first->group || s->index == 0)
			continue;
		buf_le(o->out, s->index, 4);
		if (s->nrelocs)
			buf_le(o->out, s->index + 1, 4);
	}
	out_header(o, out_string(&o->names, ".group"), SHT_GROUP, 0, at,
		o->out->n - o->base - at, o->symtab, first->group->index, 4,
		4);
}

static int group_is_first(Section *sec)
{
	Section *s;

	for (s = obj_sections; s != sec; s = s->next)
		if (s->group == sec->group && s->index)
			return 0;
	return 1;
}

/*
 * Section numbers: groups, then each section and its relocations. index is
 * -1 until then where a section is to be written.
 */
static void out_number(ObjOut *o)
{
	Section *s;
	ObjSym *y;
	int n = 1;

	for (s = obj_sections; s; s = s->next)
		s->index = -(!s->optional || sec_here(s) || s->nrelocs
			|| (s->sym && s->sym->needed));
	for (y = obj_symbols; y; y = y->next)
		if (y->sec && sym_is_written(y))
			y->sec->index = -1;
	for (s = obj_sections; s; s = s->next)
		if (s->group && s->index) {
			s->group->needed = 1;
			s->group->is_signature = !s->group->referenced;
			if (group_is_first(s))
				s->group->index = n++;
		}
	for (s = obj_sections; s; s = s->next) {
		if (s->index == 0)
			continue;
		s->index = n++;
		if (s->nrelocs)
			n++;
	}
	o->symtab = n;
	o->nsections = n + 3;
	if (o->nsections >= SHN_LORESERVE)
		fatal("too many sections for one object", 0, 0);
}

static void out_section(ObjOut *o, Section *s)
{
	u64 at;
	u64 name;

	if (s->type == SHT_NOBITS) {
		at = o->out->n - o->base;
	} else {
		at = out_align(o, s->align);
		buf_add(o->out, s->data.p, s->data.n);
	}
	if (s->nrelocs) {
		name = out_string(&o->names, ".rela");
		o->names.n--;
		out_string(&o->names, s->name);
		name += 5;
	} else {
		name = out_string(&o->names, s->name);
	}
	out_header(o, name, s->type, s->flags | (s->group ? SHF_GROUP : 0),
		at, sec_here(s), 0, 0, s->align, s->entsize);
	if (s->nrelocs)
		out_relocs(o, s, name - 5);
}

static void out_tables(ObjOut *o)
{
	u64 at = out_align(o, 8);
	u64 name;

	buf_add(o->out, o->syms.p, o->syms.n);
	out_header(o, out_string(&o->names, ".symtab"), SHT_SYMTAB, 0, at,
		o->syms.n, o->symtab + 1, o->nlocals, 8, SYM_SIZE);
	at = out_align(o, 1);
	buf_add(o->out, o->strings.p, o->strings.n);
	out_header(o, out_string(&o->names, ".strtab"), SHT_STRTAB, 0, at,
		o->strings.n, 0, 0, 1, 0);
	at = out_align(o, 1);
	name = out_string(&o->names, ".shstrtab");
	out_header(o, name, SHT_STRTAB, 0, at, o->names.n, 0, 0, 1, 0);
	buf_add(o->out, o->names.p, o->names.n);
	at = out_align(o, 8);
	buf_add(o->out, o->heads.p, o->heads.n);
	elf_header(o->out->p + o->base, ET_REL, at, o->nsections);
}

void obj_finish(Buf *out)
{
	Section *s;
	ObjOut o;

	if (!obj_is_asm)
		obj_section(".note.GNU-stack", SHT_PROGBITS, 0);
	obj_settle();
	memset(&o, 0, sizeof o);
	o.out = out;
	o.base = out->n;
	buf_zero(out, EHDR_SIZE);
	buf_byte(&o.names, 0);
	out_number(&o);
	out_symbols(&o);
	out_header(&o, 0, 0, 0, 0, 0, 0, 0, 0, 0);
	for (s = obj_sections; s; s = s->next)
		if (s->group && group_is_first(s))
			out_group(&o, s);
	for (s = obj_sections; s; s = s->next)
		if (s->index)
			out_section(&o, s);
	out_tables(&o);
	for (s = obj_sections; s; s = s->next)
		buf_free(&s->data);
	buf_free(&o.heads);
	buf_free(&o.names);
	buf_free(&o.syms);
	buf_free(&o.strings);
}
