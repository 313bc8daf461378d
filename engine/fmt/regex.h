/*
 * POSIX extended regular expressions as libstdc++'s std::regex::extended
 * gives them to C++ Nix: leftmost, longest, submatches of the first such
 * match in the order of backtracking. Time is linear in text times states.
 */
#ifndef FMT_REGEX_H
#define FMT_REGEX_H

#include "base/err.h"
#include "base/str.h"

typedef struct Regex Regex;

/* A submatch; from is -1 when the group took no part. */
typedef struct {
	ptrdiff_t from;
	ptrdiff_t to;
} RegexSpan;

/*
 * regex_compile: into the arena. Gives ERR_FORMAT ("invalid regular
 * expression 'P'") or ERR_LIMIT when repetition makes it too large, where
 * std::regex runs out of space.
 */
int regex_compile(Arena *a, Str pattern, Regex **out, Err *err);
/* regex_groups: number of groups, without the whole match. */
size_t regex_groups(const Regex *re);

/*
 * regex_match: all of s. spans has room for groups + 1 (0 is the whole)
 * or is NULL. Returns 1, 0, or -1 when there is no memory for it.
 */
int regex_match(const Regex *re, Str s, RegexSpan *spans);
/*
 * regex_search: the leftmost-longest match that starts at from or later;
 * ^ matches only at 0.
 */
int regex_search(const Regex *re, Str s, size_t from, RegexSpan *spans);

/* Successive matches as std::regex_iterator finds them. */
typedef struct {
	const Regex *re;
	Str s;
	RegexSpan *spans;       /* of the match found, groups + 1 */
	size_t last_from;
	size_t last_to;
	bool started;
	bool done;
} RegexIter;

void regex_iter(RegexIter *it, const Regex *re, Str s, RegexSpan *spans);
/* regex_next: 1 and spans filled, or 0 at the end, or -1. */
int regex_next(RegexIter *it);

#endif
