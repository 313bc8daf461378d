/*
 * util.c: memory by lifetime, growing buffers, interned names, whole files.
 * Everything that the rest of the compiler takes from the system for data
 * passes through here.
 */
#include "../libc/libc.h"
#include "cc.h"

/* ---- memory ----------------------------------------------------- */

enum {
	CHUNK_BYTES = 1 << 18,
	CHUNK_HEAD = 24
};

typedef struct Chunk Chunk;
typedef struct MemPool MemPool;

struct Chunk {
	Chunk *next;
	u8 *limit;		/* end of the data, which begins after this */
	u8 *used;		/* end of what was given out, once retired */
};

/* Bytes from p up to end are zero and free. */
struct MemPool {
	u8 *p;
	u8 *end;
	Chunk *live;
	Chunk *spare;		/* all zero */
};

static MemPool pool_unit;
static MemPool pool_fn;
static MemPool pool_keep;

static void *mem_raw(u64 n)
{
	void *p = n >> 40 ? 0 : malloc(n);

	if (!p)
		fatal("out of memory", 0, 0);
	return p;
}

static void *pool_more(MemPool *o, u64 n)
{
	Chunk *c = o->spare;
	u64 size = CHUNK_BYTES;

	if (o->live)
		o->live->used = o->p;
	if (c && n <= CHUNK_BYTES) {
		o->spare = c->next;
	} else {
		if (n > size)
			size = n;
		c = mem_raw(size + CHUNK_HEAD);
		memset(c, 0, size + CHUNK_HEAD);
		c->limit = (u8 *)c + CHUNK_HEAD + size;
	}
	c->next = o->live;
	o->live = c;
	o->p = (u8 *)c + CHUNK_HEAD + n;
	o->end = c->limit;
	return (u8 *)c + CHUNK_HEAD;
}

static void *pool_new(MemPool *o, u64 n)
{
	u8 *p = o->p;

	n = (n + 7) & ~7ul;
	if (n > (u64)(o->end - p))
		return pool_more(o, n);
	o->p = p + n;
	return p;
}

/* Takes everything back; chunks of the usual size are zeroed and kept. */
static void pool_reset(MemPool *o)
{
	Chunk *c;
	Chunk *next;
	u8 *data;

	if (o->live)
		o->live->used = o->p;
	for (c = o->live; c; c = next) {
		next = c->next;
		data = (u8 *)c + CHUNK_HEAD;
		if (c->limit - data > CHUNK_BYTES) {
			free(c);
			continue;
		}
		memset(data, 0, c->used - data);
		c->next = o->spare;
		o->spare = c;
	}
	o->live = 0;
	o->p = 0;
	o->end = 0;
}

void *mem_new(u64 n)
{
	return pool_new(&pool_unit, n);
}

void *mem_fn(u64 n)
{
	return pool_new(&pool_fn, n);
}

void *mem_keep(u64 n)
{
	return pool_new(&pool_keep, n);
}

void mem_fn_end(void)
{
	pool_reset(&pool_fn);
}

/* ---- buffers ---------------------------------------------------- */

u8 *buf_room(Buf *b, u64 n)
{
	u64 cap;
	u8 *p;

	if (n <= b->cap - b->n)
		return b->p + b->n;
	cap = b->cap ? b->cap * 2 : 64;
	while (cap - b->n < n)
		cap *= 2;
	p = mem_raw(cap);
	if (b->n)
		memcpy(p, b->p, b->n);
	if (b->cap)
		free(b->p);
	b->p = p;
	b->cap = cap;
	return p + b->n;
}

void buf_free(Buf *b)
{
	if (b->cap)
		free(b->p);
	memset(b, 0, sizeof *b);
}

void buf_add(Buf *b, const void *p, u64 n)
{
	if (!n)
		return;
	memcpy(buf_room(b, n), p, n);
	b->n += n;
}

void buf_byte(Buf *b, u64 v)
{
	if (b->n == b->cap)
		buf_room(b, 1);
	b->p[b->n] = (u8)v;
	b->n++;
}

void buf_le(Buf *b, u64 v, int n)
{
	put_le(buf_room(b, n), v, n);
	b->n += n;
}

void buf_str(Buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_num(Buf *b, i64 v)
{
	u8 digits[24];
	int i = 24;
	u64 u = v < 0 ? -(u64)v : (u64)v;

	do {
		i--;
		digits[i] = (u8)('0' + u % 10);
		u /= 10;
	} while (u);
	if (v < 0) {
		i--;
		digits[i] = '-';
	}
	buf_add(b, digits + i, 24 - i);
}

void buf_hex(Buf *b, u64 v)
{
	int shift = 60;
	int digit;

	while (shift && !(v >> shift))
		shift -= 4;
	for (; shift >= 0; shift -= 4) {
		digit = (int)(v >> shift & 15);
		buf_byte(b, digit < 10 ? '0' + digit : 'a' + digit - 10);
	}
}

void buf_zero(Buf *b, u64 n)
{
	if (!n)
		return;
	memset(buf_room(b, n), 0, n);
	b->n += n;
}

void put_le(u8 *p, u64 v, int n)
{
	for (int i = 0; i < n; i++) {
		p[i] = (u8)v;
		v >>= 8;
	}
}

u64 get_le(const u8 *p, int n)
{
	u64 v = 0;

	while (n) {
		n--;
		v = v << 8 | p[n];
	}
	return v;
}

/* ---- strings ---------------------------------------------------- */

int str_eq(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

int str_starts(const char *s, const char *start)
{
	return strncmp(s, start, strlen(start)) == 0;
}

int str_ends(const char *s, const char *end)
{
	u64 n = strlen(s);
	u64 m = strlen(end);

	return n >= m && str_eq(s + n - m, end);
}

char *str_dup(const char *s, u64 n)
{
	char *p = mem_new(n + 1);

	if (n)
		memcpy(p, s, n);
	return p;
}

char *str_num(i64 v)
{
	Buf b;
	char *s;

	memset(&b, 0, sizeof b);
	buf_num(&b, v);
	s = str_dup((char *)b.p, b.n);
	buf_free(&b);
	return s;
}

char *str_join(const char *a, const char *b, const char *c)
{
	u64 na = strlen(a);
	u64 nb = strlen(b);
	u64 nc = strlen(c);
	char *p = mem_keep(na + nb + nc + 1);

	memcpy(p, a, na);
	memcpy(p + na, b, nb);
	memcpy(p + na + nb, c, nc);
	return p;
}

/* ---- names ------------------------------------------------------ */

static Ident **ident_table;
static u64 ident_slots;
static u64 ident_count;

static void ident_grow(void)
{
	u64 slots = ident_slots ? ident_slots * 4 : 1 << 14;
	Ident **table = mem_raw(slots * sizeof *table);
	Ident *id;
	Ident *next;

	memset(table, 0, slots * sizeof *table);
	for (u64 i = 0; i < ident_slots; i++) {
		for (id = ident_table[i]; id; id = next) {
			next = id->chain;
			id->chain = table[id->hash & (slots - 1)];
			table[id->hash & (slots - 1)] = id;
		}
	}
	if (ident_table)
		free(ident_table);
	ident_table = table;
	ident_slots = slots;
}

/*
 * As ident(), for a caller that has computed the hash on its way over the
 * characters: h = h * 33 + c from 0, in 32 bits.
 */
Ident *ident_hashed(const u8 *s, u64 n, u32 h)
{
	Ident *id;
	char *name;

	h ^= h >> 15;
	if (ident_count >= ident_slots)
		ident_grow();
	for (id = ident_table[h & (ident_slots - 1)]; id; id = id->chain) {
		if (id->hash == h && id->len == n
		&& memcmp(id->name, s, n) == 0)
			return id;
	}
	id = mem_keep(sizeof *id);
	name = mem_keep(n + 1);
	memcpy(name, s, n);
	id->name = name;
	id->len = (u32)n;
	id->hash = h;
	id->chain = ident_table[h & (ident_slots - 1)];
	ident_table[h & (ident_slots - 1)] = id;
	ident_count++;
	return id;
}

Ident *ident(const char *s, u64 n)
{
	u32 h = 0;

	if (!n)
		s = "";
	for (u64 i = 0; i < n; i++)
		h = h * 33 + ((u8 *)s)[i];
	return ident_hashed((u8 *)s, n, h);
}

Ident *ident_str(const char *s)
{
	return ident(s, strlen(s));
}

/* Names last for the whole run; what a unit has hung on them does not. */
void mem_unit_end(void)
{
	Ident *id;

	for (u64 i = 0; i < ident_slots; i++) {
		for (id = ident_table[i]; id; id = id->chain) {
			id->kw = 0;
			id->builtin = 0;
			id->macro = 0;
			id->sym = 0;
			id->tag = 0;
			id->label = 0;
			id->obj = 0;
		}
	}
	mem_fn_end();
	pool_reset(&pool_unit);
}

/* ---- files ------------------------------------------------------ */

int file_read(const char *path, Buf *out)
{
	int fd = str_eq(path, "-") ? 0 : open(path, O_RDONLY);
	i64 size;
	i64 n;
	u64 step;

	memset(out, 0, sizeof *out);
	if (fd < 0)
		return 0;
	size = fd ? lseek(fd, 0, SEEK_END) : -1;
	if (fd)
		lseek(fd, 0, SEEK_SET);
	/* a directory claims a huge size, and cannot be read */
	step = size > 0 && size >> 40 == 0 ? (u64)size + 8 : 1 << 16;
	do {
		n = read(fd, buf_room(out, step), step);
		if (n > 0)
			out->n += n;
		step = 1 << 16;
		if (out->cap - out->n > 8)
			step = out->cap - out->n;
	} while (n > 0);
	if (fd)
		close(fd);
	if (n < 0) {
		buf_free(out);
		return 0;
	}
	/* the lexer looks a few characters ahead */
	memset(buf_room(out, 8), 0, 8);
	return 1;
}

static int file_put(int fd, const Buf *b)
{
	u64 done = 0;
	i64 n;

	while (done < b->n) {
		n = write(fd, b->p + done, b->n - done);
		if (n <= 0)
			return 1;
		done += n;
	}
	return 0;
}

/*
 * Is the open file of that path one that a rename may replace? Without
 * stat: pipes and terminals do not seek, /dev/null and its kind stay at 0,
 * and only a regular file becomes empty by O_TRUNC, where a block device
 * keeps its size, a multiple of 512.
 */
static int file_is_plain(int fd, const char *path)
{
	char link[8];
	i64 size;

	if (readlink(path, link, sizeof link) >= 0)
		return 0;
	if (lseek(fd, 1, SEEK_SET) != 1)
		return 0;
	size = lseek(fd, 0, SEEK_END);
	lseek(fd, 0, SEEK_SET);
	if (size <= 0 || size % 512)
		return size >= 0;
	fd = open(path, O_WRONLY | O_TRUNC);
	if (fd < 0)
		return 0;
	size = lseek(fd, 0, SEEK_END);
	close(fd);
	return size == 0;
}

static int file_publish(const char *path, const Buf *b, int mode, int *made)
{
	Buf name;
	char *temp;
	int fd = -1;
	int bad;

	memset(&name, 0, sizeof name);
	for (int i = 0; i < 100 && fd < 0; i++) {
		name.n = 0;
		buf_str(&name, path);
		buf_str(&name, ".tmp");
		buf_num(&name, i);
		buf_byte(&name, 0);
		fd = open((char *)name.p, O_WRONLY | O_CREAT | O_EXCL, mode);
	}
	temp = (char *)name.p;
	*made = fd >= 0;
	bad = fd < 0;
	if (fd >= 0) {
		bad = file_put(fd, b);
		bad |= close(fd) != 0;
		if (!bad)
			bad = rename(temp, path) != 0;
		if (bad)
			unlink(temp);
	}
	buf_free(&name);
	return bad;
}

int file_write(const char *path, const Buf *b, int executable)
{
	int mode = executable ? 0777 : 0666;
	int made = 0;
	int plain = 1;
	int bad;
	int fd;

	if (str_eq(path, "-")) {
		bad = file_put(1, b);
		goto done;
	}
	fd = open(path, O_WRONLY);
	if (fd >= 0)
		plain = file_is_plain(fd, path);
	if (plain) {
		bad = file_publish(path, b, mode, &made);
		if (fd >= 0 && (made || !bad))
			close(fd);
		/* a folder that takes no new file may hold a writable one */
		if (made || !bad || fd < 0)
			goto done;
		close(fd);
		fd = open(path, O_WRONLY | O_TRUNC);
		if (fd < 0)
			goto done;
		if (executable)
			chmod(path, 0755);
	} else if (lseek(fd, 0, SEEK_SET) == 0) {
		/* a link to a regular file, which may have been longer */
		close(fd);
		fd = open(path, O_WRONLY | O_TRUNC);
		if (fd >= 0 && executable
		&& lseek(fd, 1, SEEK_SET) == 1) {
			lseek(fd, 0, SEEK_SET);
			chmod(path, 0755);
		}
	}
	bad = fd < 0 || file_put(fd, b);
	if (fd >= 0)
		bad |= close(fd) != 0;
done:
	if (bad)
		error_cmd("cannot write '%s'", path, 0);
	return bad;
}
