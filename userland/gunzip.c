/*
 * gunzip.c: gzip (RFC 1952) and the deflate inside it (RFC 1951). Codes are
 * decoded canonically, a bit at a time past a table of 9.
 */
#include "../libc/libc.h"
#include "unpack.h"

enum {
	GZ_WINDOW = 32768,
	GZ_MAX_BITS = 15,
	GZ_FAST = 9
};

/* A canonical prefix code: symbols in order of code length. */
struct GzCode {
	unsigned short count[GZ_MAX_BITS + 1];
	unsigned short symbol[288];
	unsigned short fast[1 << GZ_FAST];	/* symbol << 4 | length, or 0 */
};
typedef struct GzCode GzCode;

static unsigned gz_bits;
static int gz_nbits;
static unsigned char gz_window[GZ_WINDOW];
static unsigned gz_at;
static unsigned gz_crc;
static unsigned gz_total;
static GzCode gz_literals;
static GzCode gz_distances;
static int gz_filled;

/* lengths 3.. and distances 1.. by symbol: RFC 1951, 3.2.5 */
static const unsigned short gz_len_base[29] = {
	3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51,
	59, 67, 83, 99, 115, 131, 163, 195, 227, 258
};
static const unsigned char gz_len_extra[29] = {
	0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4,
	4, 5, 5, 5, 5, 0
};
static const unsigned short gz_dist_base[30] = {
	1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385,
	513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
	24577
};
static const unsigned char gz_order[19] = {
	16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
};

static unsigned gz_take(int n)
{
	unsigned v;

	while (gz_nbits < n) {
		gz_bits |= (unsigned)in_byte() << gz_nbits;
		gz_nbits += 8;
	}
	v = gz_bits & ((1u << n) - 1);
	gz_bits >>= n;
	gz_nbits -= n;
	return v;
}

static void gz_flush(void)
{
	gz_crc = crc32_le(gz_crc, gz_window, gz_at);
	gz_total += gz_at;
	tar_write(gz_window, gz_at);
	gz_at = 0;
	gz_filled = 1;
}

static void gz_put(int c)
{
	gz_window[gz_at++] = (unsigned char)c;
	if (gz_at == GZ_WINDOW)
		gz_flush();
}

/* The code that n lengths describe; it must not be over-subscribed. */
static void gz_code(GzCode *c, const unsigned char *lengths, int n)
{
	unsigned short next[GZ_MAX_BITS + 2];
	unsigned code = 0;
	int left = 1;

	memset(c, 0, sizeof(GzCode));
	for (int i = 0; i < n; i++)
		c->count[lengths[i]]++;
	c->count[0] = 0;
	next[1] = 0;
	for (int i = 1; i <= GZ_MAX_BITS; i++) {
		left = left * 2 - c->count[i];
		if (left < 0)
			unpack_die("damaged: impossible code lengths", 0);
		next[i + 1] = (unsigned short)(next[i] + c->count[i]);
	}
	for (int i = 0; i < n; i++) {
		if (lengths[i])
			c->symbol[next[lengths[i]]++] = (unsigned short)i;
	}
	/* the short codes again, by the bits as they come: reversed */
	n = 0;
	for (int len = 1; len <= GZ_FAST; len++) {
		for (int i = 0; i < c->count[len]; i++) {
			unsigned rev = 0;

			for (int k = 0; k < len; k++)
				rev |= (code >> k & 1) << (len - 1 - k);
			for (; rev < 1 << GZ_FAST; rev += 1u << len)
				c->fast[rev] = (unsigned short)
					(c->symbol[n] << 4 | len);
			n++;
			code++;
		}
		code <<= 1;
	}
}

static int gz_symbol(const GzCode *c)
{
	int code = 0;
	int first = 0;
	int index = 0;
	unsigned short f;

	while (gz_nbits < GZ_MAX_BITS && in_peek() >= 0) {
		gz_bits |= (unsigned)in_byte() << gz_nbits;
		gz_nbits += 8;
	}
	f = c->fast[gz_bits & ((1 << GZ_FAST) - 1)];
	if (f && (f & 15) <= gz_nbits) {
		gz_bits >>= f & 15;
		gz_nbits -= f & 15;
		return f >> 4;
	}
	for (int len = 1; len <= GZ_MAX_BITS; len++) {
		code |= gz_take(1);
		if (code - first < c->count[len])
			return c->symbol[index + code - first];
		index += c->count[len];
		first = (first + c->count[len]) << 1;
		code <<= 1;
	}
	unpack_die("damaged: no such code", 0);
}

static void gz_copy(int len, unsigned dist)
{
	if (dist > GZ_WINDOW || (!gz_filled && dist > gz_at))
		unpack_die("damaged: a distance beyond the beginning", 0);
	while (len--)
		gz_put(gz_window[(gz_at - dist) & (GZ_WINDOW - 1)]);
}

static void gz_block(void)
{
	for (;;) {
		int s = gz_symbol(&gz_literals);
		int len;

		if (s < 256) {
			gz_put(s);
			continue;
		}
		if (s == 256)
			return;
		s -= 257;
		if (s >= 29)
			unpack_die("damaged: no such length", 0);
		len = gz_len_base[s] + (int)gz_take(gz_len_extra[s]);
		s = gz_symbol(&gz_distances);
		if (s >= 30)
			unpack_die("damaged: no such distance", 0);
		gz_copy(len, gz_dist_base[s] +
			gz_take(s < 4 ? 0 : s / 2 - 1));
	}
}

static void gz_stored(void)
{
	unsigned n;

	gz_take(gz_nbits & 7);
	n = gz_take(16);
	if ((n ^ gz_take(16)) != 0xffff)
		unpack_die("damaged: a stored block's length", 0);
	while (n--)
		gz_put((int)gz_take(8));
}

static void gz_fixed(void)
{
	unsigned char lengths[288];

	memset(lengths, 8, 144);
	memset(lengths + 144, 9, 112);
	memset(lengths + 256, 7, 24);
	memset(lengths + 280, 8, 8);
	gz_code(&gz_literals, lengths, 288);
	memset(lengths, 5, 30);
	gz_code(&gz_distances, lengths, 30);
}

static void gz_dynamic(void)
{
	unsigned char lengths[320];
	int nlit = (int)gz_take(5) + 257;
	int ndist = (int)gz_take(5) + 1;
	int n = (int)gz_take(4) + 4;

	memset(lengths, 0, 320);
	for (int i = 0; i < n; i++)
		lengths[gz_order[i]] = (unsigned char)gz_take(3);
	gz_code(&gz_literals, lengths, 19);
	memset(lengths, 0, 19);
	for (n = 0; n < nlit + ndist;) {
		int s = gz_symbol(&gz_literals);
		int times = 1;
		int value = s;

		if (s == 16) {
			if (n == 0)
				unpack_die("damaged: nothing to repeat", 0);
			value = lengths[n - 1];
			times = 3 + (int)gz_take(2);
		} else if (s == 17) {
			value = 0;
			times = 3 + (int)gz_take(3);
		} else if (s == 18) {
			value = 0;
			times = 11 + (int)gz_take(7);
		}
		if (n + times > nlit + ndist)
			unpack_die("damaged: too many code lengths", 0);
		while (times--)
			lengths[n++] = (unsigned char)value;
	}
	if (nlit > 286)
		unpack_die("damaged: too many literals", 0);
	gz_code(&gz_literals, lengths, nlit);
	gz_code(&gz_distances, lengths + nlit, ndist);
}

static void gz_inflate(void)
{
	unsigned last;

	gz_bits = 0;
	gz_nbits = 0;
	do {
		unsigned type;

		last = gz_take(1);
		type = gz_take(2);
		if (type == 0) {
			gz_stored();
			continue;
		}
		if (type == 1)
			gz_fixed();
		else if (type == 2)
			gz_dynamic();
		else
			unpack_die("damaged: no such block type", 0);
		gz_block();
	} while (!last);
	gz_flush();
	gz_take(gz_nbits & 7);
}

static void gz_skip_string(void)
{
	while (in_byte() != 0)
		;
}

static unsigned gz_word(void)
{
	unsigned low = gz_take(16);

	return low | gz_take(16) << 16;
}

static void gz_member(void)
{
	unsigned char head[10];

	in_copy(head, 10);
	if (head[0] != 0x1f || head[1] != 0x8b || head[2] != 8 ||
			head[3] & 0xe0)
		unpack_die("not a gzip file that this program knows", 0);
	if (head[3] & 4) {
		int n = in_byte();

		n |= in_byte() << 8;
		while (n--)
			in_byte();
	}
	if (head[3] & 8)
		gz_skip_string();
	if (head[3] & 16)
		gz_skip_string();
	if (head[3] & 2) {
		in_byte();
		in_byte();
	}
	gz_crc = 0;
	gz_total = 0;
	gz_filled = 0;
	gz_inflate();
	if (gz_word() != gz_crc)
		unpack_die("damaged: its CRC does not match", 0);
	if (gz_word() != gz_total)
		unpack_die("damaged: its length does not match", 0);
}

void gunzip_run(void)
{
	do {
		gz_member();
	} while (in_peek() == 0x1f);
}
