/*
 * init.c: initialisers (C11 6.7.9, with GNU's ranges and old designators).
 * A static object's values go straight into its image (image.c). Those of an
 * automatic one become a list of values and places, and then stores; large
 * constant ones are copied from an image in .rodata.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "init.h"
#include "../libc/libc.h"

enum { CHUNKS_MAX = 64 };	/* bytes that are stored piece by piece */

struct Init *init_cur;

static void init_object(Type *t, i64 off);
static i64 init_list(Type *t, i64 off, int braced, int designated);

void init_begin(void)
{
	init_cur = 0;
	image_begin();
}

/* ---- values ----------------------------------------------------- */

static i64 item_end(Expr *to)
{
	if (to->kind == EX_BIT)
		return (to->off * 8 + to->bit + to->width + 7) / 8;
	return to->off + type_size(to->type);
}

static void item_add(Expr *to, Expr *val)
{
	Item *i = fn_new(sizeof(Item));

	i->to = to;
	i->val = val;
	*init_cur->end = i;
	init_cur->end = &i->next;
}

static void init_value(Expr *to, Expr *val)
{
	Pos pos = val->pos;

	ex_assign_to(val, to->type, pos, "initialization", 0);
	if (ex_is_bad(val))
		return;
	if (to->off < init_cur->high && to->kind != EX_BIT)
		init_cur->out_of_order = 1;
	if (init_cur->is_static)
		image_put(to, val, pos);
	else
		item_add(to, val);
	if (item_end(to) > init_cur->high)
		init_cur->high = item_end(to);
}

static Expr *init_place(Type *t, i64 off, Member *m)
{
	Expr *to = ex_mem(t, 0, off);

	if (m && m->width >= 0) {
		to->kind = EX_BIT;
		to->bit = m->bit;
		to->width = m->width;
	}
	return to;
}

static int init_is_chars(Type *t, Expr *e)
{
	Type *x;

	if (t->kind != TY_ARRAY || e->kind != EX_STR)
		return 0;
	x = type_real(t->base);
	if (!type_is_int(x) || x->kind == TY_BOOL)
		return 0;
	return type_size(x) == type_size(e->type->base)
		&& (type_size(x) > 1 || x->kind <= TY_UCHAR);
}

/* A string literal as the value of an array of characters: how many. */
static i64 init_chars(Type *t, i64 off, Expr *e)
{
	i64 width = type_size(t->base);
	i64 n = e->str->n / width;
	i64 count = t->count >= 0 ? t->count : n;
	Type *el = type_plain(t->base);

	if (n > count) {
		if (n > count + 1)
			warn_at(e->pos, "initializer-string for array of "
				"'%s' is too long", type_name(t->base), 0);
		n = count;
	}
	if (init_cur->is_static) {
		if (off < init_cur->high)
			image_forget(off, count * width);
		image_room(off + count * width);
		if (n)
			memcpy(init_cur->image.p + off, e->str->p, n * width);
	} else {
		for (i64 i = 0; i < n; i++) {
			Node *c = node_const(type_mode(el),
				get_le(e->str->p + i * width, width));

			item_add(init_place(el, off + i * width, 0),
				ex_val(el, c));
		}
	}
	if (off + count * width > init_cur->high)
		init_cur->high = off + count * width;
	return count;
}

/* ---- parsing ---------------------------------------------------- */

static Expr *init_pending(void)
{
	if (!init_cur->pending) {
		lower_pos = tok.pos;
		init_cur->pending = expr_assign();
		init_cur->pending->pos = lower_pos;
		if (init_cur->pending->kind != EX_STR
				&& init_cur->pending->type->kind != TY_ARRAY)
			ex_value(init_cur->pending);
	}
	return init_cur->pending;
}

static int init_is_aggregate(Type *t)
{
	return t->kind == TY_ARRAY || type_is_record(t)
		|| t->kind == TY_VECTOR;
}

/* An object of a known place inside the one being initialised; m: the
   member, if it is one. */
static void init_member(Type *t, i64 off, Member *m)
{
	Expr *e;

	if (!init_cur->pending && tok.kind == '{') {
		if (m && m->width >= 0) {
			tok_next();
			init_member(t, off, m);
			parse_accept(',');
			parse_expect('}');
		} else {
			init_object(t, off);
		}
		return;
	}
	e = init_pending();
	if (init_is_chars(t, e)) {
		init_cur->pending = 0;
		init_chars(t, off, e);
		return;
	}
	if (init_is_aggregate(t) && !ex_is_bad(e)
			&& (t->kind == TY_ARRAY || e->kind == EX_STR
			|| !type_same(t, e->type))
			&& !(t->kind == TY_VECTOR
			&& e->type->kind == TY_VECTOR)) {
		init_list(t, off, 0, 0);
		return;
	}
	init_cur->pending = 0;
	init_value(init_place(t, off, m), e);
}

/* At a designator's `[` (consumed): its range. */
static void init_range(Type *t, i64 *lo, i64 *hi)
{
	Pos pos = tok.pos;

	*lo = expr_const("array index in initializer");
	*hi = *lo;
	if (parse_accept(T_ELLIPSIS))
		*hi = expr_const("array index in initializer");
	parse_expect(']');
	if (*lo < 0 || *hi < *lo || (t->count >= 0 && *hi >= t->count)
			|| *hi > 1L << 40) {
		error_at(pos, "array index in initializer exceeds array "
			"bounds", 0, 0);
		*lo = 0;
		*hi = 0;
	}
}

/* The value of one element is also that of the n after it. */
static void init_repeat(i64 off, i64 size, i64 n, Item **from, int patches)
{
	struct Init *in = init_cur;
	int stop = in->npatches;

	if (in->is_static) {
		image_room(off + (n + 1) * size);
		for (i64 k = 1; k <= n; k++) {
			memcpy(in->image.p + off + k * size,
				in->image.p + off, size);
			for (int i = patches; i < stop; i++)
				image_patch(in->patches[i].off + k * size,
					in->patches[i].size,
					in->patches[i].n);
		}
	} else {
		Item **end = in->end;

		for (Item *i = *from; i; i = i->next) {
			if (type_mode(type_plain(i->to->type)) != M_BLK)
				ex_temp(i->val);
			if (&i->next == end)
				break;
		}
		for (i64 k = 1; k <= n; k++) {
			for (Item *i = *from; i; i = i->next) {
				Expr *to = ex_copy(i->to);

				to->off += k * size;
				item_add(to, ex_copy(i->val));
				if (&i->next == end)
					break;
			}
		}
	}
	if (off + (n + 1) * size > in->high)
		in->high = off + (n + 1) * size;
}

/* After a designator: a further one, or `=` (or nothing, as GNU had it). */
static void init_designated(Type *t, i64 off, Member *m)
{
	if (tok.kind == '.' || tok.kind == '[') {
		init_list(t, off, 0, 1);
		return;
	}
	parse_accept('=');
	init_member(t, off, m);
}

/* After an element: does the list of this aggregate go on? */
static int init_goes_on(int braced, int full)
{
	Tok *t;

	if (init_cur->comma) {
		if (braced)
			init_cur->comma = 0;
		return braced;
	}
	if (tok.kind != ',')
		return 0;
	if (braced) {
		tok_next();
		return tok.kind != '}';
	}
	if (full)
		return 0;
	t = tok_peek();
	if (t->kind == '}' || t->kind == '.' || t->kind == '[')
		return 0;
	tok_next();
	if (tok.kind == T_IDENT && tok_peek()->kind == ':')
		init_cur->comma = 1;
	return !init_cur->comma;
}

static void init_excess(void)
{
	Expr *e;

	warn_at(tok.pos, "excess elements in initializer", 0, 0);
	if (!init_cur->pending && tok.kind == '{') {
		struct Init *in = init_cur;
		struct Init skip;

		/* parsed for nothing */
		memset(&skip, 0, sizeof skip);
		skip.end = &skip.first;
		init_cur = &skip;
		lower_off++;
		init_list(type_array(type_int, -1), 0, 1, 0);
		lower_off--;
		init_cur = in;
		return;
	}
	e = init_pending();
	ex_discard(e);
	init_cur->pending = 0;
}

/* Elements of an array or vector; how many there are then. */
static i64 init_array(Type *t, i64 off, int braced, int designated)
{
	i64 size = type_size(t->base);
	i64 i = 0;
	i64 count = 0;

	if (braced && tok.kind == '}')
		return 0;
	do {
		i64 hi = i;

		parse_deeper(tok.pos);
		if (!init_cur->pending && tok.kind == '['
				&& (braced || designated)) {
			Item **from = init_cur->end;
			int patches = init_cur->npatches;

			tok_next();
			init_range(t, &i, &hi);
			designated = 0;
			init_designated(t->base, off + i * size, 0);
			if (hi > i)
				init_repeat(off + i * size, size, hi - i,
					from, patches);
			i = hi;
		} else if (t->count >= 0 && i >= t->count) {
			init_excess();
		} else {
			init_member(t->base, off + i * size, 0);
		}
		parse_shallower();
		i++;
		if (i > count)
			count = i;
	} while (init_goes_on(braced, t->count >= 0 && i >= t->count));
	return count;
}

static Member *init_next_member(Type *t, Member *m)
{
	if (t->kind == TY_UNION && m)
		return 0;
	m = m ? m->next : type_members(t);
	while (m && !m->name && (m->width >= 0 || !type_is_record(m->type)))
		m = m->next;
	return m;
}

/* The direct member that is, or holds, the one of that name. */
static Member *init_find_member(Type *t, Ident *name)
{
	for (Member *m = type_members(t); m; m = m->next) {
		i64 off = 0;

		if (m->name == name && name)
			return m;
		if (!m->name && m->width < 0 && type_is_record(m->type)
				&& member_find(m->type, name, &off))
			return m;
	}
	return 0;
}

/* The value of the member called name, inside anonymous ones too. */
static void init_named(Member *m, i64 off, Ident *name)
{
	while (m && m->name != name) {
		off += m->offset;
		m = init_find_member(m->type, name);
	}
	if (m)
		init_designated(m->type, off + m->offset, m);
}

static void init_record(Type *t, i64 off, int braced, int designated)
{
	Member *m = init_next_member(t, 0);

	if (braced && tok.kind == '}')
		return;
	do {
		int dot = tok.kind == '.';

		parse_deeper(tok.pos);
		if (!init_cur->pending && (braced || designated) && (dot
				|| (tok.kind == T_IDENT
				&& tok_peek()->kind == ':'))) {
			Ident *name;

			if (dot)
				tok_next();
			name = tok.kind == T_IDENT ? tok.id : 0;
			m = name ? init_find_member(t, name) : 0;
			if (!m) {
				error_at(tok.pos, "no member named '%s' in "
					"'%s'", parse_token(&tok),
					type_name(t));
				m = init_next_member(t, 0);
				name = m ? m->name : 0;
			}
			tok_next();
			if (!dot)
				tok_next();
			designated = 0;
			if (m)
				init_named(m, off, name);
		} else if (!m) {
			init_excess();
		} else {
			init_member(m->type, off + m->offset, m);
		}
		parse_shallower();
		if (m)
			m = init_next_member(t, m);
	} while (init_goes_on(braced, !m));
}

/* The members of an aggregate; designated: a designator comes first. */
static i64 init_list(Type *t, i64 off, int braced, int designated)
{
	i64 n = 0;

	if (braced)
		parse_expect('{');
	if (t->kind == TY_ARRAY || t->kind == TY_VECTOR) {
		if (designated && tok.kind != '[')
			parse_expected("'['");
		n = init_array(t, off, braced, designated);
	} else if (type_is_record(t)) {
		if (type_size(t) < 0)
			error_at(tok.pos, "initializer for the incomplete "
				"type '%s'", type_name(t), 0);
		if (!braced && !designated && !init_next_member(t, 0)) {
			/* an empty structure takes nothing */
			return 0;
		}
		init_record(t, off, braced, designated);
	} else {
		error_at(tok.pos, "designator in initializer for the scalar "
			"type '%s'", type_name(t), 0);
		parse_recover();
	}
	if (braced)
		parse_expect('}');
	return n;
}

/* At a `{`: a whole object. */
static void init_object(Type *t, i64 off)
{
	Expr *e;

	parse_deeper(tok.pos);
	if (init_is_aggregate(t)) {
		/* { "text" } for an array of characters */
		if (t->kind == TY_ARRAY && type_is_int(t->base)
				&& tok_peek()->kind == T_STR) {
			tok_next();
			e = init_pending();
			if (init_is_chars(t, e)) {
				init_cur->pending = 0;
				init_cur->count = init_chars(t, off,
					e);
			} else {
				init_cur->count = init_array(t, off,
					1, 0);
			}
			parse_accept(',');
			parse_expect('}');
		} else {
			init_cur->count = init_list(t, off, 1, 0);
		}
	} else {
		tok_next();
		if (tok.kind == '}') {
			/* GNU and C2x: {} is zero */
			init_value(init_place(t, off, 0), ex_int(0));
		} else {
			init_member(t, off, 0);
		}
		parse_accept(',');
		while (tok.kind != '}' && tok.kind != T_EOF) {
			init_excess();
			if (!parse_accept(','))
				break;
		}
		parse_expect('}');
	}
	parse_shallower();
}

/* GNU: an array from a compound literal, whole. */
static i64 init_from_array(Type *t, Expr *e)
{
	if (e->kind != EX_MEM || e->type->kind != TY_ARRAY
			|| !type_same(t->base, e->type->base)
			|| (t->count >= 0 && t->count != e->type->count)) {
		if (!ex_is_bad(e))
			error_at(e->pos, "invalid initializer", 0, 0);
		return 1;
	}
	if (init_cur->is_static)
		image_put(init_place(e->type, 0, 0), e, e->pos);
	else
		item_add(init_place(e->type, 0, 0), e);
	return e->type->count;
}

/* A whole initialiser; the type, completed by it. */
static Type *init_parse(Type *t)
{
	i64 count = -1;

	if (type_size(t) < 0 && t->kind != TY_ARRAY) {
		error_at(tok.pos, "initializer for the incomplete type '%s'",
			type_name(t), 0);
		t = type_int;
	}
	if (tok.kind == '{') {
		init_object(t, 0);
		count = init_cur->count;
	} else if (t->kind == TY_ARRAY) {
		Expr *e = init_pending();

		init_cur->pending = 0;
		count = init_is_chars(t, e) ? init_chars(t, 0, e)
			: init_from_array(t, e);
	} else {
		init_member(t, 0, 0);
	}
	if (t->kind == TY_ARRAY && t->count < 0)
		t = type_array(t->base, count < 0 ? 0 : count);
	return t;
}

static void init_open(struct Init *in, int is_static)
{
	memset(in, 0, sizeof *in);
	in->outer = init_cur;
	in->is_static = is_static;
	in->end = &in->first;
	init_cur = in;
}

static int init_is_const(Type *t)
{
	return (type_quals(t) & (Q_CONST | Q_VOLATILE)) == Q_CONST;
}

Type *init_static(Type *t, ObjSym *obj, Sym *s)
{
	struct Init in;
	u32 align;

	init_open(&in, 1);
	/* what has to be computed is no constant */
	lower_off++;
	t = init_parse(t);
	lower_off--;
	align = type_align(t);
	if (s && s->align > align)
		align = s->align;
	if (!diag_errors)
		image_place(obj, s, t, align, init_is_const(t));
	init_cur = in.outer;
	return t;
}

/* ---- automatic objects ------------------------------------------ */

static int item_is_const(Item *i)
{
	Expr *v = i->val;

	return v->kind == EX_VAL && v->a && (v->a->op == N_CONST
		|| v->a->op == N_FCONST) && (!v->b || v->b->op == N_CONST
		|| v->b->op == N_FCONST);
}

static int item_is_zero(Item *i)
{
	Expr *v = i->val;

	return item_is_const(i) && v->a->ival == 0 && (!v->b
		|| v->b->ival == 0) && (v->a->op == N_CONST
		|| v->a->fexp == 0) && (!v->b || v->b->op == N_CONST
		|| v->b->fexp == 0);
}

static void item_store(Item *i, Node *at)
{
	i->to->a = at;
	lower_pos = i->val->pos;
	ex_store(i->to, i->val);
}

/* All constants, as they are in memory, in init_cur->image. */
static void items_image(struct Init *in, i64 size)
{
	in->is_static = 1;
	for (Item *i = in->first; i; i = i->next)
		if (item_is_const(i))
			image_put(i->to, i->val, i->val->pos);
	image_room(size);
}

/* The image in stores of up to 8 bytes, leaving out what items that are no
   constants will set whole. */
static void items_chunks(struct Init *in, Node *at, i64 size)
{
	u8 set[CHUNKS_MAX];
	i64 off = 0;

	memset(set, 0, sizeof set);
	for (Item *i = in->first; i; i = i->next)
		if (!item_is_const(i) && i->to->kind != EX_BIT)
			memset(set + i->to->off, 1,
				type_size(i->to->type));
	while (off < size) {
		int n = 8;
		int any = 0;
		int mode;

		while (off + n > size)
			n /= 2;
		for (int k = 0; k < n; k++)
			any |= !set[off + k];
		mode = n == 8 ? M_I64 : n == 4 ? M_I32 : n == 2 ? M_I16
			: M_I8;
		if (any)
			emit_store(mode, at, off, node_const(mode,
				get_le(in->image.p + off, n)));
		off += n;
	}
}

/* A copy of the image, which goes to .rodata. */
static void items_copy(struct Init *in, Node *at, i64 size, u32 align)
{
	ObjSym *s = obj_label();

	if (align < 8 && size >= 8)
		align = 8;
	if (!lower_off && !lower_dead)
		image_place(s, 0, type_array(type_char, in->image.n), align,
			1);
	emit_copy(at, node_addr(s, 0), size, align, 0);
}

/* What init_parse gathered becomes stores to the object at `at`. */
static void items_emit(struct Init *in, Node *at, i64 size, u32 align)
{
	i64 covered = 0;
	i64 consts = 0;
	int zeroed = 0;
	int bits = 0;

	for (Item *i = in->first; i; i = i->next) {
		covered += i->to->kind == EX_BIT ? 0
			: type_size(i->to->type);
		bits |= i->to->kind == EX_BIT;
		if (item_is_const(i) && !item_is_zero(i))
			consts += i->to->kind == EX_BIT ? 1
				: type_size(i->to->type);
	}
	if (in->first && !in->first->next && covered == size) {
		item_store(in->first, at);
		return;
	}
	if (consts && !in->out_of_order && (size <= CHUNKS_MAX
			|| consts * 8 >= size)) {
		items_image(in, size);
		if (size <= CHUNKS_MAX)
			items_chunks(in, at, size);
		else
			items_copy(in, at, size, align);
		for (Item *i = in->first; i; i = i->next)
			if (!item_is_const(i))
				item_store(i, at);
		return;
	}
	if (covered < size || bits || in->out_of_order) {
		emit_zero(at, size, align);
		zeroed = !in->out_of_order;
	}
	for (Item *i = in->first; i; i = i->next)
		if (!zeroed || !item_is_zero(i))
			item_store(i, at);
}

/* The call that made a structure last may put it into the variable. */
static int init_from_call(Sym *s, Expr *e)
{
	Call *c;

	if (!func || !func->last || func->last->op != ST_CALL
			|| e->kind != EX_MEM || e->off)
		return 0;
	c = func->last->u.call;
	if (!c->ret_addr || c->ret_addr != e->a || lower_off || lower_dead)
		return 0;
	c->ret_addr = node_frame(s->var, 0);
	return 1;
}

/* After the `=` of an automatic variable. */
void init_auto(Sym *s)
{
	struct Init in;
	Type *t = s->type;
	Expr *e;

	if (tok.kind != '{' && t->kind != TY_ARRAY) {
		Expr *to = ex_of_var(s->var, type_plain(t));

		lower_pos = tok.pos;
		e = expr_assign();
		to->sym = s;
		if (!s->var->is_volatile && assign_from_call(to, e))
			return;
		ex_assign_to(e, t, lower_pos, "initialization",
			s->name->name);
		if (!ex_is_bad(e) && !(type_is_record(t)
				&& init_from_call(s, e)))
			ex_store(to, e);
		return;
	}
	init_open(&in, 0);
	t = init_parse(t);
	s->type = t;
	s->var->type = type_plain(t);
	s->var->size = type_size(t) > in.high ? type_size(t) : in.high;
	if (s->var->mode == M_BLK) {
		if (t->kind == TY_ARRAY && s->var->size >= 16
				&& s->var->align < 16)
			s->var->align = 16;
		items_emit(&in, node_frame(s->var, 0), s->var->size,
			s->var->align);
	} else if (in.first) {
		ex_store(ex_of_var(s->var, type_plain(t)), in.first->val);
	}
	init_cur = in.outer;
}

/* At the `{` of a compound literal of type t. */
Expr *init_compound(Type *t, Pos pos)
{
	struct Init in;
	Expr *e;
	ObjSym *obj;
	Var *v;

	if (t->kind == TY_FUNC || t->kind == TY_VOID || type_is_vla(t)) {
		error_at(pos, "a compound literal cannot have the type '%s'",
			type_name(t), 0);
		t = type_int;
	}
	if (!func || scope_depth == 0 || (init_cur && init_cur->is_static)) {
		obj = obj_label();
		t = init_static(t, obj, 0);
		return ex_mem(t, node_addr(obj, 0), 0);
	}
	init_open(&in, 0);
	t = init_parse(t);
	v = var_block(type_size(t) > in.high ? type_size(t) : in.high,
		type_align(t));
	v->type = type_plain(t);
	items_emit(&in, node_frame(v, 0), v->size, v->align);
	init_cur = in.outer;
	e = ex_mem(t, node_frame(v, 0), 0);
	return e;
}
