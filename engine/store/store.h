/*
 * The store: valid paths in SQLite (Nix's schema 10), their files, roots,
 * garbage collection. C++ Nix and Mote can use one store at once: the
 * database, the locks and the places of all files are Nix's. Facts:
 * libstore/local-store.cc, gc.cc, local-gc.cc, pathlocks.cc, schema.sql.
 *
 * Store paths are whole ("/nix/store/HASH-NAME") Str views. Results are
 * put in the arena of the caller. Functions give 0 or an error code.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "base/os.h"
#include "base/str.h"
#include "engine/fmt/drv.h"
#include "engine/fmt/io.h"
#include "engine/fmt/nar.h"
#include "engine/fmt/narinfo.h"

typedef struct Store Store;

/* Settings of the store, by their nix.conf names with - as _. */
typedef struct {
	bool keep_outputs;              /* gc-keep-outputs */
	bool keep_derivations;          /* true by default */
	bool auto_optimise_store;
	bool fsync_metadata;            /* true by default */
	bool fsync_store_paths;
	bool use_sqlite_wal;            /* true by default */
	bool require_sigs;              /* true by default */
	bool ignored_acls;
	bool env_keep_derivations;
	int64_t gc_reserved_space;      /* bytes */
	SignKey *trusted_keys;          /* for imports that are checked */
	size_t trusted_keys_n;
	SignKey *secret_keys;           /* sign what is built here */
	size_t secret_keys_n;
} StoreSettings;

extern StoreSettings store_settings;

/*
 * store_set: one setting by its nix.conf name. Returns 0, ERR_NOT_FOUND
 * when the store has none of that name, or ERR_FORMAT.
 */
int store_set(Str name, Str value, Err *err);
/* store_settings_each: the i-th name and its value as text; NULL ends. */
const char *store_setting_show(Arena *a, size_t i, Str *value);

/* Where everything is. Empty fields are filled by store_places. */
typedef struct {
	Str store;      /* logical store directory: /nix/store */
	Str state;      /* real state directory: /nix/var/nix */
	Str log;        /* real log directory: /nix/var/log/nix */
	Str conf;       /* /etc/nix */
	Str real;       /* real place of store; differs in a chroot store */
	Str root;       /* of a chroot store, or empty */
} StorePlaces;

/*
 * store_places: from a store URI ("", "auto", "local", "daemon", "dummy"
 * which has no files, a path or "local?root=..." for a chroot store), then
 * NIX_STORE_DIR, NIX_STATE_DIR, NIX_LOG_DIR, NIX_CONF_DIR, else Nix's own.
 * uri empty: NIX_REMOTE is used.
 */
int store_places(Arena *a, Str uri, StorePlaces *p, Err *err);

typedef struct {
	bool read_only;         /* open nothing for writing, create nothing */
} StoreOpen;

/* store_open: make it when it is not there (unless read_only). */
int store_open(const StorePlaces *p, StoreOpen how, Store **out, Err *err);
/* store_close: also drops the temporary roots of this process. */
void store_close(Store *s);
/* store_after_fork: a child that goes on must call this, not close. */
void store_after_fork(Store *s);

Str store_dir(const Store *s);          /* logical */
const StorePlaces *store_where(const Store *s);
/* store_real: where the files of a logical path are. */
Str store_real(const Store *s, Arena *a, Str path);
/* store_fd: descriptor of the real store directory. */
int store_fd(const Store *s);
bool store_is_read_only(const Store *s);

/* --- queries (store_query.c) --- */

int store_valid(Store *s, Str path, bool *valid, Err *err);
/* store_info: ERR_NOT_VALID "path '...' is not valid" if it is not. */
int store_info(Store *s, Arena *a, Str path, PathInfo *info, Err *err);
int store_all_valid(Store *s, Arena *a, StrList *paths, Err *err);
int store_references(Store *s, Arena *a, Str path, StrList *out, Err *err);
int store_referrers(Store *s, Arena *a, Str path, StrList *out, Err *err);
/* store_derivers: valid derivations that have path as an output. */
int store_derivers(Store *s, Arena *a, Str path, StrList *out, Err *err);
/* Outputs of a valid derivation, by name. */
typedef struct {
	Str name;
	Str path;
} StoreOutput;
int store_outputs(Store *s, Arena *a, Str drv, StoreOutput **out, size_t *n,
		  Err *err);
/* store_by_hash_part: the valid path, or "" . */
int store_by_hash_part(Store *s, Arena *a, Str hash_part, Str *path,
		       Err *err);

enum {
	CLOSURE_REFERRERS = 1,          /* the other way */
	CLOSURE_OUTPUTS = 2,            /* outputs of derivations too */
	CLOSURE_DERIVERS = 4
};

/* store_closure: paths becomes its closure, sorted by bytes. */
int store_closure(Store *s, Arena *a, StrList *paths, int flags, Err *err);
/*
 * store_topo: references come after what refers to them (so that deleting
 * in this order is safe; registering is the reverse).
 */
int store_topo(Store *s, Arena *a, StrList *paths, Err *err);
/*
 * store_follow: the store path that a file (a link or below one) leads
 * to. Relative names and links outside the store are resolved.
 */
int store_follow(Store *s, Arena *a, Str name, Str *path, Err *err);

/* store_read_drv: parse the .drv at path (need not be valid). */
int store_read_drv(Store *s, Arena *a, Str path, Drv *drv, Err *err);
/* store_hashes: the memo of hashes modulo that belongs to the store. */
DrvHashes *store_hashes(Store *s);

/* --- adding (store_add.c, store_batch.c) --- */

/*
 * store_add_text: a text file with references (sorted). The path is
 * computed even when the store is read-only or a dummy (nothing is written
 * then).
 */
int store_add_text(Store *s, Arena *a, Str name, Str text,
		   const StrList *refs, bool repair, Str *path, Err *err);
/*
 * Batches: between begin and commit, store_add_text and store_add_drv only
 * note what to write; commit writes all files, syncs, and registers them
 * in one transaction. Paths are known at once. Begin and commit nest. Anything
 * that must be on disk (a build, an import) calls store_flush first, which
 * leaves the batch open.
 */
void store_batch_begin(Store *s);
int store_batch_commit(Store *s, Err *err);
int store_flush(Store *s, Err *err);
/* store_pending: is path noted in the open batch? its text if so. */
bool store_pending(Store *s, Str path, Str *text);
/*
 * store_add_drv: print the derivation and add it, remembering its outputs
 * for DerivationOutputs. Gives its path. Not checked again: the caller
 * computed the outputs.
 */
int store_add_drv(Store *s, Arena *a, const Drv *drv, bool repair,
		  Str *path, Err *err);

/*
 * store_add_path: copy the file or folder dir/file into the store under
 * name. recursive: address by the NAR's hash, else the flat contents.
 * filter may be NULL. read-only or dummy: only the path.
 */
int store_add_path(Store *s, Arena *a, Str name, int dir, const char *file,
		   bool recursive, HashAlgo algo, NarFilter *filter,
		   void *ctx, const StrList *refs, bool repair, Str *path,
		   Err *err);
/*
 * store_add_nar: the NAR that from gives, as info says; hash and size are
 * checked before it is registered. With check_sigs a signature by
 * one of store_settings.trusted_keys, a matching ca or (for the same user)
 * nothing else will do. Already valid: the source is read and dropped.
 */
int store_add_nar(Store *s, const PathInfo *info, Source *from, bool repair,
		  bool check_sigs, Err *err);
/* store_nar: dump a valid path; its registered hash is checked. */
int store_nar(Store *s, Str path, Sink *to, Err *err);

/*
 * store_register: make n paths valid in one transaction. Their references
 * must be valid or among them. The files must be there, canonical, synced.
 * Derivations among them have their outputs noted.
 */
int store_register(Store *s, const PathInfo *infos, size_t n, Err *err);
/* store_update: sigs, ultimate and the like of a path already valid. */
int store_update(Store *s, const PathInfo *info, Err *err);
int store_add_sigs(Store *s, Str path, const StrList *sigs, Err *err);
/* store_sign: adds a signature with each of the secret keys set. */
int store_sign(Store *s, Arena *a, PathInfo *info);

/*
 * store_canonicalise: mode 0444/0555, mtime 1, owner us, no extended
 * attributes, of the real file or folder dir/name and all below it.
 * from_uid: files not of that user are refused (-1: any).
 */
int store_canonicalise(int dir, const char *name, int64_t from_uid,
		       Err *err);
/* store_invalidate: forget a path (its files stay). */
int store_invalidate(Store *s, Str path, Err *err);

/* --- locks (lock.c): PATH.lock files, as Nix's PathLocks --- */
typedef struct StoreLocks StoreLocks;
/*
 * store_lock: lock paths (sorted inside). wait false: ERR_BUSY when
 * another has one. Release deletes the lock files if remove is set.
 */
int store_lock(Store *s, const StrList *paths, bool wait, StoreLocks **out,
	       Err *err);
void store_unlock(Store *s, StoreLocks *l, bool remove);

/* --- roots and garbage (roots.c, gc.c) --- */

/* store_temp_root: keep path (valid or not yet) while we live. */
int store_temp_root(Store *s, Str path, Err *err);
/*
 * store_add_root: link (absolute) becomes a symbolic link to path and,
 * when not directly below gcroots, an indirect root.
 */
int store_add_root(Store *s, Arena *a, Str link, Str path, Err *err);
int store_add_indirect_root(Store *s, Str link, Err *err);

typedef struct {
	Str path;               /* store path */
	Str link;               /* what keeps it: a link, "{temp:PID}", ... */
} StoreRoot;
/* store_roots: sorted by path, then link. censor hides foreign links. */
int store_roots(Store *s, Arena *a, bool censor, StoreRoot **out, size_t *n,
		Err *err);

typedef enum {
	GC_RETURN_LIVE,
	GC_RETURN_DEAD,
	GC_DELETE_DEAD,
	GC_DELETE_SPECIFIC
} GcAction;

typedef struct {
	GcAction action;
	bool ignore_liveness;
	StrList paths;          /* GC_DELETE_SPECIFIC */
	uint64_t max_freed;     /* bytes; UINT64_MAX: any */
	/* told of every path about to be deleted; may be NULL */
	void (*deleting)(void *ctx, Str path);
	/* told a message for people; may be NULL */
	void (*note)(void *ctx, Str text);
	void *ctx;
} GcOptions;

typedef struct {
	StrList paths;          /* deleted, live or dead, sorted */
	uint64_t freed;
} GcResult;

/* store_gc: ERR_ALIVE when a specific path is still needed. */
int store_gc(Store *s, Arena *a, const GcOptions *o, GcResult *r, Err *err);

/* --- upkeep (verify.c, optimise.c) --- */

typedef struct {
	bool check_contents;
	bool repair;
	void (*note)(void *ctx, Str text);
	/* fetch or rebuild a broken path; may be NULL: cannot repair */
	int (*mend)(void *ctx, Str path, Err *err);
	void *ctx;
} VerifyOptions;
/* store_verify: *errors is set when something is not mended. */
int store_verify(Store *s, const VerifyOptions *o, bool *errors, Err *err);

typedef struct {
	uint64_t files;         /* linked */
	uint64_t bytes;         /* freed */
} OptimiseStats;
int store_optimise(Store *s, OptimiseStats *st, Err *err);
/* store_optimise_path: one path, for auto-optimise-store. st may be NULL. */
int store_optimise_path(Store *s, Str path, OptimiseStats *st, Err *err);

/* --- exchange (export.c) --- */

/* store_export: paths in order, in Nix's export format with its end. */
int store_export(Store *s, const StrList *paths, Sink *to, Err *err);
/* store_import: all of it; paths gets what came. */
int store_import(Store *s, Arena *a, Source *from, bool check_sigs,
		 StrList *paths, Err *err);
/* store_dump_db, store_load_db: registration text. */
int store_dump_db(Store *s, const StrList *only, Sink *to, Err *err);
/*
 * store_load_registration: register what the text says. hash_given: as
 * --load-db; else hashes are computed and files canonicalised.
 */
int store_load_registration(Store *s, Str text, bool hash_given,
			    bool canonicalise, bool reregister, Err *err);

/* --- profiles and generations (profile.c) --- */

typedef struct {
	uint64_t number;
	Str path;               /* the link PROFILE-N-link */
	int64_t created;        /* seconds since 1970 */
} Generation;

/* profile_generations: sorted by number; *current 0 when there is none. */
int profile_generations(Arena *a, Str profile, Generation **out, size_t *n,
			uint64_t *current, Err *err);
/* profile_create: a new one that leads to path; the same one is reused. */
int profile_create(Store *s, Arena *a, Str profile, Str path,
		   Str *generation, Err *err);
/* profile_switch: make link the current one, atomically. */
int profile_switch(Str profile, Str generation, Err *err);
int profile_switch_to(Arena *a, Str profile, uint64_t number, Err *err);
/* profile_rollback: to the one before; number of it in *to. */
int profile_rollback(Arena *a, Str profile, uint64_t *from, uint64_t *to,
		     Err *err);
/* Deleting. note is told "removing profile version N"; dry: only told. */
typedef void ProfileNote(void *ctx, Str profile, uint64_t number);
int profile_delete(Arena *a, Str profile, const uint64_t *numbers,
		   size_t n, bool dry, ProfileNote *note, void *ctx,
		   Err *err);
int profile_delete_old(Arena *a, Str profile, bool dry, ProfileNote *note,
		       void *ctx, Err *err);
/* older than seconds since 1970; the one in use then is kept */
int profile_delete_older(Arena *a, Str profile, int64_t when, bool dry,
			 ProfileNote *note, void *ctx, Err *err);
/* keep the newest n */
int profile_delete_all_but(Arena *a, Str profile, uint64_t keep, bool dry,
			   ProfileNote *note, void *ctx, Err *err);
/* profile_lock: *lock is a descriptor to os_close. Makes its folder. */
int profile_lock(Arena *a, Str profile, int *lock, Err *err);
/* profile_default: ~/.nix-profile's target, made when missing. */
int profile_default(Store *s, Arena *a, Str *profile, Err *err);

/* store_interrupted: set by signal handlers; long loops look at it. */
extern volatile int store_interrupted;

#endif
