/*
 * Paths and the files behind them: canonical names, symbolic links, the
 * lookup path, the built-in files, and what restricted modes forbid.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/eval/corefiles.h"
#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"

enum { LINKS_MAX = 1024 };

static Map dirs;                /* folder to folder without links */
static Map lookups;             /* lookup path entry to path, or NULL */
static StrList allowed;
static Str *entry_prefix, *entry_path;
static size_t n_entries;

/* Add the parts of s to the canonical path in b. */
static void canon_add(StrBuf *b, Str s)
{
	Str part;

	while (str_token(&s, "/", &part)) {
		if (str_eqc(part, "."))
			continue;
		if (str_eqc(part, "..")) {
			while (b->n && b->p[b->n - 1] != '/')
				b->n--;
			if (b->n)
				b->n--;
			continue;
		}
		sb_putc(b, '/');
		sb_put(b, part);
	}
}

Str fs_canon(Arena *a, Str s, Str base)
{
	StrBuf b = sb_in(a);

	if (s.n == 0 || s.p[0] != '/')
		canon_add(&b, base);
	canon_add(&b, s);
	if (b.n == 0)
		sb_putc(&b, '/');
	return sb_str(&b);
}

Str fs_show(V path)
{
	Str s = v_path_text(path);

	switch (v_box(path)->u.path.fs) {
	case FS_COREPKGS:
		return str_cat3(&ev.perm, STR("<nix"), s, STR(">"));
	case FS_INTERNAL:
		return str_cat2(&ev.perm, STR("\xc2\xabnix-internal\xc2\xbb"),
		    s);
	default:
		return s;
	}
}

bool fs_corefile(V path, Str *text)
{
	Str s = v_path_text(path);

	if (v_box(path)->u.path.fs == FS_COREPKGS &&
	    str_eqc(s, "/fetchurl.nix"))
		*text = str_c(corefile_fetchurl);
	else if (v_box(path)->u.path.fs == FS_INTERNAL &&
	    str_eqc(s, "/derivation-internal.nix"))
		*text = str_c(corefile_derivation);
	else if (v_box(path)->u.path.fs == FS_INTERNAL &&
	    str_eqc(s, "/imported-drv-to-derivation.nix"))
		*text = str_c(corefile_imported);
	else
		return false;
	return true;
}

/* --- what may be looked at ------------------------------------------ */

void fs_allow(Str path)
{
	strlist_add(&ev.perm, &allowed, str_dup(&ev.perm, path));
}

static bool is_below(Str path, Str top)
{
	if (str_eqc(top, "/"))
		return true;
	return str_starts(path, top) &&
	    (path.n == top.n || path.p[top.n] == '/');
}

void fs_check(Str path)
{
	size_t i;

	if (!settings.restrict_eval && !settings.pure_eval)
		return;
	for (i = 0; i < allowed.n; i++)
		if (is_below(path, allowed.v[i]) ||
		    is_below(allowed.v[i], path))
			return;
	err_throw(EK_RESTRICTED, 0, "access to absolute path '%S' is "
	    "forbidden %r", &path, settings.pure_eval ?
	    &STR("in pure evaluation mode (use '--impure' to override)") :
	    &STR("in restricted mode"));
}

/* --- files ------------------------------------------------------------ */

static PathType type_of(const OsStat *st)
{
	switch (st->type) {
	case OS_FILE:
		return PT_FILE;
	case OS_DIR:
		return PT_DIR;
	case OS_LINK:
		return PT_LINK;
	default:
		return PT_OTHER;
	}
}

/* The real name of a path, which differs below a relocated store. */
static const char *real_name(Str path)
{
	return world_real_name(path);
}

static PathType lstat_raw(Str path)
{
	OsStat st;
	ArenaMark m = arena_mark(&ev.tmp);
	PathType t = PT_MISSING;

	if (os_lstat(OS_CWD, str_z(&ev.tmp, path), &st) == 0)
		t = type_of(&st);
	else if (os_lstat(OS_CWD, real_name(path), &st) == 0)
		t = type_of(&st);
	arena_release(&ev.tmp, m);
	return t;
}

PathType fs_lstat(Str path)
{
	fs_check(path);
	return lstat_raw(path);
}

static _Noreturn void missing(Str path)
{
	err_throw(EK_ERROR, 0, "path '%S' does not exist", &path);
}

int fs_read(Str path, Arena *a, Str *text, Err *err)
{
	ArenaMark m = arena_mark(&ev.tmp);
	int fd = os_open_follow(OS_CWD, str_z(&ev.tmp, path)), r;
	struct stat st;

	if (fd < 0 && errno == ENOENT)
		fd = os_open_follow(OS_CWD, real_name(path));
	arena_release(&ev.tmp, m);
	if (fd < 0 && errno == ENOENT)
		return err_set(err, ERR_NOT_FOUND, "path '" STR_F "' does not "
		    "exist", STR_A(path));
	if (fd < 0)
		return err_set(err, ERR_OS, "opening '" STR_F "': %s",
		    STR_A(path), strerror(errno));
	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode) &&
	    !S_ISFIFO(st.st_mode) && !S_ISCHR(st.st_mode)) {
		os_close(fd);
		return err_set(err, ERR_OS, "'" STR_F "' is not a regular "
		    "file", STR_A(path));
	}
	r = os_read_fd(a, fd, (size_t)1 << 32, text, err);
	os_close(fd);
	return r;
}

static Str link_target(Str path)
{
	Str target;

	if (os_readlink(&ev.tmp, OS_CWD, str_z(&ev.tmp, path), &target) &&
	    os_readlink(&ev.tmp, OS_CWD, real_name(path), &target))
		missing(path);
	return target;
}

Str fs_base(Str path)
{
	ptrdiff_t slash = str_rchr(path, '/');

	return str_from(path, (size_t)(slash + 1));
}

static Str parent_text(Str path)
{
	ptrdiff_t slash = str_rchr(path, '/');

	return slash <= 0 ? STR("/") : str_sub(path, 0, (size_t)slash);
}

static Str resolve(Str path, bool all, int *links);

/* A folder without links; remembered. */
static Str resolve_dir(Str dir, int *links)
{
	MapEntry *e;
	Str out;

	if (dir.n <= 1)
		return dir;
	dirs.a = &ev.perm;
	e = map_get(&dirs, dir);
	if (e)
		return *(Str *)e->v.ptr;
	out = resolve(dir, true, links);
	dir = str_dup(&ev.perm, dir);
	e = map_put(&dirs, dir, NULL);
	e->v.ptr = ARENA_NEW(&ev.perm, Str);
	*(Str *)e->v.ptr = str_dup(&ev.perm, out);
	return *(Str *)e->v.ptr;
}

static Str join(Str dir, Str name)
{
	if (dir.n == 1)
		return str_cat2(&ev.tmp, STR("/"), name);
	return str_cat3(&ev.tmp, dir, STR("/"), name);
}

static Str resolve(Str path, bool all, int *links)
{
	Str dir, whole;

	if (path.n <= 1)
		return path;
	if (--*links < 0)
		err_throw(EK_ERROR, 0, "infinite symlink recursion in path "
		    "'%S'", &path);
	dir = resolve_dir(parent_text(path), links);
	whole = join(dir, fs_base(path));
	if (!all || lstat_raw(whole) != PT_LINK)
		return whole;
	return resolve(fs_canon(&ev.tmp, link_target(whole), dir), true,
	    links);
}

Str fs_resolve(Arena *a, Str path, bool all)
{
	int links = LINKS_MAX;
	Str s = str_dup(a, resolve(path, all, &links));

	fs_check(s);
	return s;
}

V fs_parent(V path)
{
	return v_new_path(v_box(path)->u.path.fs,
	    parent_text(v_path_text(path)));
}

V fs_expr(V path)
{
	ArenaMark m = arena_mark(&ev.tmp);
	Str s = v_path_text(path);
	int follow = LINKS_MAX, links = LINKS_MAX;
	PathType t;

	if (v_box(path)->u.path.fs != FS_ROOT)
		return path;
	for (;;) {
		Str p = s.n > 1 ? join(resolve_dir(parent_text(s), &links),
		    fs_base(s)) : s;

		fs_check(p);
		t = lstat_raw(p);
		if (t == PT_MISSING)
			missing(p);
		if (t != PT_LINK)
			break;
		if (--follow == 0)
			err_throw(EK_ERROR, 0, "too many symbolic links "
			    "encountered while traversing the path '%S'", &s);
		s = fs_canon(&ev.tmp, link_target(p), parent_text(s));
	}
	if (t == PT_DIR)
		s = join(s, STR("default.nix"));
	path = v_new_path(FS_ROOT, s);
	arena_release(&ev.tmp, m);
	return path;
}

/* --- the lookup path --------------------------------------------------- */

static bool is_pseudo_url(Str s)
{
	static const char *const schemes[] = { "http", "https", "file",
		"channel", "git", "s3", "ssh" };
	ptrdiff_t at = str_find(s, STR("://"));
	size_t i;

	if (str_starts(s, STR("channel:")))
		return true;
	for (i = 0; at > 0 && i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_eqc(str_sub(s, 0, (size_t)at), schemes[i]))
			return true;
	return false;
}

static Str absolute(Str s)
{
	Err err;
	Str cwd;

	if (s.n && s.p[0] == '/')
		return fs_canon(&ev.perm, s, STR("/"));
	if (os_cwd(&ev.tmp, &cwd, &err))
		err_from(&err);
	return fs_canon(&ev.perm, s, cwd);
}

static void entry_add(Str entry)
{
	ptrdiff_t eq = str_chr(entry, '=');

	entry_prefix = arena_grow(&ev.perm, entry_prefix,
	    n_entries * sizeof(Str), (n_entries + 1) * sizeof(Str));
	entry_path = arena_grow(&ev.perm, entry_path,
	    n_entries * sizeof(Str), (n_entries + 1) * sizeof(Str));
	entry_prefix[n_entries] = eq < 0 ? STR("") :
	    str_sub(entry, 0, (size_t)eq);
	entry_path[n_entries++] = str_from(entry, (size_t)(eq + 1));
}

static void entry_add_existing(const char *prefix, Str path)
{
	OsStat st;

	if (os_stat(OS_CWD, str_z(&ev.tmp, path), &st))
		return;
	entry_add(str_cat2(&ev.perm, str_c(prefix), path));
}

static void default_entries(void)
{
	Str home = settings_home();
	Str channels = str_cat2(&ev.perm, world_state_dir(),
	    STR("/profiles/per-user/root/channels"));

	entry_add_existing("", str_cat2(&ev.perm, home,
	    STR("/.nix-defexpr/channels")));
	entry_add_existing("nixpkgs=", str_cat2(&ev.perm, channels,
	    STR("/nixpkgs")));
	entry_add_existing("", channels);
}

/* An entry's place, or the empty string for one that is not there. */
static Str entry_resolve(Str value)
{
	MapEntry *e;
	bool fresh;
	Str path;

	lookups.a = &ev.perm;
	e = map_put(&lookups, str_dup(&ev.perm, value), &fresh);
	if (!fresh)
		return e->v.ptr ? *(Str *)e->v.ptr : STR("");
	if (is_pseudo_url(value)) {
		path = world_fetch_tarball(value, STR("source"));
	} else {
		ArenaMark m = arena_mark(&ev.tmp);

		path = absolute(value);
		if (lstat_raw(fs_resolve(&ev.tmp, path, true)) ==
		    PT_MISSING) {
			err_warn("Nix search path entry '" STR_F "' does not "
			    "exist, ignoring", STR_A(value));
			path = STR("");
		}
		arena_release(&ev.tmp, m);
	}
	if (path.n) {
		e = map_get(&lookups, value);
		e->v.ptr = ARENA_NEW(&ev.perm, Str);
		*(Str *)e->v.ptr = path;
	}
	return path;
}

static bool entry_suffix(Str prefix, Str name, Str *suffix)
{
	size_t n = prefix.n;
	bool separator = n > 0 && n < name.n;

	if (separator && name.p[n] != '/')
		return false;
	if (!str_starts(name, prefix))
		return false;
	*suffix = str_from(name, separator ? n + 1 : n);
	return true;
}

V fs_find_in(const Str *prefixes, const Str *paths, size_t n, Str name,
    Pos pos)
{
	size_t i;

	for (i = 0; i < n; i++) {
		ArenaMark m = arena_mark(&ev.tmp);
		Str suffix, top, path;
		V v;

		if (!entry_suffix(prefixes[i], name, &suffix))
			continue;
		top = entry_resolve(paths[i]);
		if (top.n == 0)
			continue;
		path = fs_canon(&ev.tmp, str_cat3(&ev.tmp, top, STR("/"),
		    suffix), STR("/"));
		path = fs_resolve(&ev.tmp, path, true);
		if (lstat_raw(path) != PT_MISSING) {
			v = v_new_path(FS_ROOT, path);
			arena_release(&ev.tmp, m);
			return v;
		}
		arena_release(&ev.tmp, m);
	}
	if (str_starts(name, STR("nix/")))
		return v_new_path(FS_COREPKGS, str_from(name, 3));
	if (settings.pure_eval)
		err_throw(EK_THROWN, pos, "cannot look up '<%S>' in pure "
		    "evaluation mode (use '--impure' to override)", &name);
	err_throw(EK_THROWN, pos, "file '%S' was not found in the Nix search "
	    "path (add it using $NIX_PATH or -I)", &name);
}

V fs_find(Str name, Pos pos)
{
	return fs_find_in(entry_prefix, entry_path, n_entries, name, pos);
}

V fs_lookup_list(void)
{
	List *l = v_new_list(n_entries);
	size_t i;

	for (i = 0; i < n_entries; i++) {
		Attr a[2];

		memset(a, 0, sizeof(a));
		a[0].name = S_PATH;
		a[0].v = v_new_str(entry_path[i], 0);
		a[1].name = S_PREFIX;
		a[1].v = v_new_str(entry_prefix[i], 0);
		l->v[i] = attrs_build(a, 2, 0);
	}
	return v_of_list(l);
}

static void allow_closure(Str path)
{
	Str top, rest;
	StrList list = { 0 };
	size_t i;

	fs_allow(path);
	if (!world_in_store(path, &top, &rest) || !world_is_valid(top))
		return;
	strlist_add(&ev.perm, &list, top);
	world_closure(&ev.perm, &list);
	for (i = 0; i < list.n; i++)
		fs_allow(list.v[i]);
}

void fs_init(void)
{
	size_t i;

	if (settings.pure_eval) {
		fs_allow(world_store_dir());
		return;
	}
	for (i = 0; i < settings.cli_path.n; i++)
		entry_add(settings.cli_path.v[i]);
	for (i = 0; i < settings.nix_path.n; i++)
		entry_add(settings.nix_path.v[i]);
	if (!settings.restrict_eval) {
		default_entries();
		return;
	}
	for (i = 0; i < n_entries; i++)
		if (!is_pseudo_url(entry_path[i]))
			allow_closure(absolute(entry_path[i]));
}

V fs_file_arg(Str arg)
{
	if (is_pseudo_url(arg))
		return v_new_path(FS_ROOT, world_fetch_tarball(arg,
		    STR("source")));
	if (arg.n > 2 && arg.p[0] == '<' && arg.p[arg.n - 1] == '>')
		return fs_find(str_sub(arg, 1, arg.n - 1), 0);
	return v_new_path(FS_ROOT, absolute(arg));
}
