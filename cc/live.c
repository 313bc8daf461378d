/*
 * live.c: where in a function each variable is live. Jumps are tidied,
 * statements numbered and cut into blocks; variables that several blocks
 * name are followed by bit sets, backward, until nothing changes; the others
 * need no set. What is computed and never read is removed on the way.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "target.h"

typedef struct Block Block;
struct Block {
	Stmt *first;
	Stmt *last;
	u64 *in;	/* live at its start */
	u64 *gen;	/* read before it is set */
	u64 *kill;	/* set */
};

enum {
	LIVE_WORDS = 4000000,	/* of sets; above, variables live always */
	LIVE_DEPTH = 4
};

int live_last;

static Block *live_blocks;
static int live_nblocks;
static int live_words;
static int live_nbits;
static int live_huge;
static Var **live_vars;		/* by bit */
static u64 *live_out;		/* of the block at hand */
static u64 *live_now;		/* whose stretch is open: not what the sets
				   say, once a statement was removed */
static int live_block;
static int live_point;
static int live_cost;
static int live_found;

/* ---- what a statement reads and sets ------------------------------- */

void tree_vars(Node *n, void (*fn)(Var *v))
{
	while (n) {
		if (n->var)
			fn(n->var);
		if (n->b)
			tree_vars(n->b, fn);
		n = n->a;
	}
}

static void (*live_fn)(Var *v);

static void live_slot(Node **slot)
{
	tree_vars(*slot, live_fn);
}

void stmt_uses(Stmt *s, void (*fn)(Var *v))
{
	AsmOp *op;
	int i;

	live_fn = fn;
	stmt_trees(s, live_slot);
	if (s->op == ST_SPRESTORE)
		fn(s->var);
	for (i = 0; s->op == ST_ASM && i < s->u.as->nops; i++) {
		op = &s->u.as->ops[i];
		if (op->is_inout && op->var)
			fn(op->var);
	}
}

void stmt_defs(Stmt *s, void (*fn)(Var *v))
{
	int i;

	switch (s->op) {
	case ST_BORN:
	case ST_SET:
	case ST_ALLOCA:
	case ST_SPSAVE:
	case ST_ATOMIC:
		if (s->var)
			fn(s->var);
		break;
	case ST_CALL:
		if (s->u.call->ret)
			fn(s->u.call->ret);
		if (s->u.call->ret2)
			fn(s->u.call->ret2);
		break;
	case ST_ASM:
		for (i = 0; i < s->u.as->nops; i++)
			if (s->u.as->ops[i].is_output && s->u.as->ops[i].var)
				fn(s->u.as->ops[i].var);
		break;
	}
}

int stmt_weight(Stmt *s)
{
	return 1 << (3 * s->depth);
}

/* does control never pass to the next statement? */
static int live_ends(Stmt *s)
{
	switch (s->op) {
	case ST_JUMP:
	case ST_SWITCH:
	case ST_IJUMP:
	case ST_RET:
	case ST_TRAP:
	case ST_UNREACHABLE:
		return 1;
	case ST_CALL:
		return s->u.call->noreturn;
	}
	return 0;
}

/* calls fn for each label that s jumps to by name */
static void live_targets(Stmt *s, void (*fn)(Label **l))
{
	Case *c;

	if (s->op == ST_JUMP || s->op == ST_BRANCH)
		fn(&s->label);
	if (s->op != ST_SWITCH)
		return;
	fn(&s->label);
	for (c = s->u.cases; c && c->lo < s->ival + s->size &&
	    c->lo >= s->ival; c = c->next)
		fn(&c->label);
}

/* ---- tidier jumps -------------------------------------------------- */

static Stmt *live_skip(Stmt *s)
{
	while (s && (s->op == ST_LABEL || s->op == ST_BORN))
		s = s->next;
	return s;
}

static void live_thread(Label **l)
{
	Stmt *s;
	int hops;

	for (hops = 0; hops < 8; hops++) {
		if (!(*l)->at)
			return;
		s = live_skip((*l)->at);
		if (!s || s->op != ST_JUMP || s->label == *l)
			return;
		*l = s->label;
	}
}

static void live_count(Label **l)
{
	(*l)->refs++;
}

static void live_uncount(Label **l)
{
	(*l)->refs--;
}

/* does a run of labels after s hold l? */
static int live_falls(Stmt *s, Label *l)
{
	for (s = s->next; s && (s->op == ST_LABEL || s->op == ST_BORN);
	    s = s->next)
		if (s->op == ST_LABEL && s->label == l)
			return 1;
	return 0;
}

/* a branch or jump that can be simpler */
static void live_jump(Stmt *s)
{
	Stmt *next;

	if (s->op == ST_BRANCH && s->a->op == N_CONST) {
		if ((s->a->ival != 0) == s->ival) {
			s->op = ST_JUMP;
			s->a = 0;
		} else {
			s->label->refs--;
			stmt_remove(s);
			return;
		}
	}
	next = live_skip(s->next);
	if (s->op == ST_BRANCH && next && next->op == ST_JUMP &&
	    next == s->next && live_falls(next, s->label)) {
		s->label->refs--;
		s->label = next->label;
		s->ival = !s->ival;
		stmt_remove(next);
	}
	if (live_falls(s, s->label)) {
		s->label->refs--;
		stmt_remove(s);
	}
}

static void live_tidy(Func *f)
{
	Stmt *s;
	Stmt *next;
	int dead = 0;

	/* for now, `at' is the last of adjacent labels: there may be many */
	for (s = f->last; s; s = s->prev)
		if (s->op == ST_LABEL) {
			s->label->at = s;
			if (s->next && s->next->op == ST_LABEL)
				s->label->at = s->next->label->at;
			s->label->refs = 0;
		}
	for (s = f->first; s; s = s->next) {
		live_targets(s, live_thread);
		live_targets(s, live_count);
	}
	for (s = f->first; s; s = next) {
		next = s->next;
		if (s->op == ST_LABEL) {
			s->label->at = s;
			if (s->label->refs || s->label->taken)
				dead = 0;
			else
				stmt_remove(s);
		} else if (dead) {
			live_targets(s, live_uncount);
			stmt_remove(s);
		} else if (live_ends(s)) {
			dead = 1;
		}
	}
	for (s = f->first; s; s = next) {
		next = s->next;
		if (s->op == ST_BRANCH || s->op == ST_JUMP) {
			live_jump(s);
			next = s->next;
		}
	}
}

/* ---- order, loops, blocks ------------------------------------------ */

static int *live_loops;

static void live_back(Label **l)
{
	/* the label's farthest jump backward */
	if ((*l)->at->seq <= live_point && live_loops[(*l)->at->seq] <
	    live_point)
		live_loops[(*l)->at->seq] = live_point;
}

static void live_order(Func *f)
{
	Stmt *s;
	int *ends;
	int depth = 0;
	int n = 0;
	int lead = 1;
	Block *b;

	live_nblocks = 0;
	for (s = f->first; s; s = s->next) {
		s->seq = ++n;
		if (lead || s->op == ST_LABEL)
			live_nblocks++;
		lead = s->op == ST_BRANCH || live_ends(s);
	}
	live_last = n;
	live_blocks = mem_fn((live_nblocks + 1) * sizeof(Block));
	live_loops = mem_fn((n + 2) * sizeof(int));
	ends = mem_fn((n + 2) * sizeof(int));
	for (s = f->first; s; s = s->next) {
		live_point = s->seq;
		live_targets(s, live_back);
	}
	lead = 1;
	b = live_blocks - 1;
	for (s = f->first; s; s = s->next) {
		if (live_loops[s->seq]) {
			depth++;
			ends[live_loops[s->seq]]++;
		}
		s->depth = depth < LIVE_DEPTH ? depth : LIVE_DEPTH;
		depth -= ends[s->seq];
		if (lead || s->op == ST_LABEL) {
			b++;
			b->first = s;
		}
		b->last = s;
		if (s->op == ST_LABEL)
			s->label->seq = b - live_blocks;
		lead = s->op == ST_BRANCH || live_ends(s);
	}
}

/* ---- sets ---------------------------------------------------------- */

static void live_name_use(Var *v)
{
	v->used = 1;
	if (!v->tracked || v->bit >= 0)
		return;
	/* read in a block that did not set it before */
	if (v->block != live_block) {
		v->bit = live_nbits++;
		v->block = -1;
	}
}

static void live_name_def(Var *v)
{
	v->used = 1;
	if (!v->tracked || v->bit >= 0 || v->block == live_block)
		return;
	if (v->block == -1) {
		v->block = live_block;
	} else {
		v->bit = live_nbits++;
		v->block = -1;
	}
}

static void live_gen(Var *v)
{
	Block *b = &live_blocks[live_block];

	if (v->tracked && v->bit >= 0 &&
	    !(b->kill[v->bit >> 6] >> (v->bit & 63) & 1))
		b->gen[v->bit >> 6] |= 1UL << (v->bit & 63);
}

static void live_kill(Var *v)
{
	if (v->tracked && v->bit >= 0)
		live_blocks[live_block].kill[v->bit >> 6] |=
			1UL << (v->bit & 63);
}

static void live_merge(Block *b)
{
	int i;

	for (i = 0; i < live_words; i++)
		live_out[i] |= b->in[i];
}

static void live_merge_label(Label **l)
{
	live_merge(&live_blocks[(*l)->seq]);
}

/* live_out = what is live at the end of block i */
static void live_get_out(Func *f, int i)
{
	Stmt *s = live_blocks[i].last;
	Label *l;

	memset(live_out, 0, live_words * 8);
	live_targets(s, live_merge_label);
	if (s->op == ST_IJUMP)
		for (l = f->labels; l; l = l->next)
			if (l->taken && l->at)
				live_merge(&live_blocks[l->seq]);
	if (!live_ends(s) && i + 1 < live_nblocks)
		live_merge(&live_blocks[i + 1]);
}

static void live_sets(Func *f)
{
	Stmt *s;
	Var *v;
	Block *b;
	u64 *all;
	u64 w;
	int again = 1;
	int i;
	int j;

	for (v = f->vars; v; v = v->next) {
		v->tracked = !v->addressed && !v->is_volatile &&
			(mode_int(v->mode) || mode_float(v->mode));
		/* any call may come back at setjmp's place, to read it */
		if (f->uses_setjmp && v->name)
			v->tracked = 0;
		v->block = -1;
		v->bit = -1;
		v->segs = 0;
		v->weight = 0;
		v->wide = v->is_param ? -1 : 0;
		v->last = -1;
		v->reg = -1;
	}
	live_nbits = 0;
	for (i = 0; i < live_nblocks; i++) {
		live_block = i;
		for (s = live_blocks[i].first;; s = s->next) {
			if (s->op != ST_BORN) {
				stmt_uses(s, live_name_use);
				stmt_defs(s, live_name_def);
			}
			if (s == live_blocks[i].last)
				break;
		}
	}
	live_words = (live_nbits + 63) / 64;
	live_huge = (u64)live_words * live_nblocks > LIVE_WORDS;
	if (live_huge)
		live_words = 0;
	live_vars = mem_fn((live_nbits + 1) * sizeof(Var *));
	for (v = f->vars; v; v = v->next)
		if (v->bit >= 0)
			live_vars[v->bit] = v;
	live_out = mem_fn(live_words * 8 + 8);
	live_now = mem_fn(live_words * 8 + 8);
	all = mem_fn((u64)live_words * live_nblocks * 24 + 8);
	for (i = 0; i < live_nblocks && live_words; i++) {
		b = &live_blocks[i];
		b->in = all;
		b->gen = all + live_words;
		b->kill = b->gen + live_words;
		all += 3 * live_words;
		live_block = i;
		for (s = b->first;; s = s->next) {
			stmt_uses(s, live_gen);
			stmt_defs(s, live_kill);
			if (s == b->last)
				break;
		}
	}
	while (again && live_words) {
		again = 0;
		for (i = live_nblocks - 1; i >= 0; i--) {
			b = &live_blocks[i];
			live_get_out(f, i);
			for (j = 0; j < live_words; j++) {
				w = b->gen[j] | (live_out[j] & ~b->kill[j]);
				if (w != b->in[j]) {
					b->in[j] = w;
					again = 1;
				}
			}
		}
	}
}

/* ---- stretches ----------------------------------------------------- */

/* v->last is the end of the stretch being followed backward, or -1 */
static void live_open(Var *v, int point)
{
	if (v->last >= 0)
		return;
	v->last = point;
	if (v->bit >= 0 && live_words)
		live_now[v->bit >> 6] |= 1UL << (v->bit & 63);
}

static void live_close(Var *v, int point)
{
	Seg *g;

	if (v->last < 0)
		return;
	g = v->segs;
	if (g && g->from == v->last + 1) {
		g->from = point;
	} else {
		g = mem_fn(sizeof(Seg));
		g->from = point;
		g->to = v->last;
		g->next = v->segs;
		v->segs = g;
	}
	v->last = -1;
	if (v->bit >= 0 && live_words)
		live_now[v->bit >> 6] &= ~(1UL << (v->bit & 63));
}

static void live_weigh(Var *v)
{
	if (v->weight < 1000000000)
		v->weight += live_cost;
}

static void live_use(Var *v)
{
	if (!v->tracked)
		return;
	live_open(v, live_point + AT_USE);
	live_weigh(v);
}

static void live_def(Var *v)
{
	if (!v->tracked)
		return;
	live_weigh(v);
	if (live_huge && v->bit >= 0)
		return;
	/* set and never read: it still needs a place to be put */
	live_open(v, live_point + AT_DEF);
	live_close(v, live_point + AT_DEF);
}

static void live_born(Var *v)
{
	if (v->tracked && !(live_huge && v->bit >= 0))
		live_close(v, live_point + AT_DEF);
}

static void live_wanted(Var *v)
{
	if (!v->tracked || v->is_volatile || v->last >= 0 ||
	    (live_huge && v->bit >= 0))
		live_found = 1;
}

static void live_stmt(Stmt *s)
{
	live_point = s->seq * POINTS;
	live_cost = stmt_weight(s);
	if (s->op == ST_BORN) {
		live_born(s->var);
		return;
	}
	if (s->op == ST_SET && !s->is_volatile) {
		live_found = 0;
		live_wanted(s->var);
		if (!live_found || (s->a->op == N_LOCAL &&
		    s->a->var == s->var)) {
			stmt_remove(s);
			return;
		}
	}
	stmt_defs(s, live_def);
	stmt_uses(s, live_use);
}

/* block i comes after what is open now, at the start of block i + 1 */
static void live_enter(Func *f, int i)
{
	int end = live_blocks[i].last->seq * POINTS + POINTS - 1;
	u64 w;
	Var *v;
	int j;
	int k;

	live_get_out(f, i);
	for (j = 0; j < live_words; j++) {
		w = live_out[j] ^ live_now[j];
		for (k = 0; w; k++) {
			if (!(w & 0xff)) {
				w = w >> 8;
				k += 7;
				continue;
			}
			if (w & 1) {
				v = live_vars[j * 64 + k];
				if (live_out[j] >> k & 1)
					live_open(v, end);
				else
					live_close(v, end + 1);
			}
			w = w >> 1;
		}
	}
}

void live_func(Func *f)
{
	Stmt *s;
	Stmt *prev;
	Var *v;
	int i;

	live_tidy(f);
	live_order(f);
	live_sets(f);
	for (i = live_nblocks - 1; i >= 0; i--) {
		live_enter(f, i);
		for (s = live_blocks[i].last;; s = prev) {
			prev = s->prev;
			live_stmt(s);
			if (s == live_blocks[i].first)
				break;
		}
	}
	for (v = f->vars; v; v = v->next) {
		if (live_huge && v->bit >= 0) {
			v->last = live_last * POINTS + POINTS - 1;
			v->segs = 0;
		}
		live_close(v, AT_DEF);
	}
}
