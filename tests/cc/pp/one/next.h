next_one
#include_next <next.h>
back_in_one
