/* assignments of all kinds, to all kinds of objects, and their values */
#include "../print.h"

static signed char gc;
static unsigned short gs;
static int gi;
static unsigned gu;
static long gl;
static char bytes[8];
static long *lp = &gl;

int main(void)
{
	signed char c = 5;
	unsigned char uc = 250;
	short s = -3;
	unsigned short us = 65530;
	int i = 100;
	unsigned u = 7;
	long l = 1L << 40;
	unsigned long ul = 3;
	long *p = &l;

	print("c", c = 300 - 1);
	print("uc", uc += 10);
	print("s", s *= 20000);
	print("us", us += 10);
	print("i", i <<= 3);
	print("i", i >>= 1);
	print("i", i /= -7);
	print("i", i %= 5);
	print("i", i ^= 0x55);
	print("i", i |= 0x100);
	print("i", i &= ~1);
	print("u", u -= 8);
	print("u", u /= 2);
	print("u", u >>= 4);
	print("u", u *= 65537);
	print("l", l += u);
	print("l", l >>= 3);
	print_u("ul", ul -= 4);
	print_u("ul", ul /= 10);
	print_u("ul", ul %= 1000);
	print_u("ul", ul >>= 1);
	print("*p", *p = -9);
	print("*p", *p /= 2);
	print("gc", gc = (signed char)(gs = (unsigned short)(gi = -70000)));
	print("gs", gs);
	print("gi", gi);
	print("gu", gu = (unsigned)gi);
	print("gu", gu++);
	print("gu", ++gu);
	print("gc", gc--);
	print("gc", --gc);
	gc = 127;
	gc++;
	print("gc", gc);
	us = 0;
	us--;
	print("us", us--);
	print("us", us);
	*lp = 5;
	(*lp)++;
	*lp *= 7;
	print("gl", gl);
	bytes[3] = (char)(bytes[2] = 7) + 1;
	bytes[gl - 40] -= 3;
	print("bytes", bytes[2] * 10 + bytes[3]);
	i = l = 12;
	print("chain", i + l);
	print("u of char", (u = (unsigned)c));
	print("conditional", (c ? u : i) > 0);
	print("mixed", (i > 5 ? -1 : 1U) > 0);
	return 0;
}
