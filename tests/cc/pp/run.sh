#!/bin/sh
# run.sh CC [CASE...]: preprocesses the cases here and compares. X.out is the
# output of gcc 12.2 (gcc -E -P -Ione -Itwo), blank lines and indentation
# aside; X.err has the place and kind of each of gcc's messages.
# With --gcc as CC the expectations are written anew, by gcc.

cc=$1
[ -n "$cc" ] || { echo "usage: run.sh CC [CASE...]" >&2; exit 2; }
case $cc in
/* | --gcc) ;;
*/*) cc=$PWD/$cc ;;
esac
shift
cd "$(dirname "$0")" || exit 1
[ $# -gt 0 ] || set -- *.c *.S
passed=0
failed=0

text() {
	"$@" 2>/dev/null | sed 's/^[ 	]*//; s/[ 	]*$//; /^$/d'
}

messages() {
	"$@" 2>&1 >/dev/null | sed -n '/began here/d
		s/^\([a-z.]*:[0-9]*\):\([0-9]*:\)* \(.*error\|warning\):.*/\1 \3/p'
}

for f; do
	f=${f##*/}
	base=${f%.*}
	if [ "$cc" = --gcc ]; then
		if [ -f $base.err ]; then
			messages gcc -E $f >$base.err
		else
			text gcc -E -P -Ione -Itwo $f >$base.out
		fi
		continue
	fi
	if [ -f $base.err ]; then
		messages "$cc" -E $f | cmp -s - $base.err
	else
		text "$cc" -E -P -fgnuc-version=12 -Ione -Itwo $f |
			cmp -s - $base.out
	fi
	if [ $? = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $f; again: sh tests/cc/pp/run.sh $cc $f"
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
