/*
 * pp.c: files and directives (C11 6.10, with GCC's #include_next, #import,
 * #warning, #ident and line markers).
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

enum {
	INCLUDE_MAX = 200
};

typedef struct File File;
typedef struct Inc Inc;
typedef struct OpenIf OpenIf;

/* A file that was read, once in a unit. */
struct File {
	File *next;
	const char *path;
	Buf text;
	Ident *guard;		/* while it is defined, the file is empty */
	int once;
	int listed;		/* told to deps.c */
};

/* An #if that is open. */
struct OpenIf {
	OpenIf *prev;
	Pos pos;
	int taken;		/* one of its groups was compiled */
	int others;		/* 1: #elif seen, 2: #else seen */
	Ident *guard;		/* it is #ifndef guard, first in its file */
};

/* A file that is being read. */
struct Inc {
	Inc *prev;
	Lex includer;
	File *file;
	OpenIf *conds;		/* those open outside of it */
	int dir;		/* where it was found in ppo.dirs; -1 */
	int system;
	const u8 *first;	/* behind the #, if its first token is one */
};

Tok tok;
const char *pp_main;
Pos pp_here;
PpOpts ppo;

static Tok tok_ahead;
static int tok_is_ahead;
static File *pp_files;
static Inc *inc_top;
static Inc *inc_floor;		/* its end is the end of the input */
static int inc_depth;
static OpenIf *if_top;

enum {
	PD_DEFINE, PD_UNDEF, PD_INCLUDE, PD_INCLUDE_NEXT, PD_IMPORT, PD_IF, PD_IFDEF,
	PD_IFNDEF, PD_ELIF, PD_ELIFDEF, PD_ELIFNDEF, PD_ELSE, PD_ENDIF, PD_LINE,
	PD_ERROR, PD_WARNING, PD_PRAGMA, PD_IDENT, PD_SCCS, PD_ASSERT,
	PD_UNASSERT, PD_COUNT
};

static const char *dir_names[] = {
	"define", "undef", "include", "include_next", "import", "if", "ifdef",
	"ifndef", "elif", "elifdef", "elifndef", "else", "endif", "line",
	"error", "warning", "pragma", "ident", "sccs", "assert", "unassert"
};

static Ident *dir_idents[PD_COUNT];

/* ---- files ------------------------------------------------------- */

static const char pp_trigraphs[] = "=#/\\'^([)]!|<{>}-~";

/* Phase 1 of translation, where -trigraphs or -std=c.. asks for it. */
static void pp_map_trigraphs(Buf *b)
{
	u64 to = 0;
	const char *pair;

	for (u64 i = 0; i < b->n; i++) {
		b->p[to] = b->p[i];
		if (b->p[i] == '?' && b->p[i + 1] == '?' && b->p[i + 2]) {
			for (pair = pp_trigraphs; *pair; pair += 2) {
				if (*pair == (char)b->p[i + 2]) {
					b->p[to] = (u8)pair[1];
					i += 2;
					break;
				}
			}
		}
		to++;
	}
	b->n = to;
	memset(b->p + to, 0, 4);
}

static File *file_same_once(const Buf *text)
{
	File *f;

	for (f = pp_files; f; f = f->next) {
		if (f->once && f->text.n == text->n
		&& memcmp(f->text.p, text->p, text->n) == 0)
			return f;
	}
	return 0;
}

/* The file of that path, read now if need be; 0 if there is none. */
static File *file_open(const char *path)
{
	File *f;
	File *same;
	Buf text;

	for (f = pp_files; f; f = f->next) {
		if (str_eq(f->path, path))
			return f;
	}
	if (!file_read(path, &text))
		return 0;
	if (ppo.trigraphs)
		pp_map_trigraphs(&text);
	same = file_same_once(&text);
	f = mem_new(sizeof *f);
	f->path = str_dup(path, strlen(path));
	f->next = pp_files;
	memcpy(&f->text, &text, sizeof text);
	if (same)
		f->once = 1;
	pp_files = f;
	return f;
}

/* Goes on with the text of f, until its end. */
static void inc_push(File *f, const char *name, int dir, int system, Pos from)
{
	Inc *inc = mem_new(sizeof *inc);
	Tok t;

	if (!f->listed)
		dep_add(f->path, system);
	f->listed = 1;
	inc_depth++;
	if (inc_depth > INCLUDE_MAX)
		fatal_at(from, "#include nested too deeply", 0, 0);
	inc->prev = inc_top;
	memcpy(&inc->includer, &lx, sizeof lx);
	inc->file = f;
	inc->conds = if_top;
	inc->dir = dir;
	inc->system = system;
	inc_top = inc;
	lex_open(f->text.p, f->text.n,
		src_add(name, f->text.p, f->text.n, from, system));
	lex_next(&t);
	if (t.kind == '#')
		inc->first = lx.p;
	lex_open(f->text.p, f->text.n, (int)(lx.base >> 40));
}

static void inc_pop(void)
{
	memcpy(&lx, &inc_top->includer, sizeof lx);
	inc_top = inc_top->prev;
	inc_depth--;
	if (out_on)
		out_file(OUT_LEAVE);
}

int pp_level(void)
{
	return inc_depth - 1;
}

void pp_once(void)
{
	inc_top->file->once = 1;
}

void pp_system(void)
{
	int n = src_shift(lx.base, 0, src_line(lx.base), 1);

	inc_top->system = 1;
	lx.base = (Pos)n << 40 | (lx.base & 0xffffffffff);
	if (out_on)
		out_file(OUT_RENAME);
}

/* ---- searching --------------------------------------------------- */

static Buf find_path;

static File *find_try(const char *dir, u64 n, const char *name)
{
	find_path.n = 0;
	if (n) {
		buf_add(&find_path, dir, n);
		if (dir[n - 1] != '/')
			buf_byte(&find_path, '/');
	}
	buf_str(&find_path, name);
	buf_byte(&find_path, 0);
	return file_open((char *)find_path.p);
}

/*
 * Finds what #include names: angle for <name>; next: behind the folder in
 * which the file at hand was found. *dir gets the place in ppo.dirs, or -1.
 */
static File *pp_find(const char *name, int angle, int next, int *dir,
	int *system)
{
	const char *path = inc_top->file->path;
	const char *slash = strrchr(path, '/');
	int i = angle ? ppo.first_angle : 0;
	File *f;

	*dir = -1;
	*system = 0;
	if (name[0] == '/')
		return find_try("", 0, name);
	if (next) {
		if (inc_top->dir >= i)
			i = inc_top->dir + 1;
	} else if (!angle && !ppo.no_current) {
		*system = inc_top->system;
		f = find_try(path, slash ? slash + 1 - path : 0, name);
		if (f)
			return f;
	}
	for (; i < ppo.ndirs; i++) {
		f = find_try(ppo.dirs[i], strlen(ppo.dirs[i]), name);
		if (f) {
			*dir = i;
			*system = ppo.dir_system[i];
			return f;
		}
	}
	return 0;
}

static Buf header_name;

static void header_set(const char *s, u64 n)
{
	header_name.n = 0;
	buf_add(&header_name, s, n);
	buf_byte(&header_name, 0);
}

/*
 * Reads "name" or <name> from here into header_name. Returns 1 for <name>,
 * 0 for "name", -1 if it is neither. May come out of a macro.
 */
static int header_read(void)
{
	Lex saved;
	Tok t;
	const u8 *p;

	memcpy(&saved, &lx, sizeof lx);
	if (!pp_in_macro()) {
		lex_next(&t);
		if (t.kind == '<') {
			p = lx.p;
			while (*p != '>' && *p != '\n' && *p)
				p++;
			header_set((const char *)lx.p, p - lx.p);
			lx.p = p + 1;
			if (*p == '>')
				return 1;
			lx.p = p;
			return -1;
		}
		memcpy(&lx, &saved, sizeof lx);
	}
	pp_next(&t);
	if (t.kind == T_STR && t.text[0] == '"') {
		header_set(t.text + 1, t.len - 2);
		return 0;
	}
	if (t.kind != '<')
		return -1;
	header_name.n = 0;
	for (;;) {
		pp_next(&t);
		if (t.kind == '>')
			break;
		if (t.kind == T_NEWLINE || t.kind == T_EOF)
			return -1;
		if (t.space && header_name.n)
			buf_byte(&header_name, ' ');
		tok_add(&header_name, &t);
	}
	buf_byte(&header_name, 0);
	return 1;
}

int pp_has_include(int next)
{
	int dir;
	int system;
	int angle;
	Tok t;

	pp_unexpanded(&t);
	if (t.kind != '(') {
		error_at(t.pos, "missing '(' after __has_include", 0, 0);
		return 0;
	}
	angle = header_read();
	pp_unexpanded(&t);
	if (angle < 0 || t.kind != ')') {
		error_at(t.pos, "__has_include expects \"FILENAME\" or "
			"<FILENAME>", 0, 0);
		return 0;
	}
	return pp_find((char *)header_name.p, angle, next, &dir, &system) != 0;
}

/* Ends the directive; the newline is still to come. */
static void directive_end(void)
{
	pp_flush();
	lex_skip_line();
	lx.directive = 0;
}

static void pp_include(int kind)
{
	int next = kind == PD_INCLUDE_NEXT && inc_top->prev;
	int angle = header_read();
	const char *name = (char *)header_name.p;
	File *f;
	int dir;
	int system;

	if (angle < 0) {
		error_at(pp_here, "#include expects \"FILENAME\" or "
			"<FILENAME>", 0, 0);
		return;
	}
	if (!name[0]) {
		error_at(pp_here, "empty filename in #include", 0, 0);
		return;
	}
	f = pp_find(name, angle, next, &dir, &system);
	if (!f) {
		if (ppo.missing_ok && ppo.deps) {
			dep_add(str_dup(name, strlen(name)), angle);
			return;
		}
		fatal_at(pp_here, "%s: no such file, or it cannot be read",
			name, 0);
	}
	if (f->once)
		return;
	if (kind == PD_IMPORT) {
		f->once = 1;
		if (f->listed)
			return;
	}
	if (f->guard && f->guard->macro)
		return;
	directive_end();
	inc_push(f, f->path, dir, system, pp_here);
	if (out_on)
		out_file(OUT_ENTER);
}

/* ---- conditions -------------------------------------------------- */

static void if_push(int taken, Ident *guard)
{
	OpenIf *c = mem_new(sizeof *c);

	c->prev = if_top;
	c->pos = pp_here;
	c->taken = taken;
	c->guard = guard;
	if_top = c;
}

/*
 * After #endif: if it closes a guard that holds all of the file, remembers
 * that the file need not be read again.
 */
static void if_pop(void)
{
	OpenIf *c = if_top;
	Lex saved;
	Tok t;

	if_top = c->prev;
	if (!c->guard || c->others)
		return;
	lex_skip_line();
	memcpy(&saved, &lx, sizeof lx);
	lx.directive = 0;
	lex_next(&t);
	if (t.kind == T_EOF)
		inc_top->file->guard = c->guard;
	memcpy(&lx, &saved, sizeof lx);
}

static int directive_kind(const Tok *t)
{
	for (int i = 0; i < PD_COUNT && t->kind == T_IDENT; i++) {
		if (dir_idents[i] == t->id)
			return opt.gnu || (i != PD_ELIFDEF && i != PD_ELIFNDEF)
				? i : -1;
	}
	return -1;
}

/* #elif or #else met; it is too late for it after #else. */
static void if_other(const Tok *t, int kind)
{
	if (if_top->others == 2)
		error_at(t->pos, "#%s after #else", t->id->name, 0);
	if_top->others = kind == PD_ELSE ? 2 : 1;
}

/* #ifdef, #ifndef, and C23's #elifdef and #elifndef: is there the macro? */
static int if_defined(int kind)
{
	Tok t;

	lex_next(&t);
	if (t.kind != T_IDENT)
		error_at(t.pos, "no macro name given in #%s directive",
			dir_names[kind], 0);
	return t.id && t.id->macro;
}

static int if_true(int kind)
{
	switch (kind) {
	case PD_ELSE:
		return 1;
	case PD_IFDEF:
	case PD_ELIFDEF:
		return if_defined(kind);
	case PD_IFNDEF:
	case PD_ELIFNDEF:
		return !if_defined(kind);
	}
	return pp_condition();
}

/*
 * Passes over groups from the end of this line, until one is to be compiled
 * or the #endif was read.
 */
static void pp_skip(void)
{
	int depth = 0;
	int kind;
	Tok t;

	while (lex_next_line()) {
		if (*lx.p != '#' && *lx.p != '/' && *lx.p != '\\'
		&& *lx.p != '%' && *lx.p != '\f' && *lx.p != '\v')
			continue;
		lex_next(&t);
		if (t.kind != '#')
			continue;
		lex_next(&t);
		kind = directive_kind(&t);
		if (kind == PD_IF || kind == PD_IFDEF || kind == PD_IFNDEF) {
			depth++;
		} else if (kind == PD_ENDIF) {
			if (!depth) {
				if_pop();
				return;
			}
			depth--;
		} else if (kind >= PD_ELIF && kind <= PD_ELSE && !depth) {
			if_other(&t, kind);
			pp_here = t.pos;
			if (!if_top->taken && if_true(kind)) {
				if_top->taken = 1;
				return;
			}
			pp_flush();
		}
	}
}

/*
 * The X of `#ifndef X', or of `#if !defined X' or `!defined (X)' and nothing
 * else; or 0.
 */
static Ident *guard_of(int kind)
{
	Lex saved;
	Ident *id = 0;
	int paren;
	Tok t;

	memcpy(&saved, &lx, sizeof lx);
	lex_next(&t);
	if (kind == PD_IFNDEF) {
		id = t.id;
	} else if (kind == PD_IF && t.kind == '!') {
		lex_next(&t);
		if (tok_is(&t, "defined")) {
			lex_next(&t);
			paren = t.kind == '(';
			if (paren)
				lex_next(&t);
			id = t.id;
			lex_next(&t);
			if (paren && t.kind == ')')
				lex_next(&t);
			if (t.kind != T_NEWLINE)
				id = 0;
		}
	}
	memcpy(&lx, &saved, sizeof lx);
	return id;
}

static void pp_if(int kind, int first)
{
	Ident *guard = first ? guard_of(kind) : 0;
	int taken = if_true(kind);

	pp_flush();
	if_push(taken, guard);
	if (!taken)
		pp_skip();
}

/* #else, #elif or #endif behind a group that was compiled */
static void pp_else(int kind, const Tok *t)
{
	if (if_top == inc_top->conds) {
		error_at(t->pos, "#%s without #if", t->id->name, 0);
	} else if (kind == PD_ENDIF) {
		if_pop();
	} else {
		if_other(t, kind);
		pp_skip();
	}
}

/* ---- the other directives ---------------------------------------- */

/* # 12 "file" 1 3, #line 12 "file": the next line is 12 of that file. */
static void pp_line(Tok *t, int marker)
{
	const char *name = 0;
	int system = inc_top->system;
	i64 line = 0;
	int flag = 0;
	Buf b;
	int n;

	if (!marker)
		pp_next(t);
	if (t->kind != T_NUM) {
		error_at(t->pos, "#line needs a line number", 0, 0);
		return;
	}
	for (u32 i = 0; i < t->len; i++) {
		if (t->text[i] < '0' || t->text[i] > '9') {
			error_at(t->pos, "#line needs a line number", 0, 0);
			return;
		}
		line = (line * 10 + t->text[i] - '0') & 0xffffffff;
	}
	pp_next(t);
	if (t->kind == T_STR) {
		memset(&b, 0, sizeof b);
		lit_text(&b, t);
		name = str_dup((char *)b.p, b.n);
		buf_free(&b);
		if (marker)
			system = 0;
		for (pp_next(t); t->kind == T_NUM && marker; pp_next(t)) {
			if (t->text[0] == '3')
				system = 1;
			else if (t->text[0] < '3')
				flag = t->text[0] - '0';
		}
	} else if (t->kind != T_NEWLINE) {
		error_at(t->pos, "the file name after #line is not a string",
			0, 0);
	}
	n = src_shift(lx.base, name, line - 1, system);
	lx.base = (Pos)n << 40 | (lx.base & 0xffffffffff);
	inc_top->system = system;
	if (out_on)
		out_file(flag);
}

/* The rest of the line as it stands, in unit memory. */
static const char *pp_rest(void)
{
	const u8 *start;
	const u8 *end;

	while (*lx.p == ' ' || *lx.p == '\t')
		lx.p++;
	start = lx.p;
	lex_skip_line();
	end = lx.p;
	while (end > start && end[-1] <= ' ')
		end--;
	return str_dup((const char *)start, end - start);
}

static void pp_ident(void)
{
	Tok t;

	lex_next(&t);
	if (t.kind != T_STR)
		error_at(t.pos, "#ident needs a string", 0, 0);
}

static void pp_undef(void)
{
	Tok t;

	lex_next(&t);
	if (t.kind != T_IDENT)
		error_at(t.pos, "macro names must be identifiers", 0, 0);
	else
		macro_undef(t.id);
}

/*
 * A # was met first on its line. first: it is the first token of the file.
 * Returns 0 if it is no directive but a comment in assembly, which passes.
 */
static int pp_directive(int first)
{
	int kind;
	Lex saved;
	Tok t;

	memcpy(&saved, &lx, sizeof lx);
	lx.directive = 1;
	lex_next(&t);
	pp_here = t.pos;
	kind = directive_kind(&t);
	switch (kind) {
	case PD_DEFINE:
		macro_define();
		break;
	case PD_UNDEF:
		pp_undef();
		break;
	case PD_INCLUDE:
	case PD_INCLUDE_NEXT:
	case PD_IMPORT:
		pp_include(kind);
		if (!lx.directive)
			return 1;
		break;
	case PD_IF:
	case PD_IFDEF:
	case PD_IFNDEF:
		pp_if(kind, first);
		break;
	case PD_ELIF:
	case PD_ELIFDEF:
	case PD_ELIFNDEF:
	case PD_ELSE:
	case PD_ENDIF:
		pp_else(kind, &t);
		break;
	case PD_LINE:
		pp_line(&t, 0);
		break;
	case PD_ERROR:
		error_at(t.pos, "#error %s", pp_rest(), 0);
		break;
	case PD_WARNING:
		warn_at(t.pos, "#warning %s", pp_rest(), 0);
		break;
	case PD_PRAGMA:
		pragma_line();
		break;
	case PD_IDENT:
	case PD_SCCS:
		if (out_on)
			out_line(t.id->name, t.pos);
		else
			pp_ident();
		break;
	case PD_ASSERT:
	case PD_UNASSERT:
		break;
	default:
		if (pp_asm && t.kind != T_NEWLINE) {
			memcpy(&lx, &saved, sizeof lx);
			return 0;
		}
		if (t.kind == T_NUM)
			pp_line(&t, 1);
		else if (t.kind != T_NEWLINE)
			error_at(t.pos, "invalid preprocessing directive #%s",
				t.kind == T_IDENT ? t.id->name : "", 0);
	}
	directive_end();
	return 1;
}

void pp_raw(Tok *t)
{
	const u8 *first;

	for (;;) {
		lex_next(t);
		if (t->kind == '#' && t->bol && !lx.directive) {
			first = inc_top->first;
			if (!pp_directive(first && lx.p == first))
				return;
		} else if (t->kind == T_EOF) {
			while (if_top != inc_top->conds) {
				error_at(if_top->pos, "unterminated #if",
					0, 0);
				if_top = if_top->prev;
			}
			if (inc_top == inc_floor)
				return;
			inc_pop();
		} else {
			return;
		}
	}
}

/* ---- the unit ---------------------------------------------------- */

/* Goes on with text, which belongs to the unit from now on. */
static void pp_text(const char *name, Buf *text, int system)
{
	File *f = mem_new(sizeof *f);

	memset(buf_room(text, 8), 0, 8);
	f->path = "";
	f->listed = 1;
	f->next = pp_files;
	memcpy(&f->text, text, sizeof *text);
	memset(text, 0, sizeof *text);
	pp_files = f;
	inc_push(f, name, -1, system, 0);
}

/* Reads text, and what it includes, for its macros only. */
static void pp_drain(const char *name, Buf *text, int system)
{
	int on = out_on;
	Tok t;

	out_on = 0;
	pp_text(name, text, system);
	inc_floor = inc_top;
	do
		pp_next(&t);
	while (t.kind != T_EOF);
	inc_pop();
	inc_floor = inc_top;
	out_on = on;
}

static void pp_begin_builtins(void)
{
	macro_builtin("__FILE__", MB_FILE);
	macro_builtin("__LINE__", MB_LINE);
	macro_builtin("__DATE__", MB_DATE);
	macro_builtin("__TIME__", MB_TIME);
	macro_builtin("__TIMESTAMP__", MB_TIMESTAMP);
	macro_builtin("__COUNTER__", MB_COUNTER);
	macro_builtin("__INCLUDE_LEVEL__", MB_LEVEL);
	macro_builtin("__BASE_FILE__", MB_BASE_FILE);
	macro_builtin("__FILE_NAME__", MB_FILE_NAME);
	macro_builtin("_Pragma", MB_PRAGMA);
	macro_builtin("__has_include", MB_HAS);
	macro_builtin("__has_include_next", MB_HAS);
	macro_builtin("__has_attribute", MB_HAS);
	macro_builtin("__has_builtin", MB_HAS);
	macro_builtin("__has_c_attribute", MB_HAS);
}

static void pp_command_line(void)
{
	Buf b;

	memset(&b, 0, sizeof b);
	predef_text(&b);
	pp_drain("<built-in>", &b, 1);
	buf_add(&b, ppo.command.p, ppo.command.n);
	for (int i = 0; i < ppo.nimacros; i++) {
		buf_str(&b, "#include \"");
		buf_str(&b, ppo.imacros[i]);
		buf_str(&b, "\"\n");
	}
	pp_drain("<command-line>", &b, 0);
	for (int i = 0; i < ppo.nincludes; i++) {
		buf_str(&b, "#include \"");
		buf_str(&b, ppo.includes[i]);
		buf_str(&b, "\"\n");
	}
	if (ppo.nincludes)
		pp_text("<command-line>", &b, 0);
}

/*
 * Starts a unit: its first token is what tok_next gives next. Fatal if the
 * file cannot be read.
 */
void pp_begin(const char *path)
{
	File *f;

	src_begin();
	dep_begin();
	lex_begin();
	macro_begin();
	kw_begin();
	for (int i = 0; i < PD_COUNT; i++)
		dir_idents[i] = ident_str(dir_names[i]);
	pp_main = str_eq(path, "-") ? "<stdin>" : path;
	pp_files = 0;
	inc_top = 0;
	inc_depth = 0;
	if_top = 0;
	tok_is_ahead = 0;
	f = file_open(path);
	if (!f)
		fatal("%s: no such file, or it cannot be read", path, 0);
	if (str_eq(path, "-"))
		f->path = pp_main;
	inc_push(f, pp_main, -1, 0, 0);
	inc_floor = inc_top;
	if (out_on)
		out_file(OUT_START);
	pp_begin_builtins();
	if (!ppo.preprocessed)
		pp_command_line();
}

void pp_end(void)
{
	for (File *f = pp_files; f; f = f->next)
		buf_free(&f->text);
	pp_files = 0;
}

/* ---- the parser's view ------------------------------------------- */

/* A stray character is an error here, and is passed over. */
static void tok_get(Tok *t)
{
	for (;;) {
		pp_next(t);
		if (t->kind != T_OTHER)
			return;
		if (t->text[0] == '"' || t->text[0] == '\'')
			error_at(t->pos, "missing terminating %s character",
				t->text[0] == '"' ? "\"" : "'", 0);
		else
			error_at(t->pos, "stray '%s' in program",
				str_dup(t->text, t->len), 0);
	}
}

void tok_next(void)
{
	if (tok_is_ahead) {
		tok_is_ahead = 0;
		memcpy(&tok, &tok_ahead, sizeof tok);
	} else {
		tok_get(&tok);
	}
}

Tok *tok_peek(void)
{
	if (!tok_is_ahead) {
		tok_get(&tok_ahead);
		tok_is_ahead = 1;
	}
	return &tok_ahead;
}
