/*
 * pragma.c: #pragma and _Pragma. Those that nobody here acts on are ignored
 * in silence, as most of them speak to other compilers.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

/* Macros are expanded in the line, except in a _Pragma, which has none. */
static int pragma_raw;

static void pragma_tok(Tok *t)
{
	if (pragma_raw)
		lex_next(t);
	else
		pp_next(t);
}

/* push_macro("X"), pop_macro("X"): the name, or 0 */
static Ident *pragma_macro_name(void)
{
	Ident *id = 0;
	Buf b;
	Tok t;

	lex_next(&t);
	if (t.kind == '(') {
		lex_next(&t);
		if (t.kind == T_STR) {
			memset(&b, 0, sizeof b);
			lit_text(&b, &t);
			id = ident((char *)b.p, b.n);
			buf_free(&b);
		}
	}
	if (!id)
		warn_at(t.pos, "expected (\"NAME\") after #pragma push_macro "
			"or pop_macro", 0, 0);
	return id;
}

/*
 * pack(), pack(n), pack(push), pack(push, n), pack(pop), and an identifier
 * after push or pop, which is ignored. pragma_pack's n: 0 for the natural
 * alignment, -1 for "as it is".
 */
static void pragma_read_pack(void)
{
	int op = 's';
	i64 n = -1;
	int type;
	Tok t;

	pragma_tok(&t);
	if (t.kind != '(') {
		warn_at(t.pos, "missing '(' after #pragma pack", 0, 0);
		return;
	}
	pragma_tok(&t);
	if (t.kind == ')')
		n = 0;
	while (t.kind != ')') {
		if (tok_is(&t, "push")) {
			op = 'p';
		} else if (tok_is(&t, "pop")) {
			op = 'o';
		} else if (t.kind == T_NUM) {
			n = (i64)lit_int(&t, &type);
			if (n < 0 || n > 16 || (n & (n - 1))) {
				warn_at(t.pos, "alignment must be a small "
					"power of two", 0, 0);
				return;
			}
		} else if (t.kind != ',' && t.kind != T_IDENT) {
			warn_at(t.pos, "malformed #pragma pack", 0, 0);
			return;
		}
		pragma_tok(&t);
	}
	pragma_pack(op, n);
}

/* weak name, weak name = target */
static void pragma_read_weak(void)
{
	Tok name;
	Tok t;

	lex_next(&name);
	lex_next(&t);
	if (t.kind == '=')
		lex_next(&t);
	if (name.kind != T_IDENT)
		warn_at(name.pos, "malformed #pragma weak", 0, 0);
	else
		pragma_weak(name.id, t.kind == T_IDENT ? t.id : 0);
}

/* The string on the rest of the line. */
static const char *pragma_message(void)
{
	const char *s = "";
	Buf b;
	Tok t;

	lex_next(&t);
	if (t.kind == T_STR) {
		memset(&b, 0, sizeof b);
		lit_text(&b, &t);
		s = str_dup((char *)b.p, b.n);
		buf_free(&b);
	}
	return s;
}

/* Those that the preprocessor itself acts on; 0 if it is another. */
static int pragma_own(const Tok *word)
{
	Ident *id;
	Tok t;

	if (tok_is(word, "once")) {
		pp_once();
	} else if (tok_is(word, "push_macro")) {
		id = pragma_macro_name();
		if (id)
			macro_push(id);
	} else if (tok_is(word, "pop_macro")) {
		id = pragma_macro_name();
		if (id)
			macro_pop(id);
	} else if (tok_is(word, "GCC")) {
		lex_next(&t);
		if (tok_is(&t, "system_header"))
			pp_system();
		else if (tok_is(&t, "warning"))
			warn_at(t.pos, "%s", pragma_message(), 0);
		else if (tok_is(&t, "error"))
			error_at(t.pos, "%s", pragma_message(), 0);
		else
			return 0;
	} else {
		return 0;
	}
	return 1;
}

void pragma_line(void)
{
	Lex saved;
	Pos pos = lx.base;
	Tok t;
	int own;

	memcpy(&saved, &lx, sizeof lx);
	lex_next(&t);
	own = pragma_own(&t);
	if (own)
		return;
	if (out_on) {
		memcpy(&lx, &saved, sizeof lx);
		out_line("pragma", pos);
	} else if (tok_is(&t, "pack")) {
		pragma_read_pack();
	} else if (tok_is(&t, "weak")) {
		pragma_read_weak();
	}
}

void pragma_operator(const Tok *str)
{
	Lex saved;
	Buf b;
	u8 *text;
	const char *s = str->text;

	memset(&b, 0, sizeof b);
	for (u32 i = *s == 'L' ? 2 : 1; i + 1 < str->len; i++) {
		if (s[i] == '\\' && (s[i + 1] == '"' || s[i + 1] == '\\'))
			i++;
		buf_byte(&b, s[i]);
	}
	text = mem_new(b.n + 8);
	if (b.n)
		memcpy(text, b.p, b.n);
	memcpy(&saved, &lx, sizeof lx);
	lx.p = text;
	lx.end = text + b.n;
	lx.line = text;
	lx.directive = 1;
	buf_free(&b);
	pragma_raw = 1;
	pragma_line();
	pragma_raw = 0;
	saved.base = lx.base;
	memcpy(&lx, &saved, sizeof lx);
}
