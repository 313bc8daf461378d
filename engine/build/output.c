/*
 * From what a builder left behind to valid paths: canonical metadata,
 * references, rewriting, hashes, checks, the move into place, and last of
 * all the registration, of all outputs in one transaction. Follows
 * registerOutputs of Nix's libstore/unix/build/derivation-builder.cc.
 */
#define _GNU_SOURCE
#include "engine/build/goal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/build/config.h"
#include "engine/build/copy.h"
#include "engine/build/hooks.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

typedef struct {
	const GoalOutput *o;
	const DrvOutput *d;
	bool skip;              /* valid already, nothing to do */
	Str actual;             /* where the files are now */
	PathInfo info;
	StrList found;          /* references as scanned */
	int mark;               /* of the topological sort */
	bool placed;
} Out;

typedef struct {
	Goal *g;
	Out *outs;
	size_t n;
	size_t *order;          /* indices, dependencies first */
	size_t order_n;
	Rewrites rw;            /* hash parts: scratch to final */
	char late[2048];        /* a hash mismatch, told after registering */
} Reg;

static Arena *mem(Reg *r)
{
	return &r->g->w->a;
}

/* Hash, size and references in one reading. */
static int scan(Reg *r, Out *o, Err *err)
{
	Goal *g = r->g;
	StrList may = { 0 };
	HashSink hash;
	ScanSink refs;
	TeeSink tee;
	size_t i;
	int rc;

	for (i = 0; i < g->inputs.n; i++)
		strlist_add(mem(r), &may, g->inputs.v[i]);
	for (i = 0; i < r->n; i++) {
		strlist_add(mem(r), &may, r->outs[i].o->scratch);
		strlist_add(mem(r), &may, r->outs[i].o->path);
	}
	strlist_sort(&may);
	hash_sink(&hash, HASH_SHA256);
	scan_sink(&refs, mem(r), &may);
	tee_sink(&tee, &hash.sink, &refs.sink);
	rc = nar_dump(OS_CWD, o->actual.p, &tee.sink, NULL, NULL, err);
	if (rc)
		return rc;
	o->info.nar_hash = hash_final(&hash.h);
	o->info.nar_size = hash.total;
	o->found = scan_found(&refs, mem(r), &may);
	return 0;
}

static int look(Reg *r, Out *o, Err *err)
{
	Goal *g = r->g;
	struct stat st;

	if (lstat(o->actual.p, &st)) {
		if (errno == ENOENT)
			return err_set(err, ERR_BUILD, "builder for '" STR_F
				"' failed to produce output path for output "
				"'" STR_F "' at '" STR_F "'", STR_A(g->path),
				STR_A(o->o->name), STR_A(o->actual));
		return err_os(err, "getting attributes of path",
			      o->actual.p);
	}
	if ((!S_ISLNK(st.st_mode) && (st.st_mode & 022)) ||
	    (g->user.on && st.st_uid != g->user.uid))
		return err_set(err, ERR_BUILD, "suspicious ownership or "
			       "permission on '" STR_F "' for output '" STR_F
			       "'; rejecting this build output",
			       STR_A(o->actual), STR_A(o->o->name));
	return 0;
}

/*
 * A fixed-output build had the network, and with it perhaps a way to hand
 * an open file to somebody outside. What is registered is a copy.
 */
static int fresh_copy(Reg *r, Out *o, Err *err)
{
	Str tmp = str_cat2(mem(r), o->actual, STR(".copy"));
	int rc = copy_tree(o->actual.p, tmp.p, err);

	if (!rc)
		rc = os_remove_tree(OS_CWD, o->actual.p, NULL, err);
	if (!rc && os_rename(OS_CWD, tmp.p, OS_CWD, o->actual.p))
		rc = err_os(err, "renaming", tmp.p);
	return rc;
}

static int gather(Reg *r, Err *err)
{
	Goal *g = r->g;
	Store *s = g->w->s;
	size_t i;
	int rc;

	for (i = 0; i < r->n; i++) {
		r->outs[i].o = &g->outs[i];
		r->outs[i].d = &g->drv.outputs[i];
	}
	for (i = 0; i < r->n; i++) {
		Out *o = &r->outs[i];

		o->skip = g->mode != BUILD_CHECK && o->o->good;
		if (o->skip)
			continue;
		o->actual = g->chroot ?
			    str_cat2(mem(r), g->root, o->o->scratch) :
			    store_real(s, mem(r), o->o->scratch);
		rc = look(r, o, err);
		if (!rc && g->fixed && g->chroot)
			rc = fresh_copy(r, o, err);
		if (!rc)
			rc = store_canonicalise(OS_CWD, o->actual.p,
				g->user.on && !(g->fixed && g->chroot) ?
				(int64_t)g->user.uid : -1, err);
		if (!rc)
			rc = scan(r, o, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* Outputs that refer to others come after them. */
static int visit(Reg *r, size_t i, size_t parent, Err *err)
{
	Out *o = &r->outs[i];
	size_t k;
	int rc;

	if (o->mark == 2)
		return 0;
	if (o->mark == 1)
		return err_set(err, ERR_BUILD, "cycle detected in build of '"
			       STR_F "' in the references of output '" STR_F
			       "' from output '" STR_F "'",
			       STR_A(r->g->path), STR_A(o->o->name),
			       STR_A(r->outs[parent].o->name));
	o->mark = 1;
	for (k = 0; k < r->n && !o->skip; k++) {
		if (k == i || (strlist_find(&o->found,
					    r->outs[k].o->scratch) < 0 &&
			       strlist_find(&o->found,
					    r->outs[k].o->path) < 0))
			continue;
		rc = visit(r, k, i, err);
		if (rc)
			return rc;
	}
	o->mark = 2;
	r->order[r->order_n++] = i;
	return 0;
}

/* The references as they will be registered. */
static void final_refs(Reg *r, Out *o)
{
	StrList l = { 0 };
	size_t i, k;

	for (i = 0; i < o->found.n; i++) {
		Str p = o->found.v[i];

		for (k = 0; k < r->n; k++)
			if (str_eq(p, r->outs[k].o->scratch))
				p = r->outs[k].skip || !r->outs[k].placed ?
				    r->outs[k].o->path :
				    r->outs[k].info.path;
		strlist_add(mem(r), &l, p);
	}
	strlist_sort(&l);
	o->info.refs = l;
}

/* Rewrite scratch names to final ones; the hash changes with them. */
static int rewrite(Reg *r, Out *o, Err *err)
{
	int rc;

	if (r->rw.n == 0)
		return 0;
	rc = rewrites_tree(&r->rw, o->actual.p, err);
	if (!rc)
		rc = store_canonicalise(OS_CWD, o->actual.p, -1, err);
	if (!rc)
		rc = nar_hash(OS_CWD, o->actual.p, HASH_SHA256,
			      &o->info.nar_hash, &o->info.nar_size, err);
	return rc;
}

static int parse_fixed(const DrvOutput *d, bool *recursive, Hash *want,
		       Err *err)
{
	Str algo = d->algo;
	HashAlgo h;

	*recursive = str_starts(algo, STR("r:"));
	if (*recursive)
		algo = str_from(algo, 2);
	h = hash_by_name(algo);
	if (h == HASH_NONE)
		return err_set(err, ERR_FORMAT, "unknown hash algorithm '"
			       STR_F "'", STR_A(d->algo));
	return hash_parse(want, d->hash, h, err);
}

static int fixed_hash(Reg *r, Out *o, bool recursive, HashAlgo algo,
		      Hash *got, Err *err)
{
	struct stat st;

	(void)r;
	if (recursive && algo == HASH_SHA256) {
		*got = o->info.nar_hash;
		return 0;
	}
	if (recursive)
		return nar_hash(OS_CWD, o->actual.p, algo, got, NULL, err);
	if (lstat(o->actual.p, &st) || !S_ISREG(st.st_mode) ||
	    (st.st_mode & S_IXUSR))
		return err_set(err, ERR_BUILD, "output path '" STR_F "' "
			       "should be a non-executable regular file "
			       "since recursive hashing is not enabled "
			       "(outputHashMode=flat)", STR_A(o->actual));
	return nar_hash_flat(OS_CWD, o->actual.p, algo, got, NULL, err);
}

static int settle_fixed(Reg *r, Out *o, Err *err)
{
	Goal *g = r->g;
	Hash want, got;
	bool recursive;
	int rc = parse_fixed(o->d, &recursive, &want, err);

	if (!rc)
		rc = rewrite(r, o, err);
	if (!rc)
		rc = fixed_hash(r, o, recursive, want.algo, &got, err);
	if (rc)
		return rc;
	o->info.path = o->o->path;
	o->info.ca = ca_fixed(mem(r), recursive, &got);
	if (!hash_eq(&want, &got)) {
		g->w->hash_mismatch = true;
		snprintf(r->late, sizeof r->late, "hash mismatch in "
			 "fixed-output derivation '" STR_F "':\n"
			 "  specified: " STR_F "\n     got:    " STR_F,
			 STR_A(g->path),
			 STR_A(hash_print(mem(r), &want, ENC_SRI, true)),
			 STR_A(hash_print(mem(r), &got, ENC_SRI, true)));
		/* keep what came, under the name that it deserves */
		rc = path_fixed(mem(r), store_dir(g->w->s),
				path_output_name(mem(r), g->drv.name,
						 o->o->name),
				recursive, &got, NULL, false, &o->info.path,
				err);
		if (rc)
			return rc;
	}
	if (o->found.n)
		return err_set(err, ERR_BUILD, "fixed-output derivation '"
			       STR_F "' must not refer to store paths, but "
			       "'" STR_F "' was found in its output",
			       STR_A(g->path), STR_A(o->found.v[0]));
	return 0;
}

static int settle_input_addressed(Reg *r, Out *o, Err *err)
{
	int rc;

	o->info.path = o->o->path;
	rewrites_add(&r->rw, path_hash_part(o->o->scratch),
		     path_hash_part(o->o->path));
	rc = rewrite(r, o, err);
	final_refs(r, o);
	return rc;
}

static int put_in_place(Reg *r, Out *o, Err *err)
{
	Store *s = r->g->w->s;
	Str to = store_real(s, mem(r), o->info.path);
	Str old = str_fmt(mem(r), STR_F ".old-%ld", STR_A(to),
			  (long)getpid());
	bool valid = false;
	int rc = 0;

	if (str_eq(to, o->actual))
		return 0;
	if (r->g->mode == BUILD_REPAIR) {
		/* no way to swap both at once; undo if the second fails */
		if (os_exists(OS_CWD, to.p) && move_path(to.p, old.p, err))
			return err->code;
		if (move_path(o->actual.p, to.p, err)) {
			Err ignored;

			move_path(old.p, to.p, &ignored);
			return err->code;
		}
		o->actual = to;
		return os_remove_tree(OS_CWD, old.p, NULL, err);
	}
	if (!str_eq(o->info.path, o->o->path))
		rc = store_valid(s, o->info.path, &valid, err);
	if (rc || valid)
		return rc;
	rc = os_remove_tree(OS_CWD, to.p, NULL, err);
	if (!rc)
		rc = move_path(o->actual.p, to.p, err);
	o->actual = to;
	return rc;
}

static int compare(Reg *r, Out *o, Err *err)
{
	Goal *g = r->g;
	Store *s = g->w->s;
	Str real = store_real(s, mem(r), o->info.path), dst;
	PathInfo old;
	bool valid;

	if (store_valid(s, o->info.path, &valid, err))
		return err->code;
	if (!valid)
		return 0;
	if (store_info(s, mem(r), o->info.path, &old, err))
		return err->code;
	if (hash_eq(&old.nar_hash, &o->info.nar_hash)) {
		if (old.ultimate)
			return 0;
		old.ultimate = true;
		store_sign(s, mem(r), &old);
		return store_update(s, &old, err);
	}
	g->w->check_mismatch = true;
	if (!config.run_diff_hook && !config.keep_failed)
		return err_set(err, ERR_BUILD, "derivation '" STR_F "' may "
			       "not be deterministic: output '" STR_F
			       "' differs", STR_A(g->path), STR_A(real));
	dst = str_cat2(mem(r), real, STR(".check"));
	if (os_remove_tree(OS_CWD, dst.p, NULL, err) ||
	    move_path(o->actual.p, dst.p, err))
		return err->code;
	diff_hook(g, o->info.path, dst);
	return err_set(err, ERR_BUILD, "derivation '" STR_F "' may not be "
		       "deterministic: output '" STR_F "' differs from '"
		       STR_F "'", STR_A(g->path), STR_A(real), STR_A(dst));
}

static int settle(Reg *r, Out *o, Err *err)
{
	Goal *g = r->g;
	StoreLocks *lock = NULL;
	StrList one = { 0 };
	int rc;

	if (o->skip) {
		rewrites_add(&r->rw, path_hash_part(o->o->scratch),
			     path_hash_part(o->o->path));
		return 0;
	}
	rc = o->d->hash.n ? settle_fixed(r, o, err) :
	     settle_input_addressed(r, o, err);
	if (rc)
		return rc;
	if (g->mode == BUILD_CHECK)
		return compare(r, o, err);
	if (!str_eq(o->info.path, o->o->path)) {
		strlist_add(mem(r), &one, o->info.path);
		rc = store_lock(g->w->s, &one, true, &lock, err);
	}
	if (!rc)
		rc = put_in_place(r, o, err);
	if (lock)
		store_unlock(g->w->s, lock, true);
	o->placed = rc == 0;
	o->info.deriver = g->path;
	o->info.ultimate = true;
	o->info.registered = os_now();
	return rc;
}

/* --- what the derivation asks of its outputs ---------------------------- */

static const Out *out_at(const Reg *r, Str path)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (!r->outs[i].skip && str_eq(r->outs[i].info.path, path))
			return &r->outs[i];
	return NULL;
}

static int closure_of(Reg *r, Str path, StrList *done, uint64_t *size,
		      Err *err)
{
	StrList todo = { 0 };
	Map seen = { 0 };
	PathInfo info;
	bool fresh;
	size_t i;

	seen.a = mem(r);
	*size = 0;
	strlist_add(mem(r), &todo, path);
	while (todo.n) {
		Str p = todo.v[--todo.n];
		const Out *o = out_at(r, p);

		map_put(&seen, p, &fresh);
		if (!fresh)
			continue;
		strlist_add(mem(r), done, p);
		if (o)
			info = o->info;
		else if (store_info(r->g->w->s, mem(r), p, &info, err))
			return err->code;
		*size += info.nar_size;
		for (i = 0; i < info.refs.n; i++)
			strlist_add(mem(r), &todo, info.refs.v[i]);
	}
	strlist_sort(done);
	return 0;
}

static int specifiers(Reg *r, const StrList *names, StrList *paths, Err *err)
{
	size_t i, k;

	for (i = 0; i < names->n; i++) {
		Str n = names->v[i], base, rest;

		for (k = 0; k < r->n; k++)
			if (str_eq(r->outs[k].o->name, n))
				break;
		if (path_split(store_dir(r->g->w->s), n, &base, &rest) &&
		    rest.n == 0)
			strlist_add(mem(r), paths, n);
		else if (k < r->n)
			strlist_add(mem(r), paths, r->outs[k].skip ?
				    r->outs[k].o->path :
				    r->outs[k].info.path);
		else
			return err_set(err, ERR_BUILD, "derivation contains "
				       "an illegal reference specifier '"
				       STR_F "'", STR_A(n));
	}
	strlist_sort(paths);
	return 0;
}

static int check_refs(Reg *r, const Out *o, const OutputChecks *c, int which,
		      const StrList *closure, Err *err)
{
	const StrList *used = which & 1 ? closure : &o->info.refs;
	StrList spec = { 0 };
	StrBuf bad = sb_in(mem(r));
	bool allowed = which < 2;
	size_t i;

	if (!c->given[which])
		return 0;
	if (specifiers(r, &c->list[which], &spec, err))
		return err->code;
	for (i = 0; i < used->n; i++) {
		if ((which & 1) && c->ignore_self &&
		    str_eq(used->v[i], o->info.path))
			continue;
		if ((strlist_find(&spec, used->v[i]) >= 0) != allowed)
			sb_fmt(&bad, "\n  " STR_F, STR_A(used->v[i]));
	}
	if (bad.n == 0)
		return 0;
	return err_set(err, ERR_BUILD, "output '" STR_F "' is not allowed "
		       "to refer to the following paths:" STR_F,
		       STR_A(o->info.path), STR_A(sb_str(&bad)));
}

static int check_output(Reg *r, Out *o, Err *err)
{
	OutputChecks c;
	StrList closure = { 0 };
	uint64_t size = 0;
	int which, rc;

	if (attrs_checks(&r->g->attrs, mem(r), o->o->name, &c, err))
		return err->code;
	if (c.discard_refs)
		o->info.refs.n = 0;
	if (c.has_size && o->info.nar_size > c.size)
		return err_set(err, ERR_BUILD, "path '" STR_F "' is too "
			       "large at %llu bytes; limit is %llu bytes",
			       STR_A(o->info.path),
			       (unsigned long long)o->info.nar_size,
			       (unsigned long long)c.size);
	if ((c.has_closure_size || c.given[1] || c.given[3]) &&
	    closure_of(r, o->info.path, &closure, &size, err))
		return err->code;
	if (c.has_closure_size && size > c.closure_size)
		return err_set(err, ERR_BUILD, "closure of path '" STR_F
			       "' is too large at %llu bytes; limit is %llu "
			       "bytes", STR_A(o->info.path),
			       (unsigned long long)size,
			       (unsigned long long)c.closure_size);
	for (which = 0; which < 4; which++) {
		rc = check_refs(r, o, &c, which, &closure, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* The same build again: are the results those of the round before? */
static int compare_rounds(Reg *r, Err *err)
{
	Goal *g = r->g;
	size_t i;

	if (config.repeat == 0 || g->fixed)
		return 0;
	for (i = 0; i < r->n && g->round > 1; i++) {
		Out *o = &r->outs[i];

		if (o->skip || hash_eq(&g->prev[i], &o->info.nar_hash))
			continue;
		err_set(err, ERR_BUILD, "output '" STR_F "' of '" STR_F
			"' differs from previous round",
			STR_A(o->info.path), STR_A(g->path));
		if (config.enforce_determinism)
			return ERR_BUILD;
		log_err(err);
		g->round = config.repeat + 1;
	}
	if (!g->prev)
		g->prev = ARENA_ARRAY(mem(r), Hash, r->n);
	for (i = 0; i < r->n; i++)
		g->prev[i] = r->outs[i].info.nar_hash;
	return 0;
}

static int register_all(Reg *r, Err *err)
{
	Goal *g = r->g;
	Store *s = g->w->s;
	PathInfo *infos = ARENA_ARRAY(mem(r), PathInfo, r->n);
	size_t i, n = 0;
	OptimiseStats freed = { 0 };
	bool valid;
	int rc;

	for (i = 0; i < r->order_n; i++) {
		Out *o = &r->outs[r->order[i]];

		if (o->skip)
			continue;
		if (!str_eq(o->info.path, o->o->path)) {
			rc = store_valid(s, o->info.path, &valid, err);
			if (rc)
				return rc;
			if (valid)
				continue;
		}
		/* what is repaired may be what .links has wrong */
		if (config.auto_optimise && g->mode != BUILD_REPAIR)
			store_optimise_path(s, o->actual, &freed, err);
		store_sign(s, mem(r), &o->info);
		infos[n++] = o->info;
	}
	return n ? store_register(s, infos, n, err) : 0;
}

int output_register(Goal *g, Err *err)
{
	Reg *r = ARENA_NEW(&g->w->a, Reg);
	size_t i;
	int rc;

	r->g = g;
	r->n = g->outs_n;
	r->outs = ARENA_ARRAY(&g->w->a, Out, r->n);
	r->order = ARENA_ARRAY(&g->w->a, size_t, r->n);
	r->rw.a = &g->w->a;
	rc = gather(r, err);
	for (i = 0; !rc && i < r->n; i++)
		rc = visit(r, i, i, err);
	for (i = 0; !rc && i < r->order_n; i++)
		rc = settle(r, &r->outs[r->order[i]], err);
	if (rc)
		return rc;
	if (g->mode == BUILD_CHECK)
		return r->late[0] ? err_set(err, ERR_BUILD, "%s", r->late) :
				    0;
	for (i = 0; !rc && i < r->n; i++)
		if (!r->outs[i].skip)
			rc = check_output(r, &r->outs[i], err);
	if (!rc)
		rc = compare_rounds(r, err);
	if (!rc && !g->fixed && g->round < config.repeat + 1 &&
	    g->mode == BUILD_NORMAL)
		return 0;       /* another round comes */
	if (!rc)
		rc = register_all(r, err);
	if (!rc && r->late[0])
		rc = err_set(err, ERR_BUILD, "%s", r->late);
	return rc;
}
