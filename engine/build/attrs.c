/* What a derivation asks of its builder: see attrs.h. */
#include "engine/build/attrs.h"

#include "engine/build/config.h"
#include "engine/fmt/json.h"

static const char *const check_names[4] = {
	"allowedReferences", "allowedRequisites",
	"disallowedReferences", "disallowedRequisites"
};

int attrs_init(Arena *a, Str path, const Drv *drv, DrvAttrs *out, Err *err)
{
	const Str *json = drv_env(drv, STR("__json"));

	memset(out, 0, sizeof *out);
	out->path = path;
	out->drv = drv;
	out->structured = json != NULL;
	if (json && json_parse(a, *json, &out->json, err))
		return err_set(err, ERR_FORMAT,
			       "cannot process __json attribute of '" STR_F
			       "'", STR_A(path));
	if (json && out->json.type != TREE_MAP)
		return err_set(err, ERR_FORMAT, "__json attribute of '"
			       STR_F "' is not an object", STR_A(path));
	return 0;
}

bool attrs_str(const DrvAttrs *d, const char *name, Str *value)
{
	const Str *v;

	if (d->structured)
		return tree_str(&d->json, name, value);
	v = drv_env(d->drv, str_c(name));
	if (!v)
		return false;
	*value = *v;
	return true;
}

bool attrs_bool(const DrvAttrs *d, const char *name, bool other)
{
	const Tree *t;
	Str v;

	if (d->structured) {
		t = tree_get(&d->json, str_c(name));
		return t && t->type == TREE_BOOL ? t->u.b : other;
	}
	return attrs_str(d, name, &v) ? str_eqc(v, "1") : other;
}

static int not_strings(const DrvAttrs *d, const char *name, Err *err)
{
	return err_set(err, ERR_FORMAT, "attribute '%s' of derivation '"
		       STR_F "' must be a list of strings", name,
		       STR_A(d->path));
}

static int list_of(const DrvAttrs *d, Arena *a, const Tree *t,
		   const char *name, StrList *out, Err *err)
{
	size_t i;

	if (t->type != TREE_LIST)
		return not_strings(d, name, err);
	for (i = 0; i < t->u.list.n; i++) {
		if (t->u.list.v[i].type != TREE_STRING)
			return not_strings(d, name, err);
		strlist_add(a, out, t->u.list.v[i].u.s);
	}
	return 0;
}

int attrs_list(const DrvAttrs *d, Arena *a, const char *name, bool *given,
	       StrList *out, Err *err)
{
	const Tree *t;
	Str v, token;

	memset(out, 0, sizeof *out);
	*given = true;
	if (d->structured) {
		t = tree_get(&d->json, str_c(name));
		*given = t != NULL;
		return t ? list_of(d, a, t, name, out, err) : 0;
	}
	*given = attrs_str(d, name, &v);
	while (*given && str_token(&v, " \t\n\r", &token))
		strlist_add(a, out, token);
	return 0;
}

int attrs_features(const DrvAttrs *d, Arena *a, StrList *out, Err *err)
{
	bool given;
	int rc = attrs_list(d, a, "requiredSystemFeatures", &given, out, err);

	strlist_sort(out);
	return rc;
}

bool attrs_can_build(const DrvAttrs *d, Arena *a)
{
	bool builtin = str_starts(d->drv->builder, STR("builtin:"));
	StrList f;
	size_t i;
	Err err;

	if (!builtin && !str_eq(d->drv->platform, config.system)) {
		for (i = 0; i < config.extra_platforms.n; i++)
			if (str_eq(config.extra_platforms.v[i],
				   d->drv->platform))
				break;
		if (i == config.extra_platforms.n)
			return false;
	}
	if (!builtin && config.max_jobs == 0)
		return false;
	if (attrs_features(d, a, &f, &err))
		return false;
	for (i = 0; i < f.n; i++)
		if (!config_has_feature(f.v[i]))
			return false;
	return true;
}

static int checks_of(const DrvAttrs *d, Arena *a, const Tree *t,
		     OutputChecks *out, Err *err)
{
	const Tree *v;
	int64_t n;
	int i, rc;

	if (tree_int(t, "maxSize", &n)) {
		out->has_size = true;
		out->size = (uint64_t)n;
	}
	if (tree_int(t, "maxClosureSize", &n)) {
		out->has_closure_size = true;
		out->closure_size = (uint64_t)n;
	}
	for (i = 0; i < 4; i++) {
		v = tree_get(t, str_c(check_names[i]));
		if (!v)
			continue;
		out->given[i] = true;
		rc = list_of(d, a, v, check_names[i], &out->list[i], err);
		if (rc)
			return rc;
	}
	return 0;
}

int attrs_checks(const DrvAttrs *d, Arena *a, Str output, OutputChecks *out,
		 Err *err)
{
	const Tree *t;
	int i, rc = 0;

	memset(out, 0, sizeof *out);
	if (d->structured) {
		t = tree_get(&d->json, STR("unsafeDiscardReferences"));
		t = t && t->type == TREE_MAP ? tree_get(t, output) : NULL;
		out->discard_refs = t && t->type == TREE_BOOL && t->u.b;
		t = tree_get(&d->json, STR("outputChecks"));
		t = t && t->type == TREE_MAP ? tree_get(t, output) : NULL;
		return t && t->type == TREE_MAP ?
		       checks_of(d, a, t, out, err) : 0;
	}
	out->ignore_self = true;
	for (i = 0; !rc && i < 4; i++)
		rc = attrs_list(d, a, check_names[i], &out->given[i],
				&out->list[i], err);
	return rc;
}
