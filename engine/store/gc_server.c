/* The thread behind gc_server.h. */
#define _GNU_SOURCE
#include "engine/store/gc_server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/fmt/path.h"

enum { CLIENTS_MAX = 256, LINE_ROOM = 4200 };

typedef struct {
	int fd;
	bool waiting;           /* for the deletion under way to end */
	size_t n;
	char line[LINE_ROOM];
} Client;

struct GcServer {
	Arena a;
	pthread_t thread;
	pthread_mutex_t lock;   /* of what follows up to the blank line */
	Arena heard_arena;
	StrList heard;
	char pending[PATH_HASH_LEN];
	bool has_pending;

	int fd;
	int wake[2];            /* a byte: look at pending; closed: end */
	Client *clients;
	size_t n;
};

static void drop(GcServer *g, size_t i)
{
	os_close(g->clients[i].fd);
	g->clients[i] = g->clients[--g->n];
}

/* Note a path; is it the one being deleted? */
static bool note(GcServer *g, Str path)
{
	Str part = path_hash_part(path);
	bool busy;

	pthread_mutex_lock(&g->lock);
	strlist_add(&g->heard_arena, &g->heard,
		    str_dup(&g->heard_arena, path));
	busy = g->has_pending && part.n == PATH_HASH_LEN &&
	       memcmp(part.p, g->pending, PATH_HASH_LEN) == 0;
	pthread_mutex_unlock(&g->lock);
	return busy;
}

static bool answer(Client *c)
{
	c->waiting = false;
	return send(c->fd, "1", 1, MSG_NOSIGNAL) == 1;
}

/* Whole lines in hand; false when the client is to go. */
static bool lines(GcServer *g, Client *c)
{
	char *nl;
	size_t len;

	while (!c->waiting && (nl = memchr(c->line, '\n', c->n)) != NULL) {
		len = (size_t)(nl - c->line);
		c->waiting = note(g, str_of(c->line, len));
		memmove(c->line, nl + 1, c->n - len - 1);
		c->n -= len + 1;
		if (!c->waiting && !answer(c))
			return false;
	}
	return c->n < LINE_ROOM;
}

static bool receive(GcServer *g, Client *c)
{
	ssize_t n = recv(c->fd, c->line + c->n, LINE_ROOM - c->n,
			 MSG_DONTWAIT);

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		return false;
	if (n > 0)
		c->n += (size_t)n;
	return lines(g, c);
}

static void accept_all(GcServer *g)
{
	int fd;

	while (g->n < CLIENTS_MAX) {
		fd = accept4(g->fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			return;
		g->clients[g->n].fd = fd;
		g->clients[g->n].waiting = false;
		g->clients[g->n++].n = 0;
	}
}

/* The deletion is over: those that waited for it may go on. */
static void release(GcServer *g)
{
	size_t i;

	for (i = g->n; i > 0; i--) {
		Client *c = &g->clients[i - 1];

		if (c->waiting && (!answer(c) || !lines(g, c)))
			drop(g, i - 1);
	}
}

static void *serve(void *arg)
{
	GcServer *g = arg;
	struct pollfd p[CLIENTS_MAX + 2];
	char byte[64];
	size_t i, n;

	for (;;) {
		n = g->n;
		p[0].fd = g->wake[0];
		p[1].fd = n < CLIENTS_MAX ? g->fd : -1;
		for (i = 0; i < n; i++)
			p[i + 2].fd = g->clients[i].waiting ? -1 :
				      g->clients[i].fd;
		for (i = 0; i < n + 2; i++) {
			p[i].events = POLLIN;
			p[i].revents = 0;
		}
		if (poll(p, n + 2, -1) < 0 && errno != EINTR)
			return NULL;
		if (p[0].revents) {
			if (read(g->wake[0], byte, sizeof byte) <= 0)
				return NULL;
			release(g);
			continue;
		}
		for (i = n; i > 0; i--)
			if (p[i + 1].revents && !receive(g, &g->clients[i - 1]))
				drop(g, i - 1);
		if (p[1].revents)
			accept_all(g);
	}
}

static int listen_at(GcServer *g, Str name, Err *err)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };

	memcpy(sa.sun_path, name.p, name.n);
	unlink(name.p);
	g->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
		       0);
	if (g->fd < 0 || bind(g->fd, (struct sockaddr *)&sa, sizeof sa) ||
	    chmod(name.p, 0666) || listen(g->fd, 64))
		return err_os(err, "listening at", name.p);
	return 0;
}

int gc_server_open(Str state, GcServer **out, Err *err)
{
	Arena a = { 0 };
	GcServer *g = ARENA_NEW(&a, GcServer);
	Str dir = str_cat2(&a, state, STR("/gc-socket"));
	Str name = str_cat2(&a, dir, STR("/socket"));
	int rc = os_make_dirs(dir.p, 0755, err);

	*out = NULL;
	/* a name too long for a socket: nobody can reach it either */
	if (rc || name.n >= sizeof ((struct sockaddr_un *)0)->sun_path) {
		arena_free(&a);
		return rc;
	}
	g->clients = ARENA_ARRAY(&a, Client, CLIENTS_MAX);
	g->a = a;
	g->fd = g->wake[0] = g->wake[1] = -1;
	pthread_mutex_init(&g->lock, NULL);
	rc = listen_at(g, name, err);
	if (rc == 0 && pipe2(g->wake, O_CLOEXEC))
		rc = err_os(err, "making a pipe for", name.p);
	if (rc == 0 && pthread_create(&g->thread, NULL, serve, g))
		rc = err_set(err, ERR_FAIL, "cannot start a thread");
	if (rc) {
		os_close(g->fd);
		os_close(g->wake[0]);
		os_close(g->wake[1]);
		a = g->a;
		arena_free(&a);
		return rc;
	}
	*out = g;
	return 0;
}

void gc_server_close(GcServer *g)
{
	Arena a;

	if (!g)
		return;
	os_close(g->wake[1]);
	pthread_join(g->thread, NULL);
	while (g->n)
		drop(g, g->n - 1);
	os_close(g->fd);
	os_close(g->wake[0]);
	pthread_mutex_destroy(&g->lock);
	arena_free(&g->heard_arena);
	a = g->a;
	arena_free(&a);
}

void gc_server_heard(GcServer *g, Arena *a, Str hash_part, StrList *paths)
{
	size_t i;

	paths->v = NULL;
	paths->n = paths->cap = 0;
	if (!g)
		return;
	pthread_mutex_lock(&g->lock);
	for (i = 0; i < g->heard.n; i++)
		strlist_add(a, paths, str_dup(a, g->heard.v[i]));
	g->heard.n = 0;
	g->has_pending = hash_part.n == PATH_HASH_LEN;
	if (g->has_pending)
		memcpy(g->pending, hash_part.p, PATH_HASH_LEN);
	pthread_mutex_unlock(&g->lock);
}

void gc_server_done(GcServer *g)
{
	if (!g)
		return;
	pthread_mutex_lock(&g->lock);
	g->has_pending = false;
	pthread_mutex_unlock(&g->lock);
	(void)!write(g->wake[1], "x", 1);
}
