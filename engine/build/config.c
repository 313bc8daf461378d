/* Settings of builds and substitution: see config.h. */
#define _GNU_SOURCE
#include "engine/build/config.h"

#include <stddef.h>
#include <stdlib.h>
#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/eval/settings.h"
#include "engine/store/store.h"

BuildConfig config;

static Arena mem;

typedef enum { C_BOOL, C_NUM, C_STR, C_LIST, C_JOBS, C_SANDBOX } CType;

typedef struct {
	ConfigInfo info;
	CType type;
	size_t at;
	const char *def;
	const char *alias;
} Entry;

#define AT(field) offsetof(BuildConfig, field)
#define B(name, field, def, alias, about) \
	{ { name, about, true, false }, C_BOOL, AT(field), def, alias }
#define N(name, field, def, alias, about) \
	{ { name, about, false, false }, C_NUM, AT(field), def, alias }
#define S(name, field, def, alias, about) \
	{ { name, about, false, false }, C_STR, AT(field), def, alias }
#define L(name, field, def, alias, about) \
	{ { name, about, false, true }, C_LIST, AT(field), def, alias }

/* Sorted by name: config_show prints them in this order. */
static const Entry table[] = {
	B("allow-new-privileges", allow_new_privileges, "false", NULL,
	  "builders may gain privileges through setuid programs"),
	L("allowed-impure-host-deps", impure_prefixes, "", NULL,
	  "prefixes that __impureHostDeps may name"),
	B("always-allow-substitutes", always_allow_substitutes, "false",
	  NULL, "ignore allowSubstitutes = false"),
	B("auto-optimise-store", auto_optimise, "false", NULL,
	  "hard-link equal files after each build"),
	S("build-dir", build_dir, "", NULL,
	  "where builds have their temporary folders"),
	S("build-hook", build_hook, "", NULL,
	  "program that is offered each build first"),
	N("build-poll-interval", poll_interval, "5", NULL,
	  "seconds between looks at a lock held by others"),
	N("build-repeat", repeat, "0", "repeat",
	  "how often to repeat a build to compare"),
	S("build-users-group", build_users_group, "", NULL,
	  "the group whose members builds run as, when root"),
	S("builders", builders, "", NULL, "remote machines to build on"),
	B("builders-use-substitutes", builders_substitute, "false", NULL,
	  "remote machines may substitute inputs"),
	B("compress-build-log", compress_log, "true",
	  "build-compress-log", "compress build logs with bzip2"),
	N("connect-timeout", connect_timeout, "5", NULL,
	  "seconds to wait for a connection"),
	N("cores", cores, "0", "build-cores",
	  "NIX_BUILD_CORES for builders; 0 means all"),
	S("diff-hook", diff_hook, "", NULL,
	  "program to run when two builds differ"),
	N("download-attempts", attempts, "5", NULL,
	  "tries for each download"),
	B("enforce-determinism", enforce_determinism, "true", NULL,
	  "a repeated build that differs is an error"),
	L("extra-platforms", extra_platforms, "", NULL,
	  "further systems that this machine can build for"),
	B("fallback", fallback, "false", "build-fallback",
	  "build when substitution fails"),
	B("filter-syscalls", filter_syscalls, "true", NULL,
	  "keep builders from making setuid files and attributes"),
	B("fsync-metadata", fsync, "true", NULL,
	  "sync the database after changes"),
	L("hashed-mirrors", hashed_mirrors, "", NULL,
	  "servers of files by hash"),
	N("http-connections", connections, "25",
	  "binary-caches-parallel-connections", "connections at once"),
	B("impersonate-linux-26", impersonate_26, "false",
	  "build-impersonate-linux-26", "say Linux 2.6 to builders"),
	B("keep-build-log", keep_log, "true", "build-keep-log",
	  "write build logs"),
	B("keep-failed", keep_failed, "false", NULL,
	  "keep the folders of failed builds"),
	B("keep-going", keep_going, "false", NULL,
	  "go on after a failed build"),
	N("log-lines", log_lines, "25", NULL,
	  "lines of a failed build's log to show"),
	N("max-build-log-size", max_log, "0", "build-max-log-size",
	  "bytes after which a chatty build is stopped"),
	N("max-free", max_free, "0", NULL,
	  "bytes at which automatic collection stops"),
	{ { "max-jobs", "local builds at once, or auto", false, false },
	  C_JOBS, AT(max_jobs), "1", "build-max-jobs" },
	N("max-silent-time", max_silent, "0", "build-max-silent-time",
	  "seconds of silence after which a build is stopped"),
	N("min-free", min_free, "0", NULL,
	  "free bytes below which to collect garbage during builds"),
	N("min-free-check-interval", min_free_interval, "5", NULL,
	  "seconds between looks at the free space"),
	N("narinfo-cache-negative-ttl", ttl_negative, "3600", NULL,
	  "seconds to remember that a cache lacks a path"),
	N("narinfo-cache-positive-ttl", ttl_positive, "2592000", NULL,
	  "seconds to remember what a cache has"),
	S("netrc-file", netrc_file, "", NULL, "user names for downloads"),
	S("post-build-hook", post_build_hook, "", NULL,
	  "program to run after each build"),
	S("pre-build-hook", pre_build_hook, "", NULL,
	  "program to run before each sandboxed build"),
	B("require-sigs", require_sigs, "true", NULL,
	  "only signed paths from caches"),
	B("run-diff-hook", run_diff_hook, "false", NULL,
	  "run diff-hook"),
	{ { "sandbox", "true, relaxed or false", false, false },
	  C_SANDBOX, AT(sandbox), "true", "build-use-sandbox" },
	S("sandbox-build-dir", sandbox_build_dir, "/build", NULL,
	  "the build folder as the builder sees it"),
	S("sandbox-dev-shm-size", sandbox_shm_size, "50%", NULL,
	  "size of the sandbox's /dev/shm"),
	B("sandbox-fallback", sandbox_fallback, "false", NULL,
	  "build without a sandbox where there can be none"),
	L("sandbox-paths", sandbox_paths, "", "build-sandbox-paths",
	  "files of this machine that builders see"),
	L("secret-key-files", secret_key_files, "", NULL,
	  "keys to sign what is built here"),
	S("ssl-cert-file", ca_file, "", NULL,
	  "certificates to trust in downloads"),
	N("stalled-download-timeout", stalled_timeout, "300", NULL,
	  "seconds without data before a download is tried again"),
	B("substitute", substitute, "true", "build-use-substitutes",
	  "use binary caches"),
	L("substituters", substituters, "", "binary-caches",
	  "the binary caches"),
	S("system", system, "", NULL, "the kind of machine this is"),
	L("system-features", system_features, "", NULL,
	  "features that builds may ask for"),
	N("timeout", timeout, "0", "build-timeout",
	  "seconds after which a build is stopped"),
	L("trusted-public-keys", trusted_keys, "",
	  "binary-cache-public-keys", "keys of trusted caches"),
	L("trusted-substituters", trusted_substituters, "",
	  "trusted-binary-caches", "caches that users may choose"),
	B("use-build-hook", use_hook, "true", NULL,
	  "offer builds to the build hook"),
	S("user-agent-suffix", user_agent, "", NULL,
	  "appended to the User-Agent of downloads"),
};

enum { TABLE_N = sizeof table / sizeof *table };

static const Entry *find(Str name)
{
	size_t i;

	for (i = 0; i < TABLE_N; i++)
		if (str_eqc(name, table[i].info.name) ||
		    (table[i].alias && str_eqc(name, table[i].alias)))
			return &table[i];
	return NULL;
}

static void *slot(const Entry *e)
{
	return (char *)&config + e->at;
}

static uint64_t cpus(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return (uint64_t)CPU_COUNT(&set);
	return 1;
}

static int bad(const Entry *e, Str value, Err *err)
{
	return err_set(err, ERR_FORMAT, "setting '%s' has invalid value '"
		       STR_F "'", e->info.name, STR_A(value));
}

/* A number with an optional K, M, G or T. */
static bool number(Str v, uint64_t *n)
{
	static const char units[] = "KMGT";
	const char *u = v.n ? strchr(units, v.p[v.n - 1]) : NULL;
	int shift = u && *u ? (int)(u - units + 1) * 10 : 0;

	if (shift)
		v.n--;
	if (!str_u64(v, n) || (shift && *n >> (63 - shift)))
		return false;
	*n <<= shift;
	return true;
}

static int assign(const Entry *e, Str value, bool append, Err *err)
{
	void *at = slot(e);
	StrList *l;
	Str token;

	value = str_dup(&mem, value);
	switch (e->type) {
	case C_BOOL:
		if (!str_eqc(value, "true") && !str_eqc(value, "yes") &&
		    !str_eqc(value, "1") && !str_eqc(value, "false") &&
		    !str_eqc(value, "no") && !str_eqc(value, "0"))
			return err_set(err, ERR_FORMAT, "Boolean setting "
				       "'%s' has invalid value '" STR_F "'",
				       e->info.name, STR_A(value));
		*(bool *)at = value.p[0] == 't' || value.p[0] == 'y' ||
			      value.p[0] == '1';
		return 0;
	case C_NUM:
		return number(value, at) ? 0 : bad(e, value, err);
	case C_JOBS:
		if (str_eqc(value, "auto")) {
			*(uint64_t *)at = cpus();
			return 0;
		}
		if (!str_u64(value, at))
			return err_set(err, ERR_FORMAT, "configuration "
				       "setting 'max-jobs' should be 'auto' "
				       "or an integer");
		return 0;
	case C_SANDBOX:
		if (str_eqc(value, "true"))
			config.sandbox = SANDBOX_ON;
		else if (str_eqc(value, "relaxed"))
			config.sandbox = SANDBOX_RELAXED;
		else if (str_eqc(value, "false"))
			config.sandbox = SANDBOX_OFF;
		else
			return err_set(err, ERR_FORMAT, "option 'sandbox' "
				       "has invalid value '" STR_F "'",
				       STR_A(value));
		return 0;
	case C_STR:
		*(Str *)at = value;
		return 0;
	case C_LIST:
		l = at;
		if (!append)
			memset(l, 0, sizeof *l);
		while (str_token(&value, " \t\n\r", &token))
			strlist_add(&mem, l, token);
		return 0;
	}
	return 0;
}

int config_set(Str name, Str value, Err *err)
{
	bool append = str_starts(name, STR("extra-")) &&
		      !str_eqc(name, "extra-platforms");
	const Entry *e = find(append ? str_from(name, 6) : name);

	if (str_eqc(name, "build-extra-sandbox-paths") ||
	    str_eqc(name, "extra-sandbox-paths")) {
		e = find(STR("sandbox-paths"));
		append = true;
	}
	if (!e || (append && e->type != C_LIST))
		return err_set(err, ERR_NOT_FOUND, "unknown setting '" STR_F
			       "'", STR_A(name));
	return assign(e, value, append, err);
}

static void machine(Str *s)
{
	struct utsname u;

	if (s->n == 0 && uname(&u) == 0)
		*s = str_fmt(&mem, "%s-linux", strcmp(u.machine, "i586") ==
			     0 ? "i686" : u.machine);
}

static void default_system(void)
{
	StrList *f = &config.system_features;

	config.system = settings.system;
	machine(&config.system);
	strlist_add(&mem, f, STR("nixos-test"));
	strlist_add(&mem, f, STR("benchmark"));
	strlist_add(&mem, f, STR("big-parallel"));
	if (access("/dev/kvm", R_OK | W_OK) == 0)
		strlist_add(&mem, f, STR("kvm"));
	if (str_eqc(config.system, "x86_64-linux"))
		strlist_add(&mem, &config.extra_platforms,
			    STR("i686-linux"));
}

static void defaults(void)
{
	static const char *const certs[] = {
		"/etc/ssl/certs/ca-certificates.crt",
		"/etc/pki/tls/certs/ca-bundle.crt", NULL
	};
	const char *v;
	Err err;
	size_t i;

	memset(&config, 0, sizeof config);
	for (i = 0; i < TABLE_N; i++)
		assign(&table[i], str_c(table[i].def), false, &err);
	default_system();
	if (geteuid() == 0)
		config.build_users_group = STR("nixbld");
	v = os_env("NIX_BUILD_HOOK");
	if (v)
		config.build_hook = str_c(v);
	v = os_env("NIX_SSL_CERT_FILE");
	if (!v)
		v = os_env("SSL_CERT_FILE");
	for (i = 0; !v && certs[i]; i++)
		if (access(certs[i], R_OK) == 0)
			v = certs[i];
	config.ca_file = str_c(v);
	v = os_env("NIX_CONF_DIR");
	config.netrc_file = str_fmt(&mem, "%s/netrc", v ? v : "/etc/nix");
	config.builders = str_fmt(&mem, "@%s/machines",
				  v ? v : "/etc/nix");
}

void config_init(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	defaults();
}

/* Settings that C++ Nix has and that mean nothing here: no daemon, no
 * flakes. A nix.conf that both read may set them. */
static bool of_others(Str name)
{
	static const char *const names[] = {
		"accept-flake-config", "allow-dirty", "allow-dirty-locks",
		"allowed-users", "auto-allocate-uids", "bash-prompt",
		"bash-prompt-prefix", "bash-prompt-suffix",
		"commit-lockfile-summary", "commit-lock-file-summary",
		"download-buffer-size", "download-speed", "flake-registry",
		"http2", "id-count", "json-log-path", "lazy-trees",
		"plugin-files", "print-missing", "sandbox-fallback",
		"start-id", "store", "sync-before-registering",
		"tarball-ttl", "trusted-users", "upgrade-nix-store-path-url",
		"use-case-hack", "use-cgroups", "use-registries",
		"use-sqlite-wal", "use-xdg-base-directories",
		"warn-dirty", "warn-large-path-threshold", "access-tokens",
		"eval-cache", "eval-cores", "gc-keep-derivations",
		"gc-keep-outputs", "ignore-try", "ignored-acls",
		"max-substitution-jobs", "preallocate-contents",
		"require-drop-supplementary-groups",
		"debugger-on-trace", "debugger-on-warn", "nar-buffer-size",
		"fsync-store-paths", "repl-overlays", "experimental-features",
		"darwin-log-sandbox-violations", "external-builders"
	};
	size_t i;

	if (str_starts(name, STR("extra-")))
		name = str_from(name, 6);
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eqc(name, names[i]))
			return true;
	return false;
}

bool config_option(Str name, Str value, Err *err)
{
	int rc = config_set(name, value, err), rc2;
	Err other;

	rc2 = store_set(name, value, &other);
	if (rc == ERR_NOT_FOUND && rc2 == ERR_NOT_FOUND) {
		err_clear(err);
		return of_others(name);
	}
	if (rc == ERR_NOT_FOUND || rc == 0) {
		err_clear(err);
		if (rc2 && rc2 != ERR_NOT_FOUND)
			*err = other;
	}
	if (err->code == 0 && str_eqc(name, "system"))
		settings.system = config.system;
	return true;
}

static void value_text(StrBuf *b, const Entry *e)
{
	static const char *const modes[] = { "false", "relaxed", "true" };
	const void *at = slot(e);
	const StrList *l;
	size_t i;

	switch (e->type) {
	case C_BOOL:
		sb_puts(b, *(const bool *)at ? "true" : "false");
		break;
	case C_NUM:
	case C_JOBS:
		sb_u64(b, *(const uint64_t *)at);
		break;
	case C_SANDBOX:
		sb_puts(b, modes[config.sandbox]);
		break;
	case C_STR:
		sb_put(b, *(const Str *)at);
		break;
	case C_LIST:
		l = at;
		for (i = 0; i < l->n; i++) {
			sb_puts(b, i ? " " : "");
			sb_put(b, l->v[i]);
		}
		break;
	}
}

void config_show(StrBuf *b)
{
	size_t i;

	for (i = 0; i < TABLE_N; i++) {
		sb_puts(b, table[i].info.name);
		sb_puts(b, " = ");
		value_text(b, &table[i]);
		sb_putc(b, '\n');
	}
}

bool config_get(Arena *a, Str name, Str *value)
{
	const Entry *e = find(name);
	StrBuf b = sb_in(a);

	if (!e)
		return false;
	value_text(&b, e);
	*value = sb_str(&b);
	return true;
}

const ConfigInfo *config_info(size_t i)
{
	return i < TABLE_N ? &table[i].info : NULL;
}

uint64_t config_cores(void)
{
	return config.cores ? config.cores : cpus();
}

bool config_has_feature(Str feature)
{
	size_t i;

	for (i = 0; i < config.system_features.n; i++)
		if (str_eq(config.system_features.v[i], feature))
			return true;
	return false;
}
