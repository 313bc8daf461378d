/*
 * init.h: an initialiser while it is being parsed: what init.c gathers and
 * image.c makes bytes of.
 */
#ifndef CC_INIT_H
#define CC_INIT_H

/* One value, and where it goes: to->off is from the object's start. */
typedef struct Item Item;
struct Item {
	Item *next;
	Expr *to;
	Expr *val;
};

/* An address in the image. */
struct Patch {
	i64 off;
	int size;
	Node *n;
};

struct Init {
	struct Init *outer;
	int is_static;
	Item *first;
	Item **end;
	int out_of_order;	/* designators went back */
	i64 high;		/* end of what has been set so far */
	Buf image;
	struct Patch *patches;
	int npatches;
	int cap;
	Expr *pending;		/* parsed before it was known what it is for */
	i64 count;		/* elements of the array that ended last */
	int comma;		/* it is consumed: a designator follows */
};

extern struct Init *init_cur;

/* image.c: these are about init_cur's image */
void image_begin(void);
void image_room(i64 end);		/* it is at least so long */
void image_put(Expr *to, Expr *val, Pos pos);
void image_patch(i64 off, int size, Node *n);
void image_forget(i64 off, i64 size);	/* what was set there */
/* It becomes sym, an object of type t, in a section. s: its name, or 0. */
void image_place(ObjSym *sym, Sym *s, Type *t, u32 align, int is_const);

#endif
