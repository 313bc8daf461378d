/*
 * Realising store paths: by building derivations and by substitution.
 * Follows Nix's libstore/build (goals, locks, messages, exit codes), so
 * that both can work on one store at once.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include "engine/store/store.h"

typedef enum { BUILD_NORMAL, BUILD_REPAIR, BUILD_CHECK } BuildMode;

/* A derivation and outputs of it (none: all), or any other store path. */
typedef struct {
	Str path;
	StrList outputs;
} BuildRequest;

/* build_request: from "PATH.drv", "PATH.drv!out,dev" (or ^) or "PATH". */
BuildRequest build_request(Arena *a, Str text);

/*
 * build_paths: all of them, or an error whose exit_code is Nix's: 100
 * build failure, 101 timeout, 102 hash mismatch, 104 not deterministic.
 * What config says of jobs, fallback and so on holds.
 */
int build_paths(Store *s, const BuildRequest *r, size_t n, BuildMode mode,
		Err *err);
/* build_ensure: substitute a path if it is not valid. */
int build_ensure(Store *s, Str path, Err *err);
/* build_repair: substitute again, or rebuild the deriver. */
int build_repair(Store *s, Str path, Err *err);

/* The numbers of the serve protocol. */
typedef enum {
	RESULT_BUILT = 0,
	RESULT_SUBSTITUTED = 1,
	RESULT_ALREADY_VALID = 2,
	RESULT_PERMANENT_FAILURE = 3,
	RESULT_INPUT_REJECTED = 4,
	RESULT_OUTPUT_REJECTED = 5,
	RESULT_TRANSIENT_FAILURE = 6,
	RESULT_CACHED_FAILURE = 7,
	RESULT_TIMED_OUT = 8,
	RESULT_MISC_FAILURE = 9,
	RESULT_DEPENDENCY_FAILED = 10,
	RESULT_LOG_LIMIT = 11,
	RESULT_NOT_DETERMINISTIC = 12,
	RESULT_NO_SUBSTITUTERS = 14
} BuildStatus;

typedef struct {
	BuildStatus status;
	Str message;            /* "" when all went well */
	uint64_t times_built;
	int64_t start, stop;
} BuildResult;

/*
 * build_derivation: one that need not be in the store (its inputs are
 * all in srcs). Gives an error only when nothing could be tried.
 */
int build_derivation(Store *s, Arena *a, Str path, const Drv *drv,
		     BuildMode mode, BuildResult *out, Err *err);

/* What would have to be done. */
typedef struct {
	StrList build, substitute, unknown;     /* sorted */
	uint64_t download, nar;                 /* bytes */
} Missing;

int build_missing(Store *s, Arena *a, const BuildRequest *r, size_t n,
		  Missing *out, Err *err);
/* missing_print: "these 2 derivations will be built:" and so on. */
void missing_print(Store *s, const Missing *m);

/*
 * build_log_read: the log of a derivation or of the deriver of a path;
 * ERR_NOT_FOUND when there is none here.
 */
int build_log_read(Store *s, Arena *a, Str path, Str *text, Err *err);

/* build_signals: SIGINT and kin stop builds in good order. */
void build_signals(void);

#endif
