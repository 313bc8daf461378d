/* The builtins as the binder sees them. */
#ifndef EVAL_BIND_H
#define EVAL_BIND_H

#include "engine/eval/value.h"

/* bind_base: name is v wherever nothing else binds it. */
void bind_base(Sym name, V v);
/* bind_base_value: that value, or 0. */
V bind_base_value(Sym name);

#endif
