/*
 * unxz.c: xz (The .xz File Format, version 1.1.0) with LZMA2 as its only
 * filter. The coder's facts are from the LZMA specification of 2015.
 */
#include "../libc/libc.h"
#include "sha256.h"
#include "unpack.h"

enum {
	XZ_STATES = 12,
	XZ_POS = 16,
	/* offsets into one array of probabilities */
	P_MATCH = 0,
	P_REP = P_MATCH + XZ_STATES * XZ_POS,
	P_REP0 = P_REP + XZ_STATES,
	P_REP1 = P_REP0 + XZ_STATES,
	P_REP2 = P_REP1 + XZ_STATES,
	P_REP0_LONG = P_REP2 + XZ_STATES,
	P_SLOT = P_REP0_LONG + XZ_STATES * XZ_POS,
	P_SPECIAL = P_SLOT + 4 * 64,
	P_ALIGN = P_SPECIAL + 128,
	P_LEN = P_ALIGN + 16,
	/* a length coder: choice, choice2, low, mid, high */
	L_LOW = 2,
	L_MID = L_LOW + XZ_POS * 8,
	L_HIGH = L_MID + XZ_POS * 8,
	L_SIZE = L_HIGH + 256,
	P_REP_LEN = P_LEN + L_SIZE,
	P_LITERAL = P_REP_LEN + L_SIZE,
	P_SIZE = P_LITERAL + 0x300 * 16
};

static unsigned short xz_p[P_SIZE];
static unsigned xz_range;
static unsigned xz_code;
static unsigned char *xz_dict;
static unsigned long xz_dict_size;
static unsigned long xz_dict_at;	/* where the next byte goes */
static unsigned long xz_dict_full;	/* bytes that are there */
static unsigned long xz_flushed;	/* what was written, up to here */
static unsigned xz_rep[4];
static unsigned xz_state;
static int xz_lc;
static int xz_lp;
static int xz_pb;
static long xz_left;		/* bytes that the chunk still has to give */
static long xz_compressed;	/* compressed bytes of the chunk left */
static int xz_check;
static unsigned xz_crc32;
static unsigned long xz_crc64;
static unsigned long xz_crc64_table[256];
static Sha256 xz_sha;
static unsigned long xz_total;	/* of the block, uncompressed */

/* ---- output: the dictionary is the buffer ---- */

static void xz_flush(void)
{
	unsigned char *p = xz_dict + xz_flushed;
	unsigned long n = xz_dict_at - xz_flushed;

	if (xz_check == 1)
		xz_crc32 = crc32_le(xz_crc32, p, n);
	if (xz_check == 10)
		sha256_add(&xz_sha, p, n);
	if (xz_check == 4) {
		unsigned long c = ~xz_crc64;

		for (unsigned long i = 0; i < n; i++)
			c = xz_crc64_table[(c ^ p[i]) & 255] ^ c >> 8;
		xz_crc64 = ~c;
	}
	xz_total += n;
	tar_write(p, n);
	xz_flushed = xz_dict_at;
	if (xz_dict_at == xz_dict_size) {
		xz_dict_at = 0;
		xz_flushed = 0;
	}
}

static void xz_put(int c)
{
	xz_dict[xz_dict_at++] = (unsigned char)c;
	if (xz_dict_full < xz_dict_size)
		xz_dict_full++;
	xz_left--;
	if (xz_dict_at == xz_dict_size)
		xz_flush();
}

static int xz_back(unsigned dist)
{
	unsigned long at = xz_dict_at;

	if (dist >= xz_dict_full)
		unpack_die("damaged: a distance beyond the beginning", 0);
	if (at <= dist)
		at += xz_dict_size;
	return xz_dict[at - dist - 1];
}

/* ---- the range decoder ---- */

static unsigned xz_next(void)
{
	if (xz_compressed-- <= 0)
		unpack_die("damaged: a chunk is too short", 0);
	return (unsigned)in_byte();
}

static int xz_bit(unsigned short *p)
{
	unsigned bound = (xz_range >> 11) * *p;
	int bit = xz_code >= bound;

	if (bit) {
		xz_range -= bound;
		xz_code -= bound;
		*p = (unsigned short)(*p - (*p >> 5));
	} else {
		xz_range = bound;
		*p = (unsigned short)(*p + ((2048 - *p) >> 5));
	}
	if (xz_range < 1 << 24) {
		xz_range <<= 8;
		xz_code = xz_code << 8 | xz_next();
	}
	return bit;
}

static unsigned xz_tree(unsigned short *p, int bits)
{
	unsigned m = 1;

	for (int i = 0; i < bits; i++)
		m = m << 1 | (unsigned)xz_bit(p + m);
	return m - (1u << bits);
}

static unsigned xz_tree_reverse(unsigned short *p, int bits)
{
	unsigned m = 1;
	unsigned v = 0;

	for (int i = 0; i < bits; i++) {
		unsigned b = (unsigned)xz_bit(p + m);

		m = m << 1 | b;
		v |= b << i;
	}
	return v;
}

static unsigned xz_direct(int bits)
{
	unsigned v = 0;

	while (bits--) {
		unsigned b;

		xz_range >>= 1;
		b = xz_code >= xz_range;
		if (b)
			xz_code -= xz_range;
		v = v << 1 | b;
		if (xz_range < 1 << 24) {
			xz_range <<= 8;
			xz_code = xz_code << 8 | xz_next();
		}
	}
	return v;
}

/* ---- LZMA ---- */

static void xz_reset_state(void)
{
	for (int i = 0; i < P_SIZE; i++)
		xz_p[i] = 1024;
	memset(xz_rep, 0, sizeof(xz_rep));
	xz_state = 0;
}

static void xz_properties(int byte)
{
	if (byte >= 9 * 5 * 5)
		unpack_die("damaged: LZMA properties", 0);
	xz_pb = byte / 45;
	xz_lp = byte % 45 / 9;
	xz_lc = byte % 9;
	if (xz_lc + xz_lp > 4)
		unpack_die("damaged: LZMA properties", 0);
}

static unsigned xz_length(unsigned short *p, unsigned pos)
{
	if (!xz_bit(p))
		return 2 + xz_tree(p + L_LOW + pos * 8, 3);
	if (!xz_bit(p + 1))
		return 10 + xz_tree(p + L_MID + pos * 8, 3);
	return 18 + xz_tree(p + L_HIGH, 8);
}

static unsigned xz_distance(unsigned len)
{
	unsigned slot = xz_tree(xz_p + P_SLOT +
		(len < 6 ? len - 2 : 3) * 64, 6);
	int bits = (int)(slot >> 1) - 1;
	unsigned dist;

	if (slot < 4)
		return slot;
	dist = (2 | (slot & 1)) << bits;
	if (slot < 14)
		return dist + xz_tree_reverse(xz_p + P_SPECIAL + dist - slot,
			bits);
	dist += xz_direct(bits - 4) << 4;
	return dist + xz_tree_reverse(xz_p + P_ALIGN, 4);
}

static void xz_literal(void)
{
	unsigned prev = xz_dict_full ? (unsigned)xz_back(0) : 0;
	unsigned at = (unsigned)(xz_total + (xz_dict_at - xz_flushed));
	unsigned short *p;
	unsigned m = 1;

	at = (at & ((1u << xz_lp) - 1)) << xz_lc | prev >> (8 - xz_lc);
	p = xz_p + P_LITERAL + 0x300 * at;
	if (xz_state >= 7) {
		unsigned match = (unsigned)xz_back(xz_rep[0]);
		unsigned offset = 0x100;

		while (m < 0x100) {
			unsigned mbit;
			unsigned b;

			match <<= 1;
			mbit = match & offset;
			b = (unsigned)xz_bit(p + offset + mbit + m);
			m = m << 1 | b;
			offset &= b ? match : ~match;
		}
	}
	while (m < 0x100)
		m = m << 1 | (unsigned)xz_bit(p + m);
	xz_put((int)(m & 255));
	if (xz_state < 4)
		xz_state = 0;
	else
		xz_state -= xz_state < 10 ? 3 : 6;
}

/* A repeated match: returns its length, or 0 for a single byte. */
static unsigned xz_repeat(unsigned pos)
{
	unsigned d;
	int which;

	if (!xz_bit(xz_p + P_REP0 + xz_state)) {
		if (!xz_bit(xz_p + P_REP0_LONG + xz_state * XZ_POS + pos)) {
			xz_state = xz_state < 7 ? 9 : 11;
			xz_put(xz_back(xz_rep[0]));
			return 0;
		}
	} else {
		which = 1;
		if (xz_bit(xz_p + P_REP1 + xz_state))
			which = 2 + xz_bit(xz_p + P_REP2 + xz_state);
		d = xz_rep[which];
		for (; which > 0; which--)
			xz_rep[which] = xz_rep[which - 1];
		xz_rep[0] = d;
	}
	xz_state = xz_state < 7 ? 8 : 11;
	return xz_length(xz_p + P_REP_LEN, pos);
}

static void xz_symbol(void)
{
	unsigned at = (unsigned)(xz_total + (xz_dict_at - xz_flushed));
	unsigned pos = at & ((1u << xz_pb) - 1);
	unsigned len;

	if (!xz_bit(xz_p + P_MATCH + xz_state * XZ_POS + pos)) {
		xz_literal();
		return;
	}
	if (xz_bit(xz_p + P_REP + xz_state)) {
		len = xz_repeat(pos);
	} else {
		len = xz_length(xz_p + P_LEN, pos);
		xz_rep[3] = xz_rep[2];
		xz_rep[2] = xz_rep[1];
		xz_rep[1] = xz_rep[0];
		xz_rep[0] = xz_distance(len);
		xz_state = xz_state < 7 ? 7 : 10;
	}
	if (len > xz_left)
		unpack_die("damaged: a match beyond its chunk", 0);
	while (len--)
		xz_put(xz_back(xz_rep[0]));
}

/* ---- LZMA2 ---- */

static void xz_chunk_lzma(int control, int *need)
{
	xz_left = (control & 31) << 16;
	xz_left += in_byte() << 8;
	xz_left += in_byte() + 1;
	xz_compressed = in_byte() << 8;
	xz_compressed += in_byte() + 1;
	if ((control >> 5 & 3) < *need)
		unpack_die("damaged: a chunk without what it needs", 0);
	if (control >= 0xc0)
		xz_properties(in_byte());
	if (control >= 0xa0)
		xz_reset_state();
	*need = 0;
	xz_range = 0xffffffff;
	xz_code = 0;
	xz_next();
	for (int i = 0; i < 4; i++)
		xz_code = xz_code << 8 | xz_next();
	while (xz_left > 0)
		xz_symbol();
	if (xz_compressed != 0 || xz_code != 0)
		unpack_die("damaged: a chunk's end", 0);
}

static void xz_chunk_plain(void)
{
	xz_left = in_byte() << 8;
	xz_left += in_byte() + 1;
	while (xz_left > 0)
		xz_put(in_byte());
}

static void xz_lzma2(void)
{
	int first = 1;
	int need = 2;	/* 2: properties, 1: a state reset, 0: nothing */

	xz_dict_at = 0;
	xz_dict_full = 0;
	xz_flushed = 0;
	for (;;) {
		int control = in_byte();

		if (control == 0)
			break;
		if (control >= 0xe0 || control == 1) {
			xz_flush();
			xz_dict_full = 0;
			first = 0;
		} else if (first) {
			unpack_die("damaged: no dictionary", 0);
		}
		if (control >= 0x80) {
			xz_chunk_lzma(control, &need);
		} else if (control <= 2) {
			if (need == 0)
				need = 1;
			xz_chunk_plain();
		} else {
			unpack_die("damaged: no such chunk", 0);
		}
	}
	xz_flush();
}

/* ---- the container ---- */

static unsigned long xz_le(const unsigned char *p, int n)
{
	unsigned long v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}

static void xz_padding(unsigned long from)
{
	while ((in_offset() - from) & 3) {
		if (in_byte() != 0)
			unpack_die("damaged: padding that is not zero", 0);
	}
}

/* A number of the format at p[*at]; *at moves past it. */
static unsigned long xz_varint(const unsigned char *p, int *at, int n)
{
	unsigned long v = 0;

	for (int shift = 0; shift < 63; shift += 7) {
		int c;

		if (*at >= n)
			break;
		c = p[(*at)++];
		v |= (unsigned long)(c & 127) << shift;
		if (c < 128)
			return v;
	}
	unpack_die("damaged: a number in a header", 0);
}

static void xz_block_header(int size_byte)
{
	unsigned char h[1024];
	int n = (size_byte + 1) * 4;
	int at = 2;
	int bits;

	h[0] = (unsigned char)size_byte;
	in_copy(h + 1, n - 1);
	if (crc32_le(0, h, n - 4) != xz_le(h + n - 4, 4))
		unpack_die("damaged: a block header's CRC", 0);
	if (h[1] & 0x40)
		xz_varint(h, &at, n);
	if (h[1] & 0x80)
		xz_varint(h, &at, n);
	if (h[1] & 3 || xz_varint(h, &at, n) != 0x21 ||
			xz_varint(h, &at, n) != 1)
		unpack_die("an xz filter other than LZMA2", 0);
	bits = h[at];
	if (bits > 40)
		unpack_die("damaged: a dictionary's size", 0);
	if (bits > 36)
		unpack_die("an xz dictionary over 1 GiB", 0);
	if (xz_dict_size < (2ul | (bits & 1)) << (bits / 2 + 11)) {
		free(xz_dict);
		xz_dict_size = (2ul | (bits & 1)) << (bits / 2 + 11);
		xz_dict = malloc(xz_dict_size);
		if (!xz_dict)
			unpack_die("out of memory for its dictionary", 0);
	}
}

static void xz_block_check(void)
{
	unsigned char want[64];
	unsigned char got[32];
	int n = 0;

	if (xz_check == 1)
		n = 4;
	else if (xz_check == 4)
		n = 8;
	else if (xz_check == 10)
		n = 32;
	in_copy(want, n);
	if (xz_check == 10) {
		sha256_end(&xz_sha, got);
	} else {
		unsigned long v = xz_check == 1 ? xz_crc32 : xz_crc64;

		for (int i = 0; i < 8; i++)
			got[i] = (unsigned char)(v >> (8 * i));
	}
	if (memcmp(want, got, n) != 0)
		unpack_die("damaged: a block's check does not match", 0);
}

static void xz_block(int size_byte)
{
	unsigned long from = in_offset() - 1;

	xz_block_header(size_byte);
	xz_crc32 = 0;
	xz_crc64 = 0;
	xz_total = 0;
	sha256_begin(&xz_sha);
	xz_lzma2();
	xz_padding(from);
	xz_block_check();
}

static int xz_index_byte(unsigned *crc)
{
	unsigned char c = (unsigned char)in_byte();

	*crc = crc32_le(*crc, &c, 1);
	return c;
}

static unsigned long xz_index_number(unsigned *crc)
{
	unsigned long v = 0;
	int c;

	for (int shift = 0; shift < 63; shift += 7) {
		c = xz_index_byte(crc);
		v |= (unsigned long)(c & 127) << shift;
		if (c < 128)
			return v;
	}
	unpack_die("damaged: a number in the index", 0);
}

/* The index: skipped but for its CRC. Its first byte, 0, was taken. */
static void xz_index(void)
{
	unsigned long from = in_offset() - 1;
	unsigned char sum[4];
	unsigned crc;
	unsigned long records;

	sum[0] = 0;
	crc = crc32_le(0, sum, 1);
	records = xz_index_number(&crc);
	while (records--) {
		xz_index_number(&crc);
		xz_index_number(&crc);
	}
	while ((in_offset() - from) & 3)
		xz_index_byte(&crc);
	in_copy(sum, 4);
	if (crc != xz_le(sum, 4))
		unpack_die("damaged: the index's CRC", 0);
}

static void xz_stream(void)
{
	unsigned char h[12];
	int size_byte;

	in_copy(h, 12);
	if (memcmp(h, "\xfd" "7zXZ\0", 6) != 0 || h[6] != 0 ||
			crc32_le(0, h + 6, 2) != xz_le(h + 8, 4))
		unpack_die("not an xz file", 0);
	xz_check = h[7];
	if (xz_check != 0 && xz_check != 1 && xz_check != 4 && xz_check != 10)
		unpack_die("an xz check that this program does not know", 0);
	for (;;) {
		size_byte = in_byte();
		if (size_byte == 0)
			break;
		xz_block(size_byte);
	}
	xz_index();
	in_copy(h, 12);
	if (crc32_le(0, h + 4, 6) != xz_le(h, 4) || h[10] != 'Y' ||
			h[11] != 'Z')
		unpack_die("damaged: the stream's footer", 0);
}

void unxz_run(void)
{
	for (unsigned long i = 0; i < 256; i++) {
		unsigned long c = i;

		for (int k = 0; k < 8; k++)
			c = c & 1 ? c >> 1 ^ 0xc96c5795d7870f42ul : c >> 1;
		xz_crc64_table[i] = c;
	}
	do {
		xz_stream();
		while (in_peek() == 0)
			in_byte();
	} while (in_peek() == 0xfd);
}
