/*
 * The evaluator: its one state, memory, errors and the operations that
 * builtins are written with.
 *
 * Errors unwind by longjmp to the nearest trap. What was going on is kept
 * on an explicit stack of frames, which costs little while all is well and
 * becomes the trace when it is not.
 */
#ifndef EVAL_EVAL_H
#define EVAL_EVAL_H

#include <setjmp.h>

#include "base/err.h"
#include "base/map.h"
#include "engine/eval/expr.h"
#include "engine/eval/settings.h"
#include "engine/eval/value.h"

/* Symbols that the evaluator itself uses, in this order. */
#define STATIC_SYMBOLS(X) \
	X(WITH, "<with>") X(OUTPATH, "outPath") X(DRVPATH, "drvPath") \
	X(TYPE, "type") X(META, "meta") X(NAME, "name") \
	X(VALUE, "value") X(SYSTEM, "system") \
	X(OVERRIDES, "__overrides") X(OUTPUTS, "outputs") \
	X(OUTPUTNAME, "outputName") X(IGNORENULLS, "__ignoreNulls") \
	X(FILE, "file") X(LINE, "line") X(COLUMN, "column") \
	X(FUNCTOR, "__functor") X(TOSTRING, "__toString") \
	X(RIGHT, "right") X(WRONG, "wrong") \
	X(STRUCTUREDATTRS, "__structuredAttrs") X(JSON, "__json") \
	X(ALLOWEDREFERENCES, "allowedReferences") \
	X(ALLOWEDREQUISITES, "allowedRequisites") \
	X(DISALLOWEDREFERENCES, "disallowedReferences") \
	X(DISALLOWEDREQUISITES, "disallowedRequisites") \
	X(MAXSIZE, "maxSize") X(MAXCLOSURESIZE, "maxClosureSize") \
	X(BUILDER, "builder") X(ARGS, "args") \
	X(CONTENTADDRESSED, "__contentAddressed") X(IMPURE, "__impure") \
	X(OUTPUTHASH, "outputHash") X(OUTPUTHASHALGO, "outputHashAlgo") \
	X(OUTPUTHASHMODE, "outputHashMode") \
	X(RECURSE, "recurseForDerivations") \
	X(DESCRIPTION, "description") X(SELF, "self") X(EPSILON, "") \
	X(STARTSET, "startSet") X(OPERATOR, "operator") X(KEY, "key") \
	X(PATH, "path") X(PREFIX, "prefix") \
	X(OUTPUTSPECIFIED, "outputSpecified") \
	X(SUB, "__sub") X(MUL, "__mul") X(DIV, "__div") \
	X(LESSTHAN, "__lessThan") X(FINDFILE, "__findFile") \
	X(NIXPATH, "__nixPath") X(BODY, "body") X(OR, "or") \
	X(SUCCESS, "success") X(VERSION, "version") X(BUILTINS, "builtins") \
	X(CURPOS, "__curPos") X(ALLOUTPUTS, "allOutputs") X(ALL, "all")

#define X(id, text) S_##id,
enum { S_NONE, STATIC_SYMBOLS(X) S_FIRST_FREE };
#undef X

/* What an error is, for those who catch some of them. */
typedef enum {
	EK_ERROR,               /* anything else */
	EK_THROWN,              /* throw: tryEval catches it */
	EK_ASSERT,              /* a failed assertion: tryEval too */
	EK_ABORT,
	EK_TYPE,
	EK_UNDEFINED,
	EK_MISSING_ARG,
	EK_RECURSION,           /* infinite recursion */
	EK_OVERFLOW,            /* stack overflow */
	EK_PARSE,
	EK_INVALID_PATH,        /* a store path that is not valid */
	EK_RESTRICTED,          /* access forbidden in this mode */
	EK_USAGE,
	EK_JSON
} ErrKind;

typedef struct Trace Trace;
struct Trace {
	Trace *next;            /* the one added before this one */
	Str text;
	Pos pos;
	bool always;            /* also shown without --show-trace */
};

typedef struct {
	ErrKind kind;
	Str msg;                /* with colour codes, see err_text */
	Pos pos;
	Trace *traces;          /* the last one added first */
	Str suggestion;         /* "Did you mean ...?" or empty */
	V value;                /* EK_RECURSION: the thunk */
	int exit_code;
	bool from_expr;         /* the program said so itself */
	bool no_indent;
} Error;

/* Frames: what to do, going outward, when an error passes. */
enum {
	FR_FORCE,               /* p Thunk, env its env, q Expr, pos */
	FR_APP,                 /* p Thunk, q w0, env w1 */
	FR_TEXT,                /* p C string, pos */
	FR_SELECT,              /* p ExprSelect, env, aux, q Attrs position */
	FR_CALL,                /* p ExprLambda, pos */
	FR_PRIM,                /* p Primop, pos */
	FR_FUNCTOR,             /* pos */
	FR_FORMALS,             /* pos of the call */
	FR_FILE,                /* q path value */
	FR_ATTR,                /* aux symbol, pos: deep evaluation */
	FR_ELEM,                /* aux index */
	FR_JSATTR,              /* aux symbol, pos */
	FR_JSELEM,              /* aux index, pos */
	FR_CONTEXT,             /* q value of the message */
	FR_CLOSURE,             /* p text, q element of genericClosure */
	FR_DRV,                 /* p name attr's Pos, q its String */
	FR_DRVATTR,             /* aux symbol, pos, q name String */
	FR_ASSERT,              /* p condition, pos */
	FR_CMPATTR,             /* aux symbol, pos; p the two positions */
	FR_CMPELEM,             /* aux index, pos */
	FR_CMPDRV,              /* pos */
	FR_USING,               /* p what, q value, pos */
	FR_VALTEXT,             /* p format with %s, q value or path, pos */
	FR_PARSING              /* aux symbol: nothing; a place to unwind to */
};

typedef struct {
	uint32_t kind;
	uint32_t aux;
	Pos pos;
	uint32_t aux2;
	const void *p;
	Env *env;
	V q;
} Frame;

/* A place to land. Errors leave it in ev.error. */
typedef struct Trap Trap;
struct Trap {
	jmp_buf jb;
	Trap *up;
	Frame *fp;
	uint32_t depth;
};

typedef struct {
	uint64_t thunks, envs, env_slots, calls, prim_calls, lookups;
	uint64_t updates, update_copied, concats, list_elems, attrsets;
	uint64_t attrs_elems, exprs, avoided;
} Stats;

typedef struct {
	/* memory for values: zero when new, never given back */
	char *mem_p;
	char *mem_end;
	Frame *fp;              /* next free frame */
	char *stack_limit;      /* lowest address the C stack may reach */
	char *stack_low;        /* the stack of the evaluator */
	size_t stack_size;
	Trap *trap;
	uint32_t depth;         /* calls under way */
	uint32_t max_depth;
	bool show_trace;
	bool profiling;         /* somebody wants to know of calls */
	Frame *frame_end;
	Error *error;           /* the one that is under way */
	Stats stats;
	Env *base_env;
	Scope *base_scope;
	V builtins;
	V derivation;           /* the lazy function of that name */
	uint32_t try_level;
	Arena perm;             /* syntax trees, symbols, tables */
	Arena tmp;              /* released by whoever marks it */
} Ev;

extern Ev ev;

/* --- memory ------------------------------------------------------- */

/* mem_slow: more memory, or an "out of memory" error. */
void *mem_slow(size_t n);
void mem_init(void);
/* mem_used: bytes of values so far. */
uint64_t mem_used(void);

/* mem_alloc: n bytes (a multiple of 8), zero. Never fails. */
static inline void *mem_alloc(size_t n)
{
	char *p = ev.mem_p;

	if (n > (size_t)(ev.mem_end - p))
		return mem_slow(n);
	ev.mem_p = p + n;
	return p;
}

/* stack_run: fn(arg) on a stack of its own, large and guarded. */
int stack_run(int (*fn)(void *), void *arg);

/* --- symbols ------------------------------------------------------ */

void sym_init(void);
Sym sym_of(Str s);
/* sym_find: the same, but 0 for a string that no symbol has. */
Sym sym_find(Str s);
Str sym_text(Sym s);
/* sym_value: the symbol as a string value, always the same one. */
V sym_value(Sym s);
int sym_cmp_text(Sym a, Sym b);
uint32_t sym_count(void);

/* --- positions ---------------------------------------------------- */

typedef enum { SRC_FILE, SRC_STRING, SRC_STDIN, SRC_CORE } SrcKind;

typedef struct {
	SrcKind kind;
	V path;                 /* of a file */
	Str path_text;
	Str text;               /* kept unless it is an ordinary file */
	Pos base;               /* position of its first byte */
	uint32_t n;
	uint32_t *lines;        /* offsets of line starts, when asked for */
	uint32_t n_lines;
} SrcFile;

/* source_add: positions for n bytes; text is kept by reference. */
SrcFile *source_add(SrcKind kind, V path, Str text, size_t n);
/* source_of: the source that pos is in, or NULL. */
SrcFile *source_of(Pos pos);
/* pos_decode: line and column from 1; false for no position. */
bool pos_decode(Pos pos, SrcFile **src, uint32_t *line, uint32_t *column);
/* pos_show: "/a/b.nix:3:7". */
void pos_show(StrBuf *out, Pos pos);
/* source_text: what the source says; reads the file again if need be. */
Str source_text(SrcFile *src);
/* pos_snippet: the text from one place to another. */
Str pos_snippet(Pos from, Pos to);

/* --- errors ------------------------------------------------------- */

/*
 * err_text: format a message. %s takes a char *, %S a Str by pointer, %d an
 * int64_t, %y a Sym, %v a V (printed as in messages), %t a V (its type with
 * an article), %p a Pos, %g a double. Values are marked as such for colour;
 * %r is a raw Str by pointer.
 */
Str err_text(const char *fmt, ...);
_Noreturn void err_throw(ErrKind kind, Pos pos, const char *fmt, ...);
/* err_throw_traced: with a first trace line (text NULL or "": none). */
_Noreturn void err_throw_traced(ErrKind kind, Pos trace_pos,
    const char *trace, const char *fmt, ...);
/* err_raise: unwind with what is in ev.error. */
_Noreturn void err_raise(void);
/* err_trace: add a line to ev.error. */
void err_trace(Pos pos, bool always, Str text);
/* err_from: throw an Err of base/. */
_Noreturn void err_from(const Err *e);
/* err_print: ev.error on standard error, as "error: ...". */
void err_print(void);
/* err_render: the same (or a warning) as text, without colour codes. */
Str err_render(const Error *e, const char *level, bool show_trace);
/* err_warn: "warning: ..." at once. */
void err_warn(const char *fmt, ...);
void err_warn_at(Pos pos, const char *fmt, ...);
/* err_log: a line on standard error. */
void err_log(Str s);
bool err_catchable(const Error *e);
/* err_suggest: the names closest to query, as in "Did you mean". */
Str err_suggest(const Sym *names, size_t n, Str query);
Str err_strip(Str s);
extern bool err_color;

/*
 * err_try: fn(arg); false if it threw, with the error in ev.error, the
 * frames unwound and the call depth as before.
 */
bool err_try(void (*fn)(void *), void *arg);

static inline Frame *frame_push(uint32_t kind, Pos pos, const void *p)
{
	Frame *f = ev.fp++;

	f->kind = kind;
	f->pos = pos;
	f->p = p;
	return f;
}

static inline void frame_pop(void)
{
	ev.fp--;
}

_Noreturn void err_overflow(Pos pos);

static inline void stack_check(Pos pos)
{
	char probe;

	if (&probe < ev.stack_limit)
		err_overflow(pos);
}

/* depth_enter: one call deeper, as Nix counts them. */
static inline void depth_enter(Pos pos)
{
	if (ev.depth > ev.max_depth)
		err_overflow(pos);
	stack_check(pos);
	ev.depth++;
}

static inline void depth_leave(void)
{
	ev.depth--;
}

/* --- evaluation --------------------------------------------------- */

V eval_expr(Expr *e, Env *env);
V eval_force_slow(V v, Pos pos);

/* eval_force: v without a thunk in front (what is inside may be lazy). */
static inline V eval_force(V v, Pos pos)
{
	return v_is_thunk(v) ? eval_force_slow(v, pos) : v;
}

/* eval_delay: e for later; already there if that costs nothing. */
V eval_delay(Expr *e, Env *env);
V eval_call(V fun, V *args, uint32_t n, Pos pos);
V eval_call1(V fun, V arg, Pos pos);
V eval_call2(V fun, V a, V b, Pos pos);
V eval_auto_call(Attrs *args, V fun);
void eval_deep(V v);
Pos value_pos(V v, Pos fallback);
V eval_file(V path);
/* eval_forget_files: read files again when they are next imported. */
void eval_forget_files(void);
V eval_pos_value(Pos pos);
bool eval_is_functor(V v);

/* The forcing ones add ctx to the error's trace at pos when it is not so. */
int64_t need_int(V v, Pos pos, const char *ctx);
double need_float(V v, Pos pos, const char *ctx);
bool need_bool(V v, Pos pos, const char *ctx);
V need_string(V v, Pos pos, const char *ctx);
V need_string_noctx(V v, Pos pos, const char *ctx);
V need_function(V v, Pos pos, const char *ctx);
Attrs *need_attrs(V v, Pos pos, const char *ctx);
List *need_list(V v, Pos pos, const char *ctx);
/* need_attr: the attribute's slot; throws "attribute 'x' missing". */
V need_attr(Attrs *a, Sym name, const char *ctx, Pos *pos);

enum { COERCE_MORE = 1, COERCE_COPY = 2, COERCE_RAWPATH = 4 };
/*
 * coerce_string: a String value; contexts found are added to *ctx.
 */
V coerce_string(Pos pos, V v, uint32_t *ctx, const char *text, int how);
V coerce_path(Pos pos, V v, uint32_t *ctx, const char *text);
typedef V (*PeelFn)(void *arg, V v, bool through);
V coerce_peel(Pos pos, V v, bool check, PeelFn fn, void *arg);

bool value_eq(V a, V b, Pos pos);
void value_assert_eq(V a, V b, Pos pos);
/* value_less: throws when they cannot be compared. */
bool value_less(V a, V b, const char *ctx);
bool value_is_drv(V v);

/* --- attribute sets ------------------------------------------------ */

/* attrs_find: where the value of name is, or NULL. */
V *attrs_find(Attrs *a, Sym name);
V *attrs_find_pos(Attrs *a, Sym name, Pos *pos);
/* attrs_flat: the same set in one layer. */
Attrs *attrs_flat_slow(Attrs *a);

static inline Attrs *attrs_flat(Attrs *a)
{
	return a->depth == 0 ? a : attrs_flat_slow(a);
}

static inline Pos attrs_pos_at(const Attrs *a, uint32_t i)
{
	return a->shape->poss ? a->shape->poss[i] : 0;
}

Attrs *attrs_new(const Shape *shape);
/* attrs_update: b over a. */
V attrs_update(V a, V b);

typedef struct {
	Sym name;
	Pos pos;
	V v;
} Attr;

/* attrs_build: sorts (stably) what has no duplicates; copies it. */
V attrs_build(Attr *list, size_t n, Pos pos);
V attrs_build_sorted(const Attr *list, size_t n, Pos pos);
/* attrs_order: indices into flat a, by the text of the names. */
uint32_t *attrs_order(const Attrs *a, Arena *arena);
const Shape *shape_new(size_t n, Pos pos, bool with_pos, Sym **names,
    Pos **poss);

/* --- string contexts ----------------------------------------------- */

typedef enum { CTX_OPAQUE, CTX_DEEP, CTX_BUILT } CtxKind;

typedef struct CtxElem CtxElem;
struct CtxElem {
	CtxKind kind;
	Str text;               /* "path", "=path" or "!out!path" */
	Str path;               /* base name of the store path */
	Str output;
	const CtxElem *drv;     /* of outputs of outputs; else NULL */
};

uint32_t ctx_single(CtxKind kind, Str path, Str output);
uint32_t ctx_elem_of(const CtxElem *e);
/* ctx_parse: from the text form; the element, or NULL if malformed. */
const CtxElem *ctx_parse(Str text);
uint32_t ctx_join(uint32_t a, uint32_t b);
/* ctx_list: the elements, sorted by text. */
size_t ctx_list(uint32_t ctx, const CtxElem *const **elems);
Str ctx_show(const CtxElem *e);

/* --- parsing ------------------------------------------------------- */

/* parse_text: an expression, bound in scope. text is only read. */
Expr *parse_text(Str text, SrcFile *src, Str base_dir, Scope *scope);
/* parse_bindings: "a = 1; b = 2;" for the prompt. */
ExprAttrs *parse_bindings(Str text, SrcFile *src, Str base_dir,
    Scope *scope);
Expr *parse_file(V path, Scope *scope);
Expr *parse_string(Str text, Str base_dir, Scope *scope);

/* --- printing ------------------------------------------------------ */

typedef struct {
	bool force, drv_paths, track, throw_top, throw_all, color;
	uint32_t max_depth, max_attrs, max_items, max_string, indent;
} PrintOpts;

extern const PrintOpts print_error_opts;
void print_value(StrBuf *out, V v, const PrintOpts *opts);
void print_ambiguous(StrBuf *out, V v, uint32_t *ctx);
void print_string(StrBuf *out, Str s);
void print_name(StrBuf *out, Str s);
void print_json(StrBuf *out, V v, bool strict, Pos pos, uint32_t *ctx,
    bool copy);
void print_xml(StrBuf *out, V v, bool strict, bool location,
    uint32_t *ctx, Pos pos);
void print_json_string(StrBuf *out, Str s);
void print_json_float(StrBuf *out, double f);
V json_value(Str text);
V toml_value(Str text);
const char *type_name(Type t, bool article);
Str type_show(V v);

/* --- builtins ------------------------------------------------------ */

typedef V (*PrimFn)(V *args, Pos pos);

struct Primop {
	uint8_t mark;           /* FUN_PRIMOP */
	uint8_t arity;
	bool no_trace;
	bool internal;
	const char *name;       /* without __ */
	PrimFn fn;
	const char *feature;    /* experimental feature it needs */
	uint64_t calls;
};

typedef struct {
	const char *name;       /* as in the scope: __length or map */
	uint8_t arity;
	PrimFn fn;
	uint8_t flags;          /* PRIM_... */
	const char *feature;
} PrimDef;

enum { PRIM_NO_TRACE = 1 };

/* Each prim_*.c has one such table, ended by a NULL name. */
extern const PrimDef prims_misc[], prims_attrs[], prims_list[];
extern const PrimDef prims_string[], prims_path[], prims_drv[];
extern const PrimDef prims_context[], prims_fetch[], prims_version[];
extern const PrimDef prims_num[], prims_conv[];
V prim_less_than(V *args, Pos pos);

void eval_init(void);
V builtin_get(const char *name);
V v_of_primop(const Primop *op);
/* error texts of primops: the context is only formatted on error. */
void prof_enter(V fun, Pos pos);
void prof_leave(void);
/* prof_init: samples go to file; NULL: only --trace-function-calls. */
void prof_init(const char *file, int frequency);
void prof_finish(void);
void stats_print(void);

#endif
