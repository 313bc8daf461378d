/*
 * The folders of a build: BUILD-DIR/nix-build-.../build for its work, and
 * with a sandbox DRV.chroot/root for its world. The outer folder of each
 * pair is ours alone, so that nobody can reach in from outside.
 */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

static int own_dir(Goal *g, Str dir, mode_t mode, bool to_user, Err *err)
{
	if (mkdir(dir.p, 0700))
		return err_os(err, "creating directory", dir.p);
	if (chmod(dir.p, mode))
		return err_os(err, "setting permissions on", dir.p);
	if (to_user && g->user.on && chown(dir.p, g->user.uid, g->user.gid))
		return err_os(err, "changing the owner of", dir.p);
	return 0;
}

static Str builds_dir(Goal *g)
{
	const char *v = os_env("NIX_BUILD_DIR");

	if (config.build_dir.n)
		return config.build_dir;
	if (v)
		return str_c(v);
	return str_fmt(&g->w->a, STR_F "/builds",
		       STR_A(store_where(g->w->s)->state));
}

/*
 * Whose build was killed does not remove its folder; nobody has it locked
 * then. Folders of failed builds are kept on purpose and open to others.
 */
static void remove_stale(Str dir)
{
	OsStat st;
	int fd;

	if (os_lstat(OS_CWD, dir.p, &st) || st.type != OS_DIR ||
	    st.uid != geteuid() || (st.mode & 05))
		return;
	fd = os_open_dir(OS_CWD, dir.p);
	if (fd >= 0 && os_try_lock(fd, true))
		os_remove_tree(OS_CWD, dir.p, NULL, NULL);
	os_close(fd);
}

static int make_tmp(Goal *g, Err *err)
{
	Arena *a = &g->w->a;
	Str dir = builds_dir(g);
	unsigned i;

	if (os_make_dirs(str_z(a, dir), 0755, err))
		return err->code;
	/* the first free number: without a sandbox the builder sees it */
	for (i = 0;; i++) {
		g->tmp_top = str_fmt(a, STR_F "/nix-build-" STR_F "-%u",
				     STR_A(dir), STR_A(path_name(g->path)),
				     i);
		remove_stale(g->tmp_top);
		if (os_mkdir(OS_CWD, g->tmp_top.p, 0700) == 0)
			break;
		if (errno != EEXIST) {
			err_os(err, "creating directory", g->tmp_top.p);
			g->tmp_top.n = 0;
			return ERR_OS;
		}
	}
	g->tmp_lock = os_open_dir(OS_CWD, g->tmp_top.p);
	if (g->tmp_lock >= 0)
		os_try_lock(g->tmp_lock, true);
	/* a builder that is another user must be able to pass through */
	if (g->user.on && !g->chroot &&
	    (chown(g->tmp_top.p, (uid_t)-1, g->user.gid) ||
	     chmod(g->tmp_top.p, 0710)))
		return err_os(err, "setting permissions on", g->tmp_top.p);
	g->tmp = str_cat2(a, g->tmp_top, STR("/build"));
	return own_dir(g, g->tmp, 0700, true, err);
}

int local_make_dirs(Goal *g, Err *err)
{
	Arena *a = &g->w->a;
	int rc = make_tmp(g, err);

	if (rc || !g->chroot)
		return rc;
	g->chroot_dir = str_cat2(a, store_real(g->w->s, a, g->path),
				 STR(".chroot"));
	g->root = str_cat2(a, g->chroot_dir, STR("/root"));
	rc = os_remove_tree(OS_CWD, g->chroot_dir.p, NULL, err);
	if (!rc)
		rc = own_dir(g, g->chroot_dir, 0700, false, err);
	if (!rc)
		rc = own_dir(g, str_cat2(a, g->chroot_dir, STR("/store")),
			     0700, false, err);
	if (!rc)
		rc = own_dir(g, g->root, 0750, false, err);
	return rc;
}

void local_remove_dirs(Goal *g, bool failed)
{
	size_t i;
	Err err;
	bool builtin = str_starts(g->drv.builder, STR("builtin:"));

	if (g->chroot_dir.n &&
	    os_remove_tree(OS_CWD, g->chroot_dir.p, NULL, &err))
		log_err(&err);
	g->chroot_dir.n = 0;
	/* outputs made under another name, and not moved since */
	for (i = 0; i < g->outs_n; i++) {
		GoalOutput *o = &g->outs[i];

		if (o->scratch.n && !str_eq(o->scratch, o->path) &&
		    os_remove_tree(OS_CWD, store_real(g->w->s, &g->w->a,
						      o->scratch).p,
				   NULL, &err))
			log_err(&err);
	}
	os_close(g->tmp_lock);
	g->tmp_lock = -1;
	if (g->tmp_top.n == 0)
		return;
	/* builtins may have left secrets, such as a netrc file, there */
	if (failed && config.keep_failed && !builtin && g->tmp.n) {
		log_msg(LVL_ERROR, "note: keeping build directory '" STR_F
			"'", STR_A(g->tmp));
		if (chmod(g->tmp_top.p, 0755) || chmod(g->tmp.p, 0755))
			log_msg(LVL_DEBUG, "cannot open up '" STR_F "'",
				STR_A(g->tmp));
	} else if (os_remove_tree(OS_CWD, g->tmp_top.p, NULL, &err)) {
		log_err(&err);
	}
	g->tmp_top.n = 0;
}
