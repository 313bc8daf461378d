/* nix-env --query: packages as a table, XML or JSON. */
#define _GNU_SOURCE
#include "engine/cli/nix_env.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/nix.h"
#include "engine/fetch/cache.h"
#include "engine/fmt/json.h"
#include "engine/fmt/xml.h"

static struct {
	bool status, no_name, attr, system, drv, out, description, meta;
	bool compare, xml, json, available;
	Str attr_path;
	PkgList other;
	StrList installed;
	StrBuf text;
	Xml x;
	StrList *rows;
	size_t rows_n, rows_cap;
} q;

static void flags(void)
{
	static const struct {
		const char *name, *letter;
		bool *at;
	} all[] = {
		{ "--status", "-s", &q.status },
		{ "--no-name", NULL, &q.no_name },
		{ "--system", NULL, &q.system },
		{ "--description", NULL, &q.description },
		{ "--compare-versions", "-c", &q.compare },
		{ "--drv-path", NULL, &q.drv },
		{ "--out-path", NULL, &q.out }, { "--meta", NULL, &q.meta },
		{ "--available", "-a", &q.available },
		{ "--xml", NULL, &q.xml }, { "--json", NULL, &q.json },
		{ "--attr-path", "-P", &q.attr }
	};
	size_t i, k;

	for (i = 0; i < env.flags.n; i++) {
		Str f = env.flags.v[i];

		if (str_eqc(f, "--installed")) {
			q.available = false;
			continue;
		}
		if (str_eqc(f, "--attr") || str_eqc(f, "-A")) {
			q.attr_path = env.flags.v[++i];
			continue;
		}
		for (k = 0; k < sizeof all / sizeof *all; k++)
			if (str_eqc(f, all[k].name) || (all[k].letter &&
			    str_eqc(f, all[k].letter)))
				break;
		if (k == sizeof all / sizeof *all)
			cmd_usage("unknown flag '" STR_F "'", STR_A(f));
		*all[k].at = true;
	}
	if (q.attr && !q.available)
		cmd_usage("--attr-path(-P) only works with --available");
}

static int by_upper_name(const void *x, const void *y)
{
	Pkg *a = (Pkg *)x, *b = (Pkg *)y;
	Str s = pkg_name(a), t = pkg_name(b);
	size_t i;

	for (i = 0; i < s.n && i < t.n; i++) {
		int c = toupper((unsigned char)s.p[i]) -
			toupper((unsigned char)t.p[i]);

		if (c)
			return c;
	}
	return s.n < t.n ? -1 : s.n > t.n;
}

/* qsort is not stable: equal names keep their order by a merge. */
static void sort_pkgs(Pkg *v, size_t n, Pkg *tmp)
{
	size_t half = n / 2, i = 0, k = half, at = 0;

	if (n < 2)
		return;
	sort_pkgs(v, half, tmp);
	sort_pkgs(v + half, n - half, tmp);
	while (i < half || k < n)
		if (k >= n || (i < half && by_upper_name(&v[i], &v[k]) <= 0))
			tmp[at++] = v[i++];
		else
			tmp[at++] = v[k++];
	memcpy(v, tmp, n * sizeof *v);
}

/* Versions of the same package elsewhere: '<' is an upgrade to be had. */
static char compared(Pkg *p, Str *version)
{
	Str name, v, name2, v2;
	char diff = '-';
	size_t i;
	int d;

	*version = STR("?");
	pkg_split(pkg_name(p), &name, &v);
	for (i = 0; i < q.other.n; i++) {
		pkg_split(pkg_name(&q.other.v[i]), &name2, &v2);
		if (!str_eq(name, name2))
			continue;
		d = versions_compare(v, v2);
		if (d < 0) {
			diff = '<';
			*version = v2;
		} else if (diff != '<' && d == 0) {
			diff = '=';
			*version = v2;
		} else if (diff != '<' && diff != '=' && d > 0) {
			if (diff == '-' || versions_compare(*version, v2) < 0)
				*version = v2;
			diff = '>';
		}
	}
	return diff;
}

static bool has_substitute(Str path)
{
	static Caches *caches;
	static bool tried;
	size_t i;
	Err err;

	if (!tried && config.substitute &&
	    caches_open(cmd_store(), &config.substituters, &caches, &err))
		log_err(&err);
	tried = true;
	for (i = 0; caches && i < caches_n(caches); i++)
		if (cache_mass_query(caches_at(caches, i)) &&
		    cache_info(caches_at(caches, i), path))
			return true;
	return false;
}

static void column(StrList *row, Str s)
{
	Str copy = str_dup(&ev.perm, s);
	size_t i;

	for (i = 0; i < copy.n; i++)
		if (copy.p[i] == '\n')
			((char *)copy.p)[i] = ' ';
	strlist_add(&ev.perm, row, copy);
}

static Str description(Pkg *p)
{
	V v = pkg_meta(p, "description");

	return v && v_is_string(v) ? v_text(v) : STR("");
}

static Str out_paths(Pkg *p)
{
	StrBuf b = sb_in(&ev.perm);
	DrvOut *o;
	size_t i, n;

	o = pkg_outputs(p, true, false, &n);
	for (i = 0; i < n; i++) {
		if (i)
			sb_putc(&b, ';');
		if (!str_eqc(o[i].name, "out"))
			sb_fmt(&b, STR_F "=", STR_A(o[i].name));
		sb_put(&b, o[i].path);
	}
	return sb_str(&b);
}

static void status_of(Pkg *p, bool *installed, bool *valid, bool *subst)
{
	Str out = pkg_out(p);
	Err err;

	*installed = strlist_find(&q.installed, out) >= 0;
	cmd_ok(store_valid(cmd_store(), out, valid, &err), &err);
	*subst = has_substitute(out);
}

static void row_of(Pkg *p)
{
	StrList row = { 0 };
	bool in, valid, subst;
	Str version;
	char diff;
	size_t cap;

	if (q.status) {
		status_of(p, &in, &valid, &subst);
		column(&row, str_fmt(&ev.perm, "%c%c%c", in ? 'I' : '-',
				     valid ? 'P' : '-', subst ? 'S' : '-'));
	}
	if (q.attr)
		column(&row, p->attr_path);
	if (!q.no_name)
		column(&row, pkg_name(p));
	if (q.compare) {
		diff = compared(p, &version);
		column(&row, str_fmt(&ev.perm, "%c " STR_F, diff,
				     STR_A(version)));
	}
	if (q.system)
		column(&row, p->set ? drvs_system(p->set) : STR(""));
	if (q.drv)
		column(&row, pkg_drv(p).n ? pkg_drv(p) : STR("-"));
	if (q.out)
		column(&row, out_paths(p));
	if (q.description)
		column(&row, description(p));
	if (q.rows_n == q.rows_cap) {
		cap = q.rows_cap ? q.rows_cap * 2 : 256;
		q.rows = arena_grow(&ev.perm, q.rows,
				    q.rows_cap * sizeof *q.rows,
				    cap * sizeof *q.rows);
		q.rows_cap = cap;
	}
	q.rows[q.rows_n++] = row;
}

static void print_table(void)
{
	size_t width[16] = { 0 }, i, k, n;

	for (i = 0; i < q.rows_n; i++)
		for (k = 0; k < q.rows[i].n && k < 16; k++)
			if (q.rows[i].v[k].n > width[k])
				width[k] = q.rows[i].v[k].n;
	for (i = 0; i < q.rows_n; i++) {
		for (k = 0; k < q.rows[i].n && k < 16; k++) {
			sb_put(&q.text, q.rows[i].v[k]);
			n = width[k] + 2 - q.rows[i].v[k].n;
			if (k + 1 < q.rows[i].n)
				sb_fmt(&q.text, "%*s", (int)n, "");
		}
		sb_putc(&q.text, '\n');
	}
}

/* --- XML ------------------------------------------------------------------------ */

static void meta_xml(Pkg *p)
{
	V *slot = p->set ? attrs_find(v_attrs(p->set), S_META) : NULL;
	V meta = slot ? eval_force(*slot, 0) : 0, v;
	uint32_t *order;
	Attrs *a;
	size_t i, k;

	if (!meta || !v_is_attrs(meta))
		return;
	a = attrs_flat(v_attrs(meta));
	order = attrs_order(a, &ev.perm);
	for (i = 0; i < a->n; i++) {
		Str name = sym_text(a->shape->names[order[i]]);
		XmlAttr at[3] = { { STR_INIT("name"), name },
				  { STR_INIT("type"), STR_INIT("string") },
				  { STR_INIT("value"), { NULL, 0 } } };

		v = drvs_meta(p->set, name);
		if (!v)
			continue;
		if (v_is_string(v)) {
			at[2].value = v_text(v);
		} else if (v_is_int(v)) {
			at[1].value = STR("int");
			at[2].value = str_fmt(&ev.perm, "%lld",
					      (long long)v_int(v));
		} else if (v_is_float(v)) {
			at[1].value = STR("float");
			at[2].value = str_fmt(&ev.perm, "%g", v_float(v));
		} else if (v_is_bool(v)) {
			at[1].value = STR("bool");
			at[2].value = v == V_TRUE ? STR("true") :
				      STR("false");
		} else if (v_is_list(v)) {
			at[1].value = STR("strings");
			xml_open(&q.x, "meta", at, 2);
			for (k = 0; k < v_list(v)->n; k++) {
				V e = eval_force(v_list(v)->v[k], 0);

				at[2].value = v_is_string(e) ? v_text(e) :
					      STR("");
				if (v_is_string(e))
					xml_empty(&q.x, "string", &at[2], 1);
			}
			xml_close(&q.x);
			continue;
		} else {
			continue;
		}
		xml_empty(&q.x, "meta", at, 3);
	}
}

static void item_xml(Pkg *p)
{
	XmlAttr at[16];
	size_t n = 0, i, outs;
	bool in, valid, subst;
	Str name, version, max;
	char *diff = str_z(&ev.perm, STR("-"));
	DrvOut *o;

#define A(key, val) (at[n].name = STR(key), at[n++].value = (val))
	A("attrPath", p->attr_path);
	if (q.description && description(p).n)
		A("description", description(p));
	if (q.drv && pkg_drv(p).n)
		A("drvPath", pkg_drv(p));
	if (q.status) {
		status_of(p, &in, &valid, &subst);
		A("installed", in ? STR("1") : STR("0"));
	}
	if (q.compare) {
		diff[0] = compared(p, &max);
		if (diff[0] != '-')
			A("maxComparedVersion", max);
	}
	pkg_split(pkg_name(p), &name, &version);
	A("name", pkg_name(p));
	A("outputName", p->set ? drvs_output_name(p->set) : STR(""));
	A("pname", name);
	if (q.status)
		A("substitutable", subst ? STR("1") : STR("0"));
	if (p->set && drvs_system(p->set).n)
		A("system", drvs_system(p->set));
	if (q.status)
		A("valid", valid ? STR("1") : STR("0"));
	A("version", version);
	if (q.compare && diff[0] != '-')
		A("versionDiff", str_c(diff));
#undef A
	xml_open(&q.x, "item", at, n);
	o = pkg_outputs(p, q.out, false, &outs);
	for (i = 0; i < outs; i++) {
		at[0].name = STR("name");
		at[0].value = o[i].name;
		at[1].name = STR("path");
		at[1].value = o[i].path;
		xml_empty(&q.x, "output", at, q.out ? 2 : 1);
	}
	if (q.meta)
		meta_xml(p);
	xml_close(&q.x);
}

/* --- JSON ------------------------------------------------------------------------ */

static void item_json(Pkg *p)
{
	V *slot = p->set ? attrs_find(v_attrs(p->set), S_META) : NULL;
	V meta = slot ? eval_force(*slot, 0) : 0, v;
	StrBuf *b = &q.text;
	Str name, version;
	uint32_t *order, ctx = 0;
	DrvOut *o;
	size_t i, n;
	Attrs *a;

	pkg_split(pkg_name(p), &name, &version);
	json_key(b, str_z(&ev.perm, p->attr_path));
	sb_putc(b, '{');
	if (q.meta && meta && v_is_attrs(meta)) {
		json_key(b, "meta");
		sb_putc(b, '{');
		a = attrs_flat(v_attrs(meta));
		order = attrs_order(a, &ev.perm);
		for (i = 0; i < a->n; i++) {
			Str key = sym_text(a->shape->names[order[i]]);

			v = drvs_meta(p->set, key);
			json_key(b, str_z(&ev.perm, key));
			if (v)
				print_json(b, v, true, 0, &ctx, false);
			else
				sb_puts(b, "null");
		}
		sb_putc(b, '}');
	}
	json_str(b, "name", pkg_name(p));
	json_str(b, "outputName", p->set ? drvs_output_name(p->set) :
		 STR(""));
	json_key(b, "outputs");
	sb_putc(b, '{');
	o = pkg_outputs(p, q.out, false, &n);
	for (i = 0; i < n; i++) {
		json_key(b, str_z(&ev.perm, o[i].name));
		if (q.out)
			json_quote(b, o[i].path);
		else
			sb_puts(b, "null");
	}
	sb_putc(b, '}');
	json_str(b, "pname", name);
	json_str(b, "system", p->set ? drvs_system(p->set) : STR(""));
	json_str(b, "version", version);
	sb_putc(b, '}');
}

static void show(void *arg)
{
	Pkg *p = arg;

	if (env.prebuilt_only && !pkg_prebuilt(p))
		return;
	if (q.json)
		item_json(p);
	else if (q.xml)
		item_xml(p);
	else
		row_of(p);
}

int env_query(void)
{
	PkgList installed = { 0 }, available = { 0 }, chosen = { 0 };
	StrBuf out = sb_in(&ev.perm);
	Tree t;
	size_t i, had;
	Err err;

	memset(&q, 0, sizeof q);
	flags();
	q.text = sb_in(&ev.perm);
	if (!q.available || q.compare || q.status)
		pkgs_installed(&installed, env.profile);
	if (q.available || q.compare)
		pkgs_load(&available, q.attr_path);
	q.other = q.available ? installed : available;
	pkgs_select(q.available ? &available : &installed, &env.args, false,
		    &chosen);
	sort_pkgs(chosen.v, chosen.n, ARENA_ARRAY(&ev.perm, Pkg,
						  chosen.n + 1));
	for (i = 0; q.status && i < installed.n; i++)
		strlist_add(&ev.perm, &q.installed, pkg_out(&installed.v[i]));
	strlist_sort(&q.installed);
	if (q.json)
		sb_putc(&q.text, '{');
	if (q.xml) {
		xml_begin(&q.x, &q.text, true);
		xml_open(&q.x, "items", NULL, 0);
	}
	for (i = 0; i < chosen.n; i++) {
		had = q.text.n;
		if (err_try(show, &chosen.v[i]))
			continue;
		/* a package that does not apply here is left out */
		if (ev.error->kind != EK_ASSERT) {
			err_trace(0, false, str_fmt(&ev.perm, "while querying "
				  "the derivation named '" STR_F "'",
				  STR_A(pkg_name(&chosen.v[i]))));
			err_raise();
		}
		q.text.n = had;
		log_msg(LVL_TALKATIVE, "skipping derivation named '" STR_F
			"' which gives an assertion failure",
			STR_A(pkg_name(&chosen.v[i])));
	}
	if (q.xml)
		xml_close(&q.x);
	else if (!q.json)
		print_table();
	if (q.json) {
		sb_putc(&q.text, '}');
		cmd_ok(json_parse(&ev.perm, sb_str(&q.text), &t, &err), &err);
		json_put_tree(&out, &t, 2);
		sb_putc(&out, '\n');
		cmd_puts(sb_str(&out));
		return 0;
	}
	cmd_puts(sb_str(&q.text));
	return 0;
}
