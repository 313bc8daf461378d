#!/bin/bash
# Run Nix 2.8.0's functional shell tests against our binaries.
#
#   tests/cli/functional.sh DIR [-m MOTE | -n NIX-BIN-DIR] [-w WORK] [TEST...]
#
# DIR is the tests folder of Nix 2.8.0's source. MOTE defaults to
# out/host/mote; -n runs another Nix's programs instead (to compare). Each
# test gets a fresh folder below WORK. Tests that functional.skip names are
# left out unless asked for; those in functional.known may fail. A test that
# fails unexpectedly leaves WORK/NAME.log.
set -u
here=$(cd "$(dirname "$0")" && pwd)
mote=$here/../../out/host/mote
work=${TMPDIR:-/tmp}/mote-functional-$$
bin=
dir=${1:?usage: functional.sh DIR [-m MOTE | -n BIN] [-w WORK] [TEST...]}
shift
while getopts m:n:w: o; do
	case $o in
	m) mote=$OPTARG ;;
	n) bin=$OPTARG ;;
	w) work=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))

mkdir -p "$work" || exit 2
work=$(cd "$work" && pwd)
if [ -z "$bin" ]; then
	bin=$work/bin
	mkdir -p "$bin"
	mote=$(readlink -f "$mote")
	for n in nix nix-instantiate nix-build nix-shell nix-store nix-env \
		nix-hash nix-collect-garbage nix-copy-closure \
		nix-prefetch-url nix-channel nix-daemon; do
		ln -sf "$mote" "$bin/$n"
	done
fi
system=$(uname -m)-linux
version=$("$bin/nix-env" --version | sed 's/.*(Nix) \([0-9.]*\).*/\1/')
tools=$(dirname "$(command -v cat)")
tests=$work/tests
rm -rf "$tests"
cp -r "$dir" "$tests"
subst() {
	sed -e "s|@bindir@|$bin|g" -e "s|@coreutils@|$tools|g" \
	    -e "s|@dot@||g" -e "s|@bash@|$(command -v bash)|g" \
	    -e "s|@sandbox_shell@|$(command -v busybox)|g" \
	    -e "s|@PACKAGE_VERSION@|$version|g" -e "s|@system@|$system|g" "$1"
}
subst "$tests/common.sh.in" > "$tests/common.sh"
for f in "$tests/config.nix" "$tests/ca/config.nix"; do
	subst "$f.in" > "$f"
done

names() {
	sed -n 's/^  \([a-z].*\.sh\).*/\1/p' "$tests/local.mk"
}
listed() { # FILE NAME
	grep -q "^$2[[:space:]]" "$here/$1" 2>/dev/null
}

pass=0 fail=0 skip=0 left=0 failed=
all=${*:-$(names)}
for t in $all; do
	if [ $# -eq 0 ] && listed functional.skip "$t"; then
		left=$((left + 1))
		continue
	fi
	log=$work/$(echo "$t" | tr / _).log
	d=$work/run/$(echo "$t" | tr / _)
	mkdir -p "$d"
	(
		cd "$tests/$(dirname "$t")" || exit 1
		unset NIX_STORE NIX_STORE_DIR NIX_STATE_DIR NIX_CONF_DIR \
			NIX_PATH NIX_PROFILES NIX_LOG_DIR NIX_BUILD_SHELL \
			NIX_LOCALSTATE_DIR XDG_CACHE_HOME
		export TMPDIR=$d TEST_NAME=$(basename "$t" .sh)
		export NIX_REMOTE= NIX_REMOTE_=
		[ "$t" = init.sh ] || timeout 60 bash -e ./init.sh || exit 1
		[ "$(dirname "$t")" = . ] || cd "$tests" || exit 1
		cd "$(dirname "$t")" || exit 1
		timeout 60 bash -e "./$(basename "$t")"
	) > "$log" 2>&1 < /dev/null
	rc=$?
	chmod -R u+w "$d" 2>/dev/null
	rm -rf "$d"
	case $rc in
	0) pass=$((pass + 1)); rm -f "$log" ;;
	99) skip=$((skip + 1)); rm -f "$log" ;;
	*)
		if listed functional.known "$t" && [ $# -eq 0 ]; then
			left=$((left + 1))
			echo "known to fail: $t"
		else
			fail=$((fail + 1))
			failed="$failed $t"
			echo "FAILED $t (see $log); repeat with:" \
				"$0 $dir -m $mote $t"
		fi
		;;
	esac
done
echo "$pass passed, $fail failed, $skip skipped by themselves," \
	"$left left out"
[ -z "$failed" ] || echo "failed:$failed"
[ "$fail" -eq 0 ]
