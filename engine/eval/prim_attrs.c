/*
 * Builtins about attribute sets.
 */
#include <stdlib.h>

#include "engine/eval/attrs.h"
#include "engine/eval/eval.h"

static V attr_names(V *args, Pos pos)
{
	Attrs *a = attrs_flat(need_attrs(args[0], 0, "while evaluating the "
	    "argument passed to builtins.attrNames"));
	ArenaMark m = arena_mark(&ev.tmp);
	uint32_t *order = attrs_order(a, &ev.tmp), i;
	List *l = v_new_list(a->n);

	(void)pos;
	for (i = 0; i < a->n; i++)
		l->v[i] = sym_value(a->shape->names[order[i]]);
	arena_release(&ev.tmp, m);
	return v_of_list(l);
}

static V attr_values(V *args, Pos pos)
{
	Attrs *a = attrs_flat(need_attrs(args[0], 0, "while evaluating the "
	    "argument passed to builtins.attrValues"));
	ArenaMark m = arena_mark(&ev.tmp);
	uint32_t *order = attrs_order(a, &ev.tmp), i;
	List *l = v_new_list(a->n);

	(void)pos;
	for (i = 0; i < a->n; i++)
		l->v[i] = a->v[order[i]];
	arena_release(&ev.tmp, m);
	return v_of_list(l);
}

static V get_attr(V *args, Pos pos)
{
	Str name = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.getAttr"));
	Attrs *a = need_attrs(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.getAttr");

	(void)pos;
	return eval_force(need_attr(a, sym_of(name), "in the attribute set "
	    "under consideration", NULL), 0);
}

static V attr_pos(V *args, Pos pos)
{
	Str name = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.unsafeGetAttrPos"));
	Attrs *a = need_attrs(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.unsafeGetAttrPos");
	Pos at = 0;

	(void)pos;
	if (!attrs_find_pos(a, sym_of(name), &at))
		return V_NULL;
	return eval_pos_value(at);
}

static V has_attr(V *args, Pos pos)
{
	Str name = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.hasAttr"));
	Attrs *a = need_attrs(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.hasAttr");
	Sym sym = sym_find(name);

	(void)pos;
	return v_bool(sym && attrs_find(a, sym) != NULL);
}

static int sym_cmp(const void *a, const void *b)
{
	Sym x = *(const Sym *)a, y = *(const Sym *)b;

	return x < y ? -1 : x > y;
}

/* A part of flat a: those at the n indices. */
static V subset(Attrs *a, const uint32_t *at, uint32_t n)
{
	ArenaMark m = arena_mark(&ev.tmp);
	Sym *names = ARENA_ARRAY(&ev.tmp, Sym, n + 1);
	Pos *poss = a->shape->poss ? ARENA_ARRAY(&ev.tmp, Pos, n + 1) : NULL;
	Attrs *out;
	uint32_t i;

	if (n == 0)
		return v_empty_attrs;
	for (i = 0; i < n; i++) {
		names[i] = a->shape->names[at[i]];
		if (poss)
			poss[i] = a->shape->poss[at[i]];
	}
	out = attrs_new(shape_of(names, poss, n, 0));
	for (i = 0; i < n; i++)
		out->v[i] = a->v[at[i]];
	arena_release(&ev.tmp, m);
	return v_of_attrs(out);
}

static V remove_attrs(V *args, Pos pos)
{
	Attrs *a = need_attrs(args[0], 0, "while evaluating the first "
	    "argument passed to builtins.removeAttrs");
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.removeAttrs");
	ArenaMark m = arena_mark(&ev.tmp);
	Sym *gone = ARENA_ARRAY(&ev.tmp, Sym, l->n + 1);
	uint32_t *keep, n = 0, i, j = 0, k = 0;
	size_t at;
	V v = v_of_attrs(a);

	(void)pos;
	for (at = 0; at < l->n; at++) {
		Str s = v_text(need_string_noctx(l->v[at], 0, "while "
		    "evaluating the values of the second argument passed to "
		    "builtins.removeAttrs"));
		Sym sym = sym_find(s);

		if (sym && attrs_find(a, sym))
			gone[n++] = sym;
	}
	if (n) {
		a = attrs_flat(a);
		qsort(gone, n, sizeof(Sym), sym_cmp);
		keep = ARENA_ARRAY(&ev.tmp, uint32_t, a->n);
		for (i = 0; i < a->n; i++) {
			Sym name = a->shape->names[i];

			while (j < n && gone[j] < name)
				j++;
			if (j == n || gone[j] != name)
				keep[k++] = i;
		}
		v = subset(a, keep, k);
	}
	arena_release(&ev.tmp, m);
	return v;
}

typedef struct {
	Sym name;
	uint32_t at;
} Named;

static int named_cmp(const void *a, const void *b)
{
	const Named *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static V list_to_attrs(V *args, Pos pos)
{
	List *l = need_list(args[0], 0, "while evaluating the argument passed "
	    "to builtins.listToAttrs");
	ArenaMark m = arena_mark(&ev.tmp);
	Named *names = ARENA_ARRAY(&ev.tmp, Named, l->n + 1);
	Attr *list = ARENA_ARRAY(&ev.tmp, Attr, l->n + 1);
	size_t i, n = 0;
	bool sorted = true;
	V v;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		Attrs *a = need_attrs(l->v[i], 0, "while evaluating an element "
		    "of the list passed to builtins.listToAttrs");
		Pos at = 0;
		V name = need_attr(a, S_NAME, "in a {name=...; value=...;} "
		    "pair", &at);

		name = need_string_noctx(name, at, "while evaluating the "
		    "`name` attribute of an element of the list passed to "
		    "builtins.listToAttrs");
		names[i].name = sym_of(v_text(name));
		names[i].at = (uint32_t)i;
		sorted = sorted && (i == 0 ||
		    names[i - 1].name <= names[i].name);
	}
	if (!sorted)
		qsort(names, l->n, sizeof(Named), named_cmp);
	for (i = 0; i < l->n; i++) {
		Attrs *a;

		if (n && list[n - 1].name == names[i].name)
			continue;
		a = v_attrs(v_resolve(l->v[names[i].at]));
		list[n].name = names[i].name;
		list[n].v = need_attr(a, S_VALUE, "in a {name=...; "
		    "value=...;} pair", &list[n].pos);
		n++;
	}
	v = n ? attrs_build_sorted(list, n, 0) : v_empty_attrs;
	arena_release(&ev.tmp, m);
	return v;
}

static V intersect_attrs(V *args, Pos pos)
{
	Attrs *a = need_attrs(args[0], 0, "while evaluating the first "
	    "argument passed to builtins.intersectAttrs");
	Attrs *b = need_attrs(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.intersectAttrs");
	ArenaMark m = arena_mark(&ev.tmp);
	Attr *list;
	uint32_t i, n = 0;
	V v;

	(void)pos;
	list = ARENA_ARRAY(&ev.tmp, Attr, (a->n < b->n ? a->n : b->n) + 1);
	if (a->n < b->n) {
		a = attrs_flat(a);
		for (i = 0; i < a->n; i++) {
			Sym name = a->shape->names[i];
			V *slot = attrs_find_pos(b, name, &list[n].pos);

			if (slot) {
				list[n].name = name;
				list[n++].v = *slot;
			}
		}
	} else {
		b = attrs_flat(b);
		for (i = 0; i < b->n; i++) {
			if (!attrs_find(a, b->shape->names[i]))
				continue;
			list[n].name = b->shape->names[i];
			list[n].pos = attrs_pos_at(b, i);
			list[n++].v = b->v[i];
		}
	}
	v = n ? attrs_build_sorted(list, n, 0) : v_empty_attrs;
	arena_release(&ev.tmp, m);
	return v;
}

static V cat_attrs(V *args, Pos pos)
{
	Str name = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.catAttrs"));
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.catAttrs");
	ArenaMark m = arena_mark(&ev.tmp);
	V *found = ARENA_ARRAY(&ev.tmp, V, l->n + 1);
	Sym sym = sym_of(name);
	size_t i, n = 0;
	List *out;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		Attrs *a = need_attrs(l->v[i], 0, "while evaluating an "
		    "element in the list passed as second argument to "
		    "builtins.catAttrs");
		V *slot = attrs_find(a, sym);

		if (slot)
			found[n++] = *slot;
	}
	out = v_new_list(n);
	memcpy(out->v, found, n * sizeof(V));
	arena_release(&ev.tmp, m);
	return v_of_list(out);
}

static V function_args(V *args, Pos pos)
{
	V f = eval_force(args[0], 0);
	const ExprLambda *l;
	Attr *list;
	ArenaMark m;
	uint32_t i;

	(void)pos;
	if (v_tag(f) != TAG_FUN)
		err_throw(EK_TYPE, 0, "'functionArgs' requires a function");
	if (v_fun_kind(f) != FUN_LAMBDA)
		return v_empty_attrs;
	l = (const ExprLambda *)v_fun(f)->p;
	if (!l->formals_on || !l->n)
		return v_empty_attrs;
	m = arena_mark(&ev.tmp);
	list = ARENA_ARRAY(&ev.tmp, Attr, l->n);
	for (i = 0; i < l->n; i++) {
		list[i].name = l->formals[i].name;
		list[i].pos = l->formals[i].pos;
		list[i].v = v_bool(l->formals[i].def != NULL);
	}
	f = attrs_build_sorted(list, l->n, 0);
	arena_release(&ev.tmp, m);
	return f;
}

static V map_attrs(V *args, Pos pos)
{
	Attrs *a = attrs_flat(need_attrs(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.mapAttrs"));
	Attrs *out;
	uint32_t i;

	(void)pos;
	if (a->n == 0)
		return v_empty_attrs;
	out = attrs_new(shape_of(a->shape->names, NULL, a->n, 0));
	for (i = 0; i < a->n; i++)
		out->v[i] = v_app_named(args[0], a->shape->names[i],
		    a->v[i]);
	return v_of_attrs(out);
}

typedef struct {
	Sym name;
	V v;
} Zip;

static int zip_cmp(const void *a, const void *b)
{
	const Zip *x = *(const Zip *const *)a, *y = *(const Zip *const *)b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x < y ? -1 : x > y;
}

static V zip_attrs_with(V *args, Pos pos)
{
	List *l;
	ArenaMark m;
	Zip *all, **sorted;
	Attr *list;
	size_t i, n = 0, k = 0, out = 0;
	V v;

	(void)pos;
	need_function(args[0], 0, "while evaluating the first argument passed "
	    "to builtins.zipAttrsWith");
	l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.zipAttrsWith");
	for (i = 0; i < l->n; i++)
		n += need_attrs(l->v[i], 0, "while evaluating a value of the "
		    "list passed as second argument to "
		    "builtins.zipAttrsWith")->n;
	m = arena_mark(&ev.tmp);
	all = ARENA_ARRAY(&ev.tmp, Zip, n + 1);
	sorted = ARENA_ARRAY(&ev.tmp, Zip *, n + 1);
	list = ARENA_ARRAY(&ev.tmp, Attr, n + 1);
	for (i = 0; i < l->n; i++) {
		Attrs *a = attrs_flat(v_attrs(v_resolve(l->v[i])));
		uint32_t j;

		for (j = 0; j < a->n; j++) {
			all[k].name = a->shape->names[j];
			all[k].v = a->v[j];
			sorted[k] = &all[k];
			k++;
		}
	}
	qsort(sorted, n, sizeof(*sorted), zip_cmp);
	for (i = 0; i < n; i = k) {
		List *values;

		for (k = i; k < n && sorted[k]->name == sorted[i]->name; k++)
			continue;
		values = v_new_list(k - i);
		for (size_t j = i; j < k; j++)
			values->v[j - i] = sorted[j]->v;
		list[out].name = sorted[i]->name;
		list[out++].v = v_app(v_app(args[0],
		    sym_value(sorted[i]->name)), v_of_list(values));
	}
	v = out ? attrs_build_sorted(list, out, 0) : v_empty_attrs;
	arena_release(&ev.tmp, m);
	return v;
}

const PrimDef prims_attrs[] = {
	{ "__attrNames", 1, attr_names, 0, NULL },
	{ "__attrValues", 1, attr_values, 0, NULL },
	{ "__getAttr", 2, get_attr, 0, NULL },
	{ "__unsafeGetAttrPos", 2, attr_pos, 0, NULL },
	{ "__hasAttr", 2, has_attr, 0, NULL },
	{ "removeAttrs", 2, remove_attrs, 0, NULL },
	{ "__listToAttrs", 1, list_to_attrs, 0, NULL },
	{ "__intersectAttrs", 2, intersect_attrs, 0, NULL },
	{ "__catAttrs", 2, cat_attrs, 0, NULL },
	{ "__functionArgs", 1, function_args, 0, NULL },
	{ "__mapAttrs", 2, map_attrs, 0, NULL },
	{ "__zipAttrsWith", 2, zip_attrs_with, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
