#define f(x, y) x y
f(1)
f(1, 2, 3)
#define g(x) x ## +
#define h(a, b) a ## b
int a = h(x, +);
#define 3
#define i(x) #y
#define j(x, x) x
#define k(x
#undef 4
#define l(...) __VA_ARGS__
#define ## x
#define m ## x
#define n x ##
f(1,
