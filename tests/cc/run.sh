#!/bin/sh
# run.sh [FILE]: the compiler's own cases: every tests/cc/ROOM/run.sh (pp, ok,
# err, asm, link, ...) and driver.sh, with the bootstrapped cc, or the one that
# $CC names. A FILE tests/cc/ROOM/x.c goes to its room alone.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
CC=${CC:-$root/out/amd64/bin/cc}
export CC
passed=0
failed=0

run() {
	log=$("$@" 2>&1) && status=0 || status=$?
	counts=$(echo "$log" | grep '^[0-9]* passed, ' | tail -n 1)
	p=${counts%% *}
	f=$(echo "$counts" | sed 's/.* \([0-9]*\) failed.*/\1/')
	[ "$status" = 0 ] || [ "${f:-0}" != 0 ] || f=1
	passed=$((passed + ${p:-0}))
	failed=$((failed + ${f:-1}))
	if [ "${f:-1}" != 0 ]; then
		echo "$log"
	else
		echo "$2: $counts"
	fi
}

if [ $# -gt 0 ]; then
	room=${1#tests/cc/}
	run sh "tests/cc/${room%%/*}/run.sh" "$CC" "$1"
else
	for t in tests/cc/*/run.sh tests/cc/driver.sh; do
		run sh "$t" "$CC"
	done
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
