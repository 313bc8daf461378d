/* Flake references: "github:owner/repo/ref?dir=x" and sets of attributes. */
#ifndef EVAL_FLAKEREF_H
#define EVAL_FLAKEREF_H

#include "engine/eval/eval.h"

/* flakeref_parse: the set of attributes that s stands for. */
V flakeref_parse(Str s);
/* flakeref_show: the reverse. */
Str flakeref_show(Attrs *a);
/* flakeref_archive: URL of the tarball of a github: or gitlab: set. */
Str flakeref_archive(V set);

#endif
