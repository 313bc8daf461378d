/*
 * The parser: recursive descent, giving the tree and the syntax errors
 * that Nix's bison grammar gives. Where that grammar says what it expected,
 * so do we: the sets of tokens are those of its states.
 */
#include "engine/eval/parse.h"
#include "engine/eval/fs.h"

void *parse_node(size_t size, int kind, Pos pos)
{
	Expr *e = arena_zalloc(&ev.perm, size, 8);

	e->kind = (uint8_t)kind;
	e->pos = pos;
	ev.stats.exprs++;
	return e;
}

Expr *parse_const(V v)
{
	ExprConst *c = NODE(ExprConst, E_CONST, 0);

	c->v = v;
	return &c->h;
}

Expr *parse_var(Sym name, Pos pos)
{
	ExprVar *v = NODE(ExprVar, E_VAR, pos);

	v->name = name;
	return &v->h;
}

static void fill(Parser *p, uint32_t n)
{
	while (p->n_ahead < n) {
		lex_next(&p->lex, &p->ahead[(p->first + p->n_ahead) & 3]);
		p->n_ahead++;
	}
}

void parse_next(Parser *p)
{
	p->prev_end = p->t->end;
	p->first = (p->first + 1) & 3;
	p->n_ahead--;
	fill(p, 1);
	p->t = &p->ahead[p->first];
}

Token *parse_peek(Parser *p)
{
	fill(p, 2);
	return &p->ahead[(p->first + 1) & 3];
}

void parse_unexpected(Parser *p, const int *kinds)
{
	StrBuf b = sb_in(&ev.perm);
	Error *e;
	int i;

	sb_puts(&b, "syntax error, unexpected ");
	sb_puts(&b, lex_name(p->t->kind));
	for (i = 0; kinds && kinds[i] >= 0; i++) {
		sb_puts(&b, i ? " or " : ", expecting ");
		sb_puts(&b, lex_name(kinds[i]));
	}
	e = ARENA_NEW(&ev.perm, Error);
	e->kind = EK_PARSE;
	e->msg = sb_str(&b);
	e->pos = parse_at(p, p->t->kind == TK_EOF ? p->t->end : p->t->at);
	ev.error = e;
	err_raise();
}

void parse_expect(Parser *p, int kind)
{
	int kinds[2] = { kind, -1 };

	if (p->t->kind != kind)
		parse_unexpected(p, kinds);
	parse_next(p);
}

Expr *parse_stringy(Stringy s)
{
	return s.is_text ? parse_const(v_new_str(s.text, 0)) : s.e;
}

static ExprCall *call_node(Pos pos, Expr *fun, Expr *a, Expr *b)
{
	ExprCall *c = NODE(ExprCall, E_CALL, pos);

	c->fun = fun;
	c->cap = 2;
	c->args = ARENA_ARRAY(&ev.perm, Expr *, 2);
	c->args[c->n++] = a;
	if (b)
		c->args[c->n++] = b;
	return c;
}

/* f a b is one call, also when f a was in parentheses. */
static Expr *call_add(Pos pos, Expr *fun, Expr *arg)
{
	ExprCall *c;

	if (fun->kind != E_CALL)
		return &call_node(pos, fun, arg, NULL)->h;
	c = (ExprCall *)fun;
	if (c->n == c->cap) {
		c->args = arena_grow(&ev.perm, c->args,
		    c->cap * sizeof(Expr *), c->cap * 2 * sizeof(Expr *));
		c->cap *= 2;
	}
	c->args[c->n++] = arg;
	c->h.flag = 0;
	return fun;
}

static Expr *arith(Pos pos, Sym name, int op, Expr *a, Expr *b)
{
	ExprCall *c = call_node(pos, parse_var(name, 0), a, b);

	c->h.flag = 1;
	c->h.aux = (uint16_t)op;
	return &c->h;
}

static Expr *bin_node(int kind, Pos pos, Expr *a, Expr *b)
{
	ExprBin *e = NODE(ExprBin, kind, pos);

	e->a = a;
	e->b = b;
	return &e->h;
}

static Expr *not_node(Expr *a)
{
	return bin_node(E_NOT, 0, a, NULL);
}

static Expr *interp_node(Pos pos, bool force, const Part *parts, uint32_t n)
{
	ExprInterp *e = parse_node(sizeof(*e) + n * sizeof(Part), E_INTERP,
	    pos);

	e->h.flag = force;
	e->n = n;
	memcpy(e->parts, parts, n * sizeof(Part));
	return &e->h;
}

/* The parts of "..." after the opening quote, up to the closing one. */
Stringy parse_string_parts(Parser *p)
{
	Part *parts = NULL;
	uint32_t n = 0, cap = 0;
	Stringy s = { true, STR(""), NULL };
	Pos pos = parse_at(p, p->t->at);

	if (p->t->kind == TK_STR && parse_peek(p)->kind != TK_DOLLAR_CURLY) {
		s.text = p->t->text;
		parse_next(p);
		return s;
	}
	for (;;) {
		if (n == cap) {
			parts = arena_grow(&ev.tmp, parts,
			    cap * sizeof(Part), (cap * 2 + 4) * sizeof(Part));
			cap = cap * 2 + 4;
		}
		parts[n].pos = parse_at(p, p->t->at);
		if (p->t->kind == TK_STR) {
			parts[n++].e = parse_const(v_new_str(p->t->text, 0));
			parse_next(p);
		} else if (p->t->kind == TK_DOLLAR_CURLY) {
			parse_next(p);
			parts[n++].e = parse_expr(p);
			parse_expect(p, '}');
		} else {
			break;
		}
	}
	if (n) {
		s.is_text = false;
		s.e = interp_node(pos, true, parts, n);
	}
	return s;
}

static bool starts_simple(const Parser *p)
{
	switch (p->t->kind) {
	case TK_ID: case TK_INT: case TK_FLOAT: case '"': case TK_IND_OPEN:
	case TK_PATH: case TK_HPATH: case TK_SPATH: case TK_URI: case '(':
	case TK_LET: case TK_REC: case '{': case '[':
		return true;
	default:
		return false;
	}
}

static Expr *parse_select(Parser *p);

static void warn_cursed(Parser *p, const Expr *e)
{
	StrBuf b;

	if (!p->cursed_end)
		return;
	b = sb_in(&ev.perm);
	pos_show(&b, e->pos);
	err_warn("at " STR_F ": This expression uses `or` as an identifier in "
	    "a way that will change in a future Nix release.\nWrap this "
	    "entire expression in parentheses to preserve its current "
	    "meaning:\n    (" STR_F ")\nGive feedback at "
	    "https://github.com/NixOS/nix/pull/11121", STR_A(sb_str(&b)),
	    (int)(p->cursed_end - (e->pos - p->src->base)),
	    p->lex.p + (e->pos - p->src->base));
	p->cursed_end = 0;
}

static Expr *parse_list(Parser *p)
{
	Expr **items = NULL;
	uint32_t n = 0, cap = 0;
	ExprList *l;
	ArenaMark m = arena_mark(&ev.tmp);

	parse_next(p);
	while (starts_simple(p)) {
		Expr *e = parse_select(p);

		warn_cursed(p, e);
		if (n == cap) {
			items = arena_grow(&ev.tmp, items,
			    cap * sizeof(*items), (cap * 2 + 8) *
			    sizeof(*items));
			cap = cap * 2 + 8;
		}
		items[n++] = e;
	}
	if (p->t->kind != ']')
		parse_unexpected(p, NULL);
	parse_next(p);
	l = parse_node(sizeof(*l) + n * sizeof(Expr *), E_LIST, 0);
	l->n = n;
	if (n)
		memcpy(l->e, items, n * sizeof(Expr *));
	(void)m;
	return &l->h;
}

static Expr *parse_old_let(Parser *p, Pos pos)
{
	ExprAttrs *a = parse_new_attrs(pos);
	ExprSelect *s = NODE(ExprSelect, E_SELECT, pos);

	parse_next(p);
	parse_binds(p, a, '}');
	parse_expect(p, '}');
	a->rec = true;
	s->e = &a->h;
	s->n = 1;
	s->path = ARENA_ARRAY(&ev.perm, AttrName, 1);
	s->path[0].sym = S_BODY;
	return &s->h;
}

static Expr *parse_set(Parser *p, Pos pos, bool rec)
{
	ExprAttrs *a = parse_new_attrs(pos);

	if (p->t->kind != '{') {
		static const int want[] = { '{', -1 };

		parse_unexpected(p, want);
	}
	parse_next(p);
	a->rec = rec;
	parse_binds(p, a, rec ? '}' : 0);
	if (p->t->kind != '}') {
		static const int want_rec[] = { TK_INHERIT, '}', -1 };
		static const int want[] = { TK_INHERIT, -1 };

		parse_unexpected(p, rec ? want_rec : want);
	}
	parse_next(p);
	return &a->h;
}

static Expr *parse_search_path(Parser *p, Pos pos)
{
	Str s = str_sub(p->t->text, 1, p->t->text.n - 1);

	parse_next(p);
	return &call_node(pos, parse_var(S_FINDFILE, 0),
	    parse_var(S_NIXPATH, 0), parse_const(v_new_str(s, 0)))->h;
}

static Expr *parse_uri(Parser *p, Pos pos)
{
	Str s = p->t->text;

	parse_lint(p, settings.lint_url, "lint-url-literals",
	    err_text("URL literals are %s. Consider using a string literal "
	    "\"%S\" instead", settings.lint_url == LINT_FATAL ?
	    "disallowed" : "discouraged", &s), pos);
	parse_next(p);
	return parse_const(v_new_str(s, 0));
}

static Expr *parse_simple(Parser *p)
{
	Pos pos = parse_at(p, p->t->at);
	Stringy s;
	Expr *e;

	stack_check(pos);
	switch (p->t->kind) {
	case TK_ID:
		if (p->t->sym == S_CURPOS)
			e = NODE(Expr, E_POS, pos);
		else
			e = parse_var(p->t->sym, pos);
		parse_next(p);
		return e;
	case TK_INT:
		e = parse_const(v_new_int(p->t->u.i));
		parse_next(p);
		return e;
	case TK_FLOAT:
		e = parse_const(v_new_float(p->t->u.f));
		parse_next(p);
		return e;
	case '"':
		parse_next(p);
		s = parse_string_parts(p);
		parse_expect(p, '"');
		return parse_stringy(s);
	case TK_IND_OPEN:
		return parse_ind_string(p);
	case TK_PATH:
	case TK_HPATH:
		return parse_path(p);
	case TK_SPATH:
		return parse_search_path(p, pos);
	case TK_URI:
		return parse_uri(p, pos);
	case '(':
		parse_next(p);
		e = parse_expr(p);
		parse_expect(p, ')');
		return e;
	case TK_LET:
		if (parse_peek(p)->kind != '{')
			parse_unexpected(p, NULL);
		parse_next(p);
		return parse_old_let(p, pos);
	case TK_REC:
		parse_next(p);
		return parse_set(p, pos, true);
	case '{':
		return parse_set(p, pos, false);
	case '[':
		return parse_list(p);
	}
	parse_unexpected(p, NULL);
}

static Expr *parse_select(Parser *p)
{
	Pos pos = parse_at(p, p->t->at);
	Expr *e = parse_simple(p);
	ExprSelect *s;
	AttrPath path;

	p->cursed_end = 0;
	if (p->t->kind == TK_OR_KW) {
		Expr *name = parse_var(S_OR, pos);

		parse_next(p);
		p->cursed_end = p->prev_end;
		return &call_node(pos, e, name, NULL)->h;
	}
	if (p->t->kind != '.')
		return e;
	parse_next(p);
	path = parse_attrpath(p);
	s = NODE(ExprSelect, E_SELECT, pos);
	s->e = e;
	s->n = path.n;
	s->path = parse_keep(path.v, path.n * sizeof(AttrName));
	if (p->t->kind == TK_OR_KW) {
		parse_next(p);
		s->def = parse_select(p);
		warn_cursed(p, s->def);
	}
	p->cursed_end = 0;
	return &s->h;
}

static Expr *parse_app(Parser *p)
{
	Pos pos = parse_at(p, p->t->at);
	Expr *e = parse_select(p);

	p->cursed_end = 0;
	while (starts_simple(p)) {
		Expr *arg = parse_select(p);

		e = call_add(pos, e, arg);
		warn_cursed(p, arg);
	}
	return e;
}

/* Strengths of the operators, weakest first. */
enum { PR_IMPL = 1, PR_OR, PR_AND, PR_EQ, PR_LESS, PR_UPDATE, PR_NOT,
	PR_ADD, PR_MUL, PR_CONCAT, PR_HAS, PR_NEG };

static int op_strength(int kind)
{
	switch (kind) {
	case TK_IMPL:
		return PR_IMPL;
	case TK_OR:
		return PR_OR;
	case TK_AND:
		return PR_AND;
	case TK_EQ: case TK_NEQ:
		return PR_EQ;
	case '<': case '>': case TK_LEQ: case TK_GEQ:
		return PR_LESS;
	case TK_UPDATE:
		return PR_UPDATE;
	case '+': case '-':
		return PR_ADD;
	case '*': case '/':
		return PR_MUL;
	case TK_CONCAT:
		return PR_CONCAT;
	case '?':
		return PR_HAS;
	default:
		return 0;
	}
}

static Expr *op_node(int op, Pos left, Pos at, Pos right, Expr *a, Expr *b)
{
	switch (op) {
	case TK_IMPL:
		return bin_node(E_IMPL, at, a, b);
	case TK_OR:
		return bin_node(E_OR, at, a, b);
	case TK_AND:
		return bin_node(E_AND, at, a, b);
	case TK_EQ:
		return bin_node(E_EQ, at, a, b);
	case TK_NEQ:
		return bin_node(E_NEQ, at, a, b);
	case TK_UPDATE:
		return bin_node(E_UPDATE, at, a, b);
	case TK_CONCAT:
		return bin_node(E_APPEND, at, a, b);
	case '<':
		return arith(at, S_LESSTHAN, AR_LESS, a, b);
	case '>':
		return arith(at, S_LESSTHAN, AR_LESS, b, a);
	case TK_LEQ:
		return not_node(arith(at, S_LESSTHAN, AR_LESS, b, a));
	case TK_GEQ:
		return not_node(arith(at, S_LESSTHAN, AR_LESS, a, b));
	case '-':
		return arith(at, S_SUB, AR_SUB, a, b);
	case '*':
		return arith(at, S_MUL, AR_MUL, a, b);
	case '/':
		return arith(at, S_DIV, AR_DIV, a, b);
	default: {
		Part parts[2] = { { left, a }, { right, b } };
		Expr *e = interp_node(at, false, parts, 2);

		e->kind = E_PLUS;
		return e;
	}
	}
}

static Expr *parse_op(Parser *p, int least)
{
	Pos left = parse_at(p, p->t->at);
	Expr *e;
	int last = 0;

	stack_check(left);
	if (p->t->kind == '!') {
		parse_next(p);
		e = not_node(parse_op(p, PR_ADD));
	} else if (p->t->kind == '-') {
		parse_next(p);
		e = arith(left, S_SUB, AR_SUB, parse_const(v_new_int(0)),
		    parse_op(p, PR_NEG));
	} else {
		e = parse_app(p);
	}
	for (;;) {
		int op = p->t->kind;
		int strength = op_strength(op);
		bool to_right;
		Pos at, right;
		Expr *b;

		if (!strength || strength < least)
			return e;
		if (strength == last && (strength == PR_EQ ||
		    strength == PR_LESS))
			parse_unexpected(p, NULL);
		last = strength;
		at = parse_at(p, p->t->at);
		parse_next(p);
		if (op == '?') {
			AttrPath path = parse_attrpath(p);
			ExprHasAttr *h = NODE(ExprHasAttr, E_HASATTR, 0);

			h->e = e;
			h->n = path.n;
			h->path = parse_keep(path.v, path.n *
			    sizeof(AttrName));
			e = &h->h;
			continue;
		}
		to_right = op == TK_IMPL || op == TK_UPDATE ||
		    op == TK_CONCAT;
		right = parse_at(p, p->t->at);
		b = parse_op(p, to_right ? strength : strength + 1);
		e = op_node(op, left, at, right, e, b);
	}
}

static Expr *parse_pipe_from(Parser *p, Expr *e)
{
	Pos at = parse_at(p, p->t->at);
	Expr *b;

	parse_next(p);
	b = parse_op(p, PR_IMPL);
	if (p->t->kind == TK_PIPE_FROM)
		b = parse_pipe_from(p, b);
	return call_add(at, e, b);
}

static Expr *parse_pipes(Parser *p)
{
	Expr *e = parse_op(p, PR_IMPL);

	if (p->t->kind == TK_PIPE_FROM)
		return parse_pipe_from(p, e);
	while (p->t->kind == TK_PIPE_INTO) {
		Pos at = parse_at(p, p->t->at);

		parse_next(p);
		e = call_add(at, parse_op(p, PR_IMPL), e);
	}
	return e;
}

static Expr *parse_if(Parser *p, Pos pos)
{
	ExprIf *e = NODE(ExprIf, E_IF, pos);

	parse_next(p);
	e->cond = parse_expr(p);
	parse_expect(p, TK_THEN);
	e->then = parse_expr(p);
	parse_expect(p, TK_ELSE);
	e->other = parse_expr(p);
	return &e->h;
}

static Expr *parse_let(Parser *p, Pos pos)
{
	ExprLet *e = NODE(ExprLet, E_LET, 0);

	parse_next(p);
	e->attrs = parse_new_attrs(0);
	parse_binds(p, e->attrs, TK_IN);
	if (p->t->kind != TK_IN) {
		static const int want[] = { TK_IN, TK_INHERIT, -1 };

		parse_unexpected(p, want);
	}
	parse_next(p);
	e->body = parse_expr(p);
	if (e->attrs->n_dyn)
		err_throw(EK_PARSE, pos,
		    "dynamic attributes not allowed in let");
	return &e->h;
}

static Expr *parse_lambda_rest(Parser *p, ExprLambda *l, Pos pos)
{
	if (l->formals_on)
		parse_check_formals(p, l->formals, l->n, pos, l->arg);
	l->body = parse_expr(p);
	return &l->h;
}

static Expr *parse_formal_lambda(Parser *p, Pos pos)
{
	static const int want[] = { ':', '@', -1 };
	static const int want_id[] = { TK_ID, -1 };
	ExprLambda *l = NODE(ExprLambda, E_LAMBDA, pos);

	l->formals_on = true;
	l->formals = parse_formals(p, &l->n, &l->ellipsis);
	if (p->t->kind == '@') {
		parse_next(p);
		if (p->t->kind != TK_ID)
			parse_unexpected(p, want_id);
		l->arg = p->t->sym;
		parse_next(p);
		parse_expect(p, ':');
	} else if (p->t->kind == ':') {
		parse_next(p);
	} else {
		parse_unexpected(p, want);
	}
	return parse_lambda_rest(p, l, pos);
}

static Expr *parse_id_lambda(Parser *p, Pos pos)
{
	static const int want[] = { '{', -1 };
	ExprLambda *l = NODE(ExprLambda, E_LAMBDA, pos);

	l->arg = p->t->sym;
	parse_next(p);
	if (p->t->kind == '@') {
		parse_next(p);
		if (p->t->kind != '{')
			parse_unexpected(p, want);
		l->formals_on = true;
		l->formals = parse_formals(p, &l->n, &l->ellipsis);
	}
	parse_expect(p, ':');
	return parse_lambda_rest(p, l, pos);
}

/* Is the { at the current token the beginning of { a, b ? c }: ... ? */
static bool at_formals(Parser *p)
{
	Token *t;

	fill(p, 3);
	t = &p->ahead[(p->first + 1) & 3];
	if (t->kind == TK_ELLIPSIS)
		return true;
	if (t->kind == '}') {
		t = &p->ahead[(p->first + 2) & 3];
		return t->kind == ':' || t->kind == '@';
	}
	if (t->kind != TK_ID)
		return false;
	t = &p->ahead[(p->first + 2) & 3];
	return t->kind == ',' || t->kind == '?' || t->kind == '}';
}

Expr *parse_expr(Parser *p)
{
	Pos pos = parse_at(p, p->t->at);
	int next;
	Expr *e;

	stack_check(pos);
	switch (p->t->kind) {
	case TK_ID:
		next = parse_peek(p)->kind;
		if (next == ':' || next == '@')
			return parse_id_lambda(p, pos);
		break;
	case '{':
		if (at_formals(p))
			return parse_formal_lambda(p, pos);
		break;
	case TK_ASSERT:
	case TK_WITH:
		next = p->t->kind;
		parse_next(p);
		e = parse_expr(p);
		parse_expect(p, ';');
		if (next == TK_ASSERT)
			return bin_node(E_ASSERT, pos, e, parse_expr(p));
		{
			ExprWith *w = NODE(ExprWith, E_WITH, pos);

			w->attrs = e;
			w->body = parse_expr(p);
			return &w->h;
		}
	case TK_LET:
		if (parse_peek(p)->kind != '{')
			return parse_let(p, pos);
		break;
	case TK_IF:
		return parse_if(p, pos);
	}
	return parse_pipes(p);
}

static void parser_init(Parser *p, Str text, SrcFile *src, Str base_dir)
{
	memset(p, 0, sizeof(*p));
	p->src = src;
	p->base_dir = base_dir;
	lex_init(&p->lex, src, text.p, text.n);
	fill(p, 1);
	p->t = &p->ahead[0];
}

Expr *parse_text(Str text, SrcFile *src, Str base_dir, Scope *scope)
{
	ArenaMark m = arena_mark(&ev.tmp);
	Parser p;
	Expr *e;

	parser_init(&p, text, src, base_dir);
	e = parse_expr(&p);
	if (p.t->kind != TK_EOF) {
		static const int want[] = { TK_EOF, -1 };

		parse_unexpected(&p, want);
	}
	e = expr_bind(e, scope);
	arena_release(&ev.tmp, m);
	return e;
}

ExprAttrs *parse_bindings(Str text, SrcFile *src, Str base_dir,
    Scope *scope)
{
	ArenaMark m = arena_mark(&ev.tmp);
	ExprAttrs *a = parse_new_attrs(src->base);
	Parser p;

	parser_init(&p, text, src, base_dir);
	parse_binds(&p, a, TK_EOF);
	if (p.t->kind != TK_EOF || (!a->n && !a->n_dyn))
		parse_unexpected(&p, NULL);
	expr_bind(&a->h, scope);
	arena_release(&ev.tmp, m);
	return a;
}

Expr *parse_string(Str text, Str base_dir, Scope *scope)
{
	Str copy = str_dup(&ev.perm, text);
	SrcFile *src = source_add(SRC_STRING, 0, copy, copy.n);

	return parse_text(copy, src, base_dir, scope);
}
