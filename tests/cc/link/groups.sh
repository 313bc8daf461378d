# One copy of each COMDAT group and .gnu.linkonce section is kept.
for n in 1 2; do
	cat >g$n.s <<EOF
	.section .text.inl,"axG",@progbits,inl,comdat
	.weak inl
inl:	movl \$$n, %eax
	ret
	.section .gnu.linkonce.t.once,"ax"
	.weak once
once:	movl \$1$n, %eax
	ret
	.text
	.globl f$n
f$n:	call inl
	movl %eax, %ebx
	call once
	addl %ebx, %eax
	ret
	.section .debug_x
	.quad inl, .text.inl
EOF
done
echo 'int f1(void), f2(void); int main(void) { return f1() + f2(); }' >m.c
obj g1.s g2.s m.c
link p g1.o g2.o m.o
gives 24 ./p
link p g2.o g1.o m.o
gives 28 ./p
# joined first
ld -r -o both.o g1.o g2.o
readelf -gW both.o | grep -q 'COMDAT group'
link p both.o m.o
gives 24 ./p
link p both.o g2.o m.o 2>err && exit 1
grep -q 'f2 is defined twice' err
size p >sizes 2>&1
grep -q 'no group' sizes && exit 1
true
