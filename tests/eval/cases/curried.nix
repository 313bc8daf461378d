# functions in functions share an env: partial applications must not mix
let
  f = a: b: c: [ a b c ];
  g = f 1;
  h = g 2;
  shadow = x: x: x;
  formals = a: { b, c ? a + b }: d: [ a b c d ];
  p = formals 10;
  q = p { b = 1; };
  count = n: acc: if n == 0 then acc else count (n - 1) ([ n ] ++ acc);
  compose = f: g: x: f (g x);
  twice = compose (x: x * 2) (x: x + 1);
in
[
  (h 3) (h 4) (g 5 6) (f 7 8 9) (h 3)
  (shadow 1 2) (map (shadow 1) [ 3 4 ])
  (q 0) (q 1) (p { b = 2; c = 5; } 6) (map (p { b = 3; }) [ 1 2 ])
  (count 5 [ ]) (map twice [ 1 2 3 ])
  (builtins.foldl' (a: b: a + b) 0 [ 1 2 3 ])
]
