/*
 * Another machine's store through "nix-store --serve": Nix's serve
 * protocol (libstore/serve-protocol.cc), version 2.7 and older ones from
 * 2.1 on.
 */
#ifndef CLI_REMOTE_H
#define CLI_REMOTE_H

#include "engine/build/build.h"

typedef struct Remote Remote;

/*
 * remote_open: over ssh to HOST[?remote-program=P&...]; NIX_SSHOPTS holds
 * options for ssh. HOST "localhost" with NIX_TEST_LOCAL_SERVE set runs the
 * program here.
 */
int remote_open(Str host, Remote **out, Err *err);
/* remote_on: over descriptors that are open already. */
int remote_on(int in, int out, Remote **r, Err *err);
void remote_close(Remote *r);
int remote_info(Remote *r, Arena *a, Str path, PathInfo *info, bool *valid,
		Err *err);
/* remote_missing: those of paths that it lacks. */
int remote_missing(Remote *r, Arena *a, const StrList *paths, StrList *out,
		   Err *err);
int remote_nar(Remote *r, Str path, Sink *to, Err *err);
int remote_nar_source(Remote *r, Str path, Source **out, Err *err);
/* remote_send: paths in order (references first), from our store. */
int remote_send(Remote *r, Store *s, const StrList *paths, Err *err);
int remote_closure(Remote *r, Arena *a, const StrList *paths, StrList *out,
		   Err *err);
int remote_build(Remote *r, Arena *a, Str path, const Drv *drv,
		 BuildResult *out, Err *err);

#endif
