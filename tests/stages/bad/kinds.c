/* declared before as something else */
int f; int f(void);
