/*
 * bitfield.c: bit-fields are read and written through the smallest aligned
 * integer that holds them whole, and where packing leaves none, byte by byte.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

/* Where a field is: in size bytes at off, from bit `bit`; 0: in no unit. */
struct BitUnit {
	i64 off;
	int bit;
	int size;
};

static void bit_unit(struct BitUnit *u, Expr *e)
{
	i64 first = e->off * 8 + e->bit;
	i64 last = first + e->width - 1;

	for (int size = 1; size <= 8; size *= 2) {
		i64 bits = size * 8;

		if (first / bits == last / bits) {
			/* the unit may reach out of a packed structure */
			if (e->packed && size > last / 8 - first / 8 + 1)
				break;
			u->off = first / bits * size;
			u->bit = first % bits;
			u->size = size;
			return;
		}
	}
	u->size = 0;
}

static int bit_unit_mode(int size, int is_signed)
{
	switch (size) {
	case 1:
		return is_signed ? M_I8 : M_U8;
	case 2:
		return is_signed ? M_I16 : M_U16;
	case 4:
		return is_signed ? M_I32 : M_U32;
	}
	return is_signed ? M_I64 : M_U64;
}

/* The type that a field has as a value (6.3.1.1, and GCC for wide ones). */
Type *bit_type(Expr *e)
{
	Type *t = type_real(e->type);

	if (t->kind == TY_BOOL)
		return t;
	if (e->width < 32 || (e->width == 32 && !type_is_unsigned(t)))
		return type_int;
	if (e->width == 32)
		return type_basic(TY_UINT);
	if (e->width < 64) {
		t = type_copy(t);
		t->count = e->width;
	}
	return t;
}

/* The low width bits of n, extended as the field's type says. */
Node *bit_extend(Node *n, int width, int is_signed)
{
	int bits = mode_size(n->mode) * 8;
	int mode = bit_unit_mode(bits / 8, is_signed);
	Node *count = node_const(M_I32, bits - width);

	if (width == bits)
		return node_conv(mode, n);
	if (!is_signed)
		return node_binary(N_AND, mode, node_conv(mode, n),
			node_const(mode, ((i64)1 << width) - 1));
	n = node_binary(N_SHL, mode, node_conv(mode, n), count);
	return node_binary(N_SHR, mode, n, count);
}

static Node *bit_load_bytes(Expr *e)
{
	Node *r = 0;
	int done = -e->bit;
	i64 off = e->off;

	/* bytes below the field's first one are skipped */
	while (done <= -8) {
		done += 8;
		off++;
	}
	for (; done < e->width; done += 8) {
		Node *n = node_conv(M_U64, node_load(M_U8, e->a, off++));

		n = done < 0 ? node_binary(N_SHR, M_U64, n,
				node_const(M_I32, -done))
			: node_binary(N_SHL, M_U64, n,
				node_const(M_I32, done));
		r = r ? node_binary(N_OR, M_U64, r, n) : n;
	}
	return r;
}

Node *bit_load(Expr *e)
{
	int is_signed = !type_is_unsigned(e->type);
	int mode = type_mode(bit_type(e));
	struct BitUnit u;
	Node *n;

	bit_unit(&u, e);
	if (!u.size)
		return node_conv(mode, bit_extend(bit_load_bytes(e),
			e->width, is_signed));
	if (e->width == u.size * 8)
		return node_conv(mode, node_load(bit_unit_mode(u.size,
			is_signed), e->a, u.off));
	n = node_load(bit_unit_mode(u.size, 0), e->a, u.off);
	if (u.size < 4)
		n = node_conv(M_U32, n);
	if (is_signed) {
		int bits = u.size < 4 ? 32 : u.size * 8;
		int m = bit_unit_mode(bits / 8, 1);

		n = node_binary(N_SHL, m, node_conv(m, n), node_const(M_I32,
			bits - u.bit - e->width));
		n = node_binary(N_SHR, m, n, node_const(M_I32,
			bits - e->width));
		return node_conv(mode, n);
	}
	n = node_binary(N_SHR, n->mode, n, node_const(M_I32, u.bit));
	if (u.bit + e->width < u.size * 8)
		n = bit_extend(n, e->width, 0);
	return node_conv(mode, n);
}

static void bit_store_bytes(Expr *e, Node *val)
{
	int done = -e->bit;
	i64 off = e->off;

	while (done <= -8) {
		done += 8;
		off++;
	}
	val = node_temp(node_conv(M_U64, val));
	for (; done < e->width; done += 8) {
		int low = done < 0 ? -done : 0;
		int top = e->width - done < 8 ? e->width - done : 8;
		int mask = ((1 << top) - 1) & ~((1 << low) - 1);
		Node *n = done < 0 ? node_binary(N_SHL, M_U64, val,
				node_const(M_I32, -done))
			: node_binary(N_SHR, M_U64, val,
				node_const(M_I32, done));
		Node *old = node_conv(M_I32, node_load(M_U8, e->a, off));

		n = node_conv(M_I32, n);
		if (mask != 255) {
			n = node_binary(N_AND, M_I32, n,
				node_const(M_I32, mask));
			old = node_binary(N_AND, M_I32, old,
				node_const(M_I32, ~mask));
			n = node_binary(N_OR, M_I32, old, n);
		}
		emit_store(M_U8, e->a, off, n);
		off++;
	}
}

/* val: the value, of the field's type. */
void bit_store(Expr *e, Node *val)
{
	struct BitUnit u;
	int mode;
	int wide;
	i64 mask;
	Node *old;

	if (!node_is_simple(e->a))
		e->a = node_temp(e->a);
	bit_unit(&u, e);
	if (!u.size) {
		bit_store_bytes(e, val);
		return;
	}
	mode = bit_unit_mode(u.size, 0);
	if (e->width == u.size * 8) {
		emit_store(mode, e->a, u.off, val);
		return;
	}
	wide = u.size < 4 ? M_U32 : mode;
	mask = ((i64)1 << e->width) - 1;
	val = node_binary(N_AND, wide, node_conv(wide, val),
		node_const(wide, mask));
	val = node_binary(N_SHL, wide, val, node_const(M_I32, u.bit));
	old = node_conv(wide, node_load(mode, e->a, u.off));
	old = node_binary(N_AND, wide, old,
		node_const(wide, ~((u64)mask << u.bit)));
	emit_store(mode, e->a, u.off, node_binary(N_OR, wide, old, val));
}
