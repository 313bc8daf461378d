let
  rec' = [ 3 1 2 ];
  t = builtins.tail (builtins.tail [ 1 2 3 4 ]);
in
[
  t (t ++ [ 5 ]) (builtins.head t) (builtins.tail t) (builtins.elemAt t 1) (builtins.length t)
  (builtins.sort builtins.lessThan rec') (builtins.sort (a: b: a.k < b.k) [ { k = 2; v = 1; } { k = 1; v = 2; } { k = 2; v = 3; } { k = 1; v = 4; } ])
  (builtins.sort (a: b: true) [ 1 2 3 4 5 ]) (builtins.sort (a: b: false) [ 3 1 2 ])
  (builtins.genericClosure { startSet = [ { key = 1; } ]; operator = x: if x.key > 20 then [ ] else [ { key = x.key * 2; } { key = x.key + 3; } ]; })
  (builtins.genericClosure { startSet = [ { key = "a"; } { key = "b"; } { key = "a"; } ]; operator = x: [ ]; })
  (builtins.genericClosure { startSet = [ { key = [ 1 2 ]; } { key = [ 1 1 ]; } { key = [ 1 2 ]; } ]; operator = x: [ ]; })
  (builtins.partition (x: x > 2) [ 1 2 3 4 ]) (builtins.concatMap (x: [ x x ]) [ 1 2 ]) (builtins.concatLists [ [ 1 ] [ ] [ 2 3 ] ])
  (builtins.zipAttrsWith (n: v: { inherit n v; }) [ { a = 1; b = 2; } { a = 3; } ]) (builtins.catAttrs "a" [ { a = 1; } { b = 2; } { a = 3; } ])
  ([ 1 2 ] < [ 1 3 ]) ([ ] < [ 1 ]) (builtins.all (x: x > 0) [ ]) (builtins.any (x: x > 1) [ 1 2 ]) (builtins.elem 1.0 [ 1 ])
]
