/* structure copies and clearing of every size; frames, alignment, alloca */
int printf(const char *, ...);
void *memset(void *, int, unsigned long);

#define BLOCK(n) \
	struct b##n { unsigned char c[n]; }; \
	static struct b##n make##n(int seed) \
	{ \
		struct b##n b; \
		for (int i = 0; i < n; i++) \
			b.c[i] = seed + i * 7; \
		return b; \
	} \
	static unsigned sum##n(struct b##n a, int mid, struct b##n b) \
	{ \
		unsigned s = mid; \
		for (int i = 0; i < n; i++) \
			s = s * 31 + a.c[i] * 2 + b.c[i]; \
		return s; \
	} \
	static unsigned test##n(void) \
	{ \
		struct { char before[3]; struct b##n b; char after[3]; } t; \
		struct b##n zero = { { 0 } }; \
		struct b##n x, y; \
		unsigned s; \
		memset(&t, 0x55, sizeof t); \
		x = make##n(n); \
		t.b = x; \
		y = t.b; \
		s = sum##n(x, n, y) + t.before[2] + t.after[0]; \
		t.b = zero; \
		return s * 31 + sum##n(t.b, 1, zero) + t.before[2] + \
			t.after[0]; \
	}

#define ALL(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) \
	X(12) X(13) X(14) X(15) X(16) X(17) X(20) X(23) X(24) X(31) X(32) \
	X(33) X(40) X(63) X(64) X(65) X(100) X(127) X(128) X(129) X(136) \
	X(150) X(255) X(256) X(257) X(1000) X(4097)

ALL(BLOCK)
#define SHOW(n) printf("%d:%u ", n, test##n());

static int aligned(int n)
{
	_Alignas(64) char a[10];
	_Alignas(32) int v = n;
	double d[3] = { 1, 2, 3 };
	char *volatile p = a;

	p[0] = n;
	return ((unsigned long)a & 63) == 0 && ((unsigned long)&v & 31) == 0
		&& v == n && d[2] == 3 && a[0] == n;
}

static int seven(int a, int b, int c, int d, int e, int f, int g,
	struct b17 s, long double x)
{
	_Alignas(128) struct b33 big = make33(g);

	return ((unsigned long)&big & 127) == 0 ? a + b + c + d + e + f + g +
		s.c[16] + big.c[32] + (int)x : -1;
}

static unsigned varying(int n)
{
	unsigned s = 0;

	for (int i = 1; i <= n; i++) {
		int a[i];
		char *p = __builtin_alloca(i * 3);

		for (int j = 0; j < i; j++) {
			a[j] = i * j;
			p[j * 3] = j;
		}
		for (int j = 0; j < i; j++)
			s = s * 17 + a[j] + p[j * 3];
		if ((unsigned long)p & 15)
			return 0;
	}
	return s + sum9(make9(n), n, make9(1));
}

static int far_away(int i)
{
	volatile char big[100000];
	volatile char more[100];

	big[i] = 1;
	big[99999] = 2;
	more[i] = 3;
	return big[i] + big[99999] + more[i];
}

__attribute__((noinline)) static void *frame(void)
{
	return __builtin_frame_address(0);
}

__attribute__((noinline)) static int chain(void)
{
	return (char *)__builtin_frame_address(0) > (char *)frame();
}

int main(void)
{
	struct b24 a[4] = { { { 1 } }, { { 2 } } };
	struct b24 *p = a;

	ALL(SHOW)
	printf("\n%d %d %u %d %d\n", aligned(5), seven(1, 2, 3, 4, 5, 6, 7,
		make17(3), 9.5L), varying(40), far_away(50), chain());
	*p++ = a[1];
	p[1] = p[-1];
	*p = *p;
	printf("%d %d %d\n", a[0].c[0], a[1].c[0], a[2].c[0]);
	return 0;
}
