/*
 * expr.c: the grammar of expressions (C11 6.5, with GNU's additions). Each
 * function consumes what it parses; effects are emitted as they are met.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

/* The token after `(` begins a type name. */
int expr_starts_type(Tok *t)
{
	if (t->kind != T_IDENT)
		return 0;
	switch (t->id->kw) {
	case K_NONE:
		return t->id->sym && t->id->sym->kind == S_TYPEDEF;
	case K_CHAR:
	case K_CONST:
	case K_DOUBLE:
	case K_ENUM:
	case K_FLOAT:
	case K_INT:
	case K_LONG:
	case K_RESTRICT:
	case K_SHORT:
	case K_SIGNED:
	case K_STRUCT:
	case K_UNION:
	case K_UNSIGNED:
	case K_VOID:
	case K_VOLATILE:
	case K_ALIGNAS:
	case K_ATOMIC:
	case K_BOOL:
	case K_COMPLEX:
	case K_TYPEOF:
	case K_INT128:
	case K_ATTRIBUTE:
	case K_AUTO_TYPE:
		return 1;
	}
	return 0;
}

/* ---- primary expressions ---------------------------------------- */

/* GNU: an integer with the suffix i is imaginary. */
static int expr_is_imaginary(const Tok *t)
{
	for (u32 i = 0; i < t->len; i++)
		if ((t->text[i] | 32) == 'i' || (t->text[i] | 32) == 'j')
			return 1;
	return 0;
}

static Expr *expr_number(void)
{
	Expr *e;
	Type *t;
	int type;

	if (lit_is_float(&tok)) {
		int mode;
		int imaginary;
		Node *n = flt_literal(&tok, &mode, &imaginary);

		t = type_basic(mode == M_F32 ? TY_FLOAT : mode == M_F64
			? TY_DOUBLE : TY_LDOUBLE);
		if (imaginary)
			e = ex_pair(type_complex(t), flt_special(mode, '0'),
				n);
		else
			e = ex_val(t, n);
	} else {
		u64 v = lit_int(&tok, &type);

		t = type_basic(type);
		e = ex_val(t, node_const(type_mode(t), v));
		if (expr_is_imaginary(&tok))
			e = ex_pair(type_complex(t),
				node_const(type_mode(t), 0), e->a);
	}
	tok_next();
	return e;
}

Expr *expr_string(void)
{
	Buf *b = fn_new(sizeof(Buf));
	Expr *e = ex_new(EX_STR, 0);
	int width;
	int type;

	lit_strings(b, &width, &type);
	e->str = b;
	e->type = type_array(type_basic(type), b->n / width);
	e->lvalue = 1;
	return e;
}

/* __func__ and kin: a static array of the function's name. */
static Expr *expr_func_name(void)
{
	Expr *e = ex_new(EX_STR, 0);

	e->str = fn_new(sizeof(Buf));
	if (stmt_func)
		buf_str(e->str, stmt_func->name->name);
	buf_byte(e->str, 0);
	e->type = type_array(type_qual(type_char, Q_CONST), e->str->n);
	e->lvalue = 1;
	tok_next();
	return e;
}

/* A name that was not declared is a function, as in C90; __builtin_NAME is
   the library's NAME. */
Sym *expr_implicit(Ident *id, Pos pos)
{
	Type *t = builtin_type(id);
	Sym *s;

	if (!t) {
		t = type_func(type_int);
		t->oldstyle = 1;
	}
	s = scope_add(S_FUNCTION, id, t, pos);
	s->storage = K_EXTERN;
	if (strncmp(id->name, "__builtin_", 10) == 0)
		id = ident_str(id->name + 10);
	else
		warn_at(pos, "implicit declaration of function '%s'",
			id->name, 0);
	s->obj = obj_sym(id);
	obj_global(s->obj);
	return s;
}

static Expr *expr_of_sym(Sym *s)
{
	Expr *e;

	s->used = 1;
	switch (s->kind) {
	case S_ENUMCONST:
		return ex_val(s->type, node_const(type_mode(s->type),
			s->value));
	case S_FUNCTION:
		e = ex_new(EX_FUNC, s->type);
		e->a = node_addr(s->obj, 0);
		e->sym = s;
		return e;
	}
	if (s->obj) {
		e = ex_mem(s->type, node_addr(s->obj, 0), 0);
	} else if (type_is_vla(s->type)) {
		e = ex_mem(s->type, node_local(s->var), 0);
	} else if (s->var || (func && !lower_off && s->type != type_bad)) {
		/* a parameter gets its variable when it is first named */
		if (!s->var)
			s->var = var_new(s->name, s->type);
		e = ex_of_var(s->var, s->type);
		e->is_register = s->storage == K_REGISTER;
	} else if (s->type == type_bad) {
		e = ex_bad();
	} else {
		/* only its type matters */
		e = ex_mem(s->type, node_const(M_I64, 0), 0);
	}
	e->sym = s;
	return e;
}

static Expr *expr_name(void)
{
	Ident *id = tok.id;
	Pos pos = tok.pos;
	Sym *s = id->sym;

	tok_next();
	if (id->builtin && tok.kind == '(' && (!s || !s->var)) {
		Expr *e = builtin_call(id, pos);

		if (e)
			return e;
	}
	if (!s && tok.kind == '(')
		s = expr_implicit(id, pos);
	if (!s) {
		if (strncmp(id->name, "__builtin_", 10) == 0
				&& builtin_type(id)) {
			s = expr_implicit(id, pos);
		} else {
			error_at(pos, "'%s' undeclared", id->name, 0);
			s = scope_add(S_VAR, id, type_bad, pos);
			/* a later declaration in the file goes on with it */
			if (s->depth == 0)
				s->obj = obj_sym(id);
		}
	}
	if (s->kind == S_TYPEDEF) {
		error_at(pos, "unexpected type name '%s'", id->name, 0);
		return ex_bad();
	}
	return expr_of_sym(s);
}

/* At the token after `_Generic`. */
static Expr *expr_generic(void)
{
	Pos pos = tok.pos;
	Expr *control;
	Expr *found = 0;
	Expr *other = 0;

	parse_expect('(');
	lower_off++;
	control = expr_assign();
	ex_value(control);
	lower_off--;
	while (parse_accept(',')) {
		Type *t = 0;
		Expr *e;
		int match;

		if (!parse_accept_kw(K_DEFAULT))
			t = decl_type_name();
		parse_expect(':');
		match = t && type_same_quals(t, control->type);
		if (match && found)
			error_at(pos, "_Generic: two associations match '%s'",
				type_name(control->type), 0);
		/* a default may precede what matches: it is kept, and what
		   it emits is at worst superfluous */
		lower_off += (t && !match) || found;
		e = expr_assign();
		lower_off -= (t && !match) || found;
		if (match && !found)
			found = e;
		if (!t)
			other = e;
	}
	parse_expect(')');
	if (!found)
		found = other;
	if (!found) {
		error_at(pos, "'_Generic' selector of type '%s' is not "
			"compatible with any association",
			type_name(control->type), 0);
		found = ex_bad();
	}
	return found;
}

static Expr *expr_paren(void)
{
	Expr *e;
	Pos pos = tok.pos;

	tok_next();
	if (tok.kind == '{') {
		if (!func) {
			error_at(pos, "braced-group within expression allowed "
				"only inside a function", 0, 0);
			parse_skip_parens();
			return ex_bad();
		}
		e = stmt_expression();
		parse_expect(')');
		return e;
	}
	e = expr_parse();
	parse_expect(')');
	return e;
}

static Expr *expr_primary(void)
{
	Expr *e;
	int type;
	i64 v;

	switch (tok.kind) {
	case T_NUM:
		return expr_number();
	case T_CHAR:
		v = lit_char(&tok, &type);
		tok_next();
		return ex_val(type_basic(type), node_const(
			type_mode(type_basic(type)), v));
	case T_STR:
		return expr_string();
	case '(':
		return expr_paren();
	case T_IDENT:
		if (!tok.id->kw)
			return expr_name();
		if (tok.id->kw == K_GENERIC) {
			tok_next();
			return expr_generic();
		}
		if (tok.id->kw == K_FUNC_NAME)
			return expr_func_name();
	}
	parse_expected("expression");
	e = ex_bad();
	return e;
}

/* ---- postfix and unary ------------------------------------------ */

static Expr *expr_postfix(Expr *e)
{
	for (;;) {
		Pos pos = tok.pos;
		Ident *name;
		Expr *i;

		switch (tok.kind) {
		case '[':
			tok_next();
			if (e->kind == EX_COND)
				ex_value(e);
			i = expr_parse();
			parse_expect(']');
			e = expr_index(e, i, pos);
			break;
		case '(':
			tok_next();
			e = expr_call(e, pos);
			break;
		case T_ARROW:
			e = expr_deref(e, pos);
			/* fall through */
		case '.':
			tok_next();
			name = tok.id;
			if (tok.kind != T_IDENT) {
				parse_expected("a member name");
				return e;
			}
			pos = tok.pos;
			tok_next();
			e = expr_member(e, name, pos);
			break;
		case T_INC:
			tok_next();
			e = expr_step(e, '+', 1, pos);
			break;
		case T_DEC:
			tok_next();
			e = expr_step(e, '-', 1, pos);
			break;
		default:
			return e;
		}
		e->pos = pos;
	}
}

/* sizeof and _Alignof of an expression or type */
static Expr *expr_sizeof(int align)
{
	Pos pos = tok.pos;
	Type *t = 0;
	Expr *e = 0;
	u32 a = 0;

	tok_next();
	if (tok.kind == '(' && expr_starts_type(tok_peek())) {
		tok_next();
		t = decl_type_name();
		parse_expect(')');
		if (tok.kind == '{') {
			lower_off++;
			e = expr_postfix(init_compound(t, pos));
			lower_off--;
		}
	} else {
		lower_off++;
		e = expr_cast();
		lower_off--;
	}
	if (e) {
		t = e->kind == EX_COND ? type_int : e->type;
		if (e->kind == EX_BIT && !align)
			error_at(pos, "sizeof of a bit-field", 0, 0);
		if (e->sym && e->sym->align)
			a = e->sym->align;
	}
	if (type_size(t) < 0 && !type_is_vla(t)) {
		error_at(pos, "sizeof of the incomplete type '%s'",
			type_name(t), 0);
		return ex_bad();
	}
	if (align)
		return ex_val(type_size_t, node_const(M_U64, a ? a
			: type_align(t)));
	return ex_val(type_size_t, node_conv(M_U64, expr_size_node(t)));
}

/* __real__ and __imag__ */
static Expr *expr_part(int imag, Pos pos)
{
	Expr *e = expr_cast();
	Type *t = e->type;

	if (t->kind != TY_COMPLEX) {
		ex_value(e);
		if (!type_is_arith(e->type)) {
			error_at(pos, "wrong type argument to __real__ or "
				"__imag__", 0, 0);
			return ex_bad();
		}
		return imag ? ex_val(e->type, node_conv(type_mode(e->type),
			node_const(M_I32, 0))) : e;
	}
	if (e->kind == EX_MEM) {
		int lvalue = e->lvalue;

		e = ex_mem(type_qual(t->base, t->quals), e->a, e->off
			+ (imag ? type_size(t) / 2 : 0));
		e->lvalue = lvalue;
		return e;
	}
	ex_value(e);
	return ex_val(t->base, imag ? e->b : e->a);
}

static Expr *expr_label_address(void)
{
	Label *l;
	Expr *e;
	Pos pos = tok.pos;

	tok_next();
	if (tok.kind != T_IDENT || !func) {
		parse_expected("a label");
		return ex_bad();
	}
	l = stmt_label(tok.id, pos);
	l->taken = 1;
	l->user = 1;
	tok_next();
	e = ex_val(type_ptr(type_void), node_new(N_LABEL, M_I64));
	e->a->label = l;
	return e;
}

static Expr *expr_unary(void)
{
	Pos pos = tok.pos;
	int op = tok.kind;
	Expr *e;

	switch (op) {
	case T_INC:
	case T_DEC:
		tok_next();
		return expr_step(expr_cast(), op == T_INC ? '+' : '-', 0,
			pos);
	case '&':
		tok_next();
		return expr_addr_of(expr_cast(), pos);
	case '*':
		tok_next();
		e = expr_deref(expr_cast(), pos);
		e->pos = pos;
		return e;
	case '+':
	case '-':
	case '~':
	case '!':
		tok_next();
		return expr_unary_op(op, expr_cast(), pos);
	case T_ANDAND:
		return expr_label_address();
	case T_IDENT:
		switch (tok.id->kw) {
		case K_SIZEOF:
			return expr_sizeof(0);
		case K_ALIGNOF:
			return expr_sizeof(1);
		case K_EXTENSION:
			tok_next();
			return expr_cast();
		case K_REAL:
		case K_IMAG:
			op = tok.id->kw;
			tok_next();
			return expr_part(op == K_IMAG, pos);
		}
	}
	return expr_postfix(expr_primary());
}

static Expr *expr_cast_inner(void)
{
	Pos pos = tok.pos;
	Type *t;
	Expr *e;

	if (tok.kind != '(' || !expr_starts_type(tok_peek()))
		return expr_unary();
	tok_next();
	t = decl_type_name();
	parse_expect(')');
	if (tok.kind == '{')
		return expr_postfix(init_compound(t, pos));
	e = expr_cast();
	if (t->kind == TY_VOID) {
		ex_discard(e);
		return ex_val(type_void, 0);
	}
	ex_value(e);
	e->pos = pos;
	ex_cast(e, t);
	e->lvalue = 0;
	return e;
}

/* A cast-expression. */
Expr *expr_cast(void)
{
	Expr *e;

	parse_deeper(tok.pos);
	e = expr_cast_inner();
	parse_shallower();
	return e;
}

/* ---- binary ----------------------------------------------------- */

static int expr_precedence(int op)
{
	switch (op) {
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

static Expr *expr_binary(int prec);

/* left && right (sense 0: false decides) or left || right (sense 1). */
static Expr *expr_logical(Expr *left, int sense)
{
	Expr *right;
	Label *out;

	ex_branch(left);
	if (left->a->op == N_CONST && !left->yes && !left->no) {
		int decided = (left->a->ival != 0) == sense;

		lower_off += decided;
		right = expr_binary(sense ? 2 : 3);
		ex_branch(right);
		lower_off -= decided;
		return decided ? ex_int(sense) : right;
	}
	out = sense ? left->yes : left->no;
	if (!out)
		out = label_new();
	emit_branch(left->a, sense, out);
	if (sense && left->no)
		emit_label(left->no);
	if (!sense && left->yes)
		emit_label(left->yes);
	right = expr_binary(sense ? 2 : 3);
	ex_branch(right);
	if (sense) {
		if (right->yes)
			label_forward(right->yes, out);
		right->yes = out;
	} else {
		if (right->no)
			label_forward(right->no, out);
		right->no = out;
	}
	return right;
}

static Expr *expr_binary(int prec)
{
	Expr *left = expr_cast();

	for (;;) {
		int op = tok.kind;
		int p = expr_precedence(op);
		Pos pos = tok.pos;
		Expr *right;

		if (!p || p < prec)
			return left;
		tok_next();
		if (op == T_ANDAND || op == T_OROR) {
			left = expr_logical(left, op == T_OROR);
		} else {
			/* code for the right operand must not get between
			   a condition and its labels */
			if (left->kind == EX_COND)
				ex_value(left);
			right = expr_binary(p + 1);
			left = expr_binary_op(op, left, right, pos);
		}
		left->pos = pos;
	}
}

Expr *expr_cond(void)
{
	Expr *e = expr_binary(1);
	Pos pos = tok.pos;

	if (tok.kind != '?')
		return e;
	tok_next();
	parse_deeper(pos);
	e = expr_select(e, pos);
	parse_shallower();
	return e;
}

static int expr_assign_token(int kind)
{
	switch (kind) {
	case '=':
		return '=';
	case T_MULEQ:
		return '*';
	case T_DIVEQ:
		return '/';
	case T_MODEQ:
		return '%';
	case T_ADDEQ:
		return '+';
	case T_SUBEQ:
		return '-';
	case T_SHLEQ:
		return T_SHL;
	case T_SHREQ:
		return T_SHR;
	case T_ANDEQ:
		return '&';
	case T_XOREQ:
		return '^';
	case T_OREQ:
		return '|';
	}
	return 0;
}

Expr *expr_assign(void)
{
	Expr *e = expr_cond();
	int op = expr_assign_token(tok.kind);
	Pos pos = tok.pos;
	Expr *val;

	if (!op)
		return e;
	tok_next();
	if (e->kind == EX_COND)
		ex_value(e);
	parse_deeper(pos);
	val = expr_assign();
	parse_shallower();
	return expr_assign_op(op, e, val, pos);
}

Expr *expr_parse(void)
{
	Expr *e = expr_assign();

	while (tok.kind == ',') {
		tok_next();
		ex_discard(e);
		e = expr_assign();
		e->lvalue = 0;
		if (tok.kind != ',' && (e->kind == EX_MEM
				|| e->kind == EX_VAR || e->kind == EX_BIT))
			ex_value(e);
	}
	return e;
}

/* ---- constants -------------------------------------------------- */

/* A conditional-expression that must be an integer constant; ex_bad() and a
   message if it is not. */
Expr *expr_const_value(void)
{
	Pos pos = tok.pos;
	Expr *e;
	int effects = lower_effects;

	e = expr_cond();
	ex_value(e);
	if (!ex_is_bad(e) && (!ex_is_const(e)
			|| (effects != lower_effects && !lower_off && !func)))
		error_at(pos, "expression is not an integer constant", 0, 0);
	if (!ex_is_const(e))
		return ex_val(type_int, node_const(M_I32, 1));
	return e;
}

i64 expr_const(const char *what)
{
	Pos pos = tok.pos;
	Expr *e = expr_cond();

	ex_value(e);
	if (ex_is_const(e))
		return e->a->ival;
	if (!ex_is_bad(e))
		error_at(pos, "%s is not an integer constant", what, 0);
	return 1;
}
