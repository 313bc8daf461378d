/* a variadic function cannot be defined in C0 */
int f(int a, ...) { return a; }
