/* Errors with context: see err.h. */
#include "base/err.h"

#include <errno.h>
#include <stdio.h>

static void add_text(Err *e, const char *fmt, va_list ap)
{
	size_t room = ERR_TEXT_MAX - e->n;
	int n;

	if (room < 8)
		return;
	n = vsnprintf(e->text + e->n, room, fmt, ap);
	if (n < 0)
		n = 0;
	if ((size_t)n >= room) {
		memcpy(e->text + ERR_TEXT_MAX - 4, "...", 4);
		n = (int)room - 1;
	}
	e->n += (size_t)n + 1;
}

static void add_textf(Err *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_text(e, fmt, ap);
	va_end(ap);
}

void err_clear(Err *e)
{
	e->code = 0;
	e->os = 0;
	e->exit_code = 0;
	e->n = 0;
	e->contexts = 0;
	e->text[0] = 0;
}

int err_set(Err *e, int code, const char *fmt, ...)
{
	va_list ap;

	if (!e)
		return code;
	err_clear(e);
	e->code = code;
	va_start(ap, fmt);
	add_text(e, fmt, ap);
	va_end(ap);
	return code;
}

int err_os(Err *e, const char *what, const char *name)
{
	int os = errno;

	err_set(e, ERR_OS, "%s '%s': %s", what, name, strerror(os));
	if (e)
		e->os = os;
	return ERR_OS;
}

int err_while(Err *e, const char *what, const char *name)
{
	size_t before;

	if (!e)
		return ERR_FAIL;
	before = e->n;
	add_textf(e, "while %s '%s'", what, name);
	if (e->n != before)
		e->contexts++;
	return e->code;
}

Str err_message(const Err *e)
{
	return str_c(e->text);
}

Str err_show(const Err *e, Arena *a)
{
	StrBuf b = sb_in(a);
	const char *at[64];
	size_t n = 0;
	const char *p = e->text + strlen(e->text) + 1;

	if (e->contexts == 0) {
		sb_puts(&b, "error: ");
		sb_put(&b, err_message(e));
		return sb_str(&b);
	}
	while (n < e->contexts && n < 64) {
		at[n++] = p;
		p += strlen(p) + 1;
	}
	sb_puts(&b, "error:\n");
	while (n > 0) {
		sb_puts(&b, "       \xe2\x80\xa6 ");
		sb_puts(&b, at[--n]);
		sb_puts(&b, "\n");
	}
	sb_puts(&b, "\n       error: ");
	sb_put(&b, err_message(e));
	return sb_str(&b);
}
