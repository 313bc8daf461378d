/*
 * The system call filter of builds, as a BPF program written by hand: no
 * setuid or setgid bits, no extended attributes. Calls of other
 * architectures that the kernel also runs (i386, x32, arm) are filtered by
 * their own numbers. Source of what is refused: Nix's
 * libstore/linux/build/linux-derivation-builder.cc.
 */
#define _GNU_SOURCE
#include "engine/build/bpf.h"
#include "engine/build/sandbox.h"

#include <errno.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Numbers of the calls of interest; -1 where there is none. */
typedef struct {
	uint32_t arch;
	int chmod, fchmod, fchmodat, fchmodat2;
	int xattr[4];
	int creat, mknod, mknodat, mkdir, mkdirat, open, openat, openat2;
} Calls;

static const Calls archs[] = {
#if defined(__x86_64__)
	{ AUDIT_ARCH_X86_64, 90, 91, 268, 452, { 188, 189, 190, 463 },
	  85, 133, 259, 83, 258, 2, 257, 437 },
	{ AUDIT_ARCH_I386, 15, 94, 306, 452, { 226, 227, 228, 463 },
	  8, 14, 297, 39, 296, 5, 295, 437 },
#elif defined(__aarch64__)
	{ AUDIT_ARCH_AARCH64, -1, 52, 53, 452, { 5, 6, 7, 463 },
	  -1, -1, 33, -1, 34, -1, 56, 437 },
	{ AUDIT_ARCH_ARM, 15, 94, 333, 452, { 226, 227, 228, 463 },
	  8, 14, 324, 39, 323, 5, 322, 437 },
#elif defined(__riscv)
	{ AUDIT_ARCH_RISCV64, -1, 52, 53, 452, { 5, 6, 7, 463 },
	  -1, -1, 33, -1, 34, -1, 56, 437 },
#endif
	{ 0, -1, -1, -1, -1, { -1, -1, -1, -1 },
	  -1, -1, -1, -1, -1, -1, -1, -1 }
};

/* O_CREAT and the part of O_TMPFILE that is its own. */
enum { MAKES_FILE = 0100 | 020000000 };
enum { SET_ID = 06000, X32_BIT = 0x40000000, PROGRAM_MAX = 256 };

typedef struct {
	struct sock_filter f[PROGRAM_MAX];
	unsigned n;
} Program;

static void emit(Program *p, uint16_t code, uint32_t k, uint8_t jt,
		 uint8_t jf)
{
	struct sock_filter f = { code, jt, jf, k };

	p->f[p->n++] = f;
}

#define LOAD(p, field) \
	emit(p, BPF_LD | BPF_W | BPF_ABS, \
	     offsetof(struct seccomp_data, field), 0, 0)

static void fail_with(Program *p, int error)
{
	emit(p, BPF_RET | BPF_K,
	     SECCOMP_RET_ERRNO | ((uint32_t)error & SECCOMP_RET_DATA), 0, 0);
}

/* The call's number is loaded; refuse set-id bits in argument arg. */
static void refuse_mode(Program *p, int nr, unsigned arg)
{
	if (nr < 0)
		return;
	/* not this call: skip the four that follow */
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 4);
	emit(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)
	     (offsetof(struct seccomp_data, args) + 8 * arg), 0, 0);
	emit(p, BPF_JMP | BPF_JSET | BPF_K, SET_ID, 0, 1);
	fail_with(p, EPERM);
	emit(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

/*
 * The same for open and openat: flags in argument arg, the mode in the
 * next, which means something only when the call may make a file.
 */
static void refuse_create(Program *p, int nr, unsigned arg)
{
	size_t args = offsetof(struct seccomp_data, args);

	if (nr < 0)
		return;
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 6);
	emit(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)(args + 8 * arg), 0, 0);
	emit(p, BPF_JMP | BPF_JSET | BPF_K, MAKES_FILE, 0, 3);
	emit(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)(args + 8 * arg + 8),
	     0, 0);
	emit(p, BPF_JMP | BPF_JSET | BPF_K, SET_ID, 0, 1);
	fail_with(p, EPERM);
	emit(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

static void refuse_call(Program *p, int nr, int error)
{
	if (nr < 0)
		return;
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 1);
	fail_with(p, error);
}

static void rules(Program *p, const Calls *c)
{
	int i;

	refuse_mode(p, c->chmod, 1);
	refuse_mode(p, c->fchmod, 1);
	refuse_mode(p, c->fchmodat, 2);
	/* fchmodat2 is answered as by a kernel that lacks it */
	refuse_call(p, c->fchmodat2, ENOSYS);
	/* files can also be born with the bits */
	refuse_mode(p, c->creat, 1);
	refuse_mode(p, c->mknod, 1);
	refuse_mode(p, c->mknodat, 2);
	refuse_create(p, c->open, 1);
	refuse_create(p, c->openat, 2);
	/* its mode lies in memory, which a filter cannot read */
	refuse_call(p, c->openat2, ENOSYS);
	for (i = 0; i < 4; i++)
		refuse_call(p, c->xattr[i], ENOTSUP);
	emit(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

static void build(Program *p)
{
	const Calls *c;
	unsigned at;

	p->n = 0;
	for (c = archs; c->arch; c++) {
		LOAD(p, arch);
		at = p->n;
		emit(p, BPF_JMP | BPF_JEQ | BPF_K, c->arch, 0, 0);
		LOAD(p, nr);
#if defined(__x86_64__)
		/* x32 has the same numbers, marked by a high bit */
		if (c->arch == AUDIT_ARCH_X86_64)
			emit(p, BPF_ALU | BPF_AND | BPF_K,
			     ~(uint32_t)X32_BIT, 0, 0);
#endif
		rules(p, c);
		p->f[at].jf = (uint8_t)(p->n - at - 1);
	}
	emit(p, BPF_RET | BPF_K, archs[0].arch ?
	     SECCOMP_RET_ERRNO | EPERM : SECCOMP_RET_ALLOW, 0, 0);
}

int seccomp_install(bool new_privileges)
{
	Program p;
	struct sock_fprog prog;

	build(&p);
	prog.len = (unsigned short)p.n;
	prog.filter = p.f;
	if (!new_privileges && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog);
}
