/* nix build. */
#include "engine/cli/nix.h"

#include "engine/fmt/path.h"

static struct {
	const char *link;
	const char *profile;
	bool no_link, json, print, dry, rebuild;
} o;

static bool own(const char *arg)
{
	if (!strcmp(arg, "-o") || !strcmp(arg, "--out-link"))
		o.link = cmd_value(arg);
	else if (!strcmp(arg, "--no-link"))
		o.no_link = true;
	else if (!strcmp(arg, "--json"))
		o.json = true;
	else if (!strcmp(arg, "--print-out-paths"))
		o.print = true;
	else if (!strcmp(arg, "--dry-run"))
		o.dry = true;
	else if (!strcmp(arg, "--rebuild"))
		o.rebuild = true;
	else if (!strcmp(arg, "--profile"))
		o.profile = cmd_value(arg);
	else
		return inst_option(arg);
	return true;
}

static void show_json(const BuildRequest *r, size_t n)
{
	StrBuf b = sb_in(&ev.perm);
	StrList names, paths;
	size_t i, k;

	sb_putc(&b, '[');
	for (i = 0; i < n; i++) {
		sb_puts(&b, i ? "," : "");
		sb_putc(&b, '{');
		if (!path_is_drv(r[i].path)) {
			json_str(&b, "path", r[i].path);
			sb_putc(&b, '}');
			continue;
		}
		names = inst_outputs(&r[i], false);
		paths = inst_outputs(&r[i], true);
		json_str(&b, "drvPath", r[i].path);
		json_key(&b, "outputs");
		sb_putc(&b, '{');
		for (k = 0; k < names.n; k++)
			json_str(&b, str_z(&ev.perm, names.v[k]),
				 paths.v[k]);
		sb_puts(&b, "}}");
	}
	sb_puts(&b, "]\n");
	cmd_puts(sb_str(&b));
}

static void make_links(const BuildRequest *r, size_t n)
{
	StrList names, paths;
	size_t i, k;

	for (i = 0; i < n; i++) {
		bool drv = path_is_drv(r[i].path);

		names = inst_outputs(&r[i], false);
		paths = inst_outputs(&r[i], true);
		for (k = 0; k < paths.n; k++) {
			Str link = str_c(o.link ? o.link : "result");

			if (i)
				link = str_fmt(&ev.perm, STR_F "-%zu",
					       STR_A(link), i);
			if (drv && !str_eqc(names.v[k], "out"))
				link = str_fmt(&ev.perm, STR_F "-" STR_F,
					       STR_A(link),
					       STR_A(names.v[k]));
			cmd_add_root(link, paths.v[k]);
		}
	}
}

static void set_profile(const BuildRequest *r, size_t n)
{
	StrList paths = { 0 };
	Str gen, profile = cmd_abs(str_c(o.profile));
	Err err;

	if (n == 1)
		paths = inst_outputs(r, true);
	if (paths.n != 1)
		cmd_fail("'--profile' requires that the arguments produce a "
			 "single store path, but there are %zu",
			 n == 1 ? paths.n : n);
	cmd_ok(profile_create(cmd_store(), &ev.perm, profile, paths.v[0],
			      &gen, &err), &err);
	cmd_ok(profile_switch(profile, gen, &err), &err);
}

int nix_cmd_build(void)
{
	StrList args = nix_options(own), paths;
	BuildRequest *r;
	size_t n, count, i, k;
	Inst *v;

	v = inst_get(&args, "default.nix", true, &n);
	r = inst_requests(v, n, &count);
	if (o.dry)
		log_verbosity = log_verbosity < LVL_INFO ? LVL_INFO :
				log_verbosity;
	cmd_build(r, count, o.rebuild ? BUILD_CHECK : BUILD_NORMAL, o.dry);
	if (o.json)
		show_json(r, count);
	if (o.dry)
		return 0;
	if (!o.no_link)
		make_links(r, count);
	for (i = 0; o.print && i < count; i++) {
		paths = inst_outputs(&r[i], true);
		for (k = 0; k < paths.n; k++)
			cmd_out(STR_F "\n", STR_A(paths.v[k]));
	}
	if (o.profile)
		set_profile(r, count);
	return 0;
}
