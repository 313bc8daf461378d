int n;
int a = n;
int b = 1 + n;
int *c = &n;
int d[n];
int e[3] = { 1, 2, 3, 4 };
int f[2] = { [5] = 1 };
struct s { int x; } g = { .y = 1 };
struct s h = { 1, 2 };
char i[2] = "abc";
char j[] = 5;
int k = "text";
int l = { 1, 2 };
enum { A = 1.5, B = n };
struct { int b : 40; } o;
struct { int b : -1; } p;
struct { float b : 3; } q;
struct { int b : 0; } r;
struct { int x; int x; } t;
struct { int a[]; int b; } u;
struct { void v; } w;
struct { struct incomplete v; } x;
struct { int f(void); } y;
_Static_assert(0, "no");
_Static_assert(1, "yes");
_Static_assert(n, "what");
_Alignas(3) int z;
int f1(int v)
{
	static int s = v;
	switch (v) {
	case 1:
	case 2:
	case 1:
	case v:
	default:
	default:
		break;
	}
	return 1 / 0;
}
int f2(int v)
{
	int a[] = { 1, 2 }, b[v] = { 1 };
	extern int c = 3;
	struct s t = { 1, 2 };
	struct incomplete u;
	return a[0] + (1 << 40);
}
int f3(a, b) int c; { return a; }
_Thread_local int f4(void);
int f5(void v);
