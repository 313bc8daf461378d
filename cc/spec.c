/*
 * spec.c: declaration specifiers and declarators (C11 6.7.1 to 6.7.7): from
 * tokens to a type and a name.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

/* type specifiers met, as bits */
enum {
	SP_VOID = 1, SP_CHAR = 2, SP_SHORT = 4, SP_INT = 8, SP_LONG = 16,
	SP_LLONG = 32, SP_FLOAT = 64, SP_DOUBLE = 128, SP_SIGNED = 256,
	SP_UNSIGNED = 512, SP_BOOL = 1024, SP_COMPLEX = 2048,
	SP_INT128 = 4096, SP_OTHER = 8192
};

Func *decl_proto;

/* ---- specifiers ------------------------------------------------- */

static int spec_bit(int kw)
{
	switch (kw) {
	case K_VOID:
		return SP_VOID;
	case K_CHAR:
		return SP_CHAR;
	case K_SHORT:
		return SP_SHORT;
	case K_INT:
		return SP_INT;
	case K_LONG:
		return SP_LONG;
	case K_FLOAT:
		return SP_FLOAT;
	case K_DOUBLE:
		return SP_DOUBLE;
	case K_SIGNED:
		return SP_SIGNED;
	case K_UNSIGNED:
		return SP_UNSIGNED;
	case K_BOOL:
		return SP_BOOL;
	case K_COMPLEX:
		return SP_COMPLEX;
	case K_INT128:
		return SP_INT128;
	}
	return 0;
}

static int spec_qualifier(int kw)
{
	switch (kw) {
	case K_CONST:
		return Q_CONST;
	case K_VOLATILE:
		return Q_VOLATILE;
	case K_RESTRICT:
		return Q_RESTRICT;
	}
	return 0;
}

/* The kind that a set of specifiers names, TY_LDOUBLE + 1 if none. */
static int spec_kind(int bits)
{
	int is_unsigned = (bits & SP_UNSIGNED) != 0;

	switch (bits & ~(SP_SIGNED | SP_UNSIGNED | SP_COMPLEX)) {
	case SP_CHAR:
		return is_unsigned ? TY_UCHAR : bits & SP_SIGNED ? TY_SCHAR
			: TY_CHAR;
	case SP_SHORT:
	case SP_SHORT | SP_INT:
		return TY_SHORT + is_unsigned;
	case 0:
	case SP_INT:
		return TY_INT + is_unsigned;
	case SP_LONG:
	case SP_LONG | SP_INT:
		return TY_LONG + is_unsigned;
	case SP_LLONG:
	case SP_LLONG | SP_INT:
		return TY_LLONG + is_unsigned;
	case SP_INT128:
		return TY_INT128 + is_unsigned;
	}
	switch (bits & ~SP_COMPLEX) {
	case SP_VOID:
		return TY_VOID;
	case SP_BOOL:
		return TY_BOOL;
	case SP_FLOAT:
		return TY_FLOAT;
	case SP_DOUBLE:
		return TY_DOUBLE;
	case SP_DOUBLE | SP_LONG:
		return TY_LDOUBLE;
	}
	return TY_LDOUBLE + 1;
}

static Type *spec_type(Spec *s, int bits)
{
	int kind;

	if (!bits) {
		s->no_type = 1;
		return type_int;
	}
	if (bits == SP_COMPLEX)
		return type_complex(type_basic(TY_DOUBLE));
	kind = spec_kind(bits);
	if (kind > TY_LDOUBLE || ((bits & SP_SIGNED) && (bits & SP_UNSIGNED))
			|| ((bits & SP_COMPLEX) && kind <= TY_BOOL)) {
		error_at(s->pos, "two or more data types in declaration "
			"specifiers", 0, 0);
		return type_int;
	}
	if (bits & SP_COMPLEX)
		return type_complex(type_basic(kind));
	return type_basic(kind);
}

/* After `typeof`. */
static Type *spec_typeof(void)
{
	Type *t;
	Expr *e;

	parse_expect('(');
	if (expr_starts_type(&tok)) {
		t = decl_type_name();
	} else {
		lower_off++;
		e = expr_parse();
		if (e->kind == EX_COND)
			ex_value(e);
		t = e->type;
		if (e->kind == EX_VAL)
			t = type_plain(t);
		lower_off--;
	}
	parse_expect(')');
	return t;
}

/* After `_Alignas`. */
static void spec_alignas(Spec *s)
{
	i64 n;
	Pos pos = tok.pos;

	parse_expect('(');
	if (expr_starts_type(&tok))
		n = type_align(decl_type_name());
	else
		n = expr_const("alignment");
	parse_expect(')');
	if (n < 0 || (n & (n - 1)) || n > 1L << 28)
		error_at(pos, "requested alignment is not a power of 2", 0,
			0);
	else if (n > s->align)
		s->align = n;
}

static void spec_storage(Spec *s, int kw, int what)
{
	if (what == 'm' || (what == 'p' && kw != K_REGISTER))
		error_at(tok.pos, "storage class '%s' is not allowed here",
			tok.id->name, 0);
	else if (s->storage && s->storage != kw)
		error_at(tok.pos, "multiple storage classes in declaration "
			"specifiers", 0, 0);
	s->storage = kw;
}

/* One specifier that may stand at any place; 0 if it is none. */
static int spec_common(Spec *s, int kw, int what, int *quals)
{
	switch (kw) {
	case K_TYPEDEF:
	case K_EXTERN:
	case K_STATIC:
	case K_AUTO:
	case K_REGISTER:
		spec_storage(s, kw, what);
		break;
	case K_THREAD:
		s->thread = 1;
		break;
	case K_INLINE:
		s->is_inline = 1;
		break;
	case K_NORETURN:
		s->attr.noreturn = 1;
		break;
	case K_CONST:
	case K_VOLATILE:
	case K_RESTRICT:
		*quals |= spec_qualifier(kw);
		break;
	case K_EXTENSION:
		break;
	case K_ATTRIBUTE:
		attr_parse(&s->attr);
		return 1;
	case K_ALIGNAS:
		tok_next();
		spec_alignas(s);
		return 1;
	default:
		return 0;
	}
	tok_next();
	return 1;
}

/* A specifier that is a type by itself; 0 if it is none. */
static Type *spec_other(Spec *s, int kw)
{
	switch (kw) {
	case K_STRUCT:
	case K_UNION:
		s->tag_only = 1;
		tok_next();
		return record_specifier(kw == K_UNION);
	case K_ENUM:
		s->tag_only = 1;
		tok_next();
		return enum_specifier();
	case K_TYPEOF:
		tok_next();
		return spec_typeof();
	case K_AUTO_TYPE:
		tok_next();
		s->is_auto_type = 1;
		return type_int;
	}
	return 0;
}

void decl_specs(Spec *s, int what)
{
	int bits = 0;
	int quals = 0;
	Type *other = 0;

	memset(s, 0, sizeof *s);
	s->pos = tok.pos;
	while (tok.kind == T_IDENT) {
		int kw = tok.id->kw;
		int bit = spec_bit(kw);
		Type *t;

		if (!kw) {
			Sym *sym = tok.id->sym;

			if (bits || other || !sym
					|| sym->kind != S_TYPEDEF)
				break;
			other = sym->type;
			tok_next();
		} else if (bit) {
			if (bit == SP_LONG && (bits & (SP_LONG | SP_LLONG)))
				bits = (bits & ~SP_LONG) | SP_LLONG;
			else
				bits |= bit;
			if (other)
				break;
			tok_next();
		} else if (kw == K_ATOMIC) {
			tok_next();
			quals |= Q_ATOMIC;
			if (tok.kind == '(' && !bits && !other) {
				tok_next();
				other = decl_type_name();
				parse_expect(')');
			}
		} else if (!spec_common(s, kw, what, &quals)) {
			t = bits || other ? 0 : spec_other(s, kw);
			if (!t)
				break;
			other = t;
		}
		s->any = 1;
	}
	if (other && bits)
		error_at(tok.pos, "two or more data types in declaration "
			"specifiers", 0, 0);
	s->type = other ? other : spec_type(s, bits);
	s->type = type_qual(attr_type(&s->attr, s->type, s->pos), quals);
	if (s->align > s->attr.align)
		s->attr.align = s->align;
	if (s->attr.always_inline && s->attr.gnu_inline)
		s->is_inline = 1;
}

/* ---- declarators ------------------------------------------------ */

/* One step of deriving a type, to be applied from the specifiers outward. */
typedef struct Deriv Deriv;
struct Deriv {
	Deriv *next;
	int kind;		/* '*' '[' '(' */
	int quals;
	i64 count;
	Node *vla;		/* number of elements */
	Type *func;
	Pos pos;
};

struct Declarator {
	Ident *name;
	Pos pos;
	Attr *attr;
	int is_param;		/* may lack a name; (T) is a parameter list */
};

static Deriv *deriv_new(int kind)
{
	Deriv *d = mem_fn(sizeof(Deriv));

	d->kind = kind;
	d->pos = tok.pos;
	return d;
}

static int deriv_quals(Attr *attr)
{
	int quals = 0;

	for (;;) {
		if (tok.kind != T_IDENT)
			return quals;
		if (spec_qualifier(tok.id->kw)) {
			quals |= spec_qualifier(tok.id->kw);
			tok_next();
		} else if (tok.id->kw == K_ATOMIC) {
			quals |= Q_ATOMIC;
			tok_next();
		} else if (tok.id->kw == K_ATTRIBUTE) {
			attr_parse(attr);
		} else if (tok.id->kw == K_EXTENSION) {
			tok_next();
		} else {
			return quals;
		}
	}
}

/* The size of an array in a parameter of a function that is perhaps being
   defined: what it emits waits in decl_proto. */
static Expr *deriv_size(void)
{
	Expr *e;
	int proto = !func && scope_depth > 0;

	if (proto) {
		if (!decl_proto) {
			func_new();
			decl_proto = func;
		}
		func = decl_proto;
		lower_dead = 0;
	}
	e = expr_assign();
	ex_value(e);
	if (!ex_is_bad(e) && !type_is_int(e->type)) {
		error_at(e->pos, "size of array has non-integer type", 0, 0);
		e = ex_int(1);
	}
	if (proto)
		func = 0;
	return e;
}

/* After `[`. */
static Deriv *deriv_array(struct Declarator *dr)
{
	Deriv *d = deriv_new('[');
	Expr *e;

	d->count = -1;
	d->quals = deriv_quals(dr->attr);
	if (parse_accept_kw(K_STATIC))
		d->quals |= deriv_quals(dr->attr);
	if (tok.kind == '*' && tok_peek()->kind == ']')
		tok_next();
	if (parse_accept(']'))
		return d;
	e = deriv_size();
	parse_expect(']');
	if (ex_is_const(e)) {
		d->count = e->a->ival;
		if (d->count < 0 && (!type_is_unsigned(e->type) || e->b
				|| d->count < 0)) {
			error_at(d->pos, "size of array '%s' is negative",
				dr->name ? dr->name->name : "<unnamed>", 0);
			d->count = 1;
		}
	} else if (ex_is_bad(e)) {
		d->count = 1;
	} else {
		ex_cast(e, type_long);
		d->vla = e->a;
		if (!func && scope_depth == 0) {
			error_at(d->pos, "variably modified type at file "
				"scope", 0, 0);
			d->vla = 0;
			d->count = 1;
		}
	}
	return d;
}

static Type *deriv_adjust(Type *t, int quals)
{
	if (t->kind == TY_ARRAY)
		return type_qual(type_ptr(t->base), quals | t->quals);
	if (t->kind == TY_FUNC)
		return type_ptr(t);
	return t;
}

static Type *deriv_apply(Type *t, Deriv *d, int *quals);
static Deriv *deriv_parse(struct Declarator *dr);

static Param *deriv_param(void)
{
	Param *p = mem_new(sizeof(Param));
	struct Declarator dr;
	Spec s;
	int quals = 0;

	decl_specs(&s, 'p');
	if (!s.any)
		parse_expected("a parameter declaration");
	memset(&dr, 0, sizeof dr);
	dr.attr = &s.attr;
	dr.is_param = 1;
	dr.pos = tok.pos;
	p->type = deriv_apply(s.type, deriv_parse(&dr), &quals);
	attr_parse(&s.attr);
	p->type = attr_type(&s.attr, p->type, dr.pos);
	p->type = deriv_adjust(p->type, quals);
	p->name = dr.name;
	p->pos = dr.pos;
	p->sym = scope_add(S_VAR, p->name, p->type, p->pos);
	p->sym->storage = s.storage;
	if (p->type->kind == TY_VOID && p->name)
		warn_at(p->pos, "parameter '%s' has void type",
			p->name->name, 0);
	return p;
}

/* Identifiers of an old-style definition: their types come later. */
static void deriv_names(Type *f)
{
	Param **end = &f->params;

	f->oldstyle = 1;
	while (tok.kind == T_IDENT && !tok.id->kw) {
		Param *p = mem_new(sizeof(Param));

		p->name = tok.id;
		p->pos = tok.pos;
		*end = p;
		end = &p->next;
		f->nparams++;
		tok_next();
		if (!parse_accept(','))
			break;
	}
}

/* After `(`. */
static Deriv *deriv_func(void)
{
	Deriv *d = deriv_new('(');
	Type *f = type_func(0);
	Param **end = &f->params;

	d->func = f;
	if (parse_accept(')')) {
		f->oldstyle = 1;
		return d;
	}
	if (tok.kind == T_IDENT && !tok.id->kw && !expr_starts_type(&tok)) {
		deriv_names(f);
		parse_expect(')');
		return d;
	}
	if (parse_is_kw(K_VOID) && tok_peek()->kind == ')') {
		tok_next();
		tok_next();
		return d;
	}
	parse_deeper(tok.pos);
	lower_off += func != 0;
	scope_enter();
	for (;;) {
		Param *p;
		int errors = parse_errors;

		if (parse_accept(T_ELLIPSIS)) {
			f->variadic = 1;
			break;
		}
		p = deriv_param();
		*end = p;
		end = &p->next;
		f->nparams++;
		if (errors != parse_errors)
			tok_next();
		if (!parse_accept(','))
			break;
	}
	scope_leave();
	lower_off -= func != 0;
	parse_shallower();
	parse_expect(')');
	return d;
}

/* At a `(` in a declarator: does it group, or open parameters? */
static int deriv_groups(struct Declarator *dr)
{
	Tok *t = tok_peek();

	if (t->kind == ')')
		return 0;
	if (t->kind == T_IDENT && t->id->kw == K_ATTRIBUTE)
		return 1;
	if (expr_starts_type(t))
		return !dr->is_param && !t->id->kw;
	return t->kind != T_ELLIPSIS && t->kind != T_EOF;
}

static Deriv *deriv_parse(struct Declarator *dr)
{
	Deriv *first = 0;
	Deriv **end = &first;
	Deriv *suffix = 0;
	Deriv *inner = 0;
	Deriv *d;

	parse_deeper(tok.pos);
	attr_parse(dr->attr);
	while (tok.kind == '*') {
		d = deriv_new('*');
		tok_next();
		d->quals = deriv_quals(dr->attr);
		*end = d;
		end = &d->next;
	}
	if (tok.kind == '(' && deriv_groups(dr)) {
		tok_next();
		inner = deriv_parse(dr);
		parse_expect(')');
	} else if (tok.kind == T_IDENT && !tok.id->kw) {
		dr->name = tok.id;
		dr->pos = tok.pos;
		tok_next();
	}
	for (;;) {
		if (parse_accept('['))
			d = deriv_array(dr);
		else if (parse_accept('('))
			d = deriv_func();
		else
			break;
		d->next = suffix;
		suffix = d;
	}
	*end = suffix;
	while (*end)
		end = &(*end)->next;
	*end = inner;
	parse_shallower();
	return first;
}

static Type *deriv_apply_array(Type *t, Deriv *d)
{
	Type *a;
	Node *size;

	if (t->kind == TY_FUNC || t->kind == TY_VOID
			|| (type_size(t) < 0 && !type_is_vla(t))) {
		error_at(d->pos, "array of elements of the unsuitable type "
			"'%s'", type_name(t), 0);
		t = type_int;
	}
	a = type_array(t, d->count);
	if (d->count > 0 && type_size(t) > 0
			&& d->count > (1L << 60) / type_size(t)) {
		error_at(d->pos, "size of array is too large", 0, 0);
		return type_array(t, 1);
	}
	if (!d->vla && (!type_is_vla(t) || d->count < 0))
		return a;
	/* its size in bytes is computed here and kept */
	if (!func && decl_proto && scope_depth > 0) {
		func = decl_proto;
		a = deriv_apply_array(t, d);
		func = 0;
		return a;
	}
	size = d->vla ? d->vla : node_const(M_I64, d->count);
	size = node_binary(N_MUL, M_I64, size, expr_size_node(t));
	a->vla = var_temp(M_I64);
	a->count = -1;
	a->size = -1;
	emit_set(a->vla, size);
	return a;
}

/* *quals: those of the outermost array, which a parameter's pointer gets. */
static Type *deriv_apply(Type *t, Deriv *d, int *quals)
{
	for (; d; d = d->next) {
		*quals = 0;
		if (d->kind == '*') {
			t = type_qual(type_ptr(t), d->quals);
		} else if (d->kind == '[') {
			t = deriv_apply_array(t, d);
			*quals = d->quals;
		} else {
			if (t->kind == TY_FUNC || t->kind == TY_ARRAY) {
				error_at(d->pos, "a function cannot return "
					"'%s'", type_name(t), 0);
				t = type_int;
			}
			d->func->base = type_plain(t);
			t = d->func;
		}
	}
	return t;
}

/* A declarator, perhaps without a name; attributes in it go to attr. */
Type *decl_declarator(Type *base, Ident **name, Attr *attr, Pos *pos)
{
	struct Declarator dr;
	Type *t;
	int quals = 0;

	memset(&dr, 0, sizeof dr);
	dr.attr = attr;
	dr.pos = tok.pos;
	t = deriv_apply(base, deriv_parse(&dr), &quals);
	*name = dr.name;
	*pos = dr.pos;
	return t;
}

Type *decl_type_name(void)
{
	struct Declarator dr;
	Type *t;
	Spec s;
	int quals = 0;

	decl_specs(&s, 'm');
	if (!s.any || s.no_type)
		parse_expected("a type name");
	memset(&dr, 0, sizeof dr);
	dr.attr = &s.attr;
	dr.is_param = 1;
	t = deriv_apply(s.type, deriv_parse(&dr), &quals);
	if (dr.name)
		error_at(dr.pos, "unexpected name '%s' in a type",
			dr.name->name, 0);
	return t;
}
