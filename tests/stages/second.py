#!/usr/bin/env python3
"""second.py: hex0 and asm a second time, written from their specifications in
doc/spec, to say whether the first ones, which made out/ARCH, did it right."""
import os
import re
import struct
import sys

BASE = 0x400000
failed = passed = 0


def hex0(text):
    text = re.sub(rb"[#;][^\n]*", b"", text)
    return bytes.fromhex(text.decode())


def asm(text):
    words = re.compile(rb'[\x00-\x20]+|[#;][^\n]*|"([^"]*)"|([!@$]?)'
                       rb"(-?[0-9]+|'[^\x00-\x20]+)(?=[\x00-\x20])"
                       rb"|DEFINE +([^\x00-\x20]+)([^\n;]*)"
                       rb"|=([^\x00-\x20]+) +(-?[0-9]+)"
                       rb"|([:&]?)([^\x00-\x20]+)")
    out = bytearray()
    definitions = {}
    names = {}
    uses = []
    hole = None         # where the instruction ends whose hole comes next

    def put(data):
        nonlocal hole, out
        if hole is None:
            out += data
            return
        at, hole = hole, None
        out[at:at + len(data)] = data

    for m in words.finditer(text):
        string, size, number, define, data, equal, value, sigil, name = \
            m.groups()
        if string is not None:
            put(string)
        elif number is not None:
            if number[:1] == b"'":
                n = 0
                for c in number[1:]:
                    n = n * 256 + c
            else:
                n = int(number)
            length = {b"": 4, b"!": 1, b"@": 2, b"$": 8}[size]
            put((n & (1 << 8 * length) - 1).to_bytes(length, "little"))
        elif define is not None:
            data = data.split()
            definitions[define] = (
                bytes(0 if b == b".." else int(b, 16) for b in data),
                data.index(b"..") if b".." in data else None)
        elif equal is not None:
            names[equal] = int(value)
        elif name is not None and sigil == b":":
            names[name] = BASE + len(out)
        elif name is not None and sigil == b"&":
            uses.append((len(out) if hole is None else hole, name))
            put(bytes(4))
        elif name is not None:
            code, at = definitions[name]
            if at is not None:
                hole = len(out) + at
            out += code
    for at, name in uses:
        out[at:at + 4] = struct.pack("<I", names[name])
    out[96:100] = struct.pack("<I", len(out))
    out[104:108] = struct.pack("<I", len(out))
    return bytes(out)


def same(what, made, path):
    global failed, passed
    if made == open(path, "rb").read():
        passed += 1
    else:
        failed += 1
        print("fails: %s is not what %s says (repeat: "
              "tests/stages/second.py)" % (path, what))


def text(*paths):
    return b"".join(open(p, "rb").read() for p in paths)


os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
abstract = ["stages/defs/amd64.def", "stages/start.asm"]
same("its ledger", hex0(text("seed/amd64/hex0.hex")), "out/amd64/hex0")
same("its ledger", hex0(text("stages/1-asm/amd64.hex")), "out/amd64/asm")
same("its text", asm(text(*abstract, "stages/2-b0/b0.asm")), "out/amd64/b0")
for program in ["cc0", "sha256sum", "unpack", "cc1"]:
    if os.path.exists("out/amd64/%s.asm" % program):
        same("its text", asm(text(*abstract, "out/amd64/%s.asm" % program)),
             "out/amd64/" + program)
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed > 0)
