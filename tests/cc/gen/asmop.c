/* operands of extended asm: constraints, ties, modifiers, clobbers */
int printf(const char *, ...);

static long syscall3(long n, long a, long b, long c)
{
	long ret;

	__asm__ volatile ("syscall" : "=a"(ret) : "a"(n), "D"(a), "S"(b),
		"d"(c) : "rcx", "r11", "memory");
	return ret;
}

static long six(long n, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long ret;

	__asm__ volatile ("lea (%%rdi,%%rsi), %%rax; add %%rdx, %%rax;"
		"add %%r10, %%rax; add %%r8, %%rax; add %%r9, %%rax"
		: "=a"(ret) : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8),
		"r"(r9), "0"(n) : "rcx", "r11", "memory");
	return ret;
}

static unsigned rotate(unsigned x, int n)
{
	__asm__ ("roll %%cl, %0" : "+r"(x) : "c"(n) : "cc");
	return x;
}

static int add_memory(int *p, int v)
{
	__asm__ ("addl %1, %0" : "+m"(*p) : "ri"(v));
	return *p;
}

static int cas(volatile int *p, int old, int new)
{
	__asm__ volatile ("lock; cmpxchg %3, %1" : "=a"(old), "=m"(*p)
		: "a"(old), "r"(new), "m"(*p) : "memory");
	return old;
}

static unsigned long widths(unsigned long v)
{
	unsigned long r = 0;

	__asm__ ("movb %b1, %b0; shl $8, %q0; movw %w1, %w0; shl $16, %0;"
		"addl %k1, %k0" : "+&r"(r) : "r"(v));
	return r;
}

static unsigned high(unsigned v)
{
	__asm__ ("xchgb %b0, %h0" : "+Q"(v));
	return v;
}

static long named(long x, long y)
{
	long r;

	__asm__ ("lea (%[x],%[y],4), %[r]" : [r] "=r"(r) : [x] "r"(x),
		[y] "r"(y));
	return r;
}

static double scalar(double x, double y)
{
	__asm__ ("addsd %1, %0; sqrtsd %0, %0" : "+x"(x) : "x"(y));
	return x;
}

static long double remainder87(long double x, long double y)
{
	__asm__ ("1: fprem; fnstsw %%ax; testb $4, %%ah; jnz 1b"
		: "+t"(x) : "u"(y) : "ax", "cc");
	return x;
}

static float flip(float x)
{
	__asm__ ("fchs" : "+t"(x));
	return x;
}

static void identify(unsigned *p)
{
	__asm__ ("cpuid" : "=a"(p[0]), "=b"(p[1]), "=c"(p[2]), "=d"(p[3])
		: "a"(0), "c"(0));
}

static int constants(int x)
{
	__asm__ ("addl %1, %0; addl $%c2, %0; subl $%n3, %0" : "+r"(x)
		: "I"(31), "i"(1000), "i"(-5));
	return x;
}

static struct pair { char pad[12]; int v; } pairs[3];

static int fields(int i)
{
	int r;

	__asm__ ("movl %1, %0" : "=r"(r) : "m"(pairs[i].v));
	__asm__ ("incl %0" : "+m"(pairs[i].v));
	return r * 100 + pairs[i].v;
}

static int several(int a, int b)
{
	int q;
	int r;

	__asm__ ("cltd; idivl %3" : "=a"(q), "=&d"(r) : "0"(a), "r"(b));
	return q * 1000 + r;
}

static char small(char c)
{
	char r;

	__asm__ ("movb %1, %0; addb $1, %0" : "=q"(r) : "q"(c));
	return r;
}

static int flags(int a, int b)
{
	unsigned char c;

	__asm__ ("cmpl %2, %1; setg %0" : "=qm"(c) : "r"(a), "rm"(b) : "cc");
	return c;
}

int main(void)
{
	unsigned id[4];
	int m = 5;
	volatile int v = 7;
	int keep1 = 11, keep2 = 22, keep3 = 33, keep4 = 44, keep5 = 55;

	printf("%ld\n", syscall3(1, 1, (long)"out\n", 0));
	printf("%ld\n", six(0, 1, 20, 300, 4000, 50000, 600000));
	printf("%x %d\n", rotate(0x80000001, 4), add_memory(&m, 37));
	printf("%d", cas(&v, 7, 9));
	printf(" %d %d\n", v, cas(&v, 7, 1));
	printf("%lx %x\n", widths(0x1122334455667788), high(0x1234));
	printf("%ld %g %Lg %g\n", named(3, 5), scalar(7, 2),
		remainder87(100.5L, 7), (double)flip(2.5f));
	identify(id);
	printf("%d\n", id[1] != 0);
	printf("%d %d\n", constants(1), several(1234, 100));
	pairs[2].v = 41;
	printf("%d %d %d %d\n", fields(2), small('a'), flags(2, 1),
		flags(1, 2));
	__asm__ volatile ("" : : : "rbx", "r12", "r13", "r14", "r15");
	printf("%d\n", keep1 + keep2 + keep3 + keep4 + keep5);
	return 0;
}
