# The beginning of every program that b0 or cc0 compiles, and its system calls,
# for the abstract machine. A function's name in C is here preceded by "_".
# Arguments are on the stack, the last one at FP+16; the result is in A, for
# the functions below what Linux gives, but -1 on every error.
#
# Paths are relative to the current directory, which Linux calls -100, since
# only the calls that take a directory exist on every architecture.

:begin
	start
	enter 0
	get 16  push                            # argc
	addr 24  push                           # argv
	call &_main  drop 16
	push
	call &_exit

# void exit(int status)
:_exit
	enter 0
	lit &SYS_exit  push
	get 16  push  push  push
	syscall

# int open(const char *path, int flags, int mode)
:_open
	enter 0
	lit &SYS_openat  push
	lit -100  push
	get 32  push                            # path
	get 24  push                            # flags
	get 16                                  # mode
	syscall
	ret

# long read(int fd, void *buf, unsigned long n)
:_read
	enter 0
	lit &SYS_read
	jump &three

# long write(int fd, const void *buf, unsigned long n)
:_write
	enter 0
	lit &SYS_write
	jump &three

# long lseek(int fd, long off, int whence)
:_lseek
	enter 0
	lit &SYS_lseek
:three
	push
	get 32  push
	get 24  push
	get 16  push
	syscall
	ret

# int close(int fd)
:_close
	enter 0
	lit &SYS_close
	jump &one

# long libc_brk(long to): the end of the heap; moved to "to" if that is not 0
:_libc_brk
	enter 0
	lit &SYS_brk
:one
	push
	get 16  push  push  push
	syscall
	ret

# int unlink(const char *path)
:_unlink
	enter 0
	lit &SYS_unlinkat  push
	lit -100  push
	get 16  push
	lit 0  push                             # a file, not a directory
	syscall
	ret

# int rename(const char *from, const char *to)
:_rename
	enter 0
	lit &SYS_renameat2  push
	lit -100  push
	get 24  push
	lit -100  push
	get 16
	syscall
	ret

# int chmod(const char *path, unsigned mode)
:_chmod
	enter 0
	lit &SYS_fchmodat
	jump &path

# int mkdir(const char *path, unsigned mode)
:_mkdir
	enter 0
	lit &SYS_mkdirat
:path
	push
	lit -100  push
	get 24  push
	get 16  push
	syscall
	ret

# int symlink(const char *target, const char *path)
:_symlink
	enter 0
	lit &SYS_symlinkat  push
	get 24  push
	lit -100  push
	get 16  push
	syscall
	ret

# long readlink(const char *path, char *buf, unsigned long n)
:_readlink
	enter 0
	lit &SYS_readlinkat  push
	lit -100  push
	get 32  push
	get 24  push
	get 16
	syscall
	ret

# int utimensat(int dir, const char *path, const struct timespec *times,
#	int flags)
:_utimensat
	enter 0
	lit &SYS_utimensat  push
	get 40  push
	get 32  push
	get 24  push
	get 16
	syscall
	ret
