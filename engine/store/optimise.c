/*
 * Hard links for equal files: .links/HASH, HASH being the nix32 SHA-256 of
 * the file's NAR. Facts: libstore/optimise-store.cc.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

typedef struct {
	Store *s;
	Arena a;
	int links;              /* the .links folder */
	OptimiseStats *st;
	Err *err;
} Opt;

/* Put the file linked at .links/hash in the place of dir/name. */
static int replace_by_link(Opt *o, int dir, const char *name,
			   const char *hash, const OsStat *st)
{
	char tmp[OS_TEMP_MAX];
	uint32_t r;
	OsStat folder;
	bool top = dir == o->s->fd;
	int rc = 0;

	os_random(&r, sizeof r);
	snprintf(tmp, sizeof tmp, ".tmp-link-%ld-%lx", (long)getpid(),
		 (unsigned long)r);
	if (os_fstat(dir, &folder))
		return err_os(o->err, "examining the folder of", name);
	if (!top && fchmod(dir, 0755))
		return err_os(o->err, "making the folder writable of", name);
	if (os_link(o->links, hash, dir, tmp)) {
		/* too many links already: leave this one alone */
		if (errno != EMLINK)
			rc = err_os(o->err, "linking", name);
	} else if (os_rename(dir, tmp, dir, name)) {
		rc = errno == EMLINK ? 0 : err_os(o->err, "replacing", name);
		unlinkat(dir, tmp, 0);
	} else {
		o->st->files++;
		o->st->bytes += st->size;
	}
	if (!top && (fchmod(dir, folder.mode) ||
		     os_set_mtime(dir, ".", folder.mtime)) && rc == 0)
		rc = err_os(o->err, "restoring the folder of", name);
	return rc;
}

static int link_file(Opt *o, int dir, const char *name, const OsStat *st)
{
	char hash[64];
	OsStat old;
	Hash h;
	int rc;

	/* a writable file may have been changed: do not spread it */
	if (st->type == OS_FILE && (st->mode & 0200))
		return 0;
	rc = nar_hash(dir, name, HASH_SHA256, &h, NULL, o->err);
	if (rc)
		return rc;
	enc32(hash, h.b, 32);
	hash[enc32_len(32)] = 0;
	if (os_lstat(o->links, hash, &old) == 0) {
		if (old.ino == st->ino)
			return 0;
		if (old.size != st->size || old.type != st->type) {
			/* damaged by somebody: start over */
			if (os_remove(o->links, hash))
				return err_os(o->err, "removing", hash);
		} else {
			return replace_by_link(o, dir, name, hash, st);
		}
	}
	if (os_link(dir, name, o->links, hash) == 0 || errno == EMLINK ||
	    errno == ENOSPC)
		return 0;
	if (errno != EEXIST)
		return err_os(o->err, "creating link", hash);
	return replace_by_link(o, dir, name, hash, st);
}

static int opt_node(Opt *o, int dir, const char *name, int depth)
{
	ArenaMark m;
	StrList names;
	OsStat st;
	size_t i;
	int fd, rc = 0;

	if (os_lstat(dir, name, &st))
		return err_os(o->err, "getting status of", name);
	if (st.type == OS_OTHER)
		return 0;
	if (st.type != OS_DIR)
		return link_file(o, dir, name, &st);
	if (depth > NAR_DEPTH_MAX)
		return err_set(o->err, ERR_LIMIT, "'%s' lies too deep", name);
	fd = os_open_dir(dir, name);
	if (fd < 0)
		return err_os(o->err, "opening directory", name);
	m = arena_mark(&o->a);
	if (os_list_fd(&o->a, fd, &names))
		rc = err_os(o->err, "reading directory", name);
	for (i = 0; rc == 0 && i < names.n; i++)
		rc = opt_node(o, fd, names.v[i].p, depth + 1);
	os_close(fd);
	arena_release(&o->a, m);
	return rc;
}

int store_optimise_path(Store *s, Str path, OptimiseStats *st, Err *err)
{
	OptimiseStats unused;
	Opt o = { .s = s, .st = st ? st : &unused, .err = err };
	int rc;

	memset(o.st, 0, sizeof *o.st);
	o.links = os_open_dir(s->fd, ".links");
	if (o.links < 0)
		return err_os(err, "opening directory", ".links");
	rc = opt_node(&o, s->fd, str_z(&o.a, path_base(path)), 0);
	os_close(o.links);
	arena_free(&o.a);
	return rc;
}

int store_optimise(Store *s, OptimiseStats *st, Err *err)
{
	Arena a = { 0 };
	StrList paths;
	OptimiseStats one;
	bool valid;
	size_t i;
	int rc = need_writable(s, err);

	memset(st, 0, sizeof *st);
	if (rc == 0)
		rc = store_all_valid(s, &a, &paths, err);
	for (i = 0; rc == 0 && i < paths.n; i++) {
		if (store_interrupted)
			rc = err_set(err, ERR_INTERRUPTED,
				     "interrupted by the user");
		if (rc == 0)
			rc = store_temp_root(s, paths.v[i], err);
		if (rc == 0)
			rc = store_valid(s, paths.v[i], &valid, err);
		if (rc || !valid)
			continue;
		rc = store_optimise_path(s, paths.v[i], &one, err);
		st->files += one.files;
		st->bytes += one.bytes;
	}
	arena_free(&a);
	return rc;
}
