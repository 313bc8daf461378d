/* The client's side of the serve protocol: see remote.h. */
#define _GNU_SOURCE
#include "engine/cli/remote.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/cli/serve.h"
#include "engine/fmt/path.h"

struct Remote {
	FdSource from;
	FdSink to;
	pid_t pid;
	uint64_t version;
	Source nar;             /* of remote_nar_source */
};

static int parameter(Arena *a, Str host, const char *name, Str *value)
{
	ptrdiff_t q = str_chr(host, '?'), eq;
	Str rest, one;
	StrBuf b = sb_in(a);
	size_t i;

	if (q < 0)
		return 0;
	rest = str_from(host, (size_t)q + 1);
	while (str_token(&rest, "&", &one)) {
		eq = str_chr(one, '=');
		if (eq < 0 || !str_eqc(str_sub(one, 0, (size_t)eq), name))
			continue;
		one = str_from(one, (size_t)eq + 1);
		for (i = 0; i < one.n; i++) {
			uint8_t c;

			if (one.p[i] == '%' && i + 2 < one.n &&
			    dec16(&c, 1, str_sub(one, i + 1, i + 3))) {
				sb_putc(&b, (char)c);
				i += 2;
			} else {
				sb_putc(&b, one.p[i]);
			}
		}
		*value = sb_str(&b);
		return 1;
	}
	return 0;
}

static void quote(StrBuf *b, Str s)
{
	size_t i;

	sb_putc(b, '\'');
	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			sb_puts(b, "'\\''");
		else
			sb_putc(b, s.p[i]);
	sb_puts(b, "' ");
}

/* The words of the command; "localhost" needs no ssh. */
static char **command(Arena *a, Str host)
{
	char **v = ARENA_ARRAY(a, char *, 64);
	const char *opts = os_env("NIX_SSHOPTS");
	ptrdiff_t q = str_chr(host, '?');
	Str name = q < 0 ? host : str_sub(host, 0, (size_t)q);
	Str program = STR("nix-store"), store, key, rest, word;
	StrBuf b = sb_in(a);
	size_t n = 0;

	parameter(a, host, "remote-program", &program);
	quote(&b, program);
	sb_puts(&b, "--serve --write");
	if (parameter(a, host, "remote-store", &store)) {
		sb_puts(&b, " --store ");
		quote(&b, store);
	}
	if (str_eqc(name, "localhost")) {
		v[n++] = (char *)"sh";
		v[n++] = (char *)"-c";
		v[n++] = str_z(a, sb_str(&b));
		return v;
	}
	v[n++] = (char *)"ssh";
	v[n++] = str_z(a, name);
	v[n++] = (char *)"-x";
	v[n++] = (char *)"-a";
	if (parameter(a, host, "ssh-key", &key)) {
		v[n++] = (char *)"-i";
		v[n++] = str_z(a, key);
	}
	if (parameter(a, host, "compress", &word) && str_eqc(word, "true"))
		v[n++] = (char *)"-C";
	rest = str_c(opts);
	while (n < 60 && str_token(&rest, " \t\n", &word))
		v[n++] = str_z(a, word);
	v[n++] = str_z(a, sb_str(&b));
	return v;
}

static int put(Remote *r, uint64_t v, Err *err)
{
	return wire_put_u64(&r->to.sink, v, err);
}

static int get(Remote *r, uint64_t *v, Err *err)
{
	return wire_get_u64(&r->from.source, v, err);
}

static int flush(Remote *r, Err *err)
{
	return fd_sink_flush(&r->to, err);
}

static int hello(Remote *r, Err *err)
{
	uint64_t magic;
	int rc = put(r, SERVE_MAGIC_1, err);

	if (!rc)
		rc = put(r, SERVE_VERSION, err);
	if (!rc)
		rc = flush(r, err);
	if (!rc)
		rc = get(r, &magic, err);
	if (!rc && magic != SERVE_MAGIC_2)
		rc = err_set(err, ERR_FORMAT, "the other side does not "
			     "speak the serve protocol");
	if (!rc)
		rc = get(r, &r->version, err);
	if (!rc && (r->version >> 8) != 2)
		rc = err_set(err, ERR_FORMAT, "unsupported version of the "
			     "serve protocol");
	return rc;
}

int remote_on(int in, int out, Remote **res, Err *err)
{
	Remote *r = calloc(1, sizeof *r);
	int rc;

	if (!r)
		arena_oom(sizeof *r);
	fd_source(&r->from, in, "remote store");
	fd_sink(&r->to, out, "remote store");
	rc = hello(r, err);
	*res = r;
	if (rc)
		remote_close(r);
	return rc;
}

int remote_open(Str host, Remote **res, Err *err)
{
	Arena a = { 0 };
	int in[2], out[2], rc;
	char **argv;
	pid_t pid;

	if (host.n == 0 || host.p[0] == '-')
		return err_set(err, ERR_USAGE, "invalid host name '" STR_F
			       "'", STR_A(host));
	argv = command(&a, host);
	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
		return err_os(err, "making pipes for", argv[0]);
	pid = fork();
	if (pid == 0) {
		signal(SIGPIPE, SIG_DFL);
		if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0)
			_exit(126);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	rc = remote_on(out[0], in[1], res, err);
	if (rc) {
		close(in[1]);
		close(out[0]);
		rc = err_set(err, ERR_FAIL, "cannot connect to '" STR_F "'",
			     STR_A(host));
		while (pid > 0 && waitpid(pid, NULL, 0) < 0 &&
		       errno == EINTR)
			;
	} else {
		(*res)->pid = pid;
	}
	arena_free(&a);
	return rc;
}

void remote_close(Remote *r)
{
	if (r->pid > 0) {
		close(r->to.fd);
		close(r->from.fd);
		while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	free(r);
}

static int request(Remote *r, uint64_t what, const StrList *paths, Err *err)
{
	int rc = put(r, what, err);

	if (!rc && paths)
		rc = serve_put_list(&r->to.sink, paths, err);
	return rc ? rc : flush(r, err);
}

int remote_info(Remote *r, Arena *a, Str path, PathInfo *info, bool *valid,
		Err *err)
{
	StrList one = { 0 };
	int rc;

	*valid = false;
	strlist_add(a, &one, path);
	rc = request(r, SERVE_PATH_INFOS, &one, err);
	while (!rc) {
		Str name;

		rc = wire_get_str(a, &r->from.source, SERVE_STR_MAX, &name,
				  err);
		if (rc || name.n == 0)
			break;
		memset(info, 0, sizeof *info);
		info->path = name;
		rc = serve_get_info(a, &r->from.source, r->version, info,
				    err);
		*valid = true;
	}
	return rc;
}

int remote_missing(Remote *r, Arena *a, const StrList *paths, StrList *out,
		   Err *err)
{
	StrList have;
	size_t i;
	int rc = put(r, SERVE_VALID_PATHS, err);

	if (!rc)
		rc = put(r, 1, err);            /* lock them */
	if (!rc)
		rc = put(r, 0, err);            /* do not substitute */
	if (!rc)
		rc = serve_put_list(&r->to.sink, paths, err);
	if (!rc)
		rc = flush(r, err);
	if (!rc)
		rc = serve_get_list(a, &r->from.source, &have, err);
	if (rc)
		return rc;
	strlist_sort(&have);
	for (i = 0; i < paths->n; i++)
		if (strlist_find(&have, paths->v[i]) < 0)
			strlist_add(a, out, paths->v[i]);
	return 0;
}

/* A NAR on the wire has no length of its own: it is read as a NAR. */
static int pass(void *ctx, const void *p, size_t n, Err *err)
{
	(void)ctx;
	(void)p;
	(void)n;
	(void)err;
	return 0;
}

int remote_nar(Remote *r, Str path, Sink *to, Err *err)
{
	static const NarEvents none = { .data = pass };
	TeeSource tee;
	int rc = put(r, SERVE_DUMP, err);

	if (!rc)
		rc = wire_put_str(&r->to.sink, path, err);
	if (!rc)
		rc = flush(r, err);
	if (rc)
		return rc;
	tee_source(&tee, &r->from.source, to);
	return nar_read(&tee.source, &none, NULL, err);
}

int remote_nar_source(Remote *r, Str path, Source **out, Err *err)
{
	int rc = put(r, SERVE_DUMP, err);

	if (!rc)
		rc = wire_put_str(&r->to.sink, path, err);
	if (!rc)
		rc = flush(r, err);
	*out = &r->from.source;
	return rc;
}

int remote_send(Remote *r, Store *s, const StrList *paths, Err *err)
{
	uint64_t ok = 0;
	int rc = put(r, SERVE_IMPORT, err);

	if (!rc)
		rc = store_export(s, paths, &r->to.sink, err);
	if (!rc)
		rc = flush(r, err);
	if (!rc)
		rc = get(r, &ok, err);
	if (!rc && ok != 1)
		rc = err_set(err, ERR_FAIL, "the remote machine could not "
			     "import the paths");
	return rc;
}

int remote_closure(Remote *r, Arena *a, const StrList *paths, StrList *out,
		   Err *err)
{
	int rc = put(r, SERVE_CLOSURE, err);

	if (!rc)
		rc = put(r, 0, err);
	if (!rc)
		rc = serve_put_list(&r->to.sink, paths, err);
	if (!rc)
		rc = flush(r, err);
	return rc ? rc : serve_get_list(a, &r->from.source, out, err);
}

static int put_settings(Remote *r, Err *err)
{
	uint64_t minor = r->version & 255;
	int rc = put(r, config.max_silent, err);

	if (!rc)
		rc = put(r, config.timeout, err);
	if (!rc && minor >= 2)
		rc = put(r, config.max_log, err);
	if (!rc && minor >= 3)
		rc = put(r, config.repeat, err);
	if (!rc && minor >= 3)
		rc = put(r, config.enforce_determinism, err);
	if (!rc && minor >= 7)
		rc = put(r, 0, err);
	return rc;
}

int remote_build(Remote *r, Arena *a, Str path, const Drv *drv,
		 BuildResult *out, Err *err)
{
	uint64_t v = 0, n;
	Str text;
	int rc = put(r, SERVE_BUILD_DRV, err);

	memset(out, 0, sizeof *out);
	if (!rc)
		rc = wire_put_str(&r->to.sink, path, err);
	if (!rc)
		rc = serve_put_drv(&r->to.sink, drv, err);
	if (!rc)
		rc = put_settings(r, err);
	if (!rc)
		rc = flush(r, err);
	if (!rc)
		rc = get(r, &v, err);
	if (!rc)
		rc = wire_get_str(a, &r->from.source, SERVE_STR_MAX,
				  &out->message, err);
	out->status = (BuildStatus)v;
	if (!rc && (r->version & 255) >= 3) {
		rc = get(r, &out->times_built, err);
		if (!rc)
			rc = get(r, &v, err);
		if (!rc)
			rc = get(r, &v, err);
		out->start = (int64_t)v;
		if (!rc)
			rc = get(r, &v, err);
		out->stop = (int64_t)v;
	}
	if (!rc && (r->version & 255) >= 6) {
		rc = get(r, &n, err);
		while (!rc && n-- > 0) {
			rc = wire_get_str(a, &r->from.source, SERVE_STR_MAX,
					  &text, err);
			if (!rc)
				rc = wire_get_str(a, &r->from.source,
						  SERVE_STR_MAX, &text, err);
		}
	}
	return rc;
}
