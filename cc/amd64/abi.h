/* abi.h: how values travel in calls: abi.c classifies, call.c and va.c act. */
#ifndef CC_AMD64_ABI_H
#define CC_AMD64_ABI_H

enum {
	ABI_NONE,
	ABI_INT,
	ABI_SSE,
	ABI_X87,
	ABI_MEMORY,
	ABI_INTS = 6,		/* registers for arguments */
	ABI_FLOATS = 8,
	ABI_SAVE = 176		/* bytes of a variadic function's save area */
};

/*
 * Classes of the eightbytes of the aggregate t (also complex and 128-bit
 * ones): how many there are, or 0 and class[0] ABI_MEMORY.
 */
int abi_classify(Type *t, u8 *class);

extern const u8 call_ints[];

#endif
