#define Q 1
	#error in a header
#define Q 2
