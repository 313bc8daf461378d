/*
 * opts.c: the command line. The options are those that configure scripts
 * and makefiles give to GCC; what changes neither the meaning nor the form
 * of the output (-W, most of -f and -m) is accepted and ignored.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"
#include "drv.h"

enum {
	AT_FILE_DEPTH = 20
};

struct Opts opt;
Driver drv;

typedef struct OptName OptName;

/* how an option takes its argument */
enum {
	TAKES_NONE,
	TAKES_REST,		/* what follows in the same word, maybe "" */
	TAKES_NEXT,		/* the next word */
	TAKES_EITHER		/* the rest if there is one, else the next */
};

enum {
	OA_IGNORE, OA_STEP, OA_OUT, OA_LANG, OA_LIB, OA_LIBDIR, OA_PREFIX,
	OA_SYSROOT, OA_LINK, OA_LINK_WORDS, OA_LINK_ONE, OA_LINK_ARG,
	OA_REFUSE, OA_SET, OA_I, OA_QUOTE, OA_SYSTEM, OA_AFTER, OA_D, OA_U,
	OA_INCLUDE, OA_IMACROS, OA_DEPS, OA_DEPS_TOO, OA_MF, OA_MT,
	OA_MQ, OA_WP, OA_W, OA_NOWARN, OA_F, OA_M, OA_O, OA_G,
	OA_STD, OA_ANSI, OA_DUMP, OA_PTHREAD, OA_VERBOSE, OA_VERSION, OA_HELP,
	OA_MACHINE, OA_NUMBER, OA_PRINT
};

/* OA_SET: what becomes 1 */
enum {
	SET_UNDEF, SET_NOSTDINC, SET_TRIGRAPHS, SET_NO_MARKERS, SET_PHONY,
	SET_MISSING, SET_NOSTDLIB, SET_NOSTARTFILES, SET_NODEFAULTLIBS,
	SET_PEDANTIC
};

struct OptName {
	const char *name;
	int takes;
	int action;
	int value;		/* what of it */
};

/* The first that fits is it, so that longer names stand before shorter. */
static OptName opt_names[] = {
	{ "-c", TAKES_NONE, OA_STEP, STEP_OBJECT },
	{ "-S", TAKES_NONE, OA_STEP, STEP_TEXT },
	{ "-E", TAKES_NONE, OA_STEP, STEP_PREPROCESS },
	{ "-fsyntax-only", TAKES_NONE, OA_STEP, STEP_CHECK },
	{ "-o", TAKES_EITHER, OA_OUT, 0 },
	{ "-x", TAKES_EITHER, OA_LANG, 0 },
	{ "-pipe", TAKES_NONE, OA_IGNORE, 0 },
	/* preprocessor */
	{ "-include", TAKES_NEXT, OA_INCLUDE, 0 },
	{ "-imacros", TAKES_NEXT, OA_IMACROS, 0 },
	{ "-isystem", TAKES_EITHER, OA_SYSTEM, 0 },
	{ "-iquote", TAKES_EITHER, OA_QUOTE, 0 },
	{ "-idirafter", TAKES_EITHER, OA_AFTER, 0 },
	{ "-isysroot", TAKES_EITHER, OA_SYSROOT, 0 },
	{ "-iprefix", TAKES_NEXT, OA_IGNORE, 0 },
	{ "-iwithprefix", TAKES_NEXT, OA_IGNORE, 0 },
	{ "-iwithprefixbefore", TAKES_NEXT, OA_IGNORE, 0 },
	{ "-imultilib", TAKES_NEXT, OA_IGNORE, 0 },
	{ "-I", TAKES_EITHER, OA_I, 0 },
	{ "-D", TAKES_EITHER, OA_D, 0 },
	{ "-U", TAKES_EITHER, OA_U, 0 },
	{ "-A", TAKES_EITHER, OA_IGNORE, 0 },
	{ "-undef", TAKES_NONE, OA_SET, SET_UNDEF },
	{ "-nostdinc", TAKES_NONE, OA_SET, SET_NOSTDINC },
	{ "-trigraphs", TAKES_NONE, OA_SET, SET_TRIGRAPHS },
	{ "-P", TAKES_NONE, OA_SET, SET_NO_MARKERS },
	{ "-C", TAKES_NONE, OA_IGNORE, 0 },
	{ "-CC", TAKES_NONE, OA_IGNORE, 0 },
	{ "-H", TAKES_NONE, OA_IGNORE, 0 },
	{ "-traditional", TAKES_REST, OA_IGNORE, 0 },
	{ "-MF", TAKES_EITHER, OA_MF, 0 },
	{ "-MT", TAKES_EITHER, OA_MT, 0 },
	{ "-MQ", TAKES_EITHER, OA_MQ, 0 },
	{ "-MD", TAKES_NONE, OA_DEPS_TOO, DEP_ALL },
	{ "-MMD", TAKES_NONE, OA_DEPS_TOO, DEP_USER },
	{ "-MM", TAKES_NONE, OA_DEPS, DEP_USER },
	{ "-MP", TAKES_NONE, OA_SET, SET_PHONY },
	{ "-MG", TAKES_NONE, OA_SET, SET_MISSING },
	{ "-M", TAKES_NONE, OA_DEPS, DEP_ALL },
	{ "-Wp,", TAKES_REST, OA_WP, 0 },
	{ "-Xpreprocessor", TAKES_NEXT, OA_WP, 0 },
	/* linker */
	{ "-l", TAKES_EITHER, OA_LIB, 0 },
	{ "-L", TAKES_EITHER, OA_LIBDIR, 0 },
	{ "-B", TAKES_EITHER, OA_PREFIX, 0 },
	{ "--sysroot=", TAKES_REST, OA_SYSROOT, 0 },
	{ "--sysroot", TAKES_NEXT, OA_SYSROOT, 0 },
	{ "-Wl,", TAKES_REST, OA_LINK_WORDS, 0 },
	{ "-Xlinker", TAKES_NEXT, OA_LINK_ONE, 0 },
	{ "-s", TAKES_NONE, OA_LINK, 0 },
	{ "-r", TAKES_NONE, OA_LINK, 1 },
	{ "-u", TAKES_EITHER, OA_LINK_ARG, 0 },
	{ "-e", TAKES_NEXT, OA_LINK_ARG, 0 },
	{ "-z", TAKES_NEXT, OA_LINK_ARG, 0 },
	{ "-T", TAKES_EITHER, OA_LINK_ARG, 0 },
	{ "-nostdlib", TAKES_NONE, OA_SET, SET_NOSTDLIB },
	{ "-nostartfiles", TAKES_NONE, OA_SET, SET_NOSTARTFILES },
	{ "-nodefaultlibs", TAKES_NONE, OA_SET, SET_NODEFAULTLIBS },
	{ "-nolibc", TAKES_NONE, OA_SET, SET_NODEFAULTLIBS },
	{ "-pthread", TAKES_NONE, OA_PTHREAD, 0 },
	{ "-shared-libgcc", TAKES_NONE, OA_IGNORE, 0 },
	{ "-shared", TAKES_NONE, OA_REFUSE, 0 },
	{ "-dynamiclib", TAKES_NONE, OA_REFUSE, 0 },
	{ "-static", TAKES_REST, OA_IGNORE, 0 },
	{ "-pie", TAKES_NONE, OA_IGNORE, 0 },
	{ "-no-pie", TAKES_NONE, OA_IGNORE, 0 },
	{ "-nopie", TAKES_NONE, OA_IGNORE, 0 },
	{ "-rdynamic", TAKES_NONE, OA_IGNORE, 0 },
	/* assembler */
	{ "-Wa,", TAKES_REST, OA_IGNORE, 0 },
	{ "-Xassembler", TAKES_NEXT, OA_IGNORE, 0 },
	/* language and code */
	{ "-W", TAKES_REST, OA_W, 0 },
	{ "-w", TAKES_NONE, OA_NOWARN, 0 },
	{ "-pedantic-errors", TAKES_NONE, OA_SET, SET_PEDANTIC },
	{ "-pedantic", TAKES_NONE, OA_IGNORE, 0 },
	{ "--pedantic", TAKES_NONE, OA_IGNORE, 0 },
	{ "-std=", TAKES_REST, OA_STD, 0 },
	{ "--std=", TAKES_REST, OA_STD, 0 },
	{ "-ansi", TAKES_NONE, OA_ANSI, 0 },
	{ "-f", TAKES_REST, OA_F, 0 },
	{ "-m", TAKES_REST, OA_M, 0 },
	{ "-O", TAKES_REST, OA_O, 0 },
	{ "-g", TAKES_REST, OA_G, 0 },
	{ "-pg", TAKES_NONE, OA_IGNORE, 0 },
	{ "-p", TAKES_NONE, OA_IGNORE, 0 },
	{ "--param=", TAKES_REST, OA_IGNORE, 0 },
	{ "--param", TAKES_NEXT, OA_IGNORE, 0 },
	{ "-aux-info", TAKES_NEXT, OA_IGNORE, 0 },
	{ "-save-temps", TAKES_REST, OA_IGNORE, 0 },
	{ "-specs=", TAKES_REST, OA_IGNORE, 0 },
	{ "-pass-exit-codes", TAKES_NONE, OA_IGNORE, 0 },
	{ "-no-canonical-prefixes", TAKES_NONE, OA_IGNORE, 0 },
	{ "-no-integrated-cpp", TAKES_NONE, OA_IGNORE, 0 },
	{ "-Q", TAKES_NONE, OA_IGNORE, 0 },
	/* questions */
	{ "-v", TAKES_NONE, OA_VERBOSE, 1 },
	{ "-###", TAKES_NONE, OA_VERBOSE, 2 },
	{ "--version", TAKES_NONE, OA_VERSION, 0 },
	{ "--help", TAKES_NONE, OA_HELP, 0 },
	{ "-dumpmachine", TAKES_NONE, OA_MACHINE, 0 },
	{ "-dumpversion", TAKES_NONE, OA_NUMBER, 0 },
	{ "-dumpfullversion", TAKES_NONE, OA_NUMBER, 0 },
	{ "-dump", TAKES_REST, OA_IGNORE, 0 },
	{ "-d", TAKES_REST, OA_DUMP, 0 },
	{ "--print-", TAKES_REST, OA_PRINT, 0 },
	{ "-print-", TAKES_REST, OA_PRINT, 0 },
	{ 0, 0, 0, 0 }
};

void list_add(List *l, const char *s)
{
	const char **more;

	if (l->n == l->cap) {
		more = mem_keep((l->cap * 2 + 8) * sizeof *more);
		if (l->n)
			memcpy(more, l->s, l->n * sizeof *more);
		l->s = more;
		l->cap = l->cap * 2 + 8;
	}
	l->s[l->n] = s;
	l->n++;
}

/* A copy of n bytes of s, for the whole run. */
static char *opt_keep(const char *s, u64 n)
{
	char *p = mem_keep(n + 1);

	memcpy(p, s, n);
	return p;
}

static void opt_say(const char *a, const char *b, const char *c)
{
	Buf text;

	memset(&text, 0, sizeof text);
	buf_str(&text, a);
	buf_str(&text, b);
	buf_str(&text, c);
	file_write("-", &text, 0);
	buf_free(&text);
}

/* ---- inputs ----------------------------------------------------- */

static int input_lang(const char *path)
{
	if (drv.lang)
		return drv.lang;
	if (str_ends(path, ".c") || str_ends(path, ".h"))
		return LANG_C;
	if (str_ends(path, ".i"))
		return LANG_CPP_OUT;
	if (str_ends(path, ".s"))
		return LANG_ASM;
	if (str_ends(path, ".S") || str_ends(path, ".sx"))
		return LANG_ASM_CPP;
	if (str_ends(path, ".cc") || str_ends(path, ".cpp")
	|| str_ends(path, ".cxx") || str_ends(path, ".C"))
		error_cmd("%s: C++ is not compiled here", path, 0);
	return LANG_LINK;
}

void opts_input(const char *path, int lang)
{
	Input *more;

	if (drv.nin == drv.capin) {
		drv.capin = drv.capin * 2 + 16;
		more = mem_keep(drv.capin * sizeof *more);
		if (drv.nin)
			memcpy(more, drv.in, drv.nin * sizeof *more);
		drv.in = more;
	}
	drv.in[drv.nin].path = path;
	drv.in[drv.nin].lang = lang;
	drv.nin++;
}

static void opt_lang(const char *s)
{
	if (str_eq(s, "c") || str_eq(s, "c-header"))
		drv.lang = LANG_C;
	else if (str_eq(s, "cpp-output"))
		drv.lang = LANG_CPP_OUT;
	else if (str_eq(s, "assembler"))
		drv.lang = LANG_ASM;
	else if (str_eq(s, "assembler-with-cpp"))
		drv.lang = LANG_ASM_CPP;
	else if (str_eq(s, "none"))
		drv.lang = LANG_NONE;
	else
		error_cmd("language %s not recognized", s, 0);
}

/* The words of s, which are separated by commas, each an argument to ld. */
static void opt_link_words(const char *s)
{
	const char *comma;

	while ((comma = strchr(s, ',')) != 0) {
		opts_input(opt_keep(s, comma - s), LANG_OPTION);
		s = comma + 1;
	}
	if (*s)
		opts_input(s, LANG_OPTION);
}

/* ---- preprocessor options --------------------------------------- */

/* -DNAME, -DNAME=VALUE, -D'NAME(ARGS)=VALUE' */
static void opt_define(const char *s)
{
	Buf *b = &ppo.command;
	const char *equals = strchr(s, '=');

	buf_str(b, "#define ");
	if (equals) {
		buf_add(b, s, equals - s);
		buf_byte(b, ' ');
		/* a newline in the value would begin a new directive */
		for (s = equals + 1; *s && *s != '\n'; s++)
			buf_byte(b, *s);
	} else {
		buf_str(b, s);
		buf_str(b, " 1");
	}
	buf_byte(b, '\n');
}

static void opt_undef(const char *s)
{
	buf_str(&ppo.command, "#undef ");
	buf_str(&ppo.command, s);
	buf_byte(&ppo.command, '\n');
}

static void opt_include_dir(const char *s)
{
	if (!str_eq(s, "-")) {
		list_add(&drv.angle, s);
		return;
	}
	/* -I-: the folders so far are for "name" only */
	drv.split = 1;
	for (int i = 0; i < drv.angle.n; i++)
		list_add(&drv.quote, drv.angle.s[i]);
	drv.angle.n = 0;
}

static void opt_target(const char *s, int quote)
{
	Buf *b = &drv.deps_target;

	if (b->n)
		buf_byte(b, ' ');
	if (quote)
		dep_quote(b, s);
	else
		buf_str(b, s);
}

/* ---- language options ------------------------------------------- */

static void opt_std(const char *s)
{
	const char *year = s;

	if (str_starts(s, "gnu")) {
		opt.gnu = 1;
		year = s + 3;
	} else if (*s == 'c') {
		opt.gnu = 0;
		year = s + 1;
	} else if (str_starts(s, "iso9899:")) {
		opt.gnu = 0;
		year = s + 8;
	}
	if (str_eq(year, "89") || str_eq(year, "90") || str_eq(year, "1990")
	|| str_eq(year, "199409"))
		opt.std = 89;
	else if (str_eq(year, "99") || str_eq(year, "9x")
	|| str_eq(year, "1999"))
		opt.std = 99;
	else if (str_eq(year, "11") || str_eq(year, "1x")
	|| str_eq(year, "2011"))
		opt.std = 11;
	else if (str_eq(year, "17") || str_eq(year, "18")
	|| str_eq(year, "2017") || str_eq(year, "2018")
	|| str_eq(year, "2x"))
		opt.std = 17;
	else
		error_cmd("unrecognized command-line option '-std=%s'", s, 0);
	ppo.trigraphs = !opt.gnu;
}

/* 4.2.1 as 4 << 16 | 2 << 8 | 1 */
static int opt_version(const char *s)
{
	int v[3];
	int n = 0;

	v[0] = 0;
	v[1] = 0;
	v[2] = 0;
	for (; *s && n < 3; s++) {
		if (*s == '.')
			n++;
		else if (*s >= '0' && *s <= '9' && v[n] < 20)
			v[n] = v[n] * 10 + *s - '0';
	}
	return v[0] << 16 | v[1] << 8 | v[2];
}

/* -fNAME or, when off, -fno-NAME */
static void opt_flag(const char *s)
{
	int on = 1;

	if (str_starts(s, "no-")) {
		on = 0;
		s += 3;
	}
	if (str_eq(s, "pic") || str_eq(s, "pie"))
		opt.pic = on;
	else if (str_eq(s, "PIC") || str_eq(s, "PIE"))
		opt.pic = on * 2;
	else if (str_eq(s, "gnu89-inline"))
		opt.gnu89_inline = on;
	else if (str_eq(s, "freestanding"))
		opt.freestanding = on;
	else if (str_eq(s, "hosted"))
		opt.freestanding = !on;
	else if (str_eq(s, "unsigned-char"))
		opt.unsigned_char = on;
	else if (str_eq(s, "signed-char"))
		opt.unsigned_char = !on;
	else if (str_eq(s, "common"))
		opt.common = on;
	else if (str_eq(s, "function-sections"))
		opt.function_sections = on;
	else if (str_eq(s, "data-sections"))
		opt.data_sections = on;
	else if (str_eq(s, "wrapv"))
		opt.wrapv = on;
	else if (str_eq(s, "strict-overflow"))
		opt.wrapv = !on;
	else if (str_eq(s, "dump-tree"))
		opt.dump = on;
	else if (str_eq(s, "preprocessed"))
		ppo.preprocessed = on;
	else if (str_starts(s, "gnuc-version="))
		ppo.gnuc = opt_version(s + 13);
}

static void opt_warning(const char *s)
{
	if (str_eq(s, "error"))
		opt.werror = 1;
	else if (str_eq(s, "no-error"))
		opt.werror = 0;
}

static void opt_machine(const char *s)
{
	if (str_eq(s, "32") || str_eq(s, "x32") || str_eq(s, "16"))
		error_cmd("-m%s: only 64-bit code is made here", s, 0);
}

static void opt_optimize(const char *s)
{
	opt.optimize = 1;
	if (*s >= '0' && *s <= '9')
		opt.optimize = *s > '3' ? 3 : *s - '0';
	else if (*s == 's' || *s == 'z' || *s == 'f')
		opt.optimize = 2;
}

static const char opt_help[] =
	"usage: cc [option]... file...\n"
	"  -c -S -E            stop before linking, assembling, compiling\n"
	"  -o FILE             write to FILE (- is the standard output)\n"
	"  -I DIR -D X[=Y] -U X -include FILE -isystem DIR -nostdinc\n"
	"  -M -MM -MD -MMD -MF FILE -MT TARGET -MP\n"
	"  -L DIR -l NAME -static -nostdlib -r -s -Wl,OPTION\n"
	"  -std=c89|c99|c11|c17|gnu..  -w -Werror -O -g -f... -m...\n"
	"  -x c|assembler|assembler-with-cpp|cpp-output|none\n"
	"  -fgnuc-version=X.Y  claim to be that GCC\n"
	"  @FILE               more options from FILE\n"
	"Called as as, ld, ar, ranlib or cpp, or with --as ... first, it is "
	"that.\n";

static void opt_set(int what)
{
	switch (what) {
	case SET_UNDEF:
		ppo.undef = 1;
		break;
	case SET_NOSTDINC:
		ppo.nostdinc = 1;
		break;
	case SET_TRIGRAPHS:
		ppo.trigraphs = 1;
		break;
	case SET_NO_MARKERS:
		drv.no_markers = 1;
		break;
	case SET_PHONY:
		drv.deps_phony = 1;
		break;
	case SET_MISSING:
		ppo.missing_ok = 1;
		break;
	case SET_NOSTDLIB:
		drv.nostdlib = 1;
		break;
	case SET_NOSTARTFILES:
		drv.nostartfiles = 1;
		break;
	case SET_NODEFAULTLIBS:
		drv.nodefaultlibs = 1;
		break;
	case SET_PEDANTIC:
		opt.pedantic_errors = 1;
		break;
	}
}

/* ---- one option ------------------------------------------------- */

static int opt_answered;

static void opt_preprocessor_words(const char *s);

static void opt_preprocess(OptName *o, const char *arg)
{
	switch (o->action) {
	case OA_I:
		opt_include_dir(arg);
		break;
	case OA_QUOTE:
		list_add(&drv.quote, arg);
		break;
	case OA_SYSTEM:
		list_add(&drv.system, arg);
		break;
	case OA_AFTER:
		list_add(&drv.after, arg);
		break;
	case OA_D:
		opt_define(arg);
		break;
	case OA_U:
		opt_undef(arg);
		break;
	case OA_DEPS:
		drv.step = STEP_PREPROCESS;
		drv.deps_too = 0;
		ppo.deps = o->value;
		break;
	case OA_DEPS_TOO:
		drv.deps_too = 1;
		ppo.deps = o->value;
		break;
	case OA_MF:
		drv.deps_file = arg;
		break;
	case OA_MT:
	case OA_MQ:
		opt_target(arg, o->action == OA_MQ);
		break;
	case OA_DUMP:
		if (strchr(arg, 'M'))
			drv.dump_macros = 1;
		break;
	case OA_WP:
		opt_preprocessor_words(arg);
		break;
	}
}

static void opt_link(OptName *o, const char *arg)
{
	switch (o->action) {
	case OA_LIB:
		opts_input(str_join("-l", arg, ""), LANG_OPTION);
		break;
	case OA_LIBDIR:
		list_add(&drv.libdirs, arg);
		break;
	case OA_PREFIX:
		list_add(&drv.prefixes, arg);
		break;
	case OA_SYSROOT:
		drv.sysroot = arg;
		break;
	case OA_LINK_WORDS:
		opt_link_words(arg);
		break;
	case OA_LINK_ONE:
		opts_input(arg, LANG_OPTION);
		break;
	case OA_LINK:
		list_add(&drv.link, o->name);
		drv.relocatable |= o->value;
		break;
	case OA_LINK_ARG:
		list_add(&drv.link, o->name);
		list_add(&drv.link, arg);
		break;
	case OA_REFUSE:
		error_cmd("%s: only static programs are made here", o->name,
			0);
		break;
	case OA_PTHREAD:
		opt_define("_REENTRANT");
		break;
	}
}

static void opt_ask(OptName *o, const char *arg)
{
	if (o->action == OA_VERBOSE) {
		drv.verbose = o->value;
		return;
	}
	opt_answered = 1;
	switch (o->action) {
	case OA_VERSION:
		opt_say("cc (Mote) 1\n", "", "");
		break;
	case OA_HELP:
		opt_say(opt_help, "", "");
		break;
	case OA_MACHINE:
		opt_say(target_triple, "\n", "");
		break;
	case OA_NUMBER:
		opt_say("1\n", "", "");
		break;
	case OA_PRINT:
		/* answered last, when all of -B and --sysroot are known */
		drv.question = arg;
		break;
	}
}

static void opt_apply(OptName *o, const char *arg)
{
	switch (o->action) {
	case OA_IGNORE:
		break;
	case OA_STEP:
		if (o->value > drv.step)
			drv.step = o->value;
		break;
	case OA_OUT:
		drv.out = arg;
		break;
	case OA_LANG:
		opt_lang(arg);
		break;
	case OA_SET:
		opt_set(o->value);
		break;
	case OA_INCLUDE:
		list_add(&drv.includes, arg);
		break;
	case OA_IMACROS:
		list_add(&drv.imacros, arg);
		break;
	case OA_W:
		opt_warning(arg);
		break;
	case OA_NOWARN:
		opt.warnings = 0;
		break;
	case OA_F:
		opt_flag(arg);
		break;
	case OA_M:
		opt_machine(arg);
		break;
	case OA_O:
		opt_optimize(arg);
		break;
	case OA_G:
		opt.debug = !str_eq(arg, "0");
		break;
	case OA_STD:
		opt_std(arg);
		break;
	case OA_ANSI:
		opt_std("c89");
		break;
	default:
		opt_preprocess(o, arg);
		opt_link(o, arg);
		if (o->action >= OA_VERBOSE)
			opt_ask(o, arg);
	}
}

static OptName *opt_find(const char *word)
{
	OptName *o;

	for (o = opt_names; o->name; o++) {
		if (o->takes == TAKES_NONE || o->takes == TAKES_NEXT) {
			if (str_eq(word, o->name))
				return o;
		} else if (str_starts(word, o->name)) {
			return o;
		}
	}
	return 0;
}

/* One word, and the one after it (or 0). Returns how many were used. */
static int opt_word(const char *word, const char *next)
{
	OptName *o = 0;
	const char *arg;
	int used = 1;

	if (word[0] != '-' || !word[1]) {
		opts_input(word, input_lang(word));
		return 1;
	}
	o = opt_find(word);
	if (!o) {
		error_cmd("unrecognized command-line option '%s'", word, 0);
		return 1;
	}
	arg = word + strlen(o->name);
	if (o->takes == TAKES_NEXT || (o->takes == TAKES_EITHER && !*arg)) {
		if (!next) {
			error_cmd("missing argument to '%s'", word, 0);
			return 1;
		}
		arg = next;
		used = 2;
	}
	opt_apply(o, arg);
	return used;
}

/* -Wp,-MD,FILE is how old makefiles ask for -MD -MF FILE. */
static void opt_preprocessor_words(const char *s)
{
	List words;
	const char *comma;
	int i = 0;

	memset(&words, 0, sizeof words);
	while ((comma = strchr(s, ',')) != 0) {
		list_add(&words, opt_keep(s, comma - s));
		s = comma + 1;
	}
	list_add(&words, s);
	while (i < words.n) {
		s = words.s[i];
		if ((str_eq(s, "-MD") || str_eq(s, "-MMD"))
		&& i + 1 < words.n) {
			drv.deps_file = words.s[i + 1];
			opt_word(s, 0);
			i += 2;
		} else {
			i += opt_word(s, i + 1 < words.n ? words.s[i + 1] : 0);
		}
	}
}

/* ---- the command line ------------------------------------------- */

static List opt_words;

static void opt_expand(const char *word, int depth);

/* The words in text: blanks separate, quotes and backslashes protect. */
static void opt_split(const Buf *text, int depth)
{
	Buf word;
	u8 quote = 0;
	int any = 0;
	u8 c;

	memset(&word, 0, sizeof word);
	for (u64 i = 0; i <= text->n; i++) {
		c = text->p[i];
		if (!c || (!quote && (c == ' ' || (c >= '\t' && c <= '\r')))) {
			if (any)
				opt_expand(opt_keep((char *)word.p, word.n),
					depth + 1);
			any = 0;
			word.n = 0;
			continue;
		}
		any = 1;
		if (c == quote) {
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'')) {
			quote = c;
		} else {
			if (c == '\\' && i + 1 < text->n) {
				i++;
				c = text->p[i];
			}
			buf_byte(&word, c);
		}
	}
	buf_free(&word);
}

/* @FILE stands for the words in FILE, if that can be read. */
static void opt_expand(const char *word, int depth)
{
	Buf text;

	if (depth > AT_FILE_DEPTH)
		fatal("@files are nested too deeply", 0, 0);
	if (word[0] != '@' || !file_read(word + 1, &text)) {
		list_add(&opt_words, word);
		return;
	}
	opt_split(&text, depth);
	buf_free(&text);
}

int opts_parse(int argc, char **argv)
{
	int i = 0;

	opt.std = 11;
	opt.gnu = 1;
	opt.warnings = 1;
	for (int k = 1; k < argc; k++)
		opt_expand(argv[k], 0);
	while (i < opt_words.n)
		i += opt_word(opt_words.s[i],
			i + 1 < opt_words.n ? opt_words.s[i + 1] : 0);
	opt.text = drv.step == STEP_TEXT;
	ppo.includes = drv.includes.s;
	ppo.nincludes = drv.includes.n;
	ppo.imacros = drv.imacros.s;
	ppo.nimacros = drv.imacros.n;
	if (drv.question && !where_answer(drv.question))
		error_cmd("unrecognized command-line option '-print-%s'",
			drv.question, 0);
	return !opt_answered;
}
