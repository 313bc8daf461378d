/*
 * ppout.c: a preprocessed unit as text (-E, and the input of the assembler
 * for .S): lines where they were, line markers, and a space between two
 * tokens where there was one or where they would read as another token.
 * Spacing follows GCC's, so that the two can be compared.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

enum {
	OUT_BLANK_MAX = 8	/* a gap of so many lines is a marker instead */
};

int out_on;

static Buf *out_buf;
static int out_markers;
static i64 out_at;		/* the number of the line being written */
static int out_used;		/* something is on it */

static void out_newline(void)
{
	if (!out_used)
		return;
	buf_byte(out_buf, '\n');
	out_used = 0;
	out_at++;
}

static void out_marker(i64 line, const char *name, int flag, int system)
{
	Tok t;

	out_newline();
	out_at = line;
	if (!out_markers)
		return;
	buf_str(out_buf, "# ");
	buf_num(out_buf, line);
	buf_byte(out_buf, ' ');
	str_literal(&t, name, 0);
	tok_add(out_buf, &t);
	if (flag == OUT_ENTER || flag == OUT_LEAVE) {
		buf_byte(out_buf, ' ');
		buf_num(out_buf, flag);
	}
	if (system)
		buf_str(out_buf, " 3");
	buf_byte(out_buf, '\n');
}

/* Begins the output line that stands for pos's. */
static void out_move(Pos pos)
{
	i64 line = src_line(pos);

	out_newline();
	if (line >= out_at && line < out_at + OUT_BLANK_MAX) {
		while (out_at < line) {
			buf_byte(out_buf, '\n');
			out_at++;
		}
	} else {
		out_marker(line, src_name(pos), 0, src_system(pos));
	}
}

void out_file(int flag)
{
	i64 line = src_line(lx.base);

	if (flag != OUT_ENTER && flag != OUT_START)
		line++;
	out_marker(line, src_name(lx.base), flag, src_system(lx.base));
}

void out_line(const char *word, Pos pos)
{
	Tok t;
	int first = 1;

	out_move(pos);
	buf_byte(out_buf, '#');
	buf_str(out_buf, word);
	for (;;) {
		lex_next(&t);
		if (t.kind == T_NEWLINE)
			break;
		if (t.space || first)
			buf_byte(out_buf, ' ');
		first = 0;
		tok_add(out_buf, &t);
	}
	out_used = 1;
	out_newline();
}

static int out_first_char(const Tok *t)
{
	u64 n;
	const char *s = tok_spell(t, &n);

	if (t->kind == T_IDENT || t->kind == T_NUM || t->kind == T_STR
	|| t->kind == T_CHAR || t->kind == T_OTHER)
		return 0;
	return n ? s[0] : 0;
}

static int out_takes_equals(int kind)
{
	return kind == T_SHL || kind == T_SHR
		|| (kind < 127 && strchr("=!<>+-*/%&|^", kind) != 0);
}

/* Would a and b, written without a space, read as something else? */
static int out_would_paste(const Tok *a, const Tok *b)
{
	int c = out_first_char(b);
	int num = b->kind == T_NUM;
	int name = b->kind == T_IDENT;
	int chr = b->kind == T_CHAR;

	if (c == '=' && out_takes_equals(a->kind))
		return 1;
	switch (a->kind) {
	case '>':
		return c == '>';
	case '<':
		return c == '<' || c == '%' || c == ':';
	case '+':
		return c == '+';
	case '-':
		return c == '-' || c == '>';
	case '/':
		return c == '/' || c == '*';
	case '%':
		return c == ':' || c == '%' || c == '>';
	case '&':
		return c == '&';
	case '|':
		return c == '|';
	case ':':
		return c == ':' || c == '>';
	case T_ARROW:
		return c == '*';
	case '.':
		return c == '.' || c == '%' || num;
	case '#':
		return c == '#' || c == '%';
	case T_IDENT:
		return name || chr || b->kind == T_STR
			|| (num && b->text[0] != '.');
	case T_NUM:
		return num || name || chr || c == '.' || c == '+' || c == '-';
	case T_OTHER:
		return a->text[0] == '\\' && name;
	}
	return 0;
}

void out_begin(Buf *b, int markers)
{
	out_on = 1;
	out_buf = b;
	out_markers = markers;
	out_used = 0;
	out_at = 1;
}

void out_unit(void)
{
	Buf *b = out_buf;
	Tok prev;
	Tok t;
	int any = 0;		/* prev is on this line */
	int direct;		/* t is from the file, or starts an expansion */
	int gap;

	memset(&prev, 0, sizeof prev);
	for (;;) {
		direct = !pp_in_macro();
		pp_next(&t);
		if (t.kind == T_EOF)
			break;
		if (t.bol || (direct && out_markers
		&& src_line(t.pos) != out_at)) {
			out_move(t.pos);
			any = 0;
			for (u64 col = t.pos & 0xffff; col > 2; col--)
				buf_byte(b, ' ');
		}
		gap = t.space || (!any && !t.bol);
		if (t.noexpand & TF_AVOID)
			gap |= any ? out_would_paste(&prev, &t)
				: t.kind == '#';
		if (gap)
			buf_byte(b, ' ');
		tok_add(b, &t);
		out_used = 1;
		memcpy(&prev, &t, sizeof prev);
		any = 1;
	}
	out_newline();
	out_on = 0;
}

void out_nothing(void)
{
	Tok t;

	do
		pp_next(&t);
	while (t.kind != T_EOF);
}
