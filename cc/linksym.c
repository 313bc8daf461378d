/*
 * linksym.c: the linker's names: which definition wins, and where it is.
 * Facts: System V ABI, chapter 4, "Symbol Table".
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"

LinkTab link_syms;

static u32 link_hash(const char *name)
{
	u32 h = 5381;

	for (; *name; name++)
		h = h * 33 + (u8)*name;
	return h;
}

LinkSym *link_find(LinkTab *t, const char *name)
{
	u32 h = link_hash(name);
	LinkSym *s = t->nslots ? t->slots[h & (t->nslots - 1)] : 0;

	for (; s; s = s->chain)
		if (s->hash == h && str_eq(s->name, name))
			return s;
	return 0;
}

static void link_grow(LinkTab *t)
{
	u64 n = t->nslots ? t->nslots * 2 : 4096;
	LinkSym *s;

	t->slots = mem_keep(n * sizeof(LinkSym *));
	t->nslots = n;
	for (s = t->first; s; s = s->next) {
		s->chain = t->slots[s->hash & (n - 1)];
		t->slots[s->hash & (n - 1)] = s;
	}
}

LinkSym *link_lookup(LinkTab *t, const char *name)
{
	LinkSym *s = link_find(t, name);

	if (s)
		return s;
	if (t->count >= t->nslots)
		link_grow(t);
	s = mem_keep(sizeof(LinkSym));
	s->name = name;
	s->hash = link_hash(name);
	s->weak = 1;
	s->chain = t->slots[s->hash & (t->nslots - 1)];
	t->slots[s->hash & (t->nslots - 1)] = s;
	if (t->last)
		t->last->next = s;
	else
		t->first = s;
	t->last = s;
	t->count++;
	return s;
}

int link_number(const char *s, u64 *v)
{
	int base = 10;

	*v = 0;
	if (s[0] == '0' && (s[1] | 32) == 'x') {
		base = 16;
		s += 2;
	}
	if (*s == 0)
		return 0;
	for (; *s; s++) {
		int d = *s >= '0' && *s <= '9' ? *s - '0'
			: (*s | 32) >= 'a' ? (*s | 32) - 'a' + 10 : 99;

		if (d >= base)
			return 0;
		*v = *v * base + d;
	}
	return 1;
}

/* Does a definition of this strength replace what s is? */
static int link_wins(LinkSym *s, LinkObj *o, int weak, int common, u64 size)
{
	if (s->state == LS_UNDEF)
		return 1;
	if (common) {
		if (s->state == LS_COMMON)
			return size > s->size;
		return s->weak;
	}
	if (s->state == LS_COMMON)
		return !weak;
	if (weak)
		return 0;
	if (s->weak)
		return 1;
	error_cmd("%s is defined twice: first in %s", s->name,
		s->obj ? s->obj->name : "the command line");
	error_cmd("and again in %s", o->name, 0);
	return 0;
}

void link_enter(LinkObj *o, int i)
{
	const u8 *p = o->symtab + (u64)i * SYM_SIZE;
	const char *name = o->strtab + get_le(p, 4);
	int weak = p[4] >> 4 == STB_WEAK;
	u32 shndx = get_le(p + 6, 2);
	u64 value = get_le(p + 8, 8);
	u64 size = get_le(p + 16, 8);
	int vis = p[5] & 3;
	LinkSym *s = link_lookup(&link_syms, name);
	u64 align = s->state == LS_COMMON ? s->align : 0;

	o->syms[i - o->nlocals] = s;
	/* the most binding visibility that is not the default */
	if (vis && (s->vis == 0 || vis < s->vis))
		s->vis = vis;
	if (shndx && shndx < SHN_LORESERVE && o->secs[shndx].discarded)
		shndx = 0;
	if (shndx == 0) {
		if (s->state != LS_UNDEF)
			return;
		if (s->obj == 0 || (s->weak && !weak))
			s->obj = o;
		s->weak &= weak;
		if (s->type == STT_NOTYPE)
			s->type = p[4] & 15;
		return;
	}
	if (shndx == SHN_COMMON && value > align)
		align = value;
	if (link_wins(s, o, weak, shndx == SHN_COMMON, size)) {
		s->obj = o;
		s->sec = 0;
		s->size = size;
		s->value = value;
		s->weak = weak;
		s->type = p[4] & 15;
		if (shndx == SHN_COMMON) {
			s->state = LS_COMMON;
		} else if (shndx == SHN_ABS) {
			s->state = LS_ABS;
		} else {
			s->state = LS_DEFINED;
			s->sec = &o->secs[shndx];
		}
	}
	s->align = align;
}

void link_provide(const char *name, OutSec *out, u64 value)
{
	LinkSym *s = link_find(&link_syms, name);

	if (s == 0 || (s->state != LS_UNDEF && !s->provided))
		return;
	s->provided = 1;
	s->state = out ? LS_DEFINED : LS_ABS;
	s->out = out;
	s->value = value;
	s->weak = 0;
}

/* The place of byte off of s among the merged pieces. */
static u64 link_piece(InSec *s, u64 off)
{
	int lo = 0;
	int hi = s->npieces;

	while (hi - lo > 1) {
		int mid = (lo + hi) / 2;

		if (s->pieces[mid].off <= off)
			lo = mid;
		else
			hi = mid;
	}
	return s->pieces[lo].at + (off - s->pieces[lo].off);
}

u64 link_addr(InSec *s, u64 off)
{
	if (s->merged)
		return link_addr(s->merged, link_piece(s, off));
	return s->out ? s->out->addr + s->off + off : 0;
}

u64 link_sym_addr(LinkSym *s)
{
	if (s->state == LS_UNDEF)
		return 0;
	if (s->out)
		return s->out->addr + s->value;
	if (s->sec)
		return link_addr(s->sec, s->value);
	return s->value;
}

void link_target(LinkObj *o, u32 sym, Target *t)
{
	const u8 *p = o->symtab + (u64)sym * SYM_SIZE;
	u32 shndx = get_le(p + 6, 2);

	memset(t, 0, sizeof(Target));
	if (sym >= (u32)o->nlocals) {
		LinkSym *s = o->syms[sym - o->nlocals];

		t->sym = s;
		t->name = s->name;
		t->sec = s->sec;
		t->type = s->type;
		t->size = s->size;
		t->defined = s->state != LS_UNDEF;
		t->absolute = s->state == LS_ABS;
		t->addr = link_sym_addr(s);
		t->got = &s->got;
		t->gottp = &s->gottp;
		if (shndx && shndx < SHN_LORESERVE
				&& o->secs[shndx].discarded
				&& s->state == LS_UNDEF)
			t->discarded = 1;
		if (s->sec && !s->sec->kept)
			t->discarded = 1;
		return;
	}
	t->name = o->strtab + get_le(p, 4);
	t->type = p[4] & 15;
	t->size = get_le(p + 16, 8);
	t->defined = shndx != 0 || sym == 0;
	t->got = &o->got[sym];
	t->gottp = &o->gottp[sym];
	if (shndx && shndx < SHN_LORESERVE) {
		t->sec = &o->secs[shndx];
		if (t->type == STT_SECTION)
			t->name = t->sec->name;
		t->addr = link_addr(t->sec, get_le(p + 8, 8));
		t->discarded = !t->sec->kept;
	} else {
		t->addr = get_le(p + 8, 8);
		t->absolute = 1;
	}
}

/* Merge sort, stable, by order and then by name. */
void link_sort(InSec **a, InSec **tmp, u64 n)
{
	u64 half = n / 2;
	u64 i = 0;
	u64 j = half;
	u64 k;

	if (n < 2)
		return;
	link_sort(a, tmp, half);
	link_sort(a + half, tmp, n - half);
	memcpy(tmp, a, n * sizeof(InSec *));
	for (k = 0; k < n; k++) {
		int right = i == half;

		if (i < half && j < n)
			right = tmp[j]->order < tmp[i]->order
				|| (tmp[j]->order == tmp[i]->order
				&& strcmp(tmp[j]->name, tmp[i]->name) < 0);
		a[k] = right ? tmp[j++] : tmp[i++];
	}
}
