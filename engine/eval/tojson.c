/*
 * Values as JSON and XML.
 */
#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"
#include "engine/fmt/json.h"
#include "engine/fmt/xml.h"

typedef struct {
	StrBuf *b;
	bool strict;
	Pos pos;
	uint32_t *ctx;
	bool copy;
} JsonJob;

static void json(StrBuf *b, V v, bool strict, Pos pos, uint32_t *ctx,
    bool copy);

static void json_string(StrBuf *b, Str s)
{
	size_t bad;

	if (json_put_string(b, s, &bad))
		err_throw(EK_JSON, 0, "JSON serialization error: %s",
		    str_fmt(&ev.perm, "[json.exception.type_error.316] "
		    "invalid UTF-8 byte at index %zu: 0x%02X", bad,
		    (uint8_t)s.p[bad]).p);
}

static void json_object(JsonJob *j, Attrs *a)
{
	ArenaMark m = arena_mark(&ev.tmp);
	uint32_t *order, i;

	a = attrs_flat(a);
	order = attrs_order(a, &ev.perm);
	sb_putc(j->b, '{');
	for (i = 0; i < a->n; i++) {
		uint32_t k = order[i];
		Frame *f = frame_push(FR_JSATTR, attrs_pos_at(a, k), NULL);

		f->aux = a->shape->names[k];
		if (i)
			sb_putc(j->b, ',');
		json_string(j->b, sym_text(a->shape->names[k]));
		sb_putc(j->b, ':');
		json(j->b, a->v[k], j->strict, attrs_pos_at(a, k), j->ctx,
		    j->copy);
		frame_pop();
	}
	sb_putc(j->b, '}');
	(void)m;
}

static V json_peeled(void *arg, V v, bool through)
{
	JsonJob *j = arg;

	if (v_is_attrs(v))
		json_object(j, v_attrs(v));
	else
		json(j->b, v, j->strict, j->pos, j->ctx,
		    j->copy && !through);
	return v;
}

static void json_list(StrBuf *b, List *l, bool strict, Pos pos,
    uint32_t *ctx, bool copy)
{
	size_t i;

	sb_putc(b, '[');
	for (i = 0; i < l->n; i++) {
		Frame *f = frame_push(FR_JSELEM, pos, NULL);

		f->aux = (uint32_t)i;
		if (i)
			sb_putc(b, ',');
		json(b, l->v[i], strict, pos, ctx, copy);
		frame_pop();
	}
	sb_putc(b, ']');
}

static void json(StrBuf *b, V v, bool strict, Pos pos, uint32_t *ctx,
    bool copy)
{
	JsonJob job = { b, strict, pos, ctx, copy };

	depth_enter(pos);
	v = strict ? eval_force(v, pos) : v_resolve(v);
	switch (v_type(v)) {
	case T_INT:
		sb_i64(b, v_int(v));
		break;
	case T_FLOAT:
		json_put_float(b, v_float(v));
		break;
	case T_BOOL:
		sb_puts(b, v == V_TRUE ? "true" : "false");
		break;
	case T_NULL:
		sb_puts(b, "null");
		break;
	case T_STRING:
		*ctx = ctx_join(*ctx, v_str(v)->ctx);
		json_string(b, v_text(v));
		break;
	case T_PATH:
		json_string(b, copy ? v_text(world_copy_path(v, ctx)) :
		    v_path_text(v));
		break;
	case T_ATTRS:
		coerce_peel(pos, v, true, json_peeled, &job);
		break;
	case T_LIST:
		json_list(b, v_list(v), strict, pos, ctx, copy);
		break;
	default:
		err_throw(EK_TYPE, value_pos(v, pos),
		    "cannot convert %t to JSON", v);
	}
	depth_leave();
}

void print_json(StrBuf *b, V v, bool strict, Pos pos, uint32_t *ctx,
    bool copy)
{
	json(b, v, strict, pos, ctx, copy);
}

/* --- XML ------------------------------------------------------------- */

typedef struct {
	Xml x;
	bool strict, location;
	uint32_t *ctx;
	Map drvs;               /* derivations shown already */
} XmlJob;

static void xml(XmlJob *j, V v, Pos pos);

static void xml_one(XmlJob *j, const char *element, const char *name,
    Str value)
{
	XmlAttr a = { str_c(name), value };

	xml_empty(&j->x, element, &a, 1);
}

/* Attributes of an element for a place; in order of their names. */
static size_t xml_place(Pos pos, XmlAttr *a)
{
	SrcFile *src;
	uint32_t line, column;
	size_t n = 0;

	if (!pos_decode(pos, &src, &line, &column))
		return 0;
	a[n].name = STR("column");
	a[n++].value = str_fmt(&ev.perm, "%u", column);
	a[n].name = STR("line");
	a[n++].value = str_fmt(&ev.perm, "%u", line);
	if (src->kind == SRC_FILE) {
		a[n].name = STR("path");
		a[n++].value = src->path_text;
	}
	return n;
}

static void xml_attrs(XmlJob *j, Attrs *a)
{
	uint32_t *order, i;

	a = attrs_flat(a);
	order = attrs_order(a, &ev.perm);
	for (i = 0; i < a->n; i++) {
		XmlAttr attrs[4], *path = NULL;
		Pos pos = attrs_pos_at(a, order[i]);
		size_t n = 0;
		Str name = sym_text(a->shape->names[order[i]]);

		if (j->location && pos)
			n = xml_place(pos, attrs);
		if (n == 3) {
			path = &attrs[3];
			*path = attrs[2];
			n = 2;
		}
		attrs[n].name = STR("name");
		attrs[n++].value = name;
		if (path)
			attrs[n++] = *path;
		xml_open(&j->x, "attr", attrs, n);
		xml(j, a->v[order[i]], pos);
		xml_close(&j->x);
	}
}

static bool xml_drv_string(XmlJob *j, Attrs *a, Sym name, Str *s)
{
	Pos pos = 0;
	V *slot = attrs_find_pos(a, name, &pos), v;

	if (!slot)
		return false;
	v = j->strict ? eval_force(*slot, pos) : v_resolve(*slot);
	if (!v_is_string(v))
		return false;
	*s = v_text(v);
	return true;
}

static void xml_drv(XmlJob *j, Attrs *a)
{
	XmlAttr attrs[2];
	size_t n = 0;
	bool fresh = false;
	Str drv = STR("");

	if (xml_drv_string(j, a, S_DRVPATH, &attrs[n].value)) {
		drv = attrs[n].value;
		attrs[n++].name = STR("drvPath");
	}
	if (xml_drv_string(j, a, S_OUTPATH, &attrs[n].value))
		attrs[n++].name = STR("outPath");
	xml_open(&j->x, "derivation", attrs, n);
	if (drv.n)
		map_put(&j->drvs, drv, &fresh);
	if (fresh)
		xml_attrs(j, a);
	else
		xml_empty(&j->x, "repeated", NULL, 0);
	xml_close(&j->x);
}

static void xml_function(XmlJob *j, V v)
{
	const ExprLambda *l = (const ExprLambda *)v_fun(v)->p;
	XmlAttr attrs[4];
	size_t n = 0;
	uint32_t i, k;
	Sym *sorted;

	if (v_fun_kind(v) != FUN_LAMBDA) {
		xml_empty(&j->x, "unevaluated", NULL, 0);
		return;
	}
	if (j->location)
		n = xml_place(l->h.pos, attrs);
	xml_open(&j->x, "function", attrs, n);
	if (!l->formals_on) {
		xml_one(j, "varpat", "name", sym_text(l->arg));
		xml_close(&j->x);
		return;
	}
	n = 0;
	if (l->ellipsis) {
		attrs[n].name = STR("ellipsis");
		attrs[n++].value = STR("1");
	}
	if (l->arg) {
		attrs[n].name = STR("name");
		attrs[n++].value = sym_text(l->arg);
	}
	xml_open(&j->x, "attrspat", attrs, n);
	sorted = ARENA_ARRAY(&ev.perm, Sym, l->n + 1);
	for (i = 0; i < l->n; i++) {
		for (k = i; k > 0 && sym_cmp_text(sorted[k - 1],
		    l->formals[i].name) > 0; k--)
			sorted[k] = sorted[k - 1];
		sorted[k] = l->formals[i].name;
	}
	for (i = 0; i < l->n; i++)
		xml_one(j, "attr", "name", sym_text(sorted[i]));
	xml_close(&j->x);
	xml_close(&j->x);
}

static void xml_nested(XmlJob *j, V v, Pos pos)
{
	List *l;
	size_t i;

	if (v_is_attrs(v)) {
		if (value_is_drv(v)) {
			xml_drv(j, v_attrs(v));
			return;
		}
		xml_open(&j->x, "attrs", NULL, 0);
		xml_attrs(j, v_attrs(v));
		xml_close(&j->x);
		return;
	}
	l = v_list(v);
	xml_open(&j->x, "list", NULL, 0);
	for (i = 0; i < l->n; i++)
		xml(j, l->v[i], pos);
	xml_close(&j->x);
}

static void xml(XmlJob *j, V v, Pos pos)
{
	depth_enter(pos);
	v = j->strict ? eval_force(v, pos) : v_resolve(v);
	switch (v_type(v)) {
	case T_INT:
		xml_one(j, "int", "value", str_fmt(&ev.perm, "%lld",
		    (long long)v_int(v)));
		break;
	case T_FLOAT:
		xml_one(j, "float", "value", str_fmt(&ev.perm, "%g",
		    v_float(v)));
		break;
	case T_BOOL:
		xml_one(j, "bool", "value", v == V_TRUE ? STR("true") :
		    STR("false"));
		break;
	case T_NULL:
		xml_empty(&j->x, "null", NULL, 0);
		break;
	case T_STRING:
		*j->ctx = ctx_join(*j->ctx, v_str(v)->ctx);
		xml_one(j, "string", "value", v_text(v));
		break;
	case T_PATH:
		xml_one(j, "path", "value", fs_show(v));
		break;
	case T_ATTRS:
	case T_LIST:
		xml_nested(j, v, pos);
		break;
	case T_FUNCTION:
		xml_function(j, v);
		break;
	default:
		xml_empty(&j->x, "unevaluated", NULL, 0);
	}
	depth_leave();
}

void print_xml(StrBuf *b, V v, bool strict, bool location, uint32_t *ctx,
    Pos pos)
{
	XmlJob *j = ARENA_NEW(&ev.perm, XmlJob);

	j->strict = strict;
	j->location = location;
	j->ctx = ctx;
	j->drvs.a = &ev.perm;
	xml_begin(&j->x, b, true);
	xml_open(&j->x, "expr", NULL, 0);
	xml(j, v, pos);
	xml_close(&j->x);
}
