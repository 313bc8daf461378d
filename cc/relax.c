/*
 * relax.c: settles what the size of code depends on: jumps are written long
 * and become short where they reach, alignments and LEB128 numbers follow.
 * All start small and only grow, so that the loop ends.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"

/* The number of fragments of s that begin before byte v (of the old layout). */
static int frag_count(Section *s, u64 v)
{
	int lo = 0;
	int hi = s->nfrags;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (s->frags[mid].off < v)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static i64 frag_shrink(Section *s, int i)
{
	Frag *f;

	if (i == 0)
		return 0;
	f = &s->frags[i - 1];
	return f->shrink + (i64)f->max - (i64)f->size;
}

u64 relax_map(Section *s, u64 off)
{
	if (s->nfrags == 0)
		return off;
	return off - frag_shrink(s, frag_count(s, off));
}

int relax_settled(Section *s, u64 a, u64 b)
{
	int i = frag_count(s, a);
	int j = frag_count(s, b);

	for (; i < j; i++)
		if (!s->frags[i].fixed)
			return 0;
	for (; j < i; j++)
		if (!s->frags[j].fixed)
			return 0;
	return 1;
}

void relax_freeze(Section *s)
{
	int i;

	for (i = 0; i < s->nfrags; i++)
		s->frags[i].fixed = 1;
}

static Frag *frag_new(Section *s, int kind, u64 off, u32 max)
{
	Frag *f;

	if (s->nfrags == s->fragcap) {
		int cap = s->fragcap ? s->fragcap * 2 : 64;
		Frag *p = mem_new(cap * sizeof(Frag));

		if (s->nfrags)
			memcpy(p, s->frags, s->nfrags * sizeof(Frag));
		s->frags = p;
		s->fragcap = cap;
	}
	f = &s->frags[s->nfrags++];
	memset(f, 0, sizeof(Frag));
	f->kind = kind;
	f->off = off;
	f->max = max;
	return f;
}

void relax_move(Section *s, const Frag *f, u64 off)
{
	Frag *to = frag_new(s, f->kind, f->off, f->max);

	memcpy(to, f, sizeof(Frag));
	to->off += off;
}

void sec_jump(Section *s, u64 off, int n, ObjSym *sym, i64 addend)
{
	Frag *f = frag_new(s, FRAG_JUMP, off, n);

	sym->referenced = 1;
	f->sym = sym;
	f->addend = addend;
}

static u64 pad_bytes(u64 pos, u32 align, u32 limit)
{
	u64 n = -pos & (align - 1);

	return limit && n > limit ? 0 : n;
}

static void pad_fill(u8 *p, u64 n, int code, int fill)
{
	if (code)
		target_nops(p, n);
	else
		memset(p, fill, n);
}

void sec_pad(Section *s, u32 align, int fill, u32 limit)
{
	int code = (s->flags & SHF_EXECINSTR) != 0;
	u64 n;

	if (align > s->align)
		s->align = align;
	if (align <= 1)
		return;
	if (s->type == SHT_NOBITS) {
		s->size += pad_bytes(s->size, align, limit);
		return;
	}
	if (code && opt.text) {
		buf_str(&s->data, "\t.balign ");
		buf_num(&s->data, align);
		buf_byte(&s->data, '\n');
		return;
	}
	n = pad_bytes(s->data.n, align, limit);
	if (code || s->nfrags) {
		Frag *f;

		/* never empty, so that labels on both sides differ */
		if (n == 0)
			n = align;
		f = frag_new(s, FRAG_ALIGN, s->data.n, n);
		f->align = align;
		f->limit = limit;
		f->fill = fill;
		f->code = code && fill < 0;
	}
	if (n)
		pad_fill(buf_room(&s->data, n), n, code && fill < 0, fill);
	s->data.n += n;
}

void sec_align(Section *s, u32 align)
{
	sec_pad(s, align, s->flags & SHF_EXECINSTR ? -1 : 0, 0);
}

void obj_leb(Section *s, int kind, ObjSym *sym, ObjSym *sub, i64 addend)
{
	Frag *f = frag_new(s, kind, s->data.n, 10);

	f->sym = sym;
	f->sub = sub;
	f->addend = addend;
	buf_zero(&s->data, 10);
}

/* The place of sym in the new layout. */
static i64 frag_value(ObjSym *sym)
{
	if (sym->sec == 0)
		return sym->value;
	return relax_map(sym->sec, sym->value);
}

static i64 leb_value(Frag *f)
{
	i64 v = f->addend;

	if (f->sym)
		v += frag_value(f->sym);
	if (f->sub)
		v -= frag_value(f->sub);
	return v;
}

int leb_put(u8 *p, int kind, i64 v)
{
	int n = 0;

	for (;;) {
		u8 b = v & 127;
		int done;

		if (kind == FRAG_ULEB) {
			v = (u64)v >> 7;
			done = v == 0;
		} else {
			v >>= 7;
			done = v == (b & 64 ? -1 : 0);
		}
		p[n++] = done ? b : b | 128;
		if (done)
			return n;
	}
}

/* Can this jump only be long? If not, f->target is set. */
static int jump_is_long(Section *s, Frag *f)
{
	ObjSym *t = f->sym;

	if (t->sec != s || t->bind == STB_WEAK || t->alias
			|| t->type == STT_GNU_IFUNC)
		return 1;
	f->target = frag_count(s, t->value);
	return 0;
}

static void relax_start(Section *s)
{
	int aligns = 0;
	int i;

	for (i = 0; i < s->nfrags; i++) {
		Frag *f = &s->frags[i];
		int opcode;

		f->size = 1;
		aligns += f->kind == FRAG_ALIGN;
		f->aligns = aligns;
		if (f->fixed)
			f->size = f->max;
		if (f->kind != FRAG_JUMP)
			continue;
		if (jump_is_long(s, f) || f->fixed)
			f->size = f->max;
		else
			f->size = target_jump_size(s->data.p + f->off,
				&opcode);
	}
}

/* Positions anew; alignments take the size that they need there. */
static void relax_place(Section *s)
{
	i64 shrink = 0;
	int i;

	for (i = 0; i < s->nfrags; i++) {
		Frag *f = &s->frags[i];

		f->shrink = shrink;
		if (f->kind == FRAG_ALIGN && !f->fixed)
			f->size = pad_bytes(f->off - shrink, f->align,
				f->limit);
		shrink += (i64)f->max - (i64)f->size;
	}
}

/*
 * Does short jump i still reach? What lies behind it will move by stretch,
 * unless an alignment between takes that up.
 */
static int relax_reaches(Section *s, int i, i64 stretch)
{
	Frag *f = &s->frags[i];
	i64 to = f->sym->value + f->addend;
	i64 here = f->off - f->shrink;
	i64 d;

	if (f->target == i + 1) {
		to -= f->shrink + (i64)f->max - (i64)f->size;
	} else if (f->target > i) {
		to -= frag_shrink(s, f->target);
		if (stretch < 0 || s->frags[f->target - 1].aligns == f->aligns)
			to += stretch;
		else if (to < here)
			return 1;
	} else {
		to -= frag_shrink(s, f->target);
	}
	d = to - (here + f->size);
	return d >= -128 && d <= 127;
}

/*
 * One pass in order, as GNU as makes it: what is before has moved already,
 * what is behind will move by as much as this place has.
 */
static int relax_grow(Section *s)
{
	i64 shrink = 0;
	int changed = 0;
	int i;

	for (i = 0; i < s->nfrags; i++) {
		Frag *f = &s->frags[i];
		i64 stretch = f->shrink - shrink;
		u32 size = f->size;
		u8 tmp[16];

		f->shrink = shrink;
		if (f->kind == FRAG_ALIGN) {
			if (!f->fixed)
				size = pad_bytes(f->off - shrink, f->align,
					f->limit);
		} else if (f->kind != FRAG_JUMP) {
			size = leb_put(tmp, f->kind, leb_value(f));
			if (size < f->size)
				size = f->size;
		} else if (size < f->max && !relax_reaches(s, i, stretch)) {
			size = f->max;
		}
		changed |= size != f->size || stretch;
		f->size = size;
		shrink += (i64)f->max - (i64)size;
	}
	return changed;
}

static void leb_write(u8 *to, Frag *f)
{
	i64 v = leb_value(f);
	u32 n = leb_put(to, f->kind, v);
	int sign = f->kind == FRAG_SLEB && v < 0 ? 127 : 0;

	/* one that shrank again is padded */
	for (; n < f->size; n++) {
		to[n - 1] |= 128;
		to[n] = sign;
	}
}

static void jump_write(Section *s, Frag *f, u8 *to, const u8 *from, u64 pos)
{
	int opcode;
	i64 d;

	if (f->size < f->max) {
		opcode = target_jump_short(to, from);
		d = f->sym->value + f->addend - frag_shrink(s, f->target);
		put_le(to + opcode, d - (i64)(pos + f->size), 1);
		return;
	}
	memcpy(to, from, f->max);
	target_jump_size(from, &opcode);
	if (jump_is_long(s, f)) {
		obj_reloc(s, f->off + opcode, f->sym, target_reloc_call(),
			f->addend - ((i64)f->max - opcode));
		return;
	}
	d = f->sym->value + f->addend - frag_shrink(s, f->target);
	put_le(to + opcode, d - (i64)(pos + f->size), f->max - opcode);
}

/* The section's bytes in the new layout. */
static void relax_write(Section *s)
{
	u64 n = s->data.n - frag_shrink(s, s->nfrags);
	u8 *old = s->data.p;
	u64 from = 0;
	u64 to = 0;
	Buf b;
	int i;

	memset(&b, 0, sizeof b);
	buf_room(&b, n + 16);
	for (i = 0; i < s->nfrags; i++) {
		Frag *f = &s->frags[i];

		memcpy(b.p + to, old + from, f->off - from);
		to += f->off - from;
		if (f->kind == FRAG_ALIGN)
			pad_fill(b.p + to, f->size, f->code, f->fill);
		else if (f->kind == FRAG_JUMP)
			jump_write(s, f, b.p + to, old + f->off, to);
		else
			leb_write(b.p + to, f);
		to += f->size;
		from = f->off + f->max;
	}
	memcpy(b.p + to, old + from, s->data.n - from);
	b.n = n;
	buf_free(&s->data);
	memcpy(&s->data, &b, sizeof b);
}

void relax_run(void)
{
	Section *s;
	ObjSym *y;
	int changed = 1;
	int i;

	for (s = obj_sections; s; s = s->next)
		relax_start(s);
	for (s = obj_sections; s; s = s->next)
		relax_place(s);
	while (changed) {
		changed = 0;
		for (s = obj_sections; s; s = s->next)
			changed |= relax_grow(s);
	}
	for (s = obj_sections; s; s = s->next)
		if (s->nfrags)
			relax_write(s);
	for (s = obj_sections; s; s = s->next)
		for (i = 0; i < s->nrelocs && s->nfrags; i++)
			s->relocs[i].off = relax_map(s, s->relocs[i].off);
	for (y = obj_symbols; y; y = y->next) {
		u64 v = y->value;

		if (y->sec == 0 || y->sec->nfrags == 0)
			continue;
		y->value = relax_map(y->sec, v);
		if (y->size)
			y->size = relax_map(y->sec, v + y->size) - y->value;
	}
}
