# start.s: where a program that cc links with libc.c begins, and the system
# calls of libc.h, for Linux on amd64. Every error of a call is -1.

	.text
	.globl _start
_start:
	xorl %ebp, %ebp
	movq (%rsp), %rdi
	leaq 8(%rsp), %rsi
	andq $-16, %rsp
	call main
	movl %eax, %edi
	call exit

	.globl exit
exit:
	movl $60, %eax
	syscall

	.globl read
read:
	movl $0, %eax
	jmp call_kernel

	.globl write
write:
	movl $1, %eax
	jmp call_kernel

	.globl open
open:
	movl $2, %eax
	jmp call_kernel

	.globl close
close:
	movl $3, %eax
	jmp call_kernel

	.globl lseek
lseek:
	movl $8, %eax
	jmp call_kernel

	.globl libc_brk
libc_brk:
	movl $12, %eax
	jmp call_kernel

	.globl rename
rename:
	movl $82, %eax
	jmp call_kernel

	.globl mkdir
mkdir:
	movl $83, %eax
	jmp call_kernel

	.globl unlink
unlink:
	movl $87, %eax
	jmp call_kernel

	.globl symlink
symlink:
	movl $88, %eax
	jmp call_kernel

	.globl readlink
readlink:
	movl $89, %eax
	jmp call_kernel

	.globl chmod
chmod:
	movl $90, %eax
	jmp call_kernel

	.globl utimensat
utimensat:
	movl $280, %eax
	jmp call_kernel

call_kernel:
	movq %rcx, %r10
	syscall
	testq %rax, %rax
	jns call_done
	movq $-1, %rax
call_done:
	ret
