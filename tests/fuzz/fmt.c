/*
 * Fuzzing of the formats under clang's libFuzzer. FORMAT is one of the
 * functions below. Besides not crashing, what is read must print to
 * something that reads back to the same.
 */
#include <stdlib.h>

#include "engine/fmt/conf.h"
#include "engine/fmt/drv.h"
#include "engine/fmt/json.h"
#include "engine/fmt/nar.h"
#include "engine/fmt/narinfo.h"
#include "engine/fmt/path.h"
#include "engine/fmt/regex.h"
#include "engine/fmt/toml.h"

static Arena a;
static Err err;

static void must(bool good)
{
	if (!good)
		abort();
}

void f_json(Str in)
{
	StrBuf b = sb_in(&a);
	StrBuf c = sb_in(&a);
	Tree t, u;

	if (json_parse(&a, in, &t, &err))
		return;
	json_put_tree(&b, &t, 0);
	must(json_parse(&a, sb_str(&b), &u, &err) == 0);
	json_put_tree(&c, &u, 0);
	must(str_eq(sb_str(&b), sb_str(&c)));
}

void f_toml(Str in)
{
	StrBuf b = sb_in(&a);
	Tree t;

	if (toml_parse(&a, in, &t, &err) == 0)
		json_put_tree(&b, &t, 2);
}

/* A pattern, a zero byte, a text. */
void f_regex(Str in)
{
	ptrdiff_t nul = str_chr(in, 0);
	RegexSpan sp[128];
	RegexIter it;
	Regex *re;
	Str s;
	size_t last = 0;

	if (nul < 0 || regex_compile(&a, str_sub(in, 0, (size_t)nul), &re,
				     &err))
		return;
	s = str_from(in, (size_t)nul + 1);
	if (regex_groups(re) > 100)
		return;
	if (regex_match(re, s, sp) == 1)
		must(sp[0].from == 0 && (size_t)sp[0].to == s.n);
	regex_iter(&it, re, s, sp);
	while (regex_next(&it) == 1) {
		must(sp[0].from >= (ptrdiff_t)last && sp[0].to >= sp[0].from);
		last = (size_t)sp[0].to;
	}
}

static int no_drv(void *ctx, Arena *arena, Str path, Drv *drv, Err *e)
{
	(void)ctx;
	(void)arena;
	(void)drv;
	return err_set(e, ERR_NOT_FOUND, "no '" STR_F "'", STR_A(path));
}

static bool simple(Str s)
{
	return str_chr(s, '\\') < 0 && str_chr(s, '"') < 0;
}

static bool plain(const Drv *d)
{
	bool good = simple(d->platform);
	size_t i, k;

	for (i = 0; i < d->outputs_n; i++)
		good &= simple(d->outputs[i].name) &&
			simple(d->outputs[i].algo) &&
			simple(d->outputs[i].hash);
	for (i = 0; i < d->inputs_n; i++)
		for (k = 0; k < d->inputs[i].outputs.n; k++)
			good &= simple(d->inputs[i].outputs.v[k]);
	return good;
}

void f_drv(Str in)
{
	DrvHashes h = { .a = &a, .read = no_drv };
	StrBuf b = sb_in(&a);
	StrBuf c = sb_in(&a);
	Drv d, e;

	if (drv_parse(&a, STR("/nix/store"), in, STR("x"), &d, &err))
		return;
	drv_print(&d, &b);
	/* what Nix prints without escapes need not read back the same */
	if (plain(&d) &&
	    drv_parse(&a, STR("/nix/store"), sb_str(&b), STR("x"), &e,
		      &err) == 0) {
		drv_print(&e, &c);
		must(str_eq(sb_str(&b), sb_str(&c)));
	}
	drv_check_outputs(&h, STR("/nix/store"), &d, &err);
}

static int count(void *ctx, const void *p, size_t n, Err *e)
{
	(void)p;
	(void)e;
	*(size_t *)ctx += n;
	return 0;
}

void f_nar(Str in)
{
	NarEvents ev = { .data = count };
	StrSource s;
	size_t n = 0;

	str_source(&s, in);
	nar_read(&s.source, &ev, &n, &err);
	must(n <= in.n);
}

void f_narinfo(Str in)
{
	StrBuf b = sb_in(&a);
	NarInfo n, m;

	if (narinfo_parse(&a, STR("/nix/store"), in, &n, &err))
		return;
	narinfo_print(&n, &b);
	fingerprint(&a, &n.info);
	(void)narinfo_parse(&a, STR("/nix/store"), sb_str(&b), &m, &err);
}

void f_reginfo(Str in)
{
	PathInfo info;
	bool more = true;

	while (more)
		if (reginfo_parse(&a, STR("/nix/store"), &in, true, &info,
				  &more, &err))
			return;
}

static int set(void *ctx, Str name, Str value, Err *e)
{
	(void)ctx;
	(void)e;
	must(name.n > 0 && value.n < 1 << 20);
	return 0;
}

void f_conf(Str in)
{
	ConfEvents ev = { set, NULL, NULL };

	conf_parse(in, "fuzz", &ev, &err);
}

void f_hash(Str in)
{
	SignKey k;
	Hash h;

	hash_parse(&h, in, HASH_NONE, &err);
	signkey_parse(&a, in, true, &k, &err);
	sign_check(in, STR("x"), &k, 0);
	path_check(STR("/nix/store"), in, &err);
}

void FORMAT(Str in);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	ArenaMark m;

	arena_alloc(&a, 16, 16);
	m = arena_mark(&a);
	FORMAT(str_of((const char *)p, n));
	arena_release(&a, m);
	return 0;
}
