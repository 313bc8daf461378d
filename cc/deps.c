/*
 * deps.c: what a unit read, as a rule for make (-M and its kin). Facts: the
 * manual of GCC's preprocessor; quoting as GNU make undoes it.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

enum {
	DEP_COLUMNS = 72
};

typedef struct Dep Dep;

struct Dep {
	Dep *next;
	const char *path;
	int system;
};

static Dep *dep_first;
static Dep *dep_last;

void dep_begin(void)
{
	dep_first = 0;
	dep_last = 0;
}

void dep_add(const char *path, int system)
{
	Dep *d = mem_new(sizeof *d);

	d->path = path;
	d->system = system;
	if (dep_last)
		dep_last->next = d;
	else
		dep_first = d;
	dep_last = d;
}

/* Appends a file name, its spaces, # and $ quoted. */
void dep_quote(Buf *b, const char *s)
{
	const char *back;

	for (const char *p = s; *p; p++) {
		if (*p == ' ' || *p == '\t') {
			/* slashes before a blank are doubled */
			for (back = p; back > s && back[-1] == '\\'; back--)
				buf_byte(b, '\\');
			buf_byte(b, '\\');
		} else if (*p == '#') {
			buf_byte(b, '\\');
		} else if (*p == '$') {
			buf_byte(b, '$');
		}
		buf_byte(b, *p);
	}
}

/*
 * The rule: targets (quoted already) depend on every file; phony: each but
 * the first gets an empty rule of its own, for headers that go away.
 */
void dep_rule(Buf *b, const char *targets, int phony)
{
	Buf name;
	Dep *d;
	u64 column = b->n;

	memset(&name, 0, sizeof name);
	buf_str(b, targets);
	buf_byte(b, ':');
	column = b->n - column;
	for (d = dep_first; d; d = d->next) {
		if (d->system && ppo.deps == DEP_USER)
			continue;
		name.n = 0;
		dep_quote(&name, d->path);
		if (column + name.n + 1 > DEP_COLUMNS && d != dep_first) {
			buf_str(b, " \\\n");
			column = 0;
		}
		buf_byte(b, ' ');
		buf_add(b, name.p, name.n);
		column += name.n + 1;
	}
	buf_byte(b, '\n');
	for (d = dep_first; d && phony; d = d->next) {
		if (d == dep_first || (d->system && ppo.deps == DEP_USER))
			continue;
		dep_quote(b, d->path);
		buf_str(b, ":\n");
	}
	buf_free(&name);
}
