/* print.h: output for the test programs of C0 */
#include "../../libc/libc.h"

static void print_s(const char *s)
{
	if (write(1, s, strlen(s)) < 0)
		exit(9);
}

/* print_u: s, a number without sign, and a newline */
static void print_u(const char *s, unsigned long n)
{
	char buf[24];
	int at = 23;

	print_s(s);
	print_s(" ");
	buf[at] = 0;
	do {
		buf[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	print_s(buf + at);
	print_s("\n");
}

/* print: s, a number, and a newline */
static void print(const char *s, long n)
{
	if (n >= 0) {
		print_u(s, (unsigned long)n);
		return;
	}
	print_s(s);
	print_u(" -", 0UL - (unsigned long)n);
}
