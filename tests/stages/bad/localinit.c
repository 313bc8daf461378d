/* a structure or array is not a value in C0 */
void f(void) { int a[2] = { 1, 2 }; }
