# error: 12 the instruction movk is not known
# error: 13 movl cannot have these operands
# error: 14 %foo is not a register
# error: 15 ) expected
# error: 16 the directive .foo is not known
# error: 17 something is left over
# error: 18 division by zero
# error: 19 the string has no end
# error: 20 a scale is 1, 2, 4 or 8
# error: 21 a displacement has 32 bits
	.text
	movk %eax, %ebx
	movl %eax, %rbx
	movl %foo, %eax
	movl (%rax, %ebx
	.foo 1
	.byte 1 2
	.long 1/0
	.ascii "abc
	movl (%rax,%rbx,3), %ecx
	movl 0x123456789(%rax), %ecx
# error: 26 %ah, %bh, %ch or %dh cannot be used
# error: 27 no such label
# error: 28 an alignment is a power of two
# error: 29 expected
	movb %ah, %r8b
	jmp 1b
	.align 3
	movl %eax, (%rax,%rsp,%esp)
