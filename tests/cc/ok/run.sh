#!/bin/sh
# run.sh CC [CASE...]: compiles, links and runs the programs here; what each
# prints, and its exit status, must be X.out, which is what gcc's program
# prints. With --gcc as CC the expectations are written anew, by gcc.

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
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for f; do
	base=$(basename "$f" .c)
	if [ "$cc" = --gcc ]; then
		gcc -w -std=gnu11 -fgnu89-inline -o "$work/t" $base.c -lm &&
			{ "$work/t"; echo "status $?"; } >$base.out
		continue
	fi
	if "$cc" $CC_FLAGS -w -fgnu89-inline -o "$work/t" $base.c -lm \
			>"$work/out" 2>&1; then
		{ "$work/t"; echo "status $?"; } >"$work/out" 2>&1
	fi
	if cmp -s $base.out "$work/out"; then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
		diff $base.out "$work/out" | head -n 5
		echo "FAIL: tests/cc/ok/run.sh $cc $base.c"
	fi
done
[ "$cc" = --gcc ] || echo "$pass passed, $fail failed"
exit $((fail > 0))
