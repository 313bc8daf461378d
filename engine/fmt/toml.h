/* TOML 1.0.0 (toml.io) into a Tree. */
#ifndef FMT_TOML_H
#define FMT_TOML_H

#include "engine/fmt/tree.h"

enum { TOML_DEPTH_MAX = 256 };

/*
 * toml_parse: strings may point into text. Dates and times become
 * TREE_TIME with their text as written (the T in capitals, fractions
 * kept). Gives ERR_FORMAT with "[line:column] what was expected".
 */
int toml_parse(Arena *a, Str text, Tree *out, Err *err);

#endif
