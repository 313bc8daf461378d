let
  a = 1;
  s = { a = 2; b = 3; c = { d = 4; }; };
  over = rec { x = 1; y = x; __overrides = { x = 5; }; };
in
[
  (with s; [ a b ]) (with s; with c; [ a b d ]) (with s; let b = 9; in b)
  (let inherit (s) b c; inherit (c) d; in [ b d ])
  (rec { a = 5; b = a; inherit (s.c) d; e = d + b; })
  over.y
  ({ ${"x" + "y"} = 1; ${null} = 2; }.xy) ({ a.b.c = 1; a.b.d = 2; a.e = 3; })
  ((args@{ p, q ? p + 1, ... }: [ args q ]) { p = 1; r = 2; })
  (let f = { x ? y, y ? 3 }: x + y; in f { }) ({ or = 1; }.or)
  ({ __functor = self: x: x + self.n; n = 5; } 6) (builtins.functionArgs ({ a, b ? 1 }: 0))
  (s ? c.d) (s ? c.e) (s.c.e or 7) (s.q.r or "none") (let x = { y = { z = 1; }; }; in x.y.z or 2)
  (builtins.unsafeGetAttrPos "b" s).line __curPos.column
  (let f = x: x; l = [ f ]; in [ (l == l) ([ f ] == [ f ]) (f == f) ])
  (let f = x: x; in { a = f; } == { a = f; }) (builtins.elem (x: x) [ (x: x) ])
]
