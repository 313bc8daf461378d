/* the types' sizes, their ranges, conversions between them, and their signs */
#include "../print.h"

int main(void)
{
	signed char sc = (signed char)200;
	unsigned char uc = 200;
	short sh = (short)40000;
	unsigned short us = 40000;
	int in = (int)3000000000U;
	unsigned int un = 3000000000U;
	long lo = 9223372036854775807;
	unsigned long ul = 18446744073709551615UL;

	print("sizes", (long)(sizeof(char) * 100000 + sizeof(short) * 10000 +
		sizeof(int) * 1000 + sizeof(long) * 100 + sizeof(char *) * 10 +
		sizeof(unsigned)));
	print("signed char", sc);
	print("unsigned char", uc);
	print("short", sh);
	print("unsigned short", us);
	print("int", in);
	print("unsigned", un);
	print("long", lo);
	print_u("unsigned long", ul);
	sc += 100;
	uc += 100;
	sh -= 30000;
	us += 30000;
	un += 2000000000U;
	ul += 2;
	print("wrapped signed char", sc);
	print("wrapped unsigned char", uc);
	print("wrapped short", sh);
	print("wrapped unsigned short", us);
	print("wrapped unsigned", un);
	print_u("wrapped unsigned long", ul);
	print("to char", (signed char)0x1234567f + (signed char)0x80);
	print("to unsigned char", (unsigned char)-1);
	print("to short", (short)0xffff8000);
	print("to unsigned short", (unsigned short)-2);
	print("to unsigned", (unsigned)-3);
	print("unsigned of char", (unsigned)sc);
	print("long of unsigned", (long)(unsigned)-4);
	print("long of int", (long)-4);
	print("literals", (long)(sizeof 1 * 100000 + sizeof 1U * 10000 +
		sizeof 1L * 1000 + sizeof 0x80000000 * 100 +
		sizeof 2147483648 * 10 + sizeof 1UL));
	print("octal and hex", 0777 + 0xFf + 'a' + '\x41' + '\101' + '\n');
	print("char constant", '\377');
	print("escapes", '\t' + '\r' + '\v' + '\f' + '\a' + '\b' + '\\' +
		'\'' + '"' + '\0');
	return 0;
}
