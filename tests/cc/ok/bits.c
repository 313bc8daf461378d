/* bit-fields: layout, values, and what surrounds them */
int printf(const char *, ...);
void *memset(void *, int, unsigned long);

struct A { int a : 3; unsigned b : 5; int c : 24; };
struct B { char a; int b : 9; char c; };
struct C { unsigned long a : 33; unsigned long b : 31; unsigned c : 1; };
struct D { int a : 10; int : 0; int b : 10; int : 4; int c : 20; };
struct E { char a; unsigned long b : 60; } __attribute__((packed));
struct F { _Bool a : 1; unsigned char b : 7; short c : 9; short d : 9; };
union G { int a : 7; unsigned b : 13; char c; };
struct H { int : 5; char c; };
struct I { long a : 40; int b : 30; short c : 3; };
#pragma pack(push, 1)
struct J { char a; int b : 17; int c : 20; short d; };
#pragma pack(pop)
struct K { enum { X, Y, Z } e : 2; signed s : 1; };

static void dump(const char *name, void *p, int n)
{
	unsigned char *c = p;

	printf("%s %d:", name, n);
	while (n--)
		printf(" %02x", *c++);
	printf("\n");
}

#define SHOW(T, ...) do { struct T v; memset(&v, 0x55, sizeof v); \
	__VA_ARGS__; dump(#T, &v, sizeof v); \
	printf("  align %d\n", (int)_Alignof(struct T)); } while (0)

static struct A table[] = { { 1, 2, 3 }, { -1, 31, -1 }, { .c = 5 } };
static struct J packed = { 'j', -2, 77, 9 };

static int next(int *p)
{
	return (*p)++;
}

int main(void)
{
	struct A a = { 3, 17, -100 };
	struct I i = { 0 };
	struct F f = { 1, 100, -7, 200 };
	union G g;
	struct K k = { Z, -1 };
	int n = 3;

	SHOW(A, v.a = 2; v.b = 31; v.c = -3);
	SHOW(B, v.a = 1; v.b = -1; v.c = 2);
	SHOW(C, v.a = 0x1ffffffffl; v.b = 0x12345678; v.c = 1);
	SHOW(D, v.a = -1; v.b = 5; v.c = -9);
	SHOW(E, v.a = 9; v.b = 0x123456789abcdeful);
	SHOW(F, v.a = 2; v.b = 127; v.c = -1; v.d = 100);
	SHOW(H, v.c = 3);
	SHOW(I, v.a = -2; v.b = 3; v.c = -4);
	SHOW(J, v.a = 1; v.b = -3; v.c = 0x7ffff; v.d = 4);
	g.b = 8191;
	printf("%d %d %d %u\n", (int)sizeof g, (int)_Alignof(union G), g.a,
		g.b);
	dump("table", table, sizeof table);
	dump("packed", &packed, sizeof packed);
	printf("%d %u %d\n", a.a, a.b, a.c);
	printf("%d %u %d\n", a.a++, ++a.b, a.c -= 7);
	printf("%d %u %d\n", a.a, a.b, a.c);
	printf("%d\n", (a.a = 5) + (int)(a.b = 77));
	a.b |= 3;
	a.c <<= 2;
	printf("%d %u %d\n", a.a, a.b, a.c);
	i.a = 0x7fffffffffl;
	i.b = n;
	i.c = next(&n);
	printf("%ld %d %d %d\n", (long)i.a, i.b, i.c, n);
	printf("%d %d %d %d\n", f.a, f.b, f.c, f.d);
	printf("%d %d\n", k.e, k.s);
	printf("%d\n", f.b < -1);
	return 0;
}
