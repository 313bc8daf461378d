/* The operating system, the rest: locks, environment, time, processes. */
#define _GNU_SOURCE
#include "base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int os_lock(int fd, bool exclusive)
{
	int rc;

	do
		rc = flock(fd, exclusive ? LOCK_EX : LOCK_SH);
	while (rc && errno == EINTR);
	return rc;
}

bool os_try_lock(int fd, bool exclusive)
{
	return flock(fd, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0;
}

void os_unlock(int fd)
{
	flock(fd, LOCK_UN);
}

const char *os_env(const char *name)
{
	const char *v = getenv(name);

	return v && *v ? v : NULL;
}

int64_t os_now(void)
{
	return (int64_t)time(NULL);
}

uint64_t os_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

void os_random(void *p, size_t n)
{
	char *at = p;
	ssize_t got;

	while (n > 0) {
		got = getrandom(at, n, 0);
		if (got < 0 && errno != EINTR)
			abort();
		if (got > 0) {
			at += got;
			n -= (size_t)got;
		}
	}
}

static void child(char *const argv[], int in, int out)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (in >= 0)
		dup2(in, 0);
	if (out >= 0)
		dup2(out, 1);
	execvp(argv[0], argv);
	_exit(errno == ENOENT ? 127 : 126);
}

/* Feed in and collect out at once, so that neither side can block. */
static void pump(int to, Str in, int from, StrBuf *b)
{
	struct pollfd p[2];
	ssize_t n;

	while (to >= 0 || from >= 0) {
		p[0].fd = to;
		p[0].events = POLLOUT;
		p[1].fd = from;
		p[1].events = POLLIN;
		p[0].revents = p[1].revents = 0;
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			break;
		if (p[0].revents) {
			n = in.n ? write(to, in.p, in.n) : 0;
			if (n > 0)
				in = str_from(in, (size_t)n);
			if (in.n == 0 || (n < 0 && errno != EAGAIN &&
					  errno != EINTR)) {
				os_close(to);
				to = -1;
			}
		}
		if (p[1].revents) {
			sb_room(b, 65536);
			n = read(from, b->p + b->n, 65536);
			if (n > 0)
				b->n += (size_t)n;
			else if (n == 0 || errno != EINTR) {
				os_close(from);
				from = -1;
			}
		}
	}
}

int os_run(Arena *a, char *const argv[], Str in, Str *out, int *status,
	   Err *err)
{
	int to[2] = { -1, -1 };
	int from[2] = { -1, -1 };
	void (*old_pipe)(int);
	StrBuf b = sb_in(a);
	pid_t pid;
	int st;

	if (pipe2(to, O_CLOEXEC) || (out && pipe2(from, O_CLOEXEC))) {
		os_close(to[0]);
		os_close(to[1]);
		return err_os(err, "making a pipe for", argv[0]);
	}
	pid = fork();
	if (pid == 0)
		child(argv, to[0], from[1]);
	os_close(to[0]);
	os_close(from[1]);
	if (pid < 0) {
		err_os(err, "starting", argv[0]);
		os_close(to[1]);
		os_close(from[0]);
		return ERR_OS;
	}
	old_pipe = signal(SIGPIPE, SIG_IGN);
	fcntl(to[1], F_SETFL, O_NONBLOCK);
	pump(to[1], in, out ? from[0] : -1, &b);
	signal(SIGPIPE, old_pipe);
	while (waitpid(pid, &st, 0) < 0)
		if (errno != EINTR)
			return err_os(err, "waiting for", argv[0]);
	*status = WIFSIGNALED(st) ? 128 + WTERMSIG(st) : WEXITSTATUS(st);
	if (out)
		*out = sb_str(&b);
	if (*status == 127)
		return err_set(err, ERR_NOT_FOUND,
			       "cannot run '%s': not found", argv[0]);
	return 0;
}
