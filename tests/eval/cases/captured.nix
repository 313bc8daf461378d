# arguments that must be thunks although they look cheap
let
  lazy = a: b: if a then b else 0;
  f = x: lazy false (x - 1);
  g = s: lazy false (s.missing);
  keep = x: y: { v = y; };
  h = x: keep 1 (x - 1);
  big = n: keep n (n * 9223372036854775807);
in
[
  (f (throw "not forced")) (f "no number") (g { }) (h 3).v
  (builtins.tryEval (h (throw "later")).v).success
  (map (e: e.v) (map h [ 1 2 3 ]))
  (big 1).v
]
