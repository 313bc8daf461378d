/* nix eval, and nix repl's way to nix-instantiate's cousin. */
#include "engine/cli/cli.h"
#include "engine/cli/nix.h"

static struct {
	const char *apply, *write_to;
	bool raw, json, read_only;
} o;

static bool own(const char *arg)
{
	if (!strcmp(arg, "--raw"))
		o.raw = true;
	else if (!strcmp(arg, "--json"))
		o.json = true;
	else if (!strcmp(arg, "--apply"))
		o.apply = cmd_value(arg);
	else if (!strcmp(arg, "--write-to"))
		o.write_to = cmd_value(arg);
	else if (!strcmp(arg, "--read-only"))
		settings.read_only = true;
	else
		return inst_option(arg);
	return true;
}

/* Strings become files, sets folders. */
static void write_value(V v, Str path)
{
	uint32_t *order, ctx = 0;
	Attrs *a;
	Err err;
	size_t i;

	v = eval_force(v, 0);
	if (v_is_string(v)) {
		cmd_ok(os_replace_file(OS_CWD, path.p, v_text(v), 0644,
				       &err), &err);
		return;
	}
	if (!v_is_attrs(v))
		cmd_fail("value to be written to '" STR_F "' is not a string "
			 "or an attribute set", STR_A(path));
	(void)ctx;
	cmd_ok(os_make_dirs(path.p, 0777, &err), &err);
	a = attrs_flat(v_attrs(v));
	order = attrs_order(a, &ev.perm);
	for (i = 0; i < a->n; i++) {
		Str name = sym_text(a->shape->names[order[i]]);

		if (str_eqc(name, ".") || str_eqc(name, "..") ||
		    str_chr(name, '/') >= 0)
			cmd_fail("invalid file name '" STR_F "'",
				 STR_A(name));
		write_value(a->v[order[i]], str_fmt(&ev.perm, STR_F "/"
			    STR_F, STR_A(path), STR_A(name)));
	}
}

int nix_cmd_eval(void)
{
	StrList args = nix_options(own);
	PrintOpts po = { 0 };
	StrBuf b = sb_in(&ev.perm);
	uint32_t ctx = 0;
	size_t n;
	Inst *v;
	V val;

	if (o.raw && o.json)
		cmd_usage("--raw and --json are mutually exclusive");
	if (args.n > 1)
		cmd_usage("more than one expression to evaluate");
	v = inst_get(&args, "", false, &n);
	if (n == 0 || !v[0].has_value)
		cmd_usage("nothing to evaluate");
	val = v[0].value;
	if (o.apply)
		val = eval_call1(eval_force(cmd_expr(str_c(o.apply)), 0),
				 val, 0);
	val = eval_auto_call(cmd_auto_args(), eval_force(val, 0));
	if (o.write_to) {
		Str to = cmd_abs(str_c(o.write_to));

		if (os_exists(OS_CWD, to.p))
			cmd_fail("path '" STR_F "' already exists",
				 STR_A(to));
		write_value(val, to);
		return 0;
	}
	if (o.raw) {
		sb_put(&b, v_text(coerce_string(0, val, &ctx,
			"while generating the eval command output",
			COERCE_COPY)));
	} else if (o.json) {
		print_json(&b, val, true, 0, &ctx, true);
		sb_putc(&b, '\n');
	} else {
		eval_deep(val);
		po.force = po.drv_paths = true;
		po.track = true;
		po.max_depth = po.max_attrs = UINT32_MAX;
		po.max_items = po.max_string = UINT32_MAX;
		print_value(&b, val, &po);
		sb_putc(&b, '\n');
	}
	cmd_puts(sb_str(&b));
	return 0;
}
