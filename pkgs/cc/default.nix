# The C compiler: by cc0, then twice by itself, which must end in the same
# bytes; and steps, the builder of what comes before there is a shell.
{ step, scripted, lib, arch, asm, cc0, same, cc1, cc2, cc3, cc-source
, cc-program
}:

let
  inherit (lib) out tree;
  files = lib.lines (builtins.readFile ../../cc/FILES);
  isHeader = f: builtins.match ".*[.]h" f != null;
  headers = builtins.filter isHeader files;
  sources = builtins.filter (f: !isHeader f) files;
  library = [ "libc/libc.h" "libc/libc.c" "libc/${arch}/start.s" ];
  within = dir: map (f: "${dir}/${f}");
  alone = [ "-nostdinc" "-nostdlib" "-static" ];

  compiled = name: compiler: step {
    inherit name;
    builder = compiler;
    args = alone ++ [ "-o" out ] ++ within cc-source
      (sources ++ [ "libc/libc.c" "libc/${arch}/start.s" ]);
  };
in
{
  cc-source = tree "cc-source" (files ++ library);

  cc1 = step {
    name = "cc1";
    builder = asm;
    args = [
      out
      (../../stages/defs + "/${arch}.def")
      ../../stages/start.asm
      (step {
        name = "cc1.asm";
        builder = cc0;
        args = [ out ] ++ within cc-source (headers ++ sources
          ++ [ "libc/libc.c" ]);
      })
    ];
  };

  cc2 = compiled "cc2" cc1;
  cc3 = compiled "cc3" cc2;

  # one file: the compiler that compiles itself to itself
  cc-program = step {
    name = "cc";
    builder = same;
    args = [ out cc2 cc3 ];
  };

  steps = step {
    name = "steps";
    builder = cc-program;
    args = [ "-O2" ] ++ alone ++ [ "-o" out ] ++ within
      (tree "steps-source" (library ++ [
        "userland/steps.h"
        "userland/steps.c"
        "userland/glob.c"
        "userland/${arch}/process.s"
      ])) [
      "userland/steps.c"
      "userland/glob.c"
      "libc/libc.c"
      "libc/${arch}/start.s"
      "userland/${arch}/process.s"
    ];
  };

  # installed: bin/cc, its headers and its run-time library; no C library
  cc = scripted {
    name = "cc-0";
    script = ./steps;
    values = {
      cc = cc-program;
      source = tree "cc-runtime"
        (lib.below "cc/include" "h" ++ lib.below "cc/rt" "[ch]");
    };
  };
}
