/*
 * Errors: a code, the innermost message, and the contexts that callers add
 * on the way out. Functions return 0 or the code. Only main() prints.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/str.h"

enum {
	ERR_OK = 0,
	ERR_FAIL = 1,           /* anything without a better code */
	ERR_OS,                 /* a system call failed; see Err.os */
	ERR_FORMAT,             /* malformed input */
	ERR_USAGE,              /* wrong command line */
	ERR_NOT_VALID,          /* a store path that is not valid */
	ERR_NOT_FOUND,
	ERR_HASH,               /* contents do not match their hash */
	ERR_LIMIT,              /* too deep or too large */
	ERR_BUSY,               /* locked by somebody else */
	ERR_ALIVE,              /* cannot delete: still alive */
	ERR_BUILD,              /* a builder failed */
	ERR_TIMEOUT,
	ERR_INTERRUPTED
};

enum { ERR_TEXT_MAX = 8192 };

typedef struct {
	int code;
	int os;                 /* errno of ERR_OS */
	int exit_code;          /* exit status to use; 0 means 1 */
	size_t n;               /* bytes used in text */
	size_t contexts;        /* how many contexts follow the message */
	char text[ERR_TEXT_MAX];        /* message NUL context NUL ... */
} Err;

/*
 * err_set: replaces what e holds. Returns code. A message that does not
 * fit is cut and ends in "...". e may be NULL.
 */
int err_set(Err *e, int code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* err_os: "WHAT 'NAME': strerror(errno)" with ERR_OS. Returns ERR_OS. */
int err_os(Err *e, const char *what, const char *name);
/* err_while: adds a context, e.g. "registering", name. Returns e->code. */
int err_while(Err *e, const char *what, const char *name);
void err_clear(Err *e);
/* err_message: the innermost message alone. */
Str err_message(const Err *e);
/*
 * err_show: all of it as Nix 2.34 lays it out: "error: message", or, with
 * contexts, "error:\n       … while ...\n\n       error: message".
 */
Str err_show(const Err *e, Arena *a);

#endif
