/*
 * dump.c: -fdump-tree: the statements of a function in readable form, as the
 * backend sees them, on standard error.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "target.h"

static const char *const dump_ops[] = {
	"const", "fconst", "addr", "frame", "label", "local", "load",
	"frameaddr", "retaddr", "neg", "com", "conv", "bswap", "clz", "ctz",
	"popcount", "fabs", "sqrt", "+", "-", "*", "/", "%", "&", "|", "^",
	"<<", ">>", "==", "!=", "<", "<=", ">", ">=", "mulh"
};
static const char *const dump_modes[] = {
	"void", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f32",
	"f64", "fld", "blk"
};
static const char *const dump_stmts[] = {
	"born", "set", "store", "copy", "zero", "call", "label", "jump",
	"branch", "switch", "ijump", "ret", "asm", "alloca", "spsave",
	"sprestore", "vastart", "atomic", "fence", "trap", "unreachable"
};

static void dump_var(Buf *b, Var *v)
{
	buf_str(b, v->name ? v->name->name : "t");
	buf_byte(b, '.');
	buf_num(b, v->index);
	buf_byte(b, ':');
	buf_str(b, dump_modes[v->mode]);
	if (v->reg >= 0) {
		buf_str(b, v->reg < REG_FLOAT ? "@r" : "@f");
		buf_num(b, v->reg % REG_FLOAT);
	}
}

static void dump_sym(Buf *b, ObjSym *s)
{
	buf_str(b, s->name ? s->name->name : "(data)");
}

static void dump_node(Buf *b, Node *n)
{
	if (n->op == N_LOCAL) {
		dump_var(b, n->var);
		return;
	}
	if (n->op == N_CONST) {
		buf_num(b, n->ival);
		return;
	}
	buf_byte(b, '(');
	buf_str(b, dump_ops[n->op]);
	buf_byte(b, ' ');
	buf_str(b, dump_modes[n->mode]);
	if (n->op < N_NEG) {
		buf_byte(b, ' ');
		buf_num(b, n->ival);
	}
	if (n->var) {
		buf_byte(b, ' ');
		dump_var(b, n->var);
	}
	if (n->sym) {
		buf_byte(b, ' ');
		dump_sym(b, n->sym);
	}
	if (n->a) {
		buf_byte(b, ' ');
		dump_node(b, n->a);
	}
	if (n->b) {
		buf_byte(b, ' ');
		dump_node(b, n->b);
	}
	buf_byte(b, ')');
}

static void dump_call(Buf *b, Call *c)
{
	Arg *a;

	if (c->ret) {
		buf_byte(b, ' ');
		dump_var(b, c->ret);
		buf_str(b, " =");
	}
	buf_byte(b, ' ');
	if (c->direct)
		dump_sym(b, c->direct);
	else
		dump_node(b, c->fn);
	for (a = c->args; a; a = a->next) {
		buf_str(b, ", ");
		dump_node(b, a->val);
	}
}

static void dump_stmt(Buf *b, Stmt *s)
{
	buf_num(b, s->seq);
	buf_byte(b, '\t');
	buf_str(b, dump_stmts[s->op]);
	if (s->op == ST_STORE || s->op == ST_ATOMIC) {
		buf_byte(b, ' ');
		buf_str(b, dump_modes[s->mode]);
	}
	if (s->var) {
		buf_byte(b, ' ');
		dump_var(b, s->var);
	}
	if (s->a) {
		buf_byte(b, ' ');
		dump_node(b, s->a);
	}
	if (s->ival) {
		buf_str(b, " #");
		buf_num(b, s->ival);
	}
	if (s->b) {
		buf_str(b, ", ");
		dump_node(b, s->b);
	}
	if (s->label) {
		buf_str(b, " L");
		buf_num(b, s->label->index);
	}
	if (s->op == ST_CALL)
		dump_call(b, s->u.call);
	buf_byte(b, '\n');
}

void dump_func(Func *f)
{
	Buf b;
	Stmt *s;

	memset(&b, 0, sizeof(b));
	buf_str(&b, f->name ? f->name->name : "?");
	buf_str(&b, ":\n");
	for (s = f->first; s; s = s->next)
		dump_stmt(&b, s);
	if (write(2, b.p, b.n) < 0)
		fatal("cannot write the dump", 0, 0);
}
