/* What the regex compiler hands to the matcher. Private to the two. */
#ifndef FMT_REGEX_PROG_H
#define FMT_REGEX_PROG_H

#include "engine/fmt/regex.h"

typedef enum {
	RX_CHAR,        /* x: the byte */
	RX_SET,         /* x: index of the set */
	RX_ANY,
	RX_SPLIT,       /* try x, and y too */
	RX_OPTION,      /* try x, and y only if that gave nothing */
	RX_REPEAT,      /* the same, where x is the body of a loop */
	RX_JUMP,        /* x */
	RX_SAVE,        /* x: slot of the submatch bounds */
	RX_BEGIN,
	RX_END,
	RX_MATCH
} RxOp;

typedef struct {
	uint8_t op;
	uint8_t unused;
	uint16_t digit; /* RX_REPEAT with a body that can be empty: 3^k */
	uint32_t join;  /* 1 + number among the joins; 0: one way in */
	uint32_t x;
	uint32_t y;
} RxInst;

typedef struct {
	uint32_t bits[8];
} RxSet;

struct Regex {
	RxInst *prog;
	size_t n;
	RxSet *sets;
	size_t sets_n;
	size_t groups;
	size_t joins;
	size_t layers;          /* 3^n for n such loops */
	RxSet first;            /* bytes a match can start with */
	bool can_be_empty;      /* then first says nothing */
};

static inline bool rxset_has(const RxSet *s, unsigned char c)
{
	return s->bits[c >> 5] >> (c & 31) & 1;
}

static inline void rxset_add(RxSet *s, unsigned char c)
{
	s->bits[c >> 5] |= (uint32_t)1 << (c & 31);
}

#endif
