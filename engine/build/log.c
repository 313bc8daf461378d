/* Messages and activities in Nix's log formats: see log.h. */
#include "engine/build/log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

LogLevel log_verbosity = LVL_INFO;

static LogFormat format = LOG_RAW_LOGS;
static bool bar_on;
static int tty = -1;
static uint64_t next_id;

static bool on_tty(void)
{
	const char *term;

	if (tty < 0) {
		term = getenv("TERM");
		tty = isatty(2) && term && strcmp(term, "dumb") != 0 &&
		      !getenv("NO_COLOR");
	}
	return tty > 0;
}

void log_format(LogFormat f)
{
	if (bar_on) {
		bar_clear();
		bar_on = false;
	}
	format = f;
	if ((f == LOG_BAR || f == LOG_BAR_LOGS) && on_tty()) {
		bar_on = true;
		bar_begin();
	}
}

LogFormat log_format_now(void)
{
	return format;
}

bool log_format_parse(Str name, LogFormat *f)
{
	static const struct {
		const char *name;
		LogFormat f;
	} names[] = {
		{ "raw", LOG_RAW },
		{ "raw-with-logs", LOG_RAW_LOGS },
		{ "internal-json", LOG_JSON },
		{ "bar", LOG_BAR },
		{ "bar-with-logs", LOG_BAR_LOGS },
		{ "multiline", LOG_BAR },
		{ "multiline-with-logs", LOG_BAR_LOGS },
	};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		if (!str_eqc(name, names[i].name))
			continue;
		*f = names[i].f;
		return true;
	}
	return false;
}

bool log_bar_on(void)
{
	return bar_on;
}

bool log_shows_lines(void)
{
	return format != LOG_RAW && format != LOG_BAR;
}

/* A dead standard error must not stop the work. */
static void put(Str text)
{
	ssize_t n;

	while (text.n > 0) {
		n = write(2, text.p, text.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text = str_from(text, (size_t)n);
	}
}

void json_quote(StrBuf *b, Str t)
{
	static const char hex[] = "0123456789abcdef";
	size_t i = 0, k, more;
	unsigned char c;

	sb_putc(b, '"');
	while (i < t.n) {
		c = (unsigned char)t.p[i];
		if (c == '"' || c == '\\') {
			sb_putc(b, '\\');
			sb_putc(b, (char)c);
		} else if (c == '\n') {
			sb_puts(b, "\\n");
		} else if (c == '\r') {
			sb_puts(b, "\\r");
		} else if (c == '\t') {
			sb_puts(b, "\\t");
		} else if (c == '\b') {
			sb_puts(b, "\\b");
		} else if (c == '\f') {
			sb_puts(b, "\\f");
		} else if (c < 0x20) {
			sb_puts(b, "\\u00");
			sb_putc(b, hex[c >> 4]);
			sb_putc(b, hex[c & 15]);
		} else if (c < 0x80) {
			sb_putc(b, (char)c);
		} else {
			more = c >= 0xf0 && c < 0xf5 ? 3 : c >= 0xe0 ? 2 : 1;
			if (c < 0xc2 || c > 0xf4 || i + more >= t.n)
				more = c < 0xc2 || c > 0xf4 ||
				       i + more > t.n - 1 ? 0 : more;
			for (k = 1; k <= more; k++)
				if ((t.p[i + k] & 0xc0) != 0x80)
					more = 0;
			if (more == 0)
				sb_puts(b, "\xef\xbf\xbd");
			else
				sb_mem(b, t.p + i, more + 1);
			i += more;
		}
		i++;
	}
	sb_putc(b, '"');
}

Str log_strip(Arena *a, Str t, bool all, size_t width)
{
	StrBuf b = sb_in(a);
	size_t i = 0, w = 0;

	while (i < t.n) {
		size_t from = i;

		if (t.p[i] == '\033') {
			i++;
			if (i < t.n && t.p[i] == '[') {
				i++;
				while (i < t.n && (t.p[i] < 0x40))
					i++;
				if (i < t.n)
					i++;
				if (!all && t.p[i - 1] == 'm')
					sb_mem(&b, t.p + from, i - from);
			} else if (i < t.n) {
				i++;
			}
			continue;
		}
		if (t.p[i] == '\t') {
			do {
				if (w < width)
					sb_putc(&b, ' ');
				w++;
			} while (w % 8);
			i++;
			continue;
		}
		if (t.p[i] == '\r' || t.p[i] == '\a') {
			i++;
			continue;
		}
		if ((t.p[i] & 0xc0) != 0x80)
			w++;
		if (w <= width)
			sb_putc(&b, t.p[i]);
		i++;
	}
	return sb_str(&b);
}

static void put_json(StrBuf *b)
{
	sb_puts(b, "}\n");
	put(sb_str(b));
	arena_free(b->a);
}

static StrBuf begin_json(Arena *a, const char *action)
{
	StrBuf b = sb_in(a);

	sb_puts(&b, "@nix {\"action\":\"");
	sb_puts(&b, action);
	sb_putc(&b, '"');
	return b;
}

static void put_fields(StrBuf *b, const LogField *f, size_t n)
{
	size_t i;

	if (n == 0)
		return;
	sb_puts(b, ",\"fields\":[");
	for (i = 0; i < n; i++) {
		if (i)
			sb_putc(b, ',');
		if (f[i].is_str)
			json_quote(b, f[i].s);
		else
			sb_u64(b, f[i].i);
	}
	sb_putc(b, ']');
}

static const char *systemd_prefix(LogLevel level)
{
	static int on = -1;
	const char *v;

	if (on < 0) {
		v = getenv("IN_SYSTEMD");
		on = v && strcmp(v, "1") == 0;
	}
	if (!on)
		return "";
	return level == LVL_ERROR ? "<3>" : level == LVL_WARN ? "<4>" :
	       level <= LVL_INFO ? "<5>" : level <= LVL_CHATTY ? "<6>" : "<7>";
}

void log_line(LogLevel level, Str text)
{
	Arena a = { 0 };
	StrBuf b;

	if (level > log_verbosity)
		return;
	if (format == LOG_JSON) {
		b = begin_json(&a, "msg");
		sb_fmt(&b, ",\"level\":%d,\"msg\":", (int)level);
		json_quote(&b, text);
		put_json(&b);
		return;
	}
	b = sb_in(&a);
	if (bar_on)
		bar_clear();
	sb_puts(&b, systemd_prefix(level));
	sb_put(&b, on_tty() ? text : log_strip(&a, text, true, SIZE_MAX));
	sb_putc(&b, '\n');
	put(sb_str(&b));
	arena_free(&a);
	if (bar_on)
		bar_draw(true);
}

void log_msg(LogLevel level, const char *fmt, ...)
{
	Arena a = { 0 };
	va_list ap;

	if (level > log_verbosity)
		return;
	va_start(ap, fmt);
	log_line(level, str_vfmt(&a, fmt, ap));
	va_end(ap);
	arena_free(&a);
}

void log_err(const Err *e)
{
	Arena a = { 0 };

	log_line(LVL_ERROR, err_show(e, &a));
	arena_free(&a);
}

void log_out(Str text)
{
	ssize_t n;

	fflush(stdout);
	if (bar_on)
		bar_clear();
	while (text.n > 0) {
		n = write(1, text.p, text.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		text = str_from(text, (size_t)n);
	}
}

void log_stop(void)
{
	if (bar_on)
		bar_clear();
	bar_on = false;
}

uint64_t act_start(LogLevel level, ActType type, uint64_t parent, Str text,
		   const LogField *f, size_t n)
{
	Arena a = { 0 };
	StrBuf b;
	uint64_t id;

	if (next_id == 0)
		next_id = (uint64_t)getpid() << 32;
	id = ++next_id;
	if (format == LOG_JSON) {
		b = begin_json(&a, "start");
		put_fields(&b, f, n);
		sb_fmt(&b, ",\"id\":%llu,\"level\":%d,\"parent\":%llu,"
		       "\"text\":", (unsigned long long)id, (int)level,
		       (unsigned long long)parent);
		json_quote(&b, text);
		sb_fmt(&b, ",\"type\":%d", (int)type);
		put_json(&b);
		return id;
	}
	if (text.n && level <= log_verbosity &&
	    !(bar_on && type == ACT_BUILD_WAITING)) {
		log_line(level, str_cat2(&a, text, STR("...")));
		arena_free(&a);
	}
	if (bar_on) {
		bar_start(id, type, parent, text, f, n);
		bar_draw(false);
	}
	return id;
}

void act_stop(uint64_t id)
{
	Arena a = { 0 };
	StrBuf b;

	if (id == 0)
		return;
	if (format == LOG_JSON) {
		b = begin_json(&a, "stop");
		sb_fmt(&b, ",\"id\":%llu", (unsigned long long)id);
		put_json(&b);
	} else if (bar_on) {
		bar_stop(id);
		bar_draw(false);
	}
}

static void raw_result(uint64_t id, ResType type, const LogField *f)
{
	Arena a = { 0 };
	Str name;

	if (bar_on) {
		name = bar_name(id);
		log_line(LVL_ERROR, str_fmt(&a, "\033[2m" STR_F "%s> \033[0m"
			 STR_F, STR_A(name.n ? name : STR("unnamed")),
			 type == RES_POST_LINE ? " (post)" : "",
			 STR_A(f->s)));
	} else if (type == RES_POST_LINE) {
		log_line(LVL_ERROR, str_cat2(&a, STR("post-build-hook: "),
					     f->s));
	} else {
		log_line(LVL_ERROR, f->s);
	}
	arena_free(&a);
}

void act_result(uint64_t id, ResType type, const LogField *f, size_t n)
{
	Arena a = { 0 };
	StrBuf b;

	if (format == LOG_JSON) {
		b = begin_json(&a, "result");
		put_fields(&b, f, n);
		sb_fmt(&b, ",\"id\":%llu,\"type\":%d", (unsigned long long)id,
		       (int)type);
		put_json(&b);
		return;
	}
	if ((type == RES_BUILD_LINE || type == RES_POST_LINE) && n > 0 &&
	    log_shows_lines())
		raw_result(id, type, f);
	else if (bar_on) {
		bar_result(id, type, f, n);
		bar_draw(false);
	}
}

void act_line(uint64_t id, ResType type, Str line)
{
	LogField f = LF_S(line);

	act_result(id, type, &f, 1);
}

void act_progress(uint64_t id, uint64_t done, uint64_t expected,
		  uint64_t running, uint64_t failed)
{
	LogField f[4] = {
		LF_I(done), LF_I(expected), LF_I(running), LF_I(failed)
	};

	if (format == LOG_JSON || bar_on)
		act_result(id, RES_PROGRESS, f, 4);
}

void act_expected(uint64_t id, ActType type, uint64_t n)
{
	LogField f[2] = { LF_I(type), LF_I(n) };

	if (format == LOG_JSON || bar_on)
		act_result(id, RES_EXPECTED, f, 2);
}
