/* this is not a number or pointer */
void g(void); int f(void) { return g() + 1; }
