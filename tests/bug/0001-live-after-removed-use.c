/*
 * afterlast2 is never read, so its setting goes, and with it a use of last2;
 * on the path around it last2 must still be live (GCC 3.4.6's cross-jumping).
 */
int printf(const char *, ...);

static int opaque(int x)
{
	volatile int v = x;

	return v;
}

static int walk(int *list, int n, int jump)
{
	int *last1, *last2, *afterlast2;
	int count = 0;
	int i = n;

	last1 = last2 = afterlast2 = 0;
	if (opaque(jump)) {
		last2 = &list[i];
		last1 = &list[i];
		count++;
		i--;
	}
	for (;;) {
		if (opaque(i) <= 0 || list[i] != 7)
			break;
		if (opaque(1)) {
			afterlast2 = last2;
			last1 = &list[i];
			last2 = &list[i];
			count++;
		}
		i--;
	}
	if (count)
		return (int)(last1 - list) * 100 + (int)(last2 - list);
	return -1;
}

int main(void)
{
	int list[6] = { 1, 2, 3, 4, 5, 6 };

	printf("%d %d\n", walk(list, 5, 1), walk(list, 5, 0));
	return 0;
}
