/* the function returns a value */
int f(void) { return; }
