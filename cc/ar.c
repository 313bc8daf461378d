/*
 * ar.c: archives, read and written; ar and ranlib. What is written depends
 * on the members alone: no dates, owners or modes. Facts: ar(5), the index
 * and the long names as GNU ar has them.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"
#include "ar.h"

/* ---- reading ------------------------------------------------------------- */

/* A number of n digits in a field of blanks; -1: it is none. */
static i64 ar_number(const u8 *p, int n, int base)
{
	i64 v = 0;
	int i;

	for (i = 0; i < n && p[i] != ' '; i++) {
		if (p[i] < '0' || p[i] >= '0' + base)
			return -1;
		v = v * base + p[i] - '0';
	}
	return v;
}

/* The name of the member with header h; 0 if it is not in the table. */
static int ar_name(ArMember *m, const u8 *h)
{
	u64 n = 0;
	u64 at;

	m->special = 0;
	if (h[0] == '/' && h[1] >= '0' && h[1] <= '9') {
		at = ar_number(h + 1, 15, 10);
		if (m->longs == 0 || at >= m->nlongs)
			return 0;
		while (at + n < m->nlongs && m->longs[at + n] != '\n')
			n++;
		if (n && m->longs[at + n - 1] == '/')
			n--;
		m->name = (const char *)m->longs + at;
		m->namelen = n;
		return 1;
	}
	if (h[0] == '/' && h[1] == ' ')
		m->special = '/';
	else if (h[0] == '/' && h[1] == '/')
		m->special = 'n';
	else if (memcmp(h, "/SYM64/", 7) == 0)
		m->special = '8';
	for (n = 16; n && h[n - 1] == ' '; n--)
		;
	if (n > 1 && h[n - 1] == '/')
		n--;
	if (n == 9 && memcmp(h, "__.SYMDEF", 9) == 0)
		m->special = '_';
	m->name = (const char *)h;
	m->namelen = n;
	return 1;
}

int ar_next(const char *path, const Buf *b, u64 *at, ArMember *m)
{
	const u8 *h = b->p + *at;
	i64 size;

	if (*at >= b->n)
		return 0;
	if (b->n - *at < AR_HEAD_SIZE || h[58] != '`' || h[59] != '\n')
		fatal("%s is damaged: there is no member header where one"
			" should be", path, 0);
	size = ar_number(h + 48, 10, 10);
	if (size < 0 || (u64)size > b->n - *at - AR_HEAD_SIZE)
		fatal("%s is truncated: a member reaches past its end", path,
			0);
	if (!ar_name(m, h))
		fatal("%s is damaged: a member's long name is missing", path,
			0);
	m->off = *at;
	m->data = h + AR_HEAD_SIZE;
	m->size = size;
	m->mode = ar_number(h + 40, 8, 8);
	if (m->special == 'n') {
		m->longs = m->data;
		m->nlongs = m->size;
	}
	*at += AR_HEAD_SIZE + size + (size & 1);
	return 1;
}

void ar_long_names(const char *path, const Buf *b, ArMember *m)
{
	u64 at = AR_MAGIC_SIZE;

	m->longs = 0;
	while (ar_next(path, b, &at, m))
		if (m->special == 0 || m->special == 'n')
			return;
}

/* ---- an archive in memory ------------------------------------------ */

typedef struct ArFile ArFile;
struct ArFile {
	ArFile *next;
	char *name;
	const u8 *data;
	u64 size;
	u64 mode;
	u64 off;		/* of its header, as written */
	int fresh;		/* put there by this command */
};

typedef struct Ar Ar;
struct Ar {
	const char *path;
	ArFile *first;
	int op;
	int verbose;
	int create;		/* c: says nothing when it does */
	int index;		/* s, S */
	int only_index;
	int exists;
	int nindex;		/* while indexing */
	ArFile *indexed;
	Buf offs;
	Buf names;
	int objects;
};

void say(const char *s)
{
	u64 n = strlen(s);

	while (n) {
		i64 k = write(1, s, n);

		if (k <= 0)
			exit(1);
		s += k;
		n -= k;
	}
}

static const char *ar_base(const char *path)
{
	const char *s = strrchr(path, '/');

	return s ? s + 1 : path;
}

static ArFile *ar_append(Ar *a, const char *name, u64 n, const u8 *data,
	u64 size)
{
	ArFile **at = &a->first;
	ArFile *f = mem_keep(sizeof(ArFile));

	while (*at)
		at = &(*at)->next;
	*at = f;
	f->name = mem_keep(n + 1);
	memcpy(f->name, name, n);
	f->data = data;
	f->size = size;
	f->mode = 0644;
	return f;
}

static void ar_read(Ar *a)
{
	Buf *b = mem_keep(sizeof(Buf));
	ArFile **last = &a->first;
	u64 at = AR_MAGIC_SIZE;
	ArMember m;

	a->exists = file_read(a->path, b);
	if (!a->exists || b->n == 0)
		return;
	if (b->n >= 8 && memcmp(b->p, "!<thin>\n", 8) == 0)
		fatal("%s is a thin archive, which is not supported", a->path,
			0);
	if (b->n < AR_MAGIC_SIZE || memcmp(b->p, "!<arch>\n", 8) != 0)
		fatal("%s is not an archive", a->path, 0);
	memset(&m, 0, sizeof m);
	while (ar_next(a->path, b, &at, &m)) {
		ArFile *f;

		if (m.special)
			continue;
		f = mem_keep(sizeof(ArFile));
		f->name = mem_keep(m.namelen + 1);
		memcpy(f->name, m.name, m.namelen);
		f->data = m.data;
		f->size = m.size;
		f->mode = m.mode;
		*last = f;
		last = &f->next;
	}
}

/* ---- writing ------------------------------------------------------- */

static void ar_field(Buf *b, const char *s, u64 n)
{
	u64 len = strlen(s);

	buf_add(b, s, len < n ? len : n);
	for (; len < n; len++)
		buf_byte(b, ' ');
}

static void ar_head(Buf *b, const char *name, const char *mode, u64 size)
{
	ar_field(b, name, 16);
	ar_field(b, *mode ? "0" : "", 12);
	ar_field(b, *mode ? "0" : "", 6);
	ar_field(b, *mode ? "0" : "", 6);
	ar_field(b, mode, 8);
	ar_field(b, str_num(size), 10);
	buf_str(b, "`\n");
}

static void ar_index_name(void *arg, const char *name)
{
	Ar *a = arg;

	buf_le(&a->offs, (u64)a->indexed, 8);
	a->nindex++;
	buf_str(&a->names, name);
	buf_byte(&a->names, 0);
}

static void put_be(Buf *b, u64 v)
{
	int i;

	for (i = 24; i >= 0; i -= 8)
		buf_byte(b, v >> i);
}

static void ar_write(Ar *a)
{
	Buf longs;
	Buf out;
	ArFile *f;
	u64 at = AR_MAGIC_SIZE;
	u64 size;
	int i;

	memset(&longs, 0, sizeof longs);
	memset(&out, 0, sizeof out);
	for (f = a->first; f; f = f->next) {
		if (strlen(f->name) > 15) {
			f->mode = longs.n;	/* where its name is */
			buf_str(&longs, f->name);
			buf_str(&longs, "/\n");
		}
		a->indexed = f;
		if (a->index)
			a->objects |= link_defined(f->data, f->size,
				ar_index_name, a);
	}
	if (longs.n & 1)
		buf_byte(&longs, '\n');
	size = 4 + (u64)a->nindex * 4 + a->names.n;
	size += size & 1;
	if (a->objects)
		at += AR_HEAD_SIZE + size;
	if (longs.n)
		at += AR_HEAD_SIZE + longs.n;
	for (f = a->first; f; f = f->next) {
		f->off = at;
		at += AR_HEAD_SIZE + f->size + (f->size & 1);
	}
	if (at >> 32 && a->objects)
		fatal("%s would be too large for its index", a->path, 0);
	buf_str(&out, "!<arch>\n");
	if (a->objects) {
		ar_head(&out, "/", "0", size);
		put_be(&out, a->nindex);
		for (i = 0; i < a->nindex; i++) {
			f = (ArFile *)get_le(a->offs.p + (u64)i * 8, 8);
			put_be(&out, f->off);
		}
		buf_add(&out, a->names.p, a->names.n);
		buf_zero(&out, a->names.n & 1);
	}
	if (longs.n) {
		ar_head(&out, "//", "", longs.n);
		buf_add(&out, longs.p, longs.n);
	}
	for (f = a->first; f; f = f->next) {
		char *name = str_join(strlen(f->name) > 15 ? "/" : f->name,
			strlen(f->name) > 15 ? str_num(f->mode) : "/", "");

		ar_head(&out, name, "644", f->size);
		buf_add(&out, f->data, f->size);
		if (f->size & 1)
			buf_byte(&out, '\n');
	}
	file_write(a->path, &out, 0);
}

/* ---- the command --------------------------------------------------- */

static void ar_tell(Ar *a, const char *what, const char *name)
{
	if (!a->verbose)
		return;
	say(what);
	say(name);
	say("\n");
}

static void ar_put(Ar *a, const char *path)
{
	Buf *b = mem_keep(sizeof(Buf));
	const char *name = ar_base(path);
	ArFile *f;

	if (!file_read(path, b)) {
		error_cmd("cannot read %s", path, 0);
		return;
	}
	/* two files of one name in one command are two members, as by GNU ar:
	   musl's archive has such */
	for (f = a->op == 'r' ? a->first : 0; f; f = f->next)
		if (!f->fresh && str_eq(f->name, name))
			break;
	if (f) {
		f->data = b->p;
		f->size = b->n;
		f->fresh = 1;
		ar_tell(a, "r - ", path);
	} else {
		ar_append(a, name, strlen(name), b->p, b->n)->fresh = 1;
		ar_tell(a, "a - ", path);
	}
}

static void ar_remove(Ar *a, const char *name)
{
	ArFile **at = &a->first;

	while (*at && !str_eq((*at)->name, ar_base(name)))
		at = &(*at)->next;
	if (*at == 0)
		return;
	ar_tell(a, "d - ", name);
	*at = (*at)->next;
}

static void ar_move(Ar *a, const char *name)
{
	ArFile **at = &a->first;
	ArFile *f;

	while (*at && !str_eq((*at)->name, ar_base(name)))
		at = &(*at)->next;
	f = *at;
	if (f == 0) {
		error_cmd("no member %s in %s", name, a->path);
		return;
	}
	*at = f->next;
	f->next = 0;
	while (*at)
		at = &(*at)->next;
	*at = f;
}

static void ar_mode(u64 mode)
{
	const char *all = "rwxrwxrwx";
	char s[11];
	int i;

	for (i = 0; i < 9; i++)
		s[i] = mode >> (8 - i) & 1 ? all[i] : '-';
	s[9] = ' ';
	s[10] = 0;
	say(s);
}

static void ar_show(Ar *a, ArFile *f)
{
	Buf b;

	memset(&b, 0, sizeof b);
	if (a->op == 't') {
		if (a->verbose) {
			ar_mode(f->mode);
			say("0/0 ");
			say(str_num(f->size));
			say(" Jan  1 00:00 1970 ");
		}
		say(f->name);
		say("\n");
		return;
	}
	buf_add(&b, f->data, f->size);
	if (a->op == 'p') {
		if (a->verbose) {
			say("\n<");
			say(f->name);
			say(">\n\n");
		}
		file_write("-", &b, 0);
	} else if (f->name[0] == 0 || strchr(f->name, '/')
			|| str_eq(f->name, "..") || str_eq(f->name, ".")) {
		error_cmd("%s: will not write a member called %s", a->path,
			f->name);
	} else {
		ar_tell(a, "x - ", f->name);
		file_write(f->name, &b, (f->mode & 0111) != 0);
	}
	buf_free(&b);
}

/* t, p and x: the members named, or all. */
static void ar_list(Ar *a, int n, char **names)
{
	ArFile *f;
	int i;

	for (f = n ? 0 : a->first; f; f = f->next)
		ar_show(a, f);
	for (i = 0; i < n; i++) {
		for (f = a->first; f; f = f->next)
			if (str_eq(f->name, ar_base(names[i])))
				break;
		if (f)
			ar_show(a, f);
		else
			error_cmd("no member %s in %s", names[i], a->path);
	}
}

/* The letters of the first argument; 0 after a message. */
static int ar_keys(Ar *a, const char *s)
{
	a->index = 1;
	for (; *s; s++) {
		switch (*s) {
		case 'r': case 'q': case 'd': case 't': case 'x': case 'p':
		case 'm':
			if (a->op && a->op != *s) {
				error_cmd("only one of r q d t x p m", 0, 0);
				return 0;
			}
			a->op = *s;
			break;
		case 's':
			a->only_index = 1;
			break;
		case 'S':
			a->index = 0;
			break;
		case 'c':
			a->create = 1;
			break;
		case 'v':
			a->verbose = 1;
			break;
		case 'D': case 'U': case 'u': case 'o': case 'f': case 'l':
		case 'P': case '-':
			break;
		case 'T':
			error_cmd("thin archives (T) are not supported", 0, 0);
			return 0;
		default: {
			char name[2];

			name[0] = *s;
			name[1] = 0;
			error_cmd("the modifier %s is not supported", name,
				0);
			return 0;
		}
		}
	}
	return 1;
}

static int ar_question(const char *a)
{
	if (str_eq(a, "--version") || str_eq(a, "-V")) {
		say("Mote ar, with the options of GNU ar 2.40\n");
		return 1;
	}
	if (str_eq(a, "--help")) {
		say("usage: ar {r|q|d|t|x|p|m|s}[cDsSuv] ARCHIVE [MEMBER]...\n"
			"       ranlib ARCHIVE...\n");
		return 1;
	}
	return 0;
}

static int ar_run(Ar *a, int n, char **names)
{
	int changes = a->op == 'r' || a->op == 'q' || a->op == 'd'
		|| a->op == 'm';
	int i;

	ar_read(a);
	if (!a->exists) {
		if (a->op != 'r' && a->op != 'q')
			fatal("cannot read %s", a->path, 0);
		if (!a->create)
			note_at(0, "creating %s", a->path, 0);
	}
	for (i = 0; i < n && changes; i++) {
		if (a->op == 'd')
			ar_remove(a, names[i]);
		else if (a->op == 'm')
			ar_move(a, names[i]);
		else
			ar_put(a, names[i]);
	}
	if (diag_errors)
		return 1;
	if (!changes && a->op)
		ar_list(a, n, names);
	else
		ar_write(a);
	return diag_errors != 0;
}

static int ranlib_main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		Ar a;

		if (ar_question(argv[i]))
			return 0;
		if (argv[i][0] == '-')
			continue;
		memset(&a, 0, sizeof a);
		a.path = argv[i];
		a.index = 1;
		a.only_index = 1;
		if (ar_run(&a, 0, 0))
			return 1;
	}
	return 0;
}

int ar_main(int argc, char **argv)
{
	Ar a;
	int i = 1;

	if (str_ends(argv[0], "ranlib")) {
		diag_program = "ranlib";
		return ranlib_main(argc, argv);
	}
	diag_program = "ar";
	memset(&a, 0, sizeof a);
	a.index = 1;
	if (argc > 1 && ar_question(argv[1]))
		return 0;
	/* letters with or without a hyphen, in one word or in several */
	while (i < argc && (i == 1 || (argv[i][0] == '-' && argv[i][1]))) {
		const char *s = argv[i++];

		if (s[0] == '-' && s[1] == '-')
			continue;
		if (!ar_keys(&a, s[0] == '-' ? s + 1 : s))
			return 1;
	}
	if (i >= argc || (a.op == 0 && !a.only_index)) {
		error_cmd("usage: ar {r|q|d|t|x|p|m|s}[cDsSuv] ARCHIVE"
			" [MEMBER]...", 0, 0);
		return 1;
	}
	a.path = argv[i++];
	return ar_run(&a, argc - i, argv + i);
}
