/* nix develop, nix print-dev-env: nix-shell's work under newer names. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "engine/cli/nix.h"
#include "engine/cli/nix_build.h"

static BuildCmd bc;
static const char *phase;
static bool json;

/* What bash says of its variables, as JSON. */
static const char json_script[] =
"__q() { local s=$1; s=${s//\\\\/\\\\\\\\}; s=${s//\\\"/\\\\\\\"}; "
"s=${s//$'\\n'/\\\\n}; s=${s//$'\\t'/\\\\t}; s=${s//$'\\r'/\\\\r}; "
"s=${s//[[:cntrl:]]/}; printf '\"%s\"' \"$s\"; }\n"
"__j() { local n d f first=1 k sep; printf '{\"bashFunctions\":{},"
"\"variables\":{'\n"
"for n in $(compgen -v); do case $n in BASH*|_*|FUNCNAME|LINENO|n|d|f|"
"first|k|sep|PIPESTATUS|GROUPS|DIRSTACK|EPOCH*|RANDOM|SRANDOM|SECONDS|"
"UID|EUID|PPID|SHELLOPTS) continue;; esac\n"
"d=$(declare -p $n 2>/dev/null) || continue; f=${d#declare -}; "
"f=${f%% *}; [ $first = 1 ] || printf ,; first=0; __q $n; printf ':'\n"
"local -n __r=$n\n"
"case $f in *A*) printf '{\"type\":\"associative\",\"value\":{'; sep=; "
"for k in \"${!__r[@]}\"; do printf '%s' \"$sep\"; sep=,; __q \"$k\"; "
"printf :; __q \"${__r[$k]}\"; done; printf '}}';;\n"
"*a*) printf '{\"type\":\"array\",\"value\":['; sep=; "
"for k in \"${__r[@]}\"; do printf '%s' \"$sep\"; sep=,; __q \"$k\"; "
"done; printf ']}';;\n"
"*x*) printf '{\"type\":\"exported\",\"value\":'; __q \"$__r\"; "
"printf '}';;\n"
"*) printf '{\"type\":\"var\",\"value\":'; __q \"$__r\"; printf '}';;\n"
"esac; unset -n __r; done; printf '}}\\n'; }; __j\nexit";

static void take_command(void)
{
	StrBuf b = sb_in(&ev.perm);

	while (cmd.at + 1 < cmd.argc) {
		if (b.n)
			sb_putc(&b, ' ');
		cmd_shell_quote(&b, str_c(cmd.argv[++cmd.at]));
	}
	bc.command = str_fmt(&ev.perm, STR_F "\nexit", STR_A(sb_str(&b)));
	bc.interactive = false;
}

static bool own(const char *arg)
{
	static const char *const phases[][2] = {
		{ "--unpack", "unpackPhase" },
		{ "--configure", "configurePhase" },
		{ "--build", "buildPhase" }, { "--check", "checkPhase" },
		{ "--install", "installPhase" },
		{ "--installcheck", "installCheckPhase" }
	};
	size_t i;

	for (i = 0; i < sizeof phases / sizeof *phases; i++)
		if (!strcmp(arg, phases[i][0])) {
			phase = phases[i][1];
			return true;
		}
	if (!strcmp(arg, "--json"))
		json = true;
	else if (!strcmp(arg, "--phase"))
		phase = cmd_value(arg);
	else if (!strcmp(arg, "-c") || !strcmp(arg, "--command"))
		take_command();
	else if (!strcmp(arg, "-i") || !strcmp(arg, "--ignore-environment"))
		bc.pure = true;
	else if (!strcmp(arg, "-k") || !strcmp(arg, "--keep"))
		strlist_add(&ev.perm, &bc.keep, str_c(cmd_value(arg)));
	else
		return inst_option(arg);
	return true;
}

static int run(bool print)
{
	StrList args;
	size_t n;
	Inst *v;

	bc.shell = true;
	bc.interactive = isatty(0) && isatty(2);
	args = nix_options(own);
	v = inst_get(&args, "default.nix", true, &n);
	if (n != 1 || v[0].n != 1)
		cmd_usage("one derivation expected");
	bc.items = ARENA_NEW(&ev.perm, BuildItem);
	bc.items_n = 1;
	bc.items[0].drv = v[0].v[0].path;
	bc.items[0].output = STR("out");
	if (print && json) {
		bc.command = str_c(json_script);
		bc.interactive = false;
	} else if (print) {
		bc.command = STR("declare -p | grep -v '^declare -[a-zA-Z]*r'"
				 "\ndeclare -f\nexit");
		bc.interactive = false;
	} else if (phase) {
		bc.command = str_fmt(&ev.perm, "runHook %s\n%s\nexit", phase,
				     phase);
		bc.interactive = false;
	}
	setenv("IN_NIX_SHELL", bc.pure ? "pure" : "impure", 1);
	if (!getenv("NIX_BUILD_SHELL"))
		setenv("NIX_BUILD_SHELL", "bash", 1);
	return shell_run(&bc);
}

int nix_cmd_develop(void)
{
	return run(false);
}

int nix_cmd_print_env(void)
{
	return run(true);
}
