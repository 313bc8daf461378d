/* What the files of this room share; nobody else includes it. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/map.h"
#include "engine/store/store.h"

/* Prepared statements, made when first used; see db.c for their text. */
typedef enum {
	SQL_BEGIN,
	SQL_BEGIN_WRITE,
	SQL_COMMIT,
	SQL_ROLLBACK,
	SQL_PATH_ID,
	SQL_PATH_INFO,
	SQL_REFERENCES,
	SQL_REFERRERS,
	SQL_ALL_VALID,
	SQL_DERIVERS,
	SQL_OUTPUTS,
	SQL_FROM_HASH_PART,
	SQL_INSERT_PATH,
	SQL_UPDATE_PATH,
	SQL_INSERT_REF,
	SQL_DELETE_REFS,
	SQL_INSERT_OUTPUT,
	SQL_DELETE_PATH,
	SQL_GRAPH_NODES,
	SQL_GRAPH_EDGES,
	SQL_COUNT
} SqlId;

/* A text file noted in a batch. */
typedef struct {
	PathInfo info;          /* nar hash and size filled at commit */
	Str text;
	DrvOutput *outputs;     /* of a derivation */
	size_t outputs_n;
	bool repair;
} Pending;

struct Store {
	StorePlaces where;
	bool read_only;         /* nothing may be written */
	bool no_right;          /* and that was not asked for */
	bool no_files;          /* "dummy": paths are only computed */
	int fd;                 /* real store directory */
	int big_lock;
	sqlite3 *db;
	sqlite3_stmt *sql[SQL_COUNT];
	int depth;              /* of nested transactions */
	Arena arena;            /* lives as long as the store */
	Arena scratch;          /* of one call; never empty */
	DrvHashes hashes;
	Arena refs_arena;
	Map refs;               /* path to StrList: they never change */
	/* temporary roots */
	int temp_fd;
	int gc_lock;
	int gc_socket;
	Map temp_roots;
	long pid;
	/* the open batch */
	int batch_depth;
	Arena batch_arena;
	Map batch;              /* path to Pending */
};

/* --- db.c --- */
int db_open(Store *s, Err *err);
void db_close(Store *s);
int db_error(Store *s, const char *what, Err *err);
/* db_get: the statement, reset and unbound; NULL with *err set. */
sqlite3_stmt *db_get(Store *s, SqlId id, Err *err);
void db_bind(sqlite3_stmt *st, int at, Str text);
Str db_text(sqlite3_stmt *st, int column);
/* db_run: step a statement that gives no rows. */
int db_run(Store *s, SqlId id, Err *err);
/* Nested transactions are one; write ones lock at once. */
int db_begin(Store *s, bool write, Err *err);
int db_commit(Store *s, Err *err);
void db_rollback(Store *s);
/* db_path_id: the row, or 0. */
int db_path_id(Store *s, Str path, int64_t *id, Err *err);

/* --- register.c --- */
/* Within a write transaction: one path without its references. */
int register_path(Store *s, const PathInfo *info, int64_t *id, Err *err);
int register_ref(Store *s, int64_t from, int64_t to, Err *err);
int register_output(Store *s, int64_t drv, Str name, Str path, Err *err);
/*
 * need_writable: an error in a read-only store. only_path: the same when
 * adding, where a store opened read-only on purpose just computes paths.
 */
/* forget_refs: after anything that changes what is valid. */
void forget_refs(Store *s);
int need_writable(Store *s, Err *err);
int only_path(Store *s, Err *err);

/* --- roots.c --- */
int open_gc_lock(Store *s, Err *err);
int temp_roots_add(Store *s, const Str *paths, size_t n, Err *err);
int find_roots(Store *s, Arena *a, bool temp, bool censor, StoreRoot **out,
	       size_t *n, Err *err);
int runtime_roots(Store *s, Arena *a, StrList *targets, StrList *from,
		  Err *err);

/* remove_store_file: files of a path that is not valid. */
int remove_store_file(Store *s, const char *base, uint64_t *freed, Err *err);

#endif
