/* a static local is not in C0 */
void f(void) { static int n; }
