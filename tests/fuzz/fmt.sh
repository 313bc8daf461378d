#!/bin/sh
# Fuzz the formats: fmt.sh [SECONDS EACH]. Corpora are the test cases; what
# is found stays in out/fuzz/FORMAT. Needs clang.
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-60}
passed=0
failed=0
for format in json toml regex drv nar narinfo reginfo conf hash; do
	dir=out/fuzz/$format
	mkdir -p "$dir/corpus"
	case $format in
	drv) cp tests/fmt/drv/*.drv "$dir/corpus" ;;
	nar) out/host/mote nix-store --dump tests/fmt/drv \
		>"$dir/corpus/seed" 2>/dev/null ;;
	regex) tr '\t\n' '\0 ' <tests/fmt/regex/real.in >"$dir/corpus/seed" ;;
	hash) cut -c1-200 tests/fmt/path/paths.in >"$dir/corpus/seed" ;;
	*) cp tests/fmt/$format/*.in "$dir/corpus" ;;
	esac
	clang -g -O1 -fsanitize=fuzzer,address,undefined -I. \
		-fno-sanitize-recover=undefined -DFORMAT=f_$format \
		-o "$dir/fuzz" tests/fuzz/fmt.c base/*.c engine/fmt/*.c \
		-lm || exit 1
	if (cd "$dir" && nice ./fuzz -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=2048 -max_len=20000 corpus >log 2>&1); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $format: see $dir/log"
		tail -n 5 "$dir/log"
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
