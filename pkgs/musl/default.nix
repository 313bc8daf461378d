# musl: its headers, start files and libc.a, compiled as its Makefile would.
{ step, lib, arch, source, unpack, steps, cc, cc-program }:

let
  inherit (lib) out;
  machine = { amd64 = "x86_64"; }.${arch};
  library = lib.tree "libc" [
    "libc/libc.h"
    "libc/libc.c"
    "libc/${arch}/start.s"
    "pkgs/musl/headers.c"
  ];

  unpacked = step {
    name = "musl-source";
    builder = unpack;
    args = [ "-1" (source "musl") out ];
  };

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
      "${unpacked}/arch/${machine}/bits/alltypes.h.in"
      "${unpacked}/include/alltypes.h.in"
    ];
  };

  syscall = step {
    name = "syscall.h";
    builder = headers;
    args = [ out "calls" "${unpacked}/arch/${machine}/bits/syscall.h.in" ];
  };
in
step {
  name = "musl-1.2.3";
  builder = steps;
  args = [
    ./steps
    "out=${out}"
    "cc=${cc}/bin/cc"
    "source=${unpacked}"
    "arch=${machine}"
    "version=1.2.3"
    "alltypes=${alltypes}"
    "syscall=${syscall}"
  ];
  passthru = { inherit headers alltypes syscall; source = unpacked; };
}
