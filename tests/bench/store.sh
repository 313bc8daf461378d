#!/bin/bash
# Store workloads against the C++ Nix in DIR, in turn: store.sh [DIR] [MB].
# CPU seconds (user and system) of the best of three, and the ratio.
set -e
cd "$(dirname "$0")/../.."
peer=${1:-/usr/bin}
mb=${2:-300}
mote=${MOTE:-$PWD/out/host/mote}
work=$(mktemp -d "${TMPDIR:-/tmp}/mote-bench.XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/etc"
for n in nix-store nix-hash nix-instantiate; do
	ln -s "$mote" "$work/bin/$n"
done
export HOME=$work NIX_CONF_DIR=$work/etc
unset NIX_STORE_DIR NIX_STATE_DIR NIX_REMOTE
mkdir "$work/big"
for i in 1 2 3; do
	head -c $((mb * 1000000 / 4)) /dev/urandom >"$work/big/f$i"
done
for i in $(seq 2000); do
	head -c $((mb * 125)) /dev/urandom >"$work/big/s$i"
done
cat >"$work/thousand.nix" <<'END'
builtins.genList (i: derivation {
  name = "d${toString i}";
  system = "x86_64-linux";
  builder = "/bin/sh";
  args = [ "-c" "echo ${toString i} > $out" ];
}) 1000
END

cpu() { # COMMAND: user + system seconds
	local t
	TIMEFORMAT='%U %S'
	t=$({ time "$@" >/dev/null 2>&1 9>&-; } 2>&1 | tail -n 1)
	echo "$t" | awk '{ print $1 + $2 }'
}

best() { # PREPARE RUN BIN
	local i t b=
	for i in 1 2 3; do
		$1 "$3"
		t=$(cpu $2 "$3")
		b=$(echo "$b $t" | awk '{ print ($2 == "" || $1 < $2) ? $1 : $2 }')
	done
	echo "$b"
}

row() { # NAME PREPARE RUN
	local ours theirs
	ours=$(best "$2" "$3" "$work/bin")
	theirs=$(best "$2" "$3" "$peer")
	echo "$1|$ours|$theirs" | awk -F'|' '{
		printf "%-28s %7.2f s %7.2f s   %.2f\n", $1, $2, $3,
			($3 > 0 ? $2 / $3 : 0) }'
}

fresh() {
	chmod -R u+w "$work/s" 2>/dev/null || true
	rm -rf "$work/s" "$work/out"
}
nothing() { :; }
start() { for i in 1 2 3 4 5 6 7 8 9 10; do "$1/nix-store" --version; done; }
hash() { "$1/nix-hash" --type sha256 "$work/big"; }
dump() { "$1/nix-store" --dump "$work/big"; }
restore() { "$1/nix-store" --restore "$work/out" <"$work/nar"; }
add() { "$1/nix-store" --store "$work/s" --add "$work/big"; }
import() { "$1/nix-store" --store "$work/s" --import <"$work/exp"; }
thousand() { "$1/nix-instantiate" --store "$work/s" "$work/thousand.nix"; }
again() { thousand "$1"; }
filled() { fresh; thousand "$work/bin" >/dev/null 2>&1; }
dead() { "$1/nix-store" --store "$work/s" --gc --print-dead; }
all() { "$1/nix-store" --store "$work/s" --dump-db; }

"$work/bin/nix-store" --dump "$work/big" >"$work/nar"
path=$("$work/bin/nix-store" --store "$work/s" --add "$work/big")
"$work/bin/nix-store" --store "$work/s" --export "$path" >"$work/exp"
printf '%-28s %9s %9s   %s\n' "$mb MB, CPU" Mote "C++ Nix" ratio
row 'start 10 times' nothing start
row 'hash' nothing hash
row 'dump' nothing dump
row 'restore' fresh restore
row 'add' fresh add
row 'import' fresh import
row 'instantiate 1,000' fresh thousand
row 'the same again' filled again
row 'what is dead of 1,000' filled dead
row 'dump-db of 1,000' filled all
