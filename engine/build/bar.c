/*
 * The live view: one line per running build or download with its time and
 * last words, and a status line with counts, bytes and the expected end.
 * Drawn at most every 100 ms, on standard error, only on a terminal.
 */
#include "engine/build/log.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/os.h"

enum { BAR_JOBS_MAX = 8 };

typedef struct Job Job;
struct Job {
	Job *next;
	uint64_t id, parent, since;
	ActType type;
	Arena a;                /* owns the strings below */
	Str what, name, phase, last;
	uint64_t done, expected, running, failed;
	uint64_t want[16];      /* by type - 100: RES_EXPECTED */
};

/* Sums of activities that are over. */
static struct {
	uint64_t done, failed, expected;
} past[16];

static Job *jobs;
static Job **jobs_end = &jobs;
static Job *spare;
static Arena mem;
static unsigned lines_up;       /* lines of ours on the screen */
static uint64_t drawn_at, began_at;

static unsigned kind(ActType t)
{
	return t >= 100 && t < 116 ? (unsigned)t - 100 : 0;
}

void bar_begin(void)
{
	began_at = os_now_ns();
}

static void put(Str s)
{
	ssize_t n;

	do
		n = write(2, s.p, s.n);
	while (n > 0 && (s = str_from(s, (size_t)n)).n > 0);
}

static void clear_into(StrBuf *b)
{
	unsigned i;

	for (i = 1; i < lines_up; i++)
		sb_puts(b, "\r\033[K\033[A");
	sb_puts(b, "\r\033[K");
	lines_up = 0;
}

void bar_clear(void)
{
	Arena a = { 0 };
	StrBuf b = sb_in(&a);

	if (lines_up == 0)
		return;
	clear_into(&b);
	put(sb_str(&b));
	arena_free(&a);
}

static Job *find(uint64_t id)
{
	Job *j;

	for (j = jobs; j && j->id != id; j = j->next)
		;
	return j;
}

/* "/nix/store/HASH-name.drv" -> "name" */
static Str short_name(Str path)
{
	ptrdiff_t at = str_rchr(path, '/');

	if (at >= 0)
		path = str_from(path, (size_t)at + 1);
	at = str_chr(path, '-');
	if (at >= 0)
		path = str_from(path, (size_t)at + 1);
	if (str_ends(path, STR(".drv")))
		path.n -= 4;
	return path;
}

static bool below(uint64_t id, ActType type)
{
	Job *j;

	for (j = find(id); j; j = find(j->parent))
		if (j->type == type)
			return true;
	return false;
}

void bar_start(uint64_t id, ActType type, uint64_t parent, Str text,
	       const LogField *f, size_t n)
{
	Job *j = spare;
	Arena a;

	if (j)
		spare = j->next;
	else
		j = ARENA_NEW(&mem, Job);
	a = j->a;
	memset(j, 0, sizeof *j);
	j->a = a;
	j->id = id;
	j->parent = parent;
	j->type = type;
	j->since = os_now_ns();
	if (n > 0 && f[0].is_str)
		j->name = str_dup(&j->a, short_name(f[0].s));
	if (type == ACT_BUILD)
		j->what = str_fmt(&j->a, "building \033[1m" STR_F "\033[0m",
				  STR_A(j->name));
	else if (type == ACT_SUBSTITUTE && n > 1)
		j->what = str_fmt(&j->a, "fetching \033[1m" STR_F
				  "\033[0m from " STR_F, STR_A(j->name),
				  STR_A(f[1].s));
	else if (type == ACT_POST_HOOK)
		j->what = str_fmt(&j->a, "post-build \033[1m" STR_F
				  "\033[0m", STR_A(j->name));
	else if (type == ACT_QUERY_PATH && n > 1)
		j->what = str_fmt(&j->a, "querying " STR_F " on " STR_F,
				  STR_A(j->name), STR_A(f[1].s));
	else
		j->what = str_dup(&j->a, text);
	if ((type == ACT_FILE_TRANSFER && (below(parent, ACT_COPY_PATH) ||
	     below(parent, ACT_QUERY_PATH))) ||
	    (type == ACT_COPY_PATH && below(parent, ACT_SUBSTITUTE)))
		j->what.n = 0;
	*jobs_end = j;
	jobs_end = &j->next;
}

void bar_stop(uint64_t id)
{
	Job **at, *j;
	unsigned i;

	for (at = &jobs; *at && (*at)->id != id; at = &(*at)->next)
		;
	j = *at;
	if (!j)
		return;
	past[kind(j->type)].done += j->done;
	past[kind(j->type)].failed += j->failed;
	for (i = 0; i < 16; i++)
		past[i].expected -= j->want[i];
	*at = j->next;
	if (!j->next)
		jobs_end = at;
	arena_free(&j->a);
	j->next = spare;
	spare = j;
}

Str bar_name(uint64_t id)
{
	Job *j = find(id);

	return j ? j->name : STR("");
}

void bar_result(uint64_t id, ResType type, const LogField *f, size_t n)
{
	Job *j = find(id);
	unsigned k;

	if (!j || n == 0)
		return;
	if (type == RES_BUILD_LINE || type == RES_POST_LINE) {
		if (str_trim(f->s).n)
			j->last = str_dup(&j->a, str_sub(f->s, 0, 300));
	} else if (type == RES_PHASE) {
		j->phase = str_dup(&j->a, f->s);
	} else if (type == RES_PROGRESS && n >= 4) {
		j->done = f[0].i;
		j->expected = f[1].i;
		j->running = f[2].i;
		j->failed = f[3].i;
	} else if (type == RES_EXPECTED && n >= 2) {
		k = kind((ActType)f[0].i);
		past[k].expected += f[1].i - j->want[k];
		j->want[k] = f[1].i;
	}
}

typedef struct {
	uint64_t done, expected, running, failed;
} Sum;

static Sum sum(ActType type)
{
	unsigned k = kind(type);
	Sum s = { past[k].done, past[k].done, 0, past[k].failed };
	Job *j;

	for (j = jobs; j; j = j->next) {
		if (j->type != type)
			continue;
		s.done += j->done;
		s.expected += j->expected;
		s.running += j->running;
		s.failed += j->failed;
	}
	if (s.expected < past[k].expected)
		s.expected = past[k].expected;
	return s;
}

static void put_time(StrBuf *b, uint64_t s)
{
	if (s >= 3600)
		sb_fmt(b, "%u:%02u:%02u", (unsigned)(s / 3600),
		       (unsigned)(s / 60 % 60), (unsigned)(s % 60));
	else
		sb_fmt(b, "%u:%02u", (unsigned)(s / 60), (unsigned)(s % 60));
}

static void put_part(StrBuf *b, Sum s, const char *what, double unit,
		     const char *suffix)
{
	if (!(s.running || s.done || s.expected || s.failed))
		return;
	sb_puts(b, b->n ? ", " : "");
	if (s.running) {
		sb_puts(b, "\033[34;1m");
		sb_fmt(b, unit > 1 ? "%.1f" : "%.0f",
		       (double)s.running / unit);
		sb_puts(b, "\033[0m/");
	}
	sb_puts(b, "\033[32;1m");
	sb_fmt(b, unit > 1 ? "%.1f" : "%.0f", (double)s.done / unit);
	sb_puts(b, "\033[0m");
	if (s.expected > s.done || s.running) {
		sb_putc(b, '/');
		sb_fmt(b, unit > 1 ? "%.1f" : "%.0f",
		       (double)s.expected / unit);
	}
	sb_fmt(b, "%s %s", suffix, what);
	if (s.failed)
		sb_fmt(b, " (\033[31;1m%llu failed\033[0m)",
		       (unsigned long long)s.failed);
}

static void put_status(StrBuf *b)
{
	Sum builds = sum(ACT_BUILDS);
	Sum copies = sum(ACT_COPY_PATHS);
	Sum down = sum(ACT_FILE_TRANSFER);
	uint64_t all = builds.expected + copies.expected;
	uint64_t done = builds.done + copies.done;
	uint64_t spent = (os_now_ns() - began_at) / 1000000000u;

	put_part(b, builds, "built", 1, "");
	put_part(b, copies, "copied", 1, "");
	put_part(b, down, "DL", 1048576, " MiB");
	if (!b->n)
		return;
	sb_puts(b, ", ");
	put_time(b, spent);
	/* An end is only guessed from a tenth of the work on. */
	if (done && done < all && done * 10 >= all) {
		sb_puts(b, ", about ");
		put_time(b, spent * (all - done) / done);
		sb_puts(b, " left");
	}
}

void bar_draw(bool now)
{
	Arena a = { 0 };
	StrBuf b = sb_in(&a);
	StrBuf status = sb_in(&a);
	StrBuf line;
	struct winsize ws;
	size_t width = 80;
	uint64_t at = os_now_ns();
	unsigned shown = 0, more = 0;
	Job *j;

	if (!now && at - drawn_at < 100000000u)
		return;
	drawn_at = at;
	if (ioctl(2, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 1)
		width = ws.ws_col - 1u;
	clear_into(&b);
	for (j = jobs; j; j = j->next) {
		if (j->what.n == 0)
			continue;
		if (shown == BAR_JOBS_MAX) {
			more++;
			continue;
		}
		line = sb_in(&a);
		sb_puts(&line, "  ");
		put_time(&line, (at - j->since) / 1000000000u);
		sb_putc(&line, ' ');
		sb_put(&line, j->what);
		if (j->expected > 1)
			sb_fmt(&line, " %.1f/%.1f MiB",
			       (double)j->done / 1048576,
			       (double)j->expected / 1048576);
		if (j->phase.n)
			sb_fmt(&line, " (" STR_F ")", STR_A(j->phase));
		if (j->last.n)
			sb_fmt(&line, ": " STR_F, STR_A(j->last));
		sb_put(&b, log_strip(&a, sb_str(&line), false, width));
		sb_puts(&b, "\033[0m\033[K\n");
		shown++;
	}
	put_status(&status);
	if (shown || status.n) {
		line = sb_in(&a);
		sb_fmt(&line, "[" STR_F "]", STR_A(sb_str(&status)));
		if (more)
			sb_fmt(&line, " and %u more", more);
		sb_put(&b, log_strip(&a, sb_str(&line), false, width));
		sb_puts(&b, "\033[0m\033[K");
		lines_up = shown + 1;
	}
	put(sb_str(&b));
	arena_free(&a);
}
