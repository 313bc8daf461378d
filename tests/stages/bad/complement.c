/* not an operation on pointers */
char *f(char *a) { return ~a; }
