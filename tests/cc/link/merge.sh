# Equal strings are one, also across objects; what is around them stays.
cat >a.c <<'EOF'
const char *b(int);
static int same(const char *x, const char *y)
{
	while (*x && *x == *y)
		x++, y++;
	return *x == *y;
}
int main(void)
{
	const char *s = "a string that both have";

	if (s != b(0))
		return 1;
	if (!same(b(1), "only b") || !same(b(2) + 2, "tail"))
		return 2;
	return 0;
}
EOF
cat >b.c <<'EOF'
const char *b(int i)
{
	return i == 0 ? "a string that both have" : i == 1 ? "only b" : "a tail";
}
EOF
cat >c.s <<'EOF'
	.section .rodata.str1.1,"aMS",@progbits,1
	.string "x"
.L2:	.string "a string that both have"
	.section .rodata.cst8,"aM",@progbits,8
.L3:	.quad 77
	.globl c1, c2, c3
	.section .rodata
c1:	.quad .L2
c2:	.quad .L3
c3:	.quad .L2+2
EOF
cat >d.s <<'EOF'
	.section .rodata.cst8,"aM",@progbits,8
.L1:	.quad 78
.L2:	.quad 77
	.globl d2
	.section .rodata
d2:	.quad .L2
EOF
obj c.s d.s
gcc -O1 -fno-pic -c a.c b.c
link p a.o b.o c.o d.o
gives 0 ./p
[ "$(strings p | grep -c 'a string that both have')" = 1 ]
hex() { objdump -s -j .rodata --start-address=0x"$(nm p | sed -n "s/ R $1//p")" \
	p | sed -n '5s/^ [0-9a-f]* \(........\).*/\1/p'; }
[ "$(hex c2)" = "$(hex d2)" ]
