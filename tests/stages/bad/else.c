/* else without if */
void f(void) { else ; }
