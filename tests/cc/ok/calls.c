/* the calling convention: every class of argument and result, varargs */
#include <stdarg.h>
int printf(const char *, ...);

struct s1 { char c; };
struct s3 { char c[3]; };
struct s8 { int a, b; };
struct s12 { int a, b, c; };
struct s16 { long a; double b; };
struct s16f { float a, b, c, d; };
struct s24 { long a, b, c; };
struct mixed { float f; int i; double d; };
struct nested { struct { char c; } in; double d; };
struct ld { long double l; };
union un { double d; long l; };
struct arr { short a[5]; };

#define SHOW1(v) printf("%d ", (int)(v))

static struct s1 f1(struct s1 s) { s.c++; return s; }
static struct s3 f3(struct s3 s) { s.c[2]++; return s; }
static struct s8 f8(struct s8 s) { s.b++; return s; }
static struct s12 f12(struct s12 s) { s.c++; return s; }
static struct s16 f16(struct s16 s) { s.a++; s.b += 0.5; return s; }
static struct s16f f16f(struct s16f s) { s.d *= 2; return s; }
static struct s24 f24(struct s24 s) { s.c++; return s; }
static struct mixed fm(struct mixed s) { s.i++; s.d++; return s; }
static struct nested fn(struct nested s) { s.in.c++; return s; }
static struct ld fld(struct ld s) { s.l += 1; return s; }
static union un fu(union un u) { u.d += 1; return u; }
static struct arr fa(struct arr a) { a.a[4]++; return a; }

static long many(int a, long b, char c, short d, unsigned e, long f, int g,
	long h, signed char i, double x, float y, struct s24 s, double z,
	struct s8 t, struct s16 u, struct s16 v, long w)
{
	return a + b + c + d + e + f + g + h + i + (long)(x + y + z) + s.c
		+ t.b + (long)(u.b + v.b) + u.a + v.a + w;
}

static double floats(double a, float b, double c, float d, double e, float f,
	double g, float h, double i, float j, long double k, int l)
{
	return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8
		+ i * 9 + j * 10 + (double)k * 11 + l;
}

static void variadic(int n, ...)
{
	va_list ap, copy;
	const char *what = "idlsDgS";

	va_start(ap, n);
	va_copy(copy, ap);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < n; i++) {
			switch (what[i % 7]) {
			case 'i':
				printf("%d ", va_arg(ap, int));
				break;
			case 'd':
				printf("%g ", va_arg(ap, double));
				break;
			case 'l':
				printf("%ld ", va_arg(ap, long));
				break;
			case 's':
				printf("%d ", va_arg(ap, struct s8).b);
				break;
			case 'D':
				printf("%Lg ", va_arg(ap, long double));
				break;
			case 'g': {
				struct s16 s = va_arg(ap, struct s16);

				printf("%ld %g ", s.a, s.b);
				break;
			}
			case 'S':
				printf("%ld ", va_arg(ap, struct s24).c);
				break;
			}
		}
		printf("\n");
		va_end(ap);
		va_copy(ap, copy);
	}
}

static int sum(va_list ap)
{
	return va_arg(ap, int) + va_arg(ap, int);
}

static int passes(int n, ...)
{
	va_list ap;
	int r;

	va_start(ap, n);
	r = sum(ap);
	va_end(ap);
	return r;
}

static _Bool flag(int v) { return v; }
static signed char narrow(int v) { return v; }
static unsigned short narrow_u(int v) { return v; }
static float single(double d) { return d; }
static long double extended(long v) { return v / 3.0L; }
static int recursive(int n) { return n ? n + recursive(n - 1) : 0; }

int main(void)
{
	struct s8 a8 = { 1, 2 };
	struct s16 a16 = { 3, 4.5 };
	struct s24 a24 = { 5, 6, 7 };
	struct s16 (*p16)(struct s16) = f16;

	SHOW1(f1((struct s1){ 1 }).c);
	SHOW1(f3((struct s3){ { 1, 2, 3 } }).c[2]);
	SHOW1(f8(a8).b);
	SHOW1(f12((struct s12){ 1, 2, 3 }).c);
	SHOW1(f16(a16).a + f16(a16).b);
	SHOW1(f16f((struct s16f){ 1, 2, 3, 4 }).d);
	SHOW1(f24(a24).c);
	SHOW1(fm((struct mixed){ 1, 2, 3 }).i);
	SHOW1(fn((struct nested){ { 4 }, 5 }).in.c);
	SHOW1(fld((struct ld){ 5 }).l);
	SHOW1(fu((union un){ 6 }).d);
	SHOW1(fa((struct arr){ { 1, 2, 3, 4, 5 } }).a[4]);
	SHOW1(p16(f16(f16(a16))).a);
	printf("\n%ld\n", many(1, 2, 3, 4, 5, 6, 7, 8, 9, 1.5, 2.5f, a24,
		3.5, a8, a16, a16, 100));
	printf("%g\n", floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
	variadic(14, 1, 2.5, 3l, a8, 4.5L, a16, a24, 8, 9.5, 10l, a8, 11.5L,
		a16, a24);
	printf("%d\n", passes(2, 30, 12));
	printf("%d %d %d %d\n", flag(256), flag(0), narrow(200),
		narrow_u(70000));
	printf("%a %.18Lg\n", single(0.1), extended(2));
	printf("%d\n", recursive(100));
	a8 = f8(f8(a8));
	printf("%d %d\n", a8.a, a8.b);
	return 0;
}
