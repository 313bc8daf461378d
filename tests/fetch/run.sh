#!/bin/bash
# Caches between Mote and C++ Nix, both ways; damaged ones are refused.
#
#   tests/fetch/run.sh [MOTE [NIX-BIN-DIR]]
set -u
here=$(cd "$(dirname "$0")" && pwd)
mote=$(readlink -f "${1:-$here/../../out/host/mote}")
nix=${2:-/usr/bin}
top=$(mktemp -d "${TMPDIR:-/tmp}/mote-fetch-XXXXXX")
trap 'chmod -R u+w "$top" 2>/dev/null; rm -rf "$top"' EXIT
export NIX_STORE_DIR=$top/store NIX_STATE_DIR=$top/var/nix
export NIX_LOG_DIR=$top/var/log/nix NIX_CONF_DIR=$top/etc HOME=$top/home
export XDG_CACHE_HOME=$top/home/.cache
unset NIX_REMOTE NIX_PATH
mkdir -p "$NIX_CONF_DIR" "$HOME" "$top/bin"
for n in nix nix-build nix-store; do ln -s "$mote" "$top/bin/$n"; done
m=$top/bin
printf '%s\n' 'sandbox = false' 'build-users-group =' 'substituters =' \
	'experimental-features = nix-command' > "$NIX_CONF_DIR/nix.conf"
cat > "$top/x.nix" <<'NIX'
let mk = n: d: derivation { name = n; inherit d; builder = "/bin/sh";
  system = builtins.currentSystem; PATH = "/usr/bin:/bin";
  args = [ "-c" "mkdir $out; echo $d > $out/deps; ln -s deps $out/l;
    head -c 300000 /bin/sh > $out/data; chmod +x $out/data" ]; };
in mk "top" [ (mk "one" []) (mk "two" [ (mk "three" []) ]) ]
NIX
pass=0 fail=0
ok() { # NAME COMMAND...
	local name=$1
	shift
	if "$@" > "$top/log" 2>&1; then pass=$((pass + 1)); else
		fail=$((fail + 1))
		echo "FAILED: $name: $*"
		tail -4 "$top/log"
	fi
}
refused() { # NAME COMMAND...
	local name=$1
	shift
	if "$@" > "$top/log" 2>&1; then
		fail=$((fail + 1))
		echo "NOT REFUSED: $name"
	else
		pass=$((pass + 1))
	fi
}
clear_store() {
	chmod -R u+w "$NIX_STORE_DIR" 2>/dev/null
	rm -rf "$NIX_STORE_DIR" "$NIX_STATE_DIR" "$XDG_CACHE_HOME"
}
path=$("$m/nix-build" --no-out-link "$top/x.nix" 2>/dev/null)
hash=$("$m/nix-store" -q --hash "$path")
"$m/nix" key generate-secret --key-name k1 > "$top/k1"
"$m/nix" key convert-secret-to-public < "$top/k1" > "$top/p1"
"$m/nix" key generate-secret --key-name k2 | \
	"$m/nix" key convert-secret-to-public > "$top/p2"
p1=$(cat "$top/p1") p2=$(cat "$top/p2")

for c in xz zstd bzip2 br none; do
	ok "write $c" "$m/nix" copy --to \
		"file://$top/c-$c?compression=$c&secret-key=$top/k1" "$path"
done
get() { # PROGRAM CACHE KEY
	"$1/nix-store" --option substituters "file://$2" \
		--option trusted-public-keys "$3" -r "$path"
}
whole() {
	[ "$("$m/nix-store" -q --hash "$path")" = "$hash" ] &&
		"$m/nix-store" --verify --check-contents
}
for c in xz zstd bzip2 br none; do
	clear_store
	ok "mote reads its $c" get "$m" "$top/c-$c" "$p1"
	ok "whole" whole
	clear_store
	ok "C++ Nix reads our $c" get "$nix" "$top/c-$c" "$p1"
	ok "whole" whole
done
clear_store
refused "wrong key" get "$m" "$top/c-xz" "$p2"
refused "no key" get "$m" "$top/c-xz" ""
ok "C++ Nix builds" "$nix/nix-build" --no-out-link "$top/x.nix"
ok "C++ Nix writes a cache" "$nix/nix" copy --to \
	"file://$top/c-nix?secret-key=$top/k1" "$path"
clear_store
ok "mote reads C++ Nix's" get "$m" "$top/c-nix" "$p1"
ok "whole" whole

damage() { # NAME: a copy of the cache to spoil
	rm -rf "$top/bad"
	cp -r "$top/c-${2:-xz}" "$top/bad"
	clear_store
}
nars() { ls "$top"/bad/nar/*; }
damage flip
for n in $(nars); do
	printf 'X' | dd of="$n" bs=1 seek=200 conv=notrunc 2>/dev/null
done
refused "flipped byte" get "$m" "$top/bad" "$p1"
damage cut
for n in $(nars); do truncate -s 100 "$n"; done
refused "truncated" get "$m" "$top/bad" "$p1"
damage cut none
for n in $(nars); do truncate -s 1000 "$n"; done
refused "truncated, uncompressed" get "$m" "$top/bad" "$p1"
damage gone
rm $(nars)
refused "missing" get "$m" "$top/bad" "$p1"
damage sig
sed -i 's/^Sig: k1:..../Sig: k1:AAAA/' "$top"/bad/*.narinfo
refused "spoilt signature" get "$m" "$top/bad" "$p1"
damage hash none
for i in "$top"/bad/*.narinfo; do
	sed -i 's/^NarHash:.*/NarHash: sha256:0mdqa9w1p6cmli6976v4wi0sw9r4p5pr'\
'kj7lzfd1877wk11c9c73/' "$i"
done
refused "another hash" get "$m" "$top/bad" "$p1"
damage huge none
for i in "$top"/bad/*.narinfo; do
	sed -i 's/^NarSize:.*/NarSize: 99999999999999999999/' "$i"
done
refused "impossible size" get "$m" "$top/bad" "$p1"
damage path none
for i in "$top"/bad/*.narinfo; do
	sed -i 's|^URL:.*|URL: ../../../../etc/passwd|' "$i"
done
refused "URL out of the cache" get "$m" "$top/bad" "$p1"

# one dead cache and one that works
clear_store
ok "a dead cache does not stop the rest" "$m/nix-store" \
	--option substituters "http://127.0.0.1:1 file://$top/c-xz" \
	--option trusted-public-keys "$p1" -r "$path"
# over http, when there is a server to be had
if command -v python3 > /dev/null; then
	clear_store
	(cd "$top/c-zstd" && exec python3 -m http.server 0 --bind 127.0.0.1 \
		> "$top/http" 2>&1) &
	server=$!
	for i in 1 2 3 4 5 6 7 8 9 10; do
		port=$(python3 - "$server" <<'PY'
import os, sys
inodes = set()
for f in os.listdir('/proc/%s/fd' % sys.argv[1]):
    try: t = os.readlink('/proc/%s/fd/%s' % (sys.argv[1], f))
    except OSError: continue
    if t.startswith('socket:['): inodes.add(t[8:-1])
for l in open('/proc/net/tcp').readlines()[1:]:
    w = l.split()
    if w[3] == '0A' and w[9] in inodes: print(int(w[1].split(':')[1], 16))
PY
)
		[ -n "$port" ] && break
		sleep 0.3
	done
	ok "http" "$m/nix-store" --option substituters \
		"http://127.0.0.1:$port" --option trusted-public-keys \
		"$p1" -r "$path"
	ok "whole" whole
	kill "$server" 2>/dev/null
fi
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
