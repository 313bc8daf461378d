/*
 * va.c: va_list and va_arg. Facts: System V ABI, AMD64 Architecture
 * Processor Supplement, section 3.5.7.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../target.h"
#include "abi.h"

enum {
	VA_INTS = 0,		/* offsets in the va_list */
	VA_FLOATS = 4,
	VA_STACK = 8,
	VA_SAVED = 16,
	VA_INTS_END = 48
};

static Type *va_scalar(int kind, int size)
{
	Type *t = mem_keep(sizeof(Type));

	t->kind = kind;
	t->size = size;
	t->align = size;
	return t;
}

static Member *va_member(const char *name, Type *t, i64 offset)
{
	Member *m = mem_keep(sizeof(Member));

	m->name = ident_str(name);
	m->type = t;
	m->offset = offset;
	m->width = -1;
	return m;
}

/* an array of one structure, so that it is passed by address */
Type *target_va_list(void)
{
	Type *list = mem_keep(sizeof(Type));
	Type *t = mem_keep(sizeof(Type));
	Type *ptr = va_scalar(TY_PTR, 8);

	ptr->base = mem_keep(sizeof(Type));
	ptr->base->kind = TY_VOID;
	ptr->base->size = 1;
	ptr->base->align = 1;
	t->kind = TY_STRUCT;
	t->size = 24;
	t->align = 8;
	t->members = va_member("gp_offset", va_scalar(TY_UINT, 4), VA_INTS);
	t->members->next = va_member("fp_offset", t->members->type,
		VA_FLOATS);
	t->members->next->next = va_member("overflow_arg_area", ptr,
		VA_STACK);
	t->members->next->next->next = va_member("reg_save_area", ptr,
		VA_SAVED);
	list->kind = TY_ARRAY;
	list->base = t;
	list->count = 1;
	list->size = 24;
	list->align = 8;
	return list;
}

static Node *va_num(int mode, i64 v)
{
	return node_const(mode, v);
}

/* the address of the saved register that the field at off counts */
static Node *va_saved(Node *ap, i64 off)
{
	return node_binary(N_ADD, M_I64, node_load(M_I64, ap, VA_SAVED),
		node_conv(M_I64, node_load(M_U32, ap, off)));
}

static void va_advance(Node *ap, i64 off, i64 by)
{
	emit_store(M_U32, ap, off, node_binary(N_ADD, M_U32,
		node_load(M_U32, ap, off), va_num(M_U32, by)));
}

/* gathers the parts, from two kinds of registers, in one place */
static void va_gather(Node *ap, Node *to, Type *t, int parts, u8 *class)
{
	int ints = 0;
	int floats = 0;
	i64 left;
	i64 at;
	int i;
	int mode;
	Var *from;

	for (i = 0; i < parts; i++) {
		from = var_temp(M_I64);
		if (class[i] == ABI_INT)
			emit_set(from, node_binary(N_ADD, M_I64,
				va_saved(ap, VA_INTS),
				va_num(M_I64, 8 * ints++)));
		else
			emit_set(from, node_binary(N_ADD, M_I64,
				va_saved(ap, VA_FLOATS),
				va_num(M_I64, 16 * floats++)));
		left = t->size - 8 * i;
		for (at = 0; left > 0 && at < 8; at += mode_bytes[mode]) {
			mode = left >= 8 ? M_I64 : left >= 4 ? M_U32 :
				left >= 2 ? M_U16 : M_U8;
			emit_store(mode, to, 8 * i + at, node_load(mode,
				node_local(from), at));
			left -= mode_bytes[mode];
		}
	}
}

/* where the next argument of size bytes is on the stack */
static void va_stack(Node *ap, Var *at, i64 size, i64 align)
{
	Node *n = node_load(M_I64, ap, VA_STACK);

	if (align > 8)
		n = node_binary(N_AND, M_I64, node_binary(N_ADD, M_I64, n,
			va_num(M_I64, 15)), va_num(M_I64, -16));
	emit_set(at, n);
	emit_store(M_I64, ap, VA_STACK, node_binary(N_ADD, M_I64,
		node_local(at), va_num(M_I64, (size + 7) & -8)));
}

Node *target_va_arg(Node *ap, Type *t)
{
	Var *list = var_temp(M_I64);
	Var *at = var_temp(M_I64);
	Var *block;
	Label *stack = label_new();
	Label *done = label_new();
	int mode = type_mode(t);
	u8 class[2];
	int parts = 0;
	int ints = 0;
	int floats = 0;
	int i;

	emit_set(list, ap);
	ap = node_local(list);
	if (mode != M_FLD && t->size > 0)
		parts = abi_classify(t, class);
	for (i = 0; i < parts; i++) {
		ints += class[i] == ABI_INT;
		floats += class[i] == ABI_SSE;
	}
	if (!parts || ints + floats < parts) {
		va_stack(ap, at, t->size, t->align);
		return node_local(at);
	}
	if (ints)
		emit_branch(node_binary(N_GT, M_I32, node_load(M_U32, ap,
			VA_INTS), va_num(M_U32, VA_INTS_END - 8 * ints)), 1,
			stack);
	if (floats)
		emit_branch(node_binary(N_GT, M_I32, node_load(M_U32, ap,
			VA_FLOATS), va_num(M_U32, ABI_SAVE - 16 * floats)), 1,
			stack);
	if (ints && !floats) {
		emit_set(at, va_saved(ap, VA_INTS));
	} else if (floats == 1 && !ints) {
		emit_set(at, va_saved(ap, VA_FLOATS));
	} else {
		block = var_block(16, 16);
		va_gather(ap, node_frame(block, 0), t, parts, class);
		emit_set(at, node_frame(block, 0));
	}
	if (ints)
		va_advance(ap, VA_INTS, 8 * ints);
	if (floats)
		va_advance(ap, VA_FLOATS, 16 * floats);
	emit_jump(done);
	emit_label(stack);
	va_stack(ap, at, t->size, t->align);
	emit_label(done);
	return node_local(at);
}
