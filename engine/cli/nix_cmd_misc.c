/* nix config, nix doctor, nix search. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/cli/nix.h"
#include "engine/fmt/regex.h"

static bool json;
static StrList excludes;

static bool own(const char *arg)
{
	if (!strcmp(arg, "--json"))
		json = true;
	else if (!strcmp(arg, "-e") || !strcmp(arg, "--exclude"))
		strlist_add(&ev.perm, &excludes, str_c(cmd_value(arg)));
	else
		return inst_option(arg);
	return true;
}

/* --- config ------------------------------------------------------------------ */

typedef struct {
	const char *name, *about;
	Str value;
	int kind;               /* 'b'ool, 'l'ist, 's'tring, 'n'umber */
} Shown;

static int by_name(const void *a, const void *b)
{
	return strcmp(((const Shown *)a)->name, ((const Shown *)b)->name);
}

static Str joined(const StrList *l)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;

	for (i = 0; i < l->n; i++)
		sb_fmt(&b, "%s" STR_F, i ? " " : "", STR_A(l->v[i]));
	return sb_str(&b);
}

static size_t gather(Shown *v)
{
	const ConfigInfo *c;
	const char *name;
	size_t i, k, n = 0;
	Str value;

	for (i = 0; (c = config_info(i)); i++) {
		v[n].name = c->name;
		v[n].about = c->about;
		v[n].kind = c->is_bool ? 'b' : c->is_list ? 'l' : 's';
		config_get(&ev.perm, str_c(c->name), &v[n++].value);
	}
	for (i = 0; (name = store_setting_show(&ev.perm, i, &value)); i++) {
		for (k = 0; k < n && strcmp(v[k].name, name); k++)
			;
		if (k < n)
			continue;
		v[n].name = name;
		v[n].about = "";
		v[n].kind = str_eqc(value, "true") ||
			    str_eqc(value, "false") ? 'b' : 's';
		v[n++].value = value;
	}
	v[n].name = "experimental-features";
	v[n].about = "experimental features that are on";
	v[n].kind = 'l';
	v[n++].value = joined(&settings.features);
	v[n].name = "nix-path";
	v[n].about = "where <...> is looked for";
	v[n].kind = 'l';
	v[n++].value = joined(&settings.nix_path);
	v[n].name = "pure-eval";
	v[n].about = "no access to anything impure";
	v[n].kind = 'b';
	v[n++].value = settings.pure_eval ? STR("true") : STR("false");
	v[n].name = "restrict-eval";
	v[n].about = "access to the lookup path only";
	v[n].kind = 'b';
	v[n++].value = settings.restrict_eval ? STR("true") : STR("false");
	v[n].name = "show-trace";
	v[n].about = "whole traces of errors";
	v[n].kind = 'b';
	v[n++].value = settings.show_trace ? STR("true") : STR("false");
	qsort(v, n, sizeof *v, by_name);
	return n;
}

static void put_json(StrBuf *b, const Shown *s)
{
	StrList l = { 0 };
	Str rest = s->value, token;
	uint64_t n;

	json_key(b, s->name);
	sb_putc(b, '{');
	json_str(b, "description", str_c(s->about));
	if (s->kind == 'b') {
		json_key(b, "value");
		sb_put(b, s->value);
	} else if (s->kind == 'l') {
		while (str_token(&rest, " ", &token))
			strlist_add(&ev.perm, &l, token);
		json_list(b, "value", &l);
	} else if (str_u64(s->value, &n)) {
		json_key(b, "value");
		sb_u64(b, n);
	} else {
		json_str(b, "value", s->value);
	}
	sb_putc(b, '}');
}

int nix_cmd_config(void)
{
	StrList args = nix_options(own);
	Shown *v = ARENA_ARRAY(&ev.perm, Shown, 256);
	StrBuf b = sb_in(&ev.perm);
	size_t i, n = gather(v);

	if (json)
		sb_putc(&b, '{');
	for (i = 0; i < n; i++) {
		if (args.n && !str_eqc(args.v[0], v[i].name))
			continue;
		if (json)
			put_json(&b, &v[i]);
		else if (args.n)
			sb_fmt(&b, STR_F "\n", STR_A(v[i].value));
		else
			sb_fmt(&b, "%s = " STR_F "\n", v[i].name,
			       STR_A(v[i].value));
	}
	if (json)
		sb_puts(&b, "}\n");
	if (b.n == 0)
		cmd_fail("could not find setting '" STR_F "'",
			 STR_A(args.v[0]));
	cmd_puts(sb_str(&b));
	return 0;
}

/* --- doctor ------------------------------------------------------------------- */

static bool check(bool ok, const char *what)
{
	cmd_out("[%s] %s\n", ok ? "PASS" : "FAIL", what);
	return ok;
}

int nix_cmd_doctor(void)
{
	const StorePlaces *p;
	bool ok = true;
	int user_ns;

	nix_options(NULL);
	p = store_where(cmd_store());
	cmd_out("store: " STR_F "\nstate: " STR_F "\n", STR_A(p->real),
		STR_A(p->state));
	ok &= check(access(str_z(&ev.perm, p->real), R_OK | W_OK) == 0,
		    "the store can be written");
	user_ns = access("/proc/self/ns/user", F_OK) == 0;
	ok &= check(user_ns, "the kernel has user namespaces");
	check(config.sandbox == SANDBOX_ON, "builds are sandboxed");
	return ok ? 0 : 2;
}

/* --- search -------------------------------------------------------------------- */

static bool matches(const StrList *res, Str text, bool *hit)
{
	Regex *re;
	bool any = false;
	StrBuf low = sb_in(&ev.perm);
	size_t i, k;
	Err err;

	for (i = 0; i < text.n; i++)
		sb_putc(&low, text.p[i] >= 'A' && text.p[i] <= 'Z' ?
			(char)(text.p[i] + 32) : text.p[i]);
	for (i = 0; i < res->n; i++) {
		Str pat = str_dup(&ev.perm, res->v[i]);

		for (k = 0; k < pat.n; k++)
			if (pat.p[k] >= 'A' && pat.p[k] <= 'Z')
				((char *)pat.p)[k] += 32;
		cmd_ok(regex_compile(&ev.perm, pat, &re, &err), &err);
		if (regex_search(re, sb_str(&low), 0, NULL) == 1) {
			hit[i] = true;
			any = true;
		}
	}
	return any;
}

static Str text_meta(V set, const char *name)
{
	V v = drvs_meta(set, str_c(name));

	return v && v_is_string(v) ? v_text(v) : STR("");
}

/* "hello-2.10" as package and version. */
static void name_version(Str full, Str *name, Str *version)
{
	size_t i;

	*name = full;
	*version = STR("");
	for (i = 0; i + 1 < full.n; i++)
		if (full.p[i] == '-' && !((full.p[i + 1] | 32) >= 'a' &&
					  (full.p[i + 1] | 32) <= 'z')) {
			*name = str_sub(full, 0, i);
			*version = str_from(full, i + 1);
			return;
		}
}

/* Matches in green; what is around them goes on in its own style. */
static Str marked(const StrList *res, Str text, const char *normal)
{
	StrBuf b = sb_in(&ev.perm), low = sb_in(&ev.perm);
	bool *in = ARENA_ARRAY(&ev.perm, bool, text.n + 1);
	RegexSpan span[64];
	RegexIter it;
	Regex *re;
	size_t i;
	Err err;

	for (i = 0; i < text.n; i++)
		sb_putc(&low, text.p[i] >= 'A' && text.p[i] <= 'Z' ?
			(char)(text.p[i] + 32) : text.p[i]);
	for (i = 0; i < res->n; i++) {
		cmd_ok(regex_compile(&ev.perm, res->v[i], &re, &err), &err);
		if (regex_groups(re) >= 64)
			continue;
		regex_iter(&it, re, sb_str(&low), span);
		while (regex_next(&it) == 1) {
			ptrdiff_t k;

			for (k = span[0].from; k < span[0].to; k++)
				in[k] = true;
		}
	}
	for (i = 0; i < text.n; i++) {
		if (in[i] && (i == 0 || !in[i - 1]))
			sb_puts(&b, "\033[32;1m");
		if (!in[i] && i > 0 && in[i - 1])
			sb_puts(&b, normal);
		sb_putc(&b, text.p[i]);
	}
	if (text.n && in[text.n - 1])
		sb_puts(&b, normal);
	return sb_str(&b);
}

int nix_cmd_search(void)
{
	StrList args = nix_options(own), res = { 0 };
	StrBuf b = sb_in(&ev.perm);
	DrvList found = { 0 };
	bool *hit, *miss, all;
	size_t i, k, n, results = 0;
	StrList none = { 0 };
	Inst *v;

	if (!inst_from_expr())
		cmd_usage("'nix search' wants packages, named with -f or "
			  "--expr");
	for (i = 1; i < args.n; i++)
		strlist_add(&ev.perm, &res, args.v[i]);
	if (args.n)
		strlist_add(&ev.perm, &none, args.v[0]);
	v = inst_get(&none, NULL, false, &n);
	drvs_collect(&found, eval_force(v[0].value, 0), STR(""),
		     cmd_auto_args(), true);
	if (json)
		sb_putc(&b, '{');
	for (i = 0; i < found.n; i++) {
		V set = found.v[i].set;
		Str name, version, about = text_meta(set, "description");

		name_version(drvs_name(set), &name, &version);
		hit = ARENA_ARRAY(&ev.perm, bool, res.n + 1);
		miss = ARENA_ARRAY(&ev.perm, bool, excludes.n + 1);
		matches(&res, name, hit);
		matches(&res, about, hit);
		matches(&res, found.v[i].attr_path, hit);
		for (k = 0, all = true; k < res.n; k++)
			all &= hit[k];
		if (!all || matches(&excludes, name, miss) ||
		    matches(&excludes, about, miss) ||
		    matches(&excludes, found.v[i].attr_path, miss))
			continue;
		results++;
		if (json) {
			json_key(&b, str_z(&ev.perm, found.v[i].attr_path));
			sb_putc(&b, '{');
			json_str(&b, "description", about);
			json_str(&b, "pname", name);
			json_str(&b, "version", version);
			sb_putc(&b, '}');
			continue;
		}
		sb_fmt(&b, "%s* \033[0;1m" STR_F "\033[0m%s" STR_F "%s\n",
		       results > 1 ? "\n" : "", STR_A(marked(&res,
		       found.v[i].attr_path, "\033[0;1m")),
		       version.n ? " (" : "", STR_A(version),
		       version.n ? ")" : "");
		if (about.n)
			sb_fmt(&b, "  " STR_F "\n", STR_A(marked(&res,
			       about, "\033[0m")));
	}
	if (json)
		sb_puts(&b, "}\n");
	cmd_puts(sb_str(&b));
	if (!json && results == 0)
		cmd_fail("no results for the given search term(s)!");
	return 0;
}
