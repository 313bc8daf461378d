#!/bin/sh
# run.sh DIR [NIX-INSTANTIATE]: run the language tests of Nix in DIR (a folder
# named lang, with eval-okay-*.nix, .exp, .err.exp ...) as Nix's own lang.sh
# does. Prints the names that fail (status or output), then those whose error
# text alone differs, then "N passed, N failed" and the count of exact texts.
set -u
dir=${1:?usage: run.sh DIR [NIX-INSTANTIATE]}
here=$(cd "$(dirname "$0")/../.." && pwd)
ni=${2:-}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
if [ -z "$ni" ]; then
	ln -s "$here/out/host/mote" "$tmp/nix-instantiate"
	ni=$tmp/nix-instantiate
fi
case $ni in /*) ;; *) ni=$PWD/$ni ;; esac
cd "$dir/.." || exit 1
pwd=$(pwd)
lang=$(basename "$dir")
mkdir "$tmp/conf" "$tmp/home"
cat >"$tmp/conf/nix.conf" <<END
experimental-features = nix-command flakes
show-trace = true
END
export NIX_CONF_DIR="$tmp/conf" NIX_REMOTE=dummy:// TEST_VAR=foo
export NIX_STORE_DIR=/nix/store HOME="$tmp/home" NO_COLOR=1
unset NIX_PATH NIX_CONFIG NIX_USER_CONF_FILES XDG_CONFIG_HOME
passed=0 failed=0 exact=0 texts=0

fix() { # FILE: what Nix's runner does to outputs
	sed -i "s!$pwd!/pwd!g" "$1"
}

same() { # GOT EXPECTED: no file means nothing is expected
	if [ -e "$2" ]; then cmp -s "$1" "$2"; else [ ! -s "$1" ]; fi
}

post() { # NAME
	[ ! -e "$lang/$1.postprocess" ] ||
		bash "$lang/$1.postprocess" "$tmp/$1" 2>/dev/null
}

verdict() { # NAME OK
	if [ "$2" = 1 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1"
	fi
}

text() { # NAME: the error text
	[ -e "$lang/$1.err.exp" ] || return 0
	texts=$((texts + 1))
	if same "$tmp/$1.err" "$lang/$1.err.exp"; then
		exact=$((exact + 1))
	else
		echo "text $1"
		[ -z "${SHOW:-}" ] || diff -u "$lang/$1.err.exp" "$tmp/$1.err"
	fi
}

for f in "$lang"/parse-fail-*.nix "$lang"/parse-okay-*.nix; do
	[ -e "$f" ] || continue
	n=$(basename "$f" .nix)
	timeout 60 "$ni" --parse - <"$f" >"$tmp/$n.out" 2>"$tmp/$n.err"
	code=$? ok=0
	case $n in
	parse-fail-*) [ $code != 1 ] || ok=1 ;;
	*)
		fix "$tmp/$n.out"
		if [ $code = 0 ]; then
			ok=1
			[ ! -e "$lang/$n.exp" ] ||
				same "$tmp/$n.out" "$lang/$n.exp" || ok=0
		fi ;;
	esac
	fix "$tmp/$n.err"
	verdict "$n" $ok
	text "$n"
done

for f in "$lang"/eval-fail-*.nix; do
	n=$(basename "$f" .nix)
	flags="--eval --strict --show-trace"
	[ ! -e "$lang/$n.flags" ] ||
		flags=$(sed -e 's/#.*//' "$lang/$n.flags")
	# shellcheck disable=SC2086
	timeout 60 "$ni" $flags "$lang/$n.nix" >"$tmp/$n.out" 2>"$tmp/$n.err"
	code=$? ok=0
	[ $code != 1 ] || ok=1
	fix "$tmp/$n.err"
	post "$n"
	verdict "$n" $ok
	text "$n"
done

for f in "$lang"/eval-okay-*.nix; do
	n=$(basename "$f" .nix)
	ok=1
	if [ -e "$lang/$n.exp.xml" ]; then
		timeout 60 "$ni" --eval --xml --no-location --strict \
			"$lang/$n.nix" >"$tmp/$n.out.xml" 2>"$tmp/$n.err" ||
			ok=0
		same "$tmp/$n.out.xml" "$lang/$n.exp.xml" || ok=0
		verdict "$n" $ok
		[ -e "$lang/$n.exp" ] || continue
		ok=1
	fi
	[ -e "$lang/$n.exp" ] || [ -e "$lang/$n.err.exp" ] || continue
	flags=
	[ ! -e "$lang/$n.flags" ] || flags=$(cat "$lang/$n.flags")
	# shellcheck disable=SC2086
	NIX_PATH=$lang/dir3:$lang/dir4 HOME=/fake-home timeout 60 \
		"$ni" $flags --eval --strict "$lang/$n.nix" \
		>"$tmp/$n.out" 2>"$tmp/$n.err" || ok=0
	fix "$tmp/$n.out"
	fix "$tmp/$n.err"
	post "$n"
	same "$tmp/$n.out" "$lang/$n.exp" || ok=0
	[ $ok = 1 ] || [ -z "${SHOW:-}" ] || {
		diff -u "$lang/$n.exp" "$tmp/$n.out"
		cat "$tmp/$n.err"
	}
	verdict "$n" $ok
	text "$n"
done
echo "$passed passed, $failed failed; error text exact in $exact of $texts"
[ $failed = 0 ]
