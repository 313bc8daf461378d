#!/bin/bash
# Builds next to C++ Nix: equal results, one store used by both at once.
#
#   tests/build/run.sh [MOTE [NIX-BIN-DIR]]
set -u
here=$(cd "$(dirname "$0")" && pwd)
mote=$(readlink -f "${1:-$here/../../out/host/mote}")
nix=${2:-/usr/bin}
top=$(mktemp -d "${TMPDIR:-/tmp}/mote-build-XXXXXX")
trap 'chmod -R u+w "$top" 2>/dev/null; rm -rf "$top"' EXIT
export NIX_STORE_DIR=$top/store NIX_STATE_DIR=$top/var/nix
export NIX_LOG_DIR=$top/var/log/nix NIX_CONF_DIR=$top/etc HOME=$top/home
unset NIX_REMOTE NIX_PATH
mkdir -p "$NIX_CONF_DIR" "$HOME" "$top/bin"
for n in nix nix-build nix-store nix-instantiate; do
	ln -s "$mote" "$top/bin/$n"
done
m=$top/bin
printf '%s\n' 'sandbox = false' 'build-users-group =' 'substituters =' \
	'experimental-features = nix-command' > "$NIX_CONF_DIR/nix.conf"
cat > "$top/x.nix" <<'NIX'
let
  mk = name: script: attrs: derivation ({ inherit name;
    system = builtins.currentSystem; builder = "/bin/bash";
    # C++ Nix kills a builder whose last program closes its output before
    # it exits, as coreutils do; so the shell has the last word
    args = [ "-c" "${script}\n:" ]; PATH = "/usr/bin:/bin"; } // attrs);
in rec {
  plain = mk "plain" "mkdir $out; echo hi > $out/f; ln -s f $out/l;
    chmod +x $out/f; mkdir $out/empty" {};
  deps = mk "deps" "echo ${plain} > $out" {};
  self = mk "self" "mkdir $out; echo $out > $out/me" {};
  multi = mk "multi" "mkdir $out $dev; echo $dev > $out/d; echo x > $dev/x"
    { outputs = [ "out" "dev" ]; };
  fixed = mk "fixed" "echo hello > $out" { outputHashAlgo = "sha256";
    outputHashMode = "flat"; outputHash =
    "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"; };
  asFile = mk "as-file" "cat $bigPath > $out; basename $bigPath >> $out" { passAsFile = [ "big" ]; big = "text ${plain}"; };
  graph = mk "graph" "mkdir $out; cp g $out/" {
    exportReferencesGraph = [ "g" deps ]; };
  # what Nix 2.34 changed since 2.8 and folder names are left out
  environment = mk "environment" "unset NIX_BUILD_TOP TMP TEMP TMPDIR TEMPDIR PWD
    unset NIX_BUILD_CORES; env | sort > $out" { odd = "a\nb 'c' \"d\" $e"; empty = ""; };
  attrs = mk "attrs" ''. "''${NIX_ATTRS_SH_FILE}"; cat "$NIX_ATTRS_JSON_FILE" > ''${outputs[out]}
    cat "$NIX_ATTRS_SH_FILE" >> ''${outputs[out]}'' {
    __structuredAttrs = true; i = 1; t = true; f = false; n = null;
    s = "it's"; l = [ 1 "two" false ]; a = { x = "1"; "y z" = 2; };
    nested = { a = { b = 1; }; }; };
}
NIX
pass=0 fail=0
ok() { # NAME COMMAND...
	local name=$1
	shift
	if "$@" > "$top/log" 2>&1; then pass=$((pass + 1)); else
		fail=$((fail + 1))
		echo "FAILED: $name: $*"
		tail -6 "$top/log"
	fi
}
clear_store() {
	chmod -R u+w "$NIX_STORE_DIR" 2>/dev/null
	rm -rf "$NIX_STORE_DIR" "$NIX_STATE_DIR"
}
all="plain deps self multi fixed asFile graph environment attrs"
hashes() { # PROGRAMS DIR
	mkdir -p "$2"
	for a in $all; do
		p=$("$1/nix-build" --no-out-link "$top/x.nix" -A "$a" \
			2> "$top/err") || {
			echo "$a failed with $1"
			tail -3 "$top/err"
		}
		for q in $p; do
			echo "$q $("$nix/nix-store" -q --hash "$q")"
			"$nix/nix-store" -q --references "$q"
		done > "$2/$a"
	done
}
hashes "$nix" "$top/theirs"
clear_store
hashes "$m" "$top/ours"
for a in $all; do
	ok "there is a result: $a" test -s "$top/theirs/$a"
	ok "same result: $a" diff "$top/theirs/$a" "$top/ours/$a"
done
ok "C++ Nix checks the store" "$nix/nix-store" --verify --check-contents
ok "a second build is the same" "$m/nix-build" --no-out-link --check \
	"$top/x.nix" -A plain -A self -A multi
ok "and C++ Nix agrees" "$nix/nix-build" --no-out-link --check \
	"$top/x.nix" -A plain -A self -A multi

# both at once, on the same graph
cat > "$top/g.nix" <<'NIX'
{ salt }: let
  mk = n: d: derivation { name = "n${toString n}"; inherit d salt;
    system = builtins.currentSystem; builder = "/bin/sh";
    PATH = "/usr/bin:/bin"; args = [ "-c" "echo $d > $out" ]; };
in mk 100 (builtins.genList (n: mk n []) 25)
NIX
for i in 1 2 3; do
	clear_store
	"$nix/nix-build" -j2 --no-out-link --argstr salt $i "$top/g.nix" \
		> "$top/a" 2> "$top/a.log" &
	a=$!
	"$m/nix-build" -j2 --no-out-link --argstr salt $i "$top/g.nix" \
		> "$top/b" 2> "$top/b.log" &
	b=$!
	ok "C++ Nix beside us" wait $a
	ok "we beside C++ Nix" wait $b
	ok "the same path" cmp "$top/a" "$top/b"
	ok "whole for us" "$m/nix-store" --verify --check-contents
	ok "whole for C++ Nix" "$nix/nix-store" --verify --check-contents
done
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
