/*
 * headers OUT types IN...: what tools/mkalltypes.sed of musl makes of its
 * templates of alltypes.h. headers OUT calls IN: bits/syscall.h, which is
 * the lines of its template, and again as SYS_ those that have __NR_.
 */
#include "../../libc/libc.h"

enum { HEADERS_MAX = 262144 };

static char headers_in[HEADERS_MAX];
static char headers_out[HEADERS_MAX * 2];
static unsigned long headers_n;

static void headers_say(const char *s)
{
	if (write(2, s, strlen(s)) < 0)
		exit(1);
}

static void headers_die(const char *path, const char *what)
{
	headers_say("headers: ");
	headers_say(path);
	headers_say(": ");
	headers_say(what);
	headers_say("\n");
	exit(1);
}

static void put(const char *s, unsigned long n)
{
	if (n > sizeof headers_out - headers_n)
		headers_die("output", "is too long");
	memcpy(headers_out + headers_n, s, n);
	headers_n += n;
}

static void put_text(const char *s)
{
	put(s, strlen(s));
}

static int starts(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

/* The line s of n bytes, declared once: if "need" is asked for. */
static void put_once(const char *keyword, const char *s, unsigned long n,
	const char *prefix, const char *name, unsigned long name_n)
{
	put_text("#if defined(__NEED_");
	put_text(prefix);
	put(name, name_n);
	put_text(") && !defined(__DEFINED_");
	put_text(prefix);
	put(name, name_n);
	put_text(")\n");
	put_text(keyword);
	put(s, n);
	put_text(";\n#define __DEFINED_");
	put_text(prefix);
	put(name, name_n);
	put_text("\n#endif\n\n");
}

/* One line of a template; n does not count its end. */
static void types_line(const char *s, unsigned long n)
{
	unsigned long name = 0;
	const char *word = strchr(s, ' ');
	const char *prefix = starts(s, "STRUCT ") ? "struct_" : "union_";
	const char *keyword = starts(s, "STRUCT ") ? "struct " : "union ";

	if (!starts(s, "TYPEDEF ") && !starts(s, "STRUCT ")
	&& !starts(s, "UNION ")) {
		put(s, n);
		put_text("\n");
		return;
	}
	word++;
	n -= (unsigned long)(word - s);
	if (n && word[n - 1] == ';')
		n--;
	if (!starts(s, "TYPEDEF ")) {
		while (name < n && word[name] != ' ')
			name++;
		put_once(keyword, word, n, prefix, word, name);
		return;
	}
	name = n;
	while (name && word[name - 1] != ' ')
		name--;
	put_once("typedef ", word, n, "", word + name, n - name);
}

static void calls_line(const char *s, unsigned long n)
{
	for (unsigned long i = 0; i + 5 <= n; i++) {
		if (!memcmp(s + i, "__NR_", 5)) {
			put(s, i);
			put_text("SYS_");
			put(s + i + 5, n - i - 5);
			put_text("\n");
			return;
		}
	}
}

static void each_line(void (*line)(const char *s, unsigned long n))
{
	char *s = headers_in;

	while (*s) {
		char *end = strchr(s, '\n');

		if (!end)
			headers_die("input", "its last line does not end");
		line(s, (unsigned long)(end - s));
		s = end + 1;
	}
}

static void read_whole(const char *path)
{
	int fd = open(path, O_RDONLY);
	unsigned long have = 0;
	long n = 1;

	if (fd < 0)
		headers_die(path, "cannot be opened");
	while (n > 0 && have < HEADERS_MAX - 1) {
		n = read(fd, headers_in + have, HEADERS_MAX - 1 - have);
		if (n < 0)
			headers_die(path, "cannot be read");
		have += (unsigned long)n;
	}
	if (n)
		headers_die(path, "is too long");
	headers_in[have] = 0;
	close(fd);
}

int main(int argc, char **argv)
{
	int types = argc > 2 && !strcmp(argv[2], "types");
	int fd;

	if (argc < 4 || (!types && strcmp(argv[2], "calls"))) {
		headers_say("usage: headers OUT types|calls IN...\n");
		return 1;
	}
	for (int i = 3; i < argc; i++) {
		read_whole(argv[i]);
		if (types) {
			each_line(types_line);
		} else {
			put_text(headers_in);
			each_line(calls_line);
		}
	}
	fd = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0
	|| write(fd, headers_out, headers_n) != (long)headers_n || close(fd))
		headers_die(argv[1], "cannot be written");
	return 0;
}
