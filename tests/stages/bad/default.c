/* default again */
void f(int a) { switch (a) { default: default: ; } }
