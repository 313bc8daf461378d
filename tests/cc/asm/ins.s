# Every instruction that the assembler knows, in each of its forms, with
# registers, addresses and values of several kinds.
	.text
1:	nop
	mov %r12, %r12
	mov %r10w, %r10w
	movb %cl, %cl
	movb %dh, %dh
	mov %fs, -8(%rbp)
	mov %fs, x(%rip)
	movb %dh, 127(%rax)
	movb %cl, 4(%rbx,%rsi)
	mov %fs, %fs:16
	mov %r10w, %fs:16
	movb %al, %fs:16
	mov %rcx, %rcx
	mov %dx, %dx
	movw %ax, %ax
	movw %dx, %dx
	movw %r10w, %r10w
	movw %ds, %r10w
	mov %rax, (%rdi)
	mov %eax, (%rdi)
	movw %ax, (%rdi)
	movw %dx, -8(%rbp)
	movw %ds, 4(%rbx,%rsi)
	movw %ds, -8(%rbp)
	movw %r10w, %fs:16
	movw %ds, %fs:16
	movl %eax, %eax
	movl %ebx, %ebx
	movl %ds, %ebp
	movl %r13d, %r13d
	movl %ebx, -8(%rbp)
	movl %eax, (%ebx)
	movl %ebp, x(%rip)
	movl %ebp, (%rsp)
	mov %ebx, %fs:16
	mov %rcx, %fs:16
	movl %ebx, %fs:16
	movq %xmm7, %rcx
	movq %xmm1, %xmm0
	movq %r12, %mm5
	movq %mm3, %mm0
	movq %xmm7, x-0x10(%rax)
	movq %xmm11, (%ebx)
	movq %mm5, (%r12)
	movq %mm0, (%rdi)
	movq %xmm11, %fs:16
	movq %rcx, %fs:16
	mov 4(%rbx,%rsi), %cl
	mov 0x1234(%r13,%r9,4), %sil
	movb x+4(,%rcx,8), %r9b
	movb (%rdi), %al
	mov %fs:16, %al
	mov %fs:16, %r10w
	movb %fs:16, %al
	mov x+4(,%rcx,8), %rax
	mov 0(%r13), %rcx
	movw -8(%rbp), %dx
	movw (%r12), %dx
	movw (%ebx), %r10w
	movw 4(%rbx,%rsi), %r10w
	movw %fs:16, %r10w
	movl x+4(,%rcx,8), %eax
	movl 0(%r13), %ebx
	movl (%r12), %r13d
	movl 4(%rbx,%rsi), %r13d
	mov %fs:16, %rcx
	mov %fs:16, %ebx
	movl %fs:16, %ebx
	movq 0x1234(%r13,%r9,4), %xmm7
	movq (%ebx), %rax
	movq 0x1234(%r13,%r9,4), %r12
	movq (%rdi), %mm0
	movq %fs:16, %rcx
	mov $5, %sil
	mov $0x7fffffff, %rsp
	movb $-128, %cl
	movb $255, %dh
	mov $300, %dx
	mov $-1, %rcx
	movw $300, %dx
	movw $5, %ax
	movw $-2, %r10w
	movl $5, %eax
	movl $0xffffffff, %eax
	movl $x, %r13d
	movl $0x12345678, %ebp
	movb $5, x+4(,%rcx,8)
	movb $-128, (%ebx)
	movb $-128, %fs:16
	movw $5, 0x1234(%r13,%r9,4)
	movw $-2, x(%rip)
	movw $-2, %fs:16
	movl $0x12345678, 128(%rax)
	movl $5, (%rsp)
	movl $0xffffffff, %fs:16
	movq $0x123456789abcdef0, %rax
	movq $x, %rcx
	movq $x, %r12
	movq $0x7fffffff, %rsp
	movq $0x7fffffff, x(%rip)
	movq $x, 0x1234(%r13,%r9,4)
	movq $-1, %fs:16
	mov %db7, %rcx
	mov %cr0, %rax
	movw %fs, %dx
	movw %ds, %ax
	movl %fs, %ebx
	movl %ds, %eax
	movq %mm5, %rcx
	movq %r12, %xmm0
	mov %ax, %ds
	mov %rax, %cr0
	movabs $x, %rcx
	movabs $0x123456789abcdef0, %rax
	movabsq $0x123456789abcdef0, %rax
	movabsq $x, %rcx
	movabs $x, %r12
	movabs $0x123456789abcdef0, %rsp
	movabsq $x, %r12
	movabsq $0x123456789abcdef0, %rsp
	lea (%r12), %dx
	lea 128(%rax), %rcx
	lea x(%rip), %rsp
	lea x(%rip), %ebp
	leal 127(%rax), %eax
	leal 128(%rax), %ebx
	leal (%r12), %r13d
	leal 4(%rbx,%rsi), %r13d
	leaq 0(%r13), %rcx
	leaq 127(%rax), %rax
	leaq (%r12), %r12
	leaq x(%rip), %rsp
	movzb %sil, %ax
	movzb %cl, %ebx
	movzbw %r9b, %dx
	movzbw %al, %ax
	movzb x(%rip), %r12
	movzb x(%rip), %r13d
	movzbw (%rdi), %r10w
	movzbw 0x1234(%r13,%r9,4), %r10w
	movzb (%rdi), %ebx
	movzb -8(%rbp), %ax
	movzbw x(%rip), %dx
	movzbw -8(%rbp), %ax
	movzbl %al, %eax
	movzbl %cl, %ebx
	movzb %sil, %r13d
	movzb %dh, %ebp
	movzbl %sil, %r13d
	movzbl %dh, %ebp
	movzbl 0x1234(%r13,%r9,4), %eax
	movzbl (%rdi), %ebx
	movzbl x(%rip), %r13d
	movzbl -8(%rbp), %ebp
	movzbq %cl, %rcx
	movzbq %r9b, %rax
	movzbq %sil, %r12
	movzbq 0x1234(%r13,%r9,4), %rax
	movzbq (%rdi), %rcx
	movzbq -8(%rbp), %rsp
	movzbq x(%rip), %r12
	movsb %cl, %rcx
	movsb %sil, %ax
	movsbw %sil, %ax
	movsbw %r9b, %dx
	movsb 0x1234(%r13,%r9,4), %r10w
	movsb x(%rip), %r13d
	movsbw (%rdi), %r10w
	movsbw 0x1234(%r13,%r9,4), %r10w
	movsb x(%rip), %dx
	movsb 0x1234(%r13,%r9,4), %eax
	movsbw x(%rip), %dx
	movsbw -8(%rbp), %ax
	movsbl %al, %eax
	movsbl %cl, %ebx
	movsb %dh, %ebp
	movsb %sil, %r12
	movsbl %sil, %r13d
	movsbl %dh, %ebp
	movsbl (%rdi), %ebx
	movsbl 0x1234(%r13,%r9,4), %eax
	movsbl -8(%rbp), %ebp
	movsbl x(%rip), %r13d
	movsbq %cl, %rcx
	movsbq %r9b, %rax
	movsbq %sil, %r12
	movsbq 0x1234(%r13,%r9,4), %rax
	movsbq (%rdi), %rcx
	movsbq x(%rip), %r12
	movsbq -8(%rbp), %rsp
	movzw %ax, %eax
	movzw %dx, %rcx
	movzwl %dx, %ebx
	movzwl %ax, %eax
	movzw %r10w, %rsp
	movzw %r10w, %ebp
	movzwl %r10w, %ebp
	movzw (%rdi), %r12
	movzw 0x1234(%r13,%r9,4), %ebp
	movzwl (%rdi), %r13d
	movzwl 0x1234(%r13,%r9,4), %ebp
	movzw x(%rip), %ebx
	movzw x(%rip), %rcx
	movzwl -8(%rbp), %eax
	movzwl x(%rip), %ebx
	movzwq %ax, %rax
	movzwq %dx, %rcx
	movzwq %r10w, %rsp
	movzwq (%rdi), %r12
	movzwq 0x1234(%r13,%r9,4), %rsp
	movzwq -8(%rbp), %rax
	movzwq x(%rip), %rcx
	movsw %ax, %rax
	movsw %ax, %eax
	movswl %dx, %ebx
	movswl %ax, %eax
	movsw %r10w, %ebp
	movsw %r10w, %rsp
	movswl %r10w, %ebp
	movsw (%rdi), %r12
	movsw 0x1234(%r13,%r9,4), %rsp
	movswl (%rdi), %r13d
	movswl 0x1234(%r13,%r9,4), %ebp
	movsw -8(%rbp), %rax
	movsw x(%rip), %ebx
	movswl -8(%rbp), %eax
	movswl x(%rip), %ebx
	movswq %ax, %rax
	movswq %dx, %rcx
	movswq %r10w, %rsp
	movswq 0x1234(%r13,%r9,4), %rsp
	movswq (%rdi), %r12
	movswq x(%rip), %rcx
	movswq -8(%rbp), %rax
	movsl %ebx, %rcx
	movsl %eax, %rax
	movslq %ebx, %rcx
	movslq %eax, %rax
	movsl %r13d, %r12
	movsl %ebp, %rsp
	movslq %ebp, %rsp
	movslq %r13d, %r12
	movsl (%rdi), %rax
	movsl -8(%rbp), %rcx
	movslq -8(%rbp), %rcx
	movslq (%rdi), %rax
	movsl x(%rip), %rsp
	movsl 0x1234(%r13,%r9,4), %r12
	movslq 0x1234(%r13,%r9,4), %r12
	movslq x(%rip), %rsp
	movsxd %eax, %rax
	movsxd %ebx, %rcx
	movsxd %r13d, %r12
	movsxd %ebp, %rsp
	movsxd (%rdi), %rax
	movsxd -8(%rbp), %rcx
	movsxd x(%rip), %rsp
	movsxd 0x1234(%r13,%r9,4), %r12
	movzx %sil, %r13d
	movzx %sil, %r12
	movsx %dh, %ebp
	movsx %sil, %r12
	add $-1, %rcx
	add $-128, %ebx
	addw $-128, %dx
	addw $300, %dx
	add $-128, %cl
	add $-128, %al
	addw $3, %r10w
	addw $-2, %r10w
	addw $-128, (%rdi)
	addw $5, 127(%rax)
	addw $-2, %fs:16
	addw $3, %fs:16
	addl $-128, %ebx
	addl $5, %eax
	addl $3, %ebp
	addl $-128, %r13d
	addl $-1, x(%rip)
	addl $-128, 4(%rbx,%rsi)
	addl $0xffffffff, %fs:16
	addl $-128, %fs:16
	addq $-1, %rcx
	addq $x, %rax
	addq $x, %r12
	addq $3, %rsp
	addq $3, x(%rip)
	addq $-128, 128(%rax)
	addq $-128, %fs:16
	addq $-1, %fs:16
	addb $255, %dh
	addb $5, %sil
	addb $-128, 4(%rbx,%rsi)
	addb $5, -8(%rbp)
	addb $-128, %fs:16
	add %r10w, %r10w
	add %al, %al
	addb %cl, %cl
	addb %al, %al
	add %dh, 127(%rax)
	add %rsp, x-0x10(%rax)
	addb %cl, 4(%rbx,%rsi)
	addb %r9b, x+4(,%rcx,8)
	add %r10w, %fs:16
	add %al, %fs:16
	addb %al, %fs:16
	add %eax, %eax
	add %ebx, %ebx
	addw %ax, %ax
	addw %dx, %dx
	addw %r10w, %r10w
	add %ax, (%rsp)
	add %dx, -8(%rbp)
	addw %ax, 0x1234(%r13,%r9,4)
	addw %dx, -8(%rbp)
	addw %r10w, (%ebx)
	addw %r10w, 4(%rbx,%rsi)
	addw %r10w, %fs:16
	addl %eax, %eax
	addl %ebx, %ebx
	addl %ebp, %ebp
	addl %r13d, %r13d
	addl %eax, (%ebx)
	addl %eax, 127(%rax)
	addl %r13d, 0x1234(%r13,%r9,4)
	addl %r13d, (%r12)
	add %rcx, %fs:16
	add %ebx, %fs:16
	addl %ebx, %fs:16
	addq %rcx, %rcx
	addq %rax, %rax
	addq %r12, %r12
	addq %rsp, %rsp
	addq %rax, (%rdi)
	addq %rax, x+4(,%rcx,8)
	addq %rsp, x-0x10(%rax)
	addq %rsp, (%rsp)
	addq %rcx, %fs:16
	add (%r12), %r12
	add (%rsp), %ebp
	addb x-0x10(%rax), %al
	addb x(%rip), %dh
	add %fs:16, %r10w
	add %fs:16, %al
	addb %fs:16, %al
	add 0x1234(%r13,%r9,4), %ax
	add (%rdi), %ax
	addw x+4(,%rcx,8), %dx
	addw (%rdi), %ax
	addw x(%rip), %r10w
	addw (%ebx), %r10w
	addw %fs:16, %r10w
	addl x+4(,%rcx,8), %eax
	addl -8(%rbp), %ebx
	addl 0x1234(%r13,%r9,4), %r13d
	addl (%r12), %r13d
	add %fs:16, %rcx
	add %fs:16, %ebx
	addl %fs:16, %ebx
	addq x+4(,%rcx,8), %rax
	addq (%ebx), %rax
	addq x(%rip), %rsp
	addq 4(%rbx,%rsi), %r12
	addq %fs:16, %rcx
	or $5, %rax
	or $0x7fffffff, %rax
	orw $300, %dx
	orw $300, %ax
	or $255, %dh
	or $0x12345678, %ebp
	orw $3, %r10w
	orw $-2, %r10w
	orw $5, (%rdi)
	orw $300, -8(%rbp)
	orw $3, %fs:16
	orw $-2, %fs:16
	orl $3, %eax
	orl $-1, %ebx
	orl $3, %ebp
	orl $x, %r13d
	orl $0xffffffff, x-0x10(%rax)
	orl $3, 127(%rax)
	orl $0xffffffff, %fs:16
	orl $-128, %fs:16
	orq $-1, %rcx
	orq $-128, %rcx
	orq $x, %r12
	orq $0x7fffffff, %rsp
	orq $-128, 128(%rax)
	orq $-1, 0(%r13)
	orq $-1, %fs:16
	orq $-128, %fs:16
	orb $5, %sil
	orb $-128, %cl
	orb $255, 0x1234(%r13,%r9,4)
	orb $5, -8(%rbp)
	orb $-128, %fs:16
	or %al, %al
	or %r10w, %r10w
	orb %al, %al
	orb %r9b, %r9b
	or %r12, 0x1234(%r13,%r9,4)
	or %r13d, 4(%rbx,%rsi)
	orb %sil, 128(%rax)
	orb %cl, -8(%rbp)
	or %r10w, %fs:16
	or %al, %fs:16
	orb %al, %fs:16
	or %dx, %dx
	or %ax, %ax
	orw %dx, %dx
	orw %ax, %ax
	orw %r10w, %r10w
	or %rax, (%ebx)
	or %eax, (%ebx)
	orw %dx, (%r12)
	orw %ax, 0x1234(%r13,%r9,4)
	orw %r10w, 4(%rbx,%rsi)
	orw %r10w, x(%rip)
	orw %r10w, %fs:16
	orl %ebx, %ebx
	orl %eax, %eax
	orl %r13d, %r13d
	orl %ebp, %ebp
	orl %eax, x+4(,%rcx,8)
	orl %eax, (%ebx)
	orl %r13d, 4(%rbx,%rsi)
	orl %ebp, x(%rip)
	or %ebx, %fs:16
	or %rcx, %fs:16
	orl %ebx, %fs:16
	orq %rcx, %rcx
	orq %rax, %rax
	orq %rsp, %rsp
	orq %r12, %r12
	orq %rcx, 0(%r13)
	orq %rax, x+4(,%rcx,8)
	orq %rsp, x-0x10(%rax)
	orq %r12, 0x1234(%r13,%r9,4)
	orq %rcx, %fs:16
	or x(%rip), %dh
	or 128(%rax), %sil
	orb (%rdi), %al
	orb x-0x10(%rax), %al
	or %fs:16, %al
	or %fs:16, %r10w
	orb %fs:16, %al
	or -8(%rbp), %ebx
	or (%r12), %dx
	orw 0(%r13), %ax
	orw x+4(,%rcx,8), %dx
	orw 4(%rbx,%rsi), %r10w
	orw (%ebx), %r10w
	orw %fs:16, %r10w
	orl 128(%rax), %ebx
	orl x+4(,%rcx,8), %eax
	orl x-0x10(%rax), %ebp
	orl (%rsp), %ebp
	or %fs:16, %rcx
	or %fs:16, %ebx
	orl %fs:16, %ebx
	orq -8(%rbp), %rcx
	orq 0(%r13), %rcx
	orq 4(%rbx,%rsi), %r12
	orq (%r12), %r12
	orq %fs:16, %rcx
	adc $5, %eax
	adc $-128, %ebx
	adcw $300, %dx
	adcw $5, %ax
	adc $-128, %cl
	adc $5, %al
	adcw $3, %r10w
	adcw $-2, %r10w
	adcw $300, 128(%rax)
	adcw $5, 0(%r13)
	adcw $-2, %fs:16
	adcw $3, %fs:16
	adcl $-128, %ebx
	adcl $-1, %ebx
	adcl $0x12345678, %ebp
	adcl $x, %r13d
	adcl $5, 4(%rbx,%rsi)
	adcl $5, (%rsp)
	adcl $0xffffffff, %fs:16
	adcl $-128, %fs:16
	adcq $-1, %rcx
	adcq $5, %rax
	adcq $0x7fffffff, %rsp
	adcq $x, %r12
	adcq $x, 0x1234(%r13,%r9,4)
	adcq $3, 127(%rax)
	adcq $-1, %fs:16
	adcq $-128, %fs:16
	adcb $-128, %cl
	adcb $-128, %r9b
	adcb $5, -8(%rbp)
	adcb $-128, 4(%rbx,%rsi)
	adcb $-128, %fs:16
	adc %sil, %sil
	adc %r12, %r12
	adcb %cl, %cl
	adcb %dh, %dh
	adc %r9b, x+4(,%rcx,8)
	adc %cl, (%rsp)
	adcb %sil, 128(%rax)
	adcb %al, (%rdi)
	adc %al, %fs:16
	adc %r10w, %fs:16
	adcb %al, %fs:16
	adc %rax, %rax
	adc %ax, %ax
	adcw %ax, %ax
	adcw %dx, %dx
	adcw %r10w, %r10w
	adc %dx, x+4(,%rcx,8)
	adc %eax, x+4(,%rcx,8)
	adcw %ax, 0(%r13)
	adcw %dx, (%r12)
	adcw %r10w, (%ebx)
	adcw %r10w, x(%rip)
	adcw %r10w, %fs:16
	adcl %ebx, %ebx
	adcl %eax, %eax
	adcl %r13d, %r13d
	adcl %ebp, %ebp
	adcl %ebx, 0(%r13)
	adcl %eax, 127(%rax)
	adcl %r13d, (%r12)
	adcl %r13d, 4(%rbx,%rsi)
	adc %rcx, %fs:16
	adc %ebx, %fs:16
	adcl %ebx, %fs:16
	adcq %rax, %rax
	adcq %rcx, %rcx
	adcq %r12, %r12
	adcq %rsp, %rsp
	adcq %rcx, -8(%rbp)
	adcq %rcx, 128(%rax)
	adcq %r12, 4(%rbx,%rsi)
	adcq %rsp, x-0x10(%rax)
	adcq %rcx, %fs:16
	adc (%ebx), %sil
	adc (%r12), %r12
	adcb 0x1234(%r13,%r9,4), %sil
	adcb -8(%rbp), %cl
	adc %fs:16, %al
	adc %fs:16, %r10w
	adcb %fs:16, %al
	adc 128(%rax), %ebx
	adc 0(%r13), %ebx
	adcw x+4(,%rcx,8), %dx
	adcw -8(%rbp), %dx
	adcw 4(%rbx,%rsi), %r10w
	adcw (%ebx), %r10w
	adcw %fs:16, %r10w
	adcl (%ebx), %eax
	adcl (%rdi), %eax
	adcl 0x1234(%r13,%r9,4), %r13d
	adcl 4(%rbx,%rsi), %r13d
	adc %fs:16, %ebx
	adc %fs:16, %rcx
	adcl %fs:16, %ebx
	adcq 128(%rax), %rcx
	adcq -8(%rbp), %rcx
	adcq 0x1234(%r13,%r9,4), %r12
	adcq 4(%rbx,%rsi), %r12
	adcq %fs:16, %rcx
	sbb $-128, %ebx
	sbb $0x12345678, %eax
	sbbw $300, %ax
	sbbw $-128, %dx
	sbb $-128, %r13d
	sbb $5, %al
	sbbw $-2, %r10w
	sbbw $3, %r10w
	sbbw $-128, (%ebx)
	sbbw $5, 127(%rax)
	sbbw $3, %fs:16
	sbbw $-2, %fs:16
	sbbl $x, %eax
	sbbl $3, %eax
	sbbl $3, %ebp
	sbbl $x, %r13d
	sbbl $x, 0(%r13)
	sbbl $-1, 127(%rax)
	sbbl $-128, %fs:16
	sbbl $0xffffffff, %fs:16
	sbbq $-128, %rcx
	sbbq $x, %rax
	sbbq $-128, %r12
	sbbq $x, %r12
	sbbq $-1, 128(%rax)
	sbbq $-1, -8(%rbp)
	sbbq $-128, %fs:16
	sbbq $-1, %fs:16
	sbbb $-128, %al
	sbbb $255, %dh
	sbbb $255, 0(%r13)
	sbbb $255, 127(%rax)
	sbbb $-128, %fs:16
	sbb %dh, %dh
	sbb %r13d, %r13d
	sbbb %r9b, %r9b
	sbbb %sil, %sil
	sbb %r13d, 4(%rbx,%rsi)
	sbb %r10w, (%ebx)
	sbbb %sil, (%ebx)
	sbbb %cl, -8(%rbp)
	sbb %r10w, %fs:16
	sbb %al, %fs:16
	sbbb %al, %fs:16
	sbb %rax, %rax
	sbb %ebx, %ebx
	sbbw %ax, %ax
	sbbw %dx, %dx
	sbbw %r10w, %r10w
	sbb %eax, x+4(,%rcx,8)
	sbb %ax, (%rsp)
	sbbw %dx, (%r12)
	sbbw %ax, 0(%r13)
	sbbw %r10w, 4(%rbx,%rsi)
	sbbw %r10w, x(%rip)
	sbbw %r10w, %fs:16
	sbbl %ebx, %ebx
	sbbl %eax, %eax
	sbbl %ebp, %ebp
	sbbl %r13d, %r13d
	sbbl %eax, 127(%rax)
	sbbl %ebx, 0(%r13)
	sbbl %r13d, (%r12)
	sbbl %ebp, x(%rip)
	sbb %rcx, %fs:16
	sbb %ebx, %fs:16
	sbbl %ebx, %fs:16
	sbbq %rax, %rax
	sbbq %rcx, %rcx
	sbbq %r12, %r12
	sbbq %rsp, %rsp
	sbbq %rcx, 0(%r13)
	sbbq %rax, (%rdi)
	sbbq %rsp, x-0x10(%rax)
	sbbq %r12, 4(%rbx,%rsi)
	sbbq %rcx, %fs:16
	sbb (%ebx), %r10w
	sbb (%rdi), %al
	sbbb 128(%rax), %sil
	sbbb (%rsp), %cl
	sbb %fs:16, %al
	sbb %fs:16, %r10w
	sbbb %fs:16, %al
	sbb 127(%rax), %rax
	sbb x+4(,%rcx,8), %eax
	sbbw x-0x10(%rax), %dx
	sbbw 0(%r13), %ax
	sbbw (%ebx), %r10w
	sbbw 4(%rbx,%rsi), %r10w
	sbbw %fs:16, %r10w
	sbbl 127(%rax), %eax
	sbbl 128(%rax), %ebx
	sbbl x-0x10(%rax), %ebp
	sbbl (%r12), %r13d
	sbb %fs:16, %ebx
	sbb %fs:16, %rcx
	sbbl %fs:16, %ebx
	sbbq x+4(,%rcx,8), %rax
	sbbq -8(%rbp), %rcx
	sbbq x-0x10(%rax), %rsp
	sbbq (%r12), %r12
	sbbq %fs:16, %rcx
	and $x, %eax
	and $5, %eax
	andw $300, %ax
	andw $5, %ax
	and $3, %rsp
	and $x, %r13d
	andw $-2, %r10w
	andw $3, %r10w
	andw $-2, x(%rip)
	andw $3, 0x1234(%r13,%r9,4)
	andw $3, %fs:16
	andw $-2, %fs:16
	andl $x, %eax
	andl $0x12345678, %eax
	andl $0x12345678, %ebp
	andl $x, %r13d
	andl $3, (%rdi)
	andl $0x12345678, 128(%rax)
	andl $-128, %fs:16
	andl $0xffffffff, %fs:16
	andq $x, %rax
	andq $0x7fffffff, %rax
	andq $3, %rsp
	andq $x, %r12
	andq $-128, (%r12)
	andq $5, (%ebx)
	andq $-128, %fs:16
	andq $-1, %fs:16
	andb $-128, %cl
	andb $255, %dh
	andb $-128, (%ebx)
	andb $5, -8(%rbp)
	andb $-128, %fs:16
	and %cl, %cl
	and %r12, %r12
	andb %cl, %cl
	andb %al, %al
	and %r9b, 0(%r13)
	and %dh, x(%rip)
	andb %dh, 127(%rax)
	andb %cl, (%rsp)
	and %al, %fs:16
	and %r10w, %fs:16
	andb %al, %fs:16
	and %ebx, %ebx
	and %rcx, %rcx
	andw %dx, %dx
	andw %ax, %ax
	andw %r10w, %r10w
	and %dx, x+4(,%rcx,8)
	and %dx, (%r12)
	andw %dx, 128(%rax)
	andw %ax, 0(%r13)
	andw %r10w, 4(%rbx,%rsi)
	andw %r10w, (%ebx)
	andw %r10w, %fs:16
	andl %eax, %eax
	andl %ebx, %ebx
	andl %ebp, %ebp
	andl %r13d, %r13d
	andl %ebx, -8(%rbp)
	andl %eax, (%rdi)
	andl %r13d, (%r12)
	andl %ebp, x(%rip)
	and %ebx, %fs:16
	and %rcx, %fs:16
	andl %ebx, %fs:16
	andq %rcx, %rcx
	andq %rax, %rax
	andq %r12, %r12
	andq %rsp, %rsp
	andq %rcx, -8(%rbp)
	andq %rax, (%rdi)
	andq %r12, (%r12)
	andq %rsp, x(%rip)
	andq %rcx, %fs:16
	and (%rsp), %ebp
	and (%rsp), %rsp
	andb 128(%rax), %sil
	andb (%rdi), %al
	and %fs:16, %al
	and %fs:16, %r10w
	andb %fs:16, %al
	and 0(%r13), %ebx
	and 127(%rax), %eax
	andw 128(%rax), %dx
	andw x+4(,%rcx,8), %dx
	andw x(%rip), %r10w
	andw 4(%rbx,%rsi), %r10w
	andw %fs:16, %r10w
	andl 0(%r13), %ebx
	andl 127(%rax), %eax
	andl 4(%rbx,%rsi), %r13d
	andl (%rsp), %ebp
	and %fs:16, %rcx
	and %fs:16, %ebx
	andl %fs:16, %ebx
	andq (%ebx), %rax
	andq 127(%rax), %rax
	andq x-0x10(%rax), %rsp
	andq x(%rip), %rsp
	andq %fs:16, %rcx
	sub $-128, %rcx
	sub $-1, %rax
	subw $300, %ax
	subw $300, %dx
	sub $x, %r13d
	sub $255, %al
	subw $-2, %r10w
	subw $3, %r10w
	subw $3, 4(%rbx,%rsi)
	subw $3, 0x1234(%r13,%r9,4)
	subw $3, %fs:16
	subw $-2, %fs:16
	subl $-1, %ebx
	subl $5, %eax
	subl $0x12345678, %ebp
	subl $-128, %r13d
	subl $-128, 4(%rbx,%rsi)
	subl $x, x+4(,%rcx,8)
	subl $-128, %fs:16
	subl $0xffffffff, %fs:16
	subq $-128, %rcx
	subq $-1, %rax
	subq $-128, %r12
	subq $x, %r12
	subq $5, 127(%rax)
	subq $5, x+4(,%rcx,8)
	subq $-128, %fs:16
	subq $-1, %fs:16
	subb $5, %sil
	subb $-128, %cl
	subb $-128, (%ebx)
	subb $5, (%r12)
	subb $-128, %fs:16
	sub %ebp, %ebp
	sub %r13d, %r13d
	subb %dh, %dh
	subb %cl, %cl
	sub %al, x-0x10(%rax)
	sub %rsp, (%rsp)
	subb %cl, -8(%rbp)
	subb %al, x-0x10(%rax)
	sub %al, %fs:16
	sub %r10w, %fs:16
	subb %al, %fs:16
	sub %rax, %rax
	sub %ax, %ax
	subw %dx, %dx
	subw %ax, %ax
	subw %r10w, %r10w
	sub %eax, (%ebx)
	sub %dx, 128(%rax)
	subw %dx, (%r12)
	subw %ax, 0(%r13)
	subw %r10w, (%ebx)
	subw %r10w, x(%rip)
	subw %r10w, %fs:16
	subl %ebx, %ebx
	subl %eax, %eax
	subl %ebp, %ebp
	subl %r13d, %r13d
	subl %ebx, 128(%rax)
	subl %ebx, -8(%rbp)
	subl %r13d, (%r12)
	subl %ebp, x-0x10(%rax)
	sub %ebx, %fs:16
	sub %rcx, %fs:16
	subl %ebx, %fs:16
	subq %rcx, %rcx
	subq %rax, %rax
	subq %r12, %r12
	subq %rsp, %rsp
	subq %rcx, -8(%rbp)
	subq %rax, x+4(,%rcx,8)
	subq %r12, 0x1234(%r13,%r9,4)
	subq %rsp, x(%rip)
	subq %rcx, %fs:16
	sub x(%rip), %ebp
	sub -8(%rbp), %cl
	subb 128(%rax), %sil
	subb x+4(,%rcx,8), %r9b
	sub %fs:16, %r10w
	sub %fs:16, %al
	subb %fs:16, %al
	sub x+4(,%rcx,8), %dx
	sub -8(%rbp), %dx
	subw (%r12), %dx
	subw (%rdi), %ax
	subw (%ebx), %r10w
	subw 4(%rbx,%rsi), %r10w
	subw %fs:16, %r10w
	subl x+4(,%rcx,8), %eax
	subl -8(%rbp), %ebx
	subl (%rsp), %ebp
	subl x(%rip), %ebp
	sub %fs:16, %ebx
	sub %fs:16, %rcx
	subl %fs:16, %ebx
	subq 128(%rax), %rcx
	subq 127(%rax), %rax
	subq (%rsp), %rsp
	subq 4(%rbx,%rsi), %r12
	subq %fs:16, %rcx
	xor $5, %rax
	xor $3, %eax
	xorw $300, %ax
	xorw $5, %ax
	xor $0x12345678, %ebp
	xor $-128, %r12
	xorw $3, %r10w
	xorw $-2, %r10w
	xorw $-128, 127(%rax)
	xorw $300, x+4(,%rcx,8)
	xorw $3, %fs:16
	xorw $-2, %fs:16
	xorl $0xffffffff, %eax
	xorl $0x12345678, %eax
	xorl $-128, %r13d
	xorl $x, %r13d
	xorl $-128, (%r12)
	xorl $x, x+4(,%rcx,8)
	xorl $-128, %fs:16
	xorl $0xffffffff, %fs:16
	xorq $-1, %rax
	xorq $3, %rax
	xorq $3, %rsp
	xorq $x, %r12
	xorq $-128, (%r12)
	xorq $-1, -8(%rbp)
	xorq $-128, %fs:16
	xorq $-1, %fs:16
	xorb $5, %sil
	xorb $255, %al
	xorb $-128, 4(%rbx,%rsi)
	xorb $-128, x(%rip)
	xorb $-128, %fs:16
	xor %r9b, %r9b
	xor %cl, %cl
	xorb %r9b, %r9b
	xorb %cl, %cl
	xor %r13d, 4(%rbx,%rsi)
	xor %cl, (%rsp)
	xorb %sil, 0x1234(%r13,%r9,4)
	xorb %sil, (%ebx)
	xor %al, %fs:16
	xor %r10w, %fs:16
	xorb %al, %fs:16
	xor %rcx, %rcx
	xor %ebx, %ebx
	xorw %dx, %dx
	xorw %ax, %ax
	xorw %r10w, %r10w
	xor %dx, x+4(,%rcx,8)
	xor %rcx, 128(%rax)
	xorw %dx, 128(%rax)
	xorw %ax, (%rdi)
	xorw %r10w, x(%rip)
	xorw %r10w, (%ebx)
	xorw %r10w, %fs:16
	xorl %ebx, %ebx
	xorl %eax, %eax
	xorl %ebp, %ebp
	xorl %r13d, %r13d
	xorl %ebx, 0(%r13)
	xorl %ebx, -8(%rbp)
	xorl %ebp, x(%rip)
	xorl %r13d, 0x1234(%r13,%r9,4)
	xor %ebx, %fs:16
	xor %rcx, %fs:16
	xorl %ebx, %fs:16
	xorq %rax, %rax
	xorq %rcx, %rcx
	xorq %r12, %r12
	xorq %rsp, %rsp
	xorq %rcx, 128(%rax)
	xorq %rcx, -8(%rbp)
	xorq %rsp, x-0x10(%rax)
	xorq %rsp, (%rsp)
	xorq %rcx, %fs:16
	xor 4(%rbx,%rsi), %cl
	xor 127(%rax), %dh
	xorb x-0x10(%rax), %al
	xorb x+4(,%rcx,8), %r9b
	xor %fs:16, %al
	xor %fs:16, %r10w
	xorb %fs:16, %al
	xor -8(%rbp), %dx
	xor (%rsp), %ax
	xorw 127(%rax), %ax
	xorw x+4(,%rcx,8), %dx
	xorw 4(%rbx,%rsi), %r10w
	xorw x(%rip), %r10w
	xorw %fs:16, %r10w
	xorl 128(%rax), %ebx
	xorl 127(%rax), %eax
	xorl x-0x10(%rax), %ebp
	xorl (%r12), %r13d
	xor %fs:16, %ebx
	xor %fs:16, %rcx
	xorl %fs:16, %ebx
	xorq 127(%rax), %rax
	xorq 0(%r13), %rcx
	xorq (%r12), %r12
	xorq x-0x10(%rax), %rsp
	xorq %fs:16, %rcx
	cmp $0x12345678, %eax
	cmp $0x7fffffff, %rax
	cmpw $-128, %dx
	cmpw $300, %dx
	cmp $3, %rsp
	cmp $-128, %r9b
	cmpw $3, %r10w
	cmpw $-2, %r10w
	cmpw $-128, (%rdi)
	cmpw $3, 0x1234(%r13,%r9,4)
	cmpw $-2, %fs:16
	cmpw $3, %fs:16
	cmpl $-1, %eax
	cmpl $0xffffffff, %eax
	cmpl $-128, %r13d
	cmpl $x, %r13d
	cmpl $-128, 0x1234(%r13,%r9,4)
	cmpl $3, (%rdi)
	cmpl $-128, %fs:16
	cmpl $0xffffffff, %fs:16
	cmpq $0x7fffffff, %rax
	cmpq $x, %rax
	cmpq $x, %r12
	cmpq $3, %rsp
	cmpq $x, (%r12)
	cmpq $0x7fffffff, (%rsp)
	cmpq $-1, %fs:16
	cmpq $-128, %fs:16
	cmpb $-128, %al
	cmpb $-128, %r9b
	cmpb $-128, 4(%rbx,%rsi)
	cmpb $5, -8(%rbp)
	cmpb $-128, %fs:16
	cmp %r13d, %r13d
	cmp %al, %al
	cmpb %cl, %cl
	cmpb %sil, %sil
	cmp %r9b, x+4(,%rcx,8)
	cmp %ebp, (%rsp)
	cmpb %r9b, 0(%r13)
	cmpb %cl, 4(%rbx,%rsi)
	cmp %r10w, %fs:16
	cmp %al, %fs:16
	cmpb %al, %fs:16
	cmp %rax, %rax
	cmp %ebx, %ebx
	cmpw %dx, %dx
	cmpw %ax, %ax
	cmpw %r10w, %r10w
	cmp %dx, x+4(,%rcx,8)
	cmp %dx, (%r12)
	cmpw %dx, x+4(,%rcx,8)
	cmpw %dx, -8(%rbp)
	cmpw %r10w, x(%rip)
	cmpw %r10w, 4(%rbx,%rsi)
	cmpw %r10w, %fs:16
	cmpl %eax, %eax
	cmpl %ebx, %ebx
	cmpl %ebp, %ebp
	cmpl %r13d, %r13d
	cmpl %eax, 127(%rax)
	cmpl %ebx, 128(%rax)
	cmpl %ebp, x-0x10(%rax)
	cmpl %ebp, x(%rip)
	cmp %rcx, %fs:16
	cmp %ebx, %fs:16
	cmpl %ebx, %fs:16
	cmpq %rcx, %rcx
	cmpq %rax, %rax
	cmpq %r12, %r12
	cmpq %rsp, %rsp
	cmpq %rax, (%rdi)
	cmpq %rcx, -8(%rbp)
	cmpq %rsp, x(%rip)
	cmpq %rsp, (%rsp)
	cmpq %rcx, %fs:16
	cmp x(%rip), %ebp
	cmp (%r12), %r13d
	cmpb 4(%rbx,%rsi), %cl
	cmpb 0(%r13), %r9b
	cmp %fs:16, %r10w
	cmp %fs:16, %al
	cmpb %fs:16, %al
	cmp 0(%r13), %ebx
	cmp x+4(,%rcx,8), %eax
	cmpw (%rsp), %ax
	cmpw (%r12), %dx
	cmpw (%ebx), %r10w
	cmpw x(%rip), %r10w
	cmpw %fs:16, %r10w
	cmpl (%ebx), %eax
	cmpl 0(%r13), %ebx
	cmpl 4(%rbx,%rsi), %r13d
	cmpl x-0x10(%rax), %ebp
	cmp %fs:16, %ebx
	cmp %fs:16, %rcx
	cmpl %fs:16, %ebx
	cmpq x+4(,%rcx,8), %rax
	cmpq 128(%rax), %rcx
	cmpq x(%rip), %rsp
	cmpq (%rsp), %rsp
	cmpq %fs:16, %rcx
	test %sil, %sil
	test %dh, %dh
	testb %r9b, %r9b
	testb %sil, %sil
	test %dh, 127(%rax)
	test %r10w, (%ebx)
	testb %r9b, x+4(,%rcx,8)
	testb %al, x-0x10(%rax)
	test %r10w, %fs:16
	test %al, %fs:16
	testb %al, %fs:16
	test %dx, %dx
	test %eax, %eax
	testw %dx, %dx
	testw %ax, %ax
	testw %r10w, %r10w
	test %ax, (%rsp)
	test %rax, (%rdi)
	testw %dx, 128(%rax)
	testw %ax, (%rsp)
	testw %r10w, (%ebx)
	testw %r10w, 4(%rbx,%rsi)
	testw %r10w, %fs:16
	testl %eax, %eax
	testl %ebx, %ebx
	testl %ebp, %ebp
	testl %r13d, %r13d
	testl %eax, (%ebx)
	testl %eax, 127(%rax)
	testl %r13d, (%r12)
	testl %r13d, 4(%rbx,%rsi)
	test %ebx, %fs:16
	test %rcx, %fs:16
	testl %ebx, %fs:16
	testq %rcx, %rcx
	testq %rax, %rax
	testq %rsp, %rsp
	testq %r12, %r12
	testq %rcx, 128(%rax)
	testq %rax, x+4(,%rcx,8)
	testq %rsp, (%rsp)
	testq %r12, 0x1234(%r13,%r9,4)
	testq %rcx, %fs:16
	test 0x1234(%r13,%r9,4), %sil
	test 4(%rbx,%rsi), %r13d
	testb (%ebx), %sil
	testb x(%rip), %dh
	test %fs:16, %r10w
	test %fs:16, %al
	testb %fs:16, %al
	test x+4(,%rcx,8), %rax
	test (%rdi), %rax
	testw 128(%rax), %dx
	testw (%r12), %dx
	testw (%ebx), %r10w
	testw 4(%rbx,%rsi), %r10w
	testw %fs:16, %r10w
	testl 0(%r13), %ebx
	testl -8(%rbp), %ebx
	testl x(%rip), %ebp
	testl 4(%rbx,%rsi), %r13d
	test %fs:16, %rcx
	test %fs:16, %ebx
	testl %fs:16, %ebx
	testq (%ebx), %rax
	testq -8(%rbp), %rcx
	testq x(%rip), %rsp
	testq (%rsp), %rsp
	testq %fs:16, %rcx
	test $5, %sil
	test $-128, %cl
	testb $-128, %r9b
	testb $255, %al
	test $-1, %eax
	test $5, %ax
	testw $300, %dx
	testw $5, %ax
	testl $-1, %ebx
	testl $0x12345678, %eax
	testq $0x7fffffff, %rax
	testq $5, %rax
	testb $-128, x(%rip)
	testb $5, 128(%rax)
	testb $-128, %fs:16
	testw $-2, %r10w
	testw $300, 128(%rax)
	testw $5, (%rdi)
	testw $-2, %fs:16
	testl $0x12345678, %ebp
	testl $x, %r13d
	testl $0xffffffff, x-0x10(%rax)
	testl $0x12345678, 128(%rax)
	testl $0xffffffff, %fs:16
	testq $x, %r12
	testq $0x7fffffff, %rsp
	testq $5, 127(%rax)
	testq $x, 0x1234(%r13,%r9,4)
	testq $-1, %fs:16
	not %r10w
	not %cl
	notb %r9b
	notb %dh
	notb -8(%rbp)
	notb (%ebx)
	notb %fs:16
	not %rax
	not %dx
	notw %ax
	notw %dx
	notw %r10w
	notw 127(%rax)
	notw x-0x10(%rax)
	notw %fs:16
	notl %eax
	notl %ebx
	notl %ebp
	notl %r13d
	notl 0(%r13)
	notl -8(%rbp)
	notl %fs:16
	notq %rax
	notq %rcx
	notq %rsp
	notq %r12
	notq (%ebx)
	notq 128(%rax)
	notq %fs:16
	neg %r13d
	neg %r10w
	negb %sil
	negb %al
	negb (%ebx)
	negb 0x1234(%r13,%r9,4)
	negb %fs:16
	neg %rcx
	neg %ebx
	negw %ax
	negw %dx
	negw %r10w
	negw 0(%r13)
	negw (%ebx)
	negw %fs:16
	negl %eax
	negl %ebx
	negl %ebp
	negl %r13d
	negl (%ebx)
	negl (%rdi)
	negl %fs:16
	negq %rcx
	negq %rax
	negq %rsp
	negq %r12
	negq x(%rip)
	negq 0(%r13)
	negq %fs:16
	mul %ebp
	mul %rsp
	mulb %dh
	mulb %cl
	mulb (%rsp)
	mulb (%r12)
	mulb %fs:16
	mul %dx
	mul %ebx
	mulw %ax
	mulw %dx
	mulw %r10w
	mulw (%ebx)
	mulw -8(%rbp)
	mulw %fs:16
	mull %ebx
	mull %eax
	mull %ebp
	mull %r13d
	mull 4(%rbx,%rsi)
	mull 0(%r13)
	mull %fs:16
	mulq %rax
	mulq %rcx
	mulq %r12
	mulq %rsp
	mulq 4(%rbx,%rsi)
	mulq x+4(,%rcx,8)
	mulq %fs:16
	div %r9b
	div %r10w
	divb %cl
	divb %al
	divb x+4(,%rcx,8)
	divb (%rdi)
	divb %fs:16
	div %dx
	div %rax
	divw %ax
	divw %dx
	divw %r10w
	divw (%ebx)
	divw 127(%rax)
	divw %fs:16
	divl %ebx
	divl %eax
	divl %ebp
	divl %r13d
	divl x-0x10(%rax)
	divl 127(%rax)
	divl %fs:16
	divq %rcx
	divq %rax
	divq %rsp
	divq %r12
	divq 4(%rbx,%rsi)
	divq (%r12)
	divq %fs:16
	idiv %r12
	idiv %rsp
	idivb %dh
	idivb %al
	idivb x(%rip)
	idivb x+4(,%rcx,8)
	idivb %fs:16
	idiv %rax
	idiv %eax
	idivw %ax
	idivw %dx
	idivw %r10w
	idivw 0x1234(%r13,%r9,4)
	idivw 4(%rbx,%rsi)
	idivw %fs:16
	idivl %eax
	idivl %ebx
	idivl %r13d
	idivl %ebp
	idivl (%ebx)
	idivl 0x1234(%r13,%r9,4)
	idivl %fs:16
	idivq %rax
	idivq %rcx
	idivq %rsp
	idivq %r12
	idivq (%rsp)
	idivq x(%rip)
	idivq %fs:16
	imul %r13d
	imul %r10w
	imulb %sil
	imulb %dh
	imulb (%rsp)
	imulb (%rdi)
	imulb %fs:16
	imul %dx
	imul %ebx
	imulw %ax
	imulw %dx
	imulw %r10w
	imulw 127(%rax)
	imulw 0x1234(%r13,%r9,4)
	imulw %fs:16
	imull %ebx
	imull %eax
	imull %ebp
	imull %r13d
	imull 127(%rax)
	imull 0x1234(%r13,%r9,4)
	imull %fs:16
	imulq %rax
	imulq %rcx
	imulq %r12
	imulq %rsp
	imulq 4(%rbx,%rsi)
	imulq 127(%rax)
	imulq %fs:16
	imul %rax, %rax
	imul %ebx, %ebx
	imulw %ax, %ax
	imulw %dx, %dx
	imul %r13d, %r13d
	imul %rsp, %rsp
	imulw %r10w, %r10w
	imul 0(%r13), %ebx
	imul (%r12), %dx
	imulw (%rsp), %ax
	imulw 127(%rax), %ax
	imul x-0x10(%rax), %ebp
	imul 0x1234(%r13,%r9,4), %r13d
	imulw (%ebx), %r10w
	imulw x(%rip), %r10w
	imul %fs:16, %r10w
	imulw %fs:16, %r10w
	imull %ebx, %ebx
	imull %eax, %eax
	imull %ebp, %ebp
	imull %r13d, %r13d
	imull (%ebx), %eax
	imull 127(%rax), %eax
	imull (%r12), %r13d
	imull x(%rip), %ebp
	imul %fs:16, %rcx
	imul %fs:16, %ebx
	imull %fs:16, %ebx
	imulq %rax, %rax
	imulq %rcx, %rcx
	imulq %rsp, %rsp
	imulq %r12, %r12
	imulq 0(%r13), %rcx
	imulq (%rdi), %rax
	imulq 0x1234(%r13,%r9,4), %r12
	imulq 4(%rbx,%rsi), %r12
	imulq %fs:16, %rcx
	imul $-1, %ebx, %ebx
	imul $3, %rax, %rax
	imulw $5, %ax, %ax
	imulw $-128, %dx, %dx
	imul $-2, %r10w, %r10w
	imul $0x7fffffff, %rsp, %rsp
	imulw $-2, %r10w, %r10w
	imulw $3, %r10w, %r10w
	imul $0x12345678, 128(%rax), %ebx
	imul $3, (%ebx), %eax
	imulw $3, 128(%rax), %dx
	imulw $5, (%rdi), %ax
	imul $-128, 0x1234(%r13,%r9,4), %r13d
	imul $3, x(%rip), %rsp
	imulw $-2, 4(%rbx,%rsi), %r10w
	imulw $3, 4(%rbx,%rsi), %r10w
	imul $-2, %fs:16, %r10w
	imul $3, %fs:16, %r10w
	imulw $-2, %fs:16, %r10w
	imulw $3, %fs:16, %r10w
	imull $3, %eax, %eax
	imull $-128, %ebx, %ebx
	imull $0x12345678, %ebp, %ebp
	imull $-128, %r13d, %r13d
	imull $x, 0(%r13), %ebx
	imull $-1, 127(%rax), %eax
	imull $-128, (%r12), %r13d
	imull $5, (%rsp), %ebp
	imul $-1, %fs:16, %rcx
	imul $-128, %fs:16, %rcx
	imull $0xffffffff, %fs:16, %ebx
	imull $-128, %fs:16, %ebx
	imulq $-128, %rcx, %rcx
	imulq $5, %rax, %rax
	imulq $x, %r12, %r12
	imulq $3, %rsp, %rsp
	imulq $-128, 128(%rax), %rcx
	imulq $3, x+4(,%rcx,8), %rax
	imulq $3, (%rsp), %rsp
	imulq $x, 4(%rbx,%rsi), %r12
	imulq $-1, %fs:16, %rcx
	imulq $-128, %fs:16, %rcx
	imul $5, %eax
	imul $5, %rax
	imulw $-128, %dx
	imulw $300, %dx
	imul $0x7fffffff, %rsp
	imul $3, %ebp
	imulw $-2, %r10w
	imulw $3, %r10w
	imull $-1, %ebx
	imull $5, %eax
	imull $x, %r13d
	imull $0x12345678, %ebp
	imulq $-128, %rcx
	imulq $-1, %rcx
	imulq $0x7fffffff, %rsp
	imulq $3, %rsp
	inc %al
	inc %sil
	incb %dh
	incb %cl
	incb (%r12)
	incb (%rdi)
	incb %fs:16
	inc %rax
	inc %dx
	incw %dx
	incw %ax
	incw %r10w
	incw x-0x10(%rax)
	incw -8(%rbp)
	incw %fs:16
	incl %ebx
	incl %eax
	incl %ebp
	incl %r13d
	incl x+4(,%rcx,8)
	incl 0(%r13)
	incl %fs:16
	incq %rax
	incq %rcx
	incq %rsp
	incq %r12
	incq (%ebx)
	incq x+4(,%rcx,8)
	incq %fs:16
	dec %r10w
	dec %r13d
	decb %al
	decb %dh
	decb 127(%rax)
	decb (%ebx)
	decb %fs:16
	dec %dx
	dec %eax
	decw %ax
	decw %dx
	decw %r10w
	decw 0x1234(%r13,%r9,4)
	decw x(%rip)
	decw %fs:16
	decl %ebx
	decl %eax
	decl %r13d
	decl %ebp
	decl (%rsp)
	decl x(%rip)
	decl %fs:16
	decq %rcx
	decq %rax
	decq %rsp
	decq %r12
	decq 0(%r13)
	decq x-0x10(%rax)
	decq %fs:16
	rol $200, %cl
	rol $3, %dh
	rolb $3, %dh
	rolb $3, %al
	rolb $1, 0x1234(%r13,%r9,4)
	rolb $1, 0(%r13)
	rolb $3, %fs:16
	rolb $1, %fs:16
	rol $3, %rax
	rol $1, %rax
	rolw $200, %dx
	rolw $1, %dx
	rolw $1, %r10w
	rolw $3, %r10w
	rolw $200, x-0x10(%rax)
	rolw $200, (%rsp)
	rolw $3, %fs:16
	rolw $1, %fs:16
	roll $3, %eax
	roll $200, %ebx
	roll $1, %r13d
	roll $1, %ebp
	roll $1, (%r12)
	roll $1, 127(%rax)
	roll $200, %fs:16
	roll $1, %fs:16
	rolq $1, %rax
	rolq $3, %rax
	rolq $1, %r12
	rolq $200, %r12
	rolq $3, 127(%rax)
	rolq $200, 0x1234(%r13,%r9,4)
	rolq $1, %fs:16
	rolq $200, %fs:16
	rol %cl, %al
	rol %cl, %sil
	rolb %cl, %dh
	rolb %cl, %cl
	rolb %cl, 0(%r13)
	rolb %cl, 127(%rax)
	rolb %cl, %fs:16
	rol %cl, %ax
	rol %cl, %eax
	rolw %cl, %ax
	rolw %cl, %dx
	rolw %cl, %r10w
	rolw %cl, 4(%rbx,%rsi)
	rolw %cl, 127(%rax)
	rolw %cl, %fs:16
	roll %cl, %ebx
	roll %cl, %eax
	roll %cl, %ebp
	roll %cl, %r13d
	roll %cl, x(%rip)
	roll %cl, x-0x10(%rax)
	roll %cl, %fs:16
	rolq %cl, %rcx
	rolq %cl, %rax
	rolq %cl, %r12
	rolq %cl, %rsp
	rolq %cl, 0(%r13)
	rolq %cl, x+4(,%rcx,8)
	rolq %cl, %fs:16
	rol %cl
	rol %al
	rolb %sil
	rolb %dh
	rolb (%rsp)
	rolb x+4(,%rcx,8)
	rolb %fs:16
	rol %eax
	rol %rax
	rolw %ax
	rolw %dx
	rolw %r10w
	rolw x+4(,%rcx,8)
	rolw (%rdi)
	rolw %fs:16
	roll %ebx
	roll %eax
	roll %ebp
	roll %r13d
	roll (%ebx)
	roll (%rsp)
	roll %fs:16
	rolq %rcx
	rolq %rax
	rolq %r12
	rolq %rsp
	rolq 127(%rax)
	rolq x+4(,%rcx,8)
	rolq %fs:16
	ror $1, %r9b
	ror $3, %r9b
	rorb $1, %cl
	rorb $200, %cl
	rorb $3, 4(%rbx,%rsi)
	rorb $200, (%ebx)
	rorb $3, %fs:16
	rorb $1, %fs:16
	ror $1, %eax
	ror $200, %dx
	rorw $1, %ax
	rorw $1, %dx
	rorw $1, %r10w
	rorw $3, %r10w
	rorw $200, x(%rip)
	rorw $1, 0x1234(%r13,%r9,4)
	rorw $1, %fs:16
	rorw $3, %fs:16
	rorl $200, %ebx
	rorl $1, %eax
	rorl $1, %ebp
	rorl $1, %r13d
	rorl $1, x-0x10(%rax)
	rorl $1, (%ebx)
	rorl $200, %fs:16
	rorl $1, %fs:16
	rorq $1, %rcx
	rorq $3, %rax
	rorq $1, %r12
	rorq $200, %r12
	rorq $3, (%ebx)
	rorq $3, 127(%rax)
	rorq $200, %fs:16
	rorq $1, %fs:16
	ror %cl, %r9b
	ror %cl, %sil
	rorb %cl, %r9b
	rorb %cl, %dh
	rorb %cl, x+4(,%rcx,8)
	rorb %cl, 127(%rax)
	rorb %cl, %fs:16
	ror %cl, %rcx
	ror %cl, %eax
	rorw %cl, %dx
	rorw %cl, %ax
	rorw %cl, %r10w
	rorw %cl, (%ebx)
	rorw %cl, 127(%rax)
	rorw %cl, %fs:16
	rorl %cl, %eax
	rorl %cl, %ebx
	rorl %cl, %r13d
	rorl %cl, %ebp
	rorl %cl, (%ebx)
	rorl %cl, x+4(,%rcx,8)
	rorl %cl, %fs:16
	rorq %cl, %rax
	rorq %cl, %rcx
	rorq %cl, %rsp
	rorq %cl, %r12
	rorq %cl, 0x1234(%r13,%r9,4)
	rorq %cl, x+4(,%rcx,8)
	rorq %cl, %fs:16
	ror %al
	ror %sil
	rorb %r9b
	rorb %sil
	rorb 4(%rbx,%rsi)
	rorb x-0x10(%rax)
	rorb %fs:16
	ror %rax
	ror %dx
	rorw %dx
	rorw %ax
	rorw %r10w
	rorw (%rdi)
	rorw 128(%rax)
	rorw %fs:16
	rorl %eax
	rorl %ebx
	rorl %ebp
	rorl %r13d
	rorl x-0x10(%rax)
	rorl 0x1234(%r13,%r9,4)
	rorl %fs:16
	rorq %rax
	rorq %rcx
	rorq %rsp
	rorq %r12
	rorq x(%rip)
	rorq -8(%rbp)
	rorq %fs:16
	rcl $1, %ebp
	rcl $1, %al
	rclb $1, %sil
	rclb $3, %al
	rclb $1, (%r12)
	rclb $200, (%rdi)
	rclb $1, %fs:16
	rclb $3, %fs:16
	rcl $1, %eax
	rcl $3, %rax
	rclw $200, %dx
	rclw $1, %ax
	rclw $3, %r10w
	rclw $1, %r10w
	rclw $200, (%rsp)
	rclw $3, 4(%rbx,%rsi)
	rclw $3, %fs:16
	rclw $1, %fs:16
	rcll $200, %ebx
	rcll $3, %eax
	rcll $200, %r13d
	rcll $3, %ebp
	rcll $1, x-0x10(%rax)
	rcll $3, x(%rip)
	rcll $1, %fs:16
	rcll $200, %fs:16
	rclq $200, %rcx
	rclq $3, %rax
	rclq $200, %r12
	rclq $3, %rsp
	rclq $1, x+4(,%rcx,8)
	rclq $3, x-0x10(%rax)
	rclq $1, %fs:16
	rclq $200, %fs:16
	rcl %cl, %r10w
	rcl %cl, %r9b
	rclb %cl, %r9b
	rclb %cl, %dh
	rclb %cl, -8(%rbp)
	rclb %cl, (%rsp)
	rclb %cl, %fs:16
	rcl %cl, %rcx
	rcl %cl, %rax
	rclw %cl, %ax
	rclw %cl, %dx
	rclw %cl, %r10w
	rclw %cl, 4(%rbx,%rsi)
	rclw %cl, x-0x10(%rax)
	rclw %cl, %fs:16
	rcll %cl, %eax
	rcll %cl, %ebx
	rcll %cl, %ebp
	rcll %cl, %r13d
	rcll %cl, x(%rip)
	rcll %cl, (%r12)
	rcll %cl, %fs:16
	rclq %cl, %rcx
	rclq %cl, %rax
	rclq %cl, %rsp
	rclq %cl, %r12
	rclq %cl, -8(%rbp)
	rclq %cl, x(%rip)
	rclq %cl, %fs:16
	rcl %sil
	rcl %ebp
	rclb %r9b
	rclb %sil
	rclb (%rsp)
	rclb x+4(,%rcx,8)
	rclb %fs:16
	rcl %ax
	rcl %ebx
	rclw %dx
	rclw %ax
	rclw %r10w
	rclw (%r12)
	rclw x-0x10(%rax)
	rclw %fs:16
	rcll %eax
	rcll %ebx
	rcll %r13d
	rcll %ebp
	rcll x+4(,%rcx,8)
	rcll 4(%rbx,%rsi)
	rcll %fs:16
	rclq %rax
	rclq %rcx
	rclq %r12
	rclq %rsp
	rclq (%rdi)
	rclq 4(%rbx,%rsi)
	rclq %fs:16
	rcr $3, %r9b
	rcr $1, %cl
	rcrb $1, %cl
	rcrb $1, %al
	rcrb $200, (%ebx)
	rcrb $200, 127(%rax)
	rcrb $1, %fs:16
	rcrb $3, %fs:16
	rcr $3, %ax
	rcr $200, %dx
	rcrw $200, %dx
	rcrw $3, %ax
	rcrw $3, %r10w
	rcrw $1, %r10w
	rcrw $3, -8(%rbp)
	rcrw $1, x(%rip)
	rcrw $3, %fs:16
	rcrw $1, %fs:16
	rcrl $200, %ebx
	rcrl $1, %ebx
	rcrl $200, %r13d
	rcrl $1, %r13d
	rcrl $3, x+4(,%rcx,8)
	rcrl $1, 0(%r13)
	rcrl $1, %fs:16
	rcrl $200, %fs:16
	rcrq $1, %rcx
	rcrq $3, %rax
	rcrq $3, %rsp
	rcrq $1, %rsp
	rcrq $1, 4(%rbx,%rsi)
	rcrq $3, x-0x10(%rax)
	rcrq $1, %fs:16
	rcrq $200, %fs:16
	rcr %cl, %dh
	rcr %cl, %ebp
	rcrb %cl, %r9b
	rcrb %cl, %sil
	rcrb %cl, x+4(,%rcx,8)
	rcrb %cl, (%r12)
	rcrb %cl, %fs:16
	rcr %cl, %rax
	rcr %cl, %rcx
	rcrw %cl, %dx
	rcrw %cl, %ax
	rcrw %cl, %r10w
	rcrw %cl, x(%rip)
	rcrw %cl, (%rdi)
	rcrw %cl, %fs:16
	rcrl %cl, %ebx
	rcrl %cl, %eax
	rcrl %cl, %ebp
	rcrl %cl, %r13d
	rcrl %cl, 127(%rax)
	rcrl %cl, x(%rip)
	rcrl %cl, %fs:16
	rcrq %cl, %rcx
	rcrq %cl, %rax
	rcrq %cl, %rsp
	rcrq %cl, %r12
	rcrq %cl, (%rdi)
	rcrq %cl, 0x1234(%r13,%r9,4)
	rcrq %cl, %fs:16
	rcr %sil
	rcr %al
	rcrb %cl
	rcrb %al
	rcrb (%r12)
	rcrb 0x1234(%r13,%r9,4)
	rcrb %fs:16
	rcr %dx
	rcr %rax
	rcrw %dx
	rcrw %ax
	rcrw %r10w
	rcrw -8(%rbp)
	rcrw x-0x10(%rax)
	rcrw %fs:16
	rcrl %ebx
	rcrl %eax
	rcrl %r13d
	rcrl %ebp
	rcrl (%rsp)
	rcrl (%rdi)
	rcrl %fs:16
	rcrq %rcx
	rcrq %rax
	rcrq %rsp
	rcrq %r12
	rcrq (%rdi)
	rcrq x-0x10(%rax)
	rcrq %fs:16
	shl $3, %al
	shl $3, %ebp
	shlb $3, %r9b
	shlb $200, %sil
	shlb $1, 0(%r13)
	shlb $200, x+4(,%rcx,8)
	shlb $1, %fs:16
	shlb $3, %fs:16
	shl $1, %rcx
	shl $1, %rax
	shlw $3, %ax
	shlw $1, %dx
	shlw $3, %r10w
	shlw $1, %r10w
	shlw $1, (%ebx)
	shlw $3, -8(%rbp)
	shlw $1, %fs:16
	shlw $3, %fs:16
	shll $3, %eax
	shll $1, %ebx
	shll $200, %r13d
	shll $3, %ebp
	shll $1, (%r12)
	shll $1, -8(%rbp)
	shll $1, %fs:16
	shll $200, %fs:16
	shlq $200, %rcx
	shlq $1, %rcx
	shlq $1, %rsp
	shlq $1, %r12
	shlq $1, x(%rip)
	shlq $200, 128(%rax)
	shlq $1, %fs:16
	shlq $200, %fs:16
	shl %cl, %r12
	shl %cl, %r9b
	shlb %cl, %r9b
	shlb %cl, %al
	shlb %cl, 0(%r13)
	shlb %cl, (%r12)
	shlb %cl, %fs:16
	shl %cl, %rax
	shl %cl, %eax
	shlw %cl, %ax
	shlw %cl, %dx
	shlw %cl, %r10w
	shlw %cl, (%rdi)
	shlw %cl, 127(%rax)
	shlw %cl, %fs:16
	shll %cl, %ebx
	shll %cl, %eax
	shll %cl, %r13d
	shll %cl, %ebp
	shll %cl, -8(%rbp)
	shll %cl, (%r12)
	shll %cl, %fs:16
	shlq %cl, %rax
	shlq %cl, %rcx
	shlq %cl, %r12
	shlq %cl, %rsp
	shlq %cl, (%rsp)
	shlq %cl, 4(%rbx,%rsi)
	shlq %cl, %fs:16
	shl %rsp
	shl %r10w
	shlb %r9b
	shlb %cl
	shlb x-0x10(%rax)
	shlb -8(%rbp)
	shlb %fs:16
	shl %dx
	shl %rcx
	shlw %ax
	shlw %dx
	shlw %r10w
	shlw (%r12)
	shlw (%rsp)
	shlw %fs:16
	shll %eax
	shll %ebx
	shll %ebp
	shll %r13d
	shll (%rsp)
	shll (%ebx)
	shll %fs:16
	shlq %rcx
	shlq %rax
	shlq %rsp
	shlq %r12
	shlq (%rdi)
	shlq 127(%rax)
	shlq %fs:16
	sal $3, %al
	sal $1, %r12
	salb $200, %sil
	salb $3, %al
	salb $1, x(%rip)
	salb $1, (%rsp)
	salb $3, %fs:16
	salb $1, %fs:16
	sal $1, %rcx
	sal $200, %rcx
	salw $3, %ax
	salw $1, %dx
	salw $1, %r10w
	salw $3, %r10w
	salw $1, x-0x10(%rax)
	salw $3, 0(%r13)
	salw $3, %fs:16
	salw $1, %fs:16
	sall $1, %eax
	sall $1, %ebx
	sall $200, %r13d
	sall $1, %r13d
	sall $3, 127(%rax)
	sall $3, (%rsp)
	sall $1, %fs:16
	sall $200, %fs:16
	salq $200, %rcx
	salq $1, %rcx
	salq $3, %rsp
	salq $1, %rsp
	salq $1, (%ebx)
	salq $3, x-0x10(%rax)
	salq $1, %fs:16
	salq $200, %fs:16
	sal %cl, %cl
	sal %cl, %r12
	salb %cl, %cl
	salb %cl, %r9b
	salb %cl, x(%rip)
	salb %cl, (%rsp)
	salb %cl, %fs:16
	sal %cl, %rax
	sal %cl, %dx
	salw %cl, %dx
	salw %cl, %ax
	salw %cl, %r10w
	salw %cl, 128(%rax)
	salw %cl, 4(%rbx,%rsi)
	salw %cl, %fs:16
	sall %cl, %eax
	sall %cl, %ebx
	sall %cl, %r13d
	sall %cl, %ebp
	sall %cl, 0x1234(%r13,%r9,4)
	sall %cl, x(%rip)
	sall %cl, %fs:16
	salq %cl, %rcx
	salq %cl, %rax
	salq %cl, %rsp
	salq %cl, %r12
	salq %cl, -8(%rbp)
	salq %cl, 127(%rax)
	salq %cl, %fs:16
	sal %sil
	sal %ebp
	salb %al
	salb %sil
	salb 0x1234(%r13,%r9,4)
	salb 128(%rax)
	salb %fs:16
	sal %eax
	sal %ebx
	salw %ax
	salw %dx
	salw %r10w
	salw 0(%r13)
	salw 0x1234(%r13,%r9,4)
	salw %fs:16
	sall %eax
	sall %ebx
	sall %r13d
	sall %ebp
	sall 4(%rbx,%rsi)
	sall (%rsp)
	sall %fs:16
	salq %rcx
	salq %rax
	salq %r12
	salq %rsp
	salq 128(%rax)
	salq 0x1234(%r13,%r9,4)
	salq %fs:16
	shr $1, %dh
	shr $200, %cl
	shrb $1, %r9b
	shrb $1, %dh
	shrb $1, (%rsp)
	shrb $1, x-0x10(%rax)
	shrb $3, %fs:16
	shrb $1, %fs:16
	shr $1, %ax
	shr $1, %ebx
	shrw $1, %ax
	shrw $1, %dx
	shrw $3, %r10w
	shrw $1, %r10w
	shrw $1, -8(%rbp)
	shrw $1, x-0x10(%rax)
	shrw $1, %fs:16
	shrw $3, %fs:16
	shrl $3, %eax
	shrl $1, %ebx
	shrl $1, %ebp
	shrl $1, %r13d
	shrl $1, (%rdi)
	shrl $1, 0(%r13)
	shrl $1, %fs:16
	shrl $200, %fs:16
	shrq $1, %rax
	shrq $200, %rcx
	shrq $3, %rsp
	shrq $200, %r12
	shrq $200, -8(%rbp)
	shrq $1, 128(%rax)
	shrq $1, %fs:16
	shrq $200, %fs:16
	shr %cl, %r9b
	shr %cl, %rsp
	shrb %cl, %r9b
	shrb %cl, %cl
	shrb %cl, 0(%r13)
	shrb %cl, (%rdi)
	shrb %cl, %fs:16
	shr %cl, %ebx
	shr %cl, %rax
	shrw %cl, %ax
	shrw %cl, %dx
	shrw %cl, %r10w
	shrw %cl, x(%rip)
	shrw %cl, 127(%rax)
	shrw %cl, %fs:16
	shrl %cl, %eax
	shrl %cl, %ebx
	shrl %cl, %ebp
	shrl %cl, %r13d
	shrl %cl, 127(%rax)
	shrl %cl, (%ebx)
	shrl %cl, %fs:16
	shrq %cl, %rax
	shrq %cl, %rcx
	shrq %cl, %r12
	shrq %cl, %rsp
	shrq %cl, -8(%rbp)
	shrq %cl, 0(%r13)
	shrq %cl, %fs:16
	shr %r10w
	shr %al
	shrb %r9b
	shrb %al
	shrb x-0x10(%rax)
	shrb (%rdi)
	shrb %fs:16
	shr %rax
	shr %ax
	shrw %ax
	shrw %dx
	shrw %r10w
	shrw 127(%rax)
	shrw (%ebx)
	shrw %fs:16
	shrl %eax
	shrl %ebx
	shrl %ebp
	shrl %r13d
	shrl x-0x10(%rax)
	shrl (%rdi)
	shrl %fs:16
	shrq %rax
	shrq %rcx
	shrq %rsp
	shrq %r12
	shrq 127(%rax)
	shrq (%rdi)
	shrq %fs:16
	sar $3, %dh
	sar $1, %r9b
	sarb $1, %r9b
	sarb $3, %r9b
	sarb $3, (%r12)
	sarb $1, 0(%r13)
	sarb $1, %fs:16
	sarb $3, %fs:16
	sar $200, %dx
	sar $3, %eax
	sarw $200, %dx
	sarw $1, %dx
	sarw $1, %r10w
	sarw $3, %r10w
	sarw $1, x-0x10(%rax)
	sarw $200, x+4(,%rcx,8)
	sarw $1, %fs:16
	sarw $3, %fs:16
	sarl $200, %ebx
	sarl $1, %ebx
	sarl $1, %r13d
	sarl $1, %ebp
	sarl $1, (%ebx)
	sarl $200, 128(%rax)
	sarl $200, %fs:16
	sarl $1, %fs:16
	sarq $200, %rcx
	sarq $1, %rax
	sarq $200, %r12
	sarq $3, %rsp
	sarq $200, 0x1234(%r13,%r9,4)
	sarq $1, (%rdi)
	sarq $200, %fs:16
	sarq $1, %fs:16
	sar %cl, %r12
	sar %cl, %r9b
	sarb %cl, %cl
	sarb %cl, %r9b
	sarb %cl, (%rsp)
	sarb %cl, x-0x10(%rax)
	sarb %cl, %fs:16
	sar %cl, %dx
	sar %cl, %ax
	sarw %cl, %ax
	sarw %cl, %dx
	sarw %cl, %r10w
	sarw %cl, x-0x10(%rax)
	sarw %cl, 0x1234(%r13,%r9,4)
	sarw %cl, %fs:16
	sarl %cl, %ebx
	sarl %cl, %eax
	sarl %cl, %r13d
	sarl %cl, %ebp
	sarl %cl, x-0x10(%rax)
	sarl %cl, x(%rip)
	sarl %cl, %fs:16
	sarq %cl, %rax
	sarq %cl, %rcx
	sarq %cl, %rsp
	sarq %cl, %r12
	sarq %cl, 4(%rbx,%rsi)
	sarq %cl, (%r12)
	sarq %cl, %fs:16
	sar %ebp
	sar %dh
	sarb %cl
	sarb %dh
	sarb 0(%r13)
	sarb 4(%rbx,%rsi)
	sarb %fs:16
	sar %eax
	sar %rax
	sarw %dx
	sarw %ax
	sarw %r10w
	sarw -8(%rbp)
	sarw (%rdi)
	sarw %fs:16
	sarl %eax
	sarl %ebx
	sarl %ebp
	sarl %r13d
	sarl (%r12)
	sarl x+4(,%rcx,8)
	sarl %fs:16
	sarq %rax
	sarq %rcx
	sarq %rsp
	sarq %r12
	sarq 0(%r13)
	sarq 0x1234(%r13,%r9,4)
	sarq %fs:16
	shld $3, %eax, %eax
	shld $3, %ax, %ax
	shldw $200, %dx, %dx
	shldw $3, %ax, %ax
	shld $3, %ebp, %ebp
	shld $3, %r10w, %r10w
	shldw $3, %r10w, %r10w
	shld $3, %rax, x+4(,%rcx,8)
	shld $200, %ebx, -8(%rbp)
	shldw $3, %dx, (%r12)
	shldw $3, %ax, 0(%r13)
	shld $3, %rsp, (%rsp)
	shld $200, %r10w, (%ebx)
	shldw $200, %r10w, x(%rip)
	shldw $200, %r10w, (%ebx)
	shld $3, %r10w, %fs:16
	shldw $3, %r10w, %fs:16
	shldl $3, %eax, %eax
	shldl $200, %ebx, %ebx
	shldl $200, %r13d, %r13d
	shldl $3, %ebp, %ebp
	shldl $3, %eax, (%rdi)
	shldl $3, %eax, (%ebx)
	shldl $200, %r13d, 0x1234(%r13,%r9,4)
	shldl $200, %r13d, 4(%rbx,%rsi)
	shld $200, %rcx, %fs:16
	shld $200, %ebx, %fs:16
	shldl $200, %ebx, %fs:16
	shldq $3, %rax, %rax
	shldq $200, %rcx, %rcx
	shldq $3, %rsp, %rsp
	shldq $200, %r12, %r12
	shldq $200, %rcx, 128(%rax)
	shldq $3, %rax, (%rdi)
	shldq $3, %rsp, x-0x10(%rax)
	shldq $200, %r12, (%r12)
	shldq $200, %rcx, %fs:16
	shld %cl, %eax, %eax
	shld %cl, %rcx, %rcx
	shldw %cl, %ax, %ax
	shldw %cl, %dx, %dx
	shld %cl, %r10w, %r10w
	shld %cl, %r12, %r12
	shldw %cl, %r10w, %r10w
	shld %cl, %rcx, 128(%rax)
	shld %cl, %ebx, 128(%rax)
	shldw %cl, %ax, (%rdi)
	shldw %cl, %ax, 127(%rax)
	shld %cl, %ebp, x-0x10(%rax)
	shld %cl, %r10w, x(%rip)
	shldw %cl, %r10w, (%ebx)
	shldw %cl, %r10w, x(%rip)
	shld %cl, %r10w, %fs:16
	shldw %cl, %r10w, %fs:16
	shldl %cl, %eax, %eax
	shldl %cl, %ebx, %ebx
	shldl %cl, %r13d, %r13d
	shldl %cl, %ebp, %ebp
	shldl %cl, %ebx, 128(%rax)
	shldl %cl, %ebx, 0(%r13)
	shldl %cl, %r13d, 4(%rbx,%rsi)
	shldl %cl, %ebp, (%rsp)
	shld %cl, %rcx, %fs:16
	shld %cl, %ebx, %fs:16
	shldl %cl, %ebx, %fs:16
	shldq %cl, %rcx, %rcx
	shldq %cl, %rax, %rax
	shldq %cl, %rsp, %rsp
	shldq %cl, %r12, %r12
	shldq %cl, %rax, (%ebx)
	shldq %cl, %rcx, 128(%rax)
	shldq %cl, %rsp, x-0x10(%rax)
	shldq %cl, %rsp, (%rsp)
	shldq %cl, %rcx, %fs:16
	shld %ebx, %ebx
	shld %dx, %dx
	shldw %dx, %dx
	shldw %ax, %ax
	shld %r10w, %r10w
	shld %ebp, %ebp
	shldw %r10w, %r10w
	shld %dx, (%r12)
	shld %dx, x-0x10(%rax)
	shldw %ax, 0(%r13)
	shldw %dx, 128(%rax)
	shld %rsp, x-0x10(%rax)
	shld %ebp, x-0x10(%rax)
	shldw %r10w, (%ebx)
	shldw %r10w, 4(%rbx,%rsi)
	shld %r10w, %fs:16
	shldw %r10w, %fs:16
	shldl %eax, %eax
	shldl %ebx, %ebx
	shldl %ebp, %ebp
	shldl %r13d, %r13d
	shldl %ebx, 128(%rax)
	shldl %eax, x+4(,%rcx,8)
	shldl %ebp, (%rsp)
	shldl %r13d, 4(%rbx,%rsi)
	shld %rcx, %fs:16
	shld %ebx, %fs:16
	shldl %ebx, %fs:16
	shldq %rax, %rax
	shldq %rcx, %rcx
	shldq %r12, %r12
	shldq %rsp, %rsp
	shldq %rax, 127(%rax)
	shldq %rcx, 128(%rax)
	shldq %rsp, (%rsp)
	shldq %r12, 0x1234(%r13,%r9,4)
	shldq %rcx, %fs:16
	shrd $3, %eax, %eax
	shrd $3, %rax, %rax
	shrdw $3, %ax, %ax
	shrdw $200, %dx, %dx
	shrd $200, %r12, %r12
	shrd $200, %r13d, %r13d
	shrdw $3, %r10w, %r10w
	shrd $200, %dx, x+4(,%rcx,8)
	shrd $3, %rax, 127(%rax)
	shrdw $200, %dx, x+4(,%rcx,8)
	shrdw $3, %dx, -8(%rbp)
	shrd $3, %rsp, (%rsp)
	shrd $200, %r10w, x(%rip)
	shrdw $3, %r10w, 4(%rbx,%rsi)
	shrdw $200, %r10w, (%ebx)
	shrd $3, %r10w, %fs:16
	shrdw $3, %r10w, %fs:16
	shrdl $3, %eax, %eax
	shrdl $200, %ebx, %ebx
	shrdl $200, %r13d, %r13d
	shrdl $3, %ebp, %ebp
	shrdl $200, %ebx, -8(%rbp)
	shrdl $3, %eax, x+4(,%rcx,8)
	shrdl $3, %ebp, x-0x10(%rax)
	shrdl $200, %r13d, (%r12)
	shrd $200, %ebx, %fs:16
	shrd $200, %rcx, %fs:16
	shrdl $200, %ebx, %fs:16
	shrdq $3, %rax, %rax
	shrdq $200, %rcx, %rcx
	shrdq $3, %rsp, %rsp
	shrdq $200, %r12, %r12
	shrdq $3, %rax, 127(%rax)
	shrdq $200, %rcx, -8(%rbp)
	shrdq $200, %r12, (%r12)
	shrdq $200, %r12, 4(%rbx,%rsi)
	shrdq $200, %rcx, %fs:16
	shrd %cl, %dx, %dx
	shrd %cl, %rcx, %rcx
	shrdw %cl, %dx, %dx
	shrdw %cl, %ax, %ax
	shrd %cl, %r10w, %r10w
	shrd %cl, %r12, %r12
	shrdw %cl, %r10w, %r10w
	shrd %cl, %eax, x+4(,%rcx,8)
	shrd %cl, %dx, -8(%rbp)
	shrdw %cl, %ax, 0x1234(%r13,%r9,4)
	shrdw %cl, %dx, -8(%rbp)
	shrd %cl, %rsp, x-0x10(%rax)
	shrd %cl, %r12, (%r12)
	shrdw %cl, %r10w, x(%rip)
	shrdw %cl, %r10w, (%ebx)
	shrd %cl, %r10w, %fs:16
	shrdw %cl, %r10w, %fs:16
	shrdl %cl, %eax, %eax
	shrdl %cl, %ebx, %ebx
	shrdl %cl, %ebp, %ebp
	shrdl %cl, %r13d, %r13d
	shrdl %cl, %ebx, 128(%rax)
	shrdl %cl, %eax, x+4(,%rcx,8)
	shrdl %cl, %ebp, (%rsp)
	shrdl %cl, %r13d, 0x1234(%r13,%r9,4)
	shrd %cl, %ebx, %fs:16
	shrd %cl, %rcx, %fs:16
	shrdl %cl, %ebx, %fs:16
	shrdq %cl, %rcx, %rcx
	shrdq %cl, %rax, %rax
	shrdq %cl, %rsp, %rsp
	shrdq %cl, %r12, %r12
	shrdq %cl, %rcx, -8(%rbp)
	shrdq %cl, %rax, 127(%rax)
	shrdq %cl, %rsp, (%rsp)
	shrdq %cl, %r12, (%r12)
	shrdq %cl, %rcx, %fs:16
	shrd %rcx, %rcx
	shrd %ax, %ax
	shrdw %dx, %dx
	shrdw %ax, %ax
	shrd %rsp, %rsp
	shrd %r10w, %r10w
	shrdw %r10w, %r10w
	shrd %dx, (%r12)
	shrd %ax, 0x1234(%r13,%r9,4)
	shrdw %ax, (%rdi)
	shrdw %ax, 127(%rax)
	shrd %r13d, 0x1234(%r13,%r9,4)
	shrd %ebp, x(%rip)
	shrdw %r10w, x(%rip)
	shrdw %r10w, (%ebx)
	shrd %r10w, %fs:16
	shrdw %r10w, %fs:16
	shrdl %eax, %eax
	shrdl %ebx, %ebx
	shrdl %ebp, %ebp
	shrdl %r13d, %r13d
	shrdl %eax, x+4(,%rcx,8)
	shrdl %eax, (%rdi)
	shrdl %r13d, 0x1234(%r13,%r9,4)
	shrdl %r13d, 4(%rbx,%rsi)
	shrd %ebx, %fs:16
	shrd %rcx, %fs:16
	shrdl %ebx, %fs:16
	shrdq %rax, %rax
	shrdq %rcx, %rcx
	shrdq %r12, %r12
	shrdq %rsp, %rsp
	shrdq %rax, (%rdi)
	shrdq %rax, x+4(,%rcx,8)
	shrdq %r12, 0x1234(%r13,%r9,4)
	shrdq %rsp, x(%rip)
	shrdq %rcx, %fs:16
	bt %ebx, %ebx
	bt %ax, %ax
	btw %dx, %dx
	btw %ax, %ax
	bt %r12, %r12
	bt %rsp, %rsp
	btw %r10w, %r10w
	bt %eax, 127(%rax)
	bt %dx, 128(%rax)
	btw %ax, 0(%r13)
	btw %dx, -8(%rbp)
	bt %ebp, x-0x10(%rax)
	bt %r12, (%r12)
	btw %r10w, (%ebx)
	btw %r10w, 4(%rbx,%rsi)
	bt %r10w, %fs:16
	btw %r10w, %fs:16
	btl %ebx, %ebx
	btl %eax, %eax
	btl %ebp, %ebp
	btl %r13d, %r13d
	btl %eax, 127(%rax)
	btl %ebx, -8(%rbp)
	btl %r13d, 0x1234(%r13,%r9,4)
	btl %ebp, x-0x10(%rax)
	bt %ebx, %fs:16
	bt %rcx, %fs:16
	btl %ebx, %fs:16
	btq %rcx, %rcx
	btq %rax, %rax
	btq %rsp, %rsp
	btq %r12, %r12
	btq %rax, x+4(,%rcx,8)
	btq %rcx, -8(%rbp)
	btq %r12, 0x1234(%r13,%r9,4)
	btq %rsp, x-0x10(%rax)
	btq %rcx, %fs:16
	bt $200, %rcx
	bt $3, %rax
	btw $200, %dx
	btw $3, %ax
	bt $3, %ebp
	bt $3, %r10w
	btw $3, %r10w
	btw $3, 4(%rbx,%rsi)
	btw $200, (%rsp)
	btw $3, %fs:16
	btl $200, %ebx
	btl $3, %eax
	btl $200, %r13d
	btl $3, %ebp
	btl $3, x-0x10(%rax)
	btl $3, x(%rip)
	btl $200, %fs:16
	btq $200, %rcx
	btq $3, %rax
	btq $200, %r12
	btq $3, %rsp
	btq $3, (%ebx)
	btq $3, (%rsp)
	btq $200, %fs:16
	bts %rcx, %rcx
	bts %dx, %dx
	btsw %dx, %dx
	btsw %ax, %ax
	bts %r10w, %r10w
	bts %r13d, %r13d
	btsw %r10w, %r10w
	bts %eax, 127(%rax)
	bts %ax, 0(%r13)
	btsw %dx, 128(%rax)
	btsw %ax, (%rsp)
	bts %r10w, (%ebx)
	bts %r13d, (%r12)
	btsw %r10w, 4(%rbx,%rsi)
	btsw %r10w, (%ebx)
	bts %r10w, %fs:16
	btsw %r10w, %fs:16
	btsl %eax, %eax
	btsl %ebx, %ebx
	btsl %r13d, %r13d
	btsl %ebp, %ebp
	btsl %eax, 127(%rax)
	btsl %ebx, 0(%r13)
	btsl %ebp, (%rsp)
	btsl %r13d, (%r12)
	bts %rcx, %fs:16
	bts %ebx, %fs:16
	btsl %ebx, %fs:16
	btsq %rax, %rax
	btsq %rcx, %rcx
	btsq %r12, %r12
	btsq %rsp, %rsp
	btsq %rcx, 0(%r13)
	btsq %rax, (%ebx)
	btsq %r12, 4(%rbx,%rsi)
	btsq %rsp, x-0x10(%rax)
	btsq %rcx, %fs:16
	bts $200, %rcx
	bts $200, %dx
	btsw $3, %ax
	btsw $200, %dx
	bts $3, %rsp
	bts $3, %ebp
	btsw $3, %r10w
	btsw $3, 128(%rax)
	btsw $200, x(%rip)
	btsw $3, %fs:16
	btsl $200, %ebx
	btsl $3, %eax
	btsl $3, %ebp
	btsl $200, %r13d
	btsl $200, -8(%rbp)
	btsl $3, (%rdi)
	btsl $200, %fs:16
	btsq $200, %rcx
	btsq $3, %rax
	btsq $3, %rsp
	btsq $200, %r12
	btsq $3, x+4(,%rcx,8)
	btsq $3, (%rdi)
	btsq $200, %fs:16
	btr %ax, %ax
	btr %dx, %dx
	btrw %ax, %ax
	btrw %dx, %dx
	btr %r10w, %r10w
	btr %ebp, %ebp
	btrw %r10w, %r10w
	btr %ax, 0(%r13)
	btr %ax, 0x1234(%r13,%r9,4)
	btrw %dx, x-0x10(%rax)
	btrw %ax, 0x1234(%r13,%r9,4)
	btr %r12, (%r12)
	btr %ebp, x(%rip)
	btrw %r10w, 4(%rbx,%rsi)
	btrw %r10w, (%ebx)
	btr %r10w, %fs:16
	btrw %r10w, %fs:16
	btrl %eax, %eax
	btrl %ebx, %ebx
	btrl %ebp, %ebp
	btrl %r13d, %r13d
	btrl %ebx, 128(%rax)
	btrl %eax, 127(%rax)
	btrl %r13d, (%r12)
	btrl %ebp, x-0x10(%rax)
	btr %ebx, %fs:16
	btr %rcx, %fs:16
	btrl %ebx, %fs:16
	btrq %rax, %rax
	btrq %rcx, %rcx
	btrq %rsp, %rsp
	btrq %r12, %r12
	btrq %rax, (%rdi)
	btrq %rcx, -8(%rbp)
	btrq %rsp, x-0x10(%rax)
	btrq %r12, (%r12)
	btrq %rcx, %fs:16
	btr $3, %rax
	btr $3, %ax
	btrw $200, %dx
	btrw $3, %ax
	btr $200, %r12
	btr $200, %r13d
	btrw $3, %r10w
	btrw $3, 0x1234(%r13,%r9,4)
	btrw $200, 127(%rax)
	btrw $3, %fs:16
	btrl $3, %eax
	btrl $200, %ebx
	btrl $200, %r13d
	btrl $3, %ebp
	btrl $3, 127(%rax)
	btrl $3, (%rsp)
	btrl $200, %fs:16
	btrq $3, %rax
	btrq $200, %rcx
	btrq $3, %rsp
	btrq $200, %r12
	btrq $3, x+4(,%rcx,8)
	btrq $200, 128(%rax)
	btrq $200, %fs:16
	btc %eax, %eax
	btc %ax, %ax
	btcw %dx, %dx
	btcw %ax, %ax
	btc %r10w, %r10w
	btc %r12, %r12
	btcw %r10w, %r10w
	btc %dx, x-0x10(%rax)
	btc %rax, 127(%rax)
	btcw %dx, (%r12)
	btcw %dx, 128(%rax)
	btc %r13d, 0x1234(%r13,%r9,4)
	btc %rsp, (%rsp)
	btcw %r10w, x(%rip)
	btcw %r10w, 4(%rbx,%rsi)
	btc %r10w, %fs:16
	btcw %r10w, %fs:16
	btcl %ebx, %ebx
	btcl %eax, %eax
	btcl %ebp, %ebp
	btcl %r13d, %r13d
	btcl %ebx, 128(%rax)
	btcl %eax, x+4(,%rcx,8)
	btcl %ebp, x-0x10(%rax)
	btcl %r13d, (%r12)
	btc %rcx, %fs:16
	btc %ebx, %fs:16
	btcl %ebx, %fs:16
	btcq %rcx, %rcx
	btcq %rax, %rax
	btcq %r12, %r12
	btcq %rsp, %rsp
	btcq %rcx, 128(%rax)
	btcq %rax, (%ebx)
	btcq %r12, (%r12)
	btcq %r12, 4(%rbx,%rsi)
	btcq %rcx, %fs:16
	btc $3, %ax
	btc $200, %ebx
	btcw $200, %dx
	btcw $3, %ax
	btc $3, %ebp
	btc $200, %r13d
	btcw $3, %r10w
	btcw $200, x+4(,%rcx,8)
	btcw $3, 0x1234(%r13,%r9,4)
	btcw $3, %fs:16
	btcl $200, %ebx
	btcl $3, %eax
	btcl $3, %ebp
	btcl $200, %r13d
	btcl $3, x-0x10(%rax)
	btcl $3, (%rsp)
	btcl $200, %fs:16
	btcq $200, %rcx
	btcq $3, %rax
	btcq $3, %rsp
	btcq $200, %r12
	btcq $200, (%r12)
	btcq $200, 0(%r13)
	btcq $200, %fs:16
	bsf %ax, %ax
	bsf %rax, %rax
	bsfw %dx, %dx
	bsfw %ax, %ax
	bsf %ebp, %ebp
	bsf %r12, %r12
	bsfw %r10w, %r10w
	bsf -8(%rbp), %ebx
	bsf (%rdi), %eax
	bsfw 0(%r13), %ax
	bsfw x+4(,%rcx,8), %dx
	bsf 0x1234(%r13,%r9,4), %r12
	bsf 0x1234(%r13,%r9,4), %r13d
	bsfw 4(%rbx,%rsi), %r10w
	bsfw (%ebx), %r10w
	bsf %fs:16, %r10w
	bsfw %fs:16, %r10w
	bsfl %ebx, %ebx
	bsfl %eax, %eax
	bsfl %r13d, %r13d
	bsfl %ebp, %ebp
	bsfl (%ebx), %eax
	bsfl x+4(,%rcx,8), %eax
	bsfl x-0x10(%rax), %ebp
	bsfl 4(%rbx,%rsi), %r13d
	bsf %fs:16, %rcx
	bsf %fs:16, %ebx
	bsfl %fs:16, %ebx
	bsfq %rcx, %rcx
	bsfq %rax, %rax
	bsfq %r12, %r12
	bsfq %rsp, %rsp
	bsfq 127(%rax), %rax
	bsfq -8(%rbp), %rcx
	bsfq x-0x10(%rax), %rsp
	bsfq x(%rip), %rsp
	bsfq %fs:16, %rcx
	bsr %ebx, %ebx
	bsr %eax, %eax
	bsrw %ax, %ax
	bsrw %dx, %dx
	bsr %r12, %r12
	bsr %ebp, %ebp
	bsrw %r10w, %r10w
	bsr (%rdi), %ax
	bsr 128(%rax), %ebx
	bsrw 128(%rax), %dx
	bsrw 127(%rax), %ax
	bsr x-0x10(%rax), %rsp
	bsr x(%rip), %ebp
	bsrw 4(%rbx,%rsi), %r10w
	bsrw (%ebx), %r10w
	bsr %fs:16, %r10w
	bsrw %fs:16, %r10w
	bsrl %eax, %eax
	bsrl %ebx, %ebx
	bsrl %r13d, %r13d
	bsrl %ebp, %ebp
	bsrl x+4(,%rcx,8), %eax
	bsrl -8(%rbp), %ebx
	bsrl (%r12), %r13d
	bsrl 4(%rbx,%rsi), %r13d
	bsr %fs:16, %ebx
	bsr %fs:16, %rcx
	bsrl %fs:16, %ebx
	bsrq %rcx, %rcx
	bsrq %rax, %rax
	bsrq %rsp, %rsp
	bsrq %r12, %r12
	bsrq 127(%rax), %rax
	bsrq (%rdi), %rax
	bsrq (%r12), %r12
	bsrq x(%rip), %rsp
	bsrq %fs:16, %rcx
	popcnt %rax, %rax
	popcnt %rcx, %rcx
	popcntw %dx, %dx
	popcntw %ax, %ax
	popcnt %r10w, %r10w
	popcnt %rsp, %rsp
	popcntw %r10w, %r10w
	popcnt 127(%rax), %eax
	popcnt 0(%r13), %rcx
	popcntw 0(%r13), %ax
	popcntw x+4(,%rcx,8), %dx
	popcnt (%r12), %r12
	popcnt 4(%rbx,%rsi), %r13d
	popcntw x(%rip), %r10w
	popcntw (%ebx), %r10w
	popcnt %fs:16, %r10w
	popcntw %fs:16, %r10w
	popcntl %ebx, %ebx
	popcntl %eax, %eax
	popcntl %r13d, %r13d
	popcntl %ebp, %ebp
	popcntl x+4(,%rcx,8), %eax
	popcntl (%ebx), %eax
	popcntl 4(%rbx,%rsi), %r13d
	popcntl x-0x10(%rax), %ebp
	popcnt %fs:16, %rcx
	popcnt %fs:16, %ebx
	popcntl %fs:16, %ebx
	popcntq %rcx, %rcx
	popcntq %rax, %rax
	popcntq %rsp, %rsp
	popcntq %r12, %r12
	popcntq x+4(,%rcx,8), %rax
	popcntq (%ebx), %rax
	popcntq x(%rip), %rsp
	popcntq (%r12), %r12
	popcntq %fs:16, %rcx
	tzcnt %eax, %eax
	tzcnt %ax, %ax
	tzcntw %ax, %ax
	tzcntw %dx, %dx
	tzcnt %r10w, %r10w
	tzcnt %r13d, %r13d
	tzcntw %r10w, %r10w
	tzcnt x+4(,%rcx,8), %eax
	tzcnt (%ebx), %eax
	tzcntw 128(%rax), %dx
	tzcntw x-0x10(%rax), %dx
	tzcnt (%r12), %r13d
	tzcnt x(%rip), %rsp
	tzcntw x(%rip), %r10w
	tzcntw 4(%rbx,%rsi), %r10w
	tzcnt %fs:16, %r10w
	tzcntw %fs:16, %r10w
	tzcntl %eax, %eax
	tzcntl %ebx, %ebx
	tzcntl %r13d, %r13d
	tzcntl %ebp, %ebp
	tzcntl (%ebx), %eax
	tzcntl 128(%rax), %ebx
	tzcntl (%r12), %r13d
	tzcntl 0x1234(%r13,%r9,4), %r13d
	tzcnt %fs:16, %ebx
	tzcnt %fs:16, %rcx
	tzcntl %fs:16, %ebx
	tzcntq %rcx, %rcx
	tzcntq %rax, %rax
	tzcntq %rsp, %rsp
	tzcntq %r12, %r12
	tzcntq 127(%rax), %rax
	tzcntq -8(%rbp), %rcx
	tzcntq 4(%rbx,%rsi), %r12
	tzcntq 0x1234(%r13,%r9,4), %r12
	tzcntq %fs:16, %rcx
	lzcnt %ax, %ax
	lzcnt %dx, %dx
	lzcntw %ax, %ax
	lzcntw %dx, %dx
	lzcnt %rsp, %rsp
	lzcnt %ebp, %ebp
	lzcntw %r10w, %r10w
	lzcnt (%ebx), %rax
	lzcnt x+4(,%rcx,8), %eax
	lzcntw 0(%r13), %ax
	lzcntw x+4(,%rcx,8), %dx
	lzcnt x(%rip), %rsp
	lzcnt 4(%rbx,%rsi), %r10w
	lzcntw 4(%rbx,%rsi), %r10w
	lzcntw (%ebx), %r10w
	lzcnt %fs:16, %r10w
	lzcntw %fs:16, %r10w
	lzcntl %ebx, %ebx
	lzcntl %eax, %eax
	lzcntl %r13d, %r13d
	lzcntl %ebp, %ebp
	lzcntl (%rdi), %eax
	lzcntl 128(%rax), %ebx
	lzcntl x-0x10(%rax), %ebp
	lzcntl x(%rip), %ebp
	lzcnt %fs:16, %ebx
	lzcnt %fs:16, %rcx
	lzcntl %fs:16, %ebx
	lzcntq %rax, %rax
	lzcntq %rcx, %rcx
	lzcntq %r12, %r12
	lzcntq %rsp, %rsp
	lzcntq 128(%rax), %rcx
	lzcntq -8(%rbp), %rcx
	lzcntq (%r12), %r12
	lzcntq x-0x10(%rax), %rsp
	lzcntq %fs:16, %rcx
	bswap %ebx
	bswap %rcx
	bswapl %ebx
	bswapl %eax
	bswap %r13d
	bswap %ebp
	bswapl %ebp
	bswapl %r13d
	bswapq %rcx
	bswapq %rax
	bswapq %rsp
	bswapq %r12
	xchg %dx, %dx
	xchg %ax, %ax
	xchgw %dx, %dx
	xchgw %ax, %dx
	xchg %ebp, %eax
	xchg %r10w, %ax
	xchgw %r10w, %ax
	xchgl %eax, %ebx
	xchgl %ebx, %eax
	xchgl %ebp, %eax
	xchgl %r13d, %eax
	xchgq %rcx, %rax
	xchgq %rax, %rcx
	xchgq %r12, %rax
	xchgq %rsp, %rax
	xchg %ax, %r10w
	xchg %rax, %rsp
	xchgw %ax, %r10w
	xchgl %eax, %r13d
	xchgl %eax, %ebp
	xchgq %rax, %r12
	xchgq %rax, %rsp
	xchg %r13d, %r13d
	xchg %sil, %sil
	xchgb %sil, %sil
	xchgb %al, %al
	xchg %r10w, x(%rip)
	xchg %rsp, (%rsp)
	xchgb %dh, 127(%rax)
	xchgb %sil, 128(%rax)
	xchg %al, %fs:16
	xchg %r10w, %fs:16
	xchgb %al, %fs:16
	xchgw %r10w, %r10w
	xchg %dx, (%r12)
	xchg %eax, x+4(,%rcx,8)
	xchgw %dx, (%r12)
	xchgw %ax, 0(%r13)
	xchgw %r10w, x(%rip)
	xchgw %r10w, (%ebx)
	xchgw %r10w, %fs:16
	xchgl %r13d, %r13d
	xchgl %ebp, %ebp
	xchgl %eax, x+4(,%rcx,8)
	xchgl %eax, (%rdi)
	xchgl %r13d, 0x1234(%r13,%r9,4)
	xchgl %ebp, x-0x10(%rax)
	xchg %ebx, %fs:16
	xchg %rcx, %fs:16
	xchgl %ebx, %fs:16
	xchgq %rsp, %rsp
	xchgq %r12, %r12
	xchgq %rcx, -8(%rbp)
	xchgq %rax, (%ebx)
	xchgq %r12, 4(%rbx,%rsi)
	xchgq %rsp, x(%rip)
	xchgq %rcx, %fs:16
	xchg x(%rip), %dh
	xchg -8(%rbp), %cl
	xchgb 4(%rbx,%rsi), %cl
	xchgb 0(%r13), %r9b
	xchg %fs:16, %r10w
	xchg %fs:16, %al
	xchgb %fs:16, %al
	xchg x-0x10(%rax), %dx
	xchg x+4(,%rcx,8), %eax
	xchgw x-0x10(%rax), %dx
	xchgw 0(%r13), %ax
	xchgw 4(%rbx,%rsi), %r10w
	xchgw (%ebx), %r10w
	xchgw %fs:16, %r10w
	xchgl 128(%rax), %ebx
	xchgl -8(%rbp), %ebx
	xchgl 4(%rbx,%rsi), %r13d
	xchgl (%rsp), %ebp
	xchg %fs:16, %rcx
	xchg %fs:16, %ebx
	xchgl %fs:16, %ebx
	xchgq x+4(,%rcx,8), %rax
	xchgq (%rdi), %rax
	xchgq 0x1234(%r13,%r9,4), %r12
	xchgq 4(%rbx,%rsi), %r12
	xchgq %fs:16, %rcx
	xadd %r12, %r12
	xadd %rsp, %rsp
	xaddb %dh, %dh
	xaddb %cl, %cl
	xadd %r10w, x(%rip)
	xadd %r12, 0x1234(%r13,%r9,4)
	xaddb %sil, 0x1234(%r13,%r9,4)
	xaddb %r9b, 0(%r13)
	xadd %al, %fs:16
	xadd %r10w, %fs:16
	xaddb %al, %fs:16
	xadd %ax, %ax
	xadd %ebx, %ebx
	xaddw %ax, %ax
	xaddw %dx, %dx
	xaddw %r10w, %r10w
	xadd %rcx, 0(%r13)
	xadd %dx, (%r12)
	xaddw %dx, -8(%rbp)
	xaddw %ax, 0(%r13)
	xaddw %r10w, (%ebx)
	xaddw %r10w, x(%rip)
	xaddw %r10w, %fs:16
	xaddl %eax, %eax
	xaddl %ebx, %ebx
	xaddl %ebp, %ebp
	xaddl %r13d, %r13d
	xaddl %ebx, -8(%rbp)
	xaddl %ebx, 128(%rax)
	xaddl %r13d, 4(%rbx,%rsi)
	xaddl %ebp, x(%rip)
	xadd %ebx, %fs:16
	xadd %rcx, %fs:16
	xaddl %ebx, %fs:16
	xaddq %rcx, %rcx
	xaddq %rax, %rax
	xaddq %r12, %r12
	xaddq %rsp, %rsp
	xaddq %rcx, 0(%r13)
	xaddq %rax, (%ebx)
	xaddq %r12, 0x1234(%r13,%r9,4)
	xaddq %rsp, x(%rip)
	xaddq %rcx, %fs:16
	cmpxchg %al, %al
	cmpxchg %dh, %dh
	cmpxchgb %al, %al
	cmpxchgb %r9b, %r9b
	cmpxchg %r12, 4(%rbx,%rsi)
	cmpxchg %sil, 128(%rax)
	cmpxchgb %cl, -8(%rbp)
	cmpxchgb %dh, 127(%rax)
	cmpxchg %r10w, %fs:16
	cmpxchg %al, %fs:16
	cmpxchgb %al, %fs:16
	cmpxchg %dx, %dx
	cmpxchg %rcx, %rcx
	cmpxchgw %dx, %dx
	cmpxchgw %ax, %ax
	cmpxchgw %r10w, %r10w
	cmpxchg %ebx, 0(%r13)
	cmpxchg %rax, 127(%rax)
	cmpxchgw %ax, (%rsp)
	cmpxchgw %ax, 0(%r13)
	cmpxchgw %r10w, x(%rip)
	cmpxchgw %r10w, 4(%rbx,%rsi)
	cmpxchgw %r10w, %fs:16
	cmpxchgl %ebx, %ebx
	cmpxchgl %eax, %eax
	cmpxchgl %ebp, %ebp
	cmpxchgl %r13d, %r13d
	cmpxchgl %eax, (%rdi)
	cmpxchgl %eax, (%ebx)
	cmpxchgl %r13d, (%r12)
	cmpxchgl %ebp, x-0x10(%rax)
	cmpxchg %ebx, %fs:16
	cmpxchg %rcx, %fs:16
	cmpxchgl %ebx, %fs:16
	cmpxchgq %rcx, %rcx
	cmpxchgq %rsp, %rsp
	cmpxchgq %r12, %r12
	cmpxchgq %rcx, 0(%r13)
	cmpxchgq %rcx, -8(%rbp)
	cmpxchgq %rsp, x(%rip)
	cmpxchgq %r12, 4(%rbx,%rsi)
	cmpxchgq %rcx, %fs:16
	cmpxchg8b (%rsp)
	cmpxchg8b (%r12)
	cmpxchg8b %fs:16
	cmpxchg16b x-0x10(%rax)
	cmpxchg16b (%r12)
	cmpxchg16b %fs:16
	push %rcx
	push %ax
	pushw %dx
	pushw %ax
	push %r10w
	push %rsp
	pushw %r10w
	pushq %rcx
	pushq %rax
	pushq %r12
	pushq %rsp
	push $300
	push $x
	pushw $300
	pushw $-2
	pushq $5
	pushq $-128
	push x+4(,%rcx,8)
	push (%ebx)
	pushw 128(%rax)
	pushw 127(%rax)
	push %fs:16
	pushw %fs:16
	pushq x(%rip)
	pushq (%r12)
	pushq %fs:16
	pop %rcx
	pop %ax
	popw %ax
	popw %dx
	pop %r10w
	pop %rsp
	popw %r10w
	popq %rcx
	popq %rax
	popq %r12
	popq %rsp
	pop x-0x10(%rax)
	pop 0(%r13)
	popw (%r12)
	popw (%rdi)
	pop %fs:16
	popw %fs:16
	popq (%rdi)
	popq 127(%rax)
	popq %fs:16
	cltd
	cdq
	cqto
	cqo
	cltq
	cdqe
	cwtl
	cwde
	cbtw
	cbw
	cwtd
	cwd
	crc32b %al, %rax
	crc32b %cl, %rcx
	crc32 %r13d, %r13d
	crc32 %dh, %ebp
	crc32b %dh, %ebp
	crc32b %sil, %r13d
	crc32b (%rdi), %rcx
	crc32b 0x1234(%r13,%r9,4), %rax
	crc32b x(%rip), %r12
	crc32b -8(%rbp), %rsp
	crc32w %dx, %ebx
	crc32w %ax, %eax
	crc32w %r10w, %ebp
	crc32w (%r12), %ebp
	crc32w 4(%rbx,%rsi), %ebp
	crc32w 128(%rax), %eax
	crc32w 0(%r13), %eax
	crc32w %fs:16, %eax
	crc32l %ebx, %ebx
	crc32l %eax, %eax
	crc32l %r13d, %r13d
	crc32l %ebp, %ebp
	crc32l 0(%r13), %ebx
	crc32l 128(%rax), %ebx
	crc32l (%r12), %r13d
	crc32l (%rsp), %ebp
	crc32l %fs:16, %ebx
	crc32q %rcx, %rcx
	crc32q %rax, %rax
	crc32q %r12, %r12
	crc32q %rsp, %rsp
	crc32q -8(%rbp), %rcx
	crc32q (%rdi), %rax
	crc32q 0x1234(%r13,%r9,4), %r12
	crc32q x(%rip), %rsp
	call *x(%rip)
	call *(%rdx)
	callq *x(,%rax,8)
	callq *x(%rip)
	call 1b
	callq 1b
	call *%rax
	callq *%rax
	call *%r11
	callq *%r11
	jmp *x(%rip)
	jmp *x(,%rax,8)
	jmp 1b
	jmp *%rax
	jmpq *%rax
	jmp *%r11
	jmpq *%r11
	jmpq *(%rdx)
	jmpq *x(%rip)
	jo x
	jo 1b
	jno x
	jno 1b
	jb x
	jb 1b
	jc x
	jc 1b
	jnae x
	jnae 1b
	jae x
	jae 1b
	jnb x
	jnb 1b
	jnc x
	jnc 1b
	je x
	je 1b
	jz x
	jz 1b
	jne x
	jne 1b
	jnz x
	jnz 1b
	jbe x
	jbe 1b
	jna x
	jna 1b
	ja x
	ja 1b
	jnbe x
	jnbe 1b
	js x
	js 1b
	jns x
	jns 1b
	jp x
	jp 1b
	jpe x
	jpe 1b
	jnp x
	jnp 1b
	jpo x
	jpo 1b
	jl x
	jl 1b
	jnge x
	jnge 1b
	jge x
	jge 1b
	jnl x
	jnl 1b
	jle x
	jle 1b
	jng x
	jng 1b
	jg x
	jg 1b
	jnle x
	jnle 1b
	seto %sil
	seto %cl
	setno %cl
	setno %sil
	setb %r9b
	setb %dh
	setc %sil
	setc %al
	setnae %al
	setnae %cl
	setae %al
	setae %sil
	setnb %dh
	setnb %al
	setnc %r9b
	setnc %al
	sete %sil
	sete %r9b
	setz %cl
	setz %al
	setne %al
	setne %dh
	setnz %sil
	setnz %dh
	setbe %al
	setbe %cl
	setna %cl
	setna %r9b
	seta %sil
	seta %cl
	setnbe %dh
	setnbe %r9b
	sets %dh
	sets %sil
	setns %sil
	setns %dh
	setp %dh
	setp %al
	setpe %cl
	setpe %sil
	setnp %dh
	setnp %cl
	setpo %al
	setpo %dh
	setl %dh
	setl %cl
	setnge %sil
	setnge %al
	setge %sil
	setge %dh
	setnl %cl
	setnl %dh
	setle %cl
	setle %dh
	setng %sil
	setng %r9b
	setg %dh
	setg %cl
	setnle %al
	setnle %r9b
	cmovo %ax, %ax
	cmovo %rcx, %rcx
	cmovow %ax, %ax
	cmovow %dx, %dx
	cmovol %ebx, %ebx
	cmovol %eax, %eax
	cmovoq %rcx, %rcx
	cmovoq %rax, %rax
	cmovno %rcx, %rcx
	cmovno %dx, %dx
	cmovnow %dx, %dx
	cmovnow %ax, %ax
	cmovnol %eax, %eax
	cmovnol %ebx, %ebx
	cmovnoq %rcx, %rcx
	cmovnoq %rax, %rax
	cmovb %dx, %dx
	cmovb %ebx, %ebx
	cmovbw %dx, %dx
	cmovbw %ax, %ax
	cmovbl %ebx, %ebx
	cmovbl %eax, %eax
	cmovbq %rcx, %rcx
	cmovbq %rax, %rax
	cmovc %ax, %ax
	cmovc %ebx, %ebx
	cmovcw %dx, %dx
	cmovcw %ax, %ax
	cmovcl %eax, %eax
	cmovcl %ebx, %ebx
	cmovcq %rcx, %rcx
	cmovcq %rax, %rax
	cmovnae %eax, %eax
	cmovnae %rax, %rax
	cmovnaew %ax, %ax
	cmovnaew %dx, %dx
	cmovnael %ebx, %ebx
	cmovnael %eax, %eax
	cmovnaeq %rax, %rax
	cmovnaeq %rcx, %rcx
	cmovae %ax, %ax
	cmovae %eax, %eax
	cmovaew %dx, %dx
	cmovaew %ax, %ax
	cmovael %eax, %eax
	cmovael %ebx, %ebx
	cmovaeq %rcx, %rcx
	cmovaeq %rax, %rax
	cmovnb %eax, %eax
	cmovnb %ebx, %ebx
	cmovnbw %ax, %ax
	cmovnbw %dx, %dx
	cmovnbl %eax, %eax
	cmovnbl %ebx, %ebx
	cmovnbq %rcx, %rcx
	cmovnbq %rax, %rax
	cmovnc %rax, %rax
	cmovnc %ax, %ax
	cmovncw %dx, %dx
	cmovncw %ax, %ax
	cmovncl %eax, %eax
	cmovncl %ebx, %ebx
	cmovncq %rax, %rax
	cmovncq %rcx, %rcx
	cmove %ax, %ax
	cmove %rcx, %rcx
	cmovew %ax, %ax
	cmovew %dx, %dx
	cmovel %eax, %eax
	cmovel %ebx, %ebx
	cmoveq %rcx, %rcx
	cmoveq %rax, %rax
	cmovz %rcx, %rcx
	cmovz %dx, %dx
	cmovzw %ax, %ax
	cmovzw %dx, %dx
	cmovzl %ebx, %ebx
	cmovzl %eax, %eax
	cmovzq %rax, %rax
	cmovzq %rcx, %rcx
	cmovne %rcx, %rcx
	cmovne %dx, %dx
	cmovnew %dx, %dx
	cmovnew %ax, %ax
	cmovnel %ebx, %ebx
	cmovnel %eax, %eax
	cmovneq %rax, %rax
	cmovneq %rcx, %rcx
	cmovnz %rcx, %rcx
	cmovnz %rax, %rax
	cmovnzw %dx, %dx
	cmovnzw %ax, %ax
	cmovnzl %ebx, %ebx
	cmovnzl %eax, %eax
	cmovnzq %rax, %rax
	cmovnzq %rcx, %rcx
	cmovbe %ebx, %ebx
	cmovbe %dx, %dx
	cmovbew %ax, %ax
	cmovbew %dx, %dx
	cmovbel %ebx, %ebx
	cmovbel %eax, %eax
	cmovbeq %rax, %rax
	cmovbeq %rcx, %rcx
	cmovna %eax, %eax
	cmovna %dx, %dx
	cmovnaw %ax, %ax
	cmovnaw %dx, %dx
	cmovnal %ebx, %ebx
	cmovnal %eax, %eax
	cmovnaq %rcx, %rcx
	cmovnaq %rax, %rax
	cmova %ax, %ax
	cmova %rcx, %rcx
	cmovaw %ax, %ax
	cmovaw %dx, %dx
	cmoval %eax, %eax
	cmoval %ebx, %ebx
	cmovaq %rax, %rax
	cmovaq %rcx, %rcx
	cmovnbe %rax, %rax
	cmovnbe %eax, %eax
	cmovnbew %ax, %ax
	cmovnbew %dx, %dx
	cmovnbel %eax, %eax
	cmovnbel %ebx, %ebx
	cmovnbeq %rax, %rax
	cmovnbeq %rcx, %rcx
	cmovs %ax, %ax
	cmovs %dx, %dx
	cmovsw %ax, %ax
	cmovsw %dx, %dx
	cmovsl %ebx, %ebx
	cmovsl %eax, %eax
	cmovsq %rcx, %rcx
	cmovsq %rax, %rax
	cmovns %rax, %rax
	cmovns %rcx, %rcx
	cmovnsw %ax, %ax
	cmovnsw %dx, %dx
	cmovnsl %ebx, %ebx
	cmovnsl %eax, %eax
	cmovnsq %rax, %rax
	cmovnsq %rcx, %rcx
	cmovp %rax, %rax
	cmovp %ax, %ax
	cmovpw %ax, %ax
	cmovpw %dx, %dx
	cmovpl %eax, %eax
	cmovpl %ebx, %ebx
	cmovpq %rax, %rax
	cmovpq %rcx, %rcx
	cmovpe %rcx, %rcx
	cmovpe %eax, %eax
	cmovpew %dx, %dx
	cmovpew %ax, %ax
	cmovpel %eax, %eax
	cmovpel %ebx, %ebx
	cmovpeq %rax, %rax
	cmovpeq %rcx, %rcx
	cmovnp %rcx, %rcx
	cmovnp %eax, %eax
	cmovnpw %dx, %dx
	cmovnpw %ax, %ax
	cmovnpl %eax, %eax
	cmovnpl %ebx, %ebx
	cmovnpq %rax, %rax
	cmovnpq %rcx, %rcx
	cmovpo %ebx, %ebx
	cmovpo %dx, %dx
	cmovpow %ax, %ax
	cmovpow %dx, %dx
	cmovpol %eax, %eax
	cmovpol %ebx, %ebx
	cmovpoq %rcx, %rcx
	cmovpoq %rax, %rax
	cmovl %ax, %ax
	cmovl %rcx, %rcx
	cmovlw %ax, %ax
	cmovlw %dx, %dx
	cmovll %eax, %eax
	cmovll %ebx, %ebx
	cmovlq %rcx, %rcx
	cmovlq %rax, %rax
	cmovnge %rcx, %rcx
	cmovnge %ebx, %ebx
	cmovngew %ax, %ax
	cmovngew %dx, %dx
	cmovngel %eax, %eax
	cmovngel %ebx, %ebx
	cmovngeq %rcx, %rcx
	cmovngeq %rax, %rax
	cmovge %rcx, %rcx
	cmovge %dx, %dx
	cmovgew %dx, %dx
	cmovgew %ax, %ax
	cmovgel %ebx, %ebx
	cmovgel %eax, %eax
	cmovgeq %rcx, %rcx
	cmovgeq %rax, %rax
	cmovnl %dx, %dx
	cmovnl %rcx, %rcx
	cmovnlw %ax, %ax
	cmovnlw %dx, %dx
	cmovnll %eax, %eax
	cmovnll %ebx, %ebx
	cmovnlq %rax, %rax
	cmovnlq %rcx, %rcx
	cmovle %rax, %rax
	cmovle %rcx, %rcx
	cmovlew %dx, %dx
	cmovlew %ax, %ax
	cmovlel %ebx, %ebx
	cmovlel %eax, %eax
	cmovleq %rcx, %rcx
	cmovleq %rax, %rax
	cmovng %dx, %dx
	cmovng %rcx, %rcx
	cmovngw %ax, %ax
	cmovngw %dx, %dx
	cmovngl %ebx, %ebx
	cmovngl %eax, %eax
	cmovngq %rax, %rax
	cmovngq %rcx, %rcx
	cmovg %rax, %rax
	cmovg %eax, %eax
	cmovgw %ax, %ax
	cmovgw %dx, %dx
	cmovgl %eax, %eax
	cmovgl %ebx, %ebx
	cmovgq %rax, %rax
	cmovgq %rcx, %rcx
	cmovnle %dx, %dx
	cmovnle %eax, %eax
	cmovnlew %ax, %ax
	cmovnlew %dx, %dx
	cmovnlel %ebx, %ebx
	cmovnlel %eax, %eax
	cmovnleq %rax, %rax
	cmovnleq %rcx, %rcx
	ret
	retq
	ret $8
	retq $8
	lretq
	lretq $8
	leave
	leaveq
	int3
	hlt
	ud2
	ud2a
	syscall
	sysenter
	sysretl
	sysretq
	iretl
	iretq
	endbr64
	endbr32
	enter $8, $3
	enter $8, $200
	nop
	nop %ebx
	nop %ax
	nopw %dx
	nopw %ax
	nop %r12
	nop %r10w
	nopw %r10w
	nopw (%rsp)
	nopw -8(%rbp)
	nopw %fs:16
	nopl %ebx
	nopl %eax
	nopl %ebp
	nopl %r13d
	nopl -8(%rbp)
	nopl 0x1234(%r13,%r9,4)
	nopl %fs:16
	nopq %rax
	nopq %rcx
	nopq %rsp
	nopq %r12
	nopq 0x1234(%r13,%r9,4)
	nopq x-0x10(%rax)
	nopq %fs:16
	movsb
	movsw
	movsl
	movsq
	cmpsb
	cmpsw
	cmpsl
	cmpsq
	stosb
	stosw
	stosl
	stosq
	lodsb
	lodsw
	lodsl
	lodsq
	scasb
	scasw
	scasl
	scasq
	insb
	insw
	insl
	outsb
	outsw
	outsl
	lock
	rep
	repne
	cld
	std
	clc
	stc
	cmc
	cli
	sti
	lahf
	sahf
	pushf
	pushfq
	popf
	popfq
	xlat
	xlatb
	cpuid
	rdtsc
	rdtscp
	rdpmc
	rdmsr
	wrmsr
	xgetbv
	xsetbv
	swapgs
	invd
	wbinvd
	clts
	monitor
	mwait
	lfence
	mfence
	sfence
	pause
	emms
	in $3, %al
	in $200, %al
	inb $3, %al
	inb $200, %al
	in $200, %eax
	in $3, %ax
	inw $3, %ax
	inw $200, %ax
	inl $200, %eax
	inl $3, %eax
	in %dx, %al
	inb %dx, %al
	in %dx, %eax
	in %dx, %ax
	inw %dx, %ax
	inl %dx, %eax
	out %al, $200
	out %al, $3
	outb %al, $3
	outb %al, $200
	out %eax, $200
	out %ax, $200
	outw %ax, $200
	outw %ax, $3
	outl %eax, $3
	outl %eax, $200
	out %al, %dx
	outb %al, %dx
	out %eax, %dx
	out %ax, %dx
	outw %ax, %dx
	outl %eax, %dx
	sgdt (%rsp)
	sgdt 4(%rbx,%rsi)
	sgdt %fs:16
	sidt 0(%r13)
	sidt (%rdi)
	sidt %fs:16
	lgdt 0(%r13)
	lgdt 4(%rbx,%rsi)
	lgdt %fs:16
	lidt x+4(,%rcx,8)
	lidt (%ebx)
	lidt %fs:16
	invlpg 0x1234(%r13,%r9,4)
	invlpg (%r12)
	invlpg %fs:16
	fxsave 4(%rbx,%rsi)
	fxsave x+4(,%rcx,8)
	fxsave %fs:16
	fxrstor (%r12)
	fxrstor x+4(,%rcx,8)
	fxrstor %fs:16
	ldmxcsr (%ebx)
	ldmxcsr (%r12)
	ldmxcsr %fs:16
	stmxcsr (%rsp)
	stmxcsr (%rdi)
	stmxcsr %fs:16
	xsave (%ebx)
	xsave (%r12)
	xsave %fs:16
	xrstor x+4(,%rcx,8)
	xrstor -8(%rbp)
	xrstor %fs:16
	xsaveopt (%rdi)
	xsaveopt -8(%rbp)
	xsaveopt %fs:16
	clflush x+4(,%rcx,8)
	clflush (%rdi)
	clflush %fs:16
	prefetchnta x+4(,%rcx,8)
	prefetchnta x(%rip)
	prefetchnta %fs:16
	prefetcht0 (%ebx)
	prefetcht0 (%rsp)
	prefetcht0 %fs:16
	prefetcht1 4(%rbx,%rsi)
	prefetcht1 x(%rip)
	prefetcht1 %fs:16
	prefetcht2 0x1234(%r13,%r9,4)
	prefetcht2 127(%rax)
	prefetcht2 %fs:16
	prefetch 0x1234(%r13,%r9,4)
	prefetch 128(%rax)
	prefetch %fs:16
	prefetchw 4(%rbx,%rsi)
	prefetchw (%ebx)
	prefetchw %fs:16
	fxsave64 (%rdi)
	fxsave64 x+4(,%rcx,8)
	fxsave64 %fs:16
	fxrstor64 0x1234(%r13,%r9,4)
	fxrstor64 0(%r13)
	fxrstor64 %fs:16
	xsave64 x-0x10(%rax)
	xsave64 (%r12)
	xsave64 %fs:16
	xrstor64 -8(%rbp)
	xrstor64 4(%rbx,%rsi)
	xrstor64 %fs:16
	sldt %dx
	sldt %ax
	sldt %r10w
	sldt -8(%rbp)
	sldt x(%rip)
	str %ax
	str %dx
	str %r10w
	str x(%rip)
	str -8(%rbp)
	lldt %dx
	lldt %ax
	lldt %r10w
	lldt 0x1234(%r13,%r9,4)
	lldt (%rdi)
	ltr %dx
	ltr %ax
	ltr %r10w
	ltr 0x1234(%r13,%r9,4)
	ltr (%rdi)
	verr %ax
	verr %dx
	verr %r10w
	verr x(%rip)
	verr (%rdi)
	verw %ax
	verw %dx
	verw %r10w
	verw 0x1234(%r13,%r9,4)
	verw -8(%rbp)
	smsw %ax
	smsw %dx
	smsw %r10w
	smsw x(%rip)
	smsw (%rdi)
	lmsw %ax
	lmsw %dx
	lmsw %r10w
	lmsw 0x1234(%r13,%r9,4)
	lmsw x(%rip)
	lar %ebx, %ebx
	lar %rcx, %rcx
	larw %dx, %dx
	larw %ax, %ax
	lar %rsp, %rsp
	lar %r10w, %r10w
	larw %r10w, %r10w
	lar 128(%rax), %ebx
	lar -8(%rbp), %ebx
	larw 128(%rax), %dx
	larw (%rsp), %ax
	lar x(%rip), %rsp
	lar 0x1234(%r13,%r9,4), %r12
	larw (%ebx), %r10w
	larw 4(%rbx,%rsi), %r10w
	lar %fs:16, %r10w
	larw %fs:16, %r10w
	larl %eax, %eax
	larl %ebx, %ebx
	larl %ebp, %ebp
	larl %r13d, %r13d
	larl 128(%rax), %ebx
	larl (%ebx), %eax
	larl (%rsp), %ebp
	larl x-0x10(%rax), %ebp
	lar %fs:16, %rcx
	lar %fs:16, %ebx
	larl %fs:16, %ebx
	larq %rcx, %rcx
	larq %rax, %rax
	larq %rsp, %rsp
	larq %r12, %r12
	larq x+4(,%rcx,8), %rax
	larq 128(%rax), %rcx
	larq 4(%rbx,%rsi), %r12
	larq (%r12), %r12
	larq %fs:16, %rcx
	lsl %ebx, %ebx
	lsl %ax, %ax
	lslw %ax, %ax
	lslw %dx, %dx
	lsl %ebp, %ebp
	lsl %rsp, %rsp
	lslw %r10w, %r10w
	lsl 127(%rax), %rax
	lsl 128(%rax), %ebx
	lslw -8(%rbp), %dx
	lslw x+4(,%rcx,8), %dx
	lsl x-0x10(%rax), %rsp
	lsl (%rsp), %ebp
	lslw 4(%rbx,%rsi), %r10w
	lslw x(%rip), %r10w
	lsl %fs:16, %r10w
	lslw %fs:16, %r10w
	lsll %eax, %eax
	lsll %ebx, %ebx
	lsll %r13d, %r13d
	lsll %ebp, %ebp
	lsll 0(%r13), %ebx
	lsll (%ebx), %eax
	lsll 0x1234(%r13,%r9,4), %r13d
	lsll 4(%rbx,%rsi), %r13d
	lsl %fs:16, %rcx
	lsl %fs:16, %ebx
	lsll %fs:16, %ebx
	lslq %rcx, %rcx
	lslq %rax, %rax
	lslq %r12, %r12
	lslq %rsp, %rsp
	lslq 0(%r13), %rcx
	lslq -8(%rbp), %rcx
	lslq x(%rip), %rsp
	lslq x-0x10(%rax), %rsp
	lslq %fs:16, %rcx
	rdrand %rax
	rdrand %ebx
	rdrand %ebp
	rdrand %r13d
	rdseed %dx
	rdseed %rax
	rdseed %rsp
	rdseed %r10w
	rdfsbase %rcx
	rdfsbase %ebx
	rdfsbase %ebp
	rdfsbase %r13d
	rdgsbase %eax
	rdgsbase %rcx
	rdgsbase %r12
	rdgsbase %ebp
	wrfsbase %rax
	wrfsbase %eax
	wrfsbase %r13d
	wrfsbase %r12
	wrgsbase %rax
	wrgsbase %rcx
	wrgsbase %r13d
	wrgsbase %ebp
	flds x(%rip)
	flds x-0x10(%rax)
	flds %fs:16
	fldl x-0x10(%rax)
	fldl 0(%r13)
	fldl %fs:16
	fldt (%rdi)
	fldt (%r12)
	fldt %fs:16
	fsts -8(%rbp)
	fsts 128(%rax)
	fsts %fs:16
	fstl x+4(,%rcx,8)
	fstl (%r12)
	fstl %fs:16
	fstps -8(%rbp)
	fstps x-0x10(%rax)
	fstps %fs:16
	fstpl (%rsp)
	fstpl x+4(,%rcx,8)
	fstpl %fs:16
	fstpt 4(%rbx,%rsi)
	fstpt 127(%rax)
	fstpt %fs:16
	filds 128(%rax)
	filds x+4(,%rcx,8)
	filds %fs:16
	fildl x-0x10(%rax)
	fildl 128(%rax)
	fildl %fs:16
	fildll (%r12)
	fildll 0x1234(%r13,%r9,4)
	fildll %fs:16
	fildq -8(%rbp)
	fildq (%rdi)
	fildq %fs:16
	fists (%rsp)
	fists 0x1234(%r13,%r9,4)
	fists %fs:16
	fistl (%rsp)
	fistl x(%rip)
	fistl %fs:16
	fistps 128(%rax)
	fistps 0x1234(%r13,%r9,4)
	fistps %fs:16
	fistpl 127(%rax)
	fistpl 4(%rbx,%rsi)
	fistpl %fs:16
	fistpll 4(%rbx,%rsi)
	fistpll 127(%rax)
	fistpll %fs:16
	fistpq 0(%r13)
	fistpq x(%rip)
	fistpq %fs:16
	fisttps (%rsp)
	fisttps 127(%rax)
	fisttps %fs:16
	fisttpl (%r12)
	fisttpl 0x1234(%r13,%r9,4)
	fisttpl %fs:16
	fisttpll 0x1234(%r13,%r9,4)
	fisttpll (%rdi)
	fisttpll %fs:16
	fisttpq 4(%rbx,%rsi)
	fisttpq 127(%rax)
	fisttpq %fs:16
	fbld 128(%rax)
	fbld 4(%rbx,%rsi)
	fbld %fs:16
	fbstp -8(%rbp)
	fbstp x(%rip)
	fbstp %fs:16
	fldenv (%r12)
	fldenv x-0x10(%rax)
	fldenv %fs:16
	fldcw (%ebx)
	fldcw (%rdi)
	fldcw %fs:16
	fnstenv (%r12)
	fnstenv x+4(,%rcx,8)
	fnstenv %fs:16
	fnstcw x-0x10(%rax)
	fnstcw x+4(,%rcx,8)
	fnstcw %fs:16
	frstor (%rsp)
	frstor 0x1234(%r13,%r9,4)
	frstor %fs:16
	fnsave 4(%rbx,%rsi)
	fnsave 127(%rax)
	fnsave %fs:16
	fstenv 128(%rax)
	fstenv (%rsp)
	fstenv %fs:16
	fstcw (%r12)
	fstcw 128(%rax)
	fstcw %fs:16
	fsave (%rsp)
	fsave (%r12)
	fsave %fs:16
	fadds x(%rip)
	fadds x-0x10(%rax)
	fadds %fs:16
	fmuls (%rdi)
	fmuls 127(%rax)
	fmuls %fs:16
	fcoms x-0x10(%rax)
	fcoms 127(%rax)
	fcoms %fs:16
	fcomps (%rdi)
	fcomps x(%rip)
	fcomps %fs:16
	fsubs x+4(,%rcx,8)
	fsubs (%rdi)
	fsubs %fs:16
	fsubrs (%r12)
	fsubrs (%ebx)
	fsubrs %fs:16
	fdivs -8(%rbp)
	fdivs (%rdi)
	fdivs %fs:16
	fdivrs -8(%rbp)
	fdivrs 127(%rax)
	fdivrs %fs:16
	faddl (%rsp)
	faddl 0x1234(%r13,%r9,4)
	faddl %fs:16
	fmull 0x1234(%r13,%r9,4)
	fmull 127(%rax)
	fmull %fs:16
	fcoml 0(%r13)
	fcoml -8(%rbp)
	fcoml %fs:16
	fcompl 0x1234(%r13,%r9,4)
	fcompl (%rdi)
	fcompl %fs:16
	fsubl (%ebx)
	fsubl 4(%rbx,%rsi)
	fsubl %fs:16
	fsubrl x-0x10(%rax)
	fsubrl 4(%rbx,%rsi)
	fsubrl %fs:16
	fdivl 4(%rbx,%rsi)
	fdivl 128(%rax)
	fdivl %fs:16
	fdivrl 0(%r13)
	fdivrl (%r12)
	fdivrl %fs:16
	fiadds x-0x10(%rax)
	fiadds (%rsp)
	fiadds %fs:16
	fimuls (%r12)
	fimuls 4(%rbx,%rsi)
	fimuls %fs:16
	ficoms (%rdi)
	ficoms (%r12)
	ficoms %fs:16
	ficomps 0(%r13)
	ficomps (%ebx)
	ficomps %fs:16
	fisubs 128(%rax)
	fisubs x(%rip)
	fisubs %fs:16
	fisubrs 0x1234(%r13,%r9,4)
	fisubrs (%r12)
	fisubrs %fs:16
	fidivs x+4(,%rcx,8)
	fidivs (%rdi)
	fidivs %fs:16
	fidivrs 0(%r13)
	fidivrs (%rsp)
	fidivrs %fs:16
	fiaddl 0(%r13)
	fiaddl (%r12)
	fiaddl %fs:16
	fimull (%rsp)
	fimull 4(%rbx,%rsi)
	fimull %fs:16
	ficoml 128(%rax)
	ficoml -8(%rbp)
	ficoml %fs:16
	ficompl (%r12)
	ficompl 127(%rax)
	ficompl %fs:16
	fisubl 128(%rax)
	fisubl (%r12)
	fisubl %fs:16
	fisubrl 128(%rax)
	fisubrl -8(%rbp)
	fisubrl %fs:16
	fidivl -8(%rbp)
	fidivl 0x1234(%r13,%r9,4)
	fidivl %fs:16
	fidivrl 127(%rax)
	fidivrl 4(%rbx,%rsi)
	fidivrl %fs:16
	fadd %st(2)
	fadd %st(1)
	fadd %st(1), %st
	fadd %st(2), %st
	fadd %st, %st(1)
	fadd %st, %st(2)
	fmul %st(1)
	fmul %st(2)
	fmul %st(2), %st
	fmul %st(1), %st
	fmul %st, %st(1)
	fmul %st, %st(2)
	fsub %st(1)
	fsub %st(2)
	fsub %st(2), %st
	fsub %st(1), %st
	fsub %st, %st(2)
	fsub %st, %st(1)
	fsubr %st(1)
	fsubr %st(2)
	fsubr %st(2), %st
	fsubr %st(1), %st
	fsubr %st, %st(2)
	fsubr %st, %st(1)
	fdiv %st(2)
	fdiv %st(1)
	fdiv %st(2), %st
	fdiv %st(1), %st
	fdiv %st, %st(2)
	fdiv %st, %st(1)
	fdivr %st(2)
	fdivr %st(1)
	fdivr %st(2), %st
	fdivr %st(1), %st
	fdivr %st, %st(1)
	fdivr %st, %st(2)
	fcom
	fcom %st(2)
	fcom %st(1)
	fcomp
	fcomp %st(2)
	fcomp %st(1)
	faddp
	faddp %st(1)
	faddp %st(2)
	faddp %st, %st(1)
	faddp %st, %st(2)
	fmulp
	fmulp %st(1)
	fmulp %st(2)
	fmulp %st, %st(2)
	fmulp %st, %st(1)
	fsubp
	fsubp %st(2)
	fsubp %st(1)
	fsubp %st, %st(2)
	fsubp %st, %st(1)
	fsubrp
	fsubrp %st(1)
	fsubrp %st(2)
	fsubrp %st, %st(1)
	fsubrp %st, %st(2)
	fdivp
	fdivp %st(1)
	fdivp %st(2)
	fdivp %st, %st(2)
	fdivp %st, %st(1)
	fdivrp
	fdivrp %st(1)
	fdivrp %st(2)
	fdivrp %st, %st(1)
	fdivrp %st, %st(2)
	fld %st(2)
	fld %st(1)
	fst %st(2)
	fst %st(1)
	fstp %st(1)
	fstp %st(2)
	ffree %st(2)
	ffree %st(1)
	fxch
	fxch %st(1)
	fxch %st(2)
	fucom
	fucom %st(2)
	fucom %st(1)
	fucomp
	fucomp %st(2)
	fucomp %st(1)
	fcomi
	fcomi %st(2)
	fcomi %st(1)
	fcomi %st(1), %st
	fcomi %st(2), %st
	fucomi
	fucomi %st(1)
	fucomi %st(2)
	fucomi %st(1), %st
	fucomi %st(2), %st
	fcomip
	fcomip %st(1)
	fcomip %st(2)
	fcomip %st(2), %st
	fcomip %st(1), %st
	fucomip
	fucomip %st(2)
	fucomip %st(1)
	fucomip %st(2), %st
	fucomip %st(1), %st
	fcompi
	fcompi %st(1)
	fcompi %st(2)
	fcompi %st(1), %st
	fcompi %st(2), %st
	fucompi
	fucompi %st(1)
	fucompi %st(2)
	fucompi %st(2), %st
	fucompi %st(1), %st
	fcmovb %st(2), %st
	fcmovb %st(1), %st
	fcmove %st(1), %st
	fcmove %st(2), %st
	fcmovbe %st(2), %st
	fcmovbe %st(1), %st
	fcmovu %st(1), %st
	fcmovu %st(2), %st
	fcmovnb %st(2), %st
	fcmovnb %st(1), %st
	fcmovne %st(2), %st
	fcmovne %st(1), %st
	fcmovnbe %st(2), %st
	fcmovnbe %st(1), %st
	fcmovnu %st(2), %st
	fcmovnu %st(1), %st
	fnstsw 0(%r13)
	fnstsw x-0x10(%rax)
	fnstsw %fs:16
	fnstsw %ax
	fnstsw
	fstsw (%rdi)
	fstsw x(%rip)
	fstsw %fs:16
	fstsw %ax
	fstsw
	fchs
	fabs
	ftst
	fxam
	fld1
	fldl2t
	fldl2e
	fldpi
	fldlg2
	fldln2
	fldz
	f2xm1
	fyl2x
	fptan
	fpatan
	fxtract
	fprem1
	fdecstp
	fincstp
	fprem
	fyl2xp1
	fsqrt
	fsincos
	frndint
	fscale
	fsin
	fcos
	fnop
	fcompp
	fucompp
	fnclex
	fclex
	fninit
	finit
	fwait
	movups %xmm1, %xmm0
	movups %xmm12, %xmm7
	movups x(%rip), %xmm0
	movups (%rax), %xmm11
	movups %xmm7, x-0x10(%rax)
	movups %xmm0, 0x1234(%r13,%r9,4)
	movups %xmm11, %fs:16
	movupd %xmm1, %xmm0
	movupd %xmm12, %xmm7
	movupd x(%rip), %xmm0
	movupd (%rax), %xmm11
	movupd %xmm7, x-0x10(%rax)
	movupd %xmm0, (%rsp)
	movupd %xmm11, %fs:16
	movss %xmm12, %xmm7
	movss %xmm1, %xmm0
	movss x(%rip), %xmm0
	movss (%rax), %xmm11
	movss %xmm7, 128(%rax)
	movss %xmm7, x+4(,%rcx,8)
	movss %xmm11, %fs:16
	movsd %xmm12, %xmm7
	movsd %xmm1, %xmm0
	movsd x(%rip), %xmm0
	movsd (%rax), %xmm11
	movsd %xmm0, (%rdi)
	movsd %xmm0, 0x1234(%r13,%r9,4)
	movsd %xmm11, %fs:16
	movaps %xmm1, %xmm0
	movaps %xmm12, %xmm7
	movaps (%rax), %xmm11
	movaps x(%rip), %xmm0
	movaps %xmm0, (%rsp)
	movaps %xmm7, 128(%rax)
	movaps %xmm11, %fs:16
	movapd %xmm12, %xmm7
	movapd %xmm1, %xmm0
	movapd x(%rip), %xmm0
	movapd (%rax), %xmm11
	movapd %xmm7, x+4(,%rcx,8)
	movapd %xmm7, x-0x10(%rax)
	movapd %xmm11, %fs:16
	movdqa %xmm1, %xmm0
	movdqa %xmm12, %xmm7
	movdqa x(%rip), %xmm0
	movdqa (%rax), %xmm11
	movdqa %xmm7, -8(%rbp)
	movdqa %xmm0, (%rsp)
	movdqa %xmm11, %fs:16
	movdqu %xmm12, %xmm7
	movdqu %xmm1, %xmm0
	movdqu x(%rip), %xmm0
	movdqu (%rax), %xmm11
	movdqu %xmm0, (%rdi)
	movdqu %xmm11, x(%rip)
	movdqu %xmm11, %fs:16
	movd %xmm7, %rcx
	movd %eax, %xmm0
	movd %mm0, %eax
	movd %r13d, %xmm0
	movd (%rdi), %xmm7
	movd 0x1234(%r13,%r9,4), %xmm7
	movd %ebx, %mm5
	movd %xmm0, %r13d
	movd %xmm11, -8(%rbp)
	movd %xmm7, 0x1234(%r13,%r9,4)
	movd %mm0, %ebp
	movd %r13d, %mm5
	movd -8(%rbp), %mm5
	movd 0x1234(%r13,%r9,4), %mm5
	movd %mm0, x(%rip)
	movd %mm5, -8(%rbp)
	movq %rcx, %mm5
	movq %rax, %mm0
	movq %mm5, %fs:16
	movlps 0(%r13), %xmm0
	movlps (%r12), %xmm7
	movlps %fs:16, %xmm11
	movlps %xmm0, 0x1234(%r13,%r9,4)
	movlps %xmm0, 127(%rax)
	movlps %xmm11, %fs:16
	movlpd (%ebx), %xmm11
	movlpd 127(%rax), %xmm0
	movlpd %fs:16, %xmm11
	movlpd %xmm0, 0x1234(%r13,%r9,4)
	movlpd %xmm7, x+4(,%rcx,8)
	movlpd %xmm11, %fs:16
	movhps 4(%rbx,%rsi), %xmm11
	movhps x+4(,%rcx,8), %xmm7
	movhps %fs:16, %xmm11
	movhps %xmm11, (%ebx)
	movhps %xmm7, 128(%rax)
	movhps %xmm11, %fs:16
	movhpd (%rdi), %xmm0
	movhpd (%ebx), %xmm11
	movhpd %fs:16, %xmm11
	movhpd %xmm11, (%ebx)
	movhpd %xmm7, 128(%rax)
	movhpd %xmm11, %fs:16
	movhlps %xmm0, %xmm0
	movhlps %xmm11, %xmm11
	movlhps %xmm7, %xmm7
	movlhps %xmm11, %xmm11
	movmskps %xmm7, %rcx
	movmskps %xmm7, %ebx
	movmskps %xmm0, %r12
	movmskps %xmm0, %r13d
	movmskpd %xmm7, %rcx
	movmskpd %xmm7, %ebx
	movmskpd %xmm11, %ebp
	movmskpd %xmm0, %r13d
	pmovmskb %xmm0, %rax
	pmovmskb %xmm7, %ebx
	pmovmskb %xmm0, %r12
	pmovmskb %xmm11, %rsp
	pmovmskb %mm5, %ebx
	pmovmskb %mm0, %eax
	pmovmskb %mm0, %ebp
	pmovmskb %mm5, %r13d
	movntps %xmm0, (%rsp)
	movntps %xmm11, 4(%rbx,%rsi)
	movntps %xmm11, %fs:16
	movntpd %xmm7, x+4(,%rcx,8)
	movntpd %xmm7, x-0x10(%rax)
	movntpd %xmm11, %fs:16
	movntdq %xmm0, (%rdi)
	movntdq %xmm11, (%ebx)
	movntdq %xmm11, %fs:16
	lddqu x+4(,%rcx,8), %xmm7
	lddqu 0x1234(%r13,%r9,4), %xmm0
	lddqu %fs:16, %xmm11
	movntdqa (%r12), %xmm7
	movntdqa -8(%rbp), %xmm7
	movntdqa %fs:16, %xmm11
	movnti %eax, (%rdi)
	movnti %ebx, 0(%r13)
	movntil %eax, (%rdi)
	movntil %ebx, 0(%r13)
	movnti %rsp, x(%rip)
	movnti %r13d, 4(%rbx,%rsi)
	movntil %r13d, 0x1234(%r13,%r9,4)
	movntil %ebp, x-0x10(%rax)
	movnti %rcx, %fs:16
	movnti %ebx, %fs:16
	movntil %ebx, %fs:16
	movntiq %rax, (%rdi)
	movntiq %rax, 127(%rax)
	movntiq %r12, 4(%rbx,%rsi)
	movntiq %rsp, x-0x10(%rax)
	movntiq %rcx, %fs:16
	maskmovdqu %xmm11, %xmm11
	maskmovdqu %xmm7, %xmm7
	movntq %mm0, x+4(,%rcx,8)
	movntq %mm5, 128(%rax)
	movntq %mm5, %fs:16
	movq2dq %mm5, %xmm7
	movq2dq %mm0, %xmm11
	movdq2q %xmm11, %mm0
	movdq2q %xmm0, %mm0
	addps %xmm12, %xmm7
	addps %xmm1, %xmm0
	addps x(%rip), %xmm0
	addps (%rax), %xmm11
	addpd %xmm12, %xmm7
	addpd %xmm1, %xmm0
	addpd x(%rip), %xmm0
	addpd (%rax), %xmm11
	addss %xmm1, %xmm0
	addss %xmm12, %xmm7
	addss (%rax), %xmm11
	addss x(%rip), %xmm0
	addsd %xmm1, %xmm0
	addsd %xmm12, %xmm7
	addsd x(%rip), %xmm0
	addsd (%rax), %xmm11
	mulps %xmm12, %xmm7
	mulps %xmm1, %xmm0
	mulps (%rax), %xmm11
	mulps x(%rip), %xmm0
	mulpd %xmm12, %xmm7
	mulpd %xmm1, %xmm0
	mulpd x(%rip), %xmm0
	mulpd (%rax), %xmm11
	mulss %xmm1, %xmm0
	mulss %xmm12, %xmm7
	mulss (%rax), %xmm11
	mulss x(%rip), %xmm0
	mulsd %xmm12, %xmm7
	mulsd %xmm1, %xmm0
	mulsd x(%rip), %xmm0
	mulsd (%rax), %xmm11
	subps %xmm1, %xmm0
	subps %xmm12, %xmm7
	subps (%rax), %xmm11
	subps x(%rip), %xmm0
	subpd %xmm1, %xmm0
	subpd %xmm12, %xmm7
	subpd (%rax), %xmm11
	subpd x(%rip), %xmm0
	subss %xmm1, %xmm0
	subss %xmm12, %xmm7
	subss x(%rip), %xmm0
	subss (%rax), %xmm11
	subsd %xmm1, %xmm0
	subsd %xmm12, %xmm7
	subsd (%rax), %xmm11
	subsd x(%rip), %xmm0
	minps %xmm1, %xmm0
	minps %xmm12, %xmm7
	minps (%rax), %xmm11
	minps x(%rip), %xmm0
	minpd %xmm12, %xmm7
	minpd %xmm1, %xmm0
	minpd x(%rip), %xmm0
	minpd (%rax), %xmm11
	minss %xmm12, %xmm7
	minss %xmm1, %xmm0
	minss (%rax), %xmm11
	minss x(%rip), %xmm0
	minsd %xmm1, %xmm0
	minsd %xmm12, %xmm7
	minsd x(%rip), %xmm0
	minsd (%rax), %xmm11
	divps %xmm12, %xmm7
	divps %xmm1, %xmm0
	divps x(%rip), %xmm0
	divps (%rax), %xmm11
	divpd %xmm12, %xmm7
	divpd %xmm1, %xmm0
	divpd (%rax), %xmm11
	divpd x(%rip), %xmm0
	divss %xmm12, %xmm7
	divss %xmm1, %xmm0
	divss x(%rip), %xmm0
	divss (%rax), %xmm11
	divsd %xmm12, %xmm7
	divsd %xmm1, %xmm0
	divsd (%rax), %xmm11
	divsd x(%rip), %xmm0
	maxps %xmm12, %xmm7
	maxps %xmm1, %xmm0
	maxps x(%rip), %xmm0
	maxps (%rax), %xmm11
	maxpd %xmm12, %xmm7
	maxpd %xmm1, %xmm0
	maxpd x(%rip), %xmm0
	maxpd (%rax), %xmm11
	maxss %xmm12, %xmm7
	maxss %xmm1, %xmm0
	maxss x(%rip), %xmm0
	maxss (%rax), %xmm11
	maxsd %xmm1, %xmm0
	maxsd %xmm12, %xmm7
	maxsd x(%rip), %xmm0
	maxsd (%rax), %xmm11
	sqrtps %xmm1, %xmm0
	sqrtps %xmm12, %xmm7
	sqrtps x(%rip), %xmm0
	sqrtps (%rax), %xmm11
	sqrtpd %xmm1, %xmm0
	sqrtpd %xmm12, %xmm7
	sqrtpd x(%rip), %xmm0
	sqrtpd (%rax), %xmm11
	sqrtss %xmm1, %xmm0
	sqrtss %xmm12, %xmm7
	sqrtss x(%rip), %xmm0
	sqrtss (%rax), %xmm11
	sqrtsd %xmm12, %xmm7
	sqrtsd %xmm1, %xmm0
	sqrtsd x(%rip), %xmm0
	sqrtsd (%rax), %xmm11
	andps %xmm12, %xmm7
	andps %xmm1, %xmm0
	andps (%rax), %xmm11
	andps x(%rip), %xmm0
	andpd %xmm12, %xmm7
	andpd %xmm1, %xmm0
	andpd (%rax), %xmm11
	andpd x(%rip), %xmm0
	andnps %xmm1, %xmm0
	andnps %xmm12, %xmm7
	andnps (%rax), %xmm11
	andnps x(%rip), %xmm0
	andnpd %xmm1, %xmm0
	andnpd %xmm12, %xmm7
	andnpd x(%rip), %xmm0
	andnpd (%rax), %xmm11
	orps %xmm1, %xmm0
	orps %xmm12, %xmm7
	orps (%rax), %xmm11
	orps x(%rip), %xmm0
	orpd %xmm1, %xmm0
	orpd %xmm12, %xmm7
	orpd (%rax), %xmm11
	orpd x(%rip), %xmm0
	xorps %xmm1, %xmm0
	xorps %xmm12, %xmm7
	xorps x(%rip), %xmm0
	xorps (%rax), %xmm11
	xorpd %xmm1, %xmm0
	xorpd %xmm12, %xmm7
	xorpd x(%rip), %xmm0
	xorpd (%rax), %xmm11
	unpcklps %xmm1, %xmm0
	unpcklps %xmm12, %xmm7
	unpcklps x(%rip), %xmm0
	unpcklps (%rax), %xmm11
	unpcklpd %xmm1, %xmm0
	unpcklpd %xmm12, %xmm7
	unpcklpd (%rax), %xmm11
	unpcklpd x(%rip), %xmm0
	unpckhps %xmm12, %xmm7
	unpckhps %xmm1, %xmm0
	unpckhps (%rax), %xmm11
	unpckhps x(%rip), %xmm0
	unpckhpd %xmm1, %xmm0
	unpckhpd %xmm12, %xmm7
	unpckhpd x(%rip), %xmm0
	unpckhpd (%rax), %xmm11
	ucomiss %xmm1, %xmm0
	ucomiss %xmm12, %xmm7
	ucomiss (%rax), %xmm11
	ucomiss x(%rip), %xmm0
	ucomisd %xmm1, %xmm0
	ucomisd %xmm12, %xmm7
	ucomisd (%rax), %xmm11
	ucomisd x(%rip), %xmm0
	comiss %xmm1, %xmm0
	comiss %xmm12, %xmm7
	comiss x(%rip), %xmm0
	comiss (%rax), %xmm11
	comisd %xmm12, %xmm7
	comisd %xmm1, %xmm0
	comisd x(%rip), %xmm0
	comisd (%rax), %xmm11
	rsqrtps %xmm1, %xmm0
	rsqrtps %xmm12, %xmm7
	rsqrtps x(%rip), %xmm0
	rsqrtps (%rax), %xmm11
	rsqrtss %xmm12, %xmm7
	rsqrtss %xmm1, %xmm0
	rsqrtss x(%rip), %xmm0
	rsqrtss (%rax), %xmm11
	rcpps %xmm12, %xmm7
	rcpps %xmm1, %xmm0
	rcpps x(%rip), %xmm0
	rcpps (%rax), %xmm11
	rcpss %xmm12, %xmm7
	rcpss %xmm1, %xmm0
	rcpss x(%rip), %xmm0
	rcpss (%rax), %xmm11
	haddpd %xmm1, %xmm0
	haddpd %xmm12, %xmm7
	haddpd (%rax), %xmm11
	haddpd x(%rip), %xmm0
	haddps %xmm12, %xmm7
	haddps %xmm1, %xmm0
	haddps (%rax), %xmm11
	haddps x(%rip), %xmm0
	hsubpd %xmm12, %xmm7
	hsubpd %xmm1, %xmm0
	hsubpd x(%rip), %xmm0
	hsubpd (%rax), %xmm11
	hsubps %xmm1, %xmm0
	hsubps %xmm12, %xmm7
	hsubps x(%rip), %xmm0
	hsubps (%rax), %xmm11
	addsubpd %xmm1, %xmm0
	addsubpd %xmm12, %xmm7
	addsubpd (%rax), %xmm11
	addsubpd x(%rip), %xmm0
	addsubps %xmm1, %xmm0
	addsubps %xmm12, %xmm7
	addsubps x(%rip), %xmm0
	addsubps (%rax), %xmm11
	movddup %xmm1, %xmm0
	movddup %xmm12, %xmm7
	movddup (%rax), %xmm11
	movddup x(%rip), %xmm0
	movsldup %xmm1, %xmm0
	movsldup %xmm12, %xmm7
	movsldup (%rax), %xmm11
	movsldup x(%rip), %xmm0
	movshdup %xmm12, %xmm7
	movshdup %xmm1, %xmm0
	movshdup x(%rip), %xmm0
	movshdup (%rax), %xmm11
	cmpps $200, %xmm12, %xmm7
	cmpps $3, %xmm1, %xmm0
	cmpps $200, x(%rip), %xmm0
	cmpps $3, (%rax), %xmm11
	cmppd $200, %xmm12, %xmm7
	cmppd $3, %xmm1, %xmm0
	cmppd $200, x(%rip), %xmm0
	cmppd $3, (%rax), %xmm11
	cmpss $200, %xmm12, %xmm7
	cmpss $3, %xmm1, %xmm0
	cmpss $3, (%rax), %xmm11
	cmpss $200, x(%rip), %xmm0
	cmpsd $200, %xmm12, %xmm7
	cmpsd $3, %xmm1, %xmm0
	cmpsd $3, (%rax), %xmm11
	cmpsd $200, x(%rip), %xmm0
	shufps $200, %xmm12, %xmm7
	shufps $3, %xmm1, %xmm0
	shufps $3, (%rax), %xmm11
	shufps $200, x(%rip), %xmm0
	shufpd $3, %xmm1, %xmm0
	shufpd $200, %xmm12, %xmm7
	shufpd $200, x(%rip), %xmm0
	shufpd $3, (%rax), %xmm11
	cvtsi2ss %eax, %xmm0
	cvtsi2ss %rcx, %xmm7
	cvtsi2ssl %ebx, %xmm7
	cvtsi2ssl %eax, %xmm0
	cvtsi2ss %r12, %xmm0
	cvtsi2ss %ebp, %xmm11
	cvtsi2ssl %ebp, %xmm11
	cvtsi2ssl %r13d, %xmm0
	cvtsi2ss 0(%r13), %xmm7
	cvtsi2ss x(%rip), %xmm0
	cvtsi2ssl 127(%rax), %xmm7
	cvtsi2ssl 4(%rbx,%rsi), %xmm0
	cvtsi2ss %fs:16, %xmm0
	cvtsi2ssl %fs:16, %xmm0
	cvtsi2ssq %rax, %xmm0
	cvtsi2ssq %rcx, %xmm7
	cvtsi2ssq %r12, %xmm0
	cvtsi2ssq %rsp, %xmm11
	cvtsi2ssq (%ebx), %xmm0
	cvtsi2ssq (%rsp), %xmm7
	cvtsi2ssq %fs:16, %xmm0
	cvtsi2sd %ebx, %xmm7
	cvtsi2sd %rax, %xmm0
	cvtsi2sdl %eax, %xmm0
	cvtsi2sdl %ebx, %xmm7
	cvtsi2sd %rsp, %xmm11
	cvtsi2sd %r12, %xmm0
	cvtsi2sdl %ebp, %xmm11
	cvtsi2sdl %r13d, %xmm0
	cvtsi2sd 0(%r13), %xmm7
	cvtsi2sd x(%rip), %xmm0
	cvtsi2sdl 4(%rbx,%rsi), %xmm0
	cvtsi2sdl (%ebx), %xmm0
	cvtsi2sd %fs:16, %xmm0
	cvtsi2sdl %fs:16, %xmm0
	cvtsi2sdq %rax, %xmm0
	cvtsi2sdq %rcx, %xmm7
	cvtsi2sdq %r12, %xmm0
	cvtsi2sdq %rsp, %xmm11
	cvtsi2sdq (%rdi), %xmm7
	cvtsi2sdq x(%rip), %xmm0
	cvtsi2sdq %fs:16, %xmm0
	cvttss2si %xmm1, %eax
	cvttss2si %xmm12, %rcx
	cvttss2sil %xmm1, %eax
	cvttss2sil %xmm12, %ebx
	cvttss2si x(%rip), %r12
	cvttss2si (%rax), %ebp
	cvttss2sil x(%rip), %r13d
	cvttss2sil (%rax), %ebp
	cvttss2siq %xmm1, %rax
	cvttss2siq %xmm12, %rcx
	cvttss2siq x(%rip), %r12
	cvttss2siq (%rax), %rsp
	cvttsd2si %xmm1, %eax
	cvttsd2si %xmm12, %rcx
	cvttsd2sil %xmm12, %ebx
	cvttsd2sil %xmm1, %eax
	cvttsd2si x(%rip), %r13d
	cvttsd2si (%rax), %ebp
	cvttsd2sil (%rax), %ebp
	cvttsd2sil x(%rip), %r13d
	cvttsd2siq %xmm1, %rax
	cvttsd2siq %xmm12, %rcx
	cvttsd2siq x(%rip), %r12
	cvttsd2siq (%rax), %rsp
	cvtss2si %xmm1, %eax
	cvtss2si %xmm12, %rcx
	cvtss2sil %xmm12, %ebx
	cvtss2sil %xmm1, %eax
	cvtss2si x(%rip), %r12
	cvtss2si x(%rip), %r13d
	cvtss2sil (%rax), %ebp
	cvtss2sil x(%rip), %r13d
	cvtss2siq %xmm12, %rcx
	cvtss2siq %xmm1, %rax
	cvtss2siq (%rax), %rsp
	cvtss2siq x(%rip), %r12
	cvtsd2si %xmm1, %eax
	cvtsd2si %xmm12, %ebx
	cvtsd2sil %xmm12, %ebx
	cvtsd2sil %xmm1, %eax
	cvtsd2si x(%rip), %r12
	cvtsd2si x(%rip), %r13d
	cvtsd2sil x(%rip), %r13d
	cvtsd2sil (%rax), %ebp
	cvtsd2siq %xmm1, %rax
	cvtsd2siq %xmm12, %rcx
	cvtsd2siq (%rax), %rsp
	cvtsd2siq x(%rip), %r12
	cvtss2sd %xmm1, %xmm0
	cvtss2sd %xmm12, %xmm7
	cvtss2sd (%rax), %xmm11
	cvtss2sd x(%rip), %xmm0
	cvtsd2ss %xmm1, %xmm0
	cvtsd2ss %xmm12, %xmm7
	cvtsd2ss x(%rip), %xmm0
	cvtsd2ss (%rax), %xmm11
	cvtps2pd %xmm12, %xmm7
	cvtps2pd %xmm1, %xmm0
	cvtps2pd (%rax), %xmm11
	cvtps2pd x(%rip), %xmm0
	cvtpd2ps %xmm1, %xmm0
	cvtpd2ps %xmm12, %xmm7
	cvtpd2ps (%rax), %xmm11
	cvtpd2ps x(%rip), %xmm0
	cvtdq2ps %xmm12, %xmm7
	cvtdq2ps %xmm1, %xmm0
	cvtdq2ps x(%rip), %xmm0
	cvtdq2ps (%rax), %xmm11
	cvtps2dq %xmm12, %xmm7
	cvtps2dq %xmm1, %xmm0
	cvtps2dq x(%rip), %xmm0
	cvtps2dq (%rax), %xmm11
	cvttps2dq %xmm1, %xmm0
	cvttps2dq %xmm12, %xmm7
	cvttps2dq x(%rip), %xmm0
	cvttps2dq (%rax), %xmm11
	cvttpd2dq %xmm12, %xmm7
	cvttpd2dq %xmm1, %xmm0
	cvttpd2dq x(%rip), %xmm0
	cvttpd2dq (%rax), %xmm11
	cvtpd2dq %xmm12, %xmm7
	cvtpd2dq %xmm1, %xmm0
	cvtpd2dq (%rax), %xmm11
	cvtpd2dq x(%rip), %xmm0
	cvtdq2pd %xmm1, %xmm0
	cvtdq2pd %xmm12, %xmm7
	cvtdq2pd (%rax), %xmm11
	cvtdq2pd x(%rip), %xmm0
	cvtpi2ps %mm3, %xmm0
	cvtpi2ps %mm3, %xmm11
	cvtpi2ps (%rax), %xmm7
	cvtpi2pd %mm3, %xmm0
	cvtpi2pd %mm3, %xmm11
	cvtpi2pd (%rax), %xmm7
	cvttps2pi %xmm12, %mm5
	cvttps2pi %xmm1, %mm0
	cvttps2pi x(%rip), %mm5
	cvttps2pi (%rax), %mm0
	cvttpd2pi %xmm1, %mm0
	cvttpd2pi %xmm12, %mm5
	cvttpd2pi x(%rip), %mm5
	cvttpd2pi (%rax), %mm0
	cvtps2pi %xmm12, %mm5
	cvtps2pi %xmm1, %mm0
	cvtps2pi x(%rip), %mm5
	cvtps2pi (%rax), %mm0
	cvtpd2pi %xmm12, %mm5
	cvtpd2pi %xmm1, %mm0
	cvtpd2pi (%rax), %mm0
	cvtpd2pi x(%rip), %mm5
	punpcklbw %xmm12, %xmm7
	punpcklbw %xmm1, %xmm0
	punpcklbw (%rax), %xmm11
	punpcklbw x(%rip), %xmm0
	punpcklbw %mm3, %mm0
	punpcklbw (%rax), %mm5
	punpcklwd %xmm1, %xmm0
	punpcklwd %xmm12, %xmm7
	punpcklwd (%rax), %xmm11
	punpcklwd x(%rip), %xmm0
	punpcklwd %mm3, %mm0
	punpcklwd (%rax), %mm5
	punpckldq %xmm12, %xmm7
	punpckldq %xmm1, %xmm0
	punpckldq x(%rip), %xmm0
	punpckldq (%rax), %xmm11
	punpckldq %mm3, %mm0
	punpckldq (%rax), %mm5
	packsswb %xmm1, %xmm0
	packsswb %xmm12, %xmm7
	packsswb (%rax), %xmm11
	packsswb x(%rip), %xmm0
	packsswb %mm3, %mm0
	packsswb (%rax), %mm5
	pcmpgtb %xmm1, %xmm0
	pcmpgtb %xmm12, %xmm7
	pcmpgtb x(%rip), %xmm0
	pcmpgtb (%rax), %xmm11
	pcmpgtb %mm3, %mm0
	pcmpgtb (%rax), %mm5
	pcmpgtw %xmm1, %xmm0
	pcmpgtw %xmm12, %xmm7
	pcmpgtw (%rax), %xmm11
	pcmpgtw x(%rip), %xmm0
	pcmpgtw %mm3, %mm0
	pcmpgtw (%rax), %mm5
	pcmpgtd %xmm1, %xmm0
	pcmpgtd %xmm12, %xmm7
	pcmpgtd x(%rip), %xmm0
	pcmpgtd (%rax), %xmm11
	pcmpgtd %mm3, %mm0
	pcmpgtd (%rax), %mm5
	packuswb %xmm1, %xmm0
	packuswb %xmm12, %xmm7
	packuswb (%rax), %xmm11
	packuswb x(%rip), %xmm0
	packuswb %mm3, %mm0
	packuswb (%rax), %mm5
	punpckhbw %xmm1, %xmm0
	punpckhbw %xmm12, %xmm7
	punpckhbw x(%rip), %xmm0
	punpckhbw (%rax), %xmm11
	punpckhbw %mm3, %mm0
	punpckhbw (%rax), %mm5
	punpckhwd %xmm12, %xmm7
	punpckhwd %xmm1, %xmm0
	punpckhwd (%rax), %xmm11
	punpckhwd x(%rip), %xmm0
	punpckhwd %mm3, %mm0
	punpckhwd (%rax), %mm5
	punpckhdq %xmm1, %xmm0
	punpckhdq %xmm12, %xmm7
	punpckhdq (%rax), %xmm11
	punpckhdq x(%rip), %xmm0
	punpckhdq %mm3, %mm0
	punpckhdq (%rax), %mm5
	packssdw %xmm12, %xmm7
	packssdw %xmm1, %xmm0
	packssdw (%rax), %xmm11
	packssdw x(%rip), %xmm0
	packssdw %mm3, %mm0
	packssdw (%rax), %mm5
	pcmpeqb %xmm12, %xmm7
	pcmpeqb %xmm1, %xmm0
	pcmpeqb (%rax), %xmm11
	pcmpeqb x(%rip), %xmm0
	pcmpeqb %mm3, %mm0
	pcmpeqb (%rax), %mm5
	pcmpeqw %xmm12, %xmm7
	pcmpeqw %xmm1, %xmm0
	pcmpeqw (%rax), %xmm11
	pcmpeqw x(%rip), %xmm0
	pcmpeqw %mm3, %mm0
	pcmpeqw (%rax), %mm5
	pcmpeqd %xmm1, %xmm0
	pcmpeqd %xmm12, %xmm7
	pcmpeqd (%rax), %xmm11
	pcmpeqd x(%rip), %xmm0
	pcmpeqd %mm3, %mm0
	pcmpeqd (%rax), %mm5
	paddq %xmm1, %xmm0
	paddq %xmm12, %xmm7
	paddq (%rax), %xmm11
	paddq x(%rip), %xmm0
	paddq %mm3, %mm0
	paddq (%rax), %mm5
	pmullw %xmm1, %xmm0
	pmullw %xmm12, %xmm7
	pmullw x(%rip), %xmm0
	pmullw (%rax), %xmm11
	pmullw %mm3, %mm0
	pmullw (%rax), %mm5
	psubusb %xmm12, %xmm7
	psubusb %xmm1, %xmm0
	psubusb (%rax), %xmm11
	psubusb x(%rip), %xmm0
	psubusb %mm3, %mm0
	psubusb (%rax), %mm5
	psubusw %xmm12, %xmm7
	psubusw %xmm1, %xmm0
	psubusw x(%rip), %xmm0
	psubusw (%rax), %xmm11
	psubusw %mm3, %mm0
	psubusw (%rax), %mm5
	pminub %xmm1, %xmm0
	pminub %xmm12, %xmm7
	pminub x(%rip), %xmm0
	pminub (%rax), %xmm11
	pminub %mm3, %mm0
	pminub (%rax), %mm5
	pand %xmm12, %xmm7
	pand %xmm1, %xmm0
	pand (%rax), %xmm11
	pand x(%rip), %xmm0
	pand %mm3, %mm0
	pand (%rax), %mm5
	paddusb %xmm1, %xmm0
	paddusb %xmm12, %xmm7
	paddusb (%rax), %xmm11
	paddusb x(%rip), %xmm0
	paddusb %mm3, %mm0
	paddusb (%rax), %mm5
	paddusw %xmm1, %xmm0
	paddusw %xmm12, %xmm7
	paddusw x(%rip), %xmm0
	paddusw (%rax), %xmm11
	paddusw %mm3, %mm0
	paddusw (%rax), %mm5
	pmaxub %xmm12, %xmm7
	pmaxub %xmm1, %xmm0
	pmaxub x(%rip), %xmm0
	pmaxub (%rax), %xmm11
	pmaxub %mm3, %mm0
	pmaxub (%rax), %mm5
	pandn %xmm12, %xmm7
	pandn %xmm1, %xmm0
	pandn x(%rip), %xmm0
	pandn (%rax), %xmm11
	pandn %mm3, %mm0
	pandn (%rax), %mm5
	pavgb %xmm12, %xmm7
	pavgb %xmm1, %xmm0
	pavgb x(%rip), %xmm0
	pavgb (%rax), %xmm11
	pavgb %mm3, %mm0
	pavgb (%rax), %mm5
	pavgw %xmm1, %xmm0
	pavgw %xmm12, %xmm7
	pavgw x(%rip), %xmm0
	pavgw (%rax), %xmm11
	pavgw %mm3, %mm0
	pavgw (%rax), %mm5
	pmulhuw %xmm1, %xmm0
	pmulhuw %xmm12, %xmm7
	pmulhuw x(%rip), %xmm0
	pmulhuw (%rax), %xmm11
	pmulhuw %mm3, %mm0
	pmulhuw (%rax), %mm5
	pmulhw %xmm12, %xmm7
	pmulhw %xmm1, %xmm0
	pmulhw (%rax), %xmm11
	pmulhw x(%rip), %xmm0
	pmulhw %mm3, %mm0
	pmulhw (%rax), %mm5
	psubsb %xmm12, %xmm7
	psubsb %xmm1, %xmm0
	psubsb x(%rip), %xmm0
	psubsb (%rax), %xmm11
	psubsb %mm3, %mm0
	psubsb (%rax), %mm5
	psubsw %xmm12, %xmm7
	psubsw %xmm1, %xmm0
	psubsw (%rax), %xmm11
	psubsw x(%rip), %xmm0
	psubsw %mm3, %mm0
	psubsw (%rax), %mm5
	pminsw %xmm1, %xmm0
	pminsw %xmm12, %xmm7
	pminsw (%rax), %xmm11
	pminsw x(%rip), %xmm0
	pminsw %mm3, %mm0
	pminsw (%rax), %mm5
	por %xmm1, %xmm0
	por %xmm12, %xmm7
	por x(%rip), %xmm0
	por (%rax), %xmm11
	por %mm3, %mm0
	por (%rax), %mm5
	paddsb %xmm12, %xmm7
	paddsb %xmm1, %xmm0
	paddsb x(%rip), %xmm0
	paddsb (%rax), %xmm11
	paddsb %mm3, %mm0
	paddsb (%rax), %mm5
	paddsw %xmm12, %xmm7
	paddsw %xmm1, %xmm0
	paddsw (%rax), %xmm11
	paddsw x(%rip), %xmm0
	paddsw %mm3, %mm0
	paddsw (%rax), %mm5
	pmaxsw %xmm12, %xmm7
	pmaxsw %xmm1, %xmm0
	pmaxsw (%rax), %xmm11
	pmaxsw x(%rip), %xmm0
	pmaxsw %mm3, %mm0
	pmaxsw (%rax), %mm5
	pxor %xmm1, %xmm0
	pxor %xmm12, %xmm7
	pxor (%rax), %xmm11
	pxor x(%rip), %xmm0
	pxor %mm3, %mm0
	pxor (%rax), %mm5
	pmuludq %xmm12, %xmm7
	pmuludq %xmm1, %xmm0
	pmuludq (%rax), %xmm11
	pmuludq x(%rip), %xmm0
	pmuludq %mm3, %mm0
	pmuludq (%rax), %mm5
	pmaddwd %xmm12, %xmm7
	pmaddwd %xmm1, %xmm0
	pmaddwd x(%rip), %xmm0
	pmaddwd (%rax), %xmm11
	pmaddwd %mm3, %mm0
	pmaddwd (%rax), %mm5
	psadbw %xmm12, %xmm7
	psadbw %xmm1, %xmm0
	psadbw x(%rip), %xmm0
	psadbw (%rax), %xmm11
	psadbw %mm3, %mm0
	psadbw (%rax), %mm5
	psubb %xmm12, %xmm7
	psubb %xmm1, %xmm0
	psubb x(%rip), %xmm0
	psubb (%rax), %xmm11
	psubb %mm3, %mm0
	psubb (%rax), %mm5
	psubw %xmm12, %xmm7
	psubw %xmm1, %xmm0
	psubw x(%rip), %xmm0
	psubw (%rax), %xmm11
	psubw %mm3, %mm0
	psubw (%rax), %mm5
	psubd %xmm12, %xmm7
	psubd %xmm1, %xmm0
	psubd x(%rip), %xmm0
	psubd (%rax), %xmm11
	psubd %mm3, %mm0
	psubd (%rax), %mm5
	psubq %xmm12, %xmm7
	psubq %xmm1, %xmm0
	psubq x(%rip), %xmm0
	psubq (%rax), %xmm11
	psubq %mm3, %mm0
	psubq (%rax), %mm5
	paddb %xmm12, %xmm7
	paddb %xmm1, %xmm0
	paddb x(%rip), %xmm0
	paddb (%rax), %xmm11
	paddb %mm3, %mm0
	paddb (%rax), %mm5
	paddw %xmm12, %xmm7
	paddw %xmm1, %xmm0
	paddw x(%rip), %xmm0
	paddw (%rax), %xmm11
	paddw %mm3, %mm0
	paddw (%rax), %mm5
	paddd %xmm12, %xmm7
	paddd %xmm1, %xmm0
	paddd x(%rip), %xmm0
	paddd (%rax), %xmm11
	paddd %mm3, %mm0
	paddd (%rax), %mm5
	pshufb %xmm1, %xmm0
	pshufb %xmm12, %xmm7
	pshufb x(%rip), %xmm0
	pshufb (%rax), %xmm11
	pshufb %mm3, %mm0
	pshufb (%rax), %mm5
	phaddw %xmm12, %xmm7
	phaddw %xmm1, %xmm0
	phaddw x(%rip), %xmm0
	phaddw (%rax), %xmm11
	phaddw %mm3, %mm0
	phaddw (%rax), %mm5
	phaddd %xmm1, %xmm0
	phaddd %xmm12, %xmm7
	phaddd x(%rip), %xmm0
	phaddd (%rax), %xmm11
	phaddd %mm3, %mm0
	phaddd (%rax), %mm5
	phaddsw %xmm1, %xmm0
	phaddsw %xmm12, %xmm7
	phaddsw x(%rip), %xmm0
	phaddsw (%rax), %xmm11
	phaddsw %mm3, %mm0
	phaddsw (%rax), %mm5
	pmaddubsw %xmm12, %xmm7
	pmaddubsw %xmm1, %xmm0
	pmaddubsw x(%rip), %xmm0
	pmaddubsw (%rax), %xmm11
	pmaddubsw %mm3, %mm0
	pmaddubsw (%rax), %mm5
	phsubw %xmm12, %xmm7
	phsubw %xmm1, %xmm0
	phsubw (%rax), %xmm11
	phsubw x(%rip), %xmm0
	phsubw %mm3, %mm0
	phsubw (%rax), %mm5
	phsubd %xmm12, %xmm7
	phsubd %xmm1, %xmm0
	phsubd x(%rip), %xmm0
	phsubd (%rax), %xmm11
	phsubd %mm3, %mm0
	phsubd (%rax), %mm5
	phsubsw %xmm12, %xmm7
	phsubsw %xmm1, %xmm0
	phsubsw x(%rip), %xmm0
	phsubsw (%rax), %xmm11
	phsubsw %mm3, %mm0
	phsubsw (%rax), %mm5
	psignb %xmm1, %xmm0
	psignb %xmm12, %xmm7
	psignb (%rax), %xmm11
	psignb x(%rip), %xmm0
	psignb %mm3, %mm0
	psignb (%rax), %mm5
	psignw %xmm12, %xmm7
	psignw %xmm1, %xmm0
	psignw x(%rip), %xmm0
	psignw (%rax), %xmm11
	psignw %mm3, %mm0
	psignw (%rax), %mm5
	psignd %xmm12, %xmm7
	psignd %xmm1, %xmm0
	psignd (%rax), %xmm11
	psignd x(%rip), %xmm0
	psignd %mm3, %mm0
	psignd (%rax), %mm5
	pmulhrsw %xmm1, %xmm0
	pmulhrsw %xmm12, %xmm7
	pmulhrsw (%rax), %xmm11
	pmulhrsw x(%rip), %xmm0
	pmulhrsw %mm3, %mm0
	pmulhrsw (%rax), %mm5
	pabsb %xmm12, %xmm7
	pabsb %xmm1, %xmm0
	pabsb (%rax), %xmm11
	pabsb x(%rip), %xmm0
	pabsb %mm3, %mm0
	pabsb (%rax), %mm5
	pabsw %xmm1, %xmm0
	pabsw %xmm12, %xmm7
	pabsw x(%rip), %xmm0
	pabsw (%rax), %xmm11
	pabsw %mm3, %mm0
	pabsw (%rax), %mm5
	pabsd %xmm12, %xmm7
	pabsd %xmm1, %xmm0
	pabsd (%rax), %xmm11
	pabsd x(%rip), %xmm0
	pabsd %mm3, %mm0
	pabsd (%rax), %mm5
	palignr $3, %xmm1, %xmm0
	palignr $200, %xmm12, %xmm7
	palignr $3, (%rax), %xmm11
	palignr $200, x(%rip), %xmm0
	palignr $3, %mm3, %mm0
	palignr $200, (%rax), %mm5
	punpcklqdq %xmm12, %xmm7
	punpcklqdq %xmm1, %xmm0
	punpcklqdq x(%rip), %xmm0
	punpcklqdq (%rax), %xmm11
	punpckhqdq %xmm1, %xmm0
	punpckhqdq %xmm12, %xmm7
	punpckhqdq (%rax), %xmm11
	punpckhqdq x(%rip), %xmm0
	psrlw $3, %xmm11
	psrlw $3, %xmm0
	psrlw %xmm12, %xmm7
	psrlw %xmm1, %xmm0
	psrlw x(%rip), %xmm0
	psrlw (%rax), %xmm11
	psrlw $200, %mm5
	psrlw $3, %mm0
	psrlw %mm3, %mm0
	psrlw (%rax), %mm5
	psrld $200, %xmm7
	psrld $3, %xmm11
	psrld %xmm12, %xmm7
	psrld %xmm1, %xmm0
	psrld (%rax), %xmm11
	psrld x(%rip), %xmm0
	psrld $3, %mm0
	psrld $200, %mm5
	psrld %mm3, %mm0
	psrld (%rax), %mm5
	psrlq $200, %xmm7
	psrlq $3, %xmm11
	psrlq %xmm12, %xmm7
	psrlq %xmm1, %xmm0
	psrlq x(%rip), %xmm0
	psrlq (%rax), %xmm11
	psrlq $200, %mm5
	psrlq $3, %mm0
	psrlq %mm3, %mm0
	psrlq (%rax), %mm5
	psraw $3, %xmm11
	psraw $3, %xmm0
	psraw %xmm1, %xmm0
	psraw %xmm12, %xmm7
	psraw x(%rip), %xmm0
	psraw (%rax), %xmm11
	psraw $200, %mm5
	psraw $3, %mm0
	psraw %mm3, %mm0
	psraw (%rax), %mm5
	psrad $200, %xmm7
	psrad $3, %xmm0
	psrad %xmm1, %xmm0
	psrad %xmm12, %xmm7
	psrad x(%rip), %xmm0
	psrad (%rax), %xmm11
	psrad $200, %mm5
	psrad $3, %mm0
	psrad %mm3, %mm0
	psrad (%rax), %mm5
	psllw $3, %xmm0
	psllw $200, %xmm7
	psllw %xmm1, %xmm0
	psllw %xmm12, %xmm7
	psllw x(%rip), %xmm0
	psllw (%rax), %xmm11
	psllw $200, %mm5
	psllw $3, %mm0
	psllw %mm3, %mm0
	psllw (%rax), %mm5
	pslld $3, %xmm11
	pslld $200, %xmm7
	pslld %xmm1, %xmm0
	pslld %xmm12, %xmm7
	pslld (%rax), %xmm11
	pslld x(%rip), %xmm0
	pslld $3, %mm0
	pslld $200, %mm5
	pslld %mm3, %mm0
	pslld (%rax), %mm5
	psllq $200, %xmm7
	psllq $3, %xmm0
	psllq %xmm12, %xmm7
	psllq %xmm1, %xmm0
	psllq (%rax), %xmm11
	psllq x(%rip), %xmm0
	psllq $200, %mm5
	psllq $3, %mm0
	psllq %mm3, %mm0
	psllq (%rax), %mm5
	psrldq $200, %xmm7
	psrldq $3, %xmm11
	pslldq $3, %xmm11
	pslldq $3, %xmm0
	pshufd $3, %xmm1, %xmm0
	pshufd $200, %xmm12, %xmm7
	pshufd $3, (%rax), %xmm11
	pshufd $200, x(%rip), %xmm0
	pshufhw $200, %xmm12, %xmm7
	pshufhw $3, %xmm1, %xmm0
	pshufhw $200, x(%rip), %xmm0
	pshufhw $3, (%rax), %xmm11
	pshuflw $3, %xmm1, %xmm0
	pshuflw $200, %xmm12, %xmm7
	pshuflw $3, (%rax), %xmm11
	pshuflw $200, x(%rip), %xmm0
	pshufw $3, %mm3, %mm0
	pshufw $200, (%rax), %mm5
	pinsrw $200, %ebx, %xmm7
	pinsrw $3, %eax, %xmm0
	pinsrw $3, %ebp, %xmm11
	pinsrw $200, %r13d, %xmm0
	pinsrw $200, -8(%rbp), %xmm11
	pinsrw $3, (%rdi), %xmm7
	pinsrw $3, %eax, %mm0
	pinsrw $200, %ebx, %mm5
	pinsrw $200, %r13d, %mm5
	pinsrw $3, %ebp, %mm0
	pinsrw $3, x(%rip), %mm0
	pinsrw $200, -8(%rbp), %mm5
	pextrw $200, %xmm7, %ebx
	pextrw $3, %xmm0, %eax
	pextrw $200, %xmm0, %r13d
	pextrw $3, %xmm11, %ebp
	pextrw $3, %mm0, %eax
	pextrw $200, %mm5, %ebx
	pextrw $200, %mm5, %r13d
	pextrw $3, %mm0, %ebp
	pextrw $3, %xmm0, 127(%rax)
	pextrw $200, %xmm7, (%r12)
	pextrw $200, %xmm11, %fs:16
	pmuldq %xmm1, %xmm0
	pmuldq %xmm12, %xmm7
	pmuldq (%rax), %xmm11
	pmuldq x(%rip), %xmm0
	pcmpeqq %xmm1, %xmm0
	pcmpeqq %xmm12, %xmm7
	pcmpeqq (%rax), %xmm11
	pcmpeqq x(%rip), %xmm0
	packusdw %xmm1, %xmm0
	packusdw %xmm12, %xmm7
	packusdw x(%rip), %xmm0
	packusdw (%rax), %xmm11
	pmovsxbw %xmm1, %xmm0
	pmovsxbw %xmm12, %xmm7
	pmovsxbw (%rax), %xmm11
	pmovsxbw x(%rip), %xmm0
	pmovsxbd %xmm1, %xmm0
	pmovsxbd %xmm12, %xmm7
	pmovsxbd (%rax), %xmm11
	pmovsxbd x(%rip), %xmm0
	pmovsxbq %xmm12, %xmm7
	pmovsxbq %xmm1, %xmm0
	pmovsxbq x(%rip), %xmm0
	pmovsxbq (%rax), %xmm11
	pmovsxwd %xmm12, %xmm7
	pmovsxwd %xmm1, %xmm0
	pmovsxwd (%rax), %xmm11
	pmovsxwd x(%rip), %xmm0
	pmovsxwq %xmm1, %xmm0
	pmovsxwq %xmm12, %xmm7
	pmovsxwq (%rax), %xmm11
	pmovsxwq x(%rip), %xmm0
	pmovsxdq %xmm1, %xmm0
	pmovsxdq %xmm12, %xmm7
	pmovsxdq (%rax), %xmm11
	pmovsxdq x(%rip), %xmm0
	pmovzxbw %xmm1, %xmm0
	pmovzxbw %xmm12, %xmm7
	pmovzxbw x(%rip), %xmm0
	pmovzxbw (%rax), %xmm11
	pmovzxbd %xmm12, %xmm7
	pmovzxbd %xmm1, %xmm0
	pmovzxbd (%rax), %xmm11
	pmovzxbd x(%rip), %xmm0
	pmovzxbq %xmm12, %xmm7
	pmovzxbq %xmm1, %xmm0
	pmovzxbq x(%rip), %xmm0
	pmovzxbq (%rax), %xmm11
	pmovzxwd %xmm1, %xmm0
	pmovzxwd %xmm12, %xmm7
	pmovzxwd (%rax), %xmm11
	pmovzxwd x(%rip), %xmm0
	pmovzxwq %xmm1, %xmm0
	pmovzxwq %xmm12, %xmm7
	pmovzxwq (%rax), %xmm11
	pmovzxwq x(%rip), %xmm0
	pmovzxdq %xmm1, %xmm0
	pmovzxdq %xmm12, %xmm7
	pmovzxdq (%rax), %xmm11
	pmovzxdq x(%rip), %xmm0
	pcmpgtq %xmm12, %xmm7
	pcmpgtq %xmm1, %xmm0
	pcmpgtq (%rax), %xmm11
	pcmpgtq x(%rip), %xmm0
	pminsb %xmm12, %xmm7
	pminsb %xmm1, %xmm0
	pminsb x(%rip), %xmm0
	pminsb (%rax), %xmm11
	pminsd %xmm1, %xmm0
	pminsd %xmm12, %xmm7
	pminsd (%rax), %xmm11
	pminsd x(%rip), %xmm0
	pminuw %xmm12, %xmm7
	pminuw %xmm1, %xmm0
	pminuw x(%rip), %xmm0
	pminuw (%rax), %xmm11
	pminud %xmm12, %xmm7
	pminud %xmm1, %xmm0
	pminud (%rax), %xmm11
	pminud x(%rip), %xmm0
	pmaxsb %xmm12, %xmm7
	pmaxsb %xmm1, %xmm0
	pmaxsb (%rax), %xmm11
	pmaxsb x(%rip), %xmm0
	pmaxsd %xmm1, %xmm0
	pmaxsd %xmm12, %xmm7
	pmaxsd (%rax), %xmm11
	pmaxsd x(%rip), %xmm0
	pmaxuw %xmm1, %xmm0
	pmaxuw %xmm12, %xmm7
	pmaxuw x(%rip), %xmm0
	pmaxuw (%rax), %xmm11
	pmaxud %xmm12, %xmm7
	pmaxud %xmm1, %xmm0
	pmaxud (%rax), %xmm11
	pmaxud x(%rip), %xmm0
	pmulld %xmm12, %xmm7
	pmulld %xmm1, %xmm0
	pmulld x(%rip), %xmm0
	pmulld (%rax), %xmm11
	phminposuw %xmm12, %xmm7
	phminposuw %xmm1, %xmm0
	phminposuw (%rax), %xmm11
	phminposuw x(%rip), %xmm0
	ptest %xmm12, %xmm7
	ptest %xmm1, %xmm0
	ptest (%rax), %xmm11
	ptest x(%rip), %xmm0
	aesimc %xmm1, %xmm0
	aesimc %xmm12, %xmm7
	aesimc (%rax), %xmm11
	aesimc x(%rip), %xmm0
	aesenc %xmm12, %xmm7
	aesenc %xmm1, %xmm0
	aesenc x(%rip), %xmm0
	aesenc (%rax), %xmm11
	aesenclast %xmm1, %xmm0
	aesenclast %xmm12, %xmm7
	aesenclast (%rax), %xmm11
	aesenclast x(%rip), %xmm0
	aesdec %xmm12, %xmm7
	aesdec %xmm1, %xmm0
	aesdec x(%rip), %xmm0
	aesdec (%rax), %xmm11
	aesdeclast %xmm1, %xmm0
	aesdeclast %xmm12, %xmm7
	aesdeclast (%rax), %xmm11
	aesdeclast x(%rip), %xmm0
	roundps $200, %xmm12, %xmm7
	roundps $3, %xmm1, %xmm0
	roundps $3, (%rax), %xmm11
	roundps $200, x(%rip), %xmm0
	roundpd $200, %xmm12, %xmm7
	roundpd $3, %xmm1, %xmm0
	roundpd $3, (%rax), %xmm11
	roundpd $200, x(%rip), %xmm0
	roundss $3, %xmm1, %xmm0
	roundss $200, %xmm12, %xmm7
	roundss $3, (%rax), %xmm11
	roundss $200, x(%rip), %xmm0
	roundsd $200, %xmm12, %xmm7
	roundsd $3, %xmm1, %xmm0
	roundsd $200, x(%rip), %xmm0
	roundsd $3, (%rax), %xmm11
	blendps $3, %xmm1, %xmm0
	blendps $200, %xmm12, %xmm7
	blendps $3, (%rax), %xmm11
	blendps $200, x(%rip), %xmm0
	blendpd $200, %xmm12, %xmm7
	blendpd $3, %xmm1, %xmm0
	blendpd $200, x(%rip), %xmm0
	blendpd $3, (%rax), %xmm11
	pblendw $3, %xmm1, %xmm0
	pblendw $200, %xmm12, %xmm7
	pblendw $200, x(%rip), %xmm0
	pblendw $3, (%rax), %xmm11
	insertps $3, %xmm1, %xmm0
	insertps $200, %xmm12, %xmm7
	insertps $3, (%rax), %xmm11
	insertps $200, x(%rip), %xmm0
	dpps $200, %xmm12, %xmm7
	dpps $3, %xmm1, %xmm0
	dpps $3, (%rax), %xmm11
	dpps $200, x(%rip), %xmm0
	dppd $3, %xmm1, %xmm0
	dppd $200, %xmm12, %xmm7
	dppd $200, x(%rip), %xmm0
	dppd $3, (%rax), %xmm11
	mpsadbw $3, %xmm1, %xmm0
	mpsadbw $200, %xmm12, %xmm7
	mpsadbw $200, x(%rip), %xmm0
	mpsadbw $3, (%rax), %xmm11
	pclmulqdq $3, %xmm1, %xmm0
	pclmulqdq $200, %xmm12, %xmm7
	pclmulqdq $3, (%rax), %xmm11
	pclmulqdq $200, x(%rip), %xmm0
	pcmpestrm $200, %xmm12, %xmm7
	pcmpestrm $3, %xmm1, %xmm0
	pcmpestrm $200, x(%rip), %xmm0
	pcmpestrm $3, (%rax), %xmm11
	pcmpestri $3, %xmm1, %xmm0
	pcmpestri $200, %xmm12, %xmm7
	pcmpestri $200, x(%rip), %xmm0
	pcmpestri $3, (%rax), %xmm11
	pcmpistrm $200, %xmm12, %xmm7
	pcmpistrm $3, %xmm1, %xmm0
	pcmpistrm $3, (%rax), %xmm11
	pcmpistrm $200, x(%rip), %xmm0
	pcmpistri $3, %xmm1, %xmm0
	pcmpistri $200, %xmm12, %xmm7
	pcmpistri $200, x(%rip), %xmm0
	pcmpistri $3, (%rax), %xmm11
	aeskeygenassist $200, %xmm12, %xmm7
	aeskeygenassist $3, %xmm1, %xmm0
	aeskeygenassist $200, x(%rip), %xmm0
	aeskeygenassist $3, (%rax), %xmm11
	pinsrb $200, %ebx, %xmm7
	pinsrb $3, %eax, %xmm0
	pinsrb $3, %ebp, %xmm11
	pinsrb $200, %r13d, %xmm0
	pinsrb $200, -8(%rbp), %xmm11
	pinsrb $3, (%rdi), %xmm7
	pinsrd $200, %ebx, %xmm7
	pinsrd $3, %eax, %xmm0
	pinsrd $3, %ebp, %xmm11
	pinsrd $200, %r13d, %xmm0
	pinsrd $200, 0x1234(%r13,%r9,4), %xmm7
	pinsrd $3, x(%rip), %xmm0
	pinsrq $3, %rax, %xmm0
	pinsrq $200, %rcx, %xmm7
	pinsrq $200, %r12, %xmm0
	pinsrq $3, %rsp, %xmm11
	pinsrq $3, x(%rip), %xmm0
	pinsrq $200, 0x1234(%r13,%r9,4), %xmm7
	pextrb $200, %xmm7, %ebx
	pextrb $3, %xmm0, %eax
	pextrb $200, %xmm0, %r13d
	pextrb $3, %xmm11, %ebp
	pextrb $200, %xmm7, 0x1234(%r13,%r9,4)
	pextrb $3, %xmm0, x(%rip)
	pextrd $3, %xmm0, %eax
	pextrd $200, %xmm7, %ebx
	pextrd $200, %xmm0, %r13d
	pextrd $3, %xmm11, %ebp
	pextrd $3, %xmm0, x(%rip)
	pextrd $3, %xmm7, (%rdi)
	extractps $3, %xmm0, %eax
	extractps $200, %xmm7, %ebx
	extractps $200, %xmm0, %r13d
	extractps $3, %xmm11, %ebp
	extractps $200, %xmm11, -8(%rbp)
	extractps $200, %xmm7, 0x1234(%r13,%r9,4)
	pextrq $200, %xmm7, %rcx
	pextrq $3, %xmm0, %rax
	pextrq $3, %xmm11, %rsp
	pextrq $200, %xmm0, %r12
	pextrq $3, %xmm0, x(%rip)
	pextrq $200, %xmm11, -8(%rbp)
	pblendvb %xmm12, %xmm7
	pblendvb %xmm1, %xmm0
	pblendvb (%rax), %xmm11
	pblendvb x(%rip), %xmm0
	pblendvb %xmm0, %xmm12, %xmm7
	pblendvb %xmm0, %xmm1, %xmm0
	pblendvb %xmm0, x(%rip), %xmm0
	pblendvb %xmm0, (%rax), %xmm11
	blendvps %xmm1, %xmm0
	blendvps %xmm12, %xmm7
	blendvps (%rax), %xmm11
	blendvps x(%rip), %xmm0
	blendvps %xmm0, %xmm12, %xmm7
	blendvps %xmm0, %xmm1, %xmm0
	blendvps %xmm0, (%rax), %xmm11
	blendvps %xmm0, x(%rip), %xmm0
	blendvpd %xmm12, %xmm7
	blendvpd %xmm1, %xmm0
	blendvpd (%rax), %xmm11
	blendvpd x(%rip), %xmm0
	blendvpd %xmm0, %xmm1, %xmm0
	blendvpd %xmm0, %xmm12, %xmm7
	blendvpd %xmm0, x(%rip), %xmm0
	blendvpd %xmm0, (%rax), %xmm11
	sha256rnds2 %xmm12, %xmm7
	sha256rnds2 %xmm1, %xmm0
	sha256rnds2 x(%rip), %xmm0
	sha256rnds2 (%rax), %xmm11
	sha256rnds2 %xmm0, %xmm1, %xmm0
	sha256rnds2 %xmm0, %xmm12, %xmm7
	sha256rnds2 %xmm0, (%rax), %xmm11
	sha256rnds2 %xmm0, x(%rip), %xmm0
	sha1nexte %xmm1, %xmm0
	sha1nexte %xmm12, %xmm7
	sha1nexte x(%rip), %xmm0
	sha1nexte (%rax), %xmm11
	sha1msg1 %xmm12, %xmm7
	sha1msg1 %xmm1, %xmm0
	sha1msg1 x(%rip), %xmm0
	sha1msg1 (%rax), %xmm11
	sha1msg2 %xmm1, %xmm0
	sha1msg2 %xmm12, %xmm7
	sha1msg2 x(%rip), %xmm0
	sha1msg2 (%rax), %xmm11
	sha256msg1 %xmm12, %xmm7
	sha256msg1 %xmm1, %xmm0
	sha256msg1 (%rax), %xmm11
	sha256msg1 x(%rip), %xmm0
	sha256msg2 %xmm1, %xmm0
	sha256msg2 %xmm12, %xmm7
	sha256msg2 (%rax), %xmm11
	sha256msg2 x(%rip), %xmm0
	sha1rnds4 $3, %xmm1, %xmm0
	sha1rnds4 $200, %xmm12, %xmm7
	sha1rnds4 $3, (%rax), %xmm11
	sha1rnds4 $200, x(%rip), %xmm0
