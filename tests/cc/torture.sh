#!/bin/sh
# torture.sh [CC [NAME...]]: GCC's gcc.c-torture/execute (1,592 programs, from
# the pinned source gcc12), compiled statically and run by CC (default: the
# bootstrapped one). Tests that are known to fail are listed, each with its
# reason, in tests/todo/torture; one of them that passes is a failure here,
# so that it gets moved out. `torture.sh CC -l` only lists failures.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
cc=${1:-$root/out/amd64/bin/cc}
[ $# -gt 0 ] && shift
list_only=0
if [ "${1:-}" = -l ]; then
	list_only=1
	shift
fi
todo=$root/tests/todo/torture
dir=$root/out/tests/torture
src=$dir/gcc.c-torture/execute

if [ ! -d "$src" ]; then
	tarball=$("$root/tools/source" gcc12)
	mkdir -p "$dir"
	tar -xzOf "$tarball" gcc-12-12.2.0/gcc-12.2.0-dfsg.tar.xz |
		tar -xJf - -C "$dir" --strip-components=3 \
		gcc-12.2.0/gcc/testsuite/gcc.c-torture
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/run"
as_user=
if [ "$(id -u)" = 0 ]; then
	chmod 777 "$work/run"
	as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
# what the test itself asks for, as far as cc knows it
cat >"$work/one" <<'EOF'
f=$1
n=$(basename "$f" .c)
flags=$(sed -n 's/.*{ *dg-\(additional-\)*options *{* *"\([^"]*\)".*/\2/p' "$f" |
	head -n 2 | tr '\n' ' ')
if $CC -w $flags -o "run/$n" "$f" -lm >"run/$n.log" 2>&1 &&
	(cd run && ulimit -c 0 && timeout 20 "./$n" >"$n.log" 2>&1); then
	echo "pass $n"
else
	echo "fail $n"
fi
rm -f "run/$n" "run/$n.log"
EOF
cd "$work"
export CC="$cc"
if [ $# -gt 0 ]; then
	for n; do echo "$src/$n.c"; done
else
	ls "$src"/*.c
fi | $as_user xargs -P "$(nproc)" -n 1 sh "$work/one" \
	2>/dev/null | sort >"$work/results"
sed -n 's/^fail //p' results >failed
sed -n 's/^pass //p' results >passed

if [ $list_only = 1 ]; then
	cat failed
	echo "$(wc -l <passed) passed, $(wc -l <failed) failed"
	exit
fi
sed -n 's/^\([^#: ]*\):.*/\1/p' "$todo" | sort >known
bad=0
for n in $(comm -23 failed known); do
	echo "fails: $n (repeat: tests/cc/torture.sh $cc $n)"
	bad=$((bad + 1))
done
for n in $(comm -12 passed known); do
	echo "passes now, so take it out of tests/todo/torture: $n"
	bad=$((bad + 1))
done
echo "c-torture: $(wc -l <passed) of $(wc -l <results) pass"
echo "$(wc -l <passed) passed, $bad failed, $(comm -12 failed known | wc -l) skipped"
[ $bad = 0 ]
