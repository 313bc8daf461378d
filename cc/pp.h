/*
 * pp.h: what the files of the preprocessor say to each other: lex.c (raw
 * tokens), macro.c (definitions and expansion), pp.c (files, directives),
 * ppexpr.c (#if), pragma.c, ppout.c (-E), deps.c (-M), predef.c.
 */
#ifndef CC_PP_H
#define CC_PP_H

/* Tok.noexpand holds these; the parser needs none of them. */
enum {
	TF_NOEXPAND = 1,	/* met while its macro was being expanded */
	TF_AVOID = 2,		/* -E: next to the edge of an expansion */
	TF_PASTE = 4		/* in a macro's body: ## follows */
};

/* kinds of tokens in a macro's body; len is the number of the parameter */
enum {
	T_MPARAM = 512,
	T_MSTRING		/* # parameter */
};

typedef struct Lex Lex;
typedef struct Macro Macro;
typedef struct Vec Vec;

/* Where the lexer is. */
struct Lex {
	const u8 *p;
	const u8 *end;
	const u8 *line;		/* start of the physical line */
	Pos base;		/* position of column 0 of it */
	u8 bol;			/* no token was met yet on this line */
	u8 directive;		/* newlines are tokens, and not consumed */
};

struct Macro {
	Ident *name;
	Tok *body;
	int nbody;
	int nparams;
	Ident **params;
	u8 funlike;
	u8 variadic;		/* the last parameter takes the rest */
	u8 builtin;		/* MB_: computed where it stands */
	u8 busy;		/* being expanded: not to be expanded again */
	u8 has_paste;
	Pos pos;
	Macro *next;		/* all of the unit, latest first */
};

enum {
	MB_NONE, MB_FILE, MB_LINE, MB_DATE, MB_TIME, MB_TIMESTAMP,
	MB_COUNTER, MB_LEVEL, MB_BASE_FILE, MB_FILE_NAME, MB_PRAGMA,
	MB_HAS		/* __has_include and kin: mean something in #if only */
};

/* A growing array of tokens. */
struct Vec {
	Tok *t;
	int n;
	int cap;
};

extern Lex lx;
extern int pp_asm;		/* .S: unknown directives and quotes pass */

/* lex.c */
void lex_begin(void);
void kw_begin(void);
void lex_open(const u8 *text, u64 n, int file);
void lex_next(Tok *t);		/* the next raw token */
void lex_skip_line(void);	/* to the newline that ends this line */
int lex_next_line(void);	/* over it, and the blanks behind; 0: no more */
u64 lex_splice(const u8 *p);	/* length of a backslash-newline at p, or 0 */
const char *tok_spell(const Tok *t, u64 *n);	/* not NUL-terminated */
void tok_add(Buf *b, const Tok *t);		/* its spelling */
int tok_is(const Tok *t, const char *name);	/* the identifier name */

/* lit.c */
void utf8_add(Buf *b, u32 c);
void lit_text(Buf *b, const Tok *t);	/* a T_STR's bytes, without a NUL */

/* macro.c */
void macro_begin(void);
void macro_define(void);	/* the rest of a #define line */
void macro_undef(Ident *id);
void macro_builtin(const char *name, int kind);
void macro_push(Ident *name);	/* #pragma push_macro, pop_macro */
void macro_pop(Ident *name);
void macro_dump(Buf *b);	/* -dM */
void pp_next(Tok *t);		/* the next token, macros expanded */
void pp_unexpanded(Tok *t);	/* the same, macros left alone */
void pp_push_tok(const Tok *t);	/* t comes again */
void pp_flush(void);		/* forget what macros have yet to give */
int pp_in_macro(void);		/* will the next token come from one? */
void vec_add(Vec *v, const Tok *t);
void str_literal(Tok *t, const char *s, Pos pos);	/* t = "s" */
void num_literal(Tok *t, i64 v, Pos pos);

/* pp.c */
void pp_begin(const char *path);
void pp_end(void);
void pp_raw(Tok *t);		/* lex_next, after directives and file ends */
void pp_once(void);		/* #pragma once */
void pp_system(void);		/* #pragma GCC system_header */
int pp_level(void);
int pp_has_include(int next);	/* the rest of __has_include(...) */
extern const char *pp_main;	/* path of the main file */
extern Pos pp_here;		/* of the directive at hand */

/* ppexpr.c */
int pp_condition(void);		/* the expression on the rest of the line */

/* pragma.c */
void pragma_line(void);		/* the rest of a #pragma line */
void pragma_operator(const Tok *str);	/* _Pragma(str) */

/* predef.c */
void predef_text(Buf *b);

/* ppout.c; what happens to files and lines is told to it when out_on */
extern int out_on;
void out_begin(Buf *b, int markers);	/* before pp_begin */
void out_unit(void);		/* all of the unit, as text, into b */
void out_nothing(void);		/* instead: reads all of it, for -M or -dM */
void out_file(int flag);	/* OUT_: the lexer has moved to another file */
void out_line(const char *word, Pos pos);	/* # word, then the line */

/* the middle two are also flags in line markers */
enum { OUT_RENAME, OUT_ENTER, OUT_LEAVE, OUT_START };

/* deps.c */
void dep_begin(void);
void dep_add(const char *path, int system);	/* path lives with the unit */
void dep_quote(Buf *b, const char *s);
void dep_rule(Buf *b, const char *targets, int phony);

/* options of the preprocessor, filled in by the driver */
typedef struct PpOpts PpOpts;

struct PpOpts {
	const char **dirs;	/* searched in order */
	u8 *dir_system;		/* each: its files give no warnings */
	int ndirs;
	int first_angle;	/* index of the first one for <name> */
	int no_current;		/* -I-: "name" is not sought beside its user */
	Buf command;		/* -D and -U as directives */
	const char **includes;	/* -include */
	int nincludes;
	const char **imacros;
	int nimacros;
	int undef;		/* -undef */
	int nostdinc;
	int gnuc;		/* 4 << 16 | 2 << 8 | 1 for -fgnuc-version=4.2.1 */
	int preprocessed;	/* .i: no macros to start with */
	int trigraphs;
	int deps;		/* DEP_ */
	int missing_ok;		/* -MG */
};

enum { DEP_NONE, DEP_ALL, DEP_USER };

extern PpOpts ppo;

#endif
