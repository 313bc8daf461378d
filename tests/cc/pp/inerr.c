#include "inerr.h"
#include "nothere.h"
int x;
