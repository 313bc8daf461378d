# What the linker defines; arrays in order; sections by C names.
cat >a.s <<'EOF'
	.globl main
	.section .init_array.00200,"aw"
	.quad two
	.section .init_array,"aw"
	.quad last
	.section .init_array.5,"aw"
	.quad one
	.section .fini_array,"aw"
	.quad 1
	.section things,"a"
	.long 5
	.data
d:	.quad 9
	.bss
z:	.zero 16
	.text
one:	movl $1, d(%rip)
	ret
two:	shll $4, d(%rip)
	ret
last:	addl $3, d(%rip)
	ret
main:	pushq %rbx
	leaq __init_array_start(%rip), %rbx
1:	leaq __init_array_end(%rip), %rax
	cmpq %rax, %rbx
	je 2f
	call *(%rbx)
	addq $8, %rbx
	jmp 1b
2:	popq %rbx
	movl $1, %eax
	cmpl $19, d(%rip)
	jne 9f
	movl $2, %eax
	leaq __start_things(%rip), %rcx
	leaq __stop_things(%rip), %rdx
	subq %rcx, %rdx
	cmpq $8, %rdx
	jne 9f
	movl $3, %eax
	cmpq $_edata, $0
EOF
sed -i '/cmpq \$_edata/d' a.s
cat >>a.s <<'EOF'
	movq $_edata, %rcx
	cmpq $__bss_start, %rcx
	ja 9f
	movl $4, %eax
	movq $_end, %rcx
	subq $end, %rcx
	jne 9f
	movl $5, %eax
	movq $etext, %rcx
	cmpq $d, %rcx
	jae 9f
	movl $6, %eax
	movq $z+16, %rcx
	cmpq $_end, %rcx
	ja 9f
	movl $7, %eax
	cmpl $0x464c457f, __ehdr_start(%rip)
	jne 9f
	movl $8, %eax
	leaq __preinit_array_start(%rip), %rcx
	leaq __preinit_array_end(%rip), %rdx
	cmpq %rcx, %rdx
	jne 9f
	xorl %eax, %eax
9:	ret
	.weak __preinit_array_start, __preinit_array_end
EOF
printf '\t.section things,"a"\n\t.long 6\n' >b.s
obj a.s b.s
link p a.o b.o
gives 0 ./p
link p --gc-sections a.o b.o
gives 0 ./p
link p -Ttext-segment=0x10000000 a.o b.o
gives 0 ./p
readelf -lW p | grep -q 'LOAD  *0x000000 0x0*10000000'
