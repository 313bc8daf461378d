/*
 * PATH.lock files, as libstore's PathLocks: flock, in sorted order; a lock
 * file that is deleted gets a byte first, which tells those that wait for
 * it to start over.
 */
#include <errno.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

struct StoreLocks {
	Arena a;
	size_t n;
	int *fds;
	Str *names;
};

static int lock_one(Store *s, const char *name, bool wait, int *out,
		    Err *err)
{
	OsStat st;
	int fd;

	for (;;) {
		fd = os_open_lock(s->fd, name, 0600);
		if (fd < 0)
			return err_os(err, "opening lock file", name);
		if (!os_try_lock(fd, true)) {
			if (!wait) {
				os_close(fd);
				return err_set(err, ERR_BUSY,
					       "'%s' is held", name);
			}
			if (os_lock(fd, true)) {
				err_os(err, "locking", name);
				os_close(fd);
				return ERR_OS;
			}
		}
		if (os_fstat(fd, &st) == 0 && st.size == 0) {
			*out = fd;
			return 0;
		}
		os_close(fd);
	}
}

int store_lock(Store *s, const StrList *paths, bool wait, StoreLocks **out,
	       Err *err)
{
	Arena a = { 0 };
	StoreLocks *l = ARENA_NEW(&a, StoreLocks);
	StrList sorted = { NULL, 0, 0 };
	size_t i;
	int rc = 0;

	for (i = 0; i < paths->n; i++)
		strlist_add(&a, &sorted, path_base(paths->v[i]));
	strlist_sort(&sorted);
	l->fds = ARENA_ARRAY(&a, int, sorted.n + 1);
	l->names = ARENA_ARRAY(&a, Str, sorted.n + 1);
	l->a = a;
	for (i = 0; rc == 0 && i < sorted.n; i++) {
		l->names[i] = str_cat2(&l->a, sorted.v[i], STR(".lock"));
		rc = lock_one(s, l->names[i].p, wait, &l->fds[i], err);
		if (rc == 0)
			l->n++;
	}
	if (rc) {
		store_unlock(s, l, false);
		l = NULL;
	}
	*out = l;
	return rc;
}

void store_unlock(Store *s, StoreLocks *l, bool remove)
{
	Arena a;
	size_t i;

	if (!l)
		return;
	for (i = 0; i < l->n; i++) {
		if (remove) {
			os_remove(s->fd, l->names[i].p);
			os_write_all(l->fds[i], "d", 1);
		}
		os_close(l->fds[i]);
	}
	a = l->a;
	arena_free(&a);
}
