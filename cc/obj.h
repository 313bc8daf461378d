/*
 * obj.h: a relocatable object in memory: sections, symbols, relocations, and
 * what reads, writes and links them. Facts: System V ABI, chapters 4 and 5,
 * and its processor supplements.
 */
#ifndef CC_OBJ_H
#define CC_OBJ_H

enum {
	SHT_PROGBITS = 1, SHT_SYMTAB = 2, SHT_STRTAB = 3, SHT_RELA = 4,
	SHT_NOTE = 7, SHT_NOBITS = 8, SHT_INIT_ARRAY = 14,
	SHT_FINI_ARRAY = 15, SHT_PREINIT_ARRAY = 16, SHT_GROUP = 17
};

enum {
	SHF_WRITE = 1, SHF_ALLOC = 2, SHF_EXECINSTR = 4, SHF_MERGE = 16,
	SHF_STRINGS = 32, SHF_GROUP = 512, SHF_TLS = 1024
};

enum { STB_LOCAL, STB_GLOBAL, STB_WEAK };
enum { STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_SECTION, STT_FILE, STT_COMMON,
	STT_TLS };
enum { STV_DEFAULT, STV_INTERNAL, STV_HIDDEN, STV_PROTECTED };

typedef struct Frag Frag;
typedef struct Fix Fix;

struct Section {
	Section *next;
	const char *name;
	u32 type;
	u64 flags;
	u32 align;
	u64 entsize;
	Buf data;		/* not for SHT_NOBITS */
	u64 size;		/* of SHT_NOBITS; else data.n counts */
	Reloc *relocs;
	int nrelocs;
	int cap;
	ObjSym *sym;		/* its section symbol, once needed */
	int index;		/* in the file; 0: not written */
	u8 optional;		/* not written while it is empty */
	u8 comdat;
	ObjSym *group;		/* signature of its group, or 0 */
	Section *parent;	/* a subsection: appended to it at the end */
	int subsection;
	Frag *frags;		/* what may still change its size */
	int nfrags;
	int fragcap;
	Section *chain;		/* of one hash bucket */
	void *pool;		/* backend: constants that are in it */
};

struct ObjSym {
	ObjSym *next;		/* all of the object, in order of creation */
	Ident *name;		/* 0: a nameless label */
	Section *sec;		/* 0: undefined (or common, absolute) */
	u64 value;
	u64 size;
	u8 bind;		/* STB_; a new symbol is local until used or
				   declared global by obj_global/obj_weak */
	u8 type;
	u8 vis;
	u8 is_common;		/* value is the alignment */
	u8 is_abs;
	u8 referenced;
	u8 is_local_label;	/* .L name: not written */
	u8 is_weakref;		/* alias makes no strong reference */
	u8 is_set;		/* by .set or =: may be set again */
	u8 forced_local;	/* .local */
	u8 is_signature;	/* only names a group */
	u8 needed;		/* a relocation names it: written */
	ObjSym *alias;		/* at this one + value (resolved at the end) */
	ObjSym *like;		/* what alias was, once it is resolved */
	int index;
};

struct Reloc {
	u64 off;
	ObjSym *sym;
	i64 addend;
	u32 type;		/* the processor's number, R_X86_64_... */
};

/*
 * A stretch of a section whose size is decided last (relax.c): a jump that
 * may be short, an alignment, a LEB128 number. It holds max bytes until then.
 */
enum { FRAG_JUMP, FRAG_ALIGN, FRAG_ULEB, FRAG_SLEB };

struct Frag {
	u64 off;
	ObjSym *sym;		/* jump: target; LEB: sym - sub + addend */
	ObjSym *sub;
	i64 addend;
	i64 shrink;		/* bytes saved in the section before it */
	u32 align;
	u32 limit;		/* FRAG_ALIGN: at most so many bytes */
	u32 max;
	u32 size;
	int target;		/* jump: fragments before its target */
	int aligns;		/* alignments up to this one */
	u8 kind;
	u8 fill;
	u8 code;		/* FRAG_ALIGN: filled with nops */
	u8 fixed;		/* its size was counted on: stays max */
};

/* n bytes at off become sym - sub + addend (.long a-b) at the end. */
struct Fix {
	Fix *next;
	Section *sec;
	u64 off;
	ObjSym *sym;
	ObjSym *sub;
	i64 addend;
	int n;
	ObjSym *size_of;	/* or: this symbol's size becomes that */
	Pos pos;
};

extern Section *sec_text;
extern Section *sec_data;
extern Section *sec_bss;
extern Section *sec_rodata;
extern Section *sec_cur;	/* where the assembler and backend emit */

void obj_begin(void);		/* a fresh, empty object */
/* The section of that name, made if need be. */
Section *obj_section(const char *name, u32 type, u64 flags);
/* The symbol of that name, made (undefined, local) if need be. */
ObjSym *obj_sym(Ident *name);
ObjSym *obj_label(void);	/* a nameless local one */
void obj_global(ObjSym *s);
/*
 * Places s. value and size count in bytes of sec as it is now; jumps that
 * turn out short move both. (With -S, bytes of text: the same calls work.)
 */
void obj_define(ObjSym *s, Section *sec, u64 value, u64 size, int type);
void obj_place(ObjSym *s);	/* here: end of sec_cur */
void obj_reloc(Section *sec, u64 off, ObjSym *s, u32 type, i64 addend);
/* An absolute address of n bytes (4, 8) of s + addend at off; puts zeros. */
void obj_reloc_abs(Section *sec, u64 off, ObjSym *s, i64 addend, int n);
u64 sec_here(Section *s);	/* its current size */
void sec_align(Section *s, u32 align);	/* code is padded with nops */
/* As .p2align N,fill,limit: fill -1 is nops; limit 0 is none. */
void sec_pad(Section *s, u32 align, int fill, u32 limit);
/* The n bytes at off in s, already there, are a jump to sym + addend in its
   long form: short at the end if that reaches. */
void sec_jump(Section *s, u64 off, int n, ObjSym *sym, i64 addend);
void obj_fix(Section *s, u64 off, int n, ObjSym *sym, ObjSym *sub, i64 addend,
	Pos pos);
void obj_fix_size(ObjSym *of, ObjSym *sym, ObjSym *sub, i64 addend, Pos pos);
void obj_leb(Section *s, int kind, ObjSym *sym, ObjSym *sub, i64 addend);
/* Like obj_section, one for each group signature (0: none) and subsection. */
Section *obj_section_in(const char *name, u32 type, u64 flags, ObjSym *group,
	int subsection);
/* A new symbol of that name even where there is one (linker, .file). */
ObjSym *obj_sym_new(Ident *name);
ObjSym *obj_section_sym(Section *sec);	/* and has it written */
ObjSym *obj_absolute(i64 value);	/* a nameless constant */
extern Section *obj_sections;
extern ObjSym *obj_symbols;
extern Fix *obj_fixes;
extern int obj_is_asm;		/* no .note.GNU-stack of our own */
extern int obj_keep;		/* -r: every symbol and relocation is kept */
/* The LEB128 form of v at p, at most 10 bytes; returns their number. */
int leb_put(u8 *p, int kind, i64 v);
/* relax.c: settles all fragments */
void relax_run(void);
/* f, of a subsection, goes to s, off bytes on. */
void relax_move(Section *s, const Frag *f, u64 off);
/* The fragments that s has now keep their sizes. */
void relax_freeze(Section *s);
/* Is the distance of two places in s sure already? */
int relax_settled(Section *s, u64 a, u64 b);
/* Where byte off of s is after relax_run. */
u64 relax_map(Section *s, u64 off);
/* Resolves what is local, lays out and serialises: an ELF64 .o */
void obj_finish(Buf *out);
/* -S: the assembly text gathered since obj_begin, data sections included */
void obj_text(Buf *out);
void text_sym(Buf *b, const ObjSym *s);	/* how the text names s */
void text_suffix(Buf *b, u32 type);	/* @PLT and kin */

/* ---- the assembler ------------------------------------------------------ */

/* Assembles n bytes of GNU-syntax text into sec_cur (inline and top-level
   asm). Messages are placed at pos, plus the line within the text. */
void asm_text(const char *text, u64 n, Pos pos);
/* A whole .s file (already preprocessed, if it was .S) named by file. */
void asm_file(const char *text, u64 n, const char *file);

/* ---- linker and archives ------------------------------------------- */

struct LinkIn {
	struct LinkIn *next;
	const char *path;	/* for messages */
	const char *lib;	/* -lNAME: searched in the -L folders */
	Buf *bytes;		/* an object made in memory, or 0: read path */
	int whole;		/* --whole-archive */
	int group;		/* number of its --start-group, 0: none */
};

struct LinkOpts {
	struct LinkIn *in;
	const char **dirs;	/* -L */
	int ndirs;
	const char *out;
	const char *entry;	/* default _start */
	const char *map;
	int strip;		/* -s */
	int gc_sections;
	int relocatable;	/* -r */
	u64 text_base;		/* -Ttext-segment; 0: default 0x400000 */
	const char **undefined;	/* -u */
	int nundefined;
	const char **defsym;
	int ndefsym;
	u64 stack_size;
};

int link_run(struct LinkOpts *o);	/* 0, or 1 after messages */
/* The options of ld in argv[1] and on, into *o, which is all zeros before.
   0, or 1 after messages. ld_main is this and link_run; the driver calls it
   too, and then sets bytes where path is one of its own. */
int ld_options(int argc, char **argv, struct LinkOpts *o);
int ld_main(int argc, char **argv);	/* answers as ld */
int ar_main(int argc, char **argv);	/* answers as ar; and ranlib */
void say(const char *s);			/* to the standard output */
int as_main(int argc, char **argv);	/* answers as as */

#endif
