/* expected an expression before this */
struct s { int a; }; void f(void) { struct s *p = &(struct s){ 1 }; }
