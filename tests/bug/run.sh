#!/bin/sh
# run.sh [FILE]: bugs that were. NNNN-what.c is compiled by cc (the bootstrapped
# one, or $CC) and must print NNNN-what.out; NNNN-what.sh is run and must
# exit 0. Each failed before its fix.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
CC=${CC:-$root/out/amd64/bin/cc}
export CC
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
as=
[ "$(id -u)" != 0 ] || as="setpriv --reuid=65534 --regid=65534 --clear-groups"
passed=0
failed=0
[ $# -gt 0 ] || set -- tests/bug/[0-9]*.c tests/bug/[0-9]*.sh
for t; do
	[ -f "$t" ] || continue
	case $t in
	*.c)
		"$CC" -o "$work/a" "$t" -lm >"$work/got" 2>&1 &&
			$as "$work/a" >"$work/got" 2>&1
		cmp -s "$work/got" "${t%.c}.out"
		;;
	*) sh "$t" >"$work/got" 2>&1 ;;
	esac && passed=$((passed + 1)) || {
		failed=$((failed + 1))
		echo "fails: $t (repeat: tests/bug/run.sh $t)"
		tail -n 3 "$work/got"
	}
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
