/* atomic builtins of every width and operation, with and without a result */
int printf(const char *, ...);

#define TEST(T, fmt) do { \
	static T v = 100; \
	T old, e = 5; \
	printf(#T ":"); \
	printf(" " fmt, (T)__sync_fetch_and_add(&v, 7)); \
	printf(" " fmt, (T)__sync_sub_and_fetch(&v, 3)); \
	printf(" " fmt, (T)__sync_fetch_and_or(&v, 0x41)); \
	printf(" " fmt, (T)__sync_and_and_fetch(&v, 0x6f)); \
	printf(" " fmt, (T)__sync_fetch_and_xor(&v, 0x3c)); \
	printf(" " fmt, (T)__sync_nand_and_fetch(&v, 0x55)); \
	printf(" %d", __sync_bool_compare_and_swap(&v, v, 9)); \
	printf(" " fmt, (T)__sync_val_compare_and_swap(&v, 9, 11)); \
	printf(" " fmt, (T)__sync_val_compare_and_swap(&v, 9, 12)); \
	printf(" " fmt, (T)__sync_lock_test_and_set(&v, 13)); \
	__sync_fetch_and_add(&v, 1); \
	__sync_fetch_and_and(&v, 0x7e); \
	__sync_fetch_and_or(&v, 0x20); \
	__sync_fetch_and_xor(&v, 3); \
	__sync_fetch_and_sub(&v, 2); \
	printf(" " fmt, v); \
	__sync_lock_release(&v); \
	printf(" " fmt, v); \
	__atomic_store_n(&v, 21, __ATOMIC_SEQ_CST); \
	old = __atomic_exchange_n(&v, 22, __ATOMIC_ACQ_REL); \
	printf(" " fmt " " fmt, old, __atomic_load_n(&v, __ATOMIC_ACQUIRE)); \
	printf(" %d", __atomic_compare_exchange_n(&v, &e, 30, 0, \
		__ATOMIC_SEQ_CST, __ATOMIC_RELAXED)); \
	printf(" " fmt, e); \
	printf(" %d", __atomic_compare_exchange_n(&v, &e, 30, 0, \
		__ATOMIC_SEQ_CST, __ATOMIC_RELAXED)); \
	printf(" " fmt, __atomic_add_fetch(&v, 5, __ATOMIC_RELAXED)); \
	printf(" " fmt "\n", __atomic_fetch_nand(&v, 6, __ATOMIC_RELAXED)); \
	__sync_synchronize(); \
} while (0)

static struct node { struct node *next; int v; } *head;

static void push(struct node *n)
{
	do
		n->next = head;
	while (!__sync_bool_compare_and_swap(&head, n->next, n));
}

int main(void)
{
	struct node n[3];
	struct node *p;
	int i;

	TEST(signed char, "%d");
	TEST(unsigned char, "%d");
	TEST(short, "%d");
	TEST(unsigned short, "%d");
	TEST(int, "%d");
	TEST(unsigned, "%u");
	TEST(long, "%ld");
	TEST(unsigned long, "%lu");
	for (i = 0; i < 3; i++) {
		n[i].v = i;
		push(&n[i]);
	}
	for (p = head; p; p = p->next)
		printf("%d ", p->v);
	printf("\n");
	return 0;
}
