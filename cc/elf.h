/*
 * elf.h: ELF64 as it stands in files, and what the linker must know of a
 * processor's relocations. Facts: System V ABI (gABI 4.1), chapters 4 and 5.
 */
#ifndef CC_ELF_H
#define CC_ELF_H

enum {
	EHDR_SIZE = 64, PHDR_SIZE = 56, SHDR_SIZE = 64, SYM_SIZE = 24,
	RELA_SIZE = 24
};

enum { ET_REL = 1, ET_EXEC = 2 };

enum {
	PT_LOAD = 1, PT_NOTE = 4, PT_TLS = 7,
	PT_GNU_EH_FRAME = 0x6474e550, PT_GNU_STACK = 0x6474e551
};

enum { PF_X = 1, PF_W = 2, PF_R = 4 };

enum { SHN_ABS = 0xfff1, SHN_COMMON = 0xfff2, SHN_LORESERVE = 0xff00 };

enum { GRP_COMDAT = 1, STT_GNU_IFUNC = 10 };

/* What a relocation computes, on any processor. */
enum {
	RK_BAD,
	RK_NONE,
	RK_ABS,		/* S + A */
	RK_PC,		/* S + A - P */
	RK_PLT,		/* a call: the same in a static program */
	RK_GOTPC,	/* address of S's GOT entry + A - P */
	RK_GOT,		/* the same - GOT */
	RK_GOTOFF,	/* S + A - GOT */
	RK_GOTBASE,	/* GOT + A - P */
	RK_TPOFF,	/* S + A - thread pointer */
	RK_GOTTP,	/* address of a GOT entry with TPOFF(S), + A - P */
	RK_DTPOFF,	/* S + A - the start of the TLS block */
	RK_TLSGD,	/* general and local dynamic: rewritten to TPOFF */
	RK_TLSLD,
	RK_SIZE		/* size of S + A */
};

/* range: 0 any, 's' signed, 'u' unsigned, 'e' either */
struct RelocInfo {
	const char *name;
	u8 kind;
	u8 size;
	u8 range;
};
typedef struct RelocInfo RelocInfo;

/* ---- obj.c: parts of files, appended to b ------------------------------- */

void elf_section(Buf *b, u64 name, u32 type, u64 flags, u64 addr, u64 off,
	u64 size, u32 link, u32 info, u64 align, u64 entsize);
void elf_symbol(Buf *b, u64 name, int info, int vis, u32 shndx, u64 value,
	u64 size);
/* What all kinds of files have in the header at p, which is zero before. */
void elf_header(u8 *p, int type, u64 shoff, int nsections);

/* ---- amd64/reloc.c ----------------------------------------------------- */

enum { TARGET_MACHINE = 62 };
extern const char target_emulation[];

const RelocInfo *target_reloc(u32 type);
/* The relocation types for n bytes of S + A and of S + A - P; 0: none. */
u32 target_reloc_abs(int n);
u32 target_reloc_pc(int n);
/* The type that @name means on n bytes of data, -1: no such name. */
int target_reloc_name(const char *name, u64 len, int n);
/* Makes the jump at from short (to has room); returns its length. */
int target_jump_short(u8 *to, const u8 *from);
/* Lengths of that jump: short form, and opcode bytes of the long one. */
int target_jump_size(const u8 *p, int *opcode);
u32 target_reloc_call(void);
/* n bytes of nops */
void target_nops(u8 *p, u64 n);
/*
 * Can the instruction around byte off of sec do without a GOT entry? Then
 * what it needs instead, an RK_, else 0.
 */
int target_relaxes(const u8 *sec, u64 size, u64 off, u32 type);
/*
 * Rewrites it so. The field may move, the addend change, and *drop become 1:
 * the relocation that follows has no place any more.
 */
int target_relax(u8 *sec, u64 *off, u32 type, i64 *addend, int *drop);

#endif
