/*
 * tar.c: a tar archive, pushed in by pieces, out into a folder. POSIX ustar
 * and pax (path, linkpath, size, mtime), and GNU's long names.
 */
#include "../libc/libc.h"
#include "unpack.h"

enum {
	TAR_BLOCK = 512,
	TAR_PATH = 4096,
	TAR_META = 65536	/* the largest long name or pax header */
};

static const char *tar_dir;
static int tar_strip;
static unsigned char tar_head[TAR_BLOCK];
static unsigned long tar_have;	/* bytes of tar_head that are there */
static long tar_left;		/* bytes of content still to come */
static long tar_pad;		/* and of padding after it */
static int tar_kind;		/* what the content is: the type flag */
static int tar_fd;		/* where a file's content goes, or -1 */
static int tar_done;		/* the closing block was seen */
static int tar_files;
static long tar_time;
static char tar_path[TAR_PATH];	/* of the file being written */
static char tar_name[TAR_PATH];	/* from a long name or pax header, or "" */
static char tar_link[TAR_PATH];
static long tar_size;		/* from pax, or -1 */
static long tar_mtime;
static char tar_meta[TAR_META + 1];
static long tar_meta_n;
static unsigned char tar_buf[8192];

void tar_begin(const char *dir, int strip)
{
	tar_dir = dir;
	tar_strip = strip;
	tar_fd = -1;
	tar_size = -1;
	tar_mtime = -1;
	mkdir(dir, 0755);
}

/* A number in octal, or in base 256 when its first bit is set. */
static long tar_number(const unsigned char *p, int n)
{
	unsigned long v = 0;
	int i = 0;

	if (p[0] & 0x80) {
		v = p[0] & 0x7f;
		for (i = 1; i < n; i++) {
			if (v >> 55)
				unpack_die("a size in a header is too large",
					0);
			v = v << 8 | p[i];
		}
		return v;
	}
	while (i < n && p[i] == ' ')
		i++;
	for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
		v = v << 3 | (unsigned long)(p[i] - '0');
	if (i < n && p[i] != ' ' && p[i] != 0)
		unpack_die("a number in a header is malformed", 0);
	return v;
}

static void tar_append(char *to, const char *from, unsigned long n)
{
	unsigned long at = strlen(to);

	if (at + n >= TAR_PATH)
		unpack_die("a name is too long", to);
	memcpy(to + at, from, n);
	to[at + n] = 0;
}

static unsigned long tar_length(const char *s, unsigned long max)
{
	unsigned long n = 0;

	while (n < max && s[n])
		n++;
	return n;
}

/*
 * Puts DIR/NAME into out, NAME checked and its first components left out.
 * Makes the folders that lead to it; none of them may be a symbolic link.
 * Returns 0 if nothing of NAME is left.
 */
static int tar_place(const char *name, char *out)
{
	const char *p = name;
	int skip = tar_strip;
	int parts = 0;
	char target[4];

	if (name[0] == '/')
		unpack_die("refused: an absolute name", name);
	out[0] = 0;
	tar_append(out, tar_dir, strlen(tar_dir));
	while (*p) {
		unsigned long n = 0;

		while (p[n] && p[n] != '/')
			n++;
		if (n == 2 && p[0] == '.' && p[1] == '.')
			unpack_die("refused: a name with ..", name);
		if (n > 0 && !(n == 1 && p[0] == '.')) {
			if (skip > 0) {
				skip--;
			} else {
				if (parts) {
					if (readlink(out, target, 4) >= 0)
						unpack_die("refused: a name"
							" through a link",
							name);
					mkdir(out, 0755);
				}
				tar_append(out, "/", 1);
				tar_append(out, p, n);
				parts++;
			}
		}
		p += n;
		while (*p == '/')
			p++;
	}
	return parts;
}

static void tar_create(const char *path, int executable)
{
	unlink(path);
	tar_fd = open(path, O_WRONLY | O_CREAT | O_EXCL,
		executable ? 0755 : 0644);
	if (tar_fd < 0)
		unpack_die("cannot create", path);
}

static void tar_put(const unsigned char *p, unsigned long n)
{
	while (n) {
		long did = write(tar_fd, p, n);

		if (did <= 0)
			unpack_die("cannot write", tar_path);
		p += did;
		n -= did;
	}
}

/* The content is there: the file is closed with its time. */
static void tar_close(void)
{
	struct timespec times[2];

	close(tar_fd);
	tar_fd = -1;
	times[0].tv_sec = tar_time;
	times[0].tv_nsec = 0;
	times[1].tv_sec = tar_time;
	times[1].tv_nsec = 0;
	utimensat(AT_FDCWD, tar_path, times, 0);
}

/* A hard link: its target, already unpacked, is copied. */
static void tar_copy(const char *target)
{
	char from[TAR_PATH];
	int fd;
	long n;

	if (!tar_place(target, from))
		unpack_die("a link to nothing", target);
	fd = open(from, O_RDONLY);
	if (fd < 0)
		unpack_die("a link to a file that is not there", target);
	tar_create(tar_path, 1);
	for (;;) {
		n = read(fd, tar_buf, 8192);
		if (n <= 0)
			break;
		tar_put(tar_buf, n);
	}
	close(fd);
	if (n < 0)
		unpack_die("cannot read", from);
	tar_close();
}

/* One "LENGTH key=value\n" of a pax header, n bytes. */
static void tar_pax_record(const char *p, long n)
{
	long k = 0;
	char *to = 0;

	while (k < n && p[k] != '=')
		k++;
	if (k == n)
		unpack_die("a pax record without a value", 0);
	if (k == 4 && memcmp(p, "path", 4) == 0)
		to = tar_name;
	if (k == 8 && memcmp(p, "linkpath", 8) == 0)
		to = tar_link;
	if (to) {
		to[0] = 0;
		tar_append(to, p + k + 1, n - k - 1);
	}
	if ((k == 4 && memcmp(p, "size", 4) == 0) ||
			(k == 5 && memcmp(p, "mtime", 5) == 0)) {
		long v = 0;

		for (long i = k + 1; i < n && p[i] >= '0' && p[i] <= '9'; i++) {
			if (v >> 56)
				unpack_die("a pax number is too large", 0);
			v = v * 10 + p[i] - '0';
		}
		if (k == 4)
			tar_size = v;
		else
			tar_mtime = v;
	}
}

static void tar_meta_end(void)
{
	long at = 0;

	tar_meta[tar_meta_n] = 0;
	if (tar_kind == 'L' || tar_kind == 'K') {
		char *to = tar_kind == 'L' ? tar_name : tar_link;

		to[0] = 0;
		tar_append(to, tar_meta, tar_length(tar_meta, tar_meta_n));
	}
	while (tar_kind == 'x' && at < tar_meta_n) {
		long n = 0;
		long i = at;

		while (i < tar_meta_n && tar_meta[i] >= '0' &&
				tar_meta[i] <= '9' && n < TAR_META)
			n = n * 10 + tar_meta[i++] - '0';
		if (n <= i - at + 1 || n > tar_meta_n - at)
			unpack_die("a malformed pax record", 0);
		tar_pax_record(tar_meta + i + 1, n - (i - at) - 2);
		at += n;
	}
	tar_meta_n = 0;
}

static void tar_checksum(void)
{
	long want = tar_number(tar_head + 148, 8);
	long sum = 0;

	for (int i = 0; i < TAR_BLOCK; i++)
		sum += i >= 148 && i < 156 ? ' ' : tar_head[i];
	if (sum != want)
		unpack_die("not a tar archive, or a damaged one", 0);
}

static void tar_names(char *name, char *link)
{
	const char *h = (const char *)tar_head;

	name[0] = 0;
	link[0] = 0;
	if (tar_name[0]) {
		tar_append(name, tar_name, strlen(tar_name));
	} else {
		if (memcmp(h + 257, "ustar", 6) == 0 && h[345]) {
			tar_append(name, h + 345, tar_length(h + 345, 155));
			tar_append(name, "/", 1);
		}
		tar_append(name, h, tar_length(h, 100));
	}
	if (tar_link[0])
		tar_append(link, tar_link, strlen(tar_link));
	else
		tar_append(link, h + 157, tar_length(h + 157, 100));
}

static void tar_file(int kind)
{
	char name[TAR_PATH];
	char link[TAR_PATH];
	int here;

	tar_names(name, link);
	here = tar_place(name, tar_path);
	tar_time = tar_mtime >= 0 ? tar_mtime : tar_number(tar_head + 136, 12);
	tar_files++;
	if (!here) {
		if (kind != '5')
			tar_kind = 'g';
	} else if (kind == '5') {
		mkdir(tar_path, 0755);
	} else if (kind == '2') {
		unlink(tar_path);
		if (symlink(link, tar_path) != 0)
			unpack_die("cannot create link", tar_path);
	} else if (kind == '1') {
		tar_copy(link);
	} else if (kind == '0') {
		tar_create(tar_path,
			(tar_number(tar_head + 100, 8) & 0100) != 0);
	} else {
		unpack_die("refused: neither file, folder nor link", name);
	}
	tar_name[0] = 0;
	tar_link[0] = 0;
	tar_size = -1;
	tar_mtime = -1;
}

/* A whole header block is in tar_head. */
static void tar_header(void)
{
	int zero = 1;

	for (int i = 0; i < TAR_BLOCK; i++)
		zero &= tar_head[i] == 0;
	if (zero) {
		tar_done = 1;
		return;
	}
	tar_checksum();
	tar_kind = tar_head[156];
	if (tar_kind == 0 || tar_kind == '7')
		tar_kind = '0';
	tar_left = tar_number(tar_head + 124, 12);
	if (tar_size >= 0 && tar_kind == '0')
		tar_left = tar_size;
	tar_pad = -tar_left & (TAR_BLOCK - 1);
	switch (tar_kind) {
	case 'L':
	case 'K':
	case 'x':
		if (tar_left > TAR_META)
			unpack_die("a header is too large", 0);
		break;
	case 'g':
		break;
	default:
		if (tar_kind != '0') {
			tar_left = 0;
			tar_pad = 0;
		}
		tar_file(tar_kind);
	}
}

/* The content of the present entry has come to its end. */
static void tar_content_end(void)
{
	if (tar_kind == 'L' || tar_kind == 'K' || tar_kind == 'x')
		tar_meta_end();
	if (tar_fd >= 0)
		tar_close();
	tar_kind = 0;
}

void tar_write(const unsigned char *p, unsigned long n)
{
	while (n && !tar_done) {
		unsigned long take = n;

		if (tar_left) {
			if (take > (unsigned long)tar_left)
				take = tar_left;
			if (tar_fd >= 0) {
				tar_put(p, take);
			} else if (tar_kind != 'g') {
				memcpy(tar_meta + tar_meta_n, p, take);
				tar_meta_n += take;
			}
			tar_left -= take;
		} else if (tar_pad) {
			if (take > (unsigned long)tar_pad)
				take = tar_pad;
			tar_pad -= take;
		} else {
			if (take > TAR_BLOCK - tar_have)
				take = TAR_BLOCK - tar_have;
			memcpy(tar_head + tar_have, p, take);
			tar_have += take;
			if (tar_have == TAR_BLOCK) {
				tar_have = 0;
				tar_header();
			}
		}
		if (tar_left == 0 && tar_kind)
			tar_content_end();
		p += take;
		n -= take;
	}
}

void tar_end(void)
{
	if (tar_left || tar_pad || tar_have)
		unpack_die("ends in the middle of a file", tar_path);
	if (!tar_done)
		unpack_die("ends without a closing block", 0);
	if (!tar_files)
		unpack_die("is empty", 0);
}
