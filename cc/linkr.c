/*
 * linkr.c: -r: several objects become one. Sections of one name are joined;
 * relocations and symbols are kept.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"

static ObjSym *linkr_group(LinkObj *o, int group)
{
	const u8 *heads = o->p + get_le(o->p + 40, 8);
	u64 sig = get_le(heads + (u64)group * SHDR_SIZE + 44, 4);
	const u8 *y = o->symtab + sig * SYM_SIZE;
	const char *name = o->strtab + get_le(y, 4);
	ObjSym *s;

	if ((y[4] & 15) == STT_SECTION)
		name = o->secs[get_le(y + 6, 2)].name;
	s = obj_sym(ident_str(name));
	return s;
}

static void linkr_section(InSec *s)
{
	u64 flags = s->flags & ~(u64)SHF_GROUP;
	ObjSym *group = s->group ? linkr_group(s->obj, s->group) : 0;
	Section *to = obj_section_in(s->name, s->type, flags, group, 0);
	u64 pad;

	if (group)
		to->comdat = 1;
	/* merging is for pieces of one size */
	if (to->data.n == 0 && to->size == 0)
		to->entsize = s->entsize;
	else if (to->entsize != s->entsize || to->flags != flags)
		to->flags &= ~(u64)(SHF_MERGE | SHF_STRINGS);
	to->flags |= flags & (SHF_WRITE | SHF_ALLOC | SHF_EXECINSTR);
	if (s->align > to->align)
		to->align = s->align;
	pad = -sec_here(to) & (s->align - 1);
	s->made = to;
	s->off = sec_here(to) + pad;
	if (to->type == SHT_NOBITS) {
		to->size += pad + s->size;
		return;
	}
	if (flags & SHF_EXECINSTR) {
		target_nops(buf_room(&to->data, pad), pad);
		to->data.n += pad;
	} else {
		buf_zero(&to->data, pad);
	}
	if (s->type == SHT_NOBITS)
		buf_zero(&to->data, s->size);
	else
		buf_add(&to->data, s->data, s->size);
}

static void linkr_set(ObjSym *y, InSec *sec, u64 value, u64 size, int type,
	int vis)
{
	if (sec) {
		y->sec = sec->made;
		y->value = sec->off + value;
	} else {
		y->is_abs = 1;
		y->value = value;
	}
	y->size = size;
	y->type = type;
	y->vis = vis;
}

/* The symbols of o by number; those of dropped sections are 0. */
static ObjSym **linkr_locals(LinkObj *o)
{
	ObjSym **a = mem_new((o->nlocals + 1) * sizeof(ObjSym *));
	int i;

	for (i = 1; i < o->nlocals; i++) {
		const u8 *p = o->symtab + (u64)i * SYM_SIZE;
		const char *name = o->strtab + get_le(p, 4);
		u32 shndx = get_le(p + 6, 2);
		InSec *s = shndx && shndx < SHN_LORESERVE ? &o->secs[shndx]
			: 0;

		if (s && !s->kept)
			continue;
		if ((p[4] & 15) == STT_SECTION) {
			if (s)
				a[i] = obj_section_sym(s->made);
			continue;
		}
		a[i] = obj_sym_new(ident_str(name));
		linkr_set(a[i], s, get_le(p + 8, 8), get_le(p + 16, 8),
			p[4] & 15, p[5]);
	}
	return a;
}

static void linkr_global(LinkSym *s)
{
	ObjSym *y = obj_sym(ident_str(s->name));

	y->bind = s->weak ? STB_WEAK : STB_GLOBAL;
	y->type = s->type;
	y->vis = s->vis;
	y->size = s->size;
	if (s->state == LS_COMMON) {
		y->is_common = 1;
		y->value = s->align;
	} else if (s->state != LS_UNDEF) {
		linkr_set(y, s->sec, s->value, s->size, s->type, s->vis);
	}
}

static void linkr_relocs(LinkObj *o, InSec *s, ObjSym **locals)
{
	u64 i;

	for (i = 0; i < s->nrela; i++) {
		const u8 *r = s->rela + i * RELA_SIZE;
		u32 sym = get_le(r + 12, 4);
		i64 addend = get_le(r + 16, 8);
		ObjSym *y;

		if (sym == 0) {
			y = obj_absolute(0);
		} else if (sym >= (u32)o->nlocals) {
			y = obj_sym(ident_str(o->syms[sym - o->nlocals]
				->name));
		} else {
			const u8 *p = o->symtab + (u64)sym * SYM_SIZE;

			y = locals[sym];
			if (y == 0)
				continue;
			if (y->type == STT_SECTION)
				addend += o->secs[get_le(p + 6, 2)].off;
		}
		obj_reloc(s->made, s->off + get_le(r, 8), y, get_le(r + 8, 4),
			addend);
	}
}

void link_relocatable(void)
{
	LinkObj *o;
	LinkSym *s;
	Buf b;
	int i;

	memset(&b, 0, sizeof b);
	obj_begin();
	obj_keep = 1;
	for (o = link_objs; o; o = o->next)
		for (i = 1; i < o->nsecs; i++)
			if (o->secs[i].kept)
				linkr_section(&o->secs[i]);
	for (s = link_syms.first; s; s = s->next)
		linkr_global(s);
	for (o = link_objs; o; o = o->next) {
		ObjSym **locals = linkr_locals(o);

		for (i = 1; i < o->nsecs; i++)
			if (o->secs[i].kept)
				linkr_relocs(o, &o->secs[i], locals);
	}
	obj_finish(&b);
	if (diag_errors == 0)
		file_write(lo->out ? lo->out : "a.out", &b, 0);
}
