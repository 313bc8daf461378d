/*
 * block.c: copying and clearing memory of a size known in advance: small
 * blocks by vector registers, large ones by string instructions.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../target.h"
#include "ins.h"
#include "back.h"

enum {
	BLOCK_SMALL = 128
};

int block_is_big(i64 size)
{
	return size > BLOCK_SMALL;
}

static void block_move(const Opnd *to, const Opnd *from, i64 at, int w,
	int r)
{
	Opnd o;

	memcpy(&o, from, sizeof(Opnd));
	o.disp += at;
	if (w == 16)
		am_mr(I_MOVUPS, 0, &o, r);
	else
		am_mr(I_MOV, w, &o, r);
	memcpy(&o, to, sizeof(Opnd));
	o.disp += at;
	if (w == 16)
		am_rm(I_MOVUPS, 0, r, &o);
	else
		am_rm(I_MOV, w, r, &o);
}

/* a piece's size: the largest that fits; the last one may overlap */
static int block_step(i64 left, i64 size)
{
	if (left >= 16 || size >= 16)
		return 16;
	if (left >= 8 || size > 8)
		return 8;
	if (left >= 4 || size > 4)
		return 4;
	return left >= 2 ? 2 : 1;
}

static void block_lea(const Opnd *m, int dst)
{
	am_mr(I_LEA, 8, m, dst);
}

static void block_big_copy(const Opnd *to, const Opnd *from, i64 size)
{
	Opnd o;
	Opnd end;

	block_lea(from, RSI);
	block_lea(to, RDI);
	am_const(size / 8, 8, RCX);
	ins0(I_REP);
	ins0(I_MOVSQ_STR);
	if (size & 7) {
		op_mem(&o, RSI, (size & 7) - 8);
		am_mr(I_MOV, 8, &o, RCX);
		op_mem(&end, RDI, (size & 7) - 8);
		am_rm(I_MOV, 8, RCX, &end);
	}
}

/* Big copies want rsi, rdi and rcx free, and not in the operands. */
void block_copy(const Opnd *to, const Opnd *from, i64 size)
{
	i64 at = 0;
	int x = -1;
	int r = -1;
	int w;
	u32 mark = am_avail;

	if (block_is_big(size)) {
		block_big_copy(to, from, size);
		return;
	}
	while (at < size) {
		w = block_step(size - at, size);
		if (size - at < w)
			at = size - w;
		if (w == 16 && x < 0)
			x = am_scratch(1);
		if (w < 16 && r < 0)
			r = am_scratch(0);
		block_move(to, from, at, w, w == 16 ? x : r);
		at += w;
	}
	am_avail = mark;
}

/* Big ones want rax, rdi and rcx. */
void block_zero(const Opnd *to, i64 size)
{
	Opnd o;
	i64 at = 0;
	int x = -1;
	int w;
	u32 mark = am_avail;

	if (block_is_big(size)) {
		block_lea(to, RDI);
		am_const(0, 4, RAX);
		am_const(size / 8, 8, RCX);
		ins0(I_REP);
		ins0(I_STOSQ);
		if (size & 7) {
			op_mem(&o, RDI, (size & 7) - 8);
			am_rm(I_MOV, 8, RAX, &o);
		}
		return;
	}
	while (at < size) {
		w = block_step(size - at, size);
		if (size - at < w)
			at = size - w;
		memcpy(&o, to, sizeof(Opnd));
		o.disp += at;
		if (w == 16 && x < 0) {
			x = am_scratch(1);
			am_rr(I_XORPS, 0, x, x);
		}
		if (w == 16)
			am_rm(I_MOVUPS, 0, x, &o);
		else
			am_im(I_MOV, w, 0, &o);
		at += w;
	}
	am_avail = mark;
}
