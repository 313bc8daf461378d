/* pointers cannot be added */
char *f(char *a, char *b) { return a + b; }
