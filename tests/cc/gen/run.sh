#!/bin/sh
# run.sh CC [CASE...]: the backend's cases: what each program prints, and its
# exit status, must be X.out, which is what gcc's program prints (--gcc as CC
# writes it anew). Then, where gcc is at hand, abi.py: callers and functions of
# random types, each compiled by CC and by gcc, in all four pairings.

cc=$1
[ -n "$cc" ] || { echo "usage: run.sh CC [CASE...]" >&2; exit 2; }
case $cc in
/* | --gcc) ;;
*/*) cc=$PWD/$cc ;;
esac
shift
cd "$(dirname "$0")" || exit 1
all=
[ $# -gt 0 ] || { set -- *.c; all=1; }
fail=0
pass=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for f; do
	base=$(basename "$f" .c)
	if [ "$cc" = --gcc ]; then
		gcc -w -O1 -o "$work/t" $base.c -lm &&
			{ "$work/t"; echo "status $?"; } >$base.out
		continue
	fi
	if "$cc" $CC_FLAGS -w -o "$work/t" $base.c -lm >"$work/out" 2>&1; then
		{ "$work/t"; echo "status $?"; } >"$work/out" 2>&1
	fi
	if cmp -s $base.out "$work/out"; then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
		diff $base.out "$work/out" | head -n 5
		echo "FAIL: tests/cc/gen/run.sh $cc $base.c"
	fi
done
[ "$cc" != --gcc ] || exit 0
if [ "$all" ] && command -v gcc >/dev/null && command -v python3 >/dev/null
then
	if python3 abi.py "$cc" 1 25 "$work"; then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
		echo "FAIL: python3 tests/cc/gen/abi.py $cc 1 25"
	fi
fi
echo "$pass passed, $fail failed"
exit $((fail > 0))
