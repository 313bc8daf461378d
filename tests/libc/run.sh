#!/bin/sh
# run.sh: libc.h's functions in all.c. The host's C library says what is right
# (with gcc); libc.c must agree, compiled by cc0 with stages/start.asm, by gcc
# with libc/ARCH/start.s, and by cc if it is there.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
./bootstrap userland >/dev/null || exit 1
out=$root/out/amd64
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

run() {	# NAME: in a folder of its own, as nobody
	mkdir "$work/$1.d"
	chmod 777 "$work/$1.d"
	as=
	[ "$(id -u)" != 0 ] ||
		as="setpriv --reuid=65534 --regid=65534 --clear-groups"
	(cd "$work/$1.d" && timeout 60 $as ../"$1" one 'two  three' ''
		echo "exit $?") >"$work/$1.out"
	if cmp -s "$work/$1.out" "$work/host.out"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "fails: libc by $1 (repeat: tests/libc/run.sh)"
		diff "$work/$1.out" "$work/host.out" | head -n 5
	fi
}

set -e
gcc -std=c11 -w -o "$work/host" tests/libc/all.c
"$out/cc0" "$work/cc0.asm" libc/libc.h tests/stages/print.h tests/libc/all.c \
	libc/libc.c
"$out/asm" "$work/cc0" stages/defs/amd64.def stages/start.asm "$work/cc0.asm"
for o in -O0 -O2; do
	gcc -std=c11 -w $o -nostdlib -static -ffreestanding -fno-builtin \
		-fno-stack-protector -fno-tree-loop-distribute-patterns \
		-Wa,--noexecstack -Wl,-z,noexecstack -o "$work/gcc$o" \
		tests/libc/all.c libc/libc.c libc/amd64/start.s 2>/dev/null
done
if [ -x "$out/bin/cc" ]; then
	"$out/bin/cc" -nostdinc -nostdlib -static -o "$work/cc" \
		tests/libc/all.c libc/libc.c libc/amd64/start.s
fi
set +e
run host
passed=0	# it was compared with itself
tail -n 1 "$work/host.out" | grep -qx 'exit 3' || failed=$((failed + 1))
run cc0
run gcc-O0
run gcc-O2
[ ! -x "$work/cc" ] || run cc
echo "$passed passed, $failed failed"
[ $failed = 0 ]
