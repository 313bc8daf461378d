#!/bin/sh
# Tests of base/: compiled with sanitizers and run.
set -e
cd "$(dirname "$0")/../.."
mkdir -p out/test
${CC:-gcc} -std=c11 -g -O1 -Wall -Wextra -fsanitize=address,undefined -I. \
	-o out/test/base tests/base/base.c base/*.c
exec out/test/base
