/*
 * linkmerge.c: sections of strings and of constants (SHF_MERGE), in which
 * what is equal is kept once; and .eh_frame_hdr, the index of unwind tables.
 * Facts: System V ABI, chapter 4; Linux Standard Base Core 5.0, section 10.6.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"

typedef struct MergeSet MergeSet;
struct MergeSet {
	MergeSet *next;
	OutSec *out;
	InSec *sec;		/* what the pieces become */
	Buf data;
	u64 *slots;		/* 1 + where a piece is in data */
	u64 *lens;
	u64 nslots;
	u64 count;
};

static MergeSet *merge_sets;

static MergeSet *merge_set(InSec *s)
{
	MergeSet *m;

	for (m = merge_sets; m; m = m->next)
		if (m->out == s->out && m->sec->entsize == s->entsize
				&& m->sec->align == s->align
				&& m->sec->flags == s->flags)
			return m;
	m = mem_keep(sizeof(MergeSet));
	m->sec = mem_keep(sizeof(InSec));
	memcpy(m->sec, s, sizeof(InSec));
	m->sec->name = "(merged)";
	m->sec->obj = 0;
	m->sec->size = 0;
	m->out = s->out;
	m->next = merge_sets;
	merge_sets = m;
	return m;
}

static u64 merge_hash(const u8 *p, u64 n)
{
	u64 h = n;
	u64 i;

	for (i = 0; i < n; i++)
		h = (h ^ p[i]) * 0x100000001b3;
	return h ^ h >> 29;
}

static void merge_grow(MergeSet *m)
{
	u64 n = m->nslots ? m->nslots * 2 : 1024;
	u64 *slots = mem_keep(n * sizeof(u64));
	u64 *lens = mem_keep(n * sizeof(u64));
	u64 i;

	for (i = 0; i < m->nslots; i++) {
		u64 k;

		if (m->slots[i] == 0)
			continue;
		k = merge_hash(m->data.p + m->slots[i] - 1, m->lens[i]);
		while (slots[k & (n - 1)])
			k++;
		slots[k & (n - 1)] = m->slots[i];
		lens[k & (n - 1)] = m->lens[i];
	}
	m->slots = slots;
	m->lens = lens;
	m->nslots = n;
}

/* Where the n bytes at p are in the set, put there if they are new. */
static u64 merge_piece(MergeSet *m, const u8 *p, u64 n)
{
	u64 k;

	if (m->count * 2 >= m->nslots)
		merge_grow(m);
	for (k = merge_hash(p, n);; k++) {
		u64 i = k & (m->nslots - 1);

		if (m->slots[i] == 0) {
			buf_zero(&m->data, -m->data.n & (m->sec->align - 1));
			m->slots[i] = m->data.n + 1;
			m->lens[i] = n;
			m->count++;
			buf_add(&m->data, p, n);
			return m->slots[i] - 1;
		}
		if (m->lens[i] == n && memcmp(m->data.p + m->slots[i] - 1, p,
				n) == 0)
			return m->slots[i] - 1;
	}
}

static u64 merge_length(InSec *s, u64 at)
{
	const u8 *end;

	if ((s->flags & SHF_STRINGS) == 0)
		return s->entsize;
	end = memchr(s->data + at, 0, s->size - at);
	return end - (s->data + at) + 1;
}

static void merge_section(InSec *s)
{
	MergeSet *m = merge_set(s);
	u64 at;
	int n = 0;

	for (at = 0; at < s->size; at += merge_length(s, at))
		n++;
	s->pieces = mem_keep(n * sizeof(Piece));
	s->npieces = n;
	n = 0;
	for (at = 0; at < s->size;) {
		u64 len = merge_length(s, at);

		s->pieces[n].off = at;
		s->pieces[n++].at = merge_piece(m, s->data + at, len);
		at += len;
	}
	s->merged = m->sec;
}

static int merge_can(InSec *s)
{
	if ((s->flags & SHF_MERGE) == 0 || s->flags & SHF_WRITE || s->nrela
			|| s->size == 0 || s->type == SHT_NOBITS)
		return 0;
	if (s->flags & SHF_STRINGS)
		return s->entsize == 1 && s->data[s->size - 1] == 0;
	return s->entsize && s->size % s->entsize == 0
		&& s->align <= s->entsize && s->entsize % s->align == 0;
}

void link_merge(void)
{
	MergeSet *m;
	OutSec *out;

	for (out = link_outs; out; out = out->next) {
		InSec *s = out->first;
		InSec *next;

		out->first = 0;
		out->last = 0;
		for (; s; s = next) {
			next = s->next;
			if (merge_can(s))
				merge_section(s);
			else
				link_append(out, s);
		}
	}
	for (m = merge_sets; m; m = m->next) {
		m->sec->data = m->data.p;
		m->sec->size = m->data.n;
		link_append(m->out, m->sec);
		if (m->out->first == m->sec)
			m->out->flags |= m->sec->flags
				& (SHF_MERGE | SHF_STRINGS);
		else
			m->out->flags &= ~(u64)(SHF_MERGE | SHF_STRINGS);
	}
}

/* ---- .eh_frame_hdr ------------------------------------------------- */

enum { PE_UDATA4 = 3, PE_SDATA4 = 11, PE_PCREL = 16, PE_DATAREL = 48,
	EH_HEAD = 12 };

static Buf eh_buf;
static OutSec *eh_hdr;
static OutSec *eh_frame;

static u64 eh_count(const InSec *s)
{
	u64 at = 0;
	u64 n = 0;

	while (at + 8 <= s->size) {
		u64 len = get_le(s->data + at, 4);

		if (len == 0 || len >= 0xfffffff0)
			break;
		if (get_le(s->data + at + 4, 4))
			n++;
		at += len + 4;
	}
	return n;
}

void link_eh_prepare(void)
{
	OutSec *out;
	InSec *s;
	u64 n = 0;

	for (out = link_outs; out; out = out->next)
		if (str_eq(out->name, ".eh_frame"))
			eh_frame = out;
	if (eh_frame == 0)
		return;
	for (s = eh_frame->first; s; s = s->next)
		n += eh_count(s);
	if (n == 0)
		return;
	eh_hdr = link_out(".eh_frame_hdr", SHT_PROGBITS, SHF_ALLOC);
	eh_hdr->align = 4;
	buf_zero(&eh_buf, EH_HEAD + n * 8);
	eh_hdr->made = &eh_buf;
}

/* The encoding of addresses in the CIE at p (of n bytes); -1: unknown. */
static int eh_encoding(const u8 *p, u64 n)
{
	u64 at = 9;
	u64 aug = at;
	int i;

	while (at < n && p[at])
		at++;
	at++;
	if (p[aug] != 'z')
		return p[aug] == 0 ? 0 : -1;
	/* two LEB128 numbers, the return column, and the length of the rest */
	for (i = 0; i < 4; i++) {
		while (at < n && p[at] & 128)
			at++;
		at++;
	}
	for (i = 1; at < n && p[aug + i]; i++) {
		if (p[aug + i] == 'R')
			return p[at];
		if (p[aug + i] == 'L')
			at++;
		else if (p[aug + i] == 'P')
			at += (p[at] & 7) == PE_UDATA4 ? 5 : 9;
		else if (p[aug + i] != 'S')
			return -1;
	}
	return 0;
}

/* Smallest first, by the first 4 bytes of each pair, as signed numbers. */
static void eh_sort(u8 *a, u8 *tmp, u64 n)
{
	u64 half = n / 2;
	u64 i = 0;
	u64 j = half;
	u64 k;

	if (n < 2)
		return;
	eh_sort(a, tmp, half);
	eh_sort(a + half * 8, tmp, n - half);
	memcpy(tmp, a, n * 8);
	for (k = 0; k < n; k++) {
		int right = i == half;

		if (i < half && j < n)
			right = (int)get_le(tmp + j * 8, 4)
				< (int)get_le(tmp + i * 8, 4);
		memcpy(a + k * 8, tmp + (right ? j++ : i++) * 8, 8);
	}
}

/* Enters the FDE at `at` of the .eh_frame f; the number of entries then. */
static u64 eh_enter(u8 *to, u64 count, const u8 *f, u64 at)
{
	u64 back = get_le(f + at + 4, 4);
	u64 cie = at + 4 - back;
	int enc;
	u64 pc;

	if (back > at + 4 || cie + 12 > eh_frame->size)
		return count;
	enc = eh_encoding(f + cie, eh_frame->size - cie);
	if (enc < 0)
		return count;
	if ((enc & 7) == PE_UDATA4)
		pc = (int)get_le(f + at + 8, 4);
	else
		pc = get_le(f + at + 8, 8);
	if (pc == 0)
		return count;
	if ((enc & 0x70) == PE_PCREL)
		pc += eh_frame->addr + at + 8;
	put_le(to + count * 8, pc - eh_hdr->addr, 4);
	put_le(to + count * 8 + 4, eh_frame->addr + at - eh_hdr->addr, 4);
	return count + 1;
}

void link_eh_fill(u8 *file)
{
	const u8 *f;
	u8 *to;
	u64 max;
	u64 n = 0;
	u64 at = 0;

	if (eh_hdr == 0)
		return;
	f = file + eh_frame->off;
	to = file + eh_hdr->off;
	max = (eh_hdr->size - EH_HEAD) / 8;
	while (at + 16 <= eh_frame->size && n < max) {
		u64 len = get_le(f + at, 4);

		if (len == 0 || len > eh_frame->size - at - 4)
			break;
		if (get_le(f + at + 4, 4))
			n = eh_enter(to + EH_HEAD, n, f, at);
		at += len + 4;
	}
	eh_sort(to + EH_HEAD, mem_keep(n * 8 + 8), n);
	to[0] = 1;
	to[1] = PE_PCREL | PE_SDATA4;
	to[2] = PE_UDATA4;
	to[3] = PE_DATAREL | PE_SDATA4;
	put_le(to + 4, eh_frame->addr - eh_hdr->addr - 4, 4);
	put_le(to + 8, n, 4);
}
