/* XML output: see xml.h. */
#include "engine/fmt/xml.h"

static void indent(Xml *x, size_t depth)
{
	size_t i;

	for (i = 0; x->indent && i < depth; i++)
		sb_puts(x->out, "  ");
}

void xml_begin(Xml *x, StrBuf *out, bool indented)
{
	x->out = out;
	x->indent = indented;
	x->depth = 0;
	x->open = (StrList){ NULL, 0, 0 };
	sb_puts(out, "<?xml version='1.0' encoding='utf-8'?>\n");
}

void xml_put_escaped(StrBuf *b, Str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '"':
			sb_puts(b, "&quot;");
			break;
		case '<':
			sb_puts(b, "&lt;");
			break;
		case '>':
			sb_puts(b, "&gt;");
			break;
		case '&':
			sb_puts(b, "&amp;");
			break;
		case '\n':
			/* or attribute normalisation would lose it */
			sb_puts(b, "&#xA;");
			break;
		default:
			sb_putc(b, s.p[i]);
		}
	}
}

static void start(Xml *x, const char *name, const XmlAttr *attrs, size_t n)
{
	size_t i;

	indent(x, x->depth);
	sb_putc(x->out, '<');
	sb_puts(x->out, name);
	for (i = 0; i < n; i++) {
		sb_putc(x->out, ' ');
		sb_put(x->out, attrs[i].name);
		sb_puts(x->out, "=\"");
		xml_put_escaped(x->out, attrs[i].value);
		sb_putc(x->out, '"');
	}
}

void xml_open(Xml *x, const char *name, const XmlAttr *attrs, size_t n)
{
	start(x, name, attrs, n);
	sb_putc(x->out, '>');
	if (x->indent)
		sb_putc(x->out, '\n');
	strlist_add(x->out->a, &x->open, str_c(name));
	x->depth++;
}

void xml_close(Xml *x)
{
	x->depth--;
	indent(x, x->depth);
	sb_puts(x->out, "</");
	sb_put(x->out, x->open.v[--x->open.n]);
	sb_putc(x->out, '>');
	if (x->indent)
		sb_putc(x->out, '\n');
}

void xml_empty(Xml *x, const char *name, const XmlAttr *attrs, size_t n)
{
	start(x, name, attrs, n);
	sb_puts(x->out, " />");
	if (x->indent)
		sb_putc(x->out, '\n');
}
