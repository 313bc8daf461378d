/* Running programs of a chroot store: see enter.h. */
#define _GNU_SOURCE
#include "engine/cli/enter.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/cli/cmd.h"

static void put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (n < 0)
		cmd_fail("cannot write %s: %s", file, strerror(errno));
	close(fd);
}

/* The first part of a path: "/nix" of "/nix/store". */
static Str top_of(Str path)
{
	ptrdiff_t slash = str_chr(str_from(path, 1), '/');

	return slash < 0 ? path : str_sub(path, 0, (size_t)slash + 1);
}

/*
 * The store's parent may not exist on this machine, so the whole root is
 * made anew: a folder with everything of / bound into it, and the store.
 */
static void new_root(Str store, Str real)
{
	Str dir = cmd_tmp_dir(), root, top = top_of(store), from, to;
	StrList names;
	struct stat st;
	size_t i;
	Err err;

	root = str_cat2(&ev.perm, dir, STR("/root"));
	if (mount(NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL) ||
	    mkdir(root.p, 0755) ||
	    mount("none", root.p, "tmpfs", 0, "mode=755"))
		cmd_fail("cannot make a root folder: %s", strerror(errno));
	if (os_list(&ev.perm, OS_CWD, "/", &names))
		cmd_fail("cannot read /");
	for (i = 0; i < names.n; i++) {
		from = str_cat2(&ev.perm, STR("/"), names.v[i]);
		to = str_cat2(&ev.perm, root, from);
		if (str_eq(from, top) || lstat(from.p, &st))
			continue;
		if (S_ISDIR(st.st_mode)) {
			if (mkdir(to.p, 0755) || mount(from.p, to.p, "",
			    MS_BIND | MS_REC, NULL))
				cmd_fail("cannot mount %s: %s", from.p,
					 strerror(errno));
		} else if (S_ISLNK(st.st_mode)) {
			Str target;

			if (!os_readlink(&ev.perm, OS_CWD, from.p, &target))
				os_symlink(target.p, OS_CWD, to.p);
		}
	}
	to = str_cat2(&ev.perm, root, store);
	cmd_ok(os_make_dirs(to.p, 0755, &err), &err);
	if (mount(real.p, to.p, "", MS_BIND | MS_REC, NULL))
		cmd_fail("cannot mount the store: %s", strerror(errno));
	if (chroot(root.p))
		cmd_fail("cannot enter %s: %s", root.p, strerror(errno));
}

static void wait_as(pid_t pid)
{
	int status = 0;

	if (pid < 0)
		cmd_fail("cannot start a process: %s", strerror(errno));
	if (pid == 0)
		return;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	os_remove_tree(OS_CWD, cmd_tmp_dir().p, NULL, NULL);
	_exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
	      WEXITSTATUS(status));
}

void enter_store(void)
{
	const StorePlaces *p = store_where(cmd_store());
	uid_t uid = geteuid();
	gid_t gid = getegid();
	Str cwd = cmd_cwd();
	char text[64];

	if (str_eq(p->store, p->real))
		return;
	/*
	 * Only a process with one thread may enter a new user namespace, so
	 * a child does; we wait for it and end as it ends.
	 */
	cmd_tmp_dir();
	wait_as(fork());
	if (unshare(CLONE_NEWNS | CLONE_NEWUSER))
		cmd_fail("cannot make namespaces: %s", strerror(errno));
	put("/proc/self/setgroups", "deny");
	snprintf(text, sizeof text, "%lu %lu 1", (unsigned long)uid,
		 (unsigned long)uid);
	put("/proc/self/uid_map", text);
	snprintf(text, sizeof text, "%lu %lu 1", (unsigned long)gid,
		 (unsigned long)gid);
	put("/proc/self/gid_map", text);
	new_root(str_dup(&ev.perm, p->store), str_dup(&ev.perm, p->real));
	if (chdir(str_z(&ev.perm, cwd)) && chdir("/"))
		cmd_fail("cannot go back to " STR_F, STR_A(cwd));
}
