# Data directives, and what relocations they need.
	.file "data.c"
	.data
	.globl start, end
start:	.byte 1, -1, 0xff, 'a', '\n', 3*5+1, ~0 & 0xf
	.short 1, 0x1234, a-b
	.value 7
	.hword 8
	.long 1, -1, extern_sym, start, start+4, end-start
	.int 0x89abcdef
	.quad 1, extern_sym-8, local, 0x123456789abcdef0, . - start
	.octa 0x0123456789abcdef0011223344556677, 5, -1
	.ascii "plain", "\ttab \"quoted\" \\ \101\x42\n"
	.asciz "zero"
	.string "one", "two"
	.zero 3
	.skip 2, 0x55
	.space 4
	.fill 3, 2, 0x1234
	.fill 2
	.uleb128 0, 127, 128, 624485
	.sleb128 0, -1, 63, 64, -64, -65, -123456
	.float 1.5, -0.25, 1e10, 0.1
	.double 1.5, 3.14159265358979, -1e-300
	.balign 8
	.p2align 4,0xaa
	.align 16
local:	.long 1f - local
1:	.long 1b - local, . - 1b
	.long extern_pc - .
	.quad extern_pc - .
	.org start + 512, 0x11
end:
	.size start, end - start
	.type start, @object
a = 5
b = 3
	.set c, a*b+2
	.long c, a<<b, a>>1, a|b, a&b, a^b, a%b, a/b, -(a), a==5, a<b, a!=b
	.equ counter, 0
	.rept 3
	.byte counter
	.equ counter, counter+1
	.endr
	.comm common1, 24, 8
	.comm common2, 3
	.local loc1
	.comm loc1, 16, 16
	.lcomm loc2, 5
	.weak weak_undefined, weak_defined
weak_defined:
	.long weak_undefined, weak_defined
	.hidden hid
	.globl hid
hid:	.long hid
	.globl alias_of_start
	.set alias_of_start, start
	.set local_alias, local
	.long local_alias, alias_of_start
	.section .rodata.str1.1,"aMS",@progbits,1
.LC0:	.string "merged"
.LC1:	.string "merged too"
	.section .rodata
	.quad .LC0, .LC1, .LC1+1
	.section .gcc_except_table,"a"
	.uleb128 .Le - .Ls, .Lc1 - .Lc0, .Le - .Lc
.Ls:	.byte 1
.Lc:	.sleb128 .Ls - .Le
	.p2align 2
	.zero 200
.Le:
	.text
.Lc0:	jmp .Lc1
	.zero 100
.Lc1:	jmp .Lc0
	.ident "some compiler"
	.section .note.GNU-stack,"",@progbits
