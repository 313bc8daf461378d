/* this cannot be assigned to */
void f(int a) { (a + 1)++; }
