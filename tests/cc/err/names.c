int a;
float a;
static int b;
int b;
int c(int);
int c(long);
int d(void) { return 0; }
int d(void) { return 1; }
typedef int T;
typedef long T;
struct s { int x; };
struct s { int y; };
enum { A, B, A };
union s wrong;
void f(int p, int p)
{
	int v;
	int v;
	undeclared = 1;
	undeclared = 2;
	implied(3);
	{
		int v;
		extern float a;
	}
	struct missing m;
	void nothing;
	int T = 5;
	T x;
}
extern int e;
int e = 5;
int e = 6;
static int g(void);
int h(void) { return g(); }
int i[];
int j[-1];
int (*k)(void)[3];
int l(void)(void);
register int m;
unknown n;
