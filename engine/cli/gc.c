/* nix-collect-garbage: old generations first, then what nothing needs. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/build/log.h"
#include "engine/cli/tool.h"
#include "engine/cli/store.h"

static const char HELP[] =
	"Usage: nix-collect-garbage [-d] [--delete-older-than PERIOD]\n"
	"                           [--max-freed BYTES] [--dry-run]\n"
	"\n"
	"Delete all store paths that no root needs.\n"
	"\n"
	"  -d, --delete-old            delete all old generations of all\n"
	"                              profiles first\n"
	"  --delete-older-than 30d     only those older than 30 days\n"
	"  --max-freed BYTES           stop after so much was freed\n"
	"  --dry-run                   only say what would be deleted\n";

static void told(void *ctx, Str profile, uint64_t number)
{
	(void)ctx;
	log_msg(LVL_INFO, "removing profile version %llu",
		(unsigned long long)number);
	(void)profile;
}

/* "30d" as a moment in the past. */
static int64_t older_than(Str spec)
{
	uint64_t days;

	if (spec.n < 2 || spec.p[spec.n - 1] != 'd' ||
	    !str_u64(str_sub(spec, 0, spec.n - 1), &days) || days == 0 ||
	    days > 1000000)
		tool_usage("invalid number of days specifier '" STR_F
			  "', expected something like '14d'", STR_A(spec));
	return os_now() - (int64_t)days * 86400;
}

static void clean_profiles(Str dir, Str spec, bool dry, int depth)
{
	const char *name = str_z(&tool_arena, dir);
	bool can_write = access(name, W_OK) == 0;
	StrList names;
	Str path, target;
	OsStat st;
	size_t i;

	if (depth > 16 || access(name, R_OK) ||
	    os_list(&tool_arena, OS_CWD, name, &names))
		return;
	for (i = 0; i < names.n; i++) {
		path = str_cat3(&tool_arena, dir, STR("/"), names.v[i]);
		if (os_lstat(OS_CWD, path.p, &st))
			continue;
		if (st.type == OS_DIR) {
			clean_profiles(path, spec, dry, depth + 1);
			continue;
		}
		if (st.type != OS_LINK || !can_write ||
		    os_readlink(&tool_arena, OS_CWD, path.p, &target) ||
		    str_find(target, STR("link")) < 0)
			continue;
		log_msg(LVL_INFO, "removing old generations of profile "
			STR_F, STR_A(path));
		if (spec.n)
			tool_check(profile_delete_older(&tool_arena, path,
						       older_than(spec), dry,
						       told, NULL,
						       &tool_err));
		else
			tool_check(profile_delete_old(&tool_arena, path, dry,
						     told, NULL, &tool_err));
	}
}

static void clean_all(Str spec, bool dry)
{
	const StorePlaces *w = store_where(tool_store());
	const char *home = os_env("HOME");
	const char *state = os_env("XDG_STATE_HOME");

	clean_profiles(str_cat2(&tool_arena, w->state, STR("/profiles")),
		       spec, dry, 0);
	if (state)
		clean_profiles(str_fmt(&tool_arena, "%s/nix/profiles", state),
			       spec, dry, 0);
	else if (home)
		clean_profiles(str_fmt(&tool_arena,
				       "%s/.local/state/nix/profiles", home),
			       spec, dry, 0);
}

int cli_nix_collect_garbage(int argc, char **argv)
{
	StrList args = tool_args(argc, argv);
	GcOptions o = { .action = GC_DELETE_DEAD, .max_freed = UINT64_MAX };
	Str spec = STR("");
	bool old = false;
	bool dry = false;
	size_t i;
	Str a;

	tool_init("nix-collect-garbage");
	for (i = 0; i < args.n; i++) {
		a = args.v[i];
		if (str_eqc(a, "--help"))
			return tool_help(HELP);
		if (str_eqc(a, "--version"))
			return tool_version("nix-collect-garbage");
		if (str_eqc(a, "--delete-old") || str_eqc(a, "-d")) {
			old = true;
		} else if (str_eqc(a, "--delete-older-than")) {
			old = true;
			spec = tool_value(&args, &i);
			older_than(spec);
		} else if (str_eqc(a, "--dry-run")) {
			dry = true;
		} else if (str_eqc(a, "--max-freed")) {
			o.max_freed = tool_number(&args, &i);
		} else if (!tool_option(&args, &i)) {
			tool_usage("unrecognised option '" STR_F "'",
				  STR_A(a));
		}
	}
	if (dry && o.max_freed != UINT64_MAX)
		tool_usage("options --max-freed and --dry-run cannot be "
			  "combined");
	if (old)
		clean_all(spec, dry);
	if (dry)
		o.action = GC_RETURN_DEAD;
	store_collect(&o);
	return tool_done(0);
}
