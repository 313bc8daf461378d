/*
 * Tests of base/. Digests are those of RFC 1321, FIPS 180-4's examples and
 * BLAKE3's test_vectors.json; nix32 and SRI texts come from C++ Nix 2.8
 * (nix-hash --to-base32 and kin).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/os.h"
#include "tests/test.h"

static Arena arena;

static bool digest_is(HashAlgo algo, Str s, const char *hex)
{
	Hash h = hash_of(algo, s);

	return str_eqc(hash_print(&arena, &h, ENC_BASE16, false), hex);
}

/* The same in pieces of every size up to 200. */
static bool pieces_agree(HashAlgo algo, Str s)
{
	Hash whole = hash_of(algo, s);
	Hash h;
	HashCtx c;
	size_t n, at, take;

	for (n = 1; n <= 200; n++) {
		hash_init(&c, algo);
		for (at = 0; at < s.n; at += take) {
			take = s.n - at < n ? s.n - at : n;
			hash_update(&c, s.p + at, take);
		}
		h = hash_final(&c);
		if (!hash_eq(&h, &whole))
			return false;
	}
	return true;
}

static void test_digests(void)
{
	static char million[1000000];
	static char b3[102400];
	Str m = { million, sizeof million };
	size_t i;
	int algo;

	memset(million, 'a', sizeof million);
	for (i = 0; i < sizeof b3; i++)
		b3[i] = (char)(i % 251);
	CHECK(digest_is(HASH_MD5, STR(""),
			"d41d8cd98f00b204e9800998ecf8427e"));
	CHECK(digest_is(HASH_MD5, STR("message digest"),
			"f96b697d7cb7938d525a2f31aaf161d0"));
	CHECK(digest_is(HASH_SHA1, STR("abc"),
			"a9993e364706816aba3e25717850c26c9cd0d89d"));
	CHECK(digest_is(HASH_SHA1, m,
			"34aa973cd4c4daa4f61eeb2bdbad27316534016f"));
	CHECK(digest_is(HASH_SHA256, STR("abc"),
			"ba7816bf8f01cfea414140de5dae2223"
			"b00361a396177a9cb410ff61f20015ad"));
	CHECK(digest_is(HASH_SHA256, m,
			"cdc76e5c9914fb9281a1c7e284d73e67"
			"f1809a48a497200e046d39ccc7112cd0"));
	sha256_force_plain = true;
	CHECK(digest_is(HASH_SHA256, m,
			"cdc76e5c9914fb9281a1c7e284d73e67"
			"f1809a48a497200e046d39ccc7112cd0"));
	sha256_force_plain = false;
	CHECK(digest_is(HASH_SHA512, STR("abc"),
			"ddaf35a193617abacc417349ae204131"
			"12e6fa4e89a97ea20a9eeee64b55d39a"
			"2192992a274fc1a836ba3c23a3feebbd"
			"454d4423643ce80e2a9ac94fa54ca49f"));
	CHECK(digest_is(HASH_BLAKE3, STR(""),
			"af1349b9f5f9a1a6a0404dea36dcc949"
			"9bcb25c9adc112b7cc9a93cae41f3262"));
	CHECK(digest_is(HASH_BLAKE3, str_of(b3, 1025),
			"d00278ae47eb27b34faecf67b4fe263f"
			"82d5412916c1ffd97c8cb7fb814b8444"));
	CHECK(digest_is(HASH_BLAKE3, str_of(b3, 102400),
			"bc3e3d41a1146b069abffad3c0d44860"
			"cf664390afce4d9661f7902e7943e085"));
	for (algo = HASH_MD5; algo <= HASH_BLAKE3; algo++)
		CHECK(pieces_agree((HashAlgo)algo, str_of(b3, 4097)));
}

static void test_texts(void)
{
	static const char *const same[] = {
		/* one digest in every form, from nix-hash */
		"sha256:ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad",
		"sha256:1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
		"sha256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
		"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
	};
	static const char *const bad[] = {
		"sha256:", "sha256-", "sha256:ba78", "md4:00", "",
		"sha256:eb8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
		"sha256:zb8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
		"sha256:xa7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad",
		"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa",
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad"
	};
	Hash h;
	size_t i;

	for (i = 0; i < 4; i++) {
		CHECK(hash_parse(&h, str_c(same[i]), HASH_NONE, NULL) == 0);
		CHECK(str_eqc(hash_print(&arena, &h, i == 3 ? ENC_SRI :
					 (HashEnc)i, true), same[i]));
		CHECK(hash_parse(&h, str_c(same[i]), HASH_SHA1, NULL) != 0);
	}
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(hash_parse(&h, str_c(bad[i]), HASH_NONE, NULL) != 0);
	CHECK(hash_parse(&h, str_c(same[1] + 7), HASH_SHA256, NULL) == 0);
	h = hash_of(HASH_SHA256, STR("abc"));
	h = hash_compress(&h, 20);
	/* nix-hash --flat --truncate --type sha256 --base32 */
	CHECK(str_eqc(hash_print(&arena, &h, ENC_NIX32, false),
		      "ldhh7c134ap5swsm86rqnc0i7cinqvrc"));
}

static void test_strings(void)
{
	Str s = STR("  a b\t\nc ");
	Str t;
	uint64_t u;
	int64_t i;
	StrList l = { NULL, 0, 0 };

	CHECK(str_eqc(str_trim(s), "a b\t\nc"));
	CHECK(str_token(&s, " \t\n", &t) && str_eqc(t, "a"));
	CHECK(str_token(&s, " \t\n", &t) && str_eqc(t, "b"));
	CHECK(str_token(&s, " \t\n", &t) && str_eqc(t, "c"));
	CHECK(!str_token(&s, " \t\n", &t));
	CHECK(str_find(STR("aaab"), STR("ab")) == 2);
	CHECK(str_find(STR("aaab"), STR("abc")) == -1);
	CHECK(str_find(STR(""), STR("x")) == -1);
	CHECK(str_rchr(STR("a/b/c"), '/') == 3);
	CHECK(str_cmp(STR("a"), STR("ab")) < 0);
	CHECK(str_cmp(STR("\xff"), STR("a")) > 0);
	CHECK(str_u64(STR("18446744073709551615"), &u) && u == UINT64_MAX);
	CHECK(!str_u64(STR("18446744073709551616"), &u));
	CHECK(!str_u64(STR(""), &u) && !str_u64(STR("1x"), &u));
	CHECK(str_i64(STR("-9223372036854775808"), &i) && i == INT64_MIN);
	CHECK(!str_i64(STR("9223372036854775808"), &i));
	strlist_add(&arena, &l, STR("b"));
	strlist_add(&arena, &l, STR("a"));
	strlist_add(&arena, &l, STR("b"));
	strlist_sort(&l);
	CHECK(l.n == 2 && strlist_find(&l, STR("b")) == 1);
	CHECK(strlist_find(&l, STR("c")) == -1);
}

static void test_arena(void)
{
	Arena a = { 0 };
	ArenaMark m;
	char *p, *q;
	size_t i;
	bool aligned = true;

	for (i = 1; i < 5000; i++) {
		p = arena_alloc(&a, i, 16);
		aligned &= ((uintptr_t)p & 15) == 0;
		memset(p, 0x55, i);
	}
	CHECK(aligned);
	m = arena_mark(&a);
	p = arena_alloc(&a, 10, 1);
	q = arena_grow(&a, p, 10, 20);
	CHECK(p == q);
	arena_alloc(&a, 100 << 20, 1);
	arena_release(&a, m);
	CHECK(arena_alloc(&a, 10, 1) == p);
	arena_free(&a);
	CHECK(a.total == 0);
}

static void test_map(void)
{
	Map m = { .a = &arena };
	bool fresh;
	size_t i;
	size_t wrong = 0;
	Str key;

	for (i = 0; i < 10000; i++) {
		key = str_fmt(&arena, "key%zu", i);
		map_put(&m, key, &fresh)->v.num = i;
		wrong += !fresh;
	}
	for (i = 0; i < 10000; i++) {
		key = str_fmt(&arena, "key%zu", i);
		wrong += map_get(&m, key)->v.num != i;
		wrong += !str_eq(m.entries[i].key, key);
	}
	CHECK(wrong == 0);
	CHECK(map_get(&m, STR("nokey")) == NULL);
}

static void test_errors(void)
{
	Err e = { 0 };
	static char big[20000];

	CHECK(err_set(&e, ERR_FORMAT, "bad %s", "thing") == ERR_FORMAT);
	CHECK(str_eqc(err_show(&e, &arena), "error: bad thing"));
	CHECK(err_while(&e, "reading", "x") == ERR_FORMAT);
	err_while(&e, "opening", "y");
	CHECK(str_eqc(err_show(&e, &arena),
		      "error:\n"
		      "       \xe2\x80\xa6 while opening 'y'\n"
		      "       \xe2\x80\xa6 while reading 'x'\n"
		      "\n"
		      "       error: bad thing"));
	memset(big, 'x', sizeof big - 1);
	err_set(&e, ERR_FAIL, "%s", big);
	CHECK(str_ends(err_message(&e), STR("...")));
	err_while(&e, "still", "fine");
	CHECK(err_message(&e).n < ERR_TEXT_MAX);
}

static const char *failing;

static int fail_op(const char *op, const char *name)
{
	(void)name;
	return failing && strcmp(op, failing) == 0 ? ENOSPC : 0;
}

static void test_files(void)
{
	static const char *const steps[] = {
		"open", "write", "fsync", "rename"
	};
	char dir[] = "/tmp/mote-base-XXXXXX";
	Str text, name;
	StrList names;
	Err e = { 0 };
	size_t i;
	int fd;

	CHECK(mkdtemp(dir) != NULL);
	name = str_fmt(&arena, "%s/f", dir);
	CHECK(os_replace_file(OS_CWD, name.p, STR("old"), 0644, &e) == 0);
	os_fault = fail_op;
	for (i = 0; i < 4; i++) {
		failing = steps[i];
		CHECK(os_replace_file(OS_CWD, name.p, STR("new"), 0644,
				      &e) == ERR_OS);
		failing = NULL;
		CHECK(os_read_file(&arena, OS_CWD, name.p, &text, &e) == 0 &&
		      str_eqc(text, "old"));
		CHECK(os_list(&arena, OS_CWD, dir, &names) == 0 &&
		      names.n == 1);
	}
	os_fault = NULL;
	CHECK(os_make_dirs(str_fmt(&arena, "%s/a/b/c", dir).p, 0755,
			   &e) == 0);
	CHECK(os_make_dirs(str_fmt(&arena, "%s/f/x", dir).p, 0755, &e) != 0);
	CHECK(chmod(str_fmt(&arena, "%s/a/b", dir).p, 0555) == 0);
	CHECK(os_symlink("/etc", OS_CWD,
			 str_fmt(&arena, "%s/a/etc", dir).p) == 0);
	CHECK(os_remove_tree(OS_CWD, str_fmt(&arena, "%s/a", dir).p, NULL,
			     &e) == 0);
	CHECK(os_exists(OS_CWD, "/etc/passwd"));
	CHECK(!os_exists(OS_CWD, str_fmt(&arena, "%s/a", dir).p));
	fd = os_open_read(OS_CWD, dir);
	CHECK(fd >= 0 && os_list_fd(&arena, fd, &names) == 0);
	os_close(fd);
	CHECK(os_remove_tree(OS_CWD, dir, NULL, &e) == 0);
}

static void test_run(void)
{
	char *cat[] = { "cat", NULL };
	char *fail[] = { "sh", "-c", "exit 7", NULL };
	char *none[] = { "/nonexistent/program", NULL };
	static char big[300000];
	Str out;
	Err e = { 0 };
	int status;

	memset(big, 'z', sizeof big);
	CHECK(os_run(&arena, cat, str_of(big, sizeof big), &out, &status,
		     &e) == 0);
	CHECK(status == 0 && str_eq(out, str_of(big, sizeof big)));
	CHECK(os_run(&arena, fail, STR(""), NULL, &status, &e) == 0 &&
	      status == 7);
	CHECK(os_run(&arena, none, STR(""), &out, &status,
		     &e) == ERR_NOT_FOUND);
}

int main(void)
{
	test_digests();
	test_texts();
	test_strings();
	test_arena();
	test_map();
	test_errors();
	test_files();
	test_run();
	return test_end();
}
