/* a case is beyond 32 bits */
void f(long a) { switch (a) { case 5000000000: ; } }
