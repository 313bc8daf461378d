/*
 * libc.c: the library of libc.h but for the system calls, which are in
 * stages/start.asm for cc0 and in ARCH/start.s for cc.
 */
#include "libc.h"

enum {
	WORD = 8,
	HEAP_STEP = 1048576		/* bytes asked of the kernel at once */
};

/* libc_brk: the end of the heap, after moving it to "to" unless that is 0 */
long libc_brk(long to);

static char *heap_next;
static char *heap_end;

/*
 * malloc: n bytes, aligned to 16, zero at first, or a null pointer. Nothing
 * is ever given back: the programs that use this live for a second.
 */
void *malloc(unsigned long n)
{
	char *p;
	long more;

	n = (n + 15) & ~15UL;
	if (!heap_end) {
		heap_next = (char *)((libc_brk(0) + 15) & ~15L);
		heap_end = heap_next;
	}
	if (n > (unsigned long)(heap_end - heap_next)) {
		more = (long)(n + HEAP_STEP);
		if (more < 0)
			return 0;
		if (libc_brk((long)heap_end + more) != (long)heap_end + more)
			return 0;
		heap_end = heap_end + more;
	}
	p = heap_next;
	heap_next = heap_next + n;
	return p;
}

void free(void *p)
{
	(void)p;
}

void *memcpy(void *to, const void *from, unsigned long n)
{
	char *t = to;
	const char *f = from;

	while (n >= WORD) {
		*(long *)t = *(const long *)f;
		t += WORD;
		f += WORD;
		n -= WORD;
	}
	while (n) {
		*t++ = *f++;
		n--;
	}
	return to;
}

void *memmove(void *to, const void *from, unsigned long n)
{
	char *t = to;
	const char *f = from;

	if (t <= f || t >= f + n)
		return memcpy(to, from, n);
	while (n) {
		n--;
		t[n] = f[n];
	}
	return to;
}

void *memset(void *p, int c, unsigned long n)
{
	char *t = p;
	long word = c & 255;

	word |= word << 8;
	word |= word << 16;
	word |= word << 32;
	while (n >= WORD) {
		*(long *)t = word;
		t += WORD;
		n -= WORD;
	}
	while (n) {
		*t++ = (char)c;
		n--;
	}
	return p;
}

int memcmp(const void *a, const void *b, unsigned long n)
{
	const unsigned char *x = a;
	const unsigned char *y = b;

	while (n) {
		if (*x != *y)
			return *x - *y;
		x++;
		y++;
		n--;
	}
	return 0;
}

void *memchr(const void *p, int c, unsigned long n)
{
	const unsigned char *s = p;

	while (n) {
		if (*s == (unsigned char)c)
			return (void *)s;
		s++;
		n--;
	}
	return 0;
}

unsigned long strlen(const char *s)
{
	const char *end = s;

	while (*end)
		end++;
	return (unsigned long)(end - s);
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

int strncmp(const char *a, const char *b, unsigned long n)
{
	while (n && *a && *a == *b) {
		a++;
		b++;
		n--;
	}
	if (!n)
		return 0;
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

char *strchr(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	if (*s != (char)c)
		return 0;
	return (char *)s;
}

char *strrchr(const char *s, int c)
{
	const char *found = 0;

	do {
		if (*s == (char)c)
			found = s;
	} while (*s++);
	return (char *)found;
}
