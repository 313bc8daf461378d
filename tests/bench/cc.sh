#!/bin/sh
# cc.sh [CC [TCC]]: how fast cc compiles, and how fast its code runs, each
# beside its peers in the same run, in turn; median of ROUNDS (default 3) of
# user+system seconds. The sources are those of tests/cc/programs.sh sqlite,
# which must have run. Prints ratios; asserts nothing.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
CC=${1:-$root/out/amd64/bin/cc}
TCC=${2:-tcc}
rounds=${ROUNDS:-3}
src=$root/out/tests/programs/src
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
defs="-DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -I$src"

# cpu FILE COMMAND...: appends the user+system seconds of COMMAND to FILE
cpu() {
	f=$1
	shift
	bash -c 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1' _ "$@" 2>&1 |
		awk '{ print $1 + $2 }' >>"$f"
}

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'
}

[ -f "$src/sqlite3.c" ] || {
	echo "cc.sh: run tests/cc/programs.sh CC sqlite first" >&2
	exit 1
}
i=0
while [ $i -lt "$rounds" ]; do
	# shellcheck disable=SC2086
	cpu "$work/c-tcc" $TCC $defs -c "$src/sqlite3.c" -o "$work/t.o"
	# shellcheck disable=SC2086
	cpu "$work/c-cc" $CC $defs -c "$src/sqlite3.c" -o "$work/c.o"
	# shellcheck disable=SC2086
	cpu "$work/c-gcc0" gcc -w -O0 $defs -c "$src/sqlite3.c" -o "$work/g0.o"
	i=$((i + 1))
done
# shellcheck disable=SC2086
gcc -w -O1 $defs -c "$src/sqlite3.c" -o "$work/g1.o"
speed=$(find "$src/sqlite-3.40" -name speedtest1.c | head -n 1)
for v in "cc:$CC:c" "tcc:$TCC:t" "gcc0:gcc -O0:g0" "gcc1:gcc -O1:g1"; do
	o=${v##*:}
	c=${v#*:}
	# shellcheck disable=SC2086
	${c%:*} -w $defs -o "$work/run-${v%%:*}" "$speed" "$work/$o.o" -lm
done
i=0
while [ $i -lt "$rounds" ]; do
	for v in cc tcc gcc0 gcc1; do
		cpu "$work/r-$v" "$work/run-$v" --size 40
	done
	i=$((i + 1))
done
tcc_c=$(median "$work/c-tcc")
gcc_r=$(median "$work/r-gcc0")
echo "compiling SQLite 3.40, CPU seconds, and over TinyCC's:"
for v in tcc cc gcc0; do
	t=$(median "$work/c-$v")
	printf '  %-5s %7.3f  %6s\n' "$v" "$t" "$(ratio "$t" "$tcc_c")"
done
echo "running its speedtest1, CPU seconds, and over gcc -O0's:"
for v in cc tcc gcc0 gcc1; do
	t=$(median "$work/r-$v")
	printf '  %-5s %7.3f  %6s\n' "$v" "$t" "$(ratio "$t" "$gcc_r")"
done
printf 'bytes of .text: '
for o in c t g0 g1; do
	printf '%s %s  ' "$o" "$(size -A "$work/$o.o" | awk '$1 ~ /^\.text/ { n += $2 } END { print n }')"
done
echo
