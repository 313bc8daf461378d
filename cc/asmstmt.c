/*
 * asmstmt.c: asm statements as GNU C has them: template, operands, clobbers.
 * What the constraints mean is the target's business; here it is decided
 * only whether an operand is an address or a value.
 */
#include "cc.h"
#include "obj.h"
#include "parse.h"
#include "../libc/libc.h"

enum { ASM_OPERANDS_MAX = 60 };

/* A string literal in unit memory, without its width's worth of doubt. */
static const char *asm_string(void)
{
	Buf b;
	int width;
	int type;

	memset(&b, 0, sizeof b);
	if (tok.kind != T_STR) {
		parse_expected("a string");
		return "";
	}
	lit_strings(&b, &width, &type);
	return str_dup((const char *)b.p, b.n ? b.n - 1 : 0);
}

/* Only memory will do: no letter of the constraint is a register or value. */
static int asm_memory_only(const char *c)
{
	int memory = 0;

	for (; *c; c++) {
		switch (*c) {
		case 'm':
		case 'o':
		case 'V':
		case '<':
		case '>':
			memory = 1;
			break;
		case '=':
		case '+':
		case '&':
		case '%':
		case '*':
		case '?':
		case '!':
		case ',':
		case '#':
			break;
		default:
			return 0;
		}
	}
	return memory;
}

/* Does constraint c allow general registers and nothing else? */
static int asm_general_only(const char *c)
{
	int general = 0;

	for (; *c; c++) {
		if (strchr("rqQRabcdSDl", *c))
			general = 1;
		else if (strchr("xvYtufmogXV", *c))
			return 0;
	}
	return general;
}

/*
 * A floating value in a general register goes there as its bits, by way of
 * memory, before the statement and after it. late: the outputs that are to
 * come back, by the number of their operand.
 */
static void asm_float(AsmOp *o, Expr *e, Expr **late)
{
	int mode = type_mode(e->type);
	int bits = mode == M_F32 ? M_I32 : M_I64;
	int in = !o->is_output || strchr(o->constraint, '+') != 0;
	Var *v;

	if (mode == M_FLD || (o->is_output && (!e->lvalue
			|| (e->kind != EX_VAR && e->kind != EX_MEM)))) {
		error_at(e->pos, "a value of type '%s' takes no general "
			"register of asm", type_name(e->type), 0);
		return;
	}
	o->mode = bits;
	o->type = mode == M_F32 ? type_int : type_long;
	if (o->is_output) {
		o->is_inout = in;
		o->var = var_temp(bits);
		/* reading the object turns e into its value */
		*late = fn_new(sizeof(Expr));
		memcpy(*late, e, sizeof(Expr));
	}
	if (in) {
		v = var_block(8, 8);
		emit_store(mode, node_frame(v, 0), 0, ex_scalar(e));
		o->val = node_load(bits, node_frame(v, 0), 0);
	}
}

/* Behind the statement: output o's bits become the value of e. */
static void asm_float_back(AsmOp *o, Expr *e)
{
	int mode = type_mode(e->type);
	Var *v = var_block(8, 8);
	Node *val = node_load(mode, node_frame(v, 0), 0);

	emit_store(o->mode, node_frame(v, 0), 0, node_local(o->var));
	if (e->kind == EX_VAR)
		emit_set(e->var, val);
	else
		emit_store(mode, e->a, e->off, val);
}

static void asm_output(AsmOp *o, Expr *e)
{
	o->is_output = 1;
	o->is_inout = strchr(o->constraint, '+') != 0;
	if (ex_is_bad(e))
		return;
	if (!e->lvalue || (e->kind != EX_VAR && e->kind != EX_MEM)) {
		error_at(e->pos, "lvalue required in asm statement", 0, 0);
		return;
	}
	o->type = type_plain(e->type);
	o->mode = type_mode(o->type);
	if (e->kind == EX_VAR && !asm_memory_only(o->constraint))
		o->var = e->var;
	else
		o->addr = ex_addr(e);
	if (o->is_inout && !asm_memory_only(o->constraint)
			&& o->mode != M_BLK)
		o->val = ex_scalar(e);
}

static int asm_tied(AsmStmt *as, const char *c)
{
	while (*c == '%' || *c == '&')
		c++;
	if (*c >= '0' && *c <= '9') {
		int n = 0;

		for (; *c >= '0' && *c <= '9'; c++)
			n = n < 1000 ? n * 10 + (*c - '0') : n;
		return n < as->nout ? n : -2;
	}
	if (*c != '[')
		return -1;
	for (int i = 0; i < as->nout; i++) {
		Ident *name = as->ops[i].name;

		if (name && strncmp(name->name, c + 1, name->len) == 0
				&& c[1 + name->len] == ']')
			return i;
	}
	return -2;
}

static void asm_input(AsmStmt *as, AsmOp *o, Expr *e)
{
	o->tied = asm_tied(as, o->constraint);
	if (o->tied == -2) {
		error_at(e->pos, "matching constraint references invalid "
			"operand number", 0, 0);
		o->tied = -1;
	}
	if (ex_is_bad(e))
		return;
	if (asm_memory_only(o->constraint)) {
		if (e->kind != EX_MEM && e->kind != EX_VAR
				&& e->kind != EX_STR)
			ex_value(e);
		o->type = type_plain(e->type);
		o->mode = type_mode(o->type);
		o->addr = e->kind == EX_VAL ? ex_block(e) : ex_addr(e);
		return;
	}
	ex_value(e);
	o->type = e->type;
	o->mode = type_mode(o->type);
	if (o->mode == M_BLK && e->kind == EX_MEM)
		o->addr = ex_addr(e);
	else if (o->mode == M_BLK)
		o->addr = ex_block(e);
	else
		o->val = e->a;
	if (o->mode == M_VOID)
		error_at(e->pos, "void value in asm statement", 0, 0);
}

/* One list of operands, up to the next `:` or `)`. */
static void asm_operands(AsmStmt *as, int output, Expr **late)
{
	while (tok.kind == T_STR || tok.kind == '[') {
		AsmOp *o;
		Expr *e;
		int tied;

		if (as->nops >= ASM_OPERANDS_MAX)
			fatal_at(tok.pos, "too many operands in asm", 0, 0);
		o = &as->ops[as->nops];
		o->tied = -1;
		if (parse_accept('[')) {
			o->name = tok.kind == T_IDENT ? tok.id : 0;
			tok_next();
			parse_expect(']');
		}
		o->constraint = asm_string();
		parse_expect('(');
		e = expr_parse();
		parse_expect(')');
		if (!ex_is_bad(e) && type_is_pair(e->type)
				&& !asm_memory_only(o->constraint)) {
			error_at(e->pos, "a value of type '%s' takes no "
				"register of asm", type_name(e->type), 0);
			e = ex_bad();
		}
		o->is_output = (u8)output;
		tied = output ? -1 : asm_tied(as, o->constraint);
		if (!ex_is_bad(e) && type_is_float(type_plain(e->type))
				&& (asm_general_only(o->constraint)
				|| (tied >= 0 && late[tied]))) {
			asm_float(o, e, late + as->nops);
			o->tied = tied >= 0 ? tied : -1;
		} else if (output) {
			asm_output(o, e);
		} else {
			asm_input(as, o, e);
		}
		as->nops++;
		if (output)
			as->nout++;
		if (!parse_accept(','))
			break;
	}
}

static void asm_clobbers(AsmStmt *as)
{
	const char **list = fn_new(ASM_OPERANDS_MAX * sizeof(char *));

	as->clobbers = list;
	while (tok.kind == T_STR) {
		if (as->nclobbers >= ASM_OPERANDS_MAX)
			fatal_at(tok.pos, "too many clobbers in asm", 0, 0);
		list[as->nclobbers++] = asm_string();
		if (!parse_accept(','))
			break;
	}
}

void asm_statement(void)
{
	AsmStmt *as = fn_new(sizeof(AsmStmt));
	Expr **late = fn_new(ASM_OPERANDS_MAX * sizeof(Expr *));
	Stmt *s;
	Pos pos = tok.pos;
	int part = 0;

	tok_next();
	while (tok.kind == T_IDENT && (tok.id->kw == K_VOLATILE
			|| tok.id->kw == K_INLINE || tok.id->kw == K_GOTO)) {
		if (tok.id->kw == K_GOTO)
			error_at(tok.pos, "asm goto is not supported", 0, 0);
		tok_next();
	}
	parse_expect('(');
	as->ops = fn_new(ASM_OPERANDS_MAX * sizeof(AsmOp));
	as->text = asm_string();
	as->is_basic = tok.kind == ')';
	while (tok.kind == ':') {
		tok_next();
		part++;
		if (part <= 2)
			asm_operands(as, part == 1, late);
		else if (part == 3)
			asm_clobbers(as);
		else
			break;
	}
	lower_pos = pos;
	s = emit(ST_ASM);
	s->u.as = as;
	for (int i = 0; i < as->nout; i++)
		if (late[i])
			asm_float_back(&as->ops[i], late[i]);
	if (tok.kind != ')') {
		parse_expected("')'");
		parse_skip_parens();
	} else {
		tok_next();
	}
	parse_expect(';');
}

void asm_toplevel(void)
{
	Pos pos;
	const char *text;

	tok_next();
	while (parse_is_kw(K_VOLATILE) || parse_is_kw(K_INLINE))
		tok_next();
	parse_expect('(');
	pos = tok.pos;
	text = asm_string();
	sec_cur = sec_text;
	asm_text(text, strlen(text), pos);
	sec_cur = sec_text;
	parse_expect(')');
	parse_expect(';');
}
