/* Dumping, copying and hashing NARs: see nar.h. */
#define _GNU_SOURCE
#include "engine/fmt/nar.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

bool nar_case_hack;

/* Framing is small and frequent: it collects here before the sink. */
enum { OUT_MAX = 256 * 1024 };

typedef struct {
	Sink *to;
	size_t n;
	Arena names;
	NarFilter *filter;
	void *ctx;
	StrBuf path;            /* of the current entry, for the filter */
	Arena path_arena;
	Err *err;
	uint8_t *buf;           /* OUT_MAX bytes */
	bool copy;              /* nar_copy: to to_dir as well */
	bool sync;
	int to_dir;
	const char *to_name;
} Dump;

static const struct timespec CANONICAL[2] = {
	{ 0, UTIME_OMIT },
	{ 1, 0 }
};

static int flush(Dump *d)
{
	size_t n = d->n;

	d->n = 0;
	return n ? d->to->write(d->to, d->buf, n, d->err) : 0;
}

static int put_raw(Dump *d, const void *p, size_t n)
{
	int rc = 0;

	if (n > OUT_MAX - d->n)
		rc = flush(d);
	if (rc == 0) {
		memcpy(d->buf + d->n, p, n);
		d->n += n;
	}
	return rc;
}

static void put_len(uint8_t b[8], uint64_t v)
{
	int i;

	for (i = 0; i < 8; i++)
		b[i] = (uint8_t)(v >> 8 * i);
}

/* put_str: length, bytes, zeros to a multiple of 8; s is short. */
static int put_str(Dump *d, Str s)
{
	uint8_t *b;
	size_t padded = (s.n + 7) & ~(size_t)7;
	int rc = 0;

	if (padded + 8 > OUT_MAX - d->n)
		rc = flush(d);
	if (rc)
		return rc;
	b = d->buf + d->n;
	put_len(b, s.n);
	memset(b + 8 + padded - (padded ? 8 : 0), 0, padded ? 8 : 0);
	if (s.n)
		memcpy(b + 8, s.p, s.n);
	d->n += 8 + padded;
	return 0;
}

static int put_tokens(Dump *d, const char *const *words)
{
	int rc = 0;

	for (; *words && rc == 0; words++)
		rc = put_str(d, str_c(*words));
	return rc;
}

static int changed(Dump *d, const char *name)
{
	return err_set(d->err, ERR_FAIL, "file '%s' changed while it was "
		       "read", name);
}

/* Contents of size bytes, read straight into the buffer; out may be -1. */
static int put_contents(Dump *d, int fd, int out, const char *name,
			uint64_t size)
{
	static const uint8_t zeros[8];
	uint8_t len[8];
	uint64_t left = size;
	size_t room;
	ptrdiff_t got;
	int rc;

	put_len(len, size);
	rc = put_raw(d, len, 8);
	while (rc == 0 && left > 0) {
		if (OUT_MAX - d->n < 4096 && (rc = flush(d)))
			break;
		room = OUT_MAX - d->n;
		if (room > left)
			room = (size_t)left;
		got = os_read(fd, d->buf + d->n, room);
		if (got < 0)
			return err_os(d->err, "reading", name);
		if (got == 0)
			return changed(d, name);
		if (out >= 0 && os_write_all(out, d->buf + d->n, (size_t)got))
			return err_os(d->err, "writing", d->to_name);
		d->n += (size_t)got;
		left -= (uint64_t)got;
	}
	if (rc == 0 && size % 8)
		rc = put_raw(d, zeros, 8 - size % 8);
	return rc;
}

static int dump_node(Dump *d, int dir, const char *name, int depth);

/* The copy of a file, to be filled; -1 when nothing is copied. */
static int begin_copy(Dump *d, int *out)
{
	*out = -1;
	if (!d->copy)
		return 0;
	*out = os_create(d->to_dir, d->to_name, 0600);
	return *out < 0 ? err_os(d->err, "creating file", d->to_name) : 0;
}

static int end_copy(Dump *d, int out, bool executable, int rc)
{
	if (out < 0)
		return rc;
	if (rc == 0 && (fchmod(out, executable ? 0555 : 0444) ||
			futimens(out, CANONICAL) ||
			(d->sync && os_sync(out))))
		rc = err_os(d->err, "finishing", d->to_name);
	os_close(out);
	return rc;
}

static int dump_file(Dump *d, int dir, const char *name, bool executable)
{
	static const char *const plain[] = { "type", "regular", NULL };
	static const char *const exec[] = {
		"type", "regular", "executable", "", NULL
	};
	OsStat st;
	int fd = os_open_read(dir, name);
	int out = -1;
	int rc;

	if (fd < 0)
		return err_os(d->err, "opening file", name);
	if (os_fstat(fd, &st))
		rc = err_os(d->err, "examining", name);
	else if (st.type != OS_FILE)
		rc = changed(d, name);
	else
		rc = put_tokens(d, executable ? exec : plain);
	if (rc == 0)
		rc = put_str(d, STR("contents"));
	if (rc == 0)
		rc = begin_copy(d, &out);
	if (rc == 0)
		rc = put_contents(d, fd, out, name, st.size);
	rc = end_copy(d, out, executable, rc);
	os_close(fd);
	return rc;
}

static int dump_link(Dump *d, int dir, const char *name)
{
	static const char *const words[] = {
		"type", "symlink", "target", NULL
	};
	ArenaMark m = arena_mark(&d->names);
	Str target;
	int rc;

	if (os_readlink(&d->names, dir, name, &target))
		return err_os(d->err, "reading symlink", name);
	rc = put_tokens(d, words);
	if (rc == 0)
		rc = put_str(d, target);
	if (rc == 0 && d->copy &&
	    (os_symlink(target.p, d->to_dir, d->to_name) ||
	     os_set_mtime(d->to_dir, d->to_name, 1)))
		rc = err_os(d->err, "creating symlink", d->to_name);
	arena_release(&d->names, m);
	return rc;
}

/* An entry: its name in the folder and, mostly the same, in the NAR. */
static int dump_entry(Dump *d, int fd, Str name, Str nar_name, int depth)
{
	static const char *const open[] = { "entry", "(", "name", NULL };
	size_t before = d->path.n;
	OsStat st;
	bool wanted = true;
	int rc = 0;

	if (d->filter) {
		if (os_lstat(fd, name.p, &st))
			return err_os(d->err, "examining", name.p);
		sb_putc(&d->path, '/');
		sb_put(&d->path, name);
		wanted = d->filter(d->ctx, sb_str(&d->path), st.type);
	}
	if (wanted) {
		rc = put_tokens(d, open);
		if (rc == 0)
			rc = put_str(d, nar_name);
		if (rc == 0)
			rc = put_str(d, STR("node"));
		d->to_name = name.p;
		if (rc == 0)
			rc = dump_node(d, fd, name.p, depth + 1);
		if (rc == 0)
			rc = put_str(d, STR(")"));
	}
	d->path.n = before;
	return rc;
}

/* Names as they are and without the suffix, sorted by the latter. */
typedef struct {
	Str file;
	Str nar;
} Hacked;

static int cmp_hacked(const void *a, const void *b)
{
	return str_cmp(((const Hacked *)a)->nar, ((const Hacked *)b)->nar);
}

static int dump_hacked(Dump *d, int fd, const StrList *names, int depth)
{
	Hacked *v = ARENA_ARRAY(&d->names, Hacked, names->n + 1);
	ptrdiff_t at;
	size_t i;
	int rc = 0;

	for (i = 0; i < names->n; i++) {
		v[i].file = v[i].nar = names->v[i];
		at = str_find(names->v[i], STR("~nix~case~hack~"));
		if (at >= 0)
			v[i].nar.n = (size_t)at;
	}
	qsort(v, names->n, sizeof *v, cmp_hacked);
	for (i = 0; rc == 0 && i < names->n; i++) {
		if (i && str_eq(v[i].nar, v[i - 1].nar))
			return err_set(d->err, ERR_FAIL, "file name collision "
				       "in between '" STR_F "' and '" STR_F
				       "'", STR_A(v[i - 1].file),
				       STR_A(v[i].file));
		rc = dump_entry(d, fd, v[i].file, v[i].nar, depth);
	}
	return rc;
}

/* Make the copy of a folder and go into it; *outer is the one around it. */
static int enter_copy(Dump *d, int *outer)
{
	int fd;

	*outer = -1;
	if (!d->copy)
		return 0;
	if (os_mkdir(d->to_dir, d->to_name, 0700))
		return err_os(d->err, "creating directory", d->to_name);
	fd = os_open_dir(d->to_dir, d->to_name);
	if (fd < 0)
		return err_os(d->err, "opening directory", d->to_name);
	*outer = d->to_dir;
	d->to_dir = fd;
	return 0;
}

static int leave_copy(Dump *d, int outer, const char *name, int rc)
{
	int fd = d->to_dir;

	if (outer == -1)
		return rc;
	if (rc == 0 && (fchmod(fd, 0555) || futimens(fd, CANONICAL) ||
			(d->sync && os_sync(fd))))
		rc = err_os(d->err, "finishing", name);
	os_close(fd);
	d->to_dir = outer;
	return rc;
}

static int dump_dir(Dump *d, int dir, const char *name, int depth)
{
	static const char *const words[] = { "type", "directory", NULL };
	ArenaMark m = arena_mark(&d->names);
	StrList names;
	size_t i;
	int fd = os_open_dir(dir, name);
	int outer = -1;
	int rc;

	if (fd < 0)
		return err_os(d->err, "opening directory", name);
	rc = put_tokens(d, words);
	if (rc == 0 && os_list_fd(&d->names, fd, &names))
		rc = err_os(d->err, "reading directory", name);
	if (rc == 0)
		rc = enter_copy(d, &outer);
	if (nar_case_hack && rc == 0)
		rc = dump_hacked(d, fd, &names, depth);
	for (i = 0; rc == 0 && !nar_case_hack && i < names.n; i++)
		rc = dump_entry(d, fd, names.v[i], names.v[i], depth);
	rc = leave_copy(d, outer, name, rc);
	os_close(fd);
	arena_release(&d->names, m);
	return rc;
}

static int dump_node(Dump *d, int dir, const char *name, int depth)
{
	OsStat st;
	int rc;

	if (depth > NAR_DEPTH_MAX)
		return err_set(d->err, ERR_LIMIT, "'%s' lies too deep (%d "
			       "folders)", name, NAR_DEPTH_MAX);
	if (os_lstat(dir, name, &st))
		return err_os(d->err, "getting status of", name);
	rc = put_str(d, STR("("));
	if (rc)
		return rc;
	switch (st.type) {
	case OS_FILE:
		rc = dump_file(d, dir, name, st.mode & 0100);
		break;
	case OS_DIR:
		rc = dump_dir(d, dir, name, depth);
		break;
	case OS_LINK:
		rc = dump_link(d, dir, name);
		break;
	case OS_OTHER:
		return err_set(d->err, ERR_FAIL,
			       "file '%s' has an unsupported type", name);
	}
	return rc ? rc : put_str(d, STR(")"));
}

static int run(Dump *d, int dir, const char *name)
{
	int rc;

	d->path = sb_in(&d->path_arena);
	d->buf = arena_alloc(&d->names, OUT_MAX, 64);
	sb_puts(&d->path, name);
	rc = put_str(d, STR("nix-archive-1"));
	if (rc == 0)
		rc = dump_node(d, dir, name, 0);
	if (rc == 0)
		rc = flush(d);
	arena_free(&d->names);
	arena_free(&d->path_arena);
	return rc;
}

int nar_dump(int dir, const char *name, Sink *to, NarFilter *filter,
	     void *ctx, Err *err)
{
	Dump d = { .to = to, .filter = filter, .ctx = ctx, .err = err };

	return run(&d, dir, name);
}

int nar_copy(int dir, const char *name, int to_dir, const char *to_name,
	     bool sync, Sink *to, NarFilter *filter, void *ctx, Err *err)
{
	Dump d = { .to = to, .filter = filter, .ctx = ctx, .err = err };

	d.copy = true;
	d.sync = sync;
	d.to_dir = to_dir;
	d.to_name = to_name;
	return run(&d, dir, name);
}

int nar_hash(int dir, const char *name, HashAlgo algo, Hash *hash,
	     uint64_t *size, Err *err)
{
	HashSink h;
	int rc;

	hash_sink(&h, algo);
	rc = nar_dump(dir, name, &h.sink, NULL, NULL, err);
	if (rc)
		return rc;
	*hash = hash_final(&h.h);
	if (size)
		*size = h.total;
	return 0;
}

int nar_hash_flat(int dir, const char *name, HashAlgo algo, Hash *hash,
		  uint64_t *size, Err *err)
{
	HashCtx h;
	Arena a = { 0 };
	uint8_t *buf = arena_alloc(&a, OUT_MAX, 64);
	uint64_t total = 0;
	ptrdiff_t got;
	int fd = os_open_follow(dir, name);

	hash_init(&h, algo);
	if (fd < 0) {
		arena_free(&a);
		return err_os(err, "opening file", name);
	}
	while ((got = os_read(fd, buf, OUT_MAX)) > 0) {
		hash_update(&h, buf, (size_t)got);
		total += (uint64_t)got;
	}
	if (got < 0)
		err_os(err, "reading", name);
	os_close(fd);
	arena_free(&a);
	*hash = hash_final(&h);
	if (size)
		*size = total;
	return got < 0 ? ERR_OS : 0;
}

int nar_of_text(Str text, bool executable, Sink *to, Err *err)
{
	static const char *const head[] = {
		"nix-archive-1", "(", "type", "regular", NULL
	};
	size_t i;
	int rc = 0;

	for (i = 0; head[i] && rc == 0; i++)
		rc = wire_put_str(to, str_c(head[i]), err);
	if (rc == 0 && executable)
		rc = wire_put_str(to, STR("executable"), err);
	if (rc == 0 && executable)
		rc = wire_put_str(to, STR(""), err);
	if (rc == 0)
		rc = wire_put_str(to, STR("contents"), err);
	if (rc == 0)
		rc = wire_put_str(to, text, err);
	return rc ? rc : wire_put_str(to, STR(")"), err);
}

void nar_hash_text(Str text, Hash *hash, uint64_t *size)
{
	HashSink h;

	hash_sink(&h, HASH_SHA256);
	nar_of_text(text, false, &h.sink, NULL);
	*hash = hash_final(&h.h);
	*size = h.total;
}
