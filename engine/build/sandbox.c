/* The parent's half of starting a builder: see sandbox.h. */
#define _GNU_SOURCE
#include "engine/build/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/os.h"

static int write_file(const char *root, const char *name, Str text,
		      Err *err)
{
	char path[PATH_MAX];
	int fd, rc;

	snprintf(path, sizeof path, "%s%s", root, name);
	fd = os_create(OS_CWD, path, 0644);
	if (fd < 0)
		return err_os(err, "creating", path);
	rc = os_write_all(fd, text.p, text.n);
	os_close(fd);
	return rc ? err_os(err, "writing", path) : 0;
}

static int make_dir(const char *root, const char *name, mode_t mode,
		    Err *err)
{
	char path[PATH_MAX];
	int rc;

	snprintf(path, sizeof path, "%s%s", root, name);
	rc = os_make_dirs(path, 0755, err);
	if (rc)
		return rc;
	if (chmod(path, mode))
		return err_os(err, "setting permissions on", path);
	return 0;
}

int sandbox_prepare(const Sandbox *s, Err *err)
{
	static const char hosts[] = "127.0.0.1 localhost\n::1 localhost\n";
	Arena a = { 0 };
	int rc;

	rc = make_dir(s->root, "/tmp", 01777, err);
	if (!rc)
		rc = make_dir(s->root, "/etc", 0755, err);
	if (!rc)
		rc = write_file(s->root, "/etc/group", str_fmt(&a,
				"root:x:0:\nnixbld:!:%d:\nnogroup:x:65534:\n",
				SANDBOX_GID), err);
	if (!rc)
		rc = write_file(s->root, "/etc/passwd", str_fmt(&a,
				"root:x:0:0:Nix build user:%s:/noshell\n"
				"nixbld:x:%d:%d:Nix build user:%s:/noshell\n"
				"nobody:x:65534:65534:Nobody:/:/noshell\n",
				s->build_dir, SANDBOX_UID, SANDBOX_GID,
				s->build_dir), err);
	if (!rc && !s->network)
		rc = write_file(s->root, "/etc/hosts", str_c(hosts), err);
	if (!rc)
		rc = make_dir(s->root, s->store, 01775, err);
	if (!rc && s->has_user) {
		Str store = str_fmt(&a, "%s%s", s->root, s->store);

		if (chown(store.p, (uid_t)-1, s->gid) ||
		    chown(s->root, (uid_t)-1, s->gid))
			rc = err_os(err, "changing the group of", s->root);
	}
	arena_free(&a);
	return rc;
}

static int put_proc(pid_t pid, const char *file, const char *text)
{
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	n = write(fd, text, strlen(text));
	close(fd);
	return n == (ssize_t)strlen(text) ? 0 : -1;
}

/* The one user of the sandbox is the build user, or us. */
static int map_ids(const Sandbox *s, pid_t pid, Err *err)
{
	char text[64];

	snprintf(text, sizeof text, "%d %lu 1", SANDBOX_UID,
		 (unsigned long)(s->has_user ? s->uid : geteuid()));
	if (put_proc(pid, "uid_map", text))
		return err_os(err, "setting", "uid_map of the sandbox");
	if (put_proc(pid, "setgroups", "deny"))
		return err_os(err, "setting", "setgroups of the sandbox");
	snprintf(text, sizeof text, "%d %lu 1", SANDBOX_GID,
		 (unsigned long)(s->has_user ? s->gid : getegid()));
	if (put_proc(pid, "gid_map", text))
		return err_os(err, "setting", "gid_map of the sandbox");
	return 0;
}

static pid_t clone_plain(unsigned long flags)
{
	return (pid_t)syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
}

static pid_t start(const Sandbox *s)
{
	unsigned long flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS |
			      CLONE_NEWIPC | CLONE_NEWUTS;

	if (!s->chroot)
		return fork();
	if (!s->network)
		flags |= CLONE_NEWNET;
	return clone_plain(flags);
}

/* What the child says until it becomes the builder. */
static int hear(int fd, pid_t pid, Err *err)
{
	char text[1024];
	size_t n = 0;
	ssize_t got;

	while (n < sizeof text - 1) {
		got = read(fd, text + n, sizeof text - 1 - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	if (n == 0)
		return 0;
	text[n] = 0;
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return err_set(err, ERR_BUILD, "%s", text);
}

int sandbox_start(const Sandbox *s, pid_t *pid, Err *err)
{
	int sync[2], errors[2];
	sigset_t all, old;
	int rc = 0;

	if (pipe2(sync, O_CLOEXEC))
		return err_os(err, "making", "a pipe");
	if (pipe2(errors, O_CLOEXEC)) {
		close(sync[0]);
		close(sync[1]);
		return err_os(err, "making", "a pipe");
	}
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	*pid = start(s);
	if (*pid == 0) {
		close(sync[1]);
		close(errors[0]);
		child_run(s, sync[0], errors[1]);
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
	close(sync[0]);
	close(errors[1]);
	if (*pid < 0) {
		rc = s->chroot ? err_set(err, ERR_NOT_FOUND, "this system "
			"does not let Mote make namespaces (%s), so builds "
			"cannot be sandboxed; see "
			"/proc/sys/user/max_user_namespaces and "
			"/proc/sys/kernel/unprivileged_userns_clone, or use "
			"'--option sandbox false'", strerror(errno)) :
		     err_os(err, "starting", "builder");
	} else if (s->chroot) {
		rc = map_ids(s, *pid, err);
		if (rc) {
			kill(*pid, SIGKILL);
			while (waitpid(*pid, NULL, 0) < 0 && errno == EINTR)
				;
		}
	}
	if (!rc && write(sync[1], "1", 1) != 1)
		rc = err_os(err, "waking", "the builder");
	close(sync[1]);
	if (!rc)
		rc = hear(errors[0], *pid, err);
	close(errors[0]);
	return rc;
}
