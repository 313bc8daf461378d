/* Users to run builds as, when we are root. */
#ifndef BUILD_USERS_H
#define BUILD_USERS_H

#include "base/err.h"
#include "base/str.h"

/* A user to build as, locked for us in STATE/userpool. */
typedef struct {
	int fd;                 /* of the lock; -1: none held */
	bool on;
	unsigned uid, gid;
	unsigned groups[32];
	size_t groups_n;
} BuildUser;

/*
 * user_wanted: are builds to run as another user? (We are root, and
 * build-users-group is not empty.)
 */
bool user_wanted(void);
/*
 * user_take: a free member of build-users-group, or, where there is no
 * such group, a free number from 872415232 on, as Nix's auto-allocate-uids
 * has them. ERR_BUSY when all are taken.
 */
int user_take(BuildUser *u, Str state_dir, Err *err);
/* user_kill: every process of the user. */
void user_kill(const BuildUser *u);
void user_release(BuildUser *u);

#endif
