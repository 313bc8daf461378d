/* every function of libc.h, on small and odd cases; in C0 */
#include "../stages/print.h"

static unsigned char buf[256];
static unsigned char ref[256];

static void fill(void)
{
	for (int i = 0; i < 256; i++) {
		buf[i] = (unsigned char)(i * 7 + 3);
		ref[i] = buf[i];
	}
}

/* same: does buf hold what a simple loop makes of it? */
static void same(const char *what)
{
	for (int i = 0; i < 256; i++) {
		if (buf[i] != ref[i]) {
			print(what, i);
			exit(1);
		}
	}
}

static void copies(void)
{
	for (int n = 0; n < 40; n++) {
		for (int to = 0; to < 20; to++) {
			fill();
			if (memcpy(buf + to, buf + 100, (unsigned)n) != buf + to)
				print("memcpy's result", to);
			for (int i = 0; i < n; i++)
				ref[to + i] = (unsigned char)((100 + i) * 7 + 3);
			same("memcpy");
			fill();
			memmove(buf + to, buf + 10, (unsigned)n);
			for (int i = 0; i < n; i++)
				ref[to + i] = (unsigned char)((10 + i) * 7 + 3);
			same("memmove");
			fill();
			memset(buf + to, 0x1c5, (unsigned)n);
			for (int i = 0; i < n; i++)
				ref[to + i] = 0xc5;
			same("memset");
		}
	}
	print_s("copies\n");
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void strings(void)
{
	char s[20];

	print("memcmp", sign(memcmp("abcdefgh\377", "abcdefgh\1", 9)) * 100 +
		sign(memcmp("abc", "abd", 2)) * 10 + sign(memcmp("a", "b", 1)));
	print("memchr", (char *)memchr(buf, buf[77], 256) - (char *)buf);
	print("memchr", memchr("abc", 'd', 3) == 0);
	print("memchr", *(char *)memchr("ab\377c", 0xff, 4) == '\377');
	print("strlen", (long)(strlen("") * 100 + strlen("abc")));
	print("strcmp", sign(strcmp("a", "a")) * 1000 +
		sign(strcmp("a", "ab")) * 100 + sign(strcmp("\377", "a")) * 10 +
		sign(strcmp("", "a")));
	print("strncmp", sign(strncmp("abc", "abd", 2)) * 1000 +
		sign(strncmp("abc", "abd", 3)) * 100 +
		sign(strncmp("ab", "ab", 9)) * 10 + sign(strncmp("x", "y", 0)));
	memcpy(s, "a/b/c", 6);
	print("strchr", strchr(s, '/') - s);
	print("strchr", strchr(s, 0) - s);
	print("strchr", strchr(s, 'x') == 0);
	print("strrchr", strrchr(s, '/') - s);
	print("strrchr", strrchr(s, 0) - s);
	print("strrchr", strrchr(s, 'x') == 0);
}

static void heap(void)
{
	unsigned char *last = 0;

	for (unsigned long n = 1; n < 5000000; n = n * 3 + 1) {
		unsigned char *p = malloc(n);

		if (!p || (unsigned long)p % 16)
			print_u("malloc", n);
		memset(p, 0x55, n);
		if (last && *last != 0x55)
			print_u("overlap", n);
		last = p;
	}
	free(last);
	free(0);
	print("malloc too much", malloc(1UL << 60) == 0);
}

static void files(void)
{
	struct timespec times[2];
	char text[32];
	int fd = open("f", O_RDWR | O_CREAT | O_EXCL, 0600);

	print("open", fd >= 0);
	print("open again", open("f", O_RDWR | O_CREAT | O_EXCL, 0600));
	print("write", write(fd, "0123456789", 10));
	print("lseek", lseek(fd, -4, SEEK_END));
	print("read", read(fd, text, 32));
	print("digit", text[0]);
	print("lseek", lseek(fd, 2, SEEK_SET) + lseek(fd, 3, SEEK_CUR));
	print("lseek", lseek(fd, -20, SEEK_CUR));
	print("close", close(fd));
	print("close again", close(fd));
	print("read", read(fd, text, 1));
	print("chmod", chmod("f", 0400));
	print("rename", rename("f", "g"));
	print("rename", rename("f", "g"));
	print("open missing", open("f", O_RDONLY));
	print("mkdir", mkdir("d", 0700));
	print("mkdir again", mkdir("d", 0700));
	print("symlink", symlink("to/nowhere", "l"));
	print("readlink", readlink("l", text, 32));
	print("readlink", readlink("g", text, 32));
	times[0].tv_sec = 1;
	times[0].tv_nsec = 0;
	times[1].tv_sec = 2;
	times[1].tv_nsec = 0;
	print("utimensat", utimensat(AT_FDCWD, "g", times, 0));
	print("utimensat", utimensat(AT_FDCWD, "f", times, 0));
	print("unlink", unlink("g"));
	print("unlink", unlink("g"));
	print("unlink a folder", unlink("d"));
	print("unlink", unlink("l"));
}

int main(int argc, char **argv)
{
	print("arguments", argc);
	for (int i = 1; i < argc; i++) {
		print_s(argv[i]);
		print_s("\n");
	}
	copies();
	strings();
	heap();
	files();
	exit(3);
}
