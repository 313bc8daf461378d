#!/bin/sh
# bootstrap.sh [STAGE0]: user+system seconds from the seed to the first
# compiler of a C (cc0) and to cc, and beside them stage0-posix's if STAGE0 is a
# checkout of it with its submodules: to M2-Planet and all its tools. In turn;
# median of ROUNDS (default 3); in copies, as nobody if run by root. Prints
# figures; asserts nothing.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
stage0=${1:-}
rounds=${ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
as=
[ "$(id -u)" != 0 ] ||
	as="setpriv --reuid=65534 --regid=65534 --clear-groups"

# cpu NAME DIR COMMAND...: runs COMMAND in DIR; adds its seconds to $work/NAME
cpu() {
	name=$1
	dir=$2
	shift 2
	[ -z "$as" ] || chown -R 65534:65534 "$dir"
	# shellcheck disable=SC2016
	(cd "$dir" && bash -c 'TIMEFORMAT="%U %S"
		time '"$as"' "$@" >"$0" 2>&1 </dev/null' \
		/dev/null "$@") 2>&1 |
		awk '{ print $1 + $2 }' >>"$work/$name"
}

median() {
	sort -n "$work/$1" | awk '{ v[NR] = $1 }
		END { printf "%.2f", v[int((NR + 1) / 2)] }'
}

i=0
while [ $i -lt "$rounds" ]; do
	for target in cc0 cc; do
		rm -rf "$work/mote"
		mkdir "$work/mote"
		cp -r "$root/bootstrap" "$root/seed" "$root/stages" \
			"$root/libc" "$root/userland" "$root/cc" "$work/mote"
		cpu "time-$target" "$work/mote" ./bootstrap $target
		[ -x "$work/mote/out/amd64/cc0" ] || {
			echo "bootstrap.sh: ./bootstrap $target fails" >&2
			exit 1
		}
	done
	if [ -n "$stage0" ]; then
		rm -rf "$work/stage0"
		cp -r "$stage0" "$work/stage0"
		rm -rf "$work"/stage0/AMD64/bin/* \
			"$work"/stage0/AMD64/artifact/*
		cpu time-stage0 "$work/stage0" \
			./bootstrap-seeds/POSIX/AMD64/kaem-optional-seed \
			./kaem.amd64
		[ -x "$work/stage0/AMD64/bin/M2-Planet" ] || {
			echo "bootstrap.sh: stage0-posix fails" >&2
			exit 1
		}
	fi
	i=$((i + 1))
done
echo "user+system seconds, median of $rounds"
echo "seed to cc0, with sha256sum and unpack   $(median time-cc0)"
echo "seed to cc, self-hosted twice            $(median time-cc)"
if [ -n "$stage0" ]; then
	echo "stage0-posix: seed to M2-Planet, tools   $(median time-stage0)"
fi
