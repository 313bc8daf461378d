/*
 * convert.c: between 128-bit integers and floating point. Names and
 * contracts: GCC Internals, 4.2. An integer is rounded once: to nearest,
 * ties to even.
 */
typedef unsigned long u64;
typedef unsigned __int128 u128;
typedef __int128 i128;

static const long double two64 = 18446744073709551616.0L;

/*
 * a in a form that converts exactly to long double and rounds from there as
 * a itself would: its first 62 bits, and one more that says whether any of
 * the others is set. *shift is the power of two that was taken out.
 */
static u64 sticky(u128 a, int *shift)
{
	u64 lost = 0;

	*shift = 0;
	while ((u64)(a >> 62) != 0 || (u64)(a >> 64) != 0) {
		lost |= (u64)a & 1;
		a >>= 1;
		++*shift;
	}
	if (*shift == 0)
		return (u64)a;
	--*shift;
	return (u64)a << 1 | lost;
}

static long double scale(int shift)
{
	long double f = 1;

	for (; shift >= 32; shift -= 32)
		f *= 4294967296.0L;
	return f * (long double)((u64)1 << shift);
}

long double __floatuntixf(u128 a)
{
	/* both products are exact, so that only the sum is rounded */
	return (long double)(u64)(a >> 64) * two64 + (long double)(u64)a;
}

double __floatuntidf(u128 a)
{
	int shift;
	u64 m = sticky(a, &shift);

	return (double)(long double)m * (double)scale(shift);
}

float __floatuntisf(u128 a)
{
	int shift;
	u64 m = sticky(a, &shift);

	/* 2 ** 128 itself is no float: scale in double */
	return (float)((double)(float)(long double)m * (double)scale(shift));
}

long double __floattixf(i128 a)
{
	return a < 0 ? -__floatuntixf(-(u128)a) : __floatuntixf((u128)a);
}

double __floattidf(i128 a)
{
	return a < 0 ? -__floatuntidf(-(u128)a) : __floatuntidf((u128)a);
}

float __floattisf(i128 a)
{
	return a < 0 ? -__floatuntisf(-(u128)a) : __floatuntisf((u128)a);
}

u128 __fixunsxfti(long double a)
{
	u64 high;

	if (a < two64)
		return a < 1 ? 0 : (u64)a;
	high = (u64)(a / two64);
	return (u128)high << 64 | (u64)(a - (long double)high * two64);
}

u128 __fixunsdfti(double a)
{
	return __fixunsxfti(a);
}

u128 __fixunssfti(float a)
{
	return __fixunsxfti(a);
}

i128 __fixxfti(long double a)
{
	return a < 0 ? (i128)-__fixunsxfti(-a) : (i128)__fixunsxfti(a);
}

i128 __fixdfti(double a)
{
	return __fixxfti(a);
}

i128 __fixsfti(float a)
{
	return __fixxfti(a);
}
