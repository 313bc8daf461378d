/*
 * asm.h: what the parts of the assembler say to each other: asm.c (lines,
 * labels, expressions), asmdir.c (directives), asmmac.c (macros and
 * conditions), and the processor's parse.c (instructions).
 */
#ifndef CC_ASM_H
#define CC_ASM_H

void asm_begin(void);		/* a new unit: forgets macros and labels */

/* Where the assembler is in its text; statements end at end. */
struct Asm {
	const u8 *p;
	const u8 *end;		/* of the statement */
	Pos pos;
	int depth;		/* of macros and includes */
	const u8 *next;		/* where reading goes on */
	const u8 *limit;	/* end of this text */
	const u8 *bol;		/* where the line began */
	i64 line;
	int file;		/* for positions in a whole file; 0: inline */
};
extern struct Asm as;

/* An expression's value: sym - sub + v. */
struct AsmVal {
	ObjSym *sym;
	ObjSym *sub;
	i64 v;
	const char *suffix;	/* the name after @, or 0 */
	u64 suffix_len;
};
typedef struct AsmVal AsmVal;

/* ---- asm.c ------------------------------------------------------------- */

void asm_error(const char *text, const char *a, const char *b);
void asm_warn(const char *text, const char *a, const char *b);
void asm_run(const u8 *text, u64 n);	/* assembles all of the text */
void as_space(void);
int as_end(void);		/* nothing is left of the statement */
int as_take(int c);		/* takes c, and blanks before it, if there */
void as_expect(int c);
int as_name_char(int c);
/* The next name, interned (quoted ones too); 0 and no message if none. */
Ident *as_name(void);
Ident *as_need_name(void);
void as_string(Buf *b);		/* "..." with its escapes undone */
void as_expr(AsmVal *v);
i64 as_const(void);		/* an expression whose value is known now */
i64 as_const_or(i64 otherwise);	/* the same, when there is one */
int asm_known(AsmVal *v);	/* can it be folded to a number? then does */
ObjSym *asm_here(void);		/* a label at this place */
void asm_line(void);	/* one, between as.p and as.end */

extern const char **asm_dirs;	/* where .include looks */
extern int asm_ndirs;

/* ---- asmdir.c ------------------------------------------------------------ */

void asm_directives_begin(void);
void asm_directive(Ident *name);
void asm_assign(Ident *name, int once);

/* ---- asmmac.c ------------------------------------------------------ */

void asm_macros_begin(void);
/* Does name begin a condition, macro, or repetition? Then does it. */
int asm_macro_directive(Ident *name);
int asm_skipping(void);		/* in a false .if */
void asm_skip(Ident *name);	/* looks for what ends it */
int asm_macro_call(Ident *name);
int asm_conditions(void);	/* how many .if are open */
const u8 *asm_statement_end(const u8 *p, const u8 *limit);

/* ---- amd64/parse.c ------------------------------------------------- */

void target_asm_begin(void);
void target_instruction(const char *name, u64 n);

#endif
