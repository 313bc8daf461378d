#!/bin/sh
# bootstrap.sh [STAGE0]: CPU seconds (user + system) from the seed to the
# self-hosted cc, cold, median of ROUNDS (default 5) in fresh copies of the
# tree; and, when STAGE0 is a checkout of stage0-posix with its submodules,
# those of its own road to M2-Planet and tools, in the same run, in turn.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
stage0=${1:-}
rounds=${ROUNDS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

cpu() {	# FILE DIR COMMAND...
	f=$1
	dir=$2
	shift 2
	bash -c 'cd "$1" && shift && TIMEFORMAT="%U %S" &&
		time "$@" >/dev/null 2>&1' _ "$dir" "$@" 2>&1 |
		awk '{ print $1 + $2 }' >>"$f"
}

i=0
while [ $i -lt "$rounds" ]; do
	for target in userland cc; do
		rm -rf "$work/tree"
		mkdir "$work/tree"
		git ls-files -z -- bootstrap seed stages libc userland cc tools \
			pkgs | xargs -0 cp --parents -t "$work/tree"
		cpu "$work/$target" "$work/tree" ./bootstrap $target
	done
	if [ -n "$stage0" ]; then
		rm -rf "$work/stage0"
		cp -r "$stage0" "$work/stage0"
		cpu "$work/peer" "$work/stage0" \
			./bootstrap-seeds/POSIX/AMD64/kaem-optional-seed \
			kaem.amd64
	fi
	i=$((i + 1))
done

show() {
	printf '%-40s %7.3f s of CPU\n' "$1" \
		"$(sort -n "$2" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')"
}
show 'seed to cc0 and its first programs' "$work/userland"
show 'seed to the cc that compiled itself' "$work/cc"
[ -z "$stage0" ] || show 'stage0-posix: seed to M2-Planet and tools' "$work/peer"
