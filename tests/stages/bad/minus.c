/* a pointer is subtracted */
char *f(char *a, long n) { return n - a; }
