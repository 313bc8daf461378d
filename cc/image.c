/*
 * image.c: static objects: values that are constant become bytes and
 * relocations in a section; string literals get their place.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "init.h"
#include "../libc/libc.h"

enum { IMAGE_MAX = 1 << 30 };

/* string literals are placed once each: a table of chains that grows */
struct Literal {
	struct Literal *next;
	Buf bytes;
	u32 align;
	u32 hash;
	ObjSym *sym;
};
static struct Literal **image_strings;
static u32 image_nbuckets;
static u32 image_nstrings;

void image_begin(void)
{
	image_nbuckets = 0;
	image_nstrings = 0;
}

/* ---- string literals -------------------------------------------- */

static void literals_grow(void)
{
	u32 n = image_nbuckets ? image_nbuckets * 4 : 256;
	struct Literal **table = mem_new(n * sizeof(struct Literal *));
	struct Literal *next;

	for (u32 i = 0; i < image_nbuckets; i++) {
		for (struct Literal *l = image_strings[i]; l; l = next) {
			next = l->next;
			l->next = table[l->hash % n];
			table[l->hash % n] = l;
		}
	}
	image_strings = table;
	image_nbuckets = n;
}

static struct Literal *literal_find(Buf *b, u32 align, u32 hash)
{
	struct Literal *l = image_strings[hash % image_nbuckets];

	for (; l; l = l->next)
		if (l->hash == hash && l->align == align
				&& l->bytes.n == b->n
				&& memcmp(l->bytes.p, b->p, b->n) == 0)
			break;
	return l;
}

/* The symbol of these bytes in .rodata. */
ObjSym *init_string(Buf *b, u32 align)
{
	u32 h = align;
	struct Literal *l;

	if (image_nstrings >= image_nbuckets)
		literals_grow();
	for (u64 i = 0; i < b->n; i++)
		h = h * 31 + b->p[i];
	l = literal_find(b, align, h);
	if (l)
		return l->sym;
	l = mem_new(sizeof(struct Literal));
	l->bytes.p = mem_new(b->n + 1);
	l->bytes.n = b->n;
	memcpy(l->bytes.p, b->p, b->n);
	l->align = align;
	l->hash = h;
	l->sym = obj_label();
	l->next = image_strings[h % image_nbuckets];
	image_strings[h % image_nbuckets] = l;
	image_nstrings++;
	sec_align(sec_rodata, align);
	obj_define(l->sym, sec_rodata, sec_here(sec_rodata), b->n,
		STT_OBJECT);
	buf_add(&sec_rodata->data, b->p, b->n);
	return l->sym;
}

/* ---- the image of a static object ------------------------------- */

void image_room(i64 end)
{
	Buf *b = &init_cur->image;

	if (end > IMAGE_MAX)
		fatal_at(lower_pos, "this initializer is too large", 0, 0);
	if (end > (i64)b->n)
		buf_zero(b, end - b->n);
}

void image_patch(i64 off, int size, Node *n)
{
	struct Init *in = init_cur;
	struct Patch *p;

	if (in->npatches == in->cap) {
		int cap = in->cap ? in->cap * 2 : 16;

		p = mem_fn(cap * sizeof(struct Patch));
		if (in->npatches)
			memcpy(p, in->patches,
				in->npatches * sizeof(struct Patch));
		in->patches = p;
		in->cap = cap;
	}
	p = &in->patches[in->npatches++];
	p->off = off;
	p->size = size;
	p->n = n;
}

/* A place is set again: what was there goes. */
void image_forget(i64 off, i64 size)
{
	struct Init *in = init_cur;
	int k = 0;

	for (int i = 0; i < in->npatches; i++) {
		struct Patch *p = &in->patches[i];

		if (p->off + p->size <= off || p->off >= off + size) {
			if (k != i)
				memcpy(&in->patches[k], p, sizeof *p);
			k++;
		}
	}
	in->npatches = k;
	if (off < (i64)in->image.n) {
		i64 end = off + size < (i64)in->image.n ? off + size
			: (i64)in->image.n;

		memset(in->image.p + off, 0, end - off);
	}
}

static int image_node(i64 off, int mode, Node *n)
{
	int size = mode == M_FLD ? 16 : mode_size(mode);

	image_room(off + size);
	if (n->op == N_CONST || n->op == N_FCONST) {
		put_le(init_cur->image.p + off, n->ival,
			mode == M_FLD ? 8 : size);
		if (mode == M_FLD)
			put_le(init_cur->image.p + off + 8, n->fexp, 2);
		return 1;
	}
	/* label differences may be narrowed */
	if (n->op == N_CONV && n->a->op == N_SUB)
		n = n->a;
	if (n->op == N_SUB && n->a->op == N_LABEL && n->b->op == N_LABEL) {
		image_patch(off, size, n);
		return 1;
	}
	if ((n->op != N_ADDR && n->op != N_LABEL
			&& !(n->op == N_ADD && (n->a->op == N_LABEL
			|| n->a->op == N_ADDR) && n->b->op == N_CONST))
			|| size < 8)
		return 0;
	image_patch(off, size, n);
	return 1;
}

static void image_bits(Expr *to, Node *n)
{
	u8 *p;
	i64 first = to->off * 8 + to->bit;

	image_room((first + to->width + 7) / 8);
	p = init_cur->image.p;
	for (int i = 0; i < to->width; i++) {
		i64 at = first + i;
		int bit = n->ival >> i & 1;

		p[at / 8] = (p[at / 8] & ~(1 << at % 8)) | bit << at % 8;
	}
}

/* A static compound literal as the value: its bytes are copied. */
static int image_copy(Expr *to, Expr *val)
{
	Node *a = ex_addr(val);
	Section *sec;
	i64 size = type_size(to->type);
	i64 from;

	/* other objects have names */
	if (a->op != N_ADDR || !a->sym->sec || a->sym->name)
		return 0;
	sec = a->sym->sec;
	from = a->sym->value + a->ival;
	image_room(to->off + size);
	if (sec->type == SHT_NOBITS)
		return 1;
	memcpy(init_cur->image.p + to->off, sec->data.p + from, size);
	for (int i = 0; i < sec->nrelocs; i++) {
		Reloc *r = &sec->relocs[i];

		if ((i64)r->off >= from && (i64)r->off < from + size)
			image_patch(to->off + r->off - from, 8,
				node_addr(r->sym, r->addend));
	}
	return 1;
}

void image_put(Expr *to, Expr *val, Pos pos)
{
	Type *t = type_plain(to->type);
	int ok;

	if (init_cur->out_of_order && to->kind != EX_BIT)
		image_forget(to->off, type_size(t));
	if (to->kind == EX_BIT) {
		ok = val->a && val->a->op == N_CONST;
		if (ok)
			image_bits(to, val->a);
	} else if (val->kind == EX_MEM) {
		ok = image_copy(to, val);
	} else if (val->b) {
		int mode = type_mode(type_part(t));

		ok = image_node(to->off, mode, val->a)
			&& image_node(to->off + type_size(t) / 2, mode,
			val->b);
	} else {
		ok = val->a && image_node(to->off, type_mode(t), val->a);
	}
	if (!ok)
		error_at(pos, "initializer element is not constant", 0, 0);
}

static Section *image_section_named(const char *name, int is_const,
	int is_thread, int nobits)
{
	u64 flags = SHF_ALLOC;

	if (!is_const)
		flags |= SHF_WRITE;
	if (is_thread)
		flags |= SHF_TLS;
	return obj_section(name, nobits ? SHT_NOBITS : SHT_PROGBITS, flags);
}

static int text_starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static Section *image_section(Sym *s, int is_const, int zero)
{
	const char *base = is_const ? ".rodata" : zero ? ".bss" : ".data";
	Buf b;

	if (s && s->section)
		return image_section_named(s->section, is_const, s->thread,
			zero && text_starts(s->section, ".bss"));
	if (s && s->thread)
		return image_section_named(zero ? ".tbss" : ".tdata", 0, 1,
			zero);
	if (is_const && opt.pic && init_cur && init_cur->npatches)
		return image_section_named(".data.rel.ro", 0, 0, 0);
	if (!opt.data_sections || !s)
		return is_const ? sec_rodata : zero ? sec_bss : sec_data;
	memset(&b, 0, sizeof b);
	buf_str(&b, base);
	buf_byte(&b, '.');
	buf_str(&b, s->obj->name->name);
	return image_section_named(str_dup((const char *)b.p, b.n), is_const,
		0, zero && !is_const);
}

void init_zero(Sym *s, i64 size, u32 align)
{
	Section *sec = image_section(s, 0, 1);

	sec_align(sec, align);
	obj_define(s->obj, sec, sec_here(sec), size, STT_OBJECT);
	if (sec->type == SHT_NOBITS)
		sec->size += size;
	else
		buf_zero(&sec->data, size);
}

static void image_place_patch(Section *sec, u64 at, struct Patch *p)
{
	Node *n = p->n;
	i64 addend = 0;

	if (n->op == N_ADD) {
		addend = n->b->ival;
		n = n->a;
	}
	if (n->op == N_ADDR) {
		obj_reloc_abs(sec, at + p->off, n->sym, n->ival + addend,
			p->size);
		return;
	}
	for (Node *l = n->op == N_SUB ? n->b : n; l; l = l == n->b ? n->a
			: 0)
		if (!l->label->obj)
			l->label->obj = obj_label();
	if (n->op == N_SUB)
		obj_fix(sec, at + p->off, p->size, n->a->label->obj,
			n->b->label->obj, 0, lower_pos);
	else
		obj_reloc_abs(sec, at + p->off, n->label->obj, addend,
			p->size);
}

/* The image becomes sym in a section. */
void image_place(ObjSym *sym, Sym *s, Type *t, u32 align, int is_const)
{
	struct Init *in = init_cur;
	Section *sec;
	u64 at;
	int zero = in->npatches == 0;

	if (type_size(t) > 0)
		image_room(type_size(t));
	for (u64 i = 0; zero && i < in->image.n; i++)
		zero = in->image.p[i] == 0;
	if (t->kind == TY_ARRAY && in->image.n >= 16 && align < 16)
		align = 16;
	sec = image_section(s, is_const, zero);
	sec_align(sec, align);
	at = sec_here(sec);
	obj_define(sym, sec, at, in->image.n, STT_OBJECT);
	if (sec->type == SHT_NOBITS) {
		sec->size += in->image.n;
		return;
	}
	buf_add(&sec->data, in->image.p, in->image.n);
	for (int i = 0; i < in->npatches; i++)
		image_place_patch(sec, at, &in->patches[i]);
}
