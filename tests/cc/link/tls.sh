# Thread-local variables, by every kind of access that compilers emit.
cat >a.s <<'EOF'
	.globl main, x
	.section .tdata,"awT",@progbits
	.balign 16
	.long 1, 2, 3
x:	.long 20
	.section .tbss,"awT",@nobits
	.balign 32
z:	.zero 40
	.text
main:	movq $158, %rax
	movl $0x1002, %edi
	leaq tp(%rip), %rsi
	syscall
	movq %rsi, (%rsi)
	movl $1, %eax
	movq $x@tpoff, %rcx
	movq x@gottpoff(%rip), %rdx
	cmpq %rcx, %rdx
	jne 9f
	movl $2, %eax
	xorl %r9d, %r9d
	addq x@gottpoff(%rip), %r9
	cmpq %rcx, %r9
	jne 9f
	movl $3, %eax
	movq %fs:0, %r8
	leaq x@tpoff(%r8), %r10
	.byte 0x66
	leaq x@tlsgd(%rip), %rdi
	.value 0x6666
	rex64
	call __tls_get_addr@PLT
	cmpq %r10, %rax
	jne 8f
	leaq z@tlsld(%rip), %rdi
	call __tls_get_addr@PLT
	leaq z@dtpoff(%rax), %rax
	leaq z@tpoff(%r8), %r11
	cmpq %rax, %r11
	jne 8f
	testq $31, %rax
	jne 8f
	cmpq x@gottpoff(%rip), %rcx
	jne 8f
	# before the thread pointer, and whole
	cmpq $-40, z@gottpoff(%rip)
	jg 8f
	xorl %eax, %eax
9:	ret
8:	movl $8, %eax
	ret
	.bss
	.balign 64
	.zero 128
tp:	.zero 8
EOF
obj a.s
link p a.o
gives 0 ./p
readelf -lW p | grep -q 'TLS .* 0x20$'
