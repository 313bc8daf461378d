/* What eval.c and call.c use of each other. */
#ifndef EVAL_CALL_H
#define EVAL_CALL_H

#include "engine/eval/eval.h"

/* The builtins behind - * / and <, by AR_... */
extern const Primop *call_arith_ops[4];
Env *eval_env_new(Env *up, uint32_t n);
V eval_delay_arg(Expr *e, Env *env);
V call_plus(ExprInterp *e, Env *env);
V call_interp(ExprInterp *e, Env *env);
V call_concat(V *lists, size_t n, Pos pos, const char *ctx);

#endif
