/*
 * Garbage collection: see store.h. The graph is loaded once and marked
 * from the roots; what is not marked goes, referrers first. While it runs,
 * other processes tell new temporary roots through a socket (gc_server.h);
 * they are looked at before every deletion.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "engine/fmt/path.h"
#include "engine/store/gc_server.h"
#include "engine/store/internal.h"

typedef struct {
	int64_t id;
	Str path;
	uint32_t deriver;       /* 1 + index, or 0 */
	bool alive;
	bool gone;
	bool seen;
} Node;

typedef struct {
	uint32_t *start;        /* n + 1 offsets into to */
	uint32_t *to;
} Edges;

typedef struct {
	Store *s;
	Arena a;
	const GcOptions *o;
	GcResult *r;
	Arena *out;
	Err *err;
	Node *nodes;
	size_t n;
	Map by_path;            /* to index */
	Map temp;               /* hash parts of temporary roots */
	Edges refs;
	Edges referrers;
	Edges outputs;          /* of derivations */
	uint32_t *stack;
	int lock;
	GcServer *server;
	bool limit;             /* enough was freed */
} Gc;

/* --- the graph --- */

static int load_nodes(Gc *g)
{
	sqlite3_stmt *st = db_get(g->s, SQL_GRAPH_NODES, g->err);
	size_t cap = 0;
	Node *v;
	size_t i;
	MapEntry *e;
	int rc;
	StrList derivers = { NULL, 0, 0 };

	if (!st)
		return ERR_OS;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (g->n == cap) {
			g->nodes = arena_grow(&g->a, g->nodes,
					      cap * sizeof *v,
					      (cap * 2 + 256) * sizeof *v);
			cap = cap * 2 + 256;
		}
		v = &g->nodes[g->n++];
		memset(v, 0, sizeof *v);
		v->id = sqlite3_column_int64(st, 0);
		v->path = str_dup(&g->a, db_text(st, 1));
		strlist_add(&g->a, &derivers,
			    str_dup(&g->a, db_text(st, 2)));
	}
	if (rc != SQLITE_DONE)
		return db_error(g->s, "reading the graph", g->err);
	sqlite3_reset(st);
	for (i = 0; i < g->n; i++)
		map_put(&g->by_path, g->nodes[i].path, NULL)->v.num = i;
	for (i = 0; i < g->n; i++) {
		e = derivers.v[i].n ? map_get(&g->by_path, derivers.v[i]) :
		    NULL;
		g->nodes[i].deriver = e ? (uint32_t)e->v.num + 1 : 0;
	}
	return 0;
}

/* Pairs of indices to offsets and targets. */
static Edges make_edges(Gc *g, const uint32_t *pairs, size_t n, bool back)
{
	Edges e;
	uint32_t *fill;
	size_t i;

	e.start = ARENA_ARRAY(&g->a, uint32_t, g->n + 2);
	e.to = ARENA_ARRAY(&g->a, uint32_t, n + 1);
	fill = ARENA_ARRAY(&g->a, uint32_t, g->n + 1);
	for (i = 0; i < n; i++)
		e.start[pairs[2 * i + back] + 1]++;
	for (i = 0; i < g->n; i++)
		e.start[i + 1] += e.start[i];
	for (i = 0; i < n; i++)
		e.to[e.start[pairs[2 * i + back]] +
		     fill[pairs[2 * i + back]]++] = pairs[2 * i + !back];
	return e;
}

static int cmp_id(const void *a, const void *b)
{
	int64_t x = ((const Node *const *)a)[0]->id;
	int64_t y = ((const Node *const *)b)[0]->id;

	return (x > y) - (x < y);
}

/* Index of the node with this row, through an array sorted by row. */
static ptrdiff_t by_id(Gc *g, Node **sorted, int64_t id)
{
	size_t lo = 0;
	size_t hi = g->n;
	size_t mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (sorted[mid]->id == id)
			return sorted[mid] - g->nodes;
		if (sorted[mid]->id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

static void add_pair(Gc *g, uint32_t **v, size_t *n, size_t *cap,
		     ptrdiff_t from, ptrdiff_t to)
{
	if (from < 0 || to < 0 || from == to)
		return;
	if (*n == *cap) {
		*v = arena_grow(&g->a, *v, *cap * 2 * sizeof **v,
				(*cap * 2 + 1024) * 2 * sizeof **v);
		*cap = *cap * 2 + 1024;
	}
	(*v)[2 * *n] = (uint32_t)from;
	(*v)[2 * *n + 1] = (uint32_t)to;
	++*n;
}

static int load_edges(Gc *g)
{
	Node **sorted = ARENA_ARRAY(&g->a, Node *, g->n + 1);
	uint32_t *v = NULL;
	size_t n = 0;
	size_t cap = 0;
	sqlite3_stmt *st = db_get(g->s, SQL_GRAPH_EDGES, g->err);
	MapEntry *e;
	size_t i;
	int rc;

	if (!st)
		return ERR_OS;
	for (i = 0; i < g->n; i++)
		sorted[i] = &g->nodes[i];
	if (g->n)
		qsort(sorted, g->n, sizeof *sorted, cmp_id);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		add_pair(g, &v, &n, &cap,
			 by_id(g, sorted, sqlite3_column_int64(st, 0)),
			 by_id(g, sorted, sqlite3_column_int64(st, 1)));
	if (rc != SQLITE_DONE)
		return db_error(g->s, "reading the graph", g->err);
	sqlite3_reset(st);
	g->refs = make_edges(g, v, n, false);
	g->referrers = make_edges(g, v, n, true);
	v = NULL;
	n = cap = 0;
	if (sqlite3_prepare_v2(g->s->db, "select drv, path from "
			       "DerivationOutputs", -1, &st, NULL))
		return db_error(g->s, "reading the graph", g->err);
	while (sqlite3_step(st) == SQLITE_ROW) {
		e = map_get(&g->by_path, db_text(st, 1));
		add_pair(g, &v, &n, &cap,
			 by_id(g, sorted, sqlite3_column_int64(st, 0)),
			 e ? (ptrdiff_t)e->v.num : -1);
	}
	sqlite3_finalize(st);
	g->outputs = make_edges(g, v, n, false);
	return 0;
}

static int load_graph(Gc *g)
{
	int rc = db_begin(g->s, false, g->err);

	if (rc)
		return rc;
	rc = load_nodes(g);
	if (rc == 0)
		rc = load_edges(g);
	if (rc) {
		db_rollback(g->s);
		return rc;
	}
	g->stack = ARENA_ARRAY(&g->a, uint32_t, g->n + 1);
	return db_commit(g->s, g->err);
}

static void push_alive(Gc *g, uint32_t i, size_t *depth)
{
	if (g->nodes[i].alive)
		return;
	g->nodes[i].alive = true;
	g->stack[(*depth)++] = i;
}

/* Everything that i keeps is alive. */
static void mark(Gc *g, uint32_t i)
{
	bool whole = g->o->action != GC_DELETE_SPECIFIC;
	size_t depth = 0;
	uint32_t k, at;

	push_alive(g, i, &depth);
	while (depth > 0) {
		at = g->stack[--depth];
		for (k = g->refs.start[at]; k < g->refs.start[at + 1]; k++)
			push_alive(g, g->refs.to[k], &depth);
		if (whole && store_settings.keep_outputs)
			for (k = g->outputs.start[at];
			     k < g->outputs.start[at + 1]; k++)
				push_alive(g, g->outputs.to[k], &depth);
		if (whole && store_settings.keep_derivations &&
		    g->nodes[at].deriver)
			push_alive(g, g->nodes[at].deriver - 1, &depth);
	}
}

/* Nodes whose hash part is this one (output and lock names share it). */
static void mark_hash(Gc *g, Str hash_part)
{
	Str prefix = str_cat3(&g->a, g->s->where.store, STR("/"), hash_part);
	size_t lo = 0;
	size_t hi = g->n;
	size_t mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (str_cmp(g->nodes[mid].path, prefix) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < g->n && str_starts(g->nodes[lo].path, prefix); lo++)
		if (!g->nodes[lo].gone)
			mark(g, (uint32_t)lo);
}

static void add_temp(Gc *g, Str path)
{
	Str part;
	bool fresh;

	if (!path_is_store(g->s->where.store, path))
		return;
	part = str_dup(&g->a, path_hash_part(path));
	map_put(&g->temp, part, &fresh);
	if (fresh && g->n)
		mark_hash(g, part);
}

/*
 * Hear of new roots. hash_part, if any, is about to go: from here on those
 * that ask for it wait until gc_server_done.
 */
static void hear(Gc *g, Str hash_part)
{
	ArenaMark m = arena_mark(&g->s->scratch);
	StrList paths;
	size_t i;

	gc_server_heard(g->server, &g->s->scratch, hash_part, &paths);
	for (i = 0; i < paths.n; i++)
		add_temp(g, paths.v[i]);
	arena_release(&g->s->scratch, m);
}

/* --- deleting --- */

static void say(Gc *g, const char *text)
{
	if (g->o->note)
		g->o->note(g->o->ctx, str_c(text));
}

static int delete_files(Gc *g, Str base)
{
	Str whole = str_cat3(g->out, g->s->where.store, STR("/"), base);
	uint64_t freed = 0;
	int rc;

	if (g->o->deleting)
		g->o->deleting(g->o->ctx, whole);
	rc = remove_store_file(g->s, str_z(&g->a, base), &freed, g->err);
	if (rc)
		return err_while(g->err, "deleting", whole.p);
	strlist_add(g->out, &g->r->paths, whole);
	g->r->freed += freed;
	if (g->r->freed > g->o->max_freed)
		g->limit = true;
	return 0;
}

/* One dead valid path, whose referrers are gone. */
static int delete_node(Gc *g, Node *v)
{
	int rc = 0;

	hear(g, path_hash_part(v->path));
	if (!v->alive)
		rc = store_invalidate(g->s, v->path, g->err);
	if (rc && (sqlite3_errcode(g->s->db) & 0xff) == SQLITE_CONSTRAINT) {
		/* somebody registered a referrer: it is in use after all */
		mark(g, (uint32_t)(v - g->nodes));
		rc = 0;
	}
	if (rc == 0 && !v->alive) {
		v->gone = true;
		rc = delete_files(g, path_base(v->path));
	}
	gc_server_done(g->server);
	return rc;
}

/* Dead nodes in an order that puts referrers first. */
static int sweep(Gc *g, const bool *wanted)
{
	uint32_t *next = ARENA_ARRAY(&g->a, uint32_t, g->n + 1);
	/* not g->stack: marking may happen on the way */
	uint32_t *stack = ARENA_ARRAY(&g->a, uint32_t, g->n + 1);
	uint32_t at, to;
	size_t depth;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < g->n && !g->limit; i++) {
		if (g->nodes[i].seen || g->nodes[i].alive ||
		    (wanted && !wanted[i]))
			continue;
		depth = 0;
		stack[depth++] = (uint32_t)i;
		g->nodes[i].seen = true;
		while (rc == 0 && depth > 0 && !g->limit) {
			at = stack[depth - 1];
			if (g->referrers.start[at] + next[at] <
			    g->referrers.start[at + 1]) {
				to = g->referrers.to[g->referrers.start[at] +
						     next[at]++];
				if (!g->nodes[to].seen) {
					g->nodes[to].seen = true;
					stack[depth++] = to;
				}
				continue;
			}
			depth--;
			if (store_interrupted)
				return err_set(g->err, ERR_INTERRUPTED,
					       "interrupted by the user");
			rc = delete_node(g, &g->nodes[at]);
		}
	}
	return rc;
}

/* A temporary folder of somebody alive is locked. */
static bool temp_in_use(Gc *g, const char *name)
{
	int fd;
	bool free_now;

	if (strncmp(name, "tmp-", 4) != 0)
		return false;
	fd = os_open_dir(g->s->fd, name);
	if (fd < 0)
		return false;
	free_now = os_try_lock(fd, true);
	os_close(fd);
	return !free_now;
}

/* What lies in the store without being valid. */
static int sweep_rest(Gc *g, bool delete)
{
	StrList names;
	Str whole;
	int64_t id;
	size_t i;
	int rc = 0;

	if (os_list_fd(&g->a, g->s->fd, &names))
		return err_os(g->err, "reading directory",
			      str_z(&g->a, g->s->where.real));
	for (i = 0; rc == 0 && i < names.n && !g->limit; i++) {
		if (str_eqc(names.v[i], ".links"))
			continue;
		whole = str_cat3(&g->a, g->s->where.store, STR("/"),
				 names.v[i]);
		if (map_get(&g->by_path, whole))
			continue;
		hear(g, path_hash_part(whole));
		rc = db_path_id(g->s, whole, &id, g->err);
		if (rc || id || temp_in_use(g, names.v[i].p) ||
		    map_get(&g->temp, path_hash_part(whole)))
			id = 1;
		else if (delete)
			rc = delete_files(g, names.v[i]);
		else if (path_is_store(g->s->where.store, whole))
			strlist_add(g->out, &g->r->paths,
				    str_dup(g->out, whole));
		gc_server_done(g->server);
	}
	return rc;
}

/* Files in .links that nothing else links to any more. */
static int sweep_links(Gc *g)
{
	int dir = os_open_dir(g->s->fd, ".links");
	uint64_t saved = 0;
	StrList names;
	OsStat st;
	size_t i;
	int rc = 0;

	if (dir < 0)
		return 0;
	if (os_list_fd(&g->a, dir, &names))
		rc = err_os(g->err, "reading directory", ".links");
	for (i = 0; rc == 0 && i < names.n; i++) {
		if (os_lstat(dir, names.v[i].p, &st))
			continue;
		if (st.nlink != 1) {
			/* the first link saves nothing */
			saved += (st.nlink - 2) * st.size;
			continue;
		}
		if (os_remove(dir, names.v[i].p))
			rc = err_os(g->err, "deleting", names.v[i].p);
		g->r->freed += st.blocks * 512;
	}
	os_close(dir);
	if (rc == 0)
		say(g, str_fmt(&g->a, "note: currently hard linking saves "
			       "%.2f MiB", (double)saved / (1 << 20)).p);
	return rc;
}

/* A specific path goes if all that refer to it are to go as well. */
static int sweep_specific(Gc *g)
{
	bool *wanted = ARENA_ARRAY(&g->a, bool, g->n + 1);
	const StrList *paths = &g->o->paths;
	bool changed = true;
	MapEntry *e;
	uint32_t k;
	size_t i;
	int rc;

	for (i = 0; i < paths->n; i++) {
		e = map_get(&g->by_path, paths->v[i]);
		if (e && !g->nodes[e->v.num].alive)
			wanted[e->v.num] = true;
	}
	while (changed) {
		changed = false;
		for (i = 0; i < g->n; i++) {
			for (k = g->referrers.start[i]; wanted[i] &&
			     k < g->referrers.start[i + 1]; k++) {
				if (wanted[g->referrers.to[k]])
					continue;
				wanted[i] = false;
				changed = true;
			}
		}
	}
	rc = sweep(g, wanted);
	if (rc == 0 && g->r->paths.n) {
		say(g, "deleting unused links...");
		rc = sweep_links(g);
	}
	for (i = 0; rc == 0 && i < paths->n; i++) {
		e = map_get(&g->by_path, paths->v[i]);
		if (e && g->nodes[e->v.num].gone)
			continue;
		if (!e && !map_get(&g->temp, path_hash_part(paths->v[i]))) {
			/* leftovers of a path that is not valid */
			if (os_exists(g->s->fd, str_z(&g->a,
					path_base(paths->v[i]))))
				rc = delete_files(g, path_base(paths->v[i]));
			continue;
		}
		rc = err_set(g->err, ERR_ALIVE, "Cannot delete path '" STR_F
			     "' since it is still alive. To find out why, "
			     "use: nix-store --query --roots and nix-store "
			     "--query --referrers", STR_A(paths->v[i]));
	}
	return rc;
}

static int act(Gc *g)
{
	size_t i;
	int rc = 0;

	switch (g->o->action) {
	case GC_RETURN_LIVE:
		for (i = 0; i < g->n; i++)
			if (g->nodes[i].alive)
				strlist_add(g->out, &g->r->paths,
					    str_dup(g->out,
						    g->nodes[i].path));
		break;
	case GC_RETURN_DEAD:
		for (i = 0; i < g->n; i++)
			if (!g->nodes[i].alive)
				strlist_add(g->out, &g->r->paths,
					    str_dup(g->out,
						    g->nodes[i].path));
		rc = sweep_rest(g, false);
		break;
	case GC_DELETE_DEAD:
		if (g->o->max_freed == 0)
			break;
		say(g, "deleting garbage...");
		rc = sweep(g, NULL);
		if (rc == 0)
			rc = sweep_rest(g, true);
		if (rc == 0) {
			say(g, "deleting unused links...");
			rc = sweep_links(g);
		}
		break;
	case GC_DELETE_SPECIFIC:
		rc = sweep_specific(g);
		break;
	}
	strlist_sort(&g->r->paths);
	return rc;
}

static int find_alive(Gc *g)
{
	StoreRoot *roots;
	MapEntry *e;
	size_t n, i;
	int rc;

	say(g, "finding garbage collector roots...");
	rc = find_roots(g->s, &g->a, true, true, &roots, &n, g->err);
	for (i = 0; rc == 0 && i < n; i++) {
		if (str_starts(roots[i].link, STR("{temp:"))) {
			add_temp(g, roots[i].path);
			continue;
		}
		e = g->o->ignore_liveness ? NULL :
		    map_get(&g->by_path, roots[i].path);
		if (e)
			mark(g, (uint32_t)e->v.num);
	}
	return rc;
}

static int take_lock(Gc *g)
{
	const char *name = str_cat2(&g->a, g->s->where.state,
				    STR("/gc.lock")).p;

	g->lock = os_open_lock(OS_CWD, name, 0600);
	if (g->lock < 0)
		return err_os(g->err, "opening lock file", name);
	if (os_try_lock(g->lock, true))
		return 0;
	say(g, "waiting for the big garbage collector lock...");
	return os_lock(g->lock, true) ?
	       err_os(g->err, "locking", name) : 0;
}

/* Nix's own tests hold a collector here by a pipe that nobody writes to. */
static void sync_for_tests(const char *variable)
{
	const char *name = os_env(variable);
	Arena a = { 0 };
	Str text;

	if (name)
		os_read_file(&a, OS_CWD, name, &text, NULL);
	arena_free(&a);
}

int store_gc(Store *s, Arena *a, const GcOptions *o, GcResult *r, Err *err)
{
	Gc g = { .s = s, .o = o, .r = r, .out = a, .err = err };
	bool delete = o->action == GC_DELETE_DEAD ||
		      o->action == GC_DELETE_SPECIFIC;
	int rc = delete ? need_writable(s, err) : 0;

	memset(r, 0, sizeof *r);
	if (rc || !s->db)
		return rc;
	g.lock = -1;
	g.by_path.a = &g.a;
	g.temp.a = &g.a;
	rc = store_flush(s, err);
	if (rc == 0 && delete)
		/* room for the database on a full disk */
		os_remove(OS_CWD, str_cat2(&g.a, s->where.state,
					   STR("/db/reserved")).p);
	if (rc == 0 && !s->read_only)
		rc = take_lock(&g);
	if (rc == 0 && !s->read_only)
		rc = gc_server_open(s->where.state, &g.server, err);
	sync_for_tests("_NIX_TEST_GC_SYNC");
	sync_for_tests("_NIX_TEST_GC_SYNC_1");
	if (rc == 0)
		rc = load_graph(&g);
	if (rc == 0)
		rc = find_alive(&g);
	sync_for_tests("_NIX_TEST_GC_SYNC_2");
	if (rc == 0)
		rc = act(&g);
	gc_server_close(g.server);
	os_close(g.lock);
	arena_free(&g.a);
	return rc;
}
