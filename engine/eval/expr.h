/*
 * The syntax tree, as the parser leaves it and bind.c completes it. Nodes
 * live as long as the process. The shapes follow the language as Nix
 * prints it with --parse, with faster kinds beside the general ones.
 */
#ifndef EVAL_EXPR_H
#define EVAL_EXPR_H

#include "engine/eval/value.h"

enum {
	E_LAMBDA = FUN_LAMBDA,  /* a Fun's first byte is read as this */
	E_CONST = 8,            /* literal; v */
	E_VAR,                  /* unresolved until bind */
	E_LOCAL,                /* env level and slot known */
	E_LOCAL0,               /* the innermost env */
	E_LOCAL1,
	E_LOCAL2,
	E_BASE,                 /* a builtin: v */
	E_WITHVAR,              /* looked up in enclosing withs */
	E_FROM,                 /* source of inherit (e) */
	E_SELECT,
	E_SELECT1,              /* one static name, no default */
	E_HASATTR,
	E_ATTRS,
	E_LIST,
	E_CALL,
	E_ARITH,                /* - * / < on the builtins themselves */
	E_LET,
	E_WITH,
	E_IF,
	E_ASSERT,
	E_NOT,
	E_EQ,
	E_NEQ,
	E_AND,
	E_OR,
	E_IMPL,
	E_UPDATE,
	E_APPEND,
	E_PLUS,                 /* a + b */
	E_INTERP,               /* string or path with parts */
	E_POS,                  /* __curPos */
	E_FILE                  /* a file to parse and evaluate */
};

struct Expr {
	uint8_t kind;
	uint8_t flag;
	uint16_t aux;
	Pos pos;
};

typedef struct {
	Expr h;
	V v;
	Sym name;               /* E_BASE: what it was called */
} ExprConst;

typedef struct ExprWith ExprWith;

typedef struct {
	Expr h;
	Sym name;
	uint32_t level;
	uint32_t slot;          /* E_FROM: index of the source */
	ExprWith *with;         /* E_WITHVAR: the nearest one */
} ExprVar;

typedef struct {
	Sym sym;                /* 0: e gives the name */
	Expr *e;
} AttrName;

typedef struct {
	Expr h;
	Expr *e;
	const Shape *shape;     /* where it was found last, ... */
	uint32_t slot;          /* ... and at which slot */
	uint32_t n;
	Expr *def;              /* after "or"; NULL if none */
	AttrName *path;
} ExprSelect;

typedef struct {
	Expr h;
	Expr *e;
	uint32_t n;
	AttrName *path;
} ExprHasAttr;

enum { DEF_PLAIN, DEF_INHERIT, DEF_FROM };

typedef struct {
	Sym name;
	Pos pos;
	Expr *e;
	uint32_t kind;
} AttrDef;

typedef struct {
	Expr *name;
	Expr *e;
	Pos pos;
} DynDef;

typedef struct {
	Expr h;
	bool rec;
	bool has_overrides;
	bool sorted;
	uint32_t n, cap;
	uint32_t n_dyn, cap_dyn;
	uint32_t n_from, cap_from;
	AttrDef *defs;          /* sorted by name once bound */
	DynDef *dyns;
	Expr **froms;
	uint32_t *index;        /* hash of defs while large ones are parsed */
	uint32_t index_size;
	const Shape *shape;
} ExprAttrs;

typedef struct {
	Expr h;
	uint32_t n;
	Expr *e[];
} ExprList;

typedef struct {
	Sym name;
	Pos pos;
	Expr *def;              /* NULL: required */
} Formal;

struct ExprLambda {
	Expr h;
	Sym name;               /* for messages; 0 if it has none */
	Sym arg;                /* 0: only formals */
	bool formals_on;        /* it takes a set apart */
	bool ellipsis;
	uint32_t n;
	Formal *formals;        /* sorted by name */
	Expr *body;
	uint32_t base;          /* slots of the functions around it that ... */
	uint32_t env_slots;     /* ... share its env; slots of all of those */
	bool no_capture;        /* its env ends with the call: see bind.c */
	const Shape *shape;     /* the last set it was called with, ... */
	uint32_t *map;          /* ... and where its formals are in there */
	uint64_t calls;         /* counted when asked for */
};

typedef struct {
	Expr h;
	Expr *fun;
	uint32_t n;
	uint32_t cap;
	Expr **args;
} ExprCall;

typedef struct {
	Expr h;                 /* aux: AR_SUB ... */
	Expr *a, *b;
	Expr *call;             /* the same as an ordinary call */
} ExprArith;

enum { AR_SUB, AR_MUL, AR_DIV, AR_LESS };

typedef struct {
	Expr h;
	ExprAttrs *attrs;
	Expr *body;
} ExprLet;

struct ExprWith {
	Expr h;
	Expr *attrs;
	Expr *body;
	ExprWith *parent;
	uint32_t prev;          /* levels up to the parent's env */
};

typedef struct {
	Expr h;
	Expr *cond, *then, *other;
} ExprIf;

/* Operators with two operands; E_NOT and E_ASSERT (cond, body) too. */
typedef struct {
	Expr h;
	Expr *a, *b;
} ExprBin;

typedef struct {
	Pos pos;
	Expr *e;
} Part;

/* flag of h: the result is a string whatever comes first. */
typedef struct {
	Expr h;
	uint32_t n;
	Part parts[];
} ExprInterp;

typedef struct {
	Expr h;
	V path;
} ExprFile;

/* Names that an expression may use: one level of them. */
typedef struct {
	Sym name;
	uint32_t slot;
} Var;

typedef struct Scope Scope;
struct Scope {
	Scope *up;
	ExprWith *with;         /* this level is a with */
	const Var *vars;        /* sorted by name */
	uint32_t n;
	bool base;              /* the builtins: vars index base values */
};

/* expr_show: as --parse prints it. */
void expr_show(StrBuf *out, const Expr *e);
/* expr_show_path: a.b."${c}" */
void expr_show_path(StrBuf *out, const AttrName *path, uint32_t n);
/* expr_set_name: functions learn the name that they are bound to. */
void expr_set_name(Expr *e, Sym name);
/* expr_bind: resolve the variables; throws for an undefined one. */
Expr *expr_bind(Expr *e, Scope *scope);

#endif
