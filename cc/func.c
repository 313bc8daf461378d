/*
 * func.c: function definitions (C11 6.9.1): parameters, the body, and
 * whether code is emitted: now, at the end of the unit if something needs it
 * (inline functions), or never.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

/* An inline function that waits to see whether it is needed. */
struct Held {
	Held *next;
	Func *f;
	Sym *sym;
	u8 done;
};

Sym *stmt_func;
u8 stmt_func_held;
static Held *func_held;
static Held **func_held_end;

void func_begin(void)
{
	stmt_func = 0;
	stmt_func_held = 0;
	func_held = 0;
	func_held_end = &func_held;
}

static Sym *param_sym(Param *p)
{
	Sym *s = p->sym;

	if (type_size(p->type) < 0 && !type_is_vla(p->type)) {
		error_at(p->pos, "parameter '%s' has incomplete type",
			p->name ? p->name->name : "", 0);
		p->type = type_int;
	}
	if (!s) {
		s = mem_new(sizeof(Sym));
		s->kind = S_VAR;
		s->name = p->name;
		s->pos = p->pos;
		p->sym = s;
	}
	s->type = p->type;
	s->depth = scope_depth;
	if (p->name && p->name->sym && p->name->sym->depth == scope_depth)
		error_at(p->pos, "redefinition of parameter '%s'",
			p->name->name, 0);
	s->next = scope_cur->syms;
	scope_cur->syms = s;
	if (p->name) {
		s->outer = p->name->sym;
		p->name->sym = s;
	}
	return s;
}

static void function_params(Type *t)
{
	int n = 0;
	Var **v;
	Var *narrow;

	for (Param *p = t->params; p; p = p->next)
		n++;
	v = fn_new((n + 1) * sizeof(Var *));
	n = 0;
	for (Param *p = t->params; p; p = p->next) {
		Sym *s = param_sym(p);

		/* an array size may have named it already */
		if (!s->var)
			s->var = var_new(p->name, p->type);
		s->var->is_param = 1;
		s->var->is_volatile = (p->type->quals & Q_VOLATILE) != 0;
		v[n++] = s->var;
	}
	func_params(v, n);
	if (!t->oldstyle)
		return;
	for (Param *p = t->params; p; p = p->next) {
		if (p->type->kind != TY_FLOAT)
			continue;
		/* an old-style float comes as a double */
		narrow = var_new(p->name, p->type);
		p->sym->var->mode = M_F64;
		p->sym->var->size = 8;
		p->sym->var->align = 8;
		p->sym->var->type = type_basic(TY_DOUBLE);
		emit_set(narrow, node_local(p->sym->var));
		p->sym->var = narrow;
	}
}

static Section *function_section(Sym *s)
{
	Buf b;

	if (s->section)
		return obj_section(s->section, SHT_PROGBITS,
			SHF_ALLOC | SHF_EXECINSTR);
	if (!opt.function_sections)
		return sec_text;
	memset(&b, 0, sizeof b);
	buf_str(&b, ".text.");
	buf_str(&b, s->name->name);
	return obj_section(str_dup((const char *)b.p, b.n), SHT_PROGBITS,
		SHF_ALLOC | SHF_EXECINSTR);
}

/* Its address, in the table of what runs before or after main. */
static void function_table(Sym *s, const char *name, int type)
{
	Section *sec;
	Buf b;
	int p = s->priority;

	memset(&b, 0, sizeof b);
	buf_str(&b, name);
	if (p > 0 && p < 65535) {
		buf_byte(&b, '.');
		for (int div = 10000; div; div /= 10)
			buf_byte(&b, '0' + p / div % 10);
	}
	sec = obj_section(str_dup((const char *)b.p, b.n), type,
		SHF_ALLOC | SHF_WRITE);
	sec_align(sec, 8);
	obj_reloc_abs(sec, sec_here(sec), s->obj, 0, 8);
}

static void function_emit(Func *f, Sym *s)
{
	f->sec = function_section(s);
	func_resume(f);
	sec_cur = f->sec;
	gen_func(f);
	func = 0;
	if (s->constructor)
		function_table(s, ".init_array", SHT_INIT_ARRAY);
	if (s->destructor)
		function_table(s, ".fini_array", SHT_FINI_ARRAY);
}

/* Is an inline function, now that all is known, emitted here? */
static int function_needed(Sym *s)
{
	if (s->keep)
		return 1;
	if (s->storage == K_STATIC)
		return s->obj->referenced;
	if (s->defined != 3 && (opt.gnu89_inline || s->gnu_inline
			|| s->plain_decl))
		return 1;
	if (!s->always_inline || !s->obj->referenced)
		return 0;
	/* there may be no other definition: calls of this one are not inlined
	   here, so it gets a body of its own */
	s->obj->bind = STB_LOCAL;
	return 1;
}

/* Held functions may refer to each other, so it goes round until nothing
   more is needed. */
void func_held_done(void)
{
	int again = 1;

	while (again) {
		again = 0;
		for (Held *h = func_held; h; h = h->next) {
			if (h->done || !function_needed(h->sym))
				continue;
			h->done = 1;
			again = 1;
			function_emit(h->f, h->sym);
			mem_fn_end();
		}
	}
}

static void function_hold(Sym *s)
{
	Held *h = mem_new(sizeof(Held));

	h->f = func;
	h->sym = s;
	*func_held_end = h;
	func_held_end = &h->next;
}

static void function_labels(void)
{
	for (Label *l = func->labels; l; l = l->next) {
		if (!l->name || l->shadow == l)
			continue;
		if (!l->placed)
			error_at(l->pos, "label '%s' used but not defined",
				l->name->name, 0);
		l->name->label = 0;
	}
}

static void function_end(Sym *s)
{
	lower_pos = tok.pos;
	func->end = tok.pos;
	if (!lower_dead) {
		stmt_undo(0);
		emit(ST_RET)->a = str_eq(s->name->name, "main")
			&& stmt_result->kind == TY_INT
			? node_const(M_I32, 0) : 0;
	}
	function_labels();
	func_resolve();
}

/* The body of s, declared as t, at its `{`. */
void func_define(Sym *s, Type *t)
{
	if (decl_proto)
		func = decl_proto;
	else
		func_new();
	decl_proto = 0;
	lower_dead = 0;
	func->name = s->name;
	func->sym = s->obj;
	func->type = t;
	func->pos = s->pos;
	stmt_func = s;
	stmt_result = type_plain(t->base);
	stmt_undo_cur = 0;
	if (type_size(stmt_result) < 0)
		error_at(s->pos, "return type is the incomplete type '%s'",
			type_name(stmt_result), 0);
	scope_enter();
	function_params(t);
	if (!parse_expect('{'))
		parse_recover();
	else
		stmt_list();
	function_end(s);
	stmt_undo_cur = 0;
	stmt_labels_leave();
	scope_leave();
	stmt_func = 0;
	if (diag_errors)
		;
	else if (!stmt_func_held)
		function_emit(func, s);
	else if (s->defined != 3 || s->always_inline)
		function_hold(s);
	func = 0;
	lower_dead = 0;
	/* the token after it is read last: it may be a pragma */
	parse_expect('}');
}
