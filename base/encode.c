/*
 * Textual forms of hashes: base 16, nix32, base 64 (RFC 4648) and SRI.
 * nix32 (libutil/base-nix-32.cc) leaves out e o u t and writes the digest
 * as one little-endian number, highest digit first.
 */
#include "base/hash.h"

static const char DIGITS32[] = "0123456789abcdfghijklmnpqrsvwxyz";
static const char DIGITS64[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void enc16(char *out, const uint8_t *b, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = hex[b[i] >> 4];
		out[2 * i + 1] = hex[b[i] & 15];
	}
}

void enc32(char *out, const uint8_t *b, size_t n)
{
	size_t len = enc32_len(n);
	size_t i, at;
	unsigned shift, v;

	for (i = 0; i < len; i++) {
		at = (len - 1 - i) * 5 / 8;
		shift = (unsigned)((len - 1 - i) * 5 % 8);
		v = (unsigned)b[at] >> shift;
		if (at + 1 < n)
			v |= (unsigned)b[at + 1] << (8 - shift);
		out[i] = DIGITS32[v & 31];
	}
}

void enc64(char *out, const uint8_t *b, size_t n)
{
	uint32_t v;

	for (; n >= 3; n -= 3, b += 3) {
		v = (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
		*out++ = DIGITS64[v >> 18];
		*out++ = DIGITS64[v >> 12 & 63];
		*out++ = DIGITS64[v >> 6 & 63];
		*out++ = DIGITS64[v & 63];
	}
	if (n == 0)
		return;
	v = (uint32_t)b[0] << 16 | (n == 2 ? (uint32_t)b[1] << 8 : 0);
	*out++ = DIGITS64[v >> 18];
	*out++ = DIGITS64[v >> 12 & 63];
	*out++ = n == 2 ? DIGITS64[v >> 6 & 63] : '=';
	*out = '=';
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool dec16(uint8_t *out, size_t size, Str s)
{
	size_t i;
	int hi, lo;

	if (s.n != enc16_len(size))
		return false;
	for (i = 0; i < size; i++) {
		hi = hex_digit(s.p[2 * i]);
		lo = hex_digit(s.p[2 * i + 1]);
		if (hi < 0 || lo < 0)
			return false;
		out[i] = (uint8_t)(hi << 4 | lo);
	}
	return true;
}

int dec32_char(char c)
{
	const char *hit = c ? strchr(DIGITS32, c) : NULL;

	return hit ? (int)(hit - DIGITS32) : -1;
}

bool dec32(uint8_t *out, size_t size, Str s)
{
	size_t i, at;
	unsigned shift;
	int v;

	if (s.n != enc32_len(size))
		return false;
	memset(out, 0, size);
	for (i = 0; i < s.n; i++) {
		v = dec32_char(s.p[s.n - 1 - i]);
		if (v < 0)
			return false;
		at = i * 5 / 8;
		shift = (unsigned)(i * 5 % 8);
		out[at] |= (uint8_t)((unsigned)v << shift);
		v >>= 8 - shift;
		if (at + 1 < size)
			out[at + 1] |= (uint8_t)v;
		else if (v)
			return false;
	}
	return true;
}

static int digit64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool dec64(uint8_t *out, size_t room, size_t *n, Str s)
{
	uint32_t v = 0;
	unsigned bits = 0;
	size_t len = 0;
	size_t i;
	int d;

	for (i = 0; i < s.n && s.p[i] != '='; i++) {
		if (s.p[i] == '\n')
			continue;
		d = digit64(s.p[i]);
		if (d < 0)
			return false;
		v = v << 6 | (unsigned)d;
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		if (len == room)
			return false;
		out[len++] = (uint8_t)(v >> bits);
	}
	for (; i < s.n; i++)
		if (s.p[i] != '=' && s.p[i] != '\n')
			return false;
	*n = len;
	return true;
}

void hash_put(StrBuf *b, const Hash *h, HashEnc enc, bool prefix)
{
	size_t n = h->size;

	if (prefix || enc == ENC_SRI) {
		sb_puts(b, hash_name(h->algo));
		sb_putc(b, enc == ENC_SRI ? '-' : ':');
	}
	sb_room(b, 2 * HASH_MAX);
	switch (enc) {
	case ENC_BASE16:
		enc16(b->p + b->n, h->b, n);
		b->n += enc16_len(n);
		break;
	case ENC_NIX32:
		enc32(b->p + b->n, h->b, n);
		b->n += enc32_len(n);
		break;
	case ENC_BASE64:
	case ENC_SRI:
		enc64(b->p + b->n, h->b, n);
		b->n += enc64_len(n);
		break;
	}
}

Str hash_print(Arena *a, const Hash *h, HashEnc enc, bool prefix)
{
	StrBuf b = sb_in(a);

	hash_put(&b, h, enc, prefix);
	return sb_str(&b);
}

static int bad_text(Err *err, Str s, HashAlgo algo)
{
	return err_set(err, ERR_FORMAT,
		       "hash '" STR_F "' has wrong length for hash "
		       "algorithm '%s'", STR_A(s), hash_name(algo));
}

int hash_parse(Hash *h, Str s, HashAlgo algo, Err *err)
{
	Str whole = s;
	bool sri = false;
	ptrdiff_t sep = str_chr(s, ':');
	HashAlgo named;
	size_t size, n;

	if (sep < 0) {
		sep = str_chr(s, '-');
		sri = sep >= 0;
	}
	if (sep >= 0) {
		named = hash_by_name(str_sub(s, 0, (size_t)sep));
		if (named == HASH_NONE)
			return err_set(err, ERR_FORMAT,
				       "unknown hash algorithm '" STR_F
				       "', expect 'blake3', 'md5', 'sha1', "
				       "'sha256', or 'sha512'",
				       STR_A(str_sub(s, 0, (size_t)sep)));
		if (algo != HASH_NONE && named != algo)
			return err_set(err, ERR_FORMAT,
				       "hash '" STR_F "' should have type "
				       "'%s'", STR_A(s), hash_name(algo));
		algo = named;
		s = str_from(s, (size_t)sep + 1);
	} else if (algo == HASH_NONE) {
		return err_set(err, ERR_FORMAT, "hash '" STR_F "' does not "
			       "include a type, nor is the type otherwise "
			       "known from context", STR_A(whole));
	}
	size = hash_size(algo);
	h->algo = algo;
	h->size = (uint8_t)size;
	memset(h->b, 0, sizeof h->b);
	if (!sri && s.n == enc16_len(size)) {
		if (dec16(h->b, size, s))
			return 0;
		return err_set(err, ERR_FORMAT, "invalid base-16 hash '"
			       STR_F "'", STR_A(whole));
	}
	if (!sri && s.n == enc32_len(size)) {
		if (dec32(h->b, size, s))
			return 0;
		return err_set(err, ERR_FORMAT, "invalid base-32 hash '"
			       STR_F "'", STR_A(whole));
	}
	if (sri || s.n == enc64_len(size)) {
		if (dec64(h->b, size, &n, s) && n == size)
			return 0;
		return err_set(err, ERR_FORMAT, "invalid %s hash '" STR_F "'",
			       sri ? "SRI" : "base-64", STR_A(whole));
	}
	return bad_text(err, whole, algo);
}
