/*
 * Making values, and telling what they are.
 */
#include "engine/eval/eval.h"

const uint8_t papp_mark = FUN_PAPP;
V v_empty_list, v_empty_attrs, v_empty_str;

static size_t round8(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

void value_init(void)
{
	static const Shape none;
	Attrs *a = mem_alloc(sizeof(*a));
	List *l = mem_alloc(sizeof(*l));

	a->shape = &none;
	l->v = l->own;
	v_empty_attrs = v_of_attrs(a);
	v_empty_list = v_of_list(l);
	v_empty_str = v_of_str(v_str_room(0, 0));
}

V v_int_wide(int64_t i)
{
	Box *b = mem_alloc(16);

	b->kind = BOX_INT;
	b->u.i = i;
	return v_tagged(b, TAG_BOX);
}

V v_new_float(double f)
{
	Box *b = mem_alloc(16);

	b->kind = BOX_FLOAT;
	b->u.f = f;
	return v_tagged(b, TAG_BOX);
}

String *v_str_room(size_t n, uint32_t ctx)
{
	String *s;

	if (n > 0xfffffff0u)
		err_throw(EK_ERROR, 0, "string of %d bytes is too long",
		    (int64_t)n);
	s = mem_alloc(round8(sizeof(*s) + n + 1));
	s->n = (uint32_t)n;
	s->ctx = ctx;
	return s;
}

V v_new_str(Str t, uint32_t ctx)
{
	String *s;

	if (t.n == 0 && ctx == 0 && v_empty_str)
		return v_empty_str;
	s = v_str_room(t.n, ctx);
	memcpy(s->p, t.p, t.n);
	return v_of_str(s);
}

V v_new_path(uint32_t fs, Str t)
{
	Box *b = mem_alloc(round8(offsetof(Box, u.path.p) + t.n + 1));

	b->kind = BOX_PATH;
	b->n = (uint32_t)t.n;
	b->u.path.fs = fs;
	memcpy(b->u.path.p, t.p, t.n);
	return v_tagged(b, TAG_BOX);
}

List *v_new_list(size_t n)
{
	List *l;

	if (n > (size_t)1 << 36)
		err_throw(EK_ERROR, 0, "cannot create list of size %d",
		    (int64_t)n);
	l = mem_alloc(sizeof(*l) + n * sizeof(V));
	l->n = n;
	l->v = l->own;
	ev.stats.list_elems += n;
	return l;
}

V v_app(V fun, V arg)
{
	Thunk *t = mem_alloc(sizeof(*t));
	int tag = v_tag(fun);

	if (tag == TAG_FUN || tag == TAG_ATTRS) {
		t->w0 = fun;
	} else if (tag == TAG_THUNK) {
		t->w0 = fun | TH_APPTHUNK;
	} else {
		/* not a function: the error comes when it is called */
		Thunk *f = mem_alloc(sizeof(*f));

		f->w0 = TH_DONE;
		f->w1 = fun;
		t->w0 = (V)(uintptr_t)f | TH_APPTHUNK;
	}
	t->w1 = arg;
	return (V)(uintptr_t)t;
}

V v_app_named(V fun, Sym name, V arg)
{
	App2 *t = mem_alloc(sizeof(*t));

	t->w0 = (V)name << 3 | TH_APP2;
	t->fun = fun;
	t->arg = arg;
	return (V)(uintptr_t)t;
}

V v_thunk_of(Expr *e, Env *env)
{
	Thunk *t = mem_alloc(sizeof(*t));

	t->w0 = (V)(uintptr_t)e;
	t->w1 = (V)(uintptr_t)env;
	return (V)(uintptr_t)t;
}

Type v_type(V v)
{
	switch (v_tag(v)) {
	case TAG_INT:
		return T_INT;
	case TAG_STR:
		return T_STRING;
	case TAG_ATTRS:
		return T_ATTRS;
	case TAG_LIST:
		return T_LIST;
	case TAG_FUN:
		return T_FUNCTION;
	case TAG_BOX:
		if (v_box(v)->kind == BOX_INT)
			return T_INT;
		return v_box(v)->kind == BOX_FLOAT ? T_FLOAT : T_PATH;
	case TAG_CONST:
		return v == V_NULL ? T_NULL : T_BOOL;
	default:
		return T_THUNK;
	}
}

const char *type_name(Type t, bool article)
{
	static const char *const names[] = {
		"an integer", "a float", "a Boolean", "a string", "a path",
		"null", "a set", "a list", "a function", "a thunk"
	};
	const char *name = names[t];

	if (article || t == T_NULL)
		return name;
	return strchr(name, ' ') + 1;
}

/* type_show: the type as messages name it, with more for some. */
Str type_show(V v)
{
	v = v_resolve(v);
	if (v_is_string(v) && v_str(v)->ctx)
		return STR("a string with context");
	if (v_tag(v) == TAG_FUN && v_fun_kind(v) == FUN_PRIMOP)
		return str_fmt(&ev.perm, "the built-in function '%s'",
		    ((const Primop *)v_fun(v)->p)->name);
	if (v_tag(v) == TAG_FUN && v_fun_kind(v) == FUN_PAPP)
		return str_fmt(&ev.perm,
		    "the partially applied built-in function '%s'",
		    ((Papp *)v_fun(v))->op->name);
	if (v_is_thunk(v) && v) {
		V w0 = v_thunk(v)->w0;

		if ((w0 & 7) == TH_BLACK)
			return STR("a black hole");
		if ((w0 & 7) == TH_FAILED)
			return STR("an error");
		if ((w0 & 7) != TH_EXPR)
			return STR("a function application");
	}
	return str_c(type_name(v_type(v), true));
}
