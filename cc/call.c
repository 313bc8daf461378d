/*
 * call.c: function calls (C11 6.5.2.2): arguments as the prototype or the
 * default promotions have them, and the statement that makes the call.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

enum { CALL_ARGS_MAX = 100000 };

static const char *const call_twice[] = {
	"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "vfork", "savectx",
	"getcontext", 0
};

static int call_returns_twice(Sym *s)
{
	if (!s || !s->name)
		return 0;
	for (int i = 0; call_twice[i]; i++)
		if (str_eq(call_twice[i], s->name->name))
			return 1;
	return 0;
}

/* An argument for `...` or a function without a prototype. */
static void call_promote(Expr *e, Pos pos)
{
	ex_value(e);
	if (e->type->kind == TY_VOID) {
		error_at(pos, "invalid use of void expression", 0, 0);
		e->type = type_bad;
		e->a = node_const(M_I32, 0);
	} else if (e->type->kind == TY_FLOAT) {
		ex_cast(e, type_basic(TY_DOUBLE));
	} else {
		ex_promote(e);
	}
}

static Arg *call_arg(Expr *e)
{
	Arg *a = fn_new(sizeof(Arg));
	Type *t = type_plain(e->type);

	a->type = t;
	if (t->kind == TY_ENUM && t->base)
		a->type = t->base;
	if (type_mode(t) == M_BLK) {
		a->val = ex_block(e);
		return a;
	}
	a->val = e->a;
	/* small integers go as int: callees elsewhere rely on it */
	if (!mode_is_float(a->val->mode) && mode_size(a->val->mode) < 4)
		a->val = node_conv(M_I32, a->val);
	return a;
}

static void call_result(Stmt *s, Call *c, Expr *e)
{
	Type *t = c->result;
	Var *v;

	e->type = t;
	e->at = s;
	if (t->kind == TY_VOID) {
		e->kind = EX_VAL;
		return;
	}
	if (type_mode(t) != M_BLK)
		return;
	v = var_block(type_size(t), type_align(t));
	v->type = t;
	c->ret_addr = node_frame(v, 0);
	e->kind = EX_MEM;
	e->a = c->ret_addr;
}

static void call_count_error(Sym *s, Pos pos, int few)
{
	error_at(pos, few ? "too few arguments to function '%s'"
		: "too many arguments to function '%s'",
		s && s->name ? s->name->name : "<pointer>", 0);
	if (s)
		note_at(s->pos, "declared here", 0, 0);
}

/* Calls fn, a designator or pointer, with n evaluated arguments. */
Expr *expr_call_args(Expr *fn, Expr **args, int n, Pos pos)
{
	Call *c = fn_new(sizeof(Call));
	Arg **end = &c->args;
	Param *p;
	Type *t;
	Stmt *s;
	Expr *e;
	Sym *sym = fn->sym;

	if (fn->kind == EX_FUNC) {
		t = fn->type;
		if (fn->a->op == N_ADDR && fn->a->ival == 0)
			c->direct = fn->a->sym;
		else
			c->fn = fn->a;
	} else {
		ex_value(fn);
		if (ex_is_bad(fn))
			return ex_bad();
		t = fn->type->kind == TY_PTR ? fn->type->base : fn->type;
		if (t->kind != TY_FUNC) {
			error_at(pos, "called object is not a function or "
				"function pointer", 0, 0);
			return ex_bad();
		}
		c->fn = fn->a;
	}
	c->type = t;
	c->result = type_plain(t->base);
	if (type_size(c->result) < 0 && c->result->kind != TY_VOID) {
		error_at(pos, "calling a function that returns the "
			"incomplete type '%s'", type_name(c->result), 0);
		return ex_bad();
	}
	p = t->oldstyle ? 0 : t->params;
	for (int i = 0; i < n; i++) {
		Arg *a;

		if (p) {
			ex_assign_to(args[i], p->type, args[i]->pos,
				"passing argument", sym && sym->name
				? sym->name->name : 0);
			c->nfixed++;
			p = p->next;
		} else {
			if (!t->oldstyle && !t->variadic) {
				call_count_error(sym, pos, 0);
				return ex_bad();
			}
			call_promote(args[i], args[i]->pos);
		}
		if (ex_is_bad(args[i]))
			continue;
		a = call_arg(args[i]);
		*end = a;
		end = &a->next;
		c->nargs++;
	}
	if (p) {
		call_count_error(sym, pos, 1);
		return ex_bad();
	}
	if (t->oldstyle)
		c->nfixed = c->nargs;
	c->noreturn = t->noreturn;
	c->returns_twice = call_returns_twice(sym);
	if (c->returns_twice && func && !lower_off)
		func->uses_setjmp = 1;
	e = ex_new(EX_CALL, c->result);
	lower_pos = pos;
	if (type_mode(c->result) != M_BLK) {
		s = emit(ST_CALL);
		s->u.call = c;
		call_result(s, c, e);
	} else {
		call_result(0, c, e);
		s = emit(ST_CALL);
		s->u.call = c;
	}
	/* a statement that was not kept has no result to wait for */
	if (e->kind == EX_CALL && (lower_off || lower_dead || !func)) {
		e->kind = EX_VAL;
		e->a = node_local(var_temp(type_mode(c->result)));
	}
	if (c->noreturn && !lower_off)
		lower_dead = 1;
	return e;
}

/* After the `(` of a call of fn. */
Expr *expr_call(Expr *fn, Pos pos)
{
	Expr **args = 0;
	int n = 0;
	int cap = 0;
	Sym *sym = fn->sym;
	Expr *e;

	if (fn->kind != EX_FUNC)
		ex_value(fn);
	while (tok.kind != ')' && tok.kind != T_EOF) {
		if (n == cap) {
			Expr **more;

			cap = cap ? cap * 2 : 8;
			more = fn_new(cap * sizeof(Expr *));
			if (n)
				memcpy(more, args, n * sizeof(Expr *));
			args = more;
		}
		if (n >= CALL_ARGS_MAX)
			fatal_at(pos, "too many arguments", 0, 0);
		lower_pos = tok.pos;
		e = expr_assign();
		ex_value(e);
		e->pos = lower_pos;
		args[n++] = e;
		if (!parse_accept(','))
			break;
	}
	parse_expect(')');
	if (fn->kind == EX_FUNC && sym && fn->a->op == N_ADDR) {
		e = builtin_direct(sym, args, n, pos);
		if (e)
			return e;
	}
	return expr_call_args(fn, args, n, pos);
}

/* A call of a function of the runtime library, by the types of args. */
Expr *expr_runtime(const char *name, Type *result, Expr **args, int n)
{
	Type *t = type_func(result);
	Param **end = &t->params;
	Expr *fn = ex_new(EX_FUNC, t);
	ObjSym *s = obj_sym(ident_str(name));

	if (s->bind == STB_LOCAL && !s->sec)
		s->bind = STB_GLOBAL;
	fn->a = node_addr(s, 0);
	for (int i = 0; i < n; i++) {
		Param *p = mem_new(sizeof(Param));

		p->type = type_plain(args[i]->type);
		*end = p;
		end = &p->next;
	}
	fn = expr_call_args(fn, args, n, lower_pos);
	ex_value(fn);
	return fn;
}
