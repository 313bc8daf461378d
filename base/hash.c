/* Hash functions behind one streaming interface: see hash.h. */
#include "base/hash.h"

static const struct {
	const char *name;
	uint8_t size;
	uint8_t block;
} ALGOS[] = {
	{ "none", 0, 0 },
	{ "md5", 16, 64 },
	{ "sha1", 20, 64 },
	{ "sha256", 32, 64 },
	{ "sha512", 64, 128 },
	{ "blake3", 32, 64 },
};

enum { ALGO_COUNT = sizeof ALGOS / sizeof ALGOS[0] };

size_t hash_size(HashAlgo algo)
{
	return ALGOS[algo].size;
}

const char *hash_name(HashAlgo algo)
{
	return ALGOS[algo].name;
}

HashAlgo hash_by_name(Str name)
{
	int i;

	for (i = 1; i < ALGO_COUNT; i++)
		if (str_eqc(name, ALGOS[i].name))
			return (HashAlgo)i;
	return HASH_NONE;
}

bool hash_eq(const Hash *a, const Hash *b)
{
	return a->algo == b->algo && a->size == b->size &&
	       memcmp(a->b, b->b, a->size) == 0;
}

Hash hash_compress(const Hash *h, size_t n)
{
	Hash r = { h->algo, (uint8_t)n, { 0 } };
	size_t i;

	for (i = 0; i < h->size; i++)
		r.b[i % n] ^= h->b[i];
	return r;
}

void hash_init(HashCtx *c, HashAlgo algo)
{
	static const uint32_t init32[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
	};
	static const uint64_t init64[8] = {
		0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu,
		0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
		0x510e527fade682d1u, 0x9b05688c2b3e6c1fu,
		0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u
	};
	static const uint32_t init_md5[5] = {
		0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0
	};

	c->algo = algo;
	c->total = 0;
	switch (algo) {
	case HASH_NONE:
		break;
	case HASH_MD5:
	case HASH_SHA1:
		memcpy(c->s.w32, init_md5, sizeof init_md5);
		break;
	case HASH_SHA256:
		memcpy(c->s.w32, init32, sizeof init32);
		break;
	case HASH_SHA512:
		memcpy(c->s.w64, init64, sizeof init64);
		break;
	case HASH_BLAKE3:
		blake3_init(&c->s.blake3);
		break;
	}
}

static void hash_blocks(HashCtx *c, const uint8_t *p, size_t blocks)
{
	switch (c->algo) {
	case HASH_MD5:
		md5_blocks(c->s.w32, p, blocks);
		break;
	case HASH_SHA1:
		sha1_blocks(c->s.w32, p, blocks);
		break;
	case HASH_SHA256:
		sha256_blocks(c->s.w32, p, blocks);
		break;
	case HASH_SHA512:
		sha512_blocks(c->s.w64, p, blocks);
		break;
	case HASH_NONE:
	case HASH_BLAKE3:
		break;
	}
}

void hash_update(HashCtx *c, const void *data, size_t n)
{
	const uint8_t *p = data;
	size_t block = ALGOS[c->algo].block;
	size_t have;
	size_t take;

	if (n == 0 || c->algo == HASH_NONE)
		return;
	if (c->algo == HASH_BLAKE3) {
		blake3_update(&c->s.blake3, p, n);
		return;
	}
	have = c->total % block;
	c->total += n;
	if (have) {
		take = block - have < n ? block - have : n;
		memcpy(c->buf + have, p, take);
		p += take;
		n -= take;
		if (have + take < block)
			return;
		hash_blocks(c, c->buf, 1);
	}
	if (n >= block) {
		hash_blocks(c, p, n / block);
		p += n - n % block;
		n %= block;
	}
	memcpy(c->buf, p, n);
}

static void put_be(uint8_t *out, uint64_t v, int bytes)
{
	while (bytes-- > 0) {
		out[bytes] = (uint8_t)v;
		v >>= 8;
	}
}

static void put_le(uint8_t *out, uint64_t v, int bytes)
{
	int i;

	for (i = 0; i < bytes; i++)
		out[i] = (uint8_t)(v >> 8 * i);
}

/* pad: 0x80, zeros, and the length in bits in the last 8 bytes. */
static void hash_pad(HashCtx *c)
{
	size_t block = ALGOS[c->algo].block;
	size_t have = c->total % block;
	size_t tail = block == 128 ? 16 : 8;

	c->buf[have++] = 0x80;
	if (have > block - tail) {
		memset(c->buf + have, 0, block - have);
		hash_blocks(c, c->buf, 1);
		have = 0;
	}
	memset(c->buf + have, 0, block - have);
	if (c->algo == HASH_MD5)
		put_le(c->buf + block - 8, c->total << 3, 8);
	else
		put_be(c->buf + block - 8, c->total << 3, 8);
	if (tail == 16)
		c->buf[block - 9] = (uint8_t)(c->total >> 61);
	hash_blocks(c, c->buf, 1);
}

Hash hash_final(HashCtx *c)
{
	Hash h = { c->algo, (uint8_t)hash_size(c->algo), { 0 } };
	size_t i;

	if (c->algo == HASH_BLAKE3) {
		blake3_final(&c->s.blake3, h.b);
		return h;
	}
	if (c->algo == HASH_NONE)
		return h;
	hash_pad(c);
	if (c->algo == HASH_SHA512) {
		for (i = 0; i < 8; i++)
			put_be(h.b + i * 8, c->s.w64[i], 8);
		return h;
	}
	for (i = 0; i < h.size / 4u; i++) {
		if (c->algo == HASH_MD5)
			put_le(h.b + i * 4, c->s.w32[i], 4);
		else
			put_be(h.b + i * 4, c->s.w32[i], 4);
	}
	return h;
}

Hash hash_of(HashAlgo algo, Str s)
{
	HashCtx c;

	hash_init(&c, algo);
	hash_update(&c, s.p, s.n);
	return hash_final(&c);
}
