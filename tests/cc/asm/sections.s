# Sections: flags, groups, the stack, subsections; what symbols are in them.
	.text
	.globl f
	.type f, @function
f:	leaq .LC0(%rip), %rax
	movq $.LC0, %rax
	call g
	call local_in_other
	jmp local_in_other
	ret
	.size f, .-f
	.section .text.unlikely,"ax",@progbits
local_in_other:
	call f
	nop
	.section .rodata.str1.8,"aMS",@progbits,1
	.align 8
.LC0:	.string "text"
	.section .tdata,"awT",@progbits
	.globl tv
	.type tv, @object
tv:	.long 4
	.section .tbss,"awT",@nobits
tz:	.zero 8
	.text
	movq %fs:tz@tpoff, %rax
	movq tv@gottpoff(%rip), %rax
	leaq tv@tlsgd(%rip), %rdi
	.section .init_array,"aw"
	.quad f
	.section .fini_array.00100,"aw",@fini_array
	.quad f
	.section .text._ZN1AC2Ev,"axG",@progbits,_ZN1AC5Ev,comdat
	.weak _ZN1AC2Ev
	.type _ZN1AC2Ev, @function
_ZN1AC2Ev: ret
	.size _ZN1AC2Ev, .-_ZN1AC2Ev
	.section .rodata._ZN1AC2Ev,"aG",@progbits,_ZN1AC5Ev,comdat
	.quad _ZN1AC2Ev
	.pushsection .debug_thing,"",@progbits
	.long 1, f
	.popsection
	.byte 1
	.data
	.byte 2
	.previous
	.byte 3
	.section __ex_table,"a"
	.long f - .
	.bss
	.globl z
z:	.skip 12
	.section .custom.nobits,"aw",@nobits
	.zero 100
	.text 1
	ud2
	.text
	nop
	.subsection 2
	hlt
	.text 0
	ret
	.section .note.GNU-stack,"",@progbits
