# error: 2 the difference of undefined_here and other_one is not a constant
	.long undefined_here - other_one
