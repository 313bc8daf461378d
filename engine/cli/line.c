/*
 * Lines from a person.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef HAVE_LIBEDIT
#include <histedit.h>
#endif

#include "engine/cli/line.h"

enum { HISTORY_SIZE = 10000, SHOWN_MAX = 200 };

static char *plain;             /* buffer of getline */
static size_t plain_size;

#ifdef HAVE_LIBEDIT
static EditLine *el;
static History *hist;
static const char *prompt_now;
static const char *history_file;
static LineComplete *completer;
static char *found[SHOWN_MAX];
static size_t n_found;

static char *get_prompt(EditLine *e)
{
	(void)e;
	return (char *)prompt_now;
}

static void found_add(const char *text, size_t n)
{
	if (n_found < SHOWN_MAX)
		found[n_found++] = strndup(text, n);
}

static int is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c && strchr("_.'-/~", c));
}

static size_t common_prefix(void)
{
	size_t n = strlen(found[0]), i, k;

	for (i = 1; i < n_found; i++) {
		for (k = 0; k < n && found[i][k] == found[0][k]; k++)
			continue;
		n = k;
	}
	return n;
}

static unsigned char complete(EditLine *e, int ch)
{
	const LineInfo *li = el_line(e);
	const char *word = li->cursor;
	unsigned char result = CC_ERROR;
	size_t i, n, have;

	(void)ch;
	while (word > li->buffer && is_word(word[-1]))
		word--;
	have = (size_t)(li->cursor - word);
	n_found = 0;
	completer(word, have, found_add);
	if (n_found) {
		n = common_prefix();
		if (n > have) {
			char *more = strndup(found[0] + have, n - have);

			el_insertstr(e, more);
			free(more);
			result = CC_REFRESH;
		} else if (n_found > 1) {
			putchar('\n');
			for (i = 0; i < n_found; i++)
				printf("%s%s", found[i],
				    i + 1 < n_found ? "  " : "\n");
			result = CC_REDISPLAY;
		}
	}
	for (i = 0; i < n_found; i++)
		free(found[i]);
	return result;
}

void line_open(const char *program, const char *file, LineComplete *c)
{
	HistEvent event;

	completer = c;
	history_file = file;
	if (!isatty(0))
		return;
	el = el_init(program, stdin, stdout, stderr);
	if (!el)
		return;
	hist = history_init();
	history(hist, &event, H_SETSIZE, HISTORY_SIZE);
	history(hist, &event, H_SETUNIQUE, 1);
	if (history_file)
		history(hist, &event, H_LOAD, history_file);
	el_set(el, EL_PROMPT, get_prompt);
	el_set(el, EL_EDITOR, "emacs");
	el_set(el, EL_SIGNAL, 1);
	el_set(el, EL_HIST, history, hist);
	el_set(el, EL_ADDFN, "complete", "complete a name", complete);
	el_set(el, EL_BIND, "^I", "complete", NULL);
	el_source(el, NULL);
}

static char *edited_line(const char *prompt)
{
	HistEvent event;
	const char *line;
	int n = 0;
	size_t len;

	prompt_now = prompt;
	line = el_gets(el, &n);
	if (!line || n <= 0)
		return NULL;
	len = strcspn(line, "\r\n");
	if (len)
		history(hist, &event, H_ENTER, line);
	if (plain_size < len + 1) {
		free(plain);
		plain_size = len + 256;
		plain = malloc(plain_size);
		if (!plain)
			return NULL;
	}
	memcpy(plain, line, len);
	plain[len] = 0;
	return plain;
}

void line_close(void)
{
	HistEvent event;

	if (!el)
		return;
	if (history_file)
		history(hist, &event, H_SAVE, history_file);
	history_end(hist);
	el_end(el);
	el = NULL;
}
#else
void line_open(const char *program, const char *file, LineComplete *c)
{
	(void)program;
	(void)file;
	(void)c;
}

void line_close(void)
{
}
#endif

char *line_read(const char *prompt)
{
	ssize_t n;

#ifdef HAVE_LIBEDIT
	if (el)
		return edited_line(prompt);
#endif
	if (isatty(0)) {
		fputs(prompt, stdout);
		fflush(stdout);
	}
	n = getline(&plain, &plain_size, stdin);
	if (n < 0)
		return NULL;
	while (n > 0 && (plain[n - 1] == '\n' || plain[n - 1] == '\r'))
		plain[--n] = 0;
	return plain;
}
