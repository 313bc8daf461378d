/*
 * Values of a wanted type, coercion to strings and paths, and evaluation
 * all the way down.
 */
#include <stdio.h>

#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/ptrset.h"
#include "engine/eval/world.h"

static V force_framed(V v, Pos pos, const char *ctx)
{
	frame_push(FR_TEXT, pos, ctx);
	v = eval_force_slow(v, pos);
	frame_pop();
	return v;
}

static _Noreturn void not_a(const char *what, V v, Pos pos, const char *ctx)
{
	frame_push(FR_TEXT, pos, ctx);
	err_throw(EK_TYPE, pos, "expected %r but found %t: %v",
	    &(Str){ what, strlen(what) }, v, v);
}

int64_t need_int(V v, Pos pos, const char *ctx)
{
	if (v_is_thunk(v))
		v = force_framed(v, pos, ctx);
	if (!v_is_int(v))
		not_a("an integer", v, pos, ctx);
	return v_int(v);
}

double need_float(V v, Pos pos, const char *ctx)
{
	if (v_is_thunk(v))
		v = force_framed(v, pos, ctx);
	if (v_is_int(v))
		return (double)v_int(v);
	if (!v_is_float(v))
		not_a("a float", v, pos, ctx);
	return v_float(v);
}

bool need_bool(V v, Pos pos, const char *ctx)
{
	if (v_is_thunk(v))
		v = force_framed(v, pos, ctx);
	if (!v_is_bool(v))
		not_a("a Boolean", v, pos, ctx);
	return v == V_TRUE;
}

V need_string(V v, Pos pos, const char *ctx)
{
	if (v_is_thunk(v))
		v = force_framed(v, pos, ctx);
	if (!v_is_string(v))
		not_a("a string", v, pos, ctx);
	return v;
}

V need_string_noctx(V v, Pos pos, const char *ctx)
{
	const CtxElem *const *list;
	Str shown, text;

	v = need_string(v, pos, ctx);
	if (v_str(v)->ctx == 0)
		return v;
	ctx_list(v_str(v)->ctx, &list);
	shown = world_show_ctx(list[0]);
	text = v_text(v);
	err_throw_traced(EK_ERROR, pos, ctx, "the string '%S' is not allowed "
	    "to refer to a store path (such as '%S')", &text, &shown);
}

V need_function(V v, Pos pos, const char *ctx)
{
	if (v_is_thunk(v))
		v = force_framed(v, pos, ctx);
	if (v_tag(v) != TAG_FUN && !eval_is_functor(v))
		not_a("a function", v, pos, ctx);
	return v;
}

Attrs *need_attrs(V v, Pos pos, const char *ctx)
{
	v = eval_force(v, pos);
	if (!v_is_attrs(v))
		err_throw_traced(EK_TYPE, pos, ctx,
		    "expected a set but found %t: %v", v, v);
	return v_attrs(v);
}

List *need_list(V v, Pos pos, const char *ctx)
{
	v = eval_force(v, pos);
	if (!v_is_list(v))
		err_throw_traced(EK_TYPE, pos, ctx,
		    "expected a list but found %t: %v", v, v);
	return v_list(v);
}

V need_attr(Attrs *a, Sym name, const char *ctx, Pos *pos)
{
	Pos at = 0;
	V *slot = attrs_find_pos(a, name, &at);

	if (!slot)
		err_throw_traced(EK_TYPE, 0, ctx, "attribute '%y' missing",
		    (int)name);
	if (pos)
		*pos = at;
	return *slot;
}

bool value_is_drv(V v)
{
	Pos pos = 0;
	V *slot;

	if (!v_is_attrs(v))
		return false;
	slot = attrs_find_pos(v_attrs(v), S_TYPE, &pos);
	if (!slot)
		return false;
	v = eval_force(*slot, pos);
	return v_is_string(v) && str_eq(v_text(v), STR("derivation"));
}

/*
 * Take __toString and outPath off, as long as there are any, and give what
 * is inside to fn.
 */
static V peel(Pos pos, V v, bool check, bool through, PeelFn fn, void *arg)
{
	Pos at = 0;
	V *slot, r;
	Frame *f;

	v = eval_force(v, pos);
	if (!v_is_attrs(v)) {
		if (check && through && !v_is_string(v) && !v_is_path(v))
			err_throw(EK_TYPE, pos, "`__toString` should return "
			    "a string, but got %t: %v", v, v);
		return fn(arg, v, through);
	}
	slot = attrs_find_pos(v_attrs(v), S_TOSTRING, &at);
	if (slot) {
		frame_push(FR_TEXT, at, "while calling the `__toString` "
		    "attribute");
		r = eval_call1(*slot, v, at);
		frame_pop();
		f = frame_push(FR_USING, at,
		    "the result of the `__toString` attribute");
		f->q = r;
		depth_enter(pos);
		r = peel(at, r, check, true, fn, arg);
		depth_leave();
		frame_pop();
		return r;
	}
	slot = attrs_find_pos(v_attrs(v), S_OUTPATH, &at);
	if (slot) {
		V inner = *slot;

		f = frame_push(FR_USING, at, "the `outPath` attribute");
		f->q = inner;
		inner = eval_force(inner, at);
		f->q = inner;
		depth_enter(pos);
		r = peel(at, inner, check, through, fn, arg);
		depth_leave();
		frame_pop();
		return r;
	}
	if (check && through)
		err_throw(EK_TYPE, pos, "`__toString` must return a string, "
		    "but got %t: %v", v, v);
	return fn(arg, v, through);
}

V coerce_peel(Pos pos, V v, bool check, PeelFn fn, void *arg)
{
	return peel(pos, v, check, false, fn, arg);
}

typedef struct {
	Pos pos;
	uint32_t *ctx;
	const char *text;
	int how;
} Coerce;

static V coerce_peeled(void *arg, V v, bool through)
{
	Coerce *c = arg;

	(void)through;
	if (v_is_attrs(v))
		err_throw_traced(EK_TYPE, c->pos, c->text,
		    "cannot coerce %t to a string: %v", v, v);
	return coerce_string(c->pos, v, c->ctx, c->text,
	    c->how & ~COERCE_RAWPATH);
}

static V coerce_list(Pos pos, V v, uint32_t *ctx, const char *text, int how)
{
	List *l = v_list(v);
	ArenaMark m = arena_mark(&ev.tmp);
	StrBuf b = sb_in(&ev.tmp);
	size_t i;

	for (i = 0; i < l->n; i++) {
		V e;

		frame_push(FR_TEXT, pos, text);
		e = coerce_string(pos, l->v[i], ctx, "while evaluating one "
		    "element of the list", how);
		frame_pop();
		sb_put(&b, v_text(e));
		e = v_resolve(l->v[i]);
		if (i + 1 < l->n && !(v_is_list(e) && v_list(e)->n == 0))
			sb_putc(&b, ' ');
	}
	v = v_new_str(sb_str(&b), *ctx);
	arena_release(&ev.tmp, m);
	return v;
}

static V coerce_scalar(V v)
{
	char buf[400];

	if (v == V_TRUE)
		return v_new_str(STR("1"), 0);
	if (v == V_FALSE || v == V_NULL)
		return v_empty_str;
	if (v_is_int(v))
		snprintf(buf, sizeof(buf), "%lld", (long long)v_int(v));
	else
		snprintf(buf, sizeof(buf), "%f", v_float(v));
	return v_new_str(str_c(buf), 0);
}

static V coerce_inner(Pos pos, V v, uint32_t *ctx, const char *text, int how)
{
	v = eval_force(v, pos);
	if (v_is_string(v)) {
		*ctx = ctx_join(*ctx, v_str(v)->ctx);
		return v;
	}
	if (v_is_path(v)) {
		Str s = v_path_text(v);

		if (how & COERCE_COPY)
			return world_copy_path(v, ctx);
		if (!(how & COERCE_RAWPATH) && s.n > 1 &&
		    s.p[s.n - 1] == '/')
			s.n--;
		return v_new_str(s, 0);
	}
	if (v_is_attrs(v)) {
		Coerce c = { pos, ctx, text, how };

		return coerce_peel(pos, v, false, coerce_peeled, &c);
	}
	if (how & COERCE_MORE) {
		if (v_is_list(v))
			return coerce_list(pos, v, ctx, text, how);
		if (v_tag(v) != TAG_FUN)
			return coerce_scalar(v);
	}
	err_throw_traced(EK_TYPE, pos, text,
	    "cannot coerce %t to a string: %v", v, v);
}

V coerce_string(Pos pos, V v, uint32_t *ctx, const char *text, int how)
{
	if (v_is_string(v)) {
		*ctx = ctx_join(*ctx, v_str(v)->ctx);
		return v;
	}
	depth_enter(pos);
	v = coerce_inner(pos, v, ctx, text, how);
	depth_leave();
	return v;
}

static V path_peeled(void *arg, V v, bool through)
{
	Coerce *c = arg;
	ArenaMark m;
	Str s;

	(void)through;
	if (v_is_path(v))
		return v;
	v = coerce_string(c->pos, v, c->ctx, c->text, 0);
	s = v_text(v);
	if (s.n == 0 || s.p[0] != '/')
		err_throw_traced(EK_ERROR, c->pos, c->text, "string '%S' "
		    "doesn't represent an absolute path", &s);
	m = arena_mark(&ev.tmp);
	v = v_new_path(FS_ROOT, fs_canon(&ev.tmp, s, STR("/")));
	arena_release(&ev.tmp, m);
	return v;
}

V coerce_path(Pos pos, V v, uint32_t *ctx, const char *text)
{
	Coerce c = { pos, ctx, text, 0 };

	return coerce_peel(pos, v, false, path_peeled, &c);
}

/* --- all the way down ---------------------------------------------- */

static void deep(V v, PtrSet *seen)
{
	uint32_t i;
	size_t k;
	Frame *f;

	depth_enter(value_pos(v, 0));
	v = eval_force(v, value_pos(v, 0));
	if (v_is_attrs(v) && ptrset_add(seen, v)) {
		Attrs *a = attrs_flat(v_attrs(v));

		for (i = 0; i < a->n; i++) {
			if (!v_is_thunk(a->v[i]) && !v_is_attrs(a->v[i]) &&
			    !v_is_list(a->v[i]))
				continue;
			f = frame_push(FR_ATTR, attrs_pos_at(a, i), NULL);
			f->aux = a->shape->names[i];
			deep(a->v[i], seen);
			frame_pop();
		}
	} else if (v_is_list(v) && v_list(v)->n && ptrset_add(seen, v)) {
		List *l = v_list(v);

		for (k = 0; k < l->n; k++) {
			if (!v_is_thunk(l->v[k]) && !v_is_attrs(l->v[k]) &&
			    !v_is_list(l->v[k]))
				continue;
			f = frame_push(FR_ELEM, 0, NULL);
			f->aux = (uint32_t)k;
			deep(l->v[k], seen);
			frame_pop();
		}
	}
	depth_leave();
}

void eval_deep(V v)
{
	ArenaMark m = arena_mark(&ev.tmp);
	PtrSet seen = { 0 };

	/*
	 * The set grows in ev.tmp while evaluation uses it too, which is
	 * well: nobody releases more than they took.
	 */
	deep(v, &seen);
	arena_release(&ev.tmp, m);
}
