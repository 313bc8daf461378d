/*
 * macro.c: macro definitions and their expansion (C11 6.10.3 with GCC's
 * named variadic parameters and `, ## args`). Expansions are a stack of token
 * lists that are read before the file. A macro is busy while its list is on
 * the stack; a name met while its macro is busy stays as it is for ever,
 * which is the rule of 6.10.3.4.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

enum {
	NESTING_MAX = 4000,	/* of arguments within arguments */
	EXPANSIONS_MAX = 200000	/* lists on the stack at once */
};

typedef struct Ctx Ctx;
typedef struct ArgSpan ArgSpan;
typedef struct Invoke Invoke;
typedef struct Pushed Pushed;

/* A list of tokens that is being read. */
struct Ctx {
	Ctx *prev;
	Tok *p;
	Tok *end;
	Macro *macro;		/* busy until the list is used up */
	Pos pos;		/* instead of the tokens' own, if not 0 */
	int barrier;		/* its end is the end of all input */
	Vec own;		/* the list, if it was made for this one */
};

/* One argument: from and behind, in the lists of its Invoke. */
struct ArgSpan {
	int raw;
	int raw_end;
	int exp;		/* -1: not expanded yet */
	int exp_end;
	int absent;		/* variable arguments that were left out */
};

/* A macro's arguments, as written and expanded. */
struct Invoke {
	Invoke *next;
	Vec raw;
	Vec exp;
	ArgSpan *args;
	int nargs;
	int cap;
};

struct Pushed {
	Pushed *next;
	Ident *name;
	Macro *macro;
};

static Ctx *ctx_top;
static Ctx *ctx_free;
static int ctx_depth;
static Invoke *invoke_free;
static int invoke_depth;
static Macro *macro_all;
static Pushed *macro_pushed;
static i64 macro_counter;

/*
 * What the next token is to know about the edges of expansions it follows:
 * for -E, to print spaces where GCC does.
 */
static int edge_on;
static int edge_first;		/* it is the first of an expansion */
static int edge_space;
static int edge_bol;
static Pos edge_pos;		/* of the name that was expanded */

void vec_add(Vec *v, const Tok *t)
{
	Tok *more;

	if (v->n == v->cap) {
		v->cap = v->cap ? v->cap * 2 : 16;
		more = malloc(v->cap * sizeof *more);
		if (!more || v->cap > 1 << 26)
			fatal("out of memory", 0, 0);
		if (v->n) {
			memcpy(more, v->t, v->n * sizeof *more);
			free(v->t);
		}
		v->t = more;
	}
	memcpy(v->t + v->n, t, sizeof *t);
	v->n++;
}

/* ---- the stack of lists ------------------------------------------- */

static Ctx *ctx_new(void)
{
	Ctx *c = ctx_free;

	if (c) {
		ctx_free = c->prev;
	} else {
		c = mem_keep(sizeof *c);
	}
	c->own.n = 0;
	c->macro = 0;
	c->pos = 0;
	c->barrier = 0;
	return c;
}

static void ctx_push(Ctx *c, Tok *p, int n)
{
	c->p = p;
	c->end = p + n;
	c->prev = ctx_top;
	ctx_top = c;
	ctx_depth++;
	if (ctx_depth > EXPANSIONS_MAX)
		fatal_at(c->pos, "macros expand too deeply", 0, 0);
}

static void ctx_pop(void)
{
	Ctx *c = ctx_top;

	if (c->macro)
		c->macro->busy = 0;
	ctx_top = c->prev;
	c->prev = ctx_free;
	ctx_free = c;
	ctx_depth--;
	if (!edge_on) {
		edge_on = 1;
		edge_space = 0;
		edge_bol = 0;
	}
	edge_first = 0;
}

void pp_push_tok(const Tok *t)
{
	Ctx *c = ctx_new();

	vec_add(&c->own, t);
	ctx_push(c, c->own.t, 1);
}

void pp_flush(void)
{
	while (ctx_top)
		ctx_pop();
	edge_on = 0;
}

int pp_in_macro(void)
{
	Ctx *c;

	for (c = ctx_top; c; c = c->prev) {
		if (c->p < c->end || c->barrier)
			return 1;
	}
	return 0;
}

static void edge_apply(Tok *t)
{
	if (edge_first) {
		t->space = (u8)edge_space;
		t->bol = (u8)edge_bol;
		t->pos = edge_pos;
	} else {
		t->space |= edge_space;
		t->bol |= edge_bol;
	}
	t->noexpand |= TF_AVOID;
	edge_on = 0;
}

static int macro_enter(Macro *m, Tok *t);

static void pp_get(Tok *t, int expand)
{
	Macro *m;
	Ctx *c;

	for (;;) {
		c = ctx_top;
		if (!c) {
			pp_raw(t);
		} else if (c->p < c->end) {
			memcpy(t, c->p, sizeof *t);
			c->p++;
			if (c->pos)
				t->pos = c->pos;
		} else if (c->barrier) {
			t->kind = T_EOF;
			return;
		} else {
			ctx_pop();
			continue;
		}
		if (edge_on)
			edge_apply(t);
		if (t->kind != T_IDENT || !t->id->macro)
			return;
		if (t->noexpand & TF_NOEXPAND)
			return;
		m = t->id->macro;
		if (m->busy) {
			t->noexpand |= TF_NOEXPAND;
			return;
		}
		if (!expand || !macro_enter(m, t))
			return;
	}
}

void pp_next(Tok *t)
{
	pp_get(t, 1);
}

void pp_unexpanded(Tok *t)
{
	pp_get(t, 0);
}

/* Is the next token `('? Consumes it if so, and nothing if not. */
static int macro_paren(void)
{
	Lex saved;
	Tok t;

	while (ctx_top) {
		if (ctx_top->p < ctx_top->end) {
			if (ctx_top->p->kind != '(')
				return 0;
			ctx_top->p++;
			return 1;
		}
		if (ctx_top->barrier)
			return 0;
		ctx_pop();
	}
	memcpy(&saved, &lx, sizeof lx);
	lex_next(&t);
	if (t.kind == '(')
		return 1;
	memcpy(&lx, &saved, sizeof lx);
	return 0;
}

/* ---- arguments ------------------------------------------------------ */

static Invoke *invoke_new(void)
{
	Invoke *v = invoke_free;

	if (v)
		invoke_free = v->next;
	else
		v = mem_keep(sizeof *v);
	v->raw.n = 0;
	v->exp.n = 0;
	v->nargs = 0;
	return v;
}

static void invoke_done(Invoke *v)
{
	v->next = invoke_free;
	invoke_free = v;
}

static void arg_open(Invoke *v)
{
	ArgSpan *more;

	if (v->nargs == v->cap) {
		more = mem_keep((v->cap * 2 + 8) * sizeof *more);
		if (v->nargs)
			memcpy(more, v->args, v->nargs * sizeof *more);
		v->args = more;
		v->cap = v->cap * 2 + 8;
	}
	v->args[v->nargs].raw = v->raw.n;
	v->args[v->nargs].raw_end = v->raw.n;
	v->args[v->nargs].exp = -1;
	v->args[v->nargs].absent = 0;
	v->nargs++;
}

/* Reads the arguments behind the `('; 0 after an error. */
static int macro_collect(Macro *m, Invoke *v, Pos pos)
{
	int depth = 0;
	Tok t;

	arg_open(v);
	for (;;) {
		pp_get(&t, 0);
		if (t.kind == T_EOF || t.kind == T_NEWLINE) {
			error_at(pos, "unterminated argument list invoking "
				"macro \"%s\"", m->name->name, 0);
			return 0;
		}
		if (t.kind == '(') {
			depth++;
		} else if (t.kind == ')') {
			if (!depth)
				break;
			depth--;
		} else if (t.kind == ',' && !depth
		&& !(m->variadic && v->nargs == m->nparams)) {
			arg_open(v);
			continue;
		}
		t.space |= t.bol;
		t.bol = 0;
		vec_add(&v->raw, &t);
		v->args[v->nargs - 1].raw_end = v->raw.n;
	}
	if (v->nargs == 1 && !m->nparams && !v->raw.n)
		return 1;
	if (v->nargs == 1 && m->variadic && !v->raw.n && opt.gnu)
		v->args[0].absent = 1;
	if (v->nargs == m->nparams - 1 && m->variadic) {
		arg_open(v);
		v->args[v->nargs - 1].absent = 1;
	}
	if (v->nargs == m->nparams)
		return 1;
	if (v->nargs > m->nparams)
		error_at(pos, "macro \"%s\" passed %s arguments, which is too "
			"many", m->name->name, str_num(v->nargs));
	else
		error_at(pos, "macro \"%s\" requires more arguments than the "
			"%s given", m->name->name, str_num(v->nargs));
	return 0;
}

/* Expands an argument, once, as if it were all of the input. */
static void arg_expand(Invoke *v, ArgSpan *a, Pos pos)
{
	Ctx *c;
	Tok t;

	if (a->exp >= 0)
		return;
	invoke_depth++;
	if (invoke_depth > NESTING_MAX)
		fatal_at(pos, "macro arguments nest too deeply", 0, 0);
	c = ctx_new();
	c->barrier = 1;
	a->exp = v->exp.n;
	ctx_push(c, v->raw.t + a->raw, a->raw_end - a->raw);
	edge_on = 0;
	for (;;) {
		pp_get(&t, 1);
		if (t.kind == T_EOF)
			break;
		vec_add(&v->exp, &t);
	}
	ctx_pop();
	edge_on = 0;
	a->exp_end = v->exp.n;
	invoke_depth--;
}

/* ---- # and ## ------------------------------------------------------- */

void str_literal(Tok *t, const char *s, Pos pos)
{
	Buf b;

	memset(&b, 0, sizeof b);
	buf_byte(&b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_byte(&b, '\\');
		buf_byte(&b, *s);
	}
	buf_byte(&b, '"');
	t->kind = T_STR;
	t->text = str_dup((char *)b.p, b.n);
	t->len = (u32)b.n;
	t->pos = pos;
	buf_free(&b);
}

void num_literal(Tok *t, i64 v, Pos pos)
{
	t->kind = T_NUM;
	t->text = str_num(v);
	t->len = (u32)strlen(t->text);
	t->pos = pos;
}

/* t = the n tokens at a as a string literal */
static void macro_stringify(Tok *t, const Tok *a, int n)
{
	Buf b;
	u64 len;
	u64 slashes;
	const char *s;

	memset(&b, 0, sizeof b);
	buf_byte(&b, '"');
	for (int i = 0; i < n; i++) {
		if (a[i].space && i)
			buf_byte(&b, ' ');
		s = tok_spell(a + i, &len);
		if (a[i].kind != T_STR && a[i].kind != T_CHAR) {
			buf_add(&b, s, len);
			continue;
		}
		for (u64 k = 0; k < len; k++) {
			if (s[k] == '"' || s[k] == '\\')
				buf_byte(&b, '\\');
			buf_byte(&b, s[k]);
		}
	}
	/* a stray backslash at the end would escape the quote */
	for (slashes = 0; b.p[b.n - 1 - slashes] == '\\'; )
		slashes++;
	if (slashes % 2) {
		warn_at(t->pos, "invalid string literal, ignoring final '\\'",
			0, 0);
		b.n--;
	}
	buf_byte(&b, '"');
	t->kind = T_STR;
	t->text = str_dup((char *)b.p, b.n);
	t->len = (u32)b.n;
	buf_free(&b);
}

/* Makes a into a ## b; 0 if that is not one token. */
static int macro_paste(Tok *a, const Tok *b)
{
	u64 na;
	u64 nb;
	const char *sa = tok_spell(a, &na);
	const char *sb = tok_spell(b, &nb);
	u8 *text = mem_new(na + nb + 8);
	Lex saved;
	Tok t;
	int whole;

	memcpy(text, sa, na);
	memcpy(text + na, sb, nb);
	memcpy(&saved, &lx, sizeof lx);
	lex_open(text, na + nb, (int)(a->pos >> 40));
	lx.directive = 1;
	lex_next(&t);
	whole = lx.p == lx.end && t.kind != T_NEWLINE;
	memcpy(&lx, &saved, sizeof lx);
	if (!whole)
		return 0;
	a->kind = t.kind;
	a->id = t.id;
	a->text = t.text;
	a->len = t.len;
	a->noexpand &= TF_AVOID;
	return 1;
}

static void macro_bad_paste(const Tok *a, const Tok *b, Pos pos)
{
	u64 na;
	u64 nb;
	const char *sa = tok_spell(a, &na);
	const char *sb = tok_spell(b, &nb);

	error_at(pos, "pasting \"%s\" and \"%s\" does not give a valid "
		"preprocessing token", str_dup(sa, na), str_dup(sb, nb));
}

/* ---- substitution --------------------------------------------------- */

/* Appends the n tokens at a to out; glue: the first is pasted to the last. */
static void macro_append(Vec *out, const Tok *a, int n, int glue, Pos pos)
{
	int i = 0;
	Tok *last;

	if (n && glue && out->n) {
		last = out->t + out->n - 1;
		if (macro_paste(last, a))
			i = 1;
		else if (!pp_asm)
			macro_bad_paste(last, a, pos);
	}
	for (; i < n; i++)
		vec_add(out, a + i);
}

/*
 * Is the body token at b the comma of `, ## args', args being the variable
 * arguments? The comma goes when they were left out, and is not pasted.
 */
static int macro_is_comma(const Macro *m, const Tok *b)
{
	return b->kind == ',' && (b->noexpand & TF_PASTE) && m->variadic
		&& b[1].kind == T_MPARAM && b[1].len == (u32)m->nparams - 1;
}

/*
 * Writes the body of m to out, parameters replaced by v's arguments, and
 * pastes. glued: ## stands before the token at hand; left: there is something
 * on its left (else that was an empty argument); avoid and gap: what -E is
 * to know of a parameter just before.
 */
static void macro_substitute(Macro *m, Invoke *v, Vec *out, Pos pos)
{
	int glued = 0;
	int left = 0;
	int avoid = 0;
	int gap = 0;
	int before;
	int n;
	ArgSpan *a = 0;
	Tok *b;
	Tok *from;
	Tok t;

	for (int i = 0; i < m->nbody; i++) {
		b = m->body + i;
		memcpy(&t, b, sizeof t);
		t.noexpand = 0;
		t.pos = pos;
		from = &t;
		n = 1;
		if (b->kind == T_MPARAM || b->kind == T_MSTRING)
			a = v->args + b->len;
		if (b->kind == T_MSTRING) {
			macro_stringify(&t, v->raw.t + a->raw,
				a->raw_end - a->raw);
		} else if (b->kind == T_MPARAM
		&& (glued || (b->noexpand & TF_PASTE))) {
			from = v->raw.t + a->raw;
			n = a->raw_end - a->raw;
		} else if (b->kind == T_MPARAM) {
			arg_expand(v, a, pos);
			from = v->exp.t + a->exp;
			n = a->exp_end - a->exp;
		} else if (macro_is_comma(m, b)) {
			a = v->args + b[1].len;
			n = !a->absent;
		}
		before = out->n;
		macro_append(out, from, n, glued && left, pos);
		if (b->kind == T_MPARAM) {
			avoid = 1;
			if (out->n > before && !glued) {
				out->t[before].space = b->space;
				out->t[before].noexpand |= TF_AVOID;
			} else if (!n && !glued) {
				gap |= b->space;
			}
		} else if (out->n > before) {
			if (avoid)
				out->t[before].noexpand |= TF_AVOID;
			out->t[before].space |= gap;
			avoid = 0;
			gap = 0;
		}
		left = n || (glued && left);
		glued = b->noexpand & TF_PASTE;
		if (macro_is_comma(m, b))
			left = 0;
	}
}

/* ---- what computes its own text ------------------------------------- */

static const char *path_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/*
 * No clock here: the moment of compilation is always the beginning of 1970,
 * so that the output depends on the source alone.
 */
static void macro_value(int kind, Tok *t)
{
	Pos pos = t->pos;

	t->id = 0;
	switch (kind) {
	case MB_FILE:
		str_literal(t, src_name(pos), pos);
		return;
	case MB_FILE_NAME:
		str_literal(t, path_last(src_name(pos)), pos);
		return;
	case MB_BASE_FILE:
		str_literal(t, pp_main, pos);
		return;
	case MB_DATE:
		str_literal(t, "Jan  1 1970", pos);
		return;
	case MB_TIME:
		str_literal(t, "00:00:00", pos);
		return;
	case MB_TIMESTAMP:
		str_literal(t, "Thu Jan  1 00:00:00 1970", pos);
		return;
	case MB_LINE:
		num_literal(t, src_line(pos), pos);
		return;
	case MB_LEVEL:
		num_literal(t, pp_level(), pos);
		return;
	case MB_COUNTER:
		num_literal(t, macro_counter, pos);
		macro_counter++;
		return;
	}
	bug("macro_value");
}

/* _Pragma("text"), behind the name */
static int macro_pragma(Tok *name)
{
	Tok str;
	Tok t;

	memset(&str, 0, sizeof str);
	if (macro_paren())
		pp_get(&str, 1);
	if (str.kind == T_STR)
		pp_get(&t, 1);
	if (str.kind != T_STR || t.kind != ')') {
		error_at(name->pos, "_Pragma takes a parenthesized string "
			"literal", 0, 0);
		return 1;
	}
	pragma_operator(&str);
	return 1;
}

/* ---- expansion ------------------------------------------------------ */

/*
 * t names m. Puts its expansion where the next tokens come from and returns
 * 1; returns 0 if t is to stay, as the name of a function-like macro does
 * without a `('.
 */
static int macro_enter(Macro *m, Tok *t)
{
	Invoke *v = 0;
	Ctx *c;
	int space = t->space;
	int bol = t->bol;
	Pos pos = t->pos;

	if (m->builtin == MB_HAS)
		return 0;
	/* a pragma within arguments comes up again when they are in place */
	if (m->builtin == MB_PRAGMA)
		return invoke_depth ? 0 : macro_pragma(t);
	if (m->funlike) {
		if (!macro_paren())
			return 0;
		v = invoke_new();
		if (!macro_collect(m, v, pos)) {
			invoke_done(v);
			return 0;
		}
	}
	c = ctx_new();
	c->pos = pos;
	if (m->builtin) {
		macro_value(m->builtin, t);
		vec_add(&c->own, t);
		ctx_push(c, c->own.t, 1);
	} else if (v || m->has_paste) {
		c->pos = 0;
		macro_substitute(m, v, &c->own, pos);
		ctx_push(c, c->own.t, c->own.n);
	} else {
		ctx_push(c, m->body, m->nbody);
	}
	if (v)
		invoke_done(v);
	if (!m->builtin) {
		c->macro = m;
		m->busy = 1;
	}
	edge_on = 1;
	edge_first = 1;
	edge_space = space;
	edge_bol = bol;
	edge_pos = pos;
	return 1;
}

void macro_begin(void)
{
	macro_all = 0;
	macro_pushed = 0;
	macro_counter = 0;
	pp_flush();
	invoke_depth = 0;
}

/* ---- definitions ---------------------------------------------------- */

static Macro *macro_new(Ident *name, Pos pos)
{
	Macro *m = mem_new(sizeof *m);

	m->name = name;
	m->pos = pos;
	m->next = macro_all;
	macro_all = m;
	return m;
}

void macro_builtin(const char *name, int kind)
{
	Macro *m = macro_new(ident_str(name), 0);

	m->builtin = (u8)kind;
	m->name->macro = m;
}

void macro_undef(Ident *id)
{
	id->macro = 0;
}

static Vec def_params;
static Vec def_body;

static int def_param(const Ident *id)
{
	for (int i = 0; i < def_params.n; i++) {
		if (def_params.t[i].id == id)
			return i;
	}
	return -1;
}

static int def_bad(Pos pos, const char *what)
{
	error_at(pos, what, 0, 0);
	return 0;
}

/* The parameters behind the `('; 0 after an error. */
static int def_read_params(Macro *m)
{
	Tok t;

	lex_next(&t);
	if (t.kind == ')')
		return 1;
	for (;;) {
		if (t.kind == T_ELLIPSIS) {
			t.kind = T_IDENT;
			t.id = ident_str("__VA_ARGS__");
			t.text = 0;
			m->variadic = 1;
		} else if (t.kind != T_IDENT) {
			return def_bad(t.pos, "expected parameter name in "
				"macro parameter list");
		}
		if (def_param(t.id) >= 0)
			return def_bad(t.pos, "duplicate macro parameter");
		vec_add(&def_params, &t);
		lex_next(&t);
		if (t.kind == T_ELLIPSIS && !m->variadic) {
			m->variadic = 1;
			lex_next(&t);
		}
		if (t.kind == ')')
			return 1;
		if (t.kind != ',' || m->variadic)
			return def_bad(t.pos, "expected ',' or ')' in macro "
				"parameter list");
		lex_next(&t);
	}
}

/* The replacement list, whose first token is t. */
static int def_read_body(Macro *m, Tok *t)
{
	Tok *last = 0;
	Tok hash;
	int n;

	t->space = 0;
	for (; t->kind != T_NEWLINE; lex_next(t)) {
		if (t->kind == T_HASHHASH) {
			if (!last)
				return def_bad(t->pos, "'##' cannot appear at "
					"either end of a macro expansion");
			last->noexpand |= TF_PASTE;
			m->has_paste = 1;
			continue;
		}
		if (t->kind == '#' && m->funlike) {
			memcpy(&hash, t, sizeof hash);
			lex_next(t);
			n = t->kind == T_IDENT ? def_param(t->id) : -1;
			if (n >= 0) {
				t->kind = T_MSTRING;
				t->len = (u32)n;
				t->space = hash.space;
			} else if (pp_asm) {
				vec_add(&def_body, &hash);
				if (t->kind == T_NEWLINE)
					break;
			} else {
				return def_bad(hash.pos, "'#' is not followed "
					"by a macro parameter");
			}
		} else if (t->kind == T_IDENT && m->funlike) {
			n = def_param(t->id);
			if (n >= 0) {
				t->kind = T_MPARAM;
				t->len = (u32)n;
			}
		}
		vec_add(&def_body, t);
		last = def_body.t + def_body.n - 1;
	}
	if (last && (last->noexpand & TF_PASTE))
		return def_bad(last->pos, "'##' cannot appear at either end "
			"of a macro expansion");
	return 1;
}

static int def_same(const Macro *a, const Macro *b)
{
	const Tok *x = a->body;
	const Tok *y = b->body;

	if (a->builtin || a->funlike != b->funlike
	|| a->nparams != b->nparams || a->variadic != b->variadic
	|| a->nbody != b->nbody)
		return 0;
	for (int i = 0; i < a->nparams; i++) {
		if (a->params[i] != b->params[i])
			return 0;
	}
	for (int i = 0; i < a->nbody; i++, x++, y++) {
		if (x->kind != y->kind || x->id != y->id
		|| x->space != y->space || x->len != y->len
		|| x->noexpand != y->noexpand || !x->text != !y->text)
			return 0;
		if (x->text && memcmp(x->text, y->text, x->len))
			return 0;
	}
	return 1;
}

void macro_define(void)
{
	Macro *m;
	Macro *old;
	Tok name;
	Tok t;
	int ok = 1;

	lex_next(&name);
	if (name.kind != T_IDENT || tok_is(&name, "defined")) {
		def_bad(name.pos, name.kind == T_IDENT
			? "\"defined\" cannot be used as a macro name"
			: "macro names must be identifiers");
		return;
	}
	m = macro_new(name.id, name.pos);
	def_params.n = 0;
	def_body.n = 0;
	lex_next(&t);
	if (t.kind == '(' && !t.space) {
		m->funlike = 1;
		ok = def_read_params(m);
		lex_next(&t);
	}
	if (!ok || !def_read_body(m, &t))
		return;
	m->nparams = def_params.n;
	m->params = mem_new((m->nparams + 1) * sizeof *m->params);
	for (int i = 0; i < m->nparams; i++)
		m->params[i] = def_params.t[i].id;
	m->nbody = def_body.n;
	m->body = mem_new((m->nbody + 1) * sizeof *m->body);
	if (m->nbody)
		memcpy(m->body, def_body.t, m->nbody * sizeof *m->body);
	old = name.id->macro;
	if (old && def_same(old, m))
		return;
	if (old) {
		warn_at(name.pos, "\"%s\" redefined", name.id->name, 0);
		if (old->pos && opt.warnings && !src_system(name.pos))
			note_at(old->pos, "this is the location of the "
				"previous definition", 0, 0);
	}
	name.id->macro = m;
}

void macro_push(Ident *name)
{
	Pushed *p = mem_new(sizeof *p);

	p->name = name;
	p->macro = name->macro;
	p->next = macro_pushed;
	macro_pushed = p;
}

void macro_pop(Ident *name)
{
	Pushed **at;

	for (at = &macro_pushed; *at; at = &(*at)->next) {
		if ((*at)->name == name) {
			name->macro = (*at)->macro;
			*at = (*at)->next;
			return;
		}
	}
}

static void dump_one(Buf *b, const Macro *m)
{
	const Tok *t;

	buf_str(b, "#define ");
	buf_str(b, m->name->name);
	for (int i = 0; i < m->nparams; i++) {
		buf_byte(b, i ? ',' : '(');
		if (m->variadic && i == m->nparams - 1) {
			if (!str_eq(m->params[i]->name, "__VA_ARGS__"))
				buf_str(b, m->params[i]->name);
			buf_str(b, "...");
		} else {
			buf_str(b, m->params[i]->name);
		}
	}
	if (m->funlike)
		buf_str(b, m->nparams ? ")" : "()");
	buf_byte(b, ' ');
	for (int i = 0; i < m->nbody; i++) {
		t = m->body + i;
		if (t->space)
			buf_byte(b, ' ');
		if (t->kind == T_MSTRING)
			buf_byte(b, '#');
		if (t->kind == T_MSTRING || t->kind == T_MPARAM)
			buf_str(b, m->params[t->len]->name);
		else
			tok_add(b, t);
		if (t->noexpand & TF_PASTE)
			buf_str(b, " ##");
	}
	buf_byte(b, '\n');
}

/* Definitions in force, in the order in which they were made. */
void macro_dump(Buf *b)
{
	Macro *m;
	Macro *next;
	Macro *first = 0;

	for (m = macro_all; m; m = next) {
		next = m->next;
		m->next = first;
		first = m;
	}
	for (m = first; m; m = m->next) {
		if (m->name->macro == m && !m->builtin)
			dump_one(b, m);
	}
	macro_all = 0;
}
