/* Paths given to builtins: what they come from is built first. */
#ifndef EVAL_REALISE_H
#define EVAL_REALISE_H

#include "engine/eval/eval.h"

/* realise_path: v as a path whose context is valid; links as they are. */
V realise_path(V v);

#endif
