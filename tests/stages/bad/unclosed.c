/* expected an expression before this */
int f(void) {
