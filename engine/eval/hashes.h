/* Hashes as builtins are given them. */
#ifndef EVAL_HASHES_H
#define EVAL_HASHES_H

#include "base/hash.h"

/* hashes_algo: by name; throws for an unknown one. */
HashAlgo hashes_algo(Str name);
/* hashes_parse: any form; empty is all zeros, with a warning. Throws. */
Hash hashes_parse(Str text, HashAlgo algo);

#endif
