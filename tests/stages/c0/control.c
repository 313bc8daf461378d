/* statements: every loop, jump and switch, and nested scopes */
#include "../print.h"

static int classify(int n)
{
	int r = 0;

	switch (n) {
	case -1:
		return 100;
	case 0:
	case 1:
		r = 1;
		break;
	case 2: {
		int inner = 5;

		r = inner;
	}
	/* falls through */
	case 3:
		r += 10;
		break;
	default:
		r = 99;
		break;
	case 'a':
		r = 7;
	}
	return r;
}

static int nested(unsigned char a, long b)
{
	switch (a) {
	case 255:
		switch (b) {
		case 5000000:
			return 1;
		default:
			break;
		}
		return 2;
	case 3:
		break;
	}
	switch (a)
		case 4:
			return 4;
	return 3;
}

static int duff(int n)
{
	int count = 0;
	int loops = (n + 3) / 4;

	switch (n % 4) {
	case 0:
		do {
			count++;
	case 3:
			count++;
	case 2:
			count++;
	case 1:
			count++;
		} while (--loops > 0);
	}
	return count;
}

static int find(int want)
{
	int i;
	int j = 0;

	for (i = 0; i < 10; i++) {
		for (j = 0; j < 10; j++) {
			if (i * j == want)
				goto found;
		}
	}
	return -1;
found:
	return i * 100 + j;
}

int main(void)
{
	int n = 0;
	int i = 5;

	for (int k = -1; k < 5; k++)
		print("classify", classify(k));
	print("classify", classify('a'));
	print("nested", nested(255, 5000000) * 100 + nested(255, 1) * 10 +
		nested(3, 0));
	print("nested", nested(4, 0));
	for (int k = 1; k < 9; k++)
		print("duff", duff(k));
	print("find", find(42));
	print("find", find(101));
	while (i) {
		int i2 = i--;

		if (i2 == 3)
			continue;
		n += i2;
	}
	print("while", n);
	do
		n--;
	while (n > 5);
	print("do", n);
	for (;;) {
		if (n++ > 10)
			break;
	}
	print("for", n);
	for (i = 0, n = 100; i < n; i++, n -= 2)
		;
	print("comma", i * 1000 + n);
	{
		int n = 3;

		{
			long n = 4;

			print("inner", n + (long)sizeof n);
		}
		print("outer", n);
	}
	print("outermost", n);
	do {
		if (n == 1)
			continue;
		n = 1;
	} while (n != 1);
	if (n)
		if (n == 2)
			print_s("wrong\n");
		else
			print_s("right\n");
again:
	if (n++ < 4)
		goto again;
	print("goto", n);
	print("?:", n > 4 ? n < 4 ? 1 : 2 : 3);
	return n == 5 ? 0 : 1;
}
