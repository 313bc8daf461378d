/*
 * Build logs: LOGDIR/drvs/HA/SH-name.drv.bz2, or without .bz2 when there
 * is no bzip2 library or compress-build-log is off.
 */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <fcntl.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/fmt/path.h"
#ifdef HAVE_BZIP2
#include <bzlib.h>
#endif

struct BuildLog {
	int fd;
#ifdef HAVE_BZIP2
	bool packed;
	bz_stream bz;
#endif
};

static bool packing(void)
{
#ifdef HAVE_BZIP2
	return config.compress_log;
#else
	return false;
#endif
}

static Str log_name(Store *s, Arena *a, Str drv, bool packed)
{
	Str base = path_base(drv);

	return str_fmt(a, STR_F "/drvs/%.2s/" STR_F "%s",
		       STR_A(store_where(s)->log), base.p,
		       STR_A(str_from(base, 2)), packed ? ".bz2" : "");
}

BuildLog *buildlog_open(Store *s, Arena *a, Str drv, Err *err)
{
	BuildLog *l = ARENA_NEW(a, BuildLog);
	Str name = log_name(s, a, drv, packing());
	Str dir = str_sub(name, 0, (size_t)str_rchr(name, '/'));

	if (os_make_dirs(str_z(a, dir), 0755, err))
		return NULL;
	l->fd = open(name.p, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666);
	if (l->fd < 0) {
		err_os(err, "creating log file", name.p);
		return NULL;
	}
#ifdef HAVE_BZIP2
	l->packed = packing() &&
		    BZ2_bzCompressInit(&l->bz, 9, 0, 30) == BZ_OK;
#endif
	return l;
}

#ifdef HAVE_BZIP2
static void pack(BuildLog *l, const char *p, size_t n, int how)
{
	char out[65536];
	int rc;

	l->bz.next_in = (char *)p;
	l->bz.avail_in = (unsigned)n;
	do {
		l->bz.next_out = out;
		l->bz.avail_out = sizeof out;
		rc = BZ2_bzCompress(&l->bz, how);
		if (rc < 0 || os_write_all(l->fd, out, sizeof out -
					   l->bz.avail_out))
			return;
	} while (how == BZ_RUN ? l->bz.avail_in > 0 : rc != BZ_STREAM_END);
}
#endif

void buildlog_write(BuildLog *l, const char *p, size_t n)
{
	if (!l || n == 0)
		return;
#ifdef HAVE_BZIP2
	if (l->packed) {
		pack(l, p, n, BZ_RUN);
		return;
	}
#endif
	/* a full disk must not stop the build for its log's sake */
	if (os_write_all(l->fd, p, n))
		return;
}

void buildlog_close(BuildLog *l)
{
	if (!l || l->fd < 0)
		return;
#ifdef HAVE_BZIP2
	if (l->packed) {
		pack(l, NULL, 0, BZ_FINISH);
		BZ2_bzCompressEnd(&l->bz);
	}
#endif
	os_close(l->fd);
	l->fd = -1;
}

static int unpack(Arena *a, Str packed, Str *text, Err *err)
{
#ifdef HAVE_BZIP2
	StrBuf b = sb_in(a);
	bz_stream z;
	int rc = BZ_OK;

	memset(&z, 0, sizeof z);
	if (BZ2_bzDecompressInit(&z, 0, 0) != BZ_OK)
		return err_set(err, ERR_FAIL, "cannot start bzip2");
	z.next_in = (char *)packed.p;
	z.avail_in = (unsigned)packed.n;
	while (rc == BZ_OK) {
		sb_room(&b, 65536);
		z.next_out = b.p + b.n;
		z.avail_out = 65536;
		rc = BZ2_bzDecompress(&z);
		b.n += 65536 - z.avail_out;
		if (rc == BZ_OK && z.avail_in == 0 && z.avail_out)
			break;
	}
	BZ2_bzDecompressEnd(&z);
	*text = sb_str(&b);
	return 0;       /* a log cut short is still worth reading */
#else
	(void)a;
	(void)packed;
	(void)text;
	return err_set(err, ERR_FAIL, "this build of Mote cannot read "
		       "compressed logs");
#endif
}

static int read_log(Store *s, Arena *a, Str drv, Str *text, Err *err)
{
	Str name = log_name(s, a, drv, false), packed;

	if (os_exists(OS_CWD, name.p))
		return os_read_file(a, OS_CWD, name.p, text, err);
	name = log_name(s, a, drv, true);
	if (!os_exists(OS_CWD, name.p))
		return err_set(err, ERR_NOT_FOUND, "build log of derivation "
			       "'" STR_F "' is not available", STR_A(drv));
	if (os_read_file(a, OS_CWD, name.p, &packed, err))
		return err->code;
	return unpack(a, packed, text, err);
}

int build_log_read(Store *s, Arena *a, Str path, Str *text, Err *err)
{
	PathInfo info;
	int rc;

	if (path_is_drv(path)) {
		rc = read_log(s, a, path, text, err);
	} else {
		rc = store_info(s, a, path, &info, err);
		if (!rc && info.deriver.n == 0)
			rc = ERR_NOT_FOUND;
		if (!rc)
			rc = read_log(s, a, info.deriver, text, err);
	}
	if (rc == ERR_NOT_FOUND || rc == ERR_NOT_VALID)
		return err_set(err, ERR_NOT_FOUND, "build log of derivation "
			       "'" STR_F "' is not available", STR_A(path));
	return rc;
}
