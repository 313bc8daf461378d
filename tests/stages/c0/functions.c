/* calls, recursion, pointers to functions, results and arguments of all types */
#include "../print.h"

typedef int (*Binary)(int, int);
typedef int Plain(int);

static int add(int a, int b);
static int sub(int a, int b)
{
	return a - b;
}

static signed char narrow(long n)
{
	return n;
}

static unsigned char byte(long n)
{
	return n;
}

static long eight(char a, unsigned char b, short c, unsigned short d, int e,
	unsigned f, long g, unsigned long h)
{
	return a + b * 10 + c * 100 + d * 1000 + e * 10000 + f * 100000 +
		g * 1000000 + (long)h * 10000000;
}

static Binary choose(int which)
{
	return which ? add : &sub;
}

static int (*choose_plainly(int which))(int, int)
{
	return which ? sub : add;
}

static int apply(Binary f, int a, int b)
{
	return f(a, b) + (*f)(a, b) * 10;
}

static int twice(Plain f, int n)
{
	return f(f(n));
}

static int increment(int n)
{
	return n + 1;
}

static long ackermann(long m, long n)
{
	if (m == 0)
		return n + 1;
	if (n == 0)
		return ackermann(m - 1, 1);
	return ackermann(m - 1, ackermann(m, n - 1));
}

static int is_even(unsigned n);
static int is_odd(unsigned n)
{
	return n == 0 ? 0 : is_even(n - 1);
}

static int is_even(unsigned n)
{
	return n == 0 ? 1 : is_odd(n - 1);
}

static void nothing(void)
{
	return;
}

static struct table {
	const char *name;
	int (*op)(int, int);
	Binary more[2];
} tables[] = {
	{ "add", add, { add, sub } },
	{ "sub", &sub, { sub } },
};

static int add(int a, int b)
{
	return a + b;
}

static int count;

static int next(void)
{
	return ++count;
}

int main(int argc, char **argv)
{
	int (*f)(int, int) = sub;
	int (**g)(int, int) = &f;

	print("argc", argc + (argv[argc] == 0));
	print("add", add(3, 4));
	print("apply", apply(add, 5, 6) + apply(sub, 9, 2) * 1000);
	print("choose", choose(1)(10, 3) * 100 + choose(0)(10, 3));
	print("choose", choose_plainly(1)(10, 3));
	print("pointer", f(8, 3) + (*g)(8, 3) * 10 + (**g)(8, 3) * 100);
	print("twice", twice(increment, 5));
	print("narrow", narrow(200) + narrow(-129));
	print("byte", byte(-1) + byte(256));
	print("eight", eight(1, 2, 3, 4, 5, 6, 7, 8));
	print("eight", eight(-1, 255, -3, 65535, -5, 6, -7, 8));
	print("ackermann", ackermann(2, 9));
	print("even", is_even(10) * 10 + is_odd(10));
	nothing();
	for (int i = 0; i < 2; i++) {
		print_s(tables[i].name);
		print("", tables[i].op(20, 5) + tables[i].more[0](1, 1));
	}
	print("null", tables[1].more[1] == 0);
	print("comma", (next(), next()) * 10);
	print("nested", add(add(1, 2), add(sub(9, 4), add(1, 1))));
	print("conditional", (argc > 5 ? add : sub)(7, 2));
	return 0;
}
