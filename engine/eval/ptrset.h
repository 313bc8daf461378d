/* A set of words, for "have I been here". In ev.tmp; never shrinks. */
#ifndef EVAL_PTRSET_H
#define EVAL_PTRSET_H

#include "engine/eval/eval.h"

typedef struct {
	V *slots;
	size_t mask;
	size_t n;
} PtrSet;

/* ptrset_add: false if v (not 0) was in there already. */
bool ptrset_add(PtrSet *s, V v);

#endif
