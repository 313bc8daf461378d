#!/bin/sh
# programs.sh [CC [NAME...]]: real programs from unmodified, pinned sources,
# built by CC (default: the bootstrapped one, against the musl that it built)
# and by gcc, given the same work; their outputs must be the same.
# Names: zlib bzip2 lua sqlite tcc.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
CC=${1:-$root/out/amd64/bin/cc}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- zlib bzip2 lua sqlite tcc
here=$root/tests/cc/programs
out=$root/out/tests/programs
passed=0
failed=0

# unpacked NAME: the folder of its source, unpacked once
unpacked() {
	if [ ! -d "$out/src/$1" ]; then
		tarball=$("$root/tools/source" "$1")
		mkdir -p "$out/src/.$1"
		tar -xf "$tarball" -C "$out/src/.$1"
		case $(ls "$out/src/.$1" | wc -l) in
		1) mv "$out/src/.$1"/* "$out/src/$1" && rmdir "$out/src/.$1" ;;
		*) mv "$out/src/.$1" "$out/src/$1" ;;
		esac
	fi
	echo "$out/src/$1"
}

# Each work_NAME COMPILER DIR builds below DIR and leaves in DIR/result what
# must not depend on the compiler.

work_zlib() {
	s=$(unpacked zlib)
	for f in adler32 crc32 deflate infback inffast inflate inftrees trees \
		zutil compress uncompr gzclose gzlib gzread gzwrite; do
		$1 -O2 -D_GNU_SOURCE -DHAVE_UNISTD_H -I "$s" -c "$s/$f.c" \
			-o "$2/$f.o"
	done
	for f in example minigzip; do
		$1 -O2 -D_GNU_SOURCE -I "$s" -o "$2/$f" "$s/test/$f.c" "$2"/[a-z]*[a-z0-9].o
	done
	(
		cd "$2"
		cat "$s"/*.c >data
		./example
		for level in 1 6 9; do
			./minigzip -$level <data >data.$level.gz
			./minigzip -d <data.$level.gz | cmp - data
			sha256sum <data.$level.gz
		done
	) >"$2/result"
}

work_bzip2() {
	s=$(unpacked bzip2)
	for f in blocksort huffman crctable randtable compress decompress \
		bzlib bzip2; do
		$1 -O2 -D_FILE_OFFSET_BITS=64 -c "$s/$f.c" -o "$2/$f.o"
	done
	$1 -o "$2/bzip2" "$2"/*.o
	(
		for n in 1 2 3; do
			"$2/bzip2" -$n <"$s/sample$n.ref" |
				cmp - "$s/sample$n.bz2"
			"$2/bzip2" -d <"$s/sample$n.bz2" |
				cmp - "$s/sample$n.ref"
		done
		cat "$s"/*.c "$s"/*.html | "$2/bzip2" -9 | sha256sum
		"$2/bzip2" -t <"$s/bzip2.c" 2>&1 | sed 's/^.*: //'
	) >"$2/result"
}

work_lua() {
	s=$(unpacked lua)/src
	objects=
	for f in "$s"/l*.c; do
		n=$(basename "$f" .c)
		[ "$n" != luac ] || continue
		$1 -O2 -DLUA_USE_POSIX -c "$f" -o "$2/$n.o"
		objects="$objects $2/$n.o"
	done
	# shellcheck disable=SC2086
	$1 -o "$2/lua" $objects -lm
	"$2/lua" "$here/work.lua" >"$2/result"
}

work_sqlite() {
	s=$(unpacked sqlite-3.40)
	if [ ! -f "$out/src/sqlite3.c" ]; then
		mkdir -p "$out/src/sqlite-gen"
		(cd "$out/src/sqlite-gen" && "$s/configure" &&
			make sqlite3.c shell.c) >"$out/sqlite.log" 2>&1
		mv "$out/src/sqlite-gen/sqlite3.h" "$out/src/sqlite-gen/shell.c" \
			"$out/src/sqlite-gen/sqlite3.c" "$out/src/"
	fi
	d="-DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -I$out/src"
	# shellcheck disable=SC2086
	$1 -O2 $d -c "$out/src/sqlite3.c" -o "$2/sqlite3.o"
	# shellcheck disable=SC2086
	$1 -O2 $d -o "$2/sqlite3" "$out/src/shell.c" "$2/sqlite3.o" -lm
	# shellcheck disable=SC2086
	$1 -O2 $d -o "$2/speedtest1" "$s/test/speedtest1.c" "$2/sqlite3.o" -lm
	(
		cd "$2"
		./sqlite3 :memory: <"$here/work.sql" 2>&1 || :
		./speedtest1 --verify --size 10 | sed 's/[0-9.]*s$//; s/0x[0-9a-f]*//'
	) >"$2/result"
}

work_tcc() {
	s=$(unpacked tcc)
	cp -r "$s" "$2/tcc"
	(
		cd "$2/tcc"
		./configure --cc="$1" >/dev/null
		$1 -O1 -DONE_SOURCE=1 -DTCC_TARGET_X86_64 -I. -o first tcc.c -lm
		# what it makes of its own source and of SQLite is the result
		for f in tcc.c "$out/src/zlib/inflate.c" "$out/src/lua/src/lvm.c"
		do
			./first -B. -nostdinc -I include -I /usr/include \
				-I /usr/include/x86_64-linux-gnu -I. \
				-DTCC_TARGET_X86_64 -DONE_SOURCE=1 -c "$f" -o x.o
			sha256sum <x.o
		done
	) >"$2/result"
}

for name; do
	bad=
	for by in gcc cc; do
		dir=$out/$name-$by
		rm -rf "$dir"
		mkdir -p "$dir"
		case $by in
		gcc) compiler="gcc -w" ;;
		cc) compiler=$CC ;;
		esac
		set +e
		(set -e; "work_$name" "$compiler" "$dir") >"$dir/log" 2>&1
		status=$?
		set -e
		if [ $status != 0 ]; then
			bad="building or running it with $compiler failed"
			tail -n 5 "$dir/log"
			break
		fi
	done
	if [ -z "$bad" ] && [ ! -s "$out/$name-cc/result" ]; then
		bad="no result"
	elif [ -z "$bad" ] && ! cmp "$out/$name-gcc/result" "$out/$name-cc/result"
	then
		bad="another result than gcc's: $out/$name-cc/result"
	fi
	if [ -n "$bad" ]; then
		echo "$name: $bad (repeat: tests/cc/programs.sh $CC $name)"
		failed=$((failed + 1))
	else
		echo "$name: same as gcc's"
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
