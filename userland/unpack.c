/*
 * unpack [-N] ARCHIVE DIR: a tar archive, plain or compressed by gzip, bzip2
 * or xz, into the folder DIR (made if need be), leaving out the first N
 * components of every name.
 */
#include "../libc/libc.h"
#include "unpack.h"

enum { IN_SIZE = 65536 };

static int in_fd;
static unsigned char in_buf[IN_SIZE];
static unsigned long in_at;
static unsigned long in_end;
static unsigned long in_before;	/* offset of in_buf in the file */
static const char *in_path;
static unsigned crc32_table[256];

static void unpack_say(const char *s)
{
	if (write(2, s, strlen(s)) < 0)
		exit(1);
}

void unpack_die(const char *what, const char *detail)
{
	unpack_say("unpack: ");
	unpack_say(in_path);
	unpack_say(": ");
	unpack_say(what);
	if (detail) {
		unpack_say(": ");
		unpack_say(detail);
	}
	unpack_say("\n");
	exit(1);
}

int in_peek(void)
{
	if (in_at == in_end) {
		long n = read(in_fd, in_buf, IN_SIZE);

		if (n < 0)
			unpack_die("cannot be read", 0);
		in_before += in_end;
		in_at = 0;
		in_end = n;
		if (n == 0)
			return -1;
	}
	return in_buf[in_at];
}

int in_byte(void)
{
	if (in_at == in_end && in_peek() < 0)
		unpack_die("ends too early", 0);
	return in_buf[in_at++];
}

void in_copy(unsigned char *to, unsigned long n)
{
	while (n) {
		unsigned long have;

		if (in_peek() < 0)
			unpack_die("ends too early", 0);
		have = in_end - in_at;
		if (have > n)
			have = n;
		memcpy(to, in_buf + in_at, have);
		in_at += have;
		to += have;
		n -= have;
	}
}

unsigned long in_offset(void)
{
	return in_before + in_at;
}

/* The CRC of gzip and xz (ISO 3309), over n more bytes; begins with 0. */
unsigned crc32_le(unsigned crc, const unsigned char *p, unsigned long n)
{
	if (crc32_table[1] == 0) {
		for (unsigned i = 0; i < 256; i++) {
			unsigned c = i;

			for (int k = 0; k < 8; k++)
				c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
			crc32_table[i] = c;
		}
	}
	crc = ~crc;
	for (unsigned long i = 0; i < n; i++)
		crc = crc32_table[(crc ^ p[i]) & 255] ^ crc >> 8;
	return ~crc;
}

static void unpack_plain(void)
{
	while (in_peek() >= 0) {
		tar_write(in_buf + in_at, in_end - in_at);
		in_at = in_end;
	}
}

int main(int argc, char **argv)
{
	int strip = 0;
	int at = 1;
	int first;

	in_path = "";
	if (argc > 1 && argv[1][0] == '-') {
		for (const char *p = argv[1] + 1; *p >= '0' && *p <= '9'; p++)
			strip = strip * 10 + *p - '0';
		at = 2;
	}
	if (argc != at + 2) {
		unpack_say("usage: unpack [-N] ARCHIVE DIR\n");
		return 1;
	}
	in_path = argv[at];
	in_fd = open(in_path, O_RDONLY);
	if (in_fd < 0)
		unpack_die("cannot be opened", 0);
	tar_begin(argv[at + 1], strip);
	first = in_peek();
	if (first == 0x1f)
		gunzip_run();
	else if (first == 'B')
		bunzip2_run();
	else if (first == 0xfd)
		unxz_run();
	else
		unpack_plain();
	tar_end();
	return 0;
}
