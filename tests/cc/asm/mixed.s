# What compilers and people write, one of each.
	fstcw %fs:(%r8)
	enter $8,$3
	rep ret
	lock addl $1,(%rax)
	rep stosq
	repz cmpsb
	cmpltsd %xmm1,%xmm2
	cmpunordps (%rax),%xmm2
	movabs $x,%rax
	mov $-1,%rax
	mov $0x100000000,%rax
	push $x
	pushq $3
	imul $3,%eax
	imul $300,%rbx,%rcx
	fsubp
	fsubrp %st,%st(1)
	fdivrp
	fmul %st(3)
	fxch
	fucomip %st(1),%st
	fcmovne %st(2),%st
	fstp %st
	movd %rax,%xmm1
	movq %xmm1,%rax
	jmp *foo@GOTPCREL(%rip)
	call *foo@GOTPCREL(%rip)
	movq x@GOTTPOFF(%rip),%rax
	mov %fs:0,%rax
	movl $5,%fs:x@tpoff
	leaq x@tlsgd(%rip),%rdi
	movabsq $x@tpoff,%rax
	shl %eax
	shl $1,%eax
	sar $3,%bl
	test %al,(%rax)
	xchg %eax,%ecx
	in (%dx),%al
	out %eax,(%dx)
	lea (,%rax,2),%rcx
	lea 1(%eax,%ebx),%ecx
	jrcxz 1f
	loop 1f
1:	bswap %r9
	cmpxchg16b (%rdi)
	call *8(%rax,%rbx,8)
	jmp *%r11
	mov x(,%rbx,4),%ecx
	movq $x-4,x+8(%rip)
	movl $1,x(%rip)
	andl $-16,x+4(%rip)
	addq $0x7fffffff, %rsp
	cvtsi2sd %rax,%xmm0
	cvtsi2sdq (%rax),%xmm0
	cvttsd2si %xmm0,%rax
	movb $'a', %al
	movb $';', %al # a ; in a comment
	movw $0x1234,%ax ; nop
	pxor %xmm0,%xmm0
	prefetchnta (%rax)
	notrack jmp *%rax
	ud2
	sha256rnds2 %xmm0,%xmm1,%xmm2
	pshufb %xmm1,%xmm2
	movslq %eax,%rbx
	movsbl (%rsi),%eax
	movsw
	movsl
	cwtl
	movswl %ax,%eax
	nopw 0x0(%rax,%rax,1)
	nopw %cs:0x0(%rax,%rax,1)
