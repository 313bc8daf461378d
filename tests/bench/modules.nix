# A module evaluation: n modules of ten options each, every one defined by
# its neighbour. lib is the lib folder of a nixpkgs-like tree.
{ lib, n ? 400 }:
let
  l = import lib;
  name = i: "m${toString i}";
  module = i: { config, ... }: {
    options.${name i} = builtins.listToAttrs (map (k: {
      name = "o${toString k}";
      value = l.mkOption {
        type = if k == 0 then l.types.bool else if k < 4
          then l.types.listOf l.types.str else l.types.str;
        default = if k == 0 then false else if k < 4 then [ ] else "";
        description = "option ${toString k} of module ${toString i}";
      };
    }) (l.range 0 9));
    config.${name (if i + 1 == n then 0 else i + 1)} = {
      o0 = l.mkDefault true;
      o1 = [ "from ${name i}" ];
      o2 = l.mkIf config.${name i}.o0 [ "set" ];
      o5 = l.mkForce "x${toString i}";
      o6 = l.mkIf (config.${name i}.o5 != "") "y";
    };
  };
  eval = l.evalModules { modules = map module (l.range 0 (n - 1)); };
in
builtins.hashString "sha256" (builtins.toJSON eval.config)
