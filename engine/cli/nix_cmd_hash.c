/* nix hash ..., nix key ... */
#include "engine/cli/nix.h"

#include "base/os.h"

static struct {
	HashAlgo algo;
	HashEnc enc;
	bool enc_given, plain;
	const char *name;
} o;

static bool own(const char *arg)
{
	const char *v;

	if (!strcmp(arg, "--type") || !strcmp(arg, "--algo") ||
	    !strcmp(arg, "--hash-algo")) {
		v = cmd_value(arg);
		o.algo = hash_by_name(str_c(v));
		if (o.algo == HASH_NONE)
			cmd_usage("unknown hash algorithm '%s'", v);
		return true;
	}
	if (!strcmp(arg, "--to") || !strcmp(arg, "--format")) {
		v = cmd_value(arg);
		o.enc = !strcmp(v, "base16") ? ENC_BASE16 :
			!strcmp(v, "base64") ? ENC_BASE64 :
			!strcmp(v, "sri") ? ENC_SRI : ENC_NIX32;
		return o.enc_given = true;
	}
	if (!strcmp(arg, "--base16"))
		o.enc = ENC_BASE16;
	else if (!strcmp(arg, "--base32"))
		o.enc = ENC_NIX32;
	else if (!strcmp(arg, "--base64"))
		o.enc = ENC_BASE64;
	else if (!strcmp(arg, "--sri"))
		o.enc = ENC_SRI;
	else
		return false;
	return o.enc_given = true;
}

static int hash_all(bool flat)
{
	StrList args;
	size_t i;
	Hash h;
	Err err;

	o.algo = HASH_SHA256;
	o.enc = ENC_SRI;
	args = nix_options(own);
	for (i = 0; i < args.n; i++) {
		const char *f = str_z(&ev.perm, args.v[i]);

		cmd_ok(flat ? nar_hash_flat(OS_CWD, f, o.algo, &h, NULL,
					    &err) :
		       nar_hash(OS_CWD, f, o.algo, &h, NULL, &err), &err);
		cmd_out(STR_F "\n", STR_A(hash_print(&ev.perm, &h, o.enc,
						     o.enc == ENC_SRI)));
	}
	return 0;
}

int nix_cmd_hash_path(void)
{
	return hash_all(false);
}

int nix_cmd_hash_file(void)
{
	return hash_all(true);
}

static int convert(HashEnc enc, bool force)
{
	StrList args;
	size_t i;
	Hash h;
	Err err;

	o.algo = HASH_NONE;
	o.enc = enc;
	args = nix_options(own);
	if (force)
		o.enc = enc;
	for (i = 0; i < args.n; i++) {
		cmd_ok(hash_parse(&h, args.v[i], o.algo, &err), &err);
		cmd_out(STR_F "\n", STR_A(hash_print(&ev.perm, &h, o.enc,
						     o.enc == ENC_SRI)));
	}
	return 0;
}

int nix_cmd_hash_convert(void)
{
	return convert(ENC_SRI, false);
}

int nix_cmd_to_base16(void)
{
	return convert(ENC_BASE16, true);
}

int nix_cmd_to_base32(void)
{
	return convert(ENC_NIX32, true);
}

int nix_cmd_to_base64(void)
{
	return convert(ENC_BASE64, true);
}

int nix_cmd_to_sri(void)
{
	return convert(ENC_SRI, true);
}

static bool key_option(const char *arg)
{
	if (strcmp(arg, "--key-name"))
		return false;
	o.name = cmd_value(arg);
	return true;
}

int nix_cmd_key_generate(void)
{
	SignKey k;

	nix_options(key_option);
	if (!o.name)
		cmd_usage("required argument '--key-name' is missing");
	signkey_generate(str_c(o.name), &k);
	cmd_puts(signkey_print(&ev.perm, &k));
	return 0;
}

int nix_cmd_key_convert(void)
{
	SignKey k, p;
	Str text;
	Err err;

	nix_options(NULL);
	cmd_ok(os_read_fd(&ev.perm, 0, 1 << 16, &text, &err), &err);
	cmd_ok(signkey_parse(&ev.perm, str_trim(text), true, &k, &err),
	       &err);
	signkey_public(&k, &p);
	cmd_puts(signkey_print(&ev.perm, &p));
	return 0;
}
