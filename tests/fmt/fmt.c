/*
 * The formats as commands, for run.sh: each reads standard input and
 * prints a result, or the error and exit code 1.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/os.h"
#include "engine/fmt/conf.h"
#include "engine/fmt/drv.h"
#include "engine/fmt/json.h"
#include "engine/fmt/nar.h"
#include "engine/fmt/narinfo.h"
#include "engine/fmt/path.h"
#include "engine/fmt/regex.h"
#include "engine/fmt/toml.h"

static Arena arena;
static Err err;

static int fail(void)
{
	printf("%s\n", err_message(&err).p);
	return 1;
}

static int out(StrBuf *b)
{
	fwrite(b->p, 1, b->n, stdout);
	return 0;
}

static int t_json(Str in)
{
	StrBuf b = sb_in(&arena);
	Tree t;

	if (json_parse(&arena, in, &t, &err))
		return fail();
	json_put_tree(&b, &t, 0);
	sb_putc(&b, '\n');
	return out(&b);
}

static int t_toml(Str in)
{
	StrBuf b = sb_in(&arena);
	Tree t;

	if (toml_parse(&arena, in, &t, &err))
		return fail();
	json_put_tree(&b, &t, 0);
	sb_putc(&b, '\n');
	return out(&b);
}

static void put_span(StrBuf *b, Str s, RegexSpan sp)
{
	if (sp.from < 0)
		sb_puts(b, "null");
	else
		json_put_string(b, str_sub(s, (size_t)sp.from,
					   (size_t)sp.to), NULL);
}

static void put_groups(StrBuf *b, const Regex *re, Str s, RegexSpan *sp)
{
	size_t i;

	sb_putc(b, '[');
	for (i = 1; i <= regex_groups(re); i++) {
		sb_puts(b, i > 1 ? "," : "");
		put_span(b, s, sp[i]);
	}
	sb_putc(b, ']');
}

/* Lines "PATTERN<tab>TEXT": what builtins.match and split give. */
static int t_regex(Str in)
{
	StrBuf b = sb_in(&arena);
	RegexSpan sp[64];
	RegexIter it;
	Regex *re;
	Str line, s;
	ptrdiff_t tab;
	size_t last;

	while (str_line(&in, &line)) {
		tab = str_chr(line, '\t');
		s = str_from(line, (size_t)tab + 1);
		if (regex_compile(&arena, str_sub(line, 0, (size_t)tab), &re,
				  NULL)) {
			sb_puts(&b, "error\n");
			continue;
		}
		sb_putc(&b, '[');
		if (regex_match(re, s, sp) == 1)
			put_groups(&b, re, s, sp);
		else
			sb_puts(&b, "null");
		sb_puts(&b, ",[");
		last = 0;
		regex_iter(&it, re, s, sp);
		while (regex_next(&it) == 1) {
			json_put_string(&b, str_sub(s, last,
					(size_t)sp[0].from), NULL);
			sb_putc(&b, ',');
			put_groups(&b, re, s, sp);
			sb_putc(&b, ',');
			last = (size_t)sp[0].to;
		}
		json_put_string(&b, str_from(s, last), NULL);
		sb_puts(&b, "]]\n");
	}
	return out(&b);
}

static const char *drv_dir;

static int read_drv(void *ctx, Arena *a, Str path, Drv *drv, Err *e)
{
	Str name = path_name(path);
	Str text;
	int rc = os_read_file(a, OS_CWD, str_fmt(a, "%s/" STR_F, drv_dir,
						 STR_A(path_base(path))).p,
			      &text, e);

	(void)ctx;
	name.n -= 4;
	return rc ? rc : drv_parse(a, STR("/nix/store"), text, name, drv, e);
}

/*
 * drv NAME: reads a .drv, prints it again, checks that output paths and
 * its own path follow; inputs lie in the folder of NAME.
 */
static int t_drv(Str in, Str file)
{
	StrBuf b = sb_in(&arena);
	DrvHashes h = { .a = &arena, .read = read_drv };
	StrList refs = { NULL, 0, 0 };
	Str name = path_name(file);
	Str path;
	Drv drv;

	name.n -= 4;
	drv_dir = str_z(&arena, str_sub(file, 0,
					(size_t)str_rchr(file, '/')));
	if (drv_parse(&arena, STR("/nix/store"), in, name, &drv, &err) ||
	    drv_check_outputs(&h, STR("/nix/store"), &drv, &err))
		return fail();
	drv_print(&drv, &b);
	if (!str_eq(sb_str(&b), in)) {
		printf("printed differently\n");
		return 1;
	}
	if (drv_path(&arena, STR("/nix/store"), &drv, sb_str(&b), &refs,
		     &path, &err))
		return fail();
	printf("%s\n", path.p);
	return 0;
}

static int t_narinfo(Str in)
{
	StrBuf b = sb_in(&arena);
	NarInfo n;

	if (narinfo_parse(&arena, STR("/nix/store"), in, &n, &err))
		return fail();
	narinfo_print(&n, &b);
	sb_put(&b, fingerprint(&arena, &n.info));
	sb_putc(&b, '\n');
	return out(&b);
}

static int t_reginfo(Str in)
{
	StrBuf b = sb_in(&arena);
	PathInfo info;
	bool more = true;

	while (more) {
		if (reginfo_parse(&arena, STR("/nix/store"), &in, true, &info,
				  &more, &err))
			return fail();
		if (more)
			reginfo_print(&info, &b);
	}
	return out(&b);
}

static int conf_set(void *ctx, Str name, Str value, Err *e)
{
	(void)ctx;
	(void)e;
	printf("[" STR_F "] = [" STR_F "]\n", STR_A(name), STR_A(value));
	return 0;
}

static int conf_include(void *ctx, Str file, bool required, Err *e)
{
	(void)ctx;
	(void)e;
	printf("include [" STR_F "] %s\n", STR_A(file),
	       required ? "required" : "optional");
	return 0;
}

static int t_conf(Str in)
{
	ConfEvents ev = { conf_set, conf_include, NULL };

	return conf_parse(in, "test", &ev, &err) ? fail() : 0;
}

/* Hex digits to bytes, and those read as a NAR. */
static int t_nar(Str in)
{
	static const NarEvents nothing;
	StrBuf b = sb_in(&arena);
	StrSource src;
	Str line;

	/* lines: "text" is a padded string, #N a number, =HEX raw bytes */
	while (str_line(&in, &line)) {
		BufSink sink;
		uint64_t n = 0;
		uint8_t raw[256];

		buf_sink(&sink, &arena);
		if (line.n && line.p[0] == '#') {
			str_u64(str_from(line, 1), &n);
			wire_put_u64(&sink.sink, n, &err);
		} else if (line.n && line.p[0] == '=') {
			line = str_from(line, 1);
			dec16(raw, line.n / 2, line);
			sb_mem(&sink.b, raw, line.n / 2);
		} else {
			wire_put_str(&sink.sink, line, &err);
		}
		sb_mem(&b, sink.b.p, sink.b.n);
	}
	str_source(&src, sb_str(&b));
	if (nar_read(&src.source, &nothing, NULL, &err))
		return fail();
	puts("good");
	return 0;
}

/* Lines: fixed|text|output ARGS: the store path that follows. */
static int t_path(Str in)
{
	Str line, word, rest, path;
	Hash h;
	StrList refs;
	bool recursive, self;

	while (str_line(&in, &line)) {
		rest = line;
		refs = (StrList){ NULL, 0, 0 };
		str_token(&rest, " ", &word);
		recursive = str_eqc(word, "recursive");
		self = false;
		if (str_eqc(word, "placeholder")) {
			str_token(&rest, " ", &word);
			puts(placeholder(&arena, word).p);
			continue;
		}
		if (str_eqc(word, "name")) {
			puts(path_check_name(str_from(line, 5), &err) ?
			     err_message(&err).p : "good");
			continue;
		}
		line = word;
		str_token(&rest, " ", &word);
		if (hash_parse(&h, word, HASH_NONE, &err))
			return fail();
		str_token(&rest, " ", &word);
		Str name = word;

		while (str_token(&rest, " ", &word)) {
			if (str_eqc(word, "self"))
				self = true;
			else
				strlist_add(&arena, &refs, word);
		}
		if (str_eqc(line, "text") ?
		    path_text(&arena, STR("/nix/store"), name, &h, &refs,
			      &path, &err) :
		    path_fixed(&arena, STR("/nix/store"), name, recursive, &h,
			       &refs, self, &path, &err))
			puts(err_message(&err).p);
		else
			puts(path.p);
	}
	return 0;
}

/* Ed25519: RFC 8032, section 7.1, tests 1 to 3, as "SEED PUBLIC MSG SIG". */
static int t_sign(Str in)
{
	uint8_t seed[32], pub[32], want[32], sig[64], good[64], secret[64];
	uint8_t msg[64];
	Str line, w[4];
	size_t i;

	while (str_line(&in, &line)) {
		for (i = 0; i < 4; i++)
			if (!str_token(&line, " ", &w[i]))
				return 2;
		if (str_eqc(w[2], "-"))
			w[2].n = 0;
		if (!dec16(seed, 32, w[0]) || !dec16(want, 32, w[1]) ||
		    !dec16(msg, w[2].n / 2, w[2]) || !dec16(good, 64, w[3]))
			return 2;
		ed25519_public(pub, seed);
		memcpy(secret, seed, 32);
		memcpy(secret + 32, pub, 32);
		Str m = str_of((char *)msg, w[2].n / 2);

		ed25519_sign(sig, m, secret);
		printf("%d%d%d", memcmp(pub, want, 32) == 0,
		       memcmp(sig, good, 64) == 0,
		       ed25519_check(sig, m, pub));
		sig[5] ^= 1;
		printf("%d\n", ed25519_check(sig, m, pub));
	}
	return 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(Str in);
	} tests[] = {
		{ "json", t_json }, { "toml", t_toml }, { "regex", t_regex },
		{ "narinfo", t_narinfo }, { "reginfo", t_reginfo },
		{ "conf", t_conf }, { "nar", t_nar }, { "path", t_path },
		{ "sign", t_sign }
	};
	Str in;
	size_t i;

	if (argc < 2 || os_read_fd(&arena, 0, 1 << 28, &in, &err))
		return 2;
	if (argc > 2 && str_eqc(STR("drv"), argv[1]))
		return t_drv(in, str_c(argv[2]));
	for (i = 0; i < sizeof tests / sizeof tests[0]; i++)
		if (str_eqc(str_c(tests[i].name), argv[1]))
			return tests[i].run(in);
	return 2;
}
