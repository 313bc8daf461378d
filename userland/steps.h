/*
 * steps.h: the parts of steps, and the system calls that it has beyond those
 * of libc.h, under POSIX's and Linux's names.
 */
#ifndef USERLAND_STEPS_H
#define USERLAND_STEPS_H

typedef struct {
	const char **s;
	int n;
	int room;
} Words;

/* ---- steps.c ---- */

/* Stops the program: "steps: SCRIPT:LINE: what: detail"; detail may be 0. */
_Noreturn void step_die(const char *what, const char *detail);

/* Memory is never given back. */
void *step_alloc(unsigned long n);
char *step_text(const char *s, unsigned long n);
char *step_join(const char *a, const char *b, const char *c);
void words_add(Words *w, const char *s);

/* ---- glob.c ---- */

/*
 * Adds the files that the pattern names, sorted by their bytes. A star stands
 * for any characters but a slash and a first dot, [abc] for one of those.
 */
void glob_add(Words *to, const char *pattern);

/* ---- ARCH/process.s; -1 is an error ---- */
int fork(void);
int execve(const char *path, char *const *argv, char *const *envp);
int wait4(int pid, int *status, int options, void *usage);
int dup3(int from, int to, int flags);
int chdir(const char *path);
long getdents64(int fd, void *buf, unsigned long n);

#endif
