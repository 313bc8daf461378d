/* Pragmas: kept in the text, or acted on. */
#define X 1
#pragma push_macro("X")
#undef X
#define X 2
X
#pragma pop_macro("X")
X
#pragma unknown  X  thing
#pragma STDC FP_CONTRACT ON
#pragma weak foo = bar
_Pragma("pack(1)") struct s { int x; };
_Pragma("say \"hi\" \\ there")
#define P(x) _Pragma(#x) after
P(in macro)
#define ID(x) x
ID(before _Pragma("in arg") end)
#ident "version 1"
