/*
 * gen.c: a function from statements to machine code: the order in which the
 * parts of the backend do their work.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "obj.h"
#include "target.h"

void gen_func(Func *f)
{
	Section *before = sec_cur;
	u64 start;
	Stmt *s;

	sec_cur = f->sec;
	func = f;
	prep_func(f);
	live_func(f);
	reg_func(f);
	target_frame(f);
	if (opt.dump)
		dump_func(f);
	sec_align(sec_cur, 16);
	start = sec_here(sec_cur);
	obj_define(f->sym, sec_cur, start, 0, STT_FUNC);
	target_enter(f);
	for (s = f->first; s; s = s->next)
		target_stmt(s);
	target_leave(f);
	obj_define(f->sym, sec_cur, start, sec_here(sec_cur) - start,
		STT_FUNC);
	sec_cur = before;
}
