/* what programs seldom do, but C0 allows */
#include "../print.h"

typedef unsigned long Size;
typedef struct { int a[4]; } Box;
typedef int Row[3];

static Row rows[2] = { { 1, 2, 3 }, { 4, 5, 6 } };
static volatile int register_like = 3;
static inline int twice(int n) { return n * 2; }
int unsigned long odd = 5;
static _Noreturn void leave(int status)
{
	exit(status);
}

static int length(int n[])
{
	return (int)sizeof n + n[0];
}

int main(void)
{
	Box box, *b = &box;
	Row r;
	Size n = sizeof(Box) + sizeof r;
	int Box = 3;
	int *const q = &Box;
	char *volatile v = (char *)&Box;
	int many[1000];

	for (unsigned i = 0; i < 1000; i++)
		many[i] = (int)i;
	print("many", many[999]);
	b->a[3] = 6;
	r[2] = 9;
	print("typedef", (long)n + b->a[3] + r[2] + rows[1][2]);
	print("hidden", Box + *q + *v);
	print("twice", twice(register_like));
	print("odd", (long)odd);
	print("length", length(r) - r[0]);
	print("sizeof", (long)(sizeof(int[5]) + sizeof(int (*)[5]) +
		sizeof(char *(*)(int)) + sizeof "abc" + sizeof box.a));
	print("parentheses", ((((5)))));
	print("long index", rows[1L][(unsigned char)1]);
	if (sizeof(int) == 4 && rows[0][0] == 1) {
		print_s("leaving\n");
		leave(7);
	}
	return 0;
}
