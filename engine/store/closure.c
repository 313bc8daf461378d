/* Closures, topological order, and following links into the store. */
#include <errno.h>
#include <stdlib.h>

#include "engine/fmt/path.h"
#include "engine/store/internal.h"

/* The paths that follow directly from path in the closure asked for. */
static int neighbours(Store *s, Arena *a, Str path, int flags, StrList *out,
		      Err *err)
{
	StoreOutput *outputs;
	StrList more;
	PathInfo info;
	bool valid;
	size_t n, i;
	bool back = flags & CLOSURE_REFERRERS;
	int rc;

	if (back)
		rc = store_referrers(s, a, path, out, err);
	else
		rc = store_references(s, a, path, out, err);
	if (rc)
		return rc;
	/* towards referrers, outputs and derivers change places */
	if ((flags & CLOSURE_OUTPUTS) && (back || path_is_drv(path))) {
		if (back) {
			rc = store_derivers(s, a, path, &more, err);
			for (i = 0; rc == 0 && i < more.n; i++)
				strlist_add(a, out, more.v[i]);
		} else {
			rc = store_outputs(s, a, path, &outputs, &n, err);
			for (i = 0; rc == 0 && i < n; i++) {
				rc = store_valid(s, outputs[i].path, &valid,
						 err);
				if (valid)
					strlist_add(a, out, outputs[i].path);
			}
		}
	}
	if (rc || !(flags & CLOSURE_DERIVERS))
		return rc;
	if (!back) {
		rc = store_info(s, a, path, &info, err);
		if (rc || info.deriver.n == 0)
			return rc;
		rc = store_valid(s, info.deriver, &valid, err);
		if (valid)
			strlist_add(a, out, info.deriver);
		return rc;
	}
	if (!path_is_drv(path))
		return 0;
	rc = store_outputs(s, a, path, &outputs, &n, err);
	for (i = 0; rc == 0 && i < n; i++) {
		rc = store_valid(s, outputs[i].path, &valid, err);
		if (valid)
			strlist_add(a, out, outputs[i].path);
	}
	return rc;
}

int store_closure(Store *s, Arena *a, StrList *paths, int flags, Err *err)
{
	Arena *tmp = &s->scratch;
	ArenaMark all = arena_mark(tmp);
	Arena map_arena = { 0 };
	Map seen = { .a = &map_arena };
	StrList next;
	ArenaMark m;
	MapEntry *e;
	bool fresh;
	size_t i, j;
	int rc = s->db ? db_begin(s, false, err) : 0;

	if (rc)
		return rc;
	for (i = 0; i < paths->n; i++)
		map_put(&seen, paths->v[i], NULL);
	/* entries are appended while this walks them */
	for (i = 0; rc == 0 && i < seen.n; i++) {
		m = arena_mark(tmp);
		rc = neighbours(s, tmp, seen.entries[i].key, flags, &next,
				err);
		for (j = 0; rc == 0 && j < next.n; j++) {
			e = map_put(&seen, next.v[j], &fresh);
			if (fresh)
				e->key = str_dup(a, next.v[j]);
		}
		arena_release(tmp, m);
	}
	if (s->db)
		db_commit(s, rc ? NULL : err);
	paths->v = NULL;
	paths->n = paths->cap = 0;
	for (i = 0; rc == 0 && i < seen.n; i++)
		strlist_add(a, paths, seen.entries[i].key);
	strlist_sort(paths);
	arena_release(tmp, all);
	arena_free(&map_arena);
	return rc;
}

/* One path under way in the depth-first walk of store_topo. */
typedef struct {
	size_t index;
	StrList refs;
	size_t next;
} Frame;

int store_topo(Store *s, Arena *a, StrList *paths, Err *err)
{
	Arena *tmp = &s->scratch;
	ArenaMark mark = arena_mark(tmp);
	Map all = { .a = tmp };
	Frame *stack;
	uint8_t *state;         /* 0 new, 1 under way, 2 done */
	StrList done = { NULL, 0, 0 };
	MapEntry *e;
	Frame *f;
	size_t depth = 0;
	size_t i;
	int rc = s->db ? db_begin(s, false, err) : 0;

	if (rc)
		return rc;
	strlist_sort(paths);
	for (i = 0; i < paths->n; i++)
		map_put(&all, paths->v[i], NULL)->v.num = i;
	stack = ARENA_ARRAY(tmp, Frame, paths->n + 1);
	state = ARENA_ARRAY(tmp, uint8_t, paths->n + 1);
	for (i = 0; rc == 0 && i < paths->n; i++) {
		if (state[i])
			continue;
		stack[depth++] = (Frame){ i, { NULL, 0, 0 }, SIZE_MAX };
		while (rc == 0 && depth > 0) {
			f = &stack[depth - 1];
			if (f->next == SIZE_MAX) {
				state[f->index] = 1;
				f->next = 0;
				rc = store_references(s, tmp,
						      paths->v[f->index],
						      &f->refs, err);
				if (rc == ERR_NOT_VALID)
					rc = 0;
				continue;
			}
			if (f->next == f->refs.n) {
				state[f->index] = 2;
				strlist_add(tmp, &done, paths->v[f->index]);
				depth--;
				continue;
			}
			e = map_get(&all, f->refs.v[f->next++]);
			if (!e || e->v.num == f->index || state[e->v.num] == 2)
				continue;
			if (state[e->v.num] == 1) {
				rc = err_set(err, ERR_FORMAT, "cycle detected "
					     "in the references of '" STR_F
					     "' from '" STR_F "'",
					     STR_A(paths->v[f->index]),
					     STR_A(e->key));
				break;
			}
			stack[depth++] = (Frame){ e->v.num, { NULL, 0, 0 },
						  SIZE_MAX };
		}
	}
	(void)a;
	if (s->db)
		db_commit(s, rc ? NULL : err);
	for (i = 0; rc == 0 && i < done.n; i++)
		paths->v[i] = done.v[done.n - 1 - i];
	arena_release(tmp, mark);
	return rc;
}

int store_follow(Store *s, Arena *a, Str name, Str *path, Err *err)
{
	Str at, target, rest, dir;
	ptrdiff_t slash;
	int hops;
	int rc;

	if (name.n == 0 || name.p[0] != '/') {
		rc = os_cwd(a, &dir, err);
		if (rc)
			return rc;
		name = str_cat3(a, dir, STR("/"), name);
	}
	at = name;
	for (hops = 0; hops < 1024; hops++) {
		while (at.n > 1 && at.p[at.n - 1] == '/')
			at.n--;
		if (path_split(s->where.store, at, path, &rest))
			return 0;
		if (os_readlink(a, OS_CWD, str_z(a, at), &target)) {
			/* links further up, or dots */
			if (hops == 0 || errno == EINVAL || errno == ENOENT) {
				rc = os_real_path(a, str_z(a, at), &target,
						  NULL);
				if (rc == 0 && !str_eq(target, at)) {
					at = target;
					continue;
				}
			}
			break;
		}
		if (target.n && target.p[0] == '/') {
			at = target;
			continue;
		}
		slash = str_rchr(at, '/');
		at = str_cat3(a, str_sub(at, 0, (size_t)slash), STR("/"),
			      target);
	}
	return err_set(err, ERR_FORMAT, "path '" STR_F "' is not in the Nix "
		       "store", STR_A(name));
}
