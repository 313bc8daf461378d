/*
 * reg.c: which variable lives in which register. For every point of the
 * function a mask says which registers are taken; variables choose in the
 * order of their uses, weighed by loops. (Uses per length of life, the other
 * usual order, gave code as fast and two per cent larger.)
 */
#include "../libc/libc.h"
#include "cc.h"
#include "target.h"

enum {
	REG_BUCKETS = 256
};

u32 reg_used;

static u32 *reg_busy;		/* by point */

u32 reg_free(Stmt *s)
{
	u32 *p = &reg_busy[s->seq * POINTS];

	return (~p[AT_USE] | s->scratch) &
		(~p[AT_LOSE] | s->scratch | s->clobber);
}

/* uses, on a logarithmic scale with three bits of mantissa */
static int reg_rank(Var *v)
{
	int x = v->weight + 8;
	int k = 0;

	while (x >= 16) {
		x = x >> 1;
		k++;
	}
	return k * 8 + x - 8;
}

static int reg_choose(Var *v, u32 avail, const u8 *order)
{
	u32 cheap = avail & (~target_saved | reg_used);

	if (v->hint && cheap >> (v->hint - 1) & 1)
		return v->hint - 1;
	if (v->mate && v->mate->reg >= 0 && cheap >> v->mate->reg & 1)
		return v->mate->reg;
	for (; *order != 0xff; order++)
		if (cheap >> *order & 1)
			return *order;
	return -1;
}

static void reg_give(Var *v)
{
	const u8 *order = mode_float(v->mode) ? target_float_order :
		target_int_order;
	u32 class = 0;
	u32 taken = 0;
	Seg *g;
	int i;
	int r;

	for (i = 0; order[i] != 0xff; i++)
		class |= 1U << order[i];
	for (g = v->segs; g; g = g->next)
		for (i = g->from; i <= g->to; i++) {
			taken |= reg_busy[i];
			if ((taken & class) == class)
				return;
		}
	r = reg_choose(v, class & ~taken, order);
	if (r < 0 && v->weight > 3)
		for (i = 0; order[i] != 0xff && r < 0; i++)
			if (!(taken >> order[i] & 1))
				r = order[i];
	if (r < 0)
		return;
	v->reg = r;
	reg_used |= 1U << r;
	for (g = v->segs; g; g = g->next)
		for (i = g->from; i <= g->to; i++)
			reg_busy[i] |= 1U << r;
	if (v->mate && v->mate->reg < 0 && !v->mate->hint)
		v->mate->hint = r + 1;
}

void reg_func(Func *f)
{
	Var **bucket = mem_fn(REG_BUCKETS * sizeof(Var *));
	Var **tail = mem_fn(REG_BUCKETS * sizeof(Var *));
	Var **next = mem_fn((f->nvars + 1) * sizeof(Var *));
	Var *v;
	Stmt *s;
	int n = 0;
	int k;

	reg_used = 0;
	reg_busy = mem_fn(((u64)live_last + 2) * POINTS * sizeof(u32));
	target_params();
	for (s = f->first; s; s = s->next) {
		target_wants(s);
		reg_busy[s->seq * POINTS + AT_USE] = s->scratch;
		reg_busy[s->seq * POINTS + AT_LOSE] = s->scratch | s->clobber;
	}
	for (v = f->vars; v; v = v->next) {
		v->index = n++;
		if (!v->tracked || !v->segs)
			continue;
		k = reg_rank(v);
		if (tail[k])
			next[tail[k]->index] = v;
		else
			bucket[k] = v;
		tail[k] = v;
	}
	for (k = REG_BUCKETS - 1; k >= 0; k--)
		for (v = bucket[k]; v; v = next[v->index])
			reg_give(v);
}
