/* nix-store --verify: see store.h. Facts: libstore/local-store.cc. */
#include <errno.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

typedef struct {
	Store *s;
	const VerifyOptions *o;
	Arena a;
	Map on_disk;
	Map done;               /* paths looked at; num 1: valid */
	bool errors;
	Err *err;
} Verify;

static void say(Verify *v, Str text)
{
	if (v->o->note)
		v->o->note(v->o->ctx, text);
}

/* Fetch or rebuild; a failure is counted, not fatal. */
static void mend(Verify *v, Str path)
{
	Err err = { 0 };

	if (v->o->repair && v->o->mend &&
	    v->o->mend(v->o->ctx, path, &err) == 0)
		return;
	if (v->o->repair)
		say(v, str_fmt(&v->a, "warning: %s", v->o->mend ?
			       err_message(&err).p :
			       "cannot repair without a builder"));
	v->errors = true;
}

/* Is a path there? If it and all that refer to it are not, forget it. */
static int check_there(Verify *v, Str path, int depth)
{
	StrList referrers;
	MapEntry *e;
	bool fresh;
	bool can_go = true;
	size_t i;
	int rc;

	e = map_put(&v->done, path, &fresh);
	if (!fresh)
		return 0;
	if (map_get(&v->on_disk, path_base(path))) {
		e->v.num = 1;
		return 0;
	}
	if (depth > 10000)
		return err_set(v->err, ERR_LIMIT, "references nest too deep");
	rc = store_referrers(v->s, &v->a, path, &referrers, v->err);
	for (i = 0; rc == 0 && i < referrers.n; i++) {
		if (str_eq(referrers.v[i], path))
			continue;
		rc = check_there(v, referrers.v[i], depth + 1);
		e = map_get(&v->done, referrers.v[i]);
		if (e && e->v.num)
			can_go = false;
	}
	if (rc)
		return rc;
	if (can_go) {
		say(v, str_fmt(&v->a, "path '" STR_F "' disappeared, removing "
			       "from database...", STR_A(path)));
		return store_invalidate(v->s, path, v->err);
	}
	say(v, str_fmt(&v->a, "path '" STR_F "' disappeared, but it still has "
		       "valid referrers!", STR_A(path)));
	map_get(&v->done, path)->v.num = 1;
	mend(v, path);
	return 0;
}

static int check_contents(Verify *v, Str path)
{
	Arena tmp = { 0 };
	PathInfo info;
	Hash got;
	uint64_t size;
	int rc = store_info(v->s, &tmp, path, &info, v->err);

	if (rc == ERR_NOT_VALID) {
		/* deleted by somebody meanwhile */
		arena_free(&tmp);
		return 0;
	}
	if (rc == 0 && nar_hash(v->s->fd, str_z(&tmp, path_base(path)),
				HASH_SHA256, &got, &size, v->err)) {
		say(v, str_fmt(&tmp, "error: " STR_F,
			       STR_A(err_message(v->err))));
		v->errors = true;
		err_clear(v->err);
	} else if (rc == 0 && !hash_eq(&got, &info.nar_hash)) {
		say(v, str_fmt(&tmp, "path '" STR_F "' was modified! expected "
			       "hash '" STR_F "', got '" STR_F "'",
			       STR_A(path),
			       STR_A(hash_print(&tmp, &info.nar_hash,
						ENC_NIX32, true)),
			       STR_A(hash_print(&tmp, &got, ENC_NIX32,
						true))));
		mend(v, path);
	} else if (rc == 0 && info.nar_size != size) {
		/* old databases may lack it */
		say(v, str_fmt(&tmp, "updating size field on '" STR_F "' to "
			       "%llu", STR_A(path),
			       (unsigned long long)size));
		info.nar_size = size;
		rc = store_update(v->s, &info, v->err);
	}
	arena_free(&tmp);
	return rc;
}

/* Hard-link sources carry their hash in their name. */
static int check_links(Verify *v)
{
	int dir = os_open_dir(v->s->fd, ".links");
	StrList names;
	Hash h, want = { HASH_SHA256, 32, { 0 } };
	size_t i;

	if (dir < 0)
		return 0;
	say(v, STR("checking link hashes..."));
	if (os_list_fd(&v->a, dir, &names))
		names.n = 0;
	for (i = 0; i < names.n; i++) {
		if (!dec32(want.b, 32, names.v[i]) ||
		    nar_hash(dir, names.v[i].p, HASH_SHA256, &h, NULL, NULL))
			continue;
		if (hash_eq(&h, &want))
			continue;
		say(v, str_fmt(&v->a, "link '" STR_F "/.links/" STR_F "' was "
			       "modified! expected hash '" STR_F "'",
			       STR_A(v->s->where.real), STR_A(names.v[i]),
			       STR_A(names.v[i])));
		if (v->o->repair && os_remove(dir, names.v[i].p) == 0)
			say(v, STR("removed link"));
		else
			v->errors = true;
	}
	os_close(dir);
	return 0;
}

static int check_all(Verify *v)
{
	StrList valid, names;
	size_t i;
	int rc;

	say(v, STR("reading the Nix store..."));
	if (os_list_fd(&v->a, v->s->fd, &names))
		return err_os(v->err, "reading",
			      str_z(&v->a, v->s->where.real));
	for (i = 0; i < names.n; i++)
		map_put(&v->on_disk, names.v[i], NULL);
	say(v, STR("checking path existence..."));
	rc = store_all_valid(v->s, &v->a, &valid, v->err);
	for (i = 0; rc == 0 && i < valid.n; i++) {
		if (!path_is_store(v->s->where.store, valid.v[i])) {
			say(v, str_fmt(&v->a, "path '" STR_F "' is not in the "
				       "Nix store", STR_A(valid.v[i])));
			rc = store_invalidate(v->s, valid.v[i], v->err);
			continue;
		}
		rc = check_there(v, valid.v[i], 0);
	}
	return rc;
}

int store_verify(Store *s, const VerifyOptions *o, bool *errors, Err *err)
{
	Verify v = { .s = s, .o = o, .err = err };
	StrList valid;
	size_t i;
	int rc = need_writable(s, err);

	v.on_disk.a = v.done.a = &v.a;
	if (rc == 0)
		rc = open_gc_lock(s, err);
	if (rc)
		return rc;
	/* a collector at work would look like missing paths */
	os_lock(s->gc_lock, false);
	rc = check_all(&v);
	os_unlock(s->gc_lock);
	if (rc == 0 && o->check_contents) {
		rc = check_links(&v);
		say(&v, STR("checking store hashes..."));
		if (rc == 0)
			rc = store_all_valid(s, &v.a, &valid, err);
		for (i = 0; rc == 0 && i < valid.n; i++) {
			if (store_interrupted)
				rc = err_set(err, ERR_INTERRUPTED,
					     "interrupted by the user");
			else
				rc = check_contents(&v, valid.v[i]);
		}
	}
	*errors = v.errors;
	arena_free(&v.a);
	return rc;
}
