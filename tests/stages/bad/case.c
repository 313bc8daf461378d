/* the same case again */
void f(int a) { switch (a) { case 1: case 2: case 1: ; } }
