/*
 * ld.c: the command line of ld: GNU ld's options, as far as they mean
 * something for a static program; the rest is accepted and has no effect.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "elf.h"
#include "link.h"

typedef struct Ld Ld;
struct Ld {
	struct LinkOpts *o;
	int argc;
	char **argv;
	int at;
	struct LinkIn *last;
	int whole;
	int group;		/* number of the open one, 0: none */
	int groups;
};

/* Options without effect: alone, or with a value (which = also gives). */
static const char *const ld_ignored[] = {
	"static", "Bstatic", "dn", "non_shared", "Bdynamic", "dy",
	"call_shared", "no-pie", "nopie", "as-needed", "no-as-needed",
	"no-undefined", "build-id", "eh-frame-hdr", "no-eh-frame-hdr",
	"export-dynamic", "no-export-dynamic", "E", "sort-common", "nostdlib",
	"fatal-warnings", "no-fatal-warnings", "warn-common", "warn-once",
	"no-warn-mismatch", "no-warn-rwx-segments", "warn-rwx-segments",
	"no-warn-execstack", "warn-execstack", "no-gc-sections", "print-map",
	"no-relax", "relax", "no-keep-memory", "stats", "X", "x", "g", "d",
	"dc", "dp", "n", "N", "q", "S", "strip-debug", "discard-all",
	"discard-locals", "print-gc-sections", "no-ld-generated-unwind-info",
	"ld-generated-unwind-info", "enable-new-dtags",
	"disable-new-dtags", "no-copy-dt-needed-entries",
	"copy-dt-needed-entries", "no-add-needed", "add-needed", "EL",
	"no-allow-shlib-undefined", "allow-shlib-undefined", "Bsymbolic",
	"allow-multiple-definition", "no-demangle", "demangle",
	"no-omagic", "reduce-memory-overheads", "t", "trace", "nmagic", 0
};

static const char *const ld_ignored_value[] = {
	"m", "z", "rpath", "rpath-link", "soname", "h", "dynamic-linker", "I",
	"plugin", "plugin-opt", "hash-style", "build-id", "sysroot", "O",
	"version-script", "demangle", "sort-section", "compress-debug-sections",
	"orphan-handling", "A", "b", "format", "Tdata", "Tbss", "a", "G",
	"assert", "unresolved-symbols", "max-page-size", "y",
	"common-page-size", "dynamic-list", "icf", "threads", 0
};

static int ld_in(const char *const *list, const char *name, u64 n)
{
	int i;

	for (i = 0; list[i]; i++)
		if (strlen(list[i]) == n && memcmp(list[i], name, n) == 0)
			return 1;
	return 0;
}

static struct LinkIn *ld_input(Ld *l, const char *path, const char *lib)
{
	struct LinkIn *in = mem_keep(sizeof(struct LinkIn));

	in->path = path;
	in->lib = lib;
	in->whole = l->whole;
	in->group = l->group;
	if (l->last)
		l->last->next = in;
	else
		l->o->in = in;
	l->last = in;
	return in;
}

/* One more in a list of n strings. */
static const char **ld_list(const char **list, int n, const char *s)
{
	if (n % 16 == 0) {
		const char **more = mem_keep((n + 16) * sizeof(char *));

		if (n)
			memcpy(more, list, n * sizeof(char *));
		list = more;
	}
	list[n] = s;
	return list;
}

/*
 * If the option a is name, with - or --, its value: after =, or the next
 * argument; 0 otherwise.
 */
static const char *ld_value(Ld *l, const char *a, const char *name)
{
	u64 n = strlen(name);

	a += a[1] == '-' ? 2 : 1;
	if (strncmp(a, name, n) != 0)
		return 0;
	if (a[n] == '=')
		return a + n + 1;
	if (a[n])
		return 0;
	if (l->at + 1 >= l->argc) {
		error_cmd("-%s wants a value", name, 0);
		return "";
	}
	return l->argv[++l->at];
}

static int ld_is(const char *a, const char *name)
{
	return str_eq(a + (a[1] == '-' ? 2 : 1), name);
}

/* -oX, -LX and so on: the value, joined or next; 0: not that letter. */
static const char *ld_letter(Ld *l, const char *a, int letter)
{
	if (a[1] != letter)
		return 0;
	if (a[2])
		return a + 2;
	if (l->at + 1 >= l->argc) {
		error_cmd("%s wants a value", a, 0);
		return "";
	}
	return l->argv[++l->at];
}

static int ld_flag(Ld *l, const char *a)
{
	struct LinkOpts *o = l->o;

	if (ld_is(a, "r") || ld_is(a, "i") || ld_is(a, "relocatable")
			|| ld_is(a, "Ur"))
		o->relocatable = 1;
	else if (ld_is(a, "s") || ld_is(a, "strip-all"))
		o->strip = 1;
	else if (ld_is(a, "gc-sections"))
		o->gc_sections = 1;
	else if (ld_is(a, "whole-archive"))
		l->whole = 1;
	else if (ld_is(a, "no-whole-archive"))
		l->whole = 0;
	else if (ld_is(a, "start-group") || ld_is(a, "("))
		l->group = ++l->groups;
	else if (ld_is(a, "end-group") || ld_is(a, ")"))
		l->group = 0;
	else if (ld_is(a, "M"))
		o->map = "-";
	else if (ld_is(a, "shared") || ld_is(a, "Bshareable"))
		error_cmd("-shared: only static programs are made here", 0,
			0);
	else if (ld_is(a, "pie") || ld_is(a, "pic-executable"))
		error_cmd("-pie: only programs at a fixed address are made"
			" here", 0, 0);
	else if (ld_in(ld_ignored, a + (a[1] == '-' ? 2 : 1),
			strlen(a + (a[1] == '-' ? 2 : 1))))
		return 1;
	else
		return 0;
	return 1;
}

static int ld_valued(Ld *l, const char *a)
{
	struct LinkOpts *o = l->o;
	const char *v;

	if ((v = ld_value(l, a, "entry"))) {
		o->entry = v;
	} else if ((v = ld_value(l, a, "output"))) {
		o->out = v;
	} else if ((v = ld_value(l, a, "library-path"))) {
		o->dirs = ld_list(o->dirs, o->ndirs++, v);
	} else if ((v = ld_value(l, a, "library"))) {
		ld_input(l, v, v);
	} else if ((v = ld_value(l, a, "undefined"))
			|| (v = ld_value(l, a, "require-defined"))) {
		o->undefined = ld_list(o->undefined, o->nundefined++, v);
	} else if ((v = ld_value(l, a, "defsym"))) {
		o->defsym = ld_list(o->defsym, o->ndefsym++, v);
	} else if ((v = ld_value(l, a, "Map"))) {
		o->map = v;
	} else if ((v = ld_value(l, a, "Ttext-segment"))
			|| (v = ld_value(l, a, "image-base"))
			|| (v = ld_value(l, a, "Ttext"))) {
		if (!link_number(v, &o->text_base) || o->text_base & 4095)
			error_cmd("-Ttext-segment: %s is not the address of a"
				" page", v, 0);
	} else if ((v = ld_value(l, a, "T")) || (v = ld_value(l, a,
			"script"))) {
		error_cmd("-T %s: layouts of one's own are not supported", v,
			0);
	} else {
		return 0;
	}
	return 1;
}

static int ld_ignore(Ld *l, const char *a)
{
	const char *name = a + (a[1] == '-' ? 2 : 1);
	const char *eq = strchr(name, '=');

	if (eq)
		return ld_in(ld_ignored_value, name, eq - name);
	if (ld_in(ld_ignored_value, name, strlen(name))) {
		if (l->at + 1 < l->argc)
			l->at++;
		return 1;
	}
	/* -O1, -zrelro, -melf_x86_64 */
	return name == a + 1 && (*name == 'O' || *name == 'z' || *name == 'm');
}

static void ld_stack(struct LinkOpts *o, const char *v)
{
	if (str_starts(v, "stack-size=") && !link_number(v + 11,
			&o->stack_size))
		error_cmd("-z %s: not a size", v, 0);
}

static void ld_option(Ld *l)
{
	struct LinkOpts *o = l->o;
	const char *a = l->argv[l->at];
	const char *v;

	if (str_eq(a, "-z") && l->at + 1 < l->argc)
		ld_stack(o, l->argv[l->at + 1]);
	if (ld_flag(l, a) || ld_valued(l, a) || ld_ignore(l, a))
		return;
	if (a[1] == '-')
		error_cmd("unknown option %s", a, 0);
	else if ((v = ld_letter(l, a, 'o')))
		o->out = v;
	else if ((v = ld_letter(l, a, 'L')))
		o->dirs = ld_list(o->dirs, o->ndirs++, v);
	else if ((v = ld_letter(l, a, 'l')))
		ld_input(l, v, v);
	else if ((v = ld_letter(l, a, 'e')))
		o->entry = v;
	else if ((v = ld_letter(l, a, 'u')))
		o->undefined = ld_list(o->undefined, o->nundefined++, v);
	else
		error_cmd("unknown option %s", a, 0);
}

int ld_options(int argc, char **argv, struct LinkOpts *o)
{
	Ld l;

	memset(&l, 0, sizeof l);
	l.o = o;
	l.argc = argc;
	l.argv = argv;
	for (l.at = 1; l.at < argc; l.at++) {
		const char *a = argv[l.at];

		if (a[0] == '-' && a[1])
			ld_option(&l);
		else
			ld_input(&l, a, 0);
	}
	return diag_errors != 0;
}

static int ld_question(const char *a)
{
	if (str_eq(a, "--help")) {
		say("usage: ld [-o OUT] [-L DIR] [-e ENTRY] [-r] [-s] INPUT..."
			" [-lNAME]\nLinks objects and archives to a static"
			" program. Options are GNU ld's.\nsupported targets:"
			" elf64-x86-64\n");
		return 1;
	}
	if (str_eq(a, "-v") || str_eq(a, "--version") || str_eq(a, "-V")) {
		say("Mote ld, with the options of GNU ld 2.40\n");
		if (str_eq(a, "-V"))
			say("  Supported emulations:\n   elf_x86_64\n");
		return 1;
	}
	return 0;
}

int ld_main(int argc, char **argv)
{
	struct LinkOpts o;
	int i;

	diag_program = "ld";
	memset(&o, 0, sizeof o);
	for (i = 1; i < argc; i++)
		if (ld_question(argv[i]))
			return 0;
	if (ld_options(argc, argv, &o))
		return 1;
	if (o.in == 0) {
		error_cmd("no input files", 0, 0);
		return 1;
	}
	return link_run(&o);
}
