/* nix.conf: see conf.h. Facts: libutil/configuration.cc of Nix 2.34. */
#include "engine/fmt/conf.h"

static int bad_line(const char *file, Str line, Err *err)
{
	return err_set(err, ERR_USAGE, "syntax error in configuration line '"
		       STR_F "' in '%s'", STR_A(line), file);
}

static int conf_line(Str line, const char *file, const ConfEvents *ev,
		     Err *err)
{
	ptrdiff_t hash = str_chr(line, '#');
	Str rest, name, word;

	if (hash >= 0)
		line.n = (size_t)hash;
	rest = line;
	if (!str_token(&rest, " \t\n\r", &name))
		return 0;
	if (!str_token(&rest, " \t\n\r", &word))
		return bad_line(file, line, err);
	if (str_eqc(name, "include") || str_eqc(name, "!include")) {
		if (str_trim(rest).n)
			return bad_line(file, line, err);
		return ev->include ? ev->include(ev->ctx, word,
						 name.p[0] == 'i', err) : 0;
	}
	if (!str_eqc(word, "="))
		return bad_line(file, line, err);
	return ev->set(ev->ctx, name, str_trim(rest), err);
}

int conf_parse(Str text, const char *file, const ConfEvents *ev, Err *err)
{
	Str line;
	int rc = 0;

	while (rc == 0 && str_line(&text, &line))
		rc = conf_line(line, file, ev, err);
	return rc;
}
