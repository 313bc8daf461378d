#!/bin/sh
# driver.sh CC: the manners of the command line: what is written where, what
# is said, and what must never be touched. Expectations are the documentation
# of GCC's options, and the house's rule about outputs that are not files.

cc=$1
[ -n "$cc" ] || { echo "usage: driver.sh CC" >&2; exit 2; }
case $cc in
/*) ;;
*) cc=$PWD/$cc ;;
esac
# a compiler under test may be one built with sanitizers
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
checks=0
failed=0

bad() {
	echo "FAIL driver: $*; again: sh tests/cc/driver.sh $cc"
	failed=$((failed + 1))
}

# ok ARGS: succeeds and says nothing on standard error
ok() {
	checks=$((checks + 1))
	"$cc" "$@" >out 2>err || bad "status of: cc $*"
	[ ! -s err ] || bad "standard error of: cc $*: $(head -n 1 err)"
}

# no PATTERN ARGS: fails with 1 and a message that has the pattern
no() {
	pattern=$1
	checks=$((checks + 1))
	shift
	"$cc" "$@" >out 2>err
	[ $? = 1 ] || bad "status of: cc $*"
	grep -q -- "$pattern" err || bad "message of: cc $*: $(head -n 1 err)"
}

# says TEXT ARGS: the standard output is TEXT
says() {
	text=$1
	shift
	ok "$@"
	[ "$(cat out)" = "$text" ] || bad "output of: cc $*: $(head -n 1 out)"
}

echo 'int a(void) { return 1; }' >a.c
echo 'int b(void) { return 2; }' >b.c
printf '#include "h.h"\n#include <stddef.h>\nint x = N;\n' >inc.c
echo '#define N 3' >h.h
echo 'int x = ;' >wrong.c
echo '#include "none.h"' >missing.c
mkdir sub
echo 'int s;' >sub/s.c

# outputs
ok -c a.c b.c
[ -s a.o ] && [ -s b.o ] || bad "-c writes a.o and b.o"
ok -c sub/s.c
[ -s s.o ] || bad "-c names its output after the last component"
ok -c a.c -o sub/x.o
cmp -s a.o sub/x.o || bad "the output's name changes the output"
ok -c a.c -o -
cmp -s a.o out || bad "-o - is the standard output"
ok -S a.c
[ -s a.s ] || bad "-S writes a.s"
ok -fsyntax-only a.c
says 'int a(void) { return 1; }' -E -P a.c
echo 'int y;' >y
says 'int y;' -E -P - <y
ok -x c -c -o y.o - <y
[ -s y.o ] || bad "the standard input is compiled"
ok -E a.c -o a.i
ok -c a.i -o ai.o
cmp -s a.o ai.o || bad "a.i and a.c give different objects"
no 'several files' -c a.c b.c -o z.o
echo 'a.c -c -o "sub/at file.o"' >args
ok @args
cmp -s a.o "sub/at file.o" || bad "@file"

# what is not a regular file is written to, not replaced
ok -c a.c -o /dev/null
[ -c /dev/null ] || bad "/dev/null is no device any more"
mkfifo pipe
cat pipe >piped &
ok -c a.c -o pipe
wait
cmp -s a.o piped || bad "a pipe gets the output"
[ -p pipe ] || bad "the pipe was replaced"
no 'cannot write' -c a.c -o /dev/full
ln -s target.o link.o
echo old-and-much-longer-than-the-object-that-is-about-to-come >target.o
ok -c a.c -o link.o
[ -h link.o ] && cmp -s a.o target.o || bad "a link is followed"
echo keep >keep.o
no 'error' -c wrong.c -o keep.o
[ "$(cat keep.o)" = keep ] || bad "an error leaves the old output alone"
no 'cannot write' -c a.c -o none/a.o
no 'cannot write' -c a.c -o sub
set -- *.tmp*
[ "$1" = '*.tmp*' ] || bad "temporary files stay behind: $*"

# messages
no 'wrong.c:1:9: error: ' -c wrong.c
grep -q '^ *int x = ;$' err || bad "the line is shown"
grep -q '^         ^' err || bad "a caret is shown"
no 'missing.c:1:.*none.h' -c missing.c
no 'nofile.c' -c nofile.c
no 'no input files' -c
no "missing argument to '-o'" a.c -o
no 'unrecognized.*-qversion' -qversion
no 'static' -shared a.c
no '64-bit' -m32 -c a.c
ok -Wall -Wextra -Wno-such-thing -pipe -O2 -g0 -ggdb -fno-strict-aliasing \
	-march=native -fPIC -pthread -std=gnu99 -c a.c
"$cc" -v >out 2>err && grep -q Mote err || bad "cc -v"
no 'C++' -c x.cc

# questions
says 'cc (Mote) 1' --version
ok -dumpmachine
ok -dumpversion
says ld.no-such -print-prog-name=ld.no-such
says libno.a -print-file-name=libno.a
ok -print-search-dirs
grep -q '^libraries: =' out || bad "-print-search-dirs"
ok -print-libgcc-file-name

# dependencies
says 'inc.o: inc.c h.h' -MM inc.c
says 'a b$$: inc.c h.h' -MM -MT a -MQ 'b$' inc.c
says 'inc.o: inc.c h.h
h.h:' -MM -MP inc.c
ok -MMD -c inc.c -o sub/i.o
[ "$(cat sub/i.d)" = 'sub/i.o: inc.c h.h' ] || bad "-MMD"
ok -Wp,-MD,w.d -c inc.c
grep -q 'inc.c h.h .*stddef.h' w.d || bad "-Wp,-MD,FILE"
ok -MD -MF f.d -c inc.c
grep -q '^inc.o: inc.c h.h' f.d || bad "-MF"

# macros and folders
echo 'A B C D' >m.c
says '1 2 C x y' -E -P -DA -DB=2 -DC -UC '-DD=x y' m.c
echo '#define E 5' >e.h
echo E >e.c
says 5 -E -P -include e.h e.c
says 5 -E -P -imacros e.h e.c
ok -E -dM -DQQ=7 a.c
grep -q '^#define QQ 7$' out || bad "-dM"
grep -q '__GNUC__' out && bad "__GNUC__ is defined"
ok -E -dM -fgnuc-version=4.2 a.c
grep -q '^#define __GNUC__ 4$' out || bad "-fgnuc-version"

[ $failed -le $checks ] || failed=$checks
echo "$((checks - failed)) passed, $failed failed"
[ $failed = 0 ]
