/*
 * Builtins about lists.
 */
#include <stdlib.h>

#include "engine/eval/attrs.h"
#include "engine/eval/call.h"
#include "engine/eval/eval.h"

static V elem_at(V *args, Pos pos)
{
	int64_t n = need_int(args[1], 0, "while evaluating the second "
	    "argument passed to 'builtins.elemAt'");
	List *l = need_list(args[0], 0, "while evaluating the first argument "
	    "passed to 'builtins.elemAt'");

	(void)pos;
	if (n < 0 || (uint64_t)n >= l->n)
		err_throw(EK_ERROR, 0, "'builtins.elemAt' called with index "
		    "%d on a list of size %d", n, (int64_t)l->n);
	return eval_force(l->v[n], 0);
}

static V prim_head(V *args, Pos pos)
{
	List *l = need_list(args[0], 0, "while evaluating the first argument "
	    "passed to 'builtins.head'");

	(void)pos;
	if (l->n == 0)
		err_throw(EK_ERROR, 0,
		    "'builtins.head' called on an empty list");
	return eval_force(l->v[0], 0);
}

/* The tail shares the elements: no copy. */
static V prim_tail(V *args, Pos pos)
{
	List *l = need_list(args[0], 0, "while evaluating the first argument "
	    "passed to 'builtins.tail'"), *out;

	(void)pos;
	if (l->n == 0)
		err_throw(EK_ERROR, 0,
		    "'builtins.tail' called on an empty list");
	if (l->n == 1)
		return v_empty_list;
	out = mem_alloc(sizeof(*out));
	out->n = l->n - 1;
	out->v = l->v + 1;
	return v_of_list(out);
}

static V prim_map(V *args, Pos pos)
{
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.map"), *out;
	size_t i;
	V f;

	(void)pos;
	if (l->n == 0)
		return v_empty_list;
	f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.map");
	out = v_new_list(l->n);
	for (i = 0; i < l->n; i++)
		out->v[i] = v_app(f, l->v[i]);
	return v_of_list(out);
}

static V list_of(const V *v, size_t n)
{
	List *l;

	if (n == 0)
		return v_empty_list;
	l = v_new_list(n);
	memcpy(l->v, v, n * sizeof(V));
	return v_of_list(l);
}

static V prim_filter(V *args, Pos pos)
{
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.filter");
	ArenaMark m;
	size_t i, n = 0;
	V *keep, f, v;

	(void)pos;
	if (l->n == 0)
		return v_empty_list;
	f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.filter");
	m = arena_mark(&ev.tmp);
	keep = ARENA_ARRAY(&ev.tmp, V, l->n);
	for (i = 0; i < l->n; i++)
		if (need_bool(eval_call1(f, l->v[i], 0), 0, "while evaluating "
		    "the return value of the filtering function passed to "
		    "builtins.filter"))
			keep[n++] = l->v[i];
	v = n == l->n ? v_of_list(l) : list_of(keep, n);
	arena_release(&ev.tmp, m);
	return v;
}

static V prim_elem(V *args, Pos pos)
{
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.elem");
	size_t i;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		if (v_is_thunk(l->v[i]) || v_is_thunk(args[0])) {
			V raw = args[0], e = eval_force(l->v[i], 0);
			V x = eval_force(raw, 0);

			if (raw == l->v[i] || value_eq(x, e, 0))
				return V_TRUE;
			if (v_tag(x) != TAG_FUN)
				args[0] = x;
		} else if (args[0] == l->v[i] ||
		    value_eq(args[0], l->v[i], 0)) {
			return V_TRUE;
		}
	}
	return V_FALSE;
}

static V concat_lists(V *args, Pos pos)
{
	List *l = need_list(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.concatLists");
	ArenaMark m = arena_mark(&ev.tmp);
	V *lists = ARENA_ARRAY(&ev.tmp, V, l->n + 1), v;

	(void)pos;
	memcpy(lists, l->v, l->n * sizeof(V));
	v = call_concat(lists, l->n, 0, "while evaluating a value of the list "
	    "passed to builtins.concatLists");
	arena_release(&ev.tmp, m);
	return v;
}

static V prim_length(V *args, Pos pos)
{
	(void)pos;
	return v_new_int((int64_t)need_list(args[0], 0, "while evaluating the "
	    "first argument passed to builtins.length")->n);
}

static V foldl_strict(V *args, Pos pos)
{
	V f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.foldlStrict"), v = args[1];
	List *l = need_list(args[2], 0, "while evaluating the third argument "
	    "passed to builtins.foldlStrict");
	size_t i;

	(void)pos;
	for (i = 0; i < l->n; i++)
		v = eval_call2(f, v, l->v[i], 0);
	return eval_force(v, 0);
}

static V any_or_all(V *args, bool any)
{
	V f = need_function(args[0], 0, any ? "while evaluating the first "
	    "argument passed to builtins.any" : "while evaluating the first "
	    "argument passed to builtins.all");
	List *l = need_list(args[1], 0, any ? "while evaluating the second "
	    "argument passed to builtins.any" : "while evaluating the second "
	    "argument passed to builtins.all");
	size_t i;

	for (i = 0; i < l->n; i++)
		if (need_bool(eval_call1(f, l->v[i], 0), 0, any ?
		    "while evaluating the return value of the function "
		    "passed to builtins.any" : "while evaluating the return "
		    "value of the function passed to builtins.all") == any)
			return v_bool(any);
	return v_bool(!any);
}

static V prim_any(V *args, Pos pos)
{
	(void)pos;
	return any_or_all(args, true);
}

static V prim_all(V *args, Pos pos)
{
	(void)pos;
	return any_or_all(args, false);
}

static V gen_list(V *args, Pos pos)
{
	int64_t n = need_int(args[1], 0, "while evaluating the second "
	    "argument passed to builtins.genList"), i;
	List *l;
	V f;

	(void)pos;
	if (n < 0)
		err_throw(EK_ERROR, 0, "cannot create list of size %d", n);
	f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.genList");
	if (n == 0)
		return v_empty_list;
	l = v_new_list((size_t)n);
	for (i = 0; i < n; i++)
		l->v[i] = v_app(f, v_new_int(i));
	return v_of_list(l);
}

/* --- sort ----------------------------------------------------------------- */

typedef struct {
	V f;
	bool builtin;           /* f is lessThan itself */
} Order;

static bool order_less(const Order *o, V a, V b)
{
	V r;

	if (o->builtin)
		return value_less(v_resolve(a), v_resolve(b), "while "
		    "evaluating the ordering function passed to "
		    "builtins.sort");
	r = eval_call2(o->f, a, b, 0);
	return need_bool(r, 0, "while evaluating the return value of the "
	    "sorting function passed to builtins.sort");
}

/*
 * A stable merge sort that takes the runs that are there already, also
 * strictly falling ones: whatever the order function says, the result is a
 * reordering.
 */
static size_t run_end(const Order *o, V *v, size_t from, size_t n)
{
	size_t i = from + 1, a, b;

	if (i >= n)
		return n;
	if (order_less(o, v[i], v[from])) {
		for (i++; i < n && order_less(o, v[i], v[i - 1]); i++)
			continue;
		for (a = from, b = i - 1; a < b; a++, b--) {
			V t = v[a];

			v[a] = v[b];
			v[b] = t;
		}
		return i;
	}
	for (i++; i < n && !order_less(o, v[i], v[i - 1]); i++)
		continue;
	return i;
}

static void merge(const Order *o, V *v, size_t mid, size_t n, V *tmp)
{
	size_t i = 0, j = mid, k = 0;

	memcpy(tmp, v, mid * sizeof(V));
	while (i < mid && j < n) {
		if (order_less(o, v[j], tmp[i]))
			v[k++] = v[j++];
		else
			v[k++] = tmp[i++];
	}
	while (i < mid)
		v[k++] = tmp[i++];
}

enum { INSERT_MAX = 12 };

static void insertion(const Order *o, V *v, size_t sorted, size_t n)
{
	size_t i, lo, hi;

	for (i = sorted; i < n; i++) {
		V x = v[i];

		lo = 0;
		hi = i;
		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;

			if (order_less(o, x, v[mid]))
				hi = mid;
			else
				lo = mid + 1;
		}
		memmove(v + lo + 1, v + lo, (i - lo) * sizeof(V));
		v[lo] = x;
	}
}

static void sort(const Order *o, V *v, size_t n, V *tmp)
{
	size_t run = run_end(o, v, 0, n), mid;

	if (run >= n)
		return;
	if (n <= INSERT_MAX) {
		insertion(o, v, run, n);
		return;
	}
	mid = run > n / 2 ? run : n / 2;
	if (run < mid)
		sort(o, v, mid, tmp);
	sort(o, v + mid, n - mid, tmp);
	if (!order_less(o, v[mid], v[mid - 1]))
		return;
	merge(o, v, mid, n, tmp);
}

static V prim_sort(V *args, Pos pos)
{
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.sort"), *out;
	ArenaMark m;
	Order o;
	size_t i;

	(void)pos;
	if (l->n == 0)
		return v_empty_list;
	o.f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.sort");
	o.builtin = v_tag(o.f) == TAG_FUN && v_fun_kind(o.f) == FUN_PRIMOP &&
	    ((const Primop *)v_fun(o.f)->p)->fn == prim_less_than;
	out = v_new_list(l->n);
	for (i = 0; i < l->n; i++) {
		V v = eval_force(l->v[i], 0);

		out->v[i] = v_tag(v) == TAG_FUN ? l->v[i] : v;
	}
	m = arena_mark(&ev.tmp);
	sort(&o, out->v, out->n, ARENA_ARRAY(&ev.tmp, V, out->n));
	arena_release(&ev.tmp, m);
	return v_of_list(out);
}

static V partition(V *args, Pos pos)
{
	V f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.partition");
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.partition");
	ArenaMark m = arena_mark(&ev.tmp);
	V *right = ARENA_ARRAY(&ev.tmp, V, l->n + 1);
	V *wrong = ARENA_ARRAY(&ev.tmp, V, l->n + 1);
	size_t i, n = 0, k = 0;
	Attr a[2];
	V v;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		eval_force(l->v[i], 0);
		if (need_bool(eval_call1(f, l->v[i], 0), 0, "while evaluating "
		    "the return value of the partition function passed to "
		    "builtins.partition"))
			right[n++] = l->v[i];
		else
			wrong[k++] = l->v[i];
	}
	memset(a, 0, sizeof(a));
	a[0].name = S_RIGHT;
	a[0].v = list_of(right, n);
	a[1].name = S_WRONG;
	a[1].v = list_of(wrong, k);
	v = attrs_build(a, 2, 0);
	arena_release(&ev.tmp, m);
	return v;
}

typedef struct {
	Sym name;
	uint32_t at;
} Key;

static int key_cmp(const void *a, const void *b)
{
	const Key *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static V group_by(V *args, Pos pos)
{
	V f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.groupBy"), v;
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.groupBy");
	ArenaMark m = arena_mark(&ev.tmp);
	Key *keys = ARENA_ARRAY(&ev.tmp, Key, l->n + 1);
	Attr *list = ARENA_ARRAY(&ev.tmp, Attr, l->n + 1);
	size_t i, j, k, n = 0;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		V name = need_string_noctx(eval_call1(f, l->v[i], 0), 0,
		    "while evaluating the return value of the grouping "
		    "function passed to builtins.groupBy");

		keys[i].name = sym_of(v_text(name));
		keys[i].at = (uint32_t)i;
	}
	qsort(keys, l->n, sizeof(Key), key_cmp);
	for (i = 0; i < l->n; i = j) {
		List *group;

		for (j = i; j < l->n && keys[j].name == keys[i].name; j++)
			continue;
		group = v_new_list(j - i);
		for (k = i; k < j; k++)
			group->v[k - i] = l->v[keys[k].at];
		list[n].name = keys[i].name;
		list[n++].v = v_of_list(group);
	}
	v = n ? attrs_build_sorted(list, n, 0) : v_empty_attrs;
	arena_release(&ev.tmp, m);
	return v;
}

static V concat_map(V *args, Pos pos)
{
	V f = need_function(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.concatMap"), v;
	List *l = need_list(args[1], 0, "while evaluating the second argument "
	    "passed to builtins.concatMap");
	ArenaMark m = arena_mark(&ev.tmp);
	V *lists = ARENA_ARRAY(&ev.tmp, V, l->n + 1);
	size_t i;

	(void)pos;
	for (i = 0; i < l->n; i++) {
		V r = eval_call1(f, l->v[i], 0);

		need_list(r, value_pos(r, value_pos(f, 0)), "while evaluating "
		    "the return value of the function passed to "
		    "builtins.concatMap");
		lists[i] = r;
	}
	v = call_concat(lists, l->n, 0, "");
	arena_release(&ev.tmp, m);
	return v;
}

const PrimDef prims_list[] = {
	{ "__elemAt", 2, elem_at, 0, NULL },
	{ "__head", 1, prim_head, 0, NULL },
	{ "__tail", 1, prim_tail, 0, NULL },
	{ "map", 2, prim_map, 0, NULL },
	{ "__filter", 2, prim_filter, 0, NULL },
	{ "__elem", 2, prim_elem, 0, NULL },
	{ "__concatLists", 1, concat_lists, 0, NULL },
	{ "__length", 1, prim_length, 0, NULL },
	{ "__foldl'", 3, foldl_strict, 0, NULL },
	{ "__any", 2, prim_any, 0, NULL },
	{ "__all", 2, prim_all, 0, NULL },
	{ "__genList", 2, gen_list, 0, NULL },
	{ "__sort", 2, prim_sort, 0, NULL },
	{ "__partition", 2, partition, 0, NULL },
	{ "__groupBy", 2, group_by, 0, NULL },
	{ "__concatMap", 2, concat_map, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
