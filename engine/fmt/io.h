/* Streams of bytes by callback: what NARs flow through. */
#ifndef FMT_IO_H
#define FMT_IO_H

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

/* write takes all n bytes or gives an error code with *err set. */
typedef struct Sink Sink;
struct Sink {
	int (*write)(Sink *s, const void *p, size_t n, Err *err);
};

/* read gives 1..n bytes in *got, or 0 at the end, or an error code. */
typedef struct Source Source;
struct Source {
	int (*read)(Source *s, void *p, size_t n, size_t *got, Err *err);
};

/* source_exact: exactly n bytes; an early end is ERR_FORMAT. */
int source_exact(Source *s, void *p, size_t n, Err *err);
/* copy all of a source. */
int source_copy(Source *from, Sink *to, Err *err);

/* To a hash; total counts. */
typedef struct {
	Sink sink;
	HashCtx h;
	uint64_t total;
} HashSink;
void hash_sink(HashSink *s, HashAlgo algo);

/* To a file descriptor, through a buffer; sink_fd_flush at the end. */
typedef struct {
	Sink sink;
	int fd;
	size_t n;
	const char *name;
	uint8_t buf[65536];
} FdSink;
void fd_sink(FdSink *s, int fd, const char *name);
int fd_sink_flush(FdSink *s, Err *err);

/* To memory. */
typedef struct {
	Sink sink;
	StrBuf b;
} BufSink;
void buf_sink(BufSink *s, Arena *a);

/* To two sinks. */
typedef struct {
	Sink sink;
	Sink *one;
	Sink *two;
} TeeSink;
void tee_sink(TeeSink *s, Sink *one, Sink *two);

/* From memory. */
typedef struct {
	Source source;
	Str rest;
} StrSource;
void str_source(StrSource *s, Str text);

/* From a file descriptor, buffered; total counts what was handed out. */
typedef struct {
	Source source;
	int fd;
	size_t at, n;
	uint64_t total;
	const char *name;
	uint8_t buf[65536];
} FdSource;
void fd_source(FdSource *s, int fd, const char *name);

/* A source that feeds what it hands out to a sink too. */
typedef struct {
	Source source;
	Source *from;
	Sink *to;
} TeeSource;
void tee_source(TeeSource *s, Source *from, Sink *to);

/* The 8-byte little-endian numbers and padded strings of NAR and export. */
int wire_put_u64(Sink *s, uint64_t v, Err *err);
int wire_put_str(Sink *s, Str text, Err *err);
int wire_get_u64(Source *s, uint64_t *v, Err *err);
/* wire_get_str: at most max bytes, else ERR_LIMIT; padding checked. */
int wire_get_str(Arena *a, Source *s, size_t max, Str *text, Err *err);

#endif
