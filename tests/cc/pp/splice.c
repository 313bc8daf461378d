/* Backslash-newlines inside tokens, and where no token is. */
in\
t a\
b = 1\
23 +\
= 4;
char *s = "ab\
cd\
\n" 'x\
';
/\
* a comment *\
/ after
/\
/ a line comment \
still the comment
x -\
> y <\
<\
= z .\
.\
. ;
#def\
ine MAC\
RO(a, \
   b) a \
 b
MAC\
RO(1, 2)
MACRO \
  (3, 4) MACRO
/* between */ (5,
6)
# \
 define Q 7
Q
a\ 
b
"str\ing \\" L\
"wide" u\
8"utf"
