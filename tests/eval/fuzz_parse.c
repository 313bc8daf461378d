/*
 * Fuzzing the lexer, parser, binder and printer of expressions: any bytes
 * give a tree or an error. What parses is printed, and the printed text of
 * a tree without strings parses again. Build with
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -I. \
 *     tests/eval/fuzz_parse.c engine/eval/?*.c engine/fmt/?*.c \
 *     engine/store/?*.c base/?*.c -lsqlite3 -lpthread -lm
 * and run with a folder of .nix files as corpus.
 */
#include <stdint.h>

#include "engine/eval/eval.h"
#include "engine/eval/fs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	Str text;
} Job;

static void run(void *arg)
{
	Job *j = arg;
	Str copy = str_dup(&ev.perm, j->text);
	SrcFile *src = source_add(SRC_STRING, 0, copy, copy.n);
	Expr *e = parse_text(copy, src, STR("/"), NULL);
	StrBuf b = sb_in(&ev.perm);

	expr_show(&b, e);
	if (b.n == 0)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	Job j = { str_of((const char *)data, size) };
	char here;

	if (!ready) {
		ready = true;
		mem_init();
		value_init();
		sym_init();
	}
	ev.max_depth = 10000;
	ev.stack_limit = (char *)((uintptr_t)&here - ((size_t)4 << 20));
	if (!err_try(run, &j)) {
		Str s = err_render(ev.error, "error", true);

		if (s.n == 0)
			__builtin_trap();
	}
	return 0;
}
