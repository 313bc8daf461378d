/* floating point: constants, arithmetic, comparison, conversion, complex */
int printf(const char *, ...);

static double one = 1, zero, tiny = 0x1p-1074, huge = 1.7976931348623157e308;
static float onef = 1, thirdf = 1 / 3.0f;
static long double onel = 1;

static const double constants[] = {
	0.1, 1e23, 9007199254740993.0, 2.2250738585072011e-308, 4.9e-324,
	2.4703282292062327e-324, 2.4703282292062328e-324,
	1.7976931348623158e308, 0x1.8p1, 0x.8p-1, 0x1p-1075, 0x1.8p-1075,
	123456789012345678901234567890.0, 1e-400, .5, 5., 1e0, 3.14159265358979
};
static const float constants_f[] = {
	0.1f, 16777217.0f, 1e-45f, 7e-46f, 3.4028235e38f, 1.17549435e-38f
};
static const long double constants_l[] = {
	0.1L, 1e4000L, 3.3621e-4932L, 18446744073709551617.0L, 0x1p-16445L
};

static void compare(double a, double b)
{
	printf("%d%d%d%d%d%d ", a < b, a <= b, a > b, a >= b, a == b, a != b);
	printf("%d%d%d%d ", !(a < b), !(a >= b), !(a == b), !(a != b));
	if (a < b)
		printf("lt ");
	if (!(a >= b))
		printf("nge ");
	if (a != b)
		printf("ne ");
	printf("%s\n", a > b ? "gt" : "ngt");
}

static void conversions(double d)
{
	printf("%d %ld %d %d\n", (int)d, (long)d, (short)d, (signed char)d);
	printf("%u %lu %d\n", (unsigned)(d + 1000), (unsigned long)(d + 1000),
		(_Bool)d);
	printf("%.17g %.21Lg\n", (float)d, (long double)d);
}

static void integers(long v)
{
	printf("%.17g %.17g %.21Lg\n", (double)v, (float)v, (long double)v);
	printf("%.17g %.17g %.21Lg\n", (double)(unsigned long)v,
		(float)(unsigned long)v, (long double)(unsigned long)v);
	printf("%.17g %.17g %.17g\n", (double)(int)v, (double)(unsigned)v,
		(float)(unsigned char)v);
}

static void complex_numbers(double _Complex a, double _Complex b)
{
	double _Complex r[6];
	float _Complex f = a;

	r[0] = a + b;
	r[1] = a - b;
	r[2] = a * b;
	r[3] = a / b;
	r[4] = ~a * 2;
	r[5] = 1 / b + (a == b) + 3.0i;
	for (int i = 0; i < 6; i++)
		printf("(%.6g %.6g) ", __real__ r[i], __imag__ r[i]);
	f *= 2.0f + 1.0if;
	printf("(%g %g)\n", __real__ f, __imag__ f);
	__real__ a = 9;
	__imag__ a += 1;
	a++;
	printf("%g %g %d\n", (double)a, __imag__ a, (int)sizeof a);
}

int main(void)
{
	double nan = zero / zero, inf = one / zero;
	double a[4] = { 1.5, -2.25 };

	for (unsigned i = 0; i < sizeof constants / sizeof *constants; i++)
		printf("%.17g ", constants[i]);
	printf("\n");
	for (int i = 0; i < 6; i++)
		printf("%.17g ", constants_f[i]);
	printf("\n");
	for (int i = 0; i < 5; i++)
		printf("%.21Lg ", constants_l[i]);
	printf("\n");
	printf("%.17g %.17g %.17g %.17g\n", 1.0 / 3, 2.0 / 3 - 1, 0.1 + 0.2, 1e308 * 10);
	printf("%.17g %.17g %.17g\n", 0.1f + 0.2f, 1 / 3.0L == 1.0L / 3, -0.0);
	printf("%.17g %.17g %d\n", -(0.0), 0x1p-1074 / 2, 0.0 == -0.0);
	compare(1, 2);
	compare(2, 1);
	compare(1, 1);
	compare(nan, 1);
	compare(nan, nan);
	compare(inf, -inf);
	conversions(-3.75);
	conversions(100.99);
	conversions(0.0);
	integers(-1);
	integers(0x7fffffffffffffff);
	integers(0x8000000000000401);
	integers(16777217);
	printf("%g %g %g %g\n", -a[0], +a[1], a[0] * a[1], a[0] / a[1]);
	a[0] += 1;
	a[1] *= a[0]--;
	a[2]++;
	printf("%g %g %g\n", a[0], a[1], a[2]);
	printf("%.17g %.17g %.21Lg\n", thirdf * 3, onef / 3 + onef, onel / 3 - onel);
	printf("%d %d %d\n", !a[3], a[0] && a[1], a[3] || nan);
	printf("%g %g\n", one ? a[0] : 5, zero ? 1.0f : a[1]);
	printf("%.17g %.17g\n", tiny / 2, huge * 2);
	printf("%.20Lg\n", (long double)0.1 + 0.1L);
	printf("%d %d\n", (int)1e9f, (int)-1.99);
	complex_numbers(1 + 2i, 3 - 4i);
	complex_numbers(-0.5, 2.0i);
	return (int)(a[0] * 2);
}
