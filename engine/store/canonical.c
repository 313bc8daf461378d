/*
 * Canonical metadata (libstore/posix-fs-canonicalise.cc): what a build or
 * a user left is made the same everywhere before it is registered.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "engine/store/internal.h"

typedef struct {
	Arena a;
	int64_t from_uid;
	Err *err;
} Canon;

static int drop_xattrs(const char *link, const char *name, Err *err)
{
	char list[65536];
	ssize_t n = llistxattr(link, list, sizeof list);
	ssize_t i;

	if (n < 0)
		return errno == ENOTSUP || errno == ENODATA ||
		       errno == E2BIG ? 0 :
		       err_os(err, "querying extended attributes of", name);
	for (i = 0; i < n; i += (ssize_t)strlen(list + i) + 1) {
		/* these belong to the system, not to the file */
		if (strcmp(list + i, "security.selinux") == 0 ||
		    strcmp(list + i, "security.csm") == 0)
			continue;
		if (lremovexattr(link, list + i) && errno != ENODATA &&
		    errno != ENOTSUP)
			return err_os(err, "removing extended attributes of",
				      name);
	}
	return 0;
}

static int canon_node(Canon *c, int dir, const char *name, int depth);

static int canon_dir(Canon *c, int dir, const char *name, int depth)
{
	ArenaMark m = arena_mark(&c->a);
	StrList names;
	size_t i;
	int fd = os_open_dir(dir, name);
	int rc = 0;

	if (fd < 0)
		return err_os(c->err, "opening directory", name);
	if (os_list_fd(&c->a, fd, &names))
		rc = err_os(c->err, "reading directory", name);
	for (i = 0; rc == 0 && i < names.n; i++)
		rc = canon_node(c, fd, names.v[i].p, depth + 1);
	os_close(fd);
	arena_release(&c->a, m);
	return rc;
}

static int canon_node(Canon *c, int dir, const char *name, int depth)
{
	char proc[4400];
	uint32_t mode;
	OsStat st;
	int rc = 0;

	if (depth > NAR_DEPTH_MAX)
		return err_set(c->err, ERR_LIMIT, "'%s' lies too deep", name);
	if (os_lstat(dir, name, &st))
		return err_os(c->err, "getting status of", name);
	if (st.type == OS_OTHER)
		return err_set(c->err, ERR_FAIL,
			       "file '%s' has an unsupported type", name);
	snprintf(proc, sizeof proc, "/proc/self/fd/%d/%s", dir, name);
	if (dir == OS_CWD)
		snprintf(proc, sizeof proc, "%s", name);
	rc = drop_xattrs(proc, name, c->err);
	if (rc)
		return rc;
	/*
	 * A file of another user is refused, or a builder could hand over
	 * somebody else's file by a hard link and have it chowned.
	 */
	if (c->from_uid >= 0 && st.uid != c->from_uid) {
		if (st.type == OS_FILE && st.nlink > 1 &&
		    st.uid == geteuid() && (st.mode & 0222) == 0)
			return 0;
		return err_set(c->err, ERR_FAIL, "invalid ownership on file "
			       "'%s'", name);
	}
	if (st.type != OS_LINK) {
		mode = st.type == OS_DIR || (st.mode & 0100) ? 0555 : 0444;
		if (st.mode != mode &&
		    os_chmod(dir, name, st.type == OS_DIR ? 0755 : mode))
			return err_os(c->err, "changing mode of", name);
		if (st.type == OS_DIR) {
			rc = canon_dir(c, dir, name, depth);
			if (rc == 0 && os_chmod(dir, name, 0555))
				rc = err_os(c->err, "changing mode of", name);
		}
	}
	if (rc == 0 && st.uid != geteuid() &&
	    fchownat(dir, name, geteuid(), getegid(), AT_SYMLINK_NOFOLLOW))
		rc = err_os(c->err, "changing owner of", name);
	if (rc == 0 && (st.mtime != 1 || st.type == OS_DIR) &&
	    os_set_mtime(dir, name, 1))
		rc = err_os(c->err, "changing modification time of", name);
	return rc;
}

int store_canonicalise(int dir, const char *name, int64_t from_uid,
		       Err *err)
{
	Canon c = { .from_uid = from_uid, .err = err };
	int rc = canon_node(&c, dir, name, 0);

	arena_free(&c.a);
	return rc;
}
