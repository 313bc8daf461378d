/* Binary caches and other stores to substitute from: see cache.h. */
#include "engine/fetch/cache.h"

#include <stdlib.h>
#include <string.h>

#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/fetch/cache_impl.h"
#include "engine/fetch/disk.h"
#include "engine/fetch/http.h"
#include "engine/fetch/pack.h"
#include "engine/fmt/path.h"

struct Caches {
	Arena a;
	Cache **v;
	size_t n;
};

size_t caches_n(const Caches *c)
{
	return c->n;
}

Cache *caches_at(Caches *c, size_t i)
{
	return c->v[i];
}

Str cache_uri(const Cache *c)
{
	return c->uri;
}

bool cache_mass_query(const Cache *c)
{
	return c->mass_query;
}

bool cache_trusted(const Cache *c)
{
	return c->trusted;
}

bool cache_is_local(const Cache *c)
{
	return c->kind == CACHE_STORE;
}

Str cache_local_path(Cache *c, Arena *a, Str path)
{
	return store_real(c->other, a, path);
}

/* --- opening ----------------------------------------------------------------- */

static bool is_true(Str v)
{
	return str_eqc(v, "true") || str_eqc(v, "1") || str_eqc(v, "yes");
}

static int parameter(Cache *c, Str name, Str v, Err *err)
{
	Arena *a = &c->a;
	uint64_t n;
	Str text;

	if (str_eqc(name, "compression")) {
		c->compression = v;
		if (!pack_suffix(v))
			return err_set(err, ERR_FORMAT, "compression method "
				       "'" STR_F "' is unknown", STR_A(v));
	} else if (str_eqc(name, "compression-level") && str_u64(v, &n)) {
		c->level = (int)n;
	} else if (str_eqc(name, "secret-key")) {
		if (os_read_file(a, OS_CWD, str_z(a, v), &text, err))
			return err->code;
		c->sign = true;
		return signkey_parse(a, str_trim(text), true, &c->key, err);
	} else if (str_eqc(name, "priority") && str_u64(v, &n)) {
		c->priority = (int64_t)n;
		c->priority_given = true;
	} else if (str_eqc(name, "want-mass-query")) {
		c->mass_query = is_true(v);
		c->mass_given = true;
	} else if (str_eqc(name, "trusted")) {
		c->trusted = is_true(v);
	} else if (str_eqc(name, "write-nar-listing")) {
		c->listing = is_true(v);
	}
	return 0;       /* others concern kinds of stores we do not write */
}

static int parameters(Cache *c, Str uri, Err *err)
{
	ptrdiff_t q = str_chr(uri, '?'), eq;
	Str rest, one;
	int rc = 0;

	c->base = q < 0 ? uri : str_sub(uri, 0, (size_t)q);
	if (q < 0)
		return 0;
	rest = str_from(uri, (size_t)q + 1);
	while (!rc && str_token(&rest, "&", &one)) {
		eq = str_chr(one, '=');
		if (eq > 0)
			rc = parameter(c, str_sub(one, 0, (size_t)eq),
				       str_dup(&c->a, str_from(one,
					       (size_t)eq + 1)), err);
	}
	return rc;
}

Str cache_url(Cache *c, Arena *a, Str name)
{
	return str_fmt(a, STR_F "/" STR_F, STR_A(c->base), STR_A(name));
}

static int read_info(Cache *c, Str text, Err *err)
{
	Str line, store = STR("");
	ptrdiff_t colon;
	uint64_t n;

	while (str_line(&text, &line)) {
		Str value;

		colon = str_chr(line, ':');
		if (colon < 0)
			continue;
		value = str_trim(str_from(line, (size_t)colon + 1));
		line.n = (size_t)colon;
		if (str_eqc(line, "StoreDir"))
			store = value;
		else if (str_eqc(line, "WantMassQuery") && !c->mass_given)
			c->mass_query = str_eqc(value, "1");
		else if (str_eqc(line, "Priority") && !c->priority_given &&
			 str_u64(value, &n))
			c->priority = (int64_t)n;
	}
	if (store.n && !str_eq(store, store_dir(c->store)))
		return err_set(err, ERR_FAIL, "binary cache '" STR_F "' is "
			       "for Nix stores with prefix '" STR_F "', not "
			       "'" STR_F "'", STR_A(c->uri), STR_A(store),
			       STR_A(store_dir(c->store)));
	return 0;
}

static int open_web(Cache *c, Err *err)
{
	HttpGet g;
	DiskCache d;
	int rc;

	if (c->use_disk) {
		disk_cache(&c->a, c->base, &d);
		if (d.id && str_eq(d.store_dir, store_dir(c->store))) {
			c->disk_id = d.id;
			if (!c->mass_given)
				c->mass_query = d.mass_query;
			if (!c->priority_given)
				c->priority = d.priority;
			return 0;
		}
	}
	memset(&g, 0, sizeof g);
	g.url = cache_url(c, &c->a, STR("nix-cache-info"));
	http_get_all(&c->a, &g, 1);
	if (g.end == GET_FAILED)
		return err_set(err, ERR_FAIL, "unable to download '" STR_F
			       "': " STR_F, STR_A(g.url), STR_A(g.error));
	if (g.end == GET_MISSING)
		return c->kind == CACHE_FILE ? 0 :
		       err_set(err, ERR_FAIL, "'" STR_F "' does not appear "
			       "to be a binary cache", STR_A(c->uri));
	rc = read_info(c, g.body, err);
	if (!rc && c->use_disk) {
		d.store_dir = store_dir(c->store);
		d.mass_query = c->mass_query;
		d.priority = c->priority;
		disk_put_cache(c->base, &d);
		c->disk_id = d.id;
	}
	return rc;
}

static int open_store(Cache *c, Str uri, Err *err)
{
	StorePlaces p = { 0 };
	StoreOpen how = { true };
	int rc = store_places(&c->a, uri, &p, err);

	if (!rc && !str_eq(p.store, store_dir(c->store)))
		rc = err_set(err, ERR_FAIL, "store '" STR_F "' has prefix '"
			     STR_F "', not '" STR_F "'", STR_A(uri),
			     STR_A(p.store), STR_A(store_dir(c->store)));
	if (!rc)
		rc = store_open(&p, how, &c->other, err);
	c->kind = CACHE_STORE;
	c->mass_query = true;
	c->priority = c->priority_given ? c->priority : 0;
	return rc;
}

int cache_open(Store *s, Str uri, Cache **out, Err *err)
{
	Cache *c = calloc(1, sizeof *c);
	int rc;

	if (!c)
		arena_oom(sizeof *c);
	c->store = s;
	c->uri = str_dup(&c->a, uri);
	c->known.a = &c->a;
	c->level = -1;
	c->compression = STR("xz");
	c->priority = 50;
	rc = parameters(c, c->uri, err);
	while (!rc && c->base.n > 8 && str_ends(c->base, STR("/")))
		c->base.n--;
	if (rc) {
		;
	} else if (str_starts(uri, STR("file:"))) {
		/* "file:/dir" is "file:///dir" */
		if (!str_starts(c->base, STR("file://")))
			c->base = str_cat2(&c->a, STR("file://"),
					   str_from(c->base, 5));
		c->kind = CACHE_FILE;
		c->use_disk = getenv("_NIX_FORCE_HTTP") != NULL;
		url_is_file(&c->a, c->base, &c->dir);
		rc = open_web(c, err);
	} else if (str_starts(uri, STR("http://")) ||
		   str_starts(uri, STR("https://"))) {
		c->kind = CACHE_HTTP;
		c->use_disk = true;
		rc = open_web(c, err);
	} else if (str_starts(uri, STR("/")) || str_starts(uri, STR("local"))
		   || str_eqc(uri, "auto") || str_eqc(uri, "daemon") ||
		   str_starts(uri, STR("./"))) {
		rc = open_store(c, uri, err);
	} else {
		rc = err_set(err, ERR_FAIL, "don't know how to open Nix "
			     "store '" STR_F "'", STR_A(uri));
	}
	if (rc) {
		arena_free(&c->a);
		free(c);
		return rc;
	}
	*out = c;
	return 0;
}

void cache_close(Cache *c)
{
	if (c->other)
		store_close(c->other);
	arena_free(&c->a);
	free(c);
}

int caches_open(Store *s, const StrList *uris, Caches **out, Err *err)
{
	Caches *c = calloc(1, sizeof *c);
	size_t i, k;
	Cache *one;

	if (!c)
		arena_oom(sizeof *c);
	c->v = ARENA_ARRAY(&c->a, Cache *, uris->n + 1);
	for (i = 0; i < uris->n; i++) {
		if (cache_open(s, uris->v[i], &one, err)) {
			log_msg(LVL_WARN, "warning: ignoring substituter '"
				STR_F "': " STR_F, STR_A(uris->v[i]),
				STR_A(err_message(err)));
			continue;
		}
		/* insertion keeps the order among equals */
		for (k = c->n; k > 0 && c->v[k - 1]->priority >
		     one->priority; k--)
			c->v[k] = c->v[k - 1];
		c->v[k] = one;
		c->n++;
	}
	*out = c;
	return 0;
}

void caches_close(Caches *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		cache_close(c->v[i]);
	arena_free(&c->a);
	free(c);
}

/* --- asking ------------------------------------------------------------------ */

static NarInfo *remember(Cache *c, Str hash_part, const NarInfo *info)
{
	MapEntry *e = map_put(&c->known, str_dup(&c->a, hash_part), NULL);
	NarInfo *n = NULL;

	if (info) {
		n = ARENA_NEW(&c->a, NarInfo);
		*n = *info;
	}
	e->v.ptr = n;
	return n;
}

static void ask_store(Cache *c, Str path)
{
	NarInfo n;
	bool valid;
	Err err;

	memset(&n, 0, sizeof n);
	if (store_valid(c->other, path, &valid, &err) || !valid ||
	    store_info(c->other, &c->a, path, &n.info, &err)) {
		remember(c, path_hash_part(path), NULL);
		return;
	}
	n.file_size = n.info.nar_size;
	n.compression = STR("none");
	remember(c, path_hash_part(path), &n);
}

static bool ask_disk(Cache *c, Str path)
{
	NarInfo n;

	if (!c->use_disk)
		return false;
	switch (disk_narinfo(&c->a, c->disk_id, store_dir(c->store),
			     path_hash_part(path), &n)) {
	case DISK_PRESENT:
		remember(c, path_hash_part(path), &n);
		return true;
	case DISK_ABSENT:
		remember(c, path_hash_part(path), NULL);
		return true;
	default:
		return false;
	}
}

static void answer(Cache *c, Str path, const HttpGet *g)
{
	NarInfo n;
	Err err;

	if (g->end == GET_FAILED) {
		log_msg(LVL_WARN, "warning: unable to download '" STR_F
			"': " STR_F, STR_A(g->url), STR_A(g->error));
		if (++c->failures >= 3 && !c->dead) {
			c->dead = true;
			log_msg(LVL_WARN, "warning: disabling binary cache "
				"'" STR_F "' for this run", STR_A(c->uri));
		}
		remember(c, path_hash_part(path), NULL);
		return;
	}
	if (g->end == GET_MISSING) {
		remember(c, path_hash_part(path), NULL);
		if (c->use_disk)
			disk_put_absent(c->disk_id, path_hash_part(path));
		return;
	}
	if (narinfo_parse(&c->a, store_dir(c->store), g->body, &n, &err)) {
		log_msg(LVL_WARN, "warning: '" STR_F "': " STR_F,
			STR_A(g->url), STR_A(err_message(&err)));
		remember(c, path_hash_part(path), NULL);
		return;
	}
	if (!str_eq(path_hash_part(n.info.path), path_hash_part(path))) {
		log_msg(LVL_WARN, "warning: '" STR_F "' is about another "
			"path, '" STR_F "'", STR_A(g->url),
			STR_A(n.info.path));
		remember(c, path_hash_part(path), NULL);
		return;
	}
	remember(c, path_hash_part(path), &n);
	if (c->use_disk)
		disk_put(c->disk_id, store_dir(c->store), &n);
}

static void ask(Cache *c, const StrList *paths)
{
	HttpGet *g;
	Str *who;
	size_t i, n = 0;

	g = ARENA_ARRAY(&c->a, HttpGet, paths->n);
	who = ARENA_ARRAY(&c->a, Str, paths->n);
	for (i = 0; i < paths->n; i++) {
		Str p = paths->v[i];

		if (map_get(&c->known, path_hash_part(p)))
			continue;
		if (c->kind == CACHE_STORE) {
			ask_store(c, p);
			continue;
		}
		if (c->dead) {
			remember(c, path_hash_part(p), NULL);
			continue;
		}
		if (ask_disk(c, p))
			continue;
		who[n] = p;
		g[n].url = str_fmt(&c->a, STR_F "/" STR_F ".narinfo",
				   STR_A(c->base), STR_A(path_hash_part(p)));
		n++;
	}
	if (n == 0)
		return;
	http_get_all(&c->a, g, n);
	if (c->use_disk)
		disk_begin();
	for (i = 0; i < n; i++)
		answer(c, who[i], &g[i]);
	if (c->use_disk)
		disk_end();
}

void caches_ask(Caches *c, const StrList *paths)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->v[i]->mass_query)
			ask(c->v[i], paths);
}

const NarInfo *cache_info(Cache *c, Str path)
{
	MapEntry *e = map_get(&c->known, path_hash_part(path));
	StrList one = { 0 };
	NarInfo *n;

	if (!e) {
		strlist_add(&c->a, &one, path);
		ask(c, &one);
		e = map_get(&c->known, path_hash_part(path));
	}
	n = e ? e->v.ptr : NULL;
	/* the same hash part under another name is another path */
	return n && str_eq(n->info.path, path) ? n : NULL;
}

bool cache_has(Cache *c, Str path)
{
	return cache_info(c, path) != NULL;
}

int cache_file(Cache *c, Arena *a, Str name, Str *text, Err *err)
{
	HttpGet g;

	memset(&g, 0, sizeof g);
	g.url = cache_url(c, a, name);
	http_get_all(a, &g, 1);
	if (g.end == GET_OK) {
		*text = g.body;
		return 0;
	}
	return err_set(err, g.end == GET_MISSING ? ERR_NOT_FOUND : ERR_FAIL,
		       "unable to download '" STR_F "': " STR_F,
		       STR_A(g.url), STR_A(g.error));
}

/* --- NARs -------------------------------------------------------------------- */

typedef struct {
	Source source;
	Source *raw;            /* the compressed file */
	HashSink file;
	TeeSource tee;
	Source *nar;
	bool check;
	Hash want;
	Str url;
} NarSource;

static int nar_read_more(Source *s, void *p, size_t n, size_t *got, Err *err)
{
	NarSource *k = (NarSource *)s;

	return k->nar->read(k->nar, p, n, got, err);
}

int cache_nar_source(Cache *c, const NarInfo *info, CacheProgress *progress,
		     void *ctx, Source **out, Err *err)
{
	NarSource *k = calloc(1, sizeof *k);
	Str url = info->url;
	int rc;

	if (!k)
		arena_oom(sizeof *k);
	if (str_find(url, STR("://")) < 0)
		url = cache_url(c, &c->a, url);
	k->url = url;
	rc = http_open(url, progress, ctx, &k->raw, err);
	if (rc) {
		free(k);
		return rc;
	}
	hash_sink(&k->file, HASH_SHA256);
	tee_source(&k->tee, k->raw, &k->file.sink);
	k->check = info->file_hash.algo == HASH_SHA256;
	k->want = info->file_hash;
	k->source.read = nar_read_more;
	rc = unpack_open(info->compression, &k->tee.source, &k->nar, err);
	if (rc) {
		http_close(k->raw);
		free(k);
		return rc;
	}
	*out = &k->source;
	return 0;
}

int cache_nar_finish(Source *s, Err *err)
{
	NarSource *k = (NarSource *)s;
	uint8_t buf[4096];
	size_t n;
	Hash got;
	int rc;

	/* let the decompressor see its end, then what may follow it */
	rc = k->nar->read(k->nar, buf, sizeof buf, &n, err);
	if (!rc && n)
		rc = err_set(err, ERR_FORMAT, "'" STR_F "' goes on after "
			     "the end of its NAR", STR_A(k->url));
	while (!rc) {
		rc = k->tee.source.read(&k->tee.source, buf, sizeof buf, &n,
					err);
		if (!rc && n == 0)
			break;
	}
	if (rc || !k->check)
		return rc;
	got = hash_final(&k->file.h);
	if (hash_eq(&got, &k->want))
		return 0;
	return err_set(err, ERR_HASH, "hash mismatch in file '" STR_F
		       "', whose .narinfo names another one",
		       STR_A(k->url));
}

void cache_nar_close(Source *s)
{
	NarSource *k = (NarSource *)s;

	unpack_close(k->nar);
	http_close(k->raw);
	free(k);
}

int cache_nar(Cache *c, const NarInfo *info, Sink *to,
	      CacheProgress *progress, void *ctx, Err *err)
{
	Source *s;
	int rc;

	if (c->kind == CACHE_STORE)
		return store_nar(c->other, info->info.path, to, err);
	rc = cache_nar_source(c, info, progress, ctx, &s, err);
	if (rc)
		return rc;
	rc = source_copy(s, to, err);
	if (!rc)
		rc = cache_nar_finish(s, err);
	cache_nar_close(s);
	return rc;
}
