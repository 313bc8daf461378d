/* The commands of "nix": what they share. Each is a file nix_*.c. */
#ifndef CLI_NIX_H
#define CLI_NIX_H

#include "engine/cli/cmd.h"
#include "engine/eval/drvs.h"
#include "engine/fetch/cache.h"

/* name is one word or two ("store gc"). */
typedef struct {
	const char *name;
	int (*run)(void);
	const char *usage;
	const char *about;
} NixCommand;

/* nix_help: of the command that runs. */
void nix_help(void);

/*
 * Installables: what the arguments of most commands name: store paths,
 * links to them, derivations ("X.drv^out"), and with -f or --expr the
 * attribute paths of an expression.
 */
typedef struct {
	Str text;               /* as given */
	bool has_value;         /* from an expression */
	V value;
	BuildRequest *v;        /* what to build to have it */
	size_t n;
} Inst;

/* inst_option: -f FILE, --expr TEXT, --derivation, --stdin. */
bool inst_option(const char *arg);
/* inst_from_expr: was -f or --expr given? */
bool inst_from_expr(void);
/*
 * inst_get: all of args; without args, other (which may be NULL for none).
 * resolve: derivations are instantiated, values are kept otherwise.
 */
Inst *inst_get(const StrList *args, const char *other, bool resolve,
	       size_t *n);
/* inst_requests: all of them in one array. */
BuildRequest *inst_requests(const Inst *v, size_t n, size_t *count);
/* inst_paths: store paths of built (or, derivation: of .drv) installables. */
StrList inst_paths(const Inst *v, size_t n, bool build, bool derivation);
/* inst_outputs: of one request. */
StrList inst_outputs(const BuildRequest *r, bool paths);

/* A place of store paths: a local store or a cache. */
typedef struct {
	Store *store;
	Cache *cache;           /* instead of a store */
	struct Remote *remote;  /* instead of both: over ssh */
	bool no_sigs;           /* require-sigs=false */
} Place;

/* place_open: by URI; "" is the command's own store. */
Place place_open(Str uri, bool write);
void place_close(Place *p);
/* place_info: false if it is not there. */
bool place_info(Place *p, Str path, PathInfo *info);
/* place_closure: with all references, sorted. */
void place_closure(Place *p, StrList *paths);
/* place_copy: paths (a closure) that to lacks. */
void place_copy(Place *from, Place *to, const StrList *paths,
		bool check_sigs);
/* place_nar: dump a path. */
void place_nar(Place *p, Str path, Sink *to);

/* json_key: "key": before a value, with a comma when needed. */
void json_key(StrBuf *b, const char *key);
void json_str(StrBuf *b, const char *key, Str v);
void json_list(StrBuf *b, const char *key, const StrList *l);

/* nix_options: standard loop; f handles what is the command's own. */
StrList nix_options(bool (*own)(const char *arg));

int nix_cmd_build(void), nix_cmd_eval(void), nix_cmd_run(void);
int nix_cmd_shell(void), nix_cmd_develop(void), nix_cmd_print_env(void);
int nix_cmd_log(void), nix_cmd_path_info(void), nix_cmd_why(void);
int nix_cmd_copy(void), nix_cmd_drv_show(void), nix_cmd_hash_path(void);
int nix_cmd_hash_file(void), nix_cmd_hash_convert(void);
int nix_cmd_to_base16(void), nix_cmd_to_base32(void);
int nix_cmd_to_base64(void), nix_cmd_to_sri(void);
int nix_cmd_store_gc(void), nix_cmd_store_ls(void), nix_cmd_store_cat(void);
int nix_cmd_store_add(void), nix_cmd_store_verify(void);
int nix_cmd_store_optimise(void), nix_cmd_store_sign(void);
int nix_cmd_store_ping(void), nix_cmd_store_delete(void);
int nix_cmd_store_dump(void), nix_cmd_store_diff(void);
int nix_cmd_store_repair(void), nix_cmd_store_copy_sigs(void);
int nix_cmd_store_copy_log(void), nix_cmd_store_prefetch(void);
int nix_cmd_nar_ls(void), nix_cmd_nar_cat(void);
int nix_cmd_key_generate(void), nix_cmd_key_convert(void);
int nix_cmd_config(void), nix_cmd_doctor(void), nix_cmd_profile(void);
int nix_cmd_search(void);

#endif
