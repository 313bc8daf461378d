/* Files: where they are found, once, and the next one of a name. */
#include "sub.h"
#include "guard.h"
#include "guard.h"
#include "guard2.h"
#include "guard2.h"
#include "once.h"
#include "once.h"
#include "one/../once.h"
#define NAME "sub.h"
#include NAME
#define ANGLE <sub.h>
#include ANGLE
#include <next.h>
#import "one/imported.h"
#import "one/imported.h"
#include "one/imported.h"
#if __has_include("sub.h") && !__has_include("none.h") && __has_include(<sub.h>)
has_include
#endif
#ifdef __has_include_next
has_has
#endif
#include "one/level.h"
__INCLUDE_LEVEL__
