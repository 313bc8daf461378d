/*
 * The lexer. It gives the tokens that Nix's flex rules give: the longest
 * match wins, so that a/b is a path and a:b a URI; strings and paths with
 * parts have states of their own.
 */
#include <errno.h>
#include <stdlib.h>

#include "engine/eval/lex.h"

enum { ST_DEFAULT, ST_STRING, ST_IND, ST_PATH, ST_PATH_SLASH };

/* Classes of characters. */
enum { C_ID1 = 1, C_ID = 2, C_PATH = 4, C_DIGIT = 8, C_SCHEME = 16,
	C_URI = 32, C_SPACE = 64, C_ALPHA = 128 };

static uint8_t class[256];

static void class_init(void)
{
	const char *s;
	int c;

	for (c = 0; c < 256; c++) {
		bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool digit = c >= '0' && c <= '9';

		if (alpha)
			class[c] = C_ID1 | C_ID | C_PATH | C_SCHEME | C_URI |
			    C_ALPHA;
		if (digit)
			class[c] = C_ID | C_PATH | C_DIGIT | C_SCHEME | C_URI;
	}
	class['_'] |= C_ID1 | C_ID | C_PATH;
	class['\''] |= C_ID;
	class['-'] |= C_ID;
	for (s = "._-+"; *s; s++)
		class[(uint8_t)*s] |= C_PATH;
	for (s = "+-."; *s; s++)
		class[(uint8_t)*s] |= C_SCHEME;
	for (s = "%/?:@&=+$,-_.!~*'"; *s; s++)
		class[(uint8_t)*s] |= C_URI;
	for (s = " \t\r\n"; *s; s++)
		class[(uint8_t)*s] |= C_SPACE;
}

static bool is(char c, int set)
{
	return class[(uint8_t)c] & set;
}

static void push(Lexer *l, int state)
{
	if (l->n_states == l->cap_states) {
		l->states = arena_grow(&ev.tmp, l->states, l->cap_states,
		    l->cap_states * 2);
		l->cap_states *= 2;
	}
	l->states[l->n_states++] = (uint8_t)state;
}

void lex_init(Lexer *l, SrcFile *src, const char *p, size_t n)
{
	if (!class['a'])
		class_init();
	memset(l, 0, sizeof(*l));
	l->src = src;
	l->p = p;
	l->n = (uint32_t)n;
	l->cap_states = 64;
	l->states = arena_alloc(&ev.tmp, l->cap_states, 1);
}

static Pos pos_at(const Lexer *l, uint32_t at)
{
	return l->src->base + at;
}

static _Noreturn void nul_error(Lexer *l, Str s, uint32_t at)
{
	StrBuf b = sb_in(&ev.perm);
	size_t i;
	Str t;

	for (i = 0; i < s.n; i++) {
		if (s.p[i])
			sb_putc(&b, s.p[i]);
		else
			sb_puts(&b, "\xe2\x90\x80");
	}
	t = sb_str(&b);
	err_throw(EK_ERROR, pos_at(l, at), "input string '%S' cannot be "
	    "represented as Nix string because it contains null bytes", &t);
}

/* Escapes and line ends of a string, from raw bytes. */
static Str unescape(Lexer *l, const char *p, size_t n, uint32_t at)
{
	char *out, *t;
	size_t i;

	if (!memchr(p, '\\', n) && !memchr(p, '\r', n)) {
		if (memchr(p, 0, n))
			nul_error(l, str_of(p, n), at);
		return str_of(p, n);
	}
	out = arena_alloc(&ev.tmp, n + 1, 1);
	t = out;
	for (i = 0; i < n; ) {
		char c = p[i++];

		if (c == '\\') {
			c = p[i++];
			if (c == 'n')
				c = '\n';
			else if (c == 'r')
				c = '\r';
			else if (c == 't')
				c = '\t';
		} else if (c == '\r') {
			c = '\n';
			if (p[i] == '\n')
				i++;
		}
		*t++ = c;
	}
	if (memchr(out, 0, (size_t)(t - out)))
		nul_error(l, str_of(out, (size_t)(t - out)), at);
	return str_of(out, (size_t)(t - out));
}

static void token(Lexer *l, Token *t, int kind, uint32_t end)
{
	t->kind = kind;
	t->at = l->at;
	t->end = end;
	t->text = str_of(l->p + l->at, end - l->at);
	l->at = end;
}

/* Inside "...". */
static void lex_string(Lexer *l, Token *t)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n;

	if (i < n && p[i] == '"') {
		l->n_states--;
		token(l, t, '"', i + 1);
		return;
	}
	if (i + 1 < n && p[i] == '$' && p[i + 1] == '{') {
		push(l, ST_DEFAULT);
		token(l, t, TK_DOLLAR_CURLY, i + 2);
		return;
	}
	while (i < n) {
		char c = p[i];

		if (c == '"')
			break;
		if (c == '\\') {
			if (i + 1 >= n)
				break;
			i += 2;
		} else if (c == '$') {
			if (i + 1 >= n)
				break;
			if (p[i + 1] == '{')
				break;
			if (p[i + 1] == '"') {
				i++;
			} else if (p[i + 1] == '\\') {
				if (i + 2 >= n)
					break;
				i += 3;
			} else {
				i += 2;
			}
		} else {
			i++;
		}
	}
	if (i == l->at) {
		/* a lone $ or \ at the end of the input */
		token(l, t, TK_EOF, n);
		t->at = n;
		return;
	}
	token(l, t, TK_STR, i);
	t->text = unescape(l, p + t->at, i - t->at, t->at);
}

static bool ind_plain(const char *p, uint32_t i, uint32_t n, uint32_t *len)
{
	char c = p[i];

	if (c == '$') {
		if (i + 1 >= n || p[i + 1] == '{' || p[i + 1] == '\'')
			return false;
		*len = 2;
		return true;
	}
	if (c == '\'') {
		if (i + 1 >= n || p[i + 1] == '\'' || p[i + 1] == '$')
			return false;
		*len = 2;
		return true;
	}
	*len = 1;
	return true;
}

/* Inside ''...''. */
static void lex_ind(Lexer *l, Token *t)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n, len;

	t->indented = false;
	if (i >= n) {
		token(l, t, TK_EOF, n);
		return;
	}
	if (ind_plain(p, i, n, &len)) {
		do
			i += len;
		while (i < n && ind_plain(p, i, n, &len));
		token(l, t, TK_IND_STR, i);
		t->indented = true;
		if (memchr(t->text.p, 0, t->text.n))
			nul_error(l, t->text, t->at);
		return;
	}
	if (p[i] == '$') {
		if (i + 1 < n && p[i + 1] == '{') {
			push(l, ST_DEFAULT);
			token(l, t, TK_DOLLAR_CURLY, i + 2);
			return;
		}
		token(l, t, TK_IND_STR, i + 1);
		t->text = STR("$");
		return;
	}
	if (i + 1 < n && p[i + 1] == '\'') {
		char c = i + 2 < n ? p[i + 2] : 0;

		if (c == '$') {
			token(l, t, TK_IND_STR, i + 3);
			t->text = STR("$");
		} else if (c == '\'') {
			token(l, t, TK_IND_STR, i + 3);
			t->text = STR("''");
		} else if (c == '\\' && i + 3 < n) {
			token(l, t, TK_IND_STR, i + 4);
			t->text = unescape(l, p + i + 2, 2, t->at);
		} else {
			l->n_states--;
			token(l, t, TK_IND_CLOSE, i + 2);
		}
		return;
	}
	token(l, t, TK_IND_STR, i + 1);
	t->text = STR("'");
}

static uint32_t run(const Lexer *l, uint32_t i, int set)
{
	while (i < l->n && is(l->p[i], set))
		i++;
	return i;
}

/* The same for path characters and for those of schemes, remembered. */
static uint32_t path_run(Lexer *l, uint32_t i)
{
	if (i < l->path_from || i >= l->path_to) {
		l->path_from = i;
		l->path_to = run(l, i, C_PATH);
	}
	return i < l->path_to ? l->path_to : i;
}

static uint32_t scheme_run(Lexer *l, uint32_t i)
{
	if (i < l->scheme_from || i >= l->scheme_to) {
		l->scheme_from = i;
		l->scheme_to = run(l, i, C_SCHEME);
	}
	return i < l->scheme_to ? l->scheme_to : i;
}

/* (/CHAR+)+ from i on, and a trailing slash; 0 if there is none. */
static uint32_t path_tail(const Lexer *l, uint32_t i)
{
	uint32_t end = 0;

	while (i + 1 < l->n && l->p[i] == '/' && is(l->p[i + 1], C_PATH)) {
		i = run(l, i + 1, C_PATH);
		end = i;
	}
	if (end && end < l->n && l->p[end] == '/')
		end++;
	return end;
}

static void path_begin(Lexer *l, Token *t, int kind, uint32_t end)
{
	push(l, l->p[end - 1] == '/' ? ST_PATH_SLASH : ST_PATH);
	token(l, t, kind, end);
}

/* After the first piece of a path. */
static void lex_in_path(Lexer *l, Token *t)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n, end;
	int state = l->states[l->n_states - 1];

	if (i + 1 < n && p[i] == '$' && p[i + 1] == '{') {
		l->states[l->n_states - 1] = ST_PATH;
		push(l, ST_DEFAULT);
		token(l, t, TK_DOLLAR_CURLY, i + 2);
		return;
	}
	if (i < n && (is(p[i], C_PATH) || p[i] == '/')) {
		uint32_t chars = run(l, i, C_PATH);

		end = path_tail(l, chars);
		if (!end && chars < n && p[chars] == '/')
			end = chars + 1;
		if (!end)
			end = chars;
		l->states[l->n_states - 1] =
		    p[end - 1] == '/' ? ST_PATH_SLASH : ST_PATH;
		token(l, t, TK_STR, end);
		return;
	}
	if (state == ST_PATH_SLASH)
		err_throw(EK_PARSE, pos_at(l, i), "path has a trailing slash");
	l->n_states--;
	token(l, t, TK_PATH_END, i);
}

static const struct {
	const char *text;
	int kind;
} keywords[] = {
	{ "if", TK_IF }, { "then", TK_THEN }, { "else", TK_ELSE },
	{ "assert", TK_ASSERT }, { "with", TK_WITH }, { "let", TK_LET },
	{ "in", TK_IN }, { "rec", TK_REC }, { "inherit", TK_INHERIT },
	{ "or", TK_OR_KW }
};

static int keyword(const char *p, uint32_t n)
{
	size_t i;

	if (n < 2 || n > 7)
		return TK_ID;
	for (i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (keywords[i].text[0] == p[0] &&
		    strlen(keywords[i].text) == n &&
		    memcmp(keywords[i].text, p, n) == 0)
			return keywords[i].kind;
	return TK_ID;
}

/* End of a float at i, or 0. */
static uint32_t float_end(const Lexer *l, uint32_t i)
{
	const char *p = l->p;
	uint32_t end = 0, j;

	if (p[i] >= '1' && p[i] <= '9') {
		j = run(l, i, C_DIGIT);
		if (j < l->n && p[j] == '.')
			end = run(l, j + 1, C_DIGIT);
	} else {
		j = i;
		if (p[j] == '0')
			j++;
		if (j + 1 < l->n && p[j] == '.' && is(p[j + 1], C_DIGIT))
			end = run(l, j + 1, C_DIGIT);
	}
	if (!end)
		return 0;
	if (end < l->n && (p[end] == 'e' || p[end] == 'E')) {
		j = end + 1;
		if (j < l->n && (p[j] == '+' || p[j] == '-'))
			j++;
		if (j < l->n && is(p[j], C_DIGIT))
			end = run(l, j, C_DIGIT);
	}
	return end;
}

static void lex_float(Lexer *l, Token *t, uint32_t end)
{
	ArenaMark m = arena_mark(&ev.tmp);

	token(l, t, TK_FLOAT, end);
	errno = 0;
	t->u.f = strtod(str_z(&ev.tmp, t->text), NULL);
	if (errno)
		err_throw(EK_PARSE, pos_at(l, t->at), "invalid float '%S'",
		    &t->text);
	arena_release(&ev.tmp, m);
}

static void lex_int(Lexer *l, Token *t, uint32_t end)
{
	token(l, t, TK_INT, end);
	if (!str_i64(t->text, &t->u.i))
		err_throw(EK_PARSE, pos_at(l, t->at), "invalid integer '%S'",
		    &t->text);
}

/* What begins with a character that paths may contain, or with '/'. */
static bool lex_word(Lexer *l, Token *t)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n, end, chars;
	char c = p[i];

	chars = path_run(l, i);
	if (chars < n && p[chars] == '/') {
		end = path_tail(l, chars);
		if (end) {
			path_begin(l, t, TK_PATH, end);
			return true;
		}
		if (chars + 2 < n && p[chars + 1] == '$' &&
		    p[chars + 2] == '{') {
			path_begin(l, t, TK_PATH, chars + 1);
			return true;
		}
	}
	if (is(c, C_ALPHA)) {
		end = scheme_run(l, i);
		if (end + 1 < n && p[end] == ':' && is(p[end + 1], C_URI)) {
			token(l, t, TK_URI, run(l, end + 1, C_URI));
			return true;
		}
	}
	if (is(c, C_ID1)) {
		end = run(l, i, C_ID);
		token(l, t, keyword(p + i, end - i), end);
		if (t->kind == TK_ID)
			t->sym = sym_of(t->text);
		else if (t->kind == TK_OR_KW)
			t->sym = S_OR;
		return true;
	}
	if (is(c, C_DIGIT) || c == '.') {
		uint32_t digits = run(l, i, C_DIGIT);

		end = float_end(l, i);
		if (end > digits) {
			lex_float(l, t, end);
			return true;
		}
		if (digits > i) {
			lex_int(l, t, digits);
			return true;
		}
	}
	return false;
}

static bool lex_home_or_search(Lexer *l, Token *t)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n, end;

	if (p[i] == '~' && i + 1 < n && p[i + 1] == '/') {
		end = path_tail(l, i + 1);
		if (!end && i + 3 < n && p[i + 2] == '$' && p[i + 3] == '{')
			end = i + 2;
		if (end) {
			path_begin(l, t, TK_HPATH, end);
			return true;
		}
	}
	if (p[i] == '<') {
		end = path_run(l, i + 1);
		if (end == i + 1)
			return false;
		while (end + 1 < n && p[end] == '/' && is(p[end + 1], C_PATH))
			end = run(l, end + 1, C_PATH);
		if (end < n && p[end] == '>') {
			token(l, t, TK_SPATH, end + 1);
			return true;
		}
	}
	return false;
}

static void skip_blank(Lexer *l)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n;

	for (;;) {
		while (i < n && is(p[i], C_SPACE))
			i++;
		if (i < n && p[i] == '#') {
			while (i < n && p[i] != '\n' && p[i] != '\r')
				i++;
			continue;
		}
		if (i + 1 < n && p[i] == '/' && p[i + 1] == '*' &&
		    !l->no_comment_end) {
			uint32_t j = i + 2;

			while (j + 1 < n && !(p[j] == '*' && p[j + 1] == '/'))
				j++;
			if (j + 1 >= n) {
				l->no_comment_end = true;
				break;
			}
			i = j + 2;
			continue;
		}
		break;
	}
	l->at = i;
}

static const struct {
	char a, b;
	int kind;
} pairs[] = {
	{ '=', '=', TK_EQ }, { '!', '=', TK_NEQ }, { '<', '=', TK_LEQ },
	{ '>', '=', TK_GEQ }, { '&', '&', TK_AND }, { '|', '|', TK_OR },
	{ '-', '>', TK_IMPL }, { '/', '/', TK_UPDATE },
	{ '+', '+', TK_CONCAT }, { '<', '|', TK_PIPE_FROM },
	{ '|', '>', TK_PIPE_INTO }, { '$', '{', TK_DOLLAR_CURLY }
};

static void lex_operator(Lexer *l, Token *t)
{
	const char *p = l->p;
	uint32_t i = l->at, n = l->n;
	size_t k;

	if (i + 2 < n && memcmp(p + i, "...", 3) == 0) {
		token(l, t, TK_ELLIPSIS, i + 3);
		return;
	}
	if (i + 1 < n && p[i] == '\'' && p[i + 1] == '\'') {
		uint32_t end = i + 2, j = end;

		while (j < n && p[j] == ' ')
			j++;
		if (j < n && p[j] == '\n')
			end = j + 1;
		push(l, ST_IND);
		token(l, t, TK_IND_OPEN, end);
		return;
	}
	for (k = 0; i + 1 < n && k < sizeof(pairs) / sizeof(*pairs); k++) {
		if (p[i] != pairs[k].a || p[i + 1] != pairs[k].b)
			continue;
		token(l, t, pairs[k].kind, i + 2);
		if (t->kind == TK_DOLLAR_CURLY)
			push(l, ST_DEFAULT);
		if ((t->kind == TK_PIPE_FROM || t->kind == TK_PIPE_INTO) &&
		    !settings_feature("pipe-operators"))
			err_throw(EK_PARSE, pos_at(l, t->at), "experimental "
			    "Nix feature '%s' is disabled; add "
			    "'--extra-experimental-features %s' to enable it",
			    "pipe-operators", "pipe-operators");
		return;
	}
	token(l, t, (uint8_t)p[i], i + 1);
	if (t->kind == '{') {
		push(l, ST_DEFAULT);
	} else if (t->kind == '}') {
		if (l->n_states)
			l->n_states--;
	} else if (t->kind == '"') {
		push(l, ST_STRING);
	} else if (!strchr("()[]:;,@.=?!<>+-*/", t->kind) || !t->kind) {
		t->kind = TK_INVALID;
	}
}

void lex_next(Lexer *l, Token *t)
{
	char c;

	switch (l->n_states ? l->states[l->n_states - 1] : ST_DEFAULT) {
	case ST_STRING:
		if (l->at >= l->n)
			break;
		lex_string(l, t);
		return;
	case ST_IND:
		lex_ind(l, t);
		return;
	case ST_PATH:
	case ST_PATH_SLASH:
		lex_in_path(l, t);
		return;
	default:
		skip_blank(l);
	}
	if (l->at >= l->n) {
		l->at = l->n;
		token(l, t, TK_EOF, l->n);
		return;
	}
	c = l->p[l->at];
	if ((is(c, C_PATH) || c == '/') && lex_word(l, t))
		return;
	if ((c == '~' || c == '<') && lex_home_or_search(l, t))
		return;
	lex_operator(l, t);
}

/* Names of tokens in syntax errors. */
const char *lex_name(int kind)
{
	static char one[4][4];
	static int at;
	static const char *const names[] = {
		"identifier", "integer", "floating-point literal", "string",
		"indented string", "path", "'~/\xe2\x80\xa6' path",
		"'<\xe2\x80\xa6>' path", "end of path", "URI", "'if'",
		"'then'", "'else'", "'assert'", "'with'", "'let'", "'in'",
		"'rec'", "'inherit'", "'=='", "'!='", "'<='", "'>='",
		"'//'", "'++'", "'&&'", "'||'", "'->'", "'or'", "'<|'",
		"'|>'", "'${'", "start of an indented string",
		"end of an indented string", "'...'", "invalid token"
	};

	if (kind == TK_EOF)
		return "end of file";
	if (kind >= TK_ID)
		return names[kind - TK_ID];
	at = (at + 1) & 3;
	one[at][0] = '\'';
	one[at][1] = (char)kind;
	one[at][2] = '\'';
	one[at][3] = 0;
	return one[at];
}
