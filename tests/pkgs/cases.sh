# Cases of run.sh that change something, and see it refused or taken.

# fresh NAME: a copy of the tree to change, in $copy
fresh() {
	copy=$work/$1
	mkdir -p "$copy/out/amd64"
	cp -r "$tree/pkgs" "$tree/seed" "$tree/stages" "$tree/libc" \
		"$tree/userland" "$tree/cc" "$tree/base" "$tree/engine" \
		-t "$copy"
	cp "$made/hex0" "$copy/out/amd64/hex0"
	ln -s "$root/out/sources" "$copy/out/sources"
}

# refused WHAT ATTRIBUTE PATTERN: neither engine builds it in a new store; both
# say what was expected (PATTERN), and nothing called NAME is registered
refused() {
	for engine in theirs ours; do
		old=$work/$engine-$1
		new=$work/$engine-$1
		$engine nix-build --no-out-link "$copy/pkgs" -A "$2" \
			>"$work/log" 2>&1 && st=1 || st=0
		grep -q -- "$3" "$work/log" || st=1
		valid=$(nix-store --store "$work/$engine-$1" -q --hash \
			"$(nix-instantiate --store "$work/$engine-$1" --eval \
			"$copy/pkgs" -A "$2.outPath" 2>/dev/null |
			tr -d '"')" 2>/dev/null) && st=1
		[ -z "$valid" ] || st=1
		is "$1: refused by $engine" $st
		old=$work/old
		new=$work/new
	done
}

# the hash that a pin has in the messages of both: base 32 or base 64
sri() {		# NAME
	python3 - "$(sed -n "s/ $1\$//p" "$root/pkgs/amd64.pins")" <<'EOF'
import base64, sys
print(base64.b64encode(bytes.fromhex(sys.argv[1])).decode())
EOF
}

fresh wrong-seed
printf 'x' | dd of="$copy/out/amd64/hex0" bs=1 seek=200 conv=notrunc 2>/dev/null
refused wrong-seed asm "out/amd64/hex0 has SHA-256 [0-9a-f]\{64\}, but .*/stages/amd64.sha256 says cdcb2c2e2ca4"

fresh wrong-stage
# another register in one instruction of asm: its bytes, and so its pin
sed 's/^  48 89 F7 /  48 89 F6 /' "$tree/stages/1-asm/amd64.hex" \
	>"$copy/stages/1-asm/amd64.hex"
refused wrong-stage asm "$(sri asm)"

fresh wrong-source
rm "$copy/out/sources"
mkdir "$copy/out/sources"
cp "$root"/out/sources/musl_* "$copy/out/sources/"
printf 'x' | dd of="$(echo "$copy"/out/sources/musl_*)" bs=1 seek=500 \
	conv=notrunc 2>/dev/null
refused wrong-source musl "gz has SHA-256 [0-9a-f]\{64\}, but .*/pkgs/sources says 7d5b0b606252"

# a compiler that does not reproduce itself: cc1 and cc2 are not the same
cat >"$work/differ.nix" <<EOF
(import $tree/pkgs { overlays = [ (final: prev: {
  cc3 = prev.cc1;
}) ]; }).cc-program
EOF
for engine in theirs ours; do
	$engine nix-build --no-out-link "$work/differ.nix" >"$work/log" 2>&1 &&
		st=1 || st=0
	grep -q 'are not the same: they part at byte' "$work/log" || st=1
	is "a compiler that is no fixed point is refused: $engine" $st
done

# without pins: other derivations, the same bytes
for engine in theirs ours; do
	path=$($engine nix-build --no-out-link "$tree/pkgs" --arg pins '{ }' \
		-A cc0 2>"$work/log")
	cmp "$work/old$path" "$made/cc0" 2>>"$work/log" ||
		cmp "$work/new$path" "$made/cc0" >>"$work/log" 2>&1
	is "cc0 without pins is cc0: $engine" $?
	[ -n "$path" ] && [ "$work/old$path" != "$(out cc0)" ]
	is "and has a path of its own: $engine" $?
done

# overlays and overrides
cat >"$work/set.nix" <<EOF
let
  plain = import $tree/pkgs { };
  over = import $tree/pkgs {
    overlays = [
      (final: prev: { zlib = prev.zlib.overrideAttrs { name = "zlib-1"; }; })
      (final: prev: {
        zlib = prev.zlib.overrideAttrs (a: { name = a.name + "-2"; });
        both = [ final.zlib.name prev.zlib.name ];
      })
      (final: prev: { sqlite = prev.sqlite.override { cc-musl = "X"; }; })
      (final: prev: { same = plain.steps; })
    ];
  };
  steps = plain.zlib.override (a: { unpacked = n: "/archive-of-" + n; });
in
[
  over.both
  (over.zlib.drvPath != plain.zlib.drvPath)
  (builtins.elem "cc=X/bin/cc" over.sqlite.drvAttrs.args)
  (builtins.elem "source=/archive-of-zlib" steps.drvAttrs.args)
  (over.mote.drvPath != plain.mote.drvPath)
  (over.cc-program.drvAttrs.builder == plain.steps)
  (over.bzip2.drvPath != plain.bzip2.drvPath)
  (over.cc2.drvPath == plain.cc2.drvPath)
  (builtins.tryEval (import $tree/pkgs { system = "vax-vms"; }).asm.drvPath)
]
EOF
want='[ [ "zlib-1-2" "zlib-1" ] true true true true true true true'
want="$want { success = false; value = false; } ]"
for engine in theirs ours; do
	[ "$($engine nix-instantiate --eval --strict "$work/set.nix" \
		2>"$work/log")" = "$want" ]
	is "overlays, override and overrideAttrs: $engine" $?
done

# ---- same and steps, by gcc with sanitizers ----------------------------------

cd "$root/userland" || exit 1
san="-fsanitize=address,undefined -fno-sanitize-recover=all"
for warn in gcc clang; do
	$warn -std=c11 -Wall -Wextra -Werror -fsyntax-only same.c steps.c \
		glob.c ../pkgs/musl/headers.c >"$work/log" 2>&1
	is "$warn has no warning" $?
done
# shellcheck disable=SC2086
gcc -std=c11 -O1 -g $san -o "$work/same" same.c &&
	gcc -std=c11 -O1 -g $san -o "$work/steps" steps.c glob.c
is "same and steps compile" $?
export ASAN_OPTIONS=detect_leaks=0
mkdir "$work/s"
cd "$work/s" || exit 1
head -c 200000 /dev/zero >a
for n in 0 1 65535 65536 65537 199999; do
	cp a b
	printf x | dd of=b bs=1 seek=$n conv=notrunc 2>/dev/null
	"$work/same" o a b >"$work/log" 2>&1 && st=1 || st=0
	grep -q "part at byte $n\$" "$work/log" && [ ! -e o ] || st=1
	is "same finds the byte $n" $st
	head -c $n a >b
	"$work/same" o a b >"$work/log" 2>&1 && st=1 || st=0
	grep -q "part at byte $n\$" "$work/log" && [ ! -e o ] || st=1
	is "same finds the end at $n" $st
	"$work/same" o b b && cmp o b && [ -x o ]
	is "same copies $n bytes" $?
	rm -f o
done
"$work/same" o a missing >"$work/log" 2>&1 && st=1 || st=0
is "same needs both files" $st

mkdir -p d/x d/y d/arch
for f in b c a a-b B; do
	echo $f >d/x/$f.c
done
echo hidden >d/x/.h.c
echo s >d/arch/a.S
echo plain >d/a.c
echo plain >d/z.c
cat >ok <<'EOF'
# a script
mkdir made/deep other
file made/one $in/x/a.c
install made/two $in/x/b.c
copy copies $in $in/x/*.c
write made/text a  "$word" [b] *
join made/both $in/x/[ab].c
	$in/x/c.c
objects list $in $in/*.c $in/$arch/*.[cS] : /bin/cp -f
/bin/sh list.sh $list < made/text > made/said
cd made
file here one
EOF
cat >list.sh <<'EOF'
cat
env | grep -v -e ^PWD= -e ^SHLVL= -e ^_= -e ^OLDPWD=
echo "$@"
EOF
# "cp -f -c" is not known: -c, -o and the file are read by a small program
printf '#!/bin/sh\necho "$2" "$3" "$4" "$5" >"$4"\n' >compiler
chmod +x compiler
sed -i "s,: /bin/cp -f,: $PWD/compiler flag," ok
"$work/steps" ok in=d word=w arch=arch >"$work/log" 2>&1
is "steps runs" $?
[ "$(cat made/one made/here)" = "a
a" ] && [ ! -x made/one ] && [ -x made/two ]
is "file, install, cd" $?
[ "$(ls -A copies/x | tr '\n' ' ')" = "B.c a-b.c a.c b.c c.c " ]
is "copy, and no hidden file" $?
[ "$(cat made/both)" = "a
b
c" ]
is "join, brackets, and a line that goes on" $?
[ "$(cat made/said)" = "a  \"w\" [b] *
$PWD/list/z.o $PWD/list/arch/a.o" ]
is "write, objects, arch, redirection, no environment" $?
[ "$(cat list/arch/a.o)" = "-c -o $PWD/list/arch/a.o d/arch/a.S" ]
is "objects' command" $?

while IFS='|' read -r line message; do
	printf 'mkdir fine\n%b\n' "$line" >bad
	"$work/steps" bad in=d >"$work/log" 2>&1 && st=1 || st=$?
	[ $st = 1 ] && grep -q "^steps: bad:2: $message" "$work/log"
	is "steps refuses: $line" $?
done <<'EOF'
nonsense x|no such step: nonsense
file a $unknown|no such name: unknown
file a d/nothing/*.c|no file is called so: d/nothing/\*.c
file a d/x/[ab|a bracket is not closed
file a missing|cannot be opened: missing
file a|usage: file
copy o e d/z.c|is not in the folder named: d/z.c
copy o d|usage: copy
cd nowhere|usage: cd
/bin/false x|fails: /bin/false
./missing x|fails: ./missing
/bin/cat < missing|fails: /bin/cat
write d x|cannot be written: d
objects in d d/z.c : /bin/true|is set twice: in
objects o d d/z.c /bin/true|usage: objects
EOF
printf 'objects o d d/*.c : /bin/true\nfile x$o y\n' >bad
"$work/steps" bad >"$work/log" 2>&1 && st=1 || st=0
grep -q '^steps: bad:2: is a list, and must be a word of its own: $o' \
	"$work/log" || st=1
is "steps refuses a list in a word" $st
printf 'mkdir fine' >bad
"$work/steps" bad >"$work/log" 2>&1 && st=1 || st=0
is "steps wants whole lines" $st
cd "$root" || exit 1
