/*
 * derivationStrict: attributes to a store derivation. The order in which
 * attributes are evaluated and the messages are those of Nix.
 */
#include <stdlib.h>

#include "engine/eval/eval.h"
#include "engine/eval/hashes.h"
#include "engine/eval/world.h"
#include "engine/fmt/json.h"
#include "engine/fmt/path.h"

enum { MODE_NONE, MODE_FLAT, MODE_NAR, MODE_TEXT };

typedef struct {
	Drv drv;
	V name;                 /* the name as a string value */
	uint32_t ctx;
	bool structured, ignore_nulls, floating, impure;
	bool has_hash;
	Str hash;
	HashAlgo algo;
	int mode;
	StrList outputs;        /* sorted */
	StrBuf json;
	size_t cap_env;
} Job;

static void need_feature(const char *feature, const char *why)
{
	if (settings_feature(feature))
		return;
	if (why)
		err_throw(EK_ERROR, 0, "experimental Nix feature '%s' is "
		    "disabled (%s); add '--extra-experimental-features %s' "
		    "to enable it", feature, why, feature);
	err_throw(EK_ERROR, 0, "experimental Nix feature '%s' is disabled; "
	    "add '--extra-experimental-features %s' to enable it", feature,
	    feature);
}

static void env_put(Job *j, Str key, Str value)
{
	Drv *d = &j->drv;

	if (d->env_n == j->cap_env) {
		size_t cap = j->cap_env ? j->cap_env * 2 : 32;

		d->env = arena_grow(&ev.tmp, d->env,
		    j->cap_env * sizeof(DrvEnv), cap * sizeof(DrvEnv));
		j->cap_env = cap;
	}
	d->env[d->env_n].key = key;
	d->env[d->env_n++].value = value;
}

/* The same, in place of a value that is there already. */
static void env_set(Job *j, Str key, Str value)
{
	size_t i;

	for (i = 0; i < j->drv.env_n; i++)
		if (str_eq(j->drv.env[i].key, key)) {
			j->drv.env[i].value = value;
			return;
		}
	env_put(j, key, value);
}

static void set_mode(Job *j, Str s)
{
	Str name = v_text(j->name);

	if (str_eqc(s, "recursive") || str_eqc(s, "nar")) {
		j->mode = MODE_NAR;
	} else if (str_eqc(s, "flat")) {
		j->mode = MODE_FLAT;
	} else if (str_eqc(s, "text")) {
		need_feature("dynamic-derivations", str_fmt(&ev.perm,
		    "text-hashed derivation '" STR_F "', outputHashMode = "
		    "\"text\"", STR_A(name)).p);
		j->mode = MODE_TEXT;
	} else if (str_eqc(s, "git")) {
		need_feature("git-hashing", NULL);
		err_throw(EK_ERROR, 0, "git hashing is not supported");
	} else {
		err_throw(EK_ERROR, 0, "invalid value '%S' for "
		    "'outputHashMode' attribute", &s);
	}
}

static void output_add(Job *j, Str s)
{
	size_t i;

	for (i = 0; i < j->outputs.n; i++)
		if (str_eq(j->outputs.v[i], s))
			err_throw(EK_ERROR, 0,
			    "duplicate derivation output '%S'", &s);
	if (str_eqc(s, "drvPath"))
		err_throw(EK_ERROR, 0,
		    "invalid derivation output name 'drvPath'");
	strlist_add(&ev.tmp, &j->outputs, s);
}

static void outputs_done(Job *j)
{
	if (j->outputs.n == 0)
		err_throw(EK_ERROR, 0,
		    "derivation cannot have an empty set of outputs");
}

static void outputs_words(Job *j, Str s)
{
	Str word;

	j->outputs.n = 0;
	while (str_token(&s, " \t\n\r", &word))
		output_add(j, word);
	outputs_done(j);
}

static HashAlgo algo_or_none(Str s)
{
	HashAlgo algo = hash_by_name(s);

	if (algo == HASH_BLAKE3)
		need_feature("blake3-hashes", NULL);
	return algo;
}

static void warn_structured(Job *j, Sym name, Pos pos)
{
	Error e = { 0 };
	Trace t = { 0 };
	Str drv = v_text(j->name);

	t.text = err_text("while evaluating derivation '%S'", &drv);
	e.msg = err_text("'structuredAttrs' disables the effect of the "
	    "derivation attribute '%y'; use 'outputChecks.<output>.%y' "
	    "instead", (int)name, (int)name);
	e.pos = pos;
	e.traces = &t;
	err_log(err_render(&e, "warning", ev.show_trace));
}

static void warn_json(Job *j, Pos pos)
{
	Error e = { 0 };
	Trace t = { 0 };
	Str drv = v_text(j->name);

	t.text = err_text("while evaluating derivation '%S'", &drv);
	e.msg = STR("setting structured attributes via '__json' is "
	    "deprecated, and may be disallowed in future versions of Nix. "
	    "Set '__structuredAttrs = true' instead.");
	e.pos = pos;
	e.traces = &t;
	err_log(err_render(&e, "warning", ev.show_trace));
}

/* An attribute of a derivation with structured attributes. */
static void structured_attr(Job *j, Sym name, V v, Pos pos)
{
	List *l;
	size_t i;

	if (name == S_STRUCTUREDATTRS)
		return;
	if (j->json.n > 1)
		sb_putc(&j->json, ',');
	json_put_string(&j->json, sym_text(name), NULL);
	sb_putc(&j->json, ':');
	print_json(&j->json, v, true, 0, &j->ctx, true);
	switch (name) {
	case S_BUILDER:
		v = need_string(v, 0, "");
		j->ctx = ctx_join(j->ctx, v_str(v)->ctx);
		j->drv.builder = v_text(v);
		break;
	case S_SYSTEM:
		j->drv.platform = v_text(need_string_noctx(v, 0, ""));
		break;
	case S_OUTPUTHASH:
		j->hash = v_text(need_string_noctx(v, 0, ""));
		j->has_hash = true;
		break;
	case S_OUTPUTHASHALGO:
		j->algo = algo_or_none(v_text(need_string_noctx(v, 0, "")));
		break;
	case S_OUTPUTHASHMODE:
		set_mode(j, v_text(need_string_noctx(v, 0, "")));
		break;
	case S_OUTPUTS:
		l = need_list(v, 0, "");
		j->outputs.n = 0;
		for (i = 0; i < l->n; i++)
			output_add(j, v_text(need_string_noctx(l->v[i], 0,
			    "")));
		outputs_done(j);
		break;
	case S_ALLOWEDREFERENCES: case S_ALLOWEDREQUISITES:
	case S_DISALLOWEDREFERENCES: case S_DISALLOWEDREQUISITES:
	case S_MAXSIZE: case S_MAXCLOSURESIZE:
		warn_structured(j, name, pos);
		break;
	}
}

static void plain_attr(Job *j, Sym name, V v, Pos pos)
{
	Str s = v_text(coerce_string(0, v, &j->ctx, "",
	    COERCE_MORE | COERCE_COPY));

	if (name == S_JSON)
		warn_json(j, pos);
	env_put(j, sym_text(name), s);
	switch (name) {
	case S_BUILDER:
		j->drv.builder = s;
		break;
	case S_SYSTEM:
		j->drv.platform = s;
		break;
	case S_OUTPUTHASH:
		j->hash = s;
		j->has_hash = true;
		break;
	case S_OUTPUTHASHALGO:
		j->algo = algo_or_none(s);
		break;
	case S_OUTPUTHASHMODE:
		set_mode(j, s);
		break;
	case S_OUTPUTS:
		outputs_words(j, s);
		break;
	}
}

static void args_attr(Job *j, V v)
{
	List *l = need_list(v, 0, "");
	size_t i;

	for (i = 0; i < l->n; i++)
		strlist_add(&ev.tmp, &j->drv.args, v_text(coerce_string(0,
		    l->v[i], &j->ctx, "while evaluating an element of the "
		    "argument list", COERCE_MORE | COERCE_COPY)));
}

static void one_attr(Job *j, Sym name, V v, Pos pos)
{
	Frame *f;

	if (name == S_IGNORENULLS)
		return;
	f = frame_push(FR_DRVATTR, pos, NULL);
	f->aux = name;
	f->q = j->name;
	if (j->ignore_nulls) {
		v = eval_force(v, 0);
		if (v == V_NULL) {
			frame_pop();
			return;
		}
	}
	if (name == S_CONTENTADDRESSED) {
		if (need_bool(v, 0, "")) {
			j->floating = true;
			need_feature("ca-derivations", NULL);
		}
	} else if (name == S_IMPURE) {
		if (need_bool(v, 0, "")) {
			j->impure = true;
			need_feature("impure-derivations", NULL);
		}
	} else if (name == S_ARGS) {
		args_attr(j, v);
	} else if (j->structured) {
		structured_attr(j, name, v, pos);
	} else {
		plain_attr(j, name, v, pos);
	}
	frame_pop();
}

/* --- inputs ---------------------------------------------------------------- */

static int input_cmp(const void *a, const void *b)
{
	return str_cmp(((const DrvInput *)a)->path,
	    ((const DrvInput *)b)->path);
}

/* One entry a derivation, with all outputs that are wanted of it. */
static void inputs_join(Drv *d)
{
	size_t i, k = 0, o;

	if (d->inputs_n > 1)
		qsort(d->inputs, d->inputs_n, sizeof(DrvInput), input_cmp);
	for (i = 0; i < d->inputs_n; i++) {
		if (k && str_eq(d->inputs[k - 1].path, d->inputs[i].path)) {
			for (o = 0; o < d->inputs[i].outputs.n; o++)
				strlist_add(&ev.tmp, &d->inputs[k - 1].outputs,
				    d->inputs[i].outputs.v[o]);
			continue;
		}
		d->inputs[k++] = d->inputs[i];
	}
	d->inputs_n = k;
	for (i = 0; i < k; i++)
		strlist_sort(&d->inputs[i].outputs);
}

static void input_add(Drv *d, size_t *cap, Str path, const StrList *outputs,
    Str output)
{
	DrvInput *in;

	if (d->inputs_n == *cap) {
		size_t bigger = *cap ? *cap * 2 : 16;

		d->inputs = arena_grow(&ev.tmp, d->inputs,
		    *cap * sizeof(DrvInput), bigger * sizeof(DrvInput));
		*cap = bigger;
	}
	in = &d->inputs[d->inputs_n++];
	in->path = path;
	memset(&in->outputs, 0, sizeof(in->outputs));
	if (outputs) {
		size_t i;

		for (i = 0; i < outputs->n; i++)
			strlist_add(&ev.tmp, &in->outputs, outputs->v[i]);
	} else {
		strlist_add(&ev.tmp, &in->outputs, output);
	}
}

static Str full(Str base)
{
	return str_cat3(&ev.tmp, world_store_dir(), STR("/"), base);
}

/* drvPath: everything in its closure, and all outputs of derivations. */
static void deep_inputs(Job *j, size_t *cap, Str path)
{
	StrList list = { 0 };
	size_t i, k;

	strlist_add(&ev.tmp, &list, path);
	world_closure(&ev.tmp, &list);
	for (i = 0; i < list.n; i++) {
		StrList outs = { 0 };
		Drv drv;

		strlist_add(&ev.tmp, &j->drv.srcs, list.v[i]);
		if (!path_is_drv(list.v[i]))
			continue;
		world_read_drv(&ev.tmp, list.v[i], &drv);
		for (k = 0; k < drv.outputs_n; k++)
			strlist_add(&ev.tmp, &outs, drv.outputs[k].name);
		input_add(&j->drv, cap, list.v[i], &outs, STR(""));
	}
}

static void inputs(Job *j)
{
	const CtxElem *const *list;
	size_t n = ctx_list(j->ctx, &list), i, cap = 0;

	for (i = 0; i < n; i++) {
		Str path = full(list[i]->path);

		if (list[i]->drv)
			err_throw(EK_ERROR, 0, "outputs of outputs are not "
			    "supported");
		if (list[i]->kind == CTX_DEEP)
			deep_inputs(j, &cap, path);
		else if (list[i]->kind == CTX_BUILT)
			input_add(&j->drv, &cap, path, NULL, list[i]->output);
		else
			strlist_add(&ev.tmp, &j->drv.srcs, path);
	}
	inputs_join(&j->drv);
	strlist_sort(&j->drv.srcs);
}

/* --- outputs ------------------------------------------------------------------ */

static void fixed_output(Job *j)
{
	Drv *d = &j->drv;
	bool nar = j->mode == MODE_NAR;
	Str hex;
	Hash h;
	Err err;

	if (j->outputs.n != 1 || !str_eqc(j->outputs.v[0], "out"))
		err_throw(EK_ERROR, 0, "multiple outputs are not supported "
		    "in fixed-output derivations");
	h = hashes_parse(j->hash, j->algo);
	hex = hash_print(&ev.tmp, &h, ENC_BASE16, false);
	d->outputs[0].hash = hex;
	if (j->mode == MODE_TEXT) {
		if (path_text(&ev.perm, world_store_dir(), d->name, &h, NULL,
		    &d->outputs[0].path, &err))
			err_from(&err);
		d->outputs[0].algo = str_cat2(&ev.tmp, STR("text:"),
		    str_c(hash_name(h.algo)));
	} else {
		if (path_fixed(&ev.perm, world_store_dir(), d->name, nar, &h,
		    NULL, false, &d->outputs[0].path, &err))
			err_from(&err);
		d->outputs[0].algo = str_cat2(&ev.tmp, nar ? STR("r:") :
		    STR(""), str_c(hash_name(h.algo)));
	}
	env_set(j, STR("out"), d->outputs[0].path);
}

static void floating_outputs(Job *j)
{
	HashAlgo algo = j->algo == HASH_NONE ? HASH_SHA256 : j->algo;
	size_t i;

	if (j->floating && j->impure)
		err_throw(EK_ERROR, 0, "derivation cannot be both "
		    "content-addressed and impure");
	for (i = 0; i < j->outputs.n; i++) {
		env_set(j, j->outputs.v[i], placeholder(&ev.perm,
		    j->outputs.v[i]));
		j->drv.outputs[i].algo = str_cat2(&ev.tmp,
		    j->mode == MODE_FLAT ? STR("") : STR("r:"),
		    str_c(hash_name(algo)));
		if (j->impure)
			j->drv.outputs[i].hash = STR("impure");
	}
}

static void addressed_outputs(Job *j)
{
	Drv *d = &j->drv;
	bool deferred;
	Hash h;
	Err err;
	size_t i;

	for (i = 0; i < j->outputs.n; i++)
		env_set(j, j->outputs.v[i], STR(""));
	drv_sort(d);
	if (drv_masked_hash(world_hashes(), d, &h, &deferred, &err))
		err_from(&err);
	if (deferred)
		return;
	for (i = 0; i < j->outputs.n; i++) {
		if (path_output(&ev.perm, world_store_dir(), d->name,
		    d->outputs[i].name, &h, &d->outputs[i].path, &err))
			err_from(&err);
		env_set(j, d->outputs[i].name, d->outputs[i].path);
	}
}

static void check_name(Str name)
{
	Err err;
	Str why;

	if (path_check_name(name, &err) == 0)
		return;
	why = str_dup(&ev.perm, err_message(&err));
	err_throw(EK_ERROR, 0, "invalid derivation name: %r. Please pass a "
	    "different '%s'.", &why, "name");
}

static V result_of(const Drv *d, Str path)
{
	Str base = path_base(path);
	Attr *list = ARENA_ARRAY(&ev.tmp, Attr, d->outputs_n + 1);
	size_t i;

	list[0].name = S_DRVPATH;
	list[0].v = v_new_str(path, ctx_single(CTX_DEEP, base, STR("")));
	for (i = 0; i < d->outputs_n; i++) {
		const DrvOutput *o = &d->outputs[i];
		Str text = o->path.n ? o->path :
		    placeholder_downstream(&ev.perm, path, o->name);

		list[i + 1].name = sym_of(o->name);
		list[i + 1].v = v_new_str(text, ctx_single(CTX_BUILT, base,
		    o->name));
	}
	return attrs_build(list, d->outputs_n + 1, 0);
}

static V build(Job *j, Attrs *a)
{
	uint32_t *order, i;
	Drv *d = &j->drv;
	size_t k;
	V *slot;

	check_name(v_text(j->name));
	slot = attrs_find(a, S_STRUCTUREDATTRS);
	if (slot)
		j->structured = need_bool(*slot, 0, "while evaluating the "
		    "`__structuredAttrs` attribute passed to "
		    "builtins.derivationStrict");
	slot = attrs_find(a, S_IGNORENULLS);
	if (slot)
		j->ignore_nulls = need_bool(*slot, 0, "while evaluating the "
		    "`__ignoreNulls` attribute passed to "
		    "builtins.derivationStrict");
	d->name = v_text(j->name);
	strlist_add(&ev.tmp, &j->outputs, STR("out"));
	j->json = sb_in(&ev.tmp);
	sb_putc(&j->json, '{');
	a = attrs_flat(a);
	order = attrs_order(a, &ev.tmp);
	for (i = 0; i < a->n; i++)
		one_attr(j, a->shape->names[order[i]], a->v[order[i]],
		    attrs_pos_at(a, order[i]));
	if (j->structured) {
		sb_putc(&j->json, '}');
		env_put(j, STR("__json"), sb_str(&j->json));
	}
	inputs(j);
	if (d->builder.n == 0)
		err_throw(EK_ERROR, 0,
		    "required attribute 'builder' missing");
	if (d->platform.n == 0)
		err_throw(EK_ERROR, 0,
		    "required attribute 'system' missing");
	if (str_ends(d->name, STR(".drv")) && !(j->mode == MODE_TEXT &&
	    j->outputs.n == 1 && str_eqc(j->outputs.v[0], "out")))
		err_throw(EK_ERROR, 0, "derivation names are allowed to end "
		    "in '%s' only if they produce a single derivation file",
		    ".drv");
	strlist_sort(&j->outputs);
	d->outputs_n = j->outputs.n;
	d->outputs = ARENA_ARRAY(&ev.tmp, DrvOutput, d->outputs_n);
	for (k = 0; k < d->outputs_n; k++)
		d->outputs[k].name = j->outputs.v[k];
	if (j->has_hash)
		fixed_output(j);
	else if (j->floating || j->impure)
		floating_outputs(j);
	else
		addressed_outputs(j);
	drv_sort(d);
	return result_of(d, world_add_drv(d));
}

static V derivation_strict(V *args, Pos pos)
{
	Attrs *a = need_attrs(args[0], 0, "while evaluating the argument "
	    "passed to builtins.derivationStrict");
	ArenaMark m = arena_mark(&ev.tmp);
	Job *j = ARENA_NEW(&ev.tmp, Job);
	Pos at = 0;
	Frame *f;
	V v;

	(void)pos;
	v = need_attr(a, S_NAME, "in the attrset passed as argument to "
	    "builtins.derivationStrict", &at);
	frame_push(FR_TEXT, at, "while evaluating the derivation attribute "
	    "'name'");
	j->name = need_string_noctx(v, 0, "while evaluating the `name` "
	    "attribute passed to builtins.derivationStrict");
	frame_pop();
	f = frame_push(FR_DRV, at, NULL);
	f->q = j->name;
	v = build(j, a);
	frame_pop();
	arena_release(&ev.tmp, m);
	return v;
}

static V prim_placeholder(V *args, Pos pos)
{
	(void)pos;
	return v_new_str(placeholder(&ev.perm, v_text(need_string_noctx(
	    args[0], 0, "while evaluating the first argument passed to "
	    "builtins.placeholder"))), 0);
}

const PrimDef prims_drv[] = {
	{ "derivationStrict", 1, derivation_strict, 0, NULL },
	{ "placeholder", 1, prim_placeholder, 0, NULL },
	{ NULL, 0, NULL, 0, NULL }
};
