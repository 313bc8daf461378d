#!/usr/bin/env python3
"""fuzz.py: throws damaged sources at a compiler and looks for bad manners.

usage: fuzz.py [-n RUNS] [-s SEED] [-t SECONDS] [-o DIR] [-a ARGS] CC FILE...

Each run takes one of the files, damages it (bytes, lines, tokens moved,
repeated, cut or taken from another file) and compiles it. What must never
happen: a signal, a sanitizer's report, "internal error", an exit status other
than 0 and 1, a failure without a message, or ten seconds. A finding is kept
as DIR/find-N.EXT with what was said beside it, and the exit status is 1.
Build CC with -fsanitize=address,undefined and run it as a nobody.
"""
import os
import random
import re
import subprocess
import sys
import tempfile
import time

TOKEN = re.compile(rb'[A-Za-z_]\w*|\d[\w.]*|"[^"\n]*"|\'[^\'\n]*\'|\s+|.', re.S)
SPICE = [b'(', b')', b'{', b'}', b'[', b']', b'#', b'##', b',', b';', b'*',
         b'\\\n', b'/*', b'*/', b'"', b"'", b'\0', b'\xff', b'%', b'...',
         b'#if ', b'#else\n', b'#endif\n', b'#define f(x) x##x f(x)\n',
         b'#include __FILE__\n', b'0x', b'1e', b'9' * 40, b'-', b'~', b'<<',
         b'struct ', b'union ', b'enum ', b'typedef ', b'static ', b'int ',
         b'long ', b'double ', b'_Complex ', b'void ', b'sizeof ', b'goto ',
         b'case ', b'switch (', b'return ', b'__attribute__((packed)) ',
         b'__attribute__((aligned(16))) ', b'typeof(', b'_Generic(', b'({',
         b'__builtin_va_arg(', b'asm("" : "=r"(', b': 3', b'[0]', b'-1',
         b'0xffffffffffffffff', b'const ', b'volatile ', b'register ']


def damage(rnd, data, other):
    for _ in range(rnd.choice((1, 1, 2, 3, 5, 9))):
        kind = rnd.randrange(9)
        if not data:
            data = b'int x;'
        if kind == 0:
            i = rnd.randrange(len(data))
            data = data[:i] + bytes([rnd.randrange(256)]) + data[i + 1:]
        elif kind == 1:
            i = rnd.randrange(len(data))
            data = data[:i] + rnd.choice(SPICE) + data[i:]
        elif kind == 2:
            data = data[:rnd.randrange(len(data))]
        elif kind in (3, 4):
            lines = data.split(b'\n')
            i = rnd.randrange(len(lines))
            j = min(len(lines), i + rnd.randrange(1, 6))
            if kind == 3:
                del lines[i:j]
            else:
                k = rnd.randrange(len(lines))
                lines[k:k] = lines[i:j]
            data = b'\n'.join(lines)
        else:
            toks = TOKEN.findall(data)
            i = rnd.randrange(len(toks))
            j = rnd.randrange(len(toks))
            if kind == 5:
                toks[i], toks[j] = toks[j], toks[i]
            elif kind == 6:
                del toks[i]
            elif kind == 7:
                toks[i:i + 1] = [toks[j]]
            else:
                more = TOKEN.findall(other)
                k = rnd.randrange(len(more) or 1)
                toks[i:i] = more[k:k + rnd.randrange(1, 12)]
            data = b''.join(toks)
    return data


# what is not freed at exit is no finding
ENV = dict(os.environ, ASAN_OPTIONS='detect_leaks=0')


def judge(cmd, seconds):
    try:
        p = subprocess.run(cmd, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                           timeout=seconds, env=ENV)
    except subprocess.TimeoutExpired:
        return 'more than %d seconds' % seconds, b''
    said = p.stderr
    if p.returncode < 0:
        return 'signal %d' % -p.returncode, said
    if b'Sanitizer' in said or b'runtime error:' in said:
        return 'sanitizer', said
    if b'internal error' in said:
        return 'internal error', said
    if p.returncode not in (0, 1):
        return 'exit status %d' % p.returncode, said
    if p.returncode == 1 and b'error' not in said:
        return 'failed without a word', said
    return None, said


def main():
    runs, seed, limit, out, args = 1000, 1, 0, 'fuzz-found', '-w -c'
    argv = sys.argv[1:]
    while argv and argv[0].startswith('-'):
        opt, value = argv[0], argv[1]
        argv = argv[2:]
        if opt == '-n':
            runs = int(value)
        elif opt == '-s':
            seed = int(value)
        elif opt == '-t':
            limit = int(value)
            runs = 1 << 40
        elif opt == '-o':
            out = value
        elif opt == '-a':
            args = value
        else:
            sys.exit(__doc__)
    if len(argv) < 2:
        sys.exit(__doc__)
    cc, files = argv[0], argv[1:]
    texts = [open(f, 'rb').read() for f in files]
    end = time.time() + limit if limit else 0
    found = 0
    run = 0
    with tempfile.TemporaryDirectory() as tmp:
        os.chmod(tmp, 0o777)
        for run in range(runs):
            if end and time.time() > end:
                break
            rnd = random.Random('%d %d' % (seed, run))
            i = rnd.randrange(len(files))
            ext = os.path.splitext(files[i])[1] or '.c'
            data = damage(rnd, texts[i], rnd.choice(texts))
            path = os.path.join(tmp, 'in' + ext)
            with open(path, 'wb') as f:
                f.write(data)
            what, said = judge([cc] + args.split() + [
                '-I' + os.path.dirname(os.path.abspath(files[i])),
                '-o', '/dev/null', path], 10)
            if what:
                found += 1
                os.makedirs(out, exist_ok=True)
                base = os.path.join(out, 'find-%d-%d' % (seed, run))
                with open(base + ext, 'wb') as f:
                    f.write(data)
                with open(base + '.txt', 'wb') as f:
                    f.write(what.encode() + b'\n' + said)
                print('%s%s: %s' % (base, ext, what), flush=True)
    print('%d runs, seed %d, %d findings' % (run + 1, seed, found))
    sys.exit(found != 0)


if __name__ == '__main__':
    main()
