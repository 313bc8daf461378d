/* 128-bit integers, vectors and atomic objects */
int printf(const char *, ...);

typedef __int128 i128;
typedef unsigned __int128 u128;
typedef int v4 __attribute__((vector_size(16)));
typedef float f4 __attribute__((vector_size(16)));

static void show(const char *what, u128 v)
{
	printf("%s %016lx%016lx\n", what, (long)(v >> 64), (long)v);
}

static i128 table[] = { -1, 1, (i128)1 << 100, -((i128)5 << 64) };
static u128 product = (u128)0xffffffffffffffff * 0xfffffffffffffffe;
static i128 quotient = -((i128)1 << 90) / 1000;

static void all(i128 a, i128 b, int n)
{
	show("add", a + b);
	show("sub", a - b);
	show("mul", a * b);
	show("div", a / b);
	show("mod", a % b);
	show("udiv", (u128)a / (u128)b);
	show("and", (a & b) | (a ^ ~b));
	show("neg", -a);
	show("shl", a << n);
	show("sar", a >> n);
	show("shr", (u128)a >> n);
	printf("%d%d%d%d%d%d ", a < b, a <= b, a > b, a >= b, a == b, a != b);
	printf("%d%d %d\n", (u128)a < (u128)b, (u128)a >= (u128)b, !a);
	printf("%.17g %.17g %.21Lg\n", (double)a, (float)(u128)b, (long double)a);
	a += n;
	a++;
	b >>= 3;
	show("a", a);
	show("b", b--);
	printf("%d\n", a ? b ? 2 : 1 : 0);
}

static void vectors(v4 a, v4 b)
{
	v4 c = a + b * 2, d = a > b;
	f4 f = { 1, 2, 3, 4 };

	f = f * 2.0f - f / (f4){ 1, 2, 4, 8 };
	c ^= -d;
	c[2] = 77;
	printf("%d %d %d %d\n", c[0], c[1], c[2], c[3]);
	printf("%d %d %d %d\n", d[0], d[1], (~d)[2], (d << 1)[3]);
	printf("%g %g %g %g\n", f[0], f[1], f[2], f[3]);
	a = (v4)f;
	printf("%x\n", a[0]);
}

static _Atomic int counter = 5;
static _Atomic unsigned char byte = 255;

static void atomics(void)
{
	int old = 6, *p = &old, v = 10;
	long l = 1;

	counter += 3;
	printf("%d\n", counter++);
	printf("%d\n", --counter);
	byte++;
	printf("%d %d\n", byte, counter <<= 1);
	printf("%d\n", __sync_fetch_and_add(&v, 5));
	printf("%d\n", __sync_add_and_fetch(&v, 5));
	printf("%d\n", __sync_bool_compare_and_swap(&v, 20, 30));
	printf("%d\n", __sync_val_compare_and_swap(&v, 20, 40));
	printf("%d\n", __atomic_compare_exchange_n(&v, p, 50, 0, 5, 5));
	printf("%d %d\n", old, v);
	printf("%d\n", __atomic_compare_exchange_n(&v, p, 50, 0, 5, 5));
	__atomic_store_n(&l, 99, 5);
	printf("%ld\n", __atomic_load_n(&l, 5));
	printf("%ld\n", __atomic_exchange_n(&l, 7, 5));
	printf("%ld\n", __atomic_fetch_nand(&l, 3, 5));
	printf("%ld\n", __atomic_or_fetch(&l, 256, 5));
	__sync_synchronize();
}

int main(void)
{
	all(table[0], table[1], 5);
	all(table[2], table[3], 64);
	all(table[3], 7, 100);
	all(((i128)0x123456789abcdef << 64) | 0xfedcba9876543210, 12345678901,
		0);
	show("product", product);
	show("quotient", quotient);
	printf("%ld %d\n", (long)(i128)-5, (int)(u128)1e10);
	show("float", (i128)-1e30);
	vectors((v4){ 1, 2, 3, 4 }, (v4){ 4, 3, 2, 1 });
	atomics();
	return 0;
}
