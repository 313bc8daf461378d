/*
 * Builtins that turn values into JSON, XML and back, and TOML.
 */
#include <stdio.h>

#include "engine/eval/attrs.h"
#include "engine/eval/eval.h"
#include "engine/fmt/json.h"
#include "engine/fmt/toml.h"

static V to_xml(V *args, Pos pos)
{
	ArenaMark m = arena_mark(&ev.tmp);
	StrBuf b = sb_in(&ev.perm);
	uint32_t ctx = 0;
	V v;

	(void)pos;
	print_xml(&b, args[0], true, false, &ctx, 0);
	v = v_new_str(sb_str(&b), ctx);
	arena_release(&ev.tmp, m);
	return v;
}

static V to_json(V *args, Pos pos)
{
	ArenaMark m = arena_mark(&ev.tmp);
	StrBuf b = sb_in(&ev.tmp);
	uint32_t ctx = 0;
	V v;

	(void)pos;
	print_json(&b, args[0], true, 0, &ctx, true);
	v = v_new_str(sb_str(&b), ctx);
	arena_release(&ev.tmp, m);
	return v;
}

static void no_nul(Str s)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;
	Str t;

	if (!memchr(s.p, 0, s.n))
		return;
	for (i = 0; i < s.n; i++) {
		if (s.p[i])
			sb_putc(&b, s.p[i]);
		else
			sb_puts(&b, "\xe2\x90\x80");
	}
	t = sb_str(&b);
	err_throw(EK_ERROR, 0, "input string '%S' cannot be represented as "
	    "Nix string because it contains null bytes", &t);
}

/* --- reading JSON: values are made as the events come ------------------- */

typedef struct {
	Attr *v;                /* list elements use only .v */
	size_t n, cap;
	size_t *starts;         /* where each open list or set begins */
	size_t depth, cap_depth;
	Error *error;
} Json;

static int json_put(Json *j, V v)
{
	if (j->n == j->cap) {
		size_t cap = j->cap ? j->cap * 2 : 256;

		j->v = arena_grow(&ev.tmp, j->v, j->cap * sizeof(Attr),
		    cap * sizeof(Attr));
		memset(j->v + j->cap, 0, (cap - j->cap) * sizeof(Attr));
		j->cap = cap;
	}
	j->v[j->n].pos = 0;
	j->v[j->n++].v = v;
	return 0;
}

static int json_null(void *ctx)
{
	return json_put(ctx, V_NULL);
}

static int json_bool(void *ctx, bool b)
{
	return json_put(ctx, v_bool(b));
}

static int json_int(void *ctx, int64_t i)
{
	return json_put(ctx, v_new_int(i));
}

typedef struct {
	const char *fmt;
	uint64_t u;
	Str s;
} JsonComplaint;

/* Errors do not unwind through the reader: it is told to stop. */
static void json_complain(void *arg)
{
	JsonComplaint *c = arg;

	if (c->fmt)
		err_throw(EK_ERROR, 0, c->fmt, str_fmt(&ev.perm, "%llu",
		    (unsigned long long)c->u).p);
	no_nul(c->s);
}

static int json_uint(void *ctx, uint64_t u)
{
	JsonComplaint c = { "unsigned json number %s outside of Nix integer "
		"range", u, { NULL, 0 } };
	Json *j = ctx;

	err_try(json_complain, &c);
	j->error = ev.error;
	return ERR_FORMAT;
}

static int json_float(void *ctx, double f)
{
	return json_put(ctx, v_new_float(f));
}

static int json_check(Json *j, Str s)
{
	JsonComplaint c = { NULL, 0, s };

	if (!memchr(s.p, 0, s.n) || err_try(json_complain, &c))
		return 0;
	j->error = ev.error;
	return ERR_FORMAT;
}

static int json_str(void *ctx, Str s)
{
	int r = json_check(ctx, s);

	return r ? r : json_put(ctx, v_new_str(s, 0));
}

static int json_key(void *ctx, Str s)
{
	Json *j = ctx;
	int r = json_check(j, s);

	if (r)
		return r;
	json_put(j, 0);
	j->v[--j->n].name = sym_of(s);
	return 0;
}

static int json_begin(void *ctx)
{
	Json *j = ctx;

	/* the key of this member is in the slot that comes next: keep it */
	json_put(j, 0);
	if (j->depth == j->cap_depth) {
		size_t cap = j->cap_depth ? j->cap_depth * 2 : 64;

		j->starts = arena_grow(&ev.tmp, j->starts,
		    j->cap_depth * sizeof(size_t), cap * sizeof(size_t));
		j->cap_depth = cap;
	}
	j->starts[j->depth++] = j->n;
	return 0;
}

static int json_list_end(void *ctx)
{
	Json *j = ctx;
	size_t from = j->starts[--j->depth], n = j->n - from, i;
	List *l;

	j->n = from;
	if (n == 0) {
		j->v[from - 1].v = v_empty_list;
		return 0;
	}
	l = v_new_list(n);
	for (i = 0; i < n; i++)
		l->v[i] = j->v[from + i].v;
	j->v[from - 1].v = v_of_list(l);
	return 0;
}

/* The last of several members with one name counts. */
static int json_map_end(void *ctx)
{
	Json *j = ctx;
	size_t from = j->starts[--j->depth], n = j->n - from, i, k;
	Attr *a = j->v + from;
	bool dup = false;

	for (i = 1; i < n && !dup; i++)
		dup = a[i].name <= a[i - 1].name;
	if (dup) {
		/* insertion sort keeps small ones cheap and is stable */
		V v;

		if (n > 64) {
			v = attrs_build_last(a, n);
			j->n = from;
			j->v[from - 1].v = v;
			return 0;
		}
		for (i = 1; i < n; i++) {
			Attr x = a[i];

			for (k = i; k > 0 && a[k - 1].name > x.name; k--)
				a[k] = a[k - 1];
			a[k] = x;
		}
		for (i = 0, k = 0; i < n; i++) {
			if (k && a[k - 1].name == a[i].name)
				k--;
			a[k++] = a[i];
		}
		n = k;
	}
	j->n = from;
	j->v[from - 1].v = n ? attrs_build_sorted(a, n, 0) : v_empty_attrs;
	return 0;
}

V json_value(Str text)
{
	static const JsonEvents events = {
		json_null, json_bool, json_int, json_uint, json_float,
		json_str, json_key, json_begin, json_list_end, json_begin,
		json_map_end
	};
	ArenaMark m = arena_mark(&ev.tmp);
	Arena scratch = { 0 };
	Json j = { 0 };
	Err err;
	V v;

	if (json_read(&scratch, text, &events, &j, &err)) {
		arena_free(&scratch);
		if (j.error) {
			ev.error = j.error;
			err_raise();
		}
		frame_push(FR_TEXT, 0, "while decoding a JSON string");
		err_from(&err);
	}
	arena_free(&scratch);
	v = j.v[0].v;
	arena_release(&ev.tmp, m);
	return v;
}

static V from_json(V *args, Pos pos)
{
	(void)pos;
	return json_value(v_text(need_string_noctx(args[0], 0, "while "
	    "evaluating the first argument passed to builtins.fromJSON")));
}

/* --- TOML ------------------------------------------------------------------ */

/* Fractions of a second have 3, 6 or 9 digits. */
static Str toml_fraction(Str s)
{
	ptrdiff_t dot = str_chr(s, '.');
	size_t i, n;
	StrBuf b;

	if (dot < 0)
		return s;
	i = (size_t)dot + 1;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	n = i - (size_t)dot - 1;
	b = sb_in(&ev.perm);
	sb_put(&b, str_sub(s, 0, (size_t)dot + 1 + (n < 9 ? n : 9)));
	for (; n < 9 && n % 3; n++)
		sb_putc(&b, '0');
	sb_put(&b, str_from(s, i));
	return sb_str(&b);
}

static V toml_time(Str s)
{
	Attr a[2];

	if (!settings_feature("parse-toml-timestamps"))
		err_throw(EK_ERROR, 0, "while parsing TOML: %s",
		    "Dates and times are not supported");
	memset(a, 0, sizeof(a));
	a[0].name = sym_of(STR("_type"));
	a[0].v = v_new_str(STR("timestamp"), 0);
	a[1].name = S_VALUE;
	a[1].v = v_new_str(toml_fraction(s), 0);
	return attrs_build(a, 2, 0);
}

static void toml_no_nul(Str s)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;
	Str t;

	if (!memchr(s.p, 0, s.n))
		return;
	for (i = 0; i < s.n; i++) {
		if (s.p[i])
			sb_putc(&b, s.p[i]);
		else
			sb_puts(&b, "\xe2\x90\x80");
	}
	t = str_fmt(&ev.perm, "error: input string '" STR_F "' cannot be "
	    "represented as Nix string because it contains null bytes",
	    STR_A(sb_str(&b)));
	err_throw(EK_ERROR, 0, "while parsing TOML: %S", &t);
}

static V toml_tree(const Tree *t)
{
	size_t i;
	List *l;
	Attr *a;

	switch (t->type) {
	case TREE_BOOL:
		return v_bool(t->u.b);
	case TREE_INT:
		return v_new_int(t->u.i);
	case TREE_FLOAT:
		return v_new_float(t->u.f);
	case TREE_STRING:
		toml_no_nul(t->u.s);
		return v_new_str(t->u.s, 0);
	case TREE_TIME:
		return toml_time(t->u.s);
	case TREE_LIST:
		if (t->u.list.n == 0)
			return v_empty_list;
		l = v_new_list(t->u.list.n);
		for (i = 0; i < t->u.list.n; i++)
			l->v[i] = toml_tree(&t->u.list.v[i]);
		return v_of_list(l);
	case TREE_MAP:
		a = ARENA_ARRAY(&ev.perm, Attr, t->u.map.n + 1);
		for (i = 0; i < t->u.map.n; i++) {
			toml_no_nul(t->u.map.v[i].key);
			a[i].name = sym_of(t->u.map.v[i].key);
			a[i].v = toml_tree(&t->u.map.v[i].value);
		}
		return attrs_build(a, t->u.map.n, 0);
	default:
		return V_NULL;
	}
}

/*
 * "[LINE:COLUMN] what" with the line of the source, laid out as C++ Nix's
 * TOML library does it.
 */
static Str toml_error(Str text, Str msg)
{
	static const Str large = STR_INIT("integer is too large");
	StrBuf b = sb_in(&ev.perm);
	unsigned line, column, i;
	Str what, s = STR("");
	bool big;

	if (sscanf(str_z(&ev.perm, msg), "[%u:%u]", &line, &column) != 2)
		return str_dup(&ev.perm, msg);
	what = str_from(msg, (size_t)str_chr(msg, ']') + 2);
	big = str_starts(what, large);
	for (i = 0; i < line; i++)
		if (!str_line(&text, &s))
			break;
	sb_puts(&b, "[error] ");
	if (big)
		sb_puts(&b, "toml::parse_dec_integer: too large integer: "
		    "current max digits = 2^63");
	else
		sb_put(&b, what);
	sb_fmt(&b, "\n --> fromTOML\n   |\n %u | " STR_F "\n   | ", line,
	    STR_A(s));
	for (i = 1; i < column; i++)
		sb_putc(&b, ' ');
	sb_puts(&b, big ? "^-- must be < 2^63\n" : "^-- here\n");
	return sb_str(&b);
}

V toml_value(Str text)
{
	Tree t;
	Err err;

	if (toml_parse(&ev.perm, text, &t, &err)) {
		Str s = toml_error(text, err_message(&err));

		err_throw(EK_ERROR, 0, "while parsing TOML: %S", &s);
	}
	return toml_tree(&t);
}

static V from_toml(V *args, Pos pos)
{
	(void)pos;
	return toml_value(v_text(need_string_noctx(args[0], 0, "while "
	    "evaluating the argument passed to builtins.fromTOML")));
}

const PrimDef prims_conv[] = {
	{ "__toXML", 1, to_xml, 0, NULL },
	{ "__toJSON", 1, to_json, 0, NULL },
	{ "__fromJSON", 1, from_json, 0, NULL },
	{ "fromTOML", 1, from_toml, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
