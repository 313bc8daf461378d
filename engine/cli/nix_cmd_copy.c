/* nix copy. */
#include "engine/cli/nix.h"
#include "engine/fmt/path.h"

static struct {
	const char *from, *to;
	bool all, no_check, no_recursive;
} o;

static bool own(const char *arg)
{
	if (!strcmp(arg, "--from"))
		o.from = cmd_value(arg);
	else if (!strcmp(arg, "--to"))
		o.to = cmd_value(arg);
	else if (!strcmp(arg, "--all"))
		o.all = true;
	else if (!strcmp(arg, "--no-check-sigs"))
		o.no_check = true;
	else if (!strcmp(arg, "--no-recursive"))
		o.no_recursive = true;
	else if (!strcmp(arg, "-r") || !strcmp(arg, "--recursive") ||
		 !strcmp(arg, "-s") ||
		 !strcmp(arg, "--substitute-on-destination"))
		;
	else
		return inst_option(arg);
	return true;
}

/* Arguments of "nix copy --from" name paths that are not here yet. */
static StrList remote_paths(const StrList *args)
{
	StrList l = { 0 };
	size_t i;

	for (i = 0; i < args->n; i++)
		strlist_add(&ev.perm, &l, args->v[i]);
	return l;
}

/*
 * A .drv alone meant its outputs before Nix 2.15 and means itself since:
 * both are copied, as far as they are here.
 */
static void add_outputs(Store *s, StrList *paths)
{
	size_t i, k, n, had = paths->n;
	StoreOutput *out;
	bool valid;
	Err err;

	for (i = 0; i < had; i++) {
		if (!path_is_drv(paths->v[i]))
			continue;
		cmd_ok(store_outputs(s, &ev.perm, paths->v[i], &out, &n,
				     &err), &err);
		for (k = 0; k < n; k++) {
			cmd_ok(store_valid(s, out[k].path, &valid, &err),
			       &err);
			if (valid)
				strlist_add(&ev.perm, paths, out[k].path);
		}
	}
}

int nix_cmd_copy(void)
{
	StrList args = nix_options(own), paths = { 0 };
	Place from, to;
	size_t n;
	Inst *v;
	Err err;

	if (!o.from && !o.to)
		cmd_usage("you must pass '--from' and/or '--to'");
	from = place_open(str_c(o.from), false);
	to = place_open(str_c(o.to), true);
	if (o.all) {
		cmd_ok(store_all_valid(from.store ? from.store : cmd_store(),
				       &ev.perm, &paths, &err), &err);
	} else if (o.from && !inst_from_expr()) {
		paths = remote_paths(&args);
	} else {
		v = inst_get(&args, "default.nix", true, &n);
		paths = inst_paths(v, n, !o.from, false);
	}
	cmd_ok(store_flush(cmd_store(), &err), &err);
	if (from.store)
		add_outputs(from.store, &paths);
	if (!o.no_recursive && !o.all)
		place_closure(&from, &paths);
	place_copy(&from, &to, &paths, !o.no_check);
	place_close(&from);
	place_close(&to);
	return 0;
}
