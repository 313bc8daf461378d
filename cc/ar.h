/*
 * ar.h: archives, as ar(5) describes them: a magic line, then members, each
 * with a header of 60 characters. Special members come first: "/" is the
 * index of symbols, "//" the names longer than 15 characters.
 */
#ifndef CC_AR_H
#define CC_AR_H

enum { AR_MAGIC_SIZE = 8, AR_HEAD_SIZE = 60 };

struct ArMember {
	const char *name;	/* not NUL-terminated */
	u64 namelen;
	u64 off;		/* of the header, in the archive */
	const u8 *data;
	u64 size;
	u64 mode;
	int special;		/* '/' index, '8' its 64-bit form, 'n' names */
	const u8 *longs;	/* kept between calls: the long names */
	u64 nlongs;
};
typedef struct ArMember ArMember;

/*
 * The member at *at, which moves on to the next; 0 at the end. m is zeroed
 * before the first call. A damaged archive is fatal, with a sentence.
 */
int ar_next(const char *path, const Buf *b, u64 *at, ArMember *m);
/* Only finds the table of long names, for going to a member at once. */
void ar_long_names(const char *path, const Buf *b, ArMember *m);

#endif
