/* narinfo, registration text, fingerprints, signatures: see narinfo.h. */
#include "engine/fmt/narinfo.h"

#include "base/os.h"
#include "engine/fmt/path.h"

static int corrupt(Err *err, const char *what, Str value)
{
	return err_set(err, ERR_FORMAT, "NAR info file is corrupt: %s '" STR_F
		       "'", what, STR_A(value));
}

/* In narinfo, references and the deriver are base names. */
static int base_path(Arena *a, Str store, Str base, Str *path, Err *err)
{
	*path = str_cat3(a, store, STR("/"), base);
	return path_check(store, *path, err);
}

static int set_once(Str *field, Str value, const char *name, Err *err)
{
	if (field->n)
		return corrupt(err, "extra field", str_c(name));
	*field = value;
	return 0;
}

static int parse_refs(Arena *a, Str store, Str value, StrList *refs,
		      Err *err)
{
	Str base, path;
	int rc;

	while (str_token(&value, " ", &base)) {
		rc = base_path(a, store, base, &path, err);
		if (rc)
			return rc;
		strlist_add(a, refs, path);
	}
	strlist_sort(refs);
	return 0;
}

static int parse_size(Str value, uint64_t *size, Err *err)
{
	return str_u64(value, size) ? 0 : corrupt(err, "bad size", value);
}

static int narinfo_field(Arena *a, Str store, Str name, Str value,
			 NarInfo *o, StrList *seen, Err *err)
{
	PathInfo *p = &o->info;

	if (str_eqc(name, "Sig")) {
		strlist_add(a, &p->sigs, value);
		return 0;
	}
	if (strlist_find(seen, name) >= 0)
		return corrupt(err, "extra field", name);
	strlist_add(a, seen, name);
	strlist_sort(seen);
	if (str_eqc(name, "StorePath")) {
		p->path = value;
		return path_check(store, value, err);
	}
	if (str_eqc(name, "URL"))
		return set_once(&o->url, value, "URL", err);
	if (str_eqc(name, "Compression"))
		return set_once(&o->compression, value, "Compression", err);
	if (str_eqc(name, "FileHash"))
		return hash_parse(&o->file_hash, value, HASH_NONE, err);
	if (str_eqc(name, "FileSize"))
		return parse_size(value, &o->file_size, err);
	if (str_eqc(name, "NarHash"))
		return hash_parse(&p->nar_hash, value, HASH_NONE, err);
	if (str_eqc(name, "NarSize"))
		return parse_size(value, &p->nar_size, err);
	if (str_eqc(name, "References"))
		return parse_refs(a, store, value, &p->refs, err);
	if (str_eqc(name, "Deriver"))
		return str_eqc(value, "unknown-deriver") ? 0 :
		       base_path(a, store, value, &p->deriver, err);
	if (str_eqc(name, "CA"))
		return set_once(&p->ca, value, "CA", err);
	return 0;
}

int narinfo_parse(Arena *a, Str store, Str text, NarInfo *o, Err *err)
{
	StrList seen = { NULL, 0, 0 };
	Str line;
	ptrdiff_t colon;
	int rc;

	memset(o, 0, sizeof *o);
	while (str_line(&text, &line)) {
		colon = str_find(line, STR(": "));
		if (colon < 0 && line.n && line.p[line.n - 1] == ':')
			colon = (ptrdiff_t)line.n - 1;
		if (colon < 0)
			return corrupt(err, "expecting ':' in", line);
		rc = narinfo_field(a, store, str_sub(line, 0, (size_t)colon),
				   str_from(line, (size_t)colon + 2), o,
				   &seen, err);
		if (rc)
			return rc;
	}
	if (o->compression.n == 0)
		o->compression = STR("bzip2");
	if (o->info.path.n == 0 || o->info.nar_hash.algo == HASH_NONE ||
	    o->url.n == 0 || o->info.nar_size == 0)
		return corrupt(err, "missing", o->info.path.n == 0 ?
			       STR("StorePath") :
			       o->info.nar_hash.algo == HASH_NONE ?
			       STR("NarHash") : o->url.n == 0 ?
			       STR("URL") : STR("NarSize"));
	return 0;
}

static void put_field(StrBuf *b, const char *name, Str value)
{
	sb_puts(b, name);
	sb_puts(b, ": ");
	sb_put(b, value);
	sb_putc(b, '\n');
}

void narinfo_print(const NarInfo *in, StrBuf *b)
{
	const PathInfo *p = &in->info;
	size_t i;

	put_field(b, "StorePath", p->path);
	put_field(b, "URL", in->url);
	put_field(b, "Compression", in->compression);
	if (in->file_hash.algo != HASH_NONE) {
		sb_puts(b, "FileHash: ");
		hash_put(b, &in->file_hash, ENC_NIX32, true);
		sb_puts(b, "\nFileSize: ");
		sb_u64(b, in->file_size);
		sb_putc(b, '\n');
	}
	sb_puts(b, "NarHash: ");
	hash_put(b, &p->nar_hash, ENC_NIX32, true);
	sb_puts(b, "\nNarSize: ");
	sb_u64(b, p->nar_size);
	sb_puts(b, "\nReferences: ");
	for (i = 0; i < p->refs.n; i++) {
		if (i)
			sb_putc(b, ' ');
		sb_put(b, path_base(p->refs.v[i]));
	}
	sb_putc(b, '\n');
	if (p->deriver.n)
		put_field(b, "Deriver", path_base(p->deriver));
	for (i = 0; i < p->sigs.n; i++)
		put_field(b, "Sig", p->sigs.v[i]);
	if (p->ca.n)
		put_field(b, "CA", p->ca);
}

int reginfo_parse(Arena *a, Str store, Str *rest, bool hash_given,
		  PathInfo *o, bool *more, Err *err)
{
	Str line;
	uint64_t n;
	int rc;

	memset(o, 0, sizeof *o);
	*more = false;
	if (!str_line(rest, &line) || line.n == 0)
		return 0;
	o->path = line;
	rc = path_check(store, line, err);
	if (rc)
		return rc;
	if (hash_given) {
		if (!str_line(rest, &line))
			goto short_text;
		rc = hash_parse(&o->nar_hash, line, HASH_SHA256, err);
		if (rc)
			return rc;
		if (!str_line(rest, &line) || !str_u64(line, &o->nar_size))
			return err_set(err, ERR_FORMAT, "number expected for "
				       "the size of '" STR_F "'",
				       STR_A(o->path));
	}
	if (!str_line(rest, &line))
		goto short_text;
	if (line.n && (rc = path_check(store, line, err)))
		return rc;
	o->deriver = line;
	if (!str_line(rest, &line))
		goto short_text;
	if (!str_u64(line, &n))
		return err_set(err, ERR_FORMAT, "number expected");
	for (; n > 0; n--) {
		if (!str_line(rest, &line))
			goto short_text;
		rc = path_check(store, line, err);
		if (rc)
			return rc;
		strlist_add(a, &o->refs, line);
	}
	strlist_sort(&o->refs);
	*more = true;
	return 0;
short_text:
	return err_set(err, ERR_FORMAT, "missing input after '" STR_F "'",
		       STR_A(o->path));
}

void reginfo_print(const PathInfo *in, StrBuf *b)
{
	size_t i;

	sb_put(b, in->path);
	sb_putc(b, '\n');
	hash_put(b, &in->nar_hash, ENC_BASE16, false);
	sb_putc(b, '\n');
	sb_u64(b, in->nar_size);
	sb_putc(b, '\n');
	sb_put(b, in->deriver);
	sb_putc(b, '\n');
	sb_u64(b, in->refs.n);
	sb_putc(b, '\n');
	for (i = 0; i < in->refs.n; i++) {
		sb_put(b, in->refs.v[i]);
		sb_putc(b, '\n');
	}
}

Str fingerprint(Arena *a, const PathInfo *in)
{
	StrBuf b = sb_in(a);
	size_t i;

	sb_puts(&b, "1;");
	sb_put(&b, in->path);
	sb_putc(&b, ';');
	hash_put(&b, &in->nar_hash, ENC_NIX32, true);
	sb_putc(&b, ';');
	sb_u64(&b, in->nar_size);
	sb_putc(&b, ';');
	for (i = 0; i < in->refs.n; i++) {
		if (i)
			sb_putc(&b, ',');
		sb_put(&b, in->refs.v[i]);
	}
	return sb_str(&b);
}

int signkey_parse(Arena *a, Str text, bool secret, SignKey *out, Err *err)
{
	ptrdiff_t colon;
	size_t n;

	text = str_trim(text);
	colon = str_chr(text, ':');
	if (colon <= 0 || (size_t)colon + 1 == text.n)
		return err_set(err, ERR_FORMAT, "key is corrupt");
	out->name = str_dup(a, str_sub(text, 0, (size_t)colon));
	out->n = secret ? 64 : 32;
	memset(out->key, 0, sizeof out->key);
	if (!dec64(out->key, out->n, &n,
		   str_from(text, (size_t)colon + 1)) || n != out->n)
		return err_set(err, ERR_FORMAT, "%s key is not valid",
			       secret ? "secret" : "public");
	return 0;
}

void signkey_generate(Str name, SignKey *out)
{
	out->name = name;
	out->n = 64;
	os_random(out->key, 32);
	ed25519_public(out->key + 32, out->key);
}

void signkey_public(const SignKey *secret, SignKey *out)
{
	out->name = secret->name;
	out->n = 32;
	memset(out->key, 0, sizeof out->key);
	memcpy(out->key, secret->key + 32, 32);
}

static Str name_base64(Arena *a, Str name, const uint8_t *b, size_t n)
{
	size_t len = name.n + 1 + enc64_len(n);
	char *p = arena_alloc(a, len + 1, 1);

	memcpy(p, name.p, name.n);
	p[name.n] = ':';
	enc64(p + name.n + 1, b, n);
	p[len] = 0;
	return str_of(p, len);
}

Str signkey_print(Arena *a, const SignKey *key)
{
	return name_base64(a, key->name, key->key, key->n);
}

Str sign(Arena *a, const SignKey *secret, Str data)
{
	uint8_t sig[64];

	ed25519_sign(sig, data, secret->key);
	return name_base64(a, secret->name, sig, 64);
}

bool sign_check(Str sig, Str data, const SignKey *keys, size_t n)
{
	ptrdiff_t colon = str_chr(sig, ':');
	uint8_t raw[64];
	size_t len;
	size_t i;

	if (colon <= 0 ||
	    !dec64(raw, 64, &len, str_from(sig, (size_t)colon + 1)) ||
	    len != 64)
		return false;
	for (i = 0; i < n; i++)
		if (str_eq(keys[i].name, str_sub(sig, 0, (size_t)colon)) &&
		    ed25519_check(raw, data, keys[i].key))
			return true;
	return false;
}
