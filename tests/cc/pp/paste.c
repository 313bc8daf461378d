/* ## and # (C11 6.10.3.2, 6.10.3.3), with empty arguments. */
#define t(x,y,z) x ## y ## z
int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,),
	t(10,,), t(,11,), t(,,12), t(,,) };
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
char p[] = join(x, y);
#define xstr(s) str(s)
#define str(s) # s
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", \
	x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\0d", "abc", '\4') // this goes away
	== 0) str(: @\n), s);
xglue(HIGH, LOW)
glue(HIGH, LOW);
xstr(INCFILE(2).h)
str(  a   b  ) str(a/**/b) str() str("a\n\\" '"' '\'')
glue(L, "x") glue(L, 'x') glue(u8, "s") glue(., 5) glue(1e, +) glue(<, <=)
glue(-, >) glue(+, +) glue(&, &) glue(|, =) glue(x, 1e)
#define cat3(a, b) a b ## c ## b a
cat3(1, x) cat3(, y)
#define obj 1 ## 2 ## a
obj
#define args(x) #x glue(x, x) x
args(obj)
#define both(x) x ## x #x
both(obj) both(a b)
