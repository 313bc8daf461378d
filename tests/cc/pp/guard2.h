/* a comment */
#if !defined(GUARD2_H)
#define GUARD2_H
guarded2
#endif
/* end */
