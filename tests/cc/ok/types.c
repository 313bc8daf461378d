/* declarators, qualifiers, _Generic, sizes and alignments, K&R, enums */
int printf(const char *, ...);

typedef int F(int, char);
typedef int A3[3];
F *table[2];
int (*(*fpp)(int))(char);
static int twice(char c) { return c * 2; }
static int (*pick(int n))(char) { return n ? twice : 0; }
const char *const volatile cv = "cv";
int (*const array_of[2])(char) = { twice, twice };
enum E { E0, E1 = -3, E2, E3 = 1 << 20 };
enum U { U0 = 4000000000u };
enum L { L0 = 1l << 40, L1 };
_Alignas(64) static char aligned[3];
struct S { char c; _Alignas(16) short s; };
struct Anon { int a; union { int b; float f; struct { short lo, hi; }; }; };
_Static_assert(sizeof(A3) == 12, "size");
_Thread_local int tls = 7;
static __thread int tls_zero;
extern int later[];
int later[4] = { 1, 2 };

int old_style(a, b, f, p)
	char a;
	short b;
	float f;
	char *p;
{
	return a + b + (int)(f * 2) + *p;
}

int implied();
static int (func_paren)(int x) { return x; }
void takes_function(int f(int), int a[static 2], const char s[])
{
	printf("%d %d %s %lu\n", f(1), a[1], s, sizeof a);
}

#define NAME(x) _Generic((x), int: "int", unsigned: "unsigned", \
	long: "long", char: "char", float: "float", double: "double", \
	char *: "char *", const char *: "const char *", \
	int *: "int *", default: "other", long double: "long double", \
	_Bool: "bool", void *: "void *")

int main(void)
{
	typedef char T;
	int *ip = 0;
	const int ci = 5;
	short s = 1;
	unsigned char uc = 1;
	struct Anon an = { 1, { .f = 1.0f } };
	struct S (*ps)[2] = 0;
	unsigned long long ull = 1;
	int x = 3;

	fpp = pick;
	printf("%d %d %d\n", fpp(1)(21), fpp(0) == 0, array_of[1](4));
	{
		T T = 'T';

		printf("%s %c\n", cv, T);
	}
	printf("%d %d %d %d %u %ld %ld\n", E0, E1, E2, E3, U0, (long)L0,
		(long)L1);
	printf("%lu %lu %lu\n", sizeof(enum E), sizeof(enum U),
		sizeof(enum L));
	printf("%d %lu %lu\n", (long)aligned % 64 == 0, sizeof(struct S),
		_Alignof(struct S));
	printf("%x %d %d\n", an.b, an.lo, an.hi);
	printf("%d %d %d\n", tls++, tls_zero, later[1]);
	printf("%d\n", tls);
	printf("%d\n", old_style('a', 300, 1.5f, "b"));
	printf("%d %d\n", implied(1, 2), func_paren(3));
	takes_function(func_paren, (int[]){ 1, 2 }, "text");
	printf("%s %s %s %s\n", NAME(s + s), NAME(uc), NAME(1.0f * 2),
		NAME(1.0L));
	printf("%s %s %s %s\n", NAME("s"), NAME(cv), NAME(ip), NAME(&ci));
	printf("%s %s %s %s\n", NAME(1 ? ip : 0), NAME(1 ? ip : (void *)0),
		NAME(1 ? ip : (void *)ip), NAME('c'));
	printf("%s %s %s\n", NAME((char)1), NAME(1 == 1), NAME(1u - 2l));
	printf("%s %s\n", NAME((_Bool)1), NAME(x ? 1 : 2u));
	printf("%lu %lu %lu\n", sizeof *ps, sizeof(int (*)(void)),
		sizeof(char[2][3]));
	printf("%lu %lu\n", sizeof ull, sizeof(x++ + 1.0));
	printf("%d\n", x);
	printf("%d %d\n", (int)sizeof(int[x]), (int)sizeof(A3[x + 1]));
	printf("%ld %ld\n", &later[3] - &later[1], (long)&((struct S *)0)->s);
	printf("%d %d\n", 1[later], *(0 + later));
	return 0;
}

int implied(int a, int b)
{
	return a * 10 + b;
}
