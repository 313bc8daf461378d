/*
 * stmt.c: statements, declarations, initialisers, and the program as a whole.
 */

long frame;			/* bytes of locals in use */
long frame_max;			/* and at most, in this function */
long result;			/* the type that the function returns */
long break_label;		/* 0: not in a loop or switch */
long continue_label;
long default_label;
long switch_type;		/* of the innermost switch, or VOID */
long switch_first;		/* its first case */
long case_num[CASES_MAX];
long case_label[CASES_MAX];
long case_n;

long goto_name[LABELS_MAX];	/* the labels of the function */
long goto_label[LABELS_MAX];
long goto_placed[LABELS_MAX];
long goto_n;

long done;			/* bytes of the initialiser so far */

void statement(void);
void block(void);

/* initialisers of the file */

/* zeros: up to a number of bytes of the initialiser */
void zeros(long to)
{
	while (done + 8 <= to) {
		emit("$0 ");
		done = done + 8;
	}
	while (done < to) {
		emit("!0 ");
		done = done + 1;
	}
}

/* init_string: an array of characters, from the string that is the word */
void init_string(long t)
{
	long i = str_at[tok_num];
	long end = str_at[tok_num + 1];

	if (count[t] >= 0 && end - i > count[t])
		end = i + count[t];
	done = done + end - i;
	while (i < end) {
		emit_num("!", str[i] & 255);
		i = i + 1;
	}
	next();
}

/* init_scalar: a number, or the address of a name or string */
void init_scalar(long t)
{
	mute = mute + 1;
	assign();
	convert(t);
	mute = mute - 1;
	if (v_place == V_LABEL && !v_num && size[t] == 8) {
		emit_name("&", v_name);
		emit("0 ");
	} else if (v_place == V_NUMBER) {
		if (size[t] == 1)
			put('!');
		if (size[t] == 2)
			put('@');
		if (size[t] == 8)
			put('$');
		emit_num("", v_num);
	} else {
		error("not a constant, or not of this size");
	}
	done = done + size[t];
}

/* initialiser: of a type; returns the type, an array now with its length */
long initialiser(long t)
{
	long from = done;
	long n = 0;
	long m;
	long braced = tok == '{';

	if (kind[t] == ARRAY && size[base[t]] == 1) {
		if (braced)
			next();
		if (tok == STRING) {
			init_string(t);
			if (braced)
				expect('}');
			if (count[t] < 0)
				t = array(base[t], done - from);
			zeros(from + size_of(t));
			return t;
		}
	} else if (braced) {
		next();
	}
	if (kind[t] != ARRAY && kind[t] != STRUCT) {
		init_scalar(t);
		if (braced)
			expect('}');
		return t;
	}
	if (!braced)
		error("expected {");
	m = first[t];
	while (tok != '}') {
		if (kind[t] == ARRAY) {
			if (n == count[t])
				error("too many values");
			initialiser(base[t]);
		} else {
			if (!m || (n && !m_offset[m]))
				error("too many values");
			zeros(from + m_offset[m]);
			initialiser(m_type[m]);
			m = m_next[m];
		}
		n = n + 1;
		if (tok != ',')
			break;
		next();
	}
	expect('}');
	if (kind[t] == ARRAY && count[t] < 0)
		t = array(base[t], n);
	zeros(from + size_of(t));
	return t;
}

/* global: a function or variable of the file was declared */
void global(long t, long name, long stored)
{
	long state = TENTATIVE;
	long s;

	if (kind[t] == FUNCTION) {
		bind_global(name, S_FUNCTION, t, DECLARED);
		return;
	}
	if (tok == '=')
		state = DEFINED;
	else if (stored == K_EXTERN)
		state = DECLARED;
	s = bind_global(name, S_GLOBAL, t, state);
	if (state != DEFINED)
		return;
	next();
	emit_name("\n:", name);
	done = 0;
	s_type[s] = initialiser(t);
	zeros(round_up(done, 8));
}

/* local: a variable of a function was declared */
void local(long t, long name, long stored)
{
	if (kind[t] == FUNCTION || stored == K_EXTERN)
		error("declare this outside of functions");
	if (stored)
		error("a static local is not in C0");
	frame = frame + round_up(size_of(t), 8);
	if (frame > frame_max)
		frame_max = frame;
	bind(name, S_LOCAL, t, -frame);
	if (tok != '=')
		return;
	next();
	set_value(V_FRAME, -frame, 0, t);
	v_lval = 1;
	assign_to('=', 0);
}

/* body: of the function whose declarator was just read */
void body(long t, long name)
{
	long m = first[t];
	long at = 16 + 8 * count[t];
	long mark;
	long label = new_label();
	long i = 0;

	if (variadic[t])
		error("a variadic function cannot be defined in C0");
	bind_global(name, S_FUNCTION, t, DEFINED);
	mark = s_n;
	scope = s_n;
	while (m) {
		at = at - 8;
		bind(m_name[m], S_LOCAL, m_type[m], at);
		m = m_next[m];
	}
	frame = 0;
	frame_max = 0;
	goto_n = 0;
	result = base[t];
	emit_name("\n:", name);
	emit_num("enter &F", label);
	next();
	block();
	emit("lit 0 ret\n");
	emit_num("=F", label);
	emit_num("", frame_max);
	while (i < goto_n) {
		if (!goto_placed[i])
			error("a goto of this function has no label");
		i = i + 1;
	}
	scope = 0;
	leave(mark);
}

/* declaration: of the file or of a function */
void declaration(long outside)
{
	long b = specifiers();
	long stored = storage;
	long t;

	if (tok == ';') {
		next();
		return;
	}
	while (1) {
		t = declarator(b);
		if (!d_name)
			error("a name is missing");
		if (stored == K_TYPEDEF) {
			bind(d_name, S_TYPEDEF, t, 0);
		} else if (tok == '{' && outside && kind[t] == FUNCTION) {
			body(t, d_name);
			return;
		} else if (outside) {
			global(t, d_name, stored);
		} else {
			local(t, d_name, stored);
		}
		if (tok != ',')
			break;
		next();
	}
	expect(';');
}

/* condition: in parentheses; jump to the label if it is 0 */
void condition(long label)
{
	expect('(');
	expr();
	scalar();
	acc();
	expect(')');
	emit_num("jz &L", label);
}

void jump(long label)
{
	emit_num("jump &L", label);
}

/* loop_body: a statement in which break and continue have these labels */
void loop_body(long end, long again)
{
	long old_end = break_label;
	long old_again = continue_label;

	break_label = end;
	continue_label = again;
	statement();
	break_label = old_end;
	continue_label = old_again;
}

void if_statement(void)
{
	long no = new_label();
	long end;

	condition(no);
	statement();
	if (tok != K_ELSE) {
		place(no);
		return;
	}
	next();
	end = new_label();
	jump(end);
	place(no);
	statement();
	place(end);
}

void while_statement(void)
{
	long again = new_label();
	long end = new_label();

	place(again);
	condition(end);
	loop_body(end, again);
	jump(again);
	place(end);
}

void do_statement(void)
{
	long start = new_label();
	long again = new_label();
	long end = new_label();

	place(start);
	loop_body(end, again);
	place(again);
	if (tok != K_WHILE)
		error("expected while");
	next();
	condition(end);
	jump(start);
	place(end);
	expect(';');
}

void for_statement(void)
{
	long test = new_label();
	long again = new_label();
	long inside = new_label();
	long end = new_label();
	long mark = s_n;
	long old_scope = scope;
	long old_frame = frame;

	scope = s_n;
	expect('(');
	if (starts_type()) {
		declaration(0);
	} else {
		if (tok != ';')
			expr();
		expect(';');
	}
	place(test);
	if (tok != ';') {
		expr();
		scalar();
		acc();
		emit_num("jz &L", end);
	}
	expect(';');
	jump(inside);
	place(again);
	if (tok != ')')
		expr();
	expect(')');
	jump(test);
	place(inside);
	loop_body(end, again);
	jump(again);
	place(end);
	leave(mark);
	scope = old_scope;
	frame = old_frame;
}

/* switch_statement: the body first, then the comparisons */
void switch_statement(void)
{
	long choose = new_label();
	long end = new_label();
	long old_type = switch_type;
	long old_first = switch_first;
	long old_default = default_label;
	long i;

	expect('(');
	expr();
	promote();
	if (!is_integer(v_type))
		error("a switch is on an integer");
	switch_type = v_type;
	acc();
	expect(')');
	jump(choose);
	switch_first = case_n;
	default_label = end;
	loop_body(end, continue_label);
	jump(end);
	place(choose);
	i = switch_first;
	while (i < case_n) {
		emit_num("is ", case_num[i]);
		emit_num("jeq &L", case_label[i]);
		i = i + 1;
	}
	jump(default_label);
	place(end);
	case_n = switch_first;
	switch_type = old_type;
	switch_first = old_first;
	default_label = old_default;
}

/* case_statement: case or default was read */
void case_statement(long is_case)
{
	long label = new_label();
	long i = switch_first;

	if (!switch_type)
		error("not in a switch");
	if (is_case) {
		limit(case_n + 1, CASES_MAX);
		case_num[case_n] = narrow(constant(), switch_type);
		if (case_num[case_n] != case_num[case_n] << 32 >> 32)
			error("a case is beyond 32 bits");
		while (case_num[i] != case_num[case_n])
			i = i + 1;
		if (i != case_n)
			error("the same case again");
		case_label[case_n] = label;
		case_n = case_n + 1;
	} else {
		if (default_label != break_label)
			error("default again");
		default_label = label;
	}
	expect(':');
	place(label);
	if (tok != '}')
		statement();
}

/* goto_find: the label of a name in this function */
long goto_find(long name)
{
	long i = 0;

	while (i < goto_n) {
		if (goto_name[i] == name)
			return i;
		i = i + 1;
	}
	limit(goto_n + 1, LABELS_MAX);
	goto_name[goto_n] = name;
	goto_label[goto_n] = new_label();
	goto_placed[goto_n] = 0;
	goto_n = goto_n + 1;
	return i;
}

/* label_statement: if the word is a label, place it */
long label_statement(void)
{
	long i;

	skip();
	if (src[pos] != ':')
		return 0;
	i = goto_find(tok_name);
	if (goto_placed[i] == 1)
		error("the same label again");
	goto_placed[i] = 1;
	place(goto_label[i]);
	next();
	next();
	if (tok != '}')
		statement();
	return 1;
}

void block(void)
{
	long mark = s_n;
	long old_scope = scope;
	long old_frame = frame;

	scope = s_n;
	while (tok != '}')
		statement();
	next();
	leave(mark);
	scope = old_scope;
	frame = old_frame;
}

void return_statement(void)
{
	if (tok != ';') {
		expr();
		if (result == VOID && v_type != VOID)
			error("the function returns nothing");
		if (result != VOID)
			scalar();
		convert(result);
		acc();
	} else if (result != VOID) {
		error("the function returns a value");
	}
	emit("ret ");
	expect(';');
}

void goto_statement(void)
{
	long i;

	if (tok != NAME)
		error("expected a label");
	i = goto_find(tok_name);
	jump(goto_label[i]);
	next();
	expect(';');
}

void statement(void)
{
	long op = tok;

	put('\n');
	if (tok == NAME && label_statement())
		return;
	if (starts_type()) {
		declaration(0);
		return;
	}
	if (op != '{' && op != ';' && (op < K_IF || op > K_GOTO)) {
		expr();
		expect(';');
		return;
	}
	nest(1);
	next();
	if (op == '{') {
		block();
	} else if (op == K_IF) {
		if_statement();
	} else if (op == K_WHILE) {
		while_statement();
	} else if (op == K_DO) {
		do_statement();
	} else if (op == K_FOR) {
		for_statement();
	} else if (op == K_SWITCH) {
		switch_statement();
	} else if (op == K_CASE || op == K_DEFAULT) {
		case_statement(op == K_CASE);
	} else if (op == K_BREAK || op == K_CONTINUE) {
		if (op == K_CONTINUE)
			op = continue_label;
		else
			op = break_label;
		if (!op)
			error("not in a loop");
		jump(op);
		expect(';');
	} else if (op == K_RETURN) {
		return_statement();
	} else if (op == K_GOTO) {
		goto_statement();
	} else if (op != ';') {
		error("else without if");
	}
	nest(-1);
}

/* variables: places for those without initialiser */
void variables(void)
{
	long at = 0;
	long s = 1;

	while (s <= s_n) {
		if (s_kind[s] == S_GLOBAL && s_value[s] == TENTATIVE) {
			emit_name("\n=", s_name[s]);
			emit_num("", BSS + at);
			at = at + round_up(size_of(s_type[s]), 8);
			limit(at, BSS_MAX);
		}
		s = s + 1;
	}
	emit_num("\n=bss_size ", at);
}

void strings(void)
{
	long i = 0;

	while (i < str_n) {
		emit_name("\n:", -1 - i);
		done = 0;
		while (str_at[i] + done < str_at[i + 1]) {
			emit_num("!", str[str_at[i] + done] & 255);
			done = done + 1;
		}
		zeros(round_up(done, 8));
		i = i + 1;
	}
	emit("\n");
}

/* load: the text of an input, behind a newline */
void load(char *name)
{
	long fd = open(name, 0, 0);
	long n = 1;

	file_at[file_n] = src_n;
	file_n = file_n + 1;
	src[src_n] = '\n';
	src_n = src_n + 1;
	while (n) {
		n = read(fd, src + src_n, SOURCE_MAX - 2 - src_n);
		if (n < 0)
			cannot("read", name);
		src_n = src_n + n;
	}
	if (src_n >= SOURCE_MAX - 2)
		cannot("hold all of", name);
	src[src_n] = '\n';
	src_n = src_n + 1;
	close(fd);
}

int main(int argc, char **argv)
{
	long fd;
	long i = 2;

	if (argc < 3)
		cannot("run:", "usage is cc0 OUT IN...");
	out_name = argv[1];
	files = argv;
	fd = open(out_name, OPEN_NEW, 420);
	if (fd < 0)
		cannot("write", out_name);
	lex_init();
	type_init();
	value_init();
	file_n = 2;
	pos = src_n;
	while (i < argc) {
		if (i >= FILES_MAX)
			cannot("read so many files as from", argv[i]);
		load(argv[i]);
		i = i + 1;
	}
	next();
	while (tok != END)
		declaration(1);
	strings();
	variables();
	emit("\n");
	if (write(fd, out, out_n) != out_n) {
		open(out_name, OPEN_CUT, 0);
		cannot("write all of", out_name);
	}
	return 0;
}
