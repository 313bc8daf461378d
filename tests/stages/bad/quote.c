/* no closing quote */
char *s = "abc
";
