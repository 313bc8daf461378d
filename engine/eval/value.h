/*
 * Values of the Nix language. A value is one word: its low three bits say
 * what it is, the rest is the thing itself or the address of it. A word
 * whose low bits are zero is the address of a thunk, which when forced is
 * overwritten by its result, so that all who share it share the work.
 *
 * Nothing here is ever freed: an evaluation ends with its process.
 */
#ifndef EVAL_VALUE_H
#define EVAL_VALUE_H

#include "base/str.h"

typedef uint64_t V;
typedef uint32_t Sym;           /* interned string; 0 is none */
typedef uint32_t Pos;           /* place in a source; 0 is none */

enum {
	TAG_THUNK = 0,
	TAG_INT = 1,            /* 61 bits; wider ones are boxed */
	TAG_STR = 2,
	TAG_ATTRS = 3,
	TAG_LIST = 4,
	TAG_FUN = 5,
	TAG_BOX = 6,            /* wide integer, float or path */
	TAG_CONST = 7           /* null, false, true */
};

#define V_NULL ((V)0x07)
#define V_FALSE ((V)0x0f)
#define V_TRUE ((V)0x17)

/* What typeOf and the messages tell apart. */
typedef enum {
	T_INT, T_FLOAT, T_BOOL, T_STRING, T_PATH, T_NULL, T_ATTRS, T_LIST,
	T_FUNCTION, T_THUNK
} Type;

typedef struct Expr Expr;
typedef struct Primop Primop;
typedef struct ExprLambda ExprLambda;

/* Bytes follow, and a NUL. ctx is an id of ctx.h; 0 is no context. */
typedef struct {
	uint32_t n;
	uint32_t ctx;
	char p[];
} String;

/* v points at the elements, which may belong to a longer list. */
typedef struct {
	uint64_t n;
	V *v;
	V own[];
} List;

/*
 * The names of a set, sorted, and where each was defined. Sets that one
 * expression makes share one Shape, so that selections can remember where
 * they found a name.
 */
typedef struct {
	uint32_t n;
	Pos pos;                /* of the expression that made it */
	const Sym *names;
	const Pos *poss;        /* NULL: unknown */
} Shape;

/*
 * A set. depth 0: v[i] belongs to shape->names[i]. depth > 0: the values
 * of the top layer, then v[shape->n] is the set below, whose names the
 * top layer's hide. depth ATTRS_MOVED: v[0] is the same set, flat.
 */
typedef struct Attrs Attrs;
struct Attrs {
	const Shape *shape;
	uint32_t n;             /* distinct names in all layers */
	uint32_t depth;
	V v[];
};

enum { ATTRS_MOVED = 0xffffffff };

typedef struct Env Env;
struct Env {
	Env *up;
	V v[];
};

/* A function is one of these; the first byte of what p points at tells. */
enum { FUN_LAMBDA = 1, FUN_PRIMOP = 2, FUN_PAPP = 3 };

typedef struct {
	const uint8_t *p;       /* ExprLambda, Primop or the mark of Papp */
	Env *env;
} Fun;

typedef struct {
	const uint8_t *p;       /* papp_mark */
	const Primop *op;
	uint64_t n;             /* arguments so far */
	V args[];
} Papp;

enum { BOX_INT, BOX_FLOAT, BOX_PATH };

typedef struct {
	uint32_t kind;
	uint32_t n;             /* of a path: its length */
	union {
		int64_t i;
		double f;
		struct {
			uint32_t fs;    /* FS_ROOT ... */
			char p[4];      /* the path and a NUL */
		} path;
	} u;
} Box;

/* File systems that a path may be on. */
enum { FS_ROOT, FS_COREPKGS, FS_INTERNAL };

/* States of a thunk: the low bits of w0. */
enum {
	TH_EXPR = 0,            /* w0 Expr, w1 Env */
	TH_DONE = 1,            /* w1 is the value */
	TH_BLACK = 2,           /* being evaluated */
	TH_APPSET = 3,          /* w0 is a set with __functor, w1 argument */
	TH_FAILED = 4,          /* w0 is the error */
	TH_APPFUN = 5,          /* w0 is a function value, w1 argument */
	TH_APPTHUNK = 6,        /* w0 is the address of a thunk */
	TH_APP2 = 7             /* of an App2: w0 holds a symbol */
};

typedef struct {
	V w0;
	V w1;
} Thunk;

/* A thunk of fun NAME arg, as mapAttrs makes them. */
typedef struct {
	V w0;                   /* the symbol NAME, shifted, and TH_APP2 */
	V fun;                  /* where the value goes */
	V arg;
} App2;

static inline int v_tag(V v)
{
	return (int)(v & 7);
}

static inline bool v_is_thunk(V v)
{
	return (v & 7) == TAG_THUNK;
}

static inline V v_bool(bool b)
{
	return V_FALSE + ((V)b << 3);
}

static inline bool v_is_bool(V v)
{
	return v == V_TRUE || v == V_FALSE;
}

static inline void *v_ptr(V v)
{
	return (void *)(uintptr_t)(v & ~(V)7);
}

static inline V v_tagged(const void *p, int tag)
{
	return (V)(uintptr_t)p | (V)tag;
}

static inline Thunk *v_thunk(V v)
{
	return (Thunk *)(uintptr_t)v;
}

static inline String *v_str(V v)
{
	return (String *)(uintptr_t)(v - TAG_STR);
}

static inline List *v_list(V v)
{
	return (List *)(uintptr_t)(v - TAG_LIST);
}

static inline Attrs *v_attrs(V v)
{
	return (Attrs *)(uintptr_t)(v - TAG_ATTRS);
}

static inline Fun *v_fun(V v)
{
	return (Fun *)(uintptr_t)(v - TAG_FUN);
}

static inline Box *v_box(V v)
{
	return (Box *)(uintptr_t)(v - TAG_BOX);
}

static inline Str v_text(V v)
{
	String *s = v_str(v);

	return str_of(s->p, s->n);
}

static inline bool v_is_list(V v)
{
	return v_tag(v) == TAG_LIST;
}

static inline bool v_is_attrs(V v)
{
	return v_tag(v) == TAG_ATTRS;
}

static inline bool v_is_string(V v)
{
	return v_tag(v) == TAG_STR;
}

static inline bool v_is_path(V v)
{
	return v_tag(v) == TAG_BOX && v_box(v)->kind == BOX_PATH;
}

static inline bool v_is_float(V v)
{
	return v_tag(v) == TAG_BOX && v_box(v)->kind == BOX_FLOAT;
}

static inline bool v_is_int(V v)
{
	return v_tag(v) == TAG_INT ||
	       (v_tag(v) == TAG_BOX && v_box(v)->kind == BOX_INT);
}

static inline int64_t v_int(V v)
{
	return v_tag(v) == TAG_INT ? (int64_t)v >> 3 : v_box(v)->u.i;
}

static inline double v_float(V v)
{
	return v_box(v)->u.f;
}

static inline Str v_path_text(V v)
{
	return str_of(v_box(v)->u.path.p, v_box(v)->n);
}

/* v_resolve: follow a thunk that is done; anything else as it is. */
static inline V v_resolve(V v)
{
	if (v_is_thunk(v) && v && v_thunk(v)->w0 == TH_DONE)
		return v_thunk(v)->w1;
	return v;
}

extern const uint8_t papp_mark;

static inline int v_fun_kind(V v)
{
	return *v_fun(v)->p;
}

/* value_init: the empty ones. */
void value_init(void);
/* The constructors. Strings are copied. */
V v_int_wide(int64_t i);
V v_new_float(double f);
V v_new_str(Str s, uint32_t ctx);
/* v_str_room: a string of n bytes for the caller to fill. */
String *v_str_room(size_t n, uint32_t ctx);
V v_new_path(uint32_t fs, Str s);
/* v_new_list: n elements, all zero, for the caller to fill. */
List *v_new_list(size_t n);
V v_app(V fun, V arg);
V v_app_named(V fun, Sym name, V arg);
V v_thunk_of(Expr *e, Env *env);
extern V v_empty_list, v_empty_attrs, v_empty_str;

static inline V v_new_int(int64_t i)
{
	V v = ((V)i << 3) | TAG_INT;

	return (int64_t)v >> 3 == i ? v : v_int_wide(i);
}

static inline V v_of_list(List *l)
{
	return v_tagged(l, TAG_LIST);
}

static inline V v_of_str(String *s)
{
	return v_tagged(s, TAG_STR);
}

static inline V v_of_attrs(Attrs *a)
{
	return v_tagged(a, TAG_ATTRS);
}

/* v_type: of a value that is not a thunk (a thunk gives T_THUNK). */
Type v_type(V v);

#endif
