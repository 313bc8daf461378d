__INCLUDE_LEVEL__ __FILE__
#include "sub.h"
