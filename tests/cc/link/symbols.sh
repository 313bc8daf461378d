# Weak gives way to strong, a common to a definition; the largest common wins.
cat >a.c <<'EOF'
__attribute__((weak)) int w(void) { return 1; }
__attribute__((weak)) int only(void) { return 16; }
int tentative;
int big[2];
extern int absent(void) __attribute__((weak));
int hidden_in_b(void);
int main(void)
{
	return w() + only() + tentative + (absent ? 64 : 0) + (big[9] == 0);
}
EOF
cat >b.c <<'EOF'
int w(void) { return 2; }
int tentative = 8;
int big[10];
__attribute__((visibility("hidden"))) int hidden(void) { return 3; }
int target(void) { return 5; }
int other(void) __attribute__((alias("target")));
EOF
"$CC" -fcommon -c a.c
"$CC" -fcommon -c b.c
for order in 'a.o b.o' 'b.o a.o'; do
	link p $order
	gives 27 ./p
	[ $(( 0x$(nm -S p | sed -n 's/.* \(.*\) B big/\1/p') )) = 40 ]
	nm p | grep -q ' t hidden'
	[ "$(nm p | grep -c "$(nm p | sed -n 's/ T target//p') T")" = 2 ]
done
echo 'int w(void) { return 3; }' >c.c
obj c.c
refused 'w is defined twice: first in b.o' ld -o q "$top/start.o" a.o b.o c.o
refused 'and again in c.o' ld -o q "$top/start.o" a.o b.o c.o
[ ! -e q ]
echo 'int main(void) { return gone() + lost; }' >d.c
echo 'extern int lost; int gone(void);' | cat - d.c >e.c
obj e.c
refused 'undefined symbol gone, which e.o needs' ld -o q "$top/start.o" e.o
refused 'undefined symbol lost, which e.o needs' ld -o q "$top/start.o" e.o
# a symbol from the command line
link p --defsym gone=w --defsym lost=0x400000 e.o c.o
link p -e other a.o b.o
