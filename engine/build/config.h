/*
 * Settings of builds and substitution, by their nix.conf names. The table
 * in config.c says which there are and what they default to.
 */
#ifndef BUILD_CONFIG_H
#define BUILD_CONFIG_H

#include "base/err.h"
#include "base/str.h"

typedef enum { SANDBOX_OFF, SANDBOX_RELAXED, SANDBOX_ON } SandboxMode;

typedef struct {
	uint64_t max_jobs;      /* 0: no local builds */
	uint64_t cores;         /* 0: all of them */
	uint64_t max_silent, timeout;           /* seconds; 0: none */
	uint64_t max_log;       /* bytes; 0: any */
	uint64_t log_lines;
	uint64_t poll_interval; /* seconds */
	uint64_t repeat;
	uint64_t min_free, max_free, min_free_interval;
	uint64_t connections, attempts;         /* downloads */
	uint64_t connect_timeout, stalled_timeout;
	uint64_t ttl_positive, ttl_negative;    /* narinfo cache, seconds */
	uint64_t sandbox;       /* a SandboxMode */
	bool keep_failed, keep_going, fallback;
	bool keep_log, compress_log;
	bool substitute, builders_substitute;
	bool use_hook;
	bool run_diff_hook, enforce_determinism;
	bool filter_syscalls, allow_new_privileges;
	bool sandbox_fallback;
	bool impersonate_26;
	bool require_sigs;
	bool auto_optimise, fsync;
	bool always_allow_substitutes;
	bool sign_ultimate;
	Str system;
	StrList extra_platforms;
	StrList system_features;
	Str build_users_group;
	StrList sandbox_paths;
	Str sandbox_build_dir;
	Str sandbox_shm_size;
	Str build_dir;
	StrList impure_prefixes;
	Str builders, build_hook, pre_build_hook, post_build_hook, diff_hook;
	StrList substituters, trusted_substituters;
	StrList trusted_keys, secret_key_files;
	StrList hashed_mirrors;
	Str netrc_file, user_agent, ca_file;
	bool check;             /* --check, --repair: not in nix.conf */
	bool repair;
	bool dry_run;
	bool max_jobs_given;    /* so that a remote one can differ */
} BuildConfig;

extern BuildConfig config;

/* config_init: the defaults, once; before any setting is read. */
void config_init(void);
/*
 * config_option: a setting of builds or of the store (some concern both).
 * False if there is none of that name; else err->code says how it went.
 */
bool config_option(Str name, Str value, Err *err);
/*
 * config_set: one setting, "extra-" before a list's name appends.
 * Returns 0, ERR_NOT_FOUND if there is none of that name, or ERR_FORMAT.
 */
int config_set(Str name, Str value, Err *err);
/* config_show: "name = value" lines, sorted, of all settings here. */
void config_show(StrBuf *b);
/* config_get: the value as text; false if there is none of that name. */
bool config_get(Arena *a, Str name, Str *value);
/* config_each: calls f for each, with its description. */
typedef struct {
	const char *name;
	const char *about;
	bool is_bool;
	bool is_list;
} ConfigInfo;
const ConfigInfo *config_info(size_t i);
/* config_cores: what NIX_BUILD_CORES gets. */
uint64_t config_cores(void);
bool config_has_feature(Str feature);

#endif
