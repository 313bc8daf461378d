/*
 * BLAKE3, the plain hash (no key, 32 bytes of output), from the paper
 * "BLAKE3: one function, fast everywhere", sections 2.1 to 2.5.
 */
#include "base/hash.h"

enum {
	CHUNK_START = 1,
	CHUNK_END = 2,
	PARENT = 4,
	ROOT = 8,
	BLOCKS_A_CHUNK = 16
};

static const uint32_t IV[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
};

static const uint8_t PERMUTE[16] = {
	2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8
};

#define ROR(x, n) ((x) >> (n) | (x) << (32 - (n)))
#define G(a, b, c, d, x, y) do { \
	v[a] += v[b] + (x); \
	v[d] = ROR(v[d] ^ v[a], 16); \
	v[c] += v[d]; \
	v[b] = ROR(v[b] ^ v[c], 12); \
	v[a] += v[b] + (y); \
	v[d] = ROR(v[d] ^ v[a], 8); \
	v[c] += v[d]; \
	v[b] = ROR(v[b] ^ v[c], 7); \
} while (0)

/* Only the first half of the output is ever needed here. */
static void compress(uint32_t out[8], const uint32_t cv[8],
		     const uint32_t words[16], uint64_t counter,
		     uint32_t len, uint32_t flags)
{
	uint32_t v[16];
	uint32_t m[16];
	uint32_t t[16];
	int i, r;

	memcpy(m, words, sizeof m);
	for (i = 0; i < 8; i++)
		v[i] = cv[i];
	for (i = 0; i < 4; i++)
		v[8 + i] = IV[i];
	v[12] = (uint32_t)counter;
	v[13] = (uint32_t)(counter >> 32);
	v[14] = len;
	v[15] = flags;
	for (r = 0; r < 7; r++) {
		G(0, 4, 8, 12, m[0], m[1]);
		G(1, 5, 9, 13, m[2], m[3]);
		G(2, 6, 10, 14, m[4], m[5]);
		G(3, 7, 11, 15, m[6], m[7]);
		G(0, 5, 10, 15, m[8], m[9]);
		G(1, 6, 11, 12, m[10], m[11]);
		G(2, 7, 8, 13, m[12], m[13]);
		G(3, 4, 9, 14, m[14], m[15]);
		for (i = 0; i < 16; i++)
			t[i] = m[PERMUTE[i]];
		memcpy(m, t, sizeof m);
	}
	for (i = 0; i < 8; i++)
		out[i] = v[i] ^ v[i + 8];
}

static void load_words(uint32_t w[16], const uint8_t *p)
{
	int i;

	for (i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] | (uint32_t)p[4 * i + 1] << 8 |
		       (uint32_t)p[4 * i + 2] << 16 |
		       (uint32_t)p[4 * i + 3] << 24;
}

static void parent(uint32_t out[8], const uint32_t l[8],
		   const uint32_t r[8], uint32_t flags)
{
	uint32_t w[16];

	memcpy(w, l, 32);
	memcpy(w + 8, r, 32);
	compress(out, IV, w, 0, 64, PARENT | flags);
}

void blake3_init(Blake3 *s)
{
	memset(s, 0, sizeof *s);
	memcpy(s->cv, IV, sizeof IV);
}

/*
 * A finished chunk merges with as many finished subtrees as the number of
 * chunks so far has trailing zeros.
 */
static void push_chunk(Blake3 *s)
{
	uint64_t n = s->chunk + 1;

	while (!(n & 1)) {
		parent(s->cv, s->cv_stack[--s->stack_n], s->cv, 0);
		n >>= 1;
	}
	memcpy(s->cv_stack[s->stack_n++], s->cv, 32);
	memcpy(s->cv, IV, sizeof IV);
	s->chunk++;
	s->blocks = 0;
}

/* Compress the full block in hand, which is known not to be the last. */
static void flush_block(Blake3 *s)
{
	uint32_t w[16];
	uint32_t flags = s->blocks == 0 ? CHUNK_START : 0;

	if (s->blocks == BLOCKS_A_CHUNK - 1)
		flags |= CHUNK_END;
	load_words(w, s->block);
	compress(s->cv, s->cv, w, s->chunk, 64, flags);
	s->blocks++;
	s->block_n = 0;
	if (s->blocks == BLOCKS_A_CHUNK)
		push_chunk(s);
}

void blake3_update(Blake3 *s, const uint8_t *p, size_t n)
{
	size_t take;

	while (n > 0) {
		if (s->block_n == 64)
			flush_block(s);
		take = 64u - s->block_n < n ? 64u - s->block_n : n;
		memcpy(s->block + s->block_n, p, take);
		s->block_n += (uint8_t)take;
		p += take;
		n -= take;
	}
}

void blake3_final(Blake3 *s, uint8_t out[32])
{
	uint32_t w[16];
	uint32_t cv[8];
	uint32_t flags = CHUNK_END | (s->blocks == 0 ? CHUNK_START : 0);
	int i;

	memset(s->block + s->block_n, 0, 64u - s->block_n);
	load_words(w, s->block);
	if (s->stack_n == 0)
		flags |= ROOT;
	compress(cv, s->cv, w, s->chunk, s->block_n, flags);
	while (s->stack_n > 0) {
		s->stack_n--;
		parent(cv, s->cv_stack[s->stack_n], cv,
		       s->stack_n == 0 ? ROOT : 0);
	}
	for (i = 0; i < 32; i++)
		out[i] = (uint8_t)(cv[i / 4] >> 8 * (i % 4));
}
