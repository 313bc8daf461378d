/* Stores and caches by URI, and copying between them: see nix.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/build/goal.h"
#include "engine/cli/nix.h"
#include "engine/cli/remote.h"
#include "engine/fmt/path.h"

Place place_open(Str uri, bool write)
{
	Place p = { NULL, NULL, NULL, false };
	StorePlaces places = { 0 };
	StoreOpen how = { !write };
	Err err;

	if (uri.n == 0 || str_eqc(uri, "auto") || str_eqc(uri, "daemon")) {
		p.store = cmd_store();
	} else if (str_starts(uri, STR("file:")) ||
		   str_starts(uri, STR("http"))) {
		cmd_ok(cache_open(cmd_store(), uri, &p.cache, &err), &err);
	} else if (str_starts(uri, STR("ssh://"))) {
		cmd_ok(remote_open(str_from(uri, 6), &p.remote, &err), &err);
	} else {
		p.no_sigs = str_find(uri, STR("require-sigs=false")) > 0;
		if (p.no_sigs && str_starts(uri, STR("/")))
			uri.n = (size_t)str_chr(uri, '?');
		cmd_ok(store_places(&ev.perm, uri, &places, &err), &err);
		cmd_ok(store_open(&places, how, &p.store, &err), &err);
	}
	return p;
}

void place_close(Place *p)
{
	if (p->store && p->store != cmd_store())
		store_close(p->store);
	if (p->remote)
		remote_close(p->remote);
	p->store = NULL;
	p->remote = NULL;
}

bool place_info(Place *p, Str path, PathInfo *info)
{
	const NarInfo *n;
	bool valid = false;
	Err err;

	if (p->cache) {
		n = cache_info(p->cache, path);
		if (n)
			*info = n->info;
		return n != NULL;
	}
	if (p->remote) {
		cmd_ok(remote_info(p->remote, &ev.perm, path, info, &valid,
				   &err), &err);
		return valid;
	}
	cmd_ok(store_valid(p->store, path, &valid, &err), &err);
	if (valid)
		cmd_ok(store_info(p->store, &ev.perm, path, info, &err),
		       &err);
	return valid;
}

void place_closure(Place *p, StrList *paths)
{
	Map seen = { 0 };
	StrList todo = *paths, out = { 0 };
	PathInfo info;
	bool fresh;
	size_t i;
	Err err;

	if (p->store) {
		cmd_ok(store_closure(p->store, &ev.perm, paths, 0, &err),
		       &err);
		return;
	}
	seen.a = &ev.perm;
	memset(&todo, 0, sizeof todo);
	for (i = 0; i < paths->n; i++)
		strlist_add(&ev.perm, &todo, paths->v[i]);
	while (todo.n) {
		Str path = todo.v[--todo.n];

		map_put(&seen, path, &fresh);
		if (!fresh)
			continue;
		if (!place_info(p, path, &info))
			cmd_fail("path '" STR_F "' is not valid",
				 STR_A(path));
		strlist_add(&ev.perm, &out, path);
		for (i = 0; i < info.refs.n; i++)
			strlist_add(&ev.perm, &todo, info.refs.v[i]);
	}
	strlist_sort(&out);
	*paths = out;
}

void place_nar(Place *p, Str path, Sink *to)
{
	const NarInfo *n;
	Err err;

	if (p->store) {
		cmd_ok(store_nar(p->store, path, to, &err), &err);
		return;
	}
	if (p->remote) {
		cmd_ok(remote_nar(p->remote, path, to, &err), &err);
		return;
	}
	n = cache_info(p->cache, path);
	if (!n)
		cmd_fail("path '" STR_F "' is not valid", STR_A(path));
	cmd_ok(cache_nar(p->cache, n, to, NULL, NULL, &err), &err);
}

/* --- copying ------------------------------------------------------------- */

/* A NAR that a child process writes into a pipe, as a source. */
typedef struct {
	FdSource from;
	pid_t pid;
} PipedNar;

static void pipe_nar(PipedNar *n, const char *real)
{
	static FdSink sink;
	int p[2];
	Err err;

	if (pipe2(p, O_CLOEXEC))
		cmd_fail("cannot make a pipe");
	n->pid = fork();
	if (n->pid == 0) {
		fd_sink(&sink, p[1], "pipe");
		_exit(nar_dump(OS_CWD, real, &sink.sink, NULL, NULL, &err) ||
		      fd_sink_flush(&sink, &err));
	}
	close(p[1]);
	fd_source(&n->from, p[0], "NAR");
}

static void pipe_end(PipedNar *n)
{
	close(n->from.fd);
	while (waitpid(n->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/*
 * Contents that only their address vouches for are looked at before they
 * get near the store: unpacked aside, hashed, and thrown away.
 */
static void check_address(Place *from, const PathInfo *info)
{
	Str ca = info->ca, tmp;
	bool recursive = false;
	Source *src;
	Hash want, got;
	int rc;
	Err err;

	if (ca.n == 0 || !from->cache || cache_is_local(from->cache))
		return;
	if (str_starts(ca, STR("text:"))) {
		ca = str_from(ca, 5);
	} else if (str_starts(ca, STR("fixed:"))) {
		ca = str_from(ca, 6);
		recursive = str_starts(ca, STR("r:"));
		ca = recursive ? str_from(ca, 2) : ca;
	}
	if (strlist_find(&info->refs, info->path) >= 0)
		return;         /* its own name is in it: not plain */
	cmd_ok(hash_parse(&want, ca, HASH_NONE, &err), &err);
	if (recursive && want.algo == HASH_SHA256) {
		got = info->nar_hash;
	} else {
		tmp = str_cat2(&ev.perm, cmd_tmp_dir(), STR("/ca"));
		cmd_ok(cache_nar_source(from->cache, cache_info(from->cache,
			info->path), NULL, NULL, &src, &err), &err);
		rc = nar_restore(src, OS_CWD, tmp.p, false, false, &err);
		cache_nar_close(src);
		if (!rc)
			rc = recursive ? nar_hash(OS_CWD, tmp.p, want.algo,
						  &got, NULL, &err) :
			     nar_hash_flat(OS_CWD, tmp.p, want.algo, &got,
					   NULL, &err);
		os_remove_tree(OS_CWD, tmp.p, NULL, NULL);
		cmd_ok(rc, &err);
	}
	if (!hash_eq(&want, &got))
		cmd_fail("contents of path '" STR_F "' do not match its "
			 "content address", STR_A(info->path));
}

static void into_store(Place *from, Place *to, const PathInfo *info,
		       bool check_sigs)
{
	PipedNar *piped;
	Source *src;
	int rc;
	Err err;

	if (from->store) {
		piped = ARENA_NEW(&ev.perm, PipedNar);
		pipe_nar(piped, store_real(from->store, &ev.perm,
					   info->path).p);
		rc = store_add_nar(to->store, info, &piped->from.source,
				   false, check_sigs, &err);
		pipe_end(piped);
		cmd_ok(rc, &err);
		return;
	}
	check_address(from, info);
	if (from->remote) {
		cmd_ok(remote_nar_source(from->remote, info->path, &src,
					 &err), &err);
		cmd_ok(store_add_nar(to->store, info, src, false, check_sigs,
				     &err), &err);
		return;
	}
	cmd_ok(cache_nar_source(from->cache, cache_info(from->cache,
		info->path), NULL, NULL, &src, &err), &err);
	rc = store_add_nar(to->store, info, src, false, check_sigs, &err);
	if (!rc)
		rc = cache_nar_finish(src, &err);
	cache_nar_close(src);
	cmd_ok(rc, &err);
}

/* References first. */
static void order(Place *from, Str path, Map *marks, StrList *out, int depth)
{
	MapEntry *e;
	PathInfo info;
	bool fresh;
	size_t i;

	e = map_get(marks, path);
	if (!e || e->v.num == 2 || depth > 100000)
		return;
	e->v.num = 2;
	if (!place_info(from, path, &info))
		cmd_fail("path '" STR_F "' is not valid", STR_A(path));
	for (i = 0; i < info.refs.n; i++)
		order(from, info.refs.v[i], marks, out, depth + 1);
	(void)fresh;
	strlist_add(&ev.perm, out, path);
}

void place_copy(Place *from, Place *to, const StrList *paths,
		bool check_sigs)
{
	Map marks = { 0 };
	StrList missing = { 0 }, sorted = { 0 };
	PathInfo info;
	uint64_t act;
	size_t i;
	Err err;

	marks.a = &ev.perm;
	if (to->remote)
		cmd_ok(remote_missing(to->remote, &ev.perm, paths, &missing,
				      &err), &err);
	for (i = 0; !to->remote && i < paths->n; i++)
		if (!place_info(to, paths->v[i], &info))
			strlist_add(&ev.perm, &missing, paths->v[i]);
	for (i = 0; i < missing.n; i++)
		map_put(&marks, missing.v[i], NULL)->v.num = 1;
	for (i = 0; i < missing.n; i++)
		order(from, missing.v[i], &marks, &sorted, 0);
	if (sorted.n == 0)
		return;
	act = act_start(LVL_INFO, ACT_COPY_PATHS, 0, str_fmt(&ev.perm,
			"copying %zu paths", sorted.n), NULL, 0);
	if (to->remote) {
		if (!from->store)
			cmd_fail("copying from a cache to ssh:// needs a "
				 "store in between");
		cmd_ok(remote_send(to->remote, from->store, &sorted, &err),
		       &err);
		act_stop(act);
		return;
	}
	for (i = 0; i < sorted.n; i++) {
		uint64_t one = act_start(LVL_INFO, ACT_COPY_PATH, act,
			str_fmt(&ev.perm, "copying path '" STR_F "'",
				STR_A(sorted.v[i])), NULL, 0);

		if (!place_info(from, sorted.v[i], &info))
			cmd_fail("path '" STR_F "' is not valid",
				 STR_A(sorted.v[i]));
		info.ultimate = false;
		if (to->cache && from->store)
			cmd_ok(cache_put(to->cache, from->store, &info,
					 &err), &err);
		else if (to->cache)
			cmd_fail("copying from one cache to another needs a "
				 "store in between");
		else
			into_store(from, to, &info, check_sigs &&
				   !to->no_sigs && config.require_sigs);
		act_stop(one);
		act_progress(act, i + 1, sorted.n, 0, 0);
	}
	act_stop(act);
}
