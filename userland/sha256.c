/* sha256.c: SHA-256, FIPS 180-4. */
#include "../libc/libc.h"
#include "sha256.h"

/* the first 32 bits of the fractional parts of the cube roots of the first
   64 primes (4.2.2), and of the square roots of the first 8 (5.3.3) */
static const unsigned sha256_k[64] = {
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

static const unsigned sha256_h[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
};

static unsigned sha256_ror(unsigned x, int n)
{
	return x >> n | x << (32 - n);
}

static void sha256_block(Sha256 *s, const unsigned char *p)
{
	unsigned w[64];
	unsigned v[8];

	for (int i = 0; i < 16; i++) {
		w[i] = (unsigned)p[0] << 24 | (unsigned)p[1] << 16 |
			(unsigned)p[2] << 8 | p[3];
		p += 4;
	}
	for (int i = 16; i < 64; i++) {
		unsigned a = w[i - 15];
		unsigned b = w[i - 2];

		a = sha256_ror(a, 7) ^ sha256_ror(a, 18) ^ a >> 3;
		b = sha256_ror(b, 17) ^ sha256_ror(b, 19) ^ b >> 10;
		w[i] = w[i - 16] + a + w[i - 7] + b;
	}
	memcpy(v, s->h, 32);
	for (int i = 0; i < 64; i++) {
		unsigned e = v[4];
		unsigned a = v[0];
		unsigned t1;
		unsigned t2;

		t1 = sha256_ror(e, 6) ^ sha256_ror(e, 11) ^ sha256_ror(e, 25);
		t1 += v[7] + (v[6] ^ (e & (v[5] ^ v[6])));
		t1 += sha256_k[i] + w[i];
		t2 = sha256_ror(a, 2) ^ sha256_ror(a, 13) ^ sha256_ror(a, 22);
		t2 += (a & v[1]) | (v[2] & (a | v[1]));
		v[7] = v[6];
		v[6] = v[5];
		v[5] = e;
		v[4] = v[3] + t1;
		v[3] = v[2];
		v[2] = v[1];
		v[1] = a;
		v[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		s->h[i] += v[i];
}

void sha256_begin(Sha256 *s)
{
	memcpy(s->h, sha256_h, 32);
	s->n = 0;
}

void sha256_add(Sha256 *s, const unsigned char *p, unsigned long n)
{
	unsigned long have = s->n & 63;

	s->n += n;
	if (have) {
		unsigned long take = 64 - have;

		if (take > n)
			take = n;
		memcpy(s->block + have, p, take);
		p += take;
		n -= take;
		if (have + take < 64)
			return;
		sha256_block(s, s->block);
	}
	while (n >= 64) {
		sha256_block(s, p);
		p += 64;
		n -= 64;
	}
	memcpy(s->block, p, n);
}

void sha256_end(Sha256 *s, unsigned char *digest)
{
	unsigned long bits = s->n * 8;
	unsigned char pad[72];
	unsigned long n = 64 - ((s->n + 8) & 63);

	memset(pad, 0, 72);
	pad[0] = 0x80;
	for (int i = 0; i < 8; i++)
		pad[n + i] = (unsigned char)(bits >> (56 - 8 * i));
	sha256_add(s, pad, n + 8);
	for (int i = 0; i < 32; i++)
		digest[i] = (unsigned char)(s->h[i / 4] >> (24 - i % 4 * 8));
}
