/* constant expressions, folded by the compiler */
#include "../print.h"

enum {
	A,
	B = A + 5,
	C,
	D = (B << 4 | C) ^ 3,
	E = D > 10 ? -D : D,
	F = sizeof(long) * 3 / 2 % 7,
	G = A || B && !C,
	H = ~0 & 0xff,
	I = -7 / 2 * 10 + -7 % 3,
	J = (char)300 + (unsigned char)300,
	K = 1 ? 2 : 1 / 1,
	L = 'x' == 120,
	M = 5 >= 5 && 4 <= 3 || 2 != 2,
	N = -1 < 0U,
	O = (unsigned)-1 > 5,
	P = 0xffffffff / 2 == 0x7fffffff,
	Q = 1 - - - 1
};

static int length[B + C];
static char grid[2][3][4];
static const long table[] = { A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q };

int main(void)
{
	for (int i = 0; i < (int)(sizeof table / sizeof table[0]); i++)
		print("constant", table[i]);
	print("array", (long)sizeof length);
	print("grid", (long)(sizeof grid * 100 + sizeof grid[0] * 10 +
		sizeof grid[0][0]));
	print("short circuit", 0 && length[0] / 0);
	print("or", 1 || length[0] / 0);
	print("or not constant", (length[0] || 0) * 2 + (length[0] && 1));
	print("and constant", (1 && length[0]) + (0 || grid[1][2][3] == 0) * 2);
	print("wide", 0x123456789abcdef + 1);
	print("wide sum", length[0] + 0x123456789ab);
	print("address", (char *)(grid + 1) - (char *)grid);
	print("negative", -2147483647 - 1);
	print("conditional", 0 ? length[0] : B);
	print("conditional type", sizeof(1 ? 1 : 1L));
	return 0;
}
