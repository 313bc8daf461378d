#!/bin/sh
# run.sh CC [CASE...]: compiles the wrong programs here. X.err has the line
# and kind of each message of gcc 12.2, which cc's must be (the words are its
# own). syntax.err alone is written by hand: gcc says less. With --gcc as CC the
# others are written anew, by gcc.

cc=$1
[ -n "$cc" ] || { echo "usage: run.sh CC [CASE...]" >&2; exit 2; }
case $cc in
/* | --gcc) ;;
*/*) cc=$PWD/$cc ;;
esac
shift
cd "$(dirname "$0")" || exit 1
[ $# -gt 0 ] || set -- *.c
fail=0
pass=0

messages() {
	"$@" 2>&1 >/dev/null |
		sed -n 's/^[a-z0-9_.]*:\([0-9]*\):\([0-9]*:\)* \(.*error\|warning\):.*/\1 \3/p' |
		sed 's/fatal //' | sort -u | sort -n
}

for f; do
	base=$(basename "$f" .c)
	if [ "$cc" = --gcc ]; then
		[ $base != syntax ] || continue
		messages gcc -std=gnu11 -fsyntax-only $base.c >$base.err
		continue
	fi
	if messages "$cc" $CC_FLAGS -c -o /dev/null $base.c |
			cmp -s - $base.err; then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
		messages "$cc" $CC_FLAGS -c -o /dev/null $base.c |
			diff $base.err - | head -n 10
		echo "FAIL: tests/cc/err/run.sh $cc $base.c"
	fi
done
[ "$cc" = --gcc ] || echo "$pass passed, $fail failed"
exit $((fail > 0))
