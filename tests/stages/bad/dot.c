/* this is not a structure */
int x; int f(void) { return x.a; }
