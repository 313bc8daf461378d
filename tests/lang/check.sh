#!/bin/sh
# check.sh: the language tests of Nix 2.8.0 and 2.26.3, from their pinned
# sources, against out/host/mote; status and output must be as they expect.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$root/out/tests/lang
passed=0
failed=0
mkdir -p "$dir"

for v in 2.8 2.26; do
	if [ ! -d "$dir/$v" ]; then
		tarball=$("$root/tools/source" nix$v)
		mkdir "$dir/.$v"
		tar -xf "$tarball" -C "$dir/.$v" --strip-components=1
		mv "$dir/.$v" "$dir/$v"
	fi
	at=$dir/$v/tests/lang
	[ -d "$at" ] || at=$dir/$v/tests/functional/lang
	log=$("$root/tests/lang/run.sh" "$at" || :)
	p=$(echo "$log" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
	for t in $(echo "$log" | sed -n 's/^FAIL //p'); do
		echo "fails: $t of Nix $v (repeat: tests/lang/run.sh $at)"
		failed=$((failed + 1))
	done
	echo "Nix $v: $p pass"
	passed=$((passed + p))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 300 ]
