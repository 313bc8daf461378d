/*
 * bpf.h: what the system call filter needs of the kernel's interface, so that
 * the engine builds where there are no kernel headers. Facts: Linux,
 * include/uapi/linux/{bpf_common,filter,seccomp,audit,elf-em}.h.
 */
#ifndef ENGINE_BUILD_BPF_H
#define ENGINE_BUILD_BPF_H

#include <stdint.h>

enum {
	/* classes, sizes, modes and operations of classic BPF */
	BPF_LD = 0x00, BPF_ALU = 0x04, BPF_JMP = 0x05, BPF_RET = 0x06,
	BPF_W = 0x00, BPF_ABS = 0x20, BPF_AND = 0x50,
	BPF_JEQ = 0x10, BPF_JGE = 0x30, BPF_JSET = 0x40, BPF_K = 0x00,
	SECCOMP_SET_MODE_FILTER = 1
};

/* do not fit an int */
#define SECCOMP_RET_ERRNO 0x00050000u
#define SECCOMP_RET_ALLOW 0x7fff0000u
#define SECCOMP_RET_DATA 0x0000ffffu
#define AUDIT_ARCH_X86_64 0xc000003eu
#define AUDIT_ARCH_I386 0x40000003u
#define AUDIT_ARCH_AARCH64 0xc00000b7u
#define AUDIT_ARCH_ARM 0x40000028u
#define AUDIT_ARCH_RISCV64 0xc00000f3u

struct sock_filter {
	uint16_t code;
	uint8_t jt;
	uint8_t jf;
	uint32_t k;
};

struct sock_fprog {
	unsigned short len;
	struct sock_filter *filter;
};

/* what the filter sees of a call */
struct seccomp_data {
	int nr;
	uint32_t arch;
	uint64_t instruction_pointer;
	uint64_t args[6];
};

#endif
