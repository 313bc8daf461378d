/*
 * known.c: library functions that the compiler knows by name: their types,
 * for programs that do not declare them, and the few that it does in line.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

/*
 * Library functions: result and parameters as letters. v void, i int, u
 * unsigned, l long, z size_t, p void *, c const void *, s char *, k const
 * char *, d double, and `.` for the rest.
 */
static const char *const known_library[] = {
	"memcpy", "ppcz", "memmove", "ppcz", "memset", "ppiz", "memcmp",
	"iccz", "memchr", "pciz", "mempcpy", "ppcz", "strlen", "zk",
	"strcpy", "ssk", "strncpy", "sskz", "strcat", "ssk", "strncat",
	"sskz", "strcmp", "ikk", "strncmp", "ikkz", "strchr", "ski",
	"strrchr", "ski", "index", "ski", "rindex", "ski", "strstr", "skk",
	"strdup", "sk", "strndup", "skz", "strpbrk", "skk", "strspn", "zkk",
	"strcspn", "zkk", "stpcpy", "ssk", "strnlen", "zkz", "bzero", "vpz",
	"bcopy", "vcpz", "bcmp", "iccz", "ffs", "ii",
	"abort", "v!", "exit", "v!i", "_exit", "v!i", "_Exit", "v!i",
	"malloc", "pz", "calloc", "pzz", "realloc", "ppz", "free", "vp",
	"printf", "ik.", "fprintf", "ipk.", "sprintf", "isk.", "snprintf",
	"iszk.", "vprintf", "ikp", "vfprintf", "ipkp", "vsprintf", "iskp",
	"vsnprintf", "iszkp", "puts", "ik", "putchar", "ii", "fputs", "ikp",
	"fputc", "iip", "fwrite", "zczzp", "scanf", "ik.", "sscanf", "ikk.",
	"fscanf", "ipk.", "printf_unlocked", "ik.", "puts_unlocked", "ik",
	"abs", "ii", "labs", "ll", "llabs", "ll", "isdigit", "ii",
	"isalpha", "ii", "isalnum", "ii", "isspace", "ii", "isupper", "ii",
	"islower", "ii", "isprint", "ii", "ispunct", "ii", "isxdigit", "ii",
	"iscntrl", "ii", "isgraph", "ii", "toupper", "ii", "tolower", "ii",
	"setjmp", "ip", "longjmp", "v!pi", "execl", "ikk.", "execv", "ikp",
	0
};

/* functions of doubles; with f and l there are those of other floats */
static const char *const known_math[] = {
	"acos", "asin", "atan", "cos", "sin", "tan", "cosh", "sinh", "tanh",
	"acosh", "asinh", "atanh", "exp", "exp2", "expm1", "log", "log10",
	"log1p", "log2", "logb", "cbrt", "sqrt", "erf", "erfc", "tgamma",
	"lgamma", "ceil", "floor", "trunc", "round", "rint", "nearbyint",
	"fabs", "significand", 0
};

static const char *const known_math2[] = {
	"atan2", "pow", "hypot", "fmod", "remainder", "copysign", "fdim",
	"fmax", "fmin", "nextafter", "drem", 0
};

static const char known_prefix[] = "__builtin_";
enum { KNOWN_PREFIX = 10 };

static Type *known_letter(int c)
{
	switch (c) {
	case 'v':
		return type_void;
	case 'i':
		return type_int;
	case 'u':
		return type_basic(TY_UINT);
	case 'l':
		return type_long;
	case 'z':
		return type_size_t;
	case 'p':
		return type_ptr(type_void);
	case 'c':
		return type_ptr(type_qual(type_void, Q_CONST));
	case 's':
		return type_ptr(type_char);
	case 'k':
		return type_ptr(type_qual(type_char, Q_CONST));
	case 'f':
		return type_basic(TY_FLOAT);
	case 'e':
		return type_basic(TY_LDOUBLE);
	}
	return type_basic(TY_DOUBLE);
}

/* The type that a string of letters stands for. */
static Type *known_signature(const char *s)
{
	Type *t = type_func(known_letter(*s++));
	Param **end = &t->params;

	for (; *s; s++) {
		Param *p;

		if (*s == '!' || *s == '.') {
			t->noreturn |= *s == '!';
			t->variadic |= *s == '.';
			continue;
		}
		p = mem_new(sizeof(Param));
		p->type = known_letter(*s);
		*end = p;
		end = &p->next;
		t->nparams++;
	}
	return t;
}

static int known_in(const char *const *list, const char *name)
{
	for (; *list; list++)
		if (str_eq(*list, name))
			return 1;
	return 0;
}

static Type *known_math_type(const char *name)
{
	u64 n = strlen(name);
	char sig[4];
	const char *base = name;
	int letter = 'd';

	if (!known_in(known_math, name) && !known_in(known_math2,
			name) && n > 1) {
		letter = name[n - 1] == 'f' ? 'f' : name[n - 1] == 'l' ? 'e'
			: 0;
		base = str_dup(name, n - 1);
	}
	if (!letter)
		return 0;
	sig[0] = letter;
	sig[1] = letter;
	sig[2] = 0;
	sig[3] = 0;
	if (known_in(known_math2, base))
		sig[2] = letter;
	else if (!known_in(known_math, base))
		return 0;
	return known_signature(sig);
}

/* Of a well-known library function, with or without __builtin_; or 0. */
Type *builtin_type(Ident *id)
{
	const char *name = id->name;

	if (opt.freestanding && strncmp(name, known_prefix, KNOWN_PREFIX) != 0)
		return 0;
	if (strncmp(name, known_prefix, KNOWN_PREFIX) == 0)
		name += KNOWN_PREFIX;
	for (int i = 0; known_library[i]; i += 2)
		if (str_eq(known_library[i], name))
			return known_signature(known_library[i + 1]);
	return known_math_type(name);
}

/* ---- calls of library functions that are done in line ----------- */

enum { DIRECT_MAX = 64 };	/* bytes that are copied in line */

static Expr *direct_memory(Expr **args, int zero)
{
	Expr *to = args[0];
	Expr *from = args[1];
	i64 n = args[2]->a->ival;

	if (to->type->kind != TY_PTR || n < 0 || n > DIRECT_MAX)
		return 0;
	if (zero ? !ex_is_const(from) || from->a->ival
			: from->type->kind != TY_PTR)
		return 0;
	to->a = node_temp(to->a);
	if (zero)
		emit_zero(to->a, n, 1);
	else
		emit_copy(to->a, from->a, n, 1, 0);
	return ex_val(type_ptr(type_void), to->a);
}

/* The call, done in line; 0 if it is to be made. */
Expr *builtin_direct(Sym *s, Expr **args, int n, Pos pos)
{
	const char *name;

	if (opt.freestanding || s->storage == K_STATIC || !s->name
			|| s->defined || s->type->kind != TY_FUNC
			|| !s->type->params)
		return 0;
	name = s->name->name;
	if (strncmp(name, known_prefix, KNOWN_PREFIX) == 0)
		name += KNOWN_PREFIX;
	lower_pos = pos;
	if (n == 3 && ex_is_const(args[2]) && !args[2]->b) {
		if (str_eq(name, "memcpy"))
			return direct_memory(args, 0);
		if (str_eq(name, "memset"))
			return direct_memory(args, 1);
	}
	if (n == 1 && str_eq(name, "fabs") && s->type->base->kind
			== TY_DOUBLE && type_is_arith(args[0]->type)
			&& args[0]->type->kind != TY_COMPLEX) {
		ex_cast(args[0], type_basic(TY_DOUBLE));
		return ex_val(args[0]->type, float_abs(args[0]));
	}
	if (n == 1 && type_is_int(args[0]->type) && (str_eq(name, "abs")
			|| str_eq(name, "labs") || str_eq(name, "llabs"))) {
		if (type_real(s->type->base)->kind != TY_INT
				&& name[0] == 'a')
			return 0;
		ex_cast(args[0], s->type->base);
		return builtin_abs(args[0]);
	}
	return 0;
}
