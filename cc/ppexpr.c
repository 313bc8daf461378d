/*
 * ppexpr.c: the expressions of #if and #elif (C11 6.10.1), in 64 bits, with
 * `defined', __has_include and kin.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

enum {
	PPX_DEPTH = 1000
};

static Tok ppx_tok;
static int ppx_bad;
static int ppx_depth;

static u64 ppx_comma(int live, int *uns);

static void ppx_next(void)
{
	pp_next(&ppx_tok);
}

static u64 ppx_error(const char *text, const char *what)
{
	if (!ppx_bad)
		error_at(ppx_tok.pos, text, what, 0);
	ppx_bad = 1;
	return 0;
}

/* ---- operators that are not of C ---------------------------------- */

/* `defined X' or `defined (X)', behind the word */
static u64 ppx_defined(void)
{
	int paren;
	u64 v;

	pp_unexpanded(&ppx_tok);
	paren = ppx_tok.kind == '(';
	if (paren)
		pp_unexpanded(&ppx_tok);
	if (ppx_tok.kind != T_IDENT)
		return ppx_error("operator \"defined\" requires an identifier",
			0);
	v = ppx_tok.id->macro != 0;
	if (paren) {
		pp_unexpanded(&ppx_tok);
		if (ppx_tok.kind != ')')
			return ppx_error("missing ')' after \"defined\"", 0);
	}
	ppx_next();
	return v;
}

/*
 * What __has_attribute says yes to: what the parser acts on, and what may
 * be ignored without harm to the program's meaning.
 */
static const char *ppx_attributes[] = {
	"alias", "aligned", "always_inline", "cleanup", "cold", "const",
	"constructor", "deprecated", "destructor", "fallthrough", "format",
	"format_arg", "gnu_inline", "hot", "malloc", "may_alias", "mode",
	"noinline", "nonnull", "noreturn", "nothrow", "packed", "pure",
	"returns_twice", "section", "sentinel", "unused", "used",
	"vector_size", "visibility", "warn_unused_result", "weak", 0
};

static u64 ppx_attribute(const Ident *id)
{
	const char *name = id->name;
	u64 n = id->len;

	if (n > 4 && name[0] == '_' && name[1] == '_'
	&& name[n - 1] == '_' && name[n - 2] == '_') {
		name += 2;
		n -= 4;
	}
	for (int i = 0; ppx_attributes[i]; i++) {
		if (strlen(ppx_attributes[i]) == n
		&& memcmp(ppx_attributes[i], name, n) == 0)
			return 1;
	}
	return 0;
}

/* __has_X(name) */
static u64 ppx_has(const Ident *what)
{
	u64 v;

	if (str_starts(what->name, "__has_include")) {
		v = pp_has_include(str_eq(what->name, "__has_include_next"));
		ppx_next();
		return v;
	}
	pp_unexpanded(&ppx_tok);
	if (ppx_tok.kind != '(')
		return ppx_error("missing '(' after %s", what->name);
	pp_unexpanded(&ppx_tok);
	if (ppx_tok.kind != T_IDENT)
		return ppx_error("%s needs an identifier", what->name);
	if (str_eq(what->name, "__has_builtin"))
		v = ppx_tok.id->builtin != 0;
	else if (str_eq(what->name, "__has_attribute"))
		v = ppx_attribute(ppx_tok.id);
	else
		v = 0;
	do
		pp_unexpanded(&ppx_tok);
	while (ppx_tok.kind != ')' && ppx_tok.kind != T_NEWLINE);
	if (ppx_tok.kind != ')')
		return ppx_error("missing ')' after %s", what->name);
	ppx_next();
	return v;
}

/* #machine(x): assertions of old; none holds here */
static u64 ppx_assertion(void)
{
	ppx_next();
	if (ppx_tok.kind == T_IDENT)
		ppx_next();
	if (ppx_tok.kind == '(') {
		do
			ppx_next();
		while (ppx_tok.kind != ')' && ppx_tok.kind != T_NEWLINE);
		if (ppx_tok.kind == ')')
			ppx_next();
	}
	return 0;
}

/* ---- operands ------------------------------------------------------ */

static u64 ppx_number(int *uns)
{
	u64 v;
	int type;

	if (lit_is_float(&ppx_tok))
		return ppx_error("floating constant in preprocessor expression",
			0);
	v = lit_int(&ppx_tok, &type);
	*uns = v >> 63 || type == TY_ULLONG
		|| ((ppx_tok.text[ppx_tok.len - 1] | 32) == 'u')
		|| type == TY_ULONG;
	for (u32 i = 1; i < ppx_tok.len; i++)
		*uns |= (ppx_tok.text[i] | 32) == 'u';
	ppx_next();
	return v;
}

static u64 ppx_unary(int live, int *uns)
{
	const Ident *id;
	int kind = ppx_tok.kind;
	int type;
	u64 v;

	*uns = 0;
	ppx_depth++;
	if (ppx_depth > PPX_DEPTH)
		fatal_at(ppx_tok.pos, "#if expression nests too deeply", 0, 0);
	switch (kind) {
	case T_NUM:
		v = ppx_number(uns);
		break;
	case T_CHAR:
		v = lit_char(&ppx_tok, &type);
		ppx_next();
		break;
	case T_IDENT:
		id = ppx_tok.id;
		v = 0;
		if (str_eq(id->name, "defined"))
			v = ppx_defined();
		else if (id->macro && str_starts(id->name, "__has_"))
			v = ppx_has(id);
		else
			ppx_next();
		break;
	case '(':
		ppx_next();
		v = ppx_comma(live, uns);
		if (ppx_tok.kind != ')')
			ppx_error("missing ')' in expression", 0);
		ppx_next();
		break;
	case '-':
	case '+':
	case '~':
	case '!':
		ppx_next();
		v = ppx_unary(live, uns);
		if (kind == '-')
			v = -v;
		else if (kind == '~')
			v = ~v;
		else if (kind == '!')
			v = !v;
		if (kind == '!')
			*uns = 0;
		break;
	case '#':
		v = ppx_assertion();
		break;
	case T_NEWLINE:
		v = ppx_error("#if expression ends too early", 0);
		break;
	default:
		v = ppx_error("token is not valid in #if expressions", 0);
	}
	ppx_depth--;
	return v;
}

/* ---- binary operators ---------------------------------------------- */

static int ppx_level(int kind)
{
	switch (kind) {
	case '*':
	case '/':
	case '%':
		return 10;
	case '+':
	case '-':
		return 9;
	case T_SHL:
	case T_SHR:
		return 8;
	case '<':
	case '>':
	case T_LE:
	case T_GE:
		return 7;
	case T_EQ:
	case T_NE:
		return 6;
	case '&':
		return 5;
	case '^':
		return 4;
	case '|':
		return 3;
	case T_ANDAND:
		return 2;
	case T_OROR:
		return 1;
	}
	return 0;
}

static u64 ppx_divide(int kind, u64 a, u64 b, int uns, int live)
{
	if (!b) {
		if (live)
			ppx_error("division by zero in #if", 0);
		return 0;
	}
	if (uns)
		return kind == '/' ? a / b : a % b;
	if (b == ~0ul)
		return kind == '/' ? -a : 0;
	return (u64)(kind == '/' ? (i64)a / (i64)b : (i64)a % (i64)b);
}

static u64 ppx_shift(int kind, u64 a, u64 b, int uns, int buns)
{
	if (!buns && b >> 63) {
		b = -b;
		kind = kind == T_SHL ? T_SHR : T_SHL;
	}
	if (b > 63)
		return kind == T_SHR && !uns && a >> 63 ? ~0ul : 0;
	if (kind == T_SHL)
		return a << b;
	return uns ? a >> b : (u64)((i64)a >> b);
}

static int ppx_less(u64 a, u64 b, int uns)
{
	return uns ? a < b : (i64)a < (i64)b;
}

/* a kind b, both converted to one type; *uns: is it unsigned? */
static u64 ppx_apply(int kind, u64 a, u64 b, int *uns, int buns, int live)
{
	int both = *uns | buns;

	switch (kind) {
	case T_SHL:
	case T_SHR:
		return ppx_shift(kind, a, b, *uns, buns);
	case '<':
	case '>':
	case T_LE:
	case T_GE:
	case T_EQ:
	case T_NE:
	case T_ANDAND:
	case T_OROR:
		*uns = 0;
		break;
	default:
		*uns = both;
	}
	switch (kind) {
	case '*':
		return a * b;
	case '/':
	case '%':
		return ppx_divide(kind, a, b, both, live);
	case '+':
		return a + b;
	case '-':
		return a - b;
	case '<':
		return ppx_less(a, b, both);
	case '>':
		return ppx_less(b, a, both);
	case T_LE:
		return !ppx_less(b, a, both);
	case T_GE:
		return !ppx_less(a, b, both);
	case T_EQ:
		return a == b;
	case T_NE:
		return a != b;
	case '&':
		return a & b;
	case '^':
		return a ^ b;
	case '|':
		return a | b;
	case T_ANDAND:
		return a && b;
	}
	return a || b;
}

static u64 ppx_binary(int level, int live, int *uns)
{
	u64 a = ppx_unary(live, uns);
	u64 b;
	int kind;
	int buns;
	int blive;

	while (!ppx_bad && ppx_level(ppx_tok.kind) >= level
	&& ppx_level(ppx_tok.kind)) {
		kind = ppx_tok.kind;
		blive = live && !(kind == T_ANDAND && !a)
			&& !(kind == T_OROR && a);
		ppx_next();
		b = ppx_binary(ppx_level(kind) + 1, blive, &buns);
		a = ppx_apply(kind, a, b, uns, buns, live);
	}
	return a;
}

static u64 ppx_cond(int live, int *uns)
{
	u64 c = ppx_binary(1, live, uns);
	u64 a;
	u64 b;
	int buns;

	if (ppx_tok.kind != '?' || ppx_bad)
		return c;
	ppx_depth++;
	if (ppx_depth > PPX_DEPTH)
		fatal_at(ppx_tok.pos, "#if expression nests too deeply", 0, 0);
	ppx_next();
	a = ppx_comma(live && c, uns);
	if (ppx_tok.kind != ':')
		return ppx_error("missing ':' in #if expression", 0);
	ppx_next();
	b = ppx_cond(live && !c, &buns);
	*uns |= buns;
	ppx_depth--;
	return c ? a : b;
}

static u64 ppx_comma(int live, int *uns)
{
	u64 v = ppx_cond(live, uns);

	while (ppx_tok.kind == ',' && !ppx_bad) {
		ppx_next();
		v = ppx_cond(live, uns);
	}
	return v;
}

int pp_condition(void)
{
	u64 v;
	int uns;

	ppx_bad = 0;
	ppx_depth = 0;
	ppx_next();
	if (ppx_tok.kind == T_NEWLINE) {
		error_at(pp_here, "#if with no expression", 0, 0);
		return 0;
	}
	v = ppx_comma(1, &uns);
	if (!ppx_bad && ppx_tok.kind != T_NEWLINE)
		ppx_error("missing binary operator in #if expression", 0);
	return !ppx_bad && v != 0;
}
