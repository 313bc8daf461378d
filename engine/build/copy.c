/* Copies and moves of trees of files: see copy.h. */
#define _GNU_SOURCE
#include "engine/build/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/os.h"

enum { DEPTH_MAX = 1000, CHUNK = 65536 };

static int copy_at(int from, const char *name, int to, const char *new_name,
		   int depth, Err *err);

static int copy_data(int in, int out, Err *err)
{
	char buf[CHUNK];
	ptrdiff_t n;
	ssize_t k;

	do
		k = copy_file_range(in, NULL, out, NULL, 1 << 30, 0);
	while (k > 0);
	if (k == 0)
		return 0;
	while ((n = os_read(in, buf, sizeof buf)) > 0)
		if (os_write_all(out, buf, (size_t)n))
			return err_os(err, "writing", "copy");
	return n < 0 ? err_os(err, "reading", "file to copy") : 0;
}

static int copy_file(int from, const char *name, int to,
		     const char *new_name, uint32_t mode, Err *err)
{
	int in = os_open_read(from, name), out, rc;

	if (in < 0)
		return err_os(err, "opening", name);
	out = os_create(to, new_name, mode & 0100 ? 0755 : 0644);
	if (out < 0) {
		err_os(err, "creating", new_name);
		os_close(in);
		return ERR_OS;
	}
	rc = copy_data(in, out, err);
	os_close(in);
	os_close(out);
	return rc;
}

static int copy_dir(int from, const char *name, int to, const char *new_name,
		    int depth, Err *err)
{
	Arena a = { 0 };
	StrList names;
	int in, out = -1, rc = 0;
	size_t i;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "directory '%s' is too deep",
			       name);
	in = os_open_dir(from, name);
	if (in < 0)
		return err_os(err, "opening directory", name);
	if (os_mkdir(to, new_name, 0755) ||
	    (out = os_open_dir(to, new_name)) < 0)
		rc = err_os(err, "creating directory", new_name);
	if (!rc && os_list_fd(&a, in, &names))
		rc = err_os(err, "reading directory", name);
	for (i = 0; !rc && i < names.n; i++)
		rc = copy_at(in, names.v[i].p, out, names.v[i].p, depth + 1,
			     err);
	os_close(in);
	os_close(out);
	arena_free(&a);
	return rc;
}

static int copy_at(int from, const char *name, int to, const char *new_name,
		   int depth, Err *err)
{
	Arena a = { 0 };
	OsStat st;
	Str target;
	int rc = 0;

	if (os_lstat(from, name, &st))
		return err_os(err, "examining", name);
	switch (st.type) {
	case OS_FILE:
		return copy_file(from, name, to, new_name, st.mode, err);
	case OS_DIR:
		return copy_dir(from, name, to, new_name, depth, err);
	case OS_LINK:
		if (os_readlink(&a, from, name, &target) ||
		    os_symlink(target.p, to, new_name))
			rc = err_os(err, "copying symbolic link", name);
		arena_free(&a);
		return rc;
	default:
		return err_set(err, ERR_FORMAT, "file '%s' has an "
			       "unsupported type", name);
	}
}

int copy_tree(const char *from, const char *to, Err *err)
{
	return copy_at(OS_CWD, from, OS_CWD, to, 0, err);
}

int move_path(const char *from, const char *to, Err *err)
{
	struct stat st;
	bool closed;

	if (lstat(from, &st))
		return err_os(err, "examining", from);
	closed = geteuid() != 0 && S_ISDIR(st.st_mode) &&
		 !(st.st_mode & S_IWUSR);
	if (closed && chmod(from, st.st_mode | S_IWUSR))
		return err_os(err, "setting permissions on", from);
	if (os_rename(OS_CWD, from, OS_CWD, to)) {
		err_os(err, "renaming", from);
		if (closed)
			os_chmod(OS_CWD, from, st.st_mode & 07777);
		return ERR_OS;
	}
	if (closed && chmod(to, st.st_mode))
		return err_os(err, "setting permissions on", to);
	return 0;
}
