# error: 4 its end (.endm or .endr) is missing
# error: 3 there is no .if before
	.else
	.rept 5
	nop
