/*
 * Builtins about string contexts.
 */
#include "engine/eval/attrs.h"
#include "engine/eval/eval.h"
#include "engine/eval/world.h"
#include "engine/fmt/path.h"

static V discard_context(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the argument "
	    "passed to builtins.unsafeDiscardStringContext", COERCE_COPY);

	(void)pos;
	return v_str(v)->ctx ? v_new_str(v_text(v), 0) : v;
}

static V has_context(V *args, Pos pos)
{
	(void)pos;
	return v_bool(v_str(need_string(args[0], 0, "while evaluating the "
	    "argument passed to builtins.hasContext"))->ctx != 0);
}

static V discard_output_dependency(V *args, Pos pos)
{
	uint32_t ctx = 0, out = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the argument "
	    "passed to builtins.unsafeDiscardOutputDependency", COERCE_COPY);
	const CtxElem *const *list;
	size_t n = ctx_list(ctx, &list), i;

	(void)pos;
	for (i = 0; i < n; i++)
		out = ctx_join(out, list[i]->kind == CTX_DEEP ?
		    ctx_single(CTX_OPAQUE, list[i]->path, STR("")) :
		    ctx_elem_of(list[i]));
	return v_new_str(v_text(v), out);
}

static V add_output_dependencies(V *args, Pos pos)
{
	uint32_t ctx = 0;
	V v = coerce_string(0, args[0], &ctx, "while evaluating the argument "
	    "passed to builtins.addDrvOutputDependencies", COERCE_COPY);
	const CtxElem *const *list;
	size_t n = ctx_list(ctx, &list);
	Str s = v_text(v);

	(void)pos;
	if (n != 1)
		err_throw(EK_ERROR, 0, "context of string '%S' must have "
		    "exactly one element, but has %d", &s, (int64_t)n);
	if (list[0]->kind == CTX_BUILT)
		err_throw(EK_ERROR, 0, "`addDrvOutputDependencies` can only "
		    "act on derivations, not on a derivation output such as "
		    "'%S'", &list[0]->output);
	if (list[0]->kind == CTX_OPAQUE) {
		if (!str_ends(list[0]->path, STR(".drv"))) {
			Str shown = world_show_ctx(list[0]);

			err_throw(EK_ERROR, 0,
			    "path '%S' is not a derivation", &shown);
		}
		ctx = ctx_single(CTX_DEEP, list[0]->path, STR(""));
	}
	return v_new_str(s, ctx);
}

static V strings_list(const CtxElem *const *list, size_t n, Str path)
{
	size_t i, k = 0;
	List *l;

	for (i = 0; i < n; i++)
		k += list[i]->kind == CTX_BUILT &&
		    str_eq(list[i]->path, path);
	l = v_new_list(k);
	for (i = 0, k = 0; i < n; i++)
		if (list[i]->kind == CTX_BUILT && str_eq(list[i]->path, path))
			l->v[k++] = v_new_str(list[i]->output, 0);
	return v_of_list(l);
}

static V get_context(V *args, Pos pos)
{
	V v = need_string(args[0], 0, "while evaluating the argument passed "
	    "to builtins.getContext");
	const CtxElem *const *list;
	size_t n = ctx_list(v_str(v)->ctx, &list), i, k, out = 0;
	Attr *all = ARENA_ARRAY(&ev.perm, Attr, n + 1);

	(void)pos;
	for (i = 0; i < n; i++) {
		bool path = false, deep = false, built = false, seen = false;
		Attr info[3];
		size_t m = 0;

		for (k = 0; k < i && !seen; k++)
			seen = str_eq(list[k]->path, list[i]->path);
		if (seen)
			continue;
		for (k = i; k < n; k++) {
			if (!str_eq(list[k]->path, list[i]->path))
				continue;
			path |= list[k]->kind == CTX_OPAQUE;
			deep |= list[k]->kind == CTX_DEEP;
			built |= list[k]->kind == CTX_BUILT;
		}
		memset(info, 0, sizeof(info));
		if (path) {
			info[m].name = S_PATH;
			info[m++].v = V_TRUE;
		}
		if (deep) {
			info[m].name = S_ALLOUTPUTS;
			info[m++].v = V_TRUE;
		}
		if (built) {
			info[m].name = S_OUTPUTS;
			info[m++].v = strings_list(list, n, list[i]->path);
		}
		all[out].name = sym_of(str_cat3(&ev.perm, world_store_dir(),
		    STR("/"), list[i]->path));
		all[out++].v = attrs_build(info, m, 0);
	}
	return attrs_build(all, out, 0);
}

static uint32_t entry_context(Sym key, V v, Pos pos)
{
	Str name = sym_text(key), base;
	uint32_t ctx = 0;
	Pos at = 0;
	Attrs *a;
	V *slot;
	size_t i;

	if (!path_is_store(world_store_dir(), name))
		err_throw(EK_ERROR, pos, "context key '%S' is not a store "
		    "path", &name);
	base = path_base(name);
	if (!settings.read_only && !world_is_valid(name) &&
	    world_hooks.ensure) {
		Err err;

		if (world_hooks.ensure(world_store(), name, &err))
			err_from(&err);
	}
	a = need_attrs(v, pos, "while evaluating the value of a string "
	    "context");
	slot = attrs_find_pos(a, S_PATH, &at);
	if (slot && need_bool(*slot, at, "while evaluating the `path` "
	    "attribute of a string context"))
		ctx = ctx_join(ctx, ctx_single(CTX_OPAQUE, base, STR("")));
	slot = attrs_find_pos(a, S_ALLOUTPUTS, &at);
	if (slot && need_bool(*slot, at, "while evaluating the `allOutputs` "
	    "attribute of a string context")) {
		if (!path_is_drv(name))
			err_throw(EK_ERROR, pos, "tried to add all-outputs "
			    "context of %S, which is not a derivation, to a "
			    "string", &name);
		ctx = ctx_join(ctx, ctx_single(CTX_DEEP, base, STR("")));
	}
	slot = attrs_find_pos(a, S_OUTPUTS, &at);
	if (slot) {
		List *l = need_list(*slot, at, "while evaluating the "
		    "`outputs` attribute of a string context");

		if (l->n && !path_is_drv(name))
			err_throw(EK_ERROR, pos, "tried to add derivation "
			    "output context of %S, which is not a "
			    "derivation, to a string", &name);
		for (i = 0; i < l->n; i++)
			ctx = ctx_join(ctx, ctx_single(CTX_BUILT, base,
			    v_text(need_string_noctx(l->v[i], at, "while "
			    "evaluating an output name within a string "
			    "context"))));
	}
	return ctx;
}

static V append_context(V *args, Pos pos)
{
	V v = need_string(args[0], 0, "while evaluating the first argument "
	    "passed to builtins.appendContext");
	Attrs *a = attrs_flat(need_attrs(args[1], 0, "while evaluating the "
	    "second argument passed to builtins.appendContext"));
	uint32_t ctx = v_str(v)->ctx, i;

	(void)pos;
	for (i = 0; i < a->n; i++)
		ctx = ctx_join(ctx, entry_context(a->shape->names[i], a->v[i],
		    attrs_pos_at(a, i)));
	return v_new_str(v_text(v), ctx);
}

const PrimDef prims_context[] = {
	{ "__unsafeDiscardStringContext", 1, discard_context, 0, NULL },
	{ "__hasContext", 1, has_context, 0, NULL },
	{ "__unsafeDiscardOutputDependency", 1, discard_output_dependency, 0,
	    NULL },
	{ "__addDrvOutputDependencies", 1, add_output_dependencies, 0, NULL },
	{ "__getContext", 1, get_context, 0, NULL },
	{ "__appendContext", 2, append_context, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
