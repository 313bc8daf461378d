/* nix-store: which operation, and the options that all of them have. */
#include "engine/cli/store.h"

#include <stdio.h>
#include <unistd.h>

#include "engine/cli/store_ops.h"

static const char HELP[] =
	"Usage: nix-store OPERATION [OPTIONS] [ARGUMENTS]\n"
	"\n"
	"  --realise, -r PATH...       build or fetch paths\n"
	"      --dry-run --check --repair --ignore-unknown --add-root LINK\n"
	"  --query, -q [WHAT] PATH...  --outputs --requisites --references\n"
	"      --referrers --referrers-closure --deriver --valid-derivers\n"
	"      --hash --size --tree --graph --graphml --binding NAME\n"
	"      --resolve --roots; --use-output --force-realise\n"
	"      --include-outputs\n"
	"  --add PATH...               copy files into the store\n"
	"  --add-fixed [--recursive] ALGO PATH...\n"
	"  --print-fixed-path [--recursive] ALGO HASH NAME\n"
	"  --delete [--ignore-liveness] PATH...\n"
	"  --gc [--print-roots|--print-live|--print-dead|--max-freed BYTES]\n"
	"  --verify [--check-contents] [--repair]\n"
	"  --verify-path PATH...       --repair-path PATH...\n"
	"  --optimise                  hard links for equal files\n"
	"  --dump PATH                 write a NAR\n"
	"  --restore PATH              read a NAR\n"
	"  --export PATH...            --import\n"
	"  --dump-db [PATH...]         --load-db\n"
	"  --register-validity [--reregister] [--hash-given]\n"
	"  --check-validity [--print-invalid] PATH...\n"
	"  --print-env DRV             --read-log, -l PATH...\n"
	"  --serve [--write]           talk to another machine\n"
	"  --generate-binary-cache-key NAME SECRET-FILE PUBLIC-FILE\n"
	"  --init\n";

static const struct {
	const char *name;
	const char *other;
	int (*run)(StoreArgs *a);
	bool reads_input;       /* standard input is not a list of words */
} OPS[] = {
	{ "--realise", "-r", op_realise, false },
	{ "--realize", NULL, op_realise, false },
	{ "--query", "-q", op_query, false },
	{ "--add", "-A", op_add, false },
	{ "--add-fixed", NULL, op_add_fixed, false },
	{ "--print-fixed-path", NULL, op_print_fixed_path, false },
	{ "--delete", NULL, op_delete, false },
	{ "--print-env", NULL, op_print_env, false },
	{ "--read-log", "-l", op_read_log, false },
	{ "--dump-db", NULL, op_dump_db, false },
	{ "--load-db", NULL, op_load_db, false },
	{ "--register-validity", NULL, op_register_validity, false },
	{ "--check-validity", NULL, op_check_validity, false },
	{ "--gc", NULL, op_gc, false },
	{ "--dump", NULL, op_dump, false },
	{ "--restore", NULL, op_restore, true },
	{ "--export", NULL, op_export, false },
	{ "--import", NULL, op_import, true },
	{ "--init", NULL, op_init, false },
	{ "--verify", NULL, op_verify, false },
	{ "--verify-path", NULL, op_verify_path, false },
	{ "--repair-path", NULL, op_repair_path, false },
	{ "--optimise", NULL, op_optimise, false },
	{ "--optimize", NULL, op_optimise, false },
	{ "--serve", NULL, op_serve, true },
	{ "--generate-binary-cache-key", NULL, op_generate_key, false },
};

enum { OPS_N = sizeof OPS / sizeof OPS[0] };

bool store_flag(StoreArgs *a, const char *name)
{
	bool hit = false;
	size_t to = 0;
	size_t i;

	for (i = 0; i < a->flags.n; i++) {
		if (str_eqc(a->flags.v[i], name))
			hit = true;
		else
			a->flags.v[to++] = a->flags.v[i];
	}
	a->flags.n = to;
	return hit;
}

void store_no_flags(const StoreArgs *a)
{
	if (a->flags.n)
		tool_usage("unknown flag '" STR_F "'", STR_A(a->flags.v[0]));
}

void store_no_args(const StoreArgs *a)
{
	if (a->args.n)
		tool_usage("no arguments expected");
}

Str store_arg(const StoreArgs *a, size_t i)
{
	Str path;

	tool_check(store_follow(tool_store(), &tool_arena, a->args.v[i], &path,
			       &tool_err));
	return path;
}

static void read_words(StoreArgs *a)
{
	Str text, word;

	tool_check(os_read_fd(&tool_arena, 0, SIZE_MAX / 8, &text, &tool_err));
	while (str_token(&text, " \t\n\r", &word))
		strlist_add(&tool_arena, &a->args, word);
}

static Str absolute(Str path)
{
	Str cwd;

	if (path.n && path.p[0] == '/')
		return path;
	tool_check(os_cwd(&tool_arena, &cwd, &tool_err));
	return str_cat3(&tool_arena, cwd, STR("/"), path);
}

static ptrdiff_t find_op(Str arg)
{
	size_t i;

	for (i = 0; i < OPS_N; i++)
		if (str_eqc(arg, OPS[i].name) ||
		    (OPS[i].other && str_eqc(arg, OPS[i].other)))
			return (ptrdiff_t)i;
	return -1;
}

int cli_nix_store(int argc, char **argv)
{
	StrList args = tool_args(argc, argv);
	StoreArgs a = { .root = STR_INIT("") };
	ptrdiff_t op = -1;
	ptrdiff_t hit;
	bool from_stdin = false;
	size_t i;
	Str s;

	tool_init("nix-store");
	for (i = 0; i < args.n; i++) {
		s = args.v[i];
		hit = find_op(s);
		if (str_eqc(s, "--help"))
			return tool_help(HELP);
		if (str_eqc(s, "--version"))
			return tool_version("nix-store");
		/* -l and -d mean something else inside a query */
		if (hit >= 0 && op >= 0 && OPS[hit].run != OPS[op].run &&
		    s.n > 2)
			tool_usage("only one operation may be specified");
		if (hit >= 0 && (op < 0 || OPS[hit].run == OPS[op].run)) {
			op = hit;
		} else if (str_eqc(s, "--add-root")) {
			a.root = absolute(tool_value(&args, &i));
		} else if (str_eqc(s, "--stdin")) {
			from_stdin = !isatty(0);
		} else if (str_eqc(s, "--indirect")) {
			continue;
		} else if (str_eqc(s, "--no-output")) {
			a.no_output = true;
		} else if (str_eqc(s, "--repair") ||
			   str_eqc(s, "--max-freed")) {
			/* settings elsewhere, flags here */
			strlist_add(&tool_arena, &a.flags, s);
			if (s.p[2] == 'm')
				strlist_add(&tool_arena, &a.flags,
					    tool_value(&args, &i));
		} else if (tool_option(&args, &i)) {
			continue;
		} else if (s.n && s.p[0] == '-') {
			strlist_add(&tool_arena, &a.flags, s);
		} else {
			strlist_add(&tool_arena, &a.args, s);
		}
	}
	if (op < 0)
		tool_usage("no operation specified");
	if (from_stdin && !OPS[op].reads_input)
		read_words(&a);
	return tool_done(OPS[op].run(&a));
}
