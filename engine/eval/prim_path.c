/*
 * Builtins about paths and files.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/os.h"
#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/hashes.h"
#include "engine/eval/realise.h"
#include "engine/eval/world.h"

V realise_path(V v)
{
	uint32_t ctx = 0;
	V path = coerce_path(0, v, &ctx, "while realising the context of a "
	    "path");
	Frame *f;

	if (ctx) {
		f = frame_push(FR_VALTEXT, 0,
		    "while realising the context of path '%S'");
		f->q = path;
		world_realise(ctx);
		frame_pop();
	}
	return path;
}

/* The same with all links followed. */
static Str realise_full(V v, V *path)
{
	*path = realise_path(v);
	if (v_box(*path)->u.path.fs != FS_ROOT)
		return v_path_text(*path);
	return fs_resolve(&ev.perm, v_path_text(*path), true);
}

static V to_path(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V path = coerce_path(0, args[0], &ctx, "while evaluating the first "
	    "argument passed to builtins.toPath");

	(void)pos;
	return v_new_str(v_path_text(path), ctx);
}

static V store_path(V *args, Pos pos)
{
	uint32_t ctx = 0;
	Str s, top, rest;
	V path;

	(void)pos;
	if (settings.pure_eval)
		err_throw(EK_ERROR, 0, "'%s' is not allowed in pure "
		    "evaluation mode", "builtins.storePath");
	path = coerce_path(0, args[0], &ctx, "while evaluating the first "
	    "argument passed to 'builtins.storePath'");
	s = v_path_text(path);
	if (!world_in_store(s, &top, &rest) || rest.n)
		s = fs_resolve(&ev.perm, s, true);
	if (!world_in_store(s, &top, &rest))
		err_throw(EK_ERROR, 0, "path '%S' is not in the Nix store",
		    &s);
	if (!settings.read_only && !world_is_valid(top)) {
		Err err;

		if (!world_hooks.ensure)
			err_throw(EK_INVALID_PATH, 0,
			    "path '%S' is not valid", &top);
		if (world_hooks.ensure(world_store(), top, &err))
			err_from(&err);
	}
	ctx = ctx_join(ctx, ctx_single(CTX_OPAQUE,
	    str_from(top, world_store_dir().n + 1), STR("")));
	return v_new_str(s, ctx);
}

typedef struct {
	V arg;
	bool exists;
} ExistsJob;

static void exists_job(void *arg)
{
	ExistsJob *j = arg;
	V v = eval_force(j->arg, 0), path;
	bool dir = v_is_string(v) && (str_ends(v_text(v), STR("/")) ||
	    str_ends(v_text(v), STR("/.")));
	PathType t;
	Str s;

	path = realise_path(v);
	if (v_box(path)->u.path.fs != FS_ROOT) {
		j->exists = fs_corefile(path, &s);
		return;
	}
	s = fs_resolve(&ev.perm, v_path_text(path), dir);
	t = fs_lstat(s);
	j->exists = t != PT_MISSING && (!dir || t == PT_DIR);
}

static V path_exists(V *args, Pos pos)
{
	ExistsJob job = { args[0], false };

	(void)pos;
	if (!settings.pure_eval && !settings.restrict_eval)
		exists_job(&job);
	else if (!err_try(exists_job, &job) &&
	    ev.error->kind != EK_RESTRICTED)
		err_raise();
	return v_bool(job.exists);
}

static Str base_name(Str s)
{
	ptrdiff_t slash;

	if (s.n == 0)
		return s;
	if (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	slash = str_rchr(s, '/');
	return str_from(s, (size_t)(slash + 1));
}

static V base_name_of(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the first "
	    "argument passed to builtins.baseNameOf", 0);

	(void)pos;
	return v_new_str(base_name(v_text(v)), ctx);
}

static V dir_of(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = eval_force(args[0], 0);
	ptrdiff_t slash;
	Str s;

	(void)pos;
	if (v_is_path(v))
		return fs_parent(v);
	s = v_text(coerce_string(0, v, &ctx, "while evaluating the first "
	    "argument passed to 'builtins.dirOf'", 0));
	slash = str_rchr(s, '/');
	if (slash < 0)
		return v_new_str(STR("."), ctx);
	if (slash == 0)
		return v_new_str(STR("/"), ctx);
	return v_new_str(str_sub(s, 0, (size_t)slash), ctx);
}

static Str read_all(V arg, Str *real)
{
	V path;
	Str text;
	Err err;

	*real = realise_full(arg, &path);
	if (fs_corefile(path, &text))
		return text;
	if (fs_read(*real, &ev.perm, &text, &err))
		err_from(&err);
	return text;
}

static V read_file(V *args, Pos pos)
{
	Str real, text = read_all(args[0], &real), top, rest;
	uint32_t ctx = 0;

	(void)pos;
	if (memchr(text.p, 0, text.n))
		err_throw(EK_ERROR, 0, "the contents of the file '%S' cannot "
		    "be represented as a Nix string", &real);
	if (world_in_store(real, &top, &rest) && world_is_valid(top))
		ctx = world_refs_in(top, text);
	return v_new_str(text, ctx);
}

static V hash_file(V *args, Pos pos)
{
	HashAlgo algo = hashes_algo(v_text(need_string_noctx(args[0], 0,
	    "while evaluating the first argument passed to "
	    "builtins.hashFile")));
	Str real, text = read_all(args[1], &real);
	Hash h = hash_of(algo, text);
	char out[HASH_MAX * 2];

	(void)pos;
	enc16(out, h.b, h.size);
	return v_new_str(str_of(out, enc16_len(h.size)), 0);
}

static V type_value(PathType t)
{
	static V values[4];
	static const char *const names[] = { "regular", "directory",
		"symlink", "unknown" };
	int i = t == PT_FILE ? 0 : t == PT_DIR ? 1 : t == PT_LINK ? 2 : 3;

	if (!values[i])
		values[i] = v_new_str(str_c(names[i]), 0);
	return values[i];
}

static V read_file_type(V *args, Pos pos)
{
	V path = realise_path(args[0]);
	Str s = v_path_text(path);
	PathType t = fs_lstat(s);

	(void)pos;
	if (t == PT_MISSING)
		err_throw(EK_ERROR, 0, "path '%S' does not exist", &s);
	return type_value(t);
}

/* An entry's type, from the folder when it says, else from the file. */
static PathType entry_type(Str dir, const struct dirent *d)
{
	switch (d->d_type) {
	case DT_REG:
		return PT_FILE;
	case DT_DIR:
		return PT_DIR;
	case DT_LNK:
		return PT_LINK;
	case DT_UNKNOWN:
		return fs_lstat(str_cat3(&ev.perm, dir, STR("/"),
		    str_c(d->d_name)));
	default:
		return PT_OTHER;
	}
}

static V read_dir(V *args, Pos pos)
{
	V path;
	Str real = realise_full(args[0], &path);
	const char *name = world_real_name(real);
	Attr *list = NULL;
	size_t n = 0, cap = 0;
	struct dirent *d;
	DIR *dir;

	(void)pos;
	fs_check(real);
	dir = opendir(str_z(&ev.perm, real));
	if (!dir && errno == ENOENT)
		dir = opendir(name);
	if (!dir && errno == ENOENT)
		err_throw(EK_ERROR, 0, "path '%S' does not exist", &real);
	if (!dir && errno == ENOTDIR)
		err_throw(EK_ERROR, 0, "'%S' is not a directory", &real);
	if (!dir)
		err_throw(EK_ERROR, 0, "opening directory '%S': %s", &real,
		    strerror(errno));
	while ((d = readdir(dir))) {
		if (!strcmp(d->d_name, ".") || !strcmp(d->d_name, ".."))
			continue;
		if (n == cap) {
			size_t bigger = cap ? cap * 2 : 64;

			list = arena_grow(&ev.perm, list, cap * sizeof(Attr),
			    bigger * sizeof(Attr));
			cap = bigger;
		}
		list[n].name = sym_of(str_c(d->d_name));
		list[n].pos = 0;
		list[n++].v = type_value(entry_type(real, d));
	}
	closedir(dir);
	return attrs_build(list, n, 0);
}

static V find_file(V *args, Pos pos)
{
	List *l = need_list(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.findFile");
	Str *prefixes = ARENA_ARRAY(&ev.perm, Str, l->n + 1);
	Str *paths = ARENA_ARRAY(&ev.perm, Str, l->n + 1);
	size_t i;
	Str name;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		Attrs *a = need_attrs(l->v[i], 0, "while evaluating an "
		    "element of the list passed to builtins.findFile");
		V *prefix = attrs_find(a, S_PREFIX), path;
		uint32_t ctx = 0;

		if (prefix)
			prefixes[i] = v_text(need_string_noctx(*prefix, 0,
			    "while evaluating the `prefix` attribute of an "
			    "element of the list passed to "
			    "builtins.findFile"));
		path = need_attr(a, S_PATH, "in an element of the __nixPath",
		    NULL);
		path = coerce_string(0, path, &ctx, "while evaluating the "
		    "`path` attribute of an element of the list passed to "
		    "builtins.findFile", 0);
		if (ctx)
			world_realise(ctx);
		paths[i] = v_text(path);
	}
	name = v_text(need_string_noctx(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.findFile"));
	return fs_find_in(prefixes, paths, l->n, name, 0);
}

static V to_file(V *args, Pos pos)
{
	Str name = v_text(need_string_noctx(args[0], 0, "while evaluating the "
	    "first argument passed to builtins.toFile"));
	V text = need_string(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.toFile");

	(void)pos;
	return world_add_text(name, v_text(text), v_str(text)->ctx);
}

static V filter_source(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V path = coerce_path(0, args[1], &ctx, "while evaluating the second "
	    "argument (the path to filter) passed to "
	    "'builtins.filterSource'");
	V f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.filterSource");

	(void)pos;
	return world_add_path(fs_base(v_path_text(path)), path, f, true, NULL,
	    ctx);
}

static V prim_path(V *args, Pos pos)
{
	Attrs *a = attrs_flat(need_attrs(args[0], 0, "while evaluating the "
	    "argument passed to 'builtins.path'"));
	V path = 0, filter = 0;
	bool recursive = true, hashed = false;
	Str name = STR("");
	uint32_t ctx = 0, i;
	Hash hash;

	(void)pos;
	for (i = 0; i < a->n; i++) {
		Sym sym = a->shape->names[i];
		Str n = sym_text(sym);
		Pos at = attrs_pos_at(a, i);
		V v = a->v[i];

		if (sym == S_PATH) {
			path = coerce_path(at, v, &ctx, "while evaluating the "
			    "'path' attribute passed to 'builtins.path'");
		} else if (sym == S_NAME) {
			name = v_text(need_string_noctx(v, at, "while "
			    "evaluating the `name` attribute passed to "
			    "builtins.path"));
		} else if (str_eqc(n, "filter")) {
			filter = need_function(v, at, "while evaluating the "
			    "`filter` parameter passed to builtins.path");
		} else if (str_eqc(n, "recursive")) {
			recursive = need_bool(v, at, "while evaluating the "
			    "`recursive` attribute passed to builtins.path");
		} else if (str_eqc(n, "sha256")) {
			hash = hashes_parse(v_text(need_string_noctx(v, at,
			    "while evaluating the `sha256` attribute passed "
			    "to builtins.path")), HASH_SHA256);
			hashed = true;
		} else {
			err_throw(EK_ERROR, at, "unsupported argument '%y' to "
			    "'builtins.path'", (int)sym);
		}
	}
	if (!path)
		err_throw(EK_ERROR, 0, "missing required 'path' attribute in "
		    "the first argument to 'builtins.path'");
	if (name.n == 0)
		name = fs_base(v_path_text(path));
	return world_add_path(name, path, filter, recursive,
	    hashed ? &hash : NULL, ctx);
}

const PrimDef prims_path[] = {
	{ "__toPath", 1, to_path, 0, NULL },
	{ "__storePath", 1, store_path, 0, NULL },
	{ "__pathExists", 1, path_exists, 0, NULL },
	{ "baseNameOf", 1, base_name_of, 0, NULL },
	{ "dirOf", 1, dir_of, 0, NULL },
	{ "__readFile", 1, read_file, 0, NULL },
	{ "__findFile", 2, find_file, 0, NULL },
	{ "__hashFile", 2, hash_file, 0, NULL },
	{ "__readFileType", 1, read_file_type, 0, NULL },
	{ "__readDir", 1, read_dir, 0, NULL },
	{ "__toFile", 2, to_file, 0, NULL },
	{ "__filterSource", 2, filter_source, 0, NULL },
	{ "__path", 1, prim_path, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
