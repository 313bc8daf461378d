/* this is not a pointer */
int x; int f(void) { return *x; }
