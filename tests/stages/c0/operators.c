/* every operator on int, unsigned, long, unsigned long, and mixtures of them */
#include "../print.h"

static void ints(int a, int b)
{
	print_s("ints\n");
	print("+", a + b);
	print("-", a - b);
	print("*", a * b);
	print("/", a / b);
	print("%", a % b);
	print("&", a & b);
	print("|", a | b);
	print("^", a ^ b);
	print("<<", (a & 255) << (b & 7));
	print(">>", a >> (b & 7));
	print("cmp", (a < b) * 100000 + (a > b) * 10000 + (a <= b) * 1000 +
		(a >= b) * 100 + (a == b) * 10 + (a != b));
	print("unary", -a * 3 + ~b * 5 + !a * 7 + +b);
	print("logic", (a && b) * 10 + (a || b));
}

static void unsigneds(unsigned a, unsigned b)
{
	print_s("unsigneds\n");
	print("+", a + b);
	print("-", a - b);
	print("*", a * b);
	print("/", a / b);
	print("%", a % b);
	print("<<", a << (b & 7));
	print(">>", a >> (b & 7));
	print("cmp", (a < b) * 100000 + (a > b) * 10000 + (a <= b) * 1000 +
		(a >= b) * 100 + (a == b) * 10 + (a != b));
	print("-", -a);
	print("~", ~b);
	print("!", !b);
}

static void longs(long a, long b)
{
	print_s("longs\n");
	print("+", a + b);
	print("-", a - b);
	print("*", a * b);
	print("/", a / b);
	print("%", a % b);
	print(">>", a >> (b & 63));
	print("cmp", (a < b) * 100000 + (a > b) * 10000 + (a <= b) * 1000 +
		(a >= b) * 100 + (a == b) * 10 + (a != b));
	print("unary", -a + ~b);
}

static void ulongs(unsigned long a, unsigned long b)
{
	print_s("unsigned longs\n");
	print_u("+", a + b);
	print_u("-", a - b);
	print_u("*", a * b);
	print_u("/", a / b);
	print_u("%", a % b);
	print_u("<<", a << (b & 63));
	print_u(">>", a >> (b & 63));
	print("cmp", (a < b) * 100000 + (a > b) * 10000 + (a <= b) * 1000 +
		(a >= b) * 100 + (a == b) * 10 + (a != b));
	print_u("unary", -a + ~b);
}

static void mixed(int i, unsigned u, long l, unsigned long ul, short s,
	unsigned char c)
{
	print_s("mixed\n");
	print("i + u", i + u);
	print("i / u", i / u);
	print("u / i", u / i);
	print("i % u", i % u);
	print("i >> u", i >> (u & 3));
	print("u >> i", u >> (i & 3));
	print("i < u", i < u);
	print("u < i", u < i);
	print("i < l", i < l);
	print("u < l", u < l);
	print("u - l", u - l);
	print("i < ul", i < ul);
	print_u("i / ul", i / ul);
	print_u("ul / i", ul / i);
	print("s < u", s < u);
	print("s * c", s * c);
	print("c - s", c - s);
	print("s & u", s & u);
	print("s ^ l", s ^ l);
	print_u("s | ul", s | ul);
	print("c << 24", c << 23);
	print("i == u", i == u);
	print("sizes", (long)(sizeof(s + c) * 1000 + sizeof(i + u) * 100 +
		sizeof(u + l) * 10 + sizeof(c << l)));
}

int main(void)
{
	ints(17, 5);
	ints(-17, 5);
	ints(17, -5);
	ints(-17, -5);
	ints(0, 9);
	unsigneds(17, 5);
	unsigneds(4000000000U, 7);
	unsigneds(7, 4000000000U);
	longs(1234567890123, 1000003);
	longs(-1234567890123, 77);
	ulongs(17, 5);
	ulongs(18000000000000000000UL, 1234567890123UL);
	ulongs(5, 18000000000000000000UL);
	mixed(-3, 3, -5000000000, 6, -9, 250);
	mixed(3, 4294967293U, 5000000000, 18446744073709551613UL, -30000, 1);
	return 0;
}
