struct s { int x; } s1;
struct t { int x; } t1;
struct incomplete *pi;
int *ip;
char *cp;
const char *ccp;
void *vp;
double d;
int fn(int);
void vf(void);

void f(void)
{
	int i;

	ip = cp;
	ip = 5;
	i = ip;
	cp = ccp;
	vp = ip;
	ip = vp;
	s1 = t1;
	s1 = 1;
	i = s1;
	d = ip;
	ip = d;
	i = vf();
	pi->x = 1;
	*pi;
	i.x = 1;
	s1.y = 1;
	ip->x = 1;
	*i = 1;
	i[3] = 1;
	fn(1, 2);
	fn();
	fn(s1);
	i(3);
	ip * 2;
	ip + cp;
	ip - cp;
	ip + d;
	d % 2;
	d << 1;
	~d;
	!s1;
	-ip;
	s1 + 1;
	&5;
	&i++;
	5 = i;
	i + 1 = 2;
	i++ ++;
	(i ? i : d) = 1;
	fn = 0;
	f = 0;
	"abc" = cp;
	ip == cp;
	ip == 5;
	ip < cp;
	ip == d;
	if (s1)
		;
	while (vf())
		;
	switch (d)
		;
	i ? s1 : t1;
	i ? ip : cp;
	i ? ip : 5;
	i ? ip : 0;
	i ? vp : ip;
	(struct s)i;
	(int)s1;
	(int[3])i;
	sizeof(struct incomplete);
	sizeof(f);
	ccp[0] = 'a';
	*ccp = 'b';
	vp + 1;
	pi + 1;
	pi++;
}

const int ci = 1;
const struct { int x; } cs;

int g(const int *p)
{
	ci = 2;
	cs.x = 3;
	*p = 4;
	p = 0;
	ci++;
	return "text";
}

int *h(void) { return 1; }
void r1(void) { return 1; }
int r2(void) { return; }
struct s r3(void) { return t1; }
int (*pf)(int) = vf;
