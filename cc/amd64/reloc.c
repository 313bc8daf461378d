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

/* ---- code that needs no GOT in a static program -------------------- */

/* general dynamic: data16 lea x@tlsgd(%rip),%rdi; (16 bytes with the call) */
static int relax_is_gd(const u8 *sec, u64 size, u64 off)
{
	return off >= 4 && off + 12 <= size
		&& memcmp(sec + off - 4, "\x66\x48\x8d\x3d", 4) == 0
		&& (memcmp(sec + off + 4, "\x66\x66\x48\xe8", 4) == 0
		|| memcmp(sec + off + 4, "\x66\x48\xff\x15", 4) == 0);
}

/* local dynamic: lea x@tlsld(%rip),%rdi; call __tls_get_addr */
static int relax_is_ld(const u8 *sec, u64 size, u64 off)
{
	return off >= 3 && off + 10 <= size
		&& memcmp(sec + off - 3, "\x48\x8d\x3d", 3) == 0
		&& (sec[off + 4] == 0xe8 || (sec[off + 4] == 0xff
		&& sec[off + 5] == 0x15));
}

/* Is the byte at p a ModRM of a register and disp32(%rip)? */
static int relax_is_rip(int modrm)
{
	return (modrm & 0xc7) == 5;
}

int target_relaxes(const u8 *sec, u64 size, u64 off, u32 type)
{
	switch (type) {
	case R_X86_64_GOTPCREL:
	case R_X86_64_REX_GOTPCRELX:
		if (off >= 3 && sec[off - 2] == 0x8b && relax_is_rip(
				sec[off - 1]))
			return RK_PC;
		return 0;
	case R_X86_64_GOTPCRELX:
		if (off < 2)
			return 0;
		if (sec[off - 2] == 0x8b && relax_is_rip(sec[off - 1]))
			return RK_PC;
		if (sec[off - 2] == 0xff && (sec[off - 1] == 0x15
				|| sec[off - 1] == 0x25))
			return RK_PC;
		return 0;
	case R_X86_64_GOTTPOFF:
		if (off >= 3 && (sec[off - 2] == 0x8b || sec[off - 2] == 3)
				&& relax_is_rip(sec[off - 1])
				&& (sec[off - 3] & 0xfb) == 0x48)
			return RK_TPOFF;
		return 0;
	case R_X86_64_TLSGD:
		return relax_is_gd(sec, size, off) ? RK_TPOFF : 0;
	case R_X86_64_TLSLD:
		return relax_is_ld(sec, size, off) ? RK_NONE : 0;
	}
	return 0;
}

int target_relax(u8 *sec, u64 *off, u32 type, i64 *addend, int *drop)
{
	u8 *p = sec + *off;
	int reg = p[-1] >> 3 & 7;

	switch (type) {
	case R_X86_64_GOTTPOFF:
		/* mov or add of the entry: of the constant, then */
		p[-1] = 0xc0 | reg;
		p[-2] = p[-2] == 3 ? 0x81 : 0xc7;
		p[-3] = p[-3] & 4 ? 0x49 : 0x48;
		*addend += 4;
		return RK_TPOFF;
	case R_X86_64_TLSGD:
		/* mov %fs:0,%rax; lea x@tpoff(%rax),%rax */
		memcpy(p - 4, "\x64\x48\x8b\x04\x25\0\0\0\0\x48\x8d\x80", 12);
		*off += 8;
		*addend += 4;
		*drop = 1;
		return RK_TPOFF;
	case R_X86_64_TLSLD:
		/* mov %fs:0,%rax, with prefixes that fill the place */
		if (p[4] == 0xff)
			memcpy(p - 3, "\x66\x66\x66\x66\x64\x48\x8b\x04\x25"
				"\0\0\0\0", 13);
		else
			memcpy(p - 3, "\x66\x66\x66\x64\x48\x8b\x04\x25"
				"\0\0\0\0", 12);
		*drop = 1;
		return RK_NONE;
	}
	if (p[-2] == 0x8b) {
		p[-2] = 0x8d;
	} else if (p[-1] == 0x15) {
		/* addr32 call x */
		p[-2] = 0x67;
		p[-1] = 0xe8;
	} else {
		/* jmp x; nop */
		p[-2] = 0xe9;
		p[3] = 0x90;
		*off -= 1;
	}
	return RK_PC;
}
