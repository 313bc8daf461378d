/*
 * unpack.h: the parts of unpack: a reader of the archive's bytes, one
 * decompressor for each format, and tar, which they push bytes into.
 */
#ifndef USERLAND_UNPACK_H
#define USERLAND_UNPACK_H

/* Stops the program: "unpack: ARCHIVE: what: detail"; detail may be 0. */
_Noreturn void unpack_die(const char *what, const char *detail);

/* ---- unpack.c: the archive's bytes ---- */
int in_byte(void);		/* the next byte; the end is an error */
int in_peek(void);		/* the next byte without taking it; -1: end */
void in_copy(unsigned char *to, unsigned long n);
unsigned long in_offset(void);	/* bytes taken so far */

unsigned crc32_le(unsigned crc, const unsigned char *p, unsigned long n);

/* ---- the decompressors: from in_ to tar_write ---- */
void gunzip_run(void);
void bunzip2_run(void);
void unxz_run(void);

/* ---- tar.c ---- */
void tar_begin(const char *dir, int strip);
void tar_write(const unsigned char *p, unsigned long n);
void tar_end(void);		/* an archive that is not whole is an error */

#endif
