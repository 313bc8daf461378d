/* Downloads and tarballs: see unpack.h. */
#include "engine/cli/unpack.h"

#include "engine/build/log.h"
#include "engine/cli/cmd.h"
#include "engine/fetch/http.h"
#include "engine/fetch/tar.h"

static void progress(void *ctx, uint64_t done, uint64_t expected)
{
	act_progress(*(uint64_t *)ctx, done, expected, 0, 0);
}

int unpack_download(Arena *a, Str url, Str *file, Err *err)
{
	static unsigned counter;
	Str dir = cmd_tmp_dir();
	LogField f = LF_S(url);
	uint64_t act;
	FdSink to;
	HttpInfo info;
	int fd, rc;

	*file = str_fmt(a, STR_F "/download-%u", STR_A(dir), counter++);
	fd = os_create(OS_CWD, file->p, 0644);
	if (fd < 0)
		return err_os(err, "creating", file->p);
	act = act_start(LVL_TALKATIVE, ACT_FILE_TRANSFER, 0,
			str_fmt(a, "downloading '" STR_F "'", STR_A(url)), &f,
			1);
	fd_sink(&to, fd, file->p);
	rc = http_fetch(a, url, &to.sink, STR(""), STR(""), progress, &act,
			&info, err);
	if (!rc)
		rc = fd_sink_flush(&to, err);
	act_stop(act);
	os_close(fd);
	return rc;
}

int unpack_single(Str file, Str dir, Err *err)
{
	Arena a = { 0 };
	Str tmp = str_cat2(&a, dir, STR(".unpack"));
	StrList names;
	int rc = os_make_dirs(tmp.p, 0700, err);

	if (!rc)
		rc = tar_unpack(str_z(&a, file), tmp.p, err);
	if (!rc && os_list(&a, OS_CWD, tmp.p, &names))
		rc = err_os(err, "reading", tmp.p);
	if (!rc && names.n != 1)
		rc = err_set(err, ERR_FORMAT, "tarball '" STR_F "' contains "
			     "an unexpected number of top-level files",
			     STR_A(file));
	if (!rc && os_rename(OS_CWD, str_fmt(&a, STR_F "/" STR_F, STR_A(tmp),
			     STR_A(names.v[0])).p, OS_CWD, str_z(&a, dir)))
		rc = err_os(err, "renaming", str_z(&a, dir));
	os_remove_tree(OS_CWD, tmp.p, NULL, NULL);
	arena_free(&a);
	return rc;
}
