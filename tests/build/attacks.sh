#!/bin/bash
# Builds that try to get out of the sandbox. Each attack is a derivation
# whose script ends in success only if the attack failed.
#
#   tests/build/attacks.sh [MOTE]
#
# Runs in a scratch store, as whoever calls it (root or not).
set -u
here=$(cd "$(dirname "$0")" && pwd)
mote=$(readlink -f "${1:-$here/../../out/host/mote}")
top=$(mktemp -d "${TMPDIR:-/tmp}/mote-attacks-XXXXXX")
trap 'chmod -R u+w "$top" 2>/dev/null; rm -rf "$top"' EXIT
export NIX_STORE_DIR=$top/store NIX_STATE_DIR=$top/var/nix
export NIX_LOG_DIR=$top/var/log/nix NIX_CONF_DIR=$top/etc HOME=$top/home
unset NIX_REMOTE NIX_PATH
chmod 755 "$top"
mkdir -p "$NIX_CONF_DIR" "$HOME" "$top/bin"
ln -s "$mote" "$top/bin/nix-build"
ln -s "$mote" "$top/bin/nix-store"
cat > "$NIX_CONF_DIR/nix.conf" <<CONF
sandbox = true
sandbox-paths = /bin? /usr? /lib? /lib64?
substituters =
CONF
secret=$top/secret
echo secret > "$secret"
chmod 644 "$secret"

pass=0 fail=0
# attack NAME SCRIPT [EXTRA-ATTRIBUTES]: the build must succeed
attack() {
	cat > "$top/x.nix" <<NIX
derivation ({ name = "$1"; system = builtins.currentSystem;
  builder = "/bin/sh"; PATH = "/usr/bin:/bin";
  script = builtins.toFile "script" ''
    $2
    echo fine > \$out
  '';
  args = [ "-c" ". \$script" ]; } // { ${3:-} })
NIX
	if "$top/bin/nix-build" --no-out-link "$top/x.nix" \
		> "$top/log" 2>&1; then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
		echo "ATTACK WORKED (or broke): $1"
		tail -5 "$top/log"
	fi
}
# reject NAME SCRIPT WORDS: the build must fail, and say WORDS
reject() {
	cat > "$top/x.nix" <<NIX
derivation ({ name = "$1"; system = builtins.currentSystem;
  builder = "/bin/sh"; PATH = "/usr/bin:/bin";
  args = [ "-c" ''$2'' ]; } // { ${4:-} })
NIX
	if "$top/bin/nix-build" --no-out-link "$top/x.nix" \
		> "$top/log" 2>&1; then
		fail=$((fail + 1))
		echo "NOT REJECTED: $1"
	elif grep -q "$3" "$top/log"; then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
		echo "rejected for another reason: $1"
		tail -5 "$top/log"
	fi
}

attack shadow 'if cat /etc/shadow; then exit 1; fi'
attack host-file "if cat $secret; then exit 1; fi"
attack host-root 'if ls /root /home /var /etc/ssl; then exit 1; fi'
attack processes 'test $(ls /proc | grep -c "^[0-9]*$") -lt 20'
attack init-is-us 'test "$(cat /proc/1/comm)" = sh'
attack ptrace-1 'if cat /proc/2/mem; then exit 1; fi; true'
attack host-name 'test "$(cat /proc/sys/kernel/hostname)" = localhost'
attack network 'test "$(ls /sys/class/net 2>/dev/null)" = "" -o \
	"$(grep -c : /proc/net/dev)" = 1'
attack other-store 'test $(ls $NIX_STORE | wc -l) -le 2'
attack database "if ls $NIX_STATE_DIR; then exit 1; fi"
attack setuid 'cp /bin/sh /build/s; if chmod 4755 /build/s; then exit 1; fi
    if chmod 2755 /build/s; then exit 1; fi'
attack device 'if mknod /build/d c 1 3; then exit 1; fi'
attack mount 'if mount -t tmpfs none /build 2>/dev/null; then exit 1; fi'
attack new-root 'if chroot / /bin/true 2>/dev/null; then exit 1; fi'
attack write-input 'if echo x >> $script; then exit 1; fi
    if chmod 777 $script; then exit 1; fi
    if rm -f $script; then exit 1; fi; true'
attack kill-all 'kill -9 -1 2>/dev/null; true'
attack home 'test ! -e $HOME'
attack proc-sys 'if echo x > /proc/sys/kernel/hostname; then exit 1; fi'
attack raw-disk 'if ls /dev/sda /dev/vda /dev/mem; then exit 1; fi'
attack fds 'for f in /proc/self/fd/*; do case $f in
    */0|*/1|*/2|*/3|*/10) ;; *) test -e $f && exit 1;; esac; done; true'
attack escape-pivot 'if ls /proc/1/root/../../home; then exit 1; fi'
attack no-new-privs 'grep -q "^NoNewPrivs:.*1" /proc/self/status'
attack seccomp 'grep -q "^Seccomp:.*2" /proc/self/status'
attack uid 'test $(id -u) = 1000 -a $(id -g) = 100'
attack leftover-shm 'test -z "$(ls /dev/shm)"; echo x > /dev/shm/x'
attack leftover-shm-2 'test -z "$(ls /dev/shm)"'
attack leftover-tmp 'test -z "$(ls /tmp)"; echo x > /tmp/x'
attack leftover-tmp-2 'test -z "$(ls /tmp)"'

reject output-device 'mkdir $out; mkfifo $out/pipe' \
	'unsupported type\|special file\|has an'
reject output-open 'echo x > $out; chmod 666 $out' 'suspicious ownership'
reject no-output 'true' 'failed to produce output path'
reject fixed-wrong 'echo wrong > $out' 'hash mismatch' \
	'outputHashAlgo = "sha256"; outputHashMode = "flat";
	outputHash = "0000000000000000000000000000000000000000000000000000";'
reject fixed-refs 'echo $script > $out' 'hash mismatch\|must not refer' \
	'outputHashAlgo = "sha256"; outputHashMode = "flat";
	script = builtins.toFile "s" "x";
	outputHash = "0000000000000000000000000000000000000000000000000000";'
reject no-chroot 'echo x > $out' '__noChroot' '__noChroot = true;'

# An output that leads outside is a link, never a copy of what it leads to.
attack link-out 'ln -s /etc/shadow $out; rm $out; true'

# No user namespaces: refused, not built without.
if [ "$(id -u)" != 0 ]; then :; else
	n=$(cat /proc/sys/user/max_user_namespaces)
	if unshare -U true 2>/dev/null && unshare -r sh -c \
		'echo 0 > /proc/sys/user/max_user_namespaces' 2>/dev/null
	then
		cat > "$top/x.nix" <<NIX
derivation { name = "ns"; system = builtins.currentSystem;
  builder = "/bin/sh"; args = [ "-c" "echo x > \$out" ]; }
NIX
		if unshare -r sh -c "echo 0 > \
			/proc/sys/user/max_user_namespaces; \
			$top/bin/nix-build --option build-users-group '' \
			--no-out-link $top/x.nix" > "$top/log" 2>&1; then
			fail=$((fail + 1))
			echo "BUILT WITHOUT A SANDBOX"
		else
			grep -q namespaces "$top/log" && pass=$((pass + 1)) ||
				{ fail=$((fail + 1)); tail -3 "$top/log"; }
		fi
	fi
	: "$n"
fi

if "$top/bin/nix-store" --verify --check-contents > "$top/log" 2>&1; then
	pass=$((pass + 1))
else
	fail=$((fail + 1))
	cat "$top/log"
fi
ls "$NIX_STORE_DIR" | grep "\.chroot$" && { fail=$((fail + 1));
	echo "a chroot folder was left behind"; }
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
