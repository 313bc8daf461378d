/* The server's side of the serve protocol: nix-store --serve. */
#include "engine/cli/serve.h"

#include <unistd.h>

#include "engine/build/build.h"
#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/cli/tool.h"
#include "engine/fmt/path.h"

int serve_put_list(Sink *to, const StrList *l, Err *err)
{
	int rc = wire_put_u64(to, l->n, err);
	size_t i;

	for (i = 0; !rc && i < l->n; i++)
		rc = wire_put_str(to, l->v[i], err);
	return rc;
}

int serve_get_list(Arena *a, Source *from, StrList *l, Err *err)
{
	uint64_t n;
	Str s;
	int rc = wire_get_u64(from, &n, err);

	memset(l, 0, sizeof *l);
	if (!rc && n > SERVE_LIST_MAX)
		rc = err_set(err, ERR_LIMIT, "a list of %llu strings is too "
			     "long", (unsigned long long)n);
	while (!rc && n-- > 0) {
		rc = wire_get_str(a, from, SERVE_STR_MAX, &s, err);
		if (!rc)
			strlist_add(a, l, s);
	}
	return rc;
}

int serve_get_info(Arena *a, Source *from, uint64_t version, PathInfo *info,
		   Err *err)
{
	uint64_t size;
	Str hash;
	int rc = wire_get_str(a, from, SERVE_STR_MAX, &info->deriver, err);

	if (!rc)
		rc = serve_get_list(a, from, &info->refs, err);
	if (!rc)
		rc = wire_get_u64(from, &size, err);    /* of download */
	if (!rc)
		rc = wire_get_u64(from, &info->nar_size, err);
	strlist_sort(&info->refs);
	if (rc || (version & 255) < 4)
		return rc;
	rc = wire_get_str(a, from, SERVE_STR_MAX, &hash, err);
	if (!rc && hash.n)
		rc = hash_parse(&info->nar_hash, hash, HASH_NONE, err);
	if (!rc)
		rc = wire_get_str(a, from, SERVE_STR_MAX, &info->ca, err);
	return rc ? rc : serve_get_list(a, from, &info->sigs, err);
}

int serve_put_drv(Sink *to, const Drv *d, Err *err)
{
	size_t i;
	int rc = wire_put_u64(to, d->outputs_n, err);

	for (i = 0; !rc && i < d->outputs_n; i++) {
		const DrvOutput *o = &d->outputs[i];

		rc = wire_put_str(to, o->name, err);
		if (!rc)
			rc = wire_put_str(to, o->path, err);
		if (!rc)
			rc = wire_put_str(to, o->algo, err);
		if (!rc)
			rc = wire_put_str(to, o->hash, err);
	}
	if (!rc)
		rc = serve_put_list(to, &d->srcs, err);
	if (!rc)
		rc = wire_put_str(to, d->platform, err);
	if (!rc)
		rc = wire_put_str(to, d->builder, err);
	if (!rc)
		rc = serve_put_list(to, &d->args, err);
	if (!rc)
		rc = wire_put_u64(to, d->env_n, err);
	for (i = 0; !rc && i < d->env_n; i++) {
		rc = wire_put_str(to, d->env[i].key, err);
		if (!rc)
			rc = wire_put_str(to, d->env[i].value, err);
	}
	return rc;
}

static int count(Source *from, uint64_t *n, Err *err)
{
	int rc = wire_get_u64(from, n, err);

	if (!rc && *n > SERVE_LIST_MAX)
		rc = err_set(err, ERR_LIMIT, "too many parts of a "
			     "derivation");
	return rc;
}

int serve_get_drv(Arena *a, Source *from, Drv *d, Err *err)
{
	uint64_t n;
	size_t i;
	int rc = count(from, &n, err);

	memset(d, 0, sizeof *d);
	if (rc)
		return rc;
	d->outputs_n = n;
	d->outputs = ARENA_ARRAY(a, DrvOutput, n);
	for (i = 0; !rc && i < n; i++) {
		DrvOutput *o = &d->outputs[i];
		Str *part[4] = { &o->name, &o->path, &o->algo, &o->hash };
		int k;

		for (k = 0; !rc && k < 4; k++)
			rc = wire_get_str(a, from, SERVE_STR_MAX, part[k],
					  err);
	}
	if (!rc)
		rc = serve_get_list(a, from, &d->srcs, err);
	if (!rc)
		rc = wire_get_str(a, from, SERVE_STR_MAX, &d->platform, err);
	if (!rc)
		rc = wire_get_str(a, from, SERVE_STR_MAX, &d->builder, err);
	if (!rc)
		rc = serve_get_list(a, from, &d->args, err);
	if (!rc)
		rc = count(from, &n, err);
	if (rc)
		return rc;
	d->env_n = n;
	d->env = ARENA_ARRAY(a, DrvEnv, n);
	for (i = 0; !rc && i < n; i++) {
		rc = wire_get_str(a, from, SERVE_STR_MAX, &d->env[i].key,
				  err);
		if (!rc)
			rc = wire_get_str(a, from, SERVE_STR_MAX,
					  &d->env[i].value, err);
	}
	return rc;
}

/* --- the server -------------------------------------------------------------- */

typedef struct {
	Store *s;
	FdSource from;
	FdSink to;
	uint64_t minor;
	bool write;
	Arena a;                /* of one request */
} Server;

static int number(Server *v, uint64_t *n)
{
	return wire_get_u64(&v->from.source, n, &tool_err);
}

static int say(Server *v, uint64_t n)
{
	return wire_put_u64(&v->to.sink, n, &tool_err);
}

static int say_str(Server *v, Str s)
{
	return wire_put_str(&v->to.sink, s, &tool_err);
}

static int settings_from(Server *v)
{
	uint64_t n;
	int rc;

	config.keep_log = false;
	config.substitute = false;
	log_verbosity = LVL_ERROR;
	rc = number(v, &config.max_silent);
	if (!rc)
		rc = number(v, &config.timeout);
	if (!rc && v->minor >= 2)
		rc = number(v, &config.max_log);
	if (!rc && v->minor >= 3)
		rc = number(v, &config.repeat);
	if (!rc && v->minor >= 3) {
		rc = number(v, &n);
		config.enforce_determinism = n != 0;
	}
	if (!rc && v->minor >= 7) {
		rc = number(v, &n);
		config.keep_failed = n != 0;
	}
	return rc;
}

static int valid_paths(Server *v)
{
	uint64_t lock, subst;
	StrList paths, have = { 0 };
	size_t i;
	bool valid;
	Err err;

	if (number(v, &lock) || number(v, &subst) ||
	    serve_get_list(&v->a, &v->from.source, &paths, &tool_err))
		return tool_err.code;
	for (i = 0; i < paths.n; i++) {
		if (lock && v->write &&
		    store_temp_root(v->s, paths.v[i], &tool_err))
			return tool_err.code;
		if (subst && v->write)
			build_ensure(v->s, paths.v[i], &err);
		if (store_valid(v->s, paths.v[i], &valid, &tool_err))
			return tool_err.code;
		if (valid)
			strlist_add(&v->a, &have, paths.v[i]);
	}
	return serve_put_list(&v->to.sink, &have, &tool_err);
}

static int path_infos(Server *v)
{
	StrList paths;
	PathInfo in;
	size_t i;
	int rc = serve_get_list(&v->a, &v->from.source, &paths, &tool_err);

	for (i = 0; !rc && i < paths.n; i++) {
		if (store_info(v->s, &v->a, paths.v[i], &in, &tool_err)) {
			if (tool_err.code != ERR_NOT_VALID)
				return tool_err.code;
			continue;
		}
		rc = say_str(v, in.path);
		if (!rc)
			rc = say_str(v, in.deriver);
		if (!rc)
			rc = serve_put_list(&v->to.sink, &in.refs,
					    &tool_err);
		if (!rc)
			rc = say(v, in.nar_size);
		if (!rc)
			rc = say(v, in.nar_size);
		if (!rc && v->minor >= 4)
			rc = say_str(v, hash_print(&v->a, &in.nar_hash,
						   ENC_NIX32, true));
		if (!rc && v->minor >= 4)
			rc = say_str(v, in.ca);
		if (!rc && v->minor >= 4)
			rc = serve_put_list(&v->to.sink, &in.sigs,
					    &tool_err);
	}
	return rc ? rc : say_str(v, STR(""));
}

static int one_path(Server *v, Str *path)
{
	int rc = wire_get_str(&v->a, &v->from.source, SERVE_STR_MAX, path,
			      &tool_err);

	return rc ? rc : path_check(store_dir(v->s), *path, &tool_err);
}

static int dump(Server *v)
{
	Str path;
	int rc = one_path(v, &path);

	return rc ? rc : store_nar(v->s, path, &v->to.sink, &tool_err);
}

static int import(Server *v)
{
	StrList paths = { 0 };
	int rc = v->write ? 0 : err_set(&tool_err, ERR_FAIL,
					"importing paths is not allowed");

	if (!rc)
		rc = store_import(v->s, &v->a, &v->from.source, false,
				  &paths, &tool_err);
	return rc ? rc : say(v, 1);
}

static int export(Server *v)
{
	uint64_t unused;
	StrList paths;
	int rc = number(v, &unused);

	if (!rc)
		rc = serve_get_list(&v->a, &v->from.source, &paths,
				    &tool_err);
	return rc ? rc : store_export(v->s, &paths, &v->to.sink, &tool_err);
}

static int build(Server *v)
{
	StrList paths;
	BuildRequest *r;
	size_t i;
	Err err;
	int rc = v->write ? 0 : err_set(&tool_err, ERR_FAIL,
					"building paths is not allowed");

	if (!rc)
		rc = serve_get_list(&v->a, &v->from.source, &paths,
				    &tool_err);
	if (!rc)
		rc = settings_from(v);
	if (rc)
		return rc;
	r = ARENA_ARRAY(&v->a, BuildRequest, paths.n);
	for (i = 0; i < paths.n; i++)
		r[i] = build_request(&v->a, paths.v[i]);
	if (build_paths(v->s, r, paths.n, BUILD_NORMAL, &err) == 0)
		return say(v, 0);
	rc = say(v, (uint64_t)(err.exit_code ? err.exit_code : 1));
	return rc ? rc : say_str(v, err_message(&err));
}

static int closure(Server *v)
{
	uint64_t outputs;
	StrList paths;
	int rc = number(v, &outputs);

	if (!rc)
		rc = serve_get_list(&v->a, &v->from.source, &paths,
				    &tool_err);
	if (!rc)
		rc = store_closure(v->s, &v->a, &paths, outputs ?
				   CLOSURE_OUTPUTS : 0, &tool_err);
	return rc ? rc : serve_put_list(&v->to.sink, &paths, &tool_err);
}

/* The outputs as realisations, which are JSON; by "HASH!out". */
static int built_outputs(Server *v, Str path, const Drv *d, bool ok)
{
	const DrvModulo *m;
	size_t i;
	Str id, hash;
	int rc = say(v, ok ? d->outputs_n : 0);

	(void)path;
	for (i = 0; !rc && ok && i < d->outputs_n; i++) {
		rc = drv_remember(store_hashes(v->s), path, d, &m,
				  &tool_err);
		if (rc)
			return rc;
		hash = hash_print(&v->a, m->fixed_n ? &m->fixed[i] :
				  &m->hash, ENC_BASE16, true);
		id = str_fmt(&v->a, STR_F "!" STR_F, STR_A(hash),
			     STR_A(d->outputs[i].name));
		rc = say_str(v, id);
		if (!rc)
			rc = say_str(v, str_fmt(&v->a,
				"{\"dependentRealisations\":{},\"id\":\""
				STR_F "\",\"outPath\":\"" STR_F "\","
				"\"signatures\":[]}", STR_A(id),
				STR_A(path_base(d->outputs[i].path))));
	}
	return rc;
}

static int build_drv(Server *v)
{
	Str path;
	Drv d;
	BuildResult r;
	int rc = v->write ? 0 : err_set(&tool_err, ERR_FAIL,
					"building paths is not allowed");

	if (!rc)
		rc = one_path(v, &path);
	if (!rc)
		rc = serve_get_drv(&v->a, &v->from.source, &d, &tool_err);
	if (!rc)
		rc = settings_from(v);
	if (rc)
		return rc;
	d.name = path_name(path);
	if (path_is_drv(path))
		d.name.n -= 4;
	rc = build_derivation(v->s, &v->a, path, &d, BUILD_NORMAL, &r,
			      &tool_err);
	if (!rc)
		rc = say(v, r.status);
	if (!rc)
		rc = say_str(v, r.message);
	if (!rc && v->minor >= 3) {
		rc = say(v, r.times_built);
		if (!rc)
			rc = say(v, r.status == RESULT_NOT_DETERMINISTIC);
		if (!rc)
			rc = say(v, (uint64_t)r.start);
		if (!rc)
			rc = say(v, (uint64_t)r.stop);
	}
	if (!rc && v->minor >= 6)
		rc = built_outputs(v, path, &d,
				   r.status <= RESULT_ALREADY_VALID);
	return rc;
}

static int add_nar(Server *v)
{
	PathInfo in;
	Str hash;
	uint64_t when, ultimate;
	Source *from = &v->from.source;
	int rc;

	if (!v->write)
		return err_set(&tool_err, ERR_FAIL,
			       "importing paths is not allowed");
	memset(&in, 0, sizeof in);
	rc = one_path(v, &in.path);
	if (!rc)
		rc = wire_get_str(&v->a, from, SERVE_STR_MAX, &in.deriver,
				  &tool_err);
	if (!rc)
		rc = wire_get_str(&v->a, from, SERVE_STR_MAX, &hash,
				  &tool_err);
	if (!rc)
		rc = hash_parse(&in.nar_hash, hash, HASH_SHA256, &tool_err);
	if (!rc)
		rc = serve_get_list(&v->a, from, &in.refs, &tool_err);
	strlist_sort(&in.refs);
	if (!rc)
		rc = number(v, &when);
	if (!rc)
		rc = number(v, &in.nar_size);
	if (!rc)
		rc = number(v, &ultimate);
	if (!rc)
		rc = serve_get_list(&v->a, from, &in.sigs, &tool_err);
	if (!rc)
		rc = wire_get_str(&v->a, from, SERVE_STR_MAX, &in.ca,
				  &tool_err);
	if (!rc && in.nar_size == 0)
		rc = err_set(&tool_err, ERR_FORMAT, "narInfo is too old and "
			     "missing the narSize field");
	if (!rc)
		rc = store_add_nar(v->s, &in, from, false, false, &tool_err);
	return rc ? rc : say(v, 1);
}

static int answer(Server *v, uint64_t what)
{
	switch (what) {
	case SERVE_VALID_PATHS:
		return valid_paths(v);
	case SERVE_PATH_INFOS:
		return path_infos(v);
	case SERVE_DUMP:
		return dump(v);
	case SERVE_IMPORT:
		return import(v);
	case SERVE_EXPORT:
		return export(v);
	case SERVE_BUILD_PATHS:
		return build(v);
	case SERVE_CLOSURE:
		return closure(v);
	case SERVE_BUILD_DRV:
		return build_drv(v);
	case SERVE_ADD_NAR:
		return add_nar(v);
	default:
		return err_set(&tool_err, ERR_FORMAT, "unknown serve "
			       "command %llu", (unsigned long long)what);
	}
}

static bool at_end(Server *v)
{
	ptrdiff_t n;

	if (v->from.at < v->from.n)
		return false;
	n = os_read(v->from.fd, v->from.buf, sizeof v->from.buf);
	v->from.at = 0;
	v->from.n = n > 0 ? (size_t)n : 0;
	return n <= 0;
}

int cli_serve(bool write)
{
	static Server v;
	uint64_t magic, version, what;
	int out, rc;

	/* nothing but answers may come out of standard output */
	out = dup(1);
	if (out < 0 || dup2(2, 1) < 0)
		return 1;
	v.s = tool_store();
	v.write = write;
	fd_source(&v.from, 0, "standard input");
	fd_sink(&v.to, out, "standard output");
	rc = number(&v, &magic);
	if (!rc && magic != SERVE_MAGIC_1)
		rc = err_set(&tool_err, ERR_FORMAT, "protocol mismatch");
	if (!rc)
		rc = say(&v, SERVE_MAGIC_2);
	if (!rc)
		rc = say(&v, SERVE_VERSION);
	if (!rc)
		rc = fd_sink_flush(&v.to, &tool_err);
	if (!rc)
		rc = number(&v, &version);
	if (rc)
		tool_fail();
	v.minor = version & 255;
	while (!at_end(&v)) {
		rc = number(&v, &what);
		if (!rc)
			rc = answer(&v, what);
		if (!rc)
			rc = fd_sink_flush(&v.to, &tool_err);
		arena_free(&v.a);
		if (rc)
			tool_fail();
	}
	return 0;
}
