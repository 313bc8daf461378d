# assembly: don't mind quotes, nor $X
#define X 5
#define CAT(a, b) a ## b
#define REG %rax
#define ENTRY(n) .globl n; n:
#ifdef __ASSEMBLER__
	.text
#endif
ENTRY(CAT(_st, art))
	movl $X, %eax	# X is five; it's so
	mov REG, 8(%rbp, REG, 4)
	movb $'a, %al
1:	jmp 1b
	.byte 'X', X
/* a comment
 * over lines */ nop
 #not_a_directive X
	lea X(REG), REG
	.ascii "X"
	.long X@PLT, .LX - .LX + X.X
