/* complex_float.c: multiplication and division of float _Complex. */
#define TYPE float
#define NAME(x) sc_##x
#define BUILTIN(x) __builtin_##x##f
#define MUL __mulsc3
#define DIV __divsc3
#include "complex.h"
