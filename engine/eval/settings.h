/*
 * Settings of the evaluator: nix.conf, NIX_* variables and options set
 * them; see settings.c for the names.
 */
#ifndef EVAL_SETTINGS_H
#define EVAL_SETTINGS_H

#include "base/str.h"

enum { LINT_IGNORE, LINT_WARN, LINT_FATAL };

typedef struct {
	bool pure_eval;
	bool restrict_eval;
	bool read_only;         /* nothing is written to the store */
	bool allow_ifd;
	bool trace_ifd;
	bool trace_verbose;
	bool abort_on_warn;
	bool native_code;
	bool trace_calls;
	bool show_trace;
	int64_t max_call_depth;
	int lint_url, lint_short_path, lint_abs_path;
	Str system;             /* currentSystem */
	StrList features;       /* experimental features that are on */
	StrList allowed_uris;
	StrList nix_path;       /* entries as written */
	StrList cli_path;       /* -I, searched first */
	Str profiler;           /* "flamegraph" or empty */
	Str profile_file;
	int64_t profile_hz;
	int verbosity;
} Settings;

extern Settings settings;

/* settings_init: defaults, nix.conf files, environment. */
void settings_init(void);
/*
 * settings_set: name = value ("extra-name" appends). Returns false if
 * there is no such setting.
 */
bool settings_set(Str name, Str value);
/* settings_is_bool: --name and --no-name are options. */
bool settings_is_bool(Str name);
bool settings_known(Str name);
/*
 * settings_other: asked for settings that the evaluator does not have;
 * the program sets it. False: nobody has it. Throws when value is wrong.
 */
extern bool (*settings_other)(Str name, Str value);
bool settings_feature(const char *name);
Str settings_home(void);

#endif
