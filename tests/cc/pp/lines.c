/* __LINE__, __FILE__ and #line; a call that runs over several lines. */
__LINE__ __FILE__
#define f(x, y) x y __LINE__
f(__LINE__,
__LINE__) __LINE__
f(1,
  2
  )
__LINE__
#line 100 "other.c"
__LINE__ __FILE__
#define N 200
#define FN "third.c"
#line N FN
__LINE__ __FILE__
#line 7
__LINE__ __FILE__
# 300 "fourth.c"
__LINE__ __FILE__
__COUNTER__ __COUNTER__ __INCLUDE_LEVEL__
f(
#define INSIDE 3
#ifdef INSIDE
INSIDE,
#else
no,
#endif
4)
