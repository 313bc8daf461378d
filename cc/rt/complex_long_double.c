/* complex_long_double.c: multiplication and division of long double _Complex. */
#define TYPE long double
#define NAME(x) xc_##x
#define BUILTIN(x) __builtin_##x##l
#define MUL __mulxc3
#define DIV __divxc3
#include "complex.h"
