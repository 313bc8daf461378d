#!/bin/sh
# run.sh CC [FILE]: -S says what -c emits: for every tests/cc/ok/x.c the object
# is the same when it is made through assembly, by CC and by GNU as.
set -u
cc=$1
dir=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

show() {
	for s in $(readelf -SW "$1" |
		sed -n 's/^ *\[ *[0-9]*\] \(\.[^ ]*\) *\(PROGBITS\|INIT_ARRAY\|FINI_ARRAY\).*/\1/p' |
		sort -u); do
		objdump -s -j "$s" "$1" 2>/dev/null | sed 1,3d
	done
	objdump -r "$1" | grep R_X86 | sort
	readelf -sW "$1" | sed 1,4d | awk '{ $1 = ""; print }' |
		grep -v ' SECTION \| _GLOBAL_OFFSET_TABLE_' |
		sed 's/ [0-9]* \([^ ]*\)$/ \1/' | sort
}

for f in ${2:-"$dir"/../ok/*.c}; do
	name=tests/cc/ok/${f##*/}
	"$cc" -w -c -o "$tmp/c.o" "$f" 2>/dev/null || continue
	if "$cc" -w -S -o "$tmp/s.s" "$f" && "$cc" -c -o "$tmp/s.o" "$tmp/s.s" &&
		as -o "$tmp/g.o" "$tmp/s.s"; then
		show "$tmp/c.o" >"$tmp/c"
		show "$tmp/s.o" >"$tmp/s"
		show "$tmp/g.o" | sed 's/\.bss.*/.bss/' >"$tmp/g"
		sed 's/\.bss.*/.bss/' "$tmp/s" >"$tmp/s2"
		if diff "$tmp/c" "$tmp/s" >"$tmp/diff" &&
			diff "$tmp/s2" "$tmp/g" >"$tmp/diff"; then
			passed=$((passed + 1))
			continue
		fi
		head -n 4 "$tmp/diff"
	fi
	failed=$((failed + 1))
	echo "FAIL $name by way of -S (sh tests/cc/text/run.sh $cc $f)"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
