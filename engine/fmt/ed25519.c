/*
 * Ed25519 signatures (RFC 8032), written for size and clarity: field
 * elements are 16 limbs of 16 bits in 64-bit words, modulo 2^255 - 19, and
 * points are in extended coordinates (X, Y, Z, T) with XY = ZT. Scalar
 * multiplication always does both steps and selects without branching.
 */
#include "base/hash.h"
#include "engine/fmt/narinfo.h"

typedef int64_t Fe[16];
typedef Fe Point[4];

static const Fe FE_0 = { 0 };
static const Fe FE_1 = { 1 };
/* d = -121665/121666, 2d, sqrt(-1), and the base point's x and y. */
static const Fe FE_D = {
	0x78a3, 0x1359, 0x4dca, 0x75eb, 0xd8ab, 0x4141, 0x0a4d, 0x0070,
	0xe898, 0x7779, 0x4079, 0x8cc7, 0xfe73, 0x2b6f, 0x6cee, 0x5203
};
static const Fe FE_2D = {
	0xf159, 0x26b2, 0x9b94, 0xebd6, 0xb156, 0x8283, 0x149a, 0x00e0,
	0xd130, 0xeef3, 0x80f2, 0x198e, 0xfce7, 0x56df, 0xd9dc, 0x2406
};
static const Fe FE_I = {
	0xa0b0, 0x4a0e, 0x1b27, 0xc4ee, 0xe478, 0xad2f, 0x1806, 0x2f43,
	0xd7a7, 0x3dfb, 0x0099, 0x2b4d, 0xdf0b, 0x4fc1, 0x2480, 0x2b83
};
static const Fe FE_X = {
	0xd51a, 0x8f25, 0x2d60, 0xc956, 0xa7b2, 0x9525, 0xc760, 0x692c,
	0xdc5c, 0xfdd6, 0xe231, 0xc0a4, 0x53fe, 0xcd6e, 0x36d3, 0x2169
};
static const Fe FE_Y = {
	0x6658, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666,
	0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666
};

static void fe_copy(Fe o, const Fe a)
{
	memcpy(o, a, sizeof(Fe));
}

static void fe_carry(Fe o)
{
	int64_t c;
	int i;

	for (i = 0; i < 16; i++) {
		o[i] += (int64_t)1 << 16;
		c = o[i] >> 16;
		if (i < 15)
			o[i + 1] += c - 1;
		else
			o[0] += 38 * (c - 1);
		o[i] -= c * 65536;
	}
}

/* Swap a and b if bit is 1, in constant time. */
static void fe_swap(Fe a, Fe b, int bit)
{
	int64_t mask = -(int64_t)bit;
	int64_t t;
	int i;

	for (i = 0; i < 16; i++) {
		t = mask & (a[i] ^ b[i]);
		a[i] ^= t;
		b[i] ^= t;
	}
}

static void fe_pack(uint8_t out[32], const Fe n)
{
	Fe t, m;
	int i, j;
	int borrow;

	fe_copy(t, n);
	fe_carry(t);
	fe_carry(t);
	fe_carry(t);
	for (j = 0; j < 2; j++) {
		m[0] = t[0] - 0xffed;
		for (i = 1; i < 15; i++) {
			m[i] = t[i] - 0xffff - (m[i - 1] >> 16 & 1);
			m[i - 1] &= 0xffff;
		}
		m[15] = t[15] - 0x7fff - (m[14] >> 16 & 1);
		borrow = (int)(m[15] >> 16 & 1);
		m[14] &= 0xffff;
		fe_swap(t, m, 1 - borrow);
	}
	for (i = 0; i < 16; i++) {
		out[2 * i] = (uint8_t)t[i];
		out[2 * i + 1] = (uint8_t)(t[i] >> 8);
	}
}

static void fe_unpack(Fe o, const uint8_t n[32])
{
	int i;

	for (i = 0; i < 16; i++)
		o[i] = n[2 * i] + ((int64_t)n[2 * i + 1] << 8);
	o[15] &= 0x7fff;
}

static bool fe_equal(const Fe a, const Fe b)
{
	uint8_t x[32], y[32];

	fe_pack(x, a);
	fe_pack(y, b);
	return memcmp(x, y, 32) == 0;
}

static int fe_parity(const Fe a)
{
	uint8_t x[32];

	fe_pack(x, a);
	return x[0] & 1;
}

static void fe_add(Fe o, const Fe a, const Fe b)
{
	int i;

	for (i = 0; i < 16; i++)
		o[i] = a[i] + b[i];
}

static void fe_sub(Fe o, const Fe a, const Fe b)
{
	int i;

	for (i = 0; i < 16; i++)
		o[i] = a[i] - b[i];
}

static void fe_mul(Fe o, const Fe a, const Fe b)
{
	int64_t t[31] = { 0 };
	int i, j;

	for (i = 0; i < 16; i++)
		for (j = 0; j < 16; j++)
			t[i + j] += a[i] * b[j];
	for (i = 0; i < 15; i++)
		t[i] += 38 * t[i + 16];
	memcpy(o, t, sizeof(Fe));
	fe_carry(o);
	fe_carry(o);
}

/* o = a ^ (2^255 - 21), the inverse. */
static void fe_invert(Fe o, const Fe a)
{
	Fe c;
	int i;

	fe_copy(c, a);
	for (i = 253; i >= 0; i--) {
		fe_mul(c, c, c);
		if (i != 2 && i != 4)
			fe_mul(c, c, a);
	}
	fe_copy(o, c);
}

/* o = a ^ (2^252 - 3), for square roots. */
static void fe_pow_root(Fe o, const Fe a)
{
	Fe c;
	int i;

	fe_copy(c, a);
	for (i = 250; i >= 0; i--) {
		fe_mul(c, c, c);
		if (i != 1)
			fe_mul(c, c, a);
	}
	fe_copy(o, c);
}

static void point_add(Point p, Point q)
{
	Fe a, b, c, d, t, e, f, g, h;

	fe_sub(a, p[1], p[0]);
	fe_sub(t, q[1], q[0]);
	fe_mul(a, a, t);
	fe_add(b, p[0], p[1]);
	fe_add(t, q[0], q[1]);
	fe_mul(b, b, t);
	fe_mul(c, p[3], q[3]);
	fe_mul(c, c, FE_2D);
	fe_mul(d, p[2], q[2]);
	fe_add(d, d, d);
	fe_sub(e, b, a);
	fe_sub(f, d, c);
	fe_add(g, d, c);
	fe_add(h, b, a);
	fe_mul(p[0], e, f);
	fe_mul(p[1], h, g);
	fe_mul(p[2], g, f);
	fe_mul(p[3], e, h);
}

static void point_swap(Point p, Point q, int bit)
{
	int i;

	for (i = 0; i < 4; i++)
		fe_swap(p[i], q[i], bit);
}

static void point_pack(uint8_t out[32], Point p)
{
	Fe x, y, z;

	fe_invert(z, p[2]);
	fe_mul(x, p[0], z);
	fe_mul(y, p[1], z);
	fe_pack(out, y);
	out[31] ^= (uint8_t)(fe_parity(x) << 7);
}

/* p = s q; q is destroyed. */
static void point_mul(Point p, Point q, const uint8_t s[32])
{
	int i, bit;

	fe_copy(p[0], FE_0);
	fe_copy(p[1], FE_1);
	fe_copy(p[2], FE_1);
	fe_copy(p[3], FE_0);
	for (i = 255; i >= 0; i--) {
		bit = s[i / 8] >> (i & 7) & 1;
		point_swap(p, q, bit);
		point_add(q, p);
		point_add(p, p);
		point_swap(p, q, bit);
	}
}

static void base_mul(Point p, const uint8_t s[32])
{
	Point q;

	fe_copy(q[0], FE_X);
	fe_copy(q[1], FE_Y);
	fe_copy(q[2], FE_1);
	fe_mul(q[3], FE_X, FE_Y);
	point_mul(p, q, s);
}

/* The negative of the point packed in n; false if there is none. */
static bool point_unpack_neg(Point r, const uint8_t n[32])
{
	Fe t, check, num, den, den2, den4, den6;

	fe_copy(r[2], FE_1);
	fe_unpack(r[1], n);
	fe_mul(num, r[1], r[1]);
	fe_mul(den, num, FE_D);
	fe_sub(num, num, r[2]);
	fe_add(den, r[2], den);
	fe_mul(den2, den, den);
	fe_mul(den4, den2, den2);
	fe_mul(den6, den4, den2);
	fe_mul(t, den6, num);
	fe_mul(t, t, den);
	fe_pow_root(t, t);
	fe_mul(t, t, num);
	fe_mul(t, t, den);
	fe_mul(t, t, den);
	fe_mul(r[0], t, den);
	fe_mul(check, r[0], r[0]);
	fe_mul(check, check, den);
	if (!fe_equal(check, num))
		fe_mul(r[0], r[0], FE_I);
	fe_mul(check, r[0], r[0]);
	fe_mul(check, check, den);
	if (!fe_equal(check, num))
		return false;
	if (fe_parity(r[0]) == n[31] >> 7)
		fe_sub(r[0], FE_0, r[0]);
	fe_mul(r[3], r[0], r[1]);
	return true;
}

/* The order of the base point, little-endian. */
static const uint8_t ORDER[32] = {
	0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
	0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10
};

static void mod_order(uint8_t out[32], int64_t x[64])
{
	int64_t carry;
	int i, j;

	for (i = 63; i >= 32; i--) {
		carry = 0;
		for (j = i - 32; j < i - 12; j++) {
			x[j] += carry - 16 * x[i] * ORDER[j - (i - 32)];
			carry = (x[j] + 128) >> 8;
			x[j] -= carry * 256;
		}
		x[j] += carry;
		x[i] = 0;
	}
	carry = 0;
	for (j = 0; j < 32; j++) {
		x[j] += carry - (x[31] >> 4) * ORDER[j];
		carry = x[j] >> 8;
		x[j] &= 255;
	}
	for (j = 0; j < 32; j++)
		x[j] -= carry * ORDER[j];
	for (i = 0; i < 32; i++) {
		x[i + 1] += x[i] >> 8;
		out[i] = (uint8_t)x[i];
	}
}

/* SHA-512 of up to three pieces, reduced when reduce. */
static void hash3(uint8_t out[64], const void *a, size_t an, const void *b,
		  size_t bn, Str c, bool reduce)
{
	HashCtx h;
	Hash r;
	int64_t x[64];
	int i;

	hash_init(&h, HASH_SHA512);
	hash_update(&h, a, an);
	hash_update(&h, b, bn);
	hash_update(&h, c.p, c.n);
	r = hash_final(&h);
	memcpy(out, r.b, 64);
	if (!reduce)
		return;
	for (i = 0; i < 64; i++)
		x[i] = r.b[i];
	memset(out, 0, 64);
	mod_order(out, x);
}

static void expand(uint8_t d[64], const uint8_t seed[32])
{
	hash3(d, seed, 32, NULL, 0, STR(""), false);
	d[0] &= 248;
	d[31] &= 127;
	d[31] |= 64;
}

void ed25519_public(uint8_t pub[32], const uint8_t seed[32])
{
	uint8_t d[64];
	Point p;

	expand(d, seed);
	base_mul(p, d);
	point_pack(pub, p);
}

void ed25519_sign(uint8_t sig[64], Str data, const uint8_t secret[64])
{
	uint8_t d[64], r[64], h[64];
	int64_t x[64] = { 0 };
	Point p;
	int i, j;

	expand(d, secret);
	hash3(r, d + 32, 32, NULL, 0, data, true);
	base_mul(p, r);
	point_pack(sig, p);
	hash3(h, sig, 32, secret + 32, 32, data, true);
	for (i = 0; i < 32; i++)
		x[i] = r[i];
	for (i = 0; i < 32; i++)
		for (j = 0; j < 32; j++)
			x[i + j] += (int64_t)h[i] * d[j];
	mod_order(sig + 32, x);
}

/* s must be below the order, or signatures could be altered (RFC 8032). */
static bool below_order(const uint8_t s[32])
{
	int i;

	for (i = 31; i >= 0; i--)
		if (s[i] != ORDER[i])
			return s[i] < ORDER[i];
	return false;
}

bool ed25519_check(const uint8_t sig[64], Str data, const uint8_t pub[32])
{
	uint8_t h[64], t[32];
	Point p, q;

	if (!below_order(sig + 32) || !point_unpack_neg(q, pub))
		return false;
	hash3(h, sig, 32, pub, 32, data, true);
	point_mul(p, q, h);
	base_mul(q, sig + 32);
	point_add(p, q);
	point_pack(t, p);
	return memcmp(t, sig, 32) == 0;
}
