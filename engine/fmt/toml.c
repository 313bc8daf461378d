/* TOML 1.0.0: see toml.h. One pass, keys inserted as they come. */
#include "engine/fmt/toml.h"

#include <math.h>
#include <stdlib.h>

#include "engine/fmt/json.h"

/* How a table or array came to be, which decides what may add to it. */
enum {
	MADE_IMPLICIT,          /* by a longer header */
	MADE_HEADER,            /* by [name] */
	MADE_DOTTED,            /* by a dotted key */
	MADE_CLOSED,            /* inline table or array value */
	MADE_TABLES             /* array of tables by [[name]] */
};

/* Nodes under way: a Tree plus what is needed while reading. */
typedef struct Table Table;
typedef struct {
	Str key;
	Tree value;             /* unless table */
	Table *table;
} Slot;

struct Table {
	int made;
	bool list;              /* an array of tables: slots without keys */
	Slot *v;
	size_t n, cap;
};

typedef struct {
	Arena *a;
	Str s;
	size_t at;
	Err *err;
	int depth;
} Toml;

static int fail(Toml *t, const char *what)
{
	size_t line = 1;
	size_t column = 1;
	size_t i;

	for (i = 0; i < t->at && i < t->s.n; i++) {
		column++;
		if (t->s.p[i] == '\n') {
			line++;
			column = 1;
		}
	}
	return err_set(t->err, ERR_FORMAT, "[%zu:%zu] %s", line, column,
		       what);
}

static int peek(const Toml *t)
{
	return t->at < t->s.n ? (unsigned char)t->s.p[t->at] : -1;
}

static bool looking_at(const Toml *t, const char *word)
{
	return str_starts(str_from(t->s, t->at), str_c(word));
}

static void blanks(Toml *t)
{
	while (peek(t) == ' ' || peek(t) == '\t')
		t->at++;
}

static bool at_newline(const Toml *t)
{
	return peek(t) == '\n' || looking_at(t, "\r\n");
}

static void newline(Toml *t)
{
	t->at += peek(t) == '\r' ? 2 : 1;
}

static int comment(Toml *t)
{
	int c;

	while ((c = peek(t)) >= 0 && !at_newline(t)) {
		if ((c < 32 && c != '\t') || c == 127)
			return fail(t, "control character in a comment");
		t->at++;
	}
	return 0;
}

/* Blanks, a comment perhaps, and the end of the line. */
static int end_of_line(Toml *t)
{
	int rc = 0;

	blanks(t);
	if (peek(t) == '#')
		rc = comment(t);
	if (rc)
		return rc;
	if (peek(t) < 0)
		return 0;
	if (!at_newline(t))
		return fail(t, "expected the end of the line");
	newline(t);
	return 0;
}

/* Blanks, newlines and comments, as allowed in arrays. */
static int filler(Toml *t)
{
	int rc = 0;

	for (;;) {
		blanks(t);
		if (peek(t) == '#')
			rc = comment(t);
		else if (at_newline(t))
			newline(t);
		else
			return 0;
		if (rc)
			return rc;
	}
}

static void put_utf8(StrBuf *b, uint32_t c)
{
	if (c < 0x80) {
		sb_putc(b, (char)c);
		return;
	}
	if (c < 0x800) {
		sb_putc(b, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		sb_putc(b, (char)(0xe0 | c >> 12));
		sb_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		sb_putc(b, (char)(0xf0 | c >> 18));
		sb_putc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		sb_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	sb_putc(b, (char)(0x80 | (c & 0x3f)));
}

static int hex_escape(Toml *t, StrBuf *b, int digits)
{
	uint32_t v = 0;
	int c;

	for (; digits > 0; digits--) {
		c = peek(t);
		if (c >= '0' && c <= '9')
			c -= '0';
		else if (c >= 'a' && c <= 'f')
			c -= 'a' - 10;
		else if (c >= 'A' && c <= 'F')
			c -= 'A' - 10;
		else
			return fail(t, "expected a hexadecimal digit");
		v = v << 4 | (uint32_t)c;
		t->at++;
	}
	if (v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return fail(t, "escape is not a Unicode scalar value");
	put_utf8(b, v);
	return 0;
}

static int escape(Toml *t, StrBuf *b)
{
	static const char from[] = "btnfr\"\\";
	static const char to[] = "\b\t\n\f\r\"\\";
	int c = peek(t);
	const char *hit = c > 0 ? strchr(from, c) : NULL;

	t->at++;
	if (hit) {
		sb_putc(b, to[hit - from]);
		return 0;
	}
	if (c == 'u')
		return hex_escape(t, b, 4);
	if (c == 'U')
		return hex_escape(t, b, 8);
	t->at--;
	return fail(t, "unknown escape");
}

/* "..." and '...' on one line, after the opening quote. */
static int line_string(Toml *t, int quote, Str *out)
{
	StrBuf b = sb_in(t->a);
	int c, rc;

	for (;;) {
		c = peek(t);
		if (c < 0 || at_newline(t))
			return fail(t, "string without an end");
		if ((c < 32 && c != '\t') || c == 127)
			return fail(t, "control character in a string");
		t->at++;
		if (c == quote)
			break;
		if (c == '\\' && quote == '"') {
			rc = escape(t, &b);
			if (rc)
				return rc;
		} else {
			sb_putc(&b, (char)c);
		}
	}
	*out = sb_str(&b);
	return 0;
}

/* A backslash before the end of a line: skip to what is not blank. */
static bool line_ending_escape(Toml *t)
{
	size_t from = t->at;

	blanks(t);
	if (!at_newline(t)) {
		t->at = from;
		return false;
	}
	while (peek(t) == ' ' || peek(t) == '\t' || at_newline(t)) {
		if (at_newline(t))
			newline(t);
		else
			t->at++;
	}
	return true;
}

/* After three quotes. */
static int block_string(Toml *t, int quote, Str *out)
{
	StrBuf b = sb_in(t->a);
	int c, rc;
	int run;

	if (at_newline(t))
		newline(t);
	for (;;) {
		c = peek(t);
		if (c < 0)
			return fail(t, "string without an end");
		if (c == quote) {
			for (run = 0; peek(t) == quote && run < 5; run++)
				t->at++;
			if (run < 3) {
				while (run-- > 0)
					sb_putc(&b, (char)quote);
				continue;
			}
			while (run-- > 3)
				sb_putc(&b, (char)quote);
			break;
		}
		if (at_newline(t)) {
			sb_putc(&b, '\n');
			newline(t);
			continue;
		}
		if ((c < 32 && c != '\t') || c == 127)
			return fail(t, "control character in a string");
		t->at++;
		if (c != '\\' || quote != '"') {
			sb_putc(&b, (char)c);
			continue;
		}
		if (line_ending_escape(t))
			continue;
		rc = escape(t, &b);
		if (rc)
			return rc;
	}
	*out = sb_str(&b);
	return 0;
}

static int string(Toml *t, Str *out)
{
	int quote = peek(t);

	if (looking_at(t, "\"\"\"") || looking_at(t, "'''")) {
		t->at += 3;
		return block_string(t, quote, out);
	}
	t->at++;
	return line_string(t, quote, out);
}

static bool digit(int c)
{
	return c >= '0' && c <= '9';
}

static int digits_at(const Toml *t, size_t at)
{
	int n = 0;

	while (at < t->s.n && digit(t->s.p[at])) {
		at++;
		n++;
	}
	return n;
}

static int two(const Toml *t, size_t at)
{
	return (t->s.p[at] - '0') * 10 + t->s.p[at + 1] - '0';
}

/* hh:mm:ss with a fraction, appended to b. */
static int clock_time(Toml *t, StrBuf *b)
{
	size_t at = t->at;
	int n;

	if (digits_at(t, at) != 2 || t->s.n - at < 8 || t->s.p[at + 2] != ':' ||
	    digits_at(t, at + 3) != 2 || t->s.p[at + 5] != ':' ||
	    digits_at(t, at + 6) < 2 || two(t, at) > 23 ||
	    two(t, at + 3) > 59 || two(t, at + 6) > 60)
		return fail(t, "expected a time, hh:mm:ss");
	n = 8;
	if (at + 8 < t->s.n && t->s.p[at + 8] == '.') {
		n = digits_at(t, at + 9);
		if (n == 0)
			return fail(t, "expected digits after the dot");
		n += 9;
	}
	t->at += (size_t)n;
	/* fractions in thousands, as Nix 2.34 gives them */
	sb_mem(b, t->s.p + at, n > 18 ? 18 : (size_t)n);
	for (; n > 8 && n < 18 && n % 3 != 0; n++)
		sb_putc(b, '0');
	return 0;
}

static int zone(Toml *t, StrBuf *b)
{
	int c = peek(t);

	if (c == 'Z' || c == 'z') {
		sb_putc(b, 'Z');
		t->at++;
		return 0;
	}
	if (c != '+' && c != '-')
		return 0;
	if (t->s.n - t->at < 6 || digits_at(t, t->at + 1) != 2 ||
	    t->s.p[t->at + 3] != ':' || digits_at(t, t->at + 4) < 2 ||
	    two(t, t->at + 1) > 23 || two(t, t->at + 4) > 59)
		return fail(t, "expected a time zone, +hh:mm");
	sb_mem(b, t->s.p + t->at, 6);
	t->at += 6;
	return 0;
}

static int month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	if (month == 2 && year % 4 == 0 &&
	    (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

static int date(Toml *t, StrBuf *b)
{
	size_t at = t->at;
	int year, month, day;

	if (t->s.n - at < 10 || digits_at(t, at + 5) != 2 ||
	    t->s.p[at + 7] != '-' || digits_at(t, at + 8) != 2)
		return fail(t, "expected a date, yyyy-mm-dd");
	year = two(t, at) * 100 + two(t, at + 2);
	month = two(t, at + 5);
	day = two(t, at + 8);
	if (month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return fail(t, "there is no such day");
	sb_mem(b, t->s.p + at, 10);
	t->at += 10;
	return 0;
}

static int date_time(Toml *t, Tree *out)
{
	StrBuf b = sb_in(t->a);
	int c;
	int rc;

	out->type = TREE_TIME;
	if (digits_at(t, t->at) == 2) {
		rc = clock_time(t, &b);
		out->u.s = sb_str(&b);
		return rc;
	}
	rc = date(t, &b);
	c = peek(t);
	if (rc == 0 && (c == 'T' || c == 't' ||
			(c == ' ' && digits_at(t, t->at + 1) == 2))) {
		t->at++;
		sb_putc(&b, 'T');
		rc = clock_time(t, &b);
		if (rc == 0)
			rc = zone(t, &b);
	}
	out->u.s = sb_str(&b);
	return rc;
}

static bool is_time(const Toml *t)
{
	int n = digits_at(t, t->at);
	size_t after = t->at + (size_t)n;

	return after < t->s.n && ((n == 4 && t->s.p[after] == '-') ||
				  (n == 2 && t->s.p[after] == ':'));
}

static int digit_value(int c)
{
	if (digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

/* 0x, 0o and 0b, after the prefix. */
static int based(Toml *t, int base, Tree *out)
{
	uint64_t v = 0;
	bool last = false;
	int d;

	for (;; t->at++) {
		d = digit_value(peek(t));
		if (peek(t) == '_' && last) {
			last = false;
			continue;
		}
		if (d >= base)
			break;
		if (v > (uint64_t)INT64_MAX / (unsigned)base)
			return fail(t, "integer is too large");
		v = v * (unsigned)base + (unsigned)d;
		if (v > INT64_MAX)
			return fail(t, "integer is too large");
		last = true;
	}
	if (!last)
		return fail(t, "expected a digit");
	out->type = TREE_INT;
	out->u.i = (int64_t)v;
	return 0;
}

/* Digits with single underscores between them, into b. */
static int decimals(Toml *t, StrBuf *b)
{
	bool last = false;

	for (;; t->at++) {
		if (digit(peek(t))) {
			sb_putc(b, (char)peek(t));
			last = true;
		} else if (peek(t) == '_' && last) {
			last = false;
		} else {
			break;
		}
	}
	return last ? 0 : fail(t, "expected a digit");
}

static int number(Toml *t, Tree *out)
{
	StrBuf b = sb_in(t->a);
	bool is_float = false;
	int c = peek(t);
	size_t first;
	int rc;

	if (c == '0' && t->at + 1 < t->s.n) {
		c = t->s.p[t->at + 1];
		if (c == 'x' || c == 'o' || c == 'b') {
			t->at += 2;
			return based(t, c == 'x' ? 16 : c == 'o' ? 8 : 2,
				     out);
		}
	}
	c = peek(t);
	if (c == '+' || c == '-') {
		if (c == '-')
			sb_putc(&b, '-');
		t->at++;
	}
	if (looking_at(t, "inf") || looking_at(t, "nan")) {
		out->type = TREE_FLOAT;
		out->u.f = peek(t) == 'i' ? INFINITY : NAN;
		if (c == '-')
			out->u.f = -out->u.f;
		t->at += 3;
		return 0;
	}
	first = b.n;
	rc = decimals(t, &b);
	if (rc == 0 && b.n - first > 1 && b.p[first] == '0')
		return fail(t, "a number must not start with 0");
	if (rc == 0 && peek(t) == '.') {
		is_float = true;
		sb_putc(&b, '.');
		t->at++;
		rc = decimals(t, &b);
	}
	if (rc == 0 && (peek(t) == 'e' || peek(t) == 'E')) {
		is_float = true;
		sb_putc(&b, 'e');
		t->at++;
		if (peek(t) == '+' || peek(t) == '-') {
			sb_putc(&b, (char)peek(t));
			t->at++;
		}
		rc = decimals(t, &b);
	}
	if (rc)
		return rc;
	if (is_float) {
		out->type = TREE_FLOAT;
		out->u.f = strtod(sb_str(&b).p, NULL);
		return 0;
	}
	out->type = TREE_INT;
	return str_i64(sb_str(&b), &out->u.i) ? 0 :
	       fail(t, "integer is too large");
}

static int value(Toml *t, Slot *slot);

static Slot *add_slot(Toml *t, Table *tab, Str key)
{
	Slot *s;

	if (tab->n == tab->cap) {
		tab->v = arena_grow(t->a, tab->v, tab->cap * sizeof *s,
				    (tab->cap * 2 + 4) * sizeof *s);
		tab->cap = tab->cap * 2 + 4;
	}
	s = &tab->v[tab->n++];
	memset(s, 0, sizeof *s);
	s->key = key;
	return s;
}

static Slot *find_slot(Table *tab, Str key)
{
	size_t i;

	for (i = 0; i < tab->n; i++)
		if (str_eq(tab->v[i].key, key))
			return &tab->v[i];
	return NULL;
}

static bool bare(int c)
{
	return digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

static int simple_key(Toml *t, Str *key)
{
	size_t from = t->at;

	if (peek(t) == '"' || peek(t) == '\'') {
		if (looking_at(t, "\"\"\"") || looking_at(t, "'''"))
			return fail(t, "a key cannot be a multi-line string");
		return string(t, key);
	}
	while (bare(peek(t)))
		t->at++;
	*key = str_sub(t->s, from, t->at);
	return key->n ? 0 : fail(t, "expected a key");
}

/* a.b."c" */
static int dotted_key(Toml *t, StrList *keys)
{
	Str key;
	int rc;

	for (;;) {
		blanks(t);
		rc = simple_key(t, &key);
		if (rc)
			return rc;
		strlist_add(t->a, keys, key);
		blanks(t);
		if (peek(t) != '.')
			return 0;
		t->at++;
		if (keys->n > TOML_DEPTH_MAX)
			return fail(t, "key nests too deep");
	}
}

static Table *new_table(Toml *t, int made, bool list)
{
	Table *tab = ARENA_NEW(t->a, Table);

	tab->made = made;
	tab->list = list;
	return tab;
}

/* key = value into tab. */
static int key_value(Toml *t, Table *tab)
{
	StrList keys = { NULL, 0, 0 };
	Slot *s;
	size_t i;
	int rc = dotted_key(t, &keys);

	if (rc)
		return rc;
	if (peek(t) != '=')
		return fail(t, "expected '=' after the key");
	t->at++;
	blanks(t);
	for (i = 0; i + 1 < keys.n; i++) {
		s = find_slot(tab, keys.v[i]);
		if (!s) {
			s = add_slot(t, tab, keys.v[i]);
			s->table = new_table(t, MADE_DOTTED, false);
		} else if (!s->table || s->table->list ||
			   s->table->made != MADE_DOTTED) {
			return fail(t, "key is already defined");
		}
		tab = s->table;
	}
	if (find_slot(tab, keys.v[i]))
		return fail(t, "key is already defined");
	return value(t, add_slot(t, tab, keys.v[i]));
}

static void close_tables(Table *tab)
{
	size_t i;

	tab->made = MADE_CLOSED;
	for (i = 0; i < tab->n; i++)
		if (tab->v[i].table)
			close_tables(tab->v[i].table);
}

static int inline_table(Toml *t, Slot *slot)
{
	Table *tab = new_table(t, MADE_CLOSED, false);
	int rc;

	slot->table = tab;
	blanks(t);
	if (peek(t) == '}') {
		t->at++;
		return 0;
	}
	for (;;) {
		rc = key_value(t, tab);
		if (rc)
			return rc;
		blanks(t);
		if (peek(t) == '}')
			break;
		if (peek(t) != ',')
			return fail(t, "expected ',' or '}'");
		t->at++;
	}
	t->at++;
	close_tables(tab);
	return 0;
}

static int array(Toml *t, Slot *slot)
{
	Table *tab = new_table(t, MADE_CLOSED, true);
	int rc;

	slot->table = tab;
	for (;;) {
		rc = filler(t);
		if (rc)
			return rc;
		if (peek(t) == ']')
			break;
		rc = value(t, add_slot(t, tab, STR("")));
		if (rc == 0)
			rc = filler(t);
		if (rc)
			return rc;
		if (peek(t) == ',')
			t->at++;
		else if (peek(t) != ']')
			return fail(t, "expected ',' or ']'");
	}
	t->at++;
	return 0;
}

static int value(Toml *t, Slot *slot)
{
	Tree v = { .type = TREE_NULL };
	int c = peek(t);
	int rc;

	if (c == '[' || c == '{') {
		if (++t->depth > TOML_DEPTH_MAX)
			return fail(t, "values nest too deep");
		t->at++;
		rc = c == '[' ? array(t, slot) : inline_table(t, slot);
		t->depth--;
		return rc;
	}
	if (c == '"' || c == '\'') {
		v.type = TREE_STRING;
		rc = string(t, &v.u.s);
	} else if (looking_at(t, "true")) {
		v.type = TREE_BOOL;
		v.u.b = true;
		t->at += 4;
		rc = 0;
	} else if (looking_at(t, "false")) {
		v.type = TREE_BOOL;
		v.u.b = false;
		t->at += 5;
		rc = 0;
	} else if (is_time(t)) {
		rc = date_time(t, &v);
	} else if (digit(c) || c == '+' || c == '-' || c == 'i' ||
		   c == 'n') {
		rc = number(t, &v);
	} else {
		rc = fail(t, "expected a value");
	}
	slot->value = v;
	return rc;
}

/* One step of a header: into key, making an implicit table if needed. */
static int header_step(Toml *t, Table **tab, Str key)
{
	Slot *s = find_slot(*tab, key);

	if (!s) {
		s = add_slot(t, *tab, key);
		s->table = new_table(t, MADE_IMPLICIT, false);
	}
	if (!s->table || s->table->made == MADE_CLOSED)
		return fail(t, "key is already defined as a value");
	*tab = s->table;
	if ((*tab)->list)
		*tab = (*tab)->v[(*tab)->n - 1].table;
	return 0;
}

static int header_table(Toml *t, Table *in, Str key, Table **out)
{
	Slot *s = find_slot(in, key);

	if (!s) {
		s = add_slot(t, in, key);
		s->table = new_table(t, MADE_HEADER, false);
	} else if (!s->table || s->table->list ||
		   s->table->made != MADE_IMPLICIT) {
		return fail(t, "table is already defined");
	}
	s->table->made = MADE_HEADER;
	*out = s->table;
	return 0;
}

static int header_array(Toml *t, Table *in, Str key, Table **out)
{
	Slot *s = find_slot(in, key);
	Table *list;

	if (!s) {
		s = add_slot(t, in, key);
		s->table = new_table(t, MADE_TABLES, true);
	} else if (!s->table || s->table->made != MADE_TABLES) {
		return fail(t, "key is already defined, and not as an array "
			    "of tables");
	}
	list = s->table;
	s = add_slot(t, list, STR(""));
	s->table = new_table(t, MADE_HEADER, false);
	*out = s->table;
	return 0;
}

static int header(Toml *t, Table *root, Table **current)
{
	StrList keys = { NULL, 0, 0 };
	bool tables = looking_at(t, "[[");
	Table *tab = root;
	size_t i;
	int rc;

	t->at += tables ? 2 : 1;
	rc = dotted_key(t, &keys);
	if (rc)
		return rc;
	if (!looking_at(t, tables ? "]]" : "]"))
		return fail(t, "expected ']' after the table's name");
	for (i = 0; i + 1 < keys.n; i++) {
		rc = header_step(t, &tab, keys.v[i]);
		if (rc)
			return rc;
	}
	rc = tables ? header_array(t, tab, keys.v[i], current) :
	     header_table(t, tab, keys.v[i], current);
	if (rc)
		return rc;
	t->at += tables ? 2 : 1;
	return end_of_line(t);
}

static void to_tree(Toml *t, const Table *tab, Tree *out)
{
	const Slot *s;
	Tree *v;
	size_t i;

	out->type = tab->list ? TREE_LIST : TREE_MAP;
	if (tab->list) {
		out->u.list.n = tab->n;
		out->u.list.v = ARENA_ARRAY(t->a, Tree, tab->n + 1);
	} else {
		out->u.map.n = tab->n;
		out->u.map.v = ARENA_ARRAY(t->a, TreeMember, tab->n + 1);
	}
	for (i = 0; i < tab->n; i++) {
		s = &tab->v[i];
		v = tab->list ? &out->u.list.v[i] : &out->u.map.v[i].value;
		if (!tab->list)
			out->u.map.v[i].key = s->key;
		if (s->table)
			to_tree(t, s->table, v);
		else
			*v = s->value;
	}
}

int toml_parse(Arena *a, Str text, Tree *out, Err *err)
{
	Toml t = { .a = a, .s = text, .err = err };
	Table *root = new_table(&t, MADE_HEADER, false);
	Table *current = root;
	size_t bad = utf8_check(text);
	int rc = 0;

	if (bad < text.n) {
		t.at = bad;
		return fail(&t, "not UTF-8");
	}
	if (str_starts(text, STR("\xef\xbb\xbf")))
		t.at = 3;
	while (rc == 0 && t.at < text.n) {
		blanks(&t);
		if (peek(&t) == '[') {
			rc = header(&t, root, &current);
		} else if (peek(&t) < 0 || peek(&t) == '#' ||
			   at_newline(&t)) {
			rc = end_of_line(&t);
		} else {
			rc = key_value(&t, current);
			if (rc == 0)
				rc = end_of_line(&t);
		}
	}
	if (rc == 0)
		to_tree(&t, root, out);
	return rc;
}
