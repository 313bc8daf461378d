#!/bin/sh
# run.sh: userland/, built by gcc with sanitizers: sha256sum against
# coreutils', unpack against what tar, gzip, bzip2 and xz made, and against
# archives that are damaged or that mean harm.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

is() {	# DESCRIPTION STATUS
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "fails: $1 (repeat: tests/userland/run.sh)"
	fi
}

cd "$root/userland"
san="-fsanitize=address,undefined -fno-sanitize-recover=all"
# shellcheck disable=SC2086
gcc -std=c11 -Wall -Wextra -Werror -O1 -g $san -o "$work/sha256sum" \
	sha256sum.c sha256.c
# shellcheck disable=SC2086
gcc -std=c11 -Wall -Wextra -Werror -O1 -g $san -o "$work/unpack" \
	unpack.c tar.c gunzip.c bunzip2.c unxz.c sha256.c
export ASAN_OPTIONS=detect_leaks=0
cd "$work"

for n in 0 1 55 56 63 64 65 119 120 65535 65536 65537 1000000; do
	head -c $n /dev/zero | tr '\0' 'a' >z
	[ "$(./sha256sum z)" = "$(sha256sum z)" ] && st=0 || st=1
	is "sha256sum of $n bytes" $st
done
./sha256sum z nothing-here >/dev/null 2>&1 && st=1 || st=0
is "sha256sum of a missing file" $st

# a tree with what sources have: deep and long names, modes, links, all sizes
mkdir -p tree/top/empty "tree/top/$(printf '%0100d' 7)/$(printf '%0120d' 8)"
cp -r "$root/userland" "$root/cc" tree/top/
for n in 0 1 511 512 513 70000; do
	head -c $n "$root/userland/unxz.c" >tree/top/size$n
done
echo deep >"tree/top/$(printf '%0100d' 7)/$(printf '%0120d' 8)/file"
head -c 300000 /dev/urandom >tree/top/random
head -c 3000000 /dev/zero >tree/top/zeros
printf '#!/bin/sh\n' >tree/top/script
chmod 755 tree/top/script
ln -s size1 tree/top/link
ln tree/top/size513 tree/top/same
for format in gnu pax ustar; do
	[ $format != ustar ] || rm -rf tree/top/000*
	tar -C tree --format=$format -cf a.tar top
	gzip -9c a.tar >a.tar.gz
	gzip -1c a.tar >a.tar.1.gz
	cat a.tar.gz >a.tar.name.gz
	bzip2 -c a.tar >a.tar.bz2
	bzip2 -1c a.tar >a.tar.1.bz2
	xz -6c a.tar >a.tar.xz
	xz -0 --check=crc32 -c a.tar >a.tar.0.xz
	xz --check=sha256 --block-size=100000 -c a.tar >a.tar.blocks.xz
	xz --lzma2=lc=0,lp=2,pb=1,dict=4096 -c a.tar >a.tar.small.xz
	for f in a.tar a.tar.gz a.tar.1.gz a.tar.bz2 a.tar.1.bz2 a.tar.xz \
		a.tar.0.xz a.tar.blocks.xz a.tar.small.xz; do
		rm -rf got
		./unpack $f got && diff -r --no-dereference tree got && st=0 ||
			st=1
		[ -x got/top/script ] && [ ! -x got/top/size1 ] || st=1
		is "unpack $format $f" $st
	done
done
rm -rf got
./unpack -1 a.tar got && diff -r --no-dereference tree/top got && st=0 || st=1
is "unpack -1" $st
[ "$(stat -c %Y got/size1)" = "$(stat -c %Y tree/top/size1)" ] && st=0 || st=1
is "times are kept" $st

# damaged: cut off, or a byte changed; never a crash, never silence
tar -C tree -cf small.tar top/userland
xz -k small.tar
bzip2 -k small.tar
gzip -k small.tar
for f in small.tar.xz small.tar.bz2 small.tar.gz; do
	size=$(stat -c %s $f)
	for part in 1 2 3 4 5 6 7 8 9; do
		head -c $((size * part / 10)) $f >cut
		./unpack cut got >log 2>&1 && st=1 || st=$?
		[ $st = 1 ] && grep -q '^unpack: cut: ' log && st=0 || st=1
		is "$f cut at $part tenths" $st
		at=$((size * part / 10))
		head -c $at $f >bad
		printf '\377\252' >>bad
		tail -c +$((at + 3)) $f >>bad
		./unpack bad got >log 2>&1 && st=1 || st=$?
		[ $st = 1 ] && grep -q '^unpack: bad: ' log && st=0 || st=1
		is "$f with two bytes changed at $at" $st
	done
done

# harmful: refused with a sentence, and nothing appears outside
mkdir evil
cd evil
echo x >x
tar -cPf ../dots.tar --transform 's,^,../,' x
tar -cPf ../abs.tar "$work/evil/x"
ln -s "$work" out
tar -cf ../through.tar out
rm out
mkdir out
echo y >out/y
tar -rf ../through.tar out/y
cd ..
rm -rf got x y
mknod evil/null c 1 3 2>/dev/null && tar -C evil -cf device.tar null || :
for f in dots abs through device; do
	[ -f $f.tar ] || continue
	./unpack $f.tar got >log 2>&1 && st=1 || st=$?
	[ $st = 1 ] && grep -q refused log && [ ! -e x ] && [ ! -e y ] &&
		st=0 || st=1
	is "refuses $f.tar" $st
done
printf 'no archive at all' >text
./unpack text got >log 2>&1 && st=1 || st=0
is "refuses text" $st
echo "$passed passed, $failed failed"
[ $failed = 0 ]
