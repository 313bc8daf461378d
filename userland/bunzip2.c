/*
 * bunzip2.c: bzip2. The format has no standard; its facts are from the
 * manual and sources of bzip2 1.0.8.
 */
#include "../libc/libc.h"
#include "unpack.h"

enum {
	BZ_MAX_BITS = 20,
	BZ_GROUP = 50,		/* symbols for each choice of a table */
	BZ_SELECTORS = 18002,
	BZ_OUT = 65536
};

static unsigned long bz_bits;
static int bz_nbits;
static unsigned *bz_tt;		/* the block: a byte, and links above it */
static unsigned bz_level;	/* block size in units of 100,000 */
static unsigned char bz_selector[BZ_SELECTORS];
static int bz_limit[6][BZ_MAX_BITS + 2];
static int bz_base[6][BZ_MAX_BITS + 2];
static int bz_perm[6][258];
static int bz_min[6];
static unsigned char bz_mtf[256];
static int bz_nsyms;
static int bz_nselectors;
static unsigned bz_crc_table[256];
static unsigned bz_crc;
static unsigned char bz_out[BZ_OUT];
static unsigned bz_out_n;

static unsigned bz_take(int n)
{
	while (bz_nbits < n) {
		bz_bits = bz_bits << 8 | (unsigned)in_byte();
		bz_nbits += 8;
	}
	bz_nbits -= n;
	return bz_bits >> bz_nbits & ((1ul << n) - 1);
}

static void bz_put(int c)
{
	bz_crc = bz_crc << 8 ^ bz_crc_table[bz_crc >> 24 ^ (unsigned)c];
	bz_out[bz_out_n++] = (unsigned char)c;
	if (bz_out_n == BZ_OUT) {
		tar_write(bz_out, bz_out_n);
		bz_out_n = 0;
	}
}

static void bz_crc_make(void)
{
	for (unsigned i = 0; i < 256; i++) {
		unsigned c = i << 24;

		for (int k = 0; k < 8; k++)
			c = c >> 31 ? c << 1 ^ 0x04c11db7 : c << 1;
		bz_crc_table[i] = c;
	}
}

/* The bytes that occur in the block: a two-level bit map. */
static void bz_read_map(void)
{
	unsigned rows = bz_take(16);
	int n = 0;

	for (int i = 0; i < 16; i++) {
		unsigned row;

		if (!(rows >> (15 - i) & 1))
			continue;
		row = bz_take(16);
		for (int j = 0; j < 16; j++) {
			if (row >> (15 - j) & 1)
				bz_mtf[n++] = (unsigned char)(i * 16 + j);
		}
	}
	if (n == 0)
		unpack_die("damaged: a block of no bytes", 0);
	bz_nsyms = n + 2;
}

static void bz_read_selectors(int ngroups)
{
	unsigned char order[6];

	bz_nselectors = (int)bz_take(15);
	if (bz_nselectors == 0)
		unpack_die("damaged: no selectors", 0);
	for (int i = 0; i < 6; i++)
		order[i] = (unsigned char)i;
	for (int i = 0; i < bz_nselectors; i++) {
		int j = 0;
		unsigned char t;

		while (bz_take(1)) {
			if (++j >= ngroups)
				unpack_die("damaged: no such table", 0);
		}
		t = order[j];
		for (; j > 0; j--)
			order[j] = order[j - 1];
		order[0] = t;
		if (i < BZ_SELECTORS)
			bz_selector[i] = t;
	}
	if (bz_nselectors > BZ_SELECTORS)
		bz_nselectors = BZ_SELECTORS;
}

static void bz_read_table(int g)
{
	unsigned char len[258];
	int count[BZ_MAX_BITS + 2];
	int n = (int)bz_take(5);
	int code = 0;
	int at = 0;

	memset(count, 0, sizeof(count));
	for (int i = 0; i < bz_nsyms; i++) {
		for (;;) {
			if (n < 1 || n > BZ_MAX_BITS)
				unpack_die("damaged: a code's length", 0);
			if (!bz_take(1))
				break;
			n += bz_take(1) ? -1 : 1;
		}
		len[i] = (unsigned char)n;
		count[n]++;
	}
	bz_min[g] = 0;
	for (int l = 1; l <= BZ_MAX_BITS; l++) {
		if (count[l] && !bz_min[g])
			bz_min[g] = l;
		/* codes of length l: code .. code + count - 1 */
		bz_base[g][l] = at - code;
		for (int i = 0; i < bz_nsyms; i++) {
			if (len[i] == l)
				bz_perm[g][at++] = i;
		}
		code += count[l];
		bz_limit[g][l] = code;
		code <<= 1;
	}
}

static int bz_symbol(int g)
{
	int l = bz_min[g];
	int code = (int)bz_take(l);
	int at;

	while (code >= bz_limit[g][l]) {
		if (++l > BZ_MAX_BITS)
			unpack_die("damaged: no such code", 0);
		code = code << 1 | (int)bz_take(1);
	}
	at = bz_base[g][l] + code;
	if (at < 0 || at >= bz_nsyms)
		unpack_die("damaged: no such code", 0);
	return bz_perm[g][at];
}

/* The symbols of a block, into bz_tt; returns how many bytes. */
static unsigned bz_read_symbols(void)
{
	unsigned max = bz_level * 100000;
	unsigned n = 0;
	unsigned run = 0;
	unsigned step = 1;
	int group = -1;
	int left = 0;

	for (;;) {
		int s;

		if (left == 0) {
			if (++group >= bz_nselectors)
				unpack_die("damaged: too few selectors", 0);
			left = BZ_GROUP;
		}
		left--;
		s = bz_symbol(bz_selector[group]);
		if (s <= 1) {
			if (step > max)
				unpack_die("damaged: a run too long", 0);
			run += step << s;
			step <<= 1;
			continue;
		}
		if (run) {
			if (run > max - n)
				unpack_die("damaged: a block too long", 0);
			while (run) {
				bz_tt[n++] = bz_mtf[0];
				run--;
			}
		}
		step = 1;
		if (s == bz_nsyms - 1)
			return n;
		if (n >= max)
			unpack_die("damaged: a block too long", 0);
		s--;
		{
			unsigned char c = bz_mtf[s];

			memmove(bz_mtf + 1, bz_mtf, s);
			bz_mtf[0] = c;
			bz_tt[n++] = c;
		}
	}
}

/* Undoes the sorting and the first run-length coding. */
static void bz_write_block(unsigned n, unsigned origin)
{
	unsigned count[257];
	unsigned at;
	int run = 0;
	int last = -1;

	memset(count, 0, sizeof(count));
	for (unsigned i = 0; i < n; i++)
		count[(bz_tt[i] & 255) + 1]++;
	for (int i = 1; i < 257; i++)
		count[i] += count[i - 1];
	for (unsigned i = 0; i < n; i++)
		bz_tt[count[bz_tt[i] & 255]++] |= i << 8;
	at = bz_tt[origin] >> 8;
	for (unsigned i = 0; i < n; i++) {
		int c = (int)(bz_tt[at] & 255);

		at = bz_tt[at] >> 8;
		if (run == 4) {
			while (c--)
				bz_put(last);
			run = 0;
			last = -1;
			continue;
		}
		run = c == last ? run + 1 : 1;
		last = c;
		bz_put(c);
	}
}

static void bz_block(void)
{
	unsigned want = bz_take(16) << 16;
	unsigned origin;
	unsigned n;
	int ngroups;

	want |= bz_take(16);
	if (bz_take(1))
		unpack_die("randomised bzip2 blocks are not supported", 0);
	origin = bz_take(24);
	bz_read_map();
	ngroups = (int)bz_take(3);
	if (ngroups < 2 || ngroups > 6)
		unpack_die("damaged: a number of tables", 0);
	bz_read_selectors(ngroups);
	for (int g = 0; g < ngroups; g++)
		bz_read_table(g);
	n = bz_read_symbols();
	if (origin >= n)
		unpack_die("damaged: an origin outside its block", 0);
	bz_crc = 0xffffffff;
	bz_write_block(n, origin);
	if (~bz_crc != want)
		unpack_die("damaged: a block's CRC does not match", 0);
}

static void bz_stream(void)
{
	unsigned whole = 0;

	if (bz_take(8) != 'B' || bz_take(8) != 'Z' || bz_take(8) != 'h')
		unpack_die("not a bzip2 file", 0);
	bz_level = bz_take(8) - '0';
	if (bz_level < 1 || bz_level > 9)
		unpack_die("not a bzip2 file", 0);
	for (;;) {
		unsigned high = bz_take(24);
		unsigned low = bz_take(24);
		unsigned sum;

		if (high == 0x314159 && low == 0x265359) {
			bz_block();
			whole = (whole << 1 | whole >> 31) ^ ~bz_crc;
			continue;
		}
		if (high != 0x177245 || low != 0x385090)
			unpack_die("damaged: no block where one should be", 0);
		sum = bz_take(16) << 16;
		sum |= bz_take(16);
		if (sum != whole)
			unpack_die("damaged: its CRC does not match", 0);
		bz_nbits -= bz_nbits & 7;
		return;
	}
}

void bunzip2_run(void)
{
	bz_crc_make();
	bz_tt = malloc(900000 * sizeof(unsigned));
	do {
		bz_stream();
	} while (in_peek() == 'B');
	tar_write(bz_out, bz_out_n);
}
