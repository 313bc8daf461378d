/*
 * SHA-256's compression function (FIPS 180-4, section 6.2), with the CPU's
 * instructions where cpuid reports them (Intel SDM volume 2: SHA256RNDS2
 * and kin) and in plain C everywhere else. The instructions are written in
 * asm text, not intrinsics, so that a compiler without <immintrin.h> can
 * build this; those beyond SSE2 are given as bytes, so that its assembler
 * need not know them.
 */
#include "base/hash.h"

static const uint32_t K[64] __attribute__((aligned(16))) = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
	0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
	0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

bool sha256_force_plain;

#define ROR(x, n) ((x) >> (n) | (x) << (32 - (n)))

static uint32_t get_be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* One round; the caller rotates the names instead of the values. */
#define ROUND(a, b, c, d, e, f, g, h, i) do { \
	uint32_t t = h + (ROR(e, 6) ^ ROR(e, 11) ^ ROR(e, 25)) + \
		     (g ^ (e & (f ^ g))) + K[i] + w[i]; \
	d += t; \
	h = t + (ROR(a, 2) ^ ROR(a, 13) ^ ROR(a, 22)) + \
	    ((a & b) | (c & (a | b))); \
} while (0)

static void sha256_plain(uint32_t s[8], const uint8_t *p, size_t blocks)
{
	uint32_t w[64];
	uint32_t a, b, c, d, e, f, g, h;
	uint32_t x, y;
	int i;

	for (; blocks > 0; blocks--, p += 64) {
		for (i = 0; i < 16; i++)
			w[i] = get_be32(p + 4 * i);
		for (; i < 64; i++) {
			x = w[i - 15];
			y = w[i - 2];
			w[i] = w[i - 16] + w[i - 7] +
			       (ROR(x, 7) ^ ROR(x, 18) ^ x >> 3) +
			       (ROR(y, 17) ^ ROR(y, 19) ^ y >> 10);
		}
		a = s[0], b = s[1], c = s[2], d = s[3];
		e = s[4], f = s[5], g = s[6], h = s[7];
		for (i = 0; i < 64; i += 8) {
			ROUND(a, b, c, d, e, f, g, h, i);
			ROUND(h, a, b, c, d, e, f, g, i + 1);
			ROUND(g, h, a, b, c, d, e, f, i + 2);
			ROUND(f, g, h, a, b, c, d, e, i + 3);
			ROUND(e, f, g, h, a, b, c, d, i + 4);
			ROUND(d, e, f, g, h, a, b, c, i + 5);
			ROUND(c, d, e, f, g, h, a, b, i + 6);
			ROUND(b, c, d, e, f, g, h, a, i + 7);
		}
		s[0] += a, s[1] += b, s[2] += c, s[3] += d;
		s[4] += e, s[5] += f, s[6] += g, s[7] += h;
	}
}

#ifdef __x86_64__

/* A register-to-register ModRM byte. */
#define MODRM(d, s) "0xc0+8*" #d "+" #s
#define PSHUFB(d, s) ".byte 0x66,0x0f,0x38,0x00," MODRM(d, s) "\n\t"
#define PALIGNR(d, s, n) ".byte 0x66,0x0f,0x3a,0x0f," MODRM(d, s) "," #n "\n\t"
#define RNDS2(d, s) ".byte 0x0f,0x38,0xcb," MODRM(d, s) "\n\t"
#define MSG1(d, s) ".byte 0x0f,0x38,0xcc," MODRM(d, s) "\n\t"
#define MSG2(d, s) ".byte 0x0f,0x38,0xcd," MODRM(d, s) "\n\t"

/*
 * Lanes are named from the lowest up. Registers: xmm0 holds w + K for
 * RNDS2 (implicit operand), xmm1 and xmm2 the state as FEBA and HGDC,
 * xmm3..xmm6 the last sixteen words, xmm7 a temporary, xmm8 the byte
 * order, xmm9 and xmm10 the state before.
 */
#define LOAD(m, off) \
	"movdqu " #off "(%1), %%xmm" #m "\n\t" \
	"movdqa %%xmm8, %%xmm7\n\t" \
	PSHUFB(m, 7)
#define FOUR(m, off) \
	"movdqa " #off "(%3), %%xmm0\n\t" \
	"paddd %%xmm" #m ", %%xmm0\n\t" \
	RNDS2(2, 1) \
	"pshufd $0x0e, %%xmm0, %%xmm0\n\t" \
	RNDS2(1, 2)
/* The next four words into n, from the last sixteen in n, q, r, m. */
#define FOUR_MSG(m, r, n, off) \
	"movdqa " #off "(%3), %%xmm0\n\t" \
	"paddd %%xmm" #m ", %%xmm0\n\t" \
	RNDS2(2, 1) \
	"movdqa %%xmm" #m ", %%xmm7\n\t" \
	PALIGNR(7, r, 4) \
	"paddd %%xmm7, %%xmm" #n "\n\t" \
	MSG2(n, m) \
	"pshufd $0x0e, %%xmm0, %%xmm0\n\t" \
	RNDS2(1, 2) \
	MSG1(r, m)

static void sha256_ni(uint32_t s[8], const uint8_t *p, size_t blocks)
{
	static const uint8_t order[16] __attribute__((aligned(16))) = {
		3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12
	};

	__asm__ volatile(
		"movdqa (%4), %%xmm8\n\t"
		"movdqu (%0), %%xmm7\n\t"       /* A B C D */
		"movdqu 16(%0), %%xmm2\n\t"     /* E F G H */
		"movdqa %%xmm7, %%xmm1\n\t"
		"punpcklqdq %%xmm2, %%xmm1\n\t" /* A B E F */
		"punpckhqdq %%xmm7, %%xmm2\n\t" /* G H C D */
		"pshufd $0x1b, %%xmm1, %%xmm1\n\t"      /* F E B A */
		"pshufd $0xb1, %%xmm2, %%xmm2\n\t"      /* H G D C */
		"1:\n\t"
		"movdqa %%xmm1, %%xmm9\n\t"
		"movdqa %%xmm2, %%xmm10\n\t"
		LOAD(3, 0)
		FOUR(3, 0)
		LOAD(4, 16)
		FOUR(4, 16)
		MSG1(3, 4)
		LOAD(5, 32)
		FOUR(5, 32)
		MSG1(4, 5)
		LOAD(6, 48)
		FOUR_MSG(6, 5, 3, 48)
		FOUR_MSG(3, 6, 4, 64)
		FOUR_MSG(4, 3, 5, 80)
		FOUR_MSG(5, 4, 6, 96)
		FOUR_MSG(6, 5, 3, 112)
		FOUR_MSG(3, 6, 4, 128)
		FOUR_MSG(4, 3, 5, 144)
		FOUR_MSG(5, 4, 6, 160)
		FOUR_MSG(6, 5, 3, 176)
		FOUR_MSG(3, 6, 4, 192)
		FOUR_MSG(4, 3, 5, 208)
		FOUR_MSG(5, 4, 6, 224)
		FOUR(6, 240)
		"paddd %%xmm9, %%xmm1\n\t"
		"paddd %%xmm10, %%xmm2\n\t"
		"addq $64, %1\n\t"
		"decq %2\n\t"
		"jnz 1b\n\t"
		"pshufd $0x1b, %%xmm1, %%xmm1\n\t"      /* A B E F */
		"pshufd $0xb1, %%xmm2, %%xmm2\n\t"      /* G H C D */
		"movdqa %%xmm1, %%xmm7\n\t"
		"shufpd $2, %%xmm2, %%xmm1\n\t" /* A B C D */
		"shufpd $1, %%xmm2, %%xmm7\n\t" /* E F G H */
		"movups %%xmm1, (%0)\n\t"
		"movups %%xmm7, 16(%0)\n\t"
		: "+r"(s), "+r"(p), "+r"(blocks)
		: "r"(K), "r"(order)
		: "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4",
		  "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10");
}

static void cpu_id(uint32_t leaf, uint32_t r[4])
{
	/* rbx by hand: it may hold a pointer in position-independent code */
	__asm__ volatile(
		"movq %%rbx, %%rsi\n\t"
		"cpuid\n\t"
		"movl %%ebx, %%edi\n\t"
		"movq %%rsi, %%rbx\n\t"
		: "=a"(r[0]), "=D"(r[1]), "=c"(r[2]), "=d"(r[3])
		: "0"(leaf), "2"(0)
		: "rsi", "cc");
}

static bool cpu_has_sha(void)
{
	uint32_t r[4];

	cpu_id(0, r);
	if (r[0] < 7)
		return false;
	cpu_id(1, r);
	if (!(r[2] >> 9 & 1) || !(r[2] >> 19 & 1))
		return false;
	cpu_id(7, r);
	return r[1] >> 29 & 1;
}

void sha256_blocks(uint32_t s[8], const uint8_t *p, size_t blocks)
{
	static int has = -1;

	if (has < 0)
		has = cpu_has_sha();
	if (has && !sha256_force_plain)
		sha256_ni(s, p, blocks);
	else
		sha256_plain(s, p, blocks);
}

#else

void sha256_blocks(uint32_t s[8], const uint8_t *p, size_t blocks)
{
	sha256_plain(s, p, blocks);
}

#endif
