/*
 * Parsing indented strings, whose common indentation goes away, and paths.
 */
#include "engine/eval/fs.h"
#include "engine/eval/parse.h"

typedef struct {
	Pos pos;
	Expr *e;                /* NULL: text */
	Str text;
	bool indented;
} IndPart;

static size_t least_indent(const IndPart *parts, uint32_t n)
{
	bool at_start = true;
	size_t least = 1000000, current = 0, j;
	uint32_t i;

	for (i = 0; i < n; i++) {
		const IndPart *part = &parts[i];

		if (part->e || !part->indented) {
			if (at_start) {
				at_start = false;
				if (current < least)
					least = current;
			}
			continue;
		}
		for (j = 0; j < part->text.n; j++) {
			char c = part->text.p[j];

			if (at_start && c == ' ') {
				current++;
			} else if (c == '\n') {
				at_start = true;
				current = 0;
			} else if (at_start) {
				at_start = false;
				if (current < least)
					least = current;
			}
		}
	}
	return least;
}

static Str strip(Str s, size_t least, bool *at_start, size_t *dropped,
    bool last)
{
	StrBuf b = sb_in(&ev.tmp);
	size_t j;
	Str out;
	ptrdiff_t nl;

	for (j = 0; j < s.n; j++) {
		char c = s.p[j];

		if (!*at_start) {
			sb_putc(&b, c);
			if (c == '\n')
				*at_start = true;
		} else if (c == ' ') {
			if ((*dropped)++ >= least)
				sb_putc(&b, c);
		} else {
			*dropped = 0;
			sb_putc(&b, c);
			if (c != '\n')
				*at_start = false;
		}
	}
	out = sb_str(&b);
	if (!last)
		return out;
	/* a last line of nothing but spaces goes */
	nl = str_rchr(out, '\n');
	if (nl >= 0) {
		for (j = (size_t)nl + 1; j < out.n; j++)
			if (out.p[j] != ' ')
				return out;
		out.n = (size_t)nl + 1;
	}
	return out;
}

static Expr *ind_build(Pos pos, const IndPart *parts, uint32_t n)
{
	size_t least = least_indent(parts, n), dropped = 0;
	ExprInterp *e = parse_node(sizeof(*e) + n * sizeof(Part), E_INTERP,
	    pos);
	bool at_start = true;
	uint32_t i;

	e->h.flag = true;
	for (i = 0; i < n; i++) {
		Part *out = &e->parts[e->n];

		out->pos = parts[i].pos;
		if (parts[i].e) {
			at_start = false;
			dropped = 0;
			out->e = parts[i].e;
			e->n++;
		} else {
			Str s = strip(parts[i].text, least, &at_start,
			    &dropped, i + 1 == n);

			if (s.n) {
				out->e = parse_const(v_new_str(s, 0));
				e->n++;
			}
		}
	}
	if (e->n == 0)
		return parse_const(v_empty_str);
	if (e->n == 1 && e->parts[0].e->kind == E_CONST &&
	    v_is_string(((ExprConst *)e->parts[0].e)->v))
		return e->parts[0].e;
	return &e->h;
}

Expr *parse_ind_string(Parser *p)
{
	static const int want[] = { TK_IND_STR, TK_DOLLAR_CURLY,
		TK_IND_CLOSE, -1 };
	Pos pos = parse_at(p, p->t->at);
	IndPart *parts = NULL;
	uint32_t n = 0, cap = 0;

	parse_next(p);
	while (p->t->kind != TK_IND_CLOSE) {
		if (n == cap) {
			parts = arena_grow(&ev.tmp, parts,
			    cap * sizeof(*parts),
			    (cap * 2 + 4) * sizeof(*parts));
			cap = cap * 2 + 4;
		}
		parts[n].pos = parse_at(p, p->t->at);
		parts[n].e = NULL;
		if (p->t->kind == TK_IND_STR) {
			parts[n].text = p->t->text;
			parts[n].indented = p->t->indented;
			parse_next(p);
		} else if (p->t->kind == TK_DOLLAR_CURLY) {
			parse_next(p);
			parts[n].e = parse_expr(p);
			parse_expect(p, '}');
		} else {
			parse_unexpected(p, want);
		}
		n++;
	}
	parse_next(p);
	return n ? ind_build(pos, parts, n) : parse_const(v_empty_str);
}

void parse_lint(Parser *p, int level, const char *name, Str msg, Pos pos)
{
	Error e = { 0 };

	(void)p;
	if (level == LINT_IGNORE)
		return;
	e.msg = str_fmt(&ev.perm, STR_F " (\033[1m%s\033[0m)", STR_A(msg),
	    name);
	e.pos = pos;
	if (level == LINT_WARN) {
		err_log(err_render(&e, "warning", ev.show_trace));
		return;
	}
	ev.error = ARENA_NEW(&ev.perm, Error);
	*ev.error = e;
	ev.error->kind = EK_PARSE;
	err_raise();
}

static Str with_slash(Str canon, Str literal)
{
	if (literal.n > 1 && literal.p[literal.n - 1] == '/' && canon.n > 1)
		return str_cat2(&ev.tmp, canon, STR("/"));
	return canon;
}

static Str path_literal(Parser *p, Pos pos)
{
	Str s = p->t->text;

	if (p->t->kind == TK_HPATH) {
		if (settings.pure_eval)
			err_throw(EK_ERROR, 0, "the path '%S' can not be "
			    "resolved in pure mode", &s);
		if (settings.lint_abs_path)
			parse_lint(p, settings.lint_abs_path,
			    "lint-absolute-path-literals",
			    err_text("home path literals are not portable. "
			    "Consider replacing path literal '%S' by a "
			    "string, relative path, or parameter", &s), pos);
		return str_cat2(&ev.tmp, settings_home(), str_from(s, 1));
	}
	if (s.p[0] == '/') {
		if (settings.lint_abs_path)
			parse_lint(p, settings.lint_abs_path,
			    "lint-absolute-path-literals",
			    err_text("absolute path literals are not "
			    "portable. Consider replacing path literal '%S' "
			    "by a string, relative path, or parameter", &s),
			    pos);
	} else if (s.p[0] != '.' && settings.lint_short_path) {
		parse_lint(p, settings.lint_short_path,
		    "lint-short-path-literals",
		    err_text("relative path literal '%S' should be prefixed "
		    "with '.' for clarity: './%S'", &s, &s), pos);
	}
	return with_slash(fs_canon(&ev.tmp, s, p->base_dir), s);
}

Expr *parse_path(Parser *p)
{
	Pos pos = parse_at(p, p->t->at);
	Expr *first = parse_const(v_new_path(FS_ROOT, path_literal(p, pos)));
	ExprInterp *whole, *rest;
	Stringy s;

	parse_next(p);
	if (p->t->kind == TK_PATH_END) {
		parse_next(p);
		return first;
	}
	s = parse_string_parts(p);
	parse_expect(p, TK_PATH_END);
	if (s.is_text) {
		/* cannot be: the lexer ends a path that has no ${ */
		parse_unexpected(p, NULL);
	}
	rest = (ExprInterp *)s.e;
	whole = parse_node(sizeof(*whole) + (rest->n + 1) * sizeof(Part),
	    E_INTERP, pos);
	whole->n = rest->n + 1;
	whole->parts[0].pos = pos;
	whole->parts[0].e = first;
	memcpy(whole->parts + 1, rest->parts, rest->n * sizeof(Part));
	return &whole->h;
}
