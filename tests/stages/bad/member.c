/* no such member */
struct s { int a; } x; int f(void) { return x.b; }
