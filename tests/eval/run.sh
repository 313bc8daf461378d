#!/bin/sh
# run.sh [NIX-INSTANTIATE]: evaluates cases/*.nix strictly in read-only mode
# and compares what is printed with the .out beside it, which C++ Nix 2.34.8
# printed ("run.sh -w THEIRS" writes them). Then the hard cases in this file:
# evaluations that must end in an error, not in a crash.
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
write=
[ "${1:-}" = -w ] && { write=1; shift; }
ni=${1:-}
if [ -z "$ni" ]; then
	ln -s "$here/../../out/host/mote" "$tmp/nix-instantiate"
	ni=$tmp/nix-instantiate
fi
export NIX_REMOTE=dummy:// NIX_STORE_DIR=/nix/store NIX_PATH= NO_COLOR=1
export NIX_CONF_DIR="$tmp"
cd "$here/cases" || exit 1
passed=0 failed=0
for f in *.nix; do
	n=${f%.nix}
	if [ -n "$write" ]; then
		"$ni" --eval --strict "$f" >"$n.out"
		continue
	fi
	if timeout 60 "$ni" --eval --strict "$f" >"$tmp/o" 2>"$tmp/e" &&
		cmp -s "$tmp/o" "$n.out"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $n: $ni --eval --strict $here/cases/$f"
		diff "$n.out" "$tmp/o" | head -5
		head -5 "$tmp/e"
	fi
done
[ -z "$write" ] || exit 0

errs() { # NAME PATTERN ARGS...: exit 1 and a message that has PATTERN
	name=$1 pattern=$2
	shift 2
	timeout 60 "$ni" --eval --strict "$@" >"$tmp/o" 2>"$tmp/e"
	code=$?
	if [ $code = 1 ] && grep -q "$pattern" "$tmp/e"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $name: exit $code: $(tail -1 "$tmp/e" | cut -c1-200)"
	fi
}
errs calls 'max-call-depth exceeded' -E 'let f = x: f x; in f 1'
errs stack 'max-call-depth exceeded' --max-call-depth 1000000000 -E 'let f = x: 1 + f x; in f 1'
errs try 'max-call-depth exceeded' -E 'builtins.tryEval (let f = x: f x; in f 1)'
errs recursion 'infinite recursion' -E 'let x = x; in x'
errs size 'cannot create list' -E 'builtins.genList (x: x) 100000000000'
errs json 'max-call-depth exceeded' -E 'builtins.toJSON (let x = { a = x; }; in x)'
errs deepprint 'max-call-depth exceeded' -E 'let f = n: { inner = f (n + 1); }; in f 0'
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "("; print 1 }' >"$tmp/parens.nix"
errs parens 'unexpected end of file\|max-call-depth' "$tmp/parens.nix"
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "-"; print 1 }' >"$tmp/minus.nix"
errs minus 'max-call-depth exceeded' "$tmp/minus.nix"
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "/* "; print 1 }' >"$tmp/comment.nix"
errs comment 'syntax error' "$tmp/comment.nix"
printf 'a\0b' >"$tmp/nul.nix"
errs nul 'invalid token' "$tmp/nul.nix"
(ulimit -v 3000000; errs memory 'out of memory\|max-call-depth' -E 'let f = n: if n == 0 then [ 1 ] else f (n - 1) ++ f (n - 1) ++ [ 1 ]; in builtins.length (f 28)'; [ $failed = 0 ]) && passed=$((passed + 1)) || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
