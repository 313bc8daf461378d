/* the same label again */
void f(void) { a: ; a: ; }
