/*
 * The evaluator's way to the store: opened late, written in one batch.
 */
#include "base/os.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"
#include "engine/fmt/path.h"

WorldHooks world_hooks;

static StorePlaces places;
static Store *store;
static Map copied;              /* path to the string it became */
static Map memo_hashes;
static DrvHashes own_hashes;

void world_init(Str uri)
{
	Err err;

	if (store_places(&ev.perm, uri, &places, &err))
		err_from(&err);
}

Str world_store_dir(void)
{
	return places.store;
}

Str world_state_dir(void)
{
	return places.state;
}

Store *world_store(void)
{
	StoreOpen how = { settings.read_only };
	Err err;

	if (store)
		return store;
	/* a store that is not there yet is made even when only reading */
	if (store_open(&places, how, &store, &err)) {
		how.read_only = false;
		if (!settings.read_only ||
		    store_open(&places, how, &store, &err))
			err_from(&err);
	}
	if (!settings.read_only)
		store_batch_begin(store);
	return store;
}

void world_commit(void)
{
	Err err;

	if (!store)
		return;
	if (!settings.read_only && store_batch_commit(store, &err))
		err_from(&err);
	store_close(store);
	store = NULL;
}

static void flush(void)
{
	Err err;

	if (!settings.read_only && store_flush(world_store(), &err))
		err_from(&err);
}

bool world_in_store(Str path, Str *store_path, Str *rest)
{
	return path_split(places.store, path, store_path, rest);
}

const char *world_real_name(Str path)
{
	Str store_path, rest;

	if (str_eq(places.store, places.real) ||
	    !str_starts(path, places.store) ||
	    !world_in_store(path, &store_path, &rest))
		return str_z(&ev.tmp, path);
	return str_z(&ev.tmp, str_cat2(&ev.tmp, places.real,
	    str_from(path, places.store.n)));
}

static Str full_path(Str base)
{
	return str_cat3(&ev.perm, places.store, STR("/"), base);
}

Str world_show_ctx(const CtxElem *e)
{
	Str path = full_path(e->path);

	switch (e->kind) {
	case CTX_DEEP:
		return str_cat2(&ev.perm, path, STR(" (deep)"));
	case CTX_BUILT:
		if (e->drv)
			path = world_show_ctx(e->drv);
		return str_cat3(&ev.perm, path, STR("^"), e->output);
	default:
		return path;
	}
}

V world_path_value(Str store_path)
{
	fs_allow(store_path);
	return v_new_str(store_path, ctx_single(CTX_OPAQUE,
	    path_base(store_path), STR("")));
}

bool world_is_valid(Str path)
{
	bool valid = false;
	Str text;
	Err err;

	if (store_pending(world_store(), path, &text))
		return true;
	if (store_valid(store, path, &valid, &err))
		err_from(&err);
	return valid;
}

/* --- adding files ------------------------------------------------------ */

typedef struct {
	V filter;
	Str top;                /* the path that is added */
	size_t skip;            /* length of the name given to nar_dump */
	Error *error;
	V type[4];
} Filter;

typedef struct {
	Filter *f;
	Str path;
	OsType type;
	bool keep;
} FilterJob;

static void filter_call(void *arg)
{
	static const char *const names[] = { "regular", "directory",
		"symlink", "unknown" };
	FilterJob *j = arg;
	V path = v_new_str(j->path, 0);
	V type = v_new_str(str_c(names[j->type]), 0);

	j->keep = need_bool(eval_call2(j->f->filter, path, type, 0), 0,
	    "while evaluating the return value of the path filter function");
}

/* Errors must not unwind through the store: they wait until it is back. */
static bool filter_one(void *ctx, Str path, OsType type)
{
	FilterJob job = { ctx, path, type, false };
	Filter *f = ctx;

	if (f->error)
		return false;
	job.path = str_cat2(&ev.perm, f->top, str_from(path, f->skip));
	if (!err_try(filter_call, &job)) {
		f->error = ev.error;
		return false;
	}
	return job.keep;
}

static Str add_files(Str name, Str path, V filter, bool recursive,
    const StrList *refs)
{
	Filter f = { filter, path, 0, NULL, { 0 } };
	Str real, out;
	Err err;
	char *file;
	OsStat st;

	/* the top itself is not filtered; links above it are followed */
	real = fs_resolve(&ev.perm, path, false);
	file = (char *)world_real_name(real);
	if (os_lstat(OS_CWD, file, &st))
		file = str_z(&ev.perm, real);
	else
		file = str_z(&ev.perm, str_c(file));
	if (os_lstat(OS_CWD, file, &st))
		err_throw(EK_ERROR, 0, "path '%S' does not exist", &path);
	f.skip = strlen(file);
	if (store_add_path(world_store(), &ev.perm, name, OS_CWD, file,
	    recursive, HASH_SHA256, filter ? filter_one : NULL, &f, refs,
	    false, &out, &err)) {
		if (f.error) {
			ev.error = f.error;
			err_raise();
		}
		err_from(&err);
	}
	if (f.error) {
		ev.error = f.error;
		err_raise();
	}
	return out;
}

V world_copy_path(V path, uint32_t *ctx)
{
	Str s = fs_show(path);
	MapEntry *e;
	V v;

	copied.a = &ev.perm;
	e = map_get(&copied, s);
	if (!e) {
		if (str_ends(s, STR(".drv")))
			err_throw(EK_ERROR, 0, "file names are not allowed "
			    "to end in '%s'", ".drv");
		if (v_box(path)->u.path.fs != FS_ROOT) {
			Str text;

			if (!fs_corefile(path, &text))
				err_throw(EK_ERROR, 0,
				    "path '%S' does not exist", &s);
			v = world_path_value(v_text(world_add_text(
			    fs_base(v_path_text(path)), text, 0)));
		} else {
			if (s.n > 1 && s.p[s.n - 1] == '/')
				s.n--;
			v = world_path_value(add_files(fs_base(s), s, 0, true,
			    NULL));
		}
		e = map_put(&copied, str_dup(&ev.perm, fs_show(path)), NULL);
		e->v.num = v;
	}
	v = e->v.num;
	*ctx = ctx_join(*ctx, v_str(v)->ctx);
	return v_new_str(v_text(v), 0);
}

V world_add_path(Str name, V path, V filter, bool recursive,
    const Hash *expect, uint32_t ctx)
{
	Frame *f = frame_push(FR_VALTEXT, 0, "while adding path '%S'");
	StrList refs = { 0 };
	Str s = v_path_text(path), top, rest, want = STR(""), got;
	Err err;

	f->q = path;
	if (ctx && world_in_store(s, &top, &rest)) {
		PathInfo info;

		world_realise(ctx);
		if (store_info(world_store(), &ev.perm, top, &info, &err)
		    == 0)
			refs = info.refs;
	}
	if (expect) {
		if (path_fixed(&ev.perm, places.store, name, recursive,
		    expect, &refs, false, &want, &err))
			err_from(&err);
		if (world_is_valid(want)) {
			frame_pop();
			return world_path_value(want);
		}
	}
	got = add_files(name, fs_resolve(&ev.perm, s, true), filter,
	    recursive, refs.n ? &refs : NULL);
	if (expect && !str_eq(got, want))
		err_throw(EK_ERROR, 0, "store path mismatch in (possibly "
		    "filtered) path added from '%S'", &s);
	frame_pop();
	return world_path_value(got);
}

V world_add_text(Str name, Str text, uint32_t ctx)
{
	const CtxElem *const *list;
	size_t n = ctx_list(ctx, &list), i;
	StrList refs = { 0 };
	Str path;
	Err err;

	for (i = 0; i < n; i++) {
		if (list[i]->kind != CTX_OPAQUE)
			err_throw(EK_ERROR, 0, "files created by %s may not "
			    "reference derivations, but %S references %S",
			    "builtins.toFile", &name, &list[i]->text);
		strlist_add(&ev.perm, &refs, full_path(list[i]->path));
	}
	strlist_sort(&refs);
	if (store_add_text(world_store(), &ev.perm, name, text, &refs, false,
	    &path, &err))
		err_from(&err);
	return world_path_value(path);
}

/* --- derivations -------------------------------------------------------- */

static int read_drv(void *ctx, Arena *a, Str path, Drv *drv, Err *err)
{
	(void)ctx;
	return store_read_drv(world_store(), a, path, drv, err);
}

DrvHashes *world_hashes(void)
{
	if (!own_hashes.a) {
		own_hashes.a = &ev.perm;
		memo_hashes.a = &ev.perm;
		own_hashes.memo = memo_hashes;
		own_hashes.read = read_drv;
	}
	return &own_hashes;
}

Str world_add_drv(Drv *drv)
{
	const DrvModulo *modulo;
	Str path;
	Err err;

	if (settings.read_only) {
		ArenaMark m = arena_mark(&ev.tmp);
		StrBuf b = sb_in(&ev.tmp);
		StrList refs = { 0 };

		drv_print(drv, &b);
		if (drv_path(&ev.perm, places.store, drv, sb_str(&b), &refs,
		    &path, &err))
			err_from(&err);
		arena_release(&ev.tmp, m);
	} else if (store_add_drv(world_store(), &ev.perm, drv, false, &path,
	    &err)) {
		err_from(&err);
	}
	if (drv_remember(world_hashes(), path, drv, &modulo, &err))
		err_from(&err);
	return path;
}

void world_read_drv(Arena *a, Str path, Drv *drv)
{
	Err err;

	if (store_read_drv(world_store(), a, path, drv, &err))
		err_from(&err);
}

void world_closure(Arena *a, StrList *paths)
{
	Err err;

	flush();
	if (store_closure(world_store(), a, paths, 0, &err))
		err_from(&err);
}

static void ensure_valid(Str path)
{
	if (!world_is_valid(path))
		err_throw(EK_INVALID_PATH, 0, "path '%S' is not valid",
		    &path);
}

void world_realise(uint32_t ctx)
{
	const CtxElem *const *list;
	size_t n = ctx_list(ctx, &list), i;
	StrList drvs = { 0 };
	Err err;

	for (i = 0; i < n; i++) {
		Str path = full_path(list[i]->path);

		ensure_valid(path);
		if (list[i]->kind == CTX_BUILT)
			strlist_add(&ev.perm, &drvs, str_cat3(&ev.perm, path,
			    STR("!"), list[i]->output));
	}
	if (drvs.n == 0)
		return;
	if (!settings.allow_ifd) {
		Str s = world_show_ctx(list[0]);

		for (i = 0; i < n; i++)
			if (list[i]->kind == CTX_BUILT)
				s = world_show_ctx(list[i]);
		err_throw(EK_ERROR, 0, "cannot build '%S' during evaluation "
		    "because the option 'allow-import-from-derivation' is "
		    "disabled", &s);
	}
	if (!world_hooks.build)
		err_throw(EK_ERROR, 0, "cannot build '%S' during evaluation: "
		    "there is no builder here", &drvs.v[0]);
	if (settings.trace_ifd)
		err_warn("built '" STR_F "' during evaluation due to an "
		    "import from derivation", STR_A(drvs.v[0]));
	flush();
	if (world_hooks.build(world_store(), &drvs, &err))
		err_from(&err);
}

uint32_t world_refs_in(Str store_path, Str text)
{
	PathInfo info;
	uint32_t ctx = 0;
	size_t i;
	Err err;

	if (store_info(world_store(), &ev.perm, store_path, &info, &err))
		return 0;
	for (i = 0; i < info.refs.n; i++) {
		Str ref = info.refs.v[i];

		if (str_find(text, path_hash_part(ref)) >= 0)
			ctx = ctx_join(ctx, ctx_single(CTX_OPAQUE,
			    path_base(ref), STR("")));
	}
	return ctx;
}

Str world_fetch_tarball(Str url, Str name)
{
	Str file, dir, path;
	char tmp[OS_TEMP_MAX];
	Err err;

	if (str_starts(url, STR("channel:")))
		url = str_cat3(&ev.perm, STR("https://channels.nixos.org/"),
		    str_from(url, 8), STR("/nixexprs.tar.xz"));
	if (!world_hooks.download || !world_hooks.unpack)
		err_throw(EK_ERROR, 0, "cannot fetch '%S': there is no "
		    "downloader here", &url);
	if (world_hooks.download(&ev.perm, url, &file, &err))
		err_from(&err);
	if (os_make_temp_dir(OS_CWD, "/tmp/mote-", tmp))
		err_throw(EK_ERROR, 0, "cannot make a temporary folder");
	dir = str_cat2(&ev.perm, str_c(tmp), STR("/x"));
	if (world_hooks.unpack(file, dir, &err)) {
		Err ignored;

		os_remove_tree(OS_CWD, tmp, NULL, &ignored);
		err_from(&err);
	}
	path = add_files(name, dir, 0, true, NULL);
	if (os_remove_tree(OS_CWD, tmp, NULL, &err))
		err_from(&err);
	return path;
}
