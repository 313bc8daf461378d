/*
 * The builtins together: the scope that every file begins with.
 */
#include <time.h>

#include "engine/eval/bind.h"
#include "engine/eval/call.h"
#include "engine/eval/eval.h"
#include "engine/eval/fs.h"
#include "engine/eval/world.h"

#define LANGUAGE_VERSION 6
#define NIX_VERSION "2.34.8"

enum { MOST_BUILTINS = 256 };

static Attr builtins[MOST_BUILTINS];
static Primop primops[MOST_BUILTINS];
static size_t n_builtins, n_primops;

V v_of_primop(const Primop *op)
{
	Fun *f = mem_alloc(sizeof(*f));

	f->p = (const uint8_t *)op;
	return v_tagged(f, TAG_FUN);
}

static const char *plain_name(const char *name)
{
	return strncmp(name, "__", 2) == 0 ? name + 2 : name;
}

static void add(const char *name, V v)
{
	bind_base(sym_of(str_c(name)), v);
	builtins[n_builtins].name = sym_of(str_c(plain_name(name)));
	builtins[n_builtins++].v = v;
}

static bool feature_on(const char *feature)
{
	if (!feature || settings_feature(feature))
		return true;
	return strcmp(feature, "fetch-tree") == 0 &&
	    settings_feature("flakes");
}

static void add_prims(const PrimDef *defs)
{
	for (; defs->name; defs++) {
		Primop *op = &primops[n_primops];
		V v;

		if (!feature_on(defs->feature))
			continue;
		n_primops++;
		op->mark = FUN_PRIMOP;
		op->arity = defs->arity;
		op->no_trace = defs->flags & PRIM_NO_TRACE;
		op->name = plain_name(defs->name);
		op->fn = defs->fn;
		v = v_of_primop(op);
		add(defs->name, v);
		if (strcmp(defs->name, "__sub") == 0)
			call_arith_ops[AR_SUB] = op;
		else if (strcmp(defs->name, "__mul") == 0)
			call_arith_ops[AR_MUL] = op;
		else if (strcmp(defs->name, "__div") == 0)
			call_arith_ops[AR_DIV] = op;
		else if (strcmp(defs->name, "__lessThan") == 0)
			call_arith_ops[AR_LESS] = op;
	}
}

V builtin_get(const char *name)
{
	V *slot = attrs_find(v_attrs(ev.builtins), sym_of(str_c(name)));

	if (!slot)
		err_throw(EK_ERROR, 0, "builtin '%s' not found", name);
	return *slot;
}

static void add_constants(void)
{
	add("true", V_TRUE);
	add("false", V_FALSE);
	add("null", V_NULL);
	if (!settings.pure_eval) {
		add("__currentTime", v_new_int((int64_t)time(NULL)));
		add("__currentSystem", v_new_str(settings.system.n ?
		    settings.system : STR("x86_64-linux"), 0));
	}
	add("__nixVersion", v_new_str(STR(NIX_VERSION), 0));
	add("__storeDir", v_new_str(world_store_dir(), 0));
	add("__langVersion", v_new_int(LANGUAGE_VERSION));
	add("__nixPath", fs_lookup_list());
}

static void add_derivation(void)
{
	ExprFile *x = ARENA_NEW(&ev.perm, ExprFile);

	x->h.kind = E_FILE;
	x->path = v_new_path(FS_INTERNAL, STR("/derivation-internal.nix"));
	ev.derivation = v_thunk_of(&x->h, ev.base_env);
	add("derivation", ev.derivation);
}

void eval_init(void)
{
	Thunk *t = mem_alloc(sizeof(*t));
	V self = (V)(uintptr_t)t;

	ev.base_env = mem_alloc(sizeof(Env));
	/* builtins.builtins: known by its cell before it exists */
	t->w0 = TH_BLACK;
	add("builtins", self);
	add_constants();
	add_prims(prims_misc);
	add_prims(prims_num);
	add_prims(prims_attrs);
	add_prims(prims_list);
	add_prims(prims_string);
	add_prims(prims_path);
	add_prims(prims_conv);
	add_prims(prims_drv);
	add_prims(prims_context);
	add_prims(prims_fetch);
	add_derivation();
	ev.builtins = attrs_build(builtins, n_builtins, 0);
	t->w1 = ev.builtins;
	t->w0 = TH_DONE;
	bind_base(S_BUILTINS, ev.builtins);
	if (settings.trace_calls)
		prof_init(NULL, 0);
	if (settings.profiler.n && !str_eqc(settings.profiler, "disabled"))
		prof_init(str_z(&ev.perm, settings.profile_file),
		    (int)settings.profile_hz);
}
