/*
 * linkout.c: input sections to output sections, their addresses, and the
 * executable file: one read-only segment with the headers, one writable.
 * Facts: System V ABI, chapters 4 and 5; GNU ld's default script for the
 * order and the names that the linker defines.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"

enum { PAGE_BYTES = 4096, TEXT_BASE = 0x400000, PHDR_MAX = 8 };

struct LinkOpts *lo;
OutSec *link_outs;
u64 link_got;
u64 link_tls;
u64 link_tp;

static OutSec *link_last_out;
static u64 link_end_text;	/* what _etext, _edata and _end are */
static u64 link_end_data;
static u64 link_end_all;
static u64 link_bss_start;
static u64 link_tls_size;
static u64 link_tls_align;
static u64 link_base;

/* ---- names and order ----------------------------------------------- */

struct OutRule {
	const char *name;
	int rank;
};

enum {
	RANK_NOTE = 10, RANK_CODE = 24, RANK_RODATA = 32, RANK_WRITE = 50,
	RANK_DATA = 72, RANK_BSS = 82, RANK_LAST = 100
};

/* NAME and NAME.* go to NAME; the longer one first. */
static const struct OutRule out_rules[] = {
	{ ".init_array", 56 }, { ".init", 20 },
	{ ".text", 22 },
	{ ".fini_array", 58 }, { ".fini", 26 },
	{ ".rodata", 30 },
	{ ".eh_frame_hdr", 34 }, { ".eh_frame", 36 },
	{ ".gcc_except_table", 38 },
	{ ".tdata", 50 }, { ".tbss", 52 },
	{ ".preinit_array", 54 },
	{ ".ctors", 60 }, { ".dtors", 62 }, { ".jcr", 64 },
	{ ".data.rel.ro", 66 }, { ".got", 68 }, { ".data", 70 },
	{ ".bss", 80 },
	{ 0, 0 }
};

/* .gnu.linkonce.X.name goes to */
static const char *const out_once[] = {
	"t.", ".text", "r.", ".rodata", "d.rel.ro.", ".data.rel.ro",
	"d.", ".data", "b.", ".bss", "s.", ".data", "sb.", ".bss",
	"td.", ".tdata", "tb.", ".tbss", "wi.", ".debug_info", 0, 0
};

static const char *out_name(const char *name)
{
	int i;

	if (str_starts(name, ".gnu.linkonce.")) {
		for (i = 0; out_once[i]; i += 2)
			if (str_starts(name + 14, out_once[i]))
				return out_once[i + 1];
		return name;
	}
	for (i = 0; out_rules[i].name; i++) {
		u64 n = strlen(out_rules[i].name);

		if (strncmp(name, out_rules[i].name, n) == 0
				&& (name[n] == '.' || name[n] == 0))
			return out_rules[i].name;
	}
	return name;
}

static int out_rank(OutSec *s)
{
	int rank = 0;
	int i;

	if ((s->flags & SHF_ALLOC) == 0)
		return RANK_LAST;
	for (i = 0; out_rules[i].name; i++)
		if (str_eq(s->name, out_rules[i].name))
			rank = out_rules[i].rank;
	if (s->flags & SHF_WRITE) {
		if (s->type == SHT_NOBITS && (s->flags & SHF_TLS) == 0)
			return rank > RANK_DATA ? rank : RANK_BSS;
		return rank >= RANK_WRITE && rank < RANK_DATA ? rank
			: RANK_DATA;
	}
	if (rank && rank < RANK_WRITE)
		return rank;
	if (s->type == SHT_NOTE)
		return RANK_NOTE;
	return s->flags & SHF_EXECINSTR ? RANK_CODE : RANK_RODATA;
}

OutSec *link_out(const char *name, u32 type, u64 flags)
{
	OutSec *s;

	for (s = link_outs; s; s = s->next)
		if (str_eq(s->name, name) && ((s->flags ^ flags) & SHF_ALLOC)
				== 0)
			return s;
	s = mem_keep(sizeof(OutSec));
	s->name = name;
	s->type = type;
	s->flags = flags & (SHF_WRITE | SHF_ALLOC | SHF_EXECINSTR | SHF_TLS);
	s->align = 1;
	if (link_last_out)
		link_last_out->next = s;
	else
		link_outs = s;
	link_last_out = s;
	return s;
}

void link_append(OutSec *out, InSec *s)
{
	u64 keep = SHF_WRITE | SHF_ALLOC | SHF_EXECINSTR | SHF_TLS;

	s->out = out;
	s->next = 0;
	out->flags |= s->flags & keep;
	if (out->type != s->type)
		out->type = SHT_PROGBITS;
	if (s->align > out->align)
		out->align = s->align;
	if (out->first == 0)
		out->entsize = s->entsize;
	else if (out->entsize != s->entsize)
		out->entsize = 0;
	if (out->last)
		out->last->next = s;
	else
		out->first = s;
	out->last = s;
}

static u64 name_number(const char *s)
{
	u64 v = 0;

	for (; *s >= '0' && *s <= '9' && v < 100000; s++)
		v = v * 10 + *s - '0';
	return v;
}

static int named_crt(InSec *s, const char *crt)
{
	const char *base = strrchr(s->obj->name, '/');

	base = base ? base + 1 : s->obj->name;
	return str_starts(base, crt);
}

/*
 * The place of s among its kin: arrays by priority, and .ctors between those
 * of crtbegin and crtend, which mark its ends.
 */
static u64 out_order(InSec *s, const char *out)
{
	const char *number = s->name + strlen(out);

	if (str_ends(out, "_array"))
		return *number == '.' ? name_number(number + 1) : 1 << 20;
	if (named_crt(s, "crtbegin"))
		return 0;
	if (named_crt(s, "crtend"))
		return 1 << 20;
	return *number == '.' ? 2 : 1;
}

static void out_sort(OutSec *out)
{
	InSec *s;
	InSec **a;
	u64 n = 0;
	u64 i;

	for (s = out->first; s; s = s->next)
		n++;
	a = mem_keep(2 * (n + 1) * sizeof(InSec *));
	n = 0;
	for (s = out->first; s; s = s->next) {
		s->order = out_order(s, out->name);
		a[n++] = s;
	}
	link_sort(a, a + n, n);
	out->first = 0;
	out->last = 0;
	for (i = 0; i < n; i++)
		link_append(out, a[i]);
}

static void out_place_all(void)
{
	LinkObj *o;
	OutSec *out;
	int i;

	for (o = link_objs; o; o = o->next) {
		for (i = 1; i < o->nsecs; i++) {
			InSec *s = &o->secs[i];

			if (!s->kept)
				continue;
			out = link_out(out_name(s->name), s->type, s->flags);
			link_append(out, s);
		}
	}
	for (out = link_outs; out; out = out->next)
		if (str_ends(out->name, "_array") || str_eq(out->name, ".ctors")
				|| str_eq(out->name, ".dtors"))
			out_sort(out);
}

static void out_commons(void)
{
	InSec *s = 0;
	LinkSym *y;

	for (y = link_syms.first; y; y = y->next) {
		u64 align = y->align ? y->align : 1;

		if (y->state != LS_COMMON)
			continue;
		if (s == 0) {
			s = mem_keep(sizeof(InSec));
			s->name = "COMMON";
			s->type = SHT_NOBITS;
			s->flags = SHF_ALLOC | SHF_WRITE;
			s->kept = 1;
			s->align = 1;
		}
		if (align & (align - 1) || align > 1 << 30)
			fatal("%s: its alignment is not a power of two",
				y->name, 0);
		if (align > s->align)
			s->align = align;
		s->size = (s->size + align - 1) & -align;
		y->state = LS_DEFINED;
		y->sec = s;
		y->value = s->size;
		if (y->size >> 40)
			fatal("%s is larger than any memory", y->name, 0);
		s->size += y->size;
	}
	if (s)
		link_append(link_out(".bss", SHT_NOBITS, s->flags), s);
}

/* ---- addresses ----------------------------------------------------- */

static void out_sort_ranks(void)
{
	OutSec *sorted = 0;
	OutSec *s;
	OutSec *next;

	for (s = link_outs; s; s = next) {
		OutSec **at = &sorted;

		next = s->next;
		s->rank = out_rank(s);
		while (*at && (*at)->rank <= s->rank)
			at = &(*at)->next;
		s->next = *at;
		*at = s;
	}
	link_outs = sorted;
}

static void out_size(OutSec *out)
{
	InSec *s;
	u64 at = 0;

	if (out->made) {
		out->size = out->made->n;
		return;
	}
	for (s = out->first; s; s = s->next) {
		at = (at + s->align - 1) & -(u64)s->align;
		s->off = at;
		at += s->size;
		if (at >> 40)
			fatal("section %s is larger than any memory",
				out->name, 0);
	}
	out->size = at;
}

static int out_is_tbss(OutSec *s)
{
	return s->type == SHT_NOBITS && (s->flags & SHF_TLS) != 0;
}

/* Sizes that are known before addresses: TLS, which the GOT wants. */
static void out_tls(OutSec *s)
{
	if ((s->flags & (SHF_TLS | SHF_ALLOC)) != (SHF_TLS | SHF_ALLOC))
		return;
	if (link_tls_align == 0) {
		link_tls = s->addr;
		link_tls_align = 1;
	}
	if (s->align > link_tls_align)
		link_tls_align = s->align;
	link_tls_size = s->addr + s->size - link_tls;
}

static int out_phdrs(void)
{
	OutSec *s;
	int tls = 0;
	int note = 0;
	int eh = 0;
	int write = 0;

	for (s = link_outs; s; s = s->next) {
		if (s->rank == RANK_LAST)
			continue;
		tls |= (s->flags & SHF_TLS) != 0;
		note |= s->type == SHT_NOTE;
		eh |= str_eq(s->name, ".eh_frame_hdr");
		write |= (s->flags & SHF_WRITE) != 0;
	}
	return 2 + tls + note + eh + write;
}

static void out_layout(void)
{
	u64 off = EHDR_SIZE + (u64)out_phdrs() * PHDR_SIZE;
	u64 addr;
	int write = 0;
	OutSec *s;

	link_base = lo->text_base ? lo->text_base : TEXT_BASE;
	addr = link_base + off;
	for (s = link_outs; s; s = s->next) {
		u64 pad;

		if (s->rank == RANK_LAST)
			break;
		if (s->flags & SHF_WRITE && !write) {
			write = 1;
			link_end_text = addr;
			addr = ((addr + PAGE_BYTES - 1) & -(u64)PAGE_BYTES)
				+ (off & (PAGE_BYTES - 1));
			link_end_data = addr;
		}
		if (!write && s->type == SHT_NOBITS)
			s->type = SHT_PROGBITS;
		pad = -addr & (s->align - 1);
		s->addr = addr + pad;
		s->off = off;
		out_tls(s);
		if (out_is_tbss(s))
			continue;
		addr += pad + s->size;
		if (s->type != SHT_NOBITS) {
			off += pad;
			s->off = off;
			off += s->size;
			link_end_data = addr;
		} else if (link_bss_start == 0) {
			link_bss_start = s->addr;
		}
	}
	if (!write)
		link_end_text = addr;
	if (link_bss_start == 0)
		link_bss_start = link_end_data;
	link_end_all = addr;
	for (; s; s = s->next) {
		off = (off + s->align - 1) & -(u64)s->align;
		s->off = off;
		off += s->size;
	}
	link_tp = link_tls + ((link_tls_size + link_tls_align - 1)
		& -link_tls_align);
	if (link_tls_align > 1)
		link_tp = (link_tp + link_tls_align - 1) & -link_tls_align;
}

/* ---- what the linker defines --------------------------------------- */

static OutSec *out_find(const char *name)
{
	OutSec *s;

	for (s = link_outs; s; s = s->next)
		if (s->flags & SHF_ALLOC && str_eq(s->name, name))
			return s;
	return 0;
}

static void provide_ends(const char *start, const char *end, const char *name)
{
	OutSec *s = out_find(name);

	link_provide(start, s, 0);
	link_provide(end, s, s ? s->size : 0);
}

static void provide_c_names(void)
{
	OutSec *s;

	for (s = link_outs; s; s = s->next) {
		const char *p = s->name;

		while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')
				|| *p == '_' || (p > s->name && *p >= '0'
				&& *p <= '9'))
			p++;
		if (*p)
			continue;
		provide_ends(str_join("__start_", s->name, ""),
			str_join("__stop_", s->name, ""), s->name);
	}
}

/* Called before addresses are known, for the names, and again after. */
static void out_provide(void)
{
	link_provide("__ehdr_start", 0, link_base);
	link_provide("__executable_start", 0, link_base);
	link_provide("_etext", 0, link_end_text);
	link_provide("etext", 0, link_end_text);
	link_provide("__etext", 0, link_end_text);
	link_provide("_edata", 0, link_end_data);
	link_provide("edata", 0, link_end_data);
	link_provide("__bss_start", 0, link_bss_start);
	link_provide("_end", 0, link_end_all);
	link_provide("end", 0, link_end_all);
	link_provide("__end", 0, link_end_all);
	link_provide("_GLOBAL_OFFSET_TABLE_", 0, link_got);
	link_provide("__GNU_EH_FRAME_HDR", out_find(".eh_frame_hdr"), 0);
	link_provide("__rela_iplt_start", 0, 0);
	link_provide("__rela_iplt_end", 0, 0);
	provide_ends("__preinit_array_start", "__preinit_array_end",
		".preinit_array");
	provide_ends("__init_array_start", "__init_array_end", ".init_array");
	provide_ends("__fini_array_start", "__fini_array_end", ".fini_array");
	provide_c_names();
}

/* --defsym NAME=VALUE, where VALUE is a number or a symbol. */
static void out_defsym(const char *def)
{
	const char *eq = strchr(def, '=');
	LinkSym *s;
	LinkSym *t;
	char *name;

	if (eq == 0)
		fatal("--defsym wants NAME=VALUE, not %s", def, 0);
	name = mem_keep(eq - def + 1);
	memcpy(name, def, eq - def);
	s = link_lookup(&link_syms, name);
	s->weak = 0;
	if (eq[1] >= '0' && eq[1] <= '9') {
		s->state = LS_ABS;
		if (!link_number(eq + 1, &s->value))
			fatal("--defsym: %s is not a number", eq + 1, 0);
		return;
	}
	t = link_find(&link_syms, eq + 1);
	if (t == 0 || t->state == LS_UNDEF)
		fatal("--defsym: %s is not defined", eq + 1, 0);
	s->state = t->state;
	s->obj = t->obj;
	s->sec = t->sec;
	s->value = t->value;
	s->type = t->type;
	s->size = t->size;
}

/* ---- the file ------------------------------------------------------ */

typedef struct LinkFile LinkFile;
struct LinkFile {
	Buf b;
	Buf syms;
	Buf strings;
	Buf names;
	Buf heads;
	int nsections;
	u64 nsyms;
	u64 nlocals;
	u64 phdr;
};

static void file_phdr(LinkFile *f, u32 type, u32 flags, u64 off, u64 addr,
	u64 filesz, u64 memsz, u64 align)
{
	u8 *p = f->b.p + f->phdr;

	f->phdr += PHDR_SIZE;
	put_le(p, type, 4);
	put_le(p + 4, flags, 4);
	put_le(p + 8, off, 8);
	put_le(p + 16, addr, 8);
	put_le(p + 24, addr, 8);
	put_le(p + 32, filesz, 8);
	put_le(p + 40, memsz, 8);
	put_le(p + 48, align, 8);
}

/* One program header over the sections from first up to (not) end. */
static void file_span(LinkFile *f, u32 type, u32 flags, OutSec *first,
	OutSec *end, u64 align)
{
	u64 filesz = 0;
	u64 memsz = 0;
	OutSec *s;

	for (s = first; s != end; s = s->next) {
		if (type == PT_LOAD && out_is_tbss(s))
			continue;
		memsz = s->addr + s->size - first->addr;
		if (s->type != SHT_NOBITS)
			filesz = memsz;
	}
	file_phdr(f, type, flags, first->off, first->addr, filesz, memsz,
		align);
}

static void file_segments(LinkFile *f)
{
	OutSec *s = link_outs;
	OutSec *t;
	u64 end = EHDR_SIZE + (u64)out_phdrs() * PHDR_SIZE;

	f->phdr = EHDR_SIZE;
	for (; s && s->rank < RANK_LAST && (s->flags & SHF_WRITE) == 0;
			s = s->next)
		end = s->off + s->size;
	file_phdr(f, PT_LOAD, PF_R | PF_X, 0, link_base, end, end, PAGE_BYTES);
	if (s && s->rank < RANK_LAST) {
		for (t = s; t && t->rank < RANK_LAST; t = t->next)
			;
		file_span(f, PT_LOAD, PF_R | PF_W, s, t, PAGE_BYTES);
	}
	for (s = link_outs; s && s->rank < RANK_LAST; s = s->next)
		if (s->flags & SHF_TLS)
			break;
	if (s && s->rank < RANK_LAST) {
		for (t = s; t && t->flags & SHF_TLS; t = t->next)
			;
		file_span(f, PT_TLS, PF_R, s, t, link_tls_align);
	}
	for (s = link_outs; s && s->rank < RANK_LAST; s = s->next)
		if (s->type == SHT_NOTE)
			break;
	if (s && s->rank < RANK_LAST) {
		for (t = s; t && t->type == SHT_NOTE; t = t->next)
			;
		file_span(f, PT_NOTE, PF_R, s, t, 4);
	}
	s = out_find(".eh_frame_hdr");
	if (s)
		file_span(f, PT_GNU_EH_FRAME, PF_R, s, s->next, 4);
	file_phdr(f, PT_GNU_STACK, PF_R | PF_W, 0, 0, 0, lo->stack_size, 16);
}

static void file_section(LinkFile *f, OutSec *out)
{
	u8 *to = f->b.p + out->off;
	u64 at = 0;
	InSec *s;

	if (out->type == SHT_NOBITS)
		return;
	if (out->made) {
		memcpy(to, out->made->p, out->made->n);
		return;
	}
	for (s = out->first; s; s = s->next) {
		if (out->flags & SHF_EXECINSTR)
			target_nops(to + at, s->off - at);
		if (s->type != SHT_NOBITS) {
			memcpy(to + s->off, s->data, s->size);
			link_apply(s, to + s->off);
		}
		at = s->off + s->size;
	}
}

static void file_symbol(LinkFile *f, const char *name, int info, int vis,
	u32 shndx, u64 value, u64 size)
{
	elf_symbol(&f->syms, *name ? f->strings.n : 0, info, vis, shndx,
		value, size);
	if (*name) {
		buf_str(&f->strings, name);
		buf_byte(&f->strings, 0);
	}
	f->nsyms++;
}

static void file_locals(LinkFile *f, LinkObj *o)
{
	int i;

	for (i = 1; i < o->nlocals; i++) {
		const u8 *p = o->symtab + (u64)i * SYM_SIZE;
		const char *name = o->strtab + get_le(p, 4);
		u32 shndx = get_le(p + 6, 2);
		int type = p[4] & 15;
		Target t;

		if (type == STT_SECTION || (name[0] == '.' && name[1] == 'L'))
			continue;
		if (shndx == 0)
			continue;
		link_target(o, i, &t);
		if (t.absolute) {
			shndx = SHN_ABS;
		} else {
			InSec *s = t.sec->merged ? t.sec->merged : t.sec;

			if (!s->kept || s->out == 0)
				continue;
			shndx = s->out->index;
		}
		file_symbol(f, name, p[4], p[5], shndx, type == STT_TLS
			? t.addr - link_tls : t.addr, t.size);
	}
}

static void file_globals(LinkFile *f, int hidden)
{
	LinkSym *s;

	for (s = link_syms.first; s; s = s->next) {
		int local = s->vis == STV_HIDDEN || s->vis == STV_INTERNAL;
		u32 shndx = SHN_ABS;
		u64 addr = link_sym_addr(s);
		int bind = s->weak ? STB_WEAK : STB_GLOBAL;
		InSec *in = s->sec && s->sec->merged ? s->sec->merged : s->sec;

		if (s->state == LS_UNDEF)
			local = 0;
		if (local != hidden || (s->state == LS_UNDEF && s->obj == 0))
			continue;
		if (in && (!in->kept || in->out == 0))
			continue;
		if (s->state == LS_UNDEF)
			shndx = 0;
		else if (s->out)
			shndx = s->out->index;
		else if (in)
			shndx = in->out->index;
		file_symbol(f, s->name, (local ? STB_LOCAL : bind) << 4
			| s->type, s->vis, shndx, s->type == STT_TLS && shndx
			? addr - link_tls : addr, s->size);
	}
}

static void file_symtab(LinkFile *f)
{
	LinkObj *o;

	buf_byte(&f->strings, 0);
	file_symbol(f, "", 0, 0, 0, 0, 0);
	for (o = link_objs; o; o = o->next)
		file_locals(f, o);
	file_globals(f, 1);
	f->nlocals = f->nsyms;
	file_globals(f, 0);
}

static void file_head(LinkFile *f, const char *name, u32 type, u64 flags,
	u64 addr, u64 off, u64 size, u32 link, u32 info, u64 align,
	u64 entsize)
{
	elf_section(&f->heads, *name ? f->names.n : 0, type, flags, addr, off,
		size, link, info, align, entsize);
	if (*name) {
		buf_str(&f->names, name);
		buf_byte(&f->names, 0);
	}
	f->nsections++;
}

static u64 file_entry(void)
{
	const char *name = lo->entry ? lo->entry : "_start";
	LinkSym *s = link_find(&link_syms, name);
	OutSec *text = out_find(".text");
	u64 v = 0;

	if (s && s->state != LS_UNDEF)
		return link_sym_addr(s);
	if (link_number(name, &v))
		return v;
	warn_at(0, "there is no entry %s: starting at the first code", name,
		0);
	return text ? text->addr : 0;
}

static void file_elf_header(LinkFile *f, u64 shoff)
{
	u8 *p = f->b.p;

	elf_header(p, ET_EXEC, shoff, f->nsections);
	put_le(p + 24, file_entry(), 8);
	put_le(p + 32, EHDR_SIZE, 8);
	put_le(p + 54, PHDR_SIZE, 2);
	put_le(p + 56, out_phdrs(), 2);
}

static void file_tail(LinkFile *f)
{
	u64 at;
	OutSec *s;

	buf_byte(&f->names, 0);
	file_head(f, "", 0, 0, 0, 0, 0, 0, 0, 0, 0);
	for (s = link_outs; s; s = s->next)
		file_head(f, s->name, s->type, s->flags, s->addr, s->off,
			s->size, 0, 0, s->align, s->entsize);
	if (!lo->strip) {
		buf_zero(&f->b, -f->b.n & 7);
		at = f->b.n;
		buf_add(&f->b, f->syms.p, f->syms.n);
		file_head(f, ".symtab", SHT_SYMTAB, 0, 0, at, f->syms.n,
			f->nsections + 1, f->nlocals, 8, SYM_SIZE);
		at = f->b.n;
		buf_add(&f->b, f->strings.p, f->strings.n);
		file_head(f, ".strtab", SHT_STRTAB, 0, 0, at, f->strings.n,
			0, 0, 1, 0);
	}
	at = f->b.n;
	file_head(f, ".shstrtab", SHT_STRTAB, 0, 0, at, f->names.n + 10, 0, 0,
		1, 0);
	buf_add(&f->b, f->names.p, f->names.n);
	buf_zero(&f->b, -f->b.n & 7);
	at = f->b.n;
	buf_add(&f->b, f->heads.p, f->heads.n);
	file_elf_header(f, at);
}

static void map_hex(Buf *b, u64 v, int width)
{
	Buf h;
	u64 i;

	memset(&h, 0, sizeof h);
	buf_hex(&h, v);
	for (i = h.n + 2; i < (u64)width; i++)
		buf_byte(b, ' ');
	buf_str(b, "0x");
	buf_add(b, h.p, h.n);
	buf_free(&h);
}

static void link_map(void)
{
	OutSec *out;
	InSec *s;
	Buf b;

	memset(&b, 0, sizeof b);
	for (out = link_outs; out; out = out->next) {
		map_hex(&b, out->addr, 18);
		map_hex(&b, out->size, 12);
		buf_byte(&b, ' ');
		buf_str(&b, out->name);
		buf_byte(&b, '\n');
		for (s = out->first; s; s = s->next) {
			map_hex(&b, out->addr + s->off, 18);
			map_hex(&b, s->size, 12);
			buf_str(&b, "     ");
			buf_str(&b, s->name);
			buf_byte(&b, ' ');
			buf_str(&b, s->obj ? s->obj->name : "(linker)");
			buf_byte(&b, '\n');
		}
	}
	file_write(lo->map, &b, 0);
}

/* ---- all of it ----------------------------------------------------- */

void link_write(void)
{
	LinkFile f;
	OutSec *s;
	u64 end = EHDR_SIZE + (u64)out_phdrs() * PHDR_SIZE;
	int n = 1;

	memset(&f, 0, sizeof f);
	for (s = link_outs; s; s = s->next) {
		s->index = n++;
		if (s->type != SHT_NOBITS)
			end = s->off + s->size;
	}
	buf_zero(&f.b, end);
	for (s = link_outs; s; s = s->next)
		file_section(&f, s);
	link_eh_fill(f.b.p);
	file_segments(&f);
	if (!lo->strip)
		file_symtab(&f);
	file_tail(&f);
	if (diag_errors == 0)
		file_write(lo->out ? lo->out : "a.out", &f.b, 1);
}

int link_run(struct LinkOpts *o)
{
	OutSec *s;
	int i;

	lo = o;
	if (!o->relocatable)
		link_lookup(&link_syms, o->entry ? o->entry
			: "_start")->weak = 0;
	for (i = 0; i < o->nundefined; i++)
		link_lookup(&link_syms, o->undefined[i])->weak = 0;
	link_load_all();
	for (i = 0; i < o->ndefsym; i++)
		out_defsym(o->defsym[i]);
	if (diag_errors)
		return 1;
	if (o->relocatable) {
		link_relocatable();
		return diag_errors != 0;
	}
	if (o->gc_sections)
		link_gc();
	out_place_all();
	out_commons();
	link_merge();
	link_eh_prepare();
	out_provide();
	link_scan();
	out_sort_ranks();
	for (s = link_outs; s; s = s->next)
		out_size(s);
	if (diag_errors)
		return 1;
	out_layout();
	s = out_find(".got");
	link_got = s ? s->addr : 0;
	out_provide();
	link_fill_got();
	link_write();
	if (lo->map)
		link_map();
	return diag_errors != 0;
}
