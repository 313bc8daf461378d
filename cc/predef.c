/*
 * predef.c: the macros that are there before the first line. The names are
 * GCC's; the values are those of an LP64 system with musl's types. What
 * depends on the processor comes from target_macros.
 */
#include "../libc/libc.h"
#include "cc.h"
#include "pp.h"

/* of every unit */
static const char predef_always[] =
	"__STDC__ 1\n"
	"__STDC_UTF_16__ 1\n"
	"__STDC_UTF_32__ 1\n"
	"__STDC_ISO_10646__ 201206L\n"
	"__STDC_IEC_559__ 1\n"
	"__STDC_IEC_559_COMPLEX__ 1\n"
	"__VERSION__ \"Mote cc 1\"\n"
	"__ELF__ 1\n"
	"__linux 1\n"
	"__linux__ 1\n"
	"__unix 1\n"
	"__unix__ 1\n"
	"_LP64 1\n"
	"__LP64__ 1\n"
	"__CHAR_BIT__ 8\n"
	"__BIGGEST_ALIGNMENT__ 16\n"
	"__ORDER_LITTLE_ENDIAN__ 1234\n"
	"__ORDER_BIG_ENDIAN__ 4321\n"
	"__ORDER_PDP_ENDIAN__ 3412\n"
	"__BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__\n"
	"__FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__\n"
	"__USER_LABEL_PREFIX__\n"
	"__REGISTER_PREFIX__\n"
	"__FINITE_MATH_ONLY__ 0\n"
	"__GNUC_EXECUTION_CHARSET_NAME \"UTF-8\"\n"
	"__GNUC_WIDE_EXECUTION_CHARSET_NAME \"UTF-32LE\"\n"
	"__ATOMIC_RELAXED 0\n"
	"__ATOMIC_CONSUME 1\n"
	"__ATOMIC_ACQUIRE 2\n"
	"__ATOMIC_RELEASE 3\n"
	"__ATOMIC_ACQ_REL 4\n"
	"__ATOMIC_SEQ_CST 5\n"
	"__GCC_ATOMIC_BOOL_LOCK_FREE 2\n"
	"__GCC_ATOMIC_CHAR_LOCK_FREE 2\n"
	"__GCC_ATOMIC_CHAR16_T_LOCK_FREE 2\n"
	"__GCC_ATOMIC_CHAR32_T_LOCK_FREE 2\n"
	"__GCC_ATOMIC_WCHAR_T_LOCK_FREE 2\n"
	"__GCC_ATOMIC_SHORT_LOCK_FREE 2\n"
	"__GCC_ATOMIC_INT_LOCK_FREE 2\n"
	"__GCC_ATOMIC_LONG_LOCK_FREE 2\n"
	"__GCC_ATOMIC_LLONG_LOCK_FREE 2\n"
	"__GCC_ATOMIC_POINTER_LOCK_FREE 2\n"
	"__GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1\n"
	"__GCC_HAVE_SYNC_COMPARE_AND_SWAP_1 1\n"
	"__GCC_HAVE_SYNC_COMPARE_AND_SWAP_2 1\n"
	"__GCC_HAVE_SYNC_COMPARE_AND_SWAP_4 1\n"
	"__GCC_HAVE_SYNC_COMPARE_AND_SWAP_8 1\n"
	"__PRAGMA_REDEFINE_EXTNAME 1\n"
	"__SIZEOF_SHORT__ 2\n"
	"__SIZEOF_INT__ 4\n"
	"__SIZEOF_LONG__ 8\n"
	"__SIZEOF_LONG_LONG__ 8\n"
	"__SIZEOF_INT128__ 16\n"
	"__SIZEOF_POINTER__ 8\n"
	"__SIZEOF_FLOAT__ 4\n"
	"__SIZEOF_DOUBLE__ 8\n"
	"__SIZEOF_LONG_DOUBLE__ 16\n"
	"__SIZEOF_SIZE_T__ 8\n"
	"__SIZEOF_PTRDIFF_T__ 8\n"
	"__SIZEOF_WCHAR_T__ 4\n"
	"__SIZEOF_WINT_T__ 4\n"
	"__CHAR16_TYPE__ short unsigned int\n"
	"__CHAR32_TYPE__ unsigned int\n"
	"__WINT_MIN__ 0U\n"
	"__WCHAR_MIN__ (-__WCHAR_MAX__ - 1)\n"
	"__SIG_ATOMIC_MIN__ (-__SIG_ATOMIC_MAX__ - 1)\n"
	"__INT8_C(c) c\n"
	"__INT16_C(c) c\n"
	"__INT32_C(c) c\n"
	"__INT64_C(c) c ## L\n"
	"__INTMAX_C(c) c ## L\n"
	"__UINT8_C(c) c\n"
	"__UINT16_C(c) c\n"
	"__UINT32_C(c) c ## U\n"
	"__UINT64_C(c) c ## UL\n"
	"__UINTMAX_C(c) c ## UL\n"
	"__FLT_RADIX__ 2\n"
	"__FLT_EVAL_METHOD__ 0\n"
	"__FLT_MANT_DIG__ 24\n"
	"__FLT_DIG__ 6\n"
	"__FLT_DECIMAL_DIG__ 9\n"
	"__FLT_MIN_EXP__ (-125)\n"
	"__FLT_MIN_10_EXP__ (-37)\n"
	"__FLT_MAX_EXP__ 128\n"
	"__FLT_MAX_10_EXP__ 38\n"
	"__FLT_MAX__ 0x1.fffffep127F\n"
	"__FLT_MIN__ 0x1p-126F\n"
	"__FLT_EPSILON__ 0x1p-23F\n"
	"__FLT_DENORM_MIN__ 0x1p-149F\n"
	"__FLT_HAS_DENORM__ 1\n"
	"__FLT_HAS_INFINITY__ 1\n"
	"__FLT_HAS_QUIET_NAN__ 1\n"
	"__DBL_MANT_DIG__ 53\n"
	"__DBL_DIG__ 15\n"
	"__DBL_DECIMAL_DIG__ 17\n"
	"__DBL_MIN_EXP__ (-1021)\n"
	"__DBL_MIN_10_EXP__ (-307)\n"
	"__DBL_MAX_EXP__ 1024\n"
	"__DBL_MAX_10_EXP__ 308\n"
	"__DBL_MAX__ 0x1.fffffffffffffp1023\n"
	"__DBL_MIN__ 0x1p-1022\n"
	"__DBL_EPSILON__ 0x1p-52\n"
	"__DBL_DENORM_MIN__ 0x1p-1074\n"
	"__DBL_HAS_DENORM__ 1\n"
	"__DBL_HAS_INFINITY__ 1\n"
	"__DBL_HAS_QUIET_NAN__ 1\n";

/* long double as the x87 has it; target_macros may say otherwise */
static const char predef_long_double[] =
	"__DECIMAL_DIG__ 21\n"
	"__LDBL_MANT_DIG__ 64\n"
	"__LDBL_DIG__ 18\n"
	"__LDBL_DECIMAL_DIG__ 21\n"
	"__LDBL_MIN_EXP__ (-16381)\n"
	"__LDBL_MIN_10_EXP__ (-4931)\n"
	"__LDBL_MAX_EXP__ 16384\n"
	"__LDBL_MAX_10_EXP__ 4932\n"
	"__LDBL_MAX__ 0x1.fffffffffffffffep16383L\n"
	"__LDBL_MIN__ 0x1p-16382L\n"
	"__LDBL_EPSILON__ 0x1p-63L\n"
	"__LDBL_DENORM_MIN__ 0x1p-16445L\n"
	"__LDBL_HAS_DENORM__ 1\n"
	"__LDBL_HAS_INFINITY__ 1\n"
	"__LDBL_HAS_QUIET_NAN__ 1\n";

typedef struct Predef Predef;

/* an integer type: __NAME_TYPE__ (if not 0), __NAME_MAX__, __NAME_WIDTH__ */
struct Predef {
	const char *name;
	const char *type;
	const char *max;
	const char *width;	/* 0: GCC has no such macro */
};

static Predef predef_types[] = {
	{ "SCHAR", 0, "0x7f", "8" },
	{ "SHRT", 0, "0x7fff", "16" },
	{ "INT", 0, "0x7fffffff", "32" },
	{ "LONG", 0, "0x7fffffffffffffffL", "64" },
	{ "LONG_LONG", 0, "0x7fffffffffffffffLL", "64" },
	{ "WCHAR", "int", "0x7fffffff", "32" },
	{ "WINT", "unsigned int", "0xffffffffU", "32" },
	{ "SIG_ATOMIC", "int", "0x7fffffff", "32" },
	{ "SIZE", "long unsigned int", "0xffffffffffffffffUL", "64" },
	{ "PTRDIFF", "long int", "0x7fffffffffffffffL", "64" },
	{ "INTMAX", "long int", "0x7fffffffffffffffL", "64" },
	{ "UINTMAX", "long unsigned int", "0xffffffffffffffffUL", 0 },
	{ "INTPTR", "long int", "0x7fffffffffffffffL", "64" },
	{ "UINTPTR", "long unsigned int", "0xffffffffffffffffUL", 0 },
	{ "INT8", "signed char", "0x7f", 0 },
	{ "INT16", "short int", "0x7fff", 0 },
	{ "INT32", "int", "0x7fffffff", 0 },
	{ "INT64", "long int", "0x7fffffffffffffffL", 0 },
	{ "UINT8", "unsigned char", "0xff", 0 },
	{ "UINT16", "short unsigned int", "0xffff", 0 },
	{ "UINT32", "unsigned int", "0xffffffffU", 0 },
	{ "UINT64", "long unsigned int", "0xffffffffffffffffUL", 0 },
	{ "INT_LEAST8", "signed char", "0x7f", "8" },
	{ "INT_LEAST16", "short int", "0x7fff", "16" },
	{ "INT_LEAST32", "int", "0x7fffffff", "32" },
	{ "INT_LEAST64", "long int", "0x7fffffffffffffffL", "64" },
	{ "UINT_LEAST8", "unsigned char", "0xff", 0 },
	{ "UINT_LEAST16", "short unsigned int", "0xffff", 0 },
	{ "UINT_LEAST32", "unsigned int", "0xffffffffU", 0 },
	{ "UINT_LEAST64", "long unsigned int", "0xffffffffffffffffUL", 0 },
	{ "INT_FAST8", "signed char", "0x7f", "8" },
	{ "INT_FAST16", "int", "0x7fffffff", "32" },
	{ "INT_FAST32", "int", "0x7fffffff", "32" },
	{ "INT_FAST64", "long int", "0x7fffffffffffffffL", "64" },
	{ "UINT_FAST8", "unsigned char", "0xff", 0 },
	{ "UINT_FAST16", "unsigned int", "0xffffffffU", 0 },
	{ "UINT_FAST32", "unsigned int", "0xffffffffU", 0 },
	{ "UINT_FAST64", "long unsigned int", "0xffffffffffffffffUL", 0 },
	{ 0, 0, 0, 0 }
};

/* #define __NAMEsuffix value */
static void predef_one(Buf *b, const char *name, const char *suffix,
	const char *value)
{
	buf_str(b, "#define __");
	buf_str(b, name);
	buf_str(b, suffix);
	buf_byte(b, ' ');
	buf_str(b, value);
	buf_byte(b, '\n');
}

/* Each line of text as a definition. */
static void predef_lines(Buf *b, const char *text)
{
	const char *end;

	while (*text) {
		end = strchr(text, '\n') + 1;
		buf_str(b, "#define ");
		buf_add(b, text, end - text);
		text = end;
	}
}

static void predef_mode(Buf *b)
{
	if (opt.std != 89)
		predef_one(b, "STDC_VERSION", "__", opt.std == 99 ? "199901L"
			: opt.std == 11 ? "201112L" : "201710L");
	predef_one(b, "STDC_HOSTED", "__", opt.freestanding ? "0" : "1");
	predef_one(b, opt.std == 89 || opt.gnu89_inline ? "GNUC_GNU_INLINE"
		: "GNUC_STDC_INLINE", "__", "1");
	predef_one(b, opt.optimize ? "OPTIMIZE" : "NO_INLINE", "__", "1");
	if (opt.unsigned_char)
		predef_one(b, "CHAR_UNSIGNED", "__", "1");
	if (opt.pic) {
		predef_one(b, "PIC", "__", opt.pic > 1 ? "2" : "1");
		predef_one(b, "pic", "__", opt.pic > 1 ? "2" : "1");
	}
	if (opt.gnu && !ppo.undef)
		predef_lines(b, "linux 1\nunix 1\n");
	if (!opt.gnu)
		predef_one(b, "STRICT_ANSI", "__", "1");
	if (pp_asm)
		predef_one(b, "ASSEMBLER", "__", "1");
	if (ppo.gnuc) {
		predef_one(b, "GNUC", "__", str_num(ppo.gnuc >> 16));
		predef_one(b, "GNUC_MINOR", "__",
			str_num(ppo.gnuc >> 8 & 255));
		predef_one(b, "GNUC_PATCHLEVEL", "__",
			str_num(ppo.gnuc & 255));
		predef_one(b, "GXX_ABI_VERSION", "", "1002");
	}
}

void predef_text(Buf *b)
{
	Predef *p;

	if (ppo.undef) {
		predef_lines(b, "__STDC__ 1\n");
		predef_mode(b);
		return;
	}
	predef_lines(b, predef_always);
	for (p = predef_types; p->name; p++) {
		if (p->type)
			predef_one(b, p->name, "_TYPE__", p->type);
		predef_one(b, p->name, "_MAX__", p->max);
		if (p->width)
			predef_one(b, p->name, "_WIDTH__", p->width);
	}
	predef_lines(b, predef_long_double);
	predef_mode(b);
	predef_lines(b, target_macros);
}
