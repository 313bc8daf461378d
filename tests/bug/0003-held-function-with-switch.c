/*
 * Was a crash: a static function that is held until it is known to be used
 * lost the end of its list of labels, to which the switch then added.
 */
#include <stdio.h>

static inline int pick(int c)
{
	switch (c) {
	case 1:
		return 10;
	case 100:
		return 20;
	case 1000:
		return 30;
	case 10000:
		return 40;
	case 100000:
		return 50;
	}
	return -1;
}

int main(void)
{
	for (int c = 1; c <= 1000000; c *= 10)
		printf("%d\n", pick(c));
	return 0;
}
