/*
 * attr.c: GNU attributes. Those that change what a program means are acted
 * on; the others, and unknown ones, are skipped silently.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

enum {
	AT_NONE, AT_ALIGNED, AT_PACKED, AT_WEAK, AT_USED, AT_NORETURN,
	AT_SECTION, AT_ALIAS, AT_VISIBILITY, AT_CONSTRUCTOR, AT_DESTRUCTOR,
	AT_MODE, AT_VECTOR_SIZE, AT_CLEANUP, AT_GNU_INLINE, AT_ALWAYS_INLINE,
	AT_RETURNS_TWICE, AT_TRANSPARENT, AT_COMMON, AT_NOCOMMON, AT_WEAKREF
};

/* in the order of AT_ */
static const char *const attr_names[] = {
	"aligned", "packed", "weak", "used", "noreturn", "section", "alias",
	"visibility", "constructor", "destructor", "mode", "vector_size",
	"cleanup", "gnu_inline", "always_inline", "returns_twice",
	"transparent_union", "common", "nocommon", "weakref", 0
};

/* The name without the underscores around it. */
static const char *attr_bare(Ident *id)
{
	u32 n = id->len;

	if (n > 4 && id->name[0] == '_' && id->name[1] == '_'
			&& id->name[n - 1] == '_' && id->name[n - 2] == '_')
		return str_dup(id->name + 2, n - 4);
	return id->name;
}

static int attr_kind(Ident *id)
{
	const char *name = attr_bare(id);

	for (int i = 0; attr_names[i]; i++)
		if (str_eq(attr_names[i], name))
			return i + 1;
	return AT_NONE;
}

/* A string in parentheses, the first of which is consumed. */
static const char *attr_string(void)
{
	Buf b;
	int width;
	int type;

	memset(&b, 0, sizeof b);
	if (tok.kind != T_STR) {
		parse_expected("a string");
		parse_skip_parens();
		return "";
	}
	lit_strings(&b, &width, &type);
	parse_skip_parens();
	return str_dup((const char *)b.p, b.n ? b.n - 1 : 0);
}

static int attr_mode(const char *m)
{
	if (str_eq(m, "QI") || str_eq(m, "byte"))
		return 1;
	if (str_eq(m, "HI"))
		return 2;
	if (str_eq(m, "SI"))
		return 4;
	if (str_eq(m, "DI") || str_eq(m, "word") || str_eq(m, "pointer"))
		return 8;
	if (str_eq(m, "TI"))
		return 16;
	if (str_eq(m, "SF"))
		return -TY_FLOAT;
	if (str_eq(m, "DF"))
		return -TY_DOUBLE;
	if (str_eq(m, "XF") || str_eq(m, "TF"))
		return -TY_LDOUBLE;
	return 0;
}

static int attr_visibility(const char *v)
{
	if (str_eq(v, "hidden"))
		return STV_HIDDEN;
	if (str_eq(v, "protected"))
		return STV_PROTECTED;
	if (str_eq(v, "internal"))
		return STV_INTERNAL;
	return STV_DEFAULT;
}

static u32 attr_power(i64 n, Pos pos)
{
	if (n > 0 && !(n & (n - 1)) && n <= 1L << 28)
		return n;
	error_at(pos, "requested alignment is not a positive power of 2", 0,
		0);
	return 1;
}

/* Attributes with an argument, after its `(`. */
static void attr_argument(Attr *a, int kind)
{
	Pos pos = tok.pos;
	u32 n;

	switch (kind) {
	case AT_ALIGNED:
		if (expr_starts_type(&tok))
			n = type_align(decl_type_name());
		else
			n = attr_power(expr_const("alignment"), pos);
		if (n > a->align)
			a->align = n;
		break;
	case AT_SECTION:
		a->section = attr_string();
		return;
	case AT_ALIAS:
		a->alias = ident_str(attr_string());
		return;
	case AT_WEAKREF:
		a->alias = ident_str(attr_string());
		a->weak = 2;
		return;
	case AT_VISIBILITY:
		a->vis = attr_visibility(attr_string()) + 1;
		return;
	case AT_CONSTRUCTOR:
	case AT_DESTRUCTOR:
		a->priority = expr_const("priority");
		if (kind == AT_CONSTRUCTOR)
			a->constructor = 1;
		else
			a->destructor = 1;
		break;
	case AT_MODE:
		if (tok.kind == T_IDENT)
			a->mode = attr_mode(attr_bare(tok.id));
		break;
	case AT_VECTOR_SIZE:
		a->vector_size = expr_const("vector size");
		break;
	case AT_CLEANUP:
		if (tok.kind == T_IDENT && tok.id->sym)
			a->cleanup = tok.id->sym;
		else
			error_at(pos, "the argument of 'cleanup' is not a "
				"function", 0, 0);
		break;
	}
	parse_skip_parens();
}

static void attr_plain(Attr *a, int kind)
{
	switch (kind) {
	case AT_ALIGNED:
		a->align = 16;
		break;
	case AT_PACKED:
		a->packed = 1;
		break;
	case AT_WEAK:
		a->weak = 1;
		break;
	case AT_WEAKREF:
		a->weak = 2;
		break;
	case AT_USED:
		a->used = 1;
		break;
	case AT_NORETURN:
		a->noreturn = 1;
		break;
	case AT_CONSTRUCTOR:
		a->constructor = 1;
		break;
	case AT_DESTRUCTOR:
		a->destructor = 1;
		break;
	case AT_GNU_INLINE:
		a->gnu_inline = 1;
		break;
	case AT_ALWAYS_INLINE:
		a->always_inline = 1;
		break;
	case AT_RETURNS_TWICE:
		a->returns_twice = 1;
		break;
	case AT_TRANSPARENT:
		a->transparent = 1;
		break;
	case AT_COMMON:
		a->common = 2;
		break;
	case AT_NOCOMMON:
		a->common = 1;
		break;
	}
}

void attr_parse(Attr *a)
{
	while (parse_accept_kw(K_ATTRIBUTE)) {
		if (!parse_expect('(') || !parse_expect('('))
			return;
		while (tok.kind != ')' && tok.kind != T_EOF) {
			int kind = AT_NONE;

			if (parse_accept(','))
				continue;
			if (tok.kind == T_IDENT)
				kind = attr_kind(tok.id);
			tok_next();
			if (tok.kind != '(') {
				attr_plain(a, kind);
				continue;
			}
			tok_next();
			attr_argument(a, kind);
		}
		parse_expect(')');
		parse_expect(')');
	}
}

/* What the attributes of a declaration make of its type. */
Type *attr_type(Attr *a, Type *t, Pos pos)
{
	int quals = t->quals;

	if (a->mode < 0) {
		if (t->kind == TY_COMPLEX)
			t = type_complex(type_basic(-a->mode));
		else
			t = type_qual(type_basic(-a->mode), quals);
	} else if (a->mode > 0 && type_is_int(t)) {
		t = type_qual(type_of_width(a->mode, type_is_unsigned(t)),
			quals);
	}
	if (a->vector_size) {
		i64 n = a->vector_size;

		if ((!type_is_int(t) && !type_is_float(t)) || n <= 0
				|| n % type_size(t) || (n & (n - 1))
				|| n > 1L << 16)
			error_at(pos, "invalid vector type", 0, 0);
		else
			t = type_qual(type_vector(type_real(t), n), quals);
	}
	a->mode = 0;
	a->vector_size = 0;
	return t;
}

void attr_symbol(Attr *a, ObjSym *s)
{
	if (a->weak) {
		s->bind = STB_WEAK;
		if (a->weak == 2)
			s->is_weakref = 1;
	}
	if (a->vis)
		s->vis = a->vis - 1;
	if (a->alias) {
		s->alias = obj_sym(a->alias);
		s->alias->referenced = 1;
	}
}

/* asm("name") after a declarator. */
Ident *attr_asm_name(void)
{
	if (!parse_accept_kw(K_ASM))
		return 0;
	parse_expect('(');
	return ident_str(attr_string());
}
