/* nix-store: garbage, verification, registration, archives. */
#include "engine/cli/store_ops.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/build/build.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

static void on_deleting(void *ctx, Str path)
{
	(void)ctx;
	log_msg(LVL_INFO, "deleting '" STR_F "'", STR_A(path));
}

static void on_note(void *ctx, Str text)
{
	(void)ctx;
	log_line(LVL_INFO, text);
}

static void print_freed(bool dry, const GcResult *r)
{
	printf("%zu store paths %s, %.2f MiB freed\n", r->paths.n,
	       dry ? "would be deleted" : "deleted",
	       (double)r->freed / (1 << 20));
}

void store_collect(const GcOptions *given)
{
	GcOptions o = *given;
	GcResult r;
	size_t i;
	int rc;

	o.deleting = on_deleting;
	o.note = on_note;
	rc = store_gc(tool_store(), &tool_arena, &o, &r, &tool_err);
	if (o.action == GC_DELETE_DEAD || o.action == GC_DELETE_SPECIFIC)
		print_freed(false, &r);
	else
		for (i = 0; i < r.paths.n; i++)
			tool_print(r.paths.v[i]);
	tool_check(rc);
}

static int cmp_link(const void *a, const void *b)
{
	return str_cmp(((const StoreRoot *)a)->link,
		       ((const StoreRoot *)b)->link);
}

static void print_roots(void)
{
	StoreRoot *roots;
	size_t n, i;

	tool_check(store_roots(tool_store(), &tool_arena, false, &roots, &n,
			      &tool_err));
	if (n)
		qsort(roots, n, sizeof *roots, cmp_link);
	for (i = 0; i < n; i++)
		printf(STR_F " -> " STR_F "\n", STR_A(roots[i].link),
		       STR_A(roots[i].path));
}

int op_gc(StoreArgs *a)
{
	GcOptions o = { .action = GC_DELETE_DEAD, .max_freed = UINT64_MAX };
	bool roots = store_flag(a, "--print-roots");
	size_t i;

	if (store_flag(a, "--print-live"))
		o.action = GC_RETURN_LIVE;
	if (store_flag(a, "--print-dead"))
		o.action = GC_RETURN_DEAD;
	for (i = 0; i < a->flags.n; i++) {
		if (!str_eqc(a->flags.v[i], "--max-freed"))
			tool_usage("bad sub-operation '" STR_F "' in GC",
				  STR_A(a->flags.v[i]));
		o.max_freed = tool_number(&a->flags, &i);
	}
	store_no_args(a);
	if (o.max_freed != UINT64_MAX &&
	    (roots || o.action != GC_DELETE_DEAD))
		tool_usage("option --max-freed cannot be combined with "
			  "--print-live, --print-dead, or --print-roots");
	if (roots)
		print_roots();
	else
		store_collect(&o);
	return 0;
}

int op_delete(StoreArgs *a)
{
	GcOptions o = {
		.action = GC_DELETE_SPECIFIC,
		.max_freed = UINT64_MAX
	};
	size_t i;

	o.ignore_liveness = store_flag(a, "--ignore-liveness");
	store_no_flags(a);
	for (i = 0; i < a->args.n; i++)
		strlist_add(&tool_arena, &o.paths, store_arg(a, i));
	strlist_sort(&o.paths);
	if (o.paths.n)
		store_collect(&o);
	return 0;
}

static int mend(void *ctx, Str path, Err *err)
{
	(void)ctx;
	return build_repair(tool_store(), path, err);
}

static void verify_note(void *ctx, Str text)
{
	bool progress = text.n > 3 && str_ends(text, STR("..."));

	(void)ctx;
	log_line(progress ? LVL_INFO : LVL_ERROR, text);
}

int op_verify(StoreArgs *a)
{
	VerifyOptions o = { .note = verify_note, .mend = mend };
	bool errors;

	o.check_contents = store_flag(a, "--check-contents");
	o.repair = store_flag(a, "--repair");
	store_no_flags(a);
	store_no_args(a);
	tool_check(store_verify(tool_store(), &o, &errors, &tool_err));
	if (errors)
		log_msg(LVL_WARN, "warning: not all store errors were fixed");
	return errors;
}

int op_verify_path(StoreArgs *a)
{
	Store *s = tool_store();
	PathInfo info;
	Hash got;
	Str path;
	size_t i;
	int code = 0;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++) {
		path = store_arg(a, i);
		log_msg(LVL_TALKATIVE, "checking path '" STR_F "'...",
			STR_A(path));
		tool_check(store_info(s, &tool_arena, path, &info, &tool_err));
		tool_check(nar_hash(store_fd(s),
				   str_z(&tool_arena, path_base(path)),
				   HASH_SHA256, &got, NULL, &tool_err));
		if (hash_eq(&got, &info.nar_hash))
			continue;
		log_msg(LVL_ERROR, "path '" STR_F "' was modified! expected "
			"hash '" STR_F "', got '" STR_F "'", STR_A(path),
			STR_A(hash_print(&tool_arena, &info.nar_hash,
					 ENC_NIX32, true)),
			STR_A(hash_print(&tool_arena, &got, ENC_NIX32,
					 true)));
		code = 1;
	}
	return code;
}

int op_repair_path(StoreArgs *a)
{
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++)
		tool_check(build_repair(tool_store(), store_arg(a, i),
				       &tool_err));
	return 0;
}

int op_optimise(StoreArgs *a)
{
	OptimiseStats st;

	store_no_flags(a);
	store_no_args(a);
	tool_check(store_optimise(tool_store(), &st, &tool_err));
	log_msg(LVL_INFO, "%.2f MiB freed by hard-linking %llu files",
		(double)st.bytes / (1 << 20), (unsigned long long)st.files);
	return 0;
}

static FdSink *out_sink(void)
{
	FdSink *s = ARENA_NEW(&tool_arena, FdSink);

	fflush(stdout);
	fd_sink(s, 1, "standard output");
	return s;
}

int op_dump_db(StoreArgs *a)
{
	FdSink *out = out_sink();
	StrList paths = { NULL, 0, 0 };
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++)
		strlist_add(&tool_arena, &paths, store_arg(a, i));
	tool_check(store_dump_db(tool_store(), &paths, &out->sink, &tool_err));
	tool_check(fd_sink_flush(out, &tool_err));
	return 0;
}

static void load(bool hash_given, bool canonicalise, bool reregister)
{
	Str text;

	tool_check(os_read_fd(&tool_arena, 0, SIZE_MAX / 8, &text, &tool_err));
	tool_check(store_load_registration(tool_store(), text, hash_given,
					  canonicalise, reregister,
					  &tool_err));
}

int op_load_db(StoreArgs *a)
{
	store_no_flags(a);
	store_no_args(a);
	load(true, false, true);
	return 0;
}

int op_register_validity(StoreArgs *a)
{
	bool reregister = store_flag(a, "--reregister");
	bool hash_given = store_flag(a, "--hash-given");

	store_no_flags(a);
	store_no_args(a);
	load(hash_given, true, reregister);
	return 0;
}

int op_check_validity(StoreArgs *a)
{
	bool print = store_flag(a, "--print-invalid");
	bool valid;
	Str path;
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++) {
		path = store_arg(a, i);
		tool_check(store_valid(tool_store(), path, &valid, &tool_err));
		if (valid)
			continue;
		if (!print)
			tool_check(err_set(&tool_err, ERR_NOT_VALID, "path '"
					  STR_F "' is not valid",
					  STR_A(path)));
		tool_print(path);
	}
	return 0;
}

int op_dump(StoreArgs *a)
{
	FdSink *out = out_sink();

	store_no_flags(a);
	if (a->args.n != 1)
		tool_usage("only one argument allowed");
	tool_check(nar_dump(OS_CWD, str_z(&tool_arena, a->args.v[0]),
			   &out->sink, NULL, NULL, &tool_err));
	tool_check(fd_sink_flush(out, &tool_err));
	return 0;
}

static FdSource *in_source(void)
{
	FdSource *s = ARENA_NEW(&tool_arena, FdSource);

	fd_source(s, 0, "standard input");
	return s;
}

int op_restore(StoreArgs *a)
{
	store_no_flags(a);
	if (a->args.n != 1)
		tool_usage("only one argument allowed");
	tool_check(nar_restore(&in_source()->source, OS_CWD,
			      str_z(&tool_arena, a->args.v[0]), false, false,
			      &tool_err));
	return 0;
}

int op_export(StoreArgs *a)
{
	FdSink *out = out_sink();
	StrList paths = { NULL, 0, 0 };
	StrList order = { NULL, 0, 0 };
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++)
		strlist_add(&tool_arena, &paths, store_arg(a, i));
	tool_check(store_topo(tool_store(), &tool_arena, &paths, &tool_err));
	for (i = paths.n; i > 0; i--)
		strlist_add(&tool_arena, &order, paths.v[i - 1]);
	tool_check(store_export(tool_store(), &order, &out->sink, &tool_err));
	tool_check(fd_sink_flush(out, &tool_err));
	return 0;
}

int op_import(StoreArgs *a)
{
	StrList paths;
	size_t i;
	int rc;

	store_no_flags(a);
	store_no_args(a);
	rc = store_import(tool_store(), &tool_arena, &in_source()->source,
			  false, &paths, &tool_err);
	for (i = 0; i < paths.n; i++)
		tool_print(paths.v[i]);
	tool_check(rc);
	return 0;
}
