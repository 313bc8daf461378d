/*
 * Flake references as text and as sets.
 */
#include "engine/eval/flakeref.h"
#include "engine/eval/fs.h"

typedef struct {
	Attr v[32];
	size_t n;
} Fields;

static void field(Fields *f, Str name, Str value)
{
	if (f->n == sizeof(f->v) / sizeof(*f->v))
		err_throw(EK_ERROR, 0, "too many attributes in a flake "
		    "reference");
	f->v[f->n].name = sym_of(name);
	f->v[f->n].pos = 0;
	f->v[f->n++].v = v_new_str(value, 0);
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static Str decoded(Str s)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			sb_putc(&b, (char)(hex(s.p[i + 1]) * 16 +
			    hex(s.p[i + 2])));
			i += 2;
		} else {
			sb_putc(&b, s.p[i]);
		}
	}
	return sb_str(&b);
}

static void query(Fields *f, Str q)
{
	Str part;

	while (str_token(&q, "&", &part)) {
		ptrdiff_t eq = str_chr(part, '=');

		if (eq > 0)
			field(f, str_sub(part, 0, (size_t)eq),
			    decoded(str_from(part, (size_t)eq + 1)));
	}
}

static bool is_rev(Str s)
{
	size_t i;

	if (s.n != 40)
		return false;
	for (i = 0; i < s.n; i++)
		if (hex(s.p[i]) < 0)
			return false;
	return true;
}

static void ref_or_rev(Fields *f, Str s)
{
	if (s.n)
		field(f, is_rev(s) ? STR("rev") : STR("ref"), decoded(s));
}

static Str cut(Str *rest, char c)
{
	ptrdiff_t at = str_chr(*rest, c);
	Str s = *rest;

	if (at < 0) {
		*rest = STR("");
		return s;
	}
	*rest = str_from(*rest, (size_t)at + 1);
	return str_sub(s, 0, (size_t)at);
}

static _Noreturn void not_a_ref(Str s)
{
	err_throw(EK_ERROR, 0, "'%S' is not a valid URL", &s);
}

static bool forge(Str scheme)
{
	return str_eqc(scheme, "github") || str_eqc(scheme, "gitlab") ||
	    str_eqc(scheme, "sourcehut");
}

static void parse_forge(Fields *f, Str scheme, Str path, Str whole)
{
	Str owner = cut(&path, '/'), repo = cut(&path, '/');

	if (!owner.n || !repo.n)
		not_a_ref(whole);
	field(f, STR("type"), scheme);
	field(f, STR("owner"), decoded(owner));
	field(f, STR("repo"), decoded(repo));
	ref_or_rev(f, path);
}

static void parse_indirect(Fields *f, Str path)
{
	Str id = cut(&path, '/'), second = cut(&path, '/');

	field(f, STR("type"), STR("indirect"));
	field(f, STR("id"), id);
	ref_or_rev(f, second);
	ref_or_rev(f, path);
}

V flakeref_parse(Str s)
{
	Str rest = s, path, scheme = STR("");
	ptrdiff_t colon = str_chr(s, ':');
	Fields f;

	f.n = 0;
	cut(&rest, '#');
	rest = cut(&s, '#');
	path = cut(&rest, '?');
	if (colon > 0 && (size_t)colon < path.n) {
		scheme = str_sub(path, 0, (size_t)colon);
		path = str_from(path, (size_t)colon + 1);
	}
	if (forge(scheme)) {
		parse_forge(&f, scheme, path, s);
	} else if (str_eqc(scheme, "path")) {
		field(&f, STR("type"), STR("path"));
		field(&f, STR("path"), decoded(path));
	} else if (str_eqc(scheme, "flake")) {
		parse_indirect(&f, path);
	} else if (str_eqc(scheme, "git") || str_starts(scheme,
	    STR("git+"))) {
		Str under = str_starts(scheme, STR("git+")) ?
		    str_from(scheme, 4) : scheme;

		field(&f, STR("type"), STR("git"));
		field(&f, STR("url"), str_cat3(&ev.perm, under, STR(":"),
		    path));
	} else if (scheme.n) {
		Str url = str_cat3(&ev.perm, scheme, STR(":"), path);
		bool tar = str_ends(path, STR(".tar.gz")) ||
		    str_ends(path, STR(".tgz")) ||
		    str_ends(path, STR(".zip")) ||
		    str_ends(path, STR(".tar")) ||
		    str_ends(path, STR(".tar.xz")) ||
		    str_ends(path, STR(".tar.bz2")) ||
		    str_ends(path, STR(".tar.zst")) ||
		    str_starts(scheme, STR("tarball+"));

		field(&f, STR("type"), tar ? STR("tarball") : STR("file"));
		field(&f, STR("url"), url);
	} else if (path.n && path.p[0] == '/') {
		field(&f, STR("type"), STR("path"));
		field(&f, STR("path"), decoded(path));
	} else if (path.n && path.p[0] != '.') {
		parse_indirect(&f, path);
	} else {
		not_a_ref(s);
	}
	query(&f, rest);
	return attrs_build(f.v, f.n, 0);
}

/* --- and back --------------------------------------------------------------- */

static Str get(Attrs *a, const char *name)
{
	V *slot = attrs_find(a, sym_of(str_c(name)));

	if (!slot)
		return STR("");
	return v_is_string(v_resolve(*slot)) ? v_text(v_resolve(*slot)) :
	    STR("");
}

static void put_encoded(StrBuf *b, Str s, const char *also)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || (c && strchr("-._~", c)) ||
		    (c && strchr(also, c))) {
			sb_putc(b, c);
		} else {
			sb_putc(b, '%');
			sb_putc(b, digits[(uint8_t)c >> 4]);
			sb_putc(b, digits[(uint8_t)c & 15]);
		}
	}
}

static void check_types(Attrs *a)
{
	uint32_t i;

	a = attrs_flat(a);
	for (i = 0; i < a->n; i++) {
		V v = eval_force(a->v[i], attrs_pos_at(a, i));

		if (v_is_int(v) && v_int(v) < 0)
			err_throw(EK_ERROR, 0, "negative value given for "
			    "flake ref attr %y: %d",
			    (int)a->shape->names[i], v_int(v));
		if (!v_is_int(v) && !v_is_bool(v) && !v_is_string(v))
			err_throw(EK_TYPE, 0, "flake reference attribute "
			    "sets may only contain integers, Booleans, and "
			    "strings, but attribute '%y' is %t",
			    (int)a->shape->names[i], v);
	}
}

/* What is not in the path goes after a question mark, in order. */
static void put_query(StrBuf *b, Attrs *a, const char *const *used)
{
	uint32_t *order, i;
	bool any = false;

	a = attrs_flat(a);
	order = attrs_order(a, &ev.perm);
	for (i = 0; i < a->n; i++) {
		Str n = sym_text(a->shape->names[order[i]]);
		V v = v_resolve(a->v[order[i]]);
		const char *const *u = used;

		while (*u && !str_eqc(n, *u))
			u++;
		if (*u)
			continue;
		sb_putc(b, any ? '&' : '?');
		any = true;
		sb_put(b, n);
		sb_putc(b, '=');
		if (v_is_string(v))
			put_encoded(b, v_text(v), "!$'()*,;/:@ ");
		else if (v_is_int(v))
			sb_i64(b, v_int(v));
		else
			sb_puts(b, v == V_TRUE ? "1" : "0");
	}
}

Str flakeref_show(Attrs *a)
{
	static const char *const forge_used[] = { "type", "owner", "repo",
		"ref", "rev", NULL };
	static const char *const path_used[] = { "type", "path", NULL };
	static const char *const url_used[] = { "type", "url", NULL };
	static const char *const id_used[] = { "type", "id", "ref", "rev",
		NULL };
	StrBuf b = sb_in(&ev.perm);
	Str type;

	check_types(a);
	type = get(a, "type");
	if (forge(type)) {
		sb_put(&b, type);
		sb_putc(&b, ':');
		put_encoded(&b, get(a, "owner"), "");
		sb_putc(&b, '/');
		put_encoded(&b, get(a, "repo"), "");
		if (get(a, "ref").n || get(a, "rev").n) {
			sb_putc(&b, '/');
			put_encoded(&b, get(a, "ref").n ? get(a, "ref") :
			    get(a, "rev"), "/");
		}
		put_query(&b, a, forge_used);
	} else if (str_eqc(type, "path")) {
		sb_puts(&b, "path:");
		put_encoded(&b, get(a, "path"), "/");
		put_query(&b, a, path_used);
	} else if (str_eqc(type, "indirect")) {
		sb_puts(&b, "flake:");
		sb_put(&b, get(a, "id"));
		if (get(a, "ref").n) {
			sb_putc(&b, '/');
			sb_put(&b, get(a, "ref"));
		}
		if (get(a, "rev").n) {
			sb_putc(&b, '/');
			sb_put(&b, get(a, "rev"));
		}
		put_query(&b, a, id_used);
	} else if (str_eqc(type, "git")) {
		if (!str_starts(get(a, "url"), STR("git:")))
			sb_puts(&b, "git+");
		sb_put(&b, get(a, "url"));
		put_query(&b, a, url_used);
	} else if (str_eqc(type, "tarball") || str_eqc(type, "file")) {
		sb_put(&b, get(a, "url"));
		put_query(&b, a, url_used);
	} else {
		err_throw(EK_ERROR, 0, "input attribute 'type' has the "
		    "unsupported value '%S'", &type);
	}
	return sb_str(&b);
}

Str flakeref_archive(V set)
{
	Attrs *a = v_attrs(set);
	Str type = get(a, "type"), rev = get(a, "rev").n ? get(a, "rev") :
	    get(a, "ref").n ? get(a, "ref") : STR("HEAD");
	Str who = str_cat3(&ev.perm, get(a, "owner"), STR("/"),
	    get(a, "repo"));

	if (str_eqc(type, "github"))
		return str_fmt(&ev.perm, "https://github.com/" STR_F
		    "/archive/" STR_F ".tar.gz", STR_A(who), STR_A(rev));
	if (str_eqc(type, "gitlab"))
		return str_fmt(&ev.perm, "https://gitlab.com/" STR_F
		    "/-/archive/" STR_F "/source.tar.gz", STR_A(who),
		    STR_A(rev));
	err_throw(EK_ERROR, 0, "cannot fetch inputs of type '%S'", &type);
}
