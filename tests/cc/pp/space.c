/* Spaces that keep tokens apart, and those that are kept. */
#define EMPTY
#define PLUS +
#define MINUS -
#define ID(x) x
#define NEG(x) -x
#define DOT .
#define NUM 1
#define NAME name
+PLUS -MINUS -EMPTY- - EMPTY - a EMPTY b
PLUS+ MINUS> ID(-)- ID(+)+ NEG(-1) NEG(- 1) NEG(NEG(1))
DOT 5 DOT.5 .DOT NUM.5 NUM 5 NUM NAME NAME NUM NAMENUM
ID(a)b ID(1)2 ID(1).2 ID(&)& ID(|)|ID(<)<= ID(<):ID(%)>
ID(=)= ID(!)= ID(*)= ID(/)/ ID(/)* ID(#)# ID(:):
ID()x ID( )x x ID()y x ID( )y f(ID( a )) f( ID(a) )
ID("a")"b" ID(L)"a" L ID("a") ID('a')'b'
	tab	inside
    indented  twice
#define CAT(a, b) a b ID(a)ID(b) a/**/b
CAT(-, -) CAT(x, 1) CAT( , )
[ID(1)] [ ID( 1 ) ] ID( ( 1 ) )
