/* bad/undeclared.c:3: the name is not declared, at: x; */
int f(void) { return
	x; }
