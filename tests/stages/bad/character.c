/* expected ; */
int a @ b;
