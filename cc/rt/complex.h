/*
 * complex.h: included once for each floating type: TYPE, and the names MUL
 * and DIV. What to do with infinities and NaNs: C11, annex G.5.1.
 */
static int NAME(finite)(TYPE x)
{
	return x - x == 0;
}

static int NAME(infinite)(TYPE x)
{
	return x == x && x - x != 0;
}

static TYPE NAME(sign)(TYPE x, TYPE sign)
{
	int negative = BUILTIN(copysign)(1, sign) < 0;

	x = x < 0 ? -x : x;
	return negative ? -x : x;
}

/* 1 or 0 with x's sign: infinite or not */
static TYPE NAME(box)(TYPE x)
{
	return NAME(sign)(NAME(infinite)(x) ? 1 : 0, x);
}

static TYPE NAME(zero)(TYPE x)
{
	return x != x ? NAME(sign)(0, x) : x;
}

static TYPE _Complex NAME(make)(TYPE re, TYPE im)
{
	TYPE _Complex z;

	__real__ z = re;
	__imag__ z = im;
	return z;
}

TYPE _Complex MUL(TYPE a, TYPE b, TYPE c, TYPE d)
{
	TYPE ac = a * c;
	TYPE bd = b * d;
	TYPE ad = a * d;
	TYPE bc = b * c;
	TYPE re = ac - bd;
	TYPE im = ad + bc;
	int again = 0;

	if (re == re || im == im)
		return NAME(make)(re, im);
	if (NAME(infinite)(a) || NAME(infinite)(b)) {
		a = NAME(box)(a);
		b = NAME(box)(b);
		c = NAME(zero)(c);
		d = NAME(zero)(d);
		again = 1;
	}
	if (NAME(infinite)(c) || NAME(infinite)(d)) {
		c = NAME(box)(c);
		d = NAME(box)(d);
		a = NAME(zero)(a);
		b = NAME(zero)(b);
		again = 1;
	}
	if (!again && (NAME(infinite)(ac) || NAME(infinite)(bd) ||
			NAME(infinite)(ad) || NAME(infinite)(bc))) {
		a = NAME(zero)(a);
		b = NAME(zero)(b);
		c = NAME(zero)(c);
		d = NAME(zero)(d);
		again = 1;
	}
	if (again) {
		TYPE inf = BUILTIN(huge_val)();

		re = inf * (a * c - b * d);
		im = inf * (a * d + b * c);
	}
	return NAME(make)(re, im);
}

TYPE _Complex DIV(TYPE a, TYPE b, TYPE c, TYPE d)
{
	TYPE ac = c < 0 ? -c : c;
	TYPE ad = d < 0 ? -d : d;
	TYPE denominator;
	TYPE ratio;
	TYPE re;
	TYPE im;

	/* Smith's method: divide by the larger part of the divisor first */
	if (ac < ad) {
		ratio = c / d;
		denominator = c * ratio + d;
		re = (a * ratio + b) / denominator;
		im = (b * ratio - a) / denominator;
	} else {
		ratio = d / c;
		denominator = d * ratio + c;
		re = (b * ratio + a) / denominator;
		im = (b - a * ratio) / denominator;
	}
	if (re == re || im == im)
		return NAME(make)(re, im);
	if (c == 0 && d == 0 && (a == a || b == b)) {
		TYPE inf = NAME(sign)(BUILTIN(huge_val)(), c);

		re = inf * a;
		im = inf * b;
	} else if ((NAME(infinite)(a) || NAME(infinite)(b)) &&
			NAME(finite)(c) && NAME(finite)(d)) {
		a = NAME(box)(a);
		b = NAME(box)(b);
		re = BUILTIN(huge_val)() * (a * c + b * d);
		im = BUILTIN(huge_val)() * (b * c - a * d);
	} else if ((NAME(infinite)(c) || NAME(infinite)(d)) &&
			NAME(finite)(a) && NAME(finite)(b)) {
		c = NAME(box)(c);
		d = NAME(box)(d);
		re = 0 * (a * c + b * d);
		im = 0 * (b * c - a * d);
	}
	return NAME(make)(re, im);
}
