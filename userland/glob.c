/*
 * glob.c: the files that a pattern names, for steps. Folder by folder: each
 * component with a star or a bracket is compared with the entries of its
 * folder, which the kernel gives as Linux's struct linux_dirent64.
 */
#include "../libc/libc.h"
#include "steps.h"

enum {
	GLOB_BUF = 32768,
	DIRENT_LENGTH = 16,	/* offset of the entry's length, 2 bytes */
	DIRENT_NAME = 19
};

/* Does name match the n bytes of the pattern? */
static int glob_match(const char *p, unsigned long n, const char *name)
{
	unsigned long k = 1;
	int found = 0;

	if (!n)
		return !*name;
	if (*p == '*') {
		for (; ; name++) {
			if (glob_match(p + 1, n - 1, name))
				return 1;
			if (!*name)
				return 0;
		}
	}
	if (!*name)
		return 0;
	if (*p != '[')
		return *p == *name && glob_match(p + 1, n - 1, name + 1);
	for (; k < n && p[k] != ']'; k++)
		found |= p[k] == *name;
	if (k == n)
		step_die("a bracket is not closed in a pattern", p);
	return found && glob_match(p + k + 1, n - k - 1, name + 1);
}

/* Sorts by merging, which is quick also for what is sorted already. */
static void glob_sort(const char **s, const char **spare, int n)
{
	int half = n / 2;
	int a = 0;
	int b = half;
	int i;

	if (n < 2)
		return;
	glob_sort(s, spare, half);
	glob_sort(s + half, spare, n - half);
	for (i = 0; i < n; i++) {
		if (b == n || (a < half && strcmp(s[a], s[b]) <= 0))
			spare[i] = s[a++];
		else
			spare[i] = s[b++];
	}
	for (i = 0; i < n; i++)
		s[i] = spare[i];
}

/* name in the folder, which is the current one if it is null */
static char *glob_path(const char *folder, const char *name)
{
	if (!folder)
		return step_text(name, strlen(name));
	return step_join(folder, "/", name);
}

static void glob_below(Words *to, const char *folder, const char *pattern);

/* One component of the pattern against one name in the folder. */
static void glob_entry(Words *to, const char *folder, const char *name,
	const char *pattern, unsigned long n)
{
	char *path;

	if (name[0] == '.' || !glob_match(pattern, n, name))
		return;
	path = glob_path(folder, name);
	if (pattern[n])
		glob_below(to, path, pattern + n + 1);
	else
		words_add(to, path);
}

static void glob_folder(Words *to, const char *folder, const char *pattern,
	unsigned long n)
{
	unsigned char *buf;
	long have;
	int fd = open(folder ? folder : ".", O_RDONLY);

	if (fd < 0)
		return;
	buf = step_alloc(GLOB_BUF);
	while ((have = getdents64(fd, buf, GLOB_BUF)) > 0) {
		long at = 0;

		while (at < have) {
			glob_entry(to, folder, (char *)buf + at + DIRENT_NAME,
				pattern, n);
			at += buf[at + DIRENT_LENGTH]
				| buf[at + DIRENT_LENGTH + 1] << 8;
		}
	}
	close(fd);			/* a file is no folder: -1, nothing */
}

static void glob_below(Words *to, const char *folder, const char *pattern)
{
	unsigned long n = 0;
	int wild = 0;
	int fd;

	for (; pattern[n] && pattern[n] != '/'; n++)
		wild |= pattern[n] == '*' || pattern[n] == '[';
	if (wild) {
		glob_folder(to, folder, pattern, n);
		return;
	}
	folder = glob_path(folder, step_text(pattern, n));
	if (pattern[n]) {
		glob_below(to, folder, pattern + n + 1);
		return;
	}
	fd = open(folder, O_RDONLY);
	if (fd >= 0) {
		close(fd);
		words_add(to, folder);
	}
}

void glob_add(Words *to, const char *pattern)
{
	int before = to->n;
	const char **spare;

	if (pattern[0] == '/')
		glob_below(to, "", pattern + 1);
	else
		glob_below(to, 0, pattern);
	spare = step_alloc((unsigned long)(to->n - before + 1) * sizeof *spare);
	glob_sort(to->s + before, spare, to->n - before);
}
