/*
 * abi.c: which registers hold a value of a type. Facts: System V ABI, AMD64
 * Architecture Processor Supplement, section 3.2.3.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "abi.h"

static u8 abi_class[2];
static int abi_depth;

static void abi_merge(i64 off, int class)
{
	u8 *p;

	if (off < 0 || off >= 16) {
		abi_class[0] = ABI_MEMORY;
		return;
	}
	p = &abi_class[off / 8];
	if (*p == class || class == ABI_NONE)
		return;
	if (*p == ABI_NONE)
		*p = class;
	else if (*p == ABI_MEMORY || class == ABI_MEMORY)
		*p = ABI_MEMORY;
	else if (*p == ABI_INT || class == ABI_INT)
		*p = ABI_INT;
	else if (*p == ABI_X87 || class == ABI_X87)
		*p = ABI_MEMORY;
	else
		*p = ABI_SSE;
}

static void abi_add(Type *t, i64 off)
{
	Member *m;
	i64 bit;
	i64 i;

	if (++abi_depth > 200) {
		abi_class[0] = ABI_MEMORY;
		abi_depth--;
		return;
	}
	/* what is no record and not where it belongs goes by memory, as GCC
	   has it */
	if (t->kind <= TY_PTR && off % (t->kind == TY_COMPLEX ?
	    t->base->size : t->size))
		abi_merge(0, ABI_MEMORY);
	switch (t->kind) {
	case TY_FLOAT:
	case TY_DOUBLE:
		abi_merge(off, ABI_SSE);
		break;
	case TY_LDOUBLE:
		abi_merge(off, ABI_X87);
		abi_merge(off + 8, ABI_X87);
		break;
	case TY_INT128:
	case TY_UINT128:
		abi_merge(off, ABI_INT);
		abi_merge(off + 8, ABI_INT);
		break;
	case TY_COMPLEX:
		abi_add(t->base, off);
		abi_add(t->base, off + t->base->size);
		break;
	case TY_VECTOR:
		for (i = 0; i < t->size; i += 8)
			abi_merge(off + i, ABI_SSE);
		break;
	case TY_ARRAY:
		for (i = 0; i < t->count && i < 17 && t->base->size; i++)
			abi_add(t->base, off + i * t->base->size);
		break;
	case TY_STRUCT:
	case TY_UNION:
		if (t->plain)
			t = t->plain;
		for (m = t->members; m; m = m->next) {
			if (m->width < 0) {
				abi_add(m->type, off + m->offset);
			} else if (m->width > 0 && m->name) {
				bit = (off + m->offset) * 8 + m->bit;
				abi_merge(bit / 8, ABI_INT);
				abi_merge((bit + m->width - 1) / 8, ABI_INT);
			}
		}
		break;
	default:
		abi_merge(off, ABI_INT);
	}
	abi_depth--;
}

int abi_classify(Type *t, u8 *class)
{
	int i;

	class[0] = ABI_MEMORY;
	class[1] = ABI_NONE;
	if (t->size > 16)
		return 0;
	abi_class[0] = ABI_NONE;
	abi_class[1] = ABI_NONE;
	abi_depth = 0;
	abi_add(t, 0);
	if (t->kind == TY_VECTOR && t->size == 16)
		abi_class[0] = ABI_MEMORY;
	for (i = 0; i < 2; i++)
		class[i] = abi_class[i];
	if (class[0] == ABI_MEMORY || class[1] == ABI_MEMORY ||
	    (class[1] == ABI_X87 && class[0] != ABI_X87)) {
		class[0] = ABI_MEMORY;
		return 0;
	}
	/* a second half that is padding alone does not travel; a first one
	   goes as SSE */
	if (class[0] == ABI_NONE && t->size > 0)
		class[0] = ABI_SSE;
	return (int)((t->size + 7) / 8) - (class[1] == ABI_NONE &&
		t->size > 8);
}
