/*
 * Store paths: their names and how they are computed. Facts: the manual's
 * protocols/store-path.md and libstore/store-dir-config.cc of Nix 2.34.
 * A store path is a whole path ("/nix/store/HASH-NAME"); store is the
 * store directory without a slash at the end.
 */
#ifndef FMT_PATH_H
#define FMT_PATH_H

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

enum {
	PATH_HASH_LEN = 32,     /* nix32 digits of 20 bytes */
	PATH_NAME_MAX = 211
};

/* path_check_name: the NAME part. Gives ERR_FORMAT with Nix's words. */
int path_check_name(Str name, Err *err);
/* path_is_store: is it exactly STORE/HASH-NAME, well-formed? */
bool path_is_store(Str store, Str path);
/* path_check: the same with the reason. */
int path_check(Str store, Str path, Err *err);
/*
 * path_split: path = store path + rest ("" or "/..."). Returns false when
 * it does not lie in the store.
 */
bool path_split(Str store, Str path, Str *store_path, Str *rest);
/* path_base: "HASH-NAME"; path_hash_part: "HASH"; path_name: "NAME". */
Str path_base(Str path);
Str path_hash_part(Str path);
Str path_name(Str path);
bool path_is_drv(Str path);

/* path_make: type ":" sha256:HASH ":" store ":" name, hashed to a path. */
Str path_make(Arena *a, Str store, Str type, const Hash *inner, Str name);
/* path_text: of a text file (builtins.toFile, .drv). refs sorted. */
int path_text(Arena *a, Str store, Str name, const Hash *sha256,
	      const StrList *refs, Str *path, Err *err);
/*
 * path_fixed: of contents with a known hash: recursive means that hash is
 * over the NAR, else over the flat file. Only recursive sha256 may have
 * references (refs may be NULL) or refer to itself.
 */
int path_fixed(Arena *a, Str store, Str name, bool recursive,
	       const Hash *hash, const StrList *refs, bool self, Str *path,
	       Err *err);
/* path_output: of a derivation's output, from its hash modulo. */
int path_output(Arena *a, Str store, Str drv_name, Str output,
		const Hash *modulo, Str *path, Err *err);
/* path_output_name: NAME or NAME-OUTPUT. */
Str path_output_name(Arena *a, Str drv_name, Str output);

/* placeholder: what builtins.placeholder gives. */
Str placeholder(Arena *a, Str output);
/* placeholder_downstream: of an output not known before it is built. */
Str placeholder_downstream(Arena *a, Str drv_path, Str output);

/*
 * ca_text, ca_fixed: the content address as the database and narinfo
 * have it: "text:sha256:...", "fixed:r:sha256:..." (nix32).
 */
Str ca_text(Arena *a, const Hash *h);
Str ca_fixed(Arena *a, bool recursive, const Hash *h);

#endif
