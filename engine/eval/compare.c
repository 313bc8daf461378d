/*
 * Equality, order, and the equality that says what differs.
 */
#include "engine/eval/eval.h"
#include "engine/eval/fs.h"

static bool same_number(V a, V b)
{
	if (v_is_int(a) && v_is_int(b))
		return v_int(a) == v_int(b);
	if (v_is_int(a))
		return (double)v_int(a) == v_float(b);
	if (v_is_int(b))
		return v_float(a) == (double)v_int(b);
	return v_float(a) == v_float(b);
}

static bool is_number(V v)
{
	return v_is_int(v) || v_is_float(v);
}

static bool same_path(V a, V b)
{
	return v_box(a)->u.path.fs == v_box(b)->u.path.fs &&
	    str_eq(v_path_text(a), v_path_text(b));
}

/* The outPaths of two derivations; false if they are not that. */
static bool drv_pair(V a, V b, V *out_a, V *out_b)
{
	V *x, *y;

	if (!value_is_drv(a) || !value_is_drv(b))
		return false;
	x = attrs_find(v_attrs(a), S_OUTPATH);
	y = attrs_find(v_attrs(b), S_OUTPATH);
	if (!x || !y)
		return false;
	*out_a = *x;
	*out_b = *y;
	return true;
}

static bool eq(V a, V b, Pos pos);

/*
 * Two slots: the same one is equal to itself, whatever it holds, even a
 * function; that is how Nix has always compared.
 */
static bool eq_slots(V *x, V *y, Pos pos)
{
	V a = *x, b = *y, fa, fb;

	if (!v_is_thunk(a) && !v_is_thunk(b)) {
		if (a == b)
			return true;
		return eq(a, b, pos);
	}
	fa = eval_force(a, pos);
	fb = eval_force(b, pos);
	if (a == b)
		return true;
	return eq(fa, fb, pos);
}

static bool eq_lists(List *a, List *b, Pos pos)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (!eq_slots(&a->v[i], &b->v[i], pos))
			return false;
	return true;
}

static bool eq_attrs(Attrs *a, Attrs *b, Pos pos)
{
	uint32_t i;

	if (a->n != b->n)
		return false;
	a = attrs_flat(a);
	b = attrs_flat(b);
	for (i = 0; i < a->n; i++) {
		if (a->shape->names[i] != b->shape->names[i])
			return false;
		if (!eq_slots(&a->v[i], &b->v[i], pos))
			return false;
	}
	return true;
}

static bool eq_deep(V a, V b, Pos pos)
{
	V x, y;
	bool r;

	depth_enter(pos);
	if (v_is_list(a)) {
		r = eq_lists(v_list(a), v_list(b), pos);
	} else if (drv_pair(a, b, &x, &y)) {
		x = eval_force(x, pos);
		y = eval_force(y, pos);
		r = eq(x, y, pos);
	} else {
		r = eq_attrs(v_attrs(a), v_attrs(b), pos);
	}
	depth_leave();
	return r;
}

static bool eq(V a, V b, Pos pos)
{
	if (v_is_string(a))
		return v_is_string(b) && str_eq(v_text(a), v_text(b));
	if (is_number(a))
		return is_number(b) && same_number(a, b);
	switch (v_tag(a)) {
	case TAG_CONST:
		return a == b;
	case TAG_FUN:
		return false;
	case TAG_BOX:
		return v_is_path(b) && same_path(a, b);
	default:
		return v_tag(a) == v_tag(b) && eq_deep(a, b, pos);
	}
}

bool value_eq(V a, V b, Pos pos)
{
	a = eval_force(a, pos);
	b = eval_force(b, pos);
	return eq(a, b, pos);
}

/* --- what differs --------------------------------------------------- */

static _Noreturn void differ(const char *fmt, V a, V b)
{
	err_throw(EK_ASSERT, 0, fmt, a, b);
}

static void assert_lists(V a, V b, Pos pos)
{
	List *x = v_list(a), *y = v_list(b);
	size_t i;

	if (x->n != y->n)
		err_throw(EK_ASSERT, 0, "list of size '%d' is not equal to "
		    "list of size '%d', left hand side is '%v', right hand "
		    "side is '%v'", (int64_t)x->n, (int64_t)y->n, a, b);
	for (i = 0; i < x->n; i++) {
		Frame *f = frame_push(FR_CMPELEM, pos, NULL);

		f->aux = (uint32_t)i;
		value_assert_eq(x->v[i], y->v[i], pos);
		frame_pop();
	}
}

static void assert_attrs(V a, V b, Pos pos)
{
	Attrs *x, *y;
	uint32_t i;

	if (v_attrs(a)->n != v_attrs(b)->n)
		differ("attribute names of attribute set '%v' differs from "
		    "attribute set '%v'", a, b);
	x = attrs_flat(v_attrs(a));
	y = attrs_flat(v_attrs(b));
	for (i = 0; i < x->n; i++) {
		Sym n = x->shape->names[i], m = y->shape->names[i];
		Frame *f;

		if (n != m && !attrs_find(y, n))
			err_throw(EK_ASSERT, 0, "attribute name '%y' is "
			    "contained in '%v', but not in '%v'", (int)n, a,
			    b);
		if (n != m)
			err_throw(EK_ASSERT, 0, "attribute name '%y' is "
			    "missing in '%v', but is contained in '%v'",
			    (int)m, a, b);
		f = frame_push(FR_CMPATTR, pos, NULL);
		f->aux = n;
		f->aux2 = attrs_pos_at(y, i);
		f->q = attrs_pos_at(x, i);
		value_assert_eq(x->v[i], y->v[i], pos);
		frame_pop();
	}
}

static void assert_same_type(V a, V b, Pos pos)
{
	V x, y;

	switch (v_type(a)) {
	case T_STRING:
		if (!str_eq(v_text(a), v_text(b)))
			differ("string '%v' is not equal to string '%v'", a,
			    b);
		break;
	case T_BOOL:
		if (a != b)
			differ("boolean '%v' is not equal to boolean '%v'", a,
			    b);
		break;
	case T_PATH:
		if (!same_path(a, b))
			differ("path '%v' is not equal to path '%v'", a, b);
		break;
	case T_LIST:
		assert_lists(a, b, pos);
		break;
	case T_ATTRS:
		if (drv_pair(a, b, &x, &y)) {
			frame_push(FR_CMPDRV, pos, NULL);
			value_assert_eq(x, y, pos);
			frame_pop();
		} else {
			assert_attrs(a, b, pos);
		}
		break;
	case T_FUNCTION:
		err_throw(EK_ASSERT, 0, "distinct functions and immediate "
		    "comparisons of identical functions compare as unequal");
	default:
		break;
	}
}

void value_assert_eq(V a, V b, Pos pos)
{
	V x, y;

	depth_enter(pos);
	x = eval_force(a, pos);
	y = eval_force(b, pos);
	if (a == b && (v_is_thunk(a) || v_tag(a) == TAG_FUN)) {
		depth_leave();
		return;
	}
	if (is_number(x) && is_number(y)) {
		if (!same_number(x, y))
			err_throw(EK_ASSERT, 0, "%t with value '%v' is not "
			    "equal to %t with value '%v'", x, x, y, y);
	} else if (v_type(x) != v_type(y)) {
		err_throw(EK_ASSERT, 0, "%t of value '%v' is not equal to "
		    "%t of value '%v'", x, x, y, y);
	} else {
		assert_same_type(x, y, pos);
	}
	depth_leave();
}

/* --- order ----------------------------------------------------------- */

static bool less(V a, V b, const char *ctx);

static bool less_lists(List *a, List *b, const char *ctx)
{
	size_t i;

	(void)ctx;
	for (i = 0;; i++) {
		if (i == b->n)
			return false;
		if (i == a->n)
			return true;
		if (!eq_slots(&a->v[i], &b->v[i], 0))
			return value_less(eval_force(a->v[i], 0),
			    eval_force(b->v[i], 0),
			    "while comparing two list elements");
	}
}

static bool less(V a, V b, const char *ctx)
{
	Type t = v_type(a);

	if (is_number(a) && is_number(b)) {
		if (v_is_int(a) && v_is_int(b))
			return v_int(a) < v_int(b);
		return (v_is_int(a) ? (double)v_int(a) : v_float(a)) <
		    (v_is_int(b) ? (double)v_int(b) : v_float(b));
	}
	if (t != v_type(b))
		err_throw(EK_ERROR, 0, "cannot compare %t with %t; values "
		    "are %v and %v", a, b, a, b);
	switch (t) {
	case T_STRING:
		return str_cmp(v_text(a), v_text(b)) < 0;
	case T_PATH:
		return str_cmp(v_path_text(a), v_path_text(b)) < 0;
	case T_LIST:
		return less_lists(v_list(a), v_list(b), ctx);
	default:
		err_throw(EK_ERROR, 0, "cannot compare %t with %t; values of "
		    "that type are incomparable (values are %v and %v)", a,
		    b, a, b);
	}
}

bool value_less(V a, V b, const char *ctx)
{
	bool r;

	if (v_tag(a) == TAG_INT && v_tag(b) == TAG_INT)
		return (int64_t)a < (int64_t)b;
	if (v_is_string(a) && v_is_string(b))
		return str_cmp(v_text(a), v_text(b)) < 0;
	stack_check(0);
	frame_push(FR_TEXT, 0, ctx);
	r = less(a, b, ctx);
	frame_pop();
	return r;
}
