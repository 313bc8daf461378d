/*
 * Hash functions, streaming, and the textual forms that Nix gives hashes.
 * Sources: RFC 1321 (MD5), FIPS 180-4 (SHA), the BLAKE3 paper; nix32 as in
 * Nix's libutil/base-nix-32.cc.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/err.h"
#include "base/str.h"

typedef enum {
	HASH_NONE = 0,
	HASH_MD5,
	HASH_SHA1,
	HASH_SHA256,
	HASH_SHA512,
	HASH_BLAKE3
} HashAlgo;

enum { HASH_MAX = 64 };

typedef struct {
	HashAlgo algo;
	uint8_t size;           /* bytes of b in use */
	uint8_t b[HASH_MAX];
} Hash;

typedef struct {
	uint32_t cv_stack[54][8];
	uint32_t cv[8];         /* of the chunk under way */
	uint64_t chunk;         /* its number */
	uint8_t stack_n;
	uint8_t blocks;         /* blocks of it compressed so far */
	uint8_t block_n;
	uint8_t block[64];
} Blake3;

typedef struct {
	HashAlgo algo;
	uint64_t total;         /* bytes so far */
	union {
		uint32_t w32[8];
		uint64_t w64[8];
		Blake3 blake3;
	} s;
	uint8_t buf[128];       /* the unfinished block */
} HashCtx;

void hash_init(HashCtx *c, HashAlgo algo);
void hash_update(HashCtx *c, const void *p, size_t n);
Hash hash_final(HashCtx *c);
/* hash_of: all in one. */
Hash hash_of(HashAlgo algo, Str s);

/* hash_size: bytes of a digest; 0 for HASH_NONE. */
size_t hash_size(HashAlgo algo);
/* hash_name: "sha256"; hash_by_name: the reverse, HASH_NONE if unknown. */
const char *hash_name(HashAlgo algo);
HashAlgo hash_by_name(Str name);
bool hash_eq(const Hash *a, const Hash *b);
/*
 * hash_compress: Nix's XOR folding to n bytes (store paths use 20).
 * The result keeps algo but has size n.
 */
Hash hash_compress(const Hash *h, size_t n);

typedef enum { ENC_BASE16, ENC_NIX32, ENC_BASE64, ENC_SRI } HashEnc;

/* Lengths of the text of n bytes (no NUL). */
static inline size_t enc16_len(size_t n)
{
	return n * 2;
}

static inline size_t enc32_len(size_t n)
{
	return n ? (n * 8 - 1) / 5 + 1 : 0;
}

static inline size_t enc64_len(size_t n)
{
	return (n + 2) / 3 * 4;
}

/* encNN: writes the text of n bytes at out; the lengths are above. */
void enc16(char *out, const uint8_t *b, size_t n);
void enc32(char *out, const uint8_t *b, size_t n);
void enc64(char *out, const uint8_t *b, size_t n);
/*
 * decNN: read text into out (room for size bytes). Return false when s is
 * not exactly the text of size bytes (dec64: *n is set instead, and
 * size is the room).
 */
bool dec16(uint8_t *out, size_t size, Str s);
bool dec32(uint8_t *out, size_t size, Str s);
bool dec64(uint8_t *out, size_t room, size_t *n, Str s);
/* dec32_char: value 0..31 of a nix32 digit, or -1. */
int dec32_char(char c);

/*
 * hash_print: ENC_SRI is always "algo-base64"; for the others prefix adds
 * "algo:".
 */
Str hash_print(Arena *a, const Hash *h, HashEnc enc, bool prefix);
void hash_put(StrBuf *b, const Hash *h, HashEnc enc, bool prefix);
/*
 * hash_parse: any of "algo:TEXT", "algo-BASE64" or, when algo is given,
 * bare TEXT, in base 16, nix32 or base 64 told apart by length. algo
 * HASH_NONE means that s must name it; otherwise a name must agree.
 * Gives ERR_FORMAT with the text that Nix 2.34 uses.
 */
int hash_parse(Hash *h, Str s, HashAlgo algo, Err *err);

/* The compression functions, for hash.c alone. */
void md5_blocks(uint32_t s[4], const uint8_t *p, size_t blocks);
void sha1_blocks(uint32_t s[5], const uint8_t *p, size_t blocks);
void sha256_blocks(uint32_t s[8], const uint8_t *p, size_t blocks);
void sha512_blocks(uint64_t s[8], const uint8_t *p, size_t blocks);
void blake3_init(Blake3 *s);
void blake3_update(Blake3 *s, const uint8_t *p, size_t n);
void blake3_final(Blake3 *s, uint8_t out[32]);
/* sha256_force_plain: tests use it to run the portable code. */
extern bool sha256_force_plain;

#endif
