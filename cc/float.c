/*
 * float.c: floating constants without floating point: exactly rounded
 * parsing (C11 6.4.4.2) and arithmetic in IEEE 754 binary32 and binary64 and
 * the 80-bit extended format, to nearest, ties to even.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

enum { FK_ZERO, FK_NORMAL, FK_INF, FK_NAN };
enum {
	FLT_DIGITS_MAX = 12000,	/* more decimal digits only break ties */
	FLT_EXP10_MAX = 6000,	/* beyond any format's range */
	FLT_EXP_MAX = 100000
};

/* A number: sign, and hi:lo * 2^(exp - 127), the top bit of hi set; the
   lowest bit of lo stands for everything below it too. */
struct Flt {
	int kind;
	int sign;
	int exp;
	u64 hi;
	u64 lo;
};

/* precision, least and greatest exponent of each format */
static int flt_bits(int mode)
{
	return mode == M_F32 ? 24 : mode == M_F64 ? 53 : 64;
}

static int flt_bias(int mode)
{
	return mode == M_F32 ? 127 : mode == M_F64 ? 1023 : 16383;
}

static void flt_shift_right(Flt *f, i64 n)
{
	u64 lost;

	if (n <= 0)
		return;
	if (n >= 128) {
		f->lo = (f->hi | f->lo) != 0;
		f->hi = 0;
		return;
	}
	if (n >= 64) {
		lost = f->lo;
		f->lo = f->hi;
		f->hi = 0;
		n -= 64;
		f->lo |= lost != 0;
	}
	if (n == 0)
		return;
	lost = f->lo << (64 - n);
	f->lo = f->lo >> n | f->hi << (64 - n);
	f->hi >>= n;
	f->lo |= lost != 0;
}

/* Brings the top bit of hi up; a number without bits becomes zero. */
static void flt_normalise(Flt *f)
{
	if (!f->hi && !f->lo) {
		f->kind = FK_ZERO;
		return;
	}
	if (!f->hi) {
		f->hi = f->lo;
		f->lo = 0;
		f->exp -= 64;
	}
	while (!(f->hi >> 63)) {
		f->hi = f->hi << 1 | f->lo >> 63;
		f->lo <<= 1;
		f->exp--;
	}
}

static Node *flt_node(int mode, int sign, int field, u64 sig)
{
	if (mode == M_FLD)
		return node_float(mode, sig, sign << 15 | field);
	if (mode == M_F64)
		return node_float(mode, (u64)sign << 63 | (u64)field << 52
			| (sig & 0xfffffffffffffL), 0);
	return node_float(mode, (u64)sign << 31 | (u64)field << 23
		| (sig & 0x7fffff), 0);
}

/* Rounds to the format. */
static Node *flt_pack(int mode, Flt *in)
{
	int p = flt_bits(mode);
	int bias = flt_bias(mode);
	int all = 2 * bias + 1;
	u64 one = 1;
	u64 top = one << (p - 1);
	u64 sig;
	u64 half;
	u64 rest;
	Flt f;

	memcpy(&f, in, sizeof f);
	if (f.kind == FK_ZERO)
		return flt_node(mode, f.sign, 0, 0);
	if (f.kind == FK_INF)
		return flt_node(mode, f.sign, all, top);
	if (f.kind == FK_NAN)
		return flt_node(mode, f.sign, all, (p == 64 ? f.hi
			: f.hi >> (64 - p)) | top | top >> 1);
	if (f.exp < 1 - bias) {
		flt_shift_right(&f, 1 - bias - f.exp);
		f.exp = 1 - bias;
	}
	if (p == 64) {
		sig = f.hi;
		half = f.lo >> 63;
		rest = f.lo << 1;
	} else {
		sig = f.hi >> (64 - p);
		half = f.hi >> (63 - p) & 1;
		rest = (f.hi & ((one << (63 - p)) - 1)) | f.lo;
	}
	if (half && (rest || (sig & 1))) {
		sig++;
		if (p == 64 ? sig == 0 : sig == top << 1) {
			sig = top;
			f.exp++;
		}
	}
	if (f.exp > bias)
		return flt_node(mode, f.sign, all, top);
	if (sig < top)
		return flt_node(mode, f.sign, 0, sig);
	return flt_node(mode, f.sign, f.exp + bias, sig);
}

static void flt_unpack(Flt *f, Node *n)
{
	int p = flt_bits(n->mode);
	int bias = flt_bias(n->mode);
	int all = 2 * bias + 1;
	int field;
	u64 sig = n->ival;
	u64 one = 1;

	if (n->mode == M_FLD) {
		f->sign = n->fexp >> 15;
		field = n->fexp & all;
	} else {
		f->sign = sig >> (n->mode == M_F64 ? 63 : 31) & 1;
		field = sig >> (p - 1) & all;
		sig &= (one << (p - 1)) - 1;
		if (field && field != all)
			sig |= one << (p - 1);
	}
	f->lo = 0;
	f->hi = sig << (64 - p);
	f->exp = (field ? field : 1) - bias;
	f->kind = FK_NORMAL;
	if (field == all)
		f->kind = f->hi << 1 ? FK_NAN : FK_INF;
	else
		flt_normalise(f);
}

int flt_is_nan(Node *a)
{
	Flt f;

	flt_unpack(&f, a);
	return f.kind == FK_NAN;
}

Node *flt_special(int mode, int kind)
{
	Flt f;

	memset(&f, 0, sizeof f);
	f.kind = kind == 'i' ? FK_INF : kind == 'n' ? FK_NAN : FK_ZERO;
	return flt_pack(mode, &f);
}

/* A NaN with this payload, quiet unless signaling. */
Node *flt_nan(int mode, u64 payload, int signaling)
{
	int p = flt_bits(mode);
	u64 one = 1;
	u64 quiet = one << (p - 2);
	u64 sig = payload & (quiet - 1);

	if (!signaling)
		sig |= quiet;
	else if (!sig)
		sig = quiet >> 1;
	return flt_node(mode, 0, 2 * flt_bias(mode) + 1,
		sig | one << (p - 1));
}

/* ---- arithmetic ------------------------------------------------- */

static void flt_add(Flt *r, Flt *a, Flt *b)
{
	Flt x;
	Flt y;

	if (a->kind == FK_INF && b->kind == FK_INF && a->sign != b->sign) {
		r->kind = FK_NAN;
		r->sign = 1;
		r->hi = 0;
		return;
	}
	if (a->kind == FK_ZERO && b->kind == FK_ZERO) {
		r->kind = FK_ZERO;
		r->sign = a->sign & b->sign;
		return;
	}
	if (b->kind == FK_INF || a->kind == FK_ZERO) {
		memcpy(r, b, sizeof x);
		return;
	}
	if (a->kind == FK_INF || b->kind == FK_ZERO) {
		memcpy(r, a, sizeof x);
		return;
	}
	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	if (x.exp < y.exp || (x.exp == y.exp && x.hi < y.hi)) {
		memcpy(&x, b, sizeof x);
		memcpy(&y, a, sizeof y);
	}
	flt_shift_right(&y, (i64)x.exp - y.exp);
	if (x.sign == y.sign) {
		u64 lo = x.lo + y.lo;
		u64 carry = lo < x.lo;
		u64 hi = x.hi + y.hi;
		int over = hi < x.hi || (carry && hi + 1 == 0);

		x.lo = lo;
		x.hi = hi + carry;
		if (over) {
			flt_shift_right(&x, 1);
			x.hi |= (u64)1 << 63;
			x.exp++;
		}
	} else {
		u64 borrow = x.lo < y.lo;

		x.lo -= y.lo;
		x.hi = x.hi - y.hi - borrow;
		flt_normalise(&x);
		if (x.kind == FK_ZERO)
			x.sign = 0;
	}
	memcpy(r, &x, sizeof x);
}

static void flt_mul(Flt *r, Flt *a, Flt *b)
{
	u64 m = 0xffffffffU;
	u64 p;
	u64 q;
	u64 s;
	u64 mid;

	r->sign = a->sign ^ b->sign;
	r->kind = FK_NORMAL;
	if (a->kind == FK_INF || b->kind == FK_INF) {
		r->kind = FK_INF;
		if (a->kind == FK_ZERO || b->kind == FK_ZERO) {
			r->kind = FK_NAN;
			r->sign = 1;
			r->hi = 0;
		}
		return;
	}
	if (a->kind == FK_ZERO || b->kind == FK_ZERO) {
		r->kind = FK_ZERO;
		return;
	}
	p = (a->hi & m) * (b->hi & m);
	q = (a->hi >> 32) * (b->hi & m);
	s = (a->hi & m) * (b->hi >> 32);
	mid = (p >> 32) + (q & m) + (s & m);
	r->exp = a->exp + b->exp + 1;
	r->lo = mid << 32 | (p & m);
	r->hi = (a->hi >> 32) * (b->hi >> 32) + (q >> 32) + (s >> 32)
		+ (mid >> 32);
	flt_normalise(r);
}

static void flt_div(Flt *r, Flt *a, Flt *b)
{
	u64 rem = a->hi;
	u64 over = 0;

	r->sign = a->sign ^ b->sign;
	r->kind = FK_NORMAL;
	if ((a->kind == FK_INF && b->kind == FK_INF)
			|| (a->kind == FK_ZERO && b->kind == FK_ZERO)) {
		r->kind = FK_NAN;
		r->sign = 1;
		r->hi = 0;
		return;
	}
	if (a->kind == FK_INF || b->kind == FK_ZERO) {
		r->kind = FK_INF;
		return;
	}
	if (a->kind == FK_ZERO || b->kind == FK_INF) {
		r->kind = FK_ZERO;
		return;
	}
	r->exp = a->exp - b->exp;
	r->hi = 0;
	r->lo = 0;
	for (int i = 0; i < 128; i++) {
		u64 bit = over || rem >= b->hi;

		if (bit)
			rem -= b->hi;
		r->hi = r->hi << 1 | r->lo >> 63;
		r->lo = r->lo << 1 | bit;
		over = rem >> 63;
		rem <<= 1;
	}
	if (rem || over)
		r->lo |= 1;
	flt_normalise(r);
}

/* -1, 0, 1, or 2 when unordered */
static int flt_compare(Flt *a, Flt *b)
{
	int less;

	if (a->kind == FK_NAN || b->kind == FK_NAN)
		return 2;
	if (a->kind == FK_ZERO && b->kind == FK_ZERO)
		return 0;
	if (a->kind == FK_ZERO)
		return b->sign ? 1 : -1;
	if (b->kind == FK_ZERO || a->sign != b->sign)
		return a->sign ? -1 : 1;
	if (a->kind == b->kind && (a->kind == FK_INF
			|| (a->exp == b->exp && a->hi == b->hi)))
		return 0;
	if (a->kind == FK_INF || b->kind == FK_INF)
		less = b->kind == FK_INF;
	else if (a->exp != b->exp)
		less = a->exp < b->exp;
	else
		less = a->hi < b->hi;
	return less != a->sign ? -1 : 1;
}

static Node *flt_compare_node(int op, int c)
{
	int r;

	switch (op) {
	case N_EQ:
		r = c == 0;
		break;
	case N_NE:
		r = c != 0;
		break;
	case N_LT:
		r = c == -1;
		break;
	case N_LE:
		r = c == -1 || c == 0;
		break;
	case N_GT:
		r = c == 1;
		break;
	default:
		r = c == 1 || c == 0;
		break;
	}
	return node_const(M_I32, r);
}

Node *flt_binary(int op, Node *a, Node *b)
{
	Flt x;
	Flt y;
	Flt r;

	flt_unpack(&x, a);
	flt_unpack(&y, b);
	if (op >= N_EQ && op <= N_GE)
		return flt_compare_node(op, flt_compare(&x, &y));
	memset(&r, 0, sizeof r);
	if (x.kind == FK_NAN || y.kind == FK_NAN) {
		memcpy(&r, x.kind == FK_NAN ? &x : &y, sizeof r);
		return flt_pack(a->mode, &r);
	}
	switch (op) {
	case N_SUB:
		y.sign ^= 1;
		flt_add(&r, &x, &y);
		break;
	case N_ADD:
		flt_add(&r, &x, &y);
		break;
	case N_MUL:
		flt_mul(&r, &x, &y);
		break;
	case N_DIV:
		flt_div(&r, &x, &y);
		break;
	default:
		return 0;
	}
	return flt_pack(a->mode, &r);
}

Node *flt_neg(Node *a)
{
	if (a->mode == M_FLD)
		return node_float(M_FLD, a->ival, a->fexp ^ 0x8000);
	return node_float(a->mode,
		a->ival ^ (u64)1 << (a->mode == M_F64 ? 63 : 31), 0);
}

/* ---- conversions ------------------------------------------------ */

Node *flt_to_flt(int mode, Node *a)
{
	Flt f;

	flt_unpack(&f, a);
	return flt_pack(mode, &f);
}

Node *flt_from_int(int mode, Node *a)
{
	Flt f;

	memset(&f, 0, sizeof f);
	f.kind = FK_NORMAL;
	f.hi = a->ival;
	f.exp = 63;
	if (mode_is_signed(a->mode) && a->ival < 0) {
		f.sign = 1;
		f.hi = -(u64)a->ival;
	}
	flt_normalise(&f);
	return flt_pack(mode, &f);
}

/* Toward zero; what does not fit becomes the nearest value that does. */
Node *flt_to_int(int mode, Node *a)
{
	int bits = mode_size(mode) * 8 - mode_is_signed(mode);
	u64 one = 1;
	u64 max = bits == 64 ? ~(u64)0 : (one << bits) - 1;
	u64 v;
	Flt f;

	flt_unpack(&f, a);
	if (f.kind == FK_NAN || f.kind == FK_ZERO)
		return node_const(mode, 0);
	if (f.kind == FK_INF || f.exp >= bits)
		v = f.sign && mode_is_signed(mode) ? max + 1 : max;
	else if (f.exp < 0)
		v = 0;
	else
		v = f.hi >> (63 - f.exp);
	if (f.sign && !mode_is_signed(mode) && f.exp >= bits)
		v = 0;
	return node_const(mode, f.sign ? -v : v);
}

/* ---- parsing ---------------------------------------------------- */

/* Natural numbers, little end first. */
struct Big {
	u32 *p;
	int n;
};

static void big_mul_add(struct Big *b, u64 m, u64 carry)
{
	for (int i = 0; i < b->n; i++) {
		carry += b->p[i] * m;
		b->p[i] = carry;
		carry >>= 32;
	}
	if (carry)
		b->p[b->n++] = carry;
}

static int big_bits(struct Big *b)
{
	int bits = b->n * 32;
	u32 top;

	if (!b->n)
		return 0;
	top = b->p[b->n - 1];
	while (!(top >> 31)) {
		top <<= 1;
		bits--;
	}
	return bits;
}

static void big_shift(struct Big *b, int by)
{
	int words = by / 32;

	if (words) {
		memmove(b->p + words, b->p, b->n * sizeof(u32));
		memset(b->p, 0, words * sizeof(u32));
		b->n += words;
	}
	big_mul_add(b, (u64)1 << by % 32, 0);
}

static int big_less(struct Big *a, struct Big *b)
{
	if (a->n != b->n)
		return a->n < b->n;
	for (int i = a->n - 1; i >= 0; i--)
		if (a->p[i] != b->p[i])
			return a->p[i] < b->p[i];
	return 0;
}

static void big_sub(struct Big *a, struct Big *b)
{
	u64 borrow = 0;

	for (int i = 0; i < a->n; i++) {
		u64 take = (i < b->n ? b->p[i] : 0) + borrow;
		u64 have = a->p[i];

		borrow = have < take;
		a->p[i] = have - take;
	}
	while (a->n && !a->p[a->n - 1])
		a->n--;
}

/* f = num / den, to 66 bits and a sticky one. */
static void flt_ratio(Flt *f, struct Big *num, struct Big *den)
{
	int scale = big_bits(num) - big_bits(den);

	big_shift(num, scale < 0 ? -scale : 0);
	big_shift(den, scale > 0 ? scale : 0);
	if (big_less(num, den)) {
		big_shift(num, 1);
		scale--;
	}
	f->exp = scale;
	f->hi = 0;
	f->lo = 0;
	for (int i = 0; i < 66; i++) {
		u64 bit = !big_less(num, den);

		if (bit)
			big_sub(num, den);
		if (i < 64)
			f->hi = f->hi << 1 | bit;
		else
			f->lo |= bit << (127 - i);
		big_shift(num, 1);
	}
	f->lo |= num->n != 0;
}

static void flt_decimal(Flt *f, const char *digits, int n, i64 exp10)
{
	struct Big num;
	struct Big den;
	i64 room;

	if (exp10 + n > FLT_EXP10_MAX) {
		f->kind = FK_INF;
		return;
	}
	if (exp10 + n < -FLT_EXP10_MAX) {
		f->exp = -FLT_EXP_MAX;
		f->hi = (u64)1 << 63;
		return;
	}
	room = (n + (exp10 < 0 ? -exp10 : exp10)) / 4 + 16;
	num.p = mem_fn(room * 2 * sizeof(u32));
	den.p = num.p + room;
	num.n = 0;
	den.n = 0;
	big_mul_add(&den, 0, 1);
	for (int i = 0; i < n; i++)
		big_mul_add(&num, 10, digits[i] - '0');
	for (; exp10 > 0; exp10--)
		big_mul_add(&num, 10, 0);
	for (; exp10 < 0; exp10++)
		big_mul_add(&den, 10, 0);
	flt_ratio(f, &num, &den);
}

static int flt_hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* An exponent part at p[i], after its letter; *exp grows by it. */
static int flt_exponent(const char *p, int i, int len, i64 *exp)
{
	i64 v = 0;
	int neg = 0;

	if (i < len && (p[i] == '+' || p[i] == '-'))
		neg = p[i++] == '-';
	for (; i < len && p[i] >= '0' && p[i] <= '9'; i++)
		if (v < FLT_EXP_MAX)
			v = v * 10 + (p[i] - '0');
	*exp += neg ? -v : v;
	return i;
}

static int flt_parse_hex(Flt *f, const char *p, int len)
{
	i64 exp = 127;
	int point = 0;
	int i = 2;

	for (; i < len; i++) {
		int d = flt_hex_digit(p[i]);

		if (p[i] == '.') {
			point = 1;
			continue;
		}
		if (d < 0)
			break;
		if (f->hi >> 60) {
			f->lo |= d != 0;
			exp += point ? 0 : 4;
			continue;
		}
		f->hi = f->hi << 4 | f->lo >> 60;
		f->lo = f->lo << 4 | d;
		exp -= point ? 4 : 0;
	}
	if (i < len && (p[i] | 32) == 'p')
		i = flt_exponent(p, i + 1, len, &exp);
	f->exp = exp;
	flt_normalise(f);
	return i;
}

static int flt_parse_decimal(Flt *f, const char *p, int len)
{
	char *digits = mem_fn(len + 1);
	i64 exp = 0;
	int n = 0;
	int point = 0;
	int i;

	for (i = 0; i < len; i++) {
		if (p[i] == '.') {
			point = 1;
			continue;
		}
		if (p[i] < '0' || p[i] > '9')
			break;
		if (point)
			exp--;
		if (n >= FLT_DIGITS_MAX) {
			exp++;
			if (p[i] != '0')
				digits[n - 1] = '1';
		} else if (n || p[i] != '0') {
			digits[n++] = p[i];
		}
	}
	if (i < len && (p[i] | 32) == 'e')
		i = flt_exponent(p, i + 1, len, &exp);
	while (n && digits[n - 1] == '0') {
		n--;
		exp++;
	}
	f->kind = n ? FK_NORMAL : FK_ZERO;
	if (n)
		flt_decimal(f, digits, n, exp);
	return i;
}

Node *flt_literal(const Tok *t, int *mode, int *imaginary)
{
	const char *p = t->text;
	int len = t->len;
	int i;
	Flt f;

	memset(&f, 0, sizeof f);
	f.kind = FK_NORMAL;
	*mode = M_F64;
	*imaginary = 0;
	if (len > 2 && p[0] == '0' && (p[1] | 32) == 'x')
		i = flt_parse_hex(&f, p, len);
	else
		i = flt_parse_decimal(&f, p, len);
	for (; i < len; i++) {
		int c = p[i] | 32;

		if (c == 'f' && *mode == M_F64) {
			*mode = M_F32;
		} else if (c == 'l' && *mode == M_F64) {
			*mode = M_FLD;
		} else if ((c == 'i' || c == 'j') && !*imaginary) {
			*imaginary = 1;
		} else {
			error_at(t->pos, "invalid suffix on floating "
				"constant '%s'", parse_token(t), 0);
			break;
		}
	}
	return flt_pack(*mode, &f);
}
