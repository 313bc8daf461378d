#!/bin/sh
# eval.sh [-r RUNS] [-t TREE] OURS THEIRS: workloads of the evaluator, run by
# two programs in turn. OURS and THEIRS are nix-instantiate commands (one
# word each; a wrapper script will do). TREE is a folder like auxolotl/core:
# with it, its lib, its packages and all its files are workloads too. Prints
# the median CPU seconds, the peak memory, and the ratios OURS / THEIRS.
set -u
runs=3 tree=
while getopts r:t: o; do
	case $o in
	r) runs=$OPTARG ;;
	t) tree=$(cd "$OPTARG" && pwd) ;;
	*) exit 1 ;;
	esac
done
shift $((OPTIND - 1))
ours=${1:?usage: eval.sh [-r RUNS] [-t TREE] OURS THEIRS}
theirs=${2:?usage: eval.sh [-r RUNS] [-t TREE] OURS THEIRS}
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export NIX_REMOTE=${NIX_REMOTE-dummy://} NIX_PATH=
: >"$tmp/ratios"

measure() { # OUT COMMAND...: CPU seconds and KB, median of the runs
	out=$1
	shift
	i=0
	: >"$tmp/times"
	while [ $i -lt "$runs" ]; do
		/usr/bin/time -o "$tmp/t" -f '%U %S %M' "$@" >"$tmp/o" 2>"$tmp/e" || {
			echo "failed: $*" >&2
			tail -3 "$tmp/e" >&2
			return 1
		}
		awk 'END { print $1 + $2, $3 }' "$tmp/t" >>"$tmp/times"
		i=$((i + 1))
	done
	cksum <"$tmp/o" >"$out.sum"
	sort -n "$tmp/times" | awk '{ a[NR] = $0 } END { print a[int((NR + 1) / 2)] }' >"$out"
}

row() { # NAME ARGS...
	name=$1
	shift
	measure "$tmp/a" "$ours" "$@" && measure "$tmp/b" "$theirs" "$@" || return
	note=
	cmp -s "$tmp/a.sum" "$tmp/b.sum" || note='  (results differ)'
	paste -d' ' "$tmp/a" "$tmp/b" | awk -v n="$name" -v note="$note" -v f="$tmp/ratios" '{
		t = $3 > 0 ? $1 / $3 : 0
		printf "%-12s %8.2f %8.2f %6.2f %8.0f %8.0f %6.2f%s\n",
			n, $1, $3, t, $2 / 1024, $4 / 1024, $2 / $4, note
		if (t > 0) print t >>f
	}'
}

printf '%-12s %8s %8s %6s %8s %8s %6s\n' workload 'ours s' theirs ratio 'ours MB' theirs ratio
e() { # NAME EXPRESSION
	row "$1" --eval --strict --read-write-mode -E "$2"
}
e fib 'let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in fib 30'
e foldl 'builtins.foldl'\'' (a: b: a + b) 0 (builtins.genList (x: x) 4000000)'
e update 'builtins.length (builtins.attrNames (builtins.foldl'\'' (a: x: a // { "k${toString x}" = x; }) { } (builtins.genList (x: x) 12000)))'
e mapfilter 'let l = builtins.genList (x: x) 500000; s = builtins.listToAttrs (map (x: { name = "a${toString x}"; value = x; }) l); in builtins.foldl'\'' (a: b: a + b) 0 (builtins.filter (x: x > 5) (builtins.attrValues (builtins.mapAttrs (n: v: v * 2) s)))'
e strings 'builtins.stringLength (builtins.concatStringsSep "," (map (x: "n${toString x}-${builtins.substring 0 2 (toString x)}") (builtins.genList (x: x) 600000)))'
e regex 'builtins.length (builtins.split "([a-z]+)([0-9]+)" (builtins.concatStringsSep " " (builtins.genList (x: "abc${toString x}") 150000)))'
e match 'builtins.length (builtins.filter (x: builtins.match "([0-9]+)-(.*)-([a-z]*)" "${toString x}-some-thing-xyz" != null) (builtins.genList (x: x) 100000))'
e sort 'builtins.elemAt (builtins.sort (a: b: a < b) (builtins.genList (x: x * 7919 - x * 7919 / 100003 * 100003) 400000)) 5'
e json 'builtins.stringLength (builtins.toJSON (builtins.fromJSON (builtins.toJSON (builtins.genList (x: { a = x; b = "s${toString x}"; c = [ x 1.5 null ]; }) 150000))))'
e closure 'builtins.length (builtins.genericClosure { startSet = [ { key = 0; } ]; operator = i: if i.key < 300000 then [ { key = i.key + 1; } { key = i.key + 2; } ] else [ ]; })'
if [ -n "$tree" ]; then
	row modules --eval --strict --read-write-mode --arg lib "$tree/lib" "$here/modules.nix"
	find "$tree" -name '*.nix' | sort >"$tmp/files"
	# one command line holds all names
	set -- $(cat "$tmp/files")
	row parse --parse "$@"
fi
if [ -n "$tree" ] && [ -n "${NIX_STORE_DIR:-}" ]; then
	e stdenv "(import $tree { }).stdenv.drvPath"
	e packages "let p = import $tree { }; in builtins.length (map (n: (builtins.tryEval (p.\${n}.drvPath or null)).success) [ \"bash\" \"curl\" \"gcc\" \"perl\" \"python3\" \"openssl\" \"git\" \"cmake\" \"glib\" ])"
fi
awk '{ s += log($1); n++ } END { if (n) printf "geometric mean of the CPU ratios: %.3f over %d workloads\n", exp(s / n), n }' "$tmp/ratios"
