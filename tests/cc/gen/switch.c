/* switches: dense, sparse, ranges, signs, 64 bits, one case, none */
int printf(const char *, ...);

static int dense(int x)
{
	switch (x) {
	case 0: return 10;
	case 1: return 11;
	case 2: return 12;
	case 3: return 13;
	case 4: return 14;
	case 5:
	case 6: return 15;
	case 8: return 16;
	case 10: return 17;
	}
	return -1;
}

static int negative(signed char x)
{
	switch (x) {
	case -128: return 1;
	case -3: return 2;
	case -2: return 3;
	case -1: return 4;
	case 0: return 5;
	case 1: return 6;
	case 2: return 7;
	case 127: return 8;
	default: return 0;
	}
}

static int sparse(unsigned x)
{
	switch (x) {
	case 1: return 1;
	case 100: return 2;
	case 10000: return 3;
	case 1000000: return 4;
	case 0x7fffffff: return 5;
	case 0x80000000: return 6;
	case 0xffffffff: return 7;
	}
	return 0;
}

static int ranges(int x)
{
	switch (x) {
	case -1000 ... -1: return 1;
	case 0: return 2;
	case 1 ... 9: return 3;
	case 10 ... 99: return 4;
	case 2000000000 ... 2147483647: return 5;
	default: return 6;
	}
}

static int wide(unsigned long x)
{
	switch (x) {
	case 0xfffffffffffffffe: return 1;
	case 0xffffffffffffffff: return 2;
	case 0x8000000000000000: return 3;
	case 0x7fffffffffffffff: return 4;
	case 0x100000000: return 5;
	case 0x100000001: return 6;
	case 0x100000002: return 7;
	case 0x100000003: return 8;
	case 0x100000004: return 9;
	case 0: return 10;
	}
	return 0;
}

static int letters(char c)
{
	int n = 0;

	switch (c) {
	case 'a' ... 'z':
		n++;
	case '0' ... '9':
		n++;
	case '_':
		n++;
		break;
	case ' ':
	case '\t':
	case '\n':
		n = 100;
	}
	return n;
}

static int odd(int x)
{
	int n = 0;

	switch (x) {
	}
	switch (x) {
	default:
		n += 1;
	}
	switch (x) {
	case 5:
		n += 2;
	}
	switch (x & 3)
	case 1:
		n += 4;
	return n;
}

/* Duff's device: cases inside a loop */
static int duff(const char *s, int n)
{
	int sum = 0;
	int k = (n + 3) / 4;

	switch (n & 3) {
	case 0: do { sum += *s++;
	case 3: sum += *s++;
	case 2: sum += *s++;
	case 1: sum += *s++;
		} while (--k > 0);
	}
	return sum;
}

static int machine(const unsigned char *p)
{
	static void *const ops[] = { &&stop, &&add, &&sub, &&twice };
	int acc = 0;

	goto *ops[*p];
add:
	acc += p[1];
	p += 2;
	goto *ops[*p];
sub:
	acc -= p[1];
	p += 2;
	goto *ops[*p];
twice:
	acc *= 2;
	p++;
	goto *ops[*p];
stop:
	return acc;
}

int main(void)
{
	static const unsigned long big[] = {
		0, 1, 0x100000000, 0x100000001, 0x100000002, 0x100000003,
		0x100000004, 0x100000005, 0x7fffffffffffffff,
		0x8000000000000000, 0xfffffffffffffffd, 0xfffffffffffffffe,
		0xffffffffffffffff
	};
	static const unsigned u[] = { 0, 1, 2, 100, 10000, 1000000,
		0x7ffffffe, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff };
	static const int r[] = { -1001, -1000, -1, 0, 1, 9, 10, 99, 100,
		1999999999, 2000000000, 2147483647 };
	int i;

	for (i = -2; i < 13; i++)
		printf("%d ", dense(i));
	printf("\n");
	for (i = -128; i < 128; i++)
		if (negative(i))
			printf("%d:%d ", i, negative(i));
	printf("\n");
	for (i = 0; i < 11; i++)
		printf("%d ", sparse(u[i]));
	printf("\n");
	for (i = 0; i < 12; i++)
		printf("%d ", ranges(r[i]));
	printf("\n");
	for (i = 0; i < 13; i++)
		printf("%d ", wide(big[i]));
	printf("\n");
	for (i = 0; i < 7; i++)
		printf("%d ", letters("az5_ \n-"[i]));
	printf("%d %d %d\n", odd(5), odd(6), odd(0));
	for (i = 1; i < 8; i++)
		printf("%d ", duff("abcdefgh", i));
	printf("%d\n", machine((const unsigned char *)"\1\12\3\2\3\1\7\3\0"));
	return 0;
}
