# musl: its headers, start files and libc.a, compiled as its Makefile would.
{ step, scripted, unpacked, lib, arch, cc, cc-program }:

let
  inherit (lib) out;
  machine = { amd64 = "x86_64"; }.${arch};
  library = lib.tree "libc" [
    "libc/libc.h"
    "libc/libc.c"
    "libc/${arch}/start.s"
    "pkgs/musl/headers.c"
  ];

  source = unpacked "musl";

  headers = step {
    name = "musl-headers";
    builder = cc-program;
    args = [
      "-O2"
      "-nostdinc"
      "-nostdlib"
      "-static"
      "-o"
      out
      "${library}/pkgs/musl/headers.c"
      "${library}/libc/libc.c"
      "${library}/libc/${arch}/start.s"
    ];
  };

  # the two headers that the Makefile generates
  alltypes = step {
    name = "alltypes.h";
    builder = headers;
    args = [
      out
      "types"
      "${source}/arch/${machine}/bits/alltypes.h.in"
      "${source}/include/alltypes.h.in"
    ];
  };

  syscall = step {
    name = "syscall.h";
    builder = headers;
    args = [ out "calls" "${source}/arch/${machine}/bits/syscall.h.in" ];
  };
in
scripted {
  name = "musl-1.2.3";
  script = ./steps;
  values = {
    inherit source alltypes syscall;
    cc = "${cc}/bin/cc";
    arch = machine;
    version = "1.2.3";
  };
  passthru = { inherit headers alltypes syscall source; };
}
