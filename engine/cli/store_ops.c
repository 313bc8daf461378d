/* nix-store: operations that make paths, and small ones. */
#include "engine/cli/store_ops.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/build/build.h"
#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

static int root_number;

static Str add_root(StoreArgs *a, Str path, Str output)
{
	Str link = a->root;

	if (link.n == 0)
		return path;
	if (root_number > 1)
		link = str_fmt(&tool_arena, STR_F "-%d", STR_A(link),
			       root_number);
	if (output.n && !str_eqc(output, "out"))
		link = str_cat3(&tool_arena, link, STR("-"), output);
	tool_check(store_add_root(tool_store(), &tool_arena, link, path,
				 &tool_err));
	return link;
}

StrList store_realise_path(StoreArgs *a, Str path, bool build)
{
	Store *s = tool_store();
	BuildRequest r = { path, { NULL, 0, 0 } };
	StrList out = { NULL, 0, 0 };
	Drv drv;
	bool valid;
	size_t i;

	if (build)
		tool_check(build_paths(s, &r, 1, BUILD_NORMAL, &tool_err));
	root_number++;
	if (path_is_drv(path)) {
		tool_check(store_read_drv(s, &tool_arena, path, &drv,
					 &tool_err));
		for (i = 0; i < drv.outputs_n; i++)
			strlist_add(&tool_arena, &out,
				    add_root(a, drv.outputs[i].path,
					     drv.outputs[i].name));
		return out;
	}
	tool_check(store_valid(s, path, &valid, &tool_err));
	if (!valid)
		tool_check(err_set(&tool_err, ERR_NOT_VALID, "path '" STR_F
				  "' does not exist and cannot be created",
				  STR_A(path)));
	strlist_add(&tool_arena, &out, add_root(a, path, STR("")));
	return out;
}

/* "PATH", "PATH!out,dev": the path followed, the outputs kept. */
static BuildRequest request_of(StoreArgs *a, size_t i)
{
	Str text = a->args.v[i];
	ptrdiff_t mark = str_rchr(text, '!');
	BuildRequest r = { STR_INIT(""), { NULL, 0, 0 } };
	Str rest, name;

	if (mark >= 0) {
		rest = str_from(text, (size_t)mark + 1);
		text = str_sub(text, 0, (size_t)mark);
		while (str_token(&rest, ",", &name))
			strlist_add(&tool_arena, &r.outputs, name);
		strlist_sort(&r.outputs);
	}
	tool_check(store_follow(tool_store(), &tool_arena, text, &r.path,
			       &tool_err));
	return r;
}

static void print_results(StoreArgs *a, const BuildRequest *r)
{
	Store *s = tool_store();
	const DrvOutput *o;
	StrList paths;
	Drv drv;
	size_t i;

	if (r->outputs.n == 0 || !path_is_drv(r->path)) {
		paths = store_realise_path(a, r->path, false);
	} else {
		paths = (StrList){ NULL, 0, 0 };
		tool_check(store_read_drv(s, &tool_arena, r->path, &drv,
					 &tool_err));
		root_number++;
		for (i = 0; i < r->outputs.n; i++) {
			o = drv_output(&drv, r->outputs.v[i]);
			if (!o)
				tool_check(err_set(&tool_err, ERR_NOT_FOUND,
						  "derivation '" STR_F "' "
						  "does not have an output "
						  "named '" STR_F "'",
						  STR_A(r->path),
						  STR_A(r->outputs.v[i])));
			strlist_add(&tool_arena, &paths,
				    add_root(a, o->path, o->name));
		}
	}
	strlist_sort(&paths);
	for (i = 0; !a->no_output && i < paths.n; i++)
		tool_print(paths.v[i]);
}

int op_realise(StoreArgs *a)
{
	Store *s = tool_store();
	BuildRequest *r = ARENA_ARRAY(&tool_arena, BuildRequest,
				      a->args.n + 1);
	bool dry = store_flag(a, "--dry-run");
	bool repair = store_flag(a, "--repair");
	bool check = store_flag(a, "--check");
	bool ignore = store_flag(a, "--ignore-unknown");
	Missing missing = { 0 };
	size_t n = 0;
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++)
		r[n++] = request_of(a, i);
	tool_check(build_missing(s, &tool_arena, r, n, &missing, &tool_err));
	if (ignore) {
		size_t to = 0;

		for (i = 0; i < n; i++)
			if (strlist_find(&missing.unknown, r[i].path) < 0)
				r[to++] = r[i];
		n = to;
		missing.unknown.n = 0;
	}
	missing_print(s, &missing);
	if (dry)
		return 0;
	tool_check(build_paths(s, r, n, repair ? BUILD_REPAIR : check ?
			      BUILD_CHECK : BUILD_NORMAL, &tool_err));
	for (i = 0; !ignore && i < n; i++)
		print_results(a, &r[i]);
	return 0;
}

/* The name that a file gets in the store: its last part. */
static Str base_name(Str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path_base(path);
}

static Str plain_path(Str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return str_dup(&tool_arena, path);
}

int op_add(StoreArgs *a)
{
	Str path;
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++) {
		tool_check(store_add_path(tool_store(), &tool_arena,
					 base_name(a->args.v[i]), OS_CWD,
					 plain_path(a->args.v[i]).p, true,
					 HASH_SHA256, NULL, NULL, NULL, false,
					 &path, &tool_err));
		tool_print(path);
	}
	return 0;
}

static HashAlgo algo_arg(Str name)
{
	HashAlgo algo = hash_by_name(name);

	if (algo == HASH_NONE)
		tool_usage("unknown hash algorithm '" STR_F "', expect "
			  "'blake3', 'md5', 'sha1', 'sha256', or 'sha512'",
			  STR_A(name));
	return algo;
}

int op_add_fixed(StoreArgs *a)
{
	bool recursive = store_flag(a, "--recursive");
	HashAlgo algo;
	Str path;
	size_t i;

	store_no_flags(a);
	if (a->args.n == 0)
		tool_usage("first argument must be hash algorithm");
	algo = algo_arg(a->args.v[0]);
	for (i = 1; i < a->args.n; i++) {
		tool_check(store_add_path(tool_store(), &tool_arena,
					 base_name(a->args.v[i]), OS_CWD,
					 plain_path(a->args.v[i]).p,
					 recursive, algo, NULL, NULL, NULL,
					 false, &path, &tool_err));
		tool_print(path);
	}
	return 0;
}

int op_print_fixed_path(StoreArgs *a)
{
	bool recursive = store_flag(a, "--recursive");
	HashAlgo algo;
	Hash h;
	Str path;

	store_no_flags(a);
	if (a->args.n != 3)
		tool_usage("'--print-fixed-path' requires three arguments");
	algo = algo_arg(a->args.v[0]);
	tool_check(hash_parse(&h, a->args.v[1], algo, &tool_err));
	tool_check(path_fixed(&tool_arena, store_dir(tool_store()),
			     a->args.v[2], recursive, &h, NULL, false, &path,
			     &tool_err));
	tool_print(path);
	return 0;
}

/* 'text' with quotes inside as '\'' */
static void put_quoted(StrBuf *b, Str s)
{
	size_t i;

	sb_putc(b, '\'');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			sb_puts(b, "'\\''");
		else
			sb_putc(b, s.p[i]);
	}
	sb_putc(b, '\'');
}

int op_print_env(StoreArgs *a)
{
	StrBuf b = sb_in(&tool_arena);
	StrBuf all = sb_in(&tool_arena);
	Drv drv;
	size_t i;

	store_no_flags(a);
	if (a->args.n != 1)
		tool_usage("'--print-env' requires one derivation store path");
	tool_check(path_check(store_dir(tool_store()), a->args.v[0],
			     &tool_err));
	tool_check(store_read_drv(tool_store(), &tool_arena, a->args.v[0], &drv,
				 &tool_err));
	for (i = 0; i < drv.env_n; i++) {
		sb_puts(&b, "export ");
		sb_put(&b, drv.env[i].key);
		sb_puts(&b, "; ");
		sb_put(&b, drv.env[i].key);
		sb_putc(&b, '=');
		put_quoted(&b, drv.env[i].value);
		sb_putc(&b, '\n');
	}
	for (i = 0; i < drv.args.n; i++) {
		sb_puts(&all, i ? " " : "");
		sb_put(&all, drv.args.v[i]);
	}
	sb_puts(&b, "export _args; _args=");
	put_quoted(&b, sb_str(&all));
	tool_print(sb_str(&b));
	return 0;
}

int op_read_log(StoreArgs *a)
{
	Str text;
	size_t i;

	store_no_flags(a);
	for (i = 0; i < a->args.n; i++) {
		tool_check(build_log_read(tool_store(), &tool_arena,
					 store_arg(a, i), &text, &tool_err));
		fwrite(text.p, 1, text.n, stdout);
	}
	return 0;
}

int op_generate_key(StoreArgs *a)
{
	SignKey secret, public;

	store_no_flags(a);
	if (a->args.n != 3)
		tool_usage("three arguments expected");
	signkey_generate(a->args.v[0], &secret);
	signkey_public(&secret, &public);
	tool_check(os_replace_file(OS_CWD, str_z(&tool_arena, a->args.v[2]),
				  signkey_print(&tool_arena, &public), 0644,
				  &tool_err));
	tool_check(os_replace_file(OS_CWD, str_z(&tool_arena, a->args.v[1]),
				  signkey_print(&tool_arena, &secret), 0600,
				  &tool_err));
	return 0;
}

int op_init(StoreArgs *a)
{
	store_no_flags(a);
	store_no_args(a);
	tool_store();
	return 0;
}

/* The other side of nix-copy-closure and remote builds; see serve.c. */
int cli_serve(bool write) __attribute__((weak));

int op_serve(StoreArgs *a)
{
	bool write = store_flag(a, "--write");

	store_no_flags(a);
	store_no_args(a);
	if (!cli_serve)
		tool_check(err_set(&tool_err, ERR_FAIL, "this program was "
				   "built without '--serve'"));
	return cli_serve(write);
}
