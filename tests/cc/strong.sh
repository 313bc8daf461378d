#!/bin/sh
# strong.sh [CC [STEP...]]: binutils 2.40 and GCC 3.4.6 (C and C++), configured
# with the host's shell and make, built by CC (default: the bootstrapped one)
# against the musl beside it. The GCC that comes out must emit the -O2
# assembly that a GCC built by the host's gcc emits, for its own combine.c and
# for an iostream program, which must also run. Takes tens of minutes; each
# finished STEP (binutils gcc reference compare) is kept in out/tests/strong
# and not repeated: remove its .done to do so.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
CC=${1:-$root/out/amd64/bin/cc}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- binutils gcc reference compare
sysroot=${SYSROOT:-$root/out/amd64}	# holds musl's include/ and lib/
bin=$(dirname "$CC")
out=$root/out/tests/strong
jobs=${JOBS:-$(nproc)}
triple=x86_64-unknown-linux-gnu
mkdir -p "$out"
cd "$out"

step_binutils() {
	tar -xf "$("$root/tools/source" binutils)"
	rm -rf binutils-build
	mkdir binutils-build
	cd binutils-build
	../binutils-2.40/configure CC="$CC" AR="${AR:-$bin/ar}" \
		RANLIB="${RANLIB:-$bin/ranlib}" --prefix="$out/inst" \
		--disable-gprofng --disable-gprof --disable-gold \
		--disable-nls --disable-werror --disable-shared \
		--disable-plugins --disable-gdb --disable-libctf \
		--disable-multilib --without-zstd --without-system-zlib \
		--enable-deterministic-archives MAKEINFO=true
	make -j"$jobs" MAKEINFO=true
	make install MAKEINFO=true
	"$out/inst/bin/ld" --version
}

# gcc_source FOLDER: unpacked and edited: what 3.4.6 did not know of musl and
# of today's headers, and where those are
gcc_source() {
	rm -rf "$1" gcc-h8300-hms-3.4.6+dfsg2
	tar -xf "$("$root/tools/source" gcc3)"
	mv gcc-h8300-hms-3.4.6+dfsg2 "$1"
	sed -i 's/struct ucontext \(\**uc\)/ucontext_t \1/' \
		"$1/gcc/config/i386/linux64.h"
	sed -i 's#os/gnu-linux#os/generic#' "$1/libstdc++-v3/configure.host"
	sed -i "s#\"/usr/include\"#\"$sysroot/include\"#" "$1/gcc/cppdefault.c"
	# the manual is not in the source package
	sed -i "s#@BUILD_INFO@##; s#@GENERATED_MANPAGES@##
		/^    install-cpp install-man/s#install-man install-info##" \
		"$1/gcc/Makefile.in"
	# no fixincludes and no fixproto: musl's headers need neither
	sed -i "s#@STMP_FIXINC@##; s#@STMP_FIXPROTO@##
		s#^NATIVE_SYSTEM_HEADER_DIR = .*#NATIVE_SYSTEM_HEADER_DIR = $sysroot/include#" \
		"$1/gcc/Makefile.in"
	sed -i "s#= \"/lib/\";#= \"$sysroot/lib/\";#
		s#= \"/usr/lib/\";#= \"$sysroot/lib/\";#" "$1/gcc/gcc.c"
}

# gcc_configure SOURCE COMPILER: in the present folder
gcc_configure() {
	CC=$2 CFLAGS="${3:--O1}" "$1/configure" --build=$triple --host=$triple \
		--target=$triple --prefix="$out/inst" --disable-shared \
		--disable-multilib --disable-nls --enable-threads=single \
		--enable-clocale=generic --disable-checking \
		--disable-libstdcxx-pch --enable-languages=c,c++
}

gcc_make() {
	make -j"$jobs" MAKEINFO=true "$@"
}

step_gcc() {
	gcc_source gcc-src
	rm -rf gcc-build
	mkdir -p gcc-build/gcc/include
	cp gcc-src/gcc/gsyslimits.h gcc-build/gcc/include/syslimits.h
	cd gcc-build
	PATH=$out/inst/bin:$PATH
	export PATH
	gcc_configure ../gcc-src "$CC" -O2
	gcc_make
	gcc_make install
	cp ../gcc-src/gcc/gsyslimits.h \
		"$out/inst/lib/gcc/$triple/3.4.6/include/syslimits.h"
}

step_reference() {
	[ -d gcc-src ] || gcc_source gcc-src
	rm -rf reference
	mkdir -p reference/gcc/include
	cp gcc-src/gcc/gsyslimits.h reference/gcc/include/syslimits.h
	cd reference
	gcc_configure ../gcc-src "gcc -std=gnu89 -w -fcommon" -O1
	gcc_make all-build-libiberty all-libiberty configure-gcc
	gcc_make -C gcc cc1 cc1plus
}

step_compare() {
	build=$out/gcc-build/gcc
	lib=$out/inst/lib/gcc/$triple/3.4.6
	"$out/inst/bin/gcc" -E -DIN_GCC -DHAVE_CONFIG_H -I gcc-build/gcc \
		-I gcc-src/gcc -I gcc-src/include gcc-src/gcc/combine.c \
		-o combine.i
	cat >hello.cc <<'EOF'
#include <iostream>
#include <map>
#include <string>
#include <vector>
#include <algorithm>
#include <stdexcept>

struct Shape {
	virtual ~Shape() {}
	virtual double area() const = 0;
};

struct Square : Shape {
	double side;
	explicit Square(double s) : side(s) {}
	double area() const { return side * side; }
};

int main()
{
	std::map<std::string, std::vector<int> > m;

	for (int i = 0; i < 100; i++)
		m[i % 3 ? "other" : "three"].push_back(i * 7 % 50);
	std::vector<int> &v = m["three"];
	std::sort(v.begin(), v.end());
	std::cout << "hello " << v.size() << ' ' << v.front() << ' '
		<< m["other"].back() << std::endl;
	Shape *s = new Square(1.5);
	std::cout << s->area() << std::endl;
	delete s;
	try {
		throw std::runtime_error("thrown");
	} catch (const std::exception &e) {
		std::cout << "caught " << e.what() << std::endl;
	}
	return 0;
}
EOF
	"$out/inst/bin/g++" -E hello.cc -o hello.ii
	for by in gcc-build reference; do
		$by/gcc/cc1 -quiet -O2 combine.i -o combine-$by.s
		$by/gcc/cc1plus -quiet -O2 hello.ii -o hello-$by.s
	done
	cmp combine-gcc-build.s combine-reference.s
	cmp hello-gcc-build.s hello-reference.s
	wc -l combine-gcc-build.s hello-gcc-build.s
	"$out/inst/bin/g++" -static -O2 -o hello hello.cc
	./hello | tee hello.got
	printf 'hello 34 0 36\n2.25\ncaught thrown\n' | cmp - hello.got
}

for step; do
	if [ ! -f "$step.done" ]; then
		echo "strong: $step (log: out/tests/strong/$step.log)"
		set +e
		(set -ex; step_"$step") >"$step.log" 2>&1
		status=$?
		set -e
		if [ $status != 0 ]; then
			tail -n 20 "$step.log"
			echo "strong: $step failed"
			echo "0 passed, 1 failed"
			exit 1
		fi
		: >"$step.done"
	fi
	echo "strong: $step done"
done
echo "$# passed, 0 failed"
