# Members are taken when something strong is missing, and only then.
echo 'int a(void); int main(void) { return a(); }' >m.c
echo 'int b(void); int a(void) { return b() + 1; }' >a.c
echo 'int c(void); int b(void) { return c() + 2; }' >b.c
echo 'int c(void) { return 4; }' >c.c
echo 'int unused(void) { return nowhere(); }' >unused.c
echo 'extern int a(void) __attribute__((weak)); int main(void) { return a ? 1 : 0; }' >w.c
obj m.c a.c b.c c.c w.c
"$CC" -w -c unused.c
ar rc liball.a unused.o a.o b.o c.o
link p m.o liball.a
gives 7 ./p
# without an index
ar rcS libno.a unused.o a.o b.o c.o
link p m.o -L. -lno
gives 7 ./p
# each needs the next, in the wrong order: only a group finds them
ar rc l1.a c.o
ar rc l2.a b.o
ar rc l3.a a.o
refused 'undefined symbol c' ld -o q "$top/start.o" m.o l1.a l3.a l2.a
link p m.o --start-group l1.a l2.a l3.a --end-group
gives 7 ./p
# a weak reference takes nothing
link p w.o liball.a
gives 0 ./p
link p w.o --whole-archive l1.a l2.a l3.a
gives 1 ./p
link p w.o -u a l3.a l2.a l1.a
gives 1 ./p
