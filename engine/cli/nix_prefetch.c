/* nix-prefetch-url: a file into the store, and its hash. */
#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/cli.h"
#include "engine/cli/cmd.h"
#include "engine/cli/unpack.h"
#include "engine/eval/drvs.h"
#include "engine/fmt/path.h"

static const char help[] =
"usage: nix-prefetch-url URL [HASH] [--type ALGO] [--name NAME]\n"
"  [--unpack] [--print-path] [--executable]\n"
"usage: nix-prefetch-url [-A ATTRPATH] [FILE]\n"
"\n"
"Downloads URL into the store and prints the hash of its contents (with\n"
"--unpack: of the unpacked tarball). With HASH: checks it.\n";

static struct {
	HashAlgo algo;
	bool unpack, print_path, executable, from_attr;
	Str attr, name;
} o;

static V member(V set, const char *name)
{
	V *slot = attrs_find(v_attrs(set), sym_of(str_c(name)));

	return slot ? eval_force(*slot, 0) : 0;
}

/* The URL and hash of a fetchurl derivation. */
static void from_attr(const StrList *args, Str *url, Str *hash)
{
	V v = attrpath_find(o.attr, cmd_auto_args(), cmd_file(args->n ?
		str_z(&ev.perm, args->v[0]) : "."), NULL), list, mode, text;

	v = eval_force(v, 0);
	list = member(v, "urls");
	if (!list || !v_is_list(list) || v_list(list)->n < 1)
		cmd_fail("attribute 'urls' missing or empty");
	*url = v_text(need_string(v_list(list)->v[0], 0, ""));
	text = member(v, "outputHash");
	*hash = text && v_is_string(text) ? v_text(text) : STR("");
	text = member(v, "outputHashAlgo");
	if (text && v_is_string(text) && hash_by_name(v_text(text)))
		o.algo = hash_by_name(v_text(text));
	mode = member(v, "outputHashMode");
	if (mode && v_is_string(mode) && str_eqc(v_text(mode), "recursive"))
		o.unpack = true;
	text = member(v, "name");
	if (o.name.n == 0 && text && v_is_string(text))
		o.name = v_text(text);
}

static Str url_name(Str url)
{
	ptrdiff_t q = str_chr(url, '?'), slash;

	if (q >= 0)
		url.n = (size_t)q;
	while (url.n && url.p[url.n - 1] == '/')
		url.n--;
	slash = str_rchr(url, '/');
	url = str_from(url, (size_t)(slash + 1));
	if (url.n == 0)
		cmd_fail("cannot figure out file name for the URL; use "
			 "'--name'");
	return url;
}

static Str fetch(Str url)
{
	Str file, dir;
	Err err;

	/* mirror://KIND/... is for nixpkgs to resolve */
	if (str_starts(url, STR("mirror://")))
		cmd_fail("mirror URLs are not supported");
	cmd_ok(unpack_download(&ev.perm, url, &file, &err), &err);
	if (o.executable)
		os_chmod(OS_CWD, file.p, 0755);
	if (!o.unpack)
		return file;
	log_msg(LVL_NOTICE, "unpacking...");
	dir = str_cat2(&ev.perm, cmd_tmp_dir(), STR("/unpacked"));
	cmd_ok(unpack_single(file, dir, &err), &err);
	return dir;
}

static void print_all(const Hash *h, Str path)
{
	cmd_out(STR_F "\n", STR_A(hash_print(&ev.perm, h, h->algo ==
		HASH_MD5 ? ENC_BASE16 : ENC_NIX32, false)));
	if (o.print_path)
		cmd_out(STR_F "\n", STR_A(path));
}

static int body(void)
{
	StrList args = { 0 }, none = { 0 };
	Str url, want = STR(""), file, path;
	bool recursive, valid = false;
	Hash h, expected;
	char *arg;
	Err err;

	o.algo = HASH_SHA256;
	o.print_path = os_env("PRINT_PATH") != NULL;
	while ((arg = cmd_next())) {
		if (!strcmp(arg, "--help")) {
			cmd_help(help);
			return 0;
		} else if (!strcmp(arg, "--version")) {
			cmd_version("nix-prefetch-url");
			return 0;
		} else if (!strcmp(arg, "--type")) {
			o.algo = hash_by_name(str_c(cmd_value(arg)));
			if (o.algo == HASH_NONE)
				cmd_usage("unknown hash type");
		} else if (!strcmp(arg, "--print-path")) {
			o.print_path = true;
		} else if (!strcmp(arg, "-A") || !strcmp(arg, "--attr")) {
			o.attr = str_c(cmd_value(arg));
			o.from_attr = true;
		} else if (!strcmp(arg, "--unpack")) {
			o.unpack = true;
		} else if (!strcmp(arg, "--executable")) {
			o.executable = o.unpack = true;
			o.unpack = false;
		} else if (!strcmp(arg, "--name")) {
			o.name = str_c(cmd_value(arg));
		} else if (cmd_common(arg)) {
			;
		} else if (arg[0] == '-') {
			cmd_bad(arg);
		} else {
			strlist_add(&ev.perm, &args, str_c(arg));
		}
	}
	if (args.n > 2 || (!o.from_attr && args.n == 0))
		cmd_usage("too %s arguments", args.n ? "many" : "few");
	if (o.from_attr) {
		from_attr(&args, &url, &want);
	} else {
		url = args.v[0];
		want = args.n > 1 ? args.v[1] : STR("");
	}
	if (o.name.n == 0)
		o.name = url_name(url);
	recursive = o.unpack || o.executable;
	if (want.n) {
		cmd_ok(hash_parse(&expected, want, o.algo, &err), &err);
		cmd_ok(path_fixed(&ev.perm, store_dir(cmd_store()), o.name,
				  recursive, &expected, NULL, false, &path,
				  &err), &err);
		cmd_ok(store_valid(cmd_store(), path, &valid, &err), &err);
		if (valid) {
			log_msg(LVL_INFO, "path is '" STR_F "'",
				STR_A(path));
			print_all(&expected, path);
			return 0;
		}
	}
	file = fetch(url);
	cmd_ok(recursive ? nar_hash(OS_CWD, file.p, o.algo, &h, NULL, &err) :
	       nar_hash_flat(OS_CWD, file.p, o.algo, &h, NULL, &err), &err);
	if (want.n && !hash_eq(&h, &expected))
		cmd_fail("hash mismatch for '" STR_F "'", STR_A(url));
	cmd_ok(store_add_path(cmd_store(), &ev.perm, o.name, OS_CWD, file.p,
			      recursive, o.algo, NULL, NULL, &none, false,
			      &path, &err), &err);
	log_msg(LVL_INFO, "path is '" STR_F "'", STR_A(path));
	print_all(&h, path);
	return 0;
}

int cli_nix_prefetch_url(int argc, char **argv)
{
	memset(&o, 0, sizeof o);
	return cmd_run("nix-prefetch-url", body, argc, argv);
}
