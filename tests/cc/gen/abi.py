#!/usr/bin/env python3
"""abi.py CC FIRST LAST [FOLDER]: for each seed, functions with random
arguments and results (structures, unions, bit-fields, complex, 128-bit and
x87 values, varargs) in one file and their callers in another. Both are
compiled by CC and by gcc; all four pairings must print the same."""
import os
import random
import subprocess
import sys
import tempfile

SCALARS = [('char', '%d'), ('signed char', '%d'), ('unsigned char', '%d'),
           ('short', '%d'), ('unsigned short', '%d'), ('int', '%d'),
           ('unsigned', '%u'), ('long', '%ld'), ('unsigned long', '%lu'),
           ('float', '%g'), ('double', '%g'), ('long double', '%Lg'),
           ('_Bool', '%d')]
WIDE = ['float _Complex', 'double _Complex', 'long double _Complex',
        '__int128']
PROMOTED = ['char', 'signed char', 'unsigned char', 'short',
            'unsigned short', 'float', '_Bool']


class Case:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.records = []
        self.head = ['#include <stdarg.h>', 'int printf(const char*,...);']
        self.bodies = []
        self.calls = []
        for i in range(8):
            self.record(i)
        for i in range(12):
            self.function(i)

    def scalar(self):
        return self.r.choice(SCALARS + SCALARS[5:11])

    def value(self):
        return self.r.randint(0, 99)

    def record(self, n):
        r = self.r
        kind = 'union' if r.random() < .15 else 'struct'
        count = r.randint(1, 5) if r.random() < .8 else r.randint(6, 9)
        members = []
        for i in range(count):
            name = 'm%d' % i
            x = r.random()
            t = self.scalar()
            if x < .15 and self.records:
                s = r.choice(self.records)
                members.append((s[0], name, '', ('S', s)))
            elif x < .25:
                members.append((t[0], name, '[%d]' % r.randint(1, 3),
                                ('A', t)))
            elif x < .35 and kind == 'struct':
                members.append(('int', name, ':%d' % r.randint(1, 31),
                                ('L', ('int', '%d'))))
            else:
                members.append((t[0], name, '', ('L', t)))
        self.records.append(('%s s%d' % (kind, n), members))
        self.head.append('%s s%d { %s };' % (kind, n, ' '.join(
            '%s %s%s;' % m[:3] for m in members)))

    def any(self):
        x = self.r.random()
        if x < .4:
            s = self.r.choice(self.records)
            return s[0], ('S', s)
        if x < .5:
            w = self.r.choice(WIDE)
            return w, ('W', w)
        t = self.scalar()
        return t[0], ('L', t)

    def members(self, s):
        return s[1] if s[0].startswith('struct') else s[1][-1:]

    def fill(self, e, t):
        if t[0] == 'L':
            return '%s=%d;' % (e, self.value() & 1)
        if t[0] == 'A':
            return ('for(int i=0;i<(int)(sizeof(%s)/sizeof(%s[0]));i++)'
                    '%s[i]=%d+i;' % (e, e, e, self.value()))
        if t[0] == 'W' and t[1] == '__int128':
            return '%s=(__int128)%d<<70|%d;' % (e, self.value(), self.value())
        if t[0] == 'W':
            return '__real__ %s=%d; __imag__ %s=%d;' % (
                e, self.value(), e, self.value())
        return ' '.join(self.fill(e + '.' + m[1], m[3])
                        for m in self.members(t[1]))

    def show(self, e, t):
        if t[0] == 'L':
            return 'printf("%s ",%s);' % (t[1][1], e)
        if t[0] == 'A':
            return ('for(int i=0;i<(int)(sizeof(%s)/sizeof(%s[0]));i++)'
                    'printf("%s ",%s[i]);' % (e, e, t[1][1], e))
        if t[0] == 'W' and t[1] == '__int128':
            return 'printf("%%lx %%lx ",(long)(%s>>64),(long)%s);' % (e, e)
        if t[0] == 'W':
            return ('printf("%%g %%g ",(double)__real__ %s,'
                    '(double)__imag__ %s);' % (e, e))
        return ' '.join(self.show(e + '.' + m[1], m[3])
                        for m in self.members(t[1]))

    def function(self, n):
        r = self.r
        result = self.any()
        args = [self.any() for _ in range(r.randint(0, 9))]
        more = []
        if args and r.random() < .3:
            while not more or r.random() < .8:
                t = self.any()
                if t[0] not in PROMOTED:
                    more.append(t)
        sig = '%s f%d(%s%s)' % (result[0], n, ', '.join(
            '%s a%d' % (t[0], i) for i, t in enumerate(args)) or 'void',
            ', ...' if more else '')
        self.head.append(sig + ';')
        b = [sig + '{', result[0] + ' r; __builtin_memset(&r,0,sizeof r);']
        b += [self.show('a%d' % i, t[1]) for i, t in enumerate(args)]
        if more:
            b.append('va_list ap; va_start(ap,a%d);' % (len(args) - 1))
            for t in more:
                b.append('{ %s x=va_arg(ap,%s); %s }' % (
                    t[0], t[0], self.show('x', t[1])))
            b.append('va_end(ap);')
        b += [self.fill('r', result[1]), 'printf("\\n"); return r;}']
        self.bodies.append('\n'.join(b))
        m = ['{']
        for i, t in enumerate(args + more):
            m.append('%s x%d; __builtin_memset(&x%d,0,sizeof x%d); %s' % (
                t[0], i, i, i, self.fill('x%d' % i, t[1])))
        m.append('%s r=f%d(%s); %s printf("\\n");}' % (
            result[0], n, ','.join('x%d' % i for i in range(
                len(args) + len(more))), self.show('r', result[1])))
        self.calls.append('\n'.join(m))


def run(*command):
    return subprocess.run(command, capture_output=True)


def must(*command):
    p = run(*command)
    if p.returncode:
        sys.exit('%s: %s' % (' '.join(command),
                             p.stderr.decode(errors='replace')[:500]))
    return p


def main():
    cc, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.chdir(sys.argv[4] if len(sys.argv) > 4 else tempfile.mkdtemp())
    runtime = must(cc, '-print-libgcc-file-name').stdout.decode().strip()
    bad = 0
    for seed in range(first, last):
        case = Case(seed)
        head = '\n'.join(case.head) + '\n'
        with open('abi-f.c', 'w') as f:
            f.write(head + '\n'.join(case.bodies) + '\n')
        with open('abi-m.c', 'w') as f:
            f.write(head + 'int main(){\n' + '\n'.join(case.calls) +
                    '\nreturn 0;}\n')
        for name, compiler in ('c', [cc]), ('g', ['gcc', '-O1']):
            for part in 'fm':
                must(*compiler, '-w', '-c', 'abi-%s.c' % part, '-o',
                     'abi-%s%s.o' % (part, name))
        want = None
        for f, m in 'gg', 'cg', 'gc', 'cc':
            must('gcc', '-no-pie', '-o', 'abi', 'abi-f%s.o' % f,
                 'abi-m%s.o' % m, *([runtime] if os.path.exists(runtime)
                                    else []))
            got = run('./abi')
            got = (got.returncode, got.stdout)
            if want is None:
                want = got
            elif got != want:
                bad += 1
                lines = zip(want[1].split(b'\n'), got[1].split(b'\n'))
                print('seed %d: functions by %s, calls by %s: %s' % (
                    seed, f, m, next(((a, b) for a, b in lines if a != b),
                                     (want[0], got[0]))))
    sys.exit(bad > 0)


main()
