/* The builder's environment and the files it finds: see attrs.h. */
#include "engine/build/attrs.h"

#include <math.h>
#include <stdlib.h>

#include "engine/build/config.h"
#include "engine/fmt/json.h"
#include "engine/fmt/path.h"

typedef struct {
	Store *s;
	Arena *a;
	const DrvAttrs *d;
	const char *dir;
	const StrList *inputs;
	Map env;
	BuildFile *files;
	size_t files_n, files_cap;
} Making;

static void set(Making *m, Str name, Str value)
{
	MapEntry *e = map_put(&m->env, name, NULL);
	Str *v = ARENA_NEW(m->a, Str);

	*v = value;
	e->v.ptr = v;
}

static void set_c(Making *m, const char *name, const char *value)
{
	set(m, str_c(name), str_c(value));
}

static void add_file(Making *m, Str name, Str text)
{
	size_t i, cap;

	for (i = 0; i < m->files_n; i++)
		if (str_eq(m->files[i].name, name))
			break;
	if (i == m->files_cap) {
		cap = m->files_cap ? m->files_cap * 2 : 8;
		m->files = arena_grow(m->a, m->files,
				      m->files_cap * sizeof *m->files,
				      cap * sizeof *m->files);
		m->files_cap = cap;
	}
	m->files[i].name = name;
	m->files[i].text = text;
	if (i == m->files_n)
		m->files_n++;
}

/* --- exportReferencesGraph ---------------------------------------- */

/* The closure of paths; of derivations in it, the outputs' too. */
static int export_refs(Making *m, const StrList *paths, StrList *out,
		       Err *err)
{
	StoreOutput *o;
	size_t i, k, n, had;
	bool valid;
	int rc;

	for (i = 0; i < paths->n; i++) {
		if (strlist_find(m->inputs, paths->v[i]) < 0)
			return err_set(err, ERR_BUILD, "cannot export "
				       "references of path '" STR_F "' "
				       "because it is not in the input "
				       "closure of the derivation",
				       STR_A(paths->v[i]));
		strlist_add(m->a, out, paths->v[i]);
	}
	rc = store_closure(m->s, m->a, out, 0, err);
	had = out->n;
	for (i = 0; !rc && i < had; i++) {
		if (!path_is_drv(out->v[i]))
			continue;
		rc = store_outputs(m->s, m->a, out->v[i], &o, &n, err);
		for (k = 0; !rc && k < n; k++) {
			rc = store_valid(m->s, o[k].path, &valid, err);
			if (!rc && valid)
				strlist_add(m->a, out, o[k].path);
		}
	}
	if (!rc && out->n != had)
		rc = store_closure(m->s, m->a, out, 0, err);
	return rc;
}

static bool graph_name_ok(Str name)
{
	size_t i;

	for (i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c >= 'a' && c <= 'z') || c == '_' ||
			      (c >= 'A' && c <= 'Z');

		if (!letter && (i == 0 || !((c >= '0' && c <= '9') ||
					    c == '.' || c == '-')))
			return false;
	}
	return name.n > 0;
}

static int graph_file(Making *m, Str name, Str path, Err *err)
{
	StrList start = { 0 }, paths = { 0 };
	StrBuf b = sb_in(m->a);
	PathInfo info;
	Str base, rest;
	size_t i, k;
	int rc;

	if (!graph_name_ok(name))
		return err_set(err, ERR_BUILD, "invalid file name '" STR_F
			       "' in 'exportReferencesGraph'", STR_A(name));
	if (!path_split(store_dir(m->s), path, &base, &rest))
		return err_set(err, ERR_BUILD, "'exportReferencesGraph' "
			       "contains a non-store path '" STR_F "'",
			       STR_A(path));
	strlist_add(m->a, &start, base);
	rc = export_refs(m, &start, &paths, err);
	for (i = 0; !rc && i < paths.n; i++) {
		rc = store_info(m->s, m->a, paths.v[i], &info, err);
		if (rc)
			break;
		sb_put(&b, paths.v[i]);
		sb_fmt(&b, "\n\n%zu\n", info.refs.n);
		for (k = 0; k < info.refs.n; k++) {
			sb_put(&b, info.refs.v[k]);
			sb_putc(&b, '\n');
		}
	}
	if (!rc)
		add_file(m, name, sb_str(&b));
	return rc;
}

static int graphs(Making *m, Err *err)
{
	Str v, name, path;

	if (!attrs_str(m->d, "exportReferencesGraph", &v))
		return 0;
	while (str_token(&v, " \t\n\r", &name)) {
		if (!str_token(&v, " \t\n\r", &path))
			return err_set(err, ERR_BUILD, "odd number of "
				       "tokens in 'exportReferencesGraph'");
		if (graph_file(m, name, path, err))
			return err->code;
	}
	return 0;
}

static Tree tree_s(Str s)
{
	Tree t;

	t.type = TREE_STRING;
	t.u.s = s;
	return t;
}

static Tree tree_i(uint64_t i)
{
	Tree t;

	t.type = TREE_INT;
	t.u.i = (int64_t)i;
	return t;
}

static int closure_size(Making *m, Str path, uint64_t *size, Err *err)
{
	StrList c = { 0 };
	PathInfo info;
	size_t i;
	int rc;

	*size = 0;
	strlist_add(m->a, &c, path);
	rc = store_closure(m->s, m->a, &c, 0, err);
	for (i = 0; !rc && i < c.n; i++) {
		rc = store_info(m->s, m->a, c.v[i], &info, err);
		*size += rc ? 0 : info.nar_size;
	}
	return rc;
}

/* Keys in the order of their bytes, as nlohmann's objects have them. */
static int path_tree(Making *m, Str path, Tree *out, Err *err)
{
	TreeMember *v = ARENA_ARRAY(m->a, TreeMember, 8);
	PathInfo info;
	uint64_t size;
	size_t n = 0, i;
	Tree refs;
	int rc = store_info(m->s, m->a, path, &info, err);

	if (!rc)
		rc = closure_size(m, path, &size, err);
	if (rc)
		return rc;
	refs.type = TREE_LIST;
	refs.u.list.n = info.refs.n;
	refs.u.list.v = ARENA_ARRAY(m->a, Tree, info.refs.n);
	for (i = 0; i < info.refs.n; i++)
		refs.u.list.v[i] = tree_s(info.refs.v[i]);
	if (info.ca.n) {
		v[n].key = STR("ca");
		v[n++].value = tree_s(info.ca);
	}
	v[n].key = STR("closureSize");
	v[n++].value = tree_i(size);
	v[n].key = STR("narHash");
	v[n++].value = tree_s(hash_print(m->a, &info.nar_hash, ENC_NIX32,
					 true));
	v[n].key = STR("narSize");
	v[n++].value = tree_i(info.nar_size);
	v[n].key = STR("path");
	v[n++].value = tree_s(path);
	v[n].key = STR("references");
	v[n++].value = refs;
	v[n].key = STR("valid");
	v[n].value.type = TREE_BOOL;
	v[n++].value.u.b = true;
	out->type = TREE_MAP;
	out->u.map.v = v;
	out->u.map.n = n;
	return 0;
}

/* --- structured attributes ----------------------------------------- */

static int member_cmp(const void *a, const void *b)
{
	return str_cmp(((const TreeMember *)a)->key,
		       ((const TreeMember *)b)->key);
}

static void tree_put(Arena *a, Tree *map, Str key, Tree value)
{
	Tree *old = tree_get(map, key);
	TreeMember *v;

	if (old) {
		*old = value;
		return;
	}
	v = ARENA_ARRAY(a, TreeMember, map->u.map.n + 1);
	memcpy(v, map->u.map.v, map->u.map.n * sizeof *v);
	v[map->u.map.n].key = key;
	v[map->u.map.n].value = value;
	map->u.map.v = v;
	map->u.map.n++;
}

static void tree_sort(Tree *t, int depth)
{
	size_t i;

	if (depth > 1000)
		return;
	if (t->type == TREE_LIST)
		for (i = 0; i < t->u.list.n; i++)
			tree_sort(&t->u.list.v[i], depth + 1);
	if (t->type != TREE_MAP)
		return;
	qsort(t->u.map.v, t->u.map.n, sizeof *t->u.map.v, member_cmp);
	for (i = 0; i < t->u.map.n; i++)
		tree_sort(&t->u.map.v[i].value, depth + 1);
}

static int structured_graphs(Making *m, Tree *json, Err *err)
{
	const Tree *g = tree_get(json, STR("exportReferencesGraph"));
	StrList start, paths;
	Tree list;
	size_t i, k;
	int rc = 0;

	if (!g || g->type != TREE_MAP)
		return 0;
	for (i = 0; !rc && i < g->u.map.n; i++) {
		const Tree *v = &g->u.map.v[i].value;
		size_t n = v->type == TREE_LIST ? v->u.list.n : 1;

		memset(&start, 0, sizeof start);
		memset(&paths, 0, sizeof paths);
		for (k = 0; k < n; k++) {
			const Tree *p = v->type == TREE_LIST ?
					&v->u.list.v[k] : v;

			if (p->type != TREE_STRING)
				return err_set(err, ERR_FORMAT,
					       "'exportReferencesGraph' "
					       "must name store paths");
			strlist_add(m->a, &start, p->u.s);
		}
		rc = export_refs(m, &start, &paths, err);
		list.type = TREE_LIST;
		list.u.list.n = paths.n;
		list.u.list.v = ARENA_ARRAY(m->a, Tree, paths.n);
		for (k = 0; !rc && k < paths.n; k++)
			rc = path_tree(m, paths.v[k], &list.u.list.v[k], err);
		if (!rc)
			tree_put(m->a, json, g->u.map.v[i].key, list);
	}
	return rc;
}

static void shell_quote(StrBuf *b, Str s)
{
	size_t i;

	sb_putc(b, '\'');
	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			sb_puts(b, "'\\''");
		else
			sb_putc(b, s.p[i]);
	sb_putc(b, '\'');
}

/* What bash can hold in one variable; false for the rest. */
static bool shell_simple(StrBuf *b, const Tree *t)
{
	double f;

	switch (t->type) {
	case TREE_STRING:
		shell_quote(b, t->u.s);
		return true;
	case TREE_NULL:
		sb_puts(b, "''");
		return true;
	case TREE_BOOL:
		sb_puts(b, t->u.b ? "1" : "");
		return true;
	case TREE_INT:
	case TREE_UINT:
		/* Nix converts to int */
		sb_i64(b, (int32_t)t->u.i);
		return true;
	case TREE_FLOAT:
		f = (double)(float)t->u.f;
		if (ceil(f) != f || f > 2147483647.0 || f < -2147483648.0)
			return false;
		sb_i64(b, (int32_t)t->u.f);
		return true;
	default:
		return false;
	}
}

static bool shell_name(Str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      c == '_' || (i > 0 && c >= '0' && c <= '9')))
			return false;
	}
	return s.n > 0;
}

static void shell_member(Arena *a, StrBuf *out, const TreeMember *m)
{
	StrBuf b = sb_in(a);
	const Tree *t = &m->value;
	const char *kind = "";
	size_t i;

	if (!shell_name(m->key))
		return;
	if (t->type == TREE_LIST) {
		kind = "-a ";
		sb_putc(&b, '(');
		for (i = 0; i < t->u.list.n; i++) {
			if (!shell_simple(&b, &t->u.list.v[i]))
				return;
			sb_putc(&b, ' ');
		}
		sb_putc(&b, ')');
	} else if (t->type == TREE_MAP) {
		kind = "-A ";
		sb_putc(&b, '(');
		for (i = 0; i < t->u.map.n; i++) {
			sb_putc(&b, '[');
			shell_quote(&b, t->u.map.v[i].key);
			sb_puts(&b, "]=");
			if (!shell_simple(&b, &t->u.map.v[i].value))
				return;
			sb_putc(&b, ' ');
		}
		sb_putc(&b, ')');
	} else if (!shell_simple(&b, t)) {
		return;
	}
	sb_fmt(out, "declare %s" STR_F "=", kind, STR_A(m->key));
	sb_put(out, sb_str(&b));
	sb_putc(out, '\n');
}

static int structured(Making *m, Err *err)
{
	Tree json = m->d->json;
	const Drv *drv = m->d->drv;
	StrBuf sh = sb_in(m->a), text = sb_in(m->a);
	Tree outs;
	size_t i;
	int rc;

	outs.type = TREE_MAP;
	outs.u.map.n = drv->outputs_n;
	outs.u.map.v = ARENA_ARRAY(m->a, TreeMember, drv->outputs_n);
	for (i = 0; i < drv->outputs_n; i++) {
		outs.u.map.v[i].key = drv->outputs[i].name;
		outs.u.map.v[i].value =
			tree_s(placeholder(m->a, drv->outputs[i].name));
	}
	tree_put(m->a, &json, STR("outputs"), outs);
	rc = structured_graphs(m, &json, err);
	if (rc)
		return rc;
	tree_sort(&json, 0);
	for (i = 0; i < json.u.map.n; i++)
		shell_member(m->a, &sh, &json.u.map.v[i]);
	json_put_tree(&text, &json, 0);
	add_file(m, STR(".attrs.sh"), sb_str(&sh));
	add_file(m, STR(".attrs.json"), sb_str(&text));
	set(m, STR("NIX_ATTRS_SH_FILE"),
	    str_fmt(m->a, "%s/.attrs.sh", m->dir));
	set(m, STR("NIX_ATTRS_JSON_FILE"),
	    str_fmt(m->a, "%s/.attrs.json", m->dir));
	return 0;
}

/* --- the rest ------------------------------------------------------- */

static int plain(Making *m, Err *err)
{
	const Drv *drv = m->d->drv;
	StrList files = { 0 };
	Str v, token, file;
	Hash h;
	size_t i;

	if (attrs_str(m->d, "passAsFile", &v))
		while (str_token(&v, " \t\n\r", &token))
			strlist_add(m->a, &files, token);
	strlist_sort(&files);
	for (i = 0; i < drv->env_n; i++) {
		const DrvEnv *e = &drv->env[i];

		if (strlist_find(&files, e->key) < 0) {
			set(m, e->key, e->value);
			continue;
		}
		h = hash_of(HASH_SHA256, e->key);
		file = str_cat2(m->a, STR(".attr-"),
				hash_print(m->a, &h, ENC_NIX32, false));
		add_file(m, file, e->value);
		set(m, str_cat2(m->a, e->key, STR("Path")),
		    str_fmt(m->a, "%s/" STR_F, m->dir, STR_A(file)));
	}
	return graphs(m, err);
}

static int impure(Making *m, Err *err)
{
	StrList names;
	const char *v;
	bool given;
	size_t i;
	int rc = attrs_list(m->d, m->a, "impureEnvVars", &given, &names, err);

	for (i = 0; !rc && i < names.n; i++) {
		v = getenv(str_z(m->a, names.v[i]));
		set(m, names.v[i], str_c(v));
	}
	return rc;
}

static int env_cmp(const void *a, const void *b)
{
	return str_cmp(((const DrvEnv *)a)->key, ((const DrvEnv *)b)->key);
}

static void finish(Making *m, const Rewrites *rw, BuildEnv *out)
{
	size_t i;

	out->env_n = m->env.n;
	out->env = ARENA_ARRAY(m->a, DrvEnv, m->env.n);
	for (i = 0; i < m->env.n; i++) {
		out->env[i].key = m->env.entries[i].key;
		out->env[i].value = rewrites_apply(rw, m->a,
					*(Str *)m->env.entries[i].v.ptr);
	}
	qsort(out->env, out->env_n, sizeof *out->env, env_cmp);
	out->files = m->files;
	out->files_n = m->files_n;
	for (i = 0; i < m->files_n; i++)
		m->files[i].text = rewrites_apply(rw, m->a, m->files[i].text);
}

int env_make(Store *s, Arena *a, const DrvAttrs *d, const char *dir,
	     const StrList *inputs, const Rewrites *rw, BuildEnv *out,
	     Err *err)
{
	Making m = { s, a, d, dir, inputs, { 0 }, NULL, 0, 0 };
	bool fixed = drv_is_fixed(d->drv);
	int rc;

	m.env.a = a;
	set_c(&m, "PATH", "/path-not-set");
	set_c(&m, "HOME", "/homeless-shelter");
	set(&m, STR("NIX_STORE"), store_dir(s));
	set(&m, STR("NIX_BUILD_CORES"), str_fmt(a, "%llu",
	    (unsigned long long)config_cores()));
	rc = d->structured ? structured(&m, err) : plain(&m, err);
	if (rc)
		return rc;
	set_c(&m, "NIX_BUILD_TOP", dir);
	set_c(&m, "TMPDIR", dir);
	set_c(&m, "TEMPDIR", dir);
	set_c(&m, "TMP", dir);
	set_c(&m, "TEMP", dir);
	set_c(&m, "PWD", dir);
	if (fixed) {
		set_c(&m, "NIX_OUTPUT_CHECKED", "1");
		rc = impure(&m, err);
	}
	set_c(&m, "NIX_LOG_FD", "2");
	set_c(&m, "TERM", "xterm-256color");
	if (!rc)
		finish(&m, rw, out);
	return rc;
}
