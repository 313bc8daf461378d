/*
 * Errors as people see them: the layout of Nix, with source lines, the
 * trace cut short unless all of it was asked for, and suggestions.
 */
#include <stdio.h>
#include <unistd.h>

#include "engine/eval/eval.h"

#define C_NORMAL "\033[0m"
#define C_RED "\033[31;1m"
#define C_BLUE "\033[34;1m"
#define C_WARN "\033[35;1m"

/* Traces shown in full before "truncated"; one with a place counts two. */
enum { SHORT_TRACE = 3, FEW_SKIPPED = 5 };

bool err_color;

/* The length of the escape sequence at s. */
static size_t escape_len(Str s)
{
	size_t i = 1;

	if (i < s.n && s.p[i] == '[') {
		i++;
		while (i < s.n && s.p[i] >= 0x30 && s.p[i] <= 0x3f)
			i++;
		while (i < s.n && s.p[i] >= 0x20 && s.p[i] <= 0x2f)
			i++;
		if (i < s.n && s.p[i] >= 0x40 && s.p[i] <= 0x7e)
			i++;
	} else if (i < s.n && s.p[i] == ']') {
		while (i < s.n && s.p[i] != '\033' && s.p[i] != '\a')
			i++;
		if (i < s.n && s.p[i] == '\033' && i + 1 < s.n)
			i++;
		if (i < s.n)
			i++;
	} else if (i < s.n && s.p[i] >= 0x40 && s.p[i] <= 0x5f) {
		i++;
	}
	return i;
}

/*
 * Without escapes (with all false: colours stay), tabs as spaces to the
 * next multiple of eight from the start of the text, and no \r and \a.
 */
static Str filter(Str s, bool all)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i = 0, width = 0;

	while (i < s.n) {
		char c = s.p[i];

		if (c == '\033') {
			size_t n = escape_len(str_from(s, i));

			if (!all && s.p[i + n - 1] == 'm')
				sb_mem(&b, s.p + i, n);
			i += n;
			continue;
		}
		i++;
		if (c == '\t') {
			do {
				sb_putc(&b, ' ');
				width++;
			} while (width % 8);
		} else if (c != '\r' && c != '\a') {
			sb_putc(&b, c);
			width += ((uint8_t)c & 0xc0) != 0x80;
		}
	}
	return sb_str(&b);
}

Str err_strip(Str s)
{
	return filter(s, true);
}

void err_log(Str s)
{
	Str t = filter(s, !err_color);
	StrBuf b = sb_in(&ev.perm);
	size_t done = 0;

	fflush(stdout);
	sb_put(&b, t);
	sb_putc(&b, '\n');
	while (done < b.n) {
		ssize_t n = write(2, b.p + done, b.n - done);

		if (n <= 0)
			break;
		done += (size_t)n;
	}
}

/* Line number line (from 1) of text, or false past the end. */
static bool text_line(Str text, uint32_t line, Str *out)
{
	size_t i = 0, from;
	uint32_t n = 1;

	for (;;) {
		from = i;
		while (i < text.n && text.p[i] != '\n' && text.p[i] != '\r')
			i++;
		if (n == line) {
			*out = str_sub(text, from, i);
			return true;
		}
		if (i >= text.n)
			return false;
		if (text.p[i] == '\r' && i + 1 < text.n &&
		    text.p[i + 1] == '\n')
			i++;
		i++;
		n++;
	}
}

static void code_line(StrBuf *b, uint32_t line, Str text)
{
	sb_fmt(b, "\n %5u| ", line);
	sb_put(b, text);
}

static void code_lines(StrBuf *b, Str text, uint32_t line, uint32_t column)
{
	Str s;
	uint32_t i;

	if (line > 1 && text_line(text, line - 1, &s))
		code_line(b, line - 1, s);
	if (text_line(text, line, &s)) {
		code_line(b, line, s);
		sb_puts(b, "\n      |");
		for (i = 0; i < column; i++)
			sb_putc(b, ' ');
		sb_puts(b, C_RED "^" C_NORMAL);
	}
	if (text_line(text, line + 1, &s))
		code_line(b, line + 1, s);
}

static bool show_pos(StrBuf *b, const char *indent, Pos pos)
{
	SrcFile *src;
	uint32_t line, column;

	if (!pos_decode(pos, &src, &line, &column))
		return false;
	sb_fmt(b, "%s" C_BLUE "at " C_WARN, indent);
	pos_show(b, pos);
	sb_puts(b, C_NORMAL ":");
	code_lines(b, source_text(src), line, column);
	sb_putc(b, '\n');
	return true;
}

static void show_trace(StrBuf *b, size_t *count, const Trace *t)
{
	sb_puts(b, "\n\xe2\x80\xa6 ");
	sb_put(b, t->text);
	sb_putc(b, '\n');
	if (show_pos(b, "  ", t->pos))
		++*count;
}

static void show_skipped(StrBuf *b, size_t *count, const Trace **skipped,
    size_t *n)
{
	size_t i;

	if (*n > FEW_SKIPPED)
		sb_fmt(b, "\n" C_WARN "(%zu duplicate frames omitted)"
		    C_NORMAL "\n", *n);
	else
		for (i = 0; i < *n; i++)
			show_trace(b, count, skipped[i]);
	*n = 0;
}

static void show_traces(StrBuf *b, const Error *e, bool all)
{
	Map seen = { .a = &ev.perm };
	const Trace **skipped;
	const Trace *t;
	size_t n = 0, n_skipped = 0, count = 0;
	bool truncate = false;

	for (t = e->traces; t; t = t->next)
		n++;
	skipped = ARENA_ARRAY(&ev.perm, const Trace *, n);
	for (t = e->traces; t; t = t->next) {
		bool fresh;
		Str key;

		if (t->text.n == 0)
			continue;
		if (!all && count > SHORT_TRACE)
			truncate = true;
		if (truncate && !t->always)
			continue;
		key = str_fmt(&ev.perm, "%u " STR_F, t->pos, STR_A(t->text));
		map_put(&seen, key, &fresh);
		if (!fresh) {
			skipped[n_skipped++] = t;
			continue;
		}
		show_skipped(b, &count, skipped, &n_skipped);
		count++;
		show_trace(b, &count, t);
	}
	show_skipped(b, &count, skipped, &n_skipped);
	if (truncate)
		sb_puts(b, "\n" C_WARN "(stack trace truncated; use "
		    "'--show-trace' to show the full, detailed trace)"
		    C_NORMAL "\n");
}

static Str chomp(Str s)
{
	while (s.n && s.p[s.n - 1] &&
	    strchr(" \n\r\t", s.p[s.n - 1]))
		s.n--;
	return s;
}

static void put_chomped(StrBuf *b, Str prefix, Str s)
{
	StrBuf line = sb_in(b->a);

	sb_put(&line, prefix);
	sb_put(&line, s);
	sb_put(b, chomp(sb_str(&line)));
}

Str err_render(const Error *e, const char *level, bool all)
{
	StrBuf body = sb_in(&ev.perm);
	StrBuf out = sb_in(&ev.perm);
	Str prefix = str_fmt(&ev.perm, "%s%s:" C_NORMAL " ",
	    strcmp(level, "error") ? C_WARN : C_RED, level);
	Str rest, first, pad;
	StrBuf padding = sb_in(&ev.perm);
	size_t i, end;
	bool started = false;

	if (e->traces) {
		show_traces(&body, e, all);
		sb_putc(&body, '\n');
		sb_put(&body, prefix);
	}
	sb_put(&body, e->msg);
	sb_putc(&body, '\n');
	show_pos(&body, "", e->pos);
	if (e->suggestion.n) {
		sb_puts(&body, "Did you mean ");
		sb_put(&body, e->suggestion);
		sb_puts(&body, "?\n");
	}
	rest = chomp(sb_str(&body));
	if (e->no_indent) {
		sb_put(&out, chomp(prefix));
		sb_put(&out, rest);
		return sb_str(&out);
	}
	for (i = 0; i < filter(prefix, true).n; i++)
		sb_putc(&padding, ' ');
	pad = sb_str(&padding);
	first = prefix;
	while (rest.n) {
		ptrdiff_t nl = str_chr(rest, '\n');

		end = nl < 0 ? rest.n : (size_t)nl;
		if (started)
			sb_putc(&out, '\n');
		put_chomped(&out, started ? pad : first,
		    str_sub(rest, 0, end));
		started = true;
		if (nl < 0)
			break;
		rest = str_from(rest, end + 1);
	}
	return sb_str(&out);
}

void err_print(void)
{
	err_log(err_render(ev.error, "error", ev.show_trace));
}

static void warn_text(Pos pos, const char *fmt, va_list ap)
{
	Error e = { 0 };

	e.msg = str_vfmt(&ev.perm, fmt, ap);
	e.pos = pos;
	if (pos) {
		err_log(err_render(&e, "warning", ev.show_trace));
	} else {
		StrBuf b = sb_in(&ev.perm);

		sb_puts(&b, C_WARN "warning:" C_NORMAL " ");
		sb_put(&b, e.msg);
		err_log(sb_str(&b));
	}
}

void err_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	warn_text(0, fmt, ap);
	va_end(ap);
}

void err_warn_at(Pos pos, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	warn_text(pos, fmt, ap);
	va_end(ap);
}

static uint32_t distance(Str a, Str b, uint32_t *row)
{
	size_t i, j;

	for (j = 0; j <= b.n; j++)
		row[j] = (uint32_t)j;
	for (i = 0; i < a.n; i++) {
		uint32_t diag = row[0];

		row[0] = (uint32_t)i + 1;
		for (j = 0; j < b.n; j++) {
			uint32_t best = diag + (a.p[i] != b.p[j]);

			diag = row[j + 1];
			if (diag + 1 < best)
				best = diag + 1;
			if (row[j] + 1 < best)
				best = row[j] + 1;
			row[j + 1] = best;
		}
	}
	return row[b.n];
}

/* At most three names at most two edits away, nearest first. */
Str err_suggest(const Sym *names, size_t n, Str query)
{
	enum { MOST = 3, FAR = 2 };
	Str best[MOST];
	uint32_t dist[MOST];
	size_t found = 0, i, j;
	StrBuf b = sb_in(&ev.perm);

	for (i = 0; i < n; i++) {
		Str s = sym_text(names[i]);
		uint32_t *row;
		uint32_t d;

		if (s.n > query.n + FAR || query.n > s.n + FAR)
			continue;
		row = ARENA_ARRAY(&ev.perm, uint32_t, s.n + 1);
		d = distance(query, s, row);
		if (d > FAR)
			continue;
		for (j = found; j > 0; j--) {
			if (dist[j - 1] < d || (dist[j - 1] == d &&
			    str_cmp(best[j - 1], s) < 0))
				break;
			if (j < MOST) {
				best[j] = best[j - 1];
				dist[j] = dist[j - 1];
			}
		}
		if (j < MOST) {
			best[j] = s;
			dist[j] = d;
			if (found < MOST)
				found++;
		}
	}
	if (found > 1)
		sb_puts(&b, "one of ");
	for (i = 0; i < found; i++) {
		if (i)
			sb_puts(&b, i + 1 == found ? " or " : ", ");
		sb_puts(&b, C_WARN);
		sb_put(&b, best[i]);
		sb_puts(&b, C_NORMAL);
	}
	return sb_str(&b);
}
