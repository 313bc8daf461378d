/* #if and its expressions. */
#if (1 ? 2 : 0 / 0) == 2 && (0 && 1 / 0) == 0 && (1 || 1 / 0)
short_circuit
#endif
#if -1 > 0u
unsigned_wins
#endif
#if -1 >> 1 == -1 && (-1 >> 63) == -1 && -7 / 2 == -3 && -7 % 2 == -1
signed_ops
#endif
#if 0xffffffffffffffff == -1 && 18446744073709551615u == ~0u
sixty_four
#endif
#if 'a' == 97 && '\n' == 10 && '\377' < 0 && '\x41' == 'A' && 'ab' == 24930
chars
#endif
#if L'\xffff' == 65535 && 0b101 == 5 && 010 == 8 && 1L == 1ULL
numbers
#endif
#if 1 ? 2 : 3 , 0
comma_no
#else
comma_yes
#endif
#define D defined
#define E defined(X)
#if !E && !defined X && !(D Y)
defined_in_macro
#endif
#if 0
#if 1
nested
#elif
#bogus directive /* comment
#endif inside the comment */
#else
don't stop here
#endif
#elif 2 - 1
elif_taken
#elif 1 / 0
not_evaluated
#else
not_else
#endif
#ifdef __FILE__
#ifndef __LINE__
#error
#else
builtin_names
#endif
#endif
#if 1 //* a */ 2
line_comment
#endif
#define f(x) x
# if 1 \
	+ 0
spliced
# /* null */
#endif
#if 2 || 3 && 0 | 1 ^ 1 & 1 == 1 < 2 << 1 + 1 * -1
precedence
#endif
