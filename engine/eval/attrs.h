/* Shapes, for the parts of the evaluator that make sets themselves. */
#ifndef EVAL_ATTRS_H
#define EVAL_ATTRS_H

#include "engine/eval/eval.h"

const Shape *shape_of(const Sym *names, const Pos *poss, uint32_t n,
    Pos pos);

/* attrs_build_last: sorts; of several with one name the last counts. */
V attrs_build_last(Attr *list, size_t n);

/* shape_find: the index of name, or something not below s->n. */
static inline uint32_t shape_find(const Shape *s, Sym name)
{
	const Sym *p = s->names;
	uint32_t n = s->n;

	if (n == 0)
		return 0;
	while (n > 1) {
		uint32_t half = n / 2;

		p += p[half] <= name ? half : 0;
		n -= half;
	}
	return *p == name ? (uint32_t)(p - s->names) : 0xffffffff;
}

#endif
