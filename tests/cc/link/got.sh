# Addresses from the GOT: loads become lea, calls direct, the rest has entries.
cat >a.s <<'EOF'
	.globl main, v, f
	.weak absent
	.text
f:	movl $7, %eax
	ret
main:	movl $1, %r8d
	movq v@GOTPCREL(%rip), %rcx
	cmpl $5, (%rcx)
	jne 9f
	movl $2, %r8d
	movq v@GOTPCREL(%rip), %r12
	cmpq %r12, %rcx
	jne 9f
	movl $3, %r8d
	call *f@GOTPCREL(%rip)
	cmpl $7, %eax
	jne 9f
	movl $4, %r8d
	cmpq v@GOTPCREL(%rip), %rcx
	jne 9f
	movl $5, %r8d
	cmpq $0, absent@GOTPCREL(%rip)
	jne 9f
	movq absent@GOTPCREL(%rip), %rax
	testq %rax, %rax
	jne 9f
	movl $6, %r8d
	leaq _GLOBAL_OFFSET_TABLE_(%rip), %rbx
	movabsq $v@GOTOFF, %rax
	addq %rbx, %rax
	cmpq %rax, %rcx
	jne 9f
	movl $7, %r8d
	movabsq $v@GOT, %rax
	cmpq %rcx, (%rax,%rbx)
	jne 9f
	xorl %r8d, %r8d
9:	pushq %r8
	jmp *g@GOTPCREL(%rip)
	.globl g
g:	popq %rax
	ret
	.data
	.long 0
v:	.long 5
EOF
obj a.s
link p a.o
gives 0 ./p
# three loads became lea: of v twice, and none of what is absent
[ "$(objdump -d p | grep -c 'lea .*<v>')" = 2 ]
objdump -d p | grep -q 'addr32 call .*<f>'
