# From the seed to cc0, and the programs that cc0 compiles. Each is made by the
# one before it: the builder is a stage, its arguments are OUT IN...
{ step, lib, arch, pins, seedFile, hex0-seed, hex0, asm, b0, cc0-asm, cc0 }:

let
  inherit (lib) out;
  definitions = ../../stages/defs + "/${arch}.def";
  start = ../../stages/start.asm;
  # the hashes of the bytes alone; pins are of NARs
  flat = ../../stages + "/${arch}.sha256";

  assembled = name: texts: step {
    inherit name;
    builder = asm;
    args = [ out definitions ] ++ texts;
  };

  # a program of userland/: C0 to assembly, and that to a program
  program = name: files:
    assembled name [
      start
      (step {
        name = "${name}.asm";
        builder = cc0;
        args = [ out ../../libc/libc.h ] ++ files ++ [ ../../libc/libc.c ];
      })
    ];
in
{
  # the one thing here that nothing built; it must be as pinned
  hex0-seed =
    if pins ? hex0 then builtins.path {
      name = "hex0-seed";
      path = lib.checked seedFile (lib.table flat).hex0 flat;
      sha256 = pins.hex0;
    }
    else builtins.path { name = "hex0-seed"; path = seedFile; };

  # the ledger, decoded by the seed: the seed again
  hex0 = step {
    name = "hex0";
    builder = hex0-seed;
    args = [ out (../../seed + "/${arch}/hex0.hex") ];
  };

  asm = step {
    name = "asm";
    builder = hex0;
    args = [ out (../../stages/1-asm + "/${arch}.hex") ];
  };

  b0 = assembled "b0" [ start ../../stages/2-b0/b0.asm ];

  cc0-asm = step {
    name = "cc0.asm";
    builder = b0;
    args = [
      out
      ../../stages/3-cc0/lex.c
      ../../stages/3-cc0/type.c
      ../../stages/3-cc0/value.c
      ../../stages/3-cc0/expr.c
      ../../stages/3-cc0/stmt.c
    ];
  };

  cc0 = assembled "cc0" [ start cc0-asm ];

  sha256sum = program "sha256sum" [
    ../../userland/sha256.h
    ../../userland/sha256.c
    ../../userland/sha256sum.c
  ];

  unpack = program "unpack" [
    ../../userland/sha256.h
    ../../userland/sha256.c
    ../../userland/unpack.h
    ../../userland/tar.c
    ../../userland/gunzip.c
    ../../userland/bunzip2.c
    ../../userland/unxz.c
    ../../userland/unpack.c
  ];

  same = program "same" [ ../../userland/same.c ];
}
