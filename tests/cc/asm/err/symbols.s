# error: 7 x is defined twice
# error: 9 y is defined already
# error: 12 without .pushsection
# error: 15 a constant expected
# error: 16 .org cannot go back
x:	nop
x:	nop
y = 5
	.equiv y, 6
	.bss
	.zero 4
	.popsection
# error: 14 nothing but zeros can be in it
	.long 5
	.zero undefined_here
	.text ; nop ; .org 0
