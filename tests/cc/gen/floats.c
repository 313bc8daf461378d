/* floating arithmetic, conversions and comparisons, nan and signs of zero */
int printf(const char *, ...);

static volatile double zero = 0;
static volatile float fzero = 0;
static volatile long double lzero = 0;

#define COMPARE(x, y) (((x) < (y)) | ((x) > (y)) << 1 | ((x) <= (y)) << 2 | \
	((x) >= (y)) << 3 | ((x) == (y)) << 4 | ((x) != (y)) << 5)
#define BRANCH(x, y) (((x) < (y) ? 1 : 0) + ((x) > (y) ? 2 : 0) + \
	((x) <= (y) ? 4 : 0) + ((x) >= (y) ? 8 : 0) + ((x) == (y) ? 16 : 0) + \
	((x) != (y) ? 32 : 0) + (!((x) < (y)) ? 64 : 0) + \
	(!((x) >= (y)) ? 128 : 0) + (!((x) == (y)) ? 256 : 0))

static void compare(double x, double y)
{
	float fx = x, fy = y;
	long double lx = x, ly = y;

	printf("%d %d %d %d %d %d\n", COMPARE(x, y), BRANCH(x, y),
		COMPARE(fx, fy), BRANCH(fx, fy), COMPARE(lx, ly),
		BRANCH(lx, ly));
}

static void convert(double d)
{
	float f = d;
	long double l = d;

	printf("%d %d %d %d %ld | ", (signed char)(int)d, (unsigned char)(int)d,
		(short)(int)d, (int)d, (long)d);
	printf("%d %ld %d %ld | ", (int)f, (long)f, (int)l, (long)l);
	if (d >= 0)
		printf("%u %lu %u %lu %u %lu", (unsigned)d, (unsigned long)d,
			(unsigned)f, (unsigned long)f, (unsigned)l,
			(unsigned long)l);
	printf("\n%a %a %.20Lg %a %a\n", d, (double)f, l, (double)l,
		(double)(float)l);
}

static void from(long v)
{
	signed char c = v;
	unsigned char uc = v;
	short s = v;
	unsigned short us = v;
	int i = v;
	unsigned u = v;
	unsigned long ul = v;

	printf("%a %a %a %a %a %a %a %a\n", (double)c, (double)uc, (double)s,
		(double)us, (double)i, (double)u, (double)v, (double)ul);
	printf("%a %a %a %a %a %a %a %a\n", (float)c, (float)uc, (float)s,
		(float)us, (float)i, (float)u, (float)v, (float)ul);
	printf("%.20Lg %.20Lg %.20Lg %.20Lg ", (long double)c,
		(long double)uc, (long double)s, (long double)us);
	printf("%.20Lg %.20Lg %.20Lg %.20Lg\n", (long double)i,
		(long double)u, (long double)v, (long double)ul);
}

/* more values than there are registers */
static double many(double a, double b, double c, double d, double e, double f,
	double g, double h, double i, double j)
{
	double p = a * b, q = c * d, r = e * f, s = g * h, t = i * j;
	double u = a + c, v = b + d, w = e + g, x = f + h, y = i - j;

	return (p + q * r - s / t) * (u - v * w + x / y) +
		((a - b) * (c - d)) / ((e - f) * (g - h)) +
		(p - u) * (q - v) * (r - w) * (s - x) * (t - y);
}

static long double deep(long double a, long double b)
{
	return ((((a + b) * (a - b) + (a * b - a / b)) * ((a + 1) * (b + 1) -
		(a - 1) / (b - 1))) + (((a + 2) * (b + 2)) / ((a + 3) *
		(b + 3)) - ((a * a + b * b) - (a / 2 - b / 2)))) *
		(((a + 4) - (b + 4) * (a + 5)) / ((b + 5) - (a + 6) *
		((b + 6) + (a + 7) * (b + 7))));
}

static float mixed(int n, float *p, double *q)
{
	float s = 0;

	for (int i = 0; i < n; i++) {
		s += p[i] * q[n - 1 - i] - i;
		p[i] = -p[i];
		q[i] /= 3;
	}
	return s + p[n - 1] + q[0];
}

int main(void)
{
	static const long ints[] = { 0, 1, -1, 127, 128, 255, 32768, 65535,
		16777217, 2147483647, -2147483648, 4294967295, 9007199254740993,
		0x7fffffffffffffff, -0x7fffffffffffffff - 1,
		0x8000000000000401, 0x80000080000001, 0xfffffffffffffbff };
	double inf = 1 / zero, nan = zero / zero;
	float f[4] = { 1, 2.5f, -3, 4 };
	double d[4] = { 1, 0.5, 0.25, 8 };
	int i;

	compare(1, 2);
	compare(2, 1);
	compare(1, 1);
	compare(-0.0, 0.0);
	compare(nan, 1);
	compare(1, nan);
	compare(nan, nan);
	compare(inf, -inf);
	convert(0);
	convert(1.5);
	convert(-1.5);
	convert(100.99);
	convert(2147483520.0);
	convert(1e9 + 0.75);
	for (i = 0; i < (int)(sizeof(ints) / sizeof(ints[0])); i++)
		from(ints[i]);
	printf("%lu %lu %lu\n", (unsigned long)(9.3e18 + zero),
		(unsigned long)(9.3e18f + fzero),
		(unsigned long)(9.3e18L + lzero));
	printf("%a %a %.20Lg %a %a\n", -zero, -fzero, -lzero + 1, zero - zero,
		-zero - zero);
	printf("%.17g %.21Lg\n", many(1, 2, 3.5, 4, 5.25, 6, 7, 8.125, 9, 10),
		deep(1.25L, 3.5L));
	printf("%.9g", mixed(4, f, d));
	printf(" %g %g %.17g\n", f[1], f[2], d[0]);
	return 0;
}
