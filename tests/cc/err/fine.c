/* nothing here deserves a message */
typedef struct node node;
struct node { node *next; const char *name; };
static int unused;
static void unused_function(void) { }
extern int array[];
int array[3];
int tentative;
int tentative;
int old();
int old(int a) { return a; }
char *strange = 0;
const char *const table[] = { "a", "b", 0 };
void (*handler)(int) = (void (*)(int))1;
unsigned char *up;
char *cp;
long long ll = 1ll << 40;
int compare(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

int f(int c, char *s, void *v)
{
	int *p = v;
	char ch = 300 - 200;
	unsigned u = -1;
	node n = { 0 };
	node *q = c ? &n : 0;
	const char *t = c ? s : "none";

	if (c = 3)
		p = 0;
	cp = (char *)up;
	up = (unsigned char *)s;
	v = (void *)f;
	while (*s++)
		;
	for (;;)
		if (p == v || q == (void *)0)
			break;
	switch (c) {
	case 'a':
	case 1 ... 5:
		return 1;
	}
	u = u >> 31 << 1;
	return ch + u + *t + (q != v) + sizeof *q + unused;
}
