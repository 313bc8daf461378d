#!/bin/sh
# run.sh: ./bootstrap cc, in copies of the tree. Every result is pinned, so a
# run that ends well has made the same bytes; what is varied here is all that
# must not matter, and what is broken must stop it with a sentence.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
passed=0
failed=0

is() {	# DESCRIPTION STATUS
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "fails: $1 (repeat: tests/bootstrap/run.sh)"
		[ ! -f "$work/log" ] || tail -n 3 "$work/log"
	fi
}

# copy NAME: the tree as git knows it, in $work/NAME
copy() {
	mkdir "$work/$1"
	git ls-files -z -- bootstrap seed stages libc userland cc tools pkgs |
		xargs -0 cp --parents -t "$work/$1"
}

# the only tools of the host: a shell, mkdir, chmod
mkdir "$work/tools"
for t in mkdir chmod; do
	ln -s "$(command -v $t)" "$work/tools/$t"
done

copy 'another folder'
(cd "$work/another folder" && env -i PATH="$work/tools" /bin/sh ./bootstrap cc) \
	>"$work/log" 2>&1
is "with mkdir and chmod as the only tools, in another folder" $?

copy user
chmod 777 "$work/user"
as=
[ "$(id -u)" != 0 ] || as="setpriv --reuid=65534 --regid=65534 --clear-groups"
(cd "$work/user" && umask 077 && TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 \
	LANG=tr_TR.UTF-8 HOSTNAME=x SOURCE_DATE_EPOCH=1 $as ./bootstrap cc) \
	>"$work/log" 2>&1
is "as another user, with another umask, time zone and locale" $?

# no step looks at a clock, whatever it shows: no system call that asks
if command -v strace >/dev/null; then
	strace -f -o "$work/calls" -e trace=execve,clock_gettime,gettimeofday,time \
		-e signal=none "$work/user/out/amd64/bin/cc" -nostdinc -c \
		-o "$work/x.o" libc/libc.c >"$work/log" 2>&1
	grep -q execve "$work/calls" &&
		! grep -q 'time(\|clock_gettime' "$work/calls"
	is "cc asks no clock" $?
fi

# the chain under an emulator: another processor, to the last bit
if command -v qemu-x86_64-static >/dev/null; then
	q=qemu-x86_64-static
	o=$work/user/out/amd64
	mkdir "$work/q"
	(
		set -e
		$q "$o/hex0" "$work/q/asm" stages/1-asm/amd64.hex
		chmod +x "$work/q/asm"
		$q "$work/q/asm" "$work/q/b0" stages/defs/amd64.def \
			stages/start.asm stages/2-b0/b0.asm
		cmp "$work/q/asm" "$o/asm"
		cmp "$work/q/b0" "$o/b0"
		chmod +x "$work/q/b0"
		$q "$work/q/b0" "$work/q/cc0.asm" stages/3-cc0/lex.c \
			stages/3-cc0/type.c stages/3-cc0/value.c \
			stages/3-cc0/expr.c stages/3-cc0/stmt.c
		cmp "$work/q/cc0.asm" "$o/cc0.asm"
		# shellcheck disable=SC2046
		$q "$o/cc0" "$work/q/cc1.asm" $(grep '\.h$' cc/FILES) \
			$(grep '\.c$' cc/FILES) libc/libc.c
		cmp "$work/q/cc1.asm" "$o/cc1.asm"
		# shellcheck disable=SC2046
		$q "$o/bin/cc" -nostdinc -nostdlib -static -o "$work/q/cc" \
			$(grep '\.c$' cc/FILES) libc/libc.c libc/amd64/start.s
		cmp "$work/q/cc" "$o/bin/cc"
	) >"$work/log" 2>&1
	is "the same bytes under qemu-x86_64" $?
fi

# a second run has nothing to do, and a run that was killed is taken up again
(cd "$work/user" && $as ./bootstrap cc) >"$work/log" 2>&1 &&
	! grep -q 'cc-by-cc0' "$work/log"
is "a second run builds nothing again" $?
copy killed
for wait in 0.01 0.03 0.05 0.1 0.2 0.4 0.6; do
	(cd "$work/killed" && exec timeout -s KILL $wait ./bootstrap cc) \
		>"$work/log" 2>&1
done
(cd "$work/killed" && ./bootstrap cc) >"$work/log" 2>&1 &&
	cmp "$work/killed/out/amd64/bin/cc" "$work/user/out/amd64/bin/cc"
is "killed seven times, then whole, with the same bytes" $?

# wrong bytes: stopped, with a sentence that names both hashes
copy wrong
sed -i 's/^\([^ ]*\)\( *cc0\)$/0000\1\2/; s/^0000..../0000/' \
	"$work/wrong/stages/amd64.sha256"
(cd "$work/wrong" && ./bootstrap cc) >"$work/log" 2>&1 && st=1 || st=0
grep -q 'cc0 has SHA-256 [0-9a-f]\{64\}, but .* says 0000[0-9a-f]*' \
	"$work/log" || st=1
is "a wrong pin stops it and names both hashes" $st
copy byte
sed -i '0,/push  call/s//push  push  call/' "$work/byte/stages/2-b0/b0.asm"
(cd "$work/byte" && ./bootstrap cc) >"$work/log" 2>&1 && st=1 || st=0
grep -q '^bootstrap: ' "$work/log" || st=1
is "a wrong instruction in a stage stops it" $st
(cd "$work/user" && ./bootstrap nonsense) >"$work/log" 2>&1 && st=1 || st=0
grep -q 'no target nonsense' "$work/log" || st=1
is "an unknown target is refused" $st

# a full disk
if [ "$(id -u)" = 0 ] && mkdir "$work/full" &&
	mount -t tmpfs -o size=600k tmpfs "$work/full" 2>/dev/null; then
	copy full2
	mkdir "$work/full2/out"
	mount --move "$work/full" "$work/full2/out"
	(cd "$work/full2" && ./bootstrap cc) >"$work/log" 2>&1 && st=1 || st=0
	grep -q 'fails\|cannot' "$work/log" || st=1
	umount "$work/full2/out"
	is "a full disk stops it with a sentence" $st
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
