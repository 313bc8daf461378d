/*
 * back.h: what the files of the amd64 code generator share. op_ builds
 * operands, am_ emits, ev_ computes integers, fv_ floats in vector
 * registers, xv_ long doubles on the x87 stack. Registers are numbers as in
 * target.h: 0..15 general, 16..31 vector.
 */
#ifndef CC_AMD64_BACK_H
#define CC_AMD64_BACK_H

enum {
	XMM0 = REG_FLOAT,
	XMM_TEMP = XMM0 + 15,	/* never holds a variable */
	RED_ZONE = -16,		/* from the stack pointer: 16 free bytes */
	CC_PARITY = 16,		/* with CC_E, CC_NE: of floats, which may be
				   unordered */
	SEG_FS = 4
};

/* ---- operands ---- */
void op_reg(Opnd *o, int r);
void op_imm(Opnd *o, i64 v);
void op_mem(Opnd *o, int base, i64 disp);
void op_var(Opnd *o, Var *v, i64 off);	/* v's place in memory */
void op_sym(Opnd *o, ObjSym *s);	/* relative to rip */

/* ---- instructions: sources first; r a register, i a number, m memory ---- */
void am_rr(int op, int w, int src, int dst);
void am_ir(int op, int w, i64 v, int dst);
void am_mr(int op, int w, const Opnd *m, int dst);
void am_rm(int op, int w, int src, const Opnd *m);
void am_im(int op, int w, i64 v, const Opnd *m);
void am_r(int op, int w, int r);
void am_const(i64 v, int w, int dst);
void am_move(int mode, int src, int dst);
void am_load(int mode, const Opnd *m, int dst);
void am_save(int mode, int src, const Opnd *m);
void am_extend(int mode, int src, int dst);	/* low bytes of a register */
/* src[i] to dst[i], all at once */
void am_moves(int n, int *src, int *dst);
void am_jump(int op, ObjSym *to);
ObjSym *am_label(Label *l);

/* ---- registers that are free in the statement at hand ---- */
extern u32 am_avail;
extern u32 am_fixed;	/* the stack and frame pointer */
extern Stmt *am_stmt;
u32 am_regs(Node *n);		/* of the variables in the tree */
int am_scratch(int is_float);
int am_is_scratch(int r);	/* it holds no variable now */
void am_keep(int r);		/* r is not free from here on */
void am_return(void);		/* what was borrowed has its value back */
extern u32 am_targets;		/* registers the statement is filling */

/* ---- frame ---- */
extern int am_frame_reg;
extern i64 am_frame_bias;	/* from it to the return address */
extern i64 am_out_size;		/* bytes for arguments at the stack pointer */
extern int am_calls;		/* the stack must be aligned for calls */
int am_frame_base(Var *v, i64 *off);

/* ---- integers: tree.c ---- */
int ev(Node *n);
void ev_to(Node *n, int dst);
void ev_addr(Node *a, i64 off, Opnd *o);
void ev_operand(Node *n, int w, Opnd *o);
int ev_uses(Node *n, int r);
void ev_lend(Node *n, int dst);
int ev_cond(Node *n);		/* sets the flags; a CC_ */
void ev_set(int cc, int dst);	/* the condition as 0 or 1 */
int ev_addr_need(const Node *a);
int ev_tls(const ObjSym *s);
void ev_count_wide(Stmt *s);	/* ints worth keeping extended */
void ev_widen(Var *v);
void ev_to_wide(Var *v, Node *n);
/* n, of mode, to memory, or added to it and so on */
void ev_store(int mode, Node *addr, i64 off, Var *v, Node *n);

/* ---- floats: sse.c ---- */
int fv(Node *n);
void fv_to(Node *n, int dst);
int fv_cond(Node *n);
void fv_to_int(Node *n, int dst);	/* a conversion */
void fv_pool(Opnd *o, u64 lo, u64 hi, int size);	/* a constant */
void xv(Node *n);			/* pushes n */
void xv_float(Node *n);			/* pushes n of any floating mode */
void xv_pop(int mode, const Opnd *m);	/* to memory */
int xv_cond(Node *n);
void xv_to_int(Node *n, int dst);

/* ---- calls: call.c; asm: asmop.c ---- */
void call_wants(Stmt *s);
void call_gen(Stmt *s);
void call_lower(Stmt *s);
void call_lower_ret(Stmt *s);
void call_ret(Stmt *s);
void call_begin(Func *f);
void call_enter(Func *f);
void call_lower_va(Stmt *s);
void asm_lower(Stmt *s);
void asm_wants(Stmt *s);
void asm_gen(Stmt *s);

/* ---- memory blocks: block.c ---- */
void block_copy(const Opnd *to, const Opnd *from, i64 size);
void block_zero(const Opnd *to, i64 size);
int block_is_big(i64 size);

#endif
