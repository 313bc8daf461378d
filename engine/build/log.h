/*
 * What people and programs see of work under way: messages by level, and
 * activities (a build, a download) with their results. The formats are
 * Nix's: raw lines, a live bar, or "@nix {...}" for other programs.
 * Numbers of levels, activities and results: Nix's libutil/logging.hh.
 */
#ifndef BUILD_LOG_H
#define BUILD_LOG_H

#include "base/err.h"
#include "base/str.h"

typedef enum {
	LVL_ERROR,
	LVL_WARN,
	LVL_NOTICE,
	LVL_INFO,
	LVL_TALKATIVE,
	LVL_CHATTY,
	LVL_DEBUG,
	LVL_VOMIT
} LogLevel;

typedef enum {
	ACT_UNKNOWN = 0,
	ACT_COPY_PATH = 100,
	ACT_FILE_TRANSFER = 101,
	ACT_REALISE = 102,
	ACT_COPY_PATHS = 103,
	ACT_BUILDS = 104,
	ACT_BUILD = 105,
	ACT_OPTIMISE = 106,
	ACT_VERIFY = 107,
	ACT_SUBSTITUTE = 108,
	ACT_QUERY_PATH = 109,
	ACT_POST_HOOK = 110,
	ACT_BUILD_WAITING = 111
} ActType;

typedef enum {
	RES_FILE_LINKED = 100,
	RES_BUILD_LINE = 101,
	RES_UNTRUSTED = 102,
	RES_CORRUPTED = 103,
	RES_PHASE = 104,
	RES_PROGRESS = 105,
	RES_EXPECTED = 106,
	RES_POST_LINE = 107
} ResType;

typedef enum {
	LOG_RAW,
	LOG_RAW_LOGS,
	LOG_BAR,
	LOG_BAR_LOGS,
	LOG_JSON
} LogFormat;

/* A field is a number, or a string when is_str. */
typedef struct {
	bool is_str;
	Str s;
	uint64_t i;
} LogField;

#define LF_S(str) ((LogField){ true, (str), 0 })
#define LF_I(num) ((LogField){ false, { NULL, 0 }, (uint64_t)(num) })

extern LogLevel log_verbosity;

/* log_format: choose; a bar without a terminal becomes plain lines. */
void log_format(LogFormat f);
LogFormat log_format_now(void);
/* log_format_parse: "raw", "bar-with-logs"...; false if unknown. */
bool log_format_parse(Str name, LogFormat *f);
/* log_bar_on: the live view is on the screen. */
bool log_bar_on(void);
/* log_shows_lines: builders' output is printed as it comes. */
bool log_shows_lines(void);

/* log_line: one message, without its final newline. */
void log_line(LogLevel level, Str text);
void log_msg(LogLevel level, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* log_err: an error that does not stop us ("error: ..."). */
void log_err(const Err *e);
/* log_out: text for standard output; the bar makes way for it. */
void log_out(Str text);
/* log_stop: the bar away, for good. Needed before leaving or exec. */
void log_stop(void);

/* act_start: the number of a new activity. An empty text says nothing. */
uint64_t act_start(LogLevel level, ActType type, uint64_t parent, Str text,
		   const LogField *f, size_t n);
/* act_stop: 0 is no activity and ignored. */
void act_stop(uint64_t id);
void act_result(uint64_t id, ResType type, const LogField *f, size_t n);
void act_line(uint64_t id, ResType type, Str line);
void act_progress(uint64_t id, uint64_t done, uint64_t expected,
		  uint64_t running, uint64_t failed);
void act_expected(uint64_t id, ActType type, uint64_t n);

/* json_quote: text as a JSON string; bad UTF-8 becomes U+FFFD. */
void json_quote(StrBuf *b, Str text);
/* log_strip: without terminal escapes, at most width columns. */
Str log_strip(Arena *a, Str text, bool all, size_t width);

/* The bar (bar.c), told of everything by log.c. */
void bar_begin(void);
void bar_clear(void);
void bar_draw(bool now);
void bar_start(uint64_t id, ActType type, uint64_t parent, Str text,
	       const LogField *f, size_t n);
void bar_stop(uint64_t id);
void bar_result(uint64_t id, ResType type, const LogField *f, size_t n);
/* bar_name: what the activity builds, for the front of its log lines. */
Str bar_name(uint64_t id);

#endif
