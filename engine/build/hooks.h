/* Programs of the user that are run around builds. */
#ifndef BUILD_HOOKS_H
#define BUILD_HOOKS_H

#include "engine/build/goal.h"

/* post_build_hook: with DRV_PATH and OUT_PATHS; its output is logged. */
int post_build_hook(Goal *g, Err *err);
/* diff_hook: told of two outputs that differ; its failure is only said. */
void diff_hook(Goal *g, Str a, Str b);
/* hook_outputs: did a remote build bring all outputs? */
int hook_outputs(Goal *g, Err *err);
void local_say_start(Goal *g);

#endif
