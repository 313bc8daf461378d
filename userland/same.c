/*
 * same OUT A B: if the files A and B are the same bytes, writes them to OUT
 * as a program, else says where they part and fails. The last step of a
 * compiler that compiles itself: cc is what cc2 and cc3 both are.
 */
#include "../libc/libc.h"

enum { SAME_SIZE = 65536 };

static unsigned char same_a[SAME_SIZE];
static unsigned char same_b[SAME_SIZE];

static void same_say(const char *s)
{
	if (write(2, s, strlen(s)) < 0)
		exit(1);
}

static void same_die(const char *path, const char *what)
{
	same_say("same: ");
	same_say(path);
	same_say(": ");
	same_say(what);
	same_say("\n");
	exit(1);
}

static int same_open(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		same_die(path, "cannot be opened");
	return fd;
}

/* Fills buf as far as the file goes; returns the number of bytes. */
static long same_read(const char *path, int fd, unsigned char *buf)
{
	long have = 0;
	long n = 1;

	while (n > 0 && have < SAME_SIZE) {
		n = read(fd, buf + have, (unsigned long)(SAME_SIZE - have));
		if (n < 0)
			same_die(path, "cannot be read");
		have += n;
	}
	return have;
}

static void same_number(char *end, long n)
{
	*end = 0;
	do {
		*--end = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	same_say(end);
}

static void same_differ(char **path, long at)
{
	char digits[24];

	same_say("same: ");
	same_say(path[0]);
	same_say(" and ");
	same_say(path[1]);
	same_say(" are not the same: they part at byte ");
	same_number(digits + 23, at);
	same_say("\n");
	exit(1);
}

static void same_compare(char **path)
{
	int a = same_open(path[0]);
	int b = same_open(path[1]);
	long before = 0;
	long n = SAME_SIZE;
	long m;
	long i;

	while (n == SAME_SIZE) {
		n = same_read(path[0], a, same_a);
		m = same_read(path[1], b, same_b);
		for (i = 0; i < n && i < m; i++) {
			if (same_a[i] != same_b[i])
				same_differ(path, before + i);
		}
		if (n != m)
			same_differ(path, before + i);
		before += n;
	}
	close(a);
	close(b);
}

int main(int argc, char **argv)
{
	int in;
	int out;
	long n = SAME_SIZE;

	if (argc != 4) {
		same_say("usage: same OUT A B\n");
		return 1;
	}
	same_compare(argv + 2);
	in = same_open(argv[2]);
	out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0755);
	if (out < 0)
		same_die(argv[1], "cannot be written");
	while (n == SAME_SIZE) {
		n = same_read(argv[2], in, same_a);
		if (write(out, same_a, (unsigned long)n) != n)
			same_die(argv[1], "cannot be written whole");
	}
	return close(out) < 0;
}
