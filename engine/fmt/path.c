/* Store paths: see path.h. */
#include "engine/fmt/path.h"

static bool name_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '.' ||
	       c == '_' || c == '?' || c == '=';
}

int path_check_name(Str name, Err *err)
{
	size_t dots = 0;
	size_t i;

	if (name.n == 0)
		return err_set(err, ERR_FORMAT, "name must not be empty");
	if (name.n > PATH_NAME_MAX)
		return err_set(err, ERR_FORMAT, "name '" STR_F "' must be no "
			       "longer than %d characters", STR_A(name),
			       PATH_NAME_MAX);
	while (dots < name.n && dots < 3 && name.p[dots] == '.')
		dots++;
	if ((dots == 1 || dots == 2) && name.n == dots)
		return err_set(err, ERR_FORMAT, "name '" STR_F
			       "' is not valid", STR_A(name));
	if ((dots == 1 || dots == 2) && name.p[dots] == '-')
		return err_set(err, ERR_FORMAT, "name '" STR_F "' is not "
			       "valid: first dash-separated component must "
			       "not be '%s'", STR_A(name),
			       dots == 1 ? "." : "..");
	for (i = 0; i < name.n; i++)
		if (!name_char(name.p[i]))
			return err_set(err, ERR_FORMAT, "name '" STR_F "' "
				       "contains illegal character '%c'",
				       STR_A(name), name.p[i]);
	return 0;
}

static bool in_store(Str store, Str path)
{
	return path.n > store.n + 1 && str_starts(path, store) &&
	       path.p[store.n] == '/';
}

static int check_base(Str base, Err *err)
{
	size_t i;

	if (base.n < PATH_HASH_LEN + 1)
		return err_set(err, ERR_FORMAT, "'" STR_F "' is too short to "
			       "be a valid store path", STR_A(base));
	if (base.p[PATH_HASH_LEN] != '-')
		return err_set(err, ERR_FORMAT, "'" STR_F "' can't name a "
			       "store path because the hash part is not "
			       "followed by a '-'", STR_A(base));
	for (i = 0; i < PATH_HASH_LEN; i++)
		if (dec32_char(base.p[i]) < 0)
			return err_set(err, ERR_FORMAT, "store path '" STR_F
				       "' contains illegal base-32 character "
				       "'%c'", STR_A(base), base.p[i]);
	return path_check_name(str_from(base, PATH_HASH_LEN + 1), err);
}

bool path_is_store(Str store, Str path)
{
	return path_check(store, path, NULL) == 0;
}

int path_check(Str store, Str path, Err *err)
{
	if (!in_store(store, path) ||
	    str_chr(str_from(path, store.n + 1), '/') >= 0)
		return err_set(err, ERR_FORMAT, "path '" STR_F "' is not in "
			       "the Nix store", STR_A(path));
	return check_base(str_from(path, store.n + 1), err);
}

bool path_split(Str store, Str path, Str *store_path, Str *rest)
{
	ptrdiff_t slash;
	size_t n;

	if (!in_store(store, path))
		return false;
	slash = str_chr(str_from(path, store.n + 1), '/');
	n = slash < 0 ? path.n : store.n + 1 + (size_t)slash;
	*store_path = str_sub(path, 0, n);
	*rest = str_from(path, n);
	return path_is_store(store, *store_path);
}

Str path_base(Str path)
{
	return str_from(path, (size_t)(str_rchr(path, '/') + 1));
}

Str path_hash_part(Str path)
{
	return str_sub(path_base(path), 0, PATH_HASH_LEN);
}

Str path_name(Str path)
{
	return str_from(path_base(path), PATH_HASH_LEN + 1);
}

bool path_is_drv(Str path)
{
	return str_ends(path, STR(".drv"));
}

Str path_make(Arena *a, Str store, Str type, const Hash *inner, Str name)
{
	HashCtx c;
	Hash h;
	char hex[2 * HASH_MAX];
	const char *algo = hash_name(inner->algo);
	char *p;

	hash_init(&c, HASH_SHA256);
	hash_update(&c, type.p, type.n);
	hash_update(&c, ":", 1);
	hash_update(&c, algo, strlen(algo));
	hash_update(&c, ":", 1);
	enc16(hex, inner->b, inner->size);
	hash_update(&c, hex, enc16_len(inner->size));
	hash_update(&c, ":", 1);
	hash_update(&c, store.p, store.n);
	hash_update(&c, ":", 1);
	hash_update(&c, name.p, name.n);
	h = hash_final(&c);
	h = hash_compress(&h, 20);
	p = arena_alloc(a, store.n + 1 + PATH_HASH_LEN + 1 + name.n + 1, 1);
	memcpy(p, store.p, store.n);
	p[store.n] = '/';
	enc32(p + store.n + 1, h.b, 20);
	p[store.n + 1 + PATH_HASH_LEN] = '-';
	memcpy(p + store.n + 2 + PATH_HASH_LEN, name.p, name.n);
	p[store.n + 2 + PATH_HASH_LEN + name.n] = 0;
	return str_of(p, store.n + 2 + PATH_HASH_LEN + name.n);
}

static Str type_with_refs(Arena *a, Str type, const StrList *refs, bool self)
{
	StrBuf b = sb_in(a);
	size_t i;

	if (!self && (!refs || refs->n == 0))
		return type;
	sb_put(&b, type);
	for (i = 0; refs && i < refs->n; i++) {
		sb_putc(&b, ':');
		sb_put(&b, refs->v[i]);
	}
	if (self)
		sb_puts(&b, ":self");
	return sb_str(&b);
}

int path_text(Arena *a, Str store, Str name, const Hash *sha256,
	      const StrList *refs, Str *path, Err *err)
{
	int rc = path_check_name(name, err);

	if (rc)
		return rc;
	*path = path_make(a, store,
			  type_with_refs(a, STR("text"), refs, false),
			  sha256, name);
	return 0;
}

int path_fixed(Arena *a, Str store, Str name, bool recursive,
	       const Hash *hash, const StrList *refs, bool self, Str *path,
	       Err *err)
{
	StrBuf b = sb_in(a);
	Hash inner;
	int rc = path_check_name(name, err);

	if (rc)
		return rc;
	if (recursive && hash->algo == HASH_SHA256) {
		*path = path_make(a, store, type_with_refs(a, STR("source"),
							   refs, self),
				  hash, name);
		return 0;
	}
	if (self || (refs && refs->n))
		return err_set(err, ERR_FORMAT, "fixed output derivation '"
			       STR_F "' is not allowed to refer to other "
			       "store paths.\nYou may need to use the "
			       "'unsafeDiscardReferences' derivation "
			       "attribute, see the manual for more details.",
			       STR_A(name));
	sb_puts(&b, recursive ? "fixed:out:r:" : "fixed:out:");
	hash_put(&b, hash, ENC_BASE16, true);
	sb_putc(&b, ':');
	inner = hash_of(HASH_SHA256, sb_str(&b));
	*path = path_make(a, store, STR("output:out"), &inner, name);
	return 0;
}

Str path_output_name(Arena *a, Str drv_name, Str output)
{
	if (str_eq(output, STR("out")))
		return drv_name;
	return str_cat3(a, drv_name, STR("-"), output);
}

int path_output(Arena *a, Str store, Str drv_name, Str output,
		const Hash *modulo, Str *path, Err *err)
{
	Str name = path_output_name(a, drv_name, output);
	int rc = path_check_name(name, err);

	if (rc)
		return rc;
	*path = path_make(a, store, str_cat2(a, STR("output:"), output),
			  modulo, name);
	return 0;
}

static Str slash_hash(Arena *a, Str clear)
{
	Hash h = hash_of(HASH_SHA256, clear);
	char *p = arena_alloc(a, 54, 1);

	p[0] = '/';
	enc32(p + 1, h.b, 32);
	p[53] = 0;
	return str_of(p, 53);
}

Str placeholder(Arena *a, Str output)
{
	return slash_hash(a, str_cat2(a, STR("nix-output:"), output));
}

Str placeholder_downstream(Arena *a, Str drv_path, Str output)
{
	Str name = path_name(drv_path);

	name.n -= 4;
	name = path_output_name(a, name, output);
	return slash_hash(a, str_fmt(a, "nix-upstream-output:" STR_F ":"
				     STR_F, STR_A(path_hash_part(drv_path)),
				     STR_A(name)));
}

Str ca_text(Arena *a, const Hash *h)
{
	return str_cat2(a, STR("text:"), hash_print(a, h, ENC_NIX32, true));
}

Str ca_fixed(Arena *a, bool recursive, const Hash *h)
{
	return str_cat2(a, recursive ? STR("fixed:r:") : STR("fixed:"),
			hash_print(a, h, ENC_NIX32, true));
}
