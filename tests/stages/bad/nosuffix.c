/* not an integer */
int a = 12ab;
