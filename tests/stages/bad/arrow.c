/* a structure is not a value in C0 */
struct s { int a; } x; int f(void) { return x->a; }
