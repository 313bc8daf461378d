#!/bin/sh
# Tests of the store through nix-store and nix-collect-garbage, in scratch
# stores, and side by side with C++ Nix where that is installed (PEER, by
# default /usr/bin). Golden paths and hashes come from C++ Nix 2.8.
# One test: run.sh NAME. MOTE names another program to test.
cd "$(dirname "$0")/../.." || exit 1
top=$PWD
[ -n "$MOTE" ] || make -s mote >&2 || exit 1
mote=${MOTE:-$top/out/host/mote}
peer=${PEER:-/usr/bin}
[ -x "$peer/nix-store" ] || peer=
work=$(mktemp -d "${TMPDIR:-/tmp}/mote-store.XXXXXX")
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/bin"
for name in nix-store nix-hash nix-collect-garbage nix-instantiate; do
	ln -s "$mote" "$work/bin/$name"
done
bin=$work/bin
unset NIX_STORE_DIR NIX_STATE_DIR NIX_LOG_DIR NIX_REMOTE NIX_STORE
export HOME=$work/home NIX_CONF_DIR=$work/etc
mkdir -p "$HOME" "$work/etc"
passed=0
failed=0

. "$top/tests/store/cases.sh"
. "$top/tests/store/races.sh"

for name in $(sed -n 's/^\(t_[a-z0-9_]*\)().*/\1/p' \
	"$top/tests/store/cases.sh" "$top/tests/store/races.sh"); do
	[ -z "$1" ] || [ "$1" = "$name" ] || continue
	case $name in
	*_peer*)
		[ -n "$peer" ] || {
			echo "skip $name (no C++ Nix)"
			continue
		} ;;
	esac
	store=$work/$name
	mkdir "$store"
	if (set -e; cd "$store"; $name) >"$work/log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $name (again: tests/store/run.sh $name)"
		tail -n 15 "$work/log" | sed 's/^/    /'
	fi
	chmod -R u+w "$store" 2>/dev/null
	rm -rf "$store"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
