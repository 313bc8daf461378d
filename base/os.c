/* The operating system, files: see os.h. */
#define _GNU_SOURCE
#include "base/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifdef MOTE_FAULTS
/* MOTE_FAULT=OP:N, see os.h. */
static int fault_from_env(const char *op, const char *name)
{
	static long left = -1;
	static const char *spec;
	static size_t op_n;

	(void)name;
	if (left == 0)
		return 0;
	if (left < 0) {
		spec = getenv("MOTE_FAULT");
		op_n = spec ? strcspn(spec, ":") : 0;
		left = spec && spec[op_n] ? atol(spec + op_n + 1) : 0;
		if (left == 0)
			return 0;
	}
	if (strncmp(spec, op, op_n) != 0 && strncmp(spec, "any", op_n) != 0 &&
	    strncmp(spec, "kill", op_n) != 0)
		return 0;
	if (--left > 0)
		return 0;
	if (strncmp(spec, "kill", op_n) == 0)
		kill(getpid(), SIGKILL);
	return EIO;
}

int (*os_fault)(const char *op, const char *name) = fault_from_env;
#else
int (*os_fault)(const char *op, const char *name);
#endif

static bool faulty(const char *op, const char *name)
{
	int e = os_fault ? os_fault(op, name) : 0;

	if (e)
		errno = e;
	return e != 0;
}

static int open_at(int dir, const char *name, int flags, uint32_t mode)
{
	int fd;

	if (faulty("open", name))
		return -1;
	do
		fd = openat(dir, name, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int os_open_read(int dir, const char *name)
{
	return open_at(dir, name, O_RDONLY | O_NOFOLLOW, 0);
}

int os_open_follow(int dir, const char *name)
{
	return open_at(dir, name, O_RDONLY, 0);
}

int os_open_dir(int dir, const char *name)
{
	return open_at(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
}

int os_create(int dir, const char *name, uint32_t mode)
{
	return open_at(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
		       mode);
}

int os_open_lock(int dir, const char *name, uint32_t mode)
{
	return open_at(dir, name, O_RDWR | O_CREAT, mode);
}

static void temp_name(const char *prefix, char tmp[OS_TEMP_MAX])
{
	static unsigned long counter;
	uint32_t r;

	os_random(&r, sizeof r);
	snprintf(tmp, OS_TEMP_MAX, "%.24s-%lx-%lx-%lx", prefix,
		 (unsigned long)getpid(), counter++, (unsigned long)r);
}

int os_create_temp(int dir, const char *prefix, char tmp[OS_TEMP_MAX])
{
	int fd;

	do {
		temp_name(prefix, tmp);
		fd = os_create(dir, tmp, 0600);
	} while (fd < 0 && errno == EEXIST);
	return fd;
}

int os_make_temp_dir(int dir, const char *prefix, char tmp[OS_TEMP_MAX])
{
	int rc;

	do {
		temp_name(prefix, tmp);
		rc = os_mkdir(dir, tmp, 0700);
	} while (rc && errno == EEXIST);
	return rc;
}

ptrdiff_t os_read(int fd, void *p, size_t n)
{
	ssize_t got;

	if (faulty("read", ""))
		return -1;
	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got;
}

int os_write_all(int fd, const void *p, size_t n)
{
	const char *at = p;
	ssize_t put;

	if (faulty("write", ""))
		return -1;
	while (n > 0) {
		put = write(fd, at, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

int os_sync(int fd)
{
	return faulty("fsync", "") ? -1 : fsync(fd);
}

void os_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

int os_rename(int from_dir, const char *from, int to_dir, const char *to)
{
	if (faulty("rename", to))
		return -1;
	return renameat(from_dir, from, to_dir, to);
}

int os_remove(int dir, const char *name)
{
	return faulty("remove", name) ? -1 : unlinkat(dir, name, 0);
}

int os_remove_dir(int dir, const char *name)
{
	return faulty("remove", name) ? -1 :
	       unlinkat(dir, name, AT_REMOVEDIR);
}

int os_mkdir(int dir, const char *name, uint32_t mode)
{
	return faulty("mkdir", name) ? -1 : mkdirat(dir, name, mode);
}

int os_symlink(const char *target, int dir, const char *name)
{
	return faulty("link", name) ? -1 : symlinkat(target, dir, name);
}

int os_link(int from_dir, const char *from, int to_dir, const char *to)
{
	return faulty("link", to) ? -1 :
	       linkat(from_dir, from, to_dir, to, 0);
}

int os_chmod(int dir, const char *name, uint32_t mode)
{
	return faulty("chmod", name) ? -1 : fchmodat(dir, name, mode, 0);
}

int os_set_mtime(int dir, const char *name, int64_t seconds)
{
	struct timespec ts[2] = {
		{ 0, UTIME_OMIT },
		{ (time_t)seconds, 0 }
	};

	if (faulty("chmod", name))
		return -1;
	return utimensat(dir, name, ts, AT_SYMLINK_NOFOLLOW);
}

static void fill_stat(OsStat *to, const struct stat *st)
{
	to->type = S_ISREG(st->st_mode) ? OS_FILE :
		   S_ISDIR(st->st_mode) ? OS_DIR :
		   S_ISLNK(st->st_mode) ? OS_LINK : OS_OTHER;
	to->mode = st->st_mode & 07777;
	to->uid = st->st_uid;
	to->gid = st->st_gid;
	to->size = (uint64_t)st->st_size;
	to->dev = st->st_dev;
	to->ino = st->st_ino;
	to->nlink = st->st_nlink;
	to->blocks = (uint64_t)st->st_blocks;
	to->mtime = st->st_mtime;
	to->ctime = st->st_ctime;
	to->atime = st->st_atime;
}

static int stat_at(int dir, const char *name, int flags, OsStat *to)
{
	struct stat st;

	if (fstatat(dir, name, &st, flags))
		return -1;
	fill_stat(to, &st);
	return 0;
}

int os_lstat(int dir, const char *name, OsStat *st)
{
	return stat_at(dir, name, AT_SYMLINK_NOFOLLOW, st);
}

int os_stat(int dir, const char *name, OsStat *st)
{
	return stat_at(dir, name, 0, st);
}

int os_fstat(int fd, OsStat *to)
{
	struct stat st;

	if (fstat(fd, &st))
		return -1;
	fill_stat(to, &st);
	return 0;
}

bool os_exists(int dir, const char *name)
{
	OsStat st;

	return os_lstat(dir, name, &st) == 0;
}

int os_readlink(Arena *a, int dir, const char *name, Str *target)
{
	size_t room = 256;
	char *p = arena_alloc(a, room, 1);
	ssize_t n;

	for (;;) {
		n = readlinkat(dir, name, p, room);
		if (n < 0)
			return -1;
		if ((size_t)n < room)
			break;
		p = arena_grow(a, p, room, room * 2);
		room *= 2;
	}
	p[n] = 0;
	*target = str_of(p, (size_t)n);
	return 0;
}

static int list_stream(Arena *a, DIR *d, StrList *names)
{
	struct dirent *e;

	names->v = NULL;
	names->n = 0;
	names->cap = 0;
	for (;;) {
		errno = 0;
		e = readdir(d);
		if (!e)
			break;
		if (strcmp(e->d_name, ".") == 0 ||
		    strcmp(e->d_name, "..") == 0)
			continue;
		strlist_add(a, names, str_dup(a, str_c(e->d_name)));
	}
	if (errno)
		return -1;
	strlist_sort(names);
	return 0;
}

int os_list_fd(Arena *a, int fd, StrList *names)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	DIR *d = copy < 0 ? NULL : fdopendir(copy);
	int rc, saved;

	if (!d) {
		os_close(copy);
		return -1;
	}
	rewinddir(d);
	rc = list_stream(a, d, names);
	saved = errno;
	closedir(d);
	errno = saved;
	return rc;
}

int os_list(Arena *a, int dir, const char *name, StrList *names)
{
	int fd = open_at(dir, name, O_RDONLY | O_DIRECTORY, 0);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	int rc, saved;

	if (!d) {
		os_close(fd);
		return -1;
	}
	rc = list_stream(a, d, names);
	saved = errno;
	closedir(d);
	errno = saved;
	return rc;
}

int os_read_fd(Arena *a, int fd, size_t max, Str *text, Err *err)
{
	StrBuf b = sb_in(a);
	OsStat st;
	ptrdiff_t n;

	sb_room(&b, 4096);
	if (os_fstat(fd, &st) == 0 && st.type == OS_FILE && st.size < max)
		sb_room(&b, (size_t)st.size + 1);
	for (;;) {
		sb_room(&b, 1024);
		n = os_read(fd, b.p + b.n, b.cap - b.n);
		if (n < 0)
			return err_os(err, "reading", "file");
		if (n == 0)
			break;
		b.n += (size_t)n;
		if (b.n > max)
			return err_set(err, ERR_LIMIT,
				       "input is larger than %zu bytes", max);
	}
	*text = sb_str(&b);
	return 0;
}

int os_read_file(Arena *a, int dir, const char *name, Str *text, Err *err)
{
	int fd = os_open_follow(dir, name);
	int rc;

	if (fd < 0)
		return err_os(err, "opening file", name);
	rc = os_read_fd(a, fd, SIZE_MAX / 4, text, err);
	os_close(fd);
	if (rc == ERR_OS) {
		errno = err ? err->os : EIO;
		err_os(err, "reading file", name);
	}
	return rc;
}

/* The directory part of name, as a descriptor to fsync. */
static int open_parent(int dir, const char *name)
{
	char path[PATH_MAX];
	const char *slash = strrchr(name, '/');

	if (!slash)
		return open_at(dir, ".", O_RDONLY | O_DIRECTORY, 0);
	if ((size_t)(slash - name) + 2 > sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(path, name, (size_t)(slash - name) + 1);
	path[slash - name + 1] = 0;
	return open_at(dir, path, O_RDONLY | O_DIRECTORY, 0);
}

static const char *last_part(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

int os_replace_file(int dir, const char *name, Str text, uint32_t mode,
		    Err *err)
{
	char tmp[OS_TEMP_MAX];
	int parent = open_parent(dir, name);
	int fd;

	if (parent < 0)
		return err_os(err, "opening the directory of", name);
	fd = os_create_temp(parent, ".tmp", tmp);
	if (fd < 0) {
		err_os(err, "creating", name);
		os_close(parent);
		return ERR_OS;
	}
	if (os_write_all(fd, text.p, text.n) || fchmod(fd, mode) ||
	    os_sync(fd)) {
		err_os(err, "writing", name);
		goto undo;
	}
	if (os_rename(parent, tmp, parent, last_part(name))) {
		err_os(err, "publishing", name);
		goto undo;
	}
	if (os_sync(parent)) {
		err_os(err, "publishing", name);
		os_close(fd);
		os_close(parent);
		return ERR_OS;
	}
	os_close(fd);
	os_close(parent);
	return 0;
undo:
	os_close(fd);
	unlinkat(parent, tmp, 0);
	os_close(parent);
	return ERR_OS;
}

int os_replace_link(const char *target, int dir, const char *name, Err *err)
{
	char tmp[OS_TEMP_MAX];
	int parent = open_parent(dir, name);

	if (parent < 0)
		return err_os(err, "opening the directory of", name);
	temp_name(".tmp-link", tmp);
	if (os_symlink(target, parent, tmp)) {
		err_os(err, "creating symlink", name);
		os_close(parent);
		return ERR_OS;
	}
	if (os_rename(parent, tmp, parent, last_part(name))) {
		err_os(err, "publishing symlink", name);
		unlinkat(parent, tmp, 0);
		os_close(parent);
		return ERR_OS;
	}
	os_close(parent);
	return 0;
}

int os_make_dirs(const char *name, uint32_t mode, Err *err)
{
	char path[PATH_MAX];
	size_t n = strlen(name);
	size_t i;
	OsStat st;

	if (n + 1 > sizeof path)
		return err_set(err, ERR_LIMIT, "path '%s' is too long", name);
	if (os_stat(OS_CWD, name, &st) == 0 && st.type == OS_DIR)
		return 0;
	memcpy(path, name, n + 1);
	for (i = 1; i <= n; i++) {
		if (path[i] != '/' && path[i] != 0)
			continue;
		path[i] = 0;
		if (os_mkdir(OS_CWD, path, mode) && errno != EEXIST &&
		    os_stat(OS_CWD, path, &st))
			return err_os(err, "creating directory", path);
		path[i] = i < n ? '/' : 0;
	}
	if (os_stat(OS_CWD, name, &st))
		return err_os(err, "creating directory", name);
	if (st.type != OS_DIR)
		return err_set(err, ERR_OS, "'%s' is not a directory", name);
	return 0;
}

enum { TREE_DEPTH_MAX = 1024 };

/* Frames are small: names are listed into an arena given back per level. */
static int remove_below(Arena *a, int dir, const char *name, int depth,
			uint64_t *freed, Err *err)
{
	OsStat st;
	StrList names;
	ArenaMark mark;
	size_t i;
	int fd, rc = 0;

	if (depth > TREE_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "directory '%s' is too deep",
			       name);
	if (os_lstat(dir, name, &st))
		return errno == ENOENT ? 0 : err_os(err, "examining", name);
	if (st.type != OS_DIR) {
		if (os_remove(dir, name) && errno != ENOENT)
			return err_os(err, "removing", name);
		if (freed && st.nlink <= 1)
			*freed += st.blocks * 512;
		return 0;
	}
	if ((st.mode & 0700) != 0700)
		os_chmod(dir, name, st.mode | 0700);
	fd = os_open_dir(dir, name);
	if (fd < 0)
		return err_os(err, "opening directory", name);
	mark = arena_mark(a);
	if (os_list_fd(a, fd, &names))
		rc = err_os(err, "reading directory", name);
	for (i = 0; rc == 0 && i < names.n; i++)
		rc = remove_below(a, fd, names.v[i].p, depth + 1, freed, err);
	arena_release(a, mark);
	os_close(fd);
	if (rc)
		return rc;
	if (os_remove_dir(dir, name) && errno != ENOENT)
		return err_os(err, "removing directory", name);
	if (freed)
		*freed += st.blocks * 512;
	return 0;
}

int os_remove_tree(int dir, const char *name, uint64_t *freed, Err *err)
{
	Arena a = { 0 };
	int rc = remove_below(&a, dir, name, 0, freed, err);

	arena_free(&a);
	return rc;
}

int os_cwd(Arena *a, Str *path, Err *err)
{
	char buf[PATH_MAX];

	if (!getcwd(buf, sizeof buf))
		return err_os(err, "finding", "the current directory");
	*path = str_dup(a, str_c(buf));
	return 0;
}

int os_real_path(Arena *a, const char *name, Str *path, Err *err)
{
	char buf[PATH_MAX];
	const char *slash;
	Str dir;

	if (realpath(name, buf)) {
		*path = str_dup(a, str_c(buf));
		return 0;
	}
	if (errno != ENOENT)
		return err_os(err, "resolving", name);
	slash = strrchr(name, '/');
	dir = slash ? str_of(name, (size_t)(slash - name)) : STR(".");
	if (dir.n == 0)
		dir = STR("/");
	if (!realpath(str_z(a, dir), buf))
		return err_os(err, "resolving", name);
	*path = str_fmt(a, "%s/%s", strcmp(buf, "/") ? buf : "",
			last_part(name));
	return 0;
}
