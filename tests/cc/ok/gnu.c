/* GNU C: statement expressions, typeof, ranges, labels, attributes, builtins */
int printf(const char *, ...);

#define max(a, b) ({ typeof(a) _a = (a); typeof(b) _b = (b); \
	_a > _b ? _a : _b; })
#define same(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))

struct packed { char c; long l; } __attribute__((packed));
struct aligned { char c; } __attribute__((aligned(32)));
typedef int int8 __attribute__((mode(QI)));
typedef unsigned word __attribute__((mode(DI)));
typedef int aligned_int __attribute__((aligned(16)));
struct with { char c; aligned_int i; };
enum small { SMALL } __attribute__((packed));

extern int real_one(int);
int real_one(int v) { return v + 1; }
extern int other_name(int) __attribute__((alias("real_one")));
int renamed(int) __asm__("real_one");
static int hidden __attribute__((section("special"), used)) = 5;
extern int nowhere __attribute__((weak));

static int order;
static void __attribute__((constructor)) first(void) { order = order * 10 + 1; }
static void __attribute__((constructor(200))) early(void)
{
	order = order * 10 + 2;
}

static void at_exit(int *p)
{
	printf("leaving %d\n", *p);
}

static int cleanups(int v)
{
	int a __attribute__((cleanup(at_exit))) = v;

	for (int i = 0; i < 3; i++) {
		int b __attribute__((cleanup(at_exit))) = i * 10;

		if (i == 1)
			continue;
		if (v == 2)
			return a + b;
	}
	return a;
}

extern inline int only_inline(int v) { return v * 2; }
inline int both(int v) { return v + 5; }
int only_inline(int v) { return v * 3; }
static inline int used_later(int);
int (*pointer)(int) = used_later;
static inline int used_later(int v) { return v - 1; }

static int zero_length(void)
{
	struct { int n; int a[0]; } z = { 3 };
	struct {} empty;

	return sizeof z + sizeof empty;
}

static int local_labels(int v)
{
	int r = 0;
#define STEP(n) do { __label__ skip; if (v == (n)) goto skip; r += (n); \
	skip: ; } while (0)
	STEP(1);
	STEP(2);
	STEP(4);
	return r;
}

static int vla(int n, int m)
{
	int a[n][m];
	int (*p)[m] = a;
	int sum = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			a[i][j] = i * m + j;
	for (int i = 0; i < n; i++)
		sum += p[i][m - 1];
	for (int i = 1; i < 4; i++) {
		char b[i * n];

		b[0] = i;
		sum += sizeof b + b[0];
		if (i == 2)
			continue;
	}
	return sum * 1000 + sizeof a + sizeof a[0];
}

static int vla_param(int n, int a[n][n + 1], int k)
{
	return a[k][n] + sizeof a[0];
}

static int overflow(int a, int b)
{
	int r;
	long l;
	unsigned u;
	int o = __builtin_add_overflow(a, b, &r);

	o = o * 2 + __builtin_mul_overflow(a, b, &r);
	o = o * 2 + __builtin_sub_overflow((unsigned)a, b, &u);
	o = o * 2 + __builtin_mul_overflow((long)a << 32, b, &l);
	printf("%d %u %ld\n", r, u, l);
	return o;
}

int main(void)
{
	int i = 5;
	void *p = &&label;
	int (*f)(int) = both;
	__auto_type d = 1.5 * i;
	char buf[16] = "";

	printf("%d %g\n", max(i++, 3), max(2.5, d));
	printf("%d %d\n", same(i, int), same(d, float));
	printf("%lu %lu %lu %lu %lu %lu\n", sizeof(struct packed),
		sizeof(struct aligned), sizeof(int8), sizeof(word),
		sizeof(struct with), sizeof(enum small));
	printf("%d %d %d %d\n", other_name(1), renamed(2), hidden,
		&nowhere == 0);
	printf("%d\n", order);
	printf("%d\n", cleanups(1));
	printf("%d\n", cleanups(2));
	printf("%d %d %d %d\n", only_inline(2), both(1), f(2), pointer(3));
	printf("%d %d %d\n", zero_length(), local_labels(2), p != 0);
label:
	printf("%d %d\n", vla(3, 4), vla_param(2, (int[2][3]){ { 1, 2, 3 },
		{ 4, 5, 6 } }, 1));
	printf("%d\n", overflow(5, 6));
	printf("%d\n", overflow(2147483647, 2));
	printf("%d\n", overflow(-5, 7));
	printf("%d %d %d %d\n", __builtin_clz(1), __builtin_ctzl(64),
		__builtin_popcountll(255), __builtin_ffs(i * 0));
	printf("%x %lx %x\n", __builtin_bswap32(0x12345678),
		__builtin_bswap64(i), __builtin_bswap16(0x1234));
	printf("%d %d %d\n", __builtin_parity(7), __builtin_clrsb(-1),
		__builtin_clrsbl(i));
	printf("%d %d\n", __builtin_constant_p(3 * 4),
		__builtin_constant_p(i));
	printf("%lu %lu\n", __builtin_offsetof(struct with, i),
		__builtin_offsetof(struct { int a[4]; }, a[2]));
	printf("%d %d\n", __builtin_choose_expr(1, 5, "no"),
		__builtin_expect(i == 6, 1));
	printf("%d %d %d\n", __builtin_isnan(d), __builtin_signbit(-d) != 0,
		__builtin_isinf(__builtin_inf()) != 0);
	printf("%g %g\n", __builtin_fabs(-d), __builtin_copysign(d, -1.0));
	__builtin_memcpy(buf, "copied", 7);
	printf("%s %lu\n", buf, __builtin_strlen(buf));
	printf("%s %s\n", __func__, __FUNCTION__);
	printf("%d\n", __builtin_classify_type(d));
	{
		char *a = __builtin_alloca(i * 4);

		a[0] = 'x';
		printf("%c %d\n", a[0], (long)a % 16 == 0);
	}
	printf("%d\n", ({ int k = 3; while (k < i) k++; k * 2; }));
	return 0;
}
