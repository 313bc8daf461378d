# Jumps: short where they reach, over alignments too; calls and labels.
	.text
	.globl start, far, glob
start:	jmp 1f
	jne 1f
	.skip 120, 0x90
1:	je start
	jmp 2f
	.skip 127, 0x90
2:	jmp 3f
	.skip 128, 0x90
3:	jne 2b
	jne 1b
	jmp 1b
	.p2align 4
	jae 4f
	.p2align 5
	.skip 90, 0x90
	.p2align 4,,10
	.p2align 3
4:	jb 4b
	jmp extern_target
	jz extern_target
	jmp extern_target@PLT
	call extern_target
	call extern_target@PLT
	call local
	call glob
	jmp glob
	jmp .+2
	jmp local+3
	jmp weak_here
	.weak weak_here
weak_here:
local:	nop
	nop
	nop
glob:	ret
	loop local
	jrcxz local
	jecxz local
	.balign 64
	xorl %eax, %eax
	.rept 40
	jne 7f
	addl $1, far(%rip)
	.endr
	.p2align 4,,7
7:	.rept 30
	jg 7b
	jl 8f
	.balign 8
	.endr
8:	jmp 7b
	.data
far:	.quad 1b, 7b
	.section .note.GNU-stack,"",@progbits
