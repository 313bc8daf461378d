/*
 * nix-env: user environments. The manifest is a Nix expression in the
 * store; the environment is built by builtin:buildenv from a derivation
 * that C++ Nix would also make (its nix-env/buildenv.nix).
 */
#include "engine/cli/nix_env.h"

#include <stdlib.h>

#include "engine/fmt/path.h"

static void put_value(StrBuf *b, V v, int depth)
{
	Attrs *a;
	uint32_t *order;
	size_t i;

	if (depth > 1000)
		cmd_fail("meta attributes are nested too deep");
	v = eval_force(v, 0);
	if (v_is_string(v)) {
		print_string(b, v_text(v));
	} else if (v_is_int(v)) {
		sb_i64(b, v_int(v));
	} else if (v_is_bool(v)) {
		sb_puts(b, v == V_TRUE ? "true" : "false");
	} else if (v_is_float(v)) {
		sb_fmt(b, "%g", v_float(v));
	} else if (v_is_list(v)) {
		sb_puts(b, "[ ");
		for (i = 0; i < v_list(v)->n; i++) {
			put_value(b, v_list(v)->v[i], depth + 1);
			sb_putc(b, ' ');
		}
		sb_putc(b, ']');
	} else if (v_is_attrs(v)) {
		a = attrs_flat(v_attrs(v));
		order = attrs_order(a, &ev.perm);
		sb_puts(b, "{ ");
		for (i = 0; i < a->n; i++) {
			print_name(b, sym_text(a->shape->names[order[i]]));
			sb_puts(b, " = ");
			put_value(b, a->v[order[i]], depth + 1);
			sb_puts(b, "; ");
		}
		sb_putc(b, '}');
	} else {
		sb_puts(b, "null");
	}
}

static void put_field(StrBuf *b, Str name, Str value)
{
	print_name(b, name);
	sb_puts(b, " = ");
	print_string(b, value);
	sb_puts(b, "; ");
}

/* The plain data of meta, and what --set-flag said. */
static void put_meta(StrBuf *b, const Pkg *p)
{
	V *slot = p->set ? attrs_find(v_attrs(p->set), S_META) : NULL;
	V meta = slot ? eval_force(*slot, 0) : 0;
	uint32_t *order;
	Attrs *a;
	size_t i;
	V v;

	sb_puts(b, "meta = { ");
	if (p->flag.n)
		put_field(b, p->flag, p->flag_value);
	if (meta && v_is_attrs(meta)) {
		a = attrs_flat(v_attrs(meta));
		order = attrs_order(a, &ev.perm);
		for (i = 0; i < a->n; i++) {
			Str name = sym_text(a->shape->names[order[i]]);

			if (str_eq(name, p->flag))
				continue;
			v = drvs_meta(p->set, name);
			if (!v)
				continue;
			print_name(b, name);
			sb_puts(b, " = ");
			put_value(b, v, 0);
			sb_puts(b, "; ");
		}
	}
	sb_puts(b, "}; ");
}

/* One element of the manifest, and its part of 'derivations'. */
static void put_pkg(StrBuf *b, StrBuf *list, Pkg *p, StrList *refs)
{
	DrvOut *outs;
	Str drv = store_settings.env_keep_derivations ? pkg_drv(p) : STR("");
	Str system = p->set ? drvs_system(p->set) : STR("");
	V active = pkg_meta(p, "active");
	V priority = pkg_meta(p, "priority");
	size_t i, n;
	Err err;

	outs = pkg_outputs(p, true, true, &n);
	sb_puts(b, "{ ");
	if (drv.n) {
		put_field(b, STR("drvPath"), drv);
		strlist_add(&ev.perm, refs, drv);
	}
	put_meta(b, p);
	put_field(b, STR("name"), pkg_name(p));
	for (i = 0; i < n; i++) {
		print_name(b, outs[i].name);
		sb_puts(b, " = { ");
		put_field(b, STR("outPath"), outs[i].path);
		sb_puts(b, "}; ");
		cmd_ok(store_temp_root(cmd_store(), outs[i].path, &err),
		       &err);
		cmd_ok(build_ensure(cmd_store(), outs[i].path, &err), &err);
		strlist_add(&ev.perm, refs, outs[i].path);
	}
	put_field(b, STR("outPath"), pkg_out(p));
	sb_puts(b, "outputs = [ ");
	for (i = 0; i < n; i++) {
		print_string(b, outs[i].name);
		sb_putc(b, ' ');
	}
	sb_puts(b, "]; ");
	if (system.n && !str_eqc(system, "unknown"))
		put_field(b, STR("system"), system);
	put_field(b, STR("type"), STR("derivation"));
	sb_puts(b, "} ");
	if (list->n)
		sb_putc(list, ' ');
	if (active && v_is_bool(active))
		sb_puts(list, active == V_TRUE ? "1" : "");
	else
		sb_put(list, active && v_is_string(active) ?
		       v_text(active) : STR("true"));
	if (priority && v_is_int(priority))
		sb_fmt(list, " %lld", (long long)v_int(priority));
	else
		sb_fmt(list, " " STR_F, STR_A(priority &&
		       v_is_string(priority) ? v_text(priority) :
		       STR("5")));
	sb_fmt(list, " %zu", n);
	for (i = 0; i < n; i++)
		sb_fmt(list, " " STR_F, STR_A(outs[i].path));
}

static Str env_drv(Str manifest, Str list, Str *out)
{
	Arena *a = &ev.perm;
	Store *s = cmd_store();
	DrvEnv *e = ARENA_ARRAY(a, DrvEnv, 8);
	DrvOutput o = { STR_INIT("out"), STR_INIT(""), STR_INIT(""),
			STR_INIT("") };
	Drv d;
	Hash h;
	bool deferred;
	size_t i;
	Str path;
	Err err;

	memset(&d, 0, sizeof d);
	d.name = STR("user-environment");
	d.outputs = &o;
	d.outputs_n = 1;
	d.platform = STR("builtin");
	d.builder = STR("builtin:buildenv");
	strlist_add(a, &d.srcs, manifest);
	d.env = e;
	d.env_n = 8;
	e[0] = (DrvEnv){ STR("allowSubstitutes"), STR("") };
	e[1] = (DrvEnv){ STR("builder"), d.builder };
	e[2] = (DrvEnv){ STR("derivations"), list };
	e[3] = (DrvEnv){ STR("manifest"), manifest };
	e[4] = (DrvEnv){ STR("name"), d.name };
	e[5] = (DrvEnv){ STR("out"), STR("") };
	e[6] = (DrvEnv){ STR("preferLocalBuild"), STR("1") };
	e[7] = (DrvEnv){ STR("system"), d.platform };
	drv_sort(&d);
	cmd_ok(drv_masked_hash(store_hashes(s), &d, &h, &deferred, &err),
	       &err);
	cmd_ok(path_output(a, store_dir(s), d.name, STR("out"), &h, out,
			   &err), &err);
	o.path = *out;
	for (i = 0; i < d.env_n; i++)
		if (str_eqc(d.env[i].key, "out"))
			d.env[i].value = *out;
	cmd_ok(store_add_drv(s, a, &d, env.repair, &path, &err), &err);
	cmd_ok(store_flush(s, &err), &err);
	return path;
}

void user_env(PkgList *l, Str profile)
{
	BuildRequest *r = ARENA_ARRAY(&ev.perm, BuildRequest, l->n + 1);
	BuildMode mode = env.repair ? BUILD_REPAIR : BUILD_NORMAL;
	StrBuf b = sb_in(&ev.perm), list = sb_in(&ev.perm);
	StrList refs = { 0 };
	Str manifest, out, gen, drv;
	size_t i, n = 0;
	Err err;

	for (i = 0; i < l->n; i++) {
		r[n].path = pkg_drv(&l->v[i]);
		n += r[n].path.n > 0;
	}
	cmd_ok(build_paths(cmd_store(), r, n, mode, &err), &err);
	sb_puts(&b, "[ ");
	for (i = 0; i < l->n; i++)
		put_pkg(&b, &list, &l->v[i], &refs);
	sb_puts(&b, "]");
	strlist_sort(&refs);
	cmd_ok(store_add_text(cmd_store(), &ev.perm, STR("env-manifest.nix"),
			      sb_str(&b), &refs, env.repair, &manifest,
			      &err), &err);
	drv = env_drv(manifest, sb_str(&list), &out);
	r[0].path = drv;
	memset(&r[0].outputs, 0, sizeof r[0].outputs);
	cmd_ok(build_paths(cmd_store(), r, 1, mode, &err), &err);
	cmd_ok(profile_create(cmd_store(), &ev.perm, profile, out, &gen,
			      &err), &err);
	cmd_ok(profile_switch(profile, gen, &err), &err);
}
