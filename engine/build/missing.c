/*
 * What would have to be built or fetched: a walk of the graph in waves, so
 * that the caches are asked about a whole wave at once.
 */
#include "engine/build/goal.h"

#include <stdlib.h>

#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

typedef struct {
	Store *s;
	Arena *a;
	Caches *caches;
	Missing *m;
	Map seen;               /* requests handled: "path!outputs" */
	BuildRequest *todo;
	size_t n, cap;
} Walk;

static void later(Walk *k, Str path, const StrList *outputs)
{
	StrBuf key = sb_in(k->a);
	BuildRequest r = { path, { 0 } };
	bool fresh;
	size_t i, cap;

	sb_put(&key, path);
	for (i = 0; outputs && i < outputs->n; i++)
		sb_fmt(&key, "!" STR_F, STR_A(outputs->v[i]));
	map_put(&k->seen, sb_str(&key), &fresh);
	if (!fresh)
		return;
	/* what a cache says does not outlive the cache */
	r.path = str_dup(k->a, path);
	if (outputs)
		r.outputs = *outputs;
	if (k->n == k->cap) {
		cap = k->cap ? k->cap * 2 : 64;
		k->todo = arena_grow(k->a, k->todo, k->cap * sizeof r,
				     cap * sizeof r);
		k->cap = cap;
	}
	k->todo[k->n++] = r;
}

static const NarInfo *substitute(const Walk *k, Str path)
{
	const NarInfo *info;
	size_t i;

	for (i = 0; k->caches && i < caches_n(k->caches); i++) {
		info = cache_info(caches_at(k->caches, i), path);
		if (info)
			return info;
	}
	return NULL;
}

/* The invalid ones among the outputs that r wants of drv. */
static int lacking(Walk *k, const BuildRequest *r, const Drv *drv,
		   StrList *out, Err *err)
{
	size_t i;
	bool valid;
	int rc;

	for (i = 0; i < drv->outputs_n; i++) {
		const DrvOutput *o = &drv->outputs[i];
		size_t n;

		for (n = 0; n < r->outputs.n; n++)
			if (str_eq(r->outputs.v[n], o->name))
				break;
		if (r->outputs.n && n == r->outputs.n)
			continue;
		if (o->path.n == 0) {
			strlist_add(k->a, out, o->path);
			continue;
		}
		rc = store_valid(k->s, o->path, &valid, err);
		if (rc)
			return rc;
		if (!valid)
			strlist_add(k->a, out, o->path);
	}
	return 0;
}

typedef struct {
	bool drv;               /* a derivation that is here */
	Drv d;
	DrvAttrs attrs;
	StrList lack;           /* outputs, or the path itself */
	bool may_subst;
} Item;

static int look(Walk *k, const BuildRequest *r, Item *it, StrList *ask,
		Err *err)
{
	bool valid;
	size_t i;
	int rc = store_valid(k->s, r->path, &valid, err);

	memset(it, 0, sizeof *it);
	if (rc)
		return rc;
	if (!path_is_drv(r->path) || !valid) {
		if (!valid) {
			strlist_add(k->a, &it->lack, r->path);
			strlist_add(k->a, ask, r->path);
		}
		return 0;
	}
	it->drv = true;
	rc = store_read_drv(k->s, k->a, r->path, &it->d, err);
	if (!rc)
		rc = attrs_init(k->a, r->path, &it->d, &it->attrs, err);
	if (!rc)
		rc = lacking(k, r, &it->d, &it->lack, err);
	it->may_subst = !rc && config.substitute && k->caches &&
			(config.always_allow_substitutes ||
			 attrs_bool(&it->attrs, "allowSubstitutes", true));
	for (i = 0; it->may_subst && i < it->lack.n; i++)
		if (it->lack.v[i].n)
			strlist_add(k->a, ask, it->lack.v[i]);
	return rc;
}

static void decide_path(Walk *k, Str path)
{
	const NarInfo *info = substitute(k, path);
	size_t i;

	if (!info) {
		strlist_add(k->a, &k->m->unknown, path);
		return;
	}
	strlist_add(k->a, &k->m->substitute, path);
	k->m->download += info->file_size;
	k->m->nar += info->info.nar_size;
	for (i = 0; i < info->info.refs.n; i++)
		if (!str_eq(info->info.refs.v[i], path))
			later(k, info->info.refs.v[i], NULL);
}

static void decide(Walk *k, const BuildRequest *r, const Item *it)
{
	bool all = it->may_subst;
	size_t i;

	if (it->lack.n == 0)
		return;
	if (!it->drv) {
		decide_path(k, r->path);
		return;
	}
	for (i = 0; all && i < it->lack.n; i++)
		all = it->lack.v[i].n && substitute(k, it->lack.v[i]);
	if (all) {
		for (i = 0; i < it->lack.n; i++)
			later(k, it->lack.v[i], NULL);
		return;
	}
	strlist_add(k->a, &k->m->build, r->path);
	for (i = 0; i < it->d.inputs_n; i++)
		later(k, it->d.inputs[i].path, &it->d.inputs[i].outputs);
	for (i = 0; i < it->d.srcs.n; i++)
		later(k, it->d.srcs.v[i], NULL);
}

int missing_ask(Store *s, Arena *a, Caches *caches, const BuildRequest *r,
		size_t n, Missing *out, Err *err)
{
	Walk k = { s, a, caches, out, { 0 }, NULL, 0, 0 };
	BuildRequest *wave;
	Item *items;
	StrList ask;
	size_t i;
	int rc;

	memset(out, 0, sizeof *out);
	k.seen.a = a;
	for (i = 0; i < n; i++)
		later(&k, r[i].path, &r[i].outputs);
	while (k.n) {
		n = k.n;
		wave = ARENA_ARRAY(a, BuildRequest, n);
		memcpy(wave, k.todo, n * sizeof *wave);
		k.n = 0;
		items = ARENA_ARRAY(a, Item, n);
		memset(&ask, 0, sizeof ask);
		for (i = 0; i < n; i++) {
			rc = look(&k, &wave[i], &items[i], &ask, err);
			if (rc)
				return rc;
		}
		strlist_sort(&ask);
		if (caches && ask.n)
			caches_ask(caches, &ask);
		for (i = 0; i < n; i++)
			decide(&k, &wave[i], &items[i]);
	}
	strlist_sort(&out->build);
	strlist_sort(&out->substitute);
	strlist_sort(&out->unknown);
	return 0;
}

int build_missing(Store *s, Arena *a, const BuildRequest *r, size_t n,
		  Missing *out, Err *err)
{
	Caches *caches = NULL;
	int rc = store_flush(s, err);

	if (!rc && config.substitute && config.substituters.n &&
	    caches_open(s, &config.substituters, &caches, err))
		log_err(err);
	if (!rc)
		rc = missing_ask(s, a, caches, r, n, out, err);
	if (caches)
		caches_close(caches);
	return rc;
}

static int by_name(const void *x, const void *y)
{
	const Str *a = x, *b = y;
	int c = str_cmp(path_name(*a), path_name(*b));

	return c ? c : str_cmp(*a, *b);
}

void missing_print(Store *s, const Missing *m)
{
	Arena a = { 0 };
	StrList l = { 0 };
	const double mib = 1048576.0;
	size_t i;
	Err err;

	if (m->build.n) {
		if (m->build.n == 1)
			log_msg(LVL_INFO, "this derivation will be built:");
		else
			log_msg(LVL_INFO, "these %zu derivations will be "
				"built:", m->build.n);
		for (i = 0; i < m->build.n; i++)
			strlist_add(&a, &l, m->build.v[i]);
		if (store_topo(s, &a, &l, &err))
			log_err(&err);
		for (i = l.n; i > 0; i--)
			log_msg(LVL_INFO, "  " STR_F, STR_A(l.v[i - 1]));
	}
	if (m->substitute.n) {
		if (m->substitute.n == 1)
			log_msg(LVL_INFO, "this path will be fetched (%.2f "
				"MiB download, %.2f MiB unpacked):",
				(double)m->download / mib,
				(double)m->nar / mib);
		else
			log_msg(LVL_INFO, "these %zu paths will be fetched "
				"(%.2f MiB download, %.2f MiB unpacked):",
				m->substitute.n, (double)m->download / mib,
				(double)m->nar / mib);
		memset(&l, 0, sizeof l);
		for (i = 0; i < m->substitute.n; i++)
			strlist_add(&a, &l, m->substitute.v[i]);
		qsort(l.v, l.n, sizeof *l.v, by_name);
		for (i = 0; i < l.n; i++)
			log_msg(LVL_INFO, "  " STR_F, STR_A(l.v[i]));
	}
	if (m->unknown.n) {
		log_msg(LVL_INFO, "don't know how to build these paths%s:",
			store_is_read_only(s) ? " (may be caused by "
			"read-only store access)" : "");
		for (i = 0; i < m->unknown.n; i++)
			log_msg(LVL_INFO, "  " STR_F,
				STR_A(m->unknown.v[i]));
	}
	arena_free(&a);
}
