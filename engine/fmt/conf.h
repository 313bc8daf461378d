/* The syntax of nix.conf: NAME = VALUE lines, comments, includes. */
#ifndef FMT_CONF_H
#define FMT_CONF_H

#include "base/err.h"
#include "base/str.h"

/*
 * Callbacks: set is given every setting; include gets the file's name and
 * whether a missing one is an error, and may call conf_parse again.
 */
typedef struct {
	int (*set)(void *ctx, Str name, Str value, Err *err);
	int (*include)(void *ctx, Str file, bool required, Err *err);
	void *ctx;
} ConfEvents;

/* conf_parse: file is used in messages. Gives ERR_FORMAT. */
int conf_parse(Str text, const char *file, const ConfEvents *ev, Err *err);

#endif
