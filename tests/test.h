/* The smallest test helper: count, say what failed, sum up. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <stdio.h>

static int test_passed;
static int test_failed;

#define CHECK(cond) do { \
	if (cond) { \
		test_passed++; \
	} else { \
		test_failed++; \
		printf("FAIL %s:%d: %s\n", __FILE__, __LINE__, #cond); \
	} \
} while (0)

static inline int test_end(void)
{
	printf("%d passed, %d failed\n", test_passed, test_failed);
	return test_failed != 0;
}

#endif
