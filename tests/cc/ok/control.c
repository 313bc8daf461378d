/* control flow: loops, switches, gotos, conditions as values */
int printf(const char *, ...);

static int calls;

static int yes(int v)
{
	calls++;
	return v;
}

static const char *kind(long v)
{
	switch (v) {
	case -1:
		return "minus";
	case 0 ... 9:
		return "digit";
	case 100:
	case 200:
		return "hundred";
	case 5000000000:
		return "big";
	default:
		return "other";
	}
}

static int dense(int v)
{
	int r = 0;

	switch (v) {
	case 0: r += 1;
	case 1: r += 2; break;
	case 2: r += 3;
	case 3: r += 4;
	case 4: r += 5; break;
	case 5: r += 6;
	default: r += 100;
	case 6: r += 7; break;
	case 7: { for (;;) { r++; if (r > 3) break; } }
	}
	return r;
}

static int duff(char *to, const char *from, int n)
{
	int loops = (n + 3) / 4;

	switch (n % 4) {
	case 0: do { *to++ = *from++;
	case 3: *to++ = *from++;
	case 2: *to++ = *from++;
	case 1: *to++ = *from++;
		} while (--loops > 0);
	}
	return n;
}

static int computed(const int *code)
{
	static void *ops[] = { &&stop, &&add, &&mul, &&neg };
	static int offsets[] = { &&add - &&stop, &&mul - &&stop };
	int r = 1;

	goto *ops[*code++];
add:
	r += 10;
	goto *ops[*code++];
mul:
	r *= 3;
	goto *ops[*code++];
neg:
	r = -r;
	goto *ops[*code++];
stop:
	return r + (offsets[0] != offsets[1]);
}

static int without_return_value(int v)
{
	if (v)
		return v;
	else
		for (;;)
			return 1;
}

static int jump_into(int v)
{
	int i = 0;

	if (v)
		goto inside;
	while (i < 3) {
		i++;
inside:
		i += 10;
	}
	return i;
}

static int nested(int n)
{
	int c = 0;

	for (int i = 0; i < n; i++) {
		for (int j = 0; ; j++) {
			if (j == 2)
				continue;
			if (j > i)
				break;
			if (i == 5 && j == 4)
				goto out;
			c += j;
		}
	}
out:
	do
		c++;
	while (c % 5);
	while (c-- > 20)
		;
	return c;
}

int main(void)
{
	int a = 3, b = 0, x;
	char to[12] = "";
	static const int program[] = { 1, 2, 3, 1, 0 };

	printf("%s %s %s %s %s %s\n", kind(-1), kind(7), kind(200),
		kind(5000000000), kind(10), kind(-5000000000));
	for (x = -1; x < 9; x++)
		printf("%d ", dense(x));
	printf("\n");
	duff(to, "hello, you", 10);
	printf("%s %d\n", to, computed(program));
	printf("%d %d\n", jump_into(0), jump_into(1));
	printf("%d %d\n", nested(4), nested(8));
	printf("%d %d\n", without_return_value(0), without_return_value(7));

	printf("%d %d %d\n", a && b, a || b, !(a && !b));
	printf("%d\n", (a && b) + (a || b) * 10 + (b || b) * 100);
	x = (yes(0) && yes(1)) || (yes(1) && !yes(0));
	printf("%d %d\n", x, calls);
	calls = 0;
	if ((yes(1) || yes(1)) && (yes(0) || yes(1)) && !(yes(1) && yes(0)))
		printf("taken %d\n", calls);
	printf("%d %d\n", a > 2 ? b ? 1 : 2 : 3, (a ?: 9) + (b ?: 9));
	x = a == 3 ? yes(4) : yes(5);
	printf("%d %d\n", x, calls);
	while (a && (b < 3 || a > 2) && b < 10)
		b++;
	printf("%d\n", b);
	for (x = 0; x < 10 && !(x == 6 || x == 8); x++)
		;
	printf("%d\n", x);
	do {
		if (x == 3)
			continue;
	} while (x-- && x != 1);
	printf("%d\n", x);
	if (0) {
hidden:
		printf("hidden\n");
		x = 50;
	}
	if (x < 50)
		goto hidden;
	switch (x) {
		int unused;
	case 50:
		unused = 1;
		printf("%d\n", unused);
	}
	(void)(a ? yes(1) : yes(0));
	a ? (void)yes(1) : (void)0;
	printf("%d\n", (yes(1), yes(2), calls));
	return b;
}
