/*
 * Builtins that fetch: files, tarballs, and trees by flake reference.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/os.h"
#include "engine/eval/eval.h"
#include "engine/eval/flakeref.h"
#include "engine/eval/fs.h"
#include "engine/eval/hashes.h"
#include "engine/eval/realise.h"
#include "engine/eval/world.h"
#include "engine/fmt/path.h"

typedef struct {
	const char *who;
	bool unpack;
	bool is_set, has_name, has_hash;
	Str url, name;
	Hash hash;
} Fetch;

static bool uri_allowed(Str uri)
{
	size_t i;

	for (i = 0; i < settings.allowed_uris.n; i++) {
		Str p = settings.allowed_uris.v[i];

		if (str_eq(uri, p))
			return true;
		if (p.n && uri.n > p.n && str_starts(uri, p) &&
		    (p.p[p.n - 1] == '/' || uri.p[p.n] == '/' ||
		    p.p[p.n - 1] == ':'))
			return true;
	}
	return false;
}

static void check_uri(Str uri)
{
	if (!settings.restrict_eval || uri_allowed(uri))
		return;
	if (uri.n && uri.p[0] == '/') {
		fs_check(uri);
		return;
	}
	if (str_starts(uri, STR("file://"))) {
		fs_check(str_from(uri, 7));
		return;
	}
	err_throw(EK_RESTRICTED, 0, "access to URI '%S' is forbidden in "
	    "restricted mode", &uri);
}

static void fetch_args(Fetch *f, V v)
{
	Attrs *a;
	uint32_t i;

	v = eval_force(v, 0);
	if (!v_is_attrs(v)) {
		f->url = v_text(need_string_noctx(v, 0, "while evaluating the "
		    "url we should fetch"));
		return;
	}
	f->is_set = true;
	a = attrs_flat(v_attrs(v));
	for (i = 0; i < a->n; i++) {
		Str n = sym_text(a->shape->names[i]);
		Pos at = attrs_pos_at(a, i);

		if (str_eqc(n, "url")) {
			f->url = v_text(need_string_noctx(a->v[i], at,
			    "while evaluating the url we should fetch"));
		} else if (str_eqc(n, "sha256")) {
			f->hash = hashes_parse(v_text(need_string_noctx(
			    a->v[i], at, "while evaluating the sha256 of the "
			    "content we should fetch")), HASH_SHA256);
			f->has_hash = true;
		} else if (str_eqc(n, "name")) {
			f->has_name = true;
			f->name = v_text(need_string_noctx(a->v[i], at,
			    "while evaluating the name of the content we "
			    "should fetch"));
		} else {
			err_throw(EK_ERROR, 0, "unsupported argument '%S' to "
			    "'%s'", &n, f->who);
		}
	}
	if (!f->url.p)
		err_throw(EK_ERROR, 0, "'url' argument required");
}

static void fetch_check_name(const Fetch *f)
{
	const char *advice = f->has_name ? "Please change the value for the "
	    "'name' attribute passed to '%s', so that it can create a valid "
	    "store path." : f->is_set ? "Please add a valid 'name' attribute "
	    "to the argument for '%s', so that it can create a valid store "
	    "path." : "Please pass an attribute set with 'url' and 'name' "
	    "attributes to '%s',  so that it can create a valid store path.";
	Str why, how;
	Err err;

	if (path_check_name(f->name, &err) == 0)
		return;
	why = str_dup(&ev.perm, err_message(&err));
	how = err_text(advice, f->who);
	err_throw(EK_ERROR, 0, "invalid store path name when fetching URL "
	    "'%S': %r. %r", &f->url, &why, &how);
}

static Str fetch_file(const Fetch *f)
{
	Str file;
	Err err;

	if (!world_hooks.download)
		err_throw(EK_ERROR, 0, "cannot fetch '%S': there is no "
		    "downloader here", &f->url);
	if (world_hooks.download(&ev.perm, f->url, &file, &err))
		err_from(&err);
	return v_text(world_add_path(f->name, v_new_path(FS_ROOT, file), 0,
	    false, NULL, 0));
}

static V fetch(V arg, const char *who, bool unpack)
{
	Fetch f = { who, unpack, false, false, false, { NULL, 0 },
		STR_INIT(""), { 0 } };
	Str want = STR(""), got;
	Err err;

	if (unpack)
		f.name = STR("source");
	fetch_args(&f, arg);
	check_uri(f.url);
	if (f.name.n == 0)
		f.name = fs_base(f.url);
	fetch_check_name(&f);
	if (settings.pure_eval && !f.has_hash)
		err_throw(EK_ERROR, 0, "in pure evaluation mode, '%s' "
		    "requires a 'sha256' argument", who);
	if (f.has_hash) {
		if (path_fixed(&ev.perm, world_store_dir(), f.name, unpack,
		    &f.hash, NULL, false, &want, &err))
			err_from(&err);
		if (world_is_valid(want))
			return world_path_value(want);
	}
	got = unpack ? world_fetch_tarball(f.url, f.name) : fetch_file(&f);
	if (f.has_hash && !str_eq(got, want))
		err_throw(EK_ERROR, 0, "hash mismatch in file downloaded "
		    "from '%S': it became '%S', but its hash says '%S'",
		    &f.url, &got, &want);
	return world_path_value(got);
}

static V fetch_url(V *args, Pos pos)
{
	(void)pos;
	return fetch(args[0], "fetchurl", false);
}

static V fetch_tarball(V *args, Pos pos)
{
	(void)pos;
	return fetch(args[0], "fetchTarball", true);
}

/* --- trees ---------------------------------------------------------------- */

static Str git_out(const char *dir, char *const extra[])
{
	char *argv[16];
	int n = 0, status = 0;
	Str out;
	Err err;

	argv[n++] = "git";
	argv[n++] = "-C";
	argv[n++] = (char *)dir;
	while (*extra && n < 15)
		argv[n++] = *extra++;
	argv[n] = NULL;
	if (os_run(&ev.perm, argv, STR(""), &out, &status, &err) || status)
		err_throw(EK_ERROR, 0, "program 'git' failed in '%s'", dir);
	return str_trim(out);
}

static void add_str(Attr *list, size_t *n, const char *name, Str s)
{
	list[*n].name = sym_of(str_c(name));
	list[*n].pos = 0;
	list[(*n)++].v = v_new_str(s, 0);
}

static void add_time(Attr *list, size_t *n, int64_t t)
{
	time_t clock = (time_t)t;
	struct tm tm;
	char text[32];

	gmtime_r(&clock, &tm);
	strftime(text, sizeof(text), "%Y%m%d%H%M%S", &tm);
	list[*n].name = sym_of(STR("lastModified"));
	list[*n].pos = 0;
	list[(*n)++].v = v_new_int(t);
	add_str(list, n, "lastModifiedDate", str_c(text));
}

static Str nar_hash_of(Str store_path)
{
	Hash h;
	Err err;

	if (nar_hash(OS_CWD, world_real_name(store_path), HASH_SHA256, &h,
	    NULL, &err))
		return STR("");
	return hash_print(&ev.perm, &h, ENC_SRI, true);
}

/*
 * A commit of a Git repository on this machine. The files are those of
 * "git archive", so that export-ignore counts, as it does in Nix.
 */
static V fetch_git_commit(Str dir, Str rev, Str name)
{
	char tmp[OS_TEMP_MAX], tree[OS_TEMP_MAX + 8], cmd[512];
	char *dirz = str_z(&ev.perm, dir), *revz = str_z(&ev.perm, rev);
	char *argv[] = { "sh", "-c", cmd, "sh", dirz, revz, tree, NULL };
	Attr list[12];
	size_t n = 0;
	int status = 0;
	Str out, path;
	V v;
	Err err;

	if (os_make_temp_dir(OS_CWD, "/tmp/mote-git-", tmp))
		err_throw(EK_ERROR, 0, "cannot make a temporary folder");
	snprintf(tree, sizeof(tree), "%s/x", tmp);
	snprintf(cmd, sizeof(cmd), "mkdir \"$3\" && git -C \"$1\" archive "
	    "\"$2\" | tar -x -C \"$3\"");
	if (os_run(&ev.perm, argv, STR(""), &out, &status, &err) || status)
		err_throw(EK_ERROR, 0, "cannot read commit '%S' of the Git "
		    "repository '%S'", &rev, &dir);
	v = world_add_path(name, v_new_path(FS_ROOT, str_c(tree)), 0, true,
	    NULL, 0);
	os_remove_tree(OS_CWD, tmp, NULL, &err);
	path = v_text(v);
	memset(list, 0, sizeof(list));
	list[n].name = S_OUTPATH;
	list[n++].v = v;
	add_str(list, &n, "rev", rev);
	add_str(list, &n, "shortRev", str_sub(rev, 0, 7));
	{
		char *count[] = { "rev-list", "--count", revz, NULL };
		char *when[] = { "log", "-1", "--format=%ct", revz, NULL };
		int64_t i = 0;

		str_i64(git_out(dirz, count), &i);
		list[n].name = sym_of(STR("revCount"));
		list[n++].v = v_new_int(i);
		i = 0;
		str_i64(git_out(dirz, when), &i);
		add_time(list, &n, i);
	}
	add_str(list, &n, "narHash", nar_hash_of(path));
	list[n].name = sym_of(STR("submodules"));
	list[n++].v = V_FALSE;
	return attrs_build(list, n, 0);
}

/* A working folder: the files that Git knows, as they are now. */
typedef struct {
	Str top;
	Map known;
} Worktree;

static Worktree *worktree;

static V worktree_filter(V *args, Pos pos)
{
	Str path = v_text(need_string(args[0], 0, ""));

	(void)pos;
	return v_bool(map_get(&worktree->known,
	    str_from(path, worktree->top.n + 1)) != NULL);
}

static V fetch_git_dirty(Str dir, Str name)
{
	static Primop op = { FUN_PRIMOP, 2, true, true, "gitFilter",
		worktree_filter, NULL, 0 };
	char *files[] = { "ls-files", "-z", NULL };
	char *when[] = { "log", "-1", "--format=%ct", NULL };
	char *dirz = str_z(&ev.perm, dir);
	Str out = git_out(dirz, files);
	Worktree w = { dir, { .a = &ev.perm } };
	Attr list[12];
	size_t n = 0;
	int64_t t = 0;
	V v;

	while (out.n) {
		size_t len = strnlen(out.p, out.n), i;
		Str file = str_sub(out, 0, len);

		map_put(&w.known, file, NULL);
		for (i = 1; i < file.n; i++)
			if (file.p[i] == '/')
				map_put(&w.known, str_sub(file, 0, i), NULL);
		out = str_from(out, len + 1);
	}
	worktree = &w;
	v = world_add_path(name, v_new_path(FS_ROOT, dir), v_of_primop(&op),
	    true, NULL, 0);
	memset(list, 0, sizeof(list));
	list[n].name = S_OUTPATH;
	list[n++].v = v;
	add_str(list, &n, "rev", STR("00000000000000000000000000000000"
	    "00000000"));
	add_str(list, &n, "shortRev", STR("0000000"));
	list[n].name = sym_of(STR("revCount"));
	list[n++].v = v_new_int(0);
	str_i64(git_out(dirz, when), &t);
	add_time(list, &n, t);
	add_str(list, &n, "narHash", nar_hash_of(v_text(v)));
	list[n].name = sym_of(STR("submodules"));
	list[n++].v = V_FALSE;
	return attrs_build(list, n, 0);
}

static V fetch_git_tree(Str url, Str ref, Str rev, Str name)
{
	Str dir = str_starts(url, STR("file://")) ? str_from(url, 7) : url;
	char *dirz;

	if (name.n == 0)
		name = STR("source");
	if (dir.n == 0 || dir.p[0] != '/') {
		if (!str_starts(dir, STR(".")))
			err_throw(EK_ERROR, 0, "cannot fetch '%S': only Git "
			    "repositories on this machine can be fetched",
			    &url);
		dir = v_path_text(fs_file_arg(dir));
	}
	check_uri(dir);
	dirz = str_z(&ev.perm, dir);
	if (rev.n == 0 && ref.n == 0) {
		char *status[] = { "status", "--porcelain",
			"--untracked-files=no", NULL };

		if (git_out(dirz, status).n)
			return fetch_git_dirty(dir, name);
		ref = STR("HEAD");
	}
	if (rev.n == 0) {
		char *parse[] = { "rev-parse", "--verify", "--quiet",
			str_z(&ev.perm, str_cat2(&ev.perm, ref,
			STR("^{commit}"))), NULL };

		rev = git_out(dirz, parse);
	}
	return fetch_git_commit(dir, rev, name);
}

static Str str_attr(Attrs *a, const char *name, const char *who)
{
	Pos at = 0;
	V *slot = attrs_find_pos(a, sym_of(str_c(name)), &at), v;
	uint32_t ctx = 0;

	if (!slot)
		return STR("");
	v = eval_force(*slot, at);
	if (!v_is_string(v) && !v_is_path(v))
		err_throw(EK_TYPE, 0, "argument '%s' to '%s' is %t while a "
		    "string, Boolean or integer is expected", name, who, v);
	return v_text(coerce_string(at, v, &ctx, "", 0));
}

/* Integers among the arguments must not be negative. */
static void check_ints(Attrs *a, const char *who)
{
	uint32_t i;

	a = attrs_flat(a);
	for (i = 0; i < a->n; i++) {
		V v = eval_force(a->v[i], attrs_pos_at(a, i));

		if (v_is_int(v) && v_int(v) < 0)
			err_throw(EK_ERROR, 0, "negative value given for "
			    "'%s' argument '%y': %d", who,
			    (int)a->shape->names[i], v_int(v));
	}
}

static V prim_fetch_git(V *args, Pos pos)
{
	V v = eval_force(args[0], 0);
	uint32_t ctx = 0;
	Attrs *a;

	(void)pos;
	if (!v_is_attrs(v))
		return fetch_git_tree(v_text(coerce_string(0, v, &ctx,
		    "while evaluating the first argument passed to "
		    "'fetchGit'", 0)), STR(""), STR(""), STR(""));
	a = v_attrs(v);
	if (attrs_find(a, S_TYPE))
		err_throw(EK_ERROR, 0, "unexpected argument 'type'");
	check_ints(a, "fetchGit");
	return fetch_git_tree(str_attr(a, "url", "fetchGit"),
	    str_attr(a, "ref", "fetchGit"), str_attr(a, "rev", "fetchGit"),
	    str_attr(a, "name", "fetchGit"));
}

static V tree_of_path(V path, Str name)
{
	Attr list[4];
	size_t n = 0;
	V v = world_add_path(name, path, 0, true, NULL, 0);

	memset(list, 0, sizeof(list));
	list[n].name = S_OUTPATH;
	list[n++].v = v;
	add_str(list, &n, "narHash", nar_hash_of(v_text(v)));
	return attrs_build(list, n, 0);
}

static V tree_of_url(Str url, bool unpack)
{
	Attr list[4];
	size_t n = 0;
	Fetch f = { "fetchTree", unpack, false, false, false, url,
		STR_INIT("source"), { 0 } };
	Frame *fr = frame_push(FR_VALTEXT, 0, "while fetching the input "
	    "'%S'");
	Str path, rest = url;

	fr->q = v_new_str(url, 0);
	if (str_starts(url, STR("file:")) && !str_starts(url,
	    STR("file:/")))
		err_throw(EK_ERROR, 0, "tarball '%S' must use an absolute "
		    "path. The 'file' scheme does not support relative "
		    "paths.", &rest);
	path = unpack ? world_fetch_tarball(url, STR("source")) :
	    fetch_file(&f);
	frame_pop();
	memset(list, 0, sizeof(list));
	list[n].name = S_OUTPATH;
	list[n++].v = world_path_value(path);
	add_str(list, &n, "narHash", nar_hash_of(path));
	return attrs_build(list, n, 0);
}

static V fetch_tree_set(Attrs *a)
{
	Str type = str_attr(a, "type", "fetchTree");

	if (type.n == 0)
		err_throw(EK_ERROR, 0, "argument 'type' is missing in call "
		    "to '%s'", "fetchTree");
	check_ints(a, "fetchTree");
	if (attrs_find(a, S_NAME))
		err_throw(EK_ERROR, 0, "argument 'name' isn\xe2\x80\x99t "
		    "supported in call to '%s'", "fetchTree");
	if (str_eqc(type, "git"))
		return fetch_git_tree(str_attr(a, "url", "fetchTree"),
		    str_attr(a, "ref", "fetchTree"),
		    str_attr(a, "rev", "fetchTree"), STR(""));
	if (str_eqc(type, "path"))
		return tree_of_path(fs_file_arg(str_attr(a, "path",
		    "fetchTree")), STR("source"));
	if (str_eqc(type, "tarball") || str_eqc(type, "file"))
		return tree_of_url(str_attr(a, "url", "fetchTree"),
		    str_eqc(type, "tarball"));
	return tree_of_url(flakeref_archive(v_of_attrs(a)), true);
}

static V fetch_tree(V *args, Pos pos)
{
	V v = eval_force(args[0], 0);
	uint32_t ctx = 0;
	Str s;

	(void)pos;
	if (v_is_attrs(v))
		return fetch_tree_set(v_attrs(v));
	s = v_text(coerce_string(0, v, &ctx, "while evaluating the first "
	    "argument passed to 'fetchTree'", 0));
	if (!settings_feature("flakes"))
		err_throw(EK_ERROR, 0, "passing a string argument to '%s' "
		    "requires the 'flakes' experimental feature",
		    "fetchTree");
	if (str_starts(s, STR("file:")) || str_starts(s, STR("http:")) ||
	    str_starts(s, STR("https:")))
		return tree_of_url(s, true);
	return fetch_tree_set(v_attrs(flakeref_parse(s)));
}

static V fetch_mercurial(V *args, Pos pos)
{
	(void)pos;
	eval_force(args[0], 0);
	err_throw(EK_ERROR, 0, "Mercurial repositories are not supported");
}

static V parse_flake_ref(V *args, Pos pos)
{
	(void)pos;
	return flakeref_parse(v_text(need_string_noctx(args[0], 0, "while "
	    "evaluating the argument passed to builtins.parseFlakeRef")));
}

static V flake_ref_to_string(V *args, Pos pos)
{
	Attrs *a = need_attrs(args[0], 0, "while evaluating the argument "
	    "passed to builtins.flakeRefToString");

	(void)pos;
	return v_new_str(flakeref_show(a), 0);
}

const PrimDef prims_fetch[] = {
	{ "__fetchurl", 1, fetch_url, 0, NULL },
	{ "fetchTarball", 1, fetch_tarball, 0, NULL },
	{ "fetchGit", 1, prim_fetch_git, 0, NULL },
	{ "fetchMercurial", 1, fetch_mercurial, 0, NULL },
	{ "fetchTree", 1, fetch_tree, 0, "fetch-tree" },
	{ "__parseFlakeRef", 1, parse_flake_ref, 0, "flakes" },
	{ "__flakeRefToString", 1, flake_ref_to_string, 0, "flakes" },
	{ NULL, 0, NULL, 0, NULL }
};
