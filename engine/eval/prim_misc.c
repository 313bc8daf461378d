/*
 * Builtins about types, errors, evaluation order, and importing.
 */
#include <stdlib.h>
#include <time.h>

#include "engine/eval/attrs.h"
#include "engine/eval/call.h"
#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/ptrset.h"
#include "engine/eval/realise.h"
#include "engine/eval/world.h"

static V type_of(V *args, Pos pos)
{
	static const char *const names[] = {
		"int", "float", "bool", "string", "path", "null", "set",
		"list", "lambda"
	};
	static V values[sizeof(names) / sizeof(*names)];
	Type t = v_type(eval_force(args[0], pos));

	if (!values[t])
		values[t] = v_new_str(str_c(names[t]), 0);
	return values[t];
}

static V is_null(V *args, Pos pos)
{
	(void)pos;
	return v_bool(eval_force(args[0], 0) == V_NULL);
}

static V is_function(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_tag(eval_force(args[0], 0)) == TAG_FUN);
}

static V is_int(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_int(eval_force(args[0], 0)));
}

static V is_float(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_float(eval_force(args[0], 0)));
}

static V is_string(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_string(eval_force(args[0], 0)));
}

static V is_bool(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_bool(eval_force(args[0], 0)));
}

static V is_path(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_path(eval_force(args[0], 0)));
}

static V is_attrs(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_attrs(eval_force(args[0], 0)));
}

static V is_list(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_is_list(eval_force(args[0], 0)));
}

static V prim_break(V *args, Pos pos)
{
	(void)pos;
	return eval_force(args[0], 0);
}

static V prim_abort(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the error "
	    "message passed to builtins.abort", COERCE_COPY);
	Str s = v_text(v);

	(void)pos;
	err_throw(EK_ABORT, 0, "evaluation aborted with the following error "
	    "message: '%S'", &s);
}

static V prim_throw(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the error "
	    "message passed to builtin.throw", COERCE_COPY);
	Str s = v_text(v);

	(void)pos;
	err_throw(EK_THROWN, 0, "%r", &s);
}

static V add_error_context(V *args, Pos pos)
{
	Frame *f;
	V v = args[1];

	(void)pos;
	if (!v_is_thunk(v))
		return v;
	f = frame_push(FR_CONTEXT, 0, NULL);
	f->q = args[0];
	v = eval_force_slow(v, 0);
	frame_pop();
	return v;
}

static void try_force(void *arg)
{
	V *v = arg;

	*v = eval_force(*v, 0);
}

static V try_eval(V *args, Pos pos)
{
	static const Sym names[2] = { S_VALUE, S_SUCCESS };
	Attrs *a;
	V v = args[0];
	bool ok;

	(void)pos;
	ev.try_level++;
	ok = err_try(try_force, &v);
	ev.try_level--;
	if (!ok && !err_catchable(ev.error))
		err_raise();
	a = attrs_new(shape_of(names, NULL, 2, 0));
	a->v[0] = ok ? v : V_FALSE;
	a->v[1] = v_bool(ok);
	return v_of_attrs(a);
}

static V get_env(V *args, Pos pos)
{
	Str name = v_text(need_string_noctx(args[0], 0, "while evaluating "
	    "the first argument passed to builtins.getEnv"));
	const char *s;

	(void)pos;
	if (settings.restrict_eval || settings.pure_eval)
		return v_empty_str;
	s = getenv(str_z(&ev.tmp, name));
	return v_new_str(str_c(s), 0);
}

static V prim_seq(V *args, Pos pos)
{
	(void)pos;
	eval_force(args[0], 0);
	return eval_force(args[1], 0);
}

static V deep_seq(V *args, Pos pos)
{
	(void)pos;
	eval_deep(args[0]);
	return eval_force(args[1], 0);
}

static V prim_trace(V *args, Pos pos)
{
	static const PrintOpts opts = {
		false, false, true, false, false, false, UINT32_MAX,
		UINT32_MAX, UINT32_MAX, UINT32_MAX, 0
	};
	StrBuf b = sb_in(&ev.perm);
	V v = eval_force(args[0], 0);

	(void)pos;
	sb_puts(&b, "trace: ");
	if (v_is_string(v))
		sb_put(&b, v_text(v));
	else
		print_value(&b, v, &opts);
	err_log(sb_str(&b));
	return eval_force(args[1], 0);
}

static V trace_verbose(V *args, Pos pos)
{
	return settings.trace_verbose ? prim_trace(args, pos) :
	    eval_force(args[1], 0);
}

static V prim_warn(V *args, Pos pos)
{
	Str s = v_text(need_string(args[0], 0, "while evaluating the first "
	    "argument; the message passed to builtins.warn"));
	Error e = { 0 };

	(void)pos;
	e.msg = s;
	e.no_indent = s.n && s.p[0] == '\n';
	err_log(err_render(&e, "evaluation warning", ev.show_trace));
	if (settings.abort_on_warn)
		err_throw(EK_ERROR, 0, "aborting to reveal stack trace of "
		    "warning, as abort-on-warn is set");
	return eval_force(args[1], 0);
}

/* --- genericClosure ---------------------------------------------------- */

typedef struct {
	V *keys;                /* sorted: those that no hash can find */
	V *elems;
	size_t n, cap;
	Map strings;
	PtrSet ints;
	V first;                /* the first key of all, */
	V first_elem;           /* and its element */
} Closure;

typedef struct {
	Closure *c;
	V key;
	bool fresh;
	size_t probe;           /* what it is being compared with */
} ClosureJob;

static void closure_sorted(ClosureJob *j)
{
	Closure *c = j->c;
	size_t lo = 0, hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		j->probe = mid;
		if (value_less(j->key, c->keys[mid], "")) {
			hi = mid;
		} else if (value_less(c->keys[mid], j->key, "")) {
			lo = mid + 1;
		} else {
			j->fresh = false;
			return;
		}
	}
	if (c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 64;

		c->keys = arena_grow(&ev.perm, c->keys, c->cap * sizeof(V),
		    cap * sizeof(V));
		c->elems = arena_grow(&ev.perm, c->elems,
		    c->cap * sizeof(V), cap * sizeof(V));
		c->cap = cap;
	}
	memmove(c->keys + lo + 1, c->keys + lo, (c->n - lo) * sizeof(V));
	memmove(c->elems + lo + 1, c->elems + lo, (c->n - lo) * sizeof(V));
	c->keys[lo] = j->key;
	c->elems[lo] = 0;
	c->n++;
	j->probe = lo;
	j->fresh = true;
}

static void closure_insert(void *arg)
{
	ClosureJob *j = arg;
	Closure *c = j->c;

	/* what cannot be compared with the others must say so */
	if (c->first && (v_type(c->first) != v_type(j->key) ||
	    v_tag(j->key) == TAG_FUN || v_tag(j->key) == TAG_CONST))
		value_less(j->key, c->first, "");
	if (v_is_string(j->key) && !c->n) {
		map_put(&c->strings, v_text(j->key), &j->fresh);
		return;
	}
	if (v_tag(j->key) == TAG_INT && !c->n) {
		j->fresh = ptrset_add(&c->ints, j->key);
		return;
	}
	closure_sorted(j);
}

static _Noreturn void closure_fail(ClosureJob *j, V elem)
{
	Closure *c = j->c;
	V other = 0;

	if (c->first && v_type(c->first) != v_type(j->key))
		other = c->first_elem;
	else if (c->n && j->probe < c->n)
		other = c->elems[j->probe];
	else
		other = c->first_elem;
	if (other) {
		err_trace(0, false, err_text("with element %v", other));
		err_trace(0, false, err_text("while comparing element %v",
		    elem));
	} else {
		err_trace(0, false, err_text("while checking key of element "
		    "%v", elem));
	}
	err_raise();
}

/* Is this element new? Its key is put among those seen. */
static bool closure_add(Closure *c, V elem)
{
	ClosureJob j = { c, 0, false, 0 };
	Frame *f = frame_push(FR_CLOSURE, 0, "in genericClosure element %v");
	Attrs *a;

	f->q = elem;
	a = need_attrs(elem, 0, "");
	j.key = need_attr(a, S_KEY, "", NULL);
	frame_pop();
	j.key = eval_force(j.key, 0);
	if (!err_try(closure_insert, &j))
		closure_fail(&j, elem);
	if (!j.fresh)
		return false;
	if (!c->first) {
		c->first = j.key;
		c->first_elem = elem;
	}
	if (c->n)
		c->elems[j.probe] = elem;
	return true;
}

static V *queue_room(V *v, size_t n, size_t *cap)
{
	if (n < *cap)
		return v;
	v = arena_grow(&ev.tmp, v, *cap * sizeof(V),
	    (*cap * 2 + 64) * sizeof(V));
	*cap = *cap * 2 + 64;
	return v;
}

static V generic_closure(V *args, Pos pos)
{
	Attrs *a = need_attrs(args[0], 0, "while evaluating the first "
	    "argument passed to builtins.genericClosure");
	List *start = need_list(need_attr(a, S_STARTSET, "in the attrset "
	    "passed as argument to builtins.genericClosure", NULL), 0,
	    "while evaluating the 'startSet' attribute passed as argument to "
	    "builtins.genericClosure");
	V op, *queue = NULL, *out = NULL;
	size_t n = 0, cap = 0, at = 0, n_out = 0, cap_out = 0, i;
	Closure c = { 0 };
	ArenaMark m = arena_mark(&ev.tmp);
	List *l;

	(void)pos;
	if (start->n == 0)
		return v_of_list(start);
	op = need_function(need_attr(a, S_OPERATOR, "in the attrset passed "
	    "as argument to builtins.genericClosure", NULL), 0,
	    "while evaluating the 'operator' attribute passed as argument to "
	    "builtins.genericClosure");
	c.strings.a = &ev.perm;
	for (i = 0; i < start->n; i++) {
		queue = queue_room(queue, n, &cap);
		queue[n++] = start->v[i];
	}
	while (at < n) {
		V e = queue[at++];
		Frame *f;

		if (!closure_add(&c, e))
			continue;
		out = queue_room(out, n_out, &cap_out);
		out[n_out++] = e;
		f = frame_push(FR_CLOSURE, 0, "while calling operator on "
		    "genericClosure element %v");
		f->q = e;
		l = need_list(eval_call1(op, e, 0), 0, "while evaluating the "
		    "return value of the `operator` passed to "
		    "builtins.genericClosure");
		for (i = 0; i < l->n; i++) {
			eval_force(l->v[i], 0);
			queue = queue_room(queue, n, &cap);
			queue[n++] = l->v[i];
		}
		frame_pop();
	}
	l = v_new_list(n_out);
	memcpy(l->v, out, n_out * sizeof(V));
	arena_release(&ev.tmp, m);
	return v_of_list(l);
}

/* --- import -------------------------------------------------------------- */

static Map files;               /* path to the thunk of its value */

V eval_file(V path)
{
	Str key = fs_show(path), real;
	MapEntry *e;
	ExprFile *x;
	V resolved;

	files.a = &ev.perm;
	e = map_get(&files, key);
	if (e)
		return eval_force(e->v.num, 0);
	resolved = fs_expr(path);
	real = fs_show(resolved);
	e = map_get(&files, real);
	if (!e) {
		x = ARENA_NEW(&ev.perm, ExprFile);
		x->h.kind = E_FILE;
		x->path = resolved;
		e = map_put(&files, str_dup(&ev.perm, real), NULL);
		e->v.num = v_thunk_of(&x->h, ev.base_env);
	}
	if (!str_eq(key, real)) {
		V v = e->v.num;

		map_put(&files, str_dup(&ev.perm, key), NULL)->v.num = v;
		return eval_force(v, 0);
	}
	return eval_force(e->v.num, 0);
}

void eval_forget_files(void)
{
	memset(&files, 0, sizeof(files));
}

Expr *parse_file(V path, Scope *scope)
{
	Str text, dir = v_path_text(fs_parent(path));
	SrcFile *src;
	static Arena scratch;
	ArenaMark m = arena_mark(&scratch);
	Expr *e;
	Err err;

	if (fs_corefile(path, &text)) {
		src = source_add(SRC_CORE, path, text, text.n);
		return parse_text(text, src, dir, scope);
	}
	if (v_box(path)->u.path.fs != FS_ROOT) {
		Str s = fs_show(path);

		err_throw(EK_ERROR, 0, "path '%S' does not exist", &s);
	}
	fs_check(v_path_text(path));
	if (fs_read(v_path_text(path), &scratch, &text, &err))
		err_from(&err);
	src = source_add(SRC_FILE, path, (Str){ NULL, 0 }, text.n);
	e = parse_text(text, src, dir, scope);
	arena_release(&scratch, m);
	return e;
}

/* The sets of `derivation` for a store derivation that exists. */
static V import_drv(V path, Str store_path)
{
	Attr *list;
	List *outs;
	size_t i;
	Drv drv;
	const Str *name;
	V fun;

	world_read_drv(&ev.perm, store_path, &drv);
	list = ARENA_ARRAY(&ev.perm, Attr, drv.outputs_n + 3);
	outs = v_new_list(drv.outputs_n);
	name = drv_env(&drv, STR("name"));
	list[0].name = S_DRVPATH;
	list[0].v = v_new_str(v_path_text(path), ctx_single(CTX_DEEP,
	    str_from(store_path, world_store_dir().n + 1), STR("")));
	list[1].name = S_NAME;
	list[1].v = v_new_str(name ? *name : STR(""), 0);
	list[2].name = S_OUTPUTS;
	list[2].v = v_of_list(outs);
	for (i = 0; i < drv.outputs_n; i++) {
		DrvOutput *o = &drv.outputs[i];

		list[i + 3].name = sym_of(o->name);
		list[i + 3].v = v_new_str(o->path, ctx_single(CTX_BUILT,
		    str_from(store_path, world_store_dir().n + 1), o->name));
		outs->v[i] = v_new_str(o->name, 0);
	}
	fun = eval_file(v_new_path(FS_INTERNAL,
	    STR("/imported-drv-to-derivation.nix")));
	return eval_call1(fun, attrs_build(list, drv.outputs_n + 3, 0), 0);
}

static V scoped_file(V path, V scope)
{
	Attrs *a = need_attrs(scope, 0, "while evaluating the first argument "
	    "passed to builtins.scopedImport");
	Env *env;
	Var *vars;
	Scope *s = ARENA_NEW(&ev.perm, Scope);
	uint32_t i;

	a = attrs_flat(a);
	env = eval_env_new(ev.base_env, a->n);
	vars = ARENA_ARRAY(&ev.perm, Var, a->n + 1);
	for (i = 0; i < a->n; i++) {
		vars[i].name = a->shape->names[i];
		vars[i].slot = i;
		env->v[i] = a->v[i];
	}
	s->vars = vars;
	s->n = a->n;
	return eval_expr(parse_file(fs_expr(path), s), env);
}

static V import(V path_value, V scope)
{
	V path = realise_path(path_value);
	Str s = v_path_text(path);

	if (v_box(path)->u.path.fs == FS_ROOT &&
	    str_ends(s, STR(".drv"))) {
		Str top, rest;

		if (world_in_store(s, &top, &rest) && rest.n == 0 &&
		    world_is_valid(s))
			return import_drv(path, s);
	}
	return scope ? scoped_file(path, scope) : eval_file(path);
}

static V prim_import(V *args, Pos pos)
{
	(void)pos;
	return import(args[0], 0);
}

static V scoped_import(V *args, Pos pos)
{
	(void)pos;
	return import(args[1], args[0]);
}

const PrimDef prims_misc[] = {
	{ "__traceVerbose", 2, trace_verbose, 0, NULL },
	{ "scopedImport", 2, scoped_import, 0, NULL },
	{ "import", 1, prim_import, 0, NULL },
	{ "__typeOf", 1, type_of, 0, NULL },
	{ "isNull", 1, is_null, 0, NULL },
	{ "__isFunction", 1, is_function, 0, NULL },
	{ "__isInt", 1, is_int, 0, NULL },
	{ "__isFloat", 1, is_float, 0, NULL },
	{ "__isString", 1, is_string, 0, NULL },
	{ "__isBool", 1, is_bool, 0, NULL },
	{ "__isPath", 1, is_path, 0, NULL },
	{ "__isAttrs", 1, is_attrs, 0, NULL },
	{ "__isList", 1, is_list, 0, NULL },
	{ "__genericClosure", 1, generic_closure, 0, NULL },
	{ "break", 1, prim_break, 0, NULL },
	{ "abort", 1, prim_abort, 0, NULL },
	{ "throw", 1, prim_throw, 0, NULL },
	{ "__addErrorContext", 2, add_error_context, PRIM_NO_TRACE, NULL },
	{ "__tryEval", 1, try_eval, 0, NULL },
	{ "__getEnv", 1, get_env, 0, NULL },
	{ "__seq", 2, prim_seq, 0, NULL },
	{ "__deepSeq", 2, deep_seq, 0, NULL },
	{ "__trace", 2, prim_trace, 0, NULL },
	{ "__warn", 2, prim_warn, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
