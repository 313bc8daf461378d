/*
 * The child's half of starting a builder. Between the clone and the
 * builder there are no threads, locks or allocations to rely on, so all
 * this uses is system calls and buffers on the stack.
 */
#define _GNU_SOURCE
#include "engine/build/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static int error_fd;

static _Noreturn void fail(const char *what, const char *name)
{
	char text[2 * PATH_MAX];
	int n = snprintf(text, sizeof text, "%s '%s': %s", what, name,
			 strerror(errno));

	if (n > 0)
		n = (int)write(error_fd, text, (size_t)n < sizeof text ?
			       (size_t)n : sizeof text - 1);
	_exit(1);
}

static void path_of(char out[PATH_MAX], const char *root, Str name)
{
	int n = snprintf(out, PATH_MAX, "%s" STR_F, root, STR_A(name));

	if (n >= PATH_MAX) {
		errno = ENAMETOOLONG;
		fail("preparing", root);
	}
}

static void make_dirs(char *path)
{
	char *p;

	for (p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = 0;
		if (mkdir(path, 0755) && errno != EEXIST)
			fail("creating directory", path);
		*p = '/';
	}
	if (mkdir(path, 0755) && errno != EEXIST)
		fail("creating directory", path);
}

static void make_parents(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash || slash == path)
		return;
	*slash = 0;
	make_dirs(path);
	*slash = '/';
}

static void touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
		      0644);

	if (fd < 0)
		fail("creating", path);
	close(fd);
}

static void bind_at(const char *source, char *target, bool optional)
{
	struct stat st;

	if (stat(source, &st)) {
		if (optional && errno == ENOENT)
			return;
		fail("getting attributes of path", source);
	}
	if (S_ISDIR(st.st_mode)) {
		make_dirs(target);
	} else {
		make_parents(target);
		touch(target);
	}
	if (mount(source, target, "", MS_BIND | MS_REC, NULL))
		fail("bind mounting", source);
}

static void copy_link(const char *source, const char *target)
{
	char to[PATH_MAX];
	ssize_t n = readlink(source, to, sizeof to - 1);

	if (n < 0)
		fail("reading symbolic link", source);
	to[n] = 0;
	if (symlink(to, target))
		fail("creating symbolic link", target);
}

/*
 * The store is bound once to a folder outside the new root and made
 * read-only there; a bind from there is read-only too, at no further
 * cost. Locked flags of the host's mount have to be repeated.
 */
static void stage_store(const Sandbox *s)
{
	unsigned long flags = MS_BIND | MS_REMOUNT | MS_RDONLY;
	struct statfs fs;

	if (mount(s->store_host, s->staging, "", MS_BIND, NULL))
		fail("bind mounting", s->store_host);
	if (statfs(s->staging, &fs))
		fail("examining", s->staging);
	if (fs.f_flags & 2)     /* ST_NOSUID and kin: their MS_ twins */
		flags |= MS_NOSUID;
	if (fs.f_flags & 4)
		flags |= MS_NODEV;
	if (fs.f_flags & 8)
		flags |= MS_NOEXEC;
	if (fs.f_flags & 1024)
		flags |= MS_NOATIME;
	if (fs.f_flags & 2048)
		flags |= MS_NODIRATIME;
	if (fs.f_flags & 4096)
		flags |= MS_RELATIME;
	if (mount("none", s->staging, "", flags, NULL))
		fail("making read-only", s->staging);
}

static void mount_inputs(const Sandbox *s)
{
	char source[PATH_MAX], target[PATH_MAX];
	struct stat st;
	size_t i, store_n = strlen(s->store);

	for (i = 0; i < s->inputs->n; i++) {
		Str p = s->inputs->v[i];

		path_of(target, s->root, p);
		path_of(source, s->staging, str_from(p, store_n));
		if (lstat(source, &st)) {
			path_of(source, s->store_host,
				str_from(p, store_n));
			fail("getting attributes of path", source);
		}
		if (S_ISLNK(st.st_mode)) {
			copy_link(source, target);
			continue;
		}
		if (S_ISDIR(st.st_mode)) {
			if (mkdir(target, 0755) && errno != EEXIST)
				fail("creating directory", target);
		} else {
			touch(target);
		}
		if (mount(source, target, "", MS_BIND, NULL))
			fail("bind mounting", source);
	}
}

static bool bound(const Sandbox *s, const char *target)
{
	size_t i;

	for (i = 0; i < s->mounts_n; i++)
		if (str_eqc(s->mounts[i].target, target))
			return true;
	return false;
}

static void bind_same(const Sandbox *s, const char *name, bool optional)
{
	char target[PATH_MAX];

	if (bound(s, name))
		return;
	path_of(target, s->root, str_c(name));
	bind_at(name, target, optional);
}

static void link_in(const Sandbox *s, const char *to, const char *name)
{
	char path[PATH_MAX];

	path_of(path, s->root, str_c(name));
	if (symlink(to, path) && errno != EEXIST)
		fail("creating symbolic link", path);
}

static void mount_dev(const Sandbox *s)
{
	char path[PATH_MAX], options[64];

	if (bound(s, "/dev"))
		return;
	path_of(path, s->root, STR("/dev/shm"));
	make_dirs(path);
	path_of(path, s->root, STR("/dev/pts"));
	make_dirs(path);
	bind_same(s, "/dev/full", false);
	bind_same(s, "/dev/null", false);
	bind_same(s, "/dev/random", false);
	bind_same(s, "/dev/tty", true);
	bind_same(s, "/dev/urandom", false);
	bind_same(s, "/dev/zero", false);
	if (s->kvm)
		bind_same(s, "/dev/kvm", true);
	link_in(s, "/proc/self/fd", "/dev/fd");
	link_in(s, "/proc/self/fd/0", "/dev/stdin");
	link_in(s, "/proc/self/fd/1", "/dev/stdout");
	link_in(s, "/proc/self/fd/2", "/dev/stderr");
	path_of(path, s->root, STR("/dev/shm"));
	snprintf(options, sizeof options, "size=%s", s->shm_size);
	if (mount("none", path, "tmpfs", MS_NOSUID | MS_NODEV, options))
		fail("mounting", "/dev/shm");
	if (bound(s, "/dev/pts"))
		return;
	path_of(path, s->root, STR("/dev/pts"));
	if (mount("none", path, "devpts", 0,
		  "newinstance,ptmxmode=0666,mode=0620"))
		fail("mounting", "/dev/pts");
	link_in(s, "/dev/pts/ptmx", "/dev/ptmx");
}

static void mount_all(const Sandbox *s)
{
	static const char nss[] = "hosts: files dns\nservices: files\n";
	char source[PATH_MAX], target[PATH_MAX];
	size_t i;
	int fd;

	if (mount(NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL))
		fail("making private", "/");
	if (mount(s->root, s->root, NULL, MS_BIND, NULL))
		fail("bind mounting", s->root);
	stage_store(s);
	mount_inputs(s);
	if (s->network) {
		path_of(target, s->root, STR("/etc/nsswitch.conf"));
		fd = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
		if (fd < 0 || write(fd, nss, sizeof nss - 1) < 0)
			fail("writing", target);
		close(fd);
		bind_same(s, "/etc/resolv.conf", true);
		bind_same(s, "/etc/services", true);
		bind_same(s, "/etc/hosts", true);
	}
	for (i = 0; i < s->mounts_n; i++) {
		path_of(target, s->root, s->mounts[i].target);
		path_of(source, "", s->mounts[i].source);
		if (strcmp(source, "/proc") != 0)
			bind_at(source, target, s->mounts[i].optional);
	}
	path_of(target, s->root, str_c(s->build_dir));
	bind_at(s->build_host, target, false);
	mount_dev(s);
	path_of(target, s->root, STR("/proc"));
	make_dirs(target);
	if (mount("none", target, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		  NULL))
		fail("mounting", "/proc");
}

static void enter_root(const Sandbox *s)
{
	if (chdir(s->root))
		fail("changing into", s->root);
	if (mkdir("real-root", 0))
		fail("creating directory", "real-root");
	if (syscall(SYS_pivot_root, ".", "real-root"))
		fail("moving the root to", s->root);
	if (chroot("."))
		fail("changing root to", s->root);
	if (umount2("real-root", MNT_DETACH))
		fail("unmounting", "real-root");
	if (rmdir("real-root"))
		fail("removing", "real-root");
}

static void loopback_up(void)
{
	struct ifreq r;
	int fd = socket(PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		fail("opening", "IP socket");
	memset(&r, 0, sizeof r);
	strcpy(r.ifr_name, "lo");
	r.ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
	if (ioctl(fd, SIOCSIFFLAGS, &r))
		fail("bringing up", "lo");
	close(fd);
}

/*
 * With the host's network come its abstract sockets, over which a build
 * could hand descriptors out. Kernels from 6.12 on can forbid them.
 */
static void no_abstract_sockets(void)
{
	struct {
		uint64_t fs, net, scoped;
	} attr = { 0, 0, 1 };   /* LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET */
	int fd = (int)syscall(444, &attr, sizeof attr, 0);

	if (fd < 0)
		return;
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	syscall(446, fd, 0);
	close(fd);
}

static void become_user(const Sandbox *s)
{
	uid_t uid = s->chroot ? (uid_t)SANDBOX_UID : s->uid;
	gid_t gid = s->chroot ? (gid_t)SANDBOX_GID : s->gid;

	if (!s->chroot && !s->has_user)
		return;
	/* raw: the C library would look for threads that are not there */
	if (!s->chroot && syscall(SYS_setgroups, s->groups_n, s->groups))
		fail("setting", "groups");
	if (syscall(SYS_setresgid, gid, gid, gid))
		fail("setting", "group");
	if (syscall(SYS_setresuid, uid, uid, uid))
		fail("setting", "user");
}

static void set_personality(const Sandbox *s)
{
	int p;

	if (s->linux32 && personality(PER_LINUX32) == -1)
		fail("setting", "32-bit personality");
	p = personality(0xffffffff);
	if (p != -1)
		personality((unsigned long)p | ADDR_NO_RANDOMIZE |
			    (s->linux26 ? 0x20000u /* UNAME26 */ : 0));
}

static void attach_output(const Sandbox *s)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (setsid() < 0)
		fail("creating", "a new session");
	if (null < 0 || dup2(null, 0) < 0)
		fail("opening", "/dev/null");
	if (dup2(s->out, 1) < 0 || dup2(s->out, 2) < 0)
		fail("redirecting", "standard error");
}

static void default_signals(void)
{
	struct sigaction sa;
	sigset_t none;
	int i;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = SIG_DFL;
	for (i = 1; i < 65; i++)
		if (i != SIGKILL && i != SIGSTOP)
			sigaction(i, &sa, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* error_fd must be the one descriptor that survives until exec. */
static void close_rest(void)
{
	int fd;

	if (error_fd > 3) {
		if (dup2(error_fd, 3) < 0)
			fail("duplicating", "a descriptor");
		error_fd = 3;
		fcntl(3, F_SETFD, FD_CLOEXEC);
	}
	if (syscall(436 /* close_range */, 4u, ~0u, 0u) == 0)
		return;
	for (fd = 4; fd < 65536; fd++)
		close(fd);
}

_Noreturn void child_run(const Sandbox *s, int sync, int errors)
{
	struct rlimit core = { 0, RLIM_INFINITY };
	char c;

	error_fd = errors;
	default_signals();
	attach_output(s);
	if (read(sync, &c, 1) != 1)
		_exit(1);
	umask(022);
	if (s->chroot) {
		if (!s->network)
			loopback_up();
		if (sethostname("localhost", 9) ||
		    setdomainname("(none)", 6))
			fail("setting", "host name");
		mount_all(s);
		enter_root(s);
	}
	if (s->chroot && s->network)
		no_abstract_sockets();
	become_user(s);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (chdir(s->chroot ? s->build_dir : s->build_host))
		fail("changing into", s->build_host);
	set_personality(s);
	setrlimit(RLIMIT_CORE, &core);
	close_rest();
	if (s->filter && seccomp_install(s->new_privileges))
		fail("installing", "system call filter");
	if (s->builtin) {
		close(error_fd);
		exit(s->builtin(s->ctx));
	}
	execve(s->program, s->argv, s->envp);
	fail("executing", s->program);
}
