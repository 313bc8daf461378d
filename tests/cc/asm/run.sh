#!/bin/sh
# run.sh CC [FILE]: each x.s is assembled by `CC --as` and by GNU as: contents,
# relocations and symbols must be the same. Each err/x.s must fail with the
# messages that its lines "# error: LINE TEXT" name, and leave no object.
set -u
cc=$1
dir=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

fail() {
	failed=$((failed + 1))
	echo "FAIL $1: $2 (./check $1)"
}

# what is in the object: per section its bytes, then relocations, symbols
show() {
	readelf -SW "$1" | sed -n 's/^ *\[ *[0-9]*\] \([^ ]*\) *\(PROGBITS\|INIT_ARRAY\|FINI_ARRAY\|NOTE\|NOBITS\|GROUP\) *[0-9a-f]* [0-9a-f]* \([0-9a-f]*\) ..\(.*\)/\1 \2 \3 \4/p' |
		sed 's/ [0-9]* *[0-9]* *\([0-9]*\)$/ \1/' |
		grep -v '^.\(text\|data\|bss\) [A-Z]* 0* ' | sort
	for s in $(readelf -SW "$1" | sed -n 's/^ *\[ *[0-9]*\] \(\.[^ ]*\) .*/\1/p' |
		sort -u); do
		case $s in
		.strtab | .shstrtab | .symtab | .rela*) ;;
		*) objdump -s -j "$s" "$1" 2>/dev/null | sed 1,3d ;;
		esac
	done
	objdump -r "$1" | grep R_X86 | sed 's/  */ /g' | sort
	readelf -sW "$1" | sed 1,4d | awk '{ $1 = ""; print }' |
		grep -v ' SECTION \| _GLOBAL_OFFSET_TABLE_' |
		sed 's/ [0-9]* \([^ ]*\)$/ \1/' | sort
}

for f in ${2:-"$dir"/*.s "$dir"/err/*.s}; do
	name=tests/cc/asm/${f##*/asm/}
	rm -f "$tmp"/*
	case $f in
	*/err/*)
		if "$cc" --as -o "$tmp/o" "$f" 2>"$tmp/err"; then
			fail "$name" "was accepted"
			continue
		fi
		missing=
		grep '^# error: ' "$f" | while read -r _ _ line text; do
			grep -q ":$line:.*error: .*$text" "$tmp/err" ||
				echo "$line: $text"
		done >"$tmp/missing"
		[ -e "$tmp/o" ] && echo "an object is left" >>"$tmp/missing"
		if [ -s "$tmp/missing" ]; then
			fail "$name" "no such message: $(cat "$tmp/missing")"
			continue
		fi
		;;
	*)
		as -o "$tmp/want.o" "$f" || exit 1
		if ! "$cc" --as -o "$tmp/have.o" "$f"; then
			fail "$name" "does not assemble"
			continue
		fi
		show "$tmp/want.o" >"$tmp/want"
		show "$tmp/have.o" >"$tmp/have"
		if ! diff "$tmp/want" "$tmp/have" >"$tmp/diff"; then
			fail "$name" "differs from GNU as"
			head -n 6 "$tmp/diff"
			continue
		fi
		;;
	esac
	passed=$((passed + 1))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
