/* initialisers of variables of the file, and variables without one */
#include "../print.h"

struct item {
	char c;
	short s;
	const char *text;
	int numbers[3];
	struct {
		unsigned char x, y;
	} point;
	long *where;
};

static long place = 42;
static long others[3] = { 1, 2 };
static char letters[] = "letters";
static char cut[3] = "abc";
static char wide[10] = "ab";
static const char *const names[2][2] = { { "a", "b" }, { "c" } };
static struct item items[] = {
	{ 'a', -1, "first", { 1, 2, 3 }, { 4, 250 }, &place },
	{ 'b', 300, "second", { 7 }, { 8 }, others },
	{ 0 },
};
static unsigned bits = 0xfffffff0;
static short neg = -5;
static unsigned char byte = 255;
static long big = -5000000000;
static union { int i; char c[8]; } either = { 0x41424344 };
static int grid[][2] = { { 1, 2 }, { 3, 4 }, { 5 } };
static void *nil = 0;
static char *end = 0;
int tentative;
int tentative;
extern int later;
static int uses(void)
{
	return later;
}
int later = 12;
static int zeroed[1000];

int main(void)
{
	print("place", place + others[0] + others[1] * 10 + others[2] * 100);
	print("letters", (long)sizeof letters);
	print_s(letters);
	print("cut", cut[0] + cut[2] + (long)sizeof cut);
	print("wide", wide[1] + wide[2] + wide[9]);
	for (int i = 0; i < 3; i++) {
		struct item *p = &items[i];

		print("c", p->c);
		print("s", p->s);
		if (p->text)
			print_s(p->text);
		print("numbers", p->numbers[0] + p->numbers[1] * 10 +
			p->numbers[2] * 100);
		print("point", p->point.x * 1000 + p->point.y);
		if (p->where)
			print("where", *p->where);
	}
	print_s(names[1][0]);
	print("names", names[1][1] == 0);
	print("items", (long)(sizeof items / sizeof *items));
	print("bits", bits);
	print("neg", neg + byte + big);
	print("either", either.c[0]);
	print("grid", (long)sizeof grid + grid[2][0] * 10 + grid[2][1]);
	print("nil", nil == 0 && end == 0);
	print("tentative", tentative++ + tentative);
	print("later", uses());
	for (int i = 0; i < 1000; i++)
		tentative += zeroed[i];
	print("zeroed", tentative);
	return 0;
}
