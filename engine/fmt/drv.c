/* The ATerm form of derivations: see drv.h. */
#include "engine/fmt/drv.h"

#include <stdlib.h>

#include "engine/fmt/path.h"

typedef struct {
	Arena *a;
	const char *p;
	const char *end;
	Str store;
	Err *err;
} Reader;

static int expect(Reader *r, const char *what)
{
	size_t n = strlen(what);

	if ((size_t)(r->end - r->p) < n || memcmp(r->p, what, n) != 0)
		return err_set(r->err, ERR_FORMAT, "expected string '%s'",
			       what);
	r->p += n;
	return 0;
}

static Str unescape(Arena *a, Str s)
{
	char *out = arena_alloc(a, s.n + 1, 1);
	size_t n = 0;
	size_t i;
	char c;

	for (i = 0; i < s.n; i++) {
		c = s.p[i];
		if (c == '\\') {
			c = s.p[++i];
			c = c == 'n' ? '\n' : c == 'r' ? '\r' :
			    c == 't' ? '\t' : c;
		}
		out[n++] = c;
	}
	out[n] = 0;
	return str_of(out, n);
}

static int read_string(Reader *r, Str *s)
{
	const char *p;
	bool escaped = false;
	int rc = expect(r, "\"");

	if (rc)
		return rc;
	for (p = r->p; p < r->end && *p != '"'; p++) {
		if (*p != '\\')
			continue;
		escaped = true;
		if (++p == r->end)
			break;
	}
	if (p >= r->end)
		return err_set(r->err, ERR_FORMAT,
			       "unterminated string in derivation");
	*s = str_of(r->p, (size_t)(p - r->p));
	if (escaped)
		*s = unescape(r->a, *s);
	r->p = p + 1;
	return 0;
}

/* At "]" or before the next element: 1 at the end, 0 to go on. */
static bool end_of_list(Reader *r)
{
	if (r->p < r->end && *r->p == ',') {
		r->p++;
		return false;
	}
	if (r->p < r->end && *r->p == ']') {
		r->p++;
		return true;
	}
	return false;
}

/*
 * After "[" an element or "]" comes; end_of_list also eats a comma, which
 * must not come first.
 */
static int list_first(Reader *r, bool *more)
{
	int rc = expect(r, "[");

	*more = false;
	if (rc)
		return rc;
	if (r->p < r->end && *r->p == ',')
		return err_set(r->err, ERR_FORMAT,
			       "expected a list element, not ','");
	*more = !end_of_list(r);
	return 0;
}

static int list_next(Reader *r, bool *more)
{
	if (r->p == r->end || (*r->p != ',' && *r->p != ']'))
		return err_set(r->err, ERR_FORMAT, "expected string ']'");
	*more = !end_of_list(r);
	return 0;
}

static int read_strings(Reader *r, StrList *l, bool set)
{
	bool more;
	Str s;
	int rc = list_first(r, &more);

	while (rc == 0 && more) {
		rc = read_string(r, &s);
		if (rc)
			break;
		strlist_add(r->a, l, s);
		rc = list_next(r, &more);
	}
	if (set)
		strlist_sort(l);
	return rc;
}

static int read_path(Reader *r, Str *path)
{
	int rc = read_string(r, path);

	return rc ? rc : path_check(r->store, *path, r->err);
}

static int read_outputs(Reader *r, Drv *drv)
{
	size_t cap = 0;
	DrvOutput *o;
	bool more;
	int rc = list_first(r, &more);

	while (rc == 0 && more) {
		if (drv->outputs_n == cap) {
			drv->outputs = arena_grow(r->a, drv->outputs,
						  cap * sizeof *o,
						  (cap * 2 + 2) * sizeof *o);
			cap = cap * 2 + 2;
		}
		o = &drv->outputs[drv->outputs_n++];
		if ((rc = expect(r, "(")) || (rc = read_string(r, &o->name)) ||
		    (rc = expect(r, ",")) || (rc = read_string(r, &o->path)) ||
		    (rc = expect(r, ",")) || (rc = read_string(r, &o->algo)) ||
		    (rc = expect(r, ",")) || (rc = read_string(r, &o->hash)) ||
		    (rc = expect(r, ")")))
			return rc;
		if (o->path.n &&
		    (rc = path_check(r->store, o->path, r->err)))
			return rc;
		rc = list_next(r, &more);
	}
	return rc;
}

static int read_inputs(Reader *r, Drv *drv)
{
	size_t cap = 0;
	DrvInput *in;
	bool more;
	int rc = list_first(r, &more);

	while (rc == 0 && more) {
		if (drv->inputs_n == cap) {
			drv->inputs = arena_grow(r->a, drv->inputs,
						 cap * sizeof *in,
						 (cap * 2 + 8) * sizeof *in);
			cap = cap * 2 + 8;
		}
		in = &drv->inputs[drv->inputs_n++];
		memset(in, 0, sizeof *in);
		if ((rc = expect(r, "(")) || (rc = read_path(r, &in->path)) ||
		    (rc = expect(r, ",")) ||
		    (rc = read_strings(r, &in->outputs, true)) ||
		    (rc = expect(r, ")")))
			return rc;
		rc = list_next(r, &more);
	}
	return rc;
}

static int read_srcs(Reader *r, Drv *drv)
{
	bool more;
	Str s;
	int rc = list_first(r, &more);

	while (rc == 0 && more) {
		rc = read_path(r, &s);
		if (rc)
			return rc;
		strlist_add(r->a, &drv->srcs, s);
		rc = list_next(r, &more);
	}
	return rc;
}

static int read_env(Reader *r, Drv *drv)
{
	size_t cap = 0;
	DrvEnv *e;
	bool more;
	int rc = list_first(r, &more);

	while (rc == 0 && more) {
		if (drv->env_n == cap) {
			drv->env = arena_grow(r->a, drv->env, cap * sizeof *e,
					      (cap * 2 + 16) * sizeof *e);
			cap = cap * 2 + 16;
		}
		e = &drv->env[drv->env_n++];
		if ((rc = expect(r, "(")) || (rc = read_string(r, &e->key)) ||
		    (rc = expect(r, ",")) ||
		    (rc = read_string(r, &e->value)) ||
		    (rc = expect(r, ")")))
			return rc;
		rc = list_next(r, &more);
	}
	return rc;
}

static int read_all(Reader *r, Drv *drv)
{
	int rc;

	if (r->end - r->p >= 15 && memcmp(r->p, "DrvWithVersion(", 15) == 0)
		return err_set(r->err, ERR_FORMAT, "derivation needs the "
			       "experimental feature 'dynamic-derivations', "
			       "which is not supported");
	if ((rc = expect(r, "Derive(")) || (rc = read_outputs(r, drv)) ||
	    (rc = expect(r, ",")) || (rc = read_inputs(r, drv)) ||
	    (rc = expect(r, ",")) || (rc = read_srcs(r, drv)) ||
	    (rc = expect(r, ",")) || (rc = read_string(r, &drv->platform)) ||
	    (rc = expect(r, ",")) || (rc = read_string(r, &drv->builder)) ||
	    (rc = expect(r, ",")) ||
	    (rc = read_strings(r, &drv->args, false)) ||
	    (rc = expect(r, ",")) || (rc = read_env(r, drv)) ||
	    (rc = expect(r, ")")))
		return rc;
	if (r->p != r->end)
		return err_set(r->err, ERR_FORMAT,
			       "trailing bytes after the derivation");
	return 0;
}

int drv_parse(Arena *a, Str store, Str text, Str name, Drv *drv, Err *err)
{
	Reader r = { a, text.p, text.p + text.n, store, err };
	int rc;

	memset(drv, 0, sizeof *drv);
	drv->name = name;
	rc = read_all(&r, drv);
	if (rc)
		return err ? err_while(err, "parsing derivation",
				       str_z(a, name)) : rc;
	drv_sort(drv);
	return 0;
}

static int cmp_output(const void *a, const void *b)
{
	return str_cmp(((const DrvOutput *)a)->name,
		       ((const DrvOutput *)b)->name);
}

static int cmp_input(const void *a, const void *b)
{
	return str_cmp(((const DrvInput *)a)->path,
		       ((const DrvInput *)b)->path);
}

static int cmp_env(const void *a, const void *b)
{
	return str_cmp(((const DrvEnv *)a)->key, ((const DrvEnv *)b)->key);
}

/* Most derivations come sorted: look before sorting. */
static void sort_if(void *v, size_t n, size_t size,
		    int (*cmp)(const void *, const void *))
{
	const char *p = v;
	size_t i;

	for (i = 1; i < n; i++)
		if (cmp(p + (i - 1) * size, p + i * size) > 0) {
			qsort(v, n, size, cmp);
			return;
		}
}

void drv_sort(Drv *drv)
{
	sort_if(drv->outputs, drv->outputs_n, sizeof(DrvOutput), cmp_output);
	sort_if(drv->inputs, drv->inputs_n, sizeof(DrvInput), cmp_input);
	sort_if(drv->env, drv->env_n, sizeof(DrvEnv), cmp_env);
	strlist_sort(&drv->srcs);
}

/* Strings that may hold anything. */
static void put_escaped(StrBuf *b, Str s)
{
	const char *p = s.p;
	const char *end = s.p + s.n;
	char *out;
	char c;

	sb_room(b, 2 * s.n + 2);
	out = b->p + b->n;
	*out++ = '"';
	for (; p < end; p++) {
		c = *p;
		if (c == '"' || c == '\\') {
			*out++ = '\\';
			*out++ = c;
		} else if (c == '\n') {
			*out++ = '\\';
			*out++ = 'n';
		} else if (c == '\r') {
			*out++ = '\\';
			*out++ = 'r';
		} else if (c == '\t') {
			*out++ = '\\';
			*out++ = 't';
		} else {
			*out++ = c;
		}
	}
	*out++ = '"';
	b->n = (size_t)(out - b->p);
}

/* Strings that need no escapes: paths, hashes, output names. */
static void put_plain(StrBuf *b, Str s)
{
	sb_room(b, s.n + 2);
	b->p[b->n++] = '"';
	if (s.n)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n++] = '"';
}

static void put_list(StrBuf *b, const StrList *l, bool plain)
{
	size_t i;

	sb_putc(b, '[');
	for (i = 0; i < l->n; i++) {
		if (i)
			sb_putc(b, ',');
		if (plain)
			put_plain(b, l->v[i]);
		else
			put_escaped(b, l->v[i]);
	}
	sb_putc(b, ']');
}

void drv_print(const Drv *drv, StrBuf *b)
{
	size_t i;

	sb_puts(b, "Derive([");
	for (i = 0; i < drv->outputs_n; i++) {
		sb_puts(b, i ? ",(" : "(");
		put_plain(b, drv->outputs[i].name);
		sb_putc(b, ',');
		put_plain(b, drv->outputs[i].path);
		sb_putc(b, ',');
		put_plain(b, drv->outputs[i].algo);
		sb_putc(b, ',');
		put_plain(b, drv->outputs[i].hash);
		sb_putc(b, ')');
	}
	sb_puts(b, "],[");
	for (i = 0; i < drv->inputs_n; i++) {
		sb_puts(b, i ? ",(" : "(");
		put_plain(b, drv->inputs[i].path);
		sb_putc(b, ',');
		put_list(b, &drv->inputs[i].outputs, true);
		sb_putc(b, ')');
	}
	sb_puts(b, "],");
	put_list(b, &drv->srcs, true);
	sb_putc(b, ',');
	put_plain(b, drv->platform);
	sb_putc(b, ',');
	put_escaped(b, drv->builder);
	sb_putc(b, ',');
	put_list(b, &drv->args, false);
	sb_puts(b, ",[");
	for (i = 0; i < drv->env_n; i++) {
		sb_puts(b, i ? ",(" : "(");
		put_escaped(b, drv->env[i].key);
		sb_putc(b, ',');
		put_escaped(b, drv->env[i].value);
		sb_putc(b, ')');
	}
	sb_puts(b, "])");
}

DrvOutput *drv_output(const Drv *drv, Str name)
{
	size_t i;

	for (i = 0; i < drv->outputs_n; i++)
		if (str_eq(drv->outputs[i].name, name))
			return &drv->outputs[i];
	return NULL;
}

const Str *drv_env(const Drv *drv, Str key)
{
	size_t lo = 0;
	size_t hi = drv->env_n;
	size_t mid;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = str_cmp(drv->env[mid].key, key);
		if (c == 0)
			return &drv->env[mid].value;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

bool drv_is_fixed(const Drv *drv)
{
	return drv->outputs_n == 1 &&
	       str_eq(drv->outputs[0].name, STR("out")) &&
	       drv->outputs[0].algo.n && drv->outputs[0].hash.n &&
	       !str_eq(drv->outputs[0].hash, STR("impure"));
}

int drv_path(Arena *a, Str store, const Drv *drv, Str text, StrList *refs,
	     Str *path, Err *err)
{
	Hash h = hash_of(HASH_SHA256, text);
	size_t i;

	refs->n = 0;
	for (i = 0; i < drv->srcs.n; i++)
		strlist_add(a, refs, drv->srcs.v[i]);
	for (i = 0; i < drv->inputs_n; i++)
		strlist_add(a, refs, drv->inputs[i].path);
	strlist_sort(refs);
	return path_text(a, store, str_cat2(a, drv->name, STR(".drv")), &h,
			 refs, path, err);
}
