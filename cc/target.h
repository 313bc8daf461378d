/*
 * target.h: what the common part of the backend and a processor say to each
 * other. Common: prep.c (trees made simple), live.c (what is live where),
 * reg.c (who gets which register), gen.c (the order of all this).
 */
#ifndef CC_TARGET_H
#define CC_TARGET_H

/* Registers are numbers: general ones 0..15, floating ones 16..31. */
enum {
	REG_FLOAT = 16,
	REG_MAX = 32
};

/*
 * Every statement has three points: its operands are read at the first, at
 * the second calls and the like lose registers, results appear at the third.
 */
enum {
	AT_USE,
	AT_LOSE,
	AT_DEF,
	POINTS
};

/* A stretch of points, both ends included, where a variable is live. */
struct Seg {
	Seg *next;
	int from;
	int to;
};

/* The upper half of a product: U64 or I64. Only the backend makes it. */
enum {
	N_MULH = N_GE + 1
};

extern const u8 mode_bytes[];	/* size of each M_ */
int mode_int(int mode);		/* M_I8 .. M_U64 */
int mode_signed(int mode);
int mode_float(int mode);	/* M_F32, M_F64 */

/* ---- prep.c ---------------------------------------------------------- */

void prep_func(Func *f);
Stmt *stmt_before(Stmt *at, int op);
Stmt *stmt_after(Stmt *at, int op);
void stmt_remove(Stmt *s);
void stmt_as_set(Stmt *s, Var *v, Node *n);
void stmt_as_store(Stmt *s, int mode, Node *a, i64 off, Node *n);
void stmt_as_copy(Stmt *s, Node *to, Node *from, Type *t);
Var *prep_temp(int mode);
/* a variable holding n, which is computed before the current statement */
Node *prep_leaf(Node *n);
int tree_same(Node *a, Node *b);
/* calls fn for every place in s that holds a tree */
void stmt_trees(Stmt *s, void (*fn)(Node **slot));

/* ---- divide.c --------------------------------------------------------- */

/* x / d and x % d by multiplication or shifts; 0 if there is no such way */
Node *divide_const(int op, int mode, Node *x, i64 d);

/* ---- live.c ------------------------------------------------------------ */

void live_func(Func *f);
/* calls fn for every variable that the tree names */
void tree_vars(Node *n, void (*fn)(Var *v));
void stmt_uses(Stmt *s, void (*fn)(Var *v));
void stmt_defs(Stmt *s, void (*fn)(Var *v));
int stmt_weight(Stmt *s);
extern int live_last;		/* seq of the last statement; 0 is the entry */

/* ---- reg.c -------------------------------------------------------------- */

void reg_func(Func *f);
extern u32 reg_used;		/* all registers given out in the function */
/* registers that hold no variable while s reads its operands and works */
u32 reg_free(Stmt *s);

/* ---- dump.c -------------------------------------------------------------- */

void dump_func(Func *f);

/* ---- the processor ------------------------------------------------------ */

extern const u8 target_int_order[];	/* which to try first; ends in 0xff */
extern const u8 target_float_order[];
extern const u32 target_saved;		/* kept by a called function */

void target_begin(Func *f);	/* before prep: parameters get their places */
/* s takes its final form; statements may be put before and after it */
void target_lower(Stmt *s);
/* an equal tree that the processor can do, or n; children are prepared */
Node *target_simplify(Node *n);
/* must n be alone in a ST_SET, because it wants certain registers? */
int target_alone(const Node *n);
/* registers needed to compute n (children are known), and the limit */
int target_need(const Node *n);
enum {
	NEED_MAX = 3
};
/* sets s->scratch and s->clobber, and hints of variables */
void target_wants(Stmt *s);
void target_params(void);	/* hints of parameters */
/* once registers are given: variables in memory get their offsets */
void target_frame(Func *f);
void target_enter(Func *f);
void target_stmt(Stmt *s);
void target_leave(Func *f);

#endif
