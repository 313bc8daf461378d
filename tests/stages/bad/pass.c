/* this is not a value in C0 */
struct s { int a; }; void f(struct s x);
