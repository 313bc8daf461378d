/*
 * steps SCRIPT NAME=VALUE...: does the lines of SCRIPT, one after the other,
 * and stops at the first that fails. It is the builder of the few packages
 * that come before there is a shell. steps.md describes the language.
 */
#include "../libc/libc.h"
#include "steps.h"

enum {
	STEPS_VARS = 64,
	STEPS_PATH = 4096,
	STEPS_BUF = 65536
};

typedef struct {
	const char *name;
	Words words;
} Var;

static Var step_vars[STEPS_VARS];
static int step_nvars;
static const char *step_script;
static int step_line;
static char step_work[STEPS_PATH];	/* the folder that it began in */
static char step_buf[STEPS_BUF];

static void step_say(const char *s)
{
	if (write(2, s, strlen(s)) < 0)
		exit(1);
}

static void step_say_number(int n)
{
	char digits[12];
	int at = 11;

	digits[at] = 0;
	do {
		digits[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	step_say(digits + at);
}

void step_die(const char *what, const char *detail)
{
	step_say("steps: ");
	if (step_line) {
		step_say(step_script);
		step_say(":");
		step_say_number(step_line);
		step_say(": ");
	}
	step_say(what);
	if (detail) {
		step_say(": ");
		step_say(detail);
	}
	step_say("\n");
	exit(1);
}

void *step_alloc(unsigned long n)
{
	void *p = malloc(n);

	if (!p)
		step_die("out of memory", 0);
	return p;
}

void words_add(Words *w, const char *s)
{
	if (w->n == w->room) {
		const char **more;

		w->room = w->room ? w->room * 2 : 16;
		more = step_alloc((unsigned long)w->room * sizeof *more);
		if (w->n)
			memcpy(more, w->s, (unsigned long)w->n * sizeof *more);
		w->s = more;
	}
	w->s[w->n++] = s;
}

char *step_text(const char *s, unsigned long n)
{
	char *copy = step_alloc(n + 1);

	memcpy(copy, s, n);
	copy[n] = 0;
	return copy;
}

char *step_join(const char *a, const char *b, const char *c)
{
	unsigned long an = strlen(a);
	unsigned long bn = strlen(b);
	unsigned long cn = strlen(c);
	char *s = step_alloc(an + bn + cn + 1);

	memcpy(s, a, an);
	memcpy(s + an, b, bn);
	memcpy(s + an + bn, c, cn);
	s[an + bn + cn] = 0;
	return s;
}

/* ---- variables ----------------------------------------------------- */

static int name_char(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c >= '0' && c <= '9') || c == '_';
}

static Words *var_find(const char *name, unsigned long n)
{
	for (int i = 0; i < step_nvars; i++) {
		if (strlen(step_vars[i].name) == n
		&& !memcmp(step_vars[i].name, name, n))
			return &step_vars[i].words;
	}
	return 0;
}

static Words *var_make(const char *name)
{
	if (var_find(name, strlen(name)))
		step_die("is set twice", name);
	if (step_nvars == STEPS_VARS)
		step_die("too many names", name);
	step_vars[step_nvars].name = name;
	return &step_vars[step_nvars++].words;
}

/* The value of the name at *s, which is moved behind it. */
static Words *var_at(const char **s)
{
	unsigned long n = 0;
	Words *w;

	while (name_char((*s)[n]))
		n++;
	w = var_find(*s, n);
	if (!w)
		step_die("no such name", step_text(*s, n));
	*s += n;
	return w;
}

/* s with the values of single words in the place of their names */
static char *var_expand(const char *s)
{
	char *out = step_text("", 0);

	while (*s) {
		const char *dollar = strchr(s, '$');
		Words *w;

		if (!dollar)
			return step_join(out, s, "");
		out = step_join(out, step_text(s, (unsigned long)(dollar - s)),
			"");
		s = dollar + 1;
		w = var_at(&s);
		if (w->n != 1)
			step_die("is a list, and must be a word of its own",
				dollar);
		out = step_join(out, w->s[0], "");
	}
	return out;
}

/* One word of the script, with values and files in the place of patterns. */
static void word_add(Words *to, const char *word)
{
	const char *s = word + 1;

	if (word[0] == '$') {
		Words *w = var_at(&s);

		if (!*s) {
			for (int i = 0; i < w->n; i++)
				words_add(to, w->s[i]);
			return;
		}
	}
	s = var_expand(word);
	if (strchr(s, '*') || strchr(s, '[')) {
		int before = to->n;

		glob_add(to, s);
		if (to->n == before)
			step_die("no file is called so", s);
		return;
	}
	words_add(to, s);
}

static void words_split(Words *to, char *line)
{
	while (*line) {
		unsigned long n = 0;

		while (line[n] && line[n] != ' ' && line[n] != '\t'
		&& line[n] != '\n')
			n++;
		if (n)
			word_add(to, step_text(line, n));
		line += n;
		if (*line)
			line++;
	}
}

/* ---- files --------------------------------------------------------- */

/* The folder that path is in, and those before it, made where not there. */
static void make_folders(const char *path)
{
	for (const char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/'))
		mkdir(step_text(path, (unsigned long)(p - path)), 0755);
}

static int file_create(const char *path, unsigned mode)
{
	int fd;

	make_folders(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
	if (fd < 0)
		step_die("cannot be written", path);
	return fd;
}

static void file_append(int out, const char *to, const char *from)
{
	int in = open(from, O_RDONLY);
	long n;

	if (in < 0)
		step_die("cannot be opened", from);
	while ((n = read(in, step_buf, STEPS_BUF)) > 0) {
		if (write(out, step_buf, (unsigned long)n) != n)
			step_die("cannot be written whole", to);
	}
	if (n < 0)
		step_die("cannot be read", from);
	close(in);
}

static void file_copy(const char *to, const char *from, unsigned mode)
{
	int out = file_create(to, mode);

	file_append(out, to, from);
	close(out);
}

/* What is behind ROOT/ in path; all of it for the current folder. */
static const char *path_below(const char *root, const char *path)
{
	unsigned long n = strlen(root);

	if (!strcmp(root, "."))
		return path;
	if (strncmp(path, root, n) || path[n] != '/')
		step_die("is not in the folder named", path);
	return path + n + 1;
}

static void do_mkdir(Words *w)
{
	for (int i = 1; i < w->n; i++)
		make_folders(step_join(w->s[i], "/", ""));
}

static void do_copy(Words *w)
{
	if (w->n < 4)
		step_die("usage: copy DIR ROOT FILE...", 0);
	for (int i = 3; i < w->n; i++)
		file_copy(step_join(w->s[1], "/",
			path_below(w->s[2], w->s[i])), w->s[i], 0644);
}

/* file TO FROM, install TO FROM: the second makes a program */
static void do_file(Words *w, unsigned mode)
{
	if (w->n != 3)
		step_die("usage: file TO FROM, or install TO FROM", 0);
	file_copy(w->s[1], w->s[2], mode);
}

/* write FILE TEXT: line is what follows "write " */
static void do_write(const char *line)
{
	unsigned long n = 0;
	char *path;
	char *text;
	int fd;

	while (line[n] && line[n] != ' ' && line[n] != '\n')
		n++;
	path = var_expand(step_text(line, n));
	text = var_expand(line[n] ? line + n + 1 : "");
	fd = file_create(path, 0644);
	n = strlen(text);
	if (write(fd, text, n) != (long)n)
		step_die("cannot be written whole", path);
	close(fd);
}

/* join TO FROM...: the files, one after the other */
static void do_join(Words *w)
{
	int out;

	if (w->n < 3)
		step_die("usage: join TO FROM...", 0);
	out = file_create(w->s[1], 0644);
	for (int i = 2; i < w->n; i++)
		file_append(out, w->s[1], w->s[i]);
	close(out);
}

static void do_cd(Words *w)
{
	if (w->n != 2 || chdir(w->s[1]) < 0)
		step_die("usage: cd DIR, a folder that is there", 0);
}

/* ---- programs ------------------------------------------------------ */

/* fd becomes what there is at path; for the new process alone */
static void redirect(int fd, const char *path)
{
	int to = fd ? file_create(path, 0644) : open(path, O_RDONLY);

	if (to < 0 || dup3(to, fd, 0) < 0)
		step_die("cannot be opened", path);
}

static void run(Words *w)
{
	static char *none[1];
	const char *in = 0;
	const char *out = 0;
	int status = 0;
	int pid;

	for (; w->n > 2; w->n -= 2) {
		if (!strcmp(w->s[w->n - 2], "<"))
			in = w->s[w->n - 1];
		else if (!strcmp(w->s[w->n - 2], ">"))
			out = w->s[w->n - 1];
		else
			break;
	}
	words_add(w, 0);
	pid = fork();
	if (pid < 0)
		step_die("no process can be made for", w->s[0]);
	if (!pid) {
		if (in)
			redirect(0, in);
		if (out)
			redirect(1, out);
		execve(w->s[0], (char **)w->s, none);
		step_die("cannot be run", w->s[0]);
	}
	if (wait4(pid, &status, 0, 0) != pid || status)
		step_die("fails", w->s[0]);
}

/* path without its suffix */
static char *path_stem(const char *path)
{
	const char *dot = strrchr(path, '.');
	const char *slash = strrchr(path, '/');

	if (!dot || (slash && dot < slash))
		return step_text(path, strlen(path));
	return step_text(path, (unsigned long)(dot - path));
}

/* dir/ARCH/x.s as dir/x; null if it is not in a folder called ARCH */
static char *path_generic(const char *path)
{
	Words *arch = var_find("arch", 4);
	const char *slash = strrchr(path, '/');
	unsigned long n;

	if (!arch || !slash)
		return 0;
	n = strlen(arch->s[0]);
	if ((unsigned long)(slash - path) <= n || slash[-(long)n - 1] != '/'
	|| strncmp(slash - n, arch->s[0], n))
		return 0;
	return path_stem(step_join(step_text(path,
		(unsigned long)(slash - path) - n), slash + 1, ""));
}

/* Is there a file for this architecture in the place of files[i]? */
static int is_replaced(const Words *w, int i, int end)
{
	char *stem = path_stem(w->s[i]);

	for (int k = i + 1; k < end; k++) {
		char *generic = path_generic(w->s[k]);

		if (generic && !strcmp(generic, stem))
			return 1;
	}
	return 0;
}

/* objects NAME ROOT FILE... : COMMAND... */
static void do_objects(Words *w)
{
	Words *objects;
	int colon = 3;

	while (colon < w->n && strcmp(w->s[colon], ":"))
		colon++;
	if (colon + 1 >= w->n)
		step_die("usage: objects NAME ROOT FILE... : COMMAND...", 0);
	objects = var_make(w->s[1]);
	for (int i = 3; i < colon; i++) {
		Words command;
		char *object;

		if (is_replaced(w, i, colon))
			continue;
		object = step_join(step_work, "/", w->s[1]);
		object = step_join(object, "/",
			path_stem(path_below(w->s[2], w->s[i])));
		object = step_join(object, ".o", "");
		make_folders(object);
		words_add(objects, object);
		memset(&command, 0, sizeof command);
		for (int k = colon + 1; k < w->n; k++)
			words_add(&command, w->s[k]);
		words_add(&command, "-c");
		words_add(&command, "-o");
		words_add(&command, object);
		words_add(&command, w->s[i]);
		run(&command);
	}
}

/* ---- the script ---------------------------------------------------- */

static void step_do(char *line)
{
	Words w;

	if (!strncmp(line, "write ", 6)) {
		do_write(line + 6);
		return;
	}
	memset(&w, 0, sizeof w);
	words_split(&w, line);
	if (!w.n)
		return;
	if (!strcmp(w.s[0], "mkdir"))
		do_mkdir(&w);
	else if (!strcmp(w.s[0], "copy"))
		do_copy(&w);
	else if (!strcmp(w.s[0], "install"))
		do_file(&w, 0755);
	else if (!strcmp(w.s[0], "file"))
		do_file(&w, 0644);
	else if (!strcmp(w.s[0], "join"))
		do_join(&w);
	else if (!strcmp(w.s[0], "cd"))
		do_cd(&w);
	else if (!strcmp(w.s[0], "objects"))
		do_objects(&w);
	else if (strchr(w.s[0], '/'))
		run(&w);
	else
		step_die("no such step", w.s[0]);
}

/* The whole file as a string. */
static char *file_text(const char *path)
{
	int fd = open(path, O_RDONLY);
	long n;
	char *text;

	if (fd < 0)
		step_die("cannot be opened", path);
	n = read(fd, step_buf, STEPS_BUF);
	if (n < 0)
		step_die("cannot be read", path);
	if (n == STEPS_BUF)
		step_die("is too long", path);
	text = step_text(step_buf, (unsigned long)n);
	if (strlen(text) != (unsigned long)n)
		step_die("is no text", path);
	close(fd);
	return text;
}

/* Line after line; one that begins with a tab continues the one before. */
static void step_all(char *text)
{
	int line = 1;

	while (*text) {
		char *end = text;

		step_line = line;
		do {
			end = strchr(end, '\n');
			if (!end)
				step_die("the last line does not end", 0);
			end++;
			line++;
		} while (*end == '\t');
		if (*text != '#')
			step_do(step_text(text, (unsigned long)(end - text)));
		text = end;
	}
}

int main(int argc, char **argv)
{
	if (argc < 2)
		step_die("usage: steps SCRIPT NAME=VALUE...", 0);
	step_script = argv[1];
	for (int i = 2; i < argc; i++) {
		char *equals = strchr(argv[i], '=');

		if (!equals)
			step_die("is not NAME=VALUE", argv[i]);
		words_add(var_make(step_text(argv[i],
			(unsigned long)(equals - argv[i]))), equals + 1);
	}
	if (readlink("/proc/self/cwd", step_work, STEPS_PATH - 1) <= 0)
		step_die("/proc/self/cwd cannot be read", 0);
	words_add(var_make("work"), step_work);
	step_all(file_text(step_script));
	return 0;
}
