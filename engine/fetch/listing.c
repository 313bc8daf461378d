/* Listings of what is in a NAR: see listing.h. */
#include "engine/fetch/listing.h"

#include "base/os.h"
#include "engine/build/log.h"

enum { DEPTH_MAX = 1000 };

/* How many bytes a string takes in a NAR. */
static uint64_t wire(size_t n)
{
	return 8 + (n + 7) / 8 * 8;
}

typedef struct {
	StrBuf *out;
	uint64_t at;            /* place in the NAR */
	bool deep;
} List;

static int item(List *l, int dir, const char *name, int depth, Err *err);

static int folder(List *l, int dir, const char *name, int depth, Err *err)
{
	Arena a = { 0 };
	StrList names;
	size_t i;
	int fd, rc = 0;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "directory '%s' is too deep",
			       name);
	fd = os_open_dir(dir, name);
	if (fd < 0 || os_list_fd(&a, fd, &names)) {
		rc = err_os(err, "reading directory", name);
		os_close(fd);
		return rc;
	}
	sb_puts(l->out, "{\"entries\":{");
	l->at += wire(9);       /* directory */
	for (i = 0; !rc && i < names.n; i++) {
		l->at += wire(5) + wire(1) + wire(4) + wire(names.v[i].n) +
			 wire(4);
		if (i)
			sb_putc(l->out, ',');
		json_quote(l->out, names.v[i]);
		sb_putc(l->out, ':');
		if (l->deep || depth < 0)
			rc = item(l, fd, names.v[i].p, depth + 1, err);
		else
			sb_puts(l->out, "{}");
		l->at += wire(1);
	}
	sb_puts(l->out, "},\"type\":\"directory\"}");
	os_close(fd);
	arena_free(&a);
	return rc;
}

static int item(List *l, int dir, const char *name, int depth, Err *err)
{
	Arena a = { 0 };
	OsStat st;
	Str target;
	int rc = 0;

	if (os_lstat(dir, name, &st))
		return err_os(err, "examining", name);
	l->at += wire(1) + wire(4);     /* ( type */
	switch (st.type) {
	case OS_FILE:
		l->at += wire(7);
		sb_puts(l->out, "{");
		if (st.mode & 0100) {
			l->at += wire(10) + wire(0);
			sb_puts(l->out, "\"executable\":true,");
		}
		l->at += wire(8) + 8;
		sb_fmt(l->out, "\"narOffset\":%llu,\"size\":%llu,"
		       "\"type\":\"regular\"}", (unsigned long long)l->at,
		       (unsigned long long)st.size);
		l->at += (st.size + 7) / 8 * 8;
		break;
	case OS_LINK:
		if (os_readlink(&a, dir, name, &target)) {
			rc = err_os(err, "reading link", name);
			break;
		}
		l->at += wire(7) + wire(6) + wire(target.n);
		sb_puts(l->out, "{\"target\":");
		json_quote(l->out, target);
		sb_puts(l->out, ",\"type\":\"symlink\"}");
		break;
	case OS_DIR:
		rc = folder(l, dir, name, depth, err);
		break;
	default:
		rc = err_set(err, ERR_FORMAT, "file '%s' has an unsupported "
			     "type", name);
	}
	l->at += wire(1);
	arena_free(&a);
	return rc;
}

int listing_json(const char *path, bool deep, StrBuf *out, Err *err)
{
	List l = { out, 0, deep };

	l.at = wire(13);        /* nix-archive-1 */
	return item(&l, OS_CWD, path, 0, err);
}
