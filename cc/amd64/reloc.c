/*
 * reloc.c: what the object writer and the linker must know of amd64: its
 * relocations, its jumps and its nops. Facts: System V ABI, AMD64
 * Architecture Processor Supplement, sections 4.4 and B.2; ELF Handling For
 * Thread-Local Storage (Drepper), section 5.
 */
#include "../../libc/libc.h"
#include "../cc.h"
#include "../obj.h"
#include "../elf.h"
#include "reloc.h"

const char target_emulation[] = "elf_x86_64";

static const RelocInfo reloc_table[] = {
	{ "NONE", RK_NONE, 0, 0 },
	{ "64", RK_ABS, 8, 0 },
	{ "PC32", RK_PC, 4, 's' },
	{ "GOT32", RK_GOT, 4, 's' },
	{ "PLT32", RK_PLT, 4, 's' },
	{ "COPY", RK_BAD, 0, 0 },
	{ "GLOB_DAT", RK_BAD, 0, 0 },
	{ "JUMP_SLOT", RK_BAD, 0, 0 },
	{ "RELATIVE", RK_BAD, 0, 0 },
	{ "GOTPCREL", RK_GOTPC, 4, 's' },
	{ "32", RK_ABS, 4, 'u' },
	{ "32S", RK_ABS, 4, 's' },
	{ "16", RK_ABS, 2, 'e' },
	{ "PC16", RK_PC, 2, 's' },
	{ "8", RK_ABS, 1, 'e' },
	{ "PC8", RK_PC, 1, 's' },
	{ "DTPMOD64", RK_BAD, 8, 0 },
	{ "DTPOFF64", RK_DTPOFF, 8, 0 },
	{ "TPOFF64", RK_TPOFF, 8, 0 },
	{ "TLSGD", RK_TLSGD, 4, 's' },
	{ "TLSLD", RK_TLSLD, 4, 's' },
	{ "DTPOFF32", RK_DTPOFF, 4, 's' },
	{ "GOTTPOFF", RK_GOTTP, 4, 's' },
	{ "TPOFF32", RK_TPOFF, 4, 's' },
	{ "PC64", RK_PC, 8, 0 },
	{ "GOTOFF64", RK_GOTOFF, 8, 0 },
	{ "GOTPC32", RK_GOTBASE, 4, 's' },
	{ "GOT64", RK_GOT, 8, 0 },
	{ "GOTPCREL64", RK_GOTPC, 8, 0 },
	{ "GOTPC64", RK_GOTBASE, 8, 0 },
	{ "GOTPLT64", RK_GOT, 8, 0 },
	{ "PLTOFF64", RK_GOTOFF, 8, 0 },
	{ "SIZE32", RK_SIZE, 4, 'u' },
	{ "SIZE64", RK_SIZE, 8, 0 },
	{ "GOTPC32_TLSDESC", RK_BAD, 4, 's' },
	{ "TLSDESC_CALL", RK_BAD, 0, 0 },
	{ "TLSDESC", RK_BAD, 0, 0 },
	{ "IRELATIVE", RK_BAD, 8, 0 },
	{ "RELATIVE64", RK_BAD, 8, 0 },
	{ "PC32_BND", RK_PC, 4, 's' },
	{ "PLT32_BND", RK_PLT, 4, 's' },
	{ "GOTPCRELX", RK_GOTPC, 4, 's' },
	{ "REX_GOTPCRELX", RK_GOTPC, 4, 's' }
};

static const RelocInfo reloc_unknown = { "unknown", RK_BAD, 0, 0 };

const RelocInfo *target_reloc(u32 type)
{
	if (type > R_X86_64_REX_GOTPCRELX)
		return &reloc_unknown;
	return &reloc_table[type];
}

u32 target_reloc_abs(int n)
{
	return n == 8 ? R_X86_64_64 : n == 4 ? R_X86_64_32
		: n == 2 ? R_X86_64_16 : R_X86_64_8;
}

u32 target_reloc_pc(int n)
{
	return n == 8 ? R_X86_64_PC64 : n == 4 ? R_X86_64_PC32
		: n == 2 ? R_X86_64_PC16 : n == 1 ? R_X86_64_PC8 : 0;
}

u32 target_reloc_call(void)
{
	return R_X86_64_PLT32;
}

struct RelocName {
	const char *name;
	u8 small;		/* on 4 bytes */
	u8 wide;		/* on 8 */
};

static const struct RelocName reloc_names[] = {
	{ "PLT", R_X86_64_PLT32, R_X86_64_PLT32 },
	{ "GOTPCREL", R_X86_64_GOTPCREL, R_X86_64_GOTPCREL64 },
	{ "TPOFF", R_X86_64_TPOFF32, R_X86_64_TPOFF64 },
	{ "GOTTPOFF", R_X86_64_GOTTPOFF, R_X86_64_GOTTPOFF },
	{ "DTPOFF", R_X86_64_DTPOFF32, R_X86_64_DTPOFF64 },
	{ "TLSGD", R_X86_64_TLSGD, R_X86_64_TLSGD },
	{ "TLSLD", R_X86_64_TLSLD, R_X86_64_TLSLD },
	{ "GOT", R_X86_64_GOT32, R_X86_64_GOT64 },
	{ "GOTOFF", R_X86_64_GOTOFF64, R_X86_64_GOTOFF64 },
	{ "SIZE", R_X86_64_SIZE32, R_X86_64_SIZE64 },
	{ 0, 0, 0 }
};

int target_reloc_name(const char *name, u64 len, int n)
{
	const struct RelocName *r;
	u64 i;

	for (r = reloc_names; r->name; r++) {
		if (strlen(r->name) != len)
			continue;
		for (i = 0; i < len; i++)
			if ((name[i] & ~32) != r->name[i])
				break;
		if (i == len)
			return n == 8 ? r->wide : r->small;
	}
	return -1;
}

int target_jump_size(const u8 *p, int *opcode)
{
	*opcode = p[0] == 0x0f ? 2 : 1;
	return 2;
}

int target_jump_short(u8 *to, const u8 *from)
{
	to[0] = from[0] == 0x0f ? from[1] - 0x10 : 0xeb;
	return 1;
}

static const char nop_bytes[] =
	"\x90"
	"\x66\x90"
	"\x0f\x1f\x00"
	"\x0f\x1f\x40\x00"
	"\x0f\x1f\x44\x00\x00"
	"\x66\x0f\x1f\x44\x00\x00"
	"\x0f\x1f\x80\x00\x00\x00\x00"
	"\x0f\x1f\x84\x00\x00\x00\x00\x00"
	"\x66\x0f\x1f\x84\x00\x00\x00\x00\x00"
	"\x66\x2e\x0f\x1f\x84\x00\x00\x00\x00\x00"
	"\x66\x66\x2e\x0f\x1f\x84\x00\x00\x00\x00\x00";

enum { NOP_MAX = 11 };

void target_nops(u8 *p, u64 n)
{
	while (n) {
		u64 k = n < NOP_MAX ? n : NOP_MAX;

		memcpy(p, nop_bytes + k * (k - 1) / 2, k);
		p += k;
		n -= k;
	}
}
