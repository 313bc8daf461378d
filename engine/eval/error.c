/*
 * Errors: making them, and unwinding through the frames that turn into the
 * trace. A thunk whose evaluation fails keeps the error; the error that it
 * keeps goes on collecting trace lines until somebody catches it, and who
 * forces the thunk again gets a copy of that.
 */
#include <stdio.h>
#include <stdlib.h>

#include "engine/eval/eval.h"
#include "engine/eval/fs.h"

#define C_NORMAL "\033[0m"
#define C_VALUE "\033[35;1m"
#define C_MARK "\033[35;1m"

static Error *error_new(ErrKind kind, Pos pos)
{
	Error *e = ARENA_NEW(&ev.perm, Error);

	e->kind = kind;
	e->pos = pos;
	return e;
}

static void text_value(StrBuf *b, V v)
{
	print_value(b, v, &print_error_opts);
}

static void text_arg(StrBuf *b, char c, va_list *ap)
{
	sb_puts(b, C_VALUE);
	switch (c) {
	case 's':
		sb_puts(b, va_arg(*ap, const char *));
		break;
	case 'S':
		sb_put(b, *va_arg(*ap, Str *));
		break;
	case 'd':
		sb_i64(b, va_arg(*ap, int64_t));
		break;
	case 'y':
		sb_put(b, sym_text((Sym)va_arg(*ap, int)));
		break;
	case 'v':
		text_value(b, va_arg(*ap, V));
		break;
	case 't':
		sb_put(b, type_show(va_arg(*ap, V)));
		break;
	case 'p':
		pos_show(b, (Pos)va_arg(*ap, int));
		break;
	case 'g':
		sb_fmt(b, "%g", va_arg(*ap, double));
		break;
	case 'c':
		sb_putc(b, (char)va_arg(*ap, int));
		break;
	}
	sb_puts(b, C_NORMAL);
}

static Str text_format(const char *fmt, va_list *ap)
{
	StrBuf b = sb_in(&ev.perm);

	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			sb_putc(&b, *fmt);
			continue;
		}
		fmt++;
		if (*fmt == '%') {
			sb_putc(&b, '%');
		} else if (*fmt == 'r') {
			sb_puts(&b, C_NORMAL);
			sb_put(&b, *va_arg(*ap, Str *));
		} else {
			text_arg(&b, *fmt, ap);
		}
	}
	return sb_str(&b);
}

Str err_text(const char *fmt, ...)
{
	va_list ap;
	Str s;

	va_start(ap, fmt);
	s = text_format(fmt, &ap);
	va_end(ap);
	return s;
}

void err_throw(ErrKind kind, Pos pos, const char *fmt, ...)
{
	Error *e = error_new(kind, pos);
	va_list ap;

	va_start(ap, fmt);
	e->msg = text_format(fmt, &ap);
	va_end(ap);
	ev.error = e;
	err_raise();
}

void err_throw_traced(ErrKind kind, Pos trace_pos, const char *trace,
    const char *fmt, ...)
{
	Error *e = error_new(kind, 0);
	va_list ap;

	va_start(ap, fmt);
	e->msg = text_format(fmt, &ap);
	va_end(ap);
	ev.error = e;
	if (trace)
		err_trace(trace_pos, false, str_c(trace));
	err_raise();
}

void err_from(const Err *err)
{
	Error *e = error_new(err->code == ERR_NOT_VALID ? EK_INVALID_PATH :
	    EK_ERROR, 0);
	const char *p = err->text;
	size_t i;

	e->msg = str_dup(&ev.perm, err_message(err));
	e->exit_code = err->exit_code;
	ev.error = e;
	for (i = 0; i < err->contexts; i++) {
		p += strlen(p) + 1;
		err_trace(0, false, str_dup(&ev.perm, str_c(p)));
	}
	err_raise();
}

void err_overflow(Pos pos)
{
	err_throw(EK_OVERFLOW, pos,
	    "stack overflow; max-call-depth exceeded");
}

bool err_catchable(const Error *e)
{
	return e->kind == EK_THROWN || e->kind == EK_ASSERT;
}

void err_trace(Pos pos, bool always, Str text)
{
	Trace *t = ARENA_NEW(&ev.perm, Trace);

	t->pos = pos;
	t->always = always;
	t->text = text;
	t->next = ev.error->traces;
	ev.error->traces = t;
}

bool err_try(void (*fn)(void *), void *arg)
{
	Trap t;

	t.up = ev.trap;
	t.fp = ev.fp;
	t.depth = ev.depth;
	ev.trap = &t;
	if (setjmp(t.jb))
		return false;
	fn(arg);
	ev.trap = t.up;
	return true;
}

typedef struct {
	Expr *e;
	Env *env;
	V v;
} NameJob;

static void name_eval(void *arg)
{
	NameJob *job = arg;

	job->v = need_string_noctx(eval_expr(job->e, job->env), 0, "");
}

/* The dynamic names of a path are evaluated again; failing ones shown. */
static void show_path(StrBuf *b, const AttrName *path, uint32_t n, Env *env)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		NameJob job = { path[i].e, env, 0 };
		Error *saved = ev.error;

		if (i)
			sb_putc(b, '.');
		if (path[i].sym) {
			print_name(b, sym_text(path[i].sym));
		} else if (err_try(name_eval, &job)) {
			print_name(b, v_text(job.v));
		} else {
			sb_puts(b, "\"${");
			expr_show(b, path[i].e);
			sb_puts(b, "}\"");
		}
		ev.error = saved;
	}
}

static Str select_text(const ExprSelect *e, uint32_t n, Env *env)
{
	StrBuf b = sb_in(&ev.perm);

	show_path(&b, e->path, n, env);
	return sb_str(&b);
}

static void unwind_select(const Frame *f)
{
	const ExprSelect *e = f->p;
	Pos at = (Pos)f->q;
	Str path;
	SrcFile *src = source_of(at);

	if (at && src && !(src->kind == SRC_CORE &&
	    v_box(src->path)->u.path.fs == FS_INTERNAL)) {
		path = select_text(e, f->aux, f->env);
		err_trace(at, false, err_text("from the definition of '%S'",
		    &path));
	}
	path = select_text(e, e->n, f->env);
	err_trace(f->pos, false, err_text("while evaluating the attribute "
	    "'%S'", &path));
}

static void thunk_fail(Thunk *t, Error *e)
{
	t->w0 = TH_FAILED | (V)(uintptr_t)e;
}

static void unwind_force(const Frame *f)
{
	Thunk *t = v_ptr((V)(uintptr_t)f->p);

	if (ev.error->kind == EK_RECURSION &&
	    ev.error->value == (V)(uintptr_t)t)
		err_trace(0, true, STR(C_MARK
		    "entering the infinite recursion" C_NORMAL));
	thunk_fail(t, ev.error);
}

static void unwind_call(const Frame *f)
{
	const ExprLambda *l = f->p;

	if (!ev.show_trace)
		return;
	if (l->name) {
		Str s = str_cat3(&ev.perm, STR("'"), sym_text(l->name),
		    STR("'"));

		err_trace(l->h.pos, false, err_text("while calling %S", &s));
	} else {
		err_trace(l->h.pos, false, err_text("while calling %s",
		    "anonymous lambda"));
	}
	if (f->pos)
		err_trace(f->pos, false, STR("from call site"));
}

static void context_eval(void *arg)
{
	V *v = arg;
	uint32_t ctx = 0;

	*v = coerce_string(0, *v, &ctx, "while evaluating the error "
	    "message passed to builtins.addErrorContext", 0);
}

/*
 * addErrorContext: its message is evaluated only now; if that fails, the
 * failure takes the place of the error.
 */
static void unwind_context(const Frame *f)
{
	Error *saved = ev.error;
	V v = f->q;

	if (err_try(context_eval, &v)) {
		ev.error = saved;
		err_trace(0, true, v_text(v));
	}
}

static void unwind_drv(const Frame *f)
{
	Str name = v_text(f->q);

	err_trace(0, true, err_text("while evaluating derivation '%S'\n"
	    "  whose name attribute is located at %p", &name, (int)f->pos));
}

static void unwind_cmp_attr(const Frame *f)
{
	Pos right = f->aux2;
	Pos left = (Pos)f->q;

	if (right)
		err_trace(right, false, STR("where right hand side is"));
	if (left)
		err_trace(left, false, STR("where left hand side is"));
	err_trace(f->pos, false, err_text("while comparing attribute '%y'",
	    (int)f->aux));
}

static void unwind_assert(const Frame *f)
{
	StrBuf b = sb_in(&ev.perm);
	Str s;

	if (ev.error->kind != EK_ASSERT && ev.error->kind != EK_THROWN)
		return;
	expr_show(&b, f->p);
	s = sb_str(&b);
	err_trace(f->pos, false, err_text("while evaluating the condition "
	    "of the assertion '%S'", &s));
}

static void unwind_value_text(const Frame *f)
{
	const char *fmt = f->p;
	Str s;

	if (v_is_path(f->q)) {
		s = fs_show(f->q);
		err_trace(f->pos, false, err_text(fmt, &s));
	} else if (v_is_string(f->q)) {
		s = v_text(f->q);
		err_trace(f->pos, false, err_text(fmt, &s));
	}
}

static void unwind_using(const Frame *f)
{
	V v = f->q;
	const char *verb = "using";

	if (v_is_thunk(v) && v_thunk(v)->w0 != TH_DONE)
		verb = "evaluating";
	err_trace(f->pos, false, str_fmt(&ev.perm, "while %s %s", verb,
	    (const char *)f->p));
}

static void unwind(const Frame *f)
{
	Str s;

	switch (f->kind) {
	case FR_FORCE:
		unwind_force(f);
		break;
	case FR_APP:
		thunk_fail(v_ptr((V)(uintptr_t)f->p), ev.error);
		break;
	case FR_TEXT:
		err_trace(f->pos, false, str_c(f->p));
		break;
	case FR_SELECT:
		unwind_select(f);
		break;
	case FR_CALL:
		unwind_call(f);
		break;
	case FR_PRIM:
		if (!((const Primop *)f->p)->no_trace)
			err_trace(f->pos, false,
			    err_text("while calling the '%s' builtin",
			    ((const Primop *)f->p)->name));
		break;
	case FR_FUNCTOR:
		err_trace(f->pos, false, STR("while calling a functor (an "
		    "attribute set with a '__functor' attribute)"));
		break;
	case FR_FORMALS:
		if (f->pos)
			err_trace(f->pos, false, STR("from call site"));
		break;
	case FR_FILE:
		s = fs_show(f->q);
		err_trace(0, false, err_text("while evaluating the file "
		    "'%S':", &s));
		break;
	case FR_ATTR:
		err_trace(f->pos, false, err_text("while evaluating the "
		    "attribute '%y'", (int)f->aux));
		break;
	case FR_ELEM:
		err_trace(f->pos, false, err_text("while evaluating list "
		    "element at index %d", (int64_t)f->aux));
		break;
	case FR_JSATTR:
		err_trace(f->pos, false, err_text("while evaluating "
		    "attribute '%y'", (int)f->aux));
		break;
	case FR_JSELEM:
		err_trace(f->pos, false, err_text("while evaluating list "
		    "element at index %d", (int64_t)f->aux));
		break;
	case FR_CONTEXT:
		unwind_context(f);
		break;
	case FR_CLOSURE:
		err_trace(0, false, err_text(f->p, f->q));
		break;
	case FR_DRV:
		unwind_drv(f);
		break;
	case FR_DRVATTR:
		s = v_text(f->q);
		err_trace(f->pos, false, err_text("while evaluating "
		    "attribute '%y' of derivation '%S'", (int)f->aux, &s));
		break;
	case FR_ASSERT:
		unwind_assert(f);
		break;
	case FR_CMPATTR:
		unwind_cmp_attr(f);
		break;
	case FR_CMPELEM:
		err_trace(f->pos, false, err_text("while comparing list "
		    "element %d", (int64_t)f->aux));
		break;
	case FR_CMPDRV:
		err_trace(f->pos, false, err_text("while comparing a "
		    "derivation by its '%s' attribute", "outPath"));
		break;
	case FR_USING:
		unwind_using(f);
		break;
	case FR_VALTEXT:
		unwind_value_text(f);
		break;
	}
}

void err_raise(void)
{
	Trap *t = ev.trap;

	if (!t) {
		err_print();
		exit(1);
	}
	ev.depth = t->depth;
	while (ev.fp > t->fp) {
		Frame f = *--ev.fp;

		unwind(&f);
	}
	ev.depth = t->depth;
	ev.trap = t->up;
	longjmp(t->jb, 1);
}
