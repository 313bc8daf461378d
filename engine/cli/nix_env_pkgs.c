/* nix-env: packages, where they come from, and how they are selected. */
#include "engine/cli/nix_env.h"

#include <stdlib.h>

#include "engine/eval/fs.h"
#include "engine/fetch/cache.h"
#include "engine/fmt/path.h"
#include "engine/fmt/regex.h"

void pkgs_add(PkgList *l, const Pkg *p)
{
	size_t cap;

	if (l->n == l->cap) {
		cap = l->cap ? l->cap * 2 : 64;
		l->v = arena_grow(&ev.perm, l->v, l->cap * sizeof *l->v,
				  cap * sizeof *l->v);
		l->cap = cap;
	}
	l->v[l->n++] = *p;
}

Str pkg_name(Pkg *p)
{
	if (p->name.n == 0)
		p->name = drvs_name(p->set);
	return p->name;
}

void pkg_split(Str full, Str *name, Str *version)
{
	size_t i;

	*name = full;
	*version = STR("");
	for (i = 0; i + 1 < full.n; i++) {
		char c = full.p[i + 1] | 32;

		if (full.p[i] != '-' || (c >= 'a' && c <= 'z'))
			continue;
		*name = str_sub(full, 0, i);
		*version = str_from(full, i + 1);
		return;
	}
}

int versions_compare(Str a, Str b)
{
	return (int)v_int(eval_call2(builtin_get("compareVersions"),
		v_new_str(a, 0), v_new_str(b, 0), 0));
}

Str pkg_drv(const Pkg *p)
{
	if (!p->set)
		return p->drv;
	return attrs_find(v_attrs(p->set), S_DRVPATH) ? drvs_path(p->set) :
	       STR("");
}

Str pkg_out(const Pkg *p)
{
	return p->set ? drvs_out_path(p->set) : p->out;
}

DrvOut *pkg_outputs(const Pkg *p, bool paths, bool to_install, size_t *n)
{
	DrvOut *o;

	if (p->set)
		return drvs_outputs(p->set, paths, to_install, n);
	o = ARENA_NEW(&ev.perm, DrvOut);
	o->name = STR("out");
	o->path = p->out;
	*n = 1;
	return o;
}

V pkg_meta(const Pkg *p, const char *name)
{
	if (p->flag.n && str_eqc(p->flag, name))
		return v_new_str(p->flag_value, 0);
	return p->set ? drvs_meta(p->set, str_c(name)) : 0;
}

int64_t pkg_priority(const Pkg *p)
{
	V v = pkg_meta(p, "priority");
	int64_t n;

	if (v && v_is_int(v))
		return v_int(v);
	return v && v_is_string(v) && str_i64(v_text(v), &n) ? n : 0;
}

bool pkg_keep(const Pkg *p)
{
	V v = pkg_meta(p, "keep");

	if (v && v_is_bool(v))
		return v == V_TRUE;
	return v && v_is_string(v) && str_eqc(v_text(v), "true");
}

bool pkg_prebuilt(const Pkg *p)
{
	static Caches *caches;
	static bool tried;
	Str out = pkg_out(p);
	bool valid;
	size_t i;
	Err err;

	cmd_ok(store_valid(cmd_store(), out, &valid, &err), &err);
	if (valid)
		return true;
	if (!tried && config.substitute &&
	    caches_open(cmd_store(), &config.substituters, &caches, &err))
		log_err(&err);
	tried = true;
	for (i = 0; caches && i < caches_n(caches); i++)
		if (cache_mass_query(caches_at(caches, i)) &&
		    cache_info(caches_at(caches, i), out))
			return true;
	return false;
}

/* --- expressions ------------------------------------------------------------- */

static void put_nix_string(StrBuf *b, Str s)
{
	print_string(b, s);
}

/* All expressions in a folder, as a set of imports; deeper ones too. */
static void all_exprs(Str dir, StrBuf *b, StrList *names, int depth)
{
	StrList l;
	size_t i;

	if (depth > 100 || os_list(&ev.perm, OS_CWD, dir.p, &l))
		return;
	for (i = 0; i < l.n; i++) {
		Str path = str_fmt(&ev.perm, STR_F "/" STR_F, STR_A(dir),
				   STR_A(l.v[i]));
		Str name = l.v[i];
		OsStat st;

		/* that of a profile describes what is installed */
		if (str_eqc(name, "manifest.nix") ||
		    os_stat(OS_CWD, path.p, &st))
			continue;
		if (st.type == OS_DIR && !os_exists(OS_CWD, str_cat2(
			&ev.perm, path, STR("/default.nix")).p)) {
			all_exprs(path, b, names, depth + 1);
			continue;
		}
		if (st.type == OS_FILE && !str_ends(name, STR(".nix")))
			continue;
		if (st.type == OS_FILE)
			name.n -= 4;
		if (strlist_find(names, name) >= 0) {
			log_msg(LVL_WARN, "warning: name collision in input "
				"Nix expressions, skipping '" STR_F "'",
				STR_A(path));
			continue;
		}
		strlist_add(&ev.perm, names, str_dup(&ev.perm, name));
		strlist_sort(names);
		put_nix_string(b, name);
		sb_puts(b, " = import ");
		put_nix_string(b, path);
		sb_puts(b, "; ");
	}
}

static V source_value(void)
{
	StrBuf b = sb_in(&ev.perm);
	StrList names = { 0 };
	OsStat st;
	Str file = env.file;

	if (file.p[0] == '/' && os_stat(OS_CWD, str_z(&ev.perm, file), &st)
	    == 0 && st.type == OS_DIR && !os_exists(OS_CWD, str_cat2(
		    &ev.perm, file, STR("/default.nix")).p)) {
		sb_puts(&b, "{ _combineChannels = []; ");
		all_exprs(file, &b, &names, 0);
		sb_puts(&b, "}");
		return cmd_expr(sb_str(&b));
	}
	return cmd_file(str_z(&ev.perm, file));
}

static void collect(PkgList *out, V v)
{
	DrvList l = { 0 };
	size_t i;

	drvs_collect(&l, eval_force(v, 0), STR(""), cmd_auto_args(), true);
	for (i = 0; i < l.n; i++) {
		Pkg p = { 0 };

		p.attr_path = l.v[i].attr_path;
		p.set = l.v[i].set;
		pkgs_add(out, &p);
	}
}

void pkgs_load(PkgList *out, Str attr_path)
{
	PkgList all = { 0 };
	V v = source_value();
	size_t i;

	if (attr_path.n)
		v = attrpath_find(attr_path, cmd_auto_args(), v, NULL);
	collect(&all, v);
	for (i = 0; i < all.n; i++)
		if (str_eqc(env.system_filter, "*") ||
		    str_eq(drvs_system(all.v[i].set), env.system_filter))
			pkgs_add(out, &all.v[i]);
}

void pkgs_installed(PkgList *out, Str profile)
{
	Str file = str_cat2(&ev.perm, profile, STR("/manifest.nix"));
	Str json = str_cat2(&ev.perm, profile, STR("/manifest.json"));

	if (os_exists(OS_CWD, json.p))
		cmd_fail("profile '" STR_F "' is incompatible with "
			 "'nix-env'; please use 'nix profile' instead",
			 STR_A(profile));
	cmd_begin();
	if (os_exists(OS_CWD, file.p))
		collect(out, cmd_file(file.p));
}

/* --- selectors ----------------------------------------------------------------- */

bool selector_matches(Str selector, Str full)
{
	Str sel_name, sel_version, name, version;
	Regex *re;
	Err err;

	pkg_split(selector, &sel_name, &sel_version);
	pkg_split(full, &name, &version);
	if (!str_eqc(sel_name, "*")) {
		cmd_ok(regex_compile(&ev.perm, sel_name, &re, &err), &err);
		if (regex_match(re, name, NULL) != 1)
			return false;
	}
	return sel_version.n == 0 || str_eq(sel_version, version);
}

/* Of packages of one name: this system's, then priority, then version. */
static int64_t compare(Pkg *a, Pkg *b)
{
	Str name, va, vb;
	Str sa = a->set ? drvs_system(a->set) : STR("");
	Str sb = b->set ? drvs_system(b->set) : STR("");
	int64_t c = 0;

	if (!str_eq(sa, sb))
		c = str_eq(sa, config.system) ? 1 :
		    str_eq(sb, config.system) ? -1 : 0;
	if (c == 0)
		c = pkg_priority(b) - pkg_priority(a);
	if (c == 0) {
		pkg_split(pkg_name(a), &name, &va);
		pkg_split(pkg_name(b), &name, &vb);
		c = versions_compare(va, vb);
	}
	return c;
}

static int by_name_of(const void *x, const void *y)
{
	Pkg *a = *(Pkg *const *)x, *b = *(Pkg *const *)y;
	Str na, nb, v;

	pkg_split(pkg_name(a), &na, &v);
	pkg_split(pkg_name(b), &nb, &v);
	return str_cmp(na, nb);
}

static size_t newest_only(Pkg **v, size_t n)
{
	Pkg **best = ARENA_ARRAY(&ev.perm, Pkg *, n + 1);
	bool *several = ARENA_ARRAY(&ev.perm, bool, n + 1);
	Map at = { 0 };
	size_t i, kept = 0;
	Str name, version;

	at.a = &ev.perm;
	for (i = 0; i < n; i++) {
		MapEntry *e;
		bool fresh;
		int64_t c = 1;

		pkg_split(pkg_name(v[i]), &name, &version);
		e = map_put(&at, name, &fresh);
		if (fresh)
			e->v.num = kept++;
		else
			c = compare(v[i], best[e->v.num]);
		if (c > 0) {
			best[e->v.num] = v[i];
			several[e->v.num] = false;
		} else if (c == 0) {
			several[e->v.num] = true;
		}
	}
	for (i = 0; i < kept; i++) {
		if (several[i])
			log_msg(LVL_WARN, "warning: there are multiple "
				"derivations named '" STR_F "'; using the "
				"first one", STR_A(pkg_name(best[i])));
		v[i] = best[i];
	}
	qsort(v, kept, sizeof *v, by_name_of);
	return kept;
}

static _Noreturn void no_match(PkgList *all, Str selector)
{
	StrList hits = { 0 };
	StrBuf b = sb_in(&ev.perm);
	Str sel, version, name;
	size_t i;

	pkg_split(selector, &sel, &version);
	for (i = 0; i < all->n && hits.n < 3; i++) {
		pkg_split(pkg_name(&all->v[i]), &name, &version);
		if (!str_starts(name, sel))
			continue;
		strlist_add(&ev.perm, &hits, name);
		strlist_sort(&hits);
	}
	for (i = 0; i < hits.n; i++)
		sb_fmt(&b, "\n" STR_F, STR_A(hits.v[i]));
	cmd_fail("selector '" STR_F "' matches no derivations%s" STR_F,
		 STR_A(selector), hits.n ? ", maybe you meant:" : "",
		 STR_A(sb_str(&b)));
}

void pkgs_select(PkgList *all, const StrList *selectors, bool newest,
		 PkgList *out)
{
	Pkg **hits = ARENA_ARRAY(&ev.perm, Pkg *, all->n + 1);
	bool *done = ARENA_ARRAY(&ev.perm, bool, all->n + 1);
	StrList any = { 0 };
	size_t i, k, n;

	if (selectors->n == 0) {
		strlist_add(&ev.perm, &any, STR("*"));
		selectors = &any;
	}
	for (k = 0; k < selectors->n; k++) {
		n = 0;
		for (i = 0; i < all->n; i++)
			if (selector_matches(selectors->v[k],
					     pkg_name(&all->v[i])))
				hits[n++] = &all->v[i];
		if (n == 0 && !str_eqc(selectors->v[k], "*"))
			no_match(all, selectors->v[k]);
		if (newest)
			n = newest_only(hits, n);
		for (i = 0; i < n; i++) {
			if (done[hits[i] - all->v])
				continue;
			done[hits[i] - all->v] = true;
			pkgs_add(out, hits[i]);
		}
	}
}

static void from_paths(PkgList *out, const StrList *args)
{
	DrvOutput *o;
	Drv d;
	size_t i;
	Err err;

	for (i = 0; i < args->n; i++) {
		Pkg p = { 0 };
		Str path;

		cmd_ok(store_follow(cmd_store(), &ev.perm, args->v[i], &path,
				    &err), &err);
		p.name = path_name(path);
		if (path_is_drv(path)) {
			cmd_ok(store_read_drv(cmd_store(), &ev.perm, path,
					      &d, &err), &err);
			p.name.n -= 4;
			p.drv = path;
			o = drv_output(&d, STR("out"));
			if (!o && d.outputs_n)
				o = &d.outputs[0];
			p.out = o ? o->path : STR("");
		} else {
			p.out = path;
		}
		pkgs_add(out, &p);
	}
}

void pkgs_chosen(PkgList *out, const StrList *args, bool newest)
{
	PkgList all = { 0 };
	SourceKind kind = env.kind;
	V root;
	size_t i;

	if (kind == SRC_UNKNOWN_KIND && args->n &&
	    str_chr(args->v[0], '/') >= 0)
		kind = SRC_PATHS;
	switch (kind) {
	case SRC_EXPRS:
		root = source_value();
		for (i = 0; i < args->n; i++)
			collect(out, eval_call1(eval_force(cmd_expr(
				args->v[i]), 0), root, 0));
		break;
	case SRC_PATHS:
		from_paths(out, args);
		break;
	case SRC_PROFILE:
		pkgs_installed(&all, cmd_abs(env.from_profile));
		pkgs_select(&all, args, newest, out);
		break;
	case SRC_ATTR:
		root = source_value();
		for (i = 0; i < args->n; i++)
			collect(out, attrpath_find(args->v[i],
				cmd_auto_args(), root, NULL));
		break;
	default:
		pkgs_load(&all, STR(""));
		pkgs_select(&all, args, newest, out);
		break;
	}
}
