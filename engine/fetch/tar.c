/* Tarballs and zip files: see tar.h. */
#define _GNU_SOURCE
#include "engine/fetch/tar.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/os.h"
#ifdef HAVE_LIBARCHIVE
#include <archive.h>
#include <archive_entry.h>
#endif

#ifdef HAVE_LIBARCHIVE

static int bad(struct archive *a, const char *file, Err *err)
{
	const char *why = archive_error_string(a);

	return err_set(err, ERR_FORMAT, "unpacking '%s': %s", file,
		       why ? why : "unknown error");
}

/* "a/../b", "/a" and "" do not belong in an archive. */
static bool name_ok(const char *p)
{
	const char *part;

	if (!p || *p == '/' || *p == 0)
		return false;
	for (part = p; part; part = strchr(part, '/')) {
		part += *part == '/';
		if (strncmp(part, "..", 2) == 0 &&
		    (part[2] == 0 || part[2] == '/'))
			return false;
	}
	return true;
}

static int one(struct archive *in, struct archive *out,
	       struct archive_entry *e, const char *file, Err *err)
{
	const char *name = archive_entry_pathname(e);
	const char *link = archive_entry_hardlink(e);
	const void *p;
	la_int64_t at;
	size_t n;
	int rc;

	if (!name_ok(name) || (link && !name_ok(link)))
		return err_set(err, ERR_FORMAT, "unpacking '%s': the name "
			       "'%s' is not allowed", file,
			       name ? name : "");
	if (!link && archive_entry_filetype(e) != AE_IFREG &&
	    archive_entry_filetype(e) != AE_IFDIR &&
	    archive_entry_filetype(e) != AE_IFLNK)
		return err_set(err, ERR_FORMAT, "unpacking '%s': '%s' is "
			       "neither file, folder nor link", file, name);
	archive_entry_set_mode(e, archive_entry_filetype(e) |
			       (archive_entry_perm(e) & 0777) | 0600 |
			       (archive_entry_filetype(e) == AE_IFDIR ?
				0100 : 0));
	if (archive_write_header(out, e) < ARCHIVE_WARN)
		return bad(out, file, err);
	while ((rc = archive_read_data_block(in, &p, &n, &at)) ==
	       ARCHIVE_OK)
		if (archive_write_data_block(out, p, n, at) < ARCHIVE_WARN)
			return bad(out, file, err);
	if (rc != ARCHIVE_EOF && rc != ARCHIVE_WARN)
		return bad(in, file, err);
	if (archive_write_finish_entry(out) < ARCHIVE_WARN)
		return bad(out, file, err);
	return 0;
}

int tar_unpack(const char *file, const char *dir, Err *err)
{
	struct archive *in = archive_read_new();
	struct archive *out = archive_write_disk_new();
	struct archive_entry *e;
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = os_open_follow(OS_CWD, file);
	int rc = 0, next;

	archive_read_support_filter_all(in);
	archive_read_support_format_all(in);
	archive_write_disk_set_options(out, ARCHIVE_EXTRACT_PERM |
		ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_SECURE_SYMLINKS |
		ARCHIVE_EXTRACT_SECURE_NODOTDOT);
	if (fd < 0)
		rc = err_os(err, "opening", file);
	else if (chdir(dir))
		rc = err_os(err, "changing into", dir);
	else if (archive_read_open_fd(in, fd, 65536) != ARCHIVE_OK)
		rc = bad(in, file, err);
	while (!rc) {
		next = archive_read_next_header(in, &e);
		if (next == ARCHIVE_EOF)
			break;
		if (next != ARCHIVE_OK && next != ARCHIVE_WARN)
			rc = bad(in, file, err);
		else
			rc = one(in, out, e, file, err);
	}
	if (archive_write_close(out) < ARCHIVE_WARN && !rc)
		rc = bad(out, file, err);
	archive_write_free(out);
	archive_read_free(in);
	os_close(fd);
	if (here >= 0 && fchdir(here) && !rc)
		rc = err_os(err, "changing back from", dir);
	os_close(here);
	return rc;
}

#else

int tar_unpack(const char *file, const char *dir, Err *err)
{
	(void)dir;
	return err_set(err, ERR_FAIL, "cannot unpack '%s': this build of "
		       "Mote has no libarchive", file);
}

#endif
