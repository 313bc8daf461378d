/* What the parts of the parser share. */
#ifndef EVAL_PARSE_H
#define EVAL_PARSE_H

#include "engine/eval/lex.h"

typedef struct {
	Lexer lex;
	Token ahead[4];         /* a ring of tokens read so far */
	uint32_t first, n_ahead;
	Token *t;               /* the current one */
	uint32_t prev_end;      /* where the one before ended */
	SrcFile *src;
	Str base_dir;
	uint32_t cursed_end;    /* end of "f or" just parsed, or 0 */
} Parser;

/* A string or ${e} in an attribute path, before it is known which. */
typedef struct {
	bool is_text;
	Str text;
	Expr *e;
} Stringy;

typedef struct {
	AttrName *v;
	uint32_t n, cap;
} AttrPath;

static inline Pos parse_at(const Parser *p, uint32_t off)
{
	return p->src->base + off;
}

/* parse_node: a zeroed node. */
void *parse_node(size_t size, int kind, Pos pos);
#define NODE(T, kind, pos) ((T *)parse_node(sizeof(T), (kind), (pos)))
Expr *parse_const(V v);
Expr *parse_var(Sym name, Pos pos);
void parse_next(Parser *p);
Token *parse_peek(Parser *p);
/* parse_unexpected: the syntax error; kinds ends in -1, may be NULL. */
_Noreturn void parse_unexpected(Parser *p, const int *kinds);
void parse_expect(Parser *p, int kind);
Expr *parse_expr(Parser *p);
Stringy parse_string_parts(Parser *p);
Expr *parse_stringy(Stringy s);

/* parse_set.c: sets and formals. */
ExprAttrs *parse_binds(Parser *p, ExprAttrs *a, int closer);
/* parse_attrpath: its names are in ev.tmp. parse_keep: a lasting copy. */
AttrPath parse_attrpath(Parser *p);
void *parse_keep(const void *p, size_t n);
ExprAttrs *parse_new_attrs(Pos pos);
Formal *parse_formals(Parser *p, uint32_t *n, bool *ellipsis);
void parse_check_formals(Parser *p, Formal *f, uint32_t n, Pos pos, Sym arg);

/* parse_string.c: strings and paths. */
Expr *parse_ind_string(Parser *p);
Expr *parse_path(Parser *p);
void parse_lint(Parser *p, int level, const char *name, Str msg, Pos pos);

#endif
