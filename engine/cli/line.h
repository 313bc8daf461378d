/*
 * Lines from a person, with editing, history and completion where the
 * input is a terminal and libedit is there; else plain lines.
 */
#ifndef CLI_LINE_H
#define CLI_LINE_H

#include <stddef.h>

/*
 * What word (n bytes, before the cursor) can be completed to: calls add for
 * each candidate.
 */
typedef void LineComplete(const char *word, size_t n,
    void (*add)(const char *text, size_t n));

/* line_open: history is kept in file, if not NULL. */
void line_open(const char *program, const char *file,
    LineComplete *complete);
/* line_read: the next line without its end, or NULL at the end of input. */
char *line_read(const char *prompt);
void line_close(void);

#endif
