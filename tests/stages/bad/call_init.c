/* not a constant, or not of this size */
int f(void); int x = f();
