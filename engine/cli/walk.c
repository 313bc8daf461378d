/* Files and folders below a store path: see walk.h. */
#include "engine/cli/walk.h"

#include "engine/cli/nix.h"
#include "engine/fetch/listing.h"
#include "engine/fmt/json.h"

static void hit(Str rel, Str text, ptrdiff_t at, size_t n, StrList *out)
{
	size_t from = (size_t)at > 32 ? (size_t)at - 32 : 0;
	size_t to = (size_t)at + n + 32, i;
	StrBuf b = sb_in(&ev.perm);

	sb_fmt(&b, STR_F ": \xe2\x80\xa6", STR_A(rel));
	for (i = from; i < to && i < text.n; i++)
		sb_putc(&b, text.p[i] >= 32 && text.p[i] < 127 ? text.p[i] :
			'.');
	sb_puts(&b, "\xe2\x80\xa6");
	strlist_add(&ev.perm, out, sb_str(&b));
}

static void look(Str path, Str rel, Str part, StrList *out, int depth)
{
	Arena a = { 0 };
	StrList names;
	OsStat st;
	Str text;
	ptrdiff_t at;
	size_t i;
	Err err;

	if (depth > 1000 || os_lstat(OS_CWD, path.p, &st))
		return;
	if (st.type == OS_LINK && !os_readlink(&a, OS_CWD, path.p, &text)) {
		if (str_find(text, part) >= 0)
			strlist_add(&ev.perm, out, str_fmt(&ev.perm, STR_F
				    " -> " STR_F, STR_A(rel), STR_A(text)));
	} else if (st.type == OS_FILE &&
		   !os_read_file(&a, OS_CWD, path.p, &text, &err)) {
		at = str_find(text, part);
		if (at >= 0)
			hit(rel, text, at, part.n, out);
	} else if (st.type == OS_DIR && !os_list(&a, OS_CWD, path.p,
						 &names)) {
		for (i = 0; i < names.n; i++)
			look(str_fmt(&a, STR_F "/" STR_F, STR_A(path),
				     STR_A(names.v[i])),
			     str_fmt(&a, "%s" STR_F "%s" STR_F, "",
				     STR_A(rel), rel.n ? "/" : "",
				     STR_A(names.v[i])), part, out,
			     depth + 1);
	}
	arena_free(&a);
}

void walk_hits(Str path, Str part, StrList *out)
{
	look(str_dup(&ev.perm, path), STR(""), part, out, 0);
}

static void list(Str name, Str shown, Str rel, const ListOptions *o,
		 bool show, int depth)
{
	Arena a = { 0 };
	StrList names;
	OsStat st;
	Str target;
	size_t i;

	if (depth > 1000 || os_lstat(OS_CWD, name.p, &st))
		cmd_fail("path '" STR_F "' does not exist", STR_A(shown));
	if (show && !o->is_long) {
		cmd_out(STR_F "\n", STR_A(rel));
	} else if (show) {
		const char *kind = st.type == OS_DIR ? "dr-xr-xr-x" :
			st.type == OS_LINK ? "lrwxrwxrwx" :
			st.mode & 0100 ? "-r-xr-xr-x" : "-r--r--r--";

		cmd_out("%s %20llu " STR_F, kind, (unsigned long long)
			(st.type == OS_FILE ? st.size : 0), STR_A(rel));
		if (st.type == OS_LINK &&
		    !os_readlink(&a, OS_CWD, name.p, &target))
			cmd_out(" -> " STR_F, STR_A(target));
		cmd_out("\n");
	}
	if (st.type == OS_DIR && !o->dirs && (!show || o->recursive)) {
		if (os_list(&a, OS_CWD, name.p, &names))
			cmd_fail("cannot read '" STR_F "'", STR_A(name));
		for (i = 0; i < names.n; i++)
			list(str_fmt(&a, STR_F "/" STR_F, STR_A(name),
				     STR_A(names.v[i])), shown,
			     str_fmt(&a, STR_F "/" STR_F, STR_A(rel),
				     STR_A(names.v[i])), o, true,
			     depth + 1);
	}
	arena_free(&a);
}

/* Without what was not asked for: depth, and offsets outside a NAR. */
static void prune(Tree *t, const ListOptions *o, int depth)
{
	Tree *entries;
	size_t i, k;

	for (i = k = 0; i < t->u.map.n; i++)
		if (o->nar.n || !str_eqc(t->u.map.v[i].key, "narOffset"))
			t->u.map.v[k++] = t->u.map.v[i];
	t->u.map.n = k;
	entries = tree_get(t, STR("entries"));
	for (i = 0; entries && i < entries->u.map.n; i++) {
		Tree *e = &entries->u.map.v[i].value;

		if (o->recursive)
			prune(e, o, depth + 1);
		else
			e->u.map.n = 0;
	}
}

/* Offsets count from the top of the NAR, so the whole of it is listed. */
static void list_json(Str name, const ListOptions *o, StrBuf *out)
{
	Str top = o->nar.n ? o->nar : name, rest, part;
	StrBuf b = sb_in(&ev.perm);
	Tree all, *t = &all;
	Err err;

	cmd_ok(listing_json(str_z(&ev.perm, top), true, &b, &err), &err);
	cmd_ok(json_parse(&ev.perm, sb_str(&b), &all, &err), &err);
	rest = str_from(name, top.n);
	while (str_token(&rest, "/", &part)) {
		t = tree_get(t, STR("entries"));
		t = t ? tree_get(t, part) : NULL;
		if (!t)
			cmd_fail("path '" STR_F "' does not exist in NAR",
				 STR_A(name));
	}
	prune(t, o, 0);
	json_put_tree(out, t, 0);
}

void walk_list(Str name, Str shown, const ListOptions *o)
{
	StrBuf b = sb_in(&ev.perm);
	ListOptions all = *o;
	OsStat st;

	name = str_dup(&ev.perm, name);
	if (os_lstat(OS_CWD, name.p, &st))
		cmd_fail("path '" STR_F "' does not exist%s", STR_A(shown),
			 o->json ? " in NAR" : "");
	if (o->json) {
		list_json(name, o, &b);
		sb_putc(&b, '\n');
		cmd_puts(sb_str(&b));
		return;
	}
	/* -d: the thing itself, as the first line; -R -d: that too */
	if (o->dirs && o->recursive) {
		all.dirs = false;
		list(name, shown, STR("."), &all, true, 0);
	} else if (o->dirs || st.type != OS_DIR) {
		ptrdiff_t slash = str_rchr(shown, '/');

		list(name, shown, o->dirs && st.type == OS_DIR ? STR(".") :
		     str_from(shown, (size_t)(slash + 1)), o, true, 0);
	} else {
		list(name, shown, STR("."), o, false, 0);
	}
}
