/*
 * decl.c: declarations (C11 6.7, 6.9): what names come to stand for, linkage
 * and tentative definitions, in files and in blocks.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

static int decl_statics;	/* static locals so far: part of their names */

int decl_starts(void)
{
	Tok *t = &tok;

	if (tok.kind != T_IDENT)
		return 0;
	if (tok.id->kw == K_EXTENSION)
		t = tok_peek();
	if (expr_starts_type(t))
		return 1;
	if (t->kind != T_IDENT)
		return 0;
	switch (t->id->kw) {
	case K_AUTO:
	case K_EXTERN:
	case K_REGISTER:
	case K_STATIC:
	case K_TYPEDEF:
	case K_INLINE:
	case K_NORETURN:
	case K_THREAD:
	case K_STATIC_ASSERT:
		return 1;
	}
	return 0;
}

void decl_static_assert(void)
{
	Pos pos = tok.pos;
	Buf b;
	int width;
	int type;
	i64 v;

	tok_next();
	parse_expect('(');
	v = expr_const("static assertion");
	memset(&b, 0, sizeof b);
	if (parse_accept(',')) {
		if (tok.kind == T_STR)
			lit_strings(&b, &width, &type);
		else
			parse_expected("a string");
	}
	if (!v)
		error_at(pos, "static assertion failed: %s", b.n
			? str_dup((const char *)b.p, b.n - 1) : "", 0);
	parse_expect(')');
	parse_expect(';');
}

/* ---- linkage ---------------------------------------------------- */

static void decl_conflict(Sym *old, Ident *name, Pos pos, const char *text)
{
	error_at(pos, text, name->name, 0);
	note_at(old->pos, "previous declaration of '%s' is here", name->name,
		0);
}

static ObjSym *decl_obj(Ident *name, Attr *attr, int is_static)
{
	ObjSym *o = obj_sym(attr->asm_name ? attr->asm_name : name);

	if (!is_static && o->bind == STB_LOCAL)
		o->bind = STB_GLOBAL;
	return o;
}

/* What is remembered on the symbol of what attributes said. */
static void decl_attrs(Sym *s, Attr *a)
{
	if (a->section)
		s->section = a->section;
	if (a->constructor)
		s->constructor = 1;
	if (a->destructor)
		s->destructor = 1;
	if (a->priority)
		s->priority = a->priority;
	if (a->used || a->constructor || a->destructor)
		s->keep = 1;
	if (a->gnu_inline)
		s->gnu_inline = 1;
	if (a->always_inline)
		s->always_inline = 1;
	if (a->common)
		s->common = a->common;
	if (a->align > s->align)
		s->align = a->align;
	if (s->obj)
		attr_symbol(a, s->obj);
}

/* A weakref or alias defines; the object resolves it at the end. */
static void decl_alias(Sym *s, Attr *a)
{
	if (a->alias)
		s->defined = 1;
}

/* The declaration at file scope that a new one with linkage joins. */
static Sym *decl_previous(int kind, Ident *name, Type *t, Pos pos)
{
	Sym *old = scope_file_sym(name);

	if (!old)
		return 0;
	if (old->kind != kind) {
		if (scope_depth > 0)
			return 0;
		decl_conflict(old, name, pos,
			"'%s' redeclared as different kind of symbol");
		return 0;
	}
	if (!type_same_quals(old->type, t)) {
		/* a declaration that was implied gives way */
		if (kind == S_FUNCTION && old->type->oldstyle
				&& !old->defined && type_same(old->type->base,
				t->base)) {
			old->type = t;
			return old;
		}
		decl_conflict(old, name, pos, "conflicting types for '%s'");
		return old;
	}
	return old;
}

static void decl_storage_check(Sym *old, int storage, Pos pos)
{
	if (old && storage == K_STATIC && old->storage != K_STATIC
			&& scope_depth == 0)
		decl_conflict(old, old->name, pos,
			"static declaration of '%s' follows non-static");
	if (old && storage == 0 && old->storage == K_STATIC
			&& old->kind == S_VAR && scope_depth == 0)
		decl_conflict(old, old->name, pos,
			"non-static declaration of '%s' follows static");
}

static Sym *decl_function(Ident *name, Type *t, Spec *spec, Attr *attr,
	Pos pos)
{
	Sym *old = decl_previous(S_FUNCTION, name, t, pos);
	Sym *s = old;
	int plain = !spec->is_inline || spec->storage == K_EXTERN;

	decl_storage_check(old, spec->storage, pos);
	if (spec->thread || spec->storage == K_REGISTER
			|| spec->storage == K_AUTO)
		error_at(pos, "invalid storage class for function '%s'",
			name->name, 0);
	if (attr->noreturn && !t->noreturn) {
		t = type_copy(t);
		t->noreturn = 1;
	}
	if (old) {
		u8 noreturn = old->type->noreturn | t->noreturn;

		if (t->oldstyle || !old->type->oldstyle)
			t = type_composite(t, old->type);
		if (noreturn && !t->noreturn) {
			t = type_copy(t);
			t->noreturn = 1;
		}
	}
	if (!old || scope_depth > 0) {
		s = scope_add(S_FUNCTION, name, t, pos);
		s->storage = spec->storage == K_STATIC
			|| (old && old->storage == K_STATIC) ? K_STATIC
			: K_EXTERN;
		s->obj = old ? old->obj
			: decl_obj(name, attr, s->storage == K_STATIC);
		s->inline_kind = spec->is_inline;
	}
	s->type = t;
	s->obj->type = STT_FUNC;
	s->inline_kind |= spec->is_inline;
	if (plain && scope_depth == 0)
		s->plain_decl = 1;
	decl_attrs(s, attr);
	decl_alias(s, attr);
	return s;
}

static Sym *decl_object(Ident *name, Type *t, Spec *spec, Attr *attr, Pos pos)
{
	Sym *old = decl_previous(S_VAR, name, t, pos);
	Sym *s = old;
	int is_static = spec->storage == K_STATIC;

	decl_storage_check(old, spec->storage, pos);
	if (old && old->thread != spec->thread && !(old->thread
			&& spec->storage == K_EXTERN))
		decl_conflict(old, name, pos,
			"thread-local declaration of '%s' follows another");
	if (old && type_same(old->type, t)) {
		t = type_qual(type_composite(t, old->type), t->quals);
		if (type_size(t) < 0)
			t = old->type;
	}
	if (!old || scope_depth > 0) {
		s = scope_add(S_VAR, name, t, pos);
		s->storage = is_static || (old && old->storage == K_STATIC)
			? K_STATIC : K_EXTERN;
		s->thread = spec->thread;
		s->obj = old ? old->obj : decl_obj(name, attr, is_static);
	}
	s->type = t;
	if (spec->thread)
		s->obj->type = STT_TLS;
	decl_attrs(s, attr);
	decl_alias(s, attr);
	return s;
}

static void decl_typedef(Ident *name, Type *t, Attr *attr, Pos pos)
{
	Sym *old = name->sym;
	Sym *s;

	if (attr->align) {
		Type *a = type_copy(t);

		a->align = attr->align;
		a->plain = type_plain(t);
		/* qualifiers and alignment make one variant */
		t = a;
	}
	if (old && old->depth == scope_depth && old->kind == S_TYPEDEF) {
		if (!type_same_quals(old->type, t))
			decl_conflict(old, name, pos,
				"conflicting types for '%s'");
		return;
	}
	if (t->kind == TY_UNION && attr->transparent)
		t->transparent = 1;
	s = scope_add(S_TYPEDEF, name, t, pos);
	s->storage = K_TYPEDEF;
}

/* ---- objects at file scope -------------------------------------- */

static void decl_file_object(Ident *name, Type *t, Spec *spec, Attr *attr,
	Pos pos)
{
	Sym *s;

	if (spec->storage == K_AUTO || spec->storage == K_REGISTER) {
		error_at(pos, "invalid storage class for '%s' at file scope",
			name->name, 0);
		return;
	}
	if (t->kind == TY_VOID && spec->storage != K_EXTERN) {
		error_at(pos, "variable '%s' declared void", name->name, 0);
		return;
	}
	s = decl_object(name, t, spec, attr, pos);
	if (parse_accept('=')) {
		if (s->defined == 1)
			decl_conflict(s, name, pos, "redefinition of '%s'");
		s->defined = 1;
		s->type = init_static(s->type, s->obj, s);
		return;
	}
	if (spec->storage != K_EXTERN && !s->defined)
		s->defined = 2;		/* tentatively */
}

/* What was defined tentatively only is zero; in order of declaration. */
static void decl_tentative(Sym *s)
{
	i64 size;
	u32 align = type_align(s->type);

	if (type_size(s->type) < 0 && s->type->kind == TY_ARRAY) {
		warn_at(s->pos, "array '%s' assumed to have one element",
			s->name->name, 0);
		s->type = type_array(s->type->base, 1);
	}
	size = type_size(s->type);
	if (size < 0) {
		error_at(s->pos, "storage size of '%s' is not known",
			s->name->name, 0);
		return;
	}
	if (s->align > align)
		align = s->align;
	if (s->type->kind == TY_ARRAY && size >= 16 && align < 16)
		align = 16;
	if (s->storage == K_STATIC || s->thread || s->section
			|| s->common == 1 || (!opt.common && s->common != 2)
			|| s->obj->bind == STB_WEAK) {
		init_zero(s, size, align);
		return;
	}
	s->obj->is_common = 1;
	s->obj->value = align;
	s->obj->size = size;
	s->obj->type = STT_OBJECT;
}

static void decl_end(void)
{
	Sym *list = 0;
	Sym *next;

	/* the scope has them latest first */
	for (Sym *s = scope_cur->syms; s; s = next) {
		next = s->next;
		s->next = list;
		list = s;
	}
	for (Sym *s = list; s; s = s->next)
		if (s->kind == S_VAR && s->defined == 2)
			decl_tentative(s);
	scope_cur->syms = list;
}

/* A static function that was declared and used but never defined is looked
   for elsewhere, so that the linker names it. */
static void decl_undefined(void)
{
	for (Sym *s = scope_cur->syms; s; s = s->next) {
		if (s->kind != S_FUNCTION || s->storage != K_STATIC
				|| s->defined || s->obj->bind != STB_LOCAL
				|| s->obj->sec || s->obj->alias)
			continue;
		if (s->used)
			warn_at(s->pos, "'%s' used but never defined",
				s->name->name, 0);
		s->obj->bind = STB_GLOBAL;
	}
}

/* ---- functions -------------------------------------------------- */

/* The declarations between an old-style declarator and its `{`. */
static void decl_old_params(Type *t)
{
	while (tok.kind != '{' && tok.kind != T_EOF) {
		Spec s;

		decl_specs(&s, 'p');
		if (!s.any) {
			parse_expected("a parameter declaration or '{'");
			return;
		}
		while (tok.kind != ';') {
			Ident *name;
			Pos pos;
			Type *pt = decl_declarator(s.type, &name, &s.attr,
				&pos);
			Param *p = t->params;

			attr_parse(&s.attr);
			while (p && p->name != name)
				p = p->next;
			if (!p || p->type)
				error_at(pos, "declaration for parameter "
					"'%s', which is not in the list",
					name ? name->name : "", 0);
			else if (pt->kind == TY_ARRAY)
				p->type = type_ptr(pt->base);
			else if (pt->kind == TY_FUNC)
				p->type = type_ptr(pt);
			else
				p->type = pt;
			if (!parse_accept(','))
				break;
		}
		parse_expect(';');
	}
}

static void decl_definition(Ident *name, Type *t, Spec *spec, Attr *attr,
	Pos pos)
{
	Sym *s;
	Sym *before = scope_file_sym(name);

	if (spec->storage == K_TYPEDEF)
		error_at(pos, "function definition declared 'typedef'", 0, 0);
	if (t->oldstyle) {
		decl_old_params(t);
		for (Param *p = t->params; p; p = p->next) {
			if (p->type)
				continue;
			p->type = type_int;
			if (opt.std != 89)
				warn_at(p->pos, "type of '%s' defaults to "
					"'int'", p->name->name, 0);
		}
		/* f() {} takes no arguments, but is no prototype */
	}
	s = decl_function(name, t, spec, attr, pos);
	if (s->defined && before == s && s->defined != 3)
		decl_conflict(s, name, pos, "redefinition of '%s'");
	s->pos = pos;
	/* 3: an inline definition that a real one may follow */
	s->defined = 1;
	if (spec->is_inline && spec->storage == K_EXTERN
			&& (opt.gnu89_inline || s->gnu_inline))
		s->defined = 3;
	func_define(s, t);
}

static void decl_external(void)
{
	Spec spec;
	int first = 1;

	lower_pos = tok.pos;
	decl_proto = 0;
	if (parse_accept(';'))
		return;
	if (parse_is_kw(K_ASM)) {
		asm_toplevel();
		return;
	}
	if (parse_is_kw(K_STATIC_ASSERT)) {
		decl_static_assert();
		return;
	}
	decl_specs(&spec, 'd');
	stmt_func_held = spec.is_inline;
	if (tok.kind == ';') {
		if (!spec.any)
			parse_expected("a declaration");
		tok_next();
		return;
	}
	for (;;) {
		Ident *name = 0;
		Pos pos;
		Attr attr;
		Type *t;

		memcpy(&attr, &spec.attr, sizeof attr);
		t = decl_declarator(spec.type, &name, &attr, &pos);
		if (!name) {
			parse_expected("an identifier or '('");
			parse_recover();
			if (tok.kind == '}')
				tok_next();
			return;
		}
		if (spec.no_type && t->kind != TY_FUNC && !spec.storage
				&& first && tok.kind != '='
				&& tok.kind != ';' && tok.kind != ',') {
			error_at(pos, "unknown type name '%s'", name->name,
				0);
			parse_recover();
			return;
		}
		if (spec.no_type && opt.std != 89)
			warn_at(pos, "type of '%s' defaults to 'int'",
				name->name, 0);
		attr.asm_name = attr_asm_name();
		attr_parse(&attr);
		t = attr_type(&attr, t, pos);
		if (t->kind == TY_FUNC && first && spec.storage != K_TYPEDEF
				&& (tok.kind == '{' || (t->oldstyle
				&& t->params && decl_starts()))) {
			decl_definition(name, t, &spec, &attr, pos);
			return;
		}
		first = 0;
		if (spec.storage == K_TYPEDEF)
			decl_typedef(name, t, &attr, pos);
		else if (t->kind == TY_FUNC)
			decl_function(name, t, &spec, &attr, pos);
		else
			decl_file_object(name, t, &spec, &attr, pos);
		if (!parse_accept(','))
			break;
		attr_parse(&spec.attr);
	}
	if (!parse_expect(';'))
		parse_recover();
}

/* ---- declarations in blocks ------------------------------------- */

static void decl_local_static(Ident *name, Type *t, Spec *spec, Attr *attr,
	Pos pos)
{
	Sym *s;
	Buf b;

	s = scope_add(S_VAR, name, t, pos);
	s->storage = K_STATIC;
	s->thread = spec->thread;
	memset(&b, 0, sizeof b);
	buf_str(&b, name->name);
	buf_byte(&b, '.');
	buf_num(&b, decl_statics++);
	s->obj = obj_sym(attr->asm_name ? attr->asm_name
		: ident((const char *)b.p, b.n));
	if (spec->thread)
		s->obj->type = STT_TLS;
	decl_attrs(s, attr);
	s->defined = 1;
	if (type_is_vla(t)) {
		error_at(pos, "storage size of '%s' is not constant",
			name->name, 0);
		return;
	}
	if (parse_accept('=')) {
		s->type = init_static(t, s->obj, s);
		return;
	}
	s->defined = 2;
	decl_tentative(s);
}

static void decl_vla(Sym *s)
{
	Stmt *st;

	if (!scope_cur->undo || stmt_undo_cur == scope_cur->undo
			|| !stmt_undo_cur->sp) {
		Undo *u = fn_new(sizeof(Undo));

		u->sp = var_temp(M_I64);
		u->outer = stmt_undo_cur;
		stmt_undo_cur = u;
		emit(ST_SPSAVE)->var = u->sp;
	}
	s->var = var_temp(M_I64);
	st = emit(ST_ALLOCA);
	st->var = s->var;
	st->a = expr_size_node(s->type);
	st->ival = type_align(s->type) > 16 ? type_align(s->type) : 0;
	if (func)
		func->uses_alloca = 1;
}

static void decl_register(Sym *s, Ident *reg)
{
	const char *n = reg->name;
	int r = target_reg(n[0] == '%' ? n + 1 : n);

	if (r < 0)
		error_at(s->pos, "invalid register name '%s'", n, 0);
	else
		s->var->asm_reg = r + 1;
}

static void decl_auto(Ident *name, Type *t, Spec *spec, Attr *attr, Pos pos)
{
	Sym *s;
	Expr *from = 0;

	if (spec->is_auto_type) {
		parse_expect('=');
		from = expr_assign();
		ex_value(from);
		t = from->type;
	}
	if (t->kind == TY_VOID) {
		error_at(pos, "variable '%s' declared void", name->name, 0);
		t = type_int;
	}
	if (name->sym && name->sym->depth == scope_depth
			&& name->sym->kind == S_VAR)
		decl_conflict(name->sym, name, pos, "redefinition of '%s'");
	s = scope_add(S_VAR, name, t, pos);
	s->storage = spec->storage;
	s->align = attr->align;
	if (type_is_vla(t)) {
		decl_vla(s);
		if (tok.kind == '=')
			error_at(pos, "variable-sized object may not be "
				"initialized", 0, 0);
	} else {
		s->var = var_new(name, t);
		if (s->align > s->var->align)
			s->var->align = s->align;
		s->var->is_volatile = (t->quals & Q_VOLATILE) != 0;
		if (attr->asm_name && spec->storage == K_REGISTER
				&& s->var->mode != M_BLK)
			decl_register(s, attr->asm_name);
		s->var->born = emit(ST_BORN);
		s->var->born->var = s->var;
	}
	if (from) {
		ex_store(ex_of_var(s->var, type_plain(t)), from);
	} else if (parse_accept('=')) {
		init_auto(s);
	} else if (type_size(t) < 0 && !type_is_vla(t)) {
		error_at(pos, "storage size of '%s' is not known",
			name->name, 0);
		s->type = type_bad;
	}
	if (attr->cleanup) {
		Undo *u = fn_new(sizeof(Undo));

		u->sym = s;
		u->cleanup = attr->cleanup;
		u->outer = stmt_undo_cur;
		stmt_undo_cur = u;
	}
}

static void decl_local_one(Ident *name, Type *t, Spec *spec, Attr *attr,
	Pos pos)
{
	if (spec->storage == K_TYPEDEF) {
		decl_typedef(name, t, attr, pos);
	} else if (t->kind == TY_FUNC) {
		decl_function(name, t, spec, attr, pos);
		if (tok.kind == '{')
			fatal_at(tok.pos, "nested functions are not "
				"supported", 0, 0);
	} else if (spec->storage == K_EXTERN) {
		decl_object(name, t, spec, attr, pos);
		if (tok.kind == '=')
			error_at(pos, "'%s' has both 'extern' and "
				"initializer", name->name, 0);
	} else if (spec->storage == K_STATIC || spec->thread) {
		decl_local_static(name, t, spec, attr, pos);
	} else {
		decl_auto(name, t, spec, attr, pos);
	}
}

void decl_local(void)
{
	Spec spec;

	if (parse_is_kw(K_STATIC_ASSERT)) {
		decl_static_assert();
		return;
	}
	decl_specs(&spec, 'd');
	if (parse_accept(';'))
		return;
	for (;;) {
		Ident *name = 0;
		Pos pos;
		Attr attr;
		Type *t;

		memcpy(&attr, &spec.attr, sizeof attr);
		lower_pos = tok.pos;
		t = decl_declarator(spec.type, &name, &attr, &pos);
		if (!name) {
			parse_expected("an identifier or '('");
			parse_recover();
			return;
		}
		attr.asm_name = attr_asm_name();
		attr_parse(&attr);
		t = attr_type(&attr, t, pos);
		decl_local_one(name, t, &spec, &attr, pos);
		if (!parse_accept(','))
			break;
		attr_parse(&spec.attr);
	}
	if (!parse_expect(';'))
		parse_recover();
}

/* ---- the unit --------------------------------------------------- */

void pragma_weak(Ident *name, Ident *target)
{
	ObjSym *s = obj_sym(name);

	s->bind = STB_WEAK;
	if (target)
		s->alias = obj_sym(target);
}

void unit_compile(void)
{
	decl_statics = 0;
	lower_begin();
	type_begin();
	scope_begin();
	record_begin();
	init_begin();
	stmt_begin();
	func_begin();
	builtin_begin();
	tok_next();
	while (tok.kind != T_EOF) {
		int errors = parse_errors;

		decl_external();
		stmt_func_held = 0;
		mem_fn_end();
		if (errors != parse_errors && tok.kind == '}')
			tok_next();
	}
	decl_end();
	if (!diag_errors)
		func_held_done();
	decl_undefined();
	for (Sym *s = scope_cur->syms; s; s = s->next)
		s->name->sym = 0;
	for (Sym *s = scope_cur->tags; s; s = s->next)
		s->name->tag = 0;
}
