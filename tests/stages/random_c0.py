#!/usr/bin/env python3
"""random_c0.py SEED: a C0 program of random expressions on all integer types,
without undefined behaviour but for overflow, which gcc -fwrapv defines."""
import random
import sys

R = random.Random(int(sys.argv[1]))
TYPES = ["signed char", "unsigned char", "short", "unsigned short", "int",
         "unsigned", "long", "unsigned long"]
NAMES = ["v%d" % i for i in range(16)]


def number():
    n = R.choice([0, 1, 2, 3, 7, 127, 128, 255, 256, 32767, 65535, 65536,
                  2147483647, 2147483648, 4294967295, 4294967296,
                  R.getrandbits(63), R.getrandbits(16)])
    return R.choice(["%d", "0x%x"]) % n + R.choice(["", "U", "L", "UL"])


def place():
    return R.choice(NAMES + ["arr[%s & 7]" % R.choice(NAMES), "g", "p->c",
                             "p->s", "p->u", "p->l", "st.in[%d]"
                             % R.randrange(3)])


def expr(depth):
    if depth == 0:
        return R.choice([number, place])()
    a, b, c = (expr(depth - 1) for _ in range(3))
    kind = R.randrange(14)
    if kind < 5:
        return "(%s %s %s)" % (a, R.choice(["+", "-", "*", "&", "|", "^"]), b)
    if kind < 6:
        return "(%s %s ((%s & 7) + 1))" % (a, R.choice(["/", "%"]), b)
    if kind < 7:
        return "(%s %s (%s & 15))" % (a, R.choice(["<<", ">>"]), b)
    if kind < 9:
        return "(%s %s %s)" % (
            a, R.choice(["<", ">", "<=", ">=", "==", "!=", "&&", "||"]), b)
    if kind < 10:
        return "(%s ? %s : %s)" % (a, b, c)
    if kind < 11:
        return "((%s)%s)" % (R.choice(TYPES), a)
    if kind < 12:
        return "(%s%s)" % (R.choice(["- ", "~", "!"]), a)
    if kind < 13:
        return "f%d(%s, %s)" % (R.randrange(4), a, b)
    return "(%s)" % place()


def statement():
    kind = R.randrange(8)
    if kind < 4:
        return "%s = %s;" % (place(), expr(3))
    if kind < 6:
        op = R.choice(["+", "-", "*", "&", "|", "^"])
        return "%s %s= %s;" % (place(), op, expr(2))
    if kind < 7:
        return R.choice(["%s++;", "--%s;"]) % place()
    return "if (%s) %s = %s; else %s = %s;" % (
        expr(2), place(), expr(1), place(), expr(1))


print('#include "print.h"')
print("static struct s { signed char c; short s; unsigned u; long l;"
      " unsigned char in[3]; } st, *p = &st;")
print("static unsigned arr[8]; static short g;")
for i in range(4):
    print("static %s f%d(%s a, %s b) { return a %s b; }" % (
        R.choice(TYPES), i, R.choice(TYPES), R.choice(TYPES),
        R.choice(["+", "-", "*", "^"])))
for k in range(12):
    print("static void test%d(void)\n{" % k)
    for n in NAMES:
        print("\t%s %s = %s;" % (R.choice(TYPES), n, number()))
    for _ in range(25):
        print("\t" + statement())
    for n in NAMES + ["g", "p->c", "p->s", "p->u", "p->l", "arr[3]",
                      "st.in[1]"]:
        print('\tprint("%s", (long)%s);' % (n, n))
    print("}")
print("int main(void)\n{")
for k in range(12):
    print("\ttest%d();" % k)
print("\treturn 0;\n}")
