/* Compression by name, as streams: see pack.h. */
#include "engine/fetch/pack.h"

#include <stdlib.h>
#ifdef HAVE_LIBLZMA
#include <lzma.h>
#endif
#ifdef HAVE_BZIP2
#include <bzlib.h>
#endif
#ifdef HAVE_LIBZSTD
#include <zstd.h>
#endif
#ifdef HAVE_LIBBROTLIDEC
#include <brotli/decode.h>
#endif
#ifdef HAVE_LIBBROTLIENC
#include <brotli/encode.h>
#endif

enum { CHUNK = 65536 };

typedef enum { M_NONE, M_XZ, M_BZIP2, M_ZSTD, M_BROTLI } Method;

typedef struct {
	union {
		Source source;
		Sink sink;
	} is;
	Method m;
	Source *from;
	Sink *to;
	bool in_end, out_end, fed;
	size_t at, n;           /* of in that waits */
	uint8_t in[CHUNK];
	uint8_t out[CHUNK];
#ifdef HAVE_LIBLZMA
	lzma_stream xz;
#endif
#ifdef HAVE_BZIP2
	bz_stream bz;
#endif
#ifdef HAVE_LIBZSTD
	ZSTD_DStream *zd;
	ZSTD_CStream *zc;
#endif
#ifdef HAVE_LIBBROTLIDEC
	BrotliDecoderState *bd;
#endif
#ifdef HAVE_LIBBROTLIENC
	BrotliEncoderState *be;
#endif
} Pack;

static bool method(Str name, Method *m)
{
	static const struct {
		const char *name;
		Method m;
	} all[] = {
		{ "", M_NONE }, { "none", M_NONE }, { "xz", M_XZ },
		{ "bzip2", M_BZIP2 }, { "zstd", M_ZSTD }, { "br", M_BROTLI }
	};
	size_t i;

	for (i = 0; i < sizeof all / sizeof *all; i++) {
		if (!str_eqc(name, all[i].name))
			continue;
		*m = all[i].m;
		return true;
	}
	return false;
}

const char *pack_suffix(Str name)
{
	static const char *const s[] = { "", ".xz", ".bz2", ".zst", ".br" };
	Method m;

	return method(name, &m) ? s[m] : NULL;
}

static int unknown(Str name, Err *err)
{
	return err_set(err, ERR_FAIL, "compression method '" STR_F
		       "' is unknown or not built in", STR_A(name));
}

static Pack *pack_new(void)
{
	Pack *p = calloc(1, sizeof *p);

	if (!p)
		arena_oom(sizeof *p);
	return p;
}

__attribute__((unused))
static int damaged(const char *what, Err *err)
{
	return err_set(err, ERR_FORMAT, "%s data is damaged or cut short",
		       what);
}

/*
 * One step of the decoder: from in to p. *got may be 0 when it needs more
 * input.
 */
static int decode(Pack *k, uint8_t *p, size_t n, size_t *got, Err *err)
{
	*got = 0;
	switch (k->m) {
	case M_NONE:
		*got = n < k->n - k->at ? n : k->n - k->at;
		memcpy(p, k->in + k->at, *got);
		k->at += *got;
		k->out_end = k->in_end && k->at == k->n;
		return 0;
#ifdef HAVE_LIBLZMA
	case M_XZ: {
		lzma_ret rc;

		k->xz.next_in = k->in + k->at;
		k->xz.avail_in = k->n - k->at;
		k->xz.next_out = p;
		k->xz.avail_out = n;
		rc = lzma_code(&k->xz, k->in_end ? LZMA_FINISH : LZMA_RUN);
		k->at = k->n - k->xz.avail_in;
		*got = n - k->xz.avail_out;
		if (rc == LZMA_STREAM_END)
			k->out_end = true;
		else if (rc != LZMA_OK && !(rc == LZMA_BUF_ERROR &&
					    (*got || !k->in_end)))
			return damaged("xz", err);
		return 0;
	}
#endif
#ifdef HAVE_BZIP2
	case M_BZIP2: {
		int rc;

		k->bz.next_in = (char *)k->in + k->at;
		k->bz.avail_in = (unsigned)(k->n - k->at);
		k->bz.next_out = (char *)p;
		k->bz.avail_out = (unsigned)n;
		rc = BZ2_bzDecompress(&k->bz);
		k->at = k->n - k->bz.avail_in;
		*got = n - k->bz.avail_out;
		if (rc == BZ_STREAM_END)
			k->out_end = true;
		else if (rc != BZ_OK || (k->in_end && k->at == k->n &&
					 *got == 0))
			return damaged("bzip2", err);
		return 0;
	}
#endif
#ifdef HAVE_LIBZSTD
	case M_ZSTD: {
		ZSTD_inBuffer in = { k->in, k->n, k->at };
		ZSTD_outBuffer out = { p, n, 0 };
		size_t rc = ZSTD_decompressStream(k->zd, &out, &in);

		k->at = in.pos;
		*got = out.pos;
		if (ZSTD_isError(rc))
			return damaged("zstd", err);
		if (k->in_end && k->at == k->n && *got == 0) {
			if (rc != 0 && !k->fed)
				return damaged("zstd", err);
			k->out_end = true;
		}
		k->fed = rc == 0;
		return 0;
	}
#endif
#ifdef HAVE_LIBBROTLIDEC
	case M_BROTLI: {
		const uint8_t *in = k->in + k->at;
		size_t in_n = k->n - k->at, out_n = n;
		BrotliDecoderResult rc = BrotliDecoderDecompressStream(k->bd,
			&in_n, &in, &out_n, &p, NULL);

		k->at = k->n - in_n;
		*got = n - out_n;
		if (rc == BROTLI_DECODER_RESULT_SUCCESS)
			k->out_end = true;
		else if (rc == BROTLI_DECODER_RESULT_ERROR ||
			 (k->in_end && k->at == k->n && *got == 0))
			return damaged("brotli", err);
		return 0;
	}
#endif
	default:
		return err_set(err, ERR_FAIL, "compression not built in");
	}
}

static int unpack_read(Source *s, void *p, size_t n, size_t *got, Err *err)
{
	Pack *k = (Pack *)s;
	int rc;

	*got = 0;
	while (*got == 0 && !k->out_end) {
		if (k->at == k->n && !k->in_end) {
			k->at = 0;
			rc = k->from->read(k->from, k->in, CHUNK, &k->n,
					   err);
			if (rc)
				return rc;
			k->in_end = k->n == 0;
		}
		rc = decode(k, p, n, got, err);
		if (rc)
			return rc;
	}
	return 0;
}

int unpack_open(Str name, Source *from, Source **out, Err *err)
{
	Pack *k;
	Method m;
	bool ok = false;

	if (!method(name, &m))
		return unknown(name, err);
	k = pack_new();
	k->m = m;
	k->from = from;
	k->is.source.read = unpack_read;
	switch (m) {
	case M_NONE:
		ok = true;
		break;
#ifdef HAVE_LIBLZMA
	case M_XZ:
		ok = lzma_stream_decoder(&k->xz, UINT64_MAX,
					 LZMA_CONCATENATED) == LZMA_OK;
		break;
#endif
#ifdef HAVE_BZIP2
	case M_BZIP2:
		ok = BZ2_bzDecompressInit(&k->bz, 0, 0) == BZ_OK;
		break;
#endif
#ifdef HAVE_LIBZSTD
	case M_ZSTD:
		k->zd = ZSTD_createDStream();
		k->fed = true;
		ok = k->zd != NULL;
		break;
#endif
#ifdef HAVE_LIBBROTLIDEC
	case M_BROTLI:
		k->bd = BrotliDecoderCreateInstance(NULL, NULL, NULL);
		ok = k->bd != NULL;
		break;
#endif
	default:
		break;
	}
	if (!ok) {
		free(k);
		return unknown(name, err);
	}
	*out = &k->is.source;
	return 0;
}

static void drop(Pack *k)
{
#ifdef HAVE_LIBLZMA
	if (k->m == M_XZ)
		lzma_end(&k->xz);
#endif
#ifdef HAVE_LIBZSTD
	if (k->zd)
		ZSTD_freeDStream(k->zd);
	if (k->zc)
		ZSTD_freeCStream(k->zc);
#endif
#ifdef HAVE_LIBBROTLIDEC
	if (k->bd)
		BrotliDecoderDestroyInstance(k->bd);
#endif
#ifdef HAVE_LIBBROTLIENC
	if (k->be)
		BrotliEncoderDestroyInstance(k->be);
#endif
	free(k);
}

void unpack_close(Source *s)
{
	Pack *k = (Pack *)s;

#ifdef HAVE_BZIP2
	if (k->m == M_BZIP2)
		BZ2_bzDecompressEnd(&k->bz);
#endif
	drop(k);
}

/* Compress n bytes; end: and nothing after them. */
static int encode(Pack *k, const uint8_t *p, size_t n, bool end, Err *err)
{
	bool more = true;
	int rc = 0;

	(void)rc;
	(void)more;
	(void)end;
	switch (k->m) {
	case M_NONE:
		return n ? k->to->write(k->to, p, n, err) : 0;
#ifdef HAVE_LIBLZMA
	case M_XZ:
		k->xz.next_in = p;
		k->xz.avail_in = n;
		while (!rc && more) {
			lzma_ret r;

			k->xz.next_out = k->out;
			k->xz.avail_out = CHUNK;
			r = lzma_code(&k->xz, end ? LZMA_FINISH : LZMA_RUN);
			if (r != LZMA_OK && r != LZMA_STREAM_END)
				return err_set(err, ERR_FAIL,
					       "xz compression failed");
			rc = k->to->write(k->to, k->out,
					  CHUNK - k->xz.avail_out, err);
			more = end ? r != LZMA_STREAM_END :
			       k->xz.avail_in > 0 || k->xz.avail_out == 0;
		}
		return rc;
#endif
#ifdef HAVE_BZIP2
	case M_BZIP2:
		if (n == 0 && !end)
			return 0;
		k->bz.next_in = (char *)p;
		k->bz.avail_in = (unsigned)n;
		while (!rc && more) {
			int r;

			k->bz.next_out = (char *)k->out;
			k->bz.avail_out = CHUNK;
			r = BZ2_bzCompress(&k->bz, end ? BZ_FINISH : BZ_RUN);
			if (r < 0)
				return err_set(err, ERR_FAIL,
					       "bzip2 compression failed");
			rc = k->to->write(k->to, k->out,
					  CHUNK - k->bz.avail_out, err);
			more = end ? r != BZ_STREAM_END : k->bz.avail_in > 0;
		}
		return rc;
#endif
#ifdef HAVE_LIBZSTD
	case M_ZSTD: {
		ZSTD_inBuffer in = { p, n, 0 };

		while (!rc && more) {
			ZSTD_outBuffer out = { k->out, CHUNK, 0 };
			size_t r = ZSTD_compressStream2(k->zc, &out, &in,
				end ? ZSTD_e_end : ZSTD_e_continue);

			if (ZSTD_isError(r))
				return err_set(err, ERR_FAIL,
					       "zstd compression failed");
			rc = k->to->write(k->to, k->out, out.pos, err);
			more = end ? r != 0 : in.pos < n;
		}
		return rc;
	}
#endif
#ifdef HAVE_LIBBROTLIENC
	case M_BROTLI:
		while (!rc && more) {
			size_t room = CHUNK;
			uint8_t *o = k->out;

			if (!BrotliEncoderCompressStream(k->be, end ?
				BROTLI_OPERATION_FINISH :
				BROTLI_OPERATION_PROCESS, &n, &p, &room, &o,
				NULL))
				return err_set(err, ERR_FAIL,
					       "brotli compression failed");
			rc = k->to->write(k->to, k->out, CHUNK - room, err);
			more = end ? !BrotliEncoderIsFinished(k->be) :
			       n > 0 || BrotliEncoderHasMoreOutput(k->be);
		}
		return rc;
#endif
	default:
		return err_set(err, ERR_FAIL, "compression not built in");
	}
}

static int pack_write(Sink *s, const void *p, size_t n, Err *err)
{
	return encode((Pack *)s, p, n, false, err);
}

int pack_open(Str name, int level, Sink *to, Sink **out, Err *err)
{
	Pack *k;
	Method m;
	bool ok = false;

	(void)level;
	if (!method(name, &m))
		return unknown(name, err);
	k = pack_new();
	k->m = m;
	k->to = to;
	k->is.sink.write = pack_write;
	switch (m) {
	case M_NONE:
		ok = true;
		break;
#ifdef HAVE_LIBLZMA
	case M_XZ:
		ok = lzma_easy_encoder(&k->xz, level < 0 ? 6 :
				       (uint32_t)level,
				       LZMA_CHECK_CRC64) == LZMA_OK;
		break;
#endif
#ifdef HAVE_BZIP2
	case M_BZIP2:
		ok = BZ2_bzCompressInit(&k->bz, level < 1 ? 9 : level, 0,
					30) == BZ_OK;
		break;
#endif
#ifdef HAVE_LIBZSTD
	case M_ZSTD:
		k->zc = ZSTD_createCStream();
		ok = k->zc && !ZSTD_isError(ZSTD_CCtx_setParameter(k->zc,
			ZSTD_c_compressionLevel, level < 0 ? 3 : level));
		break;
#endif
#ifdef HAVE_LIBBROTLIENC
	case M_BROTLI:
		k->be = BrotliEncoderCreateInstance(NULL, NULL, NULL);
		ok = k->be != NULL;
		if (ok && level >= 0)
			BrotliEncoderSetParameter(k->be,
						  BROTLI_PARAM_QUALITY,
						  (uint32_t)level);
		break;
#endif
	default:
		break;
	}
	if (!ok) {
		drop(k);
		return unknown(name, err);
	}
	*out = &k->is.sink;
	return 0;
}

int pack_finish(Sink *s, Err *err)
{
	Pack *k = (Pack *)s;
	int rc = encode(k, NULL, 0, true, err);

#ifdef HAVE_BZIP2
	if (k->m == M_BZIP2)
		BZ2_bzCompressEnd(&k->bz);
#endif
	drop(k);
	return rc;
}
