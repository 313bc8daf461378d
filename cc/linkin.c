/*
 * linkin.c: the linker's inputs: objects, archives (with their index or
 * without), and scripts that name other inputs. Nothing in a file is believed
 * before it was checked. Facts: System V ABI, chapter 4; ar(5).
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"
#include "ar.h"

enum { SHF_EXCLUDE = 0x80000000, LINK_SCRIPT_DEPTH = 8 };

LinkObj *link_objs;

static LinkObj *link_last_obj;
static LinkTab link_groups;

/* ---- objects ------------------------------------------------------- */

/* Why p is not an object for this machine; 0: it is. */
static const char *elf_refuse(const u8 *p, u64 n)
{
	if (n < EHDR_SIZE || memcmp(p, "\177ELF", 4) != 0)
		return "%s is not an object, an archive or a linker script";
	if (p[4] != 2 || p[5] != 1 || get_le(p + 18, 2) != TARGET_MACHINE)
		return "%s is an object for another machine";
	if (get_le(p + 16, 2) != ET_REL)
		return "%s is linked already (a program or a shared library,"
			" not an object)";
	return 0;
}

/* Is [off, off + size) within n bytes? */
static int range_ok(u64 off, u64 size, u64 n)
{
	return off <= n && size <= n - off;
}

/*
 * Finds the section headers: their number in *count, 0 if they are not all
 * in the file.
 */
static const u8 *elf_sections(const u8 *p, u64 n, u64 *count)
{
	u64 off = get_le(p + 40, 8);
	u64 num = get_le(p + 60, 2);

	*count = 0;
	if (off == 0)
		return p;
	if (get_le(p + 58, 2) != SHDR_SIZE || !range_ok(off, SHDR_SIZE, n))
		return 0;
	if (num == 0)
		num = get_le(p + off + 32, 8);
	if (num > n / SHDR_SIZE || !range_ok(off, num * SHDR_SIZE, n))
		return 0;
	*count = num;
	return p + off;
}

/* The contents of section i, checked; 0 if it has none that hold. */
static const u8 *elf_content(const u8 *p, u64 n, const u8 *heads, u64 count,
	u64 i, u64 *size)
{
	const u8 *h = heads + i * SHDR_SIZE;
	u64 off;

	*size = 0;
	if (i >= count)
		return 0;
	off = get_le(h + 24, 8);
	*size = get_le(h + 32, 8);
	if (get_le(h + 4, 4) == SHT_NOBITS)
		return p;
	return range_ok(off, *size, n) ? p + off : 0;
}

static _Noreturn void obj_broken(LinkObj *o, const char *what)
{
	fatal("%s is damaged: its %s", o->name, what);
}

static void obj_load_symtab(LinkObj *o, const u8 *heads, u64 count, u64 i)
{
	const u8 *h = heads + i * SHDR_SIZE;
	u64 size;
	u64 k;

	o->symtab = elf_content(o->p, o->n, heads, count, i, &size);
	if (o->symtab == 0 || size % SYM_SIZE || size / SYM_SIZE > 0x7fffffff)
		obj_broken(o, "symbol table is not all there");
	o->nsyms = size / SYM_SIZE;
	o->nlocals = get_le(h + 44, 4);
	if (o->nlocals > o->nsyms || o->nlocals < 0)
		obj_broken(o, "symbol table has more locals than symbols");
	o->strtab = (const char *)elf_content(o->p, o->n, heads, count,
		get_le(h + 40, 4), &o->strsize);
	if (o->strtab == 0 || o->strsize == 0 || o->strtab[o->strsize - 1])
		obj_broken(o, "symbol names are not all there");
	for (k = 0; k < (u64)o->nsyms; k++) {
		const u8 *s = o->symtab + k * SYM_SIZE;
		u32 shndx = get_le(s + 6, 2);

		if (get_le(s, 4) >= o->strsize)
			obj_broken(o, "symbol names are outside their table");
		if (shndx >= count && shndx < SHN_LORESERVE)
			obj_broken(o, "symbols are in sections that are not");
		if (shndx >= SHN_LORESERVE && shndx != SHN_ABS
				&& shndx != SHN_COMMON)
			obj_broken(o, "symbols are in unknown sections");
	}
}

static void obj_load_rela(LinkObj *o, const u8 *heads, u64 count, u64 i)
{
	const u8 *h = heads + i * SHDR_SIZE;
	u64 target = get_le(h + 44, 4);
	u64 size;
	const u8 *p = elf_content(o->p, o->n, heads, count, i, &size);
	InSec *s;
	u64 k;

	if (p == 0 || size % RELA_SIZE || target == 0 || target >= count)
		obj_broken(o, "relocations are not all there");
	s = &o->secs[target];
	if (!s->kept)
		return;
	s->rela = p;
	s->nrela = size / RELA_SIZE;
	for (k = 0; k < s->nrela; k++) {
		const u8 *r = p + k * RELA_SIZE;
		u32 type = get_le(r + 8, 4);
		const RelocInfo *info = target_reloc(type);

		if (info->kind == RK_BAD)
			fatal("%s has a relocation of a kind that a static"
				" program cannot have (%s)", o->name,
				info->name);
		if (get_le(r + 12, 4) >= (u64)o->nsyms)
			obj_broken(o, "relocations name symbols that are not");
		if (info->kind != RK_NONE && (s->type == SHT_NOBITS
				|| !range_ok(get_le(r, 8), info->size,
				s->size)))
			obj_broken(o, "relocations are outside their section");
	}
}

/* Group section i: its members are dropped if its signature was met before. */
static void obj_load_group(LinkObj *o, const u8 *heads, u64 count, u64 i)
{
	const u8 *h = heads + i * SHDR_SIZE;
	u64 size;
	const u8 *p = elf_content(o->p, o->n, heads, count, i, &size);
	u64 sig = get_le(h + 44, 4);
	LinkSym *g;
	const u8 *y;
	int drop;
	u64 k;

	if (p == 0 || size < 4 || size % 4 || sig >= (u64)o->nsyms)
		obj_broken(o, "section groups are not all there");
	y = o->symtab + sig * SYM_SIZE;
	if ((y[4] & 15) == STT_SECTION && get_le(y + 6, 2) < count)
		g = link_lookup(&link_groups, o->secs[get_le(y + 6, 2)].name);
	else
		g = link_lookup(&link_groups, o->strtab + get_le(y, 4));
	drop = g->obj && get_le(p, 4) & GRP_COMDAT;
	if (g->obj == 0)
		g->obj = o;
	for (k = 4; k < size; k += 4) {
		u64 m = get_le(p + k, 4);

		if (m == 0 || m >= count)
			obj_broken(o, "section groups have members that are"
				" not");
		o->secs[m].group = i;
		if (drop) {
			o->secs[m].discarded = 1;
			o->secs[m].kept = 0;
		}
	}
}

static void obj_load_section(LinkObj *o, const u8 *heads, u64 count, u64 i,
	const char *names, u64 nsize)
{
	const u8 *h = heads + i * SHDR_SIZE;
	InSec *s = &o->secs[i];
	u64 align = get_le(h + 48, 8);

	s->obj = o;
	s->name = "";
	if (i == 0)
		return;
	if (get_le(h, 4) >= nsize)
		obj_broken(o, "section names are outside their table");
	s->name = names + get_le(h, 4);
	s->type = get_le(h + 4, 4);
	s->flags = get_le(h + 8, 8);
	s->entsize = get_le(h + 56, 8);
	s->align = align ? align : 1;
	if (align & (align - 1) || align > 1 << 30)
		obj_broken(o, "section alignments are not powers of two");
	s->data = elf_content(o->p, o->n, heads, count, i, &s->size);
	if (s->data == 0)
		obj_broken(o, "sections reach past its end (truncated?)");
	switch (s->type) {
	case 0:
	case SHT_SYMTAB:
	case SHT_STRTAB:
	case SHT_RELA:
	case SHT_GROUP:
		return;
	}
	if (s->type == 9)
		fatal("%s has relocations without addends", o->name, 0);
	/* properties hold when all objects have them: here they never do */
	if (s->flags & SHF_EXCLUDE || str_eq(s->name, ".note.GNU-stack")
			|| str_eq(s->name, ".note.gnu.property"))
		return;
	s->kept = 1;
	if (str_starts(s->name, ".gnu.linkonce.")) {
		LinkSym *g = link_lookup(&link_groups, s->name);

		if (g->obj) {
			s->kept = 0;
			s->discarded = 1;
		}
		g->obj = o;
	}
}

static void obj_load(const char *name, const u8 *p, u64 n)
{
	LinkObj *o = mem_keep(sizeof(LinkObj));
	const char *why = elf_refuse(p, n);
	const u8 *heads;
	const char *names;
	u64 count;
	u64 nsize;
	u64 i;

	o->name = name;
	o->p = p;
	o->n = n;
	if (why)
		fatal(why, name, 0);
	heads = elf_sections(p, n, &count);
	if (heads == 0)
		obj_broken(o, "section headers are not all there (truncated?)");
	names = (const char *)elf_content(p, n, heads, count,
		get_le(p + 62, 2), &nsize);
	if (count && (names == 0 || nsize == 0 || names[nsize - 1]))
		obj_broken(o, "section names are not all there");
	o->nsecs = count;
	o->secs = mem_keep((count + 1) * sizeof(InSec));
	for (i = 0; i < count; i++)
		obj_load_section(o, heads, count, i, names, nsize);
	for (i = 1; i < count; i++)
		if (o->secs[i].type == SHT_SYMTAB && o->symtab == 0)
			obj_load_symtab(o, heads, count, i);
	for (i = 1; i < count; i++)
		if (o->secs[i].type == SHT_GROUP)
			obj_load_group(o, heads, count, i);
	for (i = 1; i < count; i++)
		if (o->secs[i].type == SHT_RELA)
			obj_load_rela(o, heads, count, i);
	o->syms = mem_keep((o->nsyms - o->nlocals + 1) * sizeof(LinkSym *));
	o->got = mem_keep((o->nlocals + 1) * sizeof(int));
	o->gottp = mem_keep((o->nlocals + 1) * sizeof(int));
	for (i = o->nlocals; i < (u64)o->nsyms; i++)
		link_enter(o, i);
	if (link_last_obj)
		link_last_obj->next = o;
	else
		link_objs = o;
	link_last_obj = o;
}

int link_defined(const u8 *p, u64 n, void (*fn)(void *arg, const char *name),
	void *arg)
{
	const u8 *heads;
	u64 count;
	u64 i;
	u64 k;

	if (elf_refuse(p, n))
		return 0;
	heads = elf_sections(p, n, &count);
	for (i = 0; heads && i < count; i++) {
		const u8 *h = heads + i * SHDR_SIZE;
		u64 size;
		u64 strsize;
		const u8 *syms;
		const char *str;

		if (get_le(h + 4, 4) != SHT_SYMTAB)
			continue;
		syms = elf_content(p, n, heads, count, i, &size);
		str = (const char *)elf_content(p, n, heads, count,
			get_le(h + 40, 4), &strsize);
		if (!syms || !str || !strsize || str[strsize - 1])
			continue;
		for (k = get_le(h + 44, 4); k < size / SYM_SIZE; k++) {
			const u8 *s = syms + k * SYM_SIZE;

			if (get_le(s + 6, 2) && s[4] >> 4 != STB_LOCAL
					&& get_le(s, 4) < strsize)
				fn(arg, str + get_le(s, 4));
		}
	}
	return 1;
}

/* ---- archives ------------------------------------------------------ */

typedef struct LinkAr LinkAr;
struct LinkAr {
	const char *path;
	Buf file;
	const char **names;	/* the index */
	u64 *where;		/* offset of the member's header, each */
	u64 nnames;
	u64 cap;
	u64 here;		/* of the member being indexed */
	u64 *loaded;
	u64 nloaded;
};

static void lib_add_name(void *arg, const char *name)
{
	LinkAr *a = arg;

	if (a->nnames == a->cap) {
		u64 cap = a->cap ? a->cap * 2 : 256;
		const char **names = mem_keep(cap * sizeof(char *));
		u64 *where = mem_keep(cap * sizeof(u64));

		if (a->nnames) {
			memcpy(names, a->names, a->nnames * sizeof(char *));
			memcpy(where, a->where, a->nnames * sizeof(u64));
		}
		a->names = names;
		a->where = where;
		a->cap = cap;
	}
	a->names[a->nnames] = name;
	a->where[a->nnames++] = a->here;
}

static u64 get_be(const u8 *p, int n)
{
	u64 v = 0;
	int i;

	for (i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

/* Reads the index of word-sized offsets at p; 0 if it does not hold. */
static int lib_read_index(LinkAr *a, const u8 *p, u64 n, int word)
{
	u64 count;
	u64 at;
	u64 i;

	if (n < (u64)word)
		return 0;
	count = get_be(p, word);
	if (count > n / word || count * word + word > n)
		return 0;
	at = word + count * word;
	for (i = 0; i < count; i++) {
		const u8 *end = memchr(p + at, 0, n - at);

		if (end == 0)
			return 0;
		a->here = get_be(p + word + i * word, word);
		lib_add_name(a, (const char *)p + at);
		at = end - p + 1;
	}
	return 1;
}

static void lib_index(LinkAr *a)
{
	ArMember m;
	u64 at = AR_MAGIC_SIZE;

	memset(&m, 0, sizeof m);
	while (ar_next(a->path, &a->file, &at, &m)) {
		if (m.special == '/' && a->nnames == 0
				&& lib_read_index(a, m.data, m.size, 4))
			return;
		if (m.special == '8' && a->nnames == 0
				&& lib_read_index(a, m.data, m.size, 8))
			return;
		a->here = m.off;
		if (m.special == 0)
			link_defined(m.data, m.size, lib_add_name, a);
	}
}

static char *lib_member_name(LinkAr *a, ArMember *m)
{
	char *name = mem_keep(strlen(a->path) + m->namelen + 3);
	u64 n = strlen(a->path);

	memcpy(name, a->path, n);
	name[n++] = '(';
	memcpy(name + n, m->name, m->namelen);
	name[n + m->namelen] = ')';
	return name;
}

/* Loads the member at off, once. */
static int lib_load(LinkAr *a, u64 off)
{
	ArMember m;
	u64 i;

	for (i = 0; i < a->nloaded; i++)
		if (a->loaded[i] == off)
			return 0;
	if (a->nloaded % 64 == 0) {
		u64 *more = mem_keep((a->nloaded + 64) * sizeof(u64));

		if (a->nloaded)
			memcpy(more, a->loaded, a->nloaded * sizeof(u64));
		a->loaded = more;
	}
	a->loaded[a->nloaded++] = off;
	memset(&m, 0, sizeof m);
	m.longs = a->file.p;
	if (off < AR_MAGIC_SIZE)
		fatal("%s: its index points outside of it: run ranlib",
			a->path, 0);
	ar_long_names(a->path, &a->file, &m);
	if (!ar_next(a->path, &a->file, &off, &m))
		fatal("%s: its index points outside of it: run ranlib",
			a->path, 0);
	obj_load(lib_member_name(a, &m), m.data, m.size);
	return 1;
}

/* Takes every member that defines what is missing; were there any? */
static int lib_search(LinkAr *a)
{
	int any = 0;
	int more = 1;
	u64 i;

	while (more) {
		more = 0;
		for (i = 0; i < a->nnames; i++) {
			LinkSym *s = link_find(&link_syms, a->names[i]);

			if (s && s->state == LS_UNDEF && !s->weak)
				more |= lib_load(a, a->where[i]);
		}
		any |= more;
	}
	return any;
}

static void lib_load_all(LinkAr *a)
{
	ArMember m;
	u64 at = AR_MAGIC_SIZE;

	memset(&m, 0, sizeof m);
	while (ar_next(a->path, &a->file, &at, &m))
		if (m.special == 0)
			lib_load(a, m.off);
}

/* ---- inputs in order ----------------------------------------------- */

/* The archives of the open group. */
static LinkAr **group_ars;
static int group_count;
static int group_open;

static void group_add(LinkAr *a)
{
	if (group_count % 64 == 0) {
		LinkAr **more = mem_keep((group_count + 64)
			* sizeof(LinkAr *));

		if (group_count)
			memcpy(more, group_ars, group_count
				* sizeof(LinkAr *));
		group_ars = more;
	}
	group_ars[group_count++] = a;
}

static void group_end(void)
{
	int more = 1;
	int i;

	while (more) {
		more = 0;
		for (i = 0; i < group_count; i++)
			more |= lib_search(group_ars[i]);
	}
	group_count = 0;
	group_open = 0;
}

static void link_input(const char *path, Buf *bytes, int whole, int depth);
static void link_library(const char *name, int whole, int depth);

static int script_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

/* The next word of a script: a name, or ( or ). */
static char *script_word(const u8 **p)
{
	const u8 *s = *p;
	const u8 *start;
	char *w;

	for (;;) {
		while (script_space(*s))
			s++;
		if (s[0] != '/' || s[1] != '*')
			break;
		for (s += 2; *s && (s[0] != '*' || s[1] != '/'); s++)
			;
		if (*s)
			s += 2;
	}
	start = s;
	if (*s == '(' || *s == ')' || *s == ';') {
		s++;
	} else if (*s == '"') {
		start++;
		for (s++; *s && *s != '"'; s++)
			;
	} else {
		while (*s && !script_space(*s) && *s != '(' && *s != ')'
				&& *s != ';')
			s++;
	}
	w = mem_keep(s - start + 1);
	memcpy(w, start, s - start);
	*p = *s == '"' ? s + 1 : s;
	return w;
}

/* INPUT(...), GROUP(...): what the text files called libx.so or libx.a say. */
static void link_script(const char *path, Buf *b, int whole, int depth)
{
	const u8 *p = b->p;
	int group = 0;
	int nest = 0;
	int quiet = 0;
	char *w;

	if (depth > LINK_SCRIPT_DEPTH)
		fatal("%s: linker scripts name each other without end", path,
			0);
	for (w = script_word(&p); *w; w = script_word(&p)) {
		if (str_eq(w, "(")) {
			nest++;
		} else if (str_eq(w, ")")) {
			nest--;
			if (nest == 0 && group)
				group_end();
			if (nest == 0) {
				group = 0;
				quiet = 0;
			}
		} else if (str_eq(w, "INPUT") || str_eq(w, "AS_NEEDED")
				|| str_eq(w, ";")) {
			continue;
		} else if (str_eq(w, "GROUP")) {
			group = !group_open;
			group_open = 1;
		} else if (str_eq(w, "OUTPUT_FORMAT") || str_eq(w, "TARGET")
				|| str_eq(w, "OUTPUT_ARCH")) {
			quiet = 1;
		} else if (nest == 0) {
			fatal("%s is not an object, an archive or a linker"
				" script that is known here (%s)", path, w);
		} else if (w[0] == '-' && w[1] == 'l') {
			link_library(w + 2, whole, depth + 1);
		} else if (!quiet) {
			link_input(w, 0, whole, depth + 1);
		}
	}
}

static int looks_like_text(const Buf *b)
{
	u64 i;

	for (i = 0; i < b->n && i < 512; i++)
		if (b->p[i] == 0 || b->p[i] > 126)
			return 0;
	return b->n > 0;
}

static void link_input(const char *path, Buf *bytes, int whole, int depth)
{
	Buf *b = bytes;
	LinkAr *a;

	if (b == 0) {
		b = mem_keep(sizeof(Buf));
		if (!file_read(path, b))
			fatal("cannot read %s", path, 0);
	}
	if (b->n >= AR_MAGIC_SIZE && memcmp(b->p, "!<thin>\n", 8) == 0)
		fatal("%s is a thin archive, which is not supported: make it"
			" without T", path, 0);
	if (b->n < AR_MAGIC_SIZE || memcmp(b->p, "!<arch>\n", 8) != 0) {
		if (looks_like_text(b))
			link_script(path, b, whole, depth);
		else
			obj_load(path, b->p, b->n);
		return;
	}
	a = mem_keep(sizeof(LinkAr));
	a->path = path;
	memcpy(&a->file, b, sizeof(Buf));
	if (whole) {
		lib_load_all(a);
		return;
	}
	lib_index(a);
	if (group_open)
		group_add(a);
	else
		lib_search(a);
}

static void link_library(const char *name, int whole, int depth)
{
	const char *file = str_join("/lib", name, ".a");
	int i;

	if (name[0] == ':')
		file = str_join("/", name + 1, "");
	for (i = 0; i < lo->ndirs; i++) {
		const char *path = str_join(lo->dirs[i], file, "");
		Buf *b = mem_keep(sizeof(Buf));

		if (!file_read(path, b))
			continue;
		link_input(path, b, whole, depth);
		return;
	}
	fatal("cannot find the library %s (-l%s)", file + 1, name);
}

void link_load_all(void)
{
	struct LinkIn *in;
	int group = 0;

	for (in = lo->in; in; in = in->next) {
		if (in->group != group && group)
			group_end();
		group = in->group;
		group_open = group != 0;
		if (in->lib)
			link_library(in->lib, in->whole, 0);
		else
			link_input(in->path, in->bytes, in->whole, 0);
	}
	if (group)
		group_end();
}
