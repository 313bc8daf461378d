/*
 * value.c: the value of the expression that is being compiled, and the code
 * that brings it into the accumulator, converts, stores and computes.
 *
 * Nothing is emitted for a value before it is needed: it is described as one
 * of the places below, plus v_num. If v_lval is set it is the object at that
 * address, else the address or number itself.
 */
enum {
	V_NUMBER,		/* v_num alone */
	V_FRAME,		/* the frame pointer plus v_num */
	V_LABEL,		/* the label of v_name plus v_num */
	V_ACC			/* the accumulator plus v_num */
};

long v_place;
long v_num;
long v_name;
long v_type;
long v_lval;

void set_value(long p, long n, long name, long t)
{
	v_place = p;
	v_num = n;
	v_name = name;
	v_type = t;
	v_lval = 0;
}

/* in_acc: the value is now what the accumulator holds */
void in_acc(long t)
{
	set_value(V_ACC, 0, 0, t);
}

/* emit_size: an instruction's form for an integer type, such as ld4s */
void emit_size(char *s, long t)
{
	emit(s);
	put('0' + size[t]);
	if (size[t] < 8 && is_signed(t))
		put('s');
	put(' ');
}

void emit_lit(long n)
{
	if (n == n << 32 >> 32)
		emit_num("lit ", n);
	else
		emit_num("lit8 $", n);
}

/* rvalue: an object becomes its value, an array or function its address */
void rvalue(void)
{
	long t = v_type;
	long n = v_num;

	if (kind[t] == ARRAY || kind[t] == FUNCTION) {
		if (kind[t] == ARRAY)
			t = base[t];
		v_type = pointer(t);
		v_lval = 0;
		return;
	}
	if (!v_lval)
		return;
	if (kind[t] == STRUCT)
		error("a structure is not a value in C0");
	if (kind[t] == VOID)
		error("void is not a value");
	if (v_place == V_FRAME && size[t] == 8) {
		emit_num("get ", n);
	} else if (v_place == V_FRAME && kind[t] == INT) {
		emit_num("get4 ", n);
	} else if (v_place == V_LABEL && size[t] == 8 && !n) {
		emit_name("fetch &", v_name);
	} else {
		if (v_place == V_LABEL)
			emit_name("lit &", v_name);
		if (v_place == V_NUMBER)
			emit_lit(n);
		if (v_place == V_FRAME)
			emit_num("addr ", n);
		if (v_place == V_NUMBER || v_place == V_FRAME)
			n = 0;
		emit_size("ld", t);
		emit_num("", n);
	}
	in_acc(t);
}

/* acc: bring the value into the accumulator */
void acc(void)
{
	rvalue();
	if (v_place == V_NUMBER) {
		emit_lit(v_num);
		v_num = 0;
	} else if (v_place == V_FRAME) {
		emit_num("addr ", v_num);
		v_num = 0;
	} else if (v_place == V_LABEL) {
		emit_name("lit &", v_name);
	}
	if (v_num)
		emit_num("addi ", v_num);
	in_acc(v_type);
}

/* scalar: the value must be a number or a pointer */
void scalar(void)
{
	rvalue();
	if (kind[v_type] == VOID || kind[v_type] == STRUCT)
		error("this is not a number or pointer");
}

/* narrow: n as a value of the type */
long narrow(long n, long t)
{
	long bits = 64 - 8 * size[t];
	long one = 1;

	if (is_signed(t) || !bits)
		return n << bits >> bits;
	return n & ((one << (8 * size[t])) - 1);
}

/* keeps: do all values of a type stay as they are in another? */
long keeps(long from, long to)
{
	if (size[to] == 8)
		return 1;
	if (size[from] == size[to])
		return is_signed(from) == is_signed(to);
	if (size[from] > size[to])
		return 0;
	return is_signed(to) || !is_signed(from);
}

/* convert: to a type, as by assignment or a cast */
void convert(long t)
{
	rvalue();
	if (kind[t] == VOID) {
		in_acc(t);
		return;
	}
	scalar();
	if (kind[t] > POINTER)
		error("not a type to convert to");
	if (v_place == V_NUMBER) {
		v_num = narrow(v_num, t);
	} else if (!keeps(v_type, t)) {
		acc();
		emit_size("x", t);
	}
	v_type = t;
}

/* promote: the type of a small integer's value in an expression is int */
void promote(void)
{
	scalar();
	if (is_integer(v_type) && size[v_type] < 4)
		v_type = INT;
}

/* common: the type in which two types meet */
long common(long a, long b)
{
	if (kind[a] == POINTER)
		return a;
	if (kind[b] == POINTER)
		return b;
	if (kind[a] == ULONG || kind[b] == ULONG)
		return ULONG;
	if (kind[a] == LONG || kind[b] == LONG)
		return LONG;
	if (kind[a] == UINT || kind[b] == UINT)
		return UINT;
	return INT;
}

/* storing: the object's address is on the stack unless it is "direct" */

long is_direct(void)
{
	if (v_place == V_FRAME)
		return size[v_type] >= 4;
	return v_place == V_LABEL && size[v_type] == 8 && !v_num;
}

/* need_object: the value must be one that can be stored into */
void need_object(void)
{
	if (!v_lval || kind[v_type] == FUNCTION)
		error("this cannot be assigned to");
	if (kind[v_type] < CHAR || kind[v_type] > POINTER)
		error("a structure or array is not a value in C0");
}

/* push_address: of the object; the value stays the object */
void push_address(void)
{
	long t = v_type;

	v_lval = 0;
	v_type = LONG;
	acc();
	emit("push ");
	in_acc(t);
	v_lval = 1;
}

/* store: the accumulator, into a direct object or one at a pushed address */
void store(long direct, long p, long n, long name, long t)
{
	if (!direct) {
		emit("st");
		put('0' + size[t]);
		emit(" 0 ");
	} else if (p == V_LABEL) {
		emit_name("store &", name);
	} else if (size[t] == 4) {
		emit_num("set4 ", n);
	} else {
		emit_num("set ", n);
	}
	in_acc(t);
}

/* operators */

/* operators: each one's level, by how tightly it binds, and instruction */
long op_level[KEYWORDS_END];	/* 0: not a binary operator */
char *op_name[KEYWORDS_END];

void operator(long op, long level, char *name)
{
	op_level[op] = level;
	op_name[op] = name;
}

void value_init(void)
{
	operator(OR_OR, 1, "jnz &L");
	operator(AND_AND, 2, "jz &L");
	operator('|', 3, "or ");
	operator('^', 4, "xor ");
	operator('&', 5, "and ");
	operator(EQ, 6, "eq ");
	operator(NE, 6, "ne ");
	operator('<', 7, "lt ");
	operator('>', 7, "gt ");
	operator(LE, 7, "le ");
	operator(GE, 7, "ge ");
	operator(SHL, 8, "shl ");
	operator(SHR, 8, "sar ");
	operator('+', 9, "add ");
	operator('-', 9, "sub ");
	operator('*', 10, "mul ");
	operator('/', 10, "div ");
	operator('%', 10, "mod ");
}

/* emit_op: the instruction; "wide" if it is on unsigned long or pointers */
void emit_op(long op, long wide)
{
	if (wide && (op == '/' || op == '%' || op_level[op] == 7))
		put('u');
	if (wide && op == SHR)
		emit("shr ");
	else
		emit(op_name[op]);
}

/* computed: a op b, both of 64 bits and, where that matters, signed */
long computed(long op, long a, long b)
{
	if (op == '|')
		return a | b;
	if (op == '^')
		return a ^ b;
	if (op == '&')
		return a & b;
	if (op == EQ)
		return a == b;
	if (op == NE)
		return a != b;
	if (op == '<')
		return a < b;
	if (op == '>')
		return a > b;
	if (op == LE)
		return a <= b;
	if (op == GE)
		return a >= b;
	if (op == SHL)
		return a << b;
	if (op == SHR)
		return a >> b;
	if (op == '+')
		return a + b;
	if (op == '-')
		return a - b;
	if (op == '*')
		return a * b;
	if (op == '/')
		return a / b;
	return a % b;
}

/* wrap: the result of these operators may have left the range of its type */
void wrap(long op, long t)
{
	if (size[t] < 8 && (op == '+' || op == '-' || op == '*' || op == SHL))
		emit_size("x", t);
}

/* operation_type: in which the operands of an operator meet */
long operation_type(long op, long left, long right)
{
	if (op == SHL || op == SHR)
		return common(left, INT);
	return common(left, right);
}

/* operate: pushed operand of a type, op, value; the value is the result */
void operate(long op, long left)
{
	long right;
	long t;

	acc();
	scalar();
	right = v_type;
	t = operation_type(op, left, right);
	if (kind[t] == POINTER && op_level[op] == 9) {
		if (kind[left] == POINTER && kind[right] == POINTER) {
			if (op != '-')
				error("pointers cannot be added");
			emit_num("sub push lit ", size_of(base[t]));
			emit("div ");
			t = LONG;
		} else {
			if (kind[right] == POINTER) {
				if (op != '+')
					error("a pointer is subtracted");
				emit("swap ");
			}
			emit_num("push lit ", size_of(base[t]));
			emit("mul ");
			emit_op(op, 0);
		}
		in_acc(t);
		return;
	}
	if (kind[t] == POINTER && op_level[op] != 6 && op_level[op] != 7)
		error("not an operation on pointers");
	if (kind[t] == UINT && is_signed(left))
		emit("swap x4 swap ");
	if (kind[t] == UINT && is_signed(right) && op_level[op] != 8)
		emit("x4 ");
	emit_op(op, kind[t] == POINTER || kind[t] == ULONG);
	wrap(op, t);
	if (op_level[op] == 6 || op_level[op] == 7)
		t = INT;
	in_acc(t);
}

/*
 * fold: the operands are the pushed one, described by p, n and t, and the
 * value, a number: can the result be described without code? Then the value
 * becomes its v_num and v_type, for the caller to set the place.
 */
long fold(long op, long p, long n, long t)
{
	long both = operation_type(op, t, v_type);
	long b = v_num;

	if (kind[t] == POINTER && op_level[op] == 9) {
		if (kind[v_type] == POINTER)
			return 0;
		b = b * size_of(base[t]);
	} else {
		if (p != V_NUMBER && (op_level[op] != 9 || size[both] < 8))
			return 0;
		if (kind[both] == POINTER)
			return 0;
		if (p == V_NUMBER)
			n = narrow(n, both);
		if (op_level[op] != 8)
			b = narrow(b, both);
	}
	if (op == '/' || op == '%')
		if (!b || (kind[both] == ULONG && (n < 0 || b < 0)))
			return 0;
	if (kind[both] == ULONG && n < 0 && (op_level[op] == 7 || op == SHR))
		return 0;
	if (kind[both] == ULONG && b < 0 && op_level[op] == 7)
		return 0;
	b = computed(op, n, b);
	if (p != V_NUMBER && b != b << 32 >> 32)
		return 0;
	v_num = b;
	v_type = both;
	if (p == V_NUMBER && is_integer(both))
		v_num = narrow(v_num, both);
	if (op_level[op] == 6 || op_level[op] == 7)
		v_type = INT;
	return 1;
}
