/*
 * as.c: the command line of as: GNU as's options, as far as they mean
 * something here.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "asm.h"

enum { AS_DIRS = 64 };

const char **asm_dirs;
int asm_ndirs;

void asm_dir(const char *dir)
{
	if (asm_dirs == 0)
		asm_dirs = mem_keep(AS_DIRS * sizeof(char *));
	if (asm_ndirs < AS_DIRS)
		asm_dirs[asm_ndirs++] = dir;
}

/* NAME=VALUE of --defsym, as a line of assembly. */
static void as_defsym(Buf *b, const char *def)
{
	buf_str(b, def);
	buf_byte(b, '\n');
}

/* Is it an option that takes the next argument, and has no effect? */
static int as_ignored_pair(const char *a)
{
	return str_eq(a, "--MD") || str_eq(a, "-G");
}

static int as_question(const char *a)
{
	if (str_eq(a, "--version")) {
		say("Mote as, with the options of GNU assembler 2.40\n"
			"This assembler was configured for a target of"
			" x86_64-linux-gnu.\n");
		return 1;
	}
	if (str_eq(a, "--help")) {
		say("usage: as [-o OUT] [-I DIR] [--defsym NAME=VALUE]"
			" [FILE]...\n");
		return 1;
	}
	return 0;
}

int as_main(int argc, char **argv)
{
	const char *out = "a.out";
	const char *file = "-";
	Buf text;
	Buf one;
	Buf obj;
	int files = 0;
	int i;

	diag_program = "as";
	memset(&text, 0, sizeof text);
	memset(&obj, 0, sizeof obj);
	for (i = 1; i < argc; i++) {
		const char *a = argv[i];
		int more = i + 1 < argc;

		if (as_question(a))
			return 0;
		if (str_eq(a, "-o") && more) {
			out = argv[++i];
		} else if (a[0] == '-' && a[1] == 'o' && a[2]) {
			out = a + 2;
		} else if (str_eq(a, "-I") && more) {
			asm_dir(argv[++i]);
		} else if (a[0] == '-' && a[1] == 'I') {
			asm_dir(a + 2);
		} else if (str_eq(a, "--defsym") && more) {
			as_defsym(&text, argv[++i]);
		} else if (str_eq(a, "--32") || str_eq(a, "--x32")) {
			error_cmd("%s: only 64-bit objects are made here", a,
				0);
			return 1;
		} else if (str_eq(a, "-v")) {
			say("Mote as, with the options of GNU assembler"
				" 2.40\n");
		} else if (as_ignored_pair(a)) {
			i++;
		} else if (a[0] != '-' || a[1] == 0) {
			argv[files++] = argv[i];
		}
	}
	for (i = 0; i < files || i == 0; i++) {
		if (files)
			file = argv[i];
		if (!file_read(file, &one)) {
			error_cmd("cannot read %s", file, 0);
			return 1;
		}
		buf_add(&text, one.p, one.n);
		buf_free(&one);
	}
	if (str_eq(file, "-"))
		file = "{standard input}";
	src_begin();
	obj_begin();
	asm_file((const char *)text.p, text.n, file);
	if (diag_errors == 0)
		obj_finish(&obj);
	if (diag_errors == 0)
		file_write(out, &obj, 0);
	return diag_errors != 0;
}
