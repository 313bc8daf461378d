/*
 * The hash of a derivation modulo fixed outputs: see drv.h and
 * libstore/derivation/modulo.cc. Inputs are replaced by their own such
 * hashes, so that how a fixed output was fetched changes nothing.
 */
#include <stdlib.h>

#include "engine/fmt/drv.h"
#include "engine/fmt/path.h"

enum { MODULO_DEPTH_MAX = 10000 };

static int cmp_input_path(const void *a, const void *b)
{
	return str_cmp(((const DrvInput *)a)->path,
		       ((const DrvInput *)b)->path);
}

static Str hex_of(Arena *a, const Hash *h)
{
	char *p = arena_alloc(a, enc16_len(h->size), 1);

	enc16(p, h->b, h->size);
	return str_of(p, enc16_len(h->size));
}

static const Hash *fixed_hash(const DrvModulo *m, Str output)
{
	size_t i;

	for (i = 0; i < m->fixed_n; i++)
		if (str_eq(m->fixed_names[i], output))
			return &m->fixed[i];
	return NULL;
}

/* Append to out what the input in becomes. */
static int replace_input(DrvHashes *h, Arena *a, const DrvInput *in,
			 DrvInput *out, size_t *n, bool *deferred, Err *err)
{
	const DrvModulo *m;
	const Hash *fixed;
	size_t i;
	int rc = drv_modulo(h, in->path, &m, err);

	if (rc)
		return rc;
	if (m->deferred) {
		*deferred = true;
		return 0;
	}
	if (m->fixed_n == 0) {
		out[*n].path = hex_of(a, &m->hash);
		out[*n].outputs = in->outputs;
		++*n;
		return 0;
	}
	for (i = 0; i < in->outputs.n; i++) {
		fixed = fixed_hash(m, in->outputs.v[i]);
		if (!fixed)
			return err_set(err, ERR_FORMAT, "no hash for output '"
				       STR_F "' of derivation '" STR_F "'",
				       STR_A(in->outputs.v[i]),
				       STR_A(in->path));
		out[*n].path = hex_of(a, fixed);
		memset(&out[*n].outputs, 0, sizeof out[*n].outputs);
		strlist_add(a, &out[*n].outputs, STR("out"));
		++*n;
	}
	return 0;
}

/* Inputs that became the same hash are one input with all the outputs. */
static size_t merge_inputs(Arena *a, DrvInput *v, size_t n)
{
	size_t to = 0;
	size_t i, j;
	StrList both;

	qsort(v, n, sizeof *v, cmp_input_path);
	for (i = 0; i < n; i++) {
		if (to == 0 || !str_eq(v[to - 1].path, v[i].path)) {
			v[to++] = v[i];
			continue;
		}
		memset(&both, 0, sizeof both);
		for (j = 0; j < v[to - 1].outputs.n; j++)
			strlist_add(a, &both, v[to - 1].outputs.v[j]);
		for (j = 0; j < v[i].outputs.n; j++)
			strlist_add(a, &both, v[i].outputs.v[j]);
		strlist_sort(&both);
		v[to - 1].outputs = both;
	}
	return to;
}

static Drv mask_outputs(Arena *a, const Drv *drv)
{
	Drv m = *drv;
	size_t i;

	m.outputs = ARENA_ARRAY(a, DrvOutput, drv->outputs_n + 1);
	for (i = 0; i < drv->outputs_n; i++)
		m.outputs[i].name = drv->outputs[i].name;
	m.env = ARENA_ARRAY(a, DrvEnv, drv->env_n + 1);
	for (i = 0; i < drv->env_n; i++) {
		m.env[i].key = drv->env[i].key;
		m.env[i].value = drv_output(drv, drv->env[i].key) ?
				 STR("") : drv->env[i].value;
	}
	return m;
}

/* Never empty, so that giving back does not return its pages. */
static Arena *scratch(DrvHashes *h)
{
	if (!h->scratch.chunk)
		arena_alloc(&h->scratch, 16, 16);
	return &h->scratch;
}

static int hash_with_inputs(DrvHashes *h, const Drv *drv, bool masked,
			    Hash *hash, bool *deferred, Err *err)
{
	Arena *tmp = scratch(h);
	ArenaMark mark = arena_mark(tmp);
	StrBuf b = sb_in(tmp);
	DrvInput *inputs;
	size_t n = 0;
	size_t room = 0;
	size_t i;
	Drv m;
	int rc = 0;

	for (i = 0; i < drv->inputs_n; i++)
		room += drv->inputs[i].outputs.n + 1;
	inputs = ARENA_ARRAY(tmp, DrvInput, room + 1);
	for (i = 0; rc == 0 && i < drv->inputs_n && !*deferred; i++)
		rc = replace_input(h, tmp, &drv->inputs[i], inputs, &n,
				   deferred, err);
	if (rc == 0 && !*deferred) {
		m = masked ? mask_outputs(tmp, drv) : *drv;
		m.inputs = inputs;
		m.inputs_n = merge_inputs(tmp, inputs, n);
		drv_print(&m, &b);
		*hash = hash_of(HASH_SHA256, str_of(b.p, b.n));
	}
	arena_release(tmp, mark);
	return rc;
}

int drv_masked_hash(DrvHashes *h, const Drv *drv, Hash *hash,
		    bool *deferred, Err *err)
{
	*deferred = false;
	return hash_with_inputs(h, drv, true, hash, deferred, err);
}

static void fixed_modulo(Arena *a, const Drv *drv, DrvModulo *m)
{
	StrBuf b = sb_in(a);
	const DrvOutput *o = &drv->outputs[0];

	sb_puts(&b, "fixed:out:");
	sb_put(&b, o->algo);
	sb_putc(&b, ':');
	sb_put(&b, o->hash);
	sb_putc(&b, ':');
	sb_put(&b, o->path);
	m->fixed_n = 1;
	m->fixed_names = ARENA_ARRAY(a, Str, 1);
	m->fixed_names[0] = str_dup(a, o->name);
	m->fixed = ARENA_ARRAY(a, Hash, 1);
	m->fixed[0] = hash_of(HASH_SHA256, sb_str(&b));
}

int drv_remember(DrvHashes *h, Str path, const Drv *drv,
		 const DrvModulo **out, Err *err)
{
	DrvModulo *m;
	MapEntry *e;
	size_t i;
	int rc;

	if (!h->memo.a)
		h->memo.a = h->a;
	e = map_get(&h->memo, path);
	if (e) {
		*out = e->v.ptr;
		return 0;
	}
	m = ARENA_NEW(h->a, DrvModulo);
	if (drv_is_fixed(drv)) {
		fixed_modulo(h->a, drv, m);
	} else {
		for (i = 0; i < drv->outputs_n; i++)
			if (drv->outputs[i].path.n == 0 ||
			    drv->outputs[i].algo.n)
				m->deferred = true;
		if (!m->deferred) {
			rc = hash_with_inputs(h, drv, false, &m->hash,
					      &m->deferred, err);
			if (rc)
				return rc;
		}
	}
	map_put(&h->memo, str_dup(h->a, path), NULL)->v.ptr = m;
	*out = m;
	return 0;
}

int drv_modulo(DrvHashes *h, Str path, const DrvModulo **out, Err *err)
{
	Arena *tmp;
	ArenaMark mark;
	MapEntry *e;
	Drv drv;
	int rc;

	if (!h->memo.a)
		h->memo.a = h->a;
	e = map_get(&h->memo, path);
	if (e) {
		*out = e->v.ptr;
		return 0;
	}
	if (h->depth >= MODULO_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "derivations nest deeper than "
			       "%d at '" STR_F "'", MODULO_DEPTH_MAX,
			       STR_A(path));
	h->depth++;
	tmp = scratch(h);
	mark = arena_mark(tmp);
	rc = h->read(h->ctx, tmp, path, &drv, err);
	if (rc == 0)
		rc = drv_remember(h, path, &drv, out, err);
	arena_release(tmp, mark);
	h->depth--;
	return rc;
}

static int check_path(Str name, Str want, const DrvOutput *o, Err *err)
{
	if (str_eq(want, o->path))
		return 0;
	return err_set(err, ERR_FORMAT, "derivation '" STR_F "' has incorrect "
		       "output '" STR_F "', should be '" STR_F "'",
		       STR_A(name), STR_A(o->path), STR_A(want));
}

/* Also that the output's environment variable says the same. */
static int check_env(const Drv *drv, const DrvOutput *o, Err *err)
{
	const Str *v = drv_env(drv, o->name);

	if (v && str_eq(*v, o->path))
		return 0;
	return err_set(err, ERR_FORMAT, "derivation '" STR_F "' has incorrect "
		       "environment variable '" STR_F "', should be '" STR_F
		       "'", STR_A(drv->name), STR_A(o->name),
		       STR_A(o->path));
}

static int check_fixed(Arena *a, Str store, const Drv *drv, Err *err)
{
	const DrvOutput *o = &drv->outputs[0];
	bool recursive = str_starts(o->algo, STR("r:"));
	Str algo_name = str_from(o->algo, recursive ? 2 : 0);
	HashAlgo algo = hash_by_name(algo_name);
	Hash h;
	Str want;
	int rc;

	if (algo == HASH_NONE)
		return err_set(err, ERR_FORMAT, "unknown hash algorithm '"
			       STR_F "'", STR_A(algo_name));
	rc = hash_parse(&h, o->hash, algo, err);
	if (rc == 0)
		rc = path_fixed(a, store, drv->name, recursive, &h, NULL,
				false, &want, err);
	return rc ? rc : check_path(drv->name, want, o, err);
}

int drv_check_outputs(DrvHashes *h, Str store, const Drv *drv, Err *err)
{
	Arena a = { 0 };
	bool deferred = false;
	Hash masked;
	Str want;
	size_t i;
	int rc = 0;

	if (drv_is_fixed(drv)) {
		rc = check_fixed(&a, store, drv, err);
		if (rc == 0)
			rc = check_env(drv, &drv->outputs[0], err);
		arena_free(&a);
		return rc;
	}
	for (i = 0; i < drv->outputs_n; i++)
		if (drv->outputs[i].algo.n || drv->outputs[i].path.n == 0)
			return 0;
	rc = drv_masked_hash(h, drv, &masked, &deferred, err);
	for (i = 0; rc == 0 && !deferred && i < drv->outputs_n; i++) {
		rc = path_output(&a, store, drv->name, drv->outputs[i].name,
				 &masked, &want, err);
		if (rc == 0)
			rc = check_path(drv->name, want, &drv->outputs[i],
					err);
		if (rc == 0)
			rc = check_env(drv, &drv->outputs[i], err);
	}
	arena_free(&a);
	return rc;
}
