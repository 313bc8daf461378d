/*
 * int128.c: multiplication and division of 128-bit integers from 64-bit
 * ones. Names and contracts: GCC Internals, 4.1 "Routines for integer
 * arithmetic". Only shifts, additions and halves of 128-bit values are used
 * here, as these are compiled in line.
 */
typedef unsigned long u64;
typedef unsigned __int128 u128;
typedef __int128 i128;

static u128 join(u64 high, u64 low)
{
	return (u128)high << 64 | low;
}

/* the whole product of two 64-bit numbers */
static u128 multiply(u64 a, u64 b)
{
	u64 al = a & 0xffffffff;
	u64 ah = a >> 32;
	u64 bl = b & 0xffffffff;
	u64 bh = b >> 32;
	u64 low = al * bl;
	u64 mid = ah * bl + (low >> 32);
	u64 mid2 = al * bh + (mid & 0xffffffff);

	return join(ah * bh + (mid >> 32) + (mid2 >> 32),
		mid2 << 32 | (low & 0xffffffff));
}

i128 __multi3(i128 a, i128 b)
{
	u64 al = (u64)a;
	u64 bl = (u64)b;
	u64 ah = (u64)((u128)a >> 64);
	u64 bh = (u64)((u128)b >> 64);

	return (i128)(multiply(al, bl) +
		join(al * bh + ah * bl, 0));
}

/* quotient of a / b; *rest (when not 0) gets the remainder */
u128 __udivmodti4(u128 a, u128 b, u128 *rest)
{
	u128 quotient = 0;
	u64 ah = (u64)(a >> 64);
	u64 bh = (u64)(b >> 64);
	int shift = 0;

	if (ah == 0 && bh == 0) {
		u64 q = (u64)a / (u64)b;

		if (rest)
			*rest = (u64)a - q * (u64)b;
		return q;
	}
	if (bh == 0 && (u64)b != 0 && (u64)b >> 32 == 0) {
		/* a short divisor: one digit of 32 bits after the other */
		u64 d = (u64)b;
		u64 r = ah % d;
		u64 q1 = ah / d;
		u64 q2;

		r = r << 32 | (u64)a >> 32;
		q2 = r / d << 32;
		r = r % d << 32 | ((u64)a & 0xffffffff);
		q2 |= r / d;
		if (rest)
			*rest = r % d;
		return join(q1, q2);
	}
	/* shift and subtract, from the first place where b fits */
	while ((u64)(b >> 127) == 0 && b < a) {
		b <<= 1;
		shift++;
	}
	for (; shift >= 0; shift--) {
		quotient <<= 1;
		if (a >= b) {
			a -= b;
			quotient |= 1;
		}
		b >>= 1;
	}
	if (rest)
		*rest = a;
	return quotient;
}

u128 __udivti3(u128 a, u128 b)
{
	return __udivmodti4(a, b, 0);
}

u128 __umodti3(u128 a, u128 b)
{
	u128 rest;

	__udivmodti4(a, b, &rest);
	return rest;
}

i128 __divti3(i128 a, i128 b)
{
	int negative = (a < 0) != (b < 0);
	u128 q = __udivmodti4(a < 0 ? -(u128)a : (u128)a,
		b < 0 ? -(u128)b : (u128)b, 0);

	return (i128)(negative ? -q : q);
}

i128 __modti3(i128 a, i128 b)
{
	u128 rest;

	__udivmodti4(a < 0 ? -(u128)a : (u128)a,
		b < 0 ? -(u128)b : (u128)b, &rest);
	return (i128)(a < 0 ? -rest : rest);
}
