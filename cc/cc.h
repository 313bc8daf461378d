/*
 * cc.h: what the parts of the compiler say to each other. One pass over one
 * translation unit: characters > tokens (lex, pp) > declarations and pure
 * trees in a linear list of statements (parser) > registers and bytes
 * (backend) > sections (obj) > ELF. Written in C0: see doc/spec/c0.md.
 */
#ifndef CC_CC_H
#define CC_CC_H

typedef signed char i8;
typedef unsigned char u8;
typedef short i16;
typedef unsigned short u16;
typedef unsigned int u32;
typedef long i64;
typedef unsigned long u64;

typedef struct Buf Buf;
typedef struct Ident Ident;
typedef struct Tok Tok;
typedef struct Type Type;
typedef struct Member Member;
typedef struct Param Param;
typedef struct Sym Sym;
typedef struct Var Var;
typedef struct Node Node;
typedef struct Stmt Stmt;
typedef struct Case Case;
typedef struct Label Label;
typedef struct Call Call;
typedef struct Arg Arg;
typedef struct AsmOp AsmOp;
typedef struct AsmStmt AsmStmt;
typedef struct Func Func;
typedef struct Seg Seg;
typedef struct Section Section;
typedef struct ObjSym ObjSym;
typedef struct Reloc Reloc;

/* A place in the source: file << 40 | line << 16 | column; 0 is nowhere. */
typedef u64 Pos;

/* ---- util.c: memory, buffers, names -------------------------------- */

/* Memory by lifetime; nothing is freed singly. All of it comes zeroed. */
void *mem_new(u64 n);		/* until the end of the translation unit */
void *mem_fn(u64 n);		/* until the end of the function: mem_fn_end */
void mem_fn_end(void);
void mem_unit_end(void);
void *mem_keep(u64 n);		/* for the whole run (driver, linker) */

/* A growing array of bytes; an all-zero Buf is empty. */
struct Buf {
	u8 *p;
	u64 n;
	u64 cap;
};

u8 *buf_room(Buf *b, u64 n);	/* room for n more bytes; where they go */
void buf_add(Buf *b, const void *p, u64 n);
void buf_byte(Buf *b, u64 v);
void buf_le(Buf *b, u64 v, int n);	/* the n low bytes, little end first */
void buf_str(Buf *b, const char *s);	/* without its NUL */
void buf_num(Buf *b, i64 v);		/* in decimal */
void buf_hex(Buf *b, u64 v);
void buf_zero(Buf *b, u64 n);
void buf_free(Buf *b);		/* gives the memory back; b is empty again */
void put_le(u8 *p, u64 v, int n);
u64 get_le(const u8 *p, int n);

int str_eq(const char *a, const char *b);
int str_starts(const char *s, const char *start);
int str_ends(const char *s, const char *end);
char *str_dup(const char *s, u64 n);	/* unit memory, with a NUL */
char *str_num(i64 v);			/* unit memory */
char *str_join(const char *a, const char *b, const char *c);  /* mem_keep */

/* An interned name. The last fields belong to the modules named there. */
struct Ident {
	const char *name;	/* with a NUL */
	u32 len;
	u32 hash;
	Ident *chain;
	int kw;			/* K_..., 0 for an ordinary name */
	int builtin;		/* parser: which __builtin_ it is */
	void *macro;		/* pp */
	Sym *sym;		/* parser: innermost ordinary meaning */
	Sym *tag;		/* parser: innermost tag */
	Label *label;		/* parser: label of the current function */
	ObjSym *obj;		/* obj: the symbol of that name */
};

Ident *ident(const char *s, u64 n);
Ident *ident_str(const char *s);
Ident *ident_hashed(const u8 *s, u64 n, u32 h);	/* see util.c */

/*
 * A whole file ("-": the standard input), with some NULs after its n bytes.
 * 0 if it cannot be read (no message). The caller frees it.
 */
int file_read(const char *path, Buf *out);
/*
 * Writes path by temp and rename; a path that is there and is not a regular
 * file (a device, a pipe) is written to as it is, never unlinked or replaced.
 * "-" is the standard output.
 * Prints the error and returns 1 on failure, leaving no part of the output.
 */
int file_write(const char *path, const Buf *b, int executable);

/* ---- diag.c: messages ------------------------------------------------ */

extern int diag_errors;
extern const char *diag_program;	/* in messages without a place: "cc" */

/*
 * In all of these, each %s in text is replaced by a, then b; both may be 0.
 * Prints "file:line:col: error: text", the source line and a caret.
 */
void error_at(Pos pos, const char *text, const char *a, const char *b);
void warn_at(Pos pos, const char *text, const char *a, const char *b);
void note_at(Pos pos, const char *text, const char *a, const char *b);
_Noreturn void fatal_at(Pos pos, const char *text, const char *a,
	const char *b);
/* "cc: error: text", for what has no place in a source */
void error_cmd(const char *text, const char *a, const char *b);
_Noreturn void fatal(const char *text, const char *a, const char *b);
/* a broken promise inside the compiler */
_Noreturn void bug(const char *where);

/*
 * The table of sources, by which a Pos is read. src_add enters a file and
 * gives the number that its positions carry; from is where it was included.
 * src_shift opens a new entry over the text that pos lies in, whose lines
 * are called name and counted so that pos's own is number line.
 */
void src_begin(void);
int src_add(const char *name, const u8 *text, u64 size, Pos from, int system);
int src_shift(Pos pos, const char *name, i64 line, int system);
const char *src_name(Pos pos);
i64 src_line(Pos pos);
int src_system(Pos pos);	/* in a system header: no warnings */

/* ---- lex.c, pp.c: tokens --------------------------------------------- */

enum {
	/* punctuators of one character are that character */
	T_EOF = 256,
	T_IDENT,	/* id; also every keyword (id->kw) */
	T_NUM,		/* a preprocessing number: text, len */
	T_CHAR,		/* text includes prefix and quotes */
	T_STR,		/* text includes prefix and quotes */
	T_OTHER,	/* a stray character */
	T_NEWLINE,	/* inside the preprocessor and the assembler only */
	T_ARROW, T_INC, T_DEC, T_SHL, T_SHR, T_LE, T_GE, T_EQ, T_NE,
	T_ANDAND, T_OROR, T_ELLIPSIS, T_MULEQ, T_DIVEQ, T_MODEQ, T_ADDEQ,
	T_SUBEQ, T_SHLEQ, T_SHREQ, T_ANDEQ, T_XOREQ, T_OREQ,
	T_HASHHASH
};

struct Tok {
	int kind;
	u8 bol;			/* first on its line */
	u8 space;		/* white space before it */
	u8 noexpand;
	Pos pos;
	Ident *id;
	const char *text;	/* spelling of T_NUM, T_CHAR, T_STR, T_OTHER */
	u32 len;
};

/*
 * The parser's view: the current token, after all phases of translation up
 * to 6 (strings are not yet joined). tok_next advances; tok_peek shows the
 * one after the current without advancing.
 */
extern Tok tok;
void tok_next(void);
Tok *tok_peek(void);

/* keywords: filled in by kw_begin(); alternate spellings share a number */
enum {
	K_NONE,
	K_AUTO, K_BREAK, K_CASE, K_CHAR, K_CONST, K_CONTINUE, K_DEFAULT, K_DO,
	K_DOUBLE, K_ELSE, K_ENUM, K_EXTERN, K_FLOAT, K_FOR, K_GOTO, K_IF,
	K_INLINE, K_INT, K_LONG, K_REGISTER, K_RESTRICT, K_RETURN, K_SHORT,
	K_SIGNED, K_SIZEOF, K_STATIC, K_STRUCT, K_SWITCH, K_TYPEDEF, K_UNION,
	K_UNSIGNED, K_VOID, K_VOLATILE, K_WHILE, K_ALIGNAS, K_ALIGNOF,
	K_ATOMIC, K_BOOL, K_COMPLEX, K_GENERIC, K_IMAGINARY, K_NORETURN,
	K_STATIC_ASSERT, K_THREAD, K_TYPEOF, K_ATTRIBUTE, K_ASM, K_EXTENSION,
	K_INT128, K_LABEL, K_REAL, K_IMAG, K_AUTO_TYPE, K_FUNC_NAME
};

/*
 * Literals (lit.c). Of a T_NUM: is it a floating constant?
 * lit_int gives the value and in *type the TY_ kind it has (with suffix and
 * range as C11 6.4.4.1). lit_char likewise for a T_CHAR.
 * lit_strings consumes adjacent T_STRs from tok: their joined bytes,
 * including the final NUL of *width bytes, little-endian elements.
 */
int lit_is_float(const Tok *t);
u64 lit_int(const Tok *t, int *type);
i64 lit_char(const Tok *t, int *type);
void lit_strings(Buf *out, int *width, int *type);

/* pragmas that the parser acts on; pp calls these as it meets them */
void pragma_pack(int op, i64 n);	/* op: 's'et, 'p'ush, 'o' pop */
void pragma_weak(Ident *name, Ident *target);

/* ---- type.c: types -------------------------------------------------- */

enum {
	TY_VOID, TY_BOOL, TY_CHAR, TY_SCHAR, TY_UCHAR, TY_SHORT, TY_USHORT,
	TY_INT, TY_UINT, TY_LONG, TY_ULONG, TY_LLONG, TY_ULLONG,
	TY_INT128, TY_UINT128, TY_FLOAT, TY_DOUBLE, TY_LDOUBLE,
	TY_COMPLEX,	/* base: its element, floating or integer */
	TY_ENUM,	/* base: its integer type */
	TY_PTR, TY_ARRAY, TY_VECTOR, TY_FUNC, TY_STRUCT, TY_UNION
};

enum {
	Q_CONST = 1, Q_VOLATILE = 2, Q_RESTRICT = 4, Q_ATOMIC = 8
};

struct Type {
	u8 kind;
	u8 quals;
	u8 variadic;		/* TY_FUNC: ends in `...` */
	u8 oldstyle;		/* TY_FUNC: () without a prototype */
	u8 packed;
	u8 flex;		/* ends in a flexible array member */
	u8 noreturn;
	u32 align;		/* in bytes */
	i64 size;		/* in bytes; -1: incomplete */
	Type *base;		/* pointed to, element, result, integer type */
	i64 count;		/* TY_ARRAY: elements; -1: unknown; TY_VECTOR */
	Var *vla;		/* TY_ARRAY of run-time length: its bytes */
	Member *members;	/* TY_STRUCT, TY_UNION in order */
	Param *params;		/* TY_FUNC */
	int nparams;
	Sym *tag;
	Type *plain;		/* the unqualified type, if this one is not */
	Type *ptr;		/* parser: the pointer to it, once made */
	u8 transparent;		/* TY_UNION: passed as its first member */
	u8 imaginary;		/* parser */
};

struct Member {
	Member *next;
	Ident *name;		/* 0: anonymous */
	Type *type;
	i64 offset;		/* bytes; of the storage unit for a bit-field */
	int bit;		/* bit-field: first bit in the unit */
	int width;		/* bit-field: bits; -1: not a bit-field */
	Pos pos;
};

struct Param {
	Param *next;
	Ident *name;
	Type *type;
	Pos pos;
	Sym *sym;
};

/* What the parser binds an identifier or tag to. */
enum {
	S_VAR, S_FUNCTION, S_TYPEDEF, S_ENUMCONST, S_TAG
};

struct Sym {
	u8 kind;
	u8 storage;		/* K_STATIC, K_EXTERN, K_TYPEDEF, ... */
	u8 defined;
	u8 inline_kind;
	u8 thread;
	u8 used;
	int depth;		/* scope depth; 0 is the file */
	Ident *name;
	Type *type;
	Pos pos;
	Sym *outer;		/* what this one hides */
	Sym *next;		/* in its scope */
	i64 value;		/* S_ENUMCONST */
	Var *var;		/* an automatic variable */
	ObjSym *obj;		/* a static object or a function */
	u32 align;
	/* what attributes said, and how functions were declared */
	const char *section;
	u8 constructor;
	u8 destructor;
	int priority;
	u8 keep;		/* emitted though nothing refers to it */
	u8 gnu_inline;
	u8 always_inline;
	u8 plain_decl;		/* declared without inline, or extern */
	u8 common;		/* 1: not common, 2: common */
};

/* ---- the tree: pure values ------------------------------------------- */

/*
 * Machine modes. Arithmetic happens in I32 and wider; the four small ones
 * stand on loads, stores, locals and conversions only.
 */
enum {
	M_VOID, M_I8, M_U8, M_I16, M_U16, M_I32, M_U32, M_I64, M_U64,
	M_F32, M_F64,
	M_FLD,			/* long double: x87 on amd64 */
	M_BLK			/* an aggregate, in memory, by its address */
};

/*
 * A Node computes a value and has no effect: no assignment, no call, no
 * control flow is inside a tree; the parser emits these as statements of
 * their own, before. A tree may therefore be shared, and evaluated twice.
 * (A volatile load is always emitted at once into a variable.)
 */
enum {
	N_CONST,	/* ival: integers and addresses; sign- or zero-
			   extended to 64 bits as the mode says */
	N_FCONST,	/* F32, F64: IEEE bits in ival; FLD: 64-bit
			   significand in ival, sign and exponent in fexp
			   (the 80-bit format) */
	N_ADDR,		/* address of sym + ival; mode I64 */
	N_FRAME,	/* address of var (which is in memory) + ival */
	N_LABEL,	/* address of label (&&label) */
	N_LOCAL,	/* value of the scalar var; mode is the var's */
	N_LOAD,		/* mode at address a + ival */
	N_FRAMEADDR,	/* __builtin_frame_address(ival) */
	N_RETADDR,	/* __builtin_return_address(ival) */
	/* one operand */
	N_NEG, N_COM,
	N_CONV,		/* a->mode to mode */
	N_BSWAP, N_CLZ, N_CTZ, N_POPCOUNT,	/* a has this node's mode,
			   U16 (bswap), U32 or U64 */
	N_FABS, N_SQRT,
	/* two operands of this node's mode (shift counts are I32) */
	N_ADD, N_SUB, N_MUL, N_DIV, N_MOD, N_AND, N_OR, N_XOR, N_SHL, N_SHR,
	/* two operands of equal mode a->mode, which gives the signedness;
	   the result is I32, 0 or 1; for floats as C: false when unordered,
	   N_NE true */
	N_EQ, N_NE, N_LT, N_LE, N_GT, N_GE
};

struct Node {
	u8 op;
	u8 mode;
	u16 fexp;
	u16 need;		/* backend: registers needed */
	u16 flag;		/* backend: names a statement's temporary */
	u32 nodes;		/* backend: size of the prepared tree */
	u32 stamp;		/* backend: when rep is valid */
	Node *a;
	Node *b;
	i64 ival;
	Var *var;
	ObjSym *sym;
	Label *label;
	Node *rep;		/* backend: the prepared form */
};

/* A local variable, parameter or temporary of the function. */
struct Var {
	Var *next;		/* all of the function, in order */
	Ident *name;		/* 0: a temporary */
	Type *type;		/* aggregates: layout; scalars: may be 0 */
	u8 mode;
	u8 addressed;		/* N_FRAME names it: it lives in memory */
	u8 is_volatile;
	u8 is_param;
	u8 asm_reg;		/* register ... asm("r10"): number + 1 */
	u32 align;
	i64 size;
	Stmt *born;		/* S_BORN statement that opens its life; 0 for
				   parameters: the function's start */
	int index;
	/* backend */
	int reg;		/* -1: in memory */
	i64 off;		/* from the frame base */
	int first;
	int last;
	int weight;
	int hint;		/* register to try first, + 1 */
	Var *mate;		/* one to share a register with */
	Seg *segs;		/* where it is live, in order */
	int block;		/* the only one that names it, or -1 */
	int bit;		/* among those live across blocks, or -1 */
	u8 tracked;		/* may live in a register */
	u8 used;		/* is named at all */
	int wide;		/* > 0: an int, kept extended to 64 bits */
};

struct Label {
	Label *next;
	Ident *name;
	u8 defined;
	u8 taken;		/* && or switch: reached by address */
	int index;
	Pos pos;
	ObjSym *obj;		/* backend */
	Stmt *at;		/* its ST_LABEL */
	int seq;		/* backend: its block */
	int refs;		/* backend: how many jump here */
	/* parser */
	Label *fwd;		/* merged into this one */
	int jumps;		/* emitted to it so far */
	u8 user;		/* placed even if nothing jumps to it */
	u8 placed;		/* its definition was met */
	void *undo;
	Label *shadow;		/* what a __label__ hides */
	Label *local_next;
};

/* ---- statements: a linear list --------------------------------------- */

enum {
	/* var->life begins here: a declaration was passed. A variable that
	   is declared outside a loop and used in it lives through all of it */
	ST_BORN,	/* var */
	ST_SET,		/* var = a (of var's mode) */
	ST_STORE,	/* mode at address a + ival = b (of that mode) */
	ST_COPY,	/* size bytes from address b to address a; align */
	ST_ZERO,	/* size bytes at address a are 0; align */
	ST_CALL,	/* call */
	ST_LABEL,	/* label */
	ST_JUMP,	/* label */
	ST_BRANCH,	/* to label if (a != 0) == ival (1 or 0) */
	ST_SWITCH,	/* a (I32 to U64) among cases, else label */
	ST_IJUMP,	/* to address a (computed goto) */
	ST_RET,		/* a: the scalar, or the aggregate's address, or 0 */
	ST_ASM,		/* as */
	ST_ALLOCA,	/* var = address of a fresh block of a bytes, at least
			   16-aligned (ival if larger) */
	ST_SPSAVE,	/* var = stack pointer, before a VLA */
	ST_SPRESTORE,	/* stack pointer = var */
	ST_VASTART,	/* the va_list at address a */
	ST_ATOMIC,	/* sub, mode: var = old value at address a, which
			   becomes old `sub` b; see below */
	ST_FENCE,
	ST_TRAP,
	ST_UNREACHABLE
};

/* ST_ATOMIC sub; var may be 0 when the result is not wanted */
enum {
	A_LOAD,		/* var = [a] */
	A_STORE,	/* [a] = b, sequentially consistent */
	A_XCHG, A_ADD, A_SUB, A_AND, A_OR, A_XOR, A_NAND,
	A_CAS		/* var = old; if old == c then [a] = b */
};

struct Stmt {
	Stmt *next;
	Stmt *prev;
	u8 op;
	u8 mode;
	u8 sub;
	u8 is_volatile;
	u32 align;
	Pos pos;
	Var *var;
	Node *a;
	Node *b;
	Node *c;
	i64 ival;
	i64 size;
	Label *label;
	union {
		Call *call;
		Case *cases;
		AsmStmt *as;
	} u;
	int seq;		/* backend: position in the list */
	u32 scratch;		/* backend: registers kept free in it */
	u32 clobber;		/* backend: registers lost in it */
	u8 depth;		/* backend: loops around it */
	u8 done;		/* backend: lowered */
};

struct Case {
	Case *next;		/* in source order; ranges do not overlap */
	i64 lo;
	i64 hi;
	Label *label;
	Pos pos;
};

struct Arg {
	Arg *next;
	Node *val;		/* scalar value, or address of an aggregate */
	Type *type;		/* after promotion or conversion */
	/* backend: arguments become parts, one for each place */
	u8 mode;
	int reg;		/* -1: on the stack */
	i64 off;		/* there */
};

struct Call {
	ObjSym *direct;		/* or, when 0, */
	Node *fn;		/* the function's address */
	Type *type;		/* TY_FUNC */
	Arg *args;
	int nargs;
	int nfixed;		/* how many of them are not variadic */
	Type *result;
	Var *ret;		/* gets a scalar result; 0: not wanted */
	Node *ret_addr;		/* where an aggregate result goes; always set
				   for aggregates */
	u8 noreturn;
	u8 returns_twice;	/* setjmp, vfork: nothing in registers */
	/* backend */
	Var *ret2;		/* second part of an aggregate result */
	int retreg;
	int retreg2;
	int nfloats;		/* in vector registers; -1: nobody asks */
};

/* One operand of an extended asm statement; outputs come first. */
struct AsmOp {
	const char *constraint;	/* as written, "=" and "+" included */
	Ident *name;		/* [name] */
	Type *type;
	u8 mode;
	u8 is_output;
	u8 is_inout;		/* "+": val is the input too */
	int tied;		/* input: output it must share with, or -1 */
	Var *var;		/* output to a scalar variable, or */
	Node *addr;		/* address of a memory operand (constraint
				   allows m; in and out), or of where a
				   register output is to be stored */
	Node *val;		/* input value */
	/* backend */
	int where;
	int reg;
};

struct AsmStmt {
	const char *text;	/* the template, NUL-terminated */
	AsmOp *ops;
	int nops;
	int nout;
	const char **clobbers;
	int nclobbers;
	u8 is_basic;		/* no operands: % is not special */
};

struct Func {
	Ident *name;
	ObjSym *sym;
	Section *sec;
	Type *type;
	Var *params;		/* the first nparams of vars, in order */
	int nparams;
	Var *vars;		/* all, linked by next */
	int nvars;
	Label *labels;
	int nlabels;
	Stmt *first;
	Stmt *last;
	u8 uses_alloca;		/* ST_ALLOCA occurs */
	u8 uses_setjmp;		/* calls something that returns twice */
	u8 keep_frame;
	Pos pos;
	Pos end;
};

/* ---- lower.c: what builds trees and statements (parser and target) ---- */

Node *node_const(int mode, i64 v);
Node *node_unary(int op, int mode, Node *a);	/* folds constants */
Node *node_binary(int op, int mode, Node *a, Node *b);
Node *node_conv(int mode, Node *a);
Node *node_load(int mode, Node *addr, i64 off);
Node *node_local(Var *v);
Node *node_frame(Var *v, i64 off);
Node *node_addr(ObjSym *s, i64 off);
Var *var_temp(int mode);
Var *var_block(i64 size, u32 align);	/* in memory */
Label *label_new(void);
Stmt *emit(int op);			/* appended to the current list */
void emit_set(Var *v, Node *val);
void emit_store(int mode, Node *addr, i64 off, Node *val);
void emit_label(Label *l);
void emit_jump(Label *l);
void emit_branch(Node *cond, int sense, Label *l);
int type_mode(const Type *t);		/* M_BLK for aggregates */
extern Func *func;			/* the one being compiled */

void unit_compile(void);		/* parse all of it, into the object */

/* ---- the backend ------------------------------------------------------ */

/* Emits func, whole, into func->sec; defines func->sym with its size. */
void gen_func(Func *f);

/* va_list: its type, and the address of the next argument of type t as a
   tree, after emitting what advances the list at address ap. */
Type *target_va_list(void);
Node *target_va_arg(Node *ap, Type *t);
/* number of the register called name ("rbx", "%xmm1"), or -1 */
int target_reg(const char *name);
/* predefined macros of the target, as lines "NAME VALUE\n" */
extern const char target_macros[];
extern const char target_triple[];	/* for -dumpmachine */

/* ---- options ----------------------------------------------------------- */

struct Opts {
	int optimize;		/* 0..3; changes little but macros */
	int debug;
	int pic;
	int std;		/* 89, 99, 11, 17 */
	int gnu;		/* -std=gnu..: keywords asm, typeof, inline */
	int gnu89_inline;
	int freestanding;
	int nostdinc;
	int unsigned_char;
	int common;		/* tentative definitions are COMMON */
	int function_sections;
	int data_sections;
	int warnings;		/* off with -w */
	int werror;
	int text;		/* -S */
	int pedantic_errors;
	int wrapv;		/* -fwrapv: an int may overflow */
	int dump;		/* -fdump-tree: statements, to stderr */
};

extern struct Opts opt;

#endif
