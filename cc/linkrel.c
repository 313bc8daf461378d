/*
 * linkrel.c: relocations applied, the GOT that some of them want, and
 * --gc-sections, which follows them. In a static program nothing is left to
 * be done at run time. Facts: System V ABI, AMD64 supplement, section 4.4.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"

Buf link_got_buf;

typedef struct GotSlot GotSlot;
struct GotSlot {
	GotSlot *next;
	LinkObj *obj;
	u32 sym;
	int thread;		/* holds the offset from the thread pointer */
	u64 off;
};

static GotSlot *got_slots;
static GotSlot *got_last;

static void got_slot(LinkObj *o, u32 sym, int thread, int *index)
{
	GotSlot *g;

	if (*index)
		return;
	g = mem_keep(sizeof(GotSlot));
	g->obj = o;
	g->sym = sym;
	g->thread = thread;
	g->off = link_got_buf.n;
	buf_zero(&link_got_buf, 8);
	*index = link_got_buf.n / 8;
	if (got_last)
		got_last->next = g;
	else
		got_slots = g;
	got_last = g;
}

/* Will this relocation do without the GOT? The kind that it becomes, or 0. */
static int got_relaxes(InSec *s, const u8 *r, const Target *t)
{
	if (!t->defined || t->absolute)
		return 0;
	return target_relaxes(s->data, s->size, get_le(r, 8),
		get_le(r + 8, 4));
}

static void scan_section(InSec *s)
{
	u64 i;

	for (i = 0; i < s->nrela; i++) {
		const u8 *r = s->rela + i * RELA_SIZE;
		u32 sym = get_le(r + 12, 4);
		int kind = target_reloc(get_le(r + 8, 4))->kind;
		Target t;

		link_target(s->obj, sym, &t);
		/* the call that is rewritten along with it needs nothing */
		if (kind == RK_TLSGD || kind == RK_TLSLD)
			i++;
		if (!t.defined && t.sym && !t.sym->weak && !t.discarded
				&& s->flags & SHF_ALLOC) {
			error_cmd("undefined symbol %s, which %s needs",
				t.name, s->obj->name);
			t.sym->weak = 1;
		}
		if (t.type == STT_GNU_IFUNC)
			fatal("%s is chosen at run time (IFUNC), which is not"
				" supported: %s", t.name, s->obj->name);
		if ((kind == RK_GOTPC || kind == RK_GOT)
				&& !got_relaxes(s, r, &t))
			got_slot(s->obj, sym, 0, t.got);
		if (kind == RK_GOTTP && !got_relaxes(s, r, &t))
			got_slot(s->obj, sym, 1, t.gottp);
	}
}

void link_scan(void)
{
	LinkObj *o;
	OutSec *out;
	int i;

	for (o = link_objs; o; o = o->next)
		for (i = 1; i < o->nsecs; i++)
			if (o->secs[i].kept)
				scan_section(&o->secs[i]);
	if (link_got_buf.n == 0)
		return;
	out = link_out(".got", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE);
	out->made = &link_got_buf;
	out->align = 8;
}

void link_fill_got(void)
{
	GotSlot *g;

	for (g = got_slots; g; g = g->next) {
		Target t;

		link_target(g->obj, g->sym, &t);
		put_le(link_got_buf.p + g->off, g->thread ? t.addr - link_tp
			: t.addr, 8);
	}
}

static int rel_fits(i64 v, int size, int range)
{
	i64 top = v >> (size * 8 - 1);

	if (size == 8 || range == 0)
		return 1;
	if (range == 's')
		return top == 0 || top == -1;
	if (range == 'u')
		return (u64)v >> (size * 8) == 0;
	return top == 0 || top == -1 || top == 1;
}

/* Section s's relocation r, whose field is to be written at to + off. */
static int apply_one(InSec *s, u8 *to, const u8 *r)
{
	u32 type = get_le(r + 8, 4);
	const RelocInfo *info = target_reloc(type);
	i64 addend = get_le(r + 16, 8);
	u64 off = get_le(r, 8);
	int kind = info->kind;
	int drop = 0;
	u64 place;
	u64 v;
	Target t;

	link_target(s->obj, get_le(r + 12, 4), &t);
	if (kind == RK_NONE)
		return 0;
	if (t.discarded) {
		put_le(to + off, 0, info->size);
		return 0;
	}
	if (t.sec && t.sec->merged && t.type == STT_SECTION) {
		/* the addend says which piece of the section is meant */
		t.addr = link_addr(t.sec, addend);
		addend = 0;
	}
	if (got_relaxes(s, r, &t))
		kind = target_relax(to, &off, type, &addend, &drop);
	else if (kind == RK_TLSGD || kind == RK_TLSLD)
		fatal("%s reaches %s by code that cannot be made static",
			s->obj->name, t.name);
	place = s->out->addr + s->off + off;
	v = t.addr + addend;
	switch (kind) {
	case RK_NONE:
		return drop;
	case RK_ABS:
		break;
	case RK_PC:
	case RK_PLT:
		v -= place;
		break;
	case RK_GOTPC:
		v = link_got + (*t.got - 1) * 8 + addend - place;
		break;
	case RK_GOT:
		v = (*t.got - 1) * 8 + addend;
		break;
	case RK_GOTOFF:
		v -= link_got;
		break;
	case RK_GOTBASE:
		v = link_got + addend - place;
		break;
	case RK_GOTTP:
		v = link_got + (*t.gottp - 1) * 8 + addend - place;
		break;
	case RK_TPOFF:
		v -= link_tp;
		break;
	case RK_DTPOFF:
		/* code that asked for the block's start was given the
		   thread pointer instead */
		v -= s->flags & SHF_EXECINSTR ? link_tp : link_tls;
		break;
	case RK_SIZE:
		v = t.size + addend;
		break;
	}
	if (!rel_fits(v, info->size, info->range)) {
		error_cmd("%s is too far away for its relocation in %s",
			t.name, s->obj->name);
		return drop;
	}
	put_le(to + off, v, info->size);
	return drop;
}

void link_apply(InSec *s, u8 *to)
{
	u64 i;

	for (i = 0; i < s->nrela; i++)
		i += apply_one(s, to, s->rela + i * RELA_SIZE);
}

/* ---- --gc-sections ------------------------------------------------- */

static InSec *gc_work;

static void gc_mark(InSec *s)
{
	LinkObj *o;
	int i;

	if (s == 0 || s->marked || !s->kept || s->obj == 0)
		return;
	s->marked = 1;
	s->work = gc_work;
	gc_work = s;
	o = s->obj;
	for (i = 1; s->group && i < o->nsecs; i++)
		if (o->secs[i].group == s->group)
			gc_mark(&o->secs[i]);
}

static void gc_mark_name(const char *name)
{
	LinkSym *s = link_find(&link_syms, name);

	if (s)
		gc_mark(s->sec);
}

/* Sections that are found by other ways than relocations. */
static int gc_root(const InSec *s)
{
	const char *n = s->name;
	const char *p = n;

	if (s->type == SHT_INIT_ARRAY || s->type == SHT_FINI_ARRAY
			|| s->type == SHT_PREINIT_ARRAY || s->type == SHT_NOTE)
		return 1;
	while (*p && *p != '.')
		p++;
	if (*p == 0)
		return 1;
	return str_eq(n, ".init") || str_eq(n, ".fini")
		|| str_starts(n, ".ctors") || str_starts(n, ".dtors")
		|| str_starts(n, ".init_array") || str_eq(n, ".jcr")
		|| str_starts(n, ".fini_array") || str_eq(n, ".eh_frame");
}

static void gc_follow(InSec *s)
{
	u64 i;

	/* unwind tables must not keep all that they describe */
	if (str_eq(s->name, ".eh_frame"))
		return;
	for (i = 0; i < s->nrela; i++) {
		const u8 *r = s->rela + i * RELA_SIZE;
		Target t;

		link_target(s->obj, get_le(r + 12, 4), &t);
		gc_mark(t.sec);
	}
}

void link_gc(void)
{
	LinkObj *o;
	int i;

	gc_mark_name(lo->entry ? lo->entry : "_start");
	for (i = 0; i < lo->nundefined; i++)
		gc_mark_name(lo->undefined[i]);
	for (o = link_objs; o; o = o->next)
		for (i = 1; i < o->nsecs; i++)
			if (o->secs[i].flags & SHF_ALLOC && gc_root(
					&o->secs[i]))
				gc_mark(&o->secs[i]);
	while (gc_work) {
		InSec *s = gc_work;

		gc_work = s->work;
		gc_follow(s);
	}
	for (o = link_objs; o; o = o->next)
		for (i = 1; i < o->nsecs; i++)
			if (o->secs[i].flags & SHF_ALLOC
					&& !o->secs[i].marked)
				o->secs[i].kept = 0;
}
