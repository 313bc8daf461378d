/* Variable arguments, ISO's and GNU's. */
#define debug(...) fprintf(stderr, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test) ? puts(#test) : printf(__VA_ARGS__))
debug("Flag");
debug("X = %d\n", x);
showlist(The first, second, and third items.);
report(x>y, "x is %d but y is %d", x, y);
#define V(fmt, ...) printf(fmt, ## __VA_ARGS__)
#define W(fmt, args...) printf(fmt, ## args)
#define X(args...) g(args)
#define Y(args...) g(0, ## args)
#define Z(a, b, rest...) a ## b = rest
V("a") V("a",) V("a", 1) V("a", 1, 2)
W("a") W("a",) W("a", 1) W("a", 1, 2)
X() X(1) X(1, 2) Y() Y(1) Y(1,2)
Z(p, q, 1) Z(p, q, 1, 2) Z(p, q) Z(,)
#define ff(x, a...) g(x, ## a)
ff(1, ff(2,3))
#define N(...) count(__VA_ARGS__)
N() N(,) N((,),)
#define glue_all(a, ...) a ## __VA_ARGS__
glue_all(x, y, z) glue_all(x) glue_all(,y)
