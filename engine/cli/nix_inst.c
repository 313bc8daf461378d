/* Installables: see nix.h. */
#include <string.h>

#include "engine/cli/evalcmd.h"
#include "engine/cli/nix.h"
#include "engine/eval/fs.h"
#include "engine/fmt/path.h"

static const char *file, *expr;
static bool as_derivation;

bool inst_option(const char *arg)
{
	if (!strcmp(arg, "-f") || !strcmp(arg, "--file")) {
		file = cmd_value(arg);
		settings_set(STR("pure-eval"), STR("false"));
	} else if (!strcmp(arg, "--expr"))
		expr = cmd_value(arg);
	else if (!strcmp(arg, "-E"))
		expr = cmd_value(arg);
	else if (!strcmp(arg, "--derivation"))
		as_derivation = true;
	else
		return false;
	return true;
}

bool inst_from_expr(void)
{
	return file || expr;
}

static V root_value(void)
{
	static V root;
	static bool have;

	if (have)
		return root;
	if (file && !strcmp(file, "-"))
		root = eval_expr(evalcmd_stdin(), ev.base_env);
	else if (file)
		root = cmd_file(file);
	else
		root = cmd_expr(str_c(expr));
	have = true;
	return root;
}

/* What the derivations in a value want built, one request per .drv. */
static void from_value(Inst *in, const StrList *outputs, bool all)
{
	DrvList found = { 0 };
	size_t i, k;

	drvs_collect(&found, eval_force(in->value, 0), STR(""),
		     cmd_auto_args(), false);
	in->v = ARENA_ARRAY(&ev.perm, BuildRequest, found.n + 1);
	for (i = 0; i < found.n; i++) {
		Str drv = drvs_path(found.v[i].set);

		for (k = 0; k < in->n; k++)
			if (str_eq(in->v[k].path, drv))
				break;
		in->v[k].path = drv;
		if (k == in->n)
			in->n++;
		if (all)
			continue;
		if (outputs->n)
			in->v[k].outputs = *outputs;
		else
			strlist_add(&ev.perm, &in->v[k].outputs,
				    drvs_output_name(found.v[i].set));
		strlist_sort(&in->v[k].outputs);
	}
}

static void store_path(Inst *in, Str name, const BuildRequest *r)
{
	Str path;
	Err err;

	in->v = ARENA_NEW(&ev.perm, BuildRequest);
	in->n = 1;
	if (path_is_store(store_dir(cmd_store()), r->path))
		path = r->path;
	else
		cmd_ok(store_follow(cmd_store(), &ev.perm, r->path, &path,
				    &err), &err);
	(void)name;
	in->v[0].path = path;
	in->v[0].outputs = r->outputs;
}

static void get_one(Inst *in, Str text, bool resolve)
{
	BuildRequest r = build_request(&ev.perm, text);
	bool all = r.path.n != text.n && r.outputs.n == 0;

	in->text = text;
	if (!inst_from_expr()) {
		if (str_chr(r.path, '/') < 0)
			cmd_fail("'" STR_F "' is neither a path nor, without "
				 "-f or --expr, anything that Mote can find; "
				 "flakes are not supported", STR_A(text));
		store_path(in, text, &r);
		return;
	}
	if (str_starts(r.path, store_dir(cmd_store())) &&
	    path_is_store(store_dir(cmd_store()), r.path)) {
		store_path(in, text, &r);
		return;
	}
	in->has_value = true;
	in->value = attrpath_find(r.path, cmd_auto_args(), root_value(),
				  NULL);
	if (resolve)
		from_value(in, &r.outputs, all);
}

Inst *inst_get(const StrList *args, const char *other, bool resolve,
	       size_t *n)
{
	Inst *v = ARENA_ARRAY(&ev.perm, Inst, args->n + 1);
	size_t i;

	*n = 0;
	if (args->n == 0 && (inst_from_expr() || other)) {
		if (!inst_from_expr()) {
			file = ".";
			settings_set(STR("pure-eval"), STR("false"));
		}
		get_one(&v[(*n)++], str_c(other && !inst_from_expr() ?
					  other : ""), resolve);
	}
	for (i = 0; i < args->n; i++)
		get_one(&v[(*n)++], args->v[i], resolve);
	return v;
}

BuildRequest *inst_requests(const Inst *v, size_t n, size_t *count)
{
	BuildRequest *r;
	size_t i, k, total = 0;

	for (i = 0; i < n; i++)
		total += v[i].n;
	r = ARENA_ARRAY(&ev.perm, BuildRequest, total + 1);
	*count = 0;
	for (i = 0; i < n; i++)
		for (k = 0; k < v[i].n; k++)
			r[(*count)++] = v[i].v[k];
	return r;
}

StrList inst_outputs(const BuildRequest *r, bool paths)
{
	StrList out = { 0 };
	Drv d;
	Err err;
	size_t i;

	if (!path_is_drv(r->path)) {
		strlist_add(&ev.perm, &out, r->path);
		return out;
	}
	cmd_ok(store_flush(cmd_store(), &err), &err);
	cmd_ok(store_read_drv(cmd_store(), &ev.perm, r->path, &d, &err),
	       &err);
	for (i = 0; i < d.outputs_n; i++)
		if (r->outputs.n == 0 ||
		    strlist_find(&r->outputs, d.outputs[i].name) >= 0)
			strlist_add(&ev.perm, &out, paths ?
				    d.outputs[i].path : d.outputs[i].name);
	return out;
}

StrList inst_paths(const Inst *v, size_t n, bool build, bool derivation)
{
	StrList out = { 0 }, some;
	BuildRequest *r;
	size_t i, k, count;

	r = inst_requests(v, n, &count);
	derivation |= as_derivation;
	if (build && !derivation && inst_from_expr())
		cmd_build(r, count, BUILD_NORMAL, false);
	for (i = 0; i < count; i++) {
		PathInfo info;
		Err err;

		/* a plain .drv path is itself, unless outputs are named */
		if (derivation && !path_is_drv(r[i].path)) {
			cmd_ok(store_info(cmd_store(), &ev.perm, r[i].path,
					  &info, &err), &err);
			strlist_add(&ev.perm, &out, info.deriver.n ?
				    info.deriver : r[i].path);
			continue;
		}
		if (derivation || (!inst_from_expr() &&
				   r[i].outputs.n == 0)) {
			strlist_add(&ev.perm, &out, r[i].path);
			continue;
		}
		some = inst_outputs(&r[i], true);
		for (k = 0; k < some.n; k++)
			strlist_add(&ev.perm, &out, some.v[k]);
	}
	return out;
}

/* --- JSON by hand -------------------------------------------------------- */

void json_key(StrBuf *b, const char *key)
{
	if (b->n && b->p[b->n - 1] != '{')
		sb_putc(b, ',');
	json_quote(b, str_c(key));
	sb_putc(b, ':');
}

void json_str(StrBuf *b, const char *key, Str v)
{
	json_key(b, key);
	json_quote(b, v);
}

void json_list(StrBuf *b, const char *key, const StrList *l)
{
	size_t i;

	json_key(b, key);
	sb_putc(b, '[');
	for (i = 0; i < l->n; i++) {
		if (i)
			sb_putc(b, ',');
		json_quote(b, l->v[i]);
	}
	sb_putc(b, ']');
}
