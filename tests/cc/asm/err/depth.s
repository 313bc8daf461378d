# error: 5 nested too deep
	.macro again
	again
	.endm
	again
