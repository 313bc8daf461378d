/*
 * Files by URL: http, https, ftp through libcurl, and file:// always. The
 * one place that knows of libcurl.
 */
#ifndef FETCH_HTTP_H
#define FETCH_HTTP_H

#include "base/err.h"
#include "engine/fmt/io.h"

/* One of many small files got at once. */
typedef struct {
	Str url;
	Str body;               /* in the arena given */
	enum { GET_OK, GET_MISSING, GET_FAILED } end;
	Str error;
} HttpGet;

/*
 * http_get_all: in parallel (http-connections at once), each with
 * download-attempts tries. 404, 410 and 403 are GET_MISSING.
 */
void http_get_all(Arena *a, HttpGet *v, size_t n);

typedef struct {
	uint64_t expected;      /* bytes, 0: unknown */
	Str etag;               /* of the answer */
	Str effective_url;
	long status;
	bool not_modified;      /* if_none_match was still right */
} HttpInfo;

typedef void HttpProgress(void *ctx, uint64_t done, uint64_t expected);

/*
 * http_open: a file as a stream. A transfer that breaks off goes on where
 * it was if the server can do that. source_close with http_close.
 */
int http_open(Str url, HttpProgress *progress, void *ctx, Source **out,
	      Err *err);
void http_close(Source *s);

/* http_fetch: all of it to a sink. netrc: text of a netrc file or "". */
int http_fetch(Arena *a, Str url, Sink *to, Str netrc, Str if_none_match,
	       HttpProgress *progress, void *ctx, HttpInfo *info, Err *err);

/* http_put: upload; for caches that take PUT. */
int http_put(Str url, Str body, Err *err);
/* http_available: was this built with libcurl? */
bool http_available(void);
/* url_is_file: file:// URL; *path is what it names, %XX decoded. */
bool url_is_file(Arena *a, Str url, Str *path);

#endif
