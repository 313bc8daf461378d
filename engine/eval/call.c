/*
 * Calling functions, and the operators that join strings and lists.
 */
#include "engine/eval/attrs.h"
#include "engine/eval/call.h"
#include "engine/eval/fs.h"

const Primop *call_arith_ops[4];

enum { PRIM_ARITY_MAX = 8 };

static const char *lambda_name(const ExprLambda *l)
{
	return l->name ? sym_text(l->name).p : "anonymous lambda";
}

static Sym formal_missing(const ExprLambda *l, Attrs *a)
{
	uint32_t i, j;

	a = attrs_flat(a);
	for (i = 0; i < a->n; i++) {
		for (j = 0; j < l->n; j++)
			if (l->formals[j].name == a->shape->names[i])
				break;
		if (j == l->n)
			return a->shape->names[i];
	}
	return 0;
}

static _Noreturn void unexpected_arg(ExprLambda *l, Attrs *a, Pos pos)
{
	Sym name = formal_missing(l, a);
	Sym *names = ARENA_ARRAY(&ev.perm, Sym, l->n + 1);
	Error *e = ARENA_NEW(&ev.perm, Error);
	uint32_t i;

	for (i = 0; i < l->n; i++)
		names[i] = l->formals[i].name;
	e->kind = EK_TYPE;
	e->pos = l->h.pos;
	e->msg = err_text("function '%s' called with unexpected argument "
	    "'%y'", lambda_name(l), (int)name);
	e->suggestion = err_suggest(names, l->n, sym_text(name));
	ev.error = e;
	err_trace(pos, false, STR("from call site"));
	err_raise();
}

static _Noreturn void required_arg(ExprLambda *l, Sym name, Pos pos)
{
	Error *e = ARENA_NEW(&ev.perm, Error);

	e->kind = EK_TYPE;
	e->pos = l->h.pos;
	e->msg = err_text("function '%s' called without required argument "
	    "'%y'", lambda_name(l), (int)name);
	ev.error = e;
	err_trace(pos, false, STR("from call site"));
	err_raise();
}

/* Where each formal is in sets of this shape; that is remembered. */
static void formals_map(ExprLambda *l, Attrs *a, Pos pos)
{
	uint32_t i, used = 0;

	l->shape = NULL;
	if (!l->map)
		l->map = ARENA_ARRAY(&ev.perm, uint32_t, l->n + 1);
	for (i = 0; i < l->n; i++) {
		uint32_t at = shape_find(a->shape, l->formals[i].name);

		if (at < a->shape->n)
			used++;
		else if (!l->formals[i].def)
			required_arg(l, l->formals[i].name, pos);
		else
			at = 0xffffffff;
		l->map[i] = at;
	}
	if (!l->ellipsis && used != a->n)
		unexpected_arg(l, a, pos);
	l->shape = a->shape;
}

static void bind_flat(ExprLambda *l, Attrs *a, Env *env, V *slots, Pos pos)
{
	uint32_t i;

	if (a->shape != l->shape)
		formals_map(l, a, pos);
	for (i = 0; i < l->n; i++) {
		uint32_t at = l->map[i];

		slots[i] = at == 0xffffffff ?
		    eval_delay_arg(l->formals[i].def, env) : a->v[at];
	}
}

static void bind_layers(ExprLambda *l, Attrs *a, Env *env, V *slots, Pos pos)
{
	uint32_t i, used = 0;

	for (i = 0; i < l->n; i++) {
		V *slot = attrs_find(a, l->formals[i].name);

		if (slot) {
			used++;
			slots[i] = *slot;
		} else if (l->formals[i].def) {
			slots[i] = eval_delay_arg(l->formals[i].def, env);
		} else {
			required_arg(l, l->formals[i].name, pos);
		}
	}
	if (!l->ellipsis && used != a->n)
		unexpected_arg(l, a, pos);
}

static void formals_bind(ExprLambda *l, Env *env, V arg, Pos pos)
{
	Attrs *a;
	V *slots = env->v + l->base;

	if (v_is_attrs(arg)) {
		a = v_attrs(arg);
	} else {
		frame_push(FR_FORMALS, pos, NULL);
		a = need_attrs(arg, l->h.pos, "while evaluating the value "
		    "passed for the lambda argument");
		frame_pop();
	}
	if (l->arg)
		*slots++ = v_of_attrs(a);
	if (a->depth == ATTRS_MOVED)
		a = attrs_flat(a);
	if (a->depth == 0)
		bind_flat(l, a, env, slots, pos);
	else
		bind_layers(l, a, env, slots, pos);
}

static inline void arg_bind(ExprLambda *l, Env *env, V arg, Pos pos)
{
	if (l->formals_on)
		formals_bind(l, env, arg, pos);
	else
		env->v[l->base] = arg;
}

/* An env for l in the memory at env; was is what its closure holds. */
static inline void env_fill(Env *env, const ExprLambda *l, Env *was)
{
	if (l->base == 0) {
		env->up = was;
		return;
	}
	env->up = was->up;
	memcpy(env->v, was->v, l->base * sizeof(V));
}

static inline V call_body(ExprLambda *l, Env *env, Pos pos)
{
	V v;

	ev.stats.calls++;
	l->calls++;
	if (!ev.show_trace)
		return eval_expr(l->body, env);
	frame_push(FR_CALL, pos, l);
	v = eval_expr(l->body, env);
	frame_pop();
	return v;
}

/* Envs of up to this many slots may be on the stack. */
enum { STACK_SLOTS = 6 };

/* A call whose env nobody keeps: *last is the innermost function. */
static __attribute__((noinline)) V call_on_stack(ExprLambda *l, Env *was,
    const V *args, const ExprLambda *last, Pos pos)
{
	uint64_t room[2 + STACK_SLOTS];
	Env *env = (Env *)&room[1];

	room[0] = last->env_slots;
	env_fill(env, l, was);
	for (;;) {
		arg_bind(l, env, *args++, pos);
		if (l == last)
			break;
		l = (ExprLambda *)l->body;
	}
	return call_body(l, env, pos);
}

/* Apply a lambda to as many of the n arguments as it takes. */
static V call_lambda(V fun, V *args, uint32_t n, Pos pos, uint32_t *used)
{
	ExprLambda *l = (ExprLambda *)v_fun(fun)->p, *last = l;
	Env *was = v_fun(fun)->env, *env;
	uint32_t k = 1;

	while (k < n && last->body->kind == E_LAMBDA) {
		last = (ExprLambda *)last->body;
		k++;
	}
	*used = k;
	if (last->no_capture && last->env_slots <= STACK_SLOTS)
		return call_on_stack(l, was, args, last, pos);
	env = eval_env_new(NULL, last->env_slots);
	env_fill(env, l, was);
	for (;;) {
		arg_bind(l, env, *args++, pos);
		if (l == last)
			break;
		l = (ExprLambda *)l->body;
	}
	return call_body(l, env, pos);
}

static V call_primop(const Primop *op, V *args, Pos pos)
{
	V v;

	ev.stats.prim_calls++;
	((Primop *)op)->calls++;
	frame_push(FR_PRIM, pos, op);
	v = op->fn(args, pos);
	frame_pop();
	return v_is_thunk(v) ? eval_force_slow(v, pos) : v;
}

static V papp_new(const Primop *op, const V *have, size_t n_have,
    const V *more, size_t n_more)
{
	Papp *p = mem_alloc(sizeof(*p) + (n_have + n_more) * sizeof(V));

	p->p = &papp_mark;
	p->op = op;
	p->n = n_have + n_more;
	if (n_have)
		memcpy(p->args, have, n_have * sizeof(V));
	memcpy(p->args + n_have, more, n_more * sizeof(V));
	return v_tagged(p, TAG_FUN);
}

static V call_functor(V set, V functor, Pos functor_pos, V arg, Pos pos)
{
	V args[2], v;

	args[0] = set;
	args[1] = arg;
	frame_push(FR_FUNCTOR, pos, NULL);
	v = eval_call(functor, args, 2, functor_pos);
	frame_pop();
	return v;
}

static _Noreturn void not_function(V v, Pos pos)
{
	err_throw(EK_TYPE, pos, "attempt to call something which is not a "
	    "function but %t: %v", v, v);
}

/* One step of a call: uses up *n_used arguments. */
static V call_builtin(V fun, V *args, uint32_t n, Pos pos, uint32_t *used)
{
	if (v_fun_kind(fun) == FUN_PRIMOP) {
		const Primop *op = (const Primop *)v_fun(fun)->p;

		if (n < op->arity) {
			*used = n;
			return papp_new(op, NULL, 0, args, n);
		}
		*used = op->arity;
		return call_primop(op, args, pos);
	} else {
		Papp *p = (Papp *)v_fun(fun);
		V all[PRIM_ARITY_MAX];
		uint32_t left = p->op->arity - (uint32_t)p->n;

		if (n < left) {
			*used = n;
			return papp_new(p->op, p->args, p->n, args, n);
		}
		memcpy(all, p->args, p->n * sizeof(V));
		memcpy(all + p->n, args, left * sizeof(V));
		*used = left;
		return call_primop(p->op, all, pos);
	}
}

V eval_call(V fun, V *args, uint32_t n, Pos pos)
{
	uint32_t used;

	depth_enter(pos);
	if (v_is_thunk(fun))
		fun = eval_force_slow(fun, pos);
	if (ev.profiling)
		prof_enter(fun, pos);
	while (n) {
		if (v_tag(fun) != TAG_FUN) {
			V *functor = NULL;
			Pos at = 0;

			if (v_is_attrs(fun))
				functor = attrs_find_pos(v_attrs(fun),
				    S_FUNCTOR, &at);
			if (!functor)
				not_function(fun, pos);
			fun = call_functor(fun, *functor, at, args[0], pos);
			args++;
			n--;
			continue;
		}
		if (v_fun_kind(fun) == FUN_LAMBDA) {
			fun = call_lambda(fun, args, n, pos, &used);
		} else {
			fun = call_builtin(fun, args, n, pos, &used);
		}
		args += used;
		n -= used;
	}
	if (ev.profiling)
		prof_leave();
	depth_leave();
	return fun;
}

V eval_call1(V fun, V arg, Pos pos)
{
	return eval_call(fun, &arg, 1, pos);
}

V eval_call2(V fun, V a, V b, Pos pos)
{
	V args[2] = { a, b };

	return eval_call(fun, args, 2, pos);
}

bool eval_is_functor(V v)
{
	return v_is_attrs(v) && attrs_find(v_attrs(v), S_FUNCTOR);
}

Pos value_pos(V v, Pos fallback)
{
	v = v_resolve(v);
	if (v_is_attrs(v))
		return v_attrs(v)->depth == 0 ? v_attrs(v)->shape->pos : 0;
	if (v_tag(v) == TAG_FUN && v_fun_kind(v) == FUN_LAMBDA)
		return ((const ExprLambda *)v_fun(v)->p)->h.pos;
	if (v_is_thunk(v) && v) {
		V w0 = v_thunk(v)->w0;

		if ((w0 & 7) == TH_APPFUN || (w0 & 7) == TH_APPSET)
			return value_pos(w0, fallback);
		if ((w0 & 7) == TH_APPTHUNK)
			return value_pos(w0 & ~(V)7, fallback);
	}
	return fallback;
}

/* What --arg and --argstr gave is passed to a function that wants a set. */
V eval_auto_call(Attrs *args, V fun)
{
	Pos pos = value_pos(fun, 0);
	ExprLambda *l;
	V *functor;
	Attr *list;
	uint32_t i, n = 0;

	fun = eval_force(fun, pos);
	if (v_is_attrs(fun)) {
		functor = attrs_find(v_attrs(fun), S_FUNCTOR);
		if (functor)
			return eval_auto_call(args,
			    eval_call1(*functor, fun, pos));
	}
	if (v_tag(fun) != TAG_FUN || v_fun_kind(fun) != FUN_LAMBDA)
		return fun;
	l = (ExprLambda *)v_fun(fun)->p;
	if (!l->formals_on)
		return fun;
	args = attrs_flat(args);
	if (l->ellipsis)
		return eval_call1(fun, v_of_attrs(args), pos);
	list = ARENA_ARRAY(&ev.perm, Attr, l->n + 1);
	for (i = 0; i < l->n; i++) {
		const Formal *f = &l->formals[i];
		V *slot = attrs_find_pos(args, f->name, &list[n].pos);

		if (slot) {
			list[n].name = f->name;
			list[n++].v = *slot;
		} else if (!f->def) {
			err_throw(EK_MISSING_ARG, f->pos, "cannot evaluate a "
			    "function that has an argument without a value "
			    "('%y')\nNix attempted to evaluate a function as "
			    "a top level expression; in\nthis case it must "
			    "have its arguments supplied either by default\n"
			    "values, or passed explicitly with '--arg' or "
			    "'--argstr'. See\nhttps://nix.dev/manual/nix/"
			    "stable/language/syntax.html#functions.",
			    (int)f->name);
		}
	}
	return eval_call1(fun, attrs_build(list, n, 0), pos);
}

V call_concat(V *lists, size_t n, Pos pos, const char *ctx)
{
	size_t total = 0, i;
	V last = 0;
	List *out;
	V *to;

	ev.stats.concats++;
	for (i = 0; i < n; i++) {
		List *l = need_list(lists[i], pos, ctx);

		lists[i] = v_of_list(l);
		total += l->n;
		if (l->n)
			last = lists[i];
	}
	if (!last)
		return v_empty_list;
	if (v_list(last)->n == total)
		return last;
	out = v_new_list(total);
	to = out->v;
	for (i = 0; i < n; i++) {
		List *l = v_list(lists[i]);

		memcpy(to, l->v, l->n * sizeof(V));
		to += l->n;
	}
	return v_of_list(out);
}

static V operand(const Part *part, Env *env)
{
	V v;

	if (part->e->kind == E_CONST)
		return ((ExprConst *)part->e)->v;
	frame_push(FR_TEXT, part->e->pos, "in an operand of '+'");
	v = eval_expr(part->e, env);
	frame_pop();
	return v;
}

/* The sum of two numbers; what is not one is an error. */
static V add_numbers(V a, V b, Pos pos)
{
	int64_t sum;

	if (v_is_int(a) && v_is_int(b)) {
		if (__builtin_add_overflow(v_int(a), v_int(b), &sum))
			err_throw(EK_ERROR, pos, "integer overflow in adding "
			    "%d + %d", v_int(a), v_int(b));
		return v_new_int(sum);
	}
	if (v_is_int(a)) {
		if (!v_is_float(b))
			err_throw(EK_ERROR, pos,
			    "cannot add %t to an integer", b);
		return v_new_float((double)v_int(a) + v_float(b));
	}
	if (v_is_int(b))
		return v_new_float(v_float(a) + (double)v_int(b));
	if (!v_is_float(b))
		err_throw(EK_ERROR, pos, "cannot add %t to a float", b);
	return v_new_float(v_float(a) + v_float(b));
}

static V join_strings(const V *parts, uint32_t n, uint32_t ctx)
{
	size_t total = 0;
	uint32_t i;
	String *s;
	char *to;

	if (n == 1)
		return v_str(parts[0])->ctx == ctx ? parts[0] :
		    v_new_str(v_text(parts[0]), ctx);
	for (i = 0; i < n; i++)
		total += v_str(parts[i])->n;
	s = v_str_room(total, ctx);
	to = s->p;
	for (i = 0; i < n; i++) {
		String *t = v_str(parts[i]);

		memcpy(to, t->p, t->n);
		to += t->n;
	}
	return v_of_str(s);
}

static V join_path(const V *parts, uint32_t n, uint32_t ctx, Pos pos)
{
	ArenaMark m = arena_mark(&ev.tmp);
	StrBuf b = sb_in(&ev.tmp);
	uint32_t i;
	V v;

	if (ctx)
		err_throw(EK_ERROR, pos, "a string that refers to a store "
		    "path cannot be appended to a path");
	for (i = 0; i < n; i++)
		sb_put(&b, v_text(parts[i]));
	v = v_new_path(FS_ROOT, fs_canon(&ev.tmp, sb_str(&b), STR("/")));
	arena_release(&ev.tmp, m);
	return v;
}

static V interp_parts(ExprInterp *e, Env *env, V *parts, V first)
{
	bool path = !e->h.flag && v_is_path(first);
	uint32_t ctx = 0, i;

	for (i = 0; i < e->n; i++) {
		V v = i == 0 && first ? first : operand(&e->parts[i], env);
		int how = path ? 0 : COERCE_COPY;

		if (i == 0 && !e->h.flag)
			how |= COERCE_RAWPATH;
		if (v_is_string(v)) {
			ctx = ctx_join(ctx, v_str(v)->ctx);
			parts[i] = v;
			continue;
		}
		parts[i] = coerce_string(e->parts[i].pos, v, &ctx,
		    "while evaluating a path segment", how);
	}
	return path ? join_path(parts, e->n, ctx, e->h.pos) :
	    join_strings(parts, e->n, ctx);
}

static __attribute__((noinline)) V interp_many(ExprInterp *e, Env *env,
    V first)
{
	ArenaMark m = arena_mark(&ev.tmp);
	V *parts = ARENA_ARRAY(&ev.tmp, V, e->n);
	V v = interp_parts(e, env, parts, first);

	arena_release(&ev.tmp, m);
	return v;
}

V call_interp(ExprInterp *e, Env *env)
{
	V parts[8], first = 0;

	if (!e->h.flag)
		first = operand(&e->parts[0], env);
	if (e->n > 8)
		return interp_many(e, env, first);
	return interp_parts(e, env, parts, first);
}

V call_plus(ExprInterp *e, Env *env)
{
	V a = operand(&e->parts[0], env), b;
	V parts[2];

	if (v_is_int(a) || v_is_float(a)) {
		b = operand(&e->parts[1], env);
		return add_numbers(a, b, e->parts[1].pos);
	}
	return interp_parts(e, env, parts, a);
}

static V lazy_line(V *args, Pos pos)
{
	SrcFile *src;
	uint32_t line = 0, column = 0;

	(void)pos;
	pos_decode((Pos)v_int(args[0]), &src, &line, &column);
	return v_new_int(line);
}

static V lazy_column(V *args, Pos pos)
{
	SrcFile *src;
	uint32_t line = 0, column = 0;

	(void)pos;
	pos_decode((Pos)v_int(args[0]), &src, &line, &column);
	return v_new_int(column);
}

/* { file, line, column }, the numbers worked out only when looked at. */
V eval_pos_value(Pos pos)
{
	static Primop line_op = { FUN_PRIMOP, 1, false, true,
		"lineOfPos", lazy_line, NULL, 0 };
	static Primop column_op = { FUN_PRIMOP, 1, false, true,
		"columnOfPos", lazy_column, NULL, 0 };
	SrcFile *src = source_of(pos);
	Attr list[3];
	V at = v_new_int(pos);

	if (!src || (src->kind != SRC_FILE && src->kind != SRC_CORE))
		return V_NULL;
	memset(list, 0, sizeof(list));
	list[0].name = S_FILE;
	list[0].v = v_new_str(v_path_text(src->path), 0);
	list[1].name = S_LINE;
	list[1].v = v_app(v_of_primop(&line_op), at);
	list[2].name = S_COLUMN;
	list[2].v = v_app(v_of_primop(&column_op), at);
	return attrs_build(list, 3, 0);
}
