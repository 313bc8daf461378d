/* structures, unions, their layout, members, pointers to them */
#include "../print.h"

struct inner {
	char c;
	short s;
};

struct outer {
	char first;
	struct inner in[3];
	long l;
	union {
		int i;
		unsigned char bytes[4];
		long wide;
	} u;
	char *name;
	struct outer *next;
	char last;
};

typedef struct Node Node;
struct Node {
	Node *left, *right;
	int key;
};

static struct outer global;
static struct outer pair[2];

static Node *insert(Node *n, int key)
{
	if (!n) {
		n = malloc(sizeof(Node));
		n->left = 0;
		n->right = 0;
		n->key = key;
	} else if (key < n->key) {
		n->left = insert(n->left, key);
	} else {
		n->right = insert(n->right, key);
	}
	return n;
}

static void walk(const Node *n)
{
	if (!n)
		return;
	walk(n->left);
	print("key", n->key);
	walk(n->right);
}

int main(void)
{
	struct outer o;
	struct outer *p = &o;
	struct inner *q = &global.in[1];
	Node *root = 0;

	print("inner", (long)sizeof(struct inner));
	print("outer", (long)sizeof o);
	print("in", (char *)&p->in - (char *)p);
	print("l", (char *)&p->l - (char *)p);
	print("u", (char *)&p->u - (char *)p);
	print("name", (char *)&p->name - (char *)p);
	print("last", &p->last - (char *)p);
	q->c = -5;
	q->s = 1234;
	global.u.wide = 0x0102030405060708;
	print("c", global.in[1].c);
	print("s", (*q).s);
	print("i", global.u.i);
	print("byte", global.u.bytes[1]);
	o.next = &global;
	o.next->next = o.next;
	o.next->next->l = 77;
	print("l", global.l);
	p->in[2].s = 9;
	print("in[2].s", o.in[2].s);
	pair[1].last = 3;
	p = pair;
	p++;
	print("pair", p->last);
	print("between", p - pair);
	memcpy(&pair[0], p, sizeof pair[0]);
	print("copied", pair->last);
	o.name = "name";
	print_s(o.name);
	print_s("\n");
	pair[0].u.bytes[2] += 7;
	pair[0].u.bytes[2]++;
	++pair[0].in[1].s;
	pair[0].in[1].s -= 5;
	pair[0].l |= 0x100;
	print("byte", pair[0].u.bytes[2]--);
	print("byte", --pair[0].u.bytes[2]);
	print("short", pair[0].in[1].s);
	print("long", pair[0].l);
	for (int i = 0; i < 10; i++)
		root = insert(root, i * 7 % 10);
	walk(root);
	return 0;
}
