/* What caches answered, kept on disk: see disk.h. */
#define _GNU_SOURCE
#include "engine/fetch/disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/os.h"
#include "engine/build/config.h"
#include "engine/fmt/path.h"

static const char schema[] =
	"create table if not exists BinaryCaches ("
	" id integer primary key autoincrement not null,"
	" url text unique not null, timestamp integer not null,"
	" storeDir text not null, wantMassQuery integer not null,"
	" priority integer not null);"
	"create table if not exists NARs ("
	" cache integer not null, hashPart text not null, namePart text,"
	" url text, compression text, fileHash text, fileSize integer,"
	" narHash text, narSize integer, refs text, deriver text,"
	" sigs text, ca text, timestamp integer not null,"
	" present integer not null, primary key (cache, hashPart),"
	" foreign key (cache) references BinaryCaches(id)"
	" on delete cascade);"
	"create table if not exists Realisations ("
	" cache integer not null, outputId text not null, content blob,"
	" timestamp integer not null, primary key (cache, outputId),"
	" foreign key (cache) references BinaryCaches(id)"
	" on delete cascade);"
	"create table if not exists LastPurge ("
	" dummy text primary key, value integer);";

static sqlite3 *db;
static bool tried;
static pid_t owner;

static sqlite3 *get(void)
{
	Arena a = { 0 };
	const char *dir = os_env("XDG_CACHE_HOME");
	const char *home = os_env("HOME");
	Str path;
	Err err;

	if (tried)
		return owner == getpid() ? db : NULL;
	tried = true;
	owner = getpid();
	path = dir ? str_fmt(&a, "%s/nix", dir) :
	       home ? str_fmt(&a, "%s/.cache/nix", home) : STR("");
	if (path.n == 0 || os_make_dirs(path.p, 0755, &err))
		return NULL;
	path = str_cat2(&a, path, STR("/binary-cache-v6.sqlite"));
	if (sqlite3_open(path.p, &db) != SQLITE_OK ||
	    sqlite3_busy_timeout(db, 5000) != SQLITE_OK ||
	    sqlite3_exec(db, "pragma synchronous = off; "
			 "pragma journal_mode = truncate;", NULL, NULL,
			 NULL) != SQLITE_OK ||
	    sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK) {
		sqlite3_close(db);
		db = NULL;
	}
	arena_free(&a);
	return db;
}

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *s = NULL;

	if (!get() || sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		return NULL;
	return s;
}

static void bind_str(sqlite3_stmt *s, int i, Str v)
{
	sqlite3_bind_text(s, i, v.n ? v.p : "", (int)v.n, SQLITE_TRANSIENT);
}

static Str column(Arena *a, sqlite3_stmt *s, int i)
{
	const char *p = (const char *)sqlite3_column_text(s, i);

	return p ? str_dup(a, str_of(p, (size_t)sqlite3_column_bytes(s, i))) :
	       STR("");
}

void disk_cache(Arena *a, Str url, DiskCache *out)
{
	sqlite3_stmt *s = prepare("select id, storeDir, wantMassQuery, "
				  "priority, timestamp from BinaryCaches "
				  "where url = ?");

	memset(out, 0, sizeof *out);
	if (!s)
		return;
	bind_str(s, 1, url);
	if (sqlite3_step(s) == SQLITE_ROW &&
	    sqlite3_column_int64(s, 4) + 7 * 24 * 3600 > os_now()) {
		out->id = sqlite3_column_int64(s, 0);
		out->store_dir = column(a, s, 1);
		out->mass_query = sqlite3_column_int(s, 2) != 0;
		out->priority = sqlite3_column_int64(s, 3);
	}
	sqlite3_finalize(s);
}

void disk_put_cache(Str url, DiskCache *c)
{
	sqlite3_stmt *s = prepare("insert into BinaryCaches(url, timestamp, "
		"storeDir, wantMassQuery, priority) values (?, ?, ?, ?, ?) "
		"on conflict (url) do update set timestamp = "
		"excluded.timestamp, storeDir = excluded.storeDir, "
		"wantMassQuery = excluded.wantMassQuery, "
		"priority = excluded.priority");
	Arena a = { 0 };
	DiskCache now;

	if (!s)
		return;
	bind_str(s, 1, url);
	sqlite3_bind_int64(s, 2, os_now());
	bind_str(s, 3, c->store_dir);
	sqlite3_bind_int(s, 4, c->mass_query);
	sqlite3_bind_int64(s, 5, c->priority);
	sqlite3_step(s);
	sqlite3_finalize(s);
	disk_cache(&a, url, &now);
	c->id = now.id;
	arena_free(&a);
}

static void fill(Arena *a, sqlite3_stmt *s, Str store, Str hash_part,
		 NarInfo *out)
{
	Str text, token;
	Err err;

	memset(out, 0, sizeof *out);
	out->info.path = str_fmt(a, STR_F "/" STR_F "-" STR_F, STR_A(store),
				 STR_A(hash_part), STR_A(column(a, s, 0)));
	out->url = column(a, s, 1);
	out->compression = column(a, s, 2);
	text = column(a, s, 3);
	if (text.n)
		hash_parse(&out->file_hash, text, HASH_NONE, &err);
	out->file_size = (uint64_t)sqlite3_column_int64(s, 4);
	hash_parse(&out->info.nar_hash, column(a, s, 5), HASH_NONE, &err);
	out->info.nar_size = (uint64_t)sqlite3_column_int64(s, 6);
	text = column(a, s, 7);
	while (str_token(&text, " ", &token))
		strlist_add(a, &out->info.refs, str_fmt(a, STR_F "/" STR_F,
			    STR_A(store), STR_A(token)));
	strlist_sort(&out->info.refs);
	text = column(a, s, 8);
	if (text.n)
		out->info.deriver = str_fmt(a, STR_F "/" STR_F, STR_A(store),
					    STR_A(text));
	text = column(a, s, 9);
	while (str_token(&text, " ", &token))
		strlist_add(a, &out->info.sigs, token);
	out->info.ca = column(a, s, 10);
}

DiskAnswer disk_narinfo(Arena *a, int64_t cache, Str store, Str hash_part,
			NarInfo *out)
{
	sqlite3_stmt *s = prepare("select namePart, url, compression, "
		"fileHash, fileSize, narHash, narSize, refs, deriver, sigs, "
		"ca, present from NARs where cache = ? and hashPart = ? and "
		"((present = 0 and timestamp > ?) or "
		"(present = 1 and timestamp > ?))");
	DiskAnswer r = DISK_UNKNOWN;

	if (!s || cache == 0)
		return r;
	sqlite3_bind_int64(s, 1, cache);
	bind_str(s, 2, hash_part);
	sqlite3_bind_int64(s, 3, os_now() - (int64_t)config.ttl_negative);
	sqlite3_bind_int64(s, 4, os_now() - (int64_t)config.ttl_positive);
	if (sqlite3_step(s) == SQLITE_ROW) {
		r = sqlite3_column_int(s, 11) ? DISK_PRESENT : DISK_ABSENT;
		if (r == DISK_PRESENT)
			fill(a, s, store, hash_part, out);
	}
	sqlite3_finalize(s);
	return r;
}

void disk_begin(void)
{
	if (get())
		sqlite3_exec(db, "begin", NULL, NULL, NULL);
}

void disk_end(void)
{
	if (get())
		sqlite3_exec(db, "commit", NULL, NULL, NULL);
}

static Str base_names(Arena *a, const StrList *l)
{
	StrBuf b = sb_in(a);
	size_t i;

	for (i = 0; i < l->n; i++)
		sb_fmt(&b, "%s" STR_F, i ? " " : "",
		       STR_A(path_base(l->v[i])));
	return sb_str(&b);
}

void disk_put(int64_t cache, Str store, const NarInfo *n)
{
	sqlite3_stmt *s = prepare("insert or replace into NARs(cache, "
		"hashPart, namePart, url, compression, fileHash, fileSize, "
		"narHash, narSize, refs, deriver, sigs, ca, timestamp, "
		"present) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"1)");
	Arena a = { 0 };
	StrBuf sigs = sb_in(&a);
	size_t i;

	(void)store;
	if (!s || cache == 0)
		return;
	for (i = 0; i < n->info.sigs.n; i++)
		sb_fmt(&sigs, "%s" STR_F, i ? " " : "",
		       STR_A(n->info.sigs.v[i]));
	sqlite3_bind_int64(s, 1, cache);
	bind_str(s, 2, path_hash_part(n->info.path));
	bind_str(s, 3, path_name(n->info.path));
	bind_str(s, 4, n->url);
	bind_str(s, 5, n->compression);
	if (n->file_hash.algo != HASH_NONE)
		bind_str(s, 6, hash_print(&a, &n->file_hash, ENC_NIX32,
					  true));
	sqlite3_bind_int64(s, 7, (int64_t)n->file_size);
	bind_str(s, 8, hash_print(&a, &n->info.nar_hash, ENC_NIX32, true));
	sqlite3_bind_int64(s, 9, (int64_t)n->info.nar_size);
	bind_str(s, 10, base_names(&a, &n->info.refs));
	if (n->info.deriver.n)
		bind_str(s, 11, path_base(n->info.deriver));
	bind_str(s, 12, sb_str(&sigs));
	bind_str(s, 13, n->info.ca);
	sqlite3_bind_int64(s, 14, os_now());
	sqlite3_step(s);
	sqlite3_finalize(s);
	arena_free(&a);
}

void disk_put_absent(int64_t cache, Str hash_part)
{
	sqlite3_stmt *s = prepare("insert or replace into NARs(cache, "
		"hashPart, timestamp, present) values (?, ?, ?, 0)");

	if (!s || cache == 0)
		return;
	sqlite3_bind_int64(s, 1, cache);
	bind_str(s, 2, hash_part);
	sqlite3_bind_int64(s, 3, os_now());
	sqlite3_step(s);
	sqlite3_finalize(s);
}
