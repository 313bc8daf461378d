/* this has no address */
int *f(int a) { return &(a + 1); }
