/* not in a loop */
void f(void) { break; }
