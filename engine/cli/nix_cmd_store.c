/* nix store ..., nix nar ...: looking into and keeping up a store. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/cli/nix.h"
#include "engine/cli/unpack.h"
#include "engine/cli/walk.h"
#include "engine/fmt/json.h"
#include "engine/fmt/path.h"

static struct {
	ListOptions list;
	const char *store, *name, *key_file, *to, *mode, *hash_algo;
	const char *log_from;
	StrList from;           /* -s */
	bool all, recursive, dry, ignore, no_contents, no_trust, executable;
	uint64_t max, sigs;
} o;

static bool other_store(const char *arg)
{
	const char *v = cmd.at + 1 < cmd.argc ? cmd.argv[cmd.at + 1] : "";

	if (strcmp(arg, "--store") || (strncmp(v, "file:", 5) &&
				       strncmp(v, "http", 4)))
		return false;
	o.store = cmd_value(arg);
	return true;
}

/* --- ls, cat ---------------------------------------------------------------- */

static bool ls_option(const char *arg)
{
	if (!strcmp(arg, "--json"))
		o.list.json = true;
	else if (!strcmp(arg, "-R") || !strcmp(arg, "--recursive"))
		o.list.recursive = true;
	else if (!strcmp(arg, "-l") || !strcmp(arg, "--long"))
		o.list.is_long = true;
	else if (!strcmp(arg, "-d") || !strcmp(arg, "--directory"))
		o.list.dirs = true;
	else
		return other_store(arg);
	return true;
}

/* A path below a store path as a real file; from a cache: unpacked. */
static Str real_file(Str path)
{
	Place p = place_open(str_c(o.store), false);
	Str base, rest, to;
	BufSink nar;
	StrSource src;
	Err err;

	path = cmd_abs(path);
	if (!path_split(store_dir(cmd_store()), path, &base, &rest))
		cmd_fail("path '" STR_F "' is not in the Nix store",
			 STR_A(path));
	if (p.store) {
		bool valid;

		cmd_ok(store_valid(p.store, base, &valid, &err), &err);
		if (!valid)
			cmd_fail("path '" STR_F "' does not exist in the "
				 "store", STR_A(base));
		return str_cat2(&ev.perm, store_real(p.store, &ev.perm,
						     base), rest);
	}
	buf_sink(&nar, &ev.perm);
	place_nar(&p, base, &nar.sink);
	to = str_cat2(&ev.perm, cmd_tmp_dir(), STR("/nar"));
	str_source(&src, sb_str(&nar.b));
	cmd_ok(nar_restore(&src.source, OS_CWD, to.p, false, false, &err),
	       &err);
	return str_cat2(&ev.perm, to, rest);
}

int nix_cmd_store_ls(void)
{
	StrList args = nix_options(ls_option);

	if (args.n != 1)
		cmd_usage("one path expected");
	walk_list(real_file(args.v[0]), args.v[0], &o.list);
	return 0;
}

static void print_file(Str real, Str shown)
{
	OsStat st;
	FdSource from;
	uint8_t buf[65536];
	size_t n;
	int fd, rc;
	Err err;

	if (os_lstat(OS_CWD, real.p, &st))
		cmd_fail("path '" STR_F "' does not exist", STR_A(shown));
	if (st.type != OS_FILE)
		cmd_fail("path '" STR_F "' is not a regular file",
			 STR_A(shown));
	fd = os_open_read(OS_CWD, real.p);
	if (fd < 0)
		cmd_fail("cannot open '" STR_F "'", STR_A(real));
	fd_source(&from, fd, real.p);
	while ((rc = from.source.read(&from.source, buf, sizeof buf, &n,
				      &err)) == 0 && n)
		cmd_puts(str_of((char *)buf, n));
	cmd_ok(rc, &err);
	os_close(fd);
}

int nix_cmd_store_cat(void)
{
	StrList args = nix_options(other_store);

	if (args.n != 1)
		cmd_usage("one path expected");
	print_file(real_file(args.v[0]), args.v[0]);
	return 0;
}

static Str unpacked_nar(Str file, Str path)
{
	Str to = str_cat2(&ev.perm, cmd_tmp_dir(), STR("/nar"));
	static FdSource from;
	int fd = os_open_follow(OS_CWD, str_z(&ev.perm, file));
	Err err;

	if (fd < 0)
		cmd_fail("cannot open '" STR_F "'", STR_A(file));
	fd_source(&from, fd, "NAR");
	cmd_ok(nar_restore(&from.source, OS_CWD, to.p, false, false, &err),
	       &err);
	os_close(fd);
	if (str_eqc(path, "/") || path.n == 0)
		return to;
	return str_cat3(&ev.perm, to, path.p[0] == '/' ? STR("") : STR("/"),
			path);
}

int nix_cmd_nar_ls(void)
{
	StrList args = nix_options(ls_option);
	Str file;

	if (args.n != 2)
		cmd_usage("a NAR and a path expected");
	file = unpacked_nar(args.v[0], args.v[1]);
	o.list.nar = str_cat2(&ev.perm, cmd_tmp_dir(), STR("/nar"));
	walk_list(file, args.v[1], &o.list);
	return 0;
}

int nix_cmd_nar_cat(void)
{
	StrList args = nix_options(NULL);

	if (args.n != 2)
		cmd_usage("a NAR and a path expected");
	print_file(unpacked_nar(args.v[0], args.v[1]), args.v[1]);
	return 0;
}

int nix_cmd_store_dump(void)
{
	StrList args = nix_options(inst_option), paths;
	static FdSink to;
	size_t n;
	Inst *v;
	Place p;
	Err err;

	if (args.n != 1)
		cmd_usage("one path expected");
	fd_sink(&to, 1, "standard output");
	if (!strcmp(cmd.argv[0], "dump-path") &&
	    !path_is_store(store_dir(cmd_store()), args.v[0]) &&
	    !inst_from_expr()) {
		cmd_ok(nar_dump(OS_CWD, str_z(&ev.perm, args.v[0]), &to.sink,
				NULL, NULL, &err), &err);
	} else {
		v = inst_get(&args, NULL, true, &n);
		paths = inst_paths(v, n, true, false);
		p = place_open(STR(""), false);
		place_nar(&p, paths.v[0], &to.sink);
	}
	cmd_ok(fd_sink_flush(&to, &err), &err);
	return 0;
}

/* --- add ---------------------------------------------------------------------- */

static bool add_option(const char *arg)
{
	if (!strcmp(arg, "--name") || !strcmp(arg, "-n"))
		o.name = cmd_value(arg);
	else if (!strcmp(arg, "--mode"))
		o.mode = cmd_value(arg);
	else if (!strcmp(arg, "--hash-algo"))
		o.hash_algo = cmd_value(arg);
	else if (!strcmp(arg, "--flat"))
		o.mode = "flat";
	else if (!strcmp(arg, "--dry-run"))
		settings.read_only = true;
	else
		return false;
	return true;
}

int nix_cmd_store_add(void)
{
	StrList args, none = { 0 };
	HashAlgo algo = HASH_SHA256;
	bool flat = !strcmp(cmd.argv[0], "add-file");
	Str name, path;
	ptrdiff_t slash;
	Err err;

	args = nix_options(add_option);
	if (args.n != 1)
		cmd_usage("one path expected");
	if (o.mode)
		flat = !strcmp(o.mode, "flat");
	if (o.hash_algo)
		algo = hash_by_name(str_c(o.hash_algo));
	name = cmd_abs(args.v[0]);
	slash = str_rchr(name, '/');
	name = o.name ? str_c(o.name) : str_from(name, (size_t)slash + 1);
	cmd_ok(store_add_path(cmd_store(), &ev.perm, name, OS_CWD,
			      str_z(&ev.perm, args.v[0]), !flat, algo, NULL,
			      NULL, &none, false, &path, &err), &err);
	cmd_out(STR_F "\n", STR_A(path));
	return 0;
}

/* --- gc, delete, optimise ---------------------------------------------------------- */

static bool gc_option(const char *arg)
{
	if (!strcmp(arg, "--dry-run"))
		o.dry = true;
	else if (!strcmp(arg, "--max")) {
		if (!str_u64(str_c(cmd_value(arg)), &o.max))
			cmd_usage("'--max' wants a number of bytes");
	} else if (!strcmp(arg, "--ignore-liveness"))
		o.ignore = true;
	else
		return inst_option(arg);
	return true;
}

static void say_deleting(void *ctx, Str path)
{
	(void)ctx;
	log_msg(LVL_INFO, "deleting '" STR_F "'", STR_A(path));
}

static void freed(const GcResult *r)
{
	log_msg(LVL_ERROR, "%zu store paths deleted, %.2f MiB freed",
		r->paths.n, (double)r->freed / 1048576);
}

int nix_cmd_store_gc(void)
{
	GcOptions g = { 0 };
	GcResult r;
	size_t i;
	Err err;

	nix_options(gc_option);
	g.action = o.dry ? GC_RETURN_DEAD : GC_DELETE_DEAD;
	g.max_freed = o.max ? o.max : UINT64_MAX;
	g.deleting = say_deleting;
	cmd_ok(store_gc(cmd_store(), &ev.perm, &g, &r, &err), &err);
	for (i = 0; o.dry && i < r.paths.n; i++)
		cmd_out(STR_F "\n", STR_A(r.paths.v[i]));
	if (!o.dry)
		freed(&r);
	return 0;
}

int nix_cmd_store_delete(void)
{
	StrList args = nix_options(gc_option);
	GcOptions g = { 0 };
	GcResult r;
	size_t n;
	Inst *v;
	Err err;

	v = inst_get(&args, NULL, true, &n);
	g.action = GC_DELETE_SPECIFIC;
	g.ignore_liveness = o.ignore;
	g.paths = inst_paths(v, n, false, false);
	g.max_freed = UINT64_MAX;
	g.deleting = say_deleting;
	strlist_sort(&g.paths);
	cmd_ok(store_gc(cmd_store(), &ev.perm, &g, &r, &err), &err);
	freed(&r);
	return 0;
}

int nix_cmd_store_optimise(void)
{
	OptimiseStats st = { 0 };
	Err err;

	nix_options(NULL);
	cmd_ok(store_optimise(cmd_store(), &st, &err), &err);
	log_msg(LVL_NOTICE, "%.2f MiB freed by hard-linking %llu files",
		(double)st.bytes / 1048576, (unsigned long long)st.files);
	return 0;
}

int nix_cmd_store_ping(void)
{
	Place p;

	nix_options(other_store);
	p = place_open(str_c(o.store), false);
	log_msg(LVL_NOTICE, "Store URL: %s", p.cache ?
		cache_uri(p.cache).p : "local");
	return 0;
}

int nix_cmd_store_repair(void)
{
	StrList args = nix_options(inst_option), paths;
	size_t n, i;
	Inst *v;
	Err err;

	v = inst_get(&args, NULL, true, &n);
	paths = inst_paths(v, n, false, false);
	for (i = 0; i < paths.n; i++)
		cmd_ok(build_repair(cmd_store(), paths.v[i], &err), &err);
	return 0;
}

/* --- verify, sign ---------------------------------------------------------------- */

static bool verify_option(const char *arg)
{
	if (!strcmp(arg, "--all"))
		o.all = true;
	else if (!strcmp(arg, "-r") || !strcmp(arg, "--recursive"))
		o.recursive = true;
	else if (!strcmp(arg, "--no-contents"))
		o.no_contents = true;
	else if (!strcmp(arg, "--no-trust"))
		o.no_trust = true;
	else if (!strcmp(arg, "-k") || !strcmp(arg, "--key-file"))
		o.key_file = cmd_value(arg);
	else if (!strcmp(arg, "-s") || !strcmp(arg, "--substituter"))
		strlist_add(&ev.perm, &o.from, str_c(cmd_value(arg)));
	else if (!strcmp(arg, "--to"))
		o.to = cmd_value(arg);
	else if (!strcmp(arg, "--from"))
		o.log_from = cmd_value(arg);
	else if (!strcmp(arg, "-n") || !strcmp(arg, "--sigs-needed")) {
		if (!str_u64(str_c(cmd_value(arg)), &o.sigs))
			cmd_usage("'%s' wants a number", arg);
	} else
		return other_store(arg) || inst_option(arg);
	return true;
}

static StrList chosen(const StrList *args, Place *p)
{
	StrList paths = { 0 };
	size_t n;
	Inst *v;
	Err err;

	if (o.all) {
		cmd_ok(store_all_valid(p->store ? p->store : cmd_store(),
				       &ev.perm, &paths, &err), &err);
		return paths;
	}
	v = inst_get(args, NULL, true, &n);
	paths = inst_paths(v, n, false, false);
	if (o.recursive)
		place_closure(p, &paths);
	return paths;
}

static SignKey *public_keys(size_t *n)
{
	SignKey *k = ARENA_ARRAY(&ev.perm, SignKey,
		config.trusted_keys.n + config.secret_key_files.n + 1);
	SignKey secret;
	Str text;
	size_t i;
	Err err;

	*n = 0;
	for (i = 0; i < config.trusted_keys.n; i++)
		if (!signkey_parse(&ev.perm, config.trusted_keys.v[i], false,
				   &k[*n], &err))
			++*n;
	for (i = 0; i < config.secret_key_files.n; i++) {
		if (os_read_file(&ev.perm, OS_CWD,
			str_z(&ev.perm, config.secret_key_files.v[i]), &text,
			&err) || signkey_parse(&ev.perm, str_trim(text),
					       true, &secret, &err))
			continue;
		signkey_public(&secret, &k[(*n)++]);
	}
	return k;
}

/* Signatures of info by different keys we trust. */
static size_t good_sigs(const PathInfo *info, const StrList *more,
			const SignKey *keys, size_t n)
{
	Str print = fingerprint(&ev.perm, info);
	StrList names = { 0 };
	size_t i, k;

	for (k = 0; k < 2; k++) {
		const StrList *l = k ? more : &info->sigs;

		for (i = 0; i < l->n; i++) {
			ptrdiff_t colon = str_chr(l->v[i], ':');

			if (colon > 0 && sign_check(l->v[i], print, keys, n))
				strlist_add(&ev.perm, &names,
					str_sub(l->v[i], 0, (size_t)colon));
		}
	}
	strlist_sort(&names);
	return names.n;
}

static void more_sigs(Str path, StrList *out)
{
	static Caches *caches;
	const NarInfo *n;
	size_t i, k;
	Err err;

	if (!caches && o.from.n)
		cmd_ok(caches_open(cmd_store(), &o.from, &caches, &err),
		       &err);
	for (i = 0; caches && i < caches_n(caches); i++) {
		n = cache_info(caches_at(caches, i), path);
		for (k = 0; n && k < n->info.sigs.n; k++)
			strlist_add(&ev.perm, out, n->info.sigs.v[k]);
	}
}

int nix_cmd_store_verify(void)
{
	StrList args = nix_options(verify_option), paths;
	Place p = place_open(str_c(o.store), false);
	size_t i, n, corrupted = 0, untrusted = 0, failed = 0;
	SignKey *keys = public_keys(&n);
	PathInfo info;
	Hash h;
	Err err;

	paths = chosen(&args, &p);
	for (i = 0; i < paths.n; i++) {
		StrList more = { 0 };
		HashSink hs;

		log_msg(LVL_TALKATIVE, "checking '" STR_F "'",
			STR_A(paths.v[i]));
		if (!place_info(&p, paths.v[i], &info)) {
			log_msg(LVL_ERROR, "error: path '" STR_F
				"' is not valid", STR_A(paths.v[i]));
			failed++;
			continue;
		}
		if (!o.no_contents) {
			hash_sink(&hs, HASH_SHA256);
			if (p.store) {
				int rc = nar_hash(OS_CWD, store_real(p.store,
					&ev.perm, info.path).p, HASH_SHA256,
					&h, NULL, &err);

				if (rc) {
					log_err(&err);
					failed++;
					continue;
				}
			} else {
				place_nar(&p, info.path, &hs.sink);
				h = hash_final(&hs.h);
			}
			if (!hash_eq(&h, &info.nar_hash)) {
				corrupted++;
				log_msg(LVL_ERROR, "path '" STR_F "' was "
					"modified! expected hash '" STR_F
					"', got '" STR_F "'",
					STR_A(info.path),
					STR_A(hash_print(&ev.perm,
						&info.nar_hash, ENC_NIX32,
						true)),
					STR_A(hash_print(&ev.perm, &h,
						ENC_NIX32, true)));
			}
		}
		if (o.no_trust)
			continue;
		if (info.ultimate && !o.sigs)
			continue;
		if (info.ca.n && !o.sigs)
			continue;
		more_sigs(info.path, &more);
		if (good_sigs(&info, &more, keys, n) + (info.ca.n ? 1000000 :
		    0) >= (o.sigs ? o.sigs : 1))
			continue;
		untrusted++;
		log_msg(LVL_ERROR, "path '" STR_F "' is untrusted",
			STR_A(info.path));
	}
	place_close(&p);
	return (corrupted ? 1 : 0) | (untrusted ? 2 : 0) | (failed ? 4 : 0);
}

int nix_cmd_store_sign(void)
{
	StrList args = nix_options(verify_option), paths, one;
	Place p = place_open(str_c(o.store), true);
	PathInfo info;
	SignKey key;
	Str text;
	size_t i, added = 0;
	Err err;

	if (!o.key_file)
		cmd_usage("you must specify a secret key file using '-k'");
	cmd_ok(os_read_file(&ev.perm, OS_CWD, o.key_file, &text, &err),
	       &err);
	cmd_ok(signkey_parse(&ev.perm, str_trim(text), true, &key, &err),
	       &err);
	paths = chosen(&args, &p);
	for (i = 0; i < paths.n; i++) {
		if (!place_info(&p, paths.v[i], &info))
			cmd_fail("path '" STR_F "' is not valid",
				 STR_A(paths.v[i]));
		memset(&one, 0, sizeof one);
		strlist_add(&ev.perm, &one, sign(&ev.perm, &key,
			    fingerprint(&ev.perm, &info)));
		cmd_ok(p.cache ? cache_add_sigs(p.cache, info.path, &one,
						&err) :
		       store_add_sigs(p.store, info.path, &one, &err), &err);
		added++;
	}
	log_msg(LVL_INFO, "added %zu signatures", added);
	return 0;
}

int nix_cmd_store_copy_sigs(void)
{
	StrList args = nix_options(verify_option), paths, sigs;
	Place p = place_open(STR(""), true);
	size_t i, added = 0;
	Err err;

	if (o.from.n == 0)
		cmd_usage("you must specify at least one substituter using "
			  "'-s'");
	paths = chosen(&args, &p);
	for (i = 0; i < paths.n; i++) {
		memset(&sigs, 0, sizeof sigs);
		more_sigs(paths.v[i], &sigs);
		if (sigs.n == 0)
			continue;
		cmd_ok(store_add_sigs(cmd_store(), paths.v[i], &sigs, &err),
		       &err);
		added += sigs.n;
	}
	log_msg(LVL_NOTICE, "imported %zu signatures", added);
	return 0;
}

static void log_from(Cache *c, Str drv)
{
	Str base = path_base(drv), dir, text;
	Err err;

	cmd_ok(cache_file(c, &ev.perm, str_cat2(&ev.perm, STR("log/"), base),
			  &text, &err), &err);
	dir = str_fmt(&ev.perm, STR_F "/drvs/%.2s",
		      STR_A(store_where(cmd_store())->log), base.p);
	cmd_ok(os_make_dirs(dir.p, 0755, &err), &err);
	cmd_ok(os_replace_file(OS_CWD, str_fmt(&ev.perm, STR_F "/" STR_F,
		STR_A(dir), STR_A(str_from(base, 2))).p, text, 0644, &err),
	       &err);
}

int nix_cmd_store_copy_log(void)
{
	StrList args = nix_options(verify_option), paths;
	Place to;
	size_t i, n;
	Inst *v;
	Str text;
	Err err;

	if (!o.to && !o.log_from)
		cmd_usage("'--to' or '--from' is needed");
	v = inst_get(&args, NULL, true, &n);
	paths = inst_paths(v, n, false, true);
	to = place_open(str_c(o.to ? o.to : o.log_from), o.to != NULL);
	if (!to.cache)
		cmd_fail("logs can be copied to binary caches only");
	for (i = 0; i < paths.n; i++) {
		if (!o.to) {
			log_from(to.cache, paths.v[i]);
			continue;
		}
		cmd_ok(build_log_read(cmd_store(), &ev.perm, paths.v[i],
				      &text, &err), &err);
		cmd_ok(cache_put_log(to.cache, path_base(paths.v[i]), text,
				     &err), &err);
	}
	return 0;
}

/* --- diff-closures, prefetch-file --------------------------------------------------- */

typedef struct {
	Str name, version;
	uint64_t size[2];
	StrList versions[2];
} Package;

/* "hello-2.10-dev" -> hello, 2.10: the version starts with a digit. */
static void split_name(Str path, Str *name, Str *version)
{
	Str n = path_name(path);
	size_t i;

	*name = n;
	version->n = 0;
	for (i = 0; i + 1 < n.n; i++)
		if (n.p[i] == '-' && n.p[i + 1] >= '0' && n.p[i + 1] <= '9') {
			*name = str_sub(n, 0, i);
			*version = str_from(n, i + 1);
			return;
		}
}

static void tally(Place *p, Str path, int side, Map *all)
{
	StrList l = { 0 };
	PathInfo info;
	Str name, version;
	Package *k;
	bool fresh;
	size_t i;

	strlist_add(&ev.perm, &l, path);
	place_closure(p, &l);
	for (i = 0; i < l.n; i++) {
		MapEntry *e;

		if (!place_info(p, l.v[i], &info))
			continue;
		split_name(l.v[i], &name, &version);
		e = map_put(all, str_dup(&ev.perm, name), &fresh);
		if (fresh) {
			k = ARENA_NEW(&ev.perm, Package);
			k->name = e->key;
			e->v.ptr = k;
		}
		k = e->v.ptr;
		k->size[side] += info.nar_size;
		strlist_add(&ev.perm, &k->versions[side], version.n ?
			    version : STR("\xce\xb5"));
	}
}

static void put_versions(StrBuf *b, const StrList *l)
{
	size_t i;

	if (l->n == 0)
		sb_puts(b, "\xe2\x88\x85");
	for (i = 0; i < l->n; i++)
		sb_fmt(b, "%s" STR_F, i ? ", " : "", STR_A(l->v[i]));
}

static bool same(const StrList *a, const StrList *b)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (!str_eq(a->v[i], b->v[i]))
			return false;
	return a->n == b->n;
}

void closures_diff(Str before, Str after, const char *indent)
{
	Place p = place_open(STR(""), false);
	StrList names = { 0 };
	Map all = { 0 };
	size_t i;

	all.a = &ev.perm;
	tally(&p, before, 0, &all);
	tally(&p, after, 1, &all);
	for (i = 0; i < all.n; i++)
		strlist_add(&ev.perm, &names, all.entries[i].key);
	strlist_sort(&names);
	for (i = 0; i < names.n; i++) {
		Package *k = map_get(&all, names.v[i])->v.ptr;
		StrBuf b = sb_in(&ev.perm);
		double delta = (double)k->size[1] - (double)k->size[0];
		bool big = delta >= 8192 || delta <= -8192, moved;

		strlist_sort(&k->versions[0]);
		strlist_sort(&k->versions[1]);
		moved = !same(&k->versions[0], &k->versions[1]);
		if (!big && !moved)
			continue;
		sb_fmt(&b, "%s" STR_F ": ", indent, STR_A(k->name));
		if (moved) {
			put_versions(&b, &k->versions[0]);
			sb_puts(&b, " \xe2\x86\x92 ");
			put_versions(&b, &k->versions[1]);
		}
		if (big)
			sb_fmt(&b, "%s%+.1f KiB", moved ? ", " : "",
			       delta / 1024);
		sb_putc(&b, '\n');
		cmd_puts(sb_str(&b));
	}
}

int nix_cmd_store_diff(void)
{
	StrList args = nix_options(inst_option), a, b;
	size_t n;
	Inst *v;

	if (args.n != 2)
		cmd_usage("two installables expected");
	v = inst_get(&args, NULL, true, &n);
	a = inst_paths(&v[0], 1, true, false);
	b = inst_paths(&v[1], 1, true, false);
	closures_diff(a.v[0], b.v[0], "");
	return 0;
}

static bool prefetch_option(const char *arg)
{
	if (!strcmp(arg, "--json"))
		o.list.json = true;
	else if (!strcmp(arg, "--name"))
		o.name = cmd_value(arg);
	else if (!strcmp(arg, "--hash-type"))
		o.hash_algo = cmd_value(arg);
	else if (!strcmp(arg, "--executable"))
		o.executable = true;
	else
		return false;
	return true;
}

int nix_cmd_store_prefetch(void)
{
	StrList args = nix_options(prefetch_option), none = { 0 };
	HashAlgo algo = o.hash_algo ? hash_by_name(str_c(o.hash_algo)) :
			HASH_SHA256;
	StrBuf b = sb_in(&ev.perm);
	Str file, name, path;
	ptrdiff_t slash;
	Hash h;
	Err err;

	if (args.n != 1)
		cmd_usage("one URL expected");
	slash = str_rchr(args.v[0], '/');
	name = o.name ? str_c(o.name) : str_from(args.v[0],
						 (size_t)slash + 1);
	cmd_ok(unpack_download(&ev.perm, args.v[0], &file, &err), &err);
	if (o.executable)
		os_chmod(OS_CWD, file.p, 0755);
	cmd_ok(o.executable ? nar_hash(OS_CWD, file.p, algo, &h, NULL, &err) :
	       nar_hash_flat(OS_CWD, file.p, algo, &h, NULL, &err), &err);
	cmd_ok(store_add_path(cmd_store(), &ev.perm, name, OS_CWD, file.p,
			      o.executable, algo, NULL, NULL, &none, false,
			      &path, &err), &err);
	if (o.list.json) {
		sb_putc(&b, '{');
		json_str(&b, "hash", hash_print(&ev.perm, &h, ENC_SRI,
						true));
		json_str(&b, "storePath", path);
		sb_puts(&b, "}\n");
		cmd_puts(sb_str(&b));
	} else {
		log_msg(LVL_NOTICE, "Downloaded '" STR_F "' to '" STR_F
			"' (hash '" STR_F "').", STR_A(args.v[0]),
			STR_A(path), STR_A(hash_print(&ev.perm, &h, ENC_SRI,
						      true)));
	}
	return 0;
}
