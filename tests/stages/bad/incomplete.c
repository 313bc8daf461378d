/* the size of this type is not known */
struct s; void f(void) { struct s x; }
