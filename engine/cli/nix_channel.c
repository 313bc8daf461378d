/* nix-channel: subscriptions to tarballs of expressions, as a profile. */
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/cli.h"
#include "engine/cli/cmd.h"
#include "engine/cli/unpack.h"
#include "engine/fmt/path.h"

static const char help[] =
"usage: nix-channel --add URL [NAME] | --remove NAME | --list\n"
"  | --update [NAMES...] | --list-generations | --rollback [GENERATION]\n"
"\n"
"Keeps a list of URLs of Nix expressions; --update downloads them into\n"
"the profile that ~/.nix-defexpr/channels leads to.\n";

typedef struct {
	Str name, url;
} Channel;

static Channel list[256];
static size_t list_n;
static Str list_file, profile;

static void read_list(void)
{
	Str text, line, url, name;
	ptrdiff_t slash;
	Err err;

	if (!os_exists(OS_CWD, list_file.p))
		return;
	cmd_ok(os_read_file(&ev.perm, OS_CWD, list_file.p, &text, &err),
	       &err);
	while (str_line(&text, &line) && list_n < 256) {
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#' ||
		    !str_token(&line, " \t", &url))
			continue;
		if (!str_token(&line, " \t", &name)) {
			slash = str_rchr(url, '/');
			name = str_from(url, (size_t)(slash + 1));
		}
		list[list_n].url = url;
		list[list_n++].name = name;
	}
}

static void write_list(void)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;
	Err err;

	for (i = 0; i < list_n; i++)
		sb_fmt(&b, STR_F " " STR_F "\n", STR_A(list[i].url),
		       STR_A(list[i].name));
	cmd_ok(os_replace_file(OS_CWD, list_file.p, sb_str(&b), 0644, &err),
	       &err);
}

static bool name_ok(Str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') ||
		      (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		      (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '_' ||
		      (i && (s.p[i] == '-' || s.p[i] == '.'))))
			return false;
	return s.n > 0;
}

static ptrdiff_t find(Str name)
{
	size_t i;

	for (i = 0; i < list_n; i++)
		if (str_eq(list[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

/* Without a name: the last part of the URL, less "-unstable" and kin. */
static Str default_name(Str url)
{
	ptrdiff_t slash = str_rchr(url, '/');
	Str s = str_from(url, (size_t)(slash + 1));

	if (str_ends(s, STR("-unstable")))
		s.n -= 9;
	else if (str_ends(s, STR("-stable")))
		s.n -= 7;
	return s;
}

static void add(Str url, Str name)
{
	ptrdiff_t i;

	if (!str_starts(url, STR("http://")) &&
	    !str_starts(url, STR("https://")) &&
	    !str_starts(url, STR("file://")))
		cmd_fail("invalid channel URL '" STR_F "'", STR_A(url));
	if (!name_ok(name))
		cmd_fail("invalid channel identifier '" STR_F "'",
			 STR_A(name));
	i = find(name);
	if (i < 0 && list_n == 256)
		cmd_fail("too many channels");
	if (i < 0)
		i = (ptrdiff_t)list_n++;
	list[i].name = name;
	list[i].url = url;
	write_list();
}

static Str nix_string(Str s)
{
	StrBuf b = sb_in(&ev.perm);

	print_string(&b, s);
	return sb_str(&b);
}

/* What the URL leads to: a folder with nixexprs.tar.xz, or a tarball. */
static Str download(Channel *c, Str *version)
{
	static const char *const names[] = {
		"/nixexprs.tar.xz", "/nixexprs.tar.bz2"
	};
	StrList none = { 0 };
	Str file, path, url;
	size_t i;
	int rc = 1;
	Err err;

	*version = STR("");
	for (i = 0; rc && i < 2; i++) {
		url = str_cat2(&ev.perm, c->url, str_c(names[i]));
		rc = unpack_download(&ev.perm, url, &file, &err);
	}
	if (rc) {
		cmd_ok(unpack_download(&ev.perm, c->url, &file, &err), &err);
		url = c->url;
	}
	cmd_ok(store_add_path(cmd_store(), &ev.perm, str_ends(url,
		STR(".bz2")) ? STR("nixexprs.tar.bz2") :
		STR("nixexprs.tar.xz"), OS_CWD, file.p, false, HASH_SHA256,
		NULL, NULL, &none, false, &path, &err), &err);
	return path;
}

static Str unpack_drv(Channel *c, Str src)
{
	StrBuf b = sb_in(&ev.perm);
	V v;

	sb_fmt(&b, "derivation { name = " STR_F "; builder = "
	       "\"builtin:unpack-channel\"; system = \"builtin\"; "
	       "channelName = " STR_F "; src = builtins.storePath " STR_F
	       "; preferLocalBuild = true; }",
	       STR_A(nix_string(path_name(c->name).n ? c->name : c->name)),
	       STR_A(nix_string(c->name)), STR_A(nix_string(src)));
	v = eval_force(cmd_expr(sb_str(&b)), 0);
	return v_text(need_string(*attrs_find(v_attrs(v), S_DRVPATH), 0,
				  ""));
}

static Str installed(Str name)
{
	Str p = str_fmt(&ev.perm, STR_F "/" STR_F, STR_A(profile),
			STR_A(name)), real;
	Err err;

	if (!os_exists(OS_CWD, p.p) ||
	    store_follow(cmd_store(), &ev.perm, p, &real, &err))
		return STR("");
	return real;
}

static void update(const StrList *only)
{
	StrBuf b = sb_in(&ev.perm);
	StrList outs = { 0 };
	BuildRequest r = { 0 };
	Str version, gen, top, dir;
	size_t i;
	V v;
	Err err;

	for (i = 0; i < list_n; i++) {
		Str old = installed(list[i].name), src;
		size_t k;

		for (k = 0; k < only->n; k++)
			if (str_eq(only->v[k], list[i].name))
				break;
		if (only->n && k == only->n && old.n) {
			strlist_add(&ev.perm, &outs, old);
			continue;
		}
		src = download(&list[i], &version);
		cmd_ok(store_flush(cmd_store(), &err), &err);
		memset(&r, 0, sizeof r);
		r.path = unpack_drv(&list[i], src);
		log_msg(LVL_INFO, "unpacking channel '" STR_F "'...",
			STR_A(list[i].name));
		cmd_ok(build_paths(cmd_store(), &r, 1, BUILD_NORMAL, &err),
		       &err);
		strlist_add(&ev.perm, &outs, cmd_output_path(r.path,
							     STR("out")));
	}
	sb_puts(&b, "derivation { name = \"user-environment\"; system = "
		"\"builtin\"; builder = \"builtin:buildenv\"; manifest = "
		"builtins.toFile \"env-manifest.nix\" \"[ ]\"; derivations = "
		"[ ");
	for (i = 0; i < outs.n; i++)
		sb_fmt(&b, "\"true\" 5 1 (builtins.storePath " STR_F ") ",
		       STR_A(nix_string(outs.v[i])));
	sb_puts(&b, "]; preferLocalBuild = true; allowSubstitutes = false; "
		"}");
	v = eval_force(cmd_expr(sb_str(&b)), 0);
	memset(&r, 0, sizeof r);
	r.path = v_text(need_string(*attrs_find(v_attrs(v), S_DRVPATH), 0,
				    ""));
	cmd_ok(build_paths(cmd_store(), &r, 1, BUILD_NORMAL, &err), &err);
	top = cmd_output_path(r.path, STR("out"));
	dir = str_sub(profile, 0, (size_t)str_rchr(profile, '/'));
	cmd_ok(os_make_dirs(str_z(&ev.perm, dir), 0755, &err), &err);
	cmd_ok(profile_create(cmd_store(), &ev.perm, profile, top, &gen,
			      &err), &err);
	cmd_ok(profile_switch(profile, gen, &err), &err);
	/* where nix-env and <nixpkgs> look */
	dir = str_cat2(&ev.perm, settings_home(), STR("/.nix-defexpr"));
	cmd_ok(os_make_dirs(dir.p, 0755, &err), &err);
	cmd_ok(os_replace_link(profile.p, OS_CWD, str_cat2(&ev.perm, dir,
			       STR("/channels")).p, &err), &err);
}

static void rollback(const StrList *args)
{
	uint64_t n, from, to;
	Err err;

	if (args->n) {
		if (!str_u64(args->v[0], &n))
			cmd_usage("a generation number is expected");
		cmd_ok(profile_switch_to(&ev.perm, profile, n, &err), &err);
		return;
	}
	cmd_ok(profile_rollback(&ev.perm, profile, &from, &to, &err), &err);
	log_msg(LVL_INFO, "switching profile from version %llu to %llu",
		(unsigned long long)from, (unsigned long long)to);
}

static void generations(void)
{
	Generation *g;
	uint64_t current;
	size_t n, i;
	Err err;

	cmd_ok(profile_generations(&ev.perm, profile, &g, &n, &current,
				   &err), &err);
	for (i = 0; i < n; i++)
		cmd_out("%4llu   %s\n", (unsigned long long)g[i].number,
			g[i].number == current ? "(current)" : "");
}

static int body(void)
{
	const char *op = NULL, *user = os_env("USER");
	struct passwd *pw = getpwuid(geteuid());
	StrList args = { 0 };
	char *arg;
	size_t i;
	ptrdiff_t at;

	while ((arg = cmd_next())) {
		if (!strcmp(arg, "--help")) {
			cmd_help(help);
			return 0;
		} else if (!strcmp(arg, "--version")) {
			cmd_version("nix-channel");
			return 0;
		} else if (!strcmp(arg, "--add") ||
			   !strcmp(arg, "--remove") ||
			   !strcmp(arg, "--list") ||
			   !strcmp(arg, "--update") ||
			   !strcmp(arg, "--list-generations") ||
			   !strcmp(arg, "--rollback")) {
			op = arg;
		} else if (cmd_common(arg)) {
			;
		} else if (arg[0] == '-') {
			cmd_bad(arg);
		} else {
			strlist_add(&ev.perm, &args, str_c(arg));
		}
	}
	if (!op)
		cmd_usage("no command specified");
	if (!user)
		user = pw ? pw->pw_name : "root";
	list_file = str_cat2(&ev.perm, settings_home(),
			     STR("/.nix-channels"));
	profile = str_fmt(&ev.perm, STR_F "/profiles/per-user/%s/channels",
			  STR_A(store_where(cmd_store())->state), user);
	read_list();
	if (!strcmp(op, "--add")) {
		if (args.n < 1 || args.n > 2)
			cmd_usage("'--add' requires one or two arguments");
		add(args.v[0], args.n > 1 ? args.v[1] :
		    default_name(args.v[0]));
	} else if (!strcmp(op, "--remove")) {
		if (args.n != 1)
			cmd_usage("'--remove' requires one argument");
		at = find(args.v[0]);
		if (at >= 0) {
			memmove(list + at, list + at + 1,
				(list_n - (size_t)at - 1) * sizeof *list);
			list_n--;
		}
		write_list();
	} else if (!strcmp(op, "--list")) {
		for (i = 0; i < list_n; i++)
			cmd_out(STR_F " " STR_F "\n", STR_A(list[i].name),
				STR_A(list[i].url));
	} else if (!strcmp(op, "--update")) {
		update(&args);
	} else if (!strcmp(op, "--rollback")) {
		rollback(&args);
	} else {
		generations();
	}
	return 0;
}

int cli_nix_channel(int argc, char **argv)
{
	return cmd_run("nix-channel", body, argc, argv);
}
