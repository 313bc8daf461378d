/*
 * where.c: where headers, start files and libraries are. An installation may
 * be moved as a whole: everything is found from the executable, PREFIX/bin:
 *   PREFIX/include         the C library's headers
 *   PREFIX/lib             its start files and archives
 *   PREFIX/lib/cc/include  the compiler's own headers
 *   PREFIX/lib/cc/libcc.a  its run-time library, in the place of libgcc.a
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"
#include "drv.h"

enum {
	PATH_MAX_BYTES = 4096
};

static const char *where_prefix;	/* ends without a slash */
static const char *where_bin;

/* Everything before the last slash of path, which has n bytes. */
static char *where_folder(const char *path, u64 n)
{
	char *s = mem_keep(n + 2);

	while (n && path[n - 1] != '/')
		n--;
	while (n > 1 && path[n - 1] == '/')
		n--;
	memcpy(s, path, n);
	if (!n)
		s[0] = '.';
	return s;
}

void where_begin(const char *argv0)
{
	char *path = mem_keep(PATH_MAX_BYTES);
	i64 n = readlink("/proc/self/exe", path, PATH_MAX_BYTES);

	if (n <= 0 || n >= PATH_MAX_BYTES)
		where_bin = where_folder(argv0, strlen(argv0));
	else
		where_bin = where_folder(path, n);
	if (str_ends(where_bin, "/bin"))
		where_prefix = where_folder(where_bin, strlen(where_bin));
	else
		where_prefix = str_join(where_bin, "/..", "");
}

static int where_exists(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static const char *where_in(const char *dir, const char *name)
{
	const char *path = str_join(dir, "/", name);

	return where_exists(path) ? path : 0;
}

/* ---- headers ------------------------------------------------------ */

static int where_has(const List *l, const char *s)
{
	for (int i = 0; i < l->n; i++) {
		if (str_eq(l->s[i], s))
			return 1;
	}
	return 0;
}

/* Folders before the default ones come first for a freestanding program. */
static void where_default_headers(List *l)
{
	const char *own = str_join(where_prefix, "/lib/cc/include", "");

	if (ppo.nostdinc)
		return;
	for (int i = 0; i < drv.prefixes.n; i++)
		list_add(l, str_join(drv.prefixes.s[i], "/include", ""));
	if (opt.freestanding)
		list_add(l, own);
	if (drv.sysroot) {
		list_add(l, str_join(drv.sysroot, "/usr/include", ""));
		list_add(l, str_join(drv.sysroot, "/include", ""));
	} else {
		list_add(l, str_join(where_prefix, "/include", ""));
	}
	if (!opt.freestanding)
		list_add(l, own);
}

static void where_add(List *to, const List *from, const List *not)
{
	for (int i = 0; i < from->n; i++) {
		if (!not || !where_has(not, from->s[i]))
			list_add(to, from->s[i]);
	}
}

void where_headers(void)
{
	List dirs;
	List standard;
	int user;

	memset(&dirs, 0, sizeof dirs);
	memset(&standard, 0, sizeof standard);
	where_add(&standard, &drv.system, 0);
	where_default_headers(&standard);
	where_add(&standard, &drv.after, 0);
	where_add(&dirs, &drv.quote, 0);
	ppo.first_angle = dirs.n;
	/* a system folder keeps its place, also when -I names it */
	where_add(&dirs, &drv.angle, &standard);
	user = dirs.n;
	where_add(&dirs, &standard, 0);
	ppo.dirs = dirs.s;
	ppo.ndirs = dirs.n;
	ppo.no_current = drv.split;
	ppo.dir_system = mem_keep(dirs.n + 1);
	for (int i = user; i < dirs.n; i++)
		ppo.dir_system[i] = 1;
}

/* ---- libraries and programs --------------------------------------- */

static void where_system_libdirs(List *l)
{
	where_add(l, &drv.prefixes, 0);
	if (drv.sysroot) {
		list_add(l, str_join(drv.sysroot, "/usr/lib", ""));
		list_add(l, str_join(drv.sysroot, "/lib", ""));
	} else {
		list_add(l, str_join(where_prefix, "/lib", ""));
	}
}

void where_libdirs(List *l)
{
	where_add(l, &drv.libdirs, 0);
	where_system_libdirs(l);
}

const char *where_file(const char *name)
{
	List dirs;
	const char *path = 0;

	memset(&dirs, 0, sizeof dirs);
	where_system_libdirs(&dirs);
	for (int i = 0; i < dirs.n && !path; i++)
		path = where_in(dirs.s[i], name);
	return path;
}

const char *where_runtime(void)
{
	const char *path = 0;

	for (int i = 0; i < drv.prefixes.n && !path; i++)
		path = where_in(drv.prefixes.s[i], "libcc.a");
	if (!path)
		path = where_in(str_join(where_prefix, "/lib/cc", ""),
			"libcc.a");
	return path;
}

const char *where_program(const char *name)
{
	const char *path = 0;

	for (int i = 0; i < drv.prefixes.n && !path; i++)
		path = where_in(drv.prefixes.s[i], name);
	if (!path)
		path = where_in(where_bin, name);
	return path ? path : name;
}

/* ---- questions ---------------------------------------------------- */

static void where_say(const char *s)
{
	Buf b;

	memset(&b, 0, sizeof b);
	buf_str(&b, s);
	buf_byte(&b, '\n');
	file_write("-", &b, 0);
	buf_free(&b);
}

static const char *where_print_file(const char *name)
{
	const char *path = 0;

	if (str_eq(name, "libgcc.a"))
		path = where_runtime();
	if (!path)
		path = where_file(name);
	if (!path)
		path = where_in(str_join(where_prefix, "/lib/cc", ""), name);
	return path ? path : name;
}

static void where_search_dirs(void)
{
	List dirs;
	Buf b;

	memset(&dirs, 0, sizeof dirs);
	memset(&b, 0, sizeof b);
	where_libdirs(&dirs);
	buf_str(&b, "install: ");
	buf_str(&b, where_prefix);
	buf_str(&b, "/lib/cc/\nprograms: =");
	buf_str(&b, where_bin);
	buf_str(&b, "\nlibraries: =");
	for (int i = 0; i < dirs.n; i++) {
		if (i)
			buf_byte(&b, ':');
		buf_str(&b, dirs.s[i]);
	}
	buf_byte(&b, 0);
	where_say((char *)b.p);
	buf_free(&b);
}

int where_answer(const char *what)
{
	if (str_starts(what, "prog-name="))
		where_say(where_program(what + 10));
	else if (str_starts(what, "file-name="))
		where_say(where_print_file(what + 10));
	else if (str_eq(what, "libgcc-file-name"))
		where_say(where_print_file("libgcc.a"));
	else if (str_eq(what, "search-dirs"))
		where_search_dirs();
	else if (str_eq(what, "multi-directory")
	|| str_eq(what, "multi-os-directory"))
		where_say(".");
	else if (str_eq(what, "multi-lib"))
		where_say(".;");
	else if (str_eq(what, "multiarch"))
		where_say("");
	else if (str_eq(what, "sysroot"))
		where_say(drv.sysroot ? drv.sysroot : "");
	else
		return 0;
	return 1;
}
