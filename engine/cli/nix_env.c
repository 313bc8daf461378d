/* nix-env: the command line and the operations that change a profile. */
#define _GNU_SOURCE
#include "engine/cli/nix_env.h"

#include <pwd.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "engine/cli/cli.h"
#include "engine/eval/fs.h"
#include "engine/fmt/path.h"

static const char help[] =
"usage: nix-env OPERATION [OPTIONS] [ARGUMENTS...]\n"
"\n"
"  -i, --install ARGS [-P] [-r] [-A | -E | --from-profile P]\n"
"  -u, --upgrade ARGS [--lt | --leq | --eq | --always]\n"
"  -e, --uninstall NAMES\n"
"  --set DERIVATION            the profile is exactly this\n"
"  --set-flag NAME VALUE NAMES\n"
"  -q, --query [-a] [-s] [-c] [-P] [--no-name] [--system] [--drv-path]\n"
"      [--out-path] [--description] [--meta] [--xml | --json] NAMES\n"
"  -S, --switch-profile PATH\n"
"  --list-generations, --rollback, -G N, --delete-generations WHICH\n"
"\n"
"  -f FILE   packages from this expression\n"
"  -p PATH   this profile\n"
"  --dry-run, --prebuilt-only, --system-filter SYSTEM\n";

EnvCmd env;

bool env_source_flag(size_t *i)
{
	Str f = env.flags.v[*i];

	if (str_eqc(f, "--from-expression") || str_eqc(f, "-E")) {
		env.kind = SRC_EXPRS;
	} else if (str_eqc(f, "--from-profile")) {
		if (*i + 1 >= env.flags.n)
			cmd_usage("'--from-profile' requires an argument");
		env.kind = SRC_PROFILE;
		env.from_profile = env.flags.v[++*i];
	} else if (str_eqc(f, "--attr") || str_eqc(f, "-A")) {
		env.kind = SRC_ATTR;
	} else {
		return false;
	}
	return true;
}

static _Noreturn void bad_flag(Str f)
{
	cmd_usage("unknown flag '" STR_F "'", STR_A(f));
}

static void no_flags(void)
{
	if (env.flags.n)
		bad_flag(env.flags.v[0]);
}

static int lock_profile(void)
{
	Str dir = str_sub(env.profile, 0, (size_t)str_rchr(env.profile, '/'));
	int fd;
	Err err;

	cmd_begin();
	cmd_ok(os_make_dirs(str_z(&ev.perm, dir), 0755, &err), &err);
	cmd_ok(profile_lock(&ev.perm, env.profile, &fd, &err), &err);
	return fd;
}

static void show_missing(const PkgList *l)
{
	BuildRequest *r = ARENA_ARRAY(&ev.perm, BuildRequest, l->n + 1);
	Missing m;
	size_t i;
	Err err;

	for (i = 0; i < l->n; i++) {
		Str drv = pkg_drv(&l->v[i]);

		r[i].path = drv.n ? drv : pkg_out(&l->v[i]);
	}
	cmd_ok(store_flush(cmd_store(), &err), &err);
	cmd_ok(build_missing(cmd_store(), &ev.perm, r, l->n, &m, &err),
	       &err);
	missing_print(cmd_store(), &m);
}

static int op_install(void)
{
	PkgList found = { 0 }, fresh = { 0 }, all = { 0 }, old = { 0 };
	StrList names = { 0 };
	Str name, version;
	size_t i;
	int lock;

	for (i = 0; i < env.flags.n; i++) {
		if (env_source_flag(&i))
			continue;
		if (str_eqc(env.flags.v[i], "--preserve-installed") ||
		    str_eqc(env.flags.v[i], "-P"))
			env.preserve = true;
		else if (str_eqc(env.flags.v[i], "--remove-all") ||
			 str_eqc(env.flags.v[i], "-r"))
			env.remove_all = true;
		else
			bad_flag(env.flags.v[i]);
	}
	pkgs_chosen(&found, &env.args, true);
	for (i = 0; i < found.n; i++) {
		if (env.prebuilt_only && !pkg_prebuilt(&found.v[i]))
			continue;
		if (env.force_name.n)
			found.v[i].name = env.force_name;
		pkg_split(pkg_name(&found.v[i]), &name, &version);
		strlist_add(&ev.perm, &names, name);
		pkgs_add(&fresh, &found.v[i]);
		pkgs_add(&all, &found.v[i]);
	}
	strlist_sort(&names);
	lock = lock_profile();
	if (!env.remove_all) {
		pkgs_installed(&old, env.profile);
		for (i = 0; i < old.n; i++) {
			pkg_split(pkg_name(&old.v[i]), &name, &version);
			if (!env.preserve && strlist_find(&names, name) >= 0
			    && !pkg_keep(&old.v[i]))
				log_msg(LVL_INFO, "replacing old '" STR_F
					"'", STR_A(pkg_name(&old.v[i])));
			else
				pkgs_add(&all, &old.v[i]);
		}
		for (i = 0; i < fresh.n; i++)
			log_msg(LVL_INFO, "installing '" STR_F "'",
				STR_A(pkg_name(&fresh.v[i])));
	}
	show_missing(&fresh);
	if (!env.dry_run)
		user_env(&all, env.profile);
	os_close(lock);
	return 0;
}

enum { UP_LT, UP_LEQ, UP_EQ, UP_ALWAYS };

static bool better(int kind, int d)
{
	return (kind == UP_LT && d < 0) || (kind == UP_LEQ && d <= 0) ||
	       (kind == UP_EQ && d == 0) || kind == UP_ALWAYS;
}

/* The best replacement for an installed package, or NULL. */
static Pkg *upgrade_for(Pkg *have, PkgList *avail, int kind)
{
	Str name, version, name2, version2, best_version = STR("");
	Pkg *best = NULL;
	size_t i;

	pkg_split(pkg_name(have), &name, &version);
	for (i = 0; i < avail->n; i++) {
		Pkg *p = &avail->v[i];
		int64_t d2 = -1;

		/* never to a lower priority (a higher number) */
		if (pkg_priority(p) > pkg_priority(have))
			continue;
		pkg_split(pkg_name(p), &name2, &version2);
		if (!str_eq(name, name2) ||
		    !better(kind, versions_compare(version, version2)))
			continue;
		if (best) {
			d2 = pkg_priority(p) - pkg_priority(best);
			if (d2 == 0)
				d2 = versions_compare(best_version,
						      version2);
		}
		if (d2 < 0 && (!env.prebuilt_only || pkg_prebuilt(p))) {
			best = p;
			best_version = version2;
		}
	}
	return best;
}

static int op_upgrade(void)
{
	PkgList old = { 0 }, avail = { 0 }, all = { 0 };
	Str name, version, version2;
	int kind = UP_LT, lock;
	size_t i;
	Pkg *best;

	for (i = 0; i < env.flags.n; i++) {
		Str f = env.flags.v[i];

		if (env_source_flag(&i))
			continue;
		if (str_eqc(f, "--lt"))
			kind = UP_LT;
		else if (str_eqc(f, "--leq"))
			kind = UP_LEQ;
		else if (str_eqc(f, "--eq"))
			kind = UP_EQ;
		else if (str_eqc(f, "--always"))
			kind = UP_ALWAYS;
		else
			bad_flag(f);
	}
	lock = lock_profile();
	pkgs_installed(&old, env.profile);
	pkgs_chosen(&avail, &env.args, false);
	for (i = 0; i < old.n; i++) {
		best = pkg_keep(&old.v[i]) ? NULL :
		       upgrade_for(&old.v[i], &avail, kind);
		if (!best || str_eq(pkg_out(best), pkg_out(&old.v[i]))) {
			pkgs_add(&all, &old.v[i]);
			continue;
		}
		pkg_split(pkg_name(&old.v[i]), &name, &version);
		pkg_split(pkg_name(best), &name, &version2);
		log_msg(LVL_INFO, "%s '" STR_F "' to '" STR_F "'",
			versions_compare(version, version2) <= 0 ?
			"upgrading" : "downgrading",
			STR_A(pkg_name(&old.v[i])), STR_A(pkg_name(best)));
		pkgs_add(&all, best);
	}
	show_missing(&all);
	if (!env.dry_run)
		user_env(&all, env.profile);
	os_close(lock);
	return 0;
}

static int op_uninstall(void)
{
	PkgList old = { 0 }, all;
	size_t i, k;
	int lock;
	Err err;

	no_flags();
	lock = lock_profile();
	pkgs_installed(&old, env.profile);
	for (i = 0; i < env.args.n; i++) {
		Str sel = env.args.v[i], path = STR("");

		if (str_chr(sel, '/') >= 0)
			cmd_ok(store_follow(cmd_store(), &ev.perm, sel,
					    &path, &err), &err);
		memset(&all, 0, sizeof all);
		for (k = 0; k < old.n; k++) {
			Pkg *p = &old.v[k];

			if (path.n ? !str_eq(path, pkg_out(p)) :
			    !selector_matches(sel, pkg_name(p)))
				pkgs_add(&all, p);
			else
				log_msg(LVL_INFO, "uninstalling '" STR_F
					"'", STR_A(pkg_name(p)));
		}
		if (all.n == old.n)
			log_msg(LVL_WARN, "warning: selector '" STR_F
				"' matched no installed derivations",
				STR_A(sel));
		old = all;
	}
	if (!env.dry_run)
		user_env(&old, env.profile);
	os_close(lock);
	return 0;
}

static int op_set_flag(void)
{
	PkgList all = { 0 };
	size_t i, k;
	bool hit;
	int lock;

	no_flags();
	if (env.args.n < 2)
		cmd_usage("not enough arguments to '--set-flag'");
	lock = lock_profile();
	pkgs_installed(&all, env.profile);
	for (k = 2; k < env.args.n; k++) {
		hit = false;
		for (i = 0; i < all.n; i++) {
			if (!selector_matches(env.args.v[k],
					      pkg_name(&all.v[i])))
				continue;
			hit = true;
			log_msg(LVL_INFO, "setting flag on '" STR_F "'",
				STR_A(pkg_name(&all.v[i])));
			all.v[i].flag = env.args.v[0];
			all.v[i].flag_value = env.args.v[1];
		}
		if (!hit && !str_eqc(env.args.v[k], "*"))
			cmd_fail("selector '" STR_F "' matches no "
				 "derivations", STR_A(env.args.v[k]));
	}
	user_env(&all, env.profile);
	os_close(lock);
	return 0;
}

static int op_set(void)
{
	PkgList l = { 0 };
	BuildRequest r = { 0 };
	Str gen;
	size_t i;
	Err err;

	for (i = 0; i < env.flags.n; i++)
		if (!env_source_flag(&i))
			bad_flag(env.flags.v[i]);
	pkgs_chosen(&l, &env.args, true);
	if (l.n != 1)
		cmd_fail("--set requires exactly one derivation");
	show_missing(&l);
	if (env.dry_run)
		return 0;
	r.path = pkg_drv(&l.v[0]);
	if (r.path.n == 0)
		r.path = pkg_out(&l.v[0]);
	cmd_ok(build_paths(cmd_store(), &r, 1, env.repair ? BUILD_REPAIR :
			   BUILD_NORMAL, &err), &err);
	cmd_ok(profile_create(cmd_store(), &ev.perm, env.profile,
			      pkg_out(&l.v[0]), &gen, &err), &err);
	cmd_ok(profile_switch(env.profile, gen, &err), &err);
	return 0;
}

/* --- generations ------------------------------------------------------------- */

static void one_arg(void)
{
	no_flags();
	if (env.args.n != 1)
		cmd_usage("exactly one argument expected");
}

static int op_switch_profile(void)
{
	Str link;
	Err err;

	one_arg();
	link = str_cat2(&ev.perm, settings_home(), STR("/.nix-profile"));
	cmd_ok(os_replace_link(str_z(&ev.perm, cmd_abs(env.args.v[0])),
			       OS_CWD, link.p, &err), &err);
	return 0;
}

static void switch_to(bool back, uint64_t number)
{
	Generation *g;
	uint64_t current, to = 0;
	size_t n, i;
	bool found = false;
	Err err;

	cmd_ok(profile_generations(&ev.perm, env.profile, &g, &n, &current,
				   &err), &err);
	for (i = 0; i < n; i++)
		if (back ? g[i].number < current : g[i].number == number) {
			to = g[i].number;
			found = true;
		}
	if (!found && back)
		cmd_fail("no profile version older than the current (%llu) "
			 "exists", (unsigned long long)current);
	if (!found)
		cmd_fail("profile version %llu does not exist",
			 (unsigned long long)number);
	log_msg(LVL_INFO, "switching profile from version %llu to %llu",
		(unsigned long long)current, (unsigned long long)to);
	if (!env.dry_run)
		cmd_ok(profile_switch_to(&ev.perm, env.profile, to, &err),
		       &err);
}

static int op_switch_generation(void)
{
	uint64_t n;

	one_arg();
	if (!str_u64(env.args.v[0], &n))
		cmd_usage("expected a generation number");
	switch_to(false, n);
	return 0;
}

static int op_rollback(void)
{
	no_flags();
	if (env.args.n)
		cmd_usage("no arguments expected");
	switch_to(true, 0);
	return 0;
}

static int op_list(void)
{
	Generation *g;
	uint64_t current;
	struct tm t;
	size_t n, i;
	int lock;
	Err err;

	no_flags();
	if (env.args.n)
		cmd_usage("no arguments expected");
	lock = lock_profile();
	cmd_ok(profile_generations(&ev.perm, env.profile, &g, &n, &current,
				   &err), &err);
	for (i = 0; i < n; i++) {
		time_t when = (time_t)g[i].created;

		localtime_r(&when, &t);
		cmd_out("%4llu   %4d-%02d-%02d %02d:%02d:%02d   %s\n",
			(unsigned long long)g[i].number, t.tm_year + 1900,
			t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min,
			t.tm_sec, g[i].number == current ? "(current)" : "");
	}
	os_close(lock);
	return 0;
}

static void say_removing(void *ctx, Str profile, uint64_t number)
{
	(void)ctx;
	(void)profile;
	log_msg(LVL_INFO, "%s profile version %llu", env.dry_run ?
		"would remove" : "removing", (unsigned long long)number);
}

static int op_delete_generations(void)
{
	Str a = env.args.n ? env.args.v[0] : STR("");
	uint64_t *v = ARENA_ARRAY(&ev.perm, uint64_t, env.args.n + 1), n;
	size_t i;
	Err err;
	int rc;

	no_flags();
	if (env.args.n == 1 && str_eqc(a, "old")) {
		rc = profile_delete_old(&ev.perm, env.profile, env.dry_run,
					say_removing, NULL, &err);
	} else if (env.args.n == 1 && str_ends(a, STR("d"))) {
		if (!str_u64(str_sub(a, 0, a.n - 1), &n) || n == 0)
			cmd_usage("invalid number of days specifier '" STR_F
				  "', expected something like '14d'",
				  STR_A(a));
		rc = profile_delete_older(&ev.perm, env.profile, os_now() -
			(int64_t)n * 86400, env.dry_run, say_removing, NULL,
			&err);
	} else if (env.args.n == 1 && str_starts(a, STR("+"))) {
		if (!str_u64(str_from(a, 1), &n) || n == 0)
			cmd_fail("invalid number of generations to keep '"
				 STR_F "'", STR_A(a));
		rc = profile_delete_all_but(&ev.perm, env.profile, n,
			env.dry_run, say_removing, NULL, &err);
	} else {
		for (i = 0; i < env.args.n; i++)
			if (!str_u64(env.args.v[i], &v[i]))
				cmd_usage("invalid generation number '"
					  STR_F "'", STR_A(env.args.v[i]));
		rc = profile_delete(&ev.perm, env.profile, v, env.args.n,
			env.dry_run, say_removing, NULL, &err);
	}
	cmd_ok(rc, &err);
	return 0;
}

/* --- the command line --------------------------------------------------------- */

static int op_version(void)
{
	cmd_version("nix-env");
	return 0;
}

static const struct {
	const char *name, *letter;
	int (*run)(void);
} ops[] = {
	{ "--install", "-i", op_install },
	{ "--uninstall", "-e", op_uninstall },
	{ "--upgrade", "-u", op_upgrade },
	{ "--set-flag", NULL, op_set_flag },
	{ "--set", NULL, op_set },
	{ "--query", "-q", env_query },
	{ "--switch-profile", "-S", op_switch_profile },
	{ "--switch-generation", "-G", op_switch_generation },
	{ "--rollback", NULL, op_rollback },
	{ "--list-generations", NULL, op_list },
	{ "--delete-generations", NULL, op_delete_generations },
	{ "--version", NULL, op_version }
};

static int (*operation(const char *arg))(void)
{
	size_t i;

	for (i = 0; i < sizeof ops / sizeof *ops; i++)
		if (!strcmp(arg, ops[i].name) ||
		    (ops[i].letter && !strcmp(arg, ops[i].letter)))
			return ops[i].run;
	return NULL;
}

static bool own_option(const char *arg)
{
	if (!strcmp(arg, "--force-name"))
		env.force_name = str_c(cmd_value(arg));
	else if (!strcmp(arg, "--profile") || !strcmp(arg, "-p"))
		env.profile = cmd_abs(str_c(cmd_value(arg)));
	else if (!strcmp(arg, "--file") || !strcmp(arg, "-f"))
		env.file = str_c(cmd_value(arg));
	else if (!strcmp(arg, "--system-filter"))
		env.system_filter = str_c(cmd_value(arg));
	else if (!strcmp(arg, "--prebuilt-only") || !strcmp(arg, "-b"))
		env.prebuilt_only = true;
	else if (!strcmp(arg, "--repair"))
		env.repair = true;
	else if (!strcmp(arg, "--dry-run")) {
		log_msg(LVL_INFO, "(dry run; not doing anything)");
		env.dry_run = true;
	} else
		return false;
	return true;
}

/* ~/.nix-defexpr with the channels in it. */
static Str default_expr(void)
{
	Str dir = str_cat2(&ev.perm, settings_home(),
			   STR("/.nix-defexpr"));
	Str state = store_where(cmd_store())->state;
	struct passwd *pw = getpwuid(geteuid());
	const char *user = os_env("USER");
	Err err;

	if (os_exists(OS_CWD, dir.p) || os_make_dirs(dir.p, 0755, &err))
		return dir;
	if (!user)
		user = pw ? pw->pw_name : "root";
	os_replace_link(str_fmt(&ev.perm, STR_F "/profiles/per-user/%s/"
			"channels", STR_A(state), user).p, OS_CWD,
			str_cat2(&ev.perm, dir, STR("/channels")).p, &err);
	if (geteuid())
		os_replace_link(str_fmt(&ev.perm, STR_F "/profiles/per-user/"
				"root/channels", STR_A(state)).p, OS_CWD,
				str_cat2(&ev.perm, dir,
					 STR("/channels_root")).p, &err);
	return dir;
}

static int body(void)
{
	int (*op)(void) = NULL, (*next)(void);
	const char *profile = os_env("NIX_PROFILE");
	char *arg;
	Err err;

	env.system_filter = STR("*");
	while ((arg = cmd_next())) {
		next = operation(arg);
		if (!strcmp(arg, "--help")) {
			cmd_help(help);
			return 0;
		}
		if (next && op && op != next)
			cmd_usage("only one operation may be specified");
		if (next) {
			op = next;
			continue;
		}
		/* "--attr-path -P" and kin mean something to queries only */
		if (own_option(arg))
			continue;
		if (op == env_query && (!strcmp(arg, "--system") ||
					!strcmp(arg, "-s") ||
					!strcmp(arg, "-c"))) {
			strlist_add(&ev.perm, &env.flags, str_c(arg));
			continue;
		}
		if (arg[0] != '-') {
			strlist_add(&ev.perm, &env.args, str_c(arg));
			continue;
		}
		if (cmd_common(arg))
			continue;
		strlist_add(&ev.perm, &env.flags, str_c(arg));
		if (!strcmp(arg, "--from-profile") || (op == env_query &&
		    (!strcmp(arg, "--attr") || !strcmp(arg, "-A"))))
			strlist_add(&ev.perm, &env.flags,
				    str_c(cmd_value(arg)));
	}
	if (!op)
		cmd_usage("no operation specified");
	if (op == op_version)
		return op();
	if (op == env_query) {
		/* evaluation is to write nothing, but the store is made */
		cmd_store();
		settings.read_only = true;
	}
	if (env.file.n == 0)
		env.file = default_expr();
	if (env.profile.n == 0 && profile)
		env.profile = cmd_abs(str_c(profile));
	if (env.profile.n == 0)
		cmd_ok(os_make_dirs(str_z(&ev.perm, settings_home()), 0755,
				    &err), &err);
	if (env.profile.n == 0)
		cmd_ok(profile_default(cmd_store(), &ev.perm, &env.profile,
				       &err), &err);
	return op();
}

int cli_nix_env(int argc, char **argv)
{
	memset(&env, 0, sizeof env);
	return cmd_run("nix-env", body, argc, argv);
}
