/*
 * A tree of plain data in an arena: what the JSON and TOML readers give.
 * Members of maps keep the order of the text.
 */
#ifndef FMT_TREE_H
#define FMT_TREE_H

#include "base/err.h"
#include "base/str.h"

typedef enum {
	TREE_NULL,
	TREE_BOOL,
	TREE_INT,
	TREE_UINT,              /* JSON only: above INT64_MAX, in u.i */
	TREE_FLOAT,
	TREE_STRING,
	TREE_TIME,              /* TOML only: a date or time, text in u.s */
	TREE_LIST,
	TREE_MAP
} TreeType;

typedef struct Tree Tree;
typedef struct TreeMember TreeMember;

struct Tree {
	TreeType type;
	union {
		bool b;
		int64_t i;
		double f;
		Str s;
		struct {
			Tree *v;
			size_t n;
		} list;
		struct {
			TreeMember *v;
			size_t n;
		} map;
	} u;
};

struct TreeMember {
	Str key;
	Tree value;
};

/* tree_get: the (last) member with this key, or NULL. */
Tree *tree_get(const Tree *map, Str key);
/* tree_str, tree_int: the member's value if it has that type. */
bool tree_str(const Tree *map, const char *key, Str *s);
bool tree_int(const Tree *map, const char *key, int64_t *i);

#endif
