/* initialisers, static and automatic */
int printf(const char *, ...);

struct P { int x, y; };
struct L { struct P a, b; char name[8]; };
struct N { int n; struct { int u; union { char c; long l; }; } in; int z; };
struct Flex { int n; char data[]; };

static int a1[] = { 1, 2, 3, };
static int a2[5] = { [3] = 30, 40, [1] = 10 };
static int a3[2][3] = { { 1, 2 }, { 4 } };
static int a4[2][3] = { 1, 2, 3, 4 };
static int a5[] = { [2 ... 5] = 7, 8, [0] = 1 };
static char s1[] = "abc";
static char s2[3] = "abc";
static char s3[8] = { "ab" };
static const char *names[] = { "x", "yy", [4] = "four", };
static struct L l1 = { { 1, 2 }, { 3, 4 }, "five" };
static struct L l2 = { 1, 2, 3, 4, "six" };
static struct L l3 = { .b.y = 9, .name = { 'q' }, .a = { .y = 2 } };
static struct L l4 = { .a.x = 1, 2, 3, .name[2] = 'z' };
static struct N n1 = { 1, { 2, { .l = 300 } }, 4 };
static struct N n2 = { .in.c = 'c', .z = 5 };
static struct N n3 = { n: 6, z: 7 };
static struct Flex flex = { 3, "xyz" };
static int *pa = &a2[3];
static long diff = sizeof a2 / sizeof a2[0];
static char *in_string = &"hello"[1];
static void *self = &self;
static struct P *pp = &(struct P){ 11, 12 };
static int (*fn)(const char *, ...) = printf;
static double d1 = 1 / 3.0, d2 = -0.0;
static float f1 = 0.1f;
static long double ld = 1.5L;
static _Bool b1 = 3, b2 = 0.0;
static unsigned char uc = -1;
static long addr = (long)"\0";
static int wide[] = L"w\u00e9";
static union { float f; int i; } u1 = { 1.0f };
static struct P arr[] = { [1].x = 5, [1].y = 6, [0] = { 1 } };
static int big[1000] = { 1 };

static void show(const char *what, int *p, int n)
{
	printf("%s", what);
	while (n--)
		printf(" %d", *p++);
	printf("\n");
}

static void show_l(struct L *l)
{
	printf("%d %d %d %d %s\n", l->a.x, l->a.y, l->b.x, l->b.y, l->name);
}

static int count;

static int next(void)
{
	return ++count;
}

static void automatic(int v)
{
	int x[4] = { v, v + 1 };
	struct L l = { { v, next() }, .name = "auto" };
	struct L copy = l;
	struct L arr[2] = { l, { { 8, 9 } } };
	char text[10] = "ab", long_text[40] = "a somewhat longer one here";
	int m[3][2] = { [1] = { next(), next() } };
	int order[] = { [1] = 5, [0] = v };
	struct P p = { .y = v };
	int table[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
		16, 17, 18, v };
	struct P big_zero[20] = { { 0 } };
	int scalar = { 5 };
	const char *strings[] = { "one", "two", text };
	double d[3] = { 1, v };
	union { char c[8]; long l; } u = { { 1, 2 } };

	show("x", x, 4);
	show_l(&l);
	show_l(&copy);
	show_l(&arr[0]);
	show_l(&arr[1]);
	printf("%s %d %s %d\n", text, text[9], long_text, long_text[39]);
	show("m", &m[0][0], 6);
	show("order", order, 2);
	printf("%d %d %d\n", p.x, p.y, big_zero[19].y);
	show("table", table, sizeof table / sizeof *table);
	printf("%d %s %s %s\n", scalar, strings[0], strings[1], strings[2]);
	printf("%g %g %g %lx\n", d[0], d[1], d[2], u.l);
	pp = &(struct P){ v, v * 2 };
	printf("%d %d\n", pp->x, pp->y);
	show("lit", (int[]){ 1, v, 3 }, 3);
	copy = (struct L){ .name = "lit" };
	show_l(&copy);
}

int main(void)
{
	static int local[] = { 5, 6, 7 };
	static char *where = s1 + 1;

	show("a1", a1, sizeof a1 / sizeof *a1);
	show("a2", a2, 5);
	show("a3", &a3[0][0], 6);
	show("a4", &a4[0][0], 6);
	show("a5", a5, sizeof a5 / sizeof *a5);
	printf("%s %lu %c%c%c %s\n", s1, sizeof s1, s2[0], s2[1], s2[2], s3);
	printf("%s %s %d %s %lu\n", names[0], names[1], names[2] == 0,
		names[4], sizeof names);
	show_l(&l1);
	show_l(&l2);
	show_l(&l3);
	printf("%d %d %d %d %d\n", l4.a.x, l4.a.y, l4.b.x, l4.b.y,
		l4.name[2]);
	printf("%d %d %ld %d\n", n1.n, n1.in.u, n1.in.l, n1.z);
	printf("%d %c %d %d %d\n", n2.n, n2.in.c, n2.z, n3.n, n3.z);
	printf("%d %s %lu\n", flex.n, flex.data, sizeof flex);
	printf("%d %ld %s %d\n", *pa, diff, in_string, self == &self);
	printf("%d %d %d\n", pp->x, pp->y, fn == printf);
	printf("%.17g %.17g %.17g %.21Lg\n", d1, d2, f1, ld);
	printf("%d %d %d %d\n", b1, b2, uc, *(char *)addr);
	show("wide", wide, sizeof wide / sizeof *wide);
	printf("%x\n", u1.i);
	show("arr", &arr[0].x, 4);
	printf("%d %d\n", big[0], big[999]);
	show("local", local, 3);
	printf("%s\n", where);
	automatic(4);
	automatic(-1);
	return 0;
}
