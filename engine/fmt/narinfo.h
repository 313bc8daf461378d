/*
 * What is known about a store path, and its textual forms: narinfo,
 * registration (nix-store --dump-db), fingerprints and signatures. Facts:
 * libstore/nar-info.cc, path-info.cc, store-api.cc of Nix 2.34.
 */
#ifndef FMT_NARINFO_H
#define FMT_NARINFO_H

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

typedef struct {
	Str path;               /* whole */
	Str deriver;            /* whole, or "" */
	Hash nar_hash;          /* sha256 */
	uint64_t nar_size;      /* 0: unknown */
	StrList refs;           /* whole paths, sorted; may hold path */
	int64_t registered;     /* seconds since 1970 */
	bool ultimate;          /* built here */
	StrList sigs;           /* "KEYNAME:BASE64" */
	Str ca;                 /* or "" */
} PathInfo;

typedef struct {
	PathInfo info;
	Str url;
	Str compression;        /* "none", "xz", "bzip2", "zstd"... */
	Hash file_hash;         /* algo HASH_NONE: not given */
	uint64_t file_size;
} NarInfo;

/* narinfo_parse: duplicates of single fields and missing ones refused. */
int narinfo_parse(Arena *a, Str store, Str text, NarInfo *out, Err *err);
void narinfo_print(const NarInfo *in, StrBuf *b);

/* registration text: parse one record off *rest; false at the end. */
int reginfo_parse(Arena *a, Str store, Str *rest, bool hash_given,
		  PathInfo *out, bool *more, Err *err);
void reginfo_print(const PathInfo *in, StrBuf *b);

/* fingerprint: "1;PATH;HASH;SIZE;REFS", what signatures cover. */
Str fingerprint(Arena *a, const PathInfo *in);

/* Ed25519 keys. Text form: NAME:BASE64 (secret: 64 bytes, public: 32). */
typedef struct {
	Str name;
	uint8_t key[64];
	size_t n;
} SignKey;

int signkey_parse(Arena *a, Str text, bool secret, SignKey *out, Err *err);
/* signkey_generate: a new secret key; signkey_public: its public half. */
void signkey_generate(Str name, SignKey *out);
void signkey_public(const SignKey *secret, SignKey *out);
Str signkey_print(Arena *a, const SignKey *key);
/* sign: "NAME:BASE64" of data. */
Str sign(Arena *a, const SignKey *secret, Str data);
/* sign_check: is sig by one of the n keys, over data? */
bool sign_check(Str sig, Str data, const SignKey *keys, size_t n);

/* ed25519: RFC 8032, no library. seed 32 bytes, secret 64 (seed, public). */
void ed25519_public(uint8_t pub[32], const uint8_t seed[32]);
void ed25519_sign(uint8_t sig[64], Str data, const uint8_t secret[64]);
bool ed25519_check(const uint8_t sig[64], Str data, const uint8_t pub[32]);

#endif
