/* The serve protocol's numbers and pieces (libstore/serve-protocol.hh). */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "engine/store/store.h"

enum {
	SERVE_MAGIC_1 = 0x390c9deb,
	SERVE_MAGIC_2 = 0x5452eecb,
	SERVE_VERSION = 0x207,
	SERVE_STR_MAX = 1 << 26,
	SERVE_LIST_MAX = 1 << 22
};

enum {
	SERVE_VALID_PATHS = 1,
	SERVE_PATH_INFOS = 2,
	SERVE_DUMP = 3,
	SERVE_IMPORT = 4,
	SERVE_EXPORT = 5,
	SERVE_BUILD_PATHS = 6,
	SERVE_CLOSURE = 7,
	SERVE_BUILD_DRV = 8,
	SERVE_ADD_NAR = 9
};

int serve_put_list(Sink *to, const StrList *l, Err *err);
int serve_get_list(Arena *a, Source *from, StrList *l, Err *err);
/* serve_get_info: what follows the path in an answer to PATH_INFOS. */
int serve_get_info(Arena *a, Source *from, uint64_t version, PathInfo *info,
		   Err *err);
int serve_put_drv(Sink *to, const Drv *d, Err *err);
int serve_get_drv(Arena *a, Source *from, Drv *d, Err *err);

/* cli_serve: nix-store --serve: answers on standard input and output. */
int cli_serve(bool write);

#endif
