/* Files that come with the language. */
#ifndef EVAL_COREFILES_H
#define EVAL_COREFILES_H

extern const char corefile_derivation[];
extern const char corefile_imported[];
extern const char corefile_fetchurl[];

#endif
