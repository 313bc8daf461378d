#!/bin/sh
# Sources in error on which the compiler crashed or did not end (found by
# tests/cc/fuzz.py): each must give an error and exit status 1.
cc=${CC:-out/amd64/bin/cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

try() {
	cat >"$work/x.c"
	timeout 10 "$cc" -w -c -o "$work/x.o" "$work/x.c" 2>"$work/err"
	status=$?
	if [ $status != 1 ] || ! grep -q ' error: ' "$work/err" ||
	grep -q internal "$work/err"; then
		echo "status $status of:"
		cat "$work/x.c"
		bad=1
	fi
}

try <<'END'
struct s { int (); };
END
try <<'END'
unsigned int e = a;
int a, *c = &a;
END
try <<'END'
void f(void) { __builtin_prefetch(1; }
int g(int x) { return __builtin_expect(x ] 1); }
END
try <<'END'
_Complex long long f(void)
{
	_Complex long long v;
	__asm__("" : "+r"(v));
	return v;
}
END
try <<'END'
int f(int x) { return x + y; }
int (*p)[y] = &q, (*p)[3];
END
exit $bad
