/* Streams by callback: see io.h. */
#include "engine/fmt/io.h"

#include <errno.h>

#include "base/os.h"

int source_exact(Source *s, void *p, size_t n, Err *err)
{
	char *at = p;
	size_t got;
	int rc;

	while (n > 0) {
		rc = s->read(s, at, n, &got, err);
		if (rc)
			return rc;
		if (got == 0)
			return err_set(err, ERR_FORMAT,
				       "unexpected end-of-file");
		at += got;
		n -= got;
	}
	return 0;
}

int source_copy(Source *from, Sink *to, Err *err)
{
	char buf[65536];
	size_t got;
	int rc;

	for (;;) {
		rc = from->read(from, buf, sizeof buf, &got, err);
		if (rc || got == 0)
			return rc;
		rc = to->write(to, buf, got, err);
		if (rc)
			return rc;
	}
}

static int hash_write(Sink *s, const void *p, size_t n, Err *err)
{
	HashSink *h = (HashSink *)s;

	(void)err;
	hash_update(&h->h, p, n);
	h->total += n;
	return 0;
}

void hash_sink(HashSink *s, HashAlgo algo)
{
	s->sink.write = hash_write;
	s->total = 0;
	hash_init(&s->h, algo);
}

int fd_sink_flush(FdSink *s, Err *err)
{
	size_t n = s->n;

	s->n = 0;
	if (n && os_write_all(s->fd, s->buf, n))
		return err_os(err, "writing", s->name);
	return 0;
}

static int fd_write(Sink *sink, const void *p, size_t n, Err *err)
{
	FdSink *s = (FdSink *)sink;
	int rc;

	if (n > sizeof s->buf - s->n) {
		rc = fd_sink_flush(s, err);
		if (rc)
			return rc;
	}
	if (n > sizeof s->buf / 2) {
		rc = fd_sink_flush(s, err);
		if (rc)
			return rc;
		return os_write_all(s->fd, p, n) ?
		       err_os(err, "writing", s->name) : 0;
	}
	memcpy(s->buf + s->n, p, n);
	s->n += n;
	return 0;
}

void fd_sink(FdSink *s, int fd, const char *name)
{
	s->sink.write = fd_write;
	s->fd = fd;
	s->n = 0;
	s->name = name;
}

static int buf_write(Sink *s, const void *p, size_t n, Err *err)
{
	(void)err;
	sb_mem(&((BufSink *)s)->b, p, n);
	return 0;
}

void buf_sink(BufSink *s, Arena *a)
{
	s->sink.write = buf_write;
	s->b = sb_in(a);
}

static int tee_write(Sink *s, const void *p, size_t n, Err *err)
{
	TeeSink *t = (TeeSink *)s;
	int rc = t->one->write(t->one, p, n, err);

	return rc ? rc : t->two->write(t->two, p, n, err);
}

void tee_sink(TeeSink *s, Sink *one, Sink *two)
{
	s->sink.write = tee_write;
	s->one = one;
	s->two = two;
}

static int str_read(Source *s, void *p, size_t n, size_t *got, Err *err)
{
	StrSource *t = (StrSource *)s;

	(void)err;
	*got = n < t->rest.n ? n : t->rest.n;
	if (*got)
		memcpy(p, t->rest.p, *got);
	t->rest = str_from(t->rest, *got);
	return 0;
}

void str_source(StrSource *s, Str text)
{
	s->source.read = str_read;
	s->rest = text;
}

static int fd_read(Source *source, void *p, size_t n, size_t *got, Err *err)
{
	FdSource *s = (FdSource *)source;
	ptrdiff_t r;

	if (s->at == s->n) {
		/* large reads go straight through */
		if (n >= sizeof s->buf) {
			r = os_read(s->fd, p, n);
			if (r < 0)
				return err_os(err, "reading", s->name);
			s->total += (size_t)r;
			*got = (size_t)r;
			return 0;
		}
		r = os_read(s->fd, s->buf, sizeof s->buf);
		if (r < 0)
			return err_os(err, "reading", s->name);
		s->at = 0;
		s->n = (size_t)r;
	}
	*got = n < s->n - s->at ? n : s->n - s->at;
	if (*got)
		memcpy(p, s->buf + s->at, *got);
	s->at += *got;
	s->total += *got;
	return 0;
}

void fd_source(FdSource *s, int fd, const char *name)
{
	s->source.read = fd_read;
	s->fd = fd;
	s->at = 0;
	s->n = 0;
	s->total = 0;
	s->name = name;
}

static int tee_read(Source *source, void *p, size_t n, size_t *got, Err *err)
{
	TeeSource *t = (TeeSource *)source;
	int rc = t->from->read(t->from, p, n, got, err);

	if (rc || *got == 0)
		return rc;
	return t->to->write(t->to, p, *got, err);
}

void tee_source(TeeSource *s, Source *from, Sink *to)
{
	s->source.read = tee_read;
	s->from = from;
	s->to = to;
}

static void put_le64(uint8_t b[8], uint64_t v)
{
	int i;

	for (i = 0; i < 8; i++)
		b[i] = (uint8_t)(v >> 8 * i);
}

int wire_put_u64(Sink *s, uint64_t v, Err *err)
{
	uint8_t b[8];

	put_le64(b, v);
	return s->write(s, b, 8, err);
}

int wire_put_str(Sink *s, Str text, Err *err)
{
	static const uint8_t zeros[8];
	uint8_t small[520];
	size_t padded = (text.n + 7) & ~(size_t)7;
	int rc;

	if (padded <= sizeof small - 8) {
		put_le64(small, text.n);
		if (text.n)
			memcpy(small + 8, text.p, text.n);
		memset(small + 8 + text.n, 0, padded - text.n);
		return s->write(s, small, padded + 8, err);
	}
	rc = wire_put_u64(s, text.n, err);
	if (rc == 0)
		rc = s->write(s, text.p, text.n, err);
	if (rc == 0 && padded != text.n)
		rc = s->write(s, zeros, padded - text.n, err);
	return rc;
}

int wire_get_u64(Source *s, uint64_t *v, Err *err)
{
	uint8_t b[8];
	int i;
	int rc = source_exact(s, b, 8, err);

	if (rc)
		return rc;
	*v = 0;
	for (i = 0; i < 8; i++)
		*v |= (uint64_t)b[i] << 8 * i;
	return 0;
}

int wire_get_str(Arena *a, Source *s, size_t max, Str *text, Err *err)
{
	uint64_t n;
	uint8_t pad[8];
	char *p;
	size_t i;
	int rc = wire_get_u64(s, &n, err);

	if (rc)
		return rc;
	if (n > max)
		return err_set(err, ERR_LIMIT, "string is too long: %llu "
			       "bytes, at most %zu expected",
			       (unsigned long long)n, max);
	p = arena_alloc(a, (size_t)n + 1, 1);
	p[n] = 0;
	rc = source_exact(s, p, (size_t)n, err);
	if (rc == 0 && n % 8)
		rc = source_exact(s, pad, 8 - n % 8, err);
	if (rc)
		return rc;
	for (i = 0; n % 8 && i < 8 - n % 8; i++)
		if (pad[i])
			return err_set(err, ERR_FORMAT, "non-zero padding");
	*text = str_of(p, (size_t)n);
	return 0;
}
