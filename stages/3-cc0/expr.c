/*
 * expr.c: expressions.
 */

void assign(void);
void unary(void);
void expr(void);

/* binary_right: op was read; its left operand is the value */
void binary_right(long op, long next_level);

/* binary: operands joined by operators of at least this level */
void binary(long least)
{
	long op;
	long n;
	long label;

	unary();
	while (op_level[tok] >= least) {
		op = tok;
		n = op_level[op] + 1;
		next();
		if (n > 3) {
			binary_right(op, n);
			continue;
		}
		scalar();
		if (v_place != V_NUMBER) {
			label = new_label();
			acc();
			emit_num(op_name[op], label);
			binary(n);
			scalar();
			acc();
			place(label);
			emit("not not ");
			in_acc(INT);
		} else if ((v_num == 0) == (op == OR_OR)) {
			/* the right operand decides */
			binary(n);
			scalar();
			if (v_place != V_NUMBER) {
				acc();
				emit("not not ");
				in_acc(INT);
			} else {
				set_value(V_NUMBER, v_num != 0, 0, INT);
			}
		} else {
			mute = mute + 1;
			binary(n);
			mute = mute - 1;
			set_value(V_NUMBER, op == OR_OR, 0, INT);
		}
	}
}

void binary_right(long op, long next_level)
{
	long p;
	long n;
	long name;
	long t;
	long left_end;
	long pushed;

	promote();
	left_end = out_n;
	p = v_place;
	n = v_num;
	name = v_name;
	t = v_type;
	acc();
	emit("push ");
	pushed = out_n;
	if (next_level)
		binary(next_level);
	else
		expr();
	promote();
	if (v_place == V_NUMBER && out_n == pushed) {
		/* nothing was emitted for it: the push can be taken back */
		if (fold(op, p, n, t)) {
			out_n = left_end;
			set_value(p, v_num, name, v_type);
			return;
		}
		if (kind[t] == INT && kind[v_type] == INT && p == V_ACC &&
		    op_level[op] == 9 && !mute) {
			out_n = left_end;
			if (op == '-')
				v_num = -v_num;
			emit_num("addi ", n + v_num);
			wrap(op, INT);
			in_acc(INT);
			return;
		}
	}
	operate(op, t);
}

/* conditional: an expression without assignment or comma */
void conditional(void)
{
	long p;
	long n;
	long name;
	long t;
	long l;
	long taken;

	binary(1);
	if (tok != '?')
		return;
	next();
	scalar();
	if (v_place == V_NUMBER) {
		taken = v_num != 0;
		mute = mute + !taken;
		expr();
		rvalue();
		mute = mute - !taken;
		p = v_place;
		n = v_num;
		name = v_name;
		t = v_type;
		expect(':');
		mute = mute + taken;
		nest(1);
		conditional();
		nest(-1);
		rvalue();
		mute = mute - taken;
		l = v_type;
		if (taken)
			set_value(p, n, name, t);
		if (kind[l] != VOID && kind[t] != VOID)
			convert(common(t, l));
		return;
	}
	l = new_label();
	n = new_label();
	acc();
	emit_num("jz &L", l);
	expr();
	rvalue();
	t = v_type;
	acc();
	emit_num("jump &L", n);
	place(l);
	expect(':');
	nest(1);
	conditional();
	nest(-1);
	rvalue();
	acc();
	place(n);
	if (kind[t] == VOID || kind[v_type] == VOID) {
		in_acc(VOID);
		return;
	}
	if (common(t, v_type) == UINT && (is_signed(t) || is_signed(v_type)))
		emit("x4 ");
	if (kind[t] == POINTER && base[t] == VOID && kind[v_type] == POINTER)
		t = v_type;
	in_acc(common(t, v_type));
}

/*
 * assign_to: an assignment to the object that is the value, by =, ++, -- or
 * an operator; "back" makes the value of ++ and -- the old one.
 */
void assign_to(long op, long back)
{
	long p = v_place;
	long n = v_num;
	long name = v_name;
	long t = v_type;
	long by = 1;
	long direct;

	need_object();
	direct = is_direct();
	if (!direct)
		push_address();
	if (op == INC || op == DEC) {
		if (kind[t] == POINTER)
			by = size_of(base[t]);
		if (op == DEC)
			by = -by;
		acc();
		emit_num("addi ", by);
		wrap('+', t);
	} else {
		if (op != '=') {
			acc();
			emit("push ");
		}
		assign();
		if (op != '=') {
			promote();
			operate(op, t);
		}
		convert(t);
		acc();
	}
	store(direct, p, n, name, t);
	if (back) {
		emit_num("addi ", -by);
		wrap('-', t);
	}
}

void assign(void)
{
	long op;

	conditional();
	if (tok != '=' && tok != ASSIGN)
		return;
	op = '=';
	if (tok == ASSIGN)
		op = tok_num;
	next();
	nest(1);
	assign_to(op, 0);
	nest(-1);
}

void expr(void)
{
	assign();
	while (tok == ',') {
		next();
		assign();
	}
}

/* constant: an integer that is known now */
long constant(void)
{
	mute = mute + 1;
	conditional();
	scalar();
	mute = mute - 1;
	if (v_place != V_NUMBER)
		error("not a constant");
	return v_num;
}

/* call: of the value, which is a function or a pointer to one */
void call(void)
{
	long f = v_type;
	long name = v_name;
	long direct = kind[f] == FUNCTION && v_place == V_LABEL;
	long p;
	long n = 0;

	scalar();
	if (kind[f] != FUNCTION)
		f = base[f];
	if (kind[v_type] != POINTER || kind[f] != FUNCTION)
		error("this is not a function");
	if (!direct) {
		acc();
		emit("push ");
	}
	next();
	p = first[f];
	while (tok != ')') {
		assign();
		promote();
		if (p) {
			convert(m_type[p]);
			p = m_next[p];
		} else if (!variadic[f] || n > count[f]) {
			error("too many arguments");
		}
		acc();
		emit("push ");
		n = n + 1;
		if (tok != ',')
			break;
		next();
	}
	if (p)
		error("too few arguments");
	expect(')');
	/* a variadic function always gets one argument more than it names */
	if (variadic[f] && n == count[f]) {
		emit("lit 0 push ");
		n = n + 1;
	}
	if (direct) {
		emit_name("call &", name);
	} else {
		emit_num("peek ", 8 * n);
		emit("calla ");
		n = n + 1;
	}
	if (n)
		emit_num("drop ", 8 * n);
	in_acc(base[f]);
}

/* member: of the structure whose address or object is the value */
void member(void)
{
	long t = v_type;
	long m;

	next();
	if (kind[t] != STRUCT || tok != NAME)
		error("this is not a structure's member");
	m = first[t];
	while (m && m_name[m] != tok_name)
		m = m_next[m];
	if (!m)
		error("no such member");
	next();
	v_num = v_num + m_offset[m];
	v_type = m_type[m];
}

/* indirect: the value is a pointer; it becomes the object */
void indirect(void)
{
	rvalue();
	if (kind[v_type] != POINTER)
		error("this is not a pointer");
	v_type = base[v_type];
	v_lval = 1;
}

void postfix(void)
{
	while (1) {
		if (tok == '[') {
			next();
			rvalue();
			if (kind[v_type] != POINTER)
				error("this is not an array or pointer");
			binary_right('+', 0);
			expect(']');
			indirect();
		} else if (tok == '(') {
			call();
		} else if (tok == '.') {
			if (!v_lval)
				error("this is not an object");
			member();
		} else if (tok == ARROW) {
			indirect();
			member();
		} else if (tok == INC || tok == DEC) {
			assign_to(tok, 1);
			next();
		} else {
			return;
		}
	}
}

/* name_value: of the name that is the current word */
void name_value(void)
{
	long s = name_sym[tok_name];

	if (!s || s_kind[s] == S_TYPEDEF)
		error("the name is not declared");
	if (s_kind[s] == S_CONSTANT) {
		set_value(V_NUMBER, s_value[s], 0, s_type[s]);
	} else if (s_kind[s] == S_LOCAL) {
		set_value(V_FRAME, s_value[s], 0, s_type[s]);
		v_lval = 1;
	} else {
		set_value(V_LABEL, 0, tok_name, s_type[s]);
		v_lval = 1;
	}
	next();
}

void number_value(void)
{
	long t = INT;

	if (tok_long)
		t = LONG;
	if (tok_unsigned)
		t = t + 1;
	set_value(V_NUMBER, tok_num, 0, t);
	next();
}

/* size_value: sizeof was read */
void size_value(void)
{
	long t;

	if (tok == '(') {
		next();
		if (starts_type()) {
			t = type_name();
			expect(')');
			set_value(V_NUMBER, size_of(t), 0, ULONG);
			return;
		}
		mute = mute + 1;
		expr();
		expect(')');
		postfix();
	} else {
		mute = mute + 1;
		unary();
	}
	mute = mute - 1;
	set_value(V_NUMBER, size_of(v_type), 0, ULONG);
}

/* sign: -, ~ or ! of the value */
void sign(long op)
{
	promote();
	if (op != '!' && !is_integer(v_type))
		error("not an operation on pointers");
	if (v_place == V_NUMBER) {
		if (op == '-')
			v_num = -v_num;
		if (op == '~')
			v_num = ~v_num;
		if (op == '!')
			set_value(V_NUMBER, !v_num, 0, INT);
		v_num = narrow(v_num, v_type);
		return;
	}
	acc();
	if (op == '-')
		emit("neg ");
	if (op == '~')
		emit("com ");
	if (op == '!') {
		emit("not ");
		in_acc(INT);
	} else if (size[v_type] < 8) {
		emit_size("x", v_type);
	}
}

/* prefix: an operator before its operand */
void prefix(long op)
{
	if (op != '&' && op != '*' && op != '-' && op != '+' && op != '~' &&
	    op != '!')
		error("expected an expression before this");
	unary();
	if (op == '*') {
		indirect();
	} else if (op == '&') {
		if (!v_lval)
			error("this has no address");
		v_type = pointer(v_type);
		v_lval = 0;
	} else if (op == '+') {
		promote();
	} else {
		sign(op);
	}
}

void unary(void)
{
	long op = tok;
	long t;

	nest(1);
	if (tok == NAME) {
		name_value();
		postfix();
	} else if (tok == NUMBER) {
		number_value();
		postfix();
	} else if (tok == STRING) {
		t = array(CHAR, str_at[tok_num + 1] - str_at[tok_num]);
		set_value(V_LABEL, 0, -1 - tok_num, t);
		v_lval = 1;
		next();
		postfix();
	} else if (tok == '(') {
		next();
		if (starts_type()) {
			t = type_name();
			expect(')');
			unary();
			convert(t);
		} else {
			expr();
			expect(')');
			postfix();
		}
	} else {
		next();
		if (op == K_SIZEOF) {
			size_value();
		} else if (op == INC || op == DEC) {
			unary();
			assign_to(op, 0);
		} else {
			prefix(op);
		}
	}
	nest(-1);
}
