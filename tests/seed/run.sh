#!/bin/sh
# run.sh: the seed. Every input byte in every state of hex0, every error path,
# and the same bytes by the shell's decoder, by the seed itself and under qemu.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
./bootstrap hex0 >/dev/null || exit 1
hex0=$root/out/amd64/hex0
ledger=$root/seed/amd64/hex0.hex
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

ok() {	# DESCRIPTION STATUS
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "fails: $1 (repeat: tests/seed/run.sh)"
	fi
}

# gives FORMAT FORMAT: input, and the output that it must give
gives() {
	printf "$1" >in
	printf "$2" >want
	echo stale >got
	"$hex0" got in
	[ $? = 0 ] && cmp -s got want
}

# refused FORMAT: exit status 1, and an output that is empty
refused() {
	printf "$1" >in
	echo stale >got
	"$hex0" got in
	[ $? = 1 ] && [ ! -s got ]
}

"$hex0" self "$ledger" && cmp -s self "$hex0"
ok "the seed makes itself" $?
[ -x self ] && [ "$(wc -c <self)" -le 256 ]
ok "its output is executable, and 256 bytes at most" $?
if command -v qemu-x86_64-static >/dev/null; then
	qemu-x86_64-static "$hex0" other "$ledger" && cmp -s other self
	ok "the same under qemu" $?
fi

# every byte: alone, as second digit, behind a byte, and in a comment
n=0
while [ $n -lt 256 ]; do
	c=\\$(printf %03o $n)
	[ $n = 37 ] && c='%%'
	alone=refused second=refused behind=refused comment=gives
	case $n in
	10 | 32) alone=gives behind=gives ;;		# newline, space
	35 | 59) alone=gives behind=gives ;;		# number sign, semicolon
	4[89] | 5[0-7] | 6[5-9] | 70) second=gives ;;	# 0 to 9, A to F
	esac
	[ $n -lt 10 ] && comment=refused
	$alone "$c" ''
	ok "byte $n alone: $alone" $?
	if [ $second = gives ]; then
		gives "1$c" "\\$(printf %03o "0x1$(printf "$c")")"
	else
		refused "1$c"
	fi
	ok "byte $n as second digit: $second" $?
	$behind "41$c" A
	ok "byte $n behind a byte: $behind" $?
	$comment "41 ; x${c}x\n42 # $c" 'AB' ||
		{ [ $n = 10 ] && refused "41 ; x${c}x\n42 # $c"; }
	ok "byte $n in a comment: $comment" $?
	n=$((n + 1))
done

# all values of a byte
all= want=
n=0
while [ $n -lt 256 ]; do
	all="$all $(printf %02X $n)"
	want=$want\\$(printf %03o $n)
	n=$((n + 1))
done
gives "$all" "$want"
ok "all values of a byte" $?
gives '4142\n\n  43' ABC
ok "bytes without white space between" $?
gives '# no byte' ''
ok "a comment without newline" $?
gives '' ''
ok "an empty input" $?
refused '41 4'
ok "a lone last digit" $?
refused '41 4\n1'
ok "a byte over two lines" $?
refused 'G'
ok "no digit" $?
refused '4G'
ok "no second digit" $?

printf '41 ' >a
printf '42 # c' >b
printf '\n43' >c
"$hex0" got a b c && [ "$(cat got)" = ABC ]
ok "three inputs" $?
"$hex0" got a missing
[ $? = 1 ] && [ ! -s got ]
ok "a missing input" $?
"$hex0" got a .
[ $? = 1 ] && [ ! -s got ]
ok "an input that is a folder" $?
"$hex0" none/got a
[ $? = 1 ]
ok "an output in no folder" $?
"$hex0"
[ $? = 1 ]
ok "no arguments" $?
"$hex0" /dev/full a
[ $? = 1 ] && [ -c /dev/full ]
ok "a full device, which stays" $?
"$hex0" /dev/null a && [ -c /dev/null ]
ok "a device, which stays" $?
printf '41 42 ' | "$hex0" got /dev/stdin b && [ "$(cat got)" = ABB ]
ok "an input that is a pipe" $?
(sleep 0.1; printf '41 '; sleep 0.1; printf '42') | "$hex0" got /dev/stdin &&
	[ "$(cat got)" = AB ]
ok "a slow pipe" $?
head -c 3000000 /dev/zero | tr '\0' '\n' >big
(cat "$ledger" big; echo 41) >big2
"$hex0" got big2 && [ "$(wc -c <got)" = 257 ]
ok "an input of 3 MB" $?
head -c 70000000 /dev/zero | tr '\0' ' ' >big
"$hex0" got big
[ $? = 1 ] && [ ! -s got ]
ok "an input beyond its memory" $?
printf '%05000d' 0 >zeros
(ulimit -f 1; exec "$hex0" got zeros) 2>/dev/null
[ $? != 0 ] && [ ! -s got ]
ok "an output that is cut" $?
(ulimit -f 2; trap '' XFSZ; exec "$hex0" got zeros)
[ $? = 1 ] && [ ! -s got ]
ok "an output that is cut, without a signal" $?
echo "$passed passed, $failed failed"
[ $failed = 0 ]
