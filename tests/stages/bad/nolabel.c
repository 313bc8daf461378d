/* a goto of this function has no label */
void f(void) { goto a; }
