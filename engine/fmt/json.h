/*
 * JSON (RFC 8259), read as events or into a Tree, and the pieces of a
 * printer. Texts of errors and the form of numbers are those of
 * nlohmann::json, which C++ Nix uses and whose output ends up in
 * derivations.
 */
#ifndef FMT_JSON_H
#define FMT_JSON_H

#include "engine/fmt/tree.h"

enum { JSON_DEPTH_MAX = 10000 };

/*
 * Callbacks of json_read. Strings are views that last only for the call,
 * unless they point into the text (no escapes); they are valid UTF-8. A
 * non-zero answer stops the reader, which returns it. NULL members are
 * skipped.
 */
typedef struct {
	int (*null)(void *ctx);
	int (*boolean)(void *ctx, bool b);
	int (*integer)(void *ctx, int64_t i);
	int (*uinteger)(void *ctx, uint64_t u); /* above INT64_MAX */
	int (*number)(void *ctx, double f);
	int (*string)(void *ctx, Str s);
	int (*key)(void *ctx, Str s);
	int (*list_begin)(void *ctx);
	int (*list_end)(void *ctx);
	int (*map_begin)(void *ctx);
	int (*map_end)(void *ctx);
} JsonEvents;

/*
 * json_read: one value and nothing after it. Gives ERR_FORMAT with
 * nlohmann's text, or ERR_LIMIT.
 */
int json_read(Arena *scratch, Str text, const JsonEvents *ev, void *ctx,
	      Err *err);
/* json_parse: into a tree in a; strings may point into text. */
int json_parse(Arena *a, Str text, Tree *out, Err *err);

/*
 * json_put_string: quoted and escaped. Returns -1 when s is not UTF-8 (and
 * writes nothing), the byte's index in *bad (may be NULL).
 */
int json_put_string(StrBuf *b, Str s, size_t *bad);
/* json_put_float: shortest text that reads back; NaN and inf are null. */
void json_put_float(StrBuf *b, double f);
/* json_put_tree: compact, or indented by indent spaces when > 0. */
void json_put_tree(StrBuf *b, const Tree *t, int indent);

/* utf8_check: index of the first byte that is not UTF-8, or s.n. */
size_t utf8_check(Str s);

#endif
