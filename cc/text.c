/*
 * text.c: the object as the GNU assembler's text, for -S. Code was gathered
 * as text by the instruction printer; data becomes directives here.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"

void text_sym(Buf *b, const ObjSym *s)
{
	if (s->name) {
		buf_str(b, s->name->name);
	} else if (s->is_abs) {
		buf_num(b, s->value);
	} else if (s->type == STT_SECTION) {
		buf_str(b, s->sec->name);
	} else {
		buf_str(b, ".L");
		buf_num(b, s->index);
	}
}

/* The @-suffix of a relocation: its name without the size at the end. */
void text_suffix(Buf *b, u32 type)
{
	const char *name = target_reloc(type)->name;

	buf_byte(b, '@');
	while (*name && (*name < '0' || *name > '9'))
		buf_byte(b, *name++);
}

static void text_quoted(Buf *b, const u8 *p, u64 n)
{
	u64 i;

	buf_byte(b, '"');
	for (i = 0; i < n; i++) {
		u8 c = p[i];

		if (c == '"' || c == '\\')
			buf_byte(b, '\\');
		if (c >= ' ' && c < 127) {
			buf_byte(b, c);
			continue;
		}
		buf_byte(b, '\\');
		buf_byte(b, '0' + (c >> 6));
		buf_byte(b, '0' + (c >> 3 & 7));
		buf_byte(b, '0' + (c & 7));
	}
	buf_str(b, "\"\n");
}

/* Plain bytes: text, runs of zeros, or numbers. */
static void text_bytes(Buf *b, const u8 *p, u64 n)
{
	while (n) {
		u64 zeros = 0;
		u64 print = 0;
		u64 i;

		while (zeros < n && p[zeros] == 0)
			zeros++;
		while (print < n && print < 60 && (p[print] == '\n'
				|| (p[print] >= ' ' && p[print] < 127)))
			print++;
		if (zeros >= 4) {
			buf_str(b, "\t.zero\t");
			buf_num(b, zeros);
			buf_byte(b, '\n');
			i = zeros;
		} else if (print >= 4) {
			buf_str(b, "\t.ascii\t");
			text_quoted(b, p, print);
			i = print;
		} else {
			buf_str(b, "\t.byte\t");
			for (i = 0; i < n && i < 8; i++) {
				if (i)
					buf_byte(b, ',');
				buf_num(b, p[i]);
			}
			buf_byte(b, '\n');
		}
		p += i;
		n -= i;
	}
}

static void text_number(Buf *b, int size)
{
	buf_str(b, size == 8 ? "\t.quad\t" : size == 4 ? "\t.long\t"
		: size == 2 ? "\t.value\t" : "\t.byte\t");
}

static void text_fix(Buf *b, const Fix *f)
{
	text_number(b, f->n);
	if (f->sym)
		text_sym(b, f->sym);
	if (f->sub) {
		buf_byte(b, '-');
		text_sym(b, f->sub);
	}
	if (f->addend >= 0)
		buf_byte(b, '+');
	buf_num(b, f->addend);
	buf_byte(b, '\n');
}

static void text_reloc(Buf *b, const Reloc *r)
{
	const RelocInfo *info = target_reloc(r->type);

	text_number(b, info->size);
	text_sym(b, r->sym);
	if (info->kind != RK_ABS && info->kind != RK_PC)
		text_suffix(b, r->type);
	if (r->addend > 0)
		buf_byte(b, '+');
	if (r->addend)
		buf_num(b, r->addend);
	buf_str(b, info->kind == RK_PC ? "-.\n" : "\n");
}

/* Relocations and symbols of one section, in the order of their places. */
typedef struct TextMark TextMark;
struct TextMark {
	u64 off;
	const ObjSym *sym;
	const ObjSym *ended;	/* in code: the symbol whose size ends here */
	const Reloc *rel;
	const Fix *fix;
};

/* Stable merge sort by off; tmp has as much room as m. */
static void text_sort(TextMark *m, TextMark *tmp, int n)
{
	int half = n / 2;
	int i = 0;
	int j = half;
	int k;

	if (n < 2)
		return;
	text_sort(m, tmp, half);
	text_sort(m + half, tmp, n - half);
	memcpy(tmp, m, n * sizeof(TextMark));
	for (k = 0; k < n; k++) {
		TextMark *from = &tmp[i];

		if (i == half || (j < n && tmp[j].off < tmp[i].off))
			from = &tmp[j++];
		else
			i++;
		memcpy(&m[k], from, sizeof(TextMark));
	}
}

static void text_section_head(Buf *b, Section *s)
{
	buf_str(b, "\t.section\t");
	buf_str(b, s->name);
	buf_str(b, ",\"");
	if (s->flags & SHF_ALLOC)
		buf_byte(b, 'a');
	if (s->flags & SHF_WRITE)
		buf_byte(b, 'w');
	if (s->flags & SHF_EXECINSTR)
		buf_byte(b, 'x');
	if (s->flags & SHF_MERGE)
		buf_byte(b, 'M');
	if (s->flags & SHF_STRINGS)
		buf_byte(b, 'S');
	if (s->flags & SHF_TLS)
		buf_byte(b, 'T');
	if (s->group)
		buf_byte(b, 'G');
	buf_str(b, "\",@");
	switch (s->type) {
	case SHT_NOBITS:
		buf_str(b, "nobits");
		break;
	case SHT_NOTE:
		buf_str(b, "note");
		break;
	case SHT_INIT_ARRAY:
		buf_str(b, "init_array");
		break;
	case SHT_FINI_ARRAY:
		buf_str(b, "fini_array");
		break;
	case SHT_PREINIT_ARRAY:
		buf_str(b, "preinit_array");
		break;
	default:
		buf_str(b, "progbits");
	}
	if (s->flags & SHF_MERGE) {
		buf_byte(b, ',');
		buf_num(b, s->entsize);
	}
	if (s->group) {
		buf_byte(b, ',');
		text_sym(b, s->group);
		if (s->comdat)
			buf_str(b, ",comdat");
	}
	buf_byte(b, '\n');
	if (s->align > 1) {
		buf_str(b, "\t.balign\t");
		buf_num(b, s->align);
		buf_byte(b, '\n');
	}
}

/* What stands in s from `from` up to `to`, where no mark is between. */
static void text_stretch(Buf *b, Section *s, u64 from, u64 to)
{
	if (from >= to)
		return;
	if (s->type == SHT_NOBITS) {
		buf_str(b, "\t.zero\t");
		buf_num(b, to - from);
		buf_byte(b, '\n');
	} else if (s->flags & SHF_EXECINSTR) {
		buf_add(b, s->data.p + from, to - from);
	} else {
		text_bytes(b, s->data.p + from, to - from);
	}
}

/* In code sizes are counted in bytes of text: the place says what is meant. */
static void text_size(Buf *b, const ObjSym *s, int here)
{
	buf_str(b, "\t.size\t");
	text_sym(b, s);
	buf_byte(b, ',');
	if (here) {
		buf_str(b, ".-");
		text_sym(b, s);
	} else {
		buf_num(b, s->size);
	}
	buf_byte(b, '\n');
}

static void text_section(Buf *b, Section *s)
{
	TextMark *marks;
	int code = (s->flags & SHF_EXECINSTR) != 0;
	ObjSym *y;
	Fix *f;
	u64 at = 0;
	int n = 0;
	int i;

	for (y = obj_symbols; y; y = y->next)
		n += y->sec == s;
	for (f = obj_fixes; f; f = f->next)
		n += f->sec == s;
	if (s->optional && sec_here(s) == 0 && n == 0)
		return;
	marks = mem_new(2 * (2 * n + s->nrelocs + 1) * sizeof(TextMark));
	n = 0;
	for (y = obj_symbols; y; y = y->next) {
		if (y->sec != s || y->alias)
			continue;
		marks[n].off = y->value;
		marks[n++].sym = y;
		if (!code || y->name == 0 || y->size == 0)
			continue;
		marks[n].off = y->value + y->size;
		marks[n++].ended = y;
	}
	for (f = obj_fixes; f; f = f->next) {
		if (f->sec != s)
			continue;
		marks[n].off = f->off;
		marks[n++].fix = f;
	}
	for (i = 0; i < s->nrelocs; i++) {
		marks[n].off = s->relocs[i].off;
		marks[n++].rel = &s->relocs[i];
	}
	text_sort(marks, marks + n, n);
	text_section_head(b, s);
	for (i = 0; i < n; i++) {
		text_stretch(b, s, at, marks[i].off);
		if (marks[i].off > at)
			at = marks[i].off;
		if (marks[i].rel) {
			text_reloc(b, marks[i].rel);
			at += target_reloc(marks[i].rel->type)->size;
		} else if (marks[i].fix) {
			text_fix(b, marks[i].fix);
			at += marks[i].fix->n;
		} else if (marks[i].ended) {
			text_size(b, marks[i].ended, 1);
		} else {
			text_sym(b, marks[i].sym);
			buf_str(b, ":\n");
		}
	}
	text_stretch(b, s, at, sec_here(s));
	for (i = 0; i < n && !code; i++)
		if (marks[i].sym && marks[i].sym->name && marks[i].sym->size)
			text_size(b, marks[i].sym, 0);
}

static void text_attr(Buf *b, const char *directive, const ObjSym *s,
	const char *more)
{
	buf_byte(b, '\t');
	buf_str(b, directive);
	buf_byte(b, '\t');
	text_sym(b, s);
	buf_str(b, more);
	buf_byte(b, '\n');
}

static void text_symbol(Buf *b, const ObjSym *s)
{
	if (s->bind == STB_GLOBAL && (s->sec || s->is_abs || s->alias))
		text_attr(b, ".globl", s, "");
	if (s->bind == STB_WEAK)
		text_attr(b, ".weak", s, "");
	if (s->vis == STV_HIDDEN)
		text_attr(b, ".hidden", s, "");
	if (s->vis == STV_INTERNAL)
		text_attr(b, ".internal", s, "");
	if (s->vis == STV_PROTECTED)
		text_attr(b, ".protected", s, "");
	if (s->is_common) {
		if (s->bind == STB_LOCAL)
			text_attr(b, ".local", s, "");
		buf_str(b, "\t.comm\t");
		text_sym(b, s);
		buf_byte(b, ',');
		buf_num(b, s->size);
		buf_byte(b, ',');
		buf_num(b, s->value ? s->value : 1);
		buf_byte(b, '\n');
		return;
	}
	if (s->sec == 0 && s->alias == 0 && !s->is_abs)
		return;
	if (s->type == STT_FUNC)
		text_attr(b, ".type", s, ", @function");
	if (s->type == STT_OBJECT)
		text_attr(b, ".type", s, ", @object");
	if (s->alias) {
		buf_str(b, "\t.set\t");
		text_sym(b, s);
		buf_byte(b, ',');
		text_sym(b, s->alias);
		if (s->value) {
			buf_byte(b, '+');
			buf_num(b, s->value);
		}
		buf_byte(b, '\n');
	} else if (s->is_abs) {
		buf_str(b, "\t.set\t");
		text_sym(b, s);
		buf_byte(b, ',');
		buf_num(b, s->value);
		buf_byte(b, '\n');
	}
}

void obj_text(Buf *out)
{
	Section *s;
	ObjSym *y;

	if (!obj_is_asm)
		obj_section(".note.GNU-stack", SHT_PROGBITS, 0);
	for (y = obj_symbols; y; y = y->next)
		if (y->name)
			text_symbol(out, y);
	for (s = obj_sections; s; s = s->next)
		text_section(out, s);
}
