/* many live values, arguments in a circle, values across calls and setjmp */
int printf(const char *, ...);

#if defined(__has_include) && __has_include(<setjmp.h>)
#include <setjmp.h>
#else
#define NO_SETJMP
#endif

typedef long (*F)(long, long, long, long, long, long);

static long show(long a, long b, long c, long d, long e, long f)
{
	printf("%ld %ld %ld %ld %ld %ld\n", a, b, c, d, e, f);
	return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f;
}

static long swap(long a, long b, long c, long d, long e, long f)
{
	return show(b, a, d, c, f, e);
}

static long turn(long a, long b, long c, long d, long e, long f)
{
	long r = show(f, a, b, c, d, e);

	r += show(b, c, d, e, f, a);
	return r + show(a + b, b - a, c * d, d << 2, e / (f + 1),
		f % (e + 1));
}

static long through(F fn, long a, long b, long c, long d, long e)
{
	return fn(e, d, c, b, a, a + b + c + d + e);
}

static double swapd(double a, double b, double c, int k, double d)
{
	if (!k)
		return a + 2 * b + 4 * c + 8 * d;
	return swapd(b, a, d, k - 1, c) + swapd(d, a, b, k - 1, c);
}

static int stacked(int a, char b, short c, long d, unsigned char e, int f,
	signed char g, unsigned short h, float i, char *j, _Bool k)
{
	g += a;
	h -= b;
	return a + b + c + d + e + f + g + h + (int)i + j[0] + k;
}

static unsigned long pressure(unsigned long *v, int n)
{
	unsigned long a = v[0], b = v[1], c = v[2], d = v[3], e = v[4],
		f = v[5], g = v[6], h = v[7], i = v[8], j = v[9], k = v[10],
		l = v[11], m = v[12], o = v[13], p = v[14], q = v[15];

	while (n-- > 0) {
		a += b ^ q;
		b = b << 3 | b >> 61;
		c -= a * d;
		d ^= e + f / (g | 1);
		e += h % (i | 1);
		f = f * 31 + j;
		g ^= k >> (l & 63);
		h += m << (o & 31);
		i -= p;
		j ^= a + b + c;
		k += d - e;
		l = l * 5 + f;
		m ^= g;
		o += h & i;
		p -= j | k;
		q = q * 3 + l + m + o + p;
	}
	return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l ^ m ^ o ^ p ^ q;
}

static int indices(const int *a, const short *s, const unsigned char *c, int n)
{
	int sum = 0;
	int i, j;

	for (i = 0, j = n - 1; i < n; i++, j--) {
		sum += a[i] * s[j] + c[a[i] & 7];
		if (a[j + 0] > 5 && i > 1)
			sum -= a[i - 2];
	}
	for (i = -n; i < 0; i += 2)
		sum ^= a[i + n] << (i & 7);
	return sum;
}

static long recursive(int n, long a, long b)
{
	long x = a * 3 + n, y = b ^ n;

	if (n == 0)
		return a - b;
	return recursive(n - 1, x, y) + x * recursive(n / 2, y, x) - y;
}

#ifndef NO_SETJMP
static jmp_buf env;
static int steps;

static void jump(int n)
{
	if (n == 0)
		longjmp(env, ++steps);
	jump(n - 1);
}

static int jumping(int a)
{
	volatile int count = 0;
	int kept = a * 7;
	int r = setjmp(env);

	count++;
	if (r < 3)
		jump(r + 2);
	return r * 1000 + count * 100 + kept;
}
#endif

int main(void)
{
	unsigned long v[16];
	int a[8] = { 3, 1, 4, 1, 5, 9, 2, 6 };
	short s[8] = { -1, 2, -3, 4, -5, 6, -7, 8 };
	unsigned char c[8] = { 200, 100, 50, 25, 12, 6, 3, 1 };
	int i;

	printf("%ld\n", swap(1, 2, 3, 4, 5, 6));
	printf("%ld\n", turn(1, 2, 3, 4, 5, 6));
	printf("%ld\n", through(swap, 1, 2, 3, 4, 5));
	printf("%ld\n", through(show, 6, 7, 8, 9, 10));
	printf("%g\n", swapd(1, 2, 3, 4, 5));
	printf("%d\n", stacked(-1, -2, -3, -4, 5, -6, 127, 1, 8.5f, "x", 1));
	for (i = 0; i < 16; i++)
		v[i] = i * 0x123456789abcdefUL + 77;
	printf("%lx\n", pressure(v, 1000));
	printf("%d %ld\n", indices(a, s, c, 8), recursive(14, 3, 8));
#ifndef NO_SETJMP
	printf("%d\n", jumping(5));
#else
	printf("3435\n");
#endif
	return 0;
}
