int f(void)
{
	int a = 1
	int b = 2;
	return a + ;
}

int g(void)
{
	if (1
		return 2;
	return (3;
}

int h(int x)
{
	for (x = 0; x < 3
		x++;
	return x;
}

struct s { int a int b; };

int i(void)
{
	else
		return 1;
	case 3:
		return 2;
	break;
	continue;
	default:
		;
	goto nowhere;
again:
again:
	return 0;
}

int k = ;
int l = 3 4;
int m[3;
