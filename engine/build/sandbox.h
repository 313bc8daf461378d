/*
 * Starting a builder: with its namespaces, mounts and identity, or plainly
 * when there is no sandbox. What a build sees follows Nix's
 * libstore/unix/build/linux-derivation-builder.cc.
 */
#ifndef BUILD_SANDBOX_H
#define BUILD_SANDBOX_H

#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

/* A file or folder of the host that the builder sees at target. */
typedef struct {
	Str target;
	Str source;
	bool optional;          /* may be missing */
} BindMount;

typedef struct {
	const char *program;    /* as the builder sees it */
	char **argv;
	char **envp;
	/* builtin: run in the child instead of program; its exit status */
	int (*builtin)(void *ctx);
	void *ctx;
	int out;                /* descriptor of standard output and error */
	bool linux32;           /* PER_LINUX32 */
	bool linux26;
	bool filter;            /* install the system call filter */
	bool new_privileges;

	/* a build user, or none */
	bool has_user;
	uid_t uid;
	gid_t gid;
	gid_t *groups;
	size_t groups_n;

	bool chroot;            /* everything below is for that */
	bool network;           /* keep the host's network */
	const char *root;       /* the new /: an empty folder we own */
	const char *staging;    /* an empty folder beside root */
	const char *build_host; /* the build folder, on the host */
	const char *build_dir;  /* and as the builder sees it */
	const char *store;      /* "/nix/store" */
	const char *store_host; /* where that really is */
	BindMount *mounts;
	size_t mounts_n;
	const StrList *inputs;  /* store paths; seen read-only */
	const char *shm_size;
	bool kvm;
} Sandbox;

enum { SANDBOX_UID = 1000, SANDBOX_GID = 100 };

/*
 * sandbox_prepare: fill root with /etc, /tmp and the store's folder.
 */
int sandbox_prepare(const Sandbox *s, Err *err);
/*
 * sandbox_start: run the builder; returns when it has been executed, with
 * its process in *pid, or with what went wrong. ERR_NOT_FOUND means that
 * this machine gives no namespaces (nothing was run).
 */
int sandbox_start(const Sandbox *s, pid_t *pid, Err *err);

/* child_run: the part after the clone; never returns. (child.c) */
_Noreturn void child_run(const Sandbox *s, int sync, int errors);
/* seccomp_install: filter this process. Returns 0, or -1 with errno. */
int seccomp_install(bool new_privileges);

#endif
