# ar and ranlib: GNU ar reads what they write, and the other way round.
for n in one two a_member_with_a_long_name another_member_with_a_long_name; do
	echo "int $n(void) { return 1; } static int local_$n; int *p_$n = &local_$n;" >$n.c
	obj $n.c
done
echo 'plain text, odd' >text
ar rcs lib.a one.o a_member_with_a_long_name.o text two.o
command ar t lib.a >list
printf '%s\n' one.o a_member_with_a_long_name.o text two.o | cmp - list
ar t lib.a | cmp - list
[ "$(command nm -s lib.a 2>/dev/null | grep -c ' in ')" = 6 ]
mkdir x
(cd x && ar x ../lib.a && cmp one.o ../one.o && cmp text ../text &&
	cmp a_member_with_a_long_name.o ../a_member_with_a_long_name.o)
[ "$(ar p lib.a text)" = 'plain text, odd' ]
# replace, add, delete, move; the same bytes whenever it is done
ar q lib.a another_member_with_a_long_name.o
echo 'replaced' >text
ar r lib.a text
[ "$(ar p lib.a text)" = replaced ]
ar d lib.a two.o
[ "$(ar t lib.a | tr '\n' ' ')" = 'one.o a_member_with_a_long_name.o text another_member_with_a_long_name.o ' ]
ar m lib.a one.o
[ "$(ar t lib.a | tail -n 1)" = one.o ]
ar rc new.a a_member_with_a_long_name.o text another_member_with_a_long_name.o one.o
cmp lib.a new.a
command ar t new.a >/dev/null
# GNU ar's, deterministic, is the same file
command ar rcD gnu.a a_member_with_a_long_name.o text another_member_with_a_long_name.o one.o
cmp gnu.a new.a
ar t gnu.a >/dev/null
command ar rcS noindex.a one.o two.o
"$CC" --ranlib noindex.a
command ar rcD index.a one.o two.o
cmp noindex.a index.a
ar rc empty.a
[ "$(cat empty.a)" = '!<arch>' ]
ar tv lib.a | grep -q 'rw-r--r-- 0/0 '
ar rcv talk.a one.o | grep -qx 'a - one.o'
[ "$(ar rc quiet.a one.o 2>&1)" = '' ]
refused 'cannot read nothere.o' ar rc new2.a nothere.o
[ ! -e new2.a ]
refused 'cannot read nolib.a' ar t nolib.a
refused 'is not an archive' ar t text
refused 'no member x.o' ar x lib.a x.o
refused 'thin archives' ar rcT thin.a one.o
printf '!<arch>\n/../../evil/0   0           0     0     644     2         `\nhi' >evil.a
refused . ar x evil.a
printf '!<arch>\nname/           0           0     0     644     99999999  `\nhi' >long.a
refused 'truncated' ar t long.a
