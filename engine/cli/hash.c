/* nix-hash: hashes of files and folders, and their textual forms. */
#include <stdio.h>

#include "engine/cli/tool.h"

static const char HELP[] =
	"Usage: nix-hash [OPTIONS] PATH...\n"
	"       nix-hash --to-base16|--to-base32|--to-base64|--to-sri "
	"[--type T] HASH...\n"
	"\n"
	"Print the hash of the NAR of each path, or convert hashes.\n"
	"\n"
	"  --flat        hash the contents of files, not their NAR\n"
	"  --type T      md5 (default), sha1, sha256, sha512 or blake3\n"
	"  --base16      hexadecimal (default)\n"
	"  --base32      Nix's base 32\n"
	"  --base64, --sri\n"
	"  --truncate    fold to 160 bits\n";

typedef struct {
	HashAlgo algo;
	HashEnc enc;
	bool flat;
	bool truncate;
	bool convert;
	StrList args;
} Options;

static void hash_path(const Options *o, Str path)
{
	HashAlgo algo = o->algo ? o->algo : HASH_MD5;
	const char *name = str_z(&tool_arena, path);
	Hash h;

	/* a slash at the end would follow a link */
	while (path.n > 1 && path.p[path.n - 1] == '/')
		name = str_z(&tool_arena, path = str_sub(path, 0, path.n - 1));
	tool_check(o->flat ?
		  nar_hash_flat(OS_CWD, name, algo, &h, NULL, &tool_err) :
		  nar_hash(OS_CWD, name, algo, &h, NULL, &tool_err));
	if (o->truncate && h.size > 20)
		h = hash_compress(&h, 20);
	tool_print(hash_print(&tool_arena, &h, o->enc, false));
}

static void convert(const Options *o, Str text)
{
	Hash h;

	tool_check(hash_parse(&h, text, o->algo, &tool_err));
	tool_print(hash_print(&tool_arena, &h, o->enc, false));
}

static bool enc_option(Options *o, Str a)
{
	static const struct {
		const char *name;
		HashEnc enc;
	} encs[] = {
		{ "base16", ENC_BASE16 }, { "base32", ENC_NIX32 },
		{ "base64", ENC_BASE64 }, { "sri", ENC_SRI }
	};
	bool to = str_starts(a, STR("--to-"));
	size_t i;

	if (!str_starts(a, STR("--")))
		return false;
	for (i = 0; i < 4; i++) {
		if (!str_eqc(str_from(a, to ? 5 : 2), encs[i].name))
			continue;
		o->enc = encs[i].enc;
		o->convert |= to;
		return true;
	}
	return false;
}

int cli_nix_hash(int argc, char **argv)
{
	StrList args = tool_args(argc, argv);
	Options o = { HASH_NONE, ENC_BASE16, false, false, false,
		      { NULL, 0, 0 } };
	size_t i;
	Str a;

	tool_init("nix-hash");
	for (i = 0; i < args.n; i++) {
		a = args.v[i];
		if (str_eqc(a, "--help"))
			return tool_help(HELP);
		if (str_eqc(a, "--version"))
			return tool_version("nix-hash");
		if (str_eqc(a, "--flat")) {
			o.flat = true;
		} else if (str_eqc(a, "--truncate")) {
			o.truncate = true;
		} else if (str_eqc(a, "--type")) {
			a = tool_value(&args, &i);
			o.algo = hash_by_name(a);
			if (o.algo == HASH_NONE)
				tool_usage("unknown hash algorithm '" STR_F
					  "', expect 'blake3', 'md5', 'sha1', "
					  "'sha256', or 'sha512'", STR_A(a));
		} else if (enc_option(&o, a)) {
			continue;
		} else if (tool_option(&args, &i)) {
			continue;
		} else if (a.n > 1 && a.p[0] == '-') {
			tool_usage("unrecognised option '" STR_F "'",
				  STR_A(a));
		} else {
			strlist_add(&tool_arena, &o.args, a);
		}
	}
	for (i = 0; i < o.args.n; i++) {
		if (o.convert)
			convert(&o, o.args.v[i]);
		else
			hash_path(&o, o.args.v[i]);
	}
	return tool_done(0);
}
