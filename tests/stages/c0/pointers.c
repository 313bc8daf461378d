/* pointers, arrays, arrays of arrays, strings, arithmetic on them */
#include "../print.h"

static int squares[4][5];
static char *words[] = { "one", "two", "three", "fo" "ur" };
static long longs[] = { 10, 20, 30, 40, 50 };

static int sum(int *p, int n)
{
	int s = 0;

	while (n--)
		s += *p++;
	return s;
}

static void fill(int grid[4][5])
{
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 5; j++)
			grid[i][j] = i * 10 + j;
}

int main(void)
{
	int local[7];
	int (*row)[5] = squares;
	long *p = longs;
	long *end = longs + 5;
	char **w = words;
	const char *s = "a\tb\\\"\x41\101";
	void *any;

	for (int i = 0; i < 7; i++)
		local[i] = i * i;
	print("sum", sum(local, 7));
	fill(squares);
	print("grid", squares[2][3] + (*(squares + 3))[4] + *(squares[1] + 2));
	print("row", row[1][1] + (*(row + 2))[0]);
	row++;
	print("row", (*row)[4]);
	print("size", (long)(sizeof squares * 1000 + sizeof *row));
	print("distance", end - p);
	print("less", p < end);
	p += 2;
	print("at", *p);
	p -= 1;
	print("at", *p);
	print("at", p[-1]);
	print("at", *(3 + p));
	print("post", *p++);
	print("pre", *++p);
	print("add", (*p)++);
	print("now", longs[3]);
	while (w < words + 4) {
		print_s(*w++);
		print_s("\n");
	}
	print("char", words[2][4]);
	print("length", (long)strlen(s));
	print_s(s);
	print_s("\n");
	any = longs;
	print("void", *(long *)any);
	print("null", any == 0);
	print("not null", !any);
	any = 0;
	print("null", !any);
	print("and", any && *(long *)any);
	print("index", "abc"[1]);
	print("address", &longs[4] - &longs[1]);
	print("bytes", (char *)&longs[4] - (char *)&longs[1]);
	print("last", local[6]);
	return 0;
}
