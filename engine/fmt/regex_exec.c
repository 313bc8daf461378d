/*
 * The matcher of regular expressions: see regex.h. It backtracks in the
 * order in which libstdc++'s depth-first executor (bits/regex_executor.tcc)
 * does: both sides of an alternative are tried and the longer match kept,
 * but a repetition is content with the first that more rounds give. It
 * remembers what came of each (state, position), so no pair is tried
 * twice and time is linear; only states with several ways in need that.
 * A round of a loop that matches nothing changes submatches, and the
 * executor allows two such rounds of each loop at a position: how many
 * rounds of which loop there were since the last character is the layer,
 * a number in base 3 with a digit a loop, and part of the state.
 */
#include "engine/fmt/regex_prog.h"

typedef enum { RUN_WHOLE, RUN_HERE, RUN_SEARCH } RunMode;

typedef enum {
	J_TRY,                  /* follow pc at pos */
	J_ELSE,                 /* the same if nothing was found so far */
	J_BOTH,                 /* the same, whatever was found so far */
	J_FOUND,                /* end of a J_BOTH: something was found */
	J_SLOT,                 /* put back pos as bound number pc */
	J_DONE                  /* note what came of table place pos */
} JobKind;

typedef struct {
	uint32_t pc;
	uint16_t kind;
	uint16_t layer;
	ptrdiff_t pos;
} Job;

enum { TABLE_MAX = 1 << 30 };

/* Kept between calls; the table is all zero between them. */
static Arena scratch;
static uint8_t *table;
static size_t table_cap;
static Job *jobs;
static size_t jobs_cap;
static ptrdiff_t *slots;
static size_t slots_cap;

typedef struct {
	const Regex *re;
	Str s;
	size_t from;            /* position of the table's first row */
	size_t row;             /* bytes a row: 2 bits a state and layer */
	size_t high;            /* last row touched */
	size_t njobs;
	ptrdiff_t best;         /* end of the longest match so far */
	RegexSpan *spans;
	bool whole;
	bool not_null;
	bool hit;               /* found something since the last choice */
} Run;

static bool prepare(Run *r)
{
	size_t need = (r->s.n - r->from + 1) * r->row;
	size_t want = 2 * (r->re->groups + 1);

	if (r->row && r->s.n - r->from + 1 > TABLE_MAX / r->row)
		return false;
	if (need > table_cap) {
		/* new memory is zero, and so is what was there */
		table_cap = need < 65536 ? 65536 : need + need / 2;
		table = arena_zalloc(&scratch, table_cap, 16);
	}
	if (want > slots_cap) {
		slots = arena_alloc(&scratch, want * sizeof *slots, 16);
		slots_cap = want;
	}
	return true;
}

static inline void later(Run *r, JobKind kind, uint32_t pc, uint32_t layer,
			 ptrdiff_t pos)
{
	Job *j;

	if (r->njobs == jobs_cap) {
		jobs = arena_grow(&scratch, jobs, jobs_cap * sizeof *jobs,
				  (jobs_cap * 2 + 256) * sizeof *jobs);
		jobs_cap = jobs_cap * 2 + 256;
	}
	j = &jobs[r->njobs++];
	j->pc = pc;
	j->kind = (uint16_t)kind;
	j->layer = (uint16_t)layer;
	j->pos = pos;
}

/* Has this been tried? If that found something, it does so again. */
static inline bool been(Run *r, uint32_t join, uint32_t layer, size_t pos)
{
	size_t row = pos - r->from;
	size_t at = (row * r->row << 2) + join - 1 + layer * r->re->joins;
	unsigned old = table[at >> 2] >> (at & 3) * 2 & 3;

	if (old) {
		r->hit |= old >> 1;
		return true;
	}
	table[at >> 2] |= (uint8_t)(1u << (at & 3) * 2);
	if (row > r->high)
		r->high = row;
	if (!r->whole)
		later(r, J_DONE, 0, 0, (ptrdiff_t)at);
	return false;
}

/* A match that ends at pos: keep it if it is longer. True: look no more. */
static bool accept(Run *r, size_t start, size_t pos)
{
	size_t i;

	if ((r->whole && pos != r->s.n) || (r->not_null && pos == start))
		return false;
	r->hit = true;
	if ((ptrdiff_t)pos <= r->best)
		return false;
	r->best = (ptrdiff_t)pos;
	if (r->spans) {
		r->spans[0].from = (ptrdiff_t)start;
		r->spans[0].to = (ptrdiff_t)pos;
		for (i = 1; i <= r->re->groups; i++) {
			r->spans[i].from = slots[2 * i];
			r->spans[i].to = slots[2 * i + 1];
			if (r->spans[i].to < 0)
				r->spans[i].from = -1;
		}
	}
	return pos == r->s.n;
}

/* Follow one thread until it dies; true when the search is over. */
static bool thread(Run *r, uint32_t pc, uint32_t layer, size_t pos,
		   size_t start)
{
	const RxInst *i;
	unsigned char c;

	for (;;) {
		i = &r->re->prog[pc];
		if (i->join && been(r, i->join, layer, pos))
			return false;
		switch (i->op) {
		case RX_CHAR:
			if (pos == r->s.n ||
			    (unsigned char)r->s.p[pos] != i->x)
				return false;
			pos++;
			pc++;
			layer = 0;
			break;
		case RX_SET:
			if (pos == r->s.n)
				return false;
			c = (unsigned char)r->s.p[pos];
			if (!rxset_has(&r->re->sets[i->x], c))
				return false;
			pos++;
			pc++;
			layer = 0;
			break;
		case RX_ANY:
			if (pos == r->s.n || r->s.p[pos] == 0)
				return false;
			pos++;
			pc++;
			layer = 0;
			break;
		case RX_SPLIT:
		case RX_OPTION:
			later(r, i->op == RX_SPLIT ? J_BOTH : J_ELSE, i->y,
			      layer, (ptrdiff_t)pos);
			pc = i->x;
			break;
		case RX_REPEAT:
			if (i->digit && layer / i->digit % 3 == 2) {
				pc = i->y;
				break;
			}
			later(r, J_ELSE, i->y, layer, (ptrdiff_t)pos);
			layer += i->digit;
			pc = i->x;
			break;
		case RX_JUMP:
			pc = i->x;
			break;
		case RX_SAVE:
			later(r, J_SLOT, i->x, 0, slots[i->x]);
			slots[i->x] = (ptrdiff_t)pos;
			pc++;
			break;
		case RX_BEGIN:
			if (pos != 0)
				return false;
			pc++;
			break;
		case RX_END:
			if (pos != r->s.n)
				return false;
			pc++;
			break;
		default:
			return accept(r, start, pos);
		}
	}
}

static bool run_from(Run *r, size_t start)
{
	size_t i;
	Job j;
	bool over = false;

	for (i = 0; i < 2 * (r->re->groups + 1); i++)
		slots[i] = -1;
	r->njobs = 0;
	r->hit = false;
	later(r, J_TRY, 0, 0, (ptrdiff_t)start);
	while (r->njobs > 0 && !over) {
		j = jobs[--r->njobs];
		if (j.kind == J_SLOT) {
			slots[j.pc] = j.pos;
			continue;
		}
		if (j.kind == J_FOUND) {
			r->hit = true;
			continue;
		}
		if (j.kind == J_DONE) {
			if (r->hit)
				table[j.pos >> 2] |= (uint8_t)
					(2u << (j.pos & 3) * 2);
			continue;
		}
		if (j.kind == J_ELSE && r->hit)
			continue;
		if (r->hit)
			later(r, J_FOUND, 0, 0, 0);
		r->hit = false;
		over = thread(r, j.pc, j.layer, (size_t)j.pos, start);
	}
	return r->best >= 0;
}

static int run(const Regex *re, Str s, size_t from, RunMode mode,
	       bool not_null, RegexSpan *spans)
{
	Run r = { .re = re, .s = s, .from = from, .best = -1 };
	size_t at = from;
	bool found = false;

	r.row = (re->joins * re->layers + 3) / 4;
	r.spans = spans;
	r.whole = mode == RUN_WHOLE;
	r.not_null = not_null;
	if (!prepare(&r))
		return -1;
	for (; at <= s.n; at++) {
		if (!re->can_be_empty) {
			if (mode == RUN_SEARCH)
				while (at < s.n &&
				       !rxset_has(&re->first,
						  (unsigned char)s.p[at]))
					at++;
			if (at == s.n || !rxset_has(&re->first,
						    (unsigned char)s.p[at]))
				break;
		}
		found = run_from(&r, at);
		if (found || mode != RUN_SEARCH)
			break;
	}
	if (r.row)
		memset(table, 0, (r.high + 1) * r.row);
	return found;
}

int regex_match(const Regex *re, Str s, RegexSpan *spans)
{
	return run(re, s, 0, RUN_WHOLE, false, spans);
}

int regex_search(const Regex *re, Str s, size_t from, RegexSpan *spans)
{
	return run(re, s, from, RUN_SEARCH, false, spans);
}

void regex_iter(RegexIter *it, const Regex *re, Str s, RegexSpan *spans)
{
	it->re = re;
	it->s = s;
	it->spans = spans;
	it->last_from = 0;
	it->last_to = 0;
	it->started = false;
	it->done = false;
}

static int found(RegexIter *it, int hit)
{
	it->started = true;
	if (hit != 1) {
		it->done = true;
		return hit;
	}
	it->last_from = (size_t)it->spans[0].from;
	it->last_to = (size_t)it->spans[0].to;
	return 1;
}

int regex_next(RegexIter *it)
{
	size_t at = it->last_to;
	int hit;

	if (it->done)
		return 0;
	if (it->started && it->last_from == it->last_to) {
		if (at == it->s.n)
			return found(it, 0);
		/* something that is not empty right here, or go on */
		hit = run(it->re, it->s, at, RUN_HERE, true, it->spans);
		if (hit)
			return found(it, hit);
		at++;
	}
	return found(it, run(it->re, it->s, at, RUN_SEARCH, false,
			     it->spans));
}
