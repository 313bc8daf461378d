/*
 * The compiler of regular expressions: see regex.h. Grammar and quirks
 * are those of libstdc++'s bits/regex_scanner.tcc and regex_compiler.tcc
 * for std::regex::extended: backslash quotes only special characters,
 * is plain inside brackets, and a repetition needs something before it.
 */
#include "engine/fmt/regex.h"

#include "engine/fmt/regex_prog.h"

enum {
	STATES_MAX = 100000,    /* libstdc++'s _GLIBCXX_REGEX_STATE_LIMIT */
	NEST_MAX = 1000,
	LAYERS_MAX = 243
};

typedef enum {
	N_EMPTY, N_CHAR, N_ANY, N_SET, N_BEGIN, N_END, N_GROUP, N_CAT, N_ALT,
	N_REPEAT
} NodeType;

typedef struct Node Node;
struct Node {
	NodeType type;
	Node *a;
	Node *b;
	uint32_t x;             /* byte, set, group, or least count */
	int64_t y;              /* N_REPEAT: most, -1 for any */
};

typedef struct {
	Arena *tmp;
	Arena *a;
	Str s;
	size_t at;
	size_t groups;
	int depth;
	RxSet *sets;
	size_t sets_n, sets_cap;
	bool limit;             /* too large, rather than malformed */
	RxInst *prog;
	size_t n, cap;
	size_t layers;
} Rx;

static Node *node(Rx *r, NodeType type, Node *a, Node *b)
{
	Node *n = ARENA_NEW(r->tmp, Node);

	n->type = type;
	n->a = a;
	n->b = b;
	return n;
}

static int peek(const Rx *r)
{
	return r->at < r->s.n ? (unsigned char)r->s.p[r->at] : -1;
}

static const char *const CLASSES[] = {
	"d", "w", "s", "alnum", "alpha", "blank", "cntrl", "digit", "graph",
	"lower", "print", "punct", "space", "upper", "xdigit"
};

/* The C locale's classes, by their places in CLASSES. */
static bool in_class(int cls, unsigned c)
{
	bool lower = c >= 'a' && c <= 'z';
	bool upper = c >= 'A' && c <= 'Z';
	bool digit = c >= '0' && c <= '9';
	bool space = c == ' ' || (c >= 9 && c <= 13);
	bool graph = c > 32 && c < 127;

	switch (cls) {
	case 0:
	case 7:
		return digit;
	case 1:
		return lower || upper || digit || c == '_';
	case 2:
	case 12:
		return space;
	case 3:
		return lower || upper || digit;
	case 4:
		return lower || upper;
	case 5:
		return c == ' ' || c == '\t';
	case 6:
		return c < 32 || c == 127;
	case 8:
		return graph;
	case 9:
		return lower;
	case 10:
		return graph || c == ' ';
	case 11:
		return graph && !(lower || upper || digit);
	case 13:
		return upper;
	default:
		return digit || (c >= 'a' && c <= 'f') ||
		       (c >= 'A' && c <= 'F');
	}
}

static bool add_class(RxSet *set, Str name)
{
	char low[16];
	size_t i;
	unsigned c;

	if (name.n >= sizeof low)
		return false;
	for (i = 0; i < name.n; i++)
		low[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ?
			 (char)(name.p[i] + 32) : name.p[i];
	name.p = low;
	for (i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++) {
		if (!str_eqc(name, CLASSES[i]))
			continue;
		for (c = 0; c < 256; c++)
			if (in_class((int)i, c))
				rxset_add(set, (unsigned char)c);
		return true;
	}
	return false;
}

/* POSIX names of the characters that are not letters. */
static int collate_name(Str name)
{
	static const char *const names[] = {
		"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "alert",
		"backspace", "tab", "newline", "vertical-tab", "form-feed",
		"carriage-return", "SO", "SI", "DLE", "DC1", "DC2", "DC3",
		"DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "IS4",
		"IS3", "IS2", "IS1", "space", "exclamation-mark",
		"quotation-mark", "number-sign", "dollar-sign",
		"percent-sign", "ampersand", "apostrophe",
		"left-parenthesis", "right-parenthesis", "asterisk",
		"plus-sign", "comma", "hyphen", "period", "slash", "zero",
		"one", "two", "three", "four", "five", "six", "seven",
		"eight", "nine", "colon", "semicolon", "less-than-sign",
		"equals-sign", "greater-than-sign", "question-mark",
		"commercial-at"
	};
	static const char *const after_upper[] = {
		"left-square-bracket", "backslash", "right-square-bracket",
		"circumflex", "underscore", "grave-accent"
	};
	static const char *const after_lower[] = {
		"left-curly-bracket", "vertical-line", "right-curly-bracket",
		"tilde", "DEL"
	};
	size_t i;

	if (name.n == 1 && in_class(4, (unsigned char)name.p[0]))
		return (unsigned char)name.p[0];
	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eqc(name, names[i]))
			return (int)i;
	for (i = 0; i < 6; i++)
		if (str_eqc(name, after_upper[i]))
			return (int)('[' + i);
	for (i = 0; i < 5; i++)
		if (str_eqc(name, after_lower[i]))
			return (int)('{' + i);
	return -1;
}

/* Elements of a bracket expression. */
typedef enum { B_CHAR, B_DASH, B_CLASS, B_END, B_BAD } BracketToken;

/*
 * The next token; *c is its character. Classes and equivalences go to
 * the set at once.
 */
static BracketToken bracket_token(Rx *r, RxSet *set, bool first, int *c)
{
	Str name;
	ptrdiff_t end;
	char closer[3] = "x]";
	int kind;

	*c = peek(r);
	if (*c < 0)
		return B_BAD;
	r->at++;
	if (*c == '-')
		return B_DASH;
	if (*c == ']' && !first)
		return B_END;
	kind = peek(r);
	if (*c != '[')
		return B_CHAR;
	if (kind < 0)
		return B_BAD;
	if (kind != '.' && kind != ':' && kind != '=')
		return B_CHAR;
	closer[0] = (char)kind;
	name = str_from(r->s, r->at + 1);
	end = str_find(name, str_c(closer));
	if (end < 0)
		return B_BAD;
	name.n = (size_t)end;
	r->at += 1 + (size_t)end + 2;
	if (kind == ':')
		return add_class(set, name) ? B_CLASS : B_BAD;
	*c = collate_name(name);
	if (*c < 0)
		return B_BAD;
	if (kind == '.')
		return B_CHAR;
	rxset_add(set, (unsigned char)*c);
	if (in_class(9, (unsigned)*c))
		rxset_add(set, (unsigned char)(*c - 32));
	else if (in_class(13, (unsigned)*c))
		rxset_add(set, (unsigned char)(*c + 32));
	return B_CLASS;
}

/* Characters compare as signed, as char does there. */
static bool add_range(RxSet *set, int from, int to)
{
	int lo = (signed char)from;
	int hi = (signed char)to;
	int c;

	if (lo > hi)
		return false;
	for (c = lo; c <= hi; c++)
		rxset_add(set, (unsigned char)c);
	return true;
}

static BracketToken range_end(Rx *r, RxSet *set, int from)
{
	int c;
	size_t before = r->at;
	BracketToken t = bracket_token(r, set, false, &c);

	if (t == B_END) {
		/* a dash before the end is a plain one */
		rxset_add(set, (unsigned char)from);
		rxset_add(set, '-');
		return B_END;
	}
	/* a named character cannot end a range there */
	if (t == B_CHAR && r->at != before + 1)
		return B_BAD;
	if (t != B_CHAR && t != B_DASH)
		return B_BAD;
	return add_range(set, from, c) ? B_CHAR : B_BAD;
}

static bool bracket_items(Rx *r, RxSet *set)
{
	int last = -1;          /* a character that may start a range */
	bool was_class = false;
	bool first = true;
	int c;
	BracketToken t;

	for (;; first = false) {
		t = bracket_token(r, set, first, &c);
		if (t == B_DASH && first)
			t = B_CHAR;
		if (t == B_DASH) {
			if (peek(r) == ']') {
				r->at++;
				rxset_add(set, '-');
				t = B_END;
			} else if (was_class || last < 0) {
				return false;
			} else {
				t = range_end(r, set, last);
				if (t == B_BAD)
					return false;
				last = -1;
				if (t != B_END)
					continue;
			}
		}
		if (t == B_BAD)
			return false;
		if (last >= 0)
			rxset_add(set, (unsigned char)last);
		if (t == B_END)
			return true;
		last = t == B_CHAR ? c : -1;
		was_class = t == B_CLASS;
	}
}

static Node *bracket(Rx *r)
{
	RxSet set = { { 0 } };
	bool negated = false;
	size_t i;
	Node *n;

	if (peek(r) == '^') {
		negated = true;
		r->at++;
	}
	if (!bracket_items(r, &set))
		return NULL;
	for (i = 0; negated && i < 8; i++)
		set.bits[i] = ~set.bits[i];
	if (r->sets_n == r->sets_cap) {
		r->sets = arena_grow(r->a, r->sets,
				     r->sets_cap * sizeof set,
				     (r->sets_cap * 2 + 4) * sizeof set);
		r->sets_cap = r->sets_cap * 2 + 4;
	}
	n = node(r, N_SET, NULL, NULL);
	n->x = (uint32_t)r->sets_n;
	r->sets[r->sets_n++] = set;
	return n;
}

static bool number(Rx *r, int64_t *v)
{
	size_t from = r->at;

	*v = 0;
	while (peek(r) >= '0' && peek(r) <= '9') {
		*v = *v * 10 + (peek(r) - '0');
		if (*v > STATES_MAX) {
			r->limit = true;
			return false;
		}
		r->at++;
	}
	return r->at > from;
}

/* After "{": the counts and "}". */
static Node *braces(Rx *r, Node *of)
{
	Node *n = node(r, N_REPEAT, of, NULL);
	int64_t lo, hi;

	if (!number(r, &lo))
		return NULL;
	hi = lo;
	if (peek(r) == ',') {
		r->at++;
		if (peek(r) == '}')
			hi = -1;
		else if (!number(r, &hi))
			return NULL;
	}
	if (peek(r) != '}' || (hi >= 0 && hi < lo))
		return NULL;
	r->at++;
	n->x = (uint32_t)lo;
	n->y = hi;
	return n;
}

static Node *alternatives(Rx *r);

static Node *group(Rx *r)
{
	Node *n = node(r, N_GROUP, NULL, NULL);

	n->x = (uint32_t)++r->groups;
	if (++r->depth > NEST_MAX) {
		r->limit = true;
		return NULL;
	}
	n->a = alternatives(r);
	r->depth--;
	if (!n->a || peek(r) != ')')
		return NULL;
	r->at++;
	return n;
}

static Node *literal(Rx *r, int c)
{
	Node *n = node(r, N_CHAR, NULL, NULL);

	n->x = (uint32_t)c;
	return n;
}

/* One term without its repetitions; *none when there is none here. */
static Node *atom(Rx *r, bool *none, bool *assertion)
{
	int c = peek(r);

	*none = false;
	*assertion = false;
	switch (c) {
	case -1:
	case '|':
	case ')':
		*none = true;
		return NULL;
	case '*':
	case '+':
	case '?':
	case '{':
		return NULL;
	}
	r->at++;
	switch (c) {
	case '^':
	case '$':
		*assertion = true;
		return node(r, c == '^' ? N_BEGIN : N_END, NULL, NULL);
	case '.':
		return node(r, N_ANY, NULL, NULL);
	case '(':
		return group(r);
	case '[':
		return bracket(r);
	case '\\':
		c = peek(r);
		if (c <= 0 || !strchr(".[\\()*+?{|^$", c))
			return NULL;
		r->at++;
		return literal(r, c);
	default:
		return literal(r, c);
	}
}

static bool can_be_empty(const Node *n)
{
	switch (n->type) {
	case N_CHAR:
	case N_ANY:
	case N_SET:
		return false;
	case N_GROUP:
		return can_be_empty(n->a);
	case N_CAT:
		return can_be_empty(n->b) && can_be_empty(n->a);
	case N_ALT:
		return can_be_empty(n->b) || can_be_empty(n->a);
	case N_REPEAT:
		return n->x == 0 || can_be_empty(n->a);
	default:
		return true;
	}
}

/*
 * A loop repeated again is a loop: (X+)+ is X+, and with * or ? it is X*.
 * Unrolled, a row of pluses would double the program with each.
 */
static bool merge_loops(Node *n, int c)
{
	if (n->type != N_REPEAT || n->y >= 0 || n->x > 1 ||
	    can_be_empty(n->a))
		return false;
	if (c != '+')
		n->x = 0;
	return true;
}

static Node *repeats(Rx *r, Node *n)
{
	Node *rep;
	int c;

	while (n) {
		c = peek(r);
		if (c != '*' && c != '+' && c != '?' && c != '{')
			return n;
		r->at++;
		if (c == '{') {
			n = braces(r, n);
			continue;
		}
		if (merge_loops(n, c))
			continue;
		rep = node(r, N_REPEAT, n, NULL);
		rep->x = c == '+';
		rep->y = c == '?' ? 1 : -1;
		n = rep;
	}
	return NULL;
}

static Node *sequence(Rx *r)
{
	Node *all = NULL;
	Node *n;
	bool none, assertion;

	for (;;) {
		n = atom(r, &none, &assertion);
		if (none)
			return all ? all : node(r, N_EMPTY, NULL, NULL);
		if (n && !assertion)
			n = repeats(r, n);
		if (!n)
			return NULL;
		all = all ? node(r, N_CAT, all, n) : n;
	}
}

static Node *alternatives(Rx *r)
{
	Node *all = sequence(r);
	Node *n;

	while (all && peek(r) == '|') {
		r->at++;
		n = sequence(r);
		if (!n)
			return NULL;
		all = node(r, N_ALT, all, n);
	}
	return all;
}

static uint32_t put(Rx *r, RxOp op, uint32_t x, uint32_t y)
{
	RxInst *i;

	if (r->n >= STATES_MAX) {
		r->limit = true;
		return 0;
	}
	if (r->n == r->cap) {
		r->prog = arena_grow(r->a, r->prog, r->cap * sizeof *i,
				     (r->cap * 2 + 16) * sizeof *i);
		r->cap = r->cap * 2 + 16;
	}
	i = &r->prog[r->n];
	i->op = (uint8_t)op;
	i->join = 0;
	i->digit = 0;
	i->x = x;
	i->y = y;
	return (uint32_t)r->n++;
}

static void emit(Rx *r, const Node *n);

/*
 * A loop whose body can be empty gets a digit of the layer; when there are
 * more loops than digits, the last ones share.
 */
static uint16_t new_digit(Rx *r)
{
	size_t digit = r->layers;

	if (r->layers < LAYERS_MAX)
		r->layers *= 3;
	else
		digit = LAYERS_MAX / 3;
	return (uint16_t)digit;
}

static void emit_repeat(Rx *r, const Node *n)
{
	uint32_t at;
	uint32_t first = UINT32_MAX;
	uint32_t next;
	int64_t i;

	for (i = 0; i < n->x && !r->limit; i++)
		emit(r, n->a);
	if (n->y < 0) {
		at = put(r, RX_REPEAT, 0, 0);
		if (!r->limit && can_be_empty(n->a))
			r->prog[at].digit = new_digit(r);
		emit(r, n->a);
		put(r, RX_JUMP, at, 0);
		if (!r->limit) {
			r->prog[at].x = at + 1;
			r->prog[at].y = (uint32_t)r->n;
		}
		return;
	}
	/* the optional rest: each option leads out; chained through y */
	for (i = n->x; i < n->y && !r->limit; i++) {
		at = put(r, RX_OPTION, 0, first);
		if (r->limit)
			return;
		r->prog[at].x = at + 1;
		first = at;
		emit(r, n->a);
	}
	for (; first != UINT32_MAX && !r->limit; first = next) {
		next = r->prog[first].y;
		r->prog[first].y = (uint32_t)r->n;
	}
}

static void emit_alt(Rx *r, const Node *n)
{
	uint32_t split = put(r, RX_SPLIT, 0, 0);
	uint32_t jump;

	emit(r, n->a);
	jump = put(r, RX_JUMP, 0, 0);
	if (r->limit)
		return;
	r->prog[split].x = split + 1;
	r->prog[split].y = (uint32_t)r->n;
	emit(r, n->b);
	if (!r->limit)
		r->prog[jump].x = (uint32_t)r->n;
}

/* Left-leaning chains are walked, not recursed into. */
static void emit_cat(Rx *r, const Node *n)
{
	const Node **v;
	size_t count = 0;
	const Node *m;

	for (m = n; m->type == N_CAT; m = m->a)
		count++;
	v = ARENA_ARRAY(r->tmp, const Node *, count + 1);
	count = 0;
	for (m = n; m->type == N_CAT; m = m->a)
		v[count++] = m->b;
	emit(r, m);
	while (count > 0 && !r->limit)
		emit(r, v[--count]);
}

static void emit(Rx *r, const Node *n)
{
	if (r->limit)
		return;
	switch (n->type) {
	case N_EMPTY:
		break;
	case N_CHAR:
		put(r, RX_CHAR, n->x, 0);
		break;
	case N_ANY:
		put(r, RX_ANY, 0, 0);
		break;
	case N_SET:
		put(r, RX_SET, n->x, 0);
		break;
	case N_BEGIN:
		put(r, RX_BEGIN, 0, 0);
		break;
	case N_END:
		put(r, RX_END, 0, 0);
		break;
	case N_GROUP:
		put(r, RX_SAVE, 2 * n->x, 0);
		emit(r, n->a);
		put(r, RX_SAVE, 2 * n->x + 1, 0);
		break;
	case N_CAT:
		emit_cat(r, n);
		break;
	case N_ALT:
		emit_alt(r, n);
		break;
	case N_REPEAT:
		emit_repeat(r, n);
		break;
	}
}

/* States with several ways in get numbers, and those after a loop. */
static void find_joins(Regex *re, Arena *tmp)
{
	uint8_t *ways = ARENA_ARRAY(tmp, uint8_t, re->n + 1);
	RxInst *i;
	size_t k;

	for (k = 0; k < re->n; k++) {
		i = &re->prog[k];
		if (i->op >= RX_SPLIT && i->op <= RX_JUMP)
			ways[i->x] += ways[i->x] < 2;
		if (i->op == RX_SPLIT || i->op == RX_OPTION)
			ways[i->y] += ways[i->y] < 2;
		if (i->op == RX_REPEAT)
			ways[i->y] = 2;
		if ((i->op < RX_SPLIT || i->op > RX_JUMP) &&
		    i->op != RX_MATCH)
			ways[k + 1] += ways[k + 1] < 2;
	}
	for (k = 0; k < re->n; k++)
		if (ways[k] > 1 || re->prog[k].op == RX_REPEAT)
			re->prog[k].join = (uint32_t)++re->joins;
}

static void find_first(Regex *re, Arena *tmp)
{
	uint8_t *seen = ARENA_ARRAY(tmp, uint8_t, re->n + 1);
	uint32_t *todo = ARENA_ARRAY(tmp, uint32_t, re->n + 1);
	size_t n = 0;
	uint32_t pc;
	int c;
	const RxInst *i;

	todo[n++] = 0;
	seen[0] = 1;
#define VISIT(to) do { \
	if (!seen[to]) { \
		seen[to] = 1; \
		todo[n++] = (to); \
	} \
} while (0)
	while (n > 0) {
		pc = todo[--n];
		i = &re->prog[pc];
		switch (i->op) {
		case RX_CHAR:
			rxset_add(&re->first, (unsigned char)i->x);
			break;
		case RX_SET:
			for (c = 0; c < 8; c++)
				re->first.bits[c] |= re->sets[i->x].bits[c];
			break;
		case RX_ANY:
			memset(&re->first, 0xff, sizeof re->first);
			break;
		case RX_MATCH:
			re->can_be_empty = true;
			break;
		case RX_SPLIT:
		case RX_OPTION:
		case RX_REPEAT:
			VISIT(i->y);
			VISIT(i->x);
			break;
		case RX_JUMP:
			VISIT(i->x);
			break;
		default:
			VISIT(pc + 1);
		}
	}
#undef VISIT
}

static int compile(Rx *r, Regex **out)
{
	Node *n = alternatives(r);
	Regex *re;

	if (!n || r->at < r->s.n)
		return -1;
	emit(r, n);
	put(r, RX_MATCH, 0, 0);
	if (r->limit)
		return -1;
	re = ARENA_NEW(r->a, Regex);
	re->prog = r->prog;
	re->n = r->n;
	re->sets = r->sets;
	re->sets_n = r->sets_n;
	re->groups = r->groups;
	re->layers = r->layers;
	find_joins(re, r->tmp);
	find_first(re, r->tmp);
	*out = re;
	return 0;
}

int regex_compile(Arena *a, Str pattern, Regex **out, Err *err)
{
	Arena tmp = { 0 };
	Rx r = { .tmp = &tmp, .a = a, .s = pattern, .layers = 1 };
	int rc = compile(&r, out);

	arena_free(&tmp);
	if (rc == 0)
		return 0;
	if (r.limit)
		return err_set(err, ERR_LIMIT, "memory limit exceeded by "
			       "regular expression '" STR_F "'",
			       STR_A(pattern));
	return err_set(err, ERR_FORMAT, "invalid regular expression '" STR_F
		       "'", STR_A(pattern));
}

size_t regex_groups(const Regex *re)
{
	return re->groups;
}
