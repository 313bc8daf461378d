/* SHA-1's compression function (FIPS 180-4, section 6.1). */
#include "base/hash.h"

#define ROL(x, n) ((x) << (n) | (x) >> (32 - (n)))

void sha1_blocks(uint32_t s[5], const uint8_t *p, size_t blocks)
{
	uint32_t w[80];
	uint32_t a, b, c, d, e, t;
	int i;

	for (; blocks > 0; blocks--, p += 64) {
		for (i = 0; i < 16; i++)
			w[i] = (uint32_t)p[4 * i] << 24 |
			       (uint32_t)p[4 * i + 1] << 16 |
			       (uint32_t)p[4 * i + 2] << 8 |
			       (uint32_t)p[4 * i + 3];
		for (; i < 80; i++) {
			t = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
			w[i] = ROL(t, 1);
		}
		a = s[0], b = s[1], c = s[2], d = s[3], e = s[4];
		for (i = 0; i < 80; i++) {
			if (i < 20)
				t = (d ^ (b & (c ^ d))) + 0x5a827999;
			else if (i < 40)
				t = (b ^ c ^ d) + 0x6ed9eba1;
			else if (i < 60)
				t = ((b & c) | (d & (b | c))) + 0x8f1bbcdc;
			else
				t = (b ^ c ^ d) + 0xca62c1d6;
			t += ROL(a, 5) + e + w[i];
			e = d, d = c, c = ROL(b, 30), b = a, a = t;
		}
		s[0] += a, s[1] += b, s[2] += c, s[3] += d, s[4] += e;
	}
}
