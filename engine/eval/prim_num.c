/*
 * Builtins about numbers, and the order that < gives.
 */
#include <math.h>

#include "engine/eval/eval.h"


/* Both operands forced; true if one of them is a float. */
static bool floats(V *args)
{
	args[0] = eval_force(args[0], 0);
	args[1] = eval_force(args[1], 0);
	return v_is_float(args[0]) || v_is_float(args[1]);
}

static V prim_add(V *args, Pos pos)
{
	static const char a[] = "while evaluating the first argument of the "
	    "addition";
	static const char b[] = "while evaluating the second argument of the "
	    "addition";
	int64_t x, y, z;

	(void)pos;
	if (floats(args))
		return v_new_float(need_float(args[0], 0, a) +
		    need_float(args[1], 0, b));
	x = need_int(args[0], 0, a);
	y = need_int(args[1], 0, b);
	if (__builtin_add_overflow(x, y, &z))
		err_throw(EK_ERROR, 0, "integer overflow in adding %d + %d",
		    x, y);
	return v_new_int(z);
}

static V prim_sub(V *args, Pos pos)
{
	static const char a[] = "while evaluating the first argument of the "
	    "subtraction";
	static const char b[] = "while evaluating the second argument of the "
	    "subtraction";
	int64_t x, y, z;

	(void)pos;
	if (floats(args))
		return v_new_float(need_float(args[0], 0, a) -
		    need_float(args[1], 0, b));
	x = need_int(args[0], 0, a);
	y = need_int(args[1], 0, b);
	if (__builtin_sub_overflow(x, y, &z))
		err_throw(EK_ERROR, 0, "integer overflow in subtracting "
		    "%d - %d", x, y);
	return v_new_int(z);
}

static V prim_mul(V *args, Pos pos)
{
	static const char a[] = "while evaluating the first argument of the "
	    "multiplication";
	static const char fa[] = "while evaluating the first of the "
	    "multiplication";
	static const char b[] = "while evaluating the second argument of the "
	    "multiplication";
	int64_t x, y, z;

	(void)pos;
	if (floats(args))
		return v_new_float(need_float(args[0], 0, fa) *
		    need_float(args[1], 0, b));
	x = need_int(args[0], 0, a);
	y = need_int(args[1], 0, b);
	if (__builtin_mul_overflow(x, y, &z))
		err_throw(EK_ERROR, 0, "integer overflow in multiplying "
		    "%d * %d", x, y);
	return v_new_int(z);
}

static V prim_div(V *args, Pos pos)
{
	static const char a[] = "while evaluating the first operand of the "
	    "division";
	static const char b[] = "while evaluating the second operand of the "
	    "division";
	bool f = floats(args);
	double d = need_float(args[1], 0, b);
	int64_t x, y;

	(void)pos;
	if (d == 0)
		err_throw(EK_ERROR, 0, "division by zero");
	if (f)
		return v_new_float(need_float(args[0], 0, a) / d);
	x = need_int(args[0], 0, a);
	y = need_int(args[1], 0, b);
	if (x == INT64_MIN && y == -1)
		err_throw(EK_ERROR, 0, "integer overflow in dividing %d / %d",
		    x, y);
	return v_new_int(x / y);
}

V prim_less_than(V *args, Pos pos)
{
	(void)pos;
	args[0] = eval_force(args[0], 0);
	args[1] = eval_force(args[1], 0);
	return v_bool(value_less(args[0], args[1], ""));
}

static V bit_and(V *args, Pos pos)
{
	int64_t x = need_int(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.bitAnd");

	(void)pos;
	return v_new_int(x & need_int(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.bitAnd"));
}

static V bit_or(V *args, Pos pos)
{
	int64_t x = need_int(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.bitOr");

	(void)pos;
	return v_new_int(x | need_int(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.bitOr"));
}

static V bit_xor(V *args, Pos pos)
{
	int64_t x = need_int(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.bitXor");

	(void)pos;
	return v_new_int(x ^ need_int(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.bitXor"));
}

/*
 * Integers come back as they are, but only those that survive the way
 * through a double; C++ Nix refuses the others.
 */
static V rounded(V v, double f)
{
	static const double limit = 9223372036854775808.0;
	int64_t r;

	if (!(f >= -limit && f < limit)) {
		if (v_is_int(v))
			err_throw(EK_ERROR, 0, "Due to a bug (see "
			    "https://github.com/NixOS/nix/issues/12899) the "
			    "NixInt argument %d caused undefined behavior in "
			    "previous Nix versions.\n\tFuture Nix versions "
			    "might implement the correct behavior.",
			    v_int(v));
		err_throw(EK_ERROR, 0, "NixFloat argument %g is not in the "
		    "range of NixInt", v_float(v));
	}
	r = (int64_t)f;
	if (v_is_int(v) && v_int(v) != r)
		err_throw(EK_ERROR, 0, "Due to a bug (see "
		    "https://github.com/NixOS/nix/issues/12899) a loss of "
		    "precision occurred in previous Nix versions because the "
		    "NixInt argument %d was rounded to %d.\n\tFuture Nix "
		    "versions might implement the correct behavior.",
		    v_int(v), r);
	return v_new_int(r);
}

static V prim_ceil(V *args, Pos pos)
{
	double f = need_float(args[0], value_pos(args[0], 0), "while "
	    "evaluating the first argument passed to builtins.ceil");

	(void)pos;
	return rounded(eval_force(args[0], 0), ceil(f));
}

static V prim_floor(V *args, Pos pos)
{
	double f = need_float(args[0], value_pos(args[0], 0), "while "
	    "evaluating the first argument passed to builtins.floor");

	(void)pos;
	return rounded(eval_force(args[0], 0), floor(f));
}

const PrimDef prims_num[] = {
	{ "__ceil", 1, prim_ceil, 0, NULL },
	{ "__floor", 1, prim_floor, 0, NULL },
	{ "__add", 2, prim_add, 0, NULL },
	{ "__sub", 2, prim_sub, 0, NULL },
	{ "__mul", 2, prim_mul, 0, NULL },
	{ "__div", 2, prim_div, 0, NULL },
	{ "__bitAnd", 2, bit_and, 0, NULL },
	{ "__bitOr", 2, bit_or, 0, NULL },
	{ "__bitXor", 2, bit_xor, 0, NULL },
	{ "__lessThan", 2, prim_less_than, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
