/* the function returns nothing */
void f(void) { return 1; }
