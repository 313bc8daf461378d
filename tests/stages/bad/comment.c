/* no end of comment */
int a; /* b
