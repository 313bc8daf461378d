/*
 * sha256sum [-s] FILE...: a line for each: its SHA-256 and its name, with -s
 * its size in bytes between the two. A file that cannot be read is named on
 * standard error, and the exit status is 1.
 */
#include "../libc/libc.h"
#include "sha256.h"

static unsigned char sum_buf[65536];
static const char sum_digits[] = "0123456789abcdef";

static void sum_put(int fd, const char *s)
{
	unsigned long n = strlen(s);

	if (write(fd, s, n) != (long)n)
		exit(1);
}

static int sum_file(const char *path, int with_size)
{
	unsigned char digest[32];
	char text[96];
	int at = 0;
	Sha256 s;
	int fd = open(path, O_RDONLY);
	long n = -1;

	sha256_begin(&s);
	if (fd >= 0) {
		for (;;) {
			n = read(fd, sum_buf, 65536);
			if (n <= 0)
				break;
			sha256_add(&s, sum_buf, n);
		}
		close(fd);
	}
	if (n < 0) {
		sum_put(2, "sha256sum: cannot read ");
		sum_put(2, path);
		sum_put(2, "\n");
		return 1;
	}
	n = s.n;
	sha256_end(&s, digest);
	for (int i = 0; i < 32; i++) {
		text[at++] = sum_digits[digest[i] >> 4];
		text[at++] = sum_digits[digest[i] & 15];
	}
	text[at++] = ' ';
	if (with_size) {
		long ten = 1;

		while (n / ten >= 10)
			ten *= 10;
		for (; ten; ten /= 10)
			text[at++] = sum_digits[n / ten % 10];
	}
	text[at++] = ' ';
	text[at] = 0;
	sum_put(1, text);
	sum_put(1, path);
	sum_put(1, "\n");
	return 0;
}

int main(int argc, char **argv)
{
	int first = 1;
	int bad = 0;

	if (argc > 1 && strcmp(argv[1], "-s") == 0)
		first = 2;
	if (argc <= first) {
		sum_put(2, "usage: sha256sum [-s] FILE...\n");
		return 1;
	}
	for (int i = first; i < argc; i++)
		bad |= sum_file(argv[i], first == 2);
	return bad;
}
