# The package set: from the seed on, every step is a derivation, and the
# builder of each is something that an earlier one has built. No host tool
# runs, and before musl no shell. Only derivation and the builtins are used.
#
#   system    what to build on and for
#   overlays  as in nixpkgs: a list of functions of final and prev
#   seed      the 256 bytes of seed/ARCH/hex0.hex, as ./bootstrap hex0 decodes
#             them; checked by hash, and not read if the store has them
#   sources   the folder with the archives that ./sources names; also checked
#             by hash, and not read if the store has them
#   pins      hashes of results by name. A derivation that has one is built to
#             give just that, or fails. With `--arg pins {}` the stages are
#             free to change: then an edit of a stage takes effect.
{ system ? "x86_64-linux"
, overlays ? [ ]
, seed ? ../out + "/${lib.archOf system}/hex0"
, sources ? ../out/sources
, pins ? lib.table (./. + "/${lib.archOf system}.pins")
, lib ? import ./lib.nix
}:

let
  arch = lib.archOf system;

  packages = final:
    let
      call = lib.callWith final;
      stages = call ./stages { };
    in
    {
      inherit system arch lib pins;
      inherit (stages) hex0-seed hex0 asm b0 cc0-asm cc0 sha256sum unpack same;

      # the arguments of a derivation, with the system and the pin added
      step = lib.step { inherit system pins; };

      # a package that steps builds, by its script: FILE NAME=VALUE...
      scripted = { name, script, values, passthru ? { } }: final.step {
        inherit name passthru;
        builder = final.steps;
        args = [ script "out=${lib.out}" ]
          ++ lib.equations values;
      };

      # an archive, unpacked without the folder that all of it is in
      unpacked = name: final.step {
        name = "${name}-source";
        builder = final.unpack;
        args = [ "-1" (final.source name) lib.out ];
      };

      callPackage = call;
      source = lib.source { inherit sources; table = ./sources; };
      seedFile = seed;

      inherit (call ./cc { }) cc-source cc1 cc2 cc3 cc-program steps cc;
      musl = call ./musl { };
      cc-musl = call ./cc-musl { };
      zlib = call ./zlib { };
      bzip2 = call ./bzip2 { };
      lua = call ./lua { };
      sqlite = call ./sqlite { };
      mote = call ./mote { };
    };

in
lib.fix (lib.extendAll overlays packages)
