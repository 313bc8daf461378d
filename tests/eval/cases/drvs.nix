# store derivations, to the hash
let
  d = name: more: derivation ({ inherit name; system = "x86_64-linux"; builder = "/bin/sh"; } // more);
  a = d "a" { outputs = [ "out" "dev" ]; };
  fixed = d "f.tar" { outputHash = "0000000000000000000000000000000000000000000000000000000000000000"; outputHashAlgo = "sha256"; };
  nar = d "n" { outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; outputHashMode = "recursive"; };
  s = d "s" { __structuredAttrs = true; list = [ 1 "x" { y = null; } ]; dep = a.dev; args = [ "-c" a ]; f = 1.5; };
  b = d "b" { inherit a fixed nar; dev = a.dev; list = [ a.dev fixed ]; t = true; n = null; i = 3; __ignoreNulls = true; file = builtins.toFile "x" "content ${builtins.toFile "y" "z"}"; };
in
{
  paths = map (x: [ x.drvPath x.outPath ]) [ a fixed nar s b ];
  ctx = builtins.getContext "${b} ${b.drvPath} ${a.dev}";
  dev = a.dev.outPath;
  all = builtins.length a.all;
  eq = [ (a == a.out) (a == b) ];
  hello = builtins.unsafeDiscardOutputDependency b.drvPath;
  p = placeholder "out";
}
