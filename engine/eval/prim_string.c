/*
 * Builtins about strings, versions, hashes and regular expressions.
 */
#include <ctype.h>

#include "base/hash.h"
#include "engine/eval/attrs.h"
#include "engine/eval/eval.h"
#include "engine/eval/hashes.h"
#include "engine/fmt/regex.h"

static V to_string(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the first "
	    "argument passed to builtins.toString", COERCE_MORE);

	(void)pos;
	return v_str(v)->ctx == ctx ? v : v_new_str(v_text(v), ctx);
}

static V substring(V *args, Pos pos)
{
	int64_t start = need_int(args[0], 0, "while evaluating the first "
	    "argument (the start offset) passed to builtins.substring"), len;
	uint32_t ctx = 0;
	Str s;
	V v;

	(void)pos;
	if (start < 0)
		err_throw(EK_ERROR, 0,
		    "negative start position in 'substring'");
	len = need_int(args[1], 0, "while evaluating the second argument (the "
	    "substring length) passed to builtins.substring");
	v = coerce_string(0, args[2], &ctx, "while evaluating the third "
	    "argument (the string) passed to builtins.substring",
	    COERCE_COPY);
	s = v_text(v);
	if ((uint64_t)start >= s.n)
		return v_new_str(STR(""), ctx);
	s = str_from(s, (size_t)start);
	if (len >= 0 && (uint64_t)len < s.n)
		s.n = (size_t)len;
	if (start == 0 && s.n == v_str(v)->n && ctx == v_str(v)->ctx)
		return v;
	return v_new_str(s, ctx);
}

static V string_length(V *args, Pos pos)
{
	uint32_t ctx = 0;

	(void)pos;
	return v_new_int(v_str(coerce_string(0, args[0], &ctx, "while "
	    "evaluating the argument passed to builtins.stringLength",
	    COERCE_COPY))->n);
}

static V concat_strings_sep(V *args, Pos pos)
{
	V sep = need_string(args[0], 0, "while evaluating the first argument "
	    "(the separator string) passed to builtins.concatStringsSep"), v;
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "(the list of strings to concat) passed to "
	    "builtins.concatStringsSep");
	uint32_t ctx = v_str(sep)->ctx;
	ArenaMark m = arena_mark(&ev.tmp);
	V *parts = ARENA_ARRAY(&ev.tmp, V, l->n + 1);
	size_t i, total = 0;
	String *s;
	char *to;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		parts[i] = coerce_string(0, l->v[i], &ctx, "while evaluating "
		    "one element of the list of strings to concat passed to "
		    "builtins.concatStringsSep", COERCE_COPY);
		total += v_str(parts[i])->n + (i ? v_str(sep)->n : 0);
	}
	if (total == 0 && ctx == 0) {
		arena_release(&ev.tmp, m);
		return v_empty_str;
	}
	s = v_str_room(total, ctx);
	to = s->p;
	for (i = 0; i < l->n; i++) {
		Str t = v_text(parts[i]);

		if (i) {
			memcpy(to, v_str(sep)->p, v_str(sep)->n);
			to += v_str(sep)->n;
		}
		memcpy(to, t.p, t.n);
		to += t.n;
	}
	v = v_of_str(s);
	arena_release(&ev.tmp, m);
	return v;
}

/* --- replaceStrings ---------------------------------------------------- */

typedef struct {
	Str *from;
	V *to;                  /* forced when first used; 0 before */
	List *to_list;
	size_t n;
	uint64_t firsts[4];     /* first bytes that some from begins with */
	bool any_empty;
	uint32_t *ctx;
} Replace;

static Str replacement(Replace *r, size_t i)
{
	if (!r->to[i]) {
		r->to[i] = need_string(r->to_list->v[i], 0, "while evaluating "
		    "one of the replacement strings passed to "
		    "builtins.replaceStrings");
		*r->ctx = ctx_join(*r->ctx, v_str(r->to[i])->ctx);
	}
	return v_text(r->to[i]);
}

static ptrdiff_t replace_match(const Replace *r, Str rest)
{
	size_t i;

	if (!r->any_empty) {
		uint8_t c;

		if (rest.n == 0)
			return -1;
		c = (uint8_t)rest.p[0];
		if (!(r->firsts[c >> 6] >> (c & 63) & 1))
			return -1;
	}
	for (i = 0; i < r->n; i++)
		if (str_starts(rest, r->from[i]))
			return (ptrdiff_t)i;
	return -1;
}

static void replace_all(Replace *r, Str s, StrBuf *b)
{
	size_t p = 0;

	while (p <= s.n) {
		ptrdiff_t i = replace_match(r, str_from(s, p));

		if (i >= 0)
			sb_put(b, replacement(r, (size_t)i));
		if (i >= 0 && r->from[i].n) {
			p += r->from[i].n;
			continue;
		}
		if (p < s.n)
			sb_putc(b, s.p[p]);
		p++;
	}
}

static V replace_strings(V *args, Pos pos)
{
	List *from = need_list(args[0], 0, "while evaluating the first "
	    "argument passed to builtins.replaceStrings");
	List *to = need_list(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.replaceStrings");
	ArenaMark m = arena_mark(&ev.tmp);
	StrBuf b = sb_in(&ev.tmp);
	Replace r;
	uint32_t ctx;
	size_t i;
	V s;

	(void)pos;
	if (from->n != to->n)
		err_throw(EK_ERROR, 0, "'from' and 'to' arguments passed to "
		    "builtins.replaceStrings have different lengths");
	memset(&r, 0, sizeof(r));
	r.from = ARENA_ARRAY(&ev.tmp, Str, from->n + 1);
	r.to = ARENA_ARRAY(&ev.tmp, V, from->n + 1);
	r.to_list = to;
	r.n = from->n;
	for (i = 0; i < from->n; i++) {
		r.from[i] = v_text(need_string(from->v[i], 0, "while "
		    "evaluating one of the strings to replace passed to "
		    "builtins.replaceStrings"));
		if (r.from[i].n) {
			uint8_t c = (uint8_t)r.from[i].p[0];

			r.firsts[c >> 6] |= (uint64_t)1 << (c & 63);
		} else {
			r.any_empty = true;
		}
	}
	s = need_string(args[2], 0, "while evaluating the third argument "
	    "passed to builtins.replaceStrings");
	ctx = v_str(s)->ctx;
	r.ctx = &ctx;
	replace_all(&r, v_text(s), &b);
	s = v_new_str(sb_str(&b), ctx);
	arena_release(&ev.tmp, m);
	return s;
}

/* --- regular expressions ------------------------------------------------ */

static Map regexes;             /* pattern to Regex */

static Regex *regex_of(Str pattern)
{
	MapEntry *e;
	Regex *re;
	Err err;

	regexes.a = &ev.perm;
	e = map_get(&regexes, pattern);
	if (e)
		return e->v.ptr;
	switch (regex_compile(&ev.perm, pattern, &re, &err)) {
	case 0:
		break;
	case ERR_LIMIT:
		err_throw(EK_ERROR, 0, "memory limit exceeded by regular "
		    "expression '%S'", &pattern);
	default:
		err_throw(EK_ERROR, 0, "invalid regular expression '%S'",
		    &pattern);
	}
	map_put(&regexes, str_dup(&ev.perm, pattern), NULL)->v.ptr = re;
	return re;
}

static _Noreturn void regex_memory(Str pattern)
{
	err_throw(EK_ERROR, 0, "memory limit exceeded by regular expression "
	    "'%S'", &pattern);
}

static V groups(Str s, const RegexSpan *spans, size_t n)
{
	List *l;
	size_t i;

	if (n == 0)
		return v_empty_list;
	l = v_new_list(n);
	for (i = 0; i < n; i++)
		l->v[i] = spans[i + 1].from < 0 ? V_NULL :
		    v_new_str(str_sub(s, (size_t)spans[i + 1].from,
		    (size_t)spans[i + 1].to), 0);
	return v_of_list(l);
}

static V prim_match(V *args, Pos pos)
{
	Str pattern = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.match")), s;
	Regex *re = regex_of(pattern);
	RegexSpan buf[16], *spans = buf;
	size_t n = regex_groups(re);
	int r;

	(void)pos;
	s = v_text(need_string(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.match"));
	if (n >= 16)
		spans = ARENA_ARRAY(&ev.perm, RegexSpan, n + 1);
	r = regex_match(re, s, spans);
	if (r < 0)
		regex_memory(pattern);
	return r ? groups(s, spans, n) : V_NULL;
}

static V prim_split(V *args, Pos pos)
{
	Str pattern = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.split")), s;
	Regex *re = regex_of(pattern);
	size_t n_groups = regex_groups(re), n = 0, cap = 16, last = 0;
	ArenaMark m;
	RegexSpan *spans;
	RegexIter it;
	V *out;
	List *l;
	int r;

	(void)pos;
	args[1] = need_string(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.split");
	s = v_text(args[1]);
	m = arena_mark(&ev.tmp);
	spans = ARENA_ARRAY(&ev.tmp, RegexSpan, n_groups + 1);
	out = ARENA_ARRAY(&ev.tmp, V, cap);
	regex_iter(&it, re, s, spans);
	while ((r = regex_next(&it)) > 0) {
		if (n + 3 > cap) {
			out = arena_grow(&ev.tmp, out, cap * sizeof(V),
			    cap * 2 * sizeof(V));
			cap *= 2;
		}
		out[n++] = v_new_str(str_sub(s, last, (size_t)spans[0].from),
		    0);
		out[n++] = groups(s, spans, n_groups);
		last = (size_t)spans[0].to;
	}
	if (r < 0)
		regex_memory(pattern);
	l = v_new_list(n + 1);
	memcpy(l->v, out, n * sizeof(V));
	l->v[n] = n ? v_new_str(str_from(s, last), 0) : args[1];
	arena_release(&ev.tmp, m);
	return v_of_list(l);
}

/* --- hashes -------------------------------------------------------------- */

HashAlgo hashes_algo(Str name)
{
	HashAlgo algo = hash_by_name(name);

	if (algo == HASH_BLAKE3 && !settings_feature("blake3-hashes"))
		err_throw(EK_ERROR, 0, "experimental Nix feature '%s' is "
		    "disabled; add '--extra-experimental-features %s' to "
		    "enable it", "blake3-hashes", "blake3-hashes");
	if (algo == HASH_NONE)
		err_throw(EK_USAGE, 0, "unknown hash algorithm '%S', expect "
		    "'blake3', 'md5', 'sha1', 'sha256', or 'sha512'", &name);
	return algo;
}

Hash hashes_parse(Str text, HashAlgo algo)
{
	Hash h;
	Err err;

	if (text.n == 0) {
		if (algo == HASH_NONE)
			err_throw(EK_ERROR, 0,
			    "empty hash requires explicit hash algorithm");
		memset(&h, 0, sizeof(h));
		h.algo = algo;
		h.size = (uint8_t)hash_size(algo);
		err_warn("found empty hash, assuming '" STR_F "'",
		    STR_A(hash_print(&ev.perm, &h, ENC_SRI, true)));
		return h;
	}
	if (hash_parse(&h, text, algo, &err))
		err_from(&err);
	return h;
}

static V hash_string(V *args, Pos pos)
{
	HashAlgo algo = hashes_algo(v_text(need_string_noctx(args[0], 0,
	    "while evaluating the first argument passed to "
	    "builtins.hashString")));
	Hash h = hash_of(algo, v_text(need_string(args[1], 0, "while "
	    "evaluating the second argument passed to "
	    "builtins.hashString")));
	char text[HASH_MAX * 2];

	(void)pos;
	enc16(text, h.b, h.size);
	return v_new_str(str_of(text, enc16_len(h.size)), 0);
}

static HashEnc format_of(Str s)
{
	if (str_eqc(s, "base16"))
		return ENC_BASE16;
	if (str_eqc(s, "nix32"))
		return ENC_NIX32;
	if (str_eqc(s, "base32")) {
		err_warn("\"base32\" is a deprecated alias for hash format "
		    "\"nix32\".");
		return ENC_NIX32;
	}
	if (str_eqc(s, "base64"))
		return ENC_BASE64;
	if (str_eqc(s, "sri"))
		return ENC_SRI;
	err_throw(EK_USAGE, 0, "unknown hash format '%S', expect 'base16', "
	    "'base32', 'base64', or 'sri'", &s);
}

static V convert_hash(V *args, Pos pos)
{
	Attrs *a = need_attrs(args[0], 0, "while evaluating the first "
	    "argument passed to builtins.convertHash");
	V text = need_string_noctx(need_attr(a, sym_of(STR("hash")), "while "
	    "locating the attribute 'hash'", NULL), 0,
	    "while evaluating the attribute 'hash'");
	V *algo = attrs_find(a, sym_of(STR("hashAlgo"))), to;
	HashAlgo ha = HASH_NONE;
	HashEnc enc;
	Hash h;
	Err err;

	(void)pos;
	if (algo)
		ha = hashes_algo(v_text(need_string_noctx(*algo, 0,
		    "while evaluating the attribute 'hashAlgo'")));
	to = need_attr(a, sym_of(STR("toHashFormat")), "while locating the "
	    "attribute 'toHashFormat'", NULL);
	enc = format_of(v_text(need_string_noctx(to, 0, "while evaluating "
	    "the attribute 'toHashFormat'")));
	if (hash_parse(&h, v_text(text), ha, &err))
		err_from(&err);
	return v_new_str(hash_print(&ev.perm, &h, enc, enc == ENC_SRI), 0);
}

/* --- versions -------------------------------------------------------------- */

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static V parse_drv_name(V *args, Pos pos)
{
	Str s = v_text(need_string_noctx(args[0], 0, "while evaluating the "
	    "first argument passed to builtins.parseDrvName"));
	Str name = s, version = STR("");
	Attr a[2];
	size_t i;

	(void)pos;
	for (i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '-' && !is_alpha(s.p[i + 1])) {
			name = str_sub(s, 0, i);
			version = str_from(s, i + 1);
			break;
		}
	memset(a, 0, sizeof(a));
	a[0].name = S_NAME;
	a[0].v = v_new_str(name, 0);
	a[1].name = S_VERSION;
	a[1].v = v_new_str(version, 0);
	return attrs_build(a, 2, 0);
}

static Str component(Str *rest)
{
	Str s = *rest;
	size_t i = 0, from;

	while (i < s.n && (s.p[i] == '.' || s.p[i] == '-'))
		i++;
	from = i;
	if (i < s.n && is_digit(s.p[i]))
		while (i < s.n && is_digit(s.p[i]))
			i++;
	else
		while (i < s.n && !is_digit(s.p[i]) && s.p[i] != '.' &&
		    s.p[i] != '-')
			i++;
	*rest = str_from(s, i);
	return str_sub(s, from, i);
}

static bool number(Str s, int64_t *n)
{
	return str_i64(s, n) && *n <= INT32_MAX && *n >= INT32_MIN;
}

static bool component_less(Str a, Str b)
{
	int64_t x, y;
	bool nx = number(a, &x), ny = number(b, &y);

	if (nx && ny)
		return x < y;
	if (a.n == 0 && ny)
		return true;
	if (str_eqc(a, "pre") && !str_eqc(b, "pre"))
		return true;
	if (str_eqc(b, "pre"))
		return false;
	if (ny)
		return true;
	if (nx)
		return false;
	return str_cmp(a, b) < 0;
}

static V compare_versions(V *args, Pos pos)
{
	Str a = v_text(need_string_noctx(args[0], 0, "while evaluating the "
	    "first argument passed to builtins.compareVersions"));
	Str b = v_text(need_string_noctx(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.compareVersions"));

	(void)pos;
	while (a.n || b.n) {
		Str x = component(&a), y = component(&b);

		if (component_less(x, y))
			return v_new_int(-1);
		if (component_less(y, x))
			return v_new_int(1);
	}
	return v_new_int(0);
}

static V split_version(V *args, Pos pos)
{
	Str s = v_text(need_string_noctx(args[0], 0, "while evaluating the "
	    "first argument passed to builtins.splitVersion")), rest = s;
	size_t n = 0, i;
	List *l;

	(void)pos;
	while (rest.n && component(&rest).n)
		n++;
	if (n == 0)
		return v_empty_list;
	l = v_new_list(n);
	for (i = 0; i < n; i++)
		l->v[i] = v_new_str(component(&s), 0);
	return v_of_list(l);
}

const PrimDef prims_string[] = {
	{ "toString", 1, to_string, 0, NULL },
	{ "__substring", 3, substring, 0, NULL },
	{ "__stringLength", 1, string_length, 0, NULL },
	{ "__hashString", 2, hash_string, 0, NULL },
	{ "__convertHash", 1, convert_hash, 0, NULL },
	{ "__match", 2, prim_match, 0, NULL },
	{ "__split", 2, prim_split, 0, NULL },
	{ "__concatStringsSep", 2, concat_strings_sep, 0, NULL },
	{ "__replaceStrings", 3, replace_strings, 0, NULL },
	{ "__parseDrvName", 1, parse_drv_name, 0, NULL },
	{ "__compareVersions", 2, compare_versions, 0, NULL },
	{ "__splitVersion", 1, split_version, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
