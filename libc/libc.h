/*
 * libc.h: the C library of the stages and of cc, whole. The names and types
 * are POSIX's, so that a program that includes this header also links against
 * any other C library; on the road from the seed libc.c implements it.
 */
#ifndef MOTE_LIBC_H
#define MOTE_LIBC_H

/* open(): flags of Linux, the same numbers on every architecture here */
enum {
	O_RDONLY = 0,
	O_WRONLY = 1,
	O_RDWR = 2,
	O_CREAT = 64,
	O_EXCL = 128,
	O_TRUNC = 512
};

/* lseek() */
enum {
	SEEK_SET = 0,
	SEEK_CUR = 1,
	SEEK_END = 2
};

/* utimensat() */
enum {
	AT_FDCWD = -100
};

struct timespec {
	long tv_sec;
	long tv_nsec;
};

int utimensat(int dir, const char *path, const struct timespec *times,
	int flags);
int open(const char *path, int flags, ...);
long read(int fd, void *buf, unsigned long n);
long write(int fd, const void *buf, unsigned long n);
long lseek(int fd, long off, int whence);
int close(int fd);
int unlink(const char *path);
int rename(const char *from, const char *to);
int chmod(const char *path, unsigned mode);
int mkdir(const char *path, unsigned mode);
int symlink(const char *target, const char *path);
long readlink(const char *path, char *buf, unsigned long n);
_Noreturn void exit(int status);

void *malloc(unsigned long n);
void free(void *p);

void *memcpy(void *to, const void *from, unsigned long n);
void *memmove(void *to, const void *from, unsigned long n);
void *memset(void *p, int c, unsigned long n);
int memcmp(const void *a, const void *b, unsigned long n);
void *memchr(const void *p, int c, unsigned long n);
unsigned long strlen(const char *s);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, unsigned long n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);

#endif
