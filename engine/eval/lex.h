/* Tokens of the Nix language. */
#ifndef EVAL_LEX_H
#define EVAL_LEX_H

#include "engine/eval/eval.h"

/* Single characters are themselves. */
enum {
	TK_EOF = 0,
	TK_ID = 256, TK_INT, TK_FLOAT, TK_STR, TK_IND_STR, TK_PATH, TK_HPATH,
	TK_SPATH, TK_PATH_END, TK_URI, TK_IF, TK_THEN, TK_ELSE, TK_ASSERT,
	TK_WITH, TK_LET, TK_IN, TK_REC, TK_INHERIT, TK_EQ, TK_NEQ, TK_LEQ,
	TK_GEQ, TK_UPDATE, TK_CONCAT, TK_AND, TK_OR, TK_IMPL, TK_OR_KW,
	TK_PIPE_FROM, TK_PIPE_INTO, TK_DOLLAR_CURLY, TK_IND_OPEN,
	TK_IND_CLOSE, TK_ELLIPSIS, TK_INVALID
};

typedef struct {
	int kind;
	uint32_t at;            /* offset of its first byte */
	uint32_t end;
	Str text;               /* of strings: unescaped */
	union {
		int64_t i;
		double f;
	} u;
	Sym sym;                /* of identifiers */
	bool indented;          /* of TK_IND_STR: indentation counts */
} Token;

typedef struct {
	SrcFile *src;
	const char *p;          /* the text; two NULs follow it */
	uint32_t n;
	uint32_t at;
	uint8_t *states;        /* what we are inside of */
	uint32_t n_states;
	uint32_t cap_states;
	/* ends of the runs looked at last, so that none is walked twice */
	uint32_t path_from, path_to;
	uint32_t scheme_from, scheme_to;
	bool no_comment_end;    /* no end of a comment in what is left */
} Lexer;

void lex_init(Lexer *l, SrcFile *src, const char *p, size_t n);
/* lex_next: errors of the lexer itself are thrown. */
void lex_next(Lexer *l, Token *t);
const char *lex_name(int kind);

#endif
