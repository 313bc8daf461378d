/* this is not a function */
int g; int f(void) { return g(1); }
