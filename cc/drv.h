/*
 * drv.h: what the command line says (opts.c), for those who act on it
 * (main.c, and where.c, which knows where things are installed).
 */
#ifndef CC_DRV_H
#define CC_DRV_H

typedef struct List List;
typedef struct Input Input;
typedef struct Driver Driver;

/* A growing array of strings. */
struct List {
	const char **s;
	int n;
	int cap;
};

/* what an input is */
enum {
	LANG_NONE,		/* by its suffix */
	LANG_C,
	LANG_CPP_OUT,		/* C, already preprocessed */
	LANG_ASM,
	LANG_ASM_CPP,		/* assembly, to be preprocessed */
	LANG_LINK,		/* an object, an archive */
	LANG_OPTION		/* for the linker, where it stands */
};

struct Input {
	const char *path;
	int lang;
	Buf object;		/* what it was compiled to */
	int failed;
};

/* the last step to do */
enum {
	STEP_LINK, STEP_OBJECT, STEP_TEXT, STEP_PREPROCESS, STEP_CHECK
};

struct Driver {
	int step;
	Input *in;
	int nin;
	int capin;
	const char *out;
	int lang;		/* of -x, for the inputs that follow */
	/* preprocessor */
	List quote;		/* -iquote */
	List angle;		/* -I */
	List system;		/* -isystem */
	List after;		/* -idirafter */
	int split;		/* -I- was seen */
	List includes;		/* -include */
	List imacros;
	int no_markers;		/* -P */
	int dump_macros;	/* -dM */
	/* dependencies */
	int deps_too;		/* -MD, -MMD: besides the usual output */
	int deps_phony;
	const char *deps_file;
	Buf deps_target;
	/* linker */
	List libdirs;
	List prefixes;		/* -B */
	const char *sysroot;
	List link;		/* options for it that have no place */
	int nostdlib;
	int nostartfiles;
	int nodefaultlibs;
	int relocatable;
	/* what to say */
	int verbose;		/* -v: 1, -###: 2 */
	const char *question;	/* of -print-... */
};

extern Driver drv;

void list_add(List *l, const char *s);

/*
 * opts.c: reads the command line into drv, opt and ppo. 1: go on; 0: the
 * command asked something that is answered now; errors are counted.
 */
int opts_parse(int argc, char **argv);
void opts_input(const char *path, int lang);

/* where.c: an installation is PREFIX/bin, PREFIX/include, PREFIX/lib ... */
void where_begin(const char *argv0);
void where_headers(void);	/* completes ppo.dirs */
const char *where_file(const char *name);	/* crt1.o ..., or 0 */
const char *where_program(const char *name);
const char *where_runtime(void);	/* libcc.a, or 0 */
void where_libdirs(List *l);	/* -L and the default folders */
int where_answer(const char *what);	/* -print-what; 0: unknown */

#endif
