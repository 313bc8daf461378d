/*
 * diag.c: messages to the user, and the table of sources that positions
 * refer to. A Pos holds the physical line and column in a source's text, so
 * that the line can be shown; #line and line markers open a new entry over
 * the same text, whose shift gives the line number to print.
 */
#include "../libc/libc.h"
#include "cc.h"

enum {
	DIAG_MAX_ERRORS = 100,
	DIAG_WIDTH = 160	/* longest piece of a source line shown */
};

typedef struct Source Source;

struct Source {
	const char *name;	/* for messages */
	const u8 *text;
	u64 size;
	i64 shift;		/* printed line - physical line */
	Pos from;		/* the #include; 0 for the main file */
	int system;
};

int diag_errors;
const char *diag_program = "cc";

static Source *src_table;
static int src_count;
static int src_cap;
static Pos diag_last_from;

void src_begin(void)
{
	src_count = 1;
	diag_last_from = 0;
	if (src_table)
		return;
	src_cap = 64;
	src_table = malloc(src_cap * sizeof *src_table);
	if (!src_table)
		fatal("out of memory", 0, 0);
	memset(src_table, 0, sizeof *src_table);
}

int src_add(const char *name, const u8 *text, u64 size, Pos from, int system)
{
	Source *s;
	Source *more;

	if (src_count == src_cap) {
		if (src_cap >= 1 << 23)
			fatal("too many files included", 0, 0);
		more = malloc(src_cap * 2 * sizeof *more);
		if (!more)
			fatal("out of memory", 0, 0);
		memcpy(more, src_table, src_cap * sizeof *more);
		free(src_table);
		src_table = more;
		src_cap *= 2;
	}
	s = src_table + src_count;
	s->name = name;
	s->text = text;
	s->size = size;
	s->shift = 0;
	s->from = from;
	s->system = system;
	src_count++;
	return src_count - 1;
}

int src_shift(Pos pos, const char *name, i64 line, int system)
{
	Source *old = src_table + (pos >> 40);
	int n = src_add(name ? name : old->name, old->text, old->size,
		old->from, system);

	src_table[n].shift = line - (i64)(pos >> 16 & 0xffffff);
	return n;
}

static Source *src_of(Pos pos)
{
	u64 n = pos >> 40;

	return src_table && n && n < (u64)src_count ? src_table + n : 0;
}

const char *src_name(Pos pos)
{
	Source *s = src_of(pos);

	return s ? s->name : "";
}

i64 src_line(Pos pos)
{
	Source *s = src_of(pos);

	return (i64)(pos >> 16 & 0xffffff) + (s ? s->shift : 0);
}

int src_system(Pos pos)
{
	Source *s = src_of(pos);

	return s ? s->system : 0;
}

/* ---- messages --------------------------------------------------- */

static void diag_flush(Buf *b)
{
	u64 done = 0;
	i64 n = 1;

	while (done < b->n && n > 0) {
		n = write(2, b->p + done, b->n - done);
		done += n;
	}
	buf_free(b);
}

static void diag_text(Buf *b, const char *text, const char *x, const char *y)
{
	for (; *text; text++) {
		if (text[0] == '%' && text[1] == 's') {
			if (x)
				buf_str(b, x);
			x = y;
			text++;
		} else {
			buf_byte(b, *text);
		}
	}
	buf_byte(b, '\n');
}

static void diag_place(Buf *b, Pos pos)
{
	buf_str(b, src_name(pos));
	buf_byte(b, ':');
	buf_num(b, src_line(pos));
}

/* Where the file at hand was included, if that was not said last time. */
static void diag_chain(Buf *b, Pos from)
{
	int depth = 0;

	if (from == diag_last_from)
		return;
	diag_last_from = from;
	for (; from && depth < 20; depth++) {
		buf_str(b, depth ? ",\n                 from "
			: "In file included from ");
		diag_place(b, from);
		from = src_of(from) ? src_of(from)->from : 0;
	}
	if (depth)
		buf_str(b, ":\n");
}

/* The line that pos is in, and a caret below its column. */
static void diag_quote(Buf *b, Pos pos)
{
	Source *s = src_of(pos);
	u64 line = pos >> 16 & 0xffffff;
	u64 col = pos & 0xffff;
	u64 start = 0;
	u64 end;
	u64 i;

	if (!s->text || !line || !col)
		return;
	while (line > 1 && start < s->size) {
		if (s->text[start] == '\n')
			line--;
		start++;
	}
	end = start;
	while (end < s->size && s->text[end] != '\n')
		end++;
	if (start + col - 1 > end || line > 1)
		return;
	if (col > DIAG_WIDTH / 2) {
		start += col - DIAG_WIDTH / 2;
		col = DIAG_WIDTH / 2;
	}
	if (end - start > DIAG_WIDTH)
		end = start + DIAG_WIDTH;
	buf_byte(b, ' ');
	for (i = start; i < end; i++)
		buf_byte(b, s->text[i] >= ' ' || s->text[i] == '\t'
			? s->text[i] : ' ');
	buf_str(b, "\n ");
	for (i = start; i < start + col - 1; i++)
		buf_byte(b, s->text[i] == '\t' ? '\t' : ' ');
	buf_str(b, "^\n");
}

static void diag_at(Pos pos, const char *kind, const char *text,
	const char *x, const char *y)
{
	Source *s = src_of(pos);
	Buf b;

	memset(&b, 0, sizeof b);
	if (s) {
		diag_chain(&b, s->from);
		diag_place(&b, pos);
		buf_byte(&b, ':');
		if (pos & 0xffff) {
			buf_num(&b, pos & 0xffff);
			buf_byte(&b, ':');
		}
	} else {
		buf_str(&b, diag_program);
		buf_byte(&b, ':');
	}
	buf_byte(&b, ' ');
	buf_str(&b, kind);
	diag_text(&b, text, x, y);
	if (s)
		diag_quote(&b, pos);
	diag_flush(&b);
}

static void diag_count(void)
{
	diag_errors++;
	if (diag_errors < DIAG_MAX_ERRORS)
		return;
	diag_at(0, "error: ", "too many errors: stopping here", 0, 0);
	exit(1);
}

void error_at(Pos pos, const char *text, const char *a, const char *b)
{
	diag_at(pos, "error: ", text, a, b);
	diag_count();
}

void warn_at(Pos pos, const char *text, const char *a, const char *b)
{
	if (!opt.warnings || src_system(pos))
		return;
	if (opt.werror)
		error_at(pos, text, a, b);
	else
		diag_at(pos, "warning: ", text, a, b);
}

void note_at(Pos pos, const char *text, const char *a, const char *b)
{
	diag_at(pos, "note: ", text, a, b);
}

_Noreturn void fatal_at(Pos pos, const char *text, const char *a,
	const char *b)
{
	diag_at(pos, "fatal error: ", text, a, b);
	exit(1);
}

void error_cmd(const char *text, const char *a, const char *b)
{
	diag_at(0, "error: ", text, a, b);
	diag_errors++;
}

_Noreturn void fatal(const char *text, const char *a, const char *b)
{
	diag_at(0, "fatal error: ", text, a, b);
	exit(1);
}

_Noreturn void bug(const char *where)
{
	diag_at(0, "internal error: ", "%s: please report this, with the "
		"preprocessed source", where, 0);
	exit(1);
}
