# updates in any number and size
let
  names = n: builtins.genList (i: "k${toString i}") n;
  set = n: v: builtins.listToAttrs (map (name: { inherit name; value = v; }) (names n));
  one = i: { "k${toString i}" = "one${toString i}"; };
  steps = builtins.foldl' (a: i: a // one i) (set 100 "base") (builtins.genList (i: i * 3) 60);
  deep = builtins.foldl' (a: i: a // { "z${toString i}" = i; k1 = i; }) { } (builtins.genList (i: i) 200);
in
[
  (builtins.length (builtins.attrNames steps)) steps.k0 steps.k1 steps.k3 steps.k177
  (builtins.length (builtins.attrNames deep)) deep.k1 deep.z0 deep.z199
  (builtins.attrNames (removeAttrs deep (builtins.attrNames (removeAttrs deep [ "k1" "z5" ]))))
  ((set 3 1 // set 2 2) == { k0 = 2; k1 = 2; k2 = 1; })
  (builtins.intersectAttrs (set 2 0) steps)
  (let r = { a = 1; } // { a = 2; b = 3; } // { c = 4; }; in r // { })
  ({ a = 1; } // { } // { b.c = 2; })
  (builtins.attrValues ({ b = 1; a = 2; } // { c = 3; a = 4; }))
  (builtins.mapAttrs (n: v: n + toString v) (set 30 1 // { x = 2; })).x
  (({ a ? 5, k1, ... }: [ a k1 ]) deep)
]
