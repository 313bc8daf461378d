/*
 * The evaluator proper: expressions to values in weak head normal form.
 * eval_expr is a loop over what is in tail position; all else recurses.
 */
#include "engine/eval/attrs.h"
#include "engine/eval/call.h"
#include "engine/eval/eval.h"

static _Noreturn __attribute__((noinline)) void black_hole(V v, Pos pos)
{
	Error *e = ARENA_NEW(&ev.perm, Error);

	e->kind = EK_RECURSION;
	e->msg = STR("infinite recursion encountered");
	e->pos = pos;
	e->value = v;
	v_thunk(v)->w0 = TH_FAILED | (V)(uintptr_t)e;
	ev.error = e;
	err_raise();
}

static _Noreturn __attribute__((noinline)) void fail_again(const Error *was)
{
	Error *e = ARENA_NEW(&ev.perm, Error);

	*e = *was;
	ev.error = e;
	err_raise();
}

static V force_app(Thunk *t, Pos pos)
{
	V w0 = t->w0, r;
	Frame *f = frame_push(FR_APP, pos, t);

	(void)f;
	switch (w0 & 7) {
	case TH_APPTHUNK:
		r = eval_call1(w0 & ~(V)7, t->w1, pos);
		break;
	case TH_APP2: {
		App2 *a = (App2 *)t;

		r = eval_call2(a->fun, sym_value((Sym)(w0 >> 3)), a->arg,
		    pos);
		break;
	}
	default:
		r = eval_call1(w0, t->w1, pos);
	}
	frame_pop();
	t->w1 = r;
	t->w0 = TH_DONE;
	return r;
}

V eval_force_slow(V v, Pos pos)
{
	Thunk *t = v_thunk(v);
	V w0 = t->w0, r;

	switch (w0 & 7) {
	case TH_DONE:
		return t->w1;
	case TH_EXPR:
		stack_check(pos);
		t->w0 = TH_BLACK;
		frame_push(FR_FORCE, pos, t);
		r = eval_expr((Expr *)(uintptr_t)w0,
		    (Env *)(uintptr_t)t->w1);
		frame_pop();
		t->w1 = r;
		t->w0 = TH_DONE;
		return r;
	case TH_BLACK:
		black_hole(v, pos);
	case TH_FAILED:
		fail_again(v_ptr(w0));
	default:
		stack_check(pos);
		return force_app(t, pos);
	}
}

/*
 * Functions keep the thunk that they were found behind: whether two of
 * them are the same depends on that.
 */
static inline V slot_force(V *slot, Pos pos)
{
	V v = *slot, r;

	if (!v_is_thunk(v))
		return v;
	r = eval_force_slow(v, pos);
	if (v_tag(r) != TAG_FUN)
		*slot = r;
	return r;
}

static inline V *local_slot(const ExprVar *e, Env *env)
{
	uint32_t l;

	switch (e->h.kind) {
	case E_LOCAL0:
		break;
	case E_LOCAL1:
		env = env->up;
		break;
	case E_LOCAL2:
		env = env->up->up;
		break;
	default:
		for (l = e->level; l; l--)
			env = env->up;
	}
	return &env->v[e->slot];
}

static inline bool is_local(const Expr *e)
{
	return e->kind >= E_LOCAL && e->kind <= E_LOCAL2;
}

/* A value that is there for the taking, or 0. */
static inline V quick(const Expr *e, Env *env)
{
	V v;

	if (is_local(e)) {
		v = *local_slot((const ExprVar *)e, env);
		if (v_is_thunk(v)) {
			if (!v || v_thunk(v)->w0 != TH_DONE)
				return 0;
			return v_thunk(v)->w1;
		}
		return v;
	}
	if (e->kind == E_CONST || e->kind == E_BASE) {
		v = ((const ExprConst *)e)->v;
		return v_is_thunk(v) ? 0 : v;
	}
	return 0;
}

static V with_var(ExprVar *e, Env *env)
{
	ExprWith *w = e->with;
	uint32_t l;

	for (l = e->level; l; l--)
		env = env->up;
	for (;;) {
		V *slot;
		Attrs *a = need_attrs(env->v[0], w->h.pos, "while evaluating "
		    "the first subexpression of a with expression");

		env->v[0] = v_of_attrs(a);
		slot = attrs_find(a, e->name);
		if (slot)
			return slot_force(slot, e->h.pos);
		if (!w->parent)
			err_throw(EK_UNDEFINED, e->h.pos,
			    "undefined variable '%y'", (int)e->name);
		for (l = w->prev; l; l--)
			env = env->up;
		w = w->parent;
	}
}

static Sym name_of(const AttrName *n, Env *env)
{
	V v;

	if (n->sym)
		return n->sym;
	v = eval_expr(n->e, env);
	v = need_string_noctx(v, n->e->pos,
	    "while evaluating an attribute name");
	return sym_of(v_text(v));
}

static _Noreturn void attr_missing(Attrs *a, Sym name)
{
	Error *e = ARENA_NEW(&ev.perm, Error);

	a = attrs_flat(a);
	e->kind = EK_ERROR;
	e->msg = err_text("attribute '%y' missing", (int)name);
	e->suggestion = err_suggest(a->shape->names, a->n, sym_text(name));
	ev.error = e;
	err_raise();
}

static V select_base(ExprSelect *s, Env *env)
{
	V v = quick(s->e, env);

	if (v)
		return v;
	frame_push(FR_TEXT, s->e->pos, "while selecting an attribute");
	v = eval_expr(s->e, env);
	frame_pop();
	return v;
}

/* Where the attribute of a simple selection is; NULL if it is not. */
static inline V *select_slot(ExprSelect *s, Attrs *a)
{
	uint32_t at;

	if (a->shape == s->shape && a->depth != ATTRS_MOVED)
		return &a->v[s->slot];
	if (a->depth != ATTRS_MOVED) {
		at = shape_find(a->shape, s->path[0].sym);
		if (at < a->shape->n) {
			s->shape = a->shape;
			s->slot = at;
			return &a->v[at];
		}
		if (a->depth == 0)
			return NULL;
	}
	return attrs_find(v_attrs(a->v[a->shape->n]), s->path[0].sym);
}

static __attribute__((noinline)) V select1_slow(ExprSelect *s, Env *env,
    V base)
{
	Frame *f = frame_push(FR_SELECT, s->h.pos, s);
	Sym name = s->path[0].sym;
	Attrs *a;
	Pos pos = 0;
	V *slot, v;

	f->env = env;
	f->aux = 0;
	f->q = 0;
	a = need_attrs(base, s->h.pos, "while selecting an attribute");
	slot = attrs_find_pos(a, name, &pos);
	if (!slot)
		attr_missing(a, name);
	f->aux = 1;
	f->q = pos;
	v = slot_force(slot, pos ? pos : s->h.pos);
	frame_pop();
	return v;
}

static V eval_select1(ExprSelect *s, Env *env)
{
	V base = select_base(s, env), *slot, v;

	ev.stats.lookups++;
	if (v_is_attrs(base)) {
		slot = select_slot(s, v_attrs(base));
		if (slot) {
			v = *slot;
			if (!v_is_thunk(v))
				return v;
			if (v_thunk(v)->w0 == TH_DONE) {
				v = v_thunk(v)->w1;
				if (v_tag(v) != TAG_FUN)
					*slot = v;
				return v;
			}
		}
	}
	return select1_slow(s, env, base);
}

static V eval_select(ExprSelect *s, Env *env)
{
	V v = select_base(s, env);
	Frame *f = frame_push(FR_SELECT, s->h.pos, s);
	V *slot = NULL;
	Pos pos = 0;
	uint32_t i;

	f->env = env;
	f->aux = 0;
	f->q = 0;
	for (i = 0; i < s->n; i++) {
		Sym name;
		Attrs *a;

		ev.stats.lookups++;
		name = name_of(&s->path[i], env);
		if (s->def) {
			v = slot ? slot_force(slot, s->h.pos) : v;
			slot = NULL;
			if (v_is_attrs(v))
				slot = attrs_find_pos(v_attrs(v), name, &pos);
			if (!slot) {
				/* evaluated under the frame, as in Nix */
				v = eval_expr(s->def, env);
				frame_pop();
				return v;
			}
		} else {
			v = slot ? *slot : v;
			a = need_attrs(v, s->h.pos,
			    "while selecting an attribute");
			slot = attrs_find_pos(a, name, &pos);
			if (!slot)
				attr_missing(a, name);
		}
		f->aux = i + 1;
		f->q = pos;
	}
	v = slot_force(slot, pos ? pos : s->h.pos);
	frame_pop();
	return v;
}

static V eval_has_attr(ExprHasAttr *h, Env *env)
{
	V v = quick(h->e, env);
	uint32_t i;

	if (!v) {
		frame_push(FR_TEXT, h->h.pos, "in the argument of '?'");
		v = eval_expr(h->e, env);
		frame_pop();
	}
	for (i = 0; i < h->n; i++) {
		Sym name;
		V *slot;

		v = eval_force(v, h->h.pos);
		name = name_of(&h->path[i], env);
		if (!v_is_attrs(v))
			return V_FALSE;
		slot = attrs_find(v_attrs(v), name);
		if (!slot)
			return V_FALSE;
		v = *slot;
	}
	return V_TRUE;
}

static V new_closure(ExprLambda *l, Env *env)
{
	Fun *f = mem_alloc(sizeof(*f));

	f->p = (const uint8_t *)l;
	f->env = env;
	return v_tagged(f, TAG_FUN);
}

static inline Env *env_new(Env *up, uint32_t n)
{
	Env *env = mem_alloc(sizeof(*env) + n * sizeof(V));

	env->up = up;
	return env;
}

Env *eval_env_new(Env *up, uint32_t n)
{
	ev.stats.envs++;
	ev.stats.env_slots += n;
	return env_new(up, n);
}

/* Envs of calls that keep none are on the stack (call.c). */
static inline bool on_stack(const Env *env)
{
	return (size_t)((const char *)env - ev.stack_low) < ev.stack_size;
}

/* Something keeps such an env after all: a copy that stays. */
static Env *env_keep(const Env *env)
{
	uint64_t n = ((const uint64_t *)env)[-1];
	Env *copy = eval_env_new(env->up, (uint32_t)n);

	memcpy(copy->v, env->v, n * sizeof(V));
	return copy;
}

static inline V delay_local(const ExprVar *e, Env *env)
{
	V v = *local_slot(e, env);

	if (v_is_thunk(v)) {
		if (!v)
			return v_thunk_of((Expr *)&e->h, env);
		if (v_thunk(v)->w0 == TH_DONE &&
		    v_tag(v_thunk(v)->w1) != TAG_FUN)
			return v_thunk(v)->w1;
	}
	return v;
}

V eval_delay(Expr *e, Env *env)
{
	switch (e->kind) {
	case E_CONST:
	case E_BASE:
		return ((ExprConst *)e)->v;
	case E_LOCAL: case E_LOCAL0: case E_LOCAL1: case E_LOCAL2:
		return delay_local((ExprVar *)e, env);
	case E_LIST:
		if (((ExprList *)e)->n == 0)
			return v_empty_list;
		break;
	}
	ev.stats.thunks++;
	return v_thunk_of(e, env);
}

static V small_int_op(int op, V a, V b)
{
	int64_t x = (int64_t)a >> 3, y = (int64_t)b >> 3, z;

	switch (op) {
	case AR_SUB:
		return v_new_int(x - y);
	case AR_LESS:
		return v_bool(x < y);
	case AR_MUL:
		if (__builtin_mul_overflow(x, y, &z))
			return 0;
		return v_new_int(z);
	default:
		return y ? v_new_int(x / y) : 0;
	}
}

static V eval_set(ExprAttrs *a, Env *env);

/* Sets up to this size are built at once when they are arguments. */
enum { EAGER_SET = 16 };

/*
 * The same for what cannot be seen before it is used: arguments and let.
 * What is cheap, cannot fail and has no effect is done at once.
 */
V eval_delay_arg(Expr *e, Env *env)
{
	V a, b, *slot;

	switch (e->kind) {
	case E_CONST:
	case E_BASE:
		return ((ExprConst *)e)->v;
	case E_LOCAL: case E_LOCAL0: case E_LOCAL1: case E_LOCAL2:
		return delay_local((ExprVar *)e, env);
	case E_LAMBDA:
		return new_closure((ExprLambda *)e, env);
	case E_LIST:
		if (((ExprList *)e)->n == 0)
			return v_empty_list;
		break;
	case E_ARITH:
		a = quick(((ExprArith *)e)->a, env);
		if (v_tag(a) != TAG_INT)
			break;
		b = quick(((ExprArith *)e)->b, env);
		if (v_tag(b) != TAG_INT)
			break;
		a = small_int_op(e->aux, a, b);
		if (a)
			return a;
		break;
	case E_PLUS:
		a = quick(((ExprInterp *)e)->parts[0].e, env);
		if (v_tag(a) != TAG_INT)
			break;
		b = quick(((ExprInterp *)e)->parts[1].e, env);
		if (v_tag(b) != TAG_INT)
			break;
		return v_new_int(((int64_t)a >> 3) + ((int64_t)b >> 3));
	case E_SELECT1:
		a = quick(((ExprSelect *)e)->e, env);
		if (!a || !v_is_attrs(a))
			break;
		slot = select_slot((ExprSelect *)e, v_attrs(a));
		if (slot && *slot)
			return *slot;
		break;
	case E_ATTRS: {
		ExprAttrs *s = (ExprAttrs *)e;

		if (!s->rec && !s->n_dyn && !s->n_from && s->n &&
		    s->n <= EAGER_SET)
			return eval_set(s, env);
		break;
	}
	}
	ev.stats.thunks++;
	if (on_stack(env))
		env = env_keep(env);
	return v_thunk_of(e, env);
}

static Env *from_env(ExprAttrs *a, Env *up)
{
	Env *env = eval_env_new(up, a->n_from);
	uint32_t i;

	for (i = 0; i < a->n_from; i++)
		env->v[i] = eval_delay_arg(a->froms[i], up);
	return env;
}

/* Attributes of a set must not be looked into before they are asked for. */
static inline V delay_def(const AttrDef *d, Env *inner, Env *outer,
    Env *from, bool seen)
{
	Env *env = d->kind == DEF_PLAIN ? inner :
	    d->kind == DEF_INHERIT ? outer : from;

	return seen ? eval_delay(d->e, env) : eval_delay_arg(d->e, env);
}

static V eval_set(ExprAttrs *a, Env *env)
{
	Attrs *out = attrs_new(a->shape);
	Env *from = a->n_from ? from_env(a, env) : NULL;
	uint32_t i;

	for (i = 0; i < a->n; i++)
		out->v[i] = delay_def(&a->defs[i], env, env, from, true);
	return v_of_attrs(out);
}

/* __overrides: its attributes replace those of the set, also inside it. */
static V set_overrides(ExprAttrs *a, Attrs *set, Env *env)
{
	uint32_t at = shape_find(a->shape, S_OVERRIDES), i;
	V v = set->v[at];
	Attrs *over = attrs_flat(need_attrs(v, value_pos(v, 0),
	    "while evaluating the `__overrides` attribute"));

	for (i = 0; i < over->n; i++) {
		uint32_t j = shape_find(a->shape, over->shape->names[i]);

		if (j < a->n) {
			env->v[j] = over->v[i];
			set->v[j] = over->v[i];
		}
	}
	return attrs_update(v_of_attrs(set), v_of_attrs(over));
}

static V add_dynamics(ExprAttrs *a, V set, Env *env)
{
	Attr *list;
	uint32_t i, j, n = 0;
	ArenaMark m = arena_mark(&ev.tmp);

	list = ARENA_ARRAY(&ev.tmp, Attr, a->n_dyn);
	for (i = 0; i < a->n_dyn; i++) {
		DynDef *d = &a->dyns[i];
		V name = eval_expr(d->name, env);
		Pos prev = 0;
		Sym sym;
		bool dup;

		if (name == V_NULL)
			continue;
		name = need_string_noctx(name, d->pos,
		    "while evaluating the name of a dynamic attribute");
		sym = sym_of(v_text(name));
		dup = attrs_find_pos(v_attrs(set), sym, &prev) != NULL;
		for (j = 0; j < n && !dup; j++) {
			dup = list[j].name == sym;
			prev = list[j].pos;
		}
		if (dup)
			err_throw(EK_ERROR, d->pos, "dynamic attribute '%y' "
			    "already defined at %p", (int)sym, (int)prev);
		expr_set_name(d->e, sym);
		list[n].name = sym;
		list[n].pos = d->pos;
		list[n++].v = eval_delay(d->e, env);
	}
	if (n) {
		Attrs *old = attrs_flat(v_attrs(set));
		uint32_t total = old->n + n;
		Attr *all = ARENA_ARRAY(&ev.tmp, Attr, total);

		for (i = 0; i < old->n; i++) {
			all[i].name = old->shape->names[i];
			all[i].pos = attrs_pos_at(old, i);
			all[i].v = old->v[i];
		}
		memcpy(all + old->n, list, n * sizeof(Attr));
		set = attrs_build(all, total, a->h.pos);
	}
	arena_release(&ev.tmp, m);
	return set;
}

static V eval_attrs(ExprAttrs *a, Env *env)
{
	Env *inner = env, *from;
	Attrs *set;
	uint32_t i;
	V v;

	if (!a->rec) {
		v = eval_set(a, env);
		return a->n_dyn ? add_dynamics(a, v, env) : v;
	}
	inner = eval_env_new(env, a->n);
	from = a->n_from ? from_env(a, inner) : NULL;
	set = attrs_new(a->shape);
	for (i = 0; i < a->n; i++) {
		AttrDef *d = &a->defs[i];

		if (a->has_overrides && d->kind != DEF_INHERIT)
			v = v_thunk_of(d->e, d->kind == DEF_PLAIN ? inner :
			    from);
		else
			v = delay_def(d, inner, env, from, true);
		inner->v[i] = v;
		set->v[i] = v;
	}
	v = v_of_attrs(set);
	if (a->has_overrides)
		v = set_overrides(a, set, inner);
	return a->n_dyn ? add_dynamics(a, v, inner) : v;
}

static Env *let_env(ExprLet *l, Env *env)
{
	ExprAttrs *a = l->attrs;
	Env *inner = eval_env_new(env, a->n);
	Env *from = a->n_from ? from_env(a, inner) : NULL;
	uint32_t i;

	for (i = 0; i < a->n; i++)
		inner->v[i] = delay_def(&a->defs[i], inner, env, from, false);
	return inner;
}

static V eval_list(ExprList *l, Env *env)
{
	List *out;
	uint32_t i;

	if (l->n == 0)
		return v_empty_list;
	out = v_new_list(l->n);
	for (i = 0; i < l->n; i++)
		out->v[i] = eval_delay(l->e[i], env);
	return v_of_list(out);
}

enum { CALL_ARGS = 8 };

static __attribute__((noinline)) V call_many(ExprCall *c, Env *env)
{
	ArenaMark m = arena_mark(&ev.tmp);
	V *args = ARENA_ARRAY(&ev.tmp, V, c->n), r;
	V fun = eval_expr(c->fun, env);
	uint32_t i;

	for (i = 0; i < c->n; i++)
		args[i] = eval_delay_arg(c->args[i], env);
	r = eval_call(fun, args, c->n, c->h.pos);
	arena_release(&ev.tmp, m);
	return r;
}

static __attribute__((noinline)) V eval_call_expr(ExprCall *c, Env *env)
{
	V args[CALL_ARGS], fun;
	uint32_t i;

	if (c->n > CALL_ARGS)
		return call_many(c, env);
	fun = quick(c->fun, env);
	if (!fun)
		fun = eval_expr(c->fun, env);
	for (i = 0; i < c->n; i++)
		args[i] = eval_delay_arg(c->args[i], env);
	return eval_call(fun, args, c->n, c->h.pos);
}

static _Noreturn void not_bool(V v, Pos pos)
{
	err_throw(EK_TYPE, pos, "expected a Boolean but found %t: %v", v, v);
}

static inline bool eval_bool(Expr *e, Env *env, const char *ctx)
{
	V v = quick(e, env);

	if (v_is_bool(v))
		return v == V_TRUE;
	frame_push(FR_TEXT, e->pos, ctx);
	v = eval_expr(e, env);
	if (!v_is_bool(v))
		not_bool(v, e->pos);
	frame_pop();
	return v == V_TRUE;
}

static inline V eval_operand(Expr *e, Env *env, const char *ctx)
{
	V v = quick(e, env);

	if (v)
		return v;
	frame_push(FR_TEXT, e->pos, ctx);
	v = eval_expr(e, env);
	frame_pop();
	return v;
}

static V eval_arith(ExprArith *e, Env *env)
{
	V args[2], v;

	args[0] = quick(e->a, env);
	args[1] = quick(e->b, env);
	if (v_tag(args[0]) == TAG_INT && v_tag(args[1]) == TAG_INT) {
		v = small_int_op(e->h.aux, args[0], args[1]);
		if (v)
			return v;
	}
	depth_enter(e->h.pos);
	frame_push(FR_PRIM, e->h.pos, call_arith_ops[e->h.aux]);
	if (!args[0])
		args[0] = eval_expr(e->a, env);
	if (!args[1])
		args[1] = eval_expr(e->b, env);
	v = 0;
	if (v_tag(args[0]) == TAG_INT && v_tag(args[1]) == TAG_INT)
		v = small_int_op(e->h.aux, args[0], args[1]);
	if (!v)
		v = call_arith_ops[e->h.aux]->fn(args, e->h.pos);
	frame_pop();
	depth_leave();
	return v;
}

static __attribute__((noinline)) void eval_assert(ExprBin *e, Env *env)
{
	StrBuf b;
	Str s;

	if (eval_bool(e->a, env, "in the condition of the assert statement"))
		return;
	if (e->a->kind == E_EQ) {
		ExprBin *eq = (ExprBin *)e->a;
		Frame *f = frame_push(FR_ASSERT, e->h.pos, e->a);
		V a = eval_expr(eq->a, env);
		V v = eval_expr(eq->b, env);

		(void)f;
		value_assert_eq(a, v, eq->h.pos);
		frame_pop();
	}
	b = sb_in(&ev.perm);
	expr_show(&b, e->a);
	s = sb_str(&b);
	err_throw(EK_ASSERT, e->h.pos, "assertion '%S' failed", &s);
}

static V eval_eq(ExprBin *e, Env *env)
{
	bool ne = e->h.kind == E_NEQ;
	V a = eval_operand(e->a, env, ne ? "in the left operand of '!='" :
	    "in the left operand of '=='");
	V b = eval_operand(e->b, env, ne ? "in the right operand of '!='" :
	    "in the right operand of '=='");

	if (v_tag(a) == TAG_INT && v_tag(b) == TAG_INT)
		return v_bool((a == b) != ne);
	/* what two expressions give is never the same function */
	if (v_tag(a) == TAG_FUN)
		return v_bool(ne);
	return v_bool(value_eq(a, b, e->h.pos) != ne);
}

static V update_side(Expr *e, Env *env, const char *ctx)
{
	V v = quick(e, env);

	if (v_is_attrs(v) && v)
		return v;
	frame_push(FR_TEXT, e->pos, ctx);
	v = eval_expr(e, env);
	if (!v_is_attrs(v))
		err_throw(EK_TYPE, 0, "expected a set but found %t: %v", v,
		    v);
	frame_pop();
	return v;
}

static V eval_update(ExprBin *e, Env *env)
{
	V a, b;

	stack_check(e->h.pos);
	b = e->b->kind == E_UPDATE ? eval_update((ExprBin *)e->b, env) :
	    update_side(e->b, env, "in the right operand of '//'");
	a = e->a->kind == E_UPDATE ? eval_update((ExprBin *)e->a, env) :
	    update_side(e->a, env, "in the left operand of '//'");
	return attrs_update(a, b);
}

static V eval_append(ExprBin *e, Env *env)
{
	V lists[2];

	lists[0] = eval_operand(e->a, env, "in the left operand of '++'");
	lists[1] = eval_operand(e->b, env, "in the right operand of '++'");
	return call_concat(lists, 2, e->h.pos, "while evaluating one of the "
	    "elements to concatenate");
}

static V eval_file_expr(ExprFile *e)
{
	Expr *parsed = parse_file(e->path, NULL);
	Frame *f = frame_push(FR_FILE, 0, NULL);
	V v;

	f->q = e->path;
	v = eval_expr(parsed, ev.base_env);
	frame_pop();
	return v;
}

V eval_expr(Expr *e, Env *env)
{
	for (;;) {
		switch (e->kind) {
		case E_CONST:
			return ((ExprConst *)e)->v;
		case E_BASE:
			return eval_force(((ExprConst *)e)->v, e->pos);
		case E_LOCAL0:
			return slot_force(&env->v[((ExprVar *)e)->slot],
			    e->pos);
		case E_LOCAL1:
			return slot_force(&env->up->v[((ExprVar *)e)->slot],
			    e->pos);
		case E_LOCAL2:
		case E_LOCAL:
			return slot_force(local_slot((ExprVar *)e, env),
			    e->pos);
		case E_FROM:
			return slot_force(&env->v[((ExprVar *)e)->slot],
			    e->pos);
		case E_WITHVAR:
			return with_var((ExprVar *)e, env);
		case E_SELECT1:
			return eval_select1((ExprSelect *)e, env);
		case E_SELECT:
			return eval_select((ExprSelect *)e, env);
		case E_HASATTR:
			return eval_has_attr((ExprHasAttr *)e, env);
		case E_ATTRS:
			return eval_attrs((ExprAttrs *)e, env);
		case E_LIST:
			return eval_list((ExprList *)e, env);
		case E_LAMBDA:
			return new_closure((ExprLambda *)e, env);
		case E_CALL:
			return eval_call_expr((ExprCall *)e, env);
		case E_ARITH:
			return eval_arith((ExprArith *)e, env);
		case E_LET:
			env = let_env((ExprLet *)e, env);
			e = ((ExprLet *)e)->body;
			break;
		case E_WITH: {
			Env *inner = eval_env_new(env, 1);

			inner->v[0] = eval_delay_arg(((ExprWith *)e)->attrs,
			    env);
			env = inner;
			e = ((ExprWith *)e)->body;
			break;
		}
		case E_IF:
			e = eval_bool(((ExprIf *)e)->cond, env,
			    "while evaluating a branch condition") ?
			    ((ExprIf *)e)->then : ((ExprIf *)e)->other;
			break;
		case E_ASSERT:
			eval_assert((ExprBin *)e, env);
			e = ((ExprBin *)e)->b;
			break;
		case E_NOT:
			return v_bool(!eval_bool(((ExprBin *)e)->a, env,
			    "in the argument of '!'"));
		case E_EQ:
		case E_NEQ:
			return eval_eq((ExprBin *)e, env);
		case E_AND:
			return v_bool(eval_bool(((ExprBin *)e)->a, env,
			    "in the left operand of '&&'") &&
			    eval_bool(((ExprBin *)e)->b, env,
			    "in the right operand of '&&'"));
		case E_OR:
			return v_bool(eval_bool(((ExprBin *)e)->a, env,
			    "in the left operand of '||'") ||
			    eval_bool(((ExprBin *)e)->b, env,
			    "in the right operand of '||'"));
		case E_IMPL:
			return v_bool(!eval_bool(((ExprBin *)e)->a, env,
			    "in the left operand of '->'") ||
			    eval_bool(((ExprBin *)e)->b, env,
			    "in the right operand of '->'"));
		case E_UPDATE:
			return eval_update((ExprBin *)e, env);
		case E_APPEND:
			return eval_append((ExprBin *)e, env);
		case E_PLUS:
			return call_plus((ExprInterp *)e, env);
		case E_INTERP:
			return call_interp((ExprInterp *)e, env);
		case E_POS:
			return eval_pos_value(e->pos);
		default:
			return eval_file_expr((ExprFile *)e);
		}
	}
}
