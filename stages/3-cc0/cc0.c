/*
 * cc0.c: all of cc0, for compilers with a preprocessor; b0 is given the files.
 */
#include "lex.c"
#include "type.c"
#include "value.c"
#include "expr.c"
#include "stmt.c"
