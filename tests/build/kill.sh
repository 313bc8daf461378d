#!/bin/bash
# Kill builds and substitutions at random moments, then see that the store
# is whole and the work can be done again.
#
#   tests/build/kill.sh [MOTE [ROUNDS]]
#
# ROUNDS (100 by default) for each of: builds, substitutions, garbage
# collections. Prints the seed; SEED=N repeats a run.
set -u
here=$(cd "$(dirname "$0")" && pwd)
mote=$(readlink -f "${1:-$here/../../out/host/mote}")
rounds=${2:-100}
RANDOM=${SEED:=$$}
echo "seed $SEED"
top=$(mktemp -d "${TMPDIR:-/tmp}/mote-kill-XXXXXX")
trap 'chmod -R u+w "$top" 2>/dev/null; rm -rf "$top"' EXIT
export NIX_STORE_DIR=$top/store NIX_STATE_DIR=$top/var/nix
export NIX_LOG_DIR=$top/var/log/nix NIX_CONF_DIR=$top/etc HOME=$top/home
unset NIX_REMOTE NIX_PATH
mkdir -p "$NIX_CONF_DIR" "$HOME" "$top/bin"
for n in nix nix-build nix-store nix-collect-garbage; do
	ln -s "$mote" "$top/bin/$n"
done
PATH=$top/bin:$PATH
cat > "$NIX_CONF_DIR/nix.conf" <<CONF
sandbox = false
build-users-group =
substituters =
experimental-features = nix-command
CONF
cat > "$top/x.nix" <<'NIX'
{ salt }:
let
  mk = n: deps: derivation { name = "n${toString n}"; inherit deps salt;
    system = builtins.currentSystem; builder = "/bin/sh";
    PATH = "/usr/bin:/bin";
    args = [ "-c" ''mkdir $out; for i in 1 2 3 4 5; do
      echo $deps $salt $i > $out/f$i; done; ln -s f1 $out/l'' ]; };
  level = n: if n == 0 then [ (mk 0 []) ] else
    let below = level (n - 1); in [ (mk n below) (mk (n + 100) below) ];
in level 6
NIX
bad=0
# after WHAT: the store must verify, and know only what is whole
after() {
	if ! nix-store --verify --check-contents > "$top/log" 2>&1; then
		bad=$((bad + 1))
		echo "after $1, round $i:"
		cat "$top/log"
	fi
}
# interrupted COMMAND...: killed within the first 0..~250 ms
interrupted() {
	"$@" > /dev/null 2>&1 &
	p=$!
	sleep "0.$(printf %03d $((RANDOM % 250)))"
	kill -9 $p 2>/dev/null
	wait $p 2>/dev/null
}

for i in $(seq "$rounds"); do
	interrupted nix-build -j3 --no-out-link --argstr salt "$i" "$top/x.nix"
	[ $((i % 10)) = 0 ] && after build
done
after build
nix-build -j3 -o "$top/result" --argstr salt 1 "$top/x.nix" \
	> /dev/null 2>"$top/log" || { bad=$((bad + 1)); cat "$top/log"; }

cache=file://$top/cache
nix copy --to "$cache" "$top"/result* || bad=$((bad + 1))
paths=$(nix-store -qR "$top"/result*)
rm -f "$top"/result*
for i in $(seq "$rounds"); do
	[ $((i % 5)) = 1 ] && nix-collect-garbage > /dev/null 2>&1
	interrupted nix-store --substituters "$cache" \
		--option require-sigs false -r $paths
	[ $((i % 10)) = 0 ] && after substitution
done
nix-store --substituters "$cache" --option require-sigs false -r $paths \
	> /dev/null 2>"$top/log" || { bad=$((bad + 1)); cat "$top/log"; }
after substitution

for i in $(seq "$rounds"); do
	interrupted nix-collect-garbage
	[ $((i % 10)) = 0 ] && after collection
	[ $((i % 3)) = 0 ] && nix-build -j3 --no-out-link --argstr salt \
		"g$i" "$top/x.nix" > /dev/null 2>&1
done
after collection
nix-build -j3 --no-out-link --argstr salt end "$top/x.nix" \
	> /dev/null 2>"$top/log" || { bad=$((bad + 1)); cat "$top/log"; }
left=$(ls "$NIX_STATE_DIR/builds" 2>/dev/null | wc -l)
echo "$((rounds * 3)) kills, $bad failures ($left build folders left)"
[ "$bad" -eq 0 ]
