#!/bin/sh
# run.sh [FILE...]: the stages. asm and b0 on small inputs and bad ones; cc0 on
# the programs of c0/ (their outputs are gcc's; checked again where there is
# gcc) and on bad/, whose first lines hold the message; cc0 compiled by gcc
# must emit the same text. FILE: only that program. Programs run as nobody.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
./bootstrap userland >/dev/null || exit 1
out=$root/out/amd64
abstract="$root/stages/defs/amd64.def $root/stages/start.asm"
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

ok() {	# DESCRIPTION STATUS [FILE]
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "fails: $1 (repeat: tests/stages/run.sh ${3:-})"
	fi
}

nobody() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups \
			timeout 20 "$@"
	else
		timeout 20 "$@"
	fi
}

# refuses TOOL MESSAGE: standard input must be refused, with that message, and
# leave an empty output
refuses() {
	cat >"$work/in"
	echo whole >"$work/refused"
	"$out/$1" "$work/refused" "$work/in" 2>"$work/err"
	[ $? = 1 ] && [ ! -s "$work/refused" ] && grep -qF "$2" "$work/err"
	ok "$1 refuses, saying: $2" $?
}

# program FILE: compiled by cc0 it must do what FILE's .out says
program() {
	base=${1%.c}
	"$out/cc0" "$work/p.asm" libc/libc.h tests/stages/print.h "$1" \
		libc/libc.c &&
		"$out/asm" "$work/p" $abstract "$work/p.asm"
	ok "cc0 compiles $1" $? "$1" || return
	(cd "$work" && nobody ./p >p.out; echo "exit $?" >>p.out)
	cmp -s "$work/p.out" "$base.out"
	ok "$1 has the right output" $? "$1"
	if [ -x "$work/cc0.gcc" ]; then
		"$work/cc0.gcc" "$work/g.asm" libc/libc.h \
			tests/stages/print.h "$1" libc/libc.c
		cmp -s "$work/p.asm" "$work/g.asm"
		ok "cc0 by gcc emits the same for $1" $? "$1"
		gcc -std=c11 -w -o "$work/g" "$1"
		(cd "$work" && nobody ./g >g.out; echo "exit $?" >>g.out)
		cmp -s "$work/g.out" "$base.out"
		ok "$base.out is what gcc's program says" $? "$1"
	fi
}

# bad FILE: cc0 must refuse it with the message of its first line
bad() {
	want=$(sed -n '1s,^/\* \(.*\) \*/$,\1,p' "$1")
	echo whole >"$work/refused"
	(cd tests/stages && "$out/cc0" "$work/refused" "bad/${1##*/}") \
		2>"$work/err"
	[ $? = 1 ] && [ ! -s "$work/refused" ] &&
		grep -qF "$want" "$work/err" &&
		grep -q "^bad/${1##*/}:[0-9]*: " "$work/err"
	ok "cc0 refuses $1: $want" $? "$1"
}

if command -v gcc >/dev/null; then
	gcc -std=c11 -Wall -Wextra -Werror -O1 -o "$work/cc0.gcc" \
		stages/3-cc0/cc0.c
	ok "gcc compiles cc0 without a warning" $?
fi
if [ $# -gt 0 ]; then
	for f; do
		case $f in
		*/bad/*) bad "$f" ;;
		*) program "$f" ;;
		esac
	done
	echo "$passed passed, $failed failed"
	[ $failed = 0 ]
	exit
fi

# asm
cat >"$work/in" <<'X'
# data of every kind, references backward and forward, holes of both sizes
DEFINE pair 01 .. .. .. .. 02	; four bytes between
DEFINE wide .. .. .. .. .. .. .. .. FF
:here !1 @-2 3 $-4 "a; b" '= '<= &there &here =five 5
pair &five pair 258 wide $-1 !255 :there
X
printf '\001\376\377\003\000\000\000\374\377\377\377\377\377\377\377a; b' \
	>"$work/want"
printf '=\000\000\000=<\000\000\071\000\100\000\000\000\100\000' >>"$work/want"
printf '\001\005\000\000\000\002\001\002\001\000\000\002' >>"$work/want"
printf '\377\377\377\377\377\377\377\377\377\377' >>"$work/want"
"$out/asm" "$work/a" "$work/in"
ok "asm takes every kind of data" $?
# asm writes the length of the output at 96 and 104; this output is shorter
cmp -s "$work/a" "$work/want"
ok "asm's output is right" $?
refuses asm "unknown word   foo" <<'X'
foo
X
refuses asm "not defined    x" <<'X'
&x
X
refuses asm "defined twice  a" <<'X'
:a :a
X
refuses asm "defined twice  b" <<'X'
DEFINE b 01
DEFINE b 02
X
refuses asm "defined twice  c" <<'X'
:c =c 5
X
refuses asm "unknown word   d" <<'X'
DEFINE d 0g
X
refuses asm "unknown word   !12x" <<'X'
!12x
X
refuses asm "no operand to  e" <<'X'
DEFINE e 01 .. .. .. ..
e e
X
refuses asm "no operand to  f" <<'X'
DEFINE e 01 .. .. .. ..
e :f 5
X
refuses asm "too large      !300" <<'X'
!255 !-128 300 4294967295 -2147483648 !300
X
refuses asm "too large      4294967296" <<'X'
4294967296
X
refuses asm "no operand to" <<'X'
DEFINE e 01 .. .. .. ..
e
X
refuses asm "unknown word" <<'X'
"no end
X
refuses asm "unknown word" <<'X'
=f
X
"$out/asm" "$work/a" "$work/no-such-file" 2>"$work/err"
[ $? = 1 ] && grep -q "no-such-file" "$work/err"
ok "asm names a missing file" $?

# b0
refuses b0 "line 1 near" <<'X'
long f(void) { return x; }
X
refuses b0 "line 2 near" <<'X'
long a[3];
long f(void) { return a; }
X
refuses b0 "near y" <<'X'
long a[y];
X
refuses b0 "near 1" <<'X'
long f(void) { 1
X
refuses b0 "near float" <<'X'
float a;
X
refuses b0 'near "' <<'X'
void f(char *s) { s = "abc
"; }
X
"$out/b0" "$work/a" "$work/no-such-file" 2>"$work/err"
[ $? = 1 ] && grep -q "no-such-file" "$work/err"
ok "b0 names a missing file" $?

# deep TEXT TEXT: the second one 100,000 times behind the first
deep() {
	(echo "$1"; yes "$2" | head -n 100000 | tr -d '\n'; echo) \
		>"$work/deep"
	refuses cc0 "too large for cc0" <"$work/deep"
}
deep 'int f(void) { return' '('
deep 'int f(int a) { return' '~ '
deep 'int f(int a) { return' 'a ? a : '
deep 'void f(int a) {' 'a = '
deep 'void f(void)' '{'
deep 'void f(int a) {' 'if (a) '
deep 'int' '('
deep '' 'struct {'

# all of them
for tool in hex0 asm b0 cc0; do
	: >"$work/empty"
	"$out/$tool" /dev/full stages/3-cc0/lex.c 2>/dev/null
	[ $? = 1 ] && [ -c /dev/full ]
	ok "$tool fails on a full device, and leaves it there" $?
	"$out/$tool" "$work/none/out" "$work/empty" 2>/dev/null
	ok "$tool fails on an output in no folder" $((! $?))
	"$out/$tool" 2>/dev/null
	ok "$tool fails without arguments" $((! $?))
done
for tool in asm b0 cc0; do
	case $tool in
	asm) set -- $abstract stages/2-b0/b0.asm ;;
	b0) set -- stages/3-cc0/lex.c stages/3-cc0/type.c ;;
	cc0) set -- libc/libc.h libc/libc.c ;;
	esac
	"$out/$tool" "$work/a" "$@"
	if command -v qemu-x86_64-static >/dev/null; then
		qemu-x86_64-static "$out/$tool" "$work/b" "$@"
		cmp -s "$work/a" "$work/b"
		ok "$tool does the same under qemu" $?
	fi
	(ulimit -f 1; exec "$out/$tool" "$work/cut" "$@") 2>/dev/null
	[ $? != 0 ] && [ ! -s "$work/cut" ]
	ok "$tool leaves nothing of an output that is cut" $?
done

if command -v readelf >/dev/null; then
	for f in hex0 asm b0 cc0; do
		readelf -hlW "$out/$f" >"$work/elf" 2>&1 &&
			! grep -qi 'warning\|error' "$work/elf"
		ok "readelf has nothing to say against $f" $?
	done
	grep -q 'LOAD  *0x000000 0x0*400000 0x0*000000 0x\([0-9a-f]*\) 0x\1 RWE' \
		"$work/elf" && grep -q 'LOAD .* 0x0*10000000 .* RW ' "$work/elf"
	ok "the program and its variables are where they belong" $?
fi
if command -v python3 >/dev/null; then
	tests/stages/second.py >"$work/second"
	ok "hex0 and asm, written again, make the same: $(cat "$work/second")" $?
fi

for f in tests/stages/c0/*.c; do
	program "$f"
done
for f in tests/stages/bad/*.c; do
	bad "$f"
done
if [ -x "$work/cc0.gcc" ] && command -v python3 >/dev/null; then
	for seed in 1 2 3 4 5 6 7 8; do
		python3 tests/stages/random_c0.py $seed >"$work/r.c"
		gcc -std=c11 -w -fwrapv -O1 -I tests/stages -o "$work/g" \
			"$work/r.c" && nobody "$work/g" >"$work/g.out"
		"$out/cc0" "$work/r.asm" libc/libc.h tests/stages/print.h \
			"$work/r.c" libc/libc.c &&
			"$out/asm" "$work/r" $abstract "$work/r.asm" &&
			nobody "$work/r" >"$work/r.out"
		cmp -s "$work/g.out" "$work/r.out"
		ok "random expressions, seed $seed" $?
	done
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
