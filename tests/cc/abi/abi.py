#!/usr/bin/env python3
"""abi.py: do two compilers agree on how arguments and results travel?

usage: abi.py CC SEED...

For each seed, random structures, functions that take and return them, and a
program that calls these, in two files. Each file is compiled by gcc and by
CC, and the four combinations are run; every value is checked on both sides
of the call, and the sizes and alignments of all structures are compared.
"""
import os
import random
import subprocess
import sys
import tempfile

WORDS = ['char', 'signed char', 'unsigned char', 'short', 'unsigned short',
         'int', 'unsigned', 'long', 'unsigned long', 'float', 'double']
RARE = ['long double', '_Bool', 'char *', '__int128', 'float _Complex',
        'double _Complex', 'long double _Complex']
FIELDS = {'int': 32, 'unsigned': 32, 'long': 64, 'unsigned char': 8,
          'short': 16, 'unsigned long': 64}
# what passes through `...` unchanged
VARIADIC = ['int', 'unsigned', 'long', 'unsigned long', 'double'] + [
    t for t in RARE if t != '_Bool']
STRUCTS, FUNCTIONS = 25, 60


def word(t):
    return t.replace(' ', '_').replace('*', 'p')


def value(t, e):
    """An expression of type t that depends on e."""
    if t == '_Bool':
        return f'({e} & 1)'
    if t == 'char *':
        return f'((char *)(long)({e} * 7919))'
    if 'Complex' in t:
        part = t.replace(' _Complex', '')
        return f'(({part})({e} % 1000 + 1) + 2.0i * ({e} % 77))'
    if t in ('float', 'double', 'long double'):
        return f'(({t})({e} % 100000) / 4)'
    if t == '__int128':
        return f'((__int128){e} * 1234567890123456789L * 987654321)'
    return f'(({t})({e} * 2654435761UL))'


class Program:
    def __init__(self, seed):
        self.rnd = random.Random(seed)
        self.structs = []
        for _ in range(STRUCTS):
            self.structs.append(self.struct())
        self.functions = [self.function() for _ in range(FUNCTIONS)]

    def scalar(self):
        return self.rnd.choice(WORDS if self.rnd.random() < .8 else RARE)

    def type(self):
        if self.rnd.random() < .5:
            return f'struct S{self.rnd.randrange(STRUCTS)}'
        return self.scalar()

    def struct(self):
        """Members, as (type, array length, bits), and an attribute."""
        rnd = self.rnd
        members = []
        for _ in range(rnd.choice((1, 1, 2, 2, 3, 3, 4, 6))):
            kind = rnd.random()
            if kind < .12 and self.structs:
                t = f'struct S{rnd.randrange(len(self.structs))}'
                members.append((t, 0, 0))
            elif kind < .25:
                members.append((self.scalar(), rnd.randint(1, 3), 0))
            elif kind < .4:
                t = rnd.choice(sorted(FIELDS))
                members.append((t, 0, rnd.randint(1, FIELDS[t])))
            else:
                members.append((self.scalar(), 0, 0))
        attribute = rnd.choice([''] * 8 + ['packed', 'aligned(16)'])
        return members, attribute

    def function(self):
        rnd = self.rnd
        result = self.type() if rnd.random() < .8 else 'void'
        fixed = [self.type() for _ in range(rnd.randint(0, 9))]
        more = None
        if fixed and rnd.random() < .3:
            more = [t for t in (self.type() for _ in range(6))
                    if t in VARIADIC or t.startswith('struct')]
        return result, fixed, more

    def struct_text(self, n):
        members, attribute = self.structs[n]
        text = f'struct S{n} {{'
        make = f'static struct S{n} mk_struct_S{n}(unsigned long s)\n{{\n' \
            f'struct S{n} v;\nmemset(&v, 0, sizeof v);\n'
        check = f'static int ck_struct_S{n}(struct S{n} v, ' \
            'unsigned long s)\n{\nint ok = 1;\n'
        for i, (t, length, bits) in enumerate(members):
            w = word(t)
            if bits:
                text += f' {t} m{i} : {bits};'
                make += f'v.m{i} = mk_{w}(s + {i});\n'
                check += f'{{ struct S{n} w; w.m{i} = mk_{w}(s + {i}); ' \
                    f'ok &= v.m{i} == w.m{i}; }}\n'
            elif length:
                text += f' {t} m{i}[{length}];'
                for j in range(length):
                    make += f'v.m{i}[{j}] = mk_{w}(s + {i + j});\n'
                    check += f'ok &= ck_{w}(v.m{i}[{j}], s + {i + j});\n'
            else:
                text += f' {t} m{i};'
                make += f'v.m{i} = mk_{w}(s + {i});\n'
                check += f'ok &= ck_{w}(v.m{i}, s + {i});\n'
        text += ' }'
        if attribute:
            text += f' __attribute__(({attribute}))'
        return f'{text};\n{make}return v;\n}}\n{check}return ok;\n}}\n'

    def head(self):
        text = '#include <stdarg.h>\n' \
            'void *memset(void *, int, unsigned long);\n' \
            'int printf(const char *, ...);\nextern int bad;\n'
        for t in WORDS + RARE:
            w = word(t)
            text += f'static {t} mk_{w}(unsigned long s)\n' \
                f'{{ return {value(t, "s")}; }}\n' \
                f'static int ck_{w}({t} v, unsigned long s)\n' \
                f'{{ return v == mk_{w}(s); }}\n'
        for n in range(STRUCTS):
            text += self.struct_text(n)
        for k, f in enumerate(self.functions):
            text += self.prototype(k, f) + ';\n'
        return text

    @staticmethod
    def prototype(k, f):
        result, fixed, more = f
        params = [f'{t} p{i}' for i, t in enumerate(fixed)]
        if more is not None:
            params.append('...')
        return f'{result} f{k}({", ".join(params) or "void"})'

    def callees(self):
        text = self.head()
        for k, f in enumerate(self.functions):
            result, fixed, more = f
            text += self.prototype(k, f) + '\n{\n'
            for i, t in enumerate(fixed):
                text += complain(f'ck_{word(t)}(p{i}, {k * 100 + i})',
                                 f'f{k} argument {i}')
            if more is not None:
                text += f'va_list ap;\nva_start(ap, p{len(fixed) - 1});\n'
                for i, t in enumerate(more):
                    e = f'ck_{word(t)}(va_arg(ap, {t}), {k * 100 + 50 + i})'
                    text += complain(e, f'f{k} variadic {i}')
                text += 'va_end(ap);\n'
            if result != 'void':
                text += f'return mk_{word(result)}({k});\n'
            text += '}\n'
        return text

    def callers(self):
        text = self.head() + 'int bad;\nint main(void)\n{\n'
        for n in range(STRUCTS):
            text += f'printf("{n}: %lu %lu\\n", sizeof(struct S{n}), ' \
                f'_Alignof(struct S{n}));\n'
        for k, (result, fixed, more) in enumerate(self.functions):
            args = [f'mk_{word(t)}({k * 100 + i})'
                    for i, t in enumerate(fixed)]
            args += [f'mk_{word(t)}({k * 100 + 50 + i})'
                     for i, t in enumerate(more or [])]
            call = f'f{k}({", ".join(args)})'
            if result == 'void':
                text += call + ';\n'
            else:
                text += complain(f'ck_{word(result)}({call}, {k})',
                                 f'f{k} result')
        return text + 'return bad != 0;\n}\n'


def complain(ok, what):
    return f'if (!{ok}) {{ bad++; printf("{what}\\n"); }}\n'


def run(args):
    return subprocess.run(args, capture_output=True, text=True)


def build(cc, work, name):
    own = ['-O1'] if cc == 'gcc' else []
    r = run([cc, '-w', '-c', *own, f'{work}/{name}.c', '-o',
             f'{work}/{name}-{os.path.basename(cc)}.o'])
    if r.returncode:
        sys.exit(f'abi.py: {cc} refuses {name}.c: {r.stderr[:500]}')


def check(cc, seed, work):
    """The combinations that fail, where gcc's own does not."""
    program = Program(seed)
    for name, text in (('a', program.callees()), ('b', program.callers())):
        with open(f'{work}/{name}.c', 'w') as f:
            f.write(text)
        build('gcc', work, name)
        build(cc, work, name)
    own = os.path.basename(cc)
    lib = run([cc, '-print-libgcc-file-name']).stdout.strip()
    bad = []
    want = None
    for a, b in (('gcc', 'gcc'), (own, own), (own, 'gcc'), ('gcc', own)):
        r = run(['gcc', '-no-pie', '-o', f'{work}/t', f'{work}/a-{a}.o',
                 f'{work}/b-{b}.o', lib])
        if r.returncode:
            sys.exit(f'abi.py: cannot link: {r.stderr[:500]}')
        r = run([f'{work}/t'])
        if want is None:
            want = r
            if r.returncode:
                break       # not even gcc alone gets through this one
        elif r.returncode or r.stdout != want.stdout:
            wrong = [x for x in r.stdout.split('\n')
                     if x not in want.stdout.split('\n')]
            bad.append(f'callees by {a}, callers by {b}: '
                       f'status {r.returncode} {wrong[:4]}')
    return bad


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    cc = sys.argv[1]
    passed = failed = 0
    for seed in sys.argv[2:]:
        with tempfile.TemporaryDirectory() as work:
            bad = check(cc, int(seed), work)
        passed += not bad
        failed += bool(bad)
        for line in bad:
            print(f'seed {seed}: {line}')
        if bad:
            print(f'FAIL: tests/cc/abi/abi.py {cc} {seed}')
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


main()
