/* The JSON reader: see json.h. */
#include "engine/fmt/json.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
	Str text;
	size_t at;
	const JsonEvents *ev;
	void *ctx;
	Arena *scratch;
	StrBuf buf;
	Err *err;
	size_t token;           /* what is shown as last read starts here */
	const char *expected;   /* said after a bad token */
} Json;

/* Line and column after the first read bytes, the end counting as one. */
static void where(const Json *j, size_t read, size_t *line, size_t *column)
{
	size_t i;

	*line = 1;
	*column = 0;
	for (i = 0; i < read && i < j->text.n; i++) {
		++*column;
		if (j->text.p[i] == '\n') {
			++*line;
			*column = 0;
		}
	}
	if (read > j->text.n)
		++*column;
}

/*
 * The text of nlohmann's parse_error 101 when a token could not be read;
 * to is what was read so far. Its lexer forgets what it has read at the
 * start of strings and numbers only.
 */
static int syntax(Json *j, const char *context, const char *what, size_t to)
{
	size_t line, column;
	StrBuf b = sb_in(j->scratch);
	unsigned char c;
	size_t i;

	where(j, to, &line, &column);
	for (i = j->token; i < to && i < j->text.n; i++) {
		c = (unsigned char)j->text.p[i];
		if (c < 0x20)
			sb_fmt(&b, "<U+%04X>", c);
		else
			sb_putc(&b, (char)c);
	}
	return err_set(j->err, ERR_FORMAT, "[json.exception.parse_error.101] "
		       "parse error at line %zu, column %zu: syntax error "
		       "while parsing %s - %s; last read: '" STR_F "'%s%s",
		       line, column, context, what, STR_A(sb_str(&b)),
		       j->expected ? "; expected " : "",
		       j->expected ? j->expected : "");
}

static const char *token_name(Json *j)
{
	if (j->at >= j->text.n)
		return "end of input";
	switch (j->text.p[j->at]) {
	case '{':
		return "'{'";
	case '}':
		return "'}'";
	case '[':
		return "'['";
	case ']':
		return "']'";
	case ',':
		return "','";
	case ':':
		return "':'";
	case '"':
		return "string literal";
	case 't':
		return "true literal";
	case 'f':
		return "false literal";
	case 'n':
		return "null literal";
	case '-':
	case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		return "number literal";
	default:
		return NULL;
	}
}

static bool digit(const Json *j, size_t i)
{
	return i < j->text.n && j->text.p[i] >= '0' && j->text.p[i] <= '9';
}

static int read_token(Json *j, const char *context);

/* A good token in the wrong place, or a bad one. */
static int unexpected(Json *j, const char *context, const char *wanted,
		      bool value)
{
	const char *name = token_name(j);
	size_t line, column;

	j->expected = value ? NULL : wanted;
	if (!name)
		return syntax(j, context, "invalid literal", j->at + 1);
	if (read_token(j, context))
		return ERR_FORMAT;
	where(j, j->at, &line, &column);
	return err_set(j->err, ERR_FORMAT, "[json.exception.parse_error.101] "
		       "parse error at line %zu, column %zu: syntax error "
		       "while parsing %s - unexpected %s; expected %s", line,
		       column, context, name, wanted);
}

static void space(Json *j)
{
	const char *p = j->text.p;
	size_t n = j->text.n;
	size_t i = j->at;

	while (i < n && (p[i] == ' ' || p[i] == '\n' || p[i] == '\t' ||
			 p[i] == '\r'))
		i++;
	j->at = i;
}

/* Four hex digits: 0, or the place (from 1) of what is not one. */
static int hex4(Json *j, size_t at, unsigned *v)
{
	size_t i;
	char c;

	*v = 0;
	for (i = at; i < at + 4; i++) {
		c = i < j->text.n ? j->text.p[i] : 0;
		*v <<= 4;
		if (c >= '0' && c <= '9')
			*v |= (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*v |= (unsigned)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			*v |= (unsigned)(c - 'A' + 10);
		else
			return (int)(i - at) + 1;
	}
	return 0;
}

static void put_utf8(StrBuf *b, unsigned c)
{
	if (c < 0x80) {
		sb_putc(b, (char)c);
	} else if (c < 0x800) {
		sb_putc(b, (char)(0xc0 | c >> 6));
		sb_putc(b, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		sb_putc(b, (char)(0xe0 | c >> 12));
		sb_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		sb_putc(b, (char)(0x80 | (c & 0x3f)));
	} else {
		sb_putc(b, (char)(0xf0 | c >> 18));
		sb_putc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		sb_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		sb_putc(b, (char)(0x80 | (c & 0x3f)));
	}
}

static const char BAD_HEX[] =
	"invalid string: '\\u' must be followed by 4 hex digits";
static const char BAD_HIGH[] = "invalid string: surrogate "
	"U+D800..U+DBFF must be followed by U+DC00..U+DFFF";
static const char BAD_LOW[] = "invalid string: surrogate "
	"U+DC00..U+DFFF must follow U+D800..U+DBFF";

/* After "\u" at i: the code point into the buffer, *next after it. */
static int unicode_escape(Json *j, size_t i, size_t *next,
			  const char *context)
{
	unsigned c, low;
	int bad = hex4(j, i, &c);

	if (bad)
		return syntax(j, context, BAD_HEX, i + (size_t)bad);
	i += 4;
	if (c >= 0xdc00 && c <= 0xdfff)
		return syntax(j, context, BAD_LOW, i);
	if (c >= 0xd800 && c <= 0xdbff) {
		if (i + 1 >= j->text.n || j->text.p[i] != '\\' ||
		    j->text.p[i + 1] != 'u')
			return syntax(j, context, BAD_HIGH, i + 1);
		bad = hex4(j, i + 2, &low);
		if (bad)
			return syntax(j, context, BAD_HEX,
				      i + 2 + (size_t)bad);
		if (low < 0xdc00 || low > 0xdfff)
			return syntax(j, context, BAD_HIGH, i + 6);
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		i += 6;
	}
	put_utf8(&j->buf, c);
	*next = i;
	return 0;
}

static int escape(Json *j, size_t *at, const char *context)
{
	static const char from[] = "\"\\/bfnrt";
	static const char to[] = "\"\\/\b\f\n\r\t";
	size_t i = *at + 1;
	const char *hit;

	if (i < j->text.n && j->text.p[i] == 'u')
		return unicode_escape(j, i + 1, at, context);
	hit = i < j->text.n && j->text.p[i] ? strchr(from, j->text.p[i]) :
	      NULL;
	if (!hit)
		return syntax(j, context, "invalid string: forbidden character "
			      "after backslash", i + 1);
	sb_putc(&j->buf, to[hit - from]);
	*at = i + 1;
	return 0;
}

static int control_char(Json *j, size_t i, const char *context)
{
	static const char names[32][4] = {
		"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL",
		"BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
		"DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
		"CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"
	};
	static const char *const shorts[32] = {
		[8] = " or \\b", [9] = " or \\t", [10] = " or \\n",
		[12] = " or \\f", [13] = " or \\r"
	};
	unsigned c = (unsigned char)j->text.p[i];
	char what[128];

	snprintf(what, sizeof what, "invalid string: control character U+%04X "
		 "(%s) must be escaped to \\u%04X%s", c, names[c], c,
		 shorts[c] ? shorts[c] : "");
	return syntax(j, context, what, i + 1);
}

/* At a quote. The result lies in the text or in j->buf. */
static int read_string(Json *j, Str *out, const char *context)
{
	size_t start = j->at;
	size_t i = start + 1;
	size_t plain = i;
	const char *p = j->text.p;
	size_t n = j->text.n;
	size_t bad;
	unsigned char c;
	int rc;

	j->buf.n = 0;
	j->token = start;
	for (;;) {
		while (i < n && (c = (unsigned char)p[i]) != '"' &&
		       c != '\\' && c >= 0x20)
			i++;
		if (i >= n)
			return syntax(j, context, "invalid string: missing "
				      "closing quote", n + 1);
		if (p[i] != '\\')
			break;
		sb_mem(&j->buf, p + plain, i - plain);
		rc = escape(j, &i, context);
		if (rc)
			return rc;
		plain = i;
	}
	if (p[i] != '"')
		return control_char(j, i, context);
	if (plain == start + 1) {
		*out = str_of(p + plain, i - plain);
	} else {
		sb_mem(&j->buf, p + plain, i - plain);
		*out = sb_str(&j->buf);
	}
	/* escapes only make good UTF-8: look at the text as written */
	bad = utf8_check(str_of(p + start, i - start));
	if (bad < i - start)
		return syntax(j, context, "invalid string: ill-formed UTF-8 "
			      "byte", start + bad + 1);
	j->at = i + 1;
	return 0;
}

static int float_event(Json *j, Str s)
{
	char tmp[64];
	char *z = tmp;
	double f;

	if (s.n < sizeof tmp) {
		memcpy(tmp, s.p, s.n);
		tmp[s.n] = 0;
	} else {
		z = str_z(j->scratch, s);
	}
	f = strtod(z, NULL);
	if (f > 1.7976931348623157e308 || f < -1.7976931348623157e308)
		return err_set(j->err, ERR_FORMAT,
			       "[json.exception.out_of_range.406] number "
			       "overflow parsing '" STR_F "'", STR_A(s));
	return j->ev->number ? j->ev->number(j->ctx, f) : 0;
}

static int read_number(Json *j, const char *context)
{
	size_t from = j->at;
	size_t i = from;
	bool is_float = false;
	Str s;
	int64_t v;
	uint64_t u;

	j->token = from;
	if (j->text.p[i] == '-')
		i++;
	if (!digit(j, i))
		return syntax(j, context, "invalid number; expected digit "
			      "after '-'", i + 1);
	if (j->text.p[i] == '0')
		i++;
	else
		while (digit(j, i))
			i++;
	if (i < j->text.n && j->text.p[i] == '.') {
		is_float = true;
		if (!digit(j, ++i))
			return syntax(j, context, "invalid number; expected "
				      "digit after '.'", i + 1);
		while (digit(j, i))
			i++;
	}
	if (i < j->text.n && (j->text.p[i] == 'e' || j->text.p[i] == 'E')) {
		is_float = true;
		i++;
		if (i < j->text.n &&
		    (j->text.p[i] == '+' || j->text.p[i] == '-')) {
			i++;
			if (!digit(j, i))
				return syntax(j, context, "invalid number; "
					      "expected digit after exponent "
					      "sign", i + 1);
		}
		if (!digit(j, i))
			return syntax(j, context, "invalid number; expected "
				      "'+', '-', or digit after exponent",
				      i + 1);
		while (digit(j, i))
			i++;
	}
	s = str_sub(j->text, from, i);
	j->at = i;
	if (!is_float && str_i64(s, &v))
		return j->ev->integer ? j->ev->integer(j->ctx, v) : 0;
	if (!is_float && str_u64(s, &u))
		return j->ev->uinteger ? j->ev->uinteger(j->ctx, u) : 0;
	return float_event(j, s);
}

static int read_literal(Json *j, const char *word, const char *context)
{
	size_t from = j->at;
	size_t i;

	for (i = 0; word[i]; i++)
		if (from + i >= j->text.n || j->text.p[from + i] != word[i])
			return syntax(j, context, "invalid literal",
				      from + i + 1);
	j->at += i;
	return 0;
}

static int call(int (*f)(void *), void *ctx)
{
	return f ? f(ctx) : 0;
}

/* A value that is not a container. */
static int read_scalar(Json *j, const char *context)
{
	const JsonEvents *ev = j->ev;
	Str s;
	int rc;

	switch (j->at < j->text.n ? j->text.p[j->at] : 0) {
	case '"':
		rc = read_string(j, &s, context);
		if (rc == 0 && ev->string)
			rc = ev->string(j->ctx, s);
		return rc;
	case 't':
		rc = read_literal(j, "true", context);
		return rc || !ev->boolean ? rc : ev->boolean(j->ctx, true);
	case 'f':
		rc = read_literal(j, "false", context);
		return rc || !ev->boolean ? rc : ev->boolean(j->ctx, false);
	case 'n':
		rc = read_literal(j, "null", context);
		return rc ? rc : call(ev->null, j->ctx);
	case '-':
	case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		return read_number(j, context);
	default:
		return unexpected(j, context, "'[', '{', or a literal", true);
	}
}

/* Go past one good token, telling nobody. */
static int read_token(Json *j, const char *context)
{
	static const JsonEvents silent;
	char c = j->at < j->text.n ? j->text.p[j->at] : 0;

	j->ev = &silent;
	if (j->at < j->text.n && !(c && strchr("{}[]:,", c)))
		return read_scalar(j, context);
	j->at++;
	return 0;
}

/* At a key: read it and its colon. */
static int read_key(Json *j)
{
	Str s;
	int rc;

	space(j);
	if (j->at >= j->text.n || j->text.p[j->at] != '"')
		return unexpected(j, "object key", "string literal", false);
	j->expected = "string literal";
	rc = read_string(j, &s, "object key");
	j->expected = NULL;
	if (rc == 0 && j->ev->key)
		rc = j->ev->key(j->ctx, s);
	if (rc)
		return rc;
	space(j);
	if (j->at >= j->text.n || j->text.p[j->at] != ':')
		return unexpected(j, "object separator", "':'", false);
	j->at++;
	return 0;
}

/* After a value inside containers: close what ends, or go on. */
static int after_value(Json *j, char *stack, size_t *depth, bool *done)
{
	int rc = 0;
	bool map;

	*done = false;
	while (rc == 0 && *depth > 0) {
		map = stack[*depth - 1] == '{';
		space(j);
		if (j->at < j->text.n && j->text.p[j->at] == ',') {
			j->at++;
			return map ? read_key(j) : 0;
		}
		if (j->at >= j->text.n ||
		    j->text.p[j->at] != (map ? '}' : ']'))
			return unexpected(j, map ? "object" : "array",
					  map ? "'}'" : "']'", false);
		j->at++;
		--*depth;
		rc = call(map ? j->ev->map_end : j->ev->list_end, j->ctx);
	}
	*done = true;
	return rc;
}

static int read_value(Json *j)
{
	char *stack = arena_alloc(j->scratch, JSON_DEPTH_MAX, 1);
	size_t depth = 0;
	bool done = false;
	bool map;
	char c;
	int rc;

	while (!done) {
		space(j);
		c = j->at < j->text.n ? j->text.p[j->at] : 0;
		if (c != '[' && c != '{') {
			rc = read_scalar(j, "value");
		} else {
			if (depth == JSON_DEPTH_MAX)
				return err_set(j->err, ERR_LIMIT, "JSON nests "
					       "deeper than %d",
					       JSON_DEPTH_MAX);
			map = c == '{';
			stack[depth++] = c;
			j->at++;
			rc = call(map ? j->ev->map_begin :
				  j->ev->list_begin, j->ctx);
			space(j);
			if (rc == 0 && j->at < j->text.n &&
			    j->text.p[j->at] == (map ? '}' : ']')) {
				j->at++;
				depth--;
				rc = call(map ? j->ev->map_end :
					  j->ev->list_end, j->ctx);
			} else if (rc == 0) {
				if (map)
					rc = read_key(j);
				if (rc)
					return rc;
				continue;
			}
		}
		if (rc)
			return rc;
		rc = after_value(j, stack, &depth, &done);
		if (rc)
			return rc;
	}
	return 0;
}

int json_read(Arena *scratch, Str text, const JsonEvents *ev, void *ctx,
	      Err *err)
{
	Json j = { text, 0, ev, ctx, scratch, sb_in(scratch), err, 0, NULL };
	int rc;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		j.at = 3;
	rc = read_value(&j);
	if (rc)
		return rc;
	space(&j);
	if (j.at < text.n)
		return unexpected(&j, "value", "end of input", false);
	return 0;
}
