/* the size of this type is not known */
void f(void) { void x; }
