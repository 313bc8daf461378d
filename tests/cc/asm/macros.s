# Macros, repetitions and conditions.
	.macro entry name, align=4
	.globl \name
	.p2align \align
\name:
	.endm
	.macro push2 a:req, b
	pushq \a
	.ifnb \b
	pushq \b
	.endif
	.endm
	.macro all first, rest:vararg
	.long \first
	.ifnb \rest
	all \rest
	.endif
	.endm
	.macro unique
.Lu\@:	jmp .Lu\@
	.endm
	.macro field name, off=0
	.set \name\()_off, \off
	.long \name\()_off
	.endm
	.macro leave_early n
	.long \n
	.if \n > 2
	.exitm
	.endif
	.long 99
	.endm
	.text
	entry one
	push2 %rax, %rbx
	push2 %rcx
	entry two, 5
	entry name=three, align=3
	unique
	unique
	.data
	all 1, 2, 3, (4+4)
	field aa
	field bb, 12
	leave_early 1
	leave_early 3
	.irp r, 1, 2, 3
	.byte \r
	.endr
	.irp reg, rax, rbx
	.text
	popq %\reg
	.data
	.endr
	.irpc c, 123
	.byte \c
	.endr
	.rept 2
	.rept 2
	.byte 7
	.endr
	.byte 8
	.endr
value = 3
	.if value == 3
	.ascii "three"
	.elseif value == 4
	.ascii "four"
	.else
	.ascii "other"
	.endif
	.if value - 3
	.error "not taken"
	.if 1
	.endif
	.else
	.ascii "zero"
	.endif
	.ifdef value
	.ascii "defined"
	.endif
	.ifndef unknown_name
	.ascii "undefined"
	.endif
	.ifc abc,abc
	.ascii "same"
	.endif
	.ifeqs "a b", "a b"
	.ascii "same strings"
	.endif
	.ifgt value
	.byte 1
	.endif
	.iflt value
	.byte 2
	.endif
	.purgem unique
	.macro unique
	.byte 42
	.endm
	unique
	/* a comment
	   of two lines */ .byte 5 # and the rest
	.byte 6 ; .byte 7; .ascii ";#/*" ; .byte 8
	.section .note.GNU-stack,"",@progbits
