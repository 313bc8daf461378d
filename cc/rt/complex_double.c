/* complex_double.c: multiplication and division of double _Complex. */
#define TYPE double
#define NAME(x) dc_##x
#define BUILTIN(x) __builtin_##x
#define MUL __muldc3
#define DIV __divdc3
#include "complex.h"
