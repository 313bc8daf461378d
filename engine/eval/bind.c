/*
 * Binding: every variable becomes a (level, slot) pair, a builtin, or a
 * lookup in the enclosing withs; general nodes become faster kinds; nodes
 * without a place of their own take that of their first part.
 *
 * Functions directly inside functions (a: b: ...) share one env: the inner
 * one's slots follow the outer one's.
 *
 * A table indexed by symbol holds the innermost binding of each name, so
 * that finding one takes no search; leaving a scope puts back what the
 * table held before.
 */
#include <stdlib.h>

#include "engine/eval/bind.h"
#include "engine/eval/eval.h"
#include "engine/eval/parse.h"

typedef struct {
	uint32_t depth;         /* 1 and up; 0: not bound */
	uint32_t slot;
} Binding;

typedef struct {
	Sym name;
	Binding was;
} Undo;

static Binding *bound;
static uint32_t n_bound;
static V *base_values;          /* builtins by symbol */
static uint32_t n_base;
static Undo *undos;
static uint32_t n_undo, cap_undo;
static uint32_t depth;          /* of the innermost scope */
static ExprWith *with;          /* the innermost one, ... */
static uint32_t with_depth;     /* ... and where it is */

static Expr *bind(Expr *e);

void bind_base(Sym name, V v)
{
	if (name >= n_base) {
		uint32_t n = (name + 1) * 2;

		base_values = arena_grow(&ev.perm, base_values,
		    n_base * sizeof(V), n * sizeof(V));
		memset(base_values + n_base, 0, (n - n_base) * sizeof(V));
		n_base = n;
	}
	base_values[name] = v;
}

V bind_base_value(Sym name)
{
	return name < n_base ? base_values[name] : 0;
}

static Binding *binding_of(Sym name)
{
	if (name >= n_bound) {
		uint32_t n = sym_count() + 1024;

		if (n <= name)
			n = name + 1024;
		bound = arena_grow(&ev.perm, bound,
		    n_bound * sizeof(Binding), n * sizeof(Binding));
		memset(bound + n_bound, 0, (n - n_bound) * sizeof(Binding));
		n_bound = n;
	}
	return &bound[name];
}

static void var_add(Sym name, uint32_t slot)
{
	Binding *b = binding_of(name);

	if (n_undo == cap_undo) {
		uint32_t cap = cap_undo ? cap_undo * 2 : 1024;

		undos = arena_grow(&ev.perm, undos, cap_undo * sizeof(Undo),
		    cap * sizeof(Undo));
		cap_undo = cap;
	}
	undos[n_undo].name = name;
	undos[n_undo++].was = *b;
	b->depth = depth;
	b->slot = slot;
}

static void undo_to(uint32_t mark)
{
	while (n_undo > mark) {
		n_undo--;
		bound[undos[n_undo].name] = undos[n_undo].was;
	}
}

static uint32_t scope_enter(void)
{
	depth++;
	return n_undo;
}

static void scope_leave(uint32_t mark)
{
	undo_to(mark);
	depth--;
}

static Expr *bind_var(ExprVar *v)
{
	Binding *b = binding_of(v->name);
	V base;

	if (b->depth) {
		v->level = depth - b->depth;
		v->slot = b->slot;
		v->h.kind = (uint8_t)(v->level < 3 ? E_LOCAL0 + v->level :
		    E_LOCAL);
		return &v->h;
	}
	base = bind_base_value(v->name);
	if (base) {
		ExprConst *c = (ExprConst *)v;
		Sym name = v->name;

		c->h.kind = E_BASE;
		c->v = base;
		c->name = name;
		return &c->h;
	}
	if (!with) {
		undo_to(0);
		err_throw(EK_UNDEFINED, v->h.pos, "undefined variable '%y'",
		    (int)v->name);
	}
	v->h.kind = E_WITHVAR;
	v->with = with;
	v->level = depth - with_depth;
	return &v->h;
}

static void bind_path(AttrName *path, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (!path[i].sym)
			path[i].e = bind(path[i].e);
}

static int def_cmp(const void *a, const void *b)
{
	const AttrDef *x = a, *y = b;

	return x->name < y->name ? -1 : x->name > y->name;
}

static void defs_sort(ExprAttrs *a)
{
	uint32_t i;
	Sym *names;
	Pos *poss;
	Shape *shape;

	a->defs = parse_keep(a->defs, a->n * sizeof(AttrDef));
	a->dyns = parse_keep(a->dyns, a->n_dyn * sizeof(DynDef));
	a->froms = parse_keep(a->froms, a->n_from * sizeof(Expr *));
	for (i = 1; i < a->n; i++)
		if (a->defs[i - 1].name > a->defs[i].name)
			break;
	if (i < a->n)
		qsort(a->defs, a->n, sizeof(AttrDef), def_cmp);
	shape = ARENA_NEW(&ev.perm, Shape);
	names = arena_alloc(&ev.perm, (a->n + 1) * sizeof(Sym), 4);
	poss = arena_alloc(&ev.perm, (a->n + 1) * sizeof(Pos), 4);
	for (i = 0; i < a->n; i++) {
		names[i] = a->defs[i].name;
		poss[i] = a->defs[i].pos;
		if (names[i] == S_OVERRIDES)
			a->has_overrides = true;
	}
	shape->n = a->n;
	shape->pos = a->h.pos;
	shape->names = names;
	shape->poss = poss;
	a->shape = shape;
	a->sorted = true;
	a->index = NULL;
}

/* The definitions, each in the scope that its kind calls for. */
static void bind_defs(ExprAttrs *a, bool rec)
{
	uint32_t mark = 0, i;

	defs_sort(a);
	/* what is inherited sees the scope outside */
	for (i = 0; i < a->n; i++)
		if (a->defs[i].kind == DEF_INHERIT)
			a->defs[i].e = bind(a->defs[i].e);
	if (rec) {
		mark = scope_enter();
		for (i = 0; i < a->n; i++)
			var_add(a->defs[i].name, i);
	}
	for (i = 0; i < a->n_from; i++)
		a->froms[i] = bind(a->froms[i]);
	for (i = 0; i < a->n; i++) {
		AttrDef *d = &a->defs[i];

		if (d->kind == DEF_PLAIN) {
			d->e = bind(d->e);
		} else if (d->kind == DEF_FROM) {
			uint32_t m = scope_enter();

			d->e = bind(d->e);
			scope_leave(m);
		}
	}
	for (i = 0; i < a->n_dyn; i++) {
		a->dyns[i].name = bind(a->dyns[i].name);
		a->dyns[i].e = bind(a->dyns[i].e);
	}
	(void)mark;
}

static Expr *bind_attrs(ExprAttrs *a)
{
	uint32_t mark = n_undo;

	bind_defs(a, a->rec);
	if (a->rec)
		scope_leave(mark);
	return &a->h;
}

static Expr *bind_let(ExprLet *e)
{
	uint32_t mark = n_undo;

	bind_defs(e->attrs, true);
	e->body = bind(e->body);
	scope_leave(mark);
	return &e->h;
}

/*
 * Does evaluating e leave nothing behind that refers to its env? Then the
 * env can be on the stack. Arguments that are arithmetic or selections
 * mostly need no thunk; when they do, the env is copied (eval.c).
 */
static bool no_capture(const Expr *e);

static bool arg_no_capture(const Expr *e)
{
	switch (e->kind) {
	case E_CONST: case E_BASE: case E_LOCAL: case E_LOCAL0:
	case E_LOCAL1: case E_LOCAL2:
		return true;
	case E_ARITH:
	case E_PLUS:
	case E_SELECT1:
		return no_capture(e);
	default:
		return false;
	}
}

static bool call_no_capture(const ExprCall *c)
{
	uint32_t i;

	for (i = 0; i < c->n; i++)
		if (!arg_no_capture(c->args[i]))
			return false;
	return no_capture(c->fun);
}

static bool select_no_capture(const ExprSelect *s)
{
	uint32_t i;

	for (i = 0; i < s->n; i++)
		if (!s->path[i].sym)
			return false;
	return no_capture(s->e) && (!s->def || no_capture(s->def));
}

static bool no_capture(const Expr *e)
{
	const ExprBin *b = (const ExprBin *)e;
	uint32_t i;

	switch (e->kind) {
	case E_CONST: case E_BASE: case E_LOCAL: case E_LOCAL0:
	case E_LOCAL1: case E_LOCAL2:
		return true;
	case E_SELECT:
	case E_SELECT1:
		return select_no_capture((const ExprSelect *)e);
	case E_CALL:
		return call_no_capture((const ExprCall *)e);
	case E_ARITH:
		return no_capture(((const ExprArith *)e)->a) &&
		    no_capture(((const ExprArith *)e)->b);
	case E_IF:
		return no_capture(((const ExprIf *)e)->cond) &&
		    no_capture(((const ExprIf *)e)->then) &&
		    no_capture(((const ExprIf *)e)->other);
	case E_NOT:
		return no_capture(b->a);
	case E_EQ: case E_NEQ: case E_AND: case E_OR: case E_IMPL:
	case E_UPDATE: case E_APPEND:
		return no_capture(b->a) && no_capture(b->b);
	case E_PLUS:
	case E_INTERP:
		for (i = 0; i < ((const ExprInterp *)e)->n; i++)
			if (!no_capture(((const ExprInterp *)e)->parts[i].e))
				return false;
		return true;
	default:
		return false;
	}
}

/* l's slots begin at base; plain: no defaults so far. */
static void bind_function(ExprLambda *l, uint32_t base, bool plain)
{
	uint32_t i, slot = base;

	l->base = base;
	if (l->arg)
		var_add(l->arg, slot++);
	for (i = 0; i < l->n; i++)
		var_add(l->formals[i].name, slot++);
	for (i = 0; i < l->n; i++) {
		if (!l->formals[i].def)
			continue;
		l->formals[i].def = bind(l->formals[i].def);
		plain = false;
	}
	if (l->body->kind == E_LAMBDA) {
		stack_check(l->h.pos);
		bind_function((ExprLambda *)l->body, slot, plain);
		l->env_slots = ((ExprLambda *)l->body)->env_slots;
		return;
	}
	l->body = bind(l->body);
	l->env_slots = slot;
	l->no_capture = plain && no_capture(l->body);
}

static Expr *bind_lambda(ExprLambda *l)
{
	uint32_t mark = scope_enter();

	bind_function(l, 0, true);
	scope_leave(mark);
	return &l->h;
}

static Expr *bind_with(ExprWith *w)
{
	ExprWith *outer = with;
	uint32_t outer_depth = with_depth, mark;

	w->parent = outer;
	w->attrs = bind(w->attrs);
	mark = scope_enter();
	w->prev = outer ? depth - outer_depth : 0;
	with = w;
	with_depth = depth;
	w->body = bind(w->body);
	with = outer;
	with_depth = outer_depth;
	scope_leave(mark);
	return &w->h;
}

static Expr *bind_call(ExprCall *c)
{
	uint32_t i;

	c->fun = bind(c->fun);
	for (i = 0; i < c->n; i++)
		c->args[i] = bind(c->args[i]);
	if (c->h.flag && c->n == 2 && c->fun->kind == E_BASE) {
		ExprArith *a = arena_zalloc(&ev.perm, sizeof(*a), 8);

		a->h.kind = E_ARITH;
		a->h.aux = c->h.aux;
		a->h.pos = c->h.pos;
		a->a = c->args[0];
		a->b = c->args[1];
		a->call = &c->h;
		return &a->h;
	}
	return &c->h;
}

static Expr *bind_select(ExprSelect *s)
{
	s->e = bind(s->e);
	if (s->def)
		s->def = bind(s->def);
	bind_path(s->path, s->n);
	if (s->n == 1 && s->path[0].sym && !s->def)
		s->h.kind = E_SELECT1;
	return &s->h;
}

static Expr *bind(Expr *e)
{
	uint32_t i;

	stack_check(e->pos);
	switch (e->kind) {
	case E_VAR:
		return bind_var((ExprVar *)e);
	case E_LAMBDA:
		return bind_lambda((ExprLambda *)e);
	case E_SELECT:
		return bind_select((ExprSelect *)e);
	case E_HASATTR: {
		ExprHasAttr *h = (ExprHasAttr *)e;

		h->e = bind(h->e);
		h->h.pos = h->e->pos;
		bind_path(h->path, h->n);
		return e;
	}
	case E_ATTRS:
		return bind_attrs((ExprAttrs *)e);
	case E_LIST: {
		ExprList *l = (ExprList *)e;

		for (i = 0; i < l->n; i++)
			l->e[i] = bind(l->e[i]);
		if (l->n)
			e->pos = l->e[0]->pos;
		return e;
	}
	case E_CALL:
		return bind_call((ExprCall *)e);
	case E_LET:
		return bind_let((ExprLet *)e);
	case E_WITH:
		return bind_with((ExprWith *)e);
	case E_IF: {
		ExprIf *f = (ExprIf *)e;

		f->cond = bind(f->cond);
		f->then = bind(f->then);
		f->other = bind(f->other);
		return e;
	}
	case E_ASSERT: case E_NOT: case E_EQ: case E_NEQ: case E_AND:
	case E_OR: case E_IMPL: case E_UPDATE: case E_APPEND: {
		ExprBin *b = (ExprBin *)e;

		b->a = bind(b->a);
		if (e->kind == E_NOT)
			e->pos = b->a->pos;
		if (b->b)
			b->b = bind(b->b);
		return e;
	}
	case E_PLUS:
	case E_INTERP: {
		ExprInterp *x = (ExprInterp *)e;

		for (i = 0; i < x->n; i++)
			x->parts[i].e = bind(x->parts[i].e);
		return e;
	}
	default:
		return e;
	}
}

static void scope_bind(Scope *s)
{
	uint32_t i;

	if (!s)
		return;
	scope_bind(s->up);
	if (s->base)
		return;
	depth++;
	if (s->with) {
		with = s->with;
		with_depth = depth;
	}
	for (i = 0; i < s->n; i++)
		var_add(s->vars[i].name, s->vars[i].slot);
}

Expr *expr_bind(Expr *e, Scope *scope)
{
	undo_to(0);
	depth = 0;
	with = NULL;
	with_depth = 0;
	scope_bind(scope);
	e = bind(e);
	undo_to(0);
	return e;
}
