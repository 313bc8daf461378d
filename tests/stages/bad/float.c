/* bad/float.c:2: expected a type */
double x;
