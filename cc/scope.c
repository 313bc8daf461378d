/*
 * scope.c: what names mean where (C11 6.2.1, 6.2.3), and small helpers over
 * the token stream that all of the parser uses.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

enum { PARSE_DEPTH_MAX = 1000 };

Scope *scope_cur;
int scope_depth;
static int parse_depth;
static Pos parse_last_error;
int parse_errors;

void scope_begin(void)
{
	scope_cur = mem_new(sizeof(Scope));
	scope_depth = 0;
	parse_depth = 0;
	parse_last_error = 0;
	parse_errors = 0;
}

void scope_enter(void)
{
	Scope *s = mem_new(sizeof(Scope));

	s->outer = scope_cur;
	s->undo = stmt_undo_cur;
	scope_cur = s;
	scope_depth++;
}

/* Its names mean again what they meant outside. */
void scope_leave(void)
{
	for (Sym *s = scope_cur->syms; s; s = s->next)
		if (s->name)
			s->name->sym = s->outer;
	for (Sym *s = scope_cur->tags; s; s = s->next)
		if (s->name)
			s->name->tag = s->outer;
	scope_cur = scope_cur->outer;
	scope_depth--;
}

Sym *scope_add(int kind, Ident *name, Type *t, Pos pos)
{
	Sym *s = mem_new(sizeof(Sym));

	s->kind = kind;
	s->name = name;
	s->type = t;
	s->pos = pos;
	s->depth = scope_depth;
	if (name && name->sym && name->sym->depth == scope_depth
			&& (kind == S_ENUMCONST || kind == S_TYPEDEF
			|| name->sym->kind != kind)) {
		error_at(pos, "redefinition of '%s'", name->name, 0);
		note_at(name->sym->pos, "previous definition of '%s' is here",
			name->name, 0);
	}
	s->next = scope_cur->syms;
	scope_cur->syms = s;
	if (name) {
		s->outer = name->sym;
		name->sym = s;
	}
	return s;
}

void scope_add_tag(Ident *name, Type *t, Pos pos)
{
	Sym *s;

	if (!name)
		return;
	s = mem_new(sizeof(Sym));
	s->kind = S_TAG;
	s->name = name;
	s->type = t;
	s->pos = pos;
	s->depth = scope_depth;
	s->next = scope_cur->tags;
	scope_cur->tags = s;
	s->outer = name->tag;
	name->tag = s;
	t->tag = s;
}

Sym *scope_file_sym(Ident *name)
{
	Sym *s = name->sym;

	while (s && s->depth > 0)
		s = s->outer;
	return s;
}

/* ---- tokens ----------------------------------------------------- */

static const char *const parse_puncts[] = {
	"->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
	"...", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=",
	"##"
};

/* In unit memory. */
const char *parse_token(const Tok *t)
{
	char c[2];

	switch (t->kind) {
	case T_EOF:
		return "end of input";
	case T_IDENT:
		return t->id->name;
	case T_NUM:
	case T_CHAR:
	case T_STR:
	case T_OTHER:
		return str_dup(t->text, t->len);
	case T_NEWLINE:
		return "end of line";
	}
	if (t->kind >= T_ARROW && t->kind <= T_HASHHASH)
		return parse_puncts[t->kind - T_ARROW];
	c[0] = t->kind;
	return str_dup(c, 1);
}

/* One message a place: what follows an error is often its echo. */
void parse_expected(const char *what)
{
	parse_errors++;
	if (tok.pos == parse_last_error && tok.kind != T_EOF)
		return;
	parse_last_error = tok.pos;
	error_at(tok.pos, "expected %s before '%s'", what, parse_token(&tok));
	if (tok.kind == T_EOF)
		fatal_at(tok.pos, "the file ends too early", 0, 0);
}

int parse_accept(int kind)
{
	if (tok.kind != kind)
		return 0;
	tok_next();
	return 1;
}

int parse_expect(int kind)
{
	Tok want;
	Buf b;

	if (tok.kind == kind) {
		tok_next();
		return 1;
	}
	memset(&want, 0, sizeof want);
	memset(&b, 0, sizeof b);
	want.kind = kind;
	buf_str(&b, "'");
	buf_str(&b, parse_token(&want));
	buf_str(&b, "'");
	parse_expected(str_dup((const char *)b.p, b.n));
	return 0;
}

int parse_is_kw(int kw)
{
	return tok.kind == T_IDENT && tok.id->kw == kw;
}

int parse_accept_kw(int kw)
{
	if (!parse_is_kw(kw))
		return 0;
	tok_next();
	return 1;
}

/* The rest of a balanced text up to and with the closing parenthesis. */
void parse_skip_parens(void)
{
	int depth = 1;

	while (tok.kind != T_EOF) {
		if (tok.kind == '(')
			depth++;
		if (tok.kind == ')' && --depth == 0)
			break;
		tok_next();
	}
	parse_expect(')');
}

/* To after the next `;`, or before a brace. */
void parse_recover(void)
{
	int depth = 0;

	while (tok.kind != T_EOF) {
		if (depth == 0 && tok.kind == ';') {
			tok_next();
			return;
		}
		if (tok.kind == '{')
			depth++;
		if (tok.kind == '}' && depth-- == 0)
			return;
		tok_next();
		if (depth == 0 && tok.bol && (tok.kind == '}'))
			return;
	}
}

void parse_deeper(Pos pos)
{
	if (++parse_depth > PARSE_DEPTH_MAX)
		fatal_at(pos, "this is nested too deeply", 0, 0);
}

void parse_shallower(void)
{
	parse_depth--;
}
