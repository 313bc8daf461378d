/*
 * A derivation's way from a name to registered outputs: get the .drv, try
 * substitutes, realise the inputs, take the locks, build. Each function
 * here is a step; the step to take when woken is in g->step.
 */
#include "engine/build/goal.h"

#include "engine/build/config.h"
#include "engine/build/log.h"
#include "engine/fmt/path.h"

static void load(Goal *g);
static void have(Goal *g);
static void outputs_tried(Goal *g);
static void realise_inputs(Goal *g);
static void inputs_done(Goal *g);
static void closure_repaired(Goal *g);
static void try_build(Goal *g);

void drv_goal_fail(Goal *g, BuildStatus status, const Err *err)
{
	Worker *w = g->w;

	if (status == RESULT_TIMED_OUT)
		w->timed_out = true;
	if (status == RESULT_PERMANENT_FAILURE)
		w->permanent_failure = true;
	if (status != RESULT_DEPENDENCY_FAILED)
		w->builds_failed++;
	if (w->builds_expected)
		w->builds_expected--;
	if (g->locks)
		store_unlock(w->s, g->locks, false);
	g->locks = NULL;
	goal_end(g, END_FAILED, status, err);
}

static void fail_misc(Goal *g, const Err *err)
{
	drv_goal_fail(g, RESULT_MISC_FAILURE, err);
}

static void succeed(Goal *g, BuildStatus status)
{
	if (g->w->builds_expected)
		g->w->builds_expected--;
	goal_end(g, END_OK, status, NULL);
}

/* Go on at once if nothing is to be waited for. */
static void then(Goal *g, void (*step)(Goal *g))
{
	g->step = step;
	if (g->waitees == 0)
		step(g);
}

static void forget_ends(Goal *g)
{
	g->failed = g->no_subst = g->incomplete = 0;
}

void drv_goal_start(Goal *g)
{
	bool valid = false;
	Err err;

	if (g->in_memory) {
		have(g);
		return;
	}
	if (store_valid(g->w->s, g->path, &valid, &err)) {
		fail_misc(g, &err);
		return;
	}
	if (!valid)
		goal_wait_for(g, goal_subst(g->w, g->path, false));
	then(g, load);
}

static void load(Goal *g)
{
	Worker *w = g->w;
	Err err;

	if (g->failed) {
		err_set(&err, ERR_FAIL, "cannot build missing derivation '"
			STR_F "'", STR_A(g->path));
		fail_misc(g, &err);
		return;
	}
	forget_ends(g);
	if (store_temp_root(w->s, g->path, &err) ||
	    store_read_drv(w->s, &w->a, g->path, &g->drv, &err)) {
		fail_misc(g, &err);
		return;
	}
	have(g);
}

static bool wanted(const Goal *g, Str output)
{
	return g->wanted.n == 0 || strlist_find(&g->wanted, output) >= 0;
}

int drv_goal_check(Goal *g, bool *all, Err *err)
{
	StrBuf b = sb_in(&g->w->a);
	size_t i;
	int rc;

	*all = true;
	for (i = 0; i < g->wanted.n; i++) {
		if (drv_output(&g->drv, g->wanted.v[i]))
			continue;
		sb_fmt(&b, "%s'" STR_F "'", b.n ? ", " : "",
		       STR_A(g->wanted.v[i]));
	}
	if (b.n)
		return err_set(err, ERR_FAIL, "derivation '" STR_F "' does "
			       "not have wanted outputs " STR_F,
			       STR_A(g->path), STR_A(sb_str(&b)));
	for (i = 0; i < g->outs_n; i++) {
		GoalOutput *o = &g->outs[i];

		o->wanted = wanted(g, o->name);
		rc = store_valid(g->w->s, o->path, &o->present, err);
		if (rc)
			return rc;
		o->good = o->present && (g->mode != BUILD_REPAIR ||
					 worker_good(g->w, o->path));
		if (o->wanted && !o->good)
			*all = false;
	}
	return 0;
}

static int fill_outputs(Goal *g, Err *err)
{
	Worker *w = g->w;
	size_t i;

	g->outs_n = g->drv.outputs_n;
	g->outs = ARENA_ARRAY(&w->a, GoalOutput, g->outs_n);
	for (i = 0; i < g->outs_n; i++) {
		if (g->drv.outputs[i].path.n == 0)
			return err_set(err, ERR_FAIL, "output '" STR_F "' of "
				       "derivation '" STR_F "' has no path "
				       "before it is built; experimental Nix "
				       "feature 'ca-derivations' is not "
				       "supported",
				       STR_A(g->drv.outputs[i].name),
				       STR_A(g->path));
		g->outs[i].name = g->drv.outputs[i].name;
		g->outs[i].path = g->drv.outputs[i].path;
		if (store_temp_root(w->s, g->outs[i].path, err))
			return err->code;
	}
	if (g->outs_n == 0)
		return err_set(err, ERR_FAIL, "derivation '" STR_F
			       "' has no outputs", STR_A(g->path));
	return 0;
}

static void have(Goal *g)
{
	Worker *w = g->w;
	bool all;
	size_t i;
	Err err;

	if (attrs_init(&w->a, g->path, &g->drv, &g->attrs, &err) ||
	    (!g->outs && fill_outputs(g, &err)) ||
	    drv_goal_check(g, &all, &err)) {
		fail_misc(g, &err);
		return;
	}
	g->fixed = drv_is_fixed(&g->drv);
	g->restart = false;
	if (all && g->mode == BUILD_NORMAL) {
		succeed(g, RESULT_ALREADY_VALID);
		return;
	}
	if (config.substitute && g->mode != BUILD_CHECK &&
	    (config.always_allow_substitutes ||
	     attrs_bool(&g->attrs, "allowSubstitutes", true)) &&
	    worker_caches(w) && caches_n(w->caches))
		for (i = 0; i < g->outs_n; i++)
			if (g->outs[i].wanted && !g->outs[i].good)
				goal_wait_for(g, goal_subst(w,
					g->outs[i].path,
					g->mode == BUILD_REPAIR));
	then(g, outputs_tried);
}

/* --- repairing the closure of what is itself intact ------------------- */

static int map_outputs(Goal *g, Map *to_drv, Err *err)
{
	Worker *w = g->w;
	StrList inputs = { 0 };
	StoreOutput *o;
	size_t i, k, n;
	int rc;

	strlist_add(&w->a, &inputs, g->path);
	rc = store_closure(w->s, &w->a, &inputs, 0, err);
	for (i = 0; !rc && i < inputs.n; i++) {
		if (!path_is_drv(inputs.v[i]))
			continue;
		rc = store_outputs(w->s, &w->a, inputs.v[i], &o, &n, err);
		for (k = 0; !rc && k < n; k++)
			map_put(to_drv, o[k].path, NULL)->v.ptr =
				&inputs.v[i];
	}
	return rc;
}

static void repair_closure(Goal *g)
{
	Worker *w = g->w;
	StrList paths = { 0 };
	Map to_drv = { 0 };
	MapEntry *e;
	size_t i, k;
	Err err;

	to_drv.a = &w->a;
	for (i = 0; i < g->outs_n; i++)
		if (g->outs[i].wanted)
			strlist_add(&w->a, &paths, g->outs[i].path);
	if (store_closure(w->s, &w->a, &paths, 0, &err) ||
	    (!g->in_memory && map_outputs(g, &to_drv, &err))) {
		fail_misc(g, &err);
		return;
	}
	for (i = 0; i < paths.n; i++) {
		for (k = 0; k < g->outs_n; k++)
			if (str_eq(g->outs[k].path, paths.v[i]))
				break;
		if (k < g->outs_n || worker_good(w, paths.v[i]))
			continue;
		log_msg(LVL_ERROR, "found corrupted or missing path '" STR_F
			"' in the output closure of '" STR_F "'",
			STR_A(paths.v[i]), STR_A(g->path));
		e = map_get(&to_drv, paths.v[i]);
		goal_wait_for(g, e ? goal_drv(w, *(Str *)e->v.ptr, NULL,
					      BUILD_REPAIR) :
			      goal_subst(w, paths.v[i], true));
	}
	then(g, closure_repaired);
}

static void closure_repaired(Goal *g)
{
	Err err;

	if (g->failed) {
		err_set(&err, ERR_FAIL, "some paths in the output closure of "
			"derivation '" STR_F "' could not be repaired",
			STR_A(g->path));
		fail_misc(g, &err);
		return;
	}
	succeed(g, RESULT_ALREADY_VALID);
}

/* --- building ---------------------------------------------------------- */

static void outputs_tried(Goal *g)
{
	bool all;
	Err err;

	if (g->failed > g->no_subst + g->incomplete && !config.fallback) {
		err_set(&err, ERR_FAIL, "some substitutes for the outputs of "
			"derivation '" STR_F "' failed (usually happens due "
			"to networking issues); try '--fallback' to build "
			"derivation from source ", STR_A(g->path));
		drv_goal_fail(g, RESULT_TRANSIENT_FAILURE, &err);
		return;
	}
	/*
	 * With a hole in a substitute's closure, build the inputs and try
	 * once more, unless something else failed too.
	 */
	if (g->incomplete && g->incomplete == g->failed)
		g->retry_subst = true;
	forget_ends(g);
	if (g->restart) {
		have(g);
		return;
	}
	if (drv_goal_check(g, &all, &err)) {
		fail_misc(g, &err);
		return;
	}
	if (all && g->mode == BUILD_NORMAL) {
		succeed(g, RESULT_SUBSTITUTED);
		return;
	}
	if (all && g->mode == BUILD_REPAIR) {
		repair_closure(g);
		return;
	}
	if (!all && g->mode == BUILD_CHECK) {
		err_set(&err, ERR_FAIL, "some outputs of '" STR_F "' are not "
			"valid, so checking is not possible",
			STR_A(g->path));
		fail_misc(g, &err);
		return;
	}
	realise_inputs(g);
}

static void realise_inputs(Goal *g)
{
	Worker *w = g->w;
	bool valid;
	size_t i;
	Err err;

	if (!g->in_memory)
		for (i = 0; i < g->drv.inputs_n; i++)
			goal_wait_for(g, goal_drv(w, g->drv.inputs[i].path,
				&g->drv.inputs[i].outputs,
				g->mode == BUILD_REPAIR ? BUILD_REPAIR :
				BUILD_NORMAL));
	for (i = 0; i < g->drv.srcs.n; i++) {
		if (store_valid(w->s, g->drv.srcs.v[i], &valid, &err)) {
			fail_misc(g, &err);
			return;
		}
		if (valid)
			continue;
		if (!config.substitute) {
			err_set(&err, ERR_FAIL, "dependency '" STR_F "' of '"
				STR_F "' does not exist, and substitution is "
				"disabled", STR_A(g->drv.srcs.v[i]),
				STR_A(g->path));
			fail_misc(g, &err);
			return;
		}
		goal_wait_for(g, goal_subst(w, g->drv.srcs.v[i], false));
	}
	then(g, inputs_done);
}

/* The outputs that our inputs name, and sources; then their closure. */
static int collect_inputs(Goal *g, Err *err)
{
	Worker *w = g->w;
	size_t i, k;
	Goal *in;

	g->inputs.n = 0;
	for (i = 0; !g->in_memory && i < g->drv.inputs_n; i++) {
		const DrvInput *d = &g->drv.inputs[i];

		in = goal_drv(w, d->path, &d->outputs, g->mode ==
			      BUILD_REPAIR ? BUILD_REPAIR : BUILD_NORMAL);
		for (k = 0; k < d->outputs.n; k++) {
			DrvOutput *o = drv_output(&in->drv, d->outputs.v[k]);

			if (!o)
				return err_set(err, ERR_FAIL, "derivation '"
					STR_F "' requires non-existent "
					"output '" STR_F "' from input "
					"derivation '" STR_F "'",
					STR_A(g->path),
					STR_A(d->outputs.v[k]),
					STR_A(d->path));
			strlist_add(&w->a, &g->inputs, o->path);
		}
	}
	for (i = 0; i < g->drv.srcs.n; i++)
		strlist_add(&w->a, &g->inputs, g->drv.srcs.v[i]);
	strlist_sort(&g->inputs);
	return g->inputs.n ? store_closure(w->s, &w->a, &g->inputs, 0, err) :
			     0;
}

static void inputs_done(Goal *g)
{
	Err err;

	if (g->failed) {
		err_set(&err, ERR_FAIL, "%zu dependencies of derivation '"
			STR_F "' failed to build", g->failed,
			STR_A(g->path));
		drv_goal_fail(g, RESULT_DEPENDENCY_FAILED, &err);
		return;
	}
	forget_ends(g);
	if (g->retry_subst && !g->retried_subst) {
		g->retried_subst = true;
		have(g);
		return;
	}
	if (collect_inputs(g, &err)) {
		fail_misc(g, &err);
		return;
	}
	g->step = try_build;
	goal_wake(g);
}

static int take_locks(Goal *g, Err *err)
{
	StrList paths = { 0 };
	size_t i;

	for (i = 0; i < g->outs_n; i++)
		strlist_add(&g->w->a, &paths, g->outs[i].path);
	strlist_sort(&paths);
	return store_lock(g->w->s, &paths, false, &g->locks, err);
}

static void say_waiting(Goal *g, const char *what, Str name)
{
	Worker *w = g->w;

	if (!g->act_wait)
		g->act_wait = act_start(LVL_WARN, ACT_BUILD_WAITING, w->act,
					str_fmt(&w->a, "%s '" STR_F "'",
						what, STR_A(name)), NULL, 0);
}

/* Leftovers of somebody who did not get to register them. */
static int remove_invalid(Goal *g, Err *err)
{
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < g->outs_n; i++)
		if (!g->outs[i].present)
			rc = os_remove_tree(OS_CWD, store_real(g->w->s,
				&g->w->a, g->outs[i].path).p, NULL, err);
	return rc;
}

static void try_build(Goal *g)
{
	Worker *w = g->w;
	bool all, local;
	Err err;
	int rc = take_locks(g, &err);

	if (rc == ERR_BUSY) {
		say_waiting(g, "waiting for lock on", g->outs[0].path);
		goal_sleep(g);
		return;
	}
	if (rc) {
		fail_misc(g, &err);
		return;
	}
	/* somebody may have built it while we waited */
	if (drv_goal_check(g, &all, &err)) {
		fail_misc(g, &err);
		return;
	}
	if (all && g->mode != BUILD_CHECK) {
		store_unlock(w->s, g->locks, true);
		g->locks = NULL;
		succeed(g, RESULT_ALREADY_VALID);
		return;
	}
	if (remove_invalid(g, &err)) {
		fail_misc(g, &err);
		return;
	}
	local = (g->mode != BUILD_NORMAL ||
		 (attrs_bool(&g->attrs, "preferLocalBuild", false) &&
		  attrs_can_build(&g->attrs, &w->a))) &&
		config.max_jobs > 0;
	if (!local) {
		HookReply r = hook_try(g, &err);

		if (r == HOOK_ACCEPT)
			return;
		if (r == HOOK_POSTPONE) {
			say_waiting(g, "waiting for a machine to build",
				    g->path);
			store_unlock(w->s, g->locks, false);
			g->locks = NULL;
			g->step = try_build;
			goal_sleep(g);
			return;
		}
	}
	act_stop(g->act_wait);
	g->act_wait = 0;
	if (w->slots >= config.max_jobs) {
		store_unlock(w->s, g->locks, false);
		g->locks = NULL;
		g->step = try_build;
		goal_wait_slot(g);
		return;
	}
	local_try(g);
}
