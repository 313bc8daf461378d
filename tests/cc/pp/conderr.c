#if
#endif
#if 1 / 0
#endif
#if 1 +
#endif
#if (1
#endif
#if 1 2
#endif
#if 1.5
#endif
#ifdef
#endif
#else
#elif 1
#endif
#if 0
#else
#else
#endif
#error one two  three
#bogus
#if 09
#endif
#if 1 ? 2
#endif
#include
#line x
#ifdef X
