/* nix-store --query. */
#include <stdio.h>

#include "base/map.h"
#include "engine/cli/store.h"
#include "engine/fmt/path.h"

typedef struct {
	StoreArgs *a;
	bool use_output;
	bool force;
	bool include_outputs;
	Str binding;
} Query;

/* The i-th argument, or its outputs if they are asked for. */
static StrList with_outputs(Query *q, size_t i, bool use)
{
	Str path = store_arg(q->a, i);
	StrList out = { NULL, 0, 0 };
	Drv drv;
	size_t k;

	if (q->force)
		store_realise_path(q->a, path, true);
	if (!use || !path_is_drv(path)) {
		strlist_add(&tool_arena, &out, path);
		return out;
	}
	tool_check(store_read_drv(tool_store(), &tool_arena, path, &drv,
				 &tool_err));
	for (k = 0; k < drv.outputs_n; k++) {
		if (drv.outputs[k].path.n == 0)
			tool_usage("Cannot use output path of floating "
				  "content-addressing derivation until we "
				  "know what it is (e.g. by building it)");
		strlist_add(&tool_arena, &out, drv.outputs[k].path);
	}
	strlist_sort(&out);
	return out;
}

/* All arguments' paths together. */
static StrList all_paths(Query *q)
{
	StrList all = { NULL, 0, 0 };
	StrList some;
	size_t i, k;

	for (i = 0; i < q->a->args.n; i++) {
		some = with_outputs(q, i, q->use_output);
		for (k = 0; k < some.n; k++)
			strlist_add(&tool_arena, &all, some.v[k]);
	}
	strlist_sort(&all);
	return all;
}

/* References first. */
static void print_sorted(StrList *paths)
{
	size_t i;

	tool_check(store_topo(tool_store(), &tool_arena, paths, &tool_err));
	for (i = paths->n; i > 0; i--)
		tool_print(paths->v[i - 1]);
}

static void q_outputs(Query *q)
{
	StrList paths;
	size_t i, k;

	for (i = 0; i < q->a->args.n; i++) {
		paths = with_outputs(q, i, true);
		for (k = 0; k < paths.n; k++)
			tool_print(paths.v[k]);
	}
}

static void q_requisites(Query *q)
{
	StrList paths = all_paths(q);

	tool_check(store_closure(tool_store(), &tool_arena, &paths,
				q->include_outputs ? CLOSURE_OUTPUTS : 0,
				&tool_err));
	print_sorted(&paths);
}

static void q_referrers_closure(Query *q)
{
	StrList paths = all_paths(q);

	tool_check(store_closure(tool_store(), &tool_arena, &paths,
				CLOSURE_REFERRERS, &tool_err));
	print_sorted(&paths);
}

typedef int Neighbours(Store *s, Arena *a, Str path, StrList *out, Err *err);

static void print_neighbours(Query *q, Neighbours *f)
{
	StrList paths = all_paths(q);
	StrList all = { NULL, 0, 0 };
	StrList some;
	size_t i, k;

	for (i = 0; i < paths.n; i++) {
		tool_check(f(tool_store(), &tool_arena, paths.v[i], &some,
			    &tool_err));
		for (k = 0; k < some.n; k++)
			strlist_add(&tool_arena, &all, some.v[k]);
	}
	print_sorted(&all);
}

static void q_references(Query *q)
{
	print_neighbours(q, store_references);
}

static void q_referrers(Query *q)
{
	print_neighbours(q, store_referrers);
}

static void q_derivers(Query *q)
{
	print_neighbours(q, store_derivers);
}

static PathInfo info_of(Str path)
{
	PathInfo info;

	tool_check(store_info(tool_store(), &tool_arena, path, &info,
			     &tool_err));
	return info;
}

static void q_deriver(Query *q)
{
	PathInfo info;
	size_t i;

	for (i = 0; i < q->a->args.n; i++) {
		info = info_of(store_arg(q->a, i));
		tool_print(info.deriver.n ? info.deriver :
			  STR("unknown-deriver"));
	}
}

static void q_binding(Query *q)
{
	const Str *v;
	PathInfo info;
	Str path;
	Drv drv;
	size_t i;

	for (i = 0; i < q->a->args.n; i++) {
		path = store_arg(q->a, i);
		if (!path_is_drv(path)) {
			info = info_of(path);
			if (info.deriver.n == 0)
				tool_check(err_set(&tool_err, ERR_NOT_FOUND,
						  "deriver of path '" STR_F
						  "' is not known",
						  STR_A(path)));
			path = info.deriver;
		}
		tool_check(store_read_drv(tool_store(), &tool_arena, path, &drv,
					 &tool_err));
		v = drv_env(&drv, q->binding);
		if (!v)
			tool_check(err_set(&tool_err, ERR_NOT_FOUND,
					  "derivation '" STR_F "' has no "
					  "environment binding named '" STR_F
					  "'", STR_A(path),
					  STR_A(q->binding)));
		tool_print(*v);
	}
}

static void print_hash_or_size(Query *q, bool size)
{
	StrList paths;
	PathInfo info;
	size_t i, k;

	for (i = 0; i < q->a->args.n; i++) {
		paths = with_outputs(q, i, q->use_output);
		for (k = 0; k < paths.n; k++) {
			info = info_of(paths.v[k]);
			if (size)
				printf("%llu\n",
				       (unsigned long long)info.nar_size);
			else
				tool_print(hash_print(&tool_arena,
						     &info.nar_hash,
						     ENC_NIX32, true));
		}
	}
}

static void q_hash(Query *q)
{
	print_hash_or_size(q, false);
}

static void q_size(Query *q)
{
	print_hash_or_size(q, true);
}

/* References before what refers to them, so that the tree stays flat. */
static void print_tree(Str path, Str first, Str rest, Map *done)
{
	StrList refs;
	bool fresh;
	size_t i;
	bool last;

	map_put(done, path, &fresh);
	printf(STR_F STR_F "%s\n", STR_A(first), STR_A(path),
	       fresh ? "" : " [...]");
	if (!fresh)
		return;
	refs = info_of(path).refs;
	tool_check(store_topo(tool_store(), &tool_arena, &refs, &tool_err));
	for (i = refs.n; i > 0; i--) {
		last = i == 1;
		print_tree(refs.v[i - 1],
			   str_cat2(&tool_arena, rest, last ?
				    STR("\xe2\x94\x94\xe2\x94\x80\xe2\x94\x80"
					"\xe2\x94\x80") :
				    STR("\xe2\x94\x9c\xe2\x94\x80\xe2\x94\x80"
					"\xe2\x94\x80")),
			   str_cat2(&tool_arena, rest, last ? STR("    ") :
				    STR("\xe2\x94\x82   ")), done);
	}
}

static void q_tree(Query *q)
{
	Map done = { .a = &tool_arena };
	size_t i;

	for (i = 0; i < q->a->args.n; i++)
		print_tree(store_arg(q->a, i), STR(""), STR(""), &done);
}

/* Smallest path first among those not seen yet, as Nix walks. */
static bool next_work(StrList *work, Map *done, Str *path)
{
	size_t best, i;
	bool fresh;

	while (work->n > 0) {
		best = 0;
		for (i = 1; i < work->n; i++)
			if (str_cmp(work->v[i], work->v[best]) < 0)
				best = i;
		*path = work->v[best];
		work->v[best] = work->v[--work->n];
		map_put(done, *path, &fresh);
		if (fresh)
			return true;
	}
	return false;
}

static void q_graph(Query *q)
{
	static const char *const colours[] = {
		"black", "red", "green", "blue", "magenta", "burlywood"
	};
	StrList work = all_paths(q);
	Map done = { .a = &tool_arena };
	PathInfo info;
	size_t colour = 0;
	size_t i;
	Str path;

	puts("digraph G {");
	while (next_work(&work, &done, &path)) {
		printf("\"" STR_F "\" [label = \"" STR_F "\", shape = box, "
		       "style = filled, fillcolor = \"#ff0000\"];\n",
		       STR_A(path_base(path)), STR_A(path_name(path)));
		info = info_of(path);
		for (i = 0; i < info.refs.n; i++) {
			if (str_eq(info.refs.v[i], path))
				continue;
			strlist_add(&tool_arena, &work, info.refs.v[i]);
			printf("\"" STR_F "\" -> \"" STR_F "\" [color = "
			       "\"%s\"];\n", STR_A(path_base(info.refs.v[i])),
			       STR_A(path_base(path)), colours[colour++ % 6]);
		}
	}
	puts("}");
}

static void q_graphml(Query *q)
{
	StrList work = all_paths(q);
	Map done = { .a = &tool_arena };
	PathInfo info;
	size_t i;
	Str path, name;

	fputs("<?xml version='1.0' encoding='utf-8'?>\n"
	      "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'\n"
	      "    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\n"
	      "    xsi:schemaLocation='http://graphml.graphdrawing.org/xmlns/"
	      "1.0/graphml.xsd'>\n"
	      "<key id='narSize' for='node' attr.name='narSize' "
	      "attr.type='long'/>"
	      "<key id='name' for='node' attr.name='name' "
	      "attr.type='string'/>"
	      "<key id='type' for='node' attr.name='type' "
	      "attr.type='string'/>"
	      "<graph id='G' edgedefault='directed'>\n", stdout);
	while (next_work(&work, &done, &path)) {
		info = info_of(path);
		name = path_name(path);
		name = str_sub(name, 0, (size_t)(str_chr(name, '-') + 1));
		printf("  <node id=\"" STR_F "\">\n"
		       "    <data key=\"narSize\">%llu</data>\n"
		       "    <data key=\"name\">" STR_F "</data>\n"
		       "    <data key=\"type\">%s</data>\n"
		       "  </node>\n", STR_A(path_base(path)),
		       (unsigned long long)info.nar_size, STR_A(name),
		       path_is_drv(path) ? "derivation" : "output-path");
		for (i = 0; i < info.refs.n; i++) {
			if (str_eq(info.refs.v[i], path))
				continue;
			strlist_add(&tool_arena, &work, info.refs.v[i]);
			printf("  <edge source=\"" STR_F "\" target=\"" STR_F
			       "\"/>\n", STR_A(path_base(path)),
			       STR_A(path_base(info.refs.v[i])));
		}
	}
	fputs("</graph>\n</graphml>\n", stdout);
}

static void q_resolve(Query *q)
{
	size_t i;

	for (i = 0; i < q->a->args.n; i++)
		tool_print(store_arg(q->a, i));
}

static void q_roots(Query *q)
{
	StrList paths = all_paths(q);
	StoreRoot *roots;
	size_t n, i;
	int flags = CLOSURE_REFERRERS;

	if (store_settings.keep_outputs)
		flags |= CLOSURE_OUTPUTS;
	if (store_settings.keep_derivations)
		flags |= CLOSURE_DERIVERS;
	tool_check(store_closure(tool_store(), &tool_arena, &paths, flags,
				&tool_err));
	tool_check(store_roots(tool_store(), &tool_arena, false, &roots, &n,
			      &tool_err));
	for (i = 0; i < n; i++)
		if (strlist_find(&paths, roots[i].path) >= 0)
			printf(STR_F " -> " STR_F "\n", STR_A(roots[i].link),
			       STR_A(roots[i].path));
}

static const struct {
	const char *flag;
	void (*run)(Query *q);
} QUERIES[] = {
	{ "--outputs", q_outputs },
	{ "--requisites", q_requisites },
	{ "-R", q_requisites },
	{ "--references", q_references },
	{ "--referrers", q_referrers },
	{ "--referers", q_referrers },
	{ "--referrers-closure", q_referrers_closure },
	{ "--referers-closure", q_referrers_closure },
	{ "--deriver", q_deriver },
	{ "-d", q_deriver },
	{ "--valid-derivers", q_derivers },
	{ "--binding", q_binding },
	{ "-b", q_binding },
	{ "--hash", q_hash },
	{ "--size", q_size },
	{ "--tree", q_tree },
	{ "--graph", q_graph },
	{ "--graphml", q_graphml },
	{ "--resolve", q_resolve },
	{ "--roots", q_roots },
};

int op_query(StoreArgs *a)
{
	Query q = { .a = a, .binding = STR_INIT("") };
	void (*run)(Query *) = NULL;
	size_t i;

	q.use_output = store_flag(a, "--use-output") | store_flag(a, "-u");
	q.force = store_flag(a, "--force-realise") |
		  store_flag(a, "--force-realize") | store_flag(a, "-f");
	q.include_outputs = store_flag(a, "--include-outputs");
	for (i = 0; i < sizeof QUERIES / sizeof QUERIES[0]; i++) {
		if (!store_flag(a, QUERIES[i].flag))
			continue;
		if (run && run != QUERIES[i].run)
			tool_usage("query type '%s' conflicts with earlier "
				  "flag", QUERIES[i].flag);
		run = QUERIES[i].run;
	}
	store_no_flags(a);
	if (run == q_binding) {
		if (a->args.n == 0)
			tool_usage("expected binding name");
		q.binding = a->args.v[0];
		a->args.v++;
		a->args.n--;
	}
	if (!run)
		run = q_outputs;
	run(&q);
	return 0;
}
