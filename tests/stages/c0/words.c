/* words: comments, joined strings, spacing, lines with #, names like labels */
#include "../print.h"
#define IGNORED by cc0
#if 0
#endif

enum { add = 1, jump, L1, S1, F1, DEFINE };	// a comment // twice

static int push(int lit) { return lit + add; }	/* several */ /* of them */

static int a_rather_long_name_that_differs_at_its_end_1;
static int a_rather_long_name_that_differs_at_its_end_2;

static int begin(int n) { return n + 1; }
static int start(int n) { return begin(n) * 2; }
static int bss_size = 5;

int main(void)
{
	int x = 1, *y = &x, z[3], (*w) = &z[1];
	int div = 6/*y*/;
	const char *s = "one " /* between */
		"two"
		" three\n";

	a_rather_long_name_that_differs_at_its_end_1 = 1;
	a_rather_long_name_that_differs_at_its_end_2 = 2;
	print("names", a_rather_long_name_that_differs_at_its_end_1);
	print_s(s);
	print_s("/* no comment */ // nor this\n");
	z[1]=x++; z[1]=z[1]+*y;
	print("munch",z[1]*100+x*10+(x- -1));
	print("w",*w-div);
	print("push", push(jump) + L1 + S1 + F1 + DEFINE);
	print("shift",x<<2>>1);
	print("question", x?y?1:2:3);
	print("start", start(3) + bss_size);
	;;
	return 0;
}
