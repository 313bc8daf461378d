/* a structure is not a value in C0 */
struct s { int a; } x; int g(int); int f(void) { return g(x); }
