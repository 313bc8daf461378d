/*
 * record.c: structures, unions and enumerations: their specifiers, and the
 * layout of members as the System V ABI and GCC have it.
 */
#include "cc.h"
#include "parse.h"
#include "../libc/libc.h"

/* #pragma pack: 0 is natural; and what push put aside */
enum { PACK_MAX = 64 };
static u32 record_pack;
static u32 record_packs[PACK_MAX];
static int record_npacks;
static i64 record_pos;		/* in bits, of the next member */
static u32 record_align;

void record_begin(void)
{
	record_pack = 0;
	record_npacks = 0;
}

void pragma_pack(int op, i64 n)
{
	if (op == 'p') {
		if (record_npacks < PACK_MAX)
			record_packs[record_npacks++] = record_pack;
		if (n > 0)
			record_pack = n;
	} else if (op == 'o') {
		if (record_npacks > 0)
			record_pack = record_packs[--record_npacks];
		if (n > 0)
			record_pack = n;
	} else {
		record_pack = n;
	}
}

/* ---- layout ----------------------------------------------------- */

void layout_begin(Type *t)
{
	record_pos = 0;
	record_align = 1;
	t->size = 0;
}

static i64 round_up(i64 n, i64 to)
{
	return to > 0 ? (n + to - 1) / to * to : n;
}

static void layout_bits(Type *t, Member *m, const Attr *attr)
{
	i64 unit = type_size(m->type) * 8;
	i64 align = type_align(m->type) * 8;
	i64 pos = t->kind == TY_UNION ? 0 : record_pos;
	int packed = t->packed || attr->packed;

	if (record_pack && align > record_pack * 8)
		align = record_pack * 8;
	if (m->width == 0) {
		if (attr->align * 8 > align)
			align = attr->align * 8;
		record_pos = round_up(pos, align);
		return;
	}
	if (packed)
		align = attr->align ? attr->align * 8 : 8;
	else if (attr->align * 8 > align)
		align = attr->align * 8;
	if (attr->align)
		pos = round_up(pos, attr->align * 8);
	if (!packed && (pos % align + m->width + align - 1) / align
			> unit / align)
		pos = round_up(pos, align);
	if (pos / unit == (pos + m->width - 1) / unit) {
		m->offset = pos / unit * type_size(m->type);
		m->bit = pos % unit;
	} else {
		m->offset = pos / 8;
		m->bit = pos % 8;
	}
	if (m->name && align / 8 > record_align)
		record_align = align / 8;
	if (t->kind == TY_UNION) {
		if (m->width > record_pos)
			record_pos = m->width;
	} else {
		record_pos = pos + m->width;
	}
}

void layout_member(Type *t, Member *m, const Attr *attr)
{
	i64 align = type_align(m->type);
	i64 size = type_size(m->type);
	i64 pos;

	if (m->width >= 0) {
		layout_bits(t, m, attr);
		return;
	}
	if (size < 0)
		size = 0;
	if (t->packed || attr->packed)
		align = 1;
	if (attr->align > align)
		align = attr->align;
	if (record_pack && align > record_pack)
		align = record_pack;
	if (align > record_align)
		record_align = align;
	if (t->kind == TY_UNION) {
		m->offset = 0;
		if (size * 8 > record_pos)
			record_pos = size * 8;
		return;
	}
	pos = round_up(record_pos, align * 8);
	m->offset = pos / 8;
	record_pos = pos + size * 8;
	if (record_pos < 0 || record_pos >> 61) {
		error_at(m->pos, "this structure is too large", 0, 0);
		record_pos = 0;
	}
}

void layout_end(Type *t, const Attr *attr)
{
	if (attr->align > record_align)
		record_align = attr->align;
	t->align = record_align;
	t->size = round_up(round_up(record_pos, 8) / 8, record_align);
}

/* The member called name, also inside anonymous ones; *off is added to. */
Member *member_find(Type *t, Ident *name, i64 *off)
{
	for (Member *m = type_members(t); m; m = m->next) {
		if (m->name == name && name) {
			*off += m->offset;
			return m;
		}
		if (!m->name && m->width < 0 && type_is_record(m->type)) {
			i64 inner = *off + m->offset;
			Member *found = member_find(m->type, name, &inner);

			if (found) {
				*off = inner;
				return found;
			}
		}
	}
	return 0;
}

/* ---- members ---------------------------------------------------- */

static int record_bit_width(Member *m)
{
	Pos pos = tok.pos;
	i64 w = expr_const("bit-field width");
	Type *t = type_real(m->type);

	if (!type_is_int(m->type) || t->size > 8) {
		error_at(pos, "bit-field '%s' has invalid type",
			m->name ? m->name->name : "<anonymous>", 0);
		m->type = type_int;
		t = type_int;
	}
	if (w < 0) {
		error_at(pos, "negative width in bit-field", 0, 0);
		return 1;
	}
	if (w > (t->kind == TY_BOOL ? 1 : t->size * 8)) {
		error_at(pos, "width of bit-field exceeds its type", 0, 0);
		return 1;
	}
	if (w == 0 && m->name) {
		error_at(pos, "zero width for bit-field '%s'", m->name->name,
			0);
		return 1;
	}
	return w;
}

/* Where members of a record under construction go. */
struct Build {
	Type *type;
	Member **end;
	Attr attrs;
	Attr *each;		/* attributes, in the order of the members */
	int n;
	int cap;
};

static Attr *record_attr(struct Build *b)
{
	if (b->n == b->cap) {
		int cap = b->cap ? b->cap * 2 : 16;
		Attr *more = mem_new(cap * sizeof(Attr));

		if (b->n)
			memcpy(more, b->each, b->n * sizeof(Attr));
		b->each = more;
		b->cap = cap;
	}
	return &b->each[b->n++];
}

static void record_check(struct Build *b, Member *m)
{
	Type *t = m->type;
	i64 off = 0;

	if (t->kind == TY_FUNC) {
		error_at(m->pos, "field '%s' declared as a function",
			m->name ? m->name->name : "<anonymous>", 0);
		m->type = type_int;
	} else if (t->kind == TY_VOID || (type_size(t) < 0
			&& t->kind != TY_ARRAY)) {
		error_at(m->pos, "field '%s' has incomplete type",
			m->name ? m->name->name : "<anonymous>", 0);
		m->type = type_int;
	} else if (type_is_vla(t)) {
		error_at(m->pos, "field '%s' has a variable size",
			m->name ? m->name->name : "<anonymous>", 0);
		m->type = type_int;
	}
	if (type_is_record(t) && type_plain(t)->flex)
		b->type->flex = 1;
	if (m->name && member_find(b->type, m->name, &off))
		error_at(m->pos, "duplicate member '%s'", m->name->name, 0);
}

static void record_add(struct Build *b, Member *m, Attr *attr)
{
	record_check(b, m);
	memcpy(record_attr(b), attr, sizeof(Attr));
	*b->end = m;
	b->end = &m->next;
}

static void record_declaration(struct Build *b)
{
	Spec s;

	decl_specs(&s, 'm');
	if (tok.kind == ';') {
		if (type_is_record(s.type) && !type_plain(s.type)->tag) {
			Member *m = mem_new(sizeof(Member));

			m->type = s.type;
			m->width = -1;
			m->pos = s.pos;
			record_add(b, m, &s.attr);
		}
		tok_next();
		return;
	}
	for (;;) {
		Member *m = mem_new(sizeof(Member));
		Attr attr;

		memcpy(&attr, &s.attr, sizeof attr);
		m->width = -1;
		m->pos = tok.pos;
		m->type = s.type;
		if (tok.kind != ':')
			m->type = decl_declarator(s.type, &m->name, &attr,
				&m->pos);
		if (parse_accept(':'))
			m->width = record_bit_width(m);
		attr_parse(&attr);
		m->type = attr_type(&attr, m->type, m->pos);
		if (s.align > attr.align)
			attr.align = s.align;
		if (!m->name && m->width < 0)
			parse_expected("a member name");
		record_add(b, m, &attr);
		if (!parse_accept(','))
			break;
		attr_parse(&s.attr);
	}
	if (tok.kind != '}' && !parse_expect(';'))
		parse_recover();
}

static void record_body(Type *t, Attr *attr)
{
	struct Build b;
	Member *m;
	int i = 0;

	memset(&b, 0, sizeof b);
	b.type = t;
	b.end = &t->members;
	while (tok.kind != '}' && tok.kind != T_EOF) {
		int errors = parse_errors;

		if (parse_accept(';'))
			continue;
		if (parse_is_kw(K_STATIC_ASSERT)) {
			decl_static_assert();
			continue;
		}
		record_declaration(&b);
		if (errors != parse_errors && tok.kind != '}')
			tok_next();
	}
	parse_expect('}');
	attr_parse(attr);
	t->packed = attr->packed;
	t->transparent = attr->transparent;
	layout_begin(t);
	for (m = t->members; m; m = m->next) {
		if (m->type->kind == TY_ARRAY && type_size(m->type) < 0) {
			if (m->next && t->kind == TY_STRUCT)
				error_at(m->pos, "flexible array member not "
					"at end of struct", 0, 0);
			t->flex = 1;
		}
		layout_member(t, m, &b.each[i++]);
	}
	layout_end(t, attr);
}

/* A tag of this name in the scope at hand, or any if not for a definition. */
static Type *record_tag(int kind, Ident *name, int defining, Pos pos)
{
	Type *t;

	if (name && name->tag && (!defining
			|| name->tag->depth == scope_depth)) {
		t = name->tag->type;
		if (t->kind == kind)
			return t;
		if (name->tag->depth == scope_depth)
			error_at(pos, "'%s' defined as wrong kind of tag",
				name->name, 0);
	}
	t = type_new(kind, -1, 1);
	scope_add_tag(name, t, pos);
	return t;
}

/* At the token after `struct` or `union`. */
Type *record_specifier(int is_union)
{
	int kind = is_union ? TY_UNION : TY_STRUCT;
	Attr attr;
	Ident *name = 0;
	Pos pos = tok.pos;
	Type *t;

	memset(&attr, 0, sizeof attr);
	attr_parse(&attr);
	if (tok.kind == T_IDENT && !tok.id->kw) {
		name = tok.id;
		pos = tok.pos;
		tok_next();
	} else if (tok.kind != '{') {
		parse_expected("a tag or '{'");
		return type_int;
	}
	if (tok.kind != '{')
		/* `struct s;` declares s anew in this scope */
		return record_tag(kind, name, tok.kind == ';', pos);
	tok_next();
	t = record_tag(kind, name, 1, pos);
	if (t->size >= 0 || t->members) {
		error_at(pos, "redefinition of '%s'", type_name(t), 0);
		t = type_new(kind, -1, 1);
	}
	parse_deeper(pos);
	record_body(t, &attr);
	parse_shallower();
	return t;
}

/* ---- enumerations ----------------------------------------------- */

static Type *enum_fit(i64 lo, u64 hi, int packed)
{
	int sign = lo < 0;

	if (packed) {
		if (lo >= -128 && hi <= (u64)(sign ? 127 : 255))
			return type_basic(sign ? TY_SCHAR : TY_UCHAR);
		if (lo >= -32768 && hi <= (u64)(sign ? 32767 : 65535))
			return type_basic(sign ? TY_SHORT : TY_USHORT);
	}
	if (sign)
		return type_basic(lo >= -2147483648L && hi <= 2147483647
			? TY_INT : TY_LONG);
	return type_basic(hi <= 4294967295U ? TY_UINT : TY_ULONG);
}

static void enum_body(Type *t, Attr *attr)
{
	i64 next = 0;
	i64 lo = 0;
	u64 hi = 0;
	int big = 0;		/* next is above the signed range */
	int any = 0;

	while (tok.kind == T_IDENT && !tok.id->kw) {
		Ident *name = tok.id;
		Pos pos = tok.pos;
		Sym *s;
		Attr ignored;

		tok_next();
		memset(&ignored, 0, sizeof ignored);
		attr_parse(&ignored);
		if (parse_accept('=')) {
			Expr *e = expr_const_value();

			next = e->a ? e->a->ival : 0;
			big = next < 0 && type_is_unsigned(e->type);
		}
		s = scope_add(S_ENUMCONST, name, type_int, pos);
		s->value = next;
		if (big || next != (int)next)
			s->type = type_basic(big ? TY_ULONG
				: next >> 32 ? TY_LONG : TY_UINT);
		any = 1;
		if (next < 0 && !big && next < lo)
			lo = next;
		if ((next >= 0 || big) && (u64)next > hi)
			hi = next;
		next++;
		if (!parse_accept(','))
			break;
	}
	if (!any)
		parse_expected("an identifier");
	parse_expect('}');
	attr_parse(attr);
	t->base = enum_fit(lo, hi, attr->packed);
	t->size = t->base->size;
	t->align = t->base->align;
}

/* At the token after `enum`. */
Type *enum_specifier(void)
{
	Attr attr;
	Ident *name = 0;
	Pos pos = tok.pos;
	Type *t;

	memset(&attr, 0, sizeof attr);
	attr_parse(&attr);
	if (tok.kind == T_IDENT && !tok.id->kw) {
		name = tok.id;
		tok_next();
	} else if (tok.kind != '{') {
		parse_expected("a tag or '{'");
		return type_int;
	}
	if (tok.kind != '{') {
		t = record_tag(TY_ENUM, name, tok.kind == ';', pos);
		if (!t->base) {
			/* a forward reference, which GNU C allows */
			t->base = type_basic(TY_UINT);
			t->align = 4;
		}
		return t;
	}
	tok_next();
	t = record_tag(TY_ENUM, name, 1, pos);
	if (t->size >= 0) {
		error_at(pos, "redefinition of '%s'", type_name(t), 0);
		t = type_new(TY_ENUM, -1, 1);
	}
	enum_body(t, &attr);
	return t;
}
