/* not in a switch */
void f(int a) { case 1: ; }
