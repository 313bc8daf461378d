/* nix log, nix path-info, nix why-depends, nix derivation show. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/build/attrs.h"
#include "engine/cli/nix.h"
#include "engine/cli/walk.h"
#include "engine/fmt/json.h"
#include "engine/fmt/path.h"

/* --- log ------------------------------------------------------------------ */

static const char *store_uri;

static bool store_option(const char *arg)
{
	const char *v = cmd.at + 1 < cmd.argc ? cmd.argv[cmd.at + 1] : "";

	/* other stores are the business of cmd_common */
	if (!strcmp(arg, "--store") && (!strncmp(v, "file:", 5) ||
	    !strncmp(v, "http", 4))) {
		store_uri = cmd_value(arg);
		return true;
	}
	return inst_option(arg);
}

static bool cache_log(Cache *c, Str path, Str *text)
{
	Err err;

	return cache_file(c, &ev.perm, str_cat2(&ev.perm, STR("log/"),
			  path_base(path)), text, &err) == 0;
}

int nix_cmd_log(void)
{
	StrList args = nix_options(store_option);
	Caches *caches = NULL;
	Str text;
	size_t n, i, k;
	Inst *v;
	Err err;

	v = inst_get(&args, NULL, true, &n);
	if (n != 1)
		cmd_usage("one installable expected");
	if (!store_uri && !build_log_read(cmd_store(), &ev.perm,
					  v[0].v[0].path, &text, &err)) {
		cmd_puts(text);
		return 0;
	}
	/* a cache may have it */
	if (store_uri) {
		config.substituters.n = 0;
		strlist_add(&ev.perm, &config.substituters,
			    str_c(store_uri));
	}
	if (!caches_open(cmd_store(), &config.substituters, &caches, &err))
		for (i = 0; i < caches_n(caches); i++) {
			BuildRequest *r = v[0].v;
			StrList drvs = inst_paths(v, 1, false, true);

			for (k = 0; k < drvs.n; k++)
				if (cache_log(caches_at(caches, i),
					      drvs.v[k], &text)) {
					cmd_puts(text);
					return 0;
				}
			(void)r;
		}
	cmd_fail("build log of '" STR_F "' is not available",
		 STR_A(v[0].text));
}

/* --- path-info -------------------------------------------------------------- */

static struct {
	bool recursive, size, closure, human, sigs, json, all, derivation;
} pi;

static bool info_option(const char *arg)
{
	if (!strcmp(arg, "-r") || !strcmp(arg, "--recursive"))
		pi.recursive = true;
	else if (!strcmp(arg, "-s") || !strcmp(arg, "--size"))
		pi.size = true;
	else if (!strcmp(arg, "-S") || !strcmp(arg, "--closure-size"))
		pi.closure = true;
	else if (!strcmp(arg, "-h") || !strcmp(arg, "--human-readable"))
		pi.human = true;
	else if (!strcmp(arg, "--sigs"))
		pi.sigs = true;
	else if (!strcmp(arg, "--json"))
		pi.json = true;
	else if (!strcmp(arg, "--all"))
		pi.all = true;
	else
		return store_option(arg);
	return true;
}

static uint64_t closure_size(Place *p, Str path)
{
	StrList l = { 0 };
	uint64_t total = 0;
	PathInfo info;
	size_t i;

	strlist_add(&ev.perm, &l, path);
	place_closure(p, &l);
	for (i = 0; i < l.n; i++)
		if (place_info(p, l.v[i], &info))
			total += info.nar_size;
	return total;
}

static void info_json(StrBuf *b, Place *p, Str path)
{
	PathInfo in;
	const NarInfo *n;

	sb_putc(b, '{');
	json_str(b, "path", path);
	if (!place_info(p, path, &in)) {
		json_key(b, "valid");
		sb_puts(b, "false}");
		return;
	}
	json_str(b, "narHash", hash_print(&ev.perm, &in.nar_hash, ENC_SRI,
					  true));
	json_key(b, "narSize");
	sb_u64(b, in.nar_size);
	json_list(b, "references", &in.refs);
	if (in.ca.n)
		json_str(b, "ca", in.ca);
	if (pi.closure) {
		json_key(b, "closureSize");
		sb_u64(b, closure_size(p, path));
	}
	if (in.deriver.n)
		json_str(b, "deriver", in.deriver);
	if (in.registered) {
		json_key(b, "registrationTime");
		sb_i64(b, in.registered);
	}
	if (in.ultimate) {
		json_key(b, "ultimate");
		sb_puts(b, "true");
	}
	if (in.sigs.n)
		json_list(b, "signatures", &in.sigs);
	n = p->cache ? cache_info(p->cache, path) : NULL;
	if (n && n->url.n) {
		json_str(b, "url", n->url);
		json_str(b, "compression", n->compression);
		json_str(b, "downloadHash", hash_print(&ev.perm,
			 &n->file_hash, ENC_NIX32, true));
		json_key(b, "downloadSize");
		sb_u64(b, n->file_size);
	}
	json_key(b, "valid");
	sb_puts(b, "true}");
}

static void put_size(StrBuf *b, uint64_t n)
{
	static const char units[] = " KMGTPEZY";
	double v = (double)n / 1024;
	int u = 1;

	if (!pi.human) {
		sb_fmt(b, "\t%11llu", (unsigned long long)n);
		return;
	}
	while (v > 1024 && u < 8) {
		v /= 1024;
		u++;
	}
	sb_fmt(b, "\t%6.1f%c", v, units[u]);
}

static void info_text(Place *p, Str path, size_t width)
{
	StrBuf b = sb_in(&ev.perm);
	PathInfo in;
	size_t i;

	if (!place_info(p, path, &in))
		cmd_fail("path '" STR_F "' is not valid", STR_A(path));
	sb_put(&b, path);
	if (pi.size || pi.closure || pi.sigs)
		for (i = path.n; i < width; i++)
			sb_putc(&b, ' ');
	if (pi.size)
		put_size(&b, in.nar_size);
	if (pi.closure)
		put_size(&b, closure_size(p, path));
	if (pi.sigs) {
		StrBuf s = sb_in(&ev.perm);

		if (in.ultimate)
			sb_puts(&s, "ultimate");
		if (in.ca.n)
			sb_fmt(&s, "%sca:" STR_F, s.n ? " " : "",
			       STR_A(in.ca));
		for (i = 0; i < in.sigs.n; i++)
			sb_fmt(&s, "%s" STR_F, s.n ? " " : "",
			       STR_A(in.sigs.v[i]));
		sb_fmt(&b, "\t" STR_F, STR_A(sb_str(&s)));
	}
	sb_putc(&b, '\n');
	cmd_puts(sb_str(&b));
}

int nix_cmd_path_info(void)
{
	StrList args = nix_options(info_option), paths = { 0 };
	StrBuf b = sb_in(&ev.perm);
	Place p = place_open(str_c(store_uri), false);
	size_t n, i, width = 0;
	Inst *v;
	Err err;

	if (pi.all) {
		cmd_ok(store_all_valid(cmd_store(), &ev.perm, &paths, &err),
		       &err);
	} else {
		v = inst_get(&args, NULL, true, &n);
		if (n == 0)
			cmd_usage("no installables given");
		paths = inst_paths(v, n, false, false);
		if (pi.recursive)
			place_closure(&p, &paths);
	}
	for (i = 0; i < paths.n; i++)
		if (paths.v[i].n > width)
			width = paths.v[i].n;
	sb_putc(&b, '[');
	for (i = 0; i < paths.n; i++) {
		if (!pi.json) {
			info_text(&p, paths.v[i], width);
			continue;
		}
		sb_puts(&b, i ? "," : "");
		info_json(&b, &p, paths.v[i]);
	}
	sb_puts(&b, "]\n");
	if (pi.json)
		cmd_puts(sb_str(&b));
	place_close(&p);
	return 0;
}

/* --- derivation show ----------------------------------------------------------- */

static bool drv_option(const char *arg)
{
	if (!strcmp(arg, "-r") || !strcmp(arg, "--recursive"))
		pi.recursive = true;
	else
		return inst_option(arg);
	return true;
}

static void show_one(StrBuf *b, Str path)
{
	StrList args = { 0 };
	Drv d;
	Err err;
	size_t i;

	cmd_ok(store_read_drv(cmd_store(), &ev.perm, path, &d, &err), &err);
	for (i = 0; i < d.args.n; i++)
		strlist_add(&ev.perm, &args, d.args.v[i]);
	sb_putc(b, '{');
	json_list(b, "args", &args);
	json_str(b, "builder", d.builder);
	json_key(b, "env");
	sb_putc(b, '{');
	for (i = 0; i < d.env_n; i++)
		json_str(b, str_z(&ev.perm, d.env[i].key), d.env[i].value);
	sb_putc(b, '}');
	json_key(b, "inputDrvs");
	sb_putc(b, '{');
	for (i = 0; i < d.inputs_n; i++)
		json_list(b, str_z(&ev.perm, d.inputs[i].path),
			  &d.inputs[i].outputs);
	sb_putc(b, '}');
	json_list(b, "inputSrcs", &d.srcs);
	json_key(b, "outputs");
	sb_putc(b, '{');
	for (i = 0; i < d.outputs_n; i++) {
		json_key(b, str_z(&ev.perm, d.outputs[i].name));
		sb_putc(b, '{');
		if (d.outputs[i].hash.n) {
			json_str(b, "hash", d.outputs[i].hash);
			json_str(b, "hashAlgo", d.outputs[i].algo);
		}
		json_str(b, "path", d.outputs[i].path);
		sb_putc(b, '}');
	}
	sb_putc(b, '}');
	json_str(b, "system", d.platform);
	sb_putc(b, '}');
}

int nix_cmd_drv_show(void)
{
	StrList args = nix_options(drv_option), paths;
	StrBuf b = sb_in(&ev.perm), out = sb_in(&ev.perm);
	size_t n, i;
	Inst *v;
	Tree t;
	Err err;

	v = inst_get(&args, "default.nix", true, &n);
	paths = inst_paths(v, n, false, true);
	cmd_ok(store_flush(cmd_store(), &err), &err);
	if (pi.recursive)
		cmd_ok(store_closure(cmd_store(), &ev.perm, &paths, 0, &err),
		       &err);
	strlist_sort(&paths);
	sb_putc(&b, '{');
	for (i = 0; i < paths.n; i++) {
		if (!path_is_drv(paths.v[i]))
			continue;
		json_key(&b, str_z(&ev.perm, paths.v[i]));
		show_one(&b, paths.v[i]);
	}
	sb_putc(&b, '}');
	cmd_ok(json_parse(&ev.perm, sb_str(&b), &t, &err), &err);
	json_put_tree(&out, &t, 2);
	sb_putc(&out, '\n');
	cmd_puts(sb_str(&out));
	return 0;
}

/* --- why-depends ----------------------------------------------------------------- */

static struct {
	bool all, precise;
	Str target;
	Map dist;               /* path -> distance to target + 1 */
} why;

static bool why_option(const char *arg)
{
	if (!strcmp(arg, "-a") || !strcmp(arg, "--all"))
		why.all = true;
	else if (!strcmp(arg, "--precise"))
		why.precise = true;
	else
		return inst_option(arg);
	return true;
}

enum { FAR = 1 << 30 };

static int distance(Str path)
{
	MapEntry *e = map_get(&why.dist, path);

	return e ? (int)e->v.num - 1 : FAR;
}

/* Breadth first from the target along referrers inside the closure. */
static void measure(const StrList *closure)
{
	Str *queue = ARENA_ARRAY(&ev.perm, Str, closure->n + 1);
	size_t at = 0, n = 0, i;
	StrList refs;
	bool fresh;
	Err err;

	why.dist.a = &ev.perm;
	map_put(&why.dist, why.target, NULL)->v.num = 1;
	queue[n++] = why.target;
	while (at < n) {
		Str p = queue[at++];
		int d = distance(p);

		cmd_ok(store_referrers(cmd_store(), &ev.perm, p, &refs, &err),
		       &err);
		for (i = 0; i < refs.n; i++) {
			MapEntry *e;

			if (strlist_find(closure, refs.v[i]) < 0)
				continue;
			e = map_put(&why.dist, refs.v[i], &fresh);
			if (!fresh)
				continue;
			e->v.num = (uint64_t)d + 2;
			queue[n++] = refs.v[i];
		}
	}
}

static void print_hits(Str path, Str ref, Str indent)
{
	StrList hits = { 0 };
	size_t i;

	walk_hits(store_real(cmd_store(), &ev.perm, path), path_hash_part(ref),
		  &hits);
	for (i = 0; i < hits.n && (why.all || i < 1); i++)
		cmd_out(STR_F "%s" STR_F "\n", STR_A(indent),
			i + 1 < hits.n && why.all ? "\xe2\x94\x9c\xe2\x94\x80"
			"\xe2\x94\x80\xe2\x94\x80" : "\xe2\x94\x94\xe2\x94"
			"\x80\xe2\x94\x80\xe2\x94\x80", STR_A(hits.v[i]));
}

static void print_node(Str path, Str first, Str rest, StrList *seen)
{
	StrList refs, next = { 0 };
	size_t i, k;
	bool again;
	Err err;
	int best = FAR;

	again = strlist_find(seen, path) >= 0;
	cmd_out(STR_F STR_F "%s\n", STR_A(first), STR_A(path),
		again ? " ..." : "");
	if (again || str_eq(path, why.target))
		return;
	strlist_add(&ev.perm, seen, path);
	strlist_sort(seen);
	cmd_ok(store_references(cmd_store(), &ev.perm, path, &refs, &err),
	       &err);
	for (i = 0; i < refs.n; i++)
		if (!str_eq(refs.v[i], path) && distance(refs.v[i]) < best)
			best = distance(refs.v[i]);
	for (i = 0; i < refs.n; i++) {
		if (str_eq(refs.v[i], path) || distance(refs.v[i]) >= FAR)
			continue;
		if (why.all || (distance(refs.v[i]) == best && next.n == 0))
			strlist_add(&ev.perm, &next, refs.v[i]);
	}
	for (k = 0; k < next.n; k++) {
		bool last = k + 1 == next.n;

		if (why.precise)
			print_hits(path, next.v[k], str_cat2(&ev.perm, rest,
				   last ? STR("    ") : STR("\xe2\x94\x82"
				   "   ")));
		print_node(next.v[k], str_cat2(&ev.perm, rest, last ?
			STR("\xe2\x94\x94\xe2\x94\x80\xe2\x94\x80\xe2\x94"
			    "\x80") : STR("\xe2\x94\x9c\xe2\x94\x80\xe2\x94"
			    "\x80\xe2\x94\x80")),
			str_cat2(&ev.perm, rest, last ? STR("    ") :
				 STR("\xe2\x94\x82   ")), seen);
	}
}

int nix_cmd_why(void)
{
	StrList args = nix_options(why_option), one, closure = { 0 };
	StrList seen = { 0 };
	size_t n;
	Inst *v;
	Str from;
	Err err;

	if (args.n != 2)
		cmd_usage("two installables expected");
	v = inst_get(&args, NULL, true, &n);
	one = inst_paths(&v[0], 1, true, false);
	from = one.v[0];
	one = inst_paths(&v[1], 1, false, false);
	why.target = one.v[0];
	strlist_add(&ev.perm, &closure, from);
	cmd_ok(store_closure(cmd_store(), &ev.perm, &closure, 0, &err),
	       &err);
	if (strlist_find(&closure, why.target) < 0) {
		log_msg(LVL_ERROR, "'" STR_F "' does not depend on '" STR_F
			"'", STR_A(from), STR_A(why.target));
		return 0;
	}
	measure(&closure);
	log_stop();
	print_node(from, STR(""), STR(""), &seen);
	return 0;
}
