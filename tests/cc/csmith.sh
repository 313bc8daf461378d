#!/bin/sh
# csmith.sh [CC [COUNT [FIRST]]]: COUNT random programs by csmith, seeds FIRST
# (default 1) upwards: those that CC compiles must print what gcc's do. A seed
# that fails is kept in out/tests/csmith and the command to repeat it printed.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
CC=${1:-$root/out/amd64/bin/cc}
count=${2:-200}
first=${3:-1}
keep=$root/out/tests/csmith
mkdir -p "$keep"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 777 "$work"
as_user=
[ "$(id -u)" != 0 ] ||
	as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"

cat >"$work/one" <<'EOF'
s=$1
csmith --seed "$s" --float >"$s.c" 2>/dev/null || exit 0
if ! gcc -w -O1 -fwrapv -I/usr/include/csmith -o "$s.ref" "$s.c" 2>/dev/null; then
	rm -f "$s".*
	exit 0
fi
timeout 10 "./$s.ref" >"$s.want" 2>&1 && st=0 || st=$?
if [ $st = 124 ]; then
	echo "skip $s"
elif ! $CC -w -I/usr/include/csmith -o "$s.exe" "$s.c" >"$s.got" 2>&1; then
	echo "fail $s compile"
elif (ulimit -c 0; timeout 60 "./$s.exe" >"$s.got" 2>&1); cmp -s "$s.got" "$s.want"; then
	echo "pass $s"
else
	echo "fail $s run"
fi
rm -f "$s".*
EOF
cd "$work"
export CC
i=$first
while [ "$i" -lt $((first + count)) ]; do
	echo "$i"
	i=$((i + 1))
done | $as_user xargs -P "$(nproc)" -n 1 sh "$work/one" >results || :
sed -n 's/^fail //p' results | while read -r s how; do
	(cd "$keep" && csmith --seed "$s" --float >"$s.c")
	echo "seed $s fails ($how): tests/cc/csmith.sh $CC 1 $s ($keep/$s.c)"
done
pass=$(grep -c '^pass' results || :)
fail=$(grep -c '^fail' results || :)
skip=$(grep -c '^skip' results || :)
echo "$pass passed, $fail failed, $skip skipped"
[ "$fail" = 0 ] && [ "$pass" -gt 0 ]
