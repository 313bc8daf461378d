#!/bin/sh
# run.sh CC [FILE]: each case x.sh is run in a folder of its own, with the
# functions below; it fails at the first command that does.
set -u
CC=$1
dir=$(cd "$(dirname "$0")" && pwd)
top=$(mktemp -d) || exit 1
trap 'rm -rf "$top"' EXIT
chmod 755 "$top"
passed=0
failed=0
export CC top

# what the cases use; they start with start.o, which calls main
cat >"$top/lib.sh" <<'EOF'
# obj FILE.c...: compiles each to FILE.o
obj() {
	for f; do
		case $f in
		*.s) "$CC" --as -o "${f%.s}.o" "$f" ;;
		*) "$CC" -c -o "${f%.c}.o" "$f" ;;
		esac || return 1
	done
}
ld() { "$CC" --ld "$@"; }
ar() { "$CC" --ar "$@"; }
# link OUT ARGS...: with start.o
link() {
	out=$1
	shift
	ld -o "$out" "$top/start.o" "$@" || return 1
	readelf -aW "$out" 2>&1 >/dev/null | grep . && return 1
	objdump -d "$out" >/dev/null
}
# gives STATUS COMMAND...: the exit status, without crashing on the way
gives() {
	want=$1
	shift
	"$@" && have=0 || have=$?
	[ $have = "$want" ] || { echo "exit $have, not $want: $*"; return 1; }
}
# refused TEXT COMMAND...: fails with a message that has TEXT in it
refused() {
	text=$1
	shift
	if "$@" 2>err; then
		echo "was accepted: $*"
		return 1
	fi
	grep -q "$text" err || { echo "no '$text' in:"; cat err; return 1; }
}
EOF
cat >"$top/start.s" <<'EOF'
	.globl _start
_start:	xorl %ebp, %ebp
	andq $-16, %rsp
	call main
	movl %eax, %edi
	movl $60, %eax
	syscall
EOF
"$CC" --as -o "$top/start.o" "$top/start.s" || exit 1

for f in ${2:-"$dir"/*.sh}; do
	name=${f##*/}
	[ "$name" = run.sh ] && continue
	mkdir "$top/$name" && cd "$top/$name" || exit 1
	if sh -e -c '. "$top/lib.sh"; . "$0"' "$f" >"$top/log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL tests/cc/link/$name (./check tests/cc/link/$name)"
		tail -n 5 "$top/log"
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
