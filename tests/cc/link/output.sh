# The same bytes every time; a device is written to, and stays.
echo 'int main(void) { return 3; }' >m.c
obj m.c
link p m.o
mkdir sub
(cd sub && TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 ld -o p "$top/start.o" ../m.o)
cmp p sub/p
gives 3 ./p
ld -o /dev/null "$top/start.o" m.o
[ -c /dev/null ]
"$CC" -c -o /dev/null m.c
[ -c /dev/null ]
ld -s -o stripped "$top/start.o" m.o
gives 3 ./stripped
nm stripped 2>&1 | grep -q 'no symbols'
ld -Map map -o p2 "$top/start.o" m.o
cmp p p2
grep -q ' \.text' map
# no output where there was an error, and the old one stays
echo old >keep
refused 'undefined symbol main' ld -o keep "$top/start.o"
[ "$(cat keep)" = old ]
refused . ld -o nodir/p "$top/start.o" m.o
