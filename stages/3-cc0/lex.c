/*
 * lex.c: the beginning of cc0, a compiler from C0 (doc/spec/c0.md) to the
 * abstract machine, written in B0 (stages/2-b0). Limits, the output text,
 * errors, and the words of the input.
 *
 * B0 has no structures: a table is one array for each of its columns, and what
 * elsewhere is a pointer to a record is here an index.
 */
#include "../../libc/libc.h"

enum {
	SOURCE_MAX = 8388608,
	OUT_MAX = 67108864,
	STRING_MAX = 2097152,
	FILES_MAX = 256,
	NAMES_MAX = 65536,
	BUCKETS = 8192,
	TYPES_MAX = 65536,
	MEMBERS_MAX = 65536,
	SYMBOLS_MAX = 65536,
	STRINGS_MAX = 65536,
	CASES_MAX = 8192,
	LABELS_MAX = 1024,
	DEPTH_MAX = 1000,
	OPEN_CUT = 513,			/* O_WRONLY | O_TRUNC */
	OPEN_NEW = 577,			/* that and O_CREAT */
	BSS = 268435456,
	BSS_MAX = 1073741824
};

/* kinds of words; a punctuation mark of one character is its code */
enum {
	END,
	NAME,
	NUMBER,
	STRING,
	LE = 128,
	GE,
	EQ,
	NE,
	SHL,
	SHR,
	AND_AND,
	OR_OR,
	INC,
	DEC,
	ARROW,
	DOTS,
	ASSIGN,
	KEYWORD,		/* then in the order of lex_init */
	K_VOID,
	K_CHAR,
	K_SHORT,
	K_INT,
	K_LONG,
	K_SIGNED,
	K_UNSIGNED,
	K_STRUCT,
	K_UNION,
	K_ENUM,
	K_CONST,
	K_VOLATILE,
	K_INLINE,
	K_REGISTER,
	K_NORETURN,
	K_TYPEDEF,
	K_STATIC,
	K_EXTERN,
	K_SIZEOF,
	K_IF,
	K_ELSE,
	K_WHILE,
	K_DO,
	K_FOR,
	K_SWITCH,
	K_CASE,
	K_DEFAULT,
	K_BREAK,
	K_CONTINUE,
	K_RETURN,
	K_GOTO,
	KEYWORDS_END
};

char src[SOURCE_MAX];		/* all inputs, each behind a newline */
long src_n;
long pos;			/* of the next character in src */
char **files;			/* the names of the inputs */
long file_at[FILES_MAX];	/* where each begins in src */
long file_n;

char out[OUT_MAX];		/* the assembly */
long out_n;
char *out_name;
long mute;			/* above 0: emit nothing */
long depth;			/* of what is nested in the input */
long labels;			/* the number of labels L given out */

long tok;			/* the current word: its kind, */
long tok_at;			/* where it begins in src, */
long tok_num;			/* number, string, or operator of an ASSIGN, */
long tok_name;			/* the name of a NAME, */
long tok_unsigned;		/* and what a NUMBER's form says of its type */
long tok_long;

long name_at[NAMES_MAX];	/* its characters in src */
long name_len[NAMES_MAX];
long name_next[NAMES_MAX];	/* in the same bucket; 0 ends */
long name_sym[NAMES_MAX];	/* the symbol it means now, or 0 */
long name_tag[NAMES_MAX];	/* the type it is the tag of, or 0 */
long name_n;
long bucket[BUCKETS];

char str[STRING_MAX];		/* the bytes of all strings */
long str_bytes;
long str_at[STRINGS_MAX];	/* string n is str_at[n] up to str_at[n + 1] */
long str_n;

/* output */

void put(long c)
{
	if (mute)
		return;
	out[out_n] = c;
	out_n = out_n + 1;
}

void emit(char *s)
{
	long i = 0;

	if (mute)
		return;
	while (s[i]) {
		out[out_n] = s[i];
		out_n = out_n + 1;
		i = i + 1;
	}
}

void put_digits(long n)
{
	if (n < -9)
		put_digits(n / 10);
	put('0' - n % 10);
}

/* emit_num: s, then n in decimal and a space */
void emit_num(char *s, long n)
{
	emit(s);
	if (n < 0)
		put('-');
	if (n > 0)
		n = -n;
	put_digits(n);
	put(' ');
}

/* emit_name: s, then the label of a name, or of string -1 - name */
void emit_name(char *s, long name)
{
	long i = 0;

	emit(s);
	if (name < 0) {
		emit_num("S", -1 - name);
		return;
	}
	put('_');
	while (i < name_len[name]) {
		put(src[name_at[name] + i]);
		i = i + 1;
	}
	put(' ');
}

long new_label(void)
{
	labels = labels + 1;
	return labels;
}

void place(long label)
{
	emit_num(":L", label);
}

/* errors */

/* die: show the message that is in out, leave OUT empty, and end */
void die(void)
{
	put('\n');
	write(2, out, out_n);
	open(out_name, OPEN_CUT, 0);
	exit(1);
}

void cannot(char *what, char *name)
{
	mute = 0;
	out_n = 0;
	emit("cc0: cannot ");
	emit(what);
	emit(" ");
	emit(name);
	die();
}

/* error_at: file:line: message, near the word at a place in src */
void error_at(char *message, long at)
{
	long f = file_n - 1;
	long line = 0;
	long i;

	mute = 0;
	out_n = 0;
	while (f > 0 && file_at[f] > at)
		f = f - 1;
	i = file_at[f];
	while (i < at) {
		if (src[i] == '\n')
			line = line + 1;
		i = i + 1;
	}
	emit(files[f]);
	emit(":");
	emit_num("", line);
	out[out_n - 1] = ':';
	emit(" ");
	emit(message);
	emit(", at: ");
	while (src[i] >= ' ') {
		put(src[i]);
		i = i + 1;
	}
	die();
}

void error(char *message)
{
	error_at(message, tok_at);
}

void limit(long n, long max)
{
	if (n >= max)
		error("the program is too large for cc0");
}

/* nest: one level deeper, or back */
void nest(long by)
{
	depth = depth + by;
	limit(depth, DEPTH_MAX);
}

/* words */

long is_digit(long c)
{
	return c >= '0' && c <= '9';
}

long is_alpha(long c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* digit_value: of a digit in any base up to 16, or 16 */
long digit_value(long c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* intern: the number of the name that is n characters at a place in src */
long intern(long at, long n)
{
	long h = 0;
	long i = 0;
	long name;

	while (i < n) {
		h = h * 31 + src[at + i];
		i = i + 1;
	}
	h = h & (BUCKETS - 1);
	name = bucket[h];
	while (name) {
		if (name_len[name] == n) {
			i = 0;
			while (i < n && src[name_at[name] + i] == src[at + i])
				i = i + 1;
			if (i == n)
				return name;
		}
		name = name_next[name];
	}
	name_n = name_n + 1;
	limit(name_n, NAMES_MAX);
	name_at[name_n] = at;
	name_len[name_n] = n;
	name_next[name_n] = bucket[h];
	bucket[h] = name_n;
	return name_n;
}

/* keywords: put them into src, and so make them the first names */
void keywords(char *s)
{
	long i = 0;
	long from;

	while (s[i]) {
		from = src_n;
		while (s[i] != ' ') {
			src[src_n] = s[i];
			src_n = src_n + 1;
			i = i + 1;
		}
		intern(from, src_n - from);
		i = i + 1;
	}
}

void lex_init(void)
{
	keywords("void char short int long signed unsigned struct union enum ");
	keywords("const volatile inline register _Noreturn typedef static ");
	keywords("extern sizeof if else while do for switch case default ");
	keywords("break continue return goto ");
}

/* escape: the character or escape sequence at pos */
long escape(void)
{
	long c = src[pos];
	char *codes = "abtnvfr";	/* 7 to 13 */
	long n = 0;
	long i = 0;

	if (c == '\n')
		error("no closing quote");
	pos = pos + 1;
	if (c != '\\')
		return c;
	c = src[pos];
	if (c == 'x') {
		pos = pos + 1;
		if (digit_value(src[pos]) > 15)
			error("no hexadecimal digit");
		while (digit_value(src[pos]) < 16) {
			n = n * 16 + digit_value(src[pos]);
			pos = pos + 1;
		}
		return n & 255;
	}
	while (i < 3 && digit_value(src[pos]) < 8) {
		n = n * 8 + digit_value(src[pos]);
		pos = pos + 1;
		i = i + 1;
	}
	if (i)
		return n & 255;
	pos = pos + 1;
	while (i < 7 && codes[i] != c)
		i = i + 1;
	if (i < 7)
		return 7 + i;
	if (c != '\\' && c != '\'' && c != '"' && c != '?')
		error("unknown escape sequence");
	return c;
}

/* skip: white space, comments and lines that begin with # */
void skip(void)
{
	long c;
	long from;

	while (1) {
		c = src[pos];
		if (c == '\n') {
			pos = pos + 1;
			while (src[pos] == '#')
				while (src[pos] != '\n')
					pos = pos + 1;
		} else if (c == ' ' || (c >= 9 && c <= 13)) {
			pos = pos + 1;
		} else if (c == '/' && src[pos + 1] == '/') {
			while (src[pos] != '\n')
				pos = pos + 1;
		} else if (c == '/' && src[pos + 1] == '*') {
			from = pos;
			pos = pos + 2;
			while (src[pos] != '*' || src[pos + 1] != '/') {
				if (pos >= src_n)
					error_at("no end of comment", from);
				pos = pos + 1;
			}
			pos = pos + 2;
		} else {
			return;
		}
	}
}

void lex_number(void)
{
	long base = 10;
	long tenth = 1844674407370955161;	/* of the largest number */
	long d;

	tok = NUMBER;
	tok_num = 0;
	tok_long = 0;
	if (src[pos] == '0') {
		base = 8;
		if (src[pos + 1] == 'x' || src[pos + 1] == 'X') {
			base = 16;
			pos = pos + 2;
			if (digit_value(src[pos]) > 15)
				error("no hexadecimal digit");
		}
	}
	while (digit_value(src[pos]) < base) {
		d = digit_value(src[pos]);
		if ((base == 16 && tok_num >> 60) ||
		    (base == 8 && tok_num >> 61) ||
		    (base == 10 && (tok_num < 0 || tok_num > tenth ||
		    (tok_num == tenth && d > 5))))
			error("the number is too large");
		tok_num = tok_num * base + d;
		pos = pos + 1;
	}
	tok_unsigned = 0;
	while (src[pos] == 'u' || src[pos] == 'U' ||
	       src[pos] == 'l' || src[pos] == 'L') {
		if (src[pos] == 'u' || src[pos] == 'U')
			tok_unsigned = tok_unsigned + 1;
		else
			tok_long = tok_long + 1;
		pos = pos + 1;
	}
	if (tok_long > 1)
		error("long long is not in C0");
	if (is_alpha(src[pos]) || is_digit(src[pos]) || src[pos] == '.')
		error("not an integer");
	/* the first type that holds it: int, unsigned if not decimal, long */
	if (tok_num < 0 || tok_num > 4294967295)
		tok_long = 1;
	else if (tok_num > 2147483647 && base == 10 && !tok_unsigned)
		tok_long = 1;
	else if (tok_num > 2147483647 && !tok_long)
		tok_unsigned = 1;
	if (tok_num < 0)
		tok_unsigned = 1;
}

void lex_string(void)
{
	tok = STRING;
	tok_num = str_n;
	limit(str_n + 1, STRINGS_MAX);
	while (src[pos] == '"') {
		pos = pos + 1;
		while (src[pos] != '"') {
			limit(str_bytes + 1, STRING_MAX);
			str[str_bytes] = escape();
			str_bytes = str_bytes + 1;
		}
		pos = pos + 1;
		skip();
	}
	str[str_bytes] = 0;
	str_bytes = str_bytes + 1;
	str_n = str_n + 1;
	str_at[str_n] = str_bytes;
}

/* pair: is the word these two characters? then it is of this kind */
long pair(long a, long b, long kind)
{
	if (src[pos] != a || src[pos + 1] != b)
		return 0;
	tok = kind;
	pos = pos + 2;
	return 1;
}

/* next: go on to the next word */
void next(void)
{
	long c;

	skip();
	c = src[pos];
	tok_at = pos;
	if (is_alpha(c)) {
		while (is_alpha(src[pos]) || is_digit(src[pos]))
			pos = pos + 1;
		tok = NAME;
		tok_name = intern(tok_at, pos - tok_at);
		if (tok_name < KEYWORDS_END - KEYWORD)
			tok = KEYWORD + tok_name;
	} else if (is_digit(c)) {
		lex_number();
	} else if (c == '"') {
		lex_string();
	} else if (c == '\'') {
		pos = pos + 1;
		tok = NUMBER;
		tok_num = escape() << 56 >> 56;
		tok_long = 0;
		tok_unsigned = 0;
		if (src[pos] != '\'')
			error("a character constant is one character");
		pos = pos + 1;
	} else if (pos >= src_n) {
		tok = END;
	} else if (pair('.', '.', DOTS)) {
		if (src[pos] != '.')
			error("unknown word");
		pos = pos + 1;
	} else if (pair('=', '=', EQ) || pair('!', '=', NE) ||
	    pair('<', '=', LE) || pair('>', '=', GE) ||
	    pair('&', '&', AND_AND) || pair('|', '|', OR_OR) ||
	    pair('+', '+', INC) || pair('-', '-', DEC) ||
	    pair('-', '>', ARROW)) {
		return;
	} else {
		if (!pair('<', '<', SHL) && !pair('>', '>', SHR)) {
			tok = c;
			pos = pos + 1;
		}
		tok_num = tok;
		if (src[pos] == '=' && (c == '+' || c == '-' || c == '*' ||
		    c == '/' || c == '%' || c == '&' || c == '|' ||
		    c == '^' || c == '<' || c == '>')) {
			tok = ASSIGN;
			pos = pos + 1;
		}
		if (c < ' ' || c > '~')
			error("unknown character");
	}
}

void expect(long kind)
{
	if (tok != kind) {
		if (kind == ';')
			error("expected ;");
		if (kind == ')')
			error("expected )");
		if (kind == ']')
			error("expected ]");
		error("unexpected word");
	}
	next();
}
