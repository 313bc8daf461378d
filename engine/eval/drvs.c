/*
 * Derivations in values, and attribute paths.
 */
#include "engine/eval/drvs.h"
#include "engine/eval/ptrset.h"
#include "engine/eval/world.h"

StrList attrpath_split(Str s)
{
	StrList out = { 0 };
	StrBuf cur = sb_in(&ev.perm);
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			strlist_add(&ev.perm, &out, sb_str(&cur));
			cur = sb_in(&ev.perm);
		} else if (s.p[i] == '"') {
			for (i++; i < s.n && s.p[i] != '"'; i++)
				sb_putc(&cur, s.p[i]);
			if (i >= s.n)
				err_throw(EK_PARSE, 0, "missing closing quote "
				    "in selection path '%S'", &s);
		} else {
			sb_putc(&cur, s.p[i]);
		}
	}
	if (cur.n)
		strlist_add(&ev.perm, &out, sb_str(&cur));
	return out;
}

static _Noreturn void path_missing(Attrs *a, Str name, Str path)
{
	Error *e = ARENA_NEW(&ev.perm, Error);

	a = attrs_flat(a);
	e->kind = EK_ERROR;
	e->msg = err_text("attribute '%S' in selection path '%S' not found",
	    &name, &path);
	e->suggestion = err_suggest(a->shape->names, a->n, name);
	ev.error = e;
	err_raise();
}

static V step_list(V v, uint64_t i, Str path)
{
	if (!v_is_list(v))
		err_throw(EK_TYPE, 0, "the expression selected by the "
		    "selection path '%S' should be a list but is %t", &path,
		    v);
	if (i >= v_list(v)->n)
		err_throw(EK_ERROR, 0, "list index %d in selection path '%S' "
		    "is out of range", (int64_t)i, &path);
	return v_list(v)->v[i];
}

V attrpath_find(Str path, Attrs *auto_args, V v, Pos *pos)
{
	StrList parts = attrpath_split(path);
	Pos at = 0;
	size_t k;

	for (k = 0; k < parts.n; k++) {
		Str part = parts.v[k];
		uint64_t i;
		V *slot;
		Sym sym;

		v = eval_force(eval_auto_call(auto_args, v), 0);
		if (str_u64(part, &i) && i <= UINT32_MAX) {
			v = step_list(v, i, path);
			at = 0;
			continue;
		}
		if (!v_is_attrs(v))
			err_throw(EK_TYPE, 0, "the expression selected by "
			    "the selection path '%S' should be a set but is "
			    "%t", &path, v);
		if (part.n == 0)
			err_throw(EK_ERROR, 0, "empty attribute name in "
			    "selection path '%S'", &path);
		sym = sym_find(part);
		slot = sym ? attrs_find_pos(v_attrs(v), sym, &at) : NULL;
		if (!slot)
			path_missing(v_attrs(v), part, path);
		v = *slot;
	}
	if (pos)
		*pos = at;
	return v;
}

/* --- queries ------------------------------------------------------------- */

Str drvs_name(V set)
{
	V *slot = attrs_find(v_attrs(set), S_NAME);

	if (!slot)
		err_throw(EK_TYPE, 0, "derivation name missing");
	return v_text(need_string_noctx(*slot, 0,
	    "while evaluating the 'name' attribute of a derivation"));
}

Str drvs_system(V set)
{
	Pos pos = 0;
	V *slot = attrs_find_pos(v_attrs(set), S_SYSTEM, &pos);

	if (!slot)
		return STR("unknown");
	return v_text(need_string_noctx(*slot, pos,
	    "while evaluating the 'system' attribute of a derivation"));
}

static Str store_path_of(V v, Pos pos, const char *ctx)
{
	uint32_t c = 0;
	Str s = v_text(coerce_string(pos, v, &c, ctx, 0)), top, rest;

	if (!world_in_store(s, &top, &rest) || rest.n)
		err_throw_traced(EK_ERROR, pos, ctx,
		    "path '%S' is not in the Nix store", &s);
	return s;
}

Str drvs_path(V set)
{
	static const char ctx[] = "while evaluating the 'drvPath' attribute "
	    "of a derivation";
	Pos pos = 0;
	V *slot = attrs_find_pos(v_attrs(set), S_DRVPATH, &pos);
	Str s;

	if (!slot)
		err_throw(EK_ERROR, 0,
		    "derivation does not contain a 'drvPath' attribute");
	s = store_path_of(*slot, pos, ctx);
	if (!str_ends(s, STR(".drv"))) {
		Str base = str_from(s, world_store_dir().n + 1);

		err_throw_traced(EK_ERROR, pos, ctx, "store path '%S' is not "
		    "a valid derivation path", &base);
	}
	return s;
}

Str drvs_out_path(V set)
{
	Pos pos = 0;
	V *slot = attrs_find_pos(v_attrs(set), S_OUTPATH, &pos);

	if (!slot)
		err_throw(EK_ERROR, 0,
		    "derivation does not have attribute 'outPath'");
	return store_path_of(*slot, pos,
	    "while evaluating the output path of a derivation");
}

Str drvs_output_name(V set)
{
	V *slot = attrs_find(v_attrs(set), S_OUTPUTNAME);

	return slot ? v_text(need_string_noctx(*slot, 0, "while evaluating "
	    "the output name of a derivation")) : STR("");
}

static bool meta_plain(V v)
{
	bool ok = true;
	size_t i;

	depth_enter(0);
	v = eval_force(v, value_pos(v, 0));
	if (v_is_list(v)) {
		for (i = 0; i < v_list(v)->n && ok; i++)
			ok = meta_plain(v_list(v)->v[i]);
	} else if (v_is_attrs(v)) {
		Attrs *a = attrs_flat(v_attrs(v));

		ok = attrs_find(a, S_OUTPATH) == NULL;
		for (i = 0; i < a->n && ok; i++)
			ok = meta_plain(a->v[i]);
	} else {
		ok = v_is_int(v) || v_is_bool(v) || v_is_string(v) ||
		    v_is_float(v);
	}
	depth_leave();
	return ok;
}

V drvs_meta(V set, Str name)
{
	Pos pos = 0;
	V *slot = attrs_find_pos(v_attrs(set), S_META, &pos);
	Attrs *meta;

	if (!slot)
		return 0;
	meta = need_attrs(*slot, pos, "while evaluating the 'meta' attribute "
	    "of a derivation");
	slot = attrs_find(meta, sym_of(name));
	if (!slot || !meta_plain(*slot))
		return 0;
	return eval_force(*slot, 0);
}

static DrvOut *all_outputs(V set, bool paths, size_t *n)
{
	Pos pos = 0, at = 0;
	V *slot = attrs_find_pos(v_attrs(set), S_OUTPUTS, &pos);
	DrvOut *out;
	List *l;
	size_t i;

	*n = 0;
	if (!slot) {
		out = ARENA_ARRAY(&ev.perm, DrvOut, 1);
		out[0].name = STR("out");
		if (paths)
			out[0].path = drvs_out_path(set);
		*n = 1;
		return out;
	}
	l = need_list(*slot, pos, "while evaluating the 'outputs' attribute "
	    "of a derivation");
	out = ARENA_ARRAY(&ev.perm, DrvOut, l->n + 1);
	for (i = 0; i < l->n; i++) {
		Str name = v_text(need_string_noctx(l->v[i], pos, "while "
		    "evaluating the name of an output of a derivation"));
		Attrs *o;

		if (paths) {
			slot = attrs_find(v_attrs(set), sym_of(name));
			if (!slot)
				continue;
			o = need_attrs(*slot, pos, "while evaluating an "
			    "output of a derivation");
			slot = attrs_find_pos(o, S_OUTPATH, &at);
			if (!slot)
				continue;
			out[*n].path = store_path_of(*slot, at, "while "
			    "evaluating an output path of a derivation");
		}
		out[(*n)++].name = name;
	}
	return out;
}

static bool pick(const DrvOut *all, size_t n, Str name, DrvOut *one)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_eq(all[i].name, name)) {
			*one = all[i];
			return true;
		}
	return false;
}

DrvOut *drvs_outputs(V set, bool paths, bool to_install, size_t *n)
{
	DrvOut *all = all_outputs(set, paths, n), *out;
	Pos pos = 0;
	V *slot;
	V wanted;
	size_t i;

	if (!to_install)
		return all;
	slot = attrs_find_pos(v_attrs(set), S_OUTPUTSPECIFIED, &pos);
	if (slot && need_bool(*slot, pos, "while evaluating the "
	    "'outputSpecified' attribute of a derivation")) {
		Str name = drvs_output_name(set);

		out = ARENA_ARRAY(&ev.perm, DrvOut, 1);
		if (!pick(all, *n, name, out))
			err_throw(EK_ERROR, 0, "derivation does not have "
			    "output '%S'", &name);
		*n = 1;
		return out;
	}
	wanted = drvs_meta(set, STR("outputsToInstall"));
	if (!wanted)
		return all;
	if (!v_is_list(wanted))
		err_throw(EK_ERROR, 0, "this derivation has bad "
		    "'meta.outputsToInstall'");
	out = ARENA_ARRAY(&ev.perm, DrvOut, v_list(wanted)->n + 1);
	for (i = 0; i < v_list(wanted)->n; i++) {
		V v = v_resolve(v_list(wanted)->v[i]);

		if (!v_is_string(v) || !pick(all, *n, v_text(v), &out[i]))
			err_throw(EK_ERROR, 0, "this derivation has bad "
			    "'meta.outputsToInstall'");
	}
	*n = i;
	return out;
}

/* --- collecting -------------------------------------------------------------- */

typedef struct {
	DrvList *out;
	PtrSet done;
	Attrs *auto_args;
	bool ignore_assert;
} Collect;

typedef struct {
	Collect *c;
	V v;
	Str path;
	bool deeper;            /* it is not a derivation: look inside */
} One;

static void one_drv(void *arg)
{
	One *o = arg;
	DrvList *l = o->c->out;

	o->deeper = true;
	o->v = eval_force(o->v, value_pos(o->v, 0));
	if (!value_is_drv(o->v))
		return;
	o->deeper = false;
	if (!ptrset_add(&o->c->done, o->v))
		return;
	drvs_name(o->v);
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 64;

		l->v = arena_grow(&ev.perm, l->v, l->cap * sizeof(DrvFound),
		    cap * sizeof(DrvFound));
		l->cap = cap;
	}
	l->v[l->n].attr_path = o->path;
	l->v[l->n++].set = o->v;
}

static bool try_drv(Collect *c, V *v, Str path)
{
	One o = { c, *v, path, false };

	if (!c->ignore_assert) {
		one_drv(&o);
	} else if (!err_try(one_drv, &o)) {
		if (!err_catchable(ev.error))
			err_raise();
		return false;
	}
	*v = o.v;
	return o.deeper;
}

static bool name_ok(Str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || c == '_';

		if (!letter && !(i && ((c >= '0' && c <= '9') || c == '-' ||
		    c == '+')))
			return false;
	}
	return s.n > 0;
}

static Str add_path(Str prefix, Str name)
{
	if (prefix.n == 0)
		return name;
	return str_cat3(&ev.perm, prefix, STR("."), name);
}

static void collect(Collect *c, V v, Str prefix);

static void collect_attrs(Collect *c, Attrs *a, Str prefix)
{
	bool combine = attrs_find(a, sym_of(STR("_combineChannels")));
	uint32_t *order, i;

	a = attrs_flat(a);
	order = attrs_order(a, &ev.perm);
	for (i = 0; i < a->n; i++) {
		Sym name = a->shape->names[order[i]];
		V v = a->v[order[i]], *slot;
		Pos pos = 0;
		Frame *f;
		Str path;

		if (!name_ok(sym_text(name)))
			continue;
		f = frame_push(FR_ATTR, attrs_pos_at(a, order[i]), NULL);
		f->aux = name;
		path = add_path(prefix, sym_text(name));
		if (combine) {
			collect(c, v, path);
		} else if (try_drv(c, &v, path) && v_is_attrs(v)) {
			slot = attrs_find_pos(v_attrs(v), S_RECURSE, &pos);
			if (slot && need_bool(*slot, pos, "while evaluating "
			    "the attribute `recurseForDerivations`"))
				collect(c, v, path);
		}
		frame_pop();
	}
}

static void collect(Collect *c, V v, Str prefix)
{
	size_t i;

	depth_enter(value_pos(v, 0));
	v = eval_auto_call(c->auto_args, v);
	if (!try_drv(c, &v, prefix)) {
		depth_leave();
		return;
	}
	if (v_is_attrs(v)) {
		collect_attrs(c, v_attrs(v), prefix);
	} else if (v_is_list(v)) {
		List *l = v_list(v);

		for (i = 0; i < l->n; i++) {
			Str path = add_path(prefix, str_fmt(&ev.perm, "%zu",
			    i));
			V e = l->v[i];

			if (try_drv(c, &e, path))
				collect(c, e, path);
		}
	} else {
		err_throw(EK_TYPE, 0, "expression does not evaluate to a "
		    "derivation (or a set or list of those)");
	}
	depth_leave();
}

void drvs_collect(DrvList *out, V v, Str prefix, Attrs *auto_args,
    bool ignore_assert)
{
	Collect c = { out, { 0 }, auto_args, ignore_assert };

	collect(&c, v, prefix);
}
