/* not a constant */
void f(int n) { int a[n]; }
