/*
 * Builders that are part of the engine: builtin:fetchurl (Nix's
 * libstore/builtins/fetchurl.cc), builtin:unpack-channel and
 * builtin:buildenv. They run in the builder's process and place.
 */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/build/buildenv.h"
#include "engine/build/config.h"
#include "engine/fetch/http.h"
#include "engine/fetch/pack.h"
#include "engine/fetch/tar.h"

bool builtin_known(Str b)
{
	return str_eqc(b, "builtin:fetchurl") ||
	       str_eqc(b, "builtin:buildenv") ||
	       str_eqc(b, "builtin:unpack-channel");
}

static Str get(const BuiltinRun *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->env->env_n; i++)
		if (str_eqc(r->env->env[i].key, name))
			return r->env->env[i].value;
	return STR("");
}

static int need(const BuiltinRun *r, const char *name, Str *v, Err *err)
{
	*v = get(r, name);
	return v->n ? 0 : err_set(err, ERR_FAIL, "attribute '%s' missing",
				  name);
}

/* The URL to a sink, into a fresh file at out. */
static int download(Arena *a, const BuiltinRun *r, Str url, const char *out,
		    Err *err)
{
	FdSink sink;
	HttpInfo info;
	int fd, rc;

	unlink(out);
	fd = os_create(OS_CWD, out, 0644);
	if (fd < 0)
		return err_os(err, "creating", out);
	fd_sink(&sink, fd, out);
	rc = http_fetch(a, url, &sink.sink, r->netrc, STR(""), NULL, NULL,
			&info, err);
	if (!rc)
		rc = fd_sink_flush(&sink, err);
	os_close(fd);
	return rc;
}

/* The NAR in file (xz if the URL says so) becomes out. */
static int unpack_nar(Str url, const char *file, const char *out, Err *err)
{
	FdSource from;
	Source *nar;
	int fd = os_open_read(OS_CWD, file), rc;

	if (fd < 0)
		return err_os(err, "opening", file);
	fd_source(&from, fd, file);
	rc = unpack_open(str_ends(url, STR(".xz")) ? STR("xz") : STR("none"),
			 &from.source, &nar, err);
	if (!rc) {
		rc = nar_restore(nar, OS_CWD, out, false, false, err);
		unpack_close(nar);
	}
	os_close(fd);
	return rc;
}

static int fetch_one(Arena *a, const BuiltinRun *r, Str url, Str main_url,
		     Str out, Err *err)
{
	const char *name = str_z(a, out), *tmp = "fetched";
	bool unpack = str_eqc(get(r, "unpack"), "1");
	int rc = download(a, r, url, unpack ? tmp : name, err);

	if (!rc && unpack)
		rc = unpack_nar(main_url, tmp, name, err);
	if (!rc && str_eqc(get(r, "executable"), "1") && chmod(name, 0755))
		rc = err_os(err, "making executable", name);
	return rc;
}

/* Mirrors that serve files by their hash come first. */
static int fetch_url(const BuiltinRun *r, Err *err)
{
	Arena a = { 0 };
	Str out, url, algo = get(r, "outputHashAlgo");
	Str mode = get(r, "outputHashMode"), mirror, h16;
	Hash h;
	size_t i;
	bool flat = mode.n == 0 || str_eqc(mode, "flat");

	if (need(r, "out", &out, err) || need(r, "url", &url, err))
		return err->code;
	if (flat && config.hashed_mirrors.n &&
	    !hash_parse(&h, get(r, "outputHash"), hash_by_name(algo), err)) {
		h16 = hash_print(&a, &h, ENC_BASE16, false);
		for (i = 0; i < config.hashed_mirrors.n; i++) {
			mirror = config.hashed_mirrors.v[i];
			mirror = str_fmt(&a, STR_F "%s%s/" STR_F,
					 STR_A(mirror),
					 str_ends(mirror, STR("/")) ? "" :
					 "/", hash_name(h.algo), STR_A(h16));
			if (!fetch_one(&a, r, mirror, url, out, err))
				return 0;
			fprintf(stderr, STR_F "\n", STR_A(err_message(err)));
		}
	}
	return fetch_one(&a, r, url, url, out, err);
}

static int unpack_channel(const BuiltinRun *r, Err *err)
{
	Arena a = { 0 };
	Str out, name, src, from, to;
	StrList l;

	if (need(r, "out", &out, err) || need(r, "channelName", &name, err) ||
	    need(r, "src", &src, err))
		return err->code;
	if (str_chr(name, '/') >= 0)
		return err_set(err, ERR_FAIL, "channelName is not allowed to "
			       "contain slashes, got '" STR_F "'",
			       STR_A(name));
	if (os_make_dirs(str_z(&a, out), 0755, err) ||
	    tar_unpack(str_z(&a, src), str_z(&a, out), err))
		return err->code;
	if (os_list(&a, OS_CWD, str_z(&a, out), &l))
		return err_os(err, "reading", str_z(&a, out));
	if (l.n != 1)
		return err_set(err, ERR_FAIL, "channel tarball '" STR_F
			       "' contains more than one file", STR_A(src));
	from = str_fmt(&a, STR_F "/" STR_F, STR_A(out), STR_A(l.v[0]));
	to = str_fmt(&a, STR_F "/" STR_F, STR_A(out), STR_A(name));
	if (os_rename(OS_CWD, from.p, OS_CWD, to.p))
		return err_os(err, "renaming", from.p);
	return 0;
}

static int build_env(const BuiltinRun *r, Err *err)
{
	Str out, list, manifest;

	if (need(r, "out", &out, err) || need(r, "manifest", &manifest, err))
		return err->code;
	list = get(r, "derivations");
	return buildenv(out, list, manifest, err);
}

int builtin_run(void *ctx)
{
	const BuiltinRun *r = ctx;
	Str b = r->g->drv.builder;
	Arena a = { 0 };
	Err err;
	int rc;

	if (str_eqc(b, "builtin:fetchurl"))
		rc = fetch_url(r, &err);
	else if (str_eqc(b, "builtin:unpack-channel"))
		rc = unpack_channel(r, &err);
	else if (str_eqc(b, "builtin:buildenv"))
		rc = build_env(r, &err);
	else
		rc = err_set(&err, ERR_FAIL, "unsupported builtin builder '"
			     STR_F "'", STR_A(str_from(b, 8)));
	if (rc)
		fprintf(stderr, STR_F "\n", STR_A(err_show(&err, &a)));
	fflush(NULL);
	_exit(rc ? 1 : 0);
}
