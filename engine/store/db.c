/*
 * The database: Nix's schema 10 (libstore/schema.sql), opened as C++ Nix
 * opens it: write-ahead log, foreign keys, an hour of patience with locks.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/store/internal.h"

enum {
	SCHEMA_VERSION = 10,
	BUSY_MS = 60 * 60 * 1000
};

static const char SCHEMA[] =
	"create table if not exists ValidPaths ("
	" id integer primary key autoincrement not null,"
	" path text unique not null,"
	" hash text not null,"
	" registrationTime integer not null,"
	" deriver text,"
	" narSize integer,"
	" ultimate integer,"
	" sigs text,"
	" ca text);"
	"create table if not exists Refs ("
	" referrer integer not null,"
	" reference integer not null,"
	" primary key (referrer, reference),"
	" foreign key (referrer) references ValidPaths(id)"
	" on delete cascade,"
	" foreign key (reference) references ValidPaths(id)"
	" on delete restrict);"
	"create index if not exists IndexReferrer on Refs(referrer);"
	"create index if not exists IndexReference on Refs(reference);"
	/* a self-reference must not keep its own path from going */
	"create trigger if not exists DeleteSelfRefs"
	" before delete on ValidPaths begin"
	" delete from Refs where referrer = old.id and reference = old.id;"
	" end;"
	"create table if not exists DerivationOutputs ("
	" drv integer not null,"
	" id text not null,"
	" path text not null,"
	" primary key (drv, id),"
	" foreign key (drv) references ValidPaths(id) on delete cascade);"
	"create index if not exists IndexDerivationOutputs"
	" on DerivationOutputs(path);";

static const char *const SQL[SQL_COUNT] = {
	[SQL_BEGIN] = "begin",
	[SQL_BEGIN_WRITE] = "begin immediate",
	[SQL_COMMIT] = "commit",
	[SQL_ROLLBACK] = "rollback",
	[SQL_PATH_ID] = "select id from ValidPaths where path = ?",
	[SQL_PATH_INFO] =
		"select id, hash, registrationTime, deriver, narSize,"
		" ultimate, sigs, ca from ValidPaths where path = ?",
	[SQL_REFERENCES] =
		"select path from Refs join ValidPaths on reference = id"
		" where referrer = ?",
	[SQL_REFERRERS] =
		"select path from Refs join ValidPaths on referrer = id"
		" where reference = (select id from ValidPaths"
		" where path = ?)",
	[SQL_ALL_VALID] = "select path from ValidPaths",
	[SQL_DERIVERS] =
		"select v.path from DerivationOutputs d join ValidPaths v"
		" on d.drv = v.id where d.path = ?",
	[SQL_OUTPUTS] =
		"select id, path from DerivationOutputs where drv = ?",
	[SQL_FROM_HASH_PART] =
		"select path from ValidPaths where path >= ?"
		" order by path limit 1",
	[SQL_INSERT_PATH] =
		"insert into ValidPaths (path, hash, registrationTime,"
		" deriver, narSize, ultimate, sigs, ca)"
		" values (?, ?, ?, ?, ?, ?, ?, ?)",
	[SQL_UPDATE_PATH] =
		"update ValidPaths set narSize = ?2, hash = ?3,"
		" ultimate = ?4, sigs = ?5, ca = ?6 where path = ?1",
	[SQL_INSERT_REF] =
		"insert or replace into Refs (referrer, reference)"
		" values (?, ?)",
	[SQL_DELETE_REFS] = "delete from Refs where referrer = ?",
	[SQL_INSERT_OUTPUT] =
		"insert or replace into DerivationOutputs (drv, id, path)"
		" values (?, ?, ?)",
	[SQL_DELETE_PATH] = "delete from ValidPaths where path = ?",
	[SQL_GRAPH_NODES] =
		"select id, path, deriver from ValidPaths order by path",
	[SQL_GRAPH_EDGES] = "select referrer, reference from Refs",
};

int db_error(Store *s, const char *what, Err *err)
{
	int code = sqlite3_extended_errcode(s->db);

	return err_set(err, (code & 0xff) == SQLITE_BUSY ? ERR_BUSY :
		       ERR_OS, "%s: %s, in '" STR_F "/db/db.sqlite'", what,
		       sqlite3_errmsg(s->db), STR_A(s->where.state));
}

sqlite3_stmt *db_get(Store *s, SqlId id, Err *err)
{
	if (!s->sql[id] &&
	    sqlite3_prepare_v3(s->db, SQL[id], -1, SQLITE_PREPARE_PERSISTENT,
			       &s->sql[id], NULL) != SQLITE_OK) {
		db_error(s, "preparing a query", err);
		return NULL;
	}
	sqlite3_reset(s->sql[id]);
	return s->sql[id];
}

void db_bind(sqlite3_stmt *st, int at, Str text)
{
	sqlite3_bind_text(st, at, text.p, (int)text.n, SQLITE_STATIC);
}

Str db_text(sqlite3_stmt *st, int column)
{
	const char *p = (const char *)sqlite3_column_text(st, column);
	int n = sqlite3_column_bytes(st, column);

	return str_of(p ? p : "", p ? (size_t)n : 0);
}

int db_run(Store *s, SqlId id, Err *err)
{
	sqlite3_stmt *st = s->sql[id];
	int rc;

	if (!st)
		st = db_get(s, id, err);
	if (!st)
		return err ? err->code : ERR_OS;
	rc = sqlite3_step(st);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW) {
		rc = db_error(s, "executing SQLite statement", err);
		sqlite3_reset(st);
		return rc;
	}
	sqlite3_reset(st);
	return 0;
}

int db_begin(Store *s, bool write, Err *err)
{
	int rc;

	if (s->depth > 0) {
		s->depth++;
		return 0;
	}
	rc = db_run(s, write ? SQL_BEGIN_WRITE : SQL_BEGIN, err);
	if (rc == 0)
		s->depth = 1;
	return rc;
}

int db_commit(Store *s, Err *err)
{
	int rc;

	if (--s->depth > 0)
		return 0;
	rc = db_run(s, SQL_COMMIT, err);
	if (rc)
		db_run(s, SQL_ROLLBACK, NULL);
	return rc;
}

void db_rollback(Store *s)
{
	if (s->depth == 0)
		return;
	s->depth = 0;
	db_run(s, SQL_ROLLBACK, NULL);
}

int db_path_id(Store *s, Str path, int64_t *id, Err *err)
{
	sqlite3_stmt *st = db_get(s, SQL_PATH_ID, err);
	int rc;

	*id = 0;
	if (!st)
		return err ? err->code : ERR_OS;
	db_bind(st, 1, path);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*id = sqlite3_column_int64(st, 0);
	else if (rc != SQLITE_DONE)
		return db_error(s, "looking up a path", err);
	sqlite3_reset(st);
	return 0;
}

static int db_exec(Store *s, const char *text, Err *err)
{
	if (sqlite3_exec(s->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return db_error(s, "setting up the database", err);
	return 0;
}

static int journal_mode(Store *s, Err *err)
{
	const char *want = store_settings.use_sqlite_wal ? "wal" : "truncate";
	sqlite3_stmt *st;
	bool same = false;

	if (sqlite3_prepare_v2(s->db, "pragma main.journal_mode", -1, &st,
			       NULL) != SQLITE_OK)
		return db_error(s, "querying the journal mode", err);
	if (sqlite3_step(st) == SQLITE_ROW)
		same = str_eqc(db_text(st, 0), want);
	sqlite3_finalize(st);
	if (same)
		return 0;
	return db_exec(s, store_settings.use_sqlite_wal ?
		       "pragma main.journal_mode = wal" :
		       "pragma main.journal_mode = truncate", err);
}

/* The version in db/schema, or 0 when there is none. */
static int read_schema(Store *s, Str file, int *version, Err *err)
{
	Arena a = { 0 };
	Str text;
	uint64_t v;
	int rc;

	*version = 0;
	if (!os_exists(OS_CWD, file.p))
		return 0;
	rc = os_read_file(&a, OS_CWD, file.p, &text, err);
	if (rc == 0) {
		if (str_u64(str_trim(text), &v) && v < 1000)
			*version = (int)v;
		else
			rc = err_set(err, ERR_FORMAT, "'" STR_F
				     "' is corrupt", STR_A(file));
	}
	arena_free(&a);
	(void)s;
	return rc;
}

static int check_schema(Store *s, int version, Err *err)
{
	if (version > SCHEMA_VERSION)
		return err_set(err, ERR_FAIL, "current Nix store schema is "
			       "version %d, but I only support %d", version,
			       SCHEMA_VERSION);
	if (version > 0 && version < SCHEMA_VERSION)
		return err_set(err, ERR_FAIL, "the Nix store database has the "
			       "old schema %d; upgrade it with Nix 2.8 "
			       "first", version);
	if (version == 0 && s->read_only)
		return err_set(err, ERR_FAIL, "database does not exist, and "
			       "cannot be created in read-only mode");
	return 0;
}

static int open_connection(Store *s, bool create, Err *err)
{
	Arena *a = &s->arena;
	int flags = s->read_only ? SQLITE_OPEN_READONLY :
		    SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
	const char *vfs = store_settings.use_sqlite_wal ? NULL :
			  "unix-dotfile";
	Str file = str_cat2(a, s->where.state, STR("/db/db.sqlite"));
	int rc;

	rc = sqlite3_open_v2(file.p, &s->db, flags | SQLITE_OPEN_NOMUTEX,
			     vfs);
	if (rc == SQLITE_OK && s->read_only &&
	    sqlite3_exec(s->db, "select 1 from ValidPaths limit 1", NULL,
			 NULL, NULL) != SQLITE_OK) {
		/* no right to make the shared memory file: read as is */
		sqlite3_close(s->db);
		rc = sqlite3_open_v2(str_cat3(a, STR("file:"), file,
					      STR("?immutable=1")).p, &s->db,
				     SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
				     SQLITE_OPEN_NOMUTEX, vfs);
	}
	if (rc != SQLITE_OK)
		return err_set(err, ERR_OS, "cannot open Nix database '" STR_F
			       "': %s", STR_A(file),
			       s->db ? sqlite3_errmsg(s->db) :
			       sqlite3_errstr(rc));
	sqlite3_busy_timeout(s->db, BUSY_MS);
	return 0;
}

static int open_big_lock(Store *s, Err *err)
{
	const char *name = str_cat2(&s->arena, s->where.state,
				    STR("/db/big-lock")).p;

	s->big_lock = os_open_lock(OS_CWD, name, 0600);
	if (s->big_lock < 0)
		return err_os(err, "opening lock file", name);
	if (os_lock(s->big_lock, false))
		return err_os(err, "locking", name);
	return 0;
}

int db_open(Store *s, Err *err)
{
	Str file = str_cat2(&s->arena, s->where.state, STR("/db/schema"));
	int version;
	int rc = s->read_only ? 0 : open_big_lock(s, err);

	if (rc == 0)
		rc = read_schema(s, file, &version, err);
	if (rc == 0)
		rc = check_schema(s, version, err);
	if (rc == 0)
		rc = open_connection(s, version == 0, err);
	if (rc == 0)
		rc = db_exec(s, "pragma foreign_keys = 1", err);
	if (rc || s->read_only)
		return rc;
	rc = db_exec(s, store_settings.fsync_metadata ?
		     "pragma synchronous = normal" :
		     "pragma synchronous = off", err);
	if (rc == 0)
		rc = journal_mode(s, err);
	if (rc == 0 && store_settings.use_sqlite_wal)
		/* checkpoint rarely: it is what takes the time */
		rc = db_exec(s, "pragma wal_autocheckpoint = 40000", err);
	if (rc == 0 && version == 0) {
		rc = db_exec(s, SCHEMA, err);
		if (rc == 0)
			rc = os_replace_file(OS_CWD, file.p, STR("10"), 0644,
					     err);
	}
	return rc;
}

void db_close(Store *s)
{
	size_t i;

	for (i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(s->sql[i]);
		s->sql[i] = NULL;
	}
	if (s->db)
		sqlite3_close(s->db);
	s->db = NULL;
}
