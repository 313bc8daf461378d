/*
 * link.h: what the parts of the linker say to each other: linkin.c (objects,
 * archives, scripts), linksym.c (names), linkout.c (layout and the file),
 * linkrel.c (relocations, the GOT), linkmerge.c (equal strings), linkr.c
 * (-r), ld.c (the command).
 */
#ifndef CC_LINK_H
#define CC_LINK_H

typedef struct LinkObj LinkObj;
typedef struct LinkSym LinkSym;
typedef struct LinkTab LinkTab;
typedef struct InSec InSec;
typedef struct OutSec OutSec;
typedef struct Piece Piece;
typedef struct Target Target;

/* One object of the input. */
struct LinkObj {
	LinkObj *next;
	const char *name;	/* for messages: path, or path(member) */
	const u8 *p;
	u64 n;
	InSec *secs;		/* by section number */
	int nsecs;
	const u8 *symtab;
	int nsyms;
	int nlocals;
	const char *strtab;
	u64 strsize;
	LinkSym **syms;		/* of the globals, from nlocals on */
	int *got;		/* of each local: GOT slot + 1, or 0 */
	int *gottp;		/* the same for its thread offset */
};

struct InSec {
	InSec *next;		/* in its output section */
	LinkObj *obj;
	const char *name;
	OutSec *out;
	u64 off;		/* in out */
	const u8 *data;
	u64 size;
	u64 flags;
	u32 type;
	u32 align;
	u64 entsize;
	const u8 *rela;
	u64 nrela;
	u64 order;		/* among those of out */
	u8 kept;		/* it is content, and not dropped */
	u8 marked;		/* --gc-sections: reached */
	u8 discarded;		/* another copy of its group was taken */
	InSec *merged;		/* its pieces are in that section */
	Piece *pieces;
	int npieces;
	int group;		/* section number of its SHT_GROUP */
	InSec *work;
	Section *made;		/* -r: what it goes to */
};

/* off bytes into the input section is at `at` in the merged one. */
struct Piece {
	u64 off;
	u64 at;
};

struct OutSec {
	OutSec *next;
	const char *name;
	InSec *first;
	InSec *last;
	u64 addr;
	u64 off;		/* in the file */
	u64 size;
	u64 flags;
	u32 type;
	u32 align;
	u64 entsize;
	int rank;
	int index;
	Buf *made;		/* contents made by the linker */
};

enum { LS_UNDEF, LS_DEFINED, LS_COMMON, LS_ABS };

struct LinkSym {
	LinkSym *chain;		/* of one hash bucket */
	LinkSym *next;		/* of the table, in order of appearance */
	const char *name;
	u32 hash;
	u8 state;
	u8 weak;		/* the definition, or every reference, is */
	u8 vis;
	u8 type;
	u8 provided;		/* by link_provide: may be moved by it */
	LinkObj *obj;		/* which defines it, else needs it first */
	InSec *sec;
	OutSec *out;		/* defined by the linker, in out */
	u64 value;
	u64 size;
	u64 align;		/* LS_COMMON */
	int got;
	int gottp;
	int index;
};

struct LinkTab {
	LinkSym **slots;
	u64 nslots;
	u64 count;
	LinkSym *first;
	LinkSym *last;
};

/* What a relocation's symbol comes to. */
struct Target {
	const char *name;
	LinkSym *sym;		/* 0: a local one */
	InSec *sec;
	u64 addr;
	u64 size;
	u8 type;
	u8 defined;
	u8 absolute;
	u8 discarded;
	int *got;
	int *gottp;
};

extern struct LinkOpts *lo;
extern LinkObj *link_objs;
extern OutSec *link_outs;
extern LinkTab link_syms;
extern u64 link_got;		/* address of the GOT */
extern u64 link_tls;		/* start of the TLS block, its end for TP */
extern u64 link_tp;
extern Buf link_got_buf;

/* ---- linksym.c ----------------------------------------------------- */

/* The entry for name, made if need be. name has to last. */
LinkSym *link_lookup(LinkTab *t, const char *name);
LinkSym *link_find(LinkTab *t, const char *name);
/* Enters global symbol number i of o; reports a duplicate definition. */
void link_enter(LinkObj *o, int i);
void link_sort(InSec **a, InSec **tmp, u64 n);
/* Defines name at value in out, or absolutely, if it is wanted. */
void link_provide(const char *name, OutSec *out, u64 value);
void link_target(LinkObj *o, u32 sym, Target *t);
/* Address of byte off of s, wherever it went. */
u64 link_addr(InSec *s, u64 off);
u64 link_sym_addr(LinkSym *s);
/* A number of an option, decimal or 0x; 0: it is none. */
int link_number(const char *s, u64 *v);

/* ---- linkin.c ------------------------------------------------------ */

void link_load_all(void);
/* Also for ar: calls fn(arg, name) for every global that the object defines;
   0 if p is no object for this machine. */
int link_defined(const u8 *p, u64 n, void (*fn)(void *arg, const char *name),
	void *arg);

/* ---- linkout.c, linkrel.c, linkmerge.c, linkr.c -------------------- */

OutSec *link_out(const char *name, u32 type, u64 flags);
void link_append(OutSec *out, InSec *s);
void link_write(void);
void link_merge(void);
void link_scan(void);		/* counts what the GOT has to hold */
void link_fill_got(void);
void link_apply(InSec *s, u8 *to);
void link_gc(void);
void link_relocatable(void);
void link_eh_prepare(void);	/* reserves .eh_frame_hdr */
void link_eh_fill(u8 *file);

#endif
