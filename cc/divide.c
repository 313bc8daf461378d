/*
 * divide.c: division by a constant without a division instruction.
 * After T. Granlund and P. Montgomery, "Division by Invariant Integers using
 * Multiplication", PLDI 1994: for W-bit x and m = floor(2^N / d) + 1, the
 * quotient is floor(x * m / 2^N) whenever m * d - 2^N <= 2^(N - bits of x).
 */
#include "../libc/libc.h"
#include "cc.h"
#include "target.h"

/* the result of divide_magic */
static u64 divide_m;		/* low 64 bits of m */
static int divide_carry;	/* m has a 65th bit */
static u64 divide_error;	/* m * d - 2^N */

static void divide_magic(int n, u64 d)
{
	u64 q = 0;
	u64 r = 1;
	int carry = 0;
	int top;
	int i;

	/* 2^n divided by d, one bit of the quotient at a time */
	if (d == 1) {
		q = 1;
		r = 0;
	}
	for (i = 0; i < n; i++) {
		top = r >> 63 != 0;
		r = r << 1;
		carry = carry || q >> 63 != 0;
		q = q << 1;
		if (top || r >= d) {
			r -= d;
			q |= 1;
		}
	}
	divide_m = q + 1;
	divide_carry = carry || divide_m == 0;
	divide_error = d - r;
}

static Node *divide_num(int mode, i64 v)
{
	return node_const(mode, v);
}

static Node *divide_shr(int mode, Node *x, int k)
{
	if (!k)
		return node_conv(mode, x);
	return node_binary(N_SHR, mode, node_conv(mode, x),
		divide_num(M_I32, k));
}

/* floor(x * m / 2^64), wide being U64 or I64 */
static Node *divide_high(int wide, Node *x, u64 m)
{
	Node *n = mem_fn(sizeof(Node));

	n->op = N_MULH;
	n->mode = wide;
	n->a = node_conv(wide, x);
	n->b = divide_num(wide, m);
	return n;
}

static Node *divide_unsigned(int mode, Node *x, u64 d)
{
	int bits = mode_bytes[mode] * 8;
	int pre = 0;
	int n;
	int i;

	for (;;) {
		for (i = 0; i <= bits; i++) {
			n = bits + i;
			divide_magic(n, d >> pre);
			if (n - (bits - pre) >= 64 ||
			    divide_error <= 1UL << (n - (bits - pre)))
				break;
		}
		if (bits == 32 || !divide_carry || pre || d & 1)
			break;
		while (!(d >> pre & 1))
			pre++;
	}
	if (divide_carry)
		return 0;
	if (bits == 64)
		return divide_shr(mode, divide_high(M_U64,
			divide_shr(mode, x, pre), divide_m), n - 64);
	if (divide_m >> 32)
		return node_conv(mode, divide_high(M_U64, x,
			divide_m << (64 - n)));
	return node_conv(mode, divide_shr(M_U64, node_binary(N_MUL, M_U64,
		node_conv(M_U64, x), divide_num(M_U64, divide_m)), n));
}

static Node *divide_signed(int mode, Node *x, u64 d)
{
	int bits = mode_bytes[mode] * 8;
	Node *q;
	int n = bits;

	for (;;) {
		divide_magic(n, d);
		if (divide_error <= 1UL << (n - bits + 1))
			break;
		n++;
	}
	if (bits == 32) {
		q = node_conv(M_I32, divide_shr(M_I64, node_binary(N_MUL,
			M_I64, node_conv(M_I64, x),
			divide_num(M_I64, divide_m)), n));
	} else {
		q = divide_high(M_I64, x, divide_m);
		if (divide_m >> 63)
			q = node_binary(N_ADD, M_I64, q, x);
		q = divide_shr(M_I64, q, n - 64);
	}
	return node_binary(N_SUB, mode, q, divide_shr(mode, x, bits - 1));
}

/* x / 2^k or x % 2^k, rounding to zero */
static Node *divide_power(int op, int mode, Node *x, int k)
{
	int bits = mode_bytes[mode] * 8;
	int plain = bits == 64 ? M_U64 : M_U32;
	Node *bias = x;

	if (k > 1)
		bias = divide_shr(mode, x, bits - 1);
	bias = node_conv(mode, divide_shr(plain, bias, bits - k));
	if (op == N_DIV)
		return divide_shr(mode, node_binary(N_ADD, mode, x, bias), k);
	bias = prep_leaf(bias);
	return node_binary(N_SUB, mode, node_binary(N_AND, mode,
		node_binary(N_ADD, mode, x, bias),
		divide_num(mode, (i64)((1UL << k) - 1))), bias);
}

static int divide_log2(u64 d)
{
	int k = 0;

	if (d & (d - 1))
		return -1;
	while (d >> k > 1)
		k++;
	return k;
}

Node *divide_const(int op, int mode, Node *x, i64 d)
{
	u64 size = mode_signed(mode) && d < 0 ? 0 - (u64)d : (u64)d;
	Node *q;
	int k;

	if (mode_bytes[mode] == 4)
		size &= 0xffffffff;
	if (size == 0 || (mode_signed(mode) &&
	    size >> (mode_bytes[mode] * 8 - 1)))
		return 0;
	k = divide_log2(size);
	if (k == 0) {
		if (op == N_MOD)
			return divide_num(mode, 0);
		return d < 0 && mode_signed(mode) ?
			node_unary(N_NEG, mode, x) : x;
	}
	if (k > 0 && !mode_signed(mode)) {
		if (op == N_DIV)
			return divide_shr(mode, x, k);
		return node_binary(N_AND, mode, x, divide_num(mode, size - 1));
	}
	x = prep_leaf(x);
	if (k > 0) {
		q = divide_power(op, mode, x, k);
		if (op == N_MOD)
			return q;
	} else {
		q = mode_signed(mode) ? divide_signed(mode, x, size) :
			divide_unsigned(mode, x, size);
		if (!q)
			return 0;
	}
	if (op == N_MOD)
		return node_binary(N_SUB, mode, x, node_binary(N_MUL, mode, q,
			divide_num(mode, size)));
	if (d < 0 && mode_signed(mode))
		return node_unary(N_NEG, mode, q);
	return q;
}
