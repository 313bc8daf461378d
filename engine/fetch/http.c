/* Files by URL: see http.h. */
#define _GNU_SOURCE
#include "engine/fetch/http.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/store/store.h"
#ifdef HAVE_LIBCURL
#include <curl/curl.h>
#endif

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	       c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool url_is_file(Arena *a, Str url, Str *path)
{
	StrBuf b = sb_in(a);
	size_t i;

	if (!str_starts(url, STR("file://")))
		return false;
	url = str_from(url, 7);
	for (i = 0; i < url.n && url.p[i] != '?' && url.p[i] != '#'; i++) {
		if (url.p[i] == '%' && i + 2 < url.n &&
		    hex(url.p[i + 1]) >= 0 && hex(url.p[i + 2]) >= 0) {
			sb_putc(&b, (char)(hex(url.p[i + 1]) * 16 +
					   hex(url.p[i + 2])));
			i += 2;
		} else {
			sb_putc(&b, url.p[i]);
		}
	}
	*path = sb_str(&b);
	return true;
}

/* --- file:// --------------------------------------------------------------- */

typedef struct {
	Source source;
	bool curl;
} AnySource;

typedef struct {
	AnySource any;
	FdSource from;
	uint64_t size;
	HttpProgress *progress;
	void *ctx;
} FileSource;

static int file_read(Source *s, void *p, size_t n, size_t *got, Err *err)
{
	FileSource *f = (FileSource *)s;
	int rc = f->from.source.read(&f->from.source, p, n, got, err);

	if (!rc && f->progress)
		f->progress(f->ctx, f->from.total, f->size);
	return rc;
}

static int file_open(Str path, HttpProgress *progress, void *ctx,
		     Source **out, Err *err)
{
	FileSource *f;
	OsStat st;
	int fd = os_open_follow(OS_CWD, path.p);

	if (fd < 0) {
		err_os(err, "opening file", path.p);
		if (err->os == ENOENT)
			err->code = ERR_NOT_FOUND;
		return err->code;
	}
	f = calloc(1, sizeof *f);
	if (!f)
		arena_oom(sizeof *f);
	if (os_fstat(fd, &st) == 0)
		f->size = st.size;
	fd_source(&f->from, fd, "file");
	f->any.source.read = file_read;
	f->progress = progress;
	f->ctx = ctx;
	*out = &f->any.source;
	return 0;
}

static void file_get(Arena *a, HttpGet *g, Str path)
{
	Err err;

	if (!os_exists(OS_CWD, path.p)) {
		g->end = GET_MISSING;
		g->error = str_fmt(a, "file '" STR_F "' does not exist",
				   STR_A(path));
	} else if (os_read_file(a, OS_CWD, path.p, &g->body, &err)) {
		g->end = GET_FAILED;
		g->error = str_dup(a, err_message(&err));
	} else {
		g->end = GET_OK;
	}
}

#ifdef HAVE_LIBCURL

bool http_available(void)
{
	return true;
}

enum { BUF_MAX = 1 << 20, GET_BODY_MAX = 64 << 20 };

typedef struct {
	AnySource any;
	CURLM *multi;
	CURL *easy;
	char error[CURL_ERROR_SIZE];
	char *url;
	char *buf;              /* what came and was not read yet */
	size_t at, n, cap;
	uint64_t got;           /* bytes that came in all */
	uint64_t base;          /* bytes before this attempt */
	bool paused, ended, ranges;
	long status;
	CURLcode code;
	unsigned tries;
	HttpProgress *progress;
	void *ctx;
	/* for http_fetch */
	char *netrc_file;
	struct curl_slist *headers;
	char etag[256];
} CurlSource;

static const char *agent(void)
{
	static char text[256];

	if (!text[0])
		snprintf(text, sizeof text, "curl/%s Mote/1%s" STR_F,
			 LIBCURL_VERSION, config.user_agent.n ? " " : "",
			 STR_A(config.user_agent));
	return text;
}

static void common(CURL *e, const char *url, char *error)
{
	static bool ready;

	if (!ready)
		curl_global_init(CURL_GLOBAL_ALL);
	ready = true;
	curl_easy_reset(e);
	curl_easy_setopt(e, CURLOPT_URL, url);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, error);
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(e, CURLOPT_MAXREDIRS, 10L);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_NOPROGRESS, 1L);
	curl_easy_setopt(e, CURLOPT_USERAGENT, agent());
	curl_easy_setopt(e, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(e, CURLOPT_HTTP_VERSION,
			 (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT,
			 (long)config.connect_timeout);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME,
			 (long)config.stalled_timeout);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https,ftp,ftps");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	if (config.ca_file.n)
		curl_easy_setopt(e, CURLOPT_CAINFO, config.ca_file.p);
	if (config.netrc_file.n && access(config.netrc_file.p, R_OK) == 0) {
		curl_easy_setopt(e, CURLOPT_NETRC_FILE, config.netrc_file.p);
		curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
	}
}

/* Worth another try? As Nix's filetransfer.cc decides. */
static bool transient(CURLcode code, long status)
{
	if (status == 401 || status == 403 || status == 407)
		return false;
	if (status >= 400 && status < 500)
		return status == 408 || status == 429;
	if (status == 501 || status == 505 || status == 511)
		return false;
	switch (code) {
	case CURLE_FAILED_INIT:
	case CURLE_URL_MALFORMAT:
	case CURLE_NOT_BUILT_IN:
	case CURLE_REMOTE_ACCESS_DENIED:
	case CURLE_FILE_COULDNT_READ_FILE:
	case CURLE_FUNCTION_NOT_FOUND:
	case CURLE_ABORTED_BY_CALLBACK:
	case CURLE_BAD_FUNCTION_ARGUMENT:
	case CURLE_INTERFACE_FAILED:
	case CURLE_UNKNOWN_OPTION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_TOO_MANY_REDIRECTS:
	case CURLE_WRITE_ERROR:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_PEER_FAILED_VERIFICATION:
		return false;
	default:
		return true;
	}
}

static void retry_pause(unsigned tries)
{
	uint32_t r;
	uint64_t ms = 250u << (tries < 6 ? tries - 1 : 5);

	os_random(&r, sizeof r);
	ms += r % (ms / 2 + 1);
	if (!store_interrupted)
		usleep((useconds_t)(ms * 1000));
}

/* --- a stream ---------------------------------------------------------------- */

static size_t on_data(char *p, size_t size, size_t count, void *ctx)
{
	CurlSource *c = ctx;
	size_t n = size * count, cap;
	char *buf;

	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &c->status);
	if (c->status >= 400)
		return n;       /* the text of an error page */
	/* asked to go on, but it starts over: drop what we have */
	if (c->base && c->status == 200 && c->got < c->base) {
		size_t skip = c->base - c->got < n ?
			      (size_t)(c->base - c->got) : n;

		c->got += skip;
		if (skip == n)
			return n;
		memmove(p, p + skip, n - skip);
		n -= skip;
		on_data(p, 1, n, c);
		return size * count;
	}
	if (c->n - c->at >= BUF_MAX) {
		c->paused = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	if (c->at) {
		memmove(c->buf, c->buf + c->at, c->n - c->at);
		c->n -= c->at;
		c->at = 0;
	}
	if (c->n + n > c->cap) {
		cap = c->n + n + BUF_MAX;
		buf = realloc(c->buf, cap);
		if (!buf)
			return 0;
		c->buf = buf;
		c->cap = cap;
	}
	memcpy(c->buf + c->n, p, n);
	c->n += n;
	c->got += n;
	return size * count;
}

static size_t on_header(char *p, size_t size, size_t count, void *ctx)
{
	CurlSource *c = ctx;
	Str h = str_trim(str_of(p, size * count));

	if (str_starts(h, STR("HTTP/")))
		c->etag[0] = 0;
	if (h.n > 5 && strncasecmp(h.p, "etag:", 5) == 0) {
		h = str_trim(str_from(h, 5));
		snprintf(c->etag, sizeof c->etag, STR_F, STR_A(h));
	}
	if (h.n > 14 && strncasecmp(h.p, "accept-ranges:", 14) == 0)
		c->ranges = str_find(h, STR("bytes")) > 0;
	return size * count;
}

static void begin(CurlSource *c)
{
	c->error[0] = 0;
	c->ended = c->paused = false;
	c->status = 0;
	c->tries++;
	common(c->easy, c->url, c->error);
	curl_easy_setopt(c->easy, CURLOPT_WRITEFUNCTION, on_data);
	curl_easy_setopt(c->easy, CURLOPT_WRITEDATA, c);
	curl_easy_setopt(c->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c->easy, CURLOPT_HEADERDATA, c);
	if (c->netrc_file) {
		curl_easy_setopt(c->easy, CURLOPT_NETRC_FILE, c->netrc_file);
		curl_easy_setopt(c->easy, CURLOPT_NETRC,
				 (long)CURL_NETRC_OPTIONAL);
	}
	if (c->headers)
		curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, c->headers);
	c->base = c->got;
	if (c->base)
		curl_easy_setopt(c->easy, CURLOPT_RESUME_FROM_LARGE,
				 (curl_off_t)c->base);
	curl_multi_add_handle(c->multi, c->easy);
}

static int failure(CurlSource *c, Err *err)
{
	if (c->status >= 400)
		return err_set(err, c->status == 404 || c->status == 410 ?
			       ERR_NOT_FOUND : ERR_FAIL, "unable to download "
			       "'%s': HTTP error %ld", c->url, c->status);
	return err_set(err, ERR_FAIL, "unable to download '%s': %s (%d)",
		       c->url, c->error[0] ? c->error :
		       curl_easy_strerror(c->code), (int)c->code);
}

/* Let curl work until there are bytes, or the end, or it is hopeless. */
static int pump(CurlSource *c, Err *err)
{
	CURLMsg *m;
	int running, left;

	while (c->at == c->n && !c->ended) {
		if (c->paused) {
			c->paused = false;
			curl_easy_pause(c->easy, CURLPAUSE_CONT);
		}
		curl_multi_perform(c->multi, &running);
		while ((m = curl_multi_info_read(c->multi, &left))) {
			if (m->msg != CURLMSG_DONE)
				continue;
			c->code = m->data.result;
			curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE,
					  &c->status);
			c->ended = true;
		}
		if (c->progress) {
			curl_off_t len = 0;

			curl_easy_getinfo(c->easy,
				CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &len);
			c->progress(c->ctx, c->got, len > 0 ?
				    (uint64_t)len + c->base : 0);
		}
		if (store_interrupted)
			return err_set(err, ERR_INTERRUPTED,
				       "interrupted by the user");
		if (c->ended && (c->code != CURLE_OK || c->status >= 400)) {
			curl_multi_remove_handle(c->multi, c->easy);
			failure(c, err);
			if (c->tries >= config.attempts ||
			    !transient(c->code, c->status))
				return err->code;
			log_msg(LVL_WARN, "warning: " STR_F "; retrying",
				STR_A(err_message(err)));
			retry_pause(c->tries);
			c->ended = false;
			begin(c);
			continue;
		}
		if (c->at == c->n && !c->ended)
			curl_multi_poll(c->multi, NULL, 0, 1000, NULL);
	}
	return 0;
}

static int curl_read(Source *s, void *p, size_t n, size_t *got, Err *err)
{
	CurlSource *c = (CurlSource *)s;
	int rc = pump(c, err);

	*got = 0;
	if (rc)
		return rc;
	if (n > c->n - c->at)
		n = c->n - c->at;
	memcpy(p, c->buf + c->at, n);
	c->at += n;
	*got = n;
	return 0;
}

static CurlSource *curl_new(Str url, HttpProgress *progress, void *ctx)
{
	CurlSource *c = calloc(1, sizeof *c);

	if (!c)
		arena_oom(sizeof *c);
	c->any.source.read = curl_read;
	c->any.curl = true;
	c->url = strndup(url.p, url.n);
	c->progress = progress;
	c->ctx = ctx;
	c->easy = curl_easy_init();
	c->multi = curl_multi_init();
	return c;
}

int http_open(Str url, HttpProgress *progress, void *ctx, Source **out,
	      Err *err)
{
	Arena a = { 0 };
	CurlSource *c;
	Str path;
	int rc;

	if (url_is_file(&a, url, &path)) {
		rc = file_open(path, progress, ctx, out, err);
		arena_free(&a);
		return rc;
	}
	c = curl_new(url, progress, ctx);
	begin(c);
	*out = &c->any.source;
	/* so that a missing file is an error of opening it */
	rc = pump(c, err);
	if (rc)
		http_close(*out);
	return rc;
}

static void curl_drop(CurlSource *c)
{
	curl_multi_remove_handle(c->multi, c->easy);
	curl_easy_cleanup(c->easy);
	curl_multi_cleanup(c->multi);
	curl_slist_free_all(c->headers);
	free(c->buf);
	free(c->url);
	free(c);
}

int http_fetch(Arena *a, Str url, Sink *to, Str netrc, Str if_none_match,
	       HttpProgress *progress, void *ctx, HttpInfo *info, Err *err)
{
	char file[] = "/tmp/mote-netrc-XXXXXX";
	CurlSource *c;
	Source *s;
	char *effective = NULL;
	Str path;
	int fd, rc;

	memset(info, 0, sizeof *info);
	info->effective_url = url;
	if (url_is_file(a, url, &path)) {
		rc = file_open(path, progress, ctx, &s, err);
		if (!rc)
			rc = source_copy(s, to, err);
		if (!rc)
			http_close(s);
		return rc;
	}
	c = curl_new(url, progress, ctx);
	if (netrc.n) {
		fd = mkstemp(file);
		if (fd >= 0 && os_write_all(fd, netrc.p, netrc.n) == 0)
			c->netrc_file = file;
		os_close(fd);
	}
	if (if_none_match.n) {
		Str h = str_fmt(a, "If-None-Match: " STR_F,
				STR_A(if_none_match));

		c->headers = curl_slist_append(NULL, h.p);
	}
	begin(c);
	rc = source_copy(&c->any.source, to, err);
	if (c->netrc_file)
		unlink(file);
	if (!rc) {
		info->status = c->status;
		info->not_modified = c->status == 304;
		info->etag = str_dup(a, str_c(c->etag));
		if (curl_easy_getinfo(c->easy, CURLINFO_EFFECTIVE_URL,
				      &effective) == CURLE_OK && effective)
			info->effective_url = str_dup(a, str_c(effective));
	}
	curl_drop(c);
	return rc;
}

static size_t give_body(char *p, size_t size, size_t count, void *ctx)
{
	Str *rest = ctx;
	size_t n = size * count < rest->n ? size * count : rest->n;

	memcpy(p, rest->p, n);
	*rest = str_from(*rest, n);
	return n;
}

int http_put(Str url, Str body, Err *err)
{
	CurlSource *c = curl_new(url, NULL, NULL);
	Str rest = body;
	int rc = 0;

	common(c->easy, c->url, c->error);
	curl_easy_setopt(c->easy, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c->easy, CURLOPT_READFUNCTION, give_body);
	curl_easy_setopt(c->easy, CURLOPT_READDATA, &rest);
	curl_easy_setopt(c->easy, CURLOPT_INFILESIZE_LARGE,
			 (curl_off_t)body.n);
	c->code = curl_easy_perform(c->easy);
	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &c->status);
	if (c->code != CURLE_OK || c->status >= 400)
		rc = err_set(err, ERR_FAIL, "unable to upload '" STR_F
			     "': %s (%ld)", STR_A(url), c->error, c->status);
	curl_drop(c);
	return rc;
}

/* --- many at once ------------------------------------------------------------ */

typedef struct {
	HttpGet *g;
	CURL *easy;
	StrBuf b;
	char error[CURL_ERROR_SIZE];
	char *url;
	unsigned tries;
} Many;

static size_t many_data(char *p, size_t size, size_t count, void *ctx)
{
	Many *m = ctx;

	if (m->b.n + size * count > GET_BODY_MAX)
		return 0;
	sb_mem(&m->b, p, size * count);
	return size * count;
}

static void many_begin(CURLM *multi, Many *m)
{
	m->b.n = 0;
	m->error[0] = 0;
	m->tries++;
	common(m->easy, m->url, m->error);
	curl_easy_setopt(m->easy, CURLOPT_WRITEFUNCTION, many_data);
	curl_easy_setopt(m->easy, CURLOPT_WRITEDATA, m);
	curl_easy_setopt(m->easy, CURLOPT_PRIVATE, m);
	curl_multi_add_handle(multi, m->easy);
}

/* True when m is over. */
static bool many_end(Arena *a, CURLM *multi, Many *m, CURLcode code)
{
	long status = 0;

	curl_easy_getinfo(m->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_multi_remove_handle(multi, m->easy);
	if (code == CURLE_OK && status < 400) {
		m->g->end = GET_OK;
		m->g->body = sb_str(&m->b);
	} else if (status == 404 || status == 410 || status == 403 ||
		   code == CURLE_REMOTE_FILE_NOT_FOUND) {
		m->g->end = GET_MISSING;
		m->g->error = str_fmt(a, "HTTP error %ld", status);
	} else if (m->tries < config.attempts && transient(code, status) &&
		   code != CURLE_COULDNT_RESOLVE_HOST &&
		   code != CURLE_COULDNT_CONNECT) {
		many_begin(multi, m);
		return false;
	} else {
		m->g->end = GET_FAILED;
		m->g->error = status >= 400 ?
			str_fmt(a, "HTTP error %ld", status) :
			str_fmt(a, "%s", m->error[0] ? m->error :
				curl_easy_strerror(code));
	}
	curl_easy_cleanup(m->easy);
	free(m->url);
	return true;
}

void http_get_all(Arena *a, HttpGet *v, size_t n)
{
	CURLM *multi = curl_multi_init();
	Many *many = ARENA_ARRAY(a, Many, n);
	size_t i, next = 0, busy = 0;
	CURLMsg *msg;
	int running, left;
	Str path;

	curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
			  (long)config.connections);
	curl_multi_setopt(multi, CURLMOPT_PIPELINING,
			  (long)CURLPIPE_MULTIPLEX);
	for (i = 0; i < n; i++)
		v[i].end = GET_FAILED;
	while ((next < n || busy) && !store_interrupted) {
		while (next < n && busy < 256) {
			Many *m = &many[next];

			m->g = &v[next++];
			if (url_is_file(a, m->g->url, &path)) {
				file_get(a, m->g, path);
				continue;
			}
			m->b = sb_in(a);
			m->url = strndup(m->g->url.p, m->g->url.n);
			m->easy = curl_easy_init();
			many_begin(multi, m);
			busy++;
		}
		curl_multi_perform(multi, &running);
		while ((msg = curl_multi_info_read(multi, &left))) {
			Many *m;

			if (msg->msg != CURLMSG_DONE)
				continue;
			curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE,
					  (char **)&m);
			if (many_end(a, multi, m, msg->data.result))
				busy--;
		}
		if (busy)
			curl_multi_poll(multi, NULL, 0, 200, NULL);
	}
	curl_multi_cleanup(multi);
}

#else

bool http_available(void)
{
	return false;
}

static int no_curl(Str url, Err *err)
{
	return err_set(err, ERR_FAIL, "cannot download '" STR_F "': this "
		       "build of Mote has no network", STR_A(url));
}

int http_open(Str url, HttpProgress *progress, void *ctx, Source **out,
	      Err *err)
{
	Arena a = { 0 };
	Str path;
	int rc;

	if (!url_is_file(&a, url, &path))
		return no_curl(url, err);
	rc = file_open(path, progress, ctx, out, err);
	arena_free(&a);
	return rc;
}

int http_fetch(Arena *a, Str url, Sink *to, Str netrc, Str if_none_match,
	       HttpProgress *progress, void *ctx, HttpInfo *info, Err *err)
{
	Source *s;
	Str path;
	int rc;

	(void)netrc;
	(void)if_none_match;
	memset(info, 0, sizeof *info);
	info->effective_url = url;
	if (!url_is_file(a, url, &path))
		return no_curl(url, err);
	rc = file_open(path, progress, ctx, &s, err);
	if (rc)
		return rc;
	rc = source_copy(s, to, err);
	http_close(s);
	return rc;
}

int http_put(Str url, Str body, Err *err)
{
	(void)body;
	return no_curl(url, err);
}

void http_get_all(Arena *a, HttpGet *v, size_t n)
{
	Str path;
	size_t i;

	for (i = 0; i < n; i++) {
		v[i].end = GET_FAILED;
		v[i].error = STR("this build of Mote has no network");
		if (url_is_file(a, v[i].url, &path))
			file_get(a, &v[i], path);
	}
}

#endif

void http_close(Source *s)
{
	AnySource *any = (AnySource *)s;

#ifdef HAVE_LIBCURL
	if (any->curl) {
		curl_drop((CurlSource *)any);
		return;
	}
#endif
	os_close(((FileSource *)any)->from.fd);
	free(any);
}
