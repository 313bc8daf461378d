#!/bin/sh
# Tests of engine/fmt: each case is a file FORMAT/NAME.in with what is
# expected in NAME.out. Expected values come from C++ Nix 2.8 and 2.34
# (evaluation of builtins.match, fromJSON, fromTOML; nix-store --dump;
# nix-instantiate) or from the documents named in the READMEs, never from
# this program. One case: run.sh json/NAME.
cd "$(dirname "$0")/../.." || exit 1
here=tests/fmt
mkdir -p out/test
${CC:-gcc} -std=c11 -g -O1 -Wall -Wextra -fsanitize=address,undefined -I. \
	-o out/test/fmt $here/fmt.c base/*.c engine/fmt/*.c -lm || exit 1
passed=0
failed=0

result() { # name, status
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1 (again: $here/run.sh $1)"
	fi
}

for case in "$here"/*/*.in; do
	name=${case#$here/}
	name=${name%.in}
	[ -z "$1" ] || [ "$1" = "$name" ] || continue
	format=${name%%/*}
	out/test/fmt "$format" <"$case" >out/test/fmt.out 2>out/test/fmt.err
	cmp -s out/test/fmt.out "${case%.in}.out" &&
		! [ -s out/test/fmt.err ]
	status=$?
	[ $status = 0 ] || [ -z "$1" ] || {
		diff out/test/fmt.out "${case%.in}.out"
		cat out/test/fmt.err
	}
	result "$name" $status
done

# Derivations: file names are what C++ Nix called them.
for case in "$here"/drv/*.drv; do
	name=${case#$here/}
	[ -z "$1" ] || [ "$1" = "$name" ] || continue
	got=$(out/test/fmt drv "$case" <"$case" 2>&1)
	[ "$got" = "/nix/store/${case##*/}" ]
	status=$?
	[ $status = 0 ] || [ -z "$1" ] || echo "$got"
	result "$name" $status
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
