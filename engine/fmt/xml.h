/*
 * An XML writer: as Nix's libutil/xml-writer.cc lays it out (two spaces
 * for a level, attributes in the order given, sorted by the caller).
 */
#ifndef FMT_XML_H
#define FMT_XML_H

#include "base/str.h"

typedef struct {
	Str name;
	Str value;
} XmlAttr;

typedef struct {
	StrBuf *out;
	bool indent;
	StrList open;           /* names of open elements */
	size_t depth;
} Xml;

/* xml_begin: the declaration. xml_open, xml_close, xml_empty: elements. */
void xml_begin(Xml *x, StrBuf *out, bool indent);
void xml_open(Xml *x, const char *name, const XmlAttr *attrs, size_t n);
void xml_close(Xml *x);
void xml_empty(Xml *x, const char *name, const XmlAttr *attrs, size_t n);
/* xml_put_escaped: text for an attribute. */
void xml_put_escaped(StrBuf *b, Str s);

#endif
