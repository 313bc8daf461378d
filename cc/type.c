/*
 * type.c: types: the basic ones, derived ones, compatibility and composites
 * (C11 6.2.7), the usual conversions (6.3.1), and how they are written in
 * messages.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

enum { TYPE_DEPTH_MAX = 2000 };

static Type type_table[TY_LDOUBLE + 1];
static const u8 type_sizes[] = {
	1, 1, 1, 1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 16, 16, 4, 8, 16
};
static const char *const type_names[] = {
	"void", "_Bool", "char", "signed char", "unsigned char", "short",
	"unsigned short", "int", "unsigned int", "long", "unsigned long",
	"long long", "unsigned long long", "__int128", "unsigned __int128",
	"float", "double", "long double"
};

Type *type_bad;
Type *type_int;
Type *type_void;
Type *type_char;
Type *type_size_t;
Type *type_long;
static int type_depth;

void type_begin(void)
{
	memset(type_table, 0, sizeof type_table);
	for (int i = 0; i <= TY_LDOUBLE; i++) {
		type_table[i].kind = i;
		type_table[i].size = type_sizes[i];
		type_table[i].align = type_sizes[i];
	}
	type_int = type_basic(TY_INT);
	type_void = type_basic(TY_VOID);
	type_char = type_basic(TY_CHAR);
	type_size_t = type_basic(TY_ULONG);
	type_long = type_basic(TY_LONG);
	type_bad = type_new(TY_INT, 4, 4);
	type_depth = 0;
}

Type *type_basic(int kind)
{
	return &type_table[kind];
}

Type *type_new(int kind, i64 size, u32 align)
{
	Type *t = mem_new(sizeof(Type));

	t->kind = kind;
	t->size = size;
	t->align = align;
	return t;
}

/* A copy that may be changed; it is no known variant of t. */
Type *type_copy(Type *t)
{
	Type *c = mem_new(sizeof(Type));

	memcpy(c, t, sizeof(Type));
	c->ptr = 0;
	return c;
}

Type *type_ptr(Type *to)
{
	Type *t = to->ptr;

	if (!t) {
		t = type_new(TY_PTR, 8, 8);
		t->base = to;
		to->ptr = t;
	}
	return t;
}

/* count < 0: not known yet. */
Type *type_array(Type *of, i64 count)
{
	Type *t = type_new(TY_ARRAY, -1, type_align(of));

	t->base = of;
	t->count = count;
	if (count >= 0 && type_size(of) >= 0)
		t->size = count * type_size(of);
	return t;
}

Type *type_func(Type *result)
{
	Type *t = type_new(TY_FUNC, 1, 1);

	t->base = result;
	return t;
}

Type *type_complex(Type *part)
{
	Type *t = type_new(TY_COMPLEX, part->size * 2, part->align);

	t->base = part;
	return t;
}

Type *type_vector(Type *of, i64 bytes)
{
	Type *t = type_new(TY_VECTOR, bytes, bytes);

	t->base = type_plain(of);
	t->count = bytes / of->size;
	return t;
}

Type *type_plain(Type *t)
{
	return t->plain ? t->plain : t;
}

Type *type_real(Type *t)
{
	t = type_plain(t);
	return t->kind == TY_ENUM && t->base ? t->base : t;
}

/* t with these qualifiers too; an array's are its element's. */
Type *type_qual(Type *t, int quals)
{
	Type *q;

	if ((t->quals | quals) == t->quals)
		return t;
	if (t->kind == TY_ARRAY) {
		q = type_copy(t);
		q->base = type_qual(t->base, quals);
		q->plain = 0;
		return q;
	}
	q = type_copy(t);
	q->quals |= quals;
	q->plain = type_plain(t);
	return q;
}

i64 type_size(Type *t)
{
	if (t->size < 0 && t->plain)
		return t->plain->size;
	if (t->kind == TY_ARRAY && t->size < 0 && t->count >= 0 && !t->vla
			&& type_size(t->base) >= 0)
		return t->count * type_size(t->base);
	return t->size;
}

u32 type_align(Type *t)
{
	if (t->kind == TY_ARRAY && !t->plain) {
		u32 a = type_align(t->base);

		return t->align > a ? t->align : a;
	}
	if (t->size < 0 && t->plain && t->plain->align > t->align)
		return t->plain->align;
	return t->align;
}

Member *type_members(Type *t)
{
	return type_plain(t)->members;
}

int type_quals(Type *t)
{
	while (t->kind == TY_ARRAY)
		t = t->base;
	return t->quals;
}

int type_is_int(Type *t)
{
	return (t->kind >= TY_BOOL && t->kind <= TY_UINT128)
		|| t->kind == TY_ENUM;
}

int type_is_float(Type *t)
{
	return t->kind >= TY_FLOAT && t->kind <= TY_LDOUBLE;
}

int type_is_arith(Type *t)
{
	return (t->kind >= TY_BOOL && t->kind <= TY_COMPLEX)
		|| t->kind == TY_ENUM;
}

int type_is_scalar(Type *t)
{
	return (t->kind >= TY_BOOL && t->kind <= TY_PTR);
}

int type_is_record(Type *t)
{
	return t->kind == TY_STRUCT || t->kind == TY_UNION;
}

int type_is_pair(Type *t)
{
	return t->kind == TY_COMPLEX || t->kind == TY_INT128
		|| t->kind == TY_UINT128
		|| (t->kind == TY_ENUM && type_real(t)->size == 16);
}

int type_is_unsigned(Type *t)
{
	t = type_real(t);
	switch (t->kind) {
	case TY_BOOL:
	case TY_UCHAR:
	case TY_USHORT:
	case TY_UINT:
	case TY_ULONG:
	case TY_ULLONG:
	case TY_UINT128:
	case TY_PTR:
		return 1;
	case TY_CHAR:
		return opt.unsigned_char != 0;
	}
	return 0;
}

int type_is_vla(Type *t)
{
	return t->kind == TY_ARRAY && (t->vla || type_is_vla(t->base));
}

int type_mode(const Type *t)
{
	if (t->kind == TY_ENUM && t->base)
		t = t->base;
	switch (t->kind) {
	case TY_VOID:
		return M_VOID;
	case TY_BOOL:
	case TY_UCHAR:
		return M_U8;
	case TY_CHAR:
		return opt.unsigned_char ? M_U8 : M_I8;
	case TY_SCHAR:
		return M_I8;
	case TY_SHORT:
		return M_I16;
	case TY_USHORT:
		return M_U16;
	case TY_INT:
	case TY_ENUM:
		return M_I32;
	case TY_UINT:
		return M_U32;
	case TY_LONG:
	case TY_LLONG:
	case TY_PTR:
	case TY_FUNC:
		return M_I64;
	case TY_ULONG:
	case TY_ULLONG:
		return M_U64;
	case TY_FLOAT:
		return M_F32;
	case TY_DOUBLE:
		return M_F64;
	case TY_LDOUBLE:
		return M_FLD;
	}
	return M_BLK;
}

/* The type of one node of a pair; 128-bit halves are both unsigned. */
Type *type_part(Type *t)
{
	return t->kind == TY_COMPLEX ? t->base : type_basic(TY_ULONG);
}

Type *type_of_width(i64 bytes, int is_unsigned)
{
	switch (bytes) {
	case 1:
		return type_basic(is_unsigned ? TY_UCHAR : TY_SCHAR);
	case 2:
		return type_basic(is_unsigned ? TY_USHORT : TY_SHORT);
	case 4:
		return type_basic(is_unsigned ? TY_UINT : TY_INT);
	case 8:
		return type_basic(is_unsigned ? TY_ULONG : TY_LONG);
	case 16:
		return type_basic(is_unsigned ? TY_UINT128 : TY_INT128);
	}
	return 0;
}

/* ---- compatibility ---------------------------------------------- */

/* What an argument of type t becomes without a prototype. */
static Type *type_argument(Type *t)
{
	if (type_is_int(t))
		return type_promote(t);
	return t->kind == TY_FLOAT ? type_basic(TY_DOUBLE) : t;
}

static int type_same_params(Type *a, Type *b)
{
	Param *p = a->params;
	Param *q = b->params;

	if (a->oldstyle && b->oldstyle)
		return 1;
	if (a->oldstyle || b->oldstyle) {
		Type *t = a->oldstyle ? b : a;

		if (t->variadic)
			return 0;
		for (p = t->params; p; p = p->next)
			if (!type_same(p->type, type_argument(p->type)))
				return 0;
		return 1;
	}
	if (a->variadic != b->variadic)
		return 0;
	for (; p && q; p = p->next) {
		if (!type_same(p->type, q->type))
			return 0;
		q = q->next;
	}
	return !p && !q;
}

static int type_same_inner(Type *a, Type *b)
{
	if (a->kind == TY_ENUM && b->kind != TY_ENUM)
		return a->base && type_same(a->base, b);
	if (b->kind == TY_ENUM && a->kind != TY_ENUM)
		return b->base && type_same(a, b->base);
	if (a->kind != b->kind)
		return 0;
	switch (a->kind) {
	case TY_PTR:
		return type_same_quals(a->base, b->base);
	case TY_COMPLEX:
		return a->base->kind == b->base->kind;
	case TY_VECTOR:
		return a->count == b->count && type_same(a->base, b->base);
	case TY_ARRAY:
		if (!type_same_quals(a->base, b->base))
			return 0;
		return a->count < 0 || b->count < 0 || a->count == b->count;
	case TY_FUNC:
		return type_same(a->base, b->base) && type_same_params(a, b);
	case TY_STRUCT:
	case TY_UNION:
	case TY_ENUM:
		return 0;
	}
	return 1;
}

int type_same(Type *a, Type *b)
{
	int r;

	a = type_plain(a);
	b = type_plain(b);
	if (a == b || a == type_bad || b == type_bad)
		return 1;
	if (type_depth >= TYPE_DEPTH_MAX)
		return 1;
	type_depth++;
	r = type_same_inner(a, b);
	type_depth--;
	return r;
}

int type_same_quals(Type *a, Type *b)
{
	return type_quals(a) == type_quals(b) && type_same(a, b);
}

static Type *type_composite_func(Type *a, Type *b)
{
	Type *t;
	Param *p = a->params;
	Param *q = b->params;
	Param **end;

	if (a->oldstyle && !a->params) {
		t = type_copy(b);
		t->base = type_composite(a->base, b->base);
		return t;
	}
	t = type_copy(a);
	t->base = type_composite(a->base, b->base);
	if (b->oldstyle || a->oldstyle)
		return t;
	end = &t->params;
	for (; p && q; p = p->next) {
		Param *n = mem_new(sizeof(Param));

		memcpy(n, p, sizeof(Param));
		n->type = type_composite(p->type, q->type);
		*end = n;
		end = &n->next;
		q = q->next;
	}
	*end = 0;
	return t;
}

/* Of two compatible types (6.2.7p3); qualifiers are a's. */
Type *type_composite(Type *a, Type *b)
{
	Type *t;

	if (a == b || !type_same(a, b) || type_depth >= TYPE_DEPTH_MAX)
		return a;
	/* one of them in error, or an enum and its integer */
	if (a->kind != b->kind)
		return a;
	type_depth++;
	t = a;
	if (a->kind == TY_PTR) {
		Type *base = type_composite(a->base, b->base);

		if (base != a->base)
			t = type_qual(type_ptr(base), a->quals);
	} else if (a->kind == TY_ARRAY) {
		i64 n = a->count >= 0 ? a->count : b->count;
		Type *base = type_composite(a->base, b->base);

		if (!a->vla && (n != a->count || base != a->base)) {
			t = type_array(base, n);
			if (b->vla)
				t = b;
		}
	} else if (a->kind == TY_FUNC) {
		t = type_composite_func(a, b);
	}
	type_depth--;
	return t;
}

/* ---- the usual conversions -------------------------------------- */

/* The type of a bit-field of more than 32 bits, in arithmetic: so many bits,
   count, of a longer type. */
int type_is_narrow(Type *t)
{
	return t->count && t->kind >= TY_LONG && t->kind <= TY_ULLONG;
}

Type *type_promote(Type *t)
{
	t = type_real(t);
	if (t->count && t->kind <= TY_ULLONG)
		return t;	/* of a wide bit-field */
	if (t->kind >= TY_BOOL && t->kind <= TY_USHORT)
		return type_int;
	return t == type_bad ? t : (t->kind <= TY_LDOUBLE
		? type_basic(t->kind) : t);
}

Type *type_common(Type *a, Type *b)
{
	int x;
	int y;

	if (a->kind == TY_COMPLEX || b->kind == TY_COMPLEX) {
		Type *p = a->kind == TY_COMPLEX ? a->base : a;
		Type *q = b->kind == TY_COMPLEX ? b->base : b;
		Type *r = type_common(p, q);

		if (a->kind == TY_COMPLEX && a->base->kind == r->kind)
			return type_plain(a);
		if (b->kind == TY_COMPLEX && b->base->kind == r->kind)
			return type_plain(b);
		return type_complex(r);
	}
	a = type_promote(a);
	b = type_promote(b);
	x = a->kind;
	y = b->kind;
	/* a bit-field of 40 bits is of lower rank than long, and of higher
	   than int */
	if (type_is_narrow(a) && type_is_narrow(b))
		return a->count >= b->count ? a : b;
	if (type_is_narrow(a) && y < TY_LONG)
		return a;
	if (type_is_narrow(b) && x < TY_LONG)
		return b;
	if (x < y) {
		x = y;
		y = a->kind;
	}
	if (x == y || x >= TY_FLOAT)
		return type_basic(x);
	/* the kinds are in the order of rank, signed before unsigned; the
	   one case left is a signed type that cannot hold an unsigned one
	   of lower rank and equal size */
	if ((x == TY_LLONG) && y == TY_ULONG)
		return type_basic(TY_ULLONG);
	return type_basic(x);
}

/* ---- names ------------------------------------------------------ */

static void type_write_quals(Buf *b, int quals)
{
	if (quals & Q_CONST)
		buf_str(b, "const ");
	if (quals & Q_VOLATILE)
		buf_str(b, "volatile ");
	if (quals & Q_RESTRICT)
		buf_str(b, "restrict ");
	if (quals & Q_ATOMIC)
		buf_str(b, "_Atomic ");
}

static void type_write_base(Buf *b, Type *t)
{
	type_write_quals(b, t->quals);
	t = type_plain(t);
	switch (t->kind) {
	case TY_STRUCT:
		buf_str(b, "struct ");
		break;
	case TY_UNION:
		buf_str(b, "union ");
		break;
	case TY_ENUM:
		buf_str(b, "enum ");
		break;
	case TY_COMPLEX:
		buf_str(b, "_Complex ");
		type_write_base(b, t->base);
		return;
	case TY_VECTOR:
		buf_str(b, "__vector(");
		buf_num(b, t->count);
		buf_str(b, ") ");
		type_write_base(b, t->base);
		return;
	default:
		if (t->kind <= TY_LDOUBLE)
			buf_str(b, type_names[t->kind]);
		return;
	}
	buf_str(b, t->tag && t->tag->name ? t->tag->name->name
		: "<anonymous>");
}

static void type_write(Buf *b, Type *t);

static void type_write_params(Buf *b, Type *t)
{
	buf_str(b, "(");
	for (Param *p = t->params; p && !t->oldstyle; p = p->next) {
		type_write(b, p->type);
		if (p->next)
			buf_str(b, ", ");
	}
	if (t->variadic)
		buf_str(b, ", ...");
	else if (!t->params && !t->oldstyle)
		buf_str(b, "void");
	buf_str(b, ")");
}

/* The derivations of t, after its base type has been written. */
static void type_write_left(Buf *b, Type *t)
{
	if (t->kind == TY_PTR) {
		type_write_left(b, t->base);
		if (t->base->kind == TY_ARRAY || t->base->kind == TY_FUNC)
			buf_str(b, "(");
		buf_str(b, "*");
		if (t->quals) {
			buf_str(b, " ");
			type_write_quals(b, t->quals);
			b->n--;
		}
	} else if (t->kind == TY_ARRAY || t->kind == TY_FUNC) {
		type_write_left(b, t->base);
	}
}

static void type_write_right(Buf *b, Type *t)
{
	if (t->kind == TY_PTR) {
		if (t->base->kind == TY_ARRAY || t->base->kind == TY_FUNC)
			buf_str(b, ")");
		type_write_right(b, t->base);
	} else if (t->kind == TY_ARRAY) {
		buf_str(b, "[");
		if (t->count >= 0)
			buf_num(b, t->count);
		buf_str(b, "]");
		type_write_right(b, t->base);
	} else if (t->kind == TY_FUNC) {
		type_write_params(b, t);
		type_write_right(b, t->base);
	}
}

static void type_write(Buf *b, Type *t)
{
	Type *base = t;

	if (++type_depth > 100) {
		buf_str(b, "...");
		type_depth--;
		return;
	}
	while (base->kind == TY_PTR || base->kind == TY_ARRAY
			|| base->kind == TY_FUNC)
		base = base->base;
	type_write_base(b, base);
	if (t != base)
		buf_str(b, " ");
	type_write_left(b, t);
	type_write_right(b, t);
	type_depth--;
}

/* In unit memory. */
const char *type_name(Type *t)
{
	Buf b;

	memset(&b, 0, sizeof b);
	type_write(&b, t);
	return str_dup((const char *)b.p, b.n);
}
