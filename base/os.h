/*
 * The seam to the operating system: everything that the engine does to
 * files and processes goes through here, so that tests can make any step
 * fail. Names are C strings relative to a directory descriptor (OS_CWD is
 * the current directory; absolute names ignore it). Functions that return
 * int give 0, or -1 with errno set; those that take an Err give 0 or a code
 * with the name in the message.
 */
#ifndef BASE_OS_H
#define BASE_OS_H

#include "base/err.h"
#include "base/str.h"

enum { OS_CWD = -100 };         /* AT_FDCWD on Linux */
enum { OS_TEMP_MAX = 64 };

typedef enum {
	OS_FILE,
	OS_DIR,
	OS_LINK,
	OS_OTHER                /* device, pipe, socket */
} OsType;

typedef struct {
	OsType type;
	uint32_t mode;          /* permission bits, with setuid and kin */
	uint32_t uid;
	uint32_t gid;
	uint64_t size;
	uint64_t dev;
	uint64_t ino;
	uint64_t nlink;
	uint64_t blocks;        /* of 512 bytes */
	int64_t mtime;          /* seconds */
	int64_t ctime;
	int64_t atime;
} OsStat;

/*
 * os_fault: asked before every step that changes or reads the outside;
 * a non-zero answer becomes errno and the step is not done. op is "open",
 * "write", "fsync", "rename", "remove", "mkdir", "link", "chmod" or
 * "read". NULL (the default) never fails. With -DMOTE_FAULTS the
 * environment variable MOTE_FAULT=OP:N makes the Nth such step fail
 * (OP "any": every kind; "kill": the process is killed instead).
 */
extern int (*os_fault)(const char *op, const char *name);

/* Files. os_open_read never follows a link at the last component. */
int os_open_read(int dir, const char *name);
/* os_open_follow: the same, links followed. */
int os_open_follow(int dir, const char *name);
int os_open_dir(int dir, const char *name);
/* os_create: a new file, must not exist. os_open_lock: made if missing. */
int os_create(int dir, const char *name, uint32_t mode);
int os_open_lock(int dir, const char *name, uint32_t mode);
/* os_create_temp: a fresh file in dir; its name is put in tmp. */
int os_create_temp(int dir, const char *prefix, char tmp[OS_TEMP_MAX]);
int os_make_temp_dir(int dir, const char *prefix, char tmp[OS_TEMP_MAX]);
/* os_read: up to n bytes; 0 is the end; restarts after signals. */
ptrdiff_t os_read(int fd, void *p, size_t n);
int os_write_all(int fd, const void *p, size_t n);
int os_sync(int fd);
void os_close(int fd);

int os_rename(int from_dir, const char *from, int to_dir, const char *to);
int os_remove(int dir, const char *name);
int os_remove_dir(int dir, const char *name);
int os_mkdir(int dir, const char *name, uint32_t mode);
int os_symlink(const char *target, int dir, const char *name);
int os_link(int from_dir, const char *from, int to_dir, const char *to);
int os_chmod(int dir, const char *name, uint32_t mode);
/* os_set_mtime: of the link itself if it is one. */
int os_set_mtime(int dir, const char *name, int64_t seconds);
int os_lstat(int dir, const char *name, OsStat *st);
int os_stat(int dir, const char *name, OsStat *st);
int os_fstat(int fd, OsStat *st);
bool os_exists(int dir, const char *name);
/* os_readlink: the target, in the arena. */
int os_readlink(Arena *a, int dir, const char *name, Str *target);
/* os_list: names in a directory, sorted by bytes, without . and .. */
int os_list(Arena *a, int dir, const char *name, StrList *names);
/* os_list_fd: the same of an open directory (its offset is reset). */
int os_list_fd(Arena *a, int fd, StrList *names);

/* Whole files. */
int os_read_file(Arena *a, int dir, const char *name, Str *text, Err *err);
/* os_read_fd: until the end; more than max bytes is ERR_LIMIT. */
int os_read_fd(Arena *a, int fd, size_t max, Str *text, Err *err);
/*
 * os_replace_file: publish text as dir/name. Readers see the old file or
 * the new one, whole, also after a crash.
 */
int os_replace_file(int dir, const char *name, Str text, uint32_t mode,
		    Err *err);
/* os_replace_link: the same for a symbolic link. */
int os_replace_link(const char *target, int dir, const char *name,
		    Err *err);
/* os_make_dirs: name and what is missing above it; an existing one is ok. */
int os_make_dirs(const char *name, uint32_t mode, Err *err);
/*
 * os_remove_tree: name and all below it, made writable on the way; missing
 * is ok. Never follows links. *freed (may be NULL) grows by the bytes of
 * files whose last link this was.
 */
int os_remove_tree(int dir, const char *name, uint64_t *freed, Err *err);
/* os_real_path: absolute, links resolved; the last part may be missing. */
int os_real_path(Arena *a, const char *name, Str *path, Err *err);
/* os_cwd: the current directory. */
int os_cwd(Arena *a, Str *path, Err *err);

/* Locks (flock). os_lock waits; os_try_lock gives false if it would. */
int os_lock(int fd, bool exclusive);
bool os_try_lock(int fd, bool exclusive);
void os_unlock(int fd);

/* os_env: "" counts as unset, as it does in Nix. NULL if unset. */
const char *os_env(const char *name);
/* os_now: seconds since 1970; os_now_ns: monotonic, for durations. */
int64_t os_now(void);
uint64_t os_now_ns(void);
/* os_random: n bytes from the kernel. */
void os_random(void *p, size_t n);

/*
 * os_run: run a program (found in PATH) and wait. argv ends in NULL.
 * in is its standard input; out (may be NULL: inherited) gets its
 * standard output. *status is the exit code, or 128 + the signal. Gives an
 * error only when it could not be run.
 */
int os_run(Arena *a, char *const argv[], Str in, Str *out, int *status,
	   Err *err);

#endif
