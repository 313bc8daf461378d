/* declared twice in a scope */
void f(void) { int a; char a; }
