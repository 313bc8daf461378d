/*
 * stmt.c: statements (C11 6.8, with GNU's additions).
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

/* a switch under construction */
struct Switch {
	struct Switch *outer;
	Type *type;
	Case *cases;
	Case **end;
	Label *other;		/* default: */
	int ncases;
};

Undo *stmt_undo_cur;
Type *stmt_result;
static Label *stmt_break;
static Label *stmt_continue;
static Undo *stmt_break_undo;
static Undo *stmt_continue_undo;
static struct Switch *stmt_switch;
static Expr *stmt_value;	/* of the last expression statement */

static void stmt_parse(void);

void stmt_begin(void)
{
	stmt_undo_cur = 0;
	stmt_break = 0;
	stmt_continue = 0;
	stmt_switch = 0;
	stmt_value = 0;
}

/* ---- leaving scopes --------------------------------------------- */

static void undo_one(Undo *u)
{
	Expr *fn;
	Expr *arg;

	if (u->sp) {
		emit(ST_SPRESTORE)->var = u->sp;
		return;
	}
	fn = ex_new(EX_FUNC, u->cleanup->type);
	fn->a = node_addr(u->cleanup->obj, 0);
	fn->sym = u->cleanup;
	if (type_is_vla(u->sym->type))
		arg = ex_val(type_ptr(u->sym->type), node_local(u->sym->var));
	else
		arg = ex_val(type_ptr(u->sym->type), node_frame(u->sym->var,
			0));
	if (u->cleanup->kind == S_FUNCTION)
		expr_call_args(fn, &arg, 1, lower_pos);
}

void stmt_undo(Undo *to)
{
	for (Undo *u = stmt_undo_cur; u && u != to; u = u->outer)
		if (!lower_dead)
			undo_one(u);
}

static int undo_is_outside(Undo *to)
{
	for (Undo *u = stmt_undo_cur; u; u = u->outer)
		if (u == to)
			return 1;
	return !to;
}

/* ---- labels ----------------------------------------------------- */

/* The label of that name in the function, made if need be. */
Label *stmt_label(Ident *name, Pos pos)
{
	Label *l = name->label;

	if (l)
		return l;
	l = label_new();
	l->name = name;
	l->pos = pos;
	name->label = l;
	return l;
}

/* After `__label__`: labels of this block alone. */
static void stmt_local_labels(void)
{
	do {
		Label *l;

		if (tok.kind != T_IDENT) {
			parse_expected("a label");
			return;
		}
		l = label_new();
		l->name = tok.id;
		l->pos = tok.pos;
		l->shadow = tok.id->label;
		l->local_next = scope_cur->labels;
		scope_cur->labels = l;
		tok.id->label = l;
		tok_next();
	} while (parse_accept(','));
	parse_expect(';');
}

void stmt_labels_leave(void)
{
	for (Label *l = scope_cur->labels; l; l = l->local_next) {
		if (!l->placed && (l->jumps || l->taken))
			error_at(l->pos, "label '%s' used but not defined",
				l->name->name, 0);
		l->name->label = l->shadow;
		l->shadow = l;		/* not of the function itself */
	}
}

static void stmt_define_label(void)
{
	Ident *name = tok.id;
	Label *l = stmt_label(name, tok.pos);
	Attr ignored;

	if (l->placed)
		error_at(tok.pos, "duplicate label '%s'", name->name, 0);
	l->placed = 1;
	l->user = 1;
	l->undo = stmt_undo_cur;
	tok_next();
	parse_expect(':');
	memset(&ignored, 0, sizeof ignored);
	attr_parse(&ignored);
	emit_label(l);
}

static void stmt_goto(void)
{
	Label *l;
	Expr *e;
	Stmt *s;

	tok_next();
	if (parse_accept('*')) {
		e = expr_parse();
		ex_cast(e, type_ptr(type_void));
		s = emit(ST_IJUMP);
		s->a = e->a;
	} else if (tok.kind == T_IDENT && !tok.id->kw) {
		l = stmt_label(tok.id, tok.pos);
		l->user = 1;
		if (l->placed && undo_is_outside(l->undo))
			stmt_undo(l->undo);
		emit_jump(l);
		tok_next();
	} else {
		parse_expected("a label");
	}
	parse_expect(';');
}

/* ---- selection -------------------------------------------------- */

static Expr *stmt_condition(void)
{
	Expr *e;

	parse_expect('(');
	e = expr_parse();
	parse_expect(')');
	ex_branch(e);
	return e;
}

/* else-if chains are a loop here, since there are very long ones */
static void stmt_if(void)
{
	Label *end = label_new();

	for (;;) {
		Label *no = label_new();
		Expr *c;

		lower_pos = tok.pos;
		tok_next();
		c = stmt_condition();
		ex_if(c, 0, no);
		stmt_parse();
		if (!parse_is_kw(K_ELSE)) {
			emit_label(no);
			break;
		}
		tok_next();
		emit_jump(end);
		emit_label(no);
		if (!parse_is_kw(K_IF)) {
			stmt_parse();
			break;
		}
	}
	emit_label(end);
}

static void switch_check(struct Switch *sw)
{
	Case **v;
	int n = 0;
	int is_unsigned = type_is_unsigned(sw->type);

	if (sw->ncases < 2)
		return;
	v = mem_fn(2 * sw->ncases * sizeof(Case *));
	for (Case *c = sw->cases; c; c = c->next)
		v[n++] = c;
	/* merge sort, bottom up */
	for (int w = 1; w < n; w *= 2) {
		Case **to = v + n;

		for (int i = 0; i < n; i += 2 * w) {
			int a = i;
			int b = i + w < n ? i + w : n;
			int ae = b;
			int be = i + 2 * w < n ? i + 2 * w : n;

			for (int k = i; k < be; k++) {
				int left = a < ae && (b >= be
					|| (is_unsigned ? (u64)v[a]->lo
					<= (u64)v[b]->lo
					: v[a]->lo <= v[b]->lo));

				to[k] = left ? v[a++] : v[b++];
			}
		}
		memcpy(v, to, n * sizeof(Case *));
	}
	for (int i = 1; i < n; i++) {
		int clash = is_unsigned ? (u64)v[i]->lo <= (u64)v[i - 1]->hi
			: v[i]->lo <= v[i - 1]->hi;

		if (clash) {
			error_at(v[i]->pos, "duplicate case value", 0, 0);
			note_at(v[i - 1]->pos, "previously used here", 0, 0);
		}
	}
}

static void stmt_switch_parse(void)
{
	struct Switch sw;
	Label *outer_break = stmt_break;
	Undo *outer_undo = stmt_break_undo;
	Expr *e;
	Stmt *s;
	Stmt *keep;

	memset(&sw, 0, sizeof sw);
	tok_next();
	parse_expect('(');
	e = expr_parse();
	parse_expect(')');
	ex_promote(e);
	if (!ex_is_bad(e) && (!type_is_int(e->type) || e->b)) {
		error_at(e->pos, "switch quantity is not an integer", 0, 0);
		e = ex_bad();
	}
	sw.type = type_real(e->type);
	sw.end = &sw.cases;
	sw.outer = stmt_switch;
	stmt_switch = &sw;
	stmt_break = label_new();
	stmt_break_undo = stmt_undo_cur;
	keep = func ? func->last : 0;
	s = emit(ST_SWITCH);
	s->a = ex_scalar(e);
	s->mode = type_mode(sw.type);
	if (func && func->last == keep)
		s = 0;		/* not reached */
	stmt_parse();
	switch_check(&sw);
	if (!sw.other) {
		sw.other = stmt_break;
		if (s)
			sw.other->jumps++;
	}
	if (s) {
		s->label = sw.other;
		s->u.cases = sw.cases;
	}
	emit_label(stmt_break);
	stmt_switch = sw.outer;
	stmt_break = outer_break;
	stmt_break_undo = outer_undo;
}

static i64 case_value(void)
{
	Expr *e = expr_const_value();

	if (!ex_is_bad(e) && type_is_int(e->type))
		ex_cast(e, stmt_switch->type);
	return e->a->ival;
}

static Label *case_label(void)
{
	Label *l = label_new();

	l->user = 1;
	l->taken = 1;
	return l;
}

static void stmt_case(void)
{
	struct Switch *sw = stmt_switch;
	Case *c = fn_new(sizeof(Case));

	c->pos = tok.pos;
	if (!sw) {
		error_at(tok.pos, "case label not within a switch statement",
			0, 0);
		tok_next();
		expr_cond();
		parse_accept(':');
		return;
	}
	tok_next();
	c->lo = case_value();
	c->hi = c->lo;
	if (parse_accept(T_ELLIPSIS))
		c->hi = case_value();
	parse_expect(':');
	c->label = case_label();
	emit_label(c->label);
	if (type_is_unsigned(sw->type) ? (u64)c->hi < (u64)c->lo
			: c->hi < c->lo) {
		warn_at(c->pos, "empty range specified", 0, 0);
		return;
	}
	*sw->end = c;
	sw->end = &c->next;
	sw->ncases++;
}

static void stmt_default(void)
{
	struct Switch *sw = stmt_switch;

	if (!sw)
		error_at(tok.pos, "'default' label not within a switch "
			"statement", 0, 0);
	else if (sw->other)
		error_at(tok.pos, "multiple default labels in one switch", 0,
			0);
	tok_next();
	parse_expect(':');
	if (!sw)
		return;
	sw->other = case_label();
	emit_label(sw->other);
}

/* ---- loops ------------------------------------------------------ */

/* What a loop hides of the loop around it. */
struct Loop {
	Label *outer_break;
	Label *outer_continue;
	Undo *break_undo;
	Undo *continue_undo;
};

static void loop_enter(struct Loop *l)
{
	l->outer_break = stmt_break;
	l->outer_continue = stmt_continue;
	l->break_undo = stmt_break_undo;
	l->continue_undo = stmt_continue_undo;
	stmt_break = label_new();
	stmt_continue = label_new();
	stmt_break_undo = stmt_undo_cur;
	stmt_continue_undo = stmt_undo_cur;
}

static void loop_leave(struct Loop *l)
{
	emit_label(stmt_break);
	stmt_break = l->outer_break;
	stmt_continue = l->outer_continue;
	stmt_break_undo = l->break_undo;
	stmt_continue_undo = l->continue_undo;
}

/* Part of a loop's head: compiled now, placed after the body. */
static void loop_side_begin(struct Side *s)
{
	side_begin(s);
	lower_dead = 0;
}

/* Body, step, test: the test is at the bottom, jumped to at first. */
static void loop_body(Expr *cond, struct Side *test, struct Side *step)
{
	Label *head = label_new();
	Label *at_test = label_new();
	int endless = !cond || (cond->a->op == N_CONST && cond->a->ival
		&& !cond->yes && !cond->no);
	Pos pos = lower_pos;

	if (!endless)
		emit_jump(at_test);
	emit_label_loop(head);
	stmt_parse();
	lower_pos = pos;
	emit_label(stmt_continue);
	if (step)
		side_emit(step);
	emit_label(at_test);
	if (endless) {
		emit_jump(head);
		return;
	}
	side_emit(test);
	ex_if(cond, 1, head);
}

static void stmt_while(void)
{
	struct Loop loop;
	struct Side test;
	Expr *c;

	tok_next();
	loop_enter(&loop);
	loop_side_begin(&test);
	c = stmt_condition();
	side_end(&test);
	loop_body(c, &test, 0);
	loop_leave(&loop);
}

static void stmt_for(void)
{
	struct Loop loop;
	struct Side test;
	struct Side step;
	Expr *c = 0;

	tok_next();
	parse_expect('(');
	scope_enter();
	if (decl_starts()) {
		decl_local();
	} else {
		if (tok.kind != ';')
			ex_discard(expr_parse());
		parse_expect(';');
	}
	loop_enter(&loop);
	loop_side_begin(&test);
	if (tok.kind != ';') {
		c = expr_parse();
		ex_branch(c);
	}
	side_end(&test);
	parse_expect(';');
	loop_side_begin(&step);
	if (tok.kind != ')')
		ex_discard(expr_parse());
	side_end(&step);
	parse_expect(')');
	loop_body(c, &test, &step);
	loop_leave(&loop);
	if (!lower_dead)
		stmt_undo(scope_cur->undo);
	stmt_undo_cur = scope_cur->undo;
	scope_leave();
}

static void stmt_do(void)
{
	struct Loop loop;
	Label *head = label_new();
	Expr *c;

	tok_next();
	loop_enter(&loop);
	emit_label_loop(head);
	stmt_parse();
	emit_label(stmt_continue);
	if (!parse_accept_kw(K_WHILE))
		parse_expected("'while'");
	lower_pos = tok.pos;
	c = stmt_condition();
	ex_if(c, 1, head);
	parse_expect(';');
	loop_leave(&loop);
}

static void stmt_leave_loop(Label *l, Undo *to, const char *what)
{
	if (l) {
		stmt_undo(to);
		emit_jump(l);
	} else {
		error_at(tok.pos, "%s statement not within loop or switch",
			what, 0);
	}
	tok_next();
	parse_expect(';');
}

/* ---- return ----------------------------------------------------- */

static void stmt_return_value(Expr *e, Pos pos)
{
	Stmt *s;
	Node *n = 0;

	if (stmt_result->kind == TY_VOID) {
		if (e->kind == EX_COND || e->type->kind != TY_VOID)
			warn_at(pos, "'return' with a value, in function "
				"returning void", 0, 0);
		ex_discard(e);
	} else {
		ex_assign_to(e, stmt_result, pos, "return", 0);
		if (ex_is_bad(e))
			return;
		n = type_mode(stmt_result) == M_BLK ? ex_block(e) : e->a;
		if (stmt_undo_cur)
			n = node_temp(n);
	}
	stmt_undo(0);
	s = emit(ST_RET);
	s->a = n;
}

static void stmt_return(void)
{
	Pos pos = tok.pos;

	tok_next();
	if (tok.kind == ';') {
		if (stmt_result->kind != TY_VOID && opt.std != 89)
			warn_at(pos, "'return' with no value, in function "
				"returning non-void", 0, 0);
		stmt_undo(0);
		emit(ST_RET);
	} else {
		stmt_return_value(expr_parse(), pos);
	}
	parse_expect(';');
}

/* ---- blocks ----------------------------------------------------- */

static void stmt_expr(void)
{
	Expr *e = expr_parse();

	/* the value is kept if this may be the last of ({ ... }) */
	if (tok.kind == ';' && tok_peek()->kind == '}'
			&& stmt_value) {
		ex_value(e);
		stmt_value = e;
	} else {
		ex_discard(e);
	}
	if (!parse_expect(';'))
		parse_recover();
}

/* At the token after `{`, up to the `}`. */
void stmt_list(void)
{
	while (tok.kind != '}' && tok.kind != T_EOF) {
		int errors = parse_errors;
		Tok first;

		memcpy(&first, &tok, sizeof first);

		if (parse_accept_kw(K_LABEL)) {
			stmt_local_labels();
			continue;
		}
		if (decl_starts() && !(tok.kind == T_IDENT && !tok.id->kw
				&& tok_peek()->kind == ':')) {
			lower_pos = tok.pos;
			decl_local();
			if (stmt_value)
				stmt_value = ex_val(type_void, 0);
		} else {
			stmt_parse();
		}
		/* an error that did not move would be met again */
		if (errors != parse_errors && tok.kind != '}'
				&& memcmp(&first, &tok, sizeof first) == 0)
			tok_next();
	}
}

static void stmt_leave_scope(void)
{
	stmt_undo(scope_cur->undo);
	stmt_undo_cur = scope_cur->undo;
	stmt_labels_leave();
	scope_leave();
}

static void stmt_block(void)
{
	tok_next();
	scope_enter();
	stmt_list();
	stmt_leave_scope();
	parse_expect('}');
}

/* At the `{` of ({ ... }). */
Expr *stmt_expression(void)
{
	Expr *outer = stmt_value;
	Expr *e;
	Pos pos = lower_pos;

	parse_deeper(tok.pos);
	tok_next();
	scope_enter();
	stmt_value = ex_val(type_void, 0);
	stmt_list();
	e = stmt_value;
	if (stmt_undo_cur != scope_cur->undo)
		e = ex_temp(e);
	stmt_leave_scope();
	parse_expect('}');
	stmt_value = outer;
	lower_pos = pos;
	parse_shallower();
	e->lvalue = 0;
	return e;
}

static int stmt_keyword(void)
{
	switch (tok.id->kw) {
	case K_IF:
		stmt_if();
		return 1;
	case K_WHILE:
		stmt_while();
		return 1;
	case K_DO:
		stmt_do();
		return 1;
	case K_FOR:
		stmt_for();
		return 1;
	case K_SWITCH:
		stmt_switch_parse();
		return 1;
	case K_GOTO:
		stmt_goto();
		return 1;
	case K_RETURN:
		stmt_return();
		return 1;
	case K_BREAK:
		stmt_leave_loop(stmt_break, stmt_break_undo, "break");
		return 1;
	case K_CONTINUE:
		stmt_leave_loop(stmt_continue, stmt_continue_undo,
			"continue");
		return 1;
	case K_ASM:
		asm_statement();
		return 1;
	case K_ELSE:
		error_at(tok.pos, "'else' without a previous 'if'", 0, 0);
		tok_next();
		return 1;
	}
	return 0;
}

/* Labels in front of a statement; 1 if nothing follows them. */
static int stmt_label_prefix(void)
{
	for (;;) {
		if (parse_is_kw(K_CASE))
			stmt_case();
		else if (parse_is_kw(K_DEFAULT)
				&& tok_peek()->kind == ':')
			stmt_default();
		else if (tok.kind == T_IDENT && !tok.id->kw
				&& tok_peek()->kind == ':')
			stmt_define_label();
		else
			return 0;
		if (tok.kind == '}')
			return 1;	/* GNU, and C2x */
	}
}

static void stmt_parse(void)
{
	Expr *value = stmt_value;

	parse_deeper(tok.pos);
	lower_pos = tok.pos;
	if (stmt_label_prefix()) {
		parse_shallower();
		return;
	}
	lower_pos = tok.pos;
	if (value)
		stmt_value = ex_val(type_void, 0);
	if (tok.kind == '{') {
		stmt_value = 0;
		stmt_block();
		stmt_value = value ? ex_val(type_void, 0) : 0;
	} else if (tok.kind == ';') {
		tok_next();
	} else if (tok.kind != T_IDENT || !tok.id->kw) {
		stmt_expr();
	} else if (parse_is_kw(K_ATTRIBUTE)) {
		Attr ignored;		/* fallthrough */

		memset(&ignored, 0, sizeof ignored);
		attr_parse(&ignored);
		parse_accept(';');
	} else if (decl_starts()) {
		/* after a label, as C2x has it */
		decl_local();
	} else {
		Expr *in = stmt_value;

		stmt_value = 0;
		if (!stmt_keyword()) {
			stmt_value = in;
			stmt_expr();
		} else {
			stmt_value = in;
		}
	}
	parse_shallower();
}
