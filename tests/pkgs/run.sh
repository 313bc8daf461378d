#!/bin/sh
# run.sh: pkgs/, in a copy of the tree: what ./bootstrap makes there is what
# the derivations must make, built by C++ Nix 2.8 and by the mote that grew
# from the seed. NIX_NEW is a command before which another nix-instantiate can
# be put (as "chroot /somewhere"): its drvPaths must be the same.
# tests/pkgs/cases.sh has what needs no build of the whole.
set -u
unset MOTE_SOURCES	# pkgs/ takes its archives from out/sources

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
passed=0
failed=0
skipped=0

is() {	# DESCRIPTION STATUS
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "fails: $1 (repeat: tests/pkgs/run.sh)"
		[ ! -f "$work/log" ] || tail -n 4 "$work/log"
	fi
}

tree=$work/tree
mkdir "$tree" "$work/bin"
git ls-files -z -- bootstrap seed stages libc userland cc base engine tools \
	pkgs | xargs -0 cp --parents -t "$tree"
mkdir -p "$tree/out" out/sources
ln -s "$root/out/sources" "$tree/out/sources"
(cd "$tree" && ./bootstrap mote) >"$work/log" 2>&1
is "bootstrap mote" $?
made=$tree/out/amd64
for name in nix-build nix-instantiate nix-store; do
	ln -s "$made/bin/mote" "$work/bin/$name"
done
(cd "$root" && tools/source zlib bzip2 lua) >"$work/log" 2>&1
is "sources are at hand" $?

# both with the sandbox, and each with a store of its own
export NIX_CONFIG='sandbox = true
sandbox-fallback = false
build-users-group =
substitute = false
warn-dirty = false'
old=$work/old
new=$work/new
mkdir "$old" "$new"
theirs() {	# COMMAND ARG...
	command=$1
	shift
	"$command" --store "$old" "$@"
}
ours() {	# COMMAND ARG...
	command=$1
	shift
	"$work/bin/$command" --store "$new" "$@"
}

# ---- drvPaths -------------------------------------------------------------

attributes='hex0 asm b0 cc0-asm cc0 sha256sum unpack same cc1 cc2 cc3
cc-program steps cc musl cc-musl zlib bzip2 lua sqlite mote'
flags=
for a in $attributes; do
	flags="$flags -A $a"
done
# shellcheck disable=SC2086
theirs nix-instantiate "$tree/pkgs" $flags >"$work/drvs" 2>"$work/log"
is "C++ Nix evaluates every attribute" $?
# shellcheck disable=SC2086
ours nix-instantiate "$tree/pkgs" $flags >"$work/drvs.ours" 2>"$work/log"
cmp "$work/drvs" "$work/drvs.ours" >>"$work/log" 2>&1
is "the same drvPaths by mote" $?
[ "$(sort -u "$work/drvs" | wc -l)" = 21 ]
is "21 attributes are 21 derivations" $?
cp -r "$tree/pkgs" "$tree/seed" "$tree/stages" "$tree/libc" "$tree/userland" \
	"$tree/cc" "$tree/base" "$tree/engine" -t "$work/bin/"
mkdir -p "$work/bin/out/amd64"
cp "$made/hex0" "$work/bin/out/amd64"
ln -s "$root/out/sources" "$work/bin/out/sources"
# shellcheck disable=SC2086
ours nix-instantiate "$work/bin/pkgs" $flags 2>"$work/log" |
	cmp - "$work/drvs" >>"$work/log" 2>&1
is "the same drvPaths in another folder" $?
if [ -n "${NIX_NEW:-}" ]; then
	# shellcheck disable=SC2086
	$NIX_NEW nix-instantiate --store "$work/newer" "$tree/pkgs" $flags \
		2>"$work/log" | cmp - "$work/drvs" >>"$work/log" 2>&1
	is "the same drvPaths by $($NIX_NEW nix-instantiate --version)" $?
else
	skipped=$((skipped + 1))
fi

# ---- what is in the closure of the derivations ------------------------------

# shellcheck disable=SC2046
theirs nix-store -qR $(cat "$work/drvs") >"$work/closure" 2>"$work/log"
binary=
while read -r path; do
	[ -f "$old$path" ] || continue
	case $path in
	*.drv | *.orig.tar.*) continue ;;
	esac
	tr -d '\000' <"$old$path" | cmp -s - "$old$path" ||
		binary="$binary ${path#*-}"
done <"$work/closure"
[ "$binary" = " hex0-seed" ]
is "all inputs but the seed and the archives are text:$binary" $?
cmp "$made/hex0" "$old$(grep -- '-hex0-seed$' "$work/closure")"
is "the seed in the store is the ledger's bytes" $?
builders=$(grep '\.drv$' "$work/closure" | while read -r drv; do
	# Derive([outputs],[drvs],[srcs],"system","builder",
	sed 's/.*\],"x86_64-linux","\([^"]*\)",.*/\1/' "$old$drv"
	echo
done | grep . | sort -u)
[ "$(echo "$builders" | grep -vc '^/nix/store/[0-9a-z]\{32\}-')" = 0 ]
is "every builder is in the store" $?
names=$(echo "$builders" | sed 's/^[^-]*-//' | sort | tr '\n' ' ')
[ "$names" = "asm b0 cc cc0 cc1 cc2 hex0 hex0-seed musl-headers same steps unpack " ]
is "the builders: $names" $?

# ---- built --------------------------------------------------------------------

# shellcheck disable=SC2086
theirs nix-build --no-out-link "$tree/pkgs" $flags >"$work/outs" 2>"$work/log"
is "C++ Nix builds every attribute" $?
# shellcheck disable=SC2086
ours nix-build --no-out-link "$tree/pkgs" $flags >"$work/outs.ours" \
	2>"$work/log"
is "mote builds every attribute" $?

out() {		# ATTRIBUTE
	n=$(echo "$attributes" | tr ' ' '\n' | grep -nx "$1")
	echo "$old$(sed -n "${n%%:*}p" "$work/outs")"
}
while read -r hash name; do
	attribute=$(echo "$name" | tr . -)
	echo "$hash  $(out "$attribute")" | sha256sum -c >"$work/log" 2>&1
	is "$name is as pinned in stages/amd64.sha256" $?
done <<EOF
$(grep -v -e ' cc' -e ' libc' stages/amd64.sha256; grep ' cc0' stages/amd64.sha256)
EOF
cmp "$(out cc1)" "$made/cc1" && cmp "$(out cc-program)" "$made/bin/cc"
is "cc is what bootstrap makes" $?
diff -r "$(out cc)/lib/cc" "$made/lib/cc"
is "so is its run-time library" $?
cmp "$(out musl)/lib/libc.a" "$made/lib/libc.a"
is "so is libc.a" $?
for f in crt1.o crti.o crtn.o; do
	cmp "$(out cc-musl)/lib/$f" "$made/lib/$f"
	is "so is $f" $?
done
diff -r "$(out musl)/include" "$made/include" | grep -v '^Only in .*/tree/'
[ $? = 1 ]
is "so are musl's headers" $?
cmp "$(out sqlite)/lib/libsqlite3.a" "$made/lib/libsqlite3.a"
is "so is libsqlite3.a" $?
cmp "$(out mote)/bin/mote" "$made/bin/mote"
is "so is mote: the inner one is the outer one" $?
cmp "$(out hex0)" "$made/hex0"
is "hex0 decodes itself" $?

# every path that was made, by both: the same NAR
# shellcheck disable=SC2046
theirs nix-store -qR --include-outputs $(cat "$work/drvs") | sort \
	>"$work/paths"
# shellcheck disable=SC2046
theirs nix-store -q --hash $(cat "$work/paths") >"$work/hashes"
# shellcheck disable=SC2046
ours nix-store -q --hash $(cat "$work/paths") >"$work/hashes.ours" 2>"$work/log"
cmp "$work/hashes" "$work/hashes.ours" >>"$work/log" 2>&1
is "$(wc -l <"$work/paths") paths have the same NAR hashes" $?

# musl's own script, run by the host's sed, as a judge of musl-headers
source=$old$(grep -- '-musl-source$' "$work/paths")
sed -f "$source/tools/mkalltypes.sed" \
	"$source/arch/x86_64/bits/alltypes.h.in" \
	"$source/include/alltypes.h.in" |
	cmp - "$(out musl)/include/bits/alltypes.h" >"$work/log" 2>&1
is "alltypes.h is what musl's sed script makes" $?
{
	cat "$source/arch/x86_64/bits/syscall.h.in"
	sed -n 's/__NR_/SYS_/p' "$source/arch/x86_64/bits/syscall.h.in"
} | cmp - "$(out musl)/include/bits/syscall.h" >"$work/log" 2>&1
is "syscall.h is what musl's makefile makes" $?

# what was built works
echo 'print(1 << 40, ("x"):rep(3), 0.1 + 0.2)' >"$work/t.lua"
[ "$("$(out lua)/bin/lua" "$work/t.lua")" = "1099511627776	xxx	0.3" ]
is "lua computes" $?
head -c 100000 "$(out mote)/bin/mote" >"$work/x"
"$(out bzip2)/bin/bzip2" -9 <"$work/x" >"$work/x.bz2"
[ -s "$work/x.bz2" ] && bzip2 -d <"$work/x.bz2" | cmp - "$work/x"
is "bzip2 packs what the host's unpacks" $?
cat >"$work/z.c" <<'EOF'
#include <stdio.h>
#include <zlib.h>
int main(void)
{
	printf("%s %08lx\n", zlibVersion(),
		crc32(0, (const unsigned char *)"123456789", 9));
	return 0;
}
EOF
z=$(out zlib)
"$(out cc-musl)/bin/cc" -I "$z/include" -o "$work/z" "$work/z.c" \
	-L "$z/lib" -lz >"$work/log" 2>&1
# cbf43926 is the check value of CRC-32
[ "$("$work/z")" = "1.2.13 cbf43926" ]
is "a program with zlib" $?

# rebuilt, and compared by the engine
# shellcheck disable=SC2086
ours nix-build --check --no-out-link "$tree/pkgs" -A asm -A cc0 -A cc3 \
	-A steps -A zlib >"$work/log" 2>&1
is "mote builds the same again" $?

. "$root/tests/pkgs/cases.sh"

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
