/* integer arithmetic, promotions, conversions and comparisons */
int printf(const char *, ...);

static signed char sc = -5;
static unsigned char uc = 250;
static short ss = -300;
static unsigned short us = 65000;
static int si = -100000;
static unsigned ui = 4000000000u;
static long sl = -1234567890123L;
static unsigned long ul = 18000000000000000000ul;

static void divisions(int a, int b)
{
	printf("%d %d %u %u\n", a / b, a % b, (unsigned)a / b,
		(unsigned)a % b);
	printf("%ld %ld %lu\n", sl / b, sl % b, ul / b);
	printf("%d %d %d %d\n", a / 7, a % 7, a / 8, a % 8);
	printf("%d %d %d %d\n", a / -7, a % -7, a / -8, a % -8);
	printf("%d %d\n", a / 1000000007, a / 2);
}

static void shifts(int n)
{
	printf("%d %d %u %ld %lu\n", si << n, si >> n, ui >> n, sl >> n,
		ul >> n);
	printf("%d %d %d\n", sc << n, uc << n, us >> n);
	printf("%d\n", 1 << 31 >> 31);
}

int main(void)
{
	printf("%d %d %d %d\n", sc + uc, ss * us, sc - us, uc * uc);
	printf("%u %u\n", si + ui, ui * ui);
	printf("%d %d %d\n", sc < uc, si < ui, sl < ul);
	printf("%d %d\n", -1 < 0u, -1L < 0u);
	printf("%ld %lu\n", sl + ui, ul + si);
	printf("%d %d %d\n", (signed char)uc, (unsigned char)ss, (short)us);
	printf("%d %u %ld\n", (int)sl, (unsigned)sl, (long)ui);
	printf("%d %d\n", ~sc, !sc);
	sc += 200;
	uc += 10;
	ss *= 1000;
	us -= 65001;
	printf("%d %d %d %d\n", sc, uc, ss, us);
	sc++;
	--uc;
	printf("%d %d\n", sc--, ++uc);
	printf("%d\n", sc);
	ui /= -3;
	si %= 77;
	sl >>= 3;
	ul <<= 5;
	printf("%u %d %ld %lu\n", ui, si, sl, ul);
	divisions(-100, 7);
	divisions(100, -7);
	divisions(2147483647, 3);
	shifts(0);
	shifts(5);
	printf("%d %d\n", (_Bool)0.1, (_Bool)256);
	printf("%lu %lu %lu\n", sizeof('a'), sizeof(sc + sc), sizeof(1 ? 0 : 1l));
	return 0;
}
