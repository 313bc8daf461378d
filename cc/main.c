/*
 * main.c: the driver. Every input goes through the steps that its language
 * and the options ask for, all in this one process: objects that are linked
 * at once are never files.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "pp.h"
#include "drv.h"

/* ---- names of outputs --------------------------------------------- */

/* path with what follows its last dot replaced by suffix */
static const char *name_with(const char *path, const char *suffix)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	u64 n = dot ? (u64)(dot - path) : strlen(path);
	char *s = mem_keep(n + strlen(suffix) + 1);

	memcpy(s, path, n);
	memcpy(s + n, suffix, strlen(suffix));
	return s;
}

static const char *name_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* ---- dependencies --------------------------------------------------- */

static int main_deps(const Input *in)
{
	const char *file = drv.deps_file;
	Buf target;
	Buf rule;
	int bad;

	memset(&target, 0, sizeof target);
	memset(&rule, 0, sizeof rule);
	if (drv.deps_target.n)
		buf_add(&target, drv.deps_target.p, drv.deps_target.n);
	else if (drv.out && drv.deps_too && drv.step != STEP_PREPROCESS)
		dep_quote(&target, drv.out);
	else
		dep_quote(&target, name_with(name_last(in->path), ".o"));
	buf_byte(&target, 0);
	dep_rule(&rule, (char *)target.p, drv.deps_phony);
	if (!file && !drv.deps_too)
		file = drv.out ? drv.out : "-";
	else if (!file && drv.out && drv.step != STEP_PREPROCESS)
		file = name_with(drv.out, ".d");
	else if (!file)
		file = name_with(name_last(in->path), ".d");
	bad = file_write(file, &rule, 0);
	buf_free(&target);
	buf_free(&rule);
	return bad;
}

/* ---- one unit --------------------------------------------------------- */

/* -E, -M, -dM: the text of the unit into out. */
static void main_preprocess(const Input *in, Buf *out)
{
	int only_deps = ppo.deps && !drv.deps_too;

	if (!drv.dump_macros && !only_deps)
		out_begin(out, !drv.no_markers);
	pp_begin(in->path);
	if (drv.dump_macros || only_deps)
		out_nothing();
	else
		out_unit();
	if (drv.dump_macros)
		macro_dump(out);
}

static void main_assemble(const char *name, const Buf *text, Buf *out)
{
	src_begin();
	obj_begin();
	asm_file((char *)text->p, text->n, name);
	if (!diag_errors)
		obj_finish(out);
}

static void main_compile(const Input *in, Buf *out)
{
	obj_begin();
	pp_begin(in->path);
	unit_compile();
	if (diag_errors || drv.step == STEP_CHECK)
		return;
	if (opt.text)
		obj_text(out);
	else
		obj_finish(out);
}

/* Does what drv.step asks with one source; 1 after an error. */
static int main_unit(Input *in)
{
	int before = diag_errors;
	int read_deps = ppo.deps;
	Buf text;

	memset(&text, 0, sizeof text);
	pp_asm = in->lang == LANG_ASM_CPP;
	diag_errors = 0;
	if (drv.step == STEP_PREPROCESS) {
		main_preprocess(in, &in->object);
	} else if (in->lang == LANG_ASM) {
		read_deps = 0;
		if (!file_read(in->path, &text))
			error_cmd("%s: no such file, or it cannot be read",
				in->path, 0);
		else
			main_assemble(in->path, &text, &in->object);
	} else if (in->lang == LANG_ASM_CPP) {
		main_preprocess(in, &text);
		if (drv.step == STEP_TEXT)
			buf_add(&in->object, text.p, text.n);
		else if (!diag_errors)
			main_assemble(in->path, &text, &in->object);
	} else {
		main_compile(in, &in->object);
	}
	if (read_deps && !diag_errors)
		main_deps(in);
	buf_free(&text);
	pp_end();
	mem_unit_end();
	in->failed = diag_errors != 0;
	diag_errors += before;
	return in->failed;
}

/* Where the result of this input goes. */
static const char *main_out(const Input *in)
{
	if (drv.out)
		return drv.out;
	if (drv.step == STEP_PREPROCESS)
		return "-";
	return name_with(name_last(in->path),
		drv.step == STEP_TEXT ? ".s" : ".o");
}

/* To the standard error. */
static void main_tell(Buf *b)
{
	u64 done = 0;
	i64 n = 1;

	while (done < b->n && n > 0) {
		n = write(2, b->p + done, b->n - done);
		if (n > 0)
			done += (u64)n;
	}
	buf_free(b);
}

/* -v and -###: the words of a command, quoted by -###. */
static void main_say(const List *words)
{
	Buf b;

	memset(&b, 0, sizeof b);
	for (int i = 0; i < words->n; i++) {
		buf_byte(&b, ' ');
		if (drv.verbose > 1)
			buf_byte(&b, '"');
		buf_str(&b, words->s[i]);
		if (drv.verbose > 1)
			buf_byte(&b, '"');
	}
	buf_byte(&b, '\n');
	main_tell(&b);
}

/* -v: where headers are sought, in the words that scripts look for. */
static void main_say_dirs(void)
{
	Buf b;

	memset(&b, 0, sizeof b);
	buf_str(&b, "#include \"...\" search starts here:\n");
	for (int i = 0; i < ppo.ndirs; i++) {
		if (i == ppo.first_angle)
			buf_str(&b, "#include <...> search starts here:\n");
		buf_byte(&b, ' ');
		buf_str(&b, ppo.dirs[i]);
		buf_byte(&b, '\n');
	}
	buf_str(&b, "End of search list.\n");
	main_tell(&b);
}

static void main_say_unit(const Input *in)
{
	List words;

	memset(&words, 0, sizeof words);
	list_add(&words, "cc");
	list_add(&words, drv.step == STEP_PREPROCESS ? "-E"
		: drv.step == STEP_TEXT ? "-S" : "-c");
	list_add(&words, in->path);
	if (drv.step == STEP_OBJECT || drv.step == STEP_TEXT) {
		list_add(&words, "-o");
		list_add(&words, main_out(in));
	}
	main_say(&words);
	main_say_dirs();
}

static int main_units(void)
{
	int user_preprocessed = ppo.preprocessed;
	Input *in;
	int only_deps = ppo.deps && !drv.deps_too;

	for (int i = 0; i < drv.nin; i++) {
		in = drv.in + i;
		if (in->lang == LANG_LINK || in->lang == LANG_OPTION)
			continue;
		if (drv.verbose)
			main_say_unit(in);
		if (drv.verbose > 1)
			continue;
		ppo.preprocessed = user_preprocessed
			|| in->lang == LANG_CPP_OUT;
		if (main_unit(in) && drv.step != STEP_PREPROCESS)
			continue;
		if (drv.step == STEP_LINK || drv.step == STEP_CHECK
		|| (drv.step == STEP_PREPROCESS && only_deps))
			continue;
		file_write(main_out(in), &in->object, 0);
		buf_free(&in->object);
	}
	return diag_errors != 0;
}

/* ---- linking ---------------------------------------------------------- */

static void main_start_file(List *ld, const char *name)
{
	const char *path = where_file(name);

	if (path || drv.verbose > 1)
		list_add(ld, path ? path : name);
	else
		error_cmd("%s was not found: is a C library installed?",
			name, 0);
}

/* -lgcc and its companions are our run-time library, unless -L has one. */
static void main_library(List *ld, const char *option)
{
	const char *runtime = where_runtime();
	const char *path;
	int fd;

	if (!str_starts(option, "-lgcc")) {
		list_add(ld, option);
		return;
	}
	for (int i = 0; i < drv.libdirs.n; i++) {
		path = str_join(drv.libdirs.s[i], "/lib",
			str_join(option + 2, ".a", ""));
		fd = open(path, O_RDONLY);
		if (fd >= 0) {
			close(fd);
			list_add(ld, option);
			return;
		}
	}
	if (runtime)
		list_add(ld, runtime);
}

/* The command line that ld would get. */
static void main_words(List *ld)
{
	int bare = drv.nostdlib || drv.relocatable;
	int start = !bare && !drv.nostartfiles;
	const char *runtime = where_runtime();
	List dirs;

	memset(&dirs, 0, sizeof dirs);
	list_add(ld, "ld");
	list_add(ld, "-o");
	list_add(ld, drv.out ? drv.out : "a.out");
	for (int i = 0; i < drv.link.n; i++)
		list_add(ld, drv.link.s[i]);
	where_libdirs(&dirs);
	for (int i = 0; i < dirs.n; i++)
		list_add(ld, str_join("-L", dirs.s[i], ""));
	if (start) {
		main_start_file(ld, "crt1.o");
		main_start_file(ld, "crti.o");
	}
	for (int i = 0; i < drv.nin; i++) {
		if (drv.in[i].lang == LANG_OPTION)
			main_library(ld, drv.in[i].path);
		else
			list_add(ld, drv.in[i].path);
	}
	if (!bare && !drv.nodefaultlibs) {
		list_add(ld, "--start-group");
		if (runtime)
			list_add(ld, runtime);
		list_add(ld, "-lc");
		list_add(ld, "--end-group");
	}
	if (start)
		main_start_file(ld, "crtn.o");
}

static Buf *main_object_of(const char *path)
{
	for (int i = 0; i < drv.nin; i++) {
		if (drv.in[i].lang != LANG_LINK
		&& drv.in[i].lang != LANG_OPTION
		&& str_eq(drv.in[i].path, path))
			return &drv.in[i].object;
	}
	return 0;
}

static int main_link(void)
{
	struct LinkOpts o;
	struct LinkIn *l;
	List ld;

	memset(&o, 0, sizeof o);
	memset(&ld, 0, sizeof ld);
	main_words(&ld);
	if (drv.verbose)
		main_say(&ld);
	if (drv.verbose > 1)
		return 0;
	if (diag_errors)
		return 1;
	list_add(&ld, 0);
	if (ld_options(ld.n - 1, (char **)ld.s, &o))
		return 1;
	for (l = o.in; l; l = l->next) {
		if (l->path && !l->bytes)
			l->bytes = main_object_of(l->path);
	}
	return link_run(&o);
}

/* ---- who is called ---------------------------------------------------- */

/*
 * cpp [options] [in [out]]: any file is C, unless its name says that it is
 * assembly; the standard input is read if there is none.
 */
static void main_as_cpp(void)
{
	if (drv.nin > 1 && !drv.out)
		drv.out = drv.in[1].path;
	if (drv.nin > 1)
		drv.nin = 1;
	if (!drv.nin)
		opts_input("-", LANG_C);
	if (drv.in[0].lang == LANG_LINK)
		drv.in[0].lang = LANG_C;
}

static int main_check_inputs(void)
{
	int units = 0;
	int files = 0;
	Input *in;

	for (int i = 0; i < drv.nin; i++) {
		in = drv.in + i;
		if (str_eq(in->path, "-") && in->lang == LANG_LINK) {
			if (drv.step == STEP_PREPROCESS)
				in->lang = LANG_C;
			else
				error_cmd("-E or -x is required when the "
					"input is the standard input", 0, 0);
		}
		files += in->lang != LANG_OPTION;
		units += in->lang != LANG_OPTION && in->lang != LANG_LINK;
	}
	if (!files)
		error_cmd("no input files", 0, 0);
	if (units > 1 && drv.out && drv.step != STEP_LINK)
		error_cmd("-o cannot be given with -c, -S or -E and several "
			"files", 0, 0);
	return diag_errors != 0;
}

static int main_cc(int argc, char **argv, int cpp)
{
	int go;

	if (cpp)
		drv.step = STEP_PREPROCESS;
	go = opts_parse(argc, argv);
	if (diag_errors || !go)
		return diag_errors != 0;
	if (drv.verbose) {
		List version;

		memset(&version, 0, sizeof version);
		list_add(&version, "cc version 1 (Mote)");
		main_say(&version);
		if (!drv.nin)
			return 0;
	}
	if (cpp)
		main_as_cpp();
	if (main_check_inputs())
		return 1;
	where_headers();
	if (main_units())
		return 1;
	return drv.step == STEP_LINK ? main_link() : 0;
}

static const char *main_roles[] = {
	"cc", "cpp", "as", "ld", "ar", "ranlib", 0
};

/* What a program called path is: x86_64-linux-musl-ar is ar; 0: cc. */
static int main_role(const char *path)
{
	const char *name = name_last(path);
	const char *dash = strrchr(name, '-');

	for (int i = 0; main_roles[i]; i++) {
		if (str_eq(name, main_roles[i])
		|| (dash && str_eq(dash + 1, main_roles[i])))
			return i;
	}
	return 0;
}

int main(int argc, char **argv)
{
	int role;

	if (argc < 1)
		return 1;
	where_begin(argv[0]);
	role = main_role(argv[0]);
	for (int i = 0; argc > 1 && main_roles[i]; i++) {
		if (argv[1][0] == '-' && argv[1][1] == '-'
		&& str_eq(argv[1] + 2, main_roles[i])) {
			role = i;
			argc--;
			argv++;
			argv[0] = (char *)main_roles[i];
			break;
		}
	}
	diag_program = main_roles[role];
	switch (role) {
	case 2:
		return as_main(argc, argv);
	case 3:
		return ld_main(argc, argv);
	case 4:
	case 5:
		return ar_main(argc, argv);
	}
	return main_cc(argc, argv, role == 1);
}
