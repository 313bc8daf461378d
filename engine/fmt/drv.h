/*
 * Derivations: the ATerm form of .drv files and the hash modulo fixed
 * outputs. Facts: the manual's protocols/derivation-aterm.md,
 * libstore/derivation/aterm.cc and modulo.cc of Nix 2.34.
 */
#ifndef FMT_DRV_H
#define FMT_DRV_H

#include "base/err.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"

/*
 * path and algo and hash as in the file: input-addressed has only a path;
 * fixed has all three ("r:sha256", base 16); floating has algo alone;
 * deferred has none.
 */
typedef struct {
	Str name;
	Str path;
	Str algo;
	Str hash;
} DrvOutput;

typedef struct {
	Str path;
	StrList outputs;        /* sorted */
} DrvInput;

typedef struct {
	Str key;
	Str value;
} DrvEnv;

/* All arrays are sorted by bytes (args keep their order). */
typedef struct {
	Str name;               /* not in the file: from the .drv's name */
	DrvOutput *outputs;
	size_t outputs_n;
	DrvInput *inputs;
	size_t inputs_n;
	StrList srcs;
	Str platform;
	Str builder;
	StrList args;
	DrvEnv *env;
	size_t env_n;
} Drv;

/*
 * drv_parse: views into text where nothing is escaped. name is that of the
 * .drv file without ".drv". Gives ERR_FORMAT with what was expected.
 */
int drv_parse(Arena *a, Str store, Str text, Str name, Drv *drv, Err *err);
/* drv_print: appends the ATerm. Sorts nothing. */
void drv_print(const Drv *drv, StrBuf *b);
/* drv_sort: put outputs, inputs, srcs and env in order. */
void drv_sort(Drv *drv);

DrvOutput *drv_output(const Drv *drv, Str name);
/* drv_env: the value of an environment variable, or NULL. */
const Str *drv_env(const Drv *drv, Str key);
bool drv_is_fixed(const Drv *drv);
/*
 * drv_path: where the .drv itself goes: a text path with srcs and inputs
 * as references. text is what drv_print gave; refs gets the references.
 */
int drv_path(Arena *a, Str store, const Drv *drv, Str text, StrList *refs,
	     Str *path, Err *err);

/*
 * What a derivation is, as an input of another: one hash, or for a fixed
 * one a hash per output, or unknown before building (deferred).
 */
typedef struct {
	bool deferred;
	size_t fixed_n;
	Str *fixed_names;
	Hash *fixed;
	Hash hash;
} DrvModulo;

/* Memo of hashes modulo, by .drv path. Zero-initialise, set a and read. */
typedef struct {
	Arena *a;
	Map memo;
	/* read: the derivation at path, strings kept alive by a */
	int (*read)(void *ctx, Arena *a, Str path, Drv *drv, Err *err);
	void *ctx;
	int depth;
	Arena scratch;          /* kept between calls; its owner frees it */
} DrvHashes;

/*
 * drv_modulo: the hash modulo of the derivation at path, from the memo or
 * computed (reading inputs as needed).
 */
int drv_modulo(DrvHashes *h, Str path, const DrvModulo **out, Err *err);
/* drv_remember: the same for a derivation in hand: put it in the memo. */
int drv_remember(DrvHashes *h, Str path, const Drv *drv,
		 const DrvModulo **out, Err *err);
/*
 * drv_masked_hash: with its own outputs blanked: what output paths are
 * made from. *deferred when an input's outputs are not known yet.
 */
int drv_masked_hash(DrvHashes *h, const Drv *drv, Hash *hash,
		    bool *deferred, Err *err);
/*
 * drv_check_outputs: are the output paths of the derivation those that it
 * must have? Gives ERR_FORMAT naming both.
 */
int drv_check_outputs(DrvHashes *h, Str store, const Drv *drv, Err *err);

#endif
