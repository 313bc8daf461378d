/*
 * NAR, the Nix archive (the manual's protocols/nix-archive): dump, read,
 * restore and hash, streaming.
 */
#ifndef FMT_NAR_H
#define FMT_NAR_H

#include "base/os.h"
#include "engine/fmt/io.h"

enum {
	NAR_DEPTH_MAX = 1000,
	NAR_NAME_MAX = 255,
	NAR_TARGET_MAX = 4095
};

/*
 * nar_filter: called for everything below the top; path is the name as
 * given to nar_dump plus /...; false leaves it out.
 */
typedef bool NarFilter(void *ctx, Str path, OsType type);

/*
 * nar_case_hack: Nix's use-case-hack. Restoring, a name that equals an
 * earlier one but for case gets a suffix ~nix~case~hack~N; dumping takes it
 * off again, and refuses names that are then the same.
 */
extern bool nar_case_hack;

/*
 * nar_dump: the file, link or folder dir/name. Devices, pipes and sockets are an
 * error, as is a file that shrinks while it is read.
 */
int nar_dump(int dir, const char *name, Sink *to, NarFilter *filter,
	     void *ctx, Err *err);
/*
 * nar_copy: the same, and a canonical copy (modes, mtimes as nar_restore
 * makes them) is made at to_dir/to_name on the way, so that copy and NAR
 * agree whatever happens to the source. Every file is synced when sync.
 */
int nar_copy(int dir, const char *name, int to_dir, const char *to_name,
	     bool sync, Sink *to, NarFilter *filter, void *ctx, Err *err);
/* nar_hash: hash and size of that dump. size may be NULL. */
int nar_hash(int dir, const char *name, HashAlgo algo, Hash *hash,
	     uint64_t *size, Err *err);
/* nar_hash_flat: hash of a regular file's contents. */
int nar_hash_flat(int dir, const char *name, HashAlgo algo, Hash *hash,
		  uint64_t *size, Err *err);
/* nar_of_text: the NAR of one plain file. */
int nar_of_text(Str text, bool executable, Sink *to, Err *err);
/* nar_hash_text: SHA-256 and size of the NAR of one plain file. */
void nar_hash_text(Str text, Hash *hash, uint64_t *size);

/*
 * Events of nar_read. A folder's entries come between dir_begin and
 * dir_end, each announced by entry. data comes in pieces that add up to
 * the size announced by file_begin. Any may be NULL.
 */
typedef struct {
	int (*file_begin)(void *ctx, bool executable, uint64_t size, Err *e);
	int (*data)(void *ctx, const void *p, size_t n, Err *e);
	int (*file_end)(void *ctx, Err *e);
	int (*symlink)(void *ctx, Str target, Err *e);
	int (*dir_begin)(void *ctx, Err *e);
	int (*entry)(void *ctx, Str name, Err *e);
	int (*dir_end)(void *ctx, Err *e);
} NarEvents;

/*
 * nar_read: exactly one NAR, checked: names (no "", ".", "..", "/", NUL),
 * strict order without duplicates, padding of zeros, sizes, depth. Gives
 * ERR_FORMAT.
 */
int nar_read(Source *from, const NarEvents *ev, void *ctx, Err *err);
/*
 * nar_restore: into dir/name, which must not exist. Files are 0444 or
 * 0555, folders 0555 and mtimes 1 when canonical, else what umask says.
 * fsync of files when sync. On error what was made is left to the caller.
 */
int nar_restore(Source *from, int dir, const char *name, bool canonical,
		bool sync, Err *err);

#endif
