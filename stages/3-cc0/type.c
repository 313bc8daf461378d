/*
 * type.c: types, symbols, specifiers and declarators.
 */

/* kinds of types; each of the first nine is also the number of its type */
enum {
	VOID,
	CHAR,
	UCHAR,
	SHORT,
	USHORT,
	INT,
	UINT,
	LONG,
	ULONG,
	POINTER,
	ARRAY,
	FUNCTION,
	STRUCT
};

/* kinds of symbols */
enum {
	S_TYPEDEF,
	S_CONSTANT,		/* value: the number */
	S_LOCAL,		/* value: offset from the frame pointer */
	S_GLOBAL,		/* value: one of the states below */
	S_FUNCTION		/* value: likewise */
};

enum {
	DECLARED,
	TENTATIVE,		/* a variable without initialiser, so far */
	DEFINED
};

long kind[TYPES_MAX];
long size[TYPES_MAX];		/* but of arrays see size_of() */
long align[TYPES_MAX];
long base[TYPES_MAX];		/* pointed to, element, or result */
long count[TYPES_MAX];		/* elements or -1; parameters; complete? */
long first[TYPES_MAX];		/* the first parameter or member, or 0 */
long variadic[TYPES_MAX];
long pointer_to[TYPES_MAX];	/* the pointer to this type, or 0 */
long type_n;

long m_name[MEMBERS_MAX];	/* members and parameters; name 0: none */
long m_type[MEMBERS_MAX];
long m_offset[MEMBERS_MAX];
long m_next[MEMBERS_MAX];
long m_n;

long s_kind[SYMBOLS_MAX];
long s_type[SYMBOLS_MAX];
long s_value[SYMBOLS_MAX];
long s_name[SYMBOLS_MAX];
long s_old[SYMBOLS_MAX];	/* what the name meant before */
long s_n;
long scope;			/* the last symbol of the outer scopes */

long storage;			/* typedef, static, extern or 0 */
long d_name;			/* the name of the last declarator, or 0 */

long constant(void);

long new_type(long k, long bytes, long b)
{
	type_n = type_n + 1;
	limit(type_n, TYPES_MAX);
	kind[type_n] = k;
	size[type_n] = bytes;
	align[type_n] = bytes;
	base[type_n] = b;
	return type_n;
}

void type_init(void)
{
	long bytes = 1;
	long t = CHAR;

	while (bytes <= 8) {
		new_type(t, bytes, 0);
		new_type(t + 1, bytes, 0);
		t = t + 2;
		bytes = bytes * 2;
	}
}

long pointer(long t)
{
	if (!pointer_to[t])
		pointer_to[t] = new_type(POINTER, 8, t);
	return pointer_to[t];
}

long array(long element, long n)
{
	long t = new_type(ARRAY, 0, element);

	align[t] = align[element];
	count[t] = n;
	return t;
}

long is_integer(long t)
{
	return kind[t] >= CHAR && kind[t] <= ULONG;
}

/* is_signed: of an integer type */
long is_signed(long t)
{
	return kind[t] <= LONG && (kind[t] & 1);
}

/* size_of: bytes of an object of this type */
long size_of(long t)
{
	if (kind[t] == ARRAY && count[t] >= 0)
		return count[t] * size_of(base[t]);
	if (kind[t] == VOID || kind[t] == FUNCTION || kind[t] == ARRAY ||
	    (kind[t] == STRUCT && !count[t]))
		error("the size of this type is not known");
	return size[t];
}

long round_up(long n, long to)
{
	return (n + to - 1) & -to;
}

/* symbols */

/* bind: the name means this symbol until the end of the scope */
long bind(long name, long k, long t, long value)
{
	if (!name)
		error("a name is missing");
	if (name_sym[name] > scope)
		error("declared twice in a scope");
	s_n = s_n + 1;
	limit(s_n, SYMBOLS_MAX);
	s_kind[s_n] = k;
	s_type[s_n] = t;
	s_value[s_n] = value;
	s_name[s_n] = name;
	s_old[s_n] = name_sym[name];
	name_sym[name] = s_n;
	return s_n;
}

/* bind_global: declare a function or a variable of the file, perhaps again */
long bind_global(long name, long k, long t, long state)
{
	long s = name_sym[name];

	if (!s)
		return bind(name, k, t, state);
	if (s_kind[s] != k)
		error("declared before as something else");
	if (state == DEFINED && s_value[s] == DEFINED)
		error("defined twice");
	if (state > s_value[s])
		s_value[s] = state;
	if (k == S_FUNCTION || count[s_type[s]] < 0)
		s_type[s] = t;
	return s;
}

/* leave: forget the symbols after a mark */
void leave(long mark)
{
	while (s_n > mark) {
		name_sym[s_name[s_n]] = s_old[s_n];
		s_n = s_n - 1;
	}
}

/* specifiers */

long is_typedef_name(void)
{
	long s;

	if (tok != NAME)
		return 0;
	s = name_sym[tok_name];
	return s && s_kind[s] == S_TYPEDEF;
}

/* starts_type: does the current word begin a declaration or type name? */
long starts_type(void)
{
	return (tok >= K_VOID && tok <= K_EXTERN) || is_typedef_name();
}

long declarator(long t);
long specifiers(void);

/* members: of a structure, each at the next place; of a union, all at 0 */
void members(long t, long is_union)
{
	long last = 0;
	long at = 0;
	long b;
	long m;

	size[t] = 0;
	align[t] = 1;
	while (tok != '}') {
		b = specifiers();
		if (storage)
			error("not in a structure");
		while (1) {
			limit(m_n + 1, MEMBERS_MAX);
			m = declarator(b);
			m_n = m_n + 1;
			m_type[m_n] = m;
			m_name[m_n] = d_name;
			m = m_n;
			if (!d_name)
				error("a member has no name");
			if (tok == ':')
				error("bit-fields are not in C0");
			m_next[m] = 0;
			if (last)
				m_next[last] = m;
			else
				first[t] = m;
			last = m;
			if (is_union)
				at = 0;
			at = round_up(at, align[m_type[m]]);
			m_offset[m] = at;
			at = at + size_of(m_type[m]);
			if (at > size[t])
				size[t] = at;
			if (align[m_type[m]] > align[t])
				align[t] = align[m_type[m]];
			if (tok != ',')
				break;
			next();
		}
		expect(';');
	}
	size[t] = round_up(size[t], align[t]);
	count[t] = 1;
}

long struct_type(void)
{
	long is_union = tok == K_UNION;
	long name = 0;
	long t;

	next();
	if (tok == NAME) {
		name = tok_name;
		next();
	}
	t = name_tag[name];
	if (!name || !t)
		t = new_type(STRUCT, 0, 0);
	name_tag[name] = t;
	if (tok == '{') {
		if (count[t])
			error("defined twice");
		next();
		nest(1);
		members(t, is_union);
		nest(-1);
		next();
	}
	return t;
}

void enum_type(void)
{
	long n = 0;
	long name;

	next();
	if (tok == NAME)
		next();
	if (tok != '{')
		return;
	next();
	while (tok != '}') {
		if (tok != NAME)
			error("expected a name");
		name = tok_name;
		next();
		if (tok == '=') {
			next();
			n = constant();
		}
		if (n < -2147483648 || n > 4294967295)
			error("an enum constant is beyond 32 bits");
		bind(name, S_CONSTANT, INT + (n > 2147483647), n);
		n = n + 1;
		if (tok == ',')
			next();
		else if (tok != '}')
			error("expected }");
	}
	next();
}

/* specifiers: the type that a declaration begins with; sets storage */
long specifiers(void)
{
	long t = -1;
	long sign = 0;
	long length = 0;
	long stored = 0;

	while (1) {
		if (tok == K_UNSIGNED || tok == K_SIGNED) {
			if (sign)
				error("unexpected word");
			sign = tok;
		} else if (tok == K_SHORT || tok == K_LONG) {
			if (length)
				error("long long is not in C0");
			length = tok;
		} else if (tok == K_TYPEDEF || tok == K_STATIC ||
		    tok == K_EXTERN) {
			stored = tok;
		} else if (tok == K_VOID || tok == K_CHAR || tok == K_INT) {
			if (t >= 0)
				error("two types");
			t = VOID;
			if (tok == K_CHAR)
				t = CHAR;
			if (tok == K_INT)
				t = INT;
		} else if (tok < K_CONST || tok > K_NORETURN) {
			break;
		}
		next();
	}
	if (tok == K_STRUCT || tok == K_UNION || tok == K_ENUM ||
	    (t < 0 && !sign && !length && is_typedef_name())) {
		if (t >= 0 || sign || length)
			error("two types");
		if (tok == K_ENUM) {
			t = INT;
			enum_type();
		} else if (tok != NAME) {
			t = struct_type();
		} else {
			t = s_type[name_sym[tok_name]];
			next();
		}
		while (tok >= K_CONST && tok <= K_NORETURN)
			next();
		storage = stored;
		return t;
	}
	if (t < 0 && !sign && !length)
		error("expected a type");
	if (t < 0)
		t = INT;
	if ((length && t != INT) || (sign && t == VOID))
		error("two types");
	if (length == K_SHORT)
		t = SHORT;
	if (length == K_LONG)
		t = LONG;
	if (sign == K_UNSIGNED)
		t = t + 1;
	storage = stored;
	return t;
}

/* declarators */

/* parameters: a function's type, from behind the "(" up to the ")" */
long parameters(long result)
{
	long f = new_type(FUNCTION, 0, result);
	long last = 0;
	long t;

	if (kind[result] == STRUCT || kind[result] == ARRAY)
		error("a structure or array is not a value in C0");
	align[f] = 1;
	while (tok != ')') {
		if (tok == DOTS) {
			variadic[f] = 1;
			next();
			break;
		}
		t = declarator(specifiers());
		if (t == VOID && tok == ')' && !d_name && !last)
			break;
		if (kind[t] == ARRAY)
			t = pointer(base[t]);
		if (kind[t] == FUNCTION)
			t = pointer(t);
		if (kind[t] == STRUCT || kind[t] == VOID)
			error("this is not a value in C0");
		m_n = m_n + 1;
		limit(m_n, MEMBERS_MAX);
		m_name[m_n] = d_name;
		m_type[m_n] = t;
		m_next[m_n] = 0;
		if (last)
			m_next[last] = m_n;
		else
			first[f] = m_n;
		last = m_n;
		count[f] = count[f] + 1;
		if (tok != ',')
			break;
		next();
		if (tok == ')')
			error("expected a type");
	}
	expect(')');
	return f;
}

/* suffix: what follows a declarator's name */
long suffix(long t)
{
	long n = -1;

	if (tok == '(') {
		next();
		return parameters(t);
	}
	if (tok != '[')
		return t;
	next();
	if (tok != ']') {
		n = constant();
		if (n < 1)
			error("the length of an array is above 0");
	}
	expect(']');
	t = suffix(t);
	if (kind[t] == FUNCTION || kind[t] == VOID || count[t] < 0)
		error("an array of this type is not possible");
	return array(t, n);
}

/*
 * declarator: the type that it makes of t; its name to d_name. In parentheses
 * a declarator is read before the type that it starts from is known: it gets a
 * new one, into which the type is copied later.
 */
long declarator(long t)
{
	long hole;
	long name;
	long p;

	d_name = 0;
	while (tok == '*') {
		next();
		t = pointer(t);
		while (tok == K_CONST || tok == K_VOLATILE)
			next();
	}
	if (tok == '(') {
		next();
		if (tok == ')' || starts_type())
			return parameters(t);
		hole = new_type(VOID, 0, 0);
		nest(1);
		p = declarator(hole);
		nest(-1);
		name = d_name;
		expect(')');
		t = suffix(t);
		kind[hole] = kind[t];
		size[hole] = size[t];
		align[hole] = align[t];
		base[hole] = base[t];
		count[hole] = count[t];
		first[hole] = first[t];
		variadic[hole] = variadic[t];
		d_name = name;
		return p;
	}
	if (tok != NAME)
		return suffix(t);
	name = tok_name;
	next();
	t = suffix(t);
	d_name = name;
	return t;
}

/* type_name: as in a cast */
long type_name(void)
{
	long t = specifiers();

	if (storage)
		error("not in a type's name");
	t = declarator(t);
	if (d_name)
		error("unexpected name");
	return t;
}
