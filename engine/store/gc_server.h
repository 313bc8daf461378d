/*
 * The collector's ear: a thread that takes new temporary roots from other
 * processes while a collection runs (libstore/gc.cc's gc-socket: a path
 * and a newline, answered by "1").
 */
#ifndef STORE_GC_SERVER_H
#define STORE_GC_SERVER_H

#include "base/err.h"
#include "base/str.h"

typedef struct GcServer GcServer;

/* gc_server_open: listen below the state directory, as of now. */
int gc_server_open(Str state, GcServer **out, Err *err);
void gc_server_close(GcServer *g);
/*
 * gc_server_heard: paths that came since the last call, in the arena.
 * hash_part is about to be deleted: unless it is among them, whoever sends
 * it from now on gets no answer before gc_server_done.
 */
void gc_server_heard(GcServer *g, Arena *a, Str hash_part, StrList *paths);
void gc_server_done(GcServer *g);

#endif
