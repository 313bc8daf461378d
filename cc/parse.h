/*
 * parse.h: what the files of the parser share: typed expressions, scopes,
 * attributes, and the functions that build trees from them.
 */
#ifndef CC_PARSE_H
#define CC_PARSE_H

typedef struct Expr Expr;
typedef struct Attr Attr;
typedef struct Spec Spec;
typedef struct Scope Scope;
typedef struct Undo Undo;
typedef struct Held Held;
typedef struct Flt Flt;

/*
 * An expression during parsing: a typed value or object. Effects have been
 * emitted already; what is here is pure. Values of one machine word or
 * float are `a`; complex and 128-bit values are the pair a (real part, low
 * half) and b (imaginary part, high half).
 */
enum {
	EX_VAL,		/* a value: a, or the pair a, b */
	EX_VAR,		/* the object var, a scalar */
	EX_MEM,		/* the object at address a + off */
	EX_BIT,		/* bits bit..bit+width-1 from address a + off */
	EX_COND,	/* int 0 or 1: true if control went to yes, false if
			   to no, else whether a is not 0 */
	EX_LATE,	/* the value a as it was before the statement at */
	EX_STR,		/* a string literal that has no address yet */
	EX_CALL,	/* the result of the call in the statement at */
	EX_FUNC		/* a function designator; a is its address */
};

struct Expr {
	u8 kind;
	u8 lvalue;
	u8 is_register;	/* its address may not be taken */
	u8 packed;	/* EX_BIT: in a packed structure */
	Type *type;
	Node *a;
	Node *b;
	i64 off;
	Var *var;
	int bit;
	int width;
	Label *yes;
	Label *no;
	Stmt *at;
	Sym *sym;	/* when it is a plain name */
	Buf *str;
	Pos pos;
};

/* what __attribute__ and kin said about a declaration */
struct Attr {
	u32 align;	/* 0: nothing said */
	u8 packed;
	u8 weak;
	u8 used;
	u8 noreturn;
	u8 gnu_inline;
	u8 always_inline;
	u8 returns_twice;
	u8 constructor;
	u8 destructor;
	u8 common;	/* 1: nocommon, 2: common */
	u8 vis;		/* STV_ + 1 */
	u8 transparent;
	int priority;	/* of the constructor */
	int mode;	/* bytes of an integer, or minus a TY_ kind; 0 */
	i64 vector_size;
	Ident *alias;
	Ident *asm_name;
	const char *section;
	Sym *cleanup;
};

/* declaration specifiers */
struct Spec {
	Type *type;
	int storage;	/* K_TYPEDEF, K_STATIC, ... or 0 */
	u8 is_inline;
	u8 thread;
	u8 is_auto_type;
	u8 no_type;	/* int was implied */
	u8 any;		/* there was at least one */
	u8 tag_only;	/* declares or mentions a tag */
	u32 align;
	Attr attr;
	Pos pos;
};

/* what leaving a scope has to do, innermost first */
struct Undo {
	Undo *outer;
	Sym *sym;	/* cleanup(sym) of this variable, or */
	Sym *cleanup;
	Var *sp;	/* this stack pointer is restored */
};

struct Scope {
	Scope *outer;
	Sym *syms;	/* ordinary names, latest first */
	Sym *tags;
	Undo *undo;	/* at entry */
	Label *labels;	/* __label__, linked by next_local */
};

/* ---- type.c ----------------------------------------------------- */

extern Type *type_bad;		/* of an expression in error */
extern Type *type_int;
extern Type *type_void;
extern Type *type_char;
extern Type *type_size_t;
extern Type *type_long;

void type_begin(void);
Type *type_basic(int kind);
Type *type_new(int kind, i64 size, u32 align);
Type *type_copy(Type *t);
Type *type_ptr(Type *to);
Type *type_array(Type *of, i64 count);
Type *type_func(Type *result);
Type *type_complex(Type *part);
Type *type_vector(Type *of, i64 bytes);
Type *type_qual(Type *t, int quals);
Type *type_plain(Type *t);	/* without qualifiers */
Type *type_real(Type *t);	/* plain; an enum's integer type */
i64 type_size(Type *t);
u32 type_align(Type *t);
Member *type_members(Type *t);
int type_quals(Type *t);	/* of the element, for an array */
int type_is_int(Type *t);
int type_is_float(Type *t);
int type_is_arith(Type *t);	/* integer, real or complex */
int type_is_scalar(Type *t);	/* arithmetic or pointer */
int type_is_record(Type *t);
int type_is_pair(Type *t);	/* complex or 128 bits: a pair of nodes */
int type_is_unsigned(Type *t);
int type_is_vla(Type *t);	/* its size is known at run time only */
int type_same(Type *a, Type *b);	/* compatible, qualifiers aside */
int type_same_quals(Type *a, Type *b);	/* compatible, qualified alike */
Type *type_composite(Type *a, Type *b);
int type_is_narrow(Type *t);
Type *type_promote(Type *t);
Type *type_common(Type *a, Type *b);	/* usual arithmetic conversions */
Type *type_of_width(i64 bytes, int is_unsigned);
Type *type_part(Type *t);	/* of a pair: the type of each node */
const char *type_name(Type *t);
Member *member_find(Type *t, Ident *name, i64 *off);

void record_begin(void);
/* the layout of a structure or union, member by member */
void layout_begin(Type *t);
void layout_member(Type *t, Member *m, const Attr *attr);
void layout_end(Type *t, const Attr *attr);

/* ---- float.c ---------------------------------------------------- */

/* parses a floating constant: a node of mode M_F32, M_F64 or M_FLD, and in
   *imaginary whether it has the suffix i */
Node *flt_literal(const Tok *t, int *mode, int *imaginary);
Node *flt_binary(int op, Node *a, Node *b);	/* 0: not folded */
Node *flt_neg(Node *a);
Node *flt_from_int(int mode, Node *a);
Node *flt_to_int(int mode, Node *a);
Node *flt_to_flt(int mode, Node *a);
Node *flt_special(int mode, int kind);	/* 'i'nfinity, 'n'an, '0' */
Node *flt_nan(int mode, u64 payload, int signaling);
int flt_is_nan(Node *a);

/* ---- lower.c ---------------------------------------------------- */

extern int lower_off;		/* > 0: unevaluated, nothing is emitted */
extern u8 lower_dead;		/* control does not get here */
extern int lower_effects;	/* counts what emit() was asked for */
extern Pos lower_pos;

void lower_begin(void);
void *fn_new(u64 n);		/* memory with the life of the function */
int mode_size(int mode);
int mode_is_signed(int mode);
int mode_is_float(int mode);
i64 mode_wrap(int mode, i64 v);
Node *node_new(int op, int mode);
Node *node_float(int mode, u64 bits, int fexp);
int node_is_const(Node *n);	/* integer constant */
int node_is_zero(Node *n);	/* the integer constant 0 */
Node *node_offset(Node *a, i64 off);
Node *node_not(Node *a);	/* a == 0 */
Node *node_bool(Node *a);	/* a != 0, as I32 */
int node_is_simple(Node *n);	/* cheap to have twice, in an address */
Node *node_temp(Node *n);	/* its value, in a temporary now */
Var *var_new(Ident *name, Type *type);
void emit_copy(Node *to, Node *from, i64 size, u32 align, int is_volatile);
void emit_zero(Node *at, i64 size, u32 align);
void emit_label_loop(Label *l);	/* one that later code jumps back to */
void label_forward(Label *from, Label *to);
Var *emit_before(Stmt *at, Node *val);
void func_new(void);		/* a fresh func, nothing in it */
void func_resume(Func *f);	/* func = f, to be added to */
void func_params(Var **params, int n);
void func_resolve(void);	/* forwarded labels are replaced */
/* the current list of statements is set aside, and put back in place */
struct Side {
	Stmt *first;
	Stmt *last;
	u8 dead;
};
void side_begin(struct Side *s);
void side_end(struct Side *s);	/* s: what was emitted since side_begin */
void side_emit(struct Side *s);

/* ---- conv.c ----------------------------------------------------- */

Expr *ex_new(int kind, Type *t);
Expr *ex_val(Type *t, Node *a);
Expr *ex_pair(Type *t, Node *a, Node *b);
Expr *ex_int(i64 v);
Expr *ex_mem(Type *t, Node *addr, i64 off);
Expr *ex_of_var(Var *v, Type *t);
Expr *ex_bad(void);
Expr *ex_copy(Expr *e);
int ex_is_bad(Expr *e);
int ex_is_const(Expr *e);	/* integer constant */
int ex_is_null(Expr *e);	/* null pointer constant */
Node *ex_addr(Expr *e);		/* address of an object in memory */
void ex_value(Expr *e);		/* decays and loads: EX_VAL, or EX_MEM when
				   it is an aggregate */
Node *ex_scalar(Expr *e);	/* ex_value, and its node */
void ex_branch(Expr *e);	/* to EX_COND; integer conditions stay pure */
void ex_if(Expr *e, int sense, Label *to);	/* jump if e is sense */
void ex_discard(Expr *e);
void ex_cast(Expr *e, Type *t);	/* converts a value */
Expr *ex_narrow(Expr *e);
void ex_promote(Expr *e);
void ex_assign_to(Expr *e, Type *t, Pos pos, const char *what,
	const char *name);	/* checks and converts as if by assignment */
void ex_store(Expr *to, Expr *val);	/* val is of to's type */
Expr *ex_temp(Expr *e);		/* its value, kept in a temporary */
Node *ex_block(Expr *e);	/* address of a pair or aggregate value */

/* ---- expr.c, binary.c, call.c ----------------------------------- */

Expr *expr_parse(void);		/* with commas */
Expr *expr_assign(void);
Expr *expr_cond(void);
Expr *expr_cast(void);
i64 expr_const(const char *what);	/* an integer constant expression */
Expr *expr_const_value(void);
Expr *expr_call(Expr *fn, Pos pos);
Expr *expr_call_args(Expr *fn, Expr **args, int n, Pos pos);
Expr *expr_runtime(const char *name, Type *result, Expr **args, int n);
Expr *expr_binary_op(int op, Expr *a, Expr *b, Pos pos);
Expr *expr_unary_op(int op, Expr *a, Pos pos);
Expr *expr_member(Expr *e, Ident *name, Pos pos);
Expr *expr_index(Expr *a, Expr *b, Pos pos);
Expr *expr_deref(Expr *e, Pos pos);
Expr *expr_addr_of(Expr *e, Pos pos);
Expr *expr_select(Expr *c, Pos pos);	/* after `?` */
Expr *expr_assign_op(int op, Expr *to, Expr *val, Pos pos);
Expr *expr_step(Expr *e, int op, int post, Pos pos);
int assign_from_call(Expr *to, Expr *val);
Node *expr_size_node(Type *t);
int expr_starts_type(Tok *t);
Expr *expr_string(void);
Sym *expr_implicit(Ident *id, Pos pos);

/* ---- wide.c, complex.c, vector.c, bitfield.c: lowered values ---- */

Expr *wide_binary(int op, Expr *a, Expr *b);
Expr *wide_compare(int op, Expr *a, Expr *b);
void wide_cast(Expr *e, Type *t);
Expr *wide_unary(int op, Expr *e);
Expr *cplx_binary(int op, Expr *a, Expr *b);
void cplx_cast(Expr *e, Type *t);
Expr *vec_binary(int op, Expr *a, Expr *b, Pos pos);
Expr *vec_unary(int op, Expr *e);
Node *bit_load(Expr *e);
void bit_store(Expr *e, Node *val);
Type *bit_type(Expr *e);
Node *bit_extend(Node *n, int width, int is_signed);

/* ---- builtin.c -------------------------------------------------- */

void builtin_begin(void);
Expr *builtin_call(Ident *id, Pos pos);
Expr *builtin_abs(Expr *e);	/* |e|, an integer, in line */
Node *float_abs(Expr *e);
Expr *builtin_direct(Sym *s, Expr **args, int n, Pos pos);
Type *builtin_type(Ident *id);	/* of a well-known function, or 0 */
void atomic_begin(int first);
Expr *atomic_call(int which, Pos pos);
Expr *atomic_load(Expr *e);
void atomic_store(Expr *to, Expr *val);
Expr *atomic_update(int op, Expr *to, Expr *val, int post, Pos pos);

/* ---- decl.c, record.c, attr.c, scope.c -------------------------- */

extern Func *decl_proto;	/* what array sizes in parameters emitted */
extern Scope *scope_cur;
extern int scope_depth;

void scope_begin(void);
void scope_enter(void);
void scope_leave(void);
Sym *scope_add(int kind, Ident *name, Type *t, Pos pos);
void scope_add_tag(Ident *name, Type *t, Pos pos);
Sym *scope_file_sym(Ident *name);	/* the one of file scope */

int decl_starts(void);		/* tok begins a declaration */
void decl_local(void);
void decl_static_assert(void);
void decl_unit(void);
Type *decl_type_name(void);
void decl_specs(Spec *s, int what);	/* 'd'eclaration 'p'aram 'm'ember */
Type *decl_declarator(Type *base, Ident **name, Attr *attr, Pos *pos);
Type *record_specifier(int is_union);
Type *enum_specifier(void);
void attr_parse(Attr *a);	/* any number of them; none is fine */
void attr_merge(Attr *to, const Attr *from);
Type *attr_type(Attr *a, Type *t, Pos pos);	/* mode, vector_size */
void attr_symbol(Attr *a, ObjSym *s);
Ident *attr_asm_name(void);	/* asm("name"), or 0 */

/* ---- init.c ----------------------------------------------------- */

Type *init_static(Type *t, ObjSym *s, Sym *sym);
void init_auto(Sym *sym);
void init_zero(Sym *s, i64 size, u32 align);	/* all of it zero */
Expr *init_compound(Type *t, Pos pos);	/* (type){...} */
ObjSym *init_string(Buf *b, u32 align);	/* bytes in .rodata */
void init_begin(void);

/* ---- stmt.c, asmstmt.c ------------------------------------------ */

void stmt_begin(void);
void stmt_list(void);			/* up to a `}` */
Expr *stmt_expression(void);		/* ({ ... }), at its `{` */
Label *stmt_label(Ident *name, Pos pos);
void stmt_labels_leave(void);		/* those of __label__ */
void stmt_undo(Undo *to);		/* emits what leaving does */
extern Undo *stmt_undo_cur;
extern Type *stmt_result;		/* of the function being compiled */
void asm_statement(void);
void asm_toplevel(void);

/* ---- func.c ----------------------------------------------------- */

void func_begin(void);
void func_define(Sym *s, Type *t);	/* the body, at its `{` */
void func_held_done(void);		/* emits what is needed of them */
extern Sym *stmt_func;			/* the function being compiled */
extern u8 stmt_func_held;		/* its memory outlives it */

/* ---- scope.c ---------------------------------------------------- */

/* error: expected what before ... */
void parse_expected(const char *what);
extern int parse_errors;	/* how often that was called: after an error a
				   loop over tokens makes sure that it moves */
int parse_accept(int kind);
int parse_expect(int kind);
int parse_is_kw(int kw);
int parse_accept_kw(int kw);
void parse_skip_parens(void);		/* from after a ( to its ) */
void parse_recover(void);		/* to a likely end of statement */
void parse_deeper(Pos pos);
void parse_shallower(void);
const char *parse_token(const Tok *t);	/* spelling, for messages */

#endif
