/*
 * Positions: every source gets a range of numbers, one for each byte, so
 * that a place is 32 bits. Lines and columns are worked out when asked for.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/eval/eval.h"
#include "engine/eval/fs.h"

static SrcFile **sources;
static uint32_t count;
static uint32_t cap;
static uint64_t next_base = 1;

SrcFile *source_add(SrcKind kind, V path, Str text, size_t n)
{
	SrcFile *s = ARENA_NEW(&ev.perm, SrcFile);

	if (n + next_base + 1 > 0xffffffffu)
		err_throw(EK_ERROR, 0, "more than 4 GiB of sources");
	s->kind = kind;
	s->path = path;
	s->text = text;
	s->n = (uint32_t)n;
	s->base = (Pos)next_base;
	next_base += n + 1;
	if (kind == SRC_FILE || kind == SRC_CORE)
		s->path_text = fs_show(path);
	if (count == cap) {
		uint32_t bigger = cap ? cap * 2 : 64;

		sources = arena_grow(&ev.perm, sources,
		    cap * sizeof(*sources), bigger * sizeof(*sources));
		cap = bigger;
	}
	sources[count++] = s;
	return s;
}

SrcFile *source_of(Pos pos)
{
	uint32_t lo = 0, hi = count;

	if (pos == 0 || count == 0)
		return NULL;
	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (sources[mid]->base <= pos)
			lo = mid;
		else
			hi = mid;
	}
	return sources[lo];
}

Str source_text(SrcFile *s)
{
	if (s->text.p == NULL && s->kind == SRC_FILE) {
		Err err;

		if (fs_read(v_path_text(s->path), &ev.perm, &s->text, &err))
			s->text = STR("");
	}
	return s->text;
}

/* Lines end at \n, at \r\n, and at a \r alone. */
static void lines_find(SrcFile *s)
{
	Str t = source_text(s);
	uint32_t n = 1;
	size_t i;
	int round;

	for (round = 0; round < 2; round++) {
		if (round == 1) {
			s->lines = ARENA_ARRAY(&ev.perm, uint32_t, n);
			s->n_lines = n;
			n = 1;
		}
		for (i = 0; i < t.n; i++) {
			if (t.p[i] == '\r' && i + 1 < t.n && t.p[i + 1] == '\n')
				i++;
			else if (t.p[i] != '\n' && t.p[i] != '\r')
				continue;
			if (s->lines)
				s->lines[n] = (uint32_t)i + 1;
			n++;
		}
	}
}

bool pos_decode(Pos pos, SrcFile **src, uint32_t *line, uint32_t *column)
{
	SrcFile *s = source_of(pos);
	uint32_t lo = 0, hi, off;

	if (!s)
		return false;
	if (!s->lines)
		lines_find(s);
	off = pos - s->base;
	hi = s->n_lines;
	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->lines[mid] <= off)
			lo = mid;
		else
			hi = mid;
	}
	*src = s;
	*line = lo + 1;
	*column = off - s->lines[lo] + 1;
	return true;
}

void pos_show(StrBuf *out, Pos pos)
{
	SrcFile *s;
	uint32_t line, column;

	if (!pos_decode(pos, &s, &line, &column)) {
		sb_puts(out, "\xc2\xabnone\xc2\xbb:0");
		return;
	}
	if (s->kind == SRC_STRING)
		sb_puts(out, "\xc2\xabstring\xc2\xbb");
	else if (s->kind == SRC_STDIN)
		sb_puts(out, "\xc2\xabstdin\xc2\xbb");
	else
		sb_put(out, s->path_text);
	sb_fmt(out, ":%u:%u", line, column);
}

Str pos_snippet(Pos from, Pos to)
{
	SrcFile *s = source_of(from);
	Str t;

	if (!s || source_of(to) != s || to < from)
		return STR("could not read expression");
	t = source_text(s);
	return str_sub(t, from - s->base, to - s->base);
}
