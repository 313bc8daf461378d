/*
 * Parsing attribute sets, attribute paths and formal arguments; and how
 * definitions of the same path come together.
 */
#include <stdlib.h>

#include "engine/eval/parse.h"

/* From this many definitions on, a hash finds them. */
enum { INDEX_FROM = 12 };

ExprAttrs *parse_new_attrs(Pos pos)
{
	return NODE(ExprAttrs, E_ATTRS, pos);
}

static void index_put(ExprAttrs *a, uint32_t i)
{
	uint32_t at = a->defs[i].name * 2654435761u & (a->index_size - 1);

	while (a->index[at])
		at = (at + 1) & (a->index_size - 1);
	a->index[at] = i + 1;
}

static void index_grow(ExprAttrs *a)
{
	uint32_t i;

	a->index_size = a->index_size ? a->index_size * 4 : 64;
	a->index = arena_zalloc(&ev.tmp, a->index_size * sizeof(uint32_t), 8);
	for (i = 0; i < a->n; i++)
		index_put(a, i);
}

static AttrDef *def_find(const ExprAttrs *a, Sym name)
{
	uint32_t i;

	if (a->n < INDEX_FROM) {
		for (i = 0; i < a->n; i++)
			if (a->defs[i].name == name)
				return &a->defs[i];
		return NULL;
	}
	i = name * 2654435761u & (a->index_size - 1);
	for (; a->index[i]; i = (i + 1) & (a->index_size - 1))
		if (a->defs[a->index[i] - 1].name == name)
			return &a->defs[a->index[i] - 1];
	return NULL;
}

static void def_add(ExprAttrs *a, Sym name, Pos pos, Expr *e, uint32_t kind)
{
	AttrDef *d;

	if (a->n == a->cap) {
		uint32_t cap = a->cap ? a->cap * 2 : 4;

		a->defs = arena_grow(&ev.tmp, a->defs,
		    a->cap * sizeof(AttrDef), cap * sizeof(AttrDef));
		a->cap = cap;
	}
	d = &a->defs[a->n++];
	d->name = name;
	d->pos = pos;
	d->e = e;
	d->kind = kind;
	if (a->n >= INDEX_FROM) {
		if (a->n * 2 > a->index_size)
			index_grow(a);
		else
			index_put(a, a->n - 1);
	}
}

static void dyn_add(ExprAttrs *a, Expr *name, Expr *e, Pos pos)
{
	DynDef *d;

	if (a->n_dyn == a->cap_dyn) {
		uint32_t cap = a->cap_dyn ? a->cap_dyn * 2 : 2;

		a->dyns = arena_grow(&ev.tmp, a->dyns,
		    a->cap_dyn * sizeof(DynDef), cap * sizeof(DynDef));
		a->cap_dyn = cap;
	}
	d = &a->dyns[a->n_dyn++];
	d->name = name;
	d->e = e;
	d->pos = pos;
}

static uint32_t from_add(ExprAttrs *a, Expr *e)
{
	if (a->n_from == a->cap_from) {
		uint32_t cap = a->cap_from ? a->cap_from * 2 : 2;

		a->froms = arena_grow(&ev.tmp, a->froms,
		    a->cap_from * sizeof(Expr *), cap * sizeof(Expr *));
		a->cap_from = cap;
	}
	a->froms[a->n_from] = e;
	return a->n_from++;
}

/* Lists grow in ev.tmp; what stays is a copy of the right size. */
void *parse_keep(const void *p, size_t n)
{
	void *copy;

	if (n == 0)
		return NULL;
	copy = arena_alloc(&ev.perm, n, 8);
	memcpy(copy, p, n);
	return copy;
}

static void path_add(AttrPath *path, Sym sym, Expr *e)
{
	if (path->n == path->cap) {
		uint32_t cap = path->cap ? path->cap * 2 : 4;

		path->v = arena_grow(&ev.tmp, path->v,
		    path->cap * sizeof(AttrName), cap * sizeof(AttrName));
		path->cap = cap;
	}
	path->v[path->n].sym = sym;
	path->v[path->n++].e = e;
}

/* A name in a path: identifier, "or", string or ${e}. */
static bool attr_name(Parser *p, Sym *sym, Expr **e)
{
	Stringy s;

	*e = NULL;
	switch (p->t->kind) {
	case TK_ID:
	case TK_OR_KW:
		*sym = p->t->sym;
		parse_next(p);
		return true;
	case '"':
		parse_next(p);
		s = parse_string_parts(p);
		parse_expect(p, '"');
		break;
	case TK_DOLLAR_CURLY:
		parse_next(p);
		s.is_text = false;
		s.e = parse_expr(p);
		parse_expect(p, '}');
		if (s.e->kind == E_CONST &&
		    v_is_string(((ExprConst *)s.e)->v)) {
			s.is_text = true;
			s.text = v_text(((ExprConst *)s.e)->v);
		}
		break;
	default:
		return false;
	}
	*sym = 0;
	if (s.is_text)
		*sym = sym_of(s.text);
	else
		*e = s.e;
	return true;
}

AttrPath parse_attrpath(Parser *p)
{
	static const int want[] = { TK_ID, TK_OR_KW, TK_DOLLAR_CURLY, '"',
		-1 };
	AttrPath path = { 0 };

	for (;;) {
		Sym sym;
		Expr *e;

		if (!attr_name(p, &sym, &e))
			parse_unexpected(p, want);
		path_add(&path, sym, e);
		if (p->t->kind != '.')
			return path;
		parse_next(p);
	}
}

static _Noreturn void dup_path(const AttrPath *path, Pos pos, Pos prev)
{
	StrBuf b = sb_in(&ev.perm);
	Str s;

	expr_show_path(&b, path->v, path->n);
	s = sb_str(&b);
	err_throw(EK_PARSE, pos, "attribute '%S' already defined at %p", &s,
	    (int)prev);
}

static _Noreturn void dup_name(Sym name, Pos pos, Pos prev)
{
	err_throw(EK_PARSE, pos, "attribute '%y' already defined at %p",
	    (int)name, (int)prev);
}

/*
 * Put name = e into a. Two sets written out are merged; a rec on the
 * second is lost, as it always was.
 */
static void attr_put(ExprAttrs *a, AttrPath *path, Sym name, Pos pos,
    Expr *e, uint32_t kind)
{
	AttrDef *d = def_find(a, name);
	ExprAttrs *into, *from;
	uint32_t i, base;

	if (!d) {
		def_add(a, name, pos, e, kind);
		expr_set_name(e, name);
		return;
	}
	if (d->e->kind != E_ATTRS || e->kind != E_ATTRS)
		dup_path(path, pos, d->pos);
	into = (ExprAttrs *)d->e;
	from = (ExprAttrs *)e;
	base = into->n_from;
	for (i = 0; i < from->n; i++) {
		AttrDef *f = &from->defs[i];

		if (f->kind == DEF_FROM) {
			ExprVar *v = (ExprVar *)((ExprSelect *)f->e)->e;

			v->slot += base;
		}
		path_add(path, f->name, NULL);
		attr_put(into, path, f->name, f->pos, f->e, f->kind);
		path->n--;
	}
	for (i = 0; i < from->n_dyn; i++)
		dyn_add(into, from->dyns[i].name, from->dyns[i].e,
		    from->dyns[i].pos);
	for (i = 0; i < from->n_from; i++)
		from_add(into, from->froms[i]);
}

static void attr_define(ExprAttrs *a, AttrPath *path, Pos pos, Expr *e)
{
	uint32_t i;

	for (i = 0; i + 1 < path->n; i++) {
		ExprAttrs *nested = NULL;
		AttrName *name = &path->v[i];

		if (name->sym) {
			AttrDef *d = def_find(a, name->sym);

			if (d && d->e->kind != E_ATTRS) {
				path->n = i + 1;
				dup_path(path, pos, d->pos);
			}
			if (d) {
				nested = (ExprAttrs *)d->e;
			} else {
				nested = parse_new_attrs(0);
				def_add(a, name->sym, pos, &nested->h,
				    DEF_PLAIN);
			}
		} else {
			nested = parse_new_attrs(0);
			dyn_add(a, name->e, &nested->h, pos);
		}
		a = nested;
	}
	if (path->v[i].sym)
		attr_put(a, path, path->v[i].sym, pos, e, DEF_PLAIN);
	else
		dyn_add(a, path->v[i].e, e, pos);
}

static void inherit_put(Parser *p, ExprAttrs *a, bool from, uint32_t source,
    Pos source_pos)
{
	for (;;) {
		Pos pos = parse_at(p, p->t->at);
		AttrDef *d;
		Sym sym;
		Expr *e;

		if (!attr_name(p, &sym, &e))
			break;
		if (e)
			err_throw(EK_PARSE, pos,
			    "dynamic attributes not allowed in inherit");
		d = def_find(a, sym);
		if (d)
			dup_name(sym, pos, d->pos);
		if (from) {
			ExprSelect *s = NODE(ExprSelect, E_SELECT, pos);
			ExprVar *v = NODE(ExprVar, E_FROM, source_pos);

			v->slot = source;
			s->e = &v->h;
			s->n = 1;
			s->path = ARENA_ARRAY(&ev.perm, AttrName, 1);
			s->path[0].sym = sym;
			def_add(a, sym, pos, &s->h, DEF_FROM);
		} else {
			def_add(a, sym, pos, parse_var(sym, pos),
			    DEF_INHERIT);
		}
	}
	if (p->t->kind != ';')
		parse_unexpected(p, NULL);
	parse_next(p);
}

/* One definition; false if there is none at the current token. */
static bool parse_bind(Parser *p, ExprAttrs *a)
{
	static const int want[] = { '.', '=', -1 };
	AttrPath path;
	Pos pos = parse_at(p, p->t->at);
	Expr *e;

	switch (p->t->kind) {
	case TK_INHERIT:
		parse_next(p);
		if (p->t->kind == '(') {
			Pos at;

			parse_next(p);
			at = parse_at(p, p->t->at);
			e = parse_expr(p);
			parse_expect(p, ')');
			inherit_put(p, a, true, from_add(a, e), at);
		} else {
			inherit_put(p, a, false, 0, 0);
		}
		return true;
	case TK_ID:
	case TK_OR_KW:
	case '"':
	case TK_DOLLAR_CURLY:
		path = parse_attrpath(p);
		if (p->t->kind != '=')
			parse_unexpected(p, want);
		parse_next(p);
		e = parse_expr(p);
		parse_expect(p, ';');
		attr_define(a, &path, pos, e);
		return true;
	default:
		return false;
	}
}

ExprAttrs *parse_binds(Parser *p, ExprAttrs *a, int closer)
{
	while (p->t->kind != closer && parse_bind(p, a))
		continue;
	if (closer == '}' && p->t->kind != '}') {
		static const int want[] = { TK_INHERIT, '}', -1 };

		parse_unexpected(p, want);
	}
	return a;
}

Formal *parse_formals(Parser *p, uint32_t *n, bool *ellipsis)
{
	static const int want_first[] = { TK_ID, TK_ELLIPSIS, '}', -1 };
	static const int want_next[] = { '}', ',', -1 };
	Formal *list = NULL;
	uint32_t cap = 0;

	parse_next(p);
	*n = 0;
	*ellipsis = false;
	while (p->t->kind != '}') {
		Formal *f;

		if (p->t->kind == TK_ELLIPSIS) {
			parse_next(p);
			*ellipsis = true;
			parse_expect(p, '}');
			return parse_keep(list, *n * sizeof(Formal));
		}
		if (p->t->kind != TK_ID)
			parse_unexpected(p, want_first);
		if (*n == cap) {
			uint32_t bigger = cap ? cap * 2 : 4;

			list = arena_grow(&ev.tmp, list,
			    cap * sizeof(Formal), bigger * sizeof(Formal));
			cap = bigger;
		}
		f = &list[(*n)++];
		f->name = p->t->sym;
		f->pos = parse_at(p, p->t->at);
		f->def = NULL;
		parse_next(p);
		if (p->t->kind == '?') {
			parse_next(p);
			f->def = parse_expr(p);
		}
		if (p->t->kind == ',') {
			parse_next(p);
			continue;
		}
		if (p->t->kind != '}')
			parse_unexpected(p, want_next);
	}
	parse_next(p);
	return parse_keep(list, *n * sizeof(Formal));
}

static int formal_cmp(const void *a, const void *b)
{
	const Formal *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x->pos < y->pos ? -1 : x->pos > y->pos;
}

void parse_check_formals(Parser *p, Formal *f, uint32_t n, Pos pos, Sym arg)
{
	uint32_t i;

	(void)p;
	if (n > 1)
		qsort(f, n, sizeof(*f), formal_cmp);
	for (i = 0; i + 1 < n; i++)
		if (f[i].name == f[i + 1].name)
			err_throw(EK_PARSE, f[i + 1].pos, "duplicate formal "
			    "function argument '%y'", (int)f[i].name);
	for (i = 0; arg && i < n; i++)
		if (f[i].name == arg)
			err_throw(EK_PARSE, pos, "duplicate formal function "
			    "argument '%y'", (int)arg);
}
