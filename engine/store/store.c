/* Opening a store: where it is, its directories, its settings. */
#define _GNU_SOURCE
#include "engine/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/store/internal.h"

volatile int store_interrupted;

StoreSettings store_settings = {
	.keep_derivations = true,
	.fsync_metadata = true,
	.use_sqlite_wal = true,
	.require_sigs = true,
	.gc_reserved_space = 8 * 1024 * 1024
};

static const struct {
	const char *name;
	size_t at;
} BOOLS[] = {
	{ "auto-optimise-store", offsetof(StoreSettings, auto_optimise_store) },
	{ "env-keep-derivations",
	  offsetof(StoreSettings, env_keep_derivations) },
	{ "fsync-metadata", offsetof(StoreSettings, fsync_metadata) },
	{ "fsync-store-paths", offsetof(StoreSettings, fsync_store_paths) },
	{ "keep-derivations", offsetof(StoreSettings, keep_derivations) },
	{ "keep-outputs", offsetof(StoreSettings, keep_outputs) },
	{ "require-sigs", offsetof(StoreSettings, require_sigs) },
	{ "use-sqlite-wal", offsetof(StoreSettings, use_sqlite_wal) },
	/* the old names of two of them */
	{ "gc-keep-derivations", offsetof(StoreSettings, keep_derivations) },
	{ "gc-keep-outputs", offsetof(StoreSettings, keep_outputs) },
};

enum {
	BOOLS_N = sizeof BOOLS / sizeof BOOLS[0],
	BOOLS_SHOWN = BOOLS_N - 2
};

/* Keys of settings live until the program ends. */
static Arena settings_arena;

static int set_keys(Str value, bool secret, SignKey **keys, size_t *n,
		    Err *err)
{
	Str word, text;
	int rc;

	*n = 0;
	*keys = ARENA_ARRAY(&settings_arena, SignKey, value.n / 2 + 1);
	while (str_token(&value, " \t\n", &word)) {
		text = word;
		if (secret) {
			rc = os_read_file(&settings_arena, OS_CWD,
					  str_z(&settings_arena, word), &text,
					  err);
			if (rc)
				return rc;
		}
		rc = signkey_parse(&settings_arena, text, secret,
				   &(*keys)[*n], err);
		if (rc)
			return rc;
		++*n;
	}
	return 0;
}

int store_set(Str name, Str value, Err *err)
{
	StoreSettings *s = &store_settings;
	size_t i;

	if (err)
		err_clear(err);
	if (str_eqc(name, "use-case-hack")) {
		nar_case_hack = str_eqc(value, "true");
		return 0;
	}
	for (i = 0; i < BOOLS_N; i++) {
		if (!str_eqc(name, BOOLS[i].name))
			continue;
		if (!str_eqc(value, "true") && !str_eqc(value, "false") &&
		    !str_eqc(value, "yes") && !str_eqc(value, "no") &&
		    !str_eqc(value, "1") && !str_eqc(value, "0"))
			return err_set(err, ERR_FORMAT, "Boolean setting '"
				       STR_F "' has invalid value '" STR_F
				       "'", STR_A(name), STR_A(value));
		*(bool *)((char *)s + BOOLS[i].at) = value.p[0] == 't' ||
			value.p[0] == 'y' || value.p[0] == '1';
		return 0;
	}
	if (str_eqc(name, "gc-reserved-space"))
		return str_i64(value, &s->gc_reserved_space) ? 0 :
		       err_set(err, ERR_FORMAT, "setting 'gc-reserved-space' "
			       "has invalid value '" STR_F "'",
			       STR_A(value));
	if (str_eqc(name, "trusted-public-keys"))
		return set_keys(value, false, &s->trusted_keys,
				&s->trusted_keys_n, err);
	if (str_eqc(name, "secret-key-files"))
		return set_keys(value, true, &s->secret_keys,
				&s->secret_keys_n, err);
	return ERR_NOT_FOUND;
}

const char *store_setting_show(Arena *a, size_t i, Str *value)
{
	(void)a;
	if (i >= BOOLS_SHOWN)
		return NULL;
	*value = *(bool *)((char *)&store_settings + BOOLS[i].at) ?
		 STR("true") : STR("false");
	return BOOLS[i].name;
}

/* An absolute path without a slash at its end, or the default. */
static Str place(Arena *a, const char *env, Str fallback)
{
	const char *v = os_env(env);
	Str s = v ? str_dup(a, str_c(v)) : fallback;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	return str_dup(a, s);
}

static Str below(Arena *a, Str root, const char *what)
{
	while (root.n && root.p[root.n - 1] == '/')
		root.n--;
	return str_cat2(a, root, str_c(what));
}

/* Fields of "local?root=X&state=Y". */
static int uri_params(Arena *a, Str params, StorePlaces *p, Err *err)
{
	Str pair, name, value;
	ptrdiff_t eq;

	while (str_token(&params, "&", &pair)) {
		eq = str_chr(pair, '=');
		if (eq < 0)
			return err_set(err, ERR_USAGE, "store parameter '"
				       STR_F "' has no value", STR_A(pair));
		name = str_sub(pair, 0, (size_t)eq);
		value = str_dup(a, str_from(pair, (size_t)eq + 1));
		if (str_eqc(name, "root"))
			p->root = value;
		else if (str_eqc(name, "store"))
			p->store = value;
		else if (str_eqc(name, "state"))
			p->state = value;
		else if (str_eqc(name, "log"))
			p->log = value;
		else if (str_eqc(name, "real"))
			p->real = value;
	}
	return 0;
}

static int absolute(Arena *a, Str *path, Err *err)
{
	Str cwd;
	int rc;

	if (path->n == 0 || path->p[0] == '/')
		return 0;
	rc = os_cwd(a, &cwd, err);
	if (rc == 0)
		*path = str_cat3(a, cwd, STR("/"), *path);
	return rc;
}

/*
 * Without a state directory that we may use, an ordinary user gets a
 * store below the home directory, as Nix does.
 */
static void own_root(Arena *a, StorePlaces *p)
{
	const char *home = os_env("HOME");
	const char *data = os_env("XDG_DATA_HOME");
	const char *state = str_z(a, p->state);

	if (geteuid() == 0 || !home || os_exists(OS_CWD, state) ||
	    os_env("NIX_STATE_DIR") || os_env("NIX_STORE_DIR"))
		return;
	p->root = data ? str_fmt(a, "%s/nix/root", data) :
		  str_fmt(a, "%s/.local/share/nix/root", home);
}

int store_places(Arena *a, Str uri, StorePlaces *p, Err *err)
{
	const char *remote = os_env("NIX_REMOTE");
	Str given_state = p->state;
	ptrdiff_t mark;
	Str var;
	int rc = 0;

	if (uri.n == 0)
		uri = remote ? str_c(remote) : STR("auto");
	if (str_starts(uri, STR("local://")))
		uri = str_from(uri, 8);
	mark = str_chr(uri, '?');
	if (mark >= 0) {
		rc = uri_params(a, str_from(uri, (size_t)mark + 1), p, err);
		uri = str_sub(uri, 0, (size_t)mark);
	}
	if (uri.n && (uri.p[0] == '/' || str_starts(uri, STR("./"))))
		p->root = str_dup(a, uri);
	else if (uri.n && !str_eqc(uri, "auto") && !str_eqc(uri, "local") &&
		 !str_eqc(uri, "daemon") && !str_starts(uri, STR("dummy")) &&
		 !str_starts(uri, STR("unix://")))
		return err_set(err, ERR_USAGE, "don't know how to open Nix "
			       "store with URI '" STR_F "'", STR_A(uri));
	if (rc == 0)
		rc = absolute(a, &p->root, err);
	if (rc)
		return rc;
	if (p->store.n == 0)
		p->store = place(a, "NIX_STORE_DIR",
				 place(a, "NIX_STORE", STR("/nix/store")));
	if (p->conf.n == 0)
		p->conf = place(a, "NIX_CONF_DIR", STR("/etc/nix"));
	if (str_starts(uri, STR("dummy"))) {
		p->root = STR("dummy://");
		return 0;
	}
	if (p->root.n == 0 && p->state.n == 0) {
		p->state = place(a, "NIX_STATE_DIR", STR("/nix/var/nix"));
		if (uri.n == 0 || str_eqc(uri, "auto"))
			own_root(a, p);
	}
	if (p->root.n) {
		var = below(a, p->root, "/nix/var");
		if (given_state.n == 0)
			p->state = below(a, var, "/nix");
		if (p->log.n == 0)
			p->log = below(a, var, "/log/nix");
		if (p->real.n == 0)
			p->real = below(a, p->root, "/nix/store");
	}
	if (p->log.n == 0)
		p->log = place(a, "NIX_LOG_DIR", STR("/nix/var/log/nix"));
	if (p->real.n == 0)
		p->real = p->store;
	return 0;
}

static int make_dir(Store *s, const char *below_state, Err *err)
{
	return os_make_dirs(str_fmt(&s->arena, STR_F "%s",
				    STR_A(s->where.state), below_state).p,
			    0755, err);
}

static void reserve_space(Store *s)
{
	const char *name = str_cat2(&s->arena, s->where.state,
				    STR("/db/reserved")).p;
	OsStat st;
	int fd;

	if (os_lstat(OS_CWD, name, &st) == 0 &&
	    st.size == (uint64_t)store_settings.gc_reserved_space)
		return;
	/* room to free before a collection on a full disk; best effort */
	fd = os_open_lock(OS_CWD, name, 0600);
	if (fd < 0)
		return;
	if (posix_fallocate(fd, 0, store_settings.gc_reserved_space) == 0 &&
	    ftruncate(fd, store_settings.gc_reserved_space) != 0)
		(void)!ftruncate(fd, 0);
	os_close(fd);
}

static int make_dirs(Store *s, Err *err)
{
	static const char *const names[] = {
		"/profiles/per-user", "/temproots", "/db",
		"/gcroots/per-user", "/gcroots/auto"
	};
	Arena *a = &s->arena;
	const char *link;
	size_t i;
	int rc = os_make_dirs(str_z(a, s->where.real), 0755, err);

	if (rc == 0)
		rc = os_make_dirs(str_cat2(a, s->where.real,
					   STR("/.links")).p, 0755, err);
	link = str_cat2(a, s->where.state, STR("/gcroots/profiles")).p;
	for (i = 0; rc == 0 && i < sizeof names / sizeof names[0]; i++)
		rc = make_dir(s, names[i], err);
	if (rc == 0 && !os_exists(OS_CWD, link) &&
	    os_symlink(str_cat2(a, s->where.state, STR("/profiles")).p,
		       OS_CWD, link) && errno != EEXIST)
		rc = err_os(err, "creating symlink", link);
	if (rc == 0)
		reserve_space(s);
	return rc;
}

/* A store that can be read but not changed by us is opened so. */
static bool can_write(Store *s)
{
	const char *db = str_cat2(&s->arena, s->where.state, STR("/db")).p;

	return access(db, F_OK) != 0 || access(db, W_OK) == 0;
}

static int check_no_symlink(Store *s, Err *err)
{
	Str p = s->where.real;
	ptrdiff_t slash;
	OsStat st;

	if (os_env("NIX_IGNORE_SYMLINK_STORE") &&
	    strcmp(os_env("NIX_IGNORE_SYMLINK_STORE"), "1") == 0)
		return 0;
	while (p.n > 1) {
		if (os_lstat(OS_CWD, str_z(&s->arena, p), &st) == 0 &&
		    st.type == OS_LINK)
			return err_set(err, ERR_FAIL, "the path '" STR_F "' is "
				       "a symlink; this is not allowed for "
				       "the Nix store and its parent "
				       "directories", STR_A(p));
		slash = str_rchr(p, '/');
		p = str_sub(p, 0, slash > 0 ? (size_t)slash : 1);
	}
	return 0;
}

static int read_drv(void *ctx, Arena *a, Str path, Drv *drv, Err *err)
{
	return store_read_drv(ctx, a, path, drv, err);
}

static int open_files(Store *s, Err *err)
{
	int rc = 0;

	if (!s->read_only && !can_write(s)) {
		s->read_only = true;
		s->no_right = true;
	}
	if (!s->read_only)
		rc = make_dirs(s, err);
	if (rc == 0)
		rc = check_no_symlink(s, err);
	if (rc)
		return rc;
	s->fd = os_open_dir(OS_CWD, str_z(&s->arena, s->where.real));
	if (s->fd < 0)
		return err_os(err, "opening the Nix store",
			      str_z(&s->arena, s->where.real));
	return db_open(s, err);
}

static void drop_store(Store *s)
{
	Arena a = s->arena;

	arena_free(&s->batch_arena);
	arena_free(&s->scratch);
	arena_free(&s->refs_arena);
	arena_free(&s->hashes.scratch);
	arena_free(&a);
}

int store_open(const StorePlaces *p, StoreOpen how, Store **out, Err *err)
{
	Arena a = { 0 };
	Store *s = ARENA_NEW(&a, Store);
	int rc = 0;

	s->arena = a;
	s->where.store = str_dup(&s->arena, p->store);
	s->where.state = str_dup(&s->arena, p->state);
	s->where.log = str_dup(&s->arena, p->log);
	s->where.conf = str_dup(&s->arena, p->conf);
	s->where.real = str_dup(&s->arena, p->real);
	s->where.root = str_dup(&s->arena, p->root);
	s->read_only = how.read_only;
	s->no_files = str_eqc(p->root, "dummy://");
	s->fd = s->big_lock = s->temp_fd = s->gc_lock = s->gc_socket = -1;
	s->pid = getpid();
	arena_alloc(&s->scratch, 16, 16);
	s->hashes.a = &s->arena;
	s->hashes.read = read_drv;
	s->hashes.ctx = s;
	s->temp_roots.a = &s->arena;
	s->refs.a = &s->refs_arena;
	s->batch.a = &s->batch_arena;
	if (s->no_files)
		s->read_only = true;
	else
		rc = open_files(s, err);
	if (rc) {
		db_close(s);
		os_close(s->fd);
		os_close(s->big_lock);
		drop_store(s);
		err_while(err, "opening the store", p->store.p);
		return rc;
	}
	*out = s;
	return 0;
}

void store_close(Store *s)
{
	char name[32];
	int dir;

	if (!s)
		return;
	db_close(s);
	if (s->temp_fd >= 0 && s->pid == getpid()) {
		dir = os_open_dir(OS_CWD, str_cat2(&s->arena, s->where.state,
						   STR("/temproots")).p);
		snprintf(name, sizeof name, "%ld", s->pid);
		if (dir >= 0)
			os_remove(dir, name);
		os_close(dir);
	}
	os_close(s->temp_fd);
	os_close(s->gc_lock);
	os_close(s->gc_socket);
	os_close(s->big_lock);
	os_close(s->fd);
	drop_store(s);
}

void store_after_fork(Store *s)
{
	/*
	 * SQLite connections and flock descriptors do not survive a fork in
	 * a usable way: the child lets go without unlocking or finalizing.
	 */
	memset(s->sql, 0, sizeof s->sql);
	s->db = NULL;
	os_close(s->fd);
	s->fd = -1;
}

Str store_dir(const Store *s)
{
	return s->where.store;
}

const StorePlaces *store_where(const Store *s)
{
	return &s->where;
}

Str store_real(const Store *s, Arena *a, Str path)
{
	if (str_eq(s->where.real, s->where.store) ||
	    !str_starts(path, s->where.store))
		return str_dup(a, path);
	return str_cat2(a, s->where.real, str_from(path, s->where.store.n));
}

int store_fd(const Store *s)
{
	return s->fd;
}

bool store_is_read_only(const Store *s)
{
	return s->read_only;
}

DrvHashes *store_hashes(Store *s)
{
	return &s->hashes;
}

int need_writable(Store *s, Err *err)
{
	if (!s->read_only)
		return 0;
	return err_set(err, ERR_FAIL, "the Nix store '" STR_F "' cannot be "
		       "written to", STR_A(s->where.real));
}

int only_path(Store *s, Err *err)
{
	return s->no_right ? need_writable(s, err) : 0;
}
