/* unknown escape sequence */
char *s = "\q";
