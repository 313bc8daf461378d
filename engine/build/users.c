/* Users to run builds as: see users.h. */
#define _GNU_SOURCE
#include "engine/build/users.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/build/config.h"

enum { AUTO_UID_START = 872415232, AUTO_UID_STEP = 65536, AUTO_UIDS = 128 };

static bool auto_users(void)
{
	return config.build_users_group.n > 0 &&
	       !getgrnam(config.build_users_group.p) &&
	       str_eqc(config.build_users_group, "nixbld");
}

bool user_wanted(void)
{
	return geteuid() == 0 && config.build_users_group.n > 0;
}

/* Is number this user's lock free? Then it is ours. */
static bool try_lock(BuildUser *u, Str dir, unsigned long number)
{
	char name[4096];

	snprintf(name, sizeof name, STR_F "/%lu", STR_A(dir), number);
	u->fd = os_open_lock(OS_CWD, name, 0600);
	if (u->fd < 0)
		return false;
	if (os_try_lock(u->fd, true))
		return true;
	os_close(u->fd);
	u->fd = -1;
	return false;
}

static int take_auto(BuildUser *u, Str state_dir, Err *err)
{
	Arena a = { 0 };
	Str dir = str_fmt(&a, STR_F "/userpool2", STR_A(state_dir));
	unsigned i;
	int rc = os_make_dirs(dir.p, 0755, err);

	for (i = 0; !rc && i < AUTO_UIDS; i++) {
		if (!try_lock(u, dir, i))
			continue;
		u->uid = AUTO_UID_START + i * AUTO_UID_STEP;
		u->gid = u->uid;
		u->groups_n = 0;
		u->on = true;
		break;
	}
	arena_free(&a);
	if (!rc && !u->on)
		rc = err_set(err, ERR_BUSY, "no free build user");
	return rc;
}

static int take_member(BuildUser *u, const struct group *gr,
		       const char *name, Str dir, Err *err)
{
	struct passwd *pw = getpwnam(name);
	gid_t groups[32];
	int i, n = 32;

	if (!pw)
		return err_set(err, ERR_FAIL, "the user '%s' in the group "
			       "'" STR_F "' does not exist", name,
			       STR_A(config.build_users_group));
	if (!try_lock(u, dir, pw->pw_uid))
		return ERR_BUSY;
	if (pw->pw_uid == getuid() || pw->pw_uid == geteuid())
		return err_set(err, ERR_FAIL, "the Nix user should not be a "
			       "member of '" STR_F "'",
			       STR_A(config.build_users_group));
	u->uid = pw->pw_uid;
	u->gid = gr->gr_gid;
	if (getgrouplist(pw->pw_name, pw->pw_gid, groups, &n) < 0)
		n = 0;
	for (i = 0; i < n; i++)
		u->groups[i] = groups[i];
	u->groups_n = (size_t)n;
	u->on = true;
	return 0;
}

int user_take(BuildUser *u, Str state_dir, Err *err)
{
	Arena a = { 0 };
	struct group *gr;
	Str dir;
	StrList names = { 0 };
	size_t i;
	int rc = ERR_BUSY;

	u->fd = -1;
	u->on = false;
	if (auto_users())
		return take_auto(u, state_dir, err);
	gr = getgrnam(str_z(&a, config.build_users_group));
	if (!gr) {
		rc = err_set(err, ERR_FAIL, "the group '" STR_F "' specified "
			     "in 'build-users-group' does not exist",
			     STR_A(config.build_users_group));
		arena_free(&a);
		return rc;
	}
	for (i = 0; gr->gr_mem[i]; i++)
		strlist_add(&a, &names, str_dup(&a, str_c(gr->gr_mem[i])));
	dir = str_fmt(&a, STR_F "/userpool", STR_A(state_dir));
	if (names.n == 0)
		rc = err_set(err, ERR_FAIL, "the build users group '" STR_F
			     "' has no members",
			     STR_A(config.build_users_group));
	else if (os_make_dirs(dir.p, 0755, err))
		rc = ERR_OS;
	for (i = 0; rc == ERR_BUSY && i < names.n; i++)
		rc = take_member(u, gr, names.v[i].p, dir, err);
	arena_free(&a);
	return rc;
}

/*
 * kill(-1) from a process of that user reaches all of them and nobody
 * else, without a race.
 */
void user_kill(const BuildUser *u)
{
	pid_t pid;

	if (!u->on)
		return;
	pid = fork();
	if (pid == 0) {
		if (setgid(u->gid) || setuid(u->uid))
			_exit(1);
		while (kill(-1, SIGKILL) && errno == EINTR)
			;
		_exit(0);
	}
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

void user_release(BuildUser *u)
{
	if (u->on)
		os_close(u->fd);
	u->fd = -1;
	u->on = false;
}
