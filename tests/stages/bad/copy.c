/* a structure or array is not a value in C0 */
struct s { int a; } x, y; void f(void) { x = y; }
