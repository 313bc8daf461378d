/* nix-env, in several files: what they share. */
#ifndef CLI_NIX_ENV_H
#define CLI_NIX_ENV_H

#include "engine/cli/cmd.h"
#include "engine/eval/drvs.h"

/* A package: an evaluated derivation, or only a store path. */
typedef struct {
	Str attr_path;
	V set;                  /* 0: a store path */
	Str name;               /* "" until asked for */
	Str drv, out;           /* of a store path */
	Str flag, flag_value;   /* --set-flag */
	bool failed;
} Pkg;

typedef struct {
	Pkg *v;
	size_t n, cap;
} PkgList;

typedef enum {
	SRC_UNKNOWN_KIND, SRC_DRVS, SRC_EXPRS, SRC_PATHS, SRC_PROFILE,
	SRC_ATTR
} SourceKind;

typedef struct {
	SourceKind kind;
	Str file;               /* -f, or ~/.nix-defexpr */
	Str from_profile;
	Str system_filter;
	Str profile;
	Str force_name;
	StrList flags, args;
	bool dry_run, prebuilt_only, preserve, remove_all;
	bool repair;
} EnvCmd;

extern EnvCmd env;

void pkgs_add(PkgList *l, const Pkg *p);
Str pkg_name(Pkg *p);
/* pkg_split: "hello-2.10" as "hello" and "2.10". */
void pkg_split(Str full, Str *name, Str *version);
int versions_compare(Str a, Str b);
/* pkg_drv: "" when unknown. */
Str pkg_drv(const Pkg *p);
Str pkg_out(const Pkg *p);
/* pkg_outputs: paths too; to_install: those meant for that. */
DrvOut *pkg_outputs(const Pkg *p, bool paths, bool to_install, size_t *n);
V pkg_meta(const Pkg *p, const char *name);
int64_t pkg_priority(const Pkg *p);
bool pkg_keep(const Pkg *p);
bool pkg_prebuilt(const Pkg *p);

/* pkgs_load: all that the default or given expression has. */
void pkgs_load(PkgList *l, Str attr_path);
void pkgs_installed(PkgList *l, Str profile);
/* pkgs_select: by "name", "name-version" or "*" selectors. */
void pkgs_select(PkgList *all, const StrList *selectors, bool newest,
		 PkgList *out);
bool selector_matches(Str selector, Str full_name);
/* pkgs_chosen: what the arguments name, by the kind of source. */
void pkgs_chosen(PkgList *out, const StrList *args, bool newest);

/* user_env: build an environment of l and make it the profile's newest. */
void user_env(PkgList *l, Str profile);

int env_query(void);
/* env_source_flag: -A, -E, --from-expression...; true if it was one. */
bool env_source_flag(size_t *i);

#endif
